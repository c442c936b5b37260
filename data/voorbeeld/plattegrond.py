"""
The ground plan of the fictional town: which land belongs to which buurt.

Drawn as towns grow: an old core inside its canals on the bank of a river, roads that leave it, a
ring around it, and between those lines wijken that are cut into buurten, small ones inside and
large ones at the green edge. Metres in Rijksdriehoek, on a spot in the North Sea.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from shapely import LineString, Point, Polygon
from shapely.affinity import translate

from data.voorbeeld.lijnen import (
    Punten,
    Verloop,
    draw_band,
    draw_kromme,
    draw_vlek,
    node_arcs,
    polygonize_lines,
    wander,
)

# where the corner of the drawing lies in Rijksdriehoek: open sea, some 50 km off the coast
OORSPRONG_M = (40_200.0, 505_400.0)
MIDDEN_KM = (5.3, 4.9)
WATERWIJK = "99"

_OMTREK_KM = [
    (0.0, 4.9), (0.3, 5.75), (1.5, 6.0), (1.65, 6.75), (2.4, 7.0), (2.0, 7.9), (2.95, 8.55),
    (4.1, 8.35), (4.45, 9.15), (6.05, 9.2), (6.7, 8.8), (7.9, 8.95), (8.95, 8.15), (8.5, 6.95),
    (9.4, 6.4), (10.75, 6.95), (11.5, 6.3), (11.05, 5.5), (11.5, 4.5), (10.9, 3.3), (9.9, 3.15),
    (9.6, 2.3), (9.85, 1.3), (8.7, 0.65), (7.75, 0.95), (7.2, 0.15), (5.6, 0.0), (5.15, 0.95),
    (3.75, 0.55), (3.25, 1.3), (3.15, 2.25), (1.9, 1.7), (0.8, 2.15), (0.95, 3.0), (0.15, 3.5),
    (0.0, 4.9),
]  # fmt: skip
# sides of the outline that follow a straight parish border instead of a stream
_RECHTE_ZIJDEN = {1, 3, 5, 8, 12, 15, 19, 21, 25, 28, 32}

_RIVIER_KM = [
    (-0.6, 4.2), (0.7, 4.35), (1.9, 3.75), (3.1, 3.4), (4.15, 3.9), (5.2, 4.25), (6.1, 3.85),
    (6.75, 3.9), (7.45, 4.4), (8.1, 4.95), (9.1, 4.95), (10.2, 5.6), (12.2, 5.8),
]  # fmt: skip
_RIVIERBREEDTE_M = [250, 240, 210, 190, 180, 170, 180, 300, 640, 280, 200, 220, 250]
_EILAND_KM = [
    (6.88, 3.93), (6.98, 4.19), (7.28, 4.49), (7.62, 4.73), (7.98, 4.88), (7.93, 4.62),
    (7.66, 4.3), (7.33, 4.05), (7.05, 3.9),
]  # fmt: skip
_HAVENS_KM = [
    [(2.0, 3.6), (2.12, 4.42), (2.36, 4.4), (2.3, 3.6)],
    [(2.66, 3.4), (2.62, 4.12), (2.82, 4.14), (2.9, 3.4)],
]
_PLAS_KM = [
    (7.25, 1.35), (7.55, 1.85), (8.15, 1.8), (8.6, 2.1), (8.85, 1.85), (8.4, 1.45), (8.05, 1.42),
    (7.65, 1.08),
]  # fmt: skip

# roads, the canals round the old core, and the ring: each with how it runs
_WEGEN_KM: list[tuple[Verloop, list[tuple[float, float]]]] = [
    (Verloop.GLAD, [(4.62, 4.05), (4.56, 4.4), (4.38, 4.6), (4.5, 5.0), (4.42, 5.25), (4.76, 5.42),
                    (4.98, 5.74), (5.3, 5.6), (5.64, 5.68), (5.8, 5.3), (6.08, 5.1), (5.98, 4.72),
                    (6.1, 4.4), (6.0, 3.88)]),
    (Verloop.GLAD, [(3.18, 3.42), (3.0, 4.2), (3.12, 5.3), (3.3, 6.15), (3.9, 6.62), (5.1, 6.72),
                    (6.5, 6.95), (7.3, 6.72), (7.72, 5.95), (8.3, 5.3), (8.55, 4.6), (8.5, 3.6),
                    (8.25, 2.85), (7.4, 2.6), (6.6, 2.15), (5.5, 2.3), (4.6, 1.98), (3.85, 2.3),
                    (3.35, 3.0), (3.25, 3.42)]),
    (Verloop.STRAAT, [(4.7, 5.1), (3.2, 5.12), (1.9, 5.35), (0.0, 5.65)]),
    (Verloop.STRAAT, [(3.7, 5.75), (3.0, 6.65), (1.9, 7.3)]),
    (Verloop.STRAAT, [(5.25, 5.4), (5.12, 6.9), (4.95, 8.0), (5.2, 9.4)]),
    (Verloop.STRAAT, [(5.6, 5.3), (6.9, 6.35), (7.75, 7.5), (8.5, 9.1)]),
    (Verloop.STRAAT, [(4.8, 4.3), (4.3, 3.0), (3.65, 2.35), (2.7, 1.75)]),
    (Verloop.STRAAT, [(5.75, 4.2), (6.0, 3.0), (5.9, 2.0), (6.3, -0.2)]),
    (Verloop.STRAAT, [(7.4, 2.75), (8.6, 2.72), (10.0, 2.55)]),
    (Verloop.TRAP, [(1.9, 7.5), (3.0, 7.5), (3.9, 7.7), (4.7, 7.72), (5.4, 7.75)]),
    (Verloop.STRAAT, [(4.6, 8.05), (6.4, 7.7), (8.2, 7.75)]),
    (Verloop.BEEK, [(9.2, 7.0), (9.0, 6.2), (9.5, 5.7), (9.3, 4.8)]),
]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Wijkplan:
    """A wijk to be: a spot that lies inside it, and in how many buurten it is cut."""

    code: str
    plek_km: tuple[float, float]
    aantal: int


WIJKPLANNEN = (
    Wijkplan(code="01", plek_km=(5.3, 4.9), aantal=6),
    Wijkplan(code="02", plek_km=(3.9, 4.5), aantal=5),
    Wijkplan(code="03", plek_km=(4.3, 5.9), aantal=6),
    Wijkplan(code="04", plek_km=(5.8, 6.3), aantal=5),
    Wijkplan(code="05", plek_km=(7.0, 5.2), aantal=6),
    Wijkplan(code="06", plek_km=(1.6, 4.9), aantal=4),
    Wijkplan(code="07", plek_km=(2.4, 6.3), aantal=5),
    Wijkplan(code="08", plek_km=(3.9, 7.1), aantal=6),
    Wijkplan(code="09", plek_km=(3.7, 8.2), aantal=4),
    Wijkplan(code="10", plek_km=(6.3, 7.3), aantal=7),
    Wijkplan(code="11", plek_km=(6.5, 8.3), aantal=4),
    Wijkplan(code="12", plek_km=(8.4, 6.2), aantal=6),
    Wijkplan(code="13", plek_km=(10.4, 6.4), aantal=4),
    Wijkplan(code="14", plek_km=(3.9, 3.2), aantal=5),
    Wijkplan(code="15", plek_km=(5.2, 3.2), aantal=5),
    Wijkplan(code="16", plek_km=(7.0, 3.2), aantal=6),
    Wijkplan(code="17", plek_km=(2.0, 2.7), aantal=6),
    Wijkplan(code="18", plek_km=(4.8, 1.3), aantal=6),
    Wijkplan(code="19", plek_km=(6.9, 1.2), aantal=5),
    Wijkplan(code="20", plek_km=(9.4, 3.8), aantal=8),
)
EILANDWIJK = "05"
DORPWIJK = "17"
# numbers that a later change of borders or codes has used up: the plan skips them
LATERE_CODES = {
    "BU99010505": "BU99010510",
    "BU99011100": "BU99011104",
    "BU99011101": "BU99011105",
}
EEN_SNEDE_GEEFT = 2

# who lives twice as near to the middle has less room: buurten grow with the distance
_VERDUNNING_M = 2_400.0


@dataclass(frozen=True, kw_only=True)
class Plattegrond:
    """The land of every buurt and the water between, by code, on the newest borders."""

    buurten: Mapping[str, Polygon]
    water: Mapping[str, Polygon]


def _metres(punten_km: Sequence[tuple[float, float]]) -> Punten:
    return 1000 * np.asarray(punten_km, dtype=float)


def _split(vlak: Polygon, lijn: LineString) -> list[Polygon]:
    """Cut an area along a line; holes stay holes."""
    return [
        stuk
        for stuk in polygonize_lines([vlak.boundary, lijn])
        if vlak.contains(stuk.representative_point())
    ]


def _compactness(vlak: Polygon) -> float:
    return float(4 * np.pi * vlak.area / vlak.length**2)


def _draw_snede(
    vlak: Polygon, richting: float, aandeel: float, rng: np.random.Generator
) -> LineString:
    """Draw a gently bent cut across `richting` that leaves `aandeel` of the people before it."""
    west, zuid, oost, noord = vlak.bounds
    raster = np.stack(np.meshgrid(np.arange(west, oost, 70), np.arange(zuid, noord, 70)), -1)
    punten = raster.reshape(-1, 2)
    punten = punten[shapely.contains_xy(vlak, punten)]
    gewicht = np.exp(-np.hypot(*(punten - _metres([MIDDEN_KM])).T) / _VERDUNNING_M)
    langs = np.array([np.cos(richting), np.sin(richting)])
    dwars = np.array([-langs[1], langs[0]])
    plaats = punten @ langs
    volgorde = np.argsort(plaats, kind="stable")
    opgeteld = np.cumsum(gewicht[volgorde]) / gewicht.sum()
    snede = plaats[volgorde][np.searchsorted(opgeteld, aandeel)]
    halve_lengte = 0.75 * float(np.ptp(punten @ dwars)) + 300
    midden = float(np.mean(punten @ dwars))
    t = np.linspace(-1, 1, 13)
    bocht = rng.uniform(-0.07, 0.07) * halve_lengte * (1 - t**2)
    return LineString(
        np.outer(midden + halve_lengte * t, dwars) + np.outer(snede + bocht, langs),
    )


@dataclass(frozen=True)
class _Deling:
    """An area in parts, and the lines it was cut along."""

    delen: tuple[Polygon, ...]
    sneden: tuple[shapely.Geometry, ...]


def _cut(vlak: Polygon, aantal: int, rng: np.random.Generator) -> _Deling:
    """Cut an area in two, and each part again, until there are `aantal` parts."""
    if aantal == 1:
        return _Deling((vlak,), ())
    eerste = aantal // 2 + (aantal % 2 and 1 - round(rng.random()))
    hoek = shapely.get_coordinates(shapely.minimum_rotated_rectangle(vlak))
    zijden = np.diff(hoek, axis=0)[:2]
    lang = zijden[int(np.argmax(np.hypot(*zijden.T)))]
    as_hoek = float(np.arctan2(lang[1], lang[0]))
    kandidaten = []
    for draai in np.deg2rad([0, -9, 9, -18, 18, -30, 30, -45, 45, 90]):
        aandeel = eerste / aantal + rng.uniform(-0.33, 0.33) / aantal
        snede = _draw_snede(vlak, as_hoek + draai, aandeel, rng)
        delen = _split(vlak, snede)
        if len(delen) == EEN_SNEDE_GEEFT:
            cijfer = min(map(_compactness, delen)) - 0.1 * abs(draai) + rng.uniform(0, 0.1)
            kandidaten.append((cijfer, as_hoek + draai, snede, delen))
    _, richting, snede, delen = max(kandidaten, key=lambda kandidaat: kandidaat[0])
    langs = np.array([np.cos(richting), np.sin(richting)])
    voor, achter = sorted(delen, key=lambda deel: float(_hart(deel) @ langs))
    voorste, achterste = _cut(voor, eerste, rng), _cut(achter, aantal - eerste, rng)
    # two metres too long, so that it surely meets what it ends on
    eigen = shapely.intersection(snede, vlak.buffer(2))
    return _Deling((*voorste.delen, *achterste.delen), (eigen, *voorste.sneden, *achterste.sneden))


def _hart(vlak: Polygon) -> Punten:
    return np.asarray(shapely.get_coordinates(vlak.centroid)[0])


def _distance_to_middle(vlak: Polygon) -> float:
    return float(vlak.centroid.distance(Point(_metres([MIDDEN_KM])[0])))


def _place_dorp(vlak: Polygon, rng: np.random.Generator) -> Polygon:
    """Draw a village that lies wholly inside an area."""
    straal = shapely.maximum_inscribed_circle(vlak)
    (mx, my), _ = straal.coords
    hoek = np.linspace(0, 2 * np.pi, 10)[:-1]
    afstand = straal.length * rng.uniform(0.48, 0.68, hoek.size)
    return draw_vlek(
        np.column_stack([mx + afstand * np.cos(hoek), my + afstand * np.sin(hoek)]), stap_m=60
    )


@dataclass(frozen=True, kw_only=True)
class _Tekening:
    """What is drawn by hand: the lines that make the wijken, each with how it runs."""

    lijnen: tuple[shapely.Geometry, ...]
    verlopen: tuple[Verloop, ...]
    water: Mapping[str, Polygon]
    eiland: Polygon


def _draw_tekening() -> _Tekening:
    """Draw outline, water and roads."""
    omtrek = Polygon(_metres(_OMTREK_KM))
    eiland = draw_vlek(_metres(_EILAND_KM), stap_m=70)
    band = draw_band(_metres(_RIVIER_KM), breedten_m=_RIVIERBREEDTE_M, stap_m=85)
    nat = shapely.unary_union([band, *(Polygon(_metres(kom)) for kom in _HAVENS_KM)])
    (rivier,) = shapely.get_parts(shapely.difference(shapely.intersection(nat, omtrek), eiland))
    plas = draw_vlek(_metres(_PLAS_KM), stap_m=85)
    zijden = [LineString(zijde) for zijde in pairwise(_metres(_OMTREK_KM))]
    oevers = [LineString(ring) for ring in (rivier.exterior, *rivier.interiors, plas.exterior)]
    wegen = [
        shapely.difference(draw_kromme(_metres(punten), stap_m=70), rivier.buffer(-3))
        for _, punten in _WEGEN_KM
    ]
    return _Tekening(
        lijnen=(*zijden, *oevers, *wegen),
        verlopen=(
            *(
                Verloop.STRAAT if nummer in _RECHTE_ZIJDEN else Verloop.BEEK
                for nummer in range(len(zijden))
            ),
            *(Verloop.GLAD for _ in oevers),
            *(verloop for verloop, _ in _WEGEN_KM),
        ),
        water={f"BU9901{WATERWIJK}98": rivier, f"BU9901{WATERWIJK}97": plas},
        eiland=eiland,
    )


def _choose_verloop(afstand_m: float, rng: np.random.Generator) -> Verloop:
    """Let borders follow streets in town and streams outside it."""
    buiten = min(1.0, max(0.0, (afstand_m - 1_800) / 2_400))
    kansen = np.array([0.50, 0.30, 0.20]) * (1 - buiten) + np.array([0.30, 0.20, 0.50]) * buiten
    return (Verloop.STRAAT, Verloop.TRAP, Verloop.BEEK)[int(rng.choice(3, p=kansen))]


def _wander_all(
    lijnen: Sequence[shapely.Geometry], tekening: _Tekening, rng: np.random.Generator
) -> list[LineString]:
    """Draw every border once, in the way that fits its place."""
    arcs = node_arcs(lijnen)
    boom = shapely.STRtree(tekening.lijnen)
    midden = Point(_metres([MIDDEN_KM])[0])
    verlopen, stappen = [], []
    for arc in arcs:
        plek = arc.interpolate(0.5, normalized=True)
        dichtst = int(boom.nearest(plek))
        is_bekend = shapely.distance(tekening.lijnen[dichtst], plek) < 2  # noqa: PLR2004  metres
        afstand = float(plek.distance(midden))
        eigen = _choose_verloop(afstand, rng)
        verlopen.append(tekening.verlopen[dichtst] if is_bekend else eigen)
        stappen.append(42.0 + 0.007 * afstand)
    return wander(arcs, verlopen, stappen_m=stappen, rng=rng)


def build_plattegrond(zaad: int) -> Plattegrond:
    """Draw the town; the same `zaad` gives the same town to the metre."""
    rng = np.random.default_rng(zaad)
    tekening = _draw_tekening()
    # without the loose ends of roads: a cut that crosses one would enclose a sliver
    lijnen: list[shapely.Geometry] = [*node_arcs(tekening.lijnen)]
    cellen = polygonize_lines(lijnen)
    vlakken = dict(tekening.water)
    for plan in WIJKPLANNEN:
        plek = Point(_metres([plan.plek_km])[0])
        deling = _cut(next(cel for cel in cellen if cel.contains(plek)), plan.aantal, rng)
        lijnen += deling.sneden
        delen = sorted(deling.delen, key=_distance_to_middle)
        if plan.code == EILANDWIJK:
            delen.append(tekening.eiland)
        if plan.code == DORPWIJK:
            grootste = max(range(len(delen)), key=lambda nummer: delen[nummer].area)
            dorp = _place_dorp(delen[grootste], rng)
            lijnen.append(dorp.boundary)
            delen[grootste] = Polygon(delen[grootste].exterior, [dorp.exterior])
            delen.append(dorp)
        codes = [f"BU9901{plan.code}{nummer:02d}" for nummer in range(len(delen))]
        vlakken |= dict(zip((LATERE_CODES.get(code, code) for code in codes), delen, strict=True))
    return _assemble(vlakken, _wander_all(lijnen, tekening, rng))


def _assemble(vlakken: Mapping[str, Polygon], arcs: Sequence[LineString]) -> Plattegrond:
    """Put the areas together from their borders, each where it was drawn first."""
    nieuw = shapely.get_parts(shapely.polygonize(arcs))
    boom = shapely.STRtree(nieuw)
    geplaatst = {}
    for code, vlak in vlakken.items():
        hart = Point(shapely.maximum_inscribed_circle(vlak).coords[0])
        (nummer,) = boom.query(hart, predicate="within")
        geplaatst[code] = translate(nieuw[int(nummer)], *OORSPRONG_M)
    return Plattegrond(
        buurten={code: vlak for code, vlak in geplaatst.items() if code[6:8] != WATERWIJK},
        water={code: vlak for code, vlak in geplaatst.items() if code[6:8] == WATERWIJK},
    )

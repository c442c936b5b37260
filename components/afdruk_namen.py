"""
Names on the map on paper, by the rule of the screen.

The largest area first, near its anchor, within its outline, in the largest letter and on the fewest
lines that fit; what does not fit is left out. Names of stadsdelen stand outside the outline.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import shapely

from components.afdruk_blad import INKT, INKT_2, WIT, Blad, Vak, baseline
from components.afdruk_stijl import Stijl, name_colour, put_teken
from components.letters import SMAL, SMAL_VET, VET, Letter, breedte, clean_tekst

_LAAG_RING: Final = 10
_LAAG_NAMEN: Final = 12
_REGEL: Final = 1.08
_MEESTE_NAMEN: Final = 500
_KLEINSTE_STRAAL: Final = 6.0
_MEESTE_REGELS: Final = 3
_RING: Final = 2.6
_STRAAL_VOOR_RING: Final = 4.0
_RING_RUIMTE: Final = 11.0
# where a box may lie, from the anchor outwards
_VERSCHUIVING: Final = np.array(
    (
        *((0, 0), (0, -5), (0, 5), (-8, 0), (8, 0), (-8, -5), (8, 5), (8, -5), (-8, 5)),
        *((0, -10), (0, 10), (-16, 0), (16, 0), (-16, -6), (16, 6), (16, -6), (-16, 6)),
    ),
    dtype=float,
)
_RICHTINGEN: Final = [
    (np.cos(hoek), np.sin(hoek)) for hoek in np.linspace(0, 2 * np.pi, 16, endpoint=False)
]
_MONSTERS: Final = 600
# a name may be this much nearer to another stadsdeel than to its own
_NAAST: Final = 9.0


@dataclass(frozen=True)
class Naamplaatsing:
    """Where names may stand, and what is taken already."""

    blad: Blad
    vak: Vak
    bezet: list[Any] = field(default_factory=list)

    def is_vrij(self, vlak: Any) -> bool:  # noqa: ANN401 - shapely types its geometries loosely
        """Tell whether nothing stands there and it lies on the map."""
        grens = shapely.box(self.vak.x, self.vak.y, self.vak.rechts, self.vak.onder)
        return bool(grens.contains(vlak)) and not any(vlak.intersects(b) for b in self.bezet)


@dataclass(frozen=True)
class _Vorm:
    """A name as it fits: its lines, their size, and the middle of the block."""

    regels: tuple[str, ...]
    grootte: float
    x: float
    y: float


_Gebied = tuple[str, Any, Any, float, Stijl]


def put_gebiedsnamen(
    plaatsing: Naamplaatsing, gebieden: Sequence[_Gebied], *, gekozen: int | None
) -> None:
    """Name the areas: name, outline, anchor, radius of the anchor, look. The chosen one always."""
    if gekozen is not None:
        _put_gekozen(plaatsing, gebieden[gekozen])
    volgorde = sorted(
        (nummer for nummer in range(len(gebieden)) if nummer != gekozen),
        key=lambda nummer: -gebieden[nummer][3],
    )
    for plek, nummer in enumerate(volgorde):
        gebied = gebieden[nummer]
        _, _, anker, straal, stijl = gebied
        vorm = None
        if straal >= _KLEINSTE_STRAAL and plek < _MEESTE_NAMEN:
            vorm = _find_vorm(plaatsing, gebied, SMAL)
        if vorm:
            _put_naam(plaatsing.blad, vorm, SMAL, stijl)
        elif stijl.heeft_merk and straal >= _STRAAL_VOOR_RING:
            _put_merk(plaatsing.blad, stijl, float(anker[0]), float(anker[1]))


def line_breaks(naam: str) -> list[tuple[str, ...]]:
    """
    Answer the ways to break a name, from one line to three, as even as it goes.

    >>> line_breaks("Blixembosch-Oost")
    [('Blixembosch-Oost',), ('Blixembosch-', 'Oost')]
    """
    stukken = re.findall(r"[^\s-]+-?|-", naam) or [naam]
    uit: list[tuple[str, ...]] = [(naam,)]
    for aantal in range(2, min(_MEESTE_REGELS, len(stukken)) + 1):
        regels: list[list[str]] = [[]]
        for plek, stuk in enumerate(stukken):
            is_vol = len(_join(regels[-1])) + len(stuk) / 2 > len(naam) / aantal
            nodig = aantal - len(regels)
            if regels[-1] and nodig > 0 and (is_vol or len(stukken) - plek <= nodig):
                regels.append([])
            regels[-1].append(stuk)
        if len(regels) == aantal:
            uit.append(tuple(_join(regel) for regel in regels))
    return uit


def _join(stukken: Sequence[str]) -> str:
    uit = ""
    for stuk in stukken:
        uit += f"{' ' if uit and not uit.endswith('-') else ''}{stuk}"
    return uit


def _find_vorm(plaatsing: Naamplaatsing, gebied: _Gebied, letter: Letter) -> _Vorm | None:
    naam, omtrek, anker, straal, stijl = gebied
    extra = _RING_RUIMTE if stijl.heeft_merk else 0.0
    shapely.prepare(omtrek)
    breuken = line_breaks(clean_tekst(naam))
    for grootte in plaatsing.blad.maat.namen:
        for regels in breuken:
            breed = max(breedte(regel, letter) for regel in regels) * grootte + 7
            hoog = len(regels) * grootte * _REGEL + extra
            # a narrow area has no room for the box, however long it is
            if hoog / 2 > straal or breed > straal * 6:
                continue
            midden = _VERSCHUIVING + anker
            dozen = shapely.box(
                midden[:, 0] - breed / 2,
                midden[:, 1] - hoog / 2,
                midden[:, 0] + breed / 2,
                midden[:, 1] + hoog / 2,
            )
            for plek in np.flatnonzero(shapely.contains(omtrek, dozen)):
                if plaatsing.is_vrij(dozen[plek]):
                    return _Vorm(regels, grootte, *map(float, midden[plek]))
    return None


def _put_naam(blad: Blad, vorm: _Vorm, letter: Letter, stijl: Stijl) -> None:
    extra = _RING_RUIMTE if stijl.heeft_merk else 0.0
    hoog = vorm.grootte * _REGEL
    boven = vorm.y - (len(vorm.regels) * hoog + extra) / 2
    if stijl.heeft_merk:
        _put_merk(blad, stijl, vorm.x, boven + _RING + 1)
    for nummer, regel in enumerate(vorm.regels):
        blad.put_tekst(
            regel,
            vorm.x,
            baseline(boven + extra + nummer * hoog, hoog, vorm.grootte),
            grootte=vorm.grootte,
            letter=letter,
            kleur=name_colour(stijl.vulling),
            lijn="center",
            hoogte=_LAAG_NAMEN,
            halo=stijl.vulling,
        )


def _put_merk(blad: Blad, stijl: Stijl, x: float, y: float) -> None:
    """Put the ring of a small number, or the sign of a class."""
    if stijl.is_klein:
        blad.put_stippen(
            np.array([(x, y)]), straal=_RING, vulling=WIT, lijn=INKT, dikte=1.2, hoogte=_LAAG_RING
        )
        return
    zijde = 2.4 * _RING
    plek = Vak(x - zijde / 2, y - zijde / 2, zijde, zijde)
    put_teken(blad, stijl.teken, plek, name_colour(stijl.vulling), hoogte=_LAAG_RING)


def _put_gekozen(plaatsing: Naamplaatsing, gebied: _Gebied) -> None:
    """Name the chosen area within its outline, else on a plate beside it."""
    naam, omtrek, anker, _, stijl = gebied
    blad = plaatsing.blad
    vorm = _find_vorm(plaatsing, gebied, SMAL_VET)
    if vorm:
        _put_naam(blad, vorm, SMAL_VET, stijl)
        return
    if stijl.heeft_merk:
        _put_merk(blad, stijl, float(anker[0]), float(anker[1]))
    grootte = blad.maat.namen[0]
    tekst = clean_tekst(naam)
    breed, hoog = breedte(tekst, VET) * grootte + 16, grootte * 1.7
    west, boven, oost, onder = omtrek.bounds
    midden_x, midden_y = (west + oost) / 2, (boven + onder) / 2
    plekken = [
        (midden_x - breed / 2, boven - hoog - 6),
        (midden_x - breed / 2, onder + 6),
        (oost + 6, midden_y - hoog / 2),
        (west - breed - 6, midden_y - hoog / 2),
    ]
    vak = plaatsing.vak
    binnen = [
        (
            min(max(x, vak.x), vak.rechts - breed),
            min(max(y, vak.y), vak.onder - hoog),
        )
        for x, y in plekken
    ]
    dozen = [shapely.box(x, y, x + breed, y + hoog) for x, y in binnen]
    beste = min(
        range(len(dozen)),
        key=lambda n: (dozen[n].intersects(omtrek), not plaatsing.is_vrij(dozen[n])),
    )
    x, y = binnen[beste]
    plaatsing.bezet.append(dozen[beste].buffer(3))
    blad.put_vlak(Vak(x, y, breed, hoog), vulling=INKT, hoogte=_LAAG_NAMEN, straal=3)
    blad.put_tekst(
        tekst,
        x + breed / 2,
        baseline(y, hoog, grootte),
        grootte=grootte,
        letter=VET,
        kleur=WIT,
        lijn="center",
        hoogte=_LAAG_NAMEN + 1,
    )


def put_groepsnamen(plaatsing: Naamplaatsing, groepen: Mapping[str, Any], *, land: Any) -> None:  # noqa: ANN401
    """
    Put the names of stadsdelen outside the outline, each as near to its middle as it can be.

    One that does not lie at the edge gets no name.
    """
    blad = plaatsing.blad
    grootte = blad.maat.groepsnaam
    punten, eigenaar = _edge_points(groepen, land)
    namen = list(groepen)
    vlakken = np.array(list(groepen.values()), dtype=object)
    ruim = land.buffer(3)
    shapely.prepare(ruim)
    for nummer in sorted(range(len(namen)), key=lambda n: -float(shapely.area(vlakken[n]))):
        tekst = clean_tekst(re.sub(r"^stadsdeel\s+", "", namen[nummer], flags=re.IGNORECASE))
        tekst = tekst.upper()
        half = np.array([breedte(tekst, SMAL_VET) * grootte / 2 + 2, grootte * 0.4 + 1])
        van_hier = punten[eigenaar == nummer]
        if not len(van_hier):
            continue
        midden = np.concatenate(
            [van_hier + np.array(richting) * (half + 6) for richting in _RICHTINGEN]
        )
        dozen = shapely.box(*(midden - half).T, *(midden + half).T)
        vrij = ~shapely.intersects(ruim, dozen)
        thuis = shapely.get_coordinates(vlakken[nummer].centroid)[0]
        afstand = np.hypot(*(midden - thuis).T)
        for plek in np.argsort(afstand):
            if vrij[plek] and _is_beside(vlakken, nummer, dozen[plek], plaatsing):
                plaatsing.bezet.append(dozen[plek].buffer(4))
                x, y = midden[plek]
                blad.put_tekst(
                    tekst,
                    float(x),
                    baseline(float(y - half[1]), float(2 * half[1]), grootte),
                    grootte=grootte,
                    letter=SMAL_VET,
                    kleur=INKT_2,
                    lijn="center",
                    hoogte=_LAAG_NAMEN,
                )
                break


def _is_beside(
    vlakken: np.ndarray[Any, Any],
    nummer: int,
    doos: Any,  # noqa: ANN401 - shapely types its geometries loosely
    plaatsing: Naamplaatsing,
) -> bool:
    """Tell whether a name can stand there: beside its own stadsdeel it would not name another."""
    afstanden = shapely.distance(vlakken, doos)
    return bool(afstanden[nummer] <= afstanden.min() + _NAAST) and plaatsing.is_vrij(doos)


def _edge_points(
    groepen: Mapping[str, Any],
    land: Any,  # noqa: ANN401 - shapely types its geometries loosely
) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Answer points along the outer edge, and the number of the group each belongs to."""
    ringen = [deel.exterior for deel in shapely.get_parts(land)]
    stap = sum(ring.length for ring in ringen) / _MONSTERS
    punten = np.concatenate(
        [
            shapely.get_coordinates(
                shapely.line_interpolate_point(ring, np.arange(0, ring.length, stap))
            )
            for ring in ringen
        ]
    )
    plekken = shapely.points(punten)
    afstanden = np.stack([shapely.distance(vlak, plekken) for vlak in groepen.values()])
    return punten, np.argmin(afstanden, axis=0)

"""The map on paper: outlines in Rijksdriehoek, filled and lined, with a scale bar."""

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import geopandas as gpd
import numpy as np
import shapely
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from components.afdruk_blad import INKT, INKT_2, WIT, Blad, Opdracht, Vak
from components.afdruk_namen import Naamplaatsing, put_gebiedsnamen, put_groepsnamen
from components.afdruk_stijl import (
    BUITEN,
    STIJL_BUITEN,
    Patroon,
    Stijl,
    put_patroon,
    styles_of,
)
from data.gebieden import LAND, Niveau
from layers.gebied import kader_of
from layers.kaartbeeld import Kaartbeeld
from layers.opmaak import format_getal

# z-order: what lies over what
_LAAG_WATER: Final = 1
_LAAG_LICHT: Final = 2
_LAAG_PATROON: Final = 3
_LAAG_DONKER: Final = 4
_LAAG_LIJNEN: Final = 5
_LAAG_KEUZE: Final = 6
_LAAG_TEKENS: Final = 8

_RAND: Final = 6.0
# room for the names of stadsdelen outside the outline
_RAND_NAMEN: Final = 26.0
# detail that no printer shows, in units of the sheet
_ONZICHTBAAR: Final = 0.1
_SCHAALBALK: Final = 150.0
_SCHAALBALK_HOOG: Final = 26.0
# an area of this radius has lines of full width; smaller ones have thinner lines
_STRAAL_VOLLE_LIJN: Final = 9.0
_DUNSTE_LIJN: Final = 0.25
_ZIJDE_VOLLE_LIJN: Final = 70.0
INKT_45: Final = f"{INKT}73"  # over other lines, so that they stay seen
_MEESTE_STADSDELEN: Final = 12


@dataclass(frozen=True)
class Gebieden:
    """The areas of a map in its order, in units of the sheet."""

    vormen: np.ndarray[Any, Any]
    stijlen: tuple[Stijl, ...]
    land: np.ndarray[Any, Any]
    ankers: np.ndarray[Any, Any]
    stralen: np.ndarray[Any, Any]


@dataclass(frozen=True)
class Projectie:
    """From metres in RD to the sheet, the same in both directions."""

    west_m: float
    noord_m: float
    schaal: float
    x: float
    y: float

    def apply(self, vormen: Any) -> Any:  # noqa: ANN401 - one shape or many
        """Answer shapes in units of the sheet."""
        return shapely.transform(
            vormen,
            lambda punten: np.stack(
                [
                    self.x + (punten[:, 0] - self.west_m) * self.schaal,
                    self.y + (self.noord_m - punten[:, 1]) * self.schaal,
                ],
                axis=1,
            ),
        )


def needed_height(kaartbeeld: Kaartbeeld, omtrekken: gpd.GeoDataFrame, breed: float) -> float:
    """Answer how high the map is where it takes the whole width."""
    tabel = _table(kaartbeeld, omtrekken)
    ruimte = _RAND_NAMEN if _groups(kaartbeeld, tabel) else _RAND
    west, zuid, oost, noord = shapely.total_bounds(_land(kaartbeeld, tabel))
    ratio = max(noord - zuid, 1.0) / max(oost - west, 1.0)
    return float((breed - 2 * _RAND) * ratio + 2 * ruimte)


def _table(kaartbeeld: Kaartbeeld, omtrekken: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Answer the outlines in the order of the map."""
    tabel = omtrekken.drop_duplicates("gebiedscode").set_index("gebiedscode")
    return tabel.reindex(list(kaartbeeld.gebieden))


def _land(kaartbeeld: Kaartbeeld, tabel: gpd.GeoDataFrame) -> np.ndarray[Any, Any]:
    """Answer the shapes that the map is about, or all where there is nothing else."""
    vormen: np.ndarray[Any, Any] = tabel.geometry.to_numpy()
    land = np.array(kaartbeeld.land, dtype=bool)
    return vormen[land] if land.any() else vormen


def draw_kaart(
    blad: Blad,
    kaartbeeld: Kaartbeeld,
    omtrekken: gpd.GeoDataFrame,
    vak: Vak,
    opdracht: Opdracht,
) -> None:
    """Draw the map of a Kaartbeeld in a part of the sheet."""
    tabel = _table(kaartbeeld, omtrekken)
    groepen = _groups(kaartbeeld, tabel)
    projectie, balk = _fit(tabel, kaartbeeld, vak, ruimte=_RAND_NAMEN if groepen else _RAND)
    gebieden = _place(kaartbeeld, tabel, projectie, vak, opdracht)
    is_land = gebieden.land
    midden = float(np.median(gebieden.stralen[is_land])) if is_land.any() else _STRAAL_VOLLE_LIJN
    dun = min(1.0, max(_DUNSTE_LIJN, midden / _STRAAL_VOLLE_LIJN))
    _draw_vlakken(blad, kaartbeeld, gebieden, dikte=0.7 * dun)
    _draw_buiten(blad, gebieden, vak, dikte=0.7)
    _draw_lijnen(blad, tabel[is_land], projectie, is_heel_land=kader_of(kaartbeeld.gebied) == LAND)
    gekozen = opdracht.gekozen
    plek = kaartbeeld.gebieden.index(gekozen) if gekozen in kaartbeeld.gebieden else None
    if plek is not None:
        for kleur, dikte in ((WIT, 6.5), (INKT, 3.0)):
            _draw_vorm(blad, gebieden.vormen[plek], lijn=kleur, dikte=dikte, hoogte=_LAAG_KEUZE)
    _draw_tekens(blad, kaartbeeld, projectie)
    _draw_schaalbalk(blad, balk, projectie.schaal)
    plaatsing = Naamplaatsing(blad, vak, bezet=[shapely.box(*_corners(balk))])
    put_gebiedsnamen(
        plaatsing,
        [
            (naam, vorm, anker, straal, stijl)
            for naam, vorm, anker, straal, stijl, is_hier in zip(
                kaartbeeld.namen,
                gebieden.vormen,
                gebieden.ankers,
                gebieden.stralen,
                gebieden.stijlen,
                is_land,
                strict=True,
            )
            if is_hier
        ],
        gekozen=None if plek is None else int(is_land[:plek].sum()),
    )
    if groepen:
        put_groepsnamen(
            plaatsing,
            {naam: projectie.apply(_union(tuple(vormen))) for naam, vormen in groepen.items()},
            land=projectie.apply(_union(tuple(tabel.geometry.to_numpy()[is_land]))),
        )


def _place(
    kaartbeeld: Kaartbeeld,
    tabel: gpd.GeoDataFrame,
    projectie: Projectie,
    vak: Vak,
    opdracht: Opdracht,
) -> Gebieden:
    land = np.array(kaartbeeld.land, dtype=bool)
    vormen = projectie.apply(tabel.geometry.to_numpy())
    # water and what lies around may reach far beyond the land
    water = np.array(kaartbeeld.water, dtype=bool)
    vormen[water] = shapely.intersection(vormen[water], shapely.box(*_corners(vak)))
    fijn = shapely.simplify(vormen, _ONZICHTBAAR, preserve_topology=False)
    weg = shapely.is_empty(fijn) | ~shapely.is_valid(fijn)
    fijn[weg] = vormen[weg]
    fijn = shapely.orient_polygons(fijn)
    # the pole of inaccessibility: the middle of the largest circle that fits in the largest part
    cirkels = shapely.maximum_inscribed_circle(
        np.array([_largest(vorm) for vorm in fijn[land]], dtype=object), 0.5
    )
    ankers, stralen = np.zeros((len(fijn), 2)), np.zeros(len(fijn))
    if land.any():  # only what the map is about gets a name
        ankers[land] = shapely.get_coordinates(shapely.get_point(cirkels, 0))
        stralen[land] = shapely.length(cirkels)
    return Gebieden(
        vormen=fijn,
        stijlen=styles_of(kaartbeeld, opdracht.filter),
        land=land,
        ankers=ankers,
        stralen=stralen,
    )


def _largest(vorm: Any) -> Any:  # noqa: ANN401 - shapely types its geometries loosely
    delen = shapely.get_parts(vorm)
    if not len(delen):
        return vorm
    return delen[int(np.argmax(shapely.area(delen)))]


def _fit(
    tabel: gpd.GeoDataFrame, kaartbeeld: Kaartbeeld, vak: Vak, *, ruimte: float
) -> tuple[Projectie, Vak]:
    """
    Fit the land in a part of the sheet, and find a place for the scale bar.

    It stands in a lower corner where the land leaves one free, else under the map.
    """
    land = _land(kaartbeeld, tabel)
    west, zuid, oost, noord = shapely.total_bounds(land)
    hoog_m, breed_m = max(noord - zuid, 1.0), max(oost - west, 1.0)
    for over in (0.0, _SCHAALBALK_HOOG + 6):
        breed, hoog = vak.breed - 2 * _RAND, vak.hoog - 2 * ruimte - over
        schaal = min(breed / breed_m, hoog / hoog_m)
        projectie = Projectie(
            west_m=west,
            noord_m=noord,
            schaal=schaal,
            x=vak.x + (vak.breed - breed_m * schaal) / 2,
            y=vak.y + ruimte + (hoog - hoog_m * schaal) / 2,
        )
        vlakken = projectie.apply(land)
        lengte = _bar_length(schaal) * schaal + 60
        for x in (vak.x, vak.rechts - lengte):
            balk = Vak(x, vak.onder - _SCHAALBALK_HOOG, lengte, _SCHAALBALK_HOOG)
            if not shapely.intersects(vlakken, shapely.box(*_corners(balk, 8))).any():
                return projectie, balk
    return projectie, balk


def _corners(vak: Vak, rand: float = 0.0) -> tuple[float, float, float, float]:
    return vak.x - rand, vak.y - rand, vak.rechts + rand, vak.onder + rand


def _draw_vlakken(blad: Blad, kaartbeeld: Kaartbeeld, gebieden: Gebieden, *, dikte: float) -> None:
    patronen: dict[tuple[Patroon, str], list[Any]] = {}
    for code, vorm, stijl, is_land in zip(
        kaartbeeld.gebieden, gebieden.vormen, gebieden.stijlen, gebieden.land, strict=True
    ):
        if stijl is STIJL_BUITEN:
            continue
        # dark fills last: their white line then lies over the dark line of a light neighbour
        hoogte = _LAAG_DONKER if stijl.lijn == WIT else _LAAG_LICHT
        _draw_vorm(
            blad,
            vorm,
            vulling=stijl.vulling,
            lijn=stijl.lijn,
            dikte=dikte,
            hoogte=hoogte if is_land else _LAAG_WATER,
            naam=code,
        )
        if stijl.patroon:
            patronen.setdefault((stijl.patroon, stijl.vulling), []).append(vorm)
    for (patroon, vulling), vormen in patronen.items():
        # lines over a class lie over its fill, also where that is dark
        hoogte = _LAAG_PATROON if vulling == WIT else _LAAG_DONKER
        put_patroon(blad, vormen, patroon, hoogte=hoogte, vulling=vulling)


def _draw_buiten(blad: Blad, gebieden: Gebieden, vak: Vak, *, dikte: float) -> None:
    """Draw what lies around the selection as lines alone, as far as the map reaches."""
    buiten = gebieden.vormen[[stijl is STIJL_BUITEN for stijl in gebieden.stijlen]]
    if not len(buiten):
        return
    randen = shapely.union_all(shapely.boundary(buiten))
    binnen = shapely.line_merge(shapely.intersection(randen, shapely.box(*_corners(vak))))
    blad.put_lijnen(
        [shapely.get_coordinates(lijn) for lijn in shapely.get_parts(binnen)],
        kleur=BUITEN,
        dikte=blad.dikte(dikte),
        hoogte=_LAAG_WATER,
    )


def _draw_vorm(  # noqa: PLR0913 - an area has many sides
    blad: Blad,
    vorm: Any,  # noqa: ANN401 - shapely types its geometries loosely
    *,
    lijn: str,
    dikte: float,
    hoogte: int,
    vulling: str = "none",
    naam: str | None = None,
) -> None:
    if vorm.is_empty:
        return
    vlak = PathPatch(
        path_of(vorm),
        facecolor=vulling,
        edgecolor=lijn,
        linewidth=blad.dikte(dikte),
        joinstyle="round",
        zorder=hoogte,
        gid=naam,
    )
    blad.put(vlak)


def path_of(vorm: Any) -> Path:  # noqa: ANN401 - shapely types its geometries loosely
    """Answer the outline of a shape, holes included, as matplotlib draws it."""
    ringen = [
        shapely.get_coordinates(ring)
        for deel in shapely.get_parts(vorm)
        for ring in (deel.exterior, *deel.interiors)
    ]
    codes = []
    for ring in ringen:
        tussen = [Path.LINETO] * (len(ring) - 2)
        codes += [Path.MOVETO, *tussen, Path.CLOSEPOLY]
    return Path(np.concatenate(ringen), codes)


def _groups(kaartbeeld: Kaartbeeld, tabel: gpd.GeoDataFrame) -> dict[str, list[Any]]:
    """Answer the stadsdelen with their areas, by the name that is put beside them."""
    if kaartbeeld.niveau is not Niveau.BUURT or "stadsdeel" not in tabel:
        return {}
    land = tabel[np.array(kaartbeeld.land, dtype=bool)].dropna(subset=["stadsdeel"])
    namen = {str(naam): list(deel.geometry) for naam, deel in land.groupby("stadsdeel")}
    return namen if 1 < len(namen) <= _MEESTE_STADSDELEN else {}


# the maps of a book, and those of a visitor, are mostly of the same areas
@lru_cache(maxsize=1024)
def _union(vormen: tuple[Any, ...]) -> Any:  # noqa: ANN401 - shapely types its geometries loosely
    return shapely.union_all(np.array(vormen, dtype=object))


def _draw_lijnen(
    blad: Blad, land: gpd.GeoDataFrame, projectie: Projectie, *, is_heel_land: bool
) -> None:
    """Draw lines to find one's way by; without stadsdelen the wijken are that."""
    soorten = [("gemeentecode", INKT, 0.5 if is_heel_land else 1.6)]
    if not is_heel_land and "stadsdeel" in land and land["stadsdeel"].notna().any():
        soorten = [("wijkcode", INKT_45, 0.7), ("stadsdeel", INKT, 1.2), *soorten]
    elif not is_heel_land:
        soorten = [("wijkcode", INKT, 1.2), *soorten]
    for soort, kleur, dikte in soorten:
        vormen = [
            projectie.apply(_union(tuple(deel.geometry)))
            for _, deel in land.dropna(subset=[soort]).groupby(soort)
        ]
        if not vormen:
            continue
        # as with buurten: many small wijken would be all line
        zijde = float(np.sqrt(np.median(shapely.area(vormen))))
        dun = min(1.0, max(_DUNSTE_LIJN, zijde / _ZIJDE_VOLLE_LIJN))
        grenzen = shapely.simplify(shapely.boundary(vormen), _ONZICHTBAAR)
        blad.put_lijnen(
            [shapely.get_coordinates(lijn) for lijn in shapely.get_parts(grenzen)],
            kleur=kleur,
            dikte=blad.dikte(dikte if is_heel_land else dikte * dun),
            hoogte=_LAAG_LIJNEN,
        )


def _draw_tekens(blad: Blad, kaartbeeld: Kaartbeeld, projectie: Projectie) -> None:
    for teken in kaartbeeld.tekens:
        punt = shapely.get_coordinates(projectie.apply(shapely.Point(teken.x_m, teken.y_m)))
        vulling = WIT if teken.klasse is None else kaartbeeld.klassen[teken.klasse].kleur
        blad.put_stippen(punt, straal=teken.grootte + 1.5, vulling=WIT, hoogte=_LAAG_TEKENS)
        blad.put_stippen(
            punt,
            straal=teken.grootte,
            vulling=vulling,
            lijn=INKT,
            dikte=1.0,
            hoogte=_LAAG_TEKENS + 1,
        )


def _bar_length(schaal: float) -> float:
    """
    Answer the longest round number of metres that fits.

    >>> _bar_length(150 / 2400)
    2000.0
    """
    past = _SCHAALBALK / schaal
    macht = 10.0 ** math.floor(math.log10(past))
    return next(stap * macht for stap in (5.0, 2.0, 1.0) if stap * macht <= past)


def _draw_schaalbalk(blad: Blad, balk: Vak, schaal: float) -> None:
    meters = _bar_length(schaal)
    lang = meters * schaal
    onder = balk.onder - 6
    blad.put_lijn(
        [
            (balk.x + 1, onder - 5),
            (balk.x + 1, onder),
            (balk.x + lang, onder),
            (balk.x + lang, onder - 5),
        ],
        kleur=INKT_2,
        dikte=1.2,
    )
    is_km = meters >= 1000  # noqa: PLR2004 - metres in a kilometre
    getal = format_getal(meters / 1000 if is_km else meters, decimalen=0)
    tekst = f"{getal} {'km' if is_km else 'm'}"
    blad.put_tekst(tekst, balk.x + lang + 8, onder, grootte=14, kleur=INKT_2)

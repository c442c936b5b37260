"""
Make the fictional town.

The same seed gives the same town: geometry, names and figures, all invented. The program is run
when the town itself changes; what it makes is kept as data.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely import Point

from data.gebieden import LAND, Niveau, gemeentecode_of, wijkcode_of
from data.opslag import Tabel
from data.voorbeeld import cijfers_land
from data.voorbeeld.cijfers import (
    Tellingen,
    build_tellingen,
    merge_buurten,
    publish_kwb,
    sum_larger_areas,
)
from data.voorbeeld.cijfers_bevolking import (
    EERSTE_JAAR,
    LAATSTE_JAAR,
    PEILJAREN,
    build_bevolking,
    build_karakter,
)
from data.voorbeeld.cijfers_metingen import (
    build_instroom,
    build_leefbaarometer,
    build_lvb,
    build_politie,
    build_rivm,
)
from data.voorbeeld.cijfers_verloop import build_ontwikkeling
from data.voorbeeld.namen import (
    BUURTNAMEN,
    GEMEENTECODE,
    GEMEENTENAAM,
    LANDNAAM,
    STADSDELEN,
    VROEGERE_NAMEN,
    WATERNAMEN,
    WATERWIJKNAAM,
    WIJKNAMEN,
)
from data.voorbeeld.plattegrond import MIDDEN_KM, OORSPRONG_M, WATERWIJK, build_plattegrond

RD = "EPSG:28992"
ZAAD = 57
# the ground plan carries the names and kinds of the buurten, so its own seed never changes
_ZAAD_PLATTEGROND = 14
_ZAAD_INSTROOM = 3


@dataclass(frozen=True, kw_only=True)
class Wijziging:
    """A change of codes or borders; `vlag` is how the publisher marks it in its first year."""

    jaar: int
    oud: str
    nieuw: tuple[str, ...]
    vlag: int


WIJZIGINGEN = (
    Wijziging(jaar=2016, oud="BU99010505", nieuw=("BU99010510",), vlag=2),
    Wijziging(jaar=2018, oud="BU99011100", nieuw=("BU99011104", "BU99011105"), vlag=3),
)


@dataclass(frozen=True, kw_only=True)
class Stad:
    """
    The whole town.

    Attributes
    ----------
    omtrekken
        Outlines of buurten, wijken, gemeente and water, per border year.
    tabellen
        Published figures per table and peiljaar, indexed by `(grensjaar, gebiedscode)`.
    geheim
        Of the same shape: whether the publisher kept a figure secret.
    gebieden
        Areas with figures per border year, country first; water is not among them.
    """

    omtrekken: dict[int, gpd.GeoDataFrame]
    tabellen: dict[tuple[str, int], pd.DataFrame]
    geheim: dict[tuple[str, int], pd.DataFrame]
    gebieden: dict[int, pd.DataFrame]


def former_codes(grensjaar: int) -> dict[str, str]:
    """
    Answer which newest codes bore another code on the borders of a year.

    >>> former_codes(2017)
    {'BU99011104': 'BU99011100', 'BU99011105': 'BU99011100'}
    """
    return {
        nieuw: wijziging.oud
        for wijziging in WIJZIGINGEN
        if grensjaar < wijziging.jaar
        for nieuw in wijziging.nieuw
    }


def build_stad(zaad: int = ZAAD) -> Stad:
    """Make the town; the promises of the figures are tested for the seed that is shipped."""
    rng = np.random.default_rng(zaad)
    plattegrond = build_plattegrond(_ZAAD_PLATTEGROND)
    buurten = pd.Series(dict(plattegrond.buurten)).sort_index()
    karakter = build_karakter()
    bevolking = build_bevolking(
        karakter,
        land_km2=pd.Series(shapely.area(buurten.to_numpy()) / 1e6, index=buurten.index),
        rng=rng,
    )
    ontwikkeling = build_ontwikkeling(
        karakter, huishoudens=bevolking[EERSTE_JAAR]["huishoudens_totaal"], rng=rng
    )
    tellingen = build_tellingen(bevolking, ontwikkeling, karakter=karakter, rng=rng)
    midden = Point(np.asarray(MIDDEN_KM) * 1000 + np.asarray(OORSPRONG_M))
    afstand_km = pd.Series(shapely.distance(buurten.to_numpy(), midden) / 1000, index=buurten.index)
    misdrijven, overlast = build_politie(tellingen, ontwikkeling, rng)
    tabellen = {
        "kwb": build_kwb(tellingen),
        "rivm": build_rivm(tellingen, ontwikkeling, rng),
        "leefbaarometer": build_leefbaarometer(
            tellingen, ontwikkeling, karakter=karakter, afstand_km=afstand_km, rng=rng
        ),
        "misdrijven": misdrijven,
        "overlast": overlast,
        "eigen_lvb": build_lvb(tellingen, ontwikkeling),
        # a draw of its own, so that what came before stays as it was
        "eigen_instroom": build_instroom(
            tellingen, ontwikkeling, np.random.default_rng((zaad, _ZAAD_INSTROOM))
        ),
    }
    per_sleutel = {
        (naam, peiljaar): tabel
        for naam, jaren in tabellen.items()
        for peiljaar, tabel in jaren.items()
    }
    return Stad(
        omtrekken={
            grensjaar: build_omtrekken(plattegrond.buurten, plattegrond.water, grensjaar=grensjaar)
            for grensjaar in PEILJAREN
        },
        tabellen={sleutel: tabel.cijfers for sleutel, tabel in per_sleutel.items()},
        geheim={sleutel: tabel.geheim for sleutel, tabel in per_sleutel.items()},
        gebieden={grensjaar: build_gebieden(grensjaar) for grensjaar in PEILJAREN},
    )


def build_kwb(tellingen: Tellingen) -> dict[int, Tabel]:
    """Publish the key figures of every year on the borders of that year."""
    tabellen = {}
    for peiljaar, telling in tellingen.items():
        vlaggen = {
            nieuw: wijziging.vlag
            for wijziging in WIJZIGINGEN
            if wijziging.jaar == peiljaar
            for nieuw in wijziging.nieuw
        }
        op_grenzen = merge_buurten(telling, former_codes(peiljaar))
        tabellen[peiljaar] = publish_kwb(
            sum_larger_areas(op_grenzen, cijfers_land.build_land(peiljaar)),
            peiljaar=peiljaar,
            wijziging=vlaggen,
        )
    return tabellen


def _name_buurten(grensjaar: int) -> dict[str, str]:
    vroeger = former_codes(grensjaar)
    namen = {code: naam for code, naam in BUURTNAMEN.items() if code not in vroeger}
    return dict(sorted((namen | {oud: VROEGERE_NAMEN[oud] for oud in vroeger.values()}).items()))


def build_gebieden(grensjaar: int) -> pd.DataFrame:
    """List the areas with figures on the borders of a year: country, gemeente, wijken, buurten."""
    regels = [
        (LAND, LANDNAAM, Niveau.LAND),
        (GEMEENTECODE, GEMEENTENAAM, Niveau.GEMEENTE),
        *((f"WK9901{wijk}", naam, Niveau.WIJK) for wijk, naam in sorted(WIJKNAMEN.items())),
        *((code, naam, Niveau.BUURT) for code, naam in _name_buurten(grensjaar).items()),
    ]
    return _with_parents(pd.DataFrame(regels, columns=["gebiedscode", "naam", "niveau"]))


def _with_parents(gebieden: pd.DataFrame) -> pd.DataFrame:
    """Add the wijk, gemeente and stadsdeel an area lies in, where it lies in one."""
    codes = gebieden["gebiedscode"]
    return gebieden.assign(
        niveau=gebieden["niveau"].map(str),
        wijkcode=codes.map(wijkcode_of),
        gemeentecode=codes.map(gemeentecode_of),
        stadsdeel=codes.map(lambda code: STADSDELEN.get(code[6:8])),
    )


def build_omtrekken(
    buurten: Mapping[str, shapely.Polygon], water: Mapping[str, shapely.Polygon], *, grensjaar: int
) -> gpd.GeoDataFrame:
    """Draw all areas on the borders of a year, the larger ones put together from the buurten."""
    vroeger = former_codes(grensjaar)
    op_grenzen: dict[str, list[shapely.Polygon]] = {}
    for code, vlak in buurten.items():
        op_grenzen.setdefault(vroeger.get(code, code), []).append(vlak)
    land: dict[str, shapely.Geometry] = {
        code: _join(vlakken) for code, vlakken in sorted(op_grenzen.items())
    }
    alle_buurten = land | dict(sorted(water.items()))
    per_wijk: dict[str, list[shapely.Geometry]] = {}
    for code, vorm in alle_buurten.items():
        per_wijk.setdefault(f"WK{code[2:8]}", []).append(vorm)
    wijken = {code: _join(vlakken) for code, vlakken in sorted(per_wijk.items())}
    gemeente = {GEMEENTECODE: _join(list(wijken.values()))}
    namen = {
        GEMEENTECODE: GEMEENTENAAM,
        **{f"WK9901{wijk}": naam for wijk, naam in WIJKNAMEN.items()},
        f"WK9901{WATERWIJK}": WATERWIJKNAAM,
        **_name_buurten(grensjaar),
        **WATERNAMEN,
    }
    regels = [
        (code, namen[code], niveau, code[6:8] == WATERWIJK, *_validity(code), vlak)
        for niveau, vlakken in (
            (Niveau.GEMEENTE, gemeente),
            (Niveau.WIJK, wijken),
            (Niveau.BUURT, alle_buurten),
        )
        for code, vlak in vlakken.items()
    ]
    kolommen = [
        "gebiedscode", "naam", "niveau", "is_water", "geldig_van", "geldig_tot", "geometry",
    ]  # fmt: skip
    gebieden = _with_parents(pd.DataFrame(regels, columns=kolommen))
    volgorde = [
        "gebiedscode", "naam", "niveau", "wijkcode", "gemeentecode", "stadsdeel", "is_water",
        "geldig_van", "geldig_tot", "geometry",
    ]  # fmt: skip
    return gpd.GeoDataFrame(gebieden[volgorde], geometry="geometry", crs=RD)


def _join(vlakken: Sequence[shapely.Geometry]) -> shapely.Geometry:
    """Put areas together along the borders they share, always in the same order of points."""
    return shapely.normalize(shapely.unary_union(vlakken))


def _validity(code: str) -> tuple[int, int]:
    """Answer the first and last border year of a code."""
    van, tot = EERSTE_JAAR, LAATSTE_JAAR
    for wijziging in WIJZIGINGEN:
        if code in wijziging.nieuw:
            van = wijziging.jaar
        if code == wijziging.oud:
            tot = wijziging.jaar - 1
    return van, tot

"""A store of a few areas, written as a test spells it out; "." is what a publisher keeps secret."""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import pandas as pd
from shapely.geometry import box

from data.bronnen import TABELLEN
from data.gebieden import gemeentecode_of, niveau_of, wijkcode_of
from data.opslag import (
    GEBIEDEN_KOLOMMEN,
    SLEUTEL,
    Opslag,
    Tabel,
)
from data.weboutlines import build_weboutlines
from data.wijzigen import (
    change_opslag,
)

GEHEIM: Final = "."

Cel = float | str | None
# (grensjaar, gebiedscode): figures by column
Cijfers = Mapping[tuple[int, str], Mapping[str, Cel]]
# by border year: the names that are not "Naam van CODE", or None for no name
Namen = Mapping[int, Mapping[str, str | None]]


@dataclass(frozen=True, kw_only=True)
class Omtrek:
    """A square of a kilometre, and the first and last border year in which it is this area."""

    code: str
    van: int
    tot: int
    is_water: bool = False
    stadsdeel: str | None = None


def write_opslag(
    pad: Path,
    tabellen: Mapping[tuple[str, int], Cijfers],
    omtrekken: Mapping[int, list[Omtrek]] | None = None,
    namen: Namen | None = None,
) -> Opslag:
    """Write tables by (name, peiljaar), and outlines and names by border year."""
    codes: dict[int, set[str]] = {}
    stadsdelen: dict[str, str | None] = {}
    for cijfers in tabellen.values():
        for grensjaar, code in cijfers:
            codes.setdefault(grensjaar, set()).add(code)
    for grensjaar, vlakken in (omtrekken or {}).items():
        codes.setdefault(grensjaar, set()).update(vlak.code for vlak in vlakken)
        stadsdelen |= {vlak.code: vlak.stadsdeel for vlak in vlakken}
    opslag = Opslag(pad)
    with change_opslag(opslag) as wijziging:
        for (naam, peiljaar), cijfers in tabellen.items():
            paspoort = {"grensjaren": [], "bron": asdict(TABELLEN[naam]), "bestanden": []}
            wijziging.put_tabel(naam, peiljaar, table(cijfers), paspoort)
        for grensjaar, vlakken in (omtrekken or {}).items():
            kaart = outlines(vlakken, (namen or {}).get(grensjaar, {}))
            wijziging.put_omtrekken(grensjaar, kaart, build_weboutlines(kaart))
        for grensjaar, hier in codes.items():
            gebieden = pd.DataFrame(
                [
                    (
                        (namen or {}).get(grensjaar, {}).get(code, f"Naam van {code}"),
                        str(niveau_of(code)),
                        wijkcode_of(code),
                        gemeentecode_of(code),
                        stadsdelen.get(code),
                    )
                    for code in sorted(hier)
                ],
                columns=GEBIEDEN_KOLOMMEN,
                index=pd.Index(sorted(hier), name="gebiedscode"),
            )
            wijziging.put_gebieden(grensjaar, gebieden.astype("str"))
    return opslag


def table(cijfers: Cijfers) -> Tabel:
    index = pd.MultiIndex.from_tuples(list(cijfers), names=SLEUTEL)
    ruw = pd.DataFrame(list(cijfers.values()), index=index, dtype="object").sort_index()
    waarden = ruw.map(lambda cel: cel if isinstance(cel, (int, float)) else math.nan)
    return Tabel(waarden.astype("float64"), ruw.map(lambda cel: cel == GEHEIM))


def outlines(vlakken: list[Omtrek], namen: Mapping[str, str | None]) -> gpd.GeoDataFrame:
    rijen: list[dict[str, Any]] = [
        {
            "gebiedscode": vlak.code,
            "naam": namen.get(vlak.code, f"Naam van {vlak.code}"),
            "niveau": str(niveau_of(vlak.code)),
            "wijkcode": wijkcode_of(vlak.code),
            "gemeentecode": gemeentecode_of(vlak.code),
            "stadsdeel": vlak.stadsdeel,
            "is_water": vlak.is_water,
            "geldig_van": vlak.van,
            "geldig_tot": vlak.tot,
            "geometry": box(160_000 + 1000 * plek, 380_000, 161_000 + 1000 * plek, 381_000),
        }
        for plek, vlak in enumerate(vlakken)
    ]
    return gpd.GeoDataFrame(rijen, geometry="geometry", crs="EPSG:28992")

"""The worlds that can be replayed: Eindhoven with some neighbours, and the whole country."""

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import shapely

from tests.naspelen_jaren import TABELNUMMERS
from tests.naspelen_kwb import Basis, Gebied, build_kwb
from tests.naspelen_wereld import Kaart, Onderwerp, Tabel, Wereld

RD: Final = "EPSG:28992"
KAARTJAREN: Final = range(2017, 2026)
EINDHOVEN: Final = "GM0772"
# Best, Son en Breugel, and Rijswijk, which has a buurt BU06030772
BUREN: Final = ("GM0753", "GM0848", "GM0603")
NIEUWE_CODES: Final = 2019  # all buurten of Eindhoven changed code between 2018 and 2019
_CODES_2018: Final = "eindhoven/eindhoven_buurten_codes_2014-2018.geojson"
_CODES_2019: Final = "eindhoven/eindhoven_buurten_codes_2019-2024.geojson"


def build_eindhoven(echt: Path) -> Wereld:
    """Answer Eindhoven with three other gemeenten, from the real rows of 2020."""
    basis = read_basis(echt, gemeenten=(EINDHOVEN, *BUREN))
    gebieden = {jaar: _areas(echt, basis, jaar) for jaar in TABELNUMMERS}
    kaarten = {jaar: _map_of_eindhoven(echt, basis, gebieden[jaar], jaar) for jaar in KAARTJAREN}
    return Wereld(tabellen=_tables(basis, gebieden), kaarten=kaarten)


def _tables(basis: Basis, gebieden: Mapping[int, Sequence[Gebied]]) -> dict[str, Tabel]:
    kwb = [build_kwb(basis, gebieden[jaar], jaar=jaar) for jaar in TABELNUMMERS]
    return {tabel.nummer: tabel for tabel in kwb}


def read_basis(echt: Path, *, gemeenten: Sequence[str] | None = None) -> Basis:
    """Read the real table of 2020, of some gemeenten and the country or of all."""
    map_ = echt / "kwb_2020_84799NED"
    rijen = pq.read_table(map_ / "cbs.v3.84799NED_TypedDataSet.parquet")
    namen = pq.read_table(
        map_ / "cbs.v3.84799NED_WijkenEnBuurten.parquet", columns=["Key", "Title"]
    )
    if gemeenten is not None:
        nummers = pa.array(["00", *(code[2:] for code in gemeenten)])
        deel = pc.utf8_slice_codeunits(pc.utf8_rtrim_whitespace(rijen["WijkenEnBuurten"]), 2, 6)
        rijen = rijen.filter(pc.is_in(deel, nummers))
    eigenschappen = pq.read_table(map_ / "cbs.v3.84799NED_DataProperties.parquet").to_pylist()
    return Basis(
        onderwerpen=_topics(eigenschappen),
        rijen=rijen,
        namen={rij["Key"].strip(): rij["Title"] for rij in namen.to_pylist()},
    )


def _topics(eigenschappen: Sequence[Mapping[str, Any]]) -> dict[int, Onderwerp]:
    groepen = {rij["ID"]: rij for rij in eigenschappen if rij["Type"] == "TopicGroup"}
    onderwerpen = {}
    for rij in eigenschappen:
        if rij["Type"] != "Topic":
            continue
        pad: tuple[str, ...] = ()
        ouder = rij["ParentID"]
        while ouder in groepen:
            pad = (groepen[ouder]["Title"], *pad)
            ouder = groepen[ouder]["ParentID"]
        onderwerpen[int(rij["Key"].rpartition("_")[2])] = Onderwerp(
            sleutel=rij["Key"],
            titel=rij["Title"],
            pad=pad,
            eenheid=rij["Unit"],
            soort=rij["Datatype"],
            decimalen=int(rij["Decimals"]),
        )
    return onderwerpen


def _areas(echt: Path, basis: Basis, jaar: int) -> list[Gebied]:
    """Answer the areas of a year: Eindhoven has its old codes until 2018, all flagged in 2019."""
    with (echt / "eindhoven/eindhoven_code_crosswalk.csv").open(encoding="utf-8") as stroom:
        oud = {
            rij["cbs_code_2019plus"]: rij["cbs_code_2018minus"] for rij in csv.DictReader(stroom)
        }
    codes = [code.strip() for code in basis.rijen["WijkenEnBuurten"].to_pylist()]
    if jaar < NIEUWE_CODES:
        return [Gebied(oud.get(code, code), code) for code in codes]
    nieuw = oud if jaar == NIEUWE_CODES else {}
    return [Gebied(code, code, "2" if code in nieuw else "1") for code in codes]


def _map_of_eindhoven(echt: Path, basis: Basis, gebieden: Sequence[Gebied], jaar: int) -> Kaart:
    """Answer the real outlines of Eindhoven, a square for each other buurt, and some water."""
    bestand = echt / (_CODES_2018 if jaar < NIEUWE_CODES else _CODES_2019)
    features = json.loads(bestand.read_text(encoding="utf-8"))["features"]
    vormen = gpd.GeoSeries(
        [shapely.geometry.shape(feature["geometry"]) for feature in features], crs="EPSG:4326"
    ).to_crs(RD)
    codes = [feature["properties"]["statcode"] for feature in features]
    vlakken = dict(zip(codes, vormen, strict=True))
    buren = [g.code for g in gebieden if g.code.startswith("BU") and g.code not in vlakken]
    for nummer, code in enumerate(buren):
        west, zuid = 170_000 + 500 * (nummer % 20), 370_000 + 500 * (nummer // 20)
        vlakken[code] = shapely.box(west, zuid, west + 500, zuid + 500)
    return build_kaart(
        basis,
        [gebied for gebied in gebieden if gebied.code in vlakken],
        vlakken | {f"BU{EINDHOVEN[2:]}9997": shapely.box(160_000, 391_000, 161_000, 392_000)},
        jaar=jaar,
        overige=_statistics(echt),
    )


def _statistics(echt: Path) -> tuple[str, ...]:
    """Answer the names of all statistics on the real map of 2024."""
    features = json.loads((echt / "geo/pdok_baarn_buurten_2024.geojson").read_text("utf-8"))
    namen = features["features"][0]["properties"]
    eigen = {"water", "aantal_inwoners", "woningvoorraad", "jrstatcode", "jaar"}
    return tuple(
        naam
        for naam in namen
        if naam not in eigen and not naam.endswith(("code", "naam")) and "wijziging" not in naam
    )


def build_kaart(
    basis: Basis,
    gebieden: Sequence[Gebied],
    vlakken: Mapping[str, object],
    *,
    jaar: int,
    overige: tuple[str, ...] = (),
) -> Kaart:
    """Build the map of a year; an outline without an area is water, and has no name."""
    rijen = basis.rijen.take(pa.array(basis.rows_of([g.in_2020 for g in gebieden])))
    inwoners = rijen[basis.onderwerpen[5].sleutel].to_pylist()
    gemeenten = [naam.strip() for naam in rijen[basis.onderwerpen[1].sleutel].to_pylist()]
    land = pd.DataFrame(
        {
            "code": [gebied.code for gebied in gebieden],
            "naam": [basis.namen[gebied.in_2020] for gebied in gebieden],
            "gemeentenaam": gemeenten,
            "inwoners": [0 if aantal is None else aantal for aantal in inwoners],
            "vlag": [int(gebied.vlag) for gebied in gebieden],
            "water": "NEE",
        }
    )
    per_gemeente = dict(zip(land["code"].str[2:6], gemeenten, strict=True))
    water = [code for code in vlakken if code not in set(land["code"])]
    nat = pd.DataFrame(
        {
            "code": water,
            "naam": None,
            "gemeentenaam": [per_gemeente[code[2:6]] for code in water],
            "inwoners": 0,
            "vlag": 1,
            "water": "JA",
        }
    )
    alle = pd.concat([land, nat], ignore_index=True) if water else land
    vormen = gpd.GeoSeries([vlakken[code] for code in alle["code"]], crs=RD)
    return Kaart(jaar=jaar, buurten=gpd.GeoDataFrame(alle, geometry=vormen), overige=overige)

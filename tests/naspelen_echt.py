"""The worlds that can be replayed: Eindhoven with some neighbours, and the whole country."""

import csv
import gzip
import json
import zlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import shapely

from tests.naspelen_bouwen import KAARTJAREN, RD, build_kaart, build_wereld
from tests.naspelen_jaren import TABELNUMMERS
from tests.naspelen_kwb import Basis, Gebied
from tests.naspelen_wereld import Kaart, Onderwerp, Wereld

EINDHOVEN: Final = "GM0772"
# Best, Son en Breugel, and Rijswijk, which has a buurt BU06030772
BUREN: Final = ("GM0753", "GM0848", "GM0603")
MET_NIEUWE_KAART: Final = 2022
NIEUWE_CODES: Final = 2019  # all buurten of Eindhoven changed code between 2018 and 2019
# Real outlines of Baarn and Eindhoven have a point every 33 and 46 m.
_PUNT_PER_M: Final = 40
_GOLF_M: Final = 4.0
_GOLFLENGTE_M: Final = 20.0
_CODES_2018: Final = "eindhoven/eindhoven_buurten_codes_2014-2018.geojson"
_CODES_2019: Final = "eindhoven/eindhoven_buurten_codes_2019-2024.geojson"


def build_eindhoven(echt: Path) -> Wereld:
    """Answer Eindhoven with three other gemeenten, from the real rows of 2020."""
    basis = read_basis(echt, gemeenten=(EINDHOVEN, *BUREN))
    gebieden = {jaar: _areas(echt, basis, jaar) for jaar in TABELNUMMERS}
    kaarten = {jaar: _map_of_eindhoven(echt, basis, gebieden[jaar], jaar) for jaar in KAARTJAREN}
    return build_wereld(basis, gebieden, kaarten)


def build_land(echt: Path, *, is_fijn: bool = False) -> Wereld:
    """
    Answer the whole country, to measure with.

    With `is_fijn` its outlines have as many points as real ones, which they lost. Until 2021 it has
    the areas of 2020, since 2022 those of the map of 2024; an area that 2020 does not know has the
    figures of another one, of its own gemeente where there is one.
    """
    basis = read_basis(echt)
    vlakken, namen = _map_of_2024(echt)
    if is_fijn:
        vlakken = dict(zip(vlakken, _with_points(list(vlakken.values())), strict=True))
    nieuw = _as_of_2024(basis, namen)
    gebieden: dict[int, list[Gebied]] = {}
    kaarten: dict[int, Kaart] = {}
    for jaar in TABELNUMMERS:
        if jaar - 1 in gebieden and jaar not in {NIEUWE_CODES, NIEUWE_CODES + 1, MET_NIEUWE_KAART}:
            gebieden[jaar] = gebieden[jaar - 1]
        else:
            gebieden[jaar] = nieuw if jaar >= MET_NIEUWE_KAART else _areas(echt, basis, jaar)
        if jaar not in KAARTJAREN:
            continue
        if gebieden[jaar] is gebieden[jaar - 1] and jaar - 1 in kaarten:
            kaarten[jaar] = replace(kaarten[jaar - 1], jaar=jaar)
            continue
        eigen = {g.code: vlakken[g.in_2020] for g in gebieden[jaar] if g.in_2020 in vlakken}
        if jaar >= MET_NIEUWE_KAART:
            eigen = vlakken
        met_vlak = [gebied for gebied in gebieden[jaar] if gebied.code in eigen]
        kaarten[jaar] = build_kaart(basis, met_vlak, eigen, jaar=jaar, overige=_statistics(echt))
    return build_wereld(basis, gebieden, kaarten)


def _map_of_2024(echt: Path) -> tuple[dict[str, shapely.Geometry], dict[str, str]]:
    """Answer outlines and names of all buurten of 2024 by code."""
    with gzip.open(echt / "nederland_2024/buurten_2024_gereconstrueerd.geojson.gz") as stroom:
        features = json.load(stroom)["features"]
    vormen = shapely.make_valid(
        [shapely.geometry.shape(feature["geometry"]) for feature in features],
        method="structure",
        keep_collapsed=False,
    )
    codes = [feature["properties"]["statcode"] for feature in features]
    namen = {f["properties"]["statcode"]: f["properties"]["statnaam"] for f in features}
    in_rd = gpd.GeoSeries(vormen, crs="EPSG:4326").to_crs(RD)
    return dict(zip(codes, in_rd, strict=True)), namen


def _with_points(vlakken: Sequence[shapely.Geometry]) -> list[shapely.Geometry]:
    """Add points, and let lines waver by their place alone, so that neighbours share them still."""
    fijn = shapely.segmentize(vlakken, _PUNT_PER_M)
    punten = shapely.get_coordinates(fijn)
    golf = _GOLF_M * np.sin(punten[:, ::-1] / _GOLFLENGTE_M)
    gegolfd = shapely.set_coordinates(fijn, punten + golf)
    return list(shapely.make_valid(gegolfd, method="structure", keep_collapsed=False))


def _as_of_2024(basis: Basis, namen: Mapping[str, str]) -> list[Gebied]:
    """Answer the areas of a map: each with its own row of 2020, or with that of another."""
    codes = [code.strip() for code in basis.rijen["WijkenEnBuurten"].to_pylist()]
    bekend = set(codes)
    per_soort: dict[str, list[str]] = defaultdict(list)
    for code in codes:
        per_soort[code[:2]].append(code)
        per_soort[code[:6]].append(code)
    gebieden = {"NL00": Gebied("NL00", "NL00")}
    for buurt in sorted(namen):
        for code in (f"GM{buurt[2:6]}", f"WK{buurt[2:8]}", buurt):
            if code not in gebieden:
                anderen = per_soort.get(code[:6]) or per_soort[code[:2]]
                ander = anderen[zlib.crc32(code.encode()) % len(anderen)]
                in_2020 = code if code in bekend else ander
                gebieden[code] = Gebied(code, in_2020, naam=namen.get(code))
    return list(gebieden.values())


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

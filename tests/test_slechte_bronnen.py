"""Bad tables of publishers: Kerncijfers, health, Leefbaarometer and police."""

import io
import math
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests import bederven, maken
from tests.bederven import EINDE, Slecht

eerdere_opslag = bederven.eerdere_opslag
gevuld = bederven.gevuld

KWB = maken.kwb_odata()["TypedDataSet.json"]
OVERLAST = {"ID": 1, "Overlast": "T1", "WijkenEnBuurten": "BU07721110", "Perioden": "2020JJ00"}
ZONDER_AANTAL = {
    "ID": 0,
    "SoortMisdrijf": "1.1.1 ",
    "WijkenEnBuurten": "BU07721110",
    "Perioden": "2020JJ00",
}


def repeat_topic(documenten: dict[str, Any]) -> None:
    """Let two topics of one group have the same key but for its number."""
    for rij in documenten["DataProperties.json"]["value"]:
        if rij["Key"] == "k_0Tot15Jaar_6":
            rij.update(Key="AantalInwoners_6", ParentID=None)
        elif rij["Key"] == "AantalInwoners_5":
            rij.update(ParentID=None)


def without_year(map_: Path) -> Path:
    """Make a set of documents in which no year is named, nor the number of the table."""
    documenten: dict[str, Any] = maken.kwb_odata()
    del documenten["TableInfos.json"]
    for document in documenten.values():
        document.pop("odata.metadata", None)
    for rij in documenten["DataProperties.json"]["value"]:
        rij.pop("MapYear", None)
    return maken.write_odata(map_ / "kwb", documenten)


def in_9999(map_: Path) -> Path:
    """Make a set of documents of a year that will never be."""
    documenten: dict[str, Any] = maken.kwb_odata(jaar=9999)
    del documenten["TableInfos.json"]
    for document in documenten.values():
        document.pop("odata.metadata", None)
    return maken.write_odata(map_ / "kwb", documenten)


def many_cells() -> bytes:
    """Answer a parquet of a few kB that holds a hundred million rows of nothing."""
    geheugen = io.BytesIO()
    leeg = pa.table({kolom: pa.nulls(1_000_000) for kolom in ("ID", "Perioden")})
    with pq.ParquetWriter(geheugen, leeg.schema) as schrijver:
        for _ in range(101):
            schrijver.write_table(leeg)
    return geheugen.getvalue()


def swap_properties(documenten: dict[str, Any]) -> None:
    """Lay the properties of another edition beside the figures."""
    documenten["DataProperties.json"] = maken.kwb_odata(start=6)["DataProperties.json"]


KERNCIJFERS = {
    "json_cut_off": Slecht(
        bederven.cut(bederven.as_json(maken.kwb_odata()["TypedDataSet.json"]), 0.5),
        "regel 54, teken 4",
        "afgebroken",
    ),
    "parquet_cut_off": Slecht(
        bederven.cut(bederven.text(maken.parquet_bytes([{"ID": 1}]), "kwb.parquet"), 0.5),
        EINDE,
        "afgebroken",
    ),
    "parquet_of_200_million_cells": Slecht(
        bederven.text(many_cells(), "kwb.parquet"), "rij 50000001", "202 miljoen cellen"
    ),
    "parquet_with_infinity": Slecht(
        bederven.text(
            maken.parquet_bytes([{**OVERLAST, "Geregistreerde_1": math.inf}]), "a.parquet"
        ),
        "rij 1, kolom 'Geregistreerde_1'",
        "oneindig",
    ),
    "json_not_utf8": Slecht(
        bederven.text('{"value": "caf\xe9"}'.encode("latin-1"), "kwb.json"), "byte 15", "UTF-8"
    ),
    "json_nan": Slecht(
        bederven.text('{"value":\n[{"ID": NaN}]}', "kwb.json"), "regel 2", "'NaN' is geen getal"
    ),
    "json_infinity": Slecht(
        bederven.text('{"value":\n[{"ID": -Infinity}]}', "kwb.json"), "regel 2", "'-Infinity'"
    ),
    "json_number_of_5000_digits": Slecht(
        bederven.text('{"value":\n[' + "9" * 5000 + "]}", "kwb.json"), "regel 2", "duizenden"
    ),
    "json_deeply_nested": Slecht(
        bederven.text("[" * 100_000 + "]" * 100_000, "kwb.json"), "regel 1", "te diep genest"
    ),
    "json_half_sign": Slecht(
        bederven.text('{"value":\n[{"Title": "\\ud800"}]}', "kwb.json"), "regel 2", "half teken"
    ),
    "json_array_of_numbers": Slecht(bederven.as_json([1, 2, 3]), "inhoud", "geen tabel of kaart"),
    "json_keys_without_end": Slecht(
        bederven.as_json({"value": [{f"k{rij}-{n}": 1 for n in range(100)} for rij in range(11)]}),
        "rij 11",
        "meer dan 1000 kolommen",
    ),
    "topics_that_cannot_be_told_apart": Slecht(
        bederven.kwb(repeat_topic), "kolom 'AantalInwoners_6'", "niet uit elkaar te houden"
    ),
    "no_year_anywhere": Slecht(without_year, "peiljaar", "noemt geen jaar"),
    "year_in_the_far_future": Slecht(in_9999, "peiljaar", "9999 is geen jaar"),
    "no_rows": Slecht(
        bederven.kwb(lambda d: d["TypedDataSet.json"].update(value=[])), "value", "geen enkele rij"
    ),
    "without_dataproperties": Slecht(
        bederven.kwb(zonder="DataProperties.json"), "DataProperties", "beide bestanden samen"
    ),
    "dataproperties_alone": Slecht(
        bederven.as_json(maken.kwb_odata()["DataProperties.json"]),
        "value",
        "alleen de eigenschappen",
    ),
    "dataproperties_of_another_table": Slecht(
        bederven.kwb(swap_properties),
        "kolom 'AantalInwoners_6'",
        "niet bij dezelfde tabel",
    ),
    "unknown_table": Slecht(
        bederven.as_json({**KWB, "odata.metadata": "https://x/84583XXX/$metadata"}),
        "tabel 84583XXX",
        "kent Sociale Kaart niet",
    ),
    "table_of_another_name": Slecht(
        bederven.kwb(lambda d: d["TableInfos.json"]["value"][0].update(Title="Bodemgebruik")),
        "tabel 84799NED",
        "'Bodemgebruik'",
    ),
    "table_of_another_year": Slecht(
        bederven.kwb(lambda d: d["TableInfos.json"]["value"][0].update(Period="2019")),
        "peiljaar",
        "2019 volgens de kenmerken van de tabel en 2020 volgens het tabelnummer",
    ),
    "another_year_than_asked_json": Slecht(
        bederven.kwb(), "peiljaar", "2019 volgens `--peiljaar`", ("--peiljaar", "2019")
    ),
    "another_border_year_than_asked": Slecht(
        bederven.kwb(), "grensjaar", "grenzen in dit bestand zijn van 2020", ("--grensjaar", "2019")
    ),
    "another_source_than_asked": Slecht(
        bederven.kwb(), "inhoud", "bron 'kwb' en niet van 'rivm'", ("--bron", "rivm")
    ),
    "duplicate_codes": Slecht(
        bederven.kwb_cel(4, "WijkenEnBuurten", "BU07721110"),
        "rij 5, kolom 'WijkenEnBuurten'",
        "twee keer",
    ),
    "codes_as_numbers": Slecht(
        bederven.kwb_cel(4, "WijkenEnBuurten", 7721111),
        "rij 5, kolom 'WijkenEnBuurten'",
        "getal en geen code",
    ),
    "fictional_town": Slecht(
        bederven.kwb_cel(1, "WijkenEnBuurten", "GM9901    "),
        "rij 2, kolom 'WijkenEnBuurten'",
        "fictieve stad",
    ),
    "rows_shifted": Slecht(
        bederven.kwb_cel(3, "SoortRegio_2", "Wijk      "), "rij 4", "hoort bij een buurt"
    ),
    "negative_count_json": Slecht(
        bederven.kwb_cel(3, "AantalInwoners_5", -1), "rij 4, kolom 'AantalInwoners_5'", "negatief"
    ),
    "percentage_above_100_json": Slecht(
        bederven.kwb_cel(3, "InBezitWoningcorporatie_10", 101),
        "rij 4, kolom 'InBezitWoningcorporatie_10'",
        "meer dan 100 procent",
    ),
    "true_is_no_number": Slecht(
        bederven.kwb_cel(3, "AantalInwoners_5", waarde=True),
        "rij 4, kolom 'AantalInwoners_5'",
        "'True'",
    ),
    "list_is_no_number": Slecht(
        bederven.kwb_cel(3, "AantalInwoners_5", [1, 2]), "rij 4, kolom 'AantalInwoners_5'", "[1, 2]"
    ),
    "number_of_400_digits": Slecht(
        bederven.kwb_cel(3, "AantalInwoners_5", 10**400),
        "rij 4, kolom 'AantalInwoners_5'",
        "oneindig",
    ),
}

ANDERE_BRONNEN = {
    "statline_header_missing": Slecht(
        bederven.text(maken.to_csv(maken.statline_rijen()), "kwb.csv"), "titel", "noemt geen jaar"
    ),
    "statline_of_another_year": Slecht(
        bederven.statline(list), "titel", "tabel van 2020 en niet van 2019", ("--peiljaar", "2019")
    ),
    "statline_text_in_numbers": Slecht(
        bederven.statline(lambda r: r[3].__setitem__(4, "duizend")),
        "rij 5, kolom 'Bevolking/Aantal inwoners (aantal)'",
        "'duizend' is geen getal",
    ),
    "statline_thousands": Slecht(
        bederven.statline(lambda r: r[1].__setitem__(4, "3.000")),
        "rij 3, kolom 'Bevolking/Aantal inwoners (aantal)'",
        "duizendtallen",
    ),
    "health_without_adults": Slecht(
        bederven.rivm(lambda r: [rij.__setitem__(1, 10000) for rij in r[1:]]),
        "kolom 'Leeftijd'",
        "geen cijfers van volwassenen",
    ),
    "health_with_only_margins": Slecht(
        bederven.rivm(lambda r: [rij.__setitem__(2, "MOG0095") for rij in r[1:]]),
        "kolom 'Marges'",
        "alleen de marges",
    ),
    "health_of_half_a_year": Slecht(
        bederven.rivm(lambda r: r[2].__setitem__(4, "2020KW01")),
        "rij 3, kolom 'Perioden'",
        "geen heel jaar",
    ),
    "health_topic_twice": Slecht(
        bederven.rivm(lambda r: r[0].__setitem__(9, "Eenzaam_29")),
        "kolom 'Eenzaam_29'",
        "twee keer",
    ),
    "health_without_rows": Slecht(
        bederven.rivm(lambda r: r.__delitem__(slice(1, None))), "rij 2", "geen enkele rij"
    ),
    "scores_of_no_year": Slecht(
        bederven.lbm(lambda r: r[2].__setitem__(2, "")), "rij 3, kolom 'jaar'", "geen jaar"
    ),
    "scores_of_wijken_among_buurten": Slecht(
        bederven.lbm(lambda r: r[2].__setitem__(0, maken.WIJK)),
        "rij 3, kolom 'bu_code'",
        "is geen buurt",
    ),
    "scores_that_do_not_add_up": Slecht(
        bederven.lbm(lambda r: r[2].__setitem__(5, "0.9")), "rij 3", "tellen niet op"
    ),
    "scores_without_rows": Slecht(
        bederven.lbm(lambda r: r.__delitem__(slice(1, None))), "rij 2", "geen enkele rij"
    ),
    "crimes_without_counts": Slecht(
        bederven.as_json({"value": [ZONDER_AANTAL]}, "politie.json"), "rij 1", "Geregistreerde"
    ),
    "crimes_of_month_13": Slecht(
        bederven.politie((maken.BUURTEN[0], "1.1.1", "2020MM13", 1)),
        "rij 1, kolom 'Perioden'",
        "'2020MM13' is geen jaar of maand",
    ),
    "crimes_twice": Slecht(
        bederven.politie(*[(maken.BUURTEN[0], "1.1.1", "2020JJ00", 1)] * 2), "rij 2", "twee keer"
    ),
    "crimes_with_codes_as_numbers": Slecht(
        bederven.as_json(
            {"value": [ZONDER_AANTAL | {"WijkenEnBuurten": 1, "Geregistreerde_1": 1}]}
        ),
        "rij 1, kolom 'WijkenEnBuurten'",
        "getal en geen code",
    ),
}


@bederven.each_of(KERNCIJFERS | ANDERE_BRONNEN)
def test_bad_table_is_refused(
    geval: Slecht, tmp_path: Path, gevuld: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    bederven.check_case(geval, map_=tmp_path, opslag=gevuld, capfd=capfd)

"""
Bad lists of complexes, one test each: one sentence with row and column, and nothing half-stored.

Every case goes through the real command, on a store that holds homes already.
"""

import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from data.__main__ import main
from tests import bederven, maken, proefstad
from tests.bederven import EINDE, Maker, Slecht

EEN, TWEE = proefstad.GEWOON, "BU08010004"
KOP = ["complex", "buurtcode", "aantal woningen"]
PUNTKOP = ["complex", "x", "y", "aantal woningen"]
LIJST = [["Merelhof", EEN, "10"], ["Vinkflat", TWEE, "12"], ["Kwartelhof", EEN, "7"]]
PUNTEN = [["Merelhof", "120100", "450100", "10"], ["Vinkflat", "120500", "450100", "12"]]
# a made-up number that passes the check of eleven
BSN = "111222333"

Rijen = list[list[str]]


def lijst(*rijen: list[str], kop: list[str] = KOP) -> Maker:
    """Answer a maker of a CSV with these rows."""
    return lambda map_: bederven.write(map_ / "bezit.csv", maken.to_csv([kop, *rijen]))


def cel(rij: int, kolom: int, waarde: str, *, kop: list[str] = KOP) -> Maker:
    """Answer a maker of a good list with one other cell, counted from 0."""
    rijen = [list(r) for r in (LIJST if kop is KOP else PUNTEN)]
    rijen[rij][kolom] = waarde
    return lijst(*rijen, kop=kop)


def punten(change: Callable[[float, float], tuple[float, float]], *namen: str) -> Maker:
    """Answer a maker of a list of which both points were changed."""
    rijen = []
    for naam, x, y, aantal in PUNTEN:
        een, ander = change(float(x), float(y))
        rijen.append(
            [naam, f"{een:.4f}".replace(".", ","), f"{ander:.4f}".replace(".", ","), aantal]
        )
    return lijst(*rijen, kop=["complex", *(namen or ("x", "y")), "aantal woningen"])


def huurders(kop: str, *cellen: str) -> Maker:
    """Answer a maker of a good list with one more column."""
    rijen = [[*rij, extra] for rij, extra in zip(LIJST, cellen, strict=True)]
    return lijst(*rijen, kop=[*KOP, kop])


def werkmap(verander: Callable[[openpyxl.Workbook], object]) -> Maker:
    """Answer a maker of a good list as a workbook that was changed."""

    def maak(map_: Path) -> Path:
        boek = openpyxl.Workbook()
        for rij in [KOP, *[[a, b, int(c)] for a, b, c in LIJST]]:
            boek.active.append(rij)
        verander(boek)
        boek.save(map_ / "bezit.xlsx")
        return map_ / "bezit.xlsx"

    return maak


def long_text(rijen: int) -> Maker:
    """Answer a maker of a CSV of that many rows."""
    regels = "".join(f"Complex {nummer};{EEN};1\n" for nummer in range(rijen))
    return lambda map_: bederven.write(map_ / "bezit.csv", ";".join(KOP) + "\n" + regels)


def long_workbook(map_: Path) -> Path:
    boek = openpyxl.Workbook(write_only=True)
    blad = boek.create_sheet("Woningen")
    for nummer in range(50_100):
        blad.append([nummer])
    boek.save(map_ / "bezit.xlsx")
    return map_ / "bezit.xlsx"


def two_files(map_: Path) -> Path:
    return maken.write_zip(map_ / "bezit.zip", {"a.csv": b"a;b\n1;2\n", "b.csv": b"a;b\n1;2\n"})


AANTAL = "kolom 'aantal woningen'"
PUNTPLEK = "rij 2, kolommen 'x' en 'y'"
GRADENPLEK = "rij 2, kolommen 'lon' en 'lat'"
TE_LANG = "meer dan 50.000 rijen"
PER_HUIS = [["Merelhof", f"BU080100{n:02}", "1", f"Dorpsstraat {n}"] for n in range(9)]

BESTANDEN = {
    "missing_file": Slecht(lambda map_: map_ / "weg.csv", "byte 1", "bestaat niet"),
    "two_files": Slecht(two_files, "inhoud", "één Excel- of CSV-bestand"),
    "map_instead": Slecht(
        lambda map_: maken.write_json(map_ / "kaart.json", maken.geojson()), "inhoud", "één lijst"
    ),
    "only_a_header": Slecht(lijst(), "rij 2", "geen enkele rij"),
    # where the first is in the file, counted before and after it was read
    "rows_200000": Slecht(long_text(200_000), "rij 50001", TE_LANG),
    "rows_50001": Slecht(long_text(50_001), "rij 50002", TE_LANG),
    "old_workbook_cut_off": Slecht(
        bederven.text(b"\xd0\xcf\x11\xe0 en niets meer", "bezit.xls"), EINDE, "afgebroken"
    ),
    "workbook_of_50100_rows": Slecht(long_workbook, "xl/worksheets/sheet1.xml, rij 50001", TE_LANG),
    "columns_61": Slecht(
        lijst(["1"] * 61, kop=[f"k{nummer}" for nummer in range(61)]), "regel 1", "61 kolommen"
    ),
    "formula": Slecht(
        werkmap(lambda boek: boek.active.__setitem__("C3", "=C2*2")),
        "blad 'Sheet', cel C3",
        "formule",
    ),
    "merged_header": Slecht(
        werkmap(lambda boek: boek.active.merge_cells("A1:B1")), "blad 'Sheet', cellen A1:B1", "same"
    ),
    "two_header_rows": Slecht(lijst(["naam", "code", "stuks"], *LIJST), "rij 2", "geen buurtcode"),
    "without_header": Slecht(lijst(*LIJST[1:], kop=LIJST[0]), "regel 1", "'complex' ontbreekt"),
    "column_name_twice": Slecht(
        lijst(*LIJST, kop=["complex", "complex", "aantal"]), "regel 1", "'complex' komt twee keer"
    ),
    "two_columns_of_homes": Slecht(
        lijst(*[[*rij, "3"] for rij in LIJST], kop=[*KOP, "VHE"]),
        "regel 1",
        "zowel 'aantal woningen' als 'VHE'",
    ),
    "no_column_of_homes": Slecht(
        lijst(*[rij[:2] for rij in LIJST], kop=KOP[:2]), "regel 1", "'aantal woningen' ontbreekt"
    ),
    "no_place_at_all": Slecht(
        lijst(*[[a, c] for a, _, c in LIJST], kop=["complex", "aantal"]), "regel 1", "'buurtcode'"
    ),
    "x_without_y": Slecht(
        lijst(*[[a, b, d] for a, b, _, d in PUNTEN], kop=["complex", "x", "aantal"]),
        "regel 1",
        "naast de kolom 'x' ontbreekt 'y'",
    ),
    "lat_without_lon": Slecht(
        lijst(*[[a, "52,1", d] for a, _, _, d in PUNTEN], kop=["complex", "lat", "aantal"]),
        "regel 1",
        "naast de kolom 'lat' ontbreekt 'lon'",
    ),
    "two_pairs_of_coordinates": Slecht(
        lijst(*[[*rij, "5,1", "52,1"] for rij in PUNTEN], kop=[*PUNTKOP, "lon", "lat"]),
        "regel 1",
        "zowel x en y als lon en lat",
    ),
}

CELLEN = {
    "homes_as_text": Slecht(cel(1, 2, "twaalf"), f"rij 3, {AANTAL}", "tekst en geen getal"),
    "homes_negative": Slecht(cel(1, 2, "-12"), f"rij 3, {AANTAL}", "-12 is negatief"),
    "half_a_home": Slecht(cel(1, 2, "12,5"), f"rij 3, {AANTAL}", "12.5 is geen heel getal"),
    "homes_missing": Slecht(cel(1, 2, ""), f"rij 3, {AANTAL}", "ontbreekt het aantal"),
    "homes_with_thousands": Slecht(cel(1, 2, "1.200"), f"rij 3, {AANTAL}", "duizendtallen"),
    "homes_too_many": Slecht(cel(1, 2, "10001"), f"rij 3, {AANTAL}", "meer dan 10000"),
    "only_homes_of_0": Slecht(
        lijst(["Merelhof", EEN, "0"], ["Vinkflat", TWEE, "0"]), "rij 2", "0 woningen"
    ),
    "complex_missing": Slecht(cel(1, 0, ""), "rij 3, kolom 'complex'", "ontbreekt het complex"),
    "complex_twice_in_a_buurt": Slecht(
        cel(2, 0, "MERELHOF"), "rij 4, kolom 'complex'", "ook op rij 2 in deze buurt"
    ),
    "complex_twice_on_a_point": Slecht(
        lijst(PUNTEN[0], PUNTEN[1], PUNTEN[0], kop=PUNTKOP), "rij 4, kolom 'complex'", "op rij 2"
    ),
    "complex_too_long": Slecht(cel(1, 0, "V" * 81), "rij 3, kolom 'complex'", "langer dan 80"),
    "complex_that_steers_a_terminal": Slecht(
        cel(1, 0, "Vink\u202eflat"), "rij 3, kolom 'complex'", "niet in een naam"
    ),
    "complex_became_a_date": Slecht(
        werkmap(lambda boek: boek.active.__setitem__("A3", date(2026, 2, 1))),
        "rij 3, kolom 'complex'",
        "een datum",
    ),
    "code_as_number": Slecht(cel(1, 1, "8010004"), "rij 3, kolom 'buurtcode'", "getal en geen"),
    "code_of_a_wijk": Slecht(cel(1, 1, "WK080100"), "rij 3, kolom 'buurtcode'", "van een wijk"),
    "code_is_a_name": Slecht(cel(1, 1, "Centrum"), "rij 3, kolom 'buurtcode'", "geen buurtcode"),
    "only_unknown_codes": Slecht(
        lijst(["Merelhof", "BU08019999", "10"]), "rij 2", "niet op de grenzen van 2020"
    ),
    "only_a_total_row": Slecht(lijst(["Totaal", "", "29"]), "rij 2", "totaalrij"),
    "another_peildatum": Slecht(
        huurders("peildatum", "31-12-2023", "2023-12-31", "1-1-2024"),
        "rij 4, kolom 'peildatum'",
        "andere peildatum dan erboven",
    ),
    "no_peildatum": Slecht(
        huurders("peildatum", "31-12-2023", "31-13-2023", ""), "rij 3, kolom 'peildatum'", "datum"
    ),
    "other_peildatum_than_asked": Slecht(
        huurders("peildatum", "31-12-2023", "", ""),
        "kolom 'peildatum'",
        "andere peildatum dan 31-12-2024",
        ("--peildatum", "2024-12-31"),
    ),
}

COORDINATEN = {
    "swapped_x_and_y": Slecht(
        punten(lambda x, y: (y, x)), PUNTPLEK, "verwisseld: noord staat voor oost (zo ook op 1"
    ),
    "swapped_lon_and_lat": Slecht(
        punten(lambda *_: (52.1, 5.1), "lon", "lat"), GRADENPLEK, "verwisseld"
    ),
    "degrees_as_rd": Slecht(punten(lambda *_: (5.1, 52.1)), PUNTPLEK, "als lon en lat (in graden)"),
    "rd_as_degrees": Slecht(
        punten(lambda x, y: (x, y), "lon", "lat"), GRADENPLEK, "als x en y (Rijksdriehoek"
    ),
    "belgian": Slecht(punten(lambda *_: (152_000, 212_000)), PUNTPLEK, "Belgische"),
    "belgian_of_2008": Slecht(punten(lambda *_: (652_000, 712_000)), PUNTPLEK, "Lambert 2008"),
    "german": Slecht(punten(lambda *_: (360_000, 5_700_000)), PUNTPLEK, "Duitsland"),
    "web_mercator": Slecht(punten(lambda *_: (570_000, 6_800_000)), PUNTPLEK, "Web Mercator"),
    "across_the_border": Slecht(punten(lambda *_: (4.4, 50.2), "lon", "lat"), GRADENPLEK, "België"),
    "nowhere": Slecht(punten(lambda *_: (9e6, 9e6)), PUNTPLEK, "niet in Nederland"),
    "half_a_point": Slecht(cel(1, 2, "", kop=PUNTKOP), "rij 3, kolom 'y'", "helft van een punt"),
    "other_half": Slecht(cel(1, 1, "", kop=PUNTKOP), "rij 3, kolom 'x'", "helft van een punt"),
    "point_as_text": Slecht(cel(1, 1, "oost", kop=PUNTKOP), "rij 3, kolom 'x'", "tekst en geen"),
    "only_points_outside": Slecht(
        punten(lambda *_: (150_000, 400_000)), "rij 2", "ligt in geen buurt"
    ),
    "only_in_water": Slecht(punten(lambda *_: (120_900, 450_100)), "rij 2", "ligt in water"),
}

HUURDERS = {
    "column_of_tenants": Slecht(
        huurders("Huurder", "Alfa", "Bravo", "Charlie"), "regel 1", "'Huurder' gaat over personen"
    ),
    "column_of_names": Slecht(
        lijst(*LIJST, kop=["naam", *KOP[1:]]), "regel 1", "Noem de kolom dan 'complex'"
    ),
    "column_of_house_numbers": Slecht(huurders("huisnr", "1", "2", "3"), "regel 1", "'huisnr'"),
    "column_of_birth_dates": Slecht(
        huurders("Geboortedatum", "1-2-1960", "3-4-1970", "5-6-1980"), "regel 1", "personen"
    ),
    "birth_dates_under_another_name": Slecht(
        huurders("veld 7", "1-2-1960", "1970-04-03", "19800605"), "kolom 'veld 7'", "datums"
    ),
    "bsn_under_another_name": Slecht(
        huurders("sleutel", BSN, BSN, BSN), "kolom 'sleutel'", "burgerservicenummers"
    ),
    "bsn_instead_of_complexes": Slecht(
        lijst(*[[BSN, code, n] for _, code, n in LIJST[:2]], ["123456782", EEN, "1"]),
        "kolom 'complex'",
        "burgerservicenummers",
    ),
    "people_instead_of_complexes": Slecht(
        lijst(["Dhr. Alfa", EEN, "1"], ["B. de Bravo", EEN, "1"], ["Charlie, C.", EEN, "1"]),
        "kolom 'complex'",
        "namen van personen",
    ),
    "telephone_numbers": Slecht(
        huurders("contact", "0612345678", "040-1234567", "+31 612345678"),
        "kolom 'contact'",
        "telefoonnummers",
    ),
    "one_mail_address": Slecht(
        huurders("opmerking", "", "alfa@voorbeeld.nl", ""),
        "rij 3, kolom 'opmerking'",
        "een e-mailadres",
    ),
    "account_number": Slecht(
        huurders("opmerking", "", "", "NL00 BANK 0123 4567 89"), "rij 4", "een rekeningnummer"
    ),
    "row_per_home_of_a_complex": Slecht(
        lijst(*[rij[:3] for rij in PER_HUIS]), f"rij 2, {AANTAL}", "één rij per woning"
    ),
    "row_per_home_with_an_address": Slecht(
        lijst(*[[f"H{nr}", *rij[1:]] for nr, rij in enumerate(PER_HUIS)], kop=[*KOP, "plek"]),
        f"rij 2, {AANTAL}",
        "één rij per woning",
    ),
}
GEVALLEN = BESTANDEN | CELLEN | COORDINATEN | HUURDERS


@pytest.fixture(scope="module")
def eerder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a store with outlines and homes."""
    map_ = tmp_path_factory.mktemp("eerder")
    plaats = proefstad.make_opslag(map_ / "gegevens")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOCIALE_KAART_GEGEVENS", str(plaats))
        assert main(["bezit", str(lijst(*LIJST)(map_)), "--peildatum", "2024-12-31"]) == 0
    return plaats


@pytest.fixture
def gevuld(opslag: Path, eerder: Path) -> Path:
    """Make the store of one test."""
    shutil.copytree(eerder, opslag)
    return opslag


@bederven.each_of(GEVALLEN)
def test_bad_list_is_refused(
    geval: Slecht, tmp_path: Path, gevuld: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    pad = geval.maak(tmp_path)
    voor = bederven.snapshot(gevuld)
    capfd.readouterr()
    assert main(["bezit", str(pad), *geval.opties]) == 2
    uitvoer, fout = capfd.readouterr()
    assert uitvoer == ""
    plaats = geval.plaats
    if isinstance(plaats, str):
        plaats = re.compile(rf"{re.escape(plaats)}(?:, kolom '[^']+')?")
    bederven.check_refusal(fout, bestand=pad.name, plaats=plaats, reden=geval.reden)
    # a log must not hold what stands in the cells
    assert not re.search(r"merel|vink|kwartel|alfa|bravo|charlie|dorpsstraat", fout, re.IGNORECASE)
    assert not re.search(rf"{BSN}|123456782|12345678|BANK|19[678]0", fout)
    assert bederven.snapshot(gevuld) == voor
    assert {p.stat().st_mode & 0o777 for p in (gevuld / "bezit").rglob("*.parquet")} == {0o600}


def test_there_are_enough_of_them() -> None:
    assert len(GEVALLEN) >= 25

"""`python -m layers waarden`: figures with their states, and one sentence where it cannot."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

import opzetten
from layers.__main__ import main
from tests.kleine_opslag import GEHEIM, Cel, write_opslag

CODES = ("NL00", "GM0772", "WK077200", "BU07720000", "BU07720001", "GM0773", "BU07730000")
VRAAG = ["waarden", "--indicator", "bijstand", "--peiljaar", "2020"]


def buurt(bijstand: Cel) -> dict[str, Cel]:
    """Make a buurt with 1,200 inhabitants between 15 and 65."""
    return {
        "aantal_inwoners": 2000.0,
        "huishoudens_totaal": 1000.0,
        "k_15_tot_25_jaar": 300.0,
        "k_25_tot_45_jaar": 500.0,
        "k_45_tot_65_jaar": 400.0,
        "personen_per_soort_uitkering_bijstand": bijstand,
    }


@pytest.fixture
def _winkel(opslag: Path) -> None:
    """Keep two gemeenten; one buurt is secret, and one name holds a comma and a quote."""
    write_opslag(
        opslag,
        {
            ("kwb", 2020): {
                (2020, code): buurt(GEHEIM if code == "BU07720001" else 60.0) for code in CODES
            }
        },
        namen={2020: {"BU07720000": 'Noord, "het" eiland'}},
    )


pytestmark = pytest.mark.usefixtures("_winkel")


def read(capsys: pytest.CaptureFixture[str], *vraag: str) -> list[dict[str, str]]:
    assert main([*VRAAG, *vraag]) == 0
    uit = capsys.readouterr()
    assert uit.err == ""
    return list(csv.DictReader(io.StringIO(uit.out)))


def test_csv_holds_code_name_value_and_state(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(VRAAG) == 0
    assert capsys.readouterr().out == (
        "gebiedscode,naam,waarde,status\n"
        'BU07720000,"Noord, ""het"" eiland",50.0,ok\n'
        "BU07720001,Naam van BU07720001,,onderdrukt\n"
        "BU07730000,Naam van BU07730000,50.0,ok\n"
    )


def test_json_holds_the_same_with_null_for_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*VRAAG, "--formaat", "json"]) == 0
    assert json.loads(capsys.readouterr().out)[:2] == [
        {
            "gebiedscode": "BU07720000",
            "naam": 'Noord, "het" eiland',
            "waarde": 50,
            "status": "ok",
        },
        {
            "gebiedscode": "BU07720001",
            "naam": "Naam van BU07720001",
            "waarde": None,
            "status": "onderdrukt",
        },
    ]


@pytest.mark.parametrize(
    ("vraag", "codes"),
    [
        (["--niveau", "land"], ["NL00"]),
        (["--niveau", "gemeente"], ["GM0772", "GM0773"]),
        (["--niveau", "wijk"], ["WK077200"]),
        (["--gebied", "NL00"], ["BU07720000", "BU07720001", "BU07730000"]),
        (["--gebied", "GM0773"], ["BU07730000"]),
        (["--gebied", "GM0772", "--niveau", "wijk"], ["WK077200"]),
        (["--gebied", "GM0772", "--niveau", "gemeente"], ["GM0772"]),
        (["--gebied", "WK077200"], ["BU07720000", "BU07720001"]),
        (["--gebied", "BU07720001"], ["BU07720001"]),
        (["--gebied", "GM0773", "--niveau", "wijk"], []),
    ],
)
def test_area_and_level_choose_the_rows(
    capsys: pytest.CaptureFixture[str], vraag: list[str], codes: list[str]
) -> None:
    assert [rij["gebiedscode"] for rij in read(capsys, *vraag)] == codes


@pytest.mark.parametrize(
    ("vraag", "woorden"),
    [
        (["--indicator", "geluk"], "'geluk' bestaat niet. Wel mogelijk: laagste_inkomens, "),
        (["--peiljaar", "2019"], "geen tabel 'kwb' voor 2019"),
        (["--indicator", "lvb"], "geen tabel 'eigen_lvb' voor 2020"),
        (["--gebied", "GM0001"], "'GM0001' bestaat niet op de grenzen van 2020"),
        (["--gebied", "0772"], "'0772' bestaat niet op de grenzen van 2020"),
        (["--gebied", "eindhoven"], "'eindhoven' bestaat niet op de grenzen van 2020"),
    ],
)
def test_what_cannot_be_answered_is_one_sentence_and_exit_code_2(
    capsys: pytest.CaptureFixture[str], vraag: list[str], woorden: str
) -> None:
    assert main([*VRAAG, *vraag]) == 2
    uit = capsys.readouterr()
    assert uit.out == ""
    assert woorden in uit.err
    assert uit.err.count("\n") == 1


def test_fictional_town_answers_from_its_own_store(capsys: pytest.CaptureFixture[str]) -> None:
    rijen = read(capsys, "--gebied", "GM9901")
    assert len(rijen) > 100
    assert all(rij["gebiedscode"].startswith("BU99") for rij in rijen)


def test_command_runs_as_a_module_and_tells_how() -> None:
    hulp = subprocess.run(
        [sys.executable, "-m", "layers", "waarden", "--help"],
        cwd=opzetten.ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    for keuze in ("--indicator", "--peiljaar", "--gebied", "--niveau", "--formaat"):
        assert keuze in hulp.stdout

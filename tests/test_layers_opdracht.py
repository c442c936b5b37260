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
from layers.openen import (
    open_exact,
)
from layers.stand import build_stand
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


def test_reader_that_has_seen_enough_is_no_error() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "layers", *VRAAG],
        cwd=opzetten.ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as opdracht:
        assert opdracht.stdout is not None
        assert opdracht.stderr is not None
        opdracht.stdout.close()  # as `| head` does
        assert opdracht.stderr.read() == b""
    assert opdracht.returncode == 0


# A map as JSON


LINK = "/kaart?gebied=GM9901&grens=2024&niveau=buurt&soort=stand&indicator=corporatiewoningen"


def test_map_as_json_holds_all_that_a_pen_draws(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["kaartbeeld", f"{LINK}&jaar=2020"]) == 0
    uit = capsys.readouterr()
    assert uit.err == ""
    kaart = json.loads(uit.out)
    beeld = build_stand(open_exact(f"{LINK}&jaar=2020").keuze)
    assert kaart["link"] == beeld.link == f"{LINK}&jaar=2020&klassen={beeld.klassenversie}"
    assert kaart["gekozen"] == 2020
    assert [k["label"] for k in kaart["klassen"]] == [k.label for k in beeld.klassen]
    assert [k["kleur"] for k in kaart["klassen"]] == [k.kleur for k in beeld.klassen]
    assert [k["bovengrens"] for k in kaart["klassen"]] == [40, 50, 60, 80, None]
    assert kaart["merken"] == list(beeld.merken)
    assert [m["tot"] for m in kaart["momenten"]] == [m.tot for m in beeld.momenten]
    for gelezen, moment in zip(kaart["momenten"], beeld.momenten, strict=True):
        for naam in ("titel", "ondertitel", "legendazin", "bronregel"):
            assert gelezen[naam] == getattr(moment, naam)
        gebieden = gelezen["gebieden"]
        assert tuple(g["gebiedscode"] for g in gebieden) == beeld.gebieden
        assert tuple(g["klasse"] for g in gebieden) == moment.klassen
        assert tuple(g["staat"] for g in gebieden) == moment.staten
        assert tuple(g["waarde"] for g in gebieden) == moment.waarden
        buurten = gelezen["tellingen"][0]
        # a second count, over the areas one by one
        for nummer, aantal in enumerate(buurten["klassen"]):
            hier = [g for g in gebieden if g["klasse"] == nummer and not g["is_water"]]
            assert aantal == sum(g["staat"] == "ok" for g in hier)


def test_map_as_json_tells_what_of_a_link_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["kaartbeeld", f"{LINK}&jaar=1999"]) == 0
    uit = capsys.readouterr()
    assert "jaar '1999'" in uit.err
    assert json.loads(uit.out)["gekozen"] == 2012


@pytest.mark.parametrize("link", ["", "/kaart", LINK.replace("corporatiewoningen", "geluk")])
def test_link_without_a_map_is_refused(capsys: pytest.CaptureFixture[str], link: str) -> None:
    assert main(["kaartbeeld", link]) == 2
    uit = capsys.readouterr()
    assert (uit.out, uit.err.count("\n")) == ("", 1)

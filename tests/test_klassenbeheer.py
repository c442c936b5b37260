"""Class bounds stay where they are, until somebody changes them on purpose."""

import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

import opzetten
from data.errors import OpslagBeschadigdError, OpslagBezetError
from data.klassen import make_klassen, read_klassenversies
from data.opslag import (
    SLEUTEL,
    Opslag,
    Tabel,
    read_gebieden,
    read_tabel,
)
from data.wijzigen import (
    change_opslag,
)
from layers.__main__ import main as layers_main
from layers.begrippen import Grens, Kant, Maat
from layers.indicatoren import INDICATOR_PER_SLEUTEL
from layers.klassenbeheer import (
    choose_grenzen,
    ensure_klassen,
    find_outgrown,
    propose_herziening,
    revise_klassen,
    version_of,
)
from tests import proefstad
from tests.bezoek import GEGEVENSVARIABELE

BIJSTAND = INDICATOR_PER_SLEUTEL["bijstand"]
CORPORATIE = INDICATOR_PER_SLEUTEL["corporatiewoningen"]
NU = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def proef(opslag: Path) -> Opslag:
    return Opslag(proefstad.make_opslag(opslag))


def add_year(opslag: Opslag, jaar: int, *, maal: float) -> None:
    """Import one more year, with figures far from those that were there."""
    cijfers = read_tabel("kwb", peiljaar=2020, opslag=opslag)
    cijfers["personen_per_soort_uitkering_bijstand"] *= maal
    sleutels = [(jaar, code) for _, code in cijfers.index]
    cijfers.index = pd.MultiIndex.from_tuples(sleutels, names=SLEUTEL)
    geheim = pd.DataFrame(data=False, index=cijfers.index, columns=cijfers.columns)
    with change_opslag(opslag) as wijziging:
        wijziging.put_tabel("kwb", jaar, Tabel(cijfers, geheim), {"grensjaren": [jaar]})
        wijziging.put_gebieden(jaar, read_gebieden(proefstad.GRENSJAAR, opslag=opslag))


def test_another_year_moves_no_bound(proef: Opslag) -> None:
    ensure_klassen(opslag=proef, nu=NU)
    voor = choose_grenzen(BIJSTAND, opslag=proef)
    add_year(proef, 2021, maal=7)
    assert ensure_klassen(opslag=proef, nu=NU) == []
    assert choose_grenzen(BIJSTAND, opslag=proef) == voor


def test_revision_adds_a_version_and_the_old_one_stays_readable(proef: Opslag) -> None:
    ensure_klassen(opslag=proef, nu=NU)
    voor = choose_grenzen(BIJSTAND, opslag=proef)
    add_year(proef, 2021, maal=7)
    herzieningen = {h.maat: h for h in revise_klassen([BIJSTAND], opslag=proef, nu=NU)}
    herziening = herzieningen[Maat.STAND]
    assert herziening.oud == voor.grenzen
    na = choose_grenzen(BIJSTAND, opslag=proef)
    assert na.grenzen == herziening.nieuw != voor.grenzen
    assert choose_grenzen(BIJSTAND, opslag=proef, versie=voor.versie) == voor
    assert [v.versie for v in read_klassenversies("bijstand", opslag=proef)] == [
        voor.versie,
        na.versie,
    ]


def test_revision_without_another_outcome_adds_nothing(proef: Opslag) -> None:
    ensure_klassen(opslag=proef, nu=NU)
    assert revise_klassen([BIJSTAND], opslag=proef, nu=NU) == []
    assert len(read_klassenversies("bijstand", opslag=proef)) == 1


def test_unknown_version_answers_the_current_bounds_and_says_so(proef: Opslag) -> None:
    ensure_klassen(opslag=proef, nu=NU)
    gekozen = choose_grenzen(BIJSTAND, opslag=proef, versie="ffff")
    assert gekozen.is_onbekend
    assert gekozen.grenzen == choose_grenzen(BIJSTAND, opslag=proef).grenzen


def test_bounds_of_a_source_are_those_of_the_registry(proef: Opslag) -> None:
    ensure_klassen(opslag=proef, nu=NU)
    assert choose_grenzen(CORPORATIE, opslag=proef).grenzen == CORPORATIE.grenzen
    assert read_klassenversies("corporatiewoningen", opslag=proef) == ()
    assert revise_klassen([CORPORATIE], opslag=proef) == []


def test_version_changes_with_a_bound_and_with_its_side() -> None:
    basis = (Grens(10.0), Grens(20.0))
    anders = {
        version_of(basis),
        version_of((Grens(10.0), Grens(21.0))),
        version_of((Grens(10.0), Grens(20.0, Kant.ONDER))),
    }
    assert len(anders) == 3
    assert version_of(basis) == version_of((Grens(10.0), Grens(20.0)))
    assert all(len(versie) == 4 and int(versie, 16) >= 0 for versie in anders)


def test_bounds_without_a_kept_version_are_made_but_not_kept(proef: Opslag) -> None:
    assert choose_grenzen(BIJSTAND, opslag=proef).grenzen
    assert read_klassenversies("bijstand", opslag=proef) == ()


def test_single_gemeenten_are_not_the_country(proef: Opslag) -> None:
    ensure_klassen(opslag=proef, nu=NU)
    (versie,) = read_klassenversies("bijstand", opslag=proef)
    assert versie.basis["is_landelijk"] is False
    assert versie.basis["gemeenten"] == [proefstad.STAD, proefstad.DORP]
    assert versie.gemaakt_op == "2026-11-22T12:00:00+00:00"
    assert find_outgrown(opslag=proef) == []


def test_damaged_file_is_told(proef: Opslag) -> None:
    ensure_klassen(opslag=proef, nu=NU)
    (proef.pad / "klassen" / "bijstand.json").write_text("[{", encoding="utf-8")
    with pytest.raises(OpslagBeschadigdError, match=r"bijstand\.json"):
        choose_grenzen(BIJSTAND, opslag=proef)


def test_versions_outlive_a_change_of_the_store(proef: Opslag, tmp_path: Path) -> None:
    ensure_klassen(opslag=proef, nu=NU)
    kopie = Opslag(tmp_path / "kopie")
    shutil.copytree(proef.pad, kopie.pad)
    add_year(kopie, 2021, maal=2)
    assert read_klassenversies("bijstand", opslag=kopie) == read_klassenversies(
        "bijstand", opslag=proef
    )


# By the real command: the import makes bounds, and never moves one


def scores(pad: Path, gemeente: str, *, jaar: int, hoogste: float) -> Path:
    """Write a file of the Leefbaarometer with 25 buurten, from 0 to `hoogste`."""
    rijen = ["bu_code,bu_naam,jaar,lbm,fys,onv,soc,vrz,won"]
    for plek in range(25):
        score = round(hoogste * plek / 24, 4)
        rijen.append(f"BU{gemeente}{plek:04},Buurt {plek},{jaar},4.0,0,{score},0,0,0")
    pad.write_text("\n".join(rijen), encoding="utf-8")
    return pad


def run_import(opslag: Path, *argumenten: object) -> str:
    gedaan = subprocess.run(
        [sys.executable, "-m", "data", "importeer", *map(str, argumenten)],
        cwd=opzetten.ROOT,
        env=os.environ | {GEGEVENSVARIABELE: str(opslag)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (gedaan.returncode, gedaan.stderr) == (0, "")
    return gedaan.stdout


def test_importing_another_year_and_another_gemeente_moves_no_bound(
    opslag: Path, tmp_path: Path
) -> None:
    eerst = scores(tmp_path / "eerst.csv", "0772", jaar=2018, hoogste=0.24)
    assert "De klassen van 1 onderwerp zijn vastgelegd." in run_import(
        opslag, eerst, "--grensjaar", "2020"
    )
    pad = opslag / "klassen" / "overlast_onveiligheid.json"
    voor = pad.read_bytes()
    (versie,) = json.loads(voor)
    # 0 to 0.24 in steps of 0.01: a fifth of 25 buurten lies below each of these
    assert [grens for grens, _ in versie["grenzen"]] == [0.05, 0.1, 0.15, 0.2]
    jaar = scores(tmp_path / "jaar.csv", "0772", jaar=2020, hoogste=2.4)
    gemeente = scores(tmp_path / "gemeente.csv", "0363", jaar=2018, hoogste=-0.9)
    # a second year makes bounds for changes, and moves none that were there
    verandering = pad.with_name("overlast_onveiligheid-verandering.json")
    assert not verandering.exists()
    assert "De klassen van 1 onderwerp" in run_import(opslag, jaar, "--grensjaar", "2020")
    assert pad.read_bytes() == voor
    gemaakt = verandering.read_bytes()
    assert "klassen" not in run_import(opslag, gemeente, "--grensjaar", "2020")
    assert (pad.read_bytes(), verandering.read_bytes()) == (voor, gemaakt)
    grenzen = choose_grenzen(
        INDICATOR_PER_SLEUTEL["overlast_onveiligheid"], opslag=Opslag(opslag)
    ).grenzen
    assert [grens.waarde for grens in grenzen] == [0.05, 0.1, 0.15, 0.2]


def outgrow(opslag: Path, tmp_path: Path) -> str:
    """Import one gemeente and then the country; answer the last report."""
    een = scores(tmp_path / "een.csv", "0772", jaar=2018, hoogste=0.24)
    run_import(opslag, een, "--grensjaar", "2020")
    kop, *_ = een.read_text(encoding="utf-8").splitlines()
    rijen = [
        f"BU{gemeente:04}0000,Buurt,2018,4.0,0,{gemeente / 400},0,0,0" for gemeente in range(1, 401)
    ]
    land = tmp_path / "land.csv"
    land.write_text("\n".join([kop, *rijen]), encoding="utf-8")
    return run_import(opslag, land, "--grensjaar", "2020")


def test_country_after_single_gemeenten_offers_a_revision(
    opslag: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "zijn gemaakt op enkele gemeenten" in outgrow(opslag, tmp_path)
    winkel = Opslag(opslag)
    (ontgroeid,) = find_outgrown(opslag=winkel)
    voorstellen = {h.maat: h for h in propose_herziening([ontgroeid], opslag=winkel)}
    assert set(voorstellen) == {Maat.STAND, Maat.NIVEAU}
    voorstel = voorstellen[Maat.STAND]
    assert [grens.waarde for grens in voorstel.oud] == [0.05, 0.1, 0.15, 0.2]
    assert len(read_klassenversies(ontgroeid.sleutel, opslag=winkel)) == 1
    assert layers_main(["klassen", "--herzien", "--indicator", ontgroeid.sleutel]) == 0
    uit = capsys.readouterr().out
    assert "minder dan 0,05" in uit
    assert " wordt " in uit
    assert choose_grenzen(ontgroeid, opslag=winkel).grenzen == voorstel.nieuw
    assert find_outgrown(opslag=winkel) == []
    assert layers_main(["klassen", "--herzien"]) == 0
    assert "De klassen blijven zoals ze zijn" in capsys.readouterr().out


def test_page_shows_old_beside_new_and_revises_on_request(opslag: Path, tmp_path: Path) -> None:
    outgrow(opslag, tmp_path)
    app = AppTest.from_file(str(opzetten.ROOT / "pages" / "start.py"), default_timeout=60).run()
    app.switch_page("gegevens.py").run()
    assert "Klassen herzien" in [kop.value for kop in app.subheader]
    app.button(key="herzien_toon").click().run()
    tabel = "".join(str(element.proto.body) for element in app.get("html"))
    assert "Overlast en onveiligheid" in tabel
    assert "minder dan 0,05" in tabel
    assert len(read_klassenversies("overlast_onveiligheid", opslag=Opslag(opslag))) == 1
    app.button(key="herzien_doe").click().run()
    assert len(read_klassenversies("overlast_onveiligheid", opslag=Opslag(opslag))) == 2
    assert "herzien" in app.success[0].value
    assert "Klassen herzien" not in [kop.value for kop in app.subheader]


def test_store_that_may_not_be_written_keeps_its_figures_and_tells(
    proef: Opslag, capsys: pytest.CaptureFixture[str]
) -> None:
    (proef.pad / "klassen").write_text("geen map", encoding="utf-8")
    assert layers_main(["klassen"]) == 2
    assert "klassen" in capsys.readouterr().err
    (regel,) = make_klassen(proef)
    assert regel.startswith("De cijfers staan erin, maar hun klassen zijn nog niet vastgelegd.")


def test_bounds_wait_for_an_import_that_is_running(proef: Opslag) -> None:
    with change_opslag(proef), pytest.raises(OpslagBezetError):
        ensure_klassen(opslag=proef, nu=NU)
    assert not (proef.pad / "klassen").exists()

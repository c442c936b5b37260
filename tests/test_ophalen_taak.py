"""A whole task: from the publishers to the store, stopped, killed, gone on with and agreed to."""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

import opzetten
from data.__main__ import main
from data.errors import SocialeKaartError
from data.ophalen import taak
from data.ophalen.gevraagd import Gevraagd
from data.ophalen.stand import ZONDER_LIJN, Staat, Stand, read_stand
from data.ophalen.taak import Weg, fetch_alles, fetch_nogmaals, is_bezig, stop_ophalen
from data.ophalen.uitkomst import find_nergens, find_zonder_grenzen, is_niets_nieuws
from data.ophalen.verbinding import Geduld
from data.opslag import (
    Opslag,
    grensjaren_met_omtrekken,
    peiljaren_of,
    read_inhoud,
    read_omtrekken,
    read_paspoort,
    read_tabel,
)
from data.wijzigen import change_opslag
from tests import naspelen_storingen as storing
from tests.bezoek import GEGEVENSVARIABELE
from tests.naspelen import Naspeler, build_eindhoven, serve_bronnen
from tests.naspelen_wereld import Antwoord, Wereld

SNEL = Geduld(pauze_s=0, herhaal_s=0.01, stil_s=5)
KORT = Gevraagd(gemeenten=("GM0772",), bronnen=("kwb", "omtrekken"), vanaf=2024)


@pytest.fixture(scope="module")
def wereld(echt: Path) -> Wereld:
    return build_eindhoven(echt)


@contextmanager
def weg_naar(wereld: Wereld, *storingen: storing.Storing) -> Iterator[tuple[Weg, Naspeler]]:
    with serve_bronnen(wereld, storingen) as naspeler:
        yield Weg(spiegel=naspeler.adres, geduld=SNEL), naspeler


def states(stand: Stand | None) -> list[Staat]:
    assert stand is not None
    return [stap.staat for stap in stand.stappen]


def figures(opslag: Opslag) -> dict[tuple[str, int], pd.DataFrame]:
    return {
        (v.naam, v.jaar): read_tabel(v.naam, peiljaar=v.jaar, opslag=opslag)
        for v in read_inhoud(opslag)
        if v.soort == "tabel"
    }


def inhabitants(opslag: Opslag, jaar: int, code: str) -> float:
    return float(
        read_tabel("kwb", peiljaar=jaar, opslag=opslag)["aantal_inwoners"].to_dict()[jaar, code]
    )


def test_all_that_is_asked_is_in_the_store(wereld: Wereld, opslag: Path, echt: Path) -> None:
    gehoord: list[Stand] = []
    with weg_naar(wereld) as (weg, _):
        gevraagd = Gevraagd(gemeenten=("GM0772",), bronnen=("kwb", "omtrekken"), vanaf=2019)
        stand = fetch_alles(gevraagd, opslag=Opslag(opslag), weg=weg, meld=gehoord.append)
    assert states(stand) == [Staat.KLAAR] * 9
    assert stand.is_klaar
    assert stand == read_stand(Opslag(opslag))
    assert peiljaren_of("kwb", opslag=Opslag(opslag)) == tuple(range(2019, 2026))
    assert grensjaren_met_omtrekken(opslag=Opslag(opslag)) == (2025,)
    kaart = read_omtrekken(2025, opslag=Opslag(opslag))
    assert (kaart["gebiedscode"].str.startswith("BU0772") & ~kaart["is_water"]).sum() == 116
    echte = pd.read_parquet(echt / "kwb_2020_84799NED" / "cbs.v3.84799NED_TypedDataSet.parquet")
    per_code = echte.set_index(echte["WijkenEnBuurten"].str.strip())["AantalInwoners_5"]
    tabel = read_tabel("kwb", peiljaar=2020, opslag=Opslag(opslag))["aantal_inwoners"].droplevel(0)
    assert tabel.to_dict() == per_code.reindex(tabel.index).to_dict()
    # how far it is was told step by step, and ends at the end
    assert gehoord[0].gedaan == 0
    assert gehoord[0].over_s(datetime.now(UTC)) is None
    onderweg = next(s for s in gehoord if s.gedaan == 4)
    over = onderweg.over_s(onderweg.hervat + timedelta(seconds=8))
    assert over == pytest.approx(10.0)
    assert gehoord[-1].over_s(datetime.now(UTC)) is None


def test_source_that_fails_stops_no_other_and_is_asked_again_alone(
    wereld: Wereld, opslag: Path
) -> None:
    kapot = storing.status("85984NED", 404, keren=1)
    with weg_naar(wereld, kapot) as (weg, naspeler):
        stand = fetch_alles(KORT, opslag=Opslag(opslag), weg=weg)
        assert states(stand) == [Staat.KLAAR, Staat.MISLUKT, Staat.KLAAR, Staat.KLAAR]
        assert "opendata.cbs.nl heeft dit niet" in stand.stappen[1].regels[0]
        assert peiljaren_of("kwb", opslag=Opslag(opslag)) == (2025,)
        eerder = len(naspeler.gevraagd)
        gehoord: list[Stand] = []
        opnieuw = fetch_nogmaals(Staat.MISLUKT, opslag=Opslag(opslag), weg=weg, meld=gehoord.append)
        # what was done before, and how long ago, says nothing of how long this takes
        assert gehoord[0].gedaan == 3
        assert gehoord[0].over_s(gehoord[0].begin + timedelta(hours=5)) is None
        assert states(opnieuw) == [Staat.KLAAR] * 4
        assert all("85984NED" in vraag.pad for vraag in naspeler.gevraagd[eerder:])
    assert peiljaren_of("kwb", opslag=Opslag(opslag)) == (2024, 2025)


def test_without_a_line_it_is_said_once_and_on_the_page(
    opslag: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    argumenten = [
        "haal",
        "--gemeente",
        "GM0772",
        "--bron",
        "kwb",
        "--spiegel",
        "http://127.0.0.1:9",
    ]
    assert main(argumenten) == 1
    zin = "De bronnen zijn niet te bereiken: deze computer heeft geen internet"
    assert capsys.readouterr().out.count(zin) == 1
    stand = read_stand(Opslag(opslag))
    assert stand is not None
    assert stand.is_zonder_lijn
    app = AppTest.from_file(str(opzetten.ROOT / "pages" / "start.py"), default_timeout=60).run()
    app.switch_page("gegevens.py").run()
    assert not app.exception
    assert [fout.value for fout in app.error] == [ZONDER_LIJN]


def test_gemeente_that_is_nowhere_leaves_nothing(wereld: Wereld, opslag: Path) -> None:
    gevraagd = Gevraagd(gemeenten=("GM1234",), bronnen=("kwb", "omtrekken"), vanaf=2025)
    with weg_naar(wereld) as (weg, _):
        stand = fetch_alles(gevraagd, opslag=Opslag(opslag), weg=weg)
    assert states(stand) == [Staat.LEEG, Staat.MISLUKT, Staat.KLAAR]
    assert "geen buurten van GM1234" in stand.stappen[0].regels[0]
    assert "geen buurtgrenzen van GM1234" in stand.stappen[1].regels[0]
    assert read_inhoud(Opslag(opslag)) == ()


def test_outlines_come_by_the_next_road_and_of_the_next_year(wereld: Wereld, opslag: Path) -> None:
    gevraagd = Gevraagd(gemeenten=("GM0772",), bronnen=("omtrekken",))
    andere_weg = storing.status("api.pdok.nl", 503)
    eerder_jaar = storing.status("(wijken-en-buurten-|wijkenbuurten/)2025", 404)
    for fout, jaar in ((andere_weg, 2025), (eerder_jaar, 2024)):
        with weg_naar(wereld, fout) as (weg, _):
            stand = fetch_alles(gevraagd, opslag=Opslag(opslag / str(jaar)), weg=weg)
        assert states(stand) == [Staat.KLAAR] * 2, stand
        assert grensjaren_met_omtrekken(opslag=Opslag(opslag / str(jaar))) == (jaar,)


def test_outlines_of_before_say_why_they_are_not_newer(wereld: Wereld, opslag: Path) -> None:
    gevraagd = Gevraagd(gemeenten=("GM0772",), bronnen=("omtrekken",))
    fout = storing.status("(wijken-en-buurten-|wijkenbuurten/)2025", 503)
    with weg_naar(wereld, fout) as (weg, _):
        stand = fetch_alles(gevraagd, opslag=Opslag(opslag), weg=weg)
    assert grensjaren_met_omtrekken(opslag=Opslag(opslag)) == (2024,)
    assert (
        stand.stappen[0]
        .regels[0]
        .startswith(
            "Dit zijn de grenzen van 2024; nieuwere kwamen niet: service.pdok.nl antwoordt niet"
        )
    )


def test_outlines_that_no_road_gives_are_told(wereld: Wereld, opslag: Path) -> None:
    gevraagd = Gevraagd(gemeenten=("GM0772",), bronnen=("omtrekken",))
    with weg_naar(wereld, storing.status("pdok.nl", 503)) as (weg, _):
        stand = fetch_alles(gevraagd, opslag=Opslag(opslag), weg=weg)
    assert states(stand) == [Staat.MISLUKT, Staat.KLAAR]
    assert "pdok.nl antwoordt niet (foutcode 503)" in stand.stappen[0].regels[0]


def test_figures_of_before_stay_until_the_new_ones_are_agreed_to(
    wereld: Wereld, opslag: Path
) -> None:
    def revise(_: object, antwoord: Antwoord) -> Antwoord:
        document = json.loads(antwoord.inhoud)
        for rij in document["value"]:
            if rij["WijkenEnBuurten"] == "BU07721110":
                rij["AantalInwoners_5"] = 9999
        return replace(antwoord, inhoud=json.dumps(document).encode(), etag="")

    plaats = Opslag(opslag)
    alleen = Gevraagd(gemeenten=("GM0772",), bronnen=("kwb",), vanaf=2025)
    with weg_naar(wereld) as (weg, _):
        fetch_alles(alleen, opslag=plaats, weg=weg)
    oud = inhabitants(plaats, 2025, "BU07721110")
    assert oud != 9999
    herzien = storing.Storing(waar="86165NED/TypedDataSet", antwoord=revise)
    with weg_naar(wereld, herzien) as (weg, naspeler):
        stand = fetch_alles(alleen, opslag=plaats, weg=weg)
        assert states(stand) == [Staat.AKKOORD]
        assert any(
            f"BU07721110, aantal_inwoners: {oud:g} wordt 9999" in r for r in stand.stappen[0].regels
        )
        assert inhabitants(plaats, 2025, "BU07721110") == oud
        eerder = len(naspeler.gevraagd)
        akkoord = fetch_nogmaals(Staat.AKKOORD, opslag=plaats, weg=weg, is_akkoord=True)
        assert states(akkoord) == [Staat.KLAAR]
        assert len(naspeler.gevraagd) == eerder
    assert inhabitants(plaats, 2025, "BU07721110") == 9999
    (bijwerking,) = read_paspoort("kwb", peiljaar=2025, opslag=plaats)["bijwerkingen"]
    assert bijwerking["herzien"] == 1
    assert bijwerking["grootste"][0]["oud"] == oud


def test_same_figures_again_change_nothing(wereld: Wereld, opslag: Path) -> None:
    with weg_naar(wereld) as (weg, naspeler):
        fetch_alles(KORT, opslag=Opslag(opslag), weg=weg)
        voor = read_inhoud(Opslag(opslag))
        eerder = len(naspeler.gevraagd)
        stand = fetch_alles(KORT, opslag=Opslag(opslag), weg=weg)
        opnieuw = naspeler.gevraagd[eerder:]
    assert states(stand) == [Staat.KLAAR] * 4
    assert read_inhoud(Opslag(opslag)) == voor
    assert all(vraag.koppen.get("if-none-match") for vraag in opnieuw)
    assert any("Er is niets veranderd" in regel for regel in stand.stappen[0].regels)
    assert is_niets_nieuws(stand)


def test_what_the_files_do_not_hold_is_not_called_fetched(
    wereld: Wereld, opslag: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # the Leefbaarometer comes as one file of the whole country, and has other gemeenten
    bronnen = ("leefbaarometer", "overlast", "omtrekken")
    plaats = Opslag(opslag)
    with weg_naar(wereld) as (weg, naspeler):
        gevraagd = Gevraagd(gemeenten=("GM0014", "GM0772"), bronnen=bronnen, vanaf=2024)
        stand = fetch_alles(gevraagd, opslag=plaats, weg=weg)
        nergens = Gevraagd(gemeenten=("GM0014",), bronnen=("leefbaarometer",), vanaf=2024)
        leeg = fetch_alles(nergens, opslag=plaats, weg=weg)
        opdracht = ["haal", "--gemeente", "GM0014", "--bron", "leefbaarometer"]
        assert main([*opdracht, "--spiegel", naspeler.adres, "--vanaf", "2025"]) == 0
    assert find_nergens(stand) == ("GM0014",)
    assert not is_niets_nieuws(stand)
    overlast = next(stap for stap in stand.stappen if stap.bron == "overlast")
    assert overlast.staat is Staat.KLAAR
    assert overlast.opbrengst.gemeenten == ("GM0772",)
    (leegte,) = overlast.opbrengst.leegtes
    assert (leegte.peiljaar, leegte.is_geheel) == (2025, True)
    # what goes on later knows it too
    assert read_stand(plaats) is not None
    assert states(leeg) == [Staat.LEEG, Staat.LEEG]
    assert find_nergens(leeg) == ("GM0014",)
    assert find_zonder_grenzen(["GM0014", "GM0772"], opslag=plaats) == ("GM0014",)
    assert capsys.readouterr().out.endswith("Van Groningen kwam niets binnen.\n")


def test_report_of_a_step_says_nothing_of_outlines_that_come_later(
    wereld: Wereld, opslag: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plaats = Opslag(opslag)
    with weg_naar(wereld) as (weg, naspeler):
        opdracht = ["haal", "--gemeente", "GM0772", "--bron", "kwb", "--vanaf", "2025"]
        assert main([*opdracht, "--spiegel", naspeler.adres]) == 0
        eerst = capsys.readouterr().out
        assert main([*opdracht, "--spiegel", naspeler.adres]) == 0
        assert "Niets nieuws: alles was er al." in capsys.readouterr().out
        stand = fetch_alles(KORT, opslag=plaats, weg=weg)
    assert "omtrekken" not in eerst
    assert "Niets nieuws" not in eerst
    assert eerst.endswith("De buurtgrenzen van Eindhoven zijn nog niet binnen.\n")
    regels = [regel for stap in stand.stappen for regel in stap.regels]
    assert not any("nog geen omtrekken" in r or "overgeslagen" in r for r in regels)
    assert find_zonder_grenzen(["GM0772"], opslag=plaats) == ()


def test_stopped_task_goes_on_later(wereld: Wereld, opslag: Path) -> None:
    plaats = Opslag(opslag)

    def stop_after_one(stand: Stand) -> None:
        if stand.gedaan == 1:
            assert is_bezig(plaats)
            stop_ophalen(plaats)

    with weg_naar(wereld) as (weg, naspeler):
        stand = fetch_alles(KORT, opslag=plaats, weg=weg, meld=stop_after_one)
        assert stand.is_gestopt
        assert not is_bezig(plaats)
        assert states(stand) == [Staat.KLAAR] + [Staat.WACHT] * 3
        eerder = len(naspeler.gevraagd)
        verder = fetch_alles(KORT, opslag=plaats, weg=weg)
        assert not any("86165NED" in vraag.pad for vraag in naspeler.gevraagd[eerder:])
    assert states(verder) == [Staat.KLAAR] * 4
    assert verder.begin == stand.begin


def test_second_task_at_once_is_refused(wereld: Wereld, opslag: Path) -> None:
    plaats = Opslag(opslag)
    begonnen, klaar = threading.Event(), threading.Event()

    def hold(_: Stand) -> None:
        begonnen.set()
        klaar.wait(20)

    with weg_naar(wereld) as (weg, _):
        eerste = threading.Thread(
            target=fetch_alles, args=(KORT,), kwargs={"opslag": plaats, "weg": weg, "meld": hold}
        )
        eerste.start()
        begonnen.wait(20)
        with pytest.raises(SocialeKaartError, match="al gegevens opgehaald"):
            fetch_alles(KORT, opslag=plaats, weg=weg)
        stop_ophalen(plaats)
        klaar.set()
        eerste.join()


@pytest.mark.parametrize(
    "inhoud", ["", "{}", '{"gevraagd": 1}', "[]"], ids=["leeg", "niets", "anders", "lijst"]
)
def test_account_that_cannot_be_read_is_none(opslag: Path, inhoud: str) -> None:
    pad = opslag / "opgehaald" / "stand.json"
    pad.parent.mkdir(parents=True)
    pad.write_text(inhoud)
    assert read_stand(Opslag(opslag)) is None
    assert fetch_nogmaals(Staat.MISLUKT, opslag=Opslag(opslag)) is None


def test_old_task_begins_anew(
    wereld: Wereld, opslag: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plaats = Opslag(opslag)
    with weg_naar(wereld) as (weg, _):
        stand = fetch_alles(KORT, opslag=plaats, weg=weg, meld=lambda _: stop_ophalen(plaats))
        assert stand.is_gestopt
        monkeypatch.setattr(taak, "_HOUDBAAR", timedelta(0))
        verder = fetch_alles(KORT, opslag=plaats, weg=weg)
    assert verder.begin > stand.begin


# By command


def run(
    capsys: pytest.CaptureFixture[str], *argumenten: str, naspeler: Naspeler | None = None
) -> tuple[int, str, str]:
    extra = ["--spiegel", naspeler.adres] if naspeler else []
    code = main(["haal", *argumenten, *extra], daarna=lambda _: ["klassen gemaakt"])
    return code, *capsys.readouterr()


def test_command_tells_every_step_and_what_to_do(
    wereld: Wereld, capsys: pytest.CaptureFixture[str]
) -> None:
    with serve_bronnen(wereld, [storing.status("85984NED", 404)]) as naspeler:
        vraag = ("--gemeente", "GM0772", "--bron", "kwb", "--vanaf", "2024")
        code, uit, _ = run(capsys, *vraag, naspeler=naspeler)
        assert code == 1
        assert "Kerncijfers wijken en buurten 2025: klaar\n" in uit
        assert "Kerncijfers wijken en buurten 2024: mislukt\n" in uit
        assert "klassen gemaakt\n" in uit
        assert "`haal --nogmaals`" in uit
        code, uit, _ = run(capsys, "--nogmaals", naspeler=naspeler)
        assert code == 1
        assert uit.count("mislukt") == 1


def test_command_tells_what_was_revised_and_what_to_do(
    wereld: Wereld, capsys: pytest.CaptureFixture[str]
) -> None:
    vraag = ("--gemeente", "GM0772", "--bron", "kwb", "--vanaf", "2025")
    with serve_bronnen(wereld) as naspeler:
        assert run(capsys, *vraag, naspeler=naspeler)[0] == 0
    # another key for the same topic: its figures stand in another column now
    anders = storing.leeg_jaar("86165NED/TypedDataSet")
    with serve_bronnen(wereld, [anders_genoemd(anders)]) as naspeler:
        code, uit, _ = run(capsys, *vraag, naspeler=naspeler)
        assert code == 0
        assert "Kerncijfers wijken en buurten 2025: wacht op akkoord\n" in uit
        assert "`haal --akkoord`" in uit
        assert "klassen gemaakt" not in uit
        code, uit, _ = run(capsys, "--akkoord", naspeler=naspeler)
        assert "Kerncijfers wijken en buurten 2025: klaar\n" in uit


def anders_genoemd(fout: storing.Storing) -> storing.Storing:
    """Answer a disturbance of which the answer is another one to who asks whether it changed."""
    return replace(fout, antwoord=lambda v, a: replace(fout.antwoord(v, a), etag=""))


def test_stopped_command_tells_how_to_go_on(
    wereld: Wereld, opslag: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stil = storing.stilte("85984NED/TypedDataSet", seconden=20)
    with serve_bronnen(wereld, [stil]) as naspeler:
        stopper = threading.Thread(target=stop_when_asked, args=(naspeler, opslag))
        stopper.start()
        code, uit, _ = run(
            capsys, "--gemeente", "GM0772", "--bron", "kwb", "--vanaf", "2024", naspeler=naspeler
        )
        stopper.join()
    assert code == 1
    assert "Dezelfde opdracht gaat later verder" in uit


def stop_when_asked(naspeler: Naspeler, opslag: Path) -> None:
    """Stop the task once it asks for what does not come."""
    while not any("85984NED/TypedDataSet" in vraag.pad for vraag in naspeler.gevraagd):
        time.sleep(0.01)
    stop_ophalen(Opslag(opslag))


def test_command_without_a_task_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "--akkoord") == (0, "Er is nog niets opgehaald.\n", "")


@pytest.mark.parametrize(
    ("argumenten", "woorden"),
    [
        (["--gemeente", "Eindhoven"], "'Eindhoven' is geen code van een gemeente, zoals GM0772"),
        (["--gemeente", "GM9901"], "'GM9901' is geen code van een gemeente"),
        (["--gemeente", "BU07721110"], "is geen code van een gemeente"),
        (["--land", "--spiegel", "spiegel"], "'spiegel' is geen adres"),
        (["--land", "--vanaf", "1890"], "'1890' is geen jaar"),
        (["--land", "--vanaf", "2099"], "2099 ligt na het nieuwste jaar dat er is, 2025"),
        (["--land", "--bron", "anders"], "onbekend"),
        (["--land", "--akkoord"], "--akkoord: kan niet samen met --land"),
        ([], "kies er een: --gemeente --land"),
    ],
)
def test_command_that_cannot_be_read_is_one_sentence(
    capsys: pytest.CaptureFixture[str], argumenten: list[str], woorden: str
) -> None:
    with pytest.raises(SystemExit):
        run(capsys, *argumenten)
    fout = capsys.readouterr().err
    assert woorden in fout
    assert fout.count("\n") == 1


# While somebody else changes the store


@contextmanager
def held(opslag: Opslag) -> Iterator[threading.Event]:
    """Change the store in another thread until the event is set or the block ends."""
    bezig, klaar = threading.Event(), threading.Event()

    def hold() -> None:
        with change_opslag(opslag):
            bezig.set()
            klaar.wait(20)

    draad = threading.Thread(target=hold)
    draad.start()
    assert bezig.wait(20)
    try:
        yield klaar
    finally:
        klaar.set()
        draad.join()


ALLEEN_2025 = Gevraagd(gemeenten=("GM0772",), bronnen=("kwb",), vanaf=2025)


def test_step_waits_for_another_import(wereld: Wereld, opslag: Path) -> None:
    plaats = Opslag(opslag)
    gezien: list[str] = []

    with held(plaats) as klaar, weg_naar(wereld) as (weg, naspeler):

        def look(stand: Stand) -> None:
            gezien.append(stand.stappen[0].voortgang)
            if "wacht op een andere import" in gezien:
                klaar.set()

        stand = fetch_alles(ALLEEN_2025, opslag=plaats, weg=weg, meld=look)
    assert states(stand) == [Staat.KLAAR]
    assert "wacht op een andere import" in gezien
    adressen = [(vraag.pad, tuple(vraag.zoek.items())) for vraag in naspeler.gevraagd]
    assert len(set(adressen)) == len(adressen)  # what was fetched is not asked for again


def test_step_fails_where_another_import_does_not_end(wereld: Wereld, opslag: Path) -> None:
    plaats = Opslag(opslag)
    with held(plaats), weg_naar(wereld) as (weg, _):
        haastig = replace(weg, geduld=replace(SNEL, bezet_s=0))
        stand = fetch_alles(ALLEEN_2025, opslag=plaats, weg=haastig)
    assert states(stand) == [Staat.MISLUKT]
    assert "Er loopt al een import" in stand.stappen[0].regels[0]
    assert read_inhoud(plaats) == ()


def test_step_that_waits_can_be_stopped(wereld: Wereld, opslag: Path) -> None:
    plaats = Opslag(opslag)

    def look(stand: Stand) -> None:
        if stand.stappen[0].voortgang.startswith("wacht"):
            stop_ophalen(plaats)

    with held(plaats), weg_naar(wereld) as (weg, _):
        stand = fetch_alles(ALLEEN_2025, opslag=plaats, weg=weg, meld=look)
    assert stand.is_gestopt
    assert states(stand) == [Staat.WACHT]


# Killed


@pytest.mark.parametrize("na", [2, 6, 11], ids=["bij het begin", "halverwege", "aan het eind"])
def test_killed_task_leaves_a_good_store_and_is_completed(
    wereld: Wereld, opslag: Path, tmp_path: Path, na: int
) -> None:
    plaats = Opslag(opslag)
    with serve_bronnen(wereld) as naspeler:
        opdracht = [sys.executable, "-m", "data", "haal", "--gemeente", "GM0772"]
        opdracht += ["--vanaf", "2024", "--bron", "kwb", "--bron", "omtrekken"]
        opdracht += ["--spiegel", naspeler.adres]
        # what it measured would be lost
        schoon = {k: v for k, v in os.environ.items() if not k.startswith("COVERAGE")}
        with subprocess.Popen(
            opdracht,
            cwd=opzetten.ROOT,
            env=schoon | {GEGEVENSVARIABELE: str(opslag)},
            stdout=subprocess.DEVNULL,
        ) as proces:
            while len(naspeler.gevraagd) < na and proces.poll() is None:
                time.sleep(0.002)
            proces.kill()
        assert len(naspeler.gevraagd) >= na
        for (_, jaar), tabel in figures(plaats).items():
            assert len(tabel) == 138, jaar
        stand = fetch_alles(KORT, opslag=plaats, weg=Weg(spiegel=naspeler.adres, geduld=SNEL))
        heel = Opslag(tmp_path / "heel")
        fetch_alles(KORT, opslag=heel, weg=Weg(spiegel=naspeler.adres, geduld=SNEL))
    assert states(stand) == [Staat.KLAAR] * 4
    assert not list(opslag.rglob("*.deel"))
    gekregen, verwacht = figures(plaats), figures(heel)
    assert gekregen.keys() == verwacht.keys()
    for sleutel, tabel in verwacht.items():
        pd.testing.assert_frame_equal(gekregen[sleutel], tabel)

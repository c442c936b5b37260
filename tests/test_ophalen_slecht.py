"""A task of fetching that meets what it should not: an account of others, a disk, a clock."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest

import opzetten
from components import ophalen as pagina
from data.__main__ import main
from data.errors import OpslagMisluktError
from data.ophalen.gevraagd import Gevraagd
from data.ophalen.stand import Staat, Stand, read_stand, write_stand
from data.ophalen.taak import Weg, fetch_alles, fetch_nogmaals, is_bezig, stop_ophalen
from data.ophalen.verbinding import Geduld
from data.opslag import Opslag, peiljaren_of, read_tabel
from tests import naspelen_storingen as storing
from tests.bezoek import WACHT_S
from tests.naspelen import Naspeler, build_klein, serve_bronnen
from tests.naspelen_wereld import Antwoord

KLEIN: Final = build_klein()
SNEL: Final = Geduld(pauze_s=0, herhaal_s=0.01, stil_s=5, pogingen=2)
CIJFERS: Final = Gevraagd(gemeenten=("GM1234",), bronnen=("kwb",), vanaf=2024)
BUURT: Final = "BU12340001"


@contextmanager
def weg_naar(*storingen: storing.Storing) -> Iterator[tuple[Weg, Naspeler]]:
    with serve_bronnen(KLEIN, storingen) as naspeler:
        yield Weg(spiegel=naspeler.adres, geduld=SNEL), naspeler


def states(stand: Stand | None) -> list[Staat]:
    assert stand is not None
    return [stap.staat for stap in stand.stappen]


def inhabitants(opslag: Opslag, jaar: int) -> float:
    tabel = read_tabel("kwb", peiljaar=jaar, opslag=opslag)["aantal_inwoners"]
    return float(tabel.to_dict()[jaar, BUURT])


def with_inhabitants(waar: str, aantal: object, *, keren: int | None = None) -> storing.Storing:
    def edit(_: object, antwoord: Antwoord) -> Antwoord:
        document = json.loads(antwoord.inhoud)
        for rij in document["value"]:
            if rij["WijkenEnBuurten"].strip() == BUURT:
                rij["AantalInwoners_5"] = aantal
        return replace(antwoord, inhoud=json.dumps(document).encode(), etag="")

    return storing.Storing(waar=waar, antwoord=edit, keren=keren)


# What is tried again


@pytest.mark.parametrize(
    "fout",
    [
        storing.andere_tabel("86165NED/TableInfos", "85984NED", keren=1),
        with_inhabitants("86165NED/TypedDataSet", -5, keren=1),
    ],
    ids=["andere tabel", "afgekeurd"],
)
def test_answer_of_no_use_is_asked_for_again_and_a_good_one_is_not(
    opslag: Path, fout: storing.Storing
) -> None:
    plaats = Opslag(opslag)
    with weg_naar(fout) as (weg, naspeler):
        assert states(fetch_alles(CIJFERS, opslag=plaats, weg=weg)) == [Staat.MISLUKT, Staat.KLAAR]
        eerder = len(naspeler.gevraagd)
        assert states(fetch_nogmaals(Staat.MISLUKT, opslag=plaats, weg=weg)) == [Staat.KLAAR] * 2
        assert not any("85984NED" in vraag.pad for vraag in naspeler.gevraagd[eerder:])
    assert inhabitants(plaats, 2025) == 2100


def test_consent_is_for_what_was_shown_and_no_more(opslag: Path) -> None:
    plaats = Opslag(opslag)
    with weg_naar() as (weg, _):
        fetch_alles(CIJFERS, opslag=plaats, weg=weg)

    def stop_after_one(stand: Stand) -> None:
        if stand.gedaan == 1:
            stop_ophalen(plaats)

    with weg_naar(with_inhabitants("(86165|85984)NED/TypedDataSet", 2001)) as (weg, _):
        stand = fetch_alles(CIJFERS, opslag=plaats, weg=weg, meld=stop_after_one)
        assert states(stand) == [Staat.AKKOORD, Staat.WACHT]
        verder = fetch_nogmaals(Staat.AKKOORD, opslag=plaats, weg=weg, is_akkoord=True)
        assert states(verder) == [Staat.KLAAR, Staat.AKKOORD]
    assert inhabitants(plaats, 2025) == 2001
    assert inhabitants(plaats, 2024) != 2001


# The account


def account(opslag: Opslag, bewerk: Callable[[dict[str, Any]], object] = lambda d: d) -> Path:
    """Write the account of a task that was broken off, as somebody changed it."""
    nu = datetime.now(UTC)
    pad = opslag.pad / "opgehaald" / "stand.json"
    pad.parent.mkdir(parents=True, exist_ok=True)
    stap = {
        "bron": "kwb",
        "titel": "Kerncijfers wijken en buurten 2025",
        "staat": "wacht",
        "is_onbereikbaar": False,
        "voortgang": "",
        "regels": [],
        "opbrengst": {"gemeenten": [], "jaren": [], "leegtes": [], "is_veranderd": False},
    }
    inhoud = {
        "gevraagd": {
            "gemeenten": ["GM1234"],
            "bronnen": ["kwb"],
            "vanaf": 2025,
            "met_landelijke_kaart": False,
        },
        "begin": nu.isoformat(),
        "hervat": nu.isoformat(),
        "eerder_gedaan": 0,
        "stappen": [stap],
        "is_klaar": False,
        "is_gestopt": True,
    }
    pad.write_text(json.dumps(bewerk(inhoud)), encoding="utf-8")
    return pad


def test_account_as_it_was_is_read(opslag: Path) -> None:
    account(Opslag(opslag))
    assert states(read_stand(Opslag(opslag))) == [Staat.WACHT]


@pytest.mark.parametrize(
    "anders",
    [
        {"begin": "2026-01-01T10:00:00"},
        {"hervat": "2026-01-01"},
        {"begin": None},
        {"stappen": []},
        {"stappen": [{}]},
        {"stappen": [1]},
        {"eerder_gedaan": float("inf")},
        {"gevraagd": {"gemeenten": "GM1234", "bronnen": ["kwb"], "vanaf": 2025}},
    ],
)
def test_account_that_only_looks_like_one_is_none(opslag: Path, anders: dict[str, object]) -> None:
    account(Opslag(opslag), lambda inhoud: {**inhoud, **anders})
    assert read_stand(Opslag(opslag)) is None


@pytest.mark.parametrize(
    ("sleutel", "waarde"),
    [("gemeenten", ["--land"]), ("gemeenten", [5]), ("bronnen", ["kwb", "anders"])],
)
def test_account_of_what_nobody_can_ask_is_none(
    opslag: Path, sleutel: str, waarde: list[object]
) -> None:
    account(Opslag(opslag), lambda d: {**d, "gevraagd": {**d["gevraagd"], sleutel: waarde}})
    assert read_stand(Opslag(opslag)) is None


def test_account_with_a_source_of_a_later_version_is_none(opslag: Path) -> None:
    account(Opslag(opslag), lambda d: {**d, "stappen": [{**d["stappen"][0], "bron": "bag"}]})
    assert read_stand(Opslag(opslag)) is None


def test_account_without_end_is_none(opslag: Path) -> None:
    account(Opslag(opslag)).write_text('{"a":' * 200_000)
    assert read_stand(Opslag(opslag)) is None


@pytest.mark.parametrize("is_akkoord", [False, True])
def test_task_with_steps_of_another_version_begins_anew(opslag: Path, *, is_akkoord: bool) -> None:
    plaats = Opslag(opslag)
    with weg_naar() as (weg, _):
        fetch_alles(replace(CIJFERS, vanaf=2025), opslag=plaats, weg=weg)
    stap = {"titel": "Kerncijfers 2025", "staat": "akkoord"}
    account(plaats, lambda d: {**d, "stappen": [{**d["stappen"][0], **stap}] * 3})
    with weg_naar(with_inhabitants("86165NED/TypedDataSet", 2001)) as (weg, _):
        stand = fetch_nogmaals(Staat.AKKOORD, opslag=plaats, weg=weg, is_akkoord=is_akkoord)
    # nobody agreed to what this version found
    assert states(stand) == [Staat.AKKOORD]
    assert inhabitants(plaats, 2025) == 2100


def test_task_of_a_clock_that_was_ahead_begins_anew(opslag: Path) -> None:
    straks = (datetime.now(UTC) + timedelta(days=900)).isoformat()
    account(Opslag(opslag), lambda d: {**d, "begin": straks, "hervat": straks})
    with weg_naar() as (weg, _):
        stand = fetch_alles(replace(CIJFERS, vanaf=2025), opslag=Opslag(opslag), weg=weg)
    assert stand.begin <= datetime.now(UTC)


# The disk


def test_folder_that_goes_away_in_the_middle_is_told(opslag: Path) -> None:
    def remove(stand: Stand) -> None:
        if stand.gedaan == 1:
            shutil.rmtree(opslag / "opgehaald")

    with (
        weg_naar() as (weg, _),
        pytest.raises(OpslagMisluktError, match="Kijk de map na en probeer het opnieuw"),
    ):
        fetch_alles(CIJFERS, opslag=Opslag(opslag), weg=weg, meld=remove)
    assert peiljaren_of("kwb", opslag=Opslag(opslag)) == (2025,)


def test_step_for_which_there_is_no_room_says_so_and_others_go_on(opslag: Path) -> None:
    # where the rows of a gemeente are written together, there is a folder
    (opslag / "opgehaald" / "kwb" / "86165NED" / "86165NED GM1234.json").mkdir(parents=True)
    with weg_naar() as (weg, _):
        stand = fetch_alles(CIJFERS, opslag=Opslag(opslag), weg=weg)
    assert states(stand) == [Staat.MISLUKT, Staat.KLAAR]
    assert "Opslaan in" in stand.stappen[0].regels[0]


def test_store_that_takes_no_folder_is_told_and_not_busy(opslag: Path) -> None:
    plaats = Opslag(opslag)
    assert not is_bezig(plaats)
    assert not opslag.exists()
    opslag.mkdir()
    (opslag / "opgehaald").write_text("geen map")
    assert not is_bezig(plaats)
    for doe in (
        lambda: fetch_alles(CIJFERS, opslag=plaats),
        lambda: stop_ophalen(plaats),
        lambda: pagina.start_ophalen(plaats, ("--gemeente", "GM1234")),
    ):
        with pytest.raises(OpslagMisluktError, match="is niet gelukt"):
            doe()


def test_lock_that_cannot_be_taken_is_no_task(opslag: Path) -> None:
    (opslag / "opgehaald" / ".slot").mkdir(parents=True)
    assert not is_bezig(Opslag(opslag))


def test_account_that_cannot_be_written_leaves_no_half_one(opslag: Path) -> None:
    plaats = Opslag(opslag)
    account(plaats)
    stand = read_stand(plaats)
    assert stand is not None
    (opslag / "opgehaald" / "stand.json").unlink()
    (opslag / "opgehaald" / "stand.json" / "x").mkdir(parents=True)
    with pytest.raises(OpslagMisluktError):
        write_stand(stand, opslag=plaats)
    assert [pad.name for pad in (opslag / "opgehaald").iterdir()] == ["stand.json"]


# By command


@pytest.mark.parametrize(
    ("naam", "waarde", "woorden"),
    [
        ("SOCIALE_KAART_SPIEGEL", "http://[::1", "De spiegel 'http://[::1' is geen adres"),
        ("HTTPS_PROXY", "ftp://proxy", "niet te gebruiken (HTTPS_PROXY"),
    ],
)
@pytest.mark.usefixtures("opslag")
def test_setting_that_cannot_be_used_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    naam: str,
    waarde: str,
    woorden: str,
) -> None:
    monkeypatch.setenv(naam, waarde)
    for opdracht in (["haal", "--gemeente", "GM1234"], ["controleer-bronnen"]):
        assert main(opdracht) == 2
        gezegd = capsys.readouterr()
        assert woorden in gezegd.err
        assert gezegd.err.count("\n") == 1
        assert not gezegd.out


def test_value_where_none_belongs_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["haal", "--land=ja"])
    assert "--land: hier hoort geen waarde achter: 'ja'." in capsys.readouterr().err


def start_command(naspeler: Naspeler, *argumenten: str) -> "subprocess.Popen[str]":
    # who runs the tests in the background ignores the keyboard, and what it starts inherits that
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    return subprocess.Popen(
        [sys.executable, "-m", "data", *argumenten, "--spiegel", naspeler.adres],
        cwd=opzetten.ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def test_command_that_is_stopped_at_the_keyboard_says_so(opslag: Path) -> None:
    stil = storing.stilte("86165NED/TypedDataSet", seconden=20)
    haal = ("haal", "--gemeente", "GM1234", "--bron", "kwb", "--vanaf", "2025")
    with weg_naar(stil) as (_, naspeler), start_command(naspeler, *haal) as programma:
        while not any("TypedDataSet" in vraag.pad for vraag in naspeler.gevraagd):
            time.sleep(0.02)
        programma.send_signal(signal.SIGINT)
        _, fout = programma.communicate(timeout=WACHT_S)
    assert programma.returncode == 130
    assert fout == "Gestopt. Wat al binnen was, is bewaard.\n"
    assert not is_bezig(Opslag(opslag))


def test_import_that_is_stopped_at_the_keyboard_says_so(
    opslag: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pad = tmp_path / "lvb.csv"
    pad.write_text("buurtcode;peiljaar;waarde;noemer\nBU07721110;2024;12,5;400\n")

    def stop(_: Opslag) -> list[str]:
        raise KeyboardInterrupt

    opdracht = ["importeer", "--grensjaar", "2024", "--indicator", "lvb", str(pad)]
    assert main(opdracht, daarna=stop) == 130
    assert capsys.readouterr().err == "Gestopt. Wat al binnen was, is bewaard.\n"
    assert peiljaren_of("eigen_lvb", opslag=Opslag(opslag)) == (2024,)


def test_command_goes_on_when_nobody_listens_any_more(opslag: Path) -> None:
    haal = ("haal", "--gemeente", "GM0772", "--bron", "ses")
    with weg_naar() as (_, naspeler), start_command(naspeler, *haal) as programma:
        assert programma.stdout is not None
        programma.stdout.close()
        assert programma.stderr is not None
        assert not programma.stderr.read()
    assert states(read_stand(Opslag(opslag))) == [Staat.LEEG]


@pytest.mark.usefixtures("opslag")
def test_command_of_which_nobody_reads_the_answer_ends_quietly(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lezen, schrijven = os.pipe()
    os.close(lezen)
    with os.fdopen(schrijven, "w", encoding="utf-8") as stroom:
        monkeypatch.setattr(sys, "stdout", stroom)
        assert main(["overzicht"]) == 130


def test_screen_without_a_sign_shows_another() -> None:
    gedaan = subprocess.run(
        [sys.executable, "-m", "data", "--help"],
        cwd=opzetten.ROOT,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        encoding="ascii",
        check=True,
    )
    assert "offici?le cijfers" in gedaan.stdout
    assert not gedaan.stderr


# On the page


def end_of_program(opslag: Opslag) -> None:
    """Wait for the end of what the page started."""
    for pad, programma in list(pagina.GESTART):
        if pad == opslag.pad:
            programma.wait(60)


def test_page_tells_in_dutch_why_the_program_did_not_begin(
    opslag: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plaats = Opslag(opslag)
    assert pagina.read_melding(plaats) is None
    monkeypatch.setenv("SOCIALE_KAART_SPIEGEL", "spiegel")
    pagina.start_ophalen(plaats, ("--gemeente", "GM1234"))
    end_of_program(plaats)
    melding = pagina.read_melding(plaats)
    assert melding is not None
    assert melding.startswith("De spiegel 'spiegel' is geen adres")
    # a task that ended since has the last word
    account(plaats)
    assert pagina.read_melding(plaats) is None


def test_page_shows_no_fault_of_the_program_as_it_is(
    opslag: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plaats = Opslag(opslag)
    with weg_naar(storing.stilte("86165NED", seconden=20)) as (_, naspeler):
        monkeypatch.setenv("SOCIALE_KAART_SPIEGEL", naspeler.adres)
        opdracht = ("--gemeente", "GM1234", "--bron", "kwb", "--vanaf", "2025")
        pagina.start_ophalen(plaats, opdracht)
        assert is_bezig(plaats)
        pagina.start_ophalen(plaats, opdracht)  # a second press begins no second one
        (programma,) = [p for pad, p in pagina.GESTART if pad == plaats.pad]
        assert pagina.read_melding(plaats) is None
        while read_stand(plaats) is None:
            time.sleep(0.02)
        programma.kill()
        end_of_program(plaats)
    (opslag / "opgehaald" / "melding.txt").write_bytes(b"Traceback\n\xffMemoryError\n")
    melding = pagina.read_melding(plaats)
    assert melding is not None
    assert melding.startswith("Het ophalen brak af door een fout in het programma.")
    (opslag / "opgehaald" / "melding.txt").unlink()
    assert pagina.read_melding(plaats) == melding
    assert not is_bezig(plaats)


def test_program_writes_in_the_store_of_the_page_wherever_it_was_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOCIALE_KAART_GEGEVENS", "hier")
    plaats = Opslag(Path("hier"))
    with weg_naar() as (_, naspeler):
        monkeypatch.setenv("SOCIALE_KAART_SPIEGEL", naspeler.adres)
        pagina.start_ophalen(plaats, ("--gemeente", "GM0772", "--bron", "ses"))
        end_of_program(plaats)
    assert pagina.read_melding(plaats) is None
    assert read_stand(plaats) is not None
    assert not (opzetten.ROOT / "hier").exists()

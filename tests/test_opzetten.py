"""The entrance: what it asks of a machine, when it builds anew, and which browser it takes."""

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import opzetten

BRON = (opzetten.ROOT / "opzetten.py").read_text(encoding="utf-8")


# What the machine must have


@pytest.mark.parametrize("versie", [(2, 7), (3, 6), (3, 10)])
def test_old_python_is_told_in_one_sentence_what_to_do(versie: tuple[int, int]) -> None:
    zin = opzetten.find_gebrek(versie, ())
    assert zin is not None
    assert "\n" not in zin
    assert "Python 3.11 of nieuwer" in zin
    assert f"dit is Python {versie[0]}.{versie[1]}:" in zin
    assert "installeer" in zin


@pytest.mark.parametrize("versie", [(3, 11), (3, 14), (4, 0)])
def test_new_python_with_its_modules_lacks_nothing(versie: tuple[int, int]) -> None:
    assert opzetten.find_gebrek(versie, ("venv", "ensurepip")) is None


def test_missing_module_is_named_with_what_to_do() -> None:
    zin = opzetten.find_gebrek((3, 11), ("venv", "is_er_niet"))
    assert zin is not None
    assert "\n" not in zin
    assert "mist de module is_er_niet" in zin
    assert "apt install python3-venv" in zin


def test_old_python_stops_before_anything_is_made(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 8, 18, "final", 0))
    monkeypatch.setattr(opzetten, "prepare_omgeving", pytest.fail)
    assert opzetten.main(["start"]) == 1
    assert capsys.readouterr().out == f"{opzetten.find_gebrek((3, 8), ())}\n"


def test_old_python_can_read_the_script() -> None:
    boom = ast.parse(BRON, feature_version=(3, 6))
    # newer than 3.6, whatever it is imported for
    assert not any(
        isinstance(knoop, ast.ImportFrom) and knoop.module == "__future__" for knoop in boom.body
    )


def test_script_needs_nothing_but_python() -> None:
    gedaan = subprocess.run(
        [sys.executable, "-I", "-S", "opzetten.py"],  # without site-packages
        cwd=opzetten.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert gedaan.returncode == 2
    assert gedaan.stdout.startswith("Gebruik: python opzetten.py")
    assert gedaan.stderr == ""


def test_unknown_word_shows_the_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert opzetten.main(["begin"]) == 2
    uitleg = capsys.readouterr().out
    assert all(f"\n  {woord} " in uitleg for woord in opzetten.WOORDEN)


# The environment


@dataclass
class Werkplaats:
    """A project of three files, in which commands are written down rather than run."""

    plaats: Path
    opdrachten: list[str] = field(default_factory=list)
    mislukt_bij: str = "niets"

    def run(self, opdracht: Sequence[object], env: Mapping[str, str] | None = None) -> int:
        """Write a command down; it succeeds unless it is the one that must fail."""
        del env
        regel = " ".join(map(str, opdracht))
        self.opdrachten.append(regel)
        if self.mislukt_bij in regel:
            return 1
        if "venv --clear" in regel:
            opzetten.in_omgeving("python").parent.mkdir(parents=True, exist_ok=True)
            opzetten.in_omgeving("python").touch()
        return 0

    def kinds(self) -> list[str]:
        """Answer what was done since the last time, in short."""
        soorten = ["venv" if " venv " in opdracht else "pip" for opdracht in self.opdrachten]
        self.opdrachten.clear()
        return soorten


@pytest.fixture
def werkplaats(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Werkplaats:
    werkplaats = Werkplaats(tmp_path)
    gewoon, tests = tmp_path / "requirements.txt", tmp_path / "tests.txt"
    gewoon.write_text("folium==0.20.0\n", encoding="utf-8")
    tests.write_text("pytest==9.2.0\n", encoding="utf-8")
    monkeypatch.setattr(opzetten, "OMGEVING", tmp_path / ".venv")
    monkeypatch.setattr(opzetten, "STEMPEL", tmp_path / ".venv" / "stempel")
    monkeypatch.setattr(opzetten, "EISEN", (gewoon,))
    monkeypatch.setattr(opzetten, "EISEN_TEST", (gewoon, tests))
    monkeypatch.setattr(opzetten, "run", werkplaats.run)
    return werkplaats


def test_fingerprint_changes_with_pins_python_and_place(tmp_path: Path) -> None:
    eisen = tmp_path / "requirements.txt"
    eisen.write_bytes(b"folium==0.20.0\n")
    eerste = opzetten.stempel([eisen], plaats=tmp_path, python="3.11")
    assert eerste == opzetten.stempel([eisen], plaats=tmp_path, python="3.11")
    assert eerste != opzetten.stempel([eisen], plaats=tmp_path, python="3.12")
    assert eerste != opzetten.stempel([eisen], plaats=tmp_path.parent, python="3.11")
    assert eerste != opzetten.stempel([eisen, eisen], plaats=tmp_path, python="3.11")
    eisen.write_bytes(b"folium==0.20.1\n")
    assert eerste != opzetten.stempel([eisen], plaats=tmp_path, python="3.11")


def test_fingerprint_is_read_back_or_absent(tmp_path: Path) -> None:
    pad = tmp_path / "stempel"
    assert opzetten.read_stempel(pad) is None
    opzetten.write_stempel("abc", pad)
    assert opzetten.read_stempel(pad) == "abc"
    assert list(tmp_path.iterdir()) == [pad]


def test_second_start_installs_nothing(werkplaats: Werkplaats) -> None:
    opzetten.prepare_omgeving(met_tests=False)
    assert "--require-hashes" in werkplaats.opdrachten[1]
    assert werkplaats.kinds() == ["venv", "pip"]
    opzetten.prepare_omgeving(met_tests=False)
    assert werkplaats.kinds() == []


def test_tests_are_added_to_a_good_environment(werkplaats: Werkplaats) -> None:
    opzetten.prepare_omgeving(met_tests=False)
    werkplaats.kinds()
    opzetten.prepare_omgeving(met_tests=True)
    assert werkplaats.kinds() == ["pip"]
    # and what suffices for the tests suffices for the app
    opzetten.prepare_omgeving(met_tests=False)
    assert werkplaats.kinds() == []


@pytest.mark.parametrize("stap", ["venv", "pip"])
def test_interrupted_environment_is_made_again(werkplaats: Werkplaats, stap: str) -> None:
    werkplaats.mislukt_bij = stap
    with pytest.raises(opzetten.OpzetError):
        opzetten.prepare_omgeving(met_tests=False)
    werkplaats.mislukt_bij = "niets"
    werkplaats.kinds()
    opzetten.prepare_omgeving(met_tests=False)
    assert werkplaats.kinds() == ["venv", "pip"]


def test_environment_that_broke_while_growing_is_made_again(werkplaats: Werkplaats) -> None:
    opzetten.prepare_omgeving(met_tests=False)
    werkplaats.mislukt_bij = "tests.txt"
    with pytest.raises(opzetten.OpzetError):
        opzetten.prepare_omgeving(met_tests=True)
    werkplaats.mislukt_bij = "niets"
    werkplaats.kinds()
    opzetten.prepare_omgeving(met_tests=False)
    assert werkplaats.kinds() == ["venv", "pip"]


def test_changed_pins_make_a_new_environment(werkplaats: Werkplaats) -> None:
    opzetten.prepare_omgeving(met_tests=True)
    werkplaats.kinds()
    (werkplaats.plaats / "tests.txt").write_text("pytest==9.3.0\n", encoding="utf-8")
    opzetten.prepare_omgeving(met_tests=True)
    assert werkplaats.kinds() == ["venv", "pip"]


def test_environment_whose_python_is_gone_is_made_again(werkplaats: Werkplaats) -> None:
    opzetten.prepare_omgeving(met_tests=False)
    werkplaats.kinds()
    opzetten.in_omgeving("python").unlink()
    opzetten.prepare_omgeving(met_tests=False)
    assert werkplaats.kinds() == ["venv", "pip"]


def test_failed_installation_is_one_sentence_and_exit_code_1(
    werkplaats: Werkplaats, capsys: pytest.CaptureFixture[str]
) -> None:
    werkplaats.mislukt_bij = "pip"
    assert opzetten.main(["start"]) == 1
    assert capsys.readouterr().out.splitlines()[-1].startswith("De pakketten konden niet")


# The words


@pytest.mark.parametrize(
    ("mislukt_bij", "code"), [("niets", 0), ("mypy", 1), ("lint-imports", 1), ("pytest", 1)]
)
def test_every_check_runs_and_each_can_fail_the_whole(
    werkplaats: Werkplaats, monkeypatch: pytest.MonkeyPatch, mislukt_bij: str, code: int
) -> None:
    monkeypatch.setenv(opzetten.BROWSERVARIABELE, sys.executable)
    opzetten.prepare_omgeving(met_tests=True)
    werkplaats.opdrachten.clear()
    werkplaats.mislukt_bij = mislukt_bij
    assert opzetten.main(["test"]) == code
    python = opzetten.in_omgeving("python")
    assert werkplaats.opdrachten == [
        f"{python} -m ruff check .",
        f"{python} -m ruff format --check .",
        f"{python} -m mypy",
        f"{opzetten.in_omgeving('lint-imports')} --no-logo",
        f"{python} -m pytest --cov -n 2 --dist loadfile --no-loadscope-reorder",
    ]


def test_arguments_run_that_part_of_the_tests_only(
    werkplaats: Werkplaats, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(opzetten.BROWSERVARIABELE, sys.executable)
    opzetten.prepare_omgeving(met_tests=True)
    werkplaats.opdrachten.clear()
    assert opzetten.main(["test", "-k", "stempel"]) == 0
    assert werkplaats.opdrachten == [f"{opzetten.in_omgeving('python')} -m pytest -k stempel"]


def test_failed_check_is_named_and_no_test_runs(
    werkplaats: Werkplaats, capsys: pytest.CaptureFixture[str]
) -> None:
    werkplaats.mislukt_bij = "ruff format"
    assert opzetten.main(["check"]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "Niet in orde: ruff format."
    assert not [opdracht for opdracht in werkplaats.opdrachten if "-m pytest" in opdracht]


def test_exit_code_of_a_program_is_passed_on() -> None:
    assert opzetten.run([sys.executable, "-c", "raise SystemExit(7)"]) == 7


# The browser


@pytest.fixture
def paden(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a folder that is the whole search path, on a machine with no usual places."""
    monkeypatch.setattr(opzetten, "browserplaatsen", lambda _: [])
    return tmp_path


def make_programma(pad: Path) -> Path:
    pad.parent.mkdir(parents=True, exist_ok=True)
    pad.write_text("#!/bin/sh\n", encoding="ascii")
    pad.chmod(0o755)
    return pad


def test_named_browser_goes_before_the_path(paden: Path) -> None:
    make_programma(paden / "chromium")
    eigen = make_programma(paden / "eigen" / "mijn-browser")
    omgeving = {"PATH": str(paden), opzetten.BROWSERVARIABELE: str(eigen)}
    assert opzetten.find_browser(omgeving) == eigen


def test_named_browser_that_is_not_there_is_an_error(paden: Path) -> None:
    make_programma(paden / "chromium")
    omgeving = {"PATH": str(paden), opzetten.BROWSERVARIABELE: str(paden / "weg")}
    with pytest.raises(opzetten.OpzetError, match="daar is geen browser"):
        opzetten.find_browser(omgeving)


@pytest.mark.skipif(os.name == "nt", reason="Windows finds programs by extension")
def test_path_is_searched_in_order_of_preference(paden: Path) -> None:
    make_programma(paden / "msedge")
    assert opzetten.find_browser({"PATH": str(paden)}) == paden / "msedge"
    make_programma(paden / "google-chrome")
    assert opzetten.find_browser({"PATH": str(paden)}) == paden / "google-chrome"
    make_programma(paden / "chromium")
    assert opzetten.find_browser({"PATH": str(paden)}) == paden / "chromium"


def test_no_browser_is_no_answer(paden: Path) -> None:
    assert opzetten.find_browser({"PATH": str(paden)}) is None


def test_usual_place_on_windows_is_found(tmp_path: Path) -> None:
    edge = make_programma(tmp_path / "Microsoft" / "Edge" / "Application" / "msedge.exe")
    omgeving = {"PATH": str(tmp_path), "PROGRAMFILES(X86)": str(tmp_path)}
    assert opzetten.find_browser(omgeving) == edge


@pytest.mark.parametrize(
    ("uid", "heeft_apt", "verwacht"),
    [
        (0, True, ["apt-get update", "apt-get install"]),
        (0, False, ["playwright install"]),
        (1000, True, ["playwright install"]),
    ],
)
def test_debian_gives_root_its_browser_and_playwright_gives_others(
    werkplaats: Werkplaats,
    monkeypatch: pytest.MonkeyPatch,
    uid: int,
    heeft_apt: bool,  # noqa: FBT001  # pytest passes by name
    verwacht: list[str],
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: uid, raising=False)
    monkeypatch.setattr(shutil, "which", lambda _: "apt-get" if heeft_apt else None)
    monkeypatch.setattr(opzetten, "find_browser", lambda: werkplaats.plaats)
    monkeypatch.setattr(
        subprocess,
        "run",
        lambda *_, **__: subprocess.CompletedProcess([], 0, bytes(werkplaats.plaats) + b"\n"),
    )
    assert opzetten.install_browser() == werkplaats.plaats
    assert len(werkplaats.opdrachten) == len(verwacht)
    for opdracht, deel in zip(werkplaats.opdrachten, verwacht, strict=True):
        assert deel in opdracht

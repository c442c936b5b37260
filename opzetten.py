"""
Opzetten: the one entrance to the project, on every system, with Python alone.

`python opzetten.py start` makes what is needed and opens the app; `test`, `check` and `meten` do
the same for the tests, the checks and the measurements. `make` and `start.cmd` only pass the word
on.

The syntax stays that of Python 3.6: an old Python must come far enough to say that it is too old.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

ROOT = Path(__file__).resolve().parent
OMGEVING = ROOT / ".venv"
STEMPEL = OMGEVING / "opgezet.sha256"
EISEN = (ROOT / "requirements.txt",)
EISEN_TEST = (ROOT / "requirements.txt", ROOT / "tests" / "requirements.txt")

OUDSTE_PYTHON = (3, 11)
BROWSERVARIABELE = "SOCIALE_KAART_BROWSER"
BROWSERNAMEN = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
    "microsoft-edge",
)
GEBRUIK = """Gebruik: python opzetten.py WOORD [...]

  start [...]   start Sociale Kaart; wat volgt gaat naar Streamlit (--server.port 8600)
  test          alle controles en alle tests
  test ...      alleen pytest, met wat volgt (tests/test_huis.py -k licentie)
  check         de controles zonder de tests
  meten [...]   de metingen
"""


class OpzetError(Exception):
    """What stands in the way, in one sentence for the person at the keyboard."""


def say(zin: str) -> None:
    """Write a line at once, so that it stands before what a started program writes."""
    sys.stdout.write(zin + "\n")
    sys.stdout.flush()


# What the machine must have


def find_gebrek(versie: "tuple[int, int]", modules: "Iterable[str]") -> "str | None":
    """Say in one sentence what this Python lacks and what to do, or nothing."""
    oudste = ".".join(map(str, OUDSTE_PYTHON))
    if versie < OUDSTE_PYTHON:
        deze = ".".join(map(str, versie))
        return (
            f"Sociale Kaart heeft Python {oudste} of nieuwer nodig en dit is Python {deze}: "
            "installeer een nieuwere van https://www.python.org/downloads/ en begin opnieuw."
        )
    ontbreekt = [naam for naam in modules if importlib.util.find_spec(naam) is None]
    if ontbreekt:
        return (
            f"Deze Python mist de module {ontbreekt[0]}, waarmee een eigen omgeving wordt gemaakt: "
            "installeer haar (op Debian en Ubuntu: sudo apt install python3-venv) en begin opnieuw."
        )
    return None


# The environment: .venv, with exactly the pinned packages


def stempel(eisen: "Iterable[Path]", *, plaats: Path = ROOT, python: str = sys.version) -> str:
    """Fingerprint of what an environment was made from: the pins, this Python and its place."""
    som = hashlib.sha256()
    # the scripts in an environment hold its own path, so a moved project needs a new one
    for deel in (python, str(plaats)):
        som.update(deel.encode() + b"\0")
    for pad in eisen:
        som.update(pad.read_bytes() + b"\0")
    return som.hexdigest()


def read_stempel(pad: Path) -> "str | None":
    """Read the fingerprint of the environment; None where it is absent or was never finished."""
    try:
        return pad.read_text(encoding="ascii").strip()
    except (FileNotFoundError, NotADirectoryError):
        return None


def write_stempel(waarde: str, pad: Path) -> None:
    """Put the fingerprint there in one move: it is there whole, or not at all."""
    half = pad.with_name(pad.name + ".half")
    half.write_text(waarde + "\n", encoding="ascii")
    half.replace(pad)


def in_omgeving(programma: str) -> Path:
    """Path of a program in the environment."""
    if os.name == "nt":
        return OMGEVING / "Scripts" / (programma + ".exe")
    return OMGEVING / "bin" / programma


def prepare_omgeving(*, met_tests: bool) -> None:
    """
    Make `.venv`, or leave it alone where it is whole and up to date.

    An environment without fingerprint was interrupted or is not ours to trust: it is made again.
    """
    gevonden = read_stempel(STEMPEL) if in_omgeving("python").exists() else None
    gewoon, voor_tests = stempel(EISEN), stempel(EISEN_TEST)
    if gevonden == voor_tests or (gevonden == gewoon and not met_tests):
        return
    if gevonden == gewoon:
        STEMPEL.unlink()
    else:
        say("Sociale Kaart: eigen omgeving maken in .venv (de eerste keer enkele minuten)")
        run_of_stop(
            [sys.executable, "-m", "venv", "--clear", OMGEVING],
            zin="De omgeving .venv kon niet worden gemaakt; hierboven staat waarom.",
        )
    eisen = EISEN_TEST if met_tests else EISEN
    say("Sociale Kaart: pakketten installeren")
    opdracht = [in_omgeving("python"), "-m", "pip", "install", "--require-hashes", "--quiet"]
    opdracht += ["--disable-pip-version-check", "--no-input"]
    for pad in eisen:
        opdracht += ["--requirement", pad]
    run_of_stop(
        opdracht,
        zin="De pakketten konden niet worden geinstalleerd; hierboven staat waarom "
        "(is er verbinding met het internet?).",
    )
    write_stempel(voor_tests if met_tests else gewoon, STEMPEL)


# The browser, which only the tests need


def browserplaatsen(omgeving: "Mapping[str, str]") -> "list[Path]":
    """Where Windows and macOS keep a browser, which put none on the path."""
    windows = [
        Path(omgeving[variabele]) / deel
        for variabele in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
        if variabele in omgeving
        for deel in (
            "Google/Chrome/Application/chrome.exe",
            "Microsoft/Edge/Application/msedge.exe",
        )
    ]
    macos = [
        Path("/Applications") / (naam + ".app") / "Contents" / "MacOS" / naam
        for naam in ("Chromium", "Google Chrome", "Microsoft Edge")
    ]
    return windows + macos


def find_browser(omgeving: "Mapping[str, str]" = os.environ) -> "Path | None":
    """
    Find a Chromium-like browser: the one that is named, else on the path, else in usual places.

    Raises
    ------
    OpzetError
        If the environment names a browser that is not there.
    """
    genoemd = omgeving.get(BROWSERVARIABELE)
    if genoemd:
        if not Path(genoemd).is_file():
            zin = f"{BROWSERVARIABELE} wijst naar {genoemd}, maar daar is geen browser."
            raise OpzetError(zin)
        return Path(genoemd)
    for naam in BROWSERNAMEN:
        gevonden = shutil.which(naam, path=omgeving.get("PATH", os.defpath))
        if gevonden:
            return Path(gevonden)
    return next((plaats for plaats in browserplaatsen(omgeving) if plaats.is_file()), None)


def install_browser() -> Path:
    """Install Debian's Chromium where we may, else the one that Playwright brings."""
    zin = (
        "Er kwam geen browser voor de tests: "
        f"installeer Chromium of noem een browser in {BROWSERVARIABELE}."
    )
    # os.geteuid does not exist on Windows
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    apt = shutil.which("apt-get")
    if is_root and apt:
        say("Sociale Kaart: Chromium installeren met apt-get")
        stil = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
        run_of_stop([apt, "update", "-qq"], zin=zin, env=stil)
        run_of_stop(
            [apt, "install", "-y", "-qq", "--no-install-recommends", "chromium"], zin=zin, env=stil
        )
        gevonden = find_browser()
        if gevonden:
            return gevonden
        raise OpzetError(zin)
    say("Sociale Kaart: Chromium installeren met Playwright")
    run_of_stop([in_omgeving("python"), "-m", "playwright", "install", "chromium"], zin=zin)
    vraag = (
        "from playwright.sync_api import sync_playwright\n"
        "with sync_playwright() as p: print(p.chromium.executable_path)"
    )
    antwoord = subprocess.run(
        [str(in_omgeving("python")), "-c", vraag], check=True, stdout=subprocess.PIPE
    )
    return Path(antwoord.stdout.decode().strip())


# Running programs


def run(opdracht: "Sequence[object]", env: "Mapping[str, str] | None" = None) -> int:
    """
    Run a program in the project folder and wait for its exit code.

    Ctrl-C reaches the program itself; we only wait until it has closed down.
    """
    with subprocess.Popen([str(deel) for deel in opdracht], cwd=str(ROOT), env=env) as programma:
        try:
            return programma.wait()
        except KeyboardInterrupt:
            return programma.wait()


def run_of_stop(
    opdracht: "Sequence[object]", *, zin: str, env: "Mapping[str, str] | None" = None
) -> None:
    """
    Run a program that must succeed.

    Raises
    ------
    OpzetError
        With `zin`, if it does not.
    """
    if run(opdracht, env) != 0:
        raise OpzetError(zin)


# The words


def start(extra: "Sequence[str]") -> int:
    """Open the app; its settings stand in `.streamlit/config.toml`."""
    prepare_omgeving(met_tests=False)
    opdracht = [str(in_omgeving("python")), "-m", "streamlit", "run", "app.py", *extra]
    if os.name != "nt":
        # the server takes our place, so that every stop signal is its own
        os.chdir(str(ROOT))
        os.execv(opdracht[0], opdracht)  # noqa: S606  # as S603: our own command, and no shell
    return run(opdracht)


def run_controles() -> "list[str]":
    """Run every check, also after one that fails, and answer the names of those that failed."""
    python = in_omgeving("python")
    controles = (
        ("ruff check", [python, "-m", "ruff", "check", "."]),
        ("ruff format", [python, "-m", "ruff", "format", "--check", "."]),
        ("mypy", [python, "-m", "mypy"]),
        ("lint-imports", [in_omgeving("lint-imports"), "--no-logo"]),
    )
    mislukt = []
    for naam, opdracht in controles:
        say(f"== {naam}")
        if run(opdracht) != 0:
            mislukt.append(naam)
    return mislukt


# Browsers wait more than they work, so two programs share the tests; a file stays whole, and so
# does the server that its tests visit.
ALLES = ["--cov", "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]


def check(_extra: "Sequence[str]") -> int:
    """Run the checks without the tests."""
    prepare_omgeving(met_tests=True)
    mislukt = run_controles()
    if mislukt:
        say("Niet in orde: " + ", ".join(mislukt) + ".")
    return 1 if mislukt else 0


def test(extra: "Sequence[str]") -> int:
    """
    Run the checks and all tests with coverage, or with arguments only pytest.

    A part of the tests never covers everything, so a part is not measured.
    """
    prepare_omgeving(met_tests=True)
    env = dict(os.environ, **{BROWSERVARIABELE: str(find_browser() or install_browser())})
    mislukt = [] if extra else run_controles()
    say("== pytest")
    uitkomst = run([in_omgeving("python"), "-m", "pytest", *(extra or ALLES)], env)
    if mislukt:
        say("Niet in orde voor de tests begonnen: " + ", ".join(mislukt) + ".")
    return uitkomst or (1 if mislukt else 0)


def meten(extra: "Sequence[str]") -> int:
    """Run the measurements, which need the packages and the browser of the tests."""
    prepare_omgeving(met_tests=True)
    env = dict(os.environ, **{BROWSERVARIABELE: str(find_browser() or install_browser())})
    return run([in_omgeving("python"), "-m", "benchmarks", *extra], env)


WOORDEN = {"start": start, "test": test, "check": check, "meten": meten}


def main(argumenten: "Sequence[str]") -> int:
    """Do what the first word asks and answer the exit code."""
    gebrek = find_gebrek(sys.version_info[:2], ("venv", "ensurepip"))
    if gebrek:
        say(gebrek)
        return 1
    woord = WOORDEN.get(argumenten[0]) if argumenten else None
    if woord is None:
        say(GEBRUIK.rstrip())
        return 2
    try:
        return woord(argumenten[1:])
    except OpzetError as fout:
        say(str(fout))
        return 1
    except KeyboardInterrupt:
        return 130  # as a shell reports Ctrl-C


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

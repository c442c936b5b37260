"""Every module imports, so that a stale import fails here and not under a visitor's hand."""

import importlib
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import opzetten

PAKKETTEN = ("components", "data", "layers", "tests")


def modules_of(pakket: str) -> list[str]:
    """List a package and all below it, except the modules that are commands."""
    gevonden = pkgutil.walk_packages([str(opzetten.ROOT / pakket)], prefix=f"{pakket}.")
    return [pakket, *(m.name for m in gevonden if not m.name.endswith(".__main__"))]


MODULES = [naam for pakket in PAKKETTEN for naam in modules_of(pakket)]

# Loads everything twice: other people's packages may do as they like while they load, so they are
# loaded first, and only the second loading, of our own modules, is watched.
WAAKHOND = """
import importlib, sys

modules = sys.argv[1:]
verboden = {"socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.mkdir", "os.remove"}
waakt = False

def watch(gebeurtenis, argumenten):
    if not waakt:
        return
    schrijft = gebeurtenis == "open" and set("wax+") & set(str(argumenten[1] or ""))
    if schrijft or gebeurtenis in verboden:
        print(f"{naam}: {gebeurtenis} {argumenten}")
        sys.exit(3)

sys.addaudithook(watch)
for naam in modules:
    importlib.import_module(naam)
for naam in modules:
    del sys.modules[naam]
waakt = True
for naam in modules:
    importlib.import_module(naam)
"""


@pytest.mark.parametrize("naam", MODULES)
def test_module_imports(naam: str) -> None:
    assert importlib.import_module(naam).__name__ == naam


def load_watched(modules: list[str], *, plaats: Path) -> str:
    """Load modules under the eye of the watchdog and answer what it said before it stopped."""
    gedaan = subprocess.run(
        [sys.executable, "-B", "-c", WAAKHOND, *modules],  # -B: bytecode is writing too
        cwd=opzetten.ROOT,
        env={"PYTHONPATH": f"{plaats}:{opzetten.ROOT}", "HOME": str(plaats)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert gedaan.returncode == (3 if gedaan.stdout else 0), gedaan.stderr
    return gedaan.stdout


def test_loading_a_module_only_defines_things(tmp_path: Path) -> None:
    eigen = [naam for naam in MODULES if not naam.startswith("tests")]
    assert load_watched(eigen, plaats=tmp_path) == ""


@pytest.mark.parametrize(
    ("regel", "gebeurtenis"),
    [
        ("import socket; socket.getaddrinfo('127.0.0.1', 80)", "socket.getaddrinfo"),
        ("open(__file__ + '.uit', 'w').close()", "open"),
    ],
)
def test_the_watchdog_barks(tmp_path: Path, regel: str, gebeurtenis: str) -> None:
    (tmp_path / "stout.py").write_text(f"{regel}\n", encoding="utf-8")
    assert load_watched(["stout"], plaats=tmp_path).startswith(f"stout: {gebeurtenis}")

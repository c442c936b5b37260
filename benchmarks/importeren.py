"""
The whole country imported by the command, beside reading and writing the same table plainly.

The files of the publisher are asked for, because no table of ours is as wide; without them there
is nothing to measure. Each run is a process of its own on an empty store, so that neither profits
from the other.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import opzetten
from benchmarks.verslag import Doel, median, number, say, say_doelen, say_machine, say_table, spread
from data.opslag import OMGEVINGSVARIABELE

_ECHT: Final = "SOCIALE_KAART_ECHT"
_KERNCIJFERS: Final = "kwb_2020_84799NED"
_TABEL: Final = "cbs.v3.84799NED_TypedDataSet.parquet"
HOOGSTENS_S: Final = 20
HOOGSTENS_MB: Final = 1000
_BEKEND: Final = "Er is niets veranderd"
# What any program pays: the table read and written, and nothing known of what it means.
_KAAL: Final = """
import sys
import pandas as pd
pd.read_parquet(sys.argv[1]).to_parquet(sys.argv[2])
"""


@dataclass(frozen=True)
class Loop:
    """One run: its seconds, the most memory it held, and what it said."""

    seconden: float
    piek_mb: float | None
    uitvoer: str


def run(opdracht: Sequence[str], *, opslag: Path) -> Loop:
    """Run a program to its end."""
    begin = time.perf_counter()
    with subprocess.Popen(  # noqa: S603 - our own commands
        opdracht,
        cwd=opzetten.ROOT,
        env=os.environ | {OMGEVINGSVARIABELE: str(opslag)},
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as programma:
        uitvoer = programma.stdout.read() if programma.stdout else ""
        piek_mb = _wait(programma)
    seconden = time.perf_counter() - begin
    if programma.returncode:
        raise subprocess.CalledProcessError(programma.returncode, opdracht)
    return Loop(seconden, piek_mb, uitvoer)


def _wait(programma: "subprocess.Popen[str]") -> float | None:
    """Wait for the end of a program, and answer its peak of memory where the system tells."""
    if not hasattr(os, "wait4"):
        programma.wait()
        return None
    _, staat, verbruik = os.wait4(programma.pid, 0)
    programma.returncode = os.waitstatus_to_exitcode(staat)
    # Linux counts in kB, macOS in bytes
    return verbruik.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


def measure(bron: Path, *, keren: int) -> dict[str, list[Loop]]:
    """Run the import, the same import again, and the plain copy, in turns."""
    lopen: dict[str, list[Loop]] = {"importeren": [], "nog eens": [], "kaal": []}
    importeer = [sys.executable, "-m", "data", "importeer", str(bron)]
    for _ in range(keren):
        with TemporaryDirectory(prefix="sociale-kaart-meten-") as map_:
            plaats = Path(map_)
            kaal = [sys.executable, "-c", _KAAL, str(bron / _TABEL), str(plaats / "kaal.parquet")]
            lopen["importeren"].append(run(importeer, opslag=plaats / "opslag"))
            lopen["nog eens"].append(run(importeer, opslag=plaats / "opslag"))
            lopen["kaal"].append(run(kaal, opslag=plaats / "opslag"))
    return lopen


def build_doelen(lopen: dict[str, list[Loop]]) -> list[Doel]:
    """Hold the figures against what was promised."""
    seconden = max(loop.seconden for loop in lopen["importeren"])
    pieken = [loop.piek_mb for loop in lopen["importeren"] if loop.piek_mb is not None]
    doelen = [
        Doel(
            f"13.808 buurten in minder dan {HOOGSTENS_S} s",
            f"{number(seconden, 1)} s",
            seconden < HOOGSTENS_S,
        ),
        Doel(
            "een tweede keer zegt dat er niets is veranderd",
            "gezegd" if _says_nothing_new(lopen) else "niet gezegd",
            _says_nothing_new(lopen),
        ),
    ]
    if pieken:
        zin = f"in minder dan {number(HOOGSTENS_MB)} MB"
        doelen.append(Doel(zin, f"{number(max(pieken))} MB", max(pieken) < HOOGSTENS_MB))
    return doelen


def _says_nothing_new(lopen: dict[str, list[Loop]]) -> bool:
    return all(_BEKEND in loop.uitvoer for loop in lopen["nog eens"]) and not any(
        _BEKEND in loop.uitvoer for loop in lopen["importeren"]
    )


def _row(naam: str, lopen: dict[str, list[Loop]]) -> tuple[str, ...]:
    def middle(wie: str) -> tuple[float, float | None]:
        pieken = [loop.piek_mb for loop in lopen[wie] if loop.piek_mb is not None]
        return median([loop.seconden for loop in lopen[wie]]) or 0.0, median(pieken)

    (hier_s, hier_mb), (kaal_s, kaal_mb) = middle(naam), middle("kaal")
    return (
        naam,
        spread([loop.seconden for loop in lopen[naam]], 1),
        number(hier_s / kaal_s, 1),
        number(hier_mb),
        number(hier_mb / kaal_mb, 1) if hier_mb and kaal_mb else "-",
    )


def main(argumenten: Sequence[str] | None = None) -> int:
    """Measure, and answer 1 if a goal was missed."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks importeren", description="Het hele land importeren"
    )
    parser.add_argument("--keren", type=int, default=3, metavar="N")
    keuze = parser.parse_args(argumenten)
    echt = Path(os.environ.get(_ECHT) or opzetten.ROOT.parent / "shared" / "echt")
    bron = echt / _KERNCIJFERS
    if not bron.is_dir():
        say(f"Importeren is niet gemeten: de map {bron} is er niet (zie {_ECHT}).")
        return 0
    say_machine()
    lopen = measure(bron, keren=keuze.keren)
    say_table(
        ("loop", "s (min-max; n)", "keer kaal", "piek MB", "keer kaal"),
        [_row(naam, lopen) for naam in lopen],
    )
    return say_doelen(build_doelen(lopen))

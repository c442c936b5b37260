"""
The official figures fetched from a replay of their publishers: the whole country, and killed.

Every fetch is a process of its own, as a user starts it, through a mirror: there is no network and
no polite waiting in what is measured. The replay is a process of its own as well; a first round
also pays for the answers it makes, a second one asks for what it kept.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import opzetten
from benchmarks.errors import MetingError
from benchmarks.gedood import judge, list_resten, read_staat
from benchmarks.processen import end
from benchmarks.verslag import Doel, number, say, say_doelen, say_machine, say_table
from data.ophalen.gevraagd import BRONNEN
from data.ophalen.stand import MAP, Staat, read_stand
from data.opslag import OMGEVINGSVARIABELE, Opslag

_ECHT: Final = "SOCIALE_KAART_ECHT"
DELEN: Final = ("land", "overig", "kill")
HOOGSTENS_S: Final = 300
HOOGSTENS_MB: Final = 2000
DOODKEREN: Final = 30
_KAART: Final = ("kwb", "omtrekken")
_OVERIGE: Final = tuple(bron for bron in BRONNEN if bron not in _KAART)
_GEMEENTE: Final = "GM0772"
# Its figures are in the same tables: what was kept before the one that is killed.
_EERDER: Final = "GM0753"
_VANAF: Final = "2021"
# What any program pays: what was fetched read and written once, nothing held against anything.
_KAAL: Final = """
import json, sys
from pathlib import Path
import geopandas as gpd
import pandas as pd
opgehaald, uit = map(Path, sys.argv[1:])
for map_ in sorted((opgehaald / "kwb").iterdir()):
    bladen = sorted(map_.glob("TypedDataSet-*.json"))
    rijen = [rij for blad in bladen for rij in json.loads(blad.read_bytes())["value"]]
    pd.DataFrame(rijen).to_parquet(uit / f"{map_.name}.parquet")
for zip_ in sorted((opgehaald / "landelijk").glob("*.zip")):
    for laag in gpd.list_layers(zip_)["name"]:
        gpd.read_file(zip_, layer=laag).to_parquet(uit / f"{laag}.parquet")
"""


@dataclass(frozen=True, kw_only=True)
class Loop:
    """One run of a program: its seconds, those of the processor, its peak of memory."""

    seconden: float
    cpu_s: float
    piek_mb: float
    code: int
    stappen: tuple[tuple[str, float], ...]


def run(opdracht: Sequence[str], *, opslag: Path) -> Loop:
    """Run a program to its end; note when each step was told to be done."""
    begin = vorige = time.perf_counter()
    stappen = []
    with subprocess.Popen(  # noqa: S603 - our own commands
        opdracht,
        cwd=opzetten.ROOT,
        env=os.environ | {OMGEVINGSVARIABELE: str(opslag)},
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as programma:
        for regel in programma.stdout or ():
            if regel.startswith(" ") or ": " not in regel:
                continue
            nu = time.perf_counter()
            stappen.append((regel.strip(), nu - vorige))
            vorige = nu
        _, staat, verbruik = os.wait4(programma.pid, 0)
        programma.returncode = os.waitstatus_to_exitcode(staat)
    # after the last step class bounds are made, before the program ends
    stappen.append(("daarna", time.perf_counter() - vorige))
    return Loop(
        seconden=time.perf_counter() - begin,
        cpu_s=verbruik.ru_utime + verbruik.ru_stime,
        # Linux counts in kB, macOS in bytes
        piek_mb=verbruik.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3),
        code=programma.returncode,
        stappen=tuple(stappen),
    )


@contextmanager
def serve(wereld: str, echt: Path) -> Iterator[str]:
    """Serve a world of the replay in a process of its own; answer its address."""
    opdracht = [sys.executable, "-m", "tests.naspelen", "--wereld", wereld, "--poort", "0"]
    with subprocess.Popen(  # noqa: S603 - our own command
        opdracht,
        cwd=opzetten.ROOT,
        env=os.environ | {_ECHT: str(echt)},
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as server:
        try:
            adres = server.stdout.readline().strip() if server.stdout else ""
            if not adres:
                msg = f"De naspeler van '{wereld}' kwam niet op."
                raise MetingError(msg)
            yield adres
        finally:
            end(server)


def fetch_command(adres: str, wie: Sequence[str], bronnen: Sequence[str]) -> list[str]:
    """Answer the command that fetches, as a user gives it."""
    uit = [deel for bron in bronnen for deel in ("--bron", bron)]
    return [sys.executable, "-m", "data", "haal", *wie, *uit, "--spiegel", adres]


def measure_land(adres: str, map_: Path, *, met_overig: bool) -> list[Doel]:
    """Fetch the whole country twice, and if asked all else there is; answer what was promised."""
    lopen = {}
    for naam in ("eerste keer", "tweede keer"):
        opslag = map_ / naam.replace(" ", "-")
        lopen[naam] = run(fetch_command(adres, ("--land",), _KAART), opslag=opslag)
        say(f"  {naam} klaar in {number(lopen[naam].seconden, 1)} s")
    uit = map_ / "kaal"
    uit.mkdir()
    kaal = run([sys.executable, "-c", _KAAL, str(opslag / MAP), str(uit)], opslag=opslag)
    say_table(
        ("land", "s", "keer kaal", "s processor", "piek MB", "keer kaal", "uitkomst"),
        [_row(naam, loop, kaal) for naam, loop in {**lopen, "kaal": kaal}.items()],
    )
    warm = lopen["tweede keer"]
    say_table(("stap van de tweede keer", "s"), [(wat, number(s, 1)) for wat, s in warm.stappen])
    for bron in _OVERIGE if met_overig else ():
        loop = run(fetch_command(adres, ("--land",), (bron,)), opslag=opslag)
        say_table(
            (f"erbij: {bron}", "s", "s processor", "piek MB"),
            [("alles", number(loop.seconden, 1), number(loop.cpu_s, 1), number(loop.piek_mb))]
            + [(wat, number(s, 1), "", "") for wat, s in loop.stappen],
        )
    piek = max(loop.piek_mb for loop in lopen.values())
    return [
        Doel(
            "alle stappen van het land komen binnen",
            ", ".join(f"code {loop.code}" for loop in lopen.values()),
            not any(loop.code for loop in lopen.values()),
        ),
        Doel(
            f"het hele land, dertien jaren en omtrekken, in minder dan {HOOGSTENS_S} s",
            # the first time the replay still makes its answers
            f"{number(warm.seconden, 1)} s",
            warm.seconden < HOOGSTENS_S,
        ),
        Doel(
            f"in minder dan {number(HOOGSTENS_MB)} MB",
            f"{number(piek)} MB",
            piek < HOOGSTENS_MB,
        ),
    ]


def _row(naam: str, loop: Loop, kaal: Loop) -> tuple[str, ...]:
    return (
        naam,
        number(loop.seconden, 1),
        number(loop.seconden / kaal.seconden, 1),
        number(loop.cpu_s, 1),
        number(loop.piek_mb),
        number(loop.piek_mb / kaal.piek_mb, 1),
        f"code {loop.code}",
    )


def measure_kill(adres: str, map_: Path, *, zaad: int, keren: int) -> list[Doel]:
    """Kill a fetch at moments by lot, half of them on an empty store; answer what was promised."""
    lot = random.Random(zaad)  # noqa: S311 - no secret hangs on it
    opdracht = fetch_command(adres, ("--gemeente", _GEMEENTE, "--vanaf", _VANAF), _KAART)
    begin = {"leeg": map_ / "leeg", "andere gemeente": map_ / "andere"}
    begin["leeg"].mkdir()
    eerder = fetch_command(adres, ("--gemeente", _EERDER, "--vanaf", _VANAF), _KAART)
    _complete(eerder, begin["andere gemeente"])
    voor, na, duur_s = {}, {}, {}
    for naam, oud in begin.items():
        heel = map_ / f"heel-{naam}".replace(" ", "-")
        shutil.copytree(oud, heel)
        duur_s[naam] = _complete(opdracht, heel)
        voor[naam], na[naam] = read_staat(Opslag(oud)), read_staat(Opslag(heel))
    rijen = []
    gezakt = {"gaat open met oude of nieuwe cijfers": 0, "komt daarna af": 0, "is dan gelijk": 0}
    for nummer in range(1, keren + 1):
        naam = list(begin)[nummer % 2]
        plaats = map_ / f"gedood-{nummer}"
        shutil.copytree(begin[naam], plaats)
        na_s = lot.uniform(0, duur_s[naam])
        waar = _kill(opdracht, plaats, na_s)
        gedood = judge(Opslag(plaats), oud=voor[naam], nieuw=na[naam])
        loop = run(opdracht, opslag=plaats)
        af = judge(Opslag(plaats), oud=na[naam], nieuw=na[naam])
        resten = list_resten(plaats)
        gezakt["gaat open met oude of nieuwe cijfers"] += bool(gedood.anders)
        gezakt["komt daarna af"] += loop.code != 0
        gezakt["is dan gelijk"] += bool(af.anders or resten)
        rijen.append(
            (
                number(nummer),
                naam,
                number(na_s, 2),
                waar,
                f"{gedood.als_oud} oud, {gedood.tussen} tussen, {gedood.als_nieuw} nieuw",
                "; ".join(gedood.anders) or "niets",
                "gelijk" if not (loop.code or af.anders or resten) else "ANDERS",
            )
        )
        for wat in (*af.anders, *resten):
            say(f"  {nummer}: {wat}")
        shutil.rmtree(plaats)
    kop = ("nr", "begon op", "gedood na s", "stap", "delen van de opslag", "anders", "na afmaken")
    say_table(kop, rijen)
    return [
        Doel(f"een opslag na SIGKILL {wat}", f"{keren - mis} van {keren}", mis == 0)
        for wat, mis in gezakt.items()
    ]


def _complete(opdracht: Sequence[str], plaats: Path) -> float:
    """Let a fetch run to its end; answer its seconds."""
    loop = run(opdracht, opslag=plaats)
    if loop.code:
        msg = f"Ophalen zonder storing mislukt al (code {loop.code})."
        raise MetingError(msg)
    return loop.seconden


def _kill(opdracht: Sequence[str], plaats: Path, na_s: float) -> str:
    """Start a fetch and kill it after some seconds; answer at which step it was."""
    with subprocess.Popen(  # noqa: S603 - our own command
        opdracht,
        cwd=opzetten.ROOT,
        env=os.environ | {OMGEVINGSVARIABELE: str(plaats)},
        stdout=subprocess.DEVNULL,
    ) as programma:
        try:
            programma.wait(na_s)
        except subprocess.TimeoutExpired:
            programma.kill()
        else:
            return "was al klaar"
    stand = read_stand(Opslag(plaats))
    if stand is None or _GEMEENTE not in stand.gevraagd.gemeenten:
        return "nog niet begonnen"
    if stand.is_klaar:
        return "na de laatste stap"
    bezig = [stap for stap in stand.stappen if stap.staat is Staat.BEZIG]
    return f"{bezig[0].titel}, {bezig[0].voortgang or 'vragen'}" if bezig else "tussen stappen"


def main(argumenten: Sequence[str] | None = None) -> int:
    """Measure, and answer 1 if a goal was missed."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks ophalen", description="Officiële cijfers ophalen"
    )
    parser.add_argument("delen", nargs="*", default=DELEN, metavar="DEEL", help=" of ".join(DELEN))
    parser.add_argument("--zaad", type=int, default=time.time_ns() % 1_000_000, metavar="N")
    parser.add_argument("--keren", type=int, default=DOODKEREN, metavar="N")
    keuze = parser.parse_args(argumenten)
    if onbekend := set(keuze.delen) - set(DELEN):
        parser.error(f"onbekend deel: {', '.join(sorted(onbekend))}")
    echt = Path(os.environ.get(_ECHT) or opzetten.ROOT.parent / "shared" / "echt")
    if not echt.is_dir():
        say(f"Ophalen is niet gemeten: de map {echt} is er niet (zie {_ECHT}).")
        return 0
    say_machine()
    doelen: list[Doel] = []
    with TemporaryDirectory(prefix="sociale-kaart-meten-") as naam:
        if {"land", "overig"} & set(keuze.delen):
            met_overig = "overig" in keuze.delen
            with serve("land", echt) as adres:
                doelen += measure_land(adres, Path(naam), met_overig=met_overig)
        if "kill" in keuze.delen:
            say(f"Geloot met --zaad {keuze.zaad}.")
            with serve("eindhoven", echt) as adres:
                doelen += measure_kill(adres, Path(naam), zaad=keuze.zaad, keren=keuze.keren)
    return say_doelen(doelen)

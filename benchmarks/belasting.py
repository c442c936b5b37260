"""
`python -m benchmarks belasting`: our page with many visitors at once, and what it keeps of them.

Visitors are web sockets without a browser: each opens the map of all buurten and goes on choosing
another topic or year. A time runs from sending a choice until the page has run.
"""

import argparse
import asyncio
import random
import statistics
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.meten import BEDIENING
from benchmarks.processen import Server, serve_ons
from benchmarks.sessies import Sessie, visit
from benchmarks.stad import GRENSJAAR, INDICATOREN, JAREN, LABELS, Stad, make_stad
from benchmarks.verslag import Doel, number, say, say_doelen, say_machine, say_table

SESSIES: Final = (1, 20, 60, 150)
AANTAL: Final = 14_500
_DENKTIJD_S: Final = 5.0
_DUUR_S: Final = 40.0
_TUSSEN_KOMST_S: Final = 0.05
_GEHEUGENWISSELS: Final = 2_000
_GEHEUGENSESSIES: Final = 20
_PEILING: Final = 500
# What comes and goes between two looks at the memory of a process.
_GROEI_MB: Final = 20
_ZAAD: Final = 14


@dataclass(kw_only=True)
class Drukte:
    """What a number of visitors at once met."""

    sessies: int
    eerste_s: list[float] = field(default_factory=list)
    wissel_s: list[float] = field(default_factory=list)
    geheugen_mb: float | None = None


async def _visit_for_a_while(
    server: Server, stad: Stad, drukte: Drukte, *, nummer: int, einde: float
) -> None:
    # the same visitors at every run, and each another
    toeval = random.Random(_ZAAD + nummer)  # noqa: S311 - no secret hangs on it
    await asyncio.sleep(nummer * _TUSSEN_KOMST_S)
    begin = time.perf_counter()
    async with visit(server.adres, pagina="kaart", vraag={"gebied": stad.gebied}) as sessie:
        drukte.eerste_s.append(time.perf_counter() - begin)
        while True:
            await asyncio.sleep(toeval.expovariate(1 / _DENKTIJD_S))
            if time.monotonic() > einde:
                return
            drukte.wissel_s.append(await _choose_something(sessie, stad, toeval))


async def _choose_something(sessie: Sessie, stad: Stad, toeval: random.Random) -> float:
    if toeval.random() < 0.5:  # noqa: PLR2004 - as often the one as the other
        tijd, _ = await choose_topic(sessie, stad, toeval.randrange(len(LABELS)))
        return tijd
    label = sessie.gekozen.get(BEDIENING, LABELS[0])
    kaart = _map_name(stad, LABELS.index(label))
    return await sessie.tell({"kaart": kaart, "jaar": toeval.choice(JAREN)})


async def choose_topic(sessie: Sessie, stad: Stad, nummer: int) -> tuple[float, int]:
    """
    Choose a topic, and then ask for its other years, as the frame of the map of a country does.

    Answers the seconds until the map of the year was sent, and what was received by then.
    """
    tijd = await sessie.choose(BEDIENING, LABELS[nummer])
    ontvangen = sessie.ontvangen
    if stad.is_land:
        await sessie.tell({"kaart": _map_name(stad, nummer), "alles": True})
    return tijd, ontvangen


def _map_name(stad: Stad, nummer: int) -> str:
    return f"{stad.gebied} {GRENSJAAR} {INDICATOREN[nummer]}"


async def measure(server: Server, stad: Stad, *, sessies: int) -> Drukte:
    """Let a number of visitors look around for a while."""
    drukte = Drukte(sessies=sessies)
    einde = time.monotonic() + _DUUR_S + sessies * _TUSSEN_KOMST_S
    async with asyncio.TaskGroup() as groep:
        for nummer in range(sessies):
            groep.create_task(_visit_for_a_while(server, stad, drukte, nummer=nummer, einde=einde))
    drukte.geheugen_mb = server.geheugen_mb()
    return drukte


async def warm_up(server: Server, stad: Stad) -> list[float]:
    """Show every topic once; answer what that first choice took."""
    tijden = []
    async with visit(server.adres, pagina="kaart", vraag={"gebied": stad.gebied}) as sessie:
        # the first is on the map already
        for nummer in (*range(1, len(LABELS)), 0):
            tijd, _ = await choose_topic(sessie, stad, nummer)
            tijden.append(tijd)
    return tijden


async def measure_geheugen(server: Server, stad: Stad) -> dict[int, float]:
    """Answer the memory of the server along two thousand switches, in MB."""
    toeval = random.Random(_ZAAD)  # noqa: S311 - no secret hangs on it
    verloop: dict[int, float] = {}
    async with AsyncExitStack() as stapel:
        sessies = [
            await stapel.enter_async_context(
                visit(server.adres, pagina="kaart", vraag={"gebied": stad.gebied})
            )
            for _ in range(_GEHEUGENSESSIES)
        ]
        for gedaan in range(_GEHEUGENWISSELS + 1):
            if gedaan % _PEILING == 0 and (mb := server.geheugen_mb()) is not None:
                verloop[gedaan] = mb
            await _choose_something(sessies[gedaan % _GEHEUGENSESSIES], stad, toeval)
    return verloop


def _row(drukte: Drukte) -> tuple[str, ...]:
    return (
        number(drukte.sessies),
        number(len(drukte.wissel_s)),
        number(statistics.median(drukte.wissel_s), 3),
        number(percentile_95(drukte.wissel_s), 3),
        number(max(drukte.wissel_s), 3),
        number(statistics.median(drukte.eerste_s), 2),
        number(drukte.geheugen_mb),
    )


def percentile_95(waarden: Sequence[float]) -> float:
    """
    Answer the figure that 95 of 100 do not go above.

    >>> percentile_95([float(n) for n in range(1, 101)])
    95.0
    """
    return sorted(waarden)[-(-95 * len(waarden) // 100) - 1]


async def _measure_all(server: Server, stad: Stad, sessies: Sequence[int]) -> list[Drukte]:
    eerst = await warm_up(server, stad)
    say(f"Eerste keuze van een onderwerp na de start: {number(statistics.median(eerst), 2)} s.")
    drukten = []
    for aantal in sessies:
        drukten.append(await measure(server, stad, sessies=aantal))
        say(f"  {aantal} sessies gemeten")
    return drukten


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks belasting", description="Onze pagina met veel bezoekers"
    )
    parser.add_argument("--buurten", type=int, default=AANTAL, metavar="N")
    parser.add_argument("--sessies", type=int, nargs="+", default=SESSIES, metavar="N")
    return parser


def main(argumenten: Sequence[str] | None = None) -> int:
    """Measure, and answer 1 if a goal was missed."""
    keuze = _parser().parse_args(argumenten)
    say_machine()
    with TemporaryDirectory(prefix="sociale-kaart-meten-") as map_:
        stad = make_stad(Path(map_) / "stad", keuze.buurten)
        with serve_ons(stad) as server:
            drukten = asyncio.run(_measure_all(server, stad, keuze.sessies))
            verloop = asyncio.run(measure_geheugen(server, stad))
    say_table(
        ("sessies", "wissels", "p50 s", "p95 s", "langst s", "eerste keer laden s", "server MB"),
        [_row(drukte) for drukte in drukten],
    )
    say(
        "Geheugen van de server: "
        + "; ".join(f"{number(mb)} MB na {number(na)} wissels" for na, mb in verloop.items())
        + "."
    )
    doelen = [
        Doel(
            f"met {drukte.sessies} sessies is de p95 onder 0,5 s",
            f"{number(percentile_95(drukte.wissel_s), 3)} s",
            percentile_95(drukte.wissel_s) < 0.5,  # noqa: PLR2004 - the goal itself
        )
        for drukte in drukten
        if drukte.sessies == 60  # noqa: PLR2004 - the goal itself
    ]
    if verloop:
        # the first thousand fill what is kept for everybody; after that nothing may be added
        groei_mb = verloop[_GEHEUGENWISSELS] - verloop[_GEHEUGENWISSELS // 2]
        zin = "het geheugen van de server groeit niet over de laatste 1.000 van 2.000 wissels"
        doelen.append(Doel(zin, f"{number(groei_mb)} MB", groei_mb <= _GROEI_MB))
    return say_doelen(doelen)

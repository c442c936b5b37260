"""
`python -m benchmarks soorten`: another kind of map against another topic, in one run.

Both are timed by the clock of the page: from Enter to the second frame after the last drawing.
"""

import argparse
import statistics
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.stad import LABELS, make_stad
from benchmarks.uitslag import ONS
from benchmarks.verslag import (
    Doel,
    number,
    say,
    say_doelen,
    say_machine,
    say_table,
    spread,
)
from benchmarks.wissel import open_map
from layers.soorten import SOORT_PER_SLEUTEL

AANTALLEN: Final = (116, 14_500)
# those that the made-up buurten have figures for
_SOORTEN: Final = ("verandering", "samen", "stand-verandering", "stand")
_WISSELS: Final = 12
_MEESTE_KEER: Final = 2.0


def _questions() -> Iterator[str]:
    return cycle(SOORT_PER_SLEUTEL[sleutel].vraag for sleutel in _SOORTEN)


def measure(aantal: int) -> tuple[list[float], list[float]]:
    """Answer the seconds of switches of topic, and of kind; all were shown once before."""
    with TemporaryDirectory(prefix="sociale-kaart-meten-") as map_:
        stad = make_stad(Path(map_) / "stad", aantal)
        with open_map(ONS, stad, cdn="") as (_, blad):
            blad.open()
            onderwerpen = cycle((*LABELS[1:], LABELS[0]))
            for label in islice(onderwerpen, len(LABELS)):
                blad.switch_unseen(label)
            vragen = _questions()
            for vraag in islice(vragen, len(_SOORTEN)):
                blad.switch_unseen(vraag, bediening="Vraag")
            onderwerp_s = [blad.switch_unseen(label) for label in islice(onderwerpen, _WISSELS)]
            soort_s = [
                blad.switch_unseen(vraag, bediening="Vraag") for vraag in islice(vragen, _WISSELS)
            ]
    return onderwerp_s, soort_s


def main(argumenten: Sequence[str] | None = None) -> int:
    """Measure, and answer 1 if a goal was missed."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks soorten", description="Een andere soort kaart"
    )
    parser.add_argument("--buurten", type=int, nargs="+", default=AANTALLEN, metavar="N")
    keuze = parser.parse_args(argumenten)
    say_machine()
    rijen, doelen = [], []
    for aantal in keuze.buurten:
        onderwerp_s, soort_s = measure(aantal)
        keer = statistics.median(soort_s) / statistics.median(onderwerp_s)
        rijen.append((number(aantal), spread(onderwerp_s), spread(soort_s), number(keer, 2)))
        doelen.append(
            Doel(
                f"bij {number(aantal)} buurten duurt een andere soort kaart hoogstens 2 keer een "
                "ander onderwerp",
                f"{number(keer, 2)} keer",
                keer <= _MEESTE_KEER,
            )
        )
        say(f"  {number(aantal)} buurten gemeten")
    say_table(("buurten", "ander onderwerp s", "andere soort s", "keer"), rijen)
    return say_doelen(doelen)

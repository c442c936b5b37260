"""`python -m benchmarks`: all measurements; `python -m benchmarks NAAM [...]`: one of them."""

import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Final, NoReturn

from benchmarks.errors import MetingError

METINGEN: Final = (
    "importeren",
    "ophalen",
    "afdrukken",
    "uitvoeren",
    "wissel",
    "soorten",
    "toezicht",
    "belasting",
)


def _stop(nummer: int, _plaats: object) -> NoReturn:
    # as an exception, so that every server and browser is ended on the way out
    raise SystemExit(128 + nummer)


def main(argumenten: Sequence[str]) -> int:
    """Run one measurement with its options, or all; 1 if a goal was missed, 2 if it failed."""
    signal.signal(signal.SIGTERM, _stop)
    naam, *rest = argumenten or [""]
    if naam and naam not in METINGEN:
        sys.stderr.write(f"Er is geen meting '{naam}'; wel: {', '.join(METINGEN)}.\n")
        return 2
    uitkomst = 0
    for meting in [naam] if naam else METINGEN:
        try:
            uitkomst |= int(import_module(f"benchmarks.{meting}").main(rest))
        except MetingError as fout:
            sys.stderr.write(f"{fout}\n")
            uitkomst |= 2
    return uitkomst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

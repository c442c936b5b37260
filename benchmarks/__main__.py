"""`python -m benchmarks`: all measurements; `python -m benchmarks NAAM [...]`: one of them."""

import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Final, NoReturn

METINGEN: Final = ("importeren", "wissel", "belasting")


def _stop(nummer: int, _plaats: object) -> NoReturn:
    # as an exception, so that every server and browser is ended on the way out
    raise SystemExit(128 + nummer)


def main(argumenten: Sequence[str]) -> int:
    """Run one measurement with its options, or all; answer 1 if a goal was missed."""
    signal.signal(signal.SIGTERM, _stop)
    if not argumenten:
        return max(int(import_module(f"benchmarks.{naam}").main([])) for naam in METINGEN)
    naam, *rest = argumenten
    if naam not in METINGEN:
        sys.stderr.write(f"Er is geen meting '{naam}'; wel: {', '.join(METINGEN)}.\n")
        return 2
    return int(import_module(f"benchmarks.{naam}").main(rest))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

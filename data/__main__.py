"""
The commands of `python -m data`.

`importeer PAD…`, `haal …`, `bezit …`, `controleer-bronnen` and `overzicht`.
"""

import argparse
import io
import json
import os
import sys
from collections.abc import Callable, Sequence

from data import bezitopdracht
from data.errors import SocialeKaartError
from data.inlezen import add_importeer, run_importeer
from data.klassen import make_klassen
from data.opdrachten import EXIT_AFGEKEURD, EXIT_GESTOPT, Ontleder
from data.ophalen.controle import OPDRACHT, add_controleer, run_controleer
from data.ophalen.opdracht import add_haal, run_haal
from data.opslag import Opslag, overzicht, standard_opslag


def _parser() -> argparse.ArgumentParser:
    parser = Ontleder(prog="python -m data", description="Gegevens van Sociale Kaart")
    taken = parser.add_subparsers(dest="taak", required=True)
    add_importeer(taken)
    add_haal(taken)
    bezitopdracht.add_bezit(taken)
    add_controleer(taken)
    kijk = taken.add_parser("overzicht", help="laten zien welke gegevens er zijn")
    kijk.add_argument("--json", action="store_true")
    return parser


def main(
    argumenten: Sequence[str] | None = None,
    *,
    daarna: Callable[[Opslag], Sequence[str]] = lambda _: (),
) -> int:
    """
    Run one task and answer the exit code: 0, 2 with one sentence of what is wrong, 130 if stopped.

    `daarna` is what the house does with new figures; it answers lines for the report.
    """
    keuze = _parser().parse_args(argumenten)
    try:
        return _run(keuze, daarna)
    except SocialeKaartError as fout:
        sys.stderr.write(f"{fout}\n")
        return EXIT_AFGEKEURD
    except KeyboardInterrupt:
        sys.stderr.write("Gestopt. Wat al binnen was, is bewaard.\n")
        return EXIT_GESTOPT
    except BrokenPipeError:
        # whoever listened has gone, and may not be told so either when the program ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_GESTOPT


def _run(keuze: argparse.Namespace, daarna: Callable[[Opslag], Sequence[str]]) -> int:
    if keuze.taak == "importeer":
        return run_importeer(keuze, opslag=standard_opslag(), daarna=daarna)
    if keuze.taak == "haal":
        return run_haal(keuze, opslag=standard_opslag(), daarna=daarna)
    if keuze.taak == bezitopdracht.OPDRACHT:
        return bezitopdracht.run_bezit(keuze, opslag=standard_opslag())
    if keuze.taak == OPDRACHT:
        return run_controleer(keuze)
    sys.stdout.write(_overzicht(als_json=keuze.json))
    sys.stdout.flush()
    return 0


def _overzicht(*, als_json: bool) -> str:
    regels = overzicht(opslag=standard_opslag())
    if als_json:
        return json.dumps(regels, ensure_ascii=False, indent=1) + "\n"
    if not regels:
        return "Er zijn nog geen gegevens. Begin met `python -m data haal --gemeente GM0772`.\n"
    return "".join(
        f"{r['naam']} {r['jaar']}: {r['rijen']} rijen, grenzen van "
        f"{', '.join(map(str, r['grensjaren']))}; {r['bron']} ({', '.join(r['bestanden'])})\n"
        for r in regels
    )


if __name__ == "__main__":
    for stroom in (sys.stdout, sys.stderr):
        if isinstance(stroom, io.TextIOWrapper):  # a screen that has no sign for "é" shows another
            stroom.reconfigure(errors="replace")
    sys.exit(main(daarna=make_klassen))

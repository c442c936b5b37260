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
from pathlib import Path

from data import bezitopdracht
from data.bronnen import BRON_PER_SLEUTEL
from data.errors import SocialeKaartError, one_line, shorten
from data.herkennen import Vraag
from data.importeren import import_bestanden
from data.klassen import make_klassen
from data.opdrachten import EXIT_AFGEKEURD, EXIT_GESTOPT, Ontleder, read_jaar
from data.ophalen.controle import OPDRACHT, add_controleer, run_controleer
from data.ophalen.opdracht import add_haal, run_haal
from data.opslag import Opslag, overzicht, standard_opslag


def _grensjaren(tekst: str) -> tuple[int, int]:
    van, streep, tot = tekst.partition("-")
    jaren = read_jaar(van), read_jaar(tot if streep else van)
    if jaren[1] < jaren[0]:
        msg = f"'{shorten(tekst)}' loopt terug; schrijf eerst het vroegste jaar, zoals 2019-2024"
        raise argparse.ArgumentTypeError(msg)
    return jaren


def _pad(tekst: str) -> Path:
    if not tekst.strip():
        msg = "het pad is leeg; noem een bestand of een map"
        raise argparse.ArgumentTypeError(msg)
    return Path(tekst)


def _bron(tekst: str) -> str:
    if tekst not in BRON_PER_SLEUTEL:
        msg = f"'{shorten(tekst)}' is geen bron; kies uit {', '.join(sorted(BRON_PER_SLEUTEL))}"
        raise argparse.ArgumentTypeError(msg)
    return tekst


def _parser() -> argparse.ArgumentParser:
    parser = Ontleder(prog="python -m data", description="Gegevens van Sociale Kaart")
    taken = parser.add_subparsers(dest="taak", required=True)
    importeer = taken.add_parser("importeer", help="bestanden inlezen")
    importeer.add_argument("paden", nargs="+", type=_pad, metavar="PAD")
    importeer.add_argument("--peiljaar", type=read_jaar, metavar="J")
    importeer.add_argument("--grensjaar", type=_grensjaren, metavar="J[-J]")
    importeer.add_argument("--bron", type=_bron, metavar="SLEUTEL")
    importeer.add_argument("--indicator", metavar="SLEUTEL")
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
        vraag = Vraag(
            peiljaar=keuze.peiljaar, grensjaren=keuze.grensjaar, indicator=keuze.indicator
        )
        verslag = import_bestanden(
            keuze.paden, opslag=standard_opslag(), vraag=vraag, bron=keuze.bron
        )
        sys.stdout.writelines(f"{one_line(regel)}\n" for regel in verslag.regels)
        if verslag.is_veranderd:
            sys.stdout.writelines(f"{regel}\n" for regel in daarna(standard_opslag()))
    elif keuze.taak == "haal":
        return run_haal(keuze, opslag=standard_opslag(), daarna=daarna)
    elif keuze.taak == bezitopdracht.OPDRACHT:
        return bezitopdracht.run_bezit(keuze, opslag=standard_opslag())
    elif keuze.taak == OPDRACHT:
        return run_controleer(keuze)
    else:
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

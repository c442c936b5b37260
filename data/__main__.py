"""`python -m data importeer PAD…` and `python -m data overzicht`."""

import argparse
import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from data.bronnen import BRON_PER_SLEUTEL
from data.errors import SocialeKaartError
from data.herkennen import Vraag
from data.importeren import import_bestanden
from data.opslag import overzicht, standard_opslag

EXIT_AFGEKEURD = 2


def _grensjaren(tekst: str) -> tuple[int, int]:
    gevonden = re.fullmatch(r"(\d{4})(?:-(\d{4}))?", tekst)
    if gevonden is None or int(gevonden[2] or gevonden[1]) < int(gevonden[1]):
        msg = f"'{tekst}' is geen jaar of reeks jaren, zoals 2020 of 2019-2024"
        raise argparse.ArgumentTypeError(msg)
    return int(gevonden[1]), int(gevonden[2] or gevonden[1])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m data", description="Gegevens van Sociale Kaart"
    )
    taken = parser.add_subparsers(dest="taak", required=True)
    importeer = taken.add_parser("importeer", help="bestanden inlezen")
    importeer.add_argument("paden", nargs="+", type=Path, metavar="PAD")
    importeer.add_argument("--peiljaar", type=int, metavar="J")
    importeer.add_argument("--grensjaar", type=_grensjaren, metavar="J[-J]")
    importeer.add_argument("--bron", choices=sorted(BRON_PER_SLEUTEL), metavar="SLEUTEL")
    importeer.add_argument("--indicator", metavar="SLEUTEL")
    kijk = taken.add_parser("overzicht", help="laten zien welke gegevens er zijn")
    kijk.add_argument("--json", action="store_true")
    return parser


def main(argumenten: Sequence[str] | None = None) -> int:
    """Run one task and answer the exit code: 0, or 2 with one sentence of what is wrong."""
    keuze = _parser().parse_args(argumenten)
    try:
        if keuze.taak == "importeer":
            vraag = Vraag(
                peiljaar=keuze.peiljaar, grensjaren=keuze.grensjaar, indicator=keuze.indicator
            )
            verslag = import_bestanden(
                keuze.paden, opslag=standard_opslag(), vraag=vraag, bron=keuze.bron
            )
            sys.stdout.writelines(f"{regel}\n" for regel in verslag.regels)
        else:
            sys.stdout.write(_overzicht(als_json=keuze.json))
    except SocialeKaartError as fout:
        sys.stderr.write(f"{fout}\n")
        return EXIT_AFGEKEURD
    return 0


def _overzicht(*, als_json: bool) -> str:
    regels = overzicht(opslag=standard_opslag())
    if als_json:
        return json.dumps(regels, ensure_ascii=False, indent=1) + "\n"
    if not regels:
        return "Er zijn nog geen gegevens. Begin met `python -m data importeer PAD`.\n"
    return "".join(
        f"{r['naam']} {r['jaar']}: {r['rijen']} rijen, grenzen van "
        f"{', '.join(map(str, r['grensjaren']))}; {r['bron']} ({', '.join(r['bestanden'])})\n"
        for r in regels
    )


if __name__ == "__main__":
    sys.exit(main())

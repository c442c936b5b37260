"""`python -m components afdruk "LINK" --formaat png --uit BESTAND`: a map as a file."""

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

from components.afdruk_blad import MAAT_PER_NAAM, Maat, Opdracht
from components.errors import (
    BestandNietGeschrevenError,
    OpdrachtOnduidelijkError,
)
from components.uitvoer import Formaat, make_bestand
from data.errors import SocialeKaartError
from layers.openen import (
    open_exact,
)
from layers.soorten import build_kaartbeeld

EXIT_MISLUKT = 2


class _Ontleder(argparse.ArgumentParser):
    """Answers a command it cannot read with one sentence of ours."""

    def error(self, message: str) -> NoReturn:
        raise OpdrachtOnduidelijkError from ValueError(message)


def _parser() -> argparse.ArgumentParser:
    parser = _Ontleder(prog="python -m components", description="Bestanden van Sociale Kaart")
    taken = parser.add_subparsers(dest="taak", required=True)
    afdruk = taken.add_parser("afdruk", help="een kaart als afbeelding of als cijfers")
    afdruk.add_argument("link", metavar="LINK")
    afdruk.add_argument("--formaat", required=True, choices=[f.value for f in Formaat])
    afdruk.add_argument("--uit", required=True, type=Path, metavar="BESTAND")
    afdruk.add_argument("--maat", default=Maat.DIA.naam, choices=list(MAAT_PER_NAAM))
    afdruk.add_argument(
        "--met-gevoelig", action="store_true", help="ook als de cijfers gevoelig zijn"
    )
    return parser


def main(argumenten: Sequence[str] | None = None) -> int:
    """Run one task and answer the exit code: 0, or 2 with one sentence of what is wrong."""
    try:
        keuze = _parser().parse_args(argumenten)
        geopend = open_exact(keuze.link)
        kaart = geopend.keuze
        ruw = make_bestand(
            build_kaartbeeld(kaart),
            Formaat(keuze.formaat),
            Opdracht(
                maat=MAAT_PER_NAAM[keuze.maat],
                gemaakt_op=datetime.now(tz=UTC).astimezone().date(),
                gekozen=kaart.buurt,
                filter=kaart.filter,
            ),
            met_gevoelig=keuze.met_gevoelig,
        )
        write_beside(keuze.uit, ruw)
    except SocialeKaartError as fout:
        sys.stderr.write(f"{fout}\n")
        return EXIT_MISLUKT
    if geopend.zin:
        sys.stderr.write(f"{geopend.zin}\n")
    return 0


def write_beside(pad: Path, ruw: bytes) -> None:
    """
    Write a file beside its place and move it there, so that half a file never stands anywhere.

    Raises
    ------
    BestandNietGeschrevenError
        If that does not succeed; what stood there is untouched.
    """
    naast = pad.parent / f".{pad.name}-{os.getpid()}"
    try:
        naast.write_bytes(ruw)
        naast.replace(pad)
    except OSError as fout:
        raise BestandNietGeschrevenError(str(pad), _reason(pad, fout)) from fout
    finally:
        naast.unlink(missing_ok=True)


def _reason(pad: Path, fout: OSError) -> str:
    if pad.is_dir():
        return "dat is een map; noem een bestand"
    if not pad.parent.is_dir():
        return "die map bestaat niet; maak hem eerst of kies een andere"
    if isinstance(fout, PermissionError):
        return "in deze map mag niet worden geschreven; kies een andere"
    return f"{fout.strerror or fout}; kijk de map na en probeer het opnieuw"


if __name__ == "__main__":
    sys.exit(main())

"""`python -m components afdruk "LINK" --formaat png --uit BESTAND`: a map as a file."""

import argparse
import errno
import secrets
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from components.afdruk_blad import MAAT_PER_NAAM, Maat, Opdracht
from components.dag import today
from components.errors import BestandNietGeschrevenError
from components.uitvoer import Formaat, make_bestand
from data.errors import SocialeKaartError
from data.opdrachten import EXIT_AFGEKEURD, Ontleder
from layers.openen import (
    open_exact,
)
from layers.soorten import build_kaartbeeld

# endings that say a file is of a kind which is not made here
_EINDEN = frozenset(("pdf", "docx", "pptx", "xlsx", "jpg", "jpeg", "json", "gpkg"))


def _parser() -> argparse.ArgumentParser:
    parser = Ontleder(prog="python -m components", description="Bestanden van Sociale Kaart")
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
        check_ending(keuze.uit, Formaat(keuze.formaat))
        geopend = open_exact(keuze.link)
        kaart = geopend.keuze
        ruw = make_bestand(
            build_kaartbeeld(kaart),
            Formaat(keuze.formaat),
            Opdracht(
                maat=MAAT_PER_NAAM[keuze.maat],
                gemaakt_op=today(),
                gekozen=kaart.buurt,
                filter=kaart.filter,
            ),
            met_gevoelig=keuze.met_gevoelig,
        )
        write_beside(keuze.uit, ruw)
    except SocialeKaartError as fout:
        sys.stderr.write(f"{fout}\n")
        return EXIT_AFGEKEURD
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
    doel = pad.resolve()  # of a link the file that it points at
    naast = doel.parent / f".{secrets.token_hex(6)}"
    try:
        if doel.exists() and not doel.is_file() and not doel.is_dir():
            raise BestandNietGeschrevenError(str(pad), "dat is geen gewoon bestand; noem een ander")
        naast.write_bytes(ruw)
        naast.replace(doel)
    except OSError as fout:
        raise BestandNietGeschrevenError(str(pad), _reason(doel, fout)) from fout
    finally:
        with suppress(OSError):  # where it could not be written it cannot be taken away
            naast.unlink()


def _reason(pad: Path, fout: OSError) -> str:
    if fout.errno == errno.ENAMETOOLONG:
        return "die naam is te lang; kies een kortere"
    if fout.errno in {errno.ENOSPC, errno.EDQUOT}:
        return "de schijf is vol; maak ruimte of kies een andere map"
    if pad.is_dir():
        return "dat is een map; noem een bestand"
    if not pad.parent.is_dir():
        return "die map bestaat niet; maak hem eerst of kies een andere"
    if isinstance(fout, PermissionError):
        return "in deze map mag niet worden geschreven; kies een andere"
    return "het systeem laat dat hier niet toe; kies een andere map"


def check_ending(pad: Path, formaat: Formaat) -> None:
    """
    Refuse a name that promises another kind of file.

    Raises
    ------
    BestandNietGeschrevenError
        If the ending of the name is that of another format.
    """
    einde = pad.suffix.removeprefix(".").lower()
    if einde != formaat.value and (einde in _EINDEN or einde in {f.value for f in Formaat}):
        reden = f"de naam eindigt op .{einde} en het formaat is {formaat.value}; maak ze gelijk"
        raise BestandNietGeschrevenError(str(pad), reden)


if __name__ == "__main__":
    sys.exit(main())

"""`python -m data bezit …`: own homes by command. What it says names no complex."""

import argparse
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from data.bezit import clean_organisatie, peildata_of, remove_bezit, standard_organisatie
from data.bezitbestand import parse_dag
from data.bezitinlezen import import_bezit, write_dag
from data.bezitsjabloon import build_sjabloon
from data.errors import SocialeKaartError, one_line, shorten
from data.opdrachten import Ontleder, read_jaar
from data.opslag import Opslag

OPDRACHT: Final = "bezit"


class SjabloonNietGeschrevenError(SocialeKaartError):
    """The template could not be written."""

    def __init__(self, pad: Path, fout: OSError) -> None:
        reden = "daar staat al een bestand" if isinstance(fout, FileExistsError) else "dat kan niet"
        super().__init__(
            f"Het sjabloon is niet geschreven naar {pad}: {reden}. Noem een ander bestand in een "
            "map die er is."
        )


def add_bezit(taken: "argparse._SubParsersAction[Ontleder]") -> None:
    """Add the command to the others."""
    bezit = taken.add_parser(OPDRACHT, help="onze woningen inlezen of verwijderen")
    wat = bezit.add_mutually_exclusive_group(required=True)
    wat.add_argument("pad", nargs="?", type=Path, metavar="PAD", help="Excel of CSV")
    wat.add_argument("--verwijder", action="store_true", help="zonder spoor verwijderen")
    wat.add_argument("--sjabloon", type=Path, metavar="PAD", help="leeg bestand om in te vullen")
    bezit.add_argument("--peildatum", type=_dag, metavar="J-M-D")
    bezit.add_argument("--organisatie", metavar="NAAM")
    bezit.add_argument("--grensjaar", type=read_jaar, metavar="J")


def run_bezit(keuze: argparse.Namespace, *, opslag: Opslag) -> int:
    """
    Read homes in, remove them, or write the template; answer the exit code.

    Raises
    ------
    SocialeKaartError
        If the file is refused, or something cannot be written.
    """
    regels: tuple[str, ...] = (f"Het sjabloon staat in {keuze.sjabloon}.",)
    if keuze.sjabloon is not None:
        _write_sjabloon(keuze.sjabloon)
    elif keuze.verwijder:
        regels = _remove(keuze.organisatie, keuze.peildatum, opslag=opslag)
    else:
        regels = import_bezit(
            keuze.pad,
            opslag=opslag,
            vandaag=datetime.now(tz=UTC).astimezone().date(),
            peildatum=keuze.peildatum,
            organisatie=keuze.organisatie,
            grensjaar=keuze.grensjaar,
        ).regels
    sys.stdout.writelines(f"{one_line(regel)}\n" for regel in regels)
    return 0


def _remove(organisatie: str | None, peildatum: date | None, *, opslag: Opslag) -> tuple[str, ...]:
    wie = standard_organisatie() if organisatie is None else clean_organisatie(organisatie)
    dagen = [dag for dag in peildata_of(opslag=opslag, organisatie=wie) if peildatum in {None, dag}]
    remove_bezit(opslag=opslag, organisatie=wie, peildatum=peildatum)
    if not dagen:
        return (f"Van '{wie}' waren er geen woningen bewaard, dus er is niets verwijderd.",)
    return (f"Verwijderd van '{wie}': peildatum {', '.join(map(write_dag, dagen))}.",)


def _write_sjabloon(pad: Path) -> None:
    try:
        # what stands there may have been filled in
        with pad.open("xb") as stroom:
            stroom.write(build_sjabloon())
    except OSError as fout:
        raise SjabloonNietGeschrevenError(pad, fout) from fout


def _dag(tekst: str) -> date:
    dag = parse_dag(tekst)
    if dag is None:
        msg = f"'{shorten(tekst)}' is geen dag, zoals 2024-12-31"
        raise argparse.ArgumentTypeError(msg)
    return dag

"""`python -m data importeer PAD…`: files read in by command, and what is said of it."""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from data.bijwerking import Bijwerking, Herziening
from data.bronnen import BRON_PER_SLEUTEL
from data.errors import one_line, shorten
from data.herkennen import Vraag
from data.importeren import Leegte, Verslag, import_bestanden
from data.opdrachten import Ontleder, read_jaar
from data.opslag import Opslag


def add_importeer(taken: "argparse._SubParsersAction[Ontleder]") -> None:
    """Add the command to the others."""
    importeer = taken.add_parser("importeer", help="bestanden inlezen")
    importeer.add_argument("paden", nargs="+", type=_pad, metavar="PAD")
    importeer.add_argument("--peiljaar", type=read_jaar, metavar="J")
    importeer.add_argument("--grensjaar", type=_grensjaren, metavar="J[-J]")
    importeer.add_argument("--bron", type=_bron, metavar="SLEUTEL")
    importeer.add_argument("--indicator", metavar="SLEUTEL")
    importeer.add_argument(
        "--eerst-vragen",
        action="store_true",
        help="niets veranderen waar cijfers anders zouden worden",
    )
    importeer.add_argument("--json", action="store_true", help="het verslag voor een programma")


def run_importeer(
    keuze: argparse.Namespace, *, opslag: Opslag, daarna: Callable[[Opslag], Sequence[str]]
) -> int:
    """
    Read in the files that the command names and answer the exit code.

    Raises
    ------
    SocialeKaartError
        If a file is refused or the store cannot be written.
    """
    verslag = import_bestanden(
        keuze.paden,
        opslag=opslag,
        vraag=Vraag(peiljaar=keuze.peiljaar, grensjaren=keuze.grensjaar, indicator=keuze.indicator),
        bron=keuze.bron,
        is_akkoord=not keuze.eerst_vragen,
    )
    regels = [one_line(regel) for regel in verslag.regels]
    if verslag.wacht_op_akkoord:
        regels.append(
            "Er is niets veranderd: cijfers die er waren, zouden anders worden. Neem ze over met "
            "dezelfde opdracht zonder `--eerst-vragen`."
        )
    if verslag.is_veranderd:
        regels += daarna(opslag)
    sys.stdout.write(
        f"{write_verslag(verslag)}\n" if keuze.json else "".join(f"{r}\n" for r in regels)
    )
    return 0


def write_verslag(verslag: Verslag) -> str:
    """Write a report for another program."""
    return json.dumps(asdict(verslag) | {"gemeenten": sorted(verslag.gemeenten)})


def read_verslag(tekst: str) -> Verslag:
    """Read a report that another program wrote."""
    gelezen: dict[str, Any] = json.loads(tekst)
    return Verslag(
        kern=tuple(gelezen["kern"]),
        terzijde=tuple(gelezen["terzijde"]),
        tabellen=tuple((tabel, jaar) for tabel, jaar in gelezen["tabellen"]),
        kaarten=tuple(gelezen["kaarten"]),
        gemeenten=frozenset(gelezen["gemeenten"]),
        leegtes=tuple(read_leegte(leegte) for leegte in gelezen["leegtes"]),
        bijwerkingen=tuple(_read_bijwerking(deel) for deel in gelezen["bijwerkingen"]),
        is_veranderd=gelezen["is_veranderd"],
        wacht_op_akkoord=gelezen["wacht_op_akkoord"],
    )


def read_leegte(gelezen: dict[str, Any]) -> Leegte:
    """Read what a table has no figure of, as it was written."""
    return Leegte(**gelezen | {"kolommen": tuple(gelezen["kolommen"])})


def _read_bijwerking(gelezen: dict[str, Any]) -> Bijwerking:
    rijen = {veld: tuple(gelezen[veld]) for veld in ("nieuwe_codes", "verdwenen_codes", "gevuld")}
    grootste = tuple(Herziening(**herziening) for herziening in gelezen["grootste"])
    return Bijwerking(**gelezen | rijen | {"grootste": grootste})


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

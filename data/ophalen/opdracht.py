"""`python -m data haal …`: fetching by command, and what it says meanwhile."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Final

from data.errors import one_line, shorten
from data.gebieden import FICTIEVE_GEMEENTEN, Niveau, niveau_of
from data.opdrachten import Ontleder, read_jaar
from data.ophalen.gevraagd import BRONNEN, NIEUWSTE, VANAF, Gevraagd
from data.ophalen.stand import ZONDER_LIJN, Staat, Stand
from data.ophalen.taak import Weg, fetch_alles, fetch_nogmaals
from data.ophalen.uitkomst import (
    find_nergens,
    find_zonder_grenzen,
    is_niets_nieuws,
    name_gemeenten,
)
from data.ophalen.webadres import clean_spiegel
from data.opslag import Opslag

SPIEGELVARIABELE: Final = "SOCIALE_KAART_SPIEGEL"
# Something did not come; what did is in.
EXIT_DEELS: Final = 1
_WOORDEN: Final = {
    Staat.KLAAR: "klaar",
    Staat.LEEG: "geen cijfers",
    Staat.AKKOORD: "wacht op akkoord",
    Staat.MISLUKT: "mislukt",
}


def add_haal(taken: "argparse._SubParsersAction[Ontleder]") -> None:
    """Add the command to the others."""
    haal = taken.add_parser("haal", help="officiële cijfers ophalen bij de uitgevers")
    wat = haal.add_mutually_exclusive_group(required=True)
    wat.add_argument(
        "--gemeente", action="append", type=read_gemeente, metavar="CODE", help="zoals GM0772"
    )
    wat.add_argument("--land", action="store_true", help="alle gemeenten")
    wat.add_argument("--nogmaals", action="store_true", help="alleen wat mislukte")
    wat.add_argument("--akkoord", action="store_true", help="herziene cijfers overnemen")
    haal.add_argument("--bron", action="append", choices=BRONNEN)
    haal.add_argument("--vanaf", type=_vanaf, default=VANAF, metavar="J")
    haal.add_argument("--landelijke-kaart", action="store_true")
    haal.add_argument("--spiegel", type=read_spiegel, metavar="URL")


def run_haal(
    keuze: argparse.Namespace, *, opslag: Opslag, daarna: Callable[[Opslag], Sequence[str]]
) -> int:
    """
    Fetch what the command asks and answer the exit code: 0, or 1 where something did not come.

    Raises
    ------
    SocialeKaartError
        If another task runs, or the store cannot be written.
    """
    weg = Weg(spiegel=keuze.spiegel or os.environ.get(SPIEGELVARIABELE, ""))
    verteller = _Verteller()
    if keuze.nogmaals or keuze.akkoord:
        staat = Staat.AKKOORD if keuze.akkoord else Staat.MISLUKT
        stand = fetch_nogmaals(
            staat, opslag=opslag, weg=weg, is_akkoord=keuze.akkoord, meld=verteller.tell
        )
        if stand is None:
            sys.stdout.write("Er is nog niets opgehaald.\n")
            return 0
    else:
        gevraagd = Gevraagd(
            gemeenten=tuple(sorted(set(keuze.gemeente or ()))),
            bronnen=tuple(bron for bron in BRONNEN if bron in (keuze.bron or BRONNEN)),
            vanaf=keuze.vanaf,
            met_landelijke_kaart=keuze.landelijke_kaart,
        )
        stand = fetch_alles(gevraagd, opslag=opslag, weg=weg, meld=verteller.tell)
    if any(stap.staat is Staat.KLAAR for stap in stand.stappen):
        sys.stdout.writelines(f"{regel}\n" for regel in daarna(opslag))
    sys.stdout.write(_closing(stand, opslag))
    return EXIT_DEELS if stand.is_gestopt or _count(stand, Staat.MISLUKT) else 0


class _Verteller:
    """Tells of each step once what came of it."""

    def __init__(self) -> None:
        self._verteld: set[int] = set()

    def tell(self, stand: Stand) -> None:
        """Print the steps that ended since the last time."""
        for nummer, stap in enumerate(stand.stappen):
            if stap.staat in _WOORDEN and nummer not in self._verteld:
                self._verteld.add(nummer)
                regels = [f"{stap.titel}: {_WOORDEN[stap.staat]}"]
                regels += [f"  {one_line(regel)}" for regel in stap.regels]
                with suppress(BrokenPipeError):  # who looks at the first lines alone wants it all
                    sys.stdout.writelines(f"{regel}\n" for regel in regels)
                    sys.stdout.flush()


def _count(stand: Stand, staat: Staat) -> int:
    return sum(stap.staat is staat for stap in stand.stappen)


def _closing(stand: Stand, opslag: Opslag) -> str:
    regels = []
    if stand.is_gestopt:
        regels.append("Gestopt. Dezelfde opdracht gaat later verder waar het bleef.")
    if stand.is_zonder_lijn:
        regels.append(ZONDER_LIJN)
    elif _count(stand, Staat.MISLUKT):
        regels.append("Niet alles kwam binnen. Probeer dat opnieuw met `haal --nogmaals`.")
    if _count(stand, Staat.AKKOORD):
        regels.append(
            "Er zijn cijfers herzien. De oude staan er nog; neem de nieuwe over met "
            "`haal --akkoord`."
        )
    if is_niets_nieuws(stand):
        regels.append("Niets nieuws: alles was er al.")
    nergens = find_nergens(stand)
    if stand.is_klaar and nergens and not stand.is_zonder_lijn:
        regels.append(f"Van {name_gemeenten(nergens)} kwam niets binnen.")
    gehad = [code for code in stand.gevraagd.gemeenten if code not in nergens]
    if zonder := find_zonder_grenzen(gehad, opslag=opslag):
        regels.append(f"De buurtgrenzen van {name_gemeenten(zonder)} zijn nog niet binnen.")
    return "".join(f"{regel}\n" for regel in regels)


def _vanaf(tekst: str) -> int:
    jaar = read_jaar(tekst)
    if jaar > NIEUWSTE:
        msg = f"{jaar} ligt na het nieuwste jaar dat er is, {NIEUWSTE}"
        raise argparse.ArgumentTypeError(msg)
    return jaar


def read_gemeente(tekst: str) -> str:
    """
    Read the code of a gemeente in a command.

    Raises
    ------
    ArgumentTypeError
        If it is none.
    """
    if niveau_of(tekst) is not Niveau.GEMEENTE or FICTIEVE_GEMEENTEN.match(tekst):
        msg = f"'{shorten(tekst)}' is geen code van een gemeente, zoals GM0772"
        raise argparse.ArgumentTypeError(msg)
    return tekst


def read_spiegel(tekst: str) -> str:
    """
    Read the address of a mirror in a command.

    Raises
    ------
    ArgumentTypeError
        If it is none.
    """
    if clean_spiegel(tekst) is None:
        msg = f"'{shorten(tekst)}' is geen adres, zoals https://spiegel.example.nl"
        raise argparse.ArgumentTypeError(msg)
    return tekst

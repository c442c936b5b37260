"""The words of the sheet of one buurt, for the page and for paper."""

import re
from dataclasses import replace
from typing import Final

from layers.begrippen import Eenheid
from layers.buurtblad import Buurtblad, Rij, side_of, unit_of_change
from layers.kaartbeeld import STAATWOORDEN, Opmaak
from layers.opmaak import format_met, join_words, opmaak_of
from layers.richtingen import Bespreekpunt

_HAAKJE: Final = re.compile(r", | \(")
_TEKENS: Final = {1: "\N{BLACK UP-POINTING TRIANGLE}", -1: "\N{BLACK DOWN-POINTING TRIANGLE}"}
GEEN_VERANDERING: Final = "geen verandering te geven"


def name_of(rij: Rij) -> str:
    """Name a figure, with a capital."""
    naam = rij.indicator.kort
    return f"{naam[0].upper()}{naam[1:]}"


def number_of(rij: Rij) -> str:
    """Write a value with its sign; what a longer unit says stands under the name."""
    return format_met(_short(rij), rij.waarde)


def state_of(rij: Rij) -> str:
    """Say why there is no figure, or no sure one; with the figure where it may be told."""
    woord = STAATWOORDEN[rij.profiel.staat]
    bij = f"{format_met(opmaak_of(rij.indicator), rij.waarde)}, " if rij.waarde is not None else ""
    return f"{bij}{woord}"


def beside_of(rij: Rij, blad: Buurtblad) -> str:
    """Write the figure of the gemeente; empty where there is none."""
    if rij.gemeente is None:
        return ""
    return f"{blad.gemeentenaam} {format_met(_short(rij), rij.gemeente)}"


def _short(rij: Rij) -> Opmaak:
    opmaak = opmaak_of(rij.indicator)
    return opmaak if len(opmaak.achter) == 1 else replace(opmaak, achter="")


def short_measure(rij: Rij) -> str:
    """Say the whole and the year in few words: what stands behind a comma is told on the map."""
    if rij.indicator.eenheid is Eenheid.SCORE:
        return f"lager is ongunstiger, 0 is Nederland, {rij.jaar}"
    schatting = ", schatting" if rij.indicator.is_modelschatting else ""
    return f"{_HAAKJE.split(rij.maat)[0]}{schatting}, {rij.jaar}"


def change_of(rij: Rij) -> tuple[str, str]:
    """Say a change with its sign, and under it since when and how sure."""
    v = rij.verandering
    if v is None:
        return "", GEEN_VERANDERING
    kant = side_of(rij.indicator, v.richting)
    if v.richting == 0:
        kant = "onzeker" if v.is_onzeker else "ongeveer gelijk"
    getal = f"{_TEKENS.get(v.richting, '')} {v.tekst} {unit_of_change(rij.indicator)}".strip()
    return getal, " · ".join(filter(None, (f"sinds {v.van}", kant)))


def first_signal(punt: Bespreekpunt) -> str:
    """
    Say in a line what speaks for a direction, or that nothing does.

    What is sensitive is told where one opens it, and is on no printed sheet.
    """
    openlijk = [zin for zin in punt.voor if zin not in punt.gevoelig]
    if openlijk:
        return openlijk[0].split(". ")[0]
    return "" if punt.voor else without_signal(punt).removesuffix(".")


def without_signal(punt: Bespreekpunt) -> str:
    """Say that nothing speaks for a direction, or that it cannot be said."""
    if not punt.mist:
        return "Geen signaal in deze cijfers."
    wat = f"{join_words(punt.mist)} {'is' if len(punt.mist) == 1 else 'zijn'} onbekend"
    if not punt.is_bekend:
        return f"Niet te zeggen: {wat}."
    return f"Geen signaal in wat bekend is; {wat}."

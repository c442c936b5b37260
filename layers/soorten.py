"""
The kinds of map: what each asks, in plain words, and what builds it.

A new kind is one builder and one line here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from layers.aanbod import peiljaren
from layers.bezit import count_in_homes
from layers.kaartbeeld import Kaartbeeld
from layers.link import Keuze
from layers.mogelijk import MET_PAAR
from layers.niveau_verandering import build_niveau_verandering
from layers.perioden import common_pairs, periods_of
from layers.samen import build_samen, build_tegen_de_trend, later_pairs
from layers.stand import build_stand
from layers.typologie import build_typologie
from layers.verandering import build_verandering, later_years


@dataclass(frozen=True, kw_only=True)
class Soort:
    """
    A kind of map: its name in a link, its name on a button and the question it answers.

    `jaren` answers the (last) years that a view of it can step through, `vanjaren` the first years
    that it can begin with.
    """

    sleutel: str
    knop: str
    vraag: str
    bouw: Callable[..., Kaartbeeld]
    jaren: Callable[[Keuze], Sequence[int]]
    vanjaren: Callable[[Keuze], Sequence[int]]


def level_years(keuze: Keuze) -> Sequence[int]:
    """Answer the years of the indicator."""
    return peiljaren(keuze.indicator, keuze.gebied)


def pair_years(keuze: Keuze) -> Sequence[int]:
    """Answer the last years of the periods that both indicators have from the same first year."""
    return [paar[0].tot for paar in later_pairs(keuze)]


def own_year(keuze: Keuze) -> Sequence[int]:
    """Answer the year of the view alone."""
    return [keuze.jaar]


def no_years(_keuze: Keuze) -> Sequence[int]:
    """Answer no first year: there is nothing to choose."""
    return []


def first_years(keuze: Keuze) -> Sequence[int]:
    """Answer the first years of the periods that can be compared."""
    perioden = periods_of(keuze.indicator, keuze.gebied)
    if keuze.met is not None:
        paren = common_pairs(perioden, periods_of(keuze.met, keuze.gebied))
        perioden = tuple(paar[0] for paar in paren)
    return sorted({p.van for p in perioden})


SOORTEN: Final = (
    Soort(
        sleutel="stand",
        knop="Stand",
        vraag="Waar is het hoog of laag?",
        bouw=build_stand,
        jaren=level_years,
        vanjaren=no_years,
    ),
    Soort(
        sleutel="verandering",
        knop="Verandering",
        vraag="Waar verandert het?",
        bouw=build_verandering,
        jaren=later_years,
        vanjaren=first_years,
    ),
    Soort(
        sleutel="samen",
        knop="Wat gaat samen?",
        vraag="Wat gaat samen?",
        bouw=build_samen,
        jaren=pair_years,
        vanjaren=first_years,
    ),
    Soort(
        sleutel="stand-verandering",
        knop="Stand en verandering",
        vraag="Waar neemt concentratie toe?",
        bouw=build_niveau_verandering,
        jaren=later_years,
        vanjaren=first_years,
    ),
    Soort(
        sleutel="soort-buurt",
        knop="Soort buurt",
        vraag="Welk soort buurt is dit?",
        bouw=build_typologie,
        jaren=own_year,
        vanjaren=no_years,
    ),
    Soort(
        sleutel="tegen-de-trend",
        knop="Tegen de trend",
        vraag="Waar gaat het tegen de trend in goed?",
        bouw=build_tegen_de_trend,
        jaren=pair_years,
        vanjaren=first_years,
    ),
)
SOORT_PER_SLEUTEL: Final = {soort.sleutel: soort for soort in SOORTEN}


def build_kaartbeeld(keuze: Keuze, *, jaren: tuple[int, ...] | None = None) -> Kaartbeeld:
    """
    Build the map a view asks for, of whatever kind; with all of its years, or only some.

    Raises
    ------
    GegevensOntbrekenError
        If there are no figures of a year, or no outlines of the area on the borders asked for.
    """
    return count_in_homes(SOORT_PER_SLEUTEL[keuze.soort].bouw(keuze, jaren=jaren), keuze)


def at_year(keuze: Keuze, jaar: int) -> Keuze:
    """Answer a view at another of its years; a second indicator comes along with its own years."""
    if keuze.soort not in MET_PAAR:
        return replace(keuze, jaar=jaar)
    ander = {een.tot: ander for een, ander in later_pairs(keuze)}[jaar]
    return replace(keuze, jaar=jaar, metvan=ander.van, mettot=ander.tot)

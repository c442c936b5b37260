"""
The kinds of map: what each asks, in plain words, and what builds it.

A new kind is one builder and one line here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from layers.kaartbeeld import Kaartbeeld
from layers.link import Keuze
from layers.niveau_verandering import build_niveau_verandering
from layers.samen import build_samen, build_tegen_de_trend
from layers.stand import build_stand
from layers.typologie import build_typologie
from layers.verandering import build_verandering


@dataclass(frozen=True, kw_only=True)
class Soort:
    """A kind of map: its name in a link, its name on a button and the question it answers."""

    sleutel: str
    knop: str
    vraag: str
    bouw: Callable[..., Kaartbeeld]


SOORTEN: Final = (
    Soort(sleutel="stand", knop="Stand", vraag="Waar is het hoog of laag?", bouw=build_stand),
    Soort(
        sleutel="verandering",
        knop="Verandering",
        vraag="Waar verandert het?",
        bouw=build_verandering,
    ),
    Soort(
        sleutel="samen", knop="Wat gaat samen?", vraag="Waar stijgt het allebei?", bouw=build_samen
    ),
    Soort(
        sleutel="stand-verandering",
        knop="Stand en verandering",
        vraag="Waar neemt concentratie toe?",
        bouw=build_niveau_verandering,
    ),
    Soort(
        sleutel="soort-buurt",
        knop="Soort buurt",
        vraag="Welk soort buurt is dit?",
        bouw=build_typologie,
    ),
    Soort(
        sleutel="tegen-de-trend",
        knop="Tegen de trend",
        vraag="Waar gaat het tegen de trend in goed?",
        bouw=build_tegen_de_trend,
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
    return SOORT_PER_SLEUTEL[keuze.soort].bouw(keuze, jaren=jaren)

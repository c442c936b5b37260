"""
Kaartbeeld: everything a map says, as plain data.

Every kind of map ends as this one value, and the pens on screen and on paper draw nothing else.
Per-area sequences stand in the order of the outline file.
"""

from dataclasses import dataclass
from enum import StrEnum

from data.gebieden import Niveau


class Staat(StrEnum):
    """What may be said of an area, in the order of the rules for small numbers."""

    OK = "ok"
    KLEIN_AANTAL = "klein_aantal"
    NIET_BESCHIKBAAR = "niet_beschikbaar"
    ONDERDRUKT = "onderdrukt"


@dataclass(frozen=True, kw_only=True)
class Klasse:
    """One class of a map: its bounds, whether the lower bound belongs to it, and its colour."""

    label: str
    ondergrens: float | None
    bovengrens: float | None
    kleur: str


@dataclass(frozen=True, kw_only=True)
class Referentie:
    """A larger area to compare with, and its value in the unit of the indicator."""

    gebiedscode: str
    naam: str
    waarde: float | None


@dataclass(frozen=True, kw_only=True)
class Moment:
    """What the map says of one year (`van` equals `tot`) or of the change between two."""

    van: int
    tot: int
    titel: str
    ondertitel: str
    legendazin: str
    klassen: tuple[int | None, ...]
    staten: tuple[Staat, ...]
    waarden: tuple[float | None, ...]
    teksten: tuple[str, ...]
    referenties: tuple[Referentie, ...]


@dataclass(frozen=True, kw_only=True)
class Kaartbeeld:
    """
    A map as plain data.

    `omtrekken` names the outline file by its content; `gebieden` are its codes in its order.
    `klassen` run from low to high; `teksten` of a moment are values as a visitor reads them.
    `water` tells which areas are water: drawn, never counted.
    """

    soort: str
    indicator: str
    gebied: str
    gebiedsnaam: str
    grensjaar: int
    niveau: Niveau
    omtrekken: str
    gebieden: tuple[str, ...]
    namen: tuple[str, ...]
    water: tuple[bool, ...]
    klassen: tuple[Klasse, ...]
    momenten: tuple[Moment, ...]
    bronregel: str
    merken: tuple[str, ...]

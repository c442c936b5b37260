"""
Kaartbeeld: everything a map says, as plain data.

Every kind of map ends as this one value, and the pens on screen and on paper draw nothing else.
Per-area sequences stand in the order of the outline file. Nothing in it depends on who looks.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from data.gebieden import Niveau


class Staat(StrEnum):
    """What may be said of an area, in the order of the rules for small numbers."""

    OK = "ok"
    KLEIN_AANTAL = "klein_aantal"
    NIET_BESCHIKBAAR = "niet_beschikbaar"
    ONDERDRUKT = "onderdrukt"
    BUITEN_SELECTIE = "buiten_selectie"


# pandas keeps states as plain text; looking them up is ten times as fast as calling the enum
STAAT_PER_WOORD = {staat.value: staat for staat in Staat}

STAATWOORDEN = {
    Staat.KLEIN_AANTAL: "klein aantal",
    Staat.ONDERDRUKT: "te klein om te tonen",
    Staat.NIET_BESCHIKBAAR: "niet beschikbaar",
    Staat.BUITEN_SELECTIE: "buiten de selectie",
}


# Of what is not available, what became another area in the period of a map of change.
GRENS_GEWIJZIGD = "grens gewijzigd"


class Kring(StrEnum):
    """Who may see it: everybody, or the organisation that brought it."""

    OPENBAAR = "openbaar"
    EIGEN = "eigen"


@dataclass(frozen=True, kw_only=True)
class Opmaak:
    """
    How a value is written: decimals, and what stands before and behind the number.

    `factor` is what the rounded value is multiplied by: of a value that counts thousands of euros,
    whole euros are written. What is multiplied has no decimals. `met_plus` writes a change: with
    its sign, also above zero.
    """

    decimalen: int
    voor: str = ""
    achter: str = ""
    factor: int = 1
    met_plus: bool = False


class Streping(StrEnum):
    """Lines laid over a class on paper, where its colour alone would not tell it apart."""

    GEEN = ""
    LIGGEND = "liggend"
    STAAND = "staand"


@dataclass(frozen=True, kw_only=True)
class Klasse:
    """
    One class of a map: its bounds, whether the lower bound belongs to it, and its colour.

    `teken` is a sign beside the colour, for who sees no hues; `streping` are lines over it, on
    paper in greys. `cel` is its row (from above) and
    column in a square legend; a class of two variables has no bounds.
    """

    label: str
    ondergrens: float | None
    bovengrens: float | None
    is_ondergrens_erbij: bool
    kleur: str
    teken: str = ""
    cel: tuple[int, int] | None = None
    streping: Streping = Streping.GEEN


@dataclass(frozen=True, kw_only=True)
class As:
    """
    One axis of a square legend: what it counts, and of each step the word and its reach.

    Where areas are drawn as dots between its ends, `band` is the half width of what is about equal,
    and `richting` is -1 where a lower value lies up or to the right, as of a score.
    """

    label: str
    woorden: tuple[str, ...]
    grenzen: tuple[str, ...] = ()
    band: float | None = None
    richting: int = 1


@dataclass(frozen=True, kw_only=True)
class Vierkant:
    """
    A square legend: rows from above, columns from the left, and the cell it is about.

    `is_spreiding`: on a screen every area is a dot in it.
    """

    rijen: As
    kolommen: As
    nadruk: tuple[int, int] | None = None
    is_spreiding: bool = False


@dataclass(frozen=True, kw_only=True)
class Reeks:
    """A second value per area: what it is, and how it is written."""

    label: str
    opmaak: Opmaak


@dataclass(frozen=True, kw_only=True)
class Referentie:
    """
    A larger area to compare with, and its value in the unit of the indicator.

    `kort` names it where there is little room.
    """

    gebiedscode: str
    naam: str
    waarde: float | None
    kort: str = ""


@dataclass(frozen=True, kw_only=True)
class Telling:
    """
    How many of something lie in each class (low to high) and in each state without a class.

    `gewijzigd` are those of `niet_beschikbaar` of which the borders changed. `onbekend` are the
    places in `cellen` of which nothing is known, though areas lie there.
    """

    gewicht: str
    klassen: tuple[int, ...]
    klein_aantal: int
    onderdrukt: int
    niet_beschikbaar: int
    buiten_selectie: int = 0
    gewijzigd: int = 0
    onbekend: tuple[int, ...] = ()

    @property
    def cellen(self) -> tuple[int | None, ...]:
        """Every count in one order, classes first; None where nothing is known."""
        alle = (
            *self.klassen,
            self.klein_aantal,
            self.onderdrukt,
            self.niet_beschikbaar,
            self.buiten_selectie,
            self.gewijzigd,
        )
        return tuple(None if n in self.onbekend else cel for n, cel in enumerate(alle))


@dataclass(frozen=True, kw_only=True)
class Gewicht:
    """What the legend can count in: a number per area, and the year it is of (None: always)."""

    sleutel: str
    label: str
    jaar: int | None
    waarden: tuple[float | None, ...]


@dataclass(frozen=True, kw_only=True)
class Moment:
    """
    What the map says of one year (`van` equals `tot`) or of the change between two.

    `klassen` is None where the state shows no value; an area with a small number has a class,
    is drawn faded and counted apart. `tweede` holds a second value per area, on a map of two
    variables; `onzeker` tells which changes lie within their uncertainty: faded, and counted in
    their class; `gewijzigd` which areas are not available because their borders changed. Empty
    means: none. `jaarmerken` are marks of this year alone, beside those of the map.
    """

    van: int
    tot: int
    titel: str
    ondertitel: str
    legendazin: str
    bronregel: str
    klassen: tuple[int | None, ...]
    staten: tuple[Staat, ...]
    waarden: tuple[float | None, ...]
    noemers: tuple[float | None, ...]
    marges: tuple[tuple[float, float] | None, ...]
    referenties: tuple[Referentie, ...]
    gewichten: tuple[Gewicht, ...]
    tellingen: tuple[Telling, ...]
    tweede: tuple[float | None, ...] = ()
    onzeker: tuple[bool, ...] = ()
    gewijzigd: tuple[bool, ...] = ()
    jaarmerken: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Teken:
    """A point on the map: a place in RD (metres), a size, a class and a text."""

    x_m: float
    y_m: float
    grootte: float
    klasse: int | None
    tekst: str


@dataclass(frozen=True, kw_only=True)
class Kaartbeeld:
    """
    A map as plain data.

    `link` names it; `omtrekken` names the outline file by its content; `gebieden` are its codes in
    its order. `klassen` run from low to high, `klassenversie` names their bounds and `strook` is
    the reach of the axis they lie on (None where there is no such axis). `woord` names the value in
    few words, `leeswijzer` says how to read the legend. On a map of two variables `vierkant` is the
    legend and `tweede` the other value. `momenten` run from old to new; `gekozen` is the place of
    the one the link asks for. `water` tells which areas are water: drawn, never counted.
    """

    link: str
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
    klassenversie: str
    strook: tuple[float, float] | None
    opmaak: Opmaak
    momenten: tuple[Moment, ...]
    gekozen: int
    merken: tuple[str, ...]
    kring: Kring
    is_gevoelig: bool
    tekens: tuple[Teken, ...] = ()
    woord: str = ""
    leeswijzer: str = ""
    vierkant: Vierkant | None = None
    tweede: Reeks | None = None

    @property
    def land(self) -> tuple[bool, ...]:
        """Tell which areas the map is about: no water, and not outside the selection."""
        return tuple(
            not is_water and staat is not Staat.BUITEN_SELECTIE
            for is_water, staat in zip(self.water, self.moment.staten, strict=True)
        )

    @property
    def moment(self) -> Moment:
        """The moment the link asks for."""
        return self.momenten[self.gekozen]


def blank(moment: Moment, weg: Sequence[bool]) -> Moment:
    """Leave no class and no figure of the areas that a map is not about."""
    if not any(weg):
        return moment

    def without(reeks: Sequence[Any], leeg: Any = None) -> tuple[Any, ...]:  # noqa: ANN401
        return tuple(leeg if is_weg else wat for wat, is_weg in zip(reeks, weg, strict=True))

    return replace(
        moment,
        klassen=without(moment.klassen),
        waarden=without(moment.waarden),
        noemers=without(moment.noemers),
        marges=without(moment.marges),
        tweede=without(moment.tweede) if moment.tweede else (),
        onzeker=without(moment.onzeker, leeg=False) if moment.onzeker else (),
    )

"""The words in which an indicator is declared: unit, polarity, bound, formula."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, TypeAlias

import pandas as pd

from data.bronnen import Bron
from data.gebieden import Niveau

ALLE_NIVEAUS: Final = (Niveau.LAND, Niveau.GEMEENTE, Niveau.WIJK, Niveau.BUURT)
UITKOMST: Final = ["waarde", "teller", "noemer", "marge_laag", "marge_hoog"]
# The report that thresholds and national figures come from.
VEERKRACHT: Final = "Veerkracht in het corporatiebezit, de update (2020)"


class Eenheid(StrEnum):
    """The unit of a value; the text is what stands behind the number."""

    PROCENT = "%"
    PER_DUIZEND = " per 1.000"
    AANTAL = ""
    DUIZEND_EURO = " duizend euro"
    SCORE = " punten"


class Verandereenheid(StrEnum):
    """The unit of a change between two years."""

    PROCENTPUNT = "procentpunt"
    PROCENT = "procent"
    PER_DUIZEND = "per 1.000"
    PUNTEN = "punten"


class Polariteit(StrEnum):
    """Whether more is favourable. Groups of people and composition have no good side."""

    GUNSTIG = "gunstig"
    ONGUNSTIG = "ongunstig"
    NEUTRAAL = "neutraal"


class Maat(StrEnum):
    """What bounds of an indicator part: its values, its changes, or low from middle and high."""

    STAND = "stand"
    VERANDERING = "verandering"
    NIVEAU = "niveau"


class Kant(StrEnum):
    """The class a bound itself belongs to."""

    ONDER = "onder"
    BOVEN = "boven"


@dataclass(frozen=True)
class Grens:
    """A bound between two classes, and the side it belongs to."""

    waarde: float
    kant: Kant = Kant.BOVEN


@dataclass(frozen=True, kw_only=True)
class Drempel:
    """A threshold from a publication, with what it means there and where it stands."""

    waarde: float
    kant: Kant
    betekenis: str
    bron: str


# A column of a stored table: (tabel, kolom).
Kolomsleutel: TypeAlias = tuple[str, str]


@dataclass(frozen=True)
class Invoer:
    """
    The columns a formula asked for, on one set of areas.

    `waarden` and `geheim` have columns `(tabel, kolom)` and gebiedscode as index.
    """

    waarden: pd.DataFrame
    geheim: pd.DataFrame


@dataclass(frozen=True, kw_only=True)
class Formule:
    """
    How values come from stored columns.

    `nodig` are the columns without which there is no value; `erbij` those that only add a whole
    or margins. `bereken` answers the columns `UITKOMST`, missing where unknown.
    """

    nodig: tuple[Kolomsleutel, ...]
    bereken: Callable[[Invoer], pd.DataFrame]
    erbij: tuple[Kolomsleutel, ...] = ()

    @property
    def tabellen(self) -> tuple[str, ...]:
        """The tables without which there is no value, in order."""
        return tuple(dict.fromkeys(tabel for tabel, _ in self.nodig))


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """
    One thing that can be shown per area, declared once.

    `kort` names it within a sentence, in lower case, and `is_meervoud` tells which verb goes with
    that. `zin` is the legend as a sentence, with `{waarde}` and `{gebied}`. `noemer` says in words
    what the whole is; it never changes within an indicator. `proxy_voor` names what it stands
    in for. `is_basis`: it stands on the page of one buurt. `is_kwetsbare_groep`: it
    counts people of whom the report says that they may need help.
    `neutrale_band` is the change, in `verandereenheid`, that counts as about equal.
    `niveaugrenzen` part low, middle and high, where they do not follow from the figures.
    """

    sleutel: str
    label: str
    kort: str
    zin: str
    toelichting: str
    noemer: str
    eenheid: Eenheid
    verandereenheid: Verandereenheid
    neutrale_band: float
    decimalen: int
    polariteit: Polariteit
    bron: Bron
    formule: Formule
    kanttekening: str | None = None
    is_gevoelig: bool = False
    is_modelschatting: bool = False
    is_door_gebruiker: bool = False
    proxy_voor: str | None = None
    is_meervoud: bool = False
    is_kwetsbare_groep: bool = False
    is_basis: bool = False
    niveaus: tuple[Niveau, ...] = ALLE_NIVEAUS
    grenzen: tuple[Grens, ...] = ()
    niveaugrenzen: tuple[Grens, ...] = ()
    drempels: tuple[Drempel, ...] = ()
    breuken: Mapping[int, str] = field(default_factory=dict)

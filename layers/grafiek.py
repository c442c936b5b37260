"""
A chart as plain data: what every chart beside the map ends as.

Lines are cut where nothing was measured or a definition changed; a pen joins nothing.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from layers.kaartbeeld import Opmaak

_HEEL: Final = Opmaak(decimalen=0)


class Streek(StrEnum):
    """How a line is drawn."""

    GEWOON = "gewoon"
    WIJK = "wijk"
    GROOT = "groot"
    LAND = "land"
    EERDER = "eerder"
    BLEEK = "bleek"


@dataclass(frozen=True, kw_only=True)
class Lijn:
    """A named line: pieces of points, how it is drawn, and its place among the lines (colour)."""

    naam: str
    stukken: tuple[tuple[tuple[float, float], ...], ...]
    streek: Streek = Streek.GEWOON
    nummer: int = 0


@dataclass(frozen=True, kw_only=True)
class Stip:
    """A buurt as a dot; the chosen one is named."""

    x: float
    y: float
    naam: str
    is_gekozen: bool = False


@dataclass(frozen=True, kw_only=True)
class Band:
    """A part of the horizontal axis with a meaning; a line where it has no width."""

    van: float
    tot: float
    label: str


@dataclass(frozen=True, kw_only=True)
class Staaf:
    """A bar from zero and what is written at its end; open where it is a bound or an estimate."""

    label: str
    waarde: float
    tekst: str
    is_open: bool = False


@dataclass(frozen=True, kw_only=True)
class Grafiek:
    """
    A chart: texts, axes, lines, dots and bands, or bars alone; and its numbers as a table.

    `heel` is what a bar over the whole width would be, None: the longest. `x_merken` are the places
    on the horizontal axis with their words; `met_nul` tells whether zero has meaning and stands on
    the vertical axis. `in_vakken`: each line of a buurt in a box of its own beside the lines of
    larger areas, all on one scale.
    """

    titel: str
    ondertitel: str
    zin: str
    bron: str
    merken: tuple[str, ...] = ()
    x_label: str = ""
    x_merken: tuple[tuple[float, str], ...] = ()
    y_label: str = ""
    opmaak: Opmaak = _HEEL
    met_nul: bool = False
    in_vakken: bool = False
    lijnen: tuple[Lijn, ...] = ()
    staven: tuple[Staaf, ...] = ()
    heel: float | None = None
    stippen: tuple[Stip, ...] = ()
    banden: tuple[Band, ...] = ()
    koppen: tuple[str, ...] = ()
    rijen: tuple[tuple[str, ...], ...] = ()
    is_gevoelig: bool = False

    @property
    def staafmaat(self) -> float:
        """What a bar over the whole width stands for."""
        return self.heel or max((staaf.waarde for staaf in self.staven), default=1.0)

    @property
    def x_bereik(self) -> tuple[float, float]:
        """From the first place on the horizontal axis to the last."""
        return self.x_merken[0][0], self.x_merken[-1][0]

    @property
    def y_bereik(self) -> tuple[float, float]:
        """From the lowest value to the highest, with zero where it has meaning."""
        waarden = [y for lijn in self.lijnen for stuk in lijn.stukken for _, y in stuk]
        waarden += [stip.y for stip in self.stippen]
        laag, hoog = min(waarden, default=0.0), max(waarden, default=1.0)
        if self.met_nul:
            laag, hoog = min(laag, 0.0), max(hoog, 0.0)
        return (laag, hoog) if hoog > laag else (laag - 1, hoog + 1)

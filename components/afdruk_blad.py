"""A sheet of paper in its own units, and what can be put on it: text, lines, boxes, dots."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import count
from typing import Any, Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch, Rectangle
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, IdentityTransform

from components.afdruk_tekst import Regel
from components.letters import GEWOON, Letter, clean_tekst, font_of

DPI: Final = 300
# names of texts that the pen of a format looks for
HALO: Final = "halo"
REGEL: Final = "regel"
HALO_DIKTE: Final = 4.0
INKT: Final = "#1B2733"
INKT_2: Final = "#4C5762"
INKT_3: Final = "#66717B"
RAND: Final = "#838C95"
HAARLIJN: Final = "#D9DCDD"
WIT: Final = "#FFFFFF"
# capitals of Fira reach this far above their line; text is centred by it
_HOOFDLETTER: Final = 0.69


class Maat(Enum):
    """
    A size of paper: width and height in units, width in inches, and how bold lines are.

    A unit is what a pixel is on a screen; a slide is read from further away.
    """

    DIA = ("16:9", 1600.0, 900.0, 40 / 3, 1.15)
    A4 = ("a4", 1075.0, 1075.0 * 297 / 210, 210 / 25.4, 1.0)

    def __init__(
        self, naam: str, breed: float, hoog: float, breed_inch: float, dikte: float
    ) -> None:
        self.naam = naam
        self.breed = breed
        self.hoog = hoog
        self.breed_inch = breed_inch
        self.dikte = dikte

    @property
    def punten(self) -> float:
        """Points of the printer in a unit of the sheet."""
        return self.breed_inch * 72 / self.breed


@dataclass(frozen=True, kw_only=True)
class Opdracht:
    """
    How a map is put on paper.

    `gekozen` is the area with an outline of its own; `filter` holds what stays in sight, as in a
    link (none: all). The day is given, so that the same map can be made again.
    """

    maat: Maat
    gemaakt_op: date
    gekozen: str | None = None
    filter: tuple[int, ...] = ()


MAAT_PER_NAAM: Final = {maat.naam: maat for maat in Maat}


@dataclass(frozen=True)
class Vak:
    """A part of the sheet: its left, top, width and height."""

    x: float
    y: float
    breed: float
    hoog: float

    @property
    def rechts(self) -> float:
        """Right edge."""
        return self.x + self.breed

    @property
    def onder(self) -> float:
        """Bottom edge."""
        return self.y + self.hoog


class Blad:
    """A sheet to draw on; the origin is at the top left."""

    def __init__(self, maat: Maat) -> None:
        self.maat = maat
        self.figuur = Figure(
            figsize=(maat.breed_inch, maat.breed_inch * maat.hoog / maat.breed),
            dpi=DPI,
            facecolor=WIT,
        )
        FigureCanvasAgg(self.figuur)
        naar_figuur = Affine2D().scale(1 / maat.breed, -1 / maat.hoog).translate(0, 1)
        self.naar_papier = naar_figuur + self.figuur.transFigure
        self._nummer = count()

    def put(self, vorm: Artist) -> None:
        """Put a shape of matplotlib in units of the sheet."""
        vorm.set_transform(self.naar_papier)
        self.figuur.add_artist(vorm)

    def punten(self, eenheden: float) -> float:
        """Answer units of the sheet in points."""
        return eenheden * self.maat.punten

    def dikte(self, pixels: float) -> float:
        """Answer the width in points of a line that has `pixels` on a screen."""
        return self.punten(pixels * self.maat.dikte)

    def put_tekst(  # noqa: PLR0913 - a text has many sides
        self,
        tekst: str,
        x: float,
        y: float,
        *,
        grootte: float,
        letter: Letter = GEWOON,
        kleur: str = INKT,
        lijn: str = "left",
        hoogte: int = 20,
        naam: str | None = None,
        halo: str | None = None,
    ) -> None:
        """
        Put a text on a base line; `lijn` says which side of it stands at `x`.

        A halo is drawn by the pen of the format: what draws it here, makes shapes of the letters.
        """
        if halo:
            naam = f"{HALO}-{next(self._nummer)}-{halo.removeprefix('#')}"
        self.figuur.text(
            x,
            y,
            clean_tekst(tekst),
            fontproperties=font_of(letter, self.punten(grootte)),
            color=kleur,
            ha=lijn,
            va="baseline",
            zorder=hoogte,
            gid=naam,
            parse_math=False,
            transform=self.naar_papier,
        )

    def put_regel(self, regel: Regel, x: float, y: float, *, grootte: float, kleur: str) -> None:
        """Put a line of pieces; in SVG they become one text again."""
        nummer = next(self._nummer)
        for plek, stuk in enumerate(regel):
            self.put_tekst(
                stuk.tekst,
                x + stuk.x,
                y,
                grootte=grootte,
                letter=stuk.letter,
                kleur=kleur,
                naam=f"{REGEL}-{nummer}-{plek}-{int(stuk.heeft_spatie)}",
            )

    def put_vlak(  # noqa: PLR0913 - a box has four sides and a look
        self,
        vak: Vak,
        *,
        vulling: str = "none",
        lijn: str = "none",
        dikte: float = 1.0,
        hoogte: int = 5,
        streep: tuple[float, float] | None = None,
        straal: float = 0.0,
    ) -> None:
        """Put a box, with round corners or a dashed edge where asked."""
        vorm: Rectangle | FancyBboxPatch
        if straal:
            vorm = FancyBboxPatch(
                (vak.x, vak.y), vak.breed, vak.hoog, boxstyle=f"round,pad=0,rounding_size={straal}"
            )
        else:
            vorm = Rectangle((vak.x, vak.y), vak.breed, vak.hoog)
        vorm.set(facecolor=vulling, edgecolor=lijn, linewidth=self.punten(dikte), zorder=hoogte)
        if streep:
            vorm.set_linestyle((0, streep))
        self.put(vorm)

    def put_lijn(
        self,
        punten: Sequence[tuple[float, float]],
        *,
        kleur: str,
        dikte: float,
        streep: tuple[float, float] | None = None,
        hoogte: int = 6,
    ) -> None:
        """Put a line through points; `dikte` in units of the sheet."""
        self.put(
            Line2D(
                [x for x, _ in punten],
                [y for _, y in punten],
                color=kleur,
                linewidth=self.punten(dikte),
                linestyle=(0, streep) if streep else "-",
                solid_capstyle="butt",
                dash_capstyle="butt",
                solid_joinstyle="miter",
                zorder=hoogte,
            )
        )

    def put_stippen(  # noqa: PLR0913 - a dot has a size and a look
        self,
        punten: np.ndarray[Any, Any],
        *,
        straal: float,
        vulling: str,
        lijn: str = "none",
        dikte: float = 0.0,
        hoogte: int = 7,
    ) -> None:
        """Put a dot at each point; `punten` has a row for each."""
        if not len(punten):
            return
        # the path has radius 1 in points; its size counts as an area
        self.figuur.add_artist(
            PathCollection(
                [Path.unit_circle()],
                sizes=[self.punten(straal) ** 2],
                offsets=punten,
                offset_transform=self.naar_papier,
                transform=IdentityTransform(),
                facecolors=vulling,
                edgecolors=lijn,
                linewidths=self.punten(dikte),
                zorder=hoogte,
            )
        )

    def put_lijnen(
        self, lijnen: Sequence[np.ndarray[Any, Any]], *, kleur: str, dikte: float, hoogte: int
    ) -> None:
        """Put many lines at once; `dikte` in points."""
        self.put(
            LineCollection(
                list(lijnen),
                colors=kleur,
                linewidths=dikte,
                capstyle="round",
                joinstyle="round",
                zorder=hoogte,
            )
        )


@dataclass(frozen=True)
class Blok:
    """A part of a column: how high it is, and how to draw it with its left top at a place."""

    hoogte: float
    teken: Callable[[float, float], None]


def text_blok(
    blad: Blad, regels: Sequence[Regel], *, grootte: float, regelhoogte: float, kleur: str = INKT
) -> Blok:
    """Answer lines of text as a block."""

    def teken(x: float, y: float) -> None:
        for nummer, regel in enumerate(regels):
            lijn = baseline(y + nummer * grootte * regelhoogte, grootte * regelhoogte, grootte)
            blad.put_regel(regel, x, lijn, grootte=grootte, kleur=kleur)

    return Blok(len(regels) * grootte * regelhoogte, teken)


def space(hoogte: float) -> Blok:
    """Answer white between two blocks."""
    return Blok(hoogte, lambda _x, _y: None)


def height_of(blokken: Sequence[Blok]) -> float:
    """Answer how high blocks are on top of each other."""
    return math.fsum(blok.hoogte for blok in blokken)


def draw_blokken(blokken: Sequence[Blok], x: float, y: float) -> None:
    """Draw blocks under each other, from `y` down."""
    for blok in blokken:
        blok.teken(x, y)
        y += blok.hoogte


def baseline(y: float, hoogte: float, grootte: float) -> float:
    """Answer the base line of a text in the middle of a row."""
    return y + (hoogte + grootte * _HOOFDLETTER) / 2

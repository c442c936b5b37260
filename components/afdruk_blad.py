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
from matplotlib.image import BboxImage
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch, Rectangle
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Bbox, IdentityTransform, TransformedBbox

from components.afdruk_tekst import Regel
from components.huisstijl import GEEN_STIJL, Huisstijl
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


@dataclass(frozen=True, kw_only=True)
class Papier:
    """
    A sheet: width and height in units, width in inches, and how what is on it is laid out.

    A unit is what a pixel is on a screen. `dikte` tells how bold lines are, for a slide is read
    from further away. `kolom` is the width of the legend at the right (None: it stands below the
    map); `titel` and `namen` are sizes of letters, of the names from largest to smallest.
    """

    breed: float
    hoog: float
    breed_inch: float
    dikte: float = 1.0
    kolom: float | None = None
    titel: float = 32.0
    namen: tuple[float, ...] = (14.5, 13.0, 12.0, 11.0)
    groepsnaam: float = 13.0

    @property
    def punten(self) -> float:
        """Points of the printer in a unit of the sheet."""
        return self.breed_inch * 72 / self.breed


_MM: Final = 1 / 25.4


def _slide(breed: float, breed_inch: float, kolom: float) -> Papier:
    return Papier(
        breed=breed,
        hoog=900,
        breed_inch=breed_inch,
        dikte=1.15,
        kolom=kolom,
        titel=36,
        namen=(17, 15.5, 14, 13),
        groepsnaam=15,
    )


class Maat(Enum):
    """The sizes a map can be had in, by the name that the command line takes."""

    DIA = ("16:9", _slide(1600, 40 / 3, 444))
    DIA_SMAL = ("4:3", _slide(1200, 10, 372))
    A4 = ("a4", Papier(breed=1075, hoog=1075 * 297 / 210, breed_inch=210 * _MM))
    A4_LIGGEND = (
        "a4-liggend",
        Papier(breed=1520, hoog=1520 * 210 / 297, breed_inch=297 * _MM, kolom=420),
    )
    A3 = ("a3", Papier(breed=1280, hoog=1280 * 420 / 297, breed_inch=297 * _MM, titel=36))
    A3_LIGGEND = (
        "a3-liggend",
        Papier(breed=1810, hoog=1810 * 297 / 420, breed_inch=420 * _MM, kolom=460, titel=36),
    )
    VIERKANT = ("vierkant", Papier(breed=1200, hoog=1200, breed_inch=10))

    def __init__(self, naam: str, papier: Papier) -> None:
        self.naam = naam
        self.papier = papier


@dataclass(frozen=True, kw_only=True)
class Opdracht:
    """
    How a map is put on paper.

    `gekozen` is the area with an outline of its own; `filter` holds what stays in sight, as in a
    link (none: all). The day is given, so that the same map can be made again. `dpi` counts the
    dots of a picture per inch; `naast` is the (last) year of a second map on the sheet; `stijl` is
    what an organisation puts on its sheets.
    """

    maat: Maat
    gemaakt_op: date
    gekozen: str | None = None
    filter: tuple[int, ...] = ()
    dpi: int = DPI
    naast: int | None = None
    stijl: Huisstijl = GEEN_STIJL


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

    def __init__(self, papier: Papier) -> None:
        self.maat = papier
        self.figuur = Figure(
            figsize=(papier.breed_inch, papier.breed_inch * papier.hoog / papier.breed),
            dpi=DPI,
            facecolor=WIT,
        )
        FigureCanvasAgg(self.figuur)
        naar_figuur = Affine2D().scale(1 / papier.breed, -1 / papier.hoog).translate(0, 1)
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

    def put_beeld(self, punten: np.ndarray[Any, Any], vak: Vak) -> None:
        """Put a picture in a box; `punten` holds rows of RGBA."""
        # an image of a figure is placed in its dots, whatever they are when it is drawn
        hoeken = [(vak.x, vak.onder), (vak.rechts, vak.y)]
        (links, onder), (rechts, boven) = self.naar_papier.transform(hoeken)
        doos = TransformedBbox(
            Bbox.from_extents(links, onder, rechts, boven).transformed(
                self.figuur.transFigure.inverted()
            ),
            self.figuur.transFigure,
        )
        beeld = BboxImage(doos, interpolation="antialiased", zorder=5)
        beeld.set_data(punten)
        self.figuur.add_artist(beeld)

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

"""Tables on a slide: native, so that words and colours stay editable."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING, Any, Final

from pptx.enum.dml import MSO_PATTERN
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu

from components.afdruk_blad import INKT_2, WIT, Blok, Vak
from components.afdruk_stijl import PANEEL, STIP, STREEP, Patroon, name_colour
from components.dia_vorm import Alinea, Dia, describe_shape, measure, rgb

if TYPE_CHECKING:
    from pptx.table import Table, _Cell

# white within a cell: at its sides, and above and below
MARGE: Final = 5.0
_MARGE_HOOG: Final = 2.0
# every program knows it: no lines, no fill, the colour of text that the slide has
_ZONDER_STIJL: Final = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_EINDE: Final = f"<a:endParaRPr {nsdecls('a')} lang='nl-NL' sz='100'/>"
_PATRONEN: Final = {
    Patroon.STREEP: (MSO_PATTERN.WIDE_UPWARD_DIAGONAL, STREEP),
    Patroon.TERUG: (MSO_PATTERN.WIDE_DOWNWARD_DIAGONAL, STREEP),
    Patroon.STIP: (MSO_PATTERN.DOTTED_DIAMOND, STIP),
    Patroon.LIGGEND: (MSO_PATTERN.NARROW_HORIZONTAL, INKT_2),
    Patroon.STAAND: (MSO_PATTERN.NARROW_VERTICAL, INKT_2),
}
# The other side of a line between two cells: where that cell lies, and what it calls the line.
_OVERKANT: Final = {"L": (0, -1, "R"), "R": (0, 1, "L"), "T": (-1, 0, "B"), "B": (1, 0, "T")}
_VOLGORDE: Final = "LRTB"

# Of a cell and a side of it: colour and width of its line.
Randen = dict[tuple[int, int, str], tuple[str, float]]


@dataclass(frozen=True, kw_only=True)
class Cel:
    """
    A cell: its paragraphs, and its fill (None: that of the slide).

    They stand in the middle of it, or at its top (`is_boven`), where cells beside it begin as well.
    """

    alineas: tuple[Alinea, ...] = ()
    vulling: str | None = None
    patroon: Patroon | None = None
    marge: float = MARGE
    is_boven: bool = False


@dataclass(frozen=True, kw_only=True)
class Rooster:
    """
    A table: widths and heights in units, its cells by row, their lines, and what is merged.

    `samen` holds row and column of the first and of the last cell of what is one.
    """

    breedtes: tuple[float, ...]
    hoogtes: tuple[float, ...]
    cellen: tuple[tuple[Cel, ...], ...]
    randen: Mapping[tuple[int, int, str], tuple[str, float]] = field(default_factory=dict)
    samen: tuple[tuple[int, int, int, int], ...] = ()
    met_kop: bool = False

    @property
    def hoog(self) -> float:
        """Height of the whole."""
        return sum(self.hoogtes)


def row_height(dia: Dia, cellen: Sequence[Cel], breedtes: Sequence[float]) -> float:
    """Answer how high a row must be for what stands in it."""
    return max(
        (
            dia.height_of(cel.alineas, breed - 2 * cel.marge)
            for cel, breed in zip(cellen, breedtes, strict=True)
        ),
        default=0.0,
    ) + 2 * (_MARGE_HOOG)


def word_width(dia: Dia, alinea: Alinea) -> float:
    """Answer how wide a cell must be for the longest word of a paragraph."""
    woorden = [measure(woord, alinea.letter) for woord in alinea.tekst.split()]
    return max(woorden, default=0.0) * alinea.grootte * dia.wijd + 2 * MARGE


def put_rand(randen: Randen, plek: tuple[int, int], zijden: str, lijn: tuple[str, float]) -> None:
    """Put a line at sides of a cell, and at that of the cells beside it: a program draws either."""
    rij, kolom = plek
    for zijde in zijden:
        randen[rij, kolom, zijde] = lijn
        over_rij, over_kolom, over_zijde = _OVERKANT[zijde]
        randen[rij + over_rij, kolom + over_kolom, over_zijde] = lijn


def tabel_blok(dia: Dia, rooster: Rooster, *, naam: str, alt: str) -> Blok:
    """Answer a table as a block of a column."""
    return Blok(rooster.hoog, lambda x, y: put_tabel(dia, rooster, x, y, naam=naam, alt=alt))


def put_tabel(dia: Dia, rooster: Rooster, x: float, y: float, *, naam: str, alt: str) -> None:  # noqa: PLR0913
    """Put a table with its left top at a place."""
    vak = Vak(x, y, sum(rooster.breedtes), rooster.hoog)
    kader = dia.slide.shapes.add_table(
        len(rooster.hoogtes), len(rooster.breedtes), *dia.corners(vak)
    )
    describe_shape(kader.element, naam=naam, alt=alt)
    tabel = kader.table
    tabel.first_row, tabel.horz_banding = rooster.met_kop, False
    for stijl in kader.element.iter(qn("a:tableStyleId")):
        stijl.text = _ZONDER_STIJL
    _set_sizes(dia, tabel, rooster, vak)
    for rij, cellen in enumerate(rooster.cellen):
        for kolom, cel in enumerate(cellen):
            _fill_cell(dia, tabel.cell(rij, kolom), cel)
    for rij, kolom in product(range(len(rooster.hoogtes)), range(len(rooster.breedtes))):
        for zijde in _VOLGORDE:
            lijn = rooster.randen.get((rij, kolom, zijde))
            _put_line(dia, _element(tabel.cell(rij, kolom)), zijde, lijn)
    for van_rij, van_kolom, tot_rij, tot_kolom in rooster.samen:
        tabel.cell(van_rij, van_kolom).merge(tabel.cell(tot_rij, tot_kolom))


def _set_sizes(dia: Dia, tabel: "Table", rooster: Rooster, vak: Vak) -> None:
    """Give rows and columns their sizes; what is lost in rounding goes to the last."""
    for plek, breed in enumerate(_round(dia, rooster.breedtes, dia.emu(vak.breed))):
        tabel.columns[plek].width = breed
    for plek, hoog in enumerate(_round(dia, rooster.hoogtes, dia.emu(vak.hoog))):
        tabel.rows[plek].height = hoog


def _round(dia: Dia, maten: Sequence[float], geheel: Emu) -> list[Emu]:
    emus = [dia.emu(maat) for maat in maten[:-1]]
    return [*emus, Emu(geheel - sum(emus))]


def _fill_cell(dia: Dia, doel: "_Cell", cel: Cel) -> None:
    doel.margin_left = doel.margin_right = dia.emu(cel.marge)
    doel.margin_top = doel.margin_bottom = dia.emu(_MARGE_HOOG)
    doel.vertical_anchor = MSO_ANCHOR.TOP if cel.is_boven else MSO_ANCHOR.MIDDLE
    if cel.patroon:
        soort, kleur = _PATRONEN[cel.patroon]
        doel.fill.patterned()
        doel.fill.pattern = soort
        grond = cel.vulling or WIT
        # lines over a dark class are light, as on paper
        doel.fill.fore_color.rgb = rgb(PANEEL if name_colour(grond) == WIT else kleur)
        doel.fill.back_color.rgb = rgb(grond)
    elif cel.vulling:
        doel.fill.solid()
        doel.fill.fore_color.rgb = rgb(cel.vulling)
    kader = doel.text_frame
    for nummer, alinea in enumerate(cel.alineas):
        regel = kader.add_paragraph() if nummer else kader.paragraphs[0]
        # on a fill of our own the colour of a template may not be seen
        dia.write(regel, alinea, kleur=alinea.kleur if cel.vulling else dia.colour(alinea.kleur))
    for leeg in _element(doel).iter(qn("a:p")):
        if leeg.find(qn("a:r")) is None:
            # else an empty cell is as high as letters of 18 points
            leeg.append(parse_xml(_EINDE))


def _element(cel: "_Cell") -> Any:  # noqa: ANN401 - XML
    return cel._tc  # noqa: SLF001 - python-pptx has no lines of cells


def _put_line(dia: Dia, element: Any, zijde: str, lijn: tuple[str, float] | None) -> None:  # noqa: ANN401 - XML
    """Put a line at a side of a cell, or tell that there is none: else some programs guess."""
    vulling, dikte = "<a:noFill/>", 0.0
    if lijn:
        kleur, dikte = lijn
        vulling = f"<a:solidFill><a:srgbClr val='{kleur.removeprefix('#')}'/></a:solidFill>"
    xml = f"<a:ln{zijde} {nsdecls('a')} w='{dia.emu(dikte)}' cap='flat'>{vulling}</a:ln{zijde}>"
    # lines stand before the fill, in this order
    element.get_or_add_tcPr().insert(_VOLGORDE.index(zijde), parse_xml(xml))

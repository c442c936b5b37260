"""Native tables in a memo: rows that stay whole, a header that is one, cells with a colour."""

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final
from xml.sax.saxutils import quoteattr

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from docx.table import _Cell, _Row

from components.afdruk_blad import INKT, INKT_2, WIT
from components.afdruk_tekst import break_lines, width_of
from components.letters import VET
from components.memo_blad import Memo, add_stukken, clean_xml, paragraph_height
from components.memo_stijlen import TABEL, Zetmaat

# white at the left and right of a cell, above and below, in points
ZIJ: Final = 3.0
_BOVEN: Final = 1.0
_KOPMAAT: Final = 8.0
_LAAGSTE_RIJ: Final = 12.0
# a sample of a colour: how wide it is, and the white between two of them
STAAL_BREED: Final = 24.0
_TUSSEN: Final = 1.5
# a table with more rows may be continued on the next page
_HEEL: Final = 16
_ZEER_BREED: Final = 1e6
_KRAP: Final = 0.86
_STAPPEN: Final = 40


@dataclass(frozen=True, kw_only=True)
class Cel:
    """
    A cell: its lines, its fill and the colour of its letters, and a picture instead of words.

    `links` is the white at its left, `rand` the width of the line around it. `is_staal`: a sample
    of a colour, as wide as its cell and kept apart from those above and below. `alt` is what the
    picture shows; `kolommen` how many columns the cell takes. All measures are in points.
    """

    regels: tuple[str, ...] = ("",)
    vulling: str | None = None
    kleur: str | None = None
    is_rechts: bool = False
    links: float = ZIJ
    is_staal: bool = False
    kolommen: int = 1
    rand: float = 0.0
    randkleur: str = INKT
    beeld: bytes | None = None
    alt: str = ""


LEEG: Final = Cel()


@dataclass(frozen=True, kw_only=True)
class Tabel:
    """
    A table: the rows of words above its columns, its rows, and how wide its columns are, in points.

    `naam` is for who hears a table and does not see it. `wit` are the columns that only keep others
    apart. `laagste_rij` is the least height of a row, in points.
    """

    koppen: tuple[tuple[Cel, ...], ...]
    rijen: tuple[tuple[Cel, ...], ...]
    breedtes: tuple[float, ...]
    naam: str
    wit: Collection[int] = ()
    laagste_rij: float = _LAAGSTE_RIJ


def put_tabel(memo: Memo, tabel: Tabel) -> None:
    """Put a table below what was written."""
    alle = (*tabel.koppen, *tabel.rijen)
    word = memo.document.add_table(rows=len(alle), cols=len(tabel.breedtes))
    wortel = word._tbl  # noqa: SLF001 - what a table has no name for is set as XML
    wortel.replace(wortel.tblPr, parse_xml(_table_xml(tabel)))
    for kolom, breed in zip(word.columns, tabel.breedtes, strict=True):
        kolom.width = Pt(breed)
    for nummer, (rij, cellen) in enumerate(zip(word.rows, alle, strict=True)):
        is_kop = nummer < len(tabel.koppen)
        laagste = _LAAGSTE_RIJ if is_kop else tabel.laagste_rij
        eigenschappen = rij._tr.get_or_add_trPr()  # noqa: SLF001
        eigenschappen.append(OxmlElement("w:cantSplit"))
        rij.height = Pt(laagste)
        if is_kop:
            eigenschappen.append(OxmlElement("w:tblHeader"))
        # rows stay together by their paragraphs, all but those of the last one
        is_vast = is_kop or (len(alle) <= _HEEL and nummer < len(alle) - 1)
        hoogte = laagste
        for plek, inhoud, plaats in _placed(rij, cellen):
            breed = sum(tabel.breedtes[plek : plek + inhoud.kolommen])
            is_onderste = nummer == len(tabel.koppen) - 1
            lijn = memo.accent if is_onderste and plek not in tabel.wit else None
            xml = _cell_xml(inhoud, breed, lijn=lijn, midden="bottom" if is_kop else "center")
            plaats._tc.replace(plaats._tc.get_or_add_tcPr(), parse_xml(xml))  # noqa: SLF001
            _fill_cell(memo, plaats, inhoud, is_kop=is_kop, is_vast=is_vast)
            hoogte = max(hoogte, _cell_height(memo, inhoud, breed, is_kop=is_kop))
        memo.hoogte += hoogte


def _placed(rij: _Row, cellen: Sequence[Cel]) -> Iterator[tuple[int, Cel, _Cell]]:
    """List each cell with its first column; what a wide one covers is taken away."""
    plaatsen = list(rij.cells)
    plek = 0
    for inhoud in cellen:
        for bedekt in plaatsen[plek + 1 : plek + inhoud.kolommen]:
            rij._tr.remove(bedekt._tc)  # noqa: SLF001
        yield plek, inhoud, plaatsen[plek]
        plek += inhoud.kolommen


def _table_xml(tabel: Tabel) -> str:
    boven = round(_BOVEN * 20)
    # a template may give every table lines
    randen = "".join(
        f'<w:{zijde} w:val="nil"/>'
        for zijde in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return f"""
<w:tblPr {nsdecls("w")}>
  <w:tblW w:w="{round(sum(tabel.breedtes) * 20)}" w:type="dxa"/><w:jc w:val="left"/>
  <w:tblInd w:w="0" w:type="dxa"/><w:tblBorders>{randen}</w:tblBorders>
  <w:tblLayout w:type="fixed"/>
  <w:tblCellMar><w:top w:w="{boven}" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>
    <w:bottom w:w="{boven}" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>
  <w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"
    w:noHBand="1" w:noVBand="1"/>
  <w:tblCaption w:val={quoteattr(clean_xml(tabel.naam))}/>
</w:tblPr>
"""


def _cell_xml(inhoud: Cel, breed: float, *, lijn: str | None, midden: str) -> str:
    randen = ""
    if inhoud.rand:
        randen = _borders(("top", "left", "bottom", "right"), inhoud.randkleur, inhoud.rand)
    elif lijn:
        randen = _borders(("bottom",), lijn, 1)
    elif inhoud.is_staal:
        # not above it as well: that would cover the line below the words above the columns
        randen = _borders(("bottom",), WIT, _TUSSEN)
    vulling = ""
    if inhoud.vulling:
        kleur = inhoud.vulling.removeprefix("#")
        vulling = f'<w:shd w:val="clear" w:color="auto" w:fill="{kleur}"/>'
    span = f'<w:gridSpan w:val="{inhoud.kolommen}"/>' if inhoud.kolommen > 1 else ""
    wit = round(inhoud.links * 20), 0 if inhoud.is_staal else round(ZIJ * 20)
    return (
        f'<w:tcPr {nsdecls("w")}><w:tcW w:w="{round(breed * 20)}" w:type="dxa"/>'
        f'{span}{randen}{vulling}<w:tcMar><w:left w:w="{wit[0]}" w:type="dxa"/>'
        f'<w:right w:w="{wit[1]}" w:type="dxa"/></w:tcMar>'
        f'<w:vAlign w:val="{midden}"/></w:tcPr>'
    )


def _borders(zijden: Sequence[str], kleur: str, punten: float) -> str:
    lijnen = "".join(
        f'<w:{zijde} w:val="single" w:sz="{round(punten * 8)}" w:space="0" '
        f'w:color="{kleur.removeprefix("#")}"/>'
        for zijde in zijden
    )
    return f"<w:tcBorders>{lijnen}</w:tcBorders>"


def _fill_cell(memo: Memo, plaats: _Cell, inhoud: Cel, *, is_kop: bool, is_vast: bool) -> None:
    for nummer, regel in enumerate(inhoud.regels):
        alinea = plaats.paragraphs[0] if nummer == 0 else plaats.add_paragraph()
        memo.set_vorm(alinea, TABEL)
        alinea.paragraph_format.keep_with_next = True if is_vast else None
        if inhoud.is_rechts:
            alinea.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        if inhoud.beeld is not None:
            memo.put_beeld(alinea, inhoud.beeld, breed=STAAL_BREED, naam="Staal", alt=inhoud.alt)
        add_stukken(
            alinea,
            regel,
            grootte=_KOPMAAT if is_kop else None,
            kleur=inhoud.kleur or (INKT_2 if is_kop else None),
        )


def _cell_height(memo: Memo, inhoud: Cel, breed: float, *, is_kop: bool) -> float:
    maat = memo.maten[TABEL.naam]
    grootte = _KOPMAAT if is_kop else maat.grootte
    zet = Zetmaat(grootte, 0.0, 0.0, maat.regel)
    ruimte = memo.ruim * max(breed - ZIJ - inhoud.links, grootte)
    hoogte = sum(paragraph_height(regel, zet, ruimte) for regel in inhoud.regels)
    return hoogte + 2 * _BOVEN + (_TUSSEN if inhoud.is_staal else inhoud.rand)


def text_width(inhoud: Cel, grootte: float, *, kan_breken: bool = False) -> float:
    """Answer how wide a cell is with each text on one line, or on two where it can be broken."""
    if inhoud.is_staal:
        return STAAL_BREED
    breed = max(_line_width(regel, grootte, kan_breken=kan_breken) for regel in inhoud.regels)
    return breed + ZIJ + inhoud.links + 1


def _line_width(regel: str, grootte: float, *, kan_breken: bool) -> float:
    woorden = regel.split()
    breuken = range(1, len(woorden)) if kan_breken else ()
    breedtes = [_bold_width(regel, grootte)]
    for plek in breuken:
        delen = " ".join(woorden[:plek]), " ".join(woorden[plek:])
        breedtes.append(max(_bold_width(deel, grootte) for deel in delen))
    return min(breedtes)


def _bold_width(regel: str, grootte: float) -> float:
    regels = break_lines(regel.replace("**", ""), ruimte=_ZEER_BREED, grootte=grootte, letter=VET)
    return max((width_of(deel, grootte) for deel in regels), default=0.0)


def fit_breedtes(  # noqa: PLR0913 - what is in the columns, and what they may do
    memo: Memo,
    koppen: Sequence[Cel],
    rijen: Sequence[Sequence[Cel]],
    rek: Collection[int],
    *,
    wit: Mapping[int, float] = MappingProxyType({}),
    meer: float = math.inf,
) -> tuple[float, ...]:
    """
    Answer widths of columns that together take the whole line.

    `rek` are those that may be wider than they need, by `meer` points at most, `wit` those of a
    fixed width. Where they do not fit, the widest ones are made equal until they do.
    """
    grootte = memo.maten[TABEL.naam].grootte
    # the words of a wide cell are those of its last column
    los = [deel for kop in koppen for deel in (*(LEEG,) * (kop.kolommen - 1), kop)]
    ruimte = memo.breed - sum(wit.values())
    vrij = [plek for plek in range(len(los)) if plek not in wit]
    # a letter that is not known may be wider, and a word should not break
    krap = 1.0 if memo.ruim > 1 else _KRAP
    # words above columns take two lines only where they have to
    for kan_breken in (False, True):
        nodig = [
            max(
                text_width(kop, _KOPMAAT, kan_breken=kan_breken),
                *(text_width(rij[plek], grootte) for rij in rijen),
            )
            / krap
            for plek, kop in enumerate(los)
        ]
        over = ruimte - sum(nodig[plek] for plek in vrij)
        if over >= 0:
            break
    meer = min(max(over, 0.0) / len(rek), meer)
    laag, hoog = 0.0, max(nodig)
    for _ in range(_STAPPEN):
        midden = (laag + hoog) / 2
        if sum(min(nodig[plek], midden) for plek in vrij) > ruimte:
            hoog = midden
        else:
            laag = midden
    return tuple(
        wit[plek] if plek in wit else min(breed, hoog) + (meer if plek in rek else 0.0)
        for plek, breed in enumerate(nodig)
    )

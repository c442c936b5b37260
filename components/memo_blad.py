"""A memo being written: paragraphs and pictures below each other, and how high they are."""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph

from components.afdruk_blad import INKT
from components.afdruk_tekst import break_lines
from components.letters import GEWOON, ONLEESBAAR, VET
from components.memo_stijlen import (
    BIJSCHRIFT,
    KOPREGEL,
    TABEL,
    Vorm,
    Zetmaat,
    ensure_stijlen,
    measure_stijl,
)

# what XML forbids, and signs that turn the direction of all text after them
_VERBODEN: Final = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_RICHTING: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
_REGELHOOGTE: Final = 1.25
_TITELMATEN: Final = (1.0, 0.85, 0.7, 0.6)
_MEESTE_TITELREGELS: Final = 2
_LOGO: Final = (113.0, 34.0)


def clean_xml(tekst: str) -> str:
    r"""
    Answer a text that a document can hold, on one line.

    >>> clean_xml("a\x07b  c\u202ed"), clean_xml("<b>&"), clean_xml("\n")
    ('a\ufffdb cd', '<b>&', ' ')
    """
    return _VERBODEN.sub(ONLEESBAAR, re.sub(r"\s+", " ", _RICHTING.sub("", tekst)))


class Memo:
    """
    A document to write in; `hoogte` is how high all is that was written, in points.

    `breed` is the width of its text; `ruim` how much more goes on a line than in our own letters.
    """

    def __init__(
        self, document: Document, *, breed: float, ruim: float = 1.0, accent: str | None = None
    ) -> None:
        self.document = document
        self.breed = breed
        self.ruim = ruim
        self.accent = accent or INKT
        self.hoogte = 0.0
        self.stijlen = ensure_stijlen(document)
        self.maten = {naam: measure_stijl(stijl) for naam, stijl in self.stijlen.items()}

    @contextmanager
    def measured(self) -> Iterator[list[float]]:
        """Measure what is written within; the answer gets its height when it is done."""
        eerder, self.hoogte = self.hoogte, 0.0
        hoogte: list[float] = []
        yield hoogte
        hoogte.append(self.hoogte)
        self.hoogte += eerder

    def set_vorm(self, alinea: Paragraph, vorm: Vorm) -> Paragraph:
        """Give a paragraph its style; by its id, for the writer would look through all of them."""
        alinea._p.style = self.stijlen[vorm.naam].style_id  # noqa: SLF001
        return alinea

    def put_tekst(self, tekst: str, vorm: Vorm) -> Paragraph:
        """Put a paragraph; what stands between `**` is bold."""
        alinea = self.set_vorm(self.document.add_paragraph(), vorm)
        add_stukken(alinea, tekst)
        maat = self.maten[vorm.naam]
        self.hoogte += paragraph_height(tekst, maat, self.breed * self.ruim, is_vet=vorm.is_vet)
        return alinea

    def put_titel(self, tekst: str, vorm: Vorm) -> None:
        """Put a title, in smaller letters where it is long."""
        maat = self.maten[vorm.naam]
        for factor in _TITELMATEN:
            punten = round(maat.grootte * factor * 2) / 2
            regels = break_lines(tekst, ruimte=self.breed * self.ruim, grootte=punten, letter=VET)
            if len(regels) <= _MEESTE_TITELREGELS:
                break
        alinea = self.set_vorm(self.document.add_paragraph(), vorm)
        add_stukken(alinea, tekst, grootte=punten if factor < 1 else None)
        kleiner = Zetmaat(punten, maat.voor, maat.na, maat.regel)
        self.hoogte += paragraph_height(tekst, kleiner, self.breed * self.ruim, is_vet=True)

    def put_kopregel(
        self, tekst: str, *, merk: str = "", logo: bytes | None = None, band: str | None = None
    ) -> None:
        """Put what this is a page of, and at its right a mark in a dashed box and a logo."""
        alinea = self.set_vorm(self.document.add_paragraph(), KOPREGEL)
        alinea.paragraph_format.tab_stops.add_tab_stop(Pt(self.breed), WD_TAB_ALIGNMENT.RIGHT)
        if band:
            _add_band(alinea, band)
            self.hoogte += 10
        add_stukken(alinea, tekst)
        if merk or logo:
            alinea.add_run("\t")
        if merk:
            add_kader(alinea, merk)
        hoogte = 0.0
        if logo:
            alinea.add_run("   " if merk else "")
            hoogte = self._add_logo(alinea, logo)
        regel = paragraph_height(f"{tekst} {merk}", self.maten[KOPREGEL.naam], self.breed)
        self.hoogte += max(regel, hoogte + self.maten[KOPREGEL.naam].na)

    def put_beeldregel(self, bijschrift: str) -> Paragraph:
        """Put the place of a picture, which stays with its caption."""
        alinea = self.set_vorm(self.document.add_paragraph(), TABEL)
        alinea.paragraph_format.keep_with_next = True
        alinea.paragraph_format.space_after = Pt(2)
        self.hoogte += 4
        self.put_tekst(bijschrift, BIJSCHRIFT)
        return alinea

    def put_beeld(  # noqa: PLR0913 - a picture has a place, a size and words
        self,
        alinea: Paragraph,
        png: bytes,
        *,
        breed: float,
        hoog: float | None = None,
        naam: str,
        alt: str,
    ) -> None:
        """Put a picture in a paragraph, with words for who cannot see it."""
        beeld = alinea.add_run().add_picture(
            io.BytesIO(png), width=Pt(breed), height=None if hoog is None else Pt(hoog)
        )
        vorm: Any = beeld._inline  # noqa: SLF001 - no name of the writer knows these
        for zijde in ("distT", "distB", "distL", "distR"):
            # LibreOffice keeps nine points of white where this is not said
            vorm.set(zijde, "0")
        eigenschappen = vorm.docPr
        eigenschappen.name = naam
        eigenschappen.set("descr", clean_xml(alt))

    def _add_logo(self, alinea: Paragraph, logo: bytes) -> float:
        """Add a logo as large as its room allows, and answer how high it is."""
        breed_px, hoog_px = picture_size(logo)
        schaal = min(_LOGO[0] / breed_px, _LOGO[1] / hoog_px)
        breed, hoog = max(breed_px * schaal, 0.1), max(hoog_px * schaal, 0.1)
        self.put_beeld(alinea, logo, breed=breed, hoog=hoog, naam="Logo", alt="Logo")
        return hoog


def picture_size(png: bytes) -> tuple[int, int]:
    """Answer width and height of a PNG in its own dots."""
    return int.from_bytes(png[16:20]), int.from_bytes(png[20:24])


def paragraph_height(tekst: str, maat: Zetmaat, breed: float, *, is_vet: bool = False) -> float:
    """Answer about how high a paragraph is: the letters of the reader are not known here."""
    regels = break_lines(
        tekst, ruimte=breed, grootte=maat.grootte, letter=VET if is_vet else GEWOON
    )
    regel = maat.grootte * _REGELHOOGTE * max(maat.regel, 1.0)
    return maat.voor + max(len(regels), 1) * regel + maat.na


def add_stukken(
    alinea: Paragraph, tekst: str, *, grootte: float | None = None, kleur: str | None = None
) -> None:
    """Add a text in runs: what stands between `**` is bold."""
    for nummer, deel in enumerate(clean_xml(tekst).split("**")):
        if not deel:
            continue
        stuk = alinea.add_run(deel)
        if nummer % 2:
            stuk.bold = True
        if grootte is not None:
            stuk.font.size = Pt(grootte)
        if kleur is not None:
            stuk.font.color.rgb = RGBColor.from_string(kleur.removeprefix("#"))


def add_kader(alinea: Paragraph, tekst: str) -> None:
    """Add a text in a dashed box."""
    # hard spaces keep the words from the edge of the box
    stuk = alinea.add_run(f"\N{NO-BREAK SPACE}{clean_xml(tekst)}\N{NO-BREAK SPACE}")
    stuk.bold = True
    kleur = INKT.removeprefix("#")
    stuk.font.color.rgb = RGBColor.from_string(kleur)
    rand = OxmlElement("w:bdr")
    for naam, waarde in (("val", "dashed"), ("sz", "8"), ("space", "0"), ("color", kleur)):
        rand.set(qn(f"w:{naam}"), waarde)
    stuk.element.get_or_add_rPr().append(rand)


def add_lijn(alinea: Paragraph, *, boven: str, dikte: float = 0.5, ruimte: int = 3) -> None:
    """Draw a line above a paragraph."""
    eigenschappen = alinea.paragraph_format.element.get_or_add_pPr()
    randen = parse_xml(
        f'<w:pBdr {nsdecls("w")}><w:top w:val="single" w:sz="{round(dikte * 8)}" '
        f'w:space="{ruimte}" w:color="{boven.removeprefix("#")}"/></w:pBdr>'
    )
    eigenschappen.insert_element_before(
        randen, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr"
    )


def _add_band(alinea: Paragraph, kleur: str) -> None:
    add_lijn(alinea, boven=kleur, dikte=6, ruimte=6)

"""
A slide of PowerPoint to put things on: text, boxes and pictures that stay editable.

Places and sizes are in units of the sheet, as on paper: a slide of 16:9 is 1600 by 900.
"""

import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from PIL import Image
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_LINE, MSO_THEME_COLOR
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu

from components.afdruk_blad import HAARLIJN, INKT, Blok, Vak
from components.afdruk_tekst import break_lines
from components.letters import GEWOON, VET, Letter, breedte, clean_tekst

if TYPE_CHECKING:
    from pptx.slide import Slide
    from pptx.text.text import TextFrame, _Paragraph

REGELHOOGTE: Final = 1.25
LINKS, RECHTS, MIDDEN = PP_ALIGN.LEFT, PP_ALIGN.RIGHT, PP_ALIGN.CENTER
_EMU_PER_CENTIPUNT: Final = 127
# signs that turn a text around, so that it reads as another one
_KEERTEKENS: Final = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_DECORATIEF: Final = (
    f"<a:extLst {nsdecls('a')}><a:ext uri='{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}'>"
    "<adec:decorative xmlns:adec='http://schemas.microsoft.com/office/drawing/2017/decorative' "
    "val='1'/></a:ext></a:extLst>"
)


@dataclass(frozen=True, kw_only=True)
class Alinea:
    """A paragraph with words between `**` bold; `kleur` None is that of the slide itself."""

    tekst: str
    grootte: float
    is_vet: bool = False
    kleur: str | None = INKT
    lijn: PP_ALIGN = LINKS

    @property
    def letter(self) -> Letter:
        """The letter it is measured in."""
        return VET if self.is_vet else GEWOON


@dataclass(frozen=True, kw_only=True)
class Dia:
    """
    A slide, its width and height in units, and a unit in EMU; the origin is at the top left.

    Letters may be `wijd` times as wide as those we measure in, for they are those of the machine
    that shows it. On a template of an organisation (`is_eigen` False) text takes its colour.
    """

    slide: "Slide"
    breed: float
    hoog: float
    eenheid: float
    wijd: float
    is_eigen: bool

    def emu(self, eenheden: float) -> Emu:
        """Answer units of the sheet in those of the file."""
        return Emu(round(eenheden * self.eenheid))

    def corners(self, vak: Vak) -> tuple[Emu, Emu, Emu, Emu]:
        """Answer left, top, width and height, so that boxes that touch stay apart."""
        x, y = self.emu(vak.x), self.emu(vak.y)
        return x, y, Emu(self.emu(vak.rechts) - x), Emu(self.emu(vak.onder) - y)

    def size(self, grootte: float) -> Emu:
        """Answer a size of letters, in whole hundredths of a point."""
        return Emu(round(grootte * self.eenheid / _EMU_PER_CENTIPUNT) * _EMU_PER_CENTIPUNT)

    def colour(self, kleur: str | None) -> str | None:
        """Answer a colour of text; that of the template where there is one."""
        return kleur if self.is_eigen else None

    def count_lines(self, alinea: Alinea, breed: float) -> int:
        """Answer over how many lines a paragraph is broken."""
        # a column as wide as its word has to hold it, also where a number was rounded
        ruimte = breed / self.wijd + 0.05
        regels = break_lines(
            alinea.tekst, ruimte=ruimte, grootte=alinea.grootte, letter=alinea.letter
        )
        # a program begins a word that fits on no line on a line of its own
        lang = sum(
            measure(woord, alinea.letter) * alinea.grootte > ruimte
            for woord in alinea.tekst.split()
        )
        return len(regels) + lang

    def height_of(self, alineas: Sequence[Alinea], breed: float) -> float:
        """Answer how high paragraphs are in a box of this width."""
        return sum(self.count_lines(a, breed) * a.grootte * REGELHOOGTE for a in alineas)

    def width_of(self, tekst: str, grootte: float, letter: Letter = GEWOON) -> float:
        """Answer how far a text on one line may reach."""
        return measure(tekst, letter) * grootte * self.wijd

    def text_blok(self, alineas: Sequence[Alinea], breed: float, *, naam: str) -> Blok:
        """Answer paragraphs as a block of a column."""
        hoog = self.height_of(alineas, breed)
        return Blok(hoog, lambda x, y: self.put_tekst(Vak(x, y, breed, hoog), alineas, naam=naam))

    def put_tekst(self, vak: Vak, alineas: Sequence[Alinea], *, naam: str) -> None:
        """Put paragraphs in a box without edge."""
        doos = self.slide.shapes.add_textbox(*self.corners(vak))
        doos.name = naam
        prepare(doos.text_frame)
        self.fill(doos.text_frame, alineas)

    def fill(self, kader: "TextFrame", alineas: Sequence[Alinea]) -> None:
        """Write paragraphs in a frame of text, in place of what is there."""
        kader.clear()
        for nummer, alinea in enumerate(alineas):
            regel = kader.add_paragraph() if nummer else kader.paragraphs[0]
            self.write(regel, alinea, kleur=self.colour(alinea.kleur))

    def write(self, regel: "_Paragraph", alinea: Alinea, *, kleur: str | None) -> None:
        """Write a paragraph as runs of plain and bold text, in Dutch."""
        if self.is_eigen or alinea.lijn is not LINKS:
            regel.alignment = alinea.lijn
        for nummer, stuk in enumerate(split_bold(alinea.tekst)):
            if not stuk:
                continue
            run = regel.add_run()
            run.text = stuk
            run.font.size = self.size(alinea.grootte)
            run.font.language_id = MSO_LANGUAGE_ID.DUTCH
            if alinea.is_vet or nummer % 2:
                run.font.bold = True
            if kleur:
                run.font.color.rgb = rgb(kleur)

    def put_merk(self, vak: Vak, alinea: Alinea, *, naam: str) -> None:
        """Put a text in a box with a dashed edge."""
        doos = self.slide.shapes.add_textbox(*self.corners(vak))
        doos.name = naam
        prepare(doos.text_frame)
        doos.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        self.fill(doos.text_frame, [alinea])
        doos.line.width = self.emu(1.6)
        doos.line.dash_style = MSO_LINE.DASH
        _colour_line(doos.line, self.colour(INKT))

    def put_band(self, vak: Vak, kleur: str, *, naam: str) -> None:
        """Put a box of one colour, that says nothing."""
        vorm = self.slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *self.corners(vak))
        vorm.name = naam
        vorm.fill.solid()
        vorm.fill.fore_color.rgb = rgb(kleur)
        vorm.line.fill.background()
        _make_plain(vorm.element)

    def put_lijn(self, x: float, y: float, breed: float, *, naam: str) -> None:
        """Put a hairline, that says nothing."""
        vorm = self.slide.shapes.add_connector(
            MSO_CONNECTOR.STRAIGHT, self.emu(x), self.emu(y), self.emu(x + breed), self.emu(y)
        )
        vorm.name = naam
        vorm.line.width = self.emu(1.2)
        _colour_line(vorm.line, self.colour(HAARLIJN))
        _make_plain(vorm.element)

    def put_beeld(self, vak: Vak, ruw: bytes, *, naam: str, alt: str) -> None:
        """Put a picture in a box, with what it shows in words."""
        beeld = self.slide.shapes.add_picture(io.BytesIO(ruw), *self.corners(vak))
        describe_shape(beeld.element, naam=naam, alt=alt)


@lru_cache(maxsize=16384)
def measure(tekst: str, letter: Letter) -> float:
    """Answer how far a text reaches in letters of size 1; a sign we do not have is a wide one."""
    return breedte(clean_tekst(clean(tekst.replace("**", ""))), letter)


def picture_ratio(ruw: bytes) -> float:
    """Answer how many times as wide as high a picture is."""
    with Image.open(io.BytesIO(ruw)) as beeld:
        return beeld.width / beeld.height


def prepare(kader: "TextFrame") -> None:
    """Let the text of a box begin at its very corner, and shrink where somebody writes more."""
    kader.word_wrap = True
    kader.margin_left = kader.margin_right = kader.margin_top = kader.margin_bottom = Emu(0)
    kader.auto_size = MSO_AUTO_SIZE.TEXT_TO_FIT_SHAPE


def describe_shape(element: Any, *, naam: str, alt: str) -> None:  # noqa: ANN401 - XML
    """Give a shape its name, and what it shows in words."""
    eigenschappen = next(element.iter(qn("p:cNvPr")))
    eigenschappen.set("name", naam)
    eigenschappen.set("descr", clean(alt))


def rgb(kleur: str) -> RGBColor:
    """Answer a colour as the file wants it."""
    return RGBColor.from_string(kleur.removeprefix("#").upper())


def split_bold(tekst: str) -> Iterator[str]:
    """
    Answer plain and bold pieces in turn; the first is plain.

    >>> list(split_bold("In **Oud Dorp**, nu"))
    ['In ', 'Oud Dorp', ', nu']
    """
    yield from clean(tekst).split("**")


def clean(tekst: str) -> str:
    r"""
    Answer a text on one line, without signs that no file may hold or that turn it around.

    >>> clean("a\x07b\n c"), clean("\u202egnp.exe")
    ('ab c', 'gnp.exe')
    """
    return " ".join("".join(filter(_is_sign, _KEERTEKENS.sub("", tekst))).split())


def _is_sign(teken: str) -> bool:
    if teken.isspace():
        return True
    # the last two of every plane are no signs
    return unicodedata.category(teken) not in {"Cc", "Cs"} and ord(teken) & 0xFFFE != 0xFFFE  # noqa: PLR2004


def _colour_line(lijn: Any, kleur: str | None) -> None:  # noqa: ANN401 - of many kinds
    if kleur:
        lijn.color.rgb = rgb(kleur)
    else:
        lijn.color.theme_color = MSO_THEME_COLOR.TEXT_1


def _make_plain(element: Any) -> None:  # noqa: ANN401 - XML
    """Take the looks of the theme from a shape, and tell that a screen reader may pass it over."""
    for stijl in element.findall(qn("p:style")):
        element.remove(stijl)
    next(element.iter(qn("p:cNvPr"))).append(parse_xml(_DECORATIEF))

"""The styles of a memo: real ones of Word, to navigate by and to change at once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, cast

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.styles.style import ParagraphStyle

from components.afdruk_blad import INKT, INKT_2

TAAL: Final = "nl-NL"


@dataclass(frozen=True, kw_only=True)
class Vorm:
    """
    A style of paragraphs: its name, size in points, and the white around it.

    `niveau` is how deep a heading lies; `is_ingebouwd` tells which names Word knows.
    """

    naam: str
    grootte: float
    kleur: str | None = None
    is_vet: bool = False
    voor: float = 0.0
    na: float = 0.0
    regel: float = 1.0
    niveau: int | None = None
    is_ingebouwd: bool = False
    blijft_bij_volgende: bool = False


TITEL: Final = Vorm(
    naam="Title", grootte=20, is_vet=True, na=2, is_ingebouwd=True, blijft_bij_volgende=True
)
ONDERTITEL: Final = Vorm(naam="Subtitle", grootte=10, kleur=INKT_2, na=4, is_ingebouwd=True)
KOP: Final = Vorm(
    naam="heading 1",
    grootte=9.5,
    is_vet=True,
    voor=4,
    na=1,
    niveau=0,
    is_ingebouwd=True,
    blijft_bij_volgende=True,
)
BIJSCHRIFT: Final = Vorm(naam="caption", grootte=8, kleur=INKT_2, na=2, is_ingebouwd=True)
KOPREGEL: Final = Vorm(naam="Sociale Kaart kopregel", grootte=9, kleur=INKT_2, na=4)
ZIN: Final = Vorm(naam="Sociale Kaart zin", grootte=10.5, na=4, regel=1.1)
TEKST: Final = Vorm(naam="Sociale Kaart toelichting", grootte=8, kleur=INKT_2, voor=2, na=1)
TABEL: Final = Vorm(naam="Sociale Kaart tabel", grootte=8.5)
TUSSEN: Final = Vorm(naam="Sociale Kaart tussenruimte", grootte=4)
BRON: Final = Vorm(naam="Sociale Kaart bron", grootte=7.5, kleur=INKT_2, voor=2)
VORMEN: Final = (TITEL, ONDERTITEL, KOP, BIJSCHRIFT, KOPREGEL, ZIN, TEKST, TABEL, TUSSEN, BRON)

# what a template of others does not say of its own styles
_GEEN_GROOTTE: Final = 12.0
_GEEN_NA: Final = 8.0
_GEEN_REGEL: Final = 1.15
_KERN: Final = ("Normal", "Default Paragraph Font", "Normal Table", "No List")
_STANDAARD: Final = f"""
<w:docDefaults {nsdecls("w")}>
  <w:rPrDefault><w:rPr>
    <w:rFonts w:asciiTheme="majorHAnsi" w:eastAsiaTheme="majorEastAsia"
      w:hAnsiTheme="majorHAnsi" w:cstheme="majorBidi"/>
    <w:color w:val="{INKT.removeprefix("#")}"/><w:sz w:val="20"/><w:szCs w:val="20"/>
    <w:lang w:val="{TAAL}" w:eastAsia="{TAAL}" w:bidi="ar-SA"/>
  </w:rPr></w:rPrDefault>
  <w:pPrDefault><w:pPr>
    <w:spacing w:after="0" w:line="240" w:lineRule="auto"/>
  </w:pPr></w:pPrDefault>
</w:docDefaults>
"""


def clear_stijlen(document: Document) -> None:
    """Take away every style that the writer of a document brings, and set language and letter."""
    wortel = document.styles.element
    for stijl in list(wortel.findall(qn("w:style"))):
        if _name_of(stijl) not in _KERN:
            wortel.remove(stijl)
    standaard = wortel.find(qn("w:docDefaults"))
    wortel.replace(cast("BaseOxmlElement", standaard), parse_xml(_STANDAARD))


def set_taal(document: Document) -> None:
    """Say in the styles that the text is Dutch."""
    wortel = document.styles.element
    standaard = wortel.find(qn("w:docDefaults"))
    if standaard is None:
        standaard = OxmlElement("w:docDefaults")
        wortel.insert(0, standaard)
    for naam in ("w:rPrDefault", "w:rPr", "w:lang"):
        deel = standaard.find(qn(naam))
        if deel is None:
            deel = OxmlElement(naam)
            standaard.insert(0 if naam == "w:rPrDefault" else len(standaard), deel)
        standaard = deel
    standaard.set(qn("w:val"), TAAL)


def ensure_stijlen(document: Document) -> dict[str, ParagraphStyle]:
    """
    Answer a style for each form: that of the document, or one of ours where it has none.

    A document without a style for titles shows its title as its highest heading, and the headings
    below it one deeper.
    """
    bekend = _known(document)
    vormen = {vorm.naam: vorm for vorm in VORMEN}
    if TITEL.naam.lower() not in bekend and KOP.naam in bekend:
        vormen[TITEL.naam] = replace(TITEL, naam="heading 1", niveau=0)
        vormen[KOP.naam] = replace(KOP, naam="heading 2", niveau=1)
    for vorm in vormen.values():
        if vorm.naam.lower() not in bekend:
            document.styles.element.append(parse_xml(_style_xml(document, vorm)))
    bekend = _known(document)
    return {naam: bekend[vorm.naam.lower()] for naam, vorm in vormen.items()}


def _known(document: Document) -> dict[str, ParagraphStyle]:
    """Answer the styles of paragraphs by their name, as Word keeps it, in small letters."""
    return {
        _name_of(stijl.element).lower(): cast("ParagraphStyle", stijl)
        for stijl in document.styles
        if stijl.type == WD_STYLE_TYPE.PARAGRAPH
    }


def _name_of(stijl: BaseOxmlElement) -> str:
    naam = stijl.find(qn("w:name"))
    return "" if naam is None else str(naam.get(qn("w:val"), ""))


def _style_xml(document: Document, vorm: Vorm) -> str:
    standaard = document.styles.default(WD_STYLE_TYPE.PARAGRAPH)
    basis = f'<w:basedOn w:val="{standaard.style_id}"/>' if standaard is not None else ""
    eigen = "" if vorm.is_ingebouwd else ' w:customStyle="1"'
    bij = "<w:keepNext/>" if vorm.blijft_bij_volgende else ""
    niveau = "" if vorm.niveau is None else f'<w:outlineLvl w:val="{vorm.niveau}"/>'
    kleur = f'<w:color w:val="{vorm.kleur.removeprefix("#")}"/>' if vorm.kleur else ""
    vet = "<w:b/><w:bCs/>" if vorm.is_vet else ""
    return f"""
<w:style {nsdecls("w")} w:type="paragraph" w:styleId="{_free_id(document, vorm)}"{eigen}>
  <w:name w:val="{vorm.naam}"/>{basis}<w:uiPriority w:val="10"/><w:qFormat/>
  <w:pPr>{bij}<w:keepLines/>
    <w:spacing w:before="{_twips(vorm.voor)}" w:after="{_twips(vorm.na)}"
      w:line="{round(vorm.regel * 240)}" w:lineRule="auto"/>
    <w:ind w:left="0" w:right="0" w:firstLine="0"/><w:jc w:val="left"/>{niveau}
  </w:pPr>
  <w:rPr>{vet}{kleur}<w:sz w:val="{round(vorm.grootte * 2)}"/>
    <w:szCs w:val="{round(vorm.grootte * 2)}"/><w:lang w:val="{TAAL}"/></w:rPr>
</w:style>
"""


def _free_id(document: Document, vorm: Vorm) -> str:
    """Answer an id for a style that no other has: a name may be free where its id is not."""
    bezet = {stijl.style_id for stijl in document.styles}
    basis = re.sub(r"\W", "", vorm.naam.title())
    return next(
        naam
        for naam in (basis, *(f"{basis}{nummer}" for nummer in range(1, len(bezet) + 2)))
        if naam not in bezet
    )


def _twips(punten: float) -> int:
    return round(punten * 20)


@dataclass(frozen=True)
class Zetmaat:
    """How large the letters of a style are, and the white around a paragraph, in points."""

    grootte: float
    voor: float
    na: float
    regel: float


def measure_stijl(stijl: ParagraphStyle) -> Zetmaat:
    """Answer the measures of a style; where it is silent those of what it is based on."""
    keten = list(_chain(stijl))
    grootte = next((s.font.size.pt for s in keten if s.font.size is not None), _GEEN_GROOTTE)
    voor = next((v.pt for s in keten if (v := s.paragraph_format.space_before) is not None), 0.0)
    na = next((v.pt for s in keten if (v := s.paragraph_format.space_after) is not None), _GEEN_NA)
    regel = next(
        (v for s in keten if (v := s.paragraph_format.line_spacing) is not None), _GEEN_REGEL
    )
    # line spacing is a factor, or a height
    return Zetmaat(grootte, voor, na, regel if isinstance(regel, float) else regel.pt / grootte)


def _chain(stijl: ParagraphStyle) -> Iterator[ParagraphStyle]:
    """List a style and what it is based on; a circle ends where it began."""
    gezien: set[str] = set()
    deze = cast("ParagraphStyle | None", stijl)
    while deze is not None and deze.style_id not in gezien:
        gezien.add(deze.style_id)
        yield deze
        deze = cast("ParagraphStyle | None", deze.base_style)

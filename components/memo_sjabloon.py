"""The document a memo is written in: our own, or the template of an organisation."""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path
from typing import Final, cast
from xml.sax.saxutils import escape

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.oxml import serialize_part_xml
from docx.opc.part import XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section, _Footer, _Header
from docx.shared import Length, Mm, Pt

from components.errors import SjabloonAfgekeurdError
from components.memo_blad import clean_xml
from components.memo_stijlen import TAAL, clear_stijlen, set_taal

DELEN: Final = ("titel", "kaart", "legenda", "tabel", "bron")
_PLEK: Final = re.compile(rf"\{{\{{\s*({'|'.join(DELEN)})\s*\}}\}}", re.IGNORECASE)
_A4: Final = (Mm(210), Mm(297))
_BOVENRAND: Final = Mm(11)
_ZIJRAND: Final = Mm(18)
# white in a cell of others, and the least width a part is laid out for, in points
_CELRAND: Final = 10.8
_SMALST: Final = 120.0
_REGEL_PUNTEN: Final = 14.0
_EMU_PER_PUNT: Final = 12700
_GROOTST: Final = 200_000_000
_OUD_OF_OP_SLOT: Final = b"\xd0\xcf\x11\xe0"
_SJABLOON_MAIN: Final = CT.WML_DOCUMENT_MAIN.replace("document.main", "template.main")
_ZET_OPNIEUW: Final = "open het in Word en bewaar het opnieuw als .docx"
# what only a text in the body points at
_VAN_DE_TEKST: Final = (
    RT.IMAGE,
    RT.HYPERLINK,
    RT.CHART,
    RT.OLE_OBJECT,
    RT.PACKAGE,
    RT.COMMENTS,
    RT.DIAGRAM_DATA,
)
# what the document of the writer brings and a memo does not need
_BIJVANGST: Final = (
    RT.THUMBNAIL,
    RT.EXTENDED_PROPERTIES,
    RT.CUSTOM_XML,
    RT.NUMBERING,
    RT.WEB_SETTINGS,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
)
# of what a template says of itself, what a header may show
_EIGEN_GEGEVENS: Final = ("Company", "Manager")
_OUDSTE_ZIP: Final = 1980
_INSTELLINGEN: Final = f"""
<w:settings {nsdecls("w")}>
  <w:zoom w:percent="100"/><w:defaultTabStop w:val="708"/>
  <w:characterSpacingControl w:val="doNotCompress"/>
  <w:compat><w:compatSetting w:name="compatibilityMode"
    w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>
  <w:themeFontLang w:val="{TAAL}"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>
</w:settings>
"""


@dataclass(frozen=True)
class Plek:
    """A place in a template: which part comes there, and the element that gives way to it."""

    deel: str
    alinea: BaseOxmlElement

    @property
    def wijkt(self) -> BaseOxmlElement:
        """What gives way: the paragraph, or the field around it where that holds nothing else."""
        ouder = self.alinea.getparent()
        if ouder is not None and ouder.tag == qn("w:sdtContent") and len(ouder) == 1:
            return cast("BaseOxmlElement", ouder.getparent())
        return self.alinea


def open_eigen(*, is_liggend: bool) -> Document:
    """Answer an empty document of our own, on A4."""
    document = docx.Document()
    clear_stijlen(document)
    instellingen = document.settings.element
    for deel in list(instellingen):
        instellingen.remove(deel)
    for deel in list(parse_xml(_INSTELLINGEN)):
        instellingen.append(deel)
    for bron in (document.part, document.part.package):
        for sleutel, relatie in list(bron.rels.items()):
            if relatie.reltype in _BIJVANGST:
                del bron.rels[sleutel]
    sectie = document.sections[0]
    sectie.page_width, sectie.page_height = _A4
    sectie.top_margin = sectie.bottom_margin = _BOVENRAND
    sectie.left_margin = sectie.right_margin = _ZIJRAND
    sectie.header_distance = sectie.footer_distance = Mm(8)
    if is_liggend:
        turn(sectie)
    return document


def turn(sectie: Section) -> None:
    """Lay a page that stands."""
    breed, hoog = sectie.page_width, sectie.page_height
    if breed is not None and hoog is not None and breed < hoog:
        sectie.page_width, sectie.page_height = hoog, breed
        sectie.orientation = WD_ORIENT.LANDSCAPE


def open_sjabloon(pad: Path) -> Document:
    """
    Open the template of an organisation.

    Raises
    ------
    SjabloonAfgekeurdError
        If it is no document of Word, is locked, holds macros or is damaged.
    """
    try:
        ruw = pad.read_bytes()
    except OSError as fout:
        raise SjabloonAfgekeurdError(
            pad.name, "het kan niet worden gelezen; kijk of het er nog staat"
        ) from fout
    if ruw.startswith(_OUD_OF_OP_SLOT):
        raise SjabloonAfgekeurdError(
            pad.name,
            "er zit een wachtwoord op, of het is van een Word van voor 2007; haal het wachtwoord "
            "eraf en bewaar het als .docx",
        )
    try:
        document = docx.Document(io.BytesIO(_as_document(pad, ruw)))
        document.element.body.get_or_add_sectPr()
        set_taal(document)
    except (
        AttributeError,  # a part is not what its name says
        EOFError,
        LookupError,
        NotImplementedError,
        PackageNotFoundError,
        SyntaxError,  # as lxml says that XML is broken
        TypeError,
        ValueError,
        OSError,
        zipfile.BadZipFile,
        zlib.error,
    ) as fout:
        raise SjabloonAfgekeurdError(pad.name, f"het is beschadigd; {_ZET_OPNIEUW}") from fout
    return document


def _as_document(pad: Path, ruw: bytes) -> bytes:
    """Answer a template as a document: for the rest they are the same."""
    if not zipfile.is_zipfile(io.BytesIO(ruw)):
        raise SjabloonAfgekeurdError(
            pad.name, "het is geen bestand van Word; kies een .docx of .dotx"
        )
    with zipfile.ZipFile(io.BytesIO(ruw)) as oud:
        if sum(lid.file_size for lid in oud.infolist()) > _GROOTST:
            raise SjabloonAfgekeurdError(
                pad.name, "uitgepakt is het groter dan 200 MB; maak de afbeeldingen erin kleiner"
            )
        if any(lid.flag_bits & 1 for lid in oud.infolist()):
            raise SjabloonAfgekeurdError(
                pad.name, "er zit een wachtwoord op; haal dat eraf en bewaar het opnieuw"
            )
        soorten = oud.read("[Content_Types].xml")
        if b"macroEnabled" in soorten:
            raise SjabloonAfgekeurdError(
                pad.name, "er zitten macro's in; bewaar het als .docx of .dotx"
            )
        if CT.WML_DOCUMENT_MAIN.encode() in soorten:
            return ruw
        if _SJABLOON_MAIN.encode() not in soorten:
            raise SjabloonAfgekeurdError(
                pad.name, "het is geen bestand van Word; kies een .docx of .dotx"
            )
        uit = io.BytesIO()
        with zipfile.ZipFile(uit, "w") as nieuw:
            for lid in oud.infolist():
                inhoud = oud.read(lid)
                if lid.filename == "[Content_Types].xml":
                    inhoud = inhoud.replace(_SJABLOON_MAIN.encode(), CT.WML_DOCUMENT_MAIN.encode())
                nieuw.writestr(lid.filename, inhoud)
    return uit.getvalue()


def find_plekken(document: Document) -> list[Plek]:
    """List the paragraphs in the text of a template that only name a part."""
    gevonden = []
    for alinea in document.element.body.iter(qn("w:p")):
        if any(ouder.tag == qn("w:txbxContent") for ouder in alinea.iterancestors()):
            continue
        # what stands in a box that hangs from it is not its text
        woorden = alinea.xpath(".//w:t[not(ancestor::w:txbxContent)]")
        tekst = "".join(woord.text or "" for woord in woorden)
        if wens := _PLEK.fullmatch(tekst.strip()):
            gevonden.append(Plek(wens[1].lower(), alinea))
    return gevonden


def clear_body(document: Document) -> None:
    """Take all text out of a template; its last page layout stays, with headers and footers."""
    lijf = document.element.body
    laatste = lijf.get_or_add_sectPr()
    koppen: dict[tuple[str, str], BaseOxmlElement] = {}
    for sectie in lijf.iter(qn("w:sectPr")):
        for kop in sectie.findall(qn("w:headerReference")) + sectie.findall(
            qn("w:footerReference")
        ):
            koppen[kop.tag, kop.get(qn("w:type"), "default")] = kop
    for deel in list(lijf):
        if deel is not laatste:
            lijf.remove(deel)
    # a section without a header shows that of the one before it
    for kop in reversed(koppen.values()):
        laatste.insert(0, kop)
    for naam in ("w:type", "w:cols"):
        for deel in laatste.findall(qn(naam)):
            laatste.remove(deel)
    for sleutel, relatie in list(document.part.rels.items()):
        if relatie.reltype in _VAN_DE_TEKST:
            del document.part.rels[sleutel]


def section_of(document: Document, plek: Plek) -> Section:
    """Answer the section a place lies in."""
    eerder = plek.alinea.xpath("preceding::w:sectPr")
    return document.sections[min(len(eerder), len(document.sections) - 1)]


def room_of(sectie: Section) -> tuple[float, float]:
    """Answer width and height of the text on a page, in points."""
    breed = _or(sectie.page_width, _A4[0]) - _or(sectie.left_margin) - _or(sectie.right_margin)
    kop = max(_or(sectie.top_margin), _or(sectie.header_distance) + _height(sectie, is_kop=True))
    voet = max(
        _or(sectie.bottom_margin), _or(sectie.footer_distance) + _height(sectie, is_kop=False)
    )
    hoog = _or(sectie.page_height, _A4[1]) - kop - voet
    return (breed - _or(sectie.gutter)) / _EMU_PER_PUNT, hoog / _EMU_PER_PUNT


def width_at(document: Document, plek: Plek) -> float:
    """Answer how wide the text is at a place, in points: of a cell, a column or a page."""
    sectie = section_of(document, plek)
    breed, _ = room_of(sectie)
    for cel in plek.alinea.xpath("ancestor::w:tc[1]"):
        breed /= len(cel.getparent().findall(qn("w:tc")))
        for genoemd in cel.xpath("w:tcPr/w:tcW[@w:type='dxa']/@w:w"):
            breed = int(genoemd) / 20
        return max(breed - _CELRAND, _SMALST)
    for kolommen in sectie._sectPr.findall(qn("w:cols")):  # noqa: SLF001 - no name for columns
        aantal = int(kolommen.get(qn("w:num"), "1"))
        tussen = int(kolommen.get(qn("w:space"), "720")) / 20
        breed = (breed - (aantal - 1) * tussen) / aantal
    return max(breed, _SMALST)


def _or(maat: Length | None, anders: int = 0) -> int:
    return anders if maat is None else int(maat)


def _height(sectie: Section, *, is_kop: bool) -> int:
    """Answer about how high a header or footer is."""
    if sectie.different_first_page_header_footer:
        kop: _Header | _Footer = sectie.first_page_header if is_kop else sectie.first_page_footer
    else:
        kop = sectie.header if is_kop else sectie.footer
    if kop.is_linked_to_previous:
        return 0
    hoogte = 0
    for deel in kop._element:  # noqa: SLF001 - paragraphs and tables in their order
        rijen = deel.findall(qn("w:tr")) or [deel]
        for rij in rijen:
            hoogten = [int(hoog) for hoog in rij.xpath(".//wp:inline/wp:extent/@cy")]
            hoogte += max([*hoogten, int(Pt(_REGEL_PUNTEN))])
    return hoogte


def finish_memo(document: Document, titel: str, gemaakt_op: date) -> bytes:
    """
    Answer a memo as a file that says of itself its title, language and day, and nothing else.

    The same memo gives the same bytes.
    """
    document.core_properties.language = TAAL  # makes the part where a template has none
    pakket = document.part.package
    wortel = pakket.part_related_by(RT.CORE_PROPERTIES).element
    for deel in list(wortel):
        wortel.remove(deel)
    for deel in list(parse_xml(_core_xml(titel, gemaakt_op))):
        wortel.append(deel)
    for sleutel, relatie in list(pakket.rels.items()):
        if relatie.reltype == RT.THUMBNAIL:
            del pakket.rels[sleutel]
    _number_drawings(document)
    ruw = io.BytesIO()
    document.save(ruw)
    uit = io.BytesIO()
    dag = (max(gemaakt_op.year, _OUDSTE_ZIP), gemaakt_op.month, gemaakt_op.day, 0, 0, 0)
    with zipfile.ZipFile(ruw) as oud, zipfile.ZipFile(uit, "w") as nieuw:
        for naam in oud.namelist():
            inhoud = oud.read(naam)
            if naam == "docProps/app.xml":
                inhoud = _keep_own(inhoud)
            lid = zipfile.ZipInfo(naam, dag)
            lid.create_system = 0  # the same on every machine
            nieuw.writestr(lid, inhoud, compress_type=zipfile.ZIP_DEFLATED)
    return uit.getvalue()


def _number_drawings(document: Document) -> None:
    """Give each drawing a number of its own: the writer counts those of one part alone."""
    tekeningen = [
        tekening
        for deel in document.part.package.iter_parts()
        if isinstance(deel, XmlPart)
        for tekening in deel.element.xpath("//wp:docPr")
    ]
    bezet = {tekening.get("id") for tekening in tekeningen}
    vrij = (str(nummer) for nummer in count(1) if str(nummer) not in bezet)
    gezien = set()
    for tekening in tekeningen:
        if tekening.get("id") in gezien:
            tekening.set("id", next(vrij))
        gezien.add(tekening.get("id"))


def _core_xml(titel: str, gemaakt_op: date) -> str:
    moment = f"{gemaakt_op.isoformat()}T00:00:00Z"
    return f"""
<cp:coreProperties {nsdecls("cp", "dc", "dcterms", "xsi")}>
  <dc:title>{escape(clean_xml(titel))}</dc:title><dc:language>{TAAL}</dc:language>
  <dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>
  <dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified>
</cp:coreProperties>
"""


def _keep_own(xml: bytes) -> bytes:
    """Keep of the properties of a template what is of the organisation."""
    wortel = parse_xml(xml)
    for deel in list(wortel):
        if deel.tag.rpartition("}")[2] not in _EIGEN_GEGEVENS:
            wortel.remove(deel)
    return serialize_part_xml(wortel)

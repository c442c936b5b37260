"""
A presentation to put slides in: our own, or the template of an organisation; and its bytes.

Of a template its masters, layouts and theme stay. What it holds beside them (slides, names of
makers, comments, properties) is taken out: nobody saw that it would be shared.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pptx
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.package import Package
from pptx.parts.presentation import PresentationPart
from pptx.util import Emu, Inches

from components.afdruk_blad import Maat, Opdracht
from components.dia_vorm import clean
from components.errors import SjabloonAfgekeurdError
from data.archieven import MAX_WERKMAP

if TYPE_CHECKING:
    from pptx.opc.package import Part
    from pptx.presentation import Presentation
    from pptx.slide import SlideLayout

INDELING: Final = "Sociale Kaart"
_TITELS: Final = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
_HOOG: Final = Inches(7.5)
_BREED: Final = Inches(40 / 3)
_SMAL: Final = Inches(10)

# What stays of a file: the rest says something of its makers, or of slides that are gone.
_VAN_PAKKET: Final = {RT.OFFICE_DOCUMENT}
_VAN_PRESENTATIE: Final = {
    RT.SLIDE_MASTER,
    RT.THEME,
    RT.TABLE_STYLES,
    RT.NOTES_MASTER,
    RT.HANDOUT_MASTER,
    RT.FONT,
}
_IN_PRESENTATIE: Final = {
    qn(f"p:{naam}")
    for naam in (
        "sldMasterIdLst",
        "notesMasterIdLst",
        "handoutMasterIdLst",
        "sldIdLst",
        "sldSz",
        "notesSz",
        "embeddedFontLst",
        "kinsoku",
        "defaultTextStyle",
    )
}

_OUD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_VERSLEUTELD: Final = "EncryptedPackage".encode("utf-16-le")
_SOORTEN: Final = {CT.PML_PRESENTATION_MAIN, CT.PML_TEMPLATE_MAIN, CT.PML_SLIDESHOW_MAIN}
_ONLEESBAAR: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    SyntaxError,  # as lxml says that XML is broken
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)
_OPNIEUW: Final = "bewaar het in PowerPoint opnieuw als .pptx of .potx en stel het opnieuw in"
# no program looks at the day of a part
_DAG_IN_ZIP: Final = (1980, 1, 1, 0, 0, 0)
_UNIX: Final = 3
_LANGSTE_TITEL: Final = 255


def begin_presentatie(opdracht: Opdracht) -> "Presentation":
    """
    Answer a presentation without slides, in the size and the template of an order.

    Raises
    ------
    SjabloonAfgekeurdError
        If the template of the organisation cannot be used.
    """
    sjabloon = opdracht.stijl.dia
    presentatie = _own(opdracht.maat) if sjabloon is None else _read_sjabloon(sjabloon)
    _clean(presentatie)
    return presentatie


def choose_layout(presentatie: "Presentation") -> "SlideLayout":
    """Answer the layout of our name, else the first with a title, else the first."""
    alle = [lay for master in presentatie.slide_masters for lay in master.slide_layouts]
    genoemd = [lay for lay in alle if lay.name.strip().casefold() == INDELING.casefold()]
    met_titel = [
        lay
        for soort in _TITELS
        for lay in alle
        if any(vorm.placeholder_format.type == soort for vorm in lay.placeholders)
    ]
    return next(iter([*genoemd, *met_titel, *alle]))


def fonts_of(presentatie: "Presentation") -> set[str]:
    """Answer the letters of the theme, in small letters."""
    thema = presentatie.slide_masters[0].part.part_related_by(RT.THEME)
    wortel = parse_xml(thema.blob)
    return {
        letter.get("typeface", "").casefold()
        for soort in ("a:majorFont", "a:minorFont")
        for letter in wortel.iterfind(f".//{qn(soort)}/{qn('a:latin')}")
    }


def finish_presentatie(presentatie: "Presentation", titel: str, gemaakt_op: date) -> bytes:
    """Answer a presentation as a file, that says of itself its title, language and day alone."""
    eigenschappen = presentatie.core_properties
    deel: Any = presentatie.part.package.part_related_by(RT.CORE_PROPERTIES)
    for kind in list(deel._element):  # noqa: SLF001 - it begins with the name of a program
        deel._element.remove(kind)  # noqa: SLF001
    eigenschappen.title = clean(titel.replace("**", ""))[:_LANGSTE_TITEL]
    eigenschappen.language = "nl-NL"
    eigenschappen.created = eigenschappen.modified = datetime.combine(gemaakt_op, time(), UTC)
    geheugen = io.BytesIO()
    presentatie.save(geheugen)
    return _without_time(geheugen)


def _without_time(geheugen: io.BytesIO) -> bytes:
    """Answer a zip without the moment it was made, so that the same slides give the same bytes."""
    uit = io.BytesIO()
    with zipfile.ZipFile(geheugen) as oud, zipfile.ZipFile(uit, "w") as nieuw:
        for naam in oud.namelist():
            lid = zipfile.ZipInfo(naam, _DAG_IN_ZIP)
            lid.create_system = _UNIX
            is_beeld = naam.endswith((".png", ".jpg", ".jpeg", ".xlsx"))
            lid.compress_type = zipfile.ZIP_STORED if is_beeld else zipfile.ZIP_DEFLATED
            nieuw.writestr(lid, oud.read(naam))
    return uit.getvalue()


def _own(maat: Maat) -> "Presentation":
    """Answer a white presentation with one layout, that has a title."""
    presentatie = pptx.Presentation()
    oud = presentatie.slide_width or _SMAL
    presentatie.slide_width = _SMAL if maat is Maat.DIA_SMAL else _BREED
    presentatie.slide_height = _HOOG
    if maat is not Maat.DIA_SMAL:
        presentatie.element.find(qn("p:sldSz")).attrib.pop("type", None)
    (master,) = presentatie.slide_masters
    (houden,) = [lay for lay in master.slide_layouts if lay.name == "Title Only"]
    for indeling in list(master.slide_layouts):
        if indeling.name != houden.name:
            master.slide_layouts.remove(indeling)
    houden.name = INDELING
    schaal = presentatie.slide_width / oud
    for vorm in (*master.placeholders, *houden.placeholders):
        if vorm.element.find(f".//{qn('a:xfrm')}") is not None:
            vorm.left, vorm.width = Emu(round(vorm.left * schaal)), Emu(round(vorm.width * schaal))
    return presentatie


def _read_sjabloon(pad: Path) -> "Presentation":
    """Open the template of an organisation, a `.potx` as well."""
    try:
        ruw = pad.read_bytes()
    except OSError as fout:
        reden = "het bestand is er niet of kan niet worden gelezen; stel het sjabloon opnieuw in"
        raise SjabloonAfgekeurdError(pad.name, reden) from fout
    if ruw.startswith(_OUD_OFFICE):
        reden = (
            "het is met een wachtwoord beveiligd; bewaar het zonder wachtwoord"
            if _VERSLEUTELD in ruw
            else f"het is een bestand van voor 2007; {_OPNIEUW}"
        )
        raise SjabloonAfgekeurdError(pad.name, reden)
    try:
        deel = _open_part(pad, ruw)
        presentatie = deel.presentation
        fonts_of(presentatie)
        _check_parts(presentatie)
        choose_layout(presentatie)
    except _ONLEESBAAR as fout:
        raise SjabloonAfgekeurdError(pad.name, f"het is beschadigd; {_OPNIEUW}") from fout
    except StopIteration as fout:
        reden = f"er is geen dia-indeling in; maak er een in het diamodel en {_OPNIEUW}"
        raise SjabloonAfgekeurdError(pad.name, reden) from fout
    return presentatie


def _open_part(pad: Path, ruw: bytes) -> PresentationPart:
    """Answer the heart of a file of PowerPoint, as that of a presentation."""
    if not zipfile.is_zipfile(io.BytesIO(ruw)):
        raise SjabloonAfgekeurdError(pad.name, f"het is geen bestand van PowerPoint; {_OPNIEUW}")
    with zipfile.ZipFile(io.BytesIO(ruw)) as archief:
        if sum(lid.file_size for lid in archief.infolist()) > MAX_WERKMAP:
            reden = "het is uitgepakt te groot; haal grote plaatjes uit het diamodel"
            raise SjabloonAfgekeurdError(pad.name, reden)
        if "[Content_Types].xml" not in archief.namelist():
            reden = f"het is geen bestand van PowerPoint; {_OPNIEUW}"
            raise SjabloonAfgekeurdError(pad.name, reden)
    deel: Part = Package.open(io.BytesIO(ruw)).main_document_part
    if "macro" in deel.content_type.lower():
        raise SjabloonAfgekeurdError(pad.name, f"er zitten macro's in; {_OPNIEUW}")
    if not isinstance(deel, PresentationPart) or deel.content_type not in _SOORTEN:
        reden = f"het is een bestand van een ander programma; {_OPNIEUW}"
        raise SjabloonAfgekeurdError(pad.name, reden)
    deel._content_type = CT.PML_PRESENTATION_MAIN  # noqa: SLF001 - else it opens as a template
    vars(deel).pop("content_type", None)
    return deel


def _check_parts(presentatie: "Presentation") -> None:
    """Read what is copied as it stands, so that a broken part shows here."""
    for deel in presentatie.part.package.iter_parts():
        if deel.partname.ext == "xml":
            parse_xml(deel.blob)


def _clean(presentatie: "Presentation") -> None:
    """Take out slides, and everything else that is no part of a design."""
    deel, pakket = presentatie.part, presentatie.part.package
    for kind in list(presentatie.element):
        if kind.tag not in _IN_PRESENTATIE:
            presentatie.element.remove(kind)
    for kind in list(presentatie.element.iter(qn("p:sldId"))):
        kind.getparent().remove(kind)
    for bron, houden in ((pakket, _VAN_PAKKET), (deel, _VAN_PRESENTATIE)):
        for sleutel, relatie in list(_rels(bron).items()):
            if relatie.reltype not in houden:
                _rels(bron).pop(sleutel)
    for ontwerp in _designs(presentatie):
        for sleutel, relatie in list(ontwerp.rels.items()):
            if relatie.reltype in {RT.SLIDE, RT.TAGS, RT.CUSTOM_XML, RT.COMMENTS}:
                _drop_mentions(ontwerp, sleutel)
                ontwerp.rels.pop(sleutel)


def _rels(bron: Any) -> Any:  # noqa: ANN401 - a package or a part
    return bron._rels  # noqa: SLF001 - that of a package has no other name


def _designs(presentatie: "Presentation") -> Iterator[Any]:
    for master in presentatie.slide_masters:
        yield master.part
        yield from (indeling.part for indeling in master.slide_layouts)


def _drop_mentions(deel: Any, sleutel: str) -> None:  # noqa: ANN401 - a part
    """Take from a part each element that names a relation."""
    wortel = deel._element  # noqa: SLF001 - a part has no public one
    for element in list(wortel.iter()):
        if sleutel in {w for n, w in element.attrib.items() if n.startswith(f"{{{_R}}}")}:
            element.getparent().remove(element)


_R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

"""Slides in the style of an organisation: its logo, its template, and what of it is left out."""

import io
import itertools
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as ET

import docx
import pptx
import pytest
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.presentation import Presentation
from pptx.util import Emu, Inches

from components import dia as dia_module
from components import dia_sjabloon
from components.afdruk_blad import Opdracht, Papier
from components.dia import (
    begin_presentatie,
    write_dia,
    write_grafiekdia,
)
from components.errors import SjabloonAfgekeurdError
from components.huisstijl import Huisstijl
from layers.kaartbeeld import Kaartbeeld
from tests.dialezen import (
    DAG,
    LIJNEN,
    STAVEN,
    STIPPEN,
    alt_of,
    box,
    check_kaart,
    one,
    opdracht_for,
    png,
    read,
)
from tests.papierstad import BEELDEN

pytestmark = pytest.mark.ongemeten


@pytest.fixture
def los(monkeypatch: pytest.MonkeyPatch) -> list[Papier]:
    """Leave out the drawing of the map itself; answers what was asked of it."""
    gevraagd: list[Papier] = []

    def draw(_kaartbeeld: Kaartbeeld, _opdracht: Opdracht, papier: Papier) -> bytes:
        gevraagd.append(papier)
        return png()

    monkeypatch.setattr(dia_module, "draw_los", draw)
    return gevraagd


@pytest.mark.usefixtures("los")
@pytest.mark.parametrize(
    "maten", [(300, 100), (1, 400), (4000, 2), (20, 900), (2, 2), (1600, 1600)], ids=str
)
def test_logo_of_any_shape_keeps_it(maten: tuple[int, int]) -> None:
    stijl = Huisstijl(logo=png(*maten), kleur="#AA3311")
    for beeld in (BEELDEN["lange titel"], BEELDEN["alles bekend"]):
        vormen = one(read(write_dia(beeld, opdracht_for(stijl=stijl))))
        logo = vormen["Logo"]
        assert logo.image.blob == png(*maten)
        assert alt_of(logo) == "Logo"
        if min(logo.width, logo.height) > 8000:
            assert logo.width / logo.height == pytest.approx(maten[0] / maten[1], rel=0.01)
        assert str(vormen["Kleurband"].fill.fore_color.rgb) == "AA3311"


def make_sjabloon(pad: Path, *, doe: Callable[[Presentation], None] = lambda _p: None) -> Path:
    presentatie = pptx.Presentation()
    presentatie.slide_width, presentatie.slide_height = Inches(13.333), Inches(7.5)
    doe(presentatie)
    presentatie.save(str(pad))
    return pad


PLEKKEN: Final = {
    0: ("Titel", (0.5, 0.3, 12, 0.9)),
    1: (" ONDERTITEL", (0.5, 1.25, 12, 0.6)),
    2: ("Kaart", (5, 2, 8, 4.5)),
    3: ("bron", (0.5, 6.7, 12, 0.6)),
    4: ("legenda", (0.5, 2, 4, 4.5)),
}


def name_parts(presentatie: Presentation, delen: tuple[int, ...] = (0, 1, 2, 3, 4)) -> None:
    """Give the layout of two parts the names and places of ours."""
    indeling = presentatie.slide_layouts.get_by_name("Comparison")
    assert indeling is not None
    indeling.name = "sociale kaart"
    for vorm in list(indeling.placeholders):
        idx = vorm.placeholder_format.idx
        if idx in delen or idx == 0:
            naam, maten = PLEKKEN[idx]
            vorm.name = naam if idx in delen else vorm.name
            vorm.left, vorm.top, vorm.width, vorm.height = map(Inches, maten)


def style_of(tmp_path: Path, doe: Callable[[Presentation], None] = lambda _p: None) -> Huisstijl:
    pad = make_sjabloon(tmp_path / "huisstijl.pptx", doe=doe)
    return Huisstijl(dia=pad, logo=png(), kleur="#AA3311")


def test_named_placeholders_decide_where_parts_stand(tmp_path: Path, los: list[Papier]) -> None:
    opdracht = opdracht_for(stijl=style_of(tmp_path, name_parts))
    presentatie = read(write_dia(BEELDEN["van alles wat"], opdracht))
    vormen = one(presentatie)
    check_kaart(vormen, BEELDEN["van alles wat"], opdracht)
    for naam in ("Titel", "Ondertitel", "Bron"):
        assert vormen[naam].is_placeholder
        assert vormen[naam].element.find(f".//{qn('a:xfrm')}") is None
    assert vormen["Kaart"].left == pytest.approx(Inches(5), abs=2)
    assert vormen["Kaart"].width == pytest.approx(Inches(8), abs=2)
    assert los[0].breed_inch == pytest.approx(8, abs=0.001)
    assert los[0].breed / los[0].hoog == pytest.approx(8 / 4.5, rel=0.001)
    for naam in ("Zin", "Legenda", "Merken", "Merk"):
        links, boven, rechts, onder = box(vormen[naam])
        assert Inches(0.5) - 2 <= links
        assert rechts <= Inches(4.5) + 2
        assert Inches(2) - 2 <= boven
        assert onder <= Inches(6.5) + 2
    assert {"Logo", "Kleurband", "Lijn"}.isdisjoint(vormen)
    # the colours of text are those of the template; no bullets
    assert "srgbClr" not in ET.tostring(vormen["Bron"].element).decode()
    assert len(list(vormen["Bron"].element.iter(qn("a:buNone")))) == 2


@pytest.mark.usefixtures("los")
@pytest.mark.parametrize("aantal", range(5))
def test_what_has_no_placeholder_shares_what_is_left(tmp_path: Path, aantal: int) -> None:
    for delen in itertools.combinations(range(5), aantal):

        def doe(presentatie: Presentation, delen: tuple[int, ...] = delen) -> None:
            name_parts(presentatie, delen)

        opdracht = opdracht_for(stijl=style_of(tmp_path, doe))
        beeld = BEELDEN["lange titel" if sum(delen) % 2 else "van alles wat"]
        check_kaart(one(read(write_dia(beeld, opdracht))), beeld, opdracht)


def keep_layouts(presentatie: Presentation, *namen: str) -> None:
    for indeling in list(presentatie.slide_layouts):
        if indeling.name not in namen:
            presentatie.slide_layouts.remove(indeling)


@pytest.mark.usefixtures("los")
@pytest.mark.parametrize(
    ("namen", "gekozen"),
    [
        (("Title Slide", "Title and Content", "Blank"), "Title and Content"),
        (("Title Slide", "Blank"), "Title Slide"),
        (("Blank",), "Blank"),
    ],
    ids=str,
)
def test_layout_is_the_first_with_a_title(
    tmp_path: Path, namen: tuple[str, ...], gekozen: str
) -> None:
    stijl = style_of(tmp_path, lambda presentatie: keep_layouts(presentatie, *namen))
    presentatie = read(write_dia(BEELDEN["van alles wat"], opdracht_for(stijl=stijl)))
    (slide,) = presentatie.slides
    assert slide.slide_layout.name == gekozen
    assert [indeling.name for indeling in presentatie.slide_layouts] == list(namen)
    # a slide without a title placeholder gets one, for who hears it
    assert slide.shapes.title is not None
    assert slide.shapes.title.text_frame.text == "Moeite met rondkomen"
    assert [vorm.name for vorm in slide.placeholders] == ["Titel"]


def put_shape(laag: Any, *maten: float, naam: str = "versiering") -> None:  # noqa: ANN401 - untyped
    """Put a box in a layout, which python-pptx has no way for."""
    x, y, breed, hoog = (int(Inches(maat)) for maat in maten)
    laag.shapes.element.append(
        parse_xml(
            '<p:sp xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
            'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><p:nvSpPr>'
            f'<p:cNvPr id="{900 + len(laag.shapes)}" name="{naam}"/><p:cNvSpPr/><p:nvPr/>'
            f'</p:nvSpPr><p:spPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{breed}" cy="{hoog}"/>'
            '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:sp>'
        )
    )


@pytest.mark.usefixtures("los")
def test_logo_of_the_template_stays_free(tmp_path: Path) -> None:
    def doe(presentatie: Presentation) -> None:
        keep_layouts(presentatie, "Blank")
        put_shape(presentatie.slide_master, 11.5, 6.3, 1.6, 1)
        put_shape(presentatie.slide_layouts[0], 0, 0, 0.9, 7.5)
        put_shape(presentatie.slide_layouts[0], 0, 0, 13.333, 7.5)  # a ground to stand on
        put_shape(presentatie.slide_layouts[0], 20, 0, 1, 1)  # beside the slide

    vormen = one(
        read(write_dia(BEELDEN["alles bekend"], opdracht_for(stijl=style_of(tmp_path, doe))))
    )
    for vorm in vormen.values():
        links, _, rechts, onder = box(vorm)
        assert links >= Inches(0.9)
        assert rechts <= Inches(11.5) or onder <= Inches(6.3)

    def zonder(presentatie: Presentation) -> None:
        doe(presentatie)
        presentatie.slide_layouts[0].element.set("showMasterSp", "0")

    stijl = style_of(tmp_path, zonder)
    vormen = one(read(write_dia(BEELDEN["alles bekend"], opdracht_for(stijl=stijl))))
    assert max(box(vorm)[3] for vorm in vormen.values()) > Inches(7)


@pytest.mark.usefixtures("los")
@pytest.mark.parametrize("idx", [2, 4])
def test_placeholder_over_everything_is_shared(tmp_path: Path, idx: int) -> None:
    def doe(presentatie: Presentation) -> None:
        name_parts(presentatie, (idx,))
        vormen = list(presentatie.slide_layouts[4].placeholders)
        vorm = next(v for v in vormen if v.placeholder_format.idx == idx)
        vorm.left, vorm.top, vorm.width, vorm.height = map(Inches, (0, 1.5, 13.333, 6))

    opdracht = opdracht_for(stijl=style_of(tmp_path, doe))
    check_kaart(
        one(read(write_dia(BEELDEN["van alles wat"], opdracht))),
        BEELDEN["van alles wat"],
        opdracht,
    )


@pytest.mark.usefixtures("los")
def test_template_without_room_still_gives_a_slide(tmp_path: Path) -> None:
    def doe(presentatie: Presentation) -> None:
        keep_layouts(presentatie, "Blank")
        for nummer in range(13):
            put_shape(presentatie.slide_layouts[0], nummer, 0, 0.9, 7.5)

    opdracht = opdracht_for(stijl=style_of(tmp_path, doe))
    check_kaart(
        one(read(write_dia(BEELDEN["alles bekend"], opdracht))), BEELDEN["alles bekend"], opdracht
    )


@pytest.mark.usefixtures("los")
def test_narrow_room_has_the_map_above_the_legend(tmp_path: Path) -> None:
    def doe(presentatie: Presentation) -> None:
        keep_layouts(presentatie, "Blank")
        for x in (5, 7.6, 10.2):
            put_shape(presentatie.slide_layouts[0], x, 0, 2.6, 7.5)

    opdracht = opdracht_for(stijl=style_of(tmp_path, doe))
    vormen = one(read(write_dia(BEELDEN["van alles wat"], opdracht)))
    check_kaart(vormen, BEELDEN["van alles wat"], opdracht)
    assert box(vormen["Kaart"])[3] <= vormen["Zin"].top
    assert max(box(vorm)[2] for vorm in vormen.values()) <= Inches(5)


@pytest.mark.usefixtures("los")
@pytest.mark.parametrize("maten", [(7.5, 10), (8.27, 11.69), (10, 5.625), (33, 18)], ids=str)
def test_template_of_any_size_keeps_it(tmp_path: Path, maten: tuple[float, float]) -> None:
    def doe(presentatie: Presentation) -> None:
        presentatie.slide_width, presentatie.slide_height = map(Inches, maten)
        keep_layouts(presentatie, "Blank")

    opdracht = opdracht_for(stijl=style_of(tmp_path, doe))
    presentatie = read(write_dia(BEELDEN["van alles wat"], opdracht))
    assert (presentatie.slide_width, presentatie.slide_height) == tuple(map(Inches, maten))
    check_kaart(one(presentatie), BEELDEN["van alles wat"], opdracht)


@pytest.mark.usefixtures("los")
def test_placeholders_without_text_or_place(tmp_path: Path) -> None:
    def doe(presentatie: Presentation) -> None:
        name_parts(presentatie, (0, 1, 3))
        indeling = presentatie.slide_layouts[4]
        per_nummer = {v.placeholder_format.idx: v for v in list(indeling.placeholders)}
        bron, onder = per_nummer[3], per_nummer[1]
        bron.element.find(f".//{qn('p:ph')}").set("type", "pic")
        onder.width = Emu(0)

    opdracht = opdracht_for(stijl=style_of(tmp_path, doe))
    presentatie = read(write_dia(BEELDEN["van alles wat"], opdracht))
    vormen = one(presentatie)
    check_kaart(vormen, BEELDEN["van alles wat"], opdracht)
    assert not vormen["Bron"].is_placeholder
    assert vormen["Ondertitel"].is_placeholder
    assert vormen["Ondertitel"].width > Inches(2)
    # a chart without a subtitle leaves no empty placeholder
    zonder = replace(LIJNEN, ondertitel="")
    ruw = write_grafiekdia(zonder, gemaakt_op=DAG, stijl=opdracht.stijl)
    assert "Ondertitel" not in one(read(ruw))


@pytest.mark.usefixtures("los")
@pytest.mark.parametrize("letter", ["Verdana", "Calibri", "Organisatie Sans"])
def test_letters_of_the_template_are_measured(tmp_path: Path, letter: str) -> None:
    def doe(presentatie: Presentation) -> None:
        thema = presentatie.slide_master.part.part_related_by(RT.THEME)
        thema.blob = thema.blob.replace(b"Calibri", letter.encode())

    opdracht = opdracht_for(stijl=style_of(tmp_path, doe))
    for naam in ("van alles wat", "lange titel"):
        check_kaart(one(read(write_dia(BEELDEN[naam], opdracht))), BEELDEN[naam], opdracht)


def make_dirty(presentatie: Presentation) -> None:
    """Leave in a template what people leave in one."""
    name_parts(presentatie)
    for nummer in range(3):
        slide = presentatie.slides.add_slide(presentatie.slide_layouts[6])
        slide.shapes.add_picture(io.BytesIO(png(50, 40, f"#00{nummer}000")), 0, 0)
        notities: Any = slide.notes_slide.notes_text_frame
        notities.text = "GEHEIM"
    eigenschappen = presentatie.core_properties
    eigenschappen.author = eigenschappen.last_modified_by = eigenschappen.comments = "GEHEIM"
    deel, pakket = presentatie.part, presentatie.part.package

    def add(naam: str, soort: str, inhoud: str, bij: Any = deel) -> str:  # noqa: ANN401 - a part
        xml = f"<x>{inhoud}</x>".encode()
        return bij.relate_to(Part(PackURI(naam), "application/xml", pakket, xml), soort)

    add("/ppt/commentAuthors.xml", RT.COMMENT_AUTHORS, "GEHEIM")
    add("/docProps/custom.xml", RT.CUSTOM_PROPERTIES, "GEHEIM", pakket)
    add("/customXml/item1.xml", RT.CUSTOM_XML, "GEHEIM")
    tags = add("/ppt/tags/tag1.xml", RT.TAGS, "GEHEIM")
    p = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    r = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    for xml in (
        f'<p:custDataLst {p} {r}><p:tags r:id="{tags}"/></p:custDataLst>',
        f"<p:extLst {p}><p:ext uri='x'><x>GEHEIM</x></p:ext></p:extLst>",
    ):
        deel._element.append(parse_xml(xml))  # noqa: SLF001 - untyped
    # a button of the layout that jumps to a slide
    indeling = presentatie.slide_layouts[4]
    sprong = indeling.part.relate_to(presentatie.slides[0].part, RT.SLIDE)
    knop = next(indeling.element.iter(qn("p:cNvPr")))
    knop.append(
        parse_xml(
            '<a:hlinkClick xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
            f'{r} r:id="{sprong}" action="ppaction://hlinksldjump"/>'
        )
    )


@pytest.mark.usefixtures("los")
def test_slides_and_secrets_of_a_template_are_gone(tmp_path: Path) -> None:
    opdracht = opdracht_for(stijl=style_of(tmp_path, make_dirty))
    assert opdracht.stijl.dia
    with zipfile.ZipFile(opdracht.stijl.dia) as archief:
        assert len([naam for naam in archief.namelist() if b"GEHEIM" in archief.read(naam)]) > 6
    ruw = write_dia(BEELDEN["alles bekend"], opdracht)
    presentatie = read(ruw)
    assert len(presentatie.slides) == 1
    with zipfile.ZipFile(io.BytesIO(ruw)) as archief:
        namen = archief.namelist()
        assert [naam for naam in namen if "/media/" in naam] == ["ppt/media/image1.png"]
        assert [naam for naam in namen if re.match("ppt/slides/[^/]+xml$", naam)] == [
            "ppt/slides/slide1.xml"
        ]
        assert not [naam for naam in namen if b"GEHEIM" in archief.read(naam)]
    check_kaart(one(presentatie), BEELDEN["alles bekend"], opdracht)
    assert ruw == write_dia(BEELDEN["alles bekend"], opdracht)


def rewrite(pad: Path, naam: str, oud: bytes, nieuw: bytes) -> Path:
    """Change the text of a part of a file."""
    with zipfile.ZipFile(pad) as archief:
        inhoud = {lid: archief.read(lid) for lid in archief.namelist()}
    assert oud in inhoud[naam]
    inhoud[naam] = inhoud[naam].replace(oud, nieuw)
    with zipfile.ZipFile(pad, "w") as archief:
        for lid, ruw in inhoud.items():
            archief.writestr(lid, ruw)
    return pad


HOOFDSOORT: Final = b"presentationml.presentation.main+xml"


@pytest.mark.usefixtures("los")
@pytest.mark.parametrize("soort", [b"template", b"slideshow"])
def test_template_for_new_files_becomes_a_presentation(tmp_path: Path, soort: bytes) -> None:
    pad = make_sjabloon(tmp_path / "sjabloon.potx", doe=name_parts)
    rewrite(pad, "[Content_Types].xml", HOOFDSOORT, b"presentationml." + soort + b".main+xml")
    ruw = write_dia(BEELDEN["alles bekend"], opdracht_for(stijl=Huisstijl(dia=pad)))
    read(ruw)
    with zipfile.ZipFile(io.BytesIO(ruw)) as archief:
        assert HOOFDSOORT in archief.read("[Content_Types].xml")


def spoil_text(pad: Path) -> None:
    pad.write_text("geen presentatie", encoding="utf-8")


def spoil_encrypted(pad: Path) -> None:
    slot = "EncryptedPackage".encode("utf-16-le")
    pad.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + slot + bytes(600))


def spoil_old(pad: Path) -> None:
    pad.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1200))


def spoil_docx(pad: Path) -> None:
    docx.Document().save(str(pad))


def spoil_zip(pad: Path) -> None:
    with zipfile.ZipFile(pad, "w") as archief:
        archief.writestr("lees.txt", "mij")


def spoil_half(pad: Path) -> None:
    pad.write_bytes(pad.read_bytes()[: pad.stat().st_size // 2])


def spoil_layout(pad: Path) -> None:
    rewrite(pad, "ppt/slideLayouts/slideLayout2.xml", b"</p:cSld>", b"</p:cSl>")


def spoil_theme(pad: Path) -> None:
    rewrite(pad, "ppt/theme/theme1.xml", b"</a:theme>", b"")


def spoil_parts(pad: Path) -> None:
    rewrite(pad, "_rels/.rels", b"ppt/presentation.xml", b"ppt/weg.xml")


def spoil_macro(pad: Path) -> None:
    rewrite(
        pad,
        "[Content_Types].xml",
        b"application/vnd.openxmlformats-officedocument." + HOOFDSOORT,
        b"application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml",
    )


def spoil_layouts(pad: Path) -> None:
    make_sjabloon(pad, doe=keep_layouts)


def spoil_away(pad: Path) -> None:
    pad.unlink()


SLECHT: Final[dict[Callable[[Path], None], str]] = {
    spoil_text: "geen bestand van PowerPoint",
    spoil_encrypted: "met een wachtwoord beveiligd",
    spoil_old: "van voor 2007",
    spoil_docx: "van een ander programma",
    spoil_zip: "geen bestand van PowerPoint",
    spoil_half: "geen bestand van PowerPoint",
    spoil_layout: "beschadigd",
    spoil_theme: "beschadigd",
    spoil_parts: "beschadigd",
    spoil_macro: "macro's",
    spoil_layouts: "geen dia-indeling",
    spoil_away: "is er niet",
}


@pytest.mark.usefixtures("los")
@pytest.mark.parametrize("bederf", SLECHT, ids=lambda bederf: bederf.__name__)
def test_bad_template_is_refused_with_a_sentence(
    tmp_path: Path, bederf: Callable[[Path], None]
) -> None:
    pad = make_sjabloon(tmp_path / "huisstijl.pptx")
    bederf(pad)
    with pytest.raises(SjabloonAfgekeurdError) as fout:
        write_dia(BEELDEN["alles bekend"], opdracht_for(stijl=Huisstijl(dia=pad)))
    zin = str(fout.value)
    assert SLECHT[bederf] in zin
    assert "huisstijl.pptx" in zin
    assert str(tmp_path) not in zin
    assert re.search("bewaar|stel|maak", zin)
    with pytest.raises(SjabloonAfgekeurdError):
        write_grafiekdia(LIJNEN, gemaakt_op=DAG, stijl=Huisstijl(dia=pad))


def test_template_that_unpacks_too_large_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dia_sjabloon, "MAX_WERKMAP", 1000)
    stijl = style_of(tmp_path)
    with pytest.raises(SjabloonAfgekeurdError, match="uitgepakt te groot"):
        begin_presentatie(opdracht_for(stijl=stijl))


def test_chart_on_a_template(tmp_path: Path) -> None:
    stijl = style_of(tmp_path, name_parts)
    for grafiek in (LIJNEN, STIPPEN, STAVEN):
        vormen = one(read(write_grafiekdia(grafiek, gemaakt_op=DAG, stijl=stijl)))
        assert vormen["Grafiek"].left >= Inches(5) - 2
        assert vormen["Zin"].left == pytest.approx(Inches(0.5), abs=2)
        assert {"Titel", "Ondertitel", "Bron"} <= set(vormen)

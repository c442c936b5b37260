"""A map and a chart as a Word memo: what is in the file, reopened and as the XML it is."""

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any, Final
from xml.etree import ElementTree as ET

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.table import Table
from PIL import Image

from components.afdruk import describe
from components.afdruk_blad import Maat, Opdracht, Papier
from components.afdruk_stijl import PANEEL
from components.errors import SjabloonAfgekeurdError
from components.grafiekblad import describe as describe_grafiek
from components.huisstijl import Huisstijl
from components.legendarijen import build_legendatabel, format_telling
from components.memo import write_grafiekmemo, write_memo
from components.memo_stijlen import TAAL, VORMEN
from layers.grafiek import Grafiek, Lijn
from layers.kaartbeeld import As, Kaartbeeld, Opmaak, Reeks, Staat, Telling, Vierkant
from layers.lijsten import build_lijsten
from layers.link import SOORTEN
from layers.openen import open_link
from layers.opmaak import format_met
from layers.soorten import build_kaartbeeld
from tests.papierstad import ALLES, BEELDEN, LANGE_TITEL, make_beeld, make_vormen

pytestmark = pytest.mark.ongemeten

DAG: Final = date(2026, 11, 22)
W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RELATIES: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
EEN_AS: Final = ("stand", "verandering")
BEELDNAMEN: Final = ("Kaart", "Grafiek", "Staal", "Logo")
MAIN: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
VREEMD: Final = (
    "<w:b>&amp;</w:b>",
    "=HYPERLINK(1)",
    "\u05e9\u05dc\u05d5\u05dd",
    "\U0001f3d8\ufe0f wijk",
    "a\x00\x07\x1fb\ufffe\ud800",
    "draai\u202eom",
    "{{titel}}",
    "\n",
)


def opdracht_for(maat: Maat = Maat.A4, **anders: Any) -> Opdracht:  # noqa: ANN401 - fields of an order
    return Opdracht(maat=maat, gemaakt_op=DAG, dpi=anders.pop("dpi", 60), **anders)


@cache
def town(soort: str) -> Kaartbeeld:
    geopend = open_link({"gebied": "GM9901", "soort": soort})
    assert geopend is not None
    return build_kaartbeeld(geopend.keuze)


@pytest.fixture
def real_pen() -> None:
    """Ask for it to have the map drawn; other tests look at what stands around it."""


@pytest.fixture(autouse=True)
def _blank_pen(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    def draw(_beeld: Kaartbeeld, opdracht: Opdracht, papier: Papier) -> bytes:
        hoog = papier.breed_inch * papier.hoog / papier.breed
        return make_png(round(papier.breed_inch * opdracht.dpi), round(hoog * opdracht.dpi))

    if "real_pen" not in request.fixturenames:
        monkeypatch.setattr("components.memo.draw_los", draw)


@cache
def memo_of(soort: str) -> bytes:
    return write_memo(town(soort), opdracht_for())


@pytest.fixture
def write_vreemd(monkeypatch: pytest.MonkeyPatch) -> Callable[..., bytes]:
    """Answer a writer of maps that no store knows."""

    def write(beeld: Kaartbeeld, **anders: Any) -> bytes:  # noqa: ANN401 - fields of an order
        vormen = make_vormen(beeld)
        monkeypatch.setattr("components.afdruk.read_omtrekken", lambda *_, **__: vormen)
        return write_memo(beeld, opdracht_for(**anders))

    return write


# What every file must be


def check_file(ruw: bytes) -> Document:
    """Check a file as a package: every part is XML that can be read, every link leads somewhere."""
    with zipfile.ZipFile(io.BytesIO(ruw)) as pakket:
        namen = pakket.namelist()
        assert len(namen) == len(set(namen))
        delen = {naam: pakket.read(naam) for naam in namen}
    bomen = {
        naam: ET.fromstring(deel)  # noqa: S314 - our own file
        for naam, deel in delen.items()
        if naam.endswith((".xml", ".rels"))
    }
    for naam in namen:
        if naam.endswith(".rels"):
            check_relations(naam, bomen, namen)
    nummers = [
        deel.get("id")
        for boom in bomen.values()
        for deel in boom.iter()
        if deel.tag.endswith("}docPr")
    ]
    assert len(nummers) == len(set(nummers))
    lijf = bomen["word/document.xml"]
    for beeld in lijf.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}blip"):
        assert beeld.attrib
    for eigenschappen in lijf.iter():
        if eigenschappen.tag.endswith("}docPr") and eigenschappen.get("name") in BEELDNAMEN:
            assert eigenschappen.get("descr")
    for cel in lijf.iter(f"{W}tc"):
        assert cel[-1].tag == f"{W}p"  # else Word calls a file damaged
    check_rows(lijf)
    return docx.Document(io.BytesIO(ruw))


def check_relations(naam: str, bomen: dict[str, ET.Element], namen: list[str]) -> None:
    map_ = PurePosixPath(naam).parent.parent
    bekend = set()
    for relatie in bomen[naam].iter(RELATIES):
        bekend.add(relatie.get("Id"))
        if relatie.get("TargetMode") != "External":
            doel = relatie.get("Target", "")
            vol = posixpath.normpath(doel if doel.startswith("/") else map_ / doel).lstrip("/")
            assert vol in namen, relatie.attrib
    bron = str(map_ / PurePosixPath(naam).stem)
    for deel in bomen[bron].iter() if bron in bomen else ():
        for sleutel, waarde in deel.attrib.items():
            if sleutel.startswith("{http://schemas.openxmlformats.org/officeDocument/2006/rel"):
                assert waarde in bekend


def check_rows(lijf: ET.Element) -> None:
    """No row breaks over a page, and a header comes first."""
    for tabel in lijf.iter(f"{W}tbl"):
        if tabel.find(f"{W}tblPr/{W}tblCaption") is None:
            continue  # of a template
        rijen = tabel.findall(f"{W}tr")
        assert all(rij.find(f"{W}trPr/{W}cantSplit") is not None for rij in rijen)
        koppen = [rij.find(f"{W}trPr/{W}tblHeader") is not None for rij in rijen]
        assert koppen[0]
        assert koppen == sorted(koppen, reverse=True)
        breedtes = [int(kolom.get(f"{W}w", "")) for kolom in tabel.iter(f"{W}gridCol")]
        assert all(breed > 0 for breed in breedtes)


def tables_of(document: Document, naam: str) -> list[Table]:
    return [
        tabel
        for tabel in document.tables
        if tabel._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == naam  # noqa: SLF001
    ]


def lines_of(tabel: Table) -> list[list[str]]:
    return [[cel.text for cel in rij.cells] for rij in tabel.rows]


def fill_of(cel: Any) -> str | None:  # noqa: ANN401 - a cell of the writer
    vulling = cel._tc.find(f"{qn('w:tcPr')}/{qn('w:shd')}")  # noqa: SLF001
    return None if vulling is None else f"#{vulling.get(qn('w:fill'))}"


def texts_of(document: Document) -> list[str]:
    return [alinea.text for alinea in document.paragraphs]


def styles_of(document: Document) -> list[str]:
    return [str(alinea.style.name) for alinea in document.paragraphs if alinea.style]


def counts_of(beeld: Kaartbeeld, nummer: int) -> list[str]:
    per_sleutel = {telling.gewicht: telling for telling in beeld.moment.tellingen}
    return [
        f"{format_telling(per_sleutel[gewicht.sleutel].cellen[nummer])} {gewicht.label}"
        for gewicht in beeld.moment.gewichten[:2]
    ]


def all_text(document: Document) -> str:
    return "\n".join(str(deel.text or "") for deel in document.element.iter(qn("w:t")))


# The six kinds of map


@pytest.mark.parametrize("soort", SOORTEN)
def test_every_kind_says_what_the_map_says(soort: str) -> None:
    beeld = town(soort)
    document = check_file(memo_of(soort))
    moment = beeld.moment
    titel = document.paragraphs[1]
    assert (titel.text, titel.style.name) == (moment.titel, "Title") if titel.style else False
    teksten = texts_of(document)
    assert moment.ondertitel.replace("**", "") in teksten
    (zin,) = [a for a in document.paragraphs if a.text == moment.legendazin.replace("**", "")]
    assert [stuk.text for stuk in zin.runs if stuk.bold] == moment.legendazin.split("**")[1::2]
    assert any(tekst.startswith(moment.bronregel) for tekst in teksten)
    assert f"gemaakt op 22 november 2026 · {beeld.link}" in teksten[-1]
    assert (f"klassen {beeld.klassenversie}" in teksten[-1]) is bool(beeld.klassenversie)
    assert "Fictieve gegevens" in teksten[0].replace("\N{NO-BREAK SPACE}", "")
    assert document.element.body.findall(f".//{W}bdr")[0].get(f"{W}val") == "dashed"
    for merk in beeld.merken[1:]:
        assert merk in all_text(document).lower()
    assert beeld.leeswijzer in all_text(document)
    assert {"Heading 1", "Title", "Subtitle", "Caption"} <= set(styles_of(document))


@pytest.mark.parametrize("soort", SOORTEN)
def test_legend_is_a_table_with_the_colours_and_counts_of_the_map(soort: str) -> None:
    beeld = town(soort)
    document = check_file(memo_of(soort))
    rijen = build_legendatabel(beeld)
    vierkant, *_ = legenda = tables_of(document, "Legenda")
    assert len(legenda) == (2 if beeld.vierkant else 1)
    for nummer, klasse in enumerate(beeld.klassen):
        if klasse.cel is None:
            continue
        cel = vierkant.rows[len(vierkant.rows) - 1].cells[0]
        rij, kolom = klasse.cel
        koppen = len(vierkant.rows) - len(beeld.vierkant.rijen.woorden) if beeld.vierkant else 0
        cel = vierkant.rows[rij + koppen].cells[kolom + 1]
        assert fill_of(cel) == klasse.kleur
        for telling in counts_of(beeld, nummer):
            assert telling in cel.text
        assert klasse.label.partition(";")[0].lower() in cel.text.lower()
    cellen = [rij.cells for rij in legenda[-1].rows]
    gevonden = {cel.text: (rij, plek) for rij in cellen for plek, cel in enumerate(rij)}
    for legendarij in (*rijen.klassen, *rijen.niets):
        rij, plek = gevonden[legendarij.woord]
        aantallen = [format_telling(aantal) for aantal in legendarij.aantallen]
        assert [cel.text for cel in rij[plek + 1 : plek + 1 + len(aantallen)]] == aantallen
        if legendarij.klasse is None:
            assert rij[plek - 1]._tc.findall(f".//{qn('w:drawing')}")  # noqa: SLF001
        else:
            assert fill_of(rij[plek - 1]) == beeld.klassen[legendarij.klasse].kleur


@pytest.mark.parametrize("soort", EEN_AS)
def test_numbers_are_the_highest_and_the_lowest(soort: str) -> None:
    beeld = town(soort)
    moment = beeld.moment
    document = check_file(memo_of(soort))
    (tabel,) = tables_of(document, "Cijfers per buurt")
    kop, *rijen = lines_of(tabel)
    assert (kop[0], kop[4]) == ("Hoogste", "Laagste")
    kaal = replace(beeld.opmaak, achter="")
    bekend = [
        (-waarde, beeld.namen[plek], plek)
        for plek, waarde in enumerate(moment.waarden)
        if waarde is not None and moment.staten[plek] is Staat.OK and beeld.land[plek]
    ]
    verwacht = [
        [naam, format_met(kaal, -min_waarde), beeld.klassen[moment.klassen[plek] or 0].label]
        for min_waarde, naam, plek in sorted(bekend)
    ]
    assert [rij[:3] for rij in rijen] == verwacht[:6]
    assert [rij[4:] for rij in rijen] == verwacht[-6:]
    assert f"Van {len(bekend)} buurten met een cijfer: de 6 hoogste" in "\n".join(
        texts_of(document)
    )


@pytest.mark.parametrize("soort", [soort for soort in SOORTEN if soort not in EEN_AS])
def test_square_has_the_lists_of_its_cell_and_the_opposite(soort: str) -> None:
    beeld = town(soort)
    document = check_file(memo_of(soort))
    (tabel,) = tables_of(document, "Cijfers per buurt")
    titels, koppen, *rijen = lines_of(tabel)
    lijsten = build_lijsten(beeld, meeste=6)
    woningen = beeld.moment.gewichten[1].waarden
    for lijst, plek in zip(lijsten, (0, 5), strict=True):
        assert titels[plek] == f"{lijst.kop} · {lijst.onder}"
        assert koppen[plek : plek + 4] == ["Buurt", "woningen", *lijst.kolommen]
        assert [rij[plek : plek + 4] for rij in rijen[: len(lijst.rijen)]] == [
            [
                rij.naam,
                format_telling(round(woningen[beeld.gebieden.index(rij.code)] or 0)),
                *rij.waarden,
            ]
            for rij in lijst.rijen
        ]
    assert "hoogstens 6 per lijst, meeste woningen eerst" in "\n".join(texts_of(document))


@pytest.mark.usefixtures("real_pen")
@pytest.mark.parametrize("maat", [Maat.A4, Maat.A4_LIGGEND, Maat.DIA])
def test_page_is_a4_and_the_map_as_wide_as_its_text(maat: Maat) -> None:
    beeld = town("stand")
    document = check_file(write_memo(beeld, opdracht_for(maat, dpi=100)))
    sectie = document.sections[0]
    maten = [Mm(210), Mm(297)]
    if maat is Maat.A4_LIGGEND:
        maten.reverse()
    breed, hoog = sectie.page_width, sectie.page_height
    assert breed is not None
    assert hoog is not None
    assert [round(breed.mm), round(hoog.mm)] == [round(m.mm) for m in maten]
    (kaart,) = [vorm for vorm in document.inline_shapes if vorm._inline.docPr.name == "Kaart"]  # noqa: SLF001
    ruimte = breed - (sectie.left_margin or 0) - (sectie.right_margin or 0)
    assert kaart.width == pytest.approx(ruimte, rel=0.001)
    assert kaart._inline.docPr.get("descr") == describe(beeld)  # noqa: SLF001
    deel = document.part.related_parts[kaart._inline.graphic.graphicData.pic.blipFill.blip.embed]  # noqa: SLF001
    with Image.open(io.BytesIO(deel.blob)) as beeld_png:
        assert beeld_png.width == pytest.approx(kaart.width / 914400 * 100, abs=2)
        assert beeld_png.width / beeld_png.height == pytest.approx(
            kaart.width / kaart.height, rel=0.01
        )


@pytest.mark.usefixtures("real_pen")
def test_same_map_gives_the_same_bytes_and_says_nothing_else_of_itself() -> None:
    beeld = town("verandering")
    een, ander = (write_memo(beeld, opdracht_for()) for _ in range(2))
    assert een == ander
    with zipfile.ZipFile(io.BytesIO(een)) as pakket:
        assert {lid.date_time for lid in pakket.infolist()} == {(2026, 11, 22, 0, 0, 0)}
        namen = pakket.namelist()
        kern = ET.fromstring(pakket.read("docProps/core.xml"))  # noqa: S314 - our own file
        stijlen = pakket.read("word/styles.xml").decode()
    assert [naam for naam in namen if "docProps" in naam] == ["docProps/core.xml"]
    assert not [naam for naam in namen if "custom" in naam or "thumb" in naam]
    moment = f"{DAG}T00:00:00Z"
    assert {(deel.tag.rpartition("}")[2], deel.text) for deel in kern} == {
        ("title", beeld.moment.titel),
        ("language", TAAL),
        ("created", moment),
        ("modified", moment),
    }
    assert set(re.findall(r'<w:lang w:val="([^"]*)"', stijlen)) == {TAAL}
    assert b"python-docx" not in b"".join(
        zipfile.ZipFile(io.BytesIO(een)).read(naam) for naam in namen
    )
    eigenschappen = docx.Document(io.BytesIO(een)).core_properties
    assert eigenschappen.created == datetime(2026, 11, 22, tzinfo=UTC)
    assert not eigenschappen.author
    assert not eigenschappen.last_modified_by


def test_chosen_area_and_filter_are_told() -> None:
    beeld = town("samen")
    plek = next(n for n, klasse in enumerate(beeld.moment.klassen) if klasse == 0)
    order = opdracht_for(gekozen=beeld.gebieden[plek], filter=(0,))
    document = check_file(write_memo(beeld, order))
    tekst = "\n".join(texts_of(document))
    assert f"Omlijnd op de kaart: {beeld.namen[plek]} laagste inkomens" in tekst
    assert "gefilterd: de andere klassen zijn grijs" in tekst
    vierkant = tables_of(document, "Legenda")[0]
    kleuren = {fill_of(cel) for rij in vierkant.rows[1:] for cel in rij.cells[1:]}
    assert kleuren == {beeld.klassen[0].kleur, PANEEL}
    dik = vierkant._tbl.findall(f".//{qn('w:tcBorders')}/{qn('w:top')}[@{qn('w:sz')}='18']")  # noqa: SLF001
    assert len(dik) == 1


# Maps that hardly fit


@pytest.mark.parametrize("naam", BEELDEN)
def test_hard_maps_are_whole(naam: str, write_vreemd: Callable[..., bytes]) -> None:
    beeld = BEELDEN[naam]
    document = check_file(
        write_vreemd(beeld, gekozen=beeld.gebieden[-1], filter=(0, 7) if len(naam) % 2 else ())
    )
    rijen = lines_of(tables_of(document, "Legenda")[0])
    tabel = build_legendatabel(beeld)
    woorden = {cel for rij in rijen for cel in rij}
    assert {rij.woord for rij in (*tabel.klassen, *tabel.niets)} <= woorden
    bekend = [w for w in beeld.moment.waarden if w is not None]
    tekst = all_text(document)
    if not bekend:
        assert "Van geen enkele buurt is een cijfer bekend." in tekst
        assert not tables_of(document, "Cijfers per buurt")
    elif Staat.OK not in beeld.moment.staten:
        assert "te onzeker voor een volgorde" in tekst
    elif len(bekend) <= 12:
        (cijfers,) = tables_of(document, "Cijfers per buurt")
        assert len(cijfers.rows) == len(bekend) + 1
    else:
        (cijfers,) = tables_of(document, "Cijfers per buurt")
        assert len(cijfers.rows) == 7


def test_few_areas_stand_with_their_state(write_vreemd: Callable[..., bytes]) -> None:
    document = check_file(write_vreemd(make_beeld(10, ALLES)))
    (tabel,) = tables_of(document, "Cijfers per buurt")
    kop, *rijen = lines_of(tabel)
    assert kop == ["Buurt", "%", "Klasse", "Toestand"]
    assert len(rijen) == 8
    assert ["Buurt 7", "15,0", "10 tot 20%", "klein aantal"] in rijen
    assert "8 buurten met een cijfer, van hoog naar laag." in all_text(document)


def test_what_is_uncertain_is_not_ranked(write_vreemd: Callable[..., bytes]) -> None:
    onzeker = (*(True,) * 15, *(False,) * 5)
    beeld = make_beeld(20, onzeker=onzeker, namen=(*(f"Buurt {n}" for n in range(20)),))
    document = check_file(write_vreemd(beeld))
    (tabel,) = tables_of(document, "Cijfers per buurt")
    assert len(tabel.rows) == 6
    assert (
        "Van 20 buurten met een cijfer, van hoog naar laag. Zonder 15 met een onzeker verschil."
    ) in all_text(document)


def test_nobody_is_made_up_where_counts_are_unknown(write_vreemd: Callable[..., bytes]) -> None:
    beeld = make_beeld(4, waarden=(float("nan"), None, 5.0, None))
    telling = Telling(
        gewicht="buurten", klassen=(0,) * 5, klein_aantal=0, onderdrukt=0, niet_beschikbaar=4,
        onbekend=(0, 1, 2, 3, 4),
    )  # fmt: skip
    beeld = replace(beeld, momenten=(replace(beeld.moment, tellingen=(telling,), gewichten=()),))
    document = check_file(write_vreemd(beeld, gekozen="elders"))
    assert "1 buurt met een cijfer" in all_text(document)
    met = replace(
        beeld, momenten=(replace(beeld.moment, gewichten=BEELDEN["een gebied"].moment.gewichten),)
    )
    rijen = lines_of(tables_of(check_file(write_vreemd(met)), "Legenda")[0])
    assert rijen[1][2] == "\N{EN DASH}"


def test_strange_signs_stay_text(write_vreemd: Callable[..., bytes]) -> None:
    beeld = make_beeld(
        len(VREEMD),
        namen=VREEMD,
        gebiedsnaam="<x>&\x0b",
        titel='"Titel" <b>&\x07',
        legendazin="In **<i>\x01** is =1+1",
    )
    ruw = write_vreemd(beeld, gekozen=beeld.gebieden[-1])
    document = check_file(ruw)
    assert ruw == write_vreemd(beeld, gekozen=beeld.gebieden[-1])
    (tabel,) = tables_of(document, "Cijfers per buurt")
    namen = {rij[0] for rij in lines_of(tabel)[1:]}
    assert {VREEMD[0], VREEMD[1], VREEMD[2], VREEMD[3], "{{titel}}", "draaiom"} <= namen
    assert "a\ufffd\ufffd b\ufffd\ufffd" in namen
    assert beeld.gebieden[-1] in namen
    assert document.core_properties.title == '"Titel" <b>&\ufffd'
    assert not document.element.findall(f".//{W}instrText")


def square(**anders: Any) -> Kaartbeeld:  # noqa: ANN401 - fields of a Kaartbeeld
    """Build a square that no list knows: one cell is missing, one class has no cell."""
    beeld = make_beeld(5, soort="eigen", woord="iets")
    cellen = ((0, 0), (0, 1), (1, 0), None, (1, 2))
    klassen = tuple(
        replace(klasse, cel=cel, teken="▲" if cel == (0, 1) else "")
        for klasse, cel in zip(beeld.klassen, cellen, strict=True)
    )
    vierkant = Vierkant(
        rijen=As(label="een lange naam van een as", woorden=("veel", "minder")),
        kolommen=As(
            label="nog zo een lange naam van een as", woorden=("a", "b", "c"), grenzen=("", "", "x")
        ),
        nadruk=(0, 1),
    )
    tweede = Reeks(label="ander", opmaak=Opmaak(decimalen=0, voor="€ ", factor=1000))
    moment = replace(beeld.moment, tweede=(1.0, None, 3.0, 4.0, 5.0))
    return replace(
        beeld, klassen=klassen, vierkant=vierkant, tweede=tweede, momenten=(moment,), **anders
    )


def test_square_without_lists_has_its_values(write_vreemd: Callable[..., bytes]) -> None:
    beeld = square()
    document = check_file(write_vreemd(beeld, gekozen=beeld.gebieden[0]))
    vierkant, overig = tables_of(document, "Legenda")
    boven, koppen, *rijen = lines_of(vierkant)
    assert boven[1:] == ["nog zo een lange naam van een as"] * 3
    assert koppen[1:] == ["a", "b", "c (x)"]
    assert [rij[0] for rij in rijen] == [
        f"een lange naam van een as:\n{w}" for w in ("veel", "minder")
    ]
    assert rijen[0][3] == ""
    assert fill_of(vierkant.rows[2].cells[3]) is None
    assert "30 tot 40%" in {cel for rij in lines_of(overig) for cel in rij}
    (cijfers,) = tables_of(document, "Cijfers per buurt")
    assert lines_of(cijfers)[0] == ["Buurt", "iets, %", "ander", "Klasse"]
    assert "€ 4.000" in {rij[2] for rij in lines_of(cijfers)}
    assert "iets 5,0%; ander € 1.000" in all_text(document)


def test_empty_list_says_so(write_vreemd: Callable[..., bytes]) -> None:
    beeld = square(soort="samen")
    moment = replace(beeld.moment, klassen=(0, *(None,) * 4), gewichten=beeld.moment.gewichten[:1])
    document = check_file(write_vreemd(replace(beeld, momenten=(moment,))))
    (cijfers,) = tables_of(document, "Cijfers per buurt")
    assert lines_of(cijfers)[2:] == [["Buurt 0", "5,0", "1.000", "", "geen", "", ""]]
    assert "hoogstens 6 per lijst" in all_text(document)


@pytest.mark.parametrize("maten", [(1, 1), (2000, 40), (100, 1000), (600, 200)])
def test_logo_keeps_its_shape(maten: tuple[int, int]) -> None:
    stijl = Huisstijl(logo=make_png(*maten), kleur="#00736B")
    document = check_file(write_memo(town("stand"), opdracht_for(stijl=stijl)))
    (logo,) = [vorm for vorm in document.inline_shapes if vorm._inline.docPr.name == "Logo"]  # noqa: SLF001
    assert logo.width / logo.height == pytest.approx(maten[0] / maten[1], rel=0.05)
    assert logo.width <= Pt(114)
    assert logo.height <= Pt(35)
    assert "00736B" in document.element.body.xml


def make_png(breed: int, hoog: int) -> bytes:
    uit = io.BytesIO()
    Image.new("RGB", (breed, hoog), "#00736B").save(uit, "PNG")
    return uit.getvalue()


# Templates


def make_sjabloon(pad: Path, vul: Callable[[Document], object] = lambda _: None) -> Path:
    """Write a template with a header that has a picture, and a footer."""
    document = docx.Document()
    sectie = document.sections[0]
    sectie.page_width, sectie.page_height = Mm(210), Mm(297)
    sectie.header.paragraphs[0].add_run().add_picture(io.BytesIO(make_png(30, 10)), width=Mm(30))
    sectie.header.paragraphs[0].add_run("Woonstichting Proef")
    sectie.footer.paragraphs[0].text = "Postbus 1"
    document.add_paragraph("Weg hiermee").add_run().add_picture(io.BytesIO(make_png(9, 9)))
    document.styles["Title"].font.size = Pt(31)
    document.core_properties.author = "Een mens"
    vul(document)
    document.save(str(pad))
    return pad


def memo_in(pad: Path, maat: Maat = Maat.A4, soort: str = "stand") -> Document:
    stijl = Huisstijl(memo=pad, logo=make_png(10, 10), kleur="#C02060")
    return check_file(write_memo(town(soort), opdracht_for(maat, stijl=stijl)))


def test_template_keeps_header_footer_and_styles_and_loses_its_text(tmp_path: Path) -> None:
    pad = make_sjabloon(tmp_path / "huis.docx")
    document = memo_in(pad)
    assert document.sections[0].header.paragraphs[0].text == "Woonstichting Proef"
    assert document.sections[0].footer.paragraphs[0].text == "Postbus 1"
    assert "Weg hiermee" not in all_text(document)
    assert document.styles["Title"].font.size == Pt(31)
    assert [vorm._inline.docPr.name for vorm in document.inline_shapes].count("Logo") == 0  # noqa: SLF001
    assert set(re.findall(r'w:lang w:val="([^"]+)"', document.styles.element.xml)) == {TAAL}
    assert not document.core_properties.author
    assert len(document.part.package.image_parts) == 5  # of the header, the map, three samples
    with zipfile.ZipFile(pad) as oud:
        assert b"Application" in oud.read("docProps/app.xml")


def test_template_lies_when_asked_and_app_properties_are_few(tmp_path: Path) -> None:
    pad = make_sjabloon(tmp_path / "huis.docx")
    with_company(pad, b"<Company/>", b"<Company>Woonstichting</Company>")
    stijl = Huisstijl(memo=pad)
    ruw = write_memo(town("stand"), opdracht_for(Maat.A4_LIGGEND, stijl=stijl))
    sectie = check_file(ruw).sections[0]
    assert (sectie.page_width or 0) > (sectie.page_height or 0)
    with zipfile.ZipFile(io.BytesIO(ruw)) as pakket:
        gegevens = ET.fromstring(pakket.read("docProps/app.xml"))  # noqa: S314 - our own file
    assert [(deel.tag.rpartition("}")[2], deel.text) for deel in gegevens] == [
        ("Manager", None),
        ("Company", "Woonstichting"),
    ]


def with_company(pad: Path, oud: bytes, nieuw: bytes, deel: str = "docProps/app.xml") -> None:
    """Replace bytes in a part of a file."""
    with zipfile.ZipFile(pad) as pakket:
        delen = {naam: pakket.read(naam) for naam in pakket.namelist()}
    assert oud in delen[deel]
    delen[deel] = delen[deel].replace(oud, nieuw)
    with zipfile.ZipFile(pad, "w") as pakket:
        for naam, inhoud in delen.items():
            pakket.writestr(naam, inhoud)


def test_template_of_word_itself_is_read(tmp_path: Path) -> None:
    pad = make_sjabloon(tmp_path / "huis.dotx")
    with_company(
        pad, MAIN.encode(), MAIN.replace("document.main", "template.main").encode(),
        "[Content_Types].xml",
    )  # fmt: skip
    assert "Title" in styles_of(memo_in(pad))


def test_placeholders_are_filled_and_the_rest_stays(tmp_path: Path) -> None:
    def vul(document: Document) -> None:
        document.add_paragraph("{{titel}}")
        tabel = document.add_table(1, 2)
        tabel.cell(0, 0).text = "{{kaart}}"
        tabel.cell(0, 1).text = " {{ Legenda }} "
        auto = tabel.cell(0, 1)._tc.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")  # noqa: SLF001
        auto.set(qn("w:type"), "auto")
        gebroken = document.add_paragraph("{{ta")
        gebroken.add_run("bel}}").bold = True
        document.add_paragraph("Noem {{kaart}} niet zomaar")
        document.add_paragraph("Met groet")

    pad = make_sjabloon(tmp_path / "huis.docx", vul)
    document = memo_in(pad, soort="samen")
    teksten = texts_of(document)
    assert "Weg hiermee" in teksten[0]
    assert teksten.index("Laagste inkomens en overlast") == 2
    assert teksten.index("Noem {{kaart}} niet zomaar") < teksten.index("Met groet")
    assert teksten[-1].startswith("Bron:")
    assert "Fictieve gegevens" in all_text(document).replace("\N{NO-BREAK SPACE}", "")
    cellen = next(tabel for tabel in document.tables if len(tabel.columns) == 2).rows[0].cells
    assert "Kaart: Laagste inkomens en overlast" in cellen[0].text
    assert len(cellen[1].tables) == 2
    assert "Grens gewijzigd" in cellen[1].text
    (cijfers,) = [t for t in document.tables if len(t.columns) == 9]
    assert len(cijfers.rows) == 8
    assert not [tekst for tekst in teksten if "{{ta" in tekst]
    assert "Heading 1" not in styles_of(document)


def test_what_must_be_known_comes_with_the_source(tmp_path: Path) -> None:
    def vul(document: Document) -> None:
        document.add_paragraph("{{bron}}")
        document.add_paragraph("Einde")

    document = memo_in(make_sjabloon(tmp_path / "huis.docx", vul), soort="samen")
    teksten = texts_of(document)
    assert teksten[-1] == "Einde"
    assert teksten[-2].startswith("Bron:")
    assert teksten[-3] == "Grens gewijzigd · signaal, relatief, geen oorzaak"
    assert teksten[-4].strip("\N{NO-BREAK SPACE}") == "Fictieve gegevens"
    zonder = memo_in(
        make_sjabloon(tmp_path / "kaal.docx", lambda d: d.add_paragraph("{{tabel}}")), soort="samen"
    )
    assert texts_of(zonder)[-1].startswith("Bron:")
    assert "signaal, relatief, geen oorzaak" in texts_of(zonder)[-2]


def test_a_map_that_needs_no_warning_has_none(
    tmp_path: Path, write_vreemd: Callable[..., bytes]
) -> None:
    stil = replace(make_beeld(1), merken=())
    stil = replace(stil, momenten=(replace(stil.moment, gewichten=stil.moment.gewichten[:1]),))
    for deel in ("{{bron}}", "{{titel}}", "{{legenda}}"):
        pad = make_sjabloon(tmp_path / "huis.docx", lambda d, deel=deel: d.add_paragraph(deel))  # type: ignore[misc]
        document = check_file(write_vreemd(stil, stijl=Huisstijl(memo=pad)))
        assert "Fictieve" not in all_text(document)
    assert "Fictieve" not in all_text(check_file(write_vreemd(stil)))


def test_places_in_sections_columns_boxes_and_fields(tmp_path: Path) -> None:
    def vul(document: Document) -> None:
        eerste = document.add_paragraph("{{titel}}")._p  # noqa: SLF001
        eerste.get_or_add_pPr().append(
            parse_xml(
                f'<w:sectPr {nsdecls("w")}><w:pgSz w:w="11906" w:h="16838"/>'
                '<w:pgMar w:top="1000" w:right="1000" w:bottom="1000" w:left="1000"/></w:sectPr>'
            )
        )
        veld = parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>{{{{kaart}}}}</w:t></w:r></w:p>"
            "</w:sdtContent></w:sdt>"
        )
        document.element.body.insert(len(document.element.body) - 1, veld)
        document.add_paragraph()._p.append(  # noqa: SLF001
            parse_xml(
                f"<w:r {nsdecls('w')}><w:pict><w:txbxContent><w:p><w:r><w:t>{{{{tabel}}}}</w:t>"
                "</w:r></w:p></w:txbxContent></w:pict></w:r>"
            )
        )
        kolommen = document.sections[-1]._sectPr.find(qn("w:cols"))  # noqa: SLF001
        kolommen.set(qn("w:num"), "2")

    document = memo_in(make_sjabloon(tmp_path / "huis.docx", vul))
    assert len(document.sections) == 2
    assert not document.element.body.findall(f".//{W}sdt")
    assert "{{tabel}}" in all_text(document)
    (kaart,) = [vorm for vorm in document.inline_shapes if vorm._inline.docPr.name == "Kaart"]  # noqa: SLF001
    assert kaart.width < Mm(80)


def test_template_without_our_styles_gets_them(tmp_path: Path) -> None:
    def strip(document: Document) -> None:
        wortel = document.styles.element
        for stijl in list(wortel.findall(qn("w:style"))):
            if stijl.find(qn("w:name")).get(qn("w:val")) not in {"Normal", "heading 1"}:
                wortel.remove(stijl)
        wortel.remove(wortel.find(qn("w:docDefaults")))
        kop = document.styles["Heading 1"].element
        for wissel in (qn("w:basedOn"), qn("w:link"), qn("w:next")):
            kop.remove(kop.find(wissel))
        # a style that is based on itself
        kop.insert(1, parse_xml(f'<w:basedOn {nsdecls("w")} w:val="Heading1"/>'))
        normaal = document.styles["Normal"].element
        del normaal.attrib[qn("w:default")]
        normaal.append(parse_xml(f'<w:pPr {nsdecls("w")}><w:spacing w:line="300"/></w:pPr>'))
        wortel.append(
            parse_xml(f'<w:style {nsdecls("w")} w:type="paragraph" w:styleId="Caption"/>')
        )

    document = memo_in(make_sjabloon(tmp_path / "kaal.docx", strip))
    namen = styles_of(document)
    assert namen[1] == "Heading 1"
    assert namen.count("Heading 2") == 2
    bekend = {stijl.name for stijl in document.styles}
    assert {v.naam for v in VORMEN if v.naam.startswith("Sociale")} <= bekend
    ids = [stijl.style_id for stijl in document.styles]
    assert len(ids) == len(set(ids))


def test_narrow_place_has_one_list_and_a_lying_template_stays(tmp_path: Path) -> None:
    def vul(document: Document) -> None:
        tabel = document.add_table(1, 3)
        tabel.cell(0, 1).text = "{{legenda}}"
        tabel.cell(0, 2).text = "{{tabel}}"

    beeld = town("stand")
    document = memo_in(make_sjabloon(tmp_path / "smal.docx", vul))
    (legenda,) = document.tables[0].cell(0, 1).tables
    tabel = build_legendatabel(beeld)
    assert [rij[1] for rij in lines_of(legenda)[1:]] == [
        rij.woord for rij in (*tabel.klassen, *tabel.niets)
    ]

    (cijfers,) = document.tables[0].cell(0, 2).tables
    assert len(cijfers.rows) == 7

    def turn(document: Document) -> None:
        sectie = document.sections[0]
        sectie.page_width, sectie.page_height = Mm(297), Mm(210)

    document = memo_in(make_sjabloon(tmp_path / "liggend.docx", turn), Maat.A4_LIGGEND)
    assert round((document.sections[0].page_width or Mm(0)).mm) == 297


def test_header_of_an_earlier_section_is_kept(tmp_path: Path) -> None:
    def vul(document: Document) -> None:
        document.sections[0].different_first_page_header_footer = True
        document.sections[0].first_page_header.add_table(2, 1, Mm(50))
        document.sections[0].first_page_footer.paragraphs[0].text = "Eerste voet"
        document.add_section()
        document.sections[-1].header.is_linked_to_previous = True

    document = memo_in(make_sjabloon(tmp_path / "huis.docx", vul))
    assert len(document.sections) == 1
    assert document.sections[0].header.paragraphs[0].text == "Woonstichting Proef"
    assert document.sections[0].first_page_footer.paragraphs[0].text == "Eerste voet"


def bad_files() -> Iterator[tuple[str, Callable[[Path], object], str]]:
    """List files that are no template, and a word of the reason."""

    def goed(pad: Path) -> bytes:
        return make_sjabloon(pad).read_bytes()

    yield "weg", lambda pad: pad.unlink(missing_ok=True), "gelezen"
    yield "map", lambda pad: pad.mkdir(), "gelezen"
    yield "tekst", lambda pad: pad.write_bytes(b"Beste mensen"), "geen bestand van Word"
    yield "oud", lambda pad: pad.write_bytes(b"\xd0\xcf\x11\xe0" + b"x" * 99), "wachtwoord"
    yield "kort", lambda pad: pad.write_bytes(goed(pad)[:-400]), "geen bestand van Word"
    yield (
        "kapot",
        lambda pad: break_file(pad, "word/document.xml", b"<w:body>", b"<w:bo"),
        "beschadigd",
    )
    yield (
        "leeg",
        lambda pad: break_file(pad, "word/document.xml", b"w:body", b"w:lijf"),
        "beschadigd",
    )
    yield (
        "deel",
        lambda pad: break_file(pad, "word/_rels/document.xml.rels", b"styles.xml", b"weg.xml"),
        "beschadigd",
    )
    yield (
        "kop",
        lambda pad: break_file(pad, "[Content_Types].xml", MAIN.encode(), b"text/plain"),
        "geen bestand van Word",
    )
    yield (
        "macro",
        lambda pad: break_file(
            pad, "[Content_Types].xml", MAIN.encode(), b"x.macroEnabled.main+xml"
        ),
        "macro's",
    )
    yield "slot", lock_file, "wachtwoord"
    yield (
        "bits",
        lambda pad: pad.write_bytes(goed(pad)[:200] + b"\xff" * 2000 + goed(pad)[2200:]),
        "beschadigd",
    )


def break_file(pad: Path, deel: str, oud: bytes, nieuw: bytes) -> None:
    make_sjabloon(pad)
    with_company(pad, oud, nieuw, deel)


def lock_file(pad: Path) -> None:
    """Say of every part that it is encrypted."""
    ruw = bytearray(make_sjabloon(pad).read_bytes())
    for plek in [m.start() for m in re.finditer(rb"PK\x01\x02", bytes(ruw))]:
        ruw[plek + 8] |= 1
    pad.write_bytes(ruw)


@pytest.mark.parametrize(("naam", "maak", "woord"), list(bad_files()), ids=lambda w: str(w)[:12])
def test_bad_template_is_refused_in_one_sentence(
    naam: str, maak: Callable[[Path], object], woord: str, tmp_path: Path
) -> None:
    pad = tmp_path / f"{naam}.docx"
    maak(pad)
    with pytest.raises(SjabloonAfgekeurdError, match=woord) as fout:
        memo_in(pad)
    assert pad.name in str(fout.value)
    assert "\n" not in str(fout.value)


def test_template_that_unpacks_too_far_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("components.memo_sjabloon._GROOTST", 1000)
    with pytest.raises(SjabloonAfgekeurdError, match="200 MB"):
        memo_in(make_sjabloon(tmp_path / "groot.docx"))


# Charts


def make_grafiek(**anders: Any) -> Grafiek:  # noqa: ANN401 - fields of a Grafiek
    jaren = tuple(range(2012, 2024))
    grafiek = Grafiek(
        titel="Laagste inkomens door de jaren",
        ondertitel="**2012 tot 2023** · %",
        zin="**Kolkzicht** van 10% naar 21%.",
        bron="Bron: niets.",
        merken=("fictieve gegevens", "schatting", "grens gewijzigd"),
        x_merken=tuple((float(jaar), str(jaar)) for jaar in jaren),
        lijnen=(Lijn(naam="Kolkzicht", stukken=(tuple((float(j), j - 2002.0) for j in jaren),)),),
        koppen=("", *map(str, jaren)),
        rijen=(("Kolkzicht", *(f"{j - 2002}%" for j in jaren)), ("Leeg", *[""] * 12)),
    )
    return replace(grafiek, **anders)


def test_chart_has_its_picture_its_numbers_and_its_marks() -> None:
    grafiek = make_grafiek()
    ruw = write_grafiekmemo(grafiek, gemaakt_op=DAG, dpi=60)
    assert ruw == write_grafiekmemo(grafiek, gemaakt_op=DAG, dpi=60)
    document = check_file(ruw)
    teksten = texts_of(document)
    assert teksten.count(grafiek.titel) == 1
    assert "Schatting · grens gewijzigd" in teksten
    assert "Fictieve gegevens" in teksten[0].replace("\N{NO-BREAK SPACE}", "")
    assert teksten[-1] == "Bron: niets. Sociale Kaart · gemaakt op 22 november 2026"
    (vorm,) = document.inline_shapes
    assert vorm._inline.docPr.get("descr") == describe_grafiek(grafiek)  # noqa: SLF001
    assert vorm._inline.docPr.name == "Grafiek"  # noqa: SLF001
    deel = document.part.related_parts[vorm._inline.graphic.graphicData.pic.blipFill.blip.embed]  # noqa: SLF001
    with Image.open(io.BytesIO(deel.blob)) as beeld:
        assert beeld.width / (vorm.width / 914400) == pytest.approx(60, rel=0.1)
        assert beeld.width / beeld.height == pytest.approx(vorm.width / vorm.height, rel=0.01)
    (tabel,) = document.tables
    # years go down: there are more of them than lines
    assert lines_of(tabel) == [
        list(rij) for rij in zip(grafiek.koppen, *grafiek.rijen, strict=True)
    ]


def test_small_chart_table_keeps_its_direction_and_none_is_no_table(tmp_path: Path) -> None:
    klein = make_grafiek(koppen=("", "a"), rijen=(("x", "1"), ("y", "2")), merken=())
    document = check_file(write_grafiekmemo(klein, gemaakt_op=DAG, dpi=60))
    assert lines_of(document.tables[0]) == [["", "a"], ["x", "1"], ["y", "2"]]
    leeg = make_grafiek(koppen=(), rijen=(), titel=LANGE_TITEL)
    document = check_file(write_grafiekmemo(leeg, gemaakt_op=date(1979, 1, 1), dpi=60))
    assert not document.tables
    assert document.core_properties.title == LANGE_TITEL
    pad = make_sjabloon(tmp_path / "huis.docx")
    document = check_file(
        write_grafiekmemo(klein, gemaakt_op=DAG, stijl=Huisstijl(memo=pad), dpi=60)
    )
    sectie = document.sections[0]
    assert (sectie.page_width or 0) < (sectie.page_height or 0)


def test_chart_in_places_shows_marks_where_a_legend_would_be(tmp_path: Path) -> None:
    def vul(document: Document) -> None:
        for deel in ("titel", "kaart", "legenda", "tabel", "bron"):
            document.add_paragraph(f"{{{{{deel}}}}}")

    pad = make_sjabloon(tmp_path / "huis.docx", vul)
    document = check_file(
        write_grafiekmemo(make_grafiek(), gemaakt_op=DAG, stijl=Huisstijl(memo=pad), dpi=60)
    )
    assert "Schatting · grens gewijzigd" in texts_of(document)
    assert len(document.tables) == 1

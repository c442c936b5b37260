"""Slides of maps: what is on them, that it is editable, and that nothing else is in the file."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import timedelta
from typing import Final

import pytest
from PIL import Image
from pptx.enum.dml import MSO_FILL
from pptx.oxml.ns import qn
from pptx.util import Inches

from components import dia as dia_module
from components.afdruk_blad import Maat, Opdracht, Papier
from components.dia import (
    add_grafiekdia,
    add_kaartdia,
    begin_presentatie,
    finish_presentatie,
    write_dia,
)
from components.dia_vorm import clean
from components.huisstijl import Huisstijl
from layers.grijs import build_grijs
from layers.kaartbeeld import As, Kaartbeeld, Klasse, Staat, Vierkant
from layers.link import SOORTEN
from layers.openen import open_link
from layers.soorten import build_kaartbeeld
from tests.dialezen import (
    DAG,
    LIJNEN,
    VIJANDIG,
    check_kaart,
    fill_of,
    one,
    opdracht_for,
    png,
    read,
    text_of,
)
from tests.papierstad import ALLES, BEELDEN, LANGE_TITEL, make_beeld

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


@pytest.fixture(scope="module")
def kaarten() -> dict[str, Kaartbeeld]:
    return {
        soort: build_kaartbeeld(geopend.keuze)
        for soort in SOORTEN
        if (geopend := open_link({"gebied": "GM9901", "soort": soort}))
    }


@pytest.mark.parametrize("soort", SOORTEN)
def test_every_kind_of_map_is_a_slide(kaarten: dict[str, Kaartbeeld], soort: str) -> None:
    beeld, opdracht = kaarten[soort], opdracht_for(gekozen=kaarten[soort].gebieden[40])
    ruw = write_dia(beeld, opdracht)
    presentatie = read(ruw)
    assert (presentatie.slide_width, presentatie.slide_height) == (12192000, 6858000)
    vormen = one(presentatie)
    check_kaart(vormen, beeld, opdracht)
    assert vormen["Titel"].is_placeholder
    assert text_of(vormen["Gekozen"]).startswith(beeld.namen[40])
    kaart = vormen["Kaart"]
    with Image.open(io.BytesIO(kaart.image.blob)) as afbeelding:
        assert afbeelding.width / afbeelding.height == pytest.approx(
            kaart.width / kaart.height, rel=0.01
        )
        assert afbeelding.width == pytest.approx(kaart.width / Inches(1) * 40, abs=2)
    assert ruw == write_dia(beeld, opdracht)


@pytest.mark.usefixtures("los")
@pytest.mark.parametrize("soort", SOORTEN)
def test_every_kind_of_map_fits_a_narrow_slide(kaarten: dict[str, Kaartbeeld], soort: str) -> None:
    opdracht = opdracht_for(Maat.DIA_SMAL)
    presentatie = read(write_dia(kaarten[soort], opdracht))
    assert (presentatie.slide_width, presentatie.slide_height) == (Inches(10), Inches(7.5))
    check_kaart(one(presentatie), kaarten[soort], opdracht)


def wide_square(aantal: int) -> Kaartbeeld:
    """Build a square of which every word is long."""
    woord = "Huishoudensamenstelling" * 2
    klassen = tuple(
        Klasse(
            label=f"{woord} {n} en nog meer woorden",
            ondergrens=None,
            bovengrens=None,
            is_ondergrens_erbij=False,
            kleur="#711A48",
            cel=(n // aantal, n % aantal),
        )
        for n in range(aantal * aantal)
    )
    as_ = As(label=LANGE_TITEL[:90], woorden=(woord,) * aantal, grenzen=("boven +1",) * aantal)
    gebieden = make_beeld(40, ((0.1, Staat.OK), (0.6, Staat.OK)))
    beeld = replace(gebieden, klassen=klassen, vierkant=Vierkant(rijen=as_, kolommen=as_))
    moment = beeld.moment
    tellingen = tuple(
        replace(t, klassen=tuple(range(1000, 1000 + len(klassen)))) for t in moment.tellingen
    )
    return replace(beeld, momenten=(replace(moment, tellingen=tellingen),), leeswijzer=LANGE_TITEL)


MEER_BEELDEN: Final = BEELDEN | {
    "negen klassen": replace(
        make_beeld(
            40,
            tellingen=tuple(
                replace(t, klassen=(*t.klassen, 0, 0, 0, 12_345_678))
                for t in BEELDEN["alles bekend"].moment.tellingen
            ),
        ),
        klassen=tuple(
            replace(klasse, label=f"{klasse.label} {LANGE_TITEL[:60]}")
            for klasse in (BEELDEN["alles bekend"].klassen * 2)[:9]
        ),
    ),
    "water en buiten": make_beeld(
        6,
        ((0.3, Staat.OK), (None, Staat.BUITEN_SELECTIE)),
        water=(False, False, False, False, True, True),
    ),
    "leeg": make_beeld(3, titel="", ondertitel="", legendazin="", bronregel="", merken=()),
}


@pytest.mark.usefixtures("los")
@pytest.mark.parametrize("maat", [Maat.DIA, Maat.DIA_SMAL], ids=lambda maat: maat.naam)
@pytest.mark.parametrize("naam", MEER_BEELDEN)
def test_hostile_maps_fit(naam: str, maat: Maat) -> None:
    beeld = MEER_BEELDEN[naam]
    is_smal = maat is Maat.DIA_SMAL
    anders = {"gekozen": beeld.gebieden[-1], "filter": (0, 7)} if is_smal else {}
    opdracht = opdracht_for(maat, **anders)
    vormen = one(read(write_dia(beeld, opdracht)))
    if naam != "leeg":
        check_kaart(vormen, beeld, opdracht)
    merken = text_of(vormen.get("Merken", vormen["Bron"])).casefold()
    assert ("gefilterd: de andere klassen zijn grijs" in merken) is is_smal


@pytest.mark.usefixtures("los")
@pytest.mark.parametrize("aantal", [2, 3])
@pytest.mark.parametrize("maat", [Maat.DIA, Maat.DIA_SMAL], ids=lambda maat: maat.naam)
def test_square_of_long_words_fits(aantal: int, maat: Maat) -> None:
    vormen = one(read(write_dia(wide_square(aantal), opdracht_for(maat))))
    tabel = vormen["Vierkant"].table
    assert len(tabel.columns) == 1 + 2 * aantal
    # colours that a filter leaves out of sight are not there
    gefilterd = one(read(write_dia(wide_square(aantal), opdracht_for(maat, filter=(0,)))))
    kleuren = [fill_of(c) for rij in gefilterd["Vierkant"].table.rows for c in list(rij.cells)]
    assert kleuren.count("#711A48") == 1


@pytest.mark.usefixtures("los")
@pytest.mark.parametrize("naam", VIJANDIG)
def test_names_stay_names(naam: str) -> None:
    beeld = make_beeld(5, ALLES, namen=(naam,) * 5, titel=f"{naam} titel", gebiedsnaam=naam)
    presentatie = read(write_dia(beeld, opdracht_for(gekozen=beeld.gebieden[0])))
    vormen = one(presentatie)
    assert text_of(vormen["Titel"]) == clean(f"{naam} titel")
    assert text_of(vormen["Gekozen"]) == clean(f"{naam} 0,0%")
    assert presentatie.core_properties.title == clean(f"{naam} titel")
    assert not re.search("[\x00-\x08\x0b\u202e\ud800\ufffe]", clean(naam))


def test_signs_that_say_something_stay() -> None:
    for naam in ("شارع 12 \u05d0\u05d1", "huis \U0001f3e1\u200d\U0001f525", "中文 Őrség", "1 ▲"):
        assert clean(naam) == naam


@pytest.mark.usefixtures("los")
def test_second_value_and_small_number_of_the_chosen_area_are_told(
    kaarten: dict[str, Kaartbeeld],
) -> None:
    beeld = kaarten["samen"]
    plek = beeld.moment.staten.index(Staat.OK)
    vormen = one(read(write_dia(beeld, opdracht_for(gekozen=beeld.gebieden[plek]))))
    assert re.search(
        r"laagste inkomens \D?[\d,]+ procentpunt; overlast \D?\d", text_of(vormen["Gekozen"])
    )
    klein = make_beeld(5, ((0.5, Staat.KLEIN_AANTAL),))
    vormen = one(read(write_dia(klein, opdracht_for(gekozen=klein.gebieden[0]))))
    assert text_of(vormen["Gekozen"]) == "Buurt 0 25,0% (klein aantal)"
    weg = make_beeld(5, ((None, Staat.NIET_BESCHIKBAAR),))
    vormen = one(read(write_dia(weg, opdracht_for(gekozen=weg.gebieden[0]))))
    assert text_of(vormen["Gekozen"]) == "Buurt 0 niet beschikbaar"


@pytest.mark.usefixtures("los")
def test_greys_keep_their_lines(kaarten: dict[str, Kaartbeeld]) -> None:
    beeld = build_grijs(kaarten["verandering"])
    vormen = one(read(write_dia(beeld, opdracht_for())))
    check_kaart(vormen, beeld, opdracht_for())
    rijen = [rij.cells[0] for rij in vormen["Legenda"].table.rows][1:]
    streping = [bool(klasse.streping.value) for klasse in reversed(beeld.klassen)]
    assert any(streping)
    for cel, heeft in zip(rijen, streping, strict=False):
        assert (cel.fill.type == MSO_FILL.PATTERNED) is heeft


@pytest.mark.usefixtures("los")
def test_language_and_reading_order() -> None:
    presentatie = read(write_dia(BEELDEN["van alles wat"], opdracht_for()))
    (slide,) = presentatie.slides
    namen = [vorm.name for vorm in slide.shapes]
    assert namen[:4] == ["Titel", "Ondertitel", "Kaart", "Zin"]
    assert namen.index("Bron") > namen.index("Legenda")
    assert slide.shapes.title is not None
    runs = list(slide.element.iter(qn("a:r")))
    assert {run.find(qn("a:rPr")).get("lang") for run in runs} == {"nl-NL"}
    assert all(run.find(qn("a:rPr")).get("sz") for run in runs)
    # the letters are those of the theme
    assert not list(slide.element.iter(qn("a:latin")))
    vet = [run.text for run in slide.shapes[3].text_frame.paragraphs[0].runs if run.font.bold]
    assert vet == ["Proefstad", "15,1%"]


# Books of slides


def test_book_stores_the_same_picture_once(los: list[Papier]) -> None:
    opdracht = opdracht_for(stijl=Huisstijl(logo=png(300, 100)))
    presentatie = begin_presentatie(opdracht)
    for naam in ("alles bekend", "van alles wat", "alles bekend"):
        add_kaartdia(presentatie, BEELDEN[naam], opdracht)
    add_grafiekdia(presentatie, LIJNEN, opdracht)
    ruw = finish_presentatie(presentatie, "**Boek** van kaarten", DAG)
    boek = read(ruw)
    assert len(boek.slides) == 4
    assert len(los) == 3
    with zipfile.ZipFile(io.BytesIO(ruw)) as archief:
        assert len([naam for naam in archief.namelist() if "/media/" in naam]) == 2
    assert boek.core_properties.title == "Boek van kaarten"
    assert boek.core_properties.created.date() == boek.core_properties.modified.date() == DAG
    assert boek.core_properties.language == "nl-NL"
    assert len({vorm.name for vorm in boek.slides[0].shapes} & {"Logo"}) == 1


def test_title_of_the_file_is_no_longer_than_it_may_be() -> None:
    presentatie = begin_presentatie(opdracht_for())
    ruw = finish_presentatie(presentatie, "lang " * 100, DAG + timedelta(days=1))
    assert len(read(ruw).core_properties.title) <= 255

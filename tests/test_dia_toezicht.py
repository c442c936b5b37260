"""The page for supervisors as slides: text and tables of PowerPoint, and all that paper says."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pptx
import pytest
from pptx.presentation import Presentation
from pptx.util import Inches

from components.dia_toezicht import write_toezichtdia
from components.huisstijl import Huisstijl
from components.toezichtbestand import Toezichtwensen, make_toezicht
from components.toezichtwoorden import GEEN_VRAGEN, say_whose
from components.uitvoer import Formaat
from layers.toezichtblad import Toezicht
from tests import toezichtvormen
from tests.dialezen import alt_of, png, read, text_of
from tests.toezichtvormen import without_space, words_of

DAG = date(2026, 11, 26)


@pytest.fixture(scope="module")
def stad() -> Toezicht:
    return toezichtvormen.stad()


@pytest.fixture(scope="module")
def ruw(stad: Toezicht) -> bytes:
    return write_toezichtdia(stad, gemaakt_op=DAG)


@pytest.fixture(scope="module")
def dias(ruw: bytes) -> Presentation:
    return read(ruw)


def shapes_of(slide: Any) -> dict[str, Any]:  # noqa: ANN401 - untyped
    return {vorm.name: vorm for vorm in slide.shapes}


def said_on(slide: Any) -> str:  # noqa: ANN401 - untyped
    """Answer the words of a slide: of its texts and of its tables."""
    delen = []
    for vorm in slide.shapes:
        if vorm.has_text_frame:
            delen.append(text_of(vorm))
        elif vorm.has_table:
            delen += [cel.text for rij in vorm.table.rows for cel in rij.cells]
    return without_space("".join(delen))


def test_each_slide_stands_alone(dias: Presentation, stad: Toezicht) -> None:
    titels = []
    for slide in dias.slides:
        vormen = shapes_of(slide)
        titels.append(text_of(vormen["Titel"]))
        assert text_of(vormen["Ondertitel"]) == say_whose(stad)
        bron = f"{stad.bron}\nSociale Kaart · gemaakt op 26 november 2026"
        assert text_of(vormen["Bron"]) == bron
        assert text_of(vormen["Merk"]) == "Fictieve gegevens"
    assert titels == [
        "Hoe staan we ervoor? Veldermonde",
        "Hoe staan we ervoor? Vragen aan de bestuurder",
        "Hoe staan we ervoor? Wat de woorden betekenen",
    ]
    assert dias.core_properties.title == titels[0]


def test_every_figure_name_and_word_is_on_a_slide(dias: Presentation, stad: Toezicht) -> None:
    gezegd = "".join(map(said_on, dias.slides))
    for zin in words_of(stad):
        assert without_space(zin) in gezegd, zin


def test_figures_and_lists_are_tables_with_their_words(dias: Presentation, stad: Toezicht) -> None:
    vormen = shapes_of(dias.slides[0])
    cellen = [cel.text.split("\n") for cel in vormen["Kerncijfers"].table.rows[0].cells]
    assert [cel[:2] for cel in cellen] == [[c.getal, c.waarvan] for c in stad.cijfers]
    for lijst in (stad.aandacht, stad.goed):
        vorm = vormen[f"Buurten: {lijst.kop}"]
        rijen = [[cel.text for cel in rij.cells] for rij in vorm.table.rows]
        assert rijen[0] == ["buurt", stad.woord, *stad.kort, "leefbaarheid"]
        for rij, gezegd in zip(lijst.rijen, rijen[1:], strict=True):
            assert rij.naam in gezegd[0]
            assert gezegd[3].endswith(rij.overlast.tekst)
            assert f"{rij.naam}: " in alt_of(vorm)
    # the numbers are those on the map
    assert rijen[1][0].startswith(stad.goed.rijen[0].naam)
    aandacht = vormen[f"Buurten: {stad.aandacht.kop}"].table
    assert [aandacht.cell(n, 0).text.split(".")[0] for n in range(1, 11)] == [
        str(n) for n in range(1, 11)
    ]
    assert all(cijfer.getal in alt_of(vormen["Kerncijfers"]) for cijfer in stad.cijfers)


def test_map_is_a_picture_beside_its_legend_and_questions(
    dias: Presentation, stad: Toezicht
) -> None:
    vormen = shapes_of(dias.slides[1])
    assert vormen["Kaart"].image.content_type == "image/png"
    assert "aandeel laagste inkomens" in alt_of(vormen["Kaart"])
    assert "Fictieve gegevens" in alt_of(vormen["Kaart"])
    # four classes and what has none, in buurten and homes
    rijen = [[cel.text for cel in rij.cells] for rij in vormen["Legenda"].table.rows]
    assert rijen[0] == ["", "", "buurten", "woningen van ons"]
    assert rijen[1][1] == "beide stijgen"
    for nummer, vraag in enumerate(stad.vragen, start=1):
        assert text_of(vormen[f"Vraag {nummer}"]).startswith(f"{nummer}. {vraag.tekst}")


def test_same_page_gives_the_same_bytes_and_the_town_needs_no_asking(ruw: bytes) -> None:
    wensen = Toezichtwensen(
        gebied=toezichtvormen.STAD, formaat=Formaat.PPTX, gemaakt_op=DAG, met_eigen=False
    )
    assert make_toezicht(wensen) == ruw


@pytest.mark.parametrize("change", [toezichtvormen.bare, toezichtvormen.long])
def test_nothing_is_left_out_or_laid_over(
    stad: Toezicht, change: Callable[[Toezicht], Toezicht]
) -> None:
    toezicht = replace(change(stad), kaart=None)
    slides = read(write_toezichtdia(toezicht, gemaakt_op=DAG)).slides
    gezegd = "".join(map(said_on, slides))
    for zin in words_of(toezicht):
        assert without_space(zin) in gezegd, zin
    assert all("Merk" in shapes_of(slide) for slide in slides)


def test_what_is_not_there_is_said(stad: Toezicht) -> None:
    slides = read(write_toezichtdia(toezichtvormen.poor(stad), gemaakt_op=DAG)).slides
    eerste, tweede, derde = map(said_on, slides)
    assert eerste.count("Geenenkelebuurt.") == 2
    assert eerste.count("niettezeggen") == 4
    assert without_space(GEEN_VRAGEN) in tweede
    assert "Zekerheid" not in shapes_of(slides[2])
    assert "Fictieve" not in eerste + tweede + derde


def test_template_of_the_organisation_is_used(stad: Toezicht, tmp_path: Path) -> None:
    sjabloon = pptx.Presentation()
    sjabloon.slide_width, sjabloon.slide_height = Inches(13.333), Inches(7.5)
    sjabloon.slide_layouts[5].name = "Sociale Kaart"
    pad = tmp_path / "sjabloon.pptx"
    sjabloon.save(str(pad))
    toezicht = toezichtvormen.bare(stad)
    ruw = write_toezichtdia(toezicht, gemaakt_op=DAG, stijl=Huisstijl(dia=pad))
    slides = pptx.Presentation(io.BytesIO(ruw)).slides
    assert {slide.slide_layout.name for slide in slides} == {"Sociale Kaart"}
    assert without_space(toezicht.bron) in said_on(slides[0])


def test_logo_stands_on_each_slide(stad: Toezicht) -> None:
    stijl = Huisstijl(logo=png(300, 60))
    slides = read(write_toezichtdia(toezichtvormen.bare(stad), gemaakt_op=DAG, stijl=stijl)).slides
    assert all("Logo" in shapes_of(slide) for slide in slides)

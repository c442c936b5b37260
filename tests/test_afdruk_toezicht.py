"""The page for supervisors on paper: two pages that each stand alone, and nothing is left out."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from pypdf import PdfReader

from components.afdruk import paper_settings
from components.afdruk_blad import Blad, Maat, Opdracht
from components.afdruk_toezicht import build_bladen, draw_toezicht
from components.afdruk_toezichtcijfers import GOED
from components.huisstijl import GEEN_STIJL, Huisstijl
from components.legendarijen import build_legendatabel, format_telling
from components.toezichtwoorden import (
    GEEN_VRAGEN,
    NIET_BEKEND,
    NUMMERS,
    TEKENS,
    say_list,
    say_whose,
    sign_of,
)
from layers.soorten import build_kaartbeeld
from layers.toezicht import Uitspraak
from layers.toezichtblad import Toezicht, build_toezicht
from tests import toezichtvormen
from tests.bladkijken import check_texts
from tests.dialezen import png
from tests.toezichtvormen import without_space, words_of

DAG = date(2026, 11, 26)


@pytest.fixture(scope="module")
def stad() -> Toezicht:
    return toezichtvormen.stad()


@pytest.fixture(scope="module")
def pdf(stad: Toezicht) -> PdfReader:
    return PdfReader(io.BytesIO(draw_toezicht(stad, gemaakt_op=DAG)), strict=True)


@pytest.fixture(scope="module")
def bladen(stad: Toezicht) -> tuple[Blad, ...]:
    return lay_out(stad)


def lay_out(toezicht: Toezicht, stijl: Huisstijl = GEEN_STIJL) -> tuple[Blad, ...]:
    with paper_settings():
        return build_bladen(toezicht, Opdracht(maat=Maat.A4, gemaakt_op=DAG, stijl=stijl))


def said_on(blad: Blad) -> str:
    return without_space("".join(tekst.get_text() for tekst in blad.figuur.texts))


def test_two_pages_of_a4_that_each_stand_alone(pdf: PdfReader, stad: Toezicht) -> None:
    assert len(pdf.pages) == 2
    for nummer, pagina in enumerate(pdf.pages, start=1):
        breed, hoog = (float(maat) for maat in pagina.mediabox[2:])
        assert (breed, hoog) == pytest.approx((595.3, 841.9), abs=0.5)
        tekst = without_space(pagina.extract_text())
        for zin in (
            "Hoe staan we ervoor?",
            "Fictieve gegevens",
            say_whose(stad),
            stad.bron,
            f"gemaakt op 26 november 2026. Bladzijde {nummer} van 2.",
        ):
            assert without_space(zin) in tekst


def test_every_figure_name_and_word_is_on_paper(pdf: PdfReader, stad: Toezicht) -> None:
    tekst = without_space("".join(pagina.extract_text() for pagina in pdf.pages))
    for zin in words_of(stad):
        assert without_space(zin) in tekst, zin
    assert "31 december 2024" in say_whose(stad)


def test_it_says_what_it_is_in_letters_of_its_own(pdf: PdfReader) -> None:
    gegevens = pdf.metadata
    assert gegevens is not None
    assert gegevens.title == "Hoe staan we ervoor? Veldermonde"
    assert gegevens.producer is None
    assert gegevens.subject is not None
    assert "Fictieve gegevens" in gegevens.subject
    wortel: Any = pdf.root_object
    assert wortel["/Lang"] == "nl-NL"
    for pagina in pdf.pages:
        hulpstukken: Any = pagina["/Resources"]
        for letter in hulpstukken["/Font"].values():
            (nakomeling,) = letter.get_object()["/DescendantFonts"]
            assert "/FontFile2" in nakomeling.get_object()["/FontDescriptor"].get_object()
        # the map is lines as well
        assert not pagina.images


def test_same_page_gives_the_same_bytes(stad: Toezicht) -> None:
    klein = toezichtvormen.poor(stad)
    assert draw_toezicht(klein, gemaakt_op=DAG) == draw_toezicht(klein, gemaakt_op=DAG)


def test_map_has_its_legend_and_the_numbers_of_the_first_list(
    bladen: tuple[Blad, ...], stad: Toezicht
) -> None:
    assert stad.kaart is not None
    tweede = bladen[1]
    teksten = [tekst.get_text() for tekst in tweede.figuur.texts]
    beeld = build_kaartbeeld(stad.kaart, jaren=(stad.kaart.jaar,))
    tabel = build_legendatabel(beeld, met_cellen=True)
    assert [rij.woord for rij in tabel.klassen] == [klasse.label for klasse in beeld.klassen]
    for rij in (*tabel.klassen, *tabel.niets):
        assert without_space(rij.woord) in said_on(tweede)
        assert {format_telling(aantal) for aantal in rij.aantallen} <= set(teksten)
    assert build_legendatabel(beeld).klassen == ()
    # all ten fit in the town, and names of buurten do not stand beside them
    assert {str(nummer) for nummer in range(1, 11)} <= set(teksten)
    assert not {naam for naam in beeld.namen if len(naam) > 2} & set(teksten)
    assert without_space(NUMMERS) in said_on(tweede)


def test_figures_stand_large_and_good_news_has_the_blue_of_the_map(
    stad: Toezicht, bladen: tuple[Blad, ...]
) -> None:
    eerste = bladen[0]
    per_tekst = {t.get_text(): float(t.get_fontsize()) for t in eerste.figuur.texts}
    getallen = [per_tekst[cijfer.getal] for cijfer in stad.cijfers]
    assert min(getallen) > 2 * per_tekst["van onze woningen (13.712)"]
    blauw = [
        vorm
        for vorm in eerste.figuur.findobj(Rectangle)
        if isinstance(vorm, Rectangle) and vorm.get_facecolor() == _rgba(GOED)
    ]
    # one figure, and every row of the second list
    assert len(blauw) == 1 + len(stad.goed.rijen)


def _rgba(kleur: str) -> tuple[float, ...]:
    delen = (int(kleur[plek : plek + 2], 16) / 255 for plek in (1, 3, 5))
    return (*delen, 1.0)


@pytest.mark.parametrize("change", [toezichtvormen.bare, toezichtvormen.long, toezichtvormen.poor])
def test_all_words_fit_on_two_pages(stad: Toezicht, change: Callable[[Toezicht], Toezicht]) -> None:
    toezicht = change(stad)
    bladen = lay_out(toezicht)
    assert len(bladen) == 2
    for blad in bladen:
        check_texts(blad)
    gezegd = "".join(map(said_on, bladen))
    for zin in words_of(toezicht):
        assert without_space(zin) in gezegd, zin


def test_page_of_the_town_fits_with_a_logo(stad: Toezicht) -> None:
    for blad in lay_out(stad, Huisstijl(logo=png(300, 60), kleur="#004699")):
        check_texts(blad)
        assert without_space("Fictieve gegevens") in said_on(blad)


def test_what_is_not_there_is_said(stad: Toezicht) -> None:
    eerste, tweede = lay_out(toezichtvormen.poor(stad))
    assert said_on(eerste).count("Geenenkelebuurt.") == 2
    assert said_on(eerste).count("niettezeggen") == 4
    assert without_space(GEEN_VRAGEN) in said_on(tweede)
    assert without_space(NUMMERS) not in said_on(tweede)
    for blad in (eerste, tweede):
        assert "Fictieve" not in said_on(blad)
    kaal = lay_out(toezichtvormen.bare(stad))[0]
    assert said_on(kaal).count(without_space(NIET_BEKEND)) == 60


def test_questions_have_room_to_write(stad: Toezicht, bladen: tuple[Blad, ...]) -> None:
    weinig = lay_out(replace(stad, kaart=None, vragen=stad.vragen[:1]))[1]
    assert _count_lines(weinig) == 4
    # beside a map there is a line for each
    assert _count_lines(bladen[1]) == len(stad.vragen)


def _count_lines(blad: Blad) -> int:
    lijnen = blad.figuur.findobj(Line2D)
    return sum(isinstance(lijn, Line2D) and lijn.is_dashed() for lijn in lijnen)


def test_homes_of_all_corporations_are_named_so() -> None:
    toezicht = build_toezicht(toezichtvormen.STAD, met_eigen=False)
    assert toezicht is not None
    assert "van alle corporaties samen" in say_whose(toezicht)
    assert "onze woningen" not in " ".join(words_of(replace(toezicht, vragen=())))
    assert toezicht.kaart is not None
    assert toezicht.kaart.tel == "corporatiewoningen"


def test_words_say_how_many_a_list_shows(stad: Toezicht) -> None:
    assert say_list(stad.aandacht).endswith("hier de 10 met de meeste woningen.")
    kort = replace(stad.aandacht, totaal=10)
    assert say_list(kort).endswith("10 buurten, 8.955 woningen.")
    assert [sign_of(Uitspraak(richting=r, tekst="")) for r in (None, -1, 0, 1)] == [
        "",
        *TEKENS.values(),
    ]

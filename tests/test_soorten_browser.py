"""The sociale kaarten in a real browser, on the fictional town: drawn, filtered, presented."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Frame, Page, expect

from layers.kaartbeeld import Kaartbeeld
from layers.lijsten import build_lijsten
from layers.mogelijk import possible_kinds
from layers.openen import Geopend, open_link
from layers.soorten import build_kaartbeeld
from tests.bezoek import UITSNEDE, choose, open_kaart, step_year
from tests.vergelijken import read_papier, read_scherm, read_teksten
from tests.vormen import check_vormen

STAD = "GM9901"
SOORTEN = ("verandering", "samen", "stand-verandering", "soort-buurt", "tegen-de-trend")
KOLKZICHT = "Kolkzicht"
# what a presentation shows of text: where it is, its letters, and whether it is cut off
TEKSTEN = """() => {
const schaal = (deel) => (deel.ownerSVGElement ? deel.getScreenCTM().a : 1);
return [...document.querySelectorAll('body *')].filter((deel) => {
    const vlak = deel.getBoundingClientRect();
    const stijl = getComputedStyle(deel);
    const heeftTekst = [...deel.childNodes].some((k) => k.nodeType === 3 && k.textContent.trim());
    return heeftTekst && vlak.width > 1 && vlak.height > 1 && stijl.visibility === 'visible'
        && deel.checkVisibility({opacityProperty: true}) && !deel.closest('select');
}).map((deel) => {
    const {x, y, right, bottom} = deel.getBoundingClientRect();
    return {tekst: deel.textContent.trim(),
        px: schaal(deel) * parseFloat(getComputedStyle(deel).fontSize),
        past: x >= -1 && y >= -1 && right <= innerWidth + 1 && bottom <= innerHeight + 1,
        heel: deel.scrollWidth <= deel.clientWidth + 1
            || getComputedStyle(deel).display === 'inline'};
})}"""


def opened(**gevraagd: str) -> Geopend:
    geopend = open_link({"gebied": STAD, **gevraagd})
    assert geopend is not None
    return geopend


def beeld_of(soort: str) -> Kaartbeeld:
    return build_kaartbeeld(opened(soort=soort).keuze)


def adres_of(server: str, **gevraagd: str) -> str:
    return f"{server}/kaart?gebied={STAD}&" + "&".join(f"{n}={w}" for n, w in gevraagd.items())


def cells(frame: Frame) -> list[str]:
    """Answer the counts of a square legend, row by row; of one with dots by its corners."""
    hoeken = ("boven.links", "boven.rechts", "onder.links", "onder.rechts")
    tellers = [frame.locator(f".hoek.{hoek} strong").all_inner_texts() for hoek in hoeken]
    return frame.locator(".cel strong").all_inner_texts() or [t for deel in tellers for t in deel]


def expected_cells(kaartbeeld: Kaartbeeld) -> list[str]:
    per_plek = sorted(
        (klasse.cel, kaartbeeld.moment.tellingen[0].klassen[nummer])
        for nummer, klasse in enumerate(kaartbeeld.klassen)
        if klasse.cel is not None
    )
    return [str(aantal) for _, aantal in per_plek]


@pytest.mark.parametrize("soort", SOORTEN)
def test_screen_and_paper_agree_for_every_kind(stadserver: str, pagina: Page, soort: str) -> None:
    kaartbeeld = beeld_of(soort)
    scherm = read_scherm(pagina, adres_of(stadserver, soort=soort), kaartbeeld)
    papier = read_papier(kaartbeeld)
    anders = {
        code: (scherm.kleuren[code], papier.kleuren[code])
        for code in kaartbeeld.gebieden
        if scherm.kleuren[code].startswith("#") and scherm.kleuren[code] != papier.kleuren[code]
    }
    assert anders == {}
    check_vormen(kaartbeeld, scherm, read_teksten(pagina, kaartbeeld))
    frame = pagina.frames[-1]
    assert cells(frame) == expected_cells(kaartbeeld)
    legenda = frame.locator(".legenda")
    assert legenda.locator("h1").inner_text() == kaartbeeld.moment.titel
    assert legenda.locator(".zin").inner_text() == kaartbeeld.moment.legendazin.replace("**", "")


def test_first_visit_answers_what_goes_together(stadserver: str, pagina: Page) -> None:
    frame = open_kaart(pagina, f"{stadserver}/kaart", code=beeld_of("samen").gebieden[0])
    assert cells(frame) == expected_cells(beeld_of("samen"))
    expect(pagina.get_by_role("combobox", name="Vraag")).to_have_value("Wat gaat samen?")
    beide, eerste = build_lijsten(beeld_of("samen"), meeste=6)
    koppen = pagina.locator(".sk-lijsten caption")
    expect(koppen.nth(0)).to_contain_text(beide.kop)
    expect(koppen.nth(1)).to_contain_text(eerste.kop)
    # on a tablet both figures of a row stand within the column
    ruim = pagina.viewport_size
    assert ruim is not None
    for breed, hoog in ((1024, 768), (1180, 820)):
        pagina.set_viewport_size({"width": breed, "height": hoog})
        over = pagina.locator(".sk-lijsten").evaluate(
            "(vak) => Math.max(...[...vak.querySelectorAll('table')].map((tabel) =>"
            " tabel.getBoundingClientRect().right - vak.getBoundingClientRect().right))"
        )
        assert over <= 0
    pagina.set_viewport_size(ruim)
    pagina.locator(".sk-lijsten button").first.click()
    expect(pagina.locator(".sk-naam h2")).to_have_text(beide.rijen[0].naam)
    expect(pagina.locator(".sk-opkaart")).to_contain_text("Beide stijgen")


def test_cell_filters_and_first_year_is_chosen_in_the_frame(stadserver: str, pagina: Page) -> None:
    keuze = opened(soort="samen").keuze
    frame = open_kaart(
        pagina, adres_of(stadserver, soort="samen"), code=beeld_of("samen").gebieden[0]
    )
    frame.evaluate("window.merkteken = 'dezelfde'")
    voor = frame.evaluate(UITSNEDE)
    frame.locator(".cel").nth(1).click()
    pagina.wait_for_url("**filter=0*")
    frame.get_by_role("button", name="Alle klassen tonen").click()
    frame.get_by_label("Van").select_option("2016")
    pagina.wait_for_url("**van=2016**")
    expect(frame.locator(".legenda .onder")).to_contain_text(f"2016 tot {keuze.jaar}")
    verwacht = build_kaartbeeld(opened(soort="samen", van="2016", tot=str(keuze.jaar)).keuze)
    assert cells(frame) == expected_cells(verwacht)
    step_year(frame, "ArrowLeft")
    pagina.wait_for_url("**tot=2023**mettot=2023**")
    vorige = build_kaartbeeld(opened(soort="samen", van="2016", tot="2023").keuze)
    assert cells(frame) == expected_cells(vorige)
    assert frame.evaluate(UITSNEDE) == voor
    assert frame.evaluate("window.merkteken") == "dezelfde"


def test_another_question_keeps_frame_and_view(stadserver: str, pagina: Page) -> None:
    frame = open_kaart(
        pagina, adres_of(stadserver, soort="stand"), code=beeld_of("stand").gebieden[0]
    )
    frame.evaluate("window.merkteken = 'dezelfde'")
    voor = frame.evaluate(UITSNEDE)
    for vraag, soort in (
        ("Waar verandert het?", "verandering"),
        ("Waar neemt concentratie toe?", "stand-verandering"),
        ("Welk soort buurt is dit?", "soort-buurt"),
    ):
        choose(pagina, "Vraag", vraag)
        pagina.wait_for_url(f"**soort={soort}&**")
        expect(frame.locator(".legenda h1")).to_have_text(beeld_of(soort).moment.titel)
        assert frame.evaluate(UITSNEDE) == voor
    assert frame.evaluate("window.merkteken") == "dezelfde"


# The presentation


@pytest.fixture(params=[(1920, 1080), (1280, 800), (1024, 768)], ids=lambda maat: f"{maat[0]}")
def zaal(pagina: Page, request: pytest.FixtureRequest) -> Page:
    breed, hoog = request.param
    pagina.set_viewport_size({"width": breed, "height": hoog})
    return pagina


def texts_of(pagina: Page, frame: Frame) -> list[dict[str, Any]]:
    return [*pagina.evaluate(TEKSTEN), *frame.evaluate(TEKSTEN)]


def assert_readable(pagina: Page, frame: Frame) -> None:
    for deel in texts_of(pagina, frame):
        assert deel["px"] >= 20, deel
        assert deel["past"], deel
        assert deel["heel"], deel
    legenda = frame.locator(".legenda")
    assert legenda.evaluate("(deel) => deel.scrollHeight <= deel.clientHeight + 1")
    breed, kaart = frame.evaluate(
        "() => [innerWidth, document.getElementById('map_div').getBoundingClientRect().width]"
    )
    assert kaart >= breed * 2 / 3 - 1
    assert pagina.evaluate("() => document.documentElement.scrollHeight <= innerHeight")


def test_presentation_is_a_tour_by_keys_alone(stadserver: str, zaal: Page) -> None:
    frame = open_kaart(zaal, f"{stadserver}/kaart", code=beeld_of("samen").gebieden[0])
    voor = frame.evaluate(UITSNEDE)
    zaal.keyboard.press("p")
    expect(zaal.locator("[data-testid=stHeader]")).to_be_hidden()
    zaal.wait_for_timeout(1000)
    assert_readable(zaal, frame)
    for nummer, soort in enumerate(possible_kinds(STAD), start=1):
        zaal.keyboard.press(str(nummer))
        expect(frame.locator(".legenda h1")).to_have_text(beeld_of(soort).moment.titel)
        zaal.wait_for_timeout(300)
        assert_readable(zaal, frame)
    zaal.keyboard.press("2")
    expect(frame.locator(".legenda h1")).to_have_text(beeld_of("verandering").moment.titel)
    zaal.keyboard.press("ArrowLeft")
    expect(frame.locator(".legenda .onder")).to_contain_text("2012 tot 2023")
    # while somebody types the keys are letters
    zaal.keyboard.press("/")
    zaal.keyboard.type("kolkzicht p 3")
    expect(zaal.locator("#sk-zoek")).to_have_value("kolkzicht p 3")
    zaal.locator("#sk-zoek").fill("kolkzicht")
    zaal.keyboard.press("Enter")
    expect(zaal.locator(".sk-naam h2")).to_have_text(KOLKZICHT)
    expect(zaal.locator(".st-key-sk-kaartje")).to_be_visible()
    zaal.wait_for_timeout(700)
    for deel in texts_of(zaal, frame):
        assert deel["px"] >= 20, deel
    zaal.keyboard.press("Escape")
    expect(zaal.locator("[data-testid=stHeader]")).to_be_visible()
    zaal.wait_for_timeout(1200)
    assert frame.evaluate(UITSNEDE) == voor


def test_button_begins_a_presentation(stadserver: str, pagina: Page, tmp_path: Path) -> None:
    frame = open_kaart(pagina, f"{stadserver}/kaart", code=beeld_of("samen").gebieden[0])
    pagina.get_by_role("button", name="Presenteren").click()
    expect(pagina.locator("[data-testid=stHeader]")).to_be_hidden()
    pagina.keyboard.press("p")
    expect(pagina.locator("[data-testid=stHeader]")).to_be_visible()
    assert frame.locator(".legenda h1").is_visible()
    assert tmp_path.is_dir()

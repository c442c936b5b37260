"""For who hears the page, or works by keyboard alone: axe finds nothing serious."""

from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Frame, Page, expect

from tests.bezoek import open_kaart, stad

pytestmark = pytest.mark.ongemeten

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
ERNSTIG = {"serious", "critical"}
_VRAAG = """async () => {
    const runOnly = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"];
    const uitslag = await axe.run(document, {iframes: false, resultTypes: ["violations"], runOnly});
    return uitslag.violations.map(({id, impact, nodes}) => (
        {id, impact, waar: nodes.map((een) => `${een.target.join(" ")}: ${een.failureSummary}`)}
    ));
}"""


def find_fouten(blad: Page | Frame) -> list[dict[str, Any]]:
    """Answer what axe calls serious or critical on a page or in a frame."""
    blad.evaluate(AXE)
    gevonden: list[dict[str, Any]] = blad.evaluate(_VRAAG)
    return [een for een in gevonden if een["impact"] in ERNSTIG]


@pytest.mark.parametrize("buurt", [None, "BU08010304"], ids=["leeg", "gekozen"])
def test_page_and_frame_have_nothing_serious(server: str, pagina: Page, buurt: str | None) -> None:
    frame = open_kaart(pagina, stad(server, **({"buurt": buurt} if buurt else {})))
    assert find_fouten(frame) == []
    assert find_fouten(pagina) == []


def test_list_of_the_search_box_has_nothing_serious(server: str, pagina: Page) -> None:
    open_kaart(pagina, stad(server))
    pagina.get_by_role("combobox", name="Zoek een buurt").fill("buurt")
    expect(pagina.get_by_role("option").first).to_be_visible()
    assert find_fouten(pagina) == []


def test_dialog_and_page_with_the_data_have_nothing_serious(server: str, pagina: Page) -> None:
    open_kaart(pagina, stad(server))
    pagina.get_by_role("button", name="Exporteren").click()
    expect(pagina.get_by_role("button", name="Opslaan")).to_be_visible()
    assert find_fouten(pagina) == []
    pagina.goto(f"{server}/gegevens")
    expect(pagina.get_by_role("heading", name="Gegevens", exact=True)).to_be_visible()
    assert find_fouten(pagina) == []


def test_map_and_trend_have_their_numbers_as_a_table(server: str, pagina: Page) -> None:
    open_kaart(pagina, stad(server, buurt="BU08010304"))
    pagina.get_by_role("button", name="Verloop als tabel").click()
    tabel = pagina.get_by_role("table", name="Verloop van Buurt 0304")
    assert tabel.get_by_role("row").count() == 4  # the heading and three years
    pagina.keyboard.press("Escape")
    pagina.get_by_role("button", name="Cijfers van alle buurten").click()
    expect(pagina.get_by_role("dialog").get_by_test_id("stDataFrame")).to_be_visible()

"""The page of one buurt in a real browser: how one gets there, what it says, and its sheet."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from layers.buurtblad import build_buurtblad
from layers.openen import open_link
from layers.samenvatting import build_samenvatting
from tests.bezoek import open_kaart

pytestmark = pytest.mark.ongemeten

STAD = "GM9901"
MARKT, KOLKZICHT = "BU99010101", "BU99011900"
PAGINA = re.compile(rb"/Type\s*/Page[^s]")


def open_blad(pagina: Page, server: str, buurt: str = MARKT) -> None:
    pagina.goto(f"{server}/buurt?gebied={STAD}&buurt={buurt}")
    expect(pagina.locator(".sk-cijfers tbody tr")).to_have_count(12)


def test_two_actions_lead_there_and_the_choice_comes_along(stadserver: str, pagina: Page) -> None:
    frame = open_kaart(pagina, f"{stadserver}/kaart?gebied={STAD}&soort=samen", code=MARKT)
    vlak = frame.evaluate("c => SocialeKaart.lees(c).punt", KOLKZICHT)
    hoek = frame.frame_element().bounding_box()
    kaart = frame.locator("#map_div").bounding_box()
    assert hoek is not None
    assert kaart is not None
    pagina.mouse.click(kaart["x"] + vlak[0], kaart["y"] + vlak[1])
    pagina.get_by_role("button", name="Deze buurt op één blad").click()
    expect(pagina.locator(".sk-bladkop h1")).to_have_text("Kolkzicht")
    pagina.wait_for_url(f"**/buurt?*buurt={KOLKZICHT}*")
    # another buurt is a step, and Back takes it back
    pagina.locator("#sk-zoek").fill("lakenmarkt")
    pagina.keyboard.press("Enter")
    expect(pagina.locator(".sk-bladkop h1")).to_have_text("Lakenmarkt")
    pagina.wait_for_url(f"**/buurt?*buurt={MARKT}*")
    pagina.go_back()
    expect(pagina.locator(".sk-bladkop h1")).to_have_text("Kolkzicht")
    pagina.go_forward()
    expect(pagina.locator(".sk-bladkop h1")).to_have_text("Lakenmarkt")
    pagina.get_by_role("button", name="Terug naar de kaart").click()
    pagina.wait_for_url(f"**/kaart?*buurt={MARKT}*")
    expect(pagina.locator(".sk-naam h2")).to_have_text("Lakenmarkt")


def test_link_opens_it_and_is_completed_without_a_step(stadserver: str, pagina: Page) -> None:
    open_blad(pagina, stadserver)
    pagina.wait_for_url("**grens=2024*")
    assert pagina.evaluate("history.length") == 2  # the empty page, and this one
    expect(pagina.locator(".sk-bladkop h1")).to_have_text("Lakenmarkt")
    geopend = open_link({"gebied": STAD, "buurt": MARKT})
    assert geopend is not None
    blad = build_buurtblad(geopend.keuze)
    for rij, regel in zip(blad.rijen, pagina.locator(".sk-cijfers tbody tr").all(), strict=True):
        naam = f"{rij.indicator.kort[0].upper()}{rij.indicator.kort[1:]}"
        assert regel.locator("th").inner_text().split("\n")[0] == naam
        # of the first year there are too few new tenants to tell a change
        assert (rij.verandering is None) == (rij.indicator.sleutel == "instroom")
        tekst = rij.verandering.tekst if rij.verandering else "geen verandering te geven"
        assert tekst in regel.locator(".verschil").inner_text()


def test_without_a_buurt_it_says_what_to_do(stadserver: str, pagina: Page) -> None:
    pagina.goto(f"{stadserver}/buurt")
    expect(pagina.locator(".sk-leeg")).to_contain_text("Kies een buurt")
    pagina.locator("#sk-zoek").fill("lakenmarkt")
    pagina.keyboard.press("Enter")
    expect(pagina.locator(".sk-bladkop h1")).to_have_text("Lakenmarkt")


def test_seven_points_open_and_characteristics_change_what_is_alike(
    stadserver: str, pagina: Page
) -> None:
    open_blad(pagina, stadserver)
    punten = pagina.locator(".sk-bespreken details")
    expect(punten).to_have_count(7)
    punten.nth(6).locator("summary").click()
    expect(punten.nth(6)).to_contain_text("Dit punt staat er altijd")
    expect(punten.nth(6)).to_contain_text("Vraag het aan")
    eerst = pagina.locator(".sk-gelijken tbody th").all_inner_texts()
    assert len(eerst) == 6
    pagina.get_by_role("button", name="WOZ-waarde").click()
    expect(pagina.locator(".sk-gelijken caption small")).not_to_contain_text("WOZ")
    assert pagina.locator(".sk-gelijken tbody th").first.inner_text() == "Lakenmarkt"


def test_summary_is_copied_as_it_stands(stadserver: str, browser: Browser, pagina: Page) -> None:
    pagina.context.grant_permissions(["clipboard-read", "clipboard-write"])
    assert browser.is_connected()
    open_blad(pagina, stadserver)
    pagina.get_by_text("Samenvatting om te kopiëren").click()
    # it slides open: a button that moves between press and release is not clicked
    pagina.wait_for_timeout(1500)
    pagina.get_by_role("button", name="Kopieer deze tekst").click()
    expect(pagina.get_by_role("button", name="Gekopieerd")).to_be_visible()
    geopend = open_link({"gebied": STAD, "buurt": MARKT})
    assert geopend is not None
    verwacht = "\n".join(build_samenvatting(build_buurtblad(geopend.keuze), met_gevoelig=True))
    assert pagina.evaluate("navigator.clipboard.readText()") == verwacht


@pytest.mark.parametrize("buurt", [MARKT, KOLKZICHT, "BU99011104"])
def test_it_prints_on_one_sheet(stadserver: str, pagina: Page, tmp_path: Path, buurt: str) -> None:
    open_blad(pagina, stadserver, buurt)
    pagina.wait_for_timeout(500)
    blad = tmp_path / "blad.pdf"
    pagina.pdf(path=blad, prefer_css_page_size=True, print_background=True)
    assert len(PAGINA.findall(blad.read_bytes())) == 1


@pytest.mark.parametrize("maat", [(1440, 900), (1024, 768), (820, 1180)])
def test_nothing_is_cut_off_at_the_side(
    stadserver: str, pagina: Page, maat: tuple[int, int]
) -> None:
    pagina.set_viewport_size({"width": maat[0], "height": maat[1]})
    open_blad(pagina, stadserver)
    breed = pagina.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert breed[0] <= breed[1]
    if maat[0] >= 1440:
        onder = pagina.locator(".sk-cijfers tbody tr").last.bounding_box()
        assert onder is not None
        assert onder["y"] + onder["height"] <= maat[1]

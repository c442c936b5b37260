"""A link is a view, in a real browser: Back and Forward, reload, sending it, a broken one."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Frame, Page, expect

from tests import proefstad
from tests.bezoek import (
    BIJSTAND,
    LAAG_INKOMEN,
    UITSNEDE,
    choose,
    click,
    hold_line,
    open_kaart,
    read,
    stad,
    step_year,
)

pytestmark = pytest.mark.ongemeten

HOOG = "BU08010304"
KAARTJE = ".st-key-sk-kaartje"


@pytest.fixture
def ander(browser: Browser) -> Iterator[BrowserContext]:
    """Browser of somebody else, without memory of the visit."""
    context = browser.new_context(locale="nl-NL", viewport={"width": 1280, "height": 800})
    yield context
    context.close()


def address_of(pagina: Page) -> dict[str, str]:
    return {naam: waarden[-1] for naam, waarden in parse_qs(urlsplit(pagina.url).query).items()}


def shown(pagina: Page, frame: Frame) -> list[object]:
    """Answer what makes up a view."""
    uitsnede = frame.evaluate("() => [map.getCenter().lat, map.getCenter().lng, map.getZoom()]")
    return [
        frame.locator(".legenda h1").inner_text(),
        frame.locator(".legenda .onder").inner_text(),
        pagina.locator(f"{KAARTJE} h2").inner_text(),
        read(frame, HOOG)["vulling"],
        read(frame, proefstad.GEWOON)["vulling"],
        [round(getal, 2) for getal in uitsnede],
    ]


def test_opened_link_is_completed_without_a_step(server: str, pagina: Page) -> None:
    open_kaart(pagina, f"{server}/kaart?gebied={proefstad.STAD}&indicator=bijstand")
    pagina.wait_for_url("**jaar=2020**")
    adres = address_of(pagina)
    # the version of the classes, so that the link shows the same colours for ever
    assert re.fullmatch("[0-9a-f]{4}", adres.pop("klassen"))
    assert adres == {
        "gebied": proefstad.STAD,
        "grens": "2020",
        "niveau": "buurt",
        "soort": "stand",
        "indicator": "bijstand",
        "jaar": "2020",
    }
    assert pagina.evaluate("history.length") == 2  # the empty page, and this one


def test_back_and_forward_walk_the_steps(server: str, pagina: Page) -> None:
    frame = open_kaart(pagina, stad(server))
    frame.evaluate("window.merkteken = 'dezelfde'")
    voor = frame.evaluate(UITSNEDE)
    choose(pagina, "Onderwerp", LAAG_INKOMEN)
    pagina.wait_for_url("**indicator=laag_inkomen**")
    expect(frame.locator(".legenda h1")).to_have_text(LAAG_INKOMEN)
    step_year(frame, "ArrowLeft")
    pagina.wait_for_url("**jaar=2019**")
    click(pagina, frame, HOOG)
    pagina.wait_for_url(f"**buurt={HOOG}**")
    expect(pagina.locator(f"{KAARTJE} h2")).to_have_text("Buurt 0304")
    pagina.go_back()
    expect(pagina.locator(KAARTJE)).to_contain_text("Kies een buurt")
    expect(frame.locator(".legenda h1")).to_have_text(LAAG_INKOMEN)
    assert address_of(pagina)["jaar"] == "2019"
    pagina.go_back()
    expect(frame.locator(".legenda h1")).to_have_text(BIJSTAND)
    expect(frame.locator(".legenda .onder")).to_contain_text("2020")
    expect(pagina.get_by_role("combobox", name="Onderwerp")).to_have_value(BIJSTAND)
    pagina.go_forward()
    expect(frame.locator(".legenda h1")).to_have_text(LAAG_INKOMEN)
    expect(frame.locator(".legenda .onder")).to_contain_text("2019")
    pagina.go_forward()
    expect(pagina.locator(f"{KAARTJE} h2")).to_have_text("Buurt 0304")
    assert frame.evaluate("window.merkteken") == "dezelfde"
    assert frame.evaluate(UITSNEDE) == voor


def test_slow_answer_takes_no_choice_back(server: str, pagina: Page) -> None:
    lijn = hold_line(pagina)
    frame = open_kaart(pagina, stad(server))
    with lijn.held_here(minstens=1):
        click(pagina, frame, HOOG)
        pagina.wait_for_timeout(1500)
        # the browser still has the address from before the click, and sends it with this
        pagina.get_by_role("button", name="Exporteren").click()
        pagina.wait_for_timeout(1500)
    expect(pagina.get_by_role("dialog")).to_be_visible()
    pagina.wait_for_timeout(1000)
    assert pagina.locator(f"{KAARTJE} h2").inner_text() == "Buurt 0304"
    assert address_of(pagina)["buurt"] == HOOG


def test_part_in_sight_replaces_the_address_and_nothing_is_drawn(server: str, pagina: Page) -> None:
    frame = open_kaart(pagina, stad(server))
    stappen = pagina.evaluate("history.length")
    frame.evaluate("window.eerst = document.querySelector('.legenda h1')")
    frame.evaluate("() => map.setView([52.05, 5.3], 13.5, {animate: false})")
    pagina.wait_for_url("**uitsnede=52.05000%2C5.30000%2C13.50")
    pagina.wait_for_timeout(1500)
    assert frame.evaluate("window.eerst === document.querySelector('.legenda h1')")
    assert pagina.evaluate("history.length") == stappen
    frame.get_by_role("button", name="Hele gebied tonen").click()
    expect(pagina).not_to_have_url(re.compile("uitsnede"))


def test_link_opens_the_same_view_for_somebody_else_and_after_reload(
    server: str, pagina: Page, ander: BrowserContext
) -> None:
    frame = open_kaart(pagina, stad(server))
    frame.get_by_role("button", name="meer", exact=False).first.click()
    step_year(frame, "Home")
    click(pagina, frame, HOOG)
    frame.evaluate("() => map.setZoom(map.getZoom() + 1, {animate: false})")
    pagina.wait_for_url("**uitsnede=**")
    expect(pagina.locator(".sk-wat")).to_contain_text("2017")
    gezien = shown(pagina, frame)
    for wie, adres in (
        (ander.new_page(), pagina.url),
        (ander.new_page(), pagina.url.replace("/kaart?", "/?")),
        (pagina, pagina.url),
    ):
        nieuw = open_kaart(wie, adres, code=HOOG)
        expect(wie.locator(f"{KAARTJE} h2")).to_have_text("Buurt 0304")
        assert shown(wie, nieuw) == gezien


def test_broken_link_opens_the_nearest_view_with_one_sentence(server: str, pagina: Page) -> None:
    frame = open_kaart(pagina, stad(server, jaar="2035", klassen="ffff", uitsnede="hier"))
    melding = pagina.get_by_role("status").filter(has_text="Deze link vroeg om")
    expect(melding).to_contain_text("2035")
    expect(melding).to_contain_text("ffff")
    expect(frame.locator(".legenda .onder")).to_contain_text("2020")
    pagina.wait_for_url("**jaar=2020**")


def test_view_survives_another_page(server: str, pagina: Page) -> None:
    frame = open_kaart(pagina, stad(server))
    step_year(frame, "Home")
    pagina.wait_for_url("**jaar=2017**")
    pagina.wait_for_timeout(700)  # the address goes first, and then the server is told
    balk = pagina.get_by_test_id("stTopNav")
    balk.get_by_role("link", name="Gegevens").click()
    expect(pagina.get_by_role("heading", name="Gegevens", exact=True)).to_be_visible()
    balk.get_by_role("link", name="Kaart", exact=True).click()
    pagina.wait_for_url("**/kaart?**jaar=2017**")
    pagina.go_back()
    expect(pagina.get_by_role("heading", name="Gegevens", exact=True)).to_be_visible()
    pagina.go_back()
    pagina.wait_for_url("**/kaart?**jaar=2017**")


def test_year_chosen_just_before_a_search_is_not_lost(server: str, pagina: Page) -> None:
    frame = open_kaart(pagina, stad(server))
    zoek = pagina.locator("#sk-zoek")
    zoek.fill("0304")
    pagina.wait_for_timeout(500)
    step_year(frame, "ArrowLeft")
    expect(frame.locator(".legenda .onder")).to_contain_text("2019")
    # within the time in which a year waits to be told
    zoek.press("Enter")
    expect(pagina.locator(f"{KAARTJE} h2")).to_have_text("Buurt 0304")
    pagina.wait_for_timeout(1500)
    assert address_of(pagina)["jaar"] == "2019"
    assert address_of(pagina)["buurt"] == HOOG
    expect(frame.locator(".legenda .onder")).to_contain_text("2019")
    expect(pagina.locator(".sk-wat")).to_contain_text("2019")


def test_two_choices_that_arrive_at_once_are_both_kept(server: str, pagina: Page) -> None:
    lijn = hold_line(pagina)
    frame = open_kaart(pagina, stad(server))
    pagina.locator("#sk-zoek").fill("0304")
    pagina.wait_for_timeout(500)
    with lijn.held_there(minstens=2):
        pagina.locator("#sk-zoek").press("Enter")
        pagina.wait_for_timeout(300)
        step_year(frame, "ArrowLeft")
        pagina.wait_for_timeout(800)
    expect(pagina.locator(f"{KAARTJE} h2")).to_have_text("Buurt 0304")
    expect(pagina.locator(".sk-wat")).to_contain_text("2019")
    expect(frame.locator(".legenda .onder")).to_contain_text("2019")


def test_area_that_is_clicked_while_another_subject_comes_is_chosen_on_it(
    server: str, pagina: Page
) -> None:
    lijn = hold_line(pagina)
    frame = open_kaart(pagina, stad(server))
    with lijn.held_here(minstens=1):
        choose(pagina, "Onderwerp", LAAG_INKOMEN)
        pagina.wait_for_timeout(800)
        click(pagina, frame, HOOG)
    expect(pagina.locator(f"{KAARTJE} h2")).to_have_text("Buurt 0304")
    expect(frame.locator(".legenda h1")).to_have_text(LAAG_INKOMEN)
    expect(frame.locator(".legenda .hier strong")).to_have_text("Buurt 0304")
    assert address_of(pagina)["buurt"] == HOOG


def test_what_only_the_server_draws_comes_though_another_answer_follows_it(
    server: str, pagina: Page
) -> None:
    lijn = hold_line(pagina)
    frame = open_kaart(pagina, f"{server}/kaart?gebied={proefstad.STAD}&soort=samen")
    with lijn.held_there(minstens=2):
        frame.get_by_role("button", name="Beide kaarten ernaast").click()
        frame.evaluate("map.setView(map.getCenter(), map.getZoom() + 0.5, {animate: false})")
        pagina.wait_for_timeout(1500)
    expect(frame.locator(".zijkaart")).to_have_count(2)

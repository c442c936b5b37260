"""The page of the supervisor in a real browser: without a choice, on a tablet, there and back."""

import pytest
from playwright.sync_api import Page, expect

from layers.toezichtblad import Toezicht, build_toezicht
from tests.bezoek import open_kaart

STAD = "GM9901"
ROL = "document.querySelector('[data-testid=stMain]')"
# of every element with text of its own: its size in pixels
LETTERS = """() => [...document.querySelectorAll('.sk-toezicht *, .sk-toezichtkop *')]
    .filter((e) => e instanceof HTMLElement)
    .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()))
    .map((e) => parseFloat(getComputedStyle(e).fontSize))"""
CIJFERS = """() => [...document.querySelectorAll('.sk-kaartje text')]
    .map((e) => e.getBoundingClientRect().height)"""
HOOGTEN = """() => [...document.querySelectorAll('.sk-toezicht :is(a, summary)')]
    .map((e) => e.getBoundingClientRect().height).filter((hoogte) => hoogte > 0)"""


def open_toezicht(pagina: Page, server: str) -> Toezicht:
    pagina.set_viewport_size({"width": 1180, "height": 820})
    pagina.goto(f"{server}/toezicht")
    expect(pagina.locator(".sk-toezicht .cijfer")).to_have_count(4)
    toezicht = build_toezicht(STAD)
    assert toezicht is not None
    return toezicht


def test_it_says_all_at_once_large_enough_for_a_tablet(stadserver: str, pagina: Page) -> None:
    toezicht = open_toezicht(pagina, stadserver)
    for cijfer in toezicht.cijfers:
        vak = pagina.locator(f"[data-cijfer={cijfer.sleutel}]")
        expect(vak.locator("strong")).to_have_text(cijfer.getal)
        expect(vak).to_contain_text(cijfer.zin)
        expect(vak).to_contain_text(cijfer.vorige)
    for meer in pagina.locator(".lijst summary").all():
        meer.click()
    for klasse, lijst in (("aandacht", toezicht.aandacht), ("goed", toezicht.goed)):
        namen = pagina.locator(f".lijst.{klasse} .naam b").all_inner_texts()
        for naam, rij in zip(namen, lijst.rijen, strict=True):
            assert naam.endswith(rij.naam)
    assert pagina.locator(".vragen li").count() == len(toezicht.vragen)
    assert min(pagina.evaluate(LETTERS)) >= 16
    pagina.get_by_text("Alle 48 buurten").click()
    assert min(pagina.evaluate(HOOGTEN)) >= 44
    expect(pagina.locator(".alle tbody tr")).to_have_count(len(toezicht.alle))
    for breed in (768, 1180):
        pagina.set_viewport_size({"width": breed, "height": 820})
        # the numbers in the map grow with it
        hoogten = pagina.evaluate(CIJFERS)
        assert min(hoogten) >= 14
        assert pagina.evaluate(f"{ROL}.scrollWidth <= {ROL}.clientWidth"), breed
    expect(pagina.locator(".sk-fictief").first).to_be_visible()
    pagina.wait_for_url(f"**/toezicht?gebied={STAD}")


@pytest.mark.parametrize("weg", ["knop", "browser"])
def test_one_tap_to_a_buurt_and_back_to_the_same_place(
    stadserver: str, pagina: Page, weg: str
) -> None:
    toezicht = open_toezicht(pagina, stadserver)
    pagina.evaluate(f"{ROL}.scrollTop = 700")
    plek = pagina.evaluate(f"{ROL}.scrollTop")
    assert plek > 500
    rij = toezicht.goed.rijen[3]
    pagina.locator(f".lijst.goed [data-buurt={rij.code}]").click()
    expect(pagina.locator(".sk-bladkop h1")).to_have_text(rij.naam)
    pagina.wait_for_url(f"**/buurt?*grens={toezicht.grensjaar}*buurt={rij.code}*")
    if weg == "knop":
        pagina.get_by_role("button", name="Terug naar Toezicht").click()
    else:
        pagina.go_back()
    expect(pagina.locator(".sk-toezicht .cijfer")).to_have_count(4)
    pagina.wait_for_url(f"**/toezicht?gebied={STAD}")
    pagina.wait_for_function(f"Math.abs({ROL}.scrollTop - {plek}) < 2")


def test_map_counts_in_our_homes_and_back_again(stadserver: str, pagina: Page) -> None:
    frame = open_kaart(
        pagina, f"{stadserver}/kaart?gebied={STAD}&soort=verandering", code="BU99010101"
    )
    kop = frame.locator(".legenda table tr").first
    expect(kop).to_have_text("buurtenwoningen")
    pagina.get_by_role("button", name="Geteld in alle woningen").click()
    pagina.get_by_text("onze woningen", exact=True).click()
    expect(kop).to_have_text("buurtenwoningen van ons")
    pagina.wait_for_url("**tel=eigen*")
    pagina.get_by_text("Alleen buurten met onze woningen in kleur").click()
    expect(frame.locator(".legenda")).to_contain_text("buiten de selectie")
    pagina.wait_for_url("**bezit=ja*")
    pagina.go_back()
    expect(frame.locator(".legenda")).not_to_contain_text("buiten de selectie")
    pagina.go_back()
    expect(kop).to_have_text("buurtenwoningen")

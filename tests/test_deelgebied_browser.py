"""Making a deelgebied in the browser: naming it, working with it, and taking it away."""

import pytest
from playwright.sync_api import Locator, Page, expect

from layers.aanbod import areas_on_map, opslag_of
from tests.bezoek import open_kaart

pytestmark = pytest.mark.ongemeten

STAD = "GM9901"
LEGENDA = "iframe >> nth=0"


def is_seen(plek: Locator) -> bool:
    try:
        expect(plek).to_be_visible(timeout=5000)
    except AssertionError:
        return False
    return True


def open_dialog(pagina: Page) -> Locator:
    optie = pagina.get_by_role("option", name="Deelgebied maken")
    pagina.get_by_role("combobox", name="Gebied").click()
    # a list that was opened while the page drew itself is closed with it
    while not is_seen(optie):
        pagina.keyboard.press("Escape")
        pagina.get_by_role("combobox", name="Gebied").click()
    optie.click()
    venster = pagina.get_by_role("dialog")
    expect(venster).to_be_visible()
    return venster


def add(pagina: Page, venster: Locator, lijst: str, naam: str) -> None:
    venster.get_by_role("combobox", name=lijst).fill(naam)
    pagina.get_by_role("option", name=naam).first.click()
    pagina.keyboard.press("Escape")  # an open list keeps everything around it out of reach


def take_away(venster: Locator, naam: str) -> None:
    venster.get_by_role("button", name="Verwijderen").click()
    venster.get_by_role("button", name=f"Ja, verwijder {naam}").click()
    expect(venster).to_be_hidden()


def test_deelgebied_is_made_worked_with_and_taken_away(stadserver: str, pagina: Page) -> None:
    gebieden = areas_on_map(STAD, 2024, opslag=opslag_of(STAD))
    hier = gebieden[gebieden["wijkcode"].eq("WK990101") & ~gebieden["is_water"].astype(bool)]
    buiten = gebieden[gebieden["wijkcode"].eq("WK990120")].iloc[0]
    link = f"{stadserver}/kaart?gebied={STAD}&indicator=laagste_inkomens&jaar=2024"
    frame = open_kaart(pagina, link, code=str(hier.iloc[0]["gebiedscode"]))
    venster = open_dialog(pagina)
    # without areas it says what is missing, and nothing is kept
    venster.get_by_label("Naam").fill("Vesting")
    venster.get_by_role("button", name="Opslaan en tonen").click()
    expect(venster.get_by_role("alert")).to_contain_text("'Vesting' heeft nog geen buurten")
    add(pagina, venster, "Hele wijken", "Oude Vestingkern")
    expect(venster).to_contain_text(f"Samen {len(hier)} buurten.")
    venster.get_by_role("button", name="Opslaan en tonen").click()
    expect(venster).to_be_hidden()
    expect(frame.locator(".legenda .onder")).to_contain_text(f"Vesting, {len(hier)} buurten")
    rij = frame.locator(".legenda tbody tr", has_text="buiten de selectie")
    totaal = (~gebieden["is_water"].astype(bool)).sum()
    expect(rij.locator("td").first).to_have_text(str(totaal - len(hier)))
    pagina.wait_for_url("**gebied=WK990101&**")
    # a click outside it chooses nothing, one inside does
    for code, verwacht in (
        (str(buiten["gebiedscode"]), None),
        (str(hier.iloc[0]["gebiedscode"]), 1),
    ):
        gelezen = frame.evaluate("code => SocialeKaart.lees(code)", code)
        assert (gelezen["tekst"] == "buiten de selectie") == (verwacht is None)
    # the other kinds of map know it as well
    pagina.get_by_role("combobox", name="Vraag").click()
    pagina.get_by_role("option", name="Wat gaat samen?").click()
    expect(frame.locator(".legenda .onder")).to_contain_text(f"Vesting, {len(hier)} buurten")
    # whoever opens the link finds it under its name
    pagina.reload()
    frame = open_kaart(pagina, pagina.url, code=str(hier.iloc[0]["gebiedscode"]))
    expect(frame.locator(".legenda .onder")).to_contain_text("Vesting")
    venster = open_dialog(pagina)
    expect(venster.get_by_label("Naam")).to_have_value("Vesting")
    take_away(venster, "Vesting")
    expect(frame.locator(".legenda .onder")).to_contain_text(f"Veldermonde, {totaal} buurten")


def test_classes_in_sight_are_what_a_new_one_begins_with(stadserver: str, pagina: Page) -> None:
    link = f"{stadserver}/kaart?gebied={STAD}&soort=samen&filter=0"
    frame = open_kaart(pagina, link, code="BU99010101")
    aantal = frame.locator(".vierkant [data-filter='0'] strong").inner_text()
    venster = open_dialog(pagina)
    expect(venster).to_contain_text(f"Samen {aantal} buurten.")
    venster.get_by_label("Naam").fill("Beide stijgen")
    venster.get_by_role("button", name="Opslaan en tonen").click()
    expect(frame.locator(".legenda .onder")).to_contain_text(f"Beide stijgen, {aantal} buurten")
    # others find the town as they know it
    take_away(open_dialog(pagina), "Beide stijgen")


def test_stadsdeel_is_chosen_as_a_gemeente_is_and_the_chosen_buurt_stays(
    stadserver: str, pagina: Page
) -> None:
    link = f"{stadserver}/kaart?gebied={STAD}&indicator=laagste_inkomens&jaar=2024&buurt=BU99010101"
    frame = open_kaart(pagina, link, code="BU99010101")
    expect(pagina.locator(".sk-naam h2")).to_have_text("Lakenmarkt")
    pagina.get_by_role("combobox", name="Gebied").click()
    pagina.get_by_role("option", name="Kernstad").click()
    expect(frame.locator(".legenda .zin")).to_contain_text("Het cijfer van Kernstad is gewogen")
    expect(pagina.locator(".sk-naam h2")).to_have_text("Lakenmarkt")
    pagina.wait_for_url("**gebied=SD9901-kernstad&**")

"""Fetching on the page Gegevens, in a real browser: from the button to the map."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from data.opslag import Opslag, peiljaren_of, read_tabel
from tests import naspelen_storingen as storing
from tests.bezoek import open_kaart, serve
from tests.naspelen import Naspeler, build_eindhoven, serve_bronnen

pytestmark = pytest.mark.ongemeten


@contextmanager
def app_met_bronnen(
    echt: Path, opslag: Path, tmp_path: Path, *storingen: storing.Storing
) -> Iterator[tuple[str, Naspeler]]:
    with serve_bronnen(build_eindhoven(echt), storingen) as naspeler:
        erbij = {"SOCIALE_KAART_SPIEGEL": naspeler.adres}
        with serve(opslag, tmp_path / "log.txt", erbij=erbij) as adres:
            yield adres, naspeler


def drop_table(pagina: Page, waarde: str = "12,5") -> None:
    """Drop a table of one's own on the page."""
    tabel = f"buurtcode;peiljaar;waarde;noemer\nBU07721110;2024;{waarde};400\n"
    pagina.locator("[class*='st-key-binnenhalen_bestanden'] input[type=file]").set_input_files(
        {"name": "lvb.csv", "mimeType": "text/csv", "buffer": tabel.encode()}
    )
    pagina.get_by_role("button", name="Lees in").click()


def read_in_and_revise(pagina: Page) -> None:
    """Say what a table does not say itself where that is asked, and agree to another figure."""
    drop_table(pagina)
    expect(pagina.get_by_text("bij 'Onderwerp van eigen cijfers'")).to_be_visible()
    # the box with the field is open, and the file is still there
    pagina.get_by_label("Jaar van de buurtgrenzen").fill("2024")
    pagina.get_by_role("radio", name="licht verstandelijke beperking").click()
    pagina.get_by_role("button", name="Lees in").click()
    expect(pagina.get_by_text("Ingelezen: Eigen bestand")).to_be_visible()
    expect(pagina.get_by_text("Er zijn nog geen eigen gegevens")).to_have_count(0)
    drop_table(pagina, "13")
    expect(pagina.get_by_text("1 cijfer wordt een ander")).to_be_visible()
    assert read_tabel("eigen_lvb", peiljaar=2024)["waarde"].tolist() == [12.5]
    pagina.get_by_role("button", name="Neem de nieuwe cijfers over").click()
    expect(pagina.get_by_text("Ingelezen: Eigen bestand")).to_be_visible()
    assert read_tabel("eigen_lvb", peiljaar=2024)["waarde"].tolist() == [13]


def test_gemeente_comes_from_the_button_to_the_map(
    echt: Path, opslag: Path, tmp_path: Path, pagina: Page
) -> None:
    traag = storing.stilte("85984NED/TypedDataSet", seconden=20, keren=1)
    kapot = storing.status("85618NED", 404, keren=1)
    with app_met_bronnen(echt, opslag, tmp_path, traag, kapot) as (adres, _):
        pagina.goto(f"{adres}/gegevens")
        read_in_and_revise(pagina)
        knop = pagina.get_by_role("button", name="Haal de cijfers op")
        expect(knop).to_be_disabled()
        veld = pagina.get_by_role("combobox", name="Gemeenten")
        veld.click()
        veld.press_sequentially("eindh")
        pagina.get_by_role("option", name="Eindhoven").click()
        veld.press("Escape")
        knop.click()
        # it tells how far it is while the second year does not come
        bezig = "bezig, 1 van 13: Kerncijfers wijken en buurten 2024"
        expect(pagina.get_by_text(bezig)).to_be_visible()
        expect(pagina.get_by_text("stappen klaar")).to_be_visible()
        pagina.get_by_role("button", name="Stop").click()
        expect(pagina.get_by_text("Het ophalen van Eindhoven is onderbroken")).to_be_visible()
        assert peiljaren_of("kwb", opslag=Opslag(opslag)) == (2025,)
        expect(pagina.get_by_text("1 van 13 bewaard")).to_be_visible()
        expect(pagina.get_by_text("De buurtgrenzen van Eindhoven zijn nog niet")).to_be_visible()
        expect(pagina.get_by_role("link", name="Naar de kaart van")).to_have_count(0)
        pagina.get_by_role("button", name="Ga verder").click()
        # what did not come is told with its reason, and is asked again alone
        expect(pagina.get_by_text("Van Eindhoven kwam niet alles binnen")).to_be_visible()
        reden = "Kerncijfers wijken en buurten 2023: opendata.cbs.nl heeft dit niet"
        expect(pagina.get_by_text(reden)).to_be_visible()
        pagina.get_by_role("button", name="Probeer wat mislukte opnieuw").click()
        expect(pagina.get_by_text("De cijfers van Eindhoven zijn binnen.")).to_be_visible()
        leeg = "2025: nog geen jaar compleet, dus geen cijfers"
        expect(pagina.get_by_text(leeg)).to_be_visible()
        pagina.get_by_role("link", name="Naar de kaart van Eindhoven").click()
        open_kaart(pagina, pagina.url, code="BU07721110")
        expect(pagina.get_by_role("combobox", name="Gebied")).to_have_value("Eindhoven")
    assert peiljaren_of("kwb", opslag=Opslag(opslag)) == tuple(range(2013, 2026))


def test_dropped_file_that_is_no_table_is_one_sentence(server: str, pagina: Page) -> None:
    pagina.goto(f"{server}/gegevens")
    pagina.locator("[class*='st-key-binnenhalen_bestanden'] input[type=file]").set_input_files(
        {"name": "../../kwaad.csv", "mimeType": "text/csv", "buffer": b"a;b\n1;2\n"}
    )
    pagina.get_by_role("button", name="Lees in").click()
    expect(pagina.get_by_text("hier staan geen kolomnamen die Sociale Kaart kent")).to_be_visible()
    expect(pagina.get_by_text("Het bestand is niet ingelezen.")).to_be_visible()

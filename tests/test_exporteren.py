"""The map as a file, from the button on the page to the file on the disk."""

import csv
import io
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from components.afdruk_blad import Maat
from components.afdruk_tekst import plain
from components.exporteren import build_bijschrift, build_naam, propose_titel
from components.uitvoer import Formaat, Wensen
from layers.link import SOORTEN
from layers.openen import open_link
from layers.soorten import build_kaartbeeld
from tests import proefstad
from tests.bezoek import GEGEVENSVARIABELE, POLS_MS, open_kaart, stad
from tests.kaarten import stand
from tests.openmaken import check_inert

pytestmark = pytest.mark.ongemeten

DAG = date(2026, 11, 26)
FORMEN = {
    "Dia (PowerPoint)": Formaat.PPTX,
    "Memo (Word)": Formaat.DOCX,
    "PDF": Formaat.PDF,
    "Cijfers (Excel)": Formaat.XLSX,
    "Kaartlaag (GeoPackage)": Formaat.GPKG,
    "Kaartlaag (GeoJSON)": Formaat.GEOJSON,
}


def save(pagina: Page, vorm: str, plaats: Path, *, maat: str | None = None) -> Path:
    """Open the dialog, choose, wait for the preview, and save what it offers."""
    pagina.get_by_role("button", name="Exporteren").click()
    venster = pagina.get_by_role("dialog")
    venster.get_by_role("radio", name=vorm, exact=True).click()
    if maat:
        venster.get_by_role("radio", name=maat, exact=True).click()
    naam = vorm if vorm == "Cijfers (CSV)" else f"{vorm}, {maat or 'Dia (16:9)'}"
    knop = venster.get_by_role("button", name=f"Opslaan: {naam}", exact=True)
    expect(knop).to_be_visible()
    expect(pagina.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    with pagina.expect_download() as melding:
        knop.click()
    doel = plaats / melding.value.suggested_filename
    melding.value.save_as(doel)
    return doel


@pytest.mark.parametrize(("maat", "verhouding"), [("Dia (16:9)", 16 / 9), ("A4 staand", 210 / 297)])
def test_picture_is_saved_in_the_size_that_was_chosen(
    server: str, pagina: Page, tmp_path: Path, maat: str, verhouding: float
) -> None:
    open_kaart(pagina, stad(server))
    bestand = save(pagina, "Afbeelding (PNG)", tmp_path, maat=maat)
    naam = "bijstand_a4_2020" if maat == "A4 staand" else "bijstand_2020"
    assert bestand.name == f"sociale-kaart_proefstad_{naam}.png"
    with Image.open(bestand) as beeld:
        assert beeld.width / beeld.height == pytest.approx(verhouding, rel=0.01)
        assert beeld.info["dpi"][0] == pytest.approx(300, abs=1)


def test_drawing_holds_the_chosen_buurt_as_text(server: str, pagina: Page, tmp_path: Path) -> None:
    open_kaart(pagina, stad(server, buurt="BU08010304"))
    svg = save(pagina, "Tekening (SVG)", tmp_path).read_text(encoding="utf-8")
    assert "Buurt 0304" in svg
    assert "Proefstad" in svg


def test_numbers_are_those_of_the_map(
    server: str, gegevens: Path, pagina: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_kaart(pagina, stad(server, jaar="2019"))
    bestand = save(pagina, "Cijfers (CSV)", tmp_path)
    tekst = bestand.read_text(encoding="utf-8-sig")
    rijen = {rij["gebiedscode"]: rij for rij in csv.DictReader(io.StringIO(tekst), delimiter=";")}
    monkeypatch.setenv(GEGEVENSVARIABELE, str(gegevens))
    beeld = stand("bijstand", 2019, proefstad.STAD)
    assert bestand.name == build_naam(beeld, Wensen(formaat=Formaat.CSV, gemaakt_op=DAG))
    assert set(rijen) == {
        code for code, is_water in zip(beeld.gebieden, beeld.water, strict=True) if not is_water
    }
    assert rijen[proefstad.GEWOON]["waarde"] == str(
        int(proefstad.bijstand_per_duizend(proefstad.GEWOON, 2019))
    )
    assert rijen[proefstad.GEHEIM]["status"] == "onderdrukt"
    assert rijen[proefstad.GEHEIM]["waarde"] == ""


def test_every_form_is_saved_and_opens(server: str, pagina: Page, tmp_path: Path) -> None:
    open_kaart(pagina, stad(server))
    pagina.get_by_role("button", name="Exporteren").click()
    venster = pagina.get_by_role("dialog")
    for naam, formaat in FORMEN.items():
        venster.get_by_role("radio", name=naam).click()
        knop = venster.get_by_role("button", name=f"Opslaan: {naam}")
        expect(knop).to_be_visible()
        with pagina.expect_download() as melding:
            knop.click()
        doel = tmp_path / melding.value.suggested_filename
        melding.value.save_as(doel)
        assert doel.suffix == f".{formaat.value}"
        check_inert(doel.read_bytes(), formaat)


def test_last_choice_is_there_again_with_a_title_of_ones_own(
    server: str, pagina: Page, tmp_path: Path
) -> None:
    open_kaart(pagina, stad(server))
    pagina.get_by_role("button", name="Exporteren").click()
    venster = pagina.get_by_role("dialog")
    venster.get_by_role("radio", name="Tekening (SVG)").click()
    venster.get_by_role("radio", name="Vierkant").click()
    venster.get_by_text("Titel en uiterlijk").click()
    veld = venster.get_by_label("Titel", exact=True)
    veld.fill("Meer rust in Proefstad")
    veld.press("Enter")
    expect(venster.get_by_role("img", name="Meer rust in Proefstad")).to_be_visible()
    pagina.keyboard.press("Escape")
    expect(venster).to_have_count(0)
    pagina.get_by_role("button", name="Exporteren").click()
    knop = venster.get_by_role("button", name="Opslaan: Tekening (SVG), Vierkant, “Meer rust")
    expect(knop).to_be_visible()
    expect(venster.get_by_role("img", name="Meer rust in Proefstad")).to_be_visible()
    with pagina.expect_download() as melding:
        knop.click()
    melding.value.save_as(tmp_path / "kaart.svg")
    assert "Meer rust in Proefstad" in (tmp_path / "kaart.svg").read_text(encoding="utf-8")


def test_link_and_caption_are_copied(server: str, pagina: Page) -> None:
    pagina.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_kaart(pagina, stad(server))
    pagina.get_by_role("button", name="Exporteren").click()
    venster = pagina.get_by_role("dialog")
    for woord, begin in (
        ("Kopieer de link", f"{server}/kaart?gebied="),
        ("Kopieer een", "Bijstand"),
    ):
        venster.get_by_role("button", name=woord).click()
        expect(venster.get_by_role("button", name="Gekopieerd").first).to_be_visible()
        assert pagina.evaluate("navigator.clipboard.readText()").startswith(begin)


def test_picture_is_copied_or_saved(server: str, pagina: Page) -> None:
    open_kaart(pagina, stad(server))
    # a browser that keeps its clipboard to itself
    pagina.evaluate("() => { navigator.clipboard.write = () => Promise.reject(new Error('nee')) }")
    pagina.get_by_role("button", name="Exporteren").click()
    knop = pagina.get_by_role("dialog").get_by_role("button", name="Kopieer de afbeelding")
    with pagina.expect_download() as melding:
        knop.click()
    assert melding.value.suggested_filename.endswith(".png")


def test_caption_says_what_it_is_and_where_it_is_from() -> None:
    geopend = open_link({"gebied": "GM9901", "soort": "samen"})
    assert geopend is not None
    beeld = build_kaartbeeld(geopend.keuze)
    zin = build_bijschrift(beeld, "Rustiger")
    assert zin.startswith("Rustiger. ")
    assert "Fictieve gegevens." in zin
    assert "**" not in zin
    assert plain(beeld.moment.bronregel) in zin


def test_every_change_of_the_title_counts_and_no_other_map_gets_it(
    stadserver: str, pagina: Page
) -> None:
    adres = f"{stadserver}/kaart?gebied=GM9901&indicator=bijstand&jaar=2024"
    open_kaart(pagina, adres, code="BU99010101")
    pagina.get_by_role("button", name="Exporteren").click()
    venster = pagina.get_by_role("dialog")
    venster.get_by_text("Titel en uiterlijk").click()
    veld = venster.get_by_label("Titel", exact=True)
    zin = (
        "In Veldermonde krijgen 46 van elke 1.000 inwoners van 15 tot 65 jaar bijstand; in "
        "Nederland 35"
    )
    venster.get_by_role("button", name=f"Neem als titel: {zin}").click()
    expect(veld).to_have_value(zin)
    for titel in ("Een", "Twee"):
        veld.fill(titel)
        veld.press("Enter")
        expect(venster.get_by_role("button", name=f"“{titel}”")).to_be_visible()
        expect(veld).to_have_value(titel)
    grijs = venster.get_by_text("In grijzen")
    for aan in (True, False):
        grijs.click()
        expect(venster.get_by_role("checkbox", name="In grijzen")).to_be_checked(checked=aan)
    pagina.keyboard.press("Escape")
    expect(venster).to_have_count(0)
    # closing draws the page again, and a list that opens meanwhile would close
    pagina.wait_for_function(
        "document.querySelector('[data-testid=\"stApp\"]').dataset.testScriptState"
        " === 'notRunning'",
        polling=POLS_MS,
    )
    onderwerp = pagina.get_by_role("combobox", name="Onderwerp")
    onderwerp.press_sequentially("Laagste inkomens (40%)")
    onderwerp.press("Enter")
    pagina.wait_for_url("**indicator=laagste_inkomens**")
    pagina.get_by_role("button", name="Exporteren").click()
    expect(
        venster.get_by_role("button", name="Opslaan: Afbeelding (PNG), Dia (16:9)", exact=True)
    ).to_be_visible()


def test_button_waits_for_what_is_being_typed(stadserver: str, pagina: Page) -> None:
    adres = f"{stadserver}/kaart?gebied=GM9901&indicator=bijstand&jaar=2024"
    open_kaart(pagina, adres, code="BU99010101")
    pagina.get_by_role("button", name="Exporteren").click()
    venster = pagina.get_by_role("dialog")
    venster.get_by_text("Titel en uiterlijk").click()
    knop = venster.get_by_test_id("stDownloadButton").get_by_role("button")
    expect(knop).to_be_visible()
    veld = venster.get_by_label("Titel", exact=True)
    # a run that began before the typing ends while it goes on: it holds nothing of what was typed
    venster.get_by_text("In grijzen").click()
    veld.press_sequentially("Rustiger")
    pagina.wait_for_function(
        "document.querySelector('[data-testid=\"stApp\"]').dataset.testScriptState"
        " === 'notRunning' && document.querySelector('.st-key-sk-opslaan button')",
        polling=POLS_MS,
    )
    expect(veld).to_have_value("Rustiger")
    assert knop.evaluate("knop => knop.inert")
    veld.press("Enter")
    expect(knop).to_contain_text("“Rustiger”")
    pagina.wait_for_function(
        "document.querySelector('.st-key-sk-opslaan button').inert === false", polling=POLS_MS
    )


@pytest.mark.parametrize(
    ("wensen", "einde"),
    [
        ({}, "bijstand_2020.png"),
        ({"maat": Maat.A4, "is_grijs": True}, "bijstand_a4_grijs_2020.png"),
        ({"naast": 2012}, "bijstand_2012-2020.png"),
        ({"formaat": Formaat.XLSX, "is_grijs": True, "maat": Maat.A4}, "bijstand_2020.xlsx"),
    ],
)
def test_name_of_a_file_says_what_is_in_it(wensen: dict[str, Any], einde: str) -> None:
    geopend = open_link({"gebied": "GM9901", "indicator": "bijstand", "jaar": "2020"})
    assert geopend is not None
    velden = {"formaat": Formaat.PNG, "gemaakt_op": DAG, **wensen}
    naam = build_naam(build_kaartbeeld(geopend.keuze), Wensen(**velden))
    assert naam == f"sociale-kaart_veldermonde_{einde}"


@pytest.mark.parametrize("soort", SOORTEN)
def test_title_that_is_proposed_is_what_the_map_says(soort: str) -> None:
    geopend = open_link({"gebied": "GM9901", "soort": soort})
    assert geopend is not None
    beeld = build_kaartbeeld(geopend.keuze)
    voorstel = propose_titel(beeld)
    assert len(voorstel) <= 110
    assert plain(beeld.moment.legendazin).startswith(voorstel)
    lang = replace(beeld.moment, legendazin="woord " * 40)
    assert propose_titel(replace(beeld, momenten=(lang,), gekozen=0)) == ""

"""The map as a file, from the button on the page to the file on the disk."""

import csv
import io
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from components.exporteren import build_naam
from components.uitvoer import Formaat
from tests import proefstad
from tests.bezoek import GEGEVENSVARIABELE, open_kaart, stad
from tests.kaarten import stand


def save(pagina: Page, vorm: str, plaats: Path, *, maat: str | None = None) -> Path:
    """Open the dialog, choose, wait for the preview, and save what it offers."""
    pagina.get_by_role("button", name="Exporteren").click()
    venster = pagina.get_by_role("dialog")
    venster.get_by_role("radio", name=vorm).or_(venster.get_by_role("button", name=vorm)).click()
    if maat:
        venster.get_by_role("radio", name=maat).or_(
            venster.get_by_role("button", name=maat)
        ).click()
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
    assert bestand.name == build_naam(beeld, Formaat.CSV)
    assert set(rijen) == {
        code for code, is_water in zip(beeld.gebieden, beeld.water, strict=True) if not is_water
    }
    assert rijen[proefstad.GEWOON]["waarde"] == str(
        int(proefstad.bijstand_per_duizend(proefstad.GEWOON, 2019))
    )
    assert rijen[proefstad.GEHEIM]["status"] == "onderdrukt"
    assert rijen[proefstad.GEHEIM]["waarde"] == ""

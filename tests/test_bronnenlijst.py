"""The page Bronnen: what every figure is, and the files it came from, written from what is kept."""

import hashlib
import html
import json
import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from components.bronnenlijst import build_bronnenlijst as write_html
from data.__main__ import main
from data.bronnen import BRONNEN, KERNCIJFERS
from data.opslag import Opslag
from layers.bronnenlijst import (
    Beschrijving,
    Bronlijst,
    Bronnenlijst,
    build_bronnenlijst,
    notes_of,
)
from layers.indicatoren import INDICATOR_PER_SLEUTEL, INDICATOREN
from tests import maken
from tests.bederven import write
from tests.kleine_opslag import GEHEIM, Cel, Cijfers, write_opslag
from tests.test_toegankelijk import find_fouten

NUL, EEN, TWEE, DRIE = maken.BUURTEN


@pytest.fixture
def stad(opslag: Path) -> Bronnenlijst:
    return build_bronnenlijst(Opslag(opslag))


def described(lijst: Bronnenlijst) -> dict[str, Beschrijving]:
    return {b.indicator.sleutel: b for deel in lijst.themas for b in deel.beschrijvingen}


def text_of(inhoud: str) -> str:
    """Answer HTML as a reader sees it, on one line."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", inhoud)))


# What is said of an indicator


def test_every_indicator_is_explained_once_in_the_order_of_the_menu(stad: Bronnenlijst) -> None:
    assert list(described(stad)) == [indicator.sleutel for indicator in INDICATOREN]
    inhoud = write_html(stad)
    tekst = text_of(inhoud)
    for indicator in INDICATOREN:
        assert inhoud.count(f'id="bron-{indicator.sleutel}"') == 1
        assert inhoud.count(f'href="#bron-{indicator.sleutel}"') == 1
        for deel in (indicator.label, indicator.toelichting, indicator.noemer):
            assert deel in tekst
        assert (indicator.kanttekening or "") in tekst
        assert indicator.bron.citaat in tekst
    # every place that is pointed at is there
    gewezen, plekken = (set(re.findall(rf'{wat}="#?([^"]+)"', inhoud)) for wat in ("href", "id"))
    assert {plek for plek in gewezen if not plek.startswith("https:")} <= plekken


def test_town_is_called_fictional_at_every_figure_and_every_file(stad: Bronnenlijst) -> None:
    assert stad.is_fictief
    assert write_html(stad).count("fictief; in het echt: ") == len(INDICATOREN)
    assert {lijst.bron.sleutel for lijst in stad.bronnen} == {"fictief"}
    assert all("Fictieve stad" in lijst.naam for lijst in stad.bronnen)
    rijen = [rij for lijst in stad.bronnen for rij in lijst.herkomsten]
    assert not any(rij.bestanden or rij.ingelezen_op for rij in rijen)
    # one file of a user per subject, told apart by what it is about
    assert len({lijst.naam for lijst in stad.bronnen}) == len(stad.bronnen) == 8


def test_years_and_what_is_not_there_are_told(stad: Bronnenlijst) -> None:
    per_sleutel = described(stad)
    assert per_sleutel["ses_woa"].jaren == ()
    assert per_sleutel["ses_woa"].dekking is None
    assert "nog geen cijfers" in text_of(write_html(stad))
    assert per_sleutel["woz"].jaren[0] == 2012
    assert "2012 tot en met 2018, 2020 tot en met 2024" in write_html(stad)


def test_buurten_with_a_figure_are_counted_and_why_the_others_have_none(tmp_path: Path) -> None:
    def kwb(inwoners: float, inkomens: float | str) -> dict[str, Cel]:
        kolom = "k_40_huishoudens_met_laagste_inkomen_pct"
        return {"aantal_inwoners": inwoners, "huishoudens_totaal": inwoners / 2, kolom: inkomens}

    cijfers: Cijfers = {
        (2020, maken.GEMEENTE): kwb(3000, 40.0),
        (2020, NUL): kwb(1000, 45.0),
        (2020, EEN): kwb(90, 50.0),  # a small number, drawn pale and yet a figure
        (2020, TWEE): kwb(1000, GEHEIM),
        (2020, DRIE): kwb(0, GEHEIM),
    }
    # another table of the same borders knows more buurten than this one
    anders: Cijfers = {(2020, code): {"eenzaam_pct": 45.0} for code in (NUL, "BU07729999")}
    tabellen: dict[tuple[str, int], Cijfers] = {("kwb", 2020): cijfers, ("rivm", 2018): anders}
    lijst = build_bronnenlijst(write_opslag(tmp_path / "opslag", tabellen))
    assert not lijst.is_fictief
    dekking = described(lijst)["laagste_inkomens"].dekking
    assert dekking is not None
    assert (dekking.jaar, dekking.grensjaar, dekking.buurten) == (2020, 2020, 4)
    assert (dekking.met_cijfer, dekking.te_klein, dekking.niet_beschikbaar) == (2, 1, 1)
    tekst = text_of(write_html(lijst))
    assert (
        "in 2020 van 2 van de 4 buurten in de tabel; 1 te klein om te tonen, 1 niet beschikbaar"
        in tekst
    )
    assert "in 2018 van 2 van de 2 buurten in de tabel (grenzen van 2020)" in tekst


def test_remarks_come_from_the_registry_and_are_said_once() -> None:
    bijstand = INDICATOR_PER_SLEUTEL["bijstand"]
    breuk = "Vanaf 2013 anders gemeten. Tot en met 2012 telde het CBS uitkeringen"
    assert [breuk in zin for zin in notes_of(bijstand, (2012, 2013))] == [False, True]
    assert [breuk in zin for zin in notes_of(bijstand, ())] == [False, True]
    # where nothing is from before a break, it parts nothing
    assert not [zin for zin in notes_of(bijstand, (2013, 2014)) if breuk in zin]
    angst = notes_of(INDICATOR_PER_SLEUTEL["angst_depressie"], ())
    assert len([zin for zin in angst if "model" in zin]) == 1
    assert angst[-1].startswith("Staat hier in plaats van psychiatrische problematiek")
    leefbaarheid = notes_of(INDICATOR_PER_SLEUTEL["leefbaarheid"], ())
    assert leefbaarheid[-1] == "Een schatting uit een model, geen telling per buurt."
    lvb = notes_of(INDICATOR_PER_SLEUTEL["lvb"], ())
    assert lvb[-1] == "Gevoelig: het gaat alleen mee in een bestand als u daarom vraagt."


def test_thresholds_are_told_with_where_they_stand(stad: Bronnenlijst) -> None:
    tekst = text_of(write_html(stad))
    for drempel in INDICATOR_PER_SLEUTEL["corporatiewoningen"].drempels:
        assert f"{drempel.waarde:.0f}%: {drempel.betekenis}" in tekst
        assert drempel.bron in tekst


# What is said of a source


@pytest.fixture
def gevuld(opslag: Path, tmp_path: Path) -> Bronlijst:
    """Import figures of one year, scores of two and a map of three, and answer the scores."""
    paden = [
        maken.write_odata(tmp_path / "kwb", maken.kwb_odata()),
        write(tmp_path / "lbm & <b>.csv", maken.to_csv(maken.leefbaarometer_rijen())),
        maken.write_json(tmp_path / "kaart.geojson", maken.geojson()),
    ]
    assert main(["importeer", *map(str, paden), "--grensjaar", "2018-2020"]) == 0
    lijsten = build_bronnenlijst(Opslag(opslag)).bronnen
    assert [lijst.bron for lijst in lijsten] == [
        bron for bron in BRONNEN if bron.sleutel in {"kwb", "leefbaarometer", "omtrekken"}
    ]
    return lijsten[1]


def test_files_are_told_with_their_sum_their_borders_and_what_was_mended(
    gevuld: Bronlijst, opslag: Path, tmp_path: Path
) -> None:
    (rij,) = gevuld.herkomsten  # two years of one file are one row
    assert (rij.jaren, rij.grensjaar) == ((2018, 2020), 2020)
    ruw = (tmp_path / "lbm & <b>.csv").read_bytes()
    (bestand,) = rij.bestanden
    assert (bestand.naam, bestand.som) == (
        "lbm & <b>.csv",
        hashlib.sha256(ruw).hexdigest()[:8],
    )
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", rij.ingelezen_op)
    kwb, _, kaart = build_bronnenlijst(Opslag(opslag)).bronnen
    assert (kwb.naam, kwb.bron) == ("Kerncijfers wijken en buurten", KERNCIJFERS)
    (cijfers,) = kwb.herkomsten
    assert len(cijfers.bestanden) == 4
    assert cijfers.hersteld == {"codes met spaties": 3}
    # each year of a map stands on its own borders
    (omtrekken,) = kaart.herkomsten
    assert (omtrekken.jaren, omtrekken.grensjaar) == ((2018, 2019, 2020), None)
    inhoud = write_html(build_bronnenlijst(Opslag(opslag)))
    assert "<b>.csv" not in inhoud
    tekst = text_of(inhoud)
    assert "lbm & <b>.csv " + bestand.som in tekst
    assert "3 codes met spaties" in tekst
    assert "2018 tot en met 2020 het jaar zelf" in tekst


def test_files_of_different_days_or_borders_stay_apart(opslag: Path, tmp_path: Path) -> None:
    for jaar in (2019, 2020):
        rijen = [["bu_code", "jaar", "lbm", "onv"], [NUL, str(jaar), "4.1", "-0.2"]]
        pad = write(tmp_path / f"lbm{jaar}.csv", maken.to_csv(rijen))
        assert main(["importeer", str(pad), "--grensjaar", str(jaar)]) == 0
    (lbm,) = build_bronnenlijst(Opslag(opslag)).bronnen
    assert [(rij.jaren, rij.grensjaar) for rij in lbm.herkomsten] == [
        ((2020,), 2020),
        ((2019,), 2019),
    ]


@pytest.mark.usefixtures("gevuld")
def test_passport_of_another_version_is_read_as_far_as_it_goes(opslag: Path) -> None:
    (pad,) = (opslag / "tabellen").glob("kwb-*.json")
    paspoort: dict[str, Any] = json.loads(pad.read_text(encoding="utf-8"))
    del paspoort["bron"]["pagina"]
    paspoort["bron"]["iets_nieuws"] = "x"
    pad.write_text(json.dumps(paspoort), encoding="utf-8")
    # in a place of its own: what was read of the other is kept
    ander = shutil.copytree(opslag, opslag.with_name("ander"))
    kwb = build_bronnenlijst(Opslag(ander)).bronnen[0]
    assert kwb.bron == replace(KERNCIJFERS, pagina="")


# In a browser


def open_bronnen(pagina: Page, server: str) -> None:
    pagina.goto(f"{server}/bronnen")
    expect(pagina.locator("article[id^=bron-]")).to_have_count(len(INDICATOREN))


def test_page_with_the_data_leads_there_and_the_list_to_a_place(
    stadserver: str, pagina: Page
) -> None:
    pagina.set_viewport_size({"width": 1024, "height": 768})
    pagina.goto(f"{stadserver}/gegevens")
    pagina.get_by_role("link", name="Wat elk cijfer is en waar het vandaan komt").click()
    kop = pagina.get_by_role("heading", name="Jeugdzorg")
    expect(kop).not_to_be_in_viewport()
    wijzer = pagina.get_by_role("navigation", name="Op deze pagina")
    wijzer.get_by_role("link", name="Jeugdzorg").click()
    expect(kop).to_be_in_viewport()
    balk, plek = pagina.locator("[data-testid=stHeader]").bounding_box(), kop.bounding_box()
    assert balk is not None
    assert plek is not None
    assert plek["y"] >= balk["y"] + balk["height"]
    expect(wijzer).to_be_in_viewport()
    expect(pagina.locator(".sk-fictief")).to_have_text("Fictieve gegevens")
    assert find_fouten(pagina) == []


@pytest.mark.parametrize("maat", [(1440, 900), (1024, 768), (820, 1180)])
def test_nothing_is_cut_off_or_covered(
    stadserver: str, pagina: Page, maat: tuple[int, int]
) -> None:
    pagina.set_viewport_size({"width": maat[0], "height": maat[1]})
    open_bronnen(pagina, stadserver)
    breed = pagina.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert breed[0] <= breed[1]
    laatste = pagina.get_by_test_id("stTopNavLink").last.bounding_box()
    merk = pagina.locator(".sk-fictief").bounding_box()
    assert laatste is not None
    assert merk is not None
    assert laatste["x"] + laatste["width"] <= merk["x"]


def test_all_of_it_is_printed_without_what_only_a_screen_needs(
    stadserver: str, pagina: Page
) -> None:
    open_bronnen(pagina, stadserver)
    pagina.emulate_media(media="print")
    expect(pagina.locator(".sk-wijzer")).to_be_hidden()
    expect(pagina.get_by_role("button", name="Afdrukken")).to_be_hidden()
    expect(pagina.locator("[data-testid=stHeader]")).to_be_hidden()
    expect(pagina.locator(".sk-fictief")).to_be_visible()
    # nothing scrolls on paper
    hoog = pagina.locator(".sk-bronblad").bounding_box()
    assert hoog is not None
    assert pagina.evaluate("document.documentElement.scrollHeight") >= hoog["height"]

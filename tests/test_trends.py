"""Buurten through the years: lines, gaps, index and words; and the page in a real browser."""

import csv
import io
import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from components.grafiekblad import write_grafiek
from components.grafieken import build_grafiektabel, write_tabel
from data.opslag import VOORBEELD, read_tabel_met_geheim
from layers.grafiek import Grafiek
from layers.kaartbeeld import Kaartbeeld, Opmaak, Staat
from layers.link import Keuze
from layers.stand import build_stand
from layers.trends import build_lijngrafiek

STAD = "GM9901"
MARKT, KOLKZICHT, NIEUW = "BU99010101", "BU99011900", "BU99011104"
DAG = date(2026, 11, 26)


def beeld(indicator: str = "laagste_inkomens") -> Kaartbeeld:
    return build_stand(Keuze(gebied=STAD, grens=2024, indicator=indicator, jaar=2024))


def points(grafiek: Grafiek, naam: str) -> dict[int, float]:
    (lijn,) = [lijn for lijn in grafiek.lijnen if lijn.naam == naam]
    return {int(x): y for stuk in lijn.stukken for x, y in stuk}


def test_lines_are_the_years_of_the_table() -> None:
    grafiek = build_lijngrafiek(beeld(), [MARKT, KOLKZICHT], is_index=False)
    kolom = "k_40_huishoudens_met_laagste_inkomen_pct"
    for naam, code in (("Lakenmarkt", MARKT), ("Veldermonde", STAD), ("Nederland", "NL00")):
        gelezen = {
            jaar: read_tabel_met_geheim("kwb", peiljaar=jaar, opslag=VOORBEELD, kolommen=(kolom,))
            .cijfers[kolom]
            .droplevel(0)[code]
            for jaar in range(2012, 2025)
        }
        assert points(grafiek, naam) == pytest.approx(gelezen)
    assert [lijn.naam for lijn in grafiek.lijnen] == [
        "Lakenmarkt",
        "Kolkzicht",
        "Veldermonde",
        "Nederland",
    ]
    assert "**Lakenmarkt** van 45,2% in 2012 naar 43,0% in 2024" in grafiek.zin
    assert grafiek.met_nul


def test_wijk_stands_beside_buurten_that_share_it() -> None:
    kolom = "k_40_huishoudens_met_laagste_inkomen_pct"
    grafiek = build_lijngrafiek(beeld(), [MARKT, "BU99010105"], is_index=False)
    assert [lijn.naam for lijn in grafiek.lijnen][2:] == [
        "wijk Oude Vestingkern",
        "Veldermonde",
        "Nederland",
    ]
    gelezen = {
        jaar: read_tabel_met_geheim("kwb", peiljaar=jaar, opslag=VOORBEELD, kolommen=(kolom,))
        .cijfers[kolom]
        .droplevel(0)["WK990101"]
        for jaar in range(2012, 2025)
    }
    assert points(grafiek, "wijk Oude Vestingkern") == pytest.approx(gelezen)
    verspreid = build_lijngrafiek(beeld(), [MARKT, KOLKZICHT], is_index=False)
    assert not any(lijn.naam.startswith("wijk") for lijn in verspreid.lijnen)
    # a score that is not published of wijken has no line for them
    zonder = build_lijngrafiek(beeld(), [], is_index=False)
    assert [lijn.naam for lijn in zonder.lijnen] == ["Veldermonde", "Nederland"]


def test_boxes_are_drawn_on_one_scale() -> None:
    codes = [MARKT, KOLKZICHT, NIEUW, "BU99010304", "BU99010601"]
    grafiek = build_lijngrafiek(beeld(), codes, is_index=False, in_vakken=True)
    assert grafiek.in_vakken
    svg = write_grafiek(grafiek, "svg", DAG).decode()
    # each box has its name, both larger areas and the same places on its axis
    assert svg.count(">Nederland<") == svg.count(">60%<") == svg.count(">0%<") == len(codes)
    assert svg.count(">Kolkzicht<") == 2  # above its box, and in the sentence
    alleen = build_lijngrafiek(beeld(), [MARKT], is_index=False, in_vakken=True)
    assert not alleen.in_vakken


def test_year_without_a_figure_stays_open_and_is_a_dash() -> None:
    # this buurt came in 2018
    grafiek = build_lijngrafiek(beeld(), [NIEUW], is_index=False)
    hier = points(grafiek, grafiek.lijnen[0].naam)
    assert min(hier) == 2018
    eerste = grafiek.rijen[0]
    assert eerste[1:7] == ("\N{EN DASH}",) * 6
    assert eerste[7] != "\N{EN DASH}"
    # and a change of definition is not joined
    breuk = build_lijngrafiek(beeld("bijstand"), [MARKT], is_index=False).lijnen[0]
    jaren = [sorted(int(x) for x, _ in stuk) for stuk in breuk.stukken]
    assert len(jaren) >= 2
    assert all(een[-1] < ander[0] for een, ander in pairwise(jaren))
    # nor told in the sentence, nor taken for a hundred
    grafiek = build_lijngrafiek(beeld("bijstand"), [MARKT], is_index=False)
    assert "in 2013 naar" in grafiek.zin
    assert "in 2012" not in grafiek.zin
    index = build_lijngrafiek(beeld("bijstand"), [MARKT], is_index=True)
    assert "2013 = 100" in index.ondertitel
    assert all(len(lijn.stukken) == 1 for lijn in index.lijnen)


def test_year_of_a_small_number_is_left_out() -> None:
    kaart = beeld("overlast")
    plek, code = next(
        (plek, code)
        for plek, (code, is_land) in enumerate(zip(kaart.gebieden, kaart.land, strict=True))
        if is_land and any(m.staten[plek] is Staat.KLEIN_AANTAL for m in kaart.momenten)
    )
    lijn = build_lijngrafiek(kaart, [code], is_index=False).lijnen[0]
    ok = {m.tot for m in kaart.momenten if m.staten[plek] is Staat.OK}
    assert {int(x) for stuk in lijn.stukken for x, _ in stuk} == ok


def test_sensitive_subject_is_marked() -> None:
    assert build_lijngrafiek(beeld("lvb"), [MARKT], is_index=False).is_gevoelig
    assert not build_lijngrafiek(beeld(), [MARKT], is_index=False).is_gevoelig


def test_index_begins_at_a_hundred_in_the_first_year_of_all() -> None:
    gewoon, index = (
        build_lijngrafiek(beeld(), [MARKT, NIEUW], is_index=keuze) for keuze in (False, True)
    )
    assert "2018 = 100" in index.ondertitel
    for lijn in gewoon.lijnen:
        punten = points(gewoon, lijn.naam)
        verwacht = {jaar: 100 * w / punten[2018] for jaar, w in punten.items()}
        assert points(index, lijn.naam) == pytest.approx(verwacht)
    assert not index.met_nul
    # a score has no first year above zero for every line: its own unit stays
    score = build_lijngrafiek(beeld("overlast_onveiligheid"), [MARKT], is_index=True)
    assert "= 100" not in score.ondertitel
    assert not score.met_nul


def test_without_buurten_the_larger_areas_stand_there() -> None:
    grafiek = build_lijngrafiek(beeld(), [], is_index=False)
    assert [lijn.naam for lijn in grafiek.lijnen] == ["Veldermonde", "Nederland"]
    los = build_lijngrafiek(beeld("inwoners"), [], is_index=False)
    assert los.lijnen == ()
    assert los.zin == "Er zijn geen twee jaren om te verbinden."
    assert los.y_bereik == (0.0, 1.0)


def test_buurt_of_which_nothing_may_be_told_is_named_without_a_line() -> None:
    kaart = beeld()
    leeg = next(
        code
        for plek, (code, is_land) in enumerate(zip(kaart.gebieden, kaart.land, strict=True))
        if is_land and all(moment.waarden[plek] is None for moment in kaart.momenten)
    )
    grafiek = build_lijngrafiek(kaart, [leeg], is_index=False)
    assert grafiek.lijnen[0].stukken == ()
    assert set(grafiek.rijen[0][1:]) == {"\N{EN DASH}"}
    assert f"**{grafiek.lijnen[0].naam}**" not in grafiek.zin
    assert write_grafiek(grafiek, "svg", DAG)


def test_flat_line_has_an_axis_of_its_own() -> None:
    grafiek = build_lijngrafiek(beeld(), [], is_index=False)
    plat = Grafiek(
        titel="Plat",
        ondertitel="",
        zin="",
        bron="",
        merken=(),
        x_label="",
        x_merken=grafiek.x_merken,
        y_label="",
        opmaak=Opmaak(decimalen=0),
        met_nul=False,
        lijnen=(),
    )
    assert plat.y_bereik == (0.0, 1.0)
    assert plat.x_bereik == (2012.0, 2024.0)


def test_chart_is_the_same_in_table_file_and_drawing() -> None:
    grafiek = build_lijngrafiek(beeld(), [MARKT], is_index=False)
    html = build_grafiektabel(grafiek)
    assert html.count("<tr>") == len(grafiek.rijen) + 1
    regels = list(csv.reader(io.StringIO(write_tabel(grafiek).decode("utf-8-sig")), delimiter=";"))
    assert tuple(regels[-len(grafiek.rijen)]) == grafiek.rijen[0]
    assert [regel[0] for regel in regels[:4]] == [
        tekst.replace("**", "")
        for tekst in (grafiek.titel, grafiek.ondertitel, grafiek.bron, grafiek.merken[0])
    ]
    assert regels[0] == [grafiek.titel]
    svg = write_grafiek(grafiek, "svg", DAG).decode()
    for woord in ("Lakenmarkt", "Veldermonde", "Fictieve gegevens.", "26 november 2026"):
        assert woord in svg
    assert svg.count("<title") == 1
    png = write_grafiek(grafiek, "png", DAG)
    assert png.startswith(b"\x89PNG")
    assert b"Laagste inkomens" in png


# The page


def test_page_draws_both_charts_and_follows_its_controls(stadserver: str, pagina: Page) -> None:
    pagina.goto(f"{stadserver}/trends?gebied={STAD}&indicator=laagste_inkomens&buurt={MARKT}")
    beelden = pagina.locator("img.sk-grafiek")
    expect(beelden).to_have_count(4)
    expect(beelden.first).to_have_attribute("alt", re.compile("Lakenmarkt van 45,2%"))
    kantel = beelden.nth(1).get_attribute("alt") or ""
    assert "procentpunt hoger" in kantel
    pagina.get_by_text("Nederland = 100", exact=True).click()
    expect(beelden.nth(1)).to_have_attribute("alt", re.compile("indexpunten hoger"))
    onderwerp = pagina.get_by_role("combobox", name="Onderwerp")
    onderwerp.scroll_into_view_if_needed()
    pagina.wait_for_timeout(500)  # a list closes when the page still moves
    onderwerp.click()
    pagina.get_by_role(
        "option", name="Bijstand per 1.000 inwoners van 15 tot 65 jaar", exact=True
    ).click()
    expect(beelden.first).to_have_attribute("alt", re.compile("Bijstand per 1.000.*door de"))
    pagina.wait_for_url("**indicator=bijstand*")
    pagina.go_back()
    expect(beelden.first).to_have_attribute("alt", re.compile("Lakenmarkt van 45,2%"))


def test_numbers_are_saved_as_they_stand(stadserver: str, pagina: Page, tmp_path: Path) -> None:
    pagina.goto(f"{stadserver}/trends?gebied={STAD}&indicator=laagste_inkomens&buurt={MARKT}")
    expect(pagina.locator("img.sk-grafiek")).to_have_count(4)
    with pagina.expect_download() as wacht:
        pagina.locator(".st-key-lijnen-csv button").click()
    bestand = tmp_path / "cijfers.csv"
    wacht.value.save_as(bestand)
    assert wacht.value.suggested_filename == f"trend-laagste_inkomens-{STAD}.csv"
    assert bestand.read_bytes() == write_tabel(build_lijngrafiek(beeld(), [MARKT], is_index=False))


def test_subject_without_a_tipping_point_says_what_to_choose(stadserver: str, pagina: Page) -> None:
    pagina.goto(f"{stadserver}/trends?gebied={STAD}&indicator=corporatiewoningen")
    expect(pagina.locator("img.sk-grafiek")).to_have_count(3)
    expect(pagina.locator(".sk-leeg")).to_contain_text("Kies een ander onderwerp")

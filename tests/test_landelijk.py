"""What is known nationally: the numbers of the text, what they are a part of, and the page."""

import csv
import io
import re
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from components.grafiekblad import write_grafiek
from components.landelijk import build_aandachtsgroepen, build_feit
from components.staven import build_staven
from data.gebieden import LAND
from layers.indicatoren import INDICATOR_PER_SLEUTEL, INDICATOREN
from layers.landelijk import AANDACHTSGROEPEN, FEITEN, Feit, build_feitgrafiek, write_anker
from layers.link import Keuze
from layers.stand import build_stand
from layers.trends import build_lijngrafiek

STAD, MARKT = "GM9901", "BU99010101"
DAG = date(2026, 11, 26)
FEIT_PER_SLEUTEL = {feit.sleutel: feit for feit in FEITEN}
MET_CIJFERS = [feit for feit in FEITEN if feit.ankers]


def values(sleutel: str) -> list[float]:
    return [anker.waarde for anker in FEIT_PER_SLEUTEL[sleutel].ankers]


# The numbers


def test_shares_of_stock_and_of_tenants_give_just_over_half() -> None:
    deel_1998, deel_2018 = values("voorraad")
    laag_1998, laag_2018 = values("laagste-inkomens")
    assert deel_1998 * laag_1998 / 20 == pytest.approx(51.8)
    assert deel_2018 * laag_2018 / 20 == pytest.approx(52.5)
    assert laag_2018 - laag_1998 == 14
    assert laag_2018 / laag_1998 == 1.5


def test_estimates_of_allocations_follow_from_the_yearly_fall() -> None:
    eerst, gemeten, *ramingen = values("toewijzingen")
    jaarlijks = (gemeten / eerst) ** (1 / 4) - 1
    assert jaarlijks == pytest.approx(-0.069, abs=0.0005)
    assert ramingen == pytest.approx([gemeten * 0.93, gemeten * 0.93**2], abs=500)
    is_open = [anker.is_open for anker in FEIT_PER_SLEUTEL["toewijzingen"].ankers]
    assert is_open == [False, False, True, True]


def test_ratios_between_groups() -> None:
    assert values("onveilig")[0] / values("onveilig")[1] == pytest.approx(3.33, abs=0.01)
    assert values("eenouder")[0] / values("eenouder")[1] == pytest.approx(3.8)
    assert values("uitkering")[1] / values("uitkering")[2] == pytest.approx(6.6)


def test_three_times_a_quarter_never_stands_without_what_it_is_of() -> None:
    kwart = [feit for feit in FEITEN for anker in feit.ankers if anker.waarde == 25]
    assert len({feit.sleutel for feit in kwart}) == 4
    assert len({feit.noemer for feit in kwart}) == len({feit.sleutel for feit in kwart})


@pytest.mark.parametrize("feit", FEITEN, ids=lambda feit: feit.sleutel)
def test_bound_or_estimate_is_written_and_drawn_as_one(feit: Feit) -> None:
    assert feit.noemer
    assert re.search(r"hoofdstuk", feit.plaats)
    for anker in feit.ankers:
        woord = re.match(
            r"(bijna|ruim|minder|meer|niet meer|iets meer|rond|ongeveer)\b", anker.tekst
        )
        assert bool(woord) or "raming" in anker.label or not anker.is_open
        assert anker.is_open or not woord
    html = build_feit(feit)
    assert html.count('class="sk-staaf') == len(feit.ankers)
    assert html.count("sk-staaf open") == sum(anker.is_open for anker in feit.ankers)


def test_bars_are_parts_of_the_whole_and_of_counts_of_the_largest() -> None:
    html = build_staven(build_feitgrafiek(FEIT_PER_SLEUTEL["laagste-inkomens"]))
    assert re.findall(r"width:([\d.]+)%", html) == ["28.0", "42.0"]
    html = build_staven(build_feitgrafiek(FEIT_PER_SLEUTEL["toewijzingen"]))
    assert re.findall(r"width:([\d.]+)%", html) == ["100.0", "75.0", "69.6", "64.7"]


@pytest.mark.parametrize("feit", MET_CIJFERS, ids=lambda feit: feit.sleutel)
def test_every_bar_is_on_paper_with_its_number_and_source(feit: Feit) -> None:
    grafiek = build_feitgrafiek(feit)
    svg = write_grafiek(grafiek, "svg", DAG).decode()
    for anker in feit.ankers:
        assert write_anker(anker, feit) in svg
    assert feit.plaats.rsplit(maxsplit=1)[-1] in svg
    assert write_grafiek(grafiek, "png", DAG).startswith(b"\x89PNG")


def test_group_of_unknown_size_is_called_unknown() -> None:
    html = build_aandachtsgroepen(AANDACHTSGROEPEN)
    assert len(AANDACHTSGROEPEN) == 9
    assert html.count('<td class="sk-onbekend">onbekend</td>') == 2
    assert "<td>0</td>" not in html


# Tenants of corporations are no part of a chart about all households


def test_only_what_a_corporation_brings_is_a_part_of_tenants() -> None:
    van_huurders = {i.sleutel for i in INDICATOREN if "huurder" in i.noemer}
    assert van_huurders == {"instroom"}
    # what is a part of tenants is no subject of a chart that names all households
    assert all("nieuwe huurders" in INDICATOR_PER_SLEUTEL[s].zin for s in van_huurders)
    huurders = {feit.noemer for feit in FEITEN if feit.is_huurders}
    assert huurders
    assert not huurders & {indicator.noemer for indicator in INDICATOREN}
    assert all("corporatiewoning" in noemer for noemer in huurders)


@pytest.mark.parametrize(
    "sleutel", [i.sleutel for i in INDICATOREN if i.is_basis and i.sleutel != "instroom"]
)
def test_lines_beside_a_buurt_are_the_same_figure_of_larger_areas(sleutel: str) -> None:
    beeld = build_stand(Keuze(gebied=STAD, grens=2024, indicator=sleutel, jaar=2024))
    grafiek = build_lijngrafiek(beeld, [MARKT], is_index=False)
    namen = [lijn.naam for lijn in grafiek.lijnen]
    assert (namen[0], namen[-2:]) == ("Lakenmarkt", ["Veldermonde", "Nederland"])
    assert namen[1:-2] in ([], ["wijk Oude Vestingkern"])
    assert [r.gebiedscode for r in beeld.moment.referenties] == [STAD, LAND]
    for plek, lijn in enumerate(grafiek.lijnen[-2:]):
        getekend = {x: y for stuk in lijn.stukken for x, y in stuk}
        gepubliceerd = {
            float(moment.tot): waarde
            for moment in beeld.momenten
            if (waarde := moment.referenties[plek].waarde) is not None
        }
        assert getekend == gepubliceerd


# The page


def test_page_tells_every_fact_and_gives_its_numbers(
    stadserver: str, pagina: Page, tmp_path: Path
) -> None:
    pagina.goto(f"{stadserver}/landelijk")
    expect(pagina.locator(".sk-feit")).to_have_count(len(FEITEN) + 1)
    expect(pagina.locator(".sk-staven")).to_have_count(len(MET_CIJFERS))
    with pagina.expect_download() as wacht:
        pagina.locator(".st-key-landelijk-toewijzingen-csv button").click()
    bestand = tmp_path / "toewijzingen.csv"
    wacht.value.save_as(bestand)
    tekst = bestand.read_text(encoding="utf-8-sig")
    rijen = dict(
        regel for regel in csv.reader(io.StringIO(tekst), delimiter=";") if len(regel) == 2
    )
    assert rijen["2019"] == "168.000"
    assert rijen["2021, raming"] == "145.000"

"""Liveability by class and by dimension: means, groups, the year that decides, and the page."""

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from components.grafiekblad import write_grafiek
from data.opslag import VOORBEELD, read_tabel_met_geheim
from layers.buurt import build_profiel
from layers.leefbaarheid import (
    LeefbaarheidOntbreektError,
    Verloop,
    build_dimensieverloop,
    build_klassenverloop,
    say_klasse,
)
from layers.leefbaarheidsgrafieken import build_dimensiegrafiek, build_klassengrafiek
from layers.link import Keuze
from layers.soorten import build_kaartbeeld
from tests.kleine_opslag import Cel, Omtrek, write_opslag

STAD, GRENS = "GM9901", 2024
JAREN = (2012, 2014, 2016, 2018, 2020, 2022, 2024)
MERKEN = ("fictieve gegevens",)
KEUZE = Keuze(
    gebied=STAD, gebiedsnaam="Veldermonde", grens=GRENS, indicator="leefbaarheid", jaar=2024
)
DIMENSIES = {"onv": -0.02, "soc": 0.01, "won": 0.0, "fys": 0.005, "vrz": 0.0}


def raw(tabel: str, jaar: int, kolom: str) -> dict[str, float]:
    """Read a column of the town as it lies in the store, buurten only."""
    cijfers = (
        read_tabel_met_geheim(tabel, peiljaar=jaar, opslag=VOORBEELD, kolommen=(kolom,))
        .cijfers[kolom]
        .droplevel(0)
    )
    return {str(code): waarde for code, waarde in cijfers.items() if str(code).startswith("BU")}


def small(jaar: int) -> set[str]:
    """Answer the buurten that count as small in a year."""
    mensen, huizen = raw("kwb", jaar, "aantal_inwoners"), raw("kwb", jaar, "huishoudens_totaal")
    return {c for c in mensen if not (mensen[c] >= 100 and huizen[c] >= 50)}


def by_hand(kolom: str, codes: Sequence[str], gewichtjaar: int) -> list[float]:
    """Add up what the means should be, one buurt at a time."""
    gewicht: dict[str, float] = {}
    # of a buurt that was another one in that year the nearest year counts
    for jaar in sorted(range(2012, 2025), key=lambda jaar: (abs(jaar - gewichtjaar), -jaar)):
        gewicht = raw("kwb", jaar, "huishoudens_totaal") | gewicht
    uit = []
    for jaar in JAREN:
        score = raw("leefbaarometer", jaar, kolom)
        teller = noemer = 0.0
        for code in codes:
            teller += score[code] * gewicht[code]
            noemer += gewicht[code]
        uit.append(teller / noemer)
    return [waarde - uit[0] for waarde in uit]


def taking_part(kolom: str) -> list[str]:
    weg = set.union(*(small(jaar) for jaar in JAREN))
    scores = [raw("leefbaarometer", jaar, kolom) for jaar in JAREN]
    return [c for c in scores[0] if c not in weg and not any(math.isnan(s[c]) for s in scores)]


# The town


@pytest.mark.parametrize("is_eindjaar", [False, True])
def test_classes_are_means_of_the_same_buurten_in_every_year(is_eindjaar: bool) -> None:  # noqa: FBT001
    verloop = build_klassenverloop(STAD, GRENS, is_eindjaar=is_eindjaar)
    jaar = 2024 if is_eindjaar else 2012
    klasse = raw("leefbaarometer", jaar, "lbm_klasse")
    reiken = {
        "onvoldoende": (1, 2, 3),
        "zwak": (4,),
        "voldoende": (5,),
        "ruim voldoende": (6,),
        "goed tot uitstekend": (7, 8, 9),
    }
    assert (verloop.jaren, verloop.klassejaar) == (JAREN, jaar)
    assert [groep.naam for groep in verloop.groepen] == list(reiken)
    doen_mee = taking_part("afw_score")
    for groep in verloop.groepen:
        hier = [c for c in doen_mee if klasse[c] in reiken[groep.naam]]
        assert groep.buurten == len(hier)
        assert groep.verschillen == pytest.approx(by_hand("afw_score", hier, jaar), abs=1e-12)
    assert sum(groep.buurten for groep in verloop.groepen) == len(doen_mee)


def test_year_of_the_classes_turns_the_outcome_around() -> None:
    begin, eind = (
        build_klassenverloop(STAD, GRENS, is_eindjaar=is_eind).groepen[0].verschillen[-1]
        for is_eind in (False, True)
    )
    assert begin > 0 > eind


def test_dimensions_are_of_buurten_with_80_percent_and_more() -> None:
    verloop = build_dimensieverloop(STAD, GRENS, vanaf_pct=80)
    aandeel = raw("kwb", 2012, "in_bezit_woningcorporatie_pct")
    veel = [c for c in taking_part("onv_score") if aandeel.get(c, 0) >= 80]
    assert verloop.buurten == len(veel) == 8
    kolommen = ("onv_score", "soc_score", "won_score", "fys_score", "vrz_score")
    for dimensie, kolom in zip(verloop.dimensies, kolommen, strict=True):
        assert dimensie.verschillen == pytest.approx(by_hand(kolom, veel, 2012), abs=1e-12)
    # the town was made to have it so
    assert verloop.dimensies[0].verschillen[-1] < -0.01


def test_chart_has_all_numbers_and_the_chosen_buurt() -> None:
    verloop = build_klassenverloop(STAD, GRENS, is_eindjaar=False)
    grafiek = build_klassengrafiek(verloop, KEUZE, merken=MERKEN, gekozen="Lakenmarkt")
    assert len(grafiek.stippen) == sum(groep.buurten for groep in verloop.groepen)
    assert [stip.naam for stip in grafiek.stippen if stip.is_gekozen] == ["Lakenmarkt"]
    assert grafiek.rijen[0][1] == "3 (weinig)"
    assert "1 buurt doet niet mee" in grafiek.zin
    # the three of the lowest class are told in the table, not in the sentence
    assert grafiek.zin.startswith("**Zwak** in 2012 (10): \N{MINUS SIGN}0,057 punten")
    assert "**goed tot uitstekend** (47): +0,018 punten" in grafiek.zin
    svg = write_grafiek(grafiek, "svg", date(2026, 11, 26)).decode()
    for woord in ("zwak (10)", "Lakenmarkt", "ingedeeld naar het eerste jaar"):
        assert woord in svg
    anders = build_klassenverloop(STAD, GRENS, is_eindjaar=True)
    grafiek = build_klassengrafiek(anders, KEUZE, merken=MERKEN, gekozen=None)
    assert "ingedeeld naar het laatste jaar" in grafiek.ondertitel
    assert not any(stip.is_gekozen for stip in grafiek.stippen)


def test_dimensions_are_told_by_their_side() -> None:
    grafiek = build_dimensiegrafiek(
        build_dimensieverloop(STAD, GRENS, vanaf_pct=80), KEUZE, merken=MERKEN
    )
    assert grafiek.zin == (
        "Gunstiger werd **woningvoorraad** (+0,011 punten); ongunstiger **overlast en "
        "onveiligheid** (\N{MINUS SIGN}0,069 punten), **sociale samenhang** (\N{MINUS SIGN}0,039 "
        "punten); ongeveer gelijk bleef **fysieke omgeving** (+0,001 punten), **voorzieningen** "
        "(+0,004 punten). Het zijn weinig buurten: dit gaat over hen, en is geen regel."
    )
    veel = build_dimensiegrafiek(
        build_dimensieverloop(STAD, GRENS, vanaf_pct=40), KEUZE, merken=MERKEN
    )
    assert "weinig buurten" not in veel.zin
    assert "8 buurten met 80% of meer corporatiewoningen in 2012" in grafiek.ondertitel


# What is not there


def write_small(pad: Path, jaren: Sequence[int], aantal: int, *, met_aandeel: bool = True) -> None:
    """Write buurten of which the n-th scores n hundredths, and loses a tenth of that."""
    codes = [f"BU0001{n:04d}" for n in range(aantal)]
    lbm: dict[int, dict[tuple[int, str], dict[str, Cel]]] = {jaar: {} for jaar in jaren}
    kwb: dict[tuple[int, str], dict[str, Cel]] = {}
    for nummer, code in enumerate(codes):
        kwb[2020, code] = {"aantal_inwoners": 1000, "huishoudens_totaal": 500}
        if met_aandeel:
            kwb[2020, code]["in_bezit_woningcorporatie_pct"] = 90 if nummer == 0 else 10
        for plek, jaar in enumerate(jaren):
            score = 0.01 * nummer * (1 - 0.1 * plek)
            lbm[jaar][2020, code] = {
                "afw_score": score,
                **{f"{naam}_score": score + plek * stap for naam, stap in DIMENSIES.items()},
            }
    write_opslag(
        pad,
        {("kwb", 2020): kwb, **{("leefbaarometer", jaar): lbm[jaar] for jaar in jaren}},
        {2020: [Omtrek(code=code, van=2020, tot=2020) for code in codes]},
    )


def test_without_classes_there_are_five_groups_and_the_chart_says_so(opslag: Path) -> None:
    write_small(opslag, (2018, 2020), 10)
    verloop = build_klassenverloop("GM0001", 2020, is_eindjaar=False)
    assert [(groep.naam, groep.buurten) for groep in verloop.groepen] == [
        ("laagste vijfde", 2),
        ("tweede vijfde", 2),
        ("middelste vijfde", 2),
        ("vierde vijfde", 2),
        ("hoogste vijfde", 2),
    ]
    assert verloop.indeling == "vijf even grote groepen van de buurten hier, naar hun score"
    assert verloop.groepen[-1].verschillen == pytest.approx((0, -0.0085))
    assert all(groep.is_bleek for groep in verloop.groepen)
    landelijk = build_klassenverloop("NL00", 2020, is_eindjaar=True)
    assert sum(groep.buurten for groep in landelijk.groepen) == 10


def test_one_buurt_is_one_group(opslag: Path) -> None:
    write_small(opslag, (2018, 2020), 1)
    verloop = build_klassenverloop("GM0001", 2020, is_eindjaar=False)
    assert [groep.buurten for groep in verloop.groepen] == [1]
    keuze = Keuze(gebied="GM0001", grens=2020, indicator="leefbaarheid", jaar=2020)
    zin = build_klassengrafiek(verloop, keuze, merken=(), gekozen=None).zin
    assert ";" not in zin
    assert "doet niet mee" not in zin
    dimensies = build_dimensiegrafiek(
        build_dimensieverloop("GM0001", 2020, vanaf_pct=80), keuze, merken=()
    )
    assert "1 buurt met 80% of meer" in dimensies.ondertitel
    assert dimensies.zin == (
        "Ongunstiger **overlast en onveiligheid** "
        "(\N{MINUS SIGN}0,020 punten); ongeveer gelijk bleef **sociale samenhang** (+0,010 "
        "punten), **woningvoorraad** (0,000 punten), **fysieke omgeving** (+0,005 punten), "
        "**voorzieningen** (0,000 punten). Het zijn weinig buurten: dit gaat over hen, en is geen "
        "regel."
    )


def test_one_year_is_no_development(opslag: Path) -> None:
    write_small(opslag, (2020,), 3)
    with pytest.raises(LeefbaarheidOntbreektError, match="minstens twee jaren nodig"):
        build_klassenverloop("GM0001", 2020, is_eindjaar=False)


def test_no_buurt_with_that_share_says_what_to_do(opslag: Path) -> None:
    write_small(opslag, (2018, 2020), 3)
    assert build_dimensieverloop("GM0001", 2020, vanaf_pct=90).buurten == 1
    with pytest.raises(LeefbaarheidOntbreektError, match="Kies een lager aandeel"):
        build_dimensieverloop("GM0001", 2020, vanaf_pct=95)


def test_unknown_share_says_so(opslag: Path) -> None:
    write_small(opslag, (2018, 2020), 3, met_aandeel=False)
    with pytest.raises(LeefbaarheidOntbreektError, match="aandeel corporatiewoningen niet bekend"):
        build_dimensieverloop("GM0001", 2020, vanaf_pct=80)


def test_group_of_few_is_pale() -> None:
    vier, vijf = (
        Verloop(naam="x", verschillen=(0.0,), niveau=0.0, buurten=n, huishoudens=1) for n in (4, 5)
    )
    assert vier.is_bleek
    assert not vijf.is_bleek


# The page


def test_switch_of_the_year_draws_other_lines(stadserver: str, pagina: Page) -> None:
    pagina.goto(f"{stadserver}/trends?gebied={STAD}&indicator=laagste_inkomens")
    beelden = pagina.locator("img.sk-grafiek")
    expect(beelden).to_have_count(4)
    eerst = beelden.nth(2).get_attribute("alt")
    assert eerst is not None
    assert "naar de klasse van 2012" in eerst
    pagina.locator(".st-key-trends_e-klassen label").first.click()
    expect(pagina.get_by_alt_text("naar de klasse van 2024", exact=False)).to_be_visible()


# The class on the card, and the place in the country where there is none


def scores_of(gemeenten: int, *, met_klasse: bool) -> dict[tuple[int, str], dict[str, Cel]]:
    """One buurt per gemeente, each with a score a step higher than the one before."""
    klassen: dict[str, Cel] = {"lbm_klasse": 4.0} if met_klasse else {}
    return {
        (GRENS, f"BU{nummer:04}0000"): {"afw_score": -0.5 + nummer / 1000, **klassen}
        for nummer in range(1, gemeenten + 1)
    }


@pytest.mark.parametrize(
    ("gemeenten", "met_klasse", "zin"),
    [
        (4, True, "Klasse van de Leefbaarometer: zwak"),
        (4, False, "De klasse van de Leefbaarometer is niet binnen"),
        # of 400 buurten 99 lie lower than the hundredth
        (400, False, "Hoger dan 25% van de buurten van Nederland; de klasse van de Leefbaarometer"),
    ],
    ids=["klasse", "enkele gemeenten", "land"],
)
def test_card_tells_the_class_else_the_place_in_the_country(
    tmp_path: Path, *, gemeenten: int, met_klasse: bool, zin: str
) -> None:
    scores = scores_of(gemeenten, met_klasse=met_klasse)
    mensen: dict[tuple[int, str], dict[str, Cel]] = {
        sleutel: {"aantal_inwoners": 900.0, "huishoudens_totaal": 400.0} for sleutel in scores
    }
    # of the last nobody may know anything
    laatste = (GRENS, f"BU{gemeenten:04}0000")
    mensen[laatste] = {"aantal_inwoners": 20.0, "huishoudens_totaal": 8.0}
    opslag = write_opslag(
        tmp_path / "opslag", {("leefbaarometer", 2022): scores, ("kwb", 2022): mensen}
    )
    buurt = f"BU{min(100, gemeenten - 1):04}0000"
    assert say_klasse(buurt, 2022, grensjaar=GRENS, opslag=opslag).startswith(zin)
    assert say_klasse(laatste[1], 2022, grensjaar=GRENS, opslag=opslag) == ""
    assert say_klasse("BU99990000", 2022, grensjaar=GRENS, opslag=opslag) == ""


def test_card_of_the_town_has_the_class_of_the_table() -> None:
    klassen = raw("leefbaarometer", 2024, "lbm_klasse")
    namen = ["onvoldoende"] * 3 + ["zwak", "voldoende", "ruim voldoende"]
    namen += ["goed tot uitstekend"] * 3
    beeld = build_kaartbeeld(KEUZE)
    for code in set(raw("leefbaarometer", 2024, "afw_score")) - small(2024):
        verwacht = f"Klasse van de Leefbaarometer: {namen[int(klassen[code]) - 1]}"
        assert build_profiel(beeld, code).klasse == verwacht
    bijstand = build_kaartbeeld(replace(KEUZE, indicator="bijstand"))
    assert build_profiel(bijstand, "BU99010101").klasse == ""

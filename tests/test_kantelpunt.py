"""The tipping point: classes, means, gap and words, against a second computation."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from data.opslag import VOORBEELD, read_tabel_met_geheim
from layers.indicatoren import INDICATOR_PER_SLEUTEL
from layers.kaartbeeld import Kaartbeeld
from layers.kantelpunt import (
    LABELS,
    Kantelpunt,
    KantelpuntOntbreektError,
    Vraag,
    band_of_share,
    build_kantelpunt,
    later_years,
    possible_years,
)
from layers.kloof import gap_growth, say_gap
from layers.link import Keuze
from layers.stand import build_stand
from layers.trends import build_kantelgrafiek
from tests.bezoek import GEGEVENSVARIABELE
from tests.kleine_opslag import Cel, Omtrek, write_opslag

STAD, MARKT = "GM9901", "BU99010101"
KOLOMMEN = (
    "k_40_huishoudens_met_laagste_inkomen_pct",
    "in_bezit_woningcorporatie_pct",
    "huishoudens_totaal",
    "aantal_inwoners",
)


def asked(**velden: object) -> Kantelpunt:
    vraag = Vraag(indicator="laagste_inkomens", gebied=STAD, grensjaar=2024, van=2014, tot=2024)
    return build_kantelpunt(replace(vraag, **velden))  # type: ignore[arg-type]


def level(gebied: str, *, grens: int = 2024, jaar: int = 2024) -> Kaartbeeld:
    return build_stand(Keuze(gebied=gebied, grens=grens, indicator="laagste_inkomens", jaar=jaar))


def stored(jaar: int) -> pd.DataFrame:
    """Read what lies in the store, without the rules of the layers."""
    tabel = read_tabel_met_geheim("kwb", peiljaar=jaar, opslag=VOORBEELD, kolommen=KOLOMMEN)
    cijfers = tabel.cijfers.droplevel(0)
    cijfers.columns = ["waarde", "aandeel", "huishoudens", "inwoners"]
    return cijfers


def by_hand(van: int, tot: int) -> pd.DataFrame:
    """Compute class means with pandas alone; small numbers take no part."""
    begin, eind = stored(van), stored(tot)
    groot = [(j["inwoners"] >= 100) & (j["huishoudens"] >= 50) for j in (begin, eind)]
    buurten = begin.index[begin.index.str.startswith("BU")]
    tabel = pd.DataFrame(
        {
            "aandeel": begin["aandeel"].where(groot[0]),
            "begin": begin["waarde"].where(groot[0]),
            "eind": eind["waarde"].where(groot[1]),
            "huishoudens": begin["huishoudens"],
        }
    )
    tabel = tabel.reindex(buurten).dropna()
    # 40, 50 and 60 belong below, 80 above
    tabel["klasse"] = pd.cut(
        tabel["aandeel"].where(tabel["aandeel"] != 80, 80.5),
        [-1, 20, 40, 50, 60, 80, 101],
        labels=list(LABELS),
    )
    return tabel


def test_means_are_weighted_by_households_over_the_same_buurten() -> None:
    kantel, tabel = asked(), by_hand(2014, 2024)
    assert len(kantel.punten) == len(tabel)
    for klasse in kantel.klassen:
        hier = tabel[tabel["klasse"] == klasse.label]
        assert klasse.buurten == len(hier)
        assert klasse.huishoudens == hier["huishoudens"].sum()
        for veld in ("begin", "eind"):
            assert getattr(klasse, veld) == pytest.approx(
                np.average(hier[veld], weights=hier["huishoudens"])
            )
    veel, weinig = (tabel[tabel["klasse"].isin(labels)] for labels in (LABELS[3:], LABELS[:2]))
    kloof = [
        np.average(veel[v], weights=veel["huishoudens"])
        - np.average(weinig[v], weights=weinig["huishoudens"])
        for v in ("begin", "eind")
    ]
    assert kantel.kloof == pytest.approx(tuple(kloof))
    assert kantel.groei == pytest.approx(100 * (kloof[1] / kloof[0] - 1))
    assert "het werd **17% groter**." in kantel.zin


def test_index_is_a_hundred_times_the_country_of_the_same_year() -> None:
    gewoon, index = asked(), asked(is_index=True)
    land = [stored(jaar)["waarde"]["NL00"] for jaar in (2014, 2024)]
    for een, ander in zip(gewoon.klassen, index.klassen, strict=True):
        assert een.begin is not None
        assert een.eind is not None
        assert ander.begin == pytest.approx(100 * een.begin / land[0])
        assert ander.eind == pytest.approx(100 * een.eind / land[1])
    assert index.land == (100.0, 100.0)
    assert "indexpunten hoger" in index.zin


def test_classes_follow_the_first_year_or_the_last() -> None:
    eerste, laatste = asked(), asked(deel_naar_eindjaar=True)
    assert (eerste.deeljaar, laatste.deeljaar) == (2014, 2024)
    delen = [[k.buurten for k in kantel.klassen] for kantel in (eerste, laatste)]
    assert delen[0] != delen[1]
    nu = stored(2024)["aandeel"]
    assert all(punt.aandeel == nu[punt.code] for punt in laatste.punten)


@pytest.mark.parametrize(
    ("aandeel", "band"),
    [
        (39.9, ""),
        (40, ""),
        (40.1, "in de band van 40 tot 50%"),
        (45, "in de band van 40 tot 50%"),
        (50, "in de band van 40 tot 50%"),
        (51, "boven de band van 40 tot 50%"),
        (60, "boven de band van 40 tot 50%"),
        (61, "boven 60%"),
        (79.9, "boven 60%"),
        (80, "80% of meer"),
    ],
)
def test_band_of_a_share_keeps_its_sides(aandeel: float, band: str) -> None:
    assert band_of_share(aandeel) == band


def test_growth_of_a_gap_as_in_the_report() -> None:
    assert gap_growth(150 - 100, 175 - 100, band=1) == pytest.approx(50)
    assert gap_growth(20, 15, band=1) == pytest.approx(-25)
    # nearly no gap at first: a percentage would say nothing
    assert gap_growth(1.0, 30, band=1) is None
    assert gap_growth(1.1, 2.2, band=1) == pytest.approx(100)


@pytest.mark.parametrize(
    ("indicator", "genoemd"),
    [
        ("woz", "lager** dan waar"),
        ("overlast_onveiligheid", "punten ongunstiger** dan waar"),
        ("bijstand", "per 1.000 hoger**"),
    ],
)
def test_sentence_speaks_the_unit_of_its_indicator(indicator: str, genoemd: str) -> None:
    assert genoemd in asked(indicator=indicator).zin


def test_small_first_gap_and_a_turn_are_told_in_words() -> None:

    inkomens = INDICATOR_PER_SLEUTEL["laagste_inkomens"]
    jaren = (2014, 2024)
    klein = say_gap(inkomens, jaren, (0.4, 3.0), None, is_index=False)
    assert klein.endswith("0,4 procentpunt: te klein om een groei in procenten te noemen.")
    gedraaid = say_gap(inkomens, jaren, (-4.0, 3.0), -175.0, is_index=False)
    assert gedraaid.endswith("4,0 procentpunt, de andere kant op.")
    gelijk = say_gap(inkomens, jaren, (4.0, 4.01), 0.25, is_index=False)
    assert gelijk.endswith("het bleef gelijk.")
    smaller = say_gap(inkomens, jaren, (20.0, 15.0), -25.0, is_index=False)
    assert smaller.endswith("het werd **25% kleiner**.")
    veel = say_gap(inkomens, jaren, (4.0, 20.0), 400.0, is_index=False)
    assert veel.endswith("het werd **5,0 keer zo groot**.")
    assert "te weinig buurten met veel" in say_gap(inkomens, jaren, None, None, is_index=False)


def test_area_without_many_or_few_has_no_gap() -> None:
    kantel = asked(gebied="WK990101")
    assert kantel.kloof is None
    assert kantel.groei is None
    leeg = [k for k in kantel.klassen if not k.buurten]
    assert {(klasse.begin, klasse.eind, klasse.is_bleek) for klasse in leeg} == {(None, None, True)}


def test_what_cannot_be_asked_is_told() -> None:
    with pytest.raises(KantelpuntOntbreektError, match="geen landelijk cijfer"):
        asked(indicator="overlast_onveiligheid", is_index=True)
    # of this buurt everything is secret
    with pytest.raises(KantelpuntOntbreektError, match="geen buurten met cijfers van 2014 en 2024"):
        asked(gebied="BU99011100,BU99011104")


def test_years_across_a_break_are_not_compared() -> None:
    with pytest.raises(KantelpuntOntbreektError, match="niet te vergelijken"):
        asked(indicator="bijstand", van=2012)
    jaren = possible_years("bijstand", STAD)
    assert later_years("bijstand", jaren, 2012) == []
    assert later_years("bijstand", jaren, 2013) == list(range(2014, 2025))


def test_one_year_says_one_difference() -> None:
    kantel = asked(van=2024)
    assert kantel.zin.endswith("procentpunt hoger** dan waar dat ten hoogste 40% is.")
    assert "was het verschil" not in kantel.zin


def test_years_are_those_of_both() -> None:
    assert possible_years("inwoners", STAD) == []
    assert possible_years("bijstand", STAD)[0] == 2012
    assert 2013 not in possible_years("overlast_onveiligheid", STAD)


def test_whole_country_takes_every_buurt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(GEGEVENSVARIABELE, str(tmp_path))
    inkomens, aandeel, huishoudens, inwoners = KOLOMMEN
    codes = ("BU07720000", "BU07720001", "BU08010000")

    def figures(waarde: float, deel: float) -> dict[str, Cel]:
        return {inkomens: waarde, aandeel: deel, huishoudens: 300, inwoners: 900}

    per_buurt = {
        (2020, code): figures(waarde, deel)
        for code, waarde, deel in zip(codes, (30.0, 60.0, 20.0), (10.0, 70.0, 40.0), strict=True)
    }
    write_opslag(
        tmp_path,
        {("kwb", 2020): per_buurt},
        {2020: [Omtrek(code=code, van=2020, tot=2020) for code in codes]},
    )
    kantel = asked(gebied="NL00", grensjaar=2020, van=2020, tot=2020)
    assert [punt.code for punt in kantel.punten] == list(codes)
    # 40 itself still is few; three buurten carry no gap
    assert [punt.klasse for punt in kantel.punten] == [0, 4, 1]
    assert kantel.kloof is None
    assert "te weinig buurten" in kantel.zin
    with pytest.raises(KantelpuntOntbreektError, match="geen landelijk cijfer"):
        asked(gebied="NL00", grensjaar=2020, van=2020, tot=2020, is_index=True)
    grafiek = build_kantelgrafiek(kantel, level("NL00", grens=2020, jaar=2020), gekozen=None)
    assert grafiek.merken == ("signaal, relatief, geen oorzaak",)
    assert "Kerncijfers wijken en buurten 2020" in grafiek.bron
    # without a national figure there is no line of it
    assert {str(lijn.streek) for lijn in grafiek.lijnen} == {"bleek"}


# Drawn


def test_chart_and_table_say_the_same() -> None:
    kantel = asked()
    grafiek = build_kantelgrafiek(kantel, level(STAD), gekozen=MARKT)
    assert grafiek.merken == ("fictieve gegevens", "signaal, relatief, geen oorzaak")
    assert "2014" in grafiek.bron
    assert "2024" in grafiek.bron
    assert len(grafiek.stippen) == len(kantel.punten)
    (gekozen,) = [stip for stip in grafiek.stippen if stip.is_gekozen]
    assert gekozen.naam == "Lakenmarkt"
    assert grafiek.koppen[-2:] == ("2014", "2024")
    for rij, klasse in zip(grafiek.rijen, kantel.klassen, strict=True):
        assert rij[0] == klasse.label
        assert rij[1] == str(klasse.buurten)
        assert klasse.eind is not None
        assert rij[4] == f"{klasse.eind:.1f}%".replace(".", ",")
    hoogten = {y for lijn in grafiek.lijnen for stuk in lijn.stukken for _, y in stuk}
    assert {klasse.eind for klasse in kantel.klassen} <= hoogten
    assert grafiek.x_bereik == (0.0, 100.0)
    assert grafiek.y_bereik[0] == 0


def test_one_year_draws_no_earlier_one_and_few_buurten_are_pale() -> None:
    kantel = asked(gebied="WK990101", van=2024)
    grafiek = build_kantelgrafiek(kantel, level("WK990101"), gekozen=None)
    assert grafiek.koppen[-1] == "2024"
    assert "2024 en" not in grafiek.ondertitel
    assert {str(lijn.streek) for lijn in grafiek.lijnen} <= {"gewoon", "bleek", "land"}
    assert any("(weinig)" in rij[1] for rij in grafiek.rijen)
    assert any(rij[-1] == "\N{EN DASH}" for rij in grafiek.rijen)
    assert not any(stip.is_gekozen for stip in grafiek.stippen)

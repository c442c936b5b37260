"""The kinds of map on the fictional town, which has figures for all of them."""

from dataclasses import replace

import pytest

from data.__main__ import main as data_main
from data.opslag import VOORBEELD
from layers.__main__ import main as layers_main
from layers.begrippen import Maat
from layers.indicatoren import INDICATOR_PER_SLEUTEL
from layers.kaartbeeld import Kaartbeeld, Staat
from layers.klassen import build_niveaugrenzen, build_reiken, name_classes
from layers.klassenbeheer import choose_grenzen
from layers.lijsten import build_lijsten, say_on_map
from layers.link import write_link
from layers.mogelijk import possible_indicators, possible_kinds, possible_partners
from layers.openen import Geopend, open_exact, open_link
from layers.opmaak import format_met, opmaak_of_verandering
from layers.perioden import say_possible
from layers.soorten import SOORT_PER_SLEUTEL, SOORTEN, at_year, build_kaartbeeld
from layers.typologie import GEEN, SCHADUWEN, Drempels, thresholds_of

STAD = "GM9901"
WOZ = INDICATOR_PER_SLEUTEL["woz"]


def opened(**gevraagd: str) -> Geopend:
    geopend = open_link({"gebied": STAD, **gevraagd})
    assert geopend is not None
    return geopend


def beeld(**gevraagd: str) -> Kaartbeeld:
    return build_kaartbeeld(opened(**gevraagd).keuze)


def test_town_has_every_kind_and_every_kind_its_question() -> None:
    assert possible_kinds(STAD) == [soort.sleutel for soort in SOORTEN]
    assert len({soort.vraag for soort in SOORTEN}) == len(SOORTEN)
    assert all(soort.vraag.endswith("?") for soort in SOORTEN)


@pytest.mark.parametrize("soort", [soort.sleutel for soort in SOORTEN])
def test_every_map_counts_each_buurt_once(soort: str) -> None:
    kaartbeeld = beeld(soort=soort)
    for moment in kaartbeeld.momenten:
        telling = moment.tellingen[0]
        aantal = sum(telling.klassen) + telling.klein_aantal
        aantal += telling.onderdrukt + telling.niet_beschikbaar
        assert aantal == len(kaartbeeld.gebieden) - sum(kaartbeeld.water)
        assert len(telling.klassen) == len(kaartbeeld.klassen)
    assert kaartbeeld.merken[0] == "fictieve gegevens"
    assert open_exact(kaartbeeld.link).keuze == opened(soort=soort).keuze


def test_kind_of_buurt_names_its_rule_and_follows_moved_thresholds() -> None:
    keuze = opened(soort="soort-buurt").keuze
    assert thresholds_of(keuze).lvb == 35
    kaartbeeld = build_kaartbeeld(keuze)
    assert "meer dan 35% van de inwoners" in kaartbeeld.leeswijzer
    lager = replace(keuze, drempels=(("lvb", 10.0), ("overlast", 5.0)))
    assert thresholds_of(lager) == Drempels(10, 5)
    assert "drempel=lvb:10,overlast:5" in write_link(lager)
    assert open_exact(write_link(lager)).keuze == lager
    meer = build_kaartbeeld(lager)
    assert "meer dan 10% van de inwoners" in meer.leeswijzer
    assert meer.moment.tellingen[0].klassen[GEEN] < kaartbeeld.moment.tellingen[0].klassen[GEEN]
    reactief, preventief = build_lijsten(kaartbeeld, meeste=99)
    assert (reactief.kop, preventief.kop) == (
        "Reactief: veel LVB, veel overlast",
        "Preventief: veel LVB, minder overlast",
    )
    telling = kaartbeeld.moment.tellingen[0].klassen
    assert len(reactief.rijen) == sum(telling[:SCHADUWEN])
    assert len(preventief.rijen) == sum(telling[SCHADUWEN:GEEN])


@pytest.mark.parametrize("drempel", ["lvb", "lvb:veel", "geluk:3"])
def test_threshold_that_cannot_be_read_is_named(drempel: str) -> None:
    geopend = opened(soort="soort-buurt", indicator="laagste_inkomens", drempel=drempel)
    assert geopend.zin is not None
    assert f"drempel '{drempel}'" in geopend.zin


def test_kind_of_buurt_by_a_score_turns_its_threshold() -> None:
    keuze = opened(soort="soort-buurt", met="overlast_onveiligheid").keuze
    assert possible_partners(keuze)[:2] == ["overlast", "overlast_onveiligheid"]
    kaartbeeld = build_kaartbeeld(keuze)
    assert "of lager: reactief" in kaartbeeld.leeswijzer


@pytest.mark.parametrize("met", ["geluk", "laagste_inkomens"])
def test_partner_that_is_not_there_is_named(met: str) -> None:
    geopend = opened(soort="samen", indicator="laagste_inkomens", met=met)
    assert geopend.keuze.met == "overlast"
    assert geopend.zin is not None
    assert f"met '{met}'" in geopend.zin


def test_years_of_the_partner_can_be_others_within_a_year() -> None:
    keuze = opened(
        soort="samen",
        indicator="laagste_inkomens",
        van="2014",
        tot="2020",
        metvan="2013",
        mettot="2021",
    ).keuze
    assert (keuze.metvan, keuze.mettot) == (2013, 2021)
    assert "laagste inkomens 2014 tot 2020, overlast 2013 tot 2021" in (
        build_kaartbeeld(keuze).moment.ondertitel
    )
    later = at_year(keuze, 2022)
    assert (later.jaar, later.metvan, later.mettot) == (2022, 2014, 2022)


def test_years_to_step_through_and_to_begin_with() -> None:
    keuze = opened(soort="samen", van="2020").keuze
    samen = SOORT_PER_SLEUTEL["samen"]
    assert list(samen.jaren(keuze)) == [2021, 2022, 2023, 2024]
    assert list(samen.vanjaren(keuze)) == list(range(2012, 2024))
    soort = SOORT_PER_SLEUTEL["soort-buurt"]
    assert list(soort.jaren(opened(soort="soort-buurt").keuze)) == [2024]
    assert list(SOORT_PER_SLEUTEL["stand"].vanjaren(keuze)) == []
    assert list(SOORT_PER_SLEUTEL["stand"].jaren(keuze)) == list(range(2012, 2025))
    verandering = opened(soort="verandering").keuze
    assert list(SOORT_PER_SLEUTEL["verandering"].vanjaren(verandering)) == list(range(2012, 2024))


def test_two_scores_of_the_same_unit_share_one_sentence() -> None:
    kaartbeeld = beeld(soort="samen", indicator="moeite_rondkomen", met="eenzaamheid")
    assert kaartbeeld.leeswijzer.count(" tot en met ") == 1
    anders = beeld(soort="samen", indicator="overlast_onveiligheid", met="overlast")
    assert anders.leeswijzer.count(" tot en met ") == 2
    assert "wordt overlast en onveiligheid ongunstiger" in anders.moment.legendazin


def test_score_is_never_said_to_rise() -> None:
    for soort in ("verandering", "stand-verandering"):
        kaartbeeld = beeld(soort=soort, indicator="overlast_onveiligheid")
        woorden = " ".join([kaartbeeld.moment.legendazin, *(k.label for k in kaartbeeld.klassen)])
        assert "stijg" not in woorden
        assert "daalt" not in woorden
        assert "gunstiger" in woorden


def test_change_of_counts_in_percent_and_of_registrations_knows_its_uncertainty() -> None:
    inwoners = beeld(soort="verandering", indicator="inwoners")
    assert inwoners.moment.ondertitel.split(" · ")[1] == "verandering in procent"
    assert "stijgt het aantal inwoners" in inwoners.moment.legendazin
    assert format_met(opmaak_of_verandering(WOZ), 12.34) == "+12,3%"
    overlast = beeld(soort="verandering", indicator="overlast")
    assert any(overlast.moment.onzeker)
    assert "onzekerheid niet bekend" not in overlast.merken
    plek = overlast.moment.onzeker.index(True)
    assert say_on_map(overlast, plek)[-1].startswith("Dit verschil ligt binnen")
    assert "onzekerheid niet bekend" in inwoners.merken


def test_uncertain_change_is_about_equal_whatever_its_size() -> None:
    moment = beeld(soort="verandering", indicator="overlast").moment
    for klasse, staat, onzeker in zip(moment.klassen, moment.staten, moment.onzeker, strict=True):
        if onzeker and staat is Staat.OK:
            assert klasse == 2


def test_only_some_years_of_a_map_are_built_when_asked() -> None:
    for soort in ("verandering", "samen", "stand-verandering"):
        keuze = opened(soort=soort).keuze
        assert len(build_kaartbeeld(keuze, jaren=(keuze.jaar,)).momenten) == 1


def test_bounds_are_named_for_every_measure() -> None:
    for maat in Maat:
        grenzen = choose_grenzen(WOZ, opslag=VOORBEELD, maat=maat).grenzen
        namen = name_classes(grenzen, WOZ, maat)
        assert len(namen) == len(grenzen) + 1
    assert build_reiken((), WOZ) == ("", "", "")
    assert name_classes((), WOZ, Maat.NIVEAU) == ()
    een = build_niveaugrenzen([1.0, 1.0, 2.0])
    assert [grens.waarde for grens in een] == [2.0]
    assert name_classes(een, WOZ, Maat.NIVEAU)[0].startswith("laag: onder")


def test_years_are_listed_as_a_reader_would() -> None:
    zin = say_possible("laagste_inkomens", "moeite_rondkomen", STAD)
    assert "laagste inkomens heeft 2012 tot en met 2024" in zin
    assert "moeite met rondkomen heeft 2012, 2016, 2020, 2022, 2024" in zin
    assert "heeft geen jaren" in say_possible("laagste_inkomens", "lvb", "GM0001")


def test_command_names_a_store_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert layers_main(["klassen", "--opslag", "bestaat_niet"]) == 2
    assert "De map 'bestaat_niet' bestaat niet." in capsys.readouterr().err
    assert layers_main(["klassen", "--indicator", "geluk"]) == 2
    assert "Indicator 'geluk' bestaat niet." in capsys.readouterr().err


def test_command_that_cannot_be_read_is_one_dutch_sentence(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for opdracht in ([], ["waarden", "--indicator", "woz", "--peiljaar", "abc"]):
        with pytest.raises(SystemExit) as einde:
            layers_main(opdracht)
        assert einde.value.code == 2
        fout = capsys.readouterr().err
        assert fout.count("\n") == 1
        assert "voor wat er kan." in fout


def test_map_as_json_holds_the_second_value(capsys: pytest.CaptureFixture[str]) -> None:
    assert layers_main(["kaartbeeld", f"/kaart?gebied={STAD}&soort=samen&indicator=bijstand"]) == 0
    uit = capsys.readouterr().out
    assert '"tweede":' in uit
    assert '"vierkant":' in uit
    assert '"soort": "samen"' in uit


def test_import_of_nothing_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as einde:
        data_main(["importeer", " "])
    assert einde.value.code == 2
    assert "het pad is leeg; noem een bestand of een map" in capsys.readouterr().err


def test_map_of_two_trends_says_both_changes_of_a_buurt() -> None:
    kaartbeeld = beeld(soort="samen", indicator="laagste_inkomens", met="overlast")
    plek = next(p for p, klasse in enumerate(kaartbeeld.moment.klassen) if klasse == 0)
    klasse, een, ander = say_on_map(kaartbeeld, plek)
    assert klasse == "**Beide stijgen**"
    assert een.startswith("Laagste inkomens: +")
    assert ander.startswith("Overlast: +")
    geen = kaartbeeld.moment.staten.index(Staat.ONDERDRUKT)
    assert say_on_map(kaartbeeld, geen) == ()


def test_kind_of_buurt_is_about_vulnerable_groups_alone() -> None:
    groepen = possible_indicators("soort-buurt", STAD)
    assert {"laagste_inkomens", "bijstand", "moeite_rondkomen"} <= set(groepen)
    assert not {"woz", "inwoners", "overlast", "corporatiewoningen", "lvb"} & set(groepen)
    assert set(groepen) < set(possible_indicators("verandering", STAD))
    assert set(possible_indicators("verandering", STAD)) <= set(possible_indicators("stand", STAD))
    geopend = opened(soort="soort-buurt", indicator="woz")
    assert geopend.keuze.indicator == groepen[0]
    assert geopend.zin == (
        "Het soort buurt gaat over de verandering van een kwetsbare groep; WOZ-waarde is dat niet "
        "of verandert hier niet. De kaart toont laagste inkomens."
    )


def test_change_of_homes_is_about_equal_in_per_cent_and_not_in_euros() -> None:
    beelden = {}
    for soort in ("verandering", "stand-verandering"):
        geopend = open_link({"gebied": STAD, "soort": soort, "indicator": "woz"})
        assert geopend is not None
        beelden[soort] = build_kaartbeeld(geopend.keuze)
    zin = beelden["verandering"].leeswijzer
    assert zin == "Ongeveer gelijk is \N{MINUS SIGN}3 tot en met +3 procent."
    vierkant = beelden["stand-verandering"].vierkant
    assert vierkant is not None
    assert vierkant.kolommen.grenzen == (
        "onder \N{MINUS SIGN}3",
        "\N{MINUS SIGN}3 tot +3",
        "boven +3",
    )

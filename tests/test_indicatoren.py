"""Promises of the registry: for every indicator, also those that are not written yet."""

import math
import string

import pandas as pd
import pytest

from data.bronnen import BRONNEN, EIGEN_INDICATOREN, TABELLEN
from data.opslag import VOORBEELD, grensjaren_met_omtrekken, read_inhoud
from layers.aanbod import filled_years, indicatoren_van
from layers.begrippen import ALLE_NIVEAUS, UITKOMST, Eenheid, Indicator, Polariteit, Verandereenheid
from layers.indicatoren import INDICATOR_PER_SLEUTEL, INDICATOREN
from layers.kaartbeeld import Staat
from layers.klassen import AANTAL_KLASSEN, build_klassen
from layers.klassenbeheer import choose_grenzen
from layers.waarden import build_waarden, grensjaar_of, peiljaren

elke_indicator = pytest.mark.parametrize("indicator", INDICATOREN, ids=lambda i: i.sleutel)
# the town has a figure of every indicator but these
NIET_IN_DE_STAD = {"ses_woa"}
elke_in_de_stad = pytest.mark.parametrize(
    "indicator",
    [i for i in INDICATOREN if i.sleutel not in NIET_IN_DE_STAD],
    ids=lambda i: i.sleutel,
)
# a measure that began in the last year of the town
EEN_JAAR = {"armoede"}

# What is counted of people, or of who lives somewhere, has no good and no bad side.
NEUTRAAL = {
    "laagste_inkomens",
    "laag_inkomen",
    "armoede",
    "ses_woa",
    "bijstand",
    "bijstand_per_inwoner",
    "arbeidsongeschiktheid",
    "werkloosheid",
    "lvb",
    "instroom",
    "corporatiewoningen",
    "eenpersoonshuishoudens",
    "inwoners",
    "jeugdzorg",
    "wmo",
    "woz",
}


def test_keys_and_labels_are_unique() -> None:
    assert len({i.sleutel for i in INDICATOREN}) == len(INDICATOREN) == len(INDICATOR_PER_SLEUTEL)
    assert len({i.label for i in INDICATOREN}) == len(INDICATOREN)
    assert len({i.zin for i in INDICATOREN}) == len(INDICATOREN)


@elke_indicator
def test_key_can_stand_in_a_link(indicator: Indicator) -> None:
    assert set(indicator.sleutel) <= set(string.ascii_lowercase + "_")
    assert INDICATOR_PER_SLEUTEL[indicator.sleutel] is indicator


@elke_indicator
def test_label_has_no_sign_of_a_unit(indicator: Indicator) -> None:
    # the rank in "Laagste inkomens (40%)" is its name and no unit
    zonder_naam = indicator.label.replace("(40%)", "")
    assert not set(zonder_naam) & set("%€")
    assert indicator.label == indicator.label.strip()
    assert indicator.label[0].isupper()


@elke_indicator
def test_sentence_takes_a_value_and_an_area(indicator: Indicator) -> None:
    velden = [veld for _, veld, _, _ in string.Formatter().parse(indicator.zin) if veld is not None]
    assert sorted(velden) == ["gebied", "waarde"]
    assert not indicator.zin.endswith(".")
    assert "door" not in indicator.zin.split()  # a figure tells no cause


@elke_indicator
def test_explanation_is_whole_sentences(indicator: Indicator) -> None:
    for tekst in (indicator.toelichting, indicator.kanttekening):
        assert tekst is None or (tekst[0].isupper() and tekst.endswith("."))
    assert indicator.noemer


@elke_indicator
def test_unit_of_change_goes_with_the_unit(indicator: Indicator) -> None:
    passend = {
        Eenheid.PROCENT: Verandereenheid.PROCENTPUNT,
        Eenheid.PER_DUIZEND: Verandereenheid.PER_DUIZEND,
        Eenheid.AANTAL: Verandereenheid.PROCENT,
        Eenheid.DUIZEND_EURO: Verandereenheid.PROCENT,
        Eenheid.SCORE: Verandereenheid.PUNTEN,
    }
    assert indicator.verandereenheid is passend[indicator.eenheid]
    assert indicator.neutrale_band > 0
    assert 0 <= indicator.decimalen <= 3


@elke_indicator
def test_polarity_takes_no_side_about_people(indicator: Indicator) -> None:
    assert (indicator.polariteit is Polariteit.NEUTRAAL) == (indicator.sleutel in NEUTRAAL)


@elke_indicator
def test_source_is_known_and_is_that_of_its_first_table(indicator: Indicator) -> None:
    assert indicator.bron in BRONNEN
    assert TABELLEN[indicator.formule.tabellen[0]] is indicator.bron
    assert indicator.bron.licentie
    assert indicator.bron.pagina.startswith("https://") or indicator.is_door_gebruiker


@elke_indicator
def test_figures_of_a_user_are_those_that_can_be_brought(indicator: Indicator) -> None:
    tabellen = {f"eigen_{sleutel}" for sleutel in EIGEN_INDICATOREN}
    assert indicator.is_door_gebruiker == (set(indicator.formule.tabellen) <= tabellen)


def test_sensitive_figures_are_marked() -> None:
    gevoelig = {i.sleutel for i in INDICATOREN if i.is_gevoelig}
    assert {"lvb", "jeugdzorg", "wmo"} <= gevoelig


def test_model_estimates_are_called_that() -> None:
    schattingen = {i.sleutel for i in INDICATOREN if i.is_modelschatting}
    uit_model = {
        i.sleutel for i in INDICATOREN if {"rivm", "leefbaarometer"} & set(i.formule.tabellen)
    }
    assert schattingen == uit_model | {"lvb"}


@elke_indicator
def test_bounds_and_thresholds_rise_and_have_a_source(indicator: Indicator) -> None:
    grenzen = [grens.waarde for grens in indicator.grenzen]
    assert grenzen == sorted(set(grenzen))
    kanten = {grens.waarde: grens.kant for grens in indicator.grenzen}
    for drempel in indicator.drempels:
        # a threshold is a bound of the map, on the same side
        assert kanten[drempel.waarde] is drempel.kant
        assert drempel.bron
        assert drempel.betekenis


@elke_indicator
def test_niveaus_and_breaks_are_possible(indicator: Indicator) -> None:
    assert set(indicator.niveaus) <= set(ALLE_NIVEAUS)
    assert all(
        2000 < jaar < 2100 and tekst.endswith(".") for jaar, tekst in indicator.breuken.items()
    )


# On the fictional town


def test_fictional_town_is_there() -> None:
    assert read_inhoud(VOORBEELD), "the fictional town is not in data/voorbeeld/opslag"
    assert grensjaren_met_omtrekken(opslag=VOORBEELD)


def test_indicators_without_figures_are_in_no_menu() -> None:
    in_menu = indicatoren_van("GM9901")
    assert in_menu == [i.sleutel for i in INDICATOREN if i.sleutel not in NIET_IN_DE_STAD]
    assert not [s for s in NIET_IN_DE_STAD if filled_years(s, opslag=VOORBEELD)]


@elke_in_de_stad
def test_values_are_finite_or_missing_in_every_year(indicator: Indicator) -> None:
    jaren = peiljaren(indicator, opslag=VOORBEELD)
    gevuld = filled_years(indicator.sleutel, opslag=VOORBEELD)
    jaren_nodig = 1 if indicator.sleutel in EEN_JAAR else 2
    assert len(gevuld) >= jaren_nodig, "the town needs two years, to show a change"
    assert set(gevuld) <= set(jaren)
    for peiljaar in jaren:
        grensjaar = grensjaar_of(indicator, peiljaar=peiljaar, opslag=VOORBEELD)
        tabel = build_waarden(
            indicator, peiljaar=peiljaar, grensjaar=grensjaar, opslag=VOORBEELD
        ).tabel
        assert list(tabel.columns) == ["naam", "niveau", *UITKOMST, "status"]
        getallen = tabel[UITKOMST]
        assert not (getallen.abs() == math.inf).any(axis=None)
        getoond = tabel["status"].isin([Staat.OK, Staat.KLEIN_AANTAL])
        # a value where it may be shown, and nothing at all where it may not
        assert tabel.loc[getoond, "waarde"].notna().all()
        assert getallen[~getoond].isna().all(axis=None)
        assert getoond.any() == (peiljaar in gevuld)
        if indicator.eenheid is Eenheid.PROCENT:
            assert tabel["waarde"].dropna().between(0, 100).all()
        elif indicator.eenheid is not Eenheid.SCORE:
            assert (tabel["waarde"].dropna() >= 0).all()
        _check_margins(tabel)


def _check_margins(tabel: pd.DataFrame) -> None:
    met = tabel.dropna(subset=["marge_laag", "marge_hoog"])
    assert (met["marge_laag"] <= met["waarde"]).all()
    assert (met["waarde"] <= met["marge_hoog"]).all()


@elke_in_de_stad
def test_classes_divide_the_town(indicator: Indicator) -> None:
    grenzen = choose_grenzen(indicator, opslag=VOORBEELD).grenzen
    assert 2 <= len(grenzen) < AANTAL_KLASSEN
    assert indicator.grenzen in {(), grenzen}
    labels = [klasse.label for klasse in build_klassen(grenzen, indicator)]
    assert len(set(labels)) == len(labels)

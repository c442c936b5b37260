"""Change between two years: its unit, its uncertainty, and when it is about equal."""

import math
from dataclasses import replace

import pandas as pd
import pytest

from layers.begrippen import Indicator, Verandereenheid
from layers.indicatoren import INDICATOR_PER_SLEUTEL
from layers.kaartbeeld import Staat
from layers.klassen import build_niveaugrenzen, build_verandergrenzen, classify
from layers.ontwikkeling import (
    Ontwikkeling,
    Periode,
    change_between,
    direction,
    half_width,
    periods_between,
    weakest,
)

INKOMENS = INDICATOR_PER_SLEUTEL["laagste_inkomens"]
OVERLAST = INDICATOR_PER_SLEUTEL["overlast"]
WOZ = INDICATOR_PER_SLEUTEL["woz"]
GEEN = float("nan")


def development(
    *veranderingen: float, onzekerheid: float = GEEN, indicator: Indicator = INKOMENS
) -> Ontwikkeling:
    tabel = pd.DataFrame(
        {"verandering": list(veranderingen), "onzekerheid": onzekerheid},
        index=[f"BU{n}" for n in range(len(veranderingen))],
    )
    return Ontwikkeling(
        indicator=indicator,
        periode=Periode(2012, 2018),
        grensjaar=2020,
        tabel=tabel,
        inwoners_jaar=2018,
    )


def values(reeks: pd.Series) -> list[float | None]:
    return [None if pd.isna(waarde) else float(waarde) for waarde in reeks]


def test_change_is_the_last_year_less_the_first_and_missing_is_not_zero() -> None:
    begin = pd.Series([28.0, GEEN, 40.0, 0.0])
    eind = pd.Series([42.0, 42.0, GEEN, 0.0])
    assert values(change_between(begin, eind, INKOMENS)) == [14.0, None, None, 0.0]


def test_change_in_percent_is_of_the_first_year_and_of_nothing_there_is_none() -> None:
    assert WOZ.verandereenheid is Verandereenheid.PROCENT
    begin, eind = pd.Series([200.0, 250.0, 0.0]), pd.Series([300.0, 200.0, 10.0])
    assert values(change_between(begin, eind, WOZ)) == [50.0, -20.0, None]


@pytest.mark.parametrize(
    ("verandering", "kant"),
    [(-1.1, -1), (-1.0, 0), (-0.9, 0), (0.0, 0), (0.9, 0), (1.0, 0), (1.1, 1), (GEEN, None)],
)
def test_about_equal_is_within_the_band_with_its_edge(verandering: float, kant: int | None) -> None:
    assert INKOMENS.neutrale_band == 1.0
    assert values(direction(development(verandering))) == [kant]


def test_published_decimals_that_differ_by_the_band_are_about_equal() -> None:
    # in binary 12,3 - 11,3 is a little more than 1
    verandering = change_between(pd.Series([11.3, 10.1]), pd.Series([12.3, 9.1]), INKOMENS)
    assert values(direction(development(*verandering))) == [0, 0]


def test_uncertainty_wider_than_the_band_decides() -> None:
    assert values(direction(development(2.9, 3.0, 3.1, -3.1, onzekerheid=3.0))) == [0, 0, 1, -1]
    # and one that is narrower does not
    assert values(direction(development(0.9, 1.1, onzekerheid=0.1))) == [0, 1]


def test_uncertainty_of_a_source_is_half_its_interval() -> None:
    tabel = pd.DataFrame(
        {
            "marge_laag": [10.0, GEEN],
            "marge_hoog": [16.0, GEEN],
            "teller": [GEEN, GEEN],
            "noemer": [GEEN, GEEN],
        }
    )
    assert values(half_width(tabel, INKOMENS)) == [3.0, None]


def test_uncertainty_of_a_count_follows_from_the_count() -> None:
    kolommen = {"marge_laag": [GEEN] * 3, "marge_hoog": [GEEN] * 3}
    tabel = pd.DataFrame({**kolommen, "teller": [98.0, 0.0, 5.0], "noemer": [1000.0, 500.0, 0.0]})
    breed = values(half_width(tabel, OVERLAST))
    # 1,96 times the root of 100, per 1.000 of 1.000 inhabitants; of zero something is unsure too
    assert breed[0] == pytest.approx(19.6)
    assert breed[1] == pytest.approx(1.96 * math.sqrt(2) * 2)
    assert breed[2] is None


def test_weakest_year_decides_what_may_be_said() -> None:
    een = pd.Series([Staat.OK, Staat.KLEIN_AANTAL, Staat.ONDERDRUKT, Staat.OK])
    ander = pd.Series([Staat.OK, Staat.OK, Staat.NIET_BESCHIKBAAR, Staat.ONDERDRUKT])
    assert weakest(een, ander).tolist() == [
        Staat.OK,
        Staat.KLEIN_AANTAL,
        Staat.NIET_BESCHIKBAAR,
        Staat.ONDERDRUKT,
    ]


def test_no_period_runs_over_a_break() -> None:
    gebroken = replace(INKOMENS, breuken={2015: "anders gemeten"})
    perioden = periods_between(gebroken, (2012, 2014, 2015, 2018))
    assert [str(p) for p in perioden] == ["2012-2014", "2015-2018"]


def test_classes_of_change_lie_around_zero_with_the_band_in_the_middle() -> None:
    grenzen = build_verandergrenzen([-9.0, -3.0, -0.5, 0.2, 2.0, 4.0, 6.0], INKOMENS)
    waarden = [grens.waarde for grens in grenzen]
    assert waarden == [-waarde for waarde in reversed(waarden)]
    assert waarden[1:3] == [-1.0, 1.0]
    proef = pd.Series([-1.01, -1.0, 0.0, 1.0, 1.01, waarden[3] - 0.01, waarden[3]])
    assert classify(proef, grenzen).tolist() == [1, 2, 2, 2, 3, 3, 4]
    omgekeerd = pd.Series([-waarden[3], -waarden[3] + 0.01])
    assert classify(omgekeerd, grenzen).tolist() == [0, 1]


def test_outer_classes_never_begin_within_twice_the_band() -> None:
    grenzen = build_verandergrenzen([0.1, -0.1, 0.2], INKOMENS)
    assert [grens.waarde for grens in grenzen] == [-2.0, -1.0, 1.0, 2.0]


def test_low_middle_and_high_are_terciles_on_readable_numbers() -> None:
    grenzen = build_niveaugrenzen([float(n) for n in range(91)])
    assert [grens.waarde for grens in grenzen] == [30.0, 60.0]
    assert build_niveaugrenzen([4.0, 4.0, 4.0]) == ()

"""Numbers as a Dutch reader writes them."""

import math
from dataclasses import replace

import pytest

from layers.begrippen import Eenheid, Indicator
from layers.indicatoren import INDICATOR_PER_SLEUTEL
from layers.opmaak import format_getal, format_met, opmaak_in_zin, opmaak_of

MIN = "\N{MINUS SIGN}"
BIJSTAND = INDICATOR_PER_SLEUTEL["bijstand"]
INKOMENS = INDICATOR_PER_SLEUTEL["laagste_inkomens"]
WOZ = INDICATOR_PER_SLEUTEL["woz"]
INWONERS = INDICATOR_PER_SLEUTEL["inwoners"]
OVERLAST = INDICATOR_PER_SLEUTEL["overlast_onveiligheid"]


@pytest.mark.parametrize(
    ("getal", "decimalen", "tekst"),
    [
        (0, 0, "0"),
        (0, 2, "0,00"),
        (999, 0, "999"),
        (1000, 0, "1.000"),
        (1_234_567.891, 2, "1.234.567,89"),
        (-1234.5, 1, f"{MIN}1.234,5"),
        (-0.04, 1, "0,0"),  # no minus before a zero
        (-0.05001, 1, f"{MIN}0,1"),
        (0.95, 0, "1"),
        (99.96, 1, "100,0"),
        (999.9996, 3, "1.000,000"),
        (1e-9, 3, "0,000"),
        (17_407_585, 0, "17.407.585"),
    ],
)
def test_number_has_a_decimal_comma_and_points_between_thousands(
    getal: float, decimalen: int, tekst: str
) -> None:
    assert format_getal(getal, decimalen=decimalen) == tekst


@pytest.mark.parametrize(
    ("indicator", "waarde", "tekst", "in_zin"),
    [
        (INKOMENS, 35.04, "35,0%", "35,0%"),
        (BIJSTAND, 72.4, "72 per 1.000", "72"),
        (INWONERS, 3875, "3.875", "3.875"),
        (WOZ, 290, "€ 290.000", "€ 290.000"),
        (WOZ, 1250, "€ 1.250.000", "€ 1.250.000"),
        (WOZ, 0, "€ 0", "€ 0"),
        (WOZ, 0.6, "€ 1.000", "€ 1.000"),
        (replace(WOZ, decimalen=1), 24.5, "€ 24.500", "€ 24.500"),
        (OVERLAST, -0.0126, f"{MIN}0,013 punten", f"{MIN}0,013 punten"),
    ],
)
def test_value_never_travels_without_its_unit(
    indicator: Indicator, waarde: float, tekst: str, in_zin: str
) -> None:
    assert format_met(opmaak_of(indicator), waarde) == tekst
    assert format_met(opmaak_in_zin(indicator), waarde) == in_zin


@pytest.mark.parametrize("niets", [None, math.nan])
def test_nothing_is_written_as_nothing(niets: float | None) -> None:
    assert format_met(opmaak_of(BIJSTAND), niets) == ""


@pytest.mark.parametrize("eenheid", Eenheid)
def test_every_unit_is_written(eenheid: Eenheid) -> None:
    tekst = format_met(opmaak_of(replace(INWONERS, eenheid=eenheid)), 12.0)
    assert tekst.startswith(("12", "€ 12"))
    assert (tekst == "12") == (eenheid is Eenheid.AANTAL)

"""One border year for figures of another: only as far as code and outline held."""

from pathlib import Path

import pandas as pd
import pytest

from data.errors import GegevensOntbrekenError
from data.gebieden import LAND
from data.grenzen import read_gebieden_op_grens, read_op_grens
from data.opslag import Opslag
from tests.kleine_opslag import GEHEIM, Omtrek, write_opslag

GEBLEVEN = "BU07720000"  # code and outline held from 2018 to 2021
VERANDERD = "BU07720001"  # the same code, but another place since 2020
NIEUW = "BU07720002"  # since 2020


def read(opslag: Opslag, *, peiljaar: int, grensjaar: int) -> dict[str, float]:
    tabel = read_op_grens(
        "kwb", peiljaar=peiljaar, grensjaar=grensjaar, kolommen=("inwoners",), opslag=opslag
    )
    assert list(tabel.cijfers.index) == list(tabel.geheim.index) == sorted(tabel.cijfers.index)
    return {str(code): waarde for code, waarde in tabel.cijfers["inwoners"].items()}


@pytest.fixture
def winkel(opslag: Path) -> Opslag:
    return write_opslag(
        opslag,
        {
            ("kwb", 2019): {
                (2019, code): {"inwoners": 10.0 + plek}
                for plek, code in enumerate([LAND, GEBLEVEN, VERANDERD])
            }
        },
        {
            2020: [
                Omtrek(code=GEBLEVEN, van=2018, tot=2021),
                Omtrek(code=VERANDERD, van=2020, tot=2021),
                Omtrek(code=NIEUW, van=2020, tot=2021),
            ]
        },
    )


def test_figures_on_their_own_borders_are_all_there(winkel: Opslag) -> None:
    assert read(winkel, peiljaar=2019, grensjaar=2019) == {LAND: 10, GEBLEVEN: 11, VERANDERD: 12}


def test_area_reaches_other_borders_only_while_code_and_outline_held(winkel: Opslag) -> None:
    assert read(winkel, peiljaar=2019, grensjaar=2020) == {LAND: 10, GEBLEVEN: 11}


def test_without_outlines_only_the_country_reaches_other_borders(winkel: Opslag) -> None:
    assert read(winkel, peiljaar=2019, grensjaar=2021) == {LAND: 10}
    assert read(winkel, peiljaar=2019, grensjaar=2012) == {LAND: 10}


@pytest.mark.parametrize(
    ("grensjaar", "reikt"), [(2017, False), (2018, True), (2021, True), (2022, False)]
)
def test_first_and_last_year_of_an_outline_count(
    opslag: Path, grensjaar: int, *, reikt: bool
) -> None:
    winkel = write_opslag(
        opslag,
        {("kwb", 2020): {(grensjaar, GEBLEVEN): {"inwoners": 5.0}}},
        {2020: [Omtrek(code=GEBLEVEN, van=2018, tot=2021)]},
    )
    assert read(winkel, peiljaar=2020, grensjaar=2020) == ({GEBLEVEN: 5} if reikt else {})


def test_nearest_borders_win_where_an_area_stands_on_more(opslag: Path) -> None:
    winkel = write_opslag(
        opslag,
        {
            ("kwb", 2020): {
                (2018, GEBLEVEN): {"inwoners": 18.0},
                (2019, GEBLEVEN): {"inwoners": 19.0},
                (2021, GEBLEVEN): {"inwoners": GEHEIM},
                (2024, GEBLEVEN): {"inwoners": 24.0},
            }
        },
        {
            jaar: [Omtrek(code=GEBLEVEN, van=2017, tot=2024)]
            for jaar in (2017, 2019, 2020, 2022, 2023)
        },
    )
    assert read(winkel, peiljaar=2020, grensjaar=2017) == {GEBLEVEN: 18}
    assert read(winkel, peiljaar=2020, grensjaar=2019) == {GEBLEVEN: 19}
    assert read(winkel, peiljaar=2020, grensjaar=2020) == {GEBLEVEN: 19}  # as near as 2021: first
    assert read(winkel, peiljaar=2020, grensjaar=2023) == {GEBLEVEN: 24}
    # what is nearest and secret stays secret
    tabel = read_op_grens(
        "kwb", peiljaar=2020, grensjaar=2022, kolommen=("inwoners",), opslag=winkel
    )
    assert tabel.cijfers["inwoners"].isna()[GEBLEVEN]
    assert tabel.geheim["inwoners"][GEBLEVEN]


def test_year_without_table_is_told(winkel: Opslag) -> None:
    with pytest.raises(GegevensOntbrekenError, match="2020"):
        read(winkel, peiljaar=2020, grensjaar=2020)


def test_names_come_from_other_years_as_far_as_the_borders_held(opslag: Path) -> None:
    write_opslag(
        opslag,
        {
            ("kwb", 2018): {
                (2018, code): {"inwoners": 1.0}
                for code in (LAND, "GM0772", "GM0001", GEBLEVEN, VERANDERD)
            },
        },
        {
            2020: [
                Omtrek(code=GEBLEVEN, van=2018, tot=2021),
                Omtrek(code=VERANDERD, van=2020, tot=2021),
                Omtrek(code="GM0772", van=2020, tot=2021),
            ]
        },
        {2018: {"GM0772": "Eindhoven"}, 2020: {"GM0772": None}},
    )
    winkel = Opslag(opslag)
    gebieden = read_gebieden_op_grens(2020, opslag=winkel)
    # a gemeente keeps its code for ever; one that is gone does not come back
    assert set(gebieden.index) == {LAND, "GM0772", GEBLEVEN, VERANDERD}
    assert gebieden.loc["GM0772", "naam"] == "Eindhoven"
    assert gebieden.loc[GEBLEVEN, "wijkcode"] == "WK077200"
    # without outlines nothing but the country is known
    assert set(read_gebieden_op_grens(2023, opslag=winkel).index) == {LAND}


def test_nearest_year_names_an_area_that_its_own_year_does_not(opslag: Path) -> None:
    codes = (GEBLEVEN, VERANDERD, "GM0772")
    winkel = write_opslag(
        opslag,
        {
            ("kwb", jaar): {(jaar, code): {"inwoners": 1.0} for code in codes}
            for jaar in (2018, 2019)
        },
        {
            2020: [
                Omtrek(code=GEBLEVEN, van=2018, tot=2021),
                Omtrek(code=VERANDERD, van=2020, tot=2021),
                Omtrek(code="GM0772", van=2020, tot=2021),
            ]
        },
        {
            2018: dict.fromkeys(codes, "Oud"),
            2019: dict.fromkeys(codes, "Nieuw"),
            2020: dict.fromkeys(codes),
        },
    )
    namen = read_gebieden_op_grens(2020, opslag=winkel)["naam"]
    assert namen[GEBLEVEN] == "Nieuw"
    assert namen["GM0772"] == "Nieuw"
    assert pd.isna(namen[VERANDERD])  # of another place under the same code

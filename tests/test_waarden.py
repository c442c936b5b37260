"""Values of an indicator: sums someone can do by heart, with states, wholes and margins."""

import math
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from data.errors import GegevensOntbrekenError
from data.opslag import Opslag
from layers.begrippen import Formule, Indicator, Invoer
from layers.formules import published, ratio
from layers.indicatoren import INDICATOR_PER_SLEUTEL
from layers.waarden import Waarden, build_waarden, grensjaar_of, peiljaren
from tests.kleine_opslag import GEHEIM, Cel, Omtrek, write_opslag

BIJSTAND = INDICATOR_PER_SLEUTEL["bijstand"]
LVB = INDICATOR_PER_SLEUTEL["lvb"]
EENZAAM = INDICATOR_PER_SLEUTEL["eenzaamheid"]
MISDRIJVEN = INDICATOR_PER_SLEUTEL["misdrijven"]
CORPORATIE = INDICATOR_PER_SLEUTEL["corporatiewoningen"]
NOORD, OOST, ZUID, WEST = (f"BU0772000{plek}" for plek in range(4))
MENSEN = {"aantal_inwoners": 2000.0, "huishoudens_totaal": 1000.0}


def kwb(**kolommen: Cel) -> dict[str, Cel]:
    """Make the figures of a buurt of 2,000 inhabitants, 1,200 of them between 15 and 65."""
    return {
        **MENSEN,
        "k_15_tot_25_jaar": 300.0,
        "k_25_tot_45_jaar": 500.0,
        "k_45_tot_65_jaar": 400.0,
        "personen_per_soort_uitkering_bijstand": 60.0,
        **kolommen,
    }


def compute(
    indicator: Indicator, opslag: Opslag, *, peiljaar: int = 2020, grensjaar: int = 2020
) -> Waarden:
    return build_waarden(indicator, peiljaar=peiljaar, grensjaar=grensjaar, opslag=opslag)


def row(waarden: Waarden, code: str) -> dict[str, object]:
    """Answer what is said of an area, without what is missing."""
    rij = waarden.tabel.loc[code].drop(["naam", "niveau"])
    return {str(kolom): cel for kolom, cel in rij.items() if not _is_missing(cel)}


def _is_missing(cel: object) -> bool:
    return isinstance(cel, float) and math.isnan(cel)


# Ratios


def test_bijstand_per_1000_inhabitants_between_15_and_65(opslag: Path) -> None:
    winkel = write_opslag(opslag, {("kwb", 2020): {(2020, NOORD): kwb()}})
    assert row(compute(BIJSTAND, winkel), NOORD) == {
        "waarde": 50,  # 60 of 1,200
        "teller": 60,
        "noemer": 1200,
        "status": "ok",
    }
    alle = INDICATOR_PER_SLEUTEL["bijstand_per_inwoner"]
    assert row(compute(alle, winkel), NOORD)["waarde"] == 30  # 60 of 2,000


def test_one_missing_age_makes_the_ratio_missing_and_not_larger(opslag: Path) -> None:
    winkel = write_opslag(
        opslag,
        {("kwb", 2020): {(2020, NOORD): kwb(), (2020, OOST): kwb(k_45_tot_65_jaar=None)}},
    )
    assert row(compute(BIJSTAND, winkel), OOST) == {"status": "onderdrukt"}


def test_zero_stays_zero_and_unknown_and_suppressed_are_told_apart(opslag: Path) -> None:
    bijstand = "personen_per_soort_uitkering_bijstand"
    winkel = write_opslag(
        opslag,
        {
            ("kwb", 2020): {
                (2020, NOORD): kwb(**{bijstand: 0.0}),
                (2020, OOST): kwb(**{bijstand: GEHEIM}),
                (2020, ZUID): kwb(aantal_inwoners=0.0),
                (2020, WEST): kwb(aantal_inwoners=99.0),
            }
        },
    )
    waarden = compute(BIJSTAND, winkel)
    assert row(waarden, NOORD)["waarde"] == 0
    assert [row(waarden, code)["status"] for code in (NOORD, OOST, ZUID, WEST)] == [
        "ok",
        "onderdrukt",
        "niet_beschikbaar",
        "klein_aantal",
    ]
    # what is not shown is not there
    assert row(waarden, OOST) == {"status": "onderdrukt"}
    assert row(waarden, ZUID) == {"status": "niet_beschikbaar"}
    assert row(waarden, WEST)["waarde"] == 50


def test_indicator_of_two_tables_divides_one_by_the_other(opslag: Path) -> None:
    winkel = write_opslag(
        opslag,
        {
            ("kwb", 2020): {(2020, NOORD): kwb(), (2020, OOST): kwb()},
            ("misdrijven", 2020): {(2020, NOORD): {"misdrijven_totaal": 50.0}},
        },
    )
    waarden = compute(MISDRIJVEN, winkel)
    assert row(waarden, NOORD)["waarde"] == 25  # 50 of 2,000
    assert row(waarden, OOST) == {"status": "niet_beschikbaar"}  # no row in the police table


# Published figures


def test_published_share_carries_its_whole_but_does_not_need_it(opslag: Path) -> None:
    kolom = "in_bezit_woningcorporatie_pct"
    winkel = write_opslag(
        opslag,
        {
            ("kwb", 2020): {
                (2020, NOORD): {**MENSEN, kolom: 45.0, "woningvoorraad": 900.0},
                (2020, OOST): {**MENSEN, kolom: 55.0, "woningvoorraad": None},
            }
        },
    )
    waarden = compute(CORPORATIE, winkel)
    assert row(waarden, NOORD) == {"waarde": 45, "noemer": 900, "status": "ok"}
    assert row(waarden, OOST) == {"waarde": 55, "status": "ok"}


def test_margins_are_given_where_the_source_has_them(opslag: Path) -> None:
    winkel = write_opslag(
        opslag,
        {
            ("rivm", 2020): {
                (2020, NOORD): {
                    "eenzaam_pct": 44.0,
                    "eenzaam_pct_laag": 40.0,
                    "eenzaam_pct_hoog": 48.0,
                },
                (2020, OOST): {"eenzaam_pct": 44.0},
            }
        },
    )
    waarden = compute(EENZAAM, winkel)
    assert row(waarden, NOORD) == {
        "waarde": 44,
        "marge_laag": 40,
        "marge_hoog": 48,
        "status": "ok",
    }
    assert row(waarden, OOST) == {"waarde": 44, "status": "ok"}


def test_whole_of_another_table_makes_nothing_missing(opslag: Path) -> None:
    eenzaam = {(2020, code): {"eenzaam_pct": 44.0} for code in (NOORD, OOST)}
    formule = published("rivm", "eenzaam_pct", noemer=("kwb", "aantal_inwoners"))
    met_noemer = replace(EENZAAM, formule=formule)
    zonder = write_opslag(opslag / "zonder", {("rivm", 2020): eenzaam})
    assert row(compute(met_noemer, zonder), NOORD) == {"waarde": 44, "status": "ok"}
    met = write_opslag(
        opslag / "met", {("rivm", 2020): eenzaam, ("kwb", 2020): {(2020, NOORD): MENSEN}}
    )
    assert row(compute(met_noemer, met), NOORD) == {"waarde": 44, "noemer": 2000, "status": "ok"}
    assert row(compute(met_noemer, met), OOST) == {"waarde": 44, "status": "ok"}


def test_table_that_is_needed_and_not_there_is_told(opslag: Path) -> None:
    winkel = write_opslag(opslag, {("kwb", 2020): {(2020, NOORD): kwb()}})
    with pytest.raises(GegevensOntbrekenError, match=r"'misdrijven' voor 2020"):
        compute(MISDRIJVEN, winkel)
    with pytest.raises(GegevensOntbrekenError, match=r"'kwb' voor 2019"):
        grensjaar_of(BIJSTAND, peiljaar=2019, opslag=winkel)


# Inhabitants of the same year, else of the nearest on the same borders


def test_small_numbers_follow_the_nearest_inhabitants_on_the_same_borders(opslag: Path) -> None:
    winkel = write_opslag(
        opslag,
        {
            ("rivm", 2016): {
                (2020, code): {"eenzaam_pct": 44.0} for code in (NOORD, OOST, ZUID, WEST)
            },
            ("kwb", 2020): {
                (2020, NOORD): {"aantal_inwoners": 99.0, "huishoudens_totaal": 900.0},
                (2020, OOST): {"aantal_inwoners": 900.0, "huishoudens_totaal": None},
            },
            # nearer, but on other borders
            ("kwb", 2016): {
                (2016, NOORD): MENSEN,
                (2016, WEST): {"aantal_inwoners": 0.0, "huishoudens_totaal": 0.0},
            },
            # further away, for the one that 2020 does not know
            ("kwb", 2023): {
                (2020, NOORD): MENSEN,
                (2020, OOST): {"aantal_inwoners": 5.0, "huishoudens_totaal": 49.0},
                (2020, ZUID): {"aantal_inwoners": 0.0, "huishoudens_totaal": 0.0},
            },
        },
    )
    waarden = compute(EENZAAM, winkel, peiljaar=2016)
    assert waarden.inwoners_jaar == 2020
    assert [row(waarden, code)["status"] for code in (NOORD, OOST, ZUID, WEST)] == [
        "klein_aantal",  # 99 inhabitants in 2020
        "klein_aantal",  # 900 inhabitants in 2020, and 49 households in 2023
        "niet_beschikbaar",  # nobody lives there in 2023
        "ok",  # no inhabitants are known on these borders
    ]


def test_of_two_years_as_near_the_later_counts(opslag: Path) -> None:
    winkel = write_opslag(
        opslag,
        {
            ("rivm", 2018): {(2020, NOORD): {"eenzaam_pct": 44.0}},
            ("kwb", 2017): {(2020, NOORD): MENSEN},
            ("kwb", 2019): {(2020, NOORD): {**MENSEN, "aantal_inwoners": 99.0}},
        },
    )
    waarden = compute(EENZAAM, winkel, peiljaar=2018)
    assert waarden.inwoners_jaar == 2019
    assert row(waarden, NOORD)["status"] == "klein_aantal"


def test_without_any_inhabitants_nothing_is_faded_and_that_is_known(opslag: Path) -> None:
    winkel = write_opslag(opslag, {("rivm", 2020): {(2020, NOORD): {"eenzaam_pct": 44.0}}})
    waarden = compute(EENZAAM, winkel)
    assert waarden.inwoners_jaar is None
    assert row(waarden, NOORD)["status"] == "ok"


# Figures that a user brings


def test_brought_share_gets_the_inhabitants_as_its_whole(opslag: Path) -> None:
    def lvb(waarde: Cel, noemer: Cel = None, teller: Cel = None) -> dict[str, Cel]:
        return {"waarde": waarde, "noemer": noemer, "teller": teller}

    winkel = write_opslag(
        opslag,
        {
            ("kwb", 2020): {(2020, NOORD): MENSEN, (2020, OOST): MENSEN, (2020, WEST): MENSEN},
            ("eigen_lvb", 2019): {
                (2020, NOORD): lvb(12.5),
                (2020, OOST): lvb(35.0, 1000.0, 350.0),
                (2020, ZUID): lvb(20.0),
                (2020, WEST): lvb(2.0, 400.0),
            },
        },
    )
    waarden = compute(LVB, winkel, peiljaar=2019)
    assert row(waarden, NOORD) == {"waarde": 12.5, "teller": 250, "noemer": 2000, "status": "ok"}
    assert row(waarden, OOST) == {"waarde": 35, "teller": 350, "noemer": 1000, "status": "ok"}
    assert row(waarden, ZUID) == {"status": "onderdrukt"}  # nobody knows of how many
    assert row(waarden, WEST) == {"status": "onderdrukt"}  # eight of 400


# Years and borders


def test_years_are_those_of_which_all_tables_are_kept(opslag: Path) -> None:
    winkel = write_opslag(
        opslag,
        {
            **{("kwb", jaar): {(jaar, NOORD): kwb()} for jaar in (2021, 2019, 2020)},
            **{
                ("misdrijven", jaar): {(2020, NOORD): {"misdrijven_totaal": 1.0}}
                for jaar in (2022, 2021, 2020)
            },
        },
    )
    assert peiljaren(BIJSTAND, opslag=winkel) == (2019, 2020, 2021)
    assert peiljaren(MISDRIJVEN, opslag=winkel) == (2020, 2021)
    assert peiljaren(EENZAAM, opslag=winkel) == ()


def test_newest_borders_of_the_figures_count(opslag: Path) -> None:
    winkel = write_opslag(
        opslag, {("rivm", 2016): {(jaar, NOORD): {"eenzaam_pct": 44.0} for jaar in (2020, 2018)}}
    )
    assert grensjaar_of(EENZAAM, peiljaar=2016, opslag=winkel) == 2020


def test_figures_that_do_not_reach_the_borders_are_not_available(opslag: Path) -> None:
    winkel = write_opslag(
        opslag,
        {("kwb", 2020): {(2020, NOORD): kwb(), (2020, OOST): kwb()}},
        {2024: [Omtrek(code=NOORD, van=2019, tot=2024), Omtrek(code=OOST, van=2021, tot=2024)]},
    )
    waarden = compute(BIJSTAND, winkel, grensjaar=2024)
    assert row(waarden, NOORD)["waarde"] == 50
    assert row(waarden, OOST) == {"status": "niet_beschikbaar"}


def test_area_without_a_name_is_called_by_its_code(opslag: Path) -> None:
    winkel = write_opslag(
        opslag,
        {("kwb", 2020): {(2020, NOORD): kwb(), (2020, OOST): kwb()}},
        namen={2020: {NOORD: None}},
    )
    assert compute(BIJSTAND, winkel).tabel["naam"].to_dict() == {
        NOORD: NOORD,
        OOST: f"Naam van {OOST}",
    }


# Formulas of the documents behind the product


@pytest.mark.parametrize(
    ("teller", "noemer", "verhouding"),
    [(42, 28, 1.5), (20, 6, 10 / 3), (19, 5, 3.8), (33, 5, 6.6), (0, 5, 0), (5, 0, None)],
)
def test_ratio_of_two_figures(teller: float, noemer: float, verhouding: float | None) -> None:
    formule: Formule = ratio(("t", "teller"), ("t", "noemer"), maal=1)
    assert formule.tabellen == ("t",)
    index = pd.Index([NOORD])
    invoer = pd.DataFrame({("t", "teller"): [teller], ("t", "noemer"): [noemer]}, index=index)
    uitkomst = formule.bereken(Invoer(invoer, invoer.isna()))
    waarde = uitkomst["waarde"].iloc[0]
    assert pd.isna(waarde) if verhouding is None else waarde == pytest.approx(verhouding)

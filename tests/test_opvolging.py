"""The line of an area through the years: how far it runs, under which codes, and why it ends."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd
import pytest

from data.gebieden import LAND
from data.grenzen import changed_borders, read_gebieden_op_grens, read_op_grens
from data.opslag import Opslag
from data.opvolging import read_breuken, read_opvolging
from data.verslag import report_opvolging
from data.wijzigen import change_opslag
from tests.kleine_opslag import GEHEIM, Cel, Cijfers, Omtrek, write_opslag

VLAG = "indelingswijziging_wijken_en_buurten"
ZELFDE, ANDERE_CODE, ANDERE_GRENS = 1.0, 2.0, 3.0
A, B, C, D = (f"BU0772000{plek}" for plek in range(4))
GEMEENTE = "GM0772"
LOOPT_DOOR = " bij dezelfde grens; de cijfers lopen door."

Vlaggen = Mapping[int, Mapping[str, Cel]]
Paren = Mapping[tuple[int, int], Iterable[tuple[str, str]]]


def kwb(jaar: int, vlaggen: Mapping[str, Cel]) -> Cijfers:
    """Answer figures of a year; of each area as many inhabitants as its last sign, and the year."""
    return {
        (jaar, code): {VLAG: vlag, "aantal_inwoners": 10_000.0 * int(code[-1], 36) + jaar}
        for code, vlag in vlaggen.items()
    }


def store(
    pad: Path, vlaggen: Vlaggen, kaart: Iterable[str | Omtrek], paren: Paren | None = None
) -> Opslag:
    """Write the Kerncijfers by year, the areas of the map of 2020, and pairs of two years."""
    omtrekken = [
        vak if isinstance(vak, Omtrek) else Omtrek(code=vak, van=2020, tot=2020) for vak in kaart
    ]
    opslag = write_opslag(
        pad,
        {("kwb", jaar): kwb(jaar, rijen) for jaar, rijen in vlaggen.items()},
        {2020: omtrekken},
    )
    with change_opslag(opslag) as wijziging:
        for (van, tot), codes in (paren or {}).items():
            wijziging.put_omnummering(van, tot, sheet(van, tot, codes), {"bestanden": []})
    return opslag


def sheet(van: int, tot: int, codes: Iterable[tuple[str, str]]) -> pd.DataFrame:
    blad = pd.DataFrame(codes, columns=["code_oud", "code_nieuw"], dtype="str")
    return blad.assign(overlap_pct=100.0, geldig_van=van, geldig_tot=tot)


def line(opslag: Opslag, code: str, *, grensjaar: int = 2020) -> list[tuple[str, int, int]]:
    rijen = read_opvolging(grensjaar, opslag=opslag)
    rijen = rijen[rijen["gebiedscode"] == code][["code", "geldig_van", "geldig_tot"]]
    return [(str(oud), int(van), int(tot)) for oud, van, tot in rijen.to_numpy()]


def breaks(opslag: Opslag) -> dict[str, tuple[int, str]]:
    rijen = read_breuken(2020, opslag=opslag)
    return {str(code): (int(jaar), reden) for code, jaar, reden in rijen.itertuples()}


def report(opslag: Opslag) -> list[str]:
    kop = "Grenzen van 2020: "
    regels = report_opvolging(2020, opslag=opslag)
    assert all(regel.startswith(kop) for regel in regels)
    return [regel.removeprefix(kop) for regel in regels]


def changed(opslag: Opslag, jaar: int) -> list[str]:
    return list(
        changed_borders(
            "kwb", peiljaar=jaar, grensjaar=2020, kolom="aantal_inwoners", opslag=opslag
        )
    )


def inhabitants(opslag: Opslag, jaar: int, *, grensjaar: int = 2020) -> dict[str, float]:
    tabel = read_op_grens(
        "kwb",
        peiljaar=jaar,
        grensjaar=grensjaar,
        kolommen=("aantal_inwoners",),
        opslag=opslag,
    )
    assert list(tabel.cijfers.index) == list(tabel.geheim.index) == sorted(tabel.cijfers.index)
    return {str(code): waarde for code, waarde in tabel.cijfers["aantal_inwoners"].items()}


# A step at a time


def test_code_and_border_that_stayed_carry_the_line_on(opslag: Path) -> None:
    winkel = store(opslag, {2019: {A: ZELFDE}, 2020: {A: ZELFDE}}, [A])
    # the table of 2019 speaks of 2018 too
    assert line(winkel, A) == [(A, 2018, 2020)]
    assert inhabitants(winkel, 2019) == {A: 2019}
    assert breaks(winkel) == {}


def test_line_runs_on_to_newer_years(opslag: Path) -> None:
    winkel = store(
        opslag,
        {2021: {A: ZELFDE, B: ZELFDE, C: ANDERE_CODE}, 2022: {A: ANDERE_GRENS, B: ZELFDE}},
        [A, B, D],
        {(2020, 2021): [(D, C)]},
    )
    assert line(winkel, A) == [(A, 2020, 2021)]
    assert line(winkel, B) == [(B, 2020, 2022)]
    assert line(winkel, D) == [(D, 2020, 2020), (C, 2021, 2021)]
    assert inhabitants(winkel, 2022) == {B: 12_022}
    assert changed(winkel, 2022) == [A]


def test_line_does_not_run_on_to_a_year_in_which_the_border_changed(opslag: Path) -> None:
    winkel = store(opslag, {2021: {B: ANDERE_GRENS}}, [A], {(2020, 2021): [(A, B)]})
    assert line(winkel, A) == [(A, 2020, 2020)]


def test_border_that_changed_breaks_the_line_though_the_code_is_the_same(opslag: Path) -> None:
    winkel = store(
        opslag,
        {
            2018: {A: ZELFDE, B: ZELFDE},
            2019: {A: ANDERE_GRENS, B: ZELFDE},
            2020: {A: ZELFDE, B: ZELFDE},
        },
        [A, B],
        {(2018, 2019): [(A, A)], (2018, 2020): [(A, A)]},  # by less than a hundredth
    )
    assert line(winkel, A) == [(A, 2019, 2020)]
    assert breaks(winkel) == {A: (2019, "grens gewijzigd")}
    assert inhabitants(winkel, 2018) == {B: 12_018}
    assert changed(winkel, 2018) == [A]
    assert changed(winkel, 2020) == []
    assert report(winkel) == ["1 buurt kreeg in 2019 een andere grens; de lijn begint in 2019."]


def test_other_code_runs_on_where_the_outlines_were_compared(opslag: Path) -> None:
    winkel = store(
        opslag,
        {2018: {A: ZELFDE}, 2019: {B: ANDERE_CODE}, 2020: {B: ZELFDE}},
        [B],
        {(2018, 2019): [(A, B)]},
    )
    assert line(winkel, B) == [(A, 2017, 2018), (B, 2019, 2020)]
    assert inhabitants(winkel, 2018) == {B: 2018}
    assert breaks(winkel) == {}
    assert report(winkel) == ["1 buurt kreeg in 2019 een andere code" + LOOPT_DOOR]


def test_other_code_without_old_outline_ends_the_line_and_is_no_change_of_border(
    opslag: Path,
) -> None:
    winkel = store(
        opslag,
        {2018: {A: ZELFDE}, 2019: {B: ANDERE_CODE}, 2020: {B: ZELFDE, C: ZELFDE}},
        [B, C],
    )
    assert line(winkel, B) == [(B, 2019, 2020)]
    assert inhabitants(winkel, 2018) == {}
    # of C nothing is known of 2019, though its code and border stayed in 2020
    assert breaks(winkel) == {
        B: (2019, "oude omtrekken ontbreken"),
        C: (2019, "onbekend"),
    }
    assert changed(winkel, 2018) == []
    ontbreekt = "1 buurt kreeg in 2019 een andere code, en een omtrek van 2018 ontbreekt; "
    assert report(winkel) == [
        "van 1 buurt is niet bekend of de grens in 2019 dezelfde bleef; de lijn begint in 2019.",
        ontbreekt + f"de lijn begint in 2019: {B}.",
    ]


@pytest.mark.parametrize("vlag", [None, GEHEIM, 4.0])
def test_step_that_no_table_tells_ends_the_line(opslag: Path, vlag: Cel) -> None:
    winkel = store(opslag, {2019: {A: ZELFDE}, 2020: {A: vlag}}, [A])
    assert line(winkel, A) == [(A, 2020, 2020)]
    assert breaks(winkel) == {A: (2020, "onbekend")}


def test_border_that_changed_between_two_years_is_not_spanned_from_the_old_side(
    opslag: Path,
) -> None:
    vlaggen = {2017: {A: ZELFDE}, 2018: {A: ANDERE_GRENS}, 2020: {B: ZELFDE}}
    winkel = store(opslag, vlaggen, [B], {(2017, 2020): [(A, B)]})
    assert line(winkel, B) == [(B, 2019, 2020)]


def test_border_that_changed_under_a_third_code_is_not_spanned(opslag: Path) -> None:
    vlaggen = {2018: {A: ZELFDE}, 2019: {B: ANDERE_GRENS}, 2020: {C: ANDERE_CODE}}
    paren = {(2018, 2020): [(A, C)], (2019, 2020): [(B, C)]}
    winkel = store(opslag, vlaggen, [C], paren)
    assert line(winkel, C) == [(B, 2019, 2019), (C, 2020, 2020)]


def test_old_code_that_another_area_took_over_says_nothing_of_the_line(opslag: Path) -> None:
    # A became B in 2018; from then on A is another area, of which the border changed in 2018
    vlaggen: Vlaggen = {
        2017: {A: ZELFDE},
        2018: {A: ANDERE_GRENS, B: ANDERE_CODE},
        2019: {A: ANDERE_GRENS, B: ZELFDE},
        2020: {A: ZELFDE, B: ZELFDE},
    }
    winkel = store(opslag, vlaggen, [A, B], {(2017, 2020): [(A, B)]})
    assert line(winkel, B) == [(A, 2016, 2017), (B, 2018, 2020)]
    assert line(winkel, A) == [(A, 2019, 2020)]
    assert inhabitants(winkel, 2017) == {B: 2017}


def test_code_is_not_followed_past_a_year_in_which_it_may_have_gone_elsewhere(opslag: Path) -> None:
    # no table of 2018 says that the A of 2019 is still that of 2017
    vlaggen: Vlaggen = {2019: {A: ANDERE_GRENS}, 2020: {B: None}}
    winkel = store(opslag, vlaggen, [B], {(2017, 2020): [(A, B)]})
    assert line(winkel, B) == [(A, 2017, 2017), (B, 2020, 2020)]


# Years without a table


def test_pair_spans_years_without_a_table(opslag: Path) -> None:
    winkel = store(
        opslag,
        {2017: {A: ZELFDE, B: ZELFDE}, 2020: {B: ZELFDE, C: ZELFDE}},
        [B, C],
        {(2017, 2020): [(A, B), (B, C)]},
    )
    # in 2019 it already had its new code; since when is not known
    assert line(winkel, B) == [(A, 2016, 2017), (B, 2019, 2020)]
    assert line(winkel, C) == [(B, 2016, 2017), (C, 2019, 2020)]
    assert inhabitants(winkel, 2017) == {B: 2017, C: 12_017}
    assert report(winkel) == ["2 buurten kregen tussen 2017 en 2019 een andere code" + LOOPT_DOOR]


def test_code_that_stayed_over_years_without_a_table_needs_equal_outlines(opslag: Path) -> None:
    vlaggen = {2017: {A: ZELFDE, B: ZELFDE}, 2020: {A: ZELFDE, B: ZELFDE}}
    winkel = store(opslag, vlaggen, [A, B], {(2017, 2020): [(A, A)]})
    assert line(winkel, A) == [(A, 2016, 2017), (A, 2019, 2020)]
    assert inhabitants(winkel, 2017) == {A: 2017}
    assert breaks(winkel) == {B: (2019, "onbekend")}


@pytest.mark.parametrize("jaar", [2017, 2018, 2019])
def test_flag_of_another_border_within_the_gap_is_found_where_the_code_stayed(
    opslag: Path, jaar: int
) -> None:
    vlaggen: Vlaggen = {jaar: {A: ANDERE_GRENS}, 2020: {A: None}}
    winkel = store(opslag, vlaggen, [A], {(2016, 2020): [(A, A)]})
    assert line(winkel, A) == [(A, 2020, 2020)]


def test_pair_found_in_one_direction_serves_in_the_other(opslag: Path) -> None:
    # to the code of 2022 by that of 2020, and from there to that of 2016
    winkel = store(opslag, {}, [A], {(2020, 2022): [(A, B)], (2016, 2022): [(C, B)]})
    assert line(winkel, A) == [(C, 2016, 2016), (A, 2020, 2020), (B, 2022, 2022)]


def test_figures_on_other_borders_than_their_year_say_nothing_of_a_step(opslag: Path) -> None:
    tabel: Cijfers = {(2019, A): {VLAG: ZELFDE}, (2020, B): {VLAG: ZELFDE}}
    kaart = [Omtrek(code=code, van=2020, tot=2020) for code in (A, B)]
    winkel = write_opslag(opslag, {("kwb", 2020): tabel}, {2020: kaart})
    assert line(winkel, A) == [(A, 2020, 2020)]
    assert line(winkel, B) == [(B, 2019, 2020)]


def test_pair_holds_as_long_as_its_outlines_say(opslag: Path) -> None:
    winkel = store(opslag, {2017: {A: ZELFDE}, 2020: {B: ZELFDE}}, [B])
    blad = sheet(2018, 2019, [(A, B)]).assign(geldig_van=2014, geldig_tot=2020)
    with change_opslag(winkel) as wijziging:
        wijziging.put_omnummering(2018, 2019, blad, {"bestanden": []})
    assert line(winkel, B) == [(A, 2014, 2018), (B, 2019, 2020)]


def test_what_a_table_says_goes_before_how_long_a_pair_says_to_hold(opslag: Path) -> None:
    winkel = store(opslag, {2016: {A: ANDERE_GRENS}, 2020: {B: ZELFDE}}, [B])
    blad = sheet(2018, 2020, [(A, B)]).assign(geldig_van=2014)
    with change_opslag(winkel) as wijziging:
        wijziging.put_omnummering(2018, 2020, blad, {"bestanden": []})
    assert line(winkel, B) == [(A, 2016, 2018), (B, 2019, 2020)]


def test_map_between_two_years_that_were_compared_finds_both(opslag: Path) -> None:
    # the pair is of 2018 and 2022; the map of 2020 has the code of 2018, and reaches 2022 by it
    vlaggen = {2019: {A: ZELFDE}, 2020: {A: ZELFDE}, 2022: {B: ANDERE_CODE}}
    winkel = store(opslag, vlaggen, [A], {(2018, 2022): [(A, B)]})
    assert line(winkel, A) == [(A, 2018, 2020), (B, 2022, 2022)]
    assert inhabitants(winkel, 2022) == {A: 12_022}


# No code of a year belongs to two areas


def test_split_and_merge_are_told_and_not_joined(opslag: Path) -> None:
    # in 2020 A was split in A and B, and C and D became C
    winkel = store(
        opslag,
        {
            2019: dict.fromkeys((A, C, D), ZELFDE),
            2020: dict.fromkeys((A, B, C), ANDERE_GRENS),
        },
        [A, B, C],
    )
    assert inhabitants(winkel, 2019) == {}
    assert breaks(winkel) == dict.fromkeys((A, B, C), (2020, "grens gewijzigd"))
    assert changed(winkel, 2019) == [A, B, C]
    assert report(winkel) == ["3 buurten kregen in 2020 een andere grens; de lijn begint in 2020."]


def test_code_that_two_areas_claim_is_of_neither(opslag: Path) -> None:
    # the table says that A stayed; the outlines that B was A
    winkel = store(
        opslag,
        {2019: {A: ZELFDE, C: ZELFDE}, 2020: {A: ZELFDE, B: ANDERE_CODE, C: ZELFDE}},
        [A, B, C],
        {(2019, 2020): [(A, B)]},
    )
    assert inhabitants(winkel, 2019) == {C: 22_019}
    rijen = read_opvolging(2020, opslag=winkel)
    assert not rijen[rijen["geldig_van"] <= 2019].duplicated("code").any()


def test_what_a_map_says_of_itself_goes_before_any_claim(opslag: Path) -> None:
    winkel = store(
        opslag,
        {2019: {A: ZELFDE}, 2020: {B: ANDERE_CODE}},
        [Omtrek(code=A, van=2015, tot=2020), B],
        {(2019, 2020): [(A, B)]},
    )
    assert inhabitants(winkel, 2019) == {A: 2019}
    assert line(winkel, B) == [(B, 2020, 2020)]


def test_code_of_another_place_in_another_year_is_not_joined(opslag: Path) -> None:
    # in 2020 the areas B and C got the codes A and B; what was A is gone
    winkel = store(
        opslag,
        {2019: dict.fromkeys((A, B, C), ZELFDE), 2020: dict.fromkeys((A, B), ANDERE_CODE)},
        [A, B],
        {(2019, 2020): [(B, A), (C, B)]},
    )
    assert inhabitants(winkel, 2019) == {A: 12_019, B: 22_019}
    assert line(winkel, A) == [(B, 2018, 2019), (A, 2020, 2020)]


# Gemeenten and the country


def gemeente(
    opslag: Path, per_jaar: Mapping[int, tuple[float | None, Mapping[str, Cel]]]
) -> Opslag:
    """Write the size of a gemeente by year, with the flags of its buurten."""
    tabellen = {
        ("kwb", jaar): {
            **kwb(jaar, buurten),
            (jaar, GEMEENTE): {"oppervlakte_totaal_ha": hectare, "aantal_inwoners": 1.0 * jaar},
        }
        for jaar, (hectare, buurten) in per_jaar.items()
    }
    vak = Omtrek(code=GEMEENTE, van=2020, tot=2020)
    return write_opslag(opslag, tabellen, {2020: [vak]})


@pytest.mark.parametrize(
    ("eerder", "is_zelfde"), [(8892.0, True), (8849.0, True), (8847.0, False), (8938.0, False)]
)
def test_gemeente_is_the_same_while_its_size_stays(
    opslag: Path, eerder: float, *, is_zelfde: bool
) -> None:
    winkel = gemeente(opslag, {2019: (eerder, {}), 2020: (8892.0, {A: ANDERE_GRENS})})
    assert line(winkel, GEMEENTE) == [(GEMEENTE, 2019 if is_zelfde else 2020, 2020)]
    assert breaks(winkel) == ({} if is_zelfde else {GEMEENTE: (2020, "grens gewijzigd")})


def test_gemeente_of_the_same_size_spans_years_without_a_table(opslag: Path) -> None:
    winkel = gemeente(opslag, {2016: (8892.0, {}), 2020: (8892.0, {})})
    assert line(winkel, GEMEENTE) == [(GEMEENTE, 2016, 2020)]
    assert inhabitants(winkel, 2016) == {GEMEENTE: 2016}


@pytest.mark.parametrize(
    ("buurten", "is_zelfde"),
    [
        ({A: ZELFDE, B: ANDERE_CODE}, True),
        ({A: ZELFDE, B: ANDERE_GRENS}, False),
        ({A: ZELFDE, B: None}, False),
        ({A: ZELFDE}, False),  # one of them went elsewhere with its border
        ({}, False),
    ],
)
def test_gemeente_of_unknown_size_is_the_same_while_its_buurten_are(
    opslag: Path, buurten: Mapping[str, Cel], *, is_zelfde: bool
) -> None:
    winkel = gemeente(opslag, {2019: (None, {A: ZELFDE, C: ZELFDE}), 2020: (8892.0, buurten)})
    assert line(winkel, GEMEENTE) == [(GEMEENTE, 2019 if is_zelfde else 2020, 2020)]
    assert (GEMEENTE in breaks(winkel)) != is_zelfde


def test_buurten_say_nothing_of_a_gemeente_over_more_than_a_year(opslag: Path) -> None:
    winkel = gemeente(opslag, {2018: (None, {A: ZELFDE}), 2020: (None, {A: ZELFDE})})
    assert line(winkel, GEMEENTE) == [(GEMEENTE, 2020, 2020)]


def test_country_always_holds(opslag: Path) -> None:
    winkel = store(opslag, {2012: {LAND: None}, 2020: {A: ZELFDE}}, [A])
    assert inhabitants(winkel, 2012) == inhabitants(winkel, 2012, grensjaar=1999) == {LAND: 2012}
    assert line(winkel, LAND) == [(LAND, 0, 9999)]
    # without outlines it is all there is
    assert list(read_opvolging(1999, opslag=winkel)["gebiedscode"]) == [LAND]
    assert read_breuken(1999, opslag=winkel).empty
    assert report_opvolging(1999, opslag=winkel) == []


# What is told, and what a map shows


def test_map_that_says_how_long_it_holds_is_believed_as_before(opslag: Path) -> None:
    # no table says anything, and none of the areas is known under another code
    kaart = [Omtrek(code=A, van=2015, tot=2020), Omtrek(code=B, van=2019, tot=2020), C]
    winkel = write_opslag(
        opslag,
        {("kwb", 2017): {(2017, code): {"aantal_inwoners": 5.0} for code in (A, B, C)}},
        {
            2020: [
                vak if isinstance(vak, Omtrek) else Omtrek(code=C, van=2020, tot=2020)
                for vak in kaart
            ]
        },
    )
    assert inhabitants(winkel, 2017) == {A: 5}
    # the outline of C is of one year alone, and says nothing of the years before
    assert changed(winkel, 2017) == [B]


def test_outline_that_does_not_hold_in_its_own_year_has_no_line(opslag: Path) -> None:
    winkel = store(opslag, {2020: {A: ZELFDE}}, [A, Omtrek(code=B, van=2020, tot=2019)])
    assert line(winkel, B) == []
    assert breaks(winkel) == {}


def test_area_that_a_table_reaches_on_one_of_its_borders_has_not_changed(opslag: Path) -> None:
    tabel = {**kwb(2018, {A: ZELFDE}), **kwb(2019, {A: ANDERE_GRENS})}
    kaart = [Omtrek(code=A, van=2019, tot=2020)]
    winkel = write_opslag(opslag, {("kwb", 2019): tabel}, {2020: kaart})
    assert inhabitants(winkel, 2019) == {A: 2019}
    assert changed(winkel, 2019) == []


def test_buurt_that_its_own_map_lacks_is_told_unless_its_line_runs_on(opslag: Path) -> None:
    winkel = write_opslag(
        opslag,
        {
            ("kwb", 2019): kwb(2019, {A: ZELFDE, B: ZELFDE, C: ZELFDE, "BU03630000": ZELFDE}),
            ("kwb", 2020): kwb(2020, {A: ZELFDE, B: ZELFDE}),
        },
        {
            2019: [Omtrek(code=A, van=2019, tot=2019)],
            2020: [Omtrek(code=code, van=2020, tot=2020) for code in (A, B)],
        },
    )
    assert report(winkel) == [f"1 buurt van 2019 heeft geen omtrek en is niet doorgetrokken: {C}."]


def test_name_under_another_code_is_still_its_name(opslag: Path) -> None:
    oud = "BU07561100"
    winkel = write_opslag(
        opslag,
        {("kwb", 2019): kwb(2019, {oud: ZELFDE}), ("kwb", 2020): kwb(2020, {A: ANDERE_CODE})},
        {2020: [Omtrek(code=A, van=2020, tot=2020)]},
        {2019: {oud: "Dorp"}, 2020: {A: None}},
    )
    assert read_gebieden_op_grens(2020, opslag=winkel)["naam"].isna()[A]
    with change_opslag(winkel) as wijziging:
        wijziging.put_omnummering(2019, 2020, sheet(2019, 2020, [(oud, A)]), {"bestanden": []})
    gebieden = read_gebieden_op_grens(2020, opslag=winkel)
    assert gebieden.loc[A].to_dict() == {
        "naam": "Dorp",
        "niveau": "buurt",
        "wijkcode": "WK077200",
        "gemeentecode": "GM0772",
        "stadsdeel": pytest.approx(float("nan"), nan_ok=True),
    }
    assert oud not in gebieden.index


def test_gemeente_that_older_tables_do_not_hold_is_no_break(opslag: Path) -> None:
    winkel = store(opslag, {2018: {"BU03630000": ZELFDE}, 2020: {A: ANDERE_CODE}}, [A])
    assert breaks(winkel) == {}

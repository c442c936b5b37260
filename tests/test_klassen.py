"""Classes: bounds that can be read, labels that say their side, and one function that decides."""

import math
import random
import re

import numpy as np
import pandas as pd
import pytest

from layers.begrippen import Grens, Kant
from layers.indicatoren import INDICATOR_PER_SLEUTEL
from layers.klassen import AANTAL_KLASSEN, build_grenzen, build_klassen, classify
from layers.paletten import STAND

ONDER, BOVEN = Kant.ONDER, Kant.BOVEN
CORPORATIE = INDICATOR_PER_SLEUTEL["corporatiewoningen"]
LVB = INDICATOR_PER_SLEUTEL["lvb"]
BIJSTAND = INDICATOR_PER_SLEUTEL["bijstand"]
WOZ = INDICATOR_PER_SLEUTEL["woz"]


def class_of(waarde: float, grenzen: tuple[Grens, ...]) -> int | None:
    (klasse,) = classify(pd.Series([waarde]), grenzen)
    return None if pd.isna(klasse) else int(klasse)


# Thresholds of a source


@pytest.mark.parametrize(
    ("waarde", "klasse"),
    [(0, 0), (40, 0), (45, 1), (50, 1), (51, 2), (60, 2), (61, 3), (80, 4), (79.9, 3), (100, 4)],
)
def test_corporation_homes_fall_on_the_side_their_source_gives(waarde: float, klasse: int) -> None:
    assert class_of(waarde, CORPORATIE.grenzen) == klasse


def test_corporation_homes_are_compared_unrounded() -> None:
    assert class_of(40.0001, CORPORATIE.grenzen) == 1
    assert class_of(79.9999, CORPORATIE.grenzen) == 3


@pytest.mark.parametrize(("waarde", "klasse"), [(34.9, 2), (35, 2), (35.1, 3), (45, 4), (15, 1)])
def test_lvb_of_35_percent_is_not_yet_above(waarde: float, klasse: int) -> None:
    assert class_of(waarde, LVB.grenzen) == klasse


def test_labels_say_which_side_a_bound_is_on() -> None:
    assert [k.label for k in build_klassen(CORPORATIE.grenzen, CORPORATIE)] == [
        "tot en met 40%",
        "meer dan 40 tot en met 50%",
        "meer dan 50 tot en met 60%",
        "meer dan 60 tot 80%",
        "80% of meer",
    ]
    assert [k.label for k in build_klassen(LVB.grenzen, LVB)] == [
        "minder dan 15%",
        "15 tot 25%",
        "25 tot en met 35%",
        "meer dan 35 tot 45%",
        "45% of meer",
    ]


# Labels and classes, for any bounds


def number(tekst: str) -> float:
    return float(tekst.replace(".", "").replace(",", ".").replace(MIN, "-"))


MIN = "\N{MINUS SIGN}"
_GETAL = rf"({MIN}?[\d.]+(?:,\d+)?)"
_VORMEN = (
    (rf"minder dan {_GETAL}%?", lambda w, a: w < a),
    (rf"tot en met {_GETAL}%?", lambda w, a: w <= a),
    (rf"{_GETAL} tot {_GETAL}%?", lambda w, a, b: a <= w < b),
    (rf"{_GETAL} tot en met {_GETAL}%?", lambda w, a, b: a <= w <= b),
    (rf"meer dan {_GETAL} tot {_GETAL}%?", lambda w, a, b: a < w < b),
    (rf"meer dan {_GETAL} tot en met {_GETAL}%?", lambda w, a, b: a < w <= b),
    (rf"{_GETAL}%? of meer", lambda w, a: w >= a),
    (rf"meer dan {_GETAL}%?", lambda w, a: w > a),
    (r"alle waarden", lambda _: True),
)


def means(label: str, waarde: float) -> bool:
    """Read a label as a visitor does, and tell whether a value is in it."""
    ((vorm, gevonden),) = (
        (vorm, treffer)
        for patroon, vorm in _VORMEN
        if (treffer := re.fullmatch(patroon, label)) is not None
    )
    return bool(vorm(waarde, *(number(deel) for deel in gevonden.groups())))


@pytest.mark.parametrize("zaad", range(60))
def test_label_and_class_agree_for_any_bounds(zaad: int) -> None:
    kans = random.Random(zaad)  # noqa: S311 - a sample, no secret
    decimalen = kans.choice([0, 0, 1, 3])
    bereik = kans.choice([1, 100, 20_000])
    waarden = sorted(
        {round(kans.uniform(-bereik, bereik), decimalen) for _ in range(kans.randint(0, 5))}
    )
    grenzen = tuple(Grens(waarde, kans.choice([ONDER, BOVEN])) for waarde in waarden)
    indicator = kans.choice([CORPORATIE, BIJSTAND])
    klassen = build_klassen(grenzen, indicator)
    assert len(klassen) == len(grenzen) + 1
    stap = 10.0**-decimalen / 4
    proef = [w + verschil for w in waarden for verschil in (-stap, 0, stap)]
    proef += [kans.uniform(-2 * bereik, 2 * bereik) for _ in range(20)]
    for waarde in proef:
        passend = [plek for plek, klasse in enumerate(klassen) if means(klasse.label, waarde)]
        assert passend == [class_of(waarde, grenzen)], (waarde, [k.label for k in klassen])
    assert ("%" in klassen[-1].label) == (indicator is CORPORATIE and bool(grenzen))


def test_class_of_nothing_is_nothing() -> None:
    assert class_of(math.nan, CORPORATIE.grenzen) is None


def test_class_without_bounds_holds_all() -> None:
    (klasse,) = build_klassen((), CORPORATIE)
    assert (klasse.label, klasse.ondergrens, klasse.bovengrens) == ("alle waarden", None, None)
    assert class_of(-5, ()) == 0


def test_bounds_and_colours_run_from_low_to_high() -> None:
    klassen = build_klassen(CORPORATIE.grenzen, CORPORATIE)
    assert [k.kleur for k in klassen] == list(STAND)
    assert [k.ondergrens for k in klassen] == [None, 40, 50, 60, 80]
    assert [k.bovengrens for k in klassen] == [40, 50, 60, 80, None]
    # fewer classes keep both ends of the scale
    drie = build_klassen((Grens(1), Grens(2)), CORPORATIE)
    assert [k.kleur for k in drie] == [STAND[0], STAND[2], STAND[4]]


# Bounds from figures


def test_bounds_divide_readable_numbers_in_five() -> None:
    assert [g.waarde for g in build_grenzen(range(101))] == [20, 40, 60, 80]
    assert {g.kant for g in build_grenzen(range(101))} == {BOVEN}
    # 24.6, 49.2, 73.8 and 98.4, to tens: no bound moves more than a twelfth of their range
    assert [g.waarde for g in build_grenzen([1.23 * w for w in range(101)])] == [20, 50, 70, 100]


def test_few_values_get_a_class_each() -> None:
    assert build_grenzen([]) == ()
    assert build_grenzen([math.nan]) == ()
    assert build_grenzen([7.0, 7.0]) == ()
    assert [g.waarde for g in build_grenzen([3, 1, 2, 2, math.nan])] == [2, 3]


def test_many_zeros_are_the_lowest_class_and_the_rest_is_divided() -> None:
    grenzen = build_grenzen([0.0] * 500 + list(range(1, 101)))
    assert [g.waarde for g in grenzen] == [20, 40, 60, 80]
    assert class_of(0, grenzen) == 0


def test_bound_that_rounds_to_the_lowest_value_falls_away() -> None:
    # 20.4, 40, 60 and 80, of which the first becomes 20: nothing lies below that
    waarden = [20.0, *[20.4] * 30, *[40.0] * 20, *[60.0] * 20, *[80.0] * 20, *[100.0] * 9]
    assert [g.waarde for g in build_grenzen(waarden)] == [40, 60, 80]


def test_one_value_that_fills_the_middle_leaves_fewer_classes() -> None:
    grenzen = build_grenzen([1.0, 2.0, *[3.0] * 1000, 4.0, 5.0])
    assert [g.waarde for g in grenzen] == [3]


def test_bounds_that_no_reader_can_tell_apart_become_one() -> None:
    waarden = [0.0, *[1.0] * 20, *[1.0000001] * 20, *[2.0] * 20, *[3.0] * 20, 4.0]
    assert [g.waarde for g in build_grenzen(waarden)] == [1, 2, 3]


def test_label_shows_a_bound_as_it_is() -> None:
    grenzen = (Grens(-1.5), Grens(0), Grens(0.025), Grens(12_500.25))
    assert [k.label for k in build_klassen(grenzen, BIJSTAND)] == [
        f"minder dan {MIN}1,5",
        f"{MIN}1,5 tot 0",
        "0 tot 0,025",
        "0,025 tot 12.500,25",
        "12.500,25 of meer",
    ]
    # homes are counted in thousands of euros and read in euros
    assert [k.label for k in build_klassen((Grens(250), Grens(1_000)), WOZ)] == [
        "minder dan € 250.000",
        "€ 250.000 tot € 1.000.000",
        "€ 1.000.000 of meer",
    ]


@pytest.mark.parametrize("zaad", range(60))
def test_bounds_are_sorted_apart_and_above_the_lowest_value(zaad: int) -> None:
    kans = np.random.default_rng(zaad)
    aantal = int(kans.integers(5, 400))
    vorm = [
        kans.normal(0, 1, aantal),
        kans.exponential(30, aantal),
        kans.integers(0, 8, aantal).astype(float),
        np.where(kans.random(aantal) < 0.7, 0, kans.gamma(2, 10, aantal)),
        1e6 + kans.random(aantal),
        kans.normal(0, 1, aantal).round(1) / 100,
    ][zaad % 6]
    waarden = pd.Series(vorm)
    grenzen = build_grenzen(vorm.tolist())
    getallen = [g.waarde for g in grenzen]
    assert getallen == sorted(set(getallen))
    assert len(getallen) < AANTAL_KLASSEN
    assert all(waarden.min() < g <= waarden.max() for g in getallen)
    klassen = classify(waarden, grenzen)
    assert klassen.between(0, len(grenzen)).all()
    if zaad % 6 in {0, 1} and aantal >= 50:  # values enough, and all different
        delen = klassen.value_counts(normalize=True)
        assert len(delen) == AANTAL_KLASSEN
        assert delen.max() < 0.4
    labels = [klasse.label for klasse in build_klassen(grenzen, BIJSTAND)]
    assert len(set(labels)) == len(labels)

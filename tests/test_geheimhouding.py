"""Small numbers: one order of rules, the first that fits, at the values around every limit."""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import pytest

from layers.begrippen import Formule, Invoer
from layers.formules import brought_share, published, ratio
from layers.geheimhouding import Bevolking, build_staten
from layers.kaartbeeld import Staat

OK = Staat.OK
KLEIN = Staat.KLEIN_AANTAL
NIET = Staat.NIET_BESCHIKBAAR
ONDERDRUKT = Staat.ONDERDRUKT

WOZ = ("kwb", "woz")
UITKERING, MENSEN = ("kwb", "uitkering"), ("kwb", "mensen")
OVERLAST = ("overlast", "overlast_totaal")
ONBEKEND = math.nan


@dataclass(frozen=True, kw_only=True)
class Gebied:
    """One area as the rules see it: an ordinary one unless a test says otherwise."""

    code: str = "BU07720000"
    teller: float = 200.0
    noemer: float = 1000.0
    waarde: float = 20.0
    inwoners: float = 1000.0
    huishoudens: float = 500.0
    is_geheim: bool = False
    is_aanwezig: bool = True


def staten(formule: Formule, *gebieden: Gebied, is_door_gebruiker: bool = False) -> list[Staat]:
    """Answer the states, from the columns a formula asks for."""
    codes = [g.code for g in gebieden]

    def serie(naam: str) -> pd.Series:
        return pd.Series([getattr(g, naam) for g in gebieden], index=codes)

    inhoud = {
        WOZ: serie("waarde"),
        UITKERING: serie("teller"),
        MENSEN: serie("noemer"),
        OVERLAST: serie("teller"),
        ("eigen_lvb", "waarde"): serie("waarde"),
        ("eigen_lvb", "noemer"): serie("noemer"),
        ("eigen_lvb", "teller"): serie("teller"),
        ("kwb", "aantal_inwoners"): serie("inwoners"),
    }
    waarden = pd.DataFrame(inhoud, index=codes)
    geheim = pd.DataFrame(data=False, index=codes, columns=waarden.columns)
    geheim[formule.nodig[0]] = serie("is_geheim")
    invoer = Invoer(waarden, geheim)
    return list(
        build_staten(
            formule.bereken(invoer),
            invoer,
            nodig=formule.nodig,
            aanwezig=serie("is_aanwezig"),
            bevolking=Bevolking(
                inwoners=serie("inwoners"),
                huishoudens=serie("huishoudens"),
                inwoners_jaar=2020,
            ),
            is_door_gebruiker=is_door_gebruiker,
        )
    )


PUBLICATIE = published(*WOZ)
VERHOUDING = ratio(UITKERING, MENSEN, maal=1000)
REGISTRATIES = ratio(OVERLAST, MENSEN, maal=1000)
LVB = brought_share("eigen_lvb")
ANDER = Gebied(code="BU07720001")  # a neighbour with a figure, so that the column is not empty


def state_of(formule: Formule, gebied: Gebied, *, is_door_gebruiker: bool = False) -> Staat:
    """Answer the state of one area beside an ordinary one."""
    return staten(formule, gebied, ANDER, is_door_gebruiker=is_door_gebruiker)[0]


# 1. not available


def test_area_where_nobody_lives_is_not_available() -> None:
    assert state_of(PUBLICATIE, Gebied(inwoners=0)) is NIET
    assert state_of(PUBLICATIE, Gebied(inwoners=5)) is KLEIN


def test_area_without_a_row_is_not_available() -> None:
    assert state_of(PUBLICATIE, Gebied(is_aanwezig=False, waarde=ONBEKEND)) is NIET


def test_whole_of_zero_is_not_available_and_zero_of_a_whole_is_zero() -> None:
    assert state_of(VERHOUDING, Gebied(teller=0, noemer=0)) is NIET
    assert state_of(VERHOUDING, Gebied(teller=0, noemer=1000)) is OK


def test_column_empty_for_the_whole_country_is_not_available() -> None:
    leeg = [
        Gebied(code="NL00", waarde=ONBEKEND),
        Gebied(waarde=ONBEKEND, is_geheim=True),
        Gebied(code="BU07720001", waarde=ONBEKEND),
    ]
    assert staten(PUBLICATIE, *leeg) == [NIET, NIET, NIET]
    # of one gemeente alone the marks may be true secrets; without any mark nothing was delivered
    assert staten(PUBLICATIE, *leeg[1:]) == [ONDERDRUKT, ONDERDRUKT]
    zonder_land = replace(leeg[0], is_aanwezig=False)
    assert staten(PUBLICATIE, zonder_land, *leeg[1:]) == [NIET, ONDERDRUKT, ONDERDRUKT]
    assert staten(PUBLICATIE, leeg[2]) == [NIET]


# 2. suppressed by the publisher


def test_secret_or_missing_where_others_have_a_value_is_suppressed() -> None:
    assert state_of(PUBLICATIE, Gebied(waarde=ONBEKEND, is_geheim=True)) is ONDERDRUKT
    assert state_of(PUBLICATIE, Gebied(waarde=ONBEKEND)) is ONDERDRUKT
    assert state_of(VERHOUDING, Gebied(noemer=ONBEKEND)) is ONDERDRUKT


def test_empty_cell_of_the_police_is_not_available_and_a_mark_is_suppressed() -> None:
    assert state_of(REGISTRATIES, Gebied(teller=ONBEKEND)) is NIET
    assert state_of(REGISTRATIES, Gebied(teller=ONBEKEND, is_geheim=True)) is ONDERDRUKT
    # the inhabitants that it is divided by are of CBS, where an empty cell is a secret
    assert state_of(REGISTRATIES, Gebied(noemer=ONBEKEND)) is ONDERDRUKT
    assert state_of(REGISTRATIES, Gebied()) is OK


def test_nobody_lives_there_goes_before_secret_and_secret_before_small() -> None:
    geheim = Gebied(waarde=ONBEKEND, is_geheim=True)
    assert state_of(PUBLICATIE, replace(geheim, inwoners=0)) is NIET
    assert state_of(PUBLICATIE, replace(geheim, inwoners=50)) is ONDERDRUKT


# 3. figures a user brings


@pytest.mark.parametrize(
    ("noemer", "teller", "staat"),
    [
        (49, 20, ONDERDRUKT),
        (50, 20, OK),
        (1000, 0, OK),
        (1000, 1, ONDERDRUKT),
        (1000, 9, ONDERDRUKT),
        (1000, 10, OK),
        (49, 0, ONDERDRUKT),
        (50, 10, OK),
        (50, 9, ONDERDRUKT),
    ],
)
def test_small_whole_or_part_of_a_user_is_suppressed(
    noemer: float, teller: float, staat: Staat
) -> None:
    gebied = Gebied(noemer=noemer, teller=teller, waarde=100 * teller / noemer)
    assert state_of(LVB, gebied, is_door_gebruiker=True) is staat
    # a publisher decides for itself
    assert state_of(PUBLICATIE, gebied) is OK


@pytest.mark.parametrize(
    ("waarde", "inwoners", "staat"),
    [
        (20.0, ONBEKEND, ONDERDRUKT),  # no whole can be found
        (0.9, 1000, ONDERDRUKT),  # nine persons
        (1.0, 1000, OK),  # ten
        (0.0, 1000, OK),
        (20.0, 49, ONDERDRUKT),
    ],
)
def test_share_without_whole_is_judged_by_the_inhabitants(
    waarde: float, inwoners: float, staat: Staat
) -> None:
    gebied = Gebied(waarde=waarde, noemer=ONBEKEND, teller=ONBEKEND, inwoners=inwoners)
    assert state_of(LVB, gebied, is_door_gebruiker=True) is staat


def test_suppressed_goes_before_small() -> None:
    gebied = Gebied(noemer=49, teller=20, inwoners=60)
    assert state_of(LVB, gebied, is_door_gebruiker=True) is ONDERDRUKT


# 3. a second one, where the first follows from a total


WIJK = "WK077200"
GEMEENTE = "GM0772"


def lvb_states(*gebieden: tuple[str, float, float]) -> dict[str, Staat]:
    """Answer the states of brought figures, each a code, a whole and a part."""
    rijen = [
        Gebied(code=code, noemer=noemer, teller=teller, waarde=100 * teller / noemer)
        for code, noemer, teller in gebieden
    ]
    return dict(
        zip([g.code for g in rijen], staten(LVB, *rijen, is_door_gebruiker=True), strict=True)
    )


def test_one_hidden_part_of_a_shown_total_hides_the_smallest_other() -> None:
    uitkomst = lvb_states(
        (WIJK, 1000, 105), ("BU07720000", 600, 60), ("BU07720001", 360, 40), ("BU07720002", 40, 5)
    )
    assert list(uitkomst.values()) == [OK, OK, ONDERDRUKT, ONDERDRUKT]


def test_two_hidden_parts_hide_no_third() -> None:
    uitkomst = lvb_states(
        (WIJK, 1000, 105), ("BU07720000", 920, 95), ("BU07720001", 40, 5), ("BU07720002", 40, 5)
    )
    assert list(uitkomst.values()) == [OK, OK, ONDERDRUKT, ONDERDRUKT]


def test_total_that_is_not_shown_gives_nothing_away() -> None:
    uitkomst = lvb_states(("BU07720000", 600, 60), ("BU07720001", 360, 40), ("BU07720002", 40, 5))
    assert list(uitkomst.values()) == [OK, OK, ONDERDRUKT]


def test_hidden_wijk_in_a_shown_gemeente_hides_a_second_wijk() -> None:
    uitkomst = lvb_states(
        (GEMEENTE, 1100, 115), (WIJK, 40, 5), ("WK077201", 60, 10), ("WK077202", 1000, 100)
    )
    assert list(uitkomst.values()) == [OK, ONDERDRUKT, ONDERDRUKT, OK]


def test_gemeente_and_all_other_buurten_give_a_buurt_away_without_any_wijk() -> None:
    uitkomst = lvb_states(
        (GEMEENTE, 1000, 105),
        ("BU07720000", 600, 60),
        ("BU07720100", 360, 40),
        ("BU07720101", 40, 5),
    )
    assert list(uitkomst.values()) == [OK, OK, ONDERDRUKT, ONDERDRUKT]


def test_row_that_was_not_brought_gives_nothing_away_and_hides_nothing() -> None:
    buiten = Gebied(is_aanwezig=False, waarde=ONBEKEND, noemer=ONBEKEND, teller=ONBEKEND)
    alleen_wijken = [
        Gebied(code=WIJK, noemer=40, teller=5),
        Gebied(code="WK077201"),
        replace(buiten, code="BU07720000"),
        replace(buiten, code=GEMEENTE),
    ]
    assert staten(LVB, *alleen_wijken, is_door_gebruiker=True) == [ONDERDRUKT, OK, NIET, NIET]
    alleen_buurten = [
        Gebied(noemer=40, teller=5),
        Gebied(code="BU07720100"),
        Gebied(code=GEMEENTE),
        replace(buiten, code=WIJK),
        replace(buiten, code="WK077201"),
    ]
    verwacht = [ONDERDRUKT, ONDERDRUKT, OK, NIET, NIET]
    assert staten(LVB, *alleen_buurten, is_door_gebruiker=True) == verwacht


def test_hidden_wijk_does_not_follow_from_its_own_buurten() -> None:
    # the wijk must go, because the other is hidden; then one of its buurten must go too
    uitkomst = lvb_states(
        (GEMEENTE, 1040, 105),
        (WIJK, 40, 5),
        ("WK077201", 1000, 100),
        ("BU07720100", 400, 40),
        ("BU07720101", 600, 60),
    )
    assert list(uitkomst.values()) == [OK, ONDERDRUKT, ONDERDRUKT, ONDERDRUKT, OK]


def test_only_part_hides_its_total_and_nothing_else() -> None:
    uitkomst = lvb_states((WIJK, 1000, 100), ("BU07720000", 40, 5), ("BU07720100", 60, 10))
    assert list(uitkomst.values()) == [ONDERDRUKT, ONDERDRUKT, OK]


def test_figures_of_a_publisher_hide_no_second() -> None:
    rijen = [Gebied(code=WIJK), Gebied(waarde=ONBEKEND, is_geheim=True), ANDER]
    assert staten(PUBLICATIE, *rijen) == [OK, ONDERDRUKT, OK]


def test_hidden_area_beside_areas_where_nobody_lives_hides_nothing_more() -> None:
    rijen = [Gebied(code=WIJK, inwoners=0), Gebied(noemer=40, teller=5)]
    assert staten(LVB, *rijen, is_door_gebruiker=True) == [NIET, ONDERDRUKT]


def test_hidden_country_stands_alone() -> None:
    rijen = [Gebied(code="NL00", noemer=40, teller=5), ANDER]
    assert staten(LVB, *rijen, is_door_gebruiker=True) == [ONDERDRUKT, OK]


def determined(codes: Sequence[str], getoond: set[str]) -> set[str]:
    """
    Find by algebra what follows from the totals, whatever the figures are.

    A figure follows when every solution of the sums agrees on it: its direction is not in the
    null space of the sums over what is not shown.
    """
    alle = sorted(
        {*codes, *(f"WK{c[2:8]}" for c in codes if c[0] == "B"), *(f"GM{c[2:6]}" for c in codes)}
    )
    plaats = {code: nummer for nummer, code in enumerate(alle)}
    sommen = []
    for totaal in alle:
        # gemeente is the sum of its wijken, a wijk of its buurten
        lengte = {"GM": ("WK", 6), "WK": ("BU", 8)}.get(totaal[:2])
        delen = [
            c for c in alle if lengte and c[:2] == lengte[0] and c[2 : lengte[1]] == totaal[2:]
        ]
        if delen:
            som = np.zeros(len(alle))
            som[plaats[totaal]] = -1
            som[[plaats[deel] for deel in delen]] = 1
            sommen.append(som)
    onbekend = [code for code in alle if code not in getoond]
    if not onbekend or not sommen:
        return set()
    _, waarden, richtingen = np.linalg.svd(np.array(sommen)[:, [plaats[c] for c in onbekend]])
    vrij = richtingen[(waarden > 1e-9).sum() :]
    return {code for nummer, code in enumerate(onbekend) if np.allclose(vrij[:, nummer], 0)}


@pytest.mark.parametrize("zaad", range(60))
def test_no_hidden_figure_follows_from_those_shown(zaad: int) -> None:
    kans = random.Random(zaad)  # noqa: S311 - a sample, no secret
    buurten = {
        f"BU0772{w:02}{b:02}": kans.choice([40, 40, 60, 400, 900])
        for w in range(kans.randint(1, 4))
        for b in range(kans.randint(1, 4))
    }
    wijken: dict[str, int] = {}
    for code, noemer in buurten.items():
        wijk = f"WK{code[2:8]}"
        wijken[wijk] = wijken.get(wijk, 0) + noemer
    noemers = dict(buurten)
    noemers |= {code: n for code, n in wijken.items() if kans.random() < 0.6}
    if kans.random() < 0.7:
        noemers[GEMEENTE] = sum(buurten.values())
    uitkomst = lvb_states(*((code, n, n / 2) for code, n in noemers.items()))
    getoond = {code for code, staat in uitkomst.items() if staat is OK}
    verborgen = {code for code, staat in uitkomst.items() if staat is ONDERDRUKT}
    te_klein = {code for code, n in noemers.items() if n < 50}
    assert te_klein <= verborgen
    assert not determined(list(noemers), getoond) & verborgen
    # the measure bites: it does find the leak where nothing more is hidden
    zonder = determined(list(noemers), set(noemers) - te_klein) & te_klein
    assert (verborgen == te_klein) == (not zonder)


# 4. small numbers


@pytest.mark.parametrize(
    ("inwoners", "huishoudens", "staat"),
    [
        (99, 500, KLEIN),
        (100, 500, OK),
        (1000, 49, KLEIN),
        (1000, 50, OK),
        (100, 50, OK),
        (99, 49, KLEIN),
        (ONBEKEND, ONBEKEND, OK),  # without inhabitants there is no fading
        (ONBEKEND, 49, KLEIN),
        (99, ONBEKEND, KLEIN),
        (1000, ONBEKEND, OK),
    ],
)
def test_few_inhabitants_or_households_make_a_small_number(
    inwoners: float, huishoudens: float, staat: Staat
) -> None:
    gebied = Gebied(inwoners=inwoners, huishoudens=huishoudens)
    assert state_of(PUBLICATIE, gebied) is staat
    assert state_of(LVB, gebied, is_door_gebruiker=True) is staat


def test_ordinary_area_is_shown() -> None:
    assert staten(PUBLICATIE, Gebied()) == [OK]
    assert staten(VERHOUDING, Gebied()) == [OK]
    assert staten(LVB, Gebied(), is_door_gebruiker=True) == [OK]

"""Which years a map of change can compare, and which years of two indicators go together."""

from collections.abc import Sequence

from layers.aanbod import peiljaren
from layers.begrippen import Indicator
from layers.indicatoren import INDICATOR_PER_SLEUTEL
from layers.kaartbeeld import Kaartbeeld
from layers.ontwikkeling import Periode, is_vergelijkbaar, periods_between
from layers.opmaak import list_years

# Two indicators without years in common may each keep their own, no further apart than this.
VERSTE_JAAR = 1


def periods_of(indicator: str, gebied: str) -> tuple[Periode, ...]:
    """Answer the pairs of years of an indicator that can be compared in an area."""
    return periods_between(INDICATOR_PER_SLEUTEL[indicator], tuple(peiljaren(indicator, gebied)))


def years_beside(kaartbeeld: Kaartbeeld) -> list[int]:
    """
    List the years of which a map can stand beside the one of its own year, from old to new.

    None beside a square legend, and none of a year in which something else was measured.
    """
    indicator, hier = INDICATOR_PER_SLEUTEL[kaartbeeld.indicator], kaartbeeld.moment.tot
    if kaartbeeld.vierkant is not None:
        return []
    jaren = [moment.tot for moment in kaartbeeld.momenten]
    return [jaar for jaar in jaren if jaar != hier and is_vergelijkbaar(indicator, jaar, hier)]


def say_break(indicator: Indicator, jaar: int) -> tuple[str, ...]:
    """
    Say from which year on something else is measured than in this one; nothing where that is none.

    >>> say_break(INDICATOR_PER_SLEUTEL["bijstand"], 2012)
    ('anders gemeten dan vanaf 2013',)
    >>> say_break(INDICATOR_PER_SLEUTEL["bijstand"], 2013)
    ()
    """
    later = [breuk for breuk in indicator.breuken if breuk > jaar]
    return (f"anders gemeten dan vanaf {min(later)}",) if later else ()


def longest_period(perioden: Sequence[Periode]) -> Periode | None:
    """Answer the longest period, of equally long ones the newest; None where there is none."""
    return max(perioden, key=lambda p: (p.tot - p.van, p.tot), default=None)


def nearest_period(perioden: Sequence[Periode], gevraagd: Periode) -> Periode:
    """
    Answer the period nearest to the one that was asked for.

    >>> str(nearest_period([Periode(2012, 2016), Periode(2016, 2020)], Periode(2013, 2017)))
    '2012-2016'
    """
    return min(perioden, key=lambda p: (_distance(p, gevraagd), -p.tot, -p.van))


def _distance(een: Periode, ander: Periode) -> int:
    return abs(een.van - ander.van) + abs(een.tot - ander.tot)


def partner_period(periode: Periode, van_ander: Sequence[Periode]) -> Periode | None:
    """
    Answer the period of another indicator that goes with one: the same, else at most a year off.

    >>> str(partner_period(Periode(2012, 2020), [Periode(2012, 2016), Periode(2013, 2020)]))
    '2013-2020'
    >>> partner_period(Periode(2012, 2020), [Periode(2015, 2020)]) is None
    True
    """
    dichtbij = [
        p
        for p in van_ander
        if abs(p.van - periode.van) <= VERSTE_JAAR and abs(p.tot - periode.tot) <= VERSTE_JAAR
    ]
    return nearest_period(dichtbij, periode) if dichtbij else None


def common_pairs(
    van_een: Sequence[Periode], van_ander: Sequence[Periode]
) -> tuple[tuple[Periode, Periode], ...]:
    """Answer the periods of one indicator that another has a period for, each with that one."""
    paren = ((periode, partner_period(periode, van_ander)) for periode in van_een)
    return tuple((periode, ander) for periode, ander in paren if ander is not None)


def best_pair(
    van_een: Sequence[Periode], van_ander: Sequence[Periode]
) -> tuple[Periode, Periode] | None:
    """Answer the longest pair, rather in the same years, rather newer; None where there is none."""
    return max(
        common_pairs(van_een, van_ander),
        key=lambda paar: (-_distance(*paar), paar[0].tot - paar[0].van, paar[0].tot),
        default=None,
    )


def say_possible(indicator: str, met: str, gebied: str) -> str:
    """Say which years two indicators have, where no period of the one goes with the other."""
    een, ander = (
        f"{INDICATOR_PER_SLEUTEL[sleutel].kort} heeft {list_years(peiljaren(sleutel, gebied))}"
        for sleutel in (indicator, met)
    )
    return (
        f"Deze twee gaan niet samen op één kaart: {een}, {ander}. Er zijn van elk twee jaren nodig "
        "die hoogstens een jaar verschillen. Kies een ander onderwerp."
    )

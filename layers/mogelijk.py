"""What there are figures for: which kinds of map of an area, and which indicators go together."""

from itertools import combinations
from typing import Final

from layers import aanbod
from layers.indicatoren import INDICATOR_PER_SLEUTEL
from layers.link import SOORTEN, Keuze
from layers.perioden import best_pair, periods_of

STAND: Final = "stand"
SAMEN: Final = "samen"
SOORT_BUURT: Final = "soort-buurt"
MET_PAAR: Final = (SAMEN, "tegen-de-trend")
LVB: Final = "lvb"
# What a second trend is about when nobody chose one: nuisance, as nearly as there are figures of.
OVERLAST: Final = ("overlast", "overlast_onveiligheid", "geluidhinder_buren")


def first_kind(gebied: str) -> str:
    """Answer what a first visit opens: two trends at once, where there are figures for it."""
    sleutels = aanbod.indicatoren_van(gebied)
    partner = next((s for s in OVERLAST if s in sleutels), None)
    if partner is None or best_pair(periods_of(sleutels[0], gebied), periods_of(partner, gebied)):
        return SAMEN if partner else STAND
    return STAND


def possible_kinds(gebied: str) -> list[str]:
    """Answer the kinds of map that there are figures for, in the order of the menu."""
    sleutels = aanbod.indicatoren_van(gebied)
    met_periode = [s for s in sleutels if periods_of(s, gebied)]
    heeft_standen = LVB in sleutels and any(s in sleutels for s in OVERLAST)
    heeft_groep = bool(possible_indicators(SOORT_BUURT, gebied))
    kan = {STAND: True, SOORT_BUURT: heeft_standen and heeft_groep}
    heeft_paar = any(
        best_pair(periods_of(een, gebied), periods_of(ander, gebied))
        for een, ander in combinations(met_periode, 2)
    )
    kan |= dict.fromkeys(MET_PAAR, heeft_paar)
    return [soort for soort in SOORTEN if kan.get(soort, bool(met_periode))]


def possible_indicators(soort: str, gebied: str) -> list[str]:
    """Answer the indicators that a kind of map can be about, in the order of the menu."""
    sleutels = aanbod.indicatoren_van(gebied)
    if soort == STAND:
        return sleutels
    return [
        s
        for s in sleutels
        if periods_of(s, gebied)
        and (soort != SOORT_BUURT or INDICATOR_PER_SLEUTEL[s].is_kwetsbare_groep)
    ]


def possible_partners(keuze: Keuze) -> list[str]:
    """Answer the indicators that can stand beside the first one of a view."""
    sleutels = aanbod.indicatoren_van(keuze.gebied)
    if keuze.soort == SOORT_BUURT:
        return [s for s in OVERLAST if s in sleutels]
    eigen = periods_of(keuze.indicator, keuze.gebied)
    return [
        s
        for s in sleutels
        if s == keuze.met or best_pair(eigen, periods_of(s, keuze.gebied)) is not None
    ]


def series_of(keuze: Keuze) -> tuple[tuple[str, int], ...]:
    """Answer every indicator and year that a view is drawn from."""
    reeksen = [(keuze.indicator, jaar) for jaar in (keuze.jaar, keuze.van) if jaar is not None]
    if keuze.met is not None:
        reeksen += [(keuze.met, jaar) for jaar in (keuze.mettot, keuze.metvan) if jaar is not None]
    return tuple(reeksen)

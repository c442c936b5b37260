"""
Values to classes: five by default, on readable bounds, the same for every year and area.

Thresholds of a source are bounds as they are; elsewhere quantiles over all years, rounded. Values
are compared unrounded, and one function decides the class.
"""

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from layers.begrippen import Eenheid, Grens, Indicator, Kant
from layers.kaartbeeld import Klasse
from layers.opmaak import format_grens, opmaak_of

AANTAL_KLASSEN: Final = 5
# Level, five classes, low to high: any two differ by more than 11 in CIEDE2000, also for
# colour-blind eyes, and they keep their order in grey.
KLEUREN: Final = ("#E2ECF8", "#AFC5E8", "#8291CD", "#6D59A8", "#4A205C")
# Room on the strip below the first and above the last bound, in times the distance between them.
_RUIMTE_NAAST: Final = 0.8
# How a readable bound may end, from coarse to fine.
_STAPPEN: Final = (10.0, 5.0, 2.0, 1.0)


def build_grenzen(waarden: Sequence[float]) -> tuple[Grens, ...]:
    """
    Choose bounds over values of all years: quantiles, rounded to readable numbers.

    Fewer bounds where values repeat so much that classes would fall together; none without
    values. The bound itself belongs to the class above.
    """
    geldig = np.asarray([w for w in waarden if not math.isnan(w)], dtype=float)
    if len(np.unique(geldig)) < AANTAL_KLASSEN:
        return tuple(Grens(float(w)) for w in np.unique(geldig)[1:])
    ruw = _quantiles(geldig)
    if ruw[0] <= geldig.min():
        # the lowest value, mostly zero, fills a class of its own: it stays, the rest is divided
        ruw = _quantiles(geldig[geldig > geldig.min()])
    grenzen = _round_apart(ruw)
    return tuple(Grens(w) for w in grenzen if w > geldig.min())


def _quantiles(waarden: NDArray[np.float64]) -> list[float]:
    """Answer the bounds of classes with equally many values; fewer where values repeat."""
    delen = np.linspace(0, 1, AANTAL_KLASSEN + 1)[1:-1]
    ruw: list[float] = np.unique(np.quantile(waarden, delen)).tolist()
    return ruw


def _round_apart(ruw: list[float]) -> list[float]:
    """Round bounds as coarsely as keeps them apart."""
    spreiding = max(ruw) - min(ruw)
    macht = 10.0 ** math.ceil(math.log10(spreiding)) if spreiding > 0 else 1.0
    for schaal in (macht, macht / 10, macht / 100, macht / 1000):
        for stap in _STAPPEN:
            maat = schaal * stap / 10
            afgerond = [round(round(w / maat) * maat, 10) for w in ruw]
            fout = max(abs(a - w) for a, w in zip(afgerond, ruw, strict=True))
            if len(set(afgerond)) == len(ruw) and fout <= spreiding / 12:
                return afgerond
    return sorted(set(afgerond))  # what even the finest step cannot keep apart becomes one


def classify(waarden: pd.Series, grenzen: Sequence[Grens]) -> pd.Series:
    """Answer the class of each value, 0 for the lowest; missing where there is no value."""
    klasse = pd.Series(0, index=waarden.index, dtype="Int64")
    for grens in grenzen:
        boven = waarden > grens.waarde if grens.kant is Kant.ONDER else waarden >= grens.waarde
        klasse += boven.astype("Int64")
    return klasse.mask(waarden.isna())


def build_klassen(grenzen: Sequence[Grens], indicator: Indicator) -> tuple[Klasse, ...]:
    """Name the classes between bounds, from low to high, with the side of each bound in words."""
    aantal = len(grenzen) + 1
    kleuren = [KLEUREN[round(i * (len(KLEUREN) - 1) / max(aantal - 1, 1))] for i in range(aantal)]
    onder: list[Grens | None] = [None, *grenzen]
    boven: list[Grens | None] = [*grenzen, None]
    return tuple(
        Klasse(
            label=_label(laag, hoog, indicator),
            ondergrens=None if laag is None else laag.waarde,
            bovengrens=None if hoog is None else hoog.waarde,
            is_ondergrens_erbij=laag is not None and laag.kant is Kant.BOVEN,
            kleur=kleur,
        )
        for laag, hoog, kleur in zip(onder, boven, kleuren, strict=True)
    )


def build_strook(grenzen: Sequence[Grens], indicator: Indicator) -> tuple[float, float]:
    """
    Answer the reach of the strip on which every area is a dot, in the unit of the indicator.

    It follows from the bounds alone, so that it is the same in every year and gemeente and nothing
    on it moves; what lies beyond is shown on its edge.
    """
    if not grenzen:
        return 0.0, 1.0
    eerste, laatste = grenzen[0].waarde, grenzen[-1].waarde
    ruimte = _RUIMTE_NAAST * (laatste - eerste) or abs(eerste) or 1.0
    laag, hoog = eerste - ruimte, laatste + ruimte
    if indicator.eenheid is not Eenheid.SCORE:
        laag = max(laag, 0.0)
    if indicator.eenheid is Eenheid.PROCENT:
        hoog = min(hoog, 100.0)
    return laag, hoog


def _label(laag: Grens | None, hoog: Grens | None, indicator: Indicator) -> str:
    eenheid = "%" if indicator.eenheid is Eenheid.PROCENT else ""
    opmaak = opmaak_of(indicator)
    tot = ""
    if hoog is not None:
        woord = "tot en met" if hoog.kant is Kant.ONDER else "tot"
        tot = f"{woord} {format_grens(opmaak, hoog.waarde)}{eenheid}"
    if laag is None:
        minder = tot if hoog and hoog.kant is Kant.ONDER else tot.replace("tot", "minder dan", 1)
        return minder or "alle waarden"
    if laag.kant is Kant.ONDER:
        return (
            f"meer dan {format_grens(opmaak, laag.waarde)}{'' if tot else eenheid} {tot}".rstrip()
        )
    return (
        f"{format_grens(opmaak, laag.waarde)} {tot}"
        if tot
        else f"{format_grens(opmaak, laag.waarde)}{eenheid} of meer"
    )

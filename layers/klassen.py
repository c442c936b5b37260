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

from layers.begrippen import Eenheid, Grens, Indicator, Kant, Maat, Polariteit
from layers.kaartbeeld import Klasse
from layers.opmaak import format_grens, opmaak_of, opmaak_of_verandering
from layers.paletten import STAND, VERANDERING, VERANDERING_NEUTRAAL

AANTAL_KLASSEN: Final = 5
# Room on the strip below the first and above the last bound, in times the distance between them.
_RUIMTE_NAAST: Final = 0.8
# How a readable bound may end, from coarse to fine.
_STAPPEN: Final = (10.0, 5.0, 2.0, 1.0)
_LEESBAAR: Final = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
NIVEAUS: Final = ("laag", "midden", "hoog")
# Of the changes, the share that is not in an outer class; and how far out that class begins.
_BINNEN_BUITENSTE: Final = 0.8
_KLEINSTE_BUITENSTE: Final = 2.0
# Room on the strip of changes beyond the outer bound, in times that bound.
_RUIMTE_VERANDERING: Final = 1.8


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


def build_niveaugrenzen(waarden: Sequence[float]) -> tuple[Grens, ...]:
    """
    Choose two bounds that part low, middle and high: terciles, rounded to readable numbers.

    Fewer where values repeat so much that they fall together.
    """
    geldig = np.asarray([w for w in waarden if not math.isnan(w)], dtype=float)
    if len(np.unique(geldig)) < len(NIVEAUS):
        return tuple(Grens(float(w)) for w in np.unique(geldig)[1:])
    ruw: list[float] = np.unique(np.quantile(geldig, [1 / len(NIVEAUS), 2 / len(NIVEAUS)])).tolist()
    return tuple(Grens(w) for w in _round_apart(ruw) if w > geldig.min())


def build_verandergrenzen(
    veranderingen: Sequence[float], indicator: Indicator
) -> tuple[Grens, ...]:
    """
    Choose bounds for changes, the same on both sides of zero.

    The inner are the neutral band of the indicator, in which the band itself still lies. The outer
    leave about a fifth of the changes outside, and are at least twice the band.
    """
    band = indicator.neutrale_band
    groot = [abs(w) for w in veranderingen if not math.isnan(w)]
    buiten = _readable(float(np.quantile(groot, _BINNEN_BUITENSTE))) if groot else 0.0
    buiten = max(buiten, round(_KLEINSTE_BUITENSTE * band, 10))
    return (
        Grens(-buiten, Kant.ONDER),
        Grens(-band, Kant.BOVEN),
        Grens(band, Kant.ONDER),
        Grens(buiten, Kant.BOVEN),
    )


def _readable(getal: float) -> float:
    """
    Round to the nearest number that is easily read.

    >>> [_readable(g) for g in (0.0, 4.6, 0.0137, 172.0)]
    [0.0, 5.0, 0.015, 150.0]
    """
    if getal <= 0:
        return 0.0
    macht = 10.0 ** math.floor(math.log10(getal))
    return min(
        (round(stap * macht, 10) for stap in _LEESBAAR), key=lambda ander: abs(ander - getal)
    )


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
    kleuren = [STAND[round(i * (len(STAND) - 1) / max(aantal - 1, 1))] for i in range(aantal)]
    onder: list[Grens | None] = [None, *grenzen]
    boven: list[Grens | None] = [*grenzen, None]
    is_score = indicator.polariteit is Polariteit.GUNSTIG and len(onder) > 1
    eind = {0: ", ongunstig", len(onder) - 1: ", gunstig"} if is_score else {}
    return tuple(
        Klasse(
            label=_label(laag, hoog, indicator) + eind.get(nummer, ""),
            ondergrens=None if laag is None else laag.waarde,
            bovengrens=None if hoog is None else hoog.waarde,
            is_ondergrens_erbij=laag is not None and laag.kant is Kant.BOVEN,
            kleur=kleur,
        )
        for nummer, (laag, hoog, kleur) in enumerate(zip(onder, boven, kleuren, strict=True))
    )


def build_veranderklassen(grenzen: Sequence[Grens], indicator: Indicator) -> tuple[Klasse, ...]:
    """
    Name the classes of a change from less to more; signs stand beside the outer colours.

    Where more is unfavourable it has the unfavourable colour, where it is favourable the other one.
    """
    is_neutraal = indicator.polariteit is Polariteit.NEUTRAAL
    kleuren = VERANDERING_NEUTRAAL if is_neutraal else VERANDERING
    woorden = ("", "")
    if indicator.polariteit is Polariteit.ONGUNSTIG:
        woorden = (", gunstiger", ", ongunstiger")
    elif indicator.polariteit is Polariteit.GUNSTIG:
        woorden = (", ongunstiger", ", gunstiger")
        kleuren = kleuren[::-1]
    opmaak = opmaak_of_verandering(indicator)
    laag, onder, boven, hoog = (format_grens(opmaak, grens.waarde) for grens in grenzen)
    labels = (
        f"{laag} of lager{woorden[0]}",
        f"onder {onder} tot {laag}",
        "ongeveer gelijk",
        f"boven {boven} tot {hoog}",
        f"{hoog} of hoger{woorden[1]}",
    )
    onderkanten: list[Grens | None] = [None, *grenzen]
    bovenkanten: list[Grens | None] = [*grenzen, None]
    return tuple(
        Klasse(
            label=label,
            ondergrens=None if van is None else van.waarde,
            bovengrens=None if tot is None else tot.waarde,
            is_ondergrens_erbij=van is not None and van.kant is Kant.BOVEN,
            kleur=kleur,
            teken=teken,
        )
        for label, van, tot, kleur, teken in zip(
            labels, onderkanten, bovenkanten, kleuren, ("▼", "", "", "", "▲"), strict=True
        )
    )


def build_reiken(grenzen: Sequence[Grens], indicator: Indicator) -> tuple[str, ...]:
    """Say the reach of low, middle and high, with the side of each bound in words."""
    eenheid = "%" if indicator.eenheid is Eenheid.PROCENT else ""
    opmaak = opmaak_of(indicator)
    if not grenzen:
        return ("", "", "")
    laag, hoog = grenzen[0], grenzen[-1]
    van, tot = (f"{format_grens(opmaak, grens.waarde)}" for grens in (laag, hoog))
    onderste = "tot en met" if laag.kant is Kant.ONDER else "onder"
    bovenste = f"meer dan {tot}{eenheid}" if hoog.kant is Kant.ONDER else f"{tot}{eenheid} of meer"
    midden = "" if laag == hoog else f"{van} tot {tot}{eenheid}"
    return (f"{onderste} {van}{eenheid}", midden, bovenste)


def name_classes(grenzen: Sequence[Grens], indicator: Indicator, maat: Maat) -> tuple[str, ...]:
    """Name the classes that bounds of any kind make, from low to high."""
    if maat is Maat.NIVEAU:
        return tuple(
            f"{woord}: {reik}"
            for woord, reik in zip(NIVEAUS, build_reiken(grenzen, indicator), strict=True)
            if reik
        )
    bouw = build_veranderklassen if maat is Maat.VERANDERING else build_klassen
    return tuple(klasse.label for klasse in bouw(grenzen, indicator))


def build_veranderstrook(grenzen: Sequence[Grens]) -> tuple[float, float]:
    """Answer the reach of the strip of changes: as far to the left of zero as to the right."""
    reik = _RUIMTE_VERANDERING * grenzen[-1].waarde
    return -reik, reik


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

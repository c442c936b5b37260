"""The gap between buurten with many and with few corporation homes: its growth, and its words."""

from typing import Final

from layers.begrippen import Eenheid, Indicator, Polariteit
from layers.opmaak import format_getal, format_met, opmaak_of
from layers.verandering import subject_of

# Of fewer buurten no gap is told, and a mean of fewer is drawn pale.
MINSTENS: Final = 5
# Of fewer buurten in all no finding is told (kaartregels).
MINSTE_BUURTEN: Final = 20
# From here on it is told how many times as large a gap became.
_VERDUBBELD: Final = 100.0


def gap_growth(eerst: float, nu: float, *, band: float) -> float | None:
    """
    Answer how much larger a gap became, in percent; None where the first lies within the band.

    >>> gap_growth(50.0, 75.0, band=1.0), gap_growth(20.0, 15.0, band=1.0)
    (50.0, -25.0)
    >>> gap_growth(0.5, 3.0, band=1.0) is None
    True
    """
    if abs(eerst) <= band:
        return None
    return 100 * (nu / eerst - 1)


def say_gap(
    indicator: Indicator,
    jaren: tuple[int, int],
    kloof: tuple[float, float] | None,
    groei: float | None,
    *,
    is_index: bool,
) -> str:
    """Say the gap of both years, and how it moved; in words where a percentage would mislead."""
    if kloof is None:
        return (
            "Er zijn hier te weinig buurten met veel (meer dan 50%) of met weinig (ten hoogste "
            f"40%) corporatiewoningen om te vergelijken: van elk zijn er minstens {MINSTENS} nodig."
        )
    eerst, nu = (_write(indicator, abs(w), is_index=is_index) for w in kloof)
    kant = "hoger" if kloof[1] >= 0 else "lager"
    if indicator.polariteit is Polariteit.GUNSTIG:
        kant = "gunstiger" if kloof[1] >= 0 else "ongunstiger"
    onderwerp = subject_of(indicator)
    zin = (
        "Waar meer dan de helft van de woningen van een corporatie is, ligt "
        f"{onderwerp} in {jaren[1]} **{nu} {kant}** dan waar dat ten hoogste 40% is."
    )
    if jaren[0] == jaren[1]:
        return zin
    zin += f" In {jaren[0]} was het verschil {eerst}"
    return f"{zin}{_growth_words(kloof, groei)}."


def _growth_words(kloof: tuple[float, float], groei: float | None) -> str:
    """Say how a gap moved, behind what it was; in words where a percentage would mislead."""
    if kloof[0] * kloof[1] < 0:
        return ", de andere kant op"
    if groei is None:
        return ": te klein om een groei in procenten te noemen"
    if abs(groei) < 1:
        return ": het bleef gelijk"
    if groei > _VERDUBBELD:
        # of a small first gap a percentage grows without end
        return f": het werd **{format_getal(kloof[1] / kloof[0], decimalen=1)} keer zo groot**"
    woord = "groter" if groei > 0 else "kleiner"
    return f": het werd **{format_getal(abs(groei), decimalen=0)}% {woord}**"


def _write(indicator: Indicator, verschil: float, *, is_index: bool) -> str:
    if is_index:
        return f"{format_getal(verschil, decimalen=0)} indexpunten"
    if indicator.eenheid is Eenheid.PROCENT:
        return f"{format_getal(verschil, decimalen=max(indicator.decimalen, 1))} procentpunt"
    return format_met(opmaak_of(indicator), verschil)

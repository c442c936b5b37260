"""Numbers as a Dutch reader writes them: decimal comma, point between thousands, the unit."""

import math
from collections.abc import Sequence
from typing import Final

from layers.begrippen import Eenheid, Indicator, Verandereenheid
from layers.kaartbeeld import Opmaak

_MIN = "\N{MINUS SIGN}"
MAX_DECIMALEN: Final = 6
_KORTSTE_REEKS: Final = 3  # "2019 tot en met 2020" saves nothing


def format_getal(getal: float, *, decimalen: int) -> str:
    """
    Write a number the Dutch way.

    >>> format_getal(12345.678, decimalen=1)
    '12.345,7'
    >>> format_getal(-0.04, decimalen=1)
    '0,0'
    """
    afgerond = round(getal, decimalen)
    tekst = f"{abs(afgerond):,.{decimalen}f}"
    tekst = tekst.replace(",", " ").replace(".", ",").replace(" ", ".")
    return f"{_MIN}{tekst}" if afgerond < 0 else tekst


def join_words(woorden: Sequence[str]) -> str:
    """
    Write words as one enumeration.

    >>> join_words(["overlast", "LVB", "bijstand"]), join_words(["overlast"])
    ('overlast, LVB en bijstand', 'overlast')
    """
    *eerder, laatste = woorden
    return f"{', '.join(eerder)} en {laatste}" if eerder else laatste


def list_years(jaren: Sequence[int]) -> str:
    """
    Write years, from old to new, as a reader does: three or more in a row by the first and last.

    >>> list_years([2012, 2016, 2018, 2019, 2020]), list_years([2019, 2020]), list_years([])
    ('2012, 2016, 2018 tot en met 2020', '2019, 2020', 'geen jaren')
    """
    reeksen: list[list[int]] = []
    for jaar in jaren:
        if reeksen and jaar == reeksen[-1][-1] + 1:
            reeksen[-1].append(jaar)
        else:
            reeksen.append([jaar])
    delen = [
        f"{reeks[0]} tot en met {reeks[-1]}"
        if len(reeks) >= _KORTSTE_REEKS
        else ", ".join(map(str, reeks))
        for reeks in reeksen
    ]
    return ", ".join(delen) or "geen jaren"


def format_met(opmaak: Opmaak, waarde: float | None) -> str:
    """
    Write a value with what stands before and behind it; nothing where there is none.

    >>> format_met(Opmaak(decimalen=1, achter="%"), 12.34)
    '12,3%'
    >>> format_met(Opmaak(decimalen=0, voor="€ ", factor=1000), 345.0)
    '€ 345.000'
    >>> format_met(Opmaak(decimalen=1, achter=" procentpunt", met_plus=True), 1.94)
    '+1,9 procentpunt'
    """
    if waarde is None or math.isnan(waarde):
        return ""
    plus = "+" if opmaak.met_plus and round(waarde, opmaak.decimalen) > 0 else ""
    return f"{plus}{opmaak.voor}{format_kaal(opmaak, waarde)}{opmaak.achter}"


def format_kaal(opmaak: Opmaak, waarde: float) -> str:
    """
    Write the number of a value alone.

    >>> format_kaal(Opmaak(decimalen=1, achter="%"), 12.34)
    '12,3'
    """
    if opmaak.factor == 1:
        return format_getal(waarde, decimalen=opmaak.decimalen)
    return format_getal(opmaak.factor * round(waarde, opmaak.decimalen), decimalen=0)


def format_grens(opmaak: Opmaak, grens: float) -> str:
    """
    Write a bound with as few decimals as it needs, and what stands before it.

    >>> format_grens(Opmaak(decimalen=1, achter="%"), 2.5)
    '2,5'
    >>> format_grens(Opmaak(decimalen=0, voor="€ ", factor=1000), 250.5)
    '€ 250.500'
    """
    getal = grens * opmaak.factor
    aantal = next(
        n
        for n in range(MAX_DECIMALEN + 1)
        if n == MAX_DECIMALEN or math.isclose(round(getal, n), getal, abs_tol=1e-9)
    )
    plus = "+" if opmaak.met_plus and getal > 0 else ""
    return f"{plus}{opmaak.voor}{format_getal(getal, decimalen=aantal)}"


def opmaak_of(indicator: Indicator) -> Opmaak:
    """Answer how the values of an indicator are written."""
    if indicator.eenheid is Eenheid.DUIZEND_EURO:
        return Opmaak(decimalen=indicator.decimalen, voor="€ ", factor=1000)
    return Opmaak(decimalen=indicator.decimalen, achter=indicator.eenheid.value)


def opmaak_in_zin(indicator: Indicator) -> Opmaak:
    """Answer how a value stands in the sentence of its indicator, which names the whole."""
    if indicator.eenheid is Eenheid.PER_DUIZEND:
        return Opmaak(decimalen=indicator.decimalen)
    return opmaak_of(indicator)


def opmaak_of_verandering(indicator: Indicator) -> Opmaak:
    """Answer how a change of an indicator is written: with its sign, in its unit of change."""
    if indicator.verandereenheid is Verandereenheid.PROCENT:
        return Opmaak(decimalen=1, achter="%", met_plus=True)
    return Opmaak(
        decimalen=indicator.decimalen,
        achter=f" {indicator.verandereenheid.value}",
        met_plus=True,
    )


def format_band(indicator: Indicator) -> str:
    """
    Write the change that counts as about equal, in the unit of change: of homes in per cent.

    >>> from layers.indicatoren import INDICATOR_PER_SLEUTEL
    >>> [format_band(INDICATOR_PER_SLEUTEL[s]) for s in ("woz", "leefbaarheid", "bijstand")]
    ['3', '0,02', '2']
    """
    return format_grens(Opmaak(decimalen=indicator.decimalen), indicator.neutrale_band)

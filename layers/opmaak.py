"""Numbers as a Dutch reader writes them: decimal comma, point between thousands, the unit."""

import math

from layers.begrippen import Eenheid, Indicator
from layers.kaartbeeld import Opmaak

_MIN = "\N{MINUS SIGN}"


def format_getal(getal: float, *, decimalen: int) -> str:
    """
    Write a number the Dutch way.

    >>> format_getal(12345.678, decimalen=1)
    '12.345,7'
    >>> format_getal(-0.04, decimalen=1)
    '0,0'
    """
    afgerond = round(getal, decimalen) + 0.0  # no minus before a zero
    tekst = f"{abs(afgerond):,.{decimalen}f}"
    tekst = tekst.replace(",", " ").replace(".", ",").replace(" ", ".")
    return f"{_MIN}{tekst}" if afgerond < 0 else tekst


def format_met(opmaak: Opmaak, waarde: float | None) -> str:
    """
    Write a value with what stands before and behind it; nothing where there is none.

    >>> format_met(Opmaak(decimalen=1, achter="%"), 12.34)
    '12,3%'
    """
    if waarde is None or math.isnan(waarde):
        return ""
    return f"{opmaak.voor}{format_getal(waarde, decimalen=opmaak.decimalen)}{opmaak.achter}"


def opmaak_of(indicator: Indicator) -> Opmaak:
    """Answer how the values of an indicator are written."""
    if indicator.eenheid is Eenheid.DUIZEND_EURO:
        # the value counts thousands, so three zeros make it whole euros
        return Opmaak(decimalen=indicator.decimalen, voor="€ ", achter=".000")
    return Opmaak(decimalen=indicator.decimalen, achter=indicator.eenheid.value)


def opmaak_in_zin(indicator: Indicator) -> Opmaak:
    """Answer how a value stands in the sentence of its indicator, which names the whole."""
    if indicator.eenheid is Eenheid.PER_DUIZEND:
        return Opmaak(decimalen=indicator.decimalen)
    return opmaak_of(indicator)

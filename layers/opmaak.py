"""Numbers as a Dutch reader writes them: decimal comma, point between thousands, the unit."""

import math

from layers.begrippen import Eenheid, Indicator

_MIN = "\N{MINUS SIGN}"


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


def format_waarde(waarde: float | None, indicator: Indicator) -> str:
    """Write a value with its unit; nothing where there is none."""
    if waarde is None or math.isnan(waarde):
        return ""
    if indicator.eenheid is Eenheid.DUIZEND_EURO:
        euro = 1000 * round(waarde, indicator.decimalen)
        return f"€ {format_getal(euro, decimalen=0)}"
    return f"{format_getal(waarde, decimalen=indicator.decimalen)}{indicator.eenheid.value}"


def format_in_zin(waarde: float, indicator: Indicator) -> str:
    """Write a value as it stands in the sentence of its indicator, which names the whole."""
    if indicator.eenheid is Eenheid.PER_DUIZEND:
        return format_getal(waarde, decimalen=indicator.decimalen)
    return format_waarde(waarde, indicator)

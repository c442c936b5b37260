"""
From cells to numbers: missing stays missing, zero stays zero, and nothing is guessed.

A cell that a publisher marks as secret is told apart from one that is merely empty, because the
map says so with another pattern.
"""

import math
import re
from dataclasses import dataclass
from decimal import Decimal
from numbers import Real
from typing import Final, NoReturn

import numpy as np
import pandas as pd

from data.errors import BestandAfgekeurdError, shorten

# "." means unknown, unreliable or secret at CBS and RIVM; "x" means secret.
_GEHEIM: Final = {".", "x", "geheim"}
LEEG: Final = {
    "",
    "-",
    "--",
    "..",
    "nan",
    "na",
    "n/a",
    "n.v.t.",
    "nvt",
    "null",
    "none",
    "onbekend",
}
_ONWAAR: Final = {bool, np.bool_}
# From here down CBS codes a missing value in its map files; -99997 is the secret one.
_LAAGSTE_GETAL: Final = -99990
_GEHEIM_GETAL: Final = -99997

_MAX_TEKENS: Final = 60
_MET_PUNT: Final = re.compile(r"^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:e[+-]?[0-9]+)?$")
_MET_KOMMA: Final = re.compile(r"^[+-]?[0-9]*,[0-9]+$")
_DUIZENDTAL: Final = re.compile(
    r"^[+-]?[1-9][0-9]{0,2}(?:([.,' \u00a0\u202f])[0-9]{3})+(?:[.,][0-9]+)?$"
)


@dataclass(frozen=True)
class Getallen:
    """Numbers of one column, which were marked secret, and how many had a decimal comma."""

    waarden: pd.Series
    geheim: pd.Series
    decimale_kommas: int


def _number(cel: object) -> tuple[float, bool, str | None]:
    """Answer value, secret mark, and the kind of fault of one cell."""
    if cel is None or cel is pd.NA:
        return math.nan, False, None
    if isinstance(cel, str):
        return _number_from_text(cel.strip().replace("\u2212", "-").lower())
    if isinstance(cel, (Real, Decimal)):
        try:
            return _checked(float(cel))
        except OverflowError:
            return math.nan, False, "oneindig"
    return math.nan, False, "datum"


def _number_from_text(tekst: str) -> tuple[float, bool, str | None]:
    if tekst in _GEHEIM:
        return math.nan, True, None
    if tekst in LEEG:
        return math.nan, False, None
    if len(tekst) > _MAX_TEKENS:
        return math.nan, False, "tekst"
    if _MET_PUNT.match(tekst):
        return _checked(float(tekst))
    if _MET_KOMMA.match(tekst):
        return _checked(float(tekst.replace(",", ".")))
    oneindig = "oneindig" if tekst.lstrip("+-") in {"inf", "infinity"} else "tekst"
    return math.nan, False, "duizendtal" if _DUIZENDTAL.match(tekst) else oneindig


def _checked(waarde: float) -> tuple[float, bool, str | None]:
    if math.isinf(waarde):
        return math.nan, False, "oneindig"
    if waarde <= _LAAGSTE_GETAL:
        return math.nan, waarde == _GEHEIM_GETAL, None
    return waarde, False, None


def _ambiguous_thousands(teksten: list[str]) -> str | None:
    """
    Answer a text that may hold a thousands separator, if nothing in the column says it does not.

    "1.234" beside "980" may be 1,234 or 1.234 thousandths; "12.5" in the same column settles it.
    """
    for teken in ".,":
        gescheiden = [tekst for tekst in teksten if teken in tekst]
        if gescheiden and all(_DUIZENDTAL.match(tekst) for tekst in gescheiden):
            return gescheiden[0]
    return None


_REDENEN: Final = {
    "tekst": "'{cel}' is geen getal. Verbeter de cel of maak hem leeg",
    "oneindig": "'{cel}' is geen bruikbaar getal (oneindig). Verbeter de cel of maak hem leeg",
    "datum": "'{cel}' is een datum en geen getal. Geef de kolom in Excel de opmaak 'Getal'",
    "duizendtal": (
        "'{cel}' heeft een teken tussen duizendtallen. Schrijf getallen zonder dat teken, "
        "dus 1234 in plaats van 1.234"
    ),
}


def parse_getallen(
    cellen: pd.Series, *, bestand: str, kolom: str, zijn_graden: bool = False
) -> Getallen:
    """
    Read a column of numbers, written with a decimal point or comma, typed or as text.

    Where `zijn_graden`, a point or comma never stands between thousands: a circle has 360.

    Returns
    -------
    getallen
        Values as float, missing as NaN, on the index of `cellen`, which is the row in the file.

    Raises
    ------
    BestandAfgekeurdError
        If a cell is no number, or may hold a thousands separator; names row and column.
    """
    if pd.api.types.is_numeric_dtype(cellen) and not pd.api.types.is_bool_dtype(cellen):
        gelezen = cellen.astype("float64")
        if not (gelezen.abs() == math.inf).any():
            return Getallen(gelezen.where(gelezen > _LAAGSTE_GETAL), gelezen == _GEHEIM_GETAL, 0)
    # True equals 1 and a list has no hash: such cells are found before equal ones are put together
    soorten = {type(cel) for cel in cellen}
    if vreemd := {soort for soort in soorten if soort in _ONWAAR or soort.__hash__ is None}:
        _refuse_first([type(cel) in vreemd for cel in cellen], cellen, "tekst", bestand, kolom)
    uniek = {cel: _number(cel) for cel in cellen.unique()}
    for cel, (_, _, fout) in uniek.items():
        if fout is not None:
            _refuse(cellen, cel, fout, bestand=bestand, kolom=kolom)
    teksten = [cel.strip() for cel in uniek if isinstance(cel, str)]
    twijfel = _ambiguous_thousands([t for t in teksten if _is_written_number(t)])
    if twijfel and not zijn_graden:
        cel = next(cel for cel in uniek if isinstance(cel, str) and cel.strip() == twijfel)
        _refuse(cellen, cel, "duizendtal", bestand=bestand, kolom=kolom)
    kommas = {cel for cel in uniek if isinstance(cel, str) and _MET_KOMMA.match(cel.strip())}
    return Getallen(
        cellen.map({cel: waarde for cel, (waarde, _, _) in uniek.items()}).astype("float64"),
        cellen.isin([cel for cel, (_, geheim, _) in uniek.items() if geheim]),
        int(cellen.isin(kommas).sum()) if kommas else 0,
    )


def _is_written_number(tekst: str) -> bool:
    return bool(_MET_PUNT.match(tekst.lower()) or _MET_KOMMA.match(tekst))


def _refuse(cellen: pd.Series, cel: object, fout: str, *, bestand: str, kolom: str) -> NoReturn:
    zelfde = [not pd.isna(ander) and ander == cel for ander in cellen]
    _refuse_first(zelfde, cellen, fout, bestand, kolom)


def _refuse_first(
    fouten: list[bool], cellen: pd.Series, fout: str, bestand: str, kolom: str
) -> NoReturn:
    plek = fouten.index(True)
    raise BestandAfgekeurdError(
        bestand,
        _REDENEN[fout].format(cel=shorten(cellen.iloc[plek])) + ".",
        plaats=f"rij {cellen.index[plek]}, kolom '{shorten(kolom)}'",
    )

"""
Areas and their codes.

An area is `(grensjaar, gebiedscode)`: a code alone is no key, because CBS gives the same code to
another place in another year. Codes are text: since 2023 they hold letters (`BU0363AA01`).
"""

import re
from enum import StrEnum

LAND = "NL00"
FICTIEVE_GEMEENTEN = re.compile(r"^(?:GM|WK|BU|SD)99")


class Niveau(StrEnum):
    """A level of areas, from large to small."""

    LAND = "land"
    GEMEENTE = "gemeente"
    WIJK = "wijk"
    BUURT = "buurt"


# CBS counts: gemeente 4 positions, wijk 2 more, buurt 2 more. By how a code begins, for a national
# table has hundreds of thousands of them.
_VORMEN = {
    "NL": (Niveau.LAND, re.compile(r"NL00")),
    "GM": (Niveau.GEMEENTE, re.compile(r"GM[0-9]{4}")),
    "WK": (Niveau.WIJK, re.compile(r"WK[0-9]{4}[0-9A-Z]{2}")),
    "BU": (Niveau.BUURT, re.compile(r"BU[0-9]{4}[0-9A-Z]{4}")),
}


def niveau_of(gebiedscode: str) -> Niveau | None:
    """
    Answer the level a code belongs to, or None where it is no code of CBS.

    >>> niveau_of("BU0363AA01").value
    'buurt'
    >>> niveau_of("7721110") is None
    True
    """
    niveau, vorm = _VORMEN.get(gebiedscode[:2], (None, None))
    return niveau if vorm is not None and vorm.fullmatch(gebiedscode) else None


def gemeentecode_of(gebiedscode: str) -> str | None:
    """
    Answer the gemeente a wijk or buurt lies in, by its code.

    >>> gemeentecode_of("BU07721110")
    'GM0772'
    """
    niveau = niveau_of(gebiedscode)
    return None if niveau in {None, Niveau.LAND} else f"GM{gebiedscode[2:6]}"


def wijkcode_of(gebiedscode: str) -> str | None:
    """
    Answer the wijk a buurt lies in, by its code.

    >>> wijkcode_of("BU07721110")
    'WK077211'
    """
    if niveau_of(gebiedscode) not in {Niveau.WIJK, Niveau.BUURT}:
        return None
    return f"WK{gebiedscode[2:8]}"

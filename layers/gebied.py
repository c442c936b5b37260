"""
The area of a map as text: the country, a gemeente, a stadsdeel, or a set that somebody chose.

A stadsdeel is `SD`, the four digits of its gemeente and its name: `SD0772-woensel-noord`. A set is
the codes of gemeenten, wijken and buurten with commas between them.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from data.gebieden import LAND, Niveau, gemeentecode_of, niveau_of

_STADSDEEL: Final = re.compile(r"^SD([0-9]{4})-[a-z0-9]+(?:-[a-z0-9]+)*$")
_WOORD: Final = re.compile(r"^stadsdeel\s+", re.IGNORECASE)
_DELEN: Final = (Niveau.GEMEENTE, Niveau.WIJK, Niveau.BUURT)
# More than all buurten of the largest gemeente; a map of more than that is a map of the country.
MEESTE_DELEN: Final = 1000


def parts_of(gebied: str) -> tuple[str, ...]:
    """
    Answer the codes that an area is named by.

    >>> parts_of("BU07721110,WK077212")
    ('BU07721110', 'WK077212')
    """
    return tuple(filter(None, gebied.split(",")))


def join_parts(codes: Iterable[str]) -> str:
    """
    Write a set of codes as the text of an area, always in the same order.

    >>> join_parts(["WK077212", "BU07721110", "WK077212"])
    'BU07721110,WK077212'
    """
    return ",".join(sorted(set(codes)))


def is_stadsdeel(gebied: str) -> bool:
    """Tell whether an area is a stadsdeel."""
    return _STADSDEEL.match(gebied) is not None


def is_deelgebied(gebied: str) -> bool:
    """
    Tell whether an area is a stadsdeel or a chosen set: drawn among what lies around it.

    >>> is_deelgebied("GM0772"), is_deelgebied("GM0772,GM0743"), is_deelgebied("WK077212")
    (False, True, True)
    """
    return gebied != LAND and (
        len(parts_of(gebied)) > 1 or niveau_of(gebied) is not Niveau.GEMEENTE
    )


def known_parts(gebied: str) -> tuple[str, ...]:
    """
    Answer the codes of an area that have the form of one.

    >>> known_parts("SD0772-woensel-noord"), known_parts("BU07721110,NL00,XX")
    (('SD0772-woensel-noord',), ('BU07721110',))
    """
    delen = parts_of(gebied)[:MEESTE_DELEN]
    return tuple(code for code in delen if is_stadsdeel(code) or niveau_of(code) in _DELEN)


def gemeenten_of(gebied: str) -> frozenset[str]:
    """
    Answer the gemeenten that an area lies in; none for the country, which has them all.

    >>> sorted(gemeenten_of("BU07721110,GM0743"))
    ['GM0743', 'GM0772']
    """
    if gebied == LAND:
        return frozenset()
    if gevonden := _STADSDEEL.match(gebied):
        return frozenset({f"GM{gevonden[1]}"})
    return frozenset(filter(None, map(gemeentecode_of, parts_of(gebied))))


def kader_of(gebied: str) -> str:
    """
    Answer the gemeente or country whose outlines an area is drawn among.

    >>> kader_of("SD0772-woensel-noord"), kader_of("GM0772,GM0743")
    ('GM0772', 'NL00')
    """
    gemeenten = gemeenten_of(gebied)
    return next(iter(gemeenten)) if len(gemeenten) == 1 else LAND


def stadsdeel_code(gemeente: str, naam: str) -> str:
    """
    Answer the code of a stadsdeel from its name.

    >>> stadsdeel_code("GM0772", "Stadsdeel Woensel-Noord")
    'SD0772-woensel-noord'
    """
    kaal = unicodedata.normalize("NFKD", stadsdeel_naam(naam)).encode("ascii", "ignore").decode()
    woorden = re.findall(r"[a-z0-9]+", kaal.lower())
    return f"SD{gemeente[2:]}-{'-'.join(woorden)}"


def stadsdeel_naam(naam: str) -> str:
    """
    Answer the name of a stadsdeel without that word before it.

    >>> stadsdeel_naam("Stadsdeel Woensel-Noord")
    'Woensel-Noord'
    """
    return _WOORD.sub("", naam)

"""
Any map in greys, for who prints without colours.

What a hue told is told by lines laid over the grey: what falls has lines that lie, what rises (or
a second group) lines that stand. Two classes without different lines differ by 10 or more in
lightness; tests/test_grijs.py holds it.
"""

from dataclasses import replace
from typing import Final

from layers.kaartbeeld import Kaartbeeld, Klasse, Streping
from layers.mogelijk import SAMEN, SOORT_BUURT, STAND

_GEEN, _LIGT, _STAAT = Streping.GEEN, Streping.LIGGEND, Streping.STAAND
_STAND: Final = tuple(
    (kleur, _GEEN) for kleur in ("#F0F0F0", "#C6C6C6", "#969696", "#636363", "#303030")
)
_PER_SOORT: Final = {
    STAND: _STAND,
    "verandering": (
        ("#6A6A6A", _LIGT),
        ("#C1C1C1", _LIGT),
        ("#F6F6F6", _GEEN),
        ("#B0B0B0", _GEEN),
        ("#525252", _GEEN),
    ),
    SAMEN: (
        ("#3B3B3B", _GEEN),
        ("#919191", _GEEN),
        ("#B9B9B9", _STAAT),
        ("#F6F6F6", _GEEN),
    ),
    "tegen-de-trend": (
        ("#919191", _GEEN),
        ("#3B3B3B", _GEEN),
        ("#F6F6F6", _GEEN),
        ("#B9B9B9", _STAAT),
        ("#DDDDDD", _LIGT),
    ),
    "stand-verandering": tuple(
        (kleur, streping)
        for kleur in ("#EEEEEE", "#ABABAB", "#636363")
        for streping in (_LIGT, _GEEN, _STAAT)
    ),
    SOORT_BUURT: (
        *((kleur, _GEEN) for kleur in ("#C6C6C6", "#848484", "#3B3B3B")),
        *((kleur, _STAAT) for kleur in ("#C6C6C6", "#848484", "#3B3B3B")),
        ("#F6F6F6", _GEEN),
    ),
}


def build_grijs(kaartbeeld: Kaartbeeld) -> Kaartbeeld:
    """Answer the same map in greys: only the look of its classes is another."""
    klassen = kaartbeeld.klassen
    uiterlijk = _PER_SOORT[kaartbeeld.soort]
    if kaartbeeld.soort == STAND and len(klassen) < len(_STAND):
        # fewer classes take greys further apart
        stap = (len(_STAND) - 1) / max(len(klassen) - 1, 1)
        uiterlijk = tuple(_STAND[round(nummer * stap)] for nummer in range(len(klassen)))
    return replace(
        kaartbeeld,
        klassen=tuple(_grey(klasse, *u) for klasse, u in zip(klassen, uiterlijk, strict=True)),
    )


def _grey(klasse: Klasse, kleur: str, streping: Streping) -> Klasse:
    return replace(klasse, kleur=kleur, streping=streping)

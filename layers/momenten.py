"""What maps of one and of two variables have in common: states, classes and counts per area."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import compress
from typing import Any

import pandas as pd

from data.gebieden import LAND
from layers.gebied import is_deelgebied
from layers.gewichten import build_gewichten, count_in
from layers.kaartbeeld import STAAT_PER_WOORD, Gewicht, Referentie, Staat, Telling
from layers.ondergrond import Ondergrond

# the fields of a Moment that follow from the areas
Velden = dict[str, Any]

# A longer name of a deelgebied does not fit beside the other lines of the strip.
_LANGSTE_NAAM = 14
SIGNAAL = "signaal, relatief, geen oorzaak"


def to_staten(kolom: pd.Series, ondergrond: Ondergrond) -> tuple[Staat, ...]:
    """Answer the state of every area of a map; without a row it is not available."""
    hier = kolom.reindex(list(ondergrond.codes)).fillna(Staat.NIET_BESCHIKBAAR)
    return tuple(
        Staat.BUITEN_SELECTIE if is_buiten else STAAT_PER_WOORD[str(staat)]
        for staat, is_buiten in zip(hier.tolist(), ondergrond.buiten, strict=True)
    )


def to_klassen(kolom: pd.Series, codes: Sequence[str]) -> tuple[int | None, ...]:
    """Answer the class of every area of a map; None where it has none."""
    hier = kolom.reindex(list(codes))
    return tuple(None if pd.isna(klasse) else int(klasse) for klasse in hier.tolist())


def count_moment(  # noqa: PLR0913 - all that a moment says per area
    ondergrond: Ondergrond,
    klassen: tuple[int | None, ...],
    staten: tuple[Staat, ...],
    *,
    jaar: int,
    aantal: int,
    gewijzigd: tuple[bool, ...] = (),
) -> Velden:
    """Answer classes, states, changed borders, weights and counts of a moment, as fields of it."""
    gewichten = build_gewichten(
        ondergrond.codes, jaar=jaar, grensjaar=ondergrond.grensjaar, opslag=ondergrond.opslag
    )
    return {
        "klassen": klassen,
        "staten": staten,
        "gewijzigd": gewijzigd,
        "gewichten": gewichten,
        "tellingen": tuple(
            count_with_changed(gewicht, klassen, staten, gewijzigd, ondergrond.water, aantal=aantal)
            for gewicht in gewichten
        ),
    }


def count_with_changed(  # noqa: PLR0913 - all that a moment says per area
    gewicht: Gewicht,
    klassen: Sequence[int | None],
    staten: Sequence[Staat],
    gewijzigd: Sequence[bool],
    water: Sequence[bool],
    *,
    aantal: int,
) -> Telling:
    """Count a weight per class and state, and in areas of which the borders changed."""
    telling = count_in(gewicht, klassen, staten, water, aantal=aantal)
    waarden = list(compress(gewicht.waarden, gewijzigd))
    bekend = [waarde for waarde in waarden if waarde is not None]
    onbekend = telling.onbekend
    # unknown is no zero
    if waarden and not bekend:
        onbekend = (*onbekend, len(telling.cellen) - 1)
    return replace(telling, gewijzigd=round(sum(bekend)), onbekend=onbekend)


def to_gewijzigd(
    tabellen: Sequence[pd.DataFrame], staten: Sequence[Staat], ondergrond: Ondergrond
) -> tuple[bool, ...]:
    """Tell which areas have no figure because their borders changed; nothing where none has."""
    gewijzigd = [
        staat is Staat.NIET_BESCHIKBAAR
        and not is_water
        and any(tabel["gewijzigd"].get(code, default=False) for tabel in tabellen)
        for code, staat, is_water in zip(ondergrond.codes, staten, ondergrond.water, strict=True)
    ]
    return tuple(map(bool, gewijzigd)) if any(gewijzigd) else ()


def references(kolom: pd.Series, ondergrond: Ondergrond) -> tuple[Referentie, ...]:
    """Answer the value of the area of the map, of its gemeente and of the country."""
    return tuple(
        Referentie(
            gebiedscode=code,
            naam=naam,
            waarde=None if pd.isna(kolom.get(code)) else float(kolom[code]),
            kort=_short(code, naam),
        )
        for code, naam in ondergrond.groter
    )


def _short(code: str, naam: str) -> str:
    """Answer the name of a larger area where there is little room."""
    if code == LAND:
        return "NL"
    return "deelgebied" if is_deelgebied(code) and len(naam) > _LANGSTE_NAAM else naam

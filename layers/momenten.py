"""What maps of one and of two variables have in common: states, classes and counts per area."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from data.gebieden import LAND
from layers.gewichten import build_gewichten, count_in
from layers.kaartbeeld import STAAT_PER_WOORD, Referentie, Staat
from layers.ondergrond import Ondergrond

# the fields of a Moment that follow from the areas
Velden = dict[str, Any]

SIGNAAL = "signaal, relatief, geen oorzaak"


def to_staten(kolom: pd.Series, codes: Sequence[str]) -> tuple[Staat, ...]:
    """Answer the state of every area of a map; without a row it is not available."""
    hier = kolom.reindex(list(codes)).fillna(Staat.NIET_BESCHIKBAAR)
    return tuple(STAAT_PER_WOORD[str(staat)] for staat in hier.tolist())


def to_klassen(kolom: pd.Series, codes: Sequence[str]) -> tuple[int | None, ...]:
    """Answer the class of every area of a map; None where it has none."""
    hier = kolom.reindex(list(codes))
    return tuple(None if pd.isna(klasse) else int(klasse) for klasse in hier.tolist())


def count_moment(
    ondergrond: Ondergrond,
    klassen: tuple[int | None, ...],
    staten: tuple[Staat, ...],
    *,
    jaar: int,
    aantal: int,
) -> Velden:
    """Answer classes, states, weights and counts of a moment, as fields of it."""
    gewichten = build_gewichten(
        ondergrond.codes, jaar=jaar, grensjaar=ondergrond.grensjaar, opslag=ondergrond.opslag
    )
    return {
        "klassen": klassen,
        "staten": staten,
        "gewichten": gewichten,
        "tellingen": tuple(
            count_in(gewicht, klassen, staten, ondergrond.water, aantal=aantal)
            for gewicht in gewichten
        ),
    }


def references(kolom: pd.Series, ondergrond: Ondergrond) -> tuple[Referentie, ...]:
    """Answer the value of the area of the map and of the country."""
    namen = {ondergrond.gebied: ondergrond.naam, LAND: "Nederland"}
    return tuple(
        Referentie(
            gebiedscode=code,
            naam=naam,
            waarde=None if pd.isna(kolom.get(code)) else float(kolom[code]),
        )
        for code, naam in namen.items()
    )

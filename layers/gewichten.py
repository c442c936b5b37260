"""What the legend counts in: buurten, and beside them the homes or households that lie in them."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import numpy as np
import pandas as pd

from data.grenzen import read_op_grens
from data.opslag import Opslag, Vermelding, peiljaren_of, read_inhoud
from layers.kaartbeeld import Gewicht, Staat, Telling

BUURTEN: Final = "buurten"
# Column of the table of CBS, and the word for what it counts; the first that is known is used.
_KOLOMMEN: Final = (("woningvoorraad", "woningen"), ("huishoudens_totaal", "huishoudens"))

# The states without a class, in the order of a Telling.
_STATEN: Final = (
    Staat.KLEIN_AANTAL,
    Staat.ONDERDRUKT,
    Staat.NIET_BESCHIKBAAR,
    Staat.BUITEN_SELECTIE,
)


def build_gewichten(
    codes: tuple[str, ...], *, jaar: int, grensjaar: int, opslag: Opslag
) -> tuple[Gewicht, ...]:
    """
    Answer what can be counted in: buurten; beside them dwellings, else households, else nothing.

    Of the year, else of the nearest year of which they are known on these borders.
    """
    return (
        Gewicht(sleutel=BUURTEN, label=BUURTEN, jaar=None, waarden=(1.0,) * len(codes)),
        *_nearest(codes, jaar, grensjaar, opslag, read_inhoud(opslag)),
    )


# one entry per year and area, and shared by all indicators
@lru_cache(maxsize=64)
def _nearest(
    codes: tuple[str, ...],
    jaar: int,
    grensjaar: int,
    opslag: Opslag,
    _inhoud: tuple[Vermelding, ...],
) -> tuple[Gewicht, ...]:
    jaren = sorted(peiljaren_of("kwb", opslag=opslag), key=lambda j: (abs(j - jaar), -j))
    for kolom, sleutel in _KOLOMMEN:
        for ander in jaren:
            waarden = (
                read_op_grens(
                    "kwb", peiljaar=ander, grensjaar=grensjaar, kolommen=(kolom,), opslag=opslag
                )
                .cijfers[kolom]
                .reindex(list(codes))
            )
            if waarden.notna().any():
                gewicht = Gewicht(
                    sleutel=sleutel, label=sleutel, jaar=ander, waarden=to_optional(waarden)
                )
                return (gewicht,)
    return ()


def to_optional(kolom: pd.Series) -> tuple[float | None, ...]:
    """
    Answer the values of a column, None where there is none.

    >>> to_optional(pd.Series([1.5, None]))
    (1.5, None)
    """
    getallen = kolom.to_numpy(dtype="float64", na_value=float("nan"))
    waarden = getallen.astype(object)
    waarden[getallen != getallen] = None  # noqa: PLR0124 - NaN alone differs from itself
    return tuple(waarden.tolist())


def count_in(
    gewicht: Gewicht,
    klassen: Sequence[int | None],
    staten: Sequence[Staat],
    water: Sequence[bool],
    *,
    aantal: int,
) -> Telling:
    """Count a weight per class and per state; small numbers apart, water not at all."""
    plek = np.array([-1 if klasse is None else klasse for klasse in klassen], dtype=np.intp)
    for nummer, staat in enumerate(_STATEN):
        # what is shown without a class has no place in the counts
        plek[np.array([s is staat for s in staten], dtype=bool)] = aantal + nummer
    waarden = np.array(gewicht.waarden, dtype="float64")
    mee = ~np.array(water, dtype=bool) & ~np.isnan(waarden) & (plek >= 0)
    som = np.bincount(plek[mee], weights=waarden[mee], minlength=aantal + len(_STATEN))
    per_vak = [round(float(w)) for w in som]
    klein, geheim, geen, buiten = per_vak[aantal:]
    hier = ~np.array(water, dtype=bool) & (plek >= 0)
    alle, bekend = (
        np.bincount(plek[vakken], minlength=aantal + len(_STATEN)) for vakken in (hier, mee)
    )
    return Telling(
        onbekend=tuple(int(n) for n in np.flatnonzero((alle > 0) & (bekend == 0))),
        gewicht=gewicht.sleutel,
        klassen=tuple(per_vak[:aantal]),
        klein_aantal=klein,
        onderdrukt=geheim,
        niet_beschikbaar=geen,
        buiten_selectie=buiten,
    )

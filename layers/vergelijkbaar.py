"""Buurten of the same gemeente that are alike on plain characteristics, nearest first."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from layers.aanbod import indicatoren_van, peiljaren
from layers.indicatoren import INDICATOR_PER_SLEUTEL
from layers.kaartbeeld import Staat
from layers.link import Keuze
from layers.opmaak import format_met, opmaak_of
from layers.stand import build_stand

# What homes and households a buurt has, and nothing that the page is meant to compare.
KENMERKEN: Final = ("corporatiewoningen", "woz", "eenpersoonshuishoudens")
# With fewer to choose from the nearest says little.
_MINSTENS: Final = 5


@dataclass(frozen=True)
class Gelijke:
    """A buurt that is alike: its code, its name, and its characteristics as text."""

    code: str
    naam: str
    waarden: tuple[str, ...]


@dataclass(frozen=True)
class Gelijken:
    """The characteristics that were compared, the buurt itself, and those that are most alike."""

    kenmerken: tuple[str, ...]
    zelf: Gelijke | None
    rijen: tuple[Gelijke, ...]


def possible_kenmerken(gemeente: str) -> list[str]:
    """List the characteristics that there are figures of."""
    return [sleutel for sleutel in indicatoren_van(gemeente) if sleutel in KENMERKEN]


def find_gelijken(keuze: Keuze, gemeente: str, kenmerken: list[str], *, aantal: int) -> Gelijken:
    """
    Find the buurten nearest to the chosen one, each characteristic in its own spread.

    Buurten with a small number or without one of the figures take no part.
    """
    beelden = [
        build_stand(
            Keuze(gebied=gemeente, grens=keuze.grens, indicator=s, jaar=peiljaren(s, gemeente)[-1])
        )
        for s in kenmerken
    ]
    leeg = Gelijken(tuple(INDICATOR_PER_SLEUTEL[s].kort for s in kenmerken), None, ())
    if not beelden:
        return leeg
    eerste = beelden[0]
    tabel = pd.DataFrame(
        {
            sleutel: [
                w if staat is Staat.OK and is_land else None
                for w, staat, is_land in zip(
                    beeld.moment.waarden, beeld.moment.staten, beeld.land, strict=True
                )
            ]
            for sleutel, beeld in zip(kenmerken, beelden, strict=True)
        },
        index=list(eerste.gebieden),
        dtype="float64",
    ).dropna()
    buurt = keuze.buurt
    if buurt is None or buurt not in tabel.index or len(tabel) < _MINSTENS:
        return leeg
    spreiding = tabel.std(ddof=0).replace(0, np.nan)
    afstand = ((tabel - tabel.loc[buurt]) / spreiding).fillna(0).pow(2).sum(axis=1)
    volgorde = afstand.drop(buurt).sort_values(kind="stable").index[:aantal]
    namen = dict(zip(eerste.gebieden, eerste.namen, strict=True))

    def to_gelijke(code: str) -> Gelijke:
        return Gelijke(
            code,
            namen[code],
            tuple(
                format_met(opmaak_of(INDICATOR_PER_SLEUTEL[s]), tabel[s][code]) for s in kenmerken
            ),
        )

    return Gelijken(leeg.kenmerken, to_gelijke(buurt), tuple(map(to_gelijke, volgorde)))

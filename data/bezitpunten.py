"""
Coordinates of a foreign list as points in RD, and the one place that says what is wrong with them.

A point outside the Netherlands is never a complex, so it says that the columns are not what they
are called: the file is refused, with what it looks like. Nothing is swapped or converted silently;
a sum that is right by luck would be wrong for the next file. A point inside the Netherlands that
lies in no buurt is a matter of that one row, and is told when it is placed.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Final, NoReturn

import numpy as np
import pandas as pd
from pyproj import Transformer

from data.errors import BestandAfgekeurdError, shorten
from data.getallen import parse_getallen
from data.projectie import NEDERLAND_GRADEN, NEDERLAND_RD, RD, WGS84

Grenzen = tuple[float, float, float, float]


class Stelsel(Enum):
    """What two columns of coordinates are in, by their names."""

    RD = "x en y (Rijksdriehoek, in meters)"
    GRADEN = "lon en lat (in graden)"


@dataclass(frozen=True, kw_only=True)
class Puntkolommen:
    """The two columns of a list that hold points: first east, then north."""

    oost: str
    noord: str
    stelsel: Stelsel


_BINNEN: Final = {Stelsel.RD: NEDERLAND_RD, Stelsel.GRADEN: NEDERLAND_GRADEN}
_ANDER: Final = {Stelsel.RD: Stelsel.GRADEN, Stelsel.GRADEN: Stelsel.RD}
# Where others put their countries, in metres and in degrees.
_LAMBERT_72: Final = (15_000, 15_000, 300_000, 285_000)
_LAMBERT_2008: Final = (500_000, 500_000, 800_000, 770_000)
_UTM: Final = (166_000, 4_900_000, 1_000_000, 6_200_000)
_WEB_MERCATOR: Final = (200_000, 6_200_000, 1_800_000, 7_500_000)
_BUURLANDEN_GRADEN: Final = (2.0, 47.0, 15.5, 55.5)
_ELDERS: Final = {
    Stelsel.RD: (
        (_LAMBERT_72, "dit lijken Belgische coördinaten (Lambert 72)"),
        (_LAMBERT_2008, "dit lijken Belgische coördinaten (Lambert 2008)"),
        (_UTM, "dit lijken coördinaten in UTM, zoals in Duitsland"),
        (_WEB_MERCATOR, "dit lijken coördinaten van een webkaart (Web Mercator)"),
    ),
    Stelsel.GRADEN: (
        (_BUURLANDEN_GRADEN, "dit punt ligt in België, Duitsland of een ander buurland"),
    ),
}


def clean_punten(cellen: pd.DataFrame, kolommen: Puntkolommen, *, bestand: str) -> pd.DataFrame:
    """
    Read two columns of coordinates.

    Returns
    -------
    punten
        x_m and y_m in RD, on the index of `cellen`; NaN where both are empty or zero.

    Raises
    ------
    BestandAfgekeurdError
        If a cell is no number, half of a point is missing, or a point lies outside the Netherlands;
        names the row and says what the coordinates look like.
    """
    gelezen = {
        kolom: parse_getallen(
            cellen[kolom],
            bestand=bestand,
            kolom=kolom,
            zijn_graden=kolommen.stelsel is Stelsel.GRADEN,
        ).waarden
        for kolom in (kolommen.oost, kolommen.noord)
    }
    punten = pd.DataFrame({"x_m": gelezen[kolommen.oost], "y_m": gelezen[kolommen.noord]})
    # how some programs write that there is none
    punten = punten.mask((punten == 0).all(axis=1))
    half = punten[punten.isna().any(axis=1) & punten.notna().any(axis=1)]
    if not half.empty:
        leeg = kolommen.oost if pd.isna(half["x_m"].iloc[0]) else kolommen.noord
        raise BestandAfgekeurdError(
            bestand,
            "hier staat maar de helft van een punt. Vul beide coördinaten in of geen van beide.",
            plaats=f"rij {half.index[0]}, kolom '{shorten(leeg)}'",
        )
    bekend = punten.dropna()
    buiten = bekend[~_inside(bekend, _BINNEN[kolommen.stelsel])]
    if not buiten.empty:
        _refuse_first(buiten, kolommen, bestand=bestand)
    if kolommen.stelsel is Stelsel.GRADEN and len(bekend):
        omzetting = Transformer.from_crs(WGS84, RD, always_xy=True)
        x, y = omzetting.transform(bekend["x_m"].to_numpy(), bekend["y_m"].to_numpy())
        punten.loc[bekend.index] = np.column_stack([x, y]).round(2)
    return punten


def _refuse_first(buiten: pd.DataFrame, kolommen: Puntkolommen, *, bestand: str) -> NoReturn:
    """Say of the first point outside the Netherlands what it looks like, and what to do."""
    eerste = buiten.iloc[:1]
    wat, wens = _recognise(eerste, kolommen)
    vaker = f" (zo ook op {len(buiten) - 1} andere rijen)" if len(buiten) > 1 else ""
    raise BestandAfgekeurdError(
        bestand,
        f"{wat}{vaker}. {wens}.",
        plaats=f"rij {eerste.index[0]}, kolommen '{shorten(kolommen.oost)}' en "
        f"'{shorten(kolommen.noord)}'",
    )


def _recognise(punt: pd.DataFrame, kolommen: Puntkolommen) -> tuple[str, str]:
    """Answer what a point looks like, and what to do."""
    stelsel = kolommen.stelsel
    gedraaid = punt[["y_m", "x_m"]].set_axis(["x_m", "y_m"], axis=1)
    if _inside(gedraaid, _BINNEN[stelsel]).all():
        return (
            "de coördinaten zijn verwisseld: noord staat voor oost",
            "Verwissel de namen van de twee kolommen",
        )
    ander = _ANDER[stelsel]
    if _inside(punt, _BINNEN[ander]).all() or _inside(gedraaid, _BINNEN[ander]).all():
        return f"dit zijn coördinaten als {ander.value}", "Noem de kolommen ook zo"
    wens = f"Geef {stelsel.value}, of alleen de buurtcode"
    for grenzen, wat in _ELDERS[stelsel]:
        if _inside(punt, grenzen).all():
            return wat, wens
    return "dit punt ligt niet in Nederland", wens


def _inside(punten: pd.DataFrame, grenzen: Grenzen) -> pd.Series:
    west, zuid, oost, noord = grenzen
    return punten["x_m"].between(west, oost) & punten["y_m"].between(zuid, noord)

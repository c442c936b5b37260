"""Buurten as rows of a computation: which there are, their values, and means over them."""

import numpy as np
import pandas as pd

from data.gebieden import LAND, Niveau
from data.grenzen import read_gebieden_op_grens
from data.opslag import Opslag
from layers.aanbod import buurten_in
from layers.begrippen import Indicator
from layers.kaartbeeld import Staat
from layers.waarden import build_waarden, read_nearest


def list_buurten(gebied: str, grensjaar: int, *, opslag: Opslag) -> list[str]:
    """List the buurten of an area, a set of areas or the country."""
    hier = buurten_in(gebied, grensjaar, opslag=opslag)
    if hier is not None:
        return sorted(hier)
    gebieden = read_gebieden_op_grens(grensjaar, opslag=opslag)
    alle = gebieden[gebieden["niveau"] == Niveau.BUURT]
    return sorted(
        map(str, alle.index if gebied == LAND else alle.index[alle["gemeentecode"] == gebied])
    )


def shown_values(indicator: Indicator, jaar: int, *, grensjaar: int, opslag: Opslag) -> pd.Series:
    """Answer the values that may be told without reserve: small numbers take no part in means."""
    tabel = build_waarden(indicator, peiljaar=jaar, grensjaar=grensjaar, opslag=opslag).tabel
    return tabel["waarde"].where(tabel["status"].eq(Staat.OK))


def households(jaar: int, *, grensjaar: int, opslag: Opslag) -> pd.Series:
    """Answer the households of a year, else of the nearest year on the same borders."""
    return read_nearest("huishoudens_totaal", jaar, grensjaar, opslag)[0]


def weighted_mean(waarden: pd.Series, gewichten: pd.Series) -> float | None:
    """
    Answer a mean by households, not by buurt; None of nothing.

    >>> weighted_mean(pd.Series([10.0, 20.0]), pd.Series([300.0, 100.0]))
    12.5
    """
    if waarden.empty:
        return None
    return float(np.average(waarden, weights=gewichten))

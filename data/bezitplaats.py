"""In which buurt a home stands: by the code that is given, or by a point in the outlines."""

from enum import StrEnum
from functools import lru_cache

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from data.gebieden import Niveau
from data.opslag import (
    Opslag,
    Vermelding,
    grensjaren_met_omtrekken,
    read_inhoud,
    read_omtrekken,
)


class Plaatsing(StrEnum):
    """How a complex was placed in a buurt, or why it was not."""

    CODE = "op buurtcode"
    CODE_EN_PUNT = "op buurtcode; het punt ligt er ook"
    CODE_ZONDER_PUNT = "op buurtcode; het punt ligt elders"
    EERDERE_CODE = "op eerdere buurtcode"
    PUNT = "op coördinaten"
    ONBEKENDE_CODE = "niet: buurtcode onbekend"
    VERVALLEN_CODE = "niet: buurtcode van eerder, grens gewijzigd"
    IN_WATER = "niet: het punt ligt in water"
    BUITEN = "niet: het punt ligt buiten de buurtgrenzen"


# Of these the point is where the homes are, and stays so when borders change.
MET_PUNT = frozenset({Plaatsing.CODE_EN_PUNT, Plaatsing.PUNT, Plaatsing.IN_WATER, Plaatsing.BUITEN})


def read_buurten(grensjaar: int, *, opslag: Opslag) -> gpd.GeoDataFrame:
    """
    Read the outlines of the buurten of one border year, water among them; none where none are kept.

    Returns
    -------
    buurten
        gebiedscode, is_water and geometry, in RD, by code.
    """
    return _read_buurten(grensjaar, opslag, read_inhoud(opslag))


@lru_cache(maxsize=4)
def _read_buurten(
    grensjaar: int, opslag: Opslag, _inhoud: tuple[Vermelding, ...]
) -> gpd.GeoDataFrame:
    kolommen = ["gebiedscode", "is_water", "geometry"]
    if grensjaar not in grensjaren_met_omtrekken(opslag=opslag):
        return gpd.GeoDataFrame({k: [] for k in kolommen}, geometry="geometry", crs="EPSG:28992")
    kaart = read_omtrekken(grensjaar, opslag=opslag)
    return kaart.loc[kaart["niveau"] == Niveau.BUURT, kolommen].reset_index(drop=True)


def place_punten(punten: pd.DataFrame, buurten: gpd.GeoDataFrame) -> pd.DataFrame:
    """
    Find the buurt that each point lies in; `punten` are x_m and y_m in RD, NaN where unknown.

    A point on a border goes to the buurt of the lower code, and to land before water.

    Returns
    -------
    geplaatst
        On the index of `punten`: gebiedscode, missing where it lies in none or in water, and
        is_water.
    """
    bekend = punten[["x_m", "y_m"]].astype("float64").dropna()
    boom = shapely.STRtree(np.asarray(shapely.points(bekend.to_numpy()), dtype=object))
    # the outlines are the side that asks: shapely prepares those, and they are few and large
    nummer, punt = boom.query(buurten.geometry.to_numpy(), predicate="intersects")
    gevonden = pd.DataFrame(
        {
            "punt": bekend.index[punt],
            "gebiedscode": buurten["gebiedscode"].to_numpy(dtype=object)[nummer],
            "is_water": buurten["is_water"].to_numpy(dtype=bool)[nummer],
        }
    )
    eerste = gevonden.sort_values(["is_water", "gebiedscode"]).drop_duplicates("punt")
    per_punt = eerste.set_index("punt").reindex(punten.index)
    is_water = per_punt["is_water"].eq(other=True)
    codes = per_punt["gebiedscode"].mask(is_water).astype("str")
    return pd.DataFrame({"gebiedscode": codes, "is_water": is_water})

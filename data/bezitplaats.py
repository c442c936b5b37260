"""In which buurt a home stands: by the code that is given, or by a point in the outlines."""

from enum import StrEnum
from functools import lru_cache
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from data.gebieden import FICTIEVE_GEMEENTEN, Niveau
from data.opslag import (
    Opslag,
    Vermelding,
    grensjaren_met_omtrekken,
    read_gebieden,
    read_inhoud,
    read_omtrekken,
)
from data.opvolging import read_opvolging


class Plaatsing(StrEnum):
    """How a complex was placed in a buurt, or why it was not."""

    CODE = "op buurtcode"
    CODE_EN_PUNT = "op buurtcode; het punt ligt er ook"
    CODE_ZONDER_PUNT = "op buurtcode; het punt ligt elders"
    EERDERE_CODE = "op eerdere buurtcode"
    PUNT = "op coördinaten"
    ONBEKENDE_CODE = "niet: buurtcode onbekend"
    VERVALLEN_CODE = "niet: buurtcode van eerder, niet zeker te volgen"
    IN_WATER = "niet: ligt in water"
    BUITEN = "niet: punt buiten de buurtgrenzen"
    ZONDER_PLAATS = "niet: geen buurtcode en geen punt"
    TOTAAL = "niet: totaalrij"
    GEEN_WONINGEN = "niet: 0 woningen"
    VOORBEELD = "niet: voorbeeldrij van het sjabloon"


GEPLAATST: Final = frozenset(
    {
        Plaatsing.CODE,
        Plaatsing.CODE_EN_PUNT,
        Plaatsing.CODE_ZONDER_PUNT,
        Plaatsing.EERDERE_CODE,
        Plaatsing.PUNT,
    }
)
# Of these the point is where the homes are, and stays so when borders change.
MET_PUNT: Final = frozenset(
    {Plaatsing.CODE_EN_PUNT, Plaatsing.PUNT, Plaatsing.IN_WATER, Plaatsing.BUITEN}
)
# These rows are no complex with homes; they are told and not kept.
GEEN_COMPLEX: Final = frozenset({Plaatsing.TOTAAL, Plaatsing.GEEN_WONINGEN, Plaatsing.VOORBEELD})


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


def place_complexen(rijen: pd.DataFrame, grensjaar: int, *, opslag: Opslag) -> pd.DataFrame:
    """
    Place clean rows of a list in the buurten of one border year.

    A code decides; a point does where there is no code, or one that nobody can follow.

    Returns
    -------
    geplaatst
        On the index of `rijen`: buurtcode (missing where in none) and plaatsing.
    """
    buurten = read_buurten(grensjaar, opslag=opslag)
    punten = place_punten(rijen, buurten)
    heeft_punt = rijen["x_m"].notna()
    codes = _follow_codes(rijen["buurtcode"], grensjaar, opslag=opslag)
    op_code = codes["gebiedscode"]
    is_gelijk = op_code == punten["gebiedscode"]
    zonder_code = rijen["buurtcode"] == ""
    # the first that holds goes; each row has one
    keuze: tuple[tuple[pd.Series, Plaatsing], ...] = (
        (rijen["is_totaal"], Plaatsing.TOTAAL),
        (rijen["buurtcode"].str.match(FICTIEVE_GEMEENTEN), Plaatsing.VOORBEELD),
        (rijen["aantal_woningen"] == 0, Plaatsing.GEEN_WONINGEN),
        (codes["is_eerder"] & op_code.notna(), Plaatsing.EERDERE_CODE),
        (op_code.notna() & is_gelijk, Plaatsing.CODE_EN_PUNT),
        (op_code.notna() & heeft_punt & bool(len(buurten)), Plaatsing.CODE_ZONDER_PUNT),
        (op_code.notna(), Plaatsing.CODE),
        (punten["gebiedscode"].notna(), Plaatsing.PUNT),
        (punten["is_water"] | codes["is_water"], Plaatsing.IN_WATER),
        (zonder_code & heeft_punt, Plaatsing.BUITEN),
        (zonder_code, Plaatsing.ZONDER_PLAATS),
        (codes["is_eerder"], Plaatsing.VERVALLEN_CODE),
    )
    plaatsing = pd.Series(
        np.select(
            [geldt.fillna(value=False).to_numpy(dtype=bool) for geldt, _ in keuze],
            [hoe.value for _, hoe in keuze],
            default=Plaatsing.ONBEKENDE_CODE.value,
        ),
        index=rijen.index,
        dtype="str",
    )
    buurtcode = op_code.fillna(punten["gebiedscode"]).where(plaatsing.isin(GEPLAATST))
    return pd.DataFrame({"buurtcode": buurtcode, "plaatsing": plaatsing})


def _follow_codes(codes: pd.Series, grensjaar: int, *, opslag: Opslag) -> pd.DataFrame:
    """
    Answer which buurt of one border year each code is, if that is certain.

    A code of that year is itself. One of another year is followed along its line, unless in
    different years it was of different buurten.

    Returns
    -------
    gevolgd
        gebiedscode, whether the code is of another year (is_eerder), and whether of water.
    """
    buurten = read_buurten(grensjaar, opslag=opslag)
    water = set(buurten.loc[buurten["is_water"].astype(bool), "gebiedscode"])
    nu = codes_of(grensjaar, opslag=opslag)
    lijnen = read_opvolging(grensjaar, opslag=opslag)
    zoek = lijnen[lijnen["code"].isin(set(codes) - nu)].drop_duplicates(["code", "gebiedscode"])
    eenduidig = zoek[~zoek["code"].duplicated(keep=False)].set_index("code")["gebiedscode"]
    jaren = {v.jaar for v in read_inhoud(opslag) if v.soort in {"gebieden", "omtrekken"}}
    ooit = set(lijnen["code"]).union(*(codes_of(jaar, opslag=opslag) for jaar in jaren))
    is_nu = codes.isin(nu)
    gevolgd = codes.where(is_nu, codes.map(eenduidig))
    is_water = gevolgd.isin(water)
    return pd.DataFrame(
        {
            "gebiedscode": gevolgd.mask(is_water),
            "is_eerder": ~is_nu & codes.isin(ooit),
            "is_water": is_water,
        }
    )


def codes_of(grensjaar: int, *, opslag: Opslag) -> set[str]:
    """Answer the codes of all buurten that are known on the borders of one year."""
    gebieden = read_gebieden(grensjaar, opslag=opslag)
    bekend = set(gebieden.index[gebieden["niveau"] == Niveau.BUURT])
    return bekend | set(read_buurten(grensjaar, opslag=opslag)["gebiedscode"])

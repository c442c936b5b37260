"""
One border year for figures of another: which areas kept their code and outline, and which did not.

An area reaches another border year when the outlines kept for that year say that its code and
outline held since. Where no outlines are kept, only the same border year is reached.
"""

from functools import lru_cache

import numpy as np
import pandas as pd

from data.gebieden import LAND, Niveau
from data.opslag import (
    SLEUTEL,
    Opslag,
    Tabel,
    Vermelding,
    grensjaren_met_omtrekken,
    read_gebieden,
    read_inhoud,
    read_omtrekken,
    read_tabel_met_geheim,
)


def read_op_grens(
    tabel: str, *, peiljaar: int, grensjaar: int, kolommen: tuple[str, ...], opslag: Opslag
) -> Tabel:
    """
    Read columns of a table on the borders of one year.

    Returns
    -------
    tabel
        Indexed by gebiedscode; areas of which the borders are others are left out.

    Raises
    ------
    GegevensOntbrekenError
        If the table is not kept for this year.
    """
    bewaard = read_tabel_met_geheim(tabel, peiljaar=peiljaar, opslag=opslag, kolommen=kolommen)
    sleutels = bewaard.cijfers.index.to_frame(index=False)
    sleutels["plaats"] = np.arange(len(sleutels))
    sleutels["afstand"] = (sleutels["grensjaar"] - grensjaar).abs()
    zelfde = (sleutels["afstand"] == 0) | (sleutels["gebiedscode"] == LAND)
    if not zelfde.all() and grensjaar in grensjaren_met_omtrekken(opslag=opslag):
        geldig = _validity(grensjaar, opslag=opslag)
        samen = sleutels[["gebiedscode"]].join(geldig, on="gebiedscode")
        zelfde |= sleutels["grensjaar"].between(samen["geldig_van"], samen["geldig_tot"])
    # the nearest border year goes first where a table holds an area on more than one
    beste = sleutels[zelfde].sort_values("afstand", kind="stable").drop_duplicates("gebiedscode")
    plaatsen = np.sort(beste["plaats"].to_numpy())
    return Tabel(
        bewaard.cijfers.iloc[plaatsen].droplevel(SLEUTEL[0]),
        bewaard.geheim.iloc[plaatsen].droplevel(SLEUTEL[0]),
    )


def changed_borders(
    tabel: str, *, peiljaar: int, grensjaar: int, kolom: str, opslag: Opslag
) -> pd.Index:
    """
    List the areas of one border year that a table does not reach because their borders changed.

    None where the table stands on those borders too, or where no outlines tell how long they held.

    Raises
    ------
    GegevensOntbrekenError
        If the table is not kept for this year.
    """
    bewaard = read_tabel_met_geheim(tabel, peiljaar=peiljaar, opslag=opslag, kolommen=(kolom,))
    sleutels = bewaard.cijfers.index
    eigen = set(sleutels[sleutels.get_level_values("gebiedscode") != LAND].get_level_values(0))
    if grensjaar in eigen or grensjaar not in grensjaren_met_omtrekken(opslag=opslag):
        return pd.Index([])
    geldig = _validity(grensjaar, opslag=opslag)
    bereikt = pd.Series(data=False, index=geldig.index)
    for jaar in eigen:
        bereikt |= (geldig["geldig_van"] <= jaar) & (geldig["geldig_tot"] >= jaar)
    return geldig.index[~bereikt]


def _validity(grensjaar: int, *, opslag: Opslag) -> pd.DataFrame:
    omtrekken = read_omtrekken(grensjaar, opslag=opslag)
    return pd.DataFrame(omtrekken[["gebiedscode", "geldig_van", "geldig_tot"]]).set_index(
        "gebiedscode"
    )


def read_gebieden_op_grens(grensjaar: int, *, opslag: Opslag) -> pd.DataFrame:
    """
    Read names and places of areas on the borders of one year, with names from other years.

    A map that holds since 2019 may be newer than the table that names its areas; an area that
    kept its code and outline kept its place too. The country is always among them, and CBS never
    gives the code of a gemeente to another one.

    Returns
    -------
    gebieden
        Indexed by gebiedscode: naam, niveau, wijkcode, gemeentecode, stadsdeel.
    """
    return _gebieden_op_grens(grensjaar, opslag, read_inhoud(opslag))


@lru_cache(maxsize=32)
def _gebieden_op_grens(
    grensjaar: int, opslag: Opslag, inhoud: tuple[Vermelding, ...]
) -> pd.DataFrame:
    gebieden = read_gebieden(grensjaar, opslag=opslag)
    jaren = sorted(
        (v.jaar for v in inhoud if v.soort == "gebieden" and v.jaar != grensjaar),
        key=lambda jaar: abs(jaar - grensjaar),
    )
    met_kaart = grensjaar in grensjaren_met_omtrekken(opslag=opslag)
    geldig = _validity(grensjaar, opslag=opslag) if met_kaart else pd.DataFrame()
    gemeenten = set(gebieden.index[gebieden["niveau"] == Niveau.GEMEENTE])
    delen = [gebieden]
    for jaar in jaren:
        ander = read_gebieden(jaar, opslag=opslag)
        zelfde = {LAND} | gemeenten
        if met_kaart:
            zelfde |= set(
                geldig.index[(geldig["geldig_van"] <= jaar) & (geldig["geldig_tot"] >= jaar)]
            )
        delen.append(ander[ander.index.isin(zelfde)])
    # of every word the first that is known, from near to far
    return pd.concat(delen).groupby(level="gebiedscode").first()

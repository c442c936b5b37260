"""
One border year for figures of another: which areas kept their outline, and which did not.

An area reaches another border year when it is known to have had the same outline then, be it
under another code (`data/opvolging.py`). Where no outlines are kept, only the same border year is
reached.
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
    read_tabel_met_geheim,
)
from data.opvolging import read_bereik, read_einden


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
    jaren = bewaard.cijfers.index.get_level_values(SLEUTEL[0])
    codes = bewaard.cijfers.index.get_level_values(SLEUTEL[1])
    if (jaren == grensjaar).all():
        return Tabel(bewaard.cijfers.set_axis(codes), bewaard.geheim.set_axis(codes))
    rijen = pd.DataFrame(
        {
            "gebiedscode": codes,
            "plaats": np.arange(len(codes)),
            "afstand": np.abs(jaren.to_numpy() - grensjaar),
        }
    )
    for jaar in set(jaren.unique()) - {grensjaar}:
        bereik = read_bereik(grensjaar, jaar, opslag=opslag)
        rijen.loc[jaren == jaar, "gebiedscode"] = codes[jaren == jaar].map(bereik)
    # the nearest border year goes first where a table holds an area on more than one
    beste = rijen.dropna().sort_values("afstand", kind="stable").drop_duplicates("gebiedscode")
    beste = beste.sort_values("gebiedscode")
    index = pd.Index(beste["gebiedscode"], name="gebiedscode")
    return Tabel(
        bewaard.cijfers.iloc[beste["plaats"]].set_axis(index),
        bewaard.geheim.iloc[beste["plaats"]].set_axis(index),
    )


def changed_borders(
    tabel: str, *, peiljaar: int, grensjaar: int, kolom: str, opslag: Opslag
) -> pd.Index:
    """
    List the areas of one border year that a table does not reach because their borders changed.

    None where the table stands on those borders too, or where no outlines tell how long they held.
    An area whose code changed alone is not among them, nor one of which nothing is known.

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
    einden = read_einden(grensjaar, opslag=opslag)
    gewijzigd = pd.Series(data=False, index=einden.index)
    bereikt = gewijzigd.copy()
    for jaar in eigen:
        bereikt |= einden.index.isin(read_bereik(grensjaar, jaar, opslag=opslag))
        gewijzigd |= (einden["van"] > jaar) & einden["is_anders_voor"]
        gewijzigd |= (einden["tot"] < jaar) & einden["is_anders_na"]
    return einden.index[gewijzigd & ~bereikt]


def read_gebieden_op_grens(grensjaar: int, *, opslag: Opslag) -> pd.DataFrame:
    """
    Read names and places of areas on the borders of one year, with names from other years.

    A map that holds since 2019 may be newer than the table that names its areas; an area that
    kept its outline kept its place too, and its name under another code is still its name. The
    country is always among them, and CBS never gives the code of a gemeente to another one.

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
    gemeenten = set(gebieden.index[gebieden["niveau"] == Niveau.GEMEENTE])
    delen = [gebieden]
    for jaar in jaren:
        ander = read_gebieden(jaar, opslag=opslag)
        bereik = read_bereik(grensjaar, jaar, opslag=opslag)
        zelfde = gemeenten | set(bereik.index[bereik == bereik.index])
        delen.append(ander[ander.index.isin(zelfde)])
        # under another code it lay in a wijk of another code, perhaps of another gemeente
        hernoemd = ander.loc[ander.index.isin(set(bereik.index) - zelfde), ["naam", "stadsdeel"]]
        delen.append(hernoemd.set_axis(hernoemd.index.map(bereik.to_dict())))
    # of every word the first that is known, from near to far
    return pd.concat(delen).rename_axis("gebiedscode").groupby(level="gebiedscode").first()

"""
Under which code an area of one border year was known in other years, and where its line ends.

A line goes from year to year as far as outlines and tables carry it (`data/stappen.py`), and not a
step further.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.gebieden import LAND
from data.opslag import (
    Opslag,
    Vermelding,
    grensjaren_met_omtrekken,
    read_inhoud,
    read_omnummeringen,
    read_omtrekken,
)
from data.stappen import (
    ANDERE_CODE,
    ANDERE_GRENS,
    GEEN,
    ZELFDE,
    Codes,
    Stappen,
    build_stappen,
    read_gemeentestappen,
    read_vlaggen,
)

# In place of a code: more areas than one lay claim to it.
_BETWIST: Final = -2
_ALTIJD: Final = (0, 9999)
_KOLOMMEN: Final = {"gebiedscode": "str", "geldig_van": "int64", "geldig_tot": "int64"}


class Reden(StrEnum):
    """Why a line goes no further back."""

    GRENS = "grens gewijzigd"
    OMTREK = "oude omtrekken ontbreken"
    ONBEKEND = "onbekend"


@dataclass(frozen=True)
class _Lijnen:
    """The lines of the areas of one border year, and their ends."""

    opvolging: pd.DataFrame
    einden: pd.DataFrame


def read_opvolging(grensjaar: int, *, opslag: Opslag) -> pd.DataFrame:
    """
    Read under which codes the areas of one border year were known, and when. Do not change it.

    Returns
    -------
    opvolging
        gebiedscode (of that border year), code, and the first and last year in which it had that
        code (geldig_van, geldig_tot); by area, from old to new. A code of a year belongs to one
        area at most. Without outlines of that border year only the country is there.
    """
    return _read_lijnen(grensjaar, opslag, read_inhoud(opslag)).opvolging


def read_einden(grensjaar: int, *, opslag: Opslag) -> pd.DataFrame:
    """
    Read where the lines of the areas of one border year begin and end. Do not change it.

    Returns
    -------
    einden
        Indexed by gebiedscode: the first and last year of the line (van, tot), the code in the
        first (code), why it goes no further back (reden), and whether the border was another one
        before and after (is_anders_voor, is_anders_na).
    """
    return _read_lijnen(grensjaar, opslag, read_inhoud(opslag)).einden


def read_breuken(grensjaar: int, *, opslag: Opslag) -> pd.DataFrame:
    """
    Read which areas of one border year have no line as far back as the Kerncijfers go.

    Returns
    -------
    breuken
        Indexed by gebiedscode: the first year of the line (jaar) and why it goes no further
        (reden). Of a gemeente that older Kerncijfers do not hold there is none.
    """
    einden = read_einden(grensjaar, opslag=opslag)
    eerste: dict[str, int] = {}
    for jaar, blad in read_vlaggen(opslag).items():
        for gemeente in blad.index.str.slice(2, 6).unique():
            eerste.setdefault(gemeente, jaar)
    vanaf = einden["code"].str.slice(2, 6).map(eerste).astype("float64")
    breekt = einden["van"] > vanaf
    return einden.loc[breekt, ["van", "reden"]].rename(columns={"van": "jaar"})


def read_bereik(grensjaar: int, jaar: int, *, opslag: Opslag) -> pd.Series:
    """Read which area of one border year a code of another year is, indexed by that code."""
    return _read_bereik(grensjaar, jaar, opslag, read_inhoud(opslag))


@lru_cache(maxsize=64)
def _read_bereik(
    grensjaar: int, jaar: int, opslag: Opslag, inhoud: tuple[Vermelding, ...]
) -> pd.Series:
    opvolging = _read_lijnen(grensjaar, opslag, inhoud).opvolging
    hier = (opvolging["geldig_van"] <= jaar) & (opvolging["geldig_tot"] >= jaar)
    return opvolging[hier].set_index("code")["gebiedscode"]


@lru_cache(maxsize=32)
def _read_lijnen(grensjaar: int, opslag: Opslag, _inhoud: tuple[Vermelding, ...]) -> _Lijnen:
    eigen = pd.DataFrame(columns=list(_KOLOMMEN)).astype(_KOLOMMEN)
    if grensjaar in grensjaren_met_omtrekken(opslag=opslag):
        eigen = pd.DataFrame(read_omtrekken(grensjaar, opslag=opslag)[list(_KOLOMMEN)])
    stappen = build_stappen(
        eigen,
        read_vlaggen(opslag),
        read_gemeentestappen(opslag),
        read_omnummeringen(opslag=opslag),
    )
    bekend = _follow(eigen, stappen)
    return _Lijnen(_build_opvolging(bekend, eigen, stappen), _build_einden(bekend, eigen, stappen))


def _follow(eigen: pd.DataFrame, stappen: Stappen) -> Codes:
    """Answer per year, and per area of the map, the code it had then, as a place in the list."""
    jaren = stappen.eerste + np.arange(len(stappen.stap) - 1)[:, np.newaxis]
    houdt = (eigen["geldig_van"].to_numpy() <= jaren) & (jaren <= eigen["geldig_tot"].to_numpy())
    bekend = np.where(houdt, stappen.codes.get_indexer(pd.Index(eigen["gebiedscode"])), GEEN)
    while True:
        eerder = bekend
        # what is found in one direction may let a pair of years be used in the other
        bekend = _walk(_walk(bekend, stappen, richting=-1), stappen, richting=1)
        if np.array_equal(eerder, bekend):
            return bekend


def _walk(bekend: Codes, stappen: Stappen, *, richting: int) -> Codes:
    """Go through the years once, from new to old (-1) or from old to new (1)."""
    bekend = bekend.copy()
    for rij in range(len(bekend))[::richting][1:]:
        vorige = bekend[rij - richting]
        stap = stappen.stap[max(rij, rij - richting), vorige]
        gevonden = np.where((vorige >= 0) & (stap == ZELFDE), vorige, GEEN)
        for paar in stappen.paren:
            van, tot = paar.van - stappen.eerste, paar.tot - stappen.eerste
            if rij == (van if richting < 0 else tot):
                andere = bekend[tot if richting < 0 else van]
                naar = paar.oud_van if richting < 0 else paar.nieuw_van
                mag = (
                    (gevonden == GEEN)
                    & (andere >= 0)
                    & ~_has_other_border(bekend, stappen, van, tot)
                )
                gevonden = np.where(mag, naar[andere], gevonden)
        bekend[rij] = _fill(bekend[rij], gevonden)
    return bekend


def _has_other_border(bekend: Codes, stappen: Stappen, van: int, tot: int) -> NDArray[np.bool_]:
    """Tell of which areas a table says that their border changed between two rows of years."""
    codes = bekend[van + 1 : tot + 1]
    stap = np.take_along_axis(stappen.stap[van + 1 : tot + 1], codes, axis=1)
    return ((codes >= 0) & (stap == ANDERE_GRENS)).any(axis=0)


def _fill(rij: Codes, gevonden: Codes) -> Codes:
    """Fill in what was not known of a year; a code that two areas claim is of neither."""
    nieuw = np.where(rij == GEEN, gevonden, GEEN)
    geclaimd = np.bincount(np.concatenate([rij[rij >= 0], nieuw[nieuw >= 0]]))
    dubbel = np.isin(nieuw, np.flatnonzero(geclaimd > 1))
    return np.where(dubbel, _BETWIST, np.where(rij == GEEN, nieuw, rij))


def _build_opvolging(bekend: Codes, eigen: pd.DataFrame, stappen: Stappen) -> pd.DataFrame:
    """Write the codes of all years as rows: one for as long as an area has the same code."""
    rand = np.full((1, bekend.shape[1]), GEEN)
    codes = np.concatenate([rand, bekend, rand]).T
    begint = (codes[:, 1:-1] >= 0) & (codes[:, 1:-1] != codes[:, :-2])
    eindigt = (codes[:, 1:-1] >= 0) & (codes[:, 1:-1] != codes[:, 2:])
    gebied, van = np.nonzero(begint)
    rijen = pd.DataFrame(
        {
            "gebiedscode": eigen["gebiedscode"].to_numpy()[gebied],
            "code": stappen.codes.to_numpy()[bekend[van, gebied]],
            "geldig_van": stappen.eerste + van,
            "geldig_tot": stappen.eerste + np.nonzero(eindigt)[1],
        }
    )
    land = pd.DataFrame([[LAND, LAND, *_ALTIJD]], columns=rijen.columns)
    alles = pd.concat([rijen, land]).astype({"gebiedscode": "str", "code": "str"})
    return alles.sort_values(["gebiedscode", "geldig_van"], ignore_index=True)


def _build_einden(bekend: Codes, eigen: pd.DataFrame, stappen: Stappen) -> pd.DataFrame:
    """Tell of each line its first and last year, and what is said of the step beyond them."""
    heeft_lijn = np.flatnonzero((bekend >= 0).any(axis=0))
    bekend, eigen = bekend[:, heeft_lijn], eigen.iloc[heeft_lijn]
    gebied, is_bekend = np.arange(len(eigen)), bekend >= 0
    eerste = is_bekend.argmax(axis=0)
    laatste = len(bekend) - 1 - is_bekend[::-1].argmax(axis=0)
    voor = stappen.stap[eerste, bekend[eerste, gebied]]
    na = stappen.stap[laatste + 1, bekend[laatste, gebied]]
    van, tot = (eigen[kolom].to_numpy() - stappen.eerste for kolom in ("geldig_van", "geldig_tot"))
    # outlines of more than one year say themselves when they began to hold, and until when
    is_gezegd = van < tot
    redenen = {ANDERE_GRENS: Reden.GRENS, ANDERE_CODE: Reden.OMTREK}
    return pd.DataFrame(
        {
            "van": stappen.eerste + eerste,
            "tot": stappen.eerste + laatste,
            "code": stappen.codes.to_numpy()[bekend[eerste, gebied]],
            "reden": [redenen.get(stap, Reden.ONBEKEND).value for stap in voor.tolist()],
            "is_anders_voor": (voor == ANDERE_GRENS) | (is_gezegd & (eerste == van)),
            "is_anders_na": (na == ANDERE_GRENS) | (is_gezegd & (laatste == tot)),
        },
        index=pd.Index(eigen["gebiedscode"], name="gebiedscode"),
    ).astype({"code": "str", "reden": "str"})

"""
What is known of each step between two years: did an area keep its code, and its border.

The Kerncijfers say it of buurten and wijken (1: code and border stayed, 2: another code, 3: another
border). Of a gemeente they say nothing; its size does. Outlines of two years that were laid over
each other span what no table tells.
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.opslag import (
    SLEUTEL,
    Opslag,
    Vermelding,
    peiljaren_of,
    read_inhoud,
    read_tabel_met_geheim,
)

# What may be said of the step into a year.
ONBEKEND: Final = 0
ZELFDE: Final = 1
ANDERE_CODE: Final = 2
ANDERE_GRENS: Final = 3
# In place of a code.
GEEN: Final = -1

_VLAG: Final = "indelingswijziging_wijken_en_buurten"
_OPPERVLAKTE: Final = "oppervlakte_totaal_ha"
# The size of a gemeente is measured anew now and then while its border stays.
_MARGE: Final = 0.005

Codes = NDArray[np.intp]


@dataclass(frozen=True)
class Paren:
    """
    Areas with the same outline in two years, as places in the list of codes.

    `oud_van` answers the old code of a new one, `nieuw_van` the new one of an old one.
    """

    van: int
    tot: int
    oud_van: Codes
    nieuw_van: Codes


@dataclass(frozen=True)
class Stappen:
    """
    What is known of all steps.

    `stap` has a row per year from `eerste` on and a column per code: what is said of the step into
    that year. Its last row is of no year, and says nothing.
    """

    codes: pd.Index
    eerste: int
    stap: NDArray[np.int8]
    paren: tuple[Paren, ...]


def read_vlaggen(opslag: Opslag) -> dict[int, pd.DataFrame]:
    """
    Read what the Kerncijfers say of the step into their year: vlag and oppervlakte, by code.

    Do not change it.
    """
    return _read_vlaggen(opslag, read_inhoud(opslag))


def read_gemeentestappen(opslag: Opslag) -> dict[tuple[int, int], pd.Series]:
    """Read of every step between two tables what is known of each gemeente. Do not change it."""
    return _read_gemeentestappen(opslag, read_inhoud(opslag))


# the same for the maps of all border years
@lru_cache(maxsize=4)
def _read_vlaggen(opslag: Opslag, _inhoud: tuple[Vermelding, ...]) -> dict[int, pd.DataFrame]:
    vlaggen = {}
    for jaar in peiljaren_of("kwb", opslag=opslag):
        tabel = read_tabel_met_geheim(
            "kwb", peiljaar=jaar, opslag=opslag, kolommen=(_VLAG, _OPPERVLAKTE)
        ).cijfers
        tabel = tabel[tabel.index.get_level_values(SLEUTEL[0]) == jaar].droplevel(SLEUTEL[0])
        vlaggen[jaar] = tabel.set_axis(["vlag", "oppervlakte"], axis=1).astype("float64")
    return vlaggen


@lru_cache(maxsize=4)
def _read_gemeentestappen(
    opslag: Opslag, inhoud: tuple[Vermelding, ...]
) -> dict[tuple[int, int], pd.Series]:
    return _steps_of_gemeenten(_read_vlaggen(opslag, inhoud))


def build_stappen(
    eigen: pd.DataFrame,
    vlaggen: dict[int, pd.DataFrame],
    gemeentestappen: dict[tuple[int, int], pd.Series],
    omnummeringen: dict[tuple[int, int], pd.DataFrame],
) -> Stappen:
    """
    Lay side by side what tables and outlines say of every step.

    `eigen` are the areas of a map (gebiedscode, geldig_van, geldig_tot), `vlaggen` what the
    Kerncijfers of a year say, `gemeentestappen` what follows from them for gemeenten, and
    `omnummeringen` the pairs of two border years.
    """
    bladen = list(omnummeringen.values())
    delen = [eigen["gebiedscode"], *(vlag.index.to_series() for vlag in vlaggen.values())]
    delen += [blad[kolom] for blad in bladen for kolom in ("code_oud", "code_nieuw")]
    codes = pd.Index(pd.concat(delen).unique())
    jaren = [*vlaggen, *(jaar - 1 for jaar in vlaggen)]  # a table speaks of the year before it too
    jaren += [jaar for van_tot in omnummeringen for jaar in van_tot]
    for blad in (eigen, *bladen):
        jaren += [*blad["geldig_van"], *blad["geldig_tot"]]
    eerste = min(jaren, default=0)
    stap = np.zeros((max(jaren, default=0) - eerste + 2, len(codes)), dtype=np.int8)
    for jaar, blad in vlaggen.items():
        vlag = blad["vlag"].where(blad["vlag"].isin([ZELFDE, ANDERE_CODE, ANDERE_GRENS]), ONBEKEND)
        stap[jaar - eerste, codes.get_indexer(blad.index)] = vlag
    for (eerder, later), gemeenten in gemeentestappen.items():
        plek = codes.get_indexer(gemeenten.index)
        # where the size stayed, it did in the years between as well
        ertussen = np.where(gemeenten == ZELFDE, ZELFDE, ONBEKEND)
        stap[eerder + 1 - eerste : later - eerste, plek] = ertussen
        stap[later - eerste, plek] = gemeenten
    for (van, tot), blad in omnummeringen.items():
        for kolom, begin, eind in (
            ("code_oud", blad["geldig_van"].to_numpy(), np.full(len(blad), van)),
            ("code_nieuw", np.full(len(blad), tot), blad["geldig_tot"].to_numpy()),
        ):
            plek = codes.get_indexer(pd.Index(blad[kolom]))
            houdt = _holds(plek, begin - eerste, eind - eerste, vorm=stap.shape)
            stap = np.where(houdt & (stap == ONBEKEND), np.int8(ZELFDE), stap)
    paren = [
        _to_paren(van, tot, blad, codes, stap[van + 1 - eerste : tot + 1 - eerste])
        for (van, tot), blad in omnummeringen.items()
    ]
    return Stappen(codes, eerste, stap, tuple(paren))


def _steps_of_gemeenten(
    vlaggen: dict[int, pd.DataFrame],
) -> dict[tuple[int, int], pd.Series]:
    """
    Say by its size of every step between two tables whether a gemeente kept its border.

    Where its size is not known, by its buurten: as many as the year before, and none of them with
    another border.
    """
    stappen = {}
    for eerder, later in pairwise(sorted(vlaggen)):
        oud, nieuw = (
            blad.loc[blad.index.str.startswith("GM"), "oppervlakte"]
            for blad in (vlaggen[eerder], vlaggen[later])
        )
        samen = pd.DataFrame({"oud": oud, "nieuw": nieuw}).loc[nieuw.index.intersection(oud.index)]
        verschil = (samen["nieuw"] - samen["oud"]).abs()
        stap = pd.Series(ANDERE_GRENS, index=samen.index)
        stap[verschil < _MARGE * samen.max(axis=1)] = ZELFDE
        zelfde = _with_same_buurten(vlaggen[eerder], vlaggen[later])
        # a table speaks of one step alone
        zelfde = zelfde[:0] if later > eerder + 1 else zelfde
        onbekend = verschil.isna()
        stap[onbekend] = np.where(stap.index[onbekend].isin(zelfde), ZELFDE, ONBEKEND)
        stappen[eerder, later] = stap
    return stappen


def _with_same_buurten(oud: pd.DataFrame, nieuw: pd.DataFrame) -> pd.Index:
    """Answer the gemeenten of which each buurt kept its border, and there are as many of them."""
    aantal, zelfde = [], pd.Series(dtype="bool")
    for blad in (oud, nieuw):
        vlag = blad.loc[blad.index.str.startswith("BU"), "vlag"]
        gebleven = vlag.isin([ZELFDE, ANDERE_CODE]).groupby("GM" + vlag.index.str.slice(2, 6))
        aantal.append(gebleven.size())
        zelfde = gebleven.all()
    return zelfde.index[zelfde & (aantal[0].reindex(zelfde.index) == aantal[1])]


def _holds(
    plek: Codes, van: NDArray[np.int64], tot: NDArray[np.int64], *, vorm: tuple[int, ...]
) -> NDArray[np.bool_]:
    """Tell of each step whether an outline holds through it, by its first and last year."""
    telling = np.zeros(vorm, dtype=np.int64)
    np.add.at(telling, (van + 1, plek), 1)
    np.add.at(telling, (tot + 1, plek), -1)
    return telling.cumsum(axis=0) > 0


def _to_paren(
    van: int, tot: int, blad: pd.DataFrame, codes: pd.Index, ertussen: NDArray[np.int8]
) -> Paren:
    """Take the pairs of two years that no table contradicts, by the steps between them."""
    oud, nieuw = (codes.get_indexer(pd.Index(blad[k])) for k in ("code_oud", "code_nieuw"))
    goed = _is_uncontradicted(ertussen[:, oud], ertussen[:, nieuw], oud == nieuw)
    oud_van, nieuw_van = (np.full(len(codes), GEEN, dtype=np.intp) for _ in range(2))
    oud_van[nieuw[goed]] = oud[goed]
    nieuw_van[oud[goed]] = nieuw[goed]
    return Paren(van, tot, oud_van, nieuw_van)


def _is_uncontradicted(
    oud: NDArray[np.int8], nieuw: NDArray[np.int8], is_zelfde: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """
    Tell of which pairs no table says that the border changed in between.

    `oud` and `nieuw` are the steps of the old and the new code. A code is the area of the pair
    only as far as it is known to have stayed, unless both codes are the same.
    """
    goed = np.ones(len(is_zelfde), dtype=bool)
    mee, wissel = goed.copy(), np.full(len(is_zelfde), len(nieuw) - 1)
    for plek in reversed(range(len(nieuw))):
        goed &= ~(mee & (nieuw[plek] == ANDERE_GRENS))
        wissel[mee & (nieuw[plek] == ANDERE_CODE)] = plek
        mee &= (nieuw[plek] == ZELFDE) | (is_zelfde & (nieuw[plek] == ONBEKEND))
    mee = np.ones_like(goed)
    for plek in range(len(oud)):
        # from the year on in which the area got its new code, the old one is of another
        goed &= ~(mee & (plek < wissel) & (oud[plek] == ANDERE_GRENS))
        mee &= oud[plek] == ZELFDE
    return goed

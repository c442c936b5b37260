"""
The same outline under the code of one border year and of another.

CBS gives an area another code while its border stays, and publishes no list of it; laid over each
other the outlines of both years tell. What was found is kept with the files it was found in, so
that outlines which served for comparing alone need not be kept.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from data.gebieden import gemeentecode_of
from data.levering import Bestand
from data.opslag import (
    Opslag,
    grensjaren_met_omtrekken,
    read_omnummering,
    read_omnummerpaspoort,
    read_omtrekken,
    read_omtrekpaspoort,
)
from data.projectie import RD
from data.wijzigen import Wijziging

# What two outlines must have in common, of either: generalised or redrawn lines differ by less.
_ZELFDE_PCT: Final = 99.0
_PAAR: Final = ["code_oud", "code_nieuw", "overlap_pct"]


def match_omtrekken(oud: gpd.GeoDataFrame, nieuw: gpd.GeoDataFrame) -> pd.DataFrame:
    """
    Pair areas of the same level that cover at least 99% of each other, one to one.

    Both need `gebiedscode` and a projection. Areas of one map that lie over each other are paired
    with none.

    Returns
    -------
    paren
        code_oud, code_nieuw and overlap_pct (of the larger of both), sorted by code_nieuw; also
        where both codes are the same.
    """
    vormen = [_valid(kaart) for kaart in (oud, nieuw)]
    codes = [kaart["gebiedscode"].to_numpy(dtype=object) for kaart in (oud, nieuw)]
    vlakken = [shapely.area(vorm) for vorm in vormen]
    hier, daar = shapely.STRtree(vormen[0]).query(vormen[1])[::-1]
    groot = np.maximum(vlakken[0][hier], vlakken[1][daar])
    klein = np.minimum(vlakken[0][hier], vlakken[1][daar])
    niveaus = [np.array([str(code)[:2] for code in deel], dtype=object) for deel in codes]
    # of areas that differ more in size none can cover the other so far; intersecting takes long
    kans = (niveaus[0][hier] == niveaus[1][daar]) & (100 * klein >= _ZELFDE_PCT * groot)
    hier, daar, groot = hier[kans], daar[kans], groot[kans]
    overlap = np.full(len(hier), 100.0)
    anders = ~shapely.equals_identical(vormen[0][hier], vormen[1][daar])
    samen = shapely.intersection(vormen[0][hier[anders]], vormen[1][daar[anders]])
    overlap[anders] = np.minimum(100 * shapely.area(samen) / groot[anders], 100)
    paren = pd.DataFrame(
        {"code_oud": codes[0][hier], "code_nieuw": codes[1][daar], "overlap_pct": overlap}
    )
    paren = paren[paren["overlap_pct"] >= _ZELFDE_PCT].astype(
        {"code_oud": "str", "code_nieuw": "str"}
    )
    return _one_to_one(paren)


def _valid(kaart: gpd.GeoDataFrame) -> NDArray[np.object_]:
    vormen = kaart.geometry.to_crs(RD).to_numpy().copy()
    ongeldig = ~shapely.is_valid(vormen)
    vormen[ongeldig] = shapely.make_valid(vormen[ongeldig])
    return vormen


def _one_to_one(paren: pd.DataFrame) -> pd.DataFrame:
    """Leave out every area that is paired more than once: which of them it is, is not known."""
    dubbel = paren["code_oud"].duplicated(keep=False) | paren["code_nieuw"].duplicated(keep=False)
    return paren[~dubbel].sort_values("code_nieuw", ignore_index=True)


def record_omnummering(  # noqa: PLR0913 - two maps, each with its year, and where they came from
    wijziging: Wijziging,
    opslag: Opslag,
    oud: gpd.GeoDataFrame,
    nieuw: gpd.GeoDataFrame,
    *,
    van: int,
    tot: int,
    bestanden: Sequence[Bestand],
) -> pd.DataFrame:
    """
    Pair the outlines of two border years and keep the pairs; the outlines themselves are not kept.

    Outlines that hold longer than their year may say so in `geldig_van` and `geldig_tot`. What is
    kept of other gemeenten stays.

    Returns
    -------
    paren
        Those found now: code_oud, code_nieuw, overlap_pct, and the years from which the old
        outline holds (geldig_van) and to which the new one does (geldig_tot).
    """
    paren = match_omtrekken(oud, nieuw)
    for kolom, sleutel, kaart, jaar in (
        ("geldig_van", "code_oud", oud, van),
        ("geldig_tot", "code_nieuw", nieuw, tot),
    ):
        paren[kolom] = np.int64(jaar)
        if kolom in kaart:
            jaren = kaart.drop_duplicates("gebiedscode").set_index("gebiedscode")[kolom]
            paren[kolom] = paren[sleutel].map(jaren).astype("int64")
    eerder = wijziging.omnummeringen.get((van, tot))
    if eerder is None:
        eerder = (
            read_omnummering(van, tot, opslag=opslag),
            read_omnummerpaspoort(van, tot, opslag=opslag),
        )
    bewaard, paspoort = eerder
    alles = _lay_over(bewaard, paren, *map(_gemeenten, (oud, nieuw)))
    if not alles.equals(bewaard):
        wijziging.put_omnummering(van, tot, alles, _with_files(paspoort, bestanden, len(paren)))
    return paren


def _gemeenten(kaart: gpd.GeoDataFrame) -> set[str | None]:
    return {gemeentecode_of(str(code)) for code in kaart["gebiedscode"]}


def _lay_over(
    bewaard: pd.DataFrame,
    paren: pd.DataFrame,
    gemeenten_oud: set[str | None],
    gemeenten_nieuw: set[str | None],
) -> pd.DataFrame:
    """Replace the pairs of what was compared; of the others those stay that contradict none."""
    vergeleken = bewaard["code_oud"].map(gemeentecode_of).isin(gemeenten_oud)
    vergeleken &= bewaard["code_nieuw"].map(gemeentecode_of).isin(gemeenten_nieuw)
    anders = bewaard["code_oud"].isin(paren["code_oud"])
    anders |= bewaard["code_nieuw"].isin(paren["code_nieuw"])
    alles = pd.concat([bewaard[~(vergeleken | anders)], paren], ignore_index=True)
    return alles[[*_PAAR, "geldig_van", "geldig_tot"]].sort_values("code_nieuw", ignore_index=True)


def _with_files(
    paspoort: dict[str, Any], bestanden: Iterable[Bestand], aantal: int
) -> dict[str, Any]:
    """Add a comparison to the passport; the same files again replace their entry."""
    deel = {
        "delen": [asdict(bestand) for bestand in bestanden],
        "vergeleken_op": datetime.now(UTC).isoformat(timespec="seconds"),
        "paren": aantal,
    }
    anders = [b for b in paspoort["bestanden"] if b["delen"] != deel["delen"]]
    return {**paspoort, "bestanden": [*anders, deel]}


def put_omnummeringen(
    wijziging: Wijziging,
    opslag: Opslag,
    kaarten: dict[int, gpd.GeoDataFrame],
    paspoorten: dict[int, dict[str, Any]],
) -> None:
    """
    Compare new sets of outlines with those of the nearest years that have the same gemeenten.

    Outlines that were put together from buurten are not among them: they are as incomplete as the
    file may be, and two that lack the same buurt look alike.
    """

    def outlines_of(jaar: int) -> gpd.GeoDataFrame:
        kaart = kaarten[jaar] if jaar in kaarten else read_omtrekken(jaar, opslag=opslag)
        return kaart[~kaart["is_afgeleid"]]

    def files_of(jaar: int) -> list[Bestand]:
        paspoort = paspoorten.get(jaar) or read_omtrekpaspoort(jaar, opslag=opslag)
        return [Bestand(**deel) for b in paspoort["bestanden"] for deel in b["delen"]]

    jaren = sorted({*grensjaren_met_omtrekken(opslag=opslag), *kaarten})
    for tot in (jaar for jaar in jaren if kaarten and jaar >= min(kaarten)):
        kaart = outlines_of(tot)
        eerder = [jaar for jaar in reversed(jaren) if jaar < tot]
        for van, gemeenten in _nearest_with(kaart, eerder, outlines_of):
            # what held in the older year already says so itself
            nieuw = kaart[kaart["gemeentecode"].isin(gemeenten) & (kaart["geldig_van"] > van)]
            if {van, tot} & set(kaarten) and not nieuw.empty:
                record_omnummering(
                    wijziging,
                    opslag,
                    outlines_of(van),
                    nieuw,
                    van=van,
                    tot=tot,
                    bestanden=files_of(van) + files_of(tot),
                )


def _nearest_with(
    kaart: gpd.GeoDataFrame, jaren: list[int], outlines_of: Callable[[int], gpd.GeoDataFrame]
) -> Iterator[tuple[int, set[str]]]:
    """
    Answer years, from near to far, with the gemeenten of a map that each is the first to have.

    A gemeente that none of them has may be made up of others, and goes with the nearest.
    """
    over = set(kaart["gemeentecode"])
    per_jaar: dict[int, set[str]] = {}
    for jaar in jaren:
        if over:
            per_jaar[jaar] = over & set(outlines_of(jaar)["gemeentecode"])
            over -= per_jaar[jaar]
    if jaren:
        per_jaar[jaren[0]] |= over
    yield from ((jaar, gemeenten) for jaar, gemeenten in per_jaar.items() if gemeenten)

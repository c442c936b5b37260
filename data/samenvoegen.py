"""Lay a delivery over what is kept: its cells and outlines replace, all others stay."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from data.bijwerking import Bijwerking, compare_tabel, passport_of
from data.bronnen import TABELLEN
from data.gebieden import LAND, gemeentecode_of, niveau_of, wijkcode_of
from data.levering import Levering
from data.opslag import (
    GEBIEDEN_KOLOMMEN,
    SLEUTEL,
    Opslag,
    Tabel,
    peiljaren_of,
    read_gebieden,
    read_paspoort,
    read_tabel_met_geheim,
)
from data.wijzigen import (
    Wijziging,
)

# Areas by border year, indexed by gebiedscode, as they are gathered during an import.
Namen: TypeAlias = dict[int, pd.DataFrame]


def grouped(leveringen: Iterable[Levering]) -> dict[tuple[str, int], list[Levering]]:
    """Gather deliveries by table and year."""
    groepen: dict[tuple[str, int], list[Levering]] = {}
    for levering in leveringen:
        groepen.setdefault((levering.tabel, levering.peiljaar), []).append(levering)
    return groepen


def put_tabel(
    wijziging: Wijziging, opslag: Opslag, naam: str, peiljaar: int, groep: list[Levering]
) -> Bijwerking | None:
    """
    Merge deliveries of one table and year into the store, with its passport.

    Returns
    -------
    bijwerking
        What changes in the table; None where it is new or stays as it was.
    """
    oud = None
    bestanden: list[dict[str, Any]] = []
    bijwerkingen: list[dict[str, Any]] = []
    if peiljaar in peiljaren_of(naam, opslag=opslag):
        oud = read_tabel_met_geheim(naam, peiljaar=peiljaar, opslag=opslag)
        paspoort = read_paspoort(naam, peiljaar=peiljaar, opslag=opslag)
        bestanden, bijwerkingen = paspoort["bestanden"], paspoort.get("bijwerkingen", [])
    nieuw = oud
    for levering in groep:
        eerder = nieuw
        nieuw = merge_tabel(eerder, levering)
        if eerder is not None:
            bestanden = [b for b in bestanden if not _is_superseded(b, levering, eerder)]
        bestanden.append(_passport_of_file(levering))
    assert nieuw is not None  # noqa: S101 - a group holds a delivery
    if oud is not None and nieuw.cijfers.equals(oud.cijfers) and nieuw.geheim.equals(oud.geheim):
        return None
    bijwerking = None
    if oud is not None:
        geleverd = pd.MultiIndex.from_tuples(
            [(lv.grensjaar, code) for lv in groep for code in lv.cijfers.index], names=SLEUTEL
        )
        bijwerking = compare_tabel(naam, peiljaar, oud=oud, nieuw=nieuw, geleverd=geleverd)
        nu = datetime.now(UTC).isoformat(timespec="seconds")
        bijwerkingen = [*bijwerkingen, {"op": nu, **passport_of(bijwerking)}]
    paspoort = {
        "tabel": naam,
        "peiljaar": peiljaar,
        "grensjaren": sorted({int(jaar) for jaar in nieuw.cijfers.index.get_level_values(0)}),
        "rijen": len(nieuw.cijfers),
        "kolommen": len(nieuw.cijfers.columns),
        "bron": asdict(TABELLEN[naam]),
        "bestanden": bestanden,
        **({"bijwerkingen": bijwerkingen} if bijwerkingen else {}),
    }
    wijziging.put_tabel(naam, peiljaar, nieuw, paspoort)
    return bijwerking


def merge_tabel(oud: Tabel | None, levering: Levering) -> Tabel:
    """
    Lay a delivery over what is kept: its cells replace, all others stay.

    Returns
    -------
    tabel
        Indexed by `(grensjaar, gebiedscode)`, sorted.
    """
    nieuw = Tabel(
        *(_with_key(deel, levering.grensjaar) for deel in (levering.cijfers, levering.geheim))
    )
    if oud is None:
        return nieuw
    return Tabel(
        _lay_over(oud.cijfers, nieuw.cijfers, leeg=np.nan),
        _lay_over(oud.geheim, nieuw.geheim, leeg=False),
    )


def _lay_over(oud: pd.DataFrame, nieuw: pd.DataFrame, *, leeg: float) -> pd.DataFrame:
    rijen = oud.index.union(nieuw.index)
    onder, boven = (deel.reindex(rijen, fill_value=leeg) for deel in (oud, nieuw))
    # whole columns at once: by label, 116 columns of the country take five times as long
    raakt = nieuw.index.get_indexer(rijen) >= 0
    kolommen = {}
    for kolom in oud.columns.union(nieuw.columns, sort=False):
        kolommen[kolom] = (boven if kolom in nieuw else onder)[kolom]
        if kolom in oud and kolom in nieuw:
            kolommen[kolom] = boven[kolom].where(raakt, onder[kolom])
    return pd.DataFrame(kolommen, index=rijen)


def _with_key(deel: pd.DataFrame, grensjaar: int | None) -> pd.DataFrame:
    index = pd.MultiIndex.from_arrays(
        [np.full(len(deel), grensjaar, dtype="int64"), deel.index.astype("object")], names=SLEUTEL
    )
    return deel.set_axis(index).sort_index()


def _passport_of_file(levering: Levering) -> dict[str, Any]:
    return {
        "delen": [asdict(bestand) for bestand in levering.bestanden],
        "geimporteerd_op": datetime.now(UTC).isoformat(timespec="seconds"),
        "grensjaar": levering.grensjaar,
        "rijen": len(levering.cijfers),
        "kolommen": list(levering.cijfers.columns),
        "gemeenten": _gemeenten(levering.cijfers.index),
        "hersteld": dict(levering.hersteld),
        "meldingen": list(levering.meldingen),
    }


def _gemeenten(codes: Iterable[str]) -> list[str]:
    return sorted({gemeentecode_of(code) or LAND for code in codes})


def _is_superseded(bestand: dict[str, Any], levering: Levering, eerder: Tabel) -> bool:
    """Tell whether nothing is left of an earlier file once this delivery lies over it."""
    if bestand["grensjaar"] != levering.grensjaar:
        return False
    bewaard = eerder.cijfers.loc[[levering.grensjaar]].index.get_level_values("gebiedscode")
    blijft = set(_gemeenten(set(bewaard) - set(levering.cijfers.index)))
    return not blijft.intersection(bestand["gemeenten"]) and set(bestand["kolommen"]) <= set(
        levering.cijfers.columns
    )


def collect_names(namen: Namen, levering: Levering) -> None:
    """Add the areas of a delivery to `namen`, by border year."""
    codes = levering.cijfers.index
    rijen = pd.DataFrame(
        {
            "naam": levering.namen.reindex(codes),
            "niveau": [str(niveau_of(code)) for code in codes],
            "wijkcode": [wijkcode_of(code) for code in codes],
            "gemeentecode": [gemeentecode_of(code) for code in codes],
            "stadsdeel": None,
        },
        index=codes,
    )
    lay_over(namen, levering.grensjaar or 0, rijen)


def lay_over(namen: Namen, grensjaar: int, rijen: pd.DataFrame) -> None:
    """Lay names over those gathered; what is missing in them stays."""
    rijen = rijen.rename_axis("gebiedscode").astype("str")
    eerder = namen.get(grensjaar)
    namen[grensjaar] = rijen if eerder is None else rijen.combine_first(eerder)


def put_gebieden(
    wijziging: Wijziging, opslag: Opslag, grensjaar: int, gebieden: pd.DataFrame
) -> None:
    """Merge the areas of one border year into the store."""
    oud = read_gebieden(grensjaar, opslag=opslag)
    nieuw = gebieden if oud.empty else gebieden.combine_first(oud)
    nieuw = nieuw[GEBIEDEN_KOLOMMEN].astype("str").sort_index()
    if not nieuw.equals(oud):
        wijziging.put_gebieden(grensjaar, nieuw)

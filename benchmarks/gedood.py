"""A store after its fetch was killed: does it open, and does it hold the old figures or the new."""

from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import geopandas as gpd
import pandas as pd

from data.errors import SocialeKaartError
from data.klassen import read_klassenversies
from data.opslag import (
    Opslag,
    Tabel,
    overzicht,
    read_gebieden,
    read_inhoud,
    read_omnummering,
    read_omtrekken,
    read_tabel_met_geheim,
)

Sleutel: TypeAlias = tuple[str, str, int]
# What is kept under a key; a table with its marks of secrecy is two of them.
Inhoud: TypeAlias = tuple[pd.DataFrame | gpd.GeoDataFrame, ...]
# What a process that is killed may leave until the next one runs, and no longer.
_RESTEN = ("*.deel", ".bezig-*", "stand.json.*")


@dataclass(frozen=True, kw_only=True)
class Oordeel:
    """What a store holds, part by part: as before, as after, between or as neither."""

    als_oud: int
    als_nieuw: int
    tussen: int
    anders: tuple[str, ...]


def read_staat(opslag: Opslag) -> dict[Sleutel, Inhoud]:
    """
    Read all that a store holds, as whoever opens it does.

    Raises
    ------
    SocialeKaartError
        If any of it cannot be read.
    """
    overzicht(opslag=opslag)
    delen = {
        (v.soort, v.naam, v.jaar): _read(v.soort, v.naam, v.jaar, opslag)
        for v in read_inhoud(opslag)
    }
    for pad in (opslag.pad / "klassen").glob("*.json"):
        versies = read_klassenversies(pad.stem, opslag=opslag)
        grenzen = pd.DataFrame({"grenzen": [str((v.versie, v.grenzen)) for v in versies]})
        delen["klassen", pad.stem, 0] = (grenzen,)
    return delen


def _read(soort: str, naam: str, jaar: int, opslag: Opslag) -> Inhoud:
    if soort == "tabel":
        tabel: Tabel = read_tabel_met_geheim(naam, peiljaar=jaar, opslag=opslag)
        return tabel.cijfers, tabel.geheim
    if soort == "gebieden":
        return (read_gebieden(jaar, opslag=opslag),)
    if soort == "omtrekken":
        return (read_omtrekken(jaar, opslag=opslag),)
    return (read_omnummering(int(naam), jaar, opslag=opslag),)


def judge(opslag: Opslag, *, oud: dict[Sleutel, Inhoud], nieuw: dict[Sleutel, Inhoud]) -> Oordeel:
    """
    Tell of every part of a store whether it is as before or as after.

    Names of areas grow with every table and map of their border year, so they may stand between
    the two: of them each name has to be one of both.
    """
    try:
        staat = read_staat(opslag)
    except SocialeKaartError as fout:
        return Oordeel(als_oud=0, als_nieuw=0, tussen=0, anders=(f"gaat niet open: {fout}",))
    als_oud = als_nieuw = tussen = 0
    anders = []
    for sleutel in sorted(oud.keys() | nieuw.keys() | staat.keys()):
        hier, voor, na = staat.get(sleutel), oud.get(sleutel), nieuw.get(sleutel)
        if _is_equal(hier, na):
            als_nieuw += 1
        elif _is_equal(hier, voor):
            als_oud += 1
        elif sleutel[0] == "gebieden" and _is_between(hier, voor, na):
            tussen += 1
        else:
            anders.append(" ".join(map(str, sleutel)))
    return Oordeel(als_oud=als_oud, als_nieuw=als_nieuw, tussen=tussen, anders=tuple(anders))


def _is_equal(een: Inhoud | None, ander: Inhoud | None) -> bool:
    if een is None or ander is None:
        return een is ander
    return all(deel.equals(naast) for deel, naast in zip(een, ander, strict=True))


def _is_between(hier: Inhoud | None, voor: Inhoud | None, na: Inhoud | None) -> bool:
    if hier is None or na is None:
        return False
    eigen, later = hier[0], na[0]
    eerder = later.iloc[:0] if voor is None else voor[0]
    if not eigen.index.isin(later.index).all() or not eerder.index.isin(eigen.index).all():
        return False
    als_later = _same(eigen, later.reindex(eigen.index))
    return bool((als_later | _same(eigen, eerder.reindex(eigen.index))).all(axis=None))


def _same(een: pd.DataFrame, ander: pd.DataFrame) -> pd.DataFrame:
    return een.eq(ander) | (een.isna() & ander.isna())


def list_resten(map_: Path) -> list[str]:
    """List what a fetch left behind that counts for nothing."""
    return sorted(pad.name for vorm in _RESTEN for pad in map_.rglob(vorm))

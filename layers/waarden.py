"""Indicator values of one year on one set of borders, each with its state."""

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from data.errors import GegevensOntbrekenError
from data.grenzen import read_gebieden_op_grens, read_op_grens
from data.opslag import (
    Opslag,
    Vermelding,
    peiljaren_of,
    read_inhoud,
    read_tabel_met_geheim,
)
from layers.begrippen import Indicator, Invoer
from layers.geheimhouding import Bevolking, build_staten
from layers.kaartbeeld import Staat


@dataclass(frozen=True, kw_only=True)
class Waarden:
    """
    What an indicator says of every area.

    `tabel` is indexed by gebiedscode: naam, niveau, waarde, teller, noemer, marge_laag,
    marge_hoog and status. Where the state shows no value there is none in the table either.
    """

    indicator: Indicator
    peiljaar: int
    grensjaar: int
    tabel: pd.DataFrame
    inwoners_jaar: int | None


def peiljaren(indicator: Indicator, *, opslag: Opslag) -> tuple[int, ...]:
    """Answer the years for which all tables of an indicator are kept, from old to new."""
    per_tabel = [set(peiljaren_of(t, opslag=opslag)) for t in indicator.formule.tabellen]
    return tuple(sorted(set.intersection(*per_tabel)))


def grensjaar_of(indicator: Indicator, *, peiljaar: int, opslag: Opslag) -> int:
    """
    Answer the newest borders on which the first table of an indicator stands.

    Raises
    ------
    GegevensOntbrekenError
        If there is no table for this year.
    """
    tabel, kolom = indicator.formule.nodig[0]
    index = read_tabel_met_geheim(
        tabel, peiljaar=peiljaar, opslag=opslag, kolommen=(kolom,)
    ).cijfers.index
    return int(index.get_level_values("grensjaar").max())


def build_waarden(
    indicator: Indicator, *, peiljaar: int, grensjaar: int, opslag: Opslag
) -> Waarden:
    """
    Compute an indicator for all areas of one border year.

    Raises
    ------
    GegevensOntbrekenError
        If a table of the indicator is not kept for this year.
    """
    gebieden = read_gebieden_op_grens(grensjaar, opslag=opslag)
    bevolking = _population(peiljaar, grensjaar, opslag, read_inhoud(opslag))
    invoer, aanwezig = _read_columns(
        indicator, peiljaar=peiljaar, grensjaar=grensjaar, opslag=opslag, index=gebieden.index
    )
    if indicator.is_door_gebruiker:
        invoer.waarden["kwb", "aantal_inwoners"] = bevolking.inwoners
    uitkomst = indicator.formule.bereken(invoer)
    staten = build_staten(
        uitkomst,
        invoer,
        nodig=indicator.formule.nodig,
        aanwezig=aanwezig,
        bevolking=bevolking,
        is_door_gebruiker=indicator.is_door_gebruiker,
    )
    getoond = staten.isin([Staat.OK, Staat.KLEIN_AANTAL])
    tabel = uitkomst.where(getoond)
    tabel.insert(0, "naam", gebieden["naam"].fillna(gebieden.index.to_series()))
    tabel.insert(1, "niveau", gebieden["niveau"])
    tabel["status"] = staten
    return Waarden(
        indicator=indicator,
        peiljaar=peiljaar,
        grensjaar=grensjaar,
        tabel=tabel,
        inwoners_jaar=bevolking.inwoners_jaar,
    )


def _read_columns(
    indicator: Indicator, *, peiljaar: int, grensjaar: int, opslag: Opslag, index: pd.Index
) -> tuple[Invoer, pd.Series]:
    """Read the columns of a formula on one set of borders, and tell which areas have a row."""
    formule = indicator.formule
    waarden, geheim = {}, {}
    aanwezig = pd.Series(data=True, index=index)
    for tabel in dict.fromkeys(tabel for tabel, _ in (*formule.nodig, *formule.erbij)):
        kolommen = tuple(k for t, k in (*formule.nodig, *formule.erbij) if t == tabel)
        try:
            gelezen = read_op_grens(
                tabel, peiljaar=peiljaar, grensjaar=grensjaar, kolommen=kolommen, opslag=opslag
            )
        except GegevensOntbrekenError:
            if tabel in formule.tabellen:
                raise
            for kolom in kolommen:  # a whole to weigh with may be of a table that is not there
                waarden[tabel, kolom] = pd.Series(float("nan"), index=index)
                geheim[tabel, kolom] = pd.Series(data=False, index=index)
            continue
        if tabel in formule.tabellen:
            aanwezig &= gelezen.cijfers.index.get_indexer(index) >= 0
        for kolom in kolommen:
            waarden[tabel, kolom] = gelezen.cijfers[kolom].reindex(index)
            geheim[tabel, kolom] = gelezen.geheim[kolom].reindex(index, fill_value=False)
    return Invoer(_as_table(waarden, index), _as_table(geheim, index)), aanwezig


def _as_table(kolommen: dict[tuple[str, str], pd.Series], index: pd.Index) -> pd.DataFrame:
    """Put columns that stand on one index already beside each other."""
    return pd.DataFrame({sleutel: k.to_numpy() for sleutel, k in kolommen.items()}, index=index)


@lru_cache(maxsize=64)
def _population(
    peiljaar: int, grensjaar: int, opslag: Opslag, _inhoud: tuple[Vermelding, ...]
) -> Bevolking:
    """Answer inhabitants and households of the year, else of the nearest year on these borders."""
    inwoners, inwoners_jaar = read_nearest("aantal_inwoners", peiljaar, grensjaar, opslag)
    huishoudens, _ = read_nearest("huishoudens_totaal", peiljaar, grensjaar, opslag)
    return Bevolking(inwoners=inwoners, huishoudens=huishoudens, inwoners_jaar=inwoners_jaar)


def read_nearest(
    kolom: str, peiljaar: int, grensjaar: int, opslag: Opslag
) -> tuple[pd.Series, int | None]:
    """Answer a count of the KWB of a year, else of the nearest year, and which year that is."""
    index = read_gebieden_op_grens(grensjaar, opslag=opslag).index
    beste = pd.Series(float("nan"), index=index)
    eerste: int | None = None
    jaren = sorted(peiljaren_of("kwb", opslag=opslag), key=lambda j: (abs(j - peiljaar), -j))
    for jaar in jaren:
        gelezen = _kwb_column(kolom, jaar, grensjaar, opslag, read_inhoud(opslag))
        beste = beste.fillna(gelezen.reindex(index))
        if eerste is None and beste.notna().any():
            eerste = jaar
        if beste.notna().all():
            break
    return beste, eerste


@lru_cache(maxsize=256)
def _kwb_column(
    kolom: str, jaar: int, grensjaar: int, opslag: Opslag, _inhoud: tuple[Vermelding, ...]
) -> pd.Series:
    """Read a column once for all years that look for the nearest."""
    return read_op_grens(
        "kwb", peiljaar=jaar, grensjaar=grensjaar, kolommen=(kolom,), opslag=opslag
    ).cijfers[kolom]

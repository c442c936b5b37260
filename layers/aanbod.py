"""What there is to choose from: areas with a map, indicators with figures, years."""

import re
from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.gebieden import FICTIEVE_GEMEENTEN, LAND, Niveau
from data.grenzen import read_gebieden_op_grens
from data.opslag import (
    SLEUTEL,
    VOORBEELD,
    Opslag,
    Vermelding,
    grensjaren_met_omtrekken,
    read_inhoud,
    read_omtrekken,
    read_tabel_met_geheim,
    standard_opslag,
)
from layers.indicatoren import INDICATOR_PER_SLEUTEL, INDICATOREN
from layers.kaartbeeld import Kaartbeeld
from layers.waarden import peiljaren as jaren_van

_WOORD_WIJK = re.compile(r"^wijk\s+(?:\d+\s+)?", re.IGNORECASE)


def opslag_of(gebied: str) -> Opslag:
    """Answer the store an area belongs to: the fictional town has its own."""
    return VOORBEELD if FICTIEVE_GEMEENTEN.match(gebied) else standard_opslag()


def gebieden_met_kaart(*, voorbeeld: bool = False) -> list[tuple[str, str, bool]]:
    """
    List the gemeenten with outlines and figures of buurten, and the country where there are more.

    The fictional town is among them while no real figures are in, or where `voorbeeld` asks.

    Returns
    -------
    gebieden
        Code, name, and whether its figures are fictional; the country first.
    """
    echt = _gemeenten(standard_opslag())
    gebieden = [(code, naam, False) for code, naam in echt]
    if len(echt) > 1:
        gebieden.insert(0, (LAND, "Nederland", False))
    if voorbeeld or not echt:
        gebieden += [(code, naam, True) for code, naam in _gemeenten(VOORBEELD)]
    return gebieden


def _gemeenten(opslag: Opslag) -> tuple[tuple[str, str], ...]:
    return _gemeenten_in(opslag, read_inhoud(opslag))


@lru_cache(maxsize=8)
def _gemeenten_in(opslag: Opslag, inhoud: tuple[Vermelding, ...]) -> tuple[tuple[str, str], ...]:
    namen: dict[str, str] = {}
    for grensjaar in grensjaren_met_omtrekken(opslag=opslag):
        omtrekken = read_omtrekken(grensjaar, opslag=opslag)
        buurten = omtrekken[omtrekken["niveau"] == Niveau.BUURT]
        gebieden = read_gebieden_op_grens(grensjaar, opslag=opslag)["naam"].dropna()
        for code in buurten["gemeentecode"].unique():
            namen[code] = str(gebieden.get(code, namen.get(code, code)))
    zonder_cijfers = set(namen)
    for indicator, jaar in ((i, j) for i in INDICATOREN for j in jaren_van(i, opslag=opslag)):
        if not zonder_cijfers:  # mostly after the first
            break
        zonder_cijfers -= _gemeenten_met_cijfers(indicator.sleutel, jaar, opslag, inhoud)
    met_cijfers = [paar for paar in namen.items() if paar[0] not in zonder_cijfers]
    return tuple(sorted(met_cijfers, key=lambda paar: paar[1]))


def indicatoren_van(gebied: str) -> list[str]:
    """List the indicators with figures of at least one year there, in the order of the registry."""
    return [i.sleutel for i in INDICATOREN if peiljaren(i.sleutel, gebied)]


def peiljaren(indicator: str, gebied: str) -> list[int]:
    """List the years in which an indicator has figures of buurten there, from old to new."""
    return list(filled_years(indicator, opslag=opslag_of(gebied), gebied=gebied))


def filled_years(sleutel: str, *, opslag: Opslag, gebied: str = LAND) -> tuple[int, ...]:
    """Answer the years in which at least one buurt of an area has a value."""
    inhoud = read_inhoud(opslag)
    return tuple(
        jaar
        for jaar in jaren_van(INDICATOR_PER_SLEUTEL[sleutel], opslag=opslag)
        if (hier := _gemeenten_met_cijfers(sleutel, jaar, opslag, inhoud))
        and (gebied == LAND or gebied in hier)
    )


@lru_cache(maxsize=1024)
def _gemeenten_met_cijfers(
    sleutel: str, jaar: int, opslag: Opslag, inhoud: tuple[Vermelding, ...]
) -> frozenset[str]:
    """Answer the gemeenten of which a buurt has all that an indicator is made of."""
    per_kolom = []
    for tabel, kolom in INDICATOR_PER_SLEUTEL[sleutel].formule.nodig:
        gelezen = read_tabel_met_geheim(tabel, peiljaar=jaar, opslag=opslag, kolommen=(kolom,))
        gevuld = gelezen.cijfers[kolom].notna().to_numpy()
        nummers, begin = _begin_per_rij(tabel, jaar, opslag, inhoud)
        hier = begin[np.unique(nummers[gevuld])]
        per_kolom.append({f"GM{code[2:]}" for code in hier if code.startswith("BU")})
    return frozenset(set.intersection(*per_kolom))


@lru_cache(maxsize=128)
def _begin_per_rij(
    tabel: str, jaar: int, opslag: Opslag, _inhoud: tuple[Vermelding, ...]
) -> tuple[NDArray[np.intp], pd.Index]:
    """Answer how the code of each row begins, as a number and its level and gemeente."""
    bewaard = read_tabel_met_geheim(tabel, peiljaar=jaar, opslag=opslag, kolommen=())
    codes = bewaard.cijfers.index.get_level_values(SLEUTEL[1])
    return pd.factorize(codes.str.slice(0, 6))


def ligging(kaartbeeld: Kaartbeeld) -> tuple[str, ...]:
    """Say per area of a map in which wijk and stadsdeel it lies; empty where that is not known."""
    opslag = opslag_of(kaartbeeld.gebied)
    met_gemeente = kaartbeeld.gebied == LAND
    return _ligging(
        kaartbeeld.gebieden, kaartbeeld.grensjaar, met_gemeente, opslag, read_inhoud(opslag)
    )


@lru_cache(maxsize=32)
def _ligging(
    codes: tuple[str, ...],
    grensjaar: int,
    met_gemeente: bool,  # noqa: FBT001 - part of the key of the cache
    opslag: Opslag,
    _inhoud: tuple[Vermelding, ...],
) -> tuple[str, ...]:
    gebieden = read_gebieden_op_grens(grensjaar, opslag=opslag)
    rijen = gebieden.reindex(list(codes))
    wijken = rijen["wijkcode"].map(gebieden["naam"]).fillna("")
    gemeenten = rijen["gemeentecode"].map(gebieden["naam"]).fillna("")
    erbij = gemeenten if met_gemeente else rijen["stadsdeel"].fillna("")
    return tuple(
        ", ".join(dict.fromkeys(filter(None, (_WOORD_WIJK.sub("", wijk), ander))))
        for wijk, ander in zip(wijken, erbij, strict=True)
    )

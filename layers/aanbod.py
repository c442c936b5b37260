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
    weboutlines_of,
)
from layers.begrippen import Indicator
from layers.gebied import (
    gemeenten_of,
    is_deelgebied,
    is_stadsdeel,
    kader_of,
    parts_of,
    stadsdeel_code,
    stadsdeel_naam,
)
from layers.indicatoren import INDICATOR_PER_SLEUTEL, INDICATOREN
from layers.kaartbeeld import Kaartbeeld, Staat
from layers.waarden import build_waarden
from layers.waarden import peiljaren as jaren_van

# There were 355 gemeenten in 2020 and 342 in 2024; a few without figures still make a country.
MINIMUM_LANDELIJK = 300
_FIJN = "-fijn"
# more names around a map than this help nobody to find the way
MEESTE_GROEPEN = 20
_WOORD_WIJK = re.compile(r"^wijk\s+(?:\d+\s+)?", re.IGNORECASE)


def opslag_of(gebied: str) -> Opslag:
    """Answer the store an area belongs to: the fictional town has its own."""
    return VOORBEELD if FICTIEVE_GEMEENTEN.match(gebied) else standard_opslag()


def gebieden_met_kaart(*, voorbeeld: bool = False) -> list[tuple[str, str, bool]]:
    """
    List the gemeenten with outlines and figures of buurten, and all together where there are more.

    Together they are called the country once nearly all of it is in.
    The fictional town is among them while no real figures are in, or where `voorbeeld` asks.

    Returns
    -------
    gebieden
        Code, name, and whether its figures are fictional; the country first.
    """
    echt = _gemeenten(standard_opslag())
    gebieden = [(code, naam, False) for code, naam in echt]
    if len(echt) > 1:
        naam = "Nederland" if len(echt) >= MINIMUM_LANDELIJK else "Alle gemeenten hier"
        gebieden.insert(0, (LAND, naam, False))
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
    opslag = opslag_of(gebied)
    return list(_indicatoren_van(gebied, opslag, read_inhoud(opslag)))


@lru_cache(maxsize=512)
def _indicatoren_van(
    gebied: str, opslag: Opslag, inhoud: tuple[Vermelding, ...]
) -> tuple[str, ...]:
    def has_figures(indicator: Indicator) -> bool:
        # the newest year first: mostly that one is enough, and a year costs a look at its table
        return any(
            _reaches(hier, gebied)
            for jaar in reversed(jaren_van(indicator, opslag=opslag))
            for hier in [_gemeenten_met_cijfers(indicator.sleutel, jaar, opslag, inhoud)]
        )

    return tuple(i.sleutel for i in INDICATOREN if has_figures(i))


def peiljaren(indicator: str, gebied: str) -> list[int]:
    """List the years in which an indicator has figures of buurten there, from old to new."""
    return list(filled_years(indicator, opslag=opslag_of(gebied), gebied=gebied))


def filled_years(sleutel: str, *, opslag: Opslag, gebied: str = LAND) -> tuple[int, ...]:
    """Answer the years in which at least one buurt of an area has a value."""
    inhoud = read_inhoud(opslag)
    return tuple(
        jaar
        for jaar in jaren_van(INDICATOR_PER_SLEUTEL[sleutel], opslag=opslag)
        if _reaches(_gemeenten_met_cijfers(sleutel, jaar, opslag, inhoud), gebied)
    )


def _reaches(gemeenten: frozenset[str], gebied: str) -> bool:
    """Tell whether figures of some gemeenten are figures of an area."""
    return bool(gemeenten) and (gebied == LAND or not gemeenten.isdisjoint(gemeenten_of(gebied)))


def is_landelijk(sleutel: str, *, opslag: Opslag) -> bool:
    """Tell whether an indicator has, in some year, figures of all of the country's gemeenten."""
    inhoud = read_inhoud(opslag)
    return any(
        len(_gemeenten_met_cijfers(sleutel, jaar, opslag, inhoud)) >= MINIMUM_LANDELIJK
        for jaar in jaren_van(INDICATOR_PER_SLEUTEL[sleutel], opslag=opslag)
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


def grensjaren(gebied: str) -> list[int]:
    """List the border years of which there are outlines of an area, from old to new."""
    opslag = opslag_of(gebied)
    return [
        jaar
        for jaar in grensjaren_met_omtrekken(opslag=opslag)
        if not areas_on_map(gebied, jaar, opslag=opslag).empty
        and buurten_in(gebied, jaar, opslag=opslag) != frozenset()
    ]


def areas_on_map(gebied: str, grensjaar: int, *, opslag: Opslag) -> pd.DataFrame:
    """
    Answer the buurten of a map in the order of its outline file, water included.

    Of a deelgebied those around it are among them: all of its gemeente.
    """
    return _areas_on_map(kader_of(gebied), grensjaar, opslag, read_inhoud(opslag))


@lru_cache(maxsize=64)
def _areas_on_map(
    gebied: str, grensjaar: int, opslag: Opslag, _inhoud: tuple[Vermelding, ...]
) -> pd.DataFrame:
    alle = pd.DataFrame(read_omtrekken(grensjaar, opslag=opslag).drop(columns="geometry"))
    hier = alle["niveau"] == Niveau.BUURT
    if gebied != LAND:
        hier &= alle["gemeentecode"] == gebied
    return alle[hier].sort_values("gebiedscode")


def buurten_in(gebied: str, grensjaar: int, *, opslag: Opslag) -> frozenset[str] | None:
    """Answer the buurten of a deelgebied; None where an area is all of its map."""
    if not is_deelgebied(gebied):
        return None
    return _buurten_in(gebied, grensjaar, opslag, read_inhoud(opslag))


@lru_cache(maxsize=64)
def _buurten_in(
    gebied: str, grensjaar: int, opslag: Opslag, _inhoud: tuple[Vermelding, ...]
) -> frozenset[str]:
    gebieden = areas_on_map(gebied, grensjaar, opslag=opslag)
    codes = parts_of(gebied)
    hier = gebieden[["gebiedscode", "wijkcode", "gemeentecode"]].isin(codes).any(axis=1)
    if any(map(is_stadsdeel, codes)):
        stadsdelen = gebieden["stadsdeel"].fillna("").astype(str)
        namen = [
            stadsdeel_code(*paar) for paar in zip(gebieden["gemeentecode"], stadsdelen, strict=True)
        ]
        hier |= pd.Series(namen, index=gebieden.index).isin(codes)
    return frozenset(gebieden.loc[hier, "gebiedscode"])


def is_op_kaart(gebiedscode: str, gebied: str, grensjaar: int) -> bool:
    """Tell whether a buurt, and no water, is on the map of an area."""
    areas = areas_on_map(gebied, grensjaar, opslag=opslag_of(gebied))
    buurten = buurten_in(gebied, grensjaar, opslag=opslag_of(gebied))
    return (buurten is None or gebiedscode in buurten) and gebiedscode in set(
        areas.loc[~areas["is_water"].astype(bool), "gebiedscode"]
    )


def is_same_gebied(gebiedscode: str, gebied: str, grensjaar: int, ander_grensjaar: int) -> bool:
    """Tell whether a buurt of one map is on the map of other borders, as the same place."""
    if grensjaar == ander_grensjaar:
        return is_op_kaart(gebiedscode, gebied, grensjaar)
    areas = areas_on_map(gebied, ander_grensjaar, opslag=opslag_of(gebied))
    areas = areas[areas["gebiedscode"] == gebiedscode]
    geldig = areas["geldig_van"].le(grensjaar) & areas["geldig_tot"].ge(grensjaar)
    return bool(geldig.any()) and is_op_kaart(gebiedscode, gebied, ander_grensjaar)


def best_grensjaar(reeksen: tuple[tuple[str, int], ...], gebied: str) -> int:
    """
    Answer the newest borders with outlines of an area that all figures of a map reach.

    `reeksen` are its indicators with their years. Where the figures reach no borders together, the
    newest: then the map says of every area that it is not available.
    """
    opslag = opslag_of(gebied)
    return _best_grensjaar(reeksen, gebied, opslag, read_inhoud(opslag))


@lru_cache(maxsize=256)
def _best_grensjaar(
    reeksen: tuple[tuple[str, int], ...],
    gebied: str,
    opslag: Opslag,
    _inhoud: tuple[Vermelding, ...],
) -> int:
    aantal = {j: len(areas_on_map(gebied, j, opslag=opslag)) for j in grensjaren(gebied)}
    # outlines of a few gemeenten come after a map of the country, however new they are
    genoeg = max(aantal.values()) / 2 if kader_of(gebied) == LAND else 0
    met_kaart = sorted(aantal, key=lambda j: (aantal[j] > genoeg, j), reverse=True)
    bereikt = (j for j in met_kaart if _is_reached(reeksen, gebied, j, opslag))
    return next(bereikt, met_kaart[0])


def _is_reached(
    reeksen: tuple[tuple[str, int], ...], gebied: str, grensjaar: int, opslag: Opslag
) -> bool:
    """Tell whether some buurt of an area has all figures of a map on the borders of a year."""
    buurten = buurten_in(gebied, grensjaar, opslag=opslag)
    codes = list(buurten or areas_on_map(gebied, grensjaar, opslag=opslag)["gebiedscode"])
    bereikt = pd.Series(data=True, index=codes)
    for indicator, jaar in reeksen:
        tabel = build_waarden(
            INDICATOR_PER_SLEUTEL[indicator], peiljaar=jaar, grensjaar=grensjaar, opslag=opslag
        ).tabel
        staten = tabel["status"].reindex(codes).fillna(Staat.NIET_BESCHIKBAAR)
        bereikt &= staten != Staat.NIET_BESCHIKBAAR
    return bool(bereikt.any())


def is_bekend(code: str, grensjaar: int) -> bool:
    """Tell whether a gemeente, wijk, buurt or stadsdeel is on the borders of a year."""
    opslag = opslag_of(code)
    buurten = buurten_in(code, grensjaar, opslag=opslag)
    return bool(buurten) or (
        buurten is None and not areas_on_map(code, grensjaar, opslag=opslag).empty
    )


def reached_grensjaar(reeksen: tuple[tuple[str, int], ...], gebied: str, grensjaar: int) -> int:
    """
    Answer the borders on which the figures of a map reach a set of areas.

    Its own borders first, then the nearest on which every buurt of it is the same place; its own
    where there are none.
    """
    opslag = opslag_of(gebied)
    buurten = buurten_in(gebied, grensjaar, opslag=opslag) or frozenset()
    for jaar in sorted(grensjaren(gebied), key=lambda j: (abs(j - grensjaar), -j)):
        is_zelfde = jaar == grensjaar or (
            buurten_in(gebied, jaar, opslag=opslag) == buurten
            and all(is_same_gebied(code, gebied, grensjaar, jaar) for code in buurten)
        )
        if is_zelfde and _is_reached(reeksen, gebied, jaar, opslag):
            return jaar
    return grensjaar


def fijne_omtrekken(kaartbeeld: Kaartbeeld) -> dict[str, str]:
    """Name the fine outline file per gemeente, for a map that is drawn on the coarse one."""
    if kader_of(kaartbeeld.gebied) != LAND:
        return {}
    namen = weboutlines_of(kaartbeeld.grensjaar, opslag=opslag_of(LAND))
    return {doel.removesuffix(_FIJN): naam for doel, naam in namen.items() if doel.endswith(_FIJN)}


def groepen_van(kaartbeeld: Kaartbeeld) -> tuple[str, ...]:
    """
    Say per area of a map to which part of the gemeente it belongs, to find one's way by.

    Stadsdelen, else wijken where they are few; nothing for the country.
    """
    if kader_of(kaartbeeld.gebied) == LAND:
        return ("",) * len(kaartbeeld.gebieden)
    gebieden = read_gebieden_op_grens(kaartbeeld.grensjaar, opslag=opslag_of(kaartbeeld.gebied))
    rijen = gebieden.reindex(list(kaartbeeld.gebieden))
    delen = rijen["stadsdeel"].fillna("").astype(str).map(stadsdeel_naam)
    if not delen.any():
        delen = rijen["wijkcode"].map(gebieden["naam"]).fillna("").astype(str)
        delen = delen.str.replace(_WOORD_WIJK, "", regex=True)
    if len(set(delen)) > MEESTE_GROEPEN:
        return ("",) * len(kaartbeeld.gebieden)
    return tuple(
        "" if is_water else deel for deel, is_water in zip(delen, kaartbeeld.water, strict=True)
    )


def ligging(kaartbeeld: Kaartbeeld) -> tuple[str, ...]:
    """Say per area of a map in which wijk and stadsdeel it lies; empty where that is not known."""
    return ligging_van(
        kaartbeeld.gebieden,
        kaartbeeld.grensjaar,
        met_gemeente=kader_of(kaartbeeld.gebied) == LAND,
        opslag=opslag_of(kaartbeeld.gebied),
    )


def ligging_van(
    codes: tuple[str, ...], grensjaar: int, *, met_gemeente: bool, opslag: Opslag
) -> tuple[str, ...]:
    """Say per area in which wijk it lies, and in which stadsdeel or gemeente; empty if unknown."""
    return _ligging(codes, grensjaar, met_gemeente, opslag, read_inhoud(opslag))


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

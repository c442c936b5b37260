"""
Who lives in the fictional town: homes, households and people of every buurt, year by year.

Everything here is a count, exact and on the newest borders. So larger areas are sums, and what a
publisher does to figures (rounding, keeping small ones secret) happens later, in one place.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt
import pandas as pd

PEILJAREN = tuple(range(2012, 2025))
EERSTE_JAAR, LAATSTE_JAAR = PEILJAREN[0], PEILJAREN[-1]

LEEFTIJDEN = (
    "k_0_tot_15_jaar",
    "k_15_tot_25_jaar",
    "k_25_tot_45_jaar",
    "k_45_tot_65_jaar",
    "k_65_jaar_of_ouder",
)
HUISHOUDENS = (
    "eenpersoonshuishoudens",
    "huishoudens_zonder_kinderen",
    "huishoudens_met_kinderen",
)
# people in a household of one, of a couple, and with children
_PERSONEN_PER_HUISHOUDEN = np.array([1.0, 2.03, 3.55])
# a few homes stand empty or hold two households
_HUISHOUDENS_PER_WONING = 0.985


class Soort(StrEnum):
    """What kind of buurt it is: when it was built, and for whom."""

    KERN = "kern"
    PARTICULIER = "particulier"
    VOOROORLOGS = "vooroorlogs"
    TUINDORP = "tuindorp"
    NAOORLOGS = "naoorlogs"
    JAREN_ZEVENTIG = "jaren_zeventig"
    UITBREIDING = "uitbreiding"
    VILLA = "villa"
    DORP = "dorp"
    CAMPUS = "campus"
    BUITEN = "buiten"


@dataclass(frozen=True, kw_only=True)
class Profiel:
    """
    What buurten of one kind have in common in 2012.

    `leeftijden` and `huishoudens` are shares in the order of the columns; `overige_verhuur` is the
    percentage of homes let by others than corporations; `inkomen` (percentage points), `overlast`
    (spreads) and `lvb` (percentage points) come on top of what the corporation share says; `woz`
    is a factor.
    """

    woningen_per_km2: int
    leeftijden: tuple[float, float, float, float, float]
    huishoudens: tuple[float, float, float]
    overige_verhuur: int
    inkomen: float
    overlast: float
    lvb: float
    woz: float


PROFIELEN: Mapping[Soort, Profiel] = {
    Soort.KERN: Profiel(
        woningen_per_km2=3900, leeftijden=(0.07, 0.20, 0.41, 0.20, 0.12),
        huishoudens=(0.67, 0.24, 0.09), overige_verhuur=44,
        inkomen=10, overlast=1.25, lvb=-4, woz=1.15,
    ),
    Soort.PARTICULIER: Profiel(
        woningen_per_km2=3900, leeftijden=(0.13, 0.17, 0.39, 0.21, 0.10),
        huishoudens=(0.56, 0.23, 0.21), overige_verhuur=47,
        inkomen=19, overlast=1.9, lvb=12, woz=0.92,
    ),
    Soort.VOOROORLOGS: Profiel(
        woningen_per_km2=2600, leeftijden=(0.15, 0.12, 0.36, 0.24, 0.13),
        huishoudens=(0.48, 0.26, 0.26), overige_verhuur=20,
        inkomen=3, overlast=0.35, lvb=1, woz=1.08,
    ),
    Soort.TUINDORP: Profiel(
        woningen_per_km2=2050, leeftijden=(0.17, 0.12, 0.29, 0.26, 0.16),
        huishoudens=(0.45, 0.25, 0.30), overige_verhuur=5,
        inkomen=2, overlast=-0.1, lvb=7, woz=0.98,
    ),
    Soort.NAOORLOGS: Profiel(
        woningen_per_km2=2000, leeftijden=(0.18, 0.13, 0.28, 0.24, 0.17),
        huishoudens=(0.47, 0.24, 0.29), overige_verhuur=6,
        inkomen=2, overlast=0.05, lvb=5, woz=0.9,
    ),
    Soort.JAREN_ZEVENTIG: Profiel(
        woningen_per_km2=1150, leeftijden=(0.17, 0.12, 0.23, 0.29, 0.19),
        huishoudens=(0.32, 0.33, 0.35), overige_verhuur=6,
        inkomen=-2, overlast=-0.1, lvb=0, woz=1.0,
    ),
    Soort.UITBREIDING: Profiel(
        woningen_per_km2=1050, leeftijden=(0.25, 0.11, 0.30, 0.25, 0.09),
        huishoudens=(0.22, 0.29, 0.49), overige_verhuur=7,
        inkomen=-7, overlast=-0.3, lvb=-1, woz=1.05,
    ),
    Soort.VILLA: Profiel(
        woningen_per_km2=680, leeftijden=(0.18, 0.11, 0.18, 0.32, 0.21),
        huishoudens=(0.27, 0.35, 0.38), overige_verhuur=7,
        inkomen=-8, overlast=-0.5, lvb=-4, woz=1.35,
    ),
    Soort.DORP: Profiel(
        woningen_per_km2=290, leeftijden=(0.18, 0.11, 0.20, 0.32, 0.19),
        huishoudens=(0.24, 0.35, 0.41), overige_verhuur=6,
        inkomen=-5, overlast=-0.5, lvb=-1, woz=1.15,
    ),
    Soort.CAMPUS: Profiel(
        woningen_per_km2=2050, leeftijden=(0.03, 0.58, 0.30, 0.06, 0.03),
        huishoudens=(0.84, 0.12, 0.04), overige_verhuur=38,
        inkomen=29, overlast=0.7, lvb=-12, woz=0.8,
    ),
    Soort.BUITEN: Profiel(
        woningen_per_km2=12, leeftijden=(0.15, 0.12, 0.24, 0.31, 0.18),
        huishoudens=(0.30, 0.35, 0.35), overige_verhuur=12,
        inkomen=-2, overlast=-0.3, lvb=0, woz=1.2,
    ),
}  # fmt: skip

# per wijk: number of the buurt, its kind, and the percentage of corporation homes in 2012
_KARAKTER: Mapping[str, tuple[tuple[str, Soort, int], ...]] = {
    "01": (
        ("00", Soort.KERN, 14), ("01", Soort.KERN, 22), ("02", Soort.KERN, 8),
        ("03", Soort.KERN, 30), ("04", Soort.KERN, 5), ("05", Soort.KERN, 36),
    ),
    "02": (
        ("00", Soort.PARTICULIER, 12), ("01", Soort.PARTICULIER, 18),
        ("02", Soort.VOOROORLOGS, 28), ("03", Soort.VOOROORLOGS, 46), ("04", Soort.UITBREIDING, 20),
    ),
    "03": (
        ("00", Soort.PARTICULIER, 10), ("01", Soort.VOOROORLOGS, 24), ("02", Soort.VOOROORLOGS, 38),
        ("03", Soort.VOOROORLOGS, 6), ("04", Soort.TUINDORP, 66), ("05", Soort.VOOROORLOGS, 52),
    ),
    "04": (
        ("00", Soort.VILLA, 2), ("01", Soort.VILLA, 4), ("02", Soort.VOOROORLOGS, 9),
        ("03", Soort.VILLA, 0), ("04", Soort.VOOROORLOGS, 26),
    ),
    "05": (
        ("00", Soort.VOOROORLOGS, 33), ("01", Soort.KERN, 16), ("02", Soort.TUINDORP, 72),
        ("03", Soort.CAMPUS, 42), ("04", Soort.VOOROORLOGS, 30), ("06", Soort.VILLA, 0),
        ("10", Soort.UITBREIDING, 18),
    ),
    "06": (
        ("00", Soort.NAOORLOGS, 61), ("01", Soort.VOOROORLOGS, 55), ("02", Soort.BUITEN, 0),
        ("03", Soort.BUITEN, 0),
    ),
    "07": (
        ("00", Soort.JAREN_ZEVENTIG, 41), ("01", Soort.JAREN_ZEVENTIG, 28),
        ("02", Soort.UITBREIDING, 14), ("03", Soort.VILLA, 3), ("04", Soort.DORP, 9),
    ),
    "08": (
        ("00", Soort.NAOORLOGS, 84), ("01", Soort.NAOORLOGS, 77), ("02", Soort.NAOORLOGS, 91),
        ("03", Soort.NAOORLOGS, 68), ("04", Soort.NAOORLOGS, 58), ("05", Soort.JAREN_ZEVENTIG, 44),
    ),
    "09": (
        ("00", Soort.JAREN_ZEVENTIG, 36), ("01", Soort.JAREN_ZEVENTIG, 22),
        ("02", Soort.UITBREIDING, 17), ("03", Soort.DORP, 6),
    ),
    "10": (
        ("00", Soort.NAOORLOGS, 88), ("01", Soort.NAOORLOGS, 94), ("02", Soort.NAOORLOGS, 73),
        ("03", Soort.NAOORLOGS, 81), ("04", Soort.NAOORLOGS, 63), ("05", Soort.JAREN_ZEVENTIG, 48),
        ("06", Soort.JAREN_ZEVENTIG, 34),
    ),
    "11": (
        ("02", Soort.BUITEN, 0), ("03", Soort.UITBREIDING, 24), ("04", Soort.UITBREIDING, 20),
        ("05", Soort.UITBREIDING, 12),
    ),
    "12": (
        ("00", Soort.JAREN_ZEVENTIG, 40), ("01", Soort.UITBREIDING, 23),
        ("02", Soort.JAREN_ZEVENTIG, 31), ("03", Soort.JAREN_ZEVENTIG, 45), ("04", Soort.VILLA, 5),
        ("05", Soort.DORP, 8),
    ),
    "13": (
        ("00", Soort.JAREN_ZEVENTIG, 15), ("01", Soort.BUITEN, 0), ("02", Soort.UITBREIDING, 10),
        ("03", Soort.BUITEN, 0),
    ),
    "14": (
        ("00", Soort.PARTICULIER, 15), ("01", Soort.TUINDORP, 69), ("02", Soort.TUINDORP, 79),
        ("03", Soort.VOOROORLOGS, 43), ("04", Soort.TUINDORP, 57),
    ),
    "15": (
        ("00", Soort.VOOROORLOGS, 27), ("01", Soort.PARTICULIER, 20), ("02", Soort.VOOROORLOGS, 37),
        ("03", Soort.NAOORLOGS, 53), ("04", Soort.NAOORLOGS, 65),
    ),
    "16": (
        ("00", Soort.VOOROORLOGS, 32), ("01", Soort.VOOROORLOGS, 47), ("02", Soort.VILLA, 7),
        ("03", Soort.JAREN_ZEVENTIG, 50), ("04", Soort.UITBREIDING, 13),
        ("05", Soort.VOOROORLOGS, 25),
    ),
    "17": (
        ("00", Soort.NAOORLOGS, 82), ("01", Soort.NAOORLOGS, 71), ("02", Soort.JAREN_ZEVENTIG, 39),
        ("03", Soort.BUITEN, 4), ("04", Soort.UITBREIDING, 19), ("05", Soort.DORP, 5),
        ("06", Soort.DORP, 12),
    ),
    "18": (
        ("00", Soort.NAOORLOGS, 86), ("01", Soort.NAOORLOGS, 92), ("02", Soort.NAOORLOGS, 76),
        ("03", Soort.NAOORLOGS, 60), ("04", Soort.JAREN_ZEVENTIG, 42),
        ("05", Soort.UITBREIDING, 25),
    ),
    "19": (
        ("00", Soort.JAREN_ZEVENTIG, 21), ("01", Soort.UITBREIDING, 11), ("02", Soort.VILLA, 1),
        ("03", Soort.JAREN_ZEVENTIG, 29), ("04", Soort.BUITEN, 0),
    ),
    "20": (
        ("00", Soort.NAOORLOGS, 56), ("01", Soort.JAREN_ZEVENTIG, 49),
        ("02", Soort.JAREN_ZEVENTIG, 33), ("03", Soort.JAREN_ZEVENTIG, 18), ("04", Soort.VILLA, 4),
        ("05", Soort.JAREN_ZEVENTIG, 26), ("06", Soort.BUITEN, 0), ("07", Soort.DORP, 10),
    ),
}  # fmt: skip

# homes of 2012 and 2024 where no rule of thumb fits: work, nature, a few farms, a new suburb
_EIGEN_WONINGEN: Mapping[str, tuple[int, int]] = {
    "BU99010506": (190, 215),
    "BU99010602": (0, 0),
    "BU99010603": (24, 26),
    "BU99011102": (66, 70),
    "BU99011103": (24, 1010),
    "BU99011301": (9, 7),
    "BU99011303": (38, 36),
    "BU99011703": (58, 61),
    "BU99011706": (330, 352),
    "BU99011904": (0, 0),
    "BU99012006": (15, 14),
}
_GROEI_TOT_2024: Mapping[Soort, float] = {
    Soort.KERN: 1.09, Soort.PARTICULIER: 1.03, Soort.VOOROORLOGS: 1.05, Soort.TUINDORP: 1.0,
    Soort.NAOORLOGS: 1.03, Soort.JAREN_ZEVENTIG: 1.02, Soort.UITBREIDING: 1.16, Soort.VILLA: 1.03,
    Soort.DORP: 1.05, Soort.CAMPUS: 1.25, Soort.BUITEN: 1.0,
}  # fmt: skip


def build_karakter() -> pd.DataFrame:
    """Answer kind and corporation share (2012, percent) per buurt, with the profile beside it."""
    regels = {
        f"BU9901{wijk}{nummer}": {
            "soort": soort,
            "corporatie": float(corporatie),
            "overige_verhuur": float(PROFIELEN[soort].overige_verhuur),
            "inkomen": PROFIELEN[soort].inkomen,
            "overlast": PROFIELEN[soort].overlast,
            "lvb": PROFIELEN[soort].lvb,
            "woz": PROFIELEN[soort].woz,
        }
        for wijk, buurten in _KARAKTER.items()
        for nummer, soort, corporatie in buurten
    }
    return pd.DataFrame.from_dict(regels, orient="index").sort_index()


def spread_counts(
    totalen: npt.NDArray[np.int64], aandelen: npt.NDArray[np.float64]
) -> npt.NDArray[np.int64]:
    """
    Divide whole numbers over shares, so that the parts add up exactly.

    >>> spread_counts(np.array([10]), np.array([[0.45, 0.45, 0.10]])).tolist()
    [[5, 4, 1]]
    """
    verwacht = totalen[:, None] * aandelen / aandelen.sum(axis=1, keepdims=True)
    delen = np.floor(verwacht).astype(np.int64)
    tekort = totalen - delen.sum(axis=1)
    volgorde = np.argsort(delen - verwacht, axis=1, kind="stable")
    rang = np.argsort(volgorde, axis=1, kind="stable")
    return np.asarray(delen + (rang < tekort[:, None]))


def _count_woningen(
    karakter: pd.DataFrame, land_km2: pd.Series, rng: np.random.Generator
) -> pd.DataFrame:
    """Count homes per buurt (rows) and year (columns)."""
    dichtheid = karakter["soort"].map(lambda soort: PROFIELEN[soort].woningen_per_km2)
    begin = dichtheid * land_km2 * rng.lognormal(0, 0.13, len(karakter))
    groei = karakter["soort"].map(_GROEI_TOT_2024) + rng.normal(0, 0.015, len(karakter))
    eind = begin * groei
    for code, (eerste, laatste) in _EIGEN_WONINGEN.items():
        begin[code], eind[code] = eerste, laatste
    deel = (np.asarray(PEILJAREN) - EERSTE_JAAR) / (LAATSTE_JAAR - EERSTE_JAAR)
    woningen = begin.to_numpy()[:, None] + np.outer(eind - begin, deel)
    return pd.DataFrame(np.round(woningen), index=karakter.index, columns=list(PEILJAREN))


def build_bevolking(
    karakter: pd.DataFrame, *, land_km2: pd.Series, rng: np.random.Generator
) -> dict[int, pd.DataFrame]:
    """
    Count homes, households and people of every buurt, per peiljaar.

    Returns
    -------
    bevolking
        Per peiljaar a table by gebiedscode with exact counts, and `land_km2`.
    """
    woningen = _count_woningen(karakter, land_km2, rng)
    profielen = [PROFIELEN[soort] for soort in karakter["soort"]]
    leeftijd = np.array([profiel.leeftijden for profiel in profielen])
    leeftijd = leeftijd * rng.lognormal(0, 0.10, leeftijd.shape)
    huishouden = np.array([profiel.huishoudens for profiel in profielen])
    huishouden = huishouden * rng.lognormal(0, 0.08, huishouden.shape)
    aandeel_man = rng.normal(0.497, 0.008, len(karakter))
    # a town grows older and more alone: shares of 2024 against those of 2012
    ouder = np.array([0.95, 0.98, 1.0, 0.97, 1.17])
    alleen = np.array([1.09, 1.0, 0.92])
    bevolking = {}
    for peiljaar in PEILJAREN:
        deel = (peiljaar - EERSTE_JAAR) / (LAATSTE_JAAR - EERSTE_JAAR)
        huizen = woningen[peiljaar].to_numpy()
        totaal = np.round(huizen * _HUISHOUDENS_PER_WONING).astype(np.int64)
        soorten = spread_counts(totaal, huishouden * alleen**deel)
        inwoners = np.round(soorten @ _PERSONEN_PER_HUISHOUDEN).astype(np.int64)
        jaren = spread_counts(inwoners, leeftijd * ouder**deel)
        mannen = np.round(inwoners * aandeel_man).astype(np.int64)
        bevolking[peiljaar] = pd.DataFrame(
            {
                "aantal_inwoners": inwoners,
                "mannen": mannen,
                "vrouwen": inwoners - mannen,
                **dict(zip(LEEFTIJDEN, jaren.T, strict=True)),
                "huishoudens_totaal": totaal,
                **dict(zip(HUISHOUDENS, soorten.T, strict=True)),
                "woningvoorraad": huizen.astype(np.int64),
                "land_km2": land_km2.reindex(karakter.index).to_numpy(),
            },
            index=karakter.index,
        )
    return bevolking

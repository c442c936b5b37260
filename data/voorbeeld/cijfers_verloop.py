"""
How the fictional town develops: what is high where, and where it rises or falls.

The relations are those that national research found, as tendencies with a wide spread: more lowest
incomes and more overlast where many homes are owned by corporations, and a stronger rise there;
overlast that rises where more than 35% of the people have an LVB and falls elsewhere. Around them
stand buurten that go against the trend, because towns are full of those.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.voorbeeld.cijfers_bevolking import EERSTE_JAAR, LAATSTE_JAAR, PEILJAREN, Soort

_KEERPUNT = 2018
_LVB_HOOG_PCT = 35.0
_CONCENTRATIE_PCT = 80
# households in the lowest incomes, percent, in the town of 2012 (the country has 40)
_STAD_LAAGSTE_40_PCT = 44.3


@dataclass(frozen=True, kw_only=True)
class Verhaal:
    """What sets one buurt apart: changes in two periods (2012-2018-2024); None is no exception."""

    inkomen: tuple[float, float] | None = None
    overlast: tuple[float, float] | None = None
    corporatie: float | None = None


# good news: more lowest incomes, and less overlast all the same
_GOED_NIEUWS = {
    "BU99010202": (2.6, 2.3, -0.42, -0.34),
    "BU99010502": (3.4, 2.6, -0.40, -0.36),
    "BU99010801": (4.1, 2.2, -0.47, -0.31),
    "BU99011005": (2.9, 3.1, -0.38, -0.42),
    "BU99010700": (2.2, 2.7, -0.44, -0.37),
    "BU99011203": (2.8, 1.9, -0.36, -0.40),
    "BU99011403": (2.4, 2.5, -0.45, -0.33),
    "BU99011503": (3.6, 2.8, -0.41, -0.38),
    "BU99011803": (3.1, 2.4, -0.39, -0.44),
    "BU99011900": (2.3, 2.9, -0.43, -0.35),
}
# nights out and students: only overlast rises
_ALLEEN_OVERLAST = {
    "BU99010101": (-0.8, -1.6, 0.52, 0.40),
    "BU99010105": (-1.9, -0.6, 0.44, 0.47),
    "BU99010300": (-1.4, -1.1, 0.41, 0.38),
    "BU99010503": (-0.4, -0.9, 0.55, 0.42),
    "BU99011300": (0.3, -0.2, 0.38, 0.45),
    "BU99011600": (-2.2, -1.3, 0.43, 0.36),
}
# renewed: corporation homes made way for others, and incomes and overlast followed
_VERNIEUWD = {
    "BU99010304": (-2.3, -2.1, -0.36, -0.22, -15.0),
    "BU99010601": (-1.8, -1.5, -0.30, -0.25, -12.0),
    "BU99011402": (-2.7, -1.6, -0.41, -0.20, -17.0),
    "BU99012000": (-1.6, -2.2, -0.33, -0.28, -11.0),
}
# much LVB and little overlast, at the start
_RUSTIG = ("BU99010803", "BU99011003", "BU99011401", "BU99011802", "BU99010600")


def _build_verhalen() -> Mapping[str, Verhaal]:
    gewoon = {**_GOED_NIEUWS, **_ALLEEN_OVERLAST}
    verhalen = {
        code: Verhaal(inkomen=(a, b), overlast=(c, d)) for code, (a, b, c, d) in gewoon.items()
    }
    vernieuwd = {
        code: Verhaal(inkomen=(a, b), overlast=(c, d), corporatie=e)
        for code, (a, b, c, d, e) in _VERNIEUWD.items()
    }
    return verhalen | vernieuwd


VERHALEN = _build_verhalen()


@dataclass(frozen=True, kw_only=True)
class Ontwikkeling:
    """
    What lies behind the figures: a table per subject, buurten in rows and peiljaren in columns.

    `corporatie`, `overige_verhuur`, `laagste_40` and `lvb` are percentages; `overlast` counts in
    spreads, 0 the country in 2012 and higher worse; `bijstand` is a multiple of the country.
    """

    corporatie: pd.DataFrame
    overige_verhuur: pd.DataFrame
    laagste_40: pd.DataFrame
    overlast: pd.DataFrame
    lvb: pd.DataFrame
    bijstand: pd.DataFrame


def _draw_path(
    begin: pd.Series, tot_keerpunt: pd.Series, daarna: pd.Series, ruis: pd.DataFrame
) -> pd.DataFrame:
    """Draw a line per buurt through its begin and its two changes, and `ruis` beside it."""
    kolommen = {}
    for peiljaar in PEILJAREN:
        eerst = np.clip((peiljaar - EERSTE_JAAR) / (_KEERPUNT - EERSTE_JAAR), 0, 1)
        later = np.clip((peiljaar - _KEERPUNT) / (LAATSTE_JAAR - _KEERPUNT), 0, 1)
        kolommen[peiljaar] = begin + eerst * tot_keerpunt + later * daarna + ruis[peiljaar]
    return pd.DataFrame(kolommen)


def _draw_ruis(index: pd.Index, spreiding: float, rng: np.random.Generator) -> pd.DataFrame:
    """Draw what one year differs from its own trend; part of it lasts into the next."""
    stoten = rng.normal(0, spreiding, (len(index), len(PEILJAREN)))
    ruis = stoten.copy()
    for kolom in range(1, len(PEILJAREN)):
        ruis[:, kolom] = 0.4 * ruis[:, kolom - 1] + 0.9 * stoten[:, kolom]
    return pd.DataFrame(ruis, index=index, columns=list(PEILJAREN))


def _replace_by_verhaal(verandering: pd.Series, veld: str, periode: int) -> pd.Series:
    """Let the exceptions have their own change in place of the tendency."""
    eigen = {
        code: getattr(verhaal, veld)[periode]
        for code, verhaal in VERHALEN.items()
        if getattr(verhaal, veld) is not None
    }
    return pd.Series(eigen).reindex(verandering.index).fillna(verandering)


def build_ontwikkeling(
    karakter: pd.DataFrame, *, huishoudens: pd.Series, rng: np.random.Generator
) -> Ontwikkeling:
    """
    Draw levels and trends of every buurt.

    Parameters
    ----------
    karakter
        Kind, corporation share and profile per buurt.
    huishoudens
        Households of 2012, to give the town the mean it should have.
    """
    index, aantal = karakter.index, len(karakter)

    def draw(spreiding: float) -> pd.Series:
        return pd.Series(rng.normal(0, spreiding, aantal), index=index)

    bezit = karakter["corporatie"] / 100
    inkomen = 18 + 50 * bezit + karakter["inkomen"] + draw(4.2)
    stad = float((inkomen * huishoudens).sum() / huishoudens.sum())
    inkomen = (inkomen + _STAD_LAAGSTE_40_PCT - stad).clip(8, 82)
    inkomen_1 = _replace_by_verhaal(-1.2 + 7.0 * bezit**1.3 + draw(1.8), "inkomen", 0)
    inkomen_2 = -0.9 + 5.6 * bezit**1.3 + 0.15 * (inkomen_1 - inkomen_1.mean()) + draw(1.9)
    inkomen_2 = _replace_by_verhaal(inkomen_2, "inkomen", 1)

    lvb = (8.0 + 18 * bezit + 17 * bezit**2 + karakter["lvb"] + draw(4.0)).clip(3, 49)
    # the stories keep clear of the threshold, on the side where they belong
    lvb = lvb.where(~index.isin(_RUSTIG), lvb.clip(lower=36.8))
    lvb = lvb.where(~index.isin([*_GOED_NIEUWS, *_VERNIEUWD]), lvb.clip(upper=31.5))
    lvb_pad = _draw_path(
        lvb, 0.5 * bezit + draw(0.5), 0.4 * bezit + draw(0.5), _draw_ruis(index, 0.25, rng)
    ).clip(2, 52)

    toeval = draw(0.38)
    overlast = -0.62 + 2.0 * bezit + karakter["overlast"] + toeval
    overlast = overlast.where(~index.isin(_RUSTIG), overlast - 1.4)
    hoog_lvb = lvb > _LVB_HOOG_PCT

    def draw_overlast(inkomen_verandering: pd.Series, periode: int) -> pd.Series:
        # beyond 40 to 50% corporation homes research saw the development turn
        concentratie = (bezit - 0.42).clip(0, 0.25)
        tendens = pd.Series(np.where(hoog_lvb, 0.22, -0.15), index=index) + 0.9 * concentratie
        # what was chance in the first year does not last
        terug = -0.25 * toeval + 0.03 * (inkomen_verandering - inkomen_verandering.mean())
        return _replace_by_verhaal(tendens + terug + draw(0.36), "overlast", periode)

    return Ontwikkeling(
        corporatie=_draw_corporatie(karakter, rng),
        overige_verhuur=_draw_overige_verhuur(karakter, rng),
        laagste_40=_draw_path(inkomen, inkomen_1, inkomen_2, _draw_ruis(index, 0.32, rng)),
        overlast=_draw_path(
            overlast,
            draw_overlast(inkomen_1, 0),
            draw_overlast(inkomen_2, 1),
            _draw_ruis(index, 0.05, rng),
        ),
        lvb=lvb_pad,
        bijstand=_draw_bijstand(karakter, rng),
    )


def _draw_corporatie(karakter: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Draw corporation shares: slowly down, faster where a buurt was renewed."""
    daling = -0.06 * karakter["corporatie"] + rng.normal(0, 1.0, len(karakter))
    eigen = {
        code: verhaal.corporatie
        for code, verhaal in VERHALEN.items()
        if verhaal.corporatie is not None
    }
    daling = pd.Series(eigen).reindex(karakter.index).fillna(daling)
    # where 80% or more is owned by corporations, it stays so
    daling = daling.where(karakter["corporatie"] < _CONCENTRATIE_PCT, daling.clip(lower=-1.5))
    deel = (np.asarray(PEILJAREN) - EERSTE_JAAR) / (LAATSTE_JAAR - EERSTE_JAAR)
    pad = karakter["corporatie"].to_numpy()[:, None] + np.outer(daling, deel)
    zonder = karakter["corporatie"].to_numpy()[:, None] == 0
    return pd.DataFrame(
        np.where(zonder, 0, pad.clip(0, 96)), index=karakter.index, columns=list(PEILJAREN)
    )


def _draw_overige_verhuur(karakter: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Draw the share let by others, which grows most where it was large."""
    ruimte = 98 - karakter["corporatie"]
    begin = (karakter["overige_verhuur"] * rng.lognormal(0, 0.15, len(karakter))).clip(
        upper=0.8 * ruimte
    )
    groei = (1.5 + 0.10 * begin).clip(upper=0.1 * ruimte)
    deel = (np.asarray(PEILJAREN) - EERSTE_JAAR) / (LAATSTE_JAAR - EERSTE_JAAR)
    pad = begin.to_numpy()[:, None] + np.outer(groei, deel)
    return pd.DataFrame(pad, index=karakter.index, columns=list(PEILJAREN))


def _draw_bijstand(karakter: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """
    Draw bijstand as a multiple of the country.

    The distance between buurten with many and with few corporation homes grows by half between
    2012 and 2018, and a little further after that.
    """
    bezit = karakter["corporatie"] / 100
    eigen = 0.10 * (karakter["soort"] == Soort.PARTICULIER) - 0.08 * (
        karakter["soort"] == Soort.VILLA
    )
    afstand = 2.1 * (bezit - 0.12) + eigen + rng.normal(0, 0.13, len(karakter))
    groei = np.interp(PEILJAREN, [EERSTE_JAAR, _KEERPUNT, LAATSTE_JAAR], [1.0, 1.52, 1.66])
    laagste = np.interp(PEILJAREN, [EERSTE_JAAR, LAATSTE_JAAR], [0.60, 0.55])
    ruis = _draw_ruis(karakter.index, 0.025, rng)
    pad = laagste + np.outer(afstand, groei)
    return (pd.DataFrame(pad, index=karakter.index, columns=list(PEILJAREN)) + ruis).clip(0.05)

"""
What may be shown of an area: one order, the first that fits, for every road out.

1. nobody lives there, no figure on these borders, or a column empty for the whole country:
   not available
2. the publisher keeps it secret, or gives nothing where others in that column have a value:
   suppressed
3. a figure a user brings over a small whole or part: suppressed
4. few inhabitants or households: a small number, shown faded
5. all else is shown
"""

from dataclasses import dataclass
from typing import Final

import pandas as pd

from data.gebieden import LAND
from layers.begrippen import Invoer, Kolomsleutel
from layers.kaartbeeld import Staat

# Rule 3, for figures a user brings; only ever raised, never lowered.
MINIMUM_NOEMER: Final = 50
MINIMUM_TELLER: Final = 10
# Rule 4.
MINIMUM_INWONERS: Final = 100
MINIMUM_HUISHOUDENS: Final = 50


@dataclass(frozen=True, kw_only=True)
class Bevolking:
    """Inhabitants and households per area, and the years they are of (None where unknown)."""

    inwoners: pd.Series
    huishoudens: pd.Series
    inwoners_jaar: int | None
    huishoudens_jaar: int | None


def build_staten(  # noqa: PLR0913 - the rules need all of it at once
    uitkomst: pd.DataFrame,
    invoer: Invoer,
    *,
    nodig: tuple[Kolomsleutel, ...],
    aanwezig: pd.Series,
    bevolking: Bevolking,
    is_door_gebruiker: bool,
) -> pd.Series:
    """
    Answer the state of every area.

    `aanwezig` tells which areas have a row in every table that is needed.

    Returns
    -------
    staten
        A `Staat` per area, on the index of `uitkomst`.
    """
    staten = pd.Series(Staat.OK, index=uitkomst.index, dtype="object")
    klein = (bevolking.inwoners < MINIMUM_INWONERS) | (bevolking.huishoudens < MINIMUM_HUISHOUDENS)
    staten[klein.fillna(value=False)] = Staat.KLEIN_AANTAL
    if is_door_gebruiker:
        staten[_too_small(uitkomst)] = Staat.ONDERDRUKT
    kolommen = list(nodig)
    leeg = invoer.waarden[kolommen].isna().any(axis=1) | uitkomst["waarde"].isna()
    staten[leeg | invoer.geheim[kolommen].any(axis=1)] = Staat.ONDERDRUKT
    niets = ~aanwezig | bevolking.inwoners.eq(0).fillna(value=False)
    for kolom in kolommen:
        if _is_empty_everywhere(invoer, kolom):
            niets |= True
    staten[niets] = Staat.NIET_BESCHIKBAAR
    if is_door_gebruiker:
        staten[_secondary(staten, uitkomst)] = Staat.ONDERDRUKT
    return staten


def _too_small(uitkomst: pd.DataFrame) -> pd.Series:
    noemer, teller = uitkomst["noemer"], uitkomst["teller"]
    return noemer.isna() | (noemer < MINIMUM_NOEMER) | ((teller > 0) & (teller < MINIMUM_TELLER))


def _is_empty_everywhere(invoer: Invoer, kolom: Kolomsleutel) -> bool:
    """
    Tell whether a publisher has not delivered a column at all.

    Marks of secrecy without any value mean the same, if the country is among them; of one
    gemeente alone they may be true secrets.
    """
    if invoer.waarden[kolom].notna().any():
        return False
    return LAND in invoer.waarden.index or not invoer.geheim[kolom].any()


def _secondary(staten: pd.Series, uitkomst: pd.DataFrame) -> pd.Series:
    """
    Hide a second part where exactly one part of a shown total is hidden.

    Buurten are parts of their wijk, wijken of their gemeente. A total that is not shown gives
    nothing away.
    """
    extra = pd.Series(data=False, index=staten.index)
    codes = pd.Series(staten.index, index=staten.index)
    for deel, lengte, geheel in (("BU", 8, "WK"), ("WK", 6, "GM")):
        ouder = geheel + codes.str[2:lengte]
        for code, groep in codes[codes.str.startswith(deel)].groupby(ouder):
            if code not in staten.index or staten[code] not in {Staat.OK, Staat.KLEIN_AANTAL}:
                continue
            verborgen = staten[groep.index] == Staat.ONDERDRUKT
            zichtbaar = groep.index[staten[groep.index].isin([Staat.OK, Staat.KLEIN_AANTAL])]
            if verborgen.sum() == 1 and len(zichtbaar):
                extra[uitkomst.loc[zichtbaar, "noemer"].idxmin()] = True
    return extra

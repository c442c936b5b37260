"""
What may be shown of an area: one order, the first that fits, for every road out.

1. nobody lives there, nobody is in the whole it is a share of, no figure on these borders, or a
   column empty for the whole country: not available
2. the publisher keeps it secret, or gives nothing where others in that column have a value and an
   empty cell of this publisher means secret: suppressed; any other empty cell is not available
3. a figure a user brings over a small whole or part: suppressed
4. few inhabitants or households: a small number, shown faded
5. all else is shown
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from data.bronnen import LEEG_IS_NIET_GEHEIM
from data.gebieden import LAND, gemeentecode_of, wijkcode_of
from layers.begrippen import Invoer, Kolomsleutel
from layers.kaartbeeld import Staat

# Rule 3, for figures a user brings; only ever raised, never lowered.
MINIMUM_NOEMER: Final = 50
MINIMUM_TELLER: Final = 10
# Rule 4.
MINIMUM_INWONERS: Final = 100
MINIMUM_HUISHOUDENS: Final = 50

_STATEN: Final = np.array(list(Staat), dtype="object")
_NUMMER: Final = {staat: nummer for nummer, staat in enumerate(Staat)}


@dataclass(frozen=True, kw_only=True)
class Bevolking:
    """Inhabitants and households per area, and the year of the former (None where unknown)."""

    inwoners: pd.Series
    huishoudens: pd.Series
    inwoners_jaar: int | None


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
    inwoners, huishoudens = bevolking.inwoners.to_numpy(), bevolking.huishoudens.to_numpy()
    # arrays: of a few hundred areas pandas takes longer to align them than the rules take
    nummer = np.full(len(uitkomst), _NUMMER[Staat.OK])
    klein = (inwoners < MINIMUM_INWONERS) | (huishoudens < MINIMUM_HUISHOUDENS)
    nummer[klein] = _NUMMER[Staat.KLEIN_AANTAL]
    if is_door_gebruiker:
        nummer[_too_small(uitkomst).to_numpy()] = _NUMMER[Staat.ONDERDRUKT]
    geheim = np.zeros(len(uitkomst), dtype=bool)
    for kolom in nodig:
        geheim |= invoer.geheim[kolom].to_numpy()
        if kolom[0] not in LEEG_IS_NIET_GEHEIM:
            geheim |= invoer.waarden[kolom].isna().to_numpy()
    nummer[geheim] = _NUMMER[Staat.ONDERDRUKT]
    # nothing is hidden and yet there is no value: the whole is zero, or it was not published
    zonder = uitkomst["waarde"].isna().to_numpy() & ~geheim
    niets = ~aanwezig.to_numpy() | (inwoners == 0) | zonder
    met_land = bool(aanwezig.get(LAND, default=False))
    if any(_is_empty_everywhere(invoer, kolom, met_land=met_land) for kolom in nodig):
        niets[:] = True
    nummer[niets] = _NUMMER[Staat.NIET_BESCHIKBAAR]
    staten = pd.Series(_STATEN[nummer], index=uitkomst.index, dtype="object")
    if is_door_gebruiker:
        staten[_secondary(staten[aanwezig], uitkomst["noemer"])] = Staat.ONDERDRUKT
    return staten


def _too_small(uitkomst: pd.DataFrame) -> pd.Series:
    noemer, teller = uitkomst["noemer"], uitkomst["teller"]
    return noemer.isna() | (noemer < MINIMUM_NOEMER) | ((teller > 0) & (teller < MINIMUM_TELLER))


def _is_empty_everywhere(invoer: Invoer, kolom: Kolomsleutel, *, met_land: bool) -> bool:
    """
    Tell whether a publisher has not delivered a column at all.

    Marks of secrecy without any value mean the same, if the country is among them; of one
    gemeente alone they may be true secrets.
    """
    if invoer.waarden[kolom].notna().any():
        return False
    return met_land or not invoer.geheim[kolom].any()


def _secondary(staten: pd.Series, noemer: pd.Series) -> list[str]:
    """
    Choose what to hide as well, so that no hidden figure follows from those shown.

    Buurten are parts of their wijk, wijken of their gemeente. Whoever knows a total and all of its
    parts but one knows that one too, also by way of a wijk that has no figure itself.
    """
    extra: list[str] = []
    for gemeente, hier in staten.groupby(lambda code: gemeentecode_of(code) or LAND):
        getoond = set(hier.index[hier.isin([Staat.OK, Staat.KLEIN_AANTAL])])
        verborgen = set(hier.index[hier == Staat.ONDERDRUKT])
        sommen = _sums(hier.index, str(gemeente))
        onbekend = {code for som in sommen for code in som} - set(hier.index)
        while getoond and (lek := _leak(sommen, verborgen, onbekend | verborgen)):
            totaal, *delen = lek
            keuze = getoond.intersection(delen) or getoond.intersection([totaal]) or getoond
            extra.append(min(keuze, key=lambda code: (noemer[code], code)))
            getoond.remove(extra[-1])
            verborgen.add(extra[-1])
    return extra


def _sums(codes: Iterable[str], gemeente: str) -> list[list[str]]:
    """List the totals within a gemeente, each before its parts."""
    delen: dict[str, set[str]] = {}
    for code in codes:
        wijk = wijkcode_of(code)
        if wijk is not None:
            delen.setdefault(gemeente, set()).add(wijk)
            delen.setdefault(wijk, set()).update({code} - {wijk})
    return [[totaal, *sorted(van)] for totaal, van in delen.items() if van]


def _leak(
    sommen: Sequence[Sequence[str]], verborgen: set[str], onbekend: set[str]
) -> Sequence[str]:
    """Find a sum that gives a hidden figure away, also after what other sums give away."""
    while True:
        rest = [(som, onbekend.intersection(som)) for som in sommen]
        gevonden, een = next(((som, over) for som, over in rest if len(over) == 1), ([], set()))
        if not een or een <= verborgen:
            return gevonden
        onbekend = onbekend - een

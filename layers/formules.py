"""The formulas of indicators: a published column, a ratio of counts, a figure of the user."""

from functools import partial
from typing import Final

import pandas as pd

from layers.begrippen import UITKOMST, Formule, Invoer, Kolomsleutel

INWONERS: Final = ("kwb", "aantal_inwoners")
HUISHOUDENS: Final = ("kwb", "huishoudens_totaal")
WONINGEN: Final = ("kwb", "woningvoorraad")


def _outcome(waarden: pd.DataFrame, **kolommen: pd.Series) -> pd.DataFrame:
    return pd.DataFrame(kolommen, index=waarden.index).reindex(columns=UITKOMST).astype("float64")


def _quotient(teller: pd.Series, noemer: pd.Series, maal: float) -> pd.Series:
    """Divide where the whole is above zero; where nobody lives there is no ratio."""
    return maal * teller / noemer.where(noemer > 0)


def published(
    tabel: str, kolom: str, *, noemer: Kolomsleutel | None = None, heeft_marges: bool = False
) -> Formule:
    """
    Take a figure as the publisher gives it.

    `noemer` is the whole it is a share of, to weigh with; it makes no value missing.
    """
    marges = ((tabel, f"{kolom}_laag"), (tabel, f"{kolom}_hoog")) if heeft_marges else ()
    return Formule(
        nodig=((tabel, kolom),),
        erbij=(*((noemer,) if noemer else ()), *marges),
        bereken=partial(_published, sleutel=(tabel, kolom), noemer=noemer, marges=marges),
    )


def _published(
    invoer: Invoer,
    *,
    sleutel: Kolomsleutel,
    noemer: Kolomsleutel | None,
    marges: tuple[Kolomsleutel, ...],
) -> pd.DataFrame:
    w = invoer.waarden
    extra = {"noemer": w[noemer]} if noemer else {}
    if marges:
        extra |= {"marge_laag": w[marges[0]], "marge_hoog": w[marges[1]]}
    return _outcome(w, waarde=w[sleutel], **extra)


def ratio(teller: Kolomsleutel, *noemers: Kolomsleutel, maal: float) -> Formule:
    """Divide a count by the sum of others; missing where any of them is, or the whole is zero."""
    return Formule(
        nodig=(teller, *noemers),
        bereken=partial(_ratio, teller=teller, noemers=noemers, maal=maal),
    )


def _ratio(
    invoer: Invoer, *, teller: Kolomsleutel, noemers: tuple[Kolomsleutel, ...], maal: float
) -> pd.DataFrame:
    w = invoer.waarden
    noemer = w[list(noemers)].sum(axis=1, skipna=False)
    return _outcome(w, waarde=_quotient(w[teller], noemer, maal), teller=w[teller], noemer=noemer)


def brought_share(tabel: str) -> Formule:
    """
    Take a share a user brings, with its whole and part if they are there.

    Without a whole the inhabitants stand in; without a part it follows from share and whole.
    """
    return Formule(
        nodig=((tabel, "waarde"),),
        erbij=((tabel, "noemer"), (tabel, "teller")),
        bereken=partial(_brought_share, tabel=tabel),
    )


def _brought_share(invoer: Invoer, *, tabel: str) -> pd.DataFrame:
    w = invoer.waarden
    noemer = w[tabel, "noemer"].fillna(w[INWONERS])
    teller = w[tabel, "teller"].fillna(w[tabel, "waarde"] * noemer / 100)
    return _outcome(w, waarde=w[tabel, "waarde"], teller=teller, noemer=noemer)

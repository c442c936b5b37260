"""
Leefbaarometer 3.0: score per area and year, in total and in five dimensions.

A higher score is more favourable. `afw` is the distance to the national level, and the sum of
the five dimensions.
"""

from collections import Counter

import pandas as pd

from data.errors import BestandAfgekeurdError
from data.gebieden import Niveau
from data.getallen import parse_getallen
from data.levering import (
    Bestand,
    Levering,
    check_codes,
    check_niveau,
    check_rows,
    column_with,
    parse_jaren,
)

_SCORES = ("lbm", "afw", "fys", "onv", "soc", "vrz", "won")
_CODES = ("bu_code", "wk_code", "gm_code")
_NAMEN = {"bu_code": "bu_naam", "wk_code": "wk_naam", "gm_code": "gm_naam"}
_NIVEAUS = {"bu_code": Niveau.BUURT, "wk_code": Niveau.WIJK, "gm_code": Niveau.GEMEENTE}
_DIMENSIES = ["fys_score", "onv_score", "soc_score", "vrz_score", "won_score"]
# The published sum is exact but for the last digits of a float.
_AFRONDING = 1e-6


def is_leefbaarometer(kolommen: pd.Index) -> bool:
    """Tell whether a table holds scores of the Leefbaarometer."""
    namen = {str(kolom).strip().lower() for kolom in kolommen}
    return {"jaar", "lbm", "onv"} <= namen and bool(namen & set(_CODES))


def clean_leefbaarometer(
    ruw: pd.DataFrame,
    *,
    grensjaar: int | None,
    bestanden: tuple[Bestand, ...],
    meldingen: tuple[str, ...],
) -> list[Levering]:
    """
    Clean a file of scores into one delivery per year.

    Raises
    ------
    BestandAfgekeurdError
        If codes, years or scores are no such, or the dimensions do not add up to `afw`.
    """
    bestand = bestanden[0].naam
    check_rows(ruw, bestand=bestand)
    codekolom = column_with(ruw.columns, *_CODES) or ""
    jaarkolom = column_with(ruw.columns, "jaar") or ""
    naamkolom = column_with(ruw.columns, _NAMEN[codekolom.lower()])
    jaren = parse_jaren(ruw[jaarkolom], bestand=bestand, kolom=jaarkolom)
    leveringen: list[Levering] = []
    for jaar, rijen in jaren.groupby(jaren):
        deel = ruw.loc[rijen.index]
        codes = check_codes(deel[codekolom], bestand=bestand, kolom=codekolom)
        check_niveau(codes, bestand=bestand, kolom=codekolom, niveau=_NIVEAUS[codekolom.lower()])
        hersteld: Counter[str] = Counter()
        waarden, geheim = {}, {}
        for score in _SCORES:
            kolom = column_with(ruw.columns, score)
            if kolom is None:
                continue
            getallen = parse_getallen(deel[kolom], bestand=bestand, kolom=kolom)
            hersteld["decimale komma's"] += getallen.decimale_kommas
            waarden[f"{score}_score"] = getallen.waarden
            geheim[f"{score}_score"] = getallen.geheim
        cijfers = pd.DataFrame(waarden)
        _check_sum(cijfers, bestand=bestand)
        index = pd.Index(codes, name="gebiedscode")
        namen = pd.Series(dtype="object")
        if naamkolom is not None:
            namen = pd.Series([str(cel).strip() for cel in deel[naamkolom]], index=codes)
        leveringen.append(
            Levering(
                tabel="leefbaarometer",
                peiljaar=int(jaar),
                grensjaar=grensjaar,
                bestanden=bestanden,
                cijfers=cijfers.set_axis(index),
                geheim=pd.DataFrame(geheim).set_axis(index),
                namen=namen,
                hersteld=+hersteld,
                meldingen=meldingen if not leveringen else (),
            )
        )
    return leveringen


def _check_sum(cijfers: pd.DataFrame, *, bestand: str) -> None:
    if not {"afw_score", *_DIMENSIES} <= set(cijfers.columns):
        return
    verschil = (cijfers[_DIMENSIES].sum(axis=1, skipna=False) - cijfers["afw_score"]).abs()
    fout = verschil[verschil > _AFRONDING]
    if not fout.empty:
        raise BestandAfgekeurdError(
            bestand,
            "de vijf dimensies tellen niet op tot de afwijking (afw). Is de tabel verschoven? "
            "Download het bestand opnieuw.",
            plaats=f"rij {fout.index[0]}",
        )

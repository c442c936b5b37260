"""
Leefbaarometer 3.0: score per area and year, in total and in five dimensions; and their classes.

A higher score is more favourable. `afw` is the distance to the national level, and the sum of
the five dimensions. The scores come as a table; the classes, 1 to 9, only with the map of the
publisher, of which the outlines are left alone.
"""

import re
from collections import Counter
from typing import Any, Final

import pandas as pd

from data.errors import BestandAfgekeurdError, shorten
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
# names of the map, and the columns they become
_KLASSEN: Final = {
    "kscore": "lbm_klasse",
    "kafw": "afw_klasse",
    "kfys": "fys_klasse",
    "konv": "onv_klasse",
    "ksoc": "soc_klasse",
    "kvrz": "vrz_klasse",
    "kwon": "won_klasse",
}
_GEBRUIKT: Final = ("id", "name", "year", *_KLASSEN)
KLASSE_IN_KAART: Final = re.compile(rb'"kscore"\s*:')
_LAAGSTE, _HOOGSTE = 1, 9
# how the map numbers its areas: "buurtscore24.4272" is of 2024
_NUMMER: Final = re.compile(r"score(\d{2})\.")
# scores of an earlier version measure something else
_OUDE_VERSIE: Final = re.compile(r"(?<!\d)[12](?:[.,]\d+)?(?!\d)")


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
    _check_version(ruw, bestand=bestand)
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


def _check_version(ruw: pd.DataFrame, *, bestand: str) -> None:
    kolom = column_with(ruw.columns, "versie")
    if kolom is None:
        return
    oud = ruw.loc[ruw[kolom].map(lambda cel: bool(_OUDE_VERSIE.search(str(cel)))), kolom]
    if not oud.empty:
        raise BestandAfgekeurdError(
            bestand,
            f"dit zijn scores van versie {shorten(oud.iloc[0])}, en die zijn met versie 3.0 niet "
            "te vergelijken. Gebruik het bestand met alleen versie 3.0.",
            plaats=f"rij {oud.index[0]}, kolom '{shorten(kolom)}'",
        )


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


def clean_klassen(
    kaart: dict[str, Any],
    *,
    grensjaar: int | None,
    bestanden: tuple[Bestand, ...],
) -> list[Levering]:
    """
    Clean a GeoJSON with the classes of areas into one delivery per year, its outlines left alone.

    Raises
    ------
    BestandAfgekeurdError
        If codes, years or classes are no such.
    """
    bestand = bestanden[0].naam
    ruw = _features(kaart, bestand=bestand)
    check_rows(ruw, bestand=bestand)
    if "id" not in ruw or "kscore" not in ruw:
        raise BestandAfgekeurdError(
            bestand,
            "de code (id) of de klasse (kscore) van de gebieden ontbreekt. Download de kaart "
            "opnieuw, met die kolommen.",
            plaats="kolom 'id'",
        )
    jaren = parse_jaren(ruw["year"], bestand=bestand, kolom="year")
    klassen = pd.DataFrame(
        {
            kolom: _parse_klassen(ruw[vreemd], bestand=bestand, kolom=vreemd)
            for vreemd, kolom in _KLASSEN.items()
            if vreemd in ruw
        }
    )
    meldingen = _report_part(kaart, len(ruw), bestand=bestand)
    leveringen: list[Levering] = []
    for jaar, rijen in jaren.groupby(jaren):
        codes = check_codes(ruw.loc[rijen.index, "id"], bestand=bestand, kolom="id")
        check_niveau(codes, bestand=bestand, kolom="id")
        index = pd.Index(codes, name="gebiedscode")
        cijfers = klassen.loc[rijen.index].set_axis(index)
        namen = pd.Series(dtype="object")
        if "name" in ruw:
            namen = pd.Series([str(cel).strip() for cel in ruw.loc[rijen.index, "name"]], codes)
        leveringen.append(
            Levering(
                tabel="leefbaarometer",
                peiljaar=int(jaar),
                grensjaar=grensjaar,
                bestanden=bestanden,
                cijfers=cijfers,
                geheim=pd.DataFrame(data=False, index=index, columns=cijfers.columns),
                namen=namen,
                meldingen=() if leveringen else meldingen,
            )
        )
    return leveringen


def _features(kaart: dict[str, Any], *, bestand: str) -> pd.DataFrame:
    """Lay out what is used of the areas, with the year of their number where they tell none."""
    delen = kaart.get("features")
    rijen = []
    for nummer, deel in enumerate(delen if isinstance(delen, list) else [], start=1):
        kenmerken = deel.get("properties") if isinstance(deel, dict) else None
        if not isinstance(kenmerken, dict):
            raise BestandAfgekeurdError(
                bestand,
                "dit gebied heeft geen kenmerken. Download de kaart opnieuw.",
                plaats=f"rij {nummer}",
            )
        gevonden = _NUMMER.search(str(deel.get("id")))
        rij = {"year": f"20{gevonden[1]}" if gevonden else None}
        rijen.append(rij | {k: kenmerken[k] for k in _GEBRUIKT if k in kenmerken})
    return pd.DataFrame(rijen, index=pd.RangeIndex(1, len(rijen) + 1))


def _parse_klassen(cellen: pd.Series, *, bestand: str, kolom: str) -> pd.Series:
    waarden = parse_getallen(cellen, bestand=bestand, kolom=kolom).waarden
    fout = waarden[waarden.notna() & ~(waarden.between(_LAAGSTE, _HOOGSTE) & (waarden % 1 == 0))]
    if not fout.empty:
        raise BestandAfgekeurdError(
            bestand,
            f"{fout.iloc[0]:.15g} is geen klasse van de Leefbaarometer; die lopen van {_LAAGSTE} "
            f"tot en met {_HOOGSTE}. Download de kaart opnieuw.",
            plaats=f"rij {fout.index[0]}, kolom '{kolom}'",
        )
    return waarden


def _report_part(kaart: dict[str, Any], aantal: int, *, bestand: str) -> tuple[str, ...]:
    """Say that a map is a part of what the publisher has, where it says so itself."""
    alle = kaart.get("numberMatched")
    if not isinstance(alle, int) or alle <= aantal:
        return ()
    return (f"{bestand}: {aantal} van de {alle} gebieden; lees de andere delen ook in.",)

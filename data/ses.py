"""
CBS SES-WOA: a score of private households per wijk and buurt, all years in one table.

The total and its three parts carry one key (`GemiddeldeScore`) and the shares of education another
(`Waarde`); the groups they stand in tell them apart. All years of a table stand on the borders
that its title names.
"""

import re
from collections import Counter
from dataclasses import replace
from typing import Final

import pandas as pd

from data import cbs
from data.cbs import Kolom
from data.errors import BestandAfgekeurdError, shorten
from data.getallen import parse_getallen
from data.levering import Bestand, Levering, check_codes, check_range, check_rows
from data.onderwerpen import name_from_key, plain

TABEL: Final = "ses"
_GEBIED: Final = "WijkenEnBuurten"
_PERIODE: Final = "Perioden"
_SCORE: Final = "gemiddelde_score"
TOTAAL: Final = "ses_score"
# what the title of the nearest group says, and the column that makes of it
_SCORES: Final = {
    "totaal": TOTAAL,
    "welvaart": "ses_welvaart_score",
    "opleiding": "ses_opleiding_score",
    "arbeid": "ses_arbeidsverleden_score",
}
_OPLEIDING: Final = {
    "laag": "opleiding_laag_pct",
    "middelbaar": "opleiding_middelbaar_pct",
    "hoog": "opleiding_hoog_pct",
}
_TEKST: Final = re.compile(r"^(?:regiocode|gemeentenaam|soort_regio|codering|gebiedscode)")
_INDELING: Final = re.compile(r"regio-?indeling (\d{4})", re.IGNORECASE)


def is_ses(kolommen: pd.Index) -> bool:
    """Tell whether a table holds scores of areas through the years."""
    namen = {str(kolom).strip() for kolom in kolommen}
    return {_GEBIED, _PERIODE} <= namen and any(name_from_key(naam) == _SCORE for naam in namen)


def border_year(titel: str, bekend: int | None, *, bestand: str) -> int | None:
    """
    Answer the borders of a table: those its title names and those its number stands for.

    Raises
    ------
    BestandAfgekeurdError
        If the two are not the same.
    """
    gevonden = _INDELING.search(titel)
    genoemd = int(gevonden[1]) if gevonden else bekend
    if bekend is not None and genoemd != bekend:
        raise BestandAfgekeurdError(
            bestand,
            f"de tabel heet '{shorten(titel)}', maar haar nummer hoort bij de grenzen van "
            f"{bekend}. Download de bestanden van één tabel samen.",
            plaats="titel",
        )
    return genoemd


def clean_ses(
    ruw: pd.DataFrame,
    eigenschappen: pd.DataFrame,
    *,
    grensjaar: int | None,
    bestanden: tuple[Bestand, ...],
    namen: pd.Series,
) -> list[Levering]:
    """
    Clean a TypedDataSet of OData v3 into one delivery per year.

    Raises
    ------
    BestandAfgekeurdError
        If the total score is not there, or codes, periods or figures are not what it promises.
    """
    bestand = bestanden[0].naam
    check_rows(ruw, bestand=bestand)
    kolommen = [
        kolom
        for kolom in name_columns(eigenschappen, bestand=bestand)
        if kolom.vreemd in ruw.columns and not _TEKST.match(kolom.naam)
    ]
    if _PERIODE not in ruw.columns or TOTAAL not in {kolom.naam for kolom in kolommen}:
        raise BestandAfgekeurdError(
            bestand,
            "de totaalscore per jaar is niet te vinden. Download de hele tabel opnieuw, met haar "
            "DataProperties.",
            plaats="kolom 'GemiddeldeScore'",
        )
    hersteld: Counter[str] = Counter()
    waarden, geheim = {}, {}
    for kolom in kolommen:
        getallen = parse_getallen(ruw[kolom.vreemd], bestand=bestand, kolom=kolom.vreemd)
        check_range(getallen.waarden, bestand=bestand, kolom=kolom.vreemd, eenheid=kolom.eenheid)
        hersteld["decimale komma's"] += getallen.decimale_kommas
        waarden[kolom.naam], geheim[kolom.naam] = getallen.waarden, getallen.geheim
    cijfers, merken = pd.DataFrame(waarden), pd.DataFrame(geheim)
    leveringen: list[Levering] = []
    for jaar, rijen in _years(ruw[_PERIODE], bestand=bestand).items():
        codes = check_codes(ruw.loc[rijen, _GEBIED], bestand=bestand, kolom=_GEBIED)
        index = pd.Index(codes, name="gebiedscode")
        leveringen.append(
            Levering(
                tabel=TABEL,
                peiljaar=jaar,
                grensjaar=grensjaar,
                bestanden=bestanden,
                cijfers=cijfers.loc[rijen].set_axis(index),
                geheim=merken.loc[rijen].set_axis(index),
                namen=namen,
                hersteld=Counter() if leveringen else +hersteld,
            )
        )
    return leveringen


def name_columns(eigenschappen: pd.DataFrame, *, bestand: str) -> list[Kolom]:
    """
    Name the topics by the rule of the Kerncijfers, and the scores and shares by their group.

    Raises
    ------
    BestandAfgekeurdError
        If two topics would get one name.
    """
    # parts without a group or a unit leave those properties out altogether
    eigenschappen = eigenschappen.reindex(columns=cbs.EIGENSCHAPPEN)
    kolommen = [
        replace(kolom, naam=_named_by_group(kolom, titels) or kolom.naam)
        for kolom, titels in zip(
            cbs.build_kolommen(eigenschappen, bestand=bestand),
            cbs.group_titles(eigenschappen),
            strict=True,
        )
    ]
    cbs.check_unique(kolommen, bestand=bestand)
    return kolommen


def _named_by_group(kolom: Kolom, titels: list[str]) -> str | None:
    """Answer the column that a score or a share of education becomes; None for all others."""
    basis = name_from_key(kolom.vreemd)
    dichtste, *verder = [plain(titel) for titel in titels] or [""]
    if basis == _SCORE:
        return next((naam for woord, naam in _SCORES.items() if woord in dichtste), None)
    if basis == "waarde" and any("opleiding" in titel for titel in verder):
        return _OPLEIDING.get(dichtste)
    return None


def _years(perioden: pd.Series, *, bestand: str) -> dict[int, pd.Index]:
    """Answer the rows of each year."""
    sleutels = perioden.map(lambda cel: str(cel).strip()).astype("str")
    fout = sleutels[~sleutels.str.fullmatch(r"[0-9]{4}JJ00")]
    if not fout.empty:
        raise BestandAfgekeurdError(
            bestand,
            f"'{shorten(fout.iloc[0])}' is geen heel jaar (zoals 2024JJ00). Download hele jaren.",
            plaats=f"rij {fout.index[0]}, kolom '{_PERIODE}'",
        )
    jaren = sleutels.str[:4].astype(int)
    return {int(jaar): rijen.index for jaar, rijen in jaren.groupby(jaren)}

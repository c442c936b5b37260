"""RIVM, GGD and CBS: health of adults per wijk and buurt, model estimates with their margins."""

import re
from collections import Counter

import pandas as pd

from data.errors import BestandAfgekeurdError, shorten
from data.gebieden import LAND
from data.getallen import parse_getallen
from data.levering import Bestand, Levering, check_codes, check_range, check_rows
from data.onderwerpen import name_from_key

_VOLWASSENEN = "20300"
_WAARDE = "MW00000"
# 95% bounds of the estimate, kept beside the value under the same name
_MARGES = {_WAARDE: "", "MOG0095": "_laag", "MBG0095": "_hoog"}
_DIMENSIES = ["Leeftijd", "Marges", "WijkenEnBuurten", "Perioden"]
_OVERSLAAN = {"", "ID", *_DIMENSIES, "Gemeentenaam", "SoortRegio", "Codering"}


def is_gezondheid(kolommen: pd.Index) -> bool:
    """Tell whether a table has the dimensions of the health tables."""
    return {*_DIMENSIES} <= {str(kolom).strip() for kolom in kolommen}


def clean_gezondheid(
    ruw: pd.DataFrame,
    *,
    grensjaar: int | None,
    bestanden: tuple[Bestand, ...],
    meldingen: tuple[str, ...] = (),
) -> list[Levering]:
    """
    Clean a health table into one delivery per year, adults of 18 and older.

    Raises
    ------
    BestandAfgekeurdError
        If there are no adults in it, or codes, periods or figures are not what it promises.
    """
    bestand = bestanden[0].naam
    check_rows(ruw, bestand=bestand)
    sleutels = ruw[_DIMENSIES].map(_plain_key)
    volwassen = sleutels["Leeftijd"] == _VOLWASSENEN
    if not volwassen.any():
        raise BestandAfgekeurdError(
            bestand,
            "er staan geen cijfers van volwassenen (18 jaar of ouder, sleutel 20300) in. "
            "Download de tabel met die leeftijd.",
            plaats="kolom 'Leeftijd'",
        )
    if not volwassen.all():
        meldingen += (
            f"{bestand}: {int((~volwassen).sum())} rijen van andere leeftijden overgeslagen.",
        )
    if not (volwassen & (sleutels["Marges"] == _WAARDE)).any():
        raise BestandAfgekeurdError(
            bestand,
            "alleen de marges staan erin en niet de cijfers zelf (sleutel MW00000). Download de "
            "tabel met alle marges.",
            plaats="kolom 'Marges'",
        )
    leveringen = []
    for periode, groep in sleutels[volwassen].groupby("Perioden"):
        if not re.fullmatch(r"\d{4}JJ00", str(periode)):
            raise BestandAfgekeurdError(
                bestand,
                f"'{shorten(periode)}' is geen heel jaar (zoals 2020JJ00). Download hele jaren.",
                plaats=f"rij {groep.index[0]}, kolom 'Perioden'",
            )
        leveringen.append(
            _clean_year(
                ruw.loc[groep.index],
                groep,
                peiljaar=int(str(periode)[:4]),
                grensjaar=grensjaar,
                bestanden=bestanden,
                meldingen=meldingen,
            )
        )
        meldingen = ()
    return leveringen


def _plain_key(cel: object) -> str:
    """Write a key as text; a workbook turns 20300 into 20300.0."""
    return str(cel).strip().removesuffix(".0")


def _clean_year(  # noqa: PLR0913 - all of it belongs to one year
    ruw: pd.DataFrame,
    sleutels: pd.DataFrame,
    *,
    peiljaar: int,
    grensjaar: int | None,
    bestanden: tuple[Bestand, ...],
    meldingen: tuple[str, ...],
) -> Levering:
    bestand = bestanden[0].naam
    hersteld: Counter[str] = Counter()
    waarden: dict[str, pd.Series] = {}
    geheim: dict[str, pd.Series] = {}
    for marge, einde in _MARGES.items():
        rijen = sleutels.index[sleutels["Marges"] == marge]
        if rijen.empty:
            continue
        # the country is NL01 here and NL00 everywhere else
        codes = sleutels.loc[rijen, "WijkenEnBuurten"].replace("NL01", LAND)
        codes = check_codes(codes, bestand=bestand, kolom="WijkenEnBuurten")
        for kolom in ruw.columns:
            if re.sub(r"_\d+$", "", str(kolom)) in _OVERSLAAN:
                continue
            if f"{name_from_key(str(kolom))}_pct{einde}" in waarden:
                raise BestandAfgekeurdError(
                    bestand,
                    "dit onderwerp staat er twee keer in. Download de tabel opnieuw.",
                    plaats=f"kolom '{shorten(kolom)}'",
                )
            getallen = parse_getallen(ruw.loc[rijen, kolom], bestand=bestand, kolom=str(kolom))
            check_range(getallen.waarden, bestand=bestand, kolom=str(kolom), eenheid="%")
            naam = f"{name_from_key(str(kolom))}_pct{einde}"
            hersteld["decimale komma's"] += getallen.decimale_kommas
            waarden[naam] = getallen.waarden.set_axis(codes)
            geheim[naam] = getallen.geheim.set_axis(codes)
    cijfers = pd.DataFrame(waarden).rename_axis("gebiedscode")
    merken = pd.DataFrame(geheim).rename_axis("gebiedscode")
    return Levering(
        tabel="rivm",
        peiljaar=peiljaar,
        grensjaar=grensjaar,
        bestanden=bestanden,
        cijfers=cijfers,
        geheim=merken.astype("boolean").fillna(value=False).astype(bool),
        hersteld=+hersteld,
        meldingen=meldingen,
    )

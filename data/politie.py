"""
Police: registered crimes and registered nuisance per wijk and buurt, as counts.

The tables are long: one row per area, period and kind. Here each kind becomes a column. A year
is the published year, or the sum of twelve months where only months are published; a year with
a month missing has no figure, because a missing month is not zero. Of a sum one month with a mark
of secrecy makes the year secret.
"""

import re

import pandas as pd

from data.errors import BestandAfgekeurdError, shorten
from data.getallen import parse_getallen
from data.levering import Bestand, Levering, check_codes, check_range, check_rows

_GEBIED = "WijkenEnBuurten"
_MAANDEN = 12
_SOORTEN = {"SoortMisdrijf": "misdrijven", "Overlast": "overlast"}
_TOTAAL = re.compile(r"^(0\.0\.0|t.*totaal.*|t\d{6})$", re.IGNORECASE)


def politietabel(kolommen: pd.Index) -> str | None:
    """Answer the table a police file belongs to ("misdrijven", "overlast"), or None."""
    namen = {str(kolom) for kolom in kolommen}
    soort = next((soort for soort in _SOORTEN if soort in namen), None)
    return _SOORTEN[soort] if soort and {_GEBIED, "Perioden"} <= namen else None


def clean_politie(
    ruw: pd.DataFrame,
    *,
    tabel: str,
    grensjaar: int | None,
    bestanden: tuple[Bestand, ...],
) -> list[Levering]:
    """
    Clean a police table into one delivery per year, with a column per kind.

    Raises
    ------
    BestandAfgekeurdError
        If codes, periods or counts are no such, or one kind occurs twice for an area and period.
    """
    bestand = bestanden[0].naam
    soort = next(kolom for kolom, naam in _SOORTEN.items() if naam == tabel)
    meting = next((k for k in ruw.columns if str(k).startswith("Geregistreerde")), None)
    if meting is None:
        raise BestandAfgekeurdError(
            bestand,
            "de kolom met aantallen (Geregistreerde…) ontbreekt. Download de hele tabel.",
            plaats="rij 1",
        )
    getallen = parse_getallen(ruw[meting], bestand=bestand, kolom=str(meting))
    check_range(getallen.waarden, bestand=bestand, kolom=str(meting), eenheid="aantal")
    lang = pd.DataFrame(
        {
            "gebiedscode": ruw[_GEBIED].map(_stripped),
            "kolom": ruw[soort].map(lambda cel: f"{tabel}_{_kind(str(cel))}"),
            "periode": ruw["Perioden"].map(_stripped).astype("str"),
            "aantal": getallen.waarden,
            "geheim": getallen.geheim,
        }
    )
    check_rows(lang, bestand=bestand)
    eerste = lang.drop_duplicates("gebiedscode")
    check_codes(eerste["gebiedscode"], bestand=bestand, kolom=_GEBIED)
    dubbel = lang[lang.duplicated(["gebiedscode", "kolom", "periode"])]
    if not dubbel.empty:
        raise BestandAfgekeurdError(
            bestand,
            f"'{dubbel['gebiedscode'].iloc[0]}' komt voor deze soort en periode twee keer voor. "
            "Download de tabel opnieuw.",
            plaats=f"rij {dubbel.index[0]}",
        )
    fout = lang[~lang["periode"].str.fullmatch(r"[0-9]{4}(?:JJ00|MM(?:0[1-9]|1[0-2]))")]
    if not fout.empty:
        raise BestandAfgekeurdError(
            bestand,
            f"'{shorten(fout['periode'].iloc[0])}' is geen jaar of maand (zoals 2024JJ00 of "
            "2024MM05). Download de tabel opnieuw.",
            plaats=f"rij {fout.index[0]}, kolom 'Perioden'",
        )
    lang["jaar"] = lang["periode"].str[:4].astype(int)
    return [
        _clean_year(
            lang[lang["jaar"] == jaar],
            tabel=tabel,
            jaar=jaar,
            grensjaar=grensjaar,
            bestanden=bestanden,
        )
        for jaar in sorted({int(j) for j in lang["jaar"]})
    ]


def _stripped(cel: object) -> object:
    return cel if isinstance(cel, (int, float)) else str(cel).strip()


def _kind(cel: str) -> str:
    sleutel = cel.strip()
    return "totaal" if _TOTAAL.match(sleutel) else re.sub(r"\W+", "_", sleutel.lower())


def _clean_year(
    lang: pd.DataFrame,
    *,
    tabel: str,
    jaar: int,
    grensjaar: int | None,
    bestanden: tuple[Bestand, ...],
) -> Levering:
    hele = lang[lang["periode"].str.endswith("JJ00")]
    meldingen: tuple[str, ...] = ()
    per_cel = (lang if hele.empty else hele).groupby(["gebiedscode", "kolom"])
    som = per_cel["aantal"].sum(min_count=1)
    if hele.empty:
        som = som.where(per_cel["aantal"].count() == _MAANDEN)
        if som.isna().any():
            reden = "omdat niet alle twaalf maanden er zijn"
            aantal = int(som.isna().sum())
            meldingen = (
                f"{bestanden[0].naam}: {aantal} jaartotalen van {jaar} ontbreken, {reden}.",
            )
    cijfers = som.unstack("kolom")  # noqa: PD010 - each cell is there once
    cijfers.columns.name = None
    merken = per_cel["geheim"].any()
    geheim = merken.unstack("kolom", fill_value=False)  # noqa: PD010 - each cell is there once
    geheim.columns.name = None
    return Levering(
        tabel=tabel,
        peiljaar=jaar,
        grensjaar=grensjaar,
        bestanden=bestanden,
        cijfers=cijfers.astype("float64"),
        geheim=geheim & cijfers.isna(),
        meldingen=meldingen,
    )

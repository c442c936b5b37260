"""
Files a user brings: figures per buurt for which no open source exists.

Columns: a code, a year, a value in per cent, and if there the whole (`noemer`) and the part
(`teller`) as counts. Small numbers are kept as they are; what may not be shown is decided when
figures are read, in one place.
"""

from collections import Counter

import pandas as pd

from data.bronnen import EIGEN_INDICATOREN, EIGEN_MET_NOEMER
from data.errors import BestandAfgekeurdError
from data.getallen import parse_getallen
from data.levering import (
    Bestand,
    Levering,
    check_codes,
    check_niveau,
    check_range,
    check_rows,
    column_with,
    parse_jaren,
)

_CODES = ("buurtcode", "gebiedscode", "bu_code", "buurt_code", "gwb_code", "code")
_JAREN = ("peiljaar", "jaar")
_WAARDEN = ("waarde", "percentage", "aandeel", "value")


def clean_invoer(  # noqa: PLR0913 - what the user gave on the command line
    ruw: pd.DataFrame,
    *,
    indicator: str,
    peiljaar: int | None,
    grensjaar: int | None,
    bestanden: tuple[Bestand, ...],
    meldingen: tuple[str, ...] = (),
) -> list[Levering]:
    """
    Clean a user's table into one delivery per year.

    Raises
    ------
    BestandAfgekeurdError
        If a column is missing, or codes, years or figures are no such; names the place.
    """
    bestand = bestanden[0].naam
    check_rows(ruw, bestand=bestand)
    codekolom = column_with(ruw.columns, *_CODES)
    waardekolom = column_with(ruw.columns, *_WAARDEN, indicator)
    jaarkolom = column_with(ruw.columns, *_JAREN)
    ontbreekt = next(
        (
            naam
            for naam, kolom in (("buurtcode", codekolom), ("waarde", waardekolom))
            if kolom is None
        ),
        None,
    )
    if ontbreekt is None and jaarkolom is None and peiljaar is None:
        ontbreekt = "peiljaar"
    if ontbreekt is not None or codekolom is None or waardekolom is None:
        raise BestandAfgekeurdError(
            bestand,
            f"de kolom '{ontbreekt}' ontbreekt. De eerste rij bevat de kolomnamen: buurtcode, "
            "peiljaar, waarde, en als ze er zijn noemer en teller.",
            plaats="rij 1",
        )
    jaren = _years(ruw, jaarkolom, peiljaar, bestand=bestand)
    leveringen: list[Levering] = []
    for jaar, rijen in jaren.groupby(jaren):
        deel = ruw.loc[rijen.index]
        codes = check_codes(deel[codekolom], bestand=bestand, kolom=codekolom)
        check_niveau(codes, bestand=bestand, kolom=codekolom)
        hersteld: Counter[str] = Counter()
        waarden, geheim = {}, {}
        for naam, kolom in (
            ("waarde", waardekolom),
            ("noemer", column_with(ruw.columns, "noemer")),
            ("teller", column_with(ruw.columns, "teller")),
        ):
            if kolom is None:
                continue
            getallen = parse_getallen(deel[kolom], bestand=bestand, kolom=kolom)
            eenheid = "%" if naam == "waarde" else "aantal"
            check_range(getallen.waarden, bestand=bestand, kolom=kolom, eenheid=eenheid)
            hersteld["decimale komma's"] += getallen.decimale_kommas
            waarden[naam], geheim[naam] = getallen.waarden, getallen.geheim
        _check_whole(indicator, waarden, bestand=bestand)
        _check_parts(waarden, bestand=bestand)
        if 0 < waarden["waarde"].max() <= 1:
            twijfel = (
                f"{bestand}: alle waarden van {jaar} liggen tussen 0 en 1. Zijn het wel procenten? "
                "Een half procent is 0,5 en de helft is 50."
            )
            meldingen = (*meldingen, twijfel)
        index = pd.Index(codes, name="gebiedscode")
        leveringen.append(
            Levering(
                tabel=f"eigen_{indicator}",
                peiljaar=int(jaar),
                grensjaar=grensjaar,
                bestanden=bestanden,
                cijfers=pd.DataFrame(waarden)
                .set_axis(index)
                .reindex(columns=["waarde", "noemer", "teller"])
                .astype("float64"),
                geheim=pd.DataFrame(geheim)
                .set_axis(index)
                .reindex(columns=["waarde", "noemer", "teller"], fill_value=False),
                hersteld=+hersteld,
                meldingen=meldingen,
            )
        )
        meldingen = ()
    return leveringen


def _check_whole(indicator: str, waarden: dict[str, pd.Series], *, bestand: str) -> None:
    """Refuse a share of which only the file can tell what it is a part of, and does not."""
    wat = EIGEN_MET_NOEMER.get(indicator)
    if wat is None:
        return
    noemer = waarden.get("noemer", pd.Series(float("nan"), index=waarden["waarde"].index))
    zonder = waarden["waarde"].index[waarden["waarde"].notna() & noemer.isna()]
    if len(zonder):
        raise BestandAfgekeurdError(
            bestand,
            f"bij {indicator} hoort in de kolom 'noemer' {wat}. Vul haar in elke rij in.",
            plaats=f"rij {zonder[0]}",
        )


def _check_parts(waarden: dict[str, pd.Series], *, bestand: str) -> None:
    """Refuse a part that is more than the whole."""
    if not {"noemer", "teller"} <= waarden.keys():
        return
    fout = waarden["teller"][waarden["teller"] > waarden["noemer"]]
    if not fout.empty:
        raise BestandAfgekeurdError(
            bestand,
            f"de teller ({fout.iloc[0]:.15g}) is groter dan de noemer "
            f"({waarden['noemer'][fout.index[0]]:.15g}). Verbeter de rij.",
            plaats=f"rij {fout.index[0]}",
        )


def _years(
    ruw: pd.DataFrame, jaarkolom: str | None, peiljaar: int | None, *, bestand: str
) -> pd.Series:
    if jaarkolom is None:
        return pd.Series(peiljaar, index=ruw.index)
    jaren = parse_jaren(ruw[jaarkolom], bestand=bestand, kolom=jaarkolom)
    if peiljaar is not None and not (jaren == peiljaar).all():
        rij = jaren[jaren != peiljaar].index[0]
        raise BestandAfgekeurdError(
            bestand,
            f"hier staat het jaar {jaren[rij]}, terwijl peiljaar {peiljaar} is gevraagd. "
            "Laat `--peiljaar` weg of verbeter het bestand.",
            plaats=f"rij {rij}, kolom '{jaarkolom}'",
        )
    return jaren


def check_indicator(indicator: str, *, bestand: str) -> None:
    """
    Promise that a figure can be brought by a user.

    Raises
    ------
    BestandAfgekeurdError
        If not; lists those that can.
    """
    if indicator not in EIGEN_INDICATOREN:
        keuze = ", ".join(f"{s} ({naam})" for s, naam in EIGEN_INDICATOREN.items())
        raise BestandAfgekeurdError(
            bestand, f"`--indicator {indicator}` is niet bekend. Wel mogelijk: {keuze}."
        )

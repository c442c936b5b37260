"""A delivery: what one source module makes of foreign files, before it enters the store."""

from collections import Counter
from dataclasses import dataclass, field

import pandas as pd

from data.errors import BestandAfgekeurdError, shorten
from data.gebieden import FICTIEVE_GEMEENTEN, Niveau, niveau_of
from data.getallen import parse_getallen

MAX_PROCENT = 100
EERSTE_JAAR, LAATSTE_JAAR = 1995, 2100


@dataclass(frozen=True)
class Bestand:
    """A file of which a delivery was made."""

    naam: str
    sha256: str


@dataclass(frozen=True)
class Levering:
    """
    Figures of one table and year, clean but not yet merged with what is kept.

    `cijfers` and `geheim` are indexed by gebiedscode; `namen` holds names by gebiedscode.
    `grensjaar` is None where the file does not tell. `hersteld` counts mended cells by kind.
    """

    tabel: str
    peiljaar: int
    grensjaar: int | None
    bestanden: tuple[Bestand, ...]
    cijfers: pd.DataFrame
    geheim: pd.DataFrame
    namen: pd.Series = field(default_factory=lambda: pd.Series(dtype="object"))
    hersteld: Counter[str] = field(default_factory=Counter)
    meldingen: tuple[str, ...] = ()


def check_rows(rijen: pd.Series | pd.DataFrame, *, bestand: str) -> None:
    """
    Promise that a table has rows.

    Raises
    ------
    BestandAfgekeurdError
        If it has none.
    """
    if len(rijen) == 0:
        raise BestandAfgekeurdError(
            bestand,
            "onder de kolomnamen staat geen enkele rij. Download of bewaar de tabel opnieuw.",
            plaats="rij 2",
        )


def check_codes(codes: pd.Series, *, bestand: str, kolom: str) -> pd.Series:
    """
    Strip codes and promise that each is a code of CBS, real, and there once.

    `codes` is indexed by the row in the file.

    Raises
    ------
    BestandAfgekeurdError
        If there are none, or one is no code, fictional or there twice.
    """
    check_rows(codes, bestand=bestand)
    tekst = codes.map(lambda code: code.strip() if isinstance(code, str) else code)
    for rij, code in tekst.items():
        plaats = f"rij {rij}, kolom '{shorten(kolom)}'"
        # a tuple, for what a JSON holds may have no hash
        if code in (None, "") or code != code:  # noqa: PLR0124 - nan is not itself
            raise BestandAfgekeurdError(
                bestand,
                "hier ontbreekt de code. Vul hem in of verwijder de rij.",
                plaats=plaats,
            )
        if isinstance(code, (int, float)) or (isinstance(code, str) and code.isdigit()):
            raise BestandAfgekeurdError(
                bestand,
                f"'{shorten(code)}' is een getal en geen code. Zet de kolom op 'Tekst' en schrijf "
                "codes voluit, zoals BU07721110.",
                plaats=plaats,
            )
        if not isinstance(code, str) or niveau_of(code) is None:
            raise BestandAfgekeurdError(
                bestand,
                f"'{shorten(code)}' is geen code van een buurt, wijk of gemeente. Schrijf die "
                "voluit, zoals BU07721110.",
                plaats=plaats,
            )
        if FICTIEVE_GEMEENTEN.match(code):
            raise BestandAfgekeurdError(
                bestand,
                f"'{code}' hoort bij de fictieve stad; zulke codes geeft het CBS niet uit. "
                "Gebruik een bestand met echte codes.",
                plaats=plaats,
            )
    dubbel = tekst[tekst.duplicated()]
    if not dubbel.empty:
        raise BestandAfgekeurdError(
            bestand,
            f"'{dubbel.iloc[0]}' komt twee keer voor. Laat per gebied en jaar één rij staan.",
            plaats=f"rij {dubbel.index[0]}, kolom '{kolom}'",
        )
    return tekst


def check_niveau(
    codes: pd.Series,
    *,
    bestand: str,
    kolom: str,
    niveau: Niveau | None = None,
    rijsoort: str = "rij",
) -> None:
    """
    Promise that all codes are of one level: the one asked for, or that of most of them.

    Raises
    ------
    BestandAfgekeurdError
        If one is of another; names the row, by the word `rijsoort`.
    """
    niveaus = codes.map(niveau_of)
    verwacht = niveau or niveaus.mode().iloc[0]
    anders = codes[niveaus != verwacht]
    if not anders.empty:
        raise BestandAfgekeurdError(
            bestand,
            f"'{anders.iloc[0]}' is geen {verwacht} en de andere rijen wel. Zet elk niveau in een "
            "eigen bestand.",
            plaats=f"{rijsoort} {anders.index[0]}, kolom '{shorten(kolom)}'",
        )


def parse_jaren(cellen: pd.Series, *, bestand: str, kolom: str) -> pd.Series:
    """
    Read a column of years as whole numbers.

    Raises
    ------
    BestandAfgekeurdError
        If one is no year; names the row.
    """
    jaren = parse_getallen(cellen, bestand=bestand, kolom=kolom).waarden
    fout = jaren[~(jaren.between(EERSTE_JAAR, LAATSTE_JAAR) & (jaren % 1 == 0))]
    if not fout.empty:
        raise BestandAfgekeurdError(
            bestand,
            f"'{shorten(cellen[fout.index[0]])}' is geen jaar. Schrijf een jaar als vier cijfers, "
            "zoals 2020.",
            plaats=f"rij {fout.index[0]}, kolom '{shorten(kolom)}'",
        )
    return jaren.astype(int)


def check_range(waarden: pd.Series, *, bestand: str, kolom: str, eenheid: str) -> None:
    """
    Promise that counts and percentages are not negative and percentages not above 100.

    Raises
    ------
    BestandAfgekeurdError
        If one is; names the row.
    """
    if eenheid not in {"aantal", "%"}:
        return
    fout = waarden[waarden < 0]
    reden = "is negatief, en dat kan een aantal of percentage niet zijn"
    if fout.empty and eenheid == "%":
        fout = waarden[waarden > MAX_PROCENT]
        reden = "is meer dan 100 procent"
    if not fout.empty:
        raise BestandAfgekeurdError(
            bestand,
            f"{fout.iloc[0]:.15g} {reden}. Verbeter de cel of maak hem leeg.",
            plaats=f"rij {fout.index[0]}, kolom '{kolom}'",
        )


def column_with(kolommen: pd.Index, *namen: str) -> str | None:
    """Answer the first column that carries one of `namen`, whatever its capitals."""
    per_naam = {str(kolom).strip().lower(): str(kolom) for kolom in reversed(kolommen)}
    return next((per_naam[naam] for naam in namen if naam in per_naam), None)

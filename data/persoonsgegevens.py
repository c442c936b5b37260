"""
Lists of tenants told from lists of complexes, so that the first are refused.

By the names of the columns, by what stands in the cells, and by the shape of the list. Nothing of a
cell is ever repeated in a sentence: what is refused here must not end in a log.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Final, NoReturn

import pandas as pd

from data.errors import BestandAfgekeurdError, shorten
from data.onderwerpen import plain

# in the plain form of a name; a count of tenants is no tenant
_KOLOMNAAM: Final = re.compile(
    r"^(?:naam|adres(?:sering)?huurder|tel(?:nr)?|mail|geb(?:dat(?:um)?)?|tussenvoegsel|geslacht"
    r"|nationaliteit)$"
    r"|^(?!aantal).*(?:huurder|bewoner|contractant|achternaam|voornaam|voorletter|initialen|bsn"
    r"|burgerservice|sofinummer|geboorte|gebdatum|telefoon|mobiel|email|iban|rekeningnummer)"
    r"|huisnummer|huisnr|huisletter"
)
_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}", re.IGNORECASE)
_IBAN: Final = re.compile(r"\b[A-Z]{2}\d{2} ?[A-Z]{4}(?: ?\d){10}\b")
_TELEFOON: Final = re.compile(r"(?:\+31|0031|0)[ -]?[1-9](?:[ -]?\d){8}")
_PERSOON: Final = re.compile(
    r"^(?i:dhr|mevr|mw|hr|fam|de heer|mevrouw|familie)\b\.?\s"
    r"|^(?:[A-Z]\.\s?){1,5}(?:[a-z' ]+ )?[A-Z][a-z]+$"
    r"|^[A-Z][\w'-]+,\s?(?:[A-Z]\.\s?){1,5}"
)
# a street with a number, or a postcode; "Complex 12" is no street
_ADRES: Final = re.compile(
    r"^(?!(?i:complex|cluster|project|blok|nummer|nr)\b)[^\W\d][^\d]*\s\d{1,5}\s?[a-z]{0,2}\b"
    r"|^\d{4}\s?[A-Z]{2}\b"
)
_DATUM: Final = re.compile(r"^(\d{1,2})[-/](\d{1,2})[-/]((?:19|20)\d{2})$")
_DATUM_ISO: Final = re.compile(r"^((?:19|20)\d{2})-?(\d{2})-?(\d{2})(?:[T ].*)?$")
# dates of a building
_VAN_GEBOUW: Final = re.compile(r"jaar|bouw|oplever|exploitatie|peil")
_BSN_LENGTES: Final = (8, 9)
_MINSTENS: Final = 3
_MEESTE: Final = 0.8
_HELFT: Final = 0.5
_MINSTENS_RIJEN: Final = 8
_WENS: Final = (
    "Hier horen alleen aantallen per complex, zonder iets over huurders. Verwijder wat over "
    "personen gaat en probeer het opnieuw."
)


def check_personen(cellen: pd.DataFrame, *, eigen: set[str], bestand: str, plaats_kop: str) -> None:
    """
    Promise that no column is about people, by its name or by its cells.

    `eigen` are the columns of complexes, codes and numbers, of which the name says what they are.

    Raises
    ------
    BestandAfgekeurdError
        If one is; names the column, and the row where one cell is enough.
    """
    for kolom in cellen.columns:
        naam = str(kolom)
        if naam not in eigen and _KOLOMNAAM.search(plain(naam)):
            extra = " Is het de naam van een complex? Noem de kolom dan 'complex'."
            raise BestandAfgekeurdError(
                bestand,
                f"de kolom '{shorten(naam)}' gaat over personen. {_WENS}"
                f"{extra if plain(naam) == 'naam' else ''}",
                plaats=plaats_kop,
            )
    for kolom in cellen.columns:
        teksten = cellen[kolom].map(text_of)
        _check_cells(teksten[teksten != ""], kolom=str(kolom), bestand=bestand)


def check_vorm(
    cellen: pd.DataFrame, aantal: pd.Series, complexen: pd.Series, *, bestand: str, kolom: str
) -> None:
    """
    Promise that a list does not have a row per home.

    `aantal` are the homes of each row and `kolom` is where they stand.

    Raises
    ------
    BestandAfgekeurdError
        If nearly every row is one home, and complexes come back or addresses stand beside them.
    """
    een = aantal == 1
    if len(aantal) < _MINSTENS_RIJEN or een.mean() < _MEESTE:
        return
    komt_terug = complexen.nunique() <= _HELFT * len(complexen)
    met_adres = any(
        _share(_ADRES.search, cellen[andere].map(text_of)) >= _HELFT for andere in cellen.columns
    )
    if komt_terug or met_adres:
        raise BestandAfgekeurdError(
            bestand,
            f"dit lijkt een lijst met één rij per woning. {_WENS}",
            plaats=f"rij {aantal.index[een][0]}, kolom '{shorten(kolom)}'",
        )


def text_of(cel: object) -> str:
    """
    Answer a cell as it would be written, a whole number without a point.

    >>> text_of(101.0), text_of(" Merelhof ")
    ('101', 'Merelhof')
    """
    if isinstance(cel, float) and cel.is_integer():
        return str(int(cel))
    return str(cel).strip()


def _check_cells(teksten: pd.Series, *, kolom: str, bestand: str) -> None:
    for wat, vorm in (("een e-mailadres", _EMAIL), ("een rekeningnummer", _IBAN)):
        gevonden = teksten[teksten.str.contains(vorm)]
        if not gevonden.empty:
            _refuse(f"hier staat {wat}", bestand, f"rij {gevonden.index[0]}, kolom", kolom)
    if len(teksten) < _MINSTENS:
        return
    for wat, find, deel in (
        ("burgerservicenummers", _is_bsn, _MEESTE),
        ("telefoonnummers", _TELEFOON.fullmatch, _MEESTE),
        ("namen van personen", _PERSOON.search, _HELFT),
    ):
        if _share(find, teksten) >= deel:
            _refuse(f"hier staan {wat}", bestand, "kolom", kolom)
    is_van_gebouw = _VAN_GEBOUW.search(plain(kolom)) is not None
    if not is_van_gebouw and _share(_is_day, teksten) >= _MEESTE:
        _refuse("hier staan datums, zoals van geboorte", bestand, "kolom", kolom)


def _share(find: Callable[[str], object], teksten: pd.Series) -> float:
    """Answer in which part of the filled cells something is found."""
    gevuld = teksten[teksten != ""]
    return float(gevuld.map(lambda tekst: bool(find(tekst))).mean()) if len(gevuld) else 0.0


def _is_bsn(tekst: str) -> bool:
    """
    Tell whether digits are a burgerservicenummer, by its check of eleven.

    >>> _is_bsn("111222333"), _is_bsn("111222334"), _is_bsn("000000000")
    (True, False, False)
    """
    if not (tekst.isascii() and tekst.isdigit() and len(tekst) in _BSN_LENGTES):
        return False
    cijfers = [int(cijfer) for cijfer in tekst.zfill(max(_BSN_LENGTES))]
    gewichten = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    som = sum(g * c for g, c in zip(gewichten, cijfers, strict=True))
    return som % 11 == 0 and any(cijfers)


def _is_day(tekst: str) -> bool:
    """
    Tell whether a text is a day.

    >>> _is_day("3-11-1961"), _is_day("1961-11-03 00:00:00"), _is_day("31-31-1961")
    (True, True, False)
    """
    if gevonden := _DATUM.match(tekst):
        dag, maand, jaar = (int(deel) for deel in gevonden.groups())
    elif gevonden := _DATUM_ISO.match(tekst):
        jaar, maand, dag = (int(deel) for deel in gevonden.groups())
    else:
        return False
    try:
        return date(jaar, maand, dag) is not None
    except ValueError:
        return False


def _refuse(wat: str, bestand: str, plaats: str, kolom: str) -> NoReturn:
    raise BestandAfgekeurdError(bestand, f"{wat}. {_WENS}", plaats=f"{plaats} '{shorten(kolom)}'")

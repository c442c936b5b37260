"""Errors a user reads as they stand: what is wrong, where, and what to do."""

import unicodedata
from typing import Final

_MAX_CEL: Final = 40
_MAX_PLAATS: Final = 120
_MAX_NAAM: Final = 200


def one_line(tekst: str) -> str:
    r"""
    Answer a text of others as it may stand on a screen: one line, no sign that steers a terminal.

    >>> one_line("buurt\nnaam")
    'buurt naam'
    """
    return "".join(" " if unicodedata.category(teken)[0] == "C" else teken for teken in tekst)


def shorten(cel: object, *, tekens: int = _MAX_CEL) -> str:
    """
    Answer the beginning of a cell, for in a sentence.

    >>> shorten("BU07721110", tekens=6)
    'BU0772…'
    """
    tekst = str(cel)
    return tekst if len(tekst) <= tekens else f"{tekst[:tekens]}…"


class SocialeKaartError(Exception):
    """Base class for what is told to the user directly, on one line and without a traceback."""

    def __init__(self, zin: str) -> None:
        super().__init__(one_line(zin))


class BestandAfgekeurdError(SocialeKaartError):
    """A file cannot be used; nothing of it entered the store."""

    def __init__(self, bestand: str, reden: str, *, plaats: str | None = None) -> None:
        waar = shorten(bestand, tekens=_MAX_NAAM)
        if plaats:
            waar += f", {shorten(plaats, tekens=_MAX_PLAATS)}"
        super().__init__(f"{waar}: {reden}")


class OnbekendBestandError(BestandAfgekeurdError):
    """A file is whole, but holds no table or map that is known here."""


class GrensjaarGevraagdError(SocialeKaartError):
    """The file does not say on which borders its figures stand, and the store cannot tell."""

    def __init__(self, bestand: str, *, kandidaten: tuple[int, ...] = ()) -> None:
        if kandidaten:
            jaren = ", ".join(str(jaar) for jaar in kandidaten)
            waarom = f"de codes passen bij de grenzen van meer dan één jaar ({jaren})"
        else:
            waarom = "het bestand noemt geen jaar van de grenzen en de codes passen bij geen tabel"
        super().__init__(
            f"{bestand}: {waarom}. Geef het jaar van de buurtgrenzen mee, "
            "bijvoorbeeld `--grensjaar 2020`."
        )


class GegevensOntbrekenError(SocialeKaartError):
    """The store lacks what was asked for: `wat` of the year `jaar`."""

    def __init__(self, *, wat: str, jaar: int) -> None:
        super().__init__(
            f"Er is geen {wat} voor {jaar}. Haal de gegevens binnen met "
            "`python -m data importeer PAD`, of kijk met `python -m data overzicht` wat er wel is."
        )


class OpslagBezetError(SocialeKaartError):
    """Another import holds the lock."""

    def __init__(self, opslag: str) -> None:
        super().__init__(
            f"Er loopt al een import in {opslag}. Wacht tot die klaar is en probeer het opnieuw."
        )


class OpslagMisluktError(SocialeKaartError):
    """The store could not be written; it is as it was before."""

    def __init__(self, opslag: str, reden: str) -> None:
        super().__init__(
            f"Opslaan in {opslag} is niet gelukt: {reden}. De gegevens die er waren, staan er nog."
        )


class OpslagBeschadigdError(SocialeKaartError):
    """A file of the store cannot be read back."""

    def __init__(self, bestand: str) -> None:
        super().__init__(
            f"{bestand} is niet leesbaar. Zet een kopie van de opslag terug, of verwijder de map "
            "en importeer de bestanden opnieuw."
        )


class BezitBeschadigdError(SocialeKaartError):
    """A table of own homes cannot be read back."""

    def __init__(self, bestand: str) -> None:
        super().__init__(
            f"{bestand} is niet leesbaar. Verwijder onze woningen met "
            "`python -m data bezit --verwijder` en lees het bestand opnieuw in."
        )


class OrganisatieAfgekeurdError(SocialeKaartError):
    """The name of an organisatie cannot be used."""

    def __init__(self, naam: str) -> None:
        super().__init__(
            f"'{shorten(naam)}' kan geen naam van een organisatie zijn. Gebruik alleen letters, "
            "cijfers en koppeltekens, hoogstens 40, zoals `eigen` of `woonstad-noord`."
        )

"""What is made of an answer, or of none: refused, gone, or to be asked again in a moment."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, Final

import httpx

from data.archieven import is_archief, list_members
from data.bestanden import Invoerbestand, Soort
from data.errors import BestandAfgekeurdError
from data.jsonbestanden import read_json
from data.ophalen.errors import AntwoordGeweigerdError, NietGevondenError

GEEN_ANTWOORD: Final = "geeft geen antwoord"
ONLEESBAAR: Final = "gaf een afgebroken of onleesbaar antwoord"
_EVEN_NIET: Final = frozenset((408, 425, 429, 500, 502, 503, 504))
_WEG: Final = frozenset((404, 410))
_GEWEIGERD: Final = 400


class EvenNietError(Exception):
    """An answer that may be another one in a moment; `na_s` where the host says when."""

    def __init__(self, reden: str, *, na_s: float = 0.0) -> None:
        super().__init__(reden)
        self.na_s = na_s


def check_status(antwoord: httpx.Response, host: str) -> None:
    """
    Promise that an answer holds what was asked, by what its publisher says of it.

    Raises
    ------
    EvenNietError
        If it may be another one in a moment.
    NietGevondenError
        If there is no such thing.
    AntwoordGeweigerdError
        If the request is refused.
    """
    status = antwoord.status_code
    if status in _EVEN_NIET:
        msg = f"antwoordt niet (foutcode {status})"
        raise EvenNietError(msg, na_s=_retry_after(antwoord))
    if status in _WEG:
        raise NietGevondenError(host, f"heeft dit niet (foutcode {status})")
    if status >= _GEWEIGERD:
        raise AntwoordGeweigerdError(host, f"weigert het verzoek (foutcode {status})")


def check_json(pad: Path) -> Any:  # noqa: ANN401 - any JSON
    """
    Read an answer that should be JSON.

    Raises
    ------
    EvenNietError
        If it is none, or broken off.
    """
    with pad.open("rb") as stroom:
        begin = stroom.read(200).lstrip(b"\xef\xbb\xbf \r\n\t")
    if begin.startswith(b"<"):
        msg = "gaf een webpagina of foutmelding in plaats van gegevens"
        raise EvenNietError(msg)
    try:
        return read_json(Invoerbestand(pad.name, pad, Soort.JSON, ""))
    except BestandAfgekeurdError as fout:
        raise EvenNietError(ONLEESBAAR) from fout


def check_zip(pad: Path) -> None:
    """
    Promise that an answer is an archive, and whole.

    Raises
    ------
    EvenNietError
        If it is none, or broken off.
    """
    with pad.open("rb") as stroom:
        kop = stroom.read(4)
    if not is_archief(kop):
        msg = "gaf een ander soort bestand dan gevraagd"
        raise EvenNietError(msg)
    try:
        list_members(pad, naam=pad.name)
    except BestandAfgekeurdError as fout:
        msg = "gaf een afgebroken bestand"
        raise EvenNietError(msg) from fout


def _retry_after(antwoord: httpx.Response) -> float:
    """Read how long a host asks to wait: seconds, or a moment."""
    waarde = antwoord.headers.get("Retry-After", "")
    if waarde.isdecimal():
        return float(waarde)
    try:
        return (parsedate_to_datetime(waarde) - datetime.now(UTC)).total_seconds()
    except (TypeError, ValueError):
        return 0.0


def reason_of(fout: httpx.RequestError) -> str:
    """Say in Dutch why no answer came."""
    if isinstance(fout, httpx.TimeoutException):
        return GEEN_ANTWOORD
    return ONLEESBAAR if isinstance(fout, httpx.DecodingError) else "breekt de verbinding af"

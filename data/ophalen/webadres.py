"""Addresses of others: which can be asked, the way through a mirror, and where one leads on to."""

from typing import Final
from urllib.parse import urljoin, urlsplit

import httpx

from data.ophalen.errors import AntwoordOnjuistError, BronMisluktError

GEEN_WEBADRES: Final = "stuurt door naar iets dat geen webadres is"
_HOOGSTE_POORT: Final = 65535


def clean_webadres(tekst: str) -> str | None:
    """
    Answer an address as every program writes it; None where it is none that can be asked.

    >>> clean_webadres("HTTP://Spiegel.example.nl:80/a")
    'http://spiegel.example.nl/a'
    >>> clean_webadres("file:/a/b") is None
    True
    """
    try:
        # once more: a port that goes without saying is left out of a scheme in small letters alone
        url = httpx.URL(str(httpx.URL(tekst)))
    except httpx.InvalidURL:
        return None
    heeft_host = bool(url.host.strip(".")) and "%" not in url.host
    is_poort = url.port is None or 0 < url.port <= _HOOGSTE_POORT
    return str(url) if url.scheme in {"http", "https"} and heeft_host and is_poort else None


def clean_spiegel(tekst: str) -> str | None:
    """Answer the address of a mirror without its last slash; None where it is none."""
    adres = clean_webadres(tekst)
    # what is asked comes behind it
    return None if adres is None or set("?#") & set(adres) else adres.rstrip("/")


def to_mirror(adres: str, spiegel: str) -> str:
    """Answer where an address is asked: at the mirror, where there is one."""
    if not spiegel:
        return adres
    delen = urlsplit(adres)
    vraag = f"?{delen.query}" if delen.query else ""
    return f"{spiegel}/{delen.netloc}{delen.path}{vraag}"


def follow(gevraagd: str, waarheen: str, *, spiegel: str, host: str) -> str:
    """
    Answer where a publisher sends us on to, as an address of a publisher.

    Raises
    ------
    BronMisluktError
        If it is no address that can be asked.
    """
    try:
        adres = clean_webadres(urljoin(gevraagd, waarheen))
    except ValueError:
        adres = None
    if adres is not None and spiegel and adres.startswith(f"{spiegel}/"):
        adres = clean_webadres(f"https://{adres.removeprefix(f'{spiegel}/')}")
    if adres is None:
        raise BronMisluktError(host, GEEN_WEBADRES)
    return adres


def next_page(gevraagd: str, volgende: object, *, host: str) -> str:
    """
    Answer the address of the next page of what was asked; none after the last.

    Raises
    ------
    AntwoordOnjuistError
        If it is a page of something else, such as another table or another year.
    """
    if not volgende:
        return ""
    hier = urlsplit(gevraagd)
    try:
        daar = urlsplit(urljoin(gevraagd, str(volgende)))
    except ValueError:
        daar = hier._replace(path="")
    # publishers do not agree with themselves on capitals, nor on the lock before an address
    if _place(daar.netloc, daar.path) != _place(hier.netloc, hier.path):
        raise AntwoordOnjuistError(host, "verwijst voor het volgende blad naar iets anders")
    return daar._replace(scheme=hier.scheme, netloc=hier.netloc).geturl()


def _place(host: str, pad: str) -> tuple[str, str]:
    return host.lower(), pad.rstrip("/").lower()

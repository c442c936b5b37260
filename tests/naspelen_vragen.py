"""Questions to the replay server, as a test asks them."""

import ssl
from typing import Any

import httpx

from tests.naspelen import Naspeler

FEED = "opendata.cbs.nl/ODataFeed/odata"
API = "opendata.cbs.nl/ODataApi/odata"
KWB_2020 = f"{FEED}/84799NED/TypedDataSet"
BUURTEN = "startswith(WijkenEnBuurten,'BU1234')"
# there is no TLS on this machine, and reading all certificates for it takes a while
GEEN_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)

Rij = dict[str, Any]


def get(naspeler: Naspeler, pad: str, **opties: Any) -> httpx.Response:  # noqa: ANN401 - those of httpx
    """Ask for a path, which begins with the host."""
    return httpx.get(f"{naspeler.adres}/{pad}", verify=GEEN_TLS, **opties)


def head(naspeler: Naspeler, pad: str) -> httpx.Response:
    """Ask for what is said of a path, without the path itself."""
    return httpx.head(f"{naspeler.adres}/{pad}", verify=GEEN_TLS)


def ask(naspeler: Naspeler, pad: str, **zoek: str) -> httpx.Response:
    """Ask OData for JSON; `filter_` becomes `$filter`."""
    vraag = {f"${naam.rstrip('_')}": waarde for naam, waarde in zoek.items()}
    return get(naspeler, pad, params={"$format": "json", **vraag})


def rows(naspeler: Naspeler, pad: str, **zoek: str) -> list[Rij]:
    """Answer the rows of one answer of OData."""
    antwoord = ask(naspeler, pad, **zoek)
    assert antwoord.status_code == 200
    rijen: list[Rij] = antwoord.json()["value"]
    return rijen


def pages(naspeler: Naspeler, pad: str, **zoek: str) -> list[list[Rij]]:
    """Follow the links, which carry the host of the publisher, to the last page."""
    antwoord = ask(naspeler, pad, **zoek).json()
    bladen = [antwoord["value"]]
    while verder := antwoord.get("odata.nextLink"):
        antwoord = get(naspeler, at_mirror(verder)).json()
        bladen.append(antwoord["value"])
    return bladen


def at_mirror(adres: str) -> str:
    """Answer the path here of an address at a publisher."""
    assert adres.startswith("https://")
    return adres.removeprefix("https://")

"""The replay server: it answers as the publishers do, and goes wrong where it is asked to."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests import naspelen_storingen as storingen
from tests.naspelen import Naspeler, build_eindhoven, serve_bronnen
from tests.naspelen_wereld import Wereld

FEED = "opendata.cbs.nl/ODataFeed/odata"
API = "opendata.cbs.nl/ODataApi/odata"
EINDHOVEN = "startswith(WijkenEnBuurten,'BU0772')"


@pytest.fixture(scope="module")
def eindhoven(echt: Path) -> Wereld:
    return build_eindhoven(echt)


@pytest.fixture
def bron(eindhoven: Wereld) -> Iterator[Naspeler]:
    with serve_bronnen(eindhoven) as naspeler:
        yield naspeler


def ask(naspeler: Naspeler, pad: str, **zoek: str) -> httpx.Response:
    """Ask for JSON; `filter_` becomes `$filter`."""
    vraag = {f"${naam.rstrip('_')}": waarde for naam, waarde in zoek.items()}
    return httpx.get(f"{naspeler.adres}/{pad}", params={"$format": "json", **vraag})


def pages(naspeler: Naspeler, pad: str, **zoek: str) -> list[list[dict[str, Any]]]:
    """Follow the links, which carry the host of the publisher, to the last page."""
    antwoord = ask(naspeler, pad, **zoek).json()
    bladen = [antwoord["value"]]
    while verder := antwoord.get("odata.nextLink"):
        assert verder.startswith("https://opendata.cbs.nl/")
        antwoord = httpx.get(verder.replace("https:/", naspeler.adres)).json()
        bladen.append(antwoord["value"])
    return bladen


def test_pages_of_the_feed_are_complete(eindhoven: Wereld) -> None:
    with serve_bronnen(replace(eindhoven, paginagrootte=50)) as naspeler:
        bladen = pages(naspeler, f"{FEED}/84799NED/TypedDataSet")
        heel = ask(naspeler, f"{FEED}/84799NED/TableInfos").json()["value"][0]["RecordCount"]
    nummers = [rij["ID"] for blad in bladen for rij in blad]
    assert nummers == list(range(heel))
    assert [len(blad) for blad in bladen[:-1]] == [50] * (len(bladen) - 1)


def test_key_without_its_blanks_finds_nothing(bron: Naspeler) -> None:
    tabel = f"{FEED}/84799NED/TypedDataSet"
    for waarde, aantal in (("GM0772", 0), ("GM0772    ", 1)):
        antwoord = ask(bron, tabel, filter_=f"WijkenEnBuurten eq '{waarde}'")
        assert (antwoord.status_code, len(antwoord.json()["value"])) == (200, aantal)


def test_api_refuses_more_rows_than_it_gives(eindhoven: Wereld) -> None:
    with serve_bronnen(replace(eindhoven, paginagrootte=116)) as naspeler:
        goed = ask(naspeler, f"{API}/84799NED/TypedDataSet", filter_=EINDHOVEN)
        mis = ask(naspeler, f"{API}/84799NED/TypedDataSet")
    assert len(goed.json()["value"]) == 116
    assert (mis.status_code, "records" in mis.text) == (500, True)


def test_line_that_breaks_is_seen_once(eindhoven: Wereld) -> None:
    storing = storingen.afbreking("TypedDataSet", keren=1)
    with serve_bronnen(eindhoven, [storing]) as naspeler:
        with pytest.raises(httpx.HTTPError):
            ask(naspeler, f"{FEED}/84799NED/TypedDataSet")
        assert ask(naspeler, f"{FEED}/84799NED/TypedDataSet").status_code == 200
        assert len(naspeler.gevraagd) == 2

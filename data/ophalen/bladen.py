"""Pages of map features: all of them, of what was asked, as one document for the importer."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from data.errors import shorten
from data.ophalen.errors import AntwoordOnjuistError
from data.ophalen.gevraagd import Gevraagd
from data.ophalen.verbinding import Verbinding
from data.ophalen.webadres import next_page

BLAD: Final = 1000
_MEESTE_BLADEN: Final = 100
# Under which names an outline carries its code, by publisher.
_CODES: Final = ("buurtcode", "statcode", "id", "BU_CODE", "bu_code")


def fetch_kenmerken(  # noqa: PLR0913 - what is asked, where, and under which name it is kept
    verbinding: Verbinding,
    adres: str,
    gevraagd: Gevraagd,
    *,
    naam: str,
    host: str,
    meld: Callable[[int], None] = lambda _: None,
) -> Path | None:
    """
    Fetch all pages of features from an address, with `{begin}` in it or with links to the next.

    Returns
    -------
    pad
        One GeoJSON with the areas that were asked; None where there are none.

    Raises
    ------
    BronMisluktError
        If the publisher does not answer, in another form, without end or not all of it.
    """
    eigen: dict[str, dict[str, Any]] = {}
    gezien: set[str] = set()
    aantal, beloofd = 0, 0
    eerste: dict[str, Any] = {}
    url = adres.replace("{begin}", "0")
    gehad: set[str] = set()
    while url:
        if url in gehad or len(gehad) >= _MEESTE_BLADEN:
            raise AntwoordOnjuistError(host, "houdt niet op met bladen van de kaart")
        gehad.add(url)
        document = verbinding.fetch_json(url, f"{naam}-{len(gehad)}.json")
        gebieden = _features(document, host)
        eerste = eerste or {k: v for k, v in document.items() if k in {"type", "crs"}}
        nieuw = {str(code_of(gebied)) for gebied in gebieden} - gezien
        gezien |= nieuw
        _lay_by_code(eigen, gebieden, gevraagd, host)
        meld(len(eigen))
        aantal += len(gebieden)
        beloofd = max(beloofd, _promised(document))
        if not nieuw:
            break
        if "{begin}" in adres:
            # a server may give fewer at a time than it was asked for
            is_er_meer = len(gebieden) >= BLAD or aantal < beloofd
            url = adres.replace("{begin}", str(aantal)) if is_er_meer else ""
        else:
            url = _next(document, url, host)
    if aantal < beloofd:
        raise AntwoordOnjuistError(
            host, f"gaf {aantal} gebieden op de kaart en belooft er {beloofd}"
        )
    if not eigen:
        return None
    pad = verbinding.map / f"{naam}.geojson"
    tekst = json.dumps({**eerste, "features": [eigen[code] for code in sorted(eigen)]})
    pad.write_text(tekst, encoding="utf-8")
    return pad


def _features(document: object, host: str) -> list[dict[str, Any]]:
    gebieden = document.get("features") if isinstance(document, dict) else None
    if not isinstance(gebieden, list) or not all(isinstance(g, dict) for g in gebieden):
        raise AntwoordOnjuistError(host, "geeft de kaart in een andere vorm")
    if any(code_of(gebied) is None for gebied in gebieden):
        raise AntwoordOnjuistError(host, "geeft een kaart zonder codes van buurten")
    return gebieden


def _lay_by_code(
    eigen: dict[str, dict[str, Any]], gebieden: list[dict[str, Any]], gevraagd: Gevraagd, host: str
) -> None:
    """Add the areas that were asked; of two under one code none can be told to be right."""
    for gebied in gebieden:
        code = str(code_of(gebied))
        if gevraagd.has(code) and not _is_same(eigen.setdefault(code, gebied), gebied):
            raise AntwoordOnjuistError(
                host, f"geeft op de kaart {shorten(code)} twee keer, en niet hetzelfde"
            )


def _is_same(een: dict[str, Any], ander: dict[str, Any]) -> bool:
    return all(een.get(deel) == ander.get(deel) for deel in ("properties", "geometry"))


def _promised(document: dict[str, Any]) -> int:
    """Answer how many areas there are on all pages, where the publisher says so."""
    aantal = document.get("numberMatched")
    return aantal if isinstance(aantal, int) else 0


def code_of(gebied: dict[str, Any]) -> str | None:
    """Answer the code of an outline, under whichever name its publisher has it."""
    kenmerken = gebied.get("properties")
    if not isinstance(kenmerken, dict):
        return None
    return next((str(kenmerken[naam]) for naam in _CODES if kenmerken.get(naam)), None)


def _next(document: dict[str, Any], url: str, host: str) -> str:
    """Answer the address of the page that a page links to; none after the last."""
    links = document.get("links") or []
    if not isinstance(links, list) or not all(isinstance(link, dict) for link in links):
        raise AntwoordOnjuistError(host, "geeft de kaart in een andere vorm")
    volgende = [link.get("href") or "/" for link in links if link.get("rel") == "next"]
    return next_page(url, volgende[0], host=host) if volgende else ""

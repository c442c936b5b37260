"""Pages of map features: all of them, of what was asked, as one document for the importer."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from data.ophalen.errors import BronMisluktError
from data.ophalen.gevraagd import Gevraagd
from data.ophalen.verbinding import Verbinding

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
        If the publisher does not answer, in another form, or without end.
    """
    eigen: dict[str, dict[str, Any]] = {}
    eerste: dict[str, Any] = {}
    url = adres.replace("{begin}", "0")
    gehad: set[str] = set()
    while url:
        if url in gehad or len(gehad) >= _MEESTE_BLADEN:
            raise BronMisluktError(host, "houdt niet op met bladen van de kaart")
        gehad.add(url)
        document = verbinding.fetch_json(url, f"{naam}-{len(gehad)}.json")
        gebieden = _features(document, host)
        eerste = eerste or {k: v for k, v in document.items() if k in {"type", "crs"}}
        nieuw = 0
        for gebied in gebieden:
            code = code_of(gebied)
            if code is None:
                raise BronMisluktError(host, "geeft een kaart zonder codes van buurten")
            nieuw += code not in eigen
            if gevraagd.has(code):
                eigen[code] = gebied
        meld(len(eigen))
        url = _next(document, adres, len(gehad), len(gebieden)) if nieuw else ""
    if not eigen:
        return None
    pad = verbinding.map / f"{naam}.geojson"
    tekst = json.dumps({**eerste, "features": [eigen[code] for code in sorted(eigen)]})
    pad.write_text(tekst, encoding="utf-8")
    return pad


def _features(document: object, host: str) -> list[dict[str, Any]]:
    gebieden = document.get("features") if isinstance(document, dict) else None
    if not isinstance(gebieden, list):
        raise BronMisluktError(host, "geeft de kaart in een andere vorm")
    return gebieden


def code_of(gebied: dict[str, Any]) -> str | None:
    """Answer the code of an outline, under whichever name its publisher has it."""
    kenmerken = gebied.get("properties") or {}
    return next((str(kenmerken[naam]) for naam in _CODES if kenmerken.get(naam)), None)


def _next(document: dict[str, Any], adres: str, bladen: int, gebieden: int) -> str:
    """Answer the address of the next page; none after the last."""
    if "{begin}" in adres:
        return adres.replace("{begin}", str(bladen * BLAD)) if gebieden >= BLAD else ""
    links = document.get("links") or []
    return next((str(link["href"]) for link in links if link.get("rel") == "next"), "")

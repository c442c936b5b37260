"""
What the browser fetches over HTTP: outlines, Leaflet, fonts and the script of the map.

All of it comes from this server, so a visit reaches no third party. These routes stand outside any
login: only what is public may ever be served here, so no value, no home and no note.
"""

import gzip
import hashlib
import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route

from data import opslag

if TYPE_CHECKING:
    from starlette.requests import Request

_VENDOR: Final = Path(__file__).parent / "vendor"
# What the frame of the map asks for, and the files it is made of in the order in which they build
# on each other: the frame loads one script after the other, and each costs a round trip.
_PEN: Final = {
    "kaart.js": (
        "kaart_pakket.js",
        "kaart_presentatie.js",
        "kaart_penseel.js",
        "kaart_raster.js",
        "kaart_vlakken.js",
        "kaart_vierkant.js",
        "kaart_namen.js",
        "kaart_wijknamen.js",
        "kaart_strook.js",
        "kaart_spreiding.js",
        "kaart_legenda.js",
        "kaart_jaren.js",
        "kaart_adres.js",
        "kaart_kaartje.js",
        "kaart_fijn.js",
        "kaart_achtergrond.js",
        "kaart_rondom.js",
        "kaart_aanwijzen.js",
        "kaart_ernaast.js",
        "kaart.js",
    ),
    "kaart.css": ("kaart.css", "kaart_presentatie.css"),
}
PENBESTANDEN: Final = tuple(_PEN)
_SOORTEN: Final = {".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2"}

# Every address below names its content or its version, so a browser never needs to ask again.
_VOORGOED: Final = {
    "Cache-Control": "public, max-age=31536000, immutable",
    "X-Content-Type-Options": "nosniff",
}
_OMTREKNAAM: Final = re.compile(r"[A-Za-z0-9-]{1,100}")


@cache
def vendor_url(bestand: str) -> str:
    """
    Answer where the browser gets a file of a package of others.

    >>> vendor_url("leaflet.js")
    '/vendor/leaflet-1.9.4/leaflet.js'
    """
    return next(f"/vendor/{pad}" for pad in _vendor_files() if pad.endswith(f"/{bestand}"))


@cache
def pen_url(bestand: str) -> str:
    """Answer where the browser gets a file of the screen pen, by its content."""
    return f"/pen/{hashlib.sha256(read_pen(bestand)).hexdigest()[:12]}/{bestand}"


@cache
def read_pen(bestand: str) -> bytes:
    """Answer a file of the screen pen, made of its parts."""
    return b"\n".join((Path(__file__).parent / deel).read_bytes() for deel in _PEN[bestand])


def omtrek_url(naam: str) -> str:
    """
    Answer where the browser gets an outline file.

    >>> omtrek_url("2020-grof-a41f")
    '/omtrekken/2020-grof-a41f.json'
    """
    return f"/omtrekken/{naam}.json"


@cache
def _vendor_files() -> frozenset[str]:
    """Answer the files of which the origin is written down; others are not served."""
    herkomst = json.loads((_VENDOR / "HERKOMST.json").read_text("utf-8"))
    return frozenset(
        f"{pakket['map']}/{bestand}" for pakket in herkomst for bestand in pakket["bestanden"]
    )


def accepts_gzip(header: str) -> bool:
    """
    Tell from Accept-Encoding whether a client reads gzip.

    >>> accepts_gzip("gzip, deflate, br"), accepts_gzip("*"), accepts_gzip("")
    (True, True, False)
    >>> accepts_gzip("gzip;q=0, *"), accepts_gzip("identity")
    (False, False)
    """
    gewichten: dict[str, float] = {}
    for deel in header.split(","):
        naam, _, rest = deel.strip().lower().partition(";")
        gewicht = re.fullmatch(r"\s*q=(\d(?:\.\d{1,3})?)\s*", rest)
        gewichten[naam.strip()] = float(gewicht.group(1)) if gewicht else 1.0
    return gewichten.get("gzip", gewichten.get("*", 0.0)) > 0


def _send_omtrekken(request: "Request") -> Response:
    """Send an outline file as it lies on disk; unpack it only for a client that cannot."""
    naam = request.path_params["naam"]
    pad = opslag.weboutline_pad(naam) if _OMTREKNAAM.fullmatch(naam) else None
    if pad is None:
        return Response(status_code=404)
    koppen = {**_VOORGOED, "Vary": "Accept-Encoding"}
    if accepts_gzip(request.headers.get("accept-encoding", "")):
        koppen["Content-Encoding"] = "gzip"
        return FileResponse(pad, media_type="application/json", headers=koppen)
    return Response(
        gzip.decompress(pad.read_bytes()), media_type="application/json", headers=koppen
    )


def _send_vendor(request: "Request") -> Response:
    pad = request.path_params["pad"]
    if pad not in _vendor_files():
        return Response(status_code=404)
    soort = _SOORTEN.get(Path(pad).suffix, "text/plain")
    return FileResponse(_VENDOR / pad, media_type=soort, headers=_VOORGOED)


def _send_pen(request: "Request") -> Response:
    bestand, versie = request.path_params["bestand"], request.path_params["versie"]
    # an older version is not answered with the newer file: it would be kept under the wrong name
    if bestand not in _PEN or pen_url(bestand) != f"/pen/{versie}/{bestand}":
        return Response(status_code=404)
    soort = _SOORTEN[Path(bestand).suffix]
    return Response(read_pen(bestand), media_type=soort, headers=_VOORGOED)


def _redirect_to_kaart(request: "Request") -> Response:
    """
    Send "/" on to "/kaart", with the view that the address names.

    A page that Streamlit calls the default answers "/" but not its own name. So no visible page is
    the default, every page has one address, and the bare address leads to the map before
    Streamlit starts: no step is left in the history of the browser.
    """
    vraag = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"kaart{vraag}", status_code=307, headers={"Cache-Control": "no-store"})


ROUTES: Final = (
    Route("/", _redirect_to_kaart),
    Route("/omtrekken/{naam}.json", _send_omtrekken),
    Route("/vendor/{pad:path}", _send_vendor),
    Route("/pen/{versie}/{bestand}", _send_pen),
)

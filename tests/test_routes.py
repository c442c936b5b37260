"""What the server hands out beside the app: outlines, packages of others, the pen."""

import asyncio
import gzip
import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette

import components
from components.routes import PENBESTANDEN, ROUTES, omtrek_url, pen_url, vendor_url
from data.opslag import Opslag, weboutlines_of
from tests.proefstad import GRENSJAAR, STAD, make_opslag

pytestmark = pytest.mark.ongemeten

ONDERDELEN = Path(components.__file__).parent
VENDOR = ONDERDELEN / "vendor"
HERKOMST = json.loads((VENDOR / "HERKOMST.json").read_text(encoding="utf-8"))
EEUWIG = "public, max-age=31536000, immutable"


class Antwoord:
    """What a route answers, gathered from its ASGI messages."""

    def __init__(self, berichten: list[dict[str, Any]]) -> None:
        self.status: int = berichten[0]["status"]
        self.koppen = {k.decode(): v.decode() for k, v in berichten[0]["headers"]}
        self.inhoud = b"".join(bericht.get("body", b"") for bericht in berichten[1:])


def fetch(pad: str, *, vraag: str = "", gzip_mag: bool = True) -> Antwoord:
    berichten: list[dict[str, Any]] = []
    answer = Starlette(routes=ROUTES)
    scope = {
        "type": "http",
        "method": "GET",
        "path": pad,
        "raw_path": pad.encode(),
        "query_string": vraag.encode(),
        "headers": [(b"accept-encoding", b"gzip, br" if gzip_mag else b"identity")],
        "scheme": "http",
        "server": ("127.0.0.1", 80),
        "root_path": "",
    }

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(0)
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(bericht: Any) -> None:  # noqa: ANN401 - an ASGI message
        await asyncio.sleep(0)
        berichten.append(dict(bericht))

    # in a thread of its own: a browser that other tests opened keeps a loop in this one
    with ThreadPoolExecutor(max_workers=1) as draad:
        draad.submit(lambda: asyncio.run(answer(scope, receive, send))).result()
    return Antwoord(berichten)


# Outlines


@pytest.fixture
def omtrek(opslag: Path) -> str:
    make_opslag(opslag)
    return weboutlines_of(GRENSJAAR, opslag=Opslag(opslag))[f"{STAD}-fijn"]


def test_outlines_are_sent_as_they_lie_on_disk(omtrek: str, opslag: Path) -> None:
    antwoord = fetch(omtrek_url(omtrek))
    assert antwoord.status == 200
    assert antwoord.koppen["content-encoding"] == "gzip"
    assert antwoord.koppen["cache-control"] == EEUWIG
    assert antwoord.koppen["vary"] == "Accept-Encoding"
    assert antwoord.inhoud == next(opslag.rglob(f"{omtrek}.json.gz")).read_bytes()
    assert len(json.loads(gzip.decompress(antwoord.inhoud))["gebieden"]) == 20


def test_outlines_are_unpacked_for_who_cannot(omtrek: str) -> None:
    antwoord = fetch(omtrek_url(omtrek), gzip_mag=False)
    assert "content-encoding" not in antwoord.koppen
    assert len(json.loads(antwoord.inhoud)["gebieden"]) == 20


@pytest.mark.parametrize(
    "naam", ["bestaat-niet", "../inhoud", "..%2finhoud", "", "web/x", "a\0b", "x" * 3000, "é"]
)
def test_outlines_answer_nothing_else(omtrek: str, naam: str) -> None:
    assert omtrek
    assert fetch(omtrek_url(naam)).status == 404


# Packages of others


def test_packages_are_what_their_makers_published() -> None:
    for pakket in HERKOMST:
        for bestand, som in pakket["bestanden"].items():
            inhoud = (VENDOR / pakket["map"] / bestand).read_bytes()
            assert hashlib.sha256(inhoud).hexdigest() == som, bestand


def test_every_file_of_others_has_its_origin_and_licence() -> None:
    bekend = {f"{p['map']}/{b}" for p in HERKOMST for b in p["bestanden"]} | {"HERKOMST.json"}
    aanwezig = {p.relative_to(VENDOR).as_posix() for p in VENDOR.rglob("*") if p.is_file()}
    assert aanwezig == bekend
    for pakket in HERKOMST:
        assert pakket["map"].endswith(f"-{pakket['versie']}")
        assert pakket["licentie"] in {"BSD-2-Clause", "OFL-1.1"}
        assert pakket["licentietekst"] in pakket["bestanden"]


def test_packages_may_be_kept_for_ever() -> None:
    antwoord = fetch(vendor_url("leaflet.js"))
    assert (antwoord.status, antwoord.koppen["cache-control"]) == (200, EEUWIG)
    assert antwoord.koppen["content-type"].startswith("text/javascript")


@pytest.mark.parametrize("pad", ["HERKOMST.json", "../kaart.py", "leaflet-1.9.4", "", "x.js"])
def test_packages_answer_nothing_else(pad: str) -> None:
    assert fetch(f"/vendor/{pad}").status == 404


def test_styles_and_settings_name_files_that_are_there() -> None:
    bladen = [*ONDERDELEN.glob("*.css"), ONDERDELEN.parent / ".streamlit" / "config.toml"]
    genoemd = {
        adres.split('"')[0]
        for bestand in bladen
        for adres in bestand.read_text(encoding="utf-8").split('"/vendor/')[1:]
    }
    assert len(genoemd) >= 4
    assert {pad: fetch(f"/vendor/{pad}").status for pad in genoemd} == dict.fromkeys(genoemd, 200)


# The pen


@pytest.mark.parametrize("bestand", PENBESTANDEN)
def test_pen_is_named_by_its_content(bestand: str) -> None:
    antwoord = fetch(pen_url(bestand))
    assert (antwoord.status, antwoord.koppen["cache-control"]) == (200, EEUWIG)
    # made of its parts, one of which has its name
    assert antwoord.inhoud.count((ONDERDELEN / bestand).read_bytes()) == 1
    stam, eind = bestand.split(".")
    for deel in ONDERDELEN.glob(f"{stam}*.{eind}"):
        assert deel.read_bytes() in antwoord.inhoud, deel.name
    assert fetch(f"/pen/000000000000/{bestand}").status == 404


def test_pen_answers_no_other_file() -> None:
    versie = pen_url("kaart.js").split("/")[2]
    assert fetch(f"/pen/{versie}/kaart.py").status == 404


# The bare address


def test_bare_address_leads_to_the_map_with_its_view() -> None:
    antwoord = fetch("/", vraag="gebied=GM0801&jaar=2020")
    assert (antwoord.status, antwoord.koppen["location"]) == (307, "kaart?gebied=GM0801&jaar=2020")
    assert fetch("/").koppen["location"] == "kaart"

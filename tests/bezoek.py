"""
A visit to the map in a real browser: the server, the frame, and what a visitor does there.

Shared by the tests of the screen; the store is that of `tests.proefstad`.
"""

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Frame, Page, WebSocketRoute

import opzetten
from tests import proefstad

GEGEVENSVARIABELE = "SOCIALE_KAART_GEGEVENS"
BIJSTAND = "Bijstand per 1.000 inwoners van 15 tot 65 jaar"
LAAG_INKOMEN = "Huishoudens met een laag inkomen"
WACHT_S = 60
POLS_MS = 50
KLAAR = "code => window.SocialeKaart?.lees?.(code)?.vulling !== undefined"
# what is drawn a little beside the anchor, where no name stands
PUNTKLEUR = """([x, y]) => {
    const doek = document.querySelector('.leaflet-overlay-pane canvas');
    const vlak = doek.getBoundingClientRect();
    const kaart = document.getElementById('map_div').getBoundingClientRect();
    const schaal = doek.width / vlak.width;
    const plek = [kaart.x + x + 14 - vlak.x, kaart.y + y + 14 - vlak.y].map((p) => p * schaal);
    const punt = [...doek.getContext('2d').getImageData(...plek, 1, 1).data].slice(0, 3);
    return '#' + punt.map((k) => k.toString(16).padStart(2, '0')).join('');
}"""
UITSNEDE = "() => [map.getBounds().toBBoxString(), map.getZoom()]"


@contextmanager
def serve(gegevens: Path, log: Path, *, erbij: Mapping[str, str] | None = None) -> Iterator[str]:
    """Run the app on a free port, as a user starts it with these variables; answer its address."""
    with socket.socket() as vrij:
        vrij.bind(("127.0.0.1", 0))
        poort = vrij.getsockname()[1]
    opdracht = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(poort)]
    # it is terminated at the end, so what it measured would be lost; measuring only makes it slow
    ongemeten = {k: v for k, v in os.environ.items() if not k.startswith("COVERAGE")}
    omgeving = ongemeten | {GEGEVENSVARIABELE: str(gegevens), "STREAMLIT_SERVER_HEADLESS": "true"}
    omgeving |= erbij or {}
    adres = f"http://127.0.0.1:{poort}"
    with (
        log.open("wb") as uitvoer,
        subprocess.Popen(
            opdracht, cwd=opzetten.ROOT, env=omgeving, stdout=uitvoer, stderr=uitvoer
        ) as server,
    ):
        try:
            _wait_until_healthy(adres, log)
            yield adres
        finally:
            server.terminate()


def _wait_until_healthy(adres: str, log: Path) -> None:
    einde = time.monotonic() + WACHT_S
    while time.monotonic() < einde:
        lijn = http.client.HTTPConnection(adres.removeprefix("http://"), timeout=2)
        try:
            lijn.request("GET", "/_stcore/health")
            if lijn.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
        finally:
            lijn.close()
    pytest.fail(f"De server kwam niet op: {log.read_text(errors='replace')}")


def open_kaart(pagina: Page, adres: str, *, code: str = proefstad.GEWOON) -> Frame:
    """Open an address and answer the frame of the map, once it has drawn the area `code`."""
    pagina.goto(adres)
    houder = pagina.wait_for_selector("iframe.stCustomComponentV1")
    assert houder is not None
    frame = houder.content_frame()
    assert frame is not None
    # by the clock: a frame that is busy may never get the picture that is waited for otherwise
    frame.wait_for_function(KLAAR, arg=code, polling=POLS_MS)
    pagina.wait_for_timeout(300)  # styles of the frame arrive after its script
    return frame


def stad(server: str, **adres: str) -> str:
    vraag = {"gebied": proefstad.STAD, "indicator": "bijstand", "jaar": "2020"} | adres
    return f"{server}/kaart?" + "&".join(f"{naam}={waarde}" for naam, waarde in vraag.items())


def choose(pagina: Page, bediening: str, optie: str) -> None:
    pagina.get_by_role("combobox", name=bediening).click()
    pagina.get_by_role("option", name=optie, exact=True).click()


def read(frame: Frame, code: str) -> dict[str, Any]:
    """Answer what the map shows of an area."""
    gelezen: dict[str, Any] = frame.evaluate("code => SocialeKaart.lees(code)", code)
    return gelezen


def click(pagina: Page, frame: Frame, code: str) -> None:
    """Click on an area where the map drew it."""
    hoek = pagina.locator("iframe.stCustomComponentV1").bounding_box()
    vlak = frame.locator("#map_div").bounding_box()
    assert hoek is not None
    assert vlak is not None
    x, y = read(frame, code)["punt"]
    pagina.mouse.click(vlak["x"] + x + 12, vlak["y"] + y + 12)


def step_year(frame: Frame, toets: str) -> None:
    """Press a key on the slider of the years."""
    frame.get_by_role("slider", name="Jaar").press(toets)


class Lijn:
    """The line between a page and the server, of which messages can be held and let go at once."""

    def __init__(self) -> None:
        self._hier: WebSocketRoute | None = None
        self._ginds: WebSocketRoute | None = None
        self._naar_ginds: list[str | bytes] | None = None
        self._naar_hier: list[str | bytes] | None = None

    def connect(self, hier: WebSocketRoute) -> None:
        """Pass on all that is not held."""
        self._hier, self._ginds = hier, hier.connect_to_server()
        ginds = self._ginds

        def ask(bericht: str | bytes) -> None:
            if self._naar_ginds is None:
                ginds.send(bericht)
            else:
                self._naar_ginds.append(bericht)

        def answer(bericht: str | bytes) -> None:
            if self._naar_hier is None:
                hier.send(bericht)
            else:
                self._naar_hier.append(bericht)

        hier.on_message(ask)
        ginds.on_message(answer)

    @contextmanager
    def held_there(self, *, minstens: int) -> Iterator[None]:
        """Let what the page asks arrive at once."""
        self._naar_ginds = []
        yield
        berichten, self._naar_ginds = self._naar_ginds, None
        assert len(berichten) >= minstens
        assert self._ginds is not None
        for bericht in berichten:
            self._ginds.send(bericht)

    @contextmanager
    def held_here(self, *, minstens: int) -> Iterator[None]:
        """Let what the server answers arrive at once."""
        self._naar_hier = []
        yield
        berichten, self._naar_hier = self._naar_hier, None
        assert len(berichten) >= minstens
        assert self._hier is not None
        for bericht in berichten:
            self._hier.send(bericht)


def hold_line(pagina: Page) -> Lijn:
    """Answer the line of a page that is still to be opened."""
    lijn = Lijn()
    pagina.route_web_socket(re.compile("/_stcore/stream"), lijn.connect)
    return lijn

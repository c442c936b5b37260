"""
A browser driven over its own protocol, with as little as possible between it and the clock.

Playwright also passes every message of every web socket through its driver, and of a page that
sends 60 MB per switch that is most of what one would measure. This asks for nothing but pictures.
"""

import contextlib
import json
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Condition, Thread
from typing import Any, Final
from urllib.request import urlopen

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

import opzetten
from benchmarks.errors import MetingError
from benchmarks.processen import end

BREED_PX: Final = 1440
HOOG_PX: Final = 900
# Pictures at half size: enough to see a change, and cheaper to make.
SCHAAL: Final = 0.5
_OPTIES: Final = (
    "--headless",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    "--remote-debugging-port=0",
    "--remote-allow-origins=*",
    "--js-flags=--max-old-space-size=8000",
    # nothing but this machine has an address
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    f"--window-size={BREED_PX},{HOOG_PX}",
    "about:blank",
)


class Tab:
    """One page of a browser: commands, answers, and the pictures it sends."""

    def __init__(self, lijn: ClientConnection) -> None:
        self._lijn = lijn
        self._nummer = 0
        self._antwoorden: dict[int, dict[str, Any]] = {}
        self._bericht = Condition()
        self._is_open = True
        self.beelden: list[tuple[float, str]] = []
        self.fouten: list[str] = []
        Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        with contextlib.suppress(ConnectionClosed):
            for tekst in self._lijn:
                self._take(json.loads(tekst))
        with self._bericht:
            self._is_open = False
            self._bericht.notify_all()

    def _take(self, bericht: dict[str, Any]) -> None:
        if "id" in bericht:
            with self._bericht:
                self._antwoorden[bericht["id"]] = bericht
                self._bericht.notify_all()
        elif bericht["method"] == "Page.screencastFrame":
            beeld = bericht["params"]
            self._send("Page.screencastFrameAck", sessionId=beeld["sessionId"])
            self.beelden.append((beeld["metadata"]["timestamp"], beeld["data"]))
        elif bericht["method"] == "Runtime.exceptionThrown":
            fout = bericht["params"]["exceptionDetails"]
            self.fouten.append(fout.get("exception", {}).get("description", fout["text"])[:300])

    def _send(self, methode: str, **opties: object) -> int:
        with self._bericht:
            self._nummer += 1
            nummer = self._nummer
            self._lijn.send(json.dumps({"id": nummer, "method": methode, "params": opties}))
        return nummer

    def call(self, methode: str, *, geduld_s: float = 300, **opties: object) -> dict[str, Any]:
        """
        Give a command and wait for its answer.

        Raises
        ------
        MetingError
            If there is no answer in time, or it is a refusal.
        """
        nummer = self._send(methode, **opties)
        with self._bericht:
            self._bericht.wait_for(
                lambda: nummer in self._antwoorden or not self._is_open, timeout=geduld_s
            )
            antwoord = self._antwoorden.pop(nummer, None)
        if antwoord is None:
            melding = f"De browser gaf geen antwoord op {methode}."
            raise MetingError(melding)
        if "error" in antwoord:
            melding = f"De browser weigert {methode}: {antwoord['error']['message']}"
            raise MetingError(melding)
        uitkomst: dict[str, Any] = antwoord["result"]
        return uitkomst

    def evaluate(self, script: str) -> Any:  # noqa: ANN401 - whatever the page answers
        """Answer what an expression gives in the page, promises awaited."""
        antwoord = self.call(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        if "exceptionDetails" in antwoord:
            melding = f"De pagina struikelt: {antwoord['exceptionDetails']}"
            raise MetingError(melding)
        return antwoord["result"].get("value")

    def film(self, *, aan: bool) -> None:
        """Begin or stop with a picture of every repaint."""
        if not aan:
            self.call("Page.stopScreencast")
            return
        self.beelden.clear()
        self.call(
            "Page.startScreencast",
            format="jpeg",
            quality=60,
            maxWidth=int(BREED_PX * SCHAAL),
            maxHeight=int(HOOG_PX * SCHAAL),
            everyNthFrame=1,
        )

    def press(self, toets: str) -> float:
        """Press a key; answer when, by the clock of this machine."""
        begin = time.time()
        for soort in ("rawKeyDown", "keyUp"):
            self.call(
                "Input.dispatchKeyEvent",
                type=soort,
                key=toets,
                code=toets,
                windowsVirtualKeyCode={"Enter": 13, "Escape": 27}[toets],
            )
        return begin

    def click(self, x: float, y: float) -> None:
        """Click with the mouse."""
        for soort in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=soort, x=x, y=y, button="left", clickCount=1)

    def write(self, tekst: str) -> None:
        """Type a text where the cursor stands."""
        self.call("Input.insertText", text=tekst)

    def heap_mb(self) -> float:
        """Answer what JavaScript keeps, after its rubbish is cleared away."""
        self.call("HeapProfiler.collectGarbage")
        maten = self.call("Performance.getMetrics")["metrics"]
        return next(float(m["value"]) for m in maten if m["name"] == "JSHeapUsedSize") / 1e6


@contextmanager
def open_tab(*, eerst: str) -> Iterator[Tab]:
    """Start a browser without memory and answer its page; `eerst` runs in every new document."""
    pad = opzetten.find_browser()
    if pad is None:
        melding = f"Er is geen browser. Noem er een in {opzetten.BROWSERVARIABELE}."
        raise MetingError(melding)
    # Chromium refuses to shut root into its sandbox
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    extra = ["--no-sandbox"] if is_root else []
    with TemporaryDirectory(ignore_cleanup_errors=True) as profiel:
        opdracht = [str(pad), *extra, f"--user-data-dir={profiel}", *_OPTIES]
        programma = subprocess.Popen(  # noqa: S603 - our own command
            opdracht, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            with connect(
                _find_page(Path(profiel)), max_size=None, compression=None, open_timeout=30
            ) as lijn:
                tab = Tab(lijn)
                for onderdeel in ("Page", "Runtime", "Performance"):
                    tab.call(f"{onderdeel}.enable")
                tab.call("Page.addScriptToEvaluateOnNewDocument", source=eerst)
                tab.call(
                    "Emulation.setDeviceMetricsOverride",
                    width=BREED_PX,
                    height=HOOG_PX,
                    deviceScaleFactor=1,
                    mobile=False,
                )
                yield tab
        finally:
            end(programma)


def _find_page(profiel: Path) -> str:
    einde = time.monotonic() + 60
    while time.monotonic() < einde:
        with contextlib.suppress(OSError, ValueError, StopIteration):
            poort = int((profiel / "DevToolsActivePort").read_text("ascii").split()[0])
            with urlopen(f"http://127.0.0.1:{poort}/json", timeout=5) as antwoord:
                bladen = json.load(antwoord)
            adres: str = next(b for b in bladen if b["type"] == "page")["webSocketDebuggerUrl"]
            return adres
        time.sleep(0.1)
    melding = "De browser kwam niet op."
    raise MetingError(melding)

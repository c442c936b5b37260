"""
Measuring a page as its visitor sees it: from a choice at the keyboard to the last repaint.

The clock starts when Enter is pressed on an option, and stops at the first picture of the screen
after which the middle of the map no longer changes. Pictures come some 50 ms apart. Pages that
draw on canvas also tell the time themselves, in their own frame: to the second animation frame
after the last drawing.
"""

import base64
import io
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from benchmarks.browser import SCHAAL, Tab, open_tab
from benchmarks.errors import MetingError

Vlak: TypeAlias = NDArray[np.int16]

BEDIENING: Final = "Onderwerp"
# Part of the map that is looked at, on every side this far from its edge.
_RAND: Final = 0.2
_KLEINSTE_PX: Final = 100
# A repaint changes more of the map than the noise of a picture does.
_VERSCHIL: Final = 14
_DEEL_VERANDERD: Final = 0.002
_DEEL_GEKLEURD: Final = 0.05
_VERZADIGD: Final = 18

# In every document: what the server sent, when Enter was pressed, when a canvas was drawn last.
_VOORAF: Final = """(() => {
  performance.setResourceTimingBufferSize(5000);
  const nu = () => performance.timeOrigin + performance.now();
  const begin = {ontvangen: 0, toets: 0, getekend: 0, beurt: 0};
  const meten = window.top.__meten = window.top.__meten || begin;
  const wis = CanvasRenderingContext2D.prototype.clearRect;
  CanvasRenderingContext2D.prototype.clearRect = function (...plek) {
    const beurt = ++meten.beurt;
    requestAnimationFrame(() => requestAnimationFrame(() => {
      if (beurt === meten.beurt) meten.getekend = nu();
    }));
    return wis.apply(this, plek);
  };
  if (window !== window.top) return;
  addEventListener("keydown", (e) => {
    if (e.key === "Enter") meten.toets = performance.timeOrigin + e.timeStamp;
  }, true);
  window.WebSocket = class extends WebSocket {
    constructor(...delen) {
      super(...delen);
      this.addEventListener("message", ({data}) => {
        meten.ontvangen += data.byteLength || data.size || data.length || 0;
      });
    }
  };
})()"""
_STAND: Final = """document.querySelector("[data-testid=stApp]")
  ?.getAttribute("data-test-script-state")"""
_RUST: Final = "new Promise((klaar) => requestIdleCallback(() => klaar(1), {timeout: 3000}))"
_KAARTVLAK: Final = """(() => {
  const frame = document.querySelector("iframe.stCustomComponentV1");
  const kaart = frame?.contentDocument?.getElementById("map_div");
  if (!kaart) return null;
  const [buiten, binnen] = [frame.getBoundingClientRect(), kaart.getBoundingClientRect()];
  return [buiten.x + binnen.x, buiten.y + binnen.y, binnen.width, binnen.height];
})()"""
_INVOER: Final = """((naam) => {
  const vak = [...document.querySelectorAll("input[role=combobox]")]
    .find((een) => een.ariaLabel === naam).getBoundingClientRect();
  return [vak.x + vak.width / 2, vak.y + vak.height / 2];
})"""
_OPTIES: Final = """[...document.querySelectorAll("[role=option]")].map((een) => een.innerText)"""
_ONTVANGEN: Final = """(() => {
  const over = (venster) => venster.performance.getEntriesByType("resource")
    .reduce((som, een) => som + een.transferSize, 0)
    + Array.from({length: venster.frames.length}, (_, i) => over(venster.frames[i]))
      .reduce((som, een) => som + een, 0);
  return [window.__meten.ontvangen, over(window)];
})()"""


@dataclass(frozen=True, kw_only=True)
class Wissel:
    """
    One switch.

    `beeld_s` until the last repaint on the screen, `frame_s` by the clock of the page itself
    (only where it draws on canvas), `leeg_s` how long the map was blank meanwhile.
    """

    beeld_s: float
    frame_s: float | None
    leeg_s: float
    ontvangen: int


@dataclass(kw_only=True)
class Pagina:
    """A page that is open; `stil_s` is how long a map must be still to be ready."""

    tab: Tab
    adres: str
    stil_s: float
    limiet_s: float = 300.0

    def open(self) -> float:
        """Open the page, or open it again; answer the seconds until its map stood still."""
        self.tab.film(aan=True)
        begin = time.time()
        self.tab.call("Page.navigate", url=self.adres)
        klaar, _ = self._wait_for_rest(begin, eerder=None)
        self.tab.film(aan=False)
        return klaar

    def switch(self, label: str) -> Wissel:
        """Choose another topic, and watch the map until it stands still."""
        self.prepare(label)
        self.tab.film(aan=True)
        self._wait_for_picture()
        eerder = self._last()
        vooraf = self.received()
        begin = self.tab.press("Enter")
        klaar, leeg = self._wait_for_rest(begin, eerder=eerder)
        self.tab.film(aan=False)
        return Wissel(
            beeld_s=klaar,
            frame_s=self.frame_seconds(),
            leeg_s=leeg,
            ontvangen=self.received() - vooraf,
        )

    def switch_unseen(self, label: str, *, bediening: str = BEDIENING) -> float:
        """Choose an option without pictures; answer the seconds by the clock of the page."""
        self.prepare(label, bediening=bediening)
        self.tab.press("Enter")
        einde = time.monotonic() + self.limiet_s
        while time.monotonic() < einde:
            time.sleep(0.05)
            klaar_s = self.frame_seconds()
            if klaar_s is None or self.tab.evaluate(_STAND) != "notRunning":
                continue
            time.sleep(0.25)
            if klaar_s == self.frame_seconds():
                return klaar_s
        melding = f"{self.adres} tekende niets na de keuze van '{label}'."
        raise MetingError(melding)

    def frame_seconds(self) -> float | None:
        """Answer the time from Enter to the last drawing on canvas; None if nothing was drawn."""
        toets, getekend = self.tab.evaluate("[__meten.toets, __meten.getekend]")
        return (getekend - toets) / 1000 if getekend > toets else None

    def received(self) -> int:
        """Answer the bytes that came in since the page was opened, by socket and by HTTP."""
        return sum(self.tab.evaluate(_ONTVANGEN))

    def prepare(self, label: str, *, bediening: str = BEDIENING) -> None:
        """Bring the cursor to an option of a control, so that Enter chooses it."""
        self.tab.click(*self.tab.evaluate(f"{_INVOER}('{bediening}')"))
        self._wait_until(lambda: self.tab.evaluate(_OPTIES), "toont geen opties")
        self.tab.write(label)
        self._wait_until(
            lambda: self.tab.evaluate(_OPTIES) == [label], f"kent het onderwerp '{label}' niet"
        )
        time.sleep(0.3)

    def _wait_until(self, vraag: Any, gebrek: str) -> None:  # noqa: ANN401 - anything that is true
        einde = time.monotonic() + 30
        while not vraag():
            if time.monotonic() > einde:
                melding = f"{self.adres} {gebrek}."
                raise MetingError(melding)
            time.sleep(0.05)

    def _wait_for_picture(self) -> None:
        self._wait_until(lambda: self.tab.beelden, "geeft geen beeld")
        time.sleep(0.3)

    def _wait_for_rest(self, begin: float, *, eerder: Vlak | None) -> tuple[float, float]:
        """Answer the seconds from `begin` to the last repaint, and how long the map was blank."""
        while time.time() - begin < self.limiet_s:
            time.sleep(0.1)
            bezig = self.tab.evaluate(_STAND) != "notRunning"
            self.tab.evaluate(_RUST)  # answers when nothing more pressing waits
            laatste = None if bezig else self._last()
            if laatste is None or _coloured(laatste) < _DEEL_GEKLEURD:
                continue
            if eerder is not None and not _differs(eerder, laatste):
                continue
            time.sleep(self.stil_s)
            self.tab.evaluate(_RUST)
            slot = self._last()
            if slot is None or _differs(laatste, slot) or self.tab.evaluate(_STAND) != "notRunning":
                continue
            return self._read_film(begin, slot)
        melding = f"{self.adres} kwam niet tot rust in {self.limiet_s:.0f} s."
        raise MetingError(melding)

    def _read_film(self, begin: float, slot: Vlak) -> tuple[float, float]:
        plek, klaar, leeg, gekleurd = self._where(), begin, 0.0, _coloured(slot)
        vorige: tuple[float, bool] | None = None
        is_gelijk = False
        for tijd, beeld in list(self.tab.beelden):
            if tijd < begin or plek is None:
                continue
            vlak = _cut(beeld, plek)
            if vorige is not None and vorige[1]:
                leeg += tijd - vorige[0]
            vorige = (tijd, _coloured(vlak) < gekleurd / 4)
            gelijk = not _differs(vlak, slot)
            if gelijk and not is_gelijk:
                klaar = tijd
            is_gelijk = gelijk
        return klaar - begin, leeg

    def _where(self) -> list[float] | None:
        """Answer x, y, width and height of the map on the screen; None while there is no map."""
        plek: list[float] | None = self.tab.evaluate(_KAARTVLAK)
        return plek if plek and min(plek[2:]) >= _KLEINSTE_PX else None

    def _last(self) -> Vlak | None:
        """Answer the middle of the map as it was last seen; None while there is no map."""
        plek = self._where()
        return _cut(self.tab.beelden[-1][1], plek) if plek and self.tab.beelden else None


def _cut(data: str, plek: list[float]) -> Vlak:
    x, y, breed, hoog = (maat * SCHAAL for maat in plek)
    with Image.open(io.BytesIO(base64.b64decode(data))) as beeld:
        heel: Vlak = np.asarray(beeld.convert("RGB")).astype(np.int16)
    return heel[
        int(y + hoog * _RAND) : int(y + hoog * (1 - _RAND)),
        int(x + breed * _RAND) : int(x + breed * (1 - _RAND)),
    ]


def _differs(een: Vlak, ander: Vlak) -> bool:
    if een.shape != ander.shape:
        return True
    verschil = np.abs(een - ander).max(axis=2) > _VERSCHIL
    return float(verschil.mean()) > _DEEL_VERANDERD


def _coloured(vlak: Vlak) -> float:
    return float((vlak.max(axis=2) - vlak.min(axis=2) > _VERZADIGD).mean())


@contextmanager
def open_pagina(adres: str, *, stil_s: float) -> Iterator[Pagina]:
    """Start a browser for one page; nothing is opened yet."""
    with open_tab(eerst=_VOORAF) as tab:
        yield Pagina(tab=tab, adres=adres, stil_s=stil_s)

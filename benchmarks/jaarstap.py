"""A step of the year slider in the frame: from the step to the second animation frame."""

from collections.abc import Sequence
from typing import Final

from benchmarks.browser import Tab
from benchmarks.verslag import number, spread

_STAPPEN: Final = """(async () => {
  const frame = document.querySelector("iframe.stCustomComponentV1");
  const venster = frame.contentWindow;
  const schuif = frame.contentDocument.querySelector("input[type=range]");
  if (!schuif) return [];
  const beeld = () => new Promise((klaar) => venster.requestAnimationFrame(klaar));
  const tijden = [];
  const [laagste, hoogste] = [Number(schuif.min), Number(schuif.max)];
  for (let ronde = 0; ronde < 3; ronde += 1) {
    for (let stap = laagste; stap <= hoogste; stap += 1) {
      await beeld();
      const begin = venster.performance.now();
      schuif.value = String(stap);
      schuif.dispatchEvent(new venster.Event("input", {bubbles: true}));
      await beeld();
      await beeld();
      tijden.push(venster.performance.now() - begin);
    }
  }
  return tijden;
})()"""


def measure(tab: Tab) -> list[float]:
    """Step three times through all years; answer milliseconds, none where there is no slider."""
    tijden: list[float] = tab.evaluate(_STAPPEN)
    return tijden


def tell(tijden_ms: Sequence[float], *, aantal: int) -> str:
    """Say in one line how long a step of the year took."""
    if not tijden_ms:
        return f"Jaarstap bij {number(aantal)} buurten: de kaart heeft (nog) geen jaarschuif."
    return f"Jaarstap bij {number(aantal)} buurten: {spread(tijden_ms, 0)} ms."

"""A step of the year slider in the frame: from the step to the second animation frame."""

from collections.abc import Sequence
from typing import Final

from benchmarks.browser import Tab
from benchmarks.verslag import number, spread

# Three times through all years, by the keys of the slider.
_STAPPEN: Final = """(async () => {
  const frame = document.querySelector("iframe.stCustomComponentV1");
  const venster = frame.contentWindow;
  const schuif = frame.contentDocument.querySelector("[role=slider]");
  if (!schuif || !schuif.getClientRects().length) return [];
  const beeld = () => new Promise((klaar) => venster.requestAnimationFrame(klaar));
  const rust = () => new Promise((klaar) => setTimeout(klaar, 600));
  const toets = (key) => new venster.KeyboardEvent("keydown", {key, bubbles: true});
  const druk = (key) => schuif.dispatchEvent(toets(key));
  const jaar = () => schuif.getAttribute("aria-valuenow");
  const tijden = [];
  for (let ronde = 0; ronde < 3; ronde += 1) {
    druk("Home");
    await rust();
    for (let vorige = null; vorige !== jaar();) {
      vorige = jaar();
      await beeld();
      const begin = venster.performance.now();
      druk("ArrowRight");
      if (vorige === jaar()) break;
      await beeld();
      await beeld();
      tijden.push(venster.performance.now() - begin);
    }
    await rust();
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
        return f"Jaarstap bij {number(aantal)} buurten: de kaart heeft geen jaarschuif."
    return f"Jaarstap bij {number(aantal)} buurten: {spread(tijden_ms, 0)} ms."

"""A button that copies a text, and one that prints the page: what only the browser can do."""

import base64
from functools import cache
from typing import TYPE_CHECKING, Final

import streamlit as st

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

_KOPIEER: Final = """
export default function kopieer({ parentElement, data }) {
  const knop = parentElement.querySelector("button");
  // a browser that waits for a permission nobody sees would answer never
  const teLang = () => new Promise((_, weiger) => setTimeout(weiger, 1500));
  knop.onclick = async () => {
    try {
      await Promise.race([navigator.clipboard.writeText(data.tekst), teLang()]);
      knop.textContent = "Gekopieerd";
    } catch {
      // without a secure connection a browser gives no clipboard
      const veld = document.createElement("textarea");
      veld.value = data.tekst;
      document.body.append(veld);
      veld.select();
      const gelukt = document.execCommand("copy");
      knop.textContent = gelukt ? "Gekopieerd" : "Selecteer de tekst zelf";
      veld.remove();
    }
    setTimeout(() => { knop.textContent = data.woord; }, 10000);
  };
  knop.textContent = data.woord;
  knop.disabled = false;
}
"""
_BEELD: Final = """
export default function beeld({ parentElement, data }) {
  const knop = parentElement.querySelector("button");
  const ruw = () => Uint8Array.from(atob(data.beeld), (teken) => teken.charCodeAt(0));
  const teLang = () => new Promise((_, weiger) => setTimeout(weiger, 1500));
  knop.onclick = async () => {
    const blob = new Blob([ruw()], { type: "image/png" });
    try {
      const stuk = new ClipboardItem({ "image/png": blob });
      await Promise.race([navigator.clipboard.write([stuk]), teLang()]);
      knop.textContent = "Gekopieerd";
    } catch {
      // a browser that keeps its clipboard to itself gets the picture as a file
      const link = document.createElement("a");
      link.href = URL.createObjectURL(blob);
      link.download = data.naam;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
      knop.textContent = "Opgeslagen";
    }
    setTimeout(() => { knop.textContent = data.woord; }, 10000);
  };
  knop.textContent = data.woord;
  knop.disabled = false;
}
"""
_PRINT: Final = """
export default function druk({ parentElement }) {
  const knop = parentElement.querySelector("button");
  knop.onclick = () => window.print();
  knop.disabled = false;
}
"""

_WACHT: Final = """
export default function wacht({ data }) {
  // what is typed is not in the file until the page has run with it: not when some run ends, for
  // that may be one that began before
  const lijf = document.body.dataset;
  lijf.skVerwerkt = data.verwerkt;
  const zet = () => {
    const veld = document.querySelector(data.veld);
    // only what somebody typed here: a field that opens may be filled a moment later
    const wacht = veld?.dataset.skGetypt === "ja" && veld.value !== lijf.skVerwerkt;
    document.querySelectorAll(data.knop).forEach((knop) => { knop.inert = wacht; });
    // a field that is filled from the page tells nobody
    if (wacht) setTimeout(zet, 200);
  };
  zet();
  if (lijf.skWachter) return;
  lijf.skWachter = "ja";
  document.addEventListener("input", (gebeurd) => {
    if (gebeurd.target.matches(data.veld)) gebeurd.target.dataset.skGetypt = "ja";
    zet();
  });
  // a run may have drawn the button anew
  const app = document.querySelector('[data-testid="stApp"]');
  new MutationObserver(zet).observe(app, { attributeFilter: ["data-test-script-state"] });
}
"""


@cache
def _component(naam: str, tekst: str, script: str) -> "ComponentRenderer":
    # the script comes later than the button: a click before it would do nothing
    html = f'<button type="button" class="sk-gewoon" disabled>{tekst}</button>'
    return st.components.v2.component(naam, html=html, js=script, isolate_styles=False)


@cache
def _silent_component(naam: str, script: str) -> "ComponentRenderer":
    """Answer a component that shows nothing."""
    return st.components.v2.component(naam, html="<span></span>", js=script, isolate_styles=False)


def show_kopieerknop(
    tekst: str, *, woord: str = "Kopieer deze tekst", sleutel: str = "tekst"
) -> None:
    """Draw the button that copies a text; `sleutel` keeps buttons on one page apart."""
    _component("kopieren", "Kopieer", _KOPIEER)(
        key=f"sk-kopieer-{sleutel}", data={"tekst": tekst, "woord": woord}, width=180
    )


def show_beeldknop(beeld: bytes, *, naam: str) -> None:
    """Draw the button that copies a picture (PNG), or saves it where the browser refuses."""
    _component("beeld_kopieren", "Kopieer", _BEELD)(
        key="sk-kopieer-beeld",
        data={
            "beeld": base64.b64encode(beeld).decode("ascii"),
            "naam": naam,
            "woord": "Kopieer de afbeelding",
        },
        width=180,
    )


def show_afdrukknop() -> None:
    """Draw the button that prints the page."""
    _component("afdrukken", "Afdrukken", _PRINT)(key="sk-afdrukken", width=112)


def show_wachter(*, veld: str, verwerkt: str, knop: str) -> None:
    """Let a button wait while a field holds other than what was `verwerkt`; both as selectors."""
    _silent_component("wachter", _WACHT)(
        key="sk-wachter", data={"veld": veld, "verwerkt": verwerkt, "knop": knop}, height=1
    )

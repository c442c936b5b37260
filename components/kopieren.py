"""A button that copies a text, and one that prints the page: what only the browser can do."""

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
    setTimeout(() => { knop.textContent = "Kopieer deze tekst"; }, 10000);
  };
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


@cache
def _component(naam: str, tekst: str, script: str) -> "ComponentRenderer":
    # the script comes later than the button: a click before it would do nothing
    html = f'<button type="button" class="sk-gewoon" disabled>{tekst}</button>'
    return st.components.v2.component(naam, html=html, js=script, isolate_styles=False)


def show_kopieerknop(tekst: str) -> None:
    """Draw the button that copies a text."""
    _component("kopieren", "Kopieer deze tekst", _KOPIEER)(
        key="sk-kopieer", data={"tekst": tekst}, width=180
    )


def show_afdrukknop() -> None:
    """Draw the button that prints the page."""
    _component("afdrukken", "Afdrukken", _PRINT)(key="sk-afdrukken", width=112)

"""The button that begins the presentation of a view; the frame of the map does the rest."""

from functools import cache
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

_HTML = (
    '<button type="button" class="sk-presenteer" disabled '
    'title="Presenteren (toets P); Esc sluit">Presenteren</button>'
)
_SCRIPT = """
export default function presenteer({ parentElement }) {
  const knop = parentElement.querySelector("button");
  knop.onclick = () => document.dispatchEvent(new Event("sk-presenteer"));
  knop.disabled = false;  // a click before this would do nothing
}
"""


@cache
def _component(script: str) -> "ComponentRenderer":
    return st.components.v2.component("presenteren", html=_HTML, js=script, isolate_styles=False)


def show_presenteerknop() -> None:
    """Draw the button."""
    _component(_SCRIPT)(key="sk-presenteer", width=112)

"""The address of a page without a map: replaced in place, so that it adds no step for Back."""

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Final

import streamlit as st

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

_SCRIPT: Final = """
export default function adres({ data }) {
  const vraag = new URLSearchParams(Object.entries(data.delen));
  const { location, history } = window;
  if (location.pathname.endsWith(data.pagina) && `?${vraag}` !== location.search) {
    history.replaceState(history.state, "", `${location.pathname}?${vraag}`);
  }
}
"""


@cache
def _component(script: str) -> "ComponentRenderer":
    return st.components.v2.component(
        "adres", html="<span></span>", js=script, isolate_styles=False
    )


def replace_adres(pagina: str, delen: Mapping[str, str]) -> None:
    """Let the address of a page say what it shows."""
    _component(_SCRIPT)(key=f"sk-adres-{pagina}", data={"pagina": pagina, "delen": dict(delen)})

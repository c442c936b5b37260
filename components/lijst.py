"""The few buurten that a map is about, beside it: a row opens its card."""

from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit as st

from components.keuze import choose, take_gekozen
from layers.kaartbeeld import Kaartbeeld
from layers.lijsten import build_lijsten

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

# So many of a class are sent; of a country the others are on the map.
_MEESTE: Final = 60
_SLEUTEL: Final = "keuze_lijst"


@cache
def _component(script: str) -> "ComponentRenderer":
    return st.components.v2.component(
        "lijsten", html='<div class="sk-lijsten"></div>', js=script, isolate_styles=False
    )


@cache
def _script() -> str:
    return (Path(__file__).parent / "lijst.js").read_text(encoding="utf-8")


def show_lijsten(kaartbeeld: Kaartbeeld) -> None:
    """Draw the lists of a map; nothing beside a level map."""
    lijsten = build_lijsten(kaartbeeld, meeste=_MEESTE)
    if not lijsten:
        return

    def pick(code: str) -> None:
        if code in kaartbeeld.gebieden:
            choose(buurt=code)

    def take() -> None:
        take_gekozen(_SLEUTEL, pick)

    _component(_script())(
        key=_SLEUTEL,
        data={"lijsten": [asdict(lijst) for lijst in lijsten]},
        on_gekozen_change=take,
    )
    # a run that was broken off between the choice and its callback leaves it to this one
    if take_gekozen(_SLEUTEL, pick):
        st.rerun()

"""Search a buurt by name or code: forgiving, by keyboard, and without sending names at a switch."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from components.keuze import choose, current_keuze, take_gekozen
from components.routes import omtrek_url
from data.gebieden import LAND, gemeentecode_of
from data.opslag import weboutlines_of
from data.weboutlines import GROF
from layers.aanbod import (
    gebieden_met_kaart,
    is_op_kaart,
    is_same_gebied,
    ligging,
    opslag_of,
)
from layers.gebied import kader_of
from layers.kaartbeeld import Kaartbeeld

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

_SLEUTEL: Final = "keuze_zoek"
_HTML = """
<div class="sk-zoek">
  <input id="sk-zoek" type="text" role="combobox" autocomplete="off" spellcheck="false"
    aria-label="Zoek een buurt" aria-autocomplete="list" aria-expanded="false"
    aria-controls="sk-zoek-lijst" placeholder="Zoek een buurt">
  <kbd aria-hidden="true">/</kbd>
  <ul id="sk-zoek-lijst" role="listbox" aria-label="Buurten" hidden></ul>
</div>
"""


@cache
def _component(script: str) -> "ComponentRenderer":
    return st.components.v2.component("zoek", html=_HTML, js=script, isolate_styles=False)


@cache
def _script() -> str:
    return (Path(__file__).parent / "zoek.js").read_text(encoding="utf-8")


def search_buurt(kaartbeeld: Kaartbeeld) -> None:
    """
    Draw the search box over the areas of a map.

    Names lie in the outline file that the browser has already; only where two areas share a name
    it is told in which wijk, or in which gemeente, they lie.
    """

    def pick(code: str) -> None:
        if is_op_kaart(code, kaartbeeld.gebied, kaartbeeld.grensjaar):
            choose(buurt=code)
        elif gemeente := _gemeente_of(code):
            choose(gebied=gemeente)
            # other borders of that gemeente may know the code as another place
            if is_same_gebied(code, gemeente, kaartbeeld.grensjaar, current_keuze().grens):
                choose(buurt=code)

    def take() -> None:
        take_gekozen(_SLEUTEL, pick)

    _component(_script())(
        key=_SLEUTEL,
        data=build_zoekdata(kaartbeeld),
        on_gekozen_change=take,
        width=200,
    )
    # a run that was broken off between the choice and its callback leaves it to this one
    if take_gekozen(_SLEUTEL, pick):
        st.rerun()


def build_zoekdata(kaartbeeld: Kaartbeeld) -> dict[str, Any]:
    """Answer where the names lie, and what tells two areas with the same name apart."""
    return {
        "url": omtrek_url(kaartbeeld.omtrekken),
        "gemeenten": _names_of_gemeenten() if kader_of(kaartbeeld.gebied) == LAND else {},
        "ligging": {} if kader_of(kaartbeeld.gebied) == LAND else _places_of_doubles(kaartbeeld),
        "elders": _elsewhere(kaartbeeld),
    }


def _elsewhere(kaartbeeld: Kaartbeeld) -> dict[str, Any] | None:
    """Answer where the names of the other gemeenten lie, for who finds nothing in this one."""
    opslag = opslag_of(kaartbeeld.gebied)
    if kader_of(kaartbeeld.gebied) == LAND or LAND not in {
        code for code, _, _ in gebieden_met_kaart()
    }:
        return None
    return {
        "url": omtrek_url(weboutlines_of(kaartbeeld.grensjaar, opslag=opslag)[GROF]),
        "gemeenten": _names_of_gemeenten(),
        "ligging": {},
    }


def _names_of_gemeenten() -> dict[str, str]:
    return {code[2:]: naam for code, naam, _ in gebieden_met_kaart() if code != LAND}


def _gemeente_of(code: object) -> str | None:
    """Answer the gemeente of a buurt, if there is a map of it."""
    gemeente = gemeentecode_of(code) if isinstance(code, str) else None
    return gemeente if gemeente in {code for code, _, _ in gebieden_met_kaart()} else None


def _places_of_doubles(kaartbeeld: Kaartbeeld) -> dict[str, str]:
    """Say per area that shares its name where it lies."""
    gezien: dict[str, int] = {}
    for naam in kaartbeeld.namen:
        gezien[naam] = gezien.get(naam, 0) + 1
    return {
        code: waar
        for code, naam, waar in zip(
            kaartbeeld.gebieden, kaartbeeld.namen, ligging(kaartbeeld), strict=True
        )
        if gezien[naam] > 1
    }

"""The thresholds of the kind of buurt: two sliders; the counts of the legend follow at once."""

from typing import Final

import streamlit as st

from components.keuze import choose, current_keuze
from data.opslag import Opslag
from layers.aanbod import opslag_of
from layers.begrippen import Indicator
from layers.indicatoren import INDICATOR_PER_SLEUTEL
from layers.klassen import build_strook
from layers.klassenbeheer import choose_grenzen
from layers.link import Keuze
from layers.mogelijk import LVB
from layers.typologie import thresholds_of

_STAPPEN: Final = 100


def show_drempels(keuze: Keuze) -> None:
    """Draw a slider per threshold."""
    opslag = opslag_of(keuze.gebied)
    drempels = thresholds_of(keuze)
    met = INDICATOR_PER_SLEUTEL[keuze.met or ""]
    lvb = INDICATOR_PER_SLEUTEL[LVB]
    _slide(lvb, f"Veel LVB: meer dan, {lvb.eenheid.value}", drempels.lvb, opslag=opslag)
    _slide(met, f"Veel {met.kort}: vanaf", drempels.overlast, opslag=opslag)


def _slide(indicator: Indicator, label: str, waarde: float, *, opslag: Opslag) -> None:
    sleutel = f"drempel_{indicator.sleutel}"
    laag, hoog = build_strook(choose_grenzen(indicator, opslag=opslag).grenzen, indicator)
    stap = round((hoog - laag) / _STAPPEN, 3) if hoog - laag < _STAPPEN else 1.0
    # the choice leads and the control follows, also when a link moved it
    st.session_state[sleutel] = min(max(waarde, laag), hoog)

    def move() -> None:
        choose_drempel(indicator.sleutel, st.session_state[sleutel])

    vorm = "%.0f" if stap >= 1 else "%.2f"
    st.slider(label, laag, hoog, step=stap, format=vorm, key=sleutel, on_change=move)


def choose_drempel(indicator: str, waarde: float) -> None:
    """Move one threshold of the view; the other stays."""
    choose(drempels=tuple((dict(current_keuze().drempels) | {indicator: waarde}).items()))

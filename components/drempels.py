"""The thresholds of the kind of buurt: two sliders; the counts of the legend follow at once."""

from math import ceil, floor
from typing import Final

import streamlit as st

from components.keuze import choose, current_keuze, finish
from data.opslag import Opslag
from layers.aanbod import opslag_of
from layers.begrippen import Eenheid, Indicator, Polariteit
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
    woord = "tot en met" if met.polariteit is Polariteit.GUNSTIG else "vanaf"
    _slide(lvb, "Veel LVB: meer dan", drempels.lvb, opslag=opslag)
    _slide(met, f"Veel {met.kort}: {woord}", drempels.overlast, opslag=opslag)


def _slide(indicator: Indicator, label: str, waarde: float, *, opslag: Opslag) -> None:
    sleutel = f"drempel_{indicator.sleutel}"
    laag, hoog = build_strook(choose_grenzen(indicator, opslag=opslag).grenzen, indicator)
    # of a score one step is far: it lies between -1 and 1
    is_score = indicator.eenheid is Eenheid.SCORE
    stap = round((hoog - laag) / _STAPPEN, 3) if is_score else 1.0
    laag, hoog = (laag, hoog) if is_score else (float(floor(laag)), float(ceil(hoog)))
    # the choice leads and the control follows, also when a link moved it
    st.session_state[sleutel] = min(max(waarde, laag), hoog)

    def move() -> None:
        choose_drempel(indicator.sleutel, st.session_state[sleutel])

    teken = {Eenheid.PROCENT: "%%", Eenheid.PER_DUIZEND: " per 1.000"}.get(indicator.eenheid, "")
    vorm = f"%.2f{teken}" if is_score else f"%g{teken}"
    st.slider(
        label, laag, hoog, step=stap, format=vorm, key=sleutel, on_change=lambda: finish(move)
    )


def choose_drempel(indicator: str, waarde: float) -> None:
    """Move one threshold of the view; the other stays."""
    choose(drempels=tuple((dict(current_keuze().drempels) | {indicator: waarde}).items()))

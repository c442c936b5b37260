"""What homes the legend counts in beside buurten: all, those of corporations, or our own."""

from typing import Final

import streamlit as st

from components.keuze import choose, finish
from layers.bezit import CORPORATIE, has_eigen, possible_tellingen
from layers.link import EIGEN, TELLINGEN, Keuze

_TEL: Final = "tellen_tel"
_ALLEEN: Final = "tellen_alleen"
_WOORDEN: Final = {
    TELLINGEN[0]: "alle woningen",
    CORPORATIE: "corporatiewoningen",
    EIGEN: "onze woningen",
}


def select_telling(keuze: Keuze) -> None:
    """Draw the choice of homes, and whether buurten without our own keep their colour."""
    tellingen = possible_tellingen(keuze.gebied, keuze.grens)
    if len(tellingen) == 1 and not has_eigen(keuze):
        return
    gekozen = keuze.tel if keuze.tel in tellingen else tellingen[0]
    # the choice leads and the controls follow, also when a link changed it
    st.session_state[_TEL] = gekozen
    st.session_state[_ALLEEN] = keuze.alleen_eigen
    with st.popover(f"Geteld in {_WOORDEN[gekozen]}", width="stretch", key="sk-tellen"):
        st.radio(
            "Tel in de legenda en de lijsten",
            tellingen,
            format_func=_WOORDEN.__getitem__,
            key=_TEL,
            on_change=lambda: finish(lambda: choose(tel=st.session_state[_TEL])),
        )
        if EIGEN in tellingen:
            st.toggle(
                "Alleen buurten met onze woningen in kleur",
                key=_ALLEEN,
                on_change=lambda: finish(lambda: choose(alleen_eigen=st.session_state[_ALLEEN])),
            )
        st.caption(
            "Corporatiewoningen zijn het aandeel maal alle woningen van een buurt. Van onze "
            "woningen toont de kaart alleen het aantal per buurt."
        )

"""Page `kaart`: one indicator, one year, on the map; the chosen buurt on a card beside it."""

import streamlit as st

from components.kaart import show_kaart
from components.keuze import (
    choose,
    current_keuze,
    distinct_namen,
    is_fictief,
    pop_let_op,
    search_buurt,
    select_keuze,
    settle_buurt,
    write_adres,
)
from components.meldingen import show_fictief_merk, show_let_op
from components.profiel import show_profiel
from layers.aanbod import ligging
from layers.stand import build_stand

PROFIEL = "profiel"


def pick_buurt(code: str) -> None:
    """Show another area on the card, without a new message for the map."""
    choose(buurt=code)
    st.rerun(PROFIEL)


@st.fragment(key=PROFIEL)
def profiel() -> None:
    """Draw the card of the chosen area; it runs on its own after a click."""
    keuze = current_keuze()
    kaartbeeld = build_stand(keuze.indicator, keuze.peiljaar, keuze.gebied)
    write_adres(keuze, grensjaar=kaartbeeld.grensjaar)
    if show_profiel(kaartbeeld, gebiedscode=keuze.buurt):
        choose(buurt=None)
        st.rerun()


with st.container(key="sk-bediening", horizontal=True, vertical_alignment="center"):
    keuze = select_keuze()
    kaartbeeld = build_stand(keuze.indicator, keuze.peiljaar, keuze.gebied)
    st.space("stretch")
    search_buurt(distinct_namen(kaartbeeld.gebieden, kaartbeeld.namen, ligging(kaartbeeld)))
keuze = settle_buurt(keuze, kaartbeeld.gebieden, grensjaar=kaartbeeld.grensjaar)
if is_fictief(keuze):
    show_fictief_merk()
if zin := pop_let_op():
    show_let_op(zin)
with st.container(key="sk-blad", horizontal=True, wrap=False):
    with st.container(key="sk-kaart"):
        show_kaart(kaartbeeld, gekozen=keuze.buurt, on_kies=pick_buurt)
    with st.container(key="sk-kaartje"):
        profiel()

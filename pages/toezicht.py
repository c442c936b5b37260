"""Page `toezicht`: what a supervisor wants to know of our homes and the buurten they stand in."""

from pathlib import Path

import streamlit as st

import components
from components.adres import replace_adres
from components.keuze import open_area, open_keuze, open_view, pop_let_op
from components.meldingen import show_fictief_merk, show_let_op
from components.toezicht import TERUG, build_kop, show_toezicht
from components.toezicht_uitvoer import show_toezichtknoppen
from data.gebieden import gemeentecode_of
from layers.link import Keuze, write_parameters
from layers.ondergrond import FICTIEF_MERK
from layers.soorten import build_kaartbeeld
from layers.toezichtblad import Toezicht, build_toezicht

NAAR_BUURT = "toezicht_naar_buurt"


def view_of(toezicht: Toezicht, code: str) -> dict[str, str]:
    """Answer the view with which the page of a buurt opens: that of the small map."""
    gemeente = gemeentecode_of(code) or toezicht.gebied
    basis = {"gebied": gemeente, "grens": str(toezicht.grensjaar)}
    if toezicht.kaart is not None:
        basis = write_parameters(toezicht.kaart) | basis
    return basis | {"buurt": code}


def show_page(toezicht: Toezicht) -> None:
    """Draw the page of an area."""

    def pick(code: str) -> None:
        st.session_state[NAAR_BUURT] = code

    kaart = toezicht.kaart
    # one year is shown of all that the large map has
    kaartbeeld = None if kaart is None else build_kaartbeeld(kaart, jaren=(kaart.jaar,))
    with st.container(key="sk-toezicht"):
        with st.container(key="sk-toezichtbalk", horizontal=True):
            st.html(build_kop(toezicht))
            show_toezichtknoppen(toezicht)
        show_toezicht(toezicht, kaartbeeld, on_buurt=pick)
    if FICTIEF_MERK in toezicht.merken:
        show_fictief_merk()


st.html(Path(components.__file__).parent / "toezicht.css")
keuze: Keuze = open_keuze()
gebied = open_area(st.query_params.get("gebied"), anders=keuze.gebied)
toezicht = build_toezicht(gebied)
if toezicht is not None and (code := st.session_state.pop(NAAR_BUURT, None)):
    st.session_state[TERUG] = gebied
    nieuw = open_view(view_of(toezicht, code))
    st.switch_page("buurt.py", query_params=write_parameters(nieuw))
if toezicht is None:
    st.html(
        '<div class="sk-leeg"><strong>Er zijn nog geen woningen om te tellen</strong><p>Lees onze '
        "woningen in op de pagina Gegevens, of haal de kerncijfers op: daarin staat het aandeel "
        "corporatiewoningen van elke buurt.</p></div>"
    )
else:
    show_page(toezicht)
if zin := pop_let_op():
    show_let_op(zin)
replace_adres("toezicht", {"gebied": gebied})

"""Page `kaart`: one indicator and its years on the map; the chosen buurt on a card beside it."""

import streamlit as st

from components.deelgebied import show_deelgebied
from components.drempels import show_drempels
from components.exporteren import show_export
from components.kaart import Antwoord, show_kaart
from components.keuze import (
    choose,
    current_keuze,
    is_fictief,
    is_waiting,
    open_keuze,
    opening_of,
    pop_let_op,
    pop_wil_deelgebied,
    select_keuze,
    write_adres,
)
from components.meldingen import show_fictief_merk, show_let_op
from components.presenteren import show_presenteerknop
from components.profiel import show_profiel
from components.tabel import show_tabel
from components.tellen import select_telling
from components.toezicht import TERUG
from components.zoek import search_buurt
from data.gebieden import LAND
from layers.ernaast import build_ernaast
from layers.kaartbeeld import Kaartbeeld
from layers.link import Keuze
from layers.mogelijk import SOORT_BUURT
from layers.soorten import build_kaartbeeld

PROFIEL = "profiel"
STIL = "stil"
ALLE_JAREN = "alle_jaren"
GETEKEND = "getekend"
# What of a view the frame of the map shows without the server.
IN_HET_RAAM = ("jaar", "mettot", "metvan", "buurt", "filter", "uitsnede")


def build_beeld(keuze: Keuze) -> Kaartbeeld:
    """Build the map; of the country the chosen year first, and the others when they are asked."""
    if keuze.gebied == LAND and st.session_state.get(ALLE_JAREN) != key_of(keuze):
        return build_kaartbeeld(keuze, jaren=(keuze.jaar,))
    return build_kaartbeeld(keuze)


def key_of(keuze: Keuze) -> tuple[str, int, str]:
    """Answer for which map all years were asked."""
    return keuze.gebied, keuze.grens, keuze.indicator


def take_antwoord(antwoord: Antwoord) -> str | None:
    """
    Follow what was done on the map; what is drawn there already is not sent again.

    Answers the fragment that is enough, or None where the whole page has to run.
    """
    keuze, wacht = current_keuze(), is_waiting()
    anders = {naam for naam, waarde in antwoord.velden.items() if getattr(keuze, naam) != waarde}
    if anders:
        choose(**antwoord.velden)
    if antwoord.wil_alle_jaren:
        st.session_state[ALLE_JAREN] = key_of(keuze)
    # The whole page where it drew something else, or was cut off while it drew; never by what this
    # answer changes, for a callback that is cut off as well finds that done already. The map itself
    # stands in no fragment: its answer may come together with a choice beside it, and Streamlit
    # would then run the fragment alone.
    if wacht or st.session_state.get(GETEKEND) != drawn_of(current_keuze()):
        return None
    return PROFIEL if {"buurt", "jaar"} & anders else STIL


def drawn_of(keuze: Keuze) -> tuple[dict[str, object], bool]:
    """Answer what of a view only the server can draw, and whether that is for all years."""
    velden = {veld: waarde for veld, waarde in vars(keuze).items() if veld not in IN_HET_RAAM}
    return velden, st.session_state.get(ALLE_JAREN) == key_of(keuze)


# closing runs the page: a window that is only hidden comes back with the next click on the map
@st.dialog("Cijfers als tabel", width="large", on_dismiss="rerun")
def cijfers_als_tabel() -> None:
    """Show the numbers of the map."""
    show_tabel(build_beeld(current_keuze()))


@st.dialog("Exporteren", width="large", on_dismiss="rerun")
def exporteren() -> None:
    """Give the map of this moment as a file."""
    keuze = current_keuze()
    show_export(build_beeld(keuze), keuze)


@st.dialog("Deelgebied", width="medium", on_dismiss="rerun")
def deelgebied() -> None:
    """Name a set of buurten, to work with it as with a gemeente."""
    keuze = current_keuze()
    show_deelgebied(build_beeld(keuze), keuze)


@st.fragment(key=PROFIEL)
def profiel() -> None:
    """Draw the card of the chosen area; it runs on its own after a click."""
    keuze = current_keuze()
    write_adres()
    if show_profiel(keuze):
        choose(buurt=None)
        st.rerun()
    if st.button("Cijfers van alle buurten", key="sk-tabelknop", type="tertiary"):
        cijfers_als_tabel()


@st.fragment(key=STIL)
def stil() -> None:
    """Draw nothing: this runs on its own when the map needs no answer."""


st.session_state[GETEKEND] = None
# a buurt that is opened from here leads back to here
st.session_state.pop(TERUG, None)
keuze = open_keuze()
kaartbeeld = build_beeld(keuze)
bediening = st.container(key="sk-bediening", horizontal=True, vertical_alignment="center")
# the map first: it takes the browser longest, and the controls are there already
with st.container(key="sk-blad", horizontal=True, wrap=False):
    with st.container(key="sk-kaart"):
        show_kaart(
            kaartbeeld,
            keuze=keuze,
            opening=opening_of(keuze),
            on_antwoord=take_antwoord,
            ernaast=build_ernaast(keuze, kaartbeeld) if keuze.ernaast else (),
        )
    with st.container(key="sk-kaartje"):
        if keuze.soort == SOORT_BUURT:
            show_drempels(keuze)
        profiel()
        select_telling(keuze)
with bediening:
    select_keuze(keuze)
    if pop_wil_deelgebied():
        deelgebied()
    st.space("stretch")
    search_buurt(kaartbeeld)
    if st.button("Exporteren", key="sk-exportknop"):
        exporteren()
    show_presenteerknop()
if is_fictief(keuze):
    show_fictief_merk()
if zin := pop_let_op():
    show_let_op(zin)
stil()
st.session_state[GETEKEND] = drawn_of(keuze)

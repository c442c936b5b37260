"""Page `buurt`: one buurt on one page, to read on a screen and to print on one sheet."""

from pathlib import Path

import streamlit as st

import components
from components.adres import replace_adres
from components.buurtblad import (
    build_bespreken,
    build_cijfers,
    build_gelijken,
    build_kop,
    build_voet,
)
from components.keuze import is_fictief, open_keuze, pop_let_op, write_adres
from components.kopieren import show_afdrukknop, show_kopieerknop
from components.meldingen import show_fictief_merk, show_let_op
from components.toezicht import TERUG
from components.zoek import search_buurt
from layers.buurtblad import build_buurtblad
from layers.indicatoren import INDICATOR_PER_SLEUTEL
from layers.kaartbeeld import Kaartbeeld
from layers.link import Keuze, write_parameters
from layers.ondergrond import FICTIEF_MERK
from layers.richtingen import build_bespreekpunten
from layers.samenvatting import build_samenvatting
from layers.soorten import build_kaartbeeld
from layers.vergelijkbaar import find_gelijken, possible_kenmerken

KENMERKEN = "blad_kenmerken"
GELIJKEN = 5


def show_blad(keuze: Keuze) -> None:
    """Draw the page of the chosen buurt."""
    blad = build_buurtblad(keuze)
    with st.container(key="sk-blad-links"):
        st.markdown(build_kop(blad), unsafe_allow_html=True)
        st.markdown(build_cijfers(blad), unsafe_allow_html=True)
        st.markdown(build_voet(blad), unsafe_allow_html=True)
    with st.container(key="sk-blad-rechts"):
        st.markdown(build_bespreken(build_bespreekpunten(blad)), unsafe_allow_html=True)
        mogelijk = possible_kenmerken(blad.gemeente)
        kenmerken = st.pills(
            "Waarop de buurten moeten lijken",
            mogelijk,
            selection_mode="multi",
            default=mogelijk,
            format_func=lambda s: INDICATOR_PER_SLEUTEL[s].kort,
            key=KENMERKEN,
            label_visibility="collapsed",
        )
        gelijken = find_gelijken(keuze, blad.gemeente, list(kenmerken), aantal=GELIJKEN)
        st.markdown(build_gelijken(gelijken), unsafe_allow_html=True)
        with st.expander("Samenvatting om te kopiëren"):
            is_gevoelig = any(rij.indicator.is_gevoelig for rij in blad.rijen)
            met_gevoelig = not is_gevoelig or FICTIEF_MERK in blad.merken
            met_gevoelig = met_gevoelig or st.checkbox(
                "Neem gevoelige cijfers mee: ik deel ze alleen met wie ermee om kan gaan."
            )
            zinnen = build_samenvatting(blad, met_gevoelig=met_gevoelig)
            st.markdown("\n\n".join(map(plain, zinnen)))
            show_kopieerknop("\n".join(zinnen))


def plain(zin: str) -> str:
    """Keep the signs of a name from being read as markdown."""
    return "".join(f"\\{teken}" if teken in r"\`*_{}[]()#+-.!|<>$~" else teken for teken in zin)


def show_balk(kaartbeeld: Kaartbeeld, keuze: Keuze) -> None:
    """Draw what leads to another buurt, back to the map, and to paper."""
    with st.container(key="sk-bediening", horizontal=True, vertical_alignment="center"):
        search_buurt(kaartbeeld)
        st.space("stretch")
        if (gebied := st.session_state.get(TERUG)) and st.button("Terug naar Toezicht"):
            st.switch_page("toezicht.py", query_params={"gebied": gebied})
        if st.button("Terug naar de kaart", key="sk-terugknop"):
            # by its own address: the first page of that file is the one at "/"
            st.switch_page(st.Page("kaart.py", title="Kaart"), query_params=write_parameters(keuze))
        if keuze.buurt:
            show_afdrukknop()


st.html(Path(components.__file__).parent / "buurtblad.css")
keuze = open_keuze()
kaartbeeld = build_kaartbeeld(keuze)
show_balk(kaartbeeld, keuze)
with st.container(key="sk-buurtblad", horizontal=True, wrap=False):
    if keuze.buurt is None:
        st.html(
            '<div class="sk-leeg"><strong>Kies een buurt</strong><p>Typ een naam of code in het '
            "zoekveld, of klik een buurt op de kaart.</p></div>"
        )
    else:
        show_blad(keuze)
if is_fictief(keuze):
    show_fictief_merk()
if zin := pop_let_op():
    show_let_op(zin)
write_adres()
replace_adres("buurt", write_parameters(keuze))

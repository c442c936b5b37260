"""The buttons that save the page for supervisors, to print it and as slides."""

from pathlib import Path
from typing import Final

import streamlit as st

from components.afdruk_legenda import FICTIEF
from components.dag import today
from components.exporteren import bare, make_apart
from components.meldingen import show_fout
from components.toezichtbestand import Toezichtwensen, make_toezicht
from components.uitvoer import MIME, Formaat
from data.errors import SocialeKaartError
from layers.toezichtblad import Toezicht

_KNOPPEN: Final = {
    Formaat.PDF: "Afdrukken, 2 bladzijden",
    Formaat.PPTX: "Dia's (PowerPoint)",
}


def show_toezichtknoppen(toezicht: Toezicht) -> None:
    """Draw a button per kind of file; each opens a window in which the file is made."""
    st.html(Path(__file__).parent / "toezicht_uitvoer.css")
    with st.container(horizontal=True, key="sk-toezichtknoppen"):
        for formaat, naam in _KNOPPEN.items():
            if st.button(naam, key=f"sk-toezicht-{formaat.value}"):
                _save(toezicht, formaat)


@st.dialog("Opslaan", on_dismiss="rerun")
def _save(toezicht: Toezicht, formaat: Formaat) -> None:
    """Ask whether our own homes are in the file, make it, and draw the button that saves it."""
    with st.container(key="sk-toezichtopslaan"):
        wensen = Toezichtwensen(
            gebied=toezicht.gebied,
            formaat=formaat,
            gemaakt_op=today(),
            met_eigen=_ask_eigen(toezicht),
        )
        # the button of before goes at once: it would save the file of before
        plek = st.empty()
        try:
            with plek, st.spinner("Het bestand wordt gemaakt."):
                ruw = make_apart(make_toezicht, wensen)
        except SocialeKaartError as fout:
            plek.empty()
            show_fout(fout)
            return
        plek.download_button(
            f"Opslaan: {_KNOPPEN[formaat]}",
            ruw,
            file_name=name_toezicht(toezicht, formaat),
            mime=MIME[formaat],
            type="primary",
            on_click="ignore",
            key="sk-toezicht-bewaar",
        )


def has_choice(toezicht: Toezicht) -> bool:
    """Tell whether our own homes can be left out; those of the town are made up."""
    return toezicht.is_eigen and FICTIEF not in toezicht.merken


def _ask_eigen(toezicht: Toezicht) -> bool:
    """Draw the tick for our own homes, where there is a choice."""
    if not has_choice(toezicht):
        return False
    met_eigen = st.checkbox("Met eigen bezit", key="sk-toezicht-eigen")
    st.caption(
        "Met een vinkje telt het bestand onze eigen woningen in elke buurt; zonder vinkje de "
        "woningen van alle corporaties samen."
    )
    return met_eigen


def name_toezicht(toezicht: Toezicht, formaat: Formaat) -> str:
    """Name a file after what is in it, in signs that every system takes."""
    return f"sociale-kaart_{bare(toezicht.gebiedsnaam)}_toezicht.{formaat.value}"

"""Page `bronnen`: what every figure is, where it comes from, and what there is of it here."""

from pathlib import Path

import streamlit as st

import components
from components.bronnenlijst import build_bronnenlijst as write_bronnenlijst
from components.kopieren import show_afdrukknop
from components.meldingen import show_fictief_merk
from data.opslag import standard_opslag
from layers.bronnenlijst import build_bronnenlijst

st.html(Path(components.__file__).parent / "bronnenlijst.css")
lijst = build_bronnenlijst(standard_opslag())
with st.container(key="sk-bronnen"):
    st.title("Bronnen", anchor=False)
    st.markdown(
        "Van elk onderwerp: wat het is, waarvan het een deel is, welke jaren hier zijn en waar u "
        "op moet letten. Onderaan staan de bestanden waar de cijfers uit komen."
    )
    if lijst.is_fictief:
        st.markdown(
            "**De cijfers zijn nu fictief**: van een verzonnen stad, zolang er geen eigen gegevens "
            "zijn. De uitleg is die van de echte cijfers; de jaren en aantallen zijn verzonnen."
        )
    with st.container(key="sk-bronknoppen"):
        show_afdrukknop()
    st.html(write_bronnenlijst(lijst))
if lijst.is_fictief:
    show_fictief_merk()

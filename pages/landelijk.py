"""Page `landelijk`: what is known of the whole country, with what each number is a part of."""

from pathlib import Path

import streamlit as st

import components
from components.grafieken import show_bestanden
from components.landelijk import build_aandachtsgroepen, build_feit
from layers.landelijk import AANDACHTSGROEPEN, FEITEN, build_feitgrafiek

st.html(Path(components.__file__).parent / "landelijk.css")
with st.container(key="sk-landelijk"):
    st.title("Landelijk beeld", anchor=False)
    st.markdown(
        "Wat er landelijk bekend is. Let bij elk cijfer op **waar het over gaat**: veel gaat "
        "over huurders van corporaties, en de kaart gaat over alle huishoudens van een buurt. "
        "Tussen de genoemde jaren zijn hier geen cijfers, en die staan er dus ook niet."
    )
    for feit in FEITEN:
        with st.container(key=f"feit-{feit.sleutel}"):
            st.html(build_feit(feit))
            if feit.ankers:
                show_bestanden(
                    build_feitgrafiek(feit),
                    sleutel=f"landelijk-{feit.sleutel}",
                    bestandsnaam=f"landelijk-{feit.sleutel}",
                )
    st.html(build_aandachtsgroepen(AANDACHTSGROEPEN))

"""Page `gegevens`: which figures are here, where they come from, and how more come in."""

import streamlit as st

from components.bezit import show_bezit
from components.binnenhalen import show_binnenhalen
from components.herzien import show_herziening
from components.ophalen import show_ophalen
from components.overzicht import show_overzicht
from data.opslag import overzicht, standard_opslag

regels = overzicht(opslag=standard_opslag())
with st.container(key="sk-gegevens"):
    st.title("Gegevens")
    if not regels:
        st.markdown(
            "Er zijn nog geen eigen gegevens. De kaart toont een verzonnen stad met **fictieve "
            "gegevens**, zodat alles te zien en te proberen is."
        )
    show_ophalen(standard_opslag())
    show_binnenhalen(standard_opslag())
    show_bezit(standard_opslag())
    if regels:
        st.subheader("Wat er is")
        show_overzicht(regels)
        show_herziening(standard_opslag())
    st.page_link("bronnen.py", label="Wat elk cijfer is en waar het vandaan komt: Bronnen")

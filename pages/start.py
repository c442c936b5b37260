"""Shell of the app: navigation, look, and the one place that shows what cannot be done."""

from pathlib import Path

import streamlit as st

import components
from components.meldingen import show_fout
from data.errors import SocialeKaartError

ONDERDELEN = Path(components.__file__).parent

st.set_page_config(
    page_title="Sociale Kaart", page_icon=str(ONDERDELEN / "merk.svg"), layout="wide"
)
st.html(ONDERDELEN / "pagina.css")
st.logo(str(ONDERDELEN / "logo.svg"), size="large")
pagina = st.navigation(
    [
        # Streamlit answers the default page at "/" alone, so no visible page is the default
        st.Page("kaart.py", title="Kaart", url_path="", default=True, visibility="hidden"),
        st.Page("kaart.py", title="Kaart"),
        st.Page("trends.py", title="Trends"),
        st.Page("buurt.py", title="Buurt"),
        st.Page("toezicht.py", title="Toezicht"),
        st.Page("landelijk.py", title="Landelijk"),
        st.Page("kaartenboek.py", title="Kaartenboek"),
        st.Page("bronnen.py", title="Bronnen"),
        st.Page("gegevens.py", title="Gegevens"),
    ],
    position="top",
)
try:
    pagina.run()
except SocialeKaartError as fout:
    show_fout(fout)

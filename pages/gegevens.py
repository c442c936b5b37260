"""Page `gegevens`: which figures are here, where they come from, and how more come in."""

import streamlit as st

from components.herzien import show_herziening
from components.overzicht import show_overzicht
from data.opslag import overzicht, standard_opslag

UITLEG = """
### Gegevens binnenhalen

1. Download de bestanden bij de uitgever: buurtgrenzen bij PDOK, Kerncijfers wijken en buurten bij
   CBS, Gezondheid per wijk en buurt bij RIVM, de Leefbaarometer bij leefbaarometer.nl. Een eigen
   bestand (Excel of CSV met buurtcode, peiljaar en waarde) kan ook.
2. Open een opdrachtregel in de map van Sociale Kaart en geef de bestanden op:
"""
OPDRACHTEN = """\
python -m data importeer PAD [PAD ...]
python -m data importeer eigen_cijfers.xlsx --indicator lvb --peiljaar 2024
python -m data overzicht
"""
AFLOOP = """
3. Lees het verslag: wat is gelezen, wat is hersteld en welke codes geen omtrek of geen cijfers
   hebben. Een bestand dat niet klopt wordt geweigerd en verandert niets.
4. Herlaad deze pagina. De kaart gebruikt de nieuwe cijfers vanaf dat moment.
"""

regels = overzicht(opslag=standard_opslag())
with st.container(key="sk-gegevens"):
    st.title("Gegevens")
    if regels:
        st.markdown("Dit staat in de opslag van deze installatie.")
        show_overzicht(regels)
        show_herziening(standard_opslag())
    else:
        st.markdown(
            "Er zijn nog geen eigen gegevens. De kaart toont een verzonnen stad met **fictieve "
            "gegevens**, zodat alles te zien en te proberen is."
        )
    st.page_link("bronnen.py", label="Wat elk cijfer is en waar het vandaan komt: Bronnen")
    st.markdown(UITLEG)
    st.code(OPDRACHTEN, language=None)
    st.markdown(AFLOOP)

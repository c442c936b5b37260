"""The numbers of a map as a table: for a screen reader, for copying, for who likes lists."""

import pandas as pd
import streamlit as st

from layers.kaartbeeld import STAATWOORDEN, Kaartbeeld
from layers.opmaak import format_met


def show_tabel(kaartbeeld: Kaartbeeld) -> None:
    """Draw the numbers of the chosen year with what they are and where they come from."""
    moment = kaartbeeld.moment
    st.markdown(f"**{moment.titel}**, {moment.tot}")
    st.dataframe(build_tabel(kaartbeeld), hide_index=True, width="stretch")
    st.caption(moment.bronregel)


def build_tabel(kaartbeeld: Kaartbeeld) -> pd.DataFrame:
    """List every area but water: name, code, value as the map says it, class, and state."""
    moment = kaartbeeld.moment
    rijen = [
        {
            "Buurt": naam,
            "Code": code,
            "Cijfer": format_met(kaartbeeld.opmaak, waarde),
            "Klasse": "" if klasse is None else kaartbeeld.klassen[klasse].label,
            "Toestand": STAATWOORDEN.get(staat, ""),
        }
        for naam, code, waarde, klasse, staat, is_water in zip(
            kaartbeeld.namen,
            kaartbeeld.gebieden,
            moment.waarden,
            moment.klassen,
            moment.staten,
            kaartbeeld.water,
            strict=True,
        )
        if not is_water
    ]
    return pd.DataFrame(rijen)

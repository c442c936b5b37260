"""The numbers of a map as a table: for a screen reader, for copying, for who likes lists."""

import pandas as pd
import streamlit as st

from layers.kaartbeeld import STAATWOORDEN, Kaartbeeld
from layers.opmaak import format_met


def show_tabel(kaartbeeld: Kaartbeeld) -> None:
    """Draw the numbers of the chosen year with what they are and where they come from."""
    moment = kaartbeeld.moment
    jaar = str(moment.tot) if moment.van == moment.tot else f"{moment.van} tot {moment.tot}"
    st.markdown(f"**{moment.titel}**, {jaar}")
    st.dataframe(build_tabel(kaartbeeld), hide_index=True, width="stretch")
    st.caption(moment.bronregel)


def build_tabel(kaartbeeld: Kaartbeeld) -> pd.DataFrame:
    """List every area but water: name, code, value as the map says it, class, and state."""
    moment = kaartbeeld.moment
    rijen = [
        {
            "Buurt": naam,
            "Code": code,
            _head(kaartbeeld): format_met(kaartbeeld.opmaak, waarde),
            **_second(kaartbeeld, plek),
            "Klasse": "" if klasse is None else kaartbeeld.klassen[klasse].label,
            "Toestand": STAATWOORDEN.get(staat, ""),
        }
        for plek, (naam, code, waarde, klasse, staat, is_water) in enumerate(
            zip(
                kaartbeeld.namen,
                kaartbeeld.gebieden,
                moment.waarden,
                moment.klassen,
                moment.staten,
                kaartbeeld.water,
                strict=True,
            )
        )
        if not is_water
    ]
    return pd.DataFrame(rijen)


def _head(kaartbeeld: Kaartbeeld) -> str:
    """Name the column of the value; of two values each by its own name."""
    return f"{kaartbeeld.woord[0].upper()}{kaartbeeld.woord[1:]}" if kaartbeeld.tweede else "Cijfer"


def _second(kaartbeeld: Kaartbeeld, plek: int) -> dict[str, str]:
    if kaartbeeld.tweede is None:
        return {}
    kop = f"{kaartbeeld.tweede.label[0].upper()}{kaartbeeld.tweede.label[1:]}"
    return {kop: format_met(kaartbeeld.tweede.opmaak, kaartbeeld.moment.tweede[plek])}

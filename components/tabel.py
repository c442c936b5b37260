"""The numbers of a map as a table: for a screen reader, for copying, for who likes lists."""

from functools import partial
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from layers.kaartbeeld import GRENS_GEWIJZIGD, STAATWOORDEN, Kaartbeeld, Reeks
from layers.opmaak import format_met

if TYPE_CHECKING:
    from pandas.io.formats.style import Styler


_WOORDEN = ("Buurt", "Code", "Klasse", "Toestand")


def show_tabel(kaartbeeld: Kaartbeeld) -> None:
    """Draw the numbers of the chosen year with what they are and where they come from."""
    moment = kaartbeeld.moment
    jaar = str(moment.tot) if moment.van == moment.tot else f"{moment.van} tot {moment.tot}"
    st.markdown(f"**{moment.titel}**, {jaar}")
    st.dataframe(style_tabel(kaartbeeld), hide_index=True, width="stretch", placeholder="")
    st.caption(moment.bronregel)


def style_tabel(kaartbeeld: Kaartbeeld) -> "Styler":
    """Answer the table with its numbers as the map writes them; they sort as numbers."""
    opmaak = {_head(kaartbeeld): kaartbeeld.opmaak}
    if kaartbeeld.tweede:
        opmaak[_second_head(kaartbeeld.tweede)] = kaartbeeld.tweede.opmaak
    return build_tabel(kaartbeeld).style.format(
        {kolom: partial(format_met, deze) for kolom, deze in opmaak.items()}
    )


def build_tabel(kaartbeeld: Kaartbeeld) -> pd.DataFrame:
    """List the areas a map is about: name, code, value (missing where unknown), class, state."""
    moment = kaartbeeld.moment
    rijen = [
        {
            "Buurt": naam,
            "Code": code,
            _head(kaartbeeld): waarde,
            **_second(kaartbeeld, plek),
            "Klasse": "" if klasse is None else kaartbeeld.klassen[klasse].label,
            "Toestand": GRENS_GEWIJZIGD
            if moment.gewijzigd and moment.gewijzigd[plek]
            else STAATWOORDEN.get(staat, ""),
        }
        for plek, (naam, code, waarde, klasse, staat, is_land) in enumerate(
            zip(
                kaartbeeld.namen,
                kaartbeeld.gebieden,
                moment.waarden,
                moment.klassen,
                moment.staten,
                kaartbeeld.land,
                strict=True,
            )
        )
        if is_land
    ]
    tabel = pd.DataFrame(rijen)
    getallen = [kop for kop in tabel.columns if kop not in _WOORDEN]
    return tabel.astype(dict.fromkeys(getallen, "float64"))


def _head(kaartbeeld: Kaartbeeld) -> str:
    """Name the column of the value; of two values each by its own name."""
    return f"{kaartbeeld.woord[0].upper()}{kaartbeeld.woord[1:]}" if kaartbeeld.tweede else "Cijfer"


def _second_head(reeks: Reeks) -> str:
    return f"{reeks.label[0].upper()}{reeks.label[1:]}"


def _second(kaartbeeld: Kaartbeeld, plek: int) -> dict[str, float | None]:
    if kaartbeeld.tweede is None:
        return {}
    return {_second_head(kaartbeeld.tweede): kaartbeeld.moment.tweede[plek]}

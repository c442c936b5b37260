"""
The well-tuned page: `st_folium` with every trick that its makers and users know.

The map itself never changes, so the frame stays; the areas travel in `feature_group_to_add`. What
is read is kept, borders are simplified together, Leaflet draws on a canvas, only this part of the
page runs again, and nothing is asked back of the browser.
"""

import json
import os
from bisect import bisect_right
from typing import Any

import folium
import streamlit as st
from streamlit_folium import st_folium

KLEUREN = ("#eff3ff", "#bdd7e7", "#6baed6", "#3182bd", "#08519c")
ONBEKEND = "#bbbbbb"


@st.cache_resource(show_spinner=False)
def read_kaart(pad: str) -> tuple[list[dict[str, Any]], list[str]]:
    """Answer the areas, and the topics there are figures of."""
    with open(pad, encoding="utf-8") as stroom:  # noqa: PTH123 - as anyone writes it
        gebieden: list[dict[str, Any]] = json.load(stroom)["features"]
    return gebieden, [
        naam for naam in gebieden[0]["properties"] if naam not in {"gebiedscode", "naam"}
    ]


@st.cache_data(show_spinner=False)
def build_bakken(pad: str, onderwerp: str) -> list[float]:
    """Answer the bounds of five classes with as many areas each."""
    waarden = sorted(w for g in read_kaart(pad)[0] if (w := g["properties"][onderwerp]) is not None)
    return [waarden[len(waarden) * deel // len(KLEUREN)] for deel in range(1, len(KLEUREN))]


@st.fragment
def show_kaart() -> None:
    """Draw the choice and the map; a choice runs only this."""
    pad, midden, zoom = os.environ["METEN"].split("|")
    gebieden, onderwerpen = read_kaart(pad)
    onderwerp = st.selectbox("Onderwerp", onderwerpen)
    bakken = build_bakken(pad, onderwerp)

    def style(gebied: dict[str, Any]) -> dict[str, Any]:
        waarde = gebied["properties"]["waarde"]
        kleur = ONBEKEND if waarde is None else KLEUREN[bisect_right(bakken, waarde)]
        return {"fillColor": kleur, "fillOpacity": 1, "color": "#555", "weight": 0.5}

    lagen = [
        {
            "type": "Feature",
            "geometry": gebied["geometry"],
            "properties": {
                "gebiedscode": gebied["properties"]["gebiedscode"],
                "naam": gebied["properties"]["naam"],
                "waarde": gebied["properties"][onderwerp],
            },
        }
        for gebied in gebieden
    ]
    groep = folium.FeatureGroup(name="buurten")
    folium.GeoJson(
        {"type": "FeatureCollection", "features": lagen},
        style_function=style,
        tooltip=folium.GeoJsonTooltip(["naam", "waarde"], labels=False),
    ).add_to(groep)
    midden_graden = [float(graad) for graad in midden.split()]
    kaart = folium.Map(midden_graden, zoom_start=int(zoom), tiles=None, prefer_canvas=True)
    st_folium(
        kaart,
        key="kaart",
        width=960,
        height=680,
        feature_group_to_add=groep,
        returned_objects=[],
    )


st.set_page_config(layout="wide")
show_kaart()

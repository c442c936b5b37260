"""The naive page: what folium's own examples lead to, in ten lines below what is read."""

import os

import folium
import geopandas as gpd
import streamlit as st
from streamlit_folium import st_folium


@st.cache_resource
def read_kaart(pad: str) -> gpd.GeoDataFrame:
    """Read the map as its publisher gives it; kept, which helps the naive page."""
    return gpd.read_file(pad).to_crs("EPSG:4326")


pad, midden, zoom = os.environ["METEN"].split("|")
st.set_page_config(layout="wide")
buurten = read_kaart(pad)
onderwerp = st.selectbox("Onderwerp", buurten.columns[2:-1])
kaart = folium.Map([*map(float, midden.split())], zoom_start=int(zoom), tiles=None)
cijfers, sleutel = ["gebiedscode", onderwerp], "feature.properties.gebiedscode"
vlakken = folium.Choropleth(buurten, buurten, cijfers, sleutel, legend_name=onderwerp)
vlakken.add_to(kaart)
st_folium(kaart, width=960, height=680)

"""
Outlines for the browser: simplified together, so that neighbours keep sharing their border.

A coarse file for all areas of a border year and a fine one per gemeente, each compressed once.
The order of the areas in a file is the order of every sequence of figures that goes with it.
"""

import gzip
import json
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from data.gebieden import Niveau

GROF: Final = "grof"
# Metres a border may move: unseen at the scale at which the file is drawn.
_TOLERANTIE_GROF_M = 120.0
_TOLERANTIE_FIJN_M = 6.0
_TOLERANTIE_ANKER_M = 15.0
_DECIMALEN = 5  # about a metre


def build_weboutlines(omtrekken: gpd.GeoDataFrame) -> dict[str, bytes]:
    """
    Build compressed web outlines: "grof" for all buurten, and "GMxxxx-fijn" per gemeente.

    `omtrekken` are those of one border year, in RD; answers nothing where it has no buurten.
    """
    buurten = omtrekken[omtrekken["niveau"] == Niveau.BUURT].sort_values("gebiedscode")
    if buurten.empty:
        return {}
    buurten = buurten.reset_index(drop=True)
    fijn = buurten.set_geometry(_simplify(buurten.geometry, _TOLERANTIE_FIJN_M))
    grof = buurten.set_geometry(_simplify(buurten.geometry, _TOLERANTIE_GROF_M))
    ankers = _anchors(fijn)
    bestanden = {GROF: _encode(grof, ankers, met_wijken=False)}
    for gemeente, deel in fijn.groupby("gemeentecode"):
        bestanden[f"{gemeente}-fijn"] = _encode(deel, ankers.loc[deel.index], met_wijken=True)
    return bestanden


def _simplify(geometrie: gpd.GeoSeries, tolerantie_m: float) -> np.ndarray:
    vorm = shapely.coverage_simplify(geometrie.to_numpy(), tolerantie_m, simplify_boundary=True)
    # an area smaller than the tolerance may vanish; then its own outline stays
    weg = shapely.is_empty(vorm) | shapely.is_missing(vorm)
    vorm[weg] = geometrie.to_numpy()[weg]
    return vorm


def _anchors(fijn: gpd.GeoDataFrame) -> pd.DataFrame:
    """Answer where a label stands best (pole of inaccessibility) and the room it has, in metres."""
    delen = fijn.geometry.map(_largest_part).to_numpy()
    cirkels = shapely.maximum_inscribed_circle(delen, _TOLERANTIE_ANKER_M)
    return pd.DataFrame(
        {
            "punt": shapely.get_point(cirkels, 0),
            "straal_m": shapely.length(cirkels),
        },
        index=fijn.index,
    )


def _largest_part(vorm: Any) -> Any:  # noqa: ANN401 - shapely types its geometries loosely
    return max(shapely.get_parts(vorm), key=shapely.area)


def _encode(gebieden: gpd.GeoDataFrame, ankers: pd.DataFrame, *, met_wijken: bool) -> bytes:
    graden = gebieden.geometry.to_crs("EPSG:4326")
    punten = gpd.GeoSeries(ankers["punt"], crs=gebieden.crs).to_crs("EPSG:4326")
    lijst = [
        {
            "c": rij.gebiedscode,
            "n": rij.gebiedscode if pd.isna(rij.naam) else rij.naam,
            "w": int(rij.is_water),
            "a": [round(punt.x, _DECIMALEN), round(punt.y, _DECIMALEN)],
            "r": round(straal),
            "g": [_rings(deel) for deel in shapely.get_parts(vorm)],
        }
        for rij, punt, straal, vorm in zip(
            gebieden.itertuples(), punten, ankers["straal_m"], graden, strict=True
        )
    ]
    land = gebieden[~gebieden["is_water"].astype(bool)]
    lijnen = {
        "wijk": _lines(land, "wijkcode") if met_wijken else [],
        "stadsdeel": _lines(land.dropna(subset=["stadsdeel"]), "stadsdeel") if met_wijken else [],
        "gemeente": _lines(land, "gemeentecode"),
    }
    inhoud = {"niveau": "buurt", "gebieden": lijst, "lijnen": lijnen}
    tekst = json.dumps(inhoud, ensure_ascii=False, separators=(",", ":"))
    # without a time in the header the same outlines give the same bytes, and so the same name
    return gzip.compress(tekst.encode(), compresslevel=9, mtime=0)


def _rings(vlak: Any) -> list[list[list[float]]]:  # noqa: ANN401 - shapely types loosely
    return [_points(ring) for ring in (vlak.exterior, *vlak.interiors)]


def _points(lijn: Any) -> list[list[float]]:  # noqa: ANN401 - shapely types loosely
    punten: list[list[float]] = np.round(shapely.get_coordinates(lijn), _DECIMALEN).tolist()
    return punten


def _lines(gebieden: gpd.GeoDataFrame, sleutel: str) -> list[list[list[float]]]:
    if gebieden.empty:
        return []
    vormen = gebieden.geometry.to_numpy()
    # by position: a frame per group is most of the work where there are thousands
    groepen = gebieden.groupby(sleutel).indices.values()
    samen = gpd.GeoSeries([shapely.union_all(vormen[g]) for g in groepen], crs=gebieden.crs)
    grenzen = samen.to_crs("EPSG:4326").boundary
    return [_points(lijn) for grens in grenzen for lijn in shapely.get_parts(grens)]

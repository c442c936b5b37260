"""
Outlines for the browser: simplified together, so that neighbours keep sharing their border.

A coarse file for all areas of a border year and a fine one per gemeente, each compressed once.
The order of the areas in a file is the order of every sequence of figures that goes with it.

Points are those of web maps (EPSG:3857) as whole numbers: the width of the world is 2^25, so that
one is 0,7 metre here and a browser has nothing to project. A ring or line is its first point and
then the step to each next one. The rings of all areas stand in one row, `stappen`; `punten` tells
how many points each ring has and `ringen` how many rings each area. A browser reads that six times
as fast as points of degrees per area, and it packs to half.
"""

import gzip
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, TypeAlias

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from data.gebieden import Niveau

Vormen: TypeAlias = NDArray[np.object_]
Stappen: TypeAlias = list[int]

GROF: Final = "grof"
# The form of a file. A store keeps files for years: a newer program knows an older form by it.
WEBVORM: Final = 2
_WERELD: Final = 2**25
# Metres a border may move: unseen at the scale at which the file is drawn.
_TOLERANTIE_GROF_M = 120.0
_TOLERANTIE_FIJN_M = 6.0
_TOLERANTIE_ANKER_M = 15.0
_DECIMALEN = 5  # of the place of a label, in degrees: about a metre


def build_weboutlines(omtrekken: gpd.GeoDataFrame) -> dict[str, bytes]:
    """
    Build compressed web outlines: "grof" for all buurten, and "GMxxxx-fijn" per gemeente.

    `omtrekken` are those of one border year, in RD; answers nothing where it has no buurten.
    """
    buurten = omtrekken[omtrekken["niveau"] == Niveau.BUURT].sort_values("gebiedscode")
    if buurten.empty:
        return {}
    rd = buurten.geometry.to_numpy()
    fijn, grof = (_simplify(rd, meters) for meters in (_TOLERANTIE_FIJN_M, _TOLERANTIE_GROF_M))
    kenmerken = _features(buurten, _anchors(fijn))
    lijnen = {
        "wijk": _lines(buurten, fijn, "wijkcode"),
        "stadsdeel": _lines(buurten, fijn, "stadsdeel"),
        "gemeente": _lines(buurten, fijn, "gemeentecode"),
    }
    grof_lijnen = [lijn for deel in _lines(buurten, grof, "gemeentecode").values() for lijn in deel]
    bestanden = {
        GROF: _encode(
            kenmerken,
            _degrees(grof),
            {"wijk": [], "stadsdeel": [], "gemeente": grof_lijnen},
        )
    }
    graden = _degrees(fijn)
    for gemeente, plaatsen in buurten.groupby("gemeentecode").indices.items():
        bestanden[f"{gemeente}-fijn"] = _encode(
            [kenmerken[plek] for plek in plaatsen],
            graden[plaatsen],
            {soort: per_gemeente.get(gemeente, []) for soort, per_gemeente in lijnen.items()},
        )
    return bestanden


def read_webvorm(pad: Path) -> int | None:
    """Answer the form of a web outline file; None for an older one, and for one that is damaged."""
    try:
        vorm = json.loads(gzip.decompress(pad.read_bytes()))["vorm"]
    except (OSError, EOFError, ValueError, KeyError, TypeError):
        return None
    return vorm if isinstance(vorm, int) else None


def _simplify(vlakken: Vormen, tolerantie_m: float) -> Vormen:
    vorm = shapely.coverage_simplify(vlakken, tolerantie_m, simplify_boundary=True)
    # an area smaller than the tolerance may vanish; then its own outline stays
    weg = shapely.is_empty(vorm) | shapely.is_missing(vorm)
    vorm[weg] = vlakken[weg]
    return vorm


def _degrees(rd: Vormen) -> Vormen:
    # all at once: a transformation has a price of its own, whatever it is of
    return gpd.GeoSeries(rd, crs="EPSG:28992").to_crs("EPSG:4326").to_numpy()


def _anchors(vlakken: Vormen) -> tuple[Vormen, NDArray[np.float64]]:
    """Answer where a label stands best (pole of inaccessibility) and the room it has, in metres."""
    delen = np.array([_largest_part(vlak) for vlak in vlakken], dtype=object)
    cirkels = shapely.maximum_inscribed_circle(delen, _TOLERANTIE_ANKER_M)
    return shapely.get_point(cirkels, 0), shapely.length(cirkels)


def _largest_part(vlak: Any) -> Any:  # noqa: ANN401 - shapely types its geometries loosely
    return max(shapely.get_parts(vlak), key=shapely.area)


def _features(
    buurten: gpd.GeoDataFrame, ankers: tuple[Vormen, NDArray[np.float64]]
) -> list[dict[str, Any]]:
    """List, per area, what stands in a file beside its outline."""
    punten, straal_m = ankers
    plekken = shapely.get_coordinates(_degrees(punten)).tolist()
    return [
        {
            "c": code,
            "n": code if pd.isna(naam) else naam,
            "w": int(is_water),
            "a": [round(x, _DECIMALEN), round(y, _DECIMALEN)],
            "r": round(straal),
        }
        for code, naam, is_water, (x, y), straal in zip(
            buurten["gebiedscode"],
            buurten["naam"],
            buurten["is_water"],
            plekken,
            straal_m.tolist(),
            strict=True,
        )
    ]


def _encode(
    gebieden: list[dict[str, Any]], vormen: Vormen, lijnen: Mapping[str, list[Stappen]]
) -> bytes:
    per_gebied = [_rings(vorm) for vorm in vormen]
    inhoud = {
        "vorm": WEBVORM,
        "niveau": "buurt",
        "gebieden": gebieden,
        "ringen": [len(ringen) for ringen in per_gebied],
        "punten": [len(ring) // 2 for ringen in per_gebied for ring in ringen],
        "stappen": [stap for ringen in per_gebied for ring in ringen for stap in ring],
        "lijnen": lijnen,
    }
    tekst = json.dumps(inhoud, ensure_ascii=False, separators=(",", ":"))
    # without a time in the header the same outlines give the same bytes, and so the same name
    return gzip.compress(tekst.encode(), compresslevel=9, mtime=0)


def _rings(vorm: Any) -> list[Stappen]:  # noqa: ANN401 - shapely types loosely
    """Answer all rings of an area; holes and parts tell themselves apart by the even-odd rule."""
    return [
        _steps(ring)
        for vlak in shapely.get_parts(vorm)
        for ring in (vlak.exterior, *vlak.interiors)
    ]


def _steps(lijn: Any) -> Stappen:  # noqa: ANN401 - shapely types loosely
    lengte, breedte = shapely.get_coordinates(lijn).T
    mercator = np.arctanh(np.sin(np.radians(breedte))) / (2 * np.pi)
    wereld = np.column_stack([lengte / 360 + 0.5, 0.5 - mercator])
    punten = np.round(wereld * _WERELD).astype(np.int64)
    stappen: Stappen = np.diff(punten, axis=0, prepend=0).ravel().tolist()
    return stappen


def _lines(buurten: gpd.GeoDataFrame, vlakken: Vormen, sleutel: str) -> dict[str, list[Stappen]]:
    """Answer the borders of wijken, stadsdelen or gemeenten by gemeente; water has none."""
    mee = np.flatnonzero(~buurten["is_water"].astype(bool) & buurten[sleutel].notna())
    land = buurten.iloc[mee]
    groepen = land.groupby([land["gemeentecode"], land[sleutel]]).indices
    samen = np.array([shapely.union_all(vlakken[mee[g]]) for g in groepen.values()], dtype=object)
    lijnen: dict[str, list[Stappen]] = {}
    for (gemeente, _), grens in zip(groepen, shapely.boundary(_degrees(samen)), strict=True):
        delen = [_steps(lijn) for lijn in shapely.get_parts(grens)]
        lijnen.setdefault(gemeente, []).extend(delen)
    return lijnen

"""
In which projection a map came, told by its numbers and held against what it states; and to RD.

What is broken is mended and counted; what cannot be mended is refused.
"""

import re
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import CRS
from pyproj.exceptions import ProjError

from data.errors import BestandAfgekeurdError, shorten
from data.kaartbestanden import Ruwekaart

RD: Final = "EPSG:28992"
WGS84: Final = "EPSG:4326"
# The Netherlands with its part of the sea, in metres (RD) and in degrees.
NEDERLAND_RD: Final = (-10_000, 285_000, 300_000, 640_000)
NEDERLAND_GRADEN: Final = (2.5, 50.5, 7.6, 54.0)
# names under which RD goes in files that do not give its number
_RD_NAMEN = re.compile(r"\bRD\b|RD_New|Amersfoort|Rijksdriehoek", re.IGNORECASE)


def to_rd(ruw: Ruwekaart, codes: pd.Series, *, naam: str) -> tuple[gpd.GeoSeries, int, CRS]:
    """Answer valid polygons in RD, how many were mended, and the projection they came in."""

    def refuse_if(fout: np.ndarray | pd.Series, reden: str) -> None:
        if np.any(fout):
            eerste = int(np.flatnonzero(fout)[0])
            raise BestandAfgekeurdError(naam, reden, plaats=f"gebied {codes.iloc[eerste]}")

    refuse_if(
        shapely.is_missing(ruw.geometrie) | shapely.is_empty(ruw.geometrie),
        "dit gebied heeft geen omtrek. Verwijder het of download de kaart opnieuw.",
    )
    punten, van = shapely.get_coordinates(ruw.geometrie, return_index=True)
    refuse_if(
        np.isin(np.arange(len(codes)), van[~np.isfinite(punten).all(axis=1)]),
        "een hoekpunt van deze omtrek is geen getal. Download de kaart opnieuw.",
    )
    crs = _projection(ruw, codes, naam=naam)
    vorm = shapely.force_2d(ruw.geometrie)
    ongeldig = ~shapely.is_valid(vorm)
    vorm[ongeldig] = shapely.make_valid(vorm[ongeldig], method="structure", keep_collapsed=False)
    vlakken = gpd.GeoSeries(vorm, index=codes.index, crs=crs)
    try:
        rd = vlakken.to_crs(RD)
    except ProjError as fout:
        raise BestandAfgekeurdError(
            naam,
            f"van {crs.name} is geen weg naar RD. Bewaar de kaart in RD (EPSG:28992).",
            plaats="projectie",
        ) from fout
    refuse_if(
        (rd.area <= 1) | ~rd.geom_type.isin({"Polygon", "MultiPolygon"}),
        "deze omtrek is geen vlak en valt niet te repareren. Download de kaart opnieuw.",
    )
    refuse_if(
        ~_inside(rd.bounds.to_numpy(), NEDERLAND_RD),
        "deze omtrek ligt buiten Nederland; de projectie klopt niet. Bewaar de kaart in RD "
        "(EPSG:28992) of in graden (EPSG:4326).",
    )
    return rd, int(ongeldig.sum()), crs


def _projection(ruw: Ruwekaart, codes: pd.Series, *, naam: str) -> CRS:
    """Tell the projection by the numbers, and hold what the file states against it."""
    grenzen = shapely.bounds(ruw.geometrie)
    gedraaid = grenzen[:, [1, 0, 3, 2]]
    in_graden, in_rd = _inside(grenzen, NEDERLAND_GRADEN), _inside(grenzen, NEDERLAND_RD)
    verwisseld = _inside(gedraaid, NEDERLAND_GRADEN) | _inside(gedraaid, NEDERLAND_RD)
    verwisseld &= ~in_graden & ~in_rd
    binnen = in_graden if in_graden.sum() > in_rd.sum() else in_rd
    eerste = int(np.argmin(binnen))
    if verwisseld.any():
        eerste = int(np.argmax(verwisseld))
    plaats = (
        f"gebied {codes.iloc[eerste]}, coördinaat ({grenzen[eerste, 0]:g}, {grenzen[eerste, 1]:g})"
    )
    if verwisseld.any():
        raise BestandAfgekeurdError(
            naam,
            "de assen zijn verwisseld: noord staat voor oost. Bewaar de kaart met eerst x (of "
            "lengtegraad) en dan y (of breedtegraad).",
            plaats=plaats,
        )
    elders = ruw.crs is not None and ruw.crs.is_projected and not _is_rd(ruw.crs)
    if ruw.crs is not None and elders and not binnen.any():
        return ruw.crs
    if not binnen.all():
        raise BestandAfgekeurdError(
            naam,
            "deze coördinaat ligt buiten Nederland. Bewaar de kaart in RD (EPSG:28992) of in "
            "graden (EPSG:4326).",
            plaats=plaats,
        )
    uit_getallen = CRS.from_user_input(WGS84 if binnen is in_graden else RD)
    if ruw.crs is None:
        return uit_getallen
    if elders or ruw.crs.is_geographic != uit_getallen.is_geographic:
        raise BestandAfgekeurdError(
            naam,
            f"het bestand zegt {shorten(ruw.crs.name)}, maar de getallen zijn van "
            f"{uit_getallen.name}. Bewaar de kaart opnieuw met de juiste projectie.",
            plaats=plaats,
        )
    # degrees differ by a hundred metres from one to another; of RD there is one
    return ruw.crs if ruw.crs.is_geographic else uit_getallen


def _is_rd(crs: CRS) -> bool:
    return _RD_NAMEN.search(crs.name) is not None


def _inside(grenzen: np.ndarray, kader: tuple[float, ...]) -> np.ndarray:
    """Tell per row of west, south, east, north whether it lies within such a frame."""
    west, zuid, oost, noord = grenzen.T
    return (west >= kader[0]) & (zuid >= kader[1]) & (oost <= kader[2]) & (noord <= kader[3])

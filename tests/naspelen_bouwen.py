"""What every world is put together from: figures of 2020, areas per year, outlines."""

from collections.abc import Mapping, Sequence
from functools import cache, partial
from typing import Final

import geopandas as gpd
import pandas as pd
import shapely

from tests.naspelen_derden import build_derden, build_streek
from tests.naspelen_kwb import Basis, Gebied, build_kwb
from tests.naspelen_leefbaarheid import build_scores
from tests.naspelen_wereld import Kaart, Wereld

RD: Final = "EPSG:28992"
KAARTJAREN: Final = range(2017, 2026)
NIEUWSTE: Final = 2025


def build_wereld(
    basis: Basis, gebieden: Mapping[int, Sequence[Gebied]], kaarten: Mapping[int, Kaart]
) -> Wereld:
    """Put a world together; what is not per year stands on the newest borders."""
    streek = build_streek(basis, gebieden[NIEUWSTE])
    kwb = [build_kwb(basis, eigen, jaar=jaar) for jaar, eigen in gebieden.items()]
    return Wereld(
        tabellen={tabel.nummer: tabel for tabel in (*kwb, *build_derden(streek))},
        kaarten=kaarten,
        scores=cache(partial(build_scores, streek)),
    )


def build_kaart(
    basis: Basis,
    gebieden: Sequence[Gebied],
    vlakken: Mapping[str, shapely.Geometry],
    *,
    jaar: int,
    overige: tuple[str, ...] = (),
) -> Kaart:
    """Build the map of a year; an outline without an area is water, and has no name."""
    rijen = basis.rijen.take(basis.rows_of([g.in_2020 for g in gebieden]))
    inwoners = rijen[basis.onderwerpen[5].sleutel].to_pylist()
    gemeenten = [naam.strip() for naam in rijen[basis.onderwerpen[1].sleutel].to_pylist()]
    land = pd.DataFrame(
        {
            "code": [gebied.code for gebied in gebieden],
            "naam": [basis.name_of(gebied) for gebied in gebieden],
            "gemeentenaam": gemeenten,
            "inwoners": [0 if aantal is None else aantal for aantal in inwoners],
            "vlag": [int(gebied.vlag) for gebied in gebieden],
            "water": "NEE",
        }
    )
    per_gemeente = dict(zip(land["code"].str[2:6], gemeenten, strict=True))
    met_mensen = set(land["code"])
    water = [code for code in vlakken if code not in met_mensen]
    nat = pd.DataFrame(
        {
            "code": water,
            "naam": None,
            "gemeentenaam": [per_gemeente[code[2:6]] for code in water],
            "inwoners": 0,
            "vlag": 1,
            "water": "JA",
        }
    )
    alle = pd.concat([land, nat], ignore_index=True) if water else land
    vormen = gpd.GeoSeries([vlakken[code] for code in alle["code"]], crs=RD)
    return Kaart(jaar=jaar, buurten=gpd.GeoDataFrame(alle, geometry=vormen), overige=overige)

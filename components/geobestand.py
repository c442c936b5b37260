"""
The areas of a map as geo files: their outlines, with what the map says of each.

A GeoPackage stands in RD, as the outlines are kept; GeoJSON in degrees, as its standard asks.
Nothing in them is run, so names stay as they are; what is not known is null. Classes count from 1,
and a colour is as the map is drawn: of a small number and of an uncertain change it is pale.
"""

import io
import json
import re
from collections.abc import Sequence
from itertools import compress
from typing import Any, Final, TypeAlias

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely

from components.afdruk import read_vormen
from components.afdruk_stijl import styles_of
from components.cijfers import (
    TWEEDE,
    bronnen_of,
    status_words,
    value_unit,
    write_licentie,
    written_unit,
)
from components.letters import ONLEESBAAR
from layers.kaartbeeld import Kaartbeeld

RD: Final = "EPSG:28992"
WGS84: Final = "EPSG:4326"
# of a degree: about a centimetre
_DECIMALEN: Final = 7
_GEEN_LAAGNAAM: Final = re.compile(r"[^a-z0-9_]+")
# What ends a text too early in a GeoPackage, or stands in none: half of a pair of signs.
_GEEN_TEKST: Final = re.compile("[\x00\ud800-\udfff]")

# The type of a column, and its cells.
Kenmerk: TypeAlias = tuple[str, Sequence[Any]]


def write_geopackage(kaartbeeld: Kaartbeeld) -> bytes:
    """
    Write the areas a map is about as a GeoPackage with one layer, named after the indicator.

    It is made in memory: no file is left behind.

    Raises
    ------
    GegevensOntbrekenError
        If the outlines of its borders are no longer kept.
    """
    kolommen = {
        naam: pd.Series([_storable(cel) for cel in cellen], dtype=soort)
        for naam, (soort, cellen) in _attributes(kaartbeeld).items()
    }
    geheugen = io.BytesIO()
    pyogrio.write_dataframe(
        gpd.GeoDataFrame(kolommen, geometry=_shapes(kaartbeeld), crs=RD),
        geheugen,
        driver="GPKG",
        layer=_GEEN_LAAGNAAM.sub("_", kaartbeeld.indicator.lower()),
        geometry_type="MultiPolygon",
        promote_to_multi=True,
        layer_options={
            "IDENTIFIER": _storable(_plain(kaartbeeld.moment.titel)),
            "DESCRIPTION": _storable(_describe(kaartbeeld)),
        },
    )
    return geheugen.getvalue()


def write_geojson(kaartbeeld: Kaartbeeld) -> bytes:
    """
    Write the areas a map is about as GeoJSON (RFC 7946), an area on each line.

    Raises
    ------
    GegevensOntbrekenError
        If the outlines of its borders are no longer kept.
    """
    graden = gpd.GeoSeries(_shapes(kaartbeeld), crs=RD).to_crs(WGS84).to_numpy()
    rond = shapely.transform(graden, lambda punten: np.round(punten, _DECIMALEN))
    vormen = shapely.to_geojson(shapely.orient_polygons(rond))
    kenmerken = _attributes(kaartbeeld)
    rijen = zip(*(cellen for _, cellen in kenmerken.values()), strict=True)
    kop = {
        "type": "FeatureCollection",
        "title": _plain(kaartbeeld.moment.titel),
        "description": _plain(kaartbeeld.moment.ondertitel),
        "source": _plain(kaartbeeld.moment.bronregel),
        "license": _licences(kaartbeeld),
    }
    gebieden = ",\n".join(
        f'{{"type":"Feature","properties":{_json(dict(zip(kenmerken, rij, strict=True)))},'
        f'"geometry":{vorm or "null"}}}'
        for rij, vorm in zip(rijen, vormen, strict=True)
    )
    tekst = f'{_json(kop)[:-1]},"features":[\n{gebieden}\n]}}\n'
    return tekst.encode("utf-8", errors="replace")


def _json(wat: dict[str, Any]) -> str:
    return json.dumps(wat, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _shapes(kaartbeeld: Kaartbeeld) -> np.ndarray[Any, Any]:
    """Answer the outlines of the areas a map is about, in its order; None where there is none."""
    omtrekken = read_vormen(kaartbeeld).drop_duplicates("gebiedscode").set_index("gebiedscode")
    vormen: np.ndarray[Any, Any] = omtrekken.geometry.reindex(list(kaartbeeld.gebieden)).to_numpy()
    return vormen[np.array(kaartbeeld.land, dtype=bool)]


def _attributes(kaartbeeld: Kaartbeeld) -> dict[str, Kenmerk]:
    """Answer what the map says of each area that it is about."""
    moment = kaartbeeld.moment
    aantal = len(kaartbeeld.gebieden)
    klassen = [None if k is None else kaartbeeld.klassen[k] for k in moment.klassen]
    stijlen = styles_of(kaartbeeld, ())
    tweede: dict[str, Kenmerk] = {}
    if kaartbeeld.tweede:
        label, waarde, eenheid = TWEEDE
        tweede = {
            label: ("str", (kaartbeeld.tweede.label,) * aantal),
            waarde: ("float64", moment.tweede),
            eenheid: ("str", (written_unit(kaartbeeld.tweede.opmaak),) * aantal),
        }
    kenmerken: dict[str, Kenmerk] = {
        "gebiedscode": ("str", kaartbeeld.gebieden),
        "naam": ("str", kaartbeeld.namen),
        "waarde": ("float64", moment.waarden),
        "eenheid": ("str", (value_unit(kaartbeeld),) * aantal),
        **tweede,
        "klasse": ("str", [None if k is None else k.label for k in klassen]),
        "klasse_nummer": ("Int64", [None if k is None else k + 1 for k in moment.klassen]),
        "kleur": (
            "str",
            [None if k is None else s.vulling for k, s in zip(klassen, stijlen, strict=True)],
        ),
        "status": ("str", status_words(kaartbeeld)),
        "peiljaar": ("int64", (moment.tot,) * aantal),
        "periode": ("str", (f"{moment.van}-{moment.tot}",) * aantal),
        "grensjaar": ("int64", (kaartbeeld.grensjaar,) * aantal),
        "bron": ("str", (_plain(moment.bronregel),) * aantal),
    }
    del kenmerken["periode" if moment.van == moment.tot else "peiljaar"]
    if any(moment.onzeker):
        kenmerken["binnen_onzekerheid"] = ("bool", moment.onzeker)
    land = kaartbeeld.land
    return {
        naam: (soort, list(compress(cellen, land))) for naam, (soort, cellen) in kenmerken.items()
    }


def _describe(kaartbeeld: Kaartbeeld) -> str:
    moment = kaartbeeld.moment
    delen = (moment.titel, moment.ondertitel, moment.bronregel, _licences(kaartbeeld))
    return "\n".join(map(_plain, delen))


def _licences(kaartbeeld: Kaartbeeld) -> str:
    return "; ".join(map(write_licentie, bronnen_of(kaartbeeld)))


def _plain(tekst: str) -> str:
    """Answer a text without marks for bold."""
    return tekst.replace("**", "")


def _storable(cel: Any) -> Any:  # noqa: ANN401 - a cell of any type
    """Answer a cell that a GeoPackage can hold whole."""
    return _GEEN_TEKST.sub(ONLEESBAAR, cel) if isinstance(cel, str) else cel

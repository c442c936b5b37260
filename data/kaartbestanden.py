"""
Map files as they stand: attributes, outlines, and the projection they state.

GeoJSON, GeoPackage and shapefile are read by GDAL, which goes by the extension of a file, follows
web addresses in it and guesses where a part is missing; so each file is looked at first.
"""

import re
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
import pyogrio
import shapely
from pyogrio.errors import DataLayerError, DataSourceError, FieldError, GeometryError
from pyproj import CRS
from pyproj.exceptions import CRSError

from data.bestanden import Invoerbestand, Soort
from data.errors import BestandAfgekeurdError, OnbekendBestandError, shorten
from data.jsonbestanden import check_geojson
from data.tabelbestanden import Ruwetabel

_UITGANGEN: Final = {
    Soort.JSON: (".geojson", ".json"),
    Soort.GEOPACKAGE: (".gpkg",),
    Soort.SHAPEFILE: (".shp",),
}
_GEOPACKAGE: Final = {b"GPKG", b"GP10", b"GP11"}  # how a GeoPackage signs a database
_MEESTE: Final = 0.5
_STEEKPROEF: Final = 200
_WKT = re.compile(r"(?:SRID=(\d+);\s*)?((?:MULTI)?POLYGON.*)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class Ruwekaart:
    """Attributes as they stand in the file, geometries as read, and the projection it states."""

    kenmerken: pd.DataFrame
    geometrie: np.ndarray
    crs: CRS | None
    gesloten: int


def read_kaartbestanden(bestand: Invoerbestand) -> list[Ruwekaart]:
    """
    Read all layers of a GeoJSON, GeoPackage or shapefile.

    Raises
    ------
    BestandAfgekeurdError
        If the file is broken off or holds no outlines.
    """
    heeft_crs = False
    if bestand.soort is Soort.JSON:
        heeft_crs = check_geojson(bestand)
    elif bestand.soort is Soort.GEOPACKAGE:
        _check_size(bestand)
    else:
        _check_parts(bestand)
    try:
        # what GDAL warns of is mended and told here, or refused
        with _named_by_kind(bestand) as pad, warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)
            lagen = [(str(laag), soort) for laag, soort in pyogrio.list_layers(pad)]
            # a drawing program keeps its colours in a layer without outlines
            met_vorm = [laag for laag, soort in lagen if soort is not None]
            gelezen = {laag: pyogrio.raw.read(pad, layer=laag) for laag in met_vorm}
    except (pyogrio.errors.CRSError, UnboundLocalError) as fout:
        # pyogrio stumbles over a projection whose name is not ASCII
        raise BestandAfgekeurdError(
            bestand.naam,
            "de projectie is onleesbaar. Bewaar de kaart opnieuw in RD (EPSG:28992).",
            plaats="projectie",
        ) from fout
    except (
        DataSourceError,
        DataLayerError,
        FieldError,
        GeometryError,
        shapely.errors.GEOSException,
        ValueError,
    ) as fout:
        raise BestandAfgekeurdError(
            bestand.naam,
            "de kaart is afgebroken of beschadigd. Download hem opnieuw.",
            plaats=f"byte {bestand.pad.stat().st_size} (einde)",
        ) from fout
    if not gelezen:
        namen = ", ".join(laag for laag, _ in lagen) or "-"
        raise OnbekendBestandError(
            bestand.naam,
            "hierin staan geen omtrekken. Kies een kaartbestand.",
            plaats=f"laag {namen}",
        )
    return [
        _build_layer(bestand, laag, deel, heeft_crs=heeft_crs or bestand.soort is not Soort.JSON)
        for laag, deel in gelezen.items()
    ]


def _check_size(bestand: Invoerbestand) -> None:
    """Promise that a database is a GeoPackage, and as long as it says it is."""
    with bestand.pad.open("rb") as stroom:
        kop = stroom.read(100)
    if kop[68:72] not in _GEOPACKAGE:
        raise OnbekendBestandError(
            bestand.naam,
            "dit is een database en geen kaart. Bewaar de kaart als GeoPackage.",
            plaats="byte 69",
        )
    # the header of SQLite: size of a page at byte 16 (1 stands for 65536), their number at 28
    bladzijde = int.from_bytes(kop[16:18], "big")
    hoort = int.from_bytes(kop[28:32], "big") * (65536 if bladzijde == 1 else bladzijde)
    omvang = bestand.pad.stat().st_size
    if omvang < hoort:
        raise BestandAfgekeurdError(
            bestand.naam,
            f"hier houdt het bestand op, terwijl er {hoort} bytes horen te zijn. Download het "
            "opnieuw.",
            plaats=f"byte {omvang}",
        )


def _check_parts(bestand: Invoerbestand) -> None:
    """Promise that the files that make up a shapefile lie beside it."""
    broers = {
        broer.suffix.lower()
        for broer in bestand.pad.parent.iterdir()
        if broer.stem == bestand.pad.stem
    }
    for uitgang in (".shp", ".shx", ".dbf"):
        if uitgang not in broers:
            raise BestandAfgekeurdError(
                bestand.naam,
                f"bij een shapefile hoort een bestand met dezelfde naam op '{uitgang}'. Zet de "
                "bestanden bij elkaar in een map of zip.",
                plaats=f"{bestand.pad.stem}{uitgang}",
            )


@contextmanager
def _named_by_kind(bestand: Invoerbestand) -> Iterator[Path]:
    """Answer a path with the extension that belongs to the content."""
    uitgangen = _UITGANGEN[bestand.soort]
    if bestand.pad.suffix.lower() in uitgangen:
        yield bestand.pad
        return
    with tempfile.TemporaryDirectory() as map_:
        kopie = Path(map_, f"kaart{uitgangen[0]}")
        shutil.copyfile(bestand.pad, kopie)
        yield kopie


def _build_layer(
    bestand: Invoerbestand,
    laag: str,
    deel: tuple[dict[str, Any], Any, np.ndarray | None, list[np.ndarray]],
    *,
    heeft_crs: bool,
) -> Ruwekaart:
    meta, _, wkb, velden = deel
    kenmerken = pd.DataFrame(dict(zip(meta["fields"], velden, strict=True)))
    if wkb is None or len(wkb) == 0:
        raise BestandAfgekeurdError(
            bestand.naam,
            "in deze laag staat geen enkel gebied. Download de kaart opnieuw.",
            plaats=f"laag '{shorten(laag)}'",
        )
    geometrie, gesloten = _read_shapes(wkb, is_tekst=False)
    # a GeoJSON without a crs member is read as degrees, whatever its numbers say
    crs = str(meta["crs"]) if heeft_crs and meta["crs"] is not None else None
    return Ruwekaart(kenmerken, geometrie, _stated_crs(bestand, crs), gesloten)


def _stated_crs(bestand: Invoerbestand, crs: str | None) -> CRS | None:
    try:
        return None if crs is None else CRS.from_user_input(crs)
    except CRSError as fout:
        raise BestandAfgekeurdError(
            bestand.naam,
            f"de projectie '{shorten(crs)}' is niet bekend. Bewaar de kaart in RD (EPSG:28992).",
            plaats="projectie",
        ) from fout


def _read_shapes(ruw: np.ndarray, *, is_tekst: bool) -> tuple[np.ndarray, int]:
    """Read outlines, close rings that are open, and tell how many outlines had one."""
    lees = shapely.from_wkt if is_tekst else shapely.from_wkb
    with np.errstate(all="ignore"):  # of coordinates that are no number is told elsewhere
        strikt = lees(ruw, on_invalid="ignore")
        geometrie = lees(ruw, on_invalid="fix")
    return geometrie, int((shapely.is_missing(strikt) & ~shapely.is_missing(geometrie)).sum())


def wkt_column(tabel: Ruwetabel) -> str | None:
    """Answer the column of a table that holds outlines as well-known text, or None."""
    begin = tabel.cellen.head(_STEEKPROEF)
    for kolom in begin.columns:
        passend = sum(
            isinstance(cel, str) and _WKT.match(cel[:200].lstrip()) is not None
            for cel in begin[kolom]
        )
        if passend > _MEESTE * len(begin):
            return str(kolom)
    return None


def read_wkt(bestand: Invoerbestand, tabel: Ruwetabel, kolom: str) -> Ruwekaart:
    """
    Read outlines from a CSV with well-known text.

    Raises
    ------
    BestandAfgekeurdError
        If a cell is no outline, or they are not all of one projection; names the row.
    """
    cellen = tabel.cellen[kolom]
    gevonden = [_WKT.match(cel.strip()) if isinstance(cel, str) else None for cel in cellen]
    geometrie, gesloten = _read_shapes(
        np.array([deel[2] if deel else None for deel in gevonden], dtype=object), is_tekst=True
    )
    srids = [deel[1] if deel else None for deel in gevonden]
    for rij, vorm, srid in zip(cellen.index, geometrie, srids, strict=True):
        plaats = f"rij {rij}, kolom '{shorten(kolom)}'"
        if vorm is None:
            raise BestandAfgekeurdError(
                bestand.naam,
                "hier staat geen hele omtrek. Schrijf die als POLYGON of MULTIPOLYGON.",
                plaats=plaats,
            )
        if srid != srids[0]:
            raise BestandAfgekeurdError(
                bestand.naam,
                f"hier staat projectie {shorten(srid)} en hierboven {shorten(srids[0])}. Bewaar "
                "alle omtrekken in RD (SRID=28992).",
                plaats=plaats,
            )
    crs = _stated_crs(bestand, srids[0] and f"EPSG:{srids[0]}")
    kenmerken = tabel.cellen.drop(columns=[kolom]).reset_index(drop=True)
    return Ruwekaart(kenmerken, geometrie, crs, gesloten)

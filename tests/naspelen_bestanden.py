"""
Files that are fetched whole: the national maps as zip, and the GeoJSON of cartomap.

Until 2020 such a zip holds shapefiles, from 2021 to the first version of 2023 both these and a
geopackage, and since then a geopackage alone. In shapefiles water is called H2O. A gemeente with
much water has two rows: one of land and one of water.
"""

import io
import re
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import geopandas as gpd
import pandas as pd
import pyogrio

from tests.naspelen_kaarten import (
    build_kenmerken,
    build_statnamen,
    feature_answer,
    with_statistics,
)
from tests.naspelen_wereld import Antwoord, Kaart, Verzoek, Wereld, refuse

_MEDIA: Final = "/-/media/cbs/dossiers/nederland-regionaal/wijk-en-buurtstatistieken"
MAPPEN: Final = {
    "geodata.cbs.nl": "/files/Wijkenbuurtkaart/WijkBuurtkaart",
    "download.cbs.nl": "/regionale-kaarten/wijkbuurtkaart",
    "www.cbs.nl": f"{_MEDIA}/wijkbuurtkaart",
}
VERSIES: Final = {
    "geodata.cbs.nl": ((2023, 2), (2024, 1), (2024, 2), (2025, 1)),
    "download.cbs.nl": ((2021, 3), (2022, 2), (2023, 1)),
    "www.cbs.nl": ((2018, 3), (2019, 3), (2020, 3)),
}
# the workbooks of the Kerncijfers by their path; what is in them is never asked
WERKMAPPEN: Final = {
    "/regionale-kaarten/kwb2025.xlsx",
    *(f"/regionale-kaarten/kwb-{jaar}.xlsx" for jaar in range(2021, 2025)),
    *(f"/-/media/_excel/2021/12/kwb-{jaar}.xls" for jaar in range(2018, 2021)),
}
_ONBEKEND: Final = -99999999  # as shapefiles have it
_ENKELVOUD: Final = {"buurten": "buurt", "wijken": "wijk", "gemeenten": "gemeente"}
_CARTOMAP: Final = re.compile(r"/nl/(rd|wgs84)/(buurt|wijk|gemeente)_(\d{4})\.geojson")
_MOMENT: Final = (2026, 6, 1, 2, 0, 0)
_MOMENT_GDAL: Final = "2026-06-01T02:00:00.000Z"


def answer_zip(verzoek: Verzoek, wereld: Wereld) -> Antwoord:
    """Answer a question to a server of files of CBS: a zip of a year and version, or the list."""
    namen = {
        f"{MAPPEN[verzoek.host]}_{jaar}_v{versie}.zip": (jaar, versie)
        for jaar, versie in VERSIES[verzoek.host]
        if jaar in wereld.kaarten
    }
    if verzoek.host == "geodata.cbs.nl" and verzoek.pad == "/files/Wijkenbuurtkaart/":
        lijst = "".join(f'<a href="{naam}">{Path(naam).name}</a><br>' for naam in namen)
        return Antwoord(200, "text/html", f"<html><body><pre>{lijst}</pre></body></html>".encode())
    if verzoek.pad in WERKMAPPEN:
        return Antwoord(200, "application/vnd.ms-excel", b"PK\x03\x04")
    if verzoek.pad not in namen:
        return refuse(404, "Not Found")
    jaar, versie = namen[verzoek.pad]
    kaart = wereld.kaarten[jaar]
    with tempfile.TemporaryDirectory() as naam:
        map_ = Path(naam)
        if verzoek.host == "www.cbs.nl":
            _write_shapefiles(kaart, map_, {laag: _ENKELVOUD[laag] for laag in kaart.lagen}, versie)
        else:
            map_ /= f"WijkBuurtkaart_{jaar}_v{versie}"
            map_.mkdir()
            _write_geopackage(kaart, map_ / f"wijkenbuurten_{jaar}_v{versie}.gpkg")
        if verzoek.host == "download.cbs.nl":
            (map_ / "SHP").mkdir()
            _write_shapefiles(kaart, map_ / "SHP", {laag: laag for laag in kaart.lagen}, versie)
        return Antwoord(200, "application/zip", _zipped(Path(naam)))


def _write_geopackage(kaart: Kaart, pad: Path) -> None:
    # the moment of writing stands in the file, and the same map must be the same bytes
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _MOMENT_GDAL})
    for laag, vlakken in kaart.lagen.items():
        kenmerken = pd.DataFrame(with_statistics(kaart, build_kenmerken(kaart, laag)))
        tabel = gpd.GeoDataFrame(kenmerken, geometry=vlakken.geometry.to_numpy(), crs=vlakken.crs)
        tabel.to_file(
            pad, layer=laag, driver="GPKG", geometry_type="MultiPolygon", GEOMETRY_NAME="geom"
        )
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})


def _write_shapefiles(kaart: Kaart, map_: Path, namen: Mapping[str, str], versie: int) -> None:
    for laag, vlakken in kaart.lagen.items():
        kort = {"buurten": "BU", "wijken": "WK", "gemeenten": "GM"}[laag]
        is_water = vlakken["water"] == "JA"
        kenmerken = {
            f"{kort}_CODE": vlakken["code"],
            f"{kort}_NAAM": vlakken["naam"],
            "WK_CODE": vlakken.get("wijkcode"),
            "GM_CODE": vlakken["gemeentecode"],
            "GM_NAAM": vlakken["gemeentenaam"],
            "IND_WBI": vlakken["vlag"].astype(int),
            "H2O": vlakken["water"],
            "AANT_INW": vlakken["inwoners"].where(~is_water, _ONBEKEND).astype(int),
            "P_HUURCORP": _ONBEKEND,
        }
        tabel = gpd.GeoDataFrame(
            {naam: cellen for naam, cellen in kenmerken.items() if cellen is not None},
            geometry=vlakken.geometry.to_numpy(),
            crs=vlakken.crs,
        )
        naam = f"{namen[laag]}_{kaart.jaar}_v{versie}.shp"
        tabel.to_file(map_ / naam, driver="ESRI Shapefile", DBF_DATE_LAST_UPDATE="2026-06-01")


def _zipped(map_: Path) -> bytes:
    geheugen = io.BytesIO()
    with zipfile.ZipFile(geheugen, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archief:
        for pad in sorted(map_.rglob("*")):
            if pad.is_file():
                lid = zipfile.ZipInfo(pad.relative_to(map_).as_posix(), date_time=_MOMENT)
                lid.compress_type = zipfile.ZIP_DEFLATED
                archief.writestr(lid, pad.read_bytes(), compresslevel=1)
    return geheugen.getvalue()


def answer_cartomap(verzoek: Verzoek, wereld: Wereld) -> Antwoord:
    """Answer a question to cartomap.github.io: generalised borders as GeoJSON."""
    gevonden = _CARTOMAP.fullmatch(verzoek.pad)
    kaart = wereld.kaarten.get(int(gevonden[3])) if gevonden else None
    if gevonden is None or kaart is None:
        return refuse(404, "Not Found")
    naam = next(meer for meer, een in _ENKELVOUD.items() if een == gevonden[2])
    laag = kaart.vereenvoudigd[naam]
    vlakken = laag.geometry if gevonden[1] == "rd" else laag.geometry.to_crs("EPSG:4326")
    rijen = [
        {naam: rij[naam] for naam in ("statcode", "statnaam")}
        for rij in build_statnamen(kaart, laag)
    ]
    return feature_answer(
        vlakken,
        rijen,
        [str(nummer) for nummer in range(1, len(rijen) + 1)],
        crs="EPSG::28992" if gevonden[1] == "rd" else "OGC:1.3:CRS84",
    )

"""Bad maps: outlines that are not where, what or whose they say."""

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest

from tests import bederven, maken
from tests.bederven import EINDE, Maker, Slecht

eerdere_opslag = bederven.eerdere_opslag
gevuld = bederven.gevuld

JAAR = ("--grensjaar", "2020")
NUL, EEN, TWEE = maken.BUURTEN[:3]
STREEP = [[160_000, 383_000], [161_000, 384_000], [162_000, 385_000], [160_000, 383_000]]
PUNT = {"type": "Point", "coordinates": [160_000, 383_000]}


def vlakken(*codes: str) -> list[dict[str, Any]]:
    """Answer good outlines with these codes."""
    return [maken.feature(code, [maken.ring(nummer)]) for nummer, code in enumerate(codes)]


def swapped(nummer: int) -> list[list[float]]:
    """Answer the ring of a buurt with north before east."""
    return [[y, x] for x, y in maken.ring(nummer)]


def shapefile_without(uitgang: str) -> Maker:
    """Answer a maker of a shapefile that lacks one of its files."""

    def maak(map_: Path) -> Path:
        pad = maken.write_shapefile(map_ / "shp")
        pad.with_suffix(uitgang).unlink()
        return pad

    return maak


def shapefile_in(projectie: str) -> Maker:
    """Answer a maker of a shapefile that states its projection so."""

    def maak(map_: Path) -> Path:
        pad = maken.write_shapefile(map_ / "shp")
        prj = pad.with_suffix(".prj")
        prj.write_text(projectie or prj.read_text().replace("graphic", "gráphic"), "latin-1")
        return pad

    return maak


def database(map_: Path) -> Path:
    """Make a database with a table of figures."""
    with closing(sqlite3.connect(map_ / "cijfers.db")) as bank:
        bank.execute("create table cijfers (buurtcode text)")
        bank.commit()
    return map_ / "cijfers.db"


def table_only(map_: Path) -> Path:
    """Make a GeoPackage with a table of figures and no outlines."""
    cijfers = pd.DataFrame({"buurtcode": maken.BUURTEN})
    pyogrio.write_dataframe(cijfers, map_ / "cijfers.gpkg", layer="cijfers", driver="GPKG")
    return map_ / "cijfers.gpkg"


def far_away() -> gpd.GeoDataFrame:
    """Answer the map as it lies in another projection, far to the north."""
    omtrekken = maken.kaart()
    return omtrekken.set_geometry(omtrekken.translate(500_000, 6_000_000))


def on_the_moon(map_: Path) -> Path:
    """Make a map in degrees of another body."""
    maan = maken.kaart(crs="EPSG:4326").set_crs("IAU_2015:30100", allow_override=True)
    return maken.write_geopackage(map_ / "kaart.gpkg", maan)


def geopackage(map_: Path) -> Path:
    """Make a good GeoPackage."""
    return maken.write_geopackage(map_ / "kaart.gpkg")


def wkt_everywhere(srid: str) -> Maker:
    """Answer a maker of a CSV with outlines in another projection."""
    tekst = maken.to_csv(maken.wkt_rijen()).replace("SRID=28992", f"SRID={srid}")
    return bederven.text(tekst, "kaart.csv")


KAARTEN = {
    "geojson_cut_off": Slecht(
        bederven.cut(bederven.kaart_met(), 0.5), "regel 76, teken 4", "afgebroken", JAAR
    ),
    "geojson_with_nan": Slecht(
        bederven.text(json.dumps(maken.geojson()).replace("160000.0", "NaN", 1), "kaart.geojson"),
        "regel 1",
        "'NaN' is geen getal",
        JAAR,
    ),
    "geopackage_cut_off": Slecht(
        bederven.cut(geopackage, 0.5), re.compile(r"byte \d+"), "bytes horen te zijn", JAAR
    ),
    "geopackage_of_zeros": Slecht(
        bederven.text(b"SQLite format 3".ljust(68, b"\x00") + b"GPKG" + bytes(4096), "kaart.gpkg"),
        EINDE,
        "afgebroken of beschadigd",
        JAAR,
    ),
    "database_without_outlines": Slecht(database, "byte 69", "een database en geen kaart", JAAR),
    "geopackage_without_outlines": Slecht(table_only, "laag cijfers", "geen omtrekken", JAAR),
    "shapefile_without_its_table": Slecht(
        shapefile_without(".dbf"), "buurten.dbf", "hoort een bestand met dezelfde naam", JAAR
    ),
    "shapefile_without_its_index": Slecht(
        shapefile_without(".shx"), "buurten.shx", "hoort een bestand met dezelfde naam", JAAR
    ),
    "projection_cut_off": Slecht(shapefile_in('PROJCS["RD"'), "projectie", "onleesbaar", JAAR),
    "projection_not_ascii": Slecht(shapefile_in(""), "projectie", "onleesbaar", JAAR),
    "projection_of_the_moon": Slecht(on_the_moon, "projectie", "geen weg naar RD", JAAR),
    "codes_of_two_years": Slecht(
        bederven.kaart(maken.feature(NUL, [maken.ring(0)], code2015=NUL, code2022=EEN)),
        "kolommen buurtcode, code2015, code2022",
        "codes van meer dan één jaar",
    ),
    "no_areas": Slecht(bederven.kaart(), "laag 'kaart'", "geen enkel gebied", JAAR),
    "no_codes": Slecht(
        bederven.kaart(maken.feature("A1", [maken.ring(0)])),
        "kolommen buurtcode",
        "geen kolom met codes",
        JAAR,
    ),
    "wrong_code_on_a_map": Slecht(
        bederven.kaart(*vlakken("Noord", EEN, TWEE)), "gebied 1, kolom 'buurtcode'", "'Noord'", JAAR
    ),
    "level_mixed_up_on_a_map": Slecht(
        bederven.kaart(*vlakken(NUL, maken.WIJK, TWEE)),
        "gebied 2, kolom 'buurtcode'",
        "is geen buurt",
        JAAR,
    ),
    "duplicate_codes_on_a_map": Slecht(
        bederven.kaart(*vlakken(NUL, EEN, NUL)), "gebied 3, kolom 'buurtcode'", "twee keer", JAAR
    ),
    "fictional_town_on_a_map": Slecht(
        bederven.kaart(*vlakken(NUL, "BU99010001")),
        "gebied 2, kolom 'buurtcode'",
        "fictieve stad",
        JAAR,
    ),
    "swapped_axes_rd": Slecht(
        bederven.kaart(*vlakken(NUL), maken.feature(EEN, [swapped(1)])),
        f"gebied {EEN}, coördinaat (383000, 161000)",
        "verwisseld",
        JAAR,
    ),
    "swapped_axes_degrees": Slecht(
        bederven.kaart(maken.feature(NUL, [[[51.4, 5.4], [51.4, 5.5], [51.5, 5.5], [51.4, 5.4]]])),
        f"gebied {NUL}, coördinaat (51.4, 5.4)",
        "verwisseld",
        JAAR,
    ),
    "wrong_crs": Slecht(
        bederven.as_json(maken.geojson(crs="EPSG:4326"), "kaart.geojson"),
        f"gebied {NUL}, coördinaat (160000, 383000)",
        "het bestand zegt WGS 84",
        JAAR,
    ),
    "crs_of_belgium": Slecht(
        bederven.as_json(maken.geojson(crs="EPSG:31370"), "kaart.geojson"),
        f"gebied {NUL}, coördinaat (160000, 383000)",
        "het bestand zegt BD72 / Belgian Lambert 72",
        JAAR,
    ),
    "crs_unknown": Slecht(
        wkt_everywhere("99999"), "projectie", "'EPSG:99999' is niet bekend", JAAR
    ),
    "crs_at_a_web_address": Slecht(
        bederven.kaart_met(crs={"type": "link", "properties": {"href": "http://127.0.0.1:9"}}),
        "crs",
        "webadres",
        JAAR,
    ),
    "crs_differs_per_row": Slecht(
        bederven.wkt_cel(2, f"SRID=4326;{maken.vlak(1).wkt}"),
        "rij 3, kolom 'geometrie'",
        "projectie 4326 en hierboven 28992",
        JAAR,
    ),
    "outside_the_country": Slecht(
        bederven.kaart(*vlakken(NUL), maken.feature(EEN, [[[0, 0], [0, 9], [9, 9], [0, 0]]])),
        f"gebied {EEN}, coördinaat (0, 0)",
        "buiten Nederland",
        JAAR,
    ),
    "other_projection_elsewhere": Slecht(
        bederven.as_json(
            maken.geojson(
                maken.kaart()
                .translate(500_000, 6_000_000)
                .to_frame("geometry")
                .assign(buurtcode=maken.BUURTEN),
                crs="EPSG:32631",
            ),
            "kaart.geojson",
        ),
        f"gebied {NUL}",
        "buiten Nederland",
        JAAR,
    ),
    "beyond_repair": Slecht(
        bederven.kaart(*vlakken(NUL), maken.feature(EEN, [STREEP])),
        f"gebied {EEN}",
        "repareren",
        JAAR,
    ),
    "points": Slecht(
        bederven.kaart({**vlakken(NUL)[0], "geometry": PUNT}),
        f"gebied {NUL}",
        "geen vlak",
        JAAR,
    ),
    "no_geometry": Slecht(
        bederven.kaart({"type": "Feature", "properties": {"buurtcode": NUL}}),
        f"gebied {NUL}",
        "geen omtrek",
        JAAR,
    ),
    "null_geometry": Slecht(
        bederven.kaart(*vlakken(NUL), {**vlakken(EEN)[0], "geometry": None}),
        f"gebied {EEN}",
        "geen omtrek",
        JAAR,
    ),
    "empty_geometry": Slecht(
        bederven.kaart(*vlakken(NUL), maken.feature(EEN, [])), f"gebied {EEN}", "geen omtrek", JAAR
    ),
    "outline_cut_off_in_csv": Slecht(
        bederven.wkt_cel(2, "SRID=28992;POLYGON ((160000 383000, 1610"),
        "rij 3, kolom 'geometrie'",
        "geen hele omtrek",
        JAAR,
    ),
    "outline_of_a_million_blanks_in_csv": Slecht(
        bederven.wkt_cel(2, " " * 1_000_000 + "x"), "rij 3, kolom 'geometrie'", "geen hele", JAAR
    ),
    "outline_missing_in_csv": Slecht(
        bederven.wkt_cel(2, ""), "rij 3, kolom 'geometrie'", "geen hele omtrek", JAAR
    ),
    "infinite_corner_in_csv": Slecht(
        bederven.wkt_cel(2, "SRID=28992;POLYGON ((1e400 0, 1 1, 2 0, 1e400 0))"),
        f"gebied {EEN}",
        "hoekpunt",
        JAAR,
    ),
    "map_of_another_year": Slecht(
        bederven.as_json(maken.geojson(maken.kaart().assign(jaar=2024)), "kaart.geojson"),
        "kolom 'jaar'",
        "noemt zelf 2024",
        JAAR,
    ),
}


@bederven.each_of(KAARTEN)
def test_bad_map_is_refused(
    geval: Slecht, tmp_path: Path, gevuld: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    bederven.check_case(geval, map_=tmp_path, opslag=gevuld, capfd=capfd)

"""The national maps of CBS as they come: water called H2O, rows double, two forms in one zip."""

import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
import shapely

from data.__main__ import main
from data.bestanden import collect_bestanden
from data.herkennen import Vraag, read_bestanden
from data.opslag import Opslag, grensjaren_met_omtrekken, read_omtrekken, read_omtrekpaspoort
from tests import maken
from tests.naspelen import build_klein
from tests.naspelen_bestanden import MAPPEN, answer_zip
from tests.naspelen_klein import GEMEENTE, WATER
from tests.naspelen_wereld import Kaart as Naspeelkaart
from tests.naspelen_wereld import Verzoek, Wereld

WAAR = {2018: ("www.cbs.nl", 3), 2020: ("www.cbs.nl", 3), 2021: ("download.cbs.nl", 3)}
WAAR |= {2022: ("download.cbs.nl", 2), 2025: ("geodata.cbs.nl", 1)}
WEGGELATEN = "hersteld: 1 keer water naast land van hetzelfde gebied weggelaten."


@pytest.fixture(scope="module")
def wereld() -> Wereld:
    return build_klein()


def write_zip(wereld: Wereld, map_: Path, jaar: int) -> Path:
    """Write the national zip of a year as its publisher gives it."""
    host, versie = WAAR[jaar]
    adres = f"{MAPPEN[host]}_{jaar}_v{versie}.zip"
    antwoord = answer_zip(Verzoek("GET", host, adres, {}, {}), wereld)
    assert antwoord.status == 200
    pad = map_ / f"wijkbuurtkaart_{jaar}.zip"
    pad.write_bytes(antwoord.inhoud)
    return pad


def expected(kaart: Naspeelkaart) -> dict[str, shapely.Geometry]:
    """Answer the outline that each area should get: of land, and of water that stands alone."""
    vlakken: dict[str, shapely.Geometry] = {}
    for laag in kaart.lagen.values():
        for water in ("JA", "NEE"):  # land comes last, and stays
            deel = laag[laag["water"] == water]
            vlakken |= dict(zip(deel["code"], deel.geometry, strict=True))
    return vlakken


@pytest.mark.parametrize("jaar", WAAR)
def test_national_map_is_one_map(
    wereld: Wereld,
    tmp_path: Path,
    opslag: Path,
    capsys: pytest.CaptureFixture[str],
    jaar: int,
) -> None:
    pad = write_zip(wereld, tmp_path, jaar)
    # shapefiles do not say of which year they are
    erbij = ["--grensjaar", str(jaar)] if WAAR[jaar][0] == "www.cbs.nl" else []
    assert main(["importeer", str(pad), *erbij]) == 0
    uitvoer, fout = capsys.readouterr()
    assert fout == ""
    assert grensjaren_met_omtrekken(opslag=Opslag(opslag)) == (jaar,)
    kaart = read_omtrekken(jaar, opslag=Opslag(opslag)).set_index("gebiedscode")
    verwacht = expected(wereld.kaarten[jaar])
    assert set(kaart.index) == set(verwacht)
    for code, vlak in verwacht.items():
        assert kaart.loc[code, "geometry"].equals(vlak), code
    # a gemeente with much water is there once, and its water is a buurt and a wijk of its own
    assert set(kaart.index[kaart["is_water"]]) == {WATER, f"WK{WATER[2:8]}"}
    assert kaart.loc[GEMEENTE, "geometry"].area == 6_000_000
    assert uitvoer.count(WEGGELATEN) == 1
    buurten = len(wereld.kaarten[jaar].buurten)
    for omvang in (f"{buurten} buurten", "2 gemeenten"):
        assert uitvoer.count(f"omtrekken van {omvang}, grenzen van {jaar}.") == 1
    assert "overgeslagen" not in uitvoer


def test_zip_of_two_forms_counts_its_geopackage(
    wereld: Wereld, tmp_path: Path, opslag: Path
) -> None:
    assert main(["importeer", str(write_zip(wereld, tmp_path, 2021))]) == 0
    namen = {
        deel["naam"].rpartition(".")[2]
        for bestand in read_omtrekpaspoort(2021, opslag=Opslag(opslag))["bestanden"]
        for deel in bestand["delen"]
    }
    assert namen == {"gpkg"}


def test_other_map_in_another_form_stays_beside_it(tmp_path: Path) -> None:
    map_ = tmp_path / "kaarten"
    (map_ / "shp").mkdir(parents=True)
    code = maken.BUURTEN[0]
    vorm = {"een": shapely.box(160_000, 383_000, 161_000, 384_000)}
    vorm["ander"] = shapely.box(160_000, 383_000, 161_000, 385_000)
    for naam, vlak in vorm.items():
        laag = gpd.GeoDataFrame({"buurtcode": [code]}, geometry=[vlak], crs="EPSG:28992")
        laag.to_file(map_ / "shp" / f"{naam}.shp")
        laag.to_file(tmp_path / f"{naam}.gpkg", layer="buurten")
    (tmp_path / "een.gpkg").rename(map_ / "een.gpkg")
    # beside the same map, beside another one, and by itself
    assert read_maps(tmp_path, map_) == ["kaarten/een.gpkg", "kaarten/shp/ander.shp"]
    assert read_maps(tmp_path, map_ / "shp") == ["shp/ander.shp", "shp/een.shp"]
    los = read_maps(tmp_path, map_ / "shp" / "een.shp", map_ / "een.gpkg")
    assert los == ["een.gpkg", "een.shp"]
    apart = read_maps(tmp_path, map_ / "shp", map_ / "een.gpkg")
    assert apart == ["een.gpkg", "shp/ander.shp", "shp/een.shp"]


def read_maps(tmp_path: Path, *paden: Path) -> list[str]:
    """Answer the files of which a map is taken."""
    herkend = read_bestanden(
        collect_bestanden(paden, werkmap=tmp_path / "werk"),
        vraag=Vraag(grensjaren=(2020, 2020)),
        bekende_codes={},
    )
    return sorted(levering.bestanden[0].naam for levering in herkend.omtrekken)


def write_kaart(pad: Path, *delen: tuple[str, str, shapely.Polygon]) -> Path:
    """Write a map of code, water and outline."""
    features: list[dict[str, Any]] = [
        {
            "type": "Feature",
            "properties": {"gemeentecode" if code.startswith("GM") else "code": code, "H2O": water},
            "geometry": shapely.geometry.mapping(vlak),
        }
        for code, water, vlak in delen
    ]
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}
    document = {"type": "FeatureCollection", "crs": crs, "features": features}
    pad.write_text(json.dumps(document), encoding="utf-8")
    return pad


def square(west_km: int, hoog_km: int = 1) -> shapely.Polygon:
    west = 160_000 + 1000 * west_km
    return shapely.box(west, 383_000, west + 1000, 383_000 + 1000 * hoog_km)


def test_gemeente_in_parts_is_united(
    tmp_path: Path, opslag: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pad = write_kaart(
        tmp_path / "gemeenten.geojson",
        ("GM1235", "NEE", square(0)),
        ("GM1234", "NEE", square(1)),
        ("GM1234", "NEE", square(3)),
        ("GM1234", "JA", square(2)),
        ("GM1236", "JA", square(5)),
        ("GM0998", "B", square(7)),
        ("GM0998", "B", square(8)),
    )
    assert main(["importeer", str(pad), "--grensjaar", "2020"]) == 0
    kaart = read_omtrekken(2020, opslag=Opslag(opslag)).set_index("gebiedscode")
    assert list(kaart.index) == ["GM1234", "GM1235", "GM1236"]
    assert kaart["is_water"].to_dict() == {"GM1234": False, "GM1235": False, "GM1236": True}
    assert kaart.loc["GM1234", "geometry"].equals(shapely.union(square(1), square(3)))
    uitvoer = capsys.readouterr().out
    assert WEGGELATEN in uitvoer
    assert "hersteld: 1 gebieden uit losse delen samengevoegd." in uitvoer


@pytest.mark.parametrize("water", ["NEE", "JA"])
def test_buurt_that_is_there_twice_is_refused(
    tmp_path: Path, opslag: Path, capsys: pytest.CaptureFixture[str], water: str
) -> None:
    code = maken.BUURTEN[0]
    pad = write_kaart(
        tmp_path / "buurten.geojson", (code, "NEE", square(0)), (code, water, square(1))
    )
    assert main(["importeer", str(pad), "--grensjaar", "2020"]) == 2
    assert "twee keer" in capsys.readouterr().err
    assert grensjaren_met_omtrekken(opslag=Opslag(opslag)) == ()

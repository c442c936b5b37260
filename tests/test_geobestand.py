"""The areas of a map as geo files, read back: outlines, values, classes, states and names."""

import json
import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pytest
import shapely

from components import geobestand
from components.afdruk import read_vormen
from components.afdruk_stijl import mix_half
from components.geobestand import write_geojson, write_geopackage
from data.errors import GegevensOntbrekenError
from layers.kaartbeeld import Kaartbeeld, Staat
from layers.link import SOORTEN
from layers.openen import open_link
from layers.soorten import build_kaartbeeld
from tests.papierstad import ALLES, BEELDEN, make_beeld, make_vormen

pytestmark = pytest.mark.ongemeten

KAARTEN = (
    *((soort, None) for soort in SOORTEN),
    ("stand", "overlast"),
    ("verandering", "overlast"),
)
WOORDEN = {
    Staat.OK: "ok",
    Staat.KLEIN_AANTAL: "klein aantal",
    Staat.ONDERDRUKT: "te klein om te tonen",
    Staat.NIET_BESCHIKBAAR: "niet beschikbaar",
}
VREEMD = (
    "=1+1",
    "<b>vet</b> & \"'; DROP TABLE gpkg_contents; --",
    "\u202eneerhcs\u202c",
    "שכונה",
    "Dorp 🏘️",
    " spaties ",
    "Oost\r\nWest\t",
    "a\x07b",
    "N" * 200,
    '\\"}]',
)
Lezer = Callable[[Kaartbeeld], gpd.GeoDataFrame]


@cache
def kaart(soort: str, indicator: str | None = None) -> Kaartbeeld:
    gevraagd = {"gebied": "GM9901", "soort": soort}
    geopend = open_link(gevraagd | ({"indicator": indicator} if indicator else {}))
    assert geopend is not None
    return build_kaartbeeld(geopend.keuze)


@pytest.fixture(params=["gpkg", "geojson"])
def lees(request: pytest.FixtureRequest, tmp_path: Path) -> Lezer:
    """Write a map in either form, and answer what another program reads from the file."""
    schrijf = write_geopackage if request.param == "gpkg" else write_geojson
    pad = tmp_path / f"kaart.{request.param}"

    def write_and_read(kaartbeeld: Kaartbeeld) -> gpd.GeoDataFrame:
        pad.write_bytes(schrijf(kaartbeeld))
        return pyogrio.read_dataframe(pad)

    return write_and_read


@pytest.fixture
def hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give hand-made maps the outlines that go with them."""
    monkeypatch.setattr(geobestand, "read_vormen", make_vormen)


def document(kaartbeeld: Kaartbeeld) -> dict[str, Any]:
    gelezen: dict[str, Any] = json.loads(write_geojson(kaartbeeld))
    return gelezen


def known(cel: Any) -> Any:  # noqa: ANN401 - a cell of any type
    return None if pd.isna(cel) else cel


def with_moment(kaartbeeld: Kaartbeeld, **anders: Any) -> Kaartbeeld:  # noqa: ANN401 - its fields
    momenten = list(kaartbeeld.momenten)
    momenten[kaartbeeld.gekozen] = replace(kaartbeeld.moment, **anders)
    return replace(kaartbeeld, momenten=tuple(momenten))


def check(kaartbeeld: Kaartbeeld, gelezen: gpd.GeoDataFrame) -> None:
    """Hold every cell of a layer to the map."""
    moment = kaartbeeld.moment
    plekken = [plek for plek, is_land in enumerate(kaartbeeld.land) if is_land]
    assert list(gelezen["gebiedscode"]) == [kaartbeeld.gebieden[plek] for plek in plekken]
    for plek, (_, rij) in zip(plekken, gelezen.iterrows(), strict=True):
        klasse, staat = moment.klassen[plek], moment.staten[plek]
        assert rij["naam"] == kaartbeeld.namen[plek]
        assert known(rij["waarde"]) == moment.waarden[plek]
        if kaartbeeld.tweede:
            assert rij["tweede"] == kaartbeeld.tweede.label
            assert known(rij["tweede_waarde"]) == moment.tweede[plek]
        assert known(rij["klasse_nummer"]) == (None if klasse is None else klasse + 1)
        label, kleur = None, None
        is_onzeker = bool(moment.onzeker) and moment.onzeker[plek]
        if klasse is not None:
            label, kleur = kaartbeeld.klassen[klasse].label, kaartbeeld.klassen[klasse].kleur
            is_bleek = staat is Staat.KLEIN_AANTAL or is_onzeker
            kleur = mix_half(kleur) if is_bleek else kleur
        assert (known(rij["klasse"]), known(rij["kleur"])) == (label, kleur)
        is_gewijzigd = bool(moment.gewijzigd) and moment.gewijzigd[plek]
        assert rij["status"] == ("grens gewijzigd" if is_gewijzigd else WOORDEN[staat])
        assert bool(rij.get("binnen_onzekerheid", default=False)) == is_onzeker
        if moment.van == moment.tot:
            assert rij["peiljaar"] == moment.tot
        else:
            assert rij["periode"] == f"{moment.van}-{moment.tot}"
        assert rij["grensjaar"] == kaartbeeld.grensjaar
        assert rij["bron"] == moment.bronregel.replace("**", "")


@pytest.mark.parametrize(("soort", "indicator"), KAARTEN)
def test_every_value_class_and_state_of_the_town(
    lees: Lezer, soort: str, indicator: str | None
) -> None:
    check(kaart(soort, indicator), lees(kaart(soort, indicator)))


@pytest.mark.usefixtures("hand")
@pytest.mark.parametrize("naam", sorted(set(BEELDEN) - {"520 buurten"}))
def test_every_value_class_and_state_of_hand_made_maps(lees: Lezer, naam: str) -> None:
    check(BEELDEN[naam], lees(BEELDEN[naam]))


def test_units_stand_beside_the_values(lees: Lezer) -> None:
    rij = lees(kaart("stand-verandering")).iloc[0]
    assert (rij["eenheid"], rij["tweede_eenheid"]) == ("%", "procentpunt")
    assert lees(kaart("verandering", "overlast"))["eenheid"].unique().tolist() == ["per 1.000"]


def test_outlines_are_those_that_are_kept(tmp_path: Path) -> None:
    kaartbeeld = kaart("stand")
    bewaard = read_vormen(kaartbeeld).set_index("gebiedscode").geometry
    (tmp_path / "a.gpkg").write_bytes(write_geopackage(kaartbeeld))
    (tmp_path / "a.geojson").write_bytes(write_geojson(kaartbeeld))
    rd, graden = (pyogrio.read_dataframe(tmp_path / f"a.{einde}") for einde in ("gpkg", "geojson"))
    assert (rd.crs.to_epsg(), graden.crs.to_epsg()) == (28992, 4326)
    hier = bewaard[rd["gebiedscode"]].to_numpy()
    assert shapely.equals(rd.geometry.to_numpy(), hier).all()
    terug = graden.geometry.to_crs("EPSG:28992").to_numpy()
    # seven decimals of a degree are about a centimetre
    assert (shapely.hausdorff_distance(terug, hier) < 0.02).all()
    assert shapely.area(terug) == pytest.approx(shapely.area(hier), rel=1e-4)


def test_geojson_follows_its_standard() -> None:
    kaartbeeld = kaart("stand")
    gelezen = document(kaartbeeld)
    assert gelezen["type"] == "FeatureCollection"
    assert "crs" not in gelezen
    assert gelezen["title"] == kaartbeeld.moment.titel
    assert gelezen["description"] == kaartbeeld.moment.ondertitel.replace("**", "")
    assert gelezen["source"] == kaartbeeld.moment.bronregel
    assert gelezen["license"].startswith("fictieve gegevens van Sociale Kaart: EUPL-1.2 (https")
    assert {vorm["type"] for vorm in gelezen["features"]} == {"Feature"}
    for gebied in gelezen["features"]:
        vorm = gebied["geometry"]
        delen = vorm["coordinates"] if vorm["type"] == "MultiPolygon" else [vorm["coordinates"]]
        for ringen in delen:
            for nummer, ring in enumerate(ringen):
                assert ring[0] == ring[-1]
                assert all(np.round(punt, 7).tolist() == punt for punt in ring)
                # the outer ring counter-clockwise, holes clockwise
                assert shapely.is_ccw(shapely.LinearRing(ring)) == (nummer == 0)
    lon, lat = gelezen["features"][0]["geometry"]["coordinates"][0][0][:2]
    assert 3 < lon < 8
    assert 50 < lat < 54


def test_geopackage_says_what_it_is(tmp_path: Path) -> None:
    pad = tmp_path / "a.gpkg"
    pad.write_bytes(write_geopackage(kaart("samen")))
    assert pyogrio.list_layers(pad).tolist() == [["laagste_inkomens", "MultiPolygon"]]
    over = pyogrio.read_info(pad)["layer_metadata"]
    assert over["IDENTIFIER"] == "Laagste inkomens en overlast"
    titel, jaren, bron, licentie = over["DESCRIPTION"].split("\n")
    assert titel == over["IDENTIFIER"]
    assert jaren.startswith("2012 tot 2024")
    assert bron == kaart("samen").moment.bronregel
    assert "EUPL-1.2" in licentie


@pytest.mark.usefixtures("hand")
def test_licences_of_all_publishers_are_named() -> None:
    assert document(make_beeld(2, merken=()))["license"].count("CC BY 4.0") == 2


@pytest.mark.usefixtures("hand")
def test_hostile_names_survive_unchanged(lees: Lezer) -> None:
    kaartbeeld = make_beeld(len(VREEMD), ALLES, namen=VREEMD)
    kaartbeeld = with_moment(kaartbeeld, titel="**\"</x>' 🏘**", bronregel="'\"=1+1\n")
    gelezen = lees(kaartbeeld)
    assert tuple(gelezen["naam"]) == VREEMD
    assert set(gelezen["bron"]) == {"'\"=1+1\n"}


@pytest.mark.usefixtures("hand")
def test_sign_that_no_geopackage_can_hold_is_marked(tmp_path: Path) -> None:
    kaartbeeld = make_beeld(2, namen=("a\x00b", "c\ud800"))
    pad = tmp_path / "a.gpkg"
    pad.write_bytes(write_geopackage(kaartbeeld))
    assert pyogrio.read_dataframe(pad)["naam"].tolist() == ["a\ufffdb", "c\ufffd"]
    namen = [gebied["properties"]["naam"] for gebied in document(kaartbeeld)["features"]]
    assert namen == ["a\x00b", "c?"]


@pytest.mark.usefixtures("hand")
def test_what_is_missing_is_null_and_never_zero() -> None:
    for gebied in document(BEELDEN["alles ontbreekt"])["features"]:
        eigenschappen = gebied["properties"]
        for naam in ("waarde", "klasse", "klasse_nummer", "kleur"):
            assert eigenschappen[naam] is None
        assert eigenschappen["status"] == "niet beschikbaar"


@pytest.mark.usefixtures("hand")
def test_water_and_what_lies_around_is_left_out(lees: Lezer) -> None:
    staten = ((0.1, Staat.OK), (None, Staat.BUITEN_SELECTIE), (0.9, Staat.OK))
    kaartbeeld = make_beeld(3, staten, water=(False, False, True))
    assert lees(kaartbeeld)["gebiedscode"].tolist() == ["BU08010000"]


@pytest.mark.usefixtures("hand")
def test_map_of_nothing_is_an_empty_layer(tmp_path: Path) -> None:
    kaartbeeld = make_beeld(2, ((None, Staat.BUITEN_SELECTIE),))
    assert document(kaartbeeld)["features"] == []
    pad = tmp_path / "a.gpkg"
    pad.write_bytes(write_geopackage(kaartbeeld))
    assert pyogrio.read_info(pad)["features"] == 0
    assert pyogrio.list_layers(pad).tolist() == [["moeite_rondkomen", "MultiPolygon"]]


def test_area_without_an_outline_keeps_its_figures(
    lees: Lezer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(geobestand, "read_vormen", lambda kaartbeeld: make_vormen(kaartbeeld)[1:])
    kaartbeeld = make_beeld(3)
    gelezen = lees(kaartbeeld)
    check(kaartbeeld, gelezen)
    assert gelezen.geometry.isna().tolist() == [True, False, False]


def test_outline_that_is_kept_twice_is_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        geobestand,
        "read_vormen",
        lambda kaartbeeld: pd.concat([make_vormen(kaartbeeld), make_vormen(kaartbeeld)[::-1]]),
    )
    assert len(document(make_beeld(3))["features"]) == 3


def test_parts_and_holes_stay(monkeypatch: pytest.MonkeyPatch, lees: Lezer) -> None:
    def outlines(kaartbeeld: Kaartbeeld) -> gpd.GeoDataFrame:
        vormen = make_vormen(kaartbeeld)
        gat = shapely.box(120_100, 450_100, 120_200, 450_200)
        eiland = shapely.box(130_000, 460_000, 130_100, 460_100)
        vormen.loc[0, "geometry"] = vormen.geometry[0].difference(gat).union(eiland)
        return vormen

    monkeypatch.setattr(geobestand, "read_vormen", outlines)
    gelezen = lees(make_beeld(2)).to_crs("EPSG:28992").geometry
    assert shapely.get_num_geometries(gelezen[0]) == 2
    assert sum(len(deel.interiors) for deel in gelezen[0].geoms) == 1
    assert gelezen[0].area == pytest.approx(400 * 400 - 100 * 100 + 100 * 100, rel=1e-3)


@pytest.mark.usefixtures("hand")
def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for naam in ("TMPDIR", "CPL_TMPDIR"):
        monkeypatch.setenv(naam, str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    eerder = set(pyogrio.vsi_listtree("/vsimem/"))
    write_geopackage(BEELDEN["520 buurten"])
    # a name that a GeoPackage keeps for itself cannot be that of a layer
    fout = replace(BEELDEN["vijf buurten"], indicator="gpkg_contents", soort="verandering")
    with pytest.raises(pyogrio.errors.DataLayerError):
        write_geopackage(fout)
    assert set(pyogrio.vsi_listtree("/vsimem/")) == eerder
    assert list(tmp_path.iterdir()) == []


def test_outlines_that_are_gone_are_named() -> None:
    for schrijf in (write_geopackage, write_geojson):
        with pytest.raises(GegevensOntbrekenError):
            schrijf(make_beeld(2))

"""Outlines for the browser: their order, their shared borders, and the room for a name."""

import gzip
import json
import math
from itertools import accumulate, islice
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from shapely.geometry import Point, Polygon, box

from data.weboutlines import GROF, build_weboutlines

LINKS, RECHTS, PLAS, DORP = "BU07720100", "BU07720101", "BU07720102", "BU07530000"
WINDING = [(161_000, 380_000 + 100 * stap) for stap in range(11)]


def outlines(*, stadsdeel: str | None = None) -> gpd.GeoDataFrame:
    """Answer two neighbours of one wijk, water beside them, and a village elsewhere."""
    kronkel = [(x + (30 if stap % 2 else -30), y) for stap, (x, y) in enumerate(WINDING)]
    links = Polygon([(160_000, 380_000), *kronkel, (160_000, 381_000)])
    rechts = Polygon([(162_000, 381_000), (162_000, 380_000), *kronkel])
    rijen = [
        (RECHTS, "Rechts", "WK077201", "GM0772", stadsdeel, False, rechts),
        (LINKS, "Links", "WK077201", "GM0772", stadsdeel, False, links),
        (PLAS, None, "WK077201", "GM0772", None, True, box(162_000, 380_000, 163_000, 381_000)),
        (DORP, "Dorp", "WK075300", "GM0753", None, False, box(170_000, 380_000, 170_050, 380_050)),
    ]
    kolommen = ["gebiedscode", "naam", "wijkcode", "gemeentecode", "stadsdeel", "is_water", "g"]
    tabel = pd.DataFrame(rijen, columns=kolommen).assign(niveau="buurt")
    return gpd.GeoDataFrame(tabel.drop(columns="g"), geometry=list(tabel["g"]), crs="EPSG:28992")


def read(ruw: bytes) -> dict[str, Any]:
    """Read a file, with the rings of each area beside it."""
    inhoud: dict[str, Any] = json.loads(gzip.decompress(ruw))
    stappen, punten = iter(inhoud["stappen"]), iter(inhoud["punten"])
    for gebied, aantal in zip(inhoud["gebieden"], inhoud["ringen"], strict=True):
        gebied["ringen"] = [list(islice(stappen, 2 * next(punten))) for _ in range(aantal)]
    assert list(stappen) == list(punten) == []
    return inhoud


def points(stappen: list[int]) -> list[tuple[float, float]]:
    """Walk the steps of a row to degrees, by the formula of web maps."""
    x = [2 * math.pi * (een / 2**25 - 0.5) for een in accumulate(stappen[0::2])]
    y = [2 * math.pi * (0.5 - een / 2**25) for een in accumulate(stappen[1::2])]
    return [
        (math.degrees(een), math.degrees(2 * math.atan(math.exp(ander)) - math.pi / 2))
        for een, ander in zip(x, y, strict=True)
    ]


def polygon(gebied: dict[str, Any]) -> Any:  # noqa: ANN401 - shapely types loosely
    # by the even-odd rule: a ring in another is a hole, a ring in a hole land again
    vlak: Any = Polygon()
    for ring in gebied["ringen"]:
        vlak = vlak.symmetric_difference(Polygon(points(ring)))
    return vlak


def test_files_are_one_for_all_and_one_per_gemeente_sorted_by_code() -> None:
    bestanden = build_weboutlines(outlines())
    assert set(bestanden) == {GROF, "GM0772-fijn", "GM0753-fijn"}
    codes = {naam: [g["c"] for g in read(ruw)["gebieden"]] for naam, ruw in bestanden.items()}
    assert codes == {
        GROF: [DORP, LINKS, RECHTS, PLAS],
        "GM0772-fijn": [LINKS, RECHTS, PLAS],
        "GM0753-fijn": [DORP],
    }
    assert [g["w"] for g in read(bestanden[GROF])["gebieden"]] == [0, 0, 0, 1]
    # an area without a name is called by its code
    assert [g["n"] for g in read(bestanden[GROF])["gebieden"]] == ["Dorp", "Links", "Rechts", PLAS]


def test_same_outlines_make_the_same_bytes() -> None:
    assert build_weboutlines(outlines()) == build_weboutlines(outlines())


def test_without_buurten_there_is_no_file() -> None:
    assert build_weboutlines(outlines().assign(niveau="gemeente")) == {}


@pytest.mark.parametrize("doel", [GROF, "GM0772-fijn"])
def test_neighbours_keep_sharing_their_border(doel: str) -> None:
    per_code = {g["c"]: polygon(g) for g in read(build_weboutlines(outlines())[doel])["gebieden"]}
    links, rechts = per_code[LINKS], per_code[RECHTS]
    assert links.is_valid
    assert rechts.is_valid
    assert links.intersection(rechts).area == 0
    assert links.intersection(rechts).length > 0
    # the coarse file drops the bends, the fine one keeps them
    punten = shapely.get_num_coordinates(links)
    assert punten < 10 if doel == GROF else punten > 10


def test_area_that_is_smaller_than_the_tolerance_stays() -> None:
    dorp = polygon(read(build_weboutlines(outlines())[GROF])["gebieden"][0])
    assert dorp.is_valid
    assert dorp.area > 0


def test_name_stands_inside_with_the_room_it_has() -> None:
    for gebied in read(build_weboutlines(outlines())["GM0772-fijn"])["gebieden"]:
        assert polygon(gebied).contains(Point(gebied["a"]))
        # squares of a kilometre: half of it, less the bends and the precision of 15 metres
        assert 450 <= gebied["r"] <= 515


def test_borders_of_larger_areas_are_lines_without_water() -> None:
    bestanden = build_weboutlines(outlines(stadsdeel="Centrum"))
    fijn, dorp, grof = (read(bestanden[d])["lijnen"] for d in ("GM0772-fijn", "GM0753-fijn", GROF))
    assert {soort: len(lijnen) for soort, lijnen in fijn.items()} == {
        "wijk": 1,
        "stadsdeel": 1,
        "gemeente": 1,
    }
    assert {soort: len(lijnen) for soort, lijnen in dorp.items()} == {
        "wijk": 1,
        "stadsdeel": 0,
        "gemeente": 1,
    }
    assert {soort: len(lijnen) for soort, lijnen in grof.items()} == {
        "wijk": 0,
        "stadsdeel": 0,
        "gemeente": 2,
    }
    buurten = {g["c"]: polygon(g) for g in read(bestanden["GM0772-fijn"])["gebieden"]}
    omtrek = Polygon(points(fijn["wijk"][0]))
    samen = buurten[LINKS].union(buurten[RECHTS])
    assert omtrek.symmetric_difference(samen).area == pytest.approx(0, abs=1e-9)
    assert not omtrek.overlaps(buurten[PLAS])


def test_points_lie_where_the_national_grid_puts_them() -> None:
    (dorp,) = read(build_weboutlines(outlines())["GM0753-fijn"])["gebieden"]
    graden = gpd.GeoSeries([polygon(dorp)], crs="EPSG:4326").to_crs("EPSG:28992")
    # 0,7 metre is one step; the corners of the square of 50 metres are not moved by more
    assert graden.iloc[0].hausdorff_distance(box(170_000, 380_000, 170_050, 380_050)) < 1

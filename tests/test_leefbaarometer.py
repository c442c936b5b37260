"""Leefbaarometer: classes from the map of the publisher, beside scores from its tables."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from data.__main__ import main
from data.opslag import Opslag, grensjaren_met_omtrekken, read_gebieden, read_tabel
from layers.aanbod import opslag_of
from layers.leefbaarheid import class_of
from tests import bederven, maken
from tests.bederven import Slecht, write

eerdere_opslag = bederven.eerdere_opslag
gevuld = bederven.gevuld

NUL, EEN, TWEE, _ = maken.BUURTEN

Feature = dict[str, Any]
Verander = Callable[[dict[str, Any]], object]


def gebied(code: str, klasse: float | None, *, jaar: int = 2020, nummer: int = 1) -> Feature:
    """Answer one area as the map of the publisher has it."""
    return {
        "type": "Feature",
        "id": f"buurtscore{jaar % 100}.{nummer}",
        "geometry": maken.feature(code, [maken.ring(nummer)])["geometry"],
        "geometry_name": "geom",
        "properties": {
            "gemeente": "Eindhoven",
            "name": maken.NAMEN.get(code, "Elandsgrachtbuurt"),
            "id": code,
            "scale": "buurt",
            "year": str(jaar),
            "kscore": klasse,
            "kfys": 5,
            "konv": 3,
            "afw": 0.3,
        },
    }


def kaart() -> dict[str, Any]:
    """Answer a map of three buurten and two years."""
    delen = [gebied(NUL, 4), gebied(EEN, 7, nummer=2), gebied(TWEE, None, nummer=3)]
    return maken.collection([*delen, gebied(NUL, 3, jaar=2018)])


def read_lbm(opslag: Path, jaar: int = 2020) -> Any:  # noqa: ANN401 - a table
    return read_tabel("leefbaarometer", peiljaar=jaar, opslag=Opslag(opslag)).xs(2020)


def test_classes_come_in_per_year_and_their_outlines_do_not(opslag: Path, tmp_path: Path) -> None:
    pad = maken.write_json(tmp_path / "lbm.json", kaart())
    assert main(["importeer", str(pad), "--grensjaar", "2020"]) == 0
    klassen = read_lbm(opslag)["lbm_klasse"]
    assert klassen[[NUL, EEN]].tolist() == [4, 7]
    assert klassen.isna()[TWEE]
    assert list(read_lbm(opslag)) == ["lbm_klasse", "fys_klasse", "onv_klasse"]
    assert read_lbm(opslag, 2018)["lbm_klasse"].to_dict() == {NUL: 3}
    assert grensjaren_met_omtrekken(opslag=Opslag(opslag)) == ()
    assert read_gebieden(2020, opslag=Opslag(opslag))["naam"][EEN] == "Oost"


@pytest.mark.parametrize("is_eerst", [True, False], ids=["classes_first", "scores_first"])
def test_classes_and_scores_of_a_year_stand_in_one_table(
    opslag: Path, tmp_path: Path, *, is_eerst: bool
) -> None:
    paden = [
        maken.write_json(tmp_path / "lbm.json", kaart()),
        write(tmp_path / "lbm.csv", maken.to_csv(maken.leefbaarometer_rijen())),
    ]
    for pad in paden if is_eerst else reversed(paden):
        assert main(["importeer", str(pad), "--grensjaar", "2020"]) == 0
    samen = read_lbm(opslag)
    # the score of the table, and not that of the map
    assert samen.loc[EEN, ["lbm_klasse", "afw_score", "onv_klasse"]].tolist() == [7, 0.3, 3]
    assert samen.loc[NUL, ["lbm_klasse", "afw_score"]].tolist() == [4, 0]


def test_without_outlines_and_year_the_number_of_an_area_tells_it(
    opslag: Path, tmp_path: Path
) -> None:
    deel: Feature = {"type": "Feature", "id": "buurtscore24.4272", "geometry": None}
    deel["properties"] = {"id": "BU0363AB10", "kscore": 9}
    pad = maken.write_json(tmp_path / "lbm.geojson", maken.collection([deel]))
    assert main(["importeer", str(pad), "--grensjaar", "2024"]) == 0
    tabel = read_tabel("leefbaarometer", peiljaar=2024, opslag=Opslag(opslag))
    assert tabel.to_dict("index") == {(2024, "BU0363AB10"): {"lbm_klasse": 9}}


def test_outline_longer_than_the_beginning_of_a_file_hides_no_class(
    opslag: Path, tmp_path: Path
) -> None:
    lang = gebied(NUL, 4)
    lang["geometry"]["coordinates"] = [maken.ring(0)[:1] * 10_000]
    pad = maken.write_json(tmp_path / "lbm.json", maken.collection([lang]))
    assert pad.read_bytes().index(b"kscore") > 65536
    assert main(["importeer", str(pad), "--grensjaar", "2020"]) == 0
    assert read_lbm(opslag)["lbm_klasse"].to_dict() == {NUL: 4}


def test_part_of_a_map_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pad = maken.write_json(tmp_path / "lbm.json", kaart() | {"numberMatched": 12147})
    assert main(["importeer", str(pad), "--grensjaar", "2020"]) == 0
    assert capsys.readouterr().out.count("lbm.json: 4 van de 12147 gebieden; lees") == 1


def test_buurten_are_followed_by_these_classes(opslag: Path, tmp_path: Path) -> None:
    paden = [
        maken.write_odata(tmp_path / "kwb", maken.kwb_odata()),
        maken.write_json(tmp_path / "kaart.geojson", maken.geojson()),
        write(tmp_path / "lbm.csv", maken.to_csv(maken.leefbaarometer_rijen())),
        maken.write_json(tmp_path / "lbm.json", kaart()),
    ]
    assert main(["importeer", *map(str, paden), "--grensjaar", "2020"]) == 0
    winkel = opslag_of(maken.GEMEENTE)
    assert winkel.pad == opslag
    klasse, indeling, namen = class_of(maken.GEMEENTE, 2020, grensjaar=2020, opslag=winkel)
    assert indeling == "klasse van de Leefbaarometer"
    assert [namen[int(klasse[code])] for code in (NUL, EEN)] == ["zwak", "goed tot uitstekend"]


@pytest.mark.parametrize("versie", ["3.0", "Leefbaarometer 3.0", "3"])
def test_workbook_with_the_version_first_is_read(opslag: Path, tmp_path: Path, versie: str) -> None:
    kop, *rijen = maken.leefbaarometer_rijen()
    als_getal = [[versie, *rij[:2], int(rij[2]), *map(float, rij[3:])] for rij in rijen]
    pad = maken.write_werkmap(tmp_path / "scores.xlsx", [["versie", *kop], *als_getal])
    assert main(["importeer", str(pad), "--grensjaar", "2020"]) == 0
    assert read_lbm(opslag)["onv_score"].to_dict() == {NUL: -0.2, EEN: 0.1}


# What is refused


def spoilt(verander: Verander) -> bederven.Maker:
    def maak(map_: Path) -> Path:
        inhoud = kaart()
        verander(inhoud)
        return write(map_ / "lbm.json", json.dumps(inhoud))

    return maak


def change(nummer: int, **kenmerken: object) -> bederven.Maker:
    return spoilt(lambda k: k["features"][nummer]["properties"].update(kenmerken))


def with_version(versie: str) -> bederven.Maker:
    kop, *rijen = maken.leefbaarometer_rijen()
    tekst = maken.to_csv([["versie", *kop], *([versie, *rij] for rij in rijen)])
    return lambda map_: write(map_ / "lbm.csv", tekst)


SLECHT = {
    "class_0": Slecht(change(1, kscore=0), "rij 2, kolom 'kscore'", "0 is geen klasse"),
    "class_10": Slecht(change(1, konv="10"), "rij 2, kolom 'konv'", "10 is geen klasse"),
    "half_class": Slecht(change(0, kfys=5.5), "rij 1, kolom 'kfys'", "5.5 is geen klasse"),
    "class_in_words": Slecht(change(0, kscore="zwak"), "rij 1, kolom 'kscore'", "geen getal"),
    "no_code": Slecht(
        spoilt(lambda k: [deel["properties"].pop("id") for deel in k["features"]]),
        "kolom 'id'",
        "de code (id) of de klasse",
    ),
    "code_that_is_a_list": Slecht(change(0, id=[NUL]), "rij 1, kolom 'id'", "is geen code van"),
    "area_twice": Slecht(change(1, id=NUL), "rij 2, kolom 'id'", "twee keer"),
    "wijk_among_buurten": Slecht(
        change(1, id=maken.WIJK), "rij 2, kolom 'id'", "is geen buurt en de andere rijen wel"
    ),
    "no_year": Slecht(
        spoilt(lambda k: k["features"][0].update(id="x", properties={"id": NUL, "kscore": 1})),
        "rij 1, kolom 'year'",
        "is geen jaar",
    ),
    "area_without_properties": Slecht(
        spoilt(lambda k: k["features"].insert(1, None)), "rij 2", "geen kenmerken"
    ),
    "half_a_sign": Slecht(change(0, name="\ud800"), "regel 1", "half teken"),
    "no_areas": Slecht(
        spoilt(lambda k: k.update(features=[], uitleg={"kscore": 1})), "rij 2", "geen enkele rij"
    ),
    "areas_that_are_no_list": Slecht(
        spoilt(lambda k: k.update(features={"kscore": 1})), "rij 2", "geen enkele rij"
    ),
    "broken_off": Slecht(
        bederven.cut(spoilt(lambda _: None), 0.9),
        re.compile(r"regel \d+, teken \d+"),
        "afgebroken of beschadigd",
    ),
    "scores_of_version_2": Slecht(with_version("2.0"), "rij 2, kolom 'versie'", "versie 2.0"),
}


@bederven.each_of(SLECHT)
def test_bad_classes_are_refused(
    geval: Slecht, tmp_path: Path, gevuld: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    bederven.check_case(geval, map_=tmp_path, opslag=gevuld, capfd=capfd)

"""Outlines of two border years: which are the same area, and how that is kept."""

import os
import time
from collections.abc import Mapping
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import MultiPolygon, Polygon, box
from shapely.geometry.base import BaseGeometry

from data.herkennen import Vraag
from data.importeren import Verslag, import_bestanden
from data.levering import Bestand
from data.omnummering import match_omtrekken, record_omnummering
from data.opslag import (
    Opslag,
    read_inhoud,
    read_omnummering,
    read_omnummeringen,
    read_omnummerpaspoort,
)
from data.wijzigen import change_opslag
from tests import maken

OUD, NIEUW = "BU07721110", "BU07724210"
BUURTEN = ("BU07721110", "BU07721111", "BU07721112", "BU07721113")


def square(nummer: int, *, breed: float = 1000) -> Polygon:
    west = 160_000 + 1000 * nummer
    return box(west, 380_000, west + breed, 381_000)


def outlines(
    vormen: Mapping[str, BaseGeometry], *, crs: str = "EPSG:28992", **jaren: int
) -> gpd.GeoDataFrame:
    kaart = gpd.GeoDataFrame(
        {"gebiedscode": list(vormen), **jaren}, geometry=list(vormen.values()), crs="EPSG:28992"
    )
    return kaart.to_crs(crs)


def pairs(paren: pd.DataFrame) -> list[tuple[str, str]]:
    return list(zip(paren["code_oud"], paren["code_nieuw"], strict=True))


def bestand(naam: str) -> Bestand:
    return Bestand(naam, "0")


# Which outlines are the same


@pytest.mark.parametrize(
    ("breed", "is_zelfde"), [(1000, True), (991, True), (989, False), (1009, True), (1012, False)]
)
def test_outlines_are_one_area_from_99_percent_of_both(breed: float, *, is_zelfde: bool) -> None:
    for oud, nieuw in ((1000, breed), (breed, 1000)):
        paren = match_omtrekken(
            outlines({OUD: square(0, breed=oud)}), outlines({NIEUW: square(0, breed=nieuw)})
        )
        assert pairs(paren) == ([(OUD, NIEUW)] if is_zelfde else [])
        if is_zelfde:
            deel = 100 * min(oud, nieuw) / max(oud, nieuw)
            assert paren["overlap_pct"].tolist() == [pytest.approx(deel)]


@pytest.mark.parametrize(("schuif", "is_zelfde"), [(9, True), (11, False)])
def test_area_of_the_same_size_beside_it_is_another(schuif: float, *, is_zelfde: bool) -> None:
    nieuw = {NIEUW: box(160_000 + schuif, 380_000, 161_000 + schuif, 381_000)}
    paren = match_omtrekken(outlines({OUD: square(0)}), outlines(nieuw))
    assert len(paren) == is_zelfde


def test_outline_drawn_with_other_points_or_in_degrees_is_the_same() -> None:
    ander = Polygon(
        [(161000, 381000), (160500, 381000), (160000, 381000), (160000, 380000), (161000, 380000)]
    )
    paren = match_omtrekken(outlines({OUD: square(0)}), outlines({NIEUW: ander}, crs="EPSG:4326"))
    assert pairs(paren) == [(OUD, NIEUW)]
    assert paren["overlap_pct"].item() == pytest.approx(100)
    assert paren["overlap_pct"].item() <= 100


def test_area_that_kept_its_code_is_paired_with_itself_and_neighbours_with_none() -> None:
    kaart = outlines({code: square(plek) for plek, code in enumerate(BUURTEN)})
    assert pairs(match_omtrekken(kaart, kaart)) == [(code, code) for code in BUURTEN]


def test_split_and_merge_pair_nothing() -> None:
    heel = outlines({OUD: square(0)})
    delen = outlines(
        {BUURTEN[1]: square(0, breed=300), BUURTEN[2]: box(160_300, 380_000, 161_000, 381_000)}
    )
    assert match_omtrekken(heel, delen).empty
    assert match_omtrekken(delen, heel).empty


def test_code_of_another_place_is_not_the_area_that_has_it_now() -> None:
    oud = outlines({BUURTEN[0]: square(0), BUURTEN[1]: square(1)})
    nieuw = outlines({BUURTEN[0]: square(1), BUURTEN[2]: square(0)})
    assert pairs(match_omtrekken(oud, nieuw)) == [
        (BUURTEN[1], BUURTEN[0]),
        (BUURTEN[0], BUURTEN[2]),
    ]


def test_wijk_of_one_buurt_is_no_buurt() -> None:
    oud = outlines({OUD: square(0), "WK077211": square(0), "GM0772": square(0)})
    nieuw = outlines({NIEUW: square(0), "WK077242": square(0), "GM0772": square(0)})
    assert pairs(match_omtrekken(oud, nieuw)) == [
        (OUD, NIEUW),
        ("GM0772", "GM0772"),
        ("WK077211", "WK077242"),
    ]


def test_areas_of_one_map_on_top_of_each_other_are_paired_with_none() -> None:
    dubbel = outlines(
        {BUURTEN[0]: square(0), BUURTEN[1]: square(0, breed=998), BUURTEN[2]: square(2)}
    )
    enkel = outlines({NIEUW: square(0), BUURTEN[3]: square(2)})
    assert pairs(match_omtrekken(dubbel, enkel)) == [(BUURTEN[2], BUURTEN[3])]
    assert pairs(match_omtrekken(enkel, dubbel)) == [(BUURTEN[3], BUURTEN[2])]


def test_broken_outline_is_mended_before_it_is_laid_over_another() -> None:
    strik = Polygon(
        [(160_000, 380_000), (161_000, 381_000), (161_000, 380_000), (160_000, 381_000)]
    )
    midden = (160_500, 380_500)
    driehoeken = [Polygon([(x, 380_000), (x, 381_000), midden]) for x in (160_000, 161_000)]
    assert not strik.is_valid
    paren = match_omtrekken(outlines({OUD: strik}), outlines({NIEUW: MultiPolygon(driehoeken)}))
    assert pairs(paren) == [(OUD, NIEUW)]


def test_maps_without_areas_have_no_pairs() -> None:
    leeg = outlines({})
    assert match_omtrekken(leeg, leeg).empty
    assert match_omtrekken(leeg, outlines({NIEUW: square(0)})).empty


# How it is kept


def record(
    opslag: Opslag,
    oud: gpd.GeoDataFrame,
    nieuw: gpd.GeoDataFrame,
    *namen: str,
    van: int = 2018,
    tot: int = 2019,
) -> None:
    with change_opslag(opslag) as wijziging:
        record_omnummering(
            wijziging, opslag, oud, nieuw, van=van, tot=tot, bestanden=[*map(bestand, namen)]
        )


def test_pairs_are_kept_with_the_files_they_were_found_in(opslag: Path) -> None:
    winkel = Opslag(opslag)
    assert read_omnummeringen(opslag=winkel) == {}
    assert read_omnummerpaspoort(2018, 2019, opslag=winkel)["bestanden"] == []
    record(
        winkel, outlines({OUD: square(0)}), outlines({NIEUW: square(0)}), "oud.gpkg", "nieuw.gpkg"
    )
    ((jaren, paren),) = read_omnummeringen(opslag=winkel).items()
    assert jaren == (2018, 2019)
    assert paren.to_dict("records") == [
        {"code_oud": OUD, "code_nieuw": NIEUW, "overlap_pct": 100, "geldig_van": 2018}
        | {"geldig_tot": 2019}
    ]
    (vergelijking,) = read_omnummerpaspoort(2018, 2019, opslag=winkel)["bestanden"]
    assert [deel["naam"] for deel in vergelijking["delen"]] == ["oud.gpkg", "nieuw.gpkg"]
    assert vergelijking["paren"] == 1
    assert vergelijking["vergeleken_op"] > "2020"


def test_outlines_may_say_how_long_they_hold(opslag: Path) -> None:
    winkel = Opslag(opslag)
    oud = outlines({OUD: square(0)}, geldig_van=2014, geldig_tot=2018)
    nieuw = outlines({NIEUW: square(0)}, geldig_van=2019, geldig_tot=2024)
    record(winkel, oud, nieuw)
    paren = read_omnummering(2018, 2019, opslag=winkel)
    assert paren[["geldig_van", "geldig_tot"]].to_numpy().tolist() == [[2014, 2024]]


def test_pairs_of_another_gemeente_stay_and_those_compared_again_are_replaced(opslag: Path) -> None:
    winkel = Opslag(opslag)
    elders = "BU03630000"
    record(
        winkel,
        outlines({OUD: square(0), BUURTEN[1]: square(1), elders: square(5)}),
        outlines({NIEUW: square(0), BUURTEN[2]: square(1), "BU0363AA00": square(5)}),
        "een",
    )
    record(winkel, outlines({OUD: square(0)}), outlines({BUURTEN[3]: square(0)}), "twee")
    assert pairs(read_omnummering(2018, 2019, opslag=winkel)) == [
        (elders, "BU0363AA00"),
        (OUD, BUURTEN[3]),
    ]
    paspoort = read_omnummerpaspoort(2018, 2019, opslag=winkel)
    assert [b["delen"][0]["naam"] for b in paspoort["bestanden"]] == ["een", "twee"]


def test_pair_that_a_newer_one_contradicts_goes(opslag: Path) -> None:
    winkel = Opslag(opslag)
    # the buurt went from one gemeente to another; later the same code turns out to be elsewhere
    record(winkel, outlines({"BU07560000": square(0)}), outlines({"BU19820000": square(0)}))
    record(winkel, outlines({"BU07560000": square(1)}), outlines({"BU07560001": square(1)}))
    assert pairs(read_omnummering(2018, 2019, opslag=winkel)) == [("BU07560000", "BU07560001")]
    record(winkel, outlines({"BU07860000": square(2)}), outlines({"BU07560001": square(2)}))
    assert pairs(read_omnummering(2018, 2019, opslag=winkel)) == [("BU07860000", "BU07560001")]


def test_two_comparisons_of_one_change_are_laid_over_each_other(opslag: Path) -> None:
    winkel = Opslag(opslag)
    with change_opslag(winkel) as wijziging:
        for plek, (oud, nieuw) in enumerate([(OUD, NIEUW), ("BU03630000", "BU0363AA00")]):
            record_omnummering(
                wijziging,
                winkel,
                outlines({oud: square(plek)}),
                outlines({nieuw: square(plek)}),
                van=2018,
                tot=2019,
                bestanden=[bestand(oud)],
            )
    assert pairs(read_omnummering(2018, 2019, opslag=winkel)) == [
        ("BU03630000", "BU0363AA00"),
        (OUD, NIEUW),
    ]
    assert len(read_omnummerpaspoort(2018, 2019, opslag=winkel)["bestanden"]) == 2


def test_same_pairs_again_and_no_pairs_change_nothing(opslag: Path) -> None:
    winkel = Opslag(opslag)
    for nieuw in ({NIEUW: square(3)}, {NIEUW: square(0)}):
        record(winkel, outlines({OUD: square(0)}), outlines(nieuw))
        eerst = read_inhoud(winkel)
        record(winkel, outlines({OUD: square(0)}), outlines(nieuw), "weer")
        assert read_inhoud(winkel) == eerst
    assert len(eerst) == 1


def test_pairs_that_count_are_kept_and_old_ones_swept(opslag: Path) -> None:
    winkel = Opslag(opslag)
    record(winkel, outlines({OUD: square(0)}), outlines({NIEUW: square(0)}))
    eerst = set((opslag / "omnummeringen").iterdir())
    record(winkel, outlines({OUD: square(1)}), outlines({BUURTEN[3]: square(1)}))
    nu = set((opslag / "omnummeringen").iterdir()) - eerst
    assert len(eerst) == len(nu) == 2
    lang_geleden = time.time() - 7200
    for pad in eerst | nu:
        os.utime(pad, (lang_geleden, lang_geleden))
    record(winkel, outlines({OUD: square(1)}), outlines({BUURTEN[3]: square(1)}))
    assert set((opslag / "omnummeringen").iterdir()) == nu
    assert pairs(read_omnummering(2018, 2019, opslag=winkel)) == [(OUD, BUURTEN[3])]


# What an import finds by itself


def import_kaart(opslag: Path, vormen: Mapping[str, BaseGeometry], van: int, tot: int) -> Verslag:
    kaart = outlines(vormen).rename(columns={"gebiedscode": "buurtcode"})
    pad = maken.write_json(
        opslag.parent / f"kaart-{van}.geojson", maken.geojson(kaart, crs="EPSG:28992")
    )
    return import_bestanden([pad], opslag=Opslag(opslag), vraag=Vraag(grensjaren=(van, tot)))


def found(opslag: Path) -> dict[tuple[int, int], list[tuple[str, str]]]:
    return {j: pairs(p) for j, p in read_omnummeringen(opslag=Opslag(opslag)).items()}


@pytest.mark.parametrize("is_oud_eerst", [True, False])
def test_import_compares_with_the_outlines_of_the_nearest_year(
    opslag: Path, *, is_oud_eerst: bool
) -> None:
    kaarten = [({OUD: square(0)}, 2014, 2018), ({NIEUW: square(0)}, 2019, 2022)]
    verslagen = [
        import_kaart(opslag, *kaart) for kaart in (kaarten if is_oud_eerst else kaarten[::-1])
    ]
    assert found(opslag) == {(2018, 2019): [(OUD, NIEUW)]}
    paren = read_omnummering(2018, 2019, opslag=Opslag(opslag))
    assert paren[["geldig_van", "geldig_tot"]].to_numpy().tolist() == [[2014, 2022]]
    (vergelijking,) = read_omnummerpaspoort(2018, 2019, opslag=Opslag(opslag))["bestanden"]
    namen = [deel["naam"] for deel in vergelijking["delen"]]
    assert namen == ["kaart-2014.geojson", "kaart-2019.geojson"]
    zin = "Grenzen van 2018 en 2019: 1 buurt heeft een andere code bij dezelfde grens; de cijfers"
    assert [any(r.startswith(zin) for r in v.regels) for v in verslagen] == [False, True]
    assert not import_kaart(opslag, *kaarten[0]).is_veranderd


def test_map_of_a_year_in_between_is_compared_on_both_sides(opslag: Path) -> None:
    import_kaart(opslag, {BUURTEN[0]: square(0)}, 2015, 2015)
    import_kaart(opslag, {BUURTEN[2]: square(0)}, 2020, 2020)
    verslag = import_kaart(opslag, {BUURTEN[0]: square(0)}, 2018, 2018)
    assert found(opslag) == {
        (2015, 2018): [(BUURTEN[0], BUURTEN[0])],
        (2015, 2020): [(BUURTEN[0], BUURTEN[2])],
        (2018, 2020): [(BUURTEN[0], BUURTEN[2])],
    }
    # what kept its code is no news
    assert not any(regel.startswith("Grenzen van 2015 en 2018") for regel in verslag.regels)


def test_nearest_year_is_that_of_the_same_gemeente(opslag: Path) -> None:
    import_kaart(opslag, {OUD: square(0)}, 2015, 2015)
    import_kaart(opslag, {"BU03630000": square(5)}, 2017, 2017)
    import_kaart(opslag, {NIEUW: square(0), "BU0363AA00": square(5)}, 2019, 2019)
    assert found(opslag) == {
        (2015, 2019): [(OUD, NIEUW)],
        (2017, 2019): [("BU03630000", "BU0363AA00")],
    }


def test_gemeente_that_is_new_is_compared_with_those_it_was_made_of(opslag: Path) -> None:
    import_kaart(opslag, {"BU08560000": square(0), "BU16850000": square(1)}, 2021, 2021)
    import_kaart(opslag, {"BU19910000": square(0), "BU19910001": square(1)}, 2022, 2022)
    assert found(opslag) == {
        (2021, 2022): [("BU08560000", "BU19910000"), ("BU16850000", "BU19910001")]
    }


def test_maps_that_are_not_touched_are_not_compared_again(opslag: Path) -> None:
    for jaar, code in ((2015, BUURTEN[0]), (2016, BUURTEN[1])):
        import_kaart(opslag, {code: square(0)}, jaar, jaar)
    eerst = read_omnummerpaspoort(2015, 2016, opslag=Opslag(opslag))
    import_kaart(opslag, {BUURTEN[2]: square(0)}, 2017, 2017)
    import_kaart(opslag, {"BU03630000": square(5)}, 2014, 2014)
    assert set(found(opslag)) == {(2015, 2016), (2016, 2017)}
    assert read_omnummerpaspoort(2015, 2016, opslag=Opslag(opslag)) == eerst


def test_wijk_put_together_from_some_of_its_buurten_is_not_compared(opslag: Path) -> None:
    # both maps lack the same buurt, so both wijken look alike though one of them may be larger
    import_kaart(opslag, {OUD: square(0)}, 2018, 2018)
    import_kaart(opslag, {NIEUW: square(0)}, 2019, 2019)
    assert found(opslag) == {(2018, 2019): [(OUD, NIEUW)]}

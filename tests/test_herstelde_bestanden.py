"""What can be mended is mended and told, and the mended value is what the store gives back."""

import gzip
import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
from shapely.geometry import Polygon

from data.__main__ import main
from data.getallen import parse_getallen
from data.opslag import Opslag, read_gebieden, read_omtrekken, read_tabel, read_tabel_met_geheim
from tests import bederven, maken
from tests.bederven import write

NUL, EEN, TWEE, DRIE = maken.BUURTEN
LVB = ("--indicator", "lvb", "--grensjaar", "2020")
JAAR = ("--grensjaar", "2020")

Importeer = Callable[..., str]


@pytest.fixture
def importeer(capfd: pytest.CaptureFixture[str]) -> Importeer:
    """Import by the real command, and answer what it says."""

    def run(*argumenten: object) -> str:
        code = main(["importeer", *map(str, argumenten)])
        uitvoer, fout = capfd.readouterr()
        assert (code, fout) == (0, "")
        return uitvoer

    return run


@pytest.fixture
def lees(opslag: Path) -> Callable[..., Any]:
    """Read one stored cell on the borders of 2020."""

    def cel(tabel: str, kolom: str, code: str = NUL, *, peiljaar: int = 2020) -> Any:  # noqa: ANN401 - a cell
        return read_tabel(tabel, peiljaar=peiljaar, opslag=Opslag(opslag)).loc[(2020, code), kolom]

    return cel


def omtrekken(opslag: Path, jaar: int = 2020) -> gpd.GeoDataFrame:
    return read_omtrekken(jaar, opslag=Opslag(opslag)).set_index("gebiedscode")


# Numbers

LEGE_TEKST = ["", " ", "   ", "-", "--", "..", "nan", "NaN", "NA", "n/a", "N.v.t.", "nvt", "NULL"]
LEGE_TEKST += ["None", "onbekend"]


@pytest.mark.parametrize("cel", [".", "       .", "x", "X", " x ", "geheim", -99997, "-99997"])
def test_secret_is_missing_and_marked(cel: object) -> None:
    gelezen = parse_getallen(pd.Series([1, cel], dtype=object), bestand="a", kolom="b")
    assert gelezen.waarden.isna().tolist() == [False, True]
    assert gelezen.geheim.tolist() == [False, True]


@pytest.mark.parametrize(
    "cel", [None, math.nan, pd.NA, *LEGE_TEKST, -99995, "-99995", -99999999, "-99999999", -99999.0]
)
def test_every_spelling_of_missing_is_missing_and_not_secret(cel: object) -> None:
    gelezen = parse_getallen(pd.Series([1, cel], dtype=object), bestand="a", kolom="b")
    assert gelezen.waarden.isna().tolist() == [False, True]
    assert not gelezen.geheim.any()


@pytest.mark.parametrize("cel", [0, 0.0, "0", " 0", "0,0", "0.0", ".0", ",0", "-0", "+0", "0e5"])
def test_every_spelling_of_zero_is_zero(cel: object) -> None:
    gelezen = parse_getallen(pd.Series([cel, "."], dtype=object), bestand="a", kolom="b")
    assert gelezen.waarden.iloc[0] == 0


@pytest.mark.parametrize(
    ("cel", "waarde"),
    [
        ("1,8", 1.8),
        ("416.0", 416),
        ("    83.7", 83.7),
        ("-3", -3),
        ("\u22123,5", -3.5),  # the minus of a typesetter
        ("+2", 2),
        ("1e3", 1000),
        (",5", 0.5),
        ("5.", 5),
        ("0,123", 0.123),
        (-99989, -99989),
    ],
)
def test_every_spelling_of_a_number_is_that_number(cel: object, waarde: float) -> None:
    gelezen = parse_getallen(pd.Series([cel], dtype=object), bestand="a", kolom="b")
    assert gelezen.waarden.tolist() == [waarde]


def test_decimal_with_three_places_beside_another_is_no_thousand() -> None:
    gelezen = parse_getallen(pd.Series(["1.234", "12.5"]), bestand="a", kolom="b")
    assert gelezen.waarden.tolist() == [1.234, 12.5]


def test_missing_numbers_of_map_files_are_missing_in_a_table(
    importeer: Importeer, tmp_path: Path, opslag: Path
) -> None:
    rijen = maken.kort_rijen()
    for rij, getal in zip(rijen[4:], [-99997, -99995, -99999999], strict=False):
        rij[7] = getal
    importeer(maken.write_werkmap(tmp_path / "kwb.xlsx", rijen, blad="KWB2020"))
    tabel = read_tabel_met_geheim("kwb", peiljaar=2020, opslag=Opslag(opslag))
    buurten = [(2020, code) for code in maken.BUURTEN[:3]]
    assert tabel.cijfers["aantal_inwoners"].reindex(buurten).isna().all()
    assert tabel.geheim["aantal_inwoners"].reindex(buurten).tolist() == [True, False, False]


# Tables as text


def test_decimal_comma_and_point_in_one_column(
    importeer: Importeer, tmp_path: Path, lees: Callable[..., Any]
) -> None:
    verslag = importeer(bederven.lvb_cel(1, 2, "5,5")(tmp_path), *LVB)
    assert "lvb.csv: hersteld: 1 decimale komma's.\n" in verslag
    assert lees("eigen_lvb", "waarde") == 5.5
    assert lees("eigen_lvb", "waarde", EEN) == 2.0
    assert lees("eigen_lvb", "waarde", TWEE) == 0


@pytest.mark.parametrize(
    "verander",
    [
        pytest.param(lambda t: b"\xef\xbb\xbf" + t.encode(), id="one_bom"),
        pytest.param(lambda t: t.replace("\n", "\r\n"), id="line_ends_of_windows"),
        pytest.param(lambda t: t.replace("\n", "\r"), id="line_ends_of_an_old_mac"),
        pytest.param(lambda t: t.rstrip("\n"), id="last_line_without_end"),
        pytest.param(lambda t: t.replace(";", ","), id="commas"),
        pytest.param(lambda t: t.replace(";", "\t"), id="tabs"),
        pytest.param(lambda t: t.replace(";", "|"), id="bars"),
        pytest.param(lambda t: t.replace("\n", ";;\n"), id="empty_columns_at_the_end"),
        pytest.param(lambda t: t.replace("\n", "\n\n"), id="empty_lines"),
        pytest.param(lambda t: "LVB per buurt\n\n" + t, id="title_and_empty_line_above"),
        pytest.param(lambda t: t.upper(), id="capitals"),
        pytest.param(lambda t: t.replace(";", " ; "), id="blanks_around"),
        pytest.param(lambda t: t.replace(NUL, f'"{NUL}"'), id="quotes"),
        pytest.param(lambda t: t.replace("buurtcode", "gebiedscode"), id="other_name_of_the_codes"),
        pytest.param(lambda t: t.replace("waarde", "lvb"), id="named_after_the_indicator"),
    ],
)
def test_dialects_of_csv_give_the_same_figures(
    verander: Callable[[str], str | bytes],
    importeer: Importeer,
    tmp_path: Path,
    lees: Callable[..., Any],
) -> None:
    importeer(bederven.lvb(verander)(tmp_path), *LVB)
    assert [lees("eigen_lvb", kolom) for kolom in ("waarde", "noemer", "teller")] == [5, 1000, 50]
    assert lees("eigen_lvb", "waarde", TWEE) == 0


def test_title_above_and_source_below_are_told(importeer: Importeer, tmp_path: Path) -> None:
    tekst = maken.to_csv(maken.lvb_rijen()) + "Bron: GGD; bewerkt\n© 2024\n"
    verslag = importeer(write(tmp_path / "lvb.csv", tekst), *LVB)
    assert "lvb.csv: 2 voetregel(s) met de bron overgeslagen.\n" in verslag


def test_windows_1252_is_read_and_told(importeer: Importeer, tmp_path: Path, opslag: Path) -> None:
    rijen = maken.statline_rijen()
    rijen[3][0] = "Überwald \u2013 café"
    pad = write(tmp_path / "kwb.csv", maken.statline_csv(rijen).encode("cp1252"))
    assert "kwb.csv: gelezen als Windows-1252.\n" in importeer(pad)
    assert read_gebieden(2020, opslag=Opslag(opslag)).loc[NUL, "naam"] == "Überwald \u2013 café"


def test_commas_in_names_do_not_divide_a_file_with_semicolons(
    importeer: Importeer, tmp_path: Path, opslag: Path
) -> None:
    rijen = maken.statline_rijen()
    for nummer, rij in enumerate(rijen[1:]):
        rij[0] = f"Noord, zuid, oost, west, boven, onder, midden, rand, kern, plein, laan, {nummer}"
    importeer(write(tmp_path / "kwb.csv", maken.statline_csv(rijen)))
    naam = str(read_gebieden(2020, opslag=Opslag(opslag)).loc[NUL, "naam"])
    assert naam.endswith("plein, laan, 2")


def test_padded_codes_and_names_are_stripped_and_told(
    importeer: Importeer, tmp_path: Path, opslag: Path, lees: Callable[..., Any]
) -> None:
    documenten = maken.kwb_odata()
    documenten["WijkenEnBuurten.json"]["value"][3]["Title"] = "  Noord   "
    verslag = importeer(maken.write_odata(tmp_path / "kwb", documenten))
    assert "kwb/TypedDataSet.json: hersteld: 3 codes met spaties.\n" in verslag
    assert lees("kwb", "aantal_inwoners", maken.GEMEENTE) == 3000
    assert lees("kwb", "gemeentenaam", maken.GEMEENTE) == "Eindhoven"
    assert read_gebieden(2020, opslag=Opslag(opslag)).loc[NUL, "naam"] == "Noord"


def test_group_of_topics_within_itself_does_not_go_on_for_ever(
    importeer: Importeer, tmp_path: Path, lees: Callable[..., Any]
) -> None:
    documenten = maken.kwb_odata()
    for rij in documenten["DataProperties.json"]["value"]:
        if rij["Type"] == "TopicGroup":
            rij["ParentID"] = rij["ID"]
    importeer(maken.write_odata(tmp_path / "kwb", documenten))
    assert lees("kwb", "aantal_inwoners") == 1000


HOSTIEL = {
    NUL: "<img src=x onerror=alert(1)>{{7*7}}</script>",
    EEN: "=HYPERLINK(\"http://x\",'klik')",
    TWEE: "\u202eabc\u200f אבג 👩‍👩‍👧 ŉ",
    DRIE: "'; drop table buurten; -- \\ % ${x} \x07",
}


def test_hostile_names_survive_as_text(importeer: Importeer, tmp_path: Path, opslag: Path) -> None:
    documenten = maken.kwb_odata()
    for rij in documenten["WijkenEnBuurten.json"]["value"]:
        rij["Title"] = HOSTIEL.get(rij["Key"].strip(), rij["Title"])
    importeer(maken.write_odata(tmp_path / "kwb", documenten))
    importeer(maken.write_json(tmp_path / "kaart.geojson", maken.geojson()))
    gebieden = read_gebieden(2020, opslag=Opslag(opslag))
    assert gebieden.loc[list(HOSTIEL), "naam"].to_dict() == HOSTIEL


def test_hostile_names_on_a_map_survive_as_text(
    importeer: Importeer, tmp_path: Path, opslag: Path
) -> None:
    features = [
        maken.feature(code, [maken.ring(nummer)], buurtnaam=HOSTIEL[code])
        for nummer, code in enumerate(maken.BUURTEN[:3])
    ]
    importeer(bederven.kaart(*features)(tmp_path), *JAAR)
    assert omtrekken(opslag)["naam"].dropna().to_dict() == {c: HOSTIEL[c] for c in (NUL, EEN, TWEE)}


def test_name_of_a_file_cannot_break_the_report(importeer: Importeer, tmp_path: Path) -> None:
    pad = write(tmp_path / "l\nv\x1bb\udcff.csv", maken.to_csv(maken.lvb_rijen()))
    verslag = importeer(pad, *LVB)
    assert verslag.startswith("l v b .csv: Eigen bestand 2020, 3 rijen")


def test_codes_with_letters_stay_text(
    importeer: Importeer, tmp_path: Path, opslag: Path, lees: Callable[..., Any]
) -> None:
    met_letters = "BU0363AA01"
    rijen = [[met_letters if cel == NUL else cel for cel in rij] for rij in maken.lvb_rijen()]
    importeer(write(tmp_path / "lvb.csv", maken.to_csv(rijen)), *LVB)
    importeer(bederven.kaart(maken.feature(met_letters, [maken.ring(0)]))(tmp_path), *JAAR)
    assert lees("eigen_lvb", "waarde", met_letters) == 5
    assert omtrekken(opslag).loc[met_letters, "wijkcode"] == "WK0363AA"


def test_codes_nobody_knows_are_listed(importeer: Importeer, tmp_path: Path) -> None:
    importeer(maken.write_odata(tmp_path / "kwb", maken.kwb_odata()))
    rijen = [*maken.lvb_rijen(), ["BU07729999", "2020", "1", "100", "1"]]
    verslag = importeer(write(tmp_path / "lvb.csv", maken.to_csv(rijen)), *LVB)
    assert "BU07729999" in next(r for r in verslag.splitlines() if "komt niet voor" in r)


def test_values_that_look_like_shares_are_told(importeer: Importeer, tmp_path: Path) -> None:
    rijen = [
        [*rij[:2], waarde]
        for rij, waarde in zip(maken.lvb_rijen(), ["waarde", "0.05", "0.02", "0"], strict=True)
    ]
    verslag = importeer(write(tmp_path / "lvb.csv", maken.to_csv(rijen)), *LVB)
    assert "alle waarden van 2020 liggen tussen 0 en 1" in verslag


# Files beside and around


def test_workbook_under_another_extension(
    importeer: Importeer, tmp_path: Path, lees: Callable[..., Any]
) -> None:
    importeer(bederven.werkmap()(tmp_path).rename(tmp_path / "lvb.xls"), *LVB)
    assert lees("eigen_lvb", "waarde") == 5


def test_second_sheet_is_left_alone_and_told(
    importeer: Importeer, tmp_path: Path, lees: Callable[..., Any]
) -> None:
    def add_sheet(boek: Any) -> None:  # noqa: ANN401 - openpyxl has no types
        boek.create_sheet("Toelichting").append(["=1+1", "uitleg"])

    verslag = importeer(bederven.werkmap(add_sheet)(tmp_path), *LVB)
    assert "lvb.xlsx: alleen blad 'Sheet' gelezen; er zijn meer bladen gevuld.\n" in verslag
    assert lees("eigen_lvb", "waarde") == 5


def test_hidden_sheet_is_not_read(
    importeer: Importeer, tmp_path: Path, lees: Callable[..., Any]
) -> None:
    def hide_first(boek: Any) -> None:  # noqa: ANN401 - openpyxl has no types
        verborgen = boek.create_sheet("Oud", 0)
        verborgen.append(["buurtcode", "peiljaar", "waarde"])
        verborgen.append([NUL, 2020, 99])
        verborgen.sheet_state = "hidden"

    importeer(bederven.werkmap(hide_first)(tmp_path), *LVB)
    assert lees("eigen_lvb", "waarde") == 5


def test_table_that_begins_lower_on_the_sheet(
    importeer: Importeer, tmp_path: Path, lees: Callable[..., Any]
) -> None:
    importeer(bederven.werkmap(lambda boek: boek.active.insert_rows(1, 3))(tmp_path), *LVB)
    assert lees("eigen_lvb", "waarde") == 5


def test_postcode_that_a_workbook_keeps_as_a_number_stays(
    importeer: Importeer, tmp_path: Path, lees: Callable[..., Any]
) -> None:
    rijen: list[list[object]] = [
        [*rij, "pst_mvp" if nummer == 0 else 5611] for nummer, rij in enumerate(maken.kort_rijen())
    ]
    importeer(maken.write_werkmap(tmp_path / "kwb.xlsx", rijen, blad="KWB2020"))
    assert lees("kwb", "meest_voorkomende_postcode") == "5611"


BIJ = {
    "levering/lvb.csv": maken.to_csv(maken.lvb_rijen()).encode(),
    "levering/leesmij.txt": b'Beste lezer, "hierbij" de cijfers,\nvan het jaar\n',
    "levering/uitleg.pdf": b"%PDF-1.7\x00",
    "levering/metadata.xml": b"<?xml version='1.0'?><metadata/>",
}
SPOREN = {
    "levering/": b"",
    "__MACOSX/levering/._lvb.csv": b"\x00\x05\x16\x07",
    "levering/.DS_Store": b"\x00\x00\x01",
}


def test_notes_beside_a_table_are_passed_over_and_told(
    importeer: Importeer, tmp_path: Path, lees: Callable[..., Any]
) -> None:
    verslag = importeer(maken.write_zip(tmp_path / "a.zip", BIJ | SPOREN), *LVB)
    for naam in ("leesmij.txt", "uitleg.pdf", "metadata.xml"):
        assert f"a.zip/levering/{naam}: overgeslagen, geen tabel of kaart.\n" in verslag
    assert "._lvb" not in verslag
    assert lees("eigen_lvb", "waarde") == 5


def test_notes_in_a_folder_are_passed_over_and_told(
    importeer: Importeer, tmp_path: Path, lees: Callable[..., Any]
) -> None:
    for naam, inhoud in (BIJ | SPOREN).items():
        if naam.endswith("/"):
            continue
        (tmp_path / naam).parent.mkdir(parents=True, exist_ok=True)
        write(tmp_path / naam, inhoud)
    verslag = importeer(tmp_path / "levering", *LVB)
    assert verslag.count("overgeslagen, geen tabel of kaart") == 3
    assert lees("eigen_lvb", "waarde") == 5


def test_workbook_in_a_zip_is_a_workbook(
    importeer: Importeer, tmp_path: Path, lees: Callable[..., Any]
) -> None:
    inhoud = bederven.werkmap()(tmp_path).read_bytes()
    verslag = importeer(maken.write_zip(tmp_path / "a.zip", {"map/lvb.xlsx": inhoud}), *LVB)
    assert verslag.startswith("a.zip/map/lvb.xlsx: Eigen bestand 2020, 3 rijen")
    assert lees("eigen_lvb", "waarde") == 5


def test_several_pages_share_their_properties_and_stay_in_the_passport(
    importeer: Importeer, tmp_path: Path, opslag: Path, lees: Callable[..., Any]
) -> None:
    documenten: dict[str, Any] = maken.kwb_odata()
    heel = documenten.pop("TypedDataSet.json")
    for naam, deel in (("GM.json", slice(0, 3)), ("BU.json", slice(3, None))):
        documenten[naam] = {**heel, "value": heel["value"][deel]}
    importeer(maken.write_odata(tmp_path / "kwb", documenten))
    assert lees("kwb", "aantal_inwoners", maken.WIJK) == 3000
    assert lees("kwb", "aantal_inwoners", NUL) == 1000
    inhoud = json.loads((opslag / "inhoud.json").read_text(encoding="utf-8"))["bestanden"]
    paspoort = next(v["paspoort"] for v in inhoud if v["soort"] == "tabel")
    bestanden = json.loads((opslag / paspoort).read_text(encoding="utf-8"))["bestanden"]
    assert [b["delen"][0]["naam"] for b in bestanden] == ["kwb/BU.json", "kwb/GM.json"]


# Outlines

VLINDER = [[160_000, 383_000], [161_000, 384_000], [161_000, 383_000], [160_000, 384_000]]


def test_self_crossing_ring_becomes_two_triangles(
    importeer: Importeer, tmp_path: Path, opslag: Path
) -> None:
    pad = bederven.kaart(maken.feature(NUL, [[*VLINDER, VLINDER[0]]]))(tmp_path)
    assert "hersteld: 1 ongeldige omtrekken gerepareerd.\n" in importeer(pad, *JAAR)
    vlak = omtrekken(opslag).loc[NUL, "geometry"]
    assert vlak.area == pytest.approx(500_000)  # half of the square of which it is the diagonals
    assert len(vlak.geoms) == 2
    assert vlak.is_valid


def test_open_ring_of_a_geojson_is_closed(
    importeer: Importeer, tmp_path: Path, opslag: Path
) -> None:
    pad = bederven.kaart(maken.feature(NUL, [maken.ring(0)[:-1]]))(tmp_path)
    assert "kaart.geojson: hersteld: 1 open ringen gesloten.\n" in importeer(pad, *JAAR)
    assert omtrekken(opslag).loc[NUL, "geometry"].equals(maken.vlak(0))


def test_open_ring_of_a_csv_is_closed(importeer: Importeer, tmp_path: Path, opslag: Path) -> None:
    hoeken = ", ".join(f"{x} {y}" for x, y in maken.ring(1)[:-1])
    pad = bederven.wkt_cel(2, f"SRID=28992;POLYGON (({hoeken}))")(tmp_path)
    assert "kaart.csv: hersteld: 1 open ringen gesloten.\n" in importeer(pad, *JAAR)
    assert omtrekken(opslag).loc[EEN, "geometry"].equals(maken.vlak(1))


def test_height_falls_away(importeer: Importeer, tmp_path: Path, opslag: Path) -> None:
    ring = [[*punt, 12.5] for punt in maken.ring(0)]
    importeer(bederven.kaart(maken.feature(NUL, [ring]))(tmp_path), *JAAR)
    assert not omtrekken(opslag).loc[NUL, "geometry"].has_z


def in_projection(crs: str) -> dict[str, Any]:
    """Answer the map in a projection that it states."""
    return maken.geojson(maken.kaart(crs=crs), crs=crs)


@pytest.mark.parametrize(
    ("maak", "wordt_verteld"),
    [
        pytest.param(maken.geojson(), True, id="rd_without_crs"),
        pytest.param(maken.geojson(crs="EPSG:28992"), False, id="rd_with_crs"),
        pytest.param(maken.geojson(maken.kaart(crs="EPSG:4326")), False, id="degrees_without_crs"),
        pytest.param(in_projection("EPSG:4326"), False, id="degrees"),
        pytest.param(
            maken.geojson(maken.kaart(crs="EPSG:4258"), crs="EPSG:4258"), False, id="etrs"
        ),
        pytest.param(
            maken.geojson(maken.kaart(crs="EPSG:32631"), crs="EPSG:32631"), False, id="utm"
        ),
        pytest.param(maken.geojson(maken.kaart(crs="EPSG:3857"), crs="EPSG:3857"), False, id="web"),
    ],
)
def test_projection_is_told_by_the_numbers(
    maak: dict[str, Any],
    wordt_verteld: bool,  # noqa: FBT001 - a case of the table
    importeer: Importeer,
    tmp_path: Path,
    opslag: Path,
) -> None:
    verslag = importeer(maken.write_json(tmp_path / "kaart.geojson", maak), *JAAR)
    assert ("noemt geen projectie; naar de getallen gelezen als RD" in verslag) is wordt_verteld
    check_square(omtrekken(opslag).loc[NUL, "geometry"])


def check_square(vlak: Polygon) -> None:
    """Promise that a buurt lies where it was drawn, to a metre."""
    assert vlak.symmetric_difference(maken.vlak(0)).area < 1000
    assert vlak.hausdorff_distance(maken.vlak(0)) < 1


@pytest.mark.parametrize(
    "maak",
    [
        pytest.param(lambda m: maken.write_geopackage(m / "kaart.gpkg"), id="geopackage"),
        pytest.param(
            lambda m: maken.write_geopackage(m / "kaart.gpkg").rename(m / "kaart.csv"),
            id="geopackage_under_another_name",
        ),
        pytest.param(lambda m: maken.write_shapefile(m / "shp"), id="shapefile"),
        pytest.param(lambda m: maken.write_shapefile(m / "shp").parent, id="shapefile_in_a_folder"),
        pytest.param(
            lambda m: maken.write_shapefile(m / "shp", crs=None), id="shapefile_without_prj"
        ),
        pytest.param(
            lambda m: maken.write_json(m / "kaart.csv", maken.geojson()),
            id="geojson_under_another_name",
        ),
        pytest.param(lambda m: write(m / "kaart.csv", maken.to_csv(maken.wkt_rijen())), id="wkt"),
    ],
)
def test_every_form_of_a_map_gives_the_same_outlines(
    maak: bederven.Maker, importeer: Importeer, tmp_path: Path, opslag: Path
) -> None:
    verslag = importeer(maak(tmp_path), *JAAR)
    assert "omtrekken van 4 buurten, grenzen van 2020." in verslag
    kaart = omtrekken(opslag)
    check_square(kaart.loc[NUL, "geometry"])
    assert kaart.loc[NUL, "naam"] == "Noord"
    assert kaart.loc[maken.WIJK, "geometry"].area == pytest.approx(4_000_000)


def test_layers_of_three_levels_come_in_together(
    importeer: Importeer, tmp_path: Path, opslag: Path
) -> None:
    pad = maken.write_geopackage(tmp_path / "kaart.gpkg")
    for kolom, naam in (("wijkcode", "Wijk Een"), ("gemeentecode", "Eindhoven")):
        laag = maken.kaart().dissolve(kolom).reset_index()[[kolom, "geometry"]]
        laag = laag.assign(**{kolom.replace("code", "naam"): naam})
        laag.to_file(pad, layer=kolom, driver="GPKG", append=True)
    importeer(pad, "--grensjaar", "2018-2019")
    for jaar in (2018, 2019):
        kaart = omtrekken(opslag, jaar)
        assert kaart.loc[[maken.WIJK, maken.GEMEENTE], "naam"].tolist() == ["Wijk Een", "Eindhoven"]
        assert not kaart["is_afgeleid"].any()


def test_map_of_gemeenten_alone(importeer: Importeer, tmp_path: Path, opslag: Path) -> None:
    laag = maken.kaart().dissolve("gemeentecode").reset_index()[["gemeentecode", "geometry"]]
    verslag = importeer(maken.write_json(tmp_path / "a.geojson", maken.geojson(laag)), *JAAR)
    assert "omtrekken van 1 gemeente, grenzen van 2020." in verslag
    assert omtrekken(opslag).index.tolist() == [maken.GEMEENTE]


def test_zip_of_a_shapefile_with_metadata(
    importeer: Importeer, tmp_path: Path, opslag: Path
) -> None:
    map_ = maken.write_shapefile(tmp_path / "shp").parent
    leden = {f"kaart/{pad.name}": pad.read_bytes() for pad in map_.iterdir()}
    pad = maken.write_zip(tmp_path / "a.zip", leden | {"kaart/buurten.shp.xml": b"<metadata/>"})
    assert "overgeslagen" not in importeer(pad, *JAAR)
    assert omtrekken(opslag).loc[NUL, "naam"] == "Noord"


def test_layer_with_colours_beside_the_map_is_passed_over(
    importeer: Importeer, tmp_path: Path, opslag: Path
) -> None:
    pad = maken.write_geopackage(tmp_path / "kaart.gpkg")
    stijlen = pd.DataFrame({"stijl": ["rood"]})
    pyogrio.write_dataframe(stijlen, pad, layer="layer_styles", driver="GPKG", append=True)
    importeer(pad, *JAAR)
    assert omtrekken(opslag).index.tolist() == [*maken.BUURTEN, maken.GEMEENTE, maken.WIJK]


@pytest.mark.parametrize("welk", ["grof-*", "*-fijn-*"])
@pytest.mark.parametrize("schade", ["vorm", "afgekapt", "geen_gzip", "weg"])
def test_outlines_of_an_older_form_or_damaged_are_made_anew(
    importeer: Importeer, tmp_path: Path, opslag: Path, welk: str, schade: str
) -> None:
    pad = maken.write_json(tmp_path / "kaart.geojson", maken.geojson())
    importeer(pad, *JAAR)
    (web,) = (opslag / "web").glob(f"{welk}.json.gz")
    heel = web.read_bytes()
    if schade == "vorm":
        ouder = {k: w for k, w in json.loads(gzip.decompress(heel)).items() if k != "vorm"}
        web.write_bytes(gzip.compress(json.dumps(ouder).encode()))
    elif schade == "afgekapt":
        web.write_bytes(heel[:40])
    elif schade == "geen_gzip":
        web.write_text("geen kaart")
    else:
        web.unlink()
    importeer(pad, *JAAR)
    assert web.read_bytes() == heel
    assert "Er is niets veranderd" in importeer(pad, *JAAR)


def test_water_stays_and_is_told(importeer: Importeer, tmp_path: Path, opslag: Path) -> None:
    pad = maken.write_json(tmp_path / "kaart.geojson", maken.geojson())
    assert "1 gebied is water en telt niet mee." in importeer(pad, *JAAR)
    assert omtrekken(opslag)["is_water"].to_dict() == {
        maken.GEMEENTE: False,
        maken.WIJK: False,
        **dict.fromkeys(maken.BUURTEN[:3], False),
        DRIE: True,
    }


def test_land_abroad_is_left_out(importeer: Importeer, tmp_path: Path, opslag: Path) -> None:
    buitenland = maken.feature(EEN, [maken.ring(1)], water="B")
    pad = bederven.kaart(maken.feature(NUL, [maken.ring(0)], water="NEE"), buitenland)(tmp_path)
    importeer(pad, *JAAR)
    assert EEN not in omtrekken(opslag).index


def test_map_tells_its_own_year(importeer: Importeer, tmp_path: Path) -> None:
    kaart = maken.kaart().assign(jaar=2021, jrstatcode="2021BU", naam="x")
    pad = maken.write_json(tmp_path / "kaart.geojson", maken.geojson(kaart))
    assert "grenzen van 2021." in importeer(pad)


def test_map_of_several_years_of_figures_tells_none(importeer: Importeer, tmp_path: Path) -> None:
    importeer(maken.write_odata(tmp_path / "kwb", maken.kwb_odata()))
    kaart = maken.kaart().assign(jaar=[2018, 2019, 2019, 2019])
    pad = maken.write_json(tmp_path / "kaart.geojson", maken.geojson(kaart))
    assert "grenzen van 2020." in importeer(pad)


@pytest.mark.parametrize(("jaar", "code"), [(2015, NUL), (2021, NUL), (2022, DRIE), (2024, DRIE)])
def test_codes_of_the_year_that_is_asked_for(
    jaar: int, code: str, importeer: Importeer, tmp_path: Path, opslag: Path
) -> None:
    vlak = maken.feature("x", [maken.ring(0)], code2015=NUL, code2022=DRIE)
    importeer(bederven.kaart(vlak)(tmp_path), "--grensjaar", jaar)
    assert code in omtrekken(opslag, jaar).index


def test_codes_that_the_store_knows_are_chosen(
    importeer: Importeer, tmp_path: Path, opslag: Path
) -> None:
    importeer(maken.write_odata(tmp_path / "kwb", maken.kwb_odata()))
    vlak = maken.feature("x", [maken.ring(0)], oud="BU00010000", nieuw=EEN, wijknaam="Wijk Twee")
    importeer(bederven.kaart(vlak)(tmp_path), *JAAR)
    assert EEN in omtrekken(opslag).index


def test_codes_without_outline_and_outlines_without_figures_are_listed(
    importeer: Importeer, tmp_path: Path
) -> None:
    importeer(
        bederven.kaart(maken.feature(NUL, [maken.ring(0)]), maken.feature(DRIE, [maken.ring(3)]))(
            tmp_path
        ),
        *JAAR,
    )
    verslag = importeer(bederven.lvb(str)(tmp_path), *LVB)
    assert f"2 buurten zonder omtrek: {EEN}, {TWEE}." in verslag
    assert f"1 omtrek zonder cijfers: {DRIE}." in verslag

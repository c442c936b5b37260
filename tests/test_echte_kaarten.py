"""
Real outlines, and real figures on them: the road from a publisher's file to a map.

Areas and codes are read a second time with nothing of the program.
"""

import csv
import gzip
import io
import json
import shutil
import sqlite3
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pyproj
import pytest
import shapely
from shapely.geometry import shape

from data.__main__ import main as data_main
from data.opslag import (
    Opslag,
    grensjaren_met_omtrekken,
    read_omtrekken,
    weboutline_pad,
    weboutlines_of,
)
from layers.__main__ import main as layers_main
from layers.aanbod import gebieden_met_kaart, indicatoren_van, ligging
from layers.indicatoren import INDICATOR_PER_SLEUTEL
from layers.kaartbeeld import Kaartbeeld
from layers.stand import build_zin
from layers.waarden import build_waarden
from tests.bezoek import GEGEVENSVARIABELE
from tests.bronbestanden import (
    GEHEIM,
    Cel,
    Gebied,
    Uitkomst,
    differences,
    expected,
    read_amsterdam_2017,
    read_kwb_2020,
)
from tests.kaarten import stand, text_of

pytestmark = pytest.mark.ongemeten

EINDHOVEN = "GM0772"
AMSTERDAM = "GM0363"
LEEFTIJDEN = ("k_15Tot25Jaar_9", "k_25Tot45Jaar_10", "k_45Tot65Jaar_11")

_CODES = ("statcode", "buurtcode", "gemeentecode")

Importeer = Callable[..., str]
Rijen = list[dict[str, Any]]


@pytest.fixture
def importeer(capsys: pytest.CaptureFixture[str]) -> Importeer:
    """Import by the command and answer its report."""

    def run(*vraag: Path | str) -> str:
        capsys.readouterr()
        assert data_main(["importeer", *map(str, vraag)]) == 0
        return capsys.readouterr().out

    return run


def features(pad: Path) -> dict[str, dict[str, Any]]:
    """Read a GeoJSON by code, with whatever name its publisher gave the code."""
    gelezen = json.loads(pad.read_text(encoding="utf-8"))["features"]
    return {next(f["properties"][k] for k in _CODES if k in f["properties"]): f for f in gelezen}


def areas_of(pad: Path) -> dict[str, float]:
    """Measure the areas of a GeoJSON in degrees, in square metres on the Dutch grid."""
    naar_rd: Callable[..., Any] = pyproj.Transformer.from_crs(4326, 28992, always_xy=True).transform
    vlakken = {code: shapely.make_valid(shape(f["geometry"])) for code, f in features(pad).items()}
    return {
        code: shapely.transform(vlak, naar_rd, interleaved=False).area
        for code, vlak in vlakken.items()
    }


def stored_areas(opslag: Path, grensjaar: int, niveau: str = "buurt") -> dict[str, float]:
    kaart = read_omtrekken(grensjaar, opslag=Opslag(opslag))
    assert kaart.crs.to_epsg() == 28992
    assert kaart.is_valid.all()
    kaart = kaart[kaart["niveau"] == niveau]
    return dict(zip(kaart["gebiedscode"], kaart.area, strict=True))


def web_areas(grensjaar: int, doel: str, opslag: Path) -> Rijen:
    naam = weboutlines_of(grensjaar, opslag=Opslag(opslag))[doel]
    pad = weboutline_pad(naam)
    assert pad is not None
    inhoud = json.loads(gzip.decompress(pad.read_bytes()))
    gebieden: Rijen = inhoud["gebieden"]
    assert len(inhoud["ringen"]) == len(gebieden)
    assert sum(inhoud["punten"]) * 2 == len(inhoud["stappen"])
    return [
        gebied | {"ringen": ringen}
        for gebied, ringen in zip(gebieden, inhoud["ringen"], strict=True)
    ]


def shown(kaartbeeld: Kaartbeeld) -> Uitkomst:
    moment = kaartbeeld.moment
    return {
        code: (str(staat), waarde)
        for code, staat, waarde in zip(
            kaartbeeld.gebieden, moment.staten, moment.waarden, strict=True
        )
    }


# Eindhoven: all codes changed between 2018 and 2019, the borders did not


@pytest.fixture(scope="module")
def _eindhoven(echt: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Import figures of 2020 and the outlines of both series."""
    plaats = tmp_path_factory.mktemp("eindhoven")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(GEGEVENSVARIABELE, str(plaats))
        for pad, *jaren in (
            ("odata_json",),
            ("eindhoven/eindhoven_buurten_codes_2014-2018.geojson", "--grensjaar", "2014-2018"),
            ("eindhoven/eindhoven_buurten_codes_2019-2024.geojson", "--grensjaar", "2019-2024"),
        ):
            assert data_main(["importeer", str(echt / pad), *jaren]) == 0
    return plaats


@pytest.fixture
def eindhoven(_eindhoven: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Choose the store of Eindhoven; it is only read."""
    monkeypatch.setenv(GEGEVENSVARIABELE, str(_eindhoven))
    return _eindhoven


def test_old_and_new_codes_of_eindhoven_lie_on_the_same_ground(echt: Path, eindhoven: Path) -> None:
    pad = echt / "eindhoven" / "eindhoven_code_crosswalk.csv"
    with pad.open(encoding="utf-8-sig", newline="") as stroom:
        paren = [(r["cbs_code_2018minus"], r["cbs_code_2019plus"]) for r in csv.DictReader(stroom)]
    assert len(paren) == 116
    opslag = Opslag(eindhoven)
    assert grensjaren_met_omtrekken(opslag=opslag) == tuple(range(2014, 2025))
    oud, nieuw = (
        read_omtrekken(jaar, opslag=opslag).set_index("gebiedscode")["geometry"]
        for jaar in (2018, 2019)
    )
    assert {oud_code for oud_code, _ in paren} == {c for c in oud.index if c.startswith("BU")}
    assert {nieuw_code for _, nieuw_code in paren} == {c for c in nieuw.index if c.startswith("BU")}
    for oud_code, nieuw_code in paren:
        assert oud_code != nieuw_code
        assert oud[oud_code].equals(nieuw[nieuw_code]), (oud_code, nieuw_code)


@pytest.mark.parametrize(("jaar", "reeks"), [(2016, "2014-2018"), (2022, "2019-2024")])
def test_outlines_of_eindhoven_have_the_area_of_the_source(
    echt: Path, eindhoven: Path, jaar: int, reeks: str
) -> None:
    bron = areas_of(echt / "eindhoven" / f"eindhoven_buurten_codes_{reeks}.geojson")
    assert stored_areas(eindhoven, jaar) == pytest.approx(bron, rel=1e-9)


def test_figures_of_2020_reach_all_borders_also_under_the_old_codes(
    echt: Path, eindhoven: Path
) -> None:
    waarden = {
        grensjaar: build_waarden(
            INDICATOR_PER_SLEUTEL["bijstand"],
            peiljaar=2020,
            grensjaar=grensjaar,
            opslag=Opslag(eindhoven),
        ).tabel
        for grensjaar in (2018, 2019, 2020, 2024)
    }
    for grensjaar in (2019, 2024):
        gelijk = waarden[grensjaar]["waarde"].reindex(waarden[2020].index)
        assert gelijk.equals(waarden[2020]["waarde"]), grensjaar
    pad = echt / "eindhoven" / "eindhoven_code_crosswalk.csv"
    with pad.open(encoding="utf-8-sig", newline="") as stroom:
        oud_van = {r["cbs_code_2019plus"]: r["cbs_code_2018minus"] for r in csv.DictReader(stroom)}
    assert len(oud_van) == 116
    toen = waarden[2018][waarden[2018]["niveau"] == "buurt"]
    nu = waarden[2020].loc[list(oud_van)].rename(index=oud_van).sort_index()
    pd.testing.assert_frame_equal(
        toen[["status", "waarde"]].sort_index(), nu[["status", "waarde"]], check_names=False
    )


def test_map_of_eindhoven_shows_every_buurt_as_the_source_counts_it(
    echt: Path, eindhoven: Path
) -> None:
    rijen = read_kwb_2020(echt).rijen
    kaartbeeld = stand("bijstand", 2020, EINDHOVEN)
    verwacht = {
        code: expected(
            Gebied(inwoners=rij["AantalInwoners_5"], huishoudens=rij["HuishoudensTotaal_28"]),
            teller=rij["PersonenPerSoortUitkeringBijstand_83"],
            noemers=tuple(rij[leeftijd] for leeftijd in LEEFTIJDEN),
            maal=1000,
            is_gevuld=True,
        )
        for code, rij in rijen.items()
        if code.startswith("BU0772")
    }
    assert kaartbeeld.grensjaar == 2024
    assert differences(shown(kaartbeeld), verwacht) == []
    web = web_areas(2024, f"{EINDHOVEN}-fijn", eindhoven)
    assert [gebied["c"] for gebied in web] == list(kaartbeeld.gebieden)
    assert [gebied["n"] for gebied in web] == list(kaartbeeld.namen)


def test_woensel_west_reads_72_of_every_thousand(eindhoven: Path) -> None:
    assert gebieden_met_kaart() == [(EINDHOVEN, "Eindhoven", False)], eindhoven
    kaartbeeld = stand("bijstand", 2020, EINDHOVEN)
    plek = kaartbeeld.namen.index("Woensel-West")
    assert text_of(kaartbeeld, kaartbeeld.moment, plek) == "72 per 1.000"  # 220 of 3,040: 72.4
    assert build_zin(kaartbeeld, kaartbeeld.gebieden[plek]) == (
        "In **Woensel-West** krijgen **72** van elke 1.000 inwoners van 15 tot 65 jaar bijstand."
    )
    assert ligging(kaartbeeld)[plek] == "Erp, Stadsdeel Woensel-Zuid"


def write_csv(pad: Path, kop: str, rijen: list[list[object]]) -> Path:
    with pad.open("w", encoding="utf-8", newline="") as stroom:
        csv.writer(stroom, delimiter=";").writerows([kop.split(";"), *rijen])
    return pad


def test_lvb_of_a_user_follows_the_rules_for_small_numbers(
    echt: Path,
    eindhoven: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    importeer: Importeer,
) -> None:
    rijen = read_kwb_2020(echt).rijen
    inwoners = {
        code: float(rij["AantalInwoners_5"] or 0)
        for code, rij in rijen.items()
        if code.startswith("BU0772")
    }
    groot = [c for c, aantal in inwoners.items() if aantal >= 1000]
    klein = [
        c
        for c, aantal in inwoners.items()
        if 0 < aantal < 100 and rijen[c]["HuishoudensTotaal_28"] != 0
    ]
    (niemand, *_) = (c for c, aantal in inwoners.items() if aantal == 0)
    voorbeelden: list[tuple[str, str, str, str, tuple[str, float | None], int | None]] = [
        # code, value, whole and part as the user writes them; state and value; class
        (groot[0], "35,0", "1000", "350", ("ok", 35.0), 2),
        (groot[1], "35,1", "1000", "351", ("ok", 35.1), 3),
        (groot[2], "40,8", "49", "20", ("onderdrukt", None), None),
        (groot[3], "20,0", "50", "10", ("ok", 20.0), 1),
        (groot[4], "1,8", "500", "9", ("onderdrukt", None), None),
        (groot[5], "2,0", "500", "10", ("ok", 2.0), 0),
        (groot[6], "0,0", "500", "0", ("ok", 0.0), 0),
        (groot[7], "0,2", "500", "1", ("onderdrukt", None), None),
        (groot[8], "12,5", "", "", ("ok", 12.5), 0),  # of its inhabitants in 2020
        (groot[9], "", "500", "50", ("onderdrukt", None), None),
        (klein[0], "20,0", "60", "12", ("klein_aantal", 20.0), 1),
        (niemand, "20,0", "60", "12", ("niet_beschikbaar", None), None),
    ]
    bestand = write_csv(
        tmp_path / "lvb.csv",
        "buurtcode;peiljaar;waarde;noemer;teller",
        [[code, 2019, *getallen] for code, *getallen, _, _ in voorbeelden],
    )
    kopie = tmp_path / "kopie"
    shutil.copytree(eindhoven, kopie)
    monkeypatch.setenv(GEGEVENSVARIABELE, str(kopie))
    verslag = importeer(bestand, "--indicator", "lvb")
    assert "1 rij heeft geen noemer" in verslag
    kaartbeeld = stand("lvb", 2019, EINDHOVEN)
    getoond = shown(kaartbeeld)
    klassen = dict(zip(kaartbeeld.gebieden, kaartbeeld.moment.klassen, strict=True))
    for code, *_, verwacht, klasse in voorbeelden:
        assert (getoond[code], klassen[code]) == (verwacht, klasse), code
    met_rij = {code for code, *_ in voorbeelden}
    zonder_rij = {staat for code, (staat, _) in getoond.items() if code not in met_rij}
    assert zonder_rij == {"niet_beschikbaar"}


# Amsterdam: all four layers of the product on real buurten


def read_amsterdam_outlines(echt: Path) -> dict[str, dict[str, str]]:
    pad = echt / "amsterdam" / "buurten_2015_2022_wkt.csv"
    with pad.open(encoding="utf-8-sig", newline="") as stroom:
        return {rij["BUURTCODE_CBS_2015"]: rij for rij in csv.DictReader(stroom)}


def test_four_layers_of_the_product_load_on_real_buurten(
    echt: Path, tmp_path: Path, importeer: Importeer
) -> None:
    bron = read_amsterdam_2017(echt)
    buurten = sorted(code for code in bron if code.startswith("BU"))
    kaart = read_amsterdam_outlines(echt)
    zonder_omtrek = sorted(set(buurten) - set(kaart))
    assert (len(buurten), len(kaart), len(zonder_omtrek)) == (479, 439, 40)

    importeer(echt / "amsterdam" / "kwb_2017.csv", "--peiljaar", "2017")
    verslag = importeer(echt / "amsterdam" / "buurten_2015_2022_wkt.csv", "--grensjaar", "2017")
    gemeld = f"40 buurten zonder omtrek: {', '.join(zonder_omtrek[:20])} en nog 20."
    assert f"grenzen van 2017: {gemeld}" in verslag
    # the other way round the same buurten are named
    opnieuw = importeer(echt / "amsterdam" / "kwb_2017.csv", "--peiljaar", "2017")
    assert f"kwb_2017.csv (2017): {gemeld}" in opnieuw
    assert "Er is niets veranderd" in opnieuw

    # scores and shares by hand, in the documented form
    onv = {code: (plek * 37 % 101 - 50) / 1000 for plek, code in enumerate(buurten)}
    leefbaarheid = write_csv(
        tmp_path / "leefbaarometer.csv",
        "bu_code;bu_naam;jaar;lbm;afw;fys;onv;soc;vrz;won",
        [[c, "", 2018, 4.1 + s + 0.5, s + 0.5, 0.1, s, 0.1, 0.1, 0.2] for c, s in onv.items()],
    )
    lvb = {code: float(plek % 60) for plek, code in enumerate(buurten)}
    aandelen = write_csv(
        tmp_path / "lvb.csv",
        "buurtcode;peiljaar;waarde;noemer",
        [[code, 2017, aandeel, 1000] for code, aandeel in lvb.items()],
    )
    importeer(leefbaarheid, "--grensjaar", "2017")
    importeer(aandelen, "--indicator", "lvb")

    lagen = ["laagste_inkomens", "bijstand", "lvb", "overlast_onveiligheid"]
    assert [s for s in indicatoren_van(AMSTERDAM) if s in lagen] == lagen
    kop = {
        "inwoners": "Bevolking.Aantal.inwoners..aantal.",
        "huishoudens": "Bevolking.Particuliere.huishoudens.Huishoudens.totaal..aantal.",
        "laagste": "Inkomen.Inkomen.van.huishoudens.40..huishoudens.met.laagste.inkomen....",
        "bijstand": "Sociale.zekerheid.Personen.per.soort.uitkering..Bijstand..aantal.",
    }
    leeftijden = [
        f"Bevolking.Leeftijdsgroepen.{groep}.jaar..aantal."
        for groep in ("15.tot.25", "25.tot.45", "45.tot.65")
    ]

    def outcome(code: str, teller: Cel, noemers: tuple[Cel, ...] = ()) -> tuple[str, float | None]:
        gebied = Gebied(
            inwoners=bron[code][kop["inwoners"]], huishoudens=bron[code][kop["huishoudens"]]
        )
        maal = 1000 if noemers else 1
        return expected(gebied, teller=teller, noemers=noemers, maal=maal, is_gevuld=True)

    verwacht: dict[tuple[str, int], Uitkomst] = {
        ("laagste_inkomens", 2017): {c: outcome(c, bron[c][kop["laagste"]]) for c in kaart},
        ("bijstand", 2017): {
            c: outcome(c, bron[c][kop["bijstand"]], tuple(bron[c][g] for g in leeftijden))
            for c in kaart
        },
        # under 1% of 1,000 is fewer than ten persons
        ("lvb", 2017): {c: outcome(c, GEHEIM if 0 < lvb[c] < 1 else lvb[c]) for c in kaart},
        ("overlast_onveiligheid", 2018): {c: outcome(c, onv[c]) for c in kaart},
    }
    for (sleutel, jaar), uitkomst in verwacht.items():
        kaartbeeld = stand(sleutel, jaar, AMSTERDAM)
        assert kaartbeeld.grensjaar == 2017
        assert differences(shown(kaartbeeld), uitkomst) == [], sleutel
        assert len({klasse for klasse in kaartbeeld.moment.klassen if klasse is not None}) == 5
    assert stand("lvb", 2017, AMSTERDAM).merken == ("modelschatting", "kleine aantallen")


def test_codes_of_2022_are_chosen_for_the_borders_of_2022(
    echt: Path, opslag: Path, importeer: Importeer
) -> None:
    importeer(echt / "amsterdam" / "buurten_2015_2022_wkt.csv", "--grensjaar", "2022")
    kaart = read_omtrekken(2022, opslag=Opslag(opslag)).set_index("gebiedscode")
    bron = {rij["BUURTCODE_CBS_2022"]: rij for rij in read_amsterdam_outlines(echt).values()}
    assert {c for c in kaart.index if c.startswith("BU")} == set(bron)
    for code, rij in bron.items():
        omtrek = shapely.from_wkt(rij["geometrie"].removeprefix("SRID=28992;"))
        assert kaart.loc[code, "geometry"].equals(omtrek), code
        assert kaart.loc[code, "naam"] == rij["BUURTNAAM_2022"]
        assert kaart.loc[code, "stadsdeel"] == rij["STADSDEELNAAM"]


def test_scores_per_wijk_of_amstelveen_are_those_of_the_file(
    echt: Path, opslag: Path, importeer: Importeer, capsys: pytest.CaptureFixture[str]
) -> None:
    pad = echt / "leefbaarometer" / "lbm3_wijken_amstelveen.csv"
    assert data_main(["importeer", str(pad)]) == 2
    assert "--grensjaar" in capsys.readouterr().err
    assert not (opslag / "inhoud.json").exists()
    importeer(pad, "--grensjaar", "2020")
    with pad.open(encoding="utf-8-sig", newline="") as stroom:
        bron = list(csv.DictReader(stroom))
    assert len(bron) == 56
    for jaar in ("2014", "2018", "2020", "2022"):
        vraag = ["--indicator", "overlast_onveiligheid", "--peiljaar", jaar, "--niveau", "wijk"]
        assert layers_main(["waarden", *vraag]) == 0
        gegeven = {
            rij["gebiedscode"]: (rij["naam"], float(rij["waarde"]), rij["status"])
            for rij in csv.DictReader(io.StringIO(capsys.readouterr().out))
        }
        assert gegeven == {
            rij["wk_code"]: (rij["wk_naam"], float(rij["onv"]), "ok")
            for rij in bron
            if rij["jaar"] == jaar
        }


# Maps as their publishers give them


def test_baarn_comes_in_as_pdok_gives_it(echt: Path, opslag: Path, importeer: Importeer) -> None:
    pad = echt / "geo" / "pdok_baarn_buurten_2024.geojson"
    verslag = importeer(pad)
    assert "omtrekken van 21 buurten, grenzen van 2024" in verslag
    bron = features(pad)
    assert stored_areas(opslag, 2024) == pytest.approx(areas_of(pad), rel=1e-9)
    kaart = read_omtrekken(2024, opslag=Opslag(opslag)).set_index("gebiedscode")
    for code, feature in bron.items():
        kenmerken = feature["properties"]
        assert kaart.loc[code, "naam"] == kenmerken["buurtnaam"]
        assert kaart.loc[code, "wijkcode"] == kenmerken["wijkcode"]
        assert kaart.loc[code, "is_water"] == (kenmerken["water"] == "JA")


def test_ermelo_keeps_its_water_as_water(echt: Path, opslag: Path, importeer: Importeer) -> None:
    pad = echt / "geo" / "pdok_ermelo_buurten_2021_RD.gpkg"
    verslag = importeer(pad, "--grensjaar", "2021")
    assert "1 gebied is water" in verslag
    with sqlite3.connect(f"file:{pad}?mode=ro&immutable=1", uri=True) as boek:
        rijen = boek.execute("SELECT buurtcode, buurtnaam, water, geom FROM CBS_Buurten").fetchall()
    boek.close()
    kaart = read_omtrekken(2021, opslag=Opslag(opslag)).set_index("gebiedscode")
    assert {c for c in kaart.index if c.startswith("BU")} == {code for code, *_ in rijen}
    for code, naam, water, ruw in rijen:
        # a GeoPackage outline: a header of 8 bytes, its bounds, then well-known binary
        omtrek = shapely.from_wkb(ruw[8 + 32 :])
        assert kaart.loc[code, "geometry"].equals(omtrek), code
        assert kaart.loc[code, "is_water"] == (water == "JA"), code
        assert naam is None or kaart.loc[code, "naam"] == naam
    (water,) = (gebied for gebied in web_areas(2021, "GM0233-fijn", opslag) if gebied["w"])
    assert (water["c"], water["n"]) == ("BU02339997", "BU02339997")


def test_five_invalid_gemeenten_are_mended_and_keep_their_area(
    echt: Path, opslag: Path, importeer: Importeer
) -> None:
    pad = echt / "geo" / "pdok_gemeenten_2023.json"
    bron = features(pad)
    kapot = {code for code, f in bron.items() if not shape(f["geometry"]).is_valid}
    assert (len(bron), len(kapot)) == (343, 5)
    verslag = importeer(pad)
    assert "omtrekken van 343 gemeenten, grenzen van 2023" in verslag
    assert "hersteld: 5 ongeldige omtrekken gerepareerd" in verslag
    assert stored_areas(opslag, 2023, "gemeente") == pytest.approx(areas_of(pad), rel=0.001)


def test_all_buurten_of_the_country_get_a_map(
    echt: Path, opslag: Path, tmp_path: Path, importeer: Importeer
) -> None:
    pad = tmp_path / "nederland.geojson"
    pad.write_bytes(
        gzip.decompress(
            (echt / "nederland_2024" / "buurten_2024_gereconstrueerd.geojson.gz").read_bytes()
        )
    )
    begin = time.perf_counter()
    verslag = importeer(pad, "--grensjaar", "2024")
    sys.stdout.write(f"14.566 omtrekken in {time.perf_counter() - begin:.1f} s\n")
    assert "omtrekken van 14.566 buurten" in verslag
    assert "hersteld: 3 ongeldige omtrekken gerepareerd" in verslag
    codes = sorted(features(pad))
    grof = web_areas(2024, "grof", opslag)
    assert [gebied["c"] for gebied in grof] == codes
    assert all(gebied["ringen"] > 0 for gebied in grof)
    gemeenten = {f"GM{code[2:6]}-fijn" for code in codes}
    assert set(weboutlines_of(2024, opslag=Opslag(opslag))) == {"grof", *gemeenten}

"""The replay server: it answers as the publishers do, and goes wrong where it is asked to."""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.naspelen import Naspeler, build_eindhoven, build_klein, build_land, serve_bronnen
from tests.naspelen_jaren import TABELNUMMERS
from tests.naspelen_vragen import (
    API,
    BUURTEN,
    FEED,
    KWB_2020,
    Rij,
    ask,
    at_mirror,
    get,
    head,
    pages,
    rows,
)
from tests.naspelen_wereld import Wereld

OGC = "api.pdok.nl/cbs/wijken-en-buurten-2024/ogc/v1/collections/buurten/items"
WFS = "service.pdok.nl/cbs"
MEDIA = "www.cbs.nl/-/media/cbs/dossiers/nederland-regionaal/wijk-en-buurtstatistieken"
GM1234 = "substring(WijkenEnBuurten,2,4) eq '1234'"


@pytest.fixture(scope="module")
def klein() -> Wereld:
    return build_klein()


@pytest.fixture(scope="module")
def eindhoven(echt: Path) -> Wereld:
    return build_eindhoven(echt)


@pytest.fixture
def bron(klein: Wereld) -> Iterator[Naspeler]:
    with serve_bronnen(klein) as naspeler:
        yield naspeler


def codes(rijen: list[Rij]) -> list[str]:
    return [rij["WijkenEnBuurten"].strip() for rij in rijen]


# OData


def test_pages_of_the_feed_are_complete(klein: Wereld) -> None:
    with serve_bronnen(replace(klein, paginagrootte=5)) as naspeler:
        bladen = pages(naspeler, KWB_2020)
        (kenmerken,) = rows(naspeler, f"{FEED}/84799NED/TableInfos")
    assert [len(blad) for blad in bladen] == [5, 5, 5, 1]
    assert [rij["ID"] for blad in bladen for rij in blad] == list(range(kenmerken["RecordCount"]))


def test_pages_keep_the_filter_and_stop_at_the_top(klein: Wereld) -> None:
    with serve_bronnen(replace(klein, paginagrootte=2)) as naspeler:
        bladen = pages(naspeler, KWB_2020, filter_=BUURTEN, top="5")
    assert [len(blad) for blad in bladen] == [2, 2, 1]
    assert all(code.startswith("BU1234") for blad in bladen for code in codes(blad))


def test_api_refuses_more_rows_than_it_gives(klein: Wereld) -> None:
    with serve_bronnen(replace(klein, paginagrootte=6)) as naspeler:
        goed = ask(naspeler, f"{API}/84799NED/TypedDataSet", filter_=BUURTEN)
        mis = ask(naspeler, f"{API}/84799NED/TypedDataSet")
        overslaan = ask(naspeler, f"{API}/84799NED/TypedDataSet", filter_=BUURTEN, skip="1")
    assert len(goed.json()["value"]) == 6
    assert "odata.nextLink" not in goed.json()
    assert (mis.status_code, overslaan.status_code) == (500, 500)
    assert "records" in mis.text


@pytest.mark.parametrize(
    ("filter_", "verwacht"),
    [
        ("WijkenEnBuurten eq 'GM1234'", []),  # CBS pads, and does not say so
        ("WijkenEnBuurten eq 'GM1234    '", ["GM1234"]),
        ("startswith(WijkenEnBuurten,'BU1234AA')", ["BU1234AA01", "BU1234AA02"]),
        ("substringof('1234AA',WijkenEnBuurten)", ["WK1234AA", "BU1234AA01", "BU1234AA02"]),
        (
            f"{GM1234} and (startswith(WijkenEnBuurten,'GM') or startswith(WijkenEnBuurten,'WK'))",
            ["GM1234", "WK123400", "WK1234AA"],
        ),
    ],
)
def test_filters(filter_: str, verwacht: list[str], bron: Naspeler) -> None:
    assert codes(rows(bron, KWB_2020, filter_=filter_)) == verwacht


def test_filters_that_cbs_passes_over_or_refuses(bron: Naspeler) -> None:
    alles = len(rows(bron, KWB_2020))
    assert len(rows(bron, KWB_2020, filter_="WijkenEnBuurten ge 'WK'")) == alles
    assert len(rows(bron, KWB_2020, filter_="AantalInwoners_5 gt 100")) == alles
    for fout in ("startswith(RegioS,'GM')", "startswith(WijkenEnBuurten", "eq"):
        assert ask(bron, KWB_2020, filter_=fout).status_code == 400


def test_cells_are_padded_and_missing_is_null(bron: Naspeler) -> None:
    (rij,) = rows(bron, KWB_2020, filter_="startswith(WijkenEnBuurten,'BU12340003')")
    assert rij["WijkenEnBuurten"] == "BU12340003"
    assert rij["Gemeentenaam_1"] == "Letterdam".ljust(40)
    assert rij["MeestVoorkomendePostcode_113"] == "      1234"
    assert rij["PersonenPerSoortUitkeringBijstand_83"] is None
    los = f"{FEED}/84799NED/UntypedDataSet"
    (tekst,) = rows(bron, los, filter_="startswith(WijkenEnBuurten,'BU12340003')")
    assert tekst["PersonenPerSoortUitkeringBijstand_83"] == "       ."
    assert tekst["AantalInwoners_5"] == "     100"


def test_answer_is_atom_where_json_is_not_asked(bron: Naspeler) -> None:
    antwoord = get(bron, f"{FEED}/84799NED/TableInfos")
    assert antwoord.headers["content-type"].startswith("application/atom+xml")
    assert antwoord.text.startswith("<?xml")


def test_every_year_has_its_own_keys_for_the_same_topics(bron: Naspeler) -> None:
    gezien = {}
    for jaar, nummer in TABELNUMMERS.items():
        eigenschappen = rows(bron, f"{API}/{nummer}/DataProperties")
        sleutels = [rij["Key"] for rij in eigenschappen if rij["Type"] != "TopicGroup"]
        (rij,) = rows(bron, f"{FEED}/{nummer}/TypedDataSet", top="1")
        assert list(rij) == ["ID", *sleutels]
        gezien[jaar] = set(sleutels)
    assert {"RegioS", "AantalInwoners_4", "PersonenMetLaagInkomen_66"} <= gezien[2013]
    assert {"AantalInwoners_5", "GemiddeldeWoningwaarde_35"} <= gezien[2017]
    assert "GemiddeldeWOZWaardeVanWoningen_36" in gezien[2023]
    assert {"PersonenInArmoede_81", "InBezitWoningcorporatie_49"} <= gezien[2024]


def test_figures_of_other_years_follow_the_rule(bron: Naspeler) -> None:
    zoek = {"filter_": "startswith(WijkenEnBuurten,'BU1234AA01')"}
    (rij,) = rows(bron, f"{FEED}/85984NED/TypedDataSet", **zoek)
    assert rij["AantalInwoners_5"] == 1560  # 1,500 of 2020, four per cent more
    assert rij["InBezitWoningcorporatie_49"] == (zlib.crc32(b"BU1234AA01") + 7919 * 42) % 60 + 14
    regio = {"filter_": "startswith(RegioS,'BU1234AA01')"}
    (rij,) = rows(bron, f"{FEED}/82339NED/TypedDataSet", **regio)
    assert rij["k_0Tot15Jaar_7"] == 20  # per cent
    (rij,) = rows(bron, f"{FEED}/86165NED/TypedDataSet", **zoek)
    assert rij["PersonenPerSoortUitkeringBijstand_87"] is None


def test_split_and_merge_between_2018_and_2019(bron: Naspeler) -> None:
    zoek = {"filter_": "startswith(WijkenEnBuurten,'BU1235')"}
    vlag = "IndelingswijzigingWijkenEnBuurten_4"
    voor = rows(bron, f"{FEED}/84286NED/TypedDataSet", **zoek)
    na = rows(bron, f"{FEED}/84583NED/TypedDataSet", **zoek)
    assert [code[-1] for code in codes(voor)] == ["1", "2", "3", "4"]
    assert {c[-1]: r[vlag] for c, r in zip(codes(na), na, strict=True)} == {
        "4": "1",
        "5": "3",
        "6": "3",
        "7": "3",
    }


def test_eindhoven_has_its_real_figures_and_both_generations_of_codes(eindhoven: Wereld) -> None:
    zoek = {"filter_": "startswith(WijkenEnBuurten,'BU0772')"}
    vlag = "IndelingswijzigingWijkenEnBuurten_4"
    with serve_bronnen(eindhoven) as naspeler:
        nieuw = rows(naspeler, KWB_2020, **zoek)
        oud = rows(naspeler, f"{FEED}/84286NED/TypedDataSet", **zoek)
        eerste = rows(naspeler, f"{FEED}/84583NED/TypedDataSet", **zoek)
        anders = rows(naspeler, KWB_2020, filter_="substringof('0772',WijkenEnBuurten)")
        kaart = generalised(naspeler, 2017)
    assert {r["AantalInwoners_5"] for r in nieuw if r["Codering_3"] == "BU07721130"} == {2160}
    assert (len(oud), len(nieuw), set(codes(oud)) & set(codes(nieuw))) == (116, 116, set())
    assert {rij[vlag] for rij in eerste} == {"2"}
    assert "BU06030772" in codes(anders)
    assert set(codes(oud)) <= {feature["properties"]["statcode"] for feature in kaart}


def test_country_is_there_in_two_pages(echt: Path) -> None:
    with serve_bronnen(build_land(echt)) as naspeler:
        bladen = pages(naspeler, KWB_2020, select="WijkenEnBuurten,AantalInwoners_5")
        mis = ask(naspeler, f"{API}/84799NED/TypedDataSet")
    assert [len(blad) for blad in bladen] == [10_000, 7341]
    assert bladen[0][0] == {"WijkenEnBuurten": "NL00      ", "AantalInwoners_5": 17_407_585}
    assert mis.status_code == 500


# Other tables


def test_police_pads_its_kinds_and_orders_its_periods(bron: Naspeler) -> None:
    tabel = "dataderden.cbs.nl/ODataFeed/OData/47018NED/TypedDataSet"
    vraag = f"{BUURTEN} and SoortMisdrijf eq '1.1.1 ' and Perioden ge '2024JJ00'"
    rijen = rows(bron, tabel, filter_=vraag)
    assert {rij["Perioden"] for rij in rijen} == {"2024JJ00", "2025JJ00"}
    assert len(rijen) == 12
    assert rows(bron, tabel, filter_=vraag.replace("1.1.1 ", "1.1.1")) == []
    aantal = zlib.crc32(b"1.1.1 BU12340000 2024JJ00") % 20
    assert rijen[0]["GeregistreerdeMisdrijven_1"] == (None if aantal == 19 else aantal)


def test_health_has_margins_around_its_figures_and_another_code_for_the_country(
    bron: Naspeler,
) -> None:
    vraag = "Leeftijd eq '20300' and Perioden eq '2024JJ00' and startswith(WijkenEnBuurten,'NL01')"
    rijen = rows(bron, "dataderden.cbs.nl/ODataFeed/OData/50150NED/TypedDataSet", filter_=vraag)
    cijfer = {rij["Marges"]: rij["Eenzaam_25"] for rij in rijen}
    assert cijfer["MOG0095"] < cijfer["MW00000"] < cijfer["MBG0095"]
    assert {rij["Codering_3"] for rij in rijen} == {"NL01".ljust(20)}


def test_scores_with_one_name_are_told_apart_by_their_group(bron: Naspeler) -> None:
    eigenschappen = rows(bron, f"{API}/86296NED/DataProperties")
    titels = {rij["ID"]: rij["Title"] for rij in eigenschappen}
    groepen = {rij["Key"]: titels.get(rij["ParentID"]) for rij in eigenschappen}
    assert groepen["GemiddeldeScore_29"] == "Totaalscore"
    assert groepen["GemiddeldeScore_35"] == "Recent arbeidsverleden"
    (rij,) = rows(
        bron,
        f"{FEED}/86296NED/TypedDataSet",
        filter_="startswith(WijkenEnBuurten,'BU12340000') and Perioden eq '2024JJ00'",
    )
    delen = [rij[f"GemiddeldeScore_{nummer}"] for nummer in (31, 33, 35)]
    assert rij["GemiddeldeScore_29"] == pytest.approx(sum(delen))


def test_catalogue_tells_the_newest_year_first(bron: Naspeler) -> None:
    rijen = rows(
        bron,
        "opendata.cbs.nl/ODataCatalog/Tables",
        filter_="substringof('Kerncijfers wijken en buurten',Title) and Language eq 'nl'",
        select="Identifier,Period",
        orderby="Period desc",
    )
    assert rijen[0] == {"Identifier": "86165NED", "Period": "2025"}
    assert len(rijen) == 13


# Maps and files


def generalised(naspeler: Naspeler, jaar: int, **zoek: str) -> list[Rij]:
    vraag = {
        "service": "WFS",
        "request": "GetFeature",
        "typeNames": "gebiedsindelingen:buurt_gegeneraliseerd",
        "outputFormat": "application/json",
        **zoek,
    }
    pad = f"{WFS}/gebiedsindelingen/{jaar}/wfs/v1_0"
    features: list[Rij] = get(naspeler, pad, params=vraag).json()["features"]
    return features


def test_cursor_leads_to_all_buurten_and_to_the_water(bron: Naspeler) -> None:
    pad = f"{OGC}?f=json&limit=3&gemeentecode=GM1234"
    kenmerken = []
    while pad:
        blad = get(bron, pad).json()
        kenmerken += [feature["properties"] for feature in blad["features"]]
        verder = [link["href"] for link in blad["links"] if link["rel"] == "next"]
        pad = at_mirror(verder[0]) if verder else ""
    assert len({rij["buurtcode"] for rij in kenmerken}) == len(kenmerken) == 7
    (water,) = (rij for rij in kenmerken if rij["water"] == "JA")
    assert (water["buurtnaam"], water["aantal_inwoners"]) == (None, -99997)


def test_map_is_in_degrees_unless_metres_are_asked(bron: Naspeler) -> None:
    zoek = {"f": "json", "buurtcode": "BU12340000"}
    rd = {"crs": "http://www.opengis.net/def/crs/EPSG/0/28992"}
    for vraag, grens in ((zoek, 10), (zoek | rd, 1_000_000)):
        antwoord = get(bron, f"{OGC}", params=vraag).json()
        (((punt, *_),),) = antwoord["features"][0]["geometry"]["coordinates"]
        assert grens / 100 < punt[0] < grens
    assert get(bron, f"{OGC}", params={"cql": "x"}).status_code == 400
    weg = OGC.replace("2024", "2019")
    assert get(bron, f"{weg}").status_code == 404


def test_wfs_honours_fes_and_passes_over_cql(bron: Naspeler) -> None:
    fes = (
        '<fes:Filter xmlns:fes="http://www.opengis.net/fes/2.0"><fes:PropertyIsEqualTo>'
        "<fes:ValueReference>gm_code</fes:ValueReference><fes:Literal>GM1235</fes:Literal>"
        "</fes:PropertyIsEqualTo></fes:Filter>"
    )
    assert len(generalised(bron, 2024, cql_filter="gm_code='GM1235'")) == 10
    assert len(generalised(bron, 2024, FILTER=fes)) == 4
    assert len(generalised(bron, 2024, count="4", startIndex="8")) == 2


@pytest.mark.parametrize(
    ("adres", "lid"),
    [
        (
            "geodata.cbs.nl/files/Wijkenbuurtkaart/WijkBuurtkaart_2025_v1.zip",
            "WijkBuurtkaart_2025_v1/wijkenbuurten_2025_v1.gpkg",
        ),
        (
            f"{MEDIA}/wijkbuurtkaart_2018_v3.zip",
            "buurt_2018_v3.shp",
        ),
    ],
)
def test_national_map_is_a_zip_of_known_length(adres: str, lid: str, bron: Naspeler) -> None:
    lengte = int(head(bron, adres).headers["content-length"])
    inhoud = get(bron, adres).content
    assert len(inhoud) == lengte
    assert lid in zipfile.ZipFile(io.BytesIO(inhoud)).namelist()
    assert head(bron, f"{adres.replace('_v', '_v9')}").status_code == 404


def test_scores_of_liveability_add_up_and_have_classes(bron: Naspeler) -> None:
    pad = "resources/open-data-leefbaarometer-meting-2024.zip"
    inhoud = get(bron, f"www.leefbaarometer.nl/{pad}").content
    archief = zipfile.ZipFile(io.BytesIO(inhoud))
    (naam,) = (lid for lid in archief.namelist() if "scores buurten" in lid)
    rijen = list(csv.DictReader(io.StringIO(archief.read(naam).decode())))
    assert {rij["bu_code"] for rij in rijen}.isdisjoint({"BU1234AA02"})  # nobody lives there
    for rij in rijen:
        som = sum(float(rij[dimensie]) for dimensie in ("fys", "onv", "soc", "vrz", "won"))
        assert float(rij["afw"]) == pytest.approx(som)
        assert float(rij["lbm"]) == pytest.approx(4.102265 + som)
    wfs = get(
        bron,
        "geo.leefbaarometer.nl/lbm3/ows",
        params={
            "request": "GetFeature",
            "typeName": "lbm3:buurtscore24",
            "CQL_FILTER": "gemeente='Letterdam'",
            "propertyName": "id,kscore",
        },
    ).json()
    assert [list(feature["properties"]) for feature in wfs["features"]] == [["id", "kscore"]] * 5


# What was seen before


def test_answer_that_is_known_is_not_sent_again(bron: Naspeler) -> None:
    pad = f"{KWB_2020}?$format=json"
    eerst = get(bron, pad)
    for kop, waarde in (
        ("If-None-Match", eerst.headers["etag"]),
        ("If-Modified-Since", eerst.headers["last-modified"]),
    ):
        weer = get(bron, pad, headers={kop: waarde})
        assert (weer.status_code, weer.content) == (304, b"")
    assert get(bron, pad, headers={"If-None-Match": '"anders"'}).content == eerst.content


def test_questions_are_remembered(bron: Naspeler) -> None:
    get(bron, f"{KWB_2020}?$format=json", headers={"User-Agent": "proef"})
    ((host, pad, zoek, koppen),) = bron.gevraagd
    assert (host, pad) == ("opendata.cbs.nl", "/ODataFeed/odata/84799NED/TypedDataSet")
    assert (zoek, koppen["user-agent"]) == ({"$format": "json"}, "proef")

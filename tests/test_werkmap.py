"""The numbers as a workbook, read back by two other programs: value, class, state and count."""

import io
import re
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from components.cijfers import make_harmless
from components.werkblad import LANGSTE_CEL, Getal
from components.werkmap import read_cel, write_grafiekwerkmap, write_werkmap
from layers.grafiek import Grafiek
from layers.indicatoren import INDICATOR_PER_SLEUTEL
from layers.kaartbeeld import Kaartbeeld, Moment, Opmaak, Staat
from layers.landelijk import FEITEN, build_feitgrafiek
from layers.link import SOORTEN, Keuze
from layers.openen import open_link
from layers.soorten import build_kaartbeeld
from layers.stand import build_stand
from layers.trends import build_lijngrafiek
from tests.papierstad import ALLES, BEELDEN, make_beeld

pytestmark = pytest.mark.ongemeten

DAG = date(2026, 3, 1)
STAD = "GM9901"
# Every kind, and what only some indicators have: margins, uncertainty, small numbers, euros.
KAARTEN = (
    *((soort, None) for soort in SOORTEN),
    ("stand", "moeite_rondkomen"),
    ("stand", "overlast"),
    ("stand", "inwoners"),
    ("stand", "woz"),
    ("stand-verandering", "woz"),
    ("verandering", "overlast"),
)
WOORDEN = {
    Staat.OK: "ok",
    Staat.KLEIN_AANTAL: "klein aantal",
    Staat.ONDERDRUKT: "te klein om te tonen",
    Staat.NIET_BESCHIKBAAR: "niet beschikbaar",
}
VREEMD = (
    '=HYPERLINK("https://voorbeeld.nl";"x")',
    "+31 6",
    "-1",
    "@SOM(A1)",
    "\t=1+1",
    "\r=1+1",
    "<b>vet</b> & \"'",
    "<r>a & <t>b</t></r>",
    "\u202eneerhcs\u202c",
    "שכונה",
    "Dorp 🏘️",
    "https://voorbeeld.nl",
    "0123",
    "_x0041_",
    "a\x00b\x07c\ufffe\ud83d",
    "Oost\r\nWest",
    "N" * 200,
    "x" * 40_000,
    "🏘" * 20_000,
)

Blad = list[tuple[Any, ...]]


@cache
def kaart(soort: str, indicator: str | None = None) -> Kaartbeeld:
    gevraagd = {"gebied": STAD, "soort": soort}
    geopend = open_link(gevraagd | ({"indicator": indicator} if indicator else {}))
    assert geopend is not None
    return build_kaartbeeld(geopend.keuze)


@cache
def made(kaartbeeld: Kaartbeeld) -> bytes:
    return write_werkmap(kaartbeeld, gemaakt_op=DAG)


@cache
def opened(werkmap: bytes) -> Any:  # noqa: ANN401 - openpyxl has no types
    return openpyxl.load_workbook(io.BytesIO(werkmap))


def read(werkmap: bytes, naam: str) -> Blad:
    return list(opened(werkmap)[naam].iter_rows(values_only=True))


def areas(kaartbeeld: Kaartbeeld) -> list[dict[str, Any]]:
    kop, *rijen = read(made(kaartbeeld), "cijfers")
    return [dict(zip(kop, rij, strict=True)) for rij in rijen]


def texts(werkmap: bytes, naam: str) -> dict[str, Any]:
    """Answer what stands beside a word; of a word that occurs twice the last."""
    return {rij[0]: rij[1] for rij in read(werkmap, naam) if isinstance(rij[0], str)}


def classes(kaartbeeld: Kaartbeeld) -> list[dict[str, Any]]:
    """Answer the table of the classes, under its own heads."""
    rijen = read(made(kaartbeeld), "toelichting")
    begin = next(n for n, rij in enumerate(rijen) if rij[0] == "nummer")
    return [dict(zip(rijen[begin], rij, strict=True)) for rij in rijen[begin + 1 :]]


def with_moment(kaartbeeld: Kaartbeeld, **anders: Any) -> Kaartbeeld:  # noqa: ANN401 - its fields
    momenten = list(kaartbeeld.momenten)
    momenten[kaartbeeld.gekozen] = replace(kaartbeeld.moment, **anders)
    return replace(kaartbeeld, momenten=tuple(momenten))


def cell(waarde: float | None) -> Any:  # noqa: ANN401 - a number as pytest compares it
    return None if waarde is None else pytest.approx(waarde, rel=1e-12)


ALLE_KAARTEN = pytest.mark.parametrize(("soort", "indicator"), KAARTEN)
ALLE_BEELDEN = pytest.mark.parametrize("naam", BEELDEN)


# What stands in it


def check_areas(kaartbeeld: Kaartbeeld) -> None:
    moment = kaartbeeld.moment
    rijen = areas(kaartbeeld)
    plekken = [plek for plek, is_land in enumerate(kaartbeeld.land) if is_land]
    assert [rij["gebiedscode"] for rij in rijen] == [kaartbeeld.gebieden[p] for p in plekken]
    for rij, plek in zip(rijen, plekken, strict=True):
        klasse = moment.klassen[plek]
        assert rij["waarde"] == cell(moment.waarden[plek])
        assert rij["klasse"] == (
            None if klasse is None else make_harmless(kaartbeeld.klassen[klasse].label)
        )
        is_gewijzigd = bool(moment.gewijzigd) and moment.gewijzigd[plek]
        assert rij["status"] == (
            "grens gewijzigd" if is_gewijzigd else WOORDEN[moment.staten[plek]]
        )
        if kaartbeeld.tweede:
            assert rij["tweede"] == kaartbeeld.tweede.label
            assert rij["tweede_waarde"] == cell(moment.tweede[plek])
        for gewicht in moment.gewichten:
            if gewicht.jaar is not None:
                kop = f"{gewicht.label} {gewicht.jaar}"
                assert rij[kop] == cell(gewicht.waarden[plek])
        is_getoond = moment.waarden[plek] is not None
        assert rij.get("noemer") == cell(moment.noemers[plek] if is_getoond else None)
        laag, hoog = moment.marges[plek] or (None, None)
        assert (rij.get("marge_laag"), rij.get("marge_hoog")) == (cell(laag), cell(hoog))
        is_onzeker = bool(moment.onzeker) and moment.onzeker[plek]
        assert rij.get("binnen_onzekerheid") == ("ja" if is_onzeker else None)


def check_classes(kaartbeeld: Kaartbeeld) -> None:
    """Hold the table of classes to the counts of the map, and to the rows of the first sheet."""
    moment = kaartbeeld.moment
    per_woord = Counter(rij["status"] for rij in areas(kaartbeeld))
    per_klasse = Counter(rij["klasse"] for rij in areas(kaartbeeld) if rij["status"] == "ok")
    telling = moment.tellingen[0]
    genummerd = {rij["nummer"]: rij for rij in classes(kaartbeeld) if rij["nummer"]}
    assert set(genummerd) == set(range(1, len(kaartbeeld.klassen) + 1))
    for nummer, klasse in enumerate(kaartbeeld.klassen):
        rij = genummerd[nummer + 1]
        assert rij["klasse"] == make_harmless(klasse.label)
        assert rij["buurten"] == telling.klassen[nummer] == per_klasse[rij["klasse"]]
        if kaartbeeld.vierkant is None:
            grenzen = (klasse.ondergrens, klasse.bovengrens)
            assert (rij["ondergrens"], rij["bovengrens"]) == grenzen
    overig = {rij["klasse"]: rij["buurten"] for rij in classes(kaartbeeld) if not rij["nummer"]}
    assert overig["te klein om te tonen"] == telling.onderdrukt
    assert overig["niet beschikbaar"] == telling.niet_beschikbaar
    assert overig.get("klein aantal", 0) == telling.klein_aantal == per_woord["klein aantal"]
    assert overig.get("waarvan grens gewijzigd", 0) == per_woord["grens gewijzigd"]
    assert telling.niet_beschikbaar == (
        per_woord["niet beschikbaar"] + per_woord["grens gewijzigd"]
    )


@ALLE_KAARTEN
def test_every_value_class_and_state_of_the_town(soort: str, indicator: str | None) -> None:
    kaartbeeld = kaart(soort, indicator)
    check_areas(kaartbeeld)
    check_classes(kaartbeeld)


@ALLE_BEELDEN
def test_every_value_class_and_state_of_hand_made_maps(naam: str) -> None:
    # of names only what is hostile differs, and that has a test of its own
    check_areas(BEELDEN[naam])
    check_classes(BEELDEN[naam])


@ALLE_KAARTEN
def test_another_reader_sees_the_same(soort: str, indicator: str | None) -> None:
    werkmap = made(kaart(soort, indicator))
    boek = CalamineWorkbook.from_filelike(io.BytesIO(werkmap))
    assert boek.sheet_names == ["cijfers", "toelichting", "herkomst"]
    for naam in boek.sheet_names:
        ander = boek.get_sheet_by_name(naam).to_python()
        for rij, hier in zip(ander, read(werkmap, naam), strict=True):
            assert [cel if cel != "" else None for cel in rij] == list(hier)


def test_columns_are_those_of_the_csv_with_what_else_is_known() -> None:
    vast = ["gebiedscode", "naam", "wijk", "waarde", "eenheid", "klasse", "status"]
    eind = ["grensjaar", "bron"]
    ander = ["tweede", "tweede_waarde", "tweede_eenheid"]
    meer = ["noemer", "woningen 2024"]
    for soort, indicator, koppen in (
        ("stand", None, [*vast, "peiljaar", *eind, *meer]),
        ("samen", None, [*vast, "van", "tot", *eind, *ander, *meer]),
        (
            "stand",
            "moeite_rondkomen",
            [*vast, "peiljaar", *eind, "marge_laag", "marge_hoog", "woningen 2024"],
        ),
        ("verandering", "overlast", [*vast, "van", "tot", *eind, *meer, "binnen_onzekerheid"]),
    ):
        assert list(areas(kaart(soort, indicator))[0]) == koppen


def test_numbers_are_numbers_as_the_map_writes_them_and_codes_are_text() -> None:
    for soort, indicator, kop, vorm in (
        ("stand", None, "waarde", "#,##0.0"),
        ("stand", "inwoners", "waarde", "#,##0"),
        ("verandering", None, "waarde", "+#,##0.0;-#,##0.0;#,##0.0"),
        ("stand-verandering", None, "tweede_waarde", "+#,##0.0;-#,##0.0;#,##0.0"),
        ("stand", None, "peiljaar", "0"),
        ("stand", None, "grensjaar", "0"),
        ("stand", None, "noemer", "#,##0"),
        ("stand", None, "woningen 2024", "#,##0"),
    ):
        blad = opened(made(kaart(soort, indicator)))["cijfers"]
        kolom = [cel.value for cel in blad[1]].index(kop) + 1
        cellen = [blad.cell(rij, kolom) for rij in range(2, blad.max_row + 1)]
        gevuld = [cel for cel in cellen if cel.value is not None]
        assert {(cel.data_type, cel.number_format) for cel in gevuld} == {("n", vorm)}
        assert {type(cel.value) for cel in gevuld} <= {int, float}
    blad = opened(made(make_beeld(3, gebieden=("0001", "0002", "0003"))))["cijfers"]
    assert [(blad.cell(n, 1).value, blad.cell(n, 1).data_type) for n in (2, 3, 4)] == [
        ("0001", "s"),
        ("0002", "s"),
        ("0003", "s"),
    ]


def test_years_and_units_stand_in_columns_of_their_own() -> None:
    rij = areas(kaart("stand", "woz"))[0]
    assert (rij["peiljaar"], rij["grensjaar"], rij["eenheid"]) == (2024, 2024, "duizend euro")
    rij = areas(kaart("stand-verandering"))[0]
    assert (rij["van"], rij["tot"]) == (2012, 2024)
    assert (rij["eenheid"], rij["tweede_eenheid"]) == ("%", "procentpunt")
    assert any(rij["wijk"] for rij in areas(kaart("stand")))


def test_what_is_missing_is_an_empty_cell_and_never_zero() -> None:
    kaartbeeld = BEELDEN["alles ontbreekt"]
    assert {(rij["waarde"], rij["klasse"]) for rij in areas(kaartbeeld)} == {(None, None)}
    blad = opened(made(kaartbeeld))["cijfers"]
    assert not any(cel.value == 0 for rij in blad.iter_rows() for cel in rij)


def test_small_number_keeps_value_and_class_and_says_so() -> None:
    rijen = [rij for rij in areas(BEELDEN["van alles wat"]) if rij["status"] == "klein aantal"]
    assert rijen
    assert {(rij["waarde"], rij["klasse"]) for rij in rijen} == {(15, "10 tot 20%")}
    assert (
        "telt het niet mee" in texts(made(BEELDEN["van alles wat"]), "toelichting")["klein aantal"]
    )
    assert "klein aantal" not in texts(made(BEELDEN["alles bekend"]), "toelichting")


def test_whole_and_margins_are_told_only_where_the_value_is() -> None:
    staten = ((0.5, Staat.OK), (None, Staat.ONDERDRUKT))
    kaartbeeld = make_beeld(2, staten, noemers=(900.0, 30.0), marges=((20.0, 30.0), (1.0, 2.0)))
    geheel, geheim = areas(kaartbeeld)
    assert (geheel["noemer"], geheel["marge_laag"], geheel["marge_hoog"]) == (900, 20, 30)
    assert (geheim["noemer"], geheim["marge_laag"], geheim["marge_hoog"]) == (None, None, None)


def test_water_and_what_lies_around_is_left_out() -> None:
    staten = ((0.1, Staat.OK), (None, Staat.BUITEN_SELECTIE), (0.9, Staat.OK))
    kaartbeeld = make_beeld(3, staten, water=(False, False, True))
    assert [rij["gebiedscode"] for rij in areas(kaartbeeld)] == ["BU08010000"]
    assert {"buiten de selectie", "water"} & {rij["klasse"] for rij in classes(kaartbeeld)} == {
        "buiten de selectie"
    }
    leeg = make_beeld(2, ((None, Staat.BUITEN_SELECTIE),))
    assert areas(leeg) == []


def test_classes_of_a_square_stand_by_row_and_column() -> None:
    kaartbeeld = kaart("stand-verandering")
    eerste = classes(kaartbeeld)[0]
    assert (eerste["nummer"], eerste["klasse"]) == (7, "hoog, daalt")
    assert eerste["stand in 2012"].startswith("hoog (")
    assert eerste["verandering, procentpunt"] == "daalt (onder \N{MINUS SIGN}1)"
    trend = [rij["klasse"] for rij in classes(kaart("tegen-de-trend"))]
    assert trend[4] == "een van beide ongeveer gelijk"


def test_count_of_which_nothing_is_known_is_empty() -> None:
    kaartbeeld = make_beeld(4)
    telling = kaartbeeld.moment.tellingen[1]
    onbekend = with_moment(
        kaartbeeld,
        tellingen=(kaartbeeld.moment.tellingen[0], replace(telling, onbekend=(0,))),
    )
    assert [rij["huishoudens 2019"] for rij in classes(onbekend) if rij["nummer"] == 1] == [None]
    zonder = with_moment(kaartbeeld, tellingen=kaartbeeld.moment.tellingen[:1])
    assert "huishoudens 2019" not in classes(zonder)[0]


def test_explanation_says_what_the_map_says_without_marks() -> None:
    kaartbeeld = kaart("verandering", "overlast")
    woorden = texts(made(kaartbeeld), "toelichting")
    moment = kaartbeeld.moment
    assert woorden["titel"] == moment.titel
    assert woorden["wat het zegt"] == moment.legendazin.replace("**", "")
    assert woorden["leeswijzer"] == kaartbeeld.leeswijzer
    assert woorden["let op"].split(", ")[0] == "fictieve gegevens"
    assert woorden["waarde"] == "verandering van overlast (per 1.000)"
    assert woorden["noemer"] == "Het geheel van overlast: alle inwoners, in 2024."
    assert "**" not in str(read(made(kaartbeeld), "toelichting"))


def test_every_indicator_of_a_map_is_defined() -> None:
    rijen = read(made(kaart("soort-buurt")), "toelichting")
    labels = [rij[1] for rij in rijen if rij[0] == "indicator"]
    assert labels == [
        INDICATOR_PER_SLEUTEL[s].label for s in ("laagste_inkomens", "overlast", "lvb")
    ]
    woorden = texts(made(kaart("soort-buurt")), "toelichting")
    assert woorden["waarde"] == "LVB (%)"
    assert woorden["noemer"].startswith("Het geheel van LVB: inwoners")
    for jaren in ("LVB 2024", "laagste inkomens 2012 tot 2024"):
        assert jaren in woorden["van, tot"]


def test_origin_names_source_licence_borders_link_and_day() -> None:
    kaartbeeld = kaart("stand")
    woorden = texts(made(kaartbeeld), "herkomst")
    assert woorden["bron"] == kaartbeeld.moment.bronregel
    assert woorden["licentie"].startswith("fictieve gegevens van Sociale Kaart: EUPL-1.2 (https")
    assert (woorden["peiljaar"], woorden["grenzen van"]) == (2024, 2024)
    assert woorden["klassenindeling"] == kaartbeeld.klassenversie
    assert woorden["link"] == kaartbeeld.link
    assert (woorden["gemaakt op"], woorden["gemaakt met"]) == ("1 maart 2026", "Sociale Kaart")
    assert texts(made(kaart("verandering")), "herkomst")["periode"] == "2012 tot 2024"
    assert "klassenindeling" not in texts(made(kaart("samen")), "herkomst")
    echt = [rij for rij in read(made(make_beeld(2, merken=())), "herkomst") if rij[0] == "licentie"]
    assert [rij[1].split(" (")[0] for rij in echt] == [
        "Gezondheidsmonitor Volwassenen en Ouderen, GGD'en, CBS en RIVM: CC BY 4.0",
        "CBS/Kadaster, Wijk- en buurtkaart: CC BY 4.0",
    ]


def test_first_sheet_is_easy_to_work_in() -> None:
    blad = opened(made(kaart("stand")))["cijfers"]
    assert blad.freeze_panes == "A2"
    assert blad.auto_filter.ref == "A1:L112"
    assert blad.print_title_rows == "$1:$1"
    breedtes = [maat.width for maat in blad.column_dimensions.values()]
    assert all(8 <= breed <= 51 for breed in breedtes)
    assert all(cel.font.bold for cel in blad[1])


# What must not happen


def inert(werkmap: bytes) -> None:
    """Check that nothing is run, no part is broken, and nobody is named."""
    boek = opened(werkmap)
    for blad in boek:
        for rij in blad.iter_rows():
            for cel in rij:
                assert cel.data_type in {"n", "s"}
                assert cel.hyperlink is None
                if cel.data_type == "s":
                    assert not cel.value.startswith(("=", "+", "-", "@", "\t", "\r"))
                    assert len(cel.value.encode("utf-16-le")) <= 2 * LANGSTE_CEL
    with zipfile.ZipFile(io.BytesIO(werkmap)) as archief:
        for naam in archief.namelist():
            inhoud = archief.read(naam)
            ET.fromstring(inhoud)  # noqa: S314 - our own
            assert b"<f>" not in inhoud
            assert b"Microsoft Excel" not in inhoud
            assert b"appName" not in inhoud
        assert not any("hyperlink" in naam for naam in archief.namelist())
    assert (boek.properties.creator, boek.properties.lastModifiedBy) == (None, None)
    assert boek.properties.created == datetime(2026, 3, 1)  # noqa: DTZ001 - as openpyxl reads it


@ALLE_KAARTEN
def test_workbook_of_the_town_is_inert(soort: str, indicator: str | None) -> None:
    inert(made(kaart(soort, indicator)))


@ALLE_BEELDEN
def test_workbook_of_a_hand_made_map_is_inert(naam: str) -> None:
    inert(made(BEELDEN[naam]))


def hostile() -> Kaartbeeld:
    velden = ("gebiedsnaam", "woord", "leeswijzer", "link", "klassenversie")
    teksten = dict.fromkeys(velden, VREEMD[0])
    kaartbeeld = make_beeld(len(VREEMD), ALLES, namen=VREEMD, **teksten)
    return with_moment(
        kaartbeeld,
        titel="<r>=1+1 & \x00</r>",
        ondertitel="@SOM(A1)",
        legendazin="-**1**",
        bronregel="+" * 40_000,
    )


def test_hostile_names_and_texts_break_nothing() -> None:
    inert(made(hostile()))


def test_hostile_names_stay_readable_and_nothing_else_changes() -> None:
    namen = [rij["naam"] for rij in areas(hostile())]
    assert namen[:6] == [
        f"'{naam}" for naam in ('=HYPERLINK("https://voorbeeld.nl";"x")', "+31 6", "-1")
    ] + ["'@SOM(A1)", "'\t=1+1", "'\n=1+1"]
    gelijk = (6, 8, 9, 10, 11, 12, 16)
    assert [namen[n] for n in gelijk] == [VREEMD[n] for n in gelijk]
    assert namen[7] == "'<r>a & <t>b</t></r>"
    assert namen[14] == "a\ufffdb\ufffdc\ufffd\ufffd"
    assert namen[15] == "Oost\nWest"
    assert namen[17] == "x" * (LANGSTE_CEL - 1) + "…"
    assert namen[18] == "🏘" * ((LANGSTE_CEL - 1) // 2) + "…"
    boek = CalamineWorkbook.from_filelike(io.BytesIO(made(hostile())))
    gelezen = [rij[1] for rij in boek.get_sheet_by_name("cijfers").to_python()[1:]]
    assert gelezen == namen
    assert gelezen[13] == "_x0041_"


def test_title_is_the_only_property() -> None:
    with zipfile.ZipFile(io.BytesIO(made(kaart("stand")))) as archief:
        over = archief.read("docProps/core.xml").decode()
    gevuld = dict(re.findall(r"<(\w+:\w+)[^>]*>([^<]+)</", over))
    assert gevuld == {
        "dc:title": "Laagste inkomens (40%)",
        "dcterms:created": "2026-03-01T00:00:00Z",
        "dcterms:modified": "2026-03-01T00:00:00Z",
    }


def test_same_map_and_day_give_the_same_bytes() -> None:
    for kaartbeeld in (kaart("stand"), kaart("samen"), hostile()):
        eerste, tweede = (write_werkmap(kaartbeeld, gemaakt_op=DAG) for _ in range(2))
        assert eerste == tweede
    later = write_werkmap(kaart("stand"), gemaakt_op=date(2026, 3, 2))
    assert later != made(kaart("stand"))
    assert texts(later, "herkomst")["gemaakt op"] == "2 maart 2026"


# Charts


def grafiek(*rijen: tuple[str, ...], **anders: Any) -> Grafiek:  # noqa: ANN401 - its fields
    velden: dict[str, Any] = {
        "titel": "Overlast",
        "ondertitel": "**2024** · per 1.000",
        "zin": "In **Noord** stijgt het.",
        "bron": "Bron: een meting.",
        "koppen": ("", "kolom") if rijen else (),
        "rijen": rijen,
    }
    return Grafiek(**(velden | anders))


@pytest.mark.parametrize(
    ("cel", "waarde", "vorm"),
    [
        ("1.234", 1234, "#,##0"),
        ("1.234.567,8", 1234567.8, "#,##0.0"),
        ("0", 0, "0"),
        ("2018", 2018, "0"),
        ("\N{MINUS SIGN}2,5", -2.5, "0.0"),
        ("-0,25", -0.25, "0.00"),
        ("45,4%", 45.4, '0.0"%"'),
        ("+1,9 punten", 1.9, '+0.0" punten";-0.0" punten";0.0" punten"'),
        ("3 (weinig)", 3, '0" (weinig)"'),
    ],
)
def test_cell_of_a_chart_that_is_a_number_becomes_one(cel: str, waarde: float, vorm: str) -> None:
    assert read_cel(cel, Opmaak(decimalen=1, achter=" punten")) == Getal(waarde, vorm)


def test_euros_of_a_chart_become_numbers() -> None:
    euro = Opmaak(decimalen=0, voor="€ ", factor=1000)
    assert read_cel("€ 345.000", euro) == Getal(345000, '"€ "#,##0')
    assert read_cel("345.000", euro) == Getal(345000, "#,##0")


@pytest.mark.parametrize(
    "cel",
    [
        "0-20%",
        "80% of meer",
        "ruim 700.000",
        "1.5",
        "1.2345",
        "0.123",
        "007",
        ",5",
        "12,",
        "+-3",
        "1e5",
        "12 punten per jaar",
        "2012 tot 2024",
        "1234567890123456",
        "niet te zeggen",
        "=1+1",
        "%",
        "NaN",
        "1٣",
    ],
)
def test_cell_of_a_chart_that_may_be_something_else_stays_text(cel: str) -> None:
    assert read_cel(cel, Opmaak(decimalen=1, achter=" punten")) == cel


def test_nothing_in_a_chart_is_an_empty_cell() -> None:
    assert [read_cel(cel, Opmaak(decimalen=0)) for cel in ("\N{EN DASH}", "")] == [None, None]


def lines() -> Grafiek:
    beeld = build_stand(Keuze(gebied=STAD, grens=2024, indicator="laagste_inkomens", jaar=2024))
    return build_lijngrafiek(beeld, ["BU99010101", "BU99011104"], is_index=False)


def test_chart_of_the_town_has_the_numbers_of_its_lines() -> None:
    lijnen = lines()
    werkmap = write_grafiekwerkmap(lijnen, gemaakt_op=DAG)
    inert(werkmap)
    kop, *rijen = read(werkmap, "cijfers")
    assert kop == ("naam", *map(str, range(2012, 2025)))
    for rij, lijn in zip(rijen, lijnen.lijnen, strict=True):
        punten = {x: y for stuk in lijn.stukken for x, y in stuk}
        assert rij[0] == lijn.naam
        for jaar, cel in zip(range(2012, 2025), rij[1:], strict=True):
            verwacht = punten.get(float(jaar))
            assert cel == (None if verwacht is None else pytest.approx(verwacht, abs=0.051))
    assert any(None in rij for rij in rijen)  # a buurt that was another one before
    woorden = texts(werkmap, "herkomst") | texts(werkmap, "toelichting")
    assert woorden["licentie"].startswith("fictieve gegevens")
    assert woorden["wat het zegt"] == lijnen.zin.replace("**", "")
    assert woorden["gemaakt op"] == "1 maart 2026"
    assert werkmap == write_grafiekwerkmap(lines(), gemaakt_op=DAG)


@pytest.mark.parametrize("feit", FEITEN, ids=lambda feit: feit.titel)
def test_chart_of_a_fact_keeps_every_label(feit: Any) -> None:  # noqa: ANN401 - a Feit
    werkmap = write_grafiekwerkmap(build_feitgrafiek(feit), gemaakt_op=DAG)
    inert(werkmap)
    rijen = read(werkmap, "cijfers")[1:]
    assert [rij[0] for rij in rijen] == [make_harmless(anker.label) for anker in feit.ankers]
    for (_, cel), anker in zip(rijen, feit.ankers, strict=True):
        if isinstance(cel, int | float):
            assert cel == anker.waarde


def test_hostile_chart_is_inert_and_says_what_it_may_not_be_used_for() -> None:
    vreemd = grafiek(*zip(VREEMD, VREEMD, strict=True), zin="=1+1", merken=("een schatting",))
    werkmap = write_grafiekwerkmap(vreemd, gemaakt_op=DAG)
    inert(werkmap)
    assert texts(werkmap, "toelichting")["let op"] == "een schatting"
    assert "licentie" not in texts(werkmap, "herkomst")
    # a name is never read as a number, the cell beside it is where it can be nothing else
    kop, *rijen = read(write_grafiekwerkmap(grafiek(("2018", "2018")), gemaakt_op=DAG), "cijfers")
    assert kop == ("naam", "kolom")
    assert rijen == [("2018", 2018)]


def test_chart_without_numbers_has_an_empty_sheet() -> None:
    werkmap = write_grafiekwerkmap(grafiek(), gemaakt_op=DAG)
    inert(werkmap)
    assert read(werkmap, "cijfers") == []


def test_uncertain_change_is_named_beside_its_class() -> None:
    moment: Moment = kaart("verandering", "overlast").moment
    assert any(moment.onzeker)
    woorden = texts(made(kaart("verandering", "overlast")), "toelichting")
    assert "binnen de onzekerheid" in woorden["binnen_onzekerheid"]
    assert (
        "Met 95%"
        in texts(made(kaart("stand", "moeite_rondkomen")), "toelichting")["marge_laag, marge_hoog"]
    )

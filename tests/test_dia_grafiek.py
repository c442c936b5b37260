"""Slides of charts: native, with gaps where nothing was measured, and their numbers behind them."""

import io
import itertools
import zipfile
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from pptx.oxml.ns import qn

from components.afdruk_blad import Vak
from components.dia import (
    write_grafiekdia,
)
from components.dia_lijnen import _spread, look_of
from components.dia_vorm import clean
from components.grafiekblad import KLEUREN
from components.grafiekblad import describe as describe_grafiek
from layers.grafiek import Grafiek
from layers.kaartbeeld import Opmaak
from layers.link import Keuze
from layers.stand import build_stand
from layers.trends import build_lijngrafiek
from tests.dialezen import (
    DAG,
    LIJNEN,
    STAVEN,
    STIPPEN,
    VIJANDIG,
    alt_of,
    make_lijn,
    one,
    read,
    text_of,
)
from tests.papierstad import LANGE_TITEL

pytestmark = pytest.mark.ongemeten


def chart_of(vorm: Any) -> Any:  # noqa: ANN401 - untyped
    assert vorm.has_chart
    return vorm.chart


def points_of(serie: Any) -> list[tuple[float, float | None]]:  # noqa: ANN401 - untyped
    """Answer the points of a series as they stand in the file, without what is empty at its end."""
    ser = serie._element  # noqa: SLF001 - untyped
    delen = []
    for as_ in ("c:xVal", "c:yVal"):
        cache = ser.find(f"{qn(as_)}/{qn('c:numRef')}/{qn('c:numCache')}")
        waarden = {
            int(pt.get("idx")): float(pt.find(qn("c:v")).text) for pt in cache.iter(qn("c:pt"))
        }
        aantal = int(cache.find(qn("c:ptCount")).get("val"))
        delen.append([waarden.get(n) for n in range(aantal)])
    punten = list(zip(*delen, strict=True))
    while punten and punten[-1][1] is None:
        punten.pop()
    return punten


def sheet_of(grafiek: Any) -> list[list[Any]]:  # noqa: ANN401 - untyped
    blob = grafiek.part.chart_workbook.xlsx_part.blob
    with zipfile.ZipFile(io.BytesIO(blob)) as archief:
        assert {lid.date_time[0] for lid in archief.infolist()} == {1980}
    boek = openpyxl.load_workbook(io.BytesIO(blob))
    cellen = [list(rij) for rij in boek["Sheet1"].iter_rows()]
    assert all(cel.data_type != "f" and cel.hyperlink is None for rij in cellen for cel in rij)
    assert boek.properties.creator in {None, ""}
    return [[cel.value for cel in rij] for rij in cellen]


def test_lines_are_a_native_chart_with_gaps() -> None:
    ruw = write_grafiekdia(LIJNEN, gemaakt_op=DAG)
    vormen = one(read(ruw))
    grafiek = chart_of(vormen["Grafiek"])
    assert alt_of(vormen["Grafiek"]) == describe_grafiek(LIJNEN)
    series = {serie.name: serie for serie in grafiek.plots[0].series}
    assert list(series) == ["Markt", "Kolk", "wijk Oost", "Proefstad", "Nederland"]
    assert points_of(series["Markt"]) == [(2018, 40), (2019, 41)]
    assert points_of(series["Kolk"]) == [(2012, 30), (2014, None), (2014, 31), (2015, 32.5)]
    assert grafiek.element.find(f".//{qn('c:dispBlanksAs')}").get("val") == "gap"
    for lijn in LIJNEN.lijnen[:5]:
        kleur, _, streep = look_of(lijn)
        vorm = series[lijn.naam].format.line
        assert f"#{vorm.color.rgb}" == kleur
        assert vorm.dash_style == streep
    assert f"#{series['Kolk'].format.line.color.rgb}" == KLEUREN[1]
    # a year on its own is a dot
    assert "circle" in ET.tostring(series["Nederland"]._element).decode()  # noqa: SLF001
    assert "circle" not in ET.tostring(series["wijk Oost"]._element).decode()  # noqa: SLF001
    assert grafiek.value_axis.tick_labels.number_format.endswith('"0%"')
    assert grafiek.category_axis.tick_labels.number_format == "0"
    assert grafiek.category_axis.major_unit == 1
    rijen = sheet_of(grafiek)
    assert rijen[0][1] == "Markt"
    assert [rij[:2] for rij in rijen[1:3]] == [[2018, 40], [2019, 41]]
    assert text_of(vormen["Zin"]) == "Markt van 45,2% naar 43,0%."
    assert text_of(vormen["Merken"]) == "Modelschatting"
    assert text_of(vormen["Merk"]) == "Fictieve gegevens"
    assert text_of(vormen["Bron"]).endswith("Sociale Kaart · gemaakt op 22 november 2026")
    assert "Cijfers" not in vormen
    assert ruw == write_grafiekdia(LIJNEN, gemaakt_op=DAG)


def test_names_at_the_end_of_lines_stand_apart() -> None:
    grafiek = chart_of(one(read(write_grafiekdia(LIJNEN, gemaakt_op=DAG)))["Grafiek"])
    labels = list(grafiek.element.iter(qn("c:dLbl")))
    assert len(labels) == 5
    assert {label.find(qn("c:showSerName")).get("val") for label in labels} == {"1"}
    plekken = _spread(dict.fromkeys(range(4), 50.0), Vak(0, 0, 100, 200))
    hoogtes = sorted(plekken.values())
    assert all(b - a > 20 for a, b in itertools.pairwise(hoogtes))
    # at the foot they are pushed up
    laag = _spread(dict.fromkeys(range(4), 199.0), Vak(0, 0, 100, 200))
    assert max(laag.values()) < 200


def test_name_longer_than_its_room_is_cut() -> None:
    lang = replace(
        LIJNEN, lijnen=(make_lijn("Bedrijventerrein " * 12, [(2012, 1.0), (2020, 2.0)]),)
    )
    grafiek = chart_of(one(read(write_grafiekdia(lang, gemaakt_op=DAG)))["Grafiek"])
    (label,) = grafiek.element.iter(qn("c:dLbl"))
    tekst = "".join(stuk.text for stuk in label.iter(qn("a:t")))
    assert tekst.startswith("Bedrijventerrein")
    assert tekst.endswith("…")
    assert grafiek.plots[0].series[0].name == clean("Bedrijventerrein " * 12)


def test_dots_and_bands_are_native() -> None:
    vormen = one(read(write_grafiekdia(STIPPEN, gemaakt_op=DAG)))
    grafiek = chart_of(vormen["Grafiek"])
    series = list(grafiek.plots[0].series)
    assert [serie.name for serie in series] == [
        *(band.label for band in STIPPEN.banden),
        "buurten",
        "2014",
        "",
        "Kolkzicht",
    ]
    assert points_of(series[3]) == [(10, -4), (90, 6)]
    assert points_of(series[4]) == [(0, -5), (50, -5), (50, None), (50, 3), (100, 3)]
    assert points_of(series[0])[0][0] == 45
    # LibreOffice leaves out a series before a longer one
    langste = [len(list(serie._element.iter(qn("c:xVal")))) for serie in series]  # noqa: SLF001
    assert langste == sorted(langste, reverse=True)
    assert [naam for *_, naam in sheet_of(grafiek)][-6:].count("Oost") <= 1
    assert '=1+1"' in [rij[2] for rij in sheet_of(grafiek)]
    assert grafiek.category_axis.axis_title.text_frame.text == "aandeel corporatiewoningen"
    assert grafiek.category_axis.tick_labels.number_format == '0"%"'
    assert grafiek.category_axis.major_unit == 10
    tabel = vormen["Cijfers"].table
    assert [[cel.text for cel in rij.cells] for rij in tabel.rows] == [
        list(STIPPEN.koppen),
        *map(list, STIPPEN.rijen),
    ]


def test_bars_are_native() -> None:
    vormen = one(read(write_grafiekdia(STAVEN, gemaakt_op=DAG)))
    grafiek = chart_of(vormen["Grafiek"])
    plot = grafiek.plots[0]
    assert list(plot.categories) == [staaf.label for staaf in STAVEN.staven]
    assert list(plot.series[0].values) == [28, 42]
    assert grafiek.value_axis.maximum_scale == 100
    assert [rij[:2] for rij in sheet_of(grafiek)[1:]] == [
        ["1998", 28],
        ["midden- en hoge inkomens <b>", 42],
    ]
    teksten = [
        "".join(t.text for t in d.iter(qn("a:t"))) for d in grafiek.element.iter(qn("c:dLbl"))
    ]
    assert teksten == ["28%", "minstens 42%"]
    open_staaf = plot.series[0].points[1].format
    assert str(open_staaf.fill.fore_color.rgb) == "FFFFFF"
    assert vormen["Cijfers"].table.cell(2, 1).text == "minstens 42%"


def test_boxes_are_charts_on_one_scale() -> None:
    lijnen = tuple(
        make_lijn(f"Buurt {n}", [(2012, n * 10.0), (2020, n * 10.0 + 5)], nummer=n)
        for n in range(5)
    )
    grafiek = replace(LIJNEN, in_vakken=True, lijnen=(*lijnen, LIJNEN.lijnen[3]))
    vormen = one(read(write_grafiekdia(grafiek, gemaakt_op=DAG)))
    delen = [vorm.chart for vorm in vormen.values() if vorm.has_chart]
    assert len(delen) == 5
    assert {(d.value_axis.minimum_scale, d.value_axis.maximum_scale) for d in delen} == {(0, 50)}
    assert [text_of(vormen[f"Naam {n}"]) for n in range(1, 6)] == [lijn.naam for lijn in lijnen]
    assert [serie.name for serie in delen[2].plots[0].series] == ["Proefstad", "Buurt 2"]
    twee = replace(grafiek, lijnen=(*lijnen[:2], LIJNEN.lijnen[3]))
    vormen = one(read(write_grafiekdia(twee, gemaakt_op=DAG)))
    assert vormen["Grafiek 1"].top == vormen["Grafiek 2"].top


def test_axis_of_words_keeps_them() -> None:
    woorden = replace(LIJNEN, x_merken=((2012.0, "begin"), (2020.0, "<nu> & straks")))
    grafiek = chart_of(one(read(write_grafiekdia(woorden, gemaakt_op=DAG)))["Grafiek"])
    teksten = [
        "".join(t.text for t in d.iter(qn("a:t"))) for d in grafiek.element.iter(qn("c:dLbl"))
    ]
    assert teksten[-2:] == ["begin", "<nu> & straks"]
    half = replace(LIJNEN, x_merken=((2012.5, "2012"), (2020.0, "2020")))
    grafiek = chart_of(one(read(write_grafiekdia(half, gemaakt_op=DAG)))["Grafiek"])
    assert grafiek.plots[0].series[-1].name == "as"


def test_one_year_and_many_years() -> None:
    een = replace(
        LIJNEN, x_merken=((2020.0, "2020"),), lijnen=(make_lijn("Markt", [(2020, 5.0)]),), banden=()
    )
    grafiek = chart_of(one(read(write_grafiekdia(een, gemaakt_op=DAG)))["Grafiek"])
    assert (grafiek.category_axis.minimum_scale, grafiek.category_axis.maximum_scale) == (
        2019,
        2021,
    )
    veel = replace(
        LIJNEN,
        x_merken=tuple((float(j), str(j)) for j in range(1900, 2021)),
        lijnen=(make_lijn("Markt", [(1900, 5.0), (2020, 8.0)]),),
    )
    grafiek = chart_of(one(read(write_grafiekdia(veel, gemaakt_op=DAG)))["Grafiek"])
    assert 120 / grafiek.category_axis.major_unit <= 30


def test_thousands_of_euros_are_whole_euros() -> None:
    euro = replace(
        LIJNEN,
        opmaak=Opmaak(decimalen=1, factor=1000),
        lijnen=(make_lijn("Markt", [(2012, 25.1), (2020, 30.0)]),),
    )
    grafiek = chart_of(one(read(write_grafiekdia(euro, gemaakt_op=DAG)))["Grafiek"])
    assert points_of(grafiek.plots[0].series[0]) == [(2012, 25100), (2020, 30000)]
    assert grafiek.value_axis.maximum_scale >= 30000
    assert "#,##0;" in grafiek.value_axis.tick_labels.number_format


def test_chart_without_anything_is_its_sentence() -> None:
    leeg = replace(LIJNEN, lijnen=(), x_merken=(), merken=())
    vormen = one(read(write_grafiekdia(leeg, gemaakt_op=DAG)))
    assert not any(vorm.has_chart for vorm in vormen.values())
    zonder_punten = replace(LIJNEN, lijnen=(make_lijn("weg"),))
    vormen = one(read(write_grafiekdia(zonder_punten, gemaakt_op=DAG)))
    assert not any(vorm.has_chart for vorm in vormen.values())


def test_wide_table_fits_or_is_left_out() -> None:
    kop = "Huishoudensamenstelling"
    breed = replace(STIPPEN, koppen=(kop,) * 8, rijen=(("een lang verhaal over iets",) * 8,) * 12)
    vormen = one(read(write_grafiekdia(breed, gemaakt_op=DAG)))
    assert len(vormen["Cijfers"].table.columns) == 8
    te_veel = replace(breed, rijen=breed.rijen * 2)
    assert "Cijfers" not in one(read(write_grafiekdia(te_veel, gemaakt_op=DAG)))


@pytest.mark.parametrize(
    ("grafiek", "naam"),
    list(zip(itertools.cycle((LIJNEN, STIPPEN, STAVEN)), VIJANDIG * 2, strict=False)),
)
def test_chart_of_hostile_names(grafiek: Grafiek, naam: str) -> None:
    vijandig = replace(
        grafiek,
        titel=f"{naam} {LANGE_TITEL}"[:200],
        lijnen=tuple(replace(lijn, naam=naam) for lijn in grafiek.lijnen),
        stippen=tuple(replace(stip, naam=naam) for stip in grafiek.stippen),
        staven=tuple(replace(staaf, label=naam, tekst=naam) for staaf in grafiek.staven),
        banden=tuple(replace(band, label=naam) for band in grafiek.banden),
        x_label=naam,
    )
    vormen = one(read(write_grafiekdia(vijandig, gemaakt_op=DAG)))
    blad = sheet_of(chart_of(vormen["Grafiek"]))
    assert clean(naam) in {cel for rij in blad for cel in rij}


def test_lines_of_the_town() -> None:
    beeld = build_stand(Keuze(gebied="GM9901", grens=2024, indicator="laagste_inkomens", jaar=2024))
    grafiek = build_lijngrafiek(beeld, ["BU99010101", "BU99011104"], is_index=False)
    deel = chart_of(one(read(write_grafiekdia(grafiek, gemaakt_op=DAG)))["Grafiek"])
    for serie, lijn in zip(deel.plots[0].series, grafiek.lijnen, strict=True):
        punten = [punt for stuk in lijn.stukken for punt in stuk]
        assert [p for p in points_of(serie) if p[1] is not None] == punten

"""What the card says of an area: every number here was computed by hand."""

from dataclasses import replace

import pytest

from data.gebieden import Niveau
from layers.buurt import Breuk, Vergelijking, build_profiel, runs_of
from layers.kaartbeeld import Kaartbeeld, Kring, Moment, Opmaak, Referentie, Staat

CODES = ("BU1", "BU2", "BU3", "BU4", "BU5", "BU6")
OK, KLEIN, GEHEIM, GEEN = (
    Staat.OK,
    Staat.KLEIN_AANTAL,
    Staat.ONDERDRUKT,
    Staat.NIET_BESCHIKBAAR,
)


def make_moment(jaar: int, waarden: tuple[float | None, ...]) -> Moment:
    leeg = (None,) * len(waarden)
    return Moment(
        van=jaar,
        tot=jaar,
        titel="",
        ondertitel="",
        legendazin="",
        bronregel="",
        klassen=leeg,
        staten=tuple(GEEN if waarde is None else OK for waarde in waarden),
        waarden=waarden,
        noemers=leeg,
        marges=leeg,
        referenties=(
            Referentie(gebiedscode="GM0801", naam="Proefstad", waarde=20.0),
            Referentie(gebiedscode="NL00", naam="Nederland", waarde=None),
        ),
        gewichten=(),
        tellingen=(),
    )


def make_beeld(
    *momenten: Moment, indicator: str = "laagste_inkomens", opmaak: Opmaak | None = None
) -> Kaartbeeld:
    return Kaartbeeld(
        link="",
        soort="stand",
        indicator=indicator,
        gebied="GM0801",
        gebiedsnaam="Proefstad",
        grensjaar=2020,
        niveau=Niveau.BUURT,
        omtrekken="2020-grof-a41f",
        gebieden=CODES,
        namen=CODES,
        water=(False, False, False, False, False, True),
        klassen=(),
        klassenversie="a41f",
        strook=(0.0, 100.0),
        opmaak=opmaak or Opmaak(decimalen=1, achter="%"),
        momenten=momenten,
        gekozen=len(momenten) - 1,
        merken=(),
        kring=Kring.OPENBAAR,
        is_gevoelig=False,
    )


NU = make_moment(2020, (10.0, 20.0, 30.04, 29.96, None, 99.0))


@pytest.mark.parametrize(
    ("code", "plaats"),
    [
        ("BU1", "Lager dan alle 3 andere buurten"),
        # as many are lower as higher counts from below
        ("BU2", "Lager dan 2 van de 3 andere buurten"),
        # 30,0 and 30,0 read the same, so neither is above the other; water is no buurt
        ("BU3", "Hoger dan 2 van de 3 andere buurten"),
        ("BU4", "Hoger dan 2 van de 3 andere buurten"),
        ("BU5", ""),
    ],
)
def test_place_is_said_in_words(code: str, plaats: str) -> None:
    assert build_profiel(make_beeld(NU), code).plaats == plaats


def test_place_of_a_score_is_said_in_words_of_favour() -> None:
    beeld = make_beeld(NU, indicator="overlast_onveiligheid")
    assert build_profiel(beeld, "BU1").plaats == "Ongunstiger dan alle 3 andere buurten"
    assert build_profiel(beeld, "BU3").plaats == "Gunstiger dan 2 van de 3 andere buurten"


def test_place_at_the_top_in_the_middle_and_alone() -> None:
    hoogste = make_moment(2020, (10.0, 20.0, 30.0, None, None, None))
    assert build_profiel(make_beeld(hoogste), "BU3").plaats == "Hoger dan alle 2 andere buurten"
    gelijk = make_moment(2020, (10.0, 10.01, None, None, None, None))
    assert build_profiel(make_beeld(gelijk), "BU1").plaats == "Gelijk aan alle andere buurten"
    alleen = make_moment(2020, (10.0, None, None, None, None, None))
    assert build_profiel(make_beeld(alleen), "BU1").plaats == ""


def test_value_distance_whole_and_margin() -> None:
    moment = replace(
        NU,
        noemers=(1850.0, None, None, None, None, None),
        marges=((7.25, 12.76), None, None, None, None, None),
    )
    profiel = build_profiel(make_beeld(moment), "BU1")
    assert (profiel.waarde, profiel.jaar, profiel.staat) == ("10,0%", 2020, OK)
    assert profiel.vergelijkingen == (
        Vergelijking(naam="Proefstad", waarde="20,0%", verschil="10,0 procentpunt onder Proefstad"),
    )
    assert profiel.noemer.startswith("1.850 particuliere huishoudens")
    assert profiel.marge == "tussen 7,2 en 12,8%"
    assert profiel.namen == ("Proefstad", "NL")
    assert profiel.trend[0].referentieteksten == ("20,0%", "")


@pytest.mark.parametrize(
    ("code", "verschil"),
    [("BU2", "gelijk aan Proefstad"), ("BU3", "10,0 procentpunt boven Proefstad"), ("BU5", "")],
)
def test_distance_to_the_gemeente(code: str, verschil: str) -> None:
    assert build_profiel(make_beeld(NU), code).vergelijkingen[0].verschil == verschil


@pytest.mark.parametrize(
    ("indicator", "opmaak", "verschil"),
    [
        ("bijstand", Opmaak(decimalen=0, achter=" per 1.000"), "10 per 1.000 onder Proefstad"),
        ("woz", Opmaak(decimalen=0, voor="€ ", achter=".000"), "€ 10.000 onder Proefstad"),
    ],
)
def test_distance_has_the_unit_of_the_indicator(
    indicator: str, opmaak: Opmaak, verschil: str
) -> None:
    beeld = make_beeld(NU, indicator=indicator, opmaak=opmaak)
    assert build_profiel(beeld, "BU1").vergelijkingen[0].verschil == verschil


def test_change_since_first_and_previous_year() -> None:
    beeld = make_beeld(
        make_moment(2012, (None, 20.0, 14.0, None, 1.0, None)),
        make_moment(2016, (13.3, 20.0, 40.04, None, 1.0, None)),
        make_moment(2018, (12.1, 22.5, None, None, 1.0, None)),
        NU,
    )
    assert build_profiel(beeld, "BU1").verloop == (
        "**\N{MINUS SIGN}3,3 procentpunt** sinds 2016",
        "**\N{MINUS SIGN}2,1 procentpunt** sinds 2018",
    )
    assert build_profiel(beeld, "BU2").verloop == (
        "ongewijzigd sinds 2012",
        "**\N{MINUS SIGN}2,5 procentpunt** sinds 2018",
    )
    assert build_profiel(beeld, "BU3").verloop == (
        "**+16,0 procentpunt** sinds 2012",
        "**\N{MINUS SIGN}10,0 procentpunt** sinds 2016",
    )
    assert build_profiel(beeld, "BU4").verloop == ()
    assert build_profiel(beeld, "BU5").verloop == ()


def test_change_is_never_said_across_a_break() -> None:
    beeld = make_beeld(
        make_moment(2012, (1.0,) * 6),
        make_moment(2014, (8.0,) * 6),
        NU,
        indicator="bijstand",
        opmaak=Opmaak(decimalen=0, achter=" per 1.000"),
    )
    profiel = build_profiel(beeld, "BU1")
    assert profiel.verloop == ("**+2 per 1.000** sinds 2014",)
    assert [breuk.jaar for breuk in profiel.breuken] == [2013]


def test_change_in_per_cent_is_of_the_first_year() -> None:
    beeld = make_beeld(
        make_moment(2016, (8.0, 0.0, *(1.0,) * 4)),
        NU,
        indicator="woz",
        opmaak=Opmaak(decimalen=0, voor="€ ", achter=".000"),
    )
    assert build_profiel(beeld, "BU1").verloop == ("**+25,0 procent** sinds 2016",)
    # from nothing no per cent can be told
    assert build_profiel(beeld, "BU2").verloop == ()


@pytest.mark.parametrize("staat", [KLEIN, GEHEIM, GEEN])
def test_without_a_plain_figure_there_is_no_place_and_no_change(staat: Staat) -> None:
    moment = replace(NU, staten=(staat, OK, OK, OK, GEEN, OK))
    profiel = build_profiel(make_beeld(make_moment(2016, (1.0,) * 6), moment), "BU1")
    assert (profiel.plaats, profiel.verloop, profiel.staat) == ("", (), staat)


def test_line_is_cut_at_a_gap_and_at_a_break_and_not_between_measurements() -> None:
    beeld = make_beeld(
        *(
            make_moment(jaar, (waarde, *(1.0,) * 5))
            for jaar, waarde in (
                (2010, 1.0),
                (2012, 2.0),
                (2014, 3.0),
                (2016, None),
                (2018, 4.0),
                (2020, 5.0),
            )
        )
    )
    trend = build_profiel(beeld, "BU1").trend
    stukken = runs_of(trend, (Breuk(jaar=2013, reden=""),))
    assert [[cijfer.jaar for cijfer in stuk] for stuk in stukken] == [
        [2010, 2012],
        [2014],
        [2018, 2020],
    ]

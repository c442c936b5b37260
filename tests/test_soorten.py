"""The kinds of map: classes by their rules, years of two indicators, and what a link opens."""

from itertools import compress
from pathlib import Path

import pandas as pd
import pytest

from data.opslag import VOORBEELD, Opslag, read_omtrekken
from layers.begrippen import Maat
from layers.errors import KaartOntbreektError
from layers.indicatoren import INDICATOR_PER_SLEUTEL
from layers.kaartbeeld import GRENS_GEWIJZIGD, Kaartbeeld
from layers.klassenbeheer import choose_grenzen
from layers.lijsten import build_lijsten, say_on_map
from layers.link import write_link
from layers.mogelijk import first_kind, possible_kinds
from layers.niveau_verandering import HOOG_EN_STIJGEND, classify_niveau_verandering
from layers.ontwikkeling import Ontwikkeling, Periode
from layers.openen import Geopend, open_exact, open_link
from layers.samen import (
    ALLEEN_EERSTE,
    ALLEEN_TWEEDE,
    BEIDE,
    GEEN,
    GELIJK,
    GOED,
    MEE_OMHOOG,
    MEE_OMLAAG,
    TEGEN,
    Paar,
    classify_samen,
    classify_tegen,
    say_counts,
)
from layers.soorten import build_kaartbeeld
from layers.typologie import Drempels, classify_typologie, shade_of
from tests.kleine_opslag import Cel, Cijfers, Omtrek, write_opslag

INKOMENS = INDICATOR_PER_SLEUTEL["laagste_inkomens"]
OVERLAST = INDICATOR_PER_SLEUTEL["overlast"]
SCORE = INDICATOR_PER_SLEUTEL["overlast_onveiligheid"]
ONBEKEND = float("nan")

EINDHOVEN = "GM0772"
A, B, C, D = (f"BU0772000{plek}" for plek in range(4))


def development(indicator: object, veranderingen: list[float]) -> Ontwikkeling:
    tabel = pd.DataFrame({"verandering": veranderingen, "onzekerheid": ONBEKEND})
    return Ontwikkeling(
        indicator=indicator,  # type: ignore[arg-type]  # an indicator, whichever
        periode=Periode(2012, 2018),
        grensjaar=2020,
        tabel=tabel,
        inwoners_jaar=2018,
    )


# Two trends at once

PAREN = [(5.0, 5.0), (5.0, 0.0), (5.0, -5.0), (0.0, 5.0), (-5.0, 5.0), (0.0, 0.0), (-5.0, -5.0)]


def test_two_trends_make_four_classes_with_a_dead_band() -> None:
    een, ander = (list(reeks) for reeks in zip(*PAREN, strict=True))
    paar = Paar(development(INKOMENS, een), development(OVERLAST, ander))
    assert classify_samen(paar).tolist() == [
        BEIDE,
        ALLEEN_EERSTE,
        ALLEEN_EERSTE,
        ALLEEN_TWEEDE,
        ALLEEN_TWEEDE,
        GEEN,
        GEEN,
    ]


def test_of_a_score_becoming_less_favourable_is_rising() -> None:
    een, ander = (list(reeks) for reeks in zip(*PAREN, strict=True))
    paar = Paar(development(INKOMENS, een), development(SCORE, [-waarde for waarde in ander]))
    zelfde = Paar(development(INKOMENS, een), development(OVERLAST, ander))
    assert classify_samen(paar).tolist() == classify_samen(zelfde).tolist()


def test_class_of_two_trends_needs_both() -> None:
    paar = Paar(development(INKOMENS, [5.0, ONBEKEND]), development(OVERLAST, [ONBEKEND, 5.0]))
    assert classify_samen(paar).isna().all()
    assert classify_tegen(paar).isna().all()


def test_against_the_trend_needs_a_direction_on_both_axes() -> None:
    een, ander = (list(reeks) for reeks in zip(*PAREN, strict=True))
    paar = Paar(development(INKOMENS, een), development(OVERLAST, ander))
    assert classify_tegen(paar).tolist() == [
        MEE_OMHOOG,
        GELIJK,
        GOED,
        GELIJK,
        TEGEN,
        GELIJK,
        MEE_OMLAAG,
    ]


# Level and change


@pytest.mark.parametrize(
    ("begin", "niveau"), [(34.9, 0), (35.0, 1), (44.9, 1), (45.0, 2), (60.0, 2)]
)
def test_level_of_lowest_incomes_turns_at_35_and_45(begin: float, niveau: int) -> None:
    ontwikkeling = development(INKOMENS, [-1.1, 1.0, 1.1])
    ontwikkeling.tabel["begin"] = begin
    klassen = classify_niveau_verandering(ontwikkeling, INKOMENS.niveaugrenzen)
    assert klassen.tolist() == [3 * niveau, 3 * niveau + 1, 3 * niveau + 2]


def test_high_and_rising_is_the_last_class_also_for_a_score() -> None:
    ontwikkeling = development(SCORE, [-0.1])
    ontwikkeling.tabel["begin"] = -0.5
    grenzen = INDICATOR_PER_SLEUTEL["laagste_inkomens"].niveaugrenzen
    assert classify_niveau_verandering(ontwikkeling, grenzen).tolist() == [HOOG_EN_STIJGEND]


# The kind of buurt

DREMPELS = Drempels(lvb=35.0, overlast=20.0)


@pytest.mark.parametrize(
    ("lvb", "overlast", "toename", "klasse"),
    [
        (34.9, 99.0, 2, 6),
        (35.0, 99.0, 2, 6),  # more than 35%: 35 itself is not
        (35.1, 19.9, 0, 3),
        (35.1, 20.0, 0, 0),
        (35.1, 20.1, 1, 1),
        (50.0, 20.0, 2, 2),
        (50.0, 0.0, 2, 5),
        (ONBEKEND, 99.0, 2, None),
        (35.1, ONBEKEND, 2, None),
        (35.1, 20.0, None, None),
        (10.0, ONBEKEND, None, 6),  # without much LVB nothing else is needed
    ],
)
def test_kind_of_buurt_by_its_rule(
    lvb: float, overlast: float, toename: int | None, klasse: int | None
) -> None:
    uitkomst = classify_typologie(
        pd.Series([lvb]),
        pd.Series([overlast]),
        pd.Series([toename], dtype="Int64"),
        drempels=DREMPELS,
    )
    assert [None if pd.isna(k) else k for k in uitkomst] == [klasse]


def test_darker_is_more_increase() -> None:
    verandering = pd.Series([-9.0, 0.0, 1.1, 5.9, 6.0, ONBEKEND])
    richting = pd.Series([-1, 0, 1, 1, 1, None], dtype="Int64")
    schaduw = shade_of(verandering, richting, 6.0)
    assert [None if pd.isna(s) else s for s in schaduw] == [0, 0, 1, 1, 2, None]


# Links and years


def kwb(inkomens: dict[str, Cel]) -> Cijfers:
    return {
        (2020, code): {
            "k_40_huishoudens_met_laagste_inkomen_pct": waarde,
            "aantal_inwoners": 1000.0,
            "huishoudens_totaal": 500.0,
            "woningvoorraad": 400.0 + plek,
        }
        for plek, (code, waarde) in enumerate(inkomens.items())
    }


def police(registraties: dict[str, Cel]) -> Cijfers:
    return {(2020, code): {"overlast_totaal": aantal} for code, aantal in registraties.items()}


@pytest.fixture
def buurten(opslag: Path) -> Opslag:
    """Keep incomes of 2012 and 2018, and nuisance of a year later."""
    return write_opslag(
        opslag,
        {
            ("kwb", 2012): kwb({A: 40.0, B: 40.0, C: 50.0, D: 30.0}),
            ("kwb", 2013): kwb({A: None, B: None, C: None, D: None}),
            ("kwb", 2018): kwb({A: 46.0, B: 46.0, C: 50.0, D: 25.0}),
            ("kwb", 2019): kwb({A: None, B: None, C: None, D: None}),
            ("overlast", 2013): police({A: 10.0, B: 100.0, C: 10.0, D: 100.0}),
            ("overlast", 2019): police({A: 100.0, B: 10.0, C: 100.0, D: 100.0}),
        },
        {2020: [Omtrek(code=code, van=2010, tot=2020) for code in (A, B, C, D)]},
    )


def opened(**gevraagd: str) -> Geopend:
    geopend = open_link({"gebied": EINDHOVEN, **gevraagd})
    assert geopend is not None
    return geopend


def classes(kaartbeeld: Kaartbeeld) -> dict[str, int | None]:
    return dict(zip(kaartbeeld.gebieden, kaartbeeld.moment.klassen, strict=True))


@pytest.mark.usefixtures("buurten")
def test_first_visit_opens_two_trends_each_with_its_own_years() -> None:
    geopend = opened()
    assert geopend.zin is None
    assert write_link(geopend.keuze).endswith(
        "soort=samen&indicator=laagste_inkomens&van=2012&tot=2018&met=overlast&metvan=2013&mettot=2019"
    )
    kaartbeeld = build_kaartbeeld(geopend.keuze)
    assert classes(kaartbeeld) == {A: BEIDE, B: ALLEEN_EERSTE, C: ALLEEN_TWEEDE, D: GEEN}
    ondertitel = kaartbeeld.moment.ondertitel
    assert "laagste inkomens 2012 tot 2018, overlast 2013 tot 2019" in ondertitel
    assert kaartbeeld.link == write_link(geopend.keuze)
    assert "2012 en 2018" in kaartbeeld.moment.bronregel
    assert "2013 en 2019" in kaartbeeld.moment.bronregel


@pytest.mark.usefixtures("buurten")
def test_link_of_a_kind_opens_the_same_view_again() -> None:
    for soort in possible_kinds(EINDHOVEN):
        keuze = opened(soort=soort).keuze
        assert keuze.soort == soort
        again = open_exact(write_link(keuze))
        assert (again.keuze, again.zin) == (keuze, None)
        assert build_kaartbeeld(keuze).soort == soort


@pytest.mark.usefixtures("buurten")
def test_kinds_without_their_figures_are_not_offered_and_a_link_says_why() -> None:
    assert "soort-buurt" not in possible_kinds(EINDHOVEN)
    geopend = opened(soort="soort-buurt", indicator="laagste_inkomens")
    assert geopend.keuze.soort == "stand"
    assert geopend.zin is not None
    assert "LVB" in geopend.zin
    with pytest.raises(KaartOntbreektError, match="LVB"):
        open_exact(f"/kaart?gebied={EINDHOVEN}&soort=soort-buurt&indicator=laagste_inkomens")


def test_pair_without_years_for_it_says_which_years_there_are(opslag: Path) -> None:
    write_opslag(
        opslag,
        {
            ("kwb", 2012): kwb({A: 40.0}),
            ("kwb", 2014): kwb({A: 41.0}),
            ("kwb", 2018): kwb({A: None}),
            ("overlast", 2018): police({A: 10.0}),
        },
        {2020: [Omtrek(code=A, van=2010, tot=2020)]},
    )
    assert first_kind(EINDHOVEN) == "stand"
    geopend = opened(soort="samen", indicator="laagste_inkomens", met="overlast")
    # another partner takes its place
    assert (geopend.keuze.soort, geopend.keuze.met) == ("samen", "inwoners")
    assert geopend.zin is not None
    assert "laagste inkomens heeft 2012, 2014, overlast heeft 2018" in geopend.zin
    with pytest.raises(KaartOntbreektError, match="gaan niet samen op één kaart"):
        open_exact(f"/kaart?gebied={EINDHOVEN}&soort=samen&indicator=laagste_inkomens&met=overlast")


@pytest.mark.parametrize(
    ("gevraagd", "gemist"),
    [
        ({"van": "2013"}, "van '2013'"),
        ({"van": "eens"}, "van 'eens'"),
        ({"van": "2018", "tot": "2012"}, "van '2018' en tot '2012'"),
        ({"soort": "mooi"}, "soort 'mooi'"),
        ({"klassen": "ffff"}, "klassenindeling 'ffff'"),
        ({"filter": "5"}, "filter '5'"),
        ({"uitsnede": "90,180,18"}, "uitsnede '90,180,18'"),
        ({"grens": "1900"}, "grenzen van '1900'"),
    ],
)
@pytest.mark.usefixtures("buurten")
def test_link_with_what_is_not_there_opens_the_nearest(
    gevraagd: dict[str, str], gemist: str
) -> None:
    geopend = opened(**({"soort": "verandering", "indicator": "laagste_inkomens"} | gevraagd))
    assert geopend.zin == (
        f"Deze link vroeg om {gemist}; dat is er niet. De kaart toont wat er het dichtst bij ligt."
    )
    assert build_kaartbeeld(geopend.keuze).gebieden == (A, B, C, D)


# What stands beside the map


@pytest.mark.usefixtures("buurten")
def test_lists_run_from_many_homes_to_few_and_hold_good_news_as_well() -> None:
    kaartbeeld = build_kaartbeeld(opened(soort="verandering", indicator="laagste_inkomens").keuze)
    meer, minder = build_lijsten(kaartbeeld, meeste=6)
    assert (meer.kop, minder.kop) == (kaartbeeld.klassen[4].label, kaartbeeld.klassen[0].label)
    assert [rij.code for rij in meer.rijen] == [B, A]
    assert meer.rijen[0].waarden == ("+6,0",)
    assert meer.onder == "2 buurten, 801 woningen"
    assert meer.volgorde == "meeste woningen eerst"
    assert [rij.code for rij in build_lijsten(kaartbeeld, meeste=1)[0].rijen] == [B]
    plek = kaartbeeld.gebieden.index(A)
    assert say_on_map(kaartbeeld, plek) == (
        f"**{meer.kop}**",
        "Laagste inkomens: +6,0 procentpunt",
    )


@pytest.mark.usefixtures("buurten")
def test_level_map_has_no_lists() -> None:
    kaartbeeld = build_kaartbeeld(opened(soort="stand", indicator="laagste_inkomens").keuze)
    assert build_lijsten(kaartbeeld, meeste=6) == ()
    assert say_on_map(kaartbeeld, 0) == ()


# One year of everything


@pytest.fixture
def een_jaar(opslag: Path) -> Opslag:
    """Keep one year of all that the kind of buurt asks for, and nothing to weigh with."""
    cijfers = {
        sleutel: {naam: waarde for naam, waarde in rij.items() if not naam.startswith(("h", "w"))}
        for sleutel, rij in kwb({A: 40.0, B: 50.0, C: 30.0, D: 20.0}).items()
    }
    return write_opslag(
        opslag,
        {
            ("kwb", 2018): cijfers,
            ("overlast", 2018): police({A: 10.0, B: 20.0, C: 30.0, D: 40.0}),
            ("eigen_lvb", 2018): {
                (2020, code): {"waarde": 40.0, "noemer": 900.0, "teller": 360.0}
                for code in (A, B, C, D)
            },
        },
        {2020: [Omtrek(code=code, van=2010, tot=2020) for code in (A, B, C, D)]},
    )


@pytest.mark.parametrize("soort", ["verandering", "stand-verandering", "soort-buurt"])
@pytest.mark.usefixtures("een_jaar")
def test_change_without_a_second_year_opens_the_level_and_says_why(soort: str) -> None:
    geopend = opened(soort=soort, indicator="laagste_inkomens")
    assert geopend.keuze.soort == "stand"
    assert geopend.reden is not None
    assert "twee jaren die te vergelijken zijn. De kaart toont de stand." in geopend.reden


@pytest.mark.usefixtures("een_jaar")
def test_pair_without_any_year_for_it_opens_the_level() -> None:
    assert first_kind(EINDHOVEN) == "stand"
    assert opened(soort="samen", indicator="laagste_inkomens").keuze.soort == "stand"


def test_bounds_of_changes_without_changes_are_those_of_the_band(een_jaar: Opslag) -> None:
    grenzen = choose_grenzen(INKOMENS, opslag=een_jaar, maat=Maat.VERANDERING).grenzen
    assert [grens.waarde for grens in grenzen] == [-2.0, -1.0, 1.0, 2.0]


def test_list_without_homes_counts_buurten_alone(opslag: Path) -> None:
    def bare(inkomens: dict[str, Cel]) -> Cijfers:
        return {
            sleutel: {n: w for n, w in rij.items() if not n.startswith(("h", "w"))}
            for sleutel, rij in kwb(inkomens).items()
        }

    write_opslag(
        opslag,
        {("kwb", 2012): bare({A: 20.0, B: 20.0}), ("kwb", 2018): bare({A: 60.0, B: 20.0})},
        {2020: [Omtrek(code=code, van=2010, tot=2020) for code in (A, B)]},
    )
    kaartbeeld = build_kaartbeeld(opened(soort="verandering", indicator="laagste_inkomens").keuze)
    assert build_lijsten(kaartbeeld, meeste=6)[0].onder == "1 buurt"


# Changed borders


@pytest.mark.parametrize(
    ("van", "anders"),
    [(2012, {"BU99010510", "BU99011104", "BU99011105"}), (2017, {"BU99011104", "BU99011105"})],
)
@pytest.mark.parametrize("soort", ["verandering", "samen", "stand-verandering", "tegen-de-trend"])
def test_area_whose_border_changed_is_told_apart(soort: str, van: int, anders: set[str]) -> None:
    geopend = open_link({"gebied": "GM9901", "soort": soort, "van": str(van), "tot": "2024"})
    assert geopend is not None
    assert geopend.keuze.van == van
    beeld = build_kaartbeeld(geopend.keuze)
    moment = beeld.moment
    assert set(compress(beeld.gebieden, moment.gewijzigd)) == anders
    geldig = read_omtrekken(beeld.grensjaar, opslag=VOORBEELD).set_index("gebiedscode")
    later = geldig.index[(geldig["geldig_van"] > van) & geldig.index.str.startswith("BU")]
    assert set(later) == anders
    assert moment.tellingen[0].gewijzigd == len(anders)
    assert moment.tellingen[0].niet_beschikbaar > len(anders)
    assert GRENS_GEWIJZIGD in beeld.merken
    plek = beeld.gebieden.index("BU99011104")
    assert say_on_map(beeld, plek)[0] == "**Grens gewijzigd**"


def test_without_changed_borders_nothing_is_said_of_them() -> None:
    geopend = open_link({"gebied": "GM9901", "soort": "verandering", "van": "2018", "tot": "2024"})
    assert geopend is not None
    beeld = build_kaartbeeld(geopend.keuze, jaren=(2024,))
    assert beeld.moment.gewijzigd == ()
    assert beeld.moment.tellingen[0].gewijzigd == 0
    assert GRENS_GEWIJZIGD not in beeld.merken


def test_unknown_homes_are_no_zero() -> None:
    # until 2018 these areas were others, so their homes of 2013 are not known
    geopend = open_link({"gebied": "GM9901", "soort": "verandering", "van": "2012", "tot": "2013"})
    assert geopend is not None
    moment = build_kaartbeeld(geopend.keuze, jaren=(2013,)).moment
    buurten, woningen = moment.tellingen[:2]
    assert buurten.cellen[-1] == 3
    assert woningen.cellen[-1] is None
    assert None not in buurten.cellen
    # and of the year in which they are known they are told
    nu = open_link({"gebied": "GM9901", "soort": "verandering", "van": "2012", "tot": "2024"})
    assert nu is not None
    aantal = build_kaartbeeld(nu.keuze, jaren=(2024,)).moment.tellingen[1].cellen[-1]
    assert aantal is not None
    assert aantal > 0


# The sentence in the legend


@pytest.mark.parametrize(
    ("tellingen", "zin"),
    [
        (
            (3, 1, 5, 9),
            (
                "In **3 buurten** stijgt het aandeel laagste inkomens én stijgt overlast. "
                "In **1 buurt** stijgt het aandeel laagste inkomens, maar overlast niet."
            ),
        ),
        (
            (0, 0, 93, 9),
            (
                "In **geen enkele buurt** stijgt het aandeel laagste inkomens én stijgt overlast. "
                "In **93 buurten** stijgt overlast, maar laagste inkomens niet."
            ),
        ),
        ((0, 0, 0, 9), "In **geen enkele buurt** stijgt het aandeel laagste inkomens of "),
    ],
)
def test_sentence_names_a_class_that_is_there(tellingen: tuple[int, ...], zin: str) -> None:
    indicatoren = [INDICATOR_PER_SLEUTEL[s] for s in ("laagste_inkomens", "overlast")]
    assert say_counts(indicatoren, tellingen, is_samen=True).startswith(zin)


def test_sentence_against_the_trend_names_what_falls_where_nothing_rises() -> None:
    indicatoren = [INDICATOR_PER_SLEUTEL[s] for s in ("laagste_inkomens", "overlast")]
    assert say_counts(indicatoren, (0, 0, 7, 2, 4), is_samen=False) == (
        "In **7 buurten** daalt het aandeel laagste inkomens en daalt overlast. "
        "In **2 buurten** daalt het aandeel laagste inkomens en stijgt overlast toch."
    )
    assert "stijgt" in say_counts(indicatoren, (0, 0, 0, 0, 4), is_samen=False)

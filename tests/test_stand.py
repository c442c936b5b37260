"""The level map and what there is to choose from: figures, states, words and borders."""

from pathlib import Path

import pytest

from data.errors import GegevensOntbrekenError
from data.gebieden import LAND
from data.opslag import Opslag, weboutlines_of
from layers.aanbod import gebieden_met_kaart, indicatoren_van, ligging, opslag_of, peiljaren
from layers.indicatoren import INDICATOR_PER_SLEUTEL
from layers.kaartbeeld import Kaartbeeld, Staat
from layers.klassenbeheer import choose_grenzen
from layers.link import Keuze
from layers.paletten import STAND
from layers.stand import build_stand, build_zin
from tests.kaarten import stand, text_of
from tests.kleine_opslag import GEHEIM, Cel, Cijfers, Omtrek, write_opslag

EINDHOVEN = "GM0772"
BEST = "GM0753"
NOORD, OOST, ZUID, WEST, PLAS = (f"BU0772000{plek}" for plek in range(5))
DORP = "BU07530000"
CORPORATIE = "in_bezit_woningcorporatie_pct"
MENSEN: dict[str, Cel] = {"aantal_inwoners": 2000.0, "huishoudens_totaal": 1000.0}


def homes(share: Cel, **kolommen: Cel) -> dict[str, Cel]:
    return {**MENSEN, CORPORATIE: share, "woningvoorraad": 900.0, **kolommen}


def outline(*codes: str, van: int = 2020, tot: int = 2020) -> list[Omtrek]:
    return [Omtrek(code=c, van=van, tot=tot, is_water=c == PLAS) for c in codes]


KWB_2020: dict[tuple[int, str], dict[str, Cel]] = {
    (2020, LAND): homes(29.0),
    (2020, EINDHOVEN): homes(43.0),
    (2020, NOORD): homes(35.0),
    (2020, OOST): homes(80.0),
    (2020, ZUID): homes(GEHEIM),
    (2020, WEST): homes(55.0, aantal_inwoners=99.0),
    (2020, PLAS): homes(None, aantal_inwoners=0.0),
}


@pytest.fixture
def winkel(opslag: Path) -> Opslag:
    return write_opslag(
        opslag,
        {("kwb", 2020): KWB_2020},
        {2020: outline(NOORD, OOST, ZUID, WEST, PLAS)},
        {2020: {EINDHOVEN: "Eindhoven", NOORD: "Noord", ZUID: None}},
    )


def values(kaartbeeld: Kaartbeeld) -> dict[str, float | None]:
    return dict(zip(kaartbeeld.gebieden, kaartbeeld.moment.waarden, strict=True))


def states(kaartbeeld: Kaartbeeld) -> list[str]:
    return [str(staat) for staat in kaartbeeld.moment.staten]


# One map


def test_map_says_of_every_area_class_state_value_and_words(winkel: Opslag) -> None:
    kaartbeeld = stand("corporatiewoningen", 2020, EINDHOVEN)
    moment = kaartbeeld.moment
    assert kaartbeeld.gebieden == (NOORD, OOST, ZUID, WEST, PLAS)
    assert kaartbeeld.namen[:3] == ("Noord", f"Naam van {OOST}", ZUID)
    assert kaartbeeld.water == (False, False, False, False, True)
    assert moment.klassen == (0, 4, None, 2, None)
    assert states(kaartbeeld) == ["ok", "ok", "onderdrukt", "klein_aantal", "niet_beschikbaar"]
    assert moment.waarden == (35.0, 80.0, None, 55.0, None)
    teksten = [text_of(kaartbeeld, moment, plek) for plek in range(5)]
    assert teksten == ["35%", "80%", "te klein om te tonen", "55% (klein aantal)", "water"]
    assert [klasse.kleur for klasse in kaartbeeld.klassen] == list(STAND)
    naam = weboutlines_of(2020, opslag=winkel)[f"{EINDHOVEN}-fijn"]
    assert (kaartbeeld.omtrekken, kaartbeeld.grensjaar) == (naam, 2020)


@pytest.mark.usefixtures("winkel")
def test_map_is_named_and_counted_without_water() -> None:
    kaartbeeld = stand("corporatiewoningen", 2020, EINDHOVEN)
    moment = kaartbeeld.moment
    assert kaartbeeld.gebiedsnaam == "Eindhoven"
    assert moment.titel == "Corporatiewoningen"
    assert moment.ondertitel == "**2020** · % van alle woningen · Eindhoven, 4 buurten"
    assert moment.legendazin == (
        "In **Eindhoven** is **43%** van alle woningen van een woningcorporatie; "
        "in Nederland **29%**."
    )
    assert [(r.gebiedscode, r.naam, r.waarde) for r in moment.referenties] == [
        (EINDHOVEN, "Eindhoven", 43),
        (LAND, "Nederland", 29),
    ]
    assert kaartbeeld.merken == ("kleine aantallen",)


@pytest.mark.usefixtures("winkel")
def test_sentence_of_one_area_is_empty_where_nothing_may_be_said() -> None:
    kaartbeeld = stand("corporatiewoningen", 2020, EINDHOVEN)
    assert build_zin(kaartbeeld, NOORD) == (
        "In **Noord** is **35%** van alle woningen van een woningcorporatie."
    )
    assert build_zin(kaartbeeld, ZUID) == ""


@pytest.mark.parametrize(
    ("sleutel", "woorden"),
    [
        ("corporatiewoningen", "% van alle woningen"),
        ("bijstand_per_inwoner", "per 1.000 inwoners"),
        ("bijstand", "per 1.000 inwoners van 15 tot 65 jaar"),
        ("inwoners", INDICATOR_PER_SLEUTEL["inwoners"].noemer),
    ],
)
def test_subtitle_says_of_which_whole(opslag: Path, sleutel: str, woorden: str) -> None:
    alles = {kolom: 100.0 for _, kolom in INDICATOR_PER_SLEUTEL[sleutel].formule.nodig}
    write_opslag(opslag, {("kwb", 2020): {(2020, NOORD): alles}}, {2020: outline(NOORD)})
    ondertitel = stand(sleutel, 2020, EINDHOVEN).moment.ondertitel
    assert ondertitel == f"**2020** · {woorden} · {EINDHOVEN}, 1 buurt"


def test_area_without_a_figure_of_its_own_leaves_the_sentence_to_the_country(
    opslag: Path,
) -> None:
    cijfers = {plaats: rij for plaats, rij in KWB_2020.items() if plaats[1] != EINDHOVEN}
    write_opslag(opslag, {("kwb", 2020): cijfers}, {2020: outline(NOORD, OOST)})
    moment = stand("corporatiewoningen", 2020, EINDHOVEN).moment
    assert (
        moment.legendazin
        == "In **Nederland** is **29%** van alle woningen van een woningcorporatie."
    )
    assert moment.referenties[0].waarde is None


def test_without_larger_areas_the_sentence_only_names_the_whole(opslag: Path) -> None:
    write_opslag(opslag, {("kwb", 2020): {(2020, NOORD): homes(35.0)}}, {2020: outline(NOORD)})
    moment = stand("corporatiewoningen", 2020, EINDHOVEN).moment
    assert moment.legendazin == "Per buurt, ten opzichte van: alle woningen."


# Source line and marks


def source_line(opslag: Path, *, tabellen: dict[tuple[str, int], Cijfers]) -> str:
    write_opslag(opslag, tabellen, {2020: outline(NOORD)})
    ((_, peiljaar),) = [sleutel for sleutel in tabellen if sleutel[0] == "rivm"]
    return stand("eenzaamheid", peiljaar, EINDHOVEN).moment.bronregel


EENZAAM: Cijfers = {(2020, NOORD): {"eenzaam_pct": 44.0}}
INWONERS: Cijfers = {(2020, NOORD): MENSEN}


def test_source_line_names_source_year_licence_borders_and_map(opslag: Path) -> None:
    regel = source_line(opslag, tabellen={("rivm", 2020): EENZAAM, ("kwb", 2020): INWONERS})
    assert regel == (
        "Bron: Gezondheidsmonitor Volwassenen en Ouderen, GGD'en, CBS en RIVM 2020 (CC BY 4.0); "
        "grenzen van 2020, CBS/Kadaster, Wijk- en buurtkaart (CC BY 4.0)."
    )


def test_source_line_says_by_which_inhabitants_small_numbers_are_judged(opslag: Path) -> None:
    regel = source_line(opslag, tabellen={("rivm", 2016): EENZAAM, ("kwb", 2020): INWONERS})
    assert regel.endswith(" Kleine aantallen naar de inwoners van 2020.")


def test_source_line_says_that_nobody_could_judge_small_numbers(opslag: Path) -> None:
    regel = source_line(opslag, tabellen={("rivm", 2020): EENZAAM})
    assert regel.endswith(" Geen inwonertallen bekend: kleine aantallen zijn niet gemerkt.")


def test_fictional_figures_are_called_that_in_line_and_mark() -> None:
    kaartbeeld = stand("eenzaamheid", peiljaren("eenzaamheid", "GM9901")[-1], "GM9901")
    assert kaartbeeld.moment.bronregel.startswith("Bron: fictieve gegevens van Sociale Kaart")
    assert kaartbeeld.merken[:2] == ("fictieve gegevens", "modelschatting")


# Classes


def test_bounds_come_from_all_years_and_not_from_small_numbers(opslag: Path) -> None:
    buurten = [f"BU0772{plek:04}" for plek in range(20)]
    jaren: dict[tuple[str, int], Cijfers] = {
        ("kwb", jaar): {
            # 0 to 19 in the one year, 20 to 39 in the other
            (2020, code): {**MENSEN, "percentage_jongeren_met_jeugdzorg_pct": float(plek + begin)}
            for plek, code in enumerate(buurten)
        }
        | {
            (2020, f"BU077299{plek:02}"): {
                "aantal_inwoners": 50.0,
                "percentage_jongeren_met_jeugdzorg_pct": 99.0,
            }
            for plek in range(30)
        }
        | {
            (2020, LAND): {**MENSEN, "percentage_jongeren_met_jeugdzorg_pct": 90.0},
        }
        for begin, jaar in ((0, 2019), (20, 2020))
    }
    winkel = write_opslag(opslag, jaren, {2020: outline(*buurten, "BU07729900")})
    grenzen = choose_grenzen(INDICATOR_PER_SLEUTEL["jeugdzorg"], opslag=winkel).grenzen
    assert [grens.waarde for grens in grenzen] == [8, 16, 24, 32]
    oud, nieuw = (stand("jeugdzorg", jaar, EINDHOVEN) for jaar in (2019, 2020))
    assert oud.klassen == nieuw.klassen
    assert oud.moment.klassen[:2] == (0, 0)
    # the small number is drawn, in the highest class, without moving a bound
    assert nieuw.moment.klassen[-1] == 4
    assert nieuw.moment.staten[-1] is Staat.KLEIN_AANTAL


# On which borders


def borders(opslag: Path, omtrekken: dict[int, list[Omtrek]]) -> None:
    write_opslag(opslag, {("kwb", 2020): KWB_2020}, omtrekken)


def test_newest_borders_that_the_figures_reach_are_drawn(opslag: Path) -> None:
    borders(
        opslag,
        {
            2020: outline(NOORD, OOST),
            2022: [*outline(NOORD, van=2019, tot=2022), *outline(OOST, van=2021, tot=2022)],
            2024: outline(NOORD, OOST, van=2023, tot=2024),
        },
    )
    kaartbeeld = stand("corporatiewoningen", 2020, EINDHOVEN)
    assert kaartbeeld.grensjaar == 2022
    # what does not reach it is not available
    assert states(kaartbeeld) == ["ok", "niet_beschikbaar"]


def test_where_no_borders_are_reached_the_newest_map_says_so(opslag: Path) -> None:
    borders(opslag, {2022: outline(NOORD, van=2022), 2024: outline(NOORD, van=2022, tot=2024)})
    kaartbeeld = stand("corporatiewoningen", 2020, EINDHOVEN)
    assert kaartbeeld.grensjaar == 2024
    assert states(kaartbeeld) == ["niet_beschikbaar"]


def test_outlines_of_one_gemeente_are_no_map_of_the_country(opslag: Path) -> None:
    kaart = outline(NOORD, OOST, ZUID, DORP)
    borders(opslag, {2020: kaart, 2024: outline(NOORD, van=2019, tot=2024)})
    assert stand("corporatiewoningen", 2020, LAND).grensjaar == 2020
    assert stand("corporatiewoningen", 2020, EINDHOVEN).grensjaar == 2024


def test_country_has_one_coarse_map_and_one_reference(opslag: Path) -> None:
    borders(opslag, {2020: outline(NOORD, DORP)})
    kaartbeeld = stand("corporatiewoningen", 2020, LAND)
    assert values(kaartbeeld) == {DORP: None, NOORD: 35}
    assert kaartbeeld.gebiedsnaam == "Nederland"
    assert kaartbeeld.omtrekken.startswith("grof-")
    assert [r.gebiedscode for r in kaartbeeld.moment.referenties] == [LAND]


@pytest.mark.usefixtures("winkel")
@pytest.mark.parametrize(
    ("jaar", "gebied", "woorden"),
    [
        (2019, EINDHOVEN, "cijfer van 'corporatiewoningen' voor 2019"),
        (2020, BEST, f"kaart van {BEST} voor 2020"),
    ],
)
def test_map_that_cannot_be_drawn_says_what_is_missing(
    jaar: int, gebied: str, woorden: str
) -> None:
    with pytest.raises(GegevensOntbrekenError, match=woorden):
        build_stand(Keuze(gebied=gebied, grens=2020, indicator="corporatiewoningen", jaar=jaar))


def test_new_import_shows_at_once(opslag: Path) -> None:
    borders(opslag, {2020: outline(NOORD)})
    assert values(stand("corporatiewoningen", 2020, EINDHOVEN)) == {NOORD: 35}
    write_opslag(opslag, {("kwb", 2020): {**KWB_2020, (2020, NOORD): homes(36.0)}})
    assert values(stand("corporatiewoningen", 2020, EINDHOVEN)) == {NOORD: 36}


# What there is to choose from


@pytest.mark.usefixtures("winkel")
def test_fictional_town_leaves_the_menu_once_real_figures_are_in() -> None:
    assert gebieden_met_kaart() == [(EINDHOVEN, "Eindhoven", False)]
    *_, (code, _, is_fictief) = gebieden_met_kaart(voorbeeld=True)
    assert code.startswith("GM99")
    assert is_fictief
    assert opslag_of(code) != opslag_of(EINDHOVEN)


def test_fictional_town_is_all_there_is_before_the_first_import(opslag: Path) -> None:
    ((code, _, is_fictief),) = gebieden_met_kaart()
    assert code.startswith("GM99")
    assert is_fictief
    # outlines without any figure are no map to choose
    write_opslag(opslag, {}, {2020: outline(NOORD)})
    assert [gebied[0] for gebied in gebieden_met_kaart()] == [code]


def test_country_is_offered_where_there_are_several_gemeenten(opslag: Path) -> None:
    cijfers = KWB_2020 | {(2020, DORP): homes(20.0)}
    write_opslag(
        opslag,
        {("kwb", 2020): cijfers},
        {2020: outline(NOORD, DORP, "BU07790000")},
        {2020: {EINDHOVEN: "Eindhoven"}},
    )
    assert gebieden_met_kaart() == [
        (LAND, "Alle gemeenten hier", False),
        (EINDHOVEN, "Eindhoven", False),
        (BEST, BEST, False),  # no table names it
    ]


def test_only_what_a_gemeente_has_figures_of_is_offered_there(opslag: Path) -> None:
    write_opslag(
        opslag,
        {
            ("kwb", 2019): {(2019, NOORD): MENSEN, (2019, DORP): homes(GEHEIM)},
            ("kwb", 2020): {(2020, NOORD): MENSEN, (2020, DORP): homes(20.0)},
            ("leefbaarometer", 2020): {(2020, "WK077200"): {"onv_score": 0.1}},
        },
        {2020: outline(NOORD, DORP)},
    )
    assert indicatoren_van(BEST) == ["corporatiewoningen", "inwoners"]
    assert indicatoren_van(EINDHOVEN) == ["inwoners"]
    assert indicatoren_van(LAND) == ["corporatiewoningen", "inwoners"]
    assert peiljaren("corporatiewoningen", BEST) == [2020]
    assert peiljaren("corporatiewoningen", LAND) == [2020]
    assert peiljaren("corporatiewoningen", EINDHOVEN) == []
    assert peiljaren("inwoners", EINDHOVEN) == [2019, 2020]
    # figures of wijken make no map of buurten
    assert peiljaren("overlast_onveiligheid", EINDHOVEN) == []


def test_place_of_an_area_is_its_wijk_and_stadsdeel(opslag: Path) -> None:
    cijfers = {(2020, c): homes(20.0) for c in (EINDHOVEN, "WK077200", NOORD, DORP)}
    met_stadsdeel = Omtrek(code=NOORD, van=2020, tot=2020, stadsdeel="Stadsdeel Centrum")
    write_opslag(
        opslag,
        {("kwb", 2020): cijfers},
        {2020: [met_stadsdeel, *outline(OOST, DORP)]},
        {2020: {"WK077200": "Wijk 00 Oude Stad", EINDHOVEN: "Eindhoven"}},
    )
    kaartbeeld = stand("corporatiewoningen", 2020, EINDHOVEN)
    assert ligging(kaartbeeld) == ("Oude Stad, Stadsdeel Centrum", "Oude Stad")
    land = stand("corporatiewoningen", 2020, LAND)
    plaatsen = dict(zip(land.gebieden, ligging(land), strict=True))
    assert plaatsen == {
        DORP: "",
        NOORD: "Oude Stad, Eindhoven",
        OOST: "Oude Stad, Eindhoven",
    }


# What is counted


def test_homes_are_those_of_the_year_or_of_the_nearest(opslag: Path) -> None:
    write_opslag(
        opslag,
        {
            ("kwb", 2018): {(2020, NOORD): homes(35.0, woningvoorraad=None)},
            ("kwb", 2019): {(2020, NOORD): homes(35.0, woningvoorraad=800.0)},
            ("kwb", 2020): {(2020, NOORD): homes(35.0, woningvoorraad=950.0)},
        },
        {2020: outline(NOORD)},
    )
    kaartbeeld = stand("corporatiewoningen", 2020, EINDHOVEN)
    geteld = [
        (moment.tot, moment.gewichten[1].label, moment.gewichten[1].jaar, moment.tellingen[1])
        for moment in kaartbeeld.momenten
    ]
    assert [(jaar, woord, van, sum(t.klassen)) for jaar, woord, van, t in geteld] == [
        (2018, "woningen", 2019, 800),
        (2019, "woningen", 2019, 800),
        (2020, "woningen", 2020, 950),
    ]


def test_one_year_of_a_map_is_that_year_of_the_whole_map(winkel: Opslag) -> None:
    write_opslag(winkel.pad, {("kwb", 2021): KWB_2020 | {(2020, NOORD): homes(36.0)}})
    keuze = Keuze(gebied=EINDHOVEN, grens=2020, indicator="corporatiewoningen", jaar=2020)
    alles, een = build_stand(keuze), build_stand(keuze, jaren=(2020,))
    assert len(alles.momenten) == 2
    assert een.momenten == (alles.moment,)

"""No line and no change runs over a break: for every indicator that has one."""

from dataclasses import replace
from itertools import pairwise

import pytest

from components.legendarijen import marks_of
from data.opslag import VOORBEELD
from layers.aanbod import filled_years
from layers.begrippen import Indicator
from layers.buurt import build_profiel, runs_of
from layers.buurtblad import build_buurtblad
from layers.errors import NietVergelijkbaarError
from layers.indicatoren import INDICATOR_PER_SLEUTEL, INDICATOREN
from layers.indicatoren_leefbaarometer import DIMENSIES
from layers.kantelpunt import later_years, possible_years
from layers.link import Keuze
from layers.ontwikkeling import Periode, build_ontwikkeling, periods_between
from layers.openen import open_link
from layers.perioden import periods_of, years_beside
from layers.soorten import SOORT_PER_SLEUTEL, SOORTEN, build_kaartbeeld
from layers.stand import build_stand
from layers.trends import build_lijngrafiek
from tests.kaarten import stand

STAD, MARKT = "GM9901", "BU99010101"
GEBROKEN = [indicator for indicator in INDICATOREN if indicator.breuken]
# of these the town has figures on both sides
HIER = [indicator for indicator in GEBROKEN if 2013 in indicator.breuken]
elke_breuk = pytest.mark.parametrize("indicator", GEBROKEN, ids=lambda i: i.sleutel)
elke_hier = pytest.mark.parametrize("indicator", HIER, ids=lambda i: i.sleutel)


def crosses(indicator: Indicator, van: int, tot: int) -> bool:
    return any(van < breuk <= tot for breuk in indicator.breuken)


def test_breaks_of_the_sources_stand_in_the_registry() -> None:
    breuken = {i.sleutel: set(i.breuken) for i in GEBROKEN}
    assert breuken == {
        "bijstand": {2013},
        "bijstand_per_inwoner": {2013},
        "arbeidsongeschiktheid": {2013},
        "werkloosheid": {2013},
        "corporatiewoningen": {2009},
    }
    assert all(filled_years(i.sleutel, opslag=VOORBEELD)[0] == 2012 for i in HIER)


def test_measures_that_ended_and_began_share_no_year() -> None:
    laag, arm = (filled_years(s, opslag=VOORBEELD) for s in ("laag_inkomen", "armoede"))
    assert laag[-1] == 2023
    assert arm == (2024,)


@pytest.mark.parametrize(
    "indicator", [INDICATOR_PER_SLEUTEL["leefbaarheid"], *DIMENSIES], ids=lambda i: i.sleutel
)
def test_lines_that_join_all_years_have_no_break(indicator: Indicator) -> None:
    """Whoever adds one has to cut the charts of liveability as well."""
    assert indicator.breuken == {}


@elke_breuk
def test_periods_lie_on_one_side_of_every_break(indicator: Indicator) -> None:
    for breuk in indicator.breuken:
        jaren = tuple(range(breuk - 2, breuk + 2))
        perioden = periods_between(indicator, jaren)
        # two years before it go together, and two from it on; nothing else
        assert perioden == (Periode(breuk - 2, breuk - 1), Periode(breuk, breuk + 1))


@elke_breuk
def test_change_over_a_break_is_refused(indicator: Indicator) -> None:
    breuk = max(indicator.breuken)
    with pytest.raises(NietVergelijkbaarError, match=f"van {breuk - 1} en {breuk} zijn niet te"):
        build_ontwikkeling(
            indicator, Periode(breuk - 1, breuk), grensjaar=2024, opslag=VOORBEELD, gebied=STAD
        )


@elke_hier
@pytest.mark.parametrize("soort", [s.sleutel for s in SOORTEN if s.sleutel != "stand"])
def test_no_map_of_change_runs_over_a_break(indicator: Indicator, soort: str) -> None:
    geopend = open_link(
        {"gebied": STAD, "soort": soort, "indicator": indicator.sleutel}
        | {"van": "2012", "tot": "2024"}
    )
    assert geopend is not None
    keuze = geopend.keuze
    assert keuze.soort == soort
    beeld = build_kaartbeeld(keuze, jaren=tuple(SOORT_PER_SLEUTEL[soort].jaren(keuze)))
    assert beeld.momenten
    assert not [m for m in beeld.momenten if crosses(indicator, m.van, m.tot)]
    vanjaren = SOORT_PER_SLEUTEL[soort].vanjaren(keuze)
    assert all(not crosses(indicator, jaar, keuze.jaar) for jaar in vanjaren)


@elke_hier
def test_indicator_beside_another_is_not_compared_over_its_own_break(indicator: Indicator) -> None:
    geopend = open_link(
        {"gebied": STAD, "soort": "samen", "indicator": "laagste_inkomens"}
        | {"met": indicator.sleutel, "van": "2012", "tot": "2024"}
    )
    assert geopend is not None
    keuze = geopend.keuze
    assert keuze.met == indicator.sleutel
    assert not crosses(indicator, keuze.metvan or 0, keuze.mettot or 0)


@elke_hier
def test_no_line_runs_over_a_break(indicator: Indicator) -> None:
    beeld = stand(indicator.sleutel, 2024, STAD)
    profiel = build_profiel(beeld, MARKT)
    stukken = [[c.jaar for c in stuk] for stuk in runs_of(profiel.trend, profiel.breuken)]
    grafiek = build_lijngrafiek(beeld, [MARKT, "BU99010102"], is_index=False)
    stukken += [[int(x) for x, _ in stuk] for lijn in grafiek.lijnen for stuk in lijn.stukken]
    assert stukken
    assert not [paar for stuk in stukken for paar in pairwise(stuk) if crosses(indicator, *paar)]
    # an index begins after the last break, whatever came before it
    index = build_lijngrafiek(beeld, [MARKT], is_index=True)
    eerste = min(x for lijn in index.lijnen for stuk in lijn.stukken for x, _ in stuk)
    assert eerste >= max(indicator.breuken)


@elke_hier
def test_card_and_page_of_a_buurt_tell_no_change_over_a_break(indicator: Indicator) -> None:
    begin = max(indicator.breuken)
    profiel = build_profiel(stand(indicator.sleutel, 2024, STAD), MARKT)
    jaren = {int(zin.rsplit(" ", 1)[1]) for zin in profiel.verloop}
    assert jaren
    assert min(jaren) >= begin
    blad = build_buurtblad(
        Keuze(gebied=STAD, grens=2024, indicator="bijstand", jaar=2024, buurt=MARKT)
    )
    for rij in blad.rijen:
        if rij.indicator is indicator:
            assert rij.verandering is not None
            assert rij.verandering.van >= begin


@elke_hier
def test_two_years_of_the_tipping_point_lie_on_one_side(indicator: Indicator) -> None:
    jaren = possible_years(indicator.sleutel, STAD)
    assert 2012 in jaren
    assert later_years(indicator.sleutel, jaren, 2012) == []
    assert later_years(indicator.sleutel, jaren, 2013) == [j for j in jaren if j > 2013]


@elke_hier
def test_no_second_map_of_another_measure_stands_beside(indicator: Indicator) -> None:
    beeld = stand(indicator.sleutel, 2024, STAD)
    assert years_beside(beeld) == list(range(2013, 2024))
    oud = replace(beeld, gekozen=[m.tot for m in beeld.momenten].index(2012))
    assert years_beside(oud) == []


def test_years_that_fit_beside_are_those_with_the_same_measure() -> None:
    geopend = open_link({"gebied": STAD, "indicator": "bijstand", "jaar": "2020"})
    assert geopend is not None
    jaren = years_beside(build_kaartbeeld(geopend.keuze))
    # in 2012 something else was counted
    assert jaren == [2013, 2014, 2015, 2016, 2017, 2018, 2019, 2021, 2022, 2023, 2024]


def test_no_map_stands_beside_a_square_legend() -> None:
    vierkant = open_link({"gebied": STAD, "soort": "samen"})
    assert vierkant is not None
    assert years_beside(build_kaartbeeld(vierkant.keuze)) == []


@elke_hier
def test_year_before_a_break_says_so_on_the_map(indicator: Indicator) -> None:
    keuze = Keuze(gebied=STAD, grens=2024, indicator=indicator.sleutel, jaar=2012)
    merk = "anders gemeten dan vanaf 2013"
    assert merk in marks_of(build_stand(keuze))
    assert merk not in marks_of(build_stand(replace(keuze, jaar=2013)))


def test_periods_of_the_town_never_cross_whatever_is_added() -> None:
    perioden = [(i, p) for i in INDICATOREN for p in periods_of(i.sleutel, STAD)]
    assert len(perioden) > 500
    assert not [(i.sleutel, str(p)) for i, p in perioden if crosses(i, p.van, p.tot)]

"""One buurt on one page: its figures against a second computation, and what is said of them."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from components.buurtblad import build_bespreken, build_cijfers, build_gelijken, build_kop
from components.spine import build_spine, build_vonk
from data.opslag import VOORBEELD, read_tabel_met_geheim
from layers.buurtblad import Buurtblad, Rij, Verandering, build_buurtblad, side_of
from layers.indicatoren import INDICATOR_PER_SLEUTEL
from layers.kaartbeeld import Staat
from layers.link import Keuze
from layers.ondergrond import build_ondergrond
from layers.openen import open_link
from layers.richtingen import RICHTINGEN, Bespreekpunt, build_bespreekpunten
from layers.samenvatting import (
    NIET_TE_ZIEN,
    build_kopzin,
    build_opvallend,
    build_samenvatting,
)
from layers.vergelijkbaar import find_gelijken, possible_kenmerken
from tests.bezoek import GEGEVENSVARIABELE
from tests.kleine_opslag import Cel, Omtrek, write_opslag

STAD = "GM9901"
MARKT = "BU99010101"


def opened(buurt: str) -> Keuze:
    geopend = open_link({"gebied": STAD, "buurt": buurt})
    assert geopend is not None
    assert geopend.keuze.buurt == buurt
    return geopend.keuze


@pytest.fixture(scope="module")
def bladen() -> dict[str, Buurtblad]:
    """Answer the page of every buurt of the town."""
    keuze = opened(MARKT)
    ondergrond = build_ondergrond(keuze)
    return {
        code: build_buurtblad(replace(keuze, buurt=code))
        for code, is_water in zip(ondergrond.codes, ondergrond.water, strict=True)
        if not is_water
    }


def row(blad: Buurtblad, sleutel: str) -> Rij:
    return next(rij for rij in blad.rijen if rij.indicator.sleutel == sleutel)


def stored(kolom: str, jaar: int) -> pd.Series:
    """Read a column as it lies in the store, of the buurten of the town."""
    tabel = read_tabel_met_geheim("kwb", peiljaar=jaar, opslag=VOORBEELD, kolommen=(kolom,))
    reeks = tabel.cijfers[kolom].droplevel(0)
    return reeks[reeks.index.str.startswith("BU9901")]


# Figures


def test_every_page_has_the_same_rows_with_nuisance_first(bladen: dict[str, Buurtblad]) -> None:
    volgorden = {tuple(r.indicator.sleutel for r in blad.rijen) for blad in bladen.values()}
    assert len(volgorden) == 1
    (volgorde,) = volgorden
    assert volgorde[:4] == ("instroom", "leefbaarheid", "overlast_onveiligheid", "overlast")
    assert {"laagste_inkomens", "bijstand", "lvb", "corporatiewoningen"} <= set(volgorde)
    assert all(INDICATOR_PER_SLEUTEL[sleutel].is_basis for sleutel in volgorde)


def test_values_and_changes_are_those_of_the_table(bladen: dict[str, Buurtblad]) -> None:
    kolom = "k_40_huishoudens_met_laagste_inkomen_pct"
    nu, toen = stored(kolom, 2024), stored(kolom, 2012)
    geteld = 0
    for code, blad in bladen.items():
        rij = row(blad, "laagste_inkomens")
        assert rij.jaar == 2024
        if rij.profiel.staat is not Staat.OK:
            assert rij.verandering is None
            continue
        assert rij.waarde == pytest.approx(nu[code])
        v = rij.verandering
        if v is not None and v.van == 2012:
            geteld += 1
            assert v.waarde == pytest.approx(nu[code] - toen[code])
            verwacht = 0 if abs(round(v.waarde, 6)) <= 1 else int(np.sign(v.waarde))
            assert v.richting == verwacht
    assert geteld > 80


def test_other_buurten_are_all_that_may_be_told(bladen: dict[str, Buurtblad]) -> None:
    goed = {
        code: row(blad, "overlast").waarde
        for code, blad in bladen.items()
        if row(blad, "overlast").profiel.staat is Staat.OK
    }
    for code, blad in bladen.items():
        rij = row(blad, "overlast")
        anderen = sorted(w for c, w in goed.items() if c != code and w is not None)
        assert sorted(rij.anderen) == anderen
        assert rij.midden == pytest.approx(tuple(np.quantile(anderen, (0.25, 0.75))))


def test_unknown_is_never_a_number(bladen: dict[str, Buurtblad]) -> None:
    leeg = [
        (blad, rij)
        for blad in bladen.values()
        for rij in blad.rijen
        if rij.profiel.staat in {Staat.NIET_BESCHIKBAAR, Staat.ONDERDRUKT}
    ]
    assert len(leeg) > 20
    for blad, rij in leeg:
        assert rij.waarde is None
        assert rij.verandering is None
        zinnen = build_samenvatting(blad, met_gevoelig=True)
        assert not any(zin.startswith(rij.indicator.label) for zin in zinnen)
        assert rij.indicator.kort in next(z for z in zinnen if z.startswith("Geen of geen vast"))


def test_change_within_its_uncertainty_is_said_to_be(bladen: dict[str, Buurtblad]) -> None:
    onzeker = [
        (blad, rij.verandering)
        for blad in bladen.values()
        for rij in blad.rijen
        if rij.verandering is not None and rij.verandering.is_onzeker
    ]
    assert onzeker
    assert all(v.richting == 0 for _, v in onzeker)
    blad = onzeker[0][0]
    assert any(
        "binnen de onzekerheid" in zin for zin in build_samenvatting(blad, met_gevoelig=True)
    )


def test_polarity_is_said_of_outcomes_alone() -> None:
    overlast, score = (INDICATOR_PER_SLEUTEL[s] for s in ("overlast", "overlast_onveiligheid"))
    inkomens = INDICATOR_PER_SLEUTEL["laagste_inkomens"]
    assert [side_of(overlast, kant) for kant in (-1, 0, 1)] == ["gunstig", "", "ongunstig"]
    assert [side_of(score, kant) for kant in (-1, 0, 1)] == ["ongunstig", "", "gunstig"]
    assert {side_of(inkomens, kant) for kant in (-1, 0, 1)} == {""}


def test_page_needs_a_buurt() -> None:
    with pytest.raises(ValueError, match="needs a buurt"):
        build_buurtblad(replace(opened(MARKT), buurt=None))


# Words


def test_summary_ends_with_what_figures_do_not_see(bladen: dict[str, Buurtblad]) -> None:
    blad = bladen[MARKT]
    zinnen = build_samenvatting(blad, met_gevoelig=True)
    assert zinnen[0] == (
        "Lakenmarkt (Oude Vestingkern, Kernstad) in Veldermonde telt 1.135 woningen (2024)."
    )
    assert zinnen[-1] == NIET_TE_ZIEN
    assert all(zin.endswith(".") for zin in zinnen)
    kop = build_kopzin(blad)
    assert kop.startswith("In **Lakenmarkt** hoort **43,0%** van de huishoudens")
    assert (
        "Sinds 2012 veranderde het met **\N{MINUS SIGN}2,2 procentpunt**, in Veldermonde +1,1."
        in kop
    )


def test_what_is_sensitive_is_not_copied_unless_asked(bladen: dict[str, Buurtblad]) -> None:
    blad = changed(bladen[MARKT], "lvb", waarde=40.0)
    met, zonder = (build_samenvatting(blad, met_gevoelig=keuze) for keuze in (True, False))
    assert any("(LVB)" in zin for zin in met)
    assert not any("LVB" in zin for zin in zonder)
    punt = point(blad, 7)
    assert len(punt.gevoelig) == 1
    # the line that is always in sight, and printed, tells another signal
    assert "LVB" not in re.findall("<small>(.*?)</small>", build_bespreken([punt]))[0]
    assert 'class="gevoelig"' in build_cijfers(blad)
    echt = replace(blad, merken=())
    assert 'class="sk-cijfers"' in build_cijfers(echt)


def test_opening_says_how_sure_its_change_is(bladen: dict[str, Buurtblad]) -> None:
    rij = row(bladen[MARKT], "laagste_inkomens")
    for is_onzeker, woorden in ((True, "(binnen de onzekerheid)"), (False, "(ongeveer gelijk)")):
        gelijk = replace(moved(rij, 0, "+0,4"), is_onzeker=is_onzeker)
        blad = changed(bladen[MARKT], "laagste_inkomens", verandering=gelijk)
        assert f"**+0,4 procentpunt** {woorden}" in build_kopzin(blad)


def test_opening_says_so_where_nothing_may_be_told(bladen: dict[str, Buurtblad]) -> None:
    leeg = replace(bladen[MARKT], rijen=())
    assert "nog geen cijfer" in build_kopzin(leeg)
    klein = next(
        blad for blad in bladen.values() if all(r.profiel.staat is not Staat.OK for r in blad.rijen)
    )
    assert "nog geen cijfer" in build_kopzin(klein)


def test_words_follow_from_what_is_known(bladen: dict[str, Buurtblad]) -> None:
    blad = bladen[MARKT]
    score = row(blad, "overlast_onveiligheid")
    assert score.verandering is not None
    kaal = replace(
        score,
        gemeente=None,
        profiel=replace(score.profiel, plaats=""),
        verandering=replace(score.verandering, richting=1, tekst="+0,100", gemeente=""),
    )
    los = replace(blad, ligging="", woningen="", rijen=(kaal,))
    eerste, zin, laatste = build_samenvatting(los, met_gevoelig=True)
    assert eerste == "Lakenmarkt in Veldermonde."
    assert zin == (
        "Overlast en onveiligheid (Leefbaarometer), 2024: \N{MINUS SIGN}0,153 punten; sinds 2012 "
        "gunstiger (+0,100 punten)."
    )
    assert laatste == NIET_TE_ZIEN
    # without a group the opening tells the first figure there is, and without a change no change
    assert build_kopzin(los).endswith("Sinds 2012 veranderde het met **+0,100 punten**.")
    stil = replace(los, rijen=(replace(kaal, verandering=None),))
    assert "Sinds" not in build_kopzin(stil)
    assert build_samenvatting(stil, met_gevoelig=True)[1].endswith(
        "2024: \N{MINUS SIGN}0,153 punten."
    )
    # and beside no figure of the gemeente nothing is worse
    assert point(los, 1).voor == ()


def test_few_buurten_and_one_year_leave_the_rest_unsaid(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(GEGEVENSVARIABELE, str(tmp_path))
    codes = ("BU07720000", "BU07720001", "BU07720002")
    corporatie, woz = (
        "in_bezit_woningcorporatie_pct",
        "gemiddelde_woz_waarde_van_woningen_x1000_euro",
    )
    vol: dict[str, Cel] = {"aantal_inwoners": 900, corporatie: 40.0, woz: 200.0}
    write_opslag(
        tmp_path,
        {
            ("kwb", 2019): {(2020, code): {"aantal_inwoners": 900, woz: 0.0} for code in codes},
            ("kwb", 2020): {(2020, code): vol for code in codes},
        },
        {2020: [Omtrek(code=code, van=2019, tot=2020) for code in codes]},
    )
    geopend = open_link({"gebied": "GM0772", "buurt": codes[0]})
    assert geopend is not None
    blad = build_buurtblad(geopend.keuze)
    assert blad.woningen == ""
    homes, waarde = (row(blad, s) for s in ("corporatiewoningen", "woz"))
    # one year, and a first year from which no change in percent can be told
    assert homes.verandering is None
    assert waarde.verandering is None
    assert homes.midden is None
    assert homes.anderen == (40.0, 40.0)


# What stands out


def test_what_lies_at_the_outer_tenth_stands_out_on_either_side(
    bladen: dict[str, Buurtblad],
) -> None:
    gezien = 0
    for blad in bladen.values():
        zin = build_opvallend(blad)
        for rij in blad.rijen:
            if rij.indicator.is_gevoelig or rij.profiel.staat is not Staat.OK:
                assert f"**{rij.indicator.kort}**" not in zin
                continue
            assert rij.waarde is not None
            plaats = sorted([*rij.anderen, rij.waarde])
            onder = plaats.index(rij.waarde)
            boven = len(rij.anderen) - onder - rij.anderen.count(rij.waarde)
            hoort = max(onder, boven) / len(rij.anderen) >= 0.9
            assert (f"**{rij.indicator.kort}** (" in zin) == hoort
            gezien += hoort
        if "**" not in zin and zin:
            assert zin.startswith("Geen van de cijfers")
    assert gezien > 100
    assert build_opvallend(bladen[MARKT]) == (
        "Valt op naast de andere buurten: **overlast en onveiligheid** (ongunstiger dan 100 van de "
        "104), **overlast** (hoger dan 102 van de 104) en **eenpersoonshuishoudens** (hoger dan 99 "
        "van de 104)."
    )


def test_among_few_nothing_stands_out(bladen: dict[str, Buurtblad]) -> None:
    blad = bladen[MARKT]
    weinig = replace(blad, rijen=tuple(replace(r, anderen=r.anderen[:9]) for r in blad.rijen))
    assert build_opvallend(weinig) == ""
    leeg = replace(blad, rijen=tuple(replace(r, waarde=None) for r in blad.rijen))
    assert build_opvallend(leeg).startswith("Geen van de cijfers")


def test_inflow_stands_first_where_a_corporation_brought_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(GEGEVENSVARIABELE, str(tmp_path))
    codes = [f"BU0772{n:04d}" for n in range(12)]
    write_opslag(
        tmp_path,
        {
            ("kwb", 2020): {
                (2020, code): {
                    "aantal_inwoners": 900,
                    "huishoudens_totaal": 400,
                    "woningvoorraad": 410,
                }
                for code in codes
            },
            ("eigen_instroom", 2020): {
                # of the last so few are new that nothing is told
                (2020, code): {"waarde": 40.0 + n, "noemer": 60 if n < 11 else 6, "teller": None}
                for n, code in enumerate(codes)
            },
        },
        {2020: [Omtrek(code=code, van=2020, tot=2020) for code in codes]},
    )
    geopend = open_link({"gebied": "GM0772", "buurt": codes[3]})
    assert geopend is not None
    rij = build_buurtblad(geopend.keuze).rijen[0]
    assert (rij.indicator.sleutel, rij.waarde) == ("instroom", 43.0)
    assert rij.midden is not None
    assert len(rij.anderen) == 10
    klein = build_buurtblad(replace(geopend.keuze, buurt=codes[11])).rijen[0]
    assert klein.profiel.staat is Staat.ONDERDRUKT
    assert klein.waarde is None
    assert len(RICHTINGEN) == 7


# The seven directions


def changed(blad: Buurtblad, sleutel: str, **velden: object) -> Buurtblad:
    """Answer a page with other fields in one row."""
    rijen = tuple(
        replace(rij, **velden) if rij.indicator.sleutel == sleutel else rij  # type: ignore[arg-type]
        for rij in blad.rijen
    )
    return replace(blad, rijen=rijen)


def point(blad: Buurtblad, nummer: int) -> Bespreekpunt:
    punten = build_bespreekpunten(blad)
    assert [p.richting.nummer for p in punten] == [1, 2, 3, 4, 5, 6, 7]
    return punten[nummer - 1]


def moved(rij: Rij, richting: int, tekst: str) -> Verandering:
    assert rij.verandering is not None
    return replace(rij.verandering, richting=richting, tekst=tekst)


def test_all_seven_stand_there_in_their_order_for_every_buurt(
    bladen: dict[str, Buurtblad],
) -> None:
    for blad in bladen.values():
        assert tuple(p.richting for p in build_bespreekpunten(blad)) == RICHTINGEN
    assert [r.hoofdstuk for r in RICHTINGEN] == [f"4.{nummer}" for nummer in range(2, 9)]
    assert RICHTINGEN[6].altijd


@pytest.mark.parametrize(
    ("aandeel", "genoemd"),
    [(40.0, 0), (40.1, 1), (60.0, 1), (60.1, 2)],
)
def test_high_share_of_homes_speaks_only_beside_an_unfavourable_outcome(
    bladen: dict[str, Buurtblad], aandeel: float, genoemd: int
) -> None:
    # much nuisance stands on this page
    slecht = changed(bladen[MARKT], "corporatiewoningen", waarde=aandeel)
    voor = point(slecht, 2).voor
    assert len(voor) == genoemd
    assert all("landelijk" in zin for zin in voor)
    if genoemd == 2:
        assert voor[1].startswith("Corporatiewoningen: 60%, meer dan 60%")
    goed = slecht
    for sleutel in ("overlast", "overlast_onveiligheid"):
        rij = row(goed, sleutel)
        goed = changed(goed, sleutel, waarde=rij.gemeente, verandering=moved(rij, 0, "0"))
    assert point(goed, 2).voor == ()


def test_few_homes_where_it_goes_well_speak_for_adding_some(bladen: dict[str, Buurtblad]) -> None:
    blad = changed(bladen[MARKT], "corporatiewoningen", waarde=10.0)
    assert point(blad, 2).voor == ()
    for sleutel in ("overlast", "overlast_onveiligheid"):
        rij = row(blad, sleutel)
        blad = changed(blad, sleutel, waarde=rij.gemeente, verandering=moved(rij, 0, "0"))
    (zin,) = point(blad, 2).voor
    assert "dan kan sociale huur erbij" in zin
    assert "eigen keuze" in zin


@pytest.mark.parametrize(("aandeel", "genoemd"), [(34.9, 0), (35.0, 0), (35.1, 1)])
def test_lvb_speaks_above_its_threshold(
    bladen: dict[str, Buurtblad], aandeel: float, genoemd: int
) -> None:
    blad = changed(bladen[MARKT], "lvb", waarde=aandeel)
    for nummer in (5, 6, 7):
        assert sum("LVB" in zin for zin in point(blad, nummer).voor) == genoemd


@pytest.mark.parametrize(
    ("stand", "richting", "genoemd"),
    [(45.0, 1, 1), (44.9, 1, 0), (45.0, 0, 0), (60.0, -1, 0)],
)
def test_concentration_speaks_where_it_is_high_and_rises(
    bladen: dict[str, Buurtblad], stand: float, richting: int, genoemd: int
) -> None:
    rij = row(bladen[MARKT], "laagste_inkomens")
    blad = changed(
        bladen[MARKT], "laagste_inkomens", waarde=stand, verandering=moved(rij, richting, "+2,0")
    )
    for nummer in (4, 5):
        assert sum("Laagste inkomens" in z for z in point(blad, nummer).voor) == genoemd


def test_good_news_has_its_place_in_the_seventh(bladen: dict[str, Buurtblad]) -> None:
    inkomens, overlast = (row(bladen[MARKT], s) for s in ("laagste_inkomens", "overlast"))
    blad = changed(bladen[MARKT], "laagste_inkomens", verandering=moved(inkomens, 1, "+3,0"))
    blad = changed(blad, "overlast", verandering=moved(overlast, -1, "\N{MINUS SIGN}9"))
    assert any("wat gaat hier goed?" in zin for zin in point(blad, 7).voor)
    assert any("gestegen (+3,0 sinds 2012)" in zin for zin in point(blad, 3).voor)


def test_what_is_not_there_is_unknown_and_no_signal(bladen: dict[str, Buurtblad]) -> None:
    blad = bladen[MARKT]
    zonder = replace(blad, rijen=tuple(r for r in blad.rijen if r.indicator.sleutel != "lvb"))
    assert "LVB" in point(zonder, 6).onbekend
    rij = row(blad, "overlast")
    assert (
        "verandering van overlast" in point(changed(blad, "overlast", verandering=None), 6).onbekend
    )
    klein = changed(blad, "overlast", profiel=replace(rij.profiel, staat=Staat.KLEIN_AANTAL))
    assert "overlast (klein aantal)" in point(klein, 6).onbekend
    zonder_zeven = changed(
        changed(blad, "overlast", verandering=None),
        "laagste_inkomens",
        verandering=moved(row(blad, "laagste_inkomens"), 1, "+3,0"),
    )
    assert point(zonder_zeven, 7).onbekend == ("verandering van overlast",)
    # without any outcome a high share of homes says nothing
    leeg = blad
    for sleutel in ("overlast", "overlast_onveiligheid"):
        hier = row(leeg, sleutel)
        profiel = replace(hier.profiel, staat=Staat.ONDERDRUKT)
        leeg = changed(leeg, sleutel, waarde=None, verandering=None, profiel=profiel)
    assert point(leeg, 2).onbekend == ("hoe het hier met overlast gaat",)
    assert point(leeg, 2).voor == ()
    woorden = build_bespreken([point(leeg, 2)])
    assert "Niet te zeggen: hoe het hier met overlast gaat is onbekend" in woorden
    assert "Geen signaal" not in woorden
    rustig = changed(zonder_zeven, "lvb", waarde=1.0)
    rustig = changed(rustig, "overlast_onveiligheid", waarde=1.0)
    assert point(rustig, 6).voor == ()
    woorden = build_bespreken([point(rustig, 6)])
    assert "Geen signaal in wat bekend is; verandering van overlast is onbekend" in woorden
    # without figures of the gemeente its own change still tells
    los = blad
    for sleutel in ("overlast", "overlast_onveiligheid"):
        los = changed(los, sleutel, gemeente=None)
    assert len(point(changed(los, "corporatiewoningen", waarde=61.0), 2).voor) == 2
    # and neither does a figure without one of the gemeente
    alleen = changed(blad, "woz", gemeente=None)
    assert "WOZ-waarde van de gemeente" in point(alleen, 3).onbekend
    # what is neither here nor of the gemeente known to be unfavourable is not favourable
    stil = blad
    for sleutel in ("overlast", "overlast_onveiligheid"):
        stil = changed(stil, sleutel, gemeente=None, verandering=moved(row(stil, sleutel), 0, "0"))
    arm = changed(stil, "corporatiewoningen", waarde=10.0)
    assert point(arm, 2).voor == ()
    assert "hoe het hier met overlast gaat" in point(arm, 2).onbekend


# Alike


def test_alike_is_nearest_in_the_spread_of_each(bladen: dict[str, Buurtblad]) -> None:
    kenmerken = possible_kenmerken(STAD)
    assert kenmerken == ["corporatiewoningen", "woz", "eenpersoonshuishoudens"]
    gevonden = find_gelijken(opened(MARKT), STAD, kenmerken, aantal=5)
    tabel = pd.DataFrame(
        {
            s: {
                code: row(blad, s).waarde
                for code, blad in bladen.items()
                if row(blad, s).profiel.staat is Staat.OK
            }
            for s in kenmerken
        }
    ).dropna()
    z = (tabel - tabel.mean()) / tabel.std(ddof=0)
    ver = np.sqrt(((z - z.loc[MARKT]) ** 2).sum(axis=1)).drop(MARKT)
    assert [g.code for g in gevonden.rijen] == list(ver.sort_values(kind="stable").index[:5])
    assert gevonden.zelf is not None
    assert gevonden.zelf.waarden == ("21%", "\N{EURO SIGN} 383.000", "68,3%")
    anders = find_gelijken(opened(MARKT), STAD, ["woz"], aantal=5)
    assert [g.code for g in anders.rijen] != [g.code for g in gevonden.rijen]
    assert find_gelijken(opened(MARKT), STAD, [], aantal=5).zelf is None


def test_buurt_without_figures_has_none_alike(bladen: dict[str, Buurtblad]) -> None:
    code = next(
        code for code, blad in bladen.items() if row(blad, "woz").profiel.staat is not Staat.OK
    )
    gevonden = find_gelijken(opened(code), STAD, ["woz"], aantal=5)
    assert gevonden.zelf is None
    assert "te weinig cijfers" in build_gelijken(gevonden)


# Drawn


def test_every_page_is_drawn_with_a_dot_per_buurt(bladen: dict[str, Buurtblad]) -> None:
    for blad in bladen.values():
        html = build_kop(blad) + build_cijfers(blad)
        html += build_bespreken(build_bespreekpunten(blad))
        assert "\n" not in html
        assert html.count("<tr") == len(blad.rijen) + 1
        for rij in blad.rijen:
            spine = build_spine(rij)
            assert len(re.findall("M[^M]*a1", spine)) == len(rij.anderen)
            assert ("circle" in spine) == (rij.profiel.staat is Staat.OK)


def test_drawing_is_left_out_where_there_is_nothing_to_compare(
    bladen: dict[str, Buurtblad],
) -> None:
    rij = row(bladen[MARKT], "overlast")
    assert build_spine(replace(rij, anderen=(1.0,))) == ""
    gelijk = replace(rij, anderen=(5.0, 5.0), waarde=5.0, gemeente=5.0, land=None, midden=None)
    assert build_spine(gelijk).count("<circle") == 1
    assert build_vonk(rij.profiel.trend[:1], ()) == ""


def test_name_cannot_bring_in_html(bladen: dict[str, Buurtblad]) -> None:
    vals = replace(bladen[MARKT], naam="<b>x</b>\n\n# kop", gemeentenaam="<i>")
    html = build_kop(vals) + build_cijfers(vals)
    assert "<b>x" not in html
    assert "<i>" not in html
    assert "\n" not in html

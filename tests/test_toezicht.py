"""
The page of the supervisor against a second computation from the files, and what changes it.

The periods are chosen by hand: the town has all years from 2012, so that six years back from 2024
is 2018, and the measurement before is a year earlier; the Leefbaarometer is there every other year.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd
import pytest

from data.opslag import VOORBEELD, Opslag
from layers.bezit import homes_in, main_gemeente, read_corporatiewoningen, read_eigen
from layers.blootstelling import (
    Deel,
    Kerndelen,
    Meting,
    build_buurten,
    build_kerndelen,
    choose_metingen,
)
from layers.ontwikkeling import Periode
from layers.toezichtblad import Buurtenlijst, Toezicht, build_toezicht
from tests.bezitrekenen import INKOMEN, Jaren, Verwacht, Winkel
from tests.bezitstad import DORP, GRENSJAAR, STAD, Tabellen, make_stad
from tests.bezoek import GEGEVENSVARIABELE

NU, EERDER = Jaren(2018, 2024, 2024), Jaren(2017, 2023, 2022)
# change in percentage points, and the direction that is
RANDEN = {
    "BU09021800": (1.0, 0),
    "BU09021801": (1.1, 1),
    "BU09021802": (-1.0, 0),
    "BU09021803": (-1.1, -1),
    "BU09021804": (0.0, 0),
}
FIGUREN = ("concentratie", "zwak", "overlast_stijgt", "tegen_de_trend")


@pytest.fixture(scope="module")
def _winkel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_stad(tmp_path_factory.mktemp("stad") / "gegevens").pad


@pytest.fixture
def winkel(_winkel: Path, monkeypatch: pytest.MonkeyPatch) -> Winkel:
    """Choose the town under ordinary codes as the store of this test; it is only read."""
    monkeypatch.setenv(GEGEVENSVARIABELE, str(_winkel))
    return Winkel(_winkel, GRENSJAAR)


@pytest.fixture(scope="module")
def stad() -> Winkel:
    return Winkel(VOORBEELD.pad, GRENSJAAR)


def build(gebied: str) -> Toezicht:
    toezicht = build_toezicht(gebied)
    assert toezicht is not None
    return toezicht


def within(woningen: Mapping[str, int], begin: str) -> dict[str, int]:
    return {code: aantal for code, aantal in woningen.items() if code.startswith(begin)}


def deel_of(delen: Kerndelen, naam: str) -> tuple[float, float, float]:
    deel: Deel = getattr(delen, naam)
    return deel.deel, deel.geheel, deel.onbekend


def check_lijst(lijst: Buurtenlijst, codes: list[str], woningen: Mapping[str, int]) -> None:
    """Hold a list against its codes in order; ten at most are told, and all are counted."""
    assert [rij.code for rij in lijst.rijen] == codes[:10]
    assert lijst.totaal == len(codes)
    assert lijst.woningen == sum(woningen[code] for code in codes)


def check(
    toezicht: Toezicht, woningen: Mapping[str, int], verwacht: Verwacht, eerder: Verwacht
) -> None:
    """Hold all numbers of a page against a second computation."""
    alle = {code: aantal for code, aantal in woningen.items() if aantal}
    som = sum(alle.values())
    assert {rij.code: rij.woningen for rij in toezicht.alle} == alle
    assert [rij.code for rij in toezicht.alle] == sorted(alle, key=lambda c: (-alle[c], c))
    for rij in toezicht.alle:
        assert abs(float(rij.aandeel.partition("%")[0]) - 100 * rij.woningen / som) <= 0.5
    assert toezicht.onder.startswith(f"{som:,}".replace(",", ".") + " ")
    for cijfer, naam in zip(toezicht.cijfers, FIGUREN, strict=True):
        (deel, geheel, onbekend), (was, van, _) = (
            getattr(meting, naam) for meting in (verwacht, eerder)
        )
        if naam in {"concentratie", "zwak"}:
            getal = float(cijfer.getal.removesuffix("%"))
            assert abs(getal - 100 * deel / geheel) <= 0.5
            vorige = float(cijfer.vorige.removesuffix("%.").rpartition(" ")[2])
            assert abs(vorige - 100 * was / van) <= 0.5
        else:
            assert cijfer.getal == f"{deel:.0f} van {geheel:.0f}"
            erbij = "" if van == geheel else f" van {van:.0f}"
            assert re.fullmatch(rf"\w+ jaar eerder \(.*\) {was:.0f}{erbij}\.", cijfer.vorige)
        erbij = cijfer.erbij
        if naam == "tegen_de_trend" and verwacht.dubbel:
            erbij, _, dubbel = erbij.rpartition("Van deze ")
            assert re.fullmatch(rf"sta+[nt]* er {verwacht.dubbel} ook onder .*", dubbel)
        assert bool(erbij) == bool(onbekend)
        assert f"{onbekend:.0f}" in erbij or not onbekend
    check_lijst(toezicht.aandacht, verwacht.aandacht, alle)
    check_lijst(toezicht.goed, verwacht.goed, alle)


# The fictional town


def test_homes_of_every_buurt_of_the_town(stad: Winkel) -> None:
    eigen = read_eigen(GRENSJAAR, opslag=VOORBEELD)
    assert eigen is not None
    verwacht = stad.own_homes()
    assert eigen.per_gebied.to_dict() == verwacht
    assert (sum(verwacht.values()), len(verwacht)) == (20946, 48)
    alle = read_corporatiewoningen(GRENSJAAR, opslag=VOORBEELD)
    assert alle is not None
    van_alle = stad.corporation_homes(2024)
    assert alle.per_gebied.to_dict() == van_alle
    # no buurt holds more of ours than there are of all corporations
    assert all(aantal <= van_alle[code] for code, aantal in verwacht.items())


def test_measurements_of_the_town_are_chosen_as_by_hand() -> None:
    gekozen = choose_metingen("GM9901")
    assert gekozen.grensjaar == GRENSJAAR
    assert gekozen.eerder is not None
    for meting, jaren in ((gekozen.nu, NU), (gekozen.eerder, EERDER)):
        periode = Periode(jaren.van, jaren.tot)
        assert meting == Meting(
            inkomens="laagste_inkomens",
            overlast="overlast",
            een=periode,
            ander=periode,
            klassejaar=jaren.klasse,
        )


@pytest.mark.parametrize("jaren", [NU, EERDER], ids=["nu", "eerder"])
def test_parts_of_the_town_are_exactly_those_of_the_files(stad: Winkel, jaren: Jaren) -> None:
    gekozen = choose_metingen("GM9901")
    meting = gekozen.nu if jaren is NU else gekozen.eerder
    assert meting is not None
    woningen, per_buurt = homes_in("GM9901", GRENSJAAR, opslag=VOORBEELD)
    assert woningen is not None
    assert woningen.is_eigen
    buurten = build_buurten(list(per_buurt.index), meting, grensjaar=GRENSJAAR, opslag=VOORBEELD)
    verwacht = stad.work_out(stad.own_homes(), jaren)
    delen = build_kerndelen(buurten, per_buurt)
    assert {f: deel_of(delen, f) for f in FIGUREN} == {f: getattr(verwacht, f) for f in FIGUREN}
    for code, rij in buurten.iterrows():
        doet = stad.does(str(code), jaren)
        assert (rij["inkomens"], rij["overlast"]) == (doet.inkomens, doet.overlast)
        assert math.isclose(rij["verandering_inkomens"], doet.verandering or 0)


def test_page_of_the_town_is_that_of_the_files(stad: Winkel) -> None:
    woningen = stad.own_homes()
    toezicht = build("GM9901")
    check(toezicht, woningen, stad.work_out(woningen, NU), stad.work_out(woningen, EERDER))
    assert toezicht.merken == ("fictieve gegevens",)
    assert len(toezicht.aandacht.rijen) == len(toezicht.goed.rijen) == 10


# The same figures under ordinary codes: two gemeenten, the country, parts of them


@pytest.mark.parametrize("gebied", [STAD, DORP, "NL00"])
def test_page_of_an_area_counts_its_own_buurten(winkel: Winkel, gebied: str) -> None:
    begin = "BU" if gebied == "NL00" else f"BU{gebied[2:]}"
    woningen = within(winkel.own_homes(), begin)
    toezicht = build(gebied)
    check(toezicht, woningen, winkel.work_out(woningen, NU), winkel.work_out(woningen, EERDER))
    assert toezicht.merken == ()
    assert toezicht.kaart is not None
    # of the country the map is that of the gemeente with most homes
    assert toezicht.kaart.gebied == (STAD if gebied == "NL00" else gebied)
    heeft_dorp = {", Dorp" in rij.ligging for rij in toezicht.alle}
    assert heeft_dorp == ({True, False} if gebied == "NL00" else {False})


def test_page_of_a_stadsdeel_and_of_a_set_count_their_buurten_alone(winkel: Winkel) -> None:
    woningen = winkel.own_homes()
    stadsdeel = build("SD0901-noordrade")
    hier = {rij.code for rij in stadsdeel.alle}
    assert hier < set(within(woningen, "BU0901"))
    assert all(rij.ligging.endswith("Noordrade") for rij in stadsdeel.alle)
    codes = stadsdeel.aandacht.rijen[0].code, stadsdeel.goed.rijen[0].code
    deelgebied = build(",".join(sorted(codes)))
    samen = {code: woningen[code] for code in codes}
    check(deelgebied, samen, winkel.work_out(samen, NU), winkel.work_out(samen, EERDER))
    assert (deelgebied.aandacht.totaal, deelgebied.goed.totaal) == (1, 1)
    # as the map calls them, and not by their codes
    assert " buurten van Noordrade." in stadsdeel.onder
    assert " in 2 buurten van dit deelgebied van Stad." in deelgebied.onder


def test_without_own_homes_those_of_all_corporations_are_counted(
    winkel: Winkel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOCIALE_KAART_ORGANISATIE", "een-ander")
    woningen = within(winkel.corporation_homes(2024), "BU0901")
    toezicht = build(STAD)
    check(toezicht, woningen, winkel.work_out(woningen, NU), winkel.work_out(woningen, EERDER))
    assert not toezicht.is_eigen
    assert toezicht.peildatum is None
    assert toezicht.kaart is not None
    assert toezicht.kaart.tel == "corporatiewoningen"
    assert any("van alle corporaties samen (2024)" in zin for zin in toezicht.uitleg)
    teksten = [toezicht.onder, *(cijfer.waarvan for cijfer in toezicht.cijfers)]
    assert all("van ons" not in tekst for tekst in teksten)


def test_own_homes_elsewhere_leave_an_area_to_all_corporations(winkel: Winkel) -> None:
    # two buurten of the gemeente where none of ours stand
    leeg = [code for code in sorted(winkel.kaart) if code not in winkel.own_homes()]
    alle = winkel.corporation_homes(2024)
    gebied = ",".join([code for code in leeg if alle.get(code)][:2])
    toezicht = build(gebied)
    assert not toezicht.is_eigen
    assert {rij.code: rij.woningen for rij in toezicht.alle} == {
        code: alle[code] for code in gebied.split(",")
    }


def test_area_with_most_homes_leads(winkel: Winkel) -> None:
    opslag = Opslag(winkel.pad)
    woningen = winkel.own_homes()
    assert sum(within(woningen, "BU0901").values()) > sum(within(woningen, "BU0902").values())
    assert main_gemeente("NL00", opslag=opslag) == STAD
    assert main_gemeente(DORP, opslag=opslag) == DORP
    assert main_gemeente("GM0903", opslag=opslag) is None
    assert build_toezicht("GM0903") is None


# A figure changes, and what is told changes as predicted


@dataclass(frozen=True)
class Anders:
    """A store with other figures: what it was and is, and the buurten of which they changed."""

    winkel: Winkel
    voor: Verwacht
    stil: str
    druk: str
    zwak: str
    klein: str


@pytest.fixture(scope="module")
def anders(_winkel: Path, tmp_path_factory: pytest.TempPathFactory) -> Anders:
    """Change one buurt of each kind in the first gemeente, and the edges in the other."""
    winkel = Winkel(_winkel, GRENSJAAR)
    woningen = within(winkel.own_homes(), "BU0901")
    doet = {code: winkel.does(code, NU) for code in sorted(woningen)}
    stil = next(c for c, d in doet.items() if d.is_hoog and d.overlast == 0 and not d.is_zwak)
    druk = next(c for c, d in doet.items() if d.is_hoog and d.overlast == 1 and not d.is_zwak)
    zwak = next(c for c, d in doet.items() if d.is_hoog and d.overlast == 0 and d.is_zwak)
    klein = next(c for c, d in doet.items() if d.is_hoog and d.overlast == 1 and d.is_zwak)
    inwoners = winkel.value("kwb", 2018, druk, "aantal_inwoners")
    registraties = winkel.value("overlast", 2018, druk, "overlast_totaal")

    def change(tabellen: Tabellen) -> None:
        # one tenth below the bound of high
        tabellen["kwb", 2018].loc[stil, INKOMEN] = 44.9
        # as many registrations as at first
        tabellen["kwb", 2024].loc[druk, "aantal_inwoners"] = inwoners
        tabellen["overlast", 2024].loc[druk, "overlast_totaal"] = registraties
        tabellen["leefbaarometer", 2024].loc[zwak, "lbm_klasse"] = 5
        tabellen["kwb", 2024].loc[klein, "aantal_inwoners"] = 99
        for code, (punten, _) in RANDEN.items():
            tabellen["kwb", 2018].loc[code, INKOMEN] = 45.0
            tabellen["kwb", 2024].loc[code, INKOMEN] = 45.0 + punten

    opslag = make_stad(tmp_path_factory.mktemp("anders") / "gegevens", change)
    return Anders(
        Winkel(opslag.pad, GRENSJAAR), winkel.work_out(woningen, NU), stil, druk, zwak, klein
    )


def test_a_changed_figure_changes_what_was_predicted(
    anders: Anders, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(GEGEVENSVARIABELE, str(anders.winkel.pad))
    voor, klein = anders.voor, anders.klein
    woningen = within(anders.winkel.own_homes(), "BU0901")
    assert anders.stil in voor.goed
    assert {anders.druk, anders.zwak, klein} <= set(voor.aandacht)

    def shifted(naam: str, deel: float, geheel: float) -> tuple[float, float, float]:
        was = getattr(voor, naam)
        return was[0] - deel, was[1] - geheel, was[2] + geheel

    hier = woningen[klein]
    voorspeld = replace(
        voor,
        # in the middle, and it rises still; a small number is known nowhere
        concentratie=shifted("concentratie", woningen[anders.stil] + hier, hier),
        zwak=shifted("zwak", woningen[anders.zwak] + hier, hier),
        overlast_stijgt=shifted("overlast_stijgt", 2, 1),
        # `druk` goes against the trend now
        tegen_de_trend=shifted("tegen_de_trend", -1, 1),
        aandacht=[c for c in voor.aandacht if c not in {anders.druk, anders.zwak, klein}],
        goed=sorted({*voor.goed, anders.druk, anders.zwak}, key=lambda c: (-woningen[c], c)),
        # `zwak` went against the trend already
        dubbel=voor.dubbel - 1,
    )
    assert anders.winkel.work_out(woningen, NU) == voorspeld
    toezicht = build(STAD)
    check(toezicht, woningen, voorspeld, anders.winkel.work_out(woningen, EERDER))
    rijen = {rij.code: rij for rij in toezicht.alle}
    assert (rijen[anders.stil].niveau, rijen[anders.stil].inkomens.richting) == (1, 1)
    assert rijen[anders.stil].inkomens.tekst.startswith("midden, stijgt")
    # of a small number nothing is told but its homes
    rij = rijen[klein]
    assert rij.inkomens.tekst == rij.overlast.tekst == "niet bekend"
    assert (rij.leefbaarheid, rij.zekerheid, rij.niveau) == ("", "", None)
    namen = {r.naam for r in (*toezicht.aandacht.rijen, *toezicht.goed.rijen)}
    assert rij.naam not in namen
    assert all(rij.naam not in vraag.tekst for vraag in toezicht.vragen)
    assert toezicht.vragen[-1].tekst.startswith("Van 1 buurt zijn er geen cijfers")


def test_edge_of_the_neutral_band_is_about_equal(anders: Anders) -> None:
    meting = Meting(inkomens="laagste_inkomens", een=Periode(2018, 2024))
    opslag = Opslag(anders.winkel.pad)
    buurten = build_buurten(list(RANDEN), meting, grensjaar=GRENSJAAR, opslag=opslag)
    kanten = {code: kant for code, (_, kant) in RANDEN.items()}
    assert buurten["inkomens"].to_dict() == kanten
    assert {code: anders.winkel.does(code, NU).inkomens for code in RANDEN} == kanten
    # from 45 on it is high
    assert set(buurten["niveau"]) == {2}
    # and what there are no figures for is not known
    assert buurten[["overlast", "klasse", "verandering_overlast"]].isna().all(axis=None)


def test_a_buurt_without_homes_takes_no_part() -> None:
    buurten = pd.DataFrame(
        {"niveau": [2, 2], "inkomens": [1, 1], "overlast": [1, 0], "klasse": [1, 4]},
        index=["BU09010000", "BU09010001"],
        dtype="Int64",
    )
    delen = build_kerndelen(buurten, pd.Series([0.0, 8.0], index=buurten.index))
    assert delen == Kerndelen(
        concentratie=Deel(8.0, 8.0, 0.0),
        zwak=Deel(0.0, 8.0, 0.0),
        overlast_stijgt=Deel(0.0, 1.0, 0.0),
        tegen_de_trend=Deel(1.0, 1.0, 0.0),
    )
    niets = build_kerndelen(buurten, pd.Series([0.0, 0.0], index=buurten.index))
    assert niets.zwak.pct is None

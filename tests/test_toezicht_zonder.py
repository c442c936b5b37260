"""
The page of the supervisor where figures are missing: nothing is guessed, and it says what it needs.

Six buurten of a square kilometre each, with 500 corporation homes in the first and fewer after it.
"""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from components.toezicht import build_toezichthtml
from components.toezichtwoorden import say_empty, say_list
from data.opslag import Opslag
from layers.blootstelling import Deel, Kerndelen, Meting, Metingen, choose_metingen
from layers.ontwikkeling import Periode
from layers.toezicht import explain
from layers.toezichtblad import Toezicht, build_toezicht
from layers.toezichtcijfers import build_cijfers, say_before
from tests.bezoek import GEGEVENSVARIABELE
from tests.kleine_opslag import Cel, Omtrek, write_opslag
from tests.test_woorden import found_in, texts_in

STAD = "GM0903"
CODES = tuple(f"BU0903000{plek}" for plek in range(6))
INKOMEN = "k_40_huishoudens_met_laagste_inkomen_pct"
# of each buurt, in its order: at first and at last
INKOMENS = ((40.0, 44.0), (46.0, 50.0), (46.0, 50.0), (30.0, 30.5), (46.0, 44.0), (50.0, 58.0))
# the score of nuisance: lower is less favourable
SCORES = ((0.1, 0.05), (0.1, 0.05), (0.0, 0.05), (0.0, 0.1), (0.05, 0.055), (0.1, 0.1))
KLASSEN = (4.0, 5.0, 4.0, 7.0, 9.0, 1.0)
REGISTRATIES = (10.0, 400.0)
Rij = dict[str, Cel]


def _kwb(plek: int, waarde: float | None) -> Rij:
    rij: Rij = {
        "aantal_inwoners": 2000.0,
        "huishoudens_totaal": 900.0,
        "woningvoorraad": 1000.0,
        "in_bezit_woningcorporatie_pct": 50.0 - plek,
    }
    return rij if waarde is None else rij | {INKOMEN: waarde}


def make(  # noqa: PLR0913 - each test leaves something else out
    plaats: Path,
    *,
    inkomens: Mapping[int, int] | None = None,
    scores: Mapping[int, int] | None = None,
    registraties: Mapping[int, int] | None = None,
    heeft_klassen: bool = False,
    naam: str | None = "Plek {}",
) -> None:
    """Write a store with per year the column of the pairs above; of 2024 there are always homes."""
    tabellen: dict[tuple[str, int], dict[tuple[int, str], Rij]] = {}
    for jaar in {2024, *(inkomens or {}), *(registraties or {})}:
        kolom = (inkomens or {}).get(jaar)
        tabellen["kwb", jaar] = {
            (2024, code): _kwb(plek, None if kolom is None else INKOMENS[plek][kolom])
            for plek, code in enumerate(CODES)
        }
    for jaar, kolom in (scores or {}).items():
        tabellen["leefbaarometer", jaar] = {
            (2024, code): {
                "afw_score": 0.1,
                "onv_score": SCORES[plek][kolom],
                "lbm_klasse": KLASSEN[plek] if heeft_klassen else None,
            }
            for plek, code in enumerate(CODES)
        }
    for jaar, kolom in (registraties or {}).items():
        tabellen["overlast", jaar] = {
            # in the even buurten it rises, in the others it falls
            (2024, code): {"overlast_totaal": REGISTRATIES[kolom if plek % 2 == 0 else 1 - kolom]}
            for plek, code in enumerate(CODES)
        }
    vlakken = [Omtrek(code=code, van=2010, tot=2024) for code in CODES]
    write_opslag(
        plaats,
        tabellen,
        {2024: vlakken},
        {2024: {code: naam and naam.format(code[-1]) for code in CODES}},
    )


@pytest.fixture
def winkel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Answer where the store of this test has to be written."""
    plaats = tmp_path / "klein"
    monkeypatch.setenv(GEGEVENSVARIABELE, str(plaats))
    return plaats


def build() -> Toezicht:
    toezicht = build_toezicht(STAD)
    assert toezicht is not None
    teksten = texts_in(toezicht)
    assert found_in(teksten) == []
    assert [tekst for tekst in teksten if re.search(r"\bNone\b|\bnan\b|  | \.", tekst)] == []
    return toezicht


def getallen(toezicht: Toezicht) -> list[str]:
    return [cijfer.getal for cijfer in toezicht.cijfers]


def namen(toezicht: Toezicht) -> tuple[list[str], list[str]]:
    lijsten = (toezicht.aandacht, toezicht.goed)
    aandacht, goed = ([rij.naam for rij in lijst.rijen] for lijst in lijsten)
    return aandacht, goed


def test_score_of_nuisance_becomes_less_favourable(winkel: Path) -> None:
    make(winkel, inkomens={2018: 0, 2024: 1}, scores={2018: 0, 2024: 1}, heeft_klassen=True)
    toezicht = build()
    # (490 + 480 + 450) and (500 + 480 + 450) of 2,850 homes
    assert getallen(toezicht) == ["50%", "50%", "2 van 6", "2 van 6"]
    # Plek 0: less favourable and weak; 1: high and less favourable; 2 and 5: high and weak
    assert namen(toezicht) == (["Plek 0", "Plek 1", "Plek 2", "Plek 5"], ["Plek 3"])
    assert toezicht.cijfers[2].zin == "waar overlast en onveiligheid ongunstiger wordt"
    assert toezicht.cijfers[3].zin == (
        "waar het aandeel laagste inkomens stijgt, maar overlast en onveiligheid niet ongunstiger "
        "wordt"
    )
    assert "overlast en onveiligheid wordt ongunstiger" in toezicht.aandacht.regel
    assert toezicht.goed.regel.startswith(
        "Waar het aandeel laagste inkomens stijgt maar overlast en onveiligheid niet "
        "ongunstiger wordt, of waar overlast en onveiligheid gunstiger wordt."
    )
    rijen = {rij.naam: rij.overlast for rij in toezicht.alle}
    assert (rijen["Plek 0"].richting, rijen["Plek 3"].richting, rijen["Plek 4"].richting) == (
        1,
        -1,
        0,
    )
    assert (
        rijen["Plek 0"].tekst == "wordt ongunstiger, nu 0,050 punten (\N{MINUS SIGN}0,050 punten)"
    )
    assert rijen["Plek 3"].tekst.endswith("(+0,100 punten)")


def test_without_classes_two_signs_are_asked(winkel: Path) -> None:
    make(winkel, inkomens={2018: 0, 2024: 1}, scores={2018: 0, 2024: 1})
    toezicht = build()
    assert toezicht.cijfers[1].getal == ""
    assert toezicht.cijfers[1].erbij == (
        "Hiervoor zijn de klassen van de Leefbaarometer nodig; die zijn er hier niet."
    )
    assert "leefbaarheid" not in toezicht.aandacht.regel
    assert namen(toezicht)[0] == ["Plek 1"]
    assert {rij.leefbaarheid for rij in toezicht.alle} == {""}
    assert all("Leefbaarometer in" not in zin for zin in toezicht.uitleg)


def test_without_a_measurement_before_that_is_said(winkel: Path) -> None:
    make(winkel, inkomens={2018: 0, 2024: 1}, scores={2018: 0, 2024: 1})
    assert choose_metingen(STAD).eerder is None
    gezegd = {cijfer.vorige for cijfer in build().cijfers if cijfer.getal}
    assert gezegd == {"Er is geen eerdere meting om mee te vergelijken."}


def test_classes_alone_may_have_a_measurement_before(winkel: Path) -> None:
    make(winkel, inkomens={2018: 0, 2024: 1}, scores={2018: 0, 2024: 1}, heeft_klassen=True)
    metingen = choose_metingen(STAD)
    assert metingen.eerder is not None
    assert (metingen.eerder.een, metingen.eerder.klassejaar) == (None, 2018)
    concentratie, zwak, *_ = build().cijfers
    assert concentratie.vorige == "Er is geen eerdere meting om mee te vergelijken."
    assert zwak.vorige.startswith("6 jaar eerder ")


def test_incomes_alone_are_one_sign(winkel: Path) -> None:
    make(winkel, inkomens={2018: 0, 2024: 1})
    toezicht = build()
    assert [bool(getal) for getal in getallen(toezicht)] == [True, False, False, False]
    assert namen(toezicht) == (["Plek 1", "Plek 2", "Plek 5"], [])
    assert toezicht.goed.regel == "Hiervoor zijn cijfers over overlast nodig; die zijn er niet."
    assert toezicht.aandacht.regel == "Het aandeel laagste inkomens is hoog en stijgt."
    assert toezicht.kaart is None
    assert "vervangt" not in toezicht.leeswijzer
    # nothing known is another thing than nothing there
    assert (toezicht.aandacht.is_bekend, toezicht.goed.is_bekend) == (True, False)
    tekst = build_toezichthtml(toezicht, None)
    assert "Niet te zeggen." in tekst
    assert "Geen enkele buurt." not in tekst
    assert "0 buurten" not in tekst
    assert (say_empty(toezicht.goed), say_list(toezicht.goed)) == (
        "Niet te zeggen.",
        toezicht.goed.regel,
    )


def test_nuisance_alone_is_told_without_incomes(winkel: Path) -> None:
    make(winkel, registraties={2018: 0, 2024: 1})
    meting = choose_metingen(STAD).nu
    assert meting == Meting(overlast="overlast", ander=Periode(2018, 2024))
    toezicht = build()
    assert getallen(toezicht) == ["", "", "3 van 6", ""]
    assert namen(toezicht) == (["Plek 0", "Plek 2", "Plek 4"], ["Plek 1", "Plek 3", "Plek 5"])
    assert toezicht.onder.endswith("Vergeleken: 2018 met 2024.")
    assert toezicht.goed.regel.startswith("Waar overlast daalt.")
    assert toezicht.kaart is None
    assert toezicht.alle[0].zekerheid.startswith(
        "verschil in overlast onzeker: \N{PLUS-MINUS SIGN}"
    )
    assert {rij.inkomens.tekst for rij in toezicht.alle} == {"niet bekend"}


def test_nuisance_of_other_years_is_not_put_beside_incomes(winkel: Path) -> None:
    make(winkel, inkomens={2014: 0, 2018: 1}, registraties={2022: 0, 2024: 1})
    meting = choose_metingen(STAD).nu
    assert meting == Meting(inkomens="laagste_inkomens", een=Periode(2014, 2018))
    assert build().cijfers[2].erbij.startswith("Hiervoor zijn cijfers over overlast")


def test_with_homes_alone_nothing_is_told(winkel: Path) -> None:
    make(winkel)
    toezicht = build()
    assert getallen(toezicht) == ["", "", "", ""]
    assert namen(toezicht) == ([], [])
    assert toezicht.aandacht.regel == ""
    assert [vraag.regel.sleutel for vraag in toezicht.vragen] == ["onbekend"]
    assert toezicht.onder.endswith("6 buurten van GM0903.")
    assert [rij.woningen for rij in toezicht.alle] == [500, 490, 480, 470, 460, 450]


def test_newest_period_is_about_six_years_and_has_one_before_it(winkel: Path) -> None:
    jaren = dict.fromkeys((2012, 2017, 2018, 2023), 0) | {2024: 1}
    make(winkel, inkomens=jaren)
    metingen = choose_metingen(STAD)
    assert metingen.nu.een == Periode(2018, 2024)
    assert metingen.eerder == Meting(inkomens="laagste_inkomens", een=Periode(2017, 2023))


@pytest.mark.parametrize("naam", [None, "", "  "])
def test_buurt_without_a_name_is_called_by_its_code(winkel: Path, naam: str | None) -> None:
    make(winkel, inkomens={2018: 0, 2024: 1}, naam=naam)
    toezicht = build()
    assert [rij.naam for rij in toezicht.alle] == list(CODES)
    assert CODES[1] in toezicht.vragen[0].tekst


def test_no_homes_and_no_outlines_make_no_page(winkel: Path) -> None:
    assert build_toezicht(STAD) is None
    vlakken = [Omtrek(code=code, van=2010, tot=2024) for code in CODES]
    write_opslag(
        winkel, {("kwb", 2024): {(2024, CODES[0]): {"aantal_inwoners": 500.0}}}, {2024: vlakken}
    )
    assert build_toezicht(STAD) is None


def test_homes_on_other_borders_make_no_page(winkel: Path) -> None:
    # incomes are of before the borders changed, homes of after it
    cijfers: dict[tuple[str, int], dict[tuple[int, str], Rij]] = {
        ("kwb", jaar): {
            (2020, code): {**_kwb(0, 40.0), "in_bezit_woningcorporatie_pct": None} for code in CODES
        }
        for jaar in (2018, 2020)
    }
    cijfers["kwb", 2024] = {(2024, code): _kwb(0, None) for code in CODES}
    oud, nieuw = (
        [Omtrek(code=code, van=van, tot=tot) for code in CODES]
        for van, tot in ((2010, 2020), (2022, 2024))
    )
    write_opslag(winkel, cijfers, {2020: oud, 2024: nieuw})
    assert choose_metingen(STAD).grensjaar == 2020
    assert build_toezicht(STAD) is None


def test_high_is_not_explained_where_nothing_parts_low_from_high(winkel: Path) -> None:
    meting = Meting(inkomens="laag_inkomen", een=Periode(2018, 2024))
    zinnen = explain(meting, Opslag(winkel))
    assert zinnen[0].startswith("Huishoudens met een laag inkomen: ")
    assert all(not zin.startswith("Hoog:") for zin in zinnen)


def test_years_before_are_named_by_how_long_ago() -> None:
    def ago(jaren: int) -> str:
        nu, eerder = (Meting(een=Periode(2012, tot)) for tot in (2024, 2024 - jaren))
        return say_before(Metingen(nu=nu, eerder=eerder, grensjaar=2024))[0]

    assert [ago(jaren) for jaren in (1, 2, 4, 5)] == [
        "Een jaar eerder (2012 tot 2023)",
        "Twee jaar eerder (2012 tot 2022)",
        "Vier jaar eerder (2012 tot 2020)",
        "5 jaar eerder (2012 tot 2019)",
    ]


def test_another_whole_before_is_said() -> None:
    def delen(deel: float, geheel: float, onbekend: float) -> Kerndelen:
        d = Deel(deel, geheel, onbekend)
        return Kerndelen(concentratie=d, zwak=d, overlast_stijgt=d, tegen_de_trend=d)

    meting = Meting(inkomens="laagste_inkomens", overlast="overlast", een=Periode(2018, 2024))
    eerder = Meting(inkomens="laagste_inkomens", overlast="overlast", een=Periode(2017, 2023))
    cijfers = build_cijfers(
        Metingen(nu=meting, eerder=eerder, grensjaar=2024),
        delen(1, 4, 1),
        delen(2, 3, 2),
        woord="onze woningen",
    )
    assert (cijfers[2].getal, cijfers[2].vorige) == (
        "1 van 4",
        "Een jaar eerder (2017 tot 2023) 2 van 3.",
    )
    assert cijfers[2].erbij == "Van 1 buurt is het niet bekend."
    assert (cijfers[0].getal, cijfers[0].vorige) == ("25%", "Een jaar eerder (2017 tot 2023) 67%.")
    assert cijfers[0].erbij == "Van 1 woning is het niet bekend."

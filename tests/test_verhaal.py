"""Does the national story hold here: verdicts, how sure they are, and what cannot be said."""

import csv
import io
import random
import statistics
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from playwright.sync_api import Page, expect

from components.verhaal import build_verhaal_html, write_verhaal
from layers.aanbod import opslag_of
from layers.bevindingen import BEVINDINGEN, Bevinding
from layers.gebied import join_parts
from layers.kaartbeeld import Opmaak
from layers.link import Keuze
from layers.proef import Plek, Proef, bootstrap
from layers.verhaal import (
    Oordeel,
    Uitkomst,
    build_verhaal,
    judge,
    say_interval,
    source_of_verhaal,
)
from tests.kleine_opslag import Cel, Omtrek, write_opslag
from tests.test_leefbaarheid import raw, small

STAD, GRENS = "GM9901", 2024


def outcome(woorden: str, uitkomsten: tuple[Uitkomst, ...] | None = None) -> Uitkomst:
    """Answer the finding that has these words."""
    (gevonden,) = [u for u in uitkomsten or build_verhaal(STAD, GRENS) if woorden in u.bewering]
    return gevonden


def proef(
    waarden: list[float],
    groep: list[bool],
    *,
    verwacht: int = 1,
    nul: float = 0.0,
    is_alleen: bool = False,
) -> Bevinding:
    """Make a finding about figures that are spelled out."""

    def build(_plek: Plek) -> Proef:
        return Proef(
            waarden=pd.Series(waarden),
            gewichten=pd.Series(1.0, index=range(len(waarden))),
            groep=pd.Series(groep),
            verwacht=verwacht,
            zin=lambda hier, daar: f"{hier} {daar}",
            opmaak=Opmaak(decimalen=1),
            nul=nul,
            is_alleen=is_alleen,
        )

    return Bevinding(bewering="", landelijk="", bron="", bouw=build)


def verdict(*args: list[float] | list[bool], **opties: float) -> Uitkomst:
    return judge(proef(*args, **opties), Plek(STAD, GRENS, opslag_of(STAD)))  # type: ignore[arg-type]


# The rule


def test_same_side_is_yes_and_the_other_is_no() -> None:
    waarden = [2.0 + n / 10 for n in range(10)] + [n / 10 for n in range(10)]
    groep = [True] * 10 + [False] * 10
    assert verdict(waarden, groep).oordeel is Oordeel.JA
    assert verdict(waarden, groep, verwacht=-1).oordeel is Oordeel.NEE
    assert verdict(waarden, groep).verschil == pytest.approx(2.0)


def test_below_twenty_buurten_nothing_is_said() -> None:
    waarden = [2.0 + n / 10 for n in range(10)] + [n / 10 for n in range(9)]
    uitkomst = verdict(waarden, [True] * 10 + [False] * 9)
    assert uitkomst.oordeel is Oordeel.NIET_TE_ZEGGEN
    assert uitkomst.reden == "Maar 19 buurten tellen mee; er zijn er minstens 20 nodig."
    assert uitkomst.verschil is not None  # the figure itself is told all the same
    een = verdict([1.0], [True], is_alleen=True)
    assert een.reden.startswith("Maar 1 buurt telt mee")


def test_side_of_four_says_nothing() -> None:
    waarden = [9.0] * 4 + [n / 10 for n in range(30)]
    uitkomst = verdict(waarden, [True] * 4 + [False] * 30)
    assert uitkomst.oordeel is Oordeel.NIET_TE_ZEGGEN
    assert "minder dan 5 buurten" in uitkomst.reden


def test_difference_that_may_be_chance_says_nothing() -> None:
    waarden = [float(n % 5) for n in range(40)]
    uitkomst = verdict(waarden, [n % 2 == 0 for n in range(40)])
    assert uitkomst.laag is not None
    assert uitkomst.hoog is not None
    assert uitkomst.laag <= 0 <= uitkomst.hoog
    assert uitkomst.reden == "Het verschil kan ook toeval zijn."


def test_part_is_set_against_its_own_number() -> None:
    uitkomst = verdict([100.0] * 20 + [0.0] * 20, [True] * 40, nul=10, is_alleen=True)
    assert (uitkomst.oordeel, uitkomst.verschil) == (Oordeel.JA, 40)
    assert say_interval(uitkomst).startswith("Aandeel 50,0, waarschijnlijk tussen ")
    assert say_interval(uitkomst).endswith("; 40 buurten.")


def test_nobody_on_a_side_says_so() -> None:
    assert (
        verdict([1.0] * 30, [False] * 30).reden
        == "Er zijn hier geen buurten om dit mee te vergelijken."
    )
    zonder_ander = verdict([1.0] * 30, [True] * 30)
    assert zonder_ander.reden == "Er zijn hier geen buurten om dit mee te vergelijken."
    leeg = verdict([float("nan")] * 30, [True] * 30, is_alleen=True)
    assert (leeg.oordeel, leeg.buurten) == (Oordeel.NIET_TE_ZEGGEN, 0)
    assert say_interval(leeg) == ""


def test_bounds_are_those_of_a_bootstrap_by_hand() -> None:
    rng = random.Random(5)  # noqa: S311 - no secret
    waarden = [rng.gauss(1.0 if n < 30 else 0.2, 1.0) for n in range(70)]
    gewichten = [float(rng.randrange(100, 2000)) for _ in range(70)]
    tabel = pd.DataFrame(
        {"waarde": waarden, "gewicht": gewichten, "groep": [n < 30 for n in range(70)]}
    )
    laag, hoog = bootstrap(tabel)
    assert (laag, hoog) == bootstrap(tabel)  # the seed is fixed

    def mean(plekken: list[int]) -> float:
        som = sum(gewichten[n] for n in plekken)
        return sum(waarden[n] * gewichten[n] for n in plekken) / som

    uit = []
    for _ in range(4000):
        getrokken = [rng.randrange(70) for _ in range(70)]
        uit.append(mean([n for n in getrokken if n < 30]) - mean([n for n in getrokken if n >= 30]))
    grenzen = statistics.quantiles(uit, n=40)
    breed = grenzen[-1] - grenzen[0]
    assert (laag, hoog) == pytest.approx((grenzen[0], grenzen[-1]), abs=0.08 * breed)


# The town


def test_town_tells_the_story_it_was_made_with() -> None:
    uitkomsten = build_verhaal(STAD, GRENS)
    assert len(uitkomsten) == len(BEVINDINGEN) == 9
    verwacht = {
        "stijgt het aandeel laagste inkomens meer": Oordeel.JA,
        "ontwikkelt de leefbaarheid zich minder": Oordeel.JA,
        "Bij 80% of meer": Oordeel.NIET_TE_ZEGGEN,  # eight buurten
        "verschil in bijstand": Oordeel.JA,
        "dementie": Oordeel.NIET_TE_ZEGGEN,  # no figures
        "aan het eind zwak": Oordeel.JA,
        "aan het begin zwak": Oordeel.NIET_TE_ZEGGEN,  # thirteen buurten
        "In een deel van de buurten": Oordeel.JA,  # its ten exceptions, and more
        "meer dan 35%": Oordeel.JA,
    }
    assert {w: outcome(w, uitkomsten).oordeel for w in verwacht} == verwacht
    assert "8 buurten" in outcome("Bij 80%", uitkomsten).reden
    assert (
        outcome("dementie", uitkomsten).reden
        == "Over dementie zijn er geen open cijfers per buurt."
    )


def by_hand(kolom: str, van: int, tot: int) -> tuple[float, float, int]:
    """Add up the change where many and where few homes are of corporations."""
    begin, eind = raw("kwb", van, kolom), raw("kwb", tot, kolom)
    aandeel, huizen = (
        raw("kwb", van, k) for k in ("in_bezit_woningcorporatie_pct", "huishoudens_totaal")
    )
    weg = small(van) | small(tot)
    sommen = {"veel": [0.0, 0.0, 0], "weinig": [0.0, 0.0, 0]}
    for code, was in begin.items():
        nu, deel = eind.get(code, np.nan), aandeel[code]
        if code in weg or np.isnan(was) or np.isnan(nu) or np.isnan(deel) or 40 < deel <= 50:
            continue
        som = sommen["veel" if deel > 50 else "weinig"]
        som[0] += (nu - was) * huizen[code]
        som[1] += huizen[code]
        som[2] += 1
    veel, weinig = sommen["veel"], sommen["weinig"]
    return veel[0] / veel[1], weinig[0] / weinig[1], int(veel[2] + weinig[2])


def test_change_of_many_and_few_equals_a_second_computation() -> None:
    uitkomst = outcome("stijgt het aandeel laagste inkomens meer")
    veel, weinig, aantal = by_hand("k_40_huishoudens_met_laagste_inkomen_pct", 2012, 2024)
    assert uitkomst.verschil == pytest.approx(veel - weinig, abs=1e-9)
    assert uitkomst.buurten == aantal
    for waarde in (veel, weinig):
        assert f"{abs(waarde):.1f}".replace(".", ",") in uitkomst.zin


def test_few_buurten_say_nothing_about_anything() -> None:
    codes = sorted(raw("leefbaarometer", 2024, "afw_score"))[:15]
    uitkomsten = build_verhaal(join_parts(codes), GRENS)
    assert {u.oordeel for u in uitkomsten} == {Oordeel.NIET_TE_ZEGGEN}
    assert all(u.reden for u in uitkomsten)


# What is not there


def write_small(pad: Path, kwb: dict[int, dict[str, Cel]], aantal: int = 25) -> None:
    codes = [f"BU0001{n:04d}" for n in range(aantal)]
    mensen: dict[str, Cel] = {"aantal_inwoners": 1000, "huishoudens_totaal": 500}
    write_opslag(
        pad,
        {
            ("kwb", jaar): {(2020, code): mensen | cijfers for code in codes}
            for jaar, cijfers in kwb.items()
        },
        {2020: [Omtrek(code=code, van=2020, tot=2020) for code in codes]},
    )


def test_figures_that_are_not_here_are_named(opslag: Path) -> None:
    write_small(
        opslag,
        {
            jaar: {
                "in_bezit_woningcorporatie_pct": 60,
                "personen_per_soort_uitkering_bijstand": 50,
                "k_15_tot_25_jaar": 100,
                "k_25_tot_45_jaar": 300,
                "k_45_tot_65_jaar": 200,
                "k_40_huishoudens_met_laagste_inkomen_pct": 30 + jaar - 2018,
            }
            for jaar in (2018, 2020)
        },
    )
    uitkomsten = build_verhaal("GM0001", 2020)
    assert {u.oordeel for u in uitkomsten} == {Oordeel.NIET_TE_ZEGGEN}
    assert "geen landelijk cijfer over bijstand" in outcome("bijstand", uitkomsten).reden
    assert "geen twee jaren met cijfers over overlast" in outcome("35%", uitkomsten).reden
    # all have many, and so there is no difference
    assert "om dit mee te vergelijken" in outcome("stijgt het aandeel laagste", uitkomsten).reden


def test_without_lvb_that_is_said_and_without_classes_the_lowest_fifth_is_taken(
    opslag: Path,
) -> None:
    codes = [f"BU0001{n:04d}" for n in range(30)]
    jaren = (2018, 2020)
    write_opslag(
        opslag,
        {
            **{
                ("kwb", jaar): {
                    (2020, code): {"aantal_inwoners": 1000, "huishoudens_totaal": 500}
                    for code in codes
                }
                for jaar in jaren
            },
            **{
                ("overlast", jaar): {(2020, code): {"overlast_totaal": 20} for code in codes}
                for jaar in jaren
            },
            **{
                ("leefbaarometer", jaar): {
                    (2020, code): {"afw_score": 0.01 * n * (jaar - 2017), "onv_score": 0.0}
                    for n, code in enumerate(codes)
                }
                for jaar in jaren
            },
        },
        {2020: [Omtrek(code=code, van=2020, tot=2020) for code in codes]},
    )
    uitkomsten = build_verhaal("GM0001", 2020)
    assert "brengt een organisatie zelf in" in outcome("35%", uitkomsten).reden
    eind = outcome("aan het eind zwak", uitkomsten)
    assert eind.zin.startswith("Laagste vijfde in 2020: ")
    assert eind.oordeel is Oordeel.JA
    assert outcome("aan het begin zwak", uitkomsten).reden.startswith("Maar 6 buurten")


# On the page and in a file


def test_table_and_file_tell_the_same() -> None:
    uitkomsten = build_verhaal(STAD, GRENS)
    html = build_verhaal_html(uitkomsten, "Veldermonde")
    keuze = Keuze(gebied=STAD, grens=GRENS, indicator="overlast", jaar=2024)
    bron = source_of_verhaal(keuze)
    tekst = write_verhaal(uitkomsten, "Veldermonde", bron).decode("utf-8-sig")
    rijen = list(csv.reader(io.StringIO(tekst), delimiter=";"))
    assert rijen[2] == [bron]
    assert len(rijen) == 5 + len(uitkomsten)
    for uitkomst, rij in zip(uitkomsten, rijen[5:], strict=True):
        assert rij[0] == uitkomst.bewering
        assert rij[3] == uitkomst.oordeel
        assert uitkomst.bewering in html
        assert uitkomst.reden in html
    assert html.count('class="oordeel ja"') == sum(u.oordeel is Oordeel.JA for u in uitkomsten)
    assert "Verkenning, geen toets" in html


def test_page_shows_all_findings(stadserver: str, pagina: Page) -> None:
    pagina.goto(f"{stadserver}/trends?gebied={STAD}&indicator=laagste_inkomens")
    rijen = pagina.locator(".sk-verhaal tbody tr")
    expect(rijen).to_have_count(len(BEVINDINGEN))
    expect(rijen.first).to_contain_text("ja")
    expect(pagina.get_by_text("Verkenning, geen toets.", exact=True)).to_be_visible()

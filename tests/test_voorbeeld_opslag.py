"""The town that is shipped is the town that the program makes."""

from pathlib import Path

import pandas as pd
import pytest

from data.bezit import read_bezit
from data.klassen import read_klassenversies
from data.opslag import (
    VOORBEELD,
    Opslag,
    read_gebieden,
    read_inhoud,
    read_omtrekken,
    read_tabel_met_geheim,
)
from data.voorbeeld import __main__ as opdracht
from layers.aanbod import filled_years
from layers.indicatoren import INDICATOREN


@pytest.fixture(scope="module")
def nieuw(tmp_path_factory: pytest.TempPathFactory) -> Opslag:
    """Run the command on another place than the one that is shipped."""
    opslag = Opslag(tmp_path_factory.mktemp("stad") / "opslag")
    opslag.pad.mkdir()
    (opslag.pad / "oud.txt").write_text("van een vorige stad", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opdracht, "VOORBEELD", opslag)
        assert opdracht.main() == 0
    return opslag


def test_command_replaces_what_was_there(nieuw: Opslag) -> None:
    assert not (nieuw.pad / "oud.txt").exists()
    assert not (nieuw.pad / ".slot").exists()


def test_shipped_town_holds_the_same_tables(nieuw: Opslag) -> None:
    def listed(opslag: Opslag) -> list[tuple[str, str, int]]:
        return [(v.soort, v.naam, v.jaar) for v in read_inhoud(opslag)]

    assert listed(nieuw) == listed(VOORBEELD)


def test_shipped_figures_are_those_of_the_program(nieuw: Opslag) -> None:
    # values, not bytes: another system may round the last digit of a float in another way
    for v in read_inhoud(nieuw):
        if v.soort == "tabel":
            een = read_tabel_met_geheim(v.naam, peiljaar=v.jaar, opslag=nieuw)
            ander = read_tabel_met_geheim(v.naam, peiljaar=v.jaar, opslag=VOORBEELD)
            pd.testing.assert_frame_equal(een.cijfers, ander.cijfers, rtol=1e-9)
            pd.testing.assert_frame_equal(een.geheim, ander.geheim)
        elif v.soort == "gebieden":
            pd.testing.assert_frame_equal(
                read_gebieden(v.jaar, opslag=nieuw), read_gebieden(v.jaar, opslag=VOORBEELD)
            )
        else:
            een_kaart = read_omtrekken(v.jaar, opslag=nieuw)
            ander_kaart = read_omtrekken(v.jaar, opslag=VOORBEELD)
            assert een_kaart.geom_equals_exact(ander_kaart, tolerance=0.01).all()


def test_shipped_homes_are_those_of_the_program(nieuw: Opslag) -> None:
    een, ander = read_bezit(opslag=nieuw, organisatie="eigen"), read_bezit(opslag=VOORBEELD)
    assert een is not None
    assert ander is not None
    assert een.peildatum == ander.peildatum
    pd.testing.assert_frame_equal(een.complexen, ander.complexen)


def test_shipped_class_bounds_are_those_that_the_figures_give(nieuw: Opslag) -> None:
    for indicator in INDICATOREN:
        per_opslag = [
            [versie.grenzen for versie in read_klassenversies(indicator.sleutel, opslag=opslag)]
            for opslag in (nieuw, VOORBEELD)
        ]
        assert per_opslag[0] == per_opslag[1]
        # bounds of a source stand in the registry, and without figures there are none
        is_gemaakt = not indicator.grenzen and filled_years(indicator.sleutel, opslag=nieuw) != ()
        assert len(per_opslag[0]) == is_gemaakt, indicator.sleutel


def test_shipped_town_is_small() -> None:
    grootte = sum(p.stat().st_size for p in Path(VOORBEELD.pad).rglob("*") if p.is_file())
    assert grootte < 2_000_000

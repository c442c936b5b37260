"""Class bounds stay where they are, until somebody changes them on purpose."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest

from data.errors import OpslagBeschadigdError
from data.klassen import read_klassenversies
from data.opslag import SLEUTEL, Opslag, Tabel, change_opslag, read_gebieden, read_tabel
from layers.begrippen import Grens, Kant
from layers.indicatoren import INDICATOR_PER_SLEUTEL
from layers.klassenbeheer import (
    choose_grenzen,
    ensure_klassen,
    find_outgrown,
    revise_klassen,
    version_of,
)
from tests import proefstad

BIJSTAND = INDICATOR_PER_SLEUTEL["bijstand"]
CORPORATIE = INDICATOR_PER_SLEUTEL["corporatiewoningen"]
NU = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def proef(opslag: Path) -> Opslag:
    return Opslag(proefstad.make_opslag(opslag))


def add_year(opslag: Opslag, jaar: int, *, maal: float) -> None:
    """Import one more year, with figures far from those that were there."""
    cijfers = read_tabel("kwb", peiljaar=2020, opslag=opslag)
    cijfers["personen_per_soort_uitkering_bijstand"] *= maal
    sleutels = [(jaar, code) for _, code in cijfers.index]
    cijfers.index = pd.MultiIndex.from_tuples(sleutels, names=SLEUTEL)
    geheim = pd.DataFrame(data=False, index=cijfers.index, columns=cijfers.columns)
    with change_opslag(opslag) as wijziging:
        wijziging.put_tabel("kwb", jaar, Tabel(cijfers, geheim), {"grensjaren": [jaar]})
        wijziging.put_gebieden(jaar, read_gebieden(proefstad.GRENSJAAR, opslag=opslag))


def test_another_year_moves_no_bound(proef: Opslag) -> None:
    ensure_klassen(opslag=proef, nu=NU)
    voor = choose_grenzen(BIJSTAND, opslag=proef)
    add_year(proef, 2021, maal=7)
    assert ensure_klassen(opslag=proef, nu=NU) == []
    assert choose_grenzen(BIJSTAND, opslag=proef) == voor


def test_revision_adds_a_version_and_the_old_one_stays_readable(proef: Opslag) -> None:
    ensure_klassen(opslag=proef, nu=NU)
    voor = choose_grenzen(BIJSTAND, opslag=proef)
    add_year(proef, 2021, maal=7)
    (herziening,) = revise_klassen([BIJSTAND], opslag=proef, nu=NU)
    assert herziening.oud == voor.grenzen
    na = choose_grenzen(BIJSTAND, opslag=proef)
    assert na.grenzen == herziening.nieuw != voor.grenzen
    assert choose_grenzen(BIJSTAND, opslag=proef, versie=voor.versie) == voor
    assert [v.versie for v in read_klassenversies("bijstand", opslag=proef)] == [
        voor.versie,
        na.versie,
    ]


def test_revision_without_another_outcome_adds_nothing(proef: Opslag) -> None:
    ensure_klassen(opslag=proef, nu=NU)
    assert revise_klassen([BIJSTAND], opslag=proef, nu=NU) == []
    assert len(read_klassenversies("bijstand", opslag=proef)) == 1


def test_unknown_version_answers_the_current_bounds_and_says_so(proef: Opslag) -> None:
    ensure_klassen(opslag=proef, nu=NU)
    gekozen = choose_grenzen(BIJSTAND, opslag=proef, versie="ffff")
    assert gekozen.is_onbekend
    assert gekozen.grenzen == choose_grenzen(BIJSTAND, opslag=proef).grenzen


def test_bounds_of_a_source_are_those_of_the_registry(proef: Opslag) -> None:
    ensure_klassen(opslag=proef, nu=NU)
    assert choose_grenzen(CORPORATIE, opslag=proef).grenzen == CORPORATIE.grenzen
    assert read_klassenversies("corporatiewoningen", opslag=proef) == ()
    assert revise_klassen([CORPORATIE], opslag=proef) == []


def test_version_changes_with_a_bound_and_with_its_side() -> None:
    basis = (Grens(10.0), Grens(20.0))
    anders = {
        version_of(basis),
        version_of((Grens(10.0), Grens(21.0))),
        version_of((Grens(10.0), Grens(20.0, Kant.ONDER))),
    }
    assert len(anders) == 3
    assert version_of(basis) == version_of((Grens(10.0), Grens(20.0)))
    assert all(len(versie) == 4 and int(versie, 16) >= 0 for versie in anders)


def test_bounds_without_a_kept_version_are_made_but_not_kept(proef: Opslag) -> None:
    assert choose_grenzen(BIJSTAND, opslag=proef).grenzen
    assert read_klassenversies("bijstand", opslag=proef) == ()


def test_single_gemeenten_are_not_the_country(proef: Opslag) -> None:
    ensure_klassen(opslag=proef, nu=NU)
    (versie,) = read_klassenversies("bijstand", opslag=proef)
    assert versie.basis["is_landelijk"] is False
    assert versie.basis["gemeenten"] == [proefstad.STAD, proefstad.DORP]
    assert versie.gemaakt_op == "2026-11-22T12:00:00+00:00"
    assert find_outgrown(opslag=proef) == []


def test_damaged_file_is_told(proef: Opslag) -> None:
    ensure_klassen(opslag=proef, nu=NU)
    (proef.pad / "klassen" / "bijstand.json").write_text("[{", encoding="utf-8")
    with pytest.raises(OpslagBeschadigdError, match=r"bijstand\.json"):
        choose_grenzen(BIJSTAND, opslag=proef)


def test_versions_outlive_a_change_of_the_store(proef: Opslag, tmp_path: Path) -> None:
    ensure_klassen(opslag=proef, nu=NU)
    kopie = Opslag(tmp_path / "kopie")
    shutil.copytree(proef.pad, kopie.pad)
    add_year(kopie, 2021, maal=2)
    assert read_klassenversies("bijstand", opslag=kopie) == read_klassenversies(
        "bijstand", opslag=proef
    )

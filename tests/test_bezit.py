"""Own homes as kept: who may read them, what they add up to on any borders, and how they go."""

import errno
import gc
import os
import shutil
import stat
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from data.bezit import (
    EIGEN,
    KOLOMMEN,
    Bezit,
    clean_organisatie,
    peildata_of,
    read_bezit,
    read_eigen_woningen,
    remove_bezit,
    standard_organisatie,
    write_bezit,
)
from data.bezitplaats import Plaatsing
from data.errors import (
    BezitBeschadigdError,
    OpslagBezetError,
    OpslagMisluktError,
    OrganisatieAfgekeurdError,
)
from data.opslag import VOORBEELD, Opslag, read_omtrekken
from data.wijzigen import change_opslag
from tests import proefstad
from tests.bederven import snapshot

DAG = date(2024, 12, 31)
# squares of 400 m from (120000, 450000)
EEN, TWEE = proefstad.GEWOON, "BU08010004"
Rij = tuple[str, int, str | None, int, float | None, float | None, Plaatsing]
RIJEN: tuple[Rij, ...] = (
    ("Merelhof", 2020, EEN, 10, None, None, Plaatsing.CODE),
    ("Merelhof", 2020, TWEE, 5, None, None, Plaatsing.CODE),
    ("Lijsterflat", 2020, EEN, 7, 120_100.0, 450_100.0, Plaatsing.PUNT),
    ("Spechtblok", 2020, None, 3, 90_000.0, 450_100.0, Plaatsing.BUITEN),
)


def _bezit(*rijen: Rij, dag: date = DAG, organisatie: str = EIGEN) -> Bezit:
    complexen = pd.DataFrame(list(rijen or RIJEN), columns=list(KOLOMMEN))
    return Bezit(organisatie, dag, complexen.astype(KOLOMMEN))


@pytest.fixture
def eigen(opslag: Path) -> Opslag:
    """Make a store of two small gemeenten."""
    return Opslag(proefstad.make_opslag(opslag))


def _sums(grensjaar: int, opslag: Opslag) -> tuple[dict[str, int], int]:
    woningen = read_eigen_woningen(grensjaar, opslag=opslag)
    assert woningen is not None
    assert woningen.per_gebied.dtype == "int64"
    return {str(code): int(aantal) for code, aantal in woningen.per_gebied.items()}, woningen.elders


# Kept and read back


def test_what_is_kept_is_read_back(eigen: Opslag) -> None:
    write_bezit(_bezit(), opslag=eigen)
    gelezen = read_bezit(opslag=eigen)
    assert gelezen is not None
    assert (gelezen.organisatie, gelezen.peildatum) == (EIGEN, DAG)
    pd.testing.assert_frame_equal(gelezen.complexen, _bezit().complexen)


def test_nothing_is_kept_yet(opslag: Path) -> None:
    assert read_bezit(opslag=Opslag(opslag)) is None
    assert read_eigen_woningen(2020, opslag=Opslag(opslag)) is None
    assert peildata_of(opslag=Opslag(opslag)) == ()
    remove_bezit(opslag=Opslag(opslag))
    assert not opslag.exists()


def test_newest_day_counts_unless_another_is_asked(eigen: Opslag) -> None:
    eerder = date(2022, 1, 1)
    write_bezit(_bezit(), opslag=eigen)
    write_bezit(_bezit(RIJEN[1], dag=eerder), opslag=eigen)
    assert peildata_of(opslag=eigen) == (eerder, DAG)
    nieuwste, oudste = read_bezit(opslag=eigen), read_bezit(opslag=eigen, peildatum=eerder)
    assert nieuwste is not None
    assert oudste is not None
    assert (len(nieuwste.complexen), len(oudste.complexen)) == (4, 1)
    assert read_bezit(opslag=eigen, peildatum=date(2023, 1, 1)) is None


def test_same_day_is_replaced(eigen: Opslag) -> None:
    write_bezit(_bezit(), opslag=eigen)
    assert _sums(2020, eigen)[1] == 3
    write_bezit(_bezit(RIJEN[1]), opslag=eigen)
    assert _sums(2020, eigen) == ({TWEE: 5}, 0)


def test_only_the_owner_may_read(eigen: Opslag, monkeypatch: pytest.MonkeyPatch) -> None:
    gezien = []
    echt = os.fsync

    def look(nummer: int) -> None:
        gezien.append(stat.S_IMODE(os.fstat(nummer).st_mode))
        echt(nummer)

    monkeypatch.setattr(os, "fsync", look)
    map_ = eigen.pad / "bezit"
    map_.mkdir(mode=0o755)
    write_bezit(_bezit(), opslag=eigen)
    assert gezien == [0o600]  # before it had its name
    rechten = {p.name: stat.S_IMODE(p.stat().st_mode) for p in (map_, *map_.rglob("*"))}
    assert rechten == {"bezit": 0o700, EIGEN: 0o700, "2024-12-31.parquet": 0o600}


def test_rest_of_the_store_does_not_know_of_it(eigen: Opslag) -> None:
    voor = snapshot(eigen.pad)
    write_bezit(_bezit(), opslag=eigen)
    na = snapshot(eigen.pad)
    bij = na.keys() - voor.keys()
    assert bij == {"bezit", "bezit/eigen", "bezit/eigen/2024-12-31.parquet"}
    assert {naam: na[naam] for naam in voor} == voor
    with change_opslag(eigen):
        pass
    assert snapshot(eigen.pad) == na


# Organisaties


def test_another_organisatie_sees_nothing(eigen: Opslag, monkeypatch: pytest.MonkeyPatch) -> None:
    write_bezit(_bezit(), opslag=eigen)
    write_bezit(_bezit(RIJEN[1], organisatie="Noord"), opslag=eigen)
    assert _sums(2020, eigen) == ({EEN: 17, TWEE: 5}, 3)
    monkeypatch.setenv("SOCIALE_KAART_ORGANISATIE", "noord")
    assert _sums(2020, eigen) == ({TWEE: 5}, 0)
    monkeypatch.setenv("SOCIALE_KAART_ORGANISATIE", "zuid")
    assert read_bezit(opslag=eigen) is None
    assert read_eigen_woningen(2020, opslag=eigen) is None
    remove_bezit(opslag=eigen)
    assert peildata_of(opslag=eigen, organisatie="noord") == (DAG,)
    # the corporation of the fictional town is that of no installation
    assert peildata_of(opslag=VOORBEELD) != ()


def test_organisatie_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert standard_organisatie() == EIGEN
    monkeypatch.setenv("SOCIALE_KAART_ORGANISATIE", " Woonstad-2 ")
    assert standard_organisatie() == "woonstad-2"


@pytest.mark.parametrize("naam", ["../huisstijl", "a/b", "a b", "-a", "a--b", "", "é", "a" * 41])
def test_organisatie_is_a_plain_word(naam: str) -> None:
    with pytest.raises(OrganisatieAfgekeurdError, match="alleen letters, cijfers"):
        clean_organisatie(naam)


# Sums on other borders


def test_code_follows_its_buurt(eigen: Opslag) -> None:
    rij: Rij = ("Merelhof", 2019, EEN, 10, None, None, Plaatsing.CODE)
    onbekend: Rij = ("Merelhof", 2015, TWEE, 4, None, None, Plaatsing.CODE)
    write_bezit(_bezit(rij, onbekend), opslag=eigen)
    assert _sums(2020, eigen) == ({EEN: 10}, 4)


def test_without_outlines_no_border_year_is_reached(eigen: Opslag) -> None:
    write_bezit(_bezit(), opslag=eigen)
    assert _sums(2018, eigen) == ({}, 25)


def test_point_is_placed_anew(eigen: Opslag) -> None:
    rijen: tuple[Rij, ...] = (
        # the outlines came in after the homes did
        ("Lijsterflat", 2020, None, 7, 120_100.0, 450_100.0, Plaatsing.BUITEN),
        ("Vinkhof", 2019, TWEE, 8, 120_100.0, 450_100.0, Plaatsing.PUNT),
        ("Roodborst", 2019, TWEE, 9, 120_100.0, 450_100.0, Plaatsing.CODE_EN_PUNT),
        ("Mees", 2019, TWEE, 20, 120_100.0, 450_100.0, Plaatsing.CODE_ZONDER_PUNT),
        # outside all outlines of that year: its code is what is left
        ("Kraai", 2019, TWEE, 30, 90_000.0, 450_100.0, Plaatsing.PUNT),
        # in the buurt that is water
        ("Reiger", 2019, None, 40, 120_900.0, 450_100.0, Plaatsing.IN_WATER),
    )
    write_bezit(_bezit(*rijen), opslag=eigen)
    assert _sums(2020, eigen) == ({EEN: 24, TWEE: 50}, 40)


def test_buurt_that_was_cut_in_two(opslag: Path) -> None:
    shutil.copytree(VOORBEELD.pad, opslag)
    stad = Opslag(opslag)
    nieuw, oud = "BU99011104", "BU99011100"
    plek = read_omtrekken(2018, opslag=stad).set_index("gebiedscode").representative_point()[nieuw]
    write_bezit(
        _bezit(
            ("Lijsterflat", 2018, nieuw, 7, plek.x, plek.y, Plaatsing.PUNT),
            ("Merelhof", 2018, nieuw, 10, None, None, Plaatsing.CODE),
        ),
        opslag=stad,
    )
    assert _sums(2018, stad) == ({nieuw: 17}, 0)
    assert _sums(2024, stad) == ({nieuw: 17}, 0)
    # of a code alone nobody knows in which half of the older buurt; of a point everybody does
    assert _sums(2017, stad) == ({oud: 7}, 10)


# Removed


def _held_texts() -> str:
    """Answer all texts in tables that anything in this program still holds."""
    gc.collect()
    tabellen = [ding for ding in gc.get_objects() if isinstance(ding, pd.DataFrame)]
    return "".join(tabel.to_csv() for tabel in tabellen if "complex" in tabel.columns)


def test_removal_leaves_no_trace(eigen: Opslag) -> None:
    voor = snapshot(eigen.pad)
    write_bezit(_bezit(), opslag=eigen)
    # what a program leaves that was stopped halfway
    (eigen.pad / "bezit" / EIGEN / ".nieuw-1").write_bytes(b"Merelhof")
    _sums(2020, eigen)
    remove_bezit(opslag=eigen)
    assert snapshot(eigen.pad) == voor
    assert read_eigen_woningen(2020, opslag=eigen) is None
    assert "Merelhof" not in _held_texts()
    gehouden = _bezit()
    assert "Merelhof" in _held_texts()
    assert len(gehouden.complexen) == 4


def test_one_day_can_be_removed(eigen: Opslag) -> None:
    for dag in (DAG, date(2023, 12, 31)):
        write_bezit(_bezit(dag=dag), opslag=eigen)
    (eigen.pad / "bezit" / EIGEN / "9999-99-99.parquet").write_bytes(b"van iemand anders")
    remove_bezit(opslag=eigen, peildatum=DAG)
    assert peildata_of(opslag=eigen) == (date(2023, 12, 31),)
    remove_bezit(opslag=eigen)
    assert [p.name for p in (eigen.pad / "bezit").rglob("*")] == [EIGEN, "9999-99-99.parquet"]


# Refused


def test_fictional_town_is_not_changed() -> None:
    with pytest.raises(OpslagMisluktError, match="hoort bij het programma"):
        write_bezit(_bezit(), opslag=VOORBEELD)


def test_running_import_goes_first(eigen: Opslag) -> None:
    voor = snapshot(eigen.pad)
    with change_opslag(eigen), pytest.raises(OpslagBezetError):
        write_bezit(_bezit(), opslag=eigen)
    assert snapshot(eigen.pad) == voor


@pytest.mark.parametrize("is_gevuld", [False, True])
def test_full_disk_leaves_what_was_there(
    eigen: Opslag, monkeypatch: pytest.MonkeyPatch, *, is_gevuld: bool
) -> None:
    def refuse(_nummer: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    if is_gevuld:
        write_bezit(_bezit(), opslag=eigen)
    voor = snapshot(eigen.pad)
    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OpslagMisluktError, match="schijf is vol"):
        write_bezit(_bezit(RIJEN[1]), opslag=eigen)
    assert snapshot(eigen.pad) == voor


@pytest.mark.parametrize("inhoud", [b"", b"PAR1", "andere kolommen"])
def test_damaged_file_is_told(eigen: Opslag, inhoud: bytes | str) -> None:
    write_bezit(_bezit(), opslag=eigen)
    pad = eigen.pad / "bezit" / EIGEN / "2024-12-31.parquet"
    if isinstance(inhoud, bytes):
        pad.write_bytes(inhoud)
    else:
        pd.DataFrame({"a": [1]}).to_parquet(pad)
    for read in (read_bezit, lambda opslag: read_eigen_woningen(2020, opslag=opslag)):
        with pytest.raises(BezitBeschadigdError, match="bezit --verwijder"):
            read(opslag=eigen)
    remove_bezit(opslag=eigen)
    assert not (eigen.pad / "bezit").exists()


def test_link_to_nowhere_is_told(eigen: Opslag) -> None:
    write_bezit(_bezit(), opslag=eigen)
    pad = eigen.pad / "bezit" / EIGEN / "2024-12-31.parquet"
    pad.unlink()
    pad.symlink_to(eigen.pad / "weg")
    with pytest.raises(BezitBeschadigdError):
        read_eigen_woningen(2020, opslag=eigen)

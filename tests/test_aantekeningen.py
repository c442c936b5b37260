"""What people add is kept whole, in SQLite and in PostgreSQL, and never lost to a second hand."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

import opzetten
from data import aantekeningen
from data.aantekeningen import (
    ADRESVARIABELE,
    AantekeningenOnbereikbaarError,
    Basis,
    Deelgebied,
    DeelgebiedAfgekeurdError,
    DeelgebiedVerouderdError,
    forget_engines,
    read_deelgebieden,
    remove_deelgebied,
    save_deelgebied,
    standard_adres,
)
from data.opslag import standard_opslag
from data.wijzigen import change_opslag
from tests import databank


# what another program sees and does
@contextmanager
def look_into(adres: str) -> Iterator[Connection]:
    motor = create_engine(adres, poolclass=NullPool)
    with motor.begin() as verbinding:
        yield verbinding
    motor.dispose()


NOORD = Deelgebied(naam="Noord", grensjaar=2020, codes=("WK077215", "BU07721110"))


def test_what_was_saved_is_read_back_by_name(databank_adres: str) -> None:
    assert read_deelgebieden(databank_adres) == ()
    zuid = save_deelgebied(replace(NOORD, naam="zuid"), databank_adres)
    noord = save_deelgebied(NOORD, databank_adres)
    assert noord.codes == ("BU07721110", "WK077215")
    assert noord.sleutel != zuid.sleutel
    assert read_deelgebieden(databank_adres) == (noord, zuid)


def test_a_change_replaces_name_and_areas(databank_adres: str) -> None:
    noord = save_deelgebied(NOORD, databank_adres)
    ander = replace(noord, naam="Woensel", codes=("BU07721110", "BU07721120"), grensjaar=2021)
    bewaard = save_deelgebied(ander, databank_adres)
    assert read_deelgebieden(databank_adres) == (bewaard,)
    assert (bewaard.naam, bewaard.grensjaar) == ("Woensel", 2021)
    assert bewaard.codes == ("BU07721110", "BU07721120")


def test_removing_takes_its_areas_along(databank_adres: str) -> None:
    noord = save_deelgebied(NOORD, databank_adres)
    zuid = save_deelgebied(replace(NOORD, naam="Zuid"), databank_adres)
    remove_deelgebied(noord, databank_adres)
    assert read_deelgebieden(databank_adres) == (zuid,)
    with look_into(databank_adres) as verbinding:
        rest = verbinding.execute(text("SELECT count(*) FROM deelgebied_deel")).scalar_one()
    assert rest == len(zuid.codes)


@pytest.mark.parametrize("naam", ["Noord", " noord ", "NOORD"])
def test_a_name_is_taken_once(naam: str, databank_adres: str) -> None:
    noord = save_deelgebied(NOORD, databank_adres)
    with pytest.raises(DeelgebiedAfgekeurdError, match="al een deelgebied met de naam"):
        save_deelgebied(replace(NOORD, naam=naam), databank_adres)
    zuid = save_deelgebied(replace(NOORD, naam="Zuid"), databank_adres)
    with pytest.raises(DeelgebiedAfgekeurdError, match="al een deelgebied met de naam"):
        save_deelgebied(replace(zuid, naam=naam), databank_adres)
    assert read_deelgebieden(databank_adres) == (noord, zuid)


def test_who_saves_over_a_change_they_never_saw_is_told(databank_adres: str) -> None:
    gezien = save_deelgebied(NOORD, databank_adres)
    anders = save_deelgebied(replace(gezien, codes=("BU07721120",)), databank_adres)
    with pytest.raises(DeelgebiedVerouderdError, match="'Noord' is intussen"):
        save_deelgebied(replace(gezien, codes=("BU07721130",)), databank_adres)
    with pytest.raises(DeelgebiedVerouderdError, match="intussen"):
        remove_deelgebied(gezien, databank_adres)
    assert read_deelgebieden(databank_adres) == (anders,)
    remove_deelgebied(anders, databank_adres)
    with pytest.raises(DeelgebiedVerouderdError, match="verwijderd"):
        save_deelgebied(anders, databank_adres)
    assert read_deelgebieden(databank_adres) == ()


def test_two_who_change_at_the_same_moment_do_not_overwrite_each_other(
    databank_adres: str,
) -> None:
    gezien = save_deelgebied(NOORD, databank_adres)
    start = threading.Barrier(2)
    uitkomst: list[str] = []

    def change(code: str) -> None:
        start.wait()
        try:
            save_deelgebied(replace(gezien, codes=(code,)), databank_adres)
            uitkomst.append(code)
        except (DeelgebiedVerouderdError, AantekeningenOnbereikbaarError):
            uitkomst.append("geweigerd")

    draden = [threading.Thread(target=change, args=(c,)) for c in ("BU07721120", "BU07721130")]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    gelukt = [code for code in uitkomst if code != "geweigerd"]
    assert len(gelukt) == 1
    assert read_deelgebieden(databank_adres)[0].codes == tuple(gelukt)


def test_the_steps_make_the_tables_that_the_code_declares(databank_adres: str) -> None:
    save_deelgebied(NOORD, databank_adres)
    with look_into(databank_adres) as verbinding:
        assert compare_metadata(MigrationContext.configure(verbinding), Basis.metadata) == []


def test_four_programs_that_start_at_once_make_the_tables_once(databank_adres: str) -> None:
    opdracht = (
        "from data.aantekeningen import *;"
        "[save_deelgebied(Deelgebied(naam=sys.argv[1], grensjaar=2020, codes=('WK077215',)))]"
    )
    programmas = [
        subprocess.Popen(
            [sys.executable, "-c", f"import sys;{opdracht}", f"Deel {nummer}"],
            cwd=opzetten.ROOT,
            env={**os.environ, ADRESVARIABELE: databank_adres},
            stderr=subprocess.PIPE,
        )
        for nummer in range(4)
    ]
    fouten = [programma.communicate()[1].decode() for programma in programmas]
    assert [programma.returncode for programma in programmas] == [0] * 4, fouten
    namen = [deelgebied.naam for deelgebied in read_deelgebieden(databank_adres)]
    assert namen == [f"Deel {nummer}" for nummer in range(4)]


@pytest.mark.parametrize(
    ("deelgebied", "zin"),
    [
        (replace(NOORD, naam=" \n "), "heeft een naam nodig"),
        (replace(NOORD, naam="N" * 61), "te lang voor de kaart"),
        (replace(NOORD, codes=()), "heeft nog geen buurten"),
        (replace(NOORD, codes=("NL00",)), "heeft nog geen buurten"),
        (replace(NOORD, codes=("BU07721110", "'; DROP TABLE deelgebied")), "nog geen buurten"),
    ],
)
def test_what_is_no_deelgebied_is_refused(
    deelgebied: Deelgebied, zin: str, databank_adres: str
) -> None:
    with pytest.raises(DeelgebiedAfgekeurdError, match=zin):
        save_deelgebied(deelgebied, databank_adres)
    assert read_deelgebieden(databank_adres) == ()


@pytest.mark.parametrize("naam", ["Straße & <b>co</b>", "ﬃ" * 60, "'; DROP TABLE deelgebied; --"])
def test_every_name_that_fits_comes_back_as_it_was(naam: str, databank_adres: str) -> None:
    save_deelgebied(replace(NOORD, naam=naam), databank_adres)
    assert read_deelgebieden(databank_adres)[0].naam == naam


def test_a_newer_database_is_left_alone(databank_adres: str) -> None:
    save_deelgebied(NOORD, databank_adres)
    with look_into(databank_adres) as verbinding:
        verbinding.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    forget_engines()
    with pytest.raises(AantekeningenOnbereikbaarError, match="nieuwere versie"):
        read_deelgebieden(databank_adres)


# Where it lies


def test_without_an_address_it_lies_in_the_store_and_a_read_makes_nothing(opslag: Path) -> None:
    assert read_deelgebieden() == ()
    assert not opslag.exists()
    save_deelgebied(NOORD)
    bestand = opslag / "aantekeningen" / "aantekeningen.sqlite"
    assert bestand.is_file()
    assert bestand.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("gezet", "adres"),
    [
        ("postgres://jan:geheim@db/kaart", "postgresql://jan:geheim@db/kaart"),
        (" postgresql://db/kaart ", "postgresql://db/kaart"),
    ],
)
def test_the_environment_names_another_database(
    gezet: str, adres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ADRESVARIABELE, gezet)
    assert standard_adres() == adres


def test_an_import_sweeps_nothing_that_people_added(opslag: Path) -> None:
    noord = save_deelgebied(NOORD)
    los = opslag / "aantekeningen" / "kopie van Jan.sqlite"
    los.write_bytes(b"")
    for bestand in opslag.rglob("*"):
        os.utime(bestand, (0, 0))
    with change_opslag(standard_opslag()):
        pass
    assert read_deelgebieden() == (noord,)
    assert los.exists()


def test_a_file_that_was_taken_away_is_begun_anew(opslag: Path) -> None:
    save_deelgebied(NOORD)
    (opslag / aantekeningen.BESTAND).unlink()
    assert read_deelgebieden() == ()
    bewaard = save_deelgebied(NOORD)
    assert read_deelgebieden() == (bewaard,)


# What stands in the way


def test_a_damaged_file_is_told_and_kept(opslag: Path) -> None:
    bestand = opslag / aantekeningen.BESTAND
    bestand.parent.mkdir(parents=True)
    bestand.write_bytes(b"dit is geen database" * 100)
    with pytest.raises(AantekeningenOnbereikbaarError, match="het bestand is beschadigd"):
        read_deelgebieden()
    assert bestand.read_bytes() == b"dit is geen database" * 100


def test_a_folder_in_the_place_of_the_file_is_told(opslag: Path) -> None:
    (opslag / aantekeningen.BESTAND).mkdir(parents=True)
    with pytest.raises(AantekeningenOnbereikbaarError, match=r"niet te openen|een map"):
        read_deelgebieden()


def test_a_store_that_is_a_file_is_told(opslag: Path) -> None:
    opslag.write_text("hier staat al iets")
    with pytest.raises(AantekeningenOnbereikbaarError):
        save_deelgebied(NOORD)
    assert opslag.read_text() == "hier staat al iets"


@pytest.mark.parametrize(
    ("adres", "zin"),
    [
        ("zomaar wat", "is geen adres van een database"),
        ("oracel://db/kaart", "is geen adres van een database"),
        ("postgresql://jan:geheim@127.0.0.1:9/kaart", "de server antwoordt niet"),
    ],
)
def test_an_address_that_leads_nowhere_is_told_without_its_password(adres: str, zin: str) -> None:
    with pytest.raises(AantekeningenOnbereikbaarError, match=zin) as fout:
        read_deelgebieden(adres)
    assert "geheim" not in str(fout.value)


def test_a_database_that_is_not_there_is_told(postgres: str) -> None:
    adres = postgres.replace("/postgres?", "/bestaat_niet?")
    assert adres != postgres
    with pytest.raises(AantekeningenOnbereikbaarError, match="die database is er niet"):
        read_deelgebieden(adres)


def test_another_program_that_holds_the_file_is_waited_for_and_then_told(
    opslag: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noord = save_deelgebied(NOORD)
    monkeypatch.setattr(aantekeningen, "_WACHTTIJD_S", 0.2)
    forget_engines()
    with look_into(f"sqlite:///{opslag / aantekeningen.BESTAND}") as verbinding:
        verbinding.exec_driver_sql("BEGIN EXCLUSIVE")
        with pytest.raises(AantekeningenOnbereikbaarError, match="houdt ze vast"):
            save_deelgebied(replace(noord, naam="Zuid"))
    assert read_deelgebieden() == (noord,)


def test_change_between_reading_and_writing_is_told(
    postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # SQLite lets one in at a time; PostgreSQL lets two read, and only one of them write
    find = aantekeningen._find  # noqa: SLF001 - the moment between both is in there
    with databank.fresh_database(postgres) as adres:
        oud = save_deelgebied(NOORD, adres)

        def find_and_be_late(
            sessie: Session, deelgebied: Deelgebied
        ) -> aantekeningen.DeelgebiedRij:
            rij = find(sessie, deelgebied)
            monkeypatch.setattr(aantekeningen, "_find", find)
            save_deelgebied(replace(oud, naam="Eerder"), adres)
            return rij

        monkeypatch.setattr(aantekeningen, "_find", find_and_be_late)
        with pytest.raises(DeelgebiedVerouderdError):
            save_deelgebied(replace(oud, naam="Later"), adres)
        assert [d.naam for d in read_deelgebieden(adres)] == ["Eerder"]
        forget_engines()

"""The store: what is put reads back, all of a change counts or nothing, and damage is told."""

import errno
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from filelock import FileLock
from shapely.geometry import box

import opzetten
from data.errors import (
    GegevensOntbrekenError,
    OpslagBeschadigdError,
    OpslagBezetError,
    OpslagMisluktError,
)
from data.opslag import (
    SLEUTEL,
    VOORBEELD,
    Opslag,
    Tabel,
    grensjaren_met_omtrekken,
    overzicht,
    peiljaren_of,
    read_gebieden,
    read_inhoud,
    read_omtrekken,
    read_omtrekpaspoort,
    read_paspoort,
    read_tabel,
    read_tabel_met_geheim,
    standard_opslag,
    weboutline_pad,
    weboutlines_of,
)
from data.wijzigen import (
    change_opslag,
    write_file,
)
from tests.bezoek import GEGEVENSVARIABELE

Lezer = Callable[[], object]

UUR_S = 3600
PASPOORT = {
    "tabel": "kwb",
    "peiljaar": 2020,
    "grensjaren": [2020],
    "rijen": 2,
    "kolommen": 2,
    "bron": {"naam": "Kerncijfers", "licentie": "CC BY 4.0"},
    "bestanden": [
        {"delen": [{"naam": "kwb.csv", "sha256": "0"}], "geimporteerd_op": "2026-11-22T10:00:00"}
    ],
}
GEBIEDEN = pd.DataFrame(
    {
        "naam": ["Noord", "Oost"],
        "niveau": "buurt",
        "wijkcode": "WK077211",
        "gemeentecode": "GM0772",
        "stadsdeel": None,
    },
    index=pd.Index(["BU07721110", "BU07721120"], name="gebiedscode"),
    dtype="str",
)
OMTREKKEN = gpd.GeoDataFrame(
    {"gebiedscode": ["BU07721110"], "niveau": ["buurt"]},
    geometry=[box(160000, 380000, 161000, 381000)],
    crs="EPSG:28992",
)


def table(*inwoners: float | None, geheim: tuple[bool, ...] = ()) -> Tabel:
    """Make a table of some buurten of Eindhoven, with inhabitants and always ten households."""
    index = pd.MultiIndex.from_tuples(
        [(2020, f"BU077211{plek}0") for plek in range(1, 1 + len(inwoners))], names=SLEUTEL
    )
    cijfers = pd.DataFrame(
        {"aantal_inwoners": inwoners, "huishoudens_totaal": 10.0}, index=index, dtype="float64"
    )
    merken = pd.DataFrame(data=False, index=index, columns=cijfers.columns)
    merken["aantal_inwoners"] = geheim or False
    return Tabel(cijfers, merken)


def put(opslag: Path, tabel: Tabel, *, peiljaar: int = 2020) -> None:
    with change_opslag(Opslag(opslag)) as wijziging:
        wijziging.put_tabel("kwb", peiljaar, tabel, PASPOORT)


def files(opslag: Path) -> dict[str, bytes]:
    return {
        str(pad.relative_to(opslag)): pad.read_bytes()
        for pad in opslag.rglob("*")
        if pad.is_file() and pad.name != ".slot"
    }


# What is put reads back


def test_table_reads_back_with_zero_missing_and_secret_apart(opslag: Path) -> None:
    put(opslag, table(0.0, None, None, geheim=(False, False, True)))
    tabel = read_tabel("kwb", peiljaar=2020)
    assert tabel.loc[(2020, "BU07721110"), "aantal_inwoners"] == 0
    assert tabel["aantal_inwoners"].isna().tolist() == [False, True, True]
    geheim = read_tabel_met_geheim("kwb", peiljaar=2020, opslag=Opslag(opslag)).geheim
    assert geheim["aantal_inwoners"].tolist() == [False, False, True]
    assert not geheim["huishoudens_totaal"].any()


def test_rows_read_back_sorted_with_their_own_figures(opslag: Path) -> None:
    tabel = table(3.0, None, 1.0, geheim=(False, True, False))
    put(opslag, Tabel(tabel.cijfers.iloc[[2, 0, 1]], tabel.geheim.iloc[[2, 0, 1]]))
    for kolommen in (None, ("aantal_inwoners",)):
        gelezen = read_tabel_met_geheim(
            "kwb", peiljaar=2020, opslag=Opslag(opslag), kolommen=kolommen
        )
        assert gelezen.cijfers.index.equals(tabel.cijfers.index)
        assert gelezen.cijfers["aantal_inwoners"].equals(tabel.cijfers["aantal_inwoners"])
        assert gelezen.geheim["aantal_inwoners"].tolist() == [False, True, False]


def test_reader_may_change_the_table_it_got(opslag: Path) -> None:
    put(opslag, table(5.0))
    eigen = read_tabel("kwb", peiljaar=2020)
    eigen["aantal_inwoners"] = -1.0
    assert read_tabel("kwb", peiljaar=2020)["aantal_inwoners"].tolist() == [5.0]


def test_some_columns_read_like_all_and_an_unknown_one_is_missing(opslag: Path) -> None:
    put(opslag, table(5.0, None, geheim=(False, True)))
    deel = read_tabel_met_geheim(
        "kwb", peiljaar=2020, opslag=Opslag(opslag), kolommen=("woningvoorraad", "aantal_inwoners")
    )
    assert list(deel.cijfers.columns) == ["woningvoorraad", "aantal_inwoners"]
    assert deel.cijfers["woningvoorraad"].isna().all()
    assert deel.cijfers["aantal_inwoners"].tolist()[0] == 5
    assert deel.geheim["aantal_inwoners"].tolist() == [False, True]
    assert not deel.geheim["woningvoorraad"].any()


def test_store_that_is_not_there_holds_nothing(opslag: Path) -> None:
    leeg = Opslag(opslag)
    assert read_inhoud(leeg) == ()
    assert peiljaren_of("kwb", opslag=leeg) == ()
    assert grensjaren_met_omtrekken(opslag=leeg) == ()
    assert read_gebieden(2020, opslag=leeg).empty
    assert weboutlines_of(2020, opslag=leeg) == {}
    assert weboutline_pad("grof-000000000000") is None
    assert overzicht(opslag=leeg) == []
    for lees in (
        lambda: read_tabel("kwb", peiljaar=2020),
        lambda: read_paspoort("kwb", peiljaar=2020, opslag=leeg),
        lambda: read_omtrekken(2020, opslag=leeg),
    ):
        with pytest.raises(GegevensOntbrekenError, match="2020"):
            lees()


def test_store_under_a_file_holds_nothing_and_cannot_be_written(
    opslag: Path, tmp_path: Path
) -> None:
    (tmp_path / "bestand").write_text("", encoding="utf-8")
    onder = Opslag(tmp_path / "bestand" / opslag.name)
    assert read_inhoud(onder) == ()
    with pytest.raises(OpslagMisluktError), change_opslag(onder):
        pass


def test_years_stand_from_old_to_new(opslag: Path) -> None:
    for jaar in (2020, 2013, 2017):
        put(opslag, table(5.0), peiljaar=jaar)
    assert peiljaren_of("kwb", opslag=Opslag(opslag)) == (2013, 2017, 2020)


def test_names_outlines_and_web_outlines_read_back(opslag: Path) -> None:
    with change_opslag(Opslag(opslag)) as wijziging:
        wijziging.put_gebieden(2020, GEBIEDEN)
        for jaar in (2021, 2020):
            wijziging.put_omtrekken(jaar, OMTREKKEN, {"grof": b"kaart"})
    winkel = Opslag(opslag)
    assert read_gebieden(2020, opslag=winkel).equals(GEBIEDEN)
    assert grensjaren_met_omtrekken(opslag=winkel) == (2020, 2021)
    assert read_omtrekken(2020, opslag=winkel).geometry.area.tolist() == [1_000_000]
    (naam,) = weboutlines_of(2020, opslag=winkel).values()
    # the same outlines in two years are one file
    assert weboutlines_of(2021, opslag=winkel) == {"grof": naam}
    pad = weboutline_pad(naam)
    assert pad is not None
    assert pad.read_bytes() == b"kaart"


def test_web_outline_of_the_fictional_town_is_found_too(opslag: Path) -> None:
    assert not opslag.exists()
    jaar = grensjaren_met_omtrekken(opslag=VOORBEELD)[-1]
    for naam in weboutlines_of(jaar, opslag=VOORBEELD).values():
        pad = weboutline_pad(naam)
        assert pad is not None
        assert pad.is_file()


def test_passport_reads_back_and_feeds_the_overview(opslag: Path) -> None:
    put(opslag, table(5.0, 6.0))
    assert read_paspoort("kwb", peiljaar=2020, opslag=Opslag(opslag)) == PASPOORT
    assert overzicht(opslag=Opslag(opslag)) == [
        {
            "soort": "tabel",
            "naam": "kwb",
            "jaar": 2020,
            "rijen": 2,
            "grensjaren": [2020],
            "bron": "Kerncijfers",
            "licentie": "CC BY 4.0",
            "bestanden": ["kwb.csv"],
            "gemeenten": [],
            "geimporteerd_op": "2026-11-22T10:00:00",
        }
    ]


def test_overview_tells_of_outlines_where_they_came_from(opslag: Path) -> None:
    paspoort = {
        "bestanden": [
            {"delen": [{"naam": f"{deel}.gpkg"}], "geimporteerd_op": f"2026-11-2{deel}"}
            for deel in (2, 1)
        ]
    }
    with change_opslag(Opslag(opslag)) as wijziging:
        wijziging.put_gebieden(2020, GEBIEDEN)
        wijziging.put_omtrekken(2020, OMTREKKEN, {}, paspoort=paspoort)
        wijziging.put_omtrekken(2021, OMTREKKEN, {})
    assert read_omtrekpaspoort(2020, opslag=Opslag(opslag)) == paspoort
    met, zonder = overzicht(opslag=Opslag(opslag))
    assert (met["soort"], met["jaar"], met["rijen"]) == ("omtrekken", 2020, 1)
    assert met["bestanden"] == ["2.gpkg", "1.gpkg"]
    assert met["gemeenten"] == ["GM0772"]
    assert met["geimporteerd_op"] == "2026-11-22"
    assert (zonder["bestanden"], zonder["geimporteerd_op"]) == ([], None)


def test_standard_store_follows_the_environment_or_the_user(
    opslag: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert standard_opslag() == Opslag(opslag)
    monkeypatch.delenv(GEGEVENSVARIABELE)
    assert standard_opslag().pad.name == "sociale-kaart"
    assert standard_opslag().pad.is_absolute()


# All of a change or nothing


def test_change_that_is_broken_off_leaves_the_store_as_it_was(opslag: Path) -> None:
    put(opslag, table(5.0))
    voor = files(opslag)

    def break_off() -> None:
        with change_opslag(Opslag(opslag)) as wijziging:
            wijziging.put_tabel("kwb", 2020, table(6.0), PASPOORT)
            wijziging.put_tabel("kwb", 2021, table(7.0), PASPOORT)
            wijziging.put_gebieden(2020, GEBIEDEN)
            wijziging.put_omtrekken(2020, OMTREKKEN, {"grof": b"kaart"})
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        break_off()
    assert files(opslag) == voor
    assert read_tabel("kwb", peiljaar=2020)["aantal_inwoners"].tolist() == [5.0]
    put(opslag, table(8.0))  # and the lock is free again
    assert read_tabel("kwb", peiljaar=2020)["aantal_inwoners"].tolist() == [8.0]


def test_process_that_dies_halfway_leaves_the_store_as_it_was(opslag: Path) -> None:
    put(opslag, table(5.0))
    voor = files(opslag)
    dood = """
import os
from pathlib import Path
from data.opslag import Opslag
from data.wijzigen import change_opslag
from tests.test_opslag import PASPOORT, table
with change_opslag(Opslag(Path(os.environ["SOCIALE_KAART_GEGEVENS"]))) as wijziging:
    wijziging.put_tabel("kwb", 2021, table(7.0), PASPOORT)
    os._exit(9)
"""
    klaar = subprocess.run([sys.executable, "-c", dood], cwd=opzetten.ROOT, check=False)
    assert klaar.returncode == 9
    resten = files(opslag)
    assert {
        naam: inhoud for naam, inhoud in resten.items() if not naam.startswith(".bezig")
    } == voor
    assert len(resten) == len(voor) + 2
    assert peiljaren_of("kwb", opslag=Opslag(opslag)) == (2020,)
    put(opslag, table(5.0), peiljaar=2019)  # the next change clears what was left
    assert not [naam for naam in files(opslag) if naam.startswith(".bezig")]


def test_change_without_anything_put_writes_nothing(opslag: Path) -> None:
    put(opslag, table(5.0))
    voor, gewijzigd = files(opslag), (opslag / "inhoud.json").stat().st_mtime_ns
    with change_opslag(Opslag(opslag)) as wijziging:
        assert not wijziging.is_veranderd
    assert files(opslag) == voor
    assert (opslag / "inhoud.json").stat().st_mtime_ns == gewijzigd


def test_second_change_hears_that_one_is_running(opslag: Path) -> None:
    put(opslag, table(5.0))
    with (
        FileLock(opslag / ".slot"),
        pytest.raises(OpslagBezetError, match="loopt al een import"),
        change_opslag(Opslag(opslag)),
    ):
        pass


def test_store_of_the_program_is_not_written() -> None:
    with (
        pytest.raises(OpslagMisluktError, match="hoort bij het programma"),
        change_opslag(VOORBEELD),
    ):
        pass


@pytest.mark.parametrize(
    ("fout", "woorden"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "de schijf is vol"),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), "de schijf is vol"),
        (PermissionError(errno.EACCES, "Permission denied"), "mag niet worden geschreven"),
        (OSError(errno.EROFS, "Read-only file system"), "mag niet worden geschreven"),
        (OSError(errno.EIO, "Input/output error"), "Input/output error"),
    ],
)
def test_disk_that_refuses_is_told_in_words_and_changes_nothing(
    opslag: Path, monkeypatch: pytest.MonkeyPatch, fout: OSError, woorden: str
) -> None:
    put(opslag, table(5.0))
    voor = files(opslag)

    def refuse(_nummer: int) -> None:
        raise fout

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OpslagMisluktError, match=woorden):
        put(opslag, table(6.0))
    assert files(opslag) == voor


# Files that no longer count


def age(pad: Path, *, seconden: float) -> None:
    toen = time.time() - seconden
    os.utime(pad, (toen, toen))


def test_replaced_files_stay_for_an_hour_after_they_were_replaced(opslag: Path) -> None:
    put(opslag, table(5.0))
    oud = [pad for pad in opslag.rglob("*-2020-*") if pad.is_file()]
    assert len(oud) == 2  # table and passport
    for pad in oud:
        age(pad, seconden=30 * 24 * UUR_S)  # imported a month ago
    put(opslag, table(6.0))
    assert all(pad.exists() for pad in oud)  # a reader may still be on its way to them
    for pad in oud:
        age(pad, seconden=UUR_S - 60)
    put(opslag, table(7.0))
    assert all(pad.exists() for pad in oud)
    for pad in oud:
        age(pad, seconden=UUR_S + 60)
    put(opslag, table(8.0))
    assert not any(pad.exists() for pad in oud)


def test_files_that_count_are_never_swept(opslag: Path) -> None:
    with change_opslag(Opslag(opslag)) as wijziging:
        wijziging.put_tabel("kwb", 2020, table(5.0), PASPOORT)
        wijziging.put_gebieden(2020, GEBIEDEN)
        wijziging.put_omtrekken(2020, OMTREKKEN, {"grof": b"kaart"})
    voor = files(opslag)
    for naam in voor:
        age(opslag / naam, seconden=10 * UUR_S)
    with change_opslag(Opslag(opslag)):
        pass
    assert files(opslag) == voor


def test_file_that_cannot_be_swept_does_not_undo_the_change(
    opslag: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(opslag, table(5.0))
    rest = opslag / "rest.parquet"
    rest.write_bytes(b"rest")
    age(rest, seconden=2 * UUR_S)

    def in_use(_pad: Path) -> None:
        raise PermissionError(errno.EACCES, "in use")

    monkeypatch.setattr(Path, "unlink", in_use)
    put(opslag, table(6.0))
    assert rest.exists()
    assert read_tabel("kwb", peiljaar=2020)["aantal_inwoners"].tolist() == [6.0]


# Damage


@pytest.mark.parametrize(
    "inhoud",
    ["", "{", "[]", "{}", '{"bestanden": [{"soort": "tabel"}]}', '{"bestanden": 5}', "\xff"],
)
def test_damaged_list_of_contents_is_told(opslag: Path, inhoud: str) -> None:
    put(opslag, table(5.0))
    (opslag / "inhoud.json").write_bytes(inhoud.encode("latin-1"))
    with pytest.raises(OpslagBeschadigdError, match=r"inhoud\.json"):
        read_inhoud(Opslag(opslag))


def test_list_of_contents_that_is_a_folder_is_told(opslag: Path) -> None:
    (opslag / "inhoud.json").mkdir(parents=True)
    with pytest.raises(OpslagBeschadigdError, match=r"inhoud\.json"):
        read_inhoud(Opslag(opslag))


@pytest.mark.parametrize("schade", ["weg", "leeg", "afgebroken"])
@pytest.mark.parametrize("soort", ["tabellen", "paspoort", "gebieden", "omtrekken"])
def test_damaged_file_is_told_by_its_name(opslag: Path, soort: str, schade: str) -> None:
    winkel = Opslag(opslag)
    with change_opslag(winkel) as wijziging:
        wijziging.put_tabel("kwb", 2020, table(5.0), PASPOORT)
        wijziging.put_gebieden(2020, GEBIEDEN)
        wijziging.put_omtrekken(2020, OMTREKKEN, {})
    map_, einde = (soort, "parquet") if soort != "paspoort" else ("tabellen", "json")
    (pad,) = (opslag / map_).glob(f"*.{einde}")
    if schade == "weg":
        pad.unlink()
    else:
        pad.write_bytes(b"" if schade == "leeg" else pad.read_bytes()[:-20])
    lezers: dict[str, list[Lezer]] = {
        "tabellen": [
            lambda: read_tabel("kwb", peiljaar=2020),
            lambda: read_tabel_met_geheim(
                "kwb", peiljaar=2020, opslag=winkel, kolommen=("aantal_inwoners",)
            ),
        ],
        "paspoort": [lambda: read_paspoort("kwb", peiljaar=2020, opslag=winkel)],
        "gebieden": [lambda: read_gebieden(2020, opslag=winkel)],
        "omtrekken": [lambda: read_omtrekken(2020, opslag=winkel)],
    }
    for lees in lezers[soort]:
        with pytest.raises(OpslagBeschadigdError, match=pad.name):
            lees()


def test_table_without_passport_in_the_list_has_none(opslag: Path) -> None:
    put(opslag, table(5.0))
    pad = opslag / "inhoud.json"
    inhoud = json.loads(pad.read_text(encoding="utf-8"))
    inhoud["bestanden"][0]["paspoort"] = None
    pad.write_text(json.dumps(inhoud), encoding="utf-8")
    with pytest.raises(GegevensOntbrekenError):
        read_paspoort("kwb", peiljaar=2020, opslag=Opslag(opslag))


def test_damaged_table_is_told_also_when_only_some_columns_are_asked(opslag: Path) -> None:
    put(opslag, table(5.0))
    for bestand in (opslag / "tabellen").glob("*.parquet"):
        bestand.write_bytes(b"geen parquet")
    with pytest.raises(OpslagBeschadigdError, match=r"\.parquet is niet leesbaar"):
        read_tabel_met_geheim(
            "kwb", peiljaar=2020, opslag=Opslag(opslag), kolommen=("aantal_inwoners",)
        )


def test_small_file_is_there_whole_or_the_reason_is_told(opslag: Path) -> None:
    winkel = Opslag(opslag)
    write_file(opslag / "klassen" / "bijstand.json", b"[]", opslag=winkel)
    assert [pad.name for pad in (opslag / "klassen").iterdir()] == ["bijstand.json"]
    (opslag / "bestand").write_text("geen map", encoding="utf-8")
    with pytest.raises(OpslagMisluktError, match="Opslaan in"):
        write_file(opslag / "bestand" / "bijstand.json", b"[]", opslag=winkel)
    assert (opslag / "bestand").read_text(encoding="utf-8") == "geen map"

"""Bad luck during an import: no rights, no room, no time alone; the store survives each."""

import errno
import json
import os
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import opzetten
from data import bestanden, herkennen, importeren, jsonbestanden, tabelbestanden
from data.__main__ import main
from data.bestanden import collect_bestanden, refuse_unreadable
from data.errors import BestandAfgekeurdError
from tests import bederven, maken
from tests.bederven import MB, check_refusal, snapshot
from tests.bezoek import GEGEVENSVARIABELE

eerdere_opslag = bederven.eerdere_opslag
gevuld = bederven.gevuld

NIEMAND = 65534  # the user without rights, on every Unix
IS_ROOT = os.geteuid() == 0
VOL = "de schijf is vol. Maak ruimte en probeer het opnieuw. De gegevens die er waren, staan er nog"

ALS_NIEMAND = f"""
import os, sys
from data.__main__ import main
if os.geteuid() == 0:
    os.setgroups([]); os.setgid({NIEMAND}); os.setuid({NIEMAND})
sys.exit(main(sys.argv[1:]))
"""
MET_KLEINE_BESTANDEN = """
import resource, sys
from data.__main__ import main
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
sys.exit(main(sys.argv[1:]))
"""
# holds the store open until somebody says that it may go on
LANGZAAM = """
import sys
from data import importeren
from data.__main__ import main
collect = importeren.collect_bestanden
def wait(*paden, **opties):
    print("bezig", flush=True)
    sys.stdin.readline()
    return collect(*paden, **opties)
importeren.collect_bestanden = wait
sys.exit(main(sys.argv[1:]))
"""


def start(*argumenten: object, opslag: Path, meet: bool = True) -> subprocess.Popen[str]:
    """Start a Python of its own, with the store of the test."""
    # who measures the coverage writes a file too, and may not in every process here
    eigen = {k: v for k, v in os.environ.items() if meet or not k.startswith("COVERAGE")}
    return subprocess.Popen(
        [sys.executable, *map(str, argumenten)],
        cwd=opzetten.ROOT,
        env=eigen | {GEGEVENSVARIABELE: str(opslag)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def new_files(map_: Path) -> list[str]:
    """Make figures of another year and a map of many years, which need room in the store."""
    kwb = maken.write_odata(map_ / "kwb", maken.kwb_odata(jaar=2019, nummer="84583NED"))
    kaart = maken.write_json(map_ / "kaart.geojson", maken.geojson())
    return ["importeer", str(kwb), str(kaart), "--grensjaar", "2018-2019"]


def check_full(fout: str, opslag: Path) -> None:
    assert fout == f"Opslaan in {opslag} is niet gelukt: {VOL}.\n"


# Rights


@pytest.fixture
def gedeelde_map() -> Iterator[Path]:
    """Make a folder that others may enter, which those of pytest are not."""
    with tempfile.TemporaryDirectory() as map_:
        Path(map_).chmod(0o755)
        yield Path(map_)


def test_unreadable_file_is_refused(gedeelde_map: Path, eerdere_opslag: Path) -> None:
    opslag = shutil.copytree(eerdere_opslag, gedeelde_map / "opslag")
    pad = bederven.lvb(str)(gedeelde_map)
    pad.chmod(0)
    if IS_ROOT:
        for deel in (opslag, *opslag.rglob("*")):
            os.chown(deel, NIEMAND, NIEMAND)
    voor = snapshot(opslag)
    proces = start("-c", ALS_NIEMAND, "importeer", pad, opslag=opslag, meet=False)
    uitvoer, fout = proces.communicate()
    assert (proces.returncode, uitvoer) == (2, "")
    check_refusal(fout, bestand="lvb.csv", plaats="byte 1", reden="mag niet worden gelezen")
    assert snapshot(opslag) == voor


@pytest.mark.parametrize(
    ("nummer", "reden"),
    [
        pytest.param(errno.EACCES, "mag niet worden gelezen", id="no_right"),
        pytest.param(errno.EIO, "het lezen lukt niet", id="broken_disk"),
        pytest.param(errno.ELOOP, "naar zichzelf verwijst", id="loop"),
    ],
)
def test_reading_that_fails_is_told_of_the_file(nummer: int, reden: str) -> None:
    with pytest.raises(BestandAfgekeurdError, match=f"^a.csv, byte 1: .*{reden}"):
        refuse_unreadable("a.csv", OSError(nummer, os.strerror(nummer)))


def test_folder_that_may_not_be_listed_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    pad = bederven.folder({"lvb.csv": b"x"})(tmp_path)

    def walk(map_: Path, onerror: Callable[[OSError], None]) -> Iterator[Any]:
        onerror(PermissionError(errno.EACCES, "Permission denied", str(map_ / "dicht")))
        yield

    monkeypatch.setattr(os, "walk", walk)
    assert main(["importeer", str(pad)]) == 2
    check_refusal(
        capfd.readouterr().err, bestand=f"{pad}/dicht", plaats="byte 1", reden="worden gelezen"
    )


def test_file_that_vanishes_is_told(
    tmp_path: Path, gevuld: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    pad = bederven.lvb(str)(tmp_path)
    voor = snapshot(gevuld)

    def collect_and_lose(*paden: Any, **opties: Any) -> Any:  # noqa: ANN401 - any of its own
        gevonden = collect_bestanden(*paden, **opties)
        pad.unlink()
        return gevonden

    monkeypatch.setattr(importeren, "collect_bestanden", collect_and_lose)
    assert main(["importeer", str(pad), "--indicator", "lvb"]) == 2
    check_refusal(capfd.readouterr().err, bestand="lvb.csv", plaats="byte 1", reden="bestaat niet")
    assert snapshot(gevuld) == voor


# Room


@contextmanager
def small_disk(plek: Path) -> Iterator[bool]:
    """Mount a disk of one megabyte at a place, and answer whether that was allowed."""
    plek.mkdir()
    mount, umount = shutil.which("mount"), shutil.which("umount")
    gelukt = False
    if IS_ROOT and mount and umount:
        opties = ["-t", "tmpfs", "-o", "size=1m", "tmpfs", str(plek)]
        gelukt = subprocess.run([mount, *opties], check=False, capture_output=True).returncode == 0
    try:
        yield gelukt
    finally:
        if gelukt and umount:
            subprocess.run([umount, str(plek)], check=True)


def import_with_small_files(argumenten: list[str], opslag: Path) -> tuple[int, str]:
    proces = start("-c", MET_KLEINE_BESTANDEN, *argumenten, opslag=opslag, meet=False)
    fout = proces.communicate()[1]
    return proces.returncode, fout


def test_full_disk_leaves_the_store_whole(
    tmp_path: Path,
    eerdere_opslag: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    argumenten = new_files(tmp_path)
    schijf = tmp_path / "schijf"
    with small_disk(schijf) as is_klein:
        opslag = shutil.copytree(eerdere_opslag, schijf / "opslag")
        voor = snapshot(opslag)
        if is_klein:
            (schijf / "anders").write_bytes(bytes(shutil.disk_usage(schijf).free - 8192))
            monkeypatch.setenv(GEGEVENSVARIABELE, str(opslag))
            code = main(argumenten)
            fout = capfd.readouterr().err
        else:
            code, fout = import_with_small_files(argumenten, opslag)
        assert code == 2
        check_full(fout, opslag)
        assert snapshot(opslag) == voor


def test_limit_on_the_size_of_files_leaves_the_store_whole(tmp_path: Path, gevuld: Path) -> None:
    voor = snapshot(gevuld)
    code, fout = import_with_small_files(new_files(tmp_path), gevuld)
    assert code == 2
    check_full(fout, gevuld)
    assert snapshot(gevuld) == voor


def test_no_write_is_the_wrong_moment_for_a_full_disk(
    tmp_path: Path, gevuld: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    argumenten = new_files(tmp_path)
    voor = snapshot(gevuld)
    fsync = os.fsync
    geschreven = 0
    for grens in range(100):
        geschreven = 0

        def write_or_fail(nummer: int, grens: int = grens) -> None:
            nonlocal geschreven
            if geschreven == grens:
                raise OSError(errno.ENOSPC, "No space left on device")
            geschreven += 1
            fsync(nummer)

        monkeypatch.setattr(os, "fsync", write_or_fail)
        code = main(argumenten)
        if code == 0:
            break
        check_full(capfd.readouterr().err, gevuld)
        assert snapshot(gevuld) == voor
    assert geschreven > 8
    assert {naam for naam in snapshot(gevuld) if naam.startswith("tabellen/kwb-2019")}


def test_full_disk_while_unpacking_is_told(
    tmp_path: Path, gevuld: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pad = maken.write_zip(tmp_path / "lvb.zip", {"lvb.csv": b"a;b\n" * 100})
    voor = snapshot(gevuld)
    echt = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50, echt[1]))
    try:
        assert main(["importeer", str(pad), "--indicator", "lvb"]) == 2
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, echt)
    check_full(capsys.readouterr().err, gevuld)
    assert snapshot(gevuld) == voor


# Time alone


def test_second_import_hears_that_one_is_running(tmp_path: Path, gevuld: Path) -> None:
    voor = snapshot(gevuld)
    eerste = start("-c", LANGZAAM, *new_files(tmp_path), opslag=gevuld)
    assert eerste.stdout is not None
    assert eerste.stdout.readline() == "bezig\n"
    lvb = bederven.lvb(str)(tmp_path)
    tweede = start("-m", "data", "importeer", lvb, "--indicator", "lvb", opslag=gevuld)
    uitvoer, fout = tweede.communicate()
    assert (tweede.returncode, uitvoer) == (2, "")
    assert fout == (
        f"Er loopt al een import in {gevuld}. Wacht tot die klaar is en probeer het opnieuw.\n"
    )
    assert snapshot(gevuld) == voor
    uitvoer, fout = eerste.communicate("ga door\n")
    assert (eerste.returncode, fout) == (0, "")
    assert "Kerncijfers wijken en buurten 2019, 7 rijen" in uitvoer
    inhoud = json.loads((gevuld / "inhoud.json").read_text(encoding="utf-8"))["bestanden"]
    assert {v["jaar"] for v in inhoud if v["naam"] == "kwb"} == {2019, 2020}
    assert {v["jaar"] for v in inhoud if v["naam"] == "omtrekken"} == {2018, 2019, 2020}


# Limits


def test_table_beyond_all_size_is_refused_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tabelbestanden, "_MAX_BYTES", 10)
    assert main(["importeer", str(bederven.lvb(str)(tmp_path)), "--indicator", "lvb"]) == 2
    check_refusal(
        capfd.readouterr().err, bestand="lvb.csv", plaats="byte 11", reden="tabel is groter dan"
    )


def test_json_beyond_all_size_is_refused_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(jsonbestanden, "_MAX_TABEL", 10 * MB)
    pad = bederven.text("[1]" + " " * 10 * MB, "a.json")(tmp_path)
    assert main(["importeer", str(pad)]) == 2
    plaats = f"byte {10 * MB + 1}"
    check_refusal(capfd.readouterr().err, bestand="a.json", plaats=plaats, reden="groter dan 10 MB")


def test_table_of_too_many_rows_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tabelbestanden, "_MAX_RIJEN", 2)
    assert main(["importeer", str(bederven.lvb(str)(tmp_path)), "--indicator", "lvb"]) == 2
    check_refusal(capfd.readouterr().err, bestand="lvb.csv", plaats="rij 3", reden="miljoen rijen")


def test_folder_of_too_many_files_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bestanden, "MAX_BESTANDEN", 2)
    pad = bederven.folder({"a.txt": b"a", "b.txt": b"b", "c.txt": b"c"})(tmp_path)
    assert main(["importeer", str(pad)]) == 2
    check_refusal(
        capfd.readouterr().err, bestand="map", plaats="bestand 3", reden="te veel in deze map"
    )


def test_name_beyond_all_length_is_refused(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["importeer", "a" * 5000]) == 2
    check_refusal(
        capfd.readouterr().err, bestand="a" * 200 + "…", plaats="byte 1", reden="lezen lukt niet"
    )


# Memory and network


def test_file_too_large_for_the_memory_is_told(
    tmp_path: Path, gevuld: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fill(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(herkennen, "read_csv", fill)
    voor = snapshot(gevuld)
    assert main(["importeer", str(bederven.lvb(str)(tmp_path)), "--indicator", "lvb"]) == 2
    check_refusal(
        capfd.readouterr().err,
        bestand="lvb.csv",
        plaats="inhoud",
        reden="te groot voor het geheugen",
    )
    assert snapshot(gevuld) == voor


@pytest.mark.parametrize(
    "maak",
    [
        pytest.param(bederven.zeros, id="zeros"),
        pytest.param(bederven.zeros_below, id="zeros_below_a_table"),
        pytest.param(bederven.zipped({"lvb.csv": bytes(50 * MB)}), id="zip_bomb"),
    ],
)
def test_refusing_takes_no_memory(maak: bederven.Maker, tmp_path: Path) -> None:
    pad = maak(tmp_path)
    tracemalloc.start()
    try:
        assert main(["importeer", str(pad), "--indicator", "lvb"]) == 2
        assert tracemalloc.get_traced_memory()[1] < 10 * MB
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("soort", ["link", "url", "name"])
def test_map_makes_no_connection(soort: str, tmp_path: Path, opslag: Path) -> None:
    bezoek = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            with server.accept()[0] as gast:
                if gast.recv(1) != b"!":
                    bezoek.set()

        draad = threading.Thread(target=answer)
        draad.start()
        adres = f"http://127.0.0.1:{server.getsockname()[1]}/epsg"
        crs = {"type": soort, "properties": {"href": adres, "url": adres, "name": adres}}
        pad = bederven.kaart_met(crs=crs)(tmp_path)
        assert main(["importeer", str(pad), "--grensjaar", "2020"]) == 2
        with socket.create_connection(server.getsockname()) as eigen:
            eigen.send(b"!")
        draad.join()
    assert not bezoek.is_set()
    assert snapshot(opslag) == {".slot": b""}

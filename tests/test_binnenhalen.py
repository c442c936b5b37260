"""Files that are dropped on the page: under whatever name, each of them is read."""

import tempfile
from pathlib import Path

import pytest

from components.binnenhalen import read_in
from data.opslag import Opslag, peiljaren_of

TABEL = "buurtcode;peiljaar;waarde;noemer\n{};2024;12,5;400\n"
EIGEN = ("--grensjaar", "2024", "--indicator", "lvb")


def test_files_of_any_name_are_read_and_two_of_one_name_both(opslag: Path) -> None:
    namen = [
        "a.csv",
        "a.csv",
        "map/a.csv",
        "..\\..\\a.csv",
        "..",
        "",
        "/",
        "🏘️ buurt.csv",
        "\u202evsc.txt",
        "een\nregel\x00.csv",
        "\ud800.csv",
        f"{'é' * 300}.csv",
        f"x.{'y' * 300}",
    ]
    codes = [f"BU0772111{nummer}" for nummer in range(10)] + [f"BU0772112{n}" for n in range(3)]
    bestanden = [
        (naam, TABEL.format(code).encode()) for naam, code in zip(namen, codes, strict=True)
    ]
    uitkomst = read_in(bestanden, EIGEN, opslag=Opslag(opslag), is_akkoord=True)
    assert uitkomst.verslag is not None, uitkomst.fout
    gelezen = [regel for regel in uitkomst.verslag.regels if "Eigen bestand 2024, 1 r" in regel]
    assert len(gelezen) == len(namen)
    assert peiljaren_of("eigen_lvb", opslag=Opslag(opslag)) == (2024,)


def test_disk_that_takes_no_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "er is niets"))
    uitkomst = read_in([("a.csv", b"a;b")], (), opslag=Opslag(tmp_path), is_akkoord=True)
    zin = uitkomst.fout
    assert zin.startswith("De bestanden zijn niet te lezen: ")
    assert zin.endswith("Kijk de map na en probeer het opnieuw.")
    assert uitkomst.verslag is None

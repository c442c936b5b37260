"""Reading files in by command: asked first where figures become others, and told to a program."""

from pathlib import Path

import pytest

from data.__main__ import main
from data.inlezen import read_verslag, write_verslag
from data.opslag import Opslag, read_inhoud, read_tabel
from tests import maken

KOP = "buurtcode;peiljaar;waarde;noemer"
EIGEN = ("importeer", "--indicator", "lvb", "--grensjaar", "2024")


def write_lvb(map_: Path, waarde: str) -> str:
    pad = map_ / "lvb.csv"
    pad.write_text(f"{KOP}\nBU07721110;2024;{waarde};400\n", encoding="utf-8")
    return str(pad)


def test_figure_that_becomes_another_waits_where_that_is_asked(
    opslag: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def waarde() -> float:
        return float(read_tabel("eigen_lvb", peiljaar=2024)["waarde"].iloc[0])

    assert main([*EIGEN, "--eerst-vragen", write_lvb(tmp_path, "12,5")]) == 0
    assert waarde() == 12.5
    voor = read_inhoud(Opslag(opslag))
    capsys.readouterr()
    anders = write_lvb(tmp_path, "13")
    assert main([*EIGEN, "--eerst-vragen", anders]) == 0
    assert "Er is niets veranderd: cijfers die er waren, zouden anders worden" in (
        capsys.readouterr().out
    )
    assert read_inhoud(Opslag(opslag)) == voor
    # without that it is taken as it is, as ever
    assert main([*EIGEN, anders]) == 0
    assert waarde() == 13


def test_program_reads_what_the_command_wrote(
    opslag: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert opslag
    assert main([*EIGEN, write_lvb(tmp_path, "12,5")]) == 0
    capsys.readouterr()
    kaart = maken.write_json(tmp_path / "kaart.geojson", maken.geojson())
    paden = (write_lvb(tmp_path, "14"), str(kaart))
    assert main([*EIGEN, "--json", "--eerst-vragen", *paden]) == 0
    tekst = capsys.readouterr().out
    verslag = read_verslag(tekst)
    assert write_verslag(verslag) == tekst.strip()
    assert verslag.wacht_op_akkoord
    assert verslag.tabellen == (("eigen_lvb", 2024),)
    assert verslag.kaarten == (2024,)
    assert [deel.herzien for deel in verslag.bijwerkingen] == [1]
    assert [h.nieuw for h in verslag.bijwerkingen[0].grootste] == [14]


def test_what_a_file_has_no_figure_of_is_told(
    opslag: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert opslag
    pad = tmp_path / "lvb.csv"
    pad.write_text(f"{KOP};teller\nBU07721110;2024;12;400;\n", encoding="utf-8")
    assert main([*EIGEN, "--json", str(pad)]) == 0
    (leegte,) = read_verslag(capsys.readouterr().out).leegtes
    assert (leegte.kolommen, leegte.is_geheel) == (("teller",), False)

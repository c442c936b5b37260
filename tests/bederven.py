"""
Ways to spoil a valid file, and what every refusal has to be.

A maker writes one file into a folder and answers its path. The makers here begin with the valid
files of `maken` and change one thing.
"""

import os
import re
import shutil
import struct
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from data.__main__ import main
from tests import maken
from tests.bezoek import GEGEVENSVARIABELE

Maker = Callable[[Path], Path]
Tabel = list[list[Any]]

MB = 1024**2
EINDE = re.compile(r"byte \d+ \(einde\)")


@dataclass(frozen=True)
class Slecht:
    """
    A bad file: who makes it, what its refusal says, and the options of the command.

    `plaats` is a pattern where a byte depends on who wrote the file; `bestand` is the name in the
    refusal, where that is not the name of the file itself.
    """

    maak: Maker
    plaats: str | re.Pattern[str]
    reden: str
    opties: tuple[str, ...] = ()
    bestand: str | None = None


@pytest.fixture(scope="session")
def eerdere_opslag(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a store with figures of CBS, a file of a user and a map."""
    map_ = tmp_path_factory.mktemp("eerder")
    paden = [
        maken.write_odata(map_ / "kwb", maken.kwb_odata()),
        maken.write_json(map_ / "kaart.geojson", maken.geojson()),
        write(map_ / "lvb.csv", maken.to_csv(maken.lvb_rijen())),
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(GEGEVENSVARIABELE, str(map_ / "opslag"))
        opties = ["--indicator", "lvb", "--grensjaar", "2020"]
        assert main(["importeer", *map(str, paden), *opties]) == 0
    return map_ / "opslag"


@pytest.fixture
def gevuld(opslag: Path, eerdere_opslag: Path) -> Path:
    """Make the store of one test, with an earlier import in it."""
    shutil.copytree(eerdere_opslag, opslag)
    return opslag


def snapshot(map_: Path) -> dict[str, bytes | None]:
    """Answer every file in a folder with its content, and every folder in it."""
    return {
        pad.relative_to(map_).as_posix(): pad.read_bytes() if pad.is_file() else None
        for pad in map_.rglob("*")
    }


def check_refusal(fout: str, *, bestand: str, plaats: str | re.Pattern[str], reden: str) -> None:
    """Promise that a refusal is one line of a few words, with file, place and reason."""
    assert fout.endswith(".\n")
    assert fout.count("\n") == 1
    waar = plaats.pattern if isinstance(plaats, re.Pattern) else re.escape(plaats)
    begin = re.match(re.escape(bestand) + (f", {waar}: " if waar else ": "), fout)
    assert begin is not None, fout
    assert reden in fout[begin.end() :]
    assert len(fout) < 400
    assert not re.search(r"Traceback|Error|Warning|[\x00-\x09\x0b-\x1f\x7f]", fout)


def each_of(gevallen: Mapping[str, Slecht]) -> pytest.MarkDecorator:
    """Answer the mark that runs a test once per case, under the name of the case."""
    return pytest.mark.parametrize(
        "geval", [pytest.param(geval, id=naam) for naam, geval in gevallen.items()]
    )


def check_case(
    geval: Slecht, *, map_: Path, opslag: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Import a bad file, and promise one clear sentence and a store that nothing happened to."""
    pad = geval.maak(map_)
    voor = snapshot(opslag)
    capfd.readouterr()
    assert main(["importeer", str(pad), *geval.opties]) == 2
    uitvoer, fout = capfd.readouterr()
    assert uitvoer == ""
    naam = pad.name
    if (pad / "TypedDataSet.json").exists():
        naam = f"{pad.name}/TypedDataSet.json"
    check_refusal(fout, bestand=geval.bestand or naam, plaats=geval.plaats, reden=geval.reden)
    assert snapshot(opslag) == voor


def write(pad: Path, inhoud: str | bytes) -> Path:
    """Write text as UTF-8, or bytes as they are."""
    pad.write_bytes(inhoud.encode() if isinstance(inhoud, str) else inhoud)
    return pad


def cut(maak: Maker, deel: float) -> Maker:
    """Answer a maker of a file that ends too early."""

    def maak_kort(map_: Path) -> Path:
        pad = maak(map_)
        ruw = pad.read_bytes()
        return write(pad, ruw[: int(len(ruw) * deel)])

    return maak_kort


# Tables as text


def lvb(verander: Callable[[str], str | bytes]) -> Maker:
    """Answer a maker of a user's CSV of which the text was changed."""
    return lambda map_: write(map_ / "lvb.csv", verander(maken.to_csv(maken.lvb_rijen())))


def text(inhoud: str | bytes, naam: str = "lvb.csv") -> Maker:
    """Answer a maker of a file with this content."""
    return lambda map_: write(map_ / naam, inhoud)


def lvb_cel(rij: int, kolom: int, waarde: str) -> Maker:
    """Answer a maker of a user's CSV with one other cell, counted from 0."""

    def maak(map_: Path) -> Path:
        rijen = maken.lvb_rijen()
        rijen[rij][kolom] = waarde
        return write(map_ / "lvb.csv", maken.to_csv(rijen))

    return maak


def statline(verander: Callable[[Tabel], object]) -> Maker:
    """Answer a maker of a StatLine export of which the rows were changed."""

    def maak(map_: Path) -> Path:
        rijen = maken.statline_rijen()
        verander(rijen)
        return write(map_ / "kwb.csv", maken.statline_csv(rijen))

    return maak


def lbm(verander: Callable[[Tabel], object]) -> Maker:
    """Answer a maker of a file of the Leefbaarometer of which the rows were changed."""

    def maak(map_: Path) -> Path:
        rijen = maken.leefbaarometer_rijen()
        verander(rijen)
        return write(map_ / "lbm.csv", maken.to_csv(rijen, scheiding=","))

    return maak


# OData


def kwb(verander: Callable[[dict[str, Any]], object] = dict, *, zonder: str = "") -> Maker:
    """Answer a maker of a set of documents that was changed, or lacks one of them."""

    def maak(map_: Path) -> Path:
        documenten = maken.kwb_odata()
        verander(documenten)
        documenten.pop(zonder, None)
        return maken.write_odata(map_ / "kwb", documenten)

    return maak


def kwb_cel(nummer: int, sleutel: str, waarde: object) -> Maker:
    """Answer a maker of a set of documents with one other cell."""

    def verander(documenten: dict[str, Any]) -> None:
        documenten["TypedDataSet.json"]["value"][nummer][sleutel] = waarde

    return kwb(verander)


def as_json(inhoud: object, naam: str = "bestand.json") -> Maker:
    """Answer a maker of a JSON file."""
    return lambda map_: maken.write_json(map_ / naam, inhoud)


def politie(*rijen: tuple[Any, str, str, Any]) -> Maker:
    """Answer a maker of a police table."""
    return as_json(maken.politie_odata(rijen), "politie.json")


# Workbooks


def werkmap(verander: Callable[[openpyxl.Workbook], object] = id) -> Maker:
    """Answer a maker of a user's workbook, with numbers as numbers, that was changed."""

    def maak(map_: Path) -> Path:
        boek = openpyxl.Workbook()
        for rij in maken.lvb_rijen():
            boek.active.append([float(c) if re.fullmatch(r"[\d.]+", c) else c for c in rij])
        verander(boek)
        boek.save(map_ / "lvb.xlsx")
        return map_ / "lvb.xlsx"

    return maak


def werkmap_cel(cel: str, waarde: object) -> Maker:
    """Answer a maker of a user's workbook with one other cell."""
    return werkmap(lambda boek: boek.active.__setitem__(cel, waarde))


def werkmap_deel(naam: str, verander: Callable[[bytes], bytes]) -> Maker:
    """Answer a maker of a user's workbook of which one part of the zip was changed."""

    def maak(map_: Path) -> Path:
        pad = werkmap()(map_)
        with zipfile.ZipFile(pad) as archief:
            leden = {lid: archief.read(lid) for lid in archief.namelist()}
        leden[naam] = verander(leden.get(naam, b""))
        return maken.write_zip(pad, leden)

    return maak


def rivm(verander: Callable[[Tabel], object]) -> Maker:
    """Answer a maker of a health table of which the rows were changed."""

    def maak(map_: Path) -> Path:
        rijen = maken.rivm_rijen()
        verander(rijen)
        return maken.write_werkmap(map_ / "rivm.xlsx", rijen, blad=maken.RIVM_BLAD)

    return maak


# Maps


def kaart(*features: dict[str, Any]) -> Maker:
    """Answer a maker of a GeoJSON of these features."""
    return as_json(maken.collection(features), "kaart.geojson")


def kaart_met(**leden: object) -> Maker:
    """Answer a maker of the whole map as GeoJSON, with other members beside the features."""
    return as_json({**maken.geojson(), **leden}, "kaart.geojson")


def wkt_cel(rij: int, waarde: str) -> Maker:
    """Answer a maker of a CSV with outlines of which one is other."""

    def maak(map_: Path) -> Path:
        rijen = maken.wkt_rijen()
        rijen[rij][2] = waarde
        return write(map_ / "kaart.csv", maken.to_csv(rijen))

    return maak


# Archives


def zipped(leden: Mapping[str, bytes], verander: Callable[[bytearray], object] = len) -> Maker:
    """Answer a maker of a zip of which the bytes may be changed by hand."""

    def maak(map_: Path) -> Path:
        pad = maken.write_zip(map_ / "levering.zip", leden)
        ruw = bytearray(pad.read_bytes())
        verander(ruw)
        return write(pad, bytes(ruw))

    return maak


_LIJST = b"PK\x01\x02"  # where the list of contents begins


def lock(ruw: bytearray) -> None:
    """Mark the first member of a zip as locked, in its own header and in the list."""
    ruw[6] |= 1
    ruw[ruw.index(_LIJST) + 8] |= 1


def understate(ruw: bytearray) -> None:
    """Make a zip say that its first member holds ten bytes."""
    ruw[22:26] = struct.pack("<I", 10)
    plek = ruw.index(_LIJST) + 24
    ruw[plek : plek + 4] = struct.pack("<I", 10)


def garble(ruw: bytearray) -> None:
    """Write over the first packed bytes of a zip."""
    (naamlengte,) = struct.unpack("<H", ruw[26:28])
    ruw[30 + naamlengte : 38 + naamlengte] = b"\xff" * 8


# Places on disk


def folder(leden: Mapping[str, bytes]) -> Maker:
    """Answer a maker of a folder with these files."""

    def maak(map_: Path) -> Path:
        (map_ / "map").mkdir()
        for naam, inhoud in leden.items():
            write(map_ / "map" / naam, inhoud)
        return map_ / "map"

    return maak


def zeros(map_: Path) -> Path:
    """Make 200 MB of zeros that take no room on disk."""
    pad = write(map_ / "nullen.csv", b"")
    os.truncate(pad, 200 * MB)
    return pad


def zeros_below(map_: Path) -> Path:
    """Make a table that goes on as 200 MB of zeros."""
    pad = write(map_ / "lvb.csv", "buurtcode;peiljaar;waarde\n" + "BU07721110;2020;1\n" * 300)
    os.truncate(pad, 200 * MB)
    return pad


def linked(map_: Path) -> Path:
    """Make a link to a link that leads back."""
    (map_ / "heen.csv").symlink_to(map_ / "terug.csv")
    (map_ / "terug.csv").symlink_to(map_ / "heen.csv")
    return map_ / "heen.csv"


def pipe(map_: Path) -> Path:
    """Make a pipe, on which a reader would wait for ever."""
    os.mkfifo(map_ / "leiding.csv")
    return map_ / "leiding.csv"

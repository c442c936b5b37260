"""
Foreign files on disk: gather them, unpack zips within limits, and tell their kind by content.

A name or an extension proves nothing; the first bytes do. Nothing is read whole here.
"""

import errno
import hashlib
import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import Final, NoReturn

from data.archieven import (
    MAX_BESTANDEN,
    MAX_WERKMAP,
    check_members,
    is_archief,
    is_rekenblad,
    list_members,
    unpack,
)
from data.errors import BestandAfgekeurdError, OnbekendBestandError, one_line

_BLOK: Final = 1 << 20
_SHAPEFILE: Final = b"\x00\x00\x27\x0a"
_BIJ_SHAPEFILE: Final = {".dbf", ".prj", ".cpg", ".qix", ".qpj", ".sbn", ".sbx", ".xml"}
# What file managers leave behind beside the files of a user.
_BIJZAKEN: Final = {"__macosx", "thumbs.db", "desktop.ini"}
# What people bring by mistake, by its first bytes.
_ANDERS: Final = {
    b"%PDF": "een PDF. Vraag de tabel op als CSV of Excel",
    b"\x89PNG": "een afbeelding. Vraag de tabel op als CSV of Excel",
    b"\xff\xd8\xff": "een afbeelding. Vraag de tabel op als CSV of Excel",
    b"\x1f\x8b": "een archief (gzip). Pak het eerst uit",
    b"7z\xbc\xaf": "een archief (7z). Pak het eerst uit",
    b"Rar!": "een archief (rar). Pak het eerst uit",
    b"BZh": "een archief (bzip2). Pak het eerst uit",
    b"\xfd7zXZ": "een archief (xz). Pak het eerst uit",
}


class Soort(StrEnum):
    """The technical form of a file."""

    TEKST = "tekst"
    JSON = "json"
    WERKMAP = "werkmap"
    PARQUET = "parquet"
    GEOPACKAGE = "geopackage"
    SHAPEFILE = "shapefile"
    BIJBESTAND = "bijbestand"
    ONBEKEND = "onbekend"


_BEGINNEN: Final = {
    b"PAR1": Soort.PARQUET,
    b"SQLite format 3\x00": Soort.GEOPACKAGE,
    b"\xd0\xcf\x11\xe0": Soort.WERKMAP,  # Excel before 2007
}


@dataclass(frozen=True)
class Invoerbestand:
    """
    A file to import: its name as the user knows it, where it lies, its kind and its sha256.

    `is_genoemd` tells whether the user named this very file, and not a folder or zip around it.
    """

    naam: str
    pad: Path
    soort: Soort
    sha256: str
    is_genoemd: bool = True


def collect_bestanden(paden: Sequence[Path], *, werkmap: Path) -> list[Invoerbestand]:
    """
    List the files under `paden`: files as they are, folders and zips with all that is in them.

    `werkmap` is an empty folder for what is unpacked.

    Raises
    ------
    BestandAfgekeurdError
        If a path cannot be read, or a zip is unsafe, too large or locked.
    """
    gevonden: list[Invoerbestand] = []
    for nummer, pad in enumerate(paden):
        eerder = len(gevonden)
        for naam, bestand in _expand(pad):
            try:
                doel = werkmap / f"{nummer}-{len(gevonden)}"
                gevonden += _describe(naam, bestand, is_genoemd=bestand == pad, doel=doel)
            except OSError as fout:
                refuse_unreadable(naam, fout)
            if len(gevonden) > eerder + MAX_BESTANDEN:
                raise BestandAfgekeurdError(
                    pad.name,
                    "er staat te veel in deze map. Wijs een map aan met alleen wat u wilt inlezen.",
                    plaats=f"bestand {MAX_BESTANDEN + 1}",
                )
        if len(gevonden) == eerder:
            raise BestandAfgekeurdError(
                pad.name,
                "hier staat geen enkel bestand in. Wijs een bestand aan, of een map met bestanden.",
                plaats="bestand 1",
            )
    return gevonden


def _expand(pad: Path) -> Iterator[tuple[str, Path]]:
    """List a file as it is, or all files in a folder and the folders in it."""

    def refuse(fout: OSError) -> NoReturn:
        refuse_unreadable(str(fout.filename or pad), fout)

    try:
        is_map = pad.is_dir()
    except OSError:
        is_map = False  # whoever reads it hears why it cannot be read
    if not is_map:
        yield pad.name or str(pad), pad
        return
    for plaats, mappen, namen in os.walk(pad, onerror=refuse):
        mappen.sort()
        for bestand in (Path(plaats, naam) for naam in sorted(namen)):
            naam = bestand.relative_to(pad.parent).as_posix()
            if not _is_bijzaak(bestand.relative_to(pad)):
                yield naam, bestand


def _is_bijzaak(pad: PurePosixPath | Path) -> bool:
    return any(deel.startswith(".") or deel.lower() in _BIJZAKEN for deel in pad.parts)


def refuse_unreadable(naam: str, fout: OSError) -> NoReturn:
    """
    Say why a file of the user cannot be read.

    Raises
    ------
    BestandAfgekeurdError
        Always.
    """
    if isinstance(fout, FileNotFoundError):
        reden = "dit bestand bestaat niet. Kijk het pad na."
    elif isinstance(fout, PermissionError):
        reden = "dit bestand mag niet worden gelezen. Pas de rechten aan of maak een kopie."
    elif fout.errno == errno.ELOOP:
        reden = "dit is een koppeling die naar zichzelf verwijst. Wijs het echte bestand aan."
    elif fout.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        raise fout  # not this file is wrong, but the disk where it is unpacked
    else:
        reden = f"het lezen lukt niet ({fout.strerror}). Maak een nieuwe kopie van het bestand."
    raise BestandAfgekeurdError(naam, reden, plaats="byte 1") from fout


def _describe(naam: str, pad: Path, *, is_genoemd: bool, doel: Path) -> Iterator[Invoerbestand]:
    """Tell what a file is; a zip is unpacked below `doel`, and told file by file."""
    if not stat.S_ISREG(pad.stat().st_mode):
        raise BestandAfgekeurdError(
            naam, "dit is geen bestand maar een apparaat of leiding. Wijs een bestand aan."
        )
    kop = _head(pad)
    if is_archief(kop) and not is_rekenblad(list_members(pad, naam=naam)):
        # all of it first: what a file is may depend on those beside it
        for lid, uitgepakt in list(unpack(pad, naam=naam, doel=doel)):
            if not _is_bijzaak(uitgepakt.relative_to(doel)):
                yield _describe_file(lid, uitgepakt, is_genoemd=False)
    else:
        yield _describe_file(naam, pad, is_genoemd=is_genoemd)


def _describe_file(naam: str, pad: Path, *, is_genoemd: bool) -> Invoerbestand:
    try:
        soort = _kind(naam, pad)
    except OnbekendBestandError:
        if is_genoemd:
            raise
        soort = Soort.ONBEKEND  # a note or a picture beside the files that count
    som = hashlib.sha256()
    gelezen = 0
    with pad.open("rb") as stroom:
        while blok := stroom.read(_BLOK):
            if soort in {Soort.TEKST, Soort.JSON} and b"\x00" in blok:
                raise BestandAfgekeurdError(
                    naam,
                    "vanaf hier bevat het bestand geen tekst maar nullen. Download het opnieuw.",
                    plaats=f"byte {gelezen + blok.index(0) + 1}",
                )
            som.update(blok)
            gelezen += len(blok)
    return Invoerbestand(one_line(naam), pad, soort, som.hexdigest(), is_genoemd)


def _head(pad: Path) -> bytes:
    with pad.open("rb") as stroom:
        return stroom.read(4096)


def _kind(naam: str, pad: Path) -> Soort:
    kop = _head(pad)
    if kop.startswith(_SHAPEFILE):
        return Soort.BIJBESTAND if pad.suffix.lower() == ".shx" else Soort.SHAPEFILE
    if _is_beside_shapefile(pad):
        return Soort.BIJBESTAND
    for begin, soort in _BEGINNEN.items():
        if kop.startswith(begin):
            return soort
    if is_archief(kop):
        check_members(list_members(pad, naam=naam), pad, naam=naam, hoogstens=MAX_WERKMAP)
        return Soort.WERKMAP
    for begin, wat in _ANDERS.items():
        if kop.startswith(begin):
            raise OnbekendBestandError(naam, f"dit is {wat}.", plaats="byte 1")
    return _text_kind(naam, kop)


def _is_beside_shapefile(pad: Path) -> bool:
    """Tell whether a file is one of the family of one stem that makes up a shapefile."""
    if pad.suffix.lower() not in _BIJ_SHAPEFILE:
        return False
    stammen = {pad.stem.lower(), pad.stem.lower().removesuffix(".shp")}
    return any(
        broer.suffix.lower() == ".shp" and broer.stem.lower() in stammen
        for broer in pad.parent.iterdir()
    )


def _text_kind(naam: str, kop: bytes) -> Soort:
    if not kop.strip():
        raise BestandAfgekeurdError(
            naam, "het bestand is leeg. Download of bewaar het opnieuw.", plaats="byte 1"
        )
    if kop.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise BestandAfgekeurdError(
            naam, "de tekens staan in UTF-16. Bewaar het bestand als CSV UTF-8.", plaats="regel 1"
        )
    if b"\x00" in kop:
        raise BestandAfgekeurdError(
            naam,
            "het bestand bevat geen tekst maar nullen of andere tekens. Download het opnieuw.",
            plaats=f"byte {kop.index(0) + 1}",
        )
    begin = kop.removeprefix(b"\xef\xbb\xbf").lstrip()
    if begin.startswith((b"{", b"[")):
        return Soort.JSON
    if begin.startswith(b"<") and re.search(rb"<(!doctype html|html|body)\b", begin, re.IGNORECASE):
        raise BestandAfgekeurdError(
            naam,
            "dit is een webpagina en geen tabel; de download is waarschijnlijk mislukt. "
            "Download het bestand opnieuw.",
            plaats="regel 1",
        )
    if begin.startswith(b"<"):
        raise OnbekendBestandError(
            naam,
            "dit is XML en dat kan hier niet worden gelezen. Vraag de gegevens op als JSON "
            "(met `$format=json`) of als CSV.",
            plaats="regel 1",
        )
    return Soort.TEKST

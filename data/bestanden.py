"""
Foreign files on disk: gather them, unpack zips within limits, and tell their kind by content.

A name or an extension proves nothing; the first bytes do. Nothing is read whole here.
"""

import hashlib
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath

from data.errors import BestandAfgekeurdError

MAX_UITGEPAKT = 2 * 1024**3
MAX_VERHOUDING = 200
MAX_BESTANDEN = 1000
_BLOK = 1 << 20
# A small file of zeros compresses beyond any limit and harms nobody.
_ONSCHULDIG = 1 << 20


class Soort(StrEnum):
    """The technical form of a file."""

    TEKST = "tekst"
    JSON = "json"
    WERKMAP = "werkmap"
    PARQUET = "parquet"
    GEOPACKAGE = "geopackage"
    SHAPEFILE = "shapefile"
    BIJBESTAND = "bijbestand"


@dataclass(frozen=True)
class Invoerbestand:
    """A file to import: its name as the user knows it, where it lies, its kind and its sha256."""

    naam: str
    pad: Path
    soort: Soort
    sha256: str


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
        for naam, bestand in _expand(pad):
            if _is_zip(bestand, naam):
                doel = werkmap / f"{nummer}-{len(gevonden)}"
                gevonden += [_describe(n, b) for n, b in _unpack(bestand, naam, doel=doel)]
            else:
                gevonden.append(_describe(naam, bestand))
            if len(gevonden) > MAX_BESTANDEN:
                raise BestandAfgekeurdError(
                    str(pad),
                    f"bevat meer dan {MAX_BESTANDEN} bestanden. Wijs een map aan met minder.",
                )
    return gevonden


def _expand(pad: Path) -> Iterator[tuple[str, Path]]:
    try:
        if not pad.is_dir():
            pad.stat()  # tells a missing file and a loop of links apart below
            yield pad.name, pad
            return
        inhoud = sorted(p for p in pad.rglob("*") if p.is_file() and not p.name.startswith("."))
    except OSError as fout:
        raise _unreadable(str(pad), fout) from fout
    if not inhoud:
        raise BestandAfgekeurdError(str(pad), "is een map zonder bestanden. Wijs een bestand aan.")
    for bestand in inhoud:
        yield str(bestand.relative_to(pad.parent)), bestand


def _unreadable(naam: str, fout: OSError) -> BestandAfgekeurdError:
    if isinstance(fout, FileNotFoundError):
        reden = "dit bestand bestaat niet. Kijk het pad na."
    elif isinstance(fout, PermissionError):
        reden = "dit bestand mag niet worden gelezen. Pas de rechten aan of maak een kopie."
    elif "symbolic links" in (fout.strerror or ""):
        reden = "dit is een koppeling die naar zichzelf verwijst. Wijs het echte bestand aan."
    else:
        reden = f"het lezen lukt niet ({fout.strerror}). Maak een nieuwe kopie van het bestand."
    return BestandAfgekeurdError(naam, reden)


def _head(pad: Path, naam: str) -> bytes:
    try:
        with pad.open("rb") as stroom:
            return stroom.read(4096)
    except OSError as fout:
        raise _unreadable(naam, fout) from fout


def _is_zip(pad: Path, naam: str) -> bool:
    if not _head(pad, naam).startswith(b"PK\x03\x04"):
        return False
    return not _is_workbook(pad, naam)


def _is_workbook(pad: Path, naam: str) -> bool:
    return "[Content_Types].xml" in {deel.filename for deel in _members(pad, naam)}


def _members(pad: Path, naam: str) -> list[zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(pad) as archief:
            return archief.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as fout:
        raise BestandAfgekeurdError(
            naam, "het archief is afgebroken of beschadigd. Download of maak het opnieuw."
        ) from fout


def _check_members(leden: list[zipfile.ZipInfo], pad: Path, naam: str) -> None:
    if len(leden) > MAX_BESTANDEN:
        raise BestandAfgekeurdError(naam, f"het archief bevat meer dan {MAX_BESTANDEN} bestanden.")
    totaal = sum(lid.file_size for lid in leden)
    if totaal > MAX_UITGEPAKT or (
        totaal > _ONSCHULDIG and totaal > MAX_VERHOUDING * max(pad.stat().st_size, 1)
    ):
        raise BestandAfgekeurdError(
            naam,
            f"het archief wordt uitgepakt {totaal / 1e6:.0f} MB groot; dat is verdacht veel. "
            "Pak het zelf uit en wijs de bestanden aan.",
        )
    for lid in leden:
        delen = PurePosixPath(lid.filename.replace("\\", "/")).parts
        if lid.filename.startswith(("/", "\\")) or ".." in delen or ":" in delen[:1]:
            raise BestandAfgekeurdError(
                naam,
                "dit bestand wil buiten het archief schrijven. Gebruik dit archief niet.",
                plaats=f"bestand '{lid.filename}'",
            )
        if lid.flag_bits & 1:
            raise BestandAfgekeurdError(
                naam,
                "het archief heeft een wachtwoord. Pak het uit en wijs de bestanden aan.",
                plaats=f"bestand '{lid.filename}'",
            )


def _unpack(pad: Path, naam: str, *, doel: Path) -> Iterator[tuple[str, Path]]:
    leden = _members(pad, naam)
    _check_members(leden, pad, naam)
    if not any(not lid.is_dir() for lid in leden):
        raise BestandAfgekeurdError(naam, "het archief is leeg.")
    over = MAX_UITGEPAKT
    with zipfile.ZipFile(pad) as archief:
        for lid in leden:
            if lid.is_dir():
                continue
            bestemming = doel / PurePosixPath(lid.filename.replace("\\", "/"))
            bestemming.parent.mkdir(parents=True, exist_ok=True)
            over -= _copy(archief, lid, bestemming, naam=naam, hoogstens=over)
            binnen = f"{naam}/{lid.filename}"
            if _head(bestemming, binnen).startswith(b"PK\x03\x04") and not _is_workbook(
                bestemming, binnen
            ):
                raise BestandAfgekeurdError(
                    naam,
                    "er zit een archief in het archief. Pak het binnenste zelf uit.",
                    plaats=f"bestand '{lid.filename}'",
                )
            yield binnen, bestemming


def _copy(
    archief: zipfile.ZipFile, lid: zipfile.ZipInfo, doel: Path, *, naam: str, hoogstens: int
) -> int:
    """Unpack one member and answer its size; the size in the header may be a lie."""
    geschreven = 0
    grens = min(hoogstens, lid.file_size)
    try:
        with archief.open(lid) as bron, doel.open("wb") as stroom:
            while blok := bron.read(_BLOK):
                geschreven += len(blok)
                if geschreven > grens:
                    raise BestandAfgekeurdError(
                        naam,
                        "de inhoud is groter dan het archief opgeeft. Gebruik het niet.",
                        plaats=f"bestand '{lid.filename}'",
                    )
                stroom.write(blok)
    except (zipfile.BadZipFile, EOFError, NotImplementedError) as fout:
        raise BestandAfgekeurdError(
            naam,
            "dit deel van het archief is beschadigd. Download of maak het opnieuw.",
            plaats=f"bestand '{lid.filename}'",
        ) from fout
    return geschreven


def _describe(naam: str, pad: Path) -> Invoerbestand:
    soort = _kind(naam, pad)
    som = hashlib.sha256()
    with pad.open("rb") as stroom:
        while blok := stroom.read(_BLOK):
            som.update(blok)
    return Invoerbestand(naam, pad, soort, som.hexdigest())


def _kind(naam: str, pad: Path) -> Soort:
    kop = _head(pad, naam)
    if _is_shapefile_part(pad, kop):
        return (
            Soort.SHAPEFILE
            if kop.startswith(b"\x00\x00\x27\x0a") and _is_shp(pad)
            else (Soort.BIJBESTAND)
        )
    if kop.startswith(b"PAR1"):
        return Soort.PARQUET
    if kop.startswith(b"SQLite format 3\x00"):
        return Soort.GEOPACKAGE
    if kop.startswith(b"PK\x03\x04"):
        _check_members(_members(pad, naam), pad, naam)
        return Soort.WERKMAP
    if kop.startswith(b"\xd0\xcf\x11\xe0"):
        return Soort.WERKMAP
    return _text_kind(naam, kop)


def _is_shapefile_part(pad: Path, kop: bytes) -> bool:
    """Tell whether a file is one of the family of one stem that makes up a shapefile."""
    if kop.startswith(b"\x00\x00\x27\x0a"):
        return True
    heeft_shp = any(
        broer.suffix.lower() == ".shp" and broer.stem == pad.stem for broer in pad.parent.iterdir()
    )
    return heeft_shp and pad.suffix.lower() in {".dbf", ".prj", ".cpg", ".qix", ".sbn", ".sbx"}


def _is_shp(pad: Path) -> bool:
    return pad.suffix.lower() != ".shx"


def _text_kind(naam: str, kop: bytes) -> Soort:
    if not kop.strip():
        raise BestandAfgekeurdError(naam, "het bestand is leeg. Download of bewaar het opnieuw.")
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
    if re.match(rb"<(!doctype html|html|head|body)", begin, re.IGNORECASE):
        raise BestandAfgekeurdError(
            naam,
            "dit is een webpagina en geen tabel; de download is waarschijnlijk mislukt. "
            "Download het bestand opnieuw.",
            plaats="regel 1",
        )
    if begin.startswith(b"<"):
        raise BestandAfgekeurdError(
            naam,
            "dit is XML en dat kan hier niet worden gelezen. Vraag de gegevens op als JSON "
            "(met `$format=json`) of als CSV.",
            plaats="regel 1",
        )
    return Soort.TEKST

"""
Zip archives: what is in them, whether it is safe to unpack, and the unpacking itself.

What an archive says of itself may be a lie; but no more is unpacked than it said there would be,
and a member of which the sum does not agree is refused.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import Final

from data.errors import BestandAfgekeurdError, shorten

MAX_UITGEPAKT: Final = 2 * 1024**3
MAX_VERHOUDING: Final = 200
MAX_BESTANDEN: Final = 1000
# The cells of a workbook all stand in memory; that of the whole country unpacks to 25 MB.
MAX_WERKMAP: Final = 512 * 1024**2
_BLOK: Final = 1 << 20
# A small file of zeros compresses beyond any limit and harms nobody.
_ONSCHULDIG: Final = 1 << 20
# Most file systems take names of 255 bytes; the rest is for what stands before them.
_MAX_NAAM: Final = 200
_KAPOT: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)


def is_archief(kop: bytes) -> bool:
    """Tell by its first bytes whether a file is a zip, of which a workbook is one kind."""
    return kop.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def list_members(pad: Path, *, naam: str) -> list[zipfile.ZipInfo]:
    """
    List what is in an archive.

    Raises
    ------
    BestandAfgekeurdError
        If its list of contents, which stands at the end, is not there or broken.
    """
    try:
        with zipfile.ZipFile(pad) as archief:
            return archief.infolist()
    except _KAPOT as fout:
        raise BestandAfgekeurdError(
            naam,
            "het archief is afgebroken of beschadigd. Download of maak het opnieuw.",
            plaats=f"byte {pad.stat().st_size} (einde)",
        ) from fout


def is_rekenblad(leden: list[zipfile.ZipInfo]) -> bool:
    """Tell whether an archive is a document of an office program."""
    namen = {lid.filename for lid in leden}
    return "[Content_Types].xml" in namen or {"mimetype", "content.xml"} <= namen


def check_members(
    leden: list[zipfile.ZipInfo], pad: Path, *, naam: str, hoogstens: int = MAX_UITGEPAKT
) -> None:
    """
    Promise that an archive can be unpacked without harm, going by what it says of itself.

    Raises
    ------
    BestandAfgekeurdError
        If it holds too much, writes outside its folder or is locked; names the member.
    """
    if len(leden) > MAX_BESTANDEN:
        raise BestandAfgekeurdError(
            naam,
            f"het archief bevat {len(leden)} bestanden; hoogstens {MAX_BESTANDEN} kan. Pak het "
            "zelf uit en wijs de bestanden aan.",
            plaats=f"bestand {MAX_BESTANDEN + 1}",
        )
    totaal = sum(lid.file_size for lid in leden)
    if totaal > hoogstens or (
        totaal > _ONSCHULDIG and totaal > MAX_VERHOUDING * max(pad.stat().st_size, 1)
    ):
        grootste = max(leden, key=lambda lid: lid.file_size)
        raise BestandAfgekeurdError(
            naam,
            f"het archief wordt uitgepakt {totaal / 1e6:.0f} MB groot; dat is verdacht veel. "
            "Pak het zelf uit en wijs de bestanden aan.",
            plaats=_place(grootste),
        )
    for lid in leden:
        if reden := _refusal(lid):
            raise BestandAfgekeurdError(naam, reden, plaats=_place(lid))
    _check_names(leden, naam=naam)


def _refusal(lid: zipfile.ZipInfo) -> str | None:
    pad = _path(lid)
    if pad.is_absolute() or ".." in pad.parts or re.match(r"[A-Za-z]:", str(pad)):
        return "dit bestand wil buiten het archief schrijven. Gebruik dit archief niet."
    if lid.flag_bits & 1:
        return "het archief heeft een wachtwoord. Pak het uit en wijs de bestanden aan."
    if lid.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        return "dit is ongewoon ingepakt. Pak het archief zelf uit en wijs de bestanden aan."
    if any(len(deel.encode("utf-8", "replace")) > _MAX_NAAM for deel in pad.parts):
        return "deze naam is te lang. Pak het archief zelf uit en geef het bestand een korte naam."
    return None


def _check_names(leden: list[zipfile.ZipInfo], *, naam: str) -> None:
    """Refuse two files of one name, and a file where another has a folder."""
    # one name on a system that does not tell capitals apart
    namen = [str(_path(lid)).casefold() for lid in leden if not lid.is_dir()]
    gezien: set[str] = set()
    mappen = {str(ouder) for n in namen for ouder in PurePosixPath(n).parents}
    for lid, sleutel in zip([lid for lid in leden if not lid.is_dir()], namen, strict=True):
        if sleutel in gezien or sleutel in mappen:
            raise BestandAfgekeurdError(
                naam,
                "deze naam staat twee keer in het archief. Pak het zelf uit en wijs de bestanden "
                "aan.",
                plaats=_place(lid),
            )
        gezien.add(sleutel)


def _path(lid: zipfile.ZipInfo) -> PurePosixPath:
    return PurePosixPath(lid.filename.replace("\\", "/"))


def _place(lid: zipfile.ZipInfo) -> str:
    return f"bestand '{shorten(lid.filename)}'"


def unpack(
    pad: Path, *, naam: str, doel: Path, kies: Callable[[str], object] = lambda _: True
) -> Iterator[tuple[str, Path]]:
    """
    Unpack an archive into the folder `doel`: per file its name and where it lies.

    `kies` tells by its name in the archive whether a file is wanted.

    Raises
    ------
    BestandAfgekeurdError
        If it is unsafe, empty or broken, or holds another archive; names the member.
    """
    leden = list_members(pad, naam=naam)
    check_members(leden, pad, naam=naam)
    if all(lid.is_dir() for lid in leden):
        raise BestandAfgekeurdError(
            naam, "het archief is leeg. Download het opnieuw.", plaats="bestand 1"
        )
    with zipfile.ZipFile(pad) as archief:
        for lid in leden:
            if lid.is_dir() or not kies(lid.filename):
                continue
            bestemming = doel / _path(lid)
            bestemming.parent.mkdir(parents=True, exist_ok=True)
            with bestemming.open("wb") as stroom:
                for blok in _read(archief, lid, naam=naam):
                    stroom.write(blok)
            binnen = f"{naam}/{lid.filename}"
            if _holds_archive(bestemming, binnen):
                raise BestandAfgekeurdError(
                    naam,
                    "er zit een archief in het archief. Pak het binnenste zelf uit.",
                    plaats=_place(lid),
                )
            yield binnen, bestemming


def check_content(pad: Path, *, naam: str) -> None:
    """
    Promise that all members of an archive can be read and are as large as they say.

    Raises
    ------
    BestandAfgekeurdError
        If one is not; names the member.
    """
    with zipfile.ZipFile(pad) as archief:
        for lid in archief.infolist():
            for _ in _read(archief, lid, naam=naam):
                pass


def _holds_archive(pad: Path, naam: str) -> bool:
    with pad.open("rb") as stroom:
        kop = stroom.read(4)
    return is_archief(kop) and not is_rekenblad(list_members(pad, naam=naam))


def _read(archief: zipfile.ZipFile, lid: zipfile.ZipInfo, *, naam: str) -> Iterator[bytes]:
    """Answer the bytes of one member: as many as it said, or the sum over them is not right."""
    try:
        with archief.open(lid) as bron:
            while blok := bron.read(_BLOK):
                yield blok
    except _KAPOT as fout:
        raise BestandAfgekeurdError(
            naam,
            "dit deel van het archief is beschadigd. Download of maak het opnieuw.",
            plaats=_place(lid),
        ) from fout

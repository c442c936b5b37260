"""
Foreign tables as rows of text: CSV in any Dutch dialect, and workbooks.

The index of the answered table is the row in the file, so that an error can say where.
"""

import csv
import io
import re
import zipfile
from dataclasses import dataclass

import pandas as pd
from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from data.bestanden import Invoerbestand
from data.errors import BestandAfgekeurdError

MAX_KOLOMMEN = 1000
_UTF8_BOM = b"\xef\xbb\xbf"
_VOETREGEL = re.compile(r"^\s*(bron|©|copyright|toelichting)\b", re.IGNORECASE)
_STUURTEKEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# A valid two-byte sign in a file that as a whole is not UTF-8: two encodings glued together.
_UTF8_TEKEN = re.compile(rb"[\xc3][\x80-\xbf]")


@dataclass(frozen=True)
class Ruwetabel:
    """Cells as they stand in the file, and what was mended to read them."""

    cellen: pd.DataFrame
    meldingen: tuple[str, ...] = ()
    titel: str = ""

    @property
    def tabelnummer(self) -> str | None:
        """The number of StatLine in the title or the name of the sheet, if there is one."""
        gevonden = re.search(r"\b(\d{5}NED)", self.titel, re.IGNORECASE)
        return gevonden[1].upper() if gevonden else None

    @property
    def jaar(self) -> int | None:
        """The year the title ends with, if it does."""
        gevonden = re.search(r"(?:^|\D)((?:19|20)\d{2})\s*$", self.titel)
        return int(gevonden[1]) if gevonden else None


def read_csv(bestand: Invoerbestand) -> Ruwetabel:
    """
    Read a CSV as text: any of `;`, `,`, tab or `|`, with or without BOM and footer.

    Raises
    ------
    BestandAfgekeurdError
        If the encoding, line ends, quotes or number of columns are broken; names the line.
    """
    naam = bestand.naam
    tekst, meldingen = _decode(bestand.pad.read_bytes(), naam)
    _check_quotes_and_lines(tekst, naam)
    scheiding = _delimiter(tekst)
    csv.field_size_limit(1 << 27)
    lezer = csv.reader(io.StringIO(tekst, newline=""), delimiter=scheiding, strict=True)
    rijen: list[list[str]] = []
    nummers: list[int] = []
    try:
        for rij in lezer:
            rijen.append(rij)
            nummers.append(lezer.line_num)
    except csv.Error as fout:
        raise BestandAfgekeurdError(
            naam,
            "de aanhalingstekens kloppen hier niet. Bewaar de tabel opnieuw als CSV.",
            plaats=f"regel {lezer.line_num}",
        ) from fout
    titel = _pop_title(rijen, nummers)
    kop, gegevens = [cel.strip() for cel in rijen[0]], []
    _check_header(kop, naam, plaats=f"regel {nummers[0]}")
    voeten = 0
    for nummer, rij in zip(nummers[1:], rijen[1:], strict=True):
        if not any(cel.strip() for cel in rij):
            continue
        if _VOETREGEL.match(rij[0]) and not any(cel.strip() for cel in rij[1:]):
            voeten += 1
            continue
        if len(rij) != len(kop):
            raise BestandAfgekeurdError(
                naam,
                f"deze regel heeft {len(rij)} kolommen en de eerste regel {len(kop)}. "
                "Is het bestand afgebroken? Download of bewaar het opnieuw.",
                plaats=f"regel {nummer}",
            )
        gegevens.append((nummer, rij))
    if voeten:
        meldingen += (f"{naam}: {voeten} voetregel(s) met de bron overgeslagen.",)
    index = pd.Index([nummer for nummer, _ in gegevens], dtype="int64")
    cellen = pd.DataFrame([rij for _, rij in gegevens], columns=kop, index=index, dtype=object)
    return Ruwetabel(cellen, meldingen, titel)


def _pop_title(rijen: list[list[str]], nummers: list[int]) -> str:
    """Take the title off that StatLine writes above the heading."""
    titel = ""
    while len(rijen) > 1 and len([cel for cel in rijen[0] if cel]) <= 1 < len(rijen[1]):
        titel = titel or "".join(rijen[0]).strip()
        del rijen[0], nummers[0]
    return titel


def _decode(ruw: bytes, naam: str) -> tuple[str, tuple[str, ...]]:
    inhoud = ruw.removeprefix(_UTF8_BOM)
    if inhoud.startswith(_UTF8_BOM):
        raise BestandAfgekeurdError(
            naam,
            "het leesteken voor UTF-8 (BOM) staat er twee keer; zijn er twee bestanden "
            "aaneengeplakt? Bewaar het opnieuw als CSV UTF-8.",
            plaats="regel 1",
        )
    meldingen: tuple[str, ...] = ()
    try:
        tekst = inhoud.decode("utf-8")
    except UnicodeDecodeError as fout:
        regel = inhoud.count(b"\n", 0, fout.start) + 1
        afgebroken = fout.end == len(inhoud) and fout.reason == "unexpected end of data"
        try:
            tekst = inhoud.decode("cp1252")
        except UnicodeDecodeError:
            tekst = ""
        if not tekst or afgebroken or _UTF8_TEKEN.search(inhoud):
            raise BestandAfgekeurdError(
                naam,
                "hier staat een teken dat geen UTF-8 is. Bewaar het bestand als CSV UTF-8.",
                plaats=f"regel {regel}",
            ) from fout
        meldingen = (f"{naam}: gelezen als Windows-1252.",)
    if vreemd := _STUURTEKEN.search(tekst):
        raise BestandAfgekeurdError(
            naam,
            "hier staat een teken dat niet in een tabel hoort. Download het opnieuw.",
            plaats=f"regel {tekst.count(chr(10), 0, vreemd.start()) + 1}",
        )
    return tekst, meldingen


def _check_quotes_and_lines(tekst: str, naam: str) -> None:
    stukken = tekst.split('"')
    if len(stukken) % 2 == 0:
        laatste = len(tekst) - len(stukken[-1])
        raise BestandAfgekeurdError(
            naam,
            "een aanhalingsteken wordt niet gesloten. Verbeter de regel of bewaar de tabel "
            "opnieuw als CSV.",
            plaats=f"regel {tekst.count(chr(10), 0, laatste) + 1}",
        )
    # a line end inside quotes belongs to a cell
    buiten = "".join(stukken[::2])
    windows = buiten.count("\r\n")
    unix = buiten.count("\n") - windows
    mac = buiten.count("\r") - windows
    if sum(aantal > 0 for aantal in (windows, unix, mac)) > 1:
        anders = re.search(r"(?<!\r)\n|\r(?!\n)" if buiten.find("\r\n") >= 0 else r"\r", buiten)
        regel = (
            1 if anders is None else len(re.findall(r"\r\n|\n|\r", buiten[: anders.start()])) + 1
        )
        raise BestandAfgekeurdError(
            naam,
            "de regels eindigen niet allemaal op dezelfde manier; zijn er twee bestanden "
            "aaneengeplakt? Bewaar de tabel opnieuw als CSV.",
            plaats=f"regel {regel}",
        )


def _delimiter(tekst: str) -> str:
    # some lines, because a title of one cell may stand above the heading
    buiten = "".join(tekst.split('"')[::2])
    kop = "".join(re.split(r"\r\n|\n|\r", buiten, maxsplit=3)[:3])
    return max(";,\t|", key=kop.count)


def _check_header(kop: list[str], naam: str, *, plaats: str) -> None:
    if len(kop) > MAX_KOLOMMEN:
        raise BestandAfgekeurdError(
            naam,
            f"de tabel heeft {len(kop)} kolommen; hoogstens {MAX_KOLOMMEN} kan. "
            "Bewaar alleen de kolommen die nodig zijn.",
            plaats=plaats,
        )
    # exports of R and pandas have a first column of row numbers, without a name
    namen = [kolom for kolom in kop[1:] if kolom]
    dubbel = next((kolom for kolom in namen if namen.count(kolom) > 1), None)
    if dubbel is not None:
        raise BestandAfgekeurdError(
            naam,
            f"de kolomnaam '{dubbel}' komt twee keer voor. Geef elke kolom een eigen naam.",
            plaats=plaats,
        )


def read_workbook(bestand: Invoerbestand) -> Ruwetabel:
    """
    Read the first filled sheet of a workbook, with cells as typed there.

    Raises
    ------
    BestandAfgekeurdError
        If it has macros, formulas, merged cells or a password, or is no workbook.
    """
    naam = bestand.naam
    try:
        boek = CalamineWorkbook.from_path(str(bestand.pad))
        bladen = {blad: boek.get_sheet_by_name(blad) for blad in boek.sheet_names}
    except PasswordError as fout:
        raise BestandAfgekeurdError(
            naam, "de werkmap heeft een wachtwoord. Bewaar hem zonder wachtwoord."
        ) from fout
    except (CalamineError, OSError) as fout:
        raise BestandAfgekeurdError(
            naam, "de werkmap is afgebroken of beschadigd. Bewaar of download hem opnieuw."
        ) from fout
    if bestand.pad.open("rb").read(2) == b"PK":
        _check_workbook(bestand)
    gevuld = {blad: inhoud for blad, inhoud in bladen.items() if inhoud.height > 0}
    if not gevuld:
        raise BestandAfgekeurdError(naam, "de werkmap is leeg.")
    blad, inhoud = next(iter(gevuld.items()))
    begin_rij = inhoud.start[0] if inhoud.start else 0
    rijen = inhoud.to_python(skip_empty_area=True)
    kop = [str(cel).strip() for cel in rijen[0]]
    _check_header(kop, naam, plaats=f"blad '{blad}', rij {begin_rij + 1}")
    cellen = pd.DataFrame(rijen[1:], columns=kop, dtype=object)
    cellen.index = pd.Index(range(begin_rij + 2, begin_rij + 2 + len(cellen)), dtype="int64")
    leeg = cellen.map(lambda cel: isinstance(cel, str) and not cel.strip()).all(axis=1)
    meldingen: tuple[str, ...] = ()
    if len(gevuld) > 1:
        meldingen = (f"{naam}: alleen blad '{blad}' gelezen; er zijn meer bladen gevuld.",)
    return Ruwetabel(cellen.loc[~leeg], meldingen, blad)


def _check_workbook(bestand: Invoerbestand) -> None:
    naam = bestand.naam
    with zipfile.ZipFile(bestand.pad) as archief:
        delen = archief.namelist()
        if any(deel.endswith("vbaProject.bin") for deel in delen):
            raise BestandAfgekeurdError(
                naam,
                "de werkmap bevat macro's. Bewaar hem als gewone werkmap (.xlsx).",
                plaats="xl/vbaProject.bin",
            )
        for deel in sorted(d for d in delen if re.match(r"xl/worksheets/[^/]+\.xml$", d)):
            blad = archief.read(deel)
            if formule := re.search(rb'<c r="([A-Z]+\d+)"[^>]*><f', blad):
                raise BestandAfgekeurdError(
                    naam,
                    "hier staat een formule. Plak de cijfers als waarden en bewaar opnieuw.",
                    plaats=f"cel {formule[1].decode()}",
                )
            if samengevoegd := re.search(rb'<mergeCell ref="([A-Z0-9:]+)"', blad):
                raise BestandAfgekeurdError(
                    naam,
                    "hier zijn cellen samengevoegd. Geef elke kolom één eigen kop.",
                    plaats=f"cellen {samengevoegd[1].decode()}",
                )

"""
Foreign tables as rows of text: CSV in any Dutch dialect.

The index of the answered table is the row in the file, so that an error can say where.
"""

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

import pandas as pd

from data.bestanden import Invoerbestand
from data.errors import BestandAfgekeurdError, shorten

MAX_KOLOMMEN: Final = 1000
# All cells of a table stand in memory as text, each ten times as large as in the file; the largest
# of CBS as CSV has 30 MB and 20 thousand rows.
_MAX_BYTES: Final = 100 * 1024**2
_MAX_RIJEN: Final = 2_000_000
_MAX_KOLOMNAAM: Final = 1000
_MAX_CEL: Final = 1 << 24
_SCHEIDINGEN: Final = ";,\t|"
_KOPREGELS: Final = 20
_BEGIN: Final = 1 << 20
_UTF8_BOM = b"\xef\xbb\xbf"
_VOETREGEL = re.compile(r"^\s*(?:(?:bron|copyright|toelichting)\b|©)", re.IGNORECASE)
_STUURTEKEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# A valid two-byte sign in a file that as a whole is not UTF-8: two encodings glued together.
_UTF8_TEKEN = re.compile(rb"[\xc3][\x80-\xbf]")


@dataclass(frozen=True)
class Ruwetabel:
    """Cells as they stand in the file, and what was mended to read them."""

    cellen: pd.DataFrame
    meldingen: tuple[str, ...] = ()
    titel: str = ""
    plaats_kop: str = "regel 1"

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
    if bestand.pad.stat().st_size > _MAX_BYTES:
        raise BestandAfgekeurdError(
            naam,
            f"de tabel is groter dan {_MAX_BYTES >> 20} MB. Bewaar alleen de jaren en kolommen "
            "die nodig zijn.",
            plaats=f"byte {_MAX_BYTES + 1}",
        )
    tekst, meldingen = _decode(bestand.pad.read_bytes(), naam)
    _check_quotes_and_lines(tekst, naam)
    scheiding = _delimiter(tekst)
    rijen, nummers = _split_rows(tekst, scheiding, naam)
    titel = _pop_title(rijen, nummers)
    kop, gegevens = rijen[0], []
    _check_one_delimiter(rijen, scheiding, naam, plaats=f"regel {nummers[0]}")
    voeten = 0
    for nummer, rij in zip(nummers[1:], rijen[1:], strict=True):
        # a source line that holds the delimiter falls apart in cells of its own
        rest = rij[1:] if len(rij) >= len(kop) else []
        if _VOETREGEL.match(rij[0]) and not any(cel.strip() for cel in rest):
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
    return build_tabel(
        kop,
        pd.DataFrame([rij for _, rij in gegevens], index=index, dtype=object),
        naam=naam,
        plaats_kop=f"regel {nummers[0]}",
        meldingen=meldingen,
        titel=titel,
    )


def _split_rows(tekst: str, scheiding: str, naam: str) -> tuple[list[list[str]], list[int]]:
    """Answer the filled rows and the line each ends on."""
    csv.field_size_limit(_MAX_CEL)
    lezer = csv.reader(io.StringIO(tekst, newline=""), delimiter=scheiding, strict=True)
    rijen: list[list[str]] = []
    nummers: list[int] = []
    try:
        for rij in lezer:
            if not any(cel.strip() for cel in rij):
                continue
            rijen.append(rij)
            nummers.append(lezer.line_num)
            if len(rijen) > _MAX_RIJEN or len(rij) > MAX_KOLOMMEN:
                break  # that this is too much is told of what is read by now
    except csv.Error as fout:
        raise BestandAfgekeurdError(
            naam,
            "de aanhalingstekens kloppen hier niet, of een cel is veel te lang. Bewaar de tabel "
            "opnieuw als CSV.",
            plaats=f"regel {lezer.line_num}",
        ) from fout
    if not rijen:
        raise BestandAfgekeurdError(
            naam, "de tabel is leeg. Download of bewaar het bestand opnieuw.", plaats="regel 1"
        )
    return rijen, nummers


def build_tabel(  # noqa: PLR0913 - what a table is made of
    kop: list[str],
    gegevens: pd.DataFrame,
    *,
    naam: str,
    plaats_kop: str,
    meldingen: tuple[str, ...] = (),
    titel: str = "",
) -> Ruwetabel:
    """
    Put a heading on rows of cells; columns without a name and without a cell fall away.

    Raises
    ------
    BestandAfgekeurdError
        If there are too many columns, or two have the same name, or one has none.
    """
    if len(kop) > MAX_KOLOMMEN:
        raise BestandAfgekeurdError(
            naam,
            f"de tabel heeft {len(kop)} kolommen; hoogstens {MAX_KOLOMMEN} kan. "
            "Bewaar alleen de kolommen die nodig zijn.",
            plaats=plaats_kop,
        )
    if len(gegevens) >= _MAX_RIJEN:
        raise BestandAfgekeurdError(
            naam,
            f"de tabel heeft meer dan {_MAX_RIJEN // 1_000_000} miljoen rijen. Bewaar alleen de "
            "jaren die nodig zijn.",
            plaats=f"rij {_MAX_RIJEN + 1}",
        )
    namen = [shorten(cel.strip(), tekens=_MAX_KOLOMNAAM) for cel in kop]
    geteld = Counter(kolom.lower() for kolom in namen if kolom)
    dubbel = next((kolom for kolom in namen if geteld[kolom.lower()] > 1), None)
    if dubbel is not None:
        raise BestandAfgekeurdError(
            naam,
            f"de kolomnaam '{shorten(dubbel)}' komt twee keer voor. Geef elke kolom een eigen "
            "naam.",
            plaats=plaats_kop,
        )
    if gegevens.empty:
        gegevens = pd.DataFrame(columns=range(len(kop)), dtype=object)
    blijft = []
    for plek, kolom in enumerate(namen):
        gevuld = kolom or gegevens[plek].map(lambda cel: str(cel).strip() != "").any()
        # exports of R and pandas have a first column of row numbers, without a name
        if gevuld and not kolom and plek > 0:
            raise BestandAfgekeurdError(
                naam,
                f"kolom {plek + 1} heeft wel cellen maar geen naam. Geef de kolom een naam of "
                "verwijder hem.",
                plaats=plaats_kop,
            )
        if gevuld:
            blijft.append(plek)
    cellen = gegevens[blijft].set_axis([namen[plek] for plek in blijft], axis=1)
    return Ruwetabel(cellen, meldingen, titel, plaats_kop)


def _pop_title(rijen: list[list[str]], nummers: list[int]) -> str:
    """Take the title off that StatLine writes above the heading."""
    titel = ""
    while len(rijen) > 1 and len([cel for cel in rijen[0] if cel]) <= 1 < len(rijen[1]):
        tekst = "".join(rijen[0]).strip()
        if any(tekst.count(teken) + 1 == len(rijen[1]) for teken in _SCHEIDINGEN):
            break  # a heading after all, with another delimiter than the rows
        titel = titel or tekst
        del rijen[0], nummers[0]
    return titel


def _check_one_delimiter(rijen: list[list[str]], scheiding: str, naam: str, *, plaats: str) -> None:
    """Refuse a heading that is not divided as the rows below it are."""
    if len(rijen[0]) > 1 or len(rijen) == 1 or len(rijen[1]) == 1:
        return
    ander = next((teken for teken in _SCHEIDINGEN if teken in rijen[0][0]), "")
    raise BestandAfgekeurdError(
        naam,
        f"de kolomnamen zijn gescheiden door '{ander}' en de rijen eronder door '{scheiding}'. "
        "Gebruik één scheidingsteken.",
        plaats=plaats,
    )


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
    if tekst.count('"') % 2:
        laatste = tekst.rindex('"')
        raise BestandAfgekeurdError(
            naam,
            "een aanhalingsteken wordt niet gesloten. Verbeter de regel of bewaar de tabel "
            "opnieuw als CSV.",
            plaats=f"regel {tekst.count(chr(10), 0, laatste) + 1}",
        )
    # a line end inside quotes belongs to a cell
    einden = (deel for deel in re.finditer(r'"[^"]*"|\r\n|\n|\r', tekst) if deel[0][0] != '"')
    eerste = next(einden, None)
    anders = next((einde for einde in einden if eerste and einde[0] != eerste[0]), None)
    if anders is not None:
        regel = len(re.findall(r"\r\n|\n|\r", tekst[: anders.start()])) + 1
        raise BestandAfgekeurdError(
            naam,
            "de regels eindigen niet allemaal op dezelfde manier; zijn er twee bestanden "
            "aaneengeplakt? Bewaar de tabel opnieuw als CSV.",
            plaats=f"regel {regel}",
        )


def _delimiter(tekst: str) -> str:
    """
    Answer the sign that divides most lines into equally many cells.

    A comma in a name or a number stands in some lines only; a title above holds no delimiter.
    """
    buiten = "".join(tekst[:_BEGIN].split('"')[::2])
    regels = re.split(r"\r\n|\n|\r", buiten, maxsplit=_KOPREGELS)[:_KOPREGELS]

    def agreement(teken: str) -> tuple[int, int]:
        aantallen = Counter(aantal for regel in regels if (aantal := regel.count(teken)))
        return max(((vaak, aantal) for aantal, vaak in aantallen.items()), default=(0, 0))

    return max(_SCHEIDINGEN, key=agreement)

"""
Workbooks as rows of cells, typed as they stand there.

A workbook is a zip of text written by others. Before it is read it must be as large as it says,
have no macros, and on the sheet that is read no formulas (their outcome may be of long ago), no
errors (which would read as empty) and no merged cells (of which only the first holds anything).
"""

import html
import re
import zipfile
from typing import Final

import pandas as pd
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from data.archieven import check_content
from data.bestanden import Invoerbestand
from data.errors import BestandAfgekeurdError, OnbekendBestandError, shorten
from data.tabelbestanden import MAX_KOLOMMEN, Ruwetabel, build_tabel

# A cell far away makes the reader lay out every cell up to there; so many empty ones are no table.
_MAX_LEEG: Final = 2_000_000
_LEEG_PER_CEL: Final = 50
_OLE: Final = b"\xd0\xcf\x11\xe0"
_FORMULE: Final = re.compile(rb"<(?:\w+:)?f[\s/>]")
_CEL: Final = re.compile(rb"""<(?:\w+:)?c\s[^<>]*?\br\s*=\s*["']([A-Z]+\d+)""")
_FOUT: Final = re.compile(
    rb"""<(?:\w+:)?c\s(?=[^<>]*?\bt\s*=\s*["']e["'])[^<>]*?\br\s*=\s*["']([A-Z]+\d+)"""
)
_ALLEEN_STIJL: Final = re.compile(rb"<(?:\w+:)?c\s[^<>]*/>")
_KOLOM: Final = re.compile(rb"""\br\s*=\s*["']([A-Za-z]+)\d""")
_RIJ: Final = re.compile(rb"""\br\s*=\s*["'][A-Za-z]+(\d+)""")
_BLAD: Final = re.compile(rb"<(?:\w+:)?sheet\s[^<>]*>")
_VERBINDING: Final = re.compile(rb"<(?:\w+:)?Relationship\s[^<>]*>")


def read_workbook(bestand: Invoerbestand) -> Ruwetabel:
    """
    Read the first filled sheet of a workbook, with cells as typed there.

    Raises
    ------
    BestandAfgekeurdError
        If it has macros, formulas, merged cells or a password, or is no workbook.
    """
    naam = bestand.naam
    with bestand.pad.open("rb") as stroom:
        delen = _check_old(bestand) if stroom.read(4) == _OLE else _check_new(bestand)
        stroom.seek(0)
        try:
            boek = CalamineWorkbook.from_filelike(stroom)
            bladen = [boek.get_sheet_by_name(blad) for blad in _visible(boek)]
        except PasswordError as fout:
            raise _locked(naam) from fout
        except (CalamineError, ValueError) as fout:
            raise BestandAfgekeurdError(
                naam,
                "de werkmap is afgebroken of beschadigd. Bewaar of download hem opnieuw.",
                plaats=f"byte {bestand.pad.stat().st_size} (einde)",
            ) from fout
    gevuld = [blad for blad in bladen if blad.height > 0]
    if not gevuld:
        raise BestandAfgekeurdError(
            naam, "de werkmap is leeg. Bewaar of download hem opnieuw.", plaats="rij 1"
        )
    blad = gevuld[0]
    _check_sheet(blad, delen.get(blad.name), naam=naam)
    begin = blad.start[0] + 1 if blad.start else 1
    rijen = blad.to_python(skip_empty_area=True)
    meldingen: tuple[str, ...] = ()
    if len(gevuld) > 1:
        meldingen = (f"{naam}: alleen blad '{blad.name}' gelezen; er zijn meer bladen gevuld.",)
    gevulde_rijen = {
        nummer: rij
        for nummer, rij in enumerate(rijen[1:], start=begin + 1)
        if any(not isinstance(cel, str) or cel.strip() for cel in rij)
    }
    return build_tabel(
        [str(cel) for cel in rijen[0]],
        pd.DataFrame(
            list(gevulde_rijen.values()), index=pd.Index(gevulde_rijen, dtype="int64"), dtype=object
        ),
        naam=naam,
        plaats_kop=f"blad '{blad.name}', rij {begin}",
        meldingen=meldingen,
        titel=blad.name,
    )


def _visible(boek: CalamineWorkbook) -> list[str]:
    return [
        blad.name
        for blad in boek.sheets_metadata
        if blad.visible == SheetVisibleEnum.Visible and blad.typ == SheetTypeEnum.WorkSheet
    ]


def _locked(naam: str) -> BestandAfgekeurdError:
    return BestandAfgekeurdError(
        naam, "de werkmap heeft een wachtwoord. Bewaar hem zonder wachtwoord.", plaats="byte 1"
    )


def _macros(naam: str, deel: str) -> BestandAfgekeurdError:
    return BestandAfgekeurdError(
        naam, "de werkmap bevat macro's. Bewaar hem als gewone werkmap (.xlsx).", plaats=deel
    )


def _check_old(bestand: Invoerbestand) -> dict[str, bytes]:
    """Look in a workbook of before 2007, or a locked one, for the names of its parts."""
    ruw = bestand.pad.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in ruw:
        raise _locked(bestand.naam)
    if "_VBA_PROJECT".encode("utf-16-le") in ruw:
        raise _macros(bestand.naam, "_VBA_PROJECT")
    return {}


def _check_new(bestand: Invoerbestand) -> dict[str, bytes]:
    """Promise that a workbook is harmless, and answer the text of its sheets by their name."""
    naam = bestand.naam
    check_content(bestand.pad, naam=naam)
    with zipfile.ZipFile(bestand.pad) as archief:
        delen = archief.namelist()
        if macro := next((deel for deel in delen if deel.endswith("vbaProject.bin")), None):
            raise _macros(naam, macro)
        if "xl/workbook.xml" not in delen:
            raise OnbekendBestandError(
                naam,
                "dit is geen werkmap van Excel. Bewaar de tabel als Excel-werkmap (.xlsx).",
                plaats="xl/workbook.xml",
            )
        bladen = {deel: archief.read(deel) for deel in delen if deel.startswith("xl/worksheets/")}
        for deel, inhoud in bladen.items():
            _check_extent(deel, inhoud, naam=naam)
        verbindingen = "xl/_rels/workbook.xml.rels"
        per_id = {
            _attribute(v, "Id"): _attribute(v, "Target")
            for v in _VERBINDING.findall(
                archief.read(verbindingen) if verbindingen in delen else b""
            )
        }
        return {
            _attribute(blad, "name"): bladen.get(_part(per_id.get(_attribute(blad, "r:id"))), b"")
            for blad in _BLAD.findall(archief.read("xl/workbook.xml"))
        }


def _attribute(element: bytes, sleutel: str) -> str:
    gevonden = re.search(rf"\b{sleutel}=[\"']([^\"']*)".encode(), element)
    return html.unescape(gevonden[1].decode("utf-8", "replace")) if gevonden else ""


def _part(doel: str | None) -> str:
    pad = (doel or "").removeprefix("/")
    return pad if pad.startswith("xl/") else f"xl/{pad}"


def _check_extent(deel: str, inhoud: bytes, *, naam: str) -> None:
    if b"\x00" in inhoud[:100]:
        raise BestandAfgekeurdError(
            naam, "dit blad is niet leesbaar. Bewaar de werkmap opnieuw als .xlsx.", plaats=deel
        )
    inhoud = _ALLEEN_STIJL.sub(b"", inhoud)
    kolommen = _KOLOM.findall(inhoud)
    rijen = {int(rij[:9]) for rij in set(_RIJ.findall(inhoud))}
    if not rijen:
        return
    letters = max(set(kolommen), key=_number)
    breedte = _number(letters)
    if breedte > MAX_KOLOMMEN:
        raise BestandAfgekeurdError(
            naam,
            f"de tabel heeft meer dan {MAX_KOLOMMEN} kolommen. Bewaar alleen de kolommen die "
            "nodig zijn.",
            plaats=f"kolom {shorten(letters.decode())}",
        )
    omvang = (max(rijen) - min(rijen) + 1) * breedte
    if omvang > max(_MAX_LEEG, _LEEG_PER_CEL * len(kolommen)):
        raise BestandAfgekeurdError(
            naam,
            "de cellen op dit blad staan te ver uit elkaar. Verwijder wat los onder de tabel "
            "staat.",
            plaats=f"rij {max(rijen)}",
        )


def _number(letters: bytes) -> int:
    """
    Answer the number of a column by its letters; no sheet has one of more than three letters.

    >>> _number(b"A"), _number(b"AA"), _number(b"ALL")
    (1, 27, 1000)
    """
    nummer = 0
    for letter in letters.upper()[:4]:
        nummer = nummer * 26 + letter - ord("A") + 1
    return nummer


def _check_sheet(blad: CalamineSheet, inhoud: bytes | None, *, naam: str) -> None:
    """Refuse formulas, errors and merged cells on the sheet that is read."""
    if formule := _FORMULE.search(inhoud or b""):
        voor = (inhoud or b"")[max(0, formule.start() - 2000) : formule.start()]
        cel = _CEL.findall(voor)
        raise BestandAfgekeurdError(
            naam,
            "hier staat een formule. Plak de cijfers als waarden en bewaar opnieuw.",
            plaats=f"blad '{blad.name}', cel {cel[-1].decode() if cel else '?'}",
        )
    if fout := _FOUT.search(inhoud or b""):
        raise BestandAfgekeurdError(
            naam,
            "hier staat een fout van Excel (zoals #DEEL/0!). Verbeter de cel of maak hem leeg.",
            plaats=f"blad '{blad.name}', cel {fout[1].decode()}",
        )
    for (rij, kolom), (tot_rij, tot_kolom) in blad.merged_cell_ranges or ():
        raise BestandAfgekeurdError(
            naam,
            "hier zijn cellen samengevoegd. Geef elke kolom één eigen kop.",
            plaats=f"blad '{blad.name}', cellen "
            f"{_letters(kolom)}{rij + 1}:{_letters(tot_kolom)}{tot_rij + 1}",
        )


def _letters(kolom: int) -> str:
    """
    Answer the letters of a column, counted from 0.

    >>> _letters(0), _letters(26)
    ('A', 'AA')
    """
    tekst = ""
    while kolom >= 0:
        tekst = chr(ord("A") + kolom % 26) + tekst
        kolom = kolom // 26 - 1
    return tekst

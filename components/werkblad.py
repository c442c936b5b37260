"""
The pen of workbooks: sheets of plain rows as the bytes of a file.

A number is a number, a text is text that no program runs, and nothing is an empty cell. The same
sheets give the same bytes, and these say nothing of who or what made them.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import zip_longest
from typing import Any, Final, NamedTuple, TypeAlias

import xlsxwriter  # type: ignore[import-untyped] # published without types

from components.cijfers import make_harmless
from components.letters import ONLEESBAAR

# What Excel can hold in a cell, counted as it counts: a sign outside the first plane is two.
LANGSTE_CEL: Final = 32767
_GEEN_XML: Final = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SMALST: Final = 8
_BREEDST: Final = 48
_GETALBREED: Final = 12
_TEKSTBREEDTES: Final = (22, 90, 20, 20, 14, 14)
_A4: Final = 9
_KOP: Final = "kop"
_REGEL: Final = "regel"
_TEKST: Final = "tekst"
# The writer names a program that did not make the file; no reader needs it.
_PROGRAMMA: Final = {
    "docProps/app.xml": re.compile(rb"<(Application|AppVersion)>[^<]*</\1>"),
    "xl/workbook.xml": re.compile(rb"<fileVersion [^>]*/>"),
}


class Getal(NamedTuple):
    """A number in a cell, and how it is shown."""

    waarde: float
    vorm: str


Cel: TypeAlias = str | Getal | None
Rij: TypeAlias = Sequence[Cel]
# The styles of a workbook, by number format or by one of the words below.
Stijlen: TypeAlias = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Werkblad:
    """
    A sheet as rows.

    `is_lijst`: the first row is a head that stays in sight and filters; else the first column names
    what stands beside it, and `koprijen` are the heads of a table in it.
    """

    naam: str
    rijen: Sequence[Rij]
    is_lijst: bool = False
    koprijen: tuple[int, ...] = ()


def write_bladen(bladen: Sequence[Werkblad], *, titel: str, gemaakt_op: date) -> bytes:
    """Write sheets as the bytes of a workbook that says nothing of who or what made it."""
    geheugen = io.BytesIO()
    keuzes = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(geheugen, keuzes) as boek:
        gemaakt = datetime.combine(gemaakt_op, time(), UTC)
        boek.set_properties({"title": safe_tekst(titel), "created": gemaakt})
        stijlen = _styles(boek, bladen)
        for werkblad in bladen:
            _write_blad(boek.add_worksheet(werkblad.naam), werkblad, stijlen)
    return _without_program(geheugen.getvalue())


def _styles(boek: Any, bladen: Sequence[Werkblad]) -> Stijlen:  # noqa: ANN401 - no types
    """Make the styles of text, of heads, and of every number format that is used."""
    vormen = {c.vorm for blad in bladen for rij in blad.rijen for c in rij if isinstance(c, Getal)}
    kenmerken: dict[str, dict[str, object]] = {
        _KOP: {"bold": True},
        _REGEL: {},
        _TEKST: {"text_wrap": True},
        **{vorm: {"num_format": vorm} for vorm in sorted(vormen)},
    }
    return {
        naam: boek.add_format({"valign": "top", **kenmerk}) for naam, kenmerk in kenmerken.items()
    }


def _write_blad(blad: Any, werkblad: Werkblad, stijlen: Stijlen) -> None:  # noqa: ANN401 - no types
    is_lijst = werkblad.is_lijst
    koprijen = (0,) if is_lijst else werkblad.koprijen
    for rij, cellen in enumerate(werkblad.rijen):
        for kolom, cel in enumerate(cellen):
            if isinstance(cel, Getal):
                blad.write_number(rij, kolom, cel.waarde, stijlen[cel.vorm])
            elif cel:
                is_kop = rij in koprijen or not (is_lijst or kolom)
                stijl = _KOP if is_kop else _REGEL if is_lijst else _TEKST
                blad.write_string(rij, kolom, safe_tekst(cel), stijlen[stijl])
    breedtes = _widths(werkblad.rijen) if is_lijst else _TEKSTBREEDTES
    for kolom, breed in enumerate(breedtes):
        blad.set_column(kolom, kolom, breed)
    blad.set_landscape()
    blad.set_paper(_A4)
    blad.fit_to_pages(1, 0)
    if is_lijst and werkblad.rijen[0]:
        blad.freeze_panes(1, 0)
        blad.repeat_rows(0)
        blad.autofilter(0, 0, len(werkblad.rijen) - 1, len(werkblad.rijen[0]) - 1)


def _widths(rijen: Sequence[Rij]) -> Iterator[float]:
    """Answer how wide the columns of a list are: as their longest text, within reason."""
    for kolom in zip_longest(*rijen):
        langste = max(len(cel) if isinstance(cel, str) else _GETALBREED for cel in kolom)
        # the button of the filter takes room beside the head
        yield max(_SMALST, min(langste, _BREEDST) + 2)


def _without_program(bestand: bytes) -> bytes:
    """Leave out the program that a workbook would have been made with."""
    geheugen = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(bestand)) as van,
        zipfile.ZipFile(geheugen, "w", zipfile.ZIP_DEFLATED) as naar,
    ):
        for deel in van.infolist():
            inhoud = van.read(deel)
            if patroon := _PROGRAMMA.get(deel.filename):
                inhoud = patroon.sub(b"", inhoud)
            naar.writestr(deel, inhoud)
    return geheugen.getvalue()


def safe_tekst(tekst: str) -> str:
    r"""
    Answer a text that a cell can hold, and that neither a spreadsheet nor the writer acts upon.

    >>> safe_tekst("=1+1"), safe_tekst("Oost\r\nWest"), safe_tekst("<r>&</r>")
    ("'=1+1", 'Oost\nWest', "'<r>&</r>")
    """
    schoon = make_harmless(tekst).replace("\r\n", "\n").replace("\r", "\n")
    schoon = _GEEN_XML.sub(ONLEESBAAR, schoon)
    ruw = schoon.encode("utf-16-le")
    if len(ruw) > 2 * LANGSTE_CEL:
        # half a sign at the end goes as well
        schoon = ruw[: 2 * (LANGSTE_CEL - 1)].decode("utf-16-le", errors="ignore") + "…"
    # the writer takes what is between these marks for markup of its own
    return f"'{schoon}" if schoon.startswith("<r>") and schoon.endswith("</r>") else schoon

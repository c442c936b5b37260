"""Bad workbooks: what Excel allows and a table cannot be."""

import re
import struct
from datetime import date
from pathlib import Path

import pytest
from python_calamine import PasswordError

from data import werkmappen
from data.__main__ import main
from tests import bederven, maken
from tests.bederven import EINDE, MB, Slecht

eerdere_opslag = bederven.eerdere_opslag
gevuld = bederven.gevuld

LVB = ("--indicator", "lvb")
BLAD = "xl/worksheets/sheet1.xml"
OUD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)  # the first bytes of Excel before 2007


def lying(map_: Path) -> Path:
    """Make a workbook of which the sheet says that it holds ten bytes."""
    pad = bederven.werkmap()(map_)
    ruw = bytearray(pad.read_bytes())
    for begin, plek in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        kop = next(
            m.start()
            for m in re.finditer(begin, ruw)
            if BLAD.encode() in ruw[m.start() : m.start() + 80]
        )
        ruw[kop + plek : kop + plek + 4] = struct.pack("<I", 10)
    return bederven.write(pad, bytes(ruw))


WERKMAPPEN = {
    "cut_off": Slecht(bederven.cut(bederven.werkmap(), 0.6), EINDE, "afgebroken", LVB),
    "empty_workbook": Slecht(
        bederven.werkmap(lambda b: b.active.delete_rows(1, 9)), "rij 1", "leeg", LVB
    ),
    "formulas": Slecht(
        bederven.werkmap_cel("C3", "=1+1"), "blad 'Sheet', cel C3", "een formule", LVB
    ),
    "formulas_with_other_markup": Slecht(
        bederven.werkmap_deel(
            BLAD, lambda xml: xml.replace(b'<c r="C3" t="n">', b'<c t="n" r="C3">\n<f ca="1">1</f>')
        ),
        "blad 'Sheet', cel C3",
        "een formule",
        LVB,
    ),
    "macros": Slecht(
        bederven.werkmap_deel("xl/vbaProject.bin", lambda _: b"\xd0\xcf\x11\xe0"),
        "xl/vbaProject.bin",
        "macro's",
        LVB,
    ),
    "macros_in_an_old_workbook": Slecht(
        bederven.text(OUD + "_VBA_PROJECT".encode("utf-16-le"), "oud.xls"),
        "_VBA_PROJECT",
        "macro's",
    ),
    "password_on_a_workbook": Slecht(
        bederven.text(OUD + "EncryptedPackage".encode("utf-16-le"), "dicht.xlsx"),
        "byte 1",
        "wachtwoord",
    ),
    "old_workbook_broken": Slecht(bederven.text(OUD, "oud.xls"), EINDE, "afgebroken of beschadigd"),
    "merged_headers": Slecht(
        bederven.werkmap(lambda b: b.active.merge_cells("D1:E1")),
        "blad 'Sheet', cellen D1:E1",
        "samengevoegd",
        LVB,
    ),
    "workbook_without_header": Slecht(
        bederven.werkmap(lambda b: b.active.delete_rows(1)), "rij 1", "'buurtcode' ontbreekt", LVB
    ),
    "workbook_of_something_else": Slecht(
        bederven.werkmap(lambda b: b.active.delete_rows(1)),
        "blad 'Sheet', rij 1",
        "geen kolomnamen",
    ),
    "workbook_with_two_header_rows": Slecht(
        bederven.werkmap(
            lambda b: (b.active.insert_rows(2), [b.active.cell(2, k, "x") for k in range(1, 6)])
        ),
        "rij 2, kolom 'peiljaar'",
        "geen jaar",
        LVB,
    ),
    "date_cells_as_numbers": Slecht(
        bederven.werkmap_cel("C3", date(2020, 5, 1)),
        "rij 3, kolom 'waarde'",
        "'2020-05-01' is een datum",
        LVB,
    ),
    "text_in_numbers_of_a_workbook": Slecht(
        bederven.werkmap_cel("C3", "veel"), "rij 3, kolom 'waarde'", "'veel' is geen getal", LVB
    ),
    "error_in_a_cell": Slecht(
        bederven.werkmap_cel("C3", "#DIV/0!"), "blad 'Sheet', cel C3", "een fout van Excel", LVB
    ),
    "true_in_a_cell": Slecht(
        bederven.werkmap_cel("C3", waarde=True),
        "rij 3, kolom 'waarde'",
        "'True' is geen getal",
        LVB,
    ),
    "codes_as_numbers_in_a_workbook": Slecht(
        bederven.werkmap_cel("A3", 7721111), "rij 3, kolom 'buurtcode'", "getal en geen code", LVB
    ),
    "workbook_of_5000_columns": Slecht(
        bederven.werkmap(lambda b: [b.active.cell(1, k, f"k{k}") for k in range(6, 5001)]),
        "kolom GJH",
        "meer dan 1000 kolommen",
        LVB,
    ),
    "column_of_five_letters": Slecht(
        bederven.werkmap_deel(BLAD, lambda xml: xml.replace(b'r="C3"', b"r = 'adgho3'")),
        "kolom adgho",
        "meer dan 1000 kolommen",
        LVB,
    ),
    "cell_a_million_rows_down_in_a_row_that_lies": Slecht(
        bederven.werkmap_deel(BLAD, lambda xml: xml.replace(b'r="C4"', b'x=">" r="C1048576"')),
        "rij 1048576",
        "te ver uit elkaar",
        LVB,
    ),
    "cell_a_million_rows_down": Slecht(
        bederven.werkmap_cel("C1048576", 1), "rij 1048576", "te ver uit elkaar", LVB
    ),
    "workbook_that_is_a_bomb": Slecht(
        bederven.werkmap_deel(BLAD, lambda xml: xml + b" " * (40 * MB)),
        f"bestand '{BLAD}'",
        "verdacht veel",
        LVB,
    ),
    "workbook_that_lies_of_its_size": Slecht(lying, f"bestand '{BLAD}'", "beschadigd", LVB),
    "sheet_of_unfinished_cells": Slecht(
        bederven.werkmap_deel(BLAD, lambda xml: xml + b"<f/>" + b"<c " * 30_000),
        EINDE,
        "afgebroken of beschadigd",
        LVB,
    ),
    "text_document": Slecht(
        lambda map_: maken.write_zip(map_ / "brief.docx", {"[Content_Types].xml": b"<Types/>"}),
        "xl/workbook.xml",
        "geen werkmap van Excel",
    ),
    "sheet_in_utf16": Slecht(
        bederven.werkmap_deel(BLAD, lambda xml: xml.decode().encode("utf-16")),
        BLAD,
        "niet leesbaar",
        LVB,
    ),
}


def test_password_that_the_reader_finds_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Dicht:
        @staticmethod
        def from_filelike(_: object) -> None:
            raise PasswordError

    monkeypatch.setattr(werkmappen, "CalamineWorkbook", Dicht)
    assert main(["importeer", str(bederven.werkmap()(tmp_path)), *LVB]) == 2
    assert capsys.readouterr().err.startswith("lvb.xlsx, byte 1: de werkmap heeft een wachtwoord.")


@bederven.each_of(WERKMAPPEN)
def test_bad_workbook_is_refused(
    geval: Slecht, tmp_path: Path, gevuld: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    bederven.check_case(geval, map_=tmp_path, opslag=gevuld, capfd=capfd)

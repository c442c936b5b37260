"""
Bad files, one test each: one sentence that names the file and the place, and an unchanged store.

Every case goes through the real command. The store holds an earlier import, and must hold the
same bytes after the refusal.
"""

from pathlib import Path

import pytest

from tests import bederven, maken
from tests.bederven import EINDE, MB, Slecht

eerdere_opslag = bederven.eerdere_opslag
gevuld = bederven.gevuld

LVB = ("--indicator", "lvb")
KOP = "buurtcode;peiljaar;waarde\n"

HELE_BESTANDEN = {
    "empty": Slecht(bederven.text(b""), "byte 1", "leeg"),
    "only_blanks": Slecht(bederven.text(" \n\n "), "byte 1", "leeg"),
    "only_a_bom": Slecht(bederven.text(b"\xef\xbb\xbf\n\n"), "regel 1", "leeg"),
    "utf16": Slecht(bederven.lvb(lambda t: t.encode("utf-16")), "regel 1", "UTF-16"),
    "html_error_page_as_csv": Slecht(
        bederven.text("<!DOCTYPE html><html><body>503</body></html>"), "regel 1", "webpagina"
    ),
    "xhtml_error_page": Slecht(
        bederven.text("<?xml version='1.0'?>\n<html><body>503</body></html>"),
        "regel 1",
        "webpagina",
    ),
    "xml_as_json": Slecht(
        bederven.text("<?xml version='1.0'?><feed/>", "kwb.json"), "regel 1", "XML"
    ),
    "pdf": Slecht(bederven.text(b"%PDF-1.7\n%\x00\x01"), "byte 1", "een PDF"),
    "gzip": Slecht(bederven.text(b"\x1f\x8b\x08\x00"), "byte 1", "gzip"),
    "zeros_200_mb": Slecht(bederven.zeros, "byte 1", "nullen"),
    "zeros_below_a_table": Slecht(bederven.zeros_below, "byte 5427", "nullen", LVB),
    "folder_without_files": Slecht(bederven.folder({}), "bestand 1", "geen enkel bestand"),
    "folder_with_nothing_known": Slecht(
        bederven.folder({"a.txt": b"hallo", "b.pdf": b"%PDF-1.7", "c.json": b"[1]"}),
        "alle 3 bestanden",
        "geen tabel of kaart",
    ),
    "symbolic_link_loop": Slecht(bederven.linked, "byte 1", "naar zichzelf verwijst"),
    "missing_file": Slecht(lambda map_: map_ / "weg.csv", "byte 1", "bestaat niet"),
    "pipe": Slecht(bederven.pipe, "", "apparaat of leiding"),
    "prose": Slecht(
        bederven.text("Beste lezer\nHierbij de cijfers.\n"), "regel 1", "geen kolomnamen"
    ),
}

TABELLEN_ALS_TEKST = {
    "row_cut_off": Slecht(bederven.cut(bederven.lvb(str), 0.7), "regel 3", "heeft 3 kolommen", LVB),
    "wrong_encoding": Slecht(
        bederven.lvb(lambda t: f"{t}BU07721113;2020;1;1;caf".encode() + b"\xc3\xa9\xe9\n"),
        "regel 5",
        "geen UTF-8",
        LVB,
    ),
    "no_encoding_at_all": Slecht(
        bederven.lvb(lambda t: t.encode() + b"BU07721113;2020;1;1;\x81\n"), "regel 5", "UTF-8", LVB
    ),
    "cut_within_a_sign": Slecht(
        bederven.lvb(lambda t: (t + "BU07721113;2020;1;1;é").encode()[:-1]), "regel 5", "UTF-8", LVB
    ),
    "bom_twice": Slecht(
        bederven.lvb(lambda t: b"\xef\xbb\xbf\xef\xbb\xbf" + t.encode()), "regel 1", "BOM", LVB
    ),
    "mixed_line_ends": Slecht(
        bederven.lvb(lambda t: t.replace("\n", "\r\n", 2)), "regel 3", "regels eindigen", LVB
    ),
    "quotes_unbalanced": Slecht(
        bederven.lvb(lambda t: t.replace("BU07721111", '"BU07721111')),
        "regel 3",
        "niet gesloten",
        LVB,
    ),
    "quotes_within_a_cell": Slecht(
        bederven.lvb(lambda t: t.replace("BU07721111", '"BU"07721111')),
        "regel 3",
        "aanhalingstekens",
        LVB,
    ),
    "control_sign": Slecht(
        bederven.lvb(lambda t: t.replace("1500", "15\x1b[31m00")), "regel 3", "teken", LVB
    ),
    "two_delimiters_mixed": Slecht(
        bederven.lvb(lambda t: t.replace(";", ",").replace(",", ";", 4)),
        "regel 1",
        "gescheiden door ';'",
        LVB,
    ),
    "one_row_with_another_delimiter": Slecht(
        bederven.lvb(lambda t: t.replace("BU07721111;2020;2.0;", "BU07721111,2020,2.0,")),
        "regel 3",
        "2 kolommen",
        LVB,
    ),
    "row_of_5000_columns": Slecht(
        bederven.lvb(lambda t: t + ";" * 4999 + "x\n"), "regel 5", "heeft 5000 kolommen", LVB
    ),
    "columns_5000": Slecht(
        bederven.text(";".join(f"k{n}" for n in range(5000)) + "\n"), "regel 1", "5000 kolommen"
    ),
    "column_name_twice": Slecht(
        bederven.lvb(lambda t: t.replace("noemer", "Waarde")), "regel 1", "twee keer", LVB
    ),
    "first_column_name_twice": Slecht(
        bederven.lvb(lambda t: t.replace("noemer", "buurtcode")), "regel 1", "twee keer", LVB
    ),
    "column_without_a_name": Slecht(
        bederven.lvb(lambda t: t.replace("noemer", "")), "regel 1", "kolom 4", LVB
    ),
    "without_header": Slecht(
        bederven.lvb(lambda t: t.split("\n", 1)[1]), "rij 1", "'buurtcode' ontbreekt", LVB
    ),
    "two_header_rows": Slecht(
        bederven.lvb(lambda t: t.replace("\n", "\ncode;jaar;%;aantal;aantal\n", 1)),
        "rij 2, kolom 'peiljaar'",
        "'jaar' is geen getal",
        LVB,
    ),
    "no_year_at_all": Slecht(
        bederven.text("buurtcode;waarde\nBU07721110;1\n"), "rij 1", "'peiljaar' ontbreekt", LVB
    ),
    "only_a_header": Slecht(bederven.text(KOP), "rij 2", "geen enkele rij", LVB),
    "gigantic_cell": Slecht(
        bederven.text(KOP + "B" * (5 * MB) + ";2020;1\n"),
        "rij 2, kolom 'buurtcode'",
        f"'{'B' * 40}…'",
        LVB,
    ),
    "cell_beyond_reason": Slecht(
        bederven.text(KOP + "B" * (17 * MB) + ";2020;1\n"), "regel 2", "veel te lang", LVB
    ),
    "own_table_without_indicator": Slecht(bederven.lvb(str), "regel 1", "--indicator lvb"),
    "unknown_indicator": Slecht(
        bederven.lvb(str), "", "`--indicator ggz` is niet bekend", ("--indicator", "ggz")
    ),
    "border_year_unknown": Slecht(
        bederven.lvb(lambda t: t.replace("BU0772", "BU0001")), "", "Geef het jaar", LVB
    ),
}

CELLEN = {
    "unknown_code": Slecht(
        bederven.lvb_cel(2, 0, "Oost"), "rij 3, kolom 'buurtcode'", "'Oost' is geen code", LVB
    ),
    "missing_code": Slecht(
        bederven.lvb_cel(2, 0, ""), "rij 3, kolom 'buurtcode'", "ontbreekt de code", LVB
    ),
    "code_as_number": Slecht(
        bederven.lvb_cel(2, 0, "7721111"), "rij 3, kolom 'buurtcode'", "getal en geen code", LVB
    ),
    "code_in_arabic_digits": Slecht(
        bederven.lvb_cel(2, 0, "BU\u0660\u0667\u066721111"),
        "rij 3, kolom 'buurtcode'",
        "is geen code",
        LVB,
    ),
    "code_that_steers_a_terminal": Slecht(
        bederven.lvb_cel(2, 0, "BU\u202e\u009b31m\n"), "rij 4, kolom 'buurtcode'", "geen code", LVB
    ),
    "duplicate_code": Slecht(
        bederven.lvb_cel(2, 0, maken.BUURTEN[0]), "rij 3, kolom 'buurtcode'", "twee keer", LVB
    ),
    "fictional_code": Slecht(
        bederven.lvb_cel(2, 0, "BU99010001"), "rij 3, kolom 'buurtcode'", "fictieve stad", LVB
    ),
    "level_mixed_up": Slecht(
        bederven.lvb_cel(1, 0, maken.WIJK), "rij 2, kolom 'buurtcode'", "is geen buurt", LVB
    ),
    "no_year": Slecht(bederven.lvb_cel(2, 1, ""), "rij 3, kolom 'peiljaar'", "geen jaar", LVB),
    "half_a_year": Slecht(
        bederven.lvb_cel(2, 1, "2020.5"), "rij 3, kolom 'peiljaar'", "geen jaar", LVB
    ),
    "another_year_than_asked": Slecht(
        bederven.lvb_cel(2, 1, "2019"),
        "rij 3, kolom 'peiljaar'",
        "het jaar 2019",
        (*LVB, "--peiljaar", "2020"),
    ),
    "text_in_numbers": Slecht(
        bederven.lvb_cel(2, 2, "veel"), "rij 3, kolom 'waarde'", "'veel' is geen getal", LVB
    ),
    "arabic_number": Slecht(
        bederven.lvb_cel(2, 2, "\u0662"), "rij 3, kolom 'waarde'", "geen getal", LVB
    ),
    "number_without_end_that_is_none": Slecht(
        bederven.lvb_cel(2, 2, "1" * MB + "x"),
        "rij 3, kolom 'waarde'",
        f"'{'1' * 40}…' is geen getal",
        LVB,
    ),
    "infinite": Slecht(bederven.lvb_cel(2, 2, "inf"), "rij 3, kolom 'waarde'", "oneindig", LVB),
    "too_large_to_be_a_number": Slecht(
        bederven.lvb_cel(2, 3, "1e999"), "rij 3, kolom 'noemer'", "oneindig", LVB
    ),
    "thousands_with_a_point": Slecht(
        bederven.lvb_cel(2, 3, "1.500"), "rij 3, kolom 'noemer'", "duizendtallen", LVB
    ),
    "thousands_with_a_comma": Slecht(
        bederven.lvb_cel(2, 3, "1,500"), "rij 3, kolom 'noemer'", "duizendtallen", LVB
    ),
    "millions_with_points": Slecht(
        bederven.lvb_cel(2, 3, "1.234.567"), "rij 3, kolom 'noemer'", "duizendtallen", LVB
    ),
    "thousands_with_a_blank": Slecht(
        bederven.lvb_cel(2, 3, "1 500"), "rij 3, kolom 'noemer'", "duizendtallen", LVB
    ),
    "thousands_and_decimals": Slecht(
        bederven.lvb_cel(2, 3, "1.500,5"), "rij 3, kolom 'noemer'", "duizendtallen", LVB
    ),
    "negative_count": Slecht(
        bederven.lvb_cel(2, 4, "-3"), "rij 3, kolom 'teller'", "-3 is negatief", LVB
    ),
    "percentage_above_100": Slecht(
        bederven.lvb_cel(2, 2, "100.5"), "rij 3, kolom 'waarde'", "100.5 is meer dan 100", LVB
    ),
    "part_larger_than_the_whole": Slecht(
        bederven.lvb_cel(2, 4, "1501"), "rij 3", "de teller (1501)", LVB
    ),
}

ARCHIEVEN = {
    "zip_cut_off": Slecht(
        bederven.cut(bederven.zipped({"lvb.csv": b"x" * 500}), 0.5), EINDE, "afgebroken"
    ),
    "zip_without_files": Slecht(bederven.zipped({}), "bestand 1", "leeg"),
    "zip_bomb": Slecht(
        bederven.zipped({"lvb.csv": bytes(40 * MB)}), "bestand 'lvb.csv'", "42 MB groot"
    ),
    "path_in_zip": Slecht(
        bederven.zipped({"../../lvb.csv": b"a;b"}), "bestand '../../lvb.csv'", "buiten het archief"
    ),
    "absolute_path_in_zip": Slecht(
        bederven.zipped({"/etc/lvb.csv": b"a;b"}), "bestand '/etc/lvb.csv'", "buiten het archief"
    ),
    "windows_path_in_zip": Slecht(
        bederven.zipped({"C:lvb.csv": b"a;b"}), "bestand 'C:lvb.csv'", "buiten het archief"
    ),
    "nested_zip": Slecht(
        bederven.zipped({"map/binnen.zip": maken.zip_bytes({"lvb.csv": b"a;b"})}),
        "bestand 'map/binnen.zip'",
        "in het archief",
    ),
    "password_zip": Slecht(
        bederven.zipped({"lvb.csv": b"a;b"}, bederven.lock), "bestand 'lvb.csv'", "wachtwoord"
    ),
    "zip_that_lies_of_its_size": Slecht(
        bederven.zipped({"lvb.csv": b"a;b;" * 99}, bederven.understate),
        "bestand 'lvb.csv'",
        "beschadigd",
    ),
    "zip_with_broken_content": Slecht(
        bederven.zipped({"lvb.csv": b"a;b;c\n" * 99}, bederven.garble),
        "bestand 'lvb.csv'",
        "beschadigd",
    ),
    "zip_packed_in_another_way": Slecht(
        lambda map_: bederven.write(map_ / "a.zip", maken.zip_bytes({"a.csv": b"a"}, soort=14)),
        "bestand 'a.csv'",
        "ongewoon ingepakt",
    ),
    "zip_of_10000_members": Slecht(
        bederven.zipped({f"{n}.csv": b"" for n in range(10_000)}), "bestand 1001", "10000 bestanden"
    ),
    "same_name_twice_in_zip": Slecht(
        bederven.zipped({"lvb.csv": b"a;b", "LVB.csv": b"a;b"}), "bestand 'LVB.csv'", "twee keer"
    ),
    "file_where_a_folder_is_in_zip": Slecht(
        bederven.zipped({"lvb": b"a;b", "lvb/x.csv": b"a;b"}), "bestand 'lvb'", "twee keer"
    ),
    "name_too_long_in_zip": Slecht(
        bederven.zipped({"a" * 300: b"a;b"}), f"bestand '{'a' * 40}…'", "te lang"
    ),
    "bad_file_in_a_zip": Slecht(
        bederven.zipped({"map/lvb.csv": b"buurtcode;peiljaar;waarde\nx;2020;1\n"}),
        "rij 2, kolom 'buurtcode'",
        "'x' is geen code",
        LVB,
        bestand="levering.zip/map/lvb.csv",
    ),
}


@bederven.each_of(HELE_BESTANDEN | TABELLEN_ALS_TEKST | CELLEN | ARCHIEVEN)
def test_bad_file_is_refused(
    geval: Slecht, tmp_path: Path, gevuld: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    bederven.check_case(geval, map_=tmp_path, opslag=gevuld, capfd=capfd)

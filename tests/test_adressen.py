"""Addresses and numbers of tables stand in one module, and the years are those of the tables."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import opzetten
from data.adressen import KERNCIJFERS_TABELLEN, OP_TE_HALEN, TABEL_PER_NUMMER, Tabeladres
from data.bronnen import TABELLEN
from tests.naspelen import build_klein
from tests.naspelen_jaren import TABELNUMMERS
from tests.naspelen_wereld import CBS, DERDEN, Wereld

KAMERS = ("data", "layers", "components", "pages")
UITGEVER = re.compile(r"\b(?:cbs|pdok|leefbaarometer|politie|rivm)\.nl\b|\bcartomap\.github\.io\b")
# pages for people to read on
MET_PAGINAS = {"data/bronnen.py"}


@pytest.fixture(scope="module")
def wereld() -> Wereld:
    return build_klein()


def test_kerncijfers_have_the_number_of_their_year(wereld: Wereld) -> None:
    assert {tabel.peiljaar: tabel.nummer for tabel in KERNCIJFERS_TABELLEN} == TABELNUMMERS
    for tabel in KERNCIJFERS_TABELLEN:
        assert wereld.tabellen[tabel.nummer].kenmerken["Period"] == str(tabel.peiljaar)
        assert tabel.grensjaar == tabel.peiljaar


TE_HALEN = [tabel for tabellen in OP_TE_HALEN.values() for tabel in tabellen]


@pytest.mark.parametrize("tabel", TE_HALEN, ids=lambda tabel: tabel.nummer)
def test_other_tables_are_where_their_address_says(wereld: Wereld, tabel: Tabeladres) -> None:
    daar = wereld.tabellen[tabel.nummer]
    assert daar.host == tabel.host
    assert tabel.peiljaar is None
    # of health and scores the title or the axis names the borders
    kaartjaren = {dimensie.kaartjaar for dimensie in daar.dimensies} - {None}
    assert tabel.grensjaar is None or kaartjaren == {tabel.grensjaar}
    assert not daar.kenmerken["Period"].isdecimal()


def test_each_table_is_of_a_known_source_and_host() -> None:
    for nummer, tabel in TABEL_PER_NUMMER.items():
        assert nummer == tabel.nummer
        assert tabel.bron in TABELLEN
        assert tabel.host in {CBS, DERDEN}
    assert set(TE_HALEN) <= set(TABEL_PER_NUMMER.values())


def texts_of(pad: Path) -> Iterator[str]:
    """Answer every text in a module, also a part of one that is filled in."""
    for deel in ast.walk(ast.parse(pad.read_text(encoding="utf-8"))):
        if isinstance(deel, ast.Constant) and isinstance(deel.value, str):
            yield deel.value


def test_no_other_module_holds_an_address_or_number_of_a_publisher() -> None:
    met_adres, met_nummer = set(), set()
    for kamer in KAMERS:
        for pad in sorted((opzetten.ROOT / kamer).rglob("*.py")):
            naam = pad.relative_to(opzetten.ROOT).as_posix()
            teksten = list(texts_of(pad))
            if any(UITGEVER.search(tekst) for tekst in teksten):
                met_adres.add(naam)
            if any(tekst.upper() in TABEL_PER_NUMMER for tekst in teksten):
                met_nummer.add(naam)
    assert met_adres == {"data/adressen.py", *MET_PAGINAS}
    assert met_nummer == {"data/adressen.py"}

"""What a visitor reads names no buurt a problem, and claims no cause."""

import ast
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

import opzetten
from layers.indicatoren import INDICATOREN
from layers.openen import open_link
from layers.soorten import SOORTEN, build_kaartbeeld
from layers.toezichtblad import build_toezicht

STAD = "GM9901"
# words of judgement; and "door", where it would say that one thing makes another
VERBODEN = (
    r"probleem\w*",
    r"\w*slecht\w*",
    r"achterstand\w*",
    r"kansarm\w*",
    r"zwakke? (?:buurt|wijk)\w*",
    r"getto\w*",
    r"risicobuurt\w*",
    r"(?:neemt|nemen|stijg\w*|daal\w*|komt) \w* ?toe door",
    r"veroorzaak\w*",
    r"leidt tot",
)
FOUT = re.compile(r"\b(?:" + "|".join(VERBODEN) + r")\b", re.IGNORECASE)
# who makes a nuisance is not a judgement of a buurt; a device that "slaat" is no cause
ONSCHULDIG = {"geluidhinder door buren"}
MAPPEN = ("components", "layers", "pages")


def dutch_texts(pad: Path) -> list[str]:
    """Answer the texts of a module that a visitor may read: no docstrings, no names."""
    boom = ast.parse(pad.read_text("utf-8"))
    uitleg = {
        id(deel.body[0].value)
        for deel in ast.walk(boom)
        if isinstance(deel, (ast.Module, ast.ClassDef, ast.FunctionDef))
        and deel.body
        and isinstance(deel.body[0], ast.Expr)
    }
    return [
        deel.value
        for deel in ast.walk(boom)
        if isinstance(deel, ast.Constant) and isinstance(deel.value, str) and id(deel) not in uitleg
    ]


def found_in(teksten: list[str]) -> list[str]:
    return [tekst for tekst in teksten if FOUT.search(tekst) and tekst not in ONSCHULDIG]


def walk(ding: object) -> Iterator[str]:
    """Answer every text in plain data, however deep it lies."""
    if isinstance(ding, str):
        yield ding
    elif isinstance(ding, (tuple, list)):
        for deel in ding:
            yield from walk(deel)
    elif is_dataclass(ding):
        for veld in fields(ding):
            yield from walk(getattr(ding, veld.name))


def texts_in(ding: object) -> list[str]:
    """List every text in plain data."""
    return list(walk(ding))


def test_search_finds_what_it_is_for() -> None:
    assert found_in(["Dit is een probleembuurt.", "de slechtste buurten"])
    assert found_in(["Een buurt met overlast"]) == []


@pytest.mark.parametrize("map_", MAPPEN)
def test_no_text_of_the_program_judges(map_: str) -> None:
    paden = sorted((opzetten.ROOT / map_).rglob("*.py"))
    assert paden
    assert {pad.name: fout for pad in paden if (fout := found_in(dutch_texts(pad)))} == {}


def test_no_script_of_the_map_judges() -> None:
    paden = sorted((opzetten.ROOT / "components").glob("*.js"))
    teksten = {pad.name: re.findall(r'"([^"\n]*)"', pad.read_text("utf-8")) for pad in paden}
    assert {naam: fout for naam, delen in teksten.items() if (fout := found_in(delen))} == {}


@pytest.mark.parametrize("soort", [soort.sleutel for soort in SOORTEN])
def test_no_map_judges(soort: str) -> None:
    for indicator in INDICATOREN:
        geopend = open_link({"gebied": STAD, "soort": soort, "indicator": indicator.sleutel})
        assert geopend is not None
        kaartbeeld = build_kaartbeeld(geopend.keuze, jaren=(geopend.keuze.jaar,))
        moment = kaartbeeld.moment
        teksten = [moment.titel, moment.ondertitel, moment.legendazin, kaartbeeld.leeswijzer]
        teksten += [*kaartbeeld.merken, *(klasse.label for klasse in kaartbeeld.klassen)]
        assert found_in(teksten) == []
        # an indicator of one year opens as a map of that year
        if geopend.keuze.soort != "stand":
            assert "signaal, relatief, geen oorzaak" in kaartbeeld.merken


def test_page_of_the_supervisor_judges_nobody() -> None:
    toezicht = build_toezicht(STAD)
    assert toezicht is not None
    teksten = texts_in(toezicht)
    assert {toezicht.aandacht.regel, toezicht.vragen[0].tekst, toezicht.alle[-1].naam} <= set(
        teksten
    )
    assert found_in(teksten) == []

"""The same map in a slide and in numbers, read back to be laid beside the screen."""

import csv
import io
import json
from dataclasses import dataclass
from datetime import date
from typing import Any

import openpyxl
from pptx import Presentation

from components.afdruk_blad import Maat, Opdracht
from components.uitvoer import Formaat, make_bestand
from layers.kaartbeeld import Kaartbeeld, Staat
from layers.opmaak import format_met
from tests.vergelijken import Gezien

OPDRACHT = Opdracht(maat=Maat.DIA, gemaakt_op=date(2026, 11, 26), dpi=60)


@dataclass(frozen=True)
class Diatabel:
    """The tables of a slide: per word of a row its colour and its counts, and all words."""

    kleuren: dict[str, str]
    tellingen: dict[str, tuple[str, ...]]
    woorden: frozenset[str]


def make(kaartbeeld: Kaartbeeld, formaat: Formaat) -> bytes:
    return make_bestand(kaartbeeld, formaat, OPDRACHT, met_gevoelig=True)


def read_dia(kaartbeeld: Kaartbeeld) -> Diatabel:
    """Read the native legend of the slide of a map."""
    (dia,) = Presentation(io.BytesIO(make(kaartbeeld, Formaat.PPTX))).slides
    kleuren, tellingen, woorden = {}, {}, set()
    for vorm in dia.shapes:
        if not vorm.has_table:
            continue
        for rij in vorm.table.rows:
            cellen = list(rij.cells)
            teksten = [cel.text_frame.text for cel in cellen]
            woorden |= {deel for tekst in teksten for deel in tekst.split("\n")}
            for cel, tekst in zip(cellen, teksten, strict=True):
                for deel in tekst.split("\n"):
                    if (kleur := fill_of(cel)) is not None:
                        kleuren[deel] = kleur
            naam = teksten[1] if len(teksten) > 1 else ""
            kleuren[naam] = fill_of(cellen[0]) or ""
            tellingen[naam] = tuple(tekst for tekst in teksten[2:] if tekst)
    return Diatabel(kleuren, tellingen, frozenset(woorden))


def fill_of(cel: Any) -> str | None:  # noqa: ANN401 - a cell of a table
    """Answer the plain colour of a cell."""
    return f"#{cel.fill.fore_color.rgb}" if cel.fill.type == 1 else None


def read_werkmap(kaartbeeld: Kaartbeeld) -> dict[str, dict[str, Any]]:
    """Read the sheet of numbers, a row per area."""
    boek = openpyxl.load_workbook(io.BytesIO(make(kaartbeeld, Formaat.XLSX)))
    kop, *rijen = boek["cijfers"].iter_rows(values_only=True)
    return {str(rij[0]): dict(zip(map(str, kop), rij, strict=True)) for rij in rijen}


def read_csv(kaartbeeld: Kaartbeeld) -> dict[str, dict[str, str]]:
    tekst = make(kaartbeeld, Formaat.CSV).decode("utf-8-sig")
    return {r["gebiedscode"]: r for r in csv.DictReader(io.StringIO(tekst), delimiter=";")}


def read_geojson(kaartbeeld: Kaartbeeld) -> dict[str, dict[str, Any]]:
    lagen = json.loads(make(kaartbeeld, Formaat.GEOJSON))["features"]
    return {deel["properties"]["gebiedscode"]: deel["properties"] for deel in lagen}


def check_vormen(kaartbeeld: Kaartbeeld, scherm: Gezien, teksten: list[str]) -> None:
    """Hold slide, workbook, CSV and layer against what the screen shows of every area."""
    dia, cijfers = read_dia(kaartbeeld), read_werkmap(kaartbeeld)
    kaal, lagen = read_csv(kaartbeeld), read_geojson(kaartbeeld)
    land = [
        code for code, is_land in zip(kaartbeeld.gebieden, kaartbeeld.land, strict=True) if is_land
    ]
    assert list(cijfers) == list(kaal) == land
    assert set(lagen) == set(land)
    moment = kaartbeeld.moment
    for plek, code in enumerate(kaartbeeld.gebieden):
        if code not in cijfers:
            continue
        rij, regel, laag = cijfers[code], kaal[code], lagen[code]
        waarde = rij["waarde"]
        getal = float(regel["waarde"].replace(",", ".")) if regel["waarde"] else None
        assert (waarde is None) == (getal is None) == (laag["waarde"] is None)
        if waarde is not None:
            assert abs(waarde - getal) < 1e-5
            assert abs(waarde - laag["waarde"]) < 1e-5
            # what the screen says of an area holds the same number
            assert format_met(kaartbeeld.opmaak, waarde) in teksten[plek]
        klasse = moment.klassen[plek]
        label = "" if klasse is None else kaartbeeld.klassen[klasse].label
        assert (regel["klasse"].lstrip("'"), laag["klasse"] or "") == (label, label)
        assert (rij["klasse"] or "").lstrip("'") == label
        if moment.staten[plek] is Staat.OK:
            # the layer holds the colour that the screen draws, pale where a change is uncertain
            assert laag["kleur"].upper() == scherm.kleuren[code]
            if klasse is not None and not (moment.onzeker and moment.onzeker[plek]):
                assert scherm.kleuren[code] == kaartbeeld.klassen[klasse].kleur
    for nummer, klasse_ in enumerate(kaartbeeld.klassen):
        if klasse_.cel is None:
            assert dia.kleuren[klasse_.label] == klasse_.kleur
        else:
            aantal = str(kaartbeeld.moment.tellingen[0].klassen[nummer])
            assert any(aantal in woord.split() for woord in dia.woorden)
    for woorden, aantallen in scherm.tellingen.items():
        if woorden != "water":
            assert dia.tellingen[woorden] == aantallen

"""The numbers as CSV: as a Dutch spreadsheet reads them, and nothing that it would run."""

import csv
import io
from dataclasses import replace

import pytest

from components.cijfers import KOLOMMEN, make_harmless, write_cijfers
from layers.kaartbeeld import Kaartbeeld, Staat
from layers.link import (
    read_parameters,
)
from layers.openen import (
    open_link,
)
from layers.stand import build_stand

STAD = "/kaart?gebied=GM9901&indicator=laagste_inkomens&jaar=2018"


@pytest.fixture(scope="module")
def stad() -> Kaartbeeld:
    geopend = open_link(read_parameters(STAD))
    assert geopend is not None
    return build_stand(geopend.keuze)


def read(beeld: Kaartbeeld) -> list[dict[str, str]]:
    tekst = write_cijfers(beeld).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(tekst, newline=""), delimiter=";"))


def test_every_buurt_with_its_value_and_no_water(stad: Kaartbeeld) -> None:
    rijen = read(stad)
    assert list(rijen[0]) == list(KOLOMMEN)
    assert len(rijen) == len(stad.gebieden) - sum(stad.water)
    for rij in rijen:
        plek = stad.gebieden.index(rij["gebiedscode"])
        waarde = stad.moment.waarden[plek]
        assert rij["naam"] == stad.namen[plek]
        assert rij["status"] == stad.moment.staten[plek]
        assert (rij["peiljaar"], rij["grensjaar"], rij["eenheid"]) == ("2018", "2024", "%")
        if waarde is None:
            assert (rij["waarde"], rij["klasse"]) == ("", "")
        else:
            assert float(rij["waarde"].replace(",", ".")) == pytest.approx(waarde)
            assert rij["klasse"] == stad.klassen[stad.moment.klassen[plek] or 0].label
        assert "fictieve gegevens" in rij["bron"]
    assert any(rij["wijk"] for rij in rijen)


def test_state_without_a_value_shows_none(stad: Kaartbeeld) -> None:
    leeg = [rij for rij in read(stad) if rij["status"] == Staat.ONDERDRUKT]
    assert leeg
    assert {rij["waarde"] for rij in leeg} == {""}


def test_dutch_spreadsheet_knows_what_it_is(stad: Kaartbeeld) -> None:
    ruw = write_cijfers(stad)
    assert ruw.startswith(b"\xef\xbb\xbfgebiedscode;naam;")
    assert b"44,7;%" in ruw
    assert ruw.count(b"\r\n") == ruw.count(b"\n")


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r", " ="])
def test_name_is_never_a_formula(stad: Kaartbeeld, begin: str) -> None:
    namen = (f'{begin}HYPERLINK("x";"y")', *stad.namen[1:])
    naam = read(replace(stad, namen=namen))[0]["naam"]
    assert naam.startswith("'")
    assert naam.endswith('HYPERLINK("x";"y")')


def test_number_below_zero_stays_a_number(stad: Kaartbeeld) -> None:
    momenten = list(stad.momenten)
    momenten[stad.gekozen] = replace(stad.moment, waarden=(-12.5, *stad.moment.waarden[1:]))
    assert read(replace(stad, momenten=tuple(momenten)))[0]["waarde"] == "-12,5"


def test_separators_in_names_stay_in_their_cell(stad: Kaartbeeld) -> None:
    namen = ('Oost; "West"\nen Noord', *stad.namen[1:])
    assert read(replace(stad, namen=namen))[0]["naam"] == 'Oost; "West"\nen Noord'


def test_usual_names_stay_as_they_are() -> None:
    assert make_harmless("'t Hool") == "'t Hool"
    assert make_harmless("Noord-Oost") == "Noord-Oost"

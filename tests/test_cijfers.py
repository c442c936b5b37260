"""The numbers as CSV: as a Dutch spreadsheet reads them, and nothing that it would run."""

import csv
import io
from dataclasses import replace

import pytest

from components.cijfers import (
    KOLOMMEN,
    TWEEDE,
    bronnen_of,
    indicatoren_of,
    make_harmless,
    status_words,
    write_cijfers,
    write_getal,
    write_licentie,
)
from data.bronnen import EIGEN, FICTIEF, GEZONDHEID, KERNCIJFERS, OMTREKKEN
from layers.kaartbeeld import Kaartbeeld, Staat
from layers.link import (
    SOORTEN,
    read_parameters,
)
from layers.openen import (
    open_link,
)
from layers.soorten import build_kaartbeeld
from layers.stand import build_stand
from tests.papierstad import ALLES, make_beeld

pytestmark = pytest.mark.ongemeten

STAD = "/kaart?gebied=GM9901&indicator=laagste_inkomens&jaar=2018"


@pytest.fixture(scope="module")
def stad() -> Kaartbeeld:
    geopend = open_link(read_parameters(STAD))
    assert geopend is not None
    return build_stand(geopend.keuze)


def read(beeld: Kaartbeeld) -> list[dict[str, str]]:
    tekst = write_cijfers(beeld).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(tekst, newline=""), delimiter=";"))


def read_plain(beeld: Kaartbeeld) -> list[dict[str, str]]:
    tekst = write_cijfers(beeld, is_kaal=True).decode("utf-8")
    return list(csv.DictReader(io.StringIO(tekst, newline="")))


def kind(soort: str) -> Kaartbeeld:
    geopend = open_link({"gebied": "GM9901", "soort": soort})
    assert geopend is not None
    return build_kaartbeeld(geopend.keuze)


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


@pytest.mark.parametrize("soort", SOORTEN)
def test_plain_says_the_same_with_points_and_commas(soort: str) -> None:
    beeld = kind(soort)
    kaal, gewoon = read_plain(beeld), read(beeld)
    assert list(kaal[0]) == [*KOLOMMEN, *(TWEEDE if beeld.tweede else ())]
    getallen = ("waarde", "tweede_waarde") if beeld.tweede else ("waarde",)
    for rij, ander in zip(kaal, gewoon, strict=True):
        for kop in getallen:
            assert rij.pop(kop) == ander.pop(kop).replace(",", ".")
        assert rij == ander


def test_plain_has_no_mark_before_it_and_numbers_that_a_program_reads(stad: Kaartbeeld) -> None:
    ruw = write_cijfers(stad, is_kaal=True)
    assert ruw.startswith(b"gebiedscode,naam,")
    assert b",44.7,%," in ruw
    assert ruw.count(b"\r\n") == ruw.count(b"\n")
    for rij in read_plain(stad):
        waarde = stad.moment.waarden[stad.gebieden.index(rij["gebiedscode"])]
        assert rij["waarde"] == "" if waarde is None else float(rij["waarde"]) == waarde


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r", " ="])
def test_plain_is_as_harmless_and_a_number_stays_a_number(stad: Kaartbeeld, begin: str) -> None:
    momenten = list(stad.momenten)
    momenten[stad.gekozen] = replace(stad.moment, waarden=(-12.5, *stad.moment.waarden[1:]))
    namen = (f'{begin}Oost, "West"\nen Noord', *stad.namen[1:])
    rij = read_plain(replace(stad, namen=namen, momenten=tuple(momenten)))[0]
    assert (rij["naam"][0], rij["waarde"]) == ("'", "-12.5")
    assert rij["naam"].endswith('Oost, "West"\nen Noord')
    assert write_getal(None, komma=".") == ""


def test_status_is_said_in_plain_words() -> None:
    beeld = make_beeld(len(ALLES), ALLES)
    assert status_words(beeld)[-4:] == (
        "ok",
        "klein aantal",
        "te klein om te tonen",
        "niet beschikbaar",
    )
    verandering = kind("verandering")
    gewijzigd = [
        woord
        for woord, is_zo in zip(
            status_words(verandering), verandering.moment.gewijzigd, strict=True
        )
        if is_zo
    ]
    assert gewijzigd == ["grens gewijzigd"] * verandering.moment.tellingen[0].gewijzigd


def test_what_a_map_is_made_from_and_whose_licence_counts() -> None:
    assert [i.sleutel for i in indicatoren_of(kind("stand"))] == ["laagste_inkomens"]
    assert [i.sleutel for i in indicatoren_of(kind("samen"))] == ["laagste_inkomens", "overlast"]
    soort = [i.sleutel for i in indicatoren_of(kind("soort-buurt"))]
    assert soort == ["laagste_inkomens", "overlast", "lvb"]
    assert bronnen_of(kind("samen")) == (FICTIEF,)
    echt = make_beeld(1, merken=())
    assert bronnen_of(echt) == (GEZONDHEID, OMTREKKEN)
    paar = replace(echt, link="/kaart?met=woz", indicator="laagste_inkomens")
    assert bronnen_of(paar) == (KERNCIJFERS, OMTREKKEN)
    onbekend = replace(echt, link="/kaart?met=geluk")
    assert bronnen_of(onbekend) == (GEZONDHEID, OMTREKKEN)


def test_licence_without_an_address_is_said_as_it_is() -> None:
    assert write_licentie(EIGEN) == "eigen bestand: volgens de afspraken met de leverancier"

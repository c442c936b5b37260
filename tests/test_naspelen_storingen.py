"""What goes wrong at the replayed publishers, each as it would be seen from here."""

from dataclasses import replace

import httpx
import pytest

from tests import naspelen_storingen as storingen
from tests.naspelen import Storing, build_klein, serve_bronnen
from tests.naspelen_vragen import (
    API,
    BUURTEN,
    FEED,
    GEEN_TLS,
    KWB_2020,
    ask,
    at_mirror,
    get,
    pages,
    rows,
)
from tests.naspelen_wereld import Wereld


@pytest.fixture(scope="module")
def klein() -> Wereld:
    return build_klein()


def disturbed(klein: Wereld, storing: Storing, pad: str = KWB_2020, **zoek: str) -> httpx.Response:
    """Answer the first of two equal questions; the second is not disturbed."""
    with serve_bronnen(klein, [replace(storing, keren=1)]) as naspeler:
        eerst = ask(naspeler, pad, **zoek)
        assert ask(naspeler, pad, **zoek).status_code == 200
        assert len(naspeler.gevraagd) == 2
    return eerst


def test_refusals_and_pages_that_stand_in_between(klein: Wereld) -> None:
    druk = disturbed(klein, storingen.drukte("TypedDataSet", wacht_s=3))
    assert (druk.status_code, druk.headers["retry-after"]) == (429, "3")
    assert disturbed(klein, storingen.status("TypedDataSet", 503)).status_code == 503
    om = disturbed(klein, storingen.omleiding("TypedDataSet", "/opendata.cbs.nl/elders"))
    assert (om.status_code, om.headers["location"]) == (302, "/opendata.cbs.nl/elders")
    for storing in (storingen.xml_fout("Typed"), storingen.inlogpagina("Typed")):
        tussen = disturbed(klein, storing)
        assert tussen.status_code == 200
        assert tussen.text.startswith("<")


@pytest.mark.parametrize(
    "storing",
    [
        storingen.afbreking("Typed"),
        storingen.afgekapt("Typed"),
        storingen.stilte("Typed", seconden=9),
    ],
)
def test_body_that_does_not_arrive_whole(storing: Storing, klein: Wereld) -> None:
    with serve_bronnen(klein, [replace(storing, keren=1)]) as naspeler:
        with pytest.raises((httpx.HTTPError, ValueError)):
            get(naspeler, f"{KWB_2020}?$format=json", timeout=0.3).json()
        assert rows(naspeler, KWB_2020)


def test_drops_come_one_by_one(klein: Wereld) -> None:
    storing = storingen.druppels("TableInfos", pauze_s=0.01, per_keer=100)
    kenmerken = f"{FEED}/84799NED/TableInfos?$format=json"
    with (
        serve_bronnen(klein, [storing]) as naspeler,
        httpx.stream("GET", f"{naspeler.adres}/{kenmerken}", verify=GEEN_TLS) as stroom,
    ):
        stukken = [len(stuk) for stuk in stroom.iter_raw()]
    assert len(stukken) > 3
    assert max(stukken) <= 200


def test_packed_body_is_the_same(klein: Wereld) -> None:
    ingepakt = disturbed(klein, storingen.ingepakt("Typed"))
    assert ingepakt.headers["content-encoding"] == "gzip"
    assert len(ingepakt.json()["value"]) == 16


def test_filter_that_is_passed_over_lets_all_through(klein: Wereld) -> None:
    alles = disturbed(klein, storingen.genegeerd_filter("Typed"), filter_=BUURTEN)
    assert len(alles.json()["value"]) == 16
    leeg = disturbed(klein, storingen.lege_lijst("Typed"), filter_=BUURTEN)
    assert leeg.json()["value"] == []


def test_table_that_was_redesigned(klein: Wereld) -> None:
    hoger = storingen.andere_nummers("84799NED", erbij=2, vanaf=28)
    nieuw = storingen.andere_dimensie("84799NED", "Gebieden")
    with serve_bronnen(klein, [hoger, nieuw]) as naspeler:
        (rij,) = rows(
            naspeler,
            KWB_2020,
            filter_="startswith(Gebieden,'BU12340000')",
            select="Gebieden,AantalInwoners_5,HuishoudensTotaal_30",
        )
        assert rij == {
            "Gebieden": "BU12340000",
            "AantalInwoners_5": 1000,
            "HuishoudensTotaal_30": 500,
        }
        sleutels = {rij["Key"] for rij in rows(naspeler, f"{API}/84799NED/DataProperties")}
        assert {"Gebieden", "HuishoudensTotaal_30"} < sleutels
        assert ask(naspeler, f"{FEED}/84799NED/WijkenEnBuurten").status_code == 404
        assert len(rows(naspeler, f"{FEED}/84799NED/Gebieden")) == 16


def test_table_that_says_something_else(klein: Wereld) -> None:
    eenheid = storingen.andere_eenheid("Properties", "AantalInwoners", "%")
    eigenschappen = disturbed(klein, eenheid, f"{API}/84799NED/DataProperties").json()["value"]
    assert {r["Unit"] for r in eigenschappen if r["Key"] == "AantalInwoners_5"} == {"%"}
    leeg = disturbed(klein, storingen.leeg_jaar("Typed")).json()["value"]
    assert {(rij["AantalInwoners_5"], rij["Codering_3"] is None) for rij in leeg} == {(None, False)}
    aantal = disturbed(klein, storingen.ander_aantal("Infos", 99), f"{API}/84799NED/TableInfos")
    assert aantal.json()["value"][0]["RecordCount"] == 99
    ander = storingen.andere_tabel("84799NED", "85984NED")
    kenmerken = disturbed(klein, ander, f"{API}/84799NED/TableInfos").json()["value"][0]
    assert (kenmerken["Identifier"], kenmerken["Period"]) == ("85984NED", "2024")


def test_pages_that_overlap_or_never_end(klein: Wereld) -> None:
    klein = replace(klein, paginagrootte=6)
    with serve_bronnen(klein, [storingen.dubbele_rijen("Typed", aantal=2)]) as naspeler:
        nummers = [rij["ID"] for blad in pages(naspeler, KWB_2020) for rij in blad]
    assert nummers == [*range(6), *range(4, 10), *range(8, 14), *range(12, 16)]
    with serve_bronnen(klein, [storingen.eindeloze_bladen("Typed")]) as naspeler:
        eerst = ask(naspeler, KWB_2020, filter_=BUURTEN).json()
        weer = get(naspeler, at_mirror(eerst["odata.nextLink"])).json()
    assert weer == eerst


def test_storing_waits_for_its_turn(klein: Wereld) -> None:
    storing = storingen.status("84799NED/Typed", 500, na=1, keren=2)
    with serve_bronnen(klein, [storing]) as naspeler:
        antwoorden = [ask(naspeler, KWB_2020).status_code for _ in range(4)]
        ander = ask(naspeler, f"{FEED}/85984NED/TypedDataSet").status_code
    assert (antwoorden, ander) == ([200, 500, 500, 200], 200)

"""The check of the sources: one line per address, whatever comes, and an exit code that tells."""

import argparse
import io
import json
import re
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest

from data.__main__ import main
from data.adressen import KERNCIJFERS_TABELLEN, LEEFBAAROMETER_SCORES, OP_TE_HALEN
from data.opdrachten import Ontleder
from data.ophalen.controle import Bevinding, add_controleer, check_bronnen, run_controleer
from data.ophalen.opdracht import SPIEGELVARIABELE
from data.ophalen.verbinding import Geduld, Verbinding
from data.ophalen.verwacht import NODIG
from layers.indicatoren import INDICATOREN
from tests import naspelen_storingen as storing
from tests.naspelen import build_eindhoven, build_klein, serve_bronnen
from tests.naspelen_klein import GEMEENTE
from tests.naspelen_wereld import Antwoord, Wereld
from tests.test_indicatoren_kolommen import VERWACHT

SNEL = Geduld(pauze_s=0, herhaal_s=0.01, stil_s=5, pogingen=2)
# three for each table of CBS and of others, and one for the kinds of overlast
TABELVRAGEN = 3 * (13 + 4) + 1
KAARTVRAGEN = 4 * 2 + 5 + 4 + 1
LANDELIJK = 2 * 3 + 2 + 1 + 1 + 8
LEEFBAAROMETER = 1 + 6 * 2
WERKMAPPEN = 8
ALLES = TABELVRAGEN + KAARTVRAGEN + LANDELIJK + LEEFBAAROMETER + WERKMAPPEN


@pytest.fixture(scope="module")
def wereld() -> Wereld:
    return build_klein()


def look(wereld: Wereld, map_: Path) -> list[Bevinding]:
    with (
        serve_bronnen(wereld) as naspeler,
        Verbinding(map_, spiegel=naspeler.adres, geduld=SNEL) as verbinding,
    ):
        return list(check_bronnen(verbinding, gemeente=GEMEENTE))


def different(bevindingen: Sequence[Bevinding]) -> list[Bevinding]:
    return [bevinding for bevinding in bevindingen if bevinding.verschillen]


def edited(waar: str, bewerk: Callable[[Any], Any]) -> storing.Storing:
    """Answer a disturbance that changes a document."""

    def edit(_: object, antwoord: Antwoord) -> Antwoord:
        document = bewerk(json.loads(antwoord.inhoud))
        return replace(antwoord, inhoud=json.dumps(document).encode(), etag="")

    return storing.Storing(waar=waar, antwoord=edit)


def test_all_is_as_expected_in_the_small_world(wereld: Wereld, tmp_path: Path) -> None:
    bevindingen = look(wereld, tmp_path)
    assert different(bevindingen) == []
    assert len(bevindingen) == ALLES
    assert len({bevinding.adres for bevinding in bevindingen}) == ALLES
    regels = {bevinding.wat: bevinding.regel for bevinding in bevindingen}
    rij = regels["Kerncijfers wijken en buurten 2020 (84799NED), TypedDataSet"]
    assert "gekregen | " in rij
    assert "1 rij, 44 kolommen | zoals verwacht | https://opendata.cbs.nl/ODataFeed/" in rij
    # of three versions one is there, and an address nobody confirmed need not exist
    oud = [b for b in bevindingen if "heel Nederland" in b.wat and b.is_weg]
    jaren = [int(re.findall(r"20\d\d", bevinding.wat)[0]) for bevinding in oud]
    assert jaren == [2025, 2025, 2024, *range(2017, 2012, -1)]
    assert [b.vorm for b in oud[:4]] == ["een andere versie is er wel"] * 3 + [
        "dit adres is nooit bevestigd"
    ]
    assert all(b.regel.count("zoals verwacht") == 1 for b in oud)


def test_command_tells_all_of_eindhoven(
    echt: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with serve_bronnen(build_eindhoven(echt)) as naspeler:
        monkeypatch.setenv(SPIEGELVARIABELE, naspeler.adres)
        assert main(["controleer-bronnen"]) == 0
    uitvoer, fout = capsys.readouterr()
    assert fout == ""
    *regels, slot = uitvoer.splitlines()
    assert len(regels) == ALLES
    assert slot == f"{ALLES} adressen gevraagd: {ALLES} zoals verwacht, 0 anders."


def other_key(document: Any) -> Any:  # noqa: ANN401 - any JSON
    """Call a topic otherwise in the list of topics."""
    tekst = json.dumps(document)
    return json.loads(tekst.replace("InBezitWoningcorporatie_42", "Corporatiebezit_42"))


def with_feature(**delen: object) -> Callable[[Any], Any]:
    def edit(document: Any) -> Any:  # noqa: ANN401 - any JSON
        return {**document, "features": [{**document["features"][0], **delen}]}

    return edit


def with_value(bewerk: Callable[[dict[str, Any]], dict[str, Any]]) -> Callable[[Any], Any]:
    return lambda document: {**document, "value": [bewerk(rij) for rij in document["value"]]}


def without(*sleutels: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    return lambda rij: {naam: cel for naam, cel in rij.items() if naam not in sleutels}


class Fout(NamedTuple):
    """What goes wrong, at which addresses that shows, and in which words."""

    storing: storing.Storing
    waar: str
    woorden: str
    aantal: int = 1


# each at another address, so that one run meets them all
FOUTEN: Final = {
    "renamed_key": Fout(
        edited("84799NED/DataProperties", other_key),
        "84799NED/DataProperties",
        "zonder in_bezit_woningcorporatie_pct",
    ),
    "table_of_another_year": Fout(
        storing.andere_tabel("84286NED/TableInfos", "84583NED"),
        "84286NED",
        "noemt zich tabel '84583NED' en gaat over '2019' en niet over 2018",
    ),
    "another_map": Fout(
        edited(
            "83765NED/DataProperties",
            with_value(lambda rij: rij | {"MapYear": 2016} if "MapYear" in rij else rij),
        ),
        "83765NED",
        "staat op de kaart van 2016",
    ),
    "no_axis_of_areas": Fout(
        edited(
            "83487NED/DataProperties",
            with_value(lambda rij: rij | {"Type": "Topic" if "MapYear" in rij else rij["Type"]}),
        ),
        "83487NED",
        "geen as met wijken en buurten",
    ),
    "not_there": Fout(
        storing.status("83220NED/TypedDataSet", 404),
        "83220NED",
        "opendata.cbs.nl heeft dit niet (foutcode 404)",
    ),
    "properties_not_there": Fout(
        storing.status("82931NED/DataProperties", 404), "82931NED", "niet gekregen"
    ),
    "page": Fout(
        storing.inlogpagina("82339NED/TypedDataSet"), "82339NED", "gaf een webpagina of foutmelding"
    ),
    "other_form": Fout(
        edited("84583NED/TypedDataSet", lambda _: ["niets"]),
        "84583NED",
        "1 rij gevraagd en 0 gekregen",
    ),
    "nothing_said_of_the_table": Fout(
        edited("85039NED/TableInfos", lambda _: {"value": "niets"}),
        "85039NED",
        "noemt zich tabel '' en gaat over '' en niet over 2021",
    ),
    "column_not_in_the_row": Fout(
        edited("85318NED/TypedDataSet", with_value(without("AantalInwoners_5"))),
        "85318NED",
        "zonder AantalInwoners_5",
    ),
    "busy": Fout(
        storing.status("85618NED/TableInfos", 503),
        "85618NED",
        "opendata.cbs.nl antwoordt niet (foutcode 503)",
    ),
    "topic_twice": Fout(
        edited(
            "47018NED/DataProperties",
            with_value(
                lambda rij: rij | {"Key": "GeregistreerdeMisdrijven_4"} if rij["ID"] else rij
            ),
        ),
        "47018NED/DataProperties",
        "niet uit elkaar te houden",
    ),
    "filter_unread": Fout(
        edited("50150NED/TypedDataSet", with_value(lambda rij: rij | {"Leeftijd": "53115"})),
        "50150NED",
        "let niet op het filter op Leeftijd",
    ),
    "scores_on_other_borders": Fout(
        edited(
            "86296NED/TableInfos",
            with_value(lambda rij: rij | {"Title": "Scores, regio-indeling 2024"}),
        ),
        "86296NED",
        "haar nummer hoort bij de grenzen van 2025",
    ),
    "no_total": Fout(
        edited("47024NED/Overlast", with_value(lambda rij: rij | {"Title": "iets"})),
        "47024NED/Overlast",
        "geen soort die totaal heet",
    ),
    "no_outline_of_the_gemeente": Fout(
        storing.lege_lijst("wijken-en-buurten-2025"),
        "wijken-en-buurten-2025",
        "1 gebied gevraagd en 0 gekregen",
    ),
    "no_map": Fout(
        edited("wijken-en-buurten-2024", lambda _: [1]),
        "wijken-en-buurten-2024",
        "1 gebied gevraagd en 0 gekregen",
    ),
    "map_without_codes": Fout(
        edited("wijken-en-buurten-2023", with_feature(properties=None)),
        "wijken-en-buurten-2023",
        "geen code van een buurt onder een bekende naam",
    ),
    "outline_of_another_gemeente": Fout(
        edited("wijken-en-buurten-2022", with_feature(properties={"buurtcode": "BU12350001"})),
        "wijken-en-buurten-2022",
        "let niet op het filter op GM1234: BU12350001",
    ),
    "map_without_outline": Fout(
        edited("wijkenbuurten/2025/wfs", with_feature(geometry=None)),
        "wijkenbuurten/2025/wfs",
        "zonder omtrek",
    ),
    "map_in_degrees": Fout(
        edited(
            "wijkenbuurten/2024",
            with_feature(geometry={"type": "Polygon", "coordinates": [[[5.4, 51.4]]]}),
        ),
        "wijkenbuurten/2024",
        "in graden en niet in RD",
    ),
    "map_of_another_form": Fout(
        edited("wijkenbuurten/2023", with_feature(properties=[1])),
        "wijkenbuurten/2023",
        "heeft een andere vorm",
    ),
    "xml_of_a_map_server": Fout(
        storing.xml_fout("leefbaarometer.nl/wfs.*buurtscore24"),
        "leefbaarometer.nl/wfs.*buurtscore24",
        "niet gekregen",
    ),
    "no_classes": Fout(
        storing.lege_lijst("leefbaarometer.nl/wfs.*buurtscore22"),
        "leefbaarometer.nl/wfs.*buurtscore22",
        "geen gebied gekregen",
    ),
    "class_not_there": Fout(
        edited(
            "leefbaarometer.nl/wfs.*buurtscore20",
            with_feature(properties={"id": "BU12340000", "year": 1}),
        ),
        "leefbaarometer.nl/wfs.*buurtscore20",
        "zonder gemeente, name, kscore, kfys, konv, ksoc, kvrz, kwon",
    ),
    "page_for_a_file": Fout(
        storing.inlogpagina("www.leefbaarometer.nl"),
        "www.leefbaarometer.nl",
        "dit is een webpagina en geen bestand",
    ),
    "no_version_of_the_map": Fout(
        storing.status("WijkBuurtkaart_2025", 404), "WijkBuurtkaart_2025", "niet gekregen", 3
    ),
    "unconfirmed_address_that_breaks": Fout(
        storing.status("wijkbuurtkaart_2013", 500), "wijkbuurtkaart_2013", "foutcode 500"
    ),
}
# what else shows where a list of topics or kinds is not what it was
_GEVOLG: Final = {
    "84799NED/TypedDataSet": "zonder Corporatiebezit_42",
    "47018NED/TypedDataSet": "zonder GeregistreerdeMisdrijven_4",
    "47024NED/TypedDataSet": "1 rij gevraagd en 0 gekregen",
}


class Uitkomst(NamedTuple):
    """What the command said of a broken world, its exit code, and how often it asked what."""

    code: int
    regels: list[str]
    gevraagd: list[str]


def read_opdracht(*delen: str) -> argparse.Namespace:
    """Read a command as `python -m data` does."""
    ontleder = Ontleder()
    add_controleer(ontleder.add_subparsers())
    return ontleder.parse_args(delen)


@pytest.fixture(scope="module")
def uitkomst(wereld: Wereld) -> Uitkomst:
    """Run the command where everything above goes wrong at once."""
    storingen = [fout.storing for fout in FOUTEN.values()]
    geheugen = io.StringIO()
    with serve_bronnen(wereld, storingen) as naspeler, redirect_stdout(geheugen):
        opdracht = ["controleer-bronnen", "--spiegel", naspeler.adres, "--gemeente", GEMEENTE]
        code = run_controleer(read_opdracht(*opdracht), geduld=SNEL)
    return Uitkomst(
        code, geheugen.getvalue().splitlines(), [vraag.pad for vraag in naspeler.gevraagd]
    )


@pytest.mark.parametrize("naam", FOUTEN)
def test_what_differs_is_told(uitkomst: Uitkomst, naam: str) -> None:
    fout = FOUTEN[naam]
    regels = [
        regel
        for regel in uitkomst.regels
        if re.search(fout.waar, regel.split(" | ")[-1]) and "zoals verwacht" not in regel
    ]
    assert len(regels) == fout.aantal
    assert all(fout.woorden in regel for regel in regels)


def test_what_goes_wrong_stops_nothing(uitkomst: Uitkomst) -> None:
    *regels, slot = uitkomst.regels
    anders = [regel for regel in regels if "zoals verwacht" not in regel]
    assert uitkomst.code == 1
    assert len(regels) == ALLES
    assert len(anders) == sum(fout.aantal for fout in FOUTEN.values()) + len(_GEVOLG)
    for adres, woorden in _GEVOLG.items():
        (regel,) = (regel for regel in anders if adres in regel)
        assert woorden in regel
    assert slot == (
        f"{ALLES} adressen gevraagd: {ALLES - len(anders)} zoals verwacht, {len(anders)} anders."
    )


def test_busy_host_is_asked_once_more(uitkomst: Uitkomst) -> None:
    for deel in ("85618NED/TableInfos", "wijkbuurtkaart_2013"):
        assert len([pad for pad in uitkomst.gevraagd if deel in pad]) == 2
    assert len([pad for pad in uitkomst.gevraagd if "83220NED/TypedDataSet" in pad]) == 1


def test_needed_columns_are_those_of_the_indicators() -> None:
    """What is checked at the publishers is what the registry shows, in the same years."""
    tabellen = {"kwb": KERNCIJFERS_TABELLEN, **OP_TE_HALEN}
    for indicator in INDICATOREN:
        eigen, jaren = VERWACHT[indicator.sleutel]
        nodig = {nodig.kolom: nodig for nodig in NODIG.get(eigen, ())}
        for tabel, kolom in indicator.formule.nodig:
            if tabel == "kwb" == eigen:
                assert set(jaren) <= set(range(nodig[kolom].van, min(nodig[kolom].tot, 2025) + 1))
            elif tabel in {"ses", "rivm"} and jaren:
                assert kolom in nodig
    assert set(NODIG) == set(tabellen)
    assert LEEFBAAROMETER_SCORES

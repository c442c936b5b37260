"""The years of the map in a real browser: one message, and everything on screen of one year."""

import base64
import gzip
import json
import re
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from playwright.sync_api import Frame, Page, expect

from components.kaart import build_bericht
from components.keuze import Opening
from components.pakket import build_vakken, pack
from data.gebieden import Niveau
from layers.kaartbeeld import STAATWOORDEN, Kaartbeeld, Kring, Moment, Opmaak, Staat
from layers.link import Keuze
from layers.opmaak import format_met
from layers.stand import build_stand
from tests import proefstad
from tests.bezoek import (
    GEGEVENSVARIABELE,
    POLS_MS,
    UITSNEDE,
    click,
    open_kaart,
    read,
    stad,
    step_year,
)
from tests.kaarten import text_of

pytestmark = pytest.mark.ongemeten

STAND = Keuze(gebied=proefstad.STAD, grens=2020, indicator="bijstand", jaar=2020)
HOOG = "BU08010304"


@pytest.fixture
def kaartbeeld(gegevens: Path, monkeypatch: pytest.MonkeyPatch) -> Kaartbeeld:
    """Build the map that the server draws."""
    monkeypatch.setenv(GEGEVENSVARIABELE, str(gegevens))
    return build_stand(STAND)


def assert_all_of_one_year(frame: Frame, kaartbeeld: Kaartbeeld, moment: Moment) -> None:
    """Read title, subtitle, sentence, source, legend, strip, slider and map, and compare."""
    legenda = frame.locator(".legenda")
    expect(legenda.locator(".onder")).to_contain_text(str(moment.tot))
    assert legenda.locator("h1").inner_text() == moment.titel
    assert legenda.locator(".onder").inner_text() == moment.ondertitel.replace("**", "")
    assert legenda.locator(".zin").inner_text() == moment.legendazin.replace("**", "")
    assert frame.locator(".bron").inner_text() == moment.bronregel
    assert frame.get_by_role("slider").get_attribute("aria-valuenow") == str(moment.tot)
    rijen = [re.split(r"[\t\n]+", r) for r in legenda.locator("tbody tr").all_inner_texts()]
    telling = {rij[0].strip(): [cel.replace(".", "") for cel in rij[1:]] for rij in rijen}
    for plek, klasse in enumerate(kaartbeeld.klassen):
        assert telling[klasse.label] == [str(t.klassen[plek]) for t in moment.tellingen]
    for naam in ("klein_aantal", "onderdrukt", "niet_beschikbaar"):
        woord = STAATWOORDEN[Staat(naam)]
        if woord in telling:
            assert telling[woord] == [str(getattr(t, naam)) for t in moment.tellingen]
    assert legenda.locator("thead th").all_inner_texts() == ["buurten", "woningen"]
    stippen = sum(moment.tellingen[0].klassen)
    assert legenda.locator(".strook").get_attribute("data-stippen") == str(stippen)
    plek = kaartbeeld.gebieden.index(HOOG)
    assert text_of(kaartbeeld, moment, plek) in legenda.locator("p.hier").inner_text()
    for plek, code in enumerate(kaartbeeld.gebieden):
        gezien = read(frame, code)
        assert gezien["tekst"] == text_of(kaartbeeld, moment, plek)
        klasse_nr = moment.klassen[plek]
        is_ok = moment.staten[plek] is Staat.OK and not kaartbeeld.water[plek]
        if is_ok and klasse_nr is not None:
            assert gezien["vulling"] == kaartbeeld.klassen[klasse_nr].kleur


def test_slider_and_play_show_everything_of_one_year(
    server: str, pagina: Page, kaartbeeld: Kaartbeeld
) -> None:
    frame = open_kaart(pagina, stad(server, buurt=HOOG))
    frame.evaluate("window.merkteken = 'dezelfde'")
    voor = frame.evaluate(UITSNEDE)
    momenten = {moment.tot: moment for moment in kaartbeeld.momenten}
    assert_all_of_one_year(frame, kaartbeeld, momenten[2020])
    for toets, jaar in (("ArrowLeft", 2019), ("Home", 2017), ("ArrowRight", 2019), ("End", 2020)):
        step_year(frame, toets)
        assert_all_of_one_year(frame, kaartbeeld, momenten[jaar])
    frame.evaluate("window.gezien = []")
    frame.evaluate(
        """() => new MutationObserver(() => {
            const jaar = document.querySelector('.legenda .onder strong').textContent;
            if (window.gezien.at(-1) !== jaar) window.gezien.push(jaar);
        }).observe(document.querySelector('.legenda'), {childList: true})"""
    )
    frame.get_by_role("button", name="Jaren afspelen").click()
    frame.wait_for_function("window.gezien.length === 3", polling=POLS_MS)
    assert frame.evaluate("window.gezien") == ["2017", "2019", "2020"]
    assert_all_of_one_year(frame, kaartbeeld, momenten[2020])
    assert frame.evaluate("window.merkteken") == "dezelfde"
    assert frame.evaluate(UITSNEDE) == voor


def test_year_goes_to_address_and_card_when_the_slider_rests(server: str, pagina: Page) -> None:
    frame = open_kaart(pagina, stad(server, buurt=HOOG))
    stappen = pagina.evaluate("history.length")
    step_year(frame, "ArrowLeft")
    pagina.wait_for_url("**jaar=2019**")
    expect(pagina.locator(".sk-wat")).to_contain_text("2019")
    assert pagina.evaluate("history.length") == stappen
    assert read(frame, HOOG)["jaar"] == 2019


def test_slider_has_a_ring_per_year_and_a_tick_where_nothing_was_measured(
    server: str, pagina: Page
) -> None:
    frame = open_kaart(pagina, stad(server))
    merken = frame.locator(".merk")
    assert [("ring" in str(m.get_attribute("class"))) for m in merken.all()] == [
        True,
        False,
        True,
        True,
    ]
    assert merken.all_inner_texts() == ["2017", "", "2019", "2020"]


def test_every_value_reads_as_python_writes_it(
    server: str, pagina: Page, kaartbeeld: Kaartbeeld
) -> None:
    frame = open_kaart(pagina, stad(server))
    assert frame.evaluate("SocialeKaart.leesAlles()") == [
        [text_of(kaartbeeld, moment, plek) for plek in range(len(kaartbeeld.gebieden))]
        for moment in kaartbeeld.momenten
    ]


@pytest.mark.parametrize(("decimalen", "factor"), [(0, 1), (1, 1), (3, 1), (0, 1000), (1, 1000)])
def test_number_of_any_size_reads_as_python_writes_it(
    server: str, pagina: Page, decimalen: int, factor: int
) -> None:
    frame = open_kaart(pagina, stad(server))
    opmaak = Opmaak(decimalen=decimalen, voor="€ ", achter=" per jaar", factor=factor)
    gehelen = [0, 1, -1, 9, 10, -10, 999, 1000, -1000, 1234567, -20050, 2**31 - 1]
    gelezen = frame.evaluate(
        "([lijst, opmaak]) => lijst.map((getal) => SocialeKaart.schrijf(getal, opmaak))",
        [gehelen, asdict(opmaak)],
    )
    assert gelezen == [format_met(opmaak, geheel / 10**decimalen) for geheel in gehelen]


# The filter


def test_filter_leaves_others_their_outline_and_goes_into_the_address(
    server: str, pagina: Page
) -> None:
    frame = open_kaart(pagina, stad(server))
    voor = frame.evaluate(UITSNEDE)
    stappen = pagina.evaluate("history.length")
    bovenste = frame.locator(".legenda tbody").first.get_by_role("button").first
    bovenste.focus()
    pagina.keyboard.press("Enter")
    pagina.wait_for_url("**filter=4**")
    assert read(frame, HOOG)["vulling"] == "#4A205C"
    assert read(frame, proefstad.GEWOON)["vulling"] == "#F2F2EF"
    assert read(frame, proefstad.GEHEIM)["patroon"] is None
    assert frame.locator(":focus").get_attribute("aria-pressed") == "true"
    frame.get_by_role("button", name="te klein om te tonen").click()
    pagina.wait_for_url("**filter=4%2C8**")
    assert read(frame, proefstad.GEHEIM)["patroon"] == "stip"
    step_year(frame, "ArrowLeft")
    assert read(frame, proefstad.GEWOON)["vulling"] == "#F2F2EF"
    frame.get_by_role("button", name="Alle klassen tonen").click()
    assert read(frame, proefstad.GEWOON)["vulling"] == "#E2ECF8"
    expect(pagina).not_to_have_url(re.compile("filter"))
    assert frame.evaluate(UITSNEDE) == voor
    assert pagina.evaluate("history.length") == stappen


def test_choosing_keeps_year_filter_and_view(server: str, pagina: Page) -> None:
    frame = open_kaart(pagina, stad(server, filter="4"))
    assert read(frame, proefstad.GEWOON)["vulling"] == "#F2F2EF"
    step_year(frame, "Home")
    voor = frame.evaluate(UITSNEDE)
    click(pagina, frame, HOOG)
    pagina.wait_for_url(f"**jaar=2017&buurt={HOOG}&filter=4&klassen=*")
    expect(pagina.locator(".sk-wat")).to_contain_text("2017")
    assert frame.evaluate(UITSNEDE) == voor


# The message


def test_package_unpacks_to_what_was_packed(kaartbeeld: Kaartbeeld) -> None:
    bytes_ = gzip.decompress(base64.b64decode(pack(kaartbeeld)))
    aantal, jaren = len(kaartbeeld.gebieden), len(kaartbeeld.momenten)
    assert len(bytes_) == aantal * jaren * 5
    vakken = build_vakken(kaartbeeld.momenten[0], kaartbeeld.water)
    assert bytes_[:aantal].decode() == vakken
    plek = kaartbeeld.gebieden.index(HOOG)
    laagste_bytes = bytes_[aantal * jaren :]
    assert laagste_bytes[plek] == round(proefstad.bijstand_per_duizend(HOOG, 2017))


@pytest.mark.parametrize("decimalen", [0, 1])
def test_packed_values_are_rounded_as_their_text(kaartbeeld: Kaartbeeld, decimalen: int) -> None:
    # halves that a binary number holds exactly, and halves that it misses on either side
    waarden = (0.5, 1.5, 2.5, 0.25, 0.35, 0.45, 2.675, 1.05, 12.35, 8.25, 33.449999, None, 0.0)
    aantal = len(waarden)
    leeg = replace(
        kaartbeeld,
        opmaak=Opmaak(decimalen=decimalen),
        water=(False,) * aantal,
        momenten=(
            replace(
                kaartbeeld.moment,
                klassen=(0,) * aantal,
                staten=(Staat.OK,) * aantal,
                waarden=waarden,
            ),
        ),
    )
    lagen = gzip.decompress(base64.b64decode(pack(leeg)))[aantal:]
    getallen = [int.from_bytes(lagen[plek::aantal], "little") for plek in range(aantal)]
    assert getallen == [
        0 if w is None else round(round(w, decimalen) * 10**decimalen) for w in waarden
    ]


def test_ten_years_of_the_country_are_a_two_hundredth_of_the_naive_map() -> None:
    aantal, naief = 14_500, 66_000_000
    momenten = tuple(_moment(2011 + jaar, aantal) for jaar in range(10))
    beeld = Kaartbeeld(
        link="",
        soort="stand",
        indicator="bijstand",
        gebied="NL00",
        gebiedsnaam="Nederland",
        grensjaar=2020,
        niveau=Niveau.BUURT,
        omtrekken="2020-grof-a41f",
        gebieden=tuple(f"BU{n:08}" for n in range(aantal)),
        namen=("Naam",) * aantal,
        water=(False,) * aantal,
        klassen=(),
        klassenversie="a41f",
        strook=(0.0, 100.0),
        opmaak=Opmaak(decimalen=1, achter="%"),
        momenten=momenten,
        gekozen=9,
        merken=(),
        kring=Kring.OPENBAAR,
        is_gevoelig=False,
    )
    assert len(pack(beeld)) <= naief / 200
    assert len(pack(replace(beeld, momenten=momenten[:1]))) <= naief / 500


def _moment(jaar: int, aantal: int) -> Moment:
    """Make values that move by a few tenths a year, as those of buurten do."""
    waarden = tuple(
        5 + 50 * ((plek * 7919) % 1000) / 1000 + ((plek * jaar * 31) % 40 - 20) / 10
        for plek in range(aantal)
    )
    return Moment(
        van=jaar,
        tot=jaar,
        titel="",
        ondertitel="",
        legendazin="",
        bronregel="",
        klassen=tuple(min(4, int(waarde // 12)) for waarde in waarden),
        staten=(Staat.OK,) * aantal,
        waarden=waarden,
        noemers=(None,) * aantal,
        marges=(None,) * aantal,
        referenties=(),
        gewichten=(),
        tellingen=(),
    )


def test_message_survives_a_hostile_name(kaartbeeld: Kaartbeeld) -> None:
    moment = replace(kaartbeeld.moment, titel="{{'x'}}</script>")
    beeld = replace(kaartbeeld, momenten=(moment,), gekozen=0)
    bericht = build_bericht(beeld, keuze=STAND, opening=Opening(1, {}))
    assert "{{" not in bericht
    assert json.loads(bericht)["momenten"][0]["titel"] == "{{'x'}}</script>"

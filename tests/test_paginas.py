"""The pages as Streamlit runs them, without a browser."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from streamlit.runtime.scriptrunner import RerunData, RerunException
from streamlit.testing.v1 import AppTest

import opzetten
from components.kaart import build_bericht, read_antwoord
from components.keuze import Opening, current_klassen, finish
from components.meldingen import show_onverwacht
from components.pakket import build_vakken
from components.tabel import style_tabel
from components.zoek import build_zoekdata
from layers.link import Keuze, Uitsnede
from layers.stand import build_stand
from tests import proefstad

pytestmark = pytest.mark.ongemeten

PAGINAS = sorted(p.name for p in (opzetten.ROOT / "pages").glob("*.py") if p.name != "start.py")
BIJSTAND = "bijstand"
STAND = Keuze(gebied=proefstad.STAD, grens=2020, indicator=BIJSTAND, jaar=2020)


@pytest.fixture
def proef(opslag: Path) -> Path:
    return proefstad.make_opslag(opslag)


def open_app(pagina: str | None = None, **adres: str) -> AppTest:
    """Run the shell, on the page and with the address that are given."""
    app = AppTest.from_file(str(opzetten.ROOT / "pages" / "start.py"), default_timeout=30)
    for naam, waarde in adres.items():
        app.query_params[naam] = waarde
    app.run()
    return app.switch_page(pagina).run() if pagina else app


def shown_html(app: AppTest) -> str:
    """Answer what our own blocks say, the styles apart."""
    blokken = [blok.proto.body for blok in app.get("html")]
    blokken += [blok.value for blok in app.markdown]
    return "\n".join(blok for blok in blokken if not blok.startswith("<style>"))


def message_of(app: AppTest) -> dict[str, Any]:
    """Answer what the map was told to draw."""
    (kaart,) = app.get("component_instance")
    script = json.loads(kaart.proto.json_args)["feature_group"]
    tekst = script.split("SocialeKaart.toon(")[1]
    bericht: dict[str, Any] = json.JSONDecoder().raw_decode(tekst)[0]
    return bericht


def address_of(app: AppTest) -> dict[str, str]:
    # a parameter that the app wrote is text, one that the test gave is a list
    return {
        naam: waarde if isinstance(waarde, str) else waarde[0]
        for naam, waarde in app.query_params.items()
    }


# Every page


@pytest.mark.parametrize("pagina", [None, *PAGINAS])
@pytest.mark.usefixtures("proef")
def test_page_runs(pagina: str | None) -> None:
    app = open_app(pagina)
    assert not app.exception
    assert "sk-fout" not in shown_html(app)


@pytest.mark.parametrize("pagina", [None, *PAGINAS])
def test_page_runs_on_an_empty_store(pagina: str | None) -> None:
    assert not open_app(pagina).exception


def test_empty_store_shows_the_fictional_town_and_says_so() -> None:
    html = shown_html(open_app())
    assert "Fictieve gegevens" in html
    assert "sk-fout" not in html


def test_empty_store_says_how_figures_come_in() -> None:
    app = open_app("gegevens.py")
    assert "fictieve" in app.markdown[0].value
    assert "python -m data importeer" in app.code[0].value


def test_damaged_store_is_one_sentence_and_no_traceback(proef: Path) -> None:
    (proef / "inhoud.json").write_text("{", encoding="utf-8")
    app = open_app()
    assert not app.exception
    assert "sk-fout" in shown_html(app)
    assert "niet leesbaar" in shown_html(app)


def test_bug_is_told_without_its_words() -> None:
    def script() -> None:
        from components.meldingen import show_onverwacht  # noqa: PLC0415 - a script of its own

        show_onverwacht(ValueError("geheim <b>pad</b>"))

    html = shown_html(AppTest.from_function(script).run())
    assert "Er ging iets mis" in html
    assert "geheim" not in html
    assert show_onverwacht(ValueError()) is True


# The map


@pytest.mark.usefixtures("proef")
def test_map_opens_on_the_first_area_without_the_fictional_mark() -> None:
    app = open_app("kaart.py")
    assert app.selectbox(key="keuze_gebied").options == [
        "Alle gemeenten hier",
        "Proefdorp",
        "Proefstad",
        "Deelgebied maken…",
    ]
    assert "Fictieve gegevens" not in shown_html(app)


@pytest.mark.usefixtures("proef")
def test_link_opens_its_view() -> None:
    app = open_app(
        gebied=proefstad.STAD, indicator=BIJSTAND, jaar="2019", grens="2020", buurt=proefstad.GEWOON
    )
    assert app.selectbox(key="keuze_gebied").value == proefstad.STAD
    assert message_of(app)["jaar"] == 2019
    html = shown_html(app)
    assert "sk-let-op" not in html
    assert "Buurt 0000" in html
    verwacht = proefstad.bijstand_per_duizend(proefstad.GEWOON, 2019)
    assert f'<p class="sk-getal">{verwacht:.0f}<span>per 1.000</span></p>' in html


@pytest.mark.usefixtures("proef")
def test_choice_is_written_into_the_address() -> None:
    app = open_app(gebied=proefstad.STAD, indicator=BIJSTAND, jaar="2019")
    app.selectbox(key="keuze_indicator").set_value("laag_inkomen").run()
    assert address_of(app) == {
        "gebied": proefstad.STAD,
        "grens": "2020",
        "niveau": "buurt",
        "soort": "stand",
        "indicator": "laag_inkomen",
        "jaar": "2019",
        "klassen": current_klassen(
            Keuze(gebied=proefstad.STAD, grens=2020, indicator="laag_inkomen", jaar=2019)
        ),
    }


@pytest.mark.usefixtures("proef")
def test_opened_view_is_completed_by_the_frame_and_not_by_a_step() -> None:
    app = open_app(gebied=proefstad.STAD, indicator=BIJSTAND)
    assert address_of(app) == {"gebied": proefstad.STAD, "indicator": BIJSTAND}
    assert message_of(app)["opening"]["adres"]["jaar"] == "2020"


@pytest.mark.usefixtures("proef")
def test_address_from_before_the_last_choice_takes_nothing_back() -> None:
    app = open_app(gebied=proefstad.STAD, indicator=BIJSTAND, buurt=proefstad.GEWOON)
    eerder = dict(app.query_params)
    app.selectbox(key="keuze_indicator").set_value("laag_inkomen").run()
    eerst = message_of(app)["opening"]["nummer"]
    for naam, waarde in eerder.items():
        app.query_params[naam] = waarde
    app.run()
    assert message_of(app)["kaart"] == f"{proefstad.STAD} 2020 laag_inkomen"
    assert message_of(app)["opening"]["nummer"] == eerst


@pytest.mark.parametrize(
    ("adres", "genoemd"),
    [
        ({"gebied": "GM0001"}, "gebied &#x27;GM0001&#x27;"),
        ({"indicator": "<script>"}, "indicator &#x27;&lt;script&gt;&#x27;"),
        ({"jaar": "1850"}, "jaar &#x27;1850&#x27;"),
        ({"jaar": "ooit"}, "jaar &#x27;ooit&#x27;"),
        ({"gebied": "GM0801", "buurt": "BU08020000"}, "buurt &#x27;BU08020000&#x27;"),
        (
            {"gebied": "GM0801", "buurt": "BU08010000", "grens": "2012"},
            "grenzen van &#x27;2012&#x27;",
        ),
    ],
    ids=lambda waarde: "-".join(waarde.values()) if isinstance(waarde, dict) else "",
)
@pytest.mark.usefixtures("proef")
def test_broken_link_opens_the_nearest_view_with_one_sentence(
    adres: dict[str, str], genoemd: str
) -> None:
    app = open_app(**adres)
    assert not app.exception
    html = shown_html(app)
    assert html.count("sk-let-op") == 1
    assert genoemd in html
    app.selectbox(key="keuze_gebied").set_value(proefstad.STAD).run()
    assert genoemd not in shown_html(app)


@pytest.mark.usefixtures("proef")
def test_fictional_town_opens_by_its_link_beside_real_figures() -> None:
    app = open_app(gebied="GM9901")
    html = shown_html(app)
    assert str(app.selectbox(key="keuze_gebied").value).startswith("GM99")
    assert "Fictieve gegevens" in html


@pytest.mark.usefixtures("proef")
def test_another_area_lets_the_buurt_go() -> None:
    app = open_app(gebied=proefstad.STAD, buurt=proefstad.GEWOON)
    app.selectbox(key="keuze_gebied").set_value(proefstad.DORP).run()
    assert "Kies een buurt" in shown_html(app)
    assert "buurt" not in address_of(app)


@pytest.mark.usefixtures("proef")
def test_choice_survives_another_page() -> None:
    app = open_app("kaart.py")
    app.selectbox(key="keuze_gebied").set_value(proefstad.STAD).run()
    app.switch_page("gegevens.py").run()
    app.switch_page("kaart.py").run()
    assert app.selectbox(key="keuze_gebied").value == proefstad.STAD


# The card


@pytest.mark.parametrize(
    ("code", "woorden"),
    [
        (proefstad.GEHEIM, "te klein om te tonen"),
        (proefstad.ZONDER_INWONERS, "niet beschikbaar"),
        (proefstad.KLEIN, "Klein aantal"),
    ],
)
@pytest.mark.usefixtures("proef")
def test_card_says_why_there_is_no_plain_figure(code: str, woorden: str) -> None:
    html = shown_html(open_app(gebied=proefstad.STAD, indicator=BIJSTAND, buurt=code))
    assert woorden in html
    assert ("sk-getal" in html) == (code == proefstad.KLEIN)


@pytest.mark.usefixtures("proef")
def test_two_buurten_with_one_name_say_their_wijk() -> None:
    ligging = build_zoekdata(build_stand(STAND))["ligging"]
    assert ligging == {proefstad.DUBBEL[0]: "01", proefstad.DUBBEL[1]: "02"}


@pytest.mark.usefixtures("proef")
def test_search_in_the_country_says_the_gemeente() -> None:
    kaartbeeld = build_stand(replace(STAND, gebied="NL00"))
    assert build_zoekdata(kaartbeeld)["gemeenten"] == {"0801": "Proefstad", "0802": "Proefdorp"}


@pytest.mark.usefixtures("proef")
def test_hostile_name_stays_text() -> None:
    app = open_app(gebied=proefstad.STAD, buurt=proefstad.VIJANDIG)
    html = shown_html(app)
    assert "<img" not in html
    assert "&lt;img src=x" in html
    assert "<b>proef</b>" not in shown_html(app.switch_page("gegevens.py").run())


@pytest.mark.usefixtures("proef")
def test_card_says_where_its_figure_comes_from() -> None:
    html = shown_html(open_app(gebied=proefstad.STAD, indicator=BIJSTAND, buurt=proefstad.GEWOON))
    assert "CC BY 4.0" in html
    assert "&lt;b&gt;proef&lt;/b&gt;-2020.csv" in html


@pytest.mark.usefixtures("proef")
def test_numbers_of_the_map_are_there_as_a_table() -> None:
    app = open_app(gebied=proefstad.STAD, indicator=BIJSTAND)
    app.button(key="sk-tabelknop").click().run()
    tabel = app.dataframe[0].value.set_index("Code")
    assert app.dataframe[0].proto.placeholder == ""
    assert proefstad.WATER not in tabel.index
    # a number, so that it sorts as one, written as the map writes it
    assert tabel.loc[proefstad.GEWOON, "Cijfer"] == 10
    geschreven = style_tabel(build_stand(STAND)).to_html()
    assert "10 per 1.000" in geschreven
    assert "nan" not in geschreven.lower()
    assert tabel.loc[proefstad.GEHEIM, "Toestand"] == "te klein om te tonen"
    assert tabel["Cijfer"].isna()[proefstad.GEHEIM]


# The message of a switch


@pytest.mark.usefixtures("proef")
def test_message_holds_a_character_per_area_and_no_names() -> None:
    kaartbeeld = build_stand(STAND)
    bericht = build_bericht(kaartbeeld, keuze=STAND, opening=Opening(1, {}))
    assert "Buurt 00" not in bericht
    vakken = build_vakken(kaartbeeld.moment, kaartbeeld.water)
    per_code = dict(zip(kaartbeeld.gebieden, vakken, strict=True))
    assert per_code[proefstad.WATER] == "~"
    assert per_code[proefstad.GEHEIM] == "."
    assert per_code[proefstad.ZONDER_INWONERS] == "-"
    assert per_code[proefstad.KLEIN] in "abcde"
    assert per_code[proefstad.GEWOON] in "01234"


@pytest.mark.usefixtures("proef")
def test_message_of_the_country_brings_the_other_years_when_they_are_asked() -> None:
    app = open_app(gebied="NL00", indicator=BIJSTAND, jaar="2019")
    bericht = message_of(app)
    assert bericht["jaren"] == list(proefstad.JAREN)
    assert [moment["jaar"] for moment in bericht["momenten"]] == [2019]


@pytest.mark.parametrize(
    "ruw",
    [None, "tekst", {}, {"kaart": "GM0802 2020 bijstand", "buurt": "BU08020000"}],
)
@pytest.mark.usefixtures("proef")
def test_answer_about_another_map_is_not_followed(ruw: object) -> None:
    assert read_antwoord(ruw, build_stand(STAND), STAND) is None


@pytest.mark.usefixtures("proef")
def test_answer_of_the_browser_is_believed_only_where_it_can_be() -> None:
    kaartbeeld = build_stand(STAND)
    ruw: dict[str, object] = {
        "kaart": "GM0801 2020 bijstand",
        "buurt": "BU99",
        "jaar": 1850,
        "filter": "<b>",
        "uitsnede": "hier",
    }
    antwoord = read_antwoord(ruw, kaartbeeld, STAND)
    assert antwoord is not None
    assert antwoord.velden == {}
    goed = {"buurt": proefstad.GEWOON, "jaar": 2019, "filter": "3,0", "uitsnede": "52.1,5.3,9"}
    antwoord = read_antwoord(ruw | goed, kaartbeeld, STAND)
    assert antwoord is not None
    assert antwoord.velden == {
        "buurt": proefstad.GEWOON,
        "jaar": 2019,
        "filter": (0, 3),
        "uitsnede": Uitsnede(52.1, 5.3, 9.0),
    }
    # about another subject of the same place an area is believed, and nothing else
    elders = ruw | goed | {"kaart": "GM0801 2020 laag_inkomen"}
    antwoord = read_antwoord(elders, kaartbeeld, STAND)
    assert antwoord is not None
    assert antwoord.velden == {"buurt": proefstad.GEWOON}
    assert read_antwoord(elders | {"buurt": "BU99"}, kaartbeeld, STAND) is None
    for kaart in ("GM0802 2020 bijstand", "GM0801 2019 bijstand", "", 5, None):
        assert read_antwoord(ruw | goed | {"kaart": kaart}, kaartbeeld, STAND) is None


def test_callback_that_is_broken_off_is_done_again_and_passes_the_other_on() -> None:
    ander = RerunException(RerunData(query_string="ander"))
    keren = []

    def choose_late() -> None:
        keren.append("begonnen")
        if len(keren) == 1:
            raise ander  # as asking the session does while another request waits
        keren.append("klaar")

    with pytest.raises(RerunException) as door:
        finish(choose_late)
    assert door.value is ander
    assert keren == ["begonnen", "begonnen", "klaar"]
    keren.append("rustig")
    finish(choose_late)  # nobody waits: done once, and nothing to pass on
    assert keren[-2:] == ["begonnen", "klaar"]


@pytest.mark.usefixtures("proef")
def test_answer_of_which_the_callback_was_lost_is_followed_by_the_page() -> None:
    app = open_app("kaart.py", gebied=proefstad.STAD, grens="2020", indicator=BIJSTAND)
    antwoord = {"kaart": message_of(app)["kaart"], "buurt": "BU08010304", "jaar": 2019, "t": 7}
    app.session_state["kaart"] = antwoord  # no change that Streamlit tells a callback of
    app.run()
    assert (address_of(app)["buurt"], address_of(app)["jaar"]) == ("BU08010304", "2019")
    app.session_state["kaart"] = antwoord | {"buurt": proefstad.GEWOON}  # told again: heard before
    assert address_of(app.run())["buurt"] == "BU08010304"

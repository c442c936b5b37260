"""
The map in a real browser, on a store of two small gemeenten.

What stands here is what the map leans on in streamlit-folium and in Streamlit and what an update of
either may break: the frame that stays, the view that stays, the click that comes back.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import proefstad
from tests.bezoek import (
    KLAAR,
    LAAG_INKOMEN,
    POLS_MS,
    PUNTKLEUR,
    UITSNEDE,
    choose,
    click,
    open_kaart,
    read,
    serve,
    stad,
    step_year,
)
from tests.conftest import Verkeer

pytestmark = pytest.mark.ongemeten

PAGINAS = ["Kaart", "Trends", "Buurt", "Toezicht", "Landelijk"]
PAGINAS += ["Kaartenboek", "Bronnen", "Gegevens"]

# The frame and the view stay


@pytest.mark.parametrize(
    ("bediening", "optie", "kop"),
    [("Onderwerp", LAAG_INKOMEN, LAAG_INKOMEN)],
)
def test_switch_changes_the_colours_and_nothing_else(
    server: str, pagina: Page, bediening: str, optie: str, kop: str
) -> None:
    frame = open_kaart(pagina, stad(server))
    frame.evaluate(
        "() => { window.merkteken = 'dezelfde'; map.panBy([37, -21], {animate: false}); }"
    )
    voor = (frame.evaluate(UITSNEDE), read(frame, "BU08010304"))
    choose(pagina, bediening, optie)
    expect(frame.locator(".legenda")).to_contain_text(kop)
    assert frame.evaluate("window.merkteken") == "dezelfde"
    assert frame.evaluate(UITSNEDE) == voor[0]
    assert read(frame, "BU08010304")["punt"] == voor[1]["punt"]
    assert read(frame, "BU08010304")["tekst"] != voor[1]["tekst"]
    assert pagina.locator("iframe.stCustomComponentV1").count() == 1


def test_colour_on_the_screen_is_the_colour_of_the_class(server: str, pagina: Page) -> None:
    frame = open_kaart(pagina, stad(server))
    laag, hoog = read(frame, proefstad.GEWOON), read(frame, "BU08010304")
    assert (laag["vulling"], hoog["vulling"]) == ("#E2ECF8", "#4A205C")
    for gebied in (laag, hoog):
        kleur = frame.evaluate(
            PUNTKLEUR,
            gebied["punt"],
        )
        assert kleur.upper() == gebied["vulling"]


def test_another_area_is_drawn_in_the_same_frame(server: str, pagina: Page) -> None:
    frame = open_kaart(pagina, stad(server))
    frame.evaluate("window.merkteken = 'dezelfde'")
    voor = frame.evaluate(UITSNEDE)
    choose(pagina, "Gebied", "Proefdorp")
    frame.wait_for_function(KLAAR, arg="BU08020000", polling=POLS_MS)
    assert frame.evaluate("window.merkteken") == "dezelfde"
    assert frame.evaluate(UITSNEDE) != voor
    assert frame.evaluate("code => SocialeKaart.lees(code)", proefstad.GEWOON) is None
    choose(pagina, "Gebied", "Alle gemeenten hier")
    frame.wait_for_function(KLAAR, arg=proefstad.GEWOON, polling=POLS_MS)
    assert read(frame, "BU08020000")["naam"] == "Buurt 0000"


def test_outlines_are_fetched_once(server: str, pagina: Page, verkeer: Verkeer) -> None:
    frame = open_kaart(pagina, stad(server))
    choose(pagina, "Onderwerp", LAAG_INKOMEN)
    expect(frame.locator(".legenda h1")).to_have_text(LAAG_INKOMEN)
    assert len([adres for adres in verkeer.adressen if "/omtrekken/" in adres]) == 1


# Choosing a buurt


def test_click_arrives_and_the_map_stays(server: str, pagina: Page) -> None:
    frame = open_kaart(pagina, stad(server))
    frame.evaluate("window.merkteken = 'dezelfde'")
    voor = frame.evaluate(UITSNEDE)
    click(pagina, frame, "BU08010304")
    kaartje = pagina.locator(".st-key-sk-kaartje")
    expect(kaartje.locator("h2")).to_have_text("Buurt 0304")
    verwacht = proefstad.bijstand_per_duizend("BU08010304", 2020)
    expect(kaartje.locator(".sk-getal")).to_contain_text(f"{verwacht:.0f}")
    pagina.wait_for_url("**buurt=BU08010304**")
    click(pagina, frame, proefstad.GEWOON)
    expect(kaartje.locator("h2")).to_have_text("Buurt 0000")
    step_year(frame, "ArrowLeft")
    expect(kaartje.locator(".sk-wat")).to_contain_text("2019")
    kaartje.get_by_role("button", name="Sluiten").click()
    expect(kaartje).to_contain_text("Kies een buurt")
    assert frame.evaluate("window.merkteken") == "dezelfde"
    assert frame.evaluate(UITSNEDE) == voor


@pytest.mark.parametrize(
    ("getypt", "code"),
    [
        ("dubbelbuurt, 02", proefstad.DUBBEL[1]),
        ("DUBBEL buurt", proefstad.DUBBEL[0]),
        ("bu08010304", "BU08010304"),
        ("0801 0304", "BU08010304"),
        ("sint-an", proefstad.ACCENT),
        ("st ánna", None),
        ("sint anna  hof", proefstad.ACCENT),
    ],
)
def test_search_by_keyboard_opens_the_card(
    server: str, pagina: Page, getypt: str, code: str | None
) -> None:
    frame = open_kaart(pagina, stad(server))
    frame.locator("#map_div").focus()
    pagina.keyboard.press("/")
    zoek = pagina.get_by_role("combobox", name="Zoek een buurt")
    expect(zoek).to_be_focused()
    pagina.keyboard.type(getypt)
    if code is None:
        expect(pagina.get_by_role("option")).to_contain_text("Geen buurt")
        return
    pagina.keyboard.press("Enter")
    pagina.wait_for_url(f"**buurt={code}**")
    expect(pagina.locator(".st-key-sk-kaartje h2")).to_have_text(read(frame, code)["naam"])
    expect(zoek).to_have_value("")


def test_search_finds_a_buurt_of_another_gemeente(server: str, pagina: Page) -> None:
    open_kaart(pagina, stad(server))
    zoek = pagina.get_by_role("combobox", name="Zoek een buurt")
    zoek.fill("BU08020001")
    expect(pagina.get_by_role("option")).to_contain_text("Proefdorp")
    pagina.keyboard.press("Enter")
    pagina.wait_for_url(f"**gebied={proefstad.DORP}**buurt=BU08020001**")
    expect(pagina.locator(".st-key-sk-kaartje h2")).to_have_text("Buurt 0001")


def test_pointing_shows_name_and_value(server: str, pagina: Page) -> None:
    frame = open_kaart(pagina, stad(server))
    vlak = frame.locator("#map_div").bounding_box()
    assert vlak is not None
    hulp = frame.locator(".hulp")
    for code, woorden in (
        (proefstad.GEWOON, "10 per 1.000"),
        (proefstad.GEHEIM, "te klein om te tonen"),
        (proefstad.ZONDER_INWONERS, "niet beschikbaar"),
        (proefstad.KLEIN, "klein aantal"),
        (proefstad.WATER, "water"),
    ):
        x, y = read(frame, code)["punt"]
        # Leaflet passes over movements that follow each other within a frame, and a hand is never
        # quite still: so the mouse moves on by a pixel until it is seen
        for stap in range(40):
            pagina.mouse.move(vlak["x"] + x + 9 + stap % 2, vlak["y"] + y + 9)
            pagina.wait_for_timeout(100)
            if woorden in (hulp.text_content() or ""):
                break
        expect(hulp).to_contain_text(woorden)


# What the frame says


def test_states_have_their_own_pattern(server: str, pagina: Page) -> None:
    frame = open_kaart(pagina, stad(server))
    assert read(frame, proefstad.GEHEIM)["patroon"] == "stip"
    assert read(frame, proefstad.ZONDER_INWONERS)["patroon"] == "streep"
    klassen = {"#E2ECF8", "#AFC5E8", "#8291CD", "#6D59A8", "#4A205C"}
    klein, water = read(frame, proefstad.KLEIN), read(frame, proefstad.WATER)
    assert klein["patroon"] is water["patroon"] is None
    assert not {klein["vulling"].upper(), water["vulling"]} & klassen


def test_hostile_name_stays_text(server: str, pagina: Page) -> None:
    frame = open_kaart(pagina, stad(server))
    click(pagina, frame, proefstad.VIJANDIG)
    naam = proefstad.NAMEN[proefstad.VIJANDIG]
    expect(pagina.locator(".st-key-sk-kaartje h2")).to_have_text(naam)
    expect(frame.locator(".hulp strong")).to_have_text(naam)
    step_year(frame, "ArrowLeft")
    expect(frame.locator(".legenda .onder")).to_contain_text("2019")
    assert pagina.evaluate("window.gehackt") is None
    assert frame.locator("img").count() == 0


# Links


@pytest.mark.parametrize("pad", ["/", "/kaart", "/gegevens"])
def test_first_request_after_a_start_is_a_deep_link(
    gegevens: Path, tmp_path: Path, pagina: Page, pad: str
) -> None:
    with serve(gegevens, tmp_path / "log.txt") as adres:
        pagina.goto(f"{adres}{pad}?gebied={proefstad.STAD}&jaar=2019&indicator=bijstand")
        balk = pagina.get_by_test_id("stTopNav")
        expect(balk.get_by_role("link")).to_have_text(PAGINAS)
        assert pagina.get_by_test_id("stSidebarNav").count() == 0
        assert pagina.get_by_text("Page not found").count() == 0
        gekozen = "Gegevens" if pad == "/gegevens" else "Kaart"
        expect(balk.locator("[aria-current=page]")).to_have_text(gekozen)
        if pad != "/gegevens":
            expect(pagina.get_by_role("combobox", name="Gebied")).to_have_value("Proefstad")
            pagina.wait_for_url("**/kaart?**")
            frame = pagina.frame_locator("iframe.stCustomComponentV1")
            expect(frame.locator(".legenda .onder")).to_contain_text("2019")


# Nothing outside, nothing cut off


def test_visit_reaches_nobody_outside(server: str, pagina: Page, verkeer: Verkeer) -> None:
    fouten: list[str] = []
    pagina.on("pageerror", lambda fout: fouten.append(str(fout)))
    frame = open_kaart(pagina, stad(server))
    choose(pagina, "Onderwerp", LAAG_INKOMEN)
    click(pagina, frame, "BU08010304")
    expect(pagina.locator(".st-key-sk-kaartje h2")).to_have_text("Buurt 0304")
    pagina.get_by_test_id("stTopNav").get_by_role("link", name="Gegevens").click()
    expect(pagina.get_by_role("heading", name="Gegevens", exact=True)).to_be_visible()
    assert verkeer.adressen
    assert verkeer.buiten() == []
    assert fouten == []


@pytest.mark.parametrize(
    ("breed", "hoog", "is_tablet"),
    [(1440, 900, False), (1920, 1080, False), (1280, 800, False), (1180, 820, True)],
)
def test_page_fits_its_window(
    server: str,
    browser: Browser,
    breed: int,
    hoog: int,
    is_tablet: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    context = browser.new_context(
        locale="nl-NL", viewport={"width": breed, "height": hoog}, has_touch=is_tablet
    )
    pagina = context.new_page()
    frame = open_kaart(pagina, stad(server, buurt="BU08010304"))
    schuift = pagina.evaluate(
        "() => [document.documentElement, document.querySelector('[data-testid=stMain]')]"
        ".map((e) => [e.scrollHeight - e.clientHeight, e.scrollWidth - e.clientWidth])"
    )
    assert schuift == [[0, 0], [0, 0]]
    kaart = frame.locator("#map_div").bounding_box()
    bron = frame.locator(".bron").bounding_box()
    assert kaart is not None
    assert bron is not None
    assert kaart["width"] >= breed / 2
    assert bron["y"] + bron["height"] <= hoog
    # the source line, the longest text of all, is there to its last word
    over = frame.locator(".bron p").evaluate("(p) => p.scrollHeight - p.clientHeight")
    assert over <= 0
    if is_tablet:
        knoppen = frame.locator(".leaflet-bar a, .speel").all()
        maten = [doos for knop in knoppen if (doos := knop.bounding_box())]
        assert min(min(doos["width"], doos["height"]) for doos in maten) >= 44
    context.close()


def test_resized_window_keeps_the_whole_area_in_view(server: str, pagina: Page) -> None:
    frame = open_kaart(pagina, stad(server))
    pagina.set_viewport_size({"width": 1700, "height": 950})
    pagina.wait_for_timeout(500)
    breed = frame.evaluate("map.getSize().x")
    assert breed > 900
    binnen = frame.evaluate(
        "code => { const [x, y] = SocialeKaart.lees(code).punt; const m = map.getSize();"
        " return x > 0 && y > 0 && x < m.x && y < m.y; }",
        "BU08010304",
    )
    assert binnen

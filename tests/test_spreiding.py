"""The dots of change against change in a real browser: where they lie, and what they point at."""

import pytest
from playwright.sync_api import Frame, Page, expect

from layers.kaartbeeld import Kaartbeeld
from layers.openen import open_link
from layers.samen import GELIJK, GOED
from layers.soorten import build_kaartbeeld
from tests.bezoek import open_kaart

pytestmark = pytest.mark.ongemeten

STAD = "GM9901"
PLAATSEN = "() => [...Array(%d).keys()].map(i => document.querySelector('.spreiding').plaats(i))"


def beeld_of(**gevraagd: str) -> Kaartbeeld:
    geopend = open_link({"gebied": STAD, "soort": "tegen-de-trend", **gevraagd})
    assert geopend is not None
    return build_kaartbeeld(geopend.keuze)


def open_spreiding(pagina: Page, server: str, beeld: Kaartbeeld) -> Frame:
    frame = open_kaart(pagina, f"{server}{beeld.link}", code=beeld.gebieden[0])
    expect(frame.locator(".spreiding canvas")).to_be_visible()
    return frame


def middle(frame: Frame) -> tuple[float, float]:
    vlak = frame.locator(".spreiding canvas").bounding_box()
    hoek = frame.frame_element().bounding_box()
    assert vlak is not None
    assert hoek is not None
    return (
        vlak["x"] - hoek["x"] + vlak["width"] / 2,
        vlak["y"] - hoek["y"] + vlak["height"] / 2,
    )


@pytest.mark.parametrize("met", ["overlast", "overlast_onveiligheid"])
def test_every_dot_lies_at_its_two_changes(stadserver: str, pagina: Page, met: str) -> None:
    beeld = beeld_of(met=met)
    moment = beeld.moment
    frame = open_spreiding(pagina, stadserver, beeld)
    plaatsen = frame.evaluate(PLAATSEN % len(beeld.gebieden))
    x0, y0 = middle(frame)
    vierkant = beeld.vierkant
    assert vierkant is not None
    kant = {"overlast": 1, "overlast_onveiligheid": -1}[met]  # of a score less is less favourable
    assert vierkant.rijen.richting == kant
    tweede = beeld.tweede
    assert tweede is not None
    dots = [
        (x - x0, y0 - y, round(een, beeld.opmaak.decimalen), round(ander, tweede.opmaak.decimalen))
        for (x, y), een, ander, klasse in zip(
            plaatsen, moment.waarden, moment.tweede, moment.klassen, strict=True
        )
        if een is not None and ander is not None and klasse is not None
    ]
    assert len(dots) == sum(moment.tellingen[0].klassen) + moment.tellingen[0].klein_aantal
    for ver, waarde, richting in ((0, 2, 1), (1, 3, kant)):
        paren = [(dot[ver], dot[waarde] * richting) for dot in dots]
        rand = max(abs(plek) for plek, _ in paren)
        binnen = [(plek, w) for plek, w in paren if abs(plek) < rand - 1]
        assert len(binnen) >= len(paren) - 4  # the few that lie beyond the edge are drawn on it
        plek, w = max(binnen, key=lambda paar: abs(paar[1]))
        assert plek / w > 0
        # one scale for all, to the pixel
        assert [p for p, _ in binnen] == pytest.approx([v * plek / w for _, v in binnen], abs=1)
    assert frame.locator(".hoek").count() == 4


def test_dot_and_map_point_at_each_other(stadserver: str, pagina: Page) -> None:
    beeld = beeld_of()
    frame = open_spreiding(pagina, stadserver, beeld)
    plek = beeld.moment.klassen.index(GOED)
    hoek = frame.frame_element().bounding_box()
    assert hoek is not None
    x, y = frame.evaluate("i => document.querySelector('.spreiding').plaats(i)", plek)
    pagina.mouse.move(hoek["x"] + x, hoek["y"] + y)
    hulp = frame.locator("#map_div > .hulp")
    expect(hulp).to_be_visible()
    gewezen = frame.evaluate("document.querySelector('.spreiding').gewezen()")
    # dots may lie over each other: the nearest one is meant
    plaatsen = frame.evaluate(PLAATSEN % len(beeld.gebieden))
    assert plaatsen[gewezen] == pytest.approx([x, y], abs=1)
    expect(hulp.locator("strong")).to_have_text(beeld.namen[gewezen])
    # from the map to the dots
    code = beeld.gebieden[beeld.moment.klassen.index(GELIJK)]
    mx, my = frame.evaluate("c => SocialeKaart.lees(c).punt", code)
    kaart = frame.locator("#map_div").bounding_box()
    assert kaart is not None
    pagina.mouse.move(kaart["x"] + mx, kaart["y"] + my)
    expect(hulp.locator("strong")).to_have_text(beeld.namen[beeld.gebieden.index(code)])
    nu = frame.evaluate("document.querySelector('.spreiding').gewezen()")
    assert beeld.gebieden[nu] == code
    # and a click on a dot chooses its area
    pagina.mouse.click(hoek["x"] + x, hoek["y"] + y)
    expect(pagina.locator(".sk-naam h2")).to_have_text(beeld.namen[gewezen])
    expect(frame.locator(".legenda .hier strong")).to_have_text(beeld.namen[gewezen])


def test_corner_counts_and_filters(stadserver: str, pagina: Page) -> None:
    beeld = beeld_of()
    frame = open_spreiding(pagina, stadserver, beeld)
    geteld = {
        int(knop.get_attribute("data-filter") or -1): knop.locator("strong").inner_text()
        for knop in frame.locator(".hoek").all()
    }
    telling = beeld.moment.tellingen[0].klassen
    assert geteld == {nummer: str(telling[nummer]) for nummer in range(4)}
    frame.locator(f".hoek[data-filter='{GOED}']").click()
    pagina.wait_for_url(f"**filter={GOED}")
    expect(frame.locator(f".hoek[data-filter='{GOED}']")).to_have_attribute("aria-pressed", "true")
    expect(frame.get_by_role("button", name="Alle klassen tonen")).to_be_visible()

"""Both single maps beside that of a pair: as figures, in a link, and in a real browser."""

from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Frame, Page, expect

from layers.ernaast import build_ernaast
from layers.kaartbeeld import Kaartbeeld
from layers.link import Keuze, write_link
from layers.openen import open_link
from layers.soorten import at_year, build_kaartbeeld
from tests.bezoek import open_kaart, step_year

STAD = "GM9901"
BUURT = "BU99010101"


def opened(**gevraagd: str) -> Keuze:
    geopend = open_link({"gebied": STAD, **gevraagd})
    assert geopend is not None
    assert geopend.zin is None
    return geopend.keuze


def sides(keuze: Keuze) -> tuple[Kaartbeeld, tuple[Kaartbeeld, Kaartbeeld]]:
    kaartbeeld = build_kaartbeeld(keuze)
    return kaartbeeld, build_ernaast(keuze, kaartbeeld)


def test_single_maps_are_the_change_maps_of_both_indicators() -> None:
    keuze = opened(soort="samen")
    kaartbeeld, beelden = sides(keuze)
    for beeld, indicator in zip(beelden, (keuze.indicator, keuze.met), strict=True):
        alleen = build_kaartbeeld(
            opened(
                soort="verandering",
                indicator=indicator or "",
                van=str(keuze.van),
                tot=str(keuze.jaar),
                grens=str(keuze.grens),
            )
        )
        assert beeld.indicator == indicator
        assert beeld.klassen == alleen.klassen
        assert beeld.moment.klassen == alleen.moment.klassen
        assert beeld.moment.waarden == alleen.moment.waarden
        assert [(m.van, m.tot) for m in beeld.momenten] == [
            (m.van, m.tot) for m in kaartbeeld.momenten
        ]


def test_each_has_its_own_years_where_the_pair_has_two_periods() -> None:
    keuze = replace(opened(soort="samen"), metvan=2013, mettot=2023)
    _, (een, ander) = sides(keuze)
    assert (een.moment.van, een.moment.tot) == (keuze.van, keuze.jaar)
    assert (ander.moment.van, ander.moment.tot) == (2013, 2023)


def test_link_carries_it_and_only_a_pair_opens_it() -> None:
    keuze = opened(soort="samen", ernaast="ja")
    assert keuze.ernaast
    assert write_link(keuze).endswith("&ernaast=ja")
    assert not opened(soort="verandering", ernaast="ja").ernaast
    assert not opened(soort="samen").ernaast
    geopend = open_link({"gebied": STAD, "soort": "samen", "ernaast": "misschien"})
    assert geopend is not None
    assert geopend.zin is not None
    assert "ernaast 'misschien'" in geopend.zin


def beside(frame: Frame, code: str = BUURT) -> list[dict[str, Any]]:
    uit: list[dict[str, Any]] = frame.evaluate("c => SocialeKaart.lees(c).ernaast", code)
    return uit


def test_both_stand_in_the_frame_and_move_with_it(stadserver: str, pagina: Page) -> None:
    frame = open_kaart(pagina, f"{stadserver}/kaart?gebied={STAD}&soort=samen", code=BUURT)
    frame.evaluate("window.merkteken = 'dezelfde'")
    keuze = opened(soort="samen")
    kaartbeeld, beelden = sides(keuze)
    frame.get_by_role("button", name="Beide kaarten ernaast").click()
    pagina.wait_for_url("**ernaast=ja")
    expect(frame.locator(".zijkaart h2")).to_have_text(["Laagste inkomens", "Overlast"])
    expect(frame.locator(".zijkaart .klassenrij")).to_have_count(2)
    assert frame.evaluate("window.merkteken") == "dezelfde"

    def assert_drawn(jaar: int) -> None:
        """Every area has the colour of its class in both small maps."""
        plek = [m.tot for m in kaartbeeld.momenten].index(jaar)
        for nummer, beeld in enumerate(beelden):
            moment = beeld.momenten[plek]
            sterk = [
                (code, beeld.klassen[klasse].kleur)
                for code, klasse, onzeker, staat in zip(
                    beeld.gebieden, moment.klassen, moment.onzeker, moment.staten, strict=True
                )
                if klasse is not None and not onzeker and staat == "ok"
            ]
            assert len(sterk) > 30
            gezien = [beside(frame, code)[nummer]["vulling"] for code, _ in sterk]
            assert gezien == [kleur for _, kleur in sterk]

    assert_drawn(keuze.jaar)
    step_year(frame, "ArrowLeft")
    eerder = at_year(keuze, keuze.jaar - 1)
    expect(frame.locator(".zijkaart .periode").first).to_contain_text(
        f"{eerder.van} tot {eerder.jaar}"
    )
    assert_drawn(eerder.jaar)
    # moving the large map moves both, by the same steps
    voor = [deel["zoom"] for deel in beside(frame)]
    frame.evaluate("map.setView(map.getCenter(), map.getZoom() + 1.5, {animate: false})")
    na = beside(frame)
    assert [deel["zoom"] for deel in na] == pytest.approx([z + 1.5 for z in voor], abs=0.01)
    # and a small one moves the large one
    vlak = frame.locator(".zijvlak").first.bounding_box()
    assert vlak is not None
    midden = vlak["x"] + vlak["width"] / 2, vlak["y"] + vlak["height"] / 2
    grote = frame.evaluate("map.getCenter().lng")
    pagina.mouse.move(*midden)
    pagina.mouse.down()
    pagina.mouse.move(midden[0] - 60, midden[1], steps=4)
    pagina.mouse.up()
    pagina.wait_for_timeout(300)
    assert frame.evaluate("map.getCenter().lng") > grote
    een, ander = (deel["midden"] for deel in beside(frame))
    assert een == pytest.approx(ander, abs=0.0005)  # a pixel
    # a click in a small one chooses
    pagina.mouse.click(*midden)
    expect(pagina.locator(".sk-naam h2")).to_be_visible()
    naam = pagina.locator(".sk-naam h2").inner_text()
    expect(frame.locator(".legenda .hier strong")).to_have_text(naam)
    # the link opens all three, and the button takes two away
    frame = open_kaart(pagina, pagina.url, code=BUURT)
    expect(frame.locator(".zijkaart")).to_have_count(2)
    frame.get_by_role("button", name="Alleen deze kaart").click()
    expect(frame.locator(".zijkaart")).to_have_count(0)
    pagina.wait_for_url(lambda adres: "ernaast" not in adres)

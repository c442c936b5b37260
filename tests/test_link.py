"""A view as text, and back."""

import random
import string
from dataclasses import replace
from pathlib import Path

import pytest

from data.gebieden import Niveau
from data.opslag import Opslag
from layers import aanbod
from layers.link import (
    Keuze,
    Uitsnede,
    read_parameters,
    read_velden,
    write_link,
    write_parameters,
)
from layers.openen import (
    open_link,
)
from layers.stand import build_stand
from tests import proefstad

KEUZE = Keuze(gebied=proefstad.STAD, grens=2020, indicator="bijstand", jaar=2020)


@pytest.fixture
def proef(opslag: Path) -> Path:
    return proefstad.make_opslag(opslag)


@pytest.mark.usefixtures("proef")
@pytest.mark.parametrize(
    "keuze",
    [
        KEUZE,
        replace(KEUZE, jaar=2019),
        replace(KEUZE, buurt=proefstad.GEWOON),
        replace(KEUZE, filter=(0, 3)),
        replace(KEUZE, tel="woningen"),
        replace(KEUZE, uitsnede=Uitsnede(52.04021, 5.1, 11.5)),
        replace(KEUZE, gebied=proefstad.DORP, buurt="BU08020000", filter=(4,)),
    ],
)
def test_written_link_opens_the_same_view(keuze: Keuze) -> None:
    geopend = open_link(read_parameters(write_link(keuze)))
    assert geopend is not None
    assert geopend.zin is None
    # what a link leaves open is filled in, so that the next one names it
    assert geopend.keuze.klassen is not None
    assert geopend.keuze == replace(keuze, klassen=geopend.keuze.klassen)
    assert open_link(read_parameters(write_link(geopend.keuze))) == geopend


@pytest.mark.usefixtures("proef")
def test_indicator_year_and_borders_are_always_written() -> None:
    assert {"indicator", "jaar", "grens"} <= set(write_parameters(KEUZE))


@pytest.mark.usefixtures("proef")
@pytest.mark.parametrize(
    ("gevraagd", "genoemd"),
    [
        ({"gebied": "GM1234"}, "gebied 'GM1234'"),
        ({"indicator": "geluk"}, "indicator 'geluk'"),
        ({"jaar": "2031"}, "jaar '2031'"),
        ({"jaar": "ooit"}, "jaar 'ooit'"),
        ({"grens": "1999"}, "grenzen van '1999'"),
        ({"buurt": "BU08019999"}, "buurt 'BU08019999'"),
        ({"buurt": proefstad.WATER}, f"buurt '{proefstad.WATER}'"),
        ({"soort": "taart"}, "soort 'taart'"),
        ({"niveau": "straat"}, "niveau 'straat'"),
        ({"tel": "auto's"}, "tel 'auto"),
        ({"filter": "alles"}, "filter 'alles'"),
        ({"uitsnede": "hier"}, "uitsnede 'hier'"),
        ({"klassen": "ffff"}, "klassenindeling 'ffff'"),
    ],
)
def test_what_is_not_there_is_named_in_one_sentence(gevraagd: dict[str, str], genoemd: str) -> None:
    geopend = open_link({"gebied": proefstad.STAD, "indicator": "bijstand"} | gevraagd)
    assert geopend is not None
    assert geopend.zin is not None
    assert genoemd in geopend.zin
    # the nearest view is one that can be drawn, and its own link opens without a word
    weer = open_link(read_parameters(write_link(geopend.keuze)))
    assert weer is not None
    assert weer.zin is None


@pytest.mark.usefixtures("proef")
def test_nearest_year_is_the_nearest_and_of_two_the_newest() -> None:
    def opened(jaar: str) -> int:
        geopend = open_link({"gebied": proefstad.STAD, "indicator": "bijstand", "jaar": jaar})
        assert geopend is not None
        return geopend.keuze.jaar

    assert opened("2001") == 2017
    assert opened("2031") == 2020
    assert opened("niets") == 2020


@pytest.mark.usefixtures("proef")
def test_buurt_of_other_borders_is_dropped() -> None:
    # a code alone is no key: on other borders it may name another place
    geopend = open_link(
        {
            "gebied": proefstad.STAD,
            "grens": "2014",
            "buurt": proefstad.GEWOON,
            "indicator": "bijstand",
        }
    )
    assert geopend is not None
    assert geopend.keuze.buurt is None
    assert geopend.zin is not None
    assert "op de grenzen van '2014'" in geopend.zin


def test_where_nothing_is_kept_at_all_there_is_no_view(
    opslag: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(aanbod, "VOORBEELD", Opslag(opslag / "weg"))
    assert open_link({}) is None


def test_without_figures_the_fictional_town_opens() -> None:
    geopend = open_link({})
    assert geopend is not None
    assert geopend.keuze.gebied == "GM9901"
    assert geopend.keuze.niveau is Niveau.BUURT


@pytest.mark.usefixtures("proef")
def test_fictional_town_opens_beside_real_figures_only_when_asked() -> None:
    assert "GM9901" not in [code for code, _, _ in aanbod.gebieden_met_kaart()]
    geopend = open_link({"gebied": "GM9901"})
    assert geopend is not None
    assert geopend.keuze.gebied == "GM9901"


@pytest.mark.usefixtures("proef")
def test_any_text_opens_a_view_that_can_be_drawn() -> None:
    worp = random.Random(20261122)  # noqa: S311 - no secret, a fixed draw
    tekens = string.printable + "éßЖ漢\u202e"
    namen = [
        "gebied",
        "grens",
        "indicator",
        "jaar",
        "buurt",
        "filter",
        "uitsnede",
        "klassen",
        "tel",
    ]
    for _ in range(300):
        gevraagd = {
            worp.choice(namen): "".join(worp.choices(tekens, k=worp.randint(0, 60)))
            for _ in range(worp.randint(0, 4))
        }
        geopend = open_link(gevraagd)
        assert geopend is not None
        weer = open_link(read_parameters(write_link(geopend.keuze)))
        assert weer is not None
        assert weer.keuze == geopend.keuze


@pytest.mark.parametrize(
    ("link", "gebied"),
    [
        ("/kaart?gebied=GM0772", "GM0772"),
        ("http://127.0.0.1:8501/kaart?gebied=GM0772&jaar=2020", "GM0772"),
        ("?gebied=GM0772", "GM0772"),
        ("gebied=GM0772", "GM0772"),
        ("/kaart?gebied=GM0001&gebied=GM0772", "GM0772"),
        ("/kaart", None),
        ("", None),
        ("http://[", None),
    ],
)
def test_parameters_are_read_from_whole_links_and_tails(link: str, gebied: str | None) -> None:
    assert read_parameters(link).get("gebied") == gebied


# What a screen asks beside a link


@pytest.mark.parametrize(
    ("velden", "gelezen"),
    [
        ({"filter": "9,7,7"}, {"filter": (7, 9)}),
        ({"filter": ""}, {"filter": ()}),
        ({"filter": "a"}, {}),
        ({"uitsnede": "52.1,5.3,9"}, {"uitsnede": Uitsnede(52.1, 5.3, 9.0)}),
        ({"uitsnede": "hier", "jaar": 2019}, {"jaar": 2019}),
    ],
)
def test_fields_that_come_as_text_are_read_or_left_out(
    velden: dict[str, object], gelezen: dict[str, object]
) -> None:
    assert read_velden(velden) == gelezen


@pytest.mark.usefixtures("proef")
def test_buurt_goes_along_to_borders_on_which_it_is_the_same() -> None:
    buurt, stad = proefstad.GEWOON, proefstad.STAD
    assert aanbod.is_same_gebied(buurt, stad, 2020, 2020)
    assert not aanbod.is_same_gebied(proefstad.WATER, stad, 2020, 2020)
    fictief = build_stand(_keuze_of("GM9901"))
    oud, nieuw = aanbod.grensjaren("GM9901")[0], aanbod.grensjaren("GM9901")[-1]
    mee = {c for c in fictief.gebieden if aanbod.is_same_gebied(c, "GM9901", oud, nieuw)}
    assert 0 < len(mee) < len(fictief.gebieden)


@pytest.mark.usefixtures("proef")
def test_country_names_the_fine_outlines_of_its_gemeenten() -> None:
    assert aanbod.fijne_omtrekken(build_stand(KEUZE)) == {}
    fijn = aanbod.fijne_omtrekken(build_stand(replace(KEUZE, gebied="NL00")))
    assert set(fijn) == {proefstad.STAD, proefstad.DORP}
    assert all("fijn" in naam for naam in fijn.values())


@pytest.mark.usefixtures("proef")
def test_parts_to_find_ones_way_by(monkeypatch: pytest.MonkeyPatch) -> None:
    stad = build_stand(KEUZE)
    delen = dict(zip(stad.gebieden, aanbod.groepen_van(stad), strict=True))
    assert (delen[proefstad.GEWOON], delen["BU08010304"]) == ("00", "03")
    assert not delen[proefstad.WATER]
    assert not any(aanbod.groepen_van(build_stand(replace(KEUZE, gebied="NL00"))))
    monkeypatch.setattr(aanbod, "MEESTE_GROEPEN", 3)
    assert not any(aanbod.groepen_van(stad))
    monkeypatch.setattr(aanbod, "MEESTE_GROEPEN", 20)
    fictief = aanbod.groepen_van(build_stand(_keuze_of("GM9901")))
    assert not any(deel.startswith("Stadsdeel") for deel in fictief)


def _keuze_of(gebied: str) -> Keuze:
    geopend = open_link({"gebied": gebied})
    assert geopend is not None
    return geopend.keuze

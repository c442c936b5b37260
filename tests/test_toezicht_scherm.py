"""The page of the supervisor as a visitor gets it: every figure and name, and no name that acts."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

import pytest
import shapely
from streamlit.testing.v1 import AppTest

import opzetten
from components.afdruk_stijl import styles_of
from components.legendarijen import format_telling
from components.minikaart import build_kaartje
from components.toezicht import build_kop, build_toezichthtml
from layers.kaartbeeld import Kaartbeeld
from layers.openen import open_link
from layers.opmaak import format_getal
from layers.soorten import build_kaartbeeld
from layers.toezicht import NIET_TE_ZIEN, VOLGORDE
from layers.toezichtblad import Buurtregel, Toezicht, build_toezicht
from tests.bezitstad import STAD, make_stad
from tests.bezoek import GEGEVENSVARIABELE
from tests.openmaken import VIJANDIG
from tests.test_woorden import found_in

LEEG: Final = ("br", "img", "input", "link", "meta")


class Lezer(HTMLParser):
    """The elements of a page in order, each with its attributes, and the texts in them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elementen: list[tuple[str, dict[str, str | None]]] = []
        self.teksten: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element."""
        self.elementen.append((tag, dict(attrs)))
        if tag not in LEEG:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element that holds nothing."""
        self.elementen.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost element: there must be one of that name."""
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Keep a text."""
        self.teksten.append(data)

    @property
    def vorm(self) -> list[tuple[str, tuple[str, ...]]]:
        """Answer the elements and the names of their attributes, without what they say."""
        return [(tag, tuple(attrs)) for tag, attrs in self.elementen]

    def having(self, attribuut: str) -> list[dict[str, str | None]]:
        """Answer the attributes of the elements that have one of that name."""
        return [attrs for _, attrs in self.elementen if attribuut in attrs]


@pytest.fixture(scope="module")
def _winkel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_stad(tmp_path_factory.mktemp("stad") / "gegevens").pad


@pytest.fixture
def winkel(_winkel: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Choose the town under ordinary codes as the store of this test; it is only read."""
    monkeypatch.setenv(GEGEVENSVARIABELE, str(_winkel))
    return _winkel


@pytest.fixture(scope="module")
def _pagina(_winkel: Path) -> tuple[Toezicht, Kaartbeeld]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(GEGEVENSVARIABELE, str(_winkel))
        toezicht = build_toezicht(STAD)
        assert toezicht is not None
        assert toezicht.kaart is not None
        return toezicht, build_kaartbeeld(toezicht.kaart, jaren=(toezicht.kaart.jaar,))


@pytest.fixture
def pagina(winkel: Path, _pagina: tuple[Toezicht, Kaartbeeld]) -> tuple[Toezicht, Kaartbeeld]:
    """Answer the page of the first gemeente, and its map, where its store is that of the test."""
    assert winkel.is_dir()
    return _pagina


# All that was worked out stands on the page


def test_page_holds_every_figure_name_and_word(pagina: tuple[Toezicht, Kaartbeeld]) -> None:
    toezicht, beeld = pagina
    html = build_toezichthtml(toezicht, beeld)
    assert "\n" not in html
    gelezen = Lezer(html)
    tekst = "".join(gelezen.teksten)
    for cijfer in toezicht.cijfers:
        for deel in (cijfer.getal, cijfer.waarvan, cijfer.zin, cijfer.vorige, cijfer.apart):
            assert deel in tekst
    assert [a["data-cijfer"] for a in gelezen.having("data-cijfer")] == [
        cijfer.sleutel for cijfer in toezicht.cijfers
    ]
    for lijst in (toezicht.aandacht, toezicht.goed):
        aantal = f"{lijst.totaal} buurten, {format_getal(lijst.woningen, decimalen=0)} woningen"
        assert f"{lijst.kop}{lijst.regel} {aantal}." in tekst
        assert f"Nog 5 van de {lijst.totaal}" in tekst
        for rij in lijst.rijen:
            drie = " \N{MIDDLE DOT} alle drie" if rij.signalen == 3 else ""
            woningen = f"{format_getal(rij.woningen, decimalen=0)} woningen, {rij.aandeel}"
            assert f"{rij.naam}{rij.ligging}{drie}{woningen}" in tekst
            assert f"aandeel laagste inkomens: {rij.inkomens.tekst}" in tekst
            assert f"overlast: {rij.overlast.tekst}leefbaarheid: {rij.leefbaarheid}" in tekst
            assert rij.zekerheid in tekst
    for rij in toezicht.alle:
        woningen = format_getal(rij.woningen, decimalen=0)
        woorden = f"{rij.inkomens.tekst}{rij.overlast.tekst}{rij.leefbaarheid}"
        assert f"{rij.naam}{woningen}{woorden}" in tekst
    for zin in (
        *toezicht.uitleg,
        *NIET_TE_ZIEN,
        VOLGORDE,
        toezicht.leeswijzer,
        toezicht.zekerheid,
        toezicht.buiten_lijsten,
        toezicht.bron,
        *(v.tekst for v in toezicht.vragen),
    ):
        assert zin in tekst
    assert f"Alle {len(toezicht.alle)} buurten met onze woningen" in tekst
    assert toezicht.samenvatting in "".join(Lezer(build_kop(toezicht)).teksten)
    codes = [a["data-buurt"] for a in gelezen.having("data-buurt")]
    assert codes == [
        rij.code
        for deel in (toezicht.aandacht.rijen, toezicht.goed.rijen, toezicht.alle)
        for rij in deel
    ]
    assert found_in([tekst]) == []


def test_bars_are_as_long_as_there_are_homes(pagina: tuple[Toezicht, Kaartbeeld]) -> None:
    toezicht, beeld = pagina
    html = build_toezichthtml(toezicht, beeld)
    breed = [int(w) for w in re.findall(r'<i style="width:(\d+)%"', html)]
    rijen = (*toezicht.aandacht.rijen, *toezicht.goed.rijen)
    meeste = max(rij.woningen for rij in toezicht.alle)
    assert breed == [round(100 * rij.woningen / meeste) for rij in rijen]


def test_map_on_the_page_counts_what_its_legend_counts(pagina: tuple[Toezicht, Kaartbeeld]) -> None:
    toezicht, beeld = pagina
    html = build_toezichthtml(toezicht, beeld)
    tekst = "\t".join(Lezer(html).teksten)
    assert "buurten\twoningen van ons" in tekst
    for nummer, klasse in enumerate(beeld.klassen):
        aantallen = [format_telling(t.cellen[nummer]) for t in beeld.moment.tellingen]
        assert "\t".join((klasse.label, *aantallen)) in tekst
    assert html.count(f'href="{beeld.link.replace("&", "&amp;")}"') == 2
    # states that no buurt is in have no row
    rijen = re.findall(r'<th scope="row"><svg[^>]*>.*?</svg>([^<]+)</th>(.*?)</tr>', html)
    assert rijen
    assert all(re.search(r">[1-9]", aantallen) for _, aantallen in rijen)


def test_small_map_has_every_buurt_in_the_colour_of_the_large(
    pagina: tuple[Toezicht, Kaartbeeld],
) -> None:
    toezicht, _ = pagina
    assert toezicht.kaart is not None
    # with the buurten where we have no homes: they have small numbers and patterns too
    beeld = build_kaartbeeld(replace(toezicht.kaart, alleen_eigen=False))
    vlakken = {
        str(attrs["data-code"]): attrs
        for attrs in Lezer(build_kaartje(beeld, alt='Kaart "van" <ons>', nummers={})).having(
            "data-code"
        )
    }
    assert tuple(vlakken) == beeld.gebieden
    stijlen = styles_of(beeld, ())
    for code, stijl in zip(beeld.gebieden, stijlen, strict=True):
        vulling = stijl.vulling if stijl.patroon is None else f"url(#sk-{stijl.patroon.value})"
        assert (vlakken[code]["fill"], vlakken[code]["stroke"]) == (vulling, stijl.lijn)
        assert re.fullmatch(r"(?:M[\d. L-]+Z)+", vlakken[code]["d"] or "")
    # every pattern that is used is there
    html = build_kaartje(beeld, alt="", nummers={})
    gebruikt = set(re.findall(r"url\(#([a-z-]+)\)", html))
    assert gebruikt
    assert gebruikt <= set(re.findall(r'<pattern id="([a-z-]+)"', html))
    assert len({stijl.vulling for stijl in stijlen}) > 3


def test_numbers_stand_within_their_buurten(pagina: tuple[Toezicht, Kaartbeeld]) -> None:
    toezicht, beeld = pagina
    nummers = {rij.code: str(n) for n, rij in enumerate(toezicht.aandacht.rijen, start=1)}
    html = build_kaartje(beeld, alt="", nummers=nummers)
    paden = dict(re.findall(r'<path d="([^"]+)"[^>]*data-code="([A-Z0-9]+)"', html))
    vormen = {
        code: shapely.polygons([[*map(float, punt.split())] for punt in pad[1:-1].split("L")])
        for pad, code in paden.items()
        if pad.count("M") == 1
    }
    gevonden = re.findall(r'<text x="([\d.]+)" y="([\d.]+)">(\d+)</text>', html)
    assert sorted(nummer for *_, nummer in gevonden) == sorted(nummers.values())
    welke = {nummer: code for code, nummer in nummers.items()}
    for x, y, nummer in gevonden:
        assert vormen[welke[nummer]].contains(shapely.Point(float(x), float(y)))


def test_head_says_whose_homes_these_are(pagina: tuple[Toezicht, Kaartbeeld]) -> None:
    toezicht, _ = pagina
    assert "Onze woningen op 31 december 2024." in build_kop(toezicht)
    van_alle = replace(toezicht, is_eigen=False, peildatum=None)
    assert "onze eigen woningen zijn hier niet ingelezen" in build_kop(van_alle)
    assert "Onze woningen op" not in build_kop(van_alle)


def test_page_without_figures_says_so(pagina: tuple[Toezicht, Kaartbeeld]) -> None:
    toezicht, beeld = pagina
    leeg = replace(toezicht.aandacht, rijen=(), totaal=0, woningen=0)
    een = replace(toezicht.goed, rijen=toezicht.goed.rijen[:1], totaal=1, woningen=1)
    niets = replace(
        toezicht,
        cijfers=tuple(
            replace(c, getal="", vorige="", erbij="Er is meer nodig.") for c in toezicht.cijfers
        ),
        aandacht=leeg,
        goed=een,
        alle=(),
        kaart=None,
        vragen=(),
    )
    # bars are a part of the most homes: without any row there is no bar
    tekst = "".join(Lezer(build_toezichthtml(replace(niets, goed=leeg), beeld)).teksten)
    assert tekst.count("niet te zeggen") == 4
    assert tekst.count("Er is meer nodig.") == 4
    assert tekst.count("Geen enkele buurt.") == 2
    assert "Uit deze cijfers volgen geen vragen." in tekst
    assert "Open deze kaart" not in tekst
    weinig = "".join(Lezer(build_toezichthtml(replace(niets, alle=een.rijen), None)).teksten)
    assert "1 buurt, 1 woning." in weinig


def test_what_is_not_known_has_no_sign(pagina: tuple[Toezicht, Kaartbeeld]) -> None:
    toezicht, beeld = pagina
    rij = toezicht.goed.rijen[0]
    onbekend = replace(
        rij,
        niveau=None,
        inkomens=replace(rij.inkomens, richting=None, tekst="niet bekend"),
        overlast=replace(rij.overlast, richting=None, tekst="niet bekend"),
        leefbaarheid="",
        zekerheid="",
    )
    alleen = replace(toezicht.goed, rijen=(onbekend,))
    html = build_toezichthtml(
        replace(toezicht, aandacht=alleen, goed=alleen, alle=(onbekend,), kaart=None), beeld
    )
    # both trends of a row, in both lists
    assert html.count('<i class="teken"></i>') == 4
    assert html.count("leefbaarheid: niet bekend") == 2
    # folded up it is said in full
    assert "<td>niet bekend</td><td>niet bekend</td><td>niet bekend</td>" in html


# No name acts


@pytest.mark.parametrize("naam", [*VIJANDIG, 'x" onclick="alert(1)', "x' style='a", "naam" * 50])
def test_hostile_name_stays_a_text(pagina: tuple[Toezicht, Kaartbeeld], naam: str) -> None:
    toezicht, beeld = pagina
    gewoon = Lezer(build_toezichthtml(toezicht, beeld))

    def rename(rijen: tuple[Buurtregel, ...]) -> tuple[Buurtregel, ...]:
        return tuple(replace(rij, naam=naam, ligging=naam, signalen=0) for rij in rijen)

    vals = replace(
        toezicht,
        aandacht=replace(toezicht.aandacht, rijen=rename(toezicht.aandacht.rijen)),
        goed=replace(toezicht.goed, rijen=rename(toezicht.goed.rijen)),
        alle=rename(toezicht.alle),
        vragen=tuple(replace(vraag, tekst=f"In {naam}?") for vraag in toezicht.vragen),
        onder=naam,
        bron=naam,
    )
    namen = (naam,) * len(beeld.namen)
    gelezen = Lezer(build_toezichthtml(vals, replace(beeld, namen=namen)))
    assert gelezen.vorm == gewoon.vorm
    assert gelezen.teksten.count(f"In {naam}?") == len(toezicht.vragen)
    if naam:
        # name and place in both lists, the name folded up, and on the small map
        aantal = 2 * 20 + len(toezicht.alle) + len(beeld.namen) + 1
        assert gelezen.teksten.count(naam) == aantal
    assert Lezer(build_kop(vals)).vorm == Lezer(build_kop(toezicht)).vorm


# The pages


def open_app(pagina: str, **adres: str) -> AppTest:
    app = AppTest.from_file(str(opzetten.ROOT / "pages" / "start.py"), default_timeout=30)
    for naam, waarde in adres.items():
        app.query_params[naam] = waarde
    app.run()
    return app.switch_page(pagina).run()


def shown(app: AppTest) -> str:
    return "\n".join(blok.proto.body for blok in app.get("html"))


@pytest.mark.usefixtures("winkel")
def test_page_opens_the_area_of_its_address() -> None:
    app = open_app("toezicht.py", gebied="GM0902")
    assert not app.exception
    assert "10 buurten van Dorp" in shown(app)
    assert "Deze link vroeg om" not in shown(app)


@pytest.mark.usefixtures("winkel")
def test_area_that_is_not_there_is_told() -> None:
    app = open_app("toezicht.py", gebied="GM1234")
    assert not app.exception
    assert "gebied 'GM1234'" in shown(app).replace("&#x27;", "'")
    assert "buurten" in shown(app)


@pytest.mark.usefixtures("winkel")
def test_homes_to_count_in_are_chosen_beside_the_map() -> None:
    geopend = open_link({"gebied": STAD, "indicator": "laagste_inkomens"})
    assert geopend is not None
    app = open_app("kaart.py", gebied=STAD, indicator="laagste_inkomens", soort="stand")
    (keuze,) = [radio for radio in app.radio if radio.key == "tellen_tel"]
    assert keuze.options == ["alle woningen", "corporatiewoningen", "onze woningen"]
    app = keuze.set_value("eigen").run()
    assert app.session_state["keuze"].tel == "eigen"
    (schakelaar,) = [toggle for toggle in app.toggle if toggle.key == "tellen_alleen"]
    app = schakelaar.set_value(True).run()
    assert not app.exception
    assert app.session_state["keuze"].alleen_eigen

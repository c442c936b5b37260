"""A book of maps: its pages, its links, what is refused, and that nothing is left behind."""

import io
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pptx import Presentation
from pypdf import PageObject, PdfReader

from components.__main__ import main
from components.afdruk import paper_settings
from components.afdruk_blad import Blad, Maat
from components.afdruk_boek import (
    Inhoudsregel,
    draw_inhoud,
    draw_omslag,
    draw_werkwijze,
    explain,
)
from components.afdruk_buurtblad import draw_buurtblad
from components.boektaak import Boektaak
from components.errors import BoekError, GevoeligError
from components.huisstijl import GEEN_STIJL
from components.kaartenboek import (
    Boek,
    find_buurten,
    holds_gevoelig,
    make_boek,
    order_for,
    views_of,
)
from components.uitvoer import Formaat
from data.opdrachten import EXIT_AFGEKEURD
from layers.buurtblad import build_buurtblad
from layers.kaartbeeld import Staat
from layers.link import SOORTEN, Keuze, write_link
from layers.openen import open_link
from layers.richtingen import build_bespreekpunten
from layers.soorten import build_kaartbeeld
from tests import toestanden
from tests.bezoek import GEGEVENSVARIABELE, POLS_MS
from tests.bladkijken import check_texts
from tests.kleine_opslag import Cel, Omtrek, write_opslag

pytestmark = pytest.mark.ongemeten

DAG = date(2026, 11, 26)
STAD = "GM9901"
MARKT = "BU99010101"


def view(**velden: str) -> Keuze:
    geopend = open_link({"gebied": STAD, **velden})
    assert geopend is not None
    return geopend.keuze


def book(**anders: Any) -> Boek:  # noqa: ANN401 - fields of a book
    velden: dict[str, Any] = {
        "weergaven": (view(soort="samen"), view(indicator="bijstand", jaar="2024")),
        "buurten": (MARKT, "BU99010100"),
        "gemaakt_op": DAG,
    }
    return Boek(**(velden | anders))


@pytest.fixture(scope="module")
def pdf() -> PdfReader:
    return PdfReader(io.BytesIO(make_boek(book(titel="Onze buurten"))), strict=True)


@pytest.fixture(scope="module")
def gelezen(pdf: PdfReader) -> list[tuple[str, str]]:
    """Read of every page its text, and what stands in its lower right corner."""
    return [read_page(blad) for blad in pdf.pages]


def test_cover_contents_method_and_a_page_for_each(gelezen: list[tuple[str, str]]) -> None:
    omslag, inhoud, werkwijze, samen, bijstand, buurt, _ = [tekst for tekst, _ in gelezen]
    assert "Onze buurten" in omslag
    assert "2 kaarten en 2 buurten van Veldermonde" in omslag
    assert "Fictieve gegevens" in omslag
    for woord in ("Laagste inkomens en overlast, 2012 tot 2024", "Lakenmarkt", "Oude Waaghof"):
        assert woord in inhoud
    assert "Kleine aantallen." in werkwijze
    assert "fictieve gegevens van Sociale Kaart" in werkwijze
    assert "Laagste inkomens en overlast" in samen
    assert "Bijstand" in bijstand
    assert "Bespreekpunten bij deze buurt" in buurt
    assert buurt.count("Lakenmarkt") >= 1


def test_it_says_what_it_is_and_leads_to_its_pages(
    pdf: PdfReader, gelezen: list[tuple[str, str]]
) -> None:
    gegevens = pdf.metadata
    assert gegevens is not None
    assert gegevens.title == "Onze buurten"
    assert gegevens.producer is None
    wortel: Any = pdf.root_object
    assert wortel["/Lang"] == "nl-NL"
    bladwijzers: Any = pdf.outline
    namen = [(str(b["/Title"]), pdf.get_destination_page_number(b)) for b in bladwijzers]
    assert namen == [
        ("Inhoud", 1),
        ("Werkwijze", 2),
        ("Laagste inkomens en overlast, 2012 tot 2024", 3),
        ("Bijstand per 1.000 inwoners van 15 tot 65 jaar, 2024", 4),
        ("Lakenmarkt", 5),
        ("Oude Waaghof", 6),
    ]
    noten: Any = pdf.pages[1]["/Annots"]
    doelen = [pdf.get_page_number(n.get_object()["/Dest"][0].get_object()) for n in noten]
    assert doelen == [3, 4, 5, 6]
    assert [nummer for _, nummer in gelezen] == ["", *"234567"]


def read_page(blad: PageObject) -> tuple[str, str]:
    """Answer the text of a page, and what stands in its lower right corner."""
    hoek: list[str] = []

    def visit(tekst: str, cm: Any, _tm: Any, *_rest: Any) -> None:  # noqa: ANN401 - of pypdf
        if cm[4] > 500 and cm[5] < 16:
            hoek.append(tekst.strip())

    alles = blad.extract_text(visitor_text=visit)
    return " ".join(alles.split()), "".join(hoek)


def test_same_book_gives_the_same_bytes() -> None:
    boek = book(buurten=(MARKT,), weergaven=(view(soort="stand"),))
    assert make_boek(boek) == make_boek(boek)


def test_contents_of_a_whole_gemeente_take_more_pages() -> None:
    regels = [
        Inhoudsregel(nummer=n, woord=f"Buurt {n} " * 20, onder="Wijk" * 20) for n in range(130)
    ]
    with paper_settings():
        bladen = draw_inhoud(regels, order_for(book(), view(), stijl=GEEN_STIJL))
        for blad, _ in bladen:
            check_texts(blad)
    assert len(bladen) == 3
    assert [nummer for _, vakken in bladen for nummer, _ in vakken] == list(range(130))
    # the first sheet lies behind the cover, the contents and the page on how to read them
    eerste = next(t.get_text() for t in bladen[0][0].figuur.texts if t.get_text().isdigit())
    assert eerste == str(len(bladen) + 3)


def test_all_words_of_cover_and_method_fit() -> None:
    beelden = [build_kaartbeeld(view(soort=soort)) for soort in SOORTEN]
    opdracht = order_for(book(), view(), GEEN_STIJL)
    with paper_settings():
        for titel in ("Kort", "Een heel lange titel " * 10, "Onafgebroken" * 16):
            check_texts(draw_omslag(titel[:200], beelden, 116, opdracht))
        check_texts(draw_werkwijze(beelden, opdracht, met_buurten=True))


def test_sheets_of_buurten_fit() -> None:
    keuze = view()
    opdracht = order_for(book(), keuze, GEEN_STIJL)
    codes = find_buurten(keuze)[::9]
    with paper_settings():
        for code in codes:
            inhoud = build_buurtblad(replace(keuze, buurt=code))
            blad = Blad(Maat.A4.papier)
            draw_buurtblad(blad, inhoud, build_bespreekpunten(inhoud), opdracht)
            check_texts(blad)
            teksten = [tekst.get_text() for tekst in blad.figuur.texts]
            for rij in inhoud.rijen:
                if rij.profiel.staat is Staat.OK and rij.verandering:
                    assert any(rij.verandering.tekst in tekst for tekst in teksten)


def test_sensitive_figures_are_on_a_sheet_when_asked() -> None:
    keuze = replace(view(), buurt=MARKT)
    inhoud = replace(build_buurtblad(keuze), merken=())
    opdracht = order_for(book(), keuze, GEEN_STIJL)
    for met, staat_er in ((False, False), (True, True)):
        blad = Blad(Maat.A4.papier)
        punten = build_bespreekpunten(inhoud)
        with paper_settings():
            draw_buurtblad(blad, inhoud, punten, opdracht, met_gevoelig=met)
        assert any(t.get_text() == "LVB" for t in blad.figuur.texts) == staat_er


def test_what_cannot_be_a_book_is_refused_before_it_is_drawn() -> None:
    with pytest.raises(BoekError, match="minstens één kaart"):
        make_boek(book(weergaven=()))
    with pytest.raises(BoekError, match="meer dan 700"):
        make_boek(book(buurten=("BU99010101",) * 700))
    with pytest.raises(BoekError, match="BU07720000"):
        make_boek(book(buurten=("BU07720000",)))


def test_sensitive_map_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    keuze = view(indicator="lvb", jaar="2024")
    beeld = build_kaartbeeld(keuze)
    monkeypatch.setattr(
        "components.kaartenboek.build_kaartbeeld", lambda _keuze: replace(beeld, merken=())
    )
    with pytest.raises(GevoeligError):
        make_boek(book(weergaven=(keuze,), buurten=()))


def test_consent_is_asked_for_what_is_sensitive_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # what is made up is not sensitive
    assert holds_gevoelig((view(indicator="lvb", jaar="2024"),), (MARKT,)) == (False, False)
    opslag = toestanden.make_opslag(tmp_path / "gegevens")
    monkeypatch.setenv(GEGEVENSVARIABELE, str(opslag.pad))
    jeugdzorg = views_of([toestanden.links()["alles bekend"]])
    assert holds_gevoelig(jeugdzorg, ()) == (True, False)
    geopend = open_link({"gebied": "GM0811", "indicator": "inwoners"})
    assert geopend is not None
    # of jeugdzorg there is a map, and no row on the sheet of a buurt
    assert holds_gevoelig((geopend.keuze,), ("BU08110001",)) == (False, False)
    codes = [f"BU0772{n:04d}" for n in range(3)]
    mensen: dict[str, Cel] = {"aantal_inwoners": 900.0, "huishoudens_totaal": 400.0}
    lvb: dict[str, Cel] = {"waarde": 20.0, "noemer": 900.0, "teller": 180.0}
    write_opslag(
        tmp_path / "lvb",
        {
            ("kwb", 2020): {(2020, code): mensen for code in codes},
            ("eigen_lvb", 2020): {(2020, code): lvb for code in codes},
        },
        {2020: [Omtrek(code=code, van=2020, tot=2020) for code in codes]},
    )
    monkeypatch.setenv(GEGEVENSVARIABELE, str(tmp_path / "lvb"))
    geopend = open_link({"gebied": "GM0772", "indicator": "inwoners"})
    assert geopend is not None
    assert holds_gevoelig((geopend.keuze,), codes) == (False, True)
    assert holds_gevoelig((replace(geopend.keuze, indicator="lvb", klassen=""),), ()) == (
        True,
        False,
    )


def test_link_that_cannot_be_used_is_counted_out() -> None:
    goed = write_link(view(soort="stand"))
    with pytest.raises(BoekError, match="link 2 is niet te gebruiken"):
        views_of([goed, "hoi"])
    assert len(views_of([goed, goed])) == 1


def test_task_tells_how_far_it_is_and_can_be_stopped() -> None:
    taak = Boektaak(book(buurten=(MARKT,), weergaven=(view(soort="stand"),)))
    taak.start()
    while taak.is_bezig:
        time.sleep(0.05)
    assert (taak.gedaan, taak.totaal) == (2, 2)
    assert taak.ruw is not None and taak.ruw.startswith(b"%PDF")  # noqa: PT018
    fout = Boektaak(book(buurten=("BU00000000",)))
    fout.start()
    while fout.is_bezig:
        time.sleep(0.05)
    assert "BU00000000" in str(fout.fout)
    lang = Boektaak(book(buurten=find_buurten(view())))
    lang.start()
    while not lang.gedaan:
        time.sleep(0.05)
    lang.stop()
    assert not lang.is_bezig
    assert lang.ruw is None
    assert lang.fout is None


# The command


def command(*rest: str) -> list[str]:
    return ["kaartenboek", write_link(view(soort="stand")), *rest]


def test_command_writes_the_book(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    uit = tmp_path / "boek.pdf"
    assert main(command("--buurt", MARKT, "--uit", str(uit))) == 0
    assert len(PdfReader(uit).pages) == 5
    assert "blad 2 van 2" in capsys.readouterr().err
    assert main(command("--buurt", "BU1", "--uit", str(tmp_path / "x.pdf"))) == EXIT_AFGEKEURD
    assert main(command("--uit", str(tmp_path / "x.docx"))) == EXIT_AFGEKEURD
    assert [pad.name for pad in tmp_path.iterdir()] == ["boek.pdf"]


def test_killed_command_leaves_no_file(tmp_path: Path) -> None:
    opdracht = [sys.executable, "-m", "components", *command("--alle-buurten")]
    wortel = Path(__file__).parents[1]
    omgeving = {**os.environ, "TMPDIR": str(tmp_path)}
    with subprocess.Popen(
        [*opdracht, "--uit", str(tmp_path / "boek.pdf")],
        cwd=wortel,
        env=omgeving,
        stderr=subprocess.PIPE,
    ) as proces:
        assert proces.stderr is not None
        gelezen = b""
        while b"blad 2 van" not in gelezen:
            assert proces.poll() is None
            gelezen += proces.stderr.read(1)
        proces.send_signal(signal.SIGKILL)
        proces.wait()
    assert not list(tmp_path.iterdir())


# The page


def test_book_is_made_from_the_page_and_saved(
    stadserver: str, pagina: Page, tmp_path: Path
) -> None:
    pagina.goto(f"{stadserver}/kaartenboek?gebied={STAD}")
    pagina.get_by_role("button", name="Maak het kaartenboek").click()
    knop = pagina.get_by_role("button", name="Opslaan: PDF")
    expect(knop).to_be_visible()
    expect(pagina.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    with pagina.expect_download() as melding:
        knop.click()
    doel = tmp_path / melding.value.suggested_filename
    melding.value.save_as(doel)
    assert doel.name == "kaartenboek_sociale-kaart-van-veldermonde.pdf"
    assert len(PdfReader(doel).pages) == 4


def test_long_book_can_be_stopped(stadserver: str, pagina: Page) -> None:
    pagina.goto(f"{stadserver}/kaartenboek?gebied={STAD}")
    keuze = pagina.get_by_role("radiogroup", name="Een blad per buurt")
    keuze.get_by_text("Alle").click()
    expect(pagina.get_by_text("111 buurten")).to_be_visible()
    pagina.get_by_role("button", name="Maak het kaartenboek").click()
    pagina.wait_for_function(
        "/Blad [1-9]\\d* van 112/.test(document.body.innerText)", polling=POLS_MS
    )
    pagina.get_by_role("button", name="Stoppen").click()
    expect(pagina.get_by_role("button", name="Maak het kaartenboek")).to_be_enabled()
    assert pagina.get_by_role("button", name="Opslaan").count() == 0
    # what was chosen is there still
    expect(keuze.get_by_role("radio", name="Alle")).to_be_checked()


def test_link_that_names_no_map_is_told(stadserver: str, pagina: Page) -> None:
    pagina.goto(f"{stadserver}/kaartenboek?gebied={STAD}")
    veld = pagina.get_by_label("Of plak links van kaarten")
    veld.fill("dit is geen link")
    veld.blur()
    expect(pagina.get_by_text("link 1 is niet te gebruiken")).to_be_visible()
    expect(pagina.get_by_role("button", name="Maak het kaartenboek")).to_be_disabled()


def test_book_of_slides_has_the_same_sheets() -> None:
    ruw = make_boek(book(formaat=Formaat.PPTX))
    dias = Presentation(io.BytesIO(ruw)).slides
    teksten = [" ".join(v.text_frame.text for v in dia.shapes if v.has_text_frame) for dia in dias]
    assert len(teksten) == 7
    assert "Veldermonde" in teksten[0]
    assert "Lakenmarkt" in teksten[1]
    assert "Kleine aantallen" in teksten[2]
    assert "Laagste inkomens en overlast" in teksten[3]
    assert "Lakenmarkt" in teksten[5]
    assert any(vorm.has_table for vorm in dias[5].shapes)


def test_method_says_nothing_where_an_indicator_has_no_remark() -> None:
    kaarten = [build_kaartbeeld(view(indicator="woz", jaar="2024"))]
    zinnen = explain(kaarten, met_buurten=False)
    assert zinnen[0].endswith("Deel van: alle woningen met een WOZ-waarde.")

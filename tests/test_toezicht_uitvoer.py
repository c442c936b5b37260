"""The page for supervisors as a file: from the command and the page, and whose homes are in it."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pptx
import pytest
from pypdf import PdfReader
from streamlit.testing.v1 import AppTest

from components.__main__ import main
from components.errors import ToezichtOntbreektError
from components.exporteren import RIJ
from components.toezicht_uitvoer import has_choice, name_toezicht
from components.toezichtbestand import Toezichtwensen, make_toezicht
from components.uitvoer import Formaat
from data.bezit import EIGEN, KOLOMMEN, Bezit, write_bezit
from data.bezitplaats import Plaatsing
from data.opdrachten import EXIT_AFGEKEURD
from data.opslag import Opslag
from layers.toezichtblad import build_toezicht
from tests import proefstad
from tests.kleine_opslag import Cel, Omtrek, write_opslag
from tests.toezichtvormen import without_space

DAG = date(2026, 11, 26)
GEMEENTE = "GM0801"
BUURTEN = ("BU08010000", "BU08010001")


def keep_own(opslag: Opslag, **woningen: int) -> None:
    """Keep homes of our own: how many in which buurt."""
    rijen = [
        ("Geheim complex", 2020, code, aantal, None, None, Plaatsing.CODE)
        for code, aantal in woningen.items()
    ]
    complexen = pd.DataFrame(rijen, columns=list(KOLOMMEN)).astype(KOLOMMEN)
    write_bezit(Bezit(EIGEN, date(2024, 12, 31), complexen), opslag=opslag)


def make_opslag(pad: Path, *, aandeel: Cel = 30.0) -> Opslag:
    """Make a store of two buurten of 1,000 homes, with the part that all corporations have."""
    omtrekken = {2020: [Omtrek(code=code, van=2020, tot=2020) for code in (GEMEENTE, *BUURTEN)]}
    cijfers = {
        (2020, code): {
            "aantal_inwoners": 2000.0,
            "woningvoorraad": 1000.0,
            "in_bezit_woningcorporatie_pct": aandeel,
        }
        for code in BUURTEN
    }
    return write_opslag(pad, {("kwb", 2020): cijfers}, omtrekken)


@pytest.fixture
def eigen(opslag: Path) -> Opslag:
    """Make that store with homes of our own in it: 222 of the 600."""
    gemaakt = make_opslag(opslag)
    keep_own(gemaakt, **{BUURTEN[0]: 111, BUURTEN[1]: 111})
    return gemaakt


def wishes(
    gebied: str = GEMEENTE, formaat: Formaat = Formaat.PDF, **anders: bool
) -> Toezichtwensen:
    return Toezichtwensen(gebied=gebied, formaat=formaat, gemaakt_op=DAG, **anders)


def said_in(ruw: bytes) -> str:
    paginas = PdfReader(io.BytesIO(ruw)).pages
    assert len(paginas) == 2
    return without_space("".join(pagina.extract_text() for pagina in paginas))


@pytest.mark.usefixtures("eigen")
def test_own_homes_are_in_it_only_where_that_is_asked() -> None:
    zonder = said_in(make_toezicht(wishes()))
    assert "600corporatiewoningenin2buurten" in zonder
    assert "vanallecorporatiessamen" in zonder
    assert "222" not in zonder
    assert "nzewoningen" not in zonder
    met = said_in(make_toezicht(wishes(met_eigen=True)))
    assert "222woningenvanonsin2buurten" in met
    assert "Onzewoningenop31december2024" in met
    for tekst in (zonder, met):
        assert "complex" not in tekst
        assert "Fictieve" not in tekst


def test_homes_that_nobody_may_tell_of_make_no_page(opslag: Path) -> None:
    keep_own(Opslag(proefstad.make_opslag(opslag)), **{proefstad.GEWOON: 5})
    with pytest.raises(ToezichtOntbreektError, match="vraag er zelf om met eigen bezit"):
        make_toezicht(wishes())
    # of two buurten without nuisance and classes: no map, and each page says what it lacks
    tekst = said_in(make_toezicht(wishes(met_eigen=True)))
    assert "5woningenvanonsin1buurtvanProefstad" in tekst
    assert "niettezeggen" in tekst


@pytest.mark.usefixtures("eigen")
def test_command_writes_either_kind(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pdf, dia = tmp_path / "blad.pdf", tmp_path / "blad.PPTX"
    assert main(["toezicht", GEMEENTE, str(pdf), "--met-eigen-bezit"]) == 0
    assert "222woningenvanons" in said_in(pdf.read_bytes())
    assert main(["toezicht", GEMEENTE, str(dia)]) == 0
    assert len(pptx.Presentation(str(dia)).slides) == 3
    for opdracht, zin in (
        ([GEMEENTE, "blad.docx"], "moet eindigen op .pdf of .pptx"),
        (["GM0772", "blad.pdf"], "Van gebied GM0772 zijn geen woningen"),
        (["onzin", "blad.pdf"], "Van gebied onzin zijn geen woningen"),
    ):
        assert main(["toezicht", *opdracht]) == EXIT_AFGEKEURD
        gezegd = capsys.readouterr().err
        assert zin in gezegd
        assert gezegd.count("\n") == 1


def _page() -> None:
    from components.toezicht_uitvoer import show_toezichtknoppen  # noqa: PLC0415 - a script
    from layers.toezichtblad import build_toezicht  # noqa: PLC0415 - a script

    toezicht = build_toezicht("GM0801")
    assert toezicht is not None
    show_toezichtknoppen(toezicht)


def click(knop: int, *, met_eigen: bool = False) -> AppTest:
    """Open the page anew, choose, and press one of its buttons."""
    app = AppTest.from_function(_page, default_timeout=60).run()
    assert not app.get("download_button")
    app.session_state["sk-toezicht-eigen"] = met_eigen
    app.button[knop].click().run()
    assert not app.exception
    return app


@pytest.fixture
def _eigen_rij() -> Iterator[None]:
    """Let the process that makes files begin in the store of this test."""
    RIJ.close()
    yield
    RIJ.close()


@pytest.mark.usefixtures("_eigen_rij")
def test_page_makes_a_file_only_when_it_is_asked(opslag: Path) -> None:
    # homes of all corporations alone: there is nothing to leave out
    make_opslag(opslag)
    app = click(1)
    assert [knop.label for knop in app.button] == ["Afdrukken, 2 bladzijden", "Dia's (PowerPoint)"]
    assert not app.checkbox
    assert [knop.proto.label for knop in app.get("download_button")] == [
        "Opslaan: Dia's (PowerPoint)"
    ]
    # our own homes alone: without them there are none, which is said in one sentence
    keep_own(make_opslag(opslag, aandeel=None), **{BUURTEN[0]: 111})
    app = click(0)
    assert [vinkje.value for vinkje in app.checkbox] == [False]
    assert not app.get("download_button")
    gezegd = "".join(blok.proto.body for blok in app.get("html"))
    assert "Van gebied GM0801 zijn geen woningen van corporaties bekend" in gezegd
    app = click(0, met_eigen=True)
    assert [knop.proto.label for knop in app.get("download_button")] == [
        "Opslaan: Afdrukken, 2 bladzijden"
    ]


@pytest.mark.usefixtures("eigen")
def test_only_our_real_homes_can_be_left_out() -> None:
    toezicht = build_toezicht(GEMEENTE)
    assert toezicht is not None
    naam = name_toezicht(replace(toezicht, gebiedsnaam="'s-Hertogenbosch"), Formaat.PPTX)
    assert naam == "sociale-kaart_s-hertogenbosch_toezicht.pptx"
    assert has_choice(toezicht)
    assert not has_choice(replace(toezicht, is_eigen=False))
    assert not has_choice(replace(toezicht, merken=("fictieve gegevens",)))

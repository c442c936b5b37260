"""Paper pen: what is on the sheet, and that nothing is cut off or lies over something else."""

import io
import itertools
import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.image import BboxImage
from matplotlib.patches import PathPatch
from matplotlib.text import Text
from PIL import Image
from pypdf import PdfReader

from components.__main__ import main
from components.afdruk import (
    draw_los,
    draw_pdf,
    draw_png,
    draw_svg,
    paper_settings,
    read_vormen,
    write_png,
)
from components.afdruk_blad import Blad, Maat, Opdracht, Papier
from components.afdruk_indeling import build_blad
from components.afdruk_stijl import PANEEL, WATER, lightness, mix_half
from components.errors import GevoeligError
from components.huisstijl import Huisstijl
from components.uitvoer import Formaat, make_bestand
from data.opdrachten import EXIT_AFGEKEURD
from layers.kaartbeeld import (
    Kaartbeeld,
    Staat,
)
from layers.link import (
    SOORTEN,
    read_parameters,
)
from layers.openen import (
    open_link,
)
from layers.opmaak import format_getal
from layers.paletten import STAND
from layers.soorten import build_kaartbeeld
from layers.stand import build_stand
from tests.bladkijken import check_texts, text_boxes
from tests.papierstad import ALLES, BEELDEN, make_beeld, make_vormen

pytestmark = pytest.mark.ongemeten

STAD = "/kaart?gebied=GM9901&indicator=laagste_inkomens&jaar=2018"
DAG = date(2026, 11, 22)
# The sheets with the least room; the others have the same divisions, and more of it.
KRAP = (Maat.DIA_SMAL, Maat.A4)
SVG = "{http://www.w3.org/2000/svg}"


def opdracht_for(maat: Maat, **anders: Any) -> Opdracht:  # noqa: ANN401 - fields of an order
    return Opdracht(maat=maat, gemaakt_op=DAG, **anders)


@pytest.fixture(scope="module")
def stad() -> Kaartbeeld:
    geopend = open_link(read_parameters(STAD))
    assert geopend is not None
    return build_stand(geopend.keuze)


@pytest.mark.parametrize("maat", KRAP, ids=lambda maat: maat.naam)
@pytest.mark.parametrize("naam", BEELDEN)
def test_nothing_is_cut_off_and_no_texts_overlap(naam: str, maat: Maat) -> None:
    beeld = BEELDEN[naam]
    for anders in ({}, {"gekozen": beeld.gebieden[-1], "filter": (0, 7)}):
        with paper_settings():
            blad = build_blad(beeld, make_vormen(beeld), opdracht_for(maat, **anders))
            check_texts(blad)


@pytest.mark.parametrize("maat", Maat, ids=lambda maat: maat.naam)
def test_town_has_no_overlap_and_names_most_stadsdelen(stad: Kaartbeeld, maat: Maat) -> None:
    with paper_settings():
        blad = build_blad(stad, read_vormen(stad), opdracht_for(maat, gekozen=stad.gebieden[40]))
        check_texts(blad)
    teksten = [tekst.get_text() for tekst in blad.figuur.texts]
    assert {"NOORDRADE", "OOSTERWERD", "ZUIDERVEER"} <= set(teksten)
    assert stad.namen[40] in teksten


@pytest.mark.parametrize("maat", [Maat.DIA_SMAL, Maat.A4_LIGGEND])
@pytest.mark.parametrize("soort", SOORTEN)
def test_every_kind_of_map_fits_the_narrow_sheets(soort: str, maat: Maat) -> None:
    geopend = open_link({"gebied": "GM9901", "soort": soort})
    assert geopend is not None
    beeld = build_kaartbeeld(geopend.keuze)
    with paper_settings():
        check_texts(build_blad(beeld, read_vormen(beeld), opdracht_for(maat)))


def test_overlap_would_be_seen() -> None:
    blad = Blad(Maat.A4.papier)
    blad.put_tekst("de ene tekst", 100, 100, grootte=20)
    blad.put_tekst("de andere", 120, 105, grootte=20)
    with pytest.raises(AssertionError, match="over"):
        check_texts(blad)


@pytest.mark.parametrize("maat", Maat, ids=lambda maat: maat.naam)
def test_every_area_has_the_colour_of_its_class(maat: Maat) -> None:
    beeld = make_beeld(60, ALLES, water=(*(False,) * 58, True, True))
    with paper_settings():
        blad = build_blad(beeld, make_vormen(beeld), opdracht_for(maat))
    getekend = drawn_fills(blad)
    moment = beeld.moment
    for code, klasse, staat, is_water in zip(
        beeld.gebieden, moment.klassen, moment.staten, beeld.water, strict=True
    ):
        if is_water:
            assert getekend[code] == WATER
        elif klasse is None:
            assert getekend[code] == "#FFFFFF"
        elif staat is Staat.KLEIN_AANTAL:
            assert getekend[code] == mix_half(beeld.klassen[klasse].kleur)
        else:
            assert getekend[code] == beeld.klassen[klasse].kleur


def drawn_fills(blad: Blad) -> dict[str, str]:
    return {
        str(vlak.get_gid()): to_hex(vlak.get_facecolor()).upper()
        for vlak in blad.figuur.findobj(PathPatch)
        if str(vlak.get_gid()).startswith("BU") and to_hex(vlak.get_facecolor(), True) != "none"  # noqa: FBT003
    }


def test_filter_leaves_the_others_plain() -> None:
    beeld = make_beeld(20, ALLES)
    with paper_settings():
        blad = build_blad(beeld, make_vormen(beeld), opdracht_for(Maat.DIA, filter=(1, 9)))
    for code, klasse, staat in zip(
        beeld.gebieden, beeld.moment.klassen, beeld.moment.staten, strict=True
    ):
        in_zicht = staat is Staat.NIET_BESCHIKBAAR or (klasse == 1 and staat is Staat.OK)
        assert (drawn_fills(blad)[code] != PANEEL) == in_zicht


def test_classes_keep_their_order_in_grey() -> None:
    licht = [lightness(kleur) for kleur in STAND]
    assert licht == sorted(licht, reverse=True)
    assert min(een - ander for een, ander in itertools.pairwise(licht)) > 9


def test_legend_counts_what_the_map_counts(stad: Kaartbeeld) -> None:
    with paper_settings():
        blad = build_blad(stad, read_vormen(stad), opdracht_for(Maat.A4))
    teksten = [tekst.get_text() for tekst in blad.figuur.texts]
    for klasse in stad.klassen:
        assert klasse.label in teksten
    for telling in stad.moment.tellingen:
        for aantal in telling.klassen:
            assert format_getal(aantal, decimalen=0) in teksten
    samen = " ".join(teksten)
    for woord in ("Fictieve gegevens", stad.klassenversie, "22 november 2026", "te klein om te"):
        assert woord in samen


def test_size_and_words_of_a_png(stad: Kaartbeeld) -> None:
    for maat, grootte in ((Maat.DIA, (4000, 2250)), (Maat.A4, (2480, 3507))):
        beeld = Image.open(io.BytesIO(draw_png(stad, opdracht_for(maat))))
        assert beeld.size == grootte
        assert round(beeld.info["dpi"][0]) == 300
        assert beeld.info["Title"] == stad.moment.titel
        assert beeld.info["Language"] == "nl"
        assert "Fictieve gegevens" in beeld.info["Description"]
        assert "Software" not in beeld.info


def test_text_is_text_in_svg(stad: Kaartbeeld) -> None:
    ruw = draw_svg(stad, opdracht_for(Maat.DIA)).decode()
    wortel = ET.fromstring(ruw)  # noqa: S314 - our own
    teksten = ["".join(tekst.itertext()) for tekst in wortel.iter(f"{SVG}text")]
    assert stad.moment.titel in teksten
    assert stad.moment.ondertitel.replace("**", "") in teksten
    assert "'Fira Sans'" in ruw
    assert ruw.count("@font-face") >= 3
    assert wortel.get("lang") == "nl"
    assert wortel[0].text == stad.moment.titel
    assert "matplotlib" not in ruw.lower()
    # no letter became a shape
    assert not re.search(r"DejaVuSans-|FiraSans-", ruw)


def test_svg_names_each_area(stad: Kaartbeeld) -> None:
    wortel = ET.fromstring(draw_svg(stad, opdracht_for(Maat.DIA)))  # noqa: S314 - our own
    groepen = {groep.get("id"): groep for groep in wortel.iter(f"{SVG}g")}
    for code, klasse, staat in zip(
        stad.gebieden, stad.moment.klassen, stad.moment.staten, strict=True
    ):
        if staat is Staat.OK and klasse is not None:
            stijl = groepen[code][0].get("style", "")
            assert stad.klassen[klasse].kleur.lower() in stijl


def test_the_same_map_gives_the_same_file() -> None:
    beeld = BEELDEN["van alles wat"]
    with paper_settings():
        een, ander = (
            build_blad(beeld, make_vormen(beeld), opdracht_for(Maat.DIA)) for _ in range(2)
        )
    assert drawn_fills(een) == drawn_fills(ander)
    teksten = [[t.get_text() for t in blad.figuur.findobj(Text)] for blad in (een, ander)]
    assert teksten[0] == teksten[1]


def test_same_svg_twice(stad: Kaartbeeld) -> None:
    opdracht = opdracht_for(Maat.A4)
    assert draw_svg(stad, opdracht) == draw_svg(stad, opdracht)


def test_sensitive_figures_leave_only_when_asked() -> None:
    beeld = make_beeld(5, is_gevoelig=True, merken=())
    with pytest.raises(GevoeligError, match="gevoelig"):
        make_bestand(beeld, Formaat.CSV, opdracht_for(Maat.DIA))
    assert make_bestand(beeld, Formaat.CSV, opdracht_for(Maat.DIA), met_gevoelig=True)
    fictief = replace(beeld, merken=("fictieve gegevens",))
    assert make_bestand(fictief, Formaat.CSV, opdracht_for(Maat.DIA))


# The command


@pytest.mark.parametrize("formaat", Formaat)
def test_command_writes_the_file(tmp_path: Path, formaat: Formaat) -> None:
    uit = tmp_path / f"kaart.{formaat}"
    assert main(["afdruk", STAD, "--formaat", formaat, "--uit", str(uit)]) == 0
    begin = {
        "png": b"\x89PNG",
        "pdf": b"%PDF",
        "svg": b"<?xml",
        "csv": b"\xef\xbb\xbfgebiedscode;",
        "gpkg": b"SQLite format 3",
        "geojson": b"{",
    }.get(formaat, b"PK")  # what is left are archives
    assert uit.read_bytes().startswith(begin)
    assert list(tmp_path.iterdir()) == [uit]


@pytest.mark.parametrize(
    ("link", "rest", "woord"),
    [
        ("onzin", (), "Deze link noemt geen kaart"),
        ("/kaart", (), "Deze link noemt geen kaart"),
        (STAD.replace("GM9901", "GM0772"), (), "geen kaart van"),
        (STAD.replace("laagste_inkomens", "wensen"), (), "'wensen'"),
        ("http://[abc/kaart?gebied=GM9901", (), "Deze link noemt geen kaart"),
    ],
)
def test_command_says_in_one_sentence_what_is_wrong(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    link: str,
    rest: tuple[str, ...],
    woord: str,
) -> None:
    uit = tmp_path / "kaart.csv"
    opdracht = ["afdruk", link, "--formaat", "csv", "--uit", str(uit), *rest]
    assert main(opdracht) == EXIT_AFGEKEURD
    fout = capsys.readouterr().err
    assert woord in fout
    assert fout.count("\n") == 1
    assert not uit.exists()


@pytest.mark.parametrize(
    ("rest", "woord"),
    [
        (("--maat", "a2"), "--maat: onbekend: 'a2'"),
        (("--formaat", "gif"), "--formaat: onbekend: 'gif'"),
        (("extra",), "wat niet bestaat: extra"),
    ],
)
def test_command_that_cannot_be_read_is_one_sentence(
    capsys: pytest.CaptureFixture[str], rest: tuple[str, ...], woord: str
) -> None:
    opdracht = ["afdruk", STAD, "--formaat", "csv", "--uit", "kaart.csv", *rest]
    with pytest.raises(SystemExit) as einde:
        main(opdracht)
    assert einde.value.code == EXIT_AFGEKEURD
    fout = capsys.readouterr().err
    assert fout.startswith(woord)
    assert fout.count("\n") == 1


@pytest.mark.parametrize("naam", ["kaart.png", "kaart.DOCX"])
def test_name_of_another_kind_of_file_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], naam: str
) -> None:
    uit = tmp_path / naam
    assert main(["afdruk", STAD, "--formaat", "csv", "--uit", str(uit)]) == EXIT_AFGEKEURD
    assert "het formaat is csv; maak ze gelijk" in capsys.readouterr().err
    assert not uit.exists()


def test_what_is_no_ordinary_file_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pijp = tmp_path / "pijp"
    os.mkfifo(pijp)
    assert main(["afdruk", STAD, "--formaat", "csv", "--uit", str(pijp)]) == EXIT_AFGEKEURD
    assert "dat is geen gewoon bestand" in capsys.readouterr().err
    assert pijp.is_fifo()


def test_link_to_a_file_stays_a_link(tmp_path: Path) -> None:
    echt, wijzer = tmp_path / "echt.csv", tmp_path / "wijzer.csv"
    echt.write_text("oud")
    wijzer.symlink_to(echt)
    assert main(["afdruk", STAD, "--formaat", "csv", "--uit", str(wijzer)]) == 0
    assert wijzer.is_symlink()
    assert echt.read_bytes().startswith(b"\xef\xbb\xbfgebiedscode;")


def test_command_tells_of_a_nearest_year(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    uit = tmp_path / "kaart.csv"
    link = STAD.replace("2018", "1999")
    assert main(["afdruk", link, "--formaat", "csv", "--uit", str(uit)]) == 0
    assert "jaar '1999'" in capsys.readouterr().err


def test_failed_write_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    uit = tmp_path / "kaart.csv"
    uit.write_text("wat er stond")

    def refuse(_pad: Path, _ruw: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", refuse)
    assert main(["afdruk", STAD, "--formaat", "csv", "--uit", str(uit)]) == EXIT_AFGEKEURD
    assert "niet geschreven" in capsys.readouterr().err
    assert uit.read_text() == "wat er stond"
    assert list(tmp_path.iterdir()) == [uit]


@pytest.mark.parametrize("uit", [".", "bestaat_niet/kaart.csv", f"{'x' * 300}.csv"])
def test_place_that_cannot_be_written(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    uit: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["afdruk", STAD, "--formaat", "csv", "--uit", uit]) == EXIT_AFGEKEURD
    assert "niet geschreven" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_command_runs_on_its_own(tmp_path: Path) -> None:
    """In a process of its own, with warnings as errors and without a cache for letters."""
    uit = tmp_path / "kaart.svg"
    omgeving = os.environ | {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    antwoord = subprocess.run(
        [
            *(sys.executable, "-W", "error", "-m", "components", "afdruk", STAD),
            *("--formaat", "svg", "--uit", str(uit)),
        ],
        cwd=Path(__file__).parents[1],
        env=omgeving,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (antwoord.returncode, antwoord.stderr) == (0, "")
    assert uit.stat().st_size > 100_000


# PDF, and what an organisation puts on its sheets


def read_pdf(ruw: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(ruw), strict=True)


def test_pdf_has_title_language_its_letters_and_its_text(stad: Kaartbeeld) -> None:
    document = read_pdf(draw_pdf(stad, opdracht_for(Maat.A4)))
    assert len(document.pages) == 1
    pagina = document.pages[0]
    assert [round(float(n) * 25.4 / 72) for n in pagina.mediabox[2:]] == [210, 297]
    gegevens = document.metadata
    assert gegevens is not None
    assert gegevens.title == stad.moment.titel
    assert gegevens.producer is None
    wortel: Any = document.root_object
    assert wortel["/Lang"] == "nl-NL"
    assert wortel["/ViewerPreferences"]["/DisplayDocTitle"]
    bronnen: Any = pagina["/Resources"]
    letters = bronnen["/Font"].values()
    assert letters
    for letter in letters:
        kenmerken = letter["/DescendantFonts"][0]["/FontDescriptor"]
        assert "/FontFile2" in kenmerken
    # lines stay lines: of no part a picture was made
    assert not list(pagina.images)
    tekst = " ".join(pagina.extract_text().split())
    assert stad.moment.titel in tekst
    assert "fictieve gegevens van Sociale Kaart" in tekst


def test_same_map_gives_the_same_pdf(stad: Kaartbeeld) -> None:
    een, ander = (draw_pdf(stad, opdracht_for(Maat.DIA)) for _ in range(2))
    assert een == ander


@pytest.mark.parametrize("maat", [Maat.DIA, Maat.A4, Maat.VIERKANT], ids=lambda m: m.naam)
@pytest.mark.parametrize("vorm", [(100, 1000), (2000, 40), (300, 100), (1, 1)])
def test_logo_of_any_shape_covers_nothing(
    stad: Kaartbeeld, maat: Maat, vorm: tuple[int, int]
) -> None:
    geheugen = io.BytesIO()
    Image.new("RGBA", vorm, "#0044AA").save(geheugen, "PNG")
    stijl = Huisstijl(logo=geheugen.getvalue(), kleur="#AA0011")
    with paper_settings():
        blad = build_blad(stad, read_vormen(stad), opdracht_for(maat, stijl=stijl, dpi=72))
        check_texts(blad)
        ruw = write_png(blad, stad, dpi=72)
    with Image.open(io.BytesIO(ruw)) as beeld:
        punten = np.asarray(beeld.convert("RGB")).reshape(-1, 3)
    assert (punten[0] == (0xAA, 0, 0x11)).all()
    assert (punten == (0, 0x44, 0xAA)).all(axis=1).any()
    breed, hoog = blad.figuur.get_size_inches() * blad.figuur.dpi
    (logo,) = [deel for deel in blad.figuur.get_children() if isinstance(deel, BboxImage)]
    doos = logo.get_window_extent()
    assert doos.x1 <= breed and doos.y1 <= hoog  # noqa: PT018
    for tekst, (links, onder, rechts, boven) in text_boxes(blad):
        naast = rechts <= doos.x0 or links >= doos.x1 or boven <= doos.y0 or onder >= doos.y1
        assert naast, tekst


def test_dots_per_inch_are_those_asked_for(stad: Kaartbeeld) -> None:
    for dpi in (72, 150):
        with Image.open(io.BytesIO(draw_png(stad, opdracht_for(Maat.A4, dpi=dpi)))) as beeld:
            assert beeld.width == round(210 / 25.4 * dpi)


def test_map_alone_has_no_title_and_no_source(stad: Kaartbeeld) -> None:
    papier = Papier(breed=900, hoog=700, breed_inch=6)
    ruw = draw_los(stad, opdracht_for(Maat.DIA, dpi=100), papier)
    with Image.open(io.BytesIO(ruw)) as beeld:
        assert beeld.size == (600, 466)


def test_size_that_a_form_does_not_have_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    uit = tmp_path / "kaart.pptx"
    opdracht = ["afdruk", STAD, "--formaat", "pptx", "--uit", str(uit), "--maat", "vierkant"]
    assert main(opdracht) == EXIT_AFGEKEURD
    assert "De maat vierkant past niet bij pptx. Kies uit 16:9 en 4:3" in capsys.readouterr().err
    assert not uit.exists()

"""Logo, colour and templates of an organisation: kept, cleaned, or refused with a sentence."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from components.__main__ import main
from components.errors import BestandNietGeschrevenError, HuisstijlAfgekeurdError
from components.huisstijl import GEEN_STIJL, read_huisstijl, remove_huisstijl, write_huisstijl
from data.opdrachten import EXIT_AFGEKEURD
from tests.bezoek import GEGEVENSVARIABELE

pytestmark = pytest.mark.ongemeten


@pytest.fixture(autouse=True)
def winkel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    plaats = tmp_path / "winkel"
    monkeypatch.setenv(GEGEVENSVARIABELE, str(plaats))
    return plaats


def write_logo(pad: Path, vorm: str = "PNG", maat: tuple[int, int] = (300, 80)) -> Path:
    Image.new("RGB", maat, "#004699").save(pad, vorm, **({"exif": b"x"} if vorm == "JPEG" else {}))
    return pad


def write_sjabloon(pad: Path, kern: str) -> Path:
    with zipfile.ZipFile(pad, "w") as archief:
        archief.writestr(kern, "<x/>")
    return pad


def test_nothing_is_set_at_first() -> None:
    assert read_huisstijl() == GEEN_STIJL


def test_what_is_set_is_kept_and_can_be_taken_away(winkel: Path, tmp_path: Path) -> None:
    write_huisstijl(
        logo=write_logo(tmp_path / "logo.jpg", "JPEG"),
        kleur="#aa0011",
        dia=write_sjabloon(tmp_path / "a.pptx", "ppt/presentation.xml"),
    )
    write_huisstijl(memo=write_sjabloon(tmp_path / "b.docx", "word/document.xml"))
    stijl = read_huisstijl()
    assert stijl.kleur == "#AA0011"
    assert stijl.dia is not None and stijl.dia.is_file()  # noqa: PT018
    assert stijl.memo is not None and stijl.memo.is_file()  # noqa: PT018
    assert stijl.logo is not None
    with Image.open(io.BytesIO(stijl.logo)) as beeld:
        assert (beeld.format, beeld.size) == ("PNG", (300, 80))
        assert not beeld.getexif()
    remove_huisstijl()
    assert read_huisstijl() == GEEN_STIJL
    assert not list((winkel / "huisstijl").iterdir())


def test_logo_is_made_no_larger_than_is_of_use(tmp_path: Path) -> None:
    write_huisstijl(logo=write_logo(tmp_path / "l.png", maat=(4000, 1000)))
    logo = read_huisstijl().logo
    assert logo is not None
    with Image.open(io.BytesIO(logo)) as beeld:
        assert beeld.size == (1600, 400)


@pytest.mark.parametrize(
    ("wat", "inhoud", "reden"),
    [
        ("logo.png", b"geen beeld", "logo.png: dit is geen afbeelding"),
        ("logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "als PNG of JPEG"),
        ("dia.pptx", b"PK\x03\x04kapot", "dia.pptx: dit is geen sjabloon van PowerPoint"),
        ("dia.pptx", b"\xd0\xcf\x11\xe0 met wachtwoord", "zonder wachtwoord als .pptx"),
        ("memo.docx", b"", "memo.docx: dit is geen sjabloon van Word"),
    ],
)
def test_what_cannot_be_used_is_refused_and_changes_nothing(
    tmp_path: Path, wat: str, inhoud: bytes, reden: str
) -> None:
    write_huisstijl(kleur="#112233")
    pad = tmp_path / wat
    pad.write_bytes(inhoud)
    stam = {"logo": "logo", "dia": "dia", "memo": "memo"}[pad.stem]
    with pytest.raises(HuisstijlAfgekeurdError, match=re.escape(reden)):
        write_huisstijl(kleur="#445566", **{stam: pad})
    assert read_huisstijl().kleur == "#112233"


def test_slide_is_no_template_of_a_memo(tmp_path: Path) -> None:
    dia = write_sjabloon(tmp_path / "a.pptx", "ppt/presentation.xml")
    with pytest.raises(HuisstijlAfgekeurdError, match="sjabloon van Word"):
        write_huisstijl(memo=dia)


@pytest.mark.parametrize("kleur", ["rood", "#12345", "#1234567", "#12345G", "004699", ""])
def test_colour_is_six_digits(kleur: str) -> None:
    with pytest.raises(HuisstijlAfgekeurdError, match="geen kleur"):
        write_huisstijl(kleur=kleur)


def test_huge_picture_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    pad = write_logo(tmp_path / "groot.png", maat=(9000, 6000))
    with pytest.raises(HuisstijlAfgekeurdError, match="te veel beeldpunten"):
        write_huisstijl(logo=pad)


def test_file_that_is_not_there_or_too_large(tmp_path: Path) -> None:
    with pytest.raises(HuisstijlAfgekeurdError, match="er niet of mag niet"):
        write_huisstijl(logo=tmp_path / "weg.png")
    groot = tmp_path / "groot.pptx"
    with groot.open("wb") as bestand:
        bestand.truncate(60_000_000)
    with pytest.raises(HuisstijlAfgekeurdError, match="groter dan 50 MB"):
        write_huisstijl(dia=groot)


def test_colour_that_was_spoilt_is_left_out(winkel: Path) -> None:
    write_huisstijl(kleur="#112233")
    for tekst in ('"<script>"', "{", "12"):
        (winkel / "huisstijl" / "kleur.json").write_text(tekst, encoding="utf-8")
        assert read_huisstijl().kleur is None


def test_place_that_cannot_be_written_is_told(winkel: Path) -> None:
    winkel.parent.mkdir(exist_ok=True)
    winkel.write_text("geen map", encoding="utf-8")
    with pytest.raises(BestandNietGeschrevenError):
        write_huisstijl(kleur="#112233")


def test_command_sets_and_tells(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    logo = write_logo(tmp_path / "logo.png")
    assert main(["huisstijl", "--logo", str(logo), "--kleur", "#004699"]) == 0
    uit = capsys.readouterr().out
    assert uit == ("logo: ingesteld\nkleur: ingesteld\ndia: niet ingesteld\nmemo: niet ingesteld\n")
    assert main(["huisstijl", "--weg"]) == 0
    assert "logo: niet ingesteld" in capsys.readouterr().out
    assert main(["huisstijl", "--kleur", "blauw"]) == EXIT_AFGEKEURD
    assert capsys.readouterr().err.startswith("blauw: dat is geen kleur.")

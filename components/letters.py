"""
The letters of the screen on paper: as files that matplotlib can read, and how wide a text is.

What a browser gets as woff2 is unpacked once into the cache of the user. Figures are made tabular
in the file itself, as the screen does with a style, so that every measure counts with them.
"""

import hashlib
import os
import tempfile
import threading
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

import platformdirs
from fontTools.ttLib import TTFont
from matplotlib import font_manager
from matplotlib.ft2font import FT2Font, LoadFlags

FAMILIE: Final = "Fira Sans"
FAMILIE_SMAL: Final = "Fira Sans Condensed"
# comes with matplotlib, and has the letters that a name from far may need
RESERVE: Final = "DejaVu Sans"
ONLEESBAAR: Final = "\N{REPLACEMENT CHARACTER}"

_VENDOR: Final = Path(__file__).parent / "vendor"
# another way of unpacking makes another file
_VORM: Final = "1"
# large enough that whole units of the font remain
_MEETGROOTTE: Final = 1000
_WOORDEN_WINDOWS: Final = (3, 1, 0x409)
_slot: Final = threading.Lock()


@dataclass(frozen=True)
class Letter:
    """One of the five weights we have: 400, 500 or 600, and 500 or 600 in narrow."""

    gewicht: int = 400
    is_smal: bool = False

    @property
    def bestand(self) -> Path:
        """The file as the browser gets it."""
        stam = "fira-sans-condensed" if self.is_smal else "fira-sans"
        naam = f"{stam}-latin-{self.gewicht}-normal.woff2"
        return next(_VENDOR.glob(f"{stam}-[0-9]*/{naam}"))

    @property
    def familie(self) -> str:
        """The name by which a style asks for it."""
        return FAMILIE_SMAL if self.is_smal else FAMILIE


GEWOON: Final = Letter()
MIDDEL: Final = Letter(500)
VET: Final = Letter(600)
SMAL: Final = Letter(500, is_smal=True)
SMAL_VET: Final = Letter(600, is_smal=True)
LETTERS: Final = (GEWOON, MIDDEL, VET, SMAL, SMAL_VET)


def font_of(letter: Letter, punten: float) -> font_manager.FontProperties:
    """Answer a letter in a size, as matplotlib asks for it."""
    register_letters()
    return font_manager.FontProperties(
        family=[letter.familie, RESERVE], weight=letter.gewicht, size=punten
    )


@lru_cache(maxsize=16384)
def breedte(tekst: str, letter: Letter) -> float:
    """
    Answer how far a text reaches, spaces at its ends included, in a letter of size 1.

    >>> breedte("0000", VET) == breedte("1111", VET)
    True
    """
    font = _measure_of(letter)
    # a font measures ink; between two posts the spaces count as well
    return (_ink(font, f"|{tekst}|") - _ink(font, "||")) / _MEETGROOTTE


def _ink(font: FT2Font, tekst: str) -> float:
    font.set_text(tekst, 0.0, flags=LoadFlags.NO_HINTING)
    breed, _ = font.get_width_height()
    return float(breed) / 64


def _measure_of(letter: Letter) -> FT2Font:
    paden = [
        font_manager.fontManager.findfont(
            font_manager.FontProperties(family=familie, weight=letter.gewicht)
        )
        for familie in font_of(letter, 1).get_family()
    ]
    font = font_manager.get_font(paden)
    font.set_size(_MEETGROOTTE, 72)
    return font


def clean_tekst(tekst: str) -> str:
    """
    Answer a text that can be set: on one line, and without signs that no letter has.

    >>> clean_tekst("'t   Hool ")
    "'t Hool"
    """
    bekend = _known_signs()
    return " ".join(
        "".join(teken if ord(teken) in bekend else ONLEESBAAR for teken in woord)
        for woord in tekst.split()
    )


@cache
def _known_signs() -> frozenset[int]:
    tekens: set[int] = set()
    for familie in font_of(GEWOON, 1).get_family():
        zoek = font_manager.FontProperties(family=familie)
        tekens |= set(FT2Font(font_manager.fontManager.findfont(zoek)).get_charmap())
    return frozenset(tekens)


@cache
def register_letters() -> None:
    """Make the letters known to matplotlib, before any of the same name on this machine."""
    with _slot:
        bekend = font_manager.fontManager.ttflist
        for letter in LETTERS:
            font_manager.fontManager.addfont(_unpacked(letter))
            bekend.insert(0, bekend.pop())
        for gewicht in {letter.gewicht for letter in LETTERS}:
            # of the spare letter there is plain and bold; without this its absence is logged
            zoek = font_manager.FontProperties(family=RESERVE, weight=400 if gewicht < 600 else 700)  # noqa: PLR2004
            pad = font_manager.fontManager.findfont(zoek)
            vorm = next(deze for deze in bekend if deze.fname == pad)
            bekend.insert(0, replace(vorm, weight=gewicht))


def _unpacked(letter: Letter) -> Path:
    """Answer where the unpacked file lies; unpack it where it does not."""
    ruw = letter.bestand.read_bytes()
    naam = f"{letter.bestand.stem}-{hashlib.sha256(_VORM.encode() + ruw).hexdigest()[:12]}.ttf"
    plaats = platformdirs.user_cache_path("sociale-kaart", appauthor=False) / "letters" / naam
    try:
        if plaats.is_file():
            return plaats
        plaats.parent.mkdir(parents=True, exist_ok=True)
        return _write(letter, plaats)
    except OSError:
        # no cache may be written here: then as long as this program runs
        return _write(letter, Path(tempfile.mkdtemp(prefix="sociale-kaart-")) / naam)


def _write(letter: Letter, plaats: Path) -> Path:
    naast = plaats.with_name(f".{os.getpid()}-{plaats.name}")
    with TTFont(letter.bestand, recalcTimestamp=False) as font:
        font.flavor = None
        _make_tabular(font)
        font["name"].names = []
        # matplotlib finds a letter by its family and its weight; the file calls each a family
        for nummer, woord in ((1, letter.familie), (2, "Regular"), (4, letter.familie)):
            font["name"].setName(woord, nummer, *_WOORDEN_WINDOWS)
        font.save(naast)
    naast.replace(plaats)
    return plaats


def _make_tabular(font: TTFont) -> None:
    lijst = font["GSUB"].table
    plaatsen = {
        plaats
        for kenmerk in lijst.FeatureList.FeatureRecord
        if kenmerk.FeatureTag == "tnum"
        for plaats in kenmerk.Feature.LookupListIndex
    }
    wissel: dict[str, str] = {}
    for plaats in plaatsen:
        for deel in lijst.LookupList.Lookup[plaats].SubTable:
            wissel |= deel.mapping
    for tabel in font["cmap"].tables:
        tabel.cmap = {teken: wissel.get(vorm, vorm) for teken, vorm in tabel.cmap.items()}

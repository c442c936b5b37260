"""
What an organisation puts on its sheets: its logo, its colour and its own templates.

They lie beside the figures of this installation, and are set with `python -m components huisstijl`.
"""

import io
import json
import re
import zipfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image, UnidentifiedImageError

from components.errors import HuisstijlAfgekeurdError
from components.wegschrijven import write_beside
from data.opslag import standard_opslag

_MAP: Final = "huisstijl"
_KLEUR: Final = re.compile(r"#[0-9A-Fa-f]{6}")
_MB: Final = 1_000_000
_GROOTSTE_MB: Final = 50
# a logo is a few centimetres wide
_BREEDSTE_LOGO: Final = 1600
_MEESTE_PUNTEN: Final = 40_000_000
_LOGO, _KLEURBESTAND, _DIA, _MEMO = "logo.png", "kleur.json", "sjabloon.pptx", "sjabloon.docx"
# what a template holds, whatever it is called
_KERN: Final = {_DIA: "ppt/presentation.xml", _MEMO: "word/document.xml"}
_PROGRAMMA: Final = {_DIA: "PowerPoint", _MEMO: "Word"}


@dataclass(frozen=True, kw_only=True)
class Huisstijl:
    """
    A house style; empty where an organisation set nothing.

    `logo` is a picture as PNG, `kleur` a colour as `#RRGGBB`; `dia` and `memo` are templates of
    PowerPoint and Word.
    """

    logo: bytes | None = None
    kleur: str | None = None
    dia: Path | None = None
    memo: Path | None = None


GEEN_STIJL: Final = Huisstijl()


def read_huisstijl() -> Huisstijl:
    """Answer what was set in this installation; what cannot be read is left out."""
    map_ = _folder()
    logo = kleur = None
    with suppress(OSError):
        logo = (map_ / _LOGO).read_bytes()
    with suppress(OSError, ValueError):
        kleur = json.loads((map_ / _KLEURBESTAND).read_text(encoding="utf-8"))
    return Huisstijl(
        logo=logo,
        kleur=kleur if isinstance(kleur, str) and _KLEUR.fullmatch(kleur) else None,
        dia=_if_there(map_ / _DIA),
        memo=_if_there(map_ / _MEMO),
    )


def write_huisstijl(
    *,
    logo: Path | None = None,
    kleur: str | None = None,
    dia: Path | None = None,
    memo: Path | None = None,
) -> None:
    """
    Set what is given; the rest stays as it is.

    Raises
    ------
    HuisstijlAfgekeurdError
        If one of them cannot be used; nothing is set then.
    BestandNietGeschrevenError
        If it could not be kept.
    """
    nieuw: dict[str, bytes] = {}
    if kleur is not None:
        if not _KLEUR.fullmatch(kleur):
            reden = "dat is geen kleur. Schrijf haar als # met zes tekens, zoals #004699."
            raise HuisstijlAfgekeurdError(kleur, reden)
        nieuw[_KLEURBESTAND] = json.dumps(kleur.upper()).encode()
    if logo is not None:
        nieuw[_LOGO] = _clean_logo(logo)
    for pad, naam in ((dia, _DIA), (memo, _MEMO)):
        if pad is not None:
            nieuw[naam] = _clean_sjabloon(pad, naam)
    map_ = _folder()
    with suppress(OSError):  # what is wrong with it, writing tells
        map_.mkdir(parents=True, exist_ok=True)
    for naam, ruw in nieuw.items():
        write_beside(map_ / naam, ruw)


def remove_huisstijl() -> None:
    """Take away all that was set."""
    for naam in (_LOGO, _KLEURBESTAND, _DIA, _MEMO):
        (_folder() / naam).unlink(missing_ok=True)


def _folder() -> Path:
    return standard_opslag().pad / _MAP


def _if_there(pad: Path) -> Path | None:
    return pad if pad.is_file() else None


def _read(pad: Path) -> bytes:
    try:
        if pad.stat().st_size > _GROOTSTE_MB * _MB:
            reden = f"dit bestand is groter dan {_GROOTSTE_MB} MB. Maak het kleiner."
            raise HuisstijlAfgekeurdError(pad.name, reden)
        return pad.read_bytes()
    except OSError as fout:
        reden = "dit bestand is er niet of mag niet worden gelezen. Controleer het pad."
        raise HuisstijlAfgekeurdError(str(pad), reden) from fout


def _clean_logo(pad: Path) -> bytes:
    """Answer a logo as PNG of a sensible size, without what a camera writes into a picture."""
    reden = "dit is geen afbeelding die hier gelezen wordt. Bewaar het logo als PNG of JPEG."
    try:
        with Image.open(io.BytesIO(_read(pad)), formats=("PNG", "JPEG", "GIF", "WEBP")) as beeld:
            if beeld.width * beeld.height > _MEESTE_PUNTEN:
                te_groot = "dit logo heeft te veel beeldpunten. Maak het hooguit 1600 breed."
                raise HuisstijlAfgekeurdError(pad.name, te_groot)
            schoon = beeld.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as fout:
        raise HuisstijlAfgekeurdError(pad.name, reden) from fout
    schoon.thumbnail((_BREEDSTE_LOGO, _BREEDSTE_LOGO))
    uit = io.BytesIO()
    schoon.save(uit, "PNG")
    return uit.getvalue()


def _clean_sjabloon(pad: Path, naam: str) -> bytes:
    ruw = _read(pad)
    programma = _PROGRAMMA[naam]
    try:
        with zipfile.ZipFile(io.BytesIO(ruw)) as archief:
            is_goed = _KERN[naam] in archief.namelist() and archief.testzip() is None
    except (zipfile.BadZipFile, RuntimeError, ValueError, NotImplementedError):
        is_goed = False
    if not is_goed:
        reden = (
            f"dit is geen sjabloon van {programma} dat te openen is. Bewaar het zonder wachtwoord "
            f"als {Path(naam).suffix}."
        )
        raise HuisstijlAfgekeurdError(pad.name, reden)
    return ruw

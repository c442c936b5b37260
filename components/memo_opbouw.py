"""The build of a memo: its parts below each other on a page, or in the places of a template."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, Protocol, cast

from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from components.afdruk_blad import HAARLIJN
from components.huisstijl import Huisstijl
from components.memo_blad import Memo, add_kader, add_lijn
from components.memo_sjabloon import (
    Plek,
    clear_body,
    find_plekken,
    finish_memo,
    open_eigen,
    open_sjabloon,
    room_of,
    section_of,
    turn,
    width_at,
)
from components.memo_stijlen import BRON, KOP, KOPREGEL, ONDERTITEL, TEKST, TITEL, ZIN

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

_FICTIEF: Final = "Fictieve gegevens"
# a picture that would be lower than this part of a page has its numbers on the next one
_LAAGSTE: Final = 0.34
# one that keeps its shape has letters that become too small
_LAAGSTE_VAST: Final = 0.72
_HOOGSTE: Final = 0.7
# Calibri, the letter of a document of our own, is narrower than those of the map
_CALIBRI: Final = 1.1
# and that of a template may be wider
_ONBEKEND: Final = 0.95
# what a memo measures is about right, for the letters of the reader are not known here
_ZEKERHEID: Final = 0.98
_BOVEN_BRON: Final = 6.0


@dataclass(frozen=True, kw_only=True)
class Beeld:
    """
    A picture: how high it wants to be at a width, how it is drawn, and its words.

    Widths and heights are in points; a picture that keeps its shape is drawn narrower where it must
    be lower.
    """

    hoogte: Callable[[float], float]
    teken: Callable[[float, float], bytes]
    bijschrift: str
    alt: str
    houdt_vorm: bool = False


class Tabelpen(Protocol):
    """Puts the numbers, under a heading of their own or under that of a template."""

    def __call__(self, memo: Memo, *, met_kop: bool) -> None:
        """Put them."""


@dataclass(frozen=True, kw_only=True)
class Inhoud:
    """
    What stands in a memo.

    `legenda` ends with what must be known of the figures, `merken`; where a picture needs no legend
    it is that alone.
    """

    onderwerp: str
    titel: str
    ondertitel: str
    zin: str
    is_fictief: bool
    merken: str
    beeld: Beeld
    legenda: Callable[[Memo], None]
    heeft_legenda: bool
    tabel: Tabelpen
    bron: str


def make_memo(
    inhoud: Inhoud, *, gemaakt_op: date, stijl: Huisstijl, is_liggend: bool, draai: bool = True
) -> bytes:
    """
    Write a memo in a document of our own or in the template of the organisation.

    `draai` tells whether the page of a template is laid where the memo lies.

    Raises
    ------
    SjabloonAfgekeurdError
        If the template cannot be used.
    """
    if stijl.memo is None:
        document = open_eigen(is_liggend=is_liggend)
        _write_whole(document, inhoud, stijl, is_eigen=True)
    else:
        document = open_sjabloon(stijl.memo)
        plekken = find_plekken(document)
        if plekken:
            _write_in_places(document, inhoud, plekken, stijl)
        else:
            clear_body(document)
            if is_liggend and draai:
                turn(document.sections[0])
            _write_whole(document, inhoud, stijl, is_eigen=False)
    return finish_memo(document, inhoud.titel.replace("**", ""), gemaakt_op)


def _write_whole(document: Document, inhoud: Inhoud, stijl: Huisstijl, *, is_eigen: bool) -> None:
    """Write all parts, and give the picture the room that they leave on the first page."""
    breed, hoog = room_of(document.sections[0])
    memo = Memo(document, breed=breed, ruim=_CALIBRI if is_eigen else _ONBEKEND, accent=stijl.kleur)
    with memo.measured() as boven:
        # the header of a template has a logo and a colour of its own
        memo.put_kopregel(
            inhoud.onderwerp,
            merk=_FICTIEF if inhoud.is_fictief else "",
            logo=stijl.logo if is_eigen else None,
            band=stijl.kleur if is_eigen else None,
        )
        _put_titel(memo, inhoud)
        alinea = memo.put_beeldregel(inhoud.beeld.bijschrift)
    with memo.measured() as midden:
        if inhoud.heeft_legenda:
            memo.put_tekst("Legenda", KOP)
        inhoud.legenda(memo)
    with memo.measured() as onder:
        inhoud.tabel(memo, met_kop=True)
        _put_bron(memo, inhoud)
    hoogte = _fit_height(
        hoog * _ZEKERHEID,
        inhoud.beeld.hoogte(breed),
        _LAAGSTE_VAST if inhoud.beeld.houdt_vorm else _LAAGSTE,
        (boven[0] + midden[0] + onder[0], boven[0] + midden[0], boven[0]),
    )
    _draw_beeld(memo, alinea, inhoud.beeld, hoogte)


def _fit_height(hoog: float, wens: float, laagste: float, vast: tuple[float, ...]) -> float:
    """
    Answer how high a picture is: with as much below it on its page as leaves it large enough.

    >>> _fit_height(700, 400, 0.5, (350, 250, 100)), _fit_height(700, 400, 0.5, (600, 350, 100))
    (350, 350)
    >>> _fit_height(700, 400, 0.5, (660, 650, 100)), _fit_height(700, 900, 0.5, (690, 680, 100))
    (400, 600)
    >>> _fit_height(700, 900, 0.5, (990, 980, 970))
    350.0
    """
    nodig = min(wens, hoog * laagste)
    over = next((hoog - deel for deel in vast if hoog - deel >= nodig), nodig)
    return min(wens, over)


def _write_in_places(
    document: Document, inhoud: Inhoud, plekken: list[Plek], stijl: Huisstijl
) -> None:
    """Put each part in the place that a template has for it; the source comes in any case."""
    genoemd = {plek.deel for plek in plekken}
    lijf = document.element.body
    for plek in plekken:
        eerder = len(lijf)
        memo = Memo(document, breed=width_at(document, plek), ruim=_ONBEKEND, accent=stijl.kleur)
        _put_deel(memo, inhoud, plek, genoemd)
        # what is new stands at the end, before the layout of the last page
        nieuw = list(lijf)[eerder - 1 : -1]
        wijkt = plek.wijkt
        for deel in nieuw:
            wijkt.addprevious(deel)
        _take_away(plek, ends_in_tabel=bool(nieuw) and nieuw[-1].tag == qn("w:tbl"))
    if "bron" not in genoemd:
        breed, _ = room_of(document.sections[-1])
        memo = Memo(document, breed=breed, ruim=_ONBEKEND, accent=stijl.kleur)
        _put_rest(memo, inhoud, genoemd)
        _put_bron(memo, inhoud)


def _put_deel(memo: Memo, inhoud: Inhoud, plek: Plek, genoemd: set[str]) -> None:
    if plek.deel == "titel":
        if inhoud.is_fictief:
            add_kader(memo.put_tekst("", KOPREGEL), _FICTIEF)
        _put_titel(memo, inhoud)
    elif plek.deel == "kaart":
        alinea = memo.put_beeldregel(inhoud.beeld.bijschrift)
        _, hoog = room_of(section_of(memo.document, plek))
        wens = inhoud.beeld.hoogte(memo.breed)
        _draw_beeld(memo, alinea, inhoud.beeld, min(wens, _HOOGSTE * hoog))
    elif plek.deel == "legenda":
        inhoud.legenda(memo)
    elif plek.deel == "tabel":
        inhoud.tabel(memo, met_kop=False)
    else:
        _put_rest(memo, inhoud, genoemd)
        _put_bron(memo, inhoud)


def _take_away(plek: Plek, *, ends_in_tabel: bool) -> None:
    """Take a place out of a template, or empty it where a paragraph has to stay."""
    alinea, wijkt = plek.alinea, plek.wijkt
    ouder = cast("BaseOxmlElement", wijkt.getparent())
    if wijkt is not alinea:
        wijkt.addprevious(alinea)
        ouder.remove(wijkt)
    is_enige = len(ouder.findall(qn("w:p"))) == 1
    heeft_opmaak = alinea.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None
    if not (ends_in_tabel or heeft_opmaak or is_enige):
        ouder.remove(alinea)
        return
    for deel in list(alinea):
        if deel.tag != qn("w:pPr"):
            alinea.remove(deel)


def _put_titel(memo: Memo, inhoud: Inhoud) -> None:
    memo.put_titel(inhoud.titel, TITEL)
    memo.put_tekst(inhoud.ondertitel, ONDERTITEL)
    memo.put_tekst(inhoud.zin, ZIN)


def _put_rest(memo: Memo, inhoud: Inhoud, genoemd: set[str]) -> None:
    """Put what must be known of the figures where a template has no place that says it."""
    if inhoud.is_fictief and "titel" not in genoemd:
        add_kader(memo.put_tekst("", KOPREGEL), _FICTIEF)
    if inhoud.merken and "legenda" not in genoemd:
        memo.put_tekst(f"**{inhoud.merken}**", TEKST)


def _put_bron(memo: Memo, inhoud: Inhoud) -> None:
    alinea = memo.put_tekst(inhoud.bron, BRON)
    alinea.paragraph_format.space_before = Pt(_BOVEN_BRON)
    add_lijn(alinea, boven=HAARLIJN)
    memo.hoogte += _BOVEN_BRON + 4


def _draw_beeld(memo: Memo, alinea: Paragraph, beeld: Beeld, hoogte: float) -> None:
    breed = memo.breed
    if beeld.houdt_vorm:
        breed = min(breed, breed * hoogte / beeld.hoogte(breed))
        hoogte = beeld.hoogte(breed)
    memo.put_beeld(
        alinea,
        beeld.teken(breed, hoogte),
        breed=breed,
        hoog=hoogte,
        naam=beeld.bijschrift.partition(":")[0],
        alt=beeld.alt,
    )
    memo.hoogte += hoogte

"""What matplotlib leaves to be done on a PDF: one file of pages, its title and language."""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO, Final

from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Link
from pypdf.generic import (
    BooleanObject,
    DictionaryObject,
    Fit,
    NameObject,
    TextStringObject,
)

from components.afdruk_blad import Maat, Vak

_TAAL: Final = "nl-NL"


@dataclass(frozen=True, kw_only=True)
class Sprong:
    """A part of a page that leads to another; pages are counted from zero."""

    pagina: int
    vak: Vak
    naar: int


@dataclass(frozen=True, kw_only=True)
class Documenttekst:
    """
    What a document says of itself.

    `bladwijzers` name pages by their number, counted from zero; `sprongen` are links between its
    pages, on paper of A4.
    """

    titel: str
    onderwerp: str = ""
    bladwijzers: tuple[tuple[str, int], ...] = ()
    sprongen: tuple[Sprong, ...] = ()


def finish_pdf(paginas: Iterable[bytes], tekst: Documenttekst) -> bytes:
    """Answer pages as one PDF that tells its title and its language, and nothing of a program."""
    schrijver = PdfWriter()
    for pagina in paginas:
        schrijver.append(PdfReader(io.BytesIO(pagina)), import_outline=False)
    return _finish(schrijver, tekst)


def finish_boek(ruw: IO[bytes], tekst: Documenttekst) -> bytes:
    """Answer a PDF of many pages with its title, language, bookmarks and links."""
    return _finish(PdfWriter(clone_from=PdfReader(ruw)), tekst)


def _finish(schrijver: PdfWriter, tekst: Documenttekst) -> bytes:
    schrijver.metadata = {"/Title": tekst.titel, "/Subject": tekst.onderwerp}
    wortel = schrijver.root_object
    wortel[NameObject("/Lang")] = TextStringObject(_TAAL)
    wortel[NameObject("/ViewerPreferences")] = DictionaryObject(
        {NameObject("/DisplayDocTitle"): BooleanObject(value=True)}
    )
    for naam, plek in tekst.bladwijzers:
        schrijver.add_outline_item(naam, plek)
    papier = Maat.A4.papier
    for sprong in tekst.sprongen:
        links, rechts = sprong.vak.x * papier.punten, sprong.vak.rechts * papier.punten
        boven = (papier.hoog - sprong.vak.y) * papier.punten
        onder = (papier.hoog - sprong.vak.onder) * papier.punten
        schrijver.add_annotation(
            sprong.pagina,
            Link(
                rect=(links, onder, rechts, boven),
                target_page_index=sprong.naar,
                fit=Fit.fit(),
            ),
        )
    uit = io.BytesIO()
    schrijver.write(uit)
    return uit.getvalue()

"""What matplotlib leaves to be done on a PDF: one file of pages, its title and language."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from pypdf import PdfReader, PdfWriter
from pypdf.generic import BooleanObject, DictionaryObject, NameObject, TextStringObject

_TAAL: Final = "nl-NL"


@dataclass(frozen=True, kw_only=True)
class Documenttekst:
    """
    What a document says of itself.

    `bladwijzers` name pages by their number, counted from zero, with how deep they lie.
    """

    titel: str
    onderwerp: str = ""
    bladwijzers: Sequence[tuple[str, int]] = field(default_factory=tuple)


def finish_pdf(paginas: Iterable[bytes], tekst: Documenttekst) -> bytes:
    """Answer pages as one PDF that tells its title and its language, and nothing of a program."""
    schrijver = PdfWriter()
    for pagina in paginas:
        schrijver.append(PdfReader(io.BytesIO(pagina)), import_outline=False)
    schrijver.compress_identical_objects(remove_duplicates=True, remove_unreferenced=True)
    schrijver.metadata = {"/Title": tekst.titel, "/Subject": tekst.onderwerp}
    wortel = schrijver.root_object
    wortel[NameObject("/Lang")] = TextStringObject(_TAAL)
    wortel[NameObject("/ViewerPreferences")] = DictionaryObject(
        {NameObject("/DisplayDocTitle"): BooleanObject(value=True)}
    )
    for naam, plek in tekst.bladwijzers:
        schrijver.add_outline_item(naam, plek)
    uit = io.BytesIO()
    schrijver.write(uit)
    return uit.getvalue()

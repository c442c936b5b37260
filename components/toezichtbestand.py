"""The page for supervisors as the bytes of a file, for the page and the command line."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from components.afdruk_toezicht import draw_toezicht
from components.dia_toezicht import write_toezichtdia
from components.errors import ToezichtOntbreektError
from components.huisstijl import GEEN_STIJL, Huisstijl
from components.uitvoer import Formaat
from data.opslag import VOORBEELD
from layers.aanbod import opslag_of
from layers.toezichtblad import build_toezicht

_PENNEN: Final = {Formaat.PDF: draw_toezicht, Formaat.PPTX: write_toezichtdia}
FORMATEN: Final = tuple(_PENNEN)


@dataclass(frozen=True, kw_only=True)
class Toezichtwensen:
    """What somebody wants: of which area, as what, and whether our own homes are in it."""

    gebied: str
    formaat: Formaat
    gemaakt_op: date
    met_eigen: bool = False


def make_toezicht(wensen: Toezichtwensen, stijl: Huisstijl = GEEN_STIJL) -> bytes:
    """
    Make the file of the page for supervisors.

    Our own homes are in it where that is asked, and in the town, where they are made up.

    Raises
    ------
    ToezichtOntbreektError
        If no homes are known there that may be told of.
    GegevensOntbrekenError
        If there are no outlines for its map.
    SjabloonAfgekeurdError
        If the template of the organisation cannot be used.
    """
    is_verzonnen = opslag_of(wensen.gebied) == VOORBEELD
    toezicht = build_toezicht(wensen.gebied, met_eigen=wensen.met_eigen or is_verzonnen)
    if toezicht is None:
        raise ToezichtOntbreektError(wensen.gebied, met_eigen=wensen.met_eigen)
    return _PENNEN[wensen.formaat](toezicht, gemaakt_op=wensen.gemaakt_op, stijl=stijl)

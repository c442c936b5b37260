"""A Kaartbeeld as the bytes of a file: the one door out, for the page and the command line."""

from enum import StrEnum
from typing import assert_never

from components.afdruk import draw_png, draw_svg
from components.afdruk_blad import Opdracht
from components.afdruk_legenda import FICTIEF
from components.cijfers import write_cijfers
from components.errors import GevoeligError
from layers.kaartbeeld import Kaartbeeld


class Formaat(StrEnum):
    """A kind of file; the text is its ending."""

    PNG = "png"
    SVG = "svg"
    CSV = "csv"


def make_bestand(
    kaartbeeld: Kaartbeeld, formaat: Formaat, opdracht: Opdracht, *, met_gevoelig: bool = False
) -> bytes:
    """
    Make the file of a map.

    Raises
    ------
    GevoeligError
        If the figures are sensitive and nobody asked for them; those made up are not.
    GegevensOntbrekenError
        If the outlines of its borders are no longer kept.
    """
    if kaartbeeld.is_gevoelig and not met_gevoelig and FICTIEF not in kaartbeeld.merken:
        raise GevoeligError(kaartbeeld.moment.titel)
    match formaat:
        case Formaat.PNG:
            return draw_png(kaartbeeld, opdracht)
        case Formaat.SVG:
            return draw_svg(kaartbeeld, opdracht)
        case Formaat.CSV:
            return write_cijfers(kaartbeeld)
    assert_never(formaat)

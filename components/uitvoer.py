"""A map or a chart as the bytes of a file: the one door out, for the page and the command line."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from components.afdruk import draw_pdf, draw_png, draw_svg
from components.afdruk_blad import DPI, Maat, Opdracht
from components.afdruk_legenda import FICTIEF
from components.cijfers import write_cijfers
from components.dia import write_dia, write_grafiekdia
from components.errors import GevoeligError, NaastVormError
from components.geobestand import write_geojson, write_geopackage
from components.grafiekblad import write_grafiek
from components.huisstijl import GEEN_STIJL, Huisstijl
from components.memo import write_grafiekmemo, write_memo
from components.werkmap import write_grafiekwerkmap, write_werkmap
from data.errors import one_line
from layers.bezit import without_eigen
from layers.grafiek import Grafiek
from layers.grijs import build_grijs
from layers.kaartbeeld import Kaartbeeld
from layers.link import Keuze
from layers.soorten import build_kaartbeeld

LANGSTE_TITEL: Final = 200


class Formaat(StrEnum):
    """A kind of file; the text is its ending."""

    PNG = "png"
    PDF = "pdf"
    PPTX = "pptx"
    DOCX = "docx"
    XLSX = "xlsx"
    CSV = "csv"
    SVG = "svg"
    GPKG = "gpkg"
    GEOJSON = "geojson"


# What is a sheet, of which the size can be chosen.
VELLEN: Final = frozenset((Formaat.PNG, Formaat.PDF, Formaat.SVG))
# What a slide can be, and a page of a memo; of the other sheets there are all sizes.
MATEN_VAN: Final = {
    Formaat.PPTX: (Maat.DIA, Maat.DIA_SMAL),
    Formaat.DOCX: (Maat.A4, Maat.A4_LIGGEND),
}
# What holds numbers alone, and has no colours to print in greys.
CIJFERS: Final = frozenset((Formaat.XLSX, Formaat.CSV))

MIME: Final = {
    Formaat.PNG: "image/png",
    Formaat.SVG: "image/svg+xml",
    Formaat.PDF: "application/pdf",
    Formaat.CSV: "text/csv",
    Formaat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Formaat.PPTX: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    Formaat.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Formaat.GPKG: "application/geopackage+sqlite3",
    Formaat.GEOJSON: "application/geo+json",
}


@dataclass(frozen=True, kw_only=True)
class Wensen:
    """
    How somebody wants a map.

    `titel` states the message (empty: the title of the map); `naast` is the year of a second map on
    the same sheet; `is_kaal`: numbers for another program than a Dutch spreadsheet; `adres` is
    where the installation can be reached, before the link on a sheet; `met_eigen` leaves our own
    homes in it.
    """

    formaat: Formaat
    gemaakt_op: date
    maat: Maat = Maat.DIA
    titel: str = ""
    dpi: int = DPI
    is_grijs: bool = False
    is_kaal: bool = False
    naast: int | None = None
    adres: str = ""
    met_gevoelig: bool = False
    met_eigen: bool = False


def make_kaart(keuze: Keuze, wensen: Wensen, stijl: Huisstijl = GEEN_STIJL) -> bytes:
    """
    Make the file of the map that a view shows.

    Raises
    ------
    GevoeligError
        If the figures are sensitive and nobody asked for them; those made up are not.
    GegevensOntbrekenError
        If there are no figures or outlines for it.
    SjabloonAfgekeurdError
        If the template of the organisation cannot be used.
    """
    keuze = keuze if wensen.met_eigen else without_eigen(keuze)
    kaartbeeld = build_kaartbeeld(keuze)
    return make_bestand(
        replace(kaartbeeld, link=f"{wensen.adres}{kaartbeeld.link}"),
        wensen.formaat,
        order_of(keuze, wensen, stijl),
        titel=wensen.titel,
        is_grijs=wensen.is_grijs,
        is_kaal=wensen.is_kaal,
        met_gevoelig=wensen.met_gevoelig,
    )


def order_of(keuze: Keuze, wensen: Wensen, stijl: Huisstijl = GEEN_STIJL) -> Opdracht:
    """Answer how the pen of paper has to draw it."""
    return Opdracht(
        maat=wensen.maat,
        gemaakt_op=wensen.gemaakt_op,
        gekozen=keuze.buurt,
        filter=keuze.filter,
        dpi=wensen.dpi,
        naast=wensen.naast,
        stijl=stijl,
    )


def make_bestand(  # noqa: PLR0913 - a file can be had in many ways
    kaartbeeld: Kaartbeeld,
    formaat: Formaat,
    opdracht: Opdracht,
    *,
    titel: str = "",
    is_grijs: bool = False,
    is_kaal: bool = False,
    met_gevoelig: bool = False,
) -> bytes:
    """
    Make the file of a map.

    Raises
    ------
    GevoeligError
        If the figures are sensitive and nobody asked for them; those made up are not.
    GegevensOntbrekenError
        If the outlines of its borders are no longer kept.
    NaastError, NaastVormError
        If a second map was asked and cannot stand beside it.
    SjabloonAfgekeurdError
        If the template of the organisation cannot be used.
    """
    if kaartbeeld.is_gevoelig and not met_gevoelig and FICTIEF not in kaartbeeld.merken:
        raise GevoeligError(kaartbeeld.moment.titel)
    if opdracht.naast is not None and formaat not in VELLEN:
        raise NaastVormError(formaat.value)
    kaartbeeld = with_titel(kaartbeeld, titel)
    if is_grijs and formaat not in CIJFERS:
        kaartbeeld = build_grijs(kaartbeeld)
    if formaat is Formaat.CSV:
        return write_cijfers(kaartbeeld, is_kaal=is_kaal)
    return _SCHRIJVERS[formaat](kaartbeeld, opdracht)


_SCHRIJVERS: Final[dict[Formaat, Callable[[Kaartbeeld, Opdracht], bytes]]] = {
    Formaat.PNG: draw_png,
    Formaat.PDF: draw_pdf,
    Formaat.SVG: draw_svg,
    Formaat.PPTX: write_dia,
    Formaat.DOCX: write_memo,
    Formaat.XLSX: lambda kaartbeeld, opdracht: write_werkmap(
        kaartbeeld, gemaakt_op=opdracht.gemaakt_op
    ),
    Formaat.GPKG: lambda kaartbeeld, _opdracht: write_geopackage(kaartbeeld),
    Formaat.GEOJSON: lambda kaartbeeld, _opdracht: write_geojson(kaartbeeld),
}


def with_titel(kaartbeeld: Kaartbeeld, titel: str) -> Kaartbeeld:
    """Answer the same map under a title of somebody's own; empty: as it was."""
    schoon = clean_titel(titel)
    if not schoon:
        return kaartbeeld
    momenten = list(kaartbeeld.momenten)
    momenten[kaartbeeld.gekozen] = replace(kaartbeeld.moment, titel=schoon)
    return replace(kaartbeeld, momenten=tuple(momenten))


def clean_titel(titel: str) -> str:
    r"""
    Answer a title on one line, of a length that fits a sheet, without marks of ours.

    >>> clean_titel(" Meer **rust** in\nNoord ")
    'Meer rust in Noord'
    """
    return " ".join(one_line(titel).replace("**", "").split())[:LANGSTE_TITEL]


def make_grafiek(
    grafiek: Grafiek, formaat: Formaat, gemaakt_op: date, stijl: Huisstijl = GEEN_STIJL
) -> bytes:
    """
    Make the file of a chart, as a slide, a memo, a workbook or a sheet.

    Raises
    ------
    SjabloonAfgekeurdError
        If the template of the organisation cannot be used.
    """
    match formaat:
        case Formaat.PPTX:
            return write_grafiekdia(grafiek, gemaakt_op=gemaakt_op, stijl=stijl)
        case Formaat.DOCX:
            return write_grafiekmemo(grafiek, gemaakt_op=gemaakt_op, stijl=stijl)
        case Formaat.XLSX:
            return write_grafiekwerkmap(grafiek, gemaakt_op=gemaakt_op)
        case _:
            return write_grafiek(grafiek, formaat.value, gemaakt_op)

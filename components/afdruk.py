"""
Paper pen: draws any Kaartbeeld on a slide or a page, as PNG, SVG or PDF.

It draws what the Kaartbeeld says and nothing else, in the colours of the screen; outlines come from
the store in Rijksdriehoek. Drawing takes a lock: matplotlib keeps its settings for all threads.
"""

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import geopandas as gpd
import matplotlib as mpl
from matplotlib.patheffects import withStroke

from components.afdruk_blad import DPI, HALO, HALO_DIKTE, Blad, Opdracht, Papier, Vak
from components.afdruk_indeling import build_blad
from components.afdruk_kaart import draw_kaart
from components.afdruk_legenda import FICTIEF
from components.afdruk_pdf import Documenttekst, finish_pdf
from components.afdruk_svg import finish_svg
from components.afdruk_tekst import plain
from components.letters import register_letters
from data.opslag import read_omtrekken
from layers.aanbod import opslag_of
from layers.kaartbeeld import Kaartbeeld

# compressing harder takes a second and saves a tenth
_PNG_COMPRESSIE: Final = 4
_slot: Final = threading.RLock()


def draw_png(kaartbeeld: Kaartbeeld, opdracht: Opdracht) -> bytes:
    """
    Draw a map as PNG, in the dots per inch that are asked for.

    Raises
    ------
    GegevensOntbrekenError
        If the outlines of its borders are no longer kept.
    """
    with paper_settings():
        blad = build_blad(kaartbeeld, read_vormen(kaartbeeld), opdracht)
        return write_png(blad, kaartbeeld, dpi=opdracht.dpi)


def draw_svg(kaartbeeld: Kaartbeeld, opdracht: Opdracht) -> bytes:
    """
    Draw a map as SVG: text is text, and each area carries its code.

    Raises
    ------
    GegevensOntbrekenError
        If the outlines of its borders are no longer kept.
    """
    with paper_settings():
        blad = build_blad(kaartbeeld, read_vormen(kaartbeeld), opdracht)
        return write_svg(blad, kaartbeeld)


def draw_pdf(kaartbeeld: Kaartbeeld, opdracht: Opdracht) -> bytes:
    """
    Draw a map as PDF: lines stay lines, and the letters are in it.

    Raises
    ------
    GegevensOntbrekenError
        If the outlines of its borders are no longer kept.
    """
    with paper_settings():
        blad = build_blad(kaartbeeld, read_vormen(kaartbeeld), opdracht)
        return finish_pdf([write_pdf(blad)], describe_pdf(kaartbeeld))


def draw_los(kaartbeeld: Kaartbeeld, opdracht: Opdracht, papier: Papier) -> bytes:
    """
    Draw the map alone as PNG, without title, legend and source, on paper of its own size.

    Raises
    ------
    GegevensOntbrekenError
        If the outlines of its borders are no longer kept.
    """
    with paper_settings():
        blad = Blad(papier)
        vak = Vak(4, 4, papier.breed - 8, papier.hoog - 8)
        draw_kaart(blad, kaartbeeld, read_vormen(kaartbeeld), vak, opdracht)
        return write_png(blad, kaartbeeld, dpi=opdracht.dpi)


def read_vormen(kaartbeeld: Kaartbeeld) -> gpd.GeoDataFrame:
    """Read the outlines a map is drawn on, in RD."""
    return read_omtrekken(kaartbeeld.grensjaar, opslag=opslag_of(kaartbeeld.gebied))


@contextmanager
def paper_settings() -> Iterator[None]:
    """Hold matplotlib to the settings of this pen, for one drawing at a time."""
    register_letters()
    with (
        _slot,
        mpl.rc_context(
            {
                "path.simplify": False,
                "svg.fonttype": "none",
                "pdf.fonttype": 42,  # the letters as they are, so that text can be found and copied
                "svg.hashsalt": "sociale-kaart",  # the same map gives the same file
                "text.hinting": "none",  # as letters are measured
            }
        ),
    ):
        yield


def write_png(blad: Blad, kaartbeeld: Kaartbeeld, *, dpi: int = DPI) -> bytes:
    """Answer a sheet as PNG, with title, text and language, without the name of a program."""
    moment = kaartbeeld.moment
    add_halos(blad)
    geheugen = io.BytesIO()
    blad.figuur.savefig(
        geheugen,
        format="png",
        dpi=dpi,
        metadata={
            "Title": plain(moment.titel),
            "Description": describe(kaartbeeld),
            "Source": plain(moment.bronregel),
            "Language": "nl",
            "Software": None,
        },
        pil_kwargs={"compress_level": _PNG_COMPRESSIE},
    )
    return geheugen.getvalue()


def add_halos(blad: Blad) -> None:
    """Lay an edge around the names that ask for one."""
    for tekst in blad.figuur.texts:
        soort, _, kleur = (tekst.get_gid() or "").rpartition("-")
        if soort.startswith(HALO):
            tekst.set_path_effects(
                [withStroke(linewidth=blad.punten(HALO_DIKTE), foreground=f"#{kleur}")]
            )


def write_pdf(blad: Blad) -> bytes:
    """Answer a sheet as one page of PDF, without title and language."""
    add_halos(blad)
    geheugen = io.BytesIO()
    geen = dict.fromkeys(("Creator", "Producer", "CreationDate"))
    blad.figuur.savefig(geheugen, format="pdf", metadata=geen)
    return geheugen.getvalue()


def describe_pdf(kaartbeeld: Kaartbeeld) -> Documenttekst:
    """Answer what the PDF of a map says of itself."""
    return Documenttekst(titel=plain(kaartbeeld.moment.titel), onderwerp=describe(kaartbeeld))


def write_svg(blad: Blad, kaartbeeld: Kaartbeeld) -> bytes:
    """Answer a sheet as SVG, with title, text and language, without the name of a program."""
    geheugen = io.BytesIO()
    blad.figuur.savefig(
        geheugen,
        format="svg",
        metadata=dict.fromkeys(("Creator", "Date", "Format", "Type")),
    )
    return finish_svg(
        geheugen.getvalue(),
        titel=plain(kaartbeeld.moment.titel),
        beschrijving=describe(kaartbeeld),
        halo=blad.punten(HALO_DIKTE),
    )


def describe(kaartbeeld: Kaartbeeld) -> str:
    """Say in words what is on the sheet, for who cannot see it."""
    moment = kaartbeeld.moment
    delen = [moment.titel, moment.ondertitel, moment.legendazin, moment.bronregel]
    if FICTIEF in kaartbeeld.merken:
        delen.insert(2, f"{FICTIEF.capitalize()}.")
    return plain(" ".join(deel if deel.endswith(".") else f"{deel}." for deel in delen))

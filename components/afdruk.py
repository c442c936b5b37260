"""
Paper pen: draws any Kaartbeeld on a slide or a page, as PNG or SVG.

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

from components.afdruk_blad import (
    DPI,
    HAARLIJN,
    HALO,
    HALO_DIKTE,
    INKT_2,
    INKT_3,
    Blad,
    Blok,
    Maat,
    Opdracht,
    Vak,
    draw_blokken,
    height_of,
    space,
    text_blok,
)
from components.afdruk_kaart import draw_kaart, needed_height
from components.afdruk_legenda import (
    FICTIEF,
    Legenda,
    Lettermaat,
    fictief_blok,
    merken_blok,
    tabel_blokken,
    verdeling_blokken,
    zin_blok,
)
from components.afdruk_svg import finish_svg
from components.afdruk_tekst import break_lines, plain
from components.dag import format_dag
from components.letters import VET, register_letters
from data.opslag import read_omtrekken
from layers.aanbod import opslag_of
from layers.kaartbeeld import Kaartbeeld

_VERGROTINGEN: Final = (1.2, 1.1)
_VERKLEININGEN: Final = (1.0, 0.95, 0.9, 0.85, 0.8, 0.74, 0.68, 0.62, 0.56, 0.5)
# compressing harder takes a second and saves a tenth
_PNG_COMPRESSIE: Final = 4
_RAND_A4: Final = 60.0
_LAAGSTE_KAART: Final = 420.0
_HOOGSTE_BRON: Final = 90.0
_slot: Final = threading.RLock()


def draw_png(kaartbeeld: Kaartbeeld, opdracht: Opdracht) -> bytes:
    """
    Draw a map as PNG, at 300 dots per inch.

    Raises
    ------
    GegevensOntbrekenError
        If the outlines of its borders are no longer kept.
    """
    with paper_settings():
        blad = build_blad(kaartbeeld, read_vormen(kaartbeeld), opdracht)
        return write_png(blad, kaartbeeld)


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
                "svg.hashsalt": "sociale-kaart",  # the same map gives the same file
                "text.hinting": "none",  # as letters are measured
            }
        ),
    ):
        yield


def write_png(blad: Blad, kaartbeeld: Kaartbeeld) -> bytes:
    """Answer a sheet as PNG, with title, text and language, without the name of a program."""
    moment = kaartbeeld.moment
    for tekst in blad.figuur.texts:
        soort, _, kleur = (tekst.get_gid() or "").rpartition("-")
        if soort.startswith(HALO):
            tekst.set_path_effects(
                [withStroke(linewidth=blad.punten(HALO_DIKTE), foreground=f"#{kleur}")]
            )
    geheugen = io.BytesIO()
    blad.figuur.savefig(
        geheugen,
        format="png",
        dpi=DPI,
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


def build_blad(kaartbeeld: Kaartbeeld, omtrekken: gpd.GeoDataFrame, opdracht: Opdracht) -> Blad:
    """Lay out title, map, legend and source line on a sheet of the size asked for."""
    blad = Blad(opdracht.maat)
    if opdracht.maat is Maat.DIA:
        vak = _lay_out_dia(blad, kaartbeeld, opdracht)
    else:
        hoog = needed_height(kaartbeeld, omtrekken, opdracht.maat.breed - 2 * _RAND_A4)
        vak = _lay_out_a4(blad, kaartbeeld, opdracht, hoog)
    draw_kaart(blad, kaartbeeld, omtrekken, vak, opdracht)
    return blad


def _lay_out_dia(blad: Blad, kaartbeeld: Kaartbeeld, opdracht: Opdracht) -> Vak:
    """Lay out a slide: title over all, the legend at the right; answer the room of the map."""
    rand, kolom = 48.0, 444.0
    maat = blad.maat
    breed = maat.breed - 2 * rand
    kop = _kop(blad, kaartbeeld, breed, titel=36, onder=19, hoogste=150)
    draw_blokken(kop, rand, 34)
    boven = 34 + height_of(kop) + 22
    voet = _herkomst(blad, kaartbeeld, opdracht, breed, 12.5)
    onder = maat.hoog - 26 - voet.hoogte
    voet.teken(rand, onder)
    x = maat.breed - rand - kolom
    bron = next(
        (
            blokken
            for grootte in (13.5, 12.5)
            if height_of(blokken := _bron(blad, kaartbeeld, kolom, grootte)) <= _HOOGSTE_BRON
        ),
        _bron(blad, kaartbeeld, kolom, 11.5),
    )
    bron_y = onder - 10 - height_of(bron)
    draw_blokken(bron, x, bron_y)
    ruimte = bron_y - 16 - boven
    for factor in _VERKLEININGEN:
        legenda = Legenda(blad, kaartbeeld, kolom, Lettermaat(20, 17, 15).scaled(factor), opdracht)
        blokken = [
            zin_blok(legenda),
            space(16 * factor),
            *verdeling_blokken(legenda),
            space(14 * factor),
            *tabel_blokken(legenda),
            *_merken(legenda, factor),
        ]
        if FICTIEF in kaartbeeld.merken:
            blokken += [space(14 * factor), fictief_blok(blad, 16 * factor)[0]]
        if height_of(blokken) <= ruimte:
            break
    draw_blokken(blokken, x, boven)
    return Vak(rand, boven - 6, x - 36 - rand, onder - 8 - boven + 6)


def _lay_out_a4(blad: Blad, kaartbeeld: Kaartbeeld, opdracht: Opdracht, kaarthoogte: float) -> Vak:
    """
    Lay out a page: title above, legend in two columns below; answer the room of the map.

    A low map takes no more room than it needs: what is left stays free at the foot.
    """
    rand, tussen = _RAND_A4, 40.0
    maat = blad.maat
    breed = maat.breed - 2 * rand
    boven = _naam_en_merk(blad, kaartbeeld, rand, breed)
    kop = _kop(blad, kaartbeeld, breed, titel=32, onder=16.5, hoogste=210)
    draw_blokken(kop, rand, boven)
    boven += height_of(kop) + 16
    voet = [
        *_bron(blad, kaartbeeld, breed, 13),
        space(3),
        _herkomst(blad, kaartbeeld, opdracht, breed, 12.5),
    ]
    onder = maat.hoog - 46 - height_of(voet)
    draw_blokken(voet, rand, onder)
    kolom = (breed - tussen) / 2
    kaart = max(kaarthoogte + 40, _LAAGSTE_KAART)
    for factor in (*_VERGROTINGEN, *_VERKLEININGEN):
        legenda = Legenda(
            blad, kaartbeeld, kolom, Lettermaat(18, 15.5, 13.5).scaled(factor), opdracht
        )
        links = [zin_blok(legenda), space(18 * factor), *verdeling_blokken(legenda)]
        links += _merken(legenda, factor)
        rechts = tabel_blokken(legenda)
        hoog = max(height_of(links), height_of(rechts))
        # larger than usual only where the map leaves that room
        ruimte = onder - boven - 50
        if hoog <= (ruimte - kaart if factor > 1 else ruimte * 0.44):
            break
    y = min(onder - 26 - hoog, boven + kaart + 24)
    draw_blokken(links, rand, y)
    draw_blokken(rechts, rand + kolom + tussen, y)
    return Vak(rand, boven, breed, y - 24 - boven)


def _merken(legenda: Legenda, factor: float) -> list[Blok]:
    merken = merken_blok(legenda)
    return [space(14 * factor), merken] if merken else []


def _naam_en_merk(blad: Blad, kaartbeeld: Kaartbeeld, rand: float, breed: float) -> float:
    """Write what this is a page of, with the mark of figures that are made up; answer its end."""
    y, grootte = 44.0, 15.0
    over = breed
    if FICTIEF in kaartbeeld.merken:
        merk, merk_breed = fictief_blok(blad, 14)
        merk.teken(rand + breed - merk_breed, y - 4)
        over -= merk_breed + 24
    regels = break_lines(f"Sociale Kaart · {kaartbeeld.gebiedsnaam}", ruimte=over, grootte=grootte)
    naam = text_blok(blad, regels, grootte=grootte, regelhoogte=1.6, kleur=INKT_2)
    naam.teken(rand, y)
    return y + max(naam.hoogte, 32) + 6


def _kop(  # noqa: PLR0913 - two texts and the room they have
    blad: Blad, kaartbeeld: Kaartbeeld, breed: float, *, titel: float, onder: float, hoogste: float
) -> list[Blok]:
    """Answer title and subtitle, in smaller letters where they would take too much room."""
    moment = kaartbeeld.moment
    for factor in _VERKLEININGEN:
        groot, klein = titel * factor, max(onder * factor, onder * 0.7)
        titelregels = break_lines(
            moment.titel, ruimte=breed, grootte=groot, letter=VET, is_gelijk=True
        )
        onderregels = break_lines(moment.ondertitel, ruimte=breed, grootte=klein, is_gelijk=True)
        blokken = [
            text_blok(blad, titelregels, grootte=groot, regelhoogte=1.2),
            space(5),
            text_blok(blad, onderregels, grootte=klein, regelhoogte=1.4, kleur=INKT_2),
        ]
        if height_of(blokken) <= hoogste:
            break
    return blokken


def _bron(blad: Blad, kaartbeeld: Kaartbeeld, breed: float, grootte: float) -> list[Blok]:
    """Answer the source line under a hairline."""
    regels = break_lines(kaartbeeld.moment.bronregel, ruimte=breed, grootte=grootte)
    return [
        Blok(
            10,
            lambda x, y: blad.put_lijn([(x, y), (x + breed, y)], kleur=HAARLIJN, dikte=1),
        ),
        text_blok(blad, regels, grootte=grootte, regelhoogte=1.36, kleur=INKT_2),
    ]


def _herkomst(
    blad: Blad, kaartbeeld: Kaartbeeld, opdracht: Opdracht, breed: float, grootte: float
) -> Blok:
    """Answer where this sheet came from: version of the classes, day, link."""
    delen = ["Sociale Kaart"]
    if kaartbeeld.klassenversie:
        delen.append(f"klassen {kaartbeeld.klassenversie}")
    delen += [f"gemaakt op {format_dag(opdracht.gemaakt_op)}", kaartbeeld.link]
    regels = break_lines(" · ".join(delen), ruimte=breed, grootte=grootte)
    return text_blok(blad, regels, grootte=grootte, regelhoogte=1.36, kleur=INKT_3)

"""What stands where on a sheet: title, map, legend, source line, and a logo."""

import io
from typing import Final

import geopandas as gpd
import numpy as np
from PIL import Image

from components.afdruk_blad import (
    HAARLIJN,
    INKT_2,
    INKT_3,
    Blad,
    Blok,
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
from components.afdruk_tekst import break_lines
from components.dag import format_dag
from components.huisstijl import Huisstijl
from components.letters import VET
from layers.kaartbeeld import Kaartbeeld

_VERGROTINGEN: Final = (1.2, 1.1)
_VERKLEININGEN: Final = (1.0, 0.95, 0.9, 0.85, 0.8, 0.74, 0.68, 0.62, 0.56, 0.5)
_RAND_ONDER: Final = 60.0
_LAAGSTE_KAART: Final = 420.0
_HOOGSTE_BRON: Final = 90.0
# a band along the upper edge, and the most room of a logo: width and height
_BAND: Final = 10.0
_LOGO_BESIDE: Final = (240.0, 76.0)
_LOGO_BELOW: Final = (200.0, 48.0)


def build_blad(kaartbeeld: Kaartbeeld, omtrekken: gpd.GeoDataFrame, opdracht: Opdracht) -> Blad:
    """Lay out title, map, legend and source line on a sheet of the size asked for."""
    papier = opdracht.maat.papier
    blad = Blad(papier)
    if papier.kolom is not None:
        vak = _lay_out_beside(blad, kaartbeeld, opdracht, papier.kolom)
    else:
        hoog = needed_height(kaartbeeld, omtrekken, papier.breed - 2 * _RAND_ONDER)
        vak = _lay_out_below(blad, kaartbeeld, opdracht, hoog)
    draw_kaart(blad, kaartbeeld, omtrekken, vak, opdracht)
    return blad


def _lay_out_beside(blad: Blad, kaartbeeld: Kaartbeeld, opdracht: Opdracht, kolom: float) -> Vak:
    """Lay out title over all, and the legend at the right; answer the room of the map."""
    rand = 48.0
    maat = blad.maat
    breed = maat.breed - 2 * rand
    logo = _put_logo(blad, opdracht.stijl, rand + breed, 30, _LOGO_BESIDE)
    kop = _kop(blad, kaartbeeld, breed - logo, titel=maat.titel, onder=19, hoogste=150)
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


def _lay_out_below(
    blad: Blad, kaartbeeld: Kaartbeeld, opdracht: Opdracht, kaarthoogte: float
) -> Vak:
    """
    Lay out title above, and the legend in two columns below; answer the room of the map.

    A low map takes no more room than it needs: what is left stays free at the foot.
    """
    rand, tussen = _RAND_ONDER, 40.0
    maat = blad.maat
    breed = maat.breed - 2 * rand
    logo = _put_logo(blad, opdracht.stijl, rand + breed, 36, _LOGO_BELOW)
    boven = _naam_en_merk(blad, kaartbeeld, rand, breed - logo)
    kop = _kop(blad, kaartbeeld, breed, titel=maat.titel, onder=16.5, hoogste=210)
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


def _put_logo(
    blad: Blad, stijl: Huisstijl, rechts: float, boven: float, ruimte: tuple[float, float]
) -> float:
    """
    Put the logo with its right top at a place, and the colour of the house along the upper edge.

    Answers the width that is taken, the white beside it included; 0 without a logo.
    """
    if stijl.kleur:
        blad.put_vlak(Vak(0, 0, blad.maat.breed, _BAND), vulling=stijl.kleur)
    if stijl.logo is None:
        return 0.0
    with Image.open(io.BytesIO(stijl.logo)) as beeld:
        punten = np.asarray(beeld.convert("RGBA"))
    hoog_px, breed_px = punten.shape[:2]
    schaal = min(ruimte[0] / breed_px, ruimte[1] / hoog_px)
    breed, hoog = breed_px * schaal, hoog_px * schaal
    blad.put_beeld(punten, Vak(rechts - breed, boven, breed, hoog))
    return breed + 28


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

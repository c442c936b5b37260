"""What stands where on a sheet: title, map, legend, source line, and a logo."""

from typing import Final

import geopandas as gpd

from components.afdruk_blad import (
    Blad,
    Blok,
    Opdracht,
    Vak,
    draw_blokken,
    height_of,
    space,
)
from components.afdruk_kaart import draw_kaart, needed_height
from components.afdruk_kop import (
    LOGO_BELOW,
    LOGO_BESIDE,
    VERKLEININGEN,
    bron_blokken,
    fitting_bron,
    herkomst_blok,
    kop_blokken,
    put_logo,
    put_naam_en_merk,
)
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
from components.afdruk_paar import draw_paar, pair_of
from layers.kaartbeeld import Kaartbeeld

_VERGROTINGEN: Final = (1.2, 1.1)
_RAND_ONDER: Final = 60.0
_LAAGSTE_KAART: Final = 420.0


def build_blad(kaartbeeld: Kaartbeeld, omtrekken: gpd.GeoDataFrame, opdracht: Opdracht) -> Blad:
    """Lay out title, map, legend and source line on a sheet of the size asked for."""
    papier = opdracht.maat.papier
    blad = Blad(papier)
    paar = pair_of(kaartbeeld, opdracht.naast)
    if paar is not None:
        draw_paar(blad, paar, omtrekken, opdracht)
        return blad
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
    logo = put_logo(blad, opdracht.stijl, rand + breed, 30, LOGO_BESIDE)
    kop = kop_blokken(blad, kaartbeeld, breed - logo, titel=maat.titel, onder=19, hoogste=150)
    draw_blokken(kop, rand, 34)
    boven = 34 + height_of(kop) + 22
    voet = herkomst_blok(blad, kaartbeeld, opdracht, breed, 12.5)
    onder = maat.hoog - 26 - voet.hoogte
    voet.teken(rand, onder)
    x = maat.breed - rand - kolom
    bron = fitting_bron(blad, kaartbeeld, kolom)
    bron_y = onder - 10 - height_of(bron)
    draw_blokken(bron, x, bron_y)
    ruimte = bron_y - 16 - boven
    for factor in VERKLEININGEN:
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
    logo = put_logo(blad, opdracht.stijl, rand + breed, 36, LOGO_BELOW)
    boven = put_naam_en_merk(blad, kaartbeeld, rand, breed - logo)
    kop = kop_blokken(blad, kaartbeeld, breed, titel=maat.titel, onder=16.5, hoogste=210)
    draw_blokken(kop, rand, boven)
    boven += height_of(kop) + 16
    voet = [
        *bron_blokken(blad, kaartbeeld, breed, 13),
        space(3),
        herkomst_blok(blad, kaartbeeld, opdracht, breed, 12.5),
    ]
    onder = maat.hoog - 46 - height_of(voet)
    draw_blokken(voet, rand, onder)
    kolom = (breed - tussen) / 2
    kaart = max(kaarthoogte + 40, _LAAGSTE_KAART)
    for factor in (*_VERGROTINGEN, *VERKLEININGEN):
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

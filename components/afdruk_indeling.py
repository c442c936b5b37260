"""What stands where on a sheet: title, map, legend, source line, and a logo."""

from typing import Final

import geopandas as gpd

from components.afdruk_blad import Blad, Blok, Opdracht, space
from components.afdruk_kaart import draw_kaart, needed_height
from components.afdruk_legenda import Legenda, tabel_blokken, verdeling_blokken, zin_blok
from components.afdruk_paar import draw_paar, pair_of
from components.afdruk_vlakverdeling import RAND_ONDER, Delen, lay_out_below, lay_out_beside
from layers.kaartbeeld import Kaartbeeld

_LAAGSTE_KAART: Final = 420.0


def build_blad(kaartbeeld: Kaartbeeld, omtrekken: gpd.GeoDataFrame, opdracht: Opdracht) -> Blad:
    """Lay out title, map, legend and source line on a sheet of the size asked for."""
    papier = opdracht.maat.papier
    blad = Blad(papier)
    paar = pair_of(kaartbeeld, opdracht.naast)
    if paar is not None:
        draw_paar(blad, paar, omtrekken, opdracht)
        return blad
    delen = Delen(uitleg=_explain, tabel=tabel_blokken)
    if papier.kolom is not None:
        vak = lay_out_beside(blad, kaartbeeld, opdracht, delen, kolom=papier.kolom)
    else:
        hoog = needed_height(kaartbeeld, omtrekken, papier.breed - 2 * RAND_ONDER)
        hoog = max(hoog + 40, _LAAGSTE_KAART)
        vak = lay_out_below(blad, kaartbeeld, opdracht, delen, kaarthoogte=hoog)
    draw_kaart(blad, kaartbeeld, omtrekken, vak, opdracht)
    return blad


def _explain(legenda: Legenda, factor: float) -> list[Blok]:
    return [zin_blok(legenda), space(17 * factor), *verdeling_blokken(legenda)]

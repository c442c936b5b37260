"""The two ways to divide a sheet: the legend beside what is drawn, or in columns below it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from components.afdruk_blad import Blad, Blok, Opdracht, Vak, draw_blokken, height_of, space
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
from components.afdruk_legenda import FICTIEF, Legenda, Lettermaat, fictief_blok, merken_blok
from layers.kaartbeeld import Kaartbeeld

RAND_ONDER: Final = 60.0
_RAND_NAAST: Final = 48.0
_VERGROTINGEN: Final = (1.2, 1.1)


@dataclass(frozen=True, kw_only=True)
class Delen:
    """
    What a legend is made of, in the letters it is asked in.

    `uitleg` is what is read first, `tabel` the rows; `kolomdeel` is how much of the usual column
    the legend takes where it stands beside the map.
    """

    uitleg: Callable[[Legenda, float], list[Blok]]
    tabel: Callable[[Legenda], list[Blok]]
    kolomdeel: float = 1.0


def lay_out_beside(
    blad: Blad, kaartbeeld: Kaartbeeld, opdracht: Opdracht, delen: Delen, *, kolom: float
) -> Vak:
    """Lay out title over all, and the legend at the right; answer the room that is left."""
    rand, maat = _RAND_NAAST, blad.maat
    kolom *= delen.kolomdeel
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
    for factor in VERKLEININGEN:
        legenda = Legenda(blad, kaartbeeld, kolom, Lettermaat(20, 17, 15).scaled(factor), opdracht)
        blokken = [
            *delen.uitleg(legenda, factor),
            space(14 * factor),
            *delen.tabel(legenda),
            *_marks(legenda, factor),
        ]
        if FICTIEF in kaartbeeld.merken:
            blokken += [space(14 * factor), fictief_blok(blad, 16 * factor)[0]]
        if height_of(blokken) <= bron_y - 16 - boven:
            break
    draw_blokken(blokken, x, boven)
    return Vak(rand, boven - 6, x - 36 - rand, onder - 8 - boven + 6)


def lay_out_below(
    blad: Blad, kaartbeeld: Kaartbeeld, opdracht: Opdracht, delen: Delen, *, kaarthoogte: float
) -> Vak:
    """
    Lay out title above, and the legend in two columns below; answer the room that is left.

    What is low takes no more room than it needs: what is left stays free at the foot.
    """
    rand, tussen, maat = RAND_ONDER, 40.0, blad.maat
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
    ruimte = onder - boven - 50
    for factor in (*_VERGROTINGEN, *VERKLEININGEN):
        legenda = Legenda(
            blad, kaartbeeld, kolom, Lettermaat(18, 15.5, 13.5).scaled(factor), opdracht
        )
        links = [*delen.uitleg(legenda, factor), *_marks(legenda, factor)]
        rechts = delen.tabel(legenda)
        hoog = max(height_of(links), height_of(rechts))
        # larger than usual only where the map leaves that room
        if hoog <= (ruimte - kaarthoogte if factor > 1 else ruimte * 0.44):
            break
    y = min(onder - 26 - hoog, boven + kaarthoogte + 24)
    draw_blokken(links, rand, y)
    draw_blokken(rechts, rand + kolom + tussen, y)
    return Vak(rand, boven, breed, y - 24 - boven)


def _marks(legenda: Legenda, factor: float) -> list[Blok]:
    merken = merken_blok(legenda)
    return [space(14 * factor), merken] if merken else []

"""The parts that every sheet has: logo, title, source line, where it came from."""

import io
from typing import Final

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
    height_of,
    space,
    text_blok,
)
from components.afdruk_legenda import FICTIEF, fictief_blok
from components.afdruk_tekst import break_lines
from components.dag import format_dag
from components.huisstijl import Huisstijl
from components.letters import VET
from layers.kaartbeeld import Kaartbeeld

VERKLEININGEN: Final = (1.0, 0.95, 0.9, 0.85, 0.8, 0.74, 0.68, 0.62, 0.56, 0.5)
# the most room of a logo: width and height
LOGO_BESIDE: Final = (240.0, 76.0)
LOGO_BELOW: Final = (200.0, 48.0)
# a band along the upper edge
_BAND: Final = 10.0
_HOOGSTE_BRON: Final = 90.0


def put_logo(
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


def put_naam_en_merk(blad: Blad, kaartbeeld: Kaartbeeld, rand: float, breed: float) -> float:
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


def kop_blokken(  # noqa: PLR0913 - two texts and the room they have
    blad: Blad, kaartbeeld: Kaartbeeld, breed: float, *, titel: float, onder: float, hoogste: float
) -> list[Blok]:
    """Answer title and subtitle, in smaller letters where they would take too much room."""
    moment = kaartbeeld.moment
    for factor in VERKLEININGEN:
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


def bron_blokken(blad: Blad, kaartbeeld: Kaartbeeld, breed: float, grootte: float) -> list[Blok]:
    """Answer the source line under a hairline."""
    regels = break_lines(kaartbeeld.moment.bronregel, ruimte=breed, grootte=grootte)
    return [
        Blok(
            10,
            lambda x, y: blad.put_lijn([(x, y), (x + breed, y)], kleur=HAARLIJN, dikte=1),
        ),
        text_blok(blad, regels, grootte=grootte, regelhoogte=1.36, kleur=INKT_2),
    ]


def fitting_bron(blad: Blad, kaartbeeld: Kaartbeeld, breed: float) -> list[Blok]:
    """Answer the source line for a narrow column, in smaller letters where it is long."""
    for grootte in (13.5, 12.5):
        blokken = bron_blokken(blad, kaartbeeld, breed, grootte)
        if height_of(blokken) <= _HOOGSTE_BRON:
            return blokken
    return bron_blokken(blad, kaartbeeld, breed, 11.5)


def herkomst_blok(
    blad: Blad, kaartbeeld: Kaartbeeld, opdracht: Opdracht, breed: float, grootte: float
) -> Blok:
    """Answer where this sheet came from: version of the classes, day, link."""
    delen = ["Sociale Kaart"]
    if kaartbeeld.klassenversie:
        delen.append(f"klassen {kaartbeeld.klassenversie}")
    delen += [f"gemaakt op {format_dag(opdracht.gemaakt_op)}", kaartbeeld.link]
    regels = break_lines(" · ".join(delen), ruimte=breed, grootte=grootte)
    return text_blok(blad, regels, grootte=grootte, regelhoogte=1.36, kleur=INKT_3)

"""
The page for supervisors on paper: two pages of A4, each of which stands alone.

The first holds figures and lists; the second the map, the questions with room to write, and what
the words mean. Where there is much to say the letters are smaller, and nothing is left out.
"""

import math
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

from components.afdruk import paper_settings, write_pdf
from components.afdruk_blad import (
    INKT_2,
    Blad,
    Blok,
    Maat,
    Opdracht,
    Vak,
    draw_blokken,
    height_of,
    space,
)
from components.afdruk_kop import LOGO_BELOW, put_logo
from components.afdruk_legenda import FICTIEF, fictief_blok
from components.afdruk_pdf import Documenttekst, finish_pdf
from components.afdruk_toezichtcijfers import Bladzijde, figure_blokken, list_blokken
from components.afdruk_toezichtvragen import second_blokken
from components.dag import format_dag
from components.huisstijl import GEEN_STIJL, Huisstijl
from components.letters import MIDDEL, VET
from components.toezichtwoorden import TITEL, say_whose
from layers.soorten import build_kaartbeeld
from layers.toezicht import VOLGORDE
from layers.toezichtblad import Toezicht

_MARGE: Final = 60.0
_BLADZIJDEN: Final = 2
# what is laid between rows where there is room, and how much smaller letters are at least
_MEESTE_WIT: Final = 12.0
_WITSTAP: Final = 3.0
_VERKLEINING: Final = 0.97


def draw_toezicht(toezicht: Toezicht, *, gemaakt_op: date, stijl: Huisstijl = GEEN_STIJL) -> bytes:
    """
    Draw the page for supervisors as PDF, on two pages of A4.

    Raises
    ------
    GegevensOntbrekenError
        If the outlines of its borders are no longer kept.
    """
    opdracht = Opdracht(maat=Maat.A4, gemaakt_op=gemaakt_op, stijl=stijl)
    with paper_settings():
        paginas = [write_pdf(blad) for blad in build_bladen(toezicht, opdracht)]
    merk = f" {FICTIEF.capitalize()}." if FICTIEF in toezicht.merken else ""
    tekst = Documenttekst(
        titel=f"{TITEL} {toezicht.gebiedsnaam}", onderwerp=f"{say_whose(toezicht)}{merk}"
    )
    return finish_pdf(paginas, tekst)


def build_bladen(toezicht: Toezicht, opdracht: Opdracht) -> tuple[Blad, ...]:
    """Lay out both pages; within `paper_settings`."""
    kaart = toezicht.kaart
    beeld = None if kaart is None else build_kaartbeeld(kaart, jaren=(kaart.jaar,))
    eerste, tweede = Blad(opdracht.maat.papier), Blad(opdracht.maat.papier)
    vak = _frame(eerste, toezicht, opdracht, TITEL, nummer=1)
    _fill(Bladzijde(blad=eerste, toezicht=toezicht, breed=vak.breed, wit=_MEESTE_WIT), vak, _first)
    vak = _frame(tweede, toezicht, opdracht, f"{TITEL} Kaart, vragen en uitleg", nummer=2)
    _fill(
        Bladzijde(blad=tweede, toezicht=toezicht, breed=vak.breed),
        vak,
        lambda bladzijde: second_blokken(bladzijde, beeld, opdracht, vak.hoog),
    )
    return eerste, tweede


def _fill(bladzijde: Bladzijde, vak: Vak, make: Callable[[Bladzijde], list[Blok]]) -> None:
    """Draw what is made with as much white as there is room for, else in smaller letters."""
    while (hoog := height_of(blokken := make(bladzijde))) > vak.hoog:
        if bladzijde.wit > 0:
            bladzijde = replace(bladzijde, wit=bladzijde.wit - _WITSTAP)
        else:
            # lines are lower and fewer: no smaller than that asks
            kleiner = min(math.sqrt(vak.hoog / hoog), _VERKLEINING)
            bladzijde = replace(bladzijde, factor=bladzijde.factor * kleiner)
    draw_blokken(blokken, vak.x, vak.y)


def _first(bladzijde: Bladzijde) -> list[Blok]:
    toezicht, breed = bladzijde.toezicht, bladzijde.breed
    tussen = space(16 * bladzijde.factor + bladzijde.wit)
    kop = []
    if toezicht.samenvatting:
        zin = bladzijde.text(toezicht.samenvatting, breed, 16, letter=MIDDEL)
        kop = [zin, space(12 * bladzijde.factor)]
    voet = bladzijde.text(f"{VOLGORDE} {toezicht.buiten_lijsten}".rstrip(), breed, 13.5)
    return [
        *kop,
        *figure_blokken(bladzijde),
        tussen,
        *list_blokken(bladzijde, toezicht.aandacht, is_goed=False),
        tussen,
        *list_blokken(bladzijde, toezicht.goed, is_goed=True),
        space(8 * bladzijde.factor),
        voet,
    ]


def _frame(blad: Blad, toezicht: Toezicht, opdracht: Opdracht, titel: str, *, nummer: int) -> Vak:
    """Draw what each page has, so that it stands alone; answer the room between."""
    breed, rechts, y = blad.maat.breed - 2 * _MARGE, blad.maat.breed - _MARGE, 44.0
    bladzijde = Bladzijde(blad=blad, toezicht=toezicht, breed=breed)
    bezet = put_logo(blad, opdracht.stijl, rechts, 32, LOGO_BELOW)
    if FICTIEF in toezicht.merken:
        merk, merk_breed = fictief_blok(blad, 13)
        merk.teken(rechts - bezet - merk_breed, y - 6)
        bezet += merk_breed + 20
    naam = f"Sociale Kaart · {toezicht.gebiedsnaam}"
    kop = [
        bladzijde.text(naam, breed - bezet, 14, kleur=INKT_2),
        space(8),
        bladzijde.text(titel, breed, 32, letter=VET),
        bladzijde.text(say_whose(toezicht), breed, 16, kleur=INKT_2),
        space(14),
    ]
    draw_blokken(kop, _MARGE, y)
    boven = y + height_of(kop)
    gemaakt = f"Sociale Kaart, gemaakt op {format_dag(opdracht.gemaakt_op)}."
    voet = [
        bladzijde.text(toezicht.bron, breed, 12, kleur=INKT_2),
        bladzijde.text(f"{gemaakt} Bladzijde {nummer} van {_BLADZIJDEN}.", breed, 12, kleur=INKT_2),
    ]
    onder = blad.maat.hoog - 38 - height_of(voet)
    draw_blokken(voet, _MARGE, onder)
    return Vak(_MARGE, boven, breed, onder - 16 - boven)

"""
The page for supervisors as slides: figures and lists, the map with the questions, and the words.

All is text and tables of PowerPoint but the map; what is in small print on paper has a slide.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from components.afdruk import describe, draw_los
from components.afdruk_blad import (
    INKT_2,
    Blok,
    Maat,
    Opdracht,
    Vak,
    draw_blokken,
    height_of,
    space,
)
from components.afdruk_tekst import plain
from components.afdruk_toezichtvragen import with_nummers
from components.dag import format_dag
from components.dia import paper_of
from components.dia_indeling import Teksten, begin_dia, end_dia, largest_fit, whole_of
from components.dia_legenda import put_legenda
from components.dia_sjabloon import begin_presentatie, finish_presentatie
from components.dia_tabel import tabel_blok
from components.dia_toezichtcijfers import GOOT, put_figures, put_mark, row_rooster, text_cel
from components.dia_vorm import Alinea, Dia
from components.huisstijl import GEEN_STIJL, Huisstijl
from components.toezichtwoorden import (
    GEEN_VRAGEN,
    NIET_ZIEN,
    NUMMERS,
    TITEL,
    UITLEG,
    VRAGEN,
    ZEKER,
    say_blind,
    say_whose,
)
from layers.link import Keuze
from layers.soorten import build_kaartbeeld
from layers.toezichtblad import Buurtregel, Toezicht

# of the width: map and legend, the questions beside them have the rest
_KAART: Final = 0.39
_LEGENDA: Final = 0.26
# of the width of the last table: name, and how sure
_DELEN: Final = (0.3, 0.7)


def write_toezichtdia(
    toezicht: Toezicht, *, gemaakt_op: date, stijl: Huisstijl = GEEN_STIJL
) -> bytes:
    """
    Answer the page for supervisors as a presentation of three slides.

    Raises
    ------
    SjabloonAfgekeurdError
        If the template of the organisation cannot be used.
    GegevensOntbrekenError
        If the outlines of its borders are no longer kept.
    """
    opdracht = Opdracht(maat=Maat.DIA, gemaakt_op=gemaakt_op, stijl=stijl)
    presentatie = begin_presentatie(opdracht)
    titel = f"{TITEL} {toezicht.gebiedsnaam}"
    for kop, put in (
        (titel, lambda dia, vak: put_figures(dia, toezicht, vak)),
        (f"{TITEL} {VRAGEN}", lambda dia, vak: _put_questions(dia, toezicht, opdracht, vak)),
        (f"{TITEL} {UITLEG}", lambda dia, vak: _put_words(dia, toezicht, vak)),
    ):
        # each slide says what it is about and where it comes from, so that it stands alone
        gemaakt = f"Sociale Kaart · gemaakt op {format_dag(gemaakt_op)}"
        teksten = Teksten(titel=kop, ondertitel=say_whose(toezicht), bron=(toezicht.bron, gemaakt))
        opzet = begin_dia(presentatie, stijl, teksten)
        put(opzet.dia, whole_of(opzet))
        end_dia(opzet)
    return finish_presentatie(presentatie, titel, gemaakt_op)


def _put_questions(dia: Dia, toezicht: Toezicht, opdracht: Opdracht, vak: Vak) -> None:
    """Put the questions, beside the map where there is one."""
    if toezicht.kaart is None:
        kop = put_mark(dia, toezicht, vak)
        rest = Vak(vak.x, vak.y + kop.hoog, vak.breed, vak.hoog - kop.hoog)
    else:
        rest = _put_map(dia, toezicht, toezicht.kaart, opdracht, vak)
    vragen = [
        (
            Alinea(tekst=f"**{nummer}.** {vraag.tekst}", grootte=23),
            Alinea(tekst=f"Regel: {vraag.regel.bron}.", grootte=14, kleur=INKT_2),
        )
        for nummer, vraag in enumerate(toezicht.vragen, start=1)
    ]
    _put_spaced(dia, vragen or [(Alinea(tekst=GEEN_VRAGEN, grootte=23),)], rest, naam="Vraag")


def _put_map(dia: Dia, toezicht: Toezicht, keuze: Keuze, opdracht: Opdracht, vak: Vak) -> Vak:
    """Put the map and its legend; answer the room that is left beside them."""
    beeld = with_nummers(build_kaartbeeld(keuze, jaren=(keuze.jaar,)), toezicht)
    moment = beeld.moment
    breed = vak.breed - 2 * GOOT
    links, midden = breed * _KAART, breed * _LEGENDA
    kop = [
        Alinea(tekst=plain(moment.titel), grootte=19, is_vet=True),
        Alinea(tekst=f"{plain(moment.ondertitel)}. {NUMMERS}", grootte=14, kleur=INKT_2),
    ]
    hoog = dia.height_of(kop, links)
    dia.put_tekst(Vak(vak.x, vak.y, links, hoog), kop, naam="Kaarttitel")
    plek = Vak(vak.x, vak.y + hoog + 8, links, vak.hoog - hoog - 8)
    tekening = draw_los(beeld, opdracht, paper_of(dia, plek))
    dia.put_beeld(plek, tekening, naam="Kaart", alt=describe(beeld))
    legenda = Vak(vak.x + links + GOOT, vak.y, midden, vak.hoog)
    put_legenda(dia, beeld, opdracht, legenda, met_cellen=True)
    x = legenda.rechts + GOOT
    return Vak(x, vak.y, vak.rechts - x, vak.hoog)


def _put_words(dia: Dia, toezicht: Toezicht, vak: Vak) -> None:
    """Put what the words mean, beside how many each row is about and how sure that is."""
    kop = put_mark(dia, toezicht, vak)
    boven = vak.y + (kop.hoog + 10 if kop.hoog else 0)
    breed, hoog = (vak.breed - GOOT) / 2, vak.onder - boven
    lijsten = (toezicht.aandacht, toezicht.goed)
    zinnen = [
        *toezicht.uitleg,
        *(f"**{lijst.kop}.** Regel: {lijst.bron}." for lijst in lijsten),
        f"**{NIET_ZIEN}.** {' '.join(say_blind(toezicht))}",
    ]
    delen = [(Alinea(tekst=zin, grootte=19),) for zin in zinnen]
    _put_spaced(dia, delen, Vak(vak.x, boven, breed, hoog), naam="Uitleg")
    rijen = [rij for lijst in lijsten for rij in lijst.rijen if rij.zekerheid]
    if rijen:
        blok = largest_fit(
            lambda factor: _sure(dia, rijen, breed, factor), lambda blok: blok.hoogte <= hoog
        )
        blok.teken(vak.x + breed + GOOT, boven)


def _put_spaced(dia: Dia, delen: Sequence[tuple[Alinea, ...]], vak: Vak, *, naam: str) -> None:
    """Put texts under each other with white between, in the largest letters with which they fit."""

    def make(factor: float) -> list[Blok]:
        blokken = []
        for nummer, deel in enumerate(delen, start=1):
            kleiner = [replace(alinea, grootte=alinea.grootte * factor) for alinea in deel]
            blokken += [
                dia.text_blok(kleiner, vak.breed, naam=f"{naam} {nummer}"),
                space(deel[0].grootte * factor * 0.6),
            ]
        return blokken[:-1]

    blokken = largest_fit(make, lambda blokken: height_of(blokken) <= vak.hoog)
    draw_blokken(blokken, vak.x, vak.y)


def _sure(dia: Dia, rijen: Sequence[Buurtregel], breed: float, factor: float) -> Blok:
    """Answer a table of how many each buurt of the lists is about, and how sure that is."""
    cellen = (
        tuple(text_cel(woord, 15 * factor, kleur=INKT_2) for woord in ("buurt", ZEKER)),
        *(
            (
                text_cel(rij.naam, 17 * factor, is_vet=True),
                text_cel(rij.zekerheid, 17 * factor),
            )
            for rij in rijen
        ),
    )
    rooster = row_rooster(dia, cellen, tuple(deel * breed for deel in _DELEN))
    alt = " ".join(f"{rij.naam}: {rij.zekerheid}." for rij in rijen)
    return tabel_blok(dia, rooster, naam="Zekerheid", alt=alt)

"""
The page for supervisors as slides: figures and lists, the map with the questions, and the words.

All is text and tables of PowerPoint but the map; what is in small print on paper has a slide.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from components.afdruk import describe, draw_los
from components.afdruk_blad import (
    HAARLIJN,
    INKT,
    INKT_2,
    Blok,
    Maat,
    Opdracht,
    Vak,
    draw_blokken,
    height_of,
    space,
)
from components.afdruk_legenda import FICTIEF
from components.afdruk_tekst import plain
from components.afdruk_toezichtcijfers import GOED
from components.dag import format_dag
from components.dia import paper_of
from components.dia_indeling import (
    Opzet,
    Teksten,
    begin_dia,
    end_dia,
    largest_fit,
    whole_of,
)
from components.dia_legenda import fictief_blok, put_legenda
from components.dia_sjabloon import begin_presentatie, finish_presentatie
from components.dia_tabel import Cel, Randen, Rooster, put_rand, row_height, tabel_blok
from components.dia_vorm import RECHTS, Alinea, Dia
from components.huisstijl import GEEN_STIJL, Huisstijl
from components.toezichtwoorden import (
    GEEN_BUURT,
    GEEN_VRAGEN,
    NIET_BEKEND,
    NIET_ZIEN,
    TEKENS,
    TITEL,
    UITLEG,
    VRAGEN,
    ZEKER,
    colour_of,
    figure_of,
    say_homes,
    say_list,
    say_whose,
)
from layers.kaartbeeld import Kaartbeeld
from layers.soorten import build_kaartbeeld
from layers.toezicht import NIET_TE_ZIEN, Kerncijfer
from layers.toezichtblad import Buurtenlijst, Buurtregel, Toezicht

if TYPE_CHECKING:
    from pptx.presentation import Presentation

_GOOT: Final = 28.0
# of the width: map and legend, the questions beside them have the rest
_KAART: Final = 0.39
_LEGENDA: Final = 0.26
# of a list: name, homes, sample, both trends and liveability
_DELEN: Final = (0.235, 0.125, 0.02, 0.25, 0.24, 0.13)
_DIK: Final = 5.0


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
    opzet = _begin(presentatie, toezicht, opdracht, TITEL)
    _put_figures(opzet.dia, toezicht, whole_of(opzet))
    end_dia(opzet)
    opzet = _begin(presentatie, toezicht, opdracht, VRAGEN)
    _put_questions(opzet.dia, toezicht, opdracht, whole_of(opzet))
    end_dia(opzet)
    opzet = _begin(presentatie, toezicht, opdracht, UITLEG)
    _put_words(opzet.dia, toezicht, whole_of(opzet))
    end_dia(opzet)
    return finish_presentatie(presentatie, f"{TITEL} {toezicht.gebiedsnaam}", gemaakt_op)


def _begin(
    presentatie: "Presentation", toezicht: Toezicht, opdracht: Opdracht, titel: str
) -> Opzet:
    """Begin a slide with what each has, so that it stands alone."""
    gemaakt = f"Sociale Kaart · gemaakt op {format_dag(opdracht.gemaakt_op)}"
    teksten = Teksten(
        titel=f"{titel} {toezicht.gebiedsnaam}" if titel == TITEL else f"{TITEL} {titel}",
        ondertitel=say_whose(toezicht),
        bron=(toezicht.bron, gemaakt),
    )
    return begin_dia(presentatie, opdracht.stijl, teksten)


def _put_mark(dia: Dia, toezicht: Toezicht, vak: Vak) -> Vak:
    """Put the mark of figures made up in the right top; answer the room at its left."""
    if FICTIEF not in toezicht.merken:
        return Vak(vak.x, vak.y, vak.breed, 0)
    blok, breed = fictief_blok(dia, 1.0)
    blok.teken(vak.rechts - breed, vak.y)
    return Vak(vak.x, vak.y, vak.breed - breed - _GOOT, blok.hoogte)


# The first slide


def _put_figures(dia: Dia, toezicht: Toezicht, vak: Vak) -> None:
    """Put the four figures above two lists of the same size."""
    boven = _put_mark(dia, toezicht, vak)
    kolom = (vak.breed - _GOOT) / 2

    def make(factor: float) -> tuple[Blok, list[Blok], list[Blok]]:
        return (
            _figures(dia, toezicht, boven.breed, factor),
            _list(dia, toezicht, toezicht.aandacht, kolom, factor),
            _list(dia, toezicht, toezicht.goed, kolom, factor, is_goed=True),
        )

    tussen = 16.0
    cijfers, links, rechts = largest_fit(
        make,
        lambda delen: (
            max(delen[0].hoogte, boven.hoog) + tussen + max(map(height_of, delen[1:])) <= vak.hoog
        ),
    )
    cijfers.teken(vak.x, vak.y)
    onder = vak.y + max(cijfers.hoogte, boven.hoog) + tussen
    draw_blokken(links, vak.x, onder)
    draw_blokken(rechts, vak.x + kolom + _GOOT, onder)


def _figures(dia: Dia, toezicht: Toezicht, breed: float, factor: float) -> Blok:
    """Answer the four figures as a table of one row; the good one has an edge of its own."""
    cijfers = toezicht.cijfers
    cellen = tuple(_figure(cijfer, factor) for cijfer in cijfers)
    breedtes = (breed / len(cijfers),) * len(cijfers)
    randen: Randen = {}
    for kolom in range(len(cijfers)):
        put_rand(randen, (0, kolom), "LRTB", (HAARLIJN, 1.2))
    for kolom, cijfer in enumerate(cijfers):
        if cijfer.is_goed:
            put_rand(randen, (0, kolom), "L", (GOED, _DIK))
    rooster = Rooster(
        breedtes=breedtes,
        hoogtes=(row_height(dia, cellen, breedtes),),
        cellen=(cellen,),
        randen=randen,
    )
    alt = " ".join(_say_figure(cijfer) for cijfer in cijfers)
    return tabel_blok(dia, rooster, naam="Kerncijfers", alt=alt)


def _figure(cijfer: Kerncijfer, factor: float) -> Cel:
    groot = 40 if cijfer.getal else 20
    alineas = [
        Alinea(tekst=figure_of(cijfer), grootte=groot * factor, is_vet=True),
        Alinea(tekst=cijfer.waarvan, grootte=17 * factor, is_vet=True),
    ]
    alineas += [
        Alinea(tekst=tekst, grootte=16 * factor) for tekst in (cijfer.zin, cijfer.vorige) if tekst
    ]
    alineas += [
        Alinea(tekst=tekst, grootte=13 * factor, kleur=INKT_2)
        for tekst in (cijfer.erbij, cijfer.apart)
        if tekst
    ]
    return Cel(alineas=tuple(alineas), marge=12, is_boven=True)


def _say_figure(cijfer: Kerncijfer) -> str:
    kop = f"{figure_of(cijfer)} {cijfer.waarvan} {cijfer.zin}".rstrip()
    return " ".join(filter(None, (f"{kop}.", cijfer.vorige, cijfer.erbij, cijfer.apart)))


def _list(  # noqa: PLR0913 - a list is drawn from all of it
    dia: Dia,
    toezicht: Toezicht,
    lijst: Buurtenlijst,
    breed: float,
    factor: float,
    *,
    is_goed: bool = False,
) -> list[Blok]:
    """Answer a list: when a buurt is on it, and its buurten as a table."""
    kop = [
        Alinea(tekst=lijst.kop, grootte=21 * factor, is_vet=True),
        Alinea(tekst=say_list(lijst), grootte=14 * factor, kleur=INKT_2),
    ]
    if not lijst.rijen:
        kop.append(Alinea(tekst=GEEN_BUURT, grootte=17 * factor))
    blokken = [dia.text_blok(kop, breed, naam=lijst.kop), space(6 * factor)]
    if lijst.rijen:
        rooster = _rooster(dia, toezicht, lijst, breed, factor, is_goed=is_goed)
        alt = f"{lijst.kop}. {' '.join(_say_row(toezicht, rij) for rij in lijst.rijen)}"
        blokken.append(tabel_blok(dia, rooster, naam=f"Buurten: {lijst.kop}", alt=alt))
    return blokken


def _rooster(  # noqa: PLR0913 - a list is drawn from all of it
    dia: Dia,
    toezicht: Toezicht,
    lijst: Buurtenlijst,
    breed: float,
    factor: float,
    *,
    is_goed: bool,
) -> Rooster:
    koppen = ("buurt", toezicht.woord, "", *toezicht.kort, "leefbaarheid")
    kop = tuple(
        _cel(woord, 13 * factor, kleur=INKT_2, is_rechts=n == 1) for n, woord in enumerate(koppen)
    )
    cellen = (kop, *(_row(toezicht, rij, 14.5 * factor) for rij in lijst.rijen))
    breedtes = tuple(deel * breed for deel in _DELEN)
    randen: Randen = {}
    for nummer in range(len(cellen)):
        for kolom in range(len(_DELEN)):
            put_rand(randen, (nummer, kolom), "B", (HAARLIJN if nummer else INKT, 1.0))
        if nummer and is_goed:
            put_rand(randen, (nummer, 0), "L", (GOED, _DIK))
    return Rooster(
        breedtes=breedtes,
        hoogtes=tuple(row_height(dia, rij, breedtes) for rij in cellen),
        cellen=cellen,
        randen=randen,
        met_kop=True,
    )


def _cel(  # noqa: PLR0913 - a cell has a text and a look
    tekst: str,
    grootte: float,
    *,
    onder: str = "",
    kleur: str = INKT,
    is_vet: bool = False,
    is_rechts: bool = False,
) -> Cel:
    extra = {"lijn": RECHTS} if is_rechts else {}
    alineas = [Alinea(tekst=tekst, grootte=grootte, kleur=kleur, is_vet=is_vet, **extra)]
    if onder:
        alineas.append(Alinea(tekst=onder, grootte=grootte * 0.8, kleur=INKT_2))
    return Cel(alineas=tuple(alineas))


def _row(toezicht: Toezicht, rij: Buurtregel, grootte: float) -> tuple[Cel, ...]:
    return (
        _cel(rij.naam, grootte, onder=rij.ligging, is_vet=True),
        _cel(say_homes(rij), grootte, is_rechts=True),
        Cel(vulling=colour_of(toezicht, rij), marge=0),
        _cel(rij.inkomens.tekst, grootte),
        _cel(_with_sign(rij), grootte),
        _cel(rij.leefbaarheid or NIET_BEKEND, grootte),
    )


def _with_sign(rij: Buurtregel) -> str:
    richting = rij.overlast.richting
    return rij.overlast.tekst if richting is None else f"{TEKENS[richting]} {rij.overlast.tekst}"


def _say_row(toezicht: Toezicht, rij: Buurtregel) -> str:
    inkomens, overlast = toezicht.kort
    return (
        f"{rij.naam}: {say_homes(rij)} {toezicht.woord}; {inkomens} {rij.inkomens.tekst}; "
        f"{overlast} {rij.overlast.tekst}; leefbaarheid {rij.leefbaarheid or NIET_BEKEND}."
    )


# The second slide


def _put_questions(dia: Dia, toezicht: Toezicht, opdracht: Opdracht, vak: Vak) -> None:
    """Put the questions, beside the map where there is one."""
    kaart = toezicht.kaart
    if kaart is None:
        kop = _put_mark(dia, toezicht, vak)
        rest = Vak(vak.x, vak.y + kop.hoog, vak.breed, vak.hoog - kop.hoog)
    else:
        beeld = build_kaartbeeld(kaart, jaren=(kaart.jaar,))
        rest = _put_map(dia, beeld, opdracht, vak)
    vragen = [
        (
            Alinea(tekst=f"**{nummer}.** {vraag.tekst}", grootte=23),
            Alinea(tekst=f"Regel: {vraag.regel.bron}.", grootte=14, kleur=INKT_2),
        )
        for nummer, vraag in enumerate(toezicht.vragen, start=1)
    ]
    _put_spaced(dia, vragen or [(Alinea(tekst=GEEN_VRAGEN, grootte=23),)], rest, naam="Vraag")


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


def _put_map(dia: Dia, beeld: Kaartbeeld, opdracht: Opdracht, vak: Vak) -> Vak:
    """Put the map and its legend; answer the room that is left beside them."""
    moment = beeld.moment
    breed = vak.breed - 2 * _GOOT
    links, midden = breed * _KAART, breed * _LEGENDA
    kop = [
        Alinea(tekst=plain(moment.titel), grootte=19, is_vet=True),
        Alinea(tekst=plain(moment.ondertitel), grootte=14, kleur=INKT_2),
    ]
    hoog = dia.height_of(kop, links)
    dia.put_tekst(Vak(vak.x, vak.y, links, hoog), kop, naam="Kaarttitel")
    plek = Vak(vak.x, vak.y + hoog + 8, links, vak.hoog - hoog - 8)
    tekening = draw_los(beeld, opdracht, paper_of(dia, plek))
    dia.put_beeld(plek, tekening, naam="Kaart", alt=describe(beeld))
    legenda = Vak(vak.x + links + _GOOT, vak.y, midden, vak.hoog)
    put_legenda(dia, beeld, opdracht, legenda, met_cellen=True)
    x = legenda.rechts + _GOOT
    return Vak(x, vak.y, vak.rechts - x, vak.hoog)


# The third slide


def _put_words(dia: Dia, toezicht: Toezicht, vak: Vak) -> None:
    """Put what the words mean, beside how many each row is about and how sure that is."""
    kop = _put_mark(dia, toezicht, vak)
    boven = vak.y + (kop.hoog + 10 if kop.hoog else 0)
    breed, hoog = (vak.breed - _GOOT) / 2, vak.onder - boven
    zinnen = [
        *toezicht.uitleg,
        *(f"**{lijst.kop}.** Regel: {lijst.bron}." for lijst in (toezicht.aandacht, toezicht.goed)),
        f"**{NIET_ZIEN}.** {' '.join(NIET_TE_ZIEN)}",
    ]
    links = Vak(vak.x, boven, breed, hoog)
    delen = [(Alinea(tekst=zin, grootte=19),) for zin in zinnen]
    _put_spaced(dia, delen, links, naam="Uitleg")
    rijen = (*toezicht.aandacht.rijen, *toezicht.goed.rijen)
    if rijen:
        blok = largest_fit(
            lambda factor: _sure(dia, rijen, breed, factor), lambda blok: blok.hoogte <= hoog
        )
        blok.teken(links.rechts + _GOOT, boven)


def _sure(dia: Dia, rijen: Sequence[Buurtregel], breed: float, factor: float) -> Blok:
    """Answer a table of how many each buurt of the lists is about, and how sure that is."""
    kop = (_cel("buurt", 15 * factor, kleur=INKT_2), _cel(ZEKER, 15 * factor, kleur=INKT_2))
    cellen = (
        kop,
        *(
            (_cel(rij.naam, 17 * factor, is_vet=True), _cel(rij.zekerheid, 17 * factor))
            for rij in rijen
        ),
    )
    breedtes = (breed * 0.28, breed * 0.72)
    randen: Randen = {}
    for nummer in range(len(cellen)):
        for kolom in range(len(breedtes)):
            put_rand(randen, (nummer, kolom), "B", (HAARLIJN if nummer else INKT, 1.0))
    rooster = Rooster(
        breedtes=breedtes,
        hoogtes=tuple(row_height(dia, rij, breedtes) for rij in cellen),
        cellen=cellen,
        randen=randen,
        met_kop=True,
    )
    alt = " ".join(f"{rij.naam}: {rij.zekerheid}" for rij in rijen)
    return tabel_blok(dia, rooster, naam="Zekerheid", alt=alt)

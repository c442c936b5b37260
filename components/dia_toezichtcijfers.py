"""The first slide for supervisors: four figures, and two lists of the same size, as tables."""

from dataclasses import replace
from typing import Final

from components.afdruk_blad import HAARLIJN, INKT, INKT_2, Blok, Vak, draw_blokken, height_of, space
from components.afdruk_legenda import FICTIEF
from components.afdruk_toezichtcijfers import GOED
from components.dia_indeling import largest_fit
from components.dia_legenda import fictief_blok
from components.dia_tabel import Cel, Randen, Rooster, put_rand, row_height, tabel_blok
from components.dia_vorm import LINKS, RECHTS, Alinea, Dia
from components.toezichtwoorden import (
    NIET_BEKEND,
    figure_of,
    name_row,
    say_apart,
    say_empty,
    say_homes,
    say_list,
    say_where,
    sign_of,
)
from layers.toezicht import VOLGORDE, Uitspraak
from layers.toezichtblad import Buurtenlijst, Buurtregel, Toezicht
from layers.toezichtcijfers import Kerncijfer

GOOT: Final = 28.0
_DIK: Final = 5.0
# of the width of a list: name, homes, both trends and liveability
_DELEN: Final = (0.22, 0.12, 0.265, 0.265, 0.13)


def put_mark(dia: Dia, toezicht: Toezicht, vak: Vak) -> Vak:
    """Put the mark of figures made up in the right top; answer the room at its left."""
    if FICTIEF not in toezicht.merken:
        return Vak(vak.x, vak.y, vak.breed, 0)
    blok, breed = fictief_blok(dia, 1.0)
    blok.teken(vak.rechts - breed, vak.y)
    return Vak(vak.x, vak.y, vak.breed - breed - GOOT, blok.hoogte)


def put_figures(dia: Dia, toezicht: Toezicht, vak: Vak) -> None:
    """Put what changed, the four figures and both lists, in the largest letters that fit."""
    kop = put_mark(dia, toezicht, vak)

    def make(factor: float) -> list[Blok]:
        tussen = space(12 * factor)
        apart = [
            Alinea(tekst=zin, grootte=14 * factor, kleur=INKT_2) for zin in say_apart(toezicht)
        ]
        voet = Alinea(
            tekst=f"{VOLGORDE} {toezicht.buiten_lijsten}", grootte=14 * factor, kleur=INKT_2
        )
        return [
            *_summary(dia, toezicht, kop, factor),
            _figures(dia, toezicht, vak.breed, factor),
            space(4 * factor),
            *([dia.text_blok(apart, vak.breed, naam="Apart")] if apart else []),
            tussen,
            _lists(dia, toezicht, vak.breed, factor),
            space(6 * factor),
            dia.text_blok([voet], vak.breed, naam="Onder de lijsten"),
        ]

    blokken = largest_fit(make, lambda blokken: height_of(blokken) <= vak.hoog)
    draw_blokken(blokken, vak.x, vak.y)


def _summary(dia: Dia, toezicht: Toezicht, kop: Vak, factor: float) -> list[Blok]:
    """Answer what changed since the measurement before, beside the mark of figures made up."""
    blokken = []
    if toezicht.samenvatting:
        alinea = Alinea(tekst=toezicht.samenvatting, grootte=19 * factor, is_vet=True)
        blokken = [dia.text_blok([alinea], kop.breed, naam="Samenvatting")]
    hoog = max(height_of(blokken), kop.hoog)
    return [*blokken, space(hoog - height_of(blokken) + (10 * factor if hoog else 0))]


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
        Alinea(tekst=cijfer.zin, grootte=16 * factor),
        Alinea(tekst=cijfer.vorige, grootte=16 * factor),
        Alinea(tekst=cijfer.erbij, grootte=14 * factor, kleur=INKT_2),
    ]
    return Cel(alineas=tuple(a for a in alineas if a.tekst), marge=12, is_boven=True)


def _say_figure(cijfer: Kerncijfer) -> str:
    kop = f"{figure_of(cijfer)} {cijfer.waarvan} {cijfer.zin}"
    return " ".join(filter(None, (f"{kop}.", cijfer.vorige, cijfer.erbij)))


def _lists(dia: Dia, toezicht: Toezicht, breed: float, factor: float) -> Blok:
    """Answer both lists beside each other; the rows of the first have numbers."""
    kolom = (breed - GOOT) / 2
    lijsten = [
        _list(dia, toezicht, lijst, kolom, factor) for lijst in (toezicht.aandacht, toezicht.goed)
    ]

    def teken(x: float, y: float) -> None:
        for blokken in lijsten:
            draw_blokken(blokken, x, y)
            x += kolom + GOOT

    return Blok(max(map(height_of, lijsten)), teken)


def _list(
    dia: Dia, toezicht: Toezicht, lijst: Buurtenlijst, breed: float, factor: float
) -> list[Blok]:
    """Answer a list: when a buurt is on it, and its buurten as a table."""
    kop = [
        Alinea(tekst=lijst.kop, grootte=21 * factor, is_vet=True),
        Alinea(tekst=say_list(lijst), grootte=14 * factor, kleur=INKT_2),
    ]
    if not lijst.rijen:
        kop.append(Alinea(tekst=say_empty(lijst), grootte=17 * factor))
        return [dia.text_blok(kop, breed, naam=lijst.kop)]
    rooster = _rooster(dia, toezicht, lijst, breed, factor)
    alt = f"{lijst.kop}. {' '.join(_say_row(toezicht, rij) for rij in lijst.rijen)}"
    return [
        dia.text_blok(kop, breed, naam=lijst.kop),
        space(6 * factor),
        tabel_blok(dia, rooster, naam=f"Buurten: {lijst.kop}", alt=alt),
    ]


def _rooster(
    dia: Dia, toezicht: Toezicht, lijst: Buurtenlijst, breed: float, factor: float
) -> Rooster:
    is_goed = lijst == toezicht.goed
    koppen = ("buurt", toezicht.woord, *toezicht.kort, "leefbaarheid")
    kop = tuple(
        text_cel(woord, 13 * factor, kleur=INKT_2, is_rechts=plek == 1)
        for plek, woord in enumerate(koppen)
    )
    rijen = tuple(
        _row(rij, None if is_goed else nummer, 14.5 * factor)
        for nummer, rij in enumerate(lijst.rijen, start=1)
    )
    rooster = row_rooster(dia, (kop, *rijen), tuple(deel * breed for deel in _DELEN))
    if is_goed:
        randen = dict(rooster.randen)
        for nummer in range(1, len(rooster.cellen)):
            put_rand(randen, (nummer, 0), "L", (GOED, _DIK))
        rooster = replace(rooster, randen=randen)
    return rooster


def row_rooster(
    dia: Dia, cellen: tuple[tuple[Cel, ...], ...], breedtes: tuple[float, ...]
) -> Rooster:
    """Answer a table with a line under each row, of which the first is its head."""
    randen: Randen = {}
    for nummer, rij in enumerate(cellen):
        for kolom in range(len(rij)):
            put_rand(randen, (nummer, kolom), "B", (HAARLIJN if nummer else INKT, 1.0))
    return Rooster(
        breedtes=breedtes,
        hoogtes=tuple(row_height(dia, rij, breedtes) for rij in cellen),
        cellen=cellen,
        randen=randen,
        met_kop=True,
    )


def text_cel(  # noqa: PLR0913 - a cell has a text and a look
    tekst: str,
    grootte: float,
    *,
    onder: str = "",
    kleur: str = INKT,
    is_vet: bool = False,
    is_rechts: bool = False,
) -> Cel:
    """Answer a cell of words, with smaller ones under them where there are any."""
    lijn = RECHTS if is_rechts else LINKS
    alineas = [Alinea(tekst=tekst, grootte=grootte, kleur=kleur, is_vet=is_vet, lijn=lijn)]
    if onder:
        alineas.append(Alinea(tekst=onder, grootte=grootte * 0.8, kleur=INKT_2, lijn=lijn))
    return Cel(alineas=tuple(alineas))


def _row(rij: Buurtregel, nummer: int | None, grootte: float) -> tuple[Cel, ...]:
    return (
        text_cel(name_row(rij, nummer), grootte, onder=say_where(rij), is_vet=True),
        text_cel(say_homes(rij), grootte, onder=rij.aandeel, is_rechts=True),
        text_cel(_with_sign(rij.inkomens), grootte),
        text_cel(_with_sign(rij.overlast), grootte),
        text_cel(rij.leefbaarheid or NIET_BEKEND, grootte),
    )


def _with_sign(uitspraak: Uitspraak) -> str:
    return f"{sign_of(uitspraak)} {uitspraak.tekst}".lstrip()


def _say_row(toezicht: Toezicht, rij: Buurtregel) -> str:
    inkomens, overlast = toezicht.kort
    delen = (
        f"{rij.naam}: {say_homes(rij)} {toezicht.woord}, {rij.aandeel}",
        f"{inkomens} {rij.inkomens.tekst}",
        f"{overlast} {rij.overlast.tekst}",
        f"leefbaarheid {rij.leefbaarheid or NIET_BEKEND}",
    )
    return f"{'; '.join(delen)}."

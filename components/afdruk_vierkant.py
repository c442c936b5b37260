"""The square legend on paper: words and count in the cell, the axes in words beside it."""

from dataclasses import dataclass
from typing import Final

import shapely

from components.afdruk_blad import (
    INKT,
    INKT_2,
    Blad,
    Blok,
    Vak,
    baseline,
    height_of,
    text_blok,
)
from components.afdruk_stijl import (
    PANEEL,
    Patroon,
    is_in_zicht,
    name_colour,
    put_patroon,
    put_teken,
)
from components.afdruk_tekst import Regel, break_lines, width_of
from components.letters import GEWOON, MIDDEL, VET, Letter
from layers.kaartbeeld import As, Kaartbeeld, Klasse, Staat, Vierkant
from layers.opmaak import format_getal

# In a square of this many columns there is room for words in the cells.
_MET_WOORDEN: Final = 2
_TUSSEN: Final = 3.0


def vierkant_blok(  # noqa: PLR0913 - a legend is drawn from all of it
    blad: Blad,
    kaartbeeld: Kaartbeeld,
    vierkant: Vierkant,
    *,
    ruimte: float,
    grootte: float,
    in_zicht: tuple[int, ...],
    hier: int | None,
) -> Blok:
    """Answer the square with its axes; `hier` is the class of the chosen area."""
    aantal = len(vierkant.kolommen.woorden)
    links = ruimte * (0.2 if aantal == _MET_WOORDEN else 0.25)
    cel_breed = (ruimte - links - (aantal - 1) * _TUSSEN) / aantal
    cel_hoog = grootte * 2.9
    if aantal == _MET_WOORDEN:
        regels = max(len(_cell_lines(k, cel_breed, grootte)) for k in kaartbeeld.klassen)
        cel_hoog = grootte * max(5.0, 2.7 + regels * 1.2)
    kop = grootte * 1.6
    voet = _column_words(blad, vierkant.kolommen, cel_breed, grootte)
    rijen = len(vierkant.rijen.woorden)
    hoog = kop + rijen * (cel_hoog + _TUSSEN) + height_of([voet]) + grootte * 1.7
    telling = kaartbeeld.moment.tellingen[0]

    def teken(x: float, y: float) -> None:
        blad.put_tekst(
            vierkant.rijen.label, x, baseline(y, kop, grootte), grootte=grootte, letter=VET
        )
        for rij in range(rijen):
            boven = y + kop + rij * (cel_hoog + _TUSSEN)
            _put_row_word(blad, vierkant.rijen, rij, Vak(x, boven, links - 8, cel_hoog), grootte)
        for nummer, klasse in enumerate(kaartbeeld.klassen):
            if klasse.cel is None:
                continue
            rij, kolom = klasse.cel
            vak = Vak(
                x + links + kolom * (cel_breed + _TUSSEN),
                y + kop + rij * (cel_hoog + _TUSSEN),
                cel_breed,
                cel_hoog,
            )
            cel = _Cel(
                klasse,
                format_getal(telling.klassen[nummer], decimalen=0),
                vak,
                met_woorden=aantal == _MET_WOORDEN,
                is_weg=not is_in_zicht(nummer, Staat.OK, in_zicht),
            )
            _put_cell(blad, cel, grootte)
            if klasse.cel == vierkant.nadruk or nummer == hier:
                blad.put_vlak(vak, lijn=INKT, dikte=3, hoogte=8)
        onder = y + kop + rijen * (cel_hoog + _TUSSEN)
        voet.teken(x + links, onder)
        blad.put_tekst(
            vierkant.kolommen.label,
            x + links + (ruimte - links) / 2,
            baseline(onder + voet.hoogte, grootte * 1.7, grootte),
            grootte=grootte,
            letter=VET,
            lijn="center",
        )

    return Blok(hoog, teken)


def _put_row_word(blad: Blad, rijen: As, rij: int, vak: Vak, grootte: float) -> None:
    """Put the word of a row, and its reach under it, at the right side of the box."""
    stukken: list[tuple[str, float, Letter, str]] = [(rijen.woorden[rij], grootte, MIDDEL, INKT)]
    if rijen.grenzen and rijen.grenzen[rij]:
        stukken.append((rijen.grenzen[rij], grootte * 0.88, GEWOON, INKT_2))
    regels = [
        (regel, maat, kleur)
        for tekst, maat, letter, kleur in stukken
        for regel in break_lines(tekst, ruimte=vak.breed, grootte=maat, letter=letter)
    ]
    y = vak.y + (vak.hoog - len(regels) * grootte * 1.2) / 2
    for regel, maat, kleur in regels:
        blad.put_regel(
            regel,
            vak.rechts - width_of(regel, maat),
            baseline(y, grootte * 1.2, maat),
            grootte=maat,
            kleur=kleur,
        )
        y += grootte * 1.2


def _column_words(blad: Blad, kolommen: As, breed: float, grootte: float) -> Blok:
    """Answer the words of the columns, each in the middle of its cell."""
    per_kolom = []
    for kolom, woord in enumerate(kolommen.woorden):
        regels = [
            (regel, grootte, INKT)
            for regel in break_lines(woord, ruimte=breed, grootte=grootte, letter=MIDDEL)
        ]
        if kolommen.grenzen and kolommen.grenzen[kolom]:
            klein = grootte * 0.88
            regels += [
                (regel, klein, INKT_2)
                for regel in break_lines(kolommen.grenzen[kolom], ruimte=breed, grootte=klein)
            ]
        per_kolom.append(regels)
    hoog = max(len(regels) for regels in per_kolom) * grootte * 1.25

    def teken(x: float, y: float) -> None:
        for kolom, regels in enumerate(per_kolom):
            midden = x + kolom * (breed + _TUSSEN) + breed / 2
            for nummer, (regel, maat, kleur) in enumerate(regels):
                lijn = baseline(y + nummer * grootte * 1.25, grootte * 1.25, maat)
                links = midden - width_of(regel, maat) / 2
                blad.put_regel(regel, links, lijn, grootte=maat, kleur=kleur)

    return Blok(hoog, teken)


@dataclass(frozen=True)
class _Cel:
    """A cell of the square: its class and count, where it lies, and how it is told."""

    klasse: Klasse
    aantal: str
    vak: Vak
    met_woorden: bool
    is_weg: bool


def _cell_lines(klasse: Klasse, breed: float, grootte: float) -> list[Regel]:
    label = klasse.label
    return break_lines(
        f"{label[0].upper()}{label[1:]}", ruimte=breed - grootte, grootte=grootte, letter=MIDDEL
    )


def _put_cell(blad: Blad, cel: _Cel, grootte: float) -> None:
    vulling = PANEEL if cel.is_weg else cel.klasse.kleur
    kleur, vak, rand, groot = name_colour(vulling), cel.vak, grootte * 0.5, grootte * 1.5
    blad.put_vlak(vak, vulling=vulling, lijn=INKT_2)
    if cel.klasse.streping and not cel.is_weg:
        # at one side alone: lines behind letters and signs make them hard to read
        breed = grootte * 1.1
        links = vak.x if cel.klasse.teken else vak.rechts - breed
        strook = shapely.box(links, vak.y, links + breed, vak.onder)
        put_patroon(blad, [strook], Patroon(cel.klasse.streping.value), hoogte=6, vulling=vulling)
    if not cel.met_woorden:
        blad.put_tekst(
            cel.aantal,
            vak.x + vak.breed / 2,
            baseline(vak.y, vak.hoog, groot),
            grootte=groot,
            letter=VET,
            kleur=kleur,
            lijn="center",
        )
        if cel.klasse.teken:
            zijde = grootte * 0.6
            hoek = Vak(vak.rechts - zijde - rand, vak.y + rand, zijde, zijde)
            put_teken(blad, cel.klasse.teken, hoek, kleur)
        return
    blad.put_tekst(
        cel.aantal,
        vak.x + rand,
        baseline(vak.y + rand * 0.6, groot, groot),
        grootte=groot,
        letter=VET,
        kleur=kleur,
    )
    regels = _cell_lines(cel.klasse, vak.breed, grootte)
    woorden = text_blok(blad, regels, grootte=grootte, regelhoogte=1.2, kleur=kleur)
    woorden.teken(vak.x + rand, vak.onder - rand - woorden.hoogte)

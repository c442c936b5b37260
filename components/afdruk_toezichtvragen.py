"""The second page for supervisors on paper: the map, questions with room to write, the words."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from components.afdruk import read_vormen
from components.afdruk_blad import (
    INKT_2,
    RAND,
    Blok,
    Opdracht,
    Vak,
    draw_blokken,
    height_of,
    space,
)
from components.afdruk_kaart import draw_kaart, needed_height
from components.afdruk_legenda import (
    Legenda,
    Lettermaat,
    merken_blok,
    table_blokken,
    verdeling_blokken,
    zin_blok,
)
from components.afdruk_tekst import plain
from components.afdruk_toezichtcijfers import Bladzijde
from components.legendarijen import build_legendatabel
from components.letters import VET
from components.toezichtwoorden import GEEN_VRAGEN, NIET_ZIEN, NUMMERS, UITLEG, VRAGEN, say_blind
from layers.kaartbeeld import Kaartbeeld
from layers.toezichtblad import Toezicht
from layers.vragen import Vraag

_LETTERS: Final = Lettermaat(16, 13.5, 13)
# of the width, what the map takes of it beside its legend
_KAARTDEEL: Final = 0.58
_LAAGSTE_KAART: Final = 280.0
_GOOT: Final = 34.0
_SCHRIJFREGEL: Final = 29.0
_MEESTE_REGELS: Final = 4


def second_blokken(
    bladzijde: Bladzijde, kaartbeeld: Kaartbeeld | None, opdracht: Opdracht, ruimte: float
) -> list[Blok]:
    """Answer the page in so much room: as much to write on as there is, then a larger map."""
    uitleg = _words(bladzijde)
    kaart = [] if kaartbeeld is None else _map(bladzijde, kaartbeeld, opdracht, 0.0)
    tussen = space(20 * bladzijde.factor)
    over = ruimte - height_of([*kaart, tussen, tussen, uitleg])
    aantal = max(len(bladzijde.toezicht.vragen), 1)
    per_regel = aantal * _SCHRIJFREGEL * bladzijde.factor
    over -= height_of(_questions(bladzijde, 0))
    regels = int(min(max(over // per_regel, 1), _MEESTE_REGELS))
    over = max(over - regels * per_regel, 0.0)
    if kaartbeeld is not None:
        laag = height_of(kaart)
        kaart = [*_map(bladzijde, kaartbeeld, opdracht, over), tussen]
        over -= height_of(kaart) - laag - tussen.hoogte
    vragen = _questions(bladzijde, regels, erbij=over)
    return [*kaart, *vragen, tussen, uitleg]


def _map(
    bladzijde: Bladzijde, kaartbeeld: Kaartbeeld, opdracht: Opdracht, erbij: float
) -> list[Blok]:
    """Answer the map beside its legend; with `erbij` more height, as far as it needs that."""
    blad, moment = bladzijde.blad, kaartbeeld.moment
    breed = bladzijde.breed * _KAARTDEEL
    legenda = Legenda(
        blad,
        kaartbeeld,
        bladzijde.breed - breed - _GOOT,
        _LETTERS.scaled(bladzijde.factor),
        opdracht,
    )
    merken = merken_blok(legenda)
    kolom = [
        zin_blok(legenda),
        space(10 * bladzijde.factor),
        *verdeling_blokken(legenda),
        space(10 * bladzijde.factor),
        *table_blokken(legenda, build_legendatabel(kaartbeeld, met_cellen=True)),
        *([space(8 * bladzijde.factor), merken] if merken else []),
    ]
    kaartbeeld = with_nummers(kaartbeeld, bladzijde.toezicht)
    vormen = read_vormen(kaartbeeld)
    laagste = max(height_of(kolom), _LAAGSTE_KAART * bladzijde.factor)
    hoog = max(laagste, min(laagste + erbij, needed_height(kaartbeeld, vormen, breed)))

    def teken(x: float, y: float) -> None:
        draw_kaart(blad, kaartbeeld, vormen, Vak(x, y, breed, hoog), opdracht)
        draw_blokken(kolom, x + breed + _GOOT, y)

    onder = f"{plain(moment.ondertitel)}. {NUMMERS}"
    return [
        bladzijde.text(plain(moment.titel), bladzijde.breed, 20, letter=VET),
        bladzijde.text(onder, bladzijde.breed, 13.5, kleur=INKT_2),
        space(8 * bladzijde.factor),
        Blok(hoog, teken),
    ]


def with_nummers(kaartbeeld: Kaartbeeld, toezicht: Toezicht) -> Kaartbeeld:
    """Answer a map that names the buurten of the first list by their number, and no others."""
    nummers = {rij.code: str(n) for n, rij in enumerate(toezicht.aandacht.rijen, start=1)}
    return replace(kaartbeeld, namen=tuple(nummers.get(code, "") for code in kaartbeeld.gebieden))


def _questions(bladzijde: Bladzijde, regels: int, erbij: float = 0.0) -> list[Blok]:
    """Answer the questions, each with lines to write on; `erbij` is room that is left for those."""
    vragen = bladzijde.toezicht.vragen
    kop = bladzijde.text(VRAGEN, bladzijde.breed, 20, letter=VET, regelhoogte=1.5)
    if not vragen:
        return [kop, bladzijde.text(GEEN_VRAGEN, bladzijde.breed, 15)]
    meer = min(erbij / len(vragen), _SCHRIJFREGEL * 0.9)
    hoog = regels * _SCHRIJFREGEL * bladzijde.factor + meer
    return [
        kop,
        *(
            _question(bladzijde, nummer, vraag, regels=regels, hoog=hoog)
            for nummer, vraag in enumerate(vragen, start=1)
        ),
    ]


def _question(bladzijde: Bladzijde, nummer: int, vraag: Vraag, *, regels: int, hoog: float) -> Blok:
    factor, inspring = bladzijde.factor, 24 * bladzijde.factor
    breed = bladzijde.breed - inspring
    cijfer = bladzijde.text(f"{nummer}.", inspring, 15)
    tekst = bladzijde.text(vraag.tekst, breed, 15)
    bron = bladzijde.text(f"Regel: {vraag.regel.bron}.", breed, 12, kleur=INKT_2)
    vast = tekst.hoogte + bron.hoogte

    def teken(x: float, y: float) -> None:
        cijfer.teken(x, y)
        tekst.teken(x + inspring, y)
        bron.teken(x + inspring, y + tekst.hoogte)
        for plek in range(1, regels + 1):
            lijn = y + vast + plek * hoog / regels - 2
            punten = [(x + inspring, lijn), (x + bladzijde.breed, lijn)]
            bladzijde.blad.put_lijn(punten, kleur=RAND, dikte=0.7, streep=(1, 2))

    return Blok(vast + hoog + 10 * factor, teken)


def _words(bladzijde: Bladzijde) -> Blok:
    """Answer what the words mean and what the figures do not see, in two columns."""
    breed = (bladzijde.breed - _GOOT) / 2
    zinnen = [_paragraph(bladzijde, zin, breed) for zin in bladzijde.toezicht.uitleg]
    slot = [
        bladzijde.text(NIET_ZIEN, breed, 15.5, letter=VET, regelhoogte=1.5),
        *(_paragraph(bladzijde, zin, breed) for zin in say_blind(bladzijde.toezicht)),
    ]
    kop = bladzijde.text(UITLEG, bladzijde.breed, 15.5, letter=VET, regelhoogte=1.5)
    links, rechts = _balance(zinnen, [space(4 * bladzijde.factor), *slot])
    hoog = max(height_of(links), height_of(rechts))

    def teken(x: float, y: float) -> None:
        kop.teken(x, y)
        draw_blokken(links, x, y + kop.hoogte)
        draw_blokken(rechts, x + breed + _GOOT, y + kop.hoogte)

    return Blok(kop.hoogte + hoog, teken)


def _paragraph(bladzijde: Bladzijde, zin: str, breed: float) -> Blok:
    tekst = bladzijde.text(zin, breed, 12.5)
    return Blok(tekst.hoogte + 4 * bladzijde.factor, tekst.teken)


def _balance(zinnen: Sequence[Blok], slot: Sequence[Blok]) -> tuple[list[Blok], list[Blok]]:
    """Share paragraphs over two columns of which the second ends with `slot`."""
    return min(
        (([*zinnen[:plek]], [*zinnen[plek:], *slot]) for plek in range(len(zinnen) + 1)),
        key=lambda delen: max(map(height_of, delen)),
    )

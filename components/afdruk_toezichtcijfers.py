"""The first page for supervisors on paper: four figures, and two lists of the same size."""

from dataclasses import dataclass
from typing import Final

from components.afdruk_blad import (
    HAARLIJN,
    INKT,
    INKT_2,
    RAND,
    WIT,
    Blad,
    Blok,
    Vak,
    baseline,
    draw_blokken,
    height_of,
    space,
    text_blok,
)
from components.afdruk_stijl import put_teken
from components.afdruk_tekst import break_lines
from components.letters import GEWOON, VET, Letter, breedte
from components.toezichtwoorden import (
    NIET_BEKEND,
    figure_of,
    most_homes,
    name_row,
    say_apart,
    say_empty,
    say_homes,
    say_list,
    say_where,
    sign_of,
)
from layers.paletten import SAMEN
from layers.toezichtblad import Buurtenlijst, Buurtregel, Toezicht
from layers.toezichtcijfers import Kerncijfer

# Good news has the colour that only lowest incomes have on the map of two trends.
GOED: Final = SAMEN[1]
_TUSSEN: Final = 14.0
_RAND_GOED: Final = 6.0
# where the columns of a list begin, of a page 955 wide
_WONINGEN: Final = 190.0
_INKOMENS: Final = 290.0
_OVERLAST: Final = 568.0
_LEEFBAARHEID: Final = 880.0
# where a bar begins behind the homes it stands for, and how long it can be
_STAAF: Final = 48.0
_LANGSTE: Final = 44.0
# of a column with a sign before its words
_TEKEN: Final = 15.0
_WIT: Final = 8.0
_CEL: Final = 12.5
_CELREGEL: Final = 1.34


@dataclass(frozen=True, kw_only=True)
class Bladzijde:
    """
    A page that is drawn on: the value, its width, and how much smaller its letters are.

    `wit` is laid between rows where the page has room for it.
    """

    blad: Blad
    toezicht: Toezicht
    breed: float
    factor: float = 1.0
    wit: float = 0.0

    def text(  # noqa: PLR0913 - a text has many sides
        self,
        tekst: str,
        breed: float,
        grootte: float,
        *,
        letter: Letter = GEWOON,
        kleur: str = INKT,
        regelhoogte: float = 1.3,
    ) -> Blok:
        """Answer a text in a column, in the letters of this page."""
        grootte *= self.factor
        regels = break_lines(tekst, ruimte=breed, grootte=grootte, letter=letter)
        return text_blok(self.blad, regels, grootte=grootte, regelhoogte=regelhoogte, kleur=kleur)


def figure_blokken(bladzijde: Bladzijde) -> list[Blok]:
    """Answer the four figures beside each other; what cannot be compared stands apart, below."""
    cijfers = bladzijde.toezicht.cijfers
    breed = (bladzijde.breed - (len(cijfers) - 1) * _TUSSEN) / len(cijfers)
    binnen = breed - 2 * _rand(bladzijde)
    kaarten = [_figure(bladzijde, cijfer, binnen) for cijfer in cijfers]
    hoog = max(map(height_of, kaarten)) + 1.6 * _rand(bladzijde)

    def teken(x: float, y: float) -> None:
        for cijfer, blokken in zip(cijfers, kaarten, strict=True):
            bladzijde.blad.put_vlak(Vak(x, y, breed, hoog), vulling=WIT, lijn=HAARLIJN)
            if cijfer.is_goed:
                bladzijde.blad.put_vlak(Vak(x, y, _RAND_GOED, hoog), vulling=GOED, hoogte=6)
            draw_blokken(blokken, x + _rand(bladzijde), y + 0.8 * _rand(bladzijde))
            x += breed + _TUSSEN

    apart = [
        bladzijde.text(zin, bladzijde.breed, 13, kleur=INKT_2)
        for zin in say_apart(bladzijde.toezicht)
    ]
    return [Blok(hoog, teken), space(8 * bladzijde.factor), *apart]


def _rand(bladzijde: Bladzijde) -> float:
    return 16 * bladzijde.factor


def _figure(bladzijde: Bladzijde, cijfer: Kerncijfer, breed: float) -> list[Blok]:
    """Answer a figure before its words, the and the measurement before it."""
    getal = figure_of(cijfer)
    # the figure stays on one line
    grootte = min(40.0 if cijfer.getal else 20.0, breed / breedte(getal, VET) / bladzijde.factor)
    blokken = [
        bladzijde.text(getal, breed + 1, grootte, letter=VET, regelhoogte=1.15),
        bladzijde.text(cijfer.waarvan, breed, 15.5, letter=VET),
        space(3 * bladzijde.factor),
    ]
    blokken += [
        bladzijde.text(tekst, breed, 14.5) for tekst in (cijfer.zin, cijfer.vorige) if tekst
    ]
    if cijfer.erbij:
        erbij = bladzijde.text(cijfer.erbij, breed, 12.5, kleur=INKT_2)
        blokken += [space(4 * bladzijde.factor), erbij]
    return blokken


def list_blokken(bladzijde: Bladzijde, lijst: Buurtenlijst, *, is_goed: bool) -> list[Blok]:
    """Answer a list: when a buurt is on it, the names of the columns, and a row per buurt."""
    breed = bladzijde.breed
    return [
        bladzijde.text(lijst.kop, breed, 20, letter=VET),
        space(2 * bladzijde.factor),
        bladzijde.text(say_list(lijst), breed, 13.5),
        bladzijde.text(f"Regel: {lijst.bron}.", breed, 12, kleur=INKT_2),
        _heads(bladzijde),
        *(
            _row(bladzijde, rij, None if is_goed else nummer)
            for nummer, rij in enumerate(lijst.rijen, start=1)
        ),
        *([] if lijst.rijen else [bladzijde.text(say_empty(lijst), breed, 14.5, regelhoogte=2)]),
    ]


def _heads(bladzijde: Bladzijde) -> Blok:
    toezicht, breed = bladzijde.toezicht, bladzijde.breed
    koppen = (
        ("buurt", 0.0, _WONINGEN),
        (toezicht.woord, _WONINGEN, _INKOMENS),
        (toezicht.kort[0], _INKOMENS, _OVERLAST),
        (toezicht.kort[1], _OVERLAST, _LEEFBAARHEID),
        ("leefbaarheid", _LEEFBAARHEID, breed + _WIT),
    )
    blokken = [
        (x, bladzijde.text(kop, tot - x - _WIT, 12.5, kleur=INKT_2)) for kop, x, tot in koppen
    ]
    hoog = max(blok.hoogte for _, blok in blokken) + 8 * bladzijde.factor

    def teken(x: float, y: float) -> None:
        for links, blok in blokken:
            blok.teken(x + links, y + hoog - blok.hoogte - 3)
        lijn = [(x, y + hoog), (x + breed, y + hoog)]
        bladzijde.blad.put_lijn(lijn, kleur=INKT, dikte=1)

    return Blok(hoog, teken)


def _row(bladzijde: Bladzijde, rij: Buurtregel, nummer: int | None) -> Blok:
    """Answer a buurt: name, homes with a bar, both trends, and how sure; the good have an edge."""
    blad, breed = bladzijde.blad, bladzijde.breed
    cellen = [
        (x, [bladzijde.text(tekst, tot - x - _WIT, _CEL, regelhoogte=_CELREGEL)])
        for tekst, x, tot in (
            (say_homes(rij), _WONINGEN, _INKOMENS),
            (rij.inkomens.tekst, _INKOMENS + _TEKEN, _OVERLAST),
            (rij.overlast.tekst, _OVERLAST + _TEKEN, _LEEFBAARHEID),
            (rij.leefbaarheid or NIET_BEKEND, _LEEFBAARHEID, breed + _WIT),
        )
    ]
    klein = bladzijde.text(rij.aandeel, _INKOMENS - _WONINGEN, 12, kleur=INKT_2)
    cellen[0][1].append(klein)
    naam = name_row(rij, nummer)
    links = [bladzijde.text(naam, _WONINGEN - _WIT, 13.5, letter=VET, regelhoogte=1.25)]
    if waar := say_where(rij):
        links.append(bladzijde.text(waar, _WONINGEN - _WIT, 12, kleur=INKT_2))
    cellen.append((0.0, links))
    zeker = bladzijde.text(rij.zekerheid, _LEEFBAARHEID - _INKOMENS - _WIT, 12, kleur=INKT_2)
    boven_zeker = max(height_of(cel) for x, cel in cellen if _INKOMENS < x < _LEEFBAARHEID)
    rand = 4 * bladzijde.factor + bladzijde.wit / 2
    hoog = max(boven_zeker + zeker.hoogte, *(height_of(cel) for _, cel in cellen)) + 2 * rand

    def teken(x: float, y: float) -> None:
        boven = y + rand
        if nummer is None:
            blad.put_vlak(Vak(x - 12, y + 2, 4, hoog - 4), vulling=GOED)
        for begin, cel in cellen:
            draw_blokken(cel, x + begin, boven)
        zeker.teken(x + _INKOMENS + _TEKEN, boven + boven_zeker)
        _put_marks(bladzijde, rij, x, boven)
        lijn = [(x, y + hoog), (x + breed, y + hoog)]
        blad.put_lijn(lijn, kleur=HAARLIJN, dikte=1)

    return Blok(hoog, teken)


def _put_marks(bladzijde: Bladzijde, rij: Buurtregel, x: float, boven: float) -> None:
    """Draw the bar of the homes, and the signs of both directions."""
    blad, grootte = bladzijde.blad, _CEL * bladzijde.factor
    regel = grootte * _CELREGEL
    zijde = 9 * bladzijde.factor
    lang = _LANGSTE * rij.woningen / most_homes(bladzijde.toezicht)
    midden = boven + regel / 2
    blad.put_vlak(Vak(x + _WONINGEN + _STAAF, midden - zijde / 2, lang, zijde), vulling=RAND)
    for kolom, uitspraak in ((_INKOMENS, rij.inkomens), (_OVERLAST, rij.overlast)):
        if uitspraak.richting:
            vak = Vak(x + kolom, midden - zijde * 0.45, zijde, zijde * 0.9)
            put_teken(blad, sign_of(uitspraak), vak, INKT_2)
        elif uitspraak.richting == 0:
            lijn = baseline(boven, regel, grootte)
            blad.put_tekst(sign_of(uitspraak), x + kolom, lijn, grootte=grootte, kleur=INKT_2)

"""The pages of a book that are no map: its cover, its contents and how to read it."""

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from components.afdruk_blad import (
    HAARLIJN,
    INKT,
    INKT_2,
    Blad,
    Blok,
    Maat,
    Opdracht,
    Vak,
    draw_blokken,
    height_of,
    space,
    text_blok,
)
from components.afdruk_kop import LOGO_BELOW, put_logo
from components.afdruk_legenda import FICTIEF, fictief_blok
from components.afdruk_tekst import break_lines, plain
from components.dag import format_dag
from components.letters import GEWOON, VET, breedte
from layers.indicatoren import INDICATOR_PER_SLEUTEL
from layers.kaartbeeld import Kaartbeeld

_RAND: Final = 60.0
_REGEL: Final = 25.0
_BOVEN: Final = 110.0
_ONDER: Final = 70.0
_TITELS: Final = (54, 46, 38, 30)
_MEESTE_TITELREGELS: Final = 3

_REGELS: Final = (
    (
        "**Klassen.** De grenzen van de klassen liggen vast en volgen niet uit de kaart die u "
        "ziet; een andere kleur is dus een ander cijfer. Bij elke kaart staat de versie."
    ),
    (
        "**Kleine aantallen.** Waar het cijfer over weinig mensen gaat, is de buurt lichter en "
        "apart geteld; waar het over te weinig gaat, staat er geen cijfer. Ontbreekt een cijfer, "
        "dan heet het niet beschikbaar; het is nooit nul."
    ),
    (
        "**Verandering.** Een verandering binnen de marge of de onzekerheid van het cijfer heet "
        "ongeveer gelijk. Grenzen van buurten die in de periode veranderden doen niet mee."
    ),
    (
        "**Wat de cijfers niet zeggen.** Het zijn signalen over gebieden, niet over mensen of "
        "huishoudens, en zij zeggen niets over oorzaken."
    ),
)


@dataclass(frozen=True, kw_only=True)
class Inhoudsregel:
    """A sheet in the contents: its place among the sheets, its name and where it is."""

    nummer: int
    woord: str
    onder: str = ""


def draw_omslag(
    titel: str, kaarten: Sequence[Kaartbeeld], aantal_buurten: int, opdracht: Opdracht
) -> Blad:
    """Draw the cover: the title, what is in it, and the day."""
    blad = Blad(Maat.A4.papier)
    breed = blad.maat.breed - 2 * _RAND
    put_logo(blad, opdracht.stijl, _RAND + breed, 60, LOGO_BELOW)
    grootte = next(
        g
        for g in _TITELS
        if g == _TITELS[-1]
        or len(break_lines(titel, ruimte=breed, grootte=g, letter=VET)) <= _MEESTE_TITELREGELS
    )
    wat = say_inhoud(kaarten, aantal_buurten)
    kop = break_lines(titel, ruimte=breed, grootte=grootte, letter=VET)
    blokken: list[Blok] = [
        text_blok(blad, kop, grootte=grootte, regelhoogte=1.18),
        space(20),
        _text(blad, wat, breed, 20, INKT_2),
        space(10),
        _text(blad, f"Gemaakt op {format_dag(opdracht.gemaakt_op)}", breed, 16, INKT_2),
    ]
    if any(FICTIEF in beeld.merken for beeld in kaarten):
        blokken += [space(30), fictief_blok(blad, 18)[0]]
    draw_blokken(blokken, _RAND, 420)
    onder = _text(blad, "Sociale Kaart", breed, 16, INKT_2)
    onder.teken(_RAND, blad.maat.hoog - 90)
    return blad


def say_inhoud(kaarten: Sequence[Kaartbeeld], aantal_buurten: int) -> str:
    """Say what is in a book: how many maps and buurten, of what, on which borders."""
    eerste = kaarten[0]
    soort = "kaart" if len(kaarten) == 1 else "kaarten"
    wat = f"{len(kaarten)} {soort}"
    if aantal_buurten:
        wat += f" en {aantal_buurten} {'buurt' if aantal_buurten == 1 else 'buurten'}"
    return f"{wat} van {eerste.gebiedsnaam}, op de grenzen van {eerste.grensjaar}"


def draw_inhoud(
    regels: Sequence[Inhoudsregel], opdracht: Opdracht
) -> list[tuple[Blad, list[tuple[int, Vak]]]]:
    """Draw the contents; answer its pages, each with the box of every sheet it names."""
    papier = Maat.A4.papier
    past = int((papier.hoog - _BOVEN - _ONDER) // _REGEL)
    bladen = [regels[van : van + past] for van in range(0, len(regels), past)]
    # before the sheets lie the cover, these pages and the one on how to read them
    voor = 2 + len(bladen)
    uit = []
    for deel in bladen:
        blad = Blad(papier)
        breed = papier.breed - 2 * _RAND
        put_logo(blad, opdracht.stijl, _RAND + breed, 36, LOGO_BELOW)
        blad.put_tekst("Inhoud", _RAND, 80, grootte=32, letter=VET)
        vakken = []
        for plek, regel in enumerate(deel):
            vak = Vak(_RAND, _BOVEN + plek * _REGEL, breed, _REGEL)
            _draw_regel(blad, regel, vak, nummer=voor + regel.nummer + 1)
            vakken.append((regel.nummer, vak))
        uit.append((blad, vakken))
    return uit


def put_nummer(blad: Blad, nummer: int) -> None:
    """Put the number of a page in its lower corner; a cover has none."""
    if nummer > 1:
        x, y = blad.maat.breed - _RAND, blad.maat.hoog - 18
        blad.put_tekst(str(nummer), x, y, grootte=12, kleur=INKT_2, lijn="right")


def _draw_regel(blad: Blad, regel: Inhoudsregel, vak: Vak, *, nummer: int) -> None:
    lijn = vak.y + 17
    blad.put_tekst(str(nummer), vak.rechts, lijn, grootte=14, kleur=INKT, lijn="right")
    woord = _cut(regel.woord, vak.breed * 0.62, 14)
    blad.put_tekst(woord, vak.x, lijn, grootte=14)
    onder = _cut(regel.onder, vak.breed * 0.3, 12)
    blad.put_tekst(onder, vak.rechts - 60, lijn, grootte=12, kleur=INKT_2, lijn="right")
    blad.put_lijn([(vak.x, vak.onder), (vak.rechts, vak.onder)], kleur=HAARLIJN, dikte=0.8)


def _cut(tekst: str, ruimte: float, grootte: float) -> str:
    """Answer a text that fits on one line, its end left out where it does not."""
    if breedte(tekst, GEWOON) * grootte <= ruimte:
        return tekst
    past = bisect(
        range(len(tekst)), ruimte, key=lambda n: breedte(f"{tekst[:n]}…", GEWOON) * grootte
    )
    return f"{tekst[: max(past - 1, 0)].rstrip()}…"


def draw_werkwijze(kaarten: Sequence[Kaartbeeld], opdracht: Opdracht, *, met_buurten: bool) -> Blad:
    """Draw the page on how to read the sheets: what is counted, of whom, from where."""
    papier = Maat.A4.papier
    blad = Blad(papier)
    breed = papier.breed - 2 * _RAND
    put_logo(blad, opdracht.stijl, _RAND + breed, 36, LOGO_BELOW)
    blad.put_tekst("Werkwijze", _RAND, 80, grootte=32, letter=VET)
    zinnen = explain(kaarten, met_buurten=met_buurten)
    for grootte in (16, 15, 14, 13, 12, 11, 10, 9):
        blokken: list[Blok] = []
        for zin in zinnen:
            blokken += [_text(blad, zin, breed, grootte, INKT), space(grootte * 0.7)]
        if height_of(blokken) <= papier.hoog - _BOVEN - _ONDER:
            break
    draw_blokken(blokken, _RAND, _BOVEN)
    return blad


def explain(kaarten: Sequence[Kaartbeeld], *, met_buurten: bool) -> list[str]:
    """Answer how to read the sheets: what is counted, of whom, from where; a paragraph each."""
    onderwerpen = [
        INDICATOR_PER_SLEUTEL[s] for s in dict.fromkeys(beeld.indicator for beeld in kaarten)
    ]
    zinnen = [
        f"**{i.label}.** {i.toelichting} Deel van: {i.noemer}. {i.kanttekening or ''}".strip()
        for i in onderwerpen
    ]
    zinnen += _REGELS
    if met_buurten:
        zinnen.append(
            "**De bladen van de buurten.** Op elke regel is een grijze stip een buurt van de "
            "gemeente, de zwarte stip deze buurt, de streep de gemeente en de gestreepte lijn "
            "Nederland; de grijze band is de middelste helft. Gevoelige cijfers staan er alleen "
            "op als daarom is gevraagd."
        )
    bronnen = dict.fromkeys(plain(beeld.moment.bronregel) for beeld in kaarten)
    zinnen += [f"**Bronnen.** {' '.join(bronnen)}"]
    return zinnen


def _text(blad: Blad, tekst: str, breed: float, grootte: float, kleur: str) -> Blok:
    regels = break_lines(tekst, ruimte=breed, grootte=grootte)
    return text_blok(blad, regels, grootte=grootte, regelhoogte=1.42, kleur=kleur)

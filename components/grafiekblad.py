"""The pen of charts: draws any Grafiek on a slide, as PNG, SVG or on the page."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final, TypeAlias

import numpy as np
from matplotlib.ticker import MaxNLocator

from components.afdruk import paper_settings, write_pdf
from components.afdruk_blad import (
    DPI,
    HAARLIJN,
    HALO_DIKTE,
    INKT,
    INKT_2,
    INKT_3,
    RAND,
    WIT,
    Blad,
    Maat,
    Vak,
    draw_blokken,
    height_of,
    space,
    text_blok,
)
from components.afdruk_pdf import Documenttekst, finish_pdf
from components.afdruk_svg import finish_svg
from components.afdruk_tekst import break_lines, plain
from components.dag import format_dag
from components.letters import GEWOON, MIDDEL, VET, breedte
from components.staven import draw_staven
from layers.grafiek import Grafiek, Lijn, Streek
from layers.ondergrond import FICTIEF_MERK
from layers.opmaak import format_kaal

# From a place on both axes to one on the sheet.
Plaats: TypeAlias = Callable[[float, float], tuple[float, float]]
# Lines of buurten, told apart by hue, by lightness and by the name at their end.
KLEUREN: Final = ("#1B2733", "#4646B0", "#9E421C", "#2A7F79", "#B07A00", "#7A1F5C")
_BAND: Final = "#ECEBE6"
_STIP: Final = "#97A1A9"
_BLEEK: Final = "#A9B0B6"
_RAND: Final = 48.0
_NAAM: Final = 17.0
_AS: Final = 15.0
_MEESTE_DECIMALEN: Final = 4
# Boxes beside each other, and the room between them.
_NAAST: Final = 3
_GOOT: Final = 28.0


def draw_grafiek(grafiek: Grafiek, gemaakt_op: date) -> Blad:
    """Lay out title, sentence, chart and source on a slide; within `paper_settings`."""
    blad = Blad(Maat.DIA.papier)
    breed = blad.maat.breed - 2 * _RAND
    titel = break_lines(grafiek.titel, ruimte=breed, grootte=34, letter=VET)
    onder = break_lines(grafiek.ondertitel, ruimte=breed, grootte=17)
    zin = break_lines(grafiek.zin, ruimte=breed, grootte=20)
    kop = [
        text_blok(blad, titel, grootte=34, regelhoogte=1.2),
        space(4),
        text_blok(blad, onder, grootte=17, regelhoogte=1.4, kleur=INKT_2),
        space(8),
        text_blok(blad, zin, grootte=20, regelhoogte=1.4),
    ]
    draw_blokken(kop, _RAND, 30)
    boven = 30 + height_of(kop) + 34
    merken = [merk for merk in grafiek.merken if merk != FICTIEF_MERK]
    fictief = ["**Fictieve gegevens.**"] if FICTIEF_MERK in grafiek.merken else []
    voet = [*fictief, grafiek.bron, f"Sociale Kaart, {format_dag(gemaakt_op)}."]
    if merken:
        voet.insert(-1, f"{', '.join(merken).capitalize()}.")
    regels = break_lines(" ".join(voet), ruimte=breed, grootte=13.5)
    bron = text_blok(blad, regels, grootte=13.5, regelhoogte=1.4, kleur=INKT_2)
    onderkant = blad.maat.hoog - 24 - bron.hoogte
    blad.put_lijn([(_RAND, onderkant - 8), (_RAND + breed, onderkant - 8)], kleur=HAARLIJN, dikte=1)
    bron.teken(_RAND, onderkant)
    if grafiek.staven:
        draw_staven(blad, grafiek, Vak(_RAND, boven, breed, onderkant - 20 - boven))
    elif grafiek.in_vakken:
        _draw_vakken(blad, grafiek, Vak(_RAND, boven - 14, breed, onderkant - boven + 4))
    else:
        # the words of the bands stand above the chart, in two lines
        boven += 14 if grafiek.banden else 0
        om = Vak(_RAND, boven, breed, onderkant - 20 - boven)
        _draw(blad, grafiek, _room(grafiek, om))
    return blad


def _draw_vakken(blad: Blad, grafiek: Grafiek, ruimte: Vak) -> None:
    """Draw each line of a buurt in a box of its own, beside those of larger areas, on one scale."""
    eigen = [lijn for lijn in grafiek.lijnen if lijn.streek is Streek.GEWOON]
    anderen = tuple(lijn for lijn in grafiek.lijnen if lijn.streek is not Streek.GEWOON)
    rijen = 1 if len(eigen) <= _NAAST else 2
    naast = -(-len(eigen) // rijen)
    breed, hoog = (ruimte.breed + _GOOT) / naast, ruimte.hoog / rijen
    for nummer, lijn in enumerate(eigen):
        vak = Vak(
            ruimte.x + nummer % naast * breed,
            ruimte.y + nummer // naast * hoog,
            breed - _GOOT,
            hoog - 8,
        )
        deel = replace(grafiek, lijnen=(replace(lijn, naam=""), *anderen))
        blad.put_tekst(
            lijn.naam, vak.x, vak.y + 16, grootte=_NAAM, letter=VET, kleur=_look(lijn)[0]
        )
        om = Vak(vak.x - 30, vak.y + 30, vak.breed + 30, vak.hoog - 30)
        _draw(blad, deel, _room(deel, om), merken=_ticks(*grafiek.y_bereik))


def _room(grafiek: Grafiek, om: Vak) -> Vak:
    """Answer where the chart itself stands: room for the axes, and for names at the right."""
    links = om.x + 70
    namen = [lijn.naam for lijn in grafiek.lijnen if lijn.naam]
    rechts = max((breedte(naam, MIDDEL) * _NAAM for naam in namen), default=0) + 24
    hoog = om.hoog - (52 if grafiek.x_label else 30)
    return Vak(links, om.y, om.rechts - links - rechts, hoog)


def _draw(blad: Blad, grafiek: Grafiek, vak: Vak, *, merken: list[float] | None = None) -> None:
    """Draw axes, lines and dots; `merken` are the places on the vertical axis, where others set."""
    x_van, x_tot = grafiek.x_bereik
    merken = merken or _ticks(*grafiek.y_bereik)
    y_van, y_tot = merken[0], merken[-1]
    opmaak = replace(grafiek.opmaak, decimalen=_decimals(merken))
    achter = "%" if grafiek.opmaak.achter == "%" else ""

    def place(x: float, y: float) -> tuple[float, float]:
        deel = (x - x_van) / (x_tot - x_van or 1)
        return vak.x + deel * vak.breed, vak.onder - (y - y_van) / (y_tot - y_van) * vak.hoog

    for nummer, band in enumerate(grafiek.banden):
        links, rechts = place(band.van, y_van)[0], place(band.tot, y_van)[0]
        if rechts > links:
            blad.put_vlak(Vak(links, vak.y, rechts - links, vak.hoog), vulling=_BAND, hoogte=1)
        else:
            blad.put_lijn(
                [(links, vak.y), (links, vak.onder)], kleur=RAND, dikte=1.4, streep=(4, 3)
            )
        blad.put_tekst(
            band.label,
            links + 4,
            vak.y - 8 - (0 if nummer % 2 else 18),
            grootte=14,
            kleur=INKT_2,
        )
    for waarde in merken:
        y = place(x_van, waarde)[1]
        is_nul = abs(waarde) < 1e-12  # noqa: PLR2004 - a tick, not a figure
        kleur = INKT_2 if is_nul else HAARLIJN
        blad.put_lijn([(vak.x, y), (vak.rechts, y)], kleur=kleur, dikte=1.2, hoogte=2)
        tekst = f"{format_kaal(opmaak, waarde)}{achter}"
        blad.put_tekst(tekst, vak.x - 8, y + 5, grootte=_AS, kleur=INKT_2, lijn="right")
    _draw_x(blad, grafiek, vak, place)
    _draw_dots(blad, grafiek, place)
    _draw_lines(blad, grafiek, vak, place)


def _decimals(merken: list[float]) -> int:
    """
    Answer how many decimals places on an axis need to be told apart from each other.

    >>> _decimals([0.0, 20.0]), _decimals([90.0, 92.5]), _decimals([0.0, 0.05])
    (0, 1, 2)
    """
    return next(
        (n for n in range(_MEESTE_DECIMALEN) if all(round(m, n) == round(m, 6) for m in merken)),
        _MEESTE_DECIMALEN,
    )


def _ticks(laag: float, hoog: float) -> list[float]:
    """Answer readable places on the vertical axis, around all values."""
    plaatsen = MaxNLocator(nbins=6, steps=[1, 2, 2.5, 5, 10]).tick_values(laag, hoog)
    return [float(waarde) for waarde in plaatsen]


def _draw_x(blad: Blad, grafiek: Grafiek, vak: Vak, place: Plaats) -> None:
    vrij = -1e9
    for x, woord in grafiek.x_merken:
        punt = place(x, grafiek.y_bereik[0])[0]
        half = breedte(woord, GEWOON) * _AS / 2
        blad.put_lijn([(punt, vak.onder), (punt, vak.onder + 5)], kleur=INKT_2, dikte=1.2)
        if punt - half > vrij:
            blad.put_tekst(woord, punt, vak.onder + 22, grootte=_AS, kleur=INKT_2, lijn="center")
            vrij = punt + half + 10
    if grafiek.x_label:
        blad.put_tekst(
            grafiek.x_label,
            vak.x + vak.breed / 2,
            vak.onder + 44,
            grootte=_AS,
            letter=MIDDEL,
            lijn="center",
        )


def _draw_dots(blad: Blad, grafiek: Grafiek, place: Plaats) -> None:
    gewoon = [place(stip.x, stip.y) for stip in grafiek.stippen if not stip.is_gekozen]
    if gewoon:
        blad.put_stippen(np.array(gewoon), straal=6, vulling=_STIP, lijn=WIT, dikte=0.8, hoogte=4)
    for stip in grafiek.stippen:
        if stip.is_gekozen:
            x, y = place(stip.x, stip.y)
            blad.put_stippen(
                np.array([[x, y]]), straal=10, vulling=INKT, lijn=WIT, dikte=2, hoogte=12
            )
            # at the right edge the names of the lines stand
            is_rand = stip.x == grafiek.x_bereik[1]
            blad.put_tekst(
                stip.naam,
                x - 14 if is_rand else x + 12,
                y + 6,
                grootte=_NAAM,
                letter=VET,
                hoogte=13,
                halo=WIT,
                lijn="right" if is_rand else "left",
            )


def _draw_lines(blad: Blad, grafiek: Grafiek, vak: Vak, place: Plaats) -> None:
    einden: list[tuple[float, str, str]] = []
    for lijn in grafiek.lijnen:
        kleur, dikte, streep = _look(lijn)
        for stuk in lijn.stukken:
            punten = [place(x, y) for x, y in stuk]
            blad.put_lijn(punten, kleur=kleur, dikte=dikte, streep=streep, hoogte=8)
            if lijn.streek in {Streek.GEWOON, Streek.GROOT} and not grafiek.stippen:
                blad.put_stippen(np.array(punten), straal=4, vulling=kleur, hoogte=9)
        if lijn.naam and lijn.stukken:
            einden.append((place(*lijn.stukken[-1][-1])[1], lijn.naam, kleur))
    for y, naam, kleur in _spread(einden):
        blad.put_tekst(naam, vak.rechts + 10, y + 6, grootte=_NAAM, letter=MIDDEL, kleur=kleur)


def _look(lijn: Lijn) -> tuple[str, float, tuple[float, float] | None]:
    return {
        Streek.GEWOON: (KLEUREN[lijn.nummer % len(KLEUREN)], 3.2, None),
        Streek.WIJK: (INKT_3, 2.2, (1.2, 1.4)),
        Streek.GROOT: (INKT_3, 2.4, None),
        Streek.LAND: (INKT_2, 1.8, (4.0, 3.0)),
        Streek.EERDER: (INKT_2, 3.0, (2.2, 1.6)),
        Streek.BLEEK: (_BLEEK, 2.4, None),
    }[lijn.streek]


def _spread(einden: list[tuple[float, str, str]]) -> list[tuple[float, str, str]]:
    """Move names apart that would overlap, from top to bottom."""
    uit: list[tuple[float, str, str]] = []
    for y, naam, kleur in sorted(einden):
        vrij = uit[-1][0] + _NAAM * 1.2 if uit else y
        uit.append((max(y, vrij), naam, kleur))
    return uit


def write_grafiek(grafiek: Grafiek, formaat: str, gemaakt_op: date) -> bytes:
    """Answer a chart as a file: `png` at 300 dots per inch, `pdf`, or `svg` with text as text."""
    with paper_settings():
        blad = draw_grafiek(grafiek, gemaakt_op)
        geheugen = io.BytesIO()
        if formaat == "png":
            metadata = {"Title": plain(grafiek.titel), "Description": describe(grafiek)}
            blad.figuur.savefig(
                geheugen, format="png", dpi=DPI, metadata={**metadata, "Software": None}
            )
            return geheugen.getvalue()
        if formaat == "pdf":
            tekst = Documenttekst(titel=plain(grafiek.titel), onderwerp=describe(grafiek))
            return finish_pdf([write_pdf(blad)], tekst)
        blad.figuur.savefig(
            geheugen, format="svg", metadata=dict.fromkeys(("Creator", "Date", "Format", "Type"))
        )
        return finish_svg(
            geheugen.getvalue(),
            titel=plain(grafiek.titel),
            beschrijving=describe(grafiek),
            halo=blad.punten(HALO_DIKTE),
        )


def describe(grafiek: Grafiek) -> str:
    """Say in words what a chart shows, for who cannot see it."""
    return plain(f"{grafiek.titel}. {grafiek.ondertitel}. {grafiek.zin} {grafiek.bron}")

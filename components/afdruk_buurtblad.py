"""The sheet of one buurt on paper: the same words and figures as its page."""

from functools import lru_cache
from typing import Any, Final

import numpy as np
import shapely
from matplotlib.patches import PathPatch

from components.afdruk_blad import (
    HAARLIJN,
    INKT,
    INKT_2,
    INKT_3,
    WIT,
    Blad,
    Blok,
    Opdracht,
    Vak,
    draw_blokken,
    height_of,
    space,
    text_blok,
)
from components.afdruk_kaart import path_of
from components.afdruk_kop import LOGO_BELOW, put_logo
from components.afdruk_legenda import FICTIEF, fictief_blok
from components.afdruk_stijl import PANEEL, WATER
from components.afdruk_tekst import break_lines
from components.buurtwoorden import (
    beside_of,
    change_of,
    first_signal,
    name_of,
    number_of,
    short_measure,
    state_of,
)
from components.dag import format_dag
from components.letters import GEWOON, MIDDEL, VET
from data.gebieden import Niveau
from data.opslag import Opslag, Vermelding, read_inhoud, read_omtrekken
from layers.aanbod import opslag_of
from layers.buurt import only_ok, runs_of
from layers.buurtblad import Buurtblad, Rij
from layers.kaartbeeld import Staat
from layers.opmaak import format_kaal, join_words, opmaak_of
from layers.richtingen import Bespreekpunt
from layers.samenvatting import NIET_TE_ZIEN, build_kopzin, build_opvallend

_RAND: Final = 60.0
_KAART: Final = 190.0
_FIJNHEID: Final = 1 / 500
_NAAM_BREED: Final = 300.0
_STRIP: Final = (310.0, 270.0)
_NU: Final = 720.0
_VERSCHIL: Final = 868.0
_VONK: Final = (888.0, 67.0)
_STIP: Final = "#97A1A9"
_BAND: Final = "#E6E8E6"
# the least room of a figure, and how much more where the sheet leaves it
_RIJ: Final = 38.0
_RUIMSTE_RIJ: Final = 58.0


def draw_buurtblad(  # noqa: PLR0913 - a sheet has many parts
    blad: Blad,
    inhoud: Buurtblad,
    punten: tuple[Bespreekpunt, ...],
    opdracht: Opdracht,
    *,
    lijkt_op: tuple[str, ...] = (),
    met_gevoelig: bool = False,
) -> None:
    """
    Draw the sheet of a buurt on a page that stands; within `paper_settings`.

    What is sensitive is left out unless it is asked for, or made up.
    """
    is_fictief = FICTIEF in inhoud.merken
    rijen = [r for r in inhoud.rijen if met_gevoelig or is_fictief or not r.indicator.is_gevoelig]
    breed = blad.maat.breed - 2 * _RAND
    boven = _draw_head(blad, inhoud, opdracht, breed)
    voet = _foot(blad, inhoud, opdracht, breed)
    onder = blad.maat.hoog - 40 - height_of(voet)
    draw_blokken(voet, _RAND, onder)
    bespreken = _points(blad, punten, breed)
    if lijkt_op:
        gelijk = break_lines(f"**Lijkt op:** {join_words(lijkt_op)}.", ruimte=breed, grootte=13.5)
        bespreken += [space(8), text_blok(blad, gelijk, grootte=13.5, regelhoogte=1.35)]
    ruimte = onder - 20 - height_of(bespreken) - 60 - boven
    hoog = min(_RUIMSTE_RIJ, max(_RIJ, ruimte / max(len(rijen), 1)))
    y = _draw_table(blad, inhoud, rijen, Vak(_RAND, boven, breed, hoog))
    draw_blokken(bespreken, _RAND, y + 24)


def _draw_head(blad: Blad, inhoud: Buurtblad, opdracht: Opdracht, breed: float) -> float:
    """Write where it lies, its name and what stands out, beside a small map; answer its end."""
    y = 44.0
    logo = put_logo(blad, opdracht.stijl, _RAND + breed, 32, LOGO_BELOW)
    if FICTIEF in inhoud.merken:
        merk, merk_breed = fictief_blok(blad, 13)
        merk.teken(_RAND + breed - logo - merk_breed, y - 6)
        logo += merk_breed + 20
    delen = (inhoud.ligging, inhoud.gemeentenaam)
    waar = ", ".join(filter(None, delen))
    waar = " · ".join(filter(None, (waar, inhoud.woningen, f"grenzen van {inhoud.grensjaar}")))
    regels = break_lines(waar, ruimte=breed - logo, grootte=14)
    kop: list[Blok] = [text_blok(blad, regels, grootte=14, regelhoogte=1.4, kleur=INKT_2)]
    tekst = breed - _KAART - 30
    grootte = next(
        g
        for g in (34, 30, 26, 22)
        if g == 22 or len(break_lines(inhoud.naam, ruimte=tekst, grootte=g, letter=VET)) == 1  # noqa: PLR2004
    )
    naam = break_lines(inhoud.naam, ruimte=tekst, grootte=grootte, letter=VET)
    kop += [space(6), text_blok(blad, naam, grootte=grootte, regelhoogte=1.2), space(6)]
    for zin in filter(None, (build_opvallend(inhoud), build_kopzin(inhoud))):
        regels = break_lines(zin, ruimte=tekst, grootte=15.5)
        kop += [text_blok(blad, regels, grootte=15.5, regelhoogte=1.38), space(3)]
    draw_blokken(kop, _RAND, y)
    _draw_kaartje(blad, inhoud, Vak(_RAND + breed - _KAART, y + 36, _KAART, _KAART))
    return y + max(height_of(kop), _KAART + 40) + 14


def _draw_kaartje(blad: Blad, inhoud: Buurtblad, vak: Vak) -> None:
    """Draw the gemeente with the buurt in ink."""
    opslag = opslag_of(inhoud.gemeente)
    vormen = _shapes(inhoud.gemeente, inhoud.grensjaar, opslag, read_inhoud(opslag))
    west, zuid, oost, noord = shapely.total_bounds([vorm for vorm, _ in vormen.values()])
    schaal = min(vak.breed / (oost - west), vak.hoog / (noord - zuid))
    midden = np.array(((west + oost) / 2, (zuid + noord) / 2))
    doel = np.array((vak.x + vak.breed / 2, vak.y + vak.hoog / 2))
    for code, (vorm, is_water) in vormen.items():
        is_hier = code == inhoud.gebiedscode
        op_blad = shapely.transform(vorm, lambda p: doel + (p - midden) * (schaal, -schaal))
        vulling = INKT if is_hier else WATER if is_water else PANEEL
        blad.put(
            PathPatch(
                path_of(op_blad),
                facecolor=vulling,
                edgecolor=WIT if is_hier else WATER if is_water else INKT_2,
                linewidth=blad.punten(1.4 if is_hier else 0.5),
                zorder=6 if is_hier else 2,
            )
        )


@lru_cache(maxsize=4)
def _shapes(
    gemeente: str, grensjaar: int, opslag: Opslag, _inhoud: tuple[Vermelding, ...]
) -> dict[str, tuple[Any, bool]]:
    """Answer per buurt its outline at the size of a stamp, and whether it is water."""
    alle = read_omtrekken(grensjaar, opslag=opslag)
    hier = alle[(alle["niveau"] == Niveau.BUURT) & (alle["gemeentecode"] == gemeente)]
    west, zuid, oost, noord = hier.total_bounds
    vormen = shapely.coverage_simplify(
        hier.geometry.to_numpy(), tolerance=max(oost - west, noord - zuid) * _FIJNHEID
    )
    return {
        str(code): (vorm, bool(water))
        for code, vorm, water in zip(hier["gebiedscode"], vormen, hier["is_water"], strict=True)
    }


def _draw_table(blad: Blad, inhoud: Buurtblad, rijen: list[Rij], begin: Vak) -> float:
    """Draw a row per figure; the height of `begin` is that of a row. Answers its end."""
    y, rechts = begin.y, begin.rechts
    blad.put_tekst("Cijfers", begin.x, y + 16, grootte=18, letter=VET)
    for tekst, x in (("nu", _NU), ("verschil", _VERSCHIL)):
        blad.put_tekst(tekst, begin.x + x, y + 16, grootte=12.5, kleur=INKT_2, lijn="right")
    blad.put_tekst("verloop", rechts, y + 16, grootte=12.5, kleur=INKT_2, lijn="right")
    uitleg = f"streep: {inhoud.gemeentenaam}; gestreept: Nederland; grijs: elke buurt"
    uitleg = uitleg if len(uitleg) < 64 else "streep: gemeente; gestreept: Nederland"  # noqa: PLR2004
    blad.put_tekst(uitleg, begin.x + _STRIP[0] - 160, y + 16, grootte=11.5, kleur=INKT_2)
    y += 26
    blad.put_lijn([(begin.x, y), (rechts, y)], kleur=INKT, dikte=1)
    for rij in rijen:
        _draw_row(blad, inhoud, rij, Vak(begin.x, y, begin.breed, begin.hoog))
        y += begin.hoog
        blad.put_lijn([(begin.x, y), (rechts, y)], kleur=HAARLIJN, dikte=1)
    return y


def _draw_row(blad: Blad, inhoud: Buurtblad, rij: Rij, vak: Vak) -> None:
    midden = vak.y + vak.hoog / 2
    _put_two(blad, name_of(rij), short_measure(rij), vak.x, midden, _NAAM_BREED, lijn="left")
    x = vak.x + _NU
    if rij.profiel.staat is Staat.OK:
        _put_two(blad, number_of(rij), beside_of(rij, inhoud), x, midden, 134, lijn="right")
        _draw_strip(blad, rij, Vak(vak.x + _STRIP[0], midden - 15, _STRIP[1], 30))
    else:
        _put_two(blad, "", state_of(rij), x, midden, 200, lijn="right")
    getal, onder = change_of(rij)
    _put_two(blad, getal, onder, vak.x + _VERSCHIL, midden, 142, lijn="right")
    _draw_vonk(blad, rij, Vak(vak.x + _VONK[0], midden - 11, _VONK[1], 22))


def _put_two(  # noqa: PLR0913, PLR0917 - two texts and where they stand
    blad: Blad, groot: str, klein: str, x: float, midden: float, breed: float, *, lijn: str
) -> None:
    """Put a word over a small one; in smaller letters where there is little room."""
    for tekst, y, grootte, letter, kleur in (
        (groot, midden - (2 if klein else -5), 14.5, VET, INKT),
        (klein, midden + (13 if groot else 4), 11.5, GEWOON, INKT_2),
    ):
        if not tekst:
            continue
        passend = next(
            (
                maat
                for maat in (grootte, grootte * 0.9, grootte * 0.8, grootte * 0.7)
                if len(break_lines(tekst, ruimte=breed, grootte=maat, letter=letter)) == 1
            ),
            grootte * 0.62,
        )
        blad.put_tekst(tekst, x, y, grootte=passend, kleur=kleur, lijn=lijn, letter=letter)


def _draw_strip(blad: Blad, rij: Rij, vak: Vak) -> None:
    """Draw the other buurten as dots, the middle half, gemeente and country, and the buurt."""
    waarden = [*rij.anderen, *(w for w in (rij.waarde, rij.gemeente, rij.land) if w is not None)]
    if len(rij.anderen) < 2:  # noqa: PLR2004 - one dot is no comparison
        return
    laag, hoog = min(waarden), max(waarden)
    reik = hoog - laag or 1.0
    midden = vak.y + 11

    def x(waarde: float) -> float:
        return vak.x + 4 + (waarde - laag) / reik * (vak.breed - 8)

    if rij.midden is not None:
        van, tot = map(x, rij.midden)
        blad.put_vlak(Vak(van, vak.y + 2, tot - van, 18), vulling=_BAND, hoogte=2)
    blad.put_lijn([(vak.x, midden), (vak.rechts, midden)], kleur=HAARLIJN, dikte=1, hoogte=3)
    blad.put_stippen(
        np.array([(x(waarde), midden) for waarde in rij.anderen]),
        straal=1.7,
        vulling=_STIP,
        hoogte=4,
    )
    for waarde, streep in ((rij.gemeente, None), (rij.land, (2.4, 1.6))):
        if waarde is not None:
            punten = [(x(waarde), vak.y), (x(waarde), vak.y + 22)]
            blad.put_lijn(punten, kleur=INKT, dikte=1.6, streep=streep, hoogte=6)
    if rij.waarde is not None:
        blad.put_stippen(
            np.array([(x(rij.waarde), midden)]),
            straal=4.6,
            vulling=INKT,
            lijn=WIT,
            dikte=1.2,
            hoogte=8,
        )
    opmaak = opmaak_of(rij.indicator)
    for waarde, plek, kant in ((laag, vak.x, "left"), (hoog, vak.rechts, "right")):
        tekst = format_kaal(opmaak, waarde)
        blad.put_tekst(tekst, plek, vak.y + 31, grootte=9.5, kleur=INKT_3, lijn=kant)


def _draw_vonk(blad: Blad, rij: Rij, vak: Vak) -> None:
    """Draw the years in the size of a word; gaps and breaks stay open."""
    trend = only_ok(rij.profiel.trend)
    bekend = [c for c in trend if c.waarde is not None]
    if len(bekend) < 2:  # noqa: PLR2004 - one year is no course
        return
    waarden = [c.waarde or 0.0 for c in bekend]
    laag, reik = min(waarden), max(waarden) - min(waarden) or 1.0
    eerste, lengte = trend[0].jaar, max(1, trend[-1].jaar - trend[0].jaar)

    def place(jaar: int, waarde: float) -> tuple[float, float]:
        return (
            vak.x + (jaar - eerste) / lengte * (vak.breed - 4),
            vak.onder - (waarde - laag) / reik * vak.hoog,
        )

    for stuk in runs_of(trend, rij.profiel.breuken):
        punten = [place(c.jaar, c.waarde or 0.0) for c in stuk]
        blad.put_lijn(punten, kleur=INKT_2, dikte=1.4)
    laatste = place(bekend[-1].jaar, bekend[-1].waarde or 0.0)
    blad.put_stippen(np.array([laatste]), straal=2.4, vulling=INKT, hoogte=8)


def _points(blad: Blad, punten: tuple[Bespreekpunt, ...], breed: float) -> list[Blok]:
    """Answer the seven directions, each with the first that speaks for it."""
    kop = break_lines("Bespreekpunten bij deze buurt", ruimte=breed, grootte=18, letter=VET)
    blokken = [text_blok(blad, kop, grootte=18, regelhoogte=1.5)]
    for punt in punten:
        titel = f"**{punt.richting.nummer} {punt.richting.titel}**"
        signaal = first_signal(punt)
        tekst = f"{titel}   {signaal}" if signaal else titel
        regels = break_lines(tekst, ruimte=breed, grootte=14.5)
        blokken += [text_blok(blad, regels, grootte=14.5, regelhoogte=1.35), space(4)]
    onder = (
        "De zeven richtingen van het rapport Veerkracht in het corporatiebezit (2020), in zijn "
        "volgorde, zonder score. Geen werkt alleen."
    )
    regels = break_lines(onder, ruimte=breed, grootte=11.5)
    return [*blokken, text_blok(blad, regels, grootte=11.5, regelhoogte=1.35, kleur=INKT_2)]


def _foot(blad: Blad, inhoud: Buurtblad, opdracht: Opdracht, breed: float) -> list[Blok]:
    """Answer what the figures do not see, where they come from and the day of the sheet."""
    niet = break_lines(NIET_TE_ZIEN, ruimte=breed, grootte=12.5, letter=MIDDEL)
    bron = " ".join(dict.fromkeys(inhoud.bronnen))
    bron = f"{bron} Sociale Kaart, gemaakt op {format_dag(opdracht.gemaakt_op)}."
    regels = break_lines(bron, ruimte=breed, grootte=11)
    return [
        text_blok(blad, niet, grootte=12.5, regelhoogte=1.35),
        space(4),
        text_blok(blad, regels, grootte=11, regelhoogte=1.35, kleur=INKT_2),
    ]

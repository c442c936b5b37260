"""The page of one buurt: its figures beside all buurten, the summary, and what to discuss."""

from collections.abc import Sequence
from html import escape
from typing import Final

from components.buurtwoorden import (
    beside_of,
    change_of,
    first_signal,
    name_of,
    number_of,
    short_measure,
    state_of,
    without_signal,
)
from components.minikaart import build_minikaart
from components.spine import build_spine, build_vonk
from components.tekst import bold
from layers.aanbod import opslag_of
from layers.buurtblad import Buurtblad, Rij
from layers.kaartbeeld import Staat
from layers.ondergrond import FICTIEF_MERK
from layers.richtingen import Bespreekpunt
from layers.samenvatting import NIET_TE_ZIEN, build_kopzin, build_opvallend
from layers.vergelijkbaar import Gelijke, Gelijken

_ONDER_ELKAAR: Final = "</p><p>"


def build_kop(blad: Buurtblad) -> str:
    """Write the head: where it lies, its name, one sentence and how large it is."""
    kaart = build_minikaart(
        blad.gemeente, blad.gebiedscode, blad.grensjaar, opslag=opslag_of(blad.gemeente)
    )
    ligging = ", ".join(filter(None, (blad.ligging, blad.gemeentenaam)))
    waar = " · ".join(filter(None, (ligging, blad.woningen, f"grenzen van {blad.grensjaar}")))
    return _block(
        f'<div class="sk-bladkop">{kaart}<div><p class="waar">{escape(waar)}</p>'
        f'<h1>{escape(blad.naam)}</h1><p class="zin">{bold(build_opvallend(blad))}</p>'
        f'<p class="zin">{bold(build_kopzin(blad))}</p></div></div>'
    )


def build_cijfers(blad: Buurtblad) -> str:
    """Write the figures, a row each."""
    sleutel = (
        f'<p class="sleutel"><i class="gemeente"></i>{escape(blad.gemeentenaam)}'
        '<i class="land"></i>Nederland<i class="hier"></i>deze buurt'
        '<span class="licht">grijs: elke buurt; band: middelste helft</span></p>'
    )
    rijen = "".join(_row(rij, blad) for rij in blad.rijen)
    fictief = " fictief" if FICTIEF_MERK in blad.merken else ""
    return _block(
        f'<div class="sk-cijfers{fictief}"><div class="kop"><h2>Cijfers</h2>{sleutel}</div>'
        '<table><thead><tr><td></td><th scope="col"><span class="verborgen">plaats onder de '
        'buurten</span></th><th scope="col">nu</th><th scope="col">verschil</th>'
        f'<th scope="col">verloop</th></tr></thead><tbody>{rijen}</tbody></table></div>'
    )


def _row(rij: Rij, blad: Buurtblad) -> str:
    indicator, profiel = rij.indicator, rij.profiel
    if profiel.staat is Staat.OK:
        groot = beside_of(rij, blad)
        naast = f"<small>{escape(groot)}</small>" if groot else ""
        waarde = f"<strong>{escape(number_of(rij))}</strong>{naast}"
        spine = build_spine(rij)
    else:
        waarde = f'<span class="staat">{escape(state_of(rij))}</span>'
        spine = ""
    return (
        f'<tr class="{"gevoelig" if indicator.is_gevoelig else "gewoon"}">'
        f'<th scope="row">{escape(name_of(rij))}<small>{escape(short_measure(rij))}</small></th>'
        f'<td class="plaats">{spine}</td><td class="nu">{waarde}</td>'
        f'<td class="verschil">{_change(rij)}</td>'
        f'<td class="verloop">{build_vonk(profiel.trend, profiel.breuken)}</td></tr>'
    )


def _change(rij: Rij) -> str:
    getal, onder = change_of(rij)
    if not getal:
        return f'<span class="licht">{onder}</span>'
    return f"<b>{escape(getal)}</b><small>{escape(onder)}</small>"


def build_bespreken(punten: Sequence[Bespreekpunt]) -> str:
    """Write the seven directions, always all and in their order, each to be opened."""
    return _block(
        '<div class="sk-bespreken"><h2>Bespreekpunten bij deze buurt</h2>'
        f"{''.join(map(_point, punten))}"
        '<p class="licht">De zeven richtingen van het rapport Veerkracht in het corporatiebezit '
        "(2020), in zijn volgorde, zonder score. Geen werkt alleen.</p></div>"
    )


def _point(punt: Bespreekpunt) -> str:
    richting = punt.richting
    signalen = list(punt.voor) or [without_signal(punt)]
    if richting.altijd:
        signalen.insert(0, richting.altijd)
    delen = [
        ("Signalen", signalen),
        ("Voorzichtig", richting.voorzichtig),
        ("Onbekend", punt.onbekend),
        ("Vraag het aan", richting.vraag),
    ]
    inhoud = "".join(
        f"<dt>{kop}</dt><dd><p>{_ONDER_ELKAAR.join(map(escape, zinnen))}</p></dd>"
        for kop, zinnen in delen
        if zinnen
    )
    return (
        f"<details><summary><b>{richting.nummer} {escape(richting.titel)}</b>"
        f"<small>{escape(first_signal(punt))}</small></summary><dl>{inhoud}</dl>"
        f'<p class="licht">Veerkracht 2020, hoofdstuk {richting.hoofdstuk}</p></details>'
    )


def build_gelijken(gelijken: Gelijken) -> str:
    """Write the buurten that are most alike, with what they are alike in."""
    if gelijken.zelf is None:
        return _block(
            '<p class="licht">Voor deze buurt zijn er te weinig cijfers om op elkaar lijkende '
            "buurten te vinden.</p>"
        )
    koppen = " · ".join(gelijken.kenmerken)

    def row(gelijke: Gelijke, klasse: str = "") -> str:
        cellen = "".join(f"<td>{escape(waarde)}</td>" for waarde in gelijke.waarden)
        return f'<tr class="{klasse}"><th scope="row">{escape(gelijke.naam)}</th>{cellen}</tr>'

    rijen = row(gelijken.zelf, "zelf") + "".join(map(row, gelijken.rijen))
    return _block(
        '<div class="sk-gelijken"><table><caption>Buurten die erop lijken'
        f"<small>{escape(koppen)}</small></caption><tbody>{rijen}</tbody></table></div>"
    )


def build_voet(blad: Buurtblad) -> str:
    """Write where the figures come from and what they do not see."""
    bronnen = _ONDER_ELKAAR.join(map(escape, blad.bronnen))
    return _block(
        f'<div class="sk-bladvoet"><p><strong>{escape(NIET_TE_ZIEN)}</strong></p>'
        f"<p>{bronnen}</p></div>"
    )


def _block(inhoud: str) -> str:
    """Keep a block on one line: a line break of a name would end it for markdown."""
    return " ".join(inhoud.split())

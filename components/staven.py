"""Bars: on the page as a table that draws itself, and on paper."""

from html import escape
from typing import Final

from components.afdruk_blad import HAARLIJN, INKT, INKT_2, WIT, Blad, Vak
from components.afdruk_tekst import break_lines
from components.letters import MIDDEL, VET, breedte
from layers.grafiek import Grafiek

_WOORDEN: Final = 460.0
_TEKST: Final = 21.0
_GETAL: Final = 23.0
_HOOGSTE: Final = 100.0
_TUSSEN: Final = 30.0
_LUCHT: Final = 14.0


def build_staven(grafiek: Grafiek) -> str:
    """Write bars as a table: words, a bar, and what the number is."""
    rijen = "".join(
        f'<tr><th scope="row">{escape(staaf.label)}</th>'
        f'<td><i class="sk-staaf{" open" if staaf.is_open else ""}" '
        f'style="width:{100 * staaf.waarde / grafiek.staafmaat:.1f}%"></i></td>'
        f"<td>{escape(staaf.tekst)}</td></tr>"
        for staaf in grafiek.staven
    )
    return (
        f'<table class="sk-staven"><caption>{escape(grafiek.titel)}</caption>'
        f"<tbody>{rijen}</tbody></table>"
    )


def draw_staven(blad: Blad, grafiek: Grafiek, vak: Vak) -> None:
    """Draw bars below each other, from one line at zero; the number stands at the end of each."""
    staven = grafiek.staven
    links = vak.x + _WOORDEN + 16
    getal = max(breedte(staaf.tekst, VET) * _GETAL for staaf in staven) + _LUCHT
    ruimte = vak.rechts - links - getal
    stap = min(_HOOGSTE + _TUSSEN, vak.hoog / len(staven))
    dik = stap * _HOOGSTE / (_HOOGSTE + _TUSSEN)
    for nummer, staaf in enumerate(staven):
        boven = vak.y + nummer * stap
        lang = ruimte * staaf.waarde / grafiek.staafmaat
        regels = break_lines(staaf.label, ruimte=_WOORDEN, grootte=_TEKST, letter=MIDDEL)
        midden = boven + dik / 2 - (len(regels) - 1) * _TEKST * 0.6 + _TEKST * 0.35
        for plek, regel in enumerate(regels):
            blad.put_regel(regel, vak.x, midden + plek * _TEKST * 1.2, grootte=_TEKST, kleur=INKT)
        blad.put_vlak(
            Vak(links, boven, lang, dik),
            vulling=WIT if staaf.is_open else INKT_2,
            lijn=INKT_2,
            dikte=2.0,
            streep=(4, 3) if staaf.is_open else None,
        )
        blad.put_tekst(
            staaf.tekst,
            links + lang + _LUCHT,
            boven + dik / 2 + _GETAL * 0.35,
            grootte=_GETAL,
            letter=VET,
        )
    onder = vak.y + len(staven) * stap
    blad.put_lijn([(links, vak.y - 6), (links, onder)], kleur=HAARLIJN, dikte=1.2)

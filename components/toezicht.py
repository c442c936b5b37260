"""The page of the supervisor: figures before words, two lists of equal size, a map, questions."""

from collections.abc import Callable
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit as st

from components.dag import format_dag
from components.keuze import take_gekozen
from components.legendarijen import Legendarij, build_legendatabel, format_telling
from components.minikaart import build_kaartje
from components.toezichtwoorden import say_empty
from layers.kaartbeeld import STAATWOORDEN, Kaartbeeld, Staat
from layers.link import Keuze, write_link
from layers.opmaak import format_getal
from layers.toezicht import (
    AANDACHT,
    NIET_TE_ZIEN,
    VOLGORDE,
    Uitspraak,
    count_buurten,
    count_woningen,
)
from layers.toezichtblad import Buurtenlijst, Buurtregel, Toezicht
from layers.toezichtcijfers import Kerncijfer
from layers.vragen import Vraag

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

# The area that the page was about when somebody left it for a buurt.
TERUG: Final = "terug_naar_toezicht"
_SLEUTEL: Final = "toezicht_buurt"
_TEKENS: Final = {
    -1: "\N{BLACK DOWN-POINTING TRIANGLE}",
    0: "=",
    1: "\N{BLACK UP-POINTING TRIANGLE}",
}
_BREED_PCT: Final = 100
# So many rows are seen at once; the others unfold.
_IN_ZICHT: Final = 5


@cache
def _component(script: str) -> "ComponentRenderer":
    return st.components.v2.component(
        "toezicht", html='<div class="sk-toezicht"></div>', js=script, isolate_styles=False
    )


@cache
def _script() -> str:
    return (Path(__file__).parent / "toezicht.js").read_text(encoding="utf-8")


def show_toezicht(
    toezicht: Toezicht, kaartbeeld: Kaartbeeld | None, *, on_buurt: Callable[[str], None]
) -> None:
    """Draw the page; call `on_buurt` with the code of a buurt whose row was tapped."""
    codes = {rij.code for rij in toezicht.alle}

    def pick(code: str) -> None:
        if code in codes:
            on_buurt(code)

    def take() -> None:
        take_gekozen(_SLEUTEL, pick)

    _component(_script())(
        key=_SLEUTEL,
        data={"html": build_toezichthtml(toezicht, kaartbeeld)},
        on_gekozen_change=take,
    )
    # a run that was broken off between the choice and its callback leaves it to this one
    if take_gekozen(_SLEUTEL, pick):
        st.rerun()


def build_kop(toezicht: Toezicht) -> str:
    """Write the head: the question, and whose homes it is about."""
    wanneer = ""
    if toezicht.peildatum is not None:
        wanneer = f" Onze woningen op {format_dag(toezicht.peildatum)}."
    elders = ""
    if not toezicht.is_eigen:
        elders = (
            " Geteld zijn de woningen van alle corporaties samen; onze eigen woningen zijn hier "
            "niet ingelezen."
        )
    samen = f'<p class="samen">{escape(toezicht.samenvatting)}</p>' if toezicht.samenvatting else ""
    return (
        '<div class="sk-toezichtkop"><h1>Hoe staan we ervoor?</h1>'
        f"<p>{escape(toezicht.onder)}{wanneer}{elders}</p>{samen}</div>"
    )


def build_toezichthtml(toezicht: Toezicht, kaartbeeld: Kaartbeeld | None) -> str:
    """Write all of the page below its head."""
    grootste = max((rij.woningen for rij in toezicht.alle), default=0)
    lijsten = "".join(
        _list(lijst, toezicht, grootste, soort)
        for lijst, soort in ((toezicht.aandacht, "aandacht"), (toezicht.goed, "goed"))
    )
    kaart = ""
    if kaartbeeld is not None and toezicht.kaart is not None:
        nummers = {rij.code: str(n) for n, rij in enumerate(toezicht.aandacht.rijen, start=1)}
        kaart = _map(kaartbeeld, toezicht.kaart, nummers)
    uitleg = "".join(f"<li>{escape(zin)}</li>" for zin in toezicht.uitleg)
    apart = "".join(f'<p class="apart">{escape(c.apart)}</p>' for c in toezicht.cijfers if c.apart)
    return (
        f'<div class="cijfers">{"".join(map(_figure, toezicht.cijfers))}</div>{apart}'
        f'<p class="volgorde">{escape(toezicht.leeswijzer)} {escape(VOLGORDE)}</p>'
        f'<div class="lijsten">{lijsten}</div>'
        f'<p class="volgorde">{escape(toezicht.buiten_lijsten)}</p>'
        f'<div class="onder">{kaart}<div>{_questions(toezicht.vragen)}'
        f'<section class="nietzien"><h2>Wat deze cijfers niet zien</h2>'
        f"<p>{escape(' '.join((*NIET_TE_ZIEN, toezicht.zekerheid)))}</p></section></div></div>"
        f"{_all(toezicht)}"
        f'<section class="uitleg"><h2>Wat de woorden betekenen</h2><ul>{uitleg}</ul>'
        f"<p>{escape(toezicht.aandacht.kop)}: {escape(toezicht.aandacht.bron)}. "
        f"{escape(toezicht.goed.kop)}: {escape(toezicht.goed.bron)}.</p>"
        f"<p>{escape(toezicht.bron)}</p></section>"
    )


def _figure(cijfer: Kerncijfer) -> str:
    getal = (
        f"<strong>{escape(cijfer.getal)}</strong>"
        if cijfer.getal
        else ('<strong class="geen">niet te zeggen</strong>')
    )
    erbij = f'<p class="vorige">{escape(cijfer.erbij)}</p>' if cijfer.erbij else ""
    soort = "cijfer goed" if cijfer.is_goed else "cijfer"
    return (
        f'<section class="{soort}" data-cijfer="{cijfer.sleutel}">'
        f"{getal}<b>{escape(cijfer.waarvan)}</b><p>{escape(cijfer.zin)}</p>"
        f'<p class="vorige">{escape(cijfer.vorige)}</p>{erbij}</section>'
    )


def _list(lijst: Buurtenlijst, toezicht: Toezicht, grootste: int, soort: str) -> str:
    aantal = f"{count_buurten(lijst.totaal)}, {count_woningen(lijst.woningen)}."
    if not lijst.is_bekend:
        aantal = ""
    # the numbers on the map are those of the first list
    rijen = [
        _row(rij, toezicht, grootste, str(nummer) if soort == "aandacht" else "")
        for nummer, rij in enumerate(lijst.rijen, start=1)
    ]
    eerste = "".join(rijen[:_IN_ZICHT]) or f"<li><p>{say_empty(lijst)}</p></li>"
    rest = rijen[_IN_ZICHT:]
    meer = ""
    if rest:
        meer = (
            f"<details><summary>Nog {len(rest)} van de {lijst.totaal}</summary>"
            f"<ul>{''.join(rest)}</ul></details>"
        )
    return (
        f'<section class="lijst {soort}"><h2>{escape(lijst.kop)}</h2>'
        f'<p class="aantal">{escape(lijst.regel)} {aantal}</p>'
        f"<div><ul>{eerste}</ul>{meer}</div></section>"
    )


def _row(rij: Buurtregel, toezicht: Toezicht, grootste: int, nummer: str) -> str:
    breed = round(_BREED_PCT * rij.woningen / grootste)
    inkomens, overlast = toezicht.kort
    cijfer = f'<i class="nummer">{nummer}</i>' if nummer else ""
    leefbaarheid = rij.leefbaarheid or "niet bekend"
    drie = " \N{MIDDLE DOT} alle drie" if rij.signalen == len(AANDACHT) else ""
    return (
        f'<li><a href="#" data-buurt="{rij.code}">'
        f'<span class="naam"><b>{cijfer}{escape(rij.naam)}</b>'
        f"<small>{escape(rij.ligging)}{drie}</small></span>"
        f'<span class="woningen"><i style="width:{breed}%"></i>'
        f"<span>{count_woningen(rij.woningen)}, {rij.aandeel}</span></span>"
        f"{_trend(inkomens, rij.inkomens)}{_trend(overlast, rij.overlast)}"
        f'<span class="trend">leefbaarheid: {escape(leefbaarheid)}</span>'
        f'<span class="zeker">{escape(rij.zekerheid)}</span></a></li>'
    )


def _trend(kort: str, uitspraak: Uitspraak) -> str:
    teken = _sign(uitspraak.richting)
    return (
        f'<span class="trend"><i class="teken">{teken}</i>{escape(kort)}: '
        f"{escape(uitspraak.tekst)}</span>"
    )


def _sign(richting: int | None) -> str:
    return "" if richting is None else _TEKENS[richting]


def _map(kaartbeeld: Kaartbeeld, keuze: Keuze, nummers: dict[str, str]) -> str:
    moment = kaartbeeld.moment
    koppen = "".join(f'<th scope="col">{escape(g.label)}</th>' for g in moment.gewichten)
    rijen = "".join(
        f'<tr><th scope="row"><i class="staal" style="background:{klasse.kleur}"></i>'
        f"{escape(klasse.label)}</th>"
        + "".join(f"<td>{format_telling(t.cellen[nummer])}</td>" for t in moment.tellingen)
        + "</tr>"
        for nummer, klasse in enumerate(kaartbeeld.klassen)
    )
    rijen += "".join(
        f'<tr><th scope="row">{_blank_sample(rij)}{escape(_word(rij, keuze))}</th>'
        + "".join(f"<td>{format_telling(aantal)}</td>" for aantal in rij.aantallen)
        + "</tr>"
        for rij in build_legendatabel(kaartbeeld).niets
        if any(rij.aantallen)
    )
    titel = f"{moment.titel}, {moment.van} tot {moment.tot}"
    return (
        f'<section class="kaart"><h2>{escape(titel)}</h2>'
        f'<p class="onderschrift">De nummers zijn die van de eerste lijst.</p>'
        f'<a href="{escape(write_link(keuze))}" target="_self" class="groot">'
        f"{build_kaartje(kaartbeeld, alt=titel, nummers=nummers)}</a>"
        f"<table><thead><tr><td></td>{koppen}</tr></thead><tbody>{rijen}</tbody></table>"
        f'<p><a href="{escape(write_link(keuze))}" target="_self" class="knop">Open deze kaart</a>'
        "</p></section>"
    )


def _word(rij: Legendarij, keuze: Keuze) -> str:
    """Name a row without a class; outside the selection is here: without homes of ours."""
    is_buiten = keuze.alleen_eigen and rij.woord == STAATWOORDEN[Staat.BUITEN_SELECTIE]
    return "geen woningen van ons" if is_buiten else rij.woord


def _blank_sample(rij: Legendarij) -> str:
    """Draw what an area looks like that has no value; its pattern is that of the map above."""
    patroon = rij.stijl.patroon
    vulling = rij.stijl.vulling if patroon is None else f"url(#sk-{patroon.value})"
    return (
        '<svg class="staal" viewBox="0 0 16 16" aria-hidden="true">'
        f'<rect width="16" height="16" fill="{vulling}"/></svg>'
    )


def _questions(vragen: tuple[Vraag, ...]) -> str:
    rijen = "".join(f"<li>{escape(vraag.tekst)}</li>" for vraag in vragen)
    return (
        '<section class="vragen"><h2>Vragen aan de bestuurder</h2>'
        + (f"<ol>{rijen}</ol>" if rijen else "<p>Uit deze cijfers volgen geen vragen.</p>")
        + "</section>"
    )


def _all(toezicht: Toezicht) -> str:
    """Write every buurt with homes, folded up."""
    rijen = "".join(
        f'<tr><th scope="row"><a href="#" data-buurt="{rij.code}">{escape(rij.naam)}</a></th>'
        f"<td>{format_getal(rij.woningen, decimalen=0)}</td><td>{escape(rij.inkomens.tekst)}</td>"
        f"<td>{escape(rij.overlast.tekst)}</td>"
        f"<td>{escape(rij.leefbaarheid or 'niet bekend')}</td></tr>"
        for rij in toezicht.alle
    )
    inkomens, overlast = (escape(kort) for kort in toezicht.kort)
    return (
        f"<details><summary>Alle {count_buurten(len(toezicht.alle))} met {escape(toezicht.woord)}"
        f'</summary><div class="alle"><table><thead><tr><th scope="col">buurt</th>'
        f'<th scope="col">woningen</th><th scope="col">{inkomens}</th>'
        f'<th scope="col">{overlast}</th><th scope="col">leefbaarheid</th></tr></thead>'
        f"<tbody>{rijen}</tbody></table></div></details>"
    )

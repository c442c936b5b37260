"""The card of one area: its name, its figure, and what the figure counts."""

import re
from html import escape

import streamlit as st

from layers.aanbod import ligging
from layers.kaartbeeld import Kaartbeeld, Staat
from layers.stand import build_zin

_STATEN = {
    Staat.NIET_BESCHIKBAAR: (
        "niet beschikbaar",
        "Voor deze buurt is er in dit jaar geen cijfer.",
    ),
    Staat.ONDERDRUKT: (
        "te klein om te tonen",
        "Er is een cijfer, maar het gaat over zo weinig mensen dat het niet getoond wordt.",
    ),
}


def show_profiel(kaartbeeld: Kaartbeeld, *, gebiedscode: str | None) -> bool:
    """Draw the card, or what to do while nothing is chosen; answer whether it was closed."""
    if gebiedscode is None:
        st.html(
            '<div class="sk-leeg"><strong>Kies een buurt</strong>'
            "<p>Klik op de kaart of zoek een buurt op naam.</p></div>"
        )
        return False
    plek = kaartbeeld.gebieden.index(gebiedscode)
    moment = kaartbeeld.momenten[-1]
    with st.container(key="sk-kop", horizontal=True, wrap=False, gap="small"):
        st.html(
            f'<div class="sk-naam"><h2>{escape(kaartbeeld.namen[plek])}</h2>'
            f"<p>{escape(ligging(kaartbeeld)[plek])}</p></div>"
        )
        gesloten = st.button(
            "Sluiten", key="sk-sluit", icon=":material/close:", type="tertiary", help="Sluiten"
        )
    staat = moment.staten[plek]
    if staat in _STATEN:
        getal, zin = _STATEN[staat]
        kop = f'<p class="sk-staat">{getal}</p>'
    else:
        kop = f'<p class="sk-getal">{_split_eenheid(moment.teksten[plek])}</p>'
        zin = build_zin(kaartbeeld, gebiedscode)
    klein = (
        '<p class="sk-klein">Klein aantal: hier wonen zo weinig mensen dat toeval meetelt.</p>'
        if staat is Staat.KLEIN_AANTAL
        else ""
    )
    st.html(
        f'{kop}<p class="sk-wat"><strong>{escape(moment.titel)}</strong>, {moment.van}</p>'
        f'<p class="sk-zin">{_bold(zin)}</p>{klein}'
    )
    return gesloten


def _split_eenheid(tekst: str) -> str:
    """
    Set the number of a value apart from its unit, as HTML.

    >>> _split_eenheid("1.204,5 per 1.000")
    '1.204,5<span>per 1.000</span>'
    """
    gevonden = re.fullmatch(r"([+\u2212-]?[\d.,]+)\s*(.*)", tekst)
    if gevonden is None:
        return escape(tekst)
    getal, eenheid = gevonden.groups()
    return f"{escape(getal)}<span>{escape(eenheid)}</span>" if eenheid else escape(getal)


def _bold(zin: str) -> str:
    """
    Make **words** of a sentence bold, as HTML.

    >>> _bold("**3 van de 10** in <Dorp>")
    '<strong>3 van de 10</strong> in &lt;Dorp&gt;'
    """
    return re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", escape(zin))

"""Class bounds that were made on a few gemeenten, once the country is in: old beside new."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from components.keuze import renew_klassen
from data.opslag import Opslag
from layers.begrippen import Grens, Maat
from layers.klassen import name_classes
from layers.klassenbeheer import Herziening, find_outgrown, propose_herziening, revise_klassen

_GETOOND = "herzien_getoond"
_KLAAR = "herzien_klaar"
_MAATWOORD = {
    Maat.STAND: "",
    Maat.VERANDERING: ", verandering",
    Maat.NIVEAU: ", laag, midden en hoog",
}


def show_herziening(opslag: Opslag) -> None:
    """Offer new class bounds where they were made before the country came; else draw nothing."""
    if aantal := st.session_state.pop(_KLAAR, 0):
        st.success(f"{count_onderwerpen(aantal)} herzien. Een oude link houdt de zijne.")
    ontgroeid = find_outgrown(opslag=opslag)
    if not ontgroeid:
        return
    st.subheader("Klassen herzien")
    st.markdown(
        f"{count_onderwerpen(len(ontgroeid))} gemaakt toen er alleen cijfers van enkele gemeenten "
        "waren. Daarvan zijn er nu cijfers van heel Nederland, en de klassen kunnen passen bij "
        "alle buurten. Kaarten krijgen dan andere kleuren; een link van eerder blijft zoals hij "
        "was."
    )
    if st.button("Oud en nieuw naast elkaar zien", key="herzien_toon"):
        st.session_state[_GETOOND] = True
    if not st.session_state.get(_GETOOND):
        return
    with st.spinner("De nieuwe klassen worden berekend."):
        voorstel = propose_herziening(ontgroeid, opslag=opslag)
    st.html(build_vergelijking(voorstel))
    if st.button("Klassen herzien", type="primary", key="herzien_doe"):
        st.session_state[_KLAAR] = len(revise_klassen(ontgroeid, opslag=opslag))
        st.session_state[_GETOOND] = False
        renew_klassen()
        st.rerun()


def count_onderwerpen(aantal: int) -> str:
    """
    Begin a sentence on the classes of some subjects.

    >>> count_onderwerpen(1)
    'De klassen van 1 onderwerp zijn'
    """
    return f"De klassen van {aantal} {'onderwerp' if aantal == 1 else 'onderwerpen'} zijn"


def build_vergelijking(herzieningen: Sequence[Herziening]) -> str:
    """Write old and new classes of every indicator as a table."""
    rijen = "".join(
        f'<tr><th scope="row">{escape(h.indicator.label)}{_MAATWOORD[h.maat]}</th>'
        f"<td>{_classes(h.oud, h)}</td><td>{_classes(h.nieuw, h)}</td></tr>"
        for h in herzieningen
    )
    return (
        '<div class="sk-tabel"><table><caption>Klassen, oud en nieuw</caption><thead><tr>'
        '<th scope="col">Onderwerp</th><th scope="col">Nu</th><th scope="col">Nieuw</th>'
        f"</tr></thead><tbody>{rijen}</tbody></table></div>"
    )


def _classes(grenzen: tuple[Grens, ...], herziening: Herziening) -> str:
    namen = name_classes(grenzen, herziening.indicator, herziening.maat)
    return "<br>".join(escape(naam) for naam in namen)

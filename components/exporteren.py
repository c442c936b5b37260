"""The dialog that gives the map on screen as a file: what is shown is what the file holds."""

import re
import unicodedata
from typing import Final

import streamlit as st

from components.afdruk_blad import MAAT_PER_NAAM, Maat, Opdracht
from components.afdruk_legenda import FICTIEF
from components.dag import today
from components.tabel import style_tabel
from components.uitvoer import Formaat, make_bestand
from layers.kaartbeeld import Kaartbeeld
from layers.link import Keuze
from layers.mogelijk import STAND

GEVOELIG: Final = (
    "Deze cijfers zijn gevoelig. Ik deel het bestand alleen met wie ermee om kan gaan."
)
_VORMEN: Final = {
    Formaat.PNG: "Afbeelding (PNG)",
    Formaat.SVG: "Tekening (SVG)",
    Formaat.CSV: "Cijfers (CSV)",
}
_UITLEG: Final = {
    Formaat.PNG: "Voor een dia of een memo: scherp op papier, met titel, legenda, bron en jaar.",
    Formaat.SVG: "Om in een tekenprogramma aan te passen: tekst blijft tekst.",
    Formaat.CSV: "Alle buurten met cijfer, klasse en bron; Excel opent het bestand meteen goed.",
}
_MATEN: Final = {Maat.DIA.naam: "Dia (16:9)", Maat.A4.naam: "A4 staand"}
_MIME: Final = {
    Formaat.PNG: "image/png",
    Formaat.SVG: "image/svg+xml",
    Formaat.CSV: "text/csv",
}


def show_export(kaartbeeld: Kaartbeeld, keuze: Keuze) -> None:
    """Draw the choice of form and size, what it gives, and the button that saves it."""
    formaat = st.segmented_control(
        "Vorm",
        list(_VORMEN),
        default=Formaat.PNG,
        required=True,
        format_func=_VORMEN.__getitem__,
        key="export_vorm",
    )
    maat = Maat.DIA.naam
    # a place of its own, also when empty: else the old button below stays beside the new one
    with st.container():
        if formaat is not Formaat.CSV:
            maat = st.segmented_control(
                "Maat",
                list(_MATEN),
                default=maat,
                required=True,
                format_func=_MATEN.__getitem__,
                key="export_maat",
            )
    st.caption(_UITLEG[formaat])
    met_gevoelig = False
    if kaartbeeld.is_gevoelig and FICTIEF not in kaartbeeld.merken:
        met_gevoelig = st.checkbox(GEVOELIG)
        if not met_gevoelig:
            return
    opdracht = Opdracht(
        maat=MAAT_PER_NAAM[maat],
        gemaakt_op=today(),
        gekozen=keuze.buurt,
        filter=keuze.filter,
    )
    # the button of before goes at once: it would save the file of before
    plek = st.empty()
    with plek, st.spinner("Het bestand wordt gemaakt."):
        ruw = make_bestand(kaartbeeld, formaat, opdracht, met_gevoelig=met_gevoelig)
    # named by what it saves: who is quicker than the server sees which file it still is
    naam = _VORMEN[formaat] if formaat is Formaat.CSV else f"{_VORMEN[formaat]}, {_MATEN[maat]}"
    plek.download_button(
        f"Opslaan: {naam}",
        ruw,
        file_name=build_naam(kaartbeeld, formaat, maat=maat),
        mime=_MIME[formaat],
        type="primary",
        on_click="ignore",
    )
    voorbeeld = f"Voorbeeld van het bestand: {kaartbeeld.moment.titel}"
    match formaat:
        case Formaat.CSV:
            st.dataframe(style_tabel(kaartbeeld), hide_index=True, width="stretch", height=420)
        case Formaat.SVG:
            st.image(ruw.decode(), alt=voorbeeld)
        case Formaat.PNG:
            st.image(ruw, alt=voorbeeld)


def build_naam(kaartbeeld: Kaartbeeld, formaat: Formaat, *, maat: str = Maat.DIA.naam) -> str:
    """Name a file after what is in it, in signs that every system takes."""
    soort = () if kaartbeeld.soort == STAND else (kaartbeeld.soort,)
    delen = ("sociale-kaart", kaartbeeld.gebiedsnaam, *soort, kaartbeeld.indicator)
    woorden = [_bare(deel) for deel in delen]
    if maat != Maat.DIA.naam and formaat is not Formaat.CSV:
        woorden.append(_bare(maat))
    return f"{'_'.join(woorden)}_{kaartbeeld.moment.tot}.{formaat.value}"


def _bare(tekst: str) -> str:
    """
    Write a text in small letters, digits and hyphens.

    >>> _bare("'s-Hertogenbosch"), _bare("Súdwest-Fryslân")
    ('s-hertogenbosch', 'sudwest-fryslan')
    """
    kaal = unicodedata.normalize("NFKD", tekst).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", kaal).strip("-")

"""The dialog that gives the map on screen as a file: what is shown is what the file holds."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final
from urllib.parse import urlsplit

import streamlit as st

from components.afdruk_blad import DPI, MAAT_PER_NAAM, Maat
from components.afdruk_legenda import FICTIEF
from components.afdruk_tekst import plain
from components.dag import today
from components.huisstijl import Huisstijl, read_huisstijl
from components.keuze import finish
from components.kopieren import show_beeldknop, show_kopieerknop, show_wachter
from components.tabel import style_tabel
from components.uitvoer import (
    CIJFERS,
    LANGSTE_TITEL,
    MATEN_VAN,
    MIME,
    VELLEN,
    Formaat,
    Wensen,
    clean_titel,
    make_kaart,
)
from components.wachtrij import Wachtrij
from data.errors import SocialeKaartError
from data.opslag import Vermelding, read_inhoud
from layers.aanbod import opslag_of
from layers.bezit import has_eigen, without_eigen
from layers.kaartbeeld import Kaartbeeld
from layers.link import Keuze
from layers.mogelijk import STAND
from layers.openen import open_link
from layers.perioden import years_beside
from layers.soorten import build_kaartbeeld

GEVOELIG: Final = (
    "Deze cijfers zijn gevoelig. Ik deel het bestand alleen met wie ermee om kan gaan."
)
MET_EIGEN: Final = "Met eigen bezit: het aantal woningen van ons in elke buurt."
_VORMEN: Final = {
    Formaat.PNG: "Afbeelding (PNG)",
    Formaat.PPTX: "Dia (PowerPoint)",
    Formaat.DOCX: "Memo (Word)",
    Formaat.PDF: "PDF",
    Formaat.XLSX: "Cijfers (Excel)",
    Formaat.CSV: "Cijfers (CSV)",
    Formaat.SVG: "Tekening (SVG)",
    Formaat.GPKG: "Kaartlaag (GeoPackage)",
    Formaat.GEOJSON: "Kaartlaag (GeoJSON)",
}
_UITLEG: Final = {
    Formaat.PNG: "Voor een dia of een memo: scherp op papier, met titel, legenda, bron en jaar.",
    Formaat.PPTX: "Een dia om aan te passen: titel, tekst en legenda zijn van PowerPoint zelf.",
    Formaat.DOCX: "Een memo om aan te passen: kaart, legenda en cijfers als tabel van Word zelf.",
    Formaat.PDF: "Om te delen en af te drukken: lijnen en letters blijven scherp.",
    Formaat.SVG: "Om in een tekenprogramma aan te passen: tekst blijft tekst.",
    Formaat.XLSX: "Alle buurten met cijfer, klasse en toestand, met uitleg en herkomst erbij.",
    Formaat.CSV: "Alle buurten met cijfer, klasse en bron; Excel opent het bestand meteen goed.",
    Formaat.GPKG: "De buurten met hun cijfers en klassen als kaartlaag, voor een GIS-programma.",
    Formaat.GEOJSON: "De buurten met hun cijfers en klassen als kaartlaag, voor een webkaart.",
}
_MATEN: Final = {
    Maat.DIA.naam: "Dia (16:9)",
    Maat.DIA_SMAL.naam: "Dia (4:3)",
    Maat.A4.naam: "A4 staand",
    Maat.A4_LIGGEND.naam: "A4 liggend",
    Maat.A3.naam: "A3 staand",
    Maat.A3_LIGGEND.naam: "A3 liggend",
    Maat.VIERKANT.naam: "Vierkant",
}
_DPIS: Final = {150: "150 (mail)", DPI: f"{DPI} (druk)", 600: "600 (poster)"}
# Dots per inch of the picture beside what is no picture itself.
_DPI_VOORBEELD: Final = 110
_DPI_PROEF: Final = 50
_LANGSTE_KNOP: Final = 40
_LANGSTE_VOORSTEL: Final = 110
_HIER: Final = frozenset((None, "localhost", "127.0.0.1", "::1"))
# What was chosen last, kept beside the controls: those are forgotten when the window closes.
_LAATSTE: Final = "export_laatst"
RIJ: Final = Wachtrij()


def show_export(kaartbeeld: Kaartbeeld, keuze: Keuze) -> None:
    """Draw the choice of form and size, what it gives, and the button that saves it."""
    laatst: dict[str, Any] = st.session_state.setdefault(_LAATSTE, {})
    formaat = _segment("Vorm", "vorm", _VORMEN, laatst, Formaat.PNG)
    maat = _choose_maat(formaat, laatst)
    st.caption(_UITLEG[formaat])
    met_gevoelig = False
    if kaartbeeld.is_gevoelig and FICTIEF not in kaartbeeld.merken:
        met_gevoelig = st.checkbox(GEVOELIG)
        if not met_gevoelig:
            return
    met_eigen = False
    if has_eigen(keuze) and FICTIEF not in kaartbeeld.merken:
        met_eigen = st.checkbox(MET_EIGEN)
        kaartbeeld = kaartbeeld if met_eigen else build_kaartbeeld(without_eigen(keuze))
    wensen = Wensen(
        met_eigen=met_eigen,
        formaat=formaat,
        gemaakt_op=today(),
        maat=MAAT_PER_NAAM[maat],
        met_gevoelig=met_gevoelig,
        adres=public_adres(st.context.url or ""),
        **_choose_meer(kaartbeeld, formaat, laatst),
    )
    # the button of before goes at once: it would save the file of before
    plek = st.empty()
    with plek, st.spinner("Het bestand wordt gemaakt."):
        ruw = _make(keuze, wensen)
    # named by what it saves: who is quicker than the server sees which file it still is
    plek.download_button(
        _name_button(wensen),
        ruw,
        file_name=build_naam(kaartbeeld, wensen),
        mime=MIME[formaat],
        type="primary",
        on_click="ignore",
        key="sk-opslaan",
    )
    show_wachter(
        veld=".st-key-export_titel input",
        verwerkt=wensen.titel,
        knop=".st-key-sk-opslaan button",
    )
    _show_voorbeeld(kaartbeeld, keuze, wensen, ruw)
    _show_kopieren(kaartbeeld, wensen, ruw)


def _name_button(wensen: Wensen) -> str:
    delen = [_VORMEN[wensen.formaat]]
    if has_maat(wensen.formaat):
        delen.append(_MATEN[wensen.maat.naam])
    naam = f"Opslaan: {', '.join(delen)}"
    titel = clean_titel(wensen.titel)
    if not titel:
        return naam
    kort = titel if len(titel) <= _LANGSTE_KNOP else f"{titel[:_LANGSTE_KNOP].rstrip()}…"
    return f"{naam}, \N{LEFT DOUBLE QUOTATION MARK}{kort}\N{RIGHT DOUBLE QUOTATION MARK}"


def public_adres(adres: str) -> str:
    """
    Answer the address of the installation for on a sheet; none where it is only on this machine.

    >>> public_adres("https://kaart.example.nl/kaart"), public_adres("http://localhost:8501/kaart")
    ('https://kaart.example.nl', '')
    """
    delen = urlsplit(adres)
    if delen.scheme not in {"http", "https"} or delen.hostname in _HIER:
        return ""
    return f"{delen.scheme}://{delen.netloc}"


def _segment(
    label: str,
    naam: str,
    opties: Mapping[Any, str],
    laatst: dict[str, Any],
    eerste: Any,  # noqa: ANN401 - whatever can be chosen
) -> Any:  # noqa: ANN401 - whatever can be chosen
    """Draw a choice that is remembered, also when the window was closed."""
    sleutel = f"export_{naam}"
    if st.session_state.get(sleutel) not in opties:
        vorige = laatst.get(naam)
        st.session_state[sleutel] = vorige if vorige in opties else eerste
    laatst[naam] = st.segmented_control(
        label, list(opties), required=True, format_func=opties.__getitem__, key=sleutel
    )
    return laatst[naam]


def make_apart(werk: Callable[..., bytes], *args: Any) -> bytes:  # noqa: ANN401 - its arguments
    """Make a file in the process that is there for it, with the style of the organisation."""
    ruw: bytes = RIJ.run(werk, *args, read_huisstijl())
    return ruw


def warm_up() -> None:
    """Start the process that makes files, and let it make one, so that nobody waits for that."""
    with suppress(SocialeKaartError):  # who asks for a file is told
        geopend = open_link({})
        if geopend is not None:
            _make(geopend.keuze, Wensen(formaat=Formaat.PNG, gemaakt_op=today(), dpi=_DPI_PROEF))


def has_maat(formaat: Formaat) -> bool:
    """Tell whether the size of a file can be chosen."""
    return formaat in VELLEN or formaat in MATEN_VAN


def _choose_maat(formaat: Formaat, laatst: dict[str, Any]) -> str:
    """Draw the choice of size, where there is one."""
    # a place of its own, also when empty: else the old button below stays beside the new one
    with st.container():
        if not has_maat(formaat):
            return Maat.DIA.naam
        maten = {m.naam: _MATEN[m.naam] for m in MATEN_VAN.get(formaat, tuple(Maat))}
        # of each kind of file its own, so that a memo does not turn the next picture
        soort = formaat.value if formaat in MATEN_VAN else "vel"
        gekozen: str = _segment("Maat", f"maat_{soort}", maten, laatst, next(iter(maten)))
        return gekozen


def _choose_meer(
    kaartbeeld: Kaartbeeld, formaat: Formaat, laatst: dict[str, Any]
) -> dict[str, Any]:
    """Draw what few need, closed: a title of one's own, greys, dots, a second year."""
    meer: dict[str, Any] = {}
    with st.expander("Titel en uiterlijk"):
        meer["titel"] = _ask_titel(kaartbeeld, laatst)
        if formaat not in CIJFERS:
            meer["is_grijs"] = _check("In grijzen, voor een printer zonder kleur", "grijs", laatst)
        if formaat is Formaat.CSV:
            meer["is_kaal"] = _check(
                "Met komma's en decimale punten, voor een ander programma dan Excel",
                "kaal",
                laatst,
            )
        if formaat is Formaat.PNG:
            meer["dpi"] = _segment("Scherpte (punten per inch)", "dpi", _DPIS, laatst, DPI)
        jaren = years_beside(kaartbeeld)[::-1]
        if formaat in VELLEN and jaren:
            meer["naast"] = st.selectbox(
                "Tweede kaart ernaast",
                jaren,
                index=None,
                placeholder="geen",
                format_func=str,
                key="export_naast",
            )
    return meer


def _ask_titel(kaartbeeld: Kaartbeeld, laatst: dict[str, Any]) -> str:
    """Draw the field for a title; it is remembered for this map, and no other gets it."""
    titels: dict[str, str] = laatst.setdefault("titels", {})
    kaart = f"{kaartbeeld.gebied}/{kaartbeeld.soort}/{kaartbeeld.moment.titel}"
    if st.session_state.get("export_titel_van") != kaart or "export_titel" not in st.session_state:
        st.session_state["export_titel_van"] = kaart
        st.session_state["export_titel"] = titels.get(kaart, "")
    titel: str = st.text_input(
        "Titel",
        placeholder=kaartbeeld.moment.titel,
        help="Zeg in één zin waar het om gaat. Leeg: de titel van de kaart.",
        key="export_titel",
    )
    voorstel = propose_titel(kaartbeeld)
    if voorstel and voorstel != titel:
        st.button(
            f"Neem als titel: {voorstel}",
            type="tertiary",
            key="export_voorstel",
            on_click=_take_voorstel,
            args=(voorstel,),
        )
    titels[kaart] = titel
    if len(titel) > LANGSTE_TITEL:
        st.caption(f"Een titel is hooguit {LANGSTE_TITEL} tekens; de rest valt weg.")
    return titel


def _take_voorstel(voorstel: str) -> None:
    finish(lambda: st.session_state.__setitem__("export_titel", voorstel))


def propose_titel(kaartbeeld: Kaartbeeld) -> str:
    """Answer what the map says in one sentence, as a title; none where that is long."""
    eerste = plain(kaartbeeld.moment.legendazin).split(". ")[0].rstrip(".")
    return eerste if len(eerste) <= _LANGSTE_VOORSTEL else ""


def _check(label: str, naam: str, laatst: dict[str, Any]) -> bool:
    sleutel = f"export_{naam}"
    if sleutel not in st.session_state:
        st.session_state[sleutel] = laatst.get(naam, False)
    laatst[naam] = st.checkbox(label, key=sleutel)
    return bool(laatst[naam])


def _make(keuze: Keuze, wensen: Wensen) -> bytes:
    """Make the file in the process that is there for it; what was made last is kept."""
    if has_eigen(keuze):  # our own homes are kept for nobody
        ruw: bytes = RIJ.run(make_kaart, keuze, wensen, read_huisstijl())
        return ruw
    opslag = opslag_of(keuze.gebied)
    return _make_once(keuze, wensen, read_huisstijl(), read_inhoud(opslag))


@lru_cache(maxsize=12)
def _make_once(
    keuze: Keuze, wensen: Wensen, stijl: Huisstijl, _inhoud: tuple[Vermelding, ...]
) -> bytes:
    ruw: bytes = RIJ.run(make_kaart, keuze, wensen, stijl)
    return ruw


def _show_voorbeeld(kaartbeeld: Kaartbeeld, keuze: Keuze, wensen: Wensen, ruw: bytes) -> None:
    """Show what the file holds: itself, or of what a browser cannot show the same map."""
    formaat = wensen.formaat
    titel = clean_titel(wensen.titel) or kaartbeeld.moment.titel
    voorbeeld = f"Voorbeeld van het bestand: {titel}"
    if formaat in CIJFERS or formaat in {Formaat.GPKG, Formaat.GEOJSON}:
        st.dataframe(
            style_tabel(kaartbeeld), hide_index=True, width="stretch", height=420, placeholder=""
        )
    elif formaat is Formaat.SVG:
        st.image(ruw.decode(), alt=voorbeeld)
    elif formaat is Formaat.PNG:
        st.image(ruw, alt=voorbeeld)
    else:
        beeld = replace(wensen, formaat=Formaat.PNG, dpi=_DPI_VOORBEELD)
        st.image(_make(keuze, beeld), alt=voorbeeld)
        if formaat is not Formaat.PDF:
            st.caption(
                "Zo ziet de kaart eruit. In het bestand staan titel, legenda en tekst los, om "
                "aan te passen."
            )


def _show_kopieren(kaartbeeld: Kaartbeeld, wensen: Wensen, ruw: bytes) -> None:
    """Draw the buttons that copy the link, the picture and a neutral caption."""
    bijschrift = build_bijschrift(kaartbeeld, clean_titel(wensen.titel))
    adres = (st.context.url or "").split("/kaart")[0].rstrip("/")
    with st.container(horizontal=True, key="sk-kopieren"):
        show_kopieerknop(f"{adres}{kaartbeeld.link}", woord="Kopieer de link", sleutel="link")
        show_kopieerknop(bijschrift, woord="Kopieer een bijschrift", sleutel="bijschrift")
        if wensen.formaat is Formaat.PNG:
            show_beeldknop(ruw, naam=build_naam(kaartbeeld, wensen))


def build_bijschrift(kaartbeeld: Kaartbeeld, titel: str = "") -> str:
    """Answer a caption in plain words: what it is, what it says, and where it comes from."""
    moment = kaartbeeld.moment
    delen = [titel or moment.titel, moment.ondertitel, moment.legendazin, moment.bronregel]
    if FICTIEF in kaartbeeld.merken:
        delen.insert(2, f"{FICTIEF.capitalize()}.")
    return plain(" ".join(deel if deel.endswith(".") else f"{deel}." for deel in delen))


def build_naam(kaartbeeld: Kaartbeeld, wensen: Wensen) -> str:
    """Name a file after what is in it, in signs that every system takes."""
    soort = () if kaartbeeld.soort == STAND else (kaartbeeld.soort,)
    delen = ("sociale-kaart", kaartbeeld.gebiedsnaam, *soort, kaartbeeld.indicator)
    woorden = [bare(deel) for deel in delen]
    if wensen.maat is not Maat.DIA and wensen.formaat in VELLEN:
        woorden.append(bare(wensen.maat.naam))
    if wensen.is_grijs and wensen.formaat not in CIJFERS:
        woorden.append("grijs")
    jaren = sorted({kaartbeeld.moment.tot, wensen.naast or kaartbeeld.moment.tot})
    woorden.append("-".join(map(str, jaren)))
    return f"{'_'.join(woorden)}.{wensen.formaat.value}"


def bare(tekst: str) -> str:
    """
    Write a text in small letters, digits and hyphens.

    >>> bare("'s-Hertogenbosch"), bare("Súdwest-Fryslân")
    ('s-hertogenbosch', 'sudwest-fryslan')
    """
    kaal = unicodedata.normalize("NFKD", tekst).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", kaal).strip("-")

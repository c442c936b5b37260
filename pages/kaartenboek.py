"""Page `kaartenboek`: many maps and sheets of buurten in one file."""

from dataclasses import replace

import streamlit as st

from components.boektaak import Boektaak
from components.dag import today
from components.exporteren import GEVOELIG, bare
from components.kaartenboek import Boek, find_buurten, holds_gevoelig, views_of
from components.keuze import is_fictief, open_keuze
from components.meldingen import show_fictief_merk, show_fout
from components.uitvoer import MIME, Formaat, clean_titel
from data.errors import SocialeKaartError
from layers.bezit import without_eigen
from layers.boekkeuze import list_voorstellen
from layers.deelgebied import list_gebieden
from layers.link import Keuze
from layers.openen import open_link
from layers.soorten import build_kaartbeeld

TAAK = "kaartenboek_taak"
GEEN, GEKOZEN, ALLE = "Geen", "Enkele", "Alle"
VORMEN = {Formaat.PDF: "PDF", Formaat.PPTX: "PowerPoint"}


def show_keuze(keuze: Keuze) -> Boek | None:
    """Draw what goes into the book; answer it where that is enough for a book."""
    keuze = choose_gebied(keuze)
    voorstellen = {v.naam: v for v in list_voorstellen(keuze)}
    gekozen = st.multiselect(
        "Kaarten",
        list(voorstellen),
        default=list(voorstellen)[:1],
        placeholder="Kies een of meer kaarten",
        select_all=False,
        key=f"boek_kaarten_{keuze.gebied}",
    )
    weergaven: tuple[Keuze, ...] = tuple(voorstellen[naam].keuze for naam in gekozen)
    links = st.text_area(
        "Of plak links van kaarten, elk op een eigen regel",
        placeholder="Kopieer een link in het venster Exporteren",
        height=80,
        key="boek_links",
    )
    try:
        weergaven = tuple(dict.fromkeys((*weergaven, *views_of(split_links(links)))))
    except SocialeKaartError as fout:
        # beside the field it is about
        show_fout(fout)
        weergaven = ()
    buurten = choose_buurten(keuze)
    titel = clean_titel(st.text_input("Titel", placeholder="Sociale kaart van …", key="boek_titel"))
    formaat = st.segmented_control(
        "Vorm",
        list(VORMEN),
        default=Formaat.PDF,
        required=True,
        format_func=VORMEN.__getitem__,
        key="boek_vorm",
    )
    if not weergaven:
        st.caption("Kies minstens één kaart.")
        return None
    kaart, blad = holds_gevoelig(weergaven, buurten)
    met_gevoelig = (kaart or blad) and st.checkbox(GEVOELIG, key="boek_gevoelig")
    if kaart and not met_gevoelig:
        return None
    return Boek(
        weergaven=weergaven,
        buurten=buurten,
        titel=titel,
        formaat=formaat,
        gemaakt_op=today(),
        met_gevoelig=met_gevoelig,
    )


def choose_gebied(keuze: Keuze) -> Keuze:
    """Draw the choice of the area; answer the view of it that the book begins with."""
    gebieden = {gebied.code: gebied for gebied in list_gebieden(keuze)}
    gebied = st.selectbox(
        "Gebied",
        list(gebieden),
        index=list(gebieden).index(keuze.gebied) if keuze.gebied in gebieden else 0,
        format_func=lambda code: gebieden[code].naam,
        key="boek_gebied",
    )
    if gebied == keuze.gebied:
        return keuze
    grens = gebieden[gebied].grensjaar
    geopend = open_link({"gebied": gebied} | ({"grens": str(grens)} if grens else {}))
    return geopend.keuze if geopend else keuze


def split_links(tekst: str) -> list[str]:
    """Answer the links that stand in a text, a line each."""
    return [regel.strip() for regel in tekst.splitlines() if regel.strip()]


def choose_buurten(keuze: Keuze) -> tuple[str, ...]:
    """Draw of which buurten there is a sheet."""
    welke = st.segmented_control(
        "Een blad per buurt", [GEEN, GEKOZEN, ALLE], default=GEEN, required=True, key="boek_buurten"
    )
    if welke == GEEN:
        return ()
    codes = find_buurten(replace(keuze, buurt=None))
    if welke == ALLE:
        st.caption(f"{len(codes)} buurten; een blad kost ongeveer een halve seconde.")
        return codes
    namen = name_buurten(keuze)
    return tuple(
        st.multiselect(
            "Buurten",
            list(codes),
            format_func=lambda code: namen[code],
            placeholder="Kies een of meer buurten",
            select_all=False,
            key=f"boek_buurten_{keuze.gebied}",
        )
    )


def name_buurten(keuze: Keuze) -> dict[str, str]:
    """Answer the names of the areas on the map."""
    kaartbeeld = build_kaartbeeld(keuze)
    return dict(zip(kaartbeeld.gebieden, kaartbeeld.namen, strict=True))


@st.fragment(run_every=0.7)
def show_voortgang() -> None:
    """Draw how far the book is; it runs on its own until the book is there."""
    taak: Boektaak = st.session_state[TAAK]
    if not taak.is_bezig:
        st.rerun()
    deel = taak.gedaan / max(taak.totaal, 1)
    st.progress(deel, text=f"Blad {taak.gedaan} van {taak.totaal}")
    if st.button("Stoppen"):
        taak.stop()
        del st.session_state[TAAK]
        st.rerun()


def show_klaar(taak: Boektaak) -> None:
    """Give the book, or say why there is none."""
    if taak.fout:
        show_fout(taak.fout)
    if taak.ruw is not None:
        vorm = taak.boek.formaat
        grootte = f"{len(taak.ruw) / 1_000_000:.1f} MB".replace(".", ",")
        st.download_button(
            f"Opslaan: {VORMEN[vorm]}, {taak.titel}, {grootte}",
            taak.ruw,
            file_name=f"kaartenboek_{bare(taak.titel)}.{vorm.value}",
            mime=MIME[vorm],
            type="primary",
            on_click="ignore",
        )


keuze = without_eigen(open_keuze())
with st.container(key="sk-boek"):
    st.title("Kaartenboek", anchor=False)
    st.markdown(
        "Kaarten en bladen van buurten in één bestand, met een inhoud en een uitleg erbij. Het "
        "wordt op de achtergrond gemaakt: u kunt naar een andere pagina en terugkomen. Herlaad "
        "het venster niet, dan begint u opnieuw."
    )
    taak: Boektaak | None = st.session_state.get(TAAK)
    is_bezig = taak is not None and taak.is_bezig
    if is_bezig:
        show_voortgang()
    elif taak is not None:
        show_klaar(taak)
    # also while one is made: what is not drawn forgets what was chosen in it
    boek = show_keuze(keuze)
    wil = st.button(
        "Maak het kaartenboek", type="primary", disabled=is_bezig or boek is None, key="boek_maak"
    )
    if wil and boek is not None:
        taak = st.session_state[TAAK] = Boektaak(boek)
        taak.start()
        st.rerun()
if is_fictief(keuze):
    show_fictief_merk()

"""Page `trends`: buurten through the years, and an indicator against corporation homes."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import streamlit as st

import components
from components.adres import replace_adres
from components.grafieken import show_grafiek
from components.keuze import (
    is_fictief,
    open_keuze,
    pop_let_op,
    select_onderwerp,
    write_adres,
)
from components.meldingen import show_fictief_merk, show_fout, show_let_op
from components.verhaal import build_verhaal_html, write_verhaal
from data.errors import SocialeKaartError
from data.gebieden import LAND
from layers.aanbod import ligging, peiljaren
from layers.kaartbeeld import Kaartbeeld
from layers.kantelpunt import CORPORATIE, Vraag, build_kantelpunt, later_years, possible_years
from layers.leefbaarheid import LEEFBAARHEID, build_dimensieverloop, build_klassenverloop
from layers.leefbaarheidsgrafieken import build_dimensiegrafiek, build_klassengrafiek
from layers.link import Keuze, write_parameters
from layers.mogelijk import STAND
from layers.stand import build_stand
from layers.trends import MEESTE_BUURTEN, build_kantelgrafiek, build_lijngrafiek
from layers.verhaal import build_verhaal, source_of_verhaal

BUURTEN, INDEX, VAN, TOT, EIND, VAKKEN = (
    f"trends_{naam}" for naam in ("buurten", "i", "van", "tot", "e", "vakken")
)


def show_uitleg(zin: str) -> None:
    """Say what to do where there is no chart."""
    st.html(f'<div class="sk-leeg"><p>{zin}</p></div>')


def name_apart(beeld: Kaartbeeld) -> dict[str, str]:
    """Answer the names by code; of buurten that share a name with where they lie."""
    alle = [
        (code, naam, waar)
        for code, naam, waar, is_land in zip(
            beeld.gebieden, beeld.namen, ligging(beeld), beeld.land, strict=True
        )
        if is_land
    ]
    keren = Counter(naam for _, naam, _ in alle)
    return {
        code: naam if keren[naam] == 1 else f"{naam} ({', '.join(filter(None, (waar, code)))})"
        for code, naam, waar in alle
    }


def show_lijnen(keuze: Keuze, beeld: Kaartbeeld) -> None:
    """Draw the lines of chosen buurten."""
    st.subheader("Hoe beweegt een buurt?", anchor=False)
    if keuze.gebied == LAND:
        show_uitleg("Kies een gemeente om buurten naast elkaar te zetten.")
        return
    namen = name_apart(beeld)
    eerst = [keuze.buurt] if keuze.buurt in namen else []
    with st.container(horizontal=True, vertical_alignment="bottom"):
        gekozen = st.multiselect(
            f"Buurten (hoogstens {MEESTE_BUURTEN})",
            list(namen),
            default=eerst,
            format_func=namen.__getitem__,
            max_selections=MEESTE_BUURTEN,
            placeholder="Kies of typ een naam",
            select_all=False,
            key=f"{BUURTEN}-{keuze.gebied}-{keuze.grens}-{keuze.buurt}",
        )
        is_index = st.toggle("Begin op 100", key=INDEX)
        in_vakken = st.toggle("Elk in een eigen vak", key=VAKKEN, disabled=len(gekozen) < 2)  # noqa: PLR2004 - one is a box
    grafiek = build_lijngrafiek(beeld, gekozen, is_index=is_index, in_vakken=in_vakken)
    show_grafiek(grafiek, sleutel="lijnen", bestandsnaam=f"trend-{keuze.indicator}-{keuze.gebied}")


def show_kantelpunt(keuze: Keuze, beeld: Kaartbeeld) -> None:
    """Draw the indicator against the share of corporation homes."""
    st.subheader("Hangt het samen met het aandeel corporatiewoningen?", anchor=False)
    jaren = possible_years(keuze.indicator, keuze.gebied)
    if keuze.indicator == CORPORATIE or not jaren:
        show_uitleg(
            "Kies een ander onderwerp: hiervoor is een jaar nodig waarin ook het aandeel "
            "corporatiewoningen bekend is."
        )
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        # of one year there is nothing to compare with, and yet a picture
        van = st.selectbox("Van", jaren[:-1] or jaren, key=f"{VAN}-{keuze.indicator}", width=110)
        later = later_years(keuze.indicator, jaren, van) or [van]
        tot = st.selectbox(
            "Tot", later, index=len(later) - 1, key=f"{TOT}-{keuze.indicator}-{van}", width=110
        )
        is_index = st.toggle("Nederland = 100", key=f"{INDEX}-kantel")
        is_eind = st.toggle(
            "Indelen naar het laatste jaar",
            key=EIND,
            help="Wie buurten indeelt naar het laatste jaar, ziet vooral hoe zij daar kwamen; wie "
            "indeelt naar het eerste jaar, ziet wat er daarna gebeurde. De uitkomst kan "
            "verschillen.",
        )
    try:
        kantel = build_kantelpunt(
            Vraag(
                indicator=keuze.indicator,
                gebied=keuze.gebied,
                grensjaar=keuze.grens,
                van=van,
                tot=tot,
                is_index=is_index,
                deel_naar_eindjaar=is_eind,
            )
        )
    except SocialeKaartError as fout:
        show_fout(fout)
        return
    grafiek = build_kantelgrafiek(kantel, beeld, gekozen=keuze.buurt)
    show_grafiek(
        grafiek, sleutel="kantel", bestandsnaam=f"kantelpunt-{keuze.indicator}-{keuze.gebied}"
    )
    st.caption(
        "De grijze band en de lijnen zijn landelijke gemiddelden uit het rapport Veerkracht "
        "(2020), gemeten in de directe woonomgeving. Het is geen grens waar het in elke buurt "
        "kantelt: hoe het hier zit, laten de stippen zien."
    )


def show_klassen(stand: Keuze, gekozen: str | None) -> None:
    """Draw liveability by the class that buurten had."""
    st.subheader("Loopt de leefbaarheid van buurten uit elkaar?", anchor=False)
    is_eind = st.toggle("Indelen naar het laatste jaar", key=f"{EIND}-klassen")
    st.caption(
        "Welk jaar de indeling bepaalt, maakt uit. Ingedeeld naar het eerste jaar ziet u hoe het "
        "verder ging waar de leefbaarheid toen laag was; ingedeeld naar het laatste jaar hoe het "
        "zo ver kwam: wie laag eindigt, daalde vaker. De uitkomst kan omdraaien."
    )
    try:
        verloop = build_klassenverloop(stand.gebied, stand.grens, is_eindjaar=is_eind)
    except SocialeKaartError as fout:
        show_uitleg(str(fout))
        return
    beeld = build_stand(replace(stand, indicator=LEEFBAARHEID, jaar=verloop.jaren[-1]))
    namen = dict(zip(beeld.gebieden, beeld.namen, strict=True))
    grafiek = build_klassengrafiek(
        verloop, stand, merken=beeld.merken, gekozen=namen.get(gekozen or "")
    )
    show_grafiek(grafiek, sleutel="klassen", bestandsnaam=f"leefbaarheid-klassen-{stand.gebied}")


def show_dimensies(stand: Keuze) -> None:
    """Draw the dimensions of liveability where corporations own much."""
    st.subheader("Wat verandert er waar veel corporatiewoningen staan?", anchor=False)
    vanaf = st.slider(
        "Aandeel corporatiewoningen vanaf",
        40,
        95,
        80,
        step=5,
        format="%d%%",
        key=f"trends_vanaf-{stand.gebied}",
        width=320,
    )
    try:
        verloop = build_dimensieverloop(stand.gebied, stand.grens, vanaf_pct=vanaf)
    except SocialeKaartError as fout:
        show_uitleg(str(fout))
        return
    beeld = build_stand(replace(stand, indicator=LEEFBAARHEID, jaar=verloop.jaren[-1]))
    grafiek = build_dimensiegrafiek(verloop, stand, merken=beeld.merken)
    show_grafiek(
        grafiek, sleutel="dimensies", bestandsnaam=f"leefbaarheid-dimensies-{stand.gebied}"
    )


def show_verhaal(stand: Keuze) -> None:
    """Set each finding of the report beside the buurten here."""
    st.subheader("Klopt het landelijke verhaal hier?", anchor=False)
    st.caption("Verkenning, geen toets.")
    uitkomsten = build_verhaal(stand.gebied, stand.grens)
    st.html(build_verhaal_html(uitkomsten, stand.gebiedsnaam))
    st.download_button(
        "Cijfers (CSV)",
        data=write_verhaal(uitkomsten, stand.gebiedsnaam, source_of_verhaal(stand)),
        file_name=f"landelijk-verhaal-{stand.gebied}.csv",
        mime="text/csv",
        key="verhaal-csv",
    )


st.html(Path(components.__file__).parent / "verhaal.css")
keuze = open_keuze()
with st.container(key="sk-bediening", horizontal=True, vertical_alignment="center"):
    select_onderwerp(keuze)
jaar = peiljaren(keuze.indicator, keuze.gebied)[-1]
stand = Keuze(
    gebied=keuze.gebied,
    gebiedsnaam=keuze.gebiedsnaam,
    grens=keuze.grens,
    indicator=keuze.indicator,
    jaar=jaar,
)
beeld = build_stand(stand)
with st.container(key="sk-trends"):
    show_lijnen(keuze, beeld)
    show_kantelpunt(keuze, beeld)
    waar = replace(stand, gebiedsnaam=beeld.gebiedsnaam)
    show_klassen(waar, keuze.buurt)
    show_dimensies(waar)
    show_verhaal(waar)
if is_fictief(keuze):
    show_fictief_merk()
if zin := pop_let_op():
    show_let_op(zin)
write_adres()
replace_adres("trends", write_parameters(replace(stand, soort=STAND, buurt=keuze.buurt)))

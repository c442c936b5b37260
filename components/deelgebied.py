"""The dialog in which somebody names a set of buurten, to work with it as with a gemeente."""

from collections.abc import Iterable
from typing import Final

import streamlit as st

from components.keuze import choose
from components.meldingen import show_fout
from data.aantekeningen import (
    LANGSTE_NAAM,
    Deelgebied,
    read_deelgebieden,
    remove_deelgebied,
    save_deelgebied,
)
from data.errors import SocialeKaartError
from layers.aanbod import buurten_in, opslag_of
from layers.deelgebied import Bouwstenen, build_bouwstenen, check_naam, lies_in
from layers.gebied import join_parts, kader_of, parts_of
from layers.kaartbeeld import Kaartbeeld
from layers.lijsten import codes_in_sight
from layers.link import Keuze

_NIEUW: Final = ""
_WEG: Final = "deelgebied_weg"


def show_deelgebied(kaartbeeld: Kaartbeeld, keuze: Keuze) -> None:
    """Draw name and parts of a new or existing deelgebied; keep it, show it, or take it away."""
    kader = kader_of(keuze.gebied)
    try:
        bewaard = {d.sleutel: d for d in read_deelgebieden() if lies_in(d) == kader}
    except SocialeKaartError as fout:
        show_fout(fout)
        return
    open_nu = next((s for s, d in bewaard.items() if join_parts(d.codes) == keuze.gebied), _NIEUW)
    welk = _NIEUW
    if bewaard:
        welk = st.selectbox(
            "Welk deelgebied",
            [_NIEUW, *bewaard],
            index=[_NIEUW, *bewaard].index(open_nu),
            format_func=lambda sleutel: (
                bewaard[sleutel].naam if sleutel else "Een nieuw deelgebied"
            ),
            key="deelgebied_welk",
        )
    oud = bewaard.get(welk) or Deelgebied(
        naam="", grensjaar=keuze.grens, codes=_first_codes(kaartbeeld, keuze)
    )
    nieuw = _ask(oud, kader)
    with st.container(horizontal=True):
        wil_bewaren = st.button("Opslaan en tonen", type="primary", key="deelgebied_bewaar")
        wil_weg = bool(oud.sleutel) and _ask_remove(oud)
    try:
        if wil_bewaren:
            check_naam(nieuw, keuze)
            # a second click on the button finds it saved already
            klaar = _same(nieuw, bewaard.values()) or save_deelgebied(nieuw)
            gebied = join_parts(klaar.codes)
            choose(gebied=gebied, grens=klaar.grensjaar, gebiedsnaam=klaar.naam)
            st.rerun()
        if wil_weg:
            remove_deelgebied(oud)
            if welk == open_nu:
                choose(gebied=kader)
            st.rerun()
    except SocialeKaartError as fout:
        show_fout(fout)


def _same(nieuw: Deelgebied, bewaard: Iterable[Deelgebied]) -> Deelgebied | None:
    """Answer what is kept under this name with these areas already."""
    naam, codes = " ".join(nieuw.naam.split()), set(nieuw.codes)
    return next(
        (
            oud
            for oud in bewaard
            if (oud.naam, set(oud.codes), oud.grensjaar) == (naam, codes, nieuw.grensjaar)
        ),
        None,
    )


def _first_codes(kaartbeeld: Kaartbeeld, keuze: Keuze) -> tuple[str, ...]:
    """Answer what a new one begins with: the buurten that a filter left in sight, else nothing."""
    if keuze.filter:
        return codes_in_sight(kaartbeeld, keuze.filter)
    codes = parts_of(keuze.gebied)
    return codes if len(codes) > 1 else ()


def _ask(oud: Deelgebied, kader: str) -> Deelgebied:
    """Draw the fields and answer what they say."""
    bouwstenen = build_bouwstenen(kader, oud.grensjaar)
    sleutel = f"{oud.sleutel}-{oud.versie}"
    naam = st.text_input(
        "Naam",
        value=oud.naam,
        max_chars=LANGSTE_NAAM,
        placeholder="Bijvoorbeeld Noord",
        key=f"deelgebied_naam_{sleutel}",
    )
    codes: list[str] = []
    for woord, opties in _lists(bouwstenen):
        codes += st.multiselect(
            woord,
            list(opties),
            default=[code for code in oud.codes if code in opties],
            format_func=opties.__getitem__,
            placeholder="Kies of typ een naam",
            select_all=False,  # that is the gemeente, and the words for it are English
            key=f"deelgebied_{woord}_{sleutel}",
        )
    _count(codes, oud.grensjaar)
    return Deelgebied(
        naam=naam,
        grensjaar=oud.grensjaar,
        codes=tuple(codes),
        sleutel=oud.sleutel,
        versie=oud.versie,
    )


def _lists(bouwstenen: Bouwstenen) -> list[tuple[str, dict[str, str]]]:
    if bouwstenen.gemeenten:
        return [("Gemeenten", bouwstenen.gemeenten)]
    return [("Hele wijken", bouwstenen.wijken), ("Losse buurten", bouwstenen.buurten)]


def _count(codes: list[str], grensjaar: int) -> None:
    """Say how many buurten it has become."""
    gebied = join_parts(codes)
    if not gebied:
        st.caption("Kies de wijken of buurten die erbij horen.")
        return
    buurten = buurten_in(gebied, grensjaar, opslag=opslag_of(gebied))
    aantal = len(buurten) if buurten is not None else 0
    if aantal:
        st.caption(f"Samen {aantal} {'buurt' if aantal == 1 else 'buurten'}.")


def _ask_remove(oud: Deelgebied) -> bool:
    """Draw the button that takes a deelgebied away, and the one that means it."""
    if st.session_state.get(_WEG) != oud.sleutel:
        if st.button("Verwijderen", key="deelgebied_verwijder", type="tertiary"):
            st.session_state[_WEG] = oud.sleutel
            st.rerun(scope="fragment")
        return False
    wil_weg = st.button(f"Ja, verwijder {oud.naam}", key="deelgebied_verwijder_ja")
    if wil_weg:
        st.session_state.pop(_WEG)
    return wil_weg

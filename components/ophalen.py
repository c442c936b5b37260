"""Fetching on the page Gegevens: what is asked, how far it is, what came and what did not."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import streamlit as st

from components.dag import format_dag
from components.keuze import finish
from components.ophaalverslag import (
    Toon,
    build_bronnen,
    build_kaartlinks,
    build_stappen,
    build_uitkomst,
    name_gevraagd,
    summarise,
)
from data.adressen import OMTREKKEN_VAN_NEDERLAND_MB
from data.bronnen import BRON_PER_SLEUTEL
from data.gemeenten import find_gemeenten
from data.opdrachten import EXIT_AFGEKEURD
from data.ophalen.gevraagd import BRONNEN, NIEUWSTE, VANAF
from data.ophalen.opdracht import EXIT_DEELS
from data.ophalen.stand import (
    STANDBESTAND,
    Staat,
    Stand,
    opgehaald_in,
    read_stand,
)
from data.ophalen.taak import is_bezig, stop_ophalen
from data.opslag import Opslag, read_inhoud
from data.wijzigen import tell_disk
from layers.aanbod import gebieden_met_kaart

_WORTEL: Final = Path(__file__).parents[1]
_NAMEN: Final = {gemeente.code: gemeente.naam for gemeente in find_gemeenten("")}
_MELDING: Final = "melding.txt"
_MINUUT: Final = 60
_TONEN: Final[Mapping[Toon, Callable[[str], object]]] = {
    Toon.GOED: st.success,
    Toon.GEWOON: st.info,
    Toon.LET_OP: st.warning,
    Toon.FOUT: st.error,
}
# Programs we started, each with the folder of its store; who never asks how one ended keeps it in
# the list of the machine.
GESTART: Final[list[tuple[Path, subprocess.Popen[bytes]]]] = []
_BRAK_AF: Final = (
    "Het ophalen brak af door een fout in het programma. Wat al binnen was, is bewaard. Probeer "
    "het opnieuw."
)


def show_ophalen(opslag: Opslag) -> None:
    """Draw the choice of what to fetch, or how far the task is that runs."""
    st.subheader("Officiële cijfers ophalen")
    if is_bezig(opslag):
        _show_running(opslag, is_leeg=not read_inhoud(opslag))
        return
    stand = read_stand(opslag)
    if melding := read_melding(opslag):
        st.error(melding)
    if stand is not None:
        _show_outcome(stand, opslag)
    _show_choice(opslag)


def _show_choice(opslag: Opslag) -> None:
    st.markdown(
        "Kies een of meer gemeenten. Buurtgrenzen en cijfers van alle jaren komen rechtstreeks "
        "van CBS, PDOK, de Leefbaarometer, de politie en het RIVM; dat duurt enkele minuten. Er "
        "gaat niets van u naar hen toe."
    )
    gemeenten = st.multiselect(
        "Gemeenten",
        list(_NAMEN),
        format_func=_NAMEN.__getitem__,
        placeholder="Typ of kies een gemeente",
        key="ophalen_gemeenten",
        select_all=False,
    )
    with st.expander("Meer keuzes"):
        is_land = st.checkbox(
            "Heel Nederland, in plaats van gekozen gemeenten (een half uur of langer)",
            key="ophalen_land",
        )
        vanaf = st.selectbox(
            "Vanaf het jaar",
            list(range(VANAF, NIEUWSTE + 1)),
            key="ophalen_vanaf",
        )
        bronnen = st.multiselect(
            "Bronnen",
            list(BRONNEN),
            default=list(BRONNEN),
            format_func=lambda sleutel: BRON_PER_SLEUTEL[sleutel].naam,
            placeholder="Kies een bron",
            key="ophalen_bronnen",
            select_all=False,
        )
        met_kaart = st.checkbox(
            "Zo nodig de landelijke kaart van een eerder jaar ophalen, om codes die veranderden te "
            f"herkennen (ongeveer {OMTREKKEN_VAN_NEDERLAND_MB} MB per jaar)",
            key="ophalen_landelijk",
        )
    opdracht = [*(["--land"] if is_land else []), "--vanaf", str(vanaf)]
    if not is_land:
        opdracht += [deel for code in gemeenten for deel in ("--gemeente", code)]
    opdracht += [deel for bron in bronnen for deel in ("--bron", bron)]
    opdracht += ["--landelijke-kaart"] if met_kaart else []
    st.button(
        "Haal de cijfers op",
        type="primary",
        disabled=not bronnen or not (is_land or gemeenten),
        key="ophalen_begin",
        on_click=_start,
        args=(opslag, tuple(opdracht)),
    )


def _start(opslag: Opslag, opdracht: Sequence[str]) -> None:
    finish(lambda: start_ophalen(opslag, opdracht))


def start_ophalen(opslag: Opslag, opdracht: Sequence[str]) -> None:
    """
    Start the program that fetches; it goes on when the page is closed.

    Raises
    ------
    OpslagMisluktError
        If nothing can be written in the folder of the store.
    """
    if is_bezig(opslag):
        return
    for gestart in [gestart for gestart in GESTART if gestart[1].poll() is not None]:
        with suppress(ValueError):  # of two visitors who begin at once, the other did it
            GESTART.remove(gestart)
    melding = opgehaald_in(opslag) / _MELDING
    with tell_disk(opslag):
        melding.parent.mkdir(parents=True, exist_ok=True)
        with melding.open("wb") as fout:
            programma = subprocess.Popen(  # noqa: S603 - our own command, and no shell
                [sys.executable, "-m", "data", "haal", *opdracht],
                cwd=_WORTEL,
                env={
                    **os.environ,
                    "PYTHONIOENCODING": "utf-8",
                    "SOCIALE_KAART_GEGEVENS": str(opslag.pad.resolve()),
                },
                stdout=subprocess.DEVNULL,
                stderr=fout,
            )
    GESTART.append((opslag.pad, programma))
    _wait_until_begun(opslag, programma)


def _wait_until_begun(opslag: Opslag, programma: "subprocess.Popen[bytes]") -> None:
    """Wait until the program has its task, or ended without one."""
    while not is_bezig(opslag) and programma.poll() is None:
        with suppress(subprocess.TimeoutExpired):
            programma.wait(0.1)


def read_melding(opslag: Opslag) -> str | None:
    """Answer why the program that was started last did not do its task; None where it did."""
    einden = [programma.poll() for pad, programma in GESTART if pad == opslag.pad]
    if not einden or einden[-1] in {None, 0, EXIT_DEELS}:
        return None
    map_ = opgehaald_in(opslag)
    try:
        later = [pad.stat().st_mtime_ns for pad in map_.glob(STANDBESTAND)]
        if later and (map_ / _MELDING).stat().st_mtime_ns < later[0]:
            return None  # it was refused because another one ran, which did the task since
        tekst = (map_ / _MELDING).read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return _BRAK_AF
    # anything else than a refusal is a fault of ours, and that is written for nobody who reads here
    return tekst.splitlines()[-1] if tekst and einden[-1] == EXIT_AFGEKEURD else _BRAK_AF


@st.fragment(run_every=1)
def _show_running(opslag: Opslag, *, is_leeg: bool) -> None:
    """
    Draw how far the task is, every second, until it ends.

    `is_leeg`: the page was drawn without any figure; it is drawn anew once there are some.
    """
    stand = read_stand(opslag)
    if not is_bezig(opslag) or (is_leeg and read_inhoud(opslag)):
        st.rerun()
    if stand is None:
        st.progress(0.0, text="De eerste vraag gaat de deur uit.")
        return
    st.progress(stand.gedaan / len(stand.stappen), text=_tell_time(stand))
    st.html(build_bronnen(summarise(stand, is_bezig=True)))
    st.button("Stop", key="ophalen_stop", on_click=_stop, args=(opslag,))
    st.caption(
        "Deze pagina mag dicht: het ophalen gaat door. Wat binnen is, is meteen te gebruiken."
    )


def _stop(opslag: Opslag) -> None:
    finish(lambda: stop_ophalen(opslag))


def _tell_time(stand: Stand) -> str:
    wat = name_gevraagd(stand.gevraagd)
    tekst = f"{wat[0].upper()}{wat[1:]}: {stand.gedaan} van {len(stand.stappen)} stappen klaar"
    over = stand.over_s(datetime.now(UTC))
    if over is None:
        return f"{tekst}."
    if over < _MINUUT:
        return f"{tekst}, nog minder dan een minuut."
    minuten = round(over / _MINUUT)
    return f"{tekst}, nog ongeveer {minuten} {'minuut' if minuten == 1 else 'minuten'}."


def _show_outcome(stand: Stand, opslag: Opslag) -> None:
    """Draw what came of the last task, and what can be done with it."""
    st.caption(f"Laatst opgehaald op {format_dag(stand.hervat.astimezone().date())}.")
    uitkomst = build_uitkomst(stand)
    _TONEN[uitkomst.toon](uitkomst.zin)
    if not stand.is_klaar:
        st.button(
            "Ga verder",
            key="ophalen_verder",
            on_click=_start,
            args=(opslag, _as_command(stand)),
        )
    if links := build_kaartlinks(stand, gebieden_met_kaart(), opslag):
        st.html(links)
    if stand.is_klaar and any(stap.staat is Staat.MISLUKT for stap in stand.stappen):
        st.button(
            "Probeer wat mislukte opnieuw",
            key="ophalen_nogmaals",
            on_click=_start,
            args=(opslag, ("--nogmaals",)),
        )
    if any(stap.staat is Staat.AKKOORD for stap in stand.stappen):
        st.warning(
            "De uitgever heeft cijfers herzien die hier al stonden. De oude cijfers blijven staan "
            "tot u de nieuwe overneemt. Wat er verandert, staat in het verslag per stap."
        )
        st.button(
            "Neem de herziene cijfers over",
            key="ophalen_akkoord",
            on_click=_start,
            args=(opslag, ("--akkoord",)),
        )
    if not stand.is_zonder_lijn:
        st.html(build_bronnen(summarise(stand)))
    with st.expander("Verslag per stap"):
        st.html(build_stappen(stand))


def _as_command(stand: Stand) -> tuple[str, ...]:
    """Write what was asked as the command that asks it."""
    vraag = stand.gevraagd
    return (
        *(["--land"] if vraag.is_land else []),
        *(deel for code in vraag.gemeenten for deel in ("--gemeente", code)),
        *(deel for bron in vraag.bronnen for deel in ("--bron", bron)),
        *("--vanaf", str(vraag.vanaf)),
        *(["--landelijke-kaart"] if vraag.met_landelijke_kaart else []),
    )

"""Fetching on the page Gegevens: what is asked, how far it is, what came and what did not."""

import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Final

import streamlit as st

from components.keuze import finish
from data.adressen import OMTREKKEN_VAN_NEDERLAND_MB
from data.bronnen import BRON_PER_SLEUTEL
from data.gemeenten import find_gemeenten
from data.opdrachten import EXIT_AFGEKEURD
from data.ophalen.gevraagd import BRONNEN, NIEUWSTE, VANAF
from data.ophalen.opdracht import EXIT_DEELS
from data.ophalen.stand import (
    STANDBESTAND,
    ZONDER_LIJN,
    Staat,
    Stand,
    opgehaald_in,
    read_stand,
)
from data.ophalen.taak import is_bezig, stop_ophalen
from data.opslag import Opslag
from data.wijzigen import tell_disk

_WORTEL: Final = Path(__file__).parents[1]
_NAMEN: Final = {gemeente.code: gemeente.naam for gemeente in find_gemeenten("")}
_MELDING: Final = "melding.txt"
_MINUUT: Final = 60
_TEKENS: Final = {
    Staat.WACHT: ("", "wacht"),
    Staat.BEZIG: ("…", "bezig"),
    Staat.KLAAR: ("✓", "klaar"),
    Staat.LEEG: ("\N{EN DASH}", "geen cijfers"),
    Staat.AKKOORD: ("?", "wacht op uw akkoord"),
    Staat.MISLUKT: ("\N{MULTIPLICATION SIGN}", "mislukt"),
}
# Programs we started, each with the folder of its store; who never asks how one ended keeps it in
# the list of the machine.
GESTART: Final[list[tuple[Path, subprocess.Popen[bytes]]]] = []
_BRAK_AF: Final = (
    "Het ophalen brak af door een fout in het programma. Wat al binnen was, is bewaard. Probeer "
    "het opnieuw."
)


@dataclass(frozen=True, kw_only=True)
class Bronregel:
    """How far one source is: its steps together, and what has to be told of them."""

    naam: str
    staat: Staat
    tekst: str
    meldingen: tuple[str, ...]


def show_ophalen(opslag: Opslag) -> None:
    """Draw the choice of what to fetch, or how far the task is that runs."""
    st.subheader("Officiële cijfers ophalen")
    if is_bezig(opslag):
        _show_running(opslag)
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
def _show_running(opslag: Opslag) -> None:
    """Draw how far the task is, every second, until it ends."""
    stand = read_stand(opslag)
    if not is_bezig(opslag):
        st.rerun()
    if stand is None:
        st.progress(0.0, text="De eerste vraag gaat de deur uit.")
        return
    st.progress(stand.gedaan / len(stand.stappen), text=_tell_time(stand))
    st.html(build_bronnen(summarise(stand)))
    st.button("Stop", key="ophalen_stop", on_click=_stop, args=(opslag,))
    st.caption(
        "Deze pagina mag dicht: het ophalen gaat door. Wat binnen is, is meteen te gebruiken."
    )


def _stop(opslag: Opslag) -> None:
    finish(lambda: stop_ophalen(opslag))


def _tell_time(stand: Stand) -> str:
    tekst = f"{stand.gedaan} van {len(stand.stappen)} stappen klaar"
    over = stand.over_s(datetime.now(UTC))
    if over is None:
        return f"{tekst}."
    if over < _MINUUT:
        return f"{tekst}, nog minder dan een minuut."
    minuten = round(over / _MINUUT)
    return f"{tekst}, nog ongeveer {minuten} {'minuut' if minuten == 1 else 'minuten'}."


def _show_outcome(stand: Stand, opslag: Opslag) -> None:
    """Draw what came of the last task, and what can be done with it."""
    namen = [_NAMEN.get(code, code) for code in stand.gevraagd.gemeenten]
    wat = ", ".join(namen) or "heel Nederland"
    mislukt = _count(stand, Staat.MISLUKT)
    akkoord = _count(stand, Staat.AKKOORD)
    if not stand.is_klaar:
        st.warning(f"Het ophalen van {wat} is onderbroken. Wat binnen was, is bewaard.")
        st.button(
            "Ga verder",
            key="ophalen_verder",
            on_click=_start,
            args=(opslag, _as_command(stand)),
        )
    elif stand.is_zonder_lijn:
        st.error(ZONDER_LIJN)
    elif mislukt:
        st.warning(
            f"Van {wat} kwam niet alles binnen. Wat ontbreekt, staat hieronder met de reden."
        )
    elif not akkoord:
        st.success(f"De cijfers van {wat} zijn binnen.")
    if stand.gevraagd.gemeenten and _count(stand, Staat.KLAAR):
        code = stand.gevraagd.gemeenten[0]
        naam = escape(_NAMEN.get(code, code))
        link = f'<a href="kaart?gebied={code}" target="_self">Naar de kaart van {naam}</a>'
        st.html(f'<p class="sk-naarkaart">{link}</p>')
    if mislukt and stand.is_klaar:
        st.button(
            "Probeer wat mislukte opnieuw",
            key="ophalen_nogmaals",
            on_click=_start,
            args=(opslag, ("--nogmaals",)),
        )
    if akkoord:
        st.warning(
            "De uitgever heeft cijfers herzien die hier al stonden. De oude cijfers blijven staan "
            "tot u de nieuwe overneemt."
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
        st.html(_build_verslag(stand))


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


def _count(stand: Stand, staat: Staat) -> int:
    return sum(stap.staat is staat for stap in stand.stappen)


def summarise(stand: Stand) -> list[Bronregel]:
    """Put the steps of each source together in one line."""
    regels = []
    for bron in dict.fromkeys(stap.bron for stap in stand.stappen):
        stappen = [stap for stap in stand.stappen if stap.bron == bron]
        klaar = sum(stap.staat in {Staat.KLAAR, Staat.LEEG} for stap in stappen)
        staat = next(
            (
                staat
                for staat in (Staat.BEZIG, Staat.MISLUKT, Staat.AKKOORD)
                if any(stap.staat is staat for stap in stappen)
            ),
            Staat.KLAAR if klaar == len(stappen) else Staat.WACHT,
        )
        tekst = _TEKENS[staat][1]
        if len(stappen) > 1:
            tekst = f"{tekst}, {klaar} van {len(stappen)}" if klaar else tekst
        bezig = next((stap for stap in stappen if stap.staat is Staat.BEZIG), None)
        if bezig is not None:
            tekst = f"{tekst}: {bezig.titel}" + (f", {bezig.voortgang}" if bezig.voortgang else "")
        if all(stap.staat is Staat.LEEG for stap in stappen):
            staat, tekst = Staat.LEEG, _TEKENS[Staat.LEEG][1]
        regels.append(
            Bronregel(
                naam=BRON_PER_SLEUTEL[bron].naam,
                staat=staat,
                tekst=tekst,
                meldingen=_join_same(
                    [
                        (stap.titel, stap.regels[0])
                        for stap in stappen
                        if stap.staat in {Staat.MISLUKT, Staat.LEEG} and stap.regels
                    ]
                ),
            )
        )
    return regels


def _join_same(meldingen: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """
    Tell what several steps say once, with how many say so.

    >>> _join_same([("Jaar 1", "weg"), ("Jaar 2", "weg"), ("Kaart", "stuk")])
    ('Jaar 1 en nog 1: weg', 'Kaart: stuk')
    """
    per_zin: dict[str, list[str]] = {}
    for titel, zin in meldingen:
        per_zin.setdefault(zin, []).append(titel)
    return tuple(
        f"{titels[0]}{f' en nog {len(titels) - 1}' if len(titels) > 1 else ''}: {zin}"
        for zin, titels in per_zin.items()
    )


def build_bronnen(regels: Sequence[Bronregel]) -> str:
    """Write how far each source is as a table."""
    rijen = "".join(
        f'<tr><th scope="row"><span aria-hidden="true">{_TEKENS[regel.staat][0]}</span> '
        f"{escape(regel.naam)}</th><td>{escape(regel.tekst)}"
        + "".join(f"<br>{escape(melding)}" for melding in regel.meldingen)
        + "</td></tr>"
        for regel in regels
    )
    return (
        '<div class="sk-tabel sk-ophalen"><table><caption>Per bron</caption><thead><tr>'
        f'<th scope="col">Bron</th><th scope="col">Stand</th></tr></thead><tbody>{rijen}</tbody>'
        "</table></div>"
    )


def _build_verslag(stand: Stand) -> str:
    delen = "".join(
        f"<p><strong>{escape(stap.titel)}: {_TEKENS[stap.staat][1]}</strong><br>"
        + "<br>".join(escape(regel) for regel in stap.regels)
        + "</p>"
        for stap in stand.stappen
    )
    return f'<div class="sk-verslag">{delen}</div>'

"""
`python -m benchmarks wissel`: our page against a naive and a well-tuned one, in one run.

Every page shows the same buurten and the same topics, in the same browser, on this machine alone.
"""

import argparse
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks import berichten, jaarstap
from benchmarks.cdn import serve_cdn
from benchmarks.doelen import build_doelen
from benchmarks.meten import Pagina, Wissel, open_pagina
from benchmarks.processen import Server, serve_folium, serve_ons
from benchmarks.stad import JAREN, LABELS, Stad, make_stad
from benchmarks.uitslag import GETUND, GROF, GROOT, KLEIN, NAIEF, ONS, Uitslag
from benchmarks.verslag import (
    busy,
    median,
    number,
    say,
    say_doelen,
    say_machine,
    say_table,
    spread,
)

AANTALLEN: Final = (KLEIN, 1_000, GROOT)
PAGINAS: Final = (ONS, GETUND, GROF, NAIEF)
# Of the other pages, those of Streamlit's settings that are known to help.
_GETUNDE_OPTIES: Final = ("--runner.postScriptGC=false",)

_WISSELS: Final = 13
_WISSELS_GROOT: Final = 8
_WISSELS_NAIEF_GROOT: Final = 3
_WARM: Final = 3
_HEAPWISSELS: Final = 200
_AFWISSELEND: Final = 30


@contextmanager
def serve_pagina(pagina: str, stad: Stad, *, cdn: str) -> Iterator[tuple[Server, str]]:
    """Run one of the pages; answer its server and the address of the map."""
    if pagina == ONS:
        with serve_ons(stad) as server:
            yield server, f"{server.adres}/kaart?gebied={stad.gebied}&jaar={JAREN[-1]}"
        return
    naam, kaart, opties = {
        NAIEF: ("naief", stad.vol, ()),
        GETUND: ("getuned", stad.vereenvoudigd, _GETUNDE_OPTIES),
        GROF: ("getuned", stad.grof, _GETUNDE_OPTIES),
    }[pagina]
    with serve_folium(naam, kaart, stad, cdn=cdn, opties=opties) as server:
        yield server, server.adres


@contextmanager
def open_map(pagina: str, stad: Stad, *, cdn: str) -> Iterator[tuple[Server, Pagina]]:
    """Run one of the pages and start a browser for it."""
    # how long a map must be still before it is believed to be ready
    stil_s = 2.5 if stad.is_land else 0.8
    with (
        serve_pagina(pagina, stad, cdn=cdn) as (server, adres),
        open_pagina(adres, stil_s=stil_s) as blad,
    ):
        yield server, blad


def topics() -> Iterator[str]:
    """Answer the topics in turn, without end; a page opens with the last of a turn."""
    while True:
        yield from (*LABELS[1:], LABELS[0])


def measure(pagina: str, stad: Stad, *, cdn: str, is_kort: bool = False) -> Uitslag:
    """Open a page on a fresh server and switch topics."""
    uitslag = Uitslag(pagina=pagina, aantal=stad.aantal)
    is_zwaar = pagina == NAIEF and stad.is_land
    with open_map(pagina, stad, cdn=cdn) as (server, blad):
        uitslag.koud_s = blad.open()
        uitslag.ontvangen_eerst = blad.received()
        uitslag.warm_s = [
            blad.open() for _ in range(0 if is_zwaar and is_kort else 1 if is_zwaar else _WARM)
        ]
        gezien = {LABELS[0]}
        wissels = 1 if is_kort and is_zwaar else _how_many(pagina, stad)
        for nummer, label in enumerate(islice(topics(), wissels), start=1):
            wissel = blad.switch(label)
            is_eerste = pagina == ONS and label not in gezien
            (uitslag.eerste_keer if is_eerste else uitslag.wissels).append(wissel)
            gezien.add(label)
            if nummer in {1, wissels}:
                uitslag.heap_mb[nummer] = blad.tab.heap_mb()
        if pagina == ONS:
            uitslag.jaarstap_ms = jaarstap.measure(blad.tab)
            uitslag.berichten = berichten.measure(server, stad)
        if pagina == ONS and stad.is_land and not is_kort:
            uitslag.heap_mb |= _measure_heap(blad, al_gewisseld=wissels)
        uitslag.server_mb = server.geheugen_mb()
        for fout in blad.tab.fouten:
            say(f"  fout in de browser: {fout}")
    return uitslag


def _how_many(pagina: str, stad: Stad) -> int:
    """Answer how often to switch: less where one switch takes seconds and fills the memory."""
    if not stad.is_land or pagina == ONS:
        return _WISSELS
    return _WISSELS_NAIEF_GROOT if pagina == NAIEF else _WISSELS_GROOT


def _measure_heap(blad: Pagina, *, al_gewisseld: int) -> dict[int, float]:
    """Answer the heap after as many switches as a long day of one visitor."""
    for label in islice(topics(), al_gewisseld, _HEAPWISSELS):
        blad.switch_unseen(label)
    return {_HEAPWISSELS: blad.tab.heap_mb()}


def compare_in_frame(stad: Stad, *, cdn: str) -> dict[str, list[float]]:
    """Switch our page and the tuned one in turns, timed by the clock of the page itself."""
    tijden: dict[str, list[float]] = {ONS: [], GETUND: []}
    with (
        open_map(ONS, stad, cdn=cdn) as (_, ons),
        open_map(GETUND, stad, cdn=cdn) as (_, getuned),
    ):
        bladen = {ONS: ons, GETUND: getuned}
        for blad in bladen.values():
            blad.open()
            for label in islice(topics(), len(LABELS)):  # every topic has been shown once
                blad.switch_unseen(label)
        for label in islice(topics(), _AFWISSELEND):
            for naam, blad in bladen.items():
                tijden[naam].append(blad.switch_unseen(label))
    return tijden


# Telling


def say_uitslagen(uitslagen: Sequence[Uitslag]) -> None:
    """Write the tables: times, and what they cost."""
    for aantal in sorted({u.aantal for u in uitslagen}):
        hier = [u for u in uitslagen if u.aantal == aantal]
        ons = next((u for u in hier if u.pagina == ONS), None)
        say(f"{number(aantal)} buurten")
        say_table(
            (
                "pagina",
                "wissel s (min-max; n)",
                "keer ons",
                "eerste keer van een onderwerp s",
                "leeg s",
                "bytes per wissel",
                "keer ons",
                "eerste kaart koud s",
                "warm s",
                "heap MB na wissels",
                "server MB",
            ),
            [_row(u, ons) for u in hier],
        )


def _row(u: Uitslag, ons: Uitslag | None) -> tuple[str, ...]:
    return (
        u.pagina,
        spread([w.beeld_s for w in u.wissels]),
        _ratio(u.wissel_s, ons.wissel_s if ons else None),
        spread([w.beeld_s for w in u.eerste_keer]),
        number(median([w.leeg_s for w in u.wissels]), 1),
        number(u.bytes_per_wissel),
        _ratio(u.bytes_per_wissel, ons.bytes_per_wissel if ons else None),
        number(u.koud_s, 1),
        number(median(u.warm_s), 2),
        ", ".join(f"{number(mb)} ({na})" for na, mb in u.heap_mb.items()),
        number(u.server_mb),
    )


def _tell(wissel: Wissel) -> str:
    """Write one switch: on the screen, and by the clock of the page where it has one."""
    return f"{number(wissel.beeld_s, 2)} ({number(wissel.frame_s, 2)})"


def _ratio(waarde: float | None, ons: float | None) -> str:
    return number(waarde / ons, 1) if waarde is not None and ons else "-"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks wissel", description="Een wissel van onderwerp, per pagina"
    )
    parser.add_argument("--buurten", type=int, nargs="+", default=AANTALLEN, metavar="N")
    parser.add_argument(
        "--kort", action="store_true", help="zonder 200 wissels, en van de naïeve pagina maar één"
    )
    parser.add_argument("--paginas", nargs="+", default=PAGINAS, choices=PAGINAS, metavar="NAAM")
    return parser


def main(argumenten: Sequence[str] | None = None) -> int:
    """Measure, and answer 1 if a goal was missed."""
    keuze = _parser().parse_args(argumenten)
    say_machine()
    uitslagen: list[Uitslag] = []
    om_en_om: dict[str, list[float]] = {}
    with TemporaryDirectory(prefix="sociale-kaart-meten-") as map_, serve_cdn() as cdn:
        for aantal in keuze.buurten:
            stad = make_stad(Path(map_) / str(aantal), aantal)
            punten = ", ".join(f"{naam} {number(p)}" for naam, p in stad.punten.items())
            say(f"{number(aantal)} buurten gemaakt; punten per buurt: {punten}.")
            for pagina in keuze.paginas:
                # the coarse variant is only of use where the whole country is in view
                if pagina == GROF and not stad.is_land:
                    continue
                begin = time.monotonic()
                uitslag = measure(pagina, stad, cdn=cdn, is_kort=keuze.kort)
                uitslagen.append(uitslag)
                say(
                    f"  {pagina}: {number(uitslag.wissel_s, 2)} s per wissel "
                    f"(gemeten in {number(time.monotonic() - begin)} s, belasting {busy()})"
                )
                for soort, wissels in (("eerst", uitslag.eerste_keer), ("", uitslag.wissels)):
                    if wissels:
                        say(f"    {soort} {', '.join(_tell(wissel) for wissel in wissels)}")
            if {ONS, GETUND} <= set(keuze.paginas) and aantal == min(AANTALLEN):
                om_en_om = compare_in_frame(stad, cdn=cdn)
                for naam, reeks in om_en_om.items():
                    say(f"  om en om, in het frame gemeten: {naam} {spread(reeks, 3)} s")
    say()
    say_uitslagen(uitslagen)
    for uitslag in uitslagen:
        if uitslag.pagina == ONS:
            say(jaarstap.tell(uitslag.jaarstap_ms, aantal=uitslag.aantal))
    return say_doelen(build_doelen(uitslagen, om_en_om))

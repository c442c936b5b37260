"""
`python -m benchmarks uitvoeren`: files of maps, side by side, hostile, many, and beside others.

Ten maps by lot are read from screen, paper, slide and numbers; a hundred exports with hostile names
are opened again; a book of a whole gemeente is made and killed; ten people export while an eleventh
looks on. Where LibreOffice is there, it opens what was made.
"""

import argparse
import asyncio
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from playwright.sync_api import Page

import opzetten
from benchmarks.afdrukken import open_pagina
from benchmarks.sessies import Sessie, visit
from benchmarks.verslag import Doel, median, number, say, say_doelen, say_machine, say_table
from components.afdruk_blad import Maat, Opdracht
from components.uitvoer import Formaat, Wensen, make_bestand, make_kaart
from layers import aanbod
from layers.indicatoren import INDICATOR_PER_SLEUTEL
from layers.kaartbeeld import Kaartbeeld
from layers.link import SOORTEN, Keuze, write_link
from layers.openen import open_link
from layers.soorten import build_kaartbeeld
from tests.openmaken import VIJANDIG, check_inert
from tests.vergelijken import differences, read_papier, read_scherm, read_teksten
from tests.vormen import check_vormen

_STAD: Final = "GM9901"
_DAG: Final = date(2026, 11, 26)
_LOTEN: Final = 10
_VIJANDIG: Final = 100
_BLADEN: Final = 116
_DOODKEREN: Final = 5
_MENSEN: Final = 10
_RUST: Final = 20
_DIA_S: Final = 3.0
_BEDIENING: Final = "Onderwerp"
_KNOP: Final = "Exporteren"


def draw_lots(zaad: int, aantal: int) -> list[Keuze]:
    """Answer views by lot: a kind of map, a subject and a year."""
    lot = random.Random(zaad)  # noqa: S311 - no secret hangs on it
    views: list[Keuze] = []
    while len(views) < aantal:
        soort = lot.choice(SOORTEN)
        indicator = lot.choice(aanbod.indicatoren_van(_STAD))
        jaar = lot.choice(aanbod.peiljaren(indicator, _STAD))
        gevraagd = {"gebied": _STAD, "soort": soort, "indicator": indicator}
        geopend = open_link(gevraagd | ({"jaar": str(jaar)} if soort == "stand" else {}))
        if geopend is not None and geopend.zin is None:
            views.append(geopend.keuze)
    return views


def compare(pagina: Page, adres: str, keuze: Keuze) -> str:
    """Read one map from screen, paper, slide and numbers; say in what they differ."""
    beeld = build_kaartbeeld(keuze)
    scherm = read_scherm(pagina, f"{adres}{write_link(keuze)}", beeld)
    anders = []
    if beeld.vierkant is None:  # of a square the paper has its counts in its cells
        anders = differences(scherm, read_papier(beeld))
    try:
        check_vormen(beeld, scherm, read_teksten(pagina, beeld))
    except AssertionError as fout:
        anders.append(str(fout).split("\n", 1)[0])
    return "; ".join(anders) or "geen"


def export_hostile(zaad: int, aantal: int) -> list[str]:
    """Export maps with hostile names; answer what could not be opened, or was not inert."""
    lot = random.Random(zaad)  # noqa: S311 - no secret hangs on it
    mis = []
    for keuze in draw_lots(zaad, aantal):
        beeld = build_kaartbeeld(keuze)
        vijandig = _rename(beeld, lot)
        formaat = lot.choice(list(Formaat))
        opdracht = Opdracht(maat=lot.choice(list(Maat)), gemaakt_op=_DAG, dpi=50)
        titel = lot.choice(VIJANDIG)
        try:
            ruw = make_bestand(vijandig, formaat, opdracht, titel=titel, met_gevoelig=True)
            check_inert(ruw, formaat)
        except Exception as fout:  # noqa: BLE001 - whatever it is, it is a finding
            mis.append(f"{formaat.value} {write_link(keuze)}: {type(fout).__name__} {fout}")
    return mis


def _rename(beeld: Kaartbeeld, lot: random.Random) -> Kaartbeeld:
    return replace(beeld, namen=tuple(lot.choice(VIJANDIG) for _ in beeld.namen))


def seconds_for_slide() -> float:
    """Answer what a map as a slide takes, once everything is there."""
    keuzes = draw_lots(3, 6)
    tijden = []
    for keuze in keuzes:
        begin = time.perf_counter()
        make_kaart(keuze, Wensen(formaat=Formaat.PPTX, gemaakt_op=_DAG, met_gevoelig=True))
        tijden.append(time.perf_counter() - begin)
    return median(tijden[1:]) or 0.0


def make_book(map_: Path, formaat: str) -> tuple[float, float, float]:
    """Make a book of a whole gemeente; answer seconds, MB of memory and MB of file."""
    uit = map_ / f"boek.{formaat}"
    opdracht = _book_command(uit, formaat)
    meter = (
        "import resource, subprocess, sys; "
        "code = subprocess.run(sys.argv[1:]).returncode; "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss); sys.exit(code)"
    )
    begin = time.perf_counter()
    gedaan = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", meter, *opdracht],
        cwd=opzetten.ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    duur = time.perf_counter() - begin
    return duur, int(gedaan.stdout.split()[-1]) / 1000, uit.stat().st_size / 1e6


def _book_command(uit: Path, formaat: str = "pdf") -> list[str]:
    links = [write_link(keuze) for keuze in draw_lots(5, _BLADEN - 111)]
    return [
        sys.executable,
        "-m",
        "components",
        "kaartenboek",
        *links,
        "--alle-buurten",
        "--met-gevoelig",
        "--formaat",
        formaat,
        "--uit",
        str(uit),
    ]


def kill_books(map_: Path, zaad: int) -> int:
    """Kill a book at moments by lot; answer how many files were left behind."""
    lot = random.Random(zaad)  # noqa: S311 - no secret hangs on it
    leeg = map_ / "leeg"
    leeg.mkdir()
    for _ in range(_DOODKEREN):
        with subprocess.Popen(  # noqa: S603 - our own program
            _book_command(leeg / "boek.pdf"),
            cwd=opzetten.ROOT,
            env={**os.environ, "TMPDIR": str(leeg)},
            stderr=subprocess.DEVNULL,
        ) as proces:
            time.sleep(lot.uniform(1, 20))
            proces.send_signal(signal.SIGKILL)
            proces.wait()
    return len(list(leeg.iterdir()))


async def measure_beside(adres: str) -> tuple[float, float, int]:
    """Answer the seconds of a switch alone, and while ten people export; and how many exports."""
    labels = [INDICATOR_PER_SLEUTEL[s].label for s in aanbod.indicatoren_van(_STAD)]
    vraag = {"gebied": _STAD, "indicator": "laagste_inkomens"}
    async with AsyncExitStack() as stapel:
        kijker = await stapel.enter_async_context(visit(adres, pagina="kaart", vraag=vraag))
        for label in labels:
            await kijker.choose(_BEDIENING, label)
        alleen = [await kijker.choose(_BEDIENING, labels[n % len(labels)]) for n in range(_RUST)]
        mensen = [
            await stapel.enter_async_context(visit(adres, pagina="kaart", vraag=vraag))
            for _ in range(_MENSEN)
        ]
        klaar = asyncio.Event()
        taken = [
            asyncio.create_task(_export_on(mens, labels, nummer, klaar))
            for nummer, mens in enumerate(mensen)
        ]
        await asyncio.sleep(3)
        samen = []
        for nummer in range(_RUST):
            samen.append(await kijker.choose(_BEDIENING, labels[nummer % len(labels)]))
            await asyncio.sleep(0.8)
        klaar.set()
        aantal = sum(await asyncio.gather(*taken))
    return median(alleen) or 0.0, median(samen) or 0.0, aantal


async def _export_on(mens: Sessie, labels: list[str], nummer: int, klaar: asyncio.Event) -> int:
    """Export one map after the other until it is enough; answer how many."""
    aantal = 0
    while not klaar.is_set():
        await mens.choose(_BEDIENING, labels[(nummer * 7 + aantal) % len(labels)])
        await mens.press(_KNOP)
        aantal += 1
    return aantal


def open_in_office(map_: Path) -> str:
    """Let LibreOffice turn every kind of file it knows into PDF; say what came of it."""
    office = shutil.which("soffice")
    if office is None:
        return "LibreOffice is er niet: overgeslagen"
    paden = []
    for soort in SOORTEN:
        geopend = open_link({"gebied": _STAD, "soort": soort})
        if geopend is None:
            continue
        for formaat in (Formaat.PPTX, Formaat.DOCX):
            pad = map_ / f"{soort}.{formaat.value}"
            wensen = Wensen(formaat=formaat, gemaakt_op=_DAG, met_gevoelig=True)
            pad.write_bytes(make_kaart(geopend.keuze, wensen))
            paden.append(pad)
    klaar = 0
    for einde in ("pptx", "docx"):
        deze = [str(pad) for pad in paden if pad.suffix == f".{einde}"]
        uit = map_ / einde
        opdracht = [office, f"-env:UserInstallation=file://{map_}/profiel", "--headless"]
        subprocess.run(  # noqa: S603 - a program of this machine, on our own files
            [*opdracht, "--convert-to", "pdf", "--outdir", str(uit), *deze],
            check=True,
            capture_output=True,
            timeout=300,
        )
        klaar += len(list(uit.glob("*.pdf")))
    return f"{klaar} van {len(paden)} geopend"


def main(argumenten: Sequence[str] | None = None) -> int:
    """Measure, and answer 1 if a goal was missed."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks uitvoeren", description="Bestanden van kaarten"
    )
    parser.add_argument("--zaad", type=int, default=time.time_ns() % 1_000_000, metavar="N")
    zaad = parser.parse_args(argumenten).zaad
    say_machine()
    say(f"Geloot met --zaad {zaad}.")
    with open_pagina() as (pagina, adres), TemporaryDirectory(prefix="sociale-kaart-") as plaats:
        map_ = Path(plaats)
        rijen = [(write_link(k), compare(pagina, adres, k)) for k in draw_lots(zaad, _LOTEN)]
        say_table(("kaart", "scherm, papier, dia en cijfers verschillen in"), rijen)
        mis = export_hostile(zaad, _VIJANDIG)
        for regel in mis:
            say(regel)
        dia_s = seconds_for_slide()
        boeken = {formaat: make_book(map_, formaat) for formaat in ("pdf", "pptx")}
        gebleven = kill_books(map_, zaad)
        # in a thread: the browser has a loop of its own in this one
        with ThreadPoolExecutor() as draad:
            gemeten = draad.submit(lambda: asyncio.run(measure_beside(adres)))
            alleen_s, samen_s, aantal = gemeten.result()
        say(f"LibreOffice: {open_in_office(map_)}.")
    say(f"Naast de kijker zijn {aantal} bestanden gemaakt.")
    anders = sum(verschil != "geen" for _, verschil in rijen)
    doelen = [
        Doel("tien gelote kaarten zijn overal gelijk", f"{anders} verschillen", anders == 0),
        Doel("honderd vijandige bestanden openen en doen niets", f"{len(mis)} mis", not mis),
        Doel("een kaart als dia kost minder dan 3 s", f"{number(dia_s, 2)} s", dia_s < _DIA_S),
        *(
            Doel(
                f"een kaartenboek van {_BLADEN} bladen ({formaat}) kost minder dan 4 minuten en "
                "1,5 GB",
                f"{number(duur)} s, {number(geheugen)} MB; bestand {number(groot, 1)} MB",
                duur < 240 and geheugen < 1500,  # noqa: PLR2004 - the goal itself
            )
            for formaat, (duur, geheugen, groot) in boeken.items()
        ),
        Doel("een gedood kaartenboek laat niets achter", f"{gebleven} bestanden", gebleven == 0),
        Doel(
            "tien mensen die exporteren vertragen een wissel hoogstens 2 keer",
            f"{number(samen_s, 3)} s naast {number(alleen_s, 3)} s",
            samen_s <= 2 * alleen_s,
        ),
    ]
    return say_doelen(doelen)


if __name__ == "__main__":
    sys.exit(main())

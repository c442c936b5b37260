"""
`python -m benchmarks afdrukken`: ten maps by lot on screen and on paper, and how long paper takes.

The maps are of the fictional town; the seed of the lot is printed, so that a run can be repeated.
"""

import argparse
import io
import os
import random
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from matplotlib.figure import Figure
from playwright.sync_api import Page, sync_playwright

import opzetten
from benchmarks.errors import MetingError
from benchmarks.verslag import Doel, median, number, say, say_doelen, say_machine, say_table
from components.afdruk import draw_png, draw_svg, read_vormen
from components.afdruk_blad import Maat, Opdracht
from data.opslag import OMGEVINGSVARIABELE
from layers import aanbod
from layers.kaartbeeld import Kaartbeeld
from layers.openen import (
    open_exact,
)
from layers.stand import build_stand
from tests.bezoek import serve
from tests.vergelijken import differences, read_papier, read_scherm

_STAD: Final = "GM9901"
_AANTAL: Final = 10
_HOOGSTENS_S: Final = 2.0


@dataclass(frozen=True, kw_only=True)
class Uitslag:
    """What came of one map: in what screen and paper differ, and seconds per form."""

    link: str
    anders: tuple[str, ...]
    png_s: float
    svg_s: float
    kaal_s: float


def draw_lots(zaad: int) -> list[str]:
    """Answer links by lot: an indicator, and one of its years."""
    lot = random.Random(zaad)  # noqa: S311 - no secret hangs on it
    links = []
    for sleutel in lot.sample(aanbod.indicatoren_van(_STAD), _AANTAL):
        jaar = lot.choice(aanbod.peiljaren(sleutel, _STAD))
        links.append(f"/kaart?gebied={_STAD}&indicator={sleutel}&jaar={jaar}")
    return links


def measure(pagina: Page, adres: str, link: str) -> Uitslag:
    """Read one map twice and draw it thrice."""
    beeld = build_stand(open_exact(link).keuze)
    anders = differences(read_scherm(pagina, f"{adres}{link}", beeld), read_papier(beeld))
    opdracht = Opdracht(maat=Maat.DIA, gemaakt_op=date(2026, 11, 26))
    return Uitslag(
        link=link,
        anders=tuple(anders),
        png_s=_seconds(lambda: draw_png(beeld, opdracht)),
        svg_s=_seconds(lambda: draw_svg(beeld, opdracht)),
        kaal_s=_seconds(lambda: _draw_bare(beeld)),
    )


def _draw_bare(beeld: Kaartbeeld) -> None:
    """Draw the outlines alone with geopandas, at the same size: what paper costs at the least."""
    figuur = Figure(figsize=(40 / 3, 7.5), dpi=300)
    read_vormen(beeld).plot(ax=figuur.subplots(), color="#8291CD", edgecolor="#4C5762")
    figuur.savefig(io.BytesIO(), format="png")


def _seconds(doe: Callable[[], object]) -> float:
    begin = time.perf_counter()
    doe()
    return time.perf_counter() - begin


@contextmanager
def open_pagina() -> Iterator[tuple[Page, str]]:
    """Run the app on its embedded data, and a browser for it."""
    browser_pad = opzetten.find_browser()
    if browser_pad is None:
        melding = f"Er is geen browser. Noem er een in {opzetten.BROWSERVARIABELE}."
        raise MetingError(melding)
    with TemporaryDirectory(prefix="sociale-kaart-meten-") as map_:
        # the figures are read here and by the server, from one and the same place
        os.environ[OMGEVINGSVARIABELE] = str(Path(map_) / "gegevens")
        with (
            serve(Path(map_) / "gegevens", Path(map_) / "log.txt") as adres,
            sync_playwright() as playwright,
        ):
            browser = playwright.chromium.launch(executable_path=browser_pad)
            yield browser.new_page(viewport={"width": 1440, "height": 900}), adres
            browser.close()


def main(argumenten: Sequence[str] | None = None) -> int:
    """Measure, and answer 1 if a goal was missed."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks afdrukken", description="Scherm naast papier"
    )
    parser.add_argument("--zaad", type=int, default=time.time_ns() % 1_000_000, metavar="N")
    zaad = parser.parse_args(argumenten).zaad
    say_machine()
    say(f"Geloot met --zaad {zaad}.")
    with open_pagina() as (pagina, adres):
        draw_lots(zaad)  # what there is to choose from is read once
        uitslagen = [measure(pagina, adres, link) for link in draw_lots(zaad)]
    say_table(
        ("kaart", "verschillen", "png s", "svg s", "kale kaart s"),
        [
            (
                u.link,
                "; ".join(u.anders) or "geen",
                number(u.png_s, 2),
                number(u.svg_s, 2),
                number(u.kaal_s, 2),
            )
            for u in uitslagen
        ],
    )
    # the first one also unpacks letters
    png_s = median([u.png_s for u in uitslagen[1:]]) or 0.0
    kaal_s = median([u.kaal_s for u in uitslagen[1:]]) or 0.0
    verschillen = sum(len(u.anders) for u in uitslagen)
    return say_doelen(
        [
            Doel(
                "scherm en papier zijn gelijk, voor elke buurt van tien gelote kaarten",
                f"{verschillen} verschillen",
                verschillen == 0,
            ),
            Doel(
                "een PNG is er binnen 2 s",
                f"{number(png_s, 2)} s, {number(png_s / kaal_s, 1)} keer een kale kaart",
                png_s < _HOOGSTENS_S,
            ),
        ]
    )

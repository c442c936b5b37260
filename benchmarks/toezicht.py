"""
`python -m benchmarks toezicht`: the first view of the page for supervisors, in a full store.

The store holds the buurten of a country, with nuisance and classes of liveability beside their
Kerncijfers, and the homes of a corporation in three gemeenten. A browser opens the page anew, and
its own clock tells from the begin of the navigation until the second frame with the four figures.
Beside it, in turns, a page of our own without any figure: what Streamlit and the network cost.
"""

import argparse
import statistics
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import numpy as np
import pandas as pd

from benchmarks.browser import Tab, open_tab
from benchmarks.errors import MetingError
from benchmarks.processen import serve_ons
from benchmarks.stad import GRENSJAAR, JAREN, make_stad
from benchmarks.verslag import Doel, number, say, say_doelen, say_machine, say_table, spread
from data.bezit import EIGEN, KOLOMMEN, Bezit, write_bezit
from data.bezitplaats import Plaatsing
from data.opslag import SLEUTEL, Opslag, Tabel, read_gebieden
from data.wijzigen import change_opslag

AANTAL: Final = 14_500
_ZAAD: Final = 8
_KEREN: Final = 7
_HOOGSTENS_S: Final = 1.5
_COMPLEXEN: Final = 420
_WONINGEN: Final = 10_500
_GEMEENTEN: Final = 3
# per page what has to stand there; the list of national numbers needs no store
_PAGINAS: Final = {"toezicht": ".sk-toezicht .cijfer:nth-child(4)", "landelijk": "h1"}
_KLOK: Final = """
new Promise((klaar) => {
  const kijk = () => {
    if (!document.querySelector(KIES)) return requestAnimationFrame(kijk);
    requestAnimationFrame(() => requestAnimationFrame(() => klaar(performance.now() / 1000)));
  };
  requestAnimationFrame(kijk);
})
"""


def add_figures(opslag: Opslag) -> None:
    """Add nuisance of every year, and scores and classes of every second one."""
    codes = read_gebieden(GRENSJAAR, opslag=opslag).index
    toeval = np.random.default_rng(_ZAAD)
    sleutel = pd.MultiIndex.from_product([[GRENSJAAR], codes], names=SLEUTEL)
    vast = toeval.gamma(2, 20, len(codes))
    tabellen: dict[tuple[str, int], pd.DataFrame] = {}
    for jaar in JAREN:
        aantal = (vast * toeval.uniform(0.6, 1.6, len(codes))).round()
        tabellen["overlast", jaar] = pd.DataFrame({"overlast_totaal": aantal}, index=sleutel)
    for jaar in JAREN[1::2]:
        score = toeval.normal(0, 0.1, len(codes)).round(4)
        klasse = np.digitize(score, np.linspace(-0.2, 0.2, 8)) + 1.0
        tabellen["leefbaarometer", jaar] = pd.DataFrame(
            {"afw_score": score, "lbm_klasse": klasse}, index=sleutel
        )
    with change_opslag(opslag) as wijziging:
        for (naam, jaar), cijfers in tabellen.items():
            geheim = pd.DataFrame(data=False, index=sleutel, columns=cijfers.columns)
            paspoort = {
                "tabel": naam,
                "peiljaar": jaar,
                "grensjaren": [GRENSJAAR],
                "rijen": len(cijfers),
                "bron": {"naam": "Verzonnen voor de meting", "licentie": "geen"},
                "bestanden": [],
            }
            wijziging.put_tabel(naam, jaar, Tabel(cijfers, geheim), paspoort)


def add_homes(opslag: Opslag) -> None:
    """Give a corporation homes in the first gemeenten, 25 in each complex."""
    gebieden = read_gebieden(GRENSJAAR, opslag=opslag)
    buurten = gebieden[gebieden["niveau"] == "buurt"]
    hier = buurten[buurten["gemeentecode"].isin(sorted(set(buurten["gemeentecode"]))[:_GEMEENTEN])]
    codes = np.random.default_rng(_ZAAD).choice(hier.index.to_numpy(), _COMPLEXEN)
    complexen = pd.DataFrame(
        {
            "complex": [f"Complex {nummer}" for nummer in range(_COMPLEXEN)],
            "grensjaar": GRENSJAAR,
            "buurtcode": codes,
            "aantal_woningen": _WONINGEN // _COMPLEXEN,
            "x_m": np.nan,
            "y_m": np.nan,
            "plaatsing": Plaatsing.CODE.value,
        }
    ).astype(KOLOMMEN)
    write_bezit(Bezit(EIGEN, date(GRENSJAAR, 12, 31), complexen), opslag=opslag)


def open_page(tab: Tab, adres: str, pagina: str) -> float:
    """
    Open a page anew and answer the seconds until it stands there.

    Raises
    ------
    MetingError
        If an error of the page stands there instead.
    """
    tab.call("Page.navigate", url="about:blank")
    tab.call("Page.navigate", url=f"{adres}/{pagina}")
    seconden = tab.evaluate(_KLOK.replace("KIES", repr(_PAGINAS[pagina])))
    if tab.evaluate("!!document.querySelector('.sk-fout')"):
        melding = f"De pagina {pagina} toont een fout."
        raise MetingError(melding)
    return float(seconden)


def measure(aantal: int) -> tuple[float, dict[str, list[float]]]:
    """Answer the first view after a start, and those after it per page, in turns."""
    with TemporaryDirectory(prefix="sociale-kaart-meten-") as map_:
        stad = make_stad(Path(map_) / "stad", aantal)
        opslag = Opslag(stad.opslag)
        add_figures(opslag)
        add_homes(opslag)
        with serve_ons(stad) as server, open_tab(eerst="") as tab:
            koud_s = open_page(tab, server.adres, "toezicht")
            tijden: dict[str, list[float]] = {pagina: [] for pagina in _PAGINAS}
            for _ in range(_KEREN):
                for pagina, lijst in tijden.items():
                    lijst.append(open_page(tab, server.adres, pagina))
    return koud_s, tijden


def main(argumenten: Sequence[str] | None = None) -> int:
    """Measure, and answer 1 if a goal was missed."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks toezicht", description="De pagina voor de commissaris"
    )
    parser.add_argument("--buurten", type=int, default=AANTAL, metavar="N")
    keuze = parser.parse_args(argumenten)
    say_machine()
    koud_s, tijden = measure(keuze.buurten)
    ons_s, kaal_s = (statistics.median(lijst) for lijst in tijden.values())
    say(f"  de eerste keer na de start: {number(koud_s, 2)} s")
    say_table(("pagina", "open s"), [(pagina, spread(lijst)) for pagina, lijst in tijden.items()])
    say(f"  {number(ons_s / kaal_s, 2)} keer een pagina zonder cijfers")
    return say_doelen(
        [
            Doel(
                f"bij {number(keuze.buurten)} buurten staat Toezicht er binnen 1,5 s",
                f"{number(ons_s, 2)} s",
                ons_s <= _HOOGSTENS_S,
            )
        ]
    )

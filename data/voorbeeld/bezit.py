"""
The fictional corporation: complexes with invented names in the fictional town.

Made of the figures of the town itself, so that a buurt never holds more of its homes than there
are corporation homes.
"""

from datetime import date
from typing import Final

import numpy as np
import pandas as pd
import shapely

from data.bezit import EIGEN, KOLOMMEN, Bezit
from data.bezitplaats import Plaatsing
from data.voorbeeld.cijfers_bevolking import LAATSTE_JAAR
from data.voorbeeld.maken import ZAAD, Stad

NAAM: Final = "Voorbeeldcorporatie"
PEILDATUM: Final = date(LAATSTE_JAAR, 12, 31)
_ZAAD_BEZIT: Final = 8
_DEEL_VAN_BUURTEN: Final = 0.5
_DEEL_VAN_WONINGEN: Final = (0.72, 0.98)
_GROOTTE: Final = (12, 130)
_EERSTE_NUMMER: Final = 101

_VOORAAN: Final = (
    "Berken", "Distel", "Duif", "Ekster", "Ganzen", "Heggen", "IJsvogel", "Iris", "Karper",
    "Kersen", "Klaproos", "Linnen", "Lisdodde", "Meerkoet", "Mispel", "Moeras", "Otter",
    "Peppel", "Reiger", "Salie", "Sering", "Snoek", "Tijm", "Valeriaan", "Vlier", "Wulp",
    "Zilvermeeuw", "Zwaluw",
)  # fmt: skip
_ACHTERAAN: Final = (
    "blok", "burcht", "galerij", "hof", "huizen", "poort", "staete", "stede", "toren", "flat",
    "horst", "vleugel", "donk", "gaarde", "borg", "terras",
)  # fmt: skip


def corporatiewoningen(stad: Stad) -> pd.Series:
    """Answer the corporation homes per buurt in the newest year; where nobody knows, none."""
    cijfers = stad.tabellen["kwb", LAATSTE_JAAR].droplevel("grensjaar")
    aantal = cijfers["in_bezit_woningcorporatie_pct"] * cijfers["woningvoorraad"] / 100
    buurten = aantal[aantal.index.str.startswith("BU")].dropna()
    return np.floor(buurten[buurten >= _GROOTTE[0]]).astype("int64").sort_index()


def build_bezit(stad: Stad) -> Bezit:
    """Make the homes of the corporation; the same town gives the same homes."""
    rng = np.random.default_rng((ZAAD, _ZAAD_BEZIT))
    aanwezig = corporatiewoningen(stad)
    gekozen = rng.choice(
        aanwezig.index.to_numpy(),
        size=round(len(aanwezig) * _DEEL_VAN_BUURTEN),
        replace=False,
        p=(aanwezig / aanwezig.sum()).to_numpy(),
    )
    vormen = stad.omtrekken[LAATSTE_JAAR].set_index("gebiedscode").geometry
    rijen = []
    for code in sorted(gekozen):
        woningen = int(aanwezig[code] * rng.uniform(*_DEEL_VAN_WONINGEN))
        for aantal in _split(woningen, rng):
            x, y = _spot(vormen[code], rng)
            rijen.append((LAATSTE_JAAR, code, aantal, x, y, Plaatsing.PUNT.value))
    complexen = pd.DataFrame(rijen, columns=list(KOLOMMEN)[1:])
    complexen.insert(0, "complex", _names(len(rijen), rng))
    return Bezit(EIGEN, PEILDATUM, complexen.astype(KOLOMMEN))


def _split(woningen: int, rng: np.random.Generator) -> list[int]:
    """Divide homes over complexes; what is left at the end joins the last."""
    klein, groot = _GROOTTE
    delen = []
    while woningen >= klein + groot:
        delen.append(int(rng.integers(klein, groot)))
        woningen -= delen[-1]
    return [*delen, woningen]


def _spot(vlak: shapely.Geometry, rng: np.random.Generator) -> tuple[float, float]:
    """Answer a spot inside an area, to the metre and not on its edge."""
    west, zuid, oost, noord = shapely.bounds(vlak)
    while True:
        x, y = round(rng.uniform(west, oost)), round(rng.uniform(zuid, noord))
        if shapely.contains_xy(vlak, x, y):
            return float(x), float(y)


def _names(aantal: int, rng: np.random.Generator) -> list[str]:
    """Answer as many names, each with a number before it as corporations give them."""
    namen = [f"{voor}{achter}" for voor in _VOORAAN for achter in _ACHTERAAN]
    gekozen = rng.choice(len(namen), size=aantal, replace=False)
    return [f"{_EERSTE_NUMMER + plek} {namen[nummer]}" for plek, nummer in enumerate(gekozen)]

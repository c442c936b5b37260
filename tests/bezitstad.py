"""
The fictional town under ordinary codes, as two gemeenten: a store whose own homes are not invented.

Whatever may be told of the town by anybody, may of this one be told by its owner alone.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import pandas as pd

from data.bezit import EIGEN, Bezit, write_bezit
from data.bronnen import TABELLEN
from data.opslag import SLEUTEL, VOORBEELD, Opslag, Tabel
from data.weboutlines import build_weboutlines
from data.wijzigen import change_opslag

STAD: Final = "GM0901"
DORP: Final = "GM0902"
GRENSJAAR: Final = 2024
PEILDATUM: Final = date(2024, 12, 31)
JAREN: Final = (2017, 2018, 2023, 2024)
TABELJAREN: Final = {"kwb": JAREN, "overlast": JAREN, "leefbaarometer": (2022, 2024)}
# the last wijken of the town are the second gemeente
_WIJKEN_VAN_DORP: Final = frozenset(("18", "19", "20"))
_NAMEN: Final = {STAD: "Stad", DORP: "Dorp", "NL00": "Nederland"}

Tabellen = Mapping[tuple[str, int], pd.DataFrame]


def recode(code: str) -> str:
    """Answer the ordinary code of an area of the town."""
    if code[:2] not in {"BU", "WK"}:
        return code.replace("GM9901", STAD)
    return f"{code[:2]}{(DORP if code[6:8] in _WIJKEN_VAN_DORP else STAD)[2:]}{code[6:]}"


def make_stad(plaats: Path, wijzig: Callable[[Tabellen], None] | None = None) -> Opslag:
    """Write the store, with other figures where `wijzig` makes them others, and with own homes."""
    inhoud = json.loads((VOORBEELD.pad / "inhoud.json").read_text("utf-8"))["bestanden"]
    paden = {(v["naam"], v["jaar"]): VOORBEELD.pad / v["bestand"] for v in inhoud}
    tabellen = {
        (naam, jaar): _figures(paden[naam, jaar])
        for naam, jaren in TABELJAREN.items()
        for jaar in jaren
    }
    if wijzig is not None:
        wijzig(tabellen)
    opslag = Opslag(plaats)
    with change_opslag(opslag) as wijziging:
        kaart = _outlines(paden["omtrekken", GRENSJAAR])
        wijziging.put_omtrekken(GRENSJAAR, kaart, build_weboutlines(kaart))
        wijziging.put_gebieden(GRENSJAAR, _areas(paden["gebieden", GRENSJAAR]))
        for (naam, jaar), tabel in tabellen.items():
            wijziging.put_tabel(naam, jaar, _table(tabel), _passport(naam))
    complexen = pd.read_parquet(VOORBEELD.pad / "bezit" / EIGEN / f"{PEILDATUM}.parquet")
    complexen["buurtcode"] = complexen["buurtcode"].map(recode)
    write_bezit(Bezit(EIGEN, PEILDATUM, complexen), opslag=opslag)
    return opslag


def _figures(pad: Path) -> pd.DataFrame:
    tabel = pd.read_parquet(pad)
    tabel["gebiedscode"] = tabel["gebiedscode"].map(recode)
    return tabel.set_index("gebiedscode")


def _table(tabel: pd.DataFrame) -> Tabel:
    cijfers = tabel.drop(columns=["grensjaar", "geheim"]).astype("float64")
    geheim = pd.DataFrame(
        {kolom: [kolom in merken for merken in tabel["geheim"]] for kolom in cijfers},
        index=cijfers.index,
    )
    index = pd.MultiIndex.from_arrays([tabel["grensjaar"], tabel.index], names=SLEUTEL)
    return Tabel(cijfers.set_axis(index), geheim.set_axis(index))


def _passport(naam: str) -> dict[str, Any]:
    return {"grensjaren": [GRENSJAAR], "bron": asdict(TABELLEN[naam]), "bestanden": []}


def _outlines(pad: Path) -> gpd.GeoDataFrame:
    kaart = gpd.read_parquet(pad)
    kaart = kaart[kaart["niveau"] == "buurt"].copy()
    for kolom in ("gebiedscode", "wijkcode"):
        kaart[kolom] = kaart[kolom].map(recode)
    kaart["gemeentecode"] = "GM" + kaart["gebiedscode"].str[2:6]
    return kaart.sort_values("gebiedscode", ignore_index=True)


def _areas(pad: Path) -> pd.DataFrame:
    gebieden = pd.read_parquet(pad)
    gebieden = gebieden[gebieden["niveau"].isin(["buurt", "wijk"])].copy()
    for kolom in ("gebiedscode", "wijkcode"):
        gebieden[kolom] = gebieden[kolom].map(recode, na_action="ignore")
    gebieden["gemeentecode"] = "GM" + gebieden["gebiedscode"].str[2:6]
    groter = pd.DataFrame(
        [
            (code, naam, "land" if code == "NL00" else "gemeente", None, code, None)
            for code, naam in _NAMEN.items()
        ],
        columns=list(gebieden.columns),
    )
    return pd.concat([gebieden, groter.astype("str")]).set_index("gebiedscode")

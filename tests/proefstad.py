"""
A store of two small gemeenten for the tests of the screen: every state, and names that bite.

Buurten are squares of 400 m. Proefstad is 5 by 4, Proefdorp 3 by 2, ten kilometres to the east.
"""

import math
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import pandas as pd
from shapely.geometry import box

from data.opslag import (
    SLEUTEL,
    Opslag,
    Tabel,
)
from data.weboutlines import build_weboutlines
from data.wijzigen import (
    change_opslag,
)

GRENSJAAR: Final = 2020
# nothing was measured in 2018
JAREN: Final = (2017, 2019, 2020)
STAD: Final = "GM0801"
DORP: Final = "GM0802"

GEWOON: Final = "BU08010000"
VIJANDIG: Final = "BU08010001"
WATER: Final = "BU08010002"
ZONDER_INWONERS: Final = "BU08010003"
KLEIN: Final = "BU08010101"
GEHEIM: Final = "BU08010102"
ACCENT: Final = "BU08010300"
DUBBEL: Final = ("BU08010100", "BU08010200")
NAMEN: Final = {
    VIJANDIG: "<img src=x onerror=\"window.top.gehackt=1\">{{'x'}}</script>",
    WATER: "Plas",
    DUBBEL[0]: "Dubbelbuurt",
    DUBBEL[1]: "Dubbelbuurt",
    ACCENT: "Sint-Ánnahof, oost",
}
_VORMEN: Final = {STAD: ("Proefstad", 5, 4, 120_000), DORP: ("Proefdorp", 3, 2, 130_000)}
_ZIJDE_M: Final = 400
_ZUID_M: Final = 450_000


def make_opslag(plaats: Path) -> Path:
    """Write the store and answer its root."""
    omtrekken = _omtrekken()
    with change_opslag(Opslag(plaats)) as wijziging:
        wijziging.put_omtrekken(GRENSJAAR, omtrekken, build_weboutlines(omtrekken))
        wijziging.put_gebieden(GRENSJAAR, _gebieden(omtrekken))
        for jaar in JAREN:
            wijziging.put_tabel("kwb", jaar, _kwb(omtrekken, jaar), _paspoort(jaar))
    return plaats


def bijstand_per_duizend(gebiedscode: str, jaar: int) -> float:
    """Answer what the map must say of a buurt; a sum by hand: 10 to 105 of 1,000."""
    plek = int(gebiedscode[6:8]) * 5 + int(gebiedscode[8:])
    return 10 + 5 * plek + (jaar - GRENSJAAR)


def _omtrekken() -> gpd.GeoDataFrame:
    rijen: list[dict[str, Any]] = []
    for gemeente, (_, breed, hoog, west) in _VORMEN.items():
        for rij in range(hoog):
            for kolom in range(breed):
                code = f"BU{gemeente[2:]}{rij:02}{kolom:02}"
                x, y = west + kolom * _ZIJDE_M, _ZUID_M + rij * _ZIJDE_M
                rijen.append(
                    {
                        "gebiedscode": code,
                        "naam": NAMEN.get(code, f"Buurt {code[6:]}"),
                        "niveau": "buurt",
                        "wijkcode": f"WK{code[2:8]}",
                        "gemeentecode": gemeente,
                        "stadsdeel": None,
                        "is_water": code == WATER,
                        "geldig_van": min(JAREN),
                        "geldig_tot": max(JAREN),
                        "geometry": box(x, y, x + _ZIJDE_M, y + _ZIJDE_M),
                    }
                )
    return gpd.GeoDataFrame(rijen, crs="EPSG:28992")


def _gebieden(omtrekken: gpd.GeoDataFrame) -> pd.DataFrame:
    buurten = pd.DataFrame(omtrekken).set_index("gebiedscode")
    kolommen = ["naam", "niveau", "wijkcode", "gemeentecode", "stadsdeel"]
    rijen = [buurten[kolommen]]
    rijen += [
        _gebied(code, f"Wijk {code[6:]}", "wijk", code, f"GM{code[2:6]}")
        for code in sorted(set(buurten["wijkcode"]))
    ]
    rijen += [_gebied(code, vorm[0], "gemeente", None, code) for code, vorm in _VORMEN.items()]
    rijen.append(_gebied("NL00", "Nederland", "land", None, None))
    return pd.concat([rij.astype("object") for rij in rijen]).rename_axis("gebiedscode")


def _gebied(
    code: str, naam: str, niveau: str, wijkcode: str | None, gemeentecode: str | None
) -> pd.DataFrame:
    waarden = {
        "naam": naam,
        "niveau": niveau,
        "wijkcode": wijkcode,
        "gemeentecode": gemeentecode,
        "stadsdeel": None,
    }
    return pd.DataFrame(waarden, index=[code], dtype="object")


def _kwb(omtrekken: gpd.GeoDataFrame, jaar: int) -> Tabel:
    codes = [*omtrekken["gebiedscode"], *_VORMEN, "NL00"]
    rijen = {}
    for code in codes:
        per_duizend = bijstand_per_duizend(code, jaar) if code.startswith("BU") else 40.0
        inwoners = {ZONDER_INWONERS: 0.0, KLEIN: 60.0}.get(code, 4000.0)
        volwassenen = inwoners * 3 / 4
        rijen[code] = {
            "aantal_inwoners": inwoners,
            "k_15_tot_25_jaar": volwassenen / 3,
            "k_25_tot_45_jaar": volwassenen / 3,
            "k_45_tot_65_jaar": volwassenen / 3,
            "huishoudens_totaal": inwoners / 2,
            "woningvoorraad": inwoners / 2 + 10,
            "personen_per_soort_uitkering_bijstand": per_duizend * volwassenen / 1000,
            "huishoudens_met_een_laag_inkomen_pct": 100 - per_duizend / 2,
        }
    cijfers = pd.DataFrame.from_dict(rijen, orient="index")
    geheim = pd.DataFrame(data=False, index=cijfers.index, columns=cijfers.columns)
    cijfers.loc[GEHEIM, "personen_per_soort_uitkering_bijstand"] = math.nan
    geheim.loc[GEHEIM, "personen_per_soort_uitkering_bijstand"] = True
    sleutel = pd.MultiIndex.from_product([[GRENSJAAR], cijfers.index], names=SLEUTEL)
    return Tabel(cijfers.set_axis(sleutel), geheim.set_axis(sleutel))


def _paspoort(jaar: int) -> dict[str, Any]:
    deel = {"naam": f"<b>proef</b>-{jaar}.csv", "sha256": f"{jaar:064x}"}
    return {
        "tabel": "kwb",
        "peiljaar": jaar,
        "grensjaren": [GRENSJAAR],
        "rijen": 29,
        "kolommen": 8,
        "bron": {"naam": "Kerncijfers wijken en buurten", "licentie": "CC BY 4.0"},
        "bestanden": [{"delen": [deel], "geimporteerd_op": "2026-11-03T08:00"}],
    }

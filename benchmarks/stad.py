"""
Buurten that exist nowhere, in any number: one set for our page and for those it is measured by.

Areas are the cells of a jittered honeycomb whose edges are broken four times, so that neighbours
share a winding border of sixteen pieces: about a hundred points per area, as in the real map.
"""

import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from data.gebieden import LAND
from data.klassen import make_klassen
from data.opslag import (
    SLEUTEL,
    Opslag,
    Tabel,
)
from data.weboutlines import build_weboutlines
from data.wijzigen import (
    change_opslag,
)
from layers.indicatoren import INDICATOR_PER_SLEUTEL
from layers.waarden import build_waarden

GRENSJAAR: Final = 2024
JAREN: Final = tuple(range(2015, 2025))
# What is switched between; no label is part of another, so typing one finds only that one.
INDICATOREN: Final = (
    "laagste_inkomens",
    "laag_inkomen",
    "bijstand",
    "arbeidsongeschiktheid",
    "corporatiewoningen",
    "woz",
)
LABELS: Final = tuple(INDICATOR_PER_SLEUTEL[sleutel].label for sleutel in INDICATOREN)

_RD: Final = "EPSG:28992"
_ZAAD: Final = 14
_MIDDEN_RD_M: Final = (155_000.0, 463_000.0)
_MIDDEN_GRADEN: Final = (52.155, 5.388)
_KAART_PX: Final = 680
_BREUKEN: Final = 4
# Share of its length that the middle of an edge moves sideways: the most that keeps rings simple.
_GRILLIGHEID: Final = 0.09
_GRENS_VAN_HET_LAND: Final = 5_000
_GEMEENTEN_PER_ZIJDE: Final = 17
_EERSTE_GEMEENTE: Final = 510
_DECIMALEN: Final = 5
_DEEL_ONTBREKEND: Final = 0.03
_DEEL_GEHEIM: Final = 0.5


@dataclass(frozen=True, kw_only=True)
class Stad:
    """What the pages read: a store for ours, GeoJSON for the others, and where to look."""

    aantal: int
    gebied: str
    opslag: Path
    vol: Path
    vereenvoudigd: Path
    grof: Path
    midden: tuple[float, float]
    zoom: int
    punten: dict[str, float]

    @property
    def is_land(self) -> bool:
        """Tell whether the buurten fill a country of gemeenten, or one gemeente."""
        return self.gebied == LAND


def make_stad(plaats: Path, aantal: int) -> Stad:
    """Write the store and the GeoJSON files of `aantal` buurten under a folder."""
    plaats.mkdir(parents=True)
    omtrekken = _outlines(aantal)
    opslag = Opslag(plaats / "opslag")
    with change_opslag(opslag) as wijziging:
        wijziging.put_omtrekken(GRENSJAAR, omtrekken, build_weboutlines(omtrekken))
        gebieden = _areas(omtrekken)
        wijziging.put_gebieden(GRENSJAAR, gebieden)
        for jaar in JAREN:
            tabel = _figures(gebieden.index, jaar)
            wijziging.put_tabel("kwb", jaar, tabel, _passport(jaar, tabel))
    make_klassen(opslag)  # as an import does
    kaart = omtrekken.set_index("gebiedscode")[["naam", "geometry"]]
    for sleutel, label in zip(INDICATOREN, LABELS, strict=True):
        waarden = build_waarden(
            INDICATOR_PER_SLEUTEL[sleutel],
            peiljaar=JAREN[-1],
            grensjaar=GRENSJAAR,
            opslag=opslag,
        )
        kaart[label] = waarden.tabel["waarde"].reindex(kaart.index).round(2)
    is_land = aantal > _GRENS_VAN_HET_LAND
    # metres a border may move: unseen at street zoom for one town, for the country at that of a
    # town; and what our own page shows of the whole country
    lagen = {"vereenvoudigd": 30.0 if is_land else 6.0, "grof": 120.0}
    punten = {naam: _write_geojson(plaats, kaart, naam, m) for naam, m in lagen.items()}
    # as the Wijk- en buurtkaart comes: a GeoPackage in RD
    kaart.reset_index().to_file(plaats / "vol.gpkg", driver="GPKG")
    punten["vol"] = _points_per_area(kaart)
    return Stad(
        aantal=aantal,
        gebied=LAND if is_land else f"GM{_EERSTE_GEMEENTE:04}",
        opslag=opslag.pad,
        vol=plaats / "vol.gpkg",
        vereenvoudigd=plaats / "vereenvoudigd.geojson",
        grof=plaats / "grof.geojson",
        midden=_MIDDEN_GRADEN,
        zoom=_zoom_for(omtrekken),
        punten=punten,
    )


# Outlines


def _outlines(aantal: int) -> gpd.GeoDataFrame:
    kolommen = math.ceil(math.sqrt(aantal))
    rijen = math.ceil(aantal / kolommen)
    ringen = _honeycomb(rijen, kolommen)[:aantal]
    is_land = aantal > _GRENS_VAN_HET_LAND
    # buurten of the size of the real ones: 2.3 km² over the country, 0.7 km² in a town
    zijde_m = 1520.0 if is_land else 850.0
    midden = np.array([kolommen / 2, rijen / 2])
    vormen = shapely.polygons((ringen - midden) * zijde_m + np.array(_MIDDEN_RD_M))
    codes = _codes(rijen, kolommen, is_land=is_land)[:aantal]
    return gpd.GeoDataFrame(
        {
            "gebiedscode": codes,
            "naam": [f"Buurt Meetveld {code[2:]}" for code in codes],
            "niveau": "buurt",
            "wijkcode": [f"WK{code[2:8]}" for code in codes],
            "gemeentecode": [f"GM{code[2:6]}" for code in codes],
            "stadsdeel": None,
            "is_water": False,
            "geldig_van": JAREN[0],
            "geldig_tot": JAREN[-1],
        },
        geometry=vormen,
        crs=_RD,
    ).sort_values("gebiedscode", ignore_index=True)


def _honeycomb(rijen: int, kolommen: int) -> NDArray[np.float64]:
    """
    Answer closed rings of cells, row by row, in units of a cell.

    Cells lie as bricks: corner `(lijn, k)` stands on line `lijn` at `k / 2`, and a cell has three
    corners on the line below it and three on the line above.
    """
    rng = np.random.default_rng(_ZAAD)
    lijn, k = np.mgrid[: rijen + 1, : 2 * kolommen + 2]
    omhoog = np.where(k % 2 == lijn % 2, 1, -1) / 6
    hoeken = np.stack([k / 2, lijn + omhoog], axis=-1) + rng.uniform(-0.07, 0.07, (*k.shape, 2))
    rij, kolom = (as_.ravel() for as_ in np.mgrid[:rijen, :kolommen])
    links = 2 * kolom + rij % 2
    # anticlockwise: along the line below to the right, along the line above back to the left
    rondgang = [(0, 0), (0, 1), (0, 2), (1, 2), (1, 1), (1, 0), (0, 0)]
    nummers = np.stack([(rij + op) * k.shape[1] + links + naar for op, naar in rondgang], axis=1)
    randen, welke = np.unique(
        np.sort(np.stack([nummers[:, :-1], nummers[:, 1:]], axis=-1).reshape(-1, 2)),
        axis=0,
        return_inverse=True,
    )
    gebroken = _break_edges(hoeken.reshape(-1, 2)[randen], rng)[welke.ravel()]
    terug = (nummers[:, :-1] > nummers[:, 1:]).ravel()
    gebroken[terug] = gebroken[terug, ::-1]
    # the last point of an edge is the first of the next
    ringen = gebroken[:, :-1].reshape(len(rij), -1, 2)
    return np.concatenate([ringen, ringen[:, :1]], axis=1)


def _break_edges(lijnen: NDArray[np.float64], rng: np.random.Generator) -> NDArray[np.float64]:
    for _ in range(_BREUKEN):
        stukken = np.diff(lijnen, axis=1)
        opzij = np.stack([-stukken[..., 1], stukken[..., 0]], axis=-1)
        maat = rng.normal(0, _GRILLIGHEID, (*stukken.shape[:2], 1)).clip(-0.2, 0.2)
        midden = lijnen[:, :-1] + stukken / 2 + opzij * maat
        uit = np.empty((len(lijnen), 2 * lijnen.shape[1] - 1, 2))
        uit[:, ::2], uit[:, 1::2] = lijnen, midden
        lijnen = uit
    return lijnen


def _zoom_for(omtrekken: gpd.GeoDataFrame) -> int:
    """Answer the deepest zoom of Leaflet at which all areas lie within the map of the others."""
    west, zuid, oost, noord = omtrekken.total_bounds
    per_punt_m = 156_543 * math.cos(math.radians(_MIDDEN_GRADEN[0]))
    return math.floor(math.log2(per_punt_m * _KAART_PX / max(oost - west, noord - zuid)))


def _codes(rijen: int, kolommen: int, *, is_land: bool) -> list[str]:
    """Answer codes row by row; of a country every block of about fifty cells is a gemeente."""
    zijde = _GEMEENTEN_PER_ZIJDE if is_land else 1
    geteld: dict[int, int] = {}
    codes = []
    for rij in range(rijen):
        for kolom in range(kolommen):
            gemeente = _EERSTE_GEMEENTE + rij * zijde // rijen * zijde + kolom * zijde // kolommen
            nummer = geteld.get(gemeente, 0)
            geteld[gemeente] = nummer + 1
            codes.append(f"BU{gemeente:04}{nummer // 12:02}{nummer % 12:02}")
    return codes


def _areas(omtrekken: gpd.GeoDataFrame) -> pd.DataFrame:
    buurten = pd.DataFrame(omtrekken).set_index("gebiedscode")
    rijen: dict[str, dict[str, str | None]] = {}
    for code in sorted(set(buurten["wijkcode"])):
        rijen[code] = {"naam": f"Wijk {code[2:]}", "niveau": "wijk", "wijkcode": code}
        rijen[code]["gemeentecode"] = f"GM{code[2:6]}"
    for code in sorted(set(buurten["gemeentecode"])):
        rijen[code] = {"naam": f"Gemeente {code[2:]}", "niveau": "gemeente", "gemeentecode": code}
    rijen[LAND] = {"naam": "Nederland", "niveau": "land"}
    kolommen = ["naam", "niveau", "wijkcode", "gemeentecode", "stadsdeel"]
    boven = pd.DataFrame.from_dict(rijen, orient="index").reindex(columns=kolommen)
    delen = [buurten[kolommen].astype("object"), boven.astype("object")]
    return pd.concat(delen).rename_axis("gebiedscode")


# Figures


def _figures(codes: pd.Index, jaar: int) -> Tabel:
    """Make a table of Kerncijfers: a slow wave over the areas, a trend, noise, and holes."""
    vast, los = np.random.default_rng(_ZAAD), np.random.default_rng(jaar)
    plek = np.arange(len(codes))

    def figure(laag: float, hoog: float) -> NDArray[np.float64]:
        golf = np.sin(plek / vast.uniform(30, 300) + vast.uniform(0, 6)) + vast.normal(
            0, 0.5, len(plek)
        )
        deel = (golf + 0.04 * (jaar - JAREN[0]) + los.normal(0, 0.1, len(plek)) + 2) / 4
        return laag + (hoog - laag) * deel.clip(0, 1)

    inwoners = figure(50, 4000).round(-1)
    volwassenen = inwoners * figure(0.6, 0.7)
    cijfers = pd.DataFrame(
        {
            "aantal_inwoners": inwoners,
            "k_15_tot_25_jaar": (volwassenen * 0.2).round(),
            "k_25_tot_45_jaar": (volwassenen * 0.4).round(),
            "k_45_tot_65_jaar": (volwassenen * 0.4).round(),
            "huishoudens_totaal": (inwoners / 2.1).round(),
            "eenpersoonshuishoudens": (inwoners / 2.1 * figure(0.2, 0.6)).round(),
            "woningvoorraad": (inwoners / 2.2).round(),
            "gemiddelde_woz_waarde_van_woningen_x1000_euro": figure(120, 700).round(),
            "in_bezit_woningcorporatie_pct": figure(0, 90).round(),
            "k_40_huishoudens_met_laagste_inkomen_pct": figure(15, 75).round(1),
            "huishoudens_met_een_laag_inkomen_pct": figure(1, 25).round(1),
            "personen_per_soort_uitkering_bijstand": (volwassenen * figure(0.01, 0.12)).round(-1),
            "personen_per_soort_uitkering_ao": (volwassenen * figure(0.02, 0.1)).round(-1),
            "personen_per_soort_uitkering_ww": (volwassenen * figure(0.01, 0.05)).round(-1),
            "percentage_jongeren_met_jeugdzorg_pct": figure(3, 20).round(1),
            "wmo_clienten_relatief_per_duizend": figure(10, 120).round(),
        },
        index=codes,
    )
    gaten = los.random(cijfers.shape) < _DEEL_ONTBREKEND
    gaten[:, cijfers.columns.str.startswith(("aantal", "k_1", "k_2", "huishoudens_t"))] = False
    geheim = gaten & (los.random(cijfers.shape) < _DEEL_GEHEIM)
    sleutel = pd.MultiIndex.from_product([[GRENSJAAR], codes], names=SLEUTEL)
    return Tabel(
        cijfers.mask(gaten).set_axis(sleutel),
        pd.DataFrame(geheim, index=sleutel, columns=cijfers.columns),
    )


def _passport(jaar: int, tabel: Tabel) -> dict[str, Any]:
    return {
        "tabel": "kwb",
        "peiljaar": jaar,
        "grensjaren": [GRENSJAAR],
        "rijen": len(tabel.cijfers),
        "kolommen": len(tabel.cijfers.columns),
        "bron": {"naam": "Verzonnen voor de meting", "licentie": "geen"},
        "bestanden": [
            {"delen": [{"naam": "meting"}], "geimporteerd_op": f"{GRENSJAAR}-01-01T00:00"}
        ],
    }


# Maps for the other pages


def _write_geojson(plaats: Path, kaart: gpd.GeoDataFrame, naam: str, tolerantie_m: float) -> float:
    """Write the areas in degrees, their borders simplified together; answer points per area."""
    vormen = shapely.coverage_simplify(kaart.geometry.to_numpy(), tolerantie_m)
    eenvoudig = kaart.set_geometry(gpd.GeoSeries(vormen, index=kaart.index, crs=kaart.crs))
    inhoud = eenvoudig.to_crs("EPSG:4326").reset_index().to_geo_dict(drop_id=True)
    for gebied in inhoud["features"]:
        gebied["geometry"]["coordinates"] = [
            np.round(ring, _DECIMALEN).tolist() for ring in gebied["geometry"]["coordinates"]
        ]
    # what is missing is null in GeoJSON; Python would write NaN
    tekst = json.dumps(inhoud, separators=(",", ":")).replace(":NaN", ":null")
    (plaats / f"{naam}.geojson").write_text(tekst, encoding="utf-8")
    return _points_per_area(eenvoudig)


def _points_per_area(kaart: gpd.GeoDataFrame) -> float:
    return float(shapely.get_num_coordinates(kaart.geometry.to_numpy()).mean())

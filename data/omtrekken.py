"""
Outlines of buurten, wijken and gemeenten, from any file they come in, to RD (EPSG:28992).

Lon/lat and RD are told apart by their numbers where the file is silent. What is broken is mended
and told; what cannot be mended is refused. Water stays, and is marked as water.
"""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely
from pyogrio.errors import DataLayerError, DataSourceError
from pyproj import CRS
from pyproj.exceptions import CRSError

from data.bestanden import Invoerbestand, Soort
from data.errors import BestandAfgekeurdError
from data.gebieden import (
    FICTIEVE_GEMEENTEN,
    Niveau,
    gemeentecode_of,
    niveau_of,
    wijkcode_of,
)
from data.levering import Bestand
from data.onderwerpen import plain
from data.tabelbestanden import Ruwetabel

RD: Final = "EPSG:28992"
WGS84: Final = "EPSG:4326"
KOLOMMEN: Final = [
    "gebiedscode",
    "naam",
    "niveau",
    "wijkcode",
    "gemeentecode",
    "stadsdeel",
    "is_water",
    "geldig_van",
    "geldig_tot",
]
# The Netherlands with its part of the sea, in metres (RD) and in degrees.
_NEDERLAND_RD = (-10_000, 285_000, 300_000, 640_000)
_NEDERLAND_GRADEN = (2.5, 50.5, 7.6, 54.0)
_NAMEN = {
    Niveau.BUURT: ("buurtnaam", "statnaam", "bunaam", "naam"),
    Niveau.WIJK: ("wijknaam", "statnaam", "wknaam", "naam"),
    Niveau.GEMEENTE: ("gemeentenaam", "statnaam", "gmnaam", "naam"),
}
_WKT = re.compile(r"^\s*(?:SRID=(\d+);)?\s*((?:MULTI)?POLYGON.*)$", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class Omtrekkenlevering:
    """
    Outlines of one level on the borders of `grensjaar`, or of a year the file does not tell.

    `omtrekken` has the columns `KOLOMMEN` without validity, in RD.
    """

    bestanden: tuple[Bestand, ...]
    grensjaar: int | None
    omtrekken: gpd.GeoDataFrame
    wijknamen: pd.Series
    hersteld: Counter[str]
    meldingen: tuple[str, ...]


@dataclass(frozen=True)
class Ruwekaart:
    """Attributes as they stand in the file, geometries as read, and the projection it states."""

    kenmerken: pd.DataFrame
    geometrie: np.ndarray
    crs: CRS | None
    gesloten: int


def read_kaartbestanden(bestand: Invoerbestand) -> list[Ruwekaart]:
    """
    Read all layers of a GeoJSON, GeoPackage or shapefile.

    Raises
    ------
    BestandAfgekeurdError
        If the file is broken off or holds no outlines.
    """
    try:
        lagen = [str(naam) for naam, _ in pyogrio.list_layers(bestand.pad)]
        return [_read_layer(bestand, laag) for laag in lagen]
    except (DataSourceError, DataLayerError, shapely.errors.GEOSException, ValueError) as fout:
        raise BestandAfgekeurdError(
            bestand.naam,
            "de kaart is afgebroken of beschadigd. Download hem opnieuw.",
        ) from fout


def _read_layer(bestand: Invoerbestand, laag: str) -> Ruwekaart:
    meta, _, wkb, velden = pyogrio.raw.read(bestand.pad, layer=laag)
    kenmerken = pd.DataFrame(dict(zip(meta["fields"], velden, strict=True)))
    if wkb is None:
        raise BestandAfgekeurdError(
            bestand.naam, f"de laag '{laag}' heeft geen omtrekken. Kies een kaartbestand."
        )
    strikt = shapely.from_wkb(wkb, on_invalid="ignore")
    geometrie = shapely.from_wkb(wkb, on_invalid="fix")
    gesloten = int((shapely.is_missing(strikt) & ~shapely.is_missing(geometrie)).sum())
    return Ruwekaart(kenmerken, geometrie, _stated_crs(bestand, meta["crs"]), gesloten)


def _stated_crs(bestand: Invoerbestand, crs: str | None) -> CRS | None:
    # a GeoJSON without a crs member is read as degrees, whatever its numbers say
    if bestand.soort is Soort.JSON and b'"crs"' not in bestand.pad.open("rb").read(65536):
        return None
    try:
        return None if crs is None else CRS.from_user_input(crs)
    except CRSError as fout:
        raise BestandAfgekeurdError(
            bestand.naam,
            f"de projectie '{crs}' is niet bekend. Bewaar de kaart in RD (EPSG:28992).",
        ) from fout


def wkt_column(tabel: Ruwetabel) -> str | None:
    """Answer the column of a table that holds outlines as well-known text, or None."""
    for kolom in tabel.cellen.columns:
        gevuld = tabel.cellen[kolom].map(lambda c: c if isinstance(c, str) else "")
        if len(gevuld) and gevuld.map(lambda c: bool(_WKT.match(c[:200]))).mean() > 0.5:  # noqa: PLR2004 - most
            return str(kolom)
    return None


def read_wkt(bestand: Invoerbestand, tabel: Ruwetabel, kolom: str) -> Ruwekaart:
    """
    Read outlines from a CSV with well-known text.

    Raises
    ------
    BestandAfgekeurdError
        If a cell is no outline; names the row.
    """
    geometrie, srids, gesloten = [], set(), 0
    for rij, cel in tabel.cellen[kolom].items():
        gevonden = _WKT.match(cel)
        vorm = shapely.from_wkt(gevonden[2], on_invalid="fix") if gevonden else None
        if gevonden is None or vorm is None:
            raise BestandAfgekeurdError(
                bestand.naam,
                "hier staat geen omtrek. Schrijf die als POLYGON of MULTIPOLYGON.",
                plaats=f"rij {rij}, kolom '{kolom}'",
            )
        gesloten += shapely.from_wkt(gevonden[2], on_invalid="ignore") is None
        srids.add(gevonden[1])
        geometrie.append(vorm)
    crs = CRS.from_epsg(int(srids.pop())) if len(srids) == 1 and None not in srids else None
    kenmerken = tabel.cellen.drop(columns=[kolom]).reset_index(drop=True)
    return Ruwekaart(kenmerken, np.array(geometrie, dtype=object), crs, gesloten)


def clean_omtrekken(
    ruw: Ruwekaart,
    *,
    bestand: Invoerbestand,
    grensjaar: int | None,
    bekende_codes: dict[int, set[str]],
    meldingen: tuple[str, ...] = (),
) -> Omtrekkenlevering:
    """
    Clean a layer of outlines.

    `bekende_codes` are the codes kept per border year, to choose between code columns of
    different years.

    Raises
    ------
    BestandAfgekeurdError
        If there are no codes of CBS, the projection contradicts the numbers, or an outline is
        missing or cannot be mended.
    """
    naam = bestand.naam
    hersteld: Counter[str] = Counter()
    hersteld["open ringen gesloten"] += ruw.gesloten
    kenmerken = ruw.kenmerken.map(lambda c: c.strip() if isinstance(c, str) else c)
    niveau, codekolom = _code_column(
        kenmerken, naam=naam, grensjaar=grensjaar, bekende_codes=bekende_codes
    )
    codes = kenmerken[codekolom]
    _check_codes(codes, naam=naam, kolom=codekolom)
    rd, gerepareerd = _to_rd(ruw, codes, naam=naam)
    hersteld["ongeldige omtrekken gerepareerd"] += gerepareerd
    jaar = re.search(r"(\d{4})$", codekolom)
    namen = _column_of(kenmerken, _NAMEN[niveau], jaar=jaar[1] if jaar else None)
    stadsdeel = _column_of(kenmerken, ("stadsdeelnaam", "stadsdeelna", "stadsdeel"), jaar=None)
    water = _column_of(kenmerken, ("water",), jaar=None)
    tabel = gpd.GeoDataFrame(
        {
            "gebiedscode": codes,
            "naam": None if namen is None else kenmerken[namen],
            "niveau": niveau.value,
            "wijkcode": codes.map(wijkcode_of),
            "gemeentecode": codes.map(gemeentecode_of),
            "stadsdeel": None if stadsdeel is None else kenmerken[stadsdeel],
            "is_water": False if water is None else kenmerken[water].eq("JA"),
        },
        geometry=rd,
        crs=RD,
    )
    buitenland = pd.Series(data=False, index=codes.index)
    if water is not None:
        buitenland = kenmerken[water].eq("B")
    wijknamen = pd.Series(dtype="object")
    wijkkolom = _column_of(kenmerken, ("wijknaam",), jaar=jaar[1] if jaar else None)
    if niveau is Niveau.BUURT and wijkkolom is not None:
        wijknamen = pd.Series(kenmerken[wijkkolom].to_numpy(), index=tabel["wijkcode"]).dropna()
    return Omtrekkenlevering(
        bestanden=(Bestand(naam, bestand.sha256),),
        grensjaar=grensjaar or _stated_year(kenmerken),
        omtrekken=tabel[~buitenland].sort_values("gebiedscode", ignore_index=True),
        wijknamen=wijknamen[~wijknamen.index.duplicated()],
        hersteld=+hersteld,
        meldingen=meldingen,
    )


def _stated_year(kenmerken: pd.DataFrame) -> int | None:
    """Answer the year the file itself names, as PDOK does in `jaar` and `jrstatcode`."""
    for kolom in kenmerken.columns:
        if plain(str(kolom)) not in {"jaar", "jrstatcode"}:
            continue
        jaren = {str(cel)[:4] for cel in kenmerken[kolom] if cel is not None}
        if len(jaren) == 1 and (jaar := jaren.pop()).isdigit():
            return int(jaar)
    return None


def _code_column(
    kenmerken: pd.DataFrame,
    *,
    naam: str,
    grensjaar: int | None,
    bekende_codes: dict[int, set[str]],
) -> tuple[Niveau, str]:
    """Choose the column with codes of the lowest level, of the right year where there are more."""
    for niveau in (Niveau.BUURT, Niveau.WIJK, Niveau.GEMEENTE):
        kolommen = [
            str(kolom)
            for kolom in kenmerken.columns
            if _share_of_level(kenmerken[kolom], niveau) > 0.5  # noqa: PLR2004 - most of the cells
        ]
        if len(kolommen) == 1:
            return niveau, kolommen[0]
        if kolommen:
            return niveau, _column_of_year(kenmerken, kolommen, naam, grensjaar, bekende_codes)
    raise BestandAfgekeurdError(
        naam,
        "er is geen kolom met codes van het CBS (zoals BU07721110). Gemeentelijke nummers zijn "
        "niet genoeg; gebruik de Wijk- en buurtkaart van CBS/Kadaster.",
        plaats="kolommen " + ", ".join(str(kolom) for kolom in kenmerken.columns[:6]),
    )


def _share_of_level(cellen: pd.Series, niveau: Niveau) -> float:
    passend = sum(isinstance(cel, str) and niveau_of(cel) is niveau for cel in cellen)
    return passend / max(len(cellen), 1)


def _column_of_year(
    kenmerken: pd.DataFrame,
    kolommen: list[str],
    naam: str,
    grensjaar: int | None,
    bekende_codes: dict[int, set[str]],
) -> str:
    if grensjaar in bekende_codes:
        bekend = bekende_codes[grensjaar]
        return max(kolommen, key=lambda kolom: len(bekend & set(kenmerken[kolom].dropna())))
    per_jaar = {int(m[0]): k for k in kolommen if (m := re.search(r"\d{4}$", k))}
    tot_en_met = [jaar for jaar in per_jaar if grensjaar is not None and jaar <= grensjaar]
    if not tot_en_met:
        raise BestandAfgekeurdError(
            naam,
            "er zijn codes van meer dan één jaar. Geef mee van welk jaar de grenzen zijn, "
            "bijvoorbeeld `--grensjaar 2020`.",
            plaats="kolommen " + ", ".join(kolommen),
        )
    return per_jaar[max(tot_en_met)]


def _column_of(kenmerken: pd.DataFrame, vormen: tuple[str, ...], *, jaar: str | None) -> str | None:
    per_vorm = {plain(str(kolom)): str(kolom) for kolom in kenmerken.columns}
    zoek = [f"{vorm}{jaar}" for vorm in vormen if jaar] + list(vormen)
    return next((per_vorm[vorm] for vorm in zoek if vorm in per_vorm), None)


def _check_codes(codes: pd.Series, *, naam: str, kolom: str) -> None:
    for rij, code in enumerate(codes, start=1):
        plaats = f"gebied {rij}, kolom '{kolom}'"
        if not isinstance(code, str) or niveau_of(code) is None:
            raise BestandAfgekeurdError(
                naam,
                f"'{code}' is geen code van het CBS. Verbeter of verwijder het gebied.",
                plaats=plaats,
            )
        if FICTIEVE_GEMEENTEN.match(code):
            raise BestandAfgekeurdError(
                naam,
                f"'{code}' hoort bij de fictieve stad; zulke codes geeft het CBS niet uit.",
                plaats=plaats,
            )
    if len({niveau_of(code) for code in codes}) > 1:
        raise BestandAfgekeurdError(
            naam,
            "buurten, wijken en gemeenten staan door elkaar. Geef elk niveau een eigen laag.",
            plaats=f"kolom '{kolom}'",
        )
    dubbel = codes[codes.duplicated()]
    if not dubbel.empty:
        raise BestandAfgekeurdError(
            naam,
            f"'{dubbel.iloc[0]}' komt twee keer voor. Laat per gebied één omtrek staan.",
            plaats=f"gebied {dubbel.index[0] + 1}, kolom '{kolom}'",
        )


def _to_rd(ruw: Ruwekaart, codes: pd.Series, *, naam: str) -> tuple[gpd.GeoSeries, int]:
    """Answer valid polygons in RD, and how many were mended."""
    leeg = shapely.is_missing(ruw.geometrie) | shapely.is_empty(ruw.geometrie)
    if leeg.any():
        raise BestandAfgekeurdError(
            naam,
            "dit gebied heeft geen omtrek. Verwijder het of download de kaart opnieuw.",
            plaats=f"gebied {codes[leeg].iloc[0]}",
        )
    crs = _projection(ruw, naam=naam)
    vorm = shapely.force_2d(ruw.geometrie)
    ongeldig = ~shapely.is_valid(vorm)
    vorm[ongeldig] = shapely.make_valid(vorm[ongeldig], method="structure", keep_collapsed=False)
    rd = gpd.GeoSeries(vorm, crs=crs, index=codes.index).to_crs(RD)
    kapot = (rd.area <= 1) | ~rd.geom_type.isin({"Polygon", "MultiPolygon"})
    if kapot.any():
        raise BestandAfgekeurdError(
            naam,
            "deze omtrek is geen vlak en valt niet te repareren. Download de kaart opnieuw.",
            plaats=f"gebied {codes[kapot].iloc[0]}",
        )
    west, zuid, oost, noord = _NEDERLAND_RD
    grenzen = rd.bounds
    buiten = ~(
        (grenzen["minx"] > west)
        & (grenzen["miny"] > zuid)
        & (grenzen["maxx"] < oost)
        & (grenzen["maxy"] < noord)
    )
    if buiten.any():
        raise BestandAfgekeurdError(
            naam,
            "deze omtrek ligt buiten Nederland; de projectie klopt niet. Bewaar de kaart in RD "
            "(EPSG:28992) of in graden (EPSG:4326).",
            plaats=f"gebied {codes[buiten].iloc[0]}",
        )
    return rd, int(ongeldig.sum())


def _projection(ruw: Ruwekaart, *, naam: str) -> CRS:
    x1, y1, x2, y2 = shapely.total_bounds(ruw.geometrie)
    if _inside((x1, y1, x2, y2), _NEDERLAND_GRADEN):
        uit_getallen = CRS.from_user_input(WGS84)
    elif _inside((x1, y1, x2, y2), _NEDERLAND_RD):
        uit_getallen = CRS.from_user_input(RD)
    elif _inside((y1, x1, y2, x2), _NEDERLAND_GRADEN) or _inside((y1, x1, y2, x2), _NEDERLAND_RD):
        raise BestandAfgekeurdError(
            naam,
            "de assen zijn verwisseld: noord staat voor oost. Bewaar de kaart met eerst x (of "
            "lengtegraad) en dan y (of breedtegraad).",
            plaats=f"coördinaat ({x1:g}, {y1:g})",
        )
    elif ruw.crs is None or _same(ruw.crs, WGS84) or _same(ruw.crs, RD):
        raise BestandAfgekeurdError(
            naam,
            "de coördinaten liggen buiten Nederland. Bewaar de kaart in RD (EPSG:28992) of in "
            "graden (EPSG:4326).",
            plaats=f"coördinaat ({x1:g}, {y1:g})",
        )
    else:
        return ruw.crs
    if ruw.crs is not None and ruw.crs.is_geographic != uit_getallen.is_geographic:
        raise BestandAfgekeurdError(
            naam,
            f"het bestand zegt {ruw.crs.name}, maar de getallen zijn van "
            f"{uit_getallen.name}. Bewaar de kaart opnieuw met de juiste projectie.",
            plaats=f"coördinaat ({x1:g}, {y1:g})",
        )
    return uit_getallen


def _same(crs: CRS, andere: str) -> bool:
    return bool(crs.equals(CRS.from_user_input(andere), ignore_axis_order=True))


def _inside(grenzen: tuple[float, ...], kader: tuple[float, ...]) -> bool:
    return (
        grenzen[0] >= kader[0]
        and grenzen[1] >= kader[1]
        and grenzen[2] <= kader[2]
        and grenzen[3] <= kader[3]
    )

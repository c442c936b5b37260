"""
Outlines of buurten, wijken and gemeenten, from any file they come in, to RD (EPSG:28992).

Lon/lat and RD are told apart by their numbers where the file is silent. What is broken is mended
and told; what cannot be mended is refused. Water stays, and is marked as water; only of a gemeente
that has a second row for its water the land alone stays.
"""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd

from data.bestanden import Invoerbestand
from data.errors import BestandAfgekeurdError, shorten
from data.gebieden import (
    FICTIEVE_GEMEENTEN,
    Niveau,
    gemeentecode_of,
    niveau_of,
    wijkcode_of,
)
from data.kaartbestanden import Ruwekaart
from data.levering import Bestand, check_niveau
from data.onderwerpen import plain
from data.projectie import RD, to_rd

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
_NAMEN = {
    Niveau.BUURT: ("buurtnaam", "statnaam", "bunaam", "naam"),
    Niveau.WIJK: ("wijknaam", "statnaam", "wknaam", "naam"),
    Niveau.GEMEENTE: ("gemeentenaam", "statnaam", "gmnaam", "naam"),
}
_WATER: Final = ("water", "h2o")  # the second in shapefiles
_SHAPEFILE: Final = ".shp"
# Two files draw an area alike where its size differs less than this.
_ZELFDE_MAAT: Final = 0.01


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


def clean_omtrekken(
    ruw: Ruwekaart,
    *,
    bestand: Invoerbestand,
    gevraagd: tuple[int, int] | None,
    bekende_codes: dict[int, set[str]],
    meldingen: tuple[str, ...] = (),
) -> Omtrekkenlevering:
    """
    Clean a layer of outlines.

    `gevraagd` are the first and last border year the user gave; `bekende_codes` are the codes kept
    per border year, to choose between code columns of different years.

    Raises
    ------
    BestandAfgekeurdError
        If there are no codes of CBS, the projection contradicts the numbers, or an outline is
        missing or cannot be mended.
    """
    naam = bestand.naam
    hersteld: Counter[str] = Counter()
    hersteld["open ringen gesloten"] += ruw.gesloten
    grensjaar = gevraagd[1] if gevraagd else None
    kenmerken = ruw.kenmerken.apply(_strip)
    niveau, codekolom = _code_column(
        kenmerken, naam=naam, grensjaar=grensjaar, bekende_codes=bekende_codes
    )
    codes = kenmerken[codekolom]
    _check_codes(codes, naam=naam, kolom=codekolom)
    water = _column_of(kenmerken, _WATER, jaar=None)
    if niveau is Niveau.BUURT or water is None:
        _check_unique(codes, naam=naam, kolom=codekolom)
    genoemd = _stated_year(kenmerken)
    if gevraagd and genoemd and not gevraagd[0] <= genoemd <= gevraagd[1]:
        raise BestandAfgekeurdError(
            naam,
            f"de kaart noemt zelf {genoemd}, terwijl grenzen van {grensjaar} zijn gevraagd. Laat "
            "`--grensjaar` weg of kies de goede kaart.",
            plaats="kolom 'jaar'",
        )
    rd, gerepareerd, crs = to_rd(ruw, codes, naam=naam)
    if ruw.crs is None and crs.is_projected:
        meldingen += (f"{naam}: noemt geen projectie; naar de getallen gelezen als RD.",)
    hersteld["ongeldige omtrekken gerepareerd"] += gerepareerd
    jaar = re.search(r"(\d{4})$", codekolom)
    namen = _column_of(kenmerken, _NAMEN[niveau], jaar=jaar[1] if jaar else None)
    stadsdeel = _column_of(kenmerken, ("stadsdeelnaam", "stadsdeelna", "stadsdeel"), jaar=None)
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
    tabel = _one_row_each(tabel[~buitenland], hersteld)
    wijknamen = pd.Series(dtype="object")
    wijkkolom = _column_of(kenmerken, ("wijknaam",), jaar=jaar[1] if jaar else None)
    if niveau is Niveau.BUURT and wijkkolom is not None:
        wijken = codes.map(wijkcode_of)
        wijknamen = pd.Series(kenmerken[wijkkolom].to_numpy(), index=wijken).dropna()
    return Omtrekkenlevering(
        bestanden=(Bestand(naam, bestand.sha256),),
        grensjaar=grensjaar or genoemd,
        omtrekken=tabel.sort_values("gebiedscode", ignore_index=True),
        wijknamen=wijknamen[~wijknamen.index.duplicated()],
        hersteld=+hersteld,
        meldingen=meldingen,
    )


def _one_row_each(tabel: gpd.GeoDataFrame, hersteld: Counter[str]) -> gpd.GeoDataFrame:
    """Leave out the water of an area that has land too, and unite what it then has in parts."""
    heeft_land = tabel["gebiedscode"].isin(tabel.loc[~tabel["is_water"], "gebiedscode"])
    los_water = tabel["is_water"] & heeft_land
    hersteld["keer water naast land van hetzelfde gebied weggelaten"] += int(los_water.sum())
    land = tabel[~los_water]
    in_delen = land["gebiedscode"].duplicated(keep=False)
    if not in_delen.any():
        return land
    samen = land[in_delen].dissolve("gebiedscode", as_index=False)
    hersteld["gebieden uit losse delen samengevoegd"] += len(samen)
    return pd.concat([land[~in_delen], samen[land.columns]], ignore_index=True)


def drop_tweelingen(leveringen: list[Omtrekkenlevering]) -> list[Omtrekkenlevering]:
    """
    Leave out shapefiles of which the same zip or folder holds the same map in another form.

    CBS packed a geopackage and shapefiles together for some years; only the first names its year.
    """
    gekozen = []
    for levering in leveringen:
        naam = levering.bestanden[0].naam
        ander = None
        if naam.lower().endswith(_SHAPEFILE):
            ander = next((deel for deel in leveringen if _is_twin(levering, deel)), None)
        if ander is None:
            gekozen.append(levering)
    return gekozen


def _is_twin(shapefile: Omtrekkenlevering, ander: Omtrekkenlevering) -> bool:
    een, twee = (deel.bestanden[0].naam for deel in (shapefile, ander))
    if "/" not in een or een.split("/")[0] != twee.split("/")[0]:
        return False
    if twee.lower().endswith(_SHAPEFILE):
        return False
    # both are in the order of their codes
    codes, andere = shapefile.omtrekken["gebiedscode"], ander.omtrekken["gebiedscode"]
    return codes.equals(andere) and np.allclose(
        shapefile.omtrekken.area, ander.omtrekken.area, rtol=_ZELFDE_MAAT
    )


def _stated_year(kenmerken: pd.DataFrame) -> int | None:
    """Answer the year the file itself names, as PDOK does in `jaar` and `jrstatcode`."""
    for kolom in kenmerken.columns:
        if plain(str(kolom)) not in {"jaar", "jrstatcode"}:
            continue
        jaren = {str(cel)[:4] for cel in kenmerken[kolom] if cel is not None}
        if len(jaren) == 1 and re.fullmatch(r"(?:19|20)[0-9]{2}", jaar := jaren.pop()):
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
        plaats="kolommen " + (", ".join(shorten(k) for k in kenmerken.columns[:6]) or "(geen)"),
    )


def _share_of_level(cellen: pd.Series, niveau: Niveau) -> float:
    if _is_all_numbers(cellen):
        return 0.0  # a national map has a hundred columns of figures
    passend = sum(isinstance(cel, str) and niveau_of(cel) is niveau for cel in cellen)
    return passend / max(len(cellen), 1)


def _strip(cellen: pd.Series) -> pd.Series:
    if _is_all_numbers(cellen):
        return cellen
    return cellen.map(lambda cel: cel.strip() if isinstance(cel, str) else cel)


def _is_all_numbers(cellen: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(cellen)


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
                f"'{shorten(code)}' is geen code van het CBS. Verbeter of verwijder het gebied.",
                plaats=plaats,
            )
        if FICTIEVE_GEMEENTEN.match(code):
            raise BestandAfgekeurdError(
                naam,
                f"'{code}' hoort bij de fictieve stad; zulke codes geeft het CBS niet uit. "
                "Gebruik een kaart met echte codes.",
                plaats=plaats,
            )
    genummerd = codes.set_axis(codes.index + 1)
    check_niveau(genummerd, bestand=naam, kolom=kolom, rijsoort="gebied")


def _check_unique(codes: pd.Series, *, naam: str, kolom: str) -> None:
    dubbel = codes[codes.duplicated()]
    if not dubbel.empty:
        raise BestandAfgekeurdError(
            naam,
            f"'{dubbel.iloc[0]}' komt twee keer voor. Laat per gebied één omtrek staan.",
            plaats=f"gebied {dubbel.index[0] + 1}, kolom '{kolom}'",
        )

"""Lay outlines over those kept, derive wijken and gemeenten, and make the web outlines."""

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from data.gebieden import Niveau, gemeentecode_of, wijkcode_of
from data.herkennen import Vraag
from data.omnummering import put_omnummeringen
from data.omtrekken import KOLOMMEN, Omtrekkenlevering
from data.opslag import (
    GEBIEDEN_KOLOMMEN,
    Opslag,
    grensjaren_met_omtrekken,
    read_gebieden,
    read_omtrekken,
    read_omtrekpaspoort,
    weboutline_pad,
    weboutlines_of,
)
from data.projectie import RD
from data.samenvoegen import Namen, lay_over
from data.weboutlines import WEBVORM, build_weboutlines, read_webvorm
from data.wijzigen import (
    Wijziging,
)


def put_omtrekken(
    wijziging: Wijziging,
    opslag: Opslag,
    leveringen: list[Omtrekkenlevering],
    *,
    vraag: Vraag,
    namen: Namen,
) -> dict[int, gpd.GeoDataFrame]:
    """Lay outlines over those kept, for every border year they hold; answer the new sets."""
    bewaard = grensjaren_met_omtrekken(opslag=opslag)
    kaarten: dict[int, gpd.GeoDataFrame] = {}
    paspoorten: dict[int, dict[str, Any]] = {}
    for levering in sorted(leveringen, key=_size):
        van, tot = vraag.grensjaren or (levering.grensjaar or 0, levering.grensjaar or 0)
        nieuw = levering.omtrekken.assign(geldig_van=van, geldig_tot=tot, is_afgeleid=False)
        los: gpd.GeoDataFrame | None = None
        for jaar in range(van, tot + 1):
            oud = kaarten.get(jaar)
            if oud is None and jaar in bewaard:
                oud = read_omtrekken(jaar, opslag=opslag)
            if oud is None:
                # where nothing was kept every year gets the same outlines; uniting them takes long
                los = merge_omtrekken(None, nieuw) if los is None else los
                kaarten[jaar] = los
            else:
                kaarten[jaar] = merge_omtrekken(oud, nieuw)
            paspoort = paspoorten.setdefault(jaar, read_omtrekpaspoort(jaar, opslag=opslag))
            paspoorten[jaar] = _with_file(paspoort, levering)
            lay_over(namen, jaar, _names_of_outlines(kaarten[jaar], levering, namen, jaar, opslag))
    vorige: tuple[gpd.GeoDataFrame, dict[str, bytes]] | None = None
    for jaar, kaart in kaarten.items():
        is_zelfde = jaar in bewaard and kaart.equals(read_omtrekken(jaar, opslag=opslag))
        if is_zelfde and has_current_web(jaar, opslag=opslag):
            continue
        met_namen = kaart.assign(naam=kaart["gebiedscode"].map(_all_names(jaar, namen, opslag)))
        # years of one series mostly have the same outlines; simplifying them once is enough
        if vorige is None or not met_namen.equals(vorige[0]):
            vorige = (met_namen, build_weboutlines(met_namen))
        wijziging.put_omtrekken(jaar, kaart, vorige[1], paspoort=paspoorten[jaar])
    put_omnummeringen(wijziging, opslag, kaarten, paspoorten)
    return kaarten


def _size(levering: Omtrekkenlevering) -> int:
    """Put gemeenten first and buurten last: what a file gives is then never derived in vain."""
    niveaus = set(levering.omtrekken["niveau"])
    return 2 if Niveau.BUURT in niveaus else int(Niveau.WIJK in niveaus)


def has_current_web(grensjaar: int, *, opslag: Opslag) -> bool:
    """Tell whether the outlines for the browser have the form that is written now."""
    paden = [weboutline_pad(naam) for naam in weboutlines_of(grensjaar, opslag=opslag).values()]
    return all(pad is not None and read_webvorm(pad) == WEBVORM for pad in paden)


def _with_file(paspoort: dict[str, Any], levering: Omtrekkenlevering) -> dict[str, Any]:
    """Add a file to the passport of a map; the same file again replaces its entry."""
    deel = {
        "delen": [asdict(bestand) for bestand in levering.bestanden],
        "geimporteerd_op": datetime.now(UTC).isoformat(timespec="seconds"),
        "rijen": len(levering.omtrekken),
        "hersteld": dict(levering.hersteld),
        "meldingen": list(levering.meldingen),
    }
    anders = [b for b in paspoort["bestanden"] if b["delen"] != deel["delen"]]
    return {**paspoort, "bestanden": [*anders, deel]}


def _all_names(jaar: int, namen: Namen, opslag: Opslag) -> pd.Series:
    oud = read_gebieden(jaar, opslag=opslag)["naam"]
    nieuw = namen[jaar]["naam"] if jaar in namen else oud
    return nieuw.combine_first(oud)


def _names_of_outlines(
    kaart: gpd.GeoDataFrame,
    levering: Omtrekkenlevering,
    namen: Namen,
    jaar: int,
    opslag: Opslag,
) -> pd.DataFrame:
    """
    Answer the areas a map adds; names CBS gave in a table stay before those of the map.

    A name of a wijk that came with its buurten only fills in where there is none.
    """
    rijen = pd.DataFrame(kaart.drop(columns="geometry")).set_index("gebiedscode")
    rijen["naam"] = rijen["naam"].combine_first(levering.wijknamen.reindex(rijen.index))
    eerder = _all_names(jaar, namen, opslag).reindex(rijen.index)
    rijen["naam"] = eerder.combine_first(rijen["naam"])
    return rijen[GEBIEDEN_KOLOMMEN]


def merge_omtrekken(oud: gpd.GeoDataFrame | None, nieuw: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """
    Lay outlines over those kept and derive wijken and gemeenten that no file gave.

    Returns
    -------
    omtrekken
        Sorted by code, in RD.
    """
    gegeven = nieuw
    if oud is not None:
        blijft = oud[~oud["is_afgeleid"] & ~oud["gebiedscode"].isin(nieuw["gebiedscode"])]
        gegeven = pd.concat([blijft, nieuw], ignore_index=True)
    delen = [gegeven]
    buurten = gegeven[gegeven["niveau"] == Niveau.BUURT]
    for niveau, kolom in ((Niveau.WIJK, "wijkcode"), (Niveau.GEMEENTE, "gemeentecode")):
        nodig = buurten[~buurten[kolom].isin(gegeven["gebiedscode"])]
        if not nodig.empty:
            delen.append(_derive(nodig, niveau, kolom))
    alles = pd.concat(delen, ignore_index=True).sort_values("gebiedscode", ignore_index=True)
    alles = alles[[*KOLOMMEN, "is_afgeleid", "geometry"]]
    tekst = ["gebiedscode", "naam", "niveau", "wijkcode", "gemeentecode", "stadsdeel"]
    alles[tekst] = alles[tekst].astype("str")
    alles[["is_water", "is_afgeleid"]] = alles[["is_water", "is_afgeleid"]].astype(bool)
    return gpd.GeoDataFrame(alles, geometry="geometry", crs=RD)


def _derive(buurten: gpd.GeoDataFrame, niveau: Niveau, kolom: str) -> gpd.GeoDataFrame:
    """Unite buurten to the wijk or gemeente they make up; it holds as long as all of them do."""
    rijen = []
    for code, deel in buurten.groupby(kolom):
        rijen.append(
            {
                "gebiedscode": code,
                "naam": None,
                "niveau": niveau.value,
                "wijkcode": wijkcode_of(str(code)),
                "gemeentecode": gemeentecode_of(str(code)),
                "stadsdeel": None,
                "is_water": bool(deel["is_water"].all()),
                "geldig_van": int(deel["geldig_van"].max()),
                "geldig_tot": int(deel["geldig_tot"].min()),
                "is_afgeleid": True,
                "geometry": shapely.union_all(deel.geometry.to_numpy()),
            }
        )
    return gpd.GeoDataFrame(rijen, geometry="geometry", crs=RD)

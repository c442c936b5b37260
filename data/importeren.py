"""
Import: files in, tables and outlines in the store, and a report of what happened.

All files of one call enter together or not at all.
"""

import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from data.bestanden import collect_bestanden
from data.bronnen import TABELLEN
from data.errors import BestandAfgekeurdError, GrensjaarGevraagdError
from data.gebieden import LAND, Niveau, gemeentecode_of, niveau_of, wijkcode_of
from data.herkennen import Herkend, Vraag, read_bestanden
from data.levering import Levering
from data.omtrekken import KOLOMMEN, RD, Omtrekkenlevering
from data.opslag import (
    GEBIEDEN_KOLOMMEN,
    SLEUTEL,
    Opslag,
    Tabel,
    Wijziging,
    change_opslag,
    grensjaren_met_omtrekken,
    peiljaren_of,
    read_gebieden,
    read_inhoud,
    read_omtrekken,
    read_paspoort,
    read_tabel_met_geheim,
)
from data.weboutlines import build_weboutlines

# Two tables stand on the same borders when nearly all codes of one occur in the other.
_PASSEND: Final = 0.98
_HOOGSTENS_GENOEMD: Final = 20


@dataclass(frozen=True)
class Verslag:
    """What an import did, in Dutch, and whether it changed the store."""

    regels: tuple[str, ...]
    is_veranderd: bool


def import_bestanden(
    paden: Sequence[Path], *, opslag: Opslag, vraag: Vraag, bron: str | None = None
) -> Verslag:
    """
    Import files, folders and zips.

    Raises
    ------
    SocialeKaartError
        If a file is refused, the border year is not known, another import is running or the disk
        is full. The store is then as it was.
    """
    with change_opslag(opslag) as wijziging, tempfile.TemporaryDirectory() as werkmap:
        bestanden = collect_bestanden(paden, werkmap=Path(werkmap))
        bekend = _codes_per_border_year(opslag)
        herkend = read_bestanden(bestanden, vraag=vraag, bekende_codes=bekend)
        _check_bron(herkend, bron)
        leveringen, omtrekken = _resolve_border_years(herkend, vraag=vraag, bekend=bekend)
        regels: list[str] = []
        namen: dict[int, pd.DataFrame] = {}
        for (tabel, peiljaar), groep in _grouped(leveringen).items():
            regels += _put_tabel(wijziging, opslag, tabel, peiljaar, groep)
            for levering in groep:
                _collect_names(namen, levering)
        kaarten = _put_omtrekken(wijziging, opslag, omtrekken, vraag=vraag, namen=namen)
        for grensjaar, gebieden in namen.items():
            _put_gebieden(wijziging, opslag, grensjaar, gebieden)
        regels += [regel for levering in omtrekken for regel in _report_omtrekken(levering)]
        regels += _report_joins(leveringen, kaarten=kaarten, opslag=opslag)
        regels += [f"{naam}: overgeslagen, geen tabel of kaart." for naam in herkend.overgeslagen]
        veranderd = wijziging.is_veranderd
        if not veranderd:
            regels.append("Er is niets veranderd: deze gegevens waren er al.")
    return Verslag(tuple(regels), veranderd)


def _check_bron(herkend: Herkend, bron: str | None) -> None:
    if bron is None:
        return
    gevonden = [(TABELLEN[lv.tabel].sleutel, lv.bestanden[0].naam) for lv in herkend.leveringen]
    gevonden += [("omtrekken", levering.bestanden[0].naam) for levering in herkend.omtrekken]
    for sleutel, naam in gevonden:
        if sleutel != bron:
            raise BestandAfgekeurdError(
                naam,
                f"dit is een bestand van bron '{sleutel}' en niet van '{bron}'. Kies het goede "
                "bestand of laat `--bron` weg.",
                plaats="inhoud",
            )


def _codes_per_border_year(opslag: Opslag) -> dict[int, set[str]]:
    """Answer the codes of the stored tables, per border year."""
    jaren = set()
    for vermelding in read_inhoud(opslag):
        if vermelding.soort == "tabel":
            paspoort = read_paspoort(vermelding.naam, peiljaar=vermelding.jaar, opslag=opslag)
            jaren |= set(paspoort["grensjaren"])
    return {jaar: set(read_gebieden(jaar, opslag=opslag).index) for jaar in sorted(jaren)}


def _resolve_border_years(
    herkend: Herkend, *, vraag: Vraag, bekend: dict[int, set[str]]
) -> tuple[list[Levering], list[Omtrekkenlevering]]:
    """Give every delivery its border year: from the file, as asked, or by matching codes."""
    bekend = {jaar: set(codes) for jaar, codes in bekend.items()}
    zeker = [lv for lv in herkend.leveringen if lv.grensjaar is not None]
    for levering in zeker:
        _check_border_year(levering.grensjaar, vraag, naam=levering.bestanden[0].naam)
        bekend.setdefault(levering.grensjaar or 0, set()).update(levering.cijfers.index)
    leveringen = [
        lv
        if lv.grensjaar is not None
        else replace(
            lv, grensjaar=_border_year(lv.bestanden[0].naam, lv.cijfers.index, vraag, bekend)
        )
        for lv in herkend.leveringen
    ]
    omtrekken = []
    for kaart in herkend.omtrekken:
        naam = kaart.bestanden[0].naam
        jaar = kaart.grensjaar
        if jaar is None:
            jaar = _border_year(naam, kaart.omtrekken["gebiedscode"], vraag, bekend)
        omtrekken.append(replace(kaart, grensjaar=jaar))
    return leveringen, omtrekken


def _check_border_year(grensjaar: int | None, vraag: Vraag, *, naam: str) -> None:
    if vraag.grensjaren is None or grensjaar is None:
        return
    van, tot = vraag.grensjaren
    if not van <= grensjaar <= tot:
        raise BestandAfgekeurdError(
            naam,
            f"de grenzen in dit bestand zijn van {grensjaar}, terwijl {van}"
            f"{'' if van == tot else f'-{tot}'} is gevraagd. Laat `--grensjaar` weg.",
            plaats="grensjaar",
        )


def _border_year(naam: str, codes: Iterable[str], vraag: Vraag, bekend: dict[int, set[str]]) -> int:
    van, tot = vraag.grensjaren or (0, 9999)
    if van == tot:
        return tot
    gezocht = {code for code in codes if code != LAND}
    passend = tuple(
        jaar
        for jaar, gekend in sorted(bekend.items())
        if van <= jaar <= tot and gezocht and len(gezocht & gekend) >= _PASSEND * len(gezocht)
    )
    if len(passend) == 1:
        return passend[0]
    if vraag.grensjaren is not None:
        return tot
    raise GrensjaarGevraagdError(naam, kandidaten=passend)


def _grouped(leveringen: Iterable[Levering]) -> dict[tuple[str, int], list[Levering]]:
    groepen: dict[tuple[str, int], list[Levering]] = {}
    for levering in leveringen:
        groepen.setdefault((levering.tabel, levering.peiljaar), []).append(levering)
    return groepen


def _put_tabel(
    wijziging: Wijziging, opslag: Opslag, naam: str, peiljaar: int, groep: list[Levering]
) -> list[str]:
    oud = None
    bestanden: list[dict[str, Any]] = []
    if peiljaar in peiljaren_of(naam, opslag=opslag):
        oud = read_tabel_met_geheim(naam, peiljaar=peiljaar, opslag=opslag)
        bestanden = read_paspoort(naam, peiljaar=peiljaar, opslag=opslag)["bestanden"]
    nieuw = oud
    for levering in groep:
        nieuw = merge_tabel(nieuw, levering)
        bestanden = [b for b in bestanden if not _is_superseded(b, levering)]
        bestanden.append(_passport_of_file(levering))
    if nieuw is not None and not (
        oud is not None and nieuw.cijfers.equals(oud.cijfers) and nieuw.geheim.equals(oud.geheim)
    ):
        grensjaren = sorted({int(jaar) for jaar in nieuw.cijfers.index.get_level_values(0)})
        paspoort = {
            "tabel": naam,
            "peiljaar": peiljaar,
            "grensjaren": grensjaren,
            "rijen": len(nieuw.cijfers),
            "kolommen": len(nieuw.cijfers.columns),
            "bron": asdict(TABELLEN[naam]),
            "bestanden": bestanden,
        }
        wijziging.put_tabel(naam, peiljaar, nieuw, paspoort)
    return [regel for levering in groep for regel in _report_tabel(levering)]


def merge_tabel(oud: Tabel | None, levering: Levering) -> Tabel:
    """
    Lay a delivery over what is kept: its cells replace, all others stay.

    Returns
    -------
    tabel
        Indexed by `(grensjaar, gebiedscode)`, sorted.
    """
    nieuw = Tabel(
        *(_with_key(deel, levering.grensjaar) for deel in (levering.cijfers, levering.geheim))
    )
    if oud is None:
        return nieuw
    rijen = oud.cijfers.index.union(nieuw.cijfers.index)
    kolommen = oud.cijfers.columns.union(nieuw.cijfers.columns, sort=False)
    cijfers = oud.cijfers.reindex(index=rijen, columns=kolommen)
    geheim = oud.geheim.reindex(index=rijen, columns=kolommen, fill_value=False)
    for kolom in nieuw.cijfers.columns:
        cijfers.loc[nieuw.cijfers.index, kolom] = nieuw.cijfers[kolom]
        geheim.loc[nieuw.geheim.index, kolom] = nieuw.geheim[kolom]
    return Tabel(cijfers.sort_index(), geheim.astype(bool).sort_index())


def _with_key(deel: pd.DataFrame, grensjaar: int | None) -> pd.DataFrame:
    index = pd.MultiIndex.from_arrays(
        [np.full(len(deel), grensjaar, dtype="int64"), deel.index.astype("object")], names=SLEUTEL
    )
    return deel.set_axis(index).sort_index()


def _passport_of_file(levering: Levering) -> dict[str, Any]:
    return {
        "delen": [asdict(bestand) for bestand in levering.bestanden],
        "geimporteerd_op": datetime.now(UTC).isoformat(timespec="seconds"),
        "grensjaar": levering.grensjaar,
        "rijen": len(levering.cijfers),
        "kolommen": list(levering.cijfers.columns),
        "gemeenten": _gemeenten(levering.cijfers.index),
        "hersteld": dict(levering.hersteld),
        "meldingen": list(levering.meldingen),
    }


def _gemeenten(codes: Iterable[str]) -> list[str]:
    return sorted({gemeentecode_of(code) or LAND for code in codes})


def _is_superseded(bestand: dict[str, Any], levering: Levering) -> bool:
    """Tell whether nothing is left of an earlier file once this delivery lies over it."""
    return (
        bestand["grensjaar"] == levering.grensjaar
        and set(bestand["gemeenten"]) <= set(_gemeenten(levering.cijfers.index))
        and set(bestand["kolommen"]) <= set(levering.cijfers.columns)
    )


def _collect_names(namen: dict[int, pd.DataFrame], levering: Levering) -> None:
    codes = levering.cijfers.index
    rijen = pd.DataFrame(
        {
            "naam": levering.namen.reindex(codes),
            "niveau": [str(niveau_of(code)) for code in codes],
            "wijkcode": [wijkcode_of(code) for code in codes],
            "gemeentecode": [gemeentecode_of(code) for code in codes],
            "stadsdeel": None,
        },
        index=codes,
    )
    _lay_over(namen, levering.grensjaar or 0, rijen)


def _lay_over(namen: dict[int, pd.DataFrame], grensjaar: int, rijen: pd.DataFrame) -> None:
    rijen = rijen.rename_axis("gebiedscode").astype("str")
    eerder = namen.get(grensjaar)
    namen[grensjaar] = rijen if eerder is None else rijen.combine_first(eerder)


def _put_gebieden(
    wijziging: Wijziging, opslag: Opslag, grensjaar: int, gebieden: pd.DataFrame
) -> None:
    oud = read_gebieden(grensjaar, opslag=opslag)
    nieuw = gebieden if oud.empty else gebieden.combine_first(oud)
    nieuw = nieuw[GEBIEDEN_KOLOMMEN].astype("str").sort_index()
    if not nieuw.equals(oud):
        wijziging.put_gebieden(grensjaar, nieuw)


def _put_omtrekken(
    wijziging: Wijziging,
    opslag: Opslag,
    leveringen: list[Omtrekkenlevering],
    *,
    vraag: Vraag,
    namen: dict[int, pd.DataFrame],
) -> dict[int, gpd.GeoDataFrame]:
    """Lay outlines over those kept, for every border year they hold; answer the new sets."""
    bewaard = grensjaren_met_omtrekken(opslag=opslag)
    kaarten: dict[int, gpd.GeoDataFrame] = {}
    for levering in leveringen:
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
            _lay_over(namen, jaar, _names_of_outlines(kaarten[jaar], levering, namen, jaar, opslag))
    vorige: tuple[gpd.GeoDataFrame, dict[str, bytes]] | None = None
    for jaar, kaart in kaarten.items():
        if jaar in bewaard and kaart.equals(read_omtrekken(jaar, opslag=opslag)):
            continue
        met_namen = kaart.assign(naam=kaart["gebiedscode"].map(_all_names(jaar, namen, opslag)))
        # years of one series mostly have the same outlines; simplifying them once is enough
        if vorige is None or not met_namen.equals(vorige[0]):
            vorige = (met_namen, build_weboutlines(met_namen))
        wijziging.put_omtrekken(jaar, kaart, vorige[1])
    return kaarten


def _all_names(jaar: int, namen: dict[int, pd.DataFrame], opslag: Opslag) -> pd.Series:
    oud = read_gebieden(jaar, opslag=opslag)["naam"]
    nieuw = namen[jaar]["naam"] if jaar in namen else oud
    return nieuw.combine_first(oud)


def _names_of_outlines(
    kaart: gpd.GeoDataFrame,
    levering: Omtrekkenlevering,
    namen: dict[int, pd.DataFrame],
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


def _report_tabel(levering: Levering) -> list[str]:
    telling = Counter(str(niveau_of(code)) for code in levering.cijfers.index)
    woorden = {"buurt": "buurten", "wijk": "wijken", "gemeente": "gemeenten", "land": "land"}
    delen = [f"{_number(telling[n])} {woord}" for n, woord in woorden.items() if telling[n]]
    naam = levering.bestanden[0].naam
    omvang = f"{_number(len(levering.cijfers))} rijen ({', '.join(delen)})"
    grens = f"{len(levering.cijfers.columns)} kolommen, grenzen van {levering.grensjaar}"
    bron = f"{TABELLEN[levering.tabel].naam} {levering.peiljaar}"
    regels = [f"{naam}: {bron}, {omvang}, {grens}."]
    leeg = [str(kolom) for kolom in levering.cijfers if levering.cijfers[kolom].isna().all()]
    if leeg:
        regels.append(f"{naam}: {len(leeg)} kolommen zonder één cijfer: {_enumerate(leeg)}.")
    if geheim := int(levering.geheim.to_numpy().sum()):
        regels.append(f"{naam}: {_number(geheim)} cellen zijn door de uitgever geheim gehouden.")
    regels += [f"{naam}: hersteld: {_number(n)} {wat}." for wat, n in levering.hersteld.items()]
    return regels + list(levering.meldingen)


def _report_omtrekken(levering: Omtrekkenlevering) -> list[str]:
    naam = levering.bestanden[0].naam
    kaart = levering.omtrekken
    niveaus = Counter(kaart["niveau"])
    woorden = {"buurt": "buurten", "wijk": "wijken", "gemeente": "gemeenten"}
    delen = [f"{_number(niveaus[n])} {woord}" for n, woord in woorden.items() if niveaus[n]]
    regels = [f"{naam}: omtrekken van {', '.join(delen)}, grenzen van {levering.grensjaar}."]
    if water := int(kaart["is_water"].sum()):
        regels.append(f"{naam}: {_number(water)} gebieden zijn water en tellen niet mee.")
    regels += [f"{naam}: hersteld: {_number(n)} {wat}." for wat, n in levering.hersteld.items()]
    return regels + list(levering.meldingen)


def _report_joins(
    leveringen: list[Levering], *, kaarten: dict[int, gpd.GeoDataFrame], opslag: Opslag
) -> list[str]:
    """Tell codes without outline, outlines without figures, and codes nobody knows."""
    regels = []
    bewaard = grensjaren_met_omtrekken(opslag=opslag)
    for levering in leveringen:
        jaar = levering.grensjaar or 0
        kaart = kaarten.get(jaar)
        if kaart is None and jaar in bewaard:
            kaart = read_omtrekken(jaar, opslag=opslag)
        naam = f"{levering.bestanden[0].naam} ({levering.peiljaar})"
        cijfers = {c for c in levering.cijfers.index if niveau_of(c) is Niveau.BUURT}
        if kaart is None:
            regels.append(f"{naam}: er zijn nog geen omtrekken met de grenzen van {jaar}.")
        elif cijfers:
            land = kaart[(kaart["niveau"] == Niveau.BUURT) & ~kaart["is_water"].astype(bool)]
            regels += _report_difference(cijfers, set(land["gebiedscode"]), naam=naam)
        if levering.tabel.startswith("eigen_"):
            regels += _report_eigen(levering, naam=naam, opslag=opslag)
    return regels


def _report_difference(cijfers: set[str], omtrekken: set[str], *, naam: str) -> list[str]:
    """Compare codes within the gemeenten that both know, and count the gemeenten without map."""
    regels = []
    met_cijfers = {gemeentecode_of(code) for code in cijfers}
    met_kaart = {gemeentecode_of(code) for code in omtrekken}
    if zonder_kaart := met_cijfers - met_kaart:
        regels.append(f"{naam}: {_number(len(zonder_kaart))} gemeenten hebben nog geen omtrekken.")
    hier = {code for code in cijfers if gemeentecode_of(code) in met_kaart}
    if zonder_omtrek := sorted(hier - omtrekken):
        regels.append(
            f"{naam}: {_number(len(zonder_omtrek))} buurten zonder omtrek: "
            f"{_enumerate(zonder_omtrek)}."
        )
    daar = {code for code in omtrekken if gemeentecode_of(code) in met_cijfers}
    if zonder_cijfer := sorted(daar - cijfers):
        regels.append(
            f"{naam}: {_number(len(zonder_cijfer))} omtrekken zonder cijfers: "
            f"{_enumerate(zonder_cijfer)}."
        )
    return regels


def _report_eigen(levering: Levering, *, naam: str, opslag: Opslag) -> list[str]:
    regels = []
    bekend = set(read_gebieden(levering.grensjaar or 0, opslag=opslag).index)
    onbekend = sorted(set(levering.cijfers.index) - bekend)
    if onbekend:
        regels.append(
            f"{naam}: {_number(len(onbekend))} codes komen niet voor bij de grenzen van "
            f"{levering.grensjaar}: {_enumerate(onbekend)}."
        )
    zonder = levering.cijfers["noemer"].isna()
    if zonder.any():
        inwoners = _inhabitants(levering, opslag=opslag)
        onvindbaar = sorted(set(levering.cijfers.index[zonder]) - inwoners)
        regels.append(
            f"{naam}: {_number(int(zonder.sum()))} rijen hebben geen noemer; daarvoor gelden de "
            "inwoners uit de Kerncijfers."
        )
        if onvindbaar:
            regels.append(
                f"{naam}: van {_number(len(onvindbaar))} daarvan zijn geen inwoners bekend; hun "
                f"cijfer wordt niet getoond: {_enumerate(onvindbaar)}."
            )
    return regels


def _inhabitants(levering: Levering, *, opslag: Opslag) -> set[str]:
    """Answer the areas of which inhabitants are known on the borders of a delivery, in any year."""
    bekend: set[str] = set()
    for jaar in peiljaren_of("kwb", opslag=opslag):
        tabel = read_tabel_met_geheim(
            "kwb", peiljaar=jaar, opslag=opslag, kolommen=("aantal_inwoners",)
        )
        op_grens = tabel.cijfers.loc[
            tabel.cijfers.index.get_level_values("grensjaar") == levering.grensjaar,
            "aantal_inwoners",
        ].dropna()
        bekend |= set(op_grens.index.get_level_values("gebiedscode"))
    return bekend


def _enumerate(dingen: Sequence[str]) -> str:
    rest = len(dingen) - _HOOGSTENS_GENOEMD
    staart = f" en nog {_number(rest)}" if rest > 0 else ""
    return ", ".join(dingen[:_HOOGSTENS_GENOEMD]) + staart


def _number(aantal: int) -> str:
    return f"{aantal:,}".replace(",", ".")

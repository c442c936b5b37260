"""The report of an import, in Dutch: what came in, what was mended, what does not match."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.bronnen import TABELLEN
from data.gebieden import Niveau, gemeentecode_of, niveau_of
from data.herkennen import Vraag
from data.levering import Levering
from data.omtrekken import Omtrekkenlevering
from data.opslag import (
    Opslag,
    grensjaren_met_omtrekken,
    peiljaren_of,
    read_gebieden,
    read_inhoud,
    read_omtrekken,
    read_tabel_met_geheim,
)
from data.opvolging import Reden, read_bereik, read_breuken, read_opvolging
from data.stappen import read_vlaggen

_HOOGSTENS_GENOEMD: Final = 20
# Codes that somebody has to look up one by one.
_HOOGSTENS_OPGEZOCHT: Final = 100


def report_tabel(levering: Levering) -> list[str]:
    """Say what a delivery of figures holds, and what was mended or kept secret."""
    telling = Counter(str(niveau_of(code)) for code in levering.cijfers.index)
    delen = _counts_in_words(telling)
    naam = levering.bestanden[0].naam
    omvang = f"{_count(len(levering.cijfers), 'rij', 'rijen')} ({', '.join(delen)})"
    kolommen = _count(len(levering.cijfers.columns), "kolom", "kolommen")
    grens = f"{kolommen}, grenzen van {levering.grensjaar}"
    bron = f"{TABELLEN[levering.tabel].naam} {levering.peiljaar}"
    regels = [f"{naam}: {bron}, {omvang}, {grens}."]
    leeg = [str(kolom) for kolom in levering.cijfers if levering.cijfers[kolom].isna().all()]
    if leeg:
        hoeveel = _count(len(leeg), "kolom", "kolommen")
        regels.append(f"{naam}: {hoeveel} zonder één cijfer: {_enumerate(leeg)}.")
    if geheim := int(levering.geheim.to_numpy().sum()):
        cellen = _count(geheim, "cel is", "cellen zijn")
        regels.append(f"{naam}: {cellen} door de uitgever geheim gehouden.")
    regels += [f"{naam}: hersteld: {_number(n)} {wat}." for wat, n in levering.hersteld.items()]
    return regels + list(levering.meldingen)


def report_omtrekken(levering: Omtrekkenlevering, vraag: Vraag) -> list[str]:
    """Say what a delivery of outlines holds, and what was mended."""
    naam = levering.bestanden[0].naam
    kaart = levering.omtrekken
    niveaus = Counter(kaart["niveau"])
    delen = _counts_in_words(niveaus)
    van, tot = vraag.grensjaren or (levering.grensjaar, levering.grensjaar)
    jaren = f"{van}" if van == tot else f"{van}-{tot}"
    regels = [f"{naam}: omtrekken van {', '.join(delen)}, grenzen van {jaren}."]
    if water := int(kaart["is_water"].sum()):
        tellen = _count(water, "gebied is water en telt", "gebieden zijn water en tellen")
        regels.append(f"{naam}: {tellen} niet mee.")
    regels += [f"{naam}: hersteld: {_number(n)} {wat}." for wat, n in levering.hersteld.items()]
    return regels + list(levering.meldingen)


def report_joins(
    leveringen: list[Levering], *, kaarten: dict[int, gpd.GeoDataFrame], opslag: Opslag
) -> list[str]:
    """
    Tell codes without outline, outlines without figures, and codes nobody knows.

    Of border years without any outline `report_zonder_omtrekken` tells.
    """
    regels = []
    bewaard = grensjaren_met_omtrekken(opslag=opslag)
    for levering in leveringen:
        jaar = levering.grensjaar or 0
        kaart = kaarten.get(jaar)
        if kaart is None and jaar in bewaard:
            kaart = read_omtrekken(jaar, opslag=opslag)
        naam = f"{levering.bestanden[0].naam} ({levering.peiljaar})"
        cijfers = {c for c in levering.cijfers.index if niveau_of(c) is Niveau.BUURT}
        if kaart is not None:
            regels += _report_difference(cijfers, _land(kaart), naam=naam)
        if levering.tabel.startswith("eigen_"):
            regels += _report_eigen(levering, naam=naam, opslag=opslag)
    met_levering = {levering.grensjaar for levering in leveringen}
    for jaar, kaart in kaarten.items():
        eerder = set() if jaar in met_levering else _buurten_with_figures(jaar, opslag=opslag)
        regels += _report_difference(eerder, _land(kaart), naam=f"grenzen van {jaar}")
    return regels


def report_zonder_omtrekken(
    leveringen: list[Levering], *, kaarten: dict[int, gpd.GeoDataFrame], opslag: Opslag
) -> list[str]:
    """Tell of each file on which borders its figures stand that nobody has outlines of yet."""
    bekend = {*kaarten, *grensjaren_met_omtrekken(opslag=opslag)}
    return list(
        dict.fromkeys(
            f"{levering.bestanden[0].naam}: er zijn nog geen omtrekken met de grenzen van "
            f"{levering.grensjaar}."
            for levering in leveringen
            if levering.grensjaar not in bekend
        )
    )


def _land(kaart: gpd.GeoDataFrame) -> set[str]:
    """Answer the codes of buurten that are no water."""
    land = kaart[(kaart["niveau"] == Niveau.BUURT) & ~kaart["is_water"].astype(bool)]
    return set(land["gebiedscode"])


def _buurten_with_figures(grensjaar: int, *, opslag: Opslag) -> set[str]:
    """Answer the buurten that a stored table has a row of, on the borders of one year."""
    sleutels = [
        sleutel
        for v in read_inhoud(opslag)
        if v.soort == "tabel"
        for sleutel in read_tabel_met_geheim(
            v.naam, peiljaar=v.jaar, opslag=opslag, kolommen=()
        ).cijfers.index
    ]
    return {code for jaar, code in sleutels if jaar == grensjaar and code.startswith("BU")}


def _report_difference(cijfers: set[str], omtrekken: set[str], *, naam: str) -> list[str]:
    """Compare codes within the gemeenten that both know, and count the gemeenten without map."""
    regels = []
    met_cijfers = {gemeentecode_of(code) for code in cijfers}
    met_kaart = {gemeentecode_of(code) for code in omtrekken}
    if zonder_kaart := met_cijfers - met_kaart:
        hebben = _count(len(zonder_kaart), "gemeente heeft", "gemeenten hebben")
        regels.append(f"{naam}: {hebben} nog geen omtrekken.")
    hier = {code for code in cijfers if gemeentecode_of(code) in met_kaart}
    if zonder_omtrek := sorted(hier - omtrekken):
        regels.append(
            f"{naam}: {_count(len(zonder_omtrek), 'buurt', 'buurten')} zonder omtrek: "
            f"{_enumerate(zonder_omtrek)}."
        )
    daar = {code for code in omtrekken if gemeentecode_of(code) in met_cijfers}
    if zonder_cijfer := sorted(daar - cijfers):
        regels.append(
            f"{naam}: {_count(len(zonder_cijfer), 'omtrek', 'omtrekken')} zonder cijfers: "
            f"{_enumerate(zonder_cijfer)}."
        )
    return regels


def _report_eigen(levering: Levering, *, naam: str, opslag: Opslag) -> list[str]:
    regels = []
    bekend = set(read_gebieden(levering.grensjaar or 0, opslag=opslag).index)
    onbekend = sorted(set(levering.cijfers.index) - bekend)
    if onbekend:
        regels.append(
            f"{naam}: {_count(len(onbekend), 'code komt', 'codes komen')} niet voor bij de "
            "grenzen van "
            f"{levering.grensjaar}: {_enumerate(onbekend)}."
        )
    zonder = levering.cijfers["noemer"].isna()
    if zonder.any():
        inwoners = _inhabitants(levering, opslag=opslag)
        onvindbaar = sorted(set(levering.cijfers.index[zonder]) - inwoners)
        regels.append(
            f"{naam}: {_count(int(zonder.sum()), 'rij heeft', 'rijen hebben')} geen noemer; "
            "daarvoor gelden de inwoners uit de Kerncijfers."
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


def report_omnummeringen(omnummeringen: Mapping[tuple[int, int], pd.DataFrame]) -> list[str]:
    """Say of how many buurten the outlines of two border years differ in their code alone."""
    regels = []
    for (van, tot), paren in omnummeringen.items():
        anders = _is_buurt(paren["code_nieuw"]) & (paren["code_oud"] != paren["code_nieuw"])
        if anders.any():
            regels.append(
                f"Grenzen van {van} en {tot}: {_buurten(int(anders.sum()), 'heeft', 'hebben')} een "
                "andere code bij dezelfde grens; de cijfers lopen door."
            )
    return regels


def report_opvolging(grensjaar: int, *, opslag: Opslag) -> list[str]:
    """Say of the buurten of one border year which run on under another code, and which break."""
    opvolging = read_opvolging(grensjaar, opslag=opslag)
    opvolging = opvolging[_is_buurt(opvolging["gebiedscode"])]
    breuken = read_breuken(grensjaar, opslag=opslag)
    breuken = breuken[_is_buurt(breuken.index) & ~_is_water(breuken.index, grensjaar, opslag)]
    per_breuk: dict[tuple[int, str], list[str]] = {}
    for code, jaar, reden in zip(breuken.index, breuken["jaar"], breuken["reden"], strict=True):
        per_breuk.setdefault((int(jaar), reden), []).append(code)
    zonder = {
        jaar: _without_outline(jaar, grensjaar, opslag=opslag)
        for jaar in peiljaren_of("kwb", opslag=opslag)
    }
    regels = [
        *(_word_wissel(*jaren, aantal) for jaren, aantal in sorted(_renumbered(opvolging).items())),
        *(_word_breuk(Reden(reden), jaar, c) for (jaar, reden), c in sorted(per_breuk.items())),
        *(_word_zonder(jaar, codes) for jaar, codes in zonder.items() if codes),
    ]
    return [f"Grenzen van {grensjaar}: {regel}" for regel in regels]


def _is_water(codes: pd.Index, grensjaar: int, opslag: Opslag) -> NDArray[np.bool_]:
    """Tell which areas are water: they have no figures, and so no line."""
    if grensjaar not in grensjaren_met_omtrekken(opslag=opslag):
        return np.zeros(len(codes), dtype=bool)
    kaart = read_omtrekken(grensjaar, opslag=opslag)
    return np.asarray(codes.isin(kaart.loc[kaart["is_water"].astype(bool), "gebiedscode"]))


def _renumbered(opvolging: pd.DataFrame) -> Counter[tuple[int, int]]:
    """Count the changes of code by the last year of the old one and the first of the new one."""
    telling: Counter[tuple[int, int]] = Counter()
    rijen = opvolging[["gebiedscode", "code", "geldig_van", "geldig_tot"]].itertuples(index=False)
    for (gebied, oud, _, tot), (zelfde, nieuw, van, _) in pairwise(rijen):
        telling[int(tot), int(van)] += gebied == zelfde and oud != nieuw
    return +telling


def _word_wissel(tot: int, van: int, aantal: int) -> str:
    wanneer = f"in {van}" if van == tot + 1 else f"tussen {tot} en {van}"
    return (
        f"{_buurten(aantal, 'kreeg', 'kregen')} {wanneer} een andere code bij dezelfde grens; de "
        "cijfers lopen door."
    )


def _word_zonder(jaar: int, codes: list[str]) -> str:
    zijn = "is" if len(codes) == 1 else "zijn"
    return (
        f"{_buurten(len(codes), 'heeft', 'hebben', jaar)} geen omtrek en {zijn} niet "
        f"doorgetrokken: {_enumerate(codes, _HOOGSTENS_OPGEZOCHT)}."
    )


def _word_breuk(reden: Reden, jaar: int, codes: list[str]) -> str:
    kregen = _buurten(len(codes), "kreeg", "kregen")
    if reden is Reden.GRENS:
        return f"{kregen} in {jaar} een andere grens; de lijn begint in {jaar}."
    if reden is Reden.OMTREK:
        return (
            f"{kregen} in {jaar} een andere code, en een omtrek van {jaar - 1} ontbreekt; de lijn "
            f"begint in {jaar}: {_enumerate(codes, _HOOGSTENS_OPGEZOCHT)}."
        )
    return (
        f"van {_buurten(len(codes), 'is', 'is')} niet bekend of de grens in {jaar} dezelfde bleef; "
        f"de lijn begint in {jaar}."
    )


def _without_outline(jaar: int, grensjaar: int, *, opslag: Opslag) -> list[str]:
    """List the buurten with figures on borders of which there is a map that lacks them."""
    if jaar not in grensjaren_met_omtrekken(opslag=opslag):
        return []
    kaart = read_omtrekken(jaar, opslag=opslag)
    codes = read_vlaggen(opslag)[jaar].index
    bereik = read_bereik(grensjaar, jaar, opslag=opslag)
    hier = _is_buurt(codes) & codes.str.slice(2, 6).isin(kaart["gebiedscode"].str.slice(2, 6))
    return sorted(codes[hier & ~codes.isin(kaart["gebiedscode"]) & ~codes.isin(bereik.index)])


def _counts_in_words(telling: Counter[str]) -> list[str]:
    meervoud = {"buurt": "buurten", "wijk": "wijken", "gemeente": "gemeenten", "land": "landen"}
    return [_count(telling[een], een, meer) for een, meer in meervoud.items() if telling[een]]


def _is_buurt(codes: pd.Series | pd.Index) -> NDArray[np.bool_]:
    return np.asarray(codes.str.startswith("BU"), dtype=bool)


def _buurten(aantal: int, een: str, meer: str, jaar: int | None = None) -> str:
    """Write a number of buurten, of a year, and the verb that goes with it."""
    van = "" if jaar is None else f" van {jaar}"
    return f"1 buurt{van} {een}" if aantal == 1 else f"{_number(aantal)} buurten{van} {meer}"


def _enumerate(dingen: Sequence[str], hoogstens: int = _HOOGSTENS_GENOEMD) -> str:
    rest = len(dingen) - hoogstens
    staart = f" en nog {_number(rest)}" if rest > 0 else ""
    return ", ".join(dingen[:hoogstens]) + staart


def _count(aantal: int, een: str, meer: str) -> str:
    """
    Write a number with what it counts, and the verb that goes with it.

    >>> _count(1, "rij heeft", "rijen hebben"), _count(2000, "rij heeft", "rijen hebben")
    ('1 rij heeft', '2.000 rijen hebben')
    """
    return f"{_number(aantal)} {een if aantal == 1 else meer}"


def _number(aantal: int) -> str:
    return f"{aantal:,}".replace(",", ".")

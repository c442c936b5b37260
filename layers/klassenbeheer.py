"""
Which class bounds an indicator has: made once, kept, and only changed on purpose.

Importing more years or gemeenten never moves a bound. Bounds that a source gives are those of the
registry. An indicator has up to three sets: of its values, of its changes, and of low, middle and
high. The version of a set of bounds is the first four hex digits of the hash of the bounds.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final

import pandas as pd

from data.gebieden import LAND, Niveau, gemeentecode_of
from data.klassen import Klassenversie, append_klassenversie, read_klassenversies
from data.opslag import (
    Opslag,
    Vermelding,
    grensjaren_met_omtrekken,
    read_inhoud,
)
from data.wijzigen import (
    change_opslag,
)
from layers.aanbod import filled_years, is_landelijk
from layers.begrippen import Grens, Indicator, Kant, Maat
from layers.indicatoren import INDICATOR_PER_SLEUTEL, INDICATOREN
from layers.kaartbeeld import Staat
from layers.klassen import build_grenzen, build_niveaugrenzen, build_verandergrenzen
from layers.ontwikkeling import Periode, build_ontwikkeling, periods_between
from layers.waarden import build_waarden, grensjaar_of

VERSIELENGTE: Final = 4


@dataclass(frozen=True)
class Klassenkeuze:
    """The bounds to draw with, their version, and whether a version that was asked is unknown."""

    grenzen: tuple[Grens, ...]
    versie: str
    is_onbekend: bool = False


@dataclass(frozen=True)
class Herziening:
    """Old and new bounds of an indicator side by side, and what the new are made on."""

    indicator: Indicator
    maat: Maat
    oud: tuple[Grens, ...]
    nieuw: tuple[Grens, ...]
    basis: dict[str, object]


def version_of(grenzen: tuple[Grens, ...]) -> str:
    """
    Name a set of bounds by its content.

    >>> version_of((Grens(35.0, Kant.ONDER), Grens(45.0, Kant.ONDER)))
    'e789'
    """
    tekst = json.dumps([[float(g.waarde), g.kant.value] for g in grenzen])
    return hashlib.sha256(tekst.encode()).hexdigest()[:VERSIELENGTE]


def kept_as(sleutel: str, maat: Maat) -> str:
    """
    Answer the name under which the bounds of an indicator are kept.

    >>> kept_as("bijstand", Maat.STAND), kept_as("bijstand", Maat.NIVEAU)
    ('bijstand', 'bijstand-niveau')
    """
    return sleutel if maat is Maat.STAND else f"{sleutel}-{maat.value}"


def registered(indicator: Indicator, maat: Maat) -> tuple[Grens, ...]:
    """Answer the bounds that the registry gives; none where they follow from the figures."""
    vast = {Maat.STAND: indicator.grenzen, Maat.NIVEAU: indicator.niveaugrenzen}
    return vast.get(maat, ())


def choose_grenzen(
    indicator: Indicator, *, opslag: Opslag, versie: str | None = None, maat: Maat = Maat.STAND
) -> Klassenkeuze:
    """
    Answer the bounds of a version, else the newest, else those of the registry.

    Where none were kept yet they are made from what is in the store, and not kept: keeping is for
    the import.
    """
    bewaard = [
        tuple(Grens(waarde, Kant(kant)) for waarde, kant in regel.grenzen)
        for regel in read_klassenversies(kept_as(indicator.sleutel, maat), opslag=opslag)
    ]
    if vast := registered(indicator, maat):
        bewaard.append(vast)
    if not bewaard:
        bewaard.append(_passing_grenzen(indicator.sleutel, maat, opslag, read_inhoud(opslag)))
    per_versie = {version_of(grenzen): grenzen for grenzen in bewaard}
    nieuwste = version_of(bewaard[-1])
    if versie is None or versie in per_versie:
        gekozen = versie or nieuwste
        return Klassenkeuze(per_versie[gekozen], gekozen)
    return Klassenkeuze(bewaard[-1], nieuwste, is_onbekend=True)


@lru_cache(maxsize=128)
def _passing_grenzen(
    sleutel: str, maat: Maat, opslag: Opslag, _inhoud: tuple[Vermelding, ...]
) -> tuple[Grens, ...]:
    """Make bounds that nobody kept, once for as long as the figures stay the same."""
    return _compute(INDICATOR_PER_SLEUTEL[sleutel], maat, opslag=opslag)[0]


def ensure_klassen(*, opslag: Opslag, nu: datetime | None = None) -> list[Indicator]:
    """
    Make and keep bounds for every indicator with figures that has none; answer those.

    Raises
    ------
    OpslagBezetError
        If an import is running.
    OpslagMisluktError
        If the disk is full or the folder may not be written.
    """
    nodig = [
        (indicator, maat)
        for indicator in INDICATOREN
        for maat in Maat
        if not registered(indicator, maat)
        and not read_klassenversies(kept_as(indicator.sleutel, maat), opslag=opslag)
        and filled_years(indicator.sleutel, opslag=opslag)
    ]
    # a change needs two years; until they are there, there is nothing to keep
    nodig = [
        (indicator, maat)
        for indicator, maat in nodig
        if maat is not Maat.VERANDERING or _periods(indicator, opslag)
    ]
    if nodig:
        with change_opslag(opslag):
            for indicator, maat in nodig:
                grenzen, basis = _compute(indicator, maat, opslag=opslag)
                _keep(kept_as(indicator.sleutel, maat), grenzen, basis, opslag=opslag, nu=nu)
    gemaakt = {indicator.sleutel for indicator, _ in nodig}
    return [indicator for indicator in INDICATOREN if indicator.sleutel in gemaakt]


def find_outgrown(*, opslag: Opslag) -> list[Indicator]:
    """Answer the indicators whose bounds were made on single gemeenten, while the country is in."""
    ontgroeid = []
    for indicator in INDICATOREN:
        nieuwste = [
            versies[-1]
            for maat in Maat
            if (versies := read_klassenversies(kept_as(indicator.sleutel, maat), opslag=opslag))
        ]
        is_klein = any(not versie.basis["is_landelijk"] for versie in nieuwste)
        if is_klein and is_landelijk(indicator.sleutel, opslag=opslag):
            ontgroeid.append(indicator)
    return ontgroeid


def revise_klassen(
    indicatoren: list[Indicator], *, opslag: Opslag, nu: datetime | None = None
) -> list[Herziening]:
    """
    Make new bounds on purpose; the old ones stay readable for links that name them.

    Raises
    ------
    OpslagBezetError
        If an import is running.
    OpslagMisluktError
        If the disk is full or the folder may not be written.
    """
    with change_opslag(opslag):
        herzieningen = propose_herziening(indicatoren, opslag=opslag)
        for h in herzieningen:
            naam = kept_as(h.indicator.sleutel, h.maat)
            _keep(naam, h.nieuw, h.basis, opslag=opslag, nu=nu)
    return herzieningen


def propose_herziening(indicatoren: list[Indicator], *, opslag: Opslag) -> list[Herziening]:
    """Answer old beside new bounds where a revision would change them, and change nothing."""
    herzieningen = []
    for indicator, maat in ((i, m) for i in indicatoren for m in Maat):
        naam = kept_as(indicator.sleutel, maat)
        if registered(indicator, maat) or not read_klassenversies(naam, opslag=opslag):
            continue
        oud = choose_grenzen(indicator, opslag=opslag, maat=maat).grenzen
        nieuw, basis = _compute(indicator, maat, opslag=opslag)
        if nieuw != oud:
            herzieningen.append(Herziening(indicator, maat, oud, nieuw, basis))
    return herzieningen


def _keep(
    naam: str,
    grenzen: tuple[Grens, ...],
    basis: dict[str, object],
    *,
    opslag: Opslag,
    nu: datetime | None,
) -> None:
    versie = Klassenversie(
        versie=version_of(grenzen),
        grenzen=tuple((float(g.waarde), g.kant.value) for g in grenzen),
        basis=basis,
        gemaakt_op=(nu or datetime.now(UTC)).isoformat(timespec="seconds"),
    )
    append_klassenversie(naam, versie, opslag=opslag)


def _compute(
    indicator: Indicator, maat: Maat, *, opslag: Opslag
) -> tuple[tuple[Grens, ...], dict[str, object]]:
    """
    Make bounds over the buurten of all years, national where the country is in.

    Small numbers say too little to draw a bound by.
    """
    if maat is Maat.VERANDERING:
        jaren, getallen = _changes(indicator, opslag)
        grenzen = build_verandergrenzen(getallen.tolist(), indicator)
    else:
        jaren, getallen = _levels(indicator.sleutel, opslag, read_inhoud(opslag))
        maak = build_grenzen if maat is Maat.STAND else build_niveaugrenzen
        grenzen = maak(getallen.tolist())
    is_heel = is_landelijk(indicator.sleutel, opslag=opslag)
    gemeenten = {gemeentecode_of(str(code)) or LAND for code in getallen.index}
    basis: dict[str, object] = {
        "jaren": jaren,
        "is_landelijk": is_heel,
        "gemeenten": "alle" if is_heel else sorted(gemeenten),
        "buurten": len(getallen),
    }
    return grenzen, basis


# a map of the level and one of level and change have bounds of the same values
@lru_cache(maxsize=1)
def _levels(
    sleutel: str, opslag: Opslag, _inhoud: tuple[Vermelding, ...]
) -> tuple[list[int], pd.Series]:
    """Answer the values of all buurten in all years, each on the borders of its figures."""
    indicator = INDICATOR_PER_SLEUTEL[sleutel]
    jaren = filled_years(indicator.sleutel, opslag=opslag)
    delen = [pd.Series(dtype="float64")]
    for jaar in jaren:
        grensjaar = grensjaar_of(indicator, peiljaar=jaar, opslag=opslag)
        tabel = build_waarden(indicator, peiljaar=jaar, grensjaar=grensjaar, opslag=opslag).tabel
        mee = (tabel["niveau"] == Niveau.BUURT) & (tabel["status"] == Staat.OK)
        delen.append(tabel.loc[mee, "waarde"])
    return list(jaren), pd.concat([deel for deel in delen if len(deel)] or delen)


def _periods(indicator: Indicator, opslag: Opslag) -> tuple[Periode, ...]:
    return periods_between(indicator, filled_years(indicator.sleutel, opslag=opslag))


def _changes(indicator: Indicator, opslag: Opslag) -> tuple[list[int], pd.Series]:
    """Answer the changes of all buurten over the longest period, on the newest borders."""
    perioden = _periods(indicator, opslag)
    if not perioden:
        return [], pd.Series(dtype="float64")
    periode = max(perioden, key=lambda p: (p.tot - p.van, p.tot))
    # where outlines say which areas stayed the same, more of them reach both years
    met_kaart = grensjaren_met_omtrekken(opslag=opslag)
    grensjaar = grensjaar_of(indicator, peiljaar=periode.tot, opslag=opslag)
    if met_kaart and grensjaar not in met_kaart:
        grensjaar = min(met_kaart, key=lambda jaar: abs(jaar - grensjaar))
    tabel = build_ontwikkeling(indicator, periode, grensjaar=grensjaar, opslag=opslag).tabel
    mee = (tabel["niveau"] == Niveau.BUURT) & (tabel["status"] == Staat.OK)
    return [periode.van, periode.tot], tabel.loc[mee, "verandering"]

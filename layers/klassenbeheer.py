"""
Which class bounds an indicator has: made once, kept, and only changed on purpose.

Importing more years or gemeenten never moves a bound. Bounds that a source gives are those of the
registry. The version of a set of bounds is the first four hex digits of the hash of the bounds.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final

from data.gebieden import LAND, Niveau, gemeentecode_of
from data.klassen import Klassenversie, append_klassenversie, read_klassenversies
from data.opslag import (
    Opslag,
    Vermelding,
    read_inhoud,
)
from data.wijzigen import (
    change_opslag,
)
from layers.aanbod import filled_years, is_landelijk
from layers.begrippen import Grens, Indicator, Kant
from layers.indicatoren import INDICATOR_PER_SLEUTEL, INDICATOREN
from layers.kaartbeeld import Staat
from layers.klassen import build_grenzen
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


def choose_grenzen(
    indicator: Indicator, *, opslag: Opslag, versie: str | None = None
) -> Klassenkeuze:
    """
    Answer the bounds of a version, else the newest, else those of the registry.

    Where none were kept yet they are made from what is in the store, and not kept: keeping is for
    the import.
    """
    bewaard = [
        tuple(Grens(waarde, Kant(kant)) for waarde, kant in regel.grenzen)
        for regel in read_klassenversies(indicator.sleutel, opslag=opslag)
    ]
    if indicator.grenzen:
        bewaard.append(indicator.grenzen)
    if not bewaard:
        bewaard.append(_passing_grenzen(indicator.sleutel, opslag, read_inhoud(opslag)))
    per_versie = {version_of(grenzen): grenzen for grenzen in bewaard}
    nieuwste = version_of(bewaard[-1])
    if versie is None or versie in per_versie:
        gekozen = versie or nieuwste
        return Klassenkeuze(per_versie[gekozen], gekozen)
    return Klassenkeuze(bewaard[-1], nieuwste, is_onbekend=True)


@lru_cache(maxsize=64)
def _passing_grenzen(
    sleutel: str, opslag: Opslag, _inhoud: tuple[Vermelding, ...]
) -> tuple[Grens, ...]:
    """Make bounds that nobody kept, once for as long as the figures stay the same."""
    return _compute(INDICATOR_PER_SLEUTEL[sleutel], opslag=opslag)[0]


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
    nieuw = [
        indicator
        for indicator in INDICATOREN
        if not indicator.grenzen
        and not read_klassenversies(indicator.sleutel, opslag=opslag)
        and filled_years(indicator.sleutel, opslag=opslag)
    ]
    if nieuw:
        with change_opslag(opslag):
            for indicator in nieuw:
                _keep(indicator, *_compute(indicator, opslag=opslag), opslag=opslag, nu=nu)
    return nieuw


def find_outgrown(*, opslag: Opslag) -> list[Indicator]:
    """Answer the indicators whose bounds were made on single gemeenten, while the country is in."""
    ontgroeid = []
    for indicator in INDICATOREN:
        versies = read_klassenversies(indicator.sleutel, opslag=opslag)
        is_klein = versies and not versies[-1].basis["is_landelijk"]
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
            _keep(h.indicator, h.nieuw, h.basis, opslag=opslag, nu=nu)
    return herzieningen


def propose_herziening(indicatoren: list[Indicator], *, opslag: Opslag) -> list[Herziening]:
    """Answer old beside new bounds where a revision would change them, and change nothing."""
    herzieningen = []
    for indicator in indicatoren:
        if indicator.grenzen or not read_klassenversies(indicator.sleutel, opslag=opslag):
            continue
        oud = choose_grenzen(indicator, opslag=opslag).grenzen
        nieuw, basis = _compute(indicator, opslag=opslag)
        if nieuw != oud:
            herzieningen.append(Herziening(indicator, oud, nieuw, basis))
    return herzieningen


def _keep(
    indicator: Indicator,
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
    append_klassenversie(indicator.sleutel, versie, opslag=opslag)


def _compute(
    indicator: Indicator, *, opslag: Opslag
) -> tuple[tuple[Grens, ...], dict[str, object]]:
    """
    Make bounds over the buurten of all years, national where the country is in.

    Small numbers say too little to draw a bound by.
    """
    alles: list[float] = []
    jaren = filled_years(indicator.sleutel, opslag=opslag)
    gemeenten: set[str] = set()
    for jaar in jaren:
        tabel = build_waarden(
            indicator,
            peiljaar=jaar,
            grensjaar=grensjaar_of(indicator, peiljaar=jaar, opslag=opslag),
            opslag=opslag,
        ).tabel
        mee = (tabel["niveau"] == Niveau.BUURT) & (tabel["status"] == Staat.OK)
        buurten = tabel.loc[mee, "waarde"]
        gemeenten |= {gemeentecode_of(str(code)) or LAND for code in buurten.index}
        alles += buurten.tolist()
    is_heel = is_landelijk(indicator.sleutel, opslag=opslag)
    basis: dict[str, object] = {
        "jaren": list(jaren),
        "is_landelijk": is_heel,
        "gemeenten": "alle" if is_heel else sorted(gemeenten),
        "buurten": len(alles),
    }
    return build_grenzen(alles), basis

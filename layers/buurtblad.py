"""One buurt on one page: its base figures beside all buurten, their change and their years."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import pandas as pd

from data.gebieden import gemeentecode_of
from layers.aanbod import indicatoren_van, ligging, opslag_of, peiljaren
from layers.begrippen import Indicator, Polariteit, Verandereenheid
from layers.buurt import Profiel, build_profiel
from layers.indicatoren import INDICATOR_PER_SLEUTEL
from layers.kaartbeeld import Kaartbeeld, Staat
from layers.link import Keuze
from layers.ontwikkeling import Ontwikkeling, Periode, build_ontwikkeling, direction
from layers.opmaak import format_getal, format_met, opmaak_of_verandering
from layers.stand import build_stand, build_zin, measure_of

# First what residents live among, then who lives there and in what homes.
_VOOROP: Final = ("instroom", "leefbaarheid", "overlast_onveiligheid", "overlast")


@dataclass(frozen=True, kw_only=True)
class Verandering:
    """
    The change of one area since the first year that can be compared.

    `richting` is -1, 0 (about equal, or within its uncertainty) or 1; `waarde` is in the unit of
    change, and `tekst` that with its sign. `gemeente` is the change of the gemeente, as text.
    """

    van: int
    tot: int
    waarde: float
    tekst: str
    richting: int
    is_onzeker: bool
    gemeente: str


@dataclass(frozen=True, kw_only=True)
class Rij:
    """
    One indicator on the page of a buurt.

    `anderen` are the values of the other buurten of the gemeente that may be told, `midden` the
    reach of their middle half; `gemeente` and `land` the larger areas. `waarde` is None where the
    state shows none, and `verandering` where none can be told.
    """

    indicator: Indicator
    jaar: int
    maat: str
    profiel: Profiel
    zin: str
    waarde: float | None
    anderen: tuple[float, ...]
    midden: tuple[float, float] | None
    gemeente: float | None
    land: float | None
    verandering: Verandering | None


@dataclass(frozen=True, kw_only=True)
class Buurtblad:
    """All that the page of one buurt says of it from figures."""

    gebiedscode: str
    naam: str
    ligging: str
    gemeente: str
    gemeentenaam: str
    grensjaar: int
    woningen: str
    rijen: tuple[Rij, ...]
    bronnen: tuple[str, ...]
    merken: tuple[str, ...]


def build_buurtblad(keuze: Keuze) -> Buurtblad:
    """
    Build the page of the chosen buurt, on the borders of the view.

    Raises
    ------
    GegevensOntbrekenError
        If there are no outlines of its gemeente on these borders.
    ValueError
        If no buurt is chosen.
    """
    if keuze.buurt is None:
        msg = "a page of a buurt needs a buurt"
        raise ValueError(msg)
    gemeente = gemeentecode_of(keuze.buurt) or ""
    beelden = [_stand(keuze, gemeente, sleutel) for sleutel in base_indicators(gemeente)]
    rijen = tuple(_row(beeld, keuze.buurt) for beeld in beelden)
    eerste = beelden[0]
    plek = eerste.gebieden.index(keuze.buurt)
    return Buurtblad(
        gebiedscode=keuze.buurt,
        naam=eerste.namen[plek],
        ligging=ligging(eerste)[plek],
        gemeente=gemeente,
        gemeentenaam=eerste.gebiedsnaam,
        grensjaar=keuze.grens,
        woningen=_homes(eerste, plek),
        rijen=rijen,
        bronnen=tuple(dict.fromkeys(beeld.moment.bronregel for beeld in beelden)),
        merken=tuple(dict.fromkeys(merk for beeld in beelden for merk in beeld.merken)),
    )


def base_indicators(gemeente: str) -> list[str]:
    """List the base indicators with figures of a gemeente, what residents live among first."""
    basis = [s for s in indicatoren_van(gemeente) if INDICATOR_PER_SLEUTEL[s].is_basis]
    return [s for s in _VOOROP if s in basis] + [s for s in basis if s not in _VOOROP]


def _stand(keuze: Keuze, gemeente: str, sleutel: str) -> Kaartbeeld:
    jaar = peiljaren(sleutel, gemeente)[-1]
    return build_stand(Keuze(gebied=gemeente, grens=keuze.grens, indicator=sleutel, jaar=jaar))


def _homes(kaartbeeld: Kaartbeeld, plek: int) -> str:
    """Say how many dwellings or households a buurt has, and of which year."""
    return next(
        (
            f"{format_getal(aantal, decimalen=0)} {gewicht.label} ({gewicht.jaar})"
            for gewicht in kaartbeeld.moment.gewichten[1:]
            if (aantal := gewicht.waarden[plek]) is not None
        ),
        "",
    )


def _row(beeld: Kaartbeeld, code: str) -> Rij:
    indicator = INDICATOR_PER_SLEUTEL[beeld.indicator]
    plek, moment = beeld.gebieden.index(code), beeld.moment
    anderen = tuple(
        waarde
        for ander, (waarde, staat, is_land) in enumerate(
            zip(moment.waarden, moment.staten, beeld.land, strict=True)
        )
        if ander != plek and is_land and staat is Staat.OK and waarde is not None
    )
    groter = {r.gebiedscode: r.waarde for r in moment.referenties}
    profiel = build_profiel(beeld, code)
    return Rij(
        indicator=indicator,
        jaar=moment.tot,
        maat=measure_of(indicator),
        profiel=profiel,
        zin=build_zin(beeld, code),
        waarde=moment.waarden[plek],
        anderen=anderen,
        midden=_middle(anderen),
        gemeente=groter.get(beeld.gebied),
        land=groter.get("NL00"),
        verandering=_change(beeld, code, indicator) if profiel.staat is Staat.OK else None,
    )


def _middle(waarden: tuple[float, ...]) -> tuple[float, float] | None:
    """Answer where the middle half of some values begins and ends; of a few there is none."""
    if len(waarden) < 4:  # noqa: PLR2004 - a half of less is no half
        return None
    laag, hoog = np.quantile(waarden, (0.25, 0.75))
    return float(laag), float(hoog)


def _change(beeld: Kaartbeeld, code: str, indicator: Indicator) -> Verandering | None:
    """Answer the change since the first year with a figure, never across a break."""
    tot = beeld.moment.tot
    plek = beeld.gebieden.index(code)
    begin = max((jaar for jaar in indicator.breuken if jaar <= tot), default=0)
    van = next(
        (
            moment.tot
            for moment in beeld.momenten
            if begin <= moment.tot < tot and moment.staten[plek] is Staat.OK
        ),
        None,
    )
    if van is None:
        return None
    ontwikkeling = build_ontwikkeling(
        indicator,
        Periode(van, tot),
        grensjaar=beeld.grensjaar,
        opslag=opslag_of(beeld.gebied),
        gebied=beeld.gebied,
    )
    waarde = ontwikkeling.tabel["verandering"].get(code)
    if waarde is None or pd.isna(waarde):
        return None
    richting = int(direction(ontwikkeling)[code])
    groot = ontwikkeling.tabel["verandering"].get(beeld.gebied)
    opmaak = replace(opmaak_of_verandering(indicator), voor="", achter="")
    return Verandering(
        van=van,
        tot=tot,
        waarde=float(waarde),
        tekst=format_met(opmaak, float(waarde)),
        richting=richting,
        is_onzeker=_is_within(ontwikkeling, code),
        gemeente="" if groot is None or pd.isna(groot) else format_met(opmaak, float(groot)),
    )


def _is_within(ontwikkeling: Ontwikkeling, code: str) -> bool:
    """Tell whether a change is larger than the neutral band and yet within its uncertainty."""
    rij = ontwikkeling.tabel.loc[code]
    grens = ontwikkeling.indicator.neutrale_band
    return bool(grens < abs(rij["verandering"]) <= rij["onzekerheid"])


def side_of(indicator: Indicator, richting: int) -> str:
    """Answer which side a change goes: "gunstig" or "ongunstig"; "" where neither has one."""
    if richting == 0 or indicator.polariteit is Polariteit.NEUTRAAL:
        return ""
    is_goed = (richting > 0) == (indicator.polariteit is Polariteit.GUNSTIG)
    return "gunstig" if is_goed else "ongunstig"


def unit_of_change(indicator: Indicator) -> str:
    """Name the unit of a change in few words."""
    return {
        Verandereenheid.PROCENTPUNT: "procentpunt",
        Verandereenheid.PROCENT: "%",
        Verandereenheid.PER_DUIZEND: "per 1.000",
    }.get(indicator.verandereenheid, indicator.verandereenheid.value)

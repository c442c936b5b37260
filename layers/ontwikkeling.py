"""
The change of an indicator between two years, per area, with how sure it is.

Both years stand on the same borders; where either has no value there is no change. A change is told
in the unit that the indicator declares, and never across a break in its definition.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import pandas as pd

from data.gebieden import LAND
from data.grenzen import changed_borders
from data.opslag import Opslag, Vermelding, read_inhoud
from layers.begrippen import Eenheid, Indicator, Polariteit, Verandereenheid
from layers.deelgebied import Geheel, build_geheel, land_of
from layers.errors import NietVergelijkbaarError
from layers.gebied import is_deelgebied
from layers.indicatoren import INDICATOR_PER_SLEUTEL
from layers.kaartbeeld import Staat
from layers.waarden import build_waarden

# Half of a 95% interval, in standard errors.
_Z: Final = 1.96
# Figures have a few decimals; what subtracting adds behind them is noise of binary numbers.
_DECIMALEN: Final = 9
# What may be said of a change is what may be said of its weakest year, in the order of the rules.
_ORDE: Final = (Staat.NIET_BESCHIKBAAR, Staat.ONDERDRUKT, Staat.KLEIN_AANTAL, Staat.OK)


@dataclass(frozen=True, order=True)
class Periode:
    """From the first year to the last."""

    van: int
    tot: int

    def __str__(self) -> str:
        """Write it as a reader does."""
        return f"{self.van}-{self.tot}"


@dataclass(frozen=True, kw_only=True)
class Ontwikkeling:
    """
    What an indicator did between two years.

    `tabel` is indexed by gebiedscode: naam, niveau, begin, eind, verandering, onzekerheid (half of
    the 95% interval of the change, in its unit; missing where the source gives nothing to know it
    by), noemer (of the last year), status, and gewijzigd (it has no change because its borders
    are others in one of the years). Of a deelgebied it has a row as well, and `geheel`
    tells how the last year of it came about.
    """

    indicator: Indicator
    periode: Periode
    grensjaar: int
    tabel: pd.DataFrame
    inwoners_jaar: int | None
    geheel: Geheel | None = None


def is_vergelijkbaar(indicator: Indicator, een: int, ander: int) -> bool:
    """Tell whether an indicator measured the same in two years: no break lies between them."""
    van, tot = sorted((een, ander))
    return not any(van < breuk <= tot for breuk in indicator.breuken)


def periods_between(indicator: Indicator, jaren: tuple[int, ...]) -> tuple[Periode, ...]:
    """
    Answer the pairs of years that can be compared: none with a break between them.

    >>> from layers.indicatoren import INDICATOR_PER_SLEUTEL
    >>> [str(p) for p in periods_between(INDICATOR_PER_SLEUTEL["bijstand"], (2012, 2013, 2020))]
    ['2013-2020']
    """
    return tuple(
        Periode(van, tot)
        for van in jaren
        for tot in jaren
        if van < tot and is_vergelijkbaar(indicator, van, tot)
    )


def build_ontwikkeling(
    indicator: Indicator, periode: Periode, *, grensjaar: int, opslag: Opslag, gebied: str = LAND
) -> Ontwikkeling:
    """
    Compute the change of an indicator for all areas of one border year. Do not change the table.

    Of `gebied`, where it is a deelgebied, the change is that of the buurten known in both years.

    Raises
    ------
    GegevensOntbrekenError
        If a table of the indicator is not kept for one of the years.
    NietVergelijkbaarError
        If something else was measured in one of the years.
    """
    if not is_vergelijkbaar(indicator, periode.van, periode.tot):
        raise NietVergelijkbaarError(indicator.kort, periode.van, periode.tot)
    kern = gebied if is_deelgebied(gebied) else LAND
    return _build_ontwikkeling(
        indicator.sleutel, periode, grensjaar, kern, opslag, read_inhoud(opslag)
    )


@lru_cache(maxsize=64)
def _build_ontwikkeling(
    sleutel: str,
    periode: Periode,
    grensjaar: int,
    gebied: str,
    opslag: Opslag,
    _inhoud: tuple[Vermelding, ...],
) -> Ontwikkeling:
    indicator = INDICATOR_PER_SLEUTEL[sleutel]
    begin, eind = (
        build_waarden(indicator, peiljaar=jaar, grensjaar=grensjaar, opslag=opslag)
        for jaar in (periode.van, periode.tot)
    )
    tabel = eind.tabel[["naam", "niveau", "noemer"]].copy()
    tabel["begin"] = begin.tabel["waarde"].reindex(tabel.index)
    tabel["eind"] = eind.tabel["waarde"]
    tabel["verandering"] = change_between(tabel["begin"], tabel["eind"], indicator)
    marges = [half_width(w.tabel.reindex(tabel.index), indicator) for w in (begin, eind)]
    tabel["onzekerheid"] = _spread(tabel, marges[0], marges[1], indicator)
    tabel["status"] = weakest(
        begin.tabel["status"].reindex(tabel.index).fillna(Staat.NIET_BESCHIKBAAR),
        eind.tabel["status"],
    )
    # a first year of zero has no change in percent
    onbekend = tabel["verandering"].isna() & tabel["status"].isin([Staat.OK, Staat.KLEIN_AANTAL])
    tabel.loc[onbekend, "status"] = Staat.NIET_BESCHIKBAAR
    geheel = None
    buurten = land_of(gebied, grensjaar, opslag=opslag)
    # one wijk has figures of the publisher, which are better than ours
    if buurten is not None and pd.isna(tabel["verandering"].get(gebied)):
        van, geheel = _wholes(indicator, begin.tabel, eind.tabel, buurten)
        tabel.loc[gebied, ["begin", "eind", "noemer"]] = [van.waarde, geheel.waarde, geheel.noemer]
        hier = change_between(tabel["begin"], tabel["eind"], indicator)[gebied]
        tabel.loc[gebied, ["verandering", "status"]] = [hier, Staat.OK]
    tabel["gewijzigd"] = tabel["status"].eq(Staat.NIET_BESCHIKBAAR) & tabel.index.isin(
        _other_borders(indicator, periode, grensjaar, opslag)
    )
    return Ontwikkeling(
        indicator=indicator,
        periode=periode,
        grensjaar=grensjaar,
        tabel=tabel,
        inwoners_jaar=eind.inwoners_jaar,
        geheel=geheel,
    )


def _other_borders(
    indicator: Indicator, periode: Periode, grensjaar: int, opslag: Opslag
) -> set[str]:
    """List the areas that were not yet, or no longer, what they are on these borders."""
    return {
        code
        for tabel, kolom in indicator.formule.nodig
        for jaar in (periode.van, periode.tot)
        for code in changed_borders(
            tabel, peiljaar=jaar, grensjaar=grensjaar, kolom=kolom, opslag=opslag
        )
    }


def _wholes(
    indicator: Indicator, begin: pd.DataFrame, eind: pd.DataFrame, buurten: list[str]
) -> tuple[Geheel, Geheel]:
    """Compute a deelgebied in both years over the same buurten: others would look like change."""
    tabellen = [tabel.reindex(buurten) for tabel in (begin, eind)]
    mee = tabellen[0]["waarde"].notna() & tabellen[1]["waarde"].notna()
    if any(tabel["noemer"].notna().any() for tabel in tabellen):
        mee &= (tabellen[0]["noemer"] > 0) & (tabellen[1]["noemer"] > 0)
    een, ander = (build_geheel(indicator, tabel, mee=mee) for tabel in tabellen)
    return een, ander


def change_between(begin: pd.Series, eind: pd.Series, indicator: Indicator) -> pd.Series:
    """Answer the change in the unit of the indicator; missing where either year is."""
    verschil = (eind - begin).round(_DECIMALEN)
    if indicator.verandereenheid is not Verandereenheid.PROCENT:
        return verschil
    return (100 * verschil / begin.where(begin > 0)).round(_DECIMALEN)


def half_width(tabel: pd.DataFrame, indicator: Indicator) -> pd.Series:
    """
    Answer half of the 95% interval of each value: of the source, else of the count behind it.

    Missing where the source gives neither margins nor counts.
    """
    uit_marges = (tabel["marge_hoog"] - tabel["marge_laag"]) / 2
    if uit_marges.notna().any():
        return uit_marges
    maal = {Eenheid.PROCENT: 100.0, Eenheid.PER_DUIZEND: 1000.0}.get(indicator.eenheid)
    if maal is None:
        return uit_marges
    # 1,96 times the root of n + 2: also of a count of zero something is unsure
    noemer = tabel["noemer"].where(tabel["noemer"] > 0)
    return _Z * (tabel["teller"] + 2) ** 0.5 * maal / noemer


def _spread(
    tabel: pd.DataFrame, begin: pd.Series, eind: pd.Series, indicator: Indicator
) -> pd.Series:
    samen = (begin**2 + eind**2) ** 0.5
    if indicator.verandereenheid is Verandereenheid.PROCENT:
        return 100 * samen / tabel["begin"].where(tabel["begin"] > 0)
    return samen


def weakest(*staten: pd.Series) -> pd.Series:
    """Answer per area the state that comes first in the rules; of years, or of indicators."""
    rang = {staat.value: plek for plek, staat in enumerate(_ORDE)}
    eerste = pd.concat([reeks.astype(str).map(rang) for reeks in staten], axis=1).min(axis=1)
    return eerste.map(dict(enumerate(_ORDE)))


def direction(ontwikkeling: Ontwikkeling) -> pd.Series:
    """
    Answer per area -1, 0 or 1: less, about equal or more; missing where there is no change.

    About equal is what lies within the neutral band, or within the uncertainty where that is wider.
    The edge itself is still about equal.
    """
    tabel = ontwikkeling.tabel
    band = np.fmax(tabel["onzekerheid"], ontwikkeling.indicator.neutrale_band)
    verandering = tabel["verandering"]
    richting = pd.Series(np.sign(verandering), index=tabel.index).where(verandering.abs() > band, 0)
    return richting.mask(verandering.isna()).astype("Int64")


def has_onzekerheid(ontwikkeling: Ontwikkeling) -> bool:
    """Tell whether the source gives anything to know the uncertainty of a change by."""
    return bool(ontwikkeling.tabel["onzekerheid"].notna().any())


def unfavourable_sign(indicator: Indicator) -> int:
    """Answer which sign of a change points to what the maps call a rise: -1 for a good score."""
    return -1 if indicator.polariteit is Polariteit.GUNSTIG else 1

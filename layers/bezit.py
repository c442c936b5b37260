"""
Homes to count in: our own, or those of all corporations where nobody brought their own.

What is our own is laid over a map after it was built, and is kept in no cache: a map that is made
for one visitor holds nothing of an organisation.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import pandas as pd

from data.bezit import EigenWoningen, read_eigen_woningen
from data.gebieden import gemeentecode_of
from data.opslag import VOORBEELD, Opslag
from layers.aanbod import filled_years, gebieden_met_kaart, grensjaren, indicatoren_van, opslag_of
from layers.buurten import list_buurten
from layers.gewichten import to_optional
from layers.indicatoren import INDICATOR_PER_SLEUTEL
from layers.kaartbeeld import Gewicht, Kaartbeeld, Kring, Moment, Staat, blank
from layers.link import EIGEN, TELLINGEN, Keuze
from layers.momenten import count_with_changed
from layers.opmaak import format_getal
from layers.waarden import build_waarden

CORPORATIE: Final = "corporatiewoningen"
_ZONDER: Final = "zonder kleur: hier staan geen woningen van ons"
_ZIN: Final = "Deze zin telt alle buurten; de aantallen hieronder alleen die met woningen van ons."


@dataclass(frozen=True, kw_only=True)
class Woningen:
    """
    The homes that a page counts in, per buurt on the borders of one year.

    `per_gebied` is indexed by gebiedscode. Of our own homes a buurt that is not there has none; of
    those of all corporations it is not known. `elders` of our own lie in no buurt of these borders.
    `jaar` is the year they were counted in.
    """

    per_gebied: pd.Series
    jaar: int
    is_eigen: bool
    elders: int = 0
    peildatum: date | None = None

    @property
    def woord(self) -> str:
        """Name them: "onze woningen" or "corporatiewoningen"."""
        return "onze woningen" if self.is_eigen else CORPORATIE

    @property
    def geteld(self) -> str:
        """Name them behind a number: "woningen van ons" or "corporatiewoningen"."""
        return "woningen van ons" if self.is_eigen else CORPORATIE

    @property
    def merk(self) -> str:
        """Say how many of our own are in no buurt of these borders; nothing where all are."""
        if not self.elders:
            return ""
        getal = format_getal(self.elders, decimalen=0)
        staan = "staat" if self.elders == 1 else "staan"
        return f"{getal} van onze woningen {staan} in geen buurt van deze grenzen"

    def of(self, codes: Sequence[str]) -> pd.Series:
        """Answer the homes of some buurten; missing where they are not known."""
        hier = self.per_gebied.reindex(list(codes)).astype("float64")
        return hier.fillna(0.0) if self.is_eigen else hier


def read_eigen(grensjaar: int, *, opslag: Opslag) -> Woningen | None:
    """Read our own homes on the borders of a year; None where nobody brought them."""
    eigen: EigenWoningen | None = read_eigen_woningen(grensjaar, opslag=opslag)
    if eigen is None:
        return None
    return Woningen(
        per_gebied=eigen.per_gebied,
        jaar=eigen.peildatum.year,
        is_eigen=True,
        elders=eigen.elders,
        peildatum=eigen.peildatum,
    )


def read_corporatiewoningen(grensjaar: int, *, opslag: Opslag) -> Woningen | None:
    """
    Work out the homes of all corporations together: their share times the homes of the newest year.

    CBS rounds the share to whole percents, so the number is one of about. None where no year has
    a share on these borders.
    """
    indicator = INDICATOR_PER_SLEUTEL[CORPORATIE]
    for jaar in reversed(filled_years(CORPORATIE, opslag=opslag)):
        tabel = build_waarden(indicator, peiljaar=jaar, grensjaar=grensjaar, opslag=opslag).tabel
        tabel = tabel[(tabel["niveau"] == "buurt") & tabel["status"].eq(Staat.OK)]
        aantal = (tabel["waarde"] * tabel["noemer"] / 100).dropna()
        if not aantal.empty:
            return Woningen(per_gebied=aantal.round(), jaar=jaar, is_eigen=False)
    return None


def homes_in(
    gebied: str, grensjaar: int, *, opslag: Opslag, met_eigen: bool = True
) -> tuple[Woningen | None, pd.Series]:
    """
    Answer the homes that an area is counted in, and how many lie in each of its buurten.

    Our own where some lie there and they may be told of (`met_eigen`), else those of all
    corporations, else none. Buurten without homes are left out; the one with most comes first.
    """
    codes = list_buurten(gebied, grensjaar, opslag=opslag)
    for read in (*((read_eigen,) if met_eigen else ()), read_corporatiewoningen):
        woningen = read(grensjaar, opslag=opslag)
        if woningen is not None:
            hier = woningen.of(codes)
            hier = hier[hier > 0].sort_values(ascending=False, kind="stable")
            if not hier.empty:
                return woningen, hier
    return None, pd.Series(dtype="float64")


def main_gemeente(gebied: str, *, opslag: Opslag, met_eigen: bool = True) -> str | None:
    """Answer the gemeente of an area in which most homes lie; None where none are known."""
    grenzen = grensjaren(gebied)
    if not grenzen:
        return None
    _, hier = homes_in(gebied, grenzen[-1], opslag=opslag, met_eigen=met_eigen)
    per_gemeente = hier.groupby(hier.index.map(gemeentecode_of)).sum()
    met_kaart = {code for code, *_ in gebieden_met_kaart(voorbeeld=opslag == VOORBEELD)}
    bekend = per_gemeente[per_gemeente.index.isin(met_kaart)]
    return None if bekend.empty else str(bekend.idxmax())


def count_in_homes(kaartbeeld: Kaartbeeld, keuze: Keuze) -> Kaartbeeld:
    """
    Count a map in the homes that its view asks for, and leave out buurten without our own.

    The map as it was where the view asks for neither, or nobody brought homes.
    """
    opslag = opslag_of(keuze.gebied)
    eigen = None
    if has_eigen(keuze):
        eigen = read_eigen(kaartbeeld.grensjaar, opslag=opslag)
    woningen = eigen if keuze.tel == EIGEN else None
    if keuze.tel == CORPORATIE:
        woningen = read_corporatiewoningen(kaartbeeld.grensjaar, opslag=opslag)
    if eigen is not None and keuze.alleen_eigen:
        kaartbeeld = _leave_out(kaartbeeld, eigen)
    if woningen is not None:
        kaartbeeld = _count(kaartbeeld, woningen)
    return replace(kaartbeeld, kring=Kring.EIGEN) if eigen is not None else kaartbeeld


def without_eigen(keuze: Keuze) -> Keuze:
    """
    Answer a view without our own homes, for what leaves the house; the town's are invented.

    It then counts in all homes, as a map does that nobody chose this for.
    """
    if opslag_of(keuze.gebied) == VOORBEELD or not has_eigen(keuze):
        return keuze
    tel = TELLINGEN[0] if keuze.tel == EIGEN else keuze.tel
    return replace(keuze, tel=tel, alleen_eigen=False)


def has_eigen(keuze: Keuze) -> bool:
    """Tell whether a view shows where our own homes are."""
    return keuze.tel == EIGEN or keuze.alleen_eigen


def possible_tellingen(gebied: str, grensjaar: int) -> tuple[str, ...]:
    """Answer what the homes of a map can be counted in, as a link names it; all homes first."""
    opslag = opslag_of(gebied)
    tellingen = [TELLINGEN[0]]
    if CORPORATIE in indicatoren_van(gebied):
        tellingen.append(CORPORATIE)
    if read_eigen(grensjaar, opslag=opslag) is not None:
        tellingen.append(EIGEN)
    return tuple(tellingen)


def _count(kaartbeeld: Kaartbeeld, woningen: Woningen) -> Kaartbeeld:
    """Let homes stand in the place of all homes: in the counts and in the order of lists."""
    gewicht = Gewicht(
        sleutel=EIGEN if woningen.is_eigen else CORPORATIE,
        label=woningen.geteld,
        jaar=woningen.jaar,
        waarden=to_optional(woningen.of(kaartbeeld.gebieden)),
    )
    momenten = tuple(
        _recount(moment, (moment.gewichten[0], gewicht), kaartbeeld)
        for moment in kaartbeeld.momenten
    )
    merken = tuple(filter(None, (*kaartbeeld.merken, woningen.merk)))
    return replace(kaartbeeld, momenten=momenten, merken=merken)


def _leave_out(kaartbeeld: Kaartbeeld, eigen: Woningen) -> Kaartbeeld:
    """Put buurten without homes of ours outside the selection: no colour, no figure, no count."""
    zonder = [bool(leeg) for leeg in eigen.of(kaartbeeld.gebieden) == 0]
    momenten = tuple(_without(moment, zonder, kaartbeeld) for moment in kaartbeeld.momenten)
    return replace(kaartbeeld, momenten=momenten, merken=(*kaartbeeld.merken, _ZONDER))


def _without(moment: Moment, zonder: Sequence[bool], kaartbeeld: Kaartbeeld) -> Moment:
    staten = tuple(
        Staat.BUITEN_SELECTIE if weg else staat
        for staat, weg in zip(moment.staten, zonder, strict=True)
    )
    gewijzigd = tuple(
        is_gewijzigd and not weg
        for is_gewijzigd, weg in zip(moment.gewijzigd, zonder, strict=bool(moment.gewijzigd))
    )
    nieuw = replace(
        blank(moment, zonder),
        staten=staten,
        gewijzigd=gewijzigd,
        legendazin=f"{moment.legendazin} {_ZIN}",
    )
    return _recount(nieuw, nieuw.gewichten, kaartbeeld)


def _recount(moment: Moment, gewichten: tuple[Gewicht, ...], kaartbeeld: Kaartbeeld) -> Moment:
    return replace(
        moment,
        gewichten=gewichten,
        tellingen=tuple(
            count_with_changed(
                gewicht,
                moment.klassen,
                moment.staten,
                moment.gewijzigd,
                kaartbeeld.water,
                aantal=len(kaartbeeld.klassen),
            )
            for gewicht in gewichten
        ),
    )

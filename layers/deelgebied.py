"""
A deelgebied as a whole: what its figure is, over how many of its buurten, and what it is called.

Counts are summed. A published share is weighted by the whole it is a share of, and said to be.
Where that whole is not known there is no figure, and a sentence says so.
"""

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from data.aantekeningen import (
    AantekeningenOnbereikbaarError,
    Deelgebied,
    DeelgebiedAfgekeurdError,
    read_deelgebieden,
)
from data.gebieden import FICTIEVE_GEMEENTEN, LAND
from data.grenzen import read_gebieden_op_grens
from data.opslag import Opslag, Vermelding, read_inhoud
from layers.aanbod import areas_on_map, buurten_in, gebieden_met_kaart, opslag_of
from layers.begrippen import Eenheid, Indicator
from layers.gebied import (
    is_stadsdeel,
    join_parts,
    kader_of,
    stadsdeel_code,
    stadsdeel_naam,
)
from layers.kaartbeeld import Staat
from layers.link import Keuze
from layers.opmaak import format_getal


@dataclass(frozen=True, kw_only=True)
class Geheel:
    """
    The figure of a deelgebied as a whole.

    `waarde` is missing where none can be given; `reden` then says why. `mee` of its `aantal`
    buurten have a figure. `is_gewogen` tells a weighted share from a sum of counts.
    """

    waarde: float | None
    noemer: float | None
    is_gewogen: bool
    mee: int
    aantal: int
    reden: str = ""

    def explain(self, naam: str) -> str:
        """Say how the figure came about, or why there is none."""
        if self.waarde is None:
            return f"Van {naam} als geheel is er geen cijfer: {self.reden}."
        hoe = "gewogen" if self.is_gewogen else "opgeteld"
        mee, aantal = (format_getal(n, decimalen=0) for n in (self.mee, self.aantal))
        over = f"alle {aantal}" if self.mee == self.aantal else f"{mee} van de {aantal}"
        return f"Het cijfer van {naam} is {hoe} over {over} buurten."


def build_geheel(
    indicator: Indicator, tabel: pd.DataFrame, *, mee: pd.Series | None = None
) -> Geheel:
    """
    Compute the figure of a deelgebied from its buurten.

    Parameters
    ----------
    tabel
        Its buurten: waarde, teller, noemer and status.
    mee
        Which of them may count; all where it is not given.
    """
    heeft = tabel["waarde"].notna()
    if mee is not None:
        heeft &= mee
    aantal = len(tabel)

    def without(reden: str) -> Geheel:
        return Geheel(
            waarde=None,
            noemer=None,
            is_gewogen=False,
            mee=int(heeft.sum()),
            aantal=aantal,
            reden=reden,
        )

    if indicator.eenheid is Eenheid.AANTAL:
        if tabel["status"].eq(Staat.ONDERDRUKT).any() or not heeft.any():
            return without("niet van alle buurten is het aantal bekend")
        som = float(tabel["waarde"][heeft].sum())
        return Geheel(
            waarde=som, noemer=None, is_gewogen=False, mee=int(heeft.sum()), aantal=aantal
        )
    if heeft.any() and not tabel["noemer"][heeft].notna().any():
        return without(
            f"van {indicator.kort} geeft de bron geen aantallen per buurt om mee te wegen"
        )
    heeft &= tabel["noemer"] > 0
    if 2 * heeft.sum() < aantal or not heeft.any():
        telling = f"{int(heeft.sum())} van de {aantal}"
        return without(f"voor te weinig buurten is er een cijfer ({telling})")
    hier = tabel[heeft]
    noemer = float(hier["noemer"].sum())
    return Geheel(
        # of a ratio of counts this is the ratio of their sums
        waarde=float((hier["waarde"] * hier["noemer"]).sum() / noemer),
        noemer=noemer,
        is_gewogen=indicator.is_door_gebruiker or not hier["teller"].notna().all(),
        mee=len(hier),
        aantal=aantal,
    )


def land_of(gebied: str, grensjaar: int, *, opslag: Opslag) -> list[str] | None:
    """Answer the buurten of a deelgebied, water left out; None where an area is no deelgebied."""
    buurten = buurten_in(gebied, grensjaar, opslag=opslag)
    if buurten is None:
        return None
    gebieden = areas_on_map(gebied, grensjaar, opslag=opslag)
    land = gebieden.loc[~gebieden["is_water"].astype(bool), "gebiedscode"]
    return [code for code in land if code in buurten]


# What they are called


def saved_deelgebieden() -> tuple[Deelgebied, ...]:
    """List the deelgebieden that were named; none while they cannot be read."""
    try:
        return read_deelgebieden()
    except AantekeningenOnbereikbaarError:
        # the map does without; where somebody wants to change them it is told
        return ()


def name_deelgebied(gebied: str, grensjaar: int) -> str:
    """Answer what a deelgebied is called: its own name, else which gemeente it lies in."""
    if is_stadsdeel(gebied):
        return dict(stadsdelen_of(kader_of(gebied), grensjaar)).get(gebied, gebied)
    for deelgebied in saved_deelgebieden():
        if join_parts(deelgebied.codes) == gebied and deelgebied.grensjaar == grensjaar:
            return deelgebied.naam
    kader = kader_of(gebied)
    if kader == LAND:
        return "dit deelgebied"
    namen = read_gebieden_op_grens(grensjaar, opslag=opslag_of(gebied))["naam"].dropna()
    return f"dit deelgebied van {namen.get(kader, kader)}"


def stadsdelen_of(gemeente: str, grensjaar: int) -> tuple[tuple[str, str], ...]:
    """List the stadsdelen of a gemeente, code and name; none where there are fewer than two."""
    opslag = opslag_of(gemeente)
    return _stadsdelen(gemeente, grensjaar, opslag, read_inhoud(opslag))


@lru_cache(maxsize=64)
def _stadsdelen(
    gemeente: str, grensjaar: int, opslag: Opslag, _inhoud: tuple[Vermelding, ...]
) -> tuple[tuple[str, str], ...]:
    gebieden = areas_on_map(gemeente, grensjaar, opslag=opslag)
    namen = gebieden.loc[~gebieden["is_water"].astype(bool), "stadsdeel"].dropna().astype(str)
    delen = {stadsdeel_code(gemeente, naam): stadsdeel_naam(naam) for naam in namen.unique()}
    return tuple(sorted(delen.items(), key=lambda deel: deel[1])) if len(delen) > 1 else ()


def lies_in(deelgebied: Deelgebied) -> str:
    """Answer the gemeente of a deelgebied, or the country where it lies in more than one."""
    return kader_of(join_parts(deelgebied.codes))


def deelgebieden_of(kader: str) -> list[Deelgebied]:
    """List the named deelgebieden that lie in a gemeente, or in more than one for the country."""
    return [deelgebied for deelgebied in saved_deelgebieden() if lies_in(deelgebied) == kader]


@dataclass(frozen=True)
class Gebiedskeuze:
    """An area to choose: its code, its name, and on which borders where that is fixed."""

    code: str
    naam: str
    grensjaar: int | None = None


def list_gebieden(keuze: Keuze) -> list[Gebiedskeuze]:
    """
    List the areas to choose from: each gemeente with its deelgebieden behind it.

    Stadsdelen only of the gemeente that is open, where they are of use.
    """
    kader, uit = kader_of(keuze.gebied), []
    is_fictief = FICTIEVE_GEMEENTEN.match(keuze.gebied) is not None
    for code, naam, _ in gebieden_met_kaart(voorbeeld=is_fictief):
        uit.append(Gebiedskeuze(code, naam))
        uit += [
            Gebiedskeuze(join_parts(d.codes), d.naam, d.grensjaar) for d in deelgebieden_of(code)
        ]
        if code == kader != LAND:
            uit += [Gebiedskeuze(deel, woord) for deel, woord in stadsdelen_of(code, keuze.grens)]
    bekend = {gebied.code for gebied in uit}
    if keuze.gebied not in bekend:
        # it came with a link, and nobody named it here
        eigen = Gebiedskeuze(keuze.gebied, keuze.gebiedsnaam or keuze.gebied, keuze.grens)
        uit.insert(1 + next(i for i, g in enumerate(uit) if g.code == kader), eigen)
    return uit


def check_naam(deelgebied: Deelgebied, keuze: Keuze) -> None:
    """
    See to it that no two areas of the menu have the same name.

    Raises
    ------
    DeelgebiedAfgekeurdError
        If a gemeente or stadsdeel is called the same.
    """
    namen = [naam for _, naam, _ in gebieden_met_kaart(voorbeeld=True)]
    namen += [naam for _, naam in stadsdelen_of(kader_of(keuze.gebied), keuze.grens)]
    naam = " ".join(deelgebied.naam.split())
    if naam.casefold() in {ander.casefold() for ander in namen}:
        zin = f"Er is al een gebied dat '{naam}' heet. Kies een andere naam."
        raise DeelgebiedAfgekeurdError(zin)


@dataclass(frozen=True)
class Bouwstenen:
    """What a deelgebied can be put together from: codes with what they are called, by name."""

    gemeenten: dict[str, str]
    wijken: dict[str, str]
    buurten: dict[str, str]


def build_bouwstenen(kader: str, grensjaar: int) -> Bouwstenen:
    """Answer the parts of a gemeente, water left out; of the country its gemeenten."""
    opslag = opslag_of(kader)
    gebieden = areas_on_map(kader, grensjaar, opslag=opslag)
    land = gebieden[~gebieden["is_water"].astype(bool)]
    namen = read_gebieden_op_grens(grensjaar, opslag=opslag)["naam"].dropna()

    def named(codes: pd.Series) -> dict[str, str]:
        gevonden = {code: str(namen.get(code, code)) for code in codes.dropna().unique()}
        return dict(sorted(gevonden.items(), key=lambda paar: (paar[1], paar[0])))

    if kader == LAND:
        return Bouwstenen(gemeenten=named(land["gemeentecode"]), wijken={}, buurten={})
    wijken = named(land["wijkcode"])
    wijk_van = dict(zip(land["gebiedscode"], land["wijkcode"], strict=True))
    buurten = {
        # two buurten may share a name
        code: f"{naam} ({wijken.get(wijk_van[code], kader)})"
        for code, naam in named(land["gebiedscode"]).items()
    }
    return Bouwstenen(gemeenten={}, wijken=wijken, buurten=buurten)

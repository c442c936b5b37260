"""Own homes in: a list of complexes becomes a table of the store, or nothing happens."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import pandas as pd

from data.bezit import KOLOMMEN, Bezit, clean_organisatie, standard_organisatie, write_bezit
from data.bezitbestand import Lijst, read_lijst
from data.bezitplaats import (
    GEEN_COMPLEX,
    GEPLAATST,
    Plaatsing,
    codes_of,
    place_complexen,
)
from data.errors import BestandAfgekeurdError, GegevensOntbrekenError, SocialeKaartError
from data.opslag import Opslag, grensjaren_met_omtrekken, read_inhoud

EERSTE_PEILDATUM: Final = date(1990, 1, 1)
_WAT_NU: Final = {
    Plaatsing.ONBEKENDE_CODE: "deze buurtcode is er niet op de grenzen van {jaar}. Kijk hem na, of "
    "haal de gemeente op",
    Plaatsing.VERVALLEN_CODE: "deze buurtcode is van eerder en niet zeker te volgen naar {jaar}. "
    "Geef de code van {jaar}, of een punt",
    Plaatsing.IN_WATER: "dit ligt in water. Kijk de code of het punt na",
    Plaatsing.BUITEN: "dit punt ligt in geen buurt op de grenzen van {jaar}. Kijk het na, of haal "
    "de grenzen van de gemeente op",
    Plaatsing.ZONDER_PLAATS: "hier staat geen buurtcode en geen punt. Vul een van beide in",
    Plaatsing.TOTAAL: "dit is een totaalrij. Die telt niet mee",
    Plaatsing.GEEN_WONINGEN: "hier staan 0 woningen. Deze rij telt niet mee",
    Plaatsing.VOORBEELD: "dit is een voorbeeldrij van het sjabloon. Die telt niet mee",
}


class PeildatumAfgekeurdError(SocialeKaartError):
    """A day that no list of homes can be of."""

    def __init__(self, peildatum: date) -> None:
        super().__init__(
            f"{write_dag(peildatum)} kan geen peildatum zijn. Kies een dag van 1-1-1990 tot en met "
            "vandaag."
        )


@dataclass(frozen=True, kw_only=True)
class Melding:
    """A row that was not placed, and why; it names no complex."""

    rij: int
    reden: str
    woningen: int
    is_bewaard: bool


@dataclass(frozen=True, kw_only=True)
class Bezitverslag:
    """
    What came of a list: each of its rows is placed or told.

    `opmerkingen` are what was mended, and rows that were placed with a doubt.
    """

    bestand: str
    peildatum: date
    grensjaar: int
    rijen: int
    geplaatst: int
    woningen: int
    buurten: int
    gemeld: tuple[Melding, ...]
    opmerkingen: tuple[str, ...]

    @property
    def elders(self) -> int:
        """The homes that are kept but stand in no buurt."""
        return sum(melding.woningen for melding in self.gemeld if melding.is_bewaard)

    @property
    def regels(self) -> tuple[str, ...]:
        """The report as lines; rows of one reason stand together, and no complex is named."""
        geteld = (
            f"{self.bestand}: {write_aantal(self.rijen)} rijen, waarvan "
            f"{write_aantal(self.geplaatst)} geplaatst en "
            f"{len(self.gemeld)} gemeld."
        )
        samen = (
            f"{write_aantal(self.woningen)} woningen in {self.buurten} buurten op de grenzen van "
            f"{self.grensjaar}; peildatum {write_dag(self.peildatum)}."
        )
        apart = f"{write_aantal(self.elders)} woningen staan in geen buurt; ze zijn apart bewaard."
        per_reden: dict[str, list[int]] = {}
        for melding in self.gemeld:
            per_reden.setdefault(melding.reden, []).append(melding.rij)
        gemeld = [f"{write_rijen(rijen)}: {reden}." for reden, rijen in per_reden.items()]
        return (geteld, samen, *([apart] if self.elders else []), *gemeld, *self.opmerkingen)


def import_bezit(  # noqa: PLR0913 - what the user gave beside the file
    pad: Path,
    *,
    opslag: Opslag,
    vandaag: date,
    peildatum: date | None = None,
    organisatie: str | None = None,
    grensjaar: int | None = None,
) -> Bezitverslag:
    """
    Read a list of complexes, place them and keep them.

    `grensjaar` is the year of the borders that codes are of: the newest with outlines unless given.

    Raises
    ------
    SocialeKaartError
        If the file or the day is refused, no row can be placed, or the store cannot be written.
        Nothing is kept then.
    """
    wie = standard_organisatie() if organisatie is None else clean_organisatie(organisatie)
    jaar = choose_grensjaar(grensjaar, opslag=opslag)
    lijst = read_lijst(pad)
    dag = _choose_peildatum(peildatum, lijst, vandaag=vandaag)
    geplaatst = place_complexen(lijst.rijen, jaar, opslag=opslag)
    verslag = _report(lijst, geplaatst, dag, jaar)
    if not verslag.geplaatst:
        eerste = verslag.gemeld[0]
        raise BestandAfgekeurdError(
            lijst.bestand,
            f"geen enkele rij kan worden geplaatst. De eerste: {eerste.reden}.",
            plaats=f"rij {eerste.rij}",
        )
    bewaard = lijst.rijen.assign(**geplaatst, grensjaar=jaar)
    bewaard = bewaard[~geplaatst["plaatsing"].isin(GEEN_COMPLEX)].reset_index(drop=True)
    write_bezit(Bezit(wie, dag, bewaard[list(KOLOMMEN)].astype(KOLOMMEN)), opslag=opslag)
    return verslag


def choose_grensjaar(gevraagd: int | None, *, opslag: Opslag) -> int:
    """
    Answer on which borders homes are placed: the newest of which there are outlines, or else codes.

    Raises
    ------
    GegevensOntbrekenError
        If the store knows no buurten of the year that is asked.
    SocialeKaartError
        If it knows no buurten at all.
    """
    met_codes = [v.jaar for v in read_inhoud(opslag) if v.soort == "gebieden"]
    jaren = grensjaren_met_omtrekken(opslag=opslag) or tuple(sorted(met_codes))
    if gevraagd is not None:
        if not codes_of(gevraagd, opslag=opslag):
            raise GegevensOntbrekenError(wat="lijst van buurten", jaar=gevraagd)
        return gevraagd
    if not jaren:
        zin = (
            "Er zijn nog geen buurten om woningen in te plaatsen. Haal eerst cijfers en grenzen "
            "op, zoals met `python -m data haal --gemeente GM0772`."
        )
        raise SocialeKaartError(zin)
    return jaren[-1]


def _choose_peildatum(gevraagd: date | None, lijst: Lijst, *, vandaag: date) -> date:
    if gevraagd is not None and lijst.peildatum not in {None, gevraagd}:
        raise BestandAfgekeurdError(
            lijst.bestand,
            f"het bestand noemt een andere peildatum dan {write_dag(gevraagd)}. Laat de peildatum "
            "weg, of verbeter het bestand.",
            plaats="kolom 'peildatum'",
        )
    dag = gevraagd or lijst.peildatum or vandaag
    if not EERSTE_PEILDATUM <= dag <= vandaag:
        raise PeildatumAfgekeurdError(dag)
    return dag


def _report(lijst: Lijst, geplaatst: pd.DataFrame, dag: date, jaar: int) -> Bezitverslag:
    hoe = geplaatst["plaatsing"]
    is_geplaatst = hoe.isin(GEPLAATST)
    woningen = lijst.rijen["aantal_woningen"].fillna(0)
    gemeld = tuple(
        Melding(
            rij=int(str(rij)),
            reden=_WAT_NU[Plaatsing(hoe[rij])].format(jaar=jaar),
            woningen=int(woningen[rij]),
            is_bewaard=hoe[rij] not in GEEN_COMPLEX,
        )
        for rij in hoe.index[~is_geplaatst]
    )
    return Bezitverslag(
        bestand=lijst.bestand,
        peildatum=dag,
        grensjaar=jaar,
        rijen=len(lijst.rijen),
        geplaatst=int(is_geplaatst.sum()),
        woningen=int(woningen[is_geplaatst].sum()),
        buurten=geplaatst.loc[is_geplaatst, "buurtcode"].nunique(),
        gemeld=gemeld,
        opmerkingen=tuple(_remarks(lijst, hoe, jaar)),
    )


def _remarks(lijst: Lijst, hoe: pd.Series, jaar: int) -> list[str]:
    """Tell what was mended, and which rows were placed with a doubt."""
    regels = list(lijst.meldingen)
    regels += [f"Hersteld: {wat} ({aantal} keer)." for wat, aantal in lijst.hersteld.items()]
    eerder = int((hoe == Plaatsing.EERDERE_CODE).sum())
    if eerder:
        regels.append(f"{eerder} buurtcodes van eerder gevolgd naar de grenzen van {jaar}.")
    for geldt, reden in (
        (
            hoe == Plaatsing.CODE_ZONDER_PUNT,
            "het punt ligt niet in de buurt van de code. De code is aangehouden; kijk het na",
        ),
        (
            (hoe == Plaatsing.PUNT) & (lijst.rijen["buurtcode"] != ""),
            "de buurtcode is niet te gebruiken. Het punt is aangehouden; kijk het na",
        ),
    ):
        if geldt.any():
            regels.append(f"{write_rijen([int(str(rij)) for rij in hoe.index[geldt]])}: {reden}.")
    return regels


def write_dag(dag: date) -> str:
    """
    Write a day as it is written here.

    >>> write_dag(date(2024, 1, 31))
    '31-1-2024'
    """
    return f"{dag.day}-{dag.month}-{dag.year}"


def write_aantal(aantal: int) -> str:
    """
    Write a count as it is written here.

    >>> write_aantal(10500)
    '10.500'
    """
    return f"{aantal:,}".replace(",", ".")


def write_rijen(nummers: Sequence[int]) -> str:
    """
    Write row numbers, those in a row together.

    >>> write_rijen([7, 2, 3, 4])
    'Rij 2-4, 7'
    """
    reeksen: list[list[int]] = []
    for nummer in sorted(nummers):
        if reeksen and nummer == reeksen[-1][-1] + 1:
            reeksen[-1].append(nummer)
        else:
            reeksen.append([nummer])
    delen = [str(r[0]) if len(r) == 1 else f"{r[0]}-{r[-1]}" for r in reeksen]
    return f"Rij {', '.join(delen)}"

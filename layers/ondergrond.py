"""What a map is drawn on, whatever it says: its areas in the order of their outlines."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd

from data.bronnen import FICTIEF, OMTREKKEN, Bron
from data.errors import GegevensOntbrekenError
from data.gebieden import LAND, Niveau
from data.grenzen import read_gebieden_op_grens
from data.opslag import VOORBEELD, Opslag, Vermelding, read_inhoud, weboutlines_of
from data.weboutlines import GROF
from layers.aanbod import areas_on_map, buurten_in, opslag_of
from layers.begrippen import Indicator
from layers.gebied import kader_of
from layers.kaartbeeld import GRENS_GEWIJZIGD, Kaartbeeld, Kring, Moment, Staat, blank
from layers.link import Keuze
from layers.opmaak import format_getal, join_words

FICTIEF_MERK = "fictieve gegevens"
KLEIN_MERK = "kleine aantallen"


@dataclass(frozen=True, kw_only=True)
class Ondergrond:
    """
    The areas of a map on one set of borders.

    `buiten` tells which only lie around the area that it is about; `groter` are the code and name
    of the larger areas that a figure is set beside.
    """

    gebied: str
    naam: str
    grensjaar: int
    omtrekken: str
    codes: tuple[str, ...]
    namen: tuple[str, ...]
    water: tuple[bool, ...]
    buiten: tuple[bool, ...]
    groter: tuple[tuple[str, str], ...]
    opslag: Opslag

    @property
    def omvang(self) -> str:
        """Say what is on the map: its name and how many buurten."""
        aantal = sum(not (w or b) for w, b in zip(self.water, self.buiten, strict=True))
        woord = "buurt" if aantal == 1 else "buurten"
        return f"{self.naam}, {format_getal(aantal, decimalen=0)} {woord}"


def build_ondergrond(keuze: Keuze) -> Ondergrond:
    """
    Answer the areas of the map of a view.

    Raises
    ------
    GegevensOntbrekenError
        If there are no outlines of the area on these borders.
    """
    opslag = opslag_of(keuze.gebied)
    return _build_ondergrond(
        keuze.gebied, keuze.grens, keuze.gebiedsnaam, opslag, read_inhoud(opslag)
    )


@lru_cache(maxsize=16)
def _build_ondergrond(
    gebied: str,
    grensjaar: int,
    gebiedsnaam: str,
    opslag: Opslag,
    _inhoud: tuple[Vermelding, ...],
) -> Ondergrond:
    gebieden = areas_on_map(gebied, grensjaar, opslag=opslag)
    if gebieden.empty:
        raise GegevensOntbrekenError(wat=f"kaart van {gebied}", jaar=grensjaar)
    codes = tuple(gebieden["gebiedscode"])
    namen = read_gebieden_op_grens(grensjaar, opslag=opslag)["naam"].reindex(list(codes))
    buurten, kader = buurten_in(gebied, grensjaar, opslag=opslag), kader_of(gebied)
    groter = [gebied] if buurten is None or kader == LAND else [gebied, kader]
    return Ondergrond(
        gebied=gebied,
        naam=gebiedsnaam or name_of(gebied, grensjaar, opslag=opslag),
        grensjaar=grensjaar,
        omtrekken=weboutlines_of(grensjaar, opslag=opslag)[
            GROF if kader == LAND else f"{kader}-fijn"
        ],
        codes=codes,
        namen=tuple(namen.fillna(pd.Series(codes, index=list(codes)))),
        water=tuple(bool(w) for w in gebieden["is_water"]),
        buiten=tuple(buurten is not None and code not in buurten for code in codes),
        groter=tuple(
            (code, gebiedsnaam or name_of(code, grensjaar, opslag=opslag))
            if code == gebied
            else (code, name_of(code, grensjaar, opslag=opslag))
            for code in dict.fromkeys([*groter, LAND])
        ),
        opslag=opslag,
    )


def name_of(gebied: str, grensjaar: int, *, opslag: Opslag) -> str:
    """Answer the name of an area, or its code where it has none."""
    if gebied == LAND:
        return "Nederland"
    namen = read_gebieden_op_grens(grensjaar, opslag=opslag)["naam"].dropna()
    return str(namen.get(gebied, gebied))


def begin_kaartbeeld(
    ondergrond: Ondergrond,
    indicatoren: Sequence[Indicator],
    momenten: Sequence[Moment],
    *,
    merken: Sequence[str] = (),
    **velden: Any,  # noqa: ANN401 - the other fields of a Kaartbeeld, which checks their names
) -> Kaartbeeld:
    """Answer a Kaartbeeld of the newest moment, with all that follows from where and of what."""
    vast: dict[str, Any] = {
        "link": "",
        "indicator": indicatoren[0].sleutel,
        "gebied": ondergrond.gebied,
        "gebiedsnaam": ondergrond.naam,
        "grensjaar": ondergrond.grensjaar,
        "niveau": Niveau.BUURT,
        "omtrekken": ondergrond.omtrekken,
        "gebieden": ondergrond.codes,
        "namen": ondergrond.namen,
        "water": ondergrond.water,
        "momenten": tuple(blank(moment, ondergrond.buiten) for moment in momenten),
        "gekozen": len(momenten) - 1,
        "merken": (*_marks(ondergrond, indicatoren, momenten), *merken),
        "kring": Kring.EIGEN if any(i.is_door_gebruiker for i in indicatoren) else Kring.OPENBAAR,
        "is_gevoelig": any(i.is_gevoelig for i in indicatoren),
        "woord": indicatoren[0].kort,
    }
    return Kaartbeeld(**(vast | velden))


def _marks(
    ondergrond: Ondergrond, indicatoren: Sequence[Indicator], momenten: Sequence[Moment]
) -> list[str]:
    merken = []
    if ondergrond.opslag == VOORBEELD:
        merken.append(FICTIEF_MERK)
    if any(indicator.is_modelschatting for indicator in indicatoren):
        merken.append("modelschatting")
    if any(Staat.KLEIN_AANTAL in moment.staten for moment in momenten):
        merken.append(KLEIN_MERK)
    if any(any(moment.gewijzigd) for moment in momenten):
        merken.append(GRENS_GEWIJZIGD)
    return merken


def source_line(
    ondergrond: Ondergrond, bronnen: Sequence[tuple[Bron, str]], *, inwoners: str = ""
) -> str:
    """
    Write where figures and outlines come from: each source once, with its years and licence.

    `inwoners` says by which inhabitants small numbers are told, where that needs saying.
    """
    grens = f"grenzen van {ondergrond.grensjaar}"
    jaren: dict[Bron, list[str]] = {}
    for bron, jaar in bronnen:
        jaren.setdefault(bron, [])
        if jaar not in jaren[bron]:
            jaren[bron].append(jaar)
    if ondergrond.opslag == VOORBEELD:
        los = {jaar for lijst in jaren.values() for woord in lijst for jaar in woord.split(" en ")}
        return f"Bron: {FICTIEF.citaat}, {join_words(sorted(los))}; {grens}."
    delen = [f"{b.citaat} {', '.join(lijst)} ({b.licentie})" for b, lijst in jaren.items()]
    regel = f"Bron: {'; '.join(delen)}; {grens}, {OMTREKKEN.citaat} ({OMTREKKEN.licentie})."
    return f"{regel} {inwoners}".rstrip()


def word_inwoners(inwoners_jaar: int | None, peiljaar: int) -> str:
    """Say of which year the inhabitants are by which small numbers are told, if of another."""
    if inwoners_jaar is None:
        return "Geen inwonertallen bekend: kleine aantallen zijn niet gemerkt."
    if inwoners_jaar != peiljaar:
        return f"Kleine aantallen naar de inwoners van {inwoners_jaar}."
    return ""

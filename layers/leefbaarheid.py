"""
Liveability through the years: by the class that buurten had, and by its dimensions.

Lines are means by households over the same buurten in every year, as the difference with the first
year. Which class a buurt belongs to is fixed by one year, and the choice of that year matters: who
ends low has fallen more often.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import pandas as pd

from data.errors import SocialeKaartError
from data.gebieden import LAND
from data.grenzen import read_gebieden_op_grens, read_op_grens
from data.opslag import Opslag, Vermelding, read_inhoud
from layers.aanbod import is_landelijk, opslag_of, peiljaren
from layers.begrippen import Indicator
from layers.buurten import households, list_buurten, shown_values
from layers.indicatoren import INDICATOR_PER_SLEUTEL
from layers.indicatoren_leefbaarometer import DIMENSIES, KLASSEN
from layers.kantelpunt import CORPORATIE
from layers.kloof import MINSTENS
from layers.opmaak import format_getal

LEEFBAARHEID: Final = "leefbaarheid"
_VIJFDEN: Final = (
    "laagste vijfde",
    "tweede vijfde",
    "middelste vijfde",
    "vierde vijfde",
    "hoogste vijfde",
)


class LeefbaarheidOntbreektError(SocialeKaartError):
    """There are no scores to draw a development of."""


@dataclass(frozen=True, kw_only=True)
class Verloop:
    """
    The mean of a group of buurten in every year, as the difference with the first.

    `niveau` is the mean score of the first year; `eind` the change of each of its buurten.
    """

    naam: str
    verschillen: tuple[float, ...]
    niveau: float
    buurten: int
    huishoudens: int
    eind: tuple[tuple[str, float], ...] = ()

    @property
    def is_bleek(self) -> bool:
        """Tell whether there are too few buurten to lean on."""
        return self.buurten < MINSTENS


@dataclass(frozen=True, kw_only=True)
class Klassenverloop:
    """
    Liveability by class; `indeling` says what the classes are, and `klassejaar` of which year.

    `zonder` counts the buurten that have no score in every year.
    """

    jaren: tuple[int, ...]
    klassejaar: int
    indeling: str
    groepen: tuple[Verloop, ...]
    zonder: int


@dataclass(frozen=True, kw_only=True)
class Dimensieverloop:
    """The dimensions of the Leefbaarometer where corporations own at least `vanaf_pct` percent."""

    jaren: tuple[int, ...]
    aandeeljaar: int
    vanaf_pct: int
    buurten: int
    dimensies: tuple[Verloop, ...]


def build_klassenverloop(gebied: str, grensjaar: int, *, is_eindjaar: bool) -> Klassenverloop:
    """
    Follow buurten by the class they had in the first year, or in the last.

    Raises
    ------
    LeefbaarheidOntbreektError
        If no buurt has a score in two years.
    """
    opslag = opslag_of(gebied)
    return _build_klassenverloop(gebied, grensjaar, is_eindjaar, opslag, read_inhoud(opslag))


@lru_cache(maxsize=32)
def _build_klassenverloop(
    gebied: str,
    grensjaar: int,
    is_eindjaar: bool,  # noqa: FBT001 - a key of the cache
    opslag: Opslag,
    _inhoud: tuple[Vermelding, ...],
) -> Klassenverloop:
    jaren = score_years(gebied)
    codes = list_buurten(gebied, grensjaar, opslag=opslag)
    scores = _scores(INDICATOR_PER_SLEUTEL[LEEFBAARHEID], jaren, codes, grensjaar, opslag)
    klassejaar = jaren[-1] if is_eindjaar else jaren[0]
    klasse, indeling, namen = class_of(gebied, klassejaar, grensjaar=grensjaar, opslag=opslag)
    tabel = scores.assign(
        klasse=klasse.reindex(codes),
        huishoudens=households(klassejaar, grensjaar=grensjaar, opslag=opslag).reindex(codes),
    )
    bekend = tabel.dropna()
    bekend = bekend[bekend["huishoudens"] > 0]
    return Klassenverloop(
        jaren=jaren,
        klassejaar=klassejaar,
        indeling=indeling,
        groepen=tuple(
            _follow(naam, bekend[bekend["klasse"] == nummer], jaren, _names(grensjaar, opslag))
            for nummer, naam in enumerate(namen)
            if (bekend["klasse"] == nummer).any()
        ),
        zonder=int((tabel[list(jaren)].notna().any(axis=1)).sum()) - len(bekend),
    )


def score_years(gebied: str) -> tuple[int, ...]:
    """
    List the years of which there are scores, at least two.

    Raises
    ------
    LeefbaarheidOntbreektError
        If there are fewer.
    """
    jaren = tuple(peiljaren(LEEFBAARHEID, gebied))
    if len(jaren) < 2:  # noqa: PLR2004 - a development has a begin and an end
        msg = (
            "Voor een verloop zijn scores van de Leefbaarometer van minstens twee jaren nodig. "
            "Haal ze binnen; de pagina Gegevens zegt hoe."
        )
        raise LeefbaarheidOntbreektError(msg)
    return jaren


def class_of(
    gebied: str, jaar: int, *, grensjaar: int, opslag: Opslag
) -> tuple[pd.Series, str, Sequence[str]]:
    """
    Answer the group of each buurt in a year, what the groups are, and their names from low to high.

    The classes of the Leefbaarometer where they are kept; else five parts of equal size of all
    buurten with a score.
    """
    codes = list_buurten(gebied, grensjaar, opslag=opslag)
    klasse = read_klassen(jaar, grensjaar=grensjaar, opslag=opslag)
    if klasse.index.isin(codes).any():
        return klasse, "klasse van de Leefbaarometer", [naam for *_, naam in KLASSEN]
    is_heel = is_landelijk(LEEFBAARHEID, opslag=opslag)
    overal = list_buurten(LAND, grensjaar, opslag=opslag) if is_heel else codes
    score = shown_values(
        INDICATOR_PER_SLEUTEL[LEEFBAARHEID], jaar, grensjaar=grensjaar, opslag=opslag
    ).reindex(overal)
    plaats = score.rank(pct=True, method="max") * len(_VIJFDEN)
    # the last of each fifth is the whole number itself, but for the last digits of a float
    deel = pd.Series(np.ceil(plaats.to_numpy() - 1e-9) - 1, index=score.index)
    waar = "alle buurten van Nederland" if is_heel else "de buurten hier"
    return deel, f"vijf even grote groepen van {waar}, naar hun score", _VIJFDEN


def read_klassen(jaar: int, *, grensjaar: int, opslag: Opslag) -> pd.Series:
    """Read the place in `KLASSEN` of every buurt whose class may be told."""
    klasse = read_op_grens(
        "leefbaarometer",
        peiljaar=jaar,
        grensjaar=grensjaar,
        kolommen=("lbm_klasse",),
        opslag=opslag,
    ).cijfers["lbm_klasse"]
    plaats = {
        waarde: plek for plek, (van, tot, _) in enumerate(KLASSEN) for waarde in range(van, tot + 1)
    }
    score = shown_values(
        INDICATOR_PER_SLEUTEL[LEEFBAARHEID], jaar, grensjaar=grensjaar, opslag=opslag
    )
    getoond = klasse.where(score.reindex(klasse.index).notna())
    return getoond.map(plaats).dropna().astype("Int64")


def say_klasse(gebiedscode: str, jaar: int, *, grensjaar: int, opslag: Opslag) -> str:
    """
    Say the class of liveability of a buurt; without classes where its score stands in the country.

    Empty where the score of the buurt may not be told.
    """
    score = shown_values(
        INDICATOR_PER_SLEUTEL[LEEFBAARHEID], jaar, grensjaar=grensjaar, opslag=opslag
    )
    hier = score.get(gebiedscode)
    if hier is None or pd.isna(hier):
        return ""
    klasse = read_klassen(jaar, grensjaar=grensjaar, opslag=opslag).get(gebiedscode)
    if klasse is not None:
        return f"Klasse van de Leefbaarometer: {KLASSEN[int(klasse)][2]}"
    if not is_landelijk(LEEFBAARHEID, opslag=opslag):
        return "De klasse van de Leefbaarometer is niet binnen"
    anderen = score.reindex(list_buurten(LAND, grensjaar, opslag=opslag)).dropna()
    lager = format_getal(100 * float((anderen < hier).sum()) / len(anderen), decimalen=0)
    return (
        f"Hoger dan {lager}% van de buurten van Nederland; de klasse van de Leefbaarometer is niet "
        "binnen"
    )


def build_dimensieverloop(gebied: str, grensjaar: int, *, vanaf_pct: int) -> Dimensieverloop:
    """
    Follow the five dimensions of the buurten with a large share of corporation homes.

    The share is that of the year nearest to the first score; 80 takes 80% and more.

    Raises
    ------
    LeefbaarheidOntbreektError
        If no such buurt has scores in every year.
    """
    opslag = opslag_of(gebied)
    return _build_dimensieverloop(gebied, grensjaar, vanaf_pct, opslag, read_inhoud(opslag))


@lru_cache(maxsize=32)
def _build_dimensieverloop(
    gebied: str, grensjaar: int, vanaf_pct: int, opslag: Opslag, _inhoud: tuple[Vermelding, ...]
) -> Dimensieverloop:
    jaren = score_years(gebied)
    codes = list_buurten(gebied, grensjaar, opslag=opslag)
    aandeeljaar, aandeel = share_near(gebied, jaren[0], grensjaar=grensjaar, opslag=opslag)
    veel = [code for code in codes if aandeel.get(code, np.nan) >= vanaf_pct]
    gewichten = households(jaren[0], grensjaar=grensjaar, opslag=opslag).reindex(veel)
    verlopen = []
    namen = _names(grensjaar, opslag)
    for dimensie in DIMENSIES:
        scores = _scores(dimensie, jaren, veel, grensjaar, opslag)
        tabel = scores.assign(huishoudens=gewichten).dropna()
        tabel = tabel[tabel["huishoudens"] > 0]
        if not tabel.empty:
            verlopen.append(_follow(dimensie.kort, tabel, jaren, namen))
    if not verlopen:
        msg = (
            f"Er zijn hier geen buurten met {vanaf_pct}% of meer corporatiewoningen en scores van "
            "elk jaar. Kies een lager aandeel."
        )
        raise LeefbaarheidOntbreektError(msg)
    return Dimensieverloop(
        jaren=jaren,
        aandeeljaar=aandeeljaar,
        vanaf_pct=vanaf_pct,
        buurten=max(verloop.buurten for verloop in verlopen),
        dimensies=tuple(verlopen),
    )


def share_near(gebied: str, jaar: int, *, grensjaar: int, opslag: Opslag) -> tuple[int, pd.Series]:
    """
    Answer the share of corporation homes of the year nearest to another, and which that is.

    Raises
    ------
    LeefbaarheidOntbreektError
        If the share is not known of any year.
    """
    jaren = peiljaren(CORPORATIE, gebied)
    if not jaren:
        msg = "Van de buurten hier is het aandeel corporatiewoningen niet bekend."
        raise LeefbaarheidOntbreektError(msg)
    nabij = min(jaren, key=lambda een: (abs(een - jaar), een))
    indicator = INDICATOR_PER_SLEUTEL[CORPORATIE]
    return nabij, shown_values(indicator, nabij, grensjaar=grensjaar, opslag=opslag)


def _scores(
    indicator: Indicator,
    jaren: Sequence[int],
    codes: list[str],
    grensjaar: int,
    opslag: Opslag,
) -> pd.DataFrame:
    """Answer a column of scores per year, a row per buurt."""
    return pd.DataFrame(
        {
            jaar: shown_values(indicator, jaar, grensjaar=grensjaar, opslag=opslag).reindex(codes)
            for jaar in jaren
        }
    )


def _follow(naam: str, tabel: pd.DataFrame, jaren: Sequence[int], namen: pd.Series) -> Verloop:
    """Answer the means of a group, as the difference with its first year."""
    gewichten = tabel["huishoudens"]
    gemiddelden = [float(np.average(tabel[jaar], weights=gewichten)) for jaar in jaren]
    eind = tabel[jaren[-1]] - tabel[jaren[0]]
    return Verloop(
        naam=naam,
        verschillen=tuple(waarde - gemiddelden[0] for waarde in gemiddelden),
        niveau=gemiddelden[0],
        buurten=len(tabel),
        huishoudens=int(gewichten.sum()),
        eind=tuple((str(namen.get(code, code)), float(w)) for code, w in eind.items()),
    )


def _names(grensjaar: int, opslag: Opslag) -> pd.Series:
    return read_gebieden_op_grens(grensjaar, opslag=opslag)["naam"]

"""
The tipping point: an indicator against the share of corporation homes, in two years.

Buurten are put into classes by their share in the first year (or the last, on request), so that a
class holds the same buurten in both. Means are weighted by households. Bands of the report are
national means of the surroundings of 200 metres: beside them stands what that is, never a verdict.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import pandas as pd

from data.errors import SocialeKaartError
from data.gebieden import LAND
from data.grenzen import read_gebieden_op_grens
from data.opslag import Opslag, Vermelding, read_inhoud
from layers.aanbod import opslag_of, peiljaren
from layers.begrippen import Eenheid, Grens, Indicator, Kant, Verandereenheid
from layers.buurten import households, list_buurten, shown_values, weighted_mean
from layers.indicatoren import INDICATOR_PER_SLEUTEL
from layers.klassen import classify
from layers.kloof import MINSTENS, gap_growth, say_gap
from layers.ontwikkeling import periods_between

CORPORATIE: Final = "corporatiewoningen"
# Bounds of the report belong below, 80 above; 20 only parts few from some.
GRENZEN: Final = (
    Grens(20, Kant.ONDER),
    Grens(40, Kant.ONDER),
    Grens(50, Kant.ONDER),
    Grens(60, Kant.ONDER),
    Grens(80, Kant.BOVEN),
)
LABELS: Final = ("0-20%", "20-40%", "40-50%", "50-60%", "60-80%", "80% of meer")
# Few is at most 40%, many more than 50%: between them lies the band in which it tips.
_WEINIG: Final = (0, 1)
_VEEL: Final = (3, 4, 5)


class KantelpuntOntbreektError(SocialeKaartError):
    """There are no figures to set against the share of corporation homes."""


@dataclass(frozen=True, kw_only=True)
class Klassegemiddelde:
    """
    The mean of one class in both years, over the same buurten.

    `begin` and `eind` are None where no buurt of the class has a figure in both years.
    """

    label: str
    begin: float | None
    eind: float | None
    buurten: int
    huishoudens: int

    @property
    def is_bleek(self) -> bool:
        """Tell whether the class has too few buurten to lean on."""
        return self.buurten < MINSTENS


@dataclass(frozen=True, kw_only=True)
class Punt:
    """One buurt: its share of corporation homes in the year of the classes, and both values."""

    code: str
    naam: str
    aandeel: float
    klasse: int
    begin: float
    eind: float


@dataclass(frozen=True, kw_only=True)
class Kantelpunt:
    """
    An indicator against the share of corporation homes.

    `is_index`: values are 100 times that of the country of the same year. `kloof` are the
    differences between many and few corporation homes in both years, in the unit shown; `groei` is
    how much the second is larger in percent, None where the first is too small to say.
    """

    indicator: Indicator
    van: int
    tot: int
    deeljaar: int
    is_index: bool
    klassen: tuple[Klassegemiddelde, ...]
    punten: tuple[Punt, ...]
    land: tuple[float | None, float | None]
    kloof: tuple[float, float] | None
    groei: float | None
    zin: str


@dataclass(frozen=True, kw_only=True)
class Vraag:
    """
    What is asked: an indicator in two years, for the buurten of an area on some borders.

    `deel_naar_eindjaar` puts buurten into classes by the last year instead of the first.
    """

    indicator: str
    gebied: str
    grensjaar: int
    van: int
    tot: int
    is_index: bool = False
    deel_naar_eindjaar: bool = False

    @property
    def deeljaar(self) -> int:
        """The year of the classes."""
        return self.tot if self.deel_naar_eindjaar else self.van


def possible_years(indicator: str, gebied: str) -> list[int]:
    """
    List the years in which both the indicator and the share of corporation homes are known.

    None for a number of people or homes: only shares and rates can be laid beside another share.
    """
    if INDICATOR_PER_SLEUTEL[indicator].eenheid is Eenheid.AANTAL:
        return []
    return sorted(set(peiljaren(indicator, gebied)) & set(peiljaren(CORPORATIE, gebied)))


def later_years(indicator: str, jaren: list[int], van: int) -> list[int]:
    """List the years that can be compared with a first one: none across a break."""
    perioden = periods_between(INDICATOR_PER_SLEUTEL[indicator], tuple(jaren))
    return [periode.tot for periode in perioden if periode.van == van]


def build_kantelpunt(vraag: Vraag) -> Kantelpunt:
    """
    Compute class means, dots and the gap for the buurten of an area.

    Raises
    ------
    KantelpuntOntbreektError
        If no buurt has both figures, an index is asked for and the country has no figure, or the
        two years cannot be compared.
    GegevensOntbrekenError
        If a table is not kept for one of the years.
    """
    opslag = opslag_of(vraag.gebied)
    return _build(vraag, opslag, read_inhoud(opslag))


@lru_cache(maxsize=64)
def _build(vraag: Vraag, opslag: Opslag, _inhoud: tuple[Vermelding, ...]) -> Kantelpunt:
    gebied, grensjaar, is_index = vraag.gebied, vraag.grensjaar, vraag.is_index
    sleutel, jaren, deeljaar = vraag.indicator, (vraag.van, vraag.tot), vraag.deeljaar
    indicator = INDICATOR_PER_SLEUTEL[sleutel]
    if jaren[0] != jaren[1] and not periods_between(indicator, jaren):
        msg = (
            f"De cijfers van {indicator.kort} van {jaren[0]} en {jaren[1]} zijn niet te "
            "vergelijken: ertussen veranderde wat er gemeten is. Kies andere jaren."
        )
        raise KantelpuntOntbreektError(msg)
    codes = list_buurten(gebied, grensjaar, opslag=opslag)
    aandeel = shown_values(
        INDICATOR_PER_SLEUTEL[CORPORATIE], deeljaar, grensjaar=grensjaar, opslag=opslag
    ).reindex(codes)
    reeksen = [shown_values(indicator, jaar, grensjaar=grensjaar, opslag=opslag) for jaar in jaren]
    begin_land, eind_land = (_of_land(reeks) for reeks in reeksen)
    tabel = pd.DataFrame(
        {
            "aandeel": aandeel,
            "begin": reeksen[0].reindex(codes),
            "eind": reeksen[1].reindex(codes),
            "huishoudens": households(deeljaar, grensjaar=grensjaar, opslag=opslag).reindex(codes),
        }
    ).dropna()
    tabel = tabel[tabel["huishoudens"] > 0]
    echt_land = begin_land
    if tabel.empty:
        msg = (
            f"Van {indicator.kort} en het aandeel corporatiewoningen zijn er hier geen buurten met "
            f"cijfers van {jaren[0]} en {jaren[1]}. Kies een ander onderwerp of andere jaren."
        )
        raise KantelpuntOntbreektError(msg)
    if is_index:
        if indicator.eenheid is Eenheid.SCORE:
            begin_land = None  # zero is no nothing: 100 times a score says nothing
        if not begin_land or not eind_land:
            msg = (
                f"Van {indicator.kort} is er geen landelijk cijfer om mee te vergelijken. Kies "
                "gewone cijfers in plaats van een index."
            )
            raise KantelpuntOntbreektError(msg)
        tabel["begin"] *= 100 / begin_land
        tabel["eind"] *= 100 / eind_land
        begin_land = eind_land = 100.0
    tabel["klasse"] = class_of_share(tabel["aandeel"])
    namen = read_gebieden_op_grens(grensjaar, opslag=opslag)["naam"]
    kloof = _gap(tabel)
    band = _band(indicator, echt_land, is_index)
    groei = None if kloof is None else gap_growth(*kloof, band=band)
    return Kantelpunt(
        indicator=indicator,
        van=jaren[0],
        tot=jaren[1],
        deeljaar=deeljaar,
        is_index=is_index,
        klassen=tuple(_mean(tabel, nummer) for nummer in range(len(LABELS))),
        punten=tuple(
            Punt(
                code=str(code),
                naam=str(namen.get(code, code)),
                aandeel=aandeel,
                klasse=klasse,
                begin=begin,
                eind=eind,
            )
            for code, aandeel, klasse, begin, eind in zip(
                tabel.index,
                *(tabel[kolom].tolist() for kolom in ("aandeel", "klasse", "begin", "eind")),
                strict=True,
            )
        ),
        land=(begin_land, eind_land),
        kloof=kloof,
        groei=groei,
        zin=say_gap(indicator, jaren, kloof, groei, is_index=is_index),
    )


def _of_land(reeks: pd.Series) -> float | None:
    waarde = reeks.get(LAND)
    return None if waarde is None or pd.isna(waarde) else float(waarde)


def class_of_share(aandeel: pd.Series) -> pd.Series:
    """
    Answer the class of each share of corporation homes.

    >>> class_of_share(pd.Series([20.0, 40.0, 45.0, 50.0, 60.0, 61.0, 80.0])).tolist()
    [0, 1, 2, 2, 3, 4, 5]
    """
    return classify(aandeel, GRENZEN)


def band_of_share(aandeel: float) -> str:
    """
    Say in which band of the report a share lies; nothing where it lies below them.

    >>> band_of_share(40), band_of_share(45), band_of_share(50)
    ('', 'in de band van 40 tot 50%', 'in de band van 40 tot 50%')
    >>> band_of_share(51), band_of_share(60), band_of_share(61)
    ('boven de band van 40 tot 50%', 'boven de band van 40 tot 50%', 'boven 60%')
    >>> band_of_share(80)
    '80% of meer'
    """
    klasse = int(class_of_share(pd.Series([float(aandeel)])).iloc[0])
    woorden = ("", "", "in de band van 40 tot 50%", "boven de band van 40 tot 50%", "boven 60%")
    return (*woorden, "80% of meer")[klasse]


def _mean(tabel: pd.DataFrame, klasse: int) -> Klassegemiddelde:
    hier = tabel[tabel["klasse"] == klasse]
    begin, eind = (weighted_mean(hier[kolom], hier["huishoudens"]) for kolom in ("begin", "eind"))
    return Klassegemiddelde(
        label=LABELS[klasse],
        begin=begin,
        eind=eind,
        buurten=len(hier),
        huishoudens=int(hier["huishoudens"].sum()),
    )


def _gap(tabel: pd.DataFrame) -> tuple[float, float] | None:
    """Answer the difference between many and few in both years; None where one has few buurten."""
    if min(tabel["klasse"].isin(klassen).sum() for klassen in (_VEEL, _WEINIG)) < MINSTENS:
        return None
    uit = []
    for kolom in ("begin", "eind"):
        veel, weinig = (
            weighted_mean(hier[kolom], hier["huishoudens"])
            for klassen in (_VEEL, _WEINIG)
            for hier in [tabel[tabel["klasse"].isin(klassen)]]
        )
        uit.append((veel or 0.0) - (weinig or 0.0))
    return uit[0], uit[1]


def _band(indicator: Indicator, land: float | None, is_index: bool) -> float:  # noqa: FBT001
    """Answer the neutral band in the unit that is shown."""
    if indicator.verandereenheid is Verandereenheid.PROCENT:
        return (
            indicator.neutrale_band if is_index else (land or 0.0) * indicator.neutrale_band / 100
        )
    return 100 * indicator.neutrale_band / land if is_index and land else indicator.neutrale_band

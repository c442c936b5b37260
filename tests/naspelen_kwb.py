"""
The figures of the Kerncijfers in every year, by a plain rule from those of 2020.

2020 itself is as published, with the topics that came later still empty. In another year

- a count is that of 2020 times `factor(jaar)`, to the nearest 5 (of gemeente and land: 1);
- in 2013 and 2014 ages, origin and households are their share of the whole in 2020, in per cent;
- any other topic that 2020 has is the same figure;
- a topic that 2020 lacks is made up from `punt(code, nummer, jaar)`, a number from 3 to 74, and
  is missing where fewer than 100 people lived in 2020.

`code` is the code of 2020 and `nummer` the number of the topic in 2020, or in `naspelen_jaren`.
"""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import numpy as np
import pyarrow as pa

from tests.naspelen_jaren import (
    DELEN,
    ECHT,
    HUISHOUDENS,
    INWONERS,
    NOG_LEEG,
    TABELNUMMERS,
    VLAG,
    Plaats,
    build_plaatsen,
    dimensie_of,
)
from tests.naspelen_wereld import (
    CBS,
    Dimensie,
    Onderwerp,
    Plekken,
    Rij,
    Tabel,
    region_member,
)

Getallen = np.ndarray[Any, np.dtype[np.float64]]

_CODERING: Final = 3
_GEHEIM_TOT: Final = 100
_WONINGVOORRAAD, _CORPORATIE, _WOZ = 34, 42, 35
# of a made-up topic that is no percentage: the figure at point 0, and what a point adds
_SCHAAL: Final = {
    "x 1 000 euro": (10.0, 0.5),
    "kWh": (1500.0, 20.0),
    "m³": (500.0, 10.0),
    "per 1 000 inwoners": (0.0, 0.5),
    "km": (0.1, 0.05),
}
# what a made-up percentage of dwellings is made of: the share of corporations, times and plus
_WONINGEN: Final = {
    40: (-1, 90),
    41: (1, 10),
    42: (1, 0),
    43: (0, 10),
    44: (0, 0),
    36: (1, 5),
    37: (-1, 95),
    38: (0, 96),
    39: (0, 4),
    45: (1, 20),
    46: (-1, 80),
}


def factor(jaar: int) -> float:
    """Answer what counts of 2020 are multiplied by: one per cent a year."""
    return 1 + (jaar - ECHT) / 100


def punt(code: str, nummer: int, jaar: int) -> int:
    """Answer the number from which a made-up figure follows."""
    return (zlib.crc32(code.encode()) + 7919 * nummer) % 60 + 10 + (jaar - ECHT)


def nearest_5(getal: float) -> int:
    """Round to a multiple of five, halves up."""
    return 5 * int(getal / 5 + 0.5)


@dataclass(frozen=True)
class Gebied:
    """An area in a year: its code then, the code its figures have in 2020, flag and own name."""

    code: str
    in_2020: str
    vlag: str = "1"
    naam: str | None = None


@dataclass(frozen=True, kw_only=True)
class Basis:
    """The table of 2020: topics by number, rows as they were published, and names of areas."""

    onderwerpen: Mapping[int, Onderwerp]
    rijen: pa.Table
    namen: Mapping[str, str]

    def name_of(self, gebied: Gebied) -> str:
        """Answer how an area is called."""
        return gebied.naam or self.namen[gebied.in_2020]

    def rows_of(self, codes: Sequence[str]) -> Plekken:
        """Answer where the rows with these codes stand."""
        stripped = [code.strip() for code in self.rijen["WijkenEnBuurten"].to_pylist()]
        plaats = {code: nummer for nummer, code in enumerate(stripped)}
        return np.array([plaats[code] for code in codes], dtype=np.intp)


def build_kwb(basis: Basis, gebieden: Sequence[Gebied], *, jaar: int) -> Tabel:
    """Build the table of one year."""
    plaatsen = build_plaatsen(jaar, basis.onderwerpen)
    leden = [region_member(gebied.code, basis.name_of(gebied)) for gebied in gebieden]
    bron = _Jaar(basis, gebieden, basis.rows_of([g.in_2020 for g in gebieden]), jaar)
    return Tabel(
        host=CBS,
        nummer=TABELNUMMERS[jaar],
        titel=f"Kerncijfers wijken en buurten {jaar}",
        periode=str(jaar),
        dimensies=(Dimensie(dimensie_of(jaar), "GeoDetail", leden, kaartjaar=jaar),),
        onderwerpen=tuple(plaats.onderwerp for plaats in plaatsen),
        maak=partial(_rows, bron, plaatsen),
    )


@dataclass(frozen=True)
class _Jaar:
    """What a year is made of: the table of 2020, the areas, and where their rows stand in it."""

    basis: Basis
    gebieden: Sequence[Gebied]
    plaats: Plekken
    jaar: int


def _rows(bron: _Jaar, plaatsen: Sequence[Plaats], plekken: Sequence[Plekken]) -> list[Rij]:
    deel = _Deel(bron, plekken[0])
    kolommen = [deel.cells(p.nummer, p.onderwerp) for p in plaatsen]
    sleutels = [p.onderwerp.sleutel for p in plaatsen]
    return [dict(zip(sleutels, cellen, strict=True)) for cellen in zip(*kolommen, strict=True)]


class _Deel:
    """The rows of a year that were asked for, a topic at a time."""

    def __init__(self, bron: _Jaar, nummers: Plekken) -> None:
        self.basis = bron.basis
        self.jaar = bron.jaar
        self.gebieden = [bron.gebieden[nummer] for nummer in nummers.tolist()]
        self.rijen = bron.basis.rijen.take(pa.array(bron.plaats[nummers]))
        klein = [gebied.code.startswith(("WK", "BU")) for gebied in self.gebieden]
        self.is_klein = np.array(klein, dtype=bool)
        crc = [zlib.crc32(gebied.in_2020.encode()) for gebied in self.gebieden]
        self.crc = np.array(crc, dtype=np.int64)

    def cells(self, nummer: int, onderwerp: Onderwerp) -> list[Any]:
        if onderwerp.soort == "String":
            return self.texts(nummer)
        if nummer in NOG_LEEG.get(self.jaar, ()):
            return [None] * len(self.gebieden)
        getallen = self.numbers(nummer, onderwerp)
        if onderwerp.soort == "Long" and self.jaar != ECHT:
            getallen = np.floor(getallen + 0.5)
        waarden = getallen.round(3).tolist()
        if onderwerp.soort == "Long":
            return [None if waarde != waarde else int(waarde) for waarde in waarden]  # noqa: PLR0124
        return [None if waarde != waarde else waarde for waarde in waarden]  # noqa: PLR0124 - NaN

    def texts(self, nummer: int) -> list[str]:
        if nummer == _CODERING:
            return [gebied.code.ljust(10) for gebied in self.gebieden]
        if nummer == VLAG:
            return [g.vlag if g.code[:2] in {"WK", "BU"} else "." for g in self.gebieden]
        teksten: list[str] = self.rijen[self.key(nummer)].to_pylist()
        return teksten

    def key(self, nummer: int) -> str:
        return self.basis.onderwerpen[nummer].sleutel

    def in_2020(self, nummer: int) -> Getallen:
        kolom = self.rijen[self.key(nummer)].cast(pa.float64())
        return np.asarray(kolom.to_numpy(), dtype=np.float64)

    def is_filled(self, nummer: int) -> bool:
        if nummer not in self.basis.onderwerpen:
            return False
        kolom = self.basis.rijen[self.key(nummer)]
        return bool(kolom.null_count < len(kolom))

    def numbers(self, nummer: int, onderwerp: Onderwerp) -> Getallen:
        if self.jaar == ECHT:
            return self.in_2020(nummer)
        if not self.is_filled(nummer):
            return np.where(
                self.in_2020(INWONERS) < _GEHEIM_TOT, np.nan, self.made_up(nummer, onderwerp)
            )
        getallen = self.in_2020(nummer)
        if onderwerp.eenheid == "%" and nummer in DELEN:
            geheel = self.in_2020(DELEN[nummer])
            # counts are rounded to fives, so that a part may be more than its whole
            return np.minimum(100 * getallen / np.where(geheel > 0, geheel, np.nan), 100)
        if onderwerp.eenheid == "aantal" and onderwerp.soort == "Long":
            return self.rounded(getallen * factor(self.jaar))
        return getallen

    def rounded(self, getallen: Getallen) -> Getallen:
        stap = np.where(self.is_klein, 5, 1)
        return np.asarray(stap * np.floor(getallen / stap + 0.5))

    def points(self, nummer: int) -> Getallen:
        return np.asarray((self.crc + 7919 * nummer) % 60 + 10 + self.jaar - ECHT, dtype=np.float64)

    def made_up(self, nummer: int, onderwerp: Onderwerp) -> Getallen:
        if nummer == _WONINGVOORRAAD:
            return self.rounded(self.in_2020(HUISHOUDENS) * factor(self.jaar))
        if nummer in _WONINGEN:
            maal, erbij = _WONINGEN[nummer]
            return maal * self.points(_CORPORATIE) + erbij
        punten = self.points(nummer)
        if nummer == _WOZ:
            return 100 + 5 * punten
        if onderwerp.eenheid == "aantal":
            return self.rounded(self.in_2020(INWONERS) * factor(self.jaar) * punten / 1000)
        start, per_punt = _SCHAAL.get(onderwerp.eenheid, (0.0, 1.0))
        return start + per_punt * punten

"""
What a supervisor must be told, worked out a second time: from the files of a store, in plain dicts.

Nothing of the program is used but the place of its files.
"""

import json
import math
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import pyarrow.parquet as pq

INKOMEN: Final = "k_40_huishoudens_met_laagste_inkomen_pct"
AANDEEL: Final = "in_bezit_woningcorporatie_pct"
# of lowest incomes in percentage points, of nuisance per 1,000 inhabitants
BANDEN: Final = (1.0, 2.0)
HOOG_PCT: Final = 45.0
HOOGSTENS_ZWAK: Final = 4
KLEIN_INWONERS: Final = 100
KLEIN_HUISHOUDENS: Final = 50

Rij = dict[str, Any]
Deel = tuple[float, float, float]


@dataclass(frozen=True)
class Jaren:
    """First and last year of both trends, and the year of the classes."""

    van: int
    tot: int
    klasse: int


@dataclass(frozen=True, kw_only=True)
class Doet:
    """What one buurt does; None where that is not known."""

    begin: float | None
    verandering: float | None
    inkomens: int | None
    overlast: int | None
    klasse: int | None

    @property
    def is_hoog(self) -> bool:
        """Whether lowest incomes were many, and rise."""
        return self.inkomens == 1 and self.begin is not None and self.begin >= HOOG_PCT

    @property
    def is_zwak(self) -> bool:
        """Whether liveability is weak at most."""
        return self.klasse is not None and self.klasse <= HOOGSTENS_ZWAK

    @property
    def is_tegen(self) -> bool:
        """Whether lowest incomes rise and nuisance does not."""
        return self.inkomens == 1 and self.overlast in {-1, 0}


@dataclass(frozen=True, kw_only=True)
class Verwacht:
    """
    Part, whole and unknown of the four figures, and the codes of both lists.

    `dubbel` are those against the trend that ask for attention all the same.
    """

    concentratie: Deel
    zwak: Deel
    overlast_stijgt: Deel
    tegen_de_trend: Deel
    aandacht: list[str]
    goed: list[str]
    dubbel: int


class Winkel:
    """The files of a store, by what its list of contents names."""

    def __init__(self, pad: Path, grensjaar: int) -> None:
        self.pad = pad
        self.grensjaar = grensjaar
        bestanden = json.loads((pad / "inhoud.json").read_text("utf-8"))["bestanden"]
        self.paden = {(v["naam"], v["jaar"]): pad / v["bestand"] for v in bestanden}
        self.rijen: Callable[[str, int], dict[str, Rij]] = cache(self._read)
        kaart = pq.read_table(
            self.paden["omtrekken", grensjaar],
            columns=["gebiedscode", "niveau", "is_water", "geldig_van", "geldig_tot"],
        ).to_pylist()
        self.kaart = {rij["gebiedscode"]: rij for rij in kaart if rij["niveau"] == "buurt"}

    def _read(self, naam: str, jaar: int) -> dict[str, Rij]:
        """Answer the rows of a table by code, of the buurten that were the same place then."""
        hier = {}
        for rij in pq.read_table(self.paden[naam, jaar]).to_pylist():
            vlak = self.kaart.get(rij["gebiedscode"])
            if vlak and vlak["geldig_van"] <= rij["grensjaar"] <= vlak["geldig_tot"]:
                hier[rij["gebiedscode"]] = rij
        return hier

    def value(self, naam: str, jaar: int, code: str, kolom: str) -> float | None:
        """Answer a figure as it is kept."""
        cel = self.rijen(naam, jaar).get(code, {}).get(kolom)
        return None if cel is None or math.isnan(cel) else float(cel)

    def is_klein(self, jaar: int, code: str) -> bool:
        """Tell whether few live there, in the year or in the nearest of which that is known."""
        jaren = sorted(
            (j for naam, j in self.paden if naam == "kwb"), key=lambda j: (abs(j - jaar), -j)
        )
        for kolom, grens in (
            ("aantal_inwoners", KLEIN_INWONERS),
            ("huishoudens_totaal", KLEIN_HUISHOUDENS),
        ):
            bekend = (self.value("kwb", j, code, kolom) for j in jaren)
            if next((w for w in bekend if w is not None), math.inf) < grens:
                return True
        return False

    def shown(self, naam: str, jaar: int, code: str, kolom: str) -> float | None:
        """Answer a figure, but of a small number none."""
        return None if self.is_klein(jaar, code) else self.value(naam, jaar, code, kolom)

    def nuisance(self, jaar: int, code: str) -> tuple[float, float] | None:
        """Answer registrations per 1,000 inhabitants, and half of their 95% interval."""
        aantal = self.shown("overlast", jaar, code, "overlast_totaal")
        inwoners = self.shown("kwb", jaar, code, "aantal_inwoners")
        if aantal is None or not inwoners:
            return None
        return 1000 * aantal / inwoners, 1.96 * math.sqrt(aantal + 2) * 1000 / inwoners

    def corporation_homes(self, jaar: int) -> dict[str, int]:
        """Answer share times homes of every buurt of which both may be told."""
        woningen = {}
        for code in self.kaart:
            aandeel = self.shown("kwb", jaar, code, AANDEEL)
            voorraad = self.shown("kwb", jaar, code, "woningvoorraad")
            if aandeel is not None and voorraad is not None:
                woningen[code] = round(aandeel * voorraad / 100)
        return woningen

    def own_homes(self) -> dict[str, int]:
        """Answer the own homes of every buurt that has some; the points are not looked at."""
        (bestand,) = (self.pad / "bezit" / "eigen").glob("*.parquet")
        telling: Counter[str] = Counter()
        for rij in pq.read_table(bestand).to_pylist():
            telling[rij["buurtcode"]] += rij["aantal_woningen"]
        return dict(telling)

    def does(self, code: str, jaren: Jaren) -> Doet:
        """Answer what one buurt does between two years."""
        begin, eind = (self.shown("kwb", j, code, INKOMEN) for j in (jaren.van, jaren.tot))
        verandering = None if begin is None or eind is None else round(eind - begin, 9)
        inkomens = None if verandering is None else side(verandering, BANDEN[0])
        toen, nu = (self.nuisance(j, code) for j in (jaren.van, jaren.tot))
        overlast = None
        if toen is not None and nu is not None:
            overlast = side(round(nu[0] - toen[0], 9), max(BANDEN[1], math.hypot(toen[1], nu[1])))
        klasse = self.shown("leefbaarometer", jaren.klasse, code, "lbm_klasse")
        return Doet(
            begin=begin,
            verandering=verandering,
            inkomens=inkomens,
            overlast=overlast,
            klasse=None if klasse is None else int(klasse),
        )

    def work_out(self, woningen: Mapping[str, int], jaren: Jaren) -> Verwacht:
        """Add up what buurten do, with the homes in them."""
        doet = {code: self.does(code, jaren) for code, aantal in woningen.items() if aantal}
        een = dict.fromkeys(doet, 1)
        volgorde = sorted(doet, key=lambda code: (-woningen[code], code))
        aandacht = [
            code
            for code in volgorde
            if doet[code].is_hoog + (doet[code].overlast == 1) + doet[code].is_zwak > 1
        ]
        return Verwacht(
            concentratie=part(woningen, doet, lambda d: d.is_hoog, lambda d: d.inkomens),
            zwak=part(woningen, doet, lambda d: d.is_zwak, lambda d: d.klasse),
            overlast_stijgt=part(een, doet, lambda d: d.overlast == 1, lambda d: d.overlast),
            tegen_de_trend=part(
                een,
                doet,
                lambda d: d.is_tegen,
                lambda d: None if d.inkomens is None else d.overlast,
            ),
            aandacht=aandacht,
            goed=[
                code
                for code in volgorde
                if code not in aandacht
                and not doet[code].is_zwak
                and (doet[code].is_tegen or doet[code].overlast == -1)
            ],
            dubbel=sum(doet[code].is_tegen for code in aandacht),
        )


def side(verandering: float, band: float) -> int:
    """Answer 1 above the band, -1 below it, 0 in it and on its edge."""
    return (verandering > band) - (verandering < -band)


def part(
    gewicht: Mapping[str, int],
    doet: Mapping[str, Doet],
    is_het: Callable[[Doet], bool],
    bekend: Callable[[Doet], object],
) -> Deel:
    """Add up where it is so, where it is known at all, and where it is not."""
    deel = sum(gewicht[code] for code, d in doet.items() if is_het(d))
    geheel = sum(gewicht[code] for code, d in doet.items() if bekend(d) is not None)
    return float(deel), float(geheel), float(sum(gewicht[code] for code in doet) - geheel)

"""
How the table of the Kerncijfers looks in each year, starting from the real one of 2020.

Keys, spellings, units and groups change from year to year as CBS changed them. A topic is known
here by its number in 2020; what came before or after has a number above 200.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from tests.naspelen_wereld import Onderwerp

TABELNUMMERS: Final = {
    2013: "82339NED",
    2014: "82931NED",
    2015: "83220NED",
    2016: "83487NED",
    2017: "83765NED",
    2018: "84286NED",
    2019: "84583NED",
    2020: "84799NED",
    2021: "85039NED",
    2022: "85318NED",
    2023: "85618NED",
    2024: "85984NED",
    2025: "86165NED",
}
ECHT: Final = 2020
INWONERS, HUISHOUDENS, VLAG = 5, 28, 4
# of the inhabitants: ages and origin; of the households: their kinds
DELEN: Final = {
    **dict.fromkeys((*range(8, 13), *range(17, 24)), INWONERS),
    **dict.fromkeys(range(29, 32), HUISHOUDENS),
}
# income, benefits, education, care, energy, businesses and proximity come later than the rest
NOG_LEEG: Final = {
    2025: {*range(47, 99), *range(105, 110), *range(201, 230)} - {*range(211, 219)},
}


@dataclass(frozen=True)
class Plaats:
    """A topic in the table of a year: its number in 2020, and how that year calls it."""

    nummer: int
    onderwerp: Onderwerp


# first and last number in 2020, and what is added to it in that year; the rest is not there
_Stuk = tuple[int, int, int]
_STUKKEN: Final[Mapping[int, tuple[_Stuk, ...]]] = {
    2013: (
        *((1, 3, 0), (4, 4, 118), (5, 63, -1), (70, 74, -7), (76, 79, -7), (83, 86, -10)),
        *((91, 99, -14), (100, 114, -12), (115, 116, 5)),
    ),
    2014: (
        *((1, 63, 0), (70, 74, -6), (76, 79, -6), (83, 86, -9)),
        *((91, 99, -13), (100, 116, -11)),
    ),
    2018: (
        *((1, 63, 0), (67, 74, -3), (75, 75, -3), (76, 82, -3), (83, 90, -3)),
        (91, 116, 0),
    ),
    2019: ((1, 116, 0),),
    2020: ((1, 116, 0),),
    2021: ((1, 97, 0), (98, 116, 1)),
    2023: (
        *((1, 16, 0), (24, 39, 1), (40, 63, 1), (64, 69, 6), (70, 90, 9)),
        *((91, 97, 9), (98, 116, 10)),
    ),
    2024: (
        *((1, 16, 0), (24, 34, 1), (35, 35, 4), (36, 39, 5), (40, 43, 7), (45, 46, 6)),
        *((47, 52, 6), (55, 60, 4), (63, 63, 2), (64, 69, 3), (70, 74, 6), (75, 75, 8)),
        *((76, 77, 8), (82, 90, 4), (91, 97, 4), (98, 116, 5)),
    ),
}
_VOLGT: Final = {2015: 2014, 2016: 2014, 2017: 2014, 2022: 2021, 2025: 2024}

_HERKOMST: Final = ("Bevolking", "Personen naar herkomst")
_IN_NL = (*_HERKOMST, "Geboren in Nederland")
_BUITEN_NL = (*_HERKOMST, "Geboren buiten Nederland")
_ZORG_ONDERWIJS: Final = Onderwerp(
    sleutel="OQOverheidOnderwijsEnZorg",
    titel="O-Q Overheid, onderwijs en zorg",
    pad=("Bedrijfsvestigingen, SBI 2008", "Bedrijfsvestigingen naar activiteit"),
)
_AUTOS: Final = ("Motorvoertuigen", "Personenauto's")


def _origin(sleutel: str, titel: str, pad: tuple[str, ...]) -> Onderwerp:
    return Onderwerp(sleutel=sleutel, titel=titel, pad=pad)


def _income(sleutel: str, titel: str, groep: str) -> Onderwerp:
    pad = ("Inkomen", groep)
    return Onderwerp(
        sleutel=sleutel, titel=titel, pad=pad, eenheid="%", soort="Double", decimalen=1
    )


def _crime(sleutel: str, titel: str) -> Onderwerp:
    return Onderwerp(
        sleutel=sleutel, titel=titel, pad=("Misdrijven",), eenheid="per 1 000 inwoners"
    )


# what 2020 does not have: number here, first and last year, number in the key per year, topic
_ERBIJ: Final[tuple[tuple[int, int, int, Mapping[int, int], Onderwerp], ...]] = (
    (
        201,
        2014,
        2017,
        {},
        _income("Actieven1575Jaar", "Actieven 15-75 jaar", "Inkomen van personen"),
    ),
    (
        *(202, 2014, 2017, {}),
        Onderwerp(
            sleutel="PersonenautoSJongerDan6Jaar",
            titel="Personenauto's jonger dan 6 jaar",
            pad=(*_AUTOS, "Personenauto's; leeftijd"),
        ),
    ),
    (
        *(203, 2014, 2017, {}),
        Onderwerp(
            sleutel="PersonenautoS6JaarEnOuder",
            titel="Personenauto's 6 jaar en ouder",
            pad=(*_AUTOS, "Personenauto's; leeftijd"),
        ),
    ),
    (
        *(204, 2015, 2018, {2018: 88}),
        _crime("TotaalDiefstalUitWoningSchuurED", "Totaal diefstal uit woning, schuur, e.d."),
    ),
    (
        *(205, 2015, 2018, {2018: 89}),
        _crime("VernielingMisdrijfTegenOpenbareOrde", "Vernieling, misdrijf tegen openbare orde"),
    ),
    (
        *(206, 2015, 2018, {2018: 90}),
        _crime("GeweldsEnSeksueleMisdrijven", "Gewelds- en seksuele misdrijven"),
    ),
    (207, 2021, 2025, {2023: 107, 2024: 102, 2025: 102}, _ZORG_ONDERWIJS),
    (211, 2023, 2025, {}, _origin("Nederland", "Nederland", (*_HERKOMST, "Herkomstland"))),
    (
        *(212, 2023, 2025, {}),
        _origin(
            "EuropaExclusiefNederland",
            "Europa (exclusief Nederland)",
            (*_HERKOMST, "Herkomstland"),
        ),
    ),
    (213, 2023, 2025, {}, _origin("BuitenEuropa", "Buiten Europa", (*_HERKOMST, "Herkomstland"))),
    (214, 2023, 2025, {}, _origin("Nederland", "Nederland", _IN_NL)),
    (
        *(215, 2023, 2025, {}),
        _origin("EuropaExclusiefNederland", "Europa (exclusief Nederland)", _IN_NL),
    ),
    (216, 2023, 2025, {}, _origin("BuitenEuropa", "Buiten Europa", _IN_NL)),
    (
        *(217, 2023, 2025, {}),
        _origin("EuropaExclusiefNederland", "Europa (exclusief Nederland)", _BUITEN_NL),
    ),
    (218, 2023, 2025, {}, _origin("BuitenEuropa", "Buiten Europa", _BUITEN_NL)),
    (
        *(221, 2024, 2025, {}),
        _income("PersonenInArmoede", "Personen in armoede", "Inkomen van personen"),
    ),
    (
        *(222, 2024, 2025, {}),
        _income(
            "PersonenTot25BovenArmoedegrens",
            "Personen tot 25% boven armoedegrens",
            "Inkomen van personen",
        ),
    ),
)
_NUMMERS_ERBIJ: Final = {
    **dict(zip((201, 202, 203, 204, 205, 206, 207), (69, 87, 88, 106, 107, 108, 98), strict=True)),
    221: 81,
    222: 82,
    **{200 + nummer: nummer + 6 for nummer in range(11, 19)},
}

# how a topic is called: number in 2020, first and last year, key and title
_NAMEN: Final = (
    (4, 2023, 2025, "IndelingswijzigingGemeenteWijkBuurt", "Indelingswijziging"),
    (35, 2019, 2019, "GemiddeldeWOZWaardeVanWoningen", "Gemiddelde WOZ-waarde van woningen"),
    (35, 2021, 2025, "GemiddeldeWOZWaardeVanWoningen", "Gemiddelde WOZ-waarde van woningen"),
    (45, 2024, 2025, "BouwjaarMeerDanTienJaarGeleden", "Bouwjaar meer dan tien jaar geleden"),
    (46, 2024, 2025, "BouwjaarAfgelopenTienJaar", "Bouwjaar afgelopen tien jaar"),
    (64, 2023, 2025, "BasisonderwijsVmboMbo1", "Basisonderwijs, vmbo, mbo1"),
    (65, 2023, 2025, "HavoVwoMbo24", "Havo, vwo, mbo2-4"),
    (66, 2023, 2025, "HboWo", "Hbo, wo"),
    (67, 2019, 2019, "Nettoarbeidsparticipatie", "Nettoarbeidsparticipatie"),
    (67, 2021, 2025, "Nettoarbeidsparticipatie", "Nettoarbeidsparticipatie"),
    (73, 2013, 2013, "PersonenMetLaagInkomen", "Personen met laag inkomen"),
    (74, 2013, 2013, "PersonenMetHoogInkomen", "Personen met hoog inkomen"),
    (75, 2024, 2025, "GemGestandaardiseerdInkomen", "Gem. gestandaardiseerd inkomen"),
    (76, 2013, 2013, "HuishoudensMetLaagInkomen", "Huishoudens met laag inkomen"),
    (77, 2013, 2013, "HuishoudensMetHoogInkomen", "Huishoudens met hoog inkomen"),
    (78, 2013, 2013, "HuishoudensMetLageKoopkracht", "Huishoudens met lage koopkracht"),
    (83, 2013, 2013, "PersonenMetEenWWBUitkeringTotaal", "Personen met een WWB-uitkering totaal"),
    (84, 2013, 2013, "PersonenMetEenAOUitkeringTotaal", "Personen met een AO-uitkering totaal"),
    (85, 2013, 2013, "PersonenMetEenWWUitkeringTotaal", "Personen met een WW-uitkering totaal"),
    (86, 2013, 2013, "PersonenMetEenAOWUitkeringTotaal", "Personen met een AOW-uitkering totaal"),
)


def dimensie_of(jaar: int) -> str:
    """Answer how the dimension of areas is called."""
    return "RegioS" if jaar == 2013 else "WijkenEnBuurten"


def build_plaatsen(jaar: int, van_2020: Mapping[int, Onderwerp]) -> list[Plaats]:
    """Lay out the table of a year from the topics of 2020, by their number there."""
    if jaar == ECHT:
        return [Plaats(nummer, onderwerp) for nummer, onderwerp in van_2020.items()]
    plaatsen = dict(_placed(jaar, van_2020))
    if len({nummer for nummer, _ in plaatsen.values()}) < len(plaatsen):
        raise AssertionError(plaatsen)
    return [
        Plaats(nummer, replace(onderwerp, sleutel=f"{onderwerp.sleutel}_{eigen}"))
        for nummer, (eigen, onderwerp) in sorted(plaatsen.items(), key=lambda paar: paar[1][0])
    ]


def _placed(
    jaar: int, van_2020: Mapping[int, Onderwerp]
) -> Iterator[tuple[int, tuple[int, Onderwerp]]]:
    """Answer number in 2020, number in the key, and the topic as that year calls it."""
    vorm = _VOLGT.get(jaar, jaar)
    for eerste, laatste, erbij in _STUKKEN[vorm]:
        for nummer in range(eerste, laatste + 1):
            if nummer in van_2020:
                yield nummer, (nummer + erbij, _as_called(jaar, nummer, van_2020[nummer]))
    for nummer, van, tot, eigen, onderwerp in _ERBIJ:
        if van <= jaar <= tot:
            yield nummer, (eigen.get(jaar, _NUMMERS_ERBIJ[nummer]), onderwerp)


def _as_called(jaar: int, nummer: int, onderwerp: Onderwerp) -> Onderwerp:
    onderwerp = replace(onderwerp, sleutel=re.sub(r"_\d+$", "", onderwerp.sleutel))
    for van_wie, van, tot, sleutel, titel in _NAMEN:
        if van_wie == nummer and van <= jaar <= tot:
            onderwerp = replace(onderwerp, sleutel=sleutel, titel=titel)
    is_pct = jaar <= 2014 and nummer in DELEN
    return replace(onderwerp, eenheid="%") if is_pct else onderwerp

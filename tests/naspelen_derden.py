"""
Police, health and socio-economic scores: tables of several dimensions, filled by a plain rule.

`lot(...)` is the checksum of its parts with blanks between them; from it follows

- a count of the police: `lot(kind, code, period) % 20`, which is missing at 19; the total is the
  same plus 100;
- a percentage of health: 20 plus `lot(topic, code) % 600 / 10`, plus a fifth a year from 2012,
  three less for 65 and older; its bounds lie 4 below and above;
- a score of SES-WOA: `lot(part, code) % 401 - 200` thousandths plus a hundredth a year from 2014,
  the total being the sum of the three parts.

Codes of overlast are ours: those of the police were never seen.
"""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from tests.naspelen_kwb import Basis, Gebied
from tests.naspelen_wereld import (
    CBS,
    DERDEN,
    Dimensie,
    Onderwerp,
    Plekken,
    Rij,
    Tabel,
    region_member,
    region_words,
)

GEHEIM_TOT: Final = 100
MISDRIJVEN: Final = {
    "0.0.0": "Totaal misdrijven",
    "1.1.1": "Diefstal/inbraak woning",
    "1.1.2": "Diefstal/inbraak box/garage/schuur",
    "1.2.3": "Diefstal van brom-, snor-, fietsen",
    "1.4.4": "Bedreiging",
    "1.4.5": "Mishandeling",
    "2.1.1": "Drugs/drankoverlast",
    "2.2.1": "Vernieling cq. zaakbeschadiging",
    "2.4.1": "Burengerucht (relatieproblemen)",
    "3.1.1": "Drugshandel",
}
OVERLAST: Final = {
    "T001099": "Totaal registraties overlast",
    "OV001": "Overlast door verward/overspannen persoon",
    "OV002": "Burenruzie",
    "OV003": "Geluidshinder",
}
LEEFTIJDEN: Final = {"20300": "18 jaar of ouder", "53115": "18 tot 65 jaar", "80200": "65 plus"}
MARGES: Final = {
    "MW00000": "Waarde",
    "MOG0095": "Ondergrens 95%-interval",
    "MBG0095": "Bovengrens 95%-interval",
}
GEZONDHEIDSJAREN: Final = (2012, 2016, 2020, 2022, 2024)
GEZONDHEID: Final = {
    "GoedErvarenGezondheid_4": "Goed ervaren gezondheid",
    "EenOfMeerLangdurigeAandoeningen_5": "Een of meer langdurige aandoeningen",
    "HoogRisicoAngststoornisOfDepressie_14": "Hoog risico angststoornis of depressie",
    "HeelVeelStressAfg4Weken_17": "(Heel) veel stress afg. 4 weken",
    "MatigVeelRegieOverHetEigenLeven_24": "Matig/veel regie over het eigen leven",
    "Eenzaam_25": "Eenzaam",
    "SterkEenzaam_26": "Sterk eenzaam",
    "Mantelzorger_30": "Mantelzorger",
    "MoeiteMetRondkomen_32": "Moeite met rondkomen",
    "RooktTabak_35": "Rookt tabak",
    "TevredenMetDeWoonomgeving_57": "Tevreden met de woonomgeving",
}
# key and title, group, unit; the scores have equal names and are told apart by their group
SES: Final = (
    ("Waarde_16", "Waarde", ("Opleidingsniveau", "Laag"), "%"),
    ("Waarde_19", "Waarde", ("Opleidingsniveau", "Middelbaar"), "%"),
    ("Waarde_22", "Waarde", ("Opleidingsniveau", "Hoog"), "%"),
    ("GemiddeldeScore_29", "Gemiddelde score", ("SES-WOA", "Totaalscore"), "score"),
    ("GemiddeldeScore_31", "Gemiddelde score", ("SES-WOA", "Financiële welvaart"), "score"),
    ("GemiddeldeScore_33", "Gemiddelde score", ("SES-WOA", "Opleidingsniveau"), "score"),
    ("GemiddeldeScore_35", "Gemiddelde score", ("SES-WOA", "Recent arbeidsverleden"), "score"),
)


def lot(*delen: object) -> int:
    """Answer the number that made-up figures follow from."""
    return zlib.crc32(" ".join(map(str, delen)).encode())


@dataclass(frozen=True)
class Streek:
    """The areas of a table: code, name, name of the gemeente, inhabitants."""

    codes: Sequence[str]
    namen: Sequence[str]
    gemeenten: Sequence[str]
    inwoners: Sequence[int]

    def dimensie(self, jaar: int, *, land: str = "NL00") -> Dimensie:
        """Answer the areas as a dimension; in some tables the country has another code."""
        leden = [region_member(c, naam) for c, naam in zip(self.codes, self.namen, strict=True)]
        for lid in leden:
            lid["Key"] = lid["Key"].replace("NL00", land)
        return Dimensie("WijkenEnBuurten", "GeoDetail", leden, kaartjaar=jaar)

    def is_secret(self, plek: int) -> bool:
        """Tell whether too few people live there for a figure."""
        return self.inwoners[plek] < GEHEIM_TOT


def build_streek(basis: Basis, gebieden: Sequence[Gebied]) -> Streek:
    """Answer areas with their inhabitants of 2020."""
    rijen = basis.rijen.take(basis.rows_of([gebied.in_2020 for gebied in gebieden]))
    inwoners = rijen[basis.onderwerpen[5].sleutel].to_pylist()
    return Streek(
        codes=[gebied.code for gebied in gebieden],
        namen=[basis.name_of(gebied) for gebied in gebieden],
        gemeenten=[naam.strip() for naam in rijen[basis.onderwerpen[1].sleutel].to_pylist()],
        inwoners=[aantal or 0 for aantal in inwoners],
    )


def build_derden(streek: Streek) -> list[Tabel]:
    """Build all tables of this module, on the borders of 2025 (health: of 2024)."""
    jaren = [f"{jaar}JJ00" for jaar in range(2012, 2026)]
    maanden = [f"{jaar}MM{maand:02}" for jaar in (2024, 2025) for maand in range(1, 13)][:-2]
    return [
        _police(streek, "47018NED", "SoortMisdrijf", MISDRIJVEN, jaren),
        _police(streek, "47022NED", "SoortMisdrijf", MISDRIJVEN, maanden),
        _police(streek, "47024NED", "Overlast", OVERLAST, maanden),
        _health(streek),
        _ses(streek),
    ]


def _members(namen: dict[str, str], breedte: int = 0) -> list[Rij]:
    return [
        {"Key": sleutel.ljust(breedte), "Title": titel, "Description": None}
        for sleutel, titel in namen.items()
    ]


def _periods(sleutels: Sequence[str]) -> Dimensie:
    leden = [
        {"Key": sleutel, "Title": sleutel[:4], "Description": None, "Status": "Definitief"}
        for sleutel in sleutels
    ]
    leden[-1]["Status"] = "Voorlopig"
    return Dimensie("Perioden", "TimeDimension", leden)


def _text_topics(start: int, *, codering: bool) -> tuple[Onderwerp, ...]:
    namen = ["Gemeentenaam", "SoortRegio", *(["Codering"] if codering else [])]
    return tuple(
        Onderwerp(sleutel=f"{naam}_{nummer}", titel=naam, eenheid="naam", soort="String")
        for nummer, naam in enumerate(namen, start=start)
    )


# Police


def _police(
    streek: Streek, nummer: str, soort: str, namen: dict[str, str], perioden: Sequence[str]
) -> Tabel:
    soorten = Dimensie(soort, "Dimension", _members(namen, breedte=6))
    tijd = _periods(perioden)
    titel = "misdrijven" if soort == "SoortMisdrijf" else "overlast"
    meting = f"Geregistreerde{titel.capitalize()}_1"
    teksten = _text_topics(2, codering=False)
    return Tabel(
        host=DERDEN,
        nummer=nummer,
        titel=f"Geregistreerde {titel}; wijken en buurten",
        periode=f"{perioden[0]} t/m {perioden[-1]}",
        dimensies=(soorten, streek.dimensie(2025), tijd),
        onderwerpen=(Onderwerp(sleutel=meting, titel=f"Geregistreerde {titel}"), *teksten),
        maak=partial(_police_rows, streek, soorten, tijd, meting, teksten),
    )


def _police_rows(  # noqa: PLR0913, PLR0917 - all that a row is made of
    streek: Streek,
    soorten: Dimensie,
    tijd: Dimensie,
    meting: str,
    teksten: Sequence[Onderwerp],
    plekken: Sequence[Plekken],
) -> list[Rij]:
    rijen = []
    for soort, plek, moment in zip(*(plaats.tolist() for plaats in plekken), strict=True):
        aantal = police_count(
            soorten.sleutels[soort].strip(), streek.codes[plek], tijd.sleutels[moment]
        )
        woorden = region_words(streek.codes[plek], streek.gemeenten[plek])
        rijen.append(
            {meting: aantal, **{o.sleutel: w for o, w in zip(teksten, woorden, strict=True)}}
        )
    return rijen


def police_count(soort: str, code: str, periode: str) -> int | None:
    """Answer the count of one kind, area and period, by the rule above."""
    aantal = lot(soort, code, periode) % 20
    if aantal == 19:
        return None
    return aantal + 100 if soort in {"0.0.0", "T001099"} else aantal


# Health


def _health(streek: Streek) -> Tabel:
    tijd = _periods([f"{jaar}JJ00" for jaar in GEZONDHEIDSJAREN])
    teksten = _text_topics(1, codering=True)
    return Tabel(
        host=DERDEN,
        nummer="50150NED",
        titel="Gezondheid per wijk en buurt; 2012/2016/2020/2022/2024 (indeling 2024)",
        periode="2012, 2016, 2020, 2022 en 2024",
        dimensies=(
            Dimensie("Leeftijd", "Dimension", _members(LEEFTIJDEN)),
            Dimensie("Marges", "Dimension", _members(MARGES)),
            streek.dimensie(2024, land="NL01"),
            tijd,
        ),
        onderwerpen=(
            *teksten,
            *(
                Onderwerp(sleutel=sleutel, titel=titel, eenheid="%", soort="Double", decimalen=1)
                for sleutel, titel in GEZONDHEID.items()
            ),
        ),
        maak=partial(_health_rows, streek, teksten),
    )


def _health_rows(
    streek: Streek, teksten: Sequence[Onderwerp], plekken: Sequence[Plekken]
) -> list[Rij]:
    rijen = []
    for leeftijd, marge, plek, moment in zip(*(p.tolist() for p in plekken), strict=True):
        code = streek.codes[plek]
        woorden = (
            *region_words(code, streek.gemeenten[plek]),
            code.replace("NL00", "NL01").ljust(20),
        )
        rijen.append(
            {o.sleutel: w for o, w in zip(teksten, woorden, strict=True)}
            | {
                sleutel: None
                if streek.is_secret(plek)
                else health_figure(
                    sleutel,
                    code,
                    GEZONDHEIDSJAREN[moment],
                    leeftijd=list(LEEFTIJDEN)[leeftijd],
                    marge=list(MARGES)[marge],
                )
                for sleutel in GEZONDHEID
            }
        )
    return rijen


def health_figure(
    sleutel: str, code: str, jaar: int, *, leeftijd: str = "20300", marge: str = "MW00000"
) -> float:
    """Answer one percentage by the rule above."""
    waarde = 20 + lot(sleutel, code) % 600 / 10 + (jaar - 2012) / 5
    waarde += {"MOG0095": -4, "MBG0095": 4}.get(marge, 0) - 3 * (leeftijd == "80200")
    return round(waarde, 1)


# SES-WOA


def _ses(streek: Streek) -> Tabel:
    tijd = _periods([f"{jaar}JJ00" for jaar in range(2014, 2025)])
    teksten = _text_topics(1, codering=True)
    return Tabel(
        host=CBS,
        nummer="86296NED",
        titel="Sociaal-economische status; scores per wijk en buurt, regio-indeling 2025",
        periode="2014 t/m 2024",
        dimensies=(streek.dimensie(2025), tijd),
        onderwerpen=(
            *teksten,
            *(
                Onderwerp(
                    sleutel=sleutel,
                    titel=titel,
                    pad=pad,
                    eenheid=eenheid,
                    soort="Double",
                    decimalen=1 if eenheid == "%" else 3,
                )
                for sleutel, titel, pad, eenheid in SES
            ),
        ),
        maak=partial(_ses_rows, streek, teksten),
    )


def _ses_rows(
    streek: Streek, teksten: Sequence[Onderwerp], plekken: Sequence[Plekken]
) -> list[Rij]:
    rijen = []
    for plek, moment in zip(*(plaats.tolist() for plaats in plekken), strict=True):
        code, jaar = streek.codes[plek], 2014 + moment
        woorden = (*region_words(code, streek.gemeenten[plek]), code.ljust(10))
        rijen.append(
            {o.sleutel: w for o, w in zip(teksten, woorden, strict=True)}
            | {
                sleutel: None if streek.is_secret(plek) else ses_figure(sleutel, code, jaar)
                for sleutel, *_ in SES
            }
        )
    return rijen


def ses_figure(sleutel: str, code: str, jaar: int) -> float:
    """Answer one score or share by the rule above; the shares of education are 30, 40 and 30."""
    if sleutel.startswith("Waarde"):
        return 40.0 if sleutel == "Waarde_19" else 30.0
    if sleutel == "GemiddeldeScore_29":
        delen = ("GemiddeldeScore_31", "GemiddeldeScore_33", "GemiddeldeScore_35")
        return round(sum(ses_figure(deel, code, jaar) for deel in delen), 3)
    return round((lot(sleutel, code) % 401 - 200) / 1000 + (jaar - 2014) / 100, 3)

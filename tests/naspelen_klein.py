"""
A world made by hand, with no real files: two gemeenten of round numbers.

GM1234 has six buurten, two of which have letters in their codes, one without inhabitants and one
with so few that its benefits are secret. In GM1235 one buurt was split and two were merged
between 2018 and 2019.
"""

from typing import Any, Final

import pyarrow as pa
import shapely

from tests.naspelen_bouwen import KAARTJAREN, build_kaart, build_wereld
from tests.naspelen_jaren import TABELNUMMERS
from tests.naspelen_kwb import Basis, Gebied
from tests.naspelen_wereld import Onderwerp, Rij, Wereld, region_words

GEMEENTE, ANDERE_GEMEENTE = "GM1234", "GM1235"
NIEUWE_GRENZEN: Final = 2019
WATER: Final = "BU12349997"
SPLITSING: Final = {"BU12350001": ("BU12350005", "BU12350006")}
SAMENVOEGING: Final = {"BU12350007": ("BU12350002", "BU12350003")}
_GEMEENTEN: Final = {"00": "Nederland", "1234": "Letterdam", "1235": "Grensdorp"}

# code, name and inhabitants, of all years together
INWONERS: Final = {
    "NL00": ("Nederland", 17_400_000),
    "GM1234": ("Letterdam", 5100),
    "WK123400": ("Wijk 00", 3600),
    "BU12340000": ("Centrum", 1000),
    "BU12340001": ("Oost", 2000),
    "BU12340002": ("West", 500),
    "BU12340003": ("Buitengebied", 100),
    "WK1234AA": ("Wijk AA", 1500),
    "BU1234AA01": ("Nieuw-Noord", 1500),
    "BU1234AA02": ("Bedrijventerrein", 0),
    "GM1235": ("Grensdorp", 3000),
    "WK123500": ("Wijk 00", 3000),
    "BU12350001": ("Dorp", 1200),
    "BU12350002": ("Noordrand", 400),
    "BU12350003": ("Zuidrand", 600),
    "BU12350004": ("Veld", 800),
    "BU12350005": ("Dorp-Noord", 700),
    "BU12350006": ("Dorp-Zuid", 500),
    "BU12350007": ("Rand", 1000),
}
_TOT_2018: Final = {"BU12350001", "BU12350002", "BU12350003"}
_VANAF_2019: Final = {"BU12350005", "BU12350006", "BU12350007"}
# west and south in km, width and height in km
_PLAATSEN: Final = {
    "BU12340000": (0, 0, 1, 1),
    "BU12340001": (1, 0, 1, 1),
    "BU12340002": (2, 0, 1, 1),
    "BU12340003": (0, 1, 1, 1),
    "BU1234AA01": (1, 1, 1, 1),
    "BU1234AA02": (2, 1, 1, 1),
    WATER: (0, 2, 3, 1),
    "BU12350001": (4, 0, 1, 1),
    "BU12350005": (4, 0.5, 1, 0.5),
    "BU12350006": (4, 0, 1, 0.5),
    "BU12350002": (5, 0, 1, 1),
    "BU12350003": (6, 0, 1, 1),
    "BU12350007": (5, 0, 2, 1),
    "BU12350004": (4, 1, 3, 1),
}
_WEST_M, _ZUID_M = 160_000, 383_000

_REGIO: Final = ("Regioaanduiding",)
_LEEFTIJD: Final = ("Bevolking", "Leeftijdsgroepen")
_HUISHOUDENS: Final = ("Bevolking", "Particuliere huishoudens")
_EIGENDOM: Final = ("Wonen", "Woningen naar eigendom")
_HUUR: Final = (*_EIGENDOM, "Huurwoningen")
_BOUWJAAR: Final = ("Wonen", "Woningen naar bouwjaar")
_STROOM: Final = ("Energie", "Gemiddeld elektriciteitsverbruik", "Naar woningtype")
_GAS: Final = ("Energie", "Gemiddeld aardgasverbruik", "Naar woningtype")
_PERSONEN: Final = ("Inkomen", "Inkomen van personen")
_INKOMENS: Final = ("Inkomen", "Inkomen van huishoudens")
_SOCIAAL: Final = ("Sociale zekerheid",)
_EURO: Final = "x 1 000 euro"
# key of 2020, title, groups, unit, and what share of the inhabitants it is where 2020 has it
_ONDERWERPEN: Final[tuple[tuple[str, str, tuple[str, ...], str, float | None], ...]] = (
    ("AantalInwoners_5", "Aantal inwoners", ("Bevolking",), "aantal", 1),
    ("Mannen_6", "Mannen", ("Bevolking", "Geslacht"), "aantal", 0.5),
    ("Vrouwen_7", "Vrouwen", ("Bevolking", "Geslacht"), "aantal", 0.5),
    ("k_0Tot15Jaar_8", "0 tot 15 jaar", _LEEFTIJD, "aantal", 0.2),
    ("k_15Tot25Jaar_9", "15 tot 25 jaar", _LEEFTIJD, "aantal", 0.1),
    ("k_25Tot45Jaar_10", "25 tot 45 jaar", _LEEFTIJD, "aantal", 0.3),
    ("k_45Tot65Jaar_11", "45 tot 65 jaar", _LEEFTIJD, "aantal", 0.25),
    ("k_65JaarOfOuder_12", "65 jaar of ouder", _LEEFTIJD, "aantal", 0.15),
    ("HuishoudensTotaal_28", "Huishoudens totaal", _HUISHOUDENS, "aantal", 0.5),
    ("Eenpersoonshuishoudens_29", "Eenpersoonshuishoudens", _HUISHOUDENS, "aantal", 0.2),
    ("HuishoudensZonderKinderen_30", "Huishoudens zonder kinderen", _HUISHOUDENS, "aantal", 0.1),
    ("HuishoudensMetKinderen_31", "Huishoudens met kinderen", _HUISHOUDENS, "aantal", 0.2),
    (
        "Bevolkingsdichtheid_33",
        "Bevolkingsdichtheid",
        ("Bevolking",),
        "aantal inwoners per km²",
        1,
    ),
    ("Woningvoorraad_34", "Woningvoorraad", ("Wonen",), "aantal", None),
    ("GemiddeldeWoningwaarde_35", "Gemiddelde woningwaarde", ("Wonen",), _EURO, None),
    ("Koopwoningen_40", "Koopwoningen", _EIGENDOM, "%", None),
    ("HuurwoningenTotaal_41", "Huurwoningen totaal", _HUUR, "%", None),
    ("InBezitWoningcorporatie_42", "In bezit woningcorporatie", _HUUR, "%", None),
    ("InBezitOverigeVerhuurders_43", "In bezit overige verhuurders", _HUUR, "%", None),
    ("EigendomOnbekend_44", "Eigendom onbekend", _EIGENDOM, "%", None),
    ("BouwjaarVoor2000_45", "Bouwjaar voor 2000", _BOUWJAAR, "%", None),
    ("BouwjaarVanaf2000_46", "Bouwjaar vanaf 2000", _BOUWJAAR, "%", None),
    ("Appartement_48", "Appartement", _STROOM, "kWh", None),
    ("Appartement_56", "Appartement", _GAS, "m³", None),
    ("GemiddeldInkomenPerInwoner_72", "Gemiddeld inkomen per inwoner", _PERSONEN, _EURO, None),
    ("k_40PersonenMetLaagsteInkomen_73", "40% personen laagste inkomen", _PERSONEN, "%", None),
    ("k_40HuishoudensMetLaagsteInkomen_76", "40% huishoudens laagste", _INKOMENS, "%", None),
    ("k_20HuishoudensMetHoogsteInkomen_77", "20% huishoudens hoogste", _INKOMENS, "%", None),
    ("HuishoudensMetEenLaagInkomen_78", "Huishoudens met een laag inkomen", _INKOMENS, "%", None),
    (
        "HuishOnderOfRondSociaalMinimum_79",
        "Huish. onder of rond sociaal minimum",
        _INKOMENS,
        "%",
        None,
    ),
    ("PersonenPerSoortUitkeringBijstand_83", "Uitkering; Bijstand", _SOCIAAL, "aantal", 0.05),
    ("PersonenPerSoortUitkeringAO_84", "Uitkering; AO", _SOCIAAL, "aantal", 0.05),
    ("PersonenPerSoortUitkeringWW_85", "Uitkering; WW", _SOCIAAL, "aantal", 0.02),
    ("PersonenPerSoortUitkeringAOW_86", "Uitkering; AOW", _SOCIAAL, "aantal", 0.15),
    ("JongerenMetJeugdzorgInNatura_87", "Jongeren met jeugdzorg", ("Zorg",), "aantal", None),
    (
        "PercentageJongerenMetJeugdzorg_88",
        "Percentage jongeren met jeugdzorg",
        ("Zorg",),
        "%",
        None,
    ),
    ("WmoClientenRelatief_90", "Wmo relatief", ("Zorg",), "per 1 000 inwoners", None),
)
_GEHEIM: Final = ("BU12340003", 83)


def build_klein() -> Wereld:
    """Answer the two gemeenten."""
    basis = Basis(
        onderwerpen=_topics(),
        rijen=pa.Table.from_pylist([_row(n, code) for n, code in enumerate(INWONERS)]),
        namen={code: naam for code, (naam, _) in INWONERS.items()},
    )
    gebieden = {jaar: _areas(jaar) for jaar in TABELNUMMERS}
    kaarten = {}
    for jaar in KAARTJAREN:
        buurten = [gebied for gebied in gebieden[jaar] if gebied.code in _PLAATSEN]
        vlakken = {code: _square(code) for code in [*(g.code for g in buurten), WATER]}
        kaarten[jaar] = build_kaart(basis, buurten, vlakken, jaar=jaar)
    return build_wereld(basis, gebieden, kaarten)


def _areas(jaar: int) -> list[Gebied]:
    weg = _VANAF_2019 if jaar < NIEUWE_GRENZEN else _TOT_2018
    nieuw = _VANAF_2019 if jaar == NIEUWE_GRENZEN else set()
    return [
        Gebied(code, code, "3" if code in nieuw else "1") for code in INWONERS if code not in weg
    ]


def _square(code: str) -> shapely.Polygon:
    west, zuid, breed, hoog = (1000 * km for km in _PLAATSEN[code])
    return shapely.box(
        _WEST_M + west, _ZUID_M + zuid, _WEST_M + west + breed, _ZUID_M + zuid + hoog
    )


def _topics() -> dict[int, Onderwerp]:
    teksten = {
        1: ("Gemeentenaam_1", "Gemeentenaam", "naam"),
        2: ("SoortRegio_2", "Soort regio", "omschrijving"),
        3: ("Codering_3", "Codering", "code"),
        4: ("IndelingswijzigingWijkenEnBuurten_4", "Indelingswijziging", "code"),
        113: ("MeestVoorkomendePostcode_113", "Meest voorkomende postcode", "code"),
    }
    onderwerpen = {
        nummer: Onderwerp(sleutel=sleutel, titel=titel, pad=_REGIO, eenheid=een, soort="String")
        for nummer, (sleutel, titel, een) in teksten.items()
    }
    for sleutel, titel, pad, eenheid, _ in _ONDERWERPEN:
        is_heel = eenheid in {"aantal", "aantal inwoners per km²", "kWh", "m³"}
        onderwerpen[_number(sleutel)] = Onderwerp(
            sleutel=sleutel,
            titel=titel,
            pad=pad,
            eenheid=eenheid,
            soort="Long" if is_heel or pad[0] == "Wonen" else "Double",
            decimalen=0 if is_heel else 1,
        )
    return dict(sorted(onderwerpen.items()))


def _row(nummer: int, code: str) -> Rij:
    inwoners = INWONERS[code][1]
    gemeentenaam, soort = region_words(code, _GEMEENTEN[code[2:6]])
    rij: dict[str, Any] = {
        "ID": nummer,
        "WijkenEnBuurten": code.ljust(10),
        "Gemeentenaam_1": gemeentenaam,
        "SoortRegio_2": soort,
        "Codering_3": code.ljust(10),
        "IndelingswijzigingWijkenEnBuurten_4": "1",
        "MeestVoorkomendePostcode_113": ("1234" if code.startswith("BU") else ".").rjust(10),
    }
    for sleutel, *_, deel in _ONDERWERPEN:
        is_geheim = (code, _number(sleutel)) == _GEHEIM
        rij[sleutel] = None if deel is None or is_geheim else round(inwoners * deel)
    return rij


def _number(sleutel: str) -> int:
    return int(sleutel.rpartition("_")[2])

"""
The sources: who publishes, under which licence, how to cite, and what its tables are called.

Facts about publishers stand here and nowhere else; the source line of a map, the passport of a
table and the importer read them from here.
"""

from dataclasses import dataclass
from typing import Final

CC_BY = "CC BY 4.0"
CC_BY_URL = "https://creativecommons.org/licenses/by/4.0/deed.nl"
CC0 = "CC0 1.0"
CC0_URL = "https://creativecommons.org/publicdomain/zero/1.0/deed.nl"


@dataclass(frozen=True, kw_only=True)
class Bron:
    """A publisher's series: `citaat` is what a source line prints, `pagina` where to read on."""

    sleutel: str
    naam: str
    uitgever: str
    licentie: str
    licentie_url: str
    citaat: str
    pagina: str


@dataclass(frozen=True, kw_only=True)
class CbsTabel:
    """A table of StatLine: its source, the table it becomes here, and its year if it has one."""

    bron: str
    tabel: str
    peiljaar: int | None = None
    grensjaar: int | None = None


KERNCIJFERS = Bron(
    sleutel="kwb",
    naam="Kerncijfers wijken en buurten",
    uitgever="CBS",
    licentie=CC_BY,
    licentie_url=CC_BY_URL,
    citaat="CBS, Kerncijfers wijken en buurten",
    pagina="https://www.cbs.nl/nl-nl/reeksen/publicatie/kerncijfers-wijken-en-buurten",
)
SES = Bron(
    sleutel="ses",
    naam="Sociaaleconomische scores (SES-WOA) per wijk en buurt",
    uitgever="CBS",
    licentie=CC_BY,
    licentie_url=CC_BY_URL,
    citaat="CBS, SES-WOA-scores per wijk en buurt",
    pagina="https://www.cbs.nl/nl-nl/cijfers/detail/86296NED",
)
GEZONDHEID = Bron(
    sleutel="rivm",
    naam="Gezondheid per wijk en buurt",
    uitgever="RIVM, GGD'en en CBS",
    licentie=CC_BY,
    licentie_url=CC_BY_URL,
    citaat="Gezondheidsmonitor Volwassenen en Ouderen, GGD'en, CBS en RIVM",
    pagina="https://www.rivm.nl/media/smap/",
)
LEEFBAAROMETER = Bron(
    sleutel="leefbaarometer",
    naam="Leefbaarometer 3.0",
    uitgever="Ministerie van Binnenlandse Zaken en Koninkrijksrelaties",
    licentie=CC0,
    licentie_url=CC0_URL,
    citaat="Leefbaarometer 3.0, ministerie van BZK",
    pagina="https://www.leefbaarometer.nl/page/Opendata",
)
MISDRIJVEN = Bron(
    sleutel="misdrijven",
    naam="Geregistreerde misdrijven per wijk en buurt",
    uitgever="Politie",
    licentie=CC_BY,
    licentie_url=CC_BY_URL,
    citaat="Politie/CBS, geregistreerde misdrijven",
    pagina="https://data.politie.nl",
)
OVERLAST = Bron(
    sleutel="overlast",
    naam="Registraties van overlast per wijk en buurt",
    uitgever="Politie",
    licentie=CC_BY,
    licentie_url=CC_BY_URL,
    citaat="Politie/CBS, registraties van overlast",
    pagina="https://data.politie.nl",
)
OMTREKKEN = Bron(
    sleutel="omtrekken",
    naam="Wijk- en buurtkaart",
    uitgever="CBS en Kadaster",
    licentie=CC_BY,
    licentie_url=CC_BY_URL,
    citaat="CBS/Kadaster, Wijk- en buurtkaart",
    pagina="https://www.cbs.nl/nl-nl/dossier/nederland-regionaal/geografische-data",
)
EIGEN = Bron(
    sleutel="eigen",
    naam="Eigen bestand",
    uitgever="eigen organisatie",
    licentie="volgens de afspraken met de leverancier",
    licentie_url="",
    citaat="eigen bestand",
    pagina="",
)
FICTIEF = Bron(
    sleutel="fictief",
    naam="Fictieve stad",
    uitgever="Sociale Kaart",
    licentie="EUPL-1.2",
    licentie_url="https://interoperable-europe.ec.europa.eu/collection/eupl/eupl-text-eupl-12",
    citaat="fictieve gegevens van Sociale Kaart",
    pagina="",
)

BRONNEN: Final = (
    KERNCIJFERS,
    SES,
    GEZONDHEID,
    LEEFBAAROMETER,
    MISDRIJVEN,
    OVERLAST,
    OMTREKKEN,
    EIGEN,
    FICTIEF,
)
BRON_PER_SLEUTEL: Final = {bron.sleutel: bron for bron in BRONNEN}

# Table ids of StatLine per year: CBS, Toelichting Wijk- en Buurtkaart 2022-2024. Public lists
# often carry a wrong year, so the year in the table's own metadata must agree.
_KWB_IDS: Final = {
    "82339NED": 2013,
    "82931NED": 2014,
    "83220NED": 2015,
    "83487NED": 2016,
    "83765NED": 2017,
    "84286NED": 2018,
    "84583NED": 2019,
    "84799NED": 2020,
    "85039NED": 2021,
    "85318NED": 2022,
    "85618NED": 2023,
    "85984NED": 2024,
    "86165NED": 2025,
}
# Each edition holds all years, on the borders that its title names ("regio-indeling 2025").
_SES_IDS: Final = {
    "85163NED": 2021,
    "85539NED": 2022,
    "85900NED": 2023,
    "86092NED": 2024,
    "86296NED": 2025,
}
CBS_TABELLEN: Final = {
    **{
        nummer: CbsTabel(bron="kwb", tabel="kwb", peiljaar=jaar, grensjaar=jaar)
        for nummer, jaar in _KWB_IDS.items()
    },
    **{
        nummer: CbsTabel(bron="ses", tabel="ses", grensjaar=jaar)
        for nummer, jaar in _SES_IDS.items()
    },
    # All years of 50090NED stand on the borders of 2020, those of 50150NED on 2024.
    "50090NED": CbsTabel(bron="rivm", tabel="rivm", grensjaar=2020),
    "50150NED": CbsTabel(bron="rivm", tabel="rivm", grensjaar=2024),
    "47018NED": CbsTabel(bron="misdrijven", tabel="misdrijven"),
    "47022NED": CbsTabel(bron="misdrijven", tabel="misdrijven"),
    "47024NED": CbsTabel(bron="overlast", tabel="overlast"),
}

# Figures for which no open source per buurt exists: a user brings the file. Values are per cent.
EIGEN_INDICATOREN: Final = {
    "lvb": "licht verstandelijke beperking",
    "instroom": "nieuwe huurders met een van de laagste inkomens",
}
# Of these nobody else knows the whole, so the file has to bring it: what it is, in words.
EIGEN_MET_NOEMER: Final = {"instroom": "het aantal nieuwe huurders in drie jaar"}

TABELLEN: Final = {
    "kwb": KERNCIJFERS,
    "ses": SES,
    "rivm": GEZONDHEID,
    "leefbaarometer": LEEFBAAROMETER,
    "misdrijven": MISDRIJVEN,
    "overlast": OVERLAST,
    **{f"eigen_{sleutel}": EIGEN for sleutel in EIGEN_INDICATOREN},
}

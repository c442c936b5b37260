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

# Figures for which no open source per buurt exists: a user brings the file. Values are per cent.
EIGEN_INDICATOREN: Final = {
    "lvb": "licht verstandelijke beperking",
    "instroom": "nieuwe huurders met een van de laagste inkomens",
}
# Of these nobody else knows the whole, so the file has to bring it: what it is, in words.
EIGEN_MET_NOEMER: Final = {"instroom": "het aantal nieuwe huurders in drie jaar"}

# Of these the publisher hides no small figure: a cell without one is not published, and what it
# does hide carries a mark.
LEEG_IS_NIET_GEHEIM: Final = frozenset(("misdrijven", "overlast"))

TABELLEN: Final = {
    "kwb": KERNCIJFERS,
    "ses": SES,
    "rivm": GEZONDHEID,
    "leefbaarometer": LEEFBAAROMETER,
    "misdrijven": MISDRIJVEN,
    "overlast": OVERLAST,
    **{f"eigen_{sleutel}": EIGEN for sleutel in EIGEN_INDICATOREN},
}

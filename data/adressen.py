"""
Where the publishers keep their figures: every address and year as data, with fallbacks.

Nothing else in the program knows an address. `{jaar}`, `{gemeente}` and the like are filled in by
whoever fetches; of each kind the first address that answers is used.
"""

from dataclasses import dataclass
from typing import Final

# OData v3 of CBS. FEED gives pages and follows on; its other door refuses above 10.000 rows.
CBS_HOST: Final = "opendata.cbs.nl"
DERDEN_HOST: Final = "dataderden.cbs.nl"
ODATA: Final = "https://{host}/ODataFeed/odata/{nummer}/{deel}?$format=json"
# Forms of a filter on one gemeente; where a publisher refuses or ignores one, the next is tried.
GEMEENTEFILTERS: Final = (
    "substringof('{cijfers}',{kolom})",
    (
        "startswith({kolom},'BU{cijfers}') or startswith({kolom},'WK{cijfers}') or "
        "startswith({kolom},'GM{cijfers}')"
    ),
)

# The region key of the country; RIVM writes it in its own way.
LANDFILTER: Final = "startswith({kolom},'NL')"


@dataclass(frozen=True, kw_only=True)
class Tabeladres:
    """A table of OData: its number, its host, and the rows that are asked of it."""

    bron: str
    nummer: str
    host: str = CBS_HOST
    filter: str = ""


GEZONDHEID_TABELLEN: Final = (
    # adults of 18 and older; all margins and all years
    Tabeladres(bron="rivm", nummer="50150NED", host=DERDEN_HOST, filter="Leeftijd eq '20300'"),
)
MISDRIJVEN_TABELLEN: Final = (
    Tabeladres(
        bron="misdrijven",
        nummer="47018NED",
        host=DERDEN_HOST,
        filter="SoortMisdrijf eq '0.0.0 ' and Perioden ge '{vanaf}JJ00'",
    ),
)
OVERLAST_TABELLEN: Final = (
    # `{totaal}` is the key titled as the total, read from the table itself
    Tabeladres(
        bron="overlast",
        nummer="47024NED",
        host=DERDEN_HOST,
        filter="Overlast eq '{totaal}' and Perioden ge '{vanaf}MM01'",
    ),
)
SES_TABELLEN: Final = (Tabeladres(bron="ses", nummer="86296NED"),)

_RD: Final = "http://www.opengis.net/def/crs/EPSG/0/28992"
# Servers of PDOK leave `cql_filter` unread without a word; this form they honour.
_WFS_FILTER: Final = (
    "<fes:Filter xmlns:fes='http://www.opengis.net/fes/2.0'><fes:PropertyIsEqualTo>"
    "<fes:ValueReference>{}</fes:ValueReference><fes:Literal>{{gemeente}}</fes:Literal>"
    "</fes:PropertyIsEqualTo></fes:Filter>"
)
# Outlines of the buurten of one gemeente, the newest border year first.
OMTREKJAREN: Final = (2025, 2024, 2023, 2022)
OMTREKKEN_PER_GEMEENTE: Final = (
    (
        "https://api.pdok.nl/cbs/wijken-en-buurten-{jaar}/ogc/v1/collections/buurten/items"
        f"?f=json&limit=1000&crs={_RD}&gemeentecode={{gemeente}}"
    ),
    (
        "https://service.pdok.nl/cbs/wijkenbuurten/{jaar}/wfs/v1_0?service=WFS&version=2.0.0"
        "&request=GetFeature&typeNames=wijkenbuurten:buurten&outputFormat=application/json"
        "&srsName=EPSG:28992&count=1000&startIndex={begin}&FILTER="
        f"{_WFS_FILTER.format('gemeentecode')}"
    ),
)
_CBS_OUD: Final = (
    "https://www.cbs.nl/-/media/cbs/dossiers/nederland-regionaal/wijk-en-buurtstatistieken/"
    "wijkbuurtkaart_{jaar}_v3.zip"
)
# Outlines of the whole country, of a year, as files; they say themselves which version they are.
OMTREKKEN_VAN_NEDERLAND: Final[dict[int, tuple[str, ...]]] = {
    jaar: tuple(
        f"https://geodata.cbs.nl/files/Wijkenbuurtkaart/WijkBuurtkaart_{jaar}_v{versie}.zip"
        for versie in (3, 2, 1)
    )
    for jaar in (2025, 2024)
} | {
    2023: (
        "https://geodata.cbs.nl/files/Wijkenbuurtkaart/WijkBuurtkaart_2023_v2.zip",
        "https://download.cbs.nl/regionale-kaarten/wijkbuurtkaart_2023_v1.zip",
    ),
    2022: ("https://download.cbs.nl/regionale-kaarten/wijkbuurtkaart_2022_v2.zip",),
    2021: ("https://download.cbs.nl/regionale-kaarten/wijkbuurtkaart_2021_v3.zip",),
    **{jaar: (_CBS_OUD.format(jaar=jaar),) for jaar in range(2020, 2012, -1)},
}
# What the whole country weighs, in MB, for the question whether to fetch it.
OMTREKKEN_VAN_NEDERLAND_MB: Final = 105
# Generalised outlines, to compare two years with.
GEGENERALISEERDE_JAREN: Final = (2017, 2022, 2023, 2024, 2025)
GEGENERALISEERDE_OMTREKKEN: Final = (
    "https://service.pdok.nl/cbs/gebiedsindelingen/{jaar}/wfs/v1_0?service=WFS&version=2.0.0"
    "&request=GetFeature&typeNames=gebiedsindelingen:buurt_gegeneraliseerd"
    "&outputFormat=application/json&srsName=EPSG:28992&count=1000&startIndex={begin}&FILTER="
    f"{_WFS_FILTER.format('gm_code')}"
)
CARTOMAP: Final = "https://cartomap.github.io/nl/rd/buurt_{jaar}.geojson"

# The open data of one measurement: the year of its borders, its scores, its classes per year.
LEEFBAAROMETER_GRENSJAAR: Final = 2024
LEEFBAAROMETER_SCORES: Final = (
    "https://www.leefbaarometer.nl/resources/open-data-leefbaarometer-meting-2024.zip",
)
LEEFBAAROMETER_KLASSEJAREN: Final = (2024, 2022, 2020, 2018, 2016, 2014)
LEEFBAAROMETER_KLASSEN: Final = tuple(
    f"https://geo.leefbaarometer.nl/{pad}?service=WFS&version=2.0.0&request=GetFeature"
    "&typeName=lbm3:buurtscore{jaar2}&outputFormat=application/json&srsName=EPSG:28992"
    "&propertyName=gemeente,name,id,year,kscore,kfys,konv,ksoc,kvrz,kwon"
    for pad in ("lbm3/ows", "wfs")
)

# What people download by hand where fetching does not succeed, and the importer takes as it is.
KERNCIJFERS_WERKMAPPEN: Final[dict[int, str]] = {
    2025: "https://download.cbs.nl/regionale-kaarten/kwb2025.xlsx",
    **{
        jaar: f"https://download.cbs.nl/regionale-kaarten/kwb-{jaar}.xlsx"
        for jaar in range(2024, 2020, -1)
    },
    **{
        jaar: f"https://www.cbs.nl/-/media/_excel/2021/12/kwb-{jaar}.xls"
        for jaar in range(2020, 2017, -1)
    },
}
OMTREKKEN_MET_DE_HAND: Final = "https://service.pdok.nl/cbs/wijkenbuurten/{jaar}/atom/index.xml"

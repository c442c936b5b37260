"""
Where the publishers keep their figures, and what they call them: addresses, tables, other names.

Nothing else in the program knows an address or the number of a table. `{jaar}`, `{gemeente}` and
the like are filled in by whoever fetches; of each kind the first address that answers is used.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

# OData v3 of CBS. FEED gives pages and follows on; its other door refuses above 10.000 rows.
CBS_HOST: Final = "opendata.cbs.nl"
DERDEN_HOST: Final = "dataderden.cbs.nl"
ODATA: Final = "https://{host}/ODataFeed/odata/{nummer}/{deel}?$format=json"
# What an answer calls itself; by it the importer knows which table it came from.
ODATA_HERKOMST: Final = "https://{host}/ODataFeed/odata/{nummer}/$metadata#{deel}"
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
    """
    A table of OData: its number, its host, and the rows that are asked of it.

    `bron` is also the name of the table it becomes here. `peiljaar` is the year that it is about
    and `grensjaar` that of its borders, where all of it has one.
    """

    bron: str
    nummer: str
    host: str = CBS_HOST
    filter: str = ""
    peiljaar: int | None = None
    grensjaar: int | None = None


# CBS, Toelichting Wijk- en Buurtkaart 2022-2024. Public lists often carry a wrong year, so the
# year in the table's own metadata must agree.
_KERNCIJFERS: Final = {
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
# Each edition holds all years, on the borders that its title names ("regio-indeling 2025").
_SES: Final = {
    2021: "85163NED",
    2022: "85539NED",
    2023: "85900NED",
    2024: "86092NED",
    2025: "86296NED",
}
KERNCIJFERS_TABELLEN: Final = tuple(
    Tabeladres(bron="kwb", nummer=nummer, peiljaar=jaar, grensjaar=jaar)
    for jaar, nummer in _KERNCIJFERS.items()
)
SES_TABELLEN: Final = tuple(
    Tabeladres(bron="ses", nummer=nummer, grensjaar=jaar) for jaar, nummer in _SES.items()
)
_GEZONDHEID: Final = Tabeladres(
    # adults of 18 and older; all margins and all years, on the borders of 2024
    bron="rivm",
    nummer="50150NED",
    host=DERDEN_HOST,
    filter="Leeftijd eq '20300'",
    grensjaar=2024,
)
_MISDRIJVEN: Final = Tabeladres(
    bron="misdrijven",
    nummer="47018NED",
    host=DERDEN_HOST,
    filter="SoortMisdrijf eq '0.0.0 ' and Perioden ge '{vanaf}JJ00'",
)
_OVERLAST: Final = Tabeladres(
    # `{totaal}` is the key titled as the total, read from the table itself
    bron="overlast",
    nummer="47024NED",
    host=DERDEN_HOST,
    filter="Overlast eq '{totaal}' and Perioden ge '{vanaf}MM01'",
)
# What is fetched of the sources that hold all years in one table.
OP_TE_HALEN: Final[Mapping[str, tuple[Tabeladres, ...]]] = {
    "rivm": (_GEZONDHEID,),
    "misdrijven": (_MISDRIJVEN,),
    "overlast": (_OVERLAST,),
    "ses": (SES_TABELLEN[-1],),
}
# Every table that the importer knows, also those that are not fetched any more.
TABEL_PER_NUMMER: Final[Mapping[str, Tabeladres]] = {
    tabel.nummer: tabel
    for tabel in (
        *KERNCIJFERS_TABELLEN,
        *SES_TABELLEN,
        # the health of 2012, 2016 and 2020, all on the borders of 2020
        Tabeladres(bron="rivm", nummer="50090NED", host=DERDEN_HOST, grensjaar=2020),
        _GEZONDHEID,
        _MISDRIJVEN,
        # the same per month
        Tabeladres(bron="misdrijven", nummer="47022NED", host=DERDEN_HOST),
        _OVERLAST,
    )
}

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
# Of these years nobody was seen to fetch the file from that address.
OMTREKKEN_NIET_BEVESTIGD: Final = range(2013, 2019)
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
# The page of a table of CBS itself, from where people download it as CSV.
TABELPAGINA: Final = "https://www.cbs.nl/nl-nl/cijfers/detail/{nummer}"
OMTREKKEN_MET_DE_HAND: Final = "https://service.pdok.nl/cbs/wijkenbuurten/{jaar}/atom/index.xml"

# What a publisher called a topic in other years or tables, and the column that it is here.
ANDERE_NAMEN: Final = {
    "gemiddelde_woningwaarde": "gemiddelde_woz_waarde_van_woningen",
    "gem_gestandaardiseerd_inkomen": "gem_gestandaardiseerd_inkomen_van_huish",
    "huishoudens_met_lage_koopkracht": "huishoudens_met_een_laag_inkomen",
    "personen_met_laag_inkomen": "k_40_personen_met_laagste_inkomen",
    "personen_met_hoog_inkomen": "k_20_personen_met_hoogste_inkomen",
    # in 2013 these two titles mean the lowest 40% and the highest 20% of households
    "huishoudens_met_laag_inkomen": "k_40_huishoudens_met_laagste_inkomen",
    "huishoudens_met_hoog_inkomen": "k_20_huishoudens_met_hoogste_inkomen",
    "personen_met_een_wwb_uitkering_totaal": "personen_per_soort_uitkering_bijstand",
    "personen_met_een_ao_uitkering_totaal": "personen_per_soort_uitkering_ao",
    "personen_met_een_ww_uitkering_totaal": "personen_per_soort_uitkering_ww",
    "personen_met_een_aow_uitkering_totaal": "personen_per_soort_uitkering_aow",
    "indelingswijziging_gemeente_wijk_buurt": "indelingswijziging_wijken_en_buurten",
    # health: 50150NED worded anew what 50090NED had
    "goed_ervaren_gezondheid": "ervaren_gezondheid_goed_zeer_goed",
    "hoog_risico_angststoornis_of_depressie": "hoog_risico_op_angst_of_depressie",
    "sterk_eenzaam": "ernstig_zeer_ernstig_eenzaam",
}
ANDERE_KORTE_NAMEN: Final = {"g_wozbag": "gemiddelde_woz_waarde_van_woningen"}

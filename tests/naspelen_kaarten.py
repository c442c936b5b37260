"""PDOK as it serves maps: OGC API Features with a cursor, and WFS that ignores what it likes."""

import json
import re
import zlib
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Any, Final
from urllib.parse import quote, urlencode
from xml.etree import ElementTree as ET

import geopandas as gpd
import shapely

from tests.naspelen_wereld import Antwoord, Kaart, Rij, Verzoek, Wereld, refuse, xml_error

GEOJSON: Final = "application/geo+json"
RD_NAAM: Final = "http://www.opengis.net/def/crs/EPSG/0/28992"
WGS84_NAAM: Final = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
GRENS: Final = 1000
_STARTINDEX_GRENS: Final = 50_000
OGC_JAREN: Final = range(2022, 2026)
GENERALISATIE_JAREN: Final = (2017, *OGC_JAREN)
KOMT_LATER, GEHEIM = -99995, -99997

_OGC_PAD: Final = re.compile(
    r"/cbs/wijken-en-buurten-(\d{4})/ogc/v1/collections/(buurten|wijken|gemeenten)/items"
)
_WFS_PAD: Final = re.compile(r"/cbs/(wijkenbuurten|gebiedsindelingen)/(\d{4})/wfs/v1_0")
_ATOM_PAD: Final = re.compile(r"/cbs/wijkenbuurten/20(?:2[1-5])/atom/index\.xml")
_LAAG_PER_WOORD: Final = {"buurt": "buurten", "wijk": "wijken", "gemeente": "gemeenten"}
_OGC_FILTERS: Final = ("gemeentecode", "gemeentenaam", "buurtcode", "wijkcode")
_OGC_ZOEK: Final = {"f", "limit", "crs", "cursor", "bbox", *_OGC_FILTERS}


# What a row says


@lru_cache(maxsize=64)
def build_kenmerken(kaart: Kaart, naam: str) -> list[Rij]:
    """Answer the properties of the areas of a layer, under the names of the Wijk- en Buurtkaart."""
    rijen = []
    for rij in kaart.lagen[naam].drop(columns="geometry").to_dict("records"):
        is_water = rij["water"] == "JA"
        eigen: Rij = {"buurtcode": rij["code"], "buurtnaam": rij["naam"]}
        if naam == "wijken":
            eigen = {"wijkcode": rij["code"], "wijknaam": rij["naam"]}
        if naam == "buurten":
            eigen["wijkcode"] = rij["wijkcode"]
        if naam == "gemeenten":
            eigen = {}
        eigen |= {"gemeentecode": rij["gemeentecode"], "gemeentenaam": rij["gemeentenaam"]}
        if naam != "gemeenten":
            eigen["indelingswijziging_wijken_en_buurten"] = int(rij["vlag"])
        rijen.append(
            {
                **eigen,
                "water": rij["water"],
                "aantal_inwoners": GEHEIM if is_water else int(rij["inwoners"]),
                "woningvoorraad": GEHEIM if is_water else KOMT_LATER,
                "jrstatcode": f"{kaart.jaar}{rij['code']}",
                "jaar": kaart.jaar,
            }
        )
    return rijen


def with_statistics(kaart: Kaart, rijen: Iterable[Rij]) -> list[Rij]:
    """Add all that comes later, as real rows have it."""
    later = dict.fromkeys(kaart.overige, KOMT_LATER)
    return [{**rij, **later} for rij in rijen]


@cache
def camel_case(naam: str) -> str:
    """
    Write a name as the WFS of PDOK does.

    >>> camel_case("percentage_personen_0_tot_15_jaar")
    'percentagePersonen0Tot15Jaar'
    """
    eerste, *rest = naam.split("_")
    return eerste + "".join(woord.capitalize() for woord in rest)


def build_features(
    vlakken: Iterable[object], kenmerken: Iterable[Rij], ids: Iterable[str | int]
) -> str:
    """Write outlines with their properties as the features of a GeoJSON."""
    return ",".join(
        f'{{"type":"Feature","id":{json.dumps(nummer)},"properties":'
        f'{json.dumps(eigen, ensure_ascii=False)},"geometry":{vorm or "null"}}}'
        for vorm, eigen, nummer in zip(
            shapely.to_geojson(_as_multi(vlakken)), kenmerken, ids, strict=True
        )
    )


def _as_multi(vlakken: Iterable[Any]) -> list[Any]:
    return [
        shapely.MultiPolygon([vlak]) if vlak is not None and vlak.geom_type == "Polygon" else vlak
        for vlak in vlakken
    ]


# OGC API Features


def answer_ogc(verzoek: Verzoek, wereld: Wereld) -> Antwoord:
    """Answer a question to api.pdok.nl: properties as filter, a cursor for the next page."""
    gevonden = _OGC_PAD.fullmatch(verzoek.pad)
    kaart = wereld.kaarten.get(int(gevonden[1])) if gevonden else None
    if gevonden is None or kaart is None or kaart.jaar not in OGC_JAREN:
        return _problem(404, "Not Found")
    if onbekend := [naam for naam in verzoek.zoek if naam not in _OGC_ZOEK]:
        return _problem(400, f"unknown query parameter(s) found: {onbekend[0]}")
    crs = verzoek.zoek.get("crs", WGS84_NAAM)
    if crs not in {RD_NAAM, WGS84_NAAM}:
        return _problem(400, f"CRS {crs} is not supported")
    laag = kaart.lagen[gevonden[2]]
    rijen = build_kenmerken(kaart, gevonden[2])
    passend = [
        nummer
        for nummer, rij in enumerate(rijen)
        if all(rij.get(n) == verzoek.zoek[n] for n in _OGC_FILTERS if n in verzoek.zoek)
    ]
    try:
        grens = min(int(verzoek.zoek.get("limit", "10")), GRENS)
        vanaf = _read_cursor(verzoek.zoek.get("cursor"))
    except ValueError:
        return _problem(400, "invalid limit or cursor")
    if "bbox" in verzoek.zoek:
        west, zuid, oost, noord = map(float, verzoek.zoek["bbox"].split(","))
        hoek = shapely.box(west, zuid, oost, noord)
        in_graden = laag.geometry.to_crs("EPSG:4326")
        passend = [nummer for nummer in passend if in_graden.iloc[nummer].intersects(hoek)]
    blad = passend[vanaf : vanaf + grens]
    links = [{"rel": "self", "type": GEOJSON, "href": _ogc_address(verzoek, None)}]
    if vanaf + grens < len(passend):
        verder = _ogc_address(verzoek, _cursor(vanaf + grens))
        links.append({"rel": "next", "type": GEOJSON, "href": verder})
    deel = laag.geometry.iloc[blad]
    deel = deel if crs == RD_NAAM else deel.to_crs("EPSG:4326")
    eigen = with_statistics(kaart, [rijen[n] for n in blad])
    features = build_features(deel, eigen, [n + 1 for n in blad])
    tekst = (
        f'{{"type":"FeatureCollection","timeStamp":"2026-06-01T00:00:00Z","links":'
        f'{json.dumps(links)},"features":[{features}],"numberReturned":{len(blad)}}}'
    )
    return Antwoord(200, GEOJSON, tekst.encode(), koppen={"Content-Crs": f"<{crs}>"})


def _ogc_address(verzoek: Verzoek, cursor: str | None) -> str:
    zoek = {naam: waarde for naam, waarde in verzoek.zoek.items() if naam != "cursor"}
    if cursor is not None:
        zoek = {"cursor": cursor, **zoek}
    return f"https://{verzoek.host}{quote(verzoek.pad)}?{urlencode(zoek)}"


def _cursor(vanaf: int) -> str:
    """Answer a cursor nobody can guess the next one from."""
    tekst = f"{vanaf:x}"
    return f"{tekst}|{zlib.crc32(tekst.encode()):08x}"


def _read_cursor(cursor: str | None) -> int:
    if cursor is None:
        return 0
    vanaf = int(cursor.split("|")[0], 16)
    if _cursor(vanaf) != cursor:
        raise ValueError(cursor)
    return vanaf


def _problem(status: int, tekst: str) -> Antwoord:
    inhoud = {"title": tekst, "status": status, "detail": tekst}
    return Antwoord(status, "application/problem+json", json.dumps(inhoud).encode())


# WFS


def answer_wfs(  # noqa: PLR0911 - each kind of address
    verzoek: Verzoek, wereld: Wereld
) -> Antwoord:
    """Answer a question to service.pdok.nl: FES filters work, `cql_filter` is passed over."""
    if _ATOM_PAD.fullmatch(verzoek.pad):
        return Antwoord(200, "application/atom+xml", b"<feed xmlns='http://www.w3.org/2005/Atom'/>")
    gevonden = _WFS_PAD.fullmatch(verzoek.pad)
    dienst, jaar = (gevonden[1], int(gevonden[2])) if gevonden else ("", 0)
    jaren = GENERALISATIE_JAREN if dienst == "gebiedsindelingen" else OGC_JAREN
    kaart = wereld.kaarten.get(jaar)
    if kaart is None or jaar not in jaren:
        return refuse(404, "404 page not found")
    if verzoek.los("request").lower() != "getfeature":
        return xml_error(verzoek.los("request"), status=400)
    if "json" not in verzoek.los("outputFormat").lower():
        return Antwoord(200, "text/xml; subtype=gml/3.2", b"<wfs:FeatureCollection/>")
    soort = verzoek.los("typeNames") or verzoek.los("typeName")
    ruimte, _, naam = soort.partition(":")
    if dienst == "gebiedsindelingen":
        naam = _LAAG_PER_WOORD.get(naam.removesuffix("_gegeneraliseerd"), "")
    if ruimte != dienst or naam not in kaart.lagen:
        return xml_error(f"TypeName {soort}", status=400)
    if dienst == "gebiedsindelingen":
        laag = kaart.vereenvoudigd[naam]
        rijen = build_statnamen(kaart, laag)
    else:
        laag = kaart.lagen[naam]
        rijen = _as_camels(build_kenmerken(kaart, naam))
    try:
        passend = _matching(rijen, verzoek.los("filter"))
        aantal = min(int(verzoek.los("count", str(GRENS))), GRENS)
        vanaf = min(int(verzoek.los("startIndex", "0")), _STARTINDEX_GRENS)
    except (ET.ParseError, ValueError) as fout:
        return xml_error(str(fout), status=400)
    blad = passend[vanaf : vanaf + aantal]
    deel = laag.geometry.iloc[blad]
    eigen = [rijen[nummer] for nummer in blad]
    if dienst == "wijkenbuurten":
        eigen = _as_camels(with_statistics(kaart, [build_kenmerken(kaart, naam)[n] for n in blad]))
    in_graden = verzoek.los("srsName").endswith(("4326", "CRS84"))
    return feature_answer(
        deel.to_crs("EPSG:4326") if in_graden else deel,
        eigen,
        [f"{naam}.{zlib.crc32(str(rijen[n]).encode()):08x}" for n in blad],
        crs="EPSG::4326" if in_graden else "EPSG::28992",
    )


def feature_answer(
    vlakken: Iterable[object], rijen: Iterable[Rij], ids: Iterable[str], *, crs: str
) -> Antwoord:
    """Answer a GeoJSON as a WFS gives it, with its projection by name."""
    kop = {"type": "name", "properties": {"name": f"urn:ogc:def:crs:{crs}"}}
    features = build_features(vlakken, rijen, ids)
    tekst = f'{{"type":"FeatureCollection","name":"buurten","crs":{json.dumps(kop)},"features":['
    return Antwoord(200, "application/json; charset=utf-8", f"{tekst}{features}]}}".encode())


def build_statnamen(kaart: Kaart, laag: gpd.GeoDataFrame) -> list[Rij]:
    """Answer the properties of the generalised borders."""
    return [
        {
            "id": nummer,
            "statcode": code,
            "statnaam": naam,
            "gm_code": gemeente,
            "jrstatcode": f"{kaart.jaar}{code}",
        }
        for nummer, (code, naam, gemeente) in enumerate(
            zip(laag["code"], laag["naam"], laag["gemeentecode"], strict=True), start=1
        )
    ]


def _as_camels(rijen: Iterable[Rij]) -> list[Rij]:
    return [{camel_case(naam): cel for naam, cel in rij.items()} for rij in rijen]


def _matching(rijen: list[Rij], filter_: str) -> list[int]:
    """Answer the rows a FES filter lets through."""
    if not filter_:
        return list(range(len(rijen)))
    deel = ET.fromstring(filter_)  # noqa: S314 - written by our own tests
    return [nummer for nummer, rij in enumerate(rijen) if _passes(rij, deel)]


def _passes(rij: Mapping[str, object], deel: ET.Element) -> bool:
    soort = deel.tag.rpartition("}")[2]
    if soort in {"Filter", "And"}:
        return all(_passes(rij, kind) for kind in deel)
    if soort == "Or":
        return any(_passes(rij, kind) for kind in deel)
    if soort != "PropertyIsEqualTo":
        raise ValueError(soort)
    naam, waarde = ((kind.text or "").strip() for kind in deel)
    if naam not in rij:
        raise ValueError(naam)
    return str(rij[naam]) == waarde

"""
Small valid files in every form the import reads, made by hand after the published descriptions.

One gemeente, one wijk and four buurten of one square kilometre in a row; a test changes what it
needs and writes the file. The figures are chosen to be checked by heart.
"""

import copy
import csv
import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import openpyxl
import pandas as pd
from shapely.geometry import Polygon, box

Rij = dict[str, Any]

GEMEENTE: Final = "GM0772"
WIJK: Final = "WK077211"
BUURTEN: Final = ("BU07721110", "BU07721111", "BU07721112", "BU07721113")
NAMEN: Final = {
    "NL00": "Nederland",
    GEMEENTE: "Eindhoven",
    WIJK: "Wijk Een",
    BUURTEN[0]: "Noord",
    BUURTEN[1]: "Oost",
    BUURTEN[2]: "Zuid",
    BUURTEN[3]: "West",
}
_SOORTEN: Final = {"NL": "Land", "GM": "Gemeente", "WK": "Wijk", "BU": "Buurt"}

# Kerncijfers: key without number, title, groups from large to small, unit, column here, short name
_ONDERWERPEN: Final = (
    ("AantalInwoners", "Aantal inwoners", ("Bevolking",), "aantal", "a_inw"),
    ("k_0Tot15Jaar", "0 tot 15 jaar", ("Bevolking", "Leeftijd"), "aantal", "a_00_14"),
    ("HuishoudensTotaal", "Huishoudens totaal", ("Bevolking",), "aantal", "a_hh"),
    (
        "Appartement",
        "Appartement",
        ("Energie", "Gemiddeld elektriciteitsverbruik", "Naar woningtype"),
        "kWh",
        "g_ele_ap",
    ),
    (
        "Appartement",
        "Appartement",
        ("Energie", "Gemiddeld aardgasverbruik", "Naar woningtype"),
        "m³",
        "g_gas_ap",
    ),
    ("InBezitWoningcorporatie", "In bezit woningcorporatie", ("Wonen",), "%", "p_wcorpw"),
    (
        "k_40HuishoudensMetLaagsteInkomen",
        "40% huishoudens met laagste inkomen",
        ("Inkomen",),
        "%",
        "p_hh_li",
    ),
    (
        "PersonenPerSoortUitkeringBijstand",
        "Personen per soort uitkering; Bijstand",
        ("Sociale zekerheid",),
        "aantal",
        "a_soz_wb",
    ),
)
# inwoners, 0-15, huishoudens, kWh, m³, corporatie %, 40% laagste inkomens, bijstand
_CIJFERS: Final[dict[str, tuple[float | None, ...]]] = {
    "NL00": (17_000_000, 2_700_000, 8_000_000, 2000, 900, 29, 40.0, 420_000),
    GEMEENTE: (3000, 600, 1500, 2100, 950, 45, 41.5, 170),
    WIJK: (3000, 600, 1500, 2100, 950, 45, 41.5, 170),
    BUURTEN[0]: (1000, 200, 500, 2000, 1000, 50, 45.5, 100),
    BUURTEN[1]: (1500, 300, 750, 2200, 900, 40, 39.5, 70),
    BUURTEN[2]: (500, 100, 250, None, None, 0, 30.0, 0),
    BUURTEN[3]: (0, 0, 0, None, None, None, None, None),
}


# Kerncijfers as OData v3


def kwb_odata(
    *, jaar: int = 2020, nummer: str = "84799NED", dimensie: str = "WijkenEnBuurten", start: int = 5
) -> dict[str, dict[str, Any]]:
    """Answer the documents of one table by file name; `start` numbers its first topic."""
    sleutels = [f"{onderwerp[0]}_{start + n}" for n, onderwerp in enumerate(_ONDERWERPEN)]
    rijen = []
    for nr, (code, cijfers) in enumerate(_CIJFERS.items()):
        rijen.append(
            {
                "ID": nr,
                dimensie: code.ljust(10),
                "Gemeentenaam_1": ("Nederland" if code == "NL00" else "Eindhoven").ljust(40),
                "SoortRegio_2": _SOORTEN[code[:2]].ljust(10),
                "Codering_3": code.ljust(10),
                **dict(zip(sleutels, cijfers, strict=True)),
            }
        )
    gebieden = [
        {"Key": code.ljust(10), "Title": naam, "Description": None, "DetailRegionCode": code}
        for code, naam in NAMEN.items()
    ]
    kenmerken = {
        "Identifier": nummer,
        "Title": f"Kerncijfers wijken en buurten {jaar}",
        "Period": str(jaar),
        "RecordCount": len(rijen),
    }
    return {
        "TypedDataSet.json": _document(nummer, "TypedDataSet", rijen),
        "DataProperties.json": _document(
            nummer, "DataProperties", _properties(sleutels, jaar=jaar, dimensie=dimensie)
        ),
        f"{dimensie}.json": {"value": gebieden},
        "TableInfos.json": _document(nummer, "TableInfos", [kenmerken]),
    }


def _document(nummer: str, deel: str, rijen: list[Rij]) -> dict[str, Any]:
    adres = f"https://opendata.cbs.nl/ODataApi/OData/{nummer}/$metadata#Cbs.OData.WebAPI.{deel}"
    return {"odata.metadata": adres, "value": rijen}


def _properties(sleutels: list[str], *, jaar: int, dimensie: str) -> list[Rij]:
    rijen: list[Rij] = [
        {"ID": 0, "ParentID": None, "Type": "GeoDetail", "Key": dimensie, "Title": "Wijken"}
        | {"MapYear": jaar}
    ]
    groepen: dict[tuple[str, ...], int] = {}

    def add(soort: str, ouder: int | None, sleutel: str, titel: str, eenheid: str = "") -> int:
        rijen.append(
            {"ID": len(rijen), "ParentID": ouder, "Type": soort, "Key": sleutel, "Title": titel}
            | {"Unit": eenheid}
        )
        return len(rijen) - 1

    for sleutel, titel, eenheid in (
        ("Gemeentenaam_1", "Gemeentenaam", "naam"),
        ("SoortRegio_2", "Soort regio", "omschrijving"),
        ("Codering_3", "Codering", "code"),
    ):
        add("Topic", None, sleutel, titel, eenheid)
    for sleutel, (_, titel, pad, eenheid, _) in zip(sleutels, _ONDERWERPEN, strict=True):
        ouder = None
        for diepte, groep in enumerate(pad, start=1):
            if pad[:diepte] not in groepen:
                groepen[pad[:diepte]] = add("TopicGroup", ouder, "", groep)
            ouder = groepen[pad[:diepte]]
        add("Topic", ouder, sleutel, titel, eenheid)
    return rijen


def write_odata(map_: Path, documenten: Mapping[str, object]) -> Path:
    """Write documents as JSON into a folder and answer the folder."""
    map_.mkdir(parents=True, exist_ok=True)
    for naam, document in documenten.items():
        write_json(map_ / naam, document)
    return map_


def write_json(pad: Path, inhoud: object) -> Path:
    """Write one JSON file."""
    pad.write_text(json.dumps(inhoud, ensure_ascii=False, indent=1), encoding="utf-8")
    return pad


# Kerncijfers as StatLine export and as workbook with short names


def statline_rijen() -> list[list[str]]:
    """Answer heading and rows of an export from StatLine, as text."""
    kop = [
        "Wijken en buurten",
        "Regioaanduiding/Gemeentenaam (naam)",
        "Regioaanduiding/Soort regio (omschrijving)",
        "Regioaanduiding/Codering (code)",
        *(f"{'/'.join(o[2])}/{o[1]} ({o[3]})" for o in _ONDERWERPEN),
    ]
    rijen = [
        [
            NAMEN[code],
            "Eindhoven".ljust(40),
            _SOORTEN[code[:2]].ljust(10),
            code.ljust(10),
            *("       ." if cijfer is None else f"{cijfer:8g}" for cijfer in cijfers),
        ]
        for code, cijfers in _CIJFERS.items()
        if code != "NL00"
    ]
    return [kop, *rijen]


def statline_csv(rijen: list[list[str]] | None = None, *, jaar: int = 2020) -> str:
    """Answer a StatLine export: title, heading, rows, footer."""
    titel = [f"Kerncijfers wijken en buurten {jaar}"]
    return to_csv([titel, *(rijen or statline_rijen()), ["Bron: CBS"]])


def kort_rijen() -> list[list[object]]:
    """Answer heading and rows of `kwb-YYYY.xlsx`; a missing figure is a point."""
    kop = ["gwb_code_10", "gwb_code_8", "regio", "gm_naam", "recs", "gwb_code", "ind_wbi"]
    rijen: list[list[object]] = [[*kop, *(onderwerp[4] for onderwerp in _ONDERWERPEN)]]
    for code, cijfers in _CIJFERS.items():
        vast = [code, code[2:], NAMEN[code], "Eindhoven", _SOORTEN[code[:2]], code, 1]
        rijen.append([*vast, *("." if cijfer is None else cijfer for cijfer in cijfers)])
    return rijen


# Other publishers


def rivm_rijen(*, jaar: int = 2020) -> list[list[object]]:
    """Answer heading and rows of a health table; numbers are padded text, codes are padded."""
    kop = ["ID", "Leeftijd", "Marges", "WijkenEnBuurten", "Perioden", "Gemeentenaam_1"]
    rijen: list[list[object]] = [[*kop, "SoortRegio_2", "Codering_3", "Eenzaam_28", "Roker_11"]]
    cijfers = {"NL01": ("    47.0", "    17.9"), GEMEENTE: ("    49.5", "    19.0")} | {
        BUURTEN[0]: ("    55.5", "    20.0"),
        BUURTEN[1]: ("    45.0", "       ."),
        BUURTEN[2]: ("     0.0", ""),
    }
    for nr, (code, (eenzaam, roker)) in enumerate(cijfers.items()):
        soort = _SOORTEN[code[:2]]
        vast = [nr, 20300, "MW00000", code.ljust(10), f"{jaar}JJ00", "Eindhoven".ljust(40)]
        rijen.append([*vast, soort.ljust(10), code.ljust(20), eenzaam, roker])
    return rijen


RIVM_BLAD: Final = "50090NED_UntypedDataSet"


def leefbaarometer_rijen() -> list[list[str]]:
    """Answer heading and rows of scores; the five dimensions add up to `afw`."""
    kop = ["bu_code", "bu_naam", "jaar", "lbm", "afw", "fys", "onv", "soc", "vrz", "won"]
    return [
        kop,
        [BUURTEN[0], "Noord", "2018", "4.0", "-0.1", "0.1", "-0.3", "0.05", "0.05", "0"],
        [BUURTEN[0], "Noord", "2020", "4.1", "0.0", "0.1", "-0.2", "0.05", "0.05", "0"],
        [BUURTEN[1], "Oost", "2020", "4.4", "0.3", "0.1", "0.1", "0.05", "0.05", "0"],
    ]


def politie_odata(rijen: Iterable[tuple[str, str, str, Any]]) -> dict[str, Any]:
    """Answer a police table from (code, kind, period, count)."""
    return _document(
        "47022NED",
        "TypedDataSet",
        [
            {
                "ID": nr,
                "SoortMisdrijf": soort.ljust(6),
                "WijkenEnBuurten": code.ljust(10),
                "Perioden": periode,
                "GeregistreerdeMisdrijven_1": aantal,
            }
            for nr, (code, soort, periode, aantal) in enumerate(rijen)
        ],
    )


# Files of a user


def lvb_rijen() -> list[list[str]]:
    """Answer heading and rows of a user's file."""
    return [
        ["buurtcode", "peiljaar", "waarde", "noemer", "teller"],
        [BUURTEN[0], "2020", "5.0", "1000", "50"],
        [BUURTEN[1], "2020", "2.0", "1500", "30"],
        [BUURTEN[2], "2020", "0", "500", "0"],
    ]


def to_csv(rijen: Sequence[Sequence[object]], *, scheiding: str = ";", einde: str = "\n") -> str:
    """Write rows as CSV text, quoted where needed."""
    geheugen = io.StringIO()
    csv.writer(geheugen, delimiter=scheiding, lineterminator=einde).writerows(rijen)
    return geheugen.getvalue()


def write_werkmap(pad: Path, rijen: Iterable[Iterable[Any]], *, blad: str = "Blad1") -> Path:
    """Write rows as the only sheet of a workbook."""
    boek = openpyxl.Workbook()
    boek.active.title = blad
    for rij in rijen:
        boek.active.append(list(rij))
    boek.save(pad)
    return pad


def zip_bytes(leden: Mapping[str, bytes], *, soort: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Answer a zip of the named members, packed in one way."""
    geheugen = io.BytesIO()
    with zipfile.ZipFile(geheugen, "w", soort) as archief:
        for naam, inhoud in leden.items():
            archief.writestr(naam, inhoud)
    return geheugen.getvalue()


def write_zip(pad: Path, leden: Mapping[str, bytes]) -> Path:
    """Write a zip of the named members."""
    pad.write_bytes(zip_bytes(leden))
    return pad


# Maps

_WEST_M: Final = 160_000
_ZUID_M: Final = 383_000


def vlak(nummer: int) -> Polygon:
    """Answer the outline of a buurt in RD: squares of one square kilometre in a row."""
    west = _WEST_M + 1000 * nummer
    return box(west, _ZUID_M, west + 1000, _ZUID_M + 1000)


def kaart(*, crs: str = "EPSG:28992") -> gpd.GeoDataFrame:
    """Answer outlines of the four buurten as PDOK gives them; the last one is water."""
    omtrekken = gpd.GeoDataFrame(
        {
            "buurtcode": list(BUURTEN),
            "buurtnaam": [NAMEN[code] for code in BUURTEN],
            "wijkcode": WIJK,
            "gemeentecode": GEMEENTE,
            "water": ["NEE", "NEE", "NEE", "JA"],
            "aantal_inwoners": [1000, 1500, -99997, -99999999],
        },
        geometry=[vlak(nummer) for nummer in range(len(BUURTEN))],
        crs="EPSG:28992",
    )
    return omtrekken.to_crs(crs)


def geojson(omtrekken: gpd.GeoDataFrame | None = None, *, crs: str | None = None) -> dict[str, Any]:
    """Answer a GeoJSON; without `crs` the file is silent about its projection."""
    tekst = (kaart() if omtrekken is None else omtrekken).to_json(drop_id=True)
    inhoud: dict[str, Any] = json.loads(tekst)
    inhoud.pop("crs", None)
    if crs is not None:
        naam = "urn:ogc:def:crs:" + crs.replace(":", "::")
        inhoud = {"type": inhoud["type"], "crs": {"type": "name", "properties": {"name": naam}}}
        inhoud["features"] = json.loads(tekst)["features"]
    return inhoud


def feature(code: str, ringen: Sequence[Sequence[Sequence[float]]], **kenmerken: Any) -> Rij:  # noqa: ANN401 - any property
    """Answer one buurt of a GeoJSON from rings of coordinates."""
    return {
        "type": "Feature",
        "properties": {"buurtcode": code, **kenmerken},
        "geometry": {"type": "Polygon", "coordinates": ringen},
    }


def ring(nummer: int) -> list[list[float]]:
    """Answer the closed ring of a buurt in RD, as GeoJSON has it."""
    return [list(punt) for punt in vlak(nummer).exterior.coords]


def collection(features: Iterable[Rij]) -> dict[str, Any]:
    """Answer a GeoJSON of features."""
    return {"type": "FeatureCollection", "features": copy.deepcopy(list(features))}


def write_shapefile(map_: Path, *, crs: str | None = "EPSG:28992") -> Path:
    """Write the outlines as a shapefile into a folder; its field names have ten characters."""
    map_.mkdir(parents=True, exist_ok=True)
    kort = kaart().rename(columns={"buurtcode": "BU_CODE", "buurtnaam": "BU_NAAM"})
    kort = kort.rename(columns={"water": "WATER"})[["BU_CODE", "BU_NAAM", "WATER", "geometry"]]
    kort.to_file(map_ / "buurten.shp", driver="ESRI Shapefile")
    if crs is None:
        (map_ / "buurten.prj").unlink()
    return map_ / "buurten.shp"


def write_geopackage(pad: Path, omtrekken: gpd.GeoDataFrame | None = None) -> Path:
    """Write outlines as the layer "buurten" of a GeoPackage."""
    (kaart() if omtrekken is None else omtrekken).to_file(pad, layer="buurten", driver="GPKG")
    return pad


def wkt_rijen() -> list[list[str]]:
    """Answer heading and rows of a CSV with outlines as text."""
    return [
        ["buurtcode", "buurtnaam", "geometrie"],
        *(
            [code, NAMEN[code], f"SRID=28992;{vlak(nummer).wkt}"]
            for nummer, code in enumerate(BUURTEN)
        ),
    ]


def parquet_bytes(rijen: list[Rij]) -> bytes:
    """Write rows as parquet."""
    geheugen = io.BytesIO()
    pd.DataFrame(rijen).to_parquet(geheugen, index=False)
    return geheugen.getvalue()

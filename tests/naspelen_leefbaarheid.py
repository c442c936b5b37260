"""
The Leefbaarometer: a zip of scores, and a WFS with classes that can be filtered by CQL.

A dimension is `lot(code, dimension) % 401 - 200` thousandths plus a thousandth a year from 2014;
`afw` is the sum of the five, `lbm` is 4.102265 more, and the class follows from `afw` in steps of
0.1. Only buurten with inhabitants have scores.
"""

import csv
import io
import re
import zipfile
from collections.abc import Sequence
from typing import Final

import shapely

from tests.naspelen_derden import Streek, lot
from tests.naspelen_kaarten import feature_answer
from tests.naspelen_wereld import Antwoord, Rij, Verzoek, Wereld, refuse, xml_error

JAREN: Final = (2014, 2016, 2018, 2020, 2022, 2024)
DIMENSIES: Final = ("fys", "onv", "soc", "vrz", "won")
GEMIDDELD: Final = 4.102265
ZIP_PAD: Final = "/resources/open-data-leefbaarometer-meting-2024.zip"
MAP: Final = "Leefbaarometer 3.0 - Meting 2024 - open data"
_NIVEAUS: Final = {
    "buurt": ("BU", "bu", "buurten"),
    "wijk": ("WK", "wk", "wijken"),
    "gemeente": ("GM", "gm", "gemeenten"),
}
_LAAG: Final = re.compile(r"lbm3:(buurt|wijk|gemeente)score(\d{2})")
_CQL: Final = re.compile(
    r"(\w+)\s*=\s*'((?:[^']|'')*)'|INTERSECTS\(\s*geom\s*,\s*POINT\s*\(([\d.]+) ([\d.]+)\)\s*\)",
    re.IGNORECASE,
)


def scores(code: str, jaar: int) -> dict[str, float]:
    """Answer the scores of an area in a year."""
    delen = {d: (lot(code, d) % 401 - 200) / 1000 + (jaar - 2014) / 1000 for d in DIMENSIES}
    afwijking = sum(delen.values())
    return {"lbm": GEMIDDELD + afwijking, "afw": afwijking, **delen}


def class_of(afwijking: float) -> int:
    """Answer the class, from 1 (very insufficient) to 9 (excellent)."""
    return min(max(5 + round(afwijking / 0.1), 1), 9)


def build_scores(streek: Streek) -> list[Rij]:
    """Answer what the zip tells: a row per inhabited area and year."""
    return [
        {
            "code": code,
            "naam": naam,
            "gemeente": gemeente,
            "jaar": jaar,
            **scores(code, jaar),
        }
        for code, naam, gemeente, inwoners in zip(
            streek.codes, streek.namen, streek.gemeenten, streek.inwoners, strict=True
        )
        if inwoners and not code.startswith("NL")
        for jaar in JAREN
    ]


def answer_scores(verzoek: Verzoek, wereld: Wereld) -> Antwoord:
    """Answer a question to www.leefbaarometer.nl: one zip, with a file per level."""
    if verzoek.pad != ZIP_PAD:
        return refuse(404, "Not Found")
    rijen = wereld.scores()
    inhoud = io.BytesIO()
    with zipfile.ZipFile(inhoud, "w", zipfile.ZIP_DEFLATED) as archief:
        for voor, kort, meervoud in _NIVEAUS.values():
            naam = f"{MAP}/Leefbaarometer-scores {meervoud} 2002-2024.csv"
            lid = zipfile.ZipInfo(naam, date_time=(2026, 6, 1, 2, 0, 0))
            lid.compress_type = zipfile.ZIP_DEFLATED
            eigen = [rij for rij in rijen if rij["code"].startswith(voor)]
            archief.writestr(lid, _csv(eigen, kort))
    return Antwoord(200, "application/zip", inhoud.getvalue())


def _csv(rijen: Sequence[Rij], kort: str) -> str:
    kolommen = ("lbm", "afw", *DIMENSIES)
    geheugen = io.StringIO()
    schrijver = csv.writer(geheugen, lineterminator="\n")
    schrijver.writerow([f"{kort}_code", f"{kort}_naam", "jaar", *kolommen])
    schrijver.writerows(
        [rij["code"], rij["naam"], rij["jaar"], *(rij[kolom] for kolom in kolommen)]
        for rij in rijen
    )
    return geheugen.getvalue()


def answer_wfs_scores(verzoek: Verzoek, wereld: Wereld) -> Antwoord:
    """Answer a question to geo.leefbaarometer.nl; what it cannot do is XML with status 200."""
    if verzoek.pad not in {"/lbm3/ows", "/wfs"}:
        return refuse(404, "Not Found")
    soort = verzoek.los("typeName") or verzoek.los("typeNames")
    gevonden = _LAAG.fullmatch(soort)
    if gevonden is None or 2000 + int(gevonden[2]) not in JAREN:
        return xml_error(f"Feature type {soort} unknown")
    niveau, jaar = gevonden[1], 2000 + int(gevonden[2])
    laag = wereld.kaarten[2024].lagen[_NIVEAUS[niveau][2]]
    vlakken = dict(zip(laag["code"], laag.geometry, strict=True))
    rijen = [
        rij
        for rij in wereld.scores()
        if rij["jaar"] == jaar and rij["code"] in vlakken and _is_level(rij["code"], niveau)
    ]
    try:
        rijen = [
            rij for rij in rijen if _passes(verzoek.los("cql_filter"), rij, vlakken[rij["code"]])
        ]
    except ValueError as fout:
        return xml_error(f"Could not parse CQL filter list: {fout}")
    rijen = rijen[: int(verzoek.los("count") or len(rijen))]
    namen = [naam for naam in verzoek.los("propertyName").split(",") if naam]
    vormen = [vlakken[rij["code"]] for rij in rijen]
    kenmerken = [_properties(rij, niveau, jaar) for rij in rijen]
    if namen:
        kenmerken = [{n: eigen[n] for n in namen if n in eigen} for eigen in kenmerken]
    return feature_answer(
        vormen if not namen or "geom" in namen else [None] * len(vormen),
        kenmerken,
        [f"{niveau}score{jaar % 100}.{nummer}" for nummer in range(1, len(rijen) + 1)],
        crs="EPSG::28992",
    )


def _is_level(code: str, niveau: str) -> bool:
    return code.startswith(_NIVEAUS[niveau][0])


def _properties(rij: Rij, niveau: str, jaar: int) -> Rij:
    klassen = {f"k{d}": class_of(5 * rij[d]) for d in DIMENSIES}
    return {
        "gemeente": rij["gemeente"],
        "name": rij["naam"],
        "id": rij["code"],
        "scale": niveau,
        "year": str(jaar),
        "kscore": class_of(rij["afw"]),
        **klassen,
        "kafw": class_of(rij["afw"]),
        **{naam: rij[naam] for naam in ("afw", *DIMENSIES)},
    }


def _passes(cql: str, rij: Rij, vlak: shapely.Geometry) -> bool:
    """Tell whether an area passes a filter of equal names, and points, joined by AND."""
    for deel in re.split(r"\s+AND\s+", cql.strip(), flags=re.IGNORECASE) if cql.strip() else ():
        gevonden = _CQL.fullmatch(deel)
        if gevonden is None:
            raise ValueError(deel)
        naam, waarde, x, y = gevonden.groups()
        if naam is None:
            is_goed = bool(shapely.intersects_xy(vlak, float(x), float(y)))
        else:
            sleutel = {"id": "code", "name": "naam"}.get(naam, naam)
            if sleutel not in rij:
                raise ValueError(naam)
            is_goed = str(rij[sleutel]) == waarde.replace("''", "'")
        if not is_goed:
            return False
    return True

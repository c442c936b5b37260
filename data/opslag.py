"""
The store: one parquet table per source and year, each with its passport, and outlines per year.

`inhoud.json` names the files that count. Everything else is written beside it under a name that
holds its content; replacing that one small file is the moment a change takes effect. Whoever
stops halfway, by a full disk or a pulled plug, leaves the store as it was.
"""

import json
import os
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import platformdirs
import pyarrow.parquet as pq
from numpy.typing import NDArray

from data.bronnen import OMTREKKEN
from data.errors import GegevensOntbrekenError, OpslagBeschadigdError
from data.gebieden import gemeentecode_of

OMGEVINGSVARIABELE: Final = "SOCIALE_KAART_GEGEVENS"
SLEUTEL: Final = ["grensjaar", "gebiedscode"]
INHOUD: Final = "inhoud.json"
# The column of a kept table that lists which cells the publisher marked as secret.
GEHEIM: Final = "geheim"


@dataclass(frozen=True)
class Opslag:
    """A store: a folder, and whether it may be written."""

    pad: Path
    is_alleen_lezen: bool = False


@dataclass(frozen=True)
class Tabel:
    """
    One table as kept.

    `cijfers` is indexed by `(grensjaar, gebiedscode)`; `geheim` has the same shape and tells which
    missing cells the publisher marked as secret.
    """

    cijfers: pd.DataFrame
    geheim: pd.DataFrame


@dataclass(frozen=True)
class Vermelding:
    """A file of the store: what it holds, and its name there."""

    soort: str
    naam: str
    jaar: int
    bestand: str
    paspoort: str | None = None
    web: dict[str, str] = field(default_factory=dict, hash=False)


VOORBEELD: Final = Opslag(Path(__file__).parent / "voorbeeld" / "opslag", is_alleen_lezen=True)


def standard_opslag() -> Opslag:
    """Answer the store of this installation, from the environment or the user's data folder."""
    gekozen = os.environ.get(OMGEVINGSVARIABELE)
    pad = (
        Path(gekozen) if gekozen else platformdirs.user_data_path("sociale-kaart", appauthor=False)
    )
    return Opslag(pad)


def read_inhoud(opslag: Opslag) -> tuple[Vermelding, ...]:
    """
    List what the store holds; nothing where it does not exist yet.

    Raises
    ------
    OpslagBeschadigdError
        If the list of contents cannot be read.
    """
    pad = opslag.pad / INHOUD
    try:
        staat = pad.stat()
    except (FileNotFoundError, NotADirectoryError):
        return ()
    return _parse_inhoud(pad, staat.st_mtime_ns, staat.st_size, staat.st_ino)


@lru_cache(maxsize=8)
def _parse_inhoud(pad: Path, *_versie: int) -> tuple[Vermelding, ...]:
    try:
        regels = json.loads(pad.read_text(encoding="utf-8"))["bestanden"]
        return tuple(Vermelding(**regel) for regel in regels)
    except (OSError, ValueError, KeyError, TypeError) as fout:
        raise OpslagBeschadigdError(str(pad)) from fout


def _find(opslag: Opslag, soort: str, naam: str, jaar: int) -> Vermelding | None:
    gezocht = (soort, naam, jaar)
    return next(
        (v for v in read_inhoud(opslag) if (v.soort, v.naam, v.jaar) == gezocht),
        None,
    )


def peiljaren_of(tabel: str, *, opslag: Opslag) -> tuple[int, ...]:
    """Answer the years for which a table is kept, from old to new."""
    return tuple(
        sorted(v.jaar for v in read_inhoud(opslag) if v.soort == "tabel" and v.naam == tabel)
    )


def grensjaren_met_omtrekken(*, opslag: Opslag) -> tuple[int, ...]:
    """Answer the border years for which outlines are kept, from old to new."""
    return tuple(sorted(v.jaar for v in read_inhoud(opslag) if v.soort == "omtrekken"))


def read_tabel(tabel: str, *, peiljaar: int, opslag: Opslag | None = None) -> pd.DataFrame:
    """
    Read one stored table: every column the publisher gave, under its own name.

    Returns
    -------
    cijfers
        One row per area, indexed by `(grensjaar, gebiedscode)`; missing is NaN.

    Raises
    ------
    GegevensOntbrekenError
        If the table is not kept for this year.
    """
    return read_tabel_met_geheim(
        tabel, peiljaar=peiljaar, opslag=opslag or standard_opslag()
    ).cijfers.copy()


def read_tabel_met_geheim(
    tabel: str, *, peiljaar: int, opslag: Opslag, kolommen: tuple[str, ...] | None = None
) -> Tabel:
    """
    Read a stored table with its marks of secrecy, or only some columns of it. Do not change it.

    A column that the table does not have is missing for every area.

    Raises
    ------
    GegevensOntbrekenError
        If the table is not kept for this year.
    """
    vermelding = _find(opslag, "tabel", tabel, peiljaar)
    if vermelding is None:
        raise GegevensOntbrekenError(wat=f"tabel '{tabel}'", jaar=peiljaar)
    return _load_tabel(opslag.pad / vermelding.bestand, kolommen)


@lru_cache(maxsize=512)
def _load_tabel(pad: Path, kolommen: tuple[str, ...] | None) -> Tabel:
    aanwezig = [kolom for kolom in _columns(pad) if kolom not in {*SLEUTEL, GEHEIM}]
    gelezen = aanwezig if kolommen is None else [k for k in kolommen if k in aanwezig]
    index, volgorde, gemerkt = _load_rijen(pad)
    cijfers = pd.DataFrame(index=index)
    if gelezen:
        cijfers = _read_parquet(pad, gelezen).take(volgorde).set_axis(index)
    if kolommen is not None:
        cijfers = cijfers.reindex(columns=list(kolommen))
    plaats = {kolom: nummer for nummer, kolom in enumerate(cijfers.columns)}
    geheim = np.zeros(cijfers.shape, dtype=bool)
    hier = gemerkt.map(plaats).dropna()
    geheim[hier.index, hier.astype("int64")] = True
    return Tabel(cijfers, pd.DataFrame(geheim, index=index, columns=cijfers.columns))


@lru_cache(maxsize=128)
def _load_rijen(pad: Path) -> tuple[pd.MultiIndex, NDArray[np.intp], pd.Series]:
    """
    Read the areas of a table, sorted, once for all of its columns.

    Returns
    -------
    index, volgorde, gemerkt
        The sorted index, where each row stands in the file, and the columns that are secret by
        row number.
    """
    bewaard = _read_parquet(pad, [*SLEUTEL, GEHEIM])
    index = pd.MultiIndex.from_frame(bewaard[SLEUTEL])
    volgorde = index.argsort()
    gemerkt = bewaard[GEHEIM].take(volgorde).reset_index(drop=True).explode()
    return index[volgorde], volgorde, gemerkt.dropna()


@lru_cache(maxsize=512)
def _columns(pad: Path) -> tuple[str, ...]:
    try:
        return tuple(pq.read_schema(pad).names)
    except (OSError, ValueError) as fout:
        raise OpslagBeschadigdError(str(pad)) from fout


def _read_parquet(pad: Path, kolommen: list[str] | None = None) -> pd.DataFrame:
    try:
        return pd.read_parquet(pad, columns=kolommen)
    except (OSError, ValueError) as fout:
        raise OpslagBeschadigdError(str(pad)) from fout


def read_paspoort(tabel: str, *, peiljaar: int, opslag: Opslag) -> dict[str, Any]:
    """
    Read the passport of a table: publisher, licence, files, when, what was mended.

    Raises
    ------
    GegevensOntbrekenError
        If the table is not kept for this year.
    """
    vermelding = _find(opslag, "tabel", tabel, peiljaar)
    if vermelding is None or vermelding.paspoort is None:
        raise GegevensOntbrekenError(wat=f"tabel '{tabel}'", jaar=peiljaar)
    return _load_json(opslag.pad / vermelding.paspoort)


def read_omtrekpaspoort(grensjaar: int, *, opslag: Opslag) -> dict[str, Any]:
    """Read the passport of the outlines of a border year; without files where it has none."""
    vermelding = _find(opslag, "omtrekken", "omtrekken", grensjaar)
    if vermelding is None or vermelding.paspoort is None:
        return {"bron": asdict(OMTREKKEN), "grensjaar": grensjaar, "bestanden": []}
    return _load_json(opslag.pad / vermelding.paspoort)


def _load_json(pad: Path) -> dict[str, Any]:
    try:
        gelezen: dict[str, Any] = json.loads(pad.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fout:
        raise OpslagBeschadigdError(str(pad)) from fout
    return gelezen


def read_gebieden(grensjaar: int, *, opslag: Opslag) -> pd.DataFrame:
    """
    Read names and places of areas on the borders of one year.

    Returns
    -------
    gebieden
        Indexed by gebiedscode: naam, niveau, wijkcode, gemeentecode, stadsdeel; empty where no
        table or outline of that year is kept.
    """
    vermelding = _find(opslag, "gebieden", "gebieden", grensjaar)
    if vermelding is None:
        leeg = pd.DataFrame(columns=GEBIEDEN_KOLOMMEN, dtype="str")
        return leeg.rename_axis("gebiedscode")
    return _load_gebieden(opslag.pad / vermelding.bestand)


GEBIEDEN_KOLOMMEN: Final = ["naam", "niveau", "wijkcode", "gemeentecode", "stadsdeel"]


@lru_cache(maxsize=32)
def _load_gebieden(pad: Path) -> pd.DataFrame:
    return _read_parquet(pad).set_index("gebiedscode")


def read_omtrekken(grensjaar: int, *, opslag: Opslag) -> gpd.GeoDataFrame:
    """
    Read the outlines on the borders of one year, in RD (EPSG:28992), sorted by code.

    Raises
    ------
    GegevensOntbrekenError
        If no outlines of that year are kept.
    """
    vermelding = _find(opslag, "omtrekken", "omtrekken", grensjaar)
    if vermelding is None:
        raise GegevensOntbrekenError(wat="kaart met buurtgrenzen", jaar=grensjaar)
    return _load_omtrekken(opslag.pad / vermelding.bestand)


@lru_cache(maxsize=8)
def _load_omtrekken(pad: Path) -> gpd.GeoDataFrame:
    try:
        return gpd.read_parquet(pad)
    except (OSError, ValueError) as fout:
        raise OpslagBeschadigdError(str(pad)) from fout


OMNUMMERING_KOLOMMEN: Final = {
    "code_oud": "str",
    "code_nieuw": "str",
    "overlap_pct": "float64",
    "geldig_van": "int64",
    "geldig_tot": "int64",
}


def read_omnummeringen(*, opslag: Opslag) -> dict[tuple[int, int], pd.DataFrame]:
    """
    Read which areas of two border years have the same outline, by older and newer year.

    Returns
    -------
    paren
        code_oud, code_nieuw, overlap_pct, and the years from which the old outline holds
        (geldig_van) and to which the new one does (geldig_tot). Do not change them.
    """
    paren = [(int(v.naam), v.jaar) for v in read_inhoud(opslag) if v.soort == "omnummering"]
    return {paar: read_omnummering(*paar, opslag=opslag) for paar in sorted(paren)}


def read_omnummering(van: int, tot: int, *, opslag: Opslag) -> pd.DataFrame:
    """Read the pairs of two border years; no row where they were not compared."""
    vermelding = _find(opslag, "omnummering", str(van), tot)
    if vermelding is None:
        return pd.DataFrame({k: pd.Series(dtype=t) for k, t in OMNUMMERING_KOLOMMEN.items()})
    return _load_omnummering(opslag.pad / vermelding.bestand)


@lru_cache(maxsize=64)
def _load_omnummering(pad: Path) -> pd.DataFrame:
    return _read_parquet(pad)


def read_omnummerpaspoort(van: int, tot: int, *, opslag: Opslag) -> dict[str, Any]:
    """Read of which files the pairs of two border years were made; none where there are none."""
    vermelding = _find(opslag, "omnummering", str(van), tot)
    if vermelding is None or vermelding.paspoort is None:
        return {"van": van, "tot": tot, "bestanden": []}
    return _load_json(opslag.pad / vermelding.paspoort)


def weboutlines_of(grensjaar: int, *, opslag: Opslag) -> dict[str, str]:
    """Answer the names of the web outlines of a border year: "grof", and one per gemeente."""
    vermelding = _find(opslag, "omtrekken", "omtrekken", grensjaar)
    return {} if vermelding is None else vermelding.web


def weboutline_pad(naam: str) -> Path | None:
    """Answer where a pre-compressed web outline lies, in the store or the fictional town."""
    for opslag in (standard_opslag(), VOORBEELD):
        bekend = {n for v in read_inhoud(opslag) for n in v.web.values()}
        if naam in bekend:
            return opslag.pad / "web" / f"{naam}.json.gz"
    return None


def overzicht(*, opslag: Opslag) -> list[dict[str, Any]]:
    """List what is kept: per table and year its source, rows, borders, files and when they came."""
    regels = []
    for v in read_inhoud(opslag):
        if v.soort == "tabel":
            paspoort = read_paspoort(v.naam, peiljaar=v.jaar, opslag=opslag)
            delen = [deel["naam"] for b in paspoort["bestanden"] for deel in b["delen"]]
            regels.append(
                {
                    "soort": v.soort,
                    "naam": v.naam,
                    "jaar": v.jaar,
                    "rijen": paspoort["rijen"],
                    "grensjaren": paspoort["grensjaren"],
                    "bron": paspoort["bron"]["naam"],
                    "licentie": paspoort["bron"]["licentie"],
                    "bestanden": delen,
                    "gemeenten": sorted(
                        {g for b in paspoort["bestanden"] for g in b.get("gemeenten", ())}
                    ),
                    "geimporteerd_op": max(
                        (b["geimporteerd_op"] for b in paspoort["bestanden"]), default=None
                    ),
                }
            )
        elif v.soort == "omtrekken":
            paspoort = read_omtrekpaspoort(v.jaar, opslag=opslag)
            codes = read_omtrekken(v.jaar, opslag=opslag)["gebiedscode"]
            regels.append(
                {
                    "soort": v.soort,
                    "naam": v.naam,
                    "jaar": v.jaar,
                    "rijen": len(codes),
                    "grensjaren": [v.jaar],
                    "bron": OMTREKKEN.naam,
                    "licentie": OMTREKKEN.licentie,
                    "bestanden": [
                        deel["naam"] for b in paspoort["bestanden"] for deel in b["delen"]
                    ],
                    "gemeenten": sorted(set(filter(None, map(gemeentecode_of, codes)))),
                    "geimporteerd_op": max(
                        (b["geimporteerd_op"] for b in paspoort["bestanden"]), default=None
                    ),
                }
            )
    return regels

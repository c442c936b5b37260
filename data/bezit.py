"""
Own homes: how many a corporation has in which complex, and in which buurt that stands.

They are of one organisation and no open data. So they lie apart from the figures, in a folder of
their own that only its owner may read, one table per organisatie and peildatum. Nothing of them
enters the list of contents, the outlines of the browser or the class bounds.
"""

import io
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final

import pandas as pd

from data.bezitplaats import MET_PUNT, place_punten, read_buurten
from data.errors import BezitBeschadigdError, OrganisatieAfgekeurdError
from data.opslag import Opslag, Vermelding, read_inhoud
from data.opvolging import read_bereik
from data.wijzigen import change_opslag

EIGEN: Final = "eigen"
ORGANISATIEVARIABELE: Final = "SOCIALE_KAART_ORGANISATIE"
KOLOMMEN: Final = {
    "complex": "str",
    "grensjaar": "int64",
    "buurtcode": "str",
    "aantal_woningen": "int64",
    "x_m": "float64",
    "y_m": "float64",
    "plaatsing": "str",
}
_MAP: Final = "bezit"
_ORGANISATIE: Final = re.compile(r"(?=.{1,40}$)[a-z0-9]+(?:-[a-z0-9]+)*")
_NIEUW: Final = ".nieuw-"
# for the owner alone
_MAPRECHTEN: Final = 0o700
_BESTANDSRECHTEN: Final = 0o600


@dataclass(frozen=True)
class Bezit:
    """
    The homes of one organisation on one day.

    `complexen` has the columns `KOLOMMEN`: per complex and buurt the homes, where it stands in RD
    if that is known, and how it was placed in `buurtcode` on the borders of `grensjaar`, or why
    not (`Plaatsing`).
    """

    organisatie: str
    peildatum: date
    complexen: pd.DataFrame


@dataclass(frozen=True)
class EigenWoningen:
    """
    Sums of own homes on the borders of one year; no complex can be told from them.

    `per_gebied` are the homes by gebiedscode, of the buurten that have some; `elders` are the homes
    that are in no buurt on these borders. Do not change them.
    """

    peildatum: date
    per_gebied: pd.Series
    elders: int


def standard_organisatie() -> str:
    """
    Answer the organisatie of this installation, from the environment.

    Raises
    ------
    OrganisatieAfgekeurdError
        If its name holds other signs than letters, digits and hyphens.
    """
    return clean_organisatie(os.environ.get(ORGANISATIEVARIABELE, "").strip() or EIGEN)


def clean_organisatie(naam: str) -> str:
    """
    Answer the name of an organisatie as it is kept, in small letters.

    >>> clean_organisatie("Woonstad-Noord")
    'woonstad-noord'

    Raises
    ------
    OrganisatieAfgekeurdError
        If it holds other signs than letters, digits and hyphens: it becomes the name of a folder.
    """
    klein = naam.strip().lower()
    if not _ORGANISATIE.fullmatch(klein):
        raise OrganisatieAfgekeurdError(naam)
    return klein


def peildata_of(*, opslag: Opslag, organisatie: str | None = None) -> tuple[date, ...]:
    """Answer the days of which homes are kept, from old to new."""
    return tuple(_peildata(_folder(opslag, organisatie)))


def read_bezit(
    *, opslag: Opslag, organisatie: str | None = None, peildatum: date | None = None
) -> Bezit | None:
    """
    Read the homes of the newest day, or of the one that is asked; None where nothing is kept.

    They are read anew each time: names of complexes do not stay in memory.

    Raises
    ------
    BezitBeschadigdError
        If the file cannot be read back.
    """
    pad = _find(_folder(opslag, organisatie), peildatum)
    return None if pad is None else _load(pad)


def read_eigen_woningen(
    grensjaar: int, *, opslag: Opslag, organisatie: str | None = None
) -> EigenWoningen | None:
    """
    Read how many homes of the newest day stand in each buurt, on the borders of one year.

    Homes with a point are placed in the outlines of that year, those with a code alone follow the
    line of their buurt; what reaches no buurt is counted in `elders`.

    Raises
    ------
    BezitBeschadigdError
        If the file cannot be read back.
    """
    pad = _find(_folder(opslag, organisatie), None)
    if pad is None:
        # perhaps removed by another program, of which the sums stay behind here
        _sum_per_gebied.cache_clear()
        return None
    try:
        staat = pad.stat()
    except OSError as fout:
        raise BezitBeschadigdError(str(pad)) from fout
    versie = (staat.st_mtime_ns, staat.st_size, staat.st_ino)
    return _sum_per_gebied(pad, versie, grensjaar, opslag, read_inhoud(opslag))


@lru_cache(maxsize=16)
def _sum_per_gebied(
    pad: Path,
    _versie: tuple[int, int, int],
    grensjaar: int,
    opslag: Opslag,
    _inhoud: tuple[Vermelding, ...],
) -> EigenWoningen:
    bezit = _load(pad)
    codes = _codes_op_grens(bezit.complexen, grensjaar, opslag=opslag)
    woningen = bezit.complexen["aantal_woningen"]
    per_gebied = woningen.groupby(codes).sum().astype("int64")
    return EigenWoningen(
        peildatum=bezit.peildatum,
        per_gebied=per_gebied.rename_axis("gebiedscode").rename("aantal_woningen"),
        elders=int(woningen.sum() - per_gebied.sum()),
    )


def _codes_op_grens(complexen: pd.DataFrame, grensjaar: int, *, opslag: Opslag) -> pd.Series:
    """Answer in which buurt of one border year each row stands, missing where in none."""
    codes = complexen["buurtcode"].where(complexen["grensjaar"] == grensjaar)
    zoek = codes.isna() & complexen["plaatsing"].isin(MET_PUNT)
    buurten = read_buurten(grensjaar, opslag=opslag)
    gevonden = place_punten(complexen.loc[zoek, ["x_m", "y_m"]], buurten)
    codes = codes.fillna(gevonden["gebiedscode"])
    for jaar, rijen in complexen[codes.isna()].groupby("grensjaar"):
        if jaar != grensjaar:
            bereik = read_bereik(grensjaar, int(str(jaar)), opslag=opslag)
            codes = codes.fillna(rijen["buurtcode"].map(bereik))
    return codes


def write_bezit(bezit: Bezit, *, opslag: Opslag) -> None:
    """
    Keep the homes of one organisation on one day; those of the same day are replaced.

    Raises
    ------
    OpslagBezetError
        If an import is running.
    OpslagMisluktError
        If the disk is full or the folder may not be written; what was there stays.
    """
    map_ = _folder(opslag, bezit.organisatie)
    geheugen = io.BytesIO()
    tabel = bezit.complexen[list(KOLOMMEN)].astype(KOLOMMEN)
    tabel.to_parquet(geheugen, index=False, compression="zstd")
    with change_opslag(opslag):
        _sweep(map_)
        for deel in (map_.parent, map_):
            deel.mkdir(exist_ok=True)
            deel.chmod(_MAPRECHTEN)
        naast = map_ / f"{_NIEUW}{os.getpid()}"
        try:
            with open(naast, "xb", opener=_open_private) as stroom:
                stroom.write(geheugen.getbuffer())
                stroom.flush()
                os.fsync(stroom.fileno())
            naast.replace(map_ / f"{bezit.peildatum.isoformat()}.parquet")
        finally:
            naast.unlink(missing_ok=True)
            _remove_if_empty(map_)
    _sum_per_gebied.cache_clear()


def remove_bezit(
    *, opslag: Opslag, organisatie: str | None = None, peildatum: date | None = None
) -> None:
    """
    Remove the homes of one day, or all of them, with every trace on disk and in memory.

    Raises
    ------
    OpslagBezetError
        If an import is running.
    OpslagMisluktError
        If the folder may not be written.
    """
    map_ = _folder(opslag, organisatie)
    _sum_per_gebied.cache_clear()
    if not map_.is_dir():
        return
    with change_opslag(opslag):
        _sweep(map_)
        for dag in list(_peildata(map_)):
            if peildatum in {None, dag}:
                _pad(map_, dag).unlink()
        _remove_if_empty(map_)
    _sum_per_gebied.cache_clear()


def _folder(opslag: Opslag, organisatie: str | None) -> Path:
    if organisatie is None:
        # the corporation of the fictional town is there for every installation
        organisatie = EIGEN if opslag.is_alleen_lezen else standard_organisatie()
    return opslag.pad / _MAP / clean_organisatie(organisatie)


def _pad(map_: Path, peildatum: date) -> Path:
    return map_ / f"{peildatum.isoformat()}.parquet"


def _peildata(map_: Path) -> Iterator[date]:
    for pad in sorted(map_.glob("????-??-??.parquet")):
        with suppress(ValueError):  # a file of another name is not ours
            yield date.fromisoformat(pad.stem)


def _find(map_: Path, peildatum: date | None) -> Path | None:
    dagen = [dag for dag in _peildata(map_) if peildatum in {None, dag}]
    return _pad(map_, dagen[-1]) if dagen else None


def _load(pad: Path) -> Bezit:
    try:
        complexen = pd.read_parquet(pad, columns=list(KOLOMMEN)).astype(KOLOMMEN)
    except (OSError, ValueError) as fout:
        raise BezitBeschadigdError(str(pad)) from fout
    return Bezit(pad.parent.name, date.fromisoformat(pad.stem), complexen)


def _open_private(pad: str, vlaggen: int) -> int:
    """Open a new file that is for its owner alone from its first byte on."""
    return os.open(pad, vlaggen, _BESTANDSRECHTEN)


def _sweep(map_: Path) -> None:
    """Remove what a program left that was stopped while it wrote."""
    for rest in map_.glob(f"{_NIEUW}*"):
        rest.unlink()


def _remove_if_empty(map_: Path) -> None:
    for deel in (map_, map_.parent):
        if deel.is_dir() and not any(deel.iterdir()):
            deel.rmdir()

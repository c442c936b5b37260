"""
Changing the store: all of one change takes effect, or nothing.

New files are written beside the store and moved into place; replacing the list of contents is the
moment they count.
"""

import errno
import hashlib
import io
import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
from filelock import FileLock, Timeout

from data.errors import OpslagBezetError, OpslagMisluktError
from data.opslag import GEHEIM, INHOUD, Opslag, Tabel, Vermelding, read_inhoud

# A reader may still hold the previous contents; files it names stay this long.
_BEWAARTIJD_S = 3600
# The folders that hold nothing but what the list of contents names, now or before. Class bounds
# and what people add are kept for ever.
_MAPPEN = ("tabellen", "gebieden", "omtrekken", "omnummeringen", "web")


@dataclass
class Wijziging:
    """
    A change in the making; it counts when the `with` block that made it ends well.

    `omnummeringen` are those put so far, with their passports: a second comparison of the same two
    years goes over the first.
    """

    opslag: Opslag
    _stage: Path
    omnummeringen: dict[tuple[int, int], tuple[pd.DataFrame, dict[str, Any]]] = field(
        default_factory=dict
    )
    _nieuw: dict[tuple[str, str, int], Vermelding] = field(default_factory=dict)

    @property
    def is_veranderd(self) -> bool:
        """Tell whether anything was put."""
        return bool(self._nieuw)

    def put_tabel(self, naam: str, peiljaar: int, tabel: Tabel, paspoort: dict[str, Any]) -> None:
        """Add or replace a table with its passport."""
        bewaard = tabel.cijfers.copy()
        kolommen = tabel.geheim.columns.to_numpy()
        bewaard[GEHEIM] = [list(kolommen[rij]) for rij in tabel.geheim.to_numpy(dtype=bool)]
        ruw = _parquet_bytes(bewaard.reset_index())
        stam = f"tabellen/{naam}-{peiljaar}-{_hash(ruw)}"
        self._write(f"{stam}.parquet", ruw)
        tekst = json.dumps(paspoort, ensure_ascii=False, indent=1).encode()
        paspoortnaam = f"{stam}-{_hash(tekst)}.json"
        self._write(paspoortnaam, tekst)
        self._note(Vermelding("tabel", naam, peiljaar, f"{stam}.parquet", paspoortnaam))

    def put_gebieden(self, grensjaar: int, gebieden: pd.DataFrame) -> None:
        """Add or replace the names of the areas of one border year."""
        ruw = _parquet_bytes(gebieden.sort_index().reset_index())
        bestand = f"gebieden/{_hash(ruw)}.parquet"
        self._write(bestand, ruw)
        self._note(Vermelding("gebieden", "gebieden", grensjaar, bestand))

    def put_omtrekken(
        self,
        grensjaar: int,
        omtrekken: gpd.GeoDataFrame,
        web: dict[str, bytes],
        *,
        paspoort: dict[str, Any] | None = None,
    ) -> None:
        """Add or replace the outlines of one border year, with compressed web outlines by name."""
        geheugen = io.BytesIO()
        omtrekken.to_parquet(geheugen, index=False, compression="zstd")
        ruw = geheugen.getvalue()
        bestand = f"omtrekken/{_hash(ruw)}.parquet"
        self._write(bestand, ruw)
        namen = {}
        for doel, inhoud in web.items():
            namen[doel] = f"{doel}-{_hash(inhoud)}"
            self._write(f"web/{namen[doel]}.json.gz", inhoud)
        paspoortnaam = None
        if paspoort is not None:
            tekst = json.dumps(paspoort, ensure_ascii=False, indent=1).encode()
            paspoortnaam = f"omtrekken/{_hash(tekst)}.json"
            self._write(paspoortnaam, tekst)
        self._note(
            Vermelding("omtrekken", "omtrekken", grensjaar, bestand, paspoortnaam, web=namen)
        )

    def drop(self) -> None:
        """Take back all that was put; the store stays as it is."""
        self._nieuw.clear()
        self.omnummeringen.clear()

    def put_omnummering(
        self, van: int, tot: int, paren: pd.DataFrame, paspoort: dict[str, Any]
    ) -> None:
        """Add or replace the pairs of areas with the same outline in two border years."""
        self.omnummeringen[van, tot] = (paren, paspoort)
        ruw = _parquet_bytes(paren)
        stam = f"omnummeringen/{van}-{tot}-{_hash(ruw)}"
        self._write(f"{stam}.parquet", ruw)
        tekst = json.dumps(paspoort, ensure_ascii=False, indent=1).encode()
        paspoortnaam = f"{stam}-{_hash(tekst)}.json"
        self._write(paspoortnaam, tekst)
        self._note(Vermelding("omnummering", str(van), tot, f"{stam}.parquet", paspoortnaam))

    def _note(self, vermelding: Vermelding) -> None:
        self._nieuw[vermelding.soort, vermelding.naam, vermelding.jaar] = vermelding

    def _write(self, naam: str, ruw: bytes) -> None:
        doel = self._stage / naam
        doel.parent.mkdir(parents=True, exist_ok=True)
        with doel.open("wb") as stroom:
            stroom.write(ruw)
            stroom.flush()
            os.fsync(stroom.fileno())

    def _commit(self) -> None:
        if not self._nieuw:
            return
        oud = {(v.soort, v.naam, v.jaar): v for v in read_inhoud(self.opslag)}
        alles = oud | self._nieuw
        regels = [vars(alles[sleutel]) for sleutel in sorted(alles)]
        tekst = json.dumps({"vorm": 1, "bestanden": regels}, ensure_ascii=False, indent=1)
        klaar = [p for p in self._stage.rglob("*") if p.is_file()]
        # the last that takes room on the disk; from here on only names change
        self._write(INHOUD, tekst.encode())
        for bestand in klaar:
            doel = self.opslag.pad / bestand.relative_to(self._stage)
            doel.parent.mkdir(parents=True, exist_ok=True)
            bestand.replace(doel)
        for sleutel in oud.keys() & self._nieuw.keys():
            for naam in _files_of(oud[sleutel]):
                # from now on it counts no longer; a reader may still be on its way to it
                (self.opslag.pad / naam).touch()
        (self._stage / INHOUD).replace(self.opslag.pad / INHOUD)


def _hash(ruw: bytes) -> str:
    return hashlib.sha256(ruw).hexdigest()[:12]


def _parquet_bytes(tabel: pd.DataFrame) -> bytes:
    # built in memory, so that a full disk shows as one plain error of our own writing
    geheugen = io.BytesIO()
    tabel.to_parquet(geheugen, index=False, compression="zstd")
    return geheugen.getvalue()


@contextmanager
def change_opslag(opslag: Opslag) -> Iterator[Wijziging]:
    """
    Open the store for one change: all of it takes effect, or nothing.

    Raises
    ------
    OpslagBezetError
        If another import is running.
    OpslagMisluktError
        If the disk is full or the folder may not be written.
    """
    pad = opslag.pad
    if opslag.is_alleen_lezen:
        raise OpslagMisluktError(str(pad), "deze opslag hoort bij het programma en blijft zo")
    slot = FileLock(pad / ".slot", timeout=0)
    try:
        pad.mkdir(parents=True, exist_ok=True)
        slot.acquire()
    except Timeout as fout:
        raise OpslagBezetError(str(pad)) from fout
    except OSError as fout:
        raise OpslagMisluktError(str(pad), disk_reason(fout)) from fout
    stage = pad / f".bezig-{os.getpid()}"
    try:
        for rest in pad.glob(".bezig-*"):  # left by a process that was stopped halfway
            shutil.rmtree(rest, ignore_errors=True)
        wijziging = Wijziging(opslag, stage)
        yield wijziging
        wijziging._commit()  # noqa: SLF001 - the two are one piece of work
        _sweep(opslag)
    except OSError as fout:
        raise OpslagMisluktError(str(pad), disk_reason(fout)) from fout
    finally:
        shutil.rmtree(stage, ignore_errors=True)
        slot.release()


@contextmanager
def tell_disk(opslag: Opslag) -> Iterator[None]:
    """
    Say of a disk that does not do what is asked, that it does not.

    Raises
    ------
    OpslagMisluktError
        If the disk is full or the folder may not be written.
    """
    try:
        yield
    except OSError as fout:
        raise OpslagMisluktError(str(opslag.pad), disk_reason(fout)) from fout


def disk_reason(fout: OSError) -> str:
    """Say in Dutch why a disk did not do what was asked, and what to do."""
    if fout.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return "de schijf is vol. Maak ruimte en probeer het opnieuw"
    if isinstance(fout, PermissionError) or fout.errno == errno.EROFS:
        return "in deze map mag niet worden geschreven. Pas de rechten aan of kies een andere map"
    return f"{fout.strerror}. Kijk de map na en probeer het opnieuw"


def write_file(pad: Path, ruw: bytes, *, opslag: Opslag) -> None:
    """
    Write a small file of the store beside it and move it into place.

    Raises
    ------
    OpslagMisluktError
        If the disk is full or the folder may not be written.
    """
    naast = pad.with_name(f".{pad.name}-{os.getpid()}")
    try:
        pad.parent.mkdir(parents=True, exist_ok=True)
        with naast.open("wb") as stroom:
            stroom.write(ruw)
            stroom.flush()
            os.fsync(stroom.fileno())
        naast.replace(pad)
    except OSError as fout:
        with suppress(OSError):  # it may never have been there
            naast.unlink()
        raise OpslagMisluktError(str(opslag.pad), disk_reason(fout)) from fout


def _sweep(opslag: Opslag) -> None:
    """Remove files of ours that no longer count, once nobody can be reading them."""
    nodig = set().union(*(_files_of(v) for v in read_inhoud(opslag)))
    eigen = [p for map_ in _MAPPEN for p in (opslag.pad / map_).rglob("*") if p.is_file()]
    for bestand in eigen:
        naam = bestand.relative_to(opslag.pad).as_posix()
        if naam not in nodig and time.time() - bestand.stat().st_mtime > _BEWAARTIJD_S:
            with suppress(OSError):  # the change is made; a file that stays behind harms nobody
                bestand.unlink()


def _files_of(vermelding: Vermelding) -> set[str]:
    web = {f"web/{naam}.json.gz" for naam in vermelding.web.values()}
    return web | {vermelding.bestand} | ({vermelding.paspoort} if vermelding.paspoort else set())

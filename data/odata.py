"""
Documents of CBS OData v3, as JSON or as a parquet dump, sorted by role and put together.

A table comes in parts: figures (TypedDataSet), properties of the columns (DataProperties), names
of areas (WijkenEnBuurten) and properties of the table (TableInfos). None is told by its file name.
"""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from data import cbs, politie, rivm, ses
from data.adressen import TABEL_PER_NUMMER, Tabeladres
from data.bestanden import Invoerbestand, Soort
from data.errors import BestandAfgekeurdError, shorten
from data.gebieden import niveau_of
from data.jsonbestanden import read_json
from data.levering import EERSTE_JAAR, LAATSTE_JAAR, Bestand, Levering
from data.tabelbestanden import MAX_KOLOMMEN

# A few kB of parquet may stand for any number of equal cells; a national table has 2 million.
_MAX_CELLEN: Final = 100_000_000
# What a row of figures is told apart by, besides its area.
_ASSEN: Final = ("WijkenEnBuurten", "Perioden", "SoortMisdrijf", "Overlast", "Leeftijd", "Marges")
_KWB_TITEL = re.compile(r"^Kerncijfers wijken en buurten", re.IGNORECASE)


class Rol(StrEnum):
    """What a document tells of a table."""

    CIJFERS = "cijfers"
    EIGENSCHAPPEN = "eigenschappen"
    GEBIEDEN = "gebieden"
    KENMERKEN = "kenmerken"
    OVERIG = "overig"


@dataclass(frozen=True)
class Document:
    """
    One document: its file, its role, the table it names (if it does), and its rows.

    `vervolg` are the files of further pages, of which the rows are among its own.
    """

    bestand: Invoerbestand
    rol: Rol
    tabelnummer: str | None
    rijen: pd.DataFrame
    vervolg: tuple[Invoerbestand, ...] = ()


def read_document(bestand: Invoerbestand) -> Document:
    """
    Read one document and tell its role by its columns.

    Raises
    ------
    BestandAfgekeurdError
        If it is broken off or no JSON.
    """
    if bestand.soort is Soort.PARQUET:
        rijen = _read_parquet(bestand)
        return Document(bestand, _role(rijen), None, rijen.rename(columns={"odata_type": "soort"}))
    gelezen = read_json(bestand)
    inhoud: dict[str, Any] = gelezen if isinstance(gelezen, dict) else {"value": gelezen}
    rijen = _rows(inhoud, bestand=bestand.naam)
    adres = str(inhoud.get("odata.metadata", ""))
    if rijen.empty and adres.endswith("TypedDataSet"):
        raise BestandAfgekeurdError(
            bestand.naam,
            "de tabel heeft geen enkele rij; het filter bij de download klopte niet. Download hem "
            "opnieuw.",
            plaats="value",
        )
    rol = _role(rijen)
    nummer = re.search(r"/([0-9A-Za-z]+)/\$metadata", adres, re.IGNORECASE)
    tabelnummer = nummer[1].upper() if nummer else None
    if rol is Rol.KENMERKEN:
        tabelnummer = str(rijen["Identifier"].iloc[0]).strip().upper()
    return Document(bestand, rol, tabelnummer, rijen)


def _read_parquet(bestand: Invoerbestand) -> pd.DataFrame:
    try:
        with pq.ParquetFile(bestand.pad) as deel:
            omvang = deel.metadata.num_rows * deel.metadata.num_columns
            rijen = (
                pd.DataFrame()
                if omvang > _MAX_CELLEN
                else deel.read().to_pandas(ignore_metadata=True)
            )
    except (OSError, ValueError, pa.ArrowException) as fout:
        raise BestandAfgekeurdError(
            bestand.naam,
            "het bestand is afgebroken of beschadigd. Download het opnieuw.",
            plaats=f"byte {bestand.pad.stat().st_size} (einde)",
        ) from fout
    if omvang > _MAX_CELLEN:
        raise BestandAfgekeurdError(
            bestand.naam,
            f"de tabel heeft {omvang // 1_000_000} miljoen cellen; dat is verdacht veel. Bewaar "
            "alleen de jaren en kolommen die nodig zijn.",
            plaats=f"rij {_MAX_CELLEN // max(deel.metadata.num_columns, 1) + 1}",
        )
    rijen.index = pd.RangeIndex(1, len(rijen) + 1)
    return rijen


def _rows(inhoud: dict[str, Any], *, bestand: str) -> pd.DataFrame:
    """Lay out the rows of an answer; nothing where it holds no rows."""
    waarde = inhoud.get("value")
    rijen: list[dict[str, Any]] = []
    if isinstance(waarde, list) and all(isinstance(rij, dict) for rij in waarde):
        rijen = waarde
    elif "Identifier" in inhoud:
        rijen = [inhoud]
    # rows that share no keys would make a table of as many columns as there are cells
    kolommen: set[str] = set()
    for nummer, rij in enumerate(rijen, start=1):
        kolommen |= rij.keys()
        if len(kolommen) > MAX_KOLOMMEN:
            raise BestandAfgekeurdError(
                bestand,
                f"de tabel heeft meer dan {MAX_KOLOMMEN} kolommen. Download hem opnieuw.",
                plaats=f"rij {nummer}",
            )
    return pd.DataFrame(rijen, index=pd.RangeIndex(1, len(rijen) + 1))


def _role(rijen: pd.DataFrame) -> Rol:
    kolommen = set(rijen.columns)
    if {"Key", "Type", "Title"} <= kolommen:
        return Rol.EIGENSCHAPPEN
    if {"Key", "Title"} <= kolommen and any(niveau_of(str(k).strip()) for k in rijen["Key"].head()):
        return Rol.GEBIEDEN
    if {"Identifier", "Title", "Period"} <= kolommen:
        return Rol.KENMERKEN
    if "ID" in kolommen and kolommen & {"WijkenEnBuurten", "RegioS", "Perioden"}:
        return Rol.CIJFERS
    return Rol.OVERIG


def build_leveringen(
    documenten: list[Document], *, peiljaar: int | None
) -> tuple[list[Levering], list[Document]]:
    """
    Put the documents of each table together and clean them.

    Returns
    -------
    leveringen, over
        One delivery per table and year, and the documents that served none.

    Raises
    ------
    BestandAfgekeurdError
        If a table is not one we know, is of another year, or lacks its properties.
    """
    delen = [d for d in documenten if d.rol is not Rol.CIJFERS]
    over = list(delen)
    leveringen: list[Levering] = []
    for cijfers in _join_pages([d for d in documenten if d.rol is Rol.CIJFERS]):
        # a table of several pages shares its other parts; two tables each have their own
        nieuw, gebruikt = _build(cijfers, [*over, *delen], peiljaar=peiljaar)
        leveringen += nieuw
        over = [document for document in over if document not in gebruikt]
    return leveringen, over


def _join_pages(cijfers: list[Document]) -> list[Document]:
    """
    Join the pages of a table of which an area has many rows.

    What belongs to one figure (its margins, its months) may stand on two of them. Where two files
    hold the same row, the later one counts.
    """
    per_tabel: dict[str, list[Document]] = {}
    samen: list[Document] = []
    for document in cijfers:
        if document.tabelnummer is None or "Perioden" not in document.rijen.columns:
            samen.append(document)
        else:
            per_tabel.setdefault(document.tabelnummer, []).append(document)
    return samen + [
        _join(bladen) if len(bladen) > 1 else bladen[0] for bladen in per_tabel.values()
    ]


def _join(bladen: list[Document]) -> Document:
    rijen = pd.concat([blad.rijen for blad in bladen], ignore_index=True)
    assen = [as_ for as_ in _ASSEN if as_ in rijen.columns]
    nummers = np.repeat(np.arange(len(bladen)), [len(blad.rijen) for blad in bladen])
    sleutels = [rijen[as_].astype("str") for as_ in assen]
    laatste = pd.Series(nummers).groupby(sleutels, sort=False).transform("max")
    rijen = rijen[laatste.to_numpy() == nummers]
    rijen.index = pd.RangeIndex(1, len(rijen) + 1)
    return replace(bladen[0], rijen=rijen, vervolg=tuple(blad.bestand for blad in bladen[1:]))


def _build(
    cijfers: Document, anderen: list[Document], *, peiljaar: int | None
) -> tuple[list[Levering], list[Document]]:
    bestand = cijfers.bestand.naam
    kenmerken = _companion(cijfers, anderen, Rol.KENMERKEN)
    nummer = cijfers.tabelnummer or (kenmerken.tabelnummer if kenmerken else None)
    bekend = TABEL_PER_NUMMER.get(nummer or "")
    _check_table(nummer, bekend, kenmerken, bestand=bestand)
    bron = tuple(Bestand(b.naam, b.sha256) for b in (cijfers.bestand, *cijfers.vervolg))
    kolommen = cijfers.rijen.columns
    if rivm.is_gezondheid(kolommen):
        grensjaar = bekend.grensjaar if bekend else None
        gebruikt = [kenmerken] if kenmerken else []
        return rivm.clean_gezondheid(cijfers.rijen, grensjaar=grensjaar, bestanden=bron), gebruikt
    if tabel := politie.politietabel(kolommen):
        return politie.clean_politie(cijfers.rijen, tabel=tabel, grensjaar=None, bestanden=bron), []
    eigenschappen = _companion(cijfers, anderen, Rol.EIGENSCHAPPEN)
    if eigenschappen is None:
        raise BestandAfgekeurdError(
            bestand,
            "de DataProperties van deze tabel ontbreken; zonder die lijst is niet te zien wat "
            "elke kolom betekent. Geef beide bestanden samen mee, of de map waar ze in staan.",
            plaats="DataProperties",
        )
    gebieden = _companion(cijfers, anderen, Rol.GEBIEDEN)
    namen = pd.Series(dtype="object")
    if gebieden is not None:
        sleutels, titels = (
            [str(cel).strip() for cel in gebieden.rijen[kolom]] for kolom in ("Key", "Title")
        )
        namen = pd.Series(titels, index=sleutels, dtype="object")
    namen = namen[~namen.index.duplicated()]
    delen = [d for d in (eigenschappen, gebieden, kenmerken) if d is not None]
    alle = (*bron, *(Bestand(d.bestand.naam, d.bestand.sha256) for d in delen))
    if ses.is_ses(kolommen) or (bekend is not None and bekend.bron == ses.TABEL):
        leveringen = ses.clean_ses(
            cijfers.rijen,
            eigenschappen.rijen,
            grensjaar=ses.border_year(
                "" if kenmerken is None else str(kenmerken.rijen["Title"].iloc[0]),
                bekend.grensjaar if bekend else None,
                bestand=bestand,
            ),
            bestanden=alle,
            namen=namen,
        )
        return leveringen, delen
    levering = cbs.clean_odata(
        cijfers.rijen,
        eigenschappen.rijen,
        peiljaar=_year(bekend, kenmerken, eigenschappen, peiljaar, bestand=bestand),
        bestanden=alle,
        namen=namen,
    )
    return [levering], delen


def _companion(cijfers: Document, anderen: list[Document], rol: Rol) -> Document | None:
    """Choose the document of a role that belongs to a table: same number, or fitting columns."""
    passend = [d for d in anderen if d.rol is rol and _belongs(cijfers, d)]
    if len(passend) > 1:
        zelfde = [d for d in passend if d.bestand.pad.parent == cijfers.bestand.pad.parent]
        passend = zelfde or passend
    return passend[0] if passend else None


def _belongs(cijfers: Document, ander: Document) -> bool:
    if cijfers.tabelnummer and ander.tabelnummer:
        return cijfers.tabelnummer == ander.tabelnummer
    if ander.rol is Rol.EIGENSCHAPPEN:
        sleutels = set(ander.rijen.loc[ander.rijen["Type"] == "Topic", "Key"])
        return sleutels <= set(cijfers.rijen.columns)
    return True


def _check_table(
    nummer: str | None, bekend: Tabeladres | None, kenmerken: Document | None, *, bestand: str
) -> None:
    if nummer is not None and bekend is None:
        titel = "" if kenmerken is None else f" ({shorten(kenmerken.rijen['Title'].iloc[0])})"
        raise BestandAfgekeurdError(
            bestand,
            f"tabel {shorten(nummer)}{titel} kent Sociale Kaart niet. Gebruik de Kerncijfers "
            "wijken en buurten, de SES-WOA-scores, gezondheid per wijk en buurt, of de "
            "politietabellen.",
            plaats=f"tabel {nummer}",
        )
    if kenmerken is None or bekend is None or bekend.bron != "kwb":
        return
    titel = str(kenmerken.rijen["Title"].iloc[0])
    if not _KWB_TITEL.match(titel):
        raise BestandAfgekeurdError(
            bestand,
            f"de tabel heet '{shorten(titel)}' en niet 'Kerncijfers wijken en buurten'. Download "
            "de goede tabel.",
            plaats=f"tabel {nummer}",
        )


def _year(
    bekend: Tabeladres | None,
    kenmerken: Document | None,
    eigenschappen: Document,
    peiljaar: int | None,
    *,
    bestand: str,
) -> int:
    """Answer the year all sources agree on."""
    bronnen: dict[str, int] = {}
    if kenmerken is not None and str(kenmerken.rijen["Period"].iloc[0]).isdecimal():
        bronnen["de kenmerken van de tabel"] = int(kenmerken.rijen["Period"].iloc[0])
    if bekend is not None and bekend.peiljaar is not None:
        bronnen["het tabelnummer"] = bekend.peiljaar
    if "MapYear" in eigenschappen.rijen:
        jaren = pd.to_numeric(eigenschappen.rijen["MapYear"], errors="coerce").dropna()
        if not jaren.empty:
            bronnen["de kaart bij de tabel"] = int(jaren.iloc[0])
    if peiljaar is not None:
        bronnen["`--peiljaar`"] = peiljaar
    if not bronnen:
        raise BestandAfgekeurdError(
            bestand,
            "het bestand noemt geen jaar. Geef het mee, zoals `--peiljaar 2020`.",
            plaats="peiljaar",
        )
    if len(set(bronnen.values())) > 1:
        per_jaar = {jaar: bron for bron, jaar in reversed(bronnen.items())}
        woorden = " en ".join(f"{jaar} volgens {bron}" for jaar, bron in sorted(per_jaar.items()))
        raise BestandAfgekeurdError(
            bestand,
            f"het jaar klopt niet: {woorden}. Kies het bestand van het goede jaar.",
            plaats="peiljaar",
        )
    jaar = next(iter(bronnen.values()))
    if not EERSTE_JAAR <= jaar <= LAATSTE_JAAR:
        raise BestandAfgekeurdError(
            bestand, f"{jaar} is geen jaar. Download de tabel opnieuw.", plaats="peiljaar"
        )
    return jaar

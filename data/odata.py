"""
Documents of CBS OData v3, as JSON or as a parquet dump, sorted by role and put together.

A table comes in parts: figures (TypedDataSet), properties of the columns (DataProperties), names
of areas (WijkenEnBuurten) and properties of the table (TableInfos). None is told by its file name.
"""

import json
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NoReturn

import pandas as pd
import pyarrow as pa

from data import cbs, politie, rivm
from data.bestanden import Invoerbestand, Soort
from data.bronnen import CBS_TABELLEN, CbsTabel
from data.errors import BestandAfgekeurdError
from data.levering import Bestand, Levering

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
    """One document: its file, its role, the table it names (if it does), and its rows."""

    bestand: Invoerbestand
    rol: Rol
    tabelnummer: str | None
    rijen: pd.DataFrame


def read_document(bestand: Invoerbestand) -> Document:
    """
    Read one document and tell its role by its columns.

    Raises
    ------
    BestandAfgekeurdError
        If it is broken off or no JSON.
    """
    if bestand.soort is Soort.PARQUET:
        try:
            rijen = pd.read_parquet(bestand.pad)
        except (OSError, ValueError, pa.ArrowException) as fout:
            raise BestandAfgekeurdError(
                bestand.naam, "het bestand is afgebroken of beschadigd. Download het opnieuw."
            ) from fout
        rijen.index = pd.RangeIndex(1, len(rijen) + 1)
        return Document(bestand, _role(rijen), None, rijen.rename(columns={"odata_type": "soort"}))
    inhoud = _read_json(bestand)
    waarde = inhoud.get("value")
    if isinstance(waarde, list) and all(isinstance(rij, dict) for rij in waarde):
        rijen = pd.DataFrame(waarde)
    elif "Identifier" in inhoud:
        rijen = pd.DataFrame([inhoud])
    else:
        rijen = pd.DataFrame()
    rijen.index = pd.RangeIndex(1, len(rijen) + 1)
    rol = _role(rijen)
    nummer = re.search(
        r"/([0-9A-Za-z]+)/\$metadata", str(inhoud.get("odata.metadata", "")), re.IGNORECASE
    )
    tabelnummer = nummer[1].upper() if nummer else None
    if rol is Rol.KENMERKEN:
        tabelnummer = str(rijen["Identifier"].iloc[0]).strip().upper()
    return Document(bestand, rol, tabelnummer, rijen)


def _read_json(bestand: Invoerbestand) -> dict[str, Any]:
    def refuse(getal: str) -> NoReturn:
        raise BestandAfgekeurdError(
            bestand.naam,
            f"'{getal}' is geen getal in JSON. Download het bestand opnieuw.",
            plaats=f"waarde '{getal}'",
        )

    try:
        gelezen = json.loads(bestand.pad.read_bytes().decode("utf-8-sig"), parse_constant=refuse)
    except UnicodeDecodeError as fout:
        raise BestandAfgekeurdError(
            bestand.naam,
            "hier staat een teken dat geen UTF-8 is. Download het bestand opnieuw.",
            plaats=f"byte {fout.start + 1}",
        ) from fout
    except (json.JSONDecodeError, RecursionError) as fout:
        regel = getattr(fout, "lineno", 1)
        raise BestandAfgekeurdError(
            bestand.naam,
            "de JSON is hier afgebroken of beschadigd. Download het bestand opnieuw.",
            plaats=f"regel {regel}",
        ) from fout
    return gelezen if isinstance(gelezen, dict) else {"value": gelezen}


def _role(rijen: pd.DataFrame) -> Rol:
    kolommen = set(rijen.columns)
    if {"Key", "Type", "Title", "ParentID"} <= kolommen or {"Key", "Type", "Unit"} <= kolommen:
        return Rol.EIGENSCHAPPEN
    if {"Key", "Title", "DetailRegionCode"} <= kolommen:
        return Rol.GEBIEDEN
    if {"Identifier", "Title"} <= kolommen and kolommen & {"Period", "RecordCount"}:
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
    over = [d for d in documenten if d.rol is not Rol.CIJFERS]
    leveringen: list[Levering] = []
    for cijfers in (d for d in documenten if d.rol is Rol.CIJFERS):
        nieuw, gebruikt = _build(cijfers, over, peiljaar=peiljaar)
        leveringen += nieuw
        over = [document for document in over if document not in gebruikt]
    return leveringen, over


def _build(
    cijfers: Document, anderen: list[Document], *, peiljaar: int | None
) -> tuple[list[Levering], list[Document]]:
    bestand = cijfers.bestand.naam
    kenmerken = _companion(cijfers, anderen, Rol.KENMERKEN)
    nummer = cijfers.tabelnummer or (kenmerken.tabelnummer if kenmerken else None)
    bekend = CBS_TABELLEN.get(nummer or "")
    _check_table(nummer, bekend, kenmerken, bestand=bestand)
    bron = (Bestand(bestand, cijfers.bestand.sha256),)
    kolommen = cijfers.rijen.columns
    if rivm.is_gezondheid(kolommen):
        grensjaar = bekend.grensjaar if bekend else None
        rijen = _data_rows(cijfers)
        gebruikt = [kenmerken] if kenmerken else []
        return rivm.clean_gezondheid(rijen, grensjaar=grensjaar, bestanden=bron), gebruikt
    if tabel := politie.politietabel(kolommen):
        rijen = _data_rows(cijfers)
        return politie.clean_politie(rijen, tabel=tabel, grensjaar=None, bestanden=bron), []
    eigenschappen = _companion(cijfers, anderen, Rol.EIGENSCHAPPEN)
    if eigenschappen is None:
        raise BestandAfgekeurdError(
            bestand,
            "de DataProperties van deze tabel ontbreken; zonder die lijst is niet te zien wat "
            "elke kolom betekent. Geef beide bestanden samen mee, of de map waar ze in staan.",
        )
    gebieden = _companion(cijfers, anderen, Rol.GEBIEDEN)
    namen = pd.Series(dtype="object")
    if gebieden is not None:
        sleutel, titel = gebieden.rijen["Key"].str.strip(), gebieden.rijen["Title"].str.strip()
        namen = pd.Series(titel.to_numpy(), index=sleutel)
    jaar = _year(bekend, kenmerken, eigenschappen, peiljaar, bestand=bestand)
    delen = [d for d in (eigenschappen, gebieden, kenmerken) if d is not None]
    levering = cbs.clean_odata(
        cijfers.rijen,
        eigenschappen.rijen,
        peiljaar=jaar,
        bestanden=(*bron, *(Bestand(d.bestand.naam, d.bestand.sha256) for d in delen)),
        namen=namen[~namen.index.duplicated()],
    )
    return [levering], delen


def _data_rows(document: Document) -> pd.DataFrame:
    if document.rijen.empty:
        raise BestandAfgekeurdError(
            document.bestand.naam, "de tabel heeft geen enkele rij.", plaats="value"
        )
    return document.rijen


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
    nummer: str | None, bekend: CbsTabel | None, kenmerken: Document | None, *, bestand: str
) -> None:
    if nummer is not None and bekend is None:
        titel = "" if kenmerken is None else f" ({kenmerken.rijen['Title'].iloc[0]})"
        raise BestandAfgekeurdError(
            bestand,
            f"tabel {nummer}{titel} kent Sociale Kaart niet. Gebruik de Kerncijfers wijken en "
            "buurten, gezondheid per wijk en buurt, of de politietabellen.",
            plaats=f"tabel {nummer}",
        )
    if kenmerken is None or bekend is None or bekend.tabel != "kwb":
        return
    titel = str(kenmerken.rijen["Title"].iloc[0])
    if not _KWB_TITEL.match(titel):
        raise BestandAfgekeurdError(
            bestand,
            f"de tabel heet '{titel}' en niet 'Kerncijfers wijken en buurten'.",
            plaats=f"tabel {nummer}",
        )


def _year(
    bekend: CbsTabel | None,
    kenmerken: Document | None,
    eigenschappen: Document,
    peiljaar: int | None,
    *,
    bestand: str,
) -> int:
    """Answer the year all sources agree on."""
    bronnen: dict[str, int] = {}
    if kenmerken is not None and str(kenmerken.rijen["Period"].iloc[0]).isdigit():
        bronnen["de kenmerken van de tabel"] = int(kenmerken.rijen["Period"].iloc[0])
    if bekend is not None and bekend.peiljaar is not None:
        bronnen["het tabelnummer"] = bekend.peiljaar
    if "MapYear" in eigenschappen.rijen:
        jaren = eigenschappen.rijen["MapYear"].dropna()
        if not jaren.empty:
            bronnen["de kaart bij de tabel"] = int(jaren.iloc[0])
    if peiljaar is not None:
        bronnen["`--peiljaar`"] = peiljaar
    if not bronnen:
        raise BestandAfgekeurdError(
            bestand, "het bestand noemt geen jaar. Geef het mee, zoals `--peiljaar 2020`."
        )
    if len(set(bronnen.values())) > 1:
        woorden = " en ".join(f"{jaar} volgens {bron}" for bron, jaar in bronnen.items())
        raise BestandAfgekeurdError(
            bestand,
            f"het jaar klopt niet: {woorden}. Kies het bestand van het goede jaar.",
            plaats="peiljaar",
        )
    return next(iter(bronnen.values()))

"""What the publishers of the replay have, as plain data, and what a question and an answer are."""

import base64
import hashlib
import shutil
import tempfile
import threading
import weakref
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape

import geopandas as gpd
import numpy as np
import shapely

Rij = dict[str, Any]

CBS: Final = "opendata.cbs.nl"
DERDEN: Final = "dataderden.cbs.nl"
GEWIJZIGD: Final = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)

_SOORTEN: Final = {"NL": "Land", "GM": "Gemeente", "WK": "Wijk", "BU": "Buurt"}
_VEREENVOUDIGING_M: Final = 20
_DIMENSIESOORTEN: Final = ("GeoDetail", "Dimension", "TimeDimension")


@dataclass(frozen=True)
class Verzoek:
    """A question as the publisher would have got it: `zoek` are the parts after `?`, unquoted."""

    methode: str
    host: str
    pad: str
    zoek: Mapping[str, str]
    koppen: Mapping[str, str]

    def los(self, naam: str, anders: str = "") -> str:
        """Answer a part of the query, whatever the case of its name."""
        return next((w for n, w in self.zoek.items() if n.lower() == naam.lower()), anders)


@dataclass(frozen=True)
class Antwoord:
    """An answer: status, content type, body, and what else its head says."""

    status: int
    soort: str
    inhoud: bytes
    gewijzigd: datetime = GEWIJZIGD
    koppen: Mapping[str, str] = field(default_factory=dict)
    etag: str = ""

    @cached_property
    def kenmerk(self) -> str:
        """Answer the ETag, which follows from the body alone."""
        return self.etag or (
            '"' + base64.urlsafe_b64encode(hashlib.sha256(self.inhoud).digest()[:9]).decode() + '"'
        )


def refuse(status: int, tekst: str) -> Antwoord:
    """Answer a plain refusal."""
    return Antwoord(status, "text/plain; charset=utf-8", tekst.encode())


def xml_error(tekst: str, *, status: int = 200) -> Antwoord:
    """Answer an error as a map server words it: some do so with status 200."""
    fout = f"<ows:ExceptionText>{escape(tekst)}</ows:ExceptionText>"
    ruimte = "xmlns:ows='http://www.opengis.net/ows/1.1'"
    rapport = f"<ows:ExceptionReport {ruimte}><ows:Exception>{fout}</ows:Exception>"
    inhoud = f"<?xml version='1.0' encoding='UTF-8'?>{rapport}</ows:ExceptionReport>"
    return Antwoord(status, "text/xml; charset=UTF-8", inhoud.encode())


# Tables of OData


@dataclass(frozen=True)
class Dimensie:
    """A dimension: its name, its kind for OData, and its members with their padded keys."""

    naam: str
    soort: str
    leden: Sequence[Rij]
    kaartjaar: int | None = None

    @cached_property
    def sleutels(self) -> list[str]:
        """Answer the keys of all members, padded as the publisher pads them."""
        return [lid["Key"] for lid in self.leden]


@dataclass(frozen=True, kw_only=True)
class Onderwerp:
    """A topic: key, title, groups from large to small, unit and type."""

    sleutel: str
    titel: str
    pad: tuple[str, ...] = ()
    eenheid: str = "aantal"
    soort: str = "Long"
    decimalen: int = 0


Plekken = np.ndarray[Any, np.dtype[np.intp]]


@dataclass(frozen=True, kw_only=True)
class Tabel:
    """
    A table of OData v3: one row for each combination of the members of its dimensions.

    `maak` answers the topics of some rows; it is given one array of members per dimension.
    """

    host: str
    nummer: str
    titel: str
    periode: str
    dimensies: tuple[Dimensie, ...]
    onderwerpen: tuple[Onderwerp, ...]
    maak: Callable[[Sequence[Plekken]], list[Rij]]
    gewijzigd: datetime = GEWIJZIGD

    @property
    def vorm(self) -> tuple[int, ...]:
        """Answer the number of members per dimension."""
        return tuple(len(dimensie.leden) for dimensie in self.dimensies)

    def rows(self, nummers: Plekken) -> list[Rij]:
        """Make the rows with these numbers, keys of dimensions first."""
        plekken = np.unravel_index(nummers, self.vorm)
        sleutels = [
            [dimensie.sleutels[plek] for plek in plaats.tolist()]
            for dimensie, plaats in zip(self.dimensies, plekken, strict=True)
        ]
        namen = [dimensie.naam for dimensie in self.dimensies]
        return [
            {"ID": nummer, **dict(zip(namen, eigen, strict=True)), **cijfers}
            for nummer, eigen, cijfers in zip(
                nummers.tolist(), zip(*sleutels, strict=True), self.maak(plekken), strict=True
            )
        ]

    @cached_property
    def eigenschappen(self) -> list[Rij]:
        """Answer the DataProperties: dimensions, groups and topics, each group before its own."""
        rijen: list[Rij] = []
        for plaats, dimensie in enumerate(self.dimensies):
            rijen.append(
                _property(dimensie.soort, len(rijen), plaats, dimensie.naam, dimensie.naam)
            )
            if dimensie.kaartjaar is not None:
                rijen[-1]["MapYear"] = dimensie.kaartjaar
        groepen: dict[tuple[str, ...], int] = {}
        for plaats, onderwerp in enumerate(self.onderwerpen, start=len(self.dimensies)):
            ouder = None
            for diepte in range(1, 1 + len(onderwerp.pad)):
                pad = onderwerp.pad[:diepte]
                if pad not in groepen:
                    groepen[pad] = len(rijen)
                    rijen.append(
                        _property("TopicGroup", len(rijen), None, "", pad[-1], ouder=ouder)
                    )
                ouder = groepen[pad]
            rijen.append(
                _property(
                    "Topic", len(rijen), plaats, onderwerp.sleutel, onderwerp.titel, ouder=ouder
                )
                | {
                    "Datatype": onderwerp.soort,
                    "Unit": onderwerp.eenheid,
                    "Decimals": onderwerp.decimalen,
                    "Default": "Impossible",
                    "PresentationType": "Absolute",
                }
            )
        return rijen

    @property
    def kenmerken(self) -> Rij:
        """Answer the row of TableInfos."""
        moment = self.gewijzigd.strftime("%Y-%m-%dT%H:%M:%S")
        dienst = f"https://{self.host}"
        return {
            "Updated": moment,
            "ID": 0,
            "Identifier": self.nummer,
            "Title": self.titel,
            "Modified": moment,
            "ReasonDelivery": "Actualisering",
            "OutputStatus": "Regulier",
            "Language": "nl",
            "Catalog": "CBS" if self.host == CBS else "Derden",
            "Period": self.periode,
            "ApiUrl": f"{dienst}/ODataApi/OData/{self.nummer}",
            "FeedUrl": f"{dienst}/ODataFeed/OData/{self.nummer}",
            "RecordCount": int(np.prod(self.vorm)),
            "ColumnCount": len(self.dimensies) + len(self.onderwerpen),
        }


def _property(  # noqa: PLR0913 - the columns of one row
    soort: str,
    nummer: int,
    plaats: int | None,
    sleutel: str,
    titel: str,
    *,
    ouder: int | None = None,
) -> Rij:
    return {
        "odata.type": f"Cbs.OData.{soort}",
        "ID": nummer,
        "Position": plaats,
        "ParentID": ouder,
        "Type": soort,
        "Key": sleutel,
        "Title": titel,
        "Description": "" if soort in _DIMENSIESOORTEN else None,
    }


def region_member(code: str, naam: str) -> Rij:
    """Answer an area as a member of the dimension WijkenEnBuurten."""
    gemeente = "" if code.startswith("NL") else f"GM{code[2:6]}"
    return {
        "Key": code.ljust(10),
        "Title": naam,
        "Description": None if not gemeente else f"{_SOORTEN[code[:2]]} '{naam}' ({code})",
        "Municipality": gemeente,
        "DetailRegionCode": code if gemeente else "",
    }


def region_words(code: str, gemeentenaam: str) -> tuple[str, str]:
    """Answer name of the gemeente and kind of region, padded as CBS pads them."""
    return gemeentenaam.ljust(40), _SOORTEN[code[:2]].ljust(10)


# Maps


@dataclass(frozen=True, kw_only=True, eq=False)
class Kaart:
    """
    The outlines of one year in RD, a row per buurt.

    Columns of `buurten`: code, naam, gemeentenaam, inwoners, vlag (change of borders), water.
    `overige` names the statistics of the publisher that come later (-99995).
    """

    jaar: int
    buurten: gpd.GeoDataFrame
    overige: tuple[str, ...] = ()

    @cached_property
    def lagen(self) -> Mapping[str, gpd.GeoDataFrame]:
        """Answer buurten, wijken and gemeenten, the larger made of the smaller."""
        buurten = self.buurten.assign(
            wijkcode="WK" + self.buurten["code"].str[2:8],
            gemeentecode="GM" + self.buurten["code"].str[2:6],
        )
        wijken = _dissolved(buurten, "wijkcode").assign(
            gemeentecode=lambda w: "GM" + w["code"].str[2:6], wijkcode=lambda w: w["code"]
        )
        wijken["naam"] = "Wijk " + wijken["code"].str[6:]
        gemeenten = _dissolved(buurten, "gemeentecode").assign(gemeentecode=lambda g: g["code"])
        gemeenten["naam"] = gemeenten["gemeentenaam"]
        return {"buurten": buurten, "wijken": wijken, "gemeenten": gemeenten}

    @cached_property
    def vereenvoudigd(self) -> Mapping[str, gpd.GeoDataFrame]:
        """Answer the same without water and with fewer points, as the generalised borders are."""
        antwoord = {}
        for naam, laag in self.lagen.items():
            land = laag[laag["water"] == "NEE"].reset_index(drop=True)
            vlakken = shapely.coverage_simplify(land.geometry.to_numpy(), _VEREENVOUDIGING_M)
            antwoord[naam] = land.set_geometry(gpd.GeoSeries(vlakken, crs=land.crs))
        return antwoord


def _dissolved(buurten: gpd.GeoDataFrame, kolom: str) -> gpd.GeoDataFrame:
    """Answer one outline per wijk or gemeente, land and water apart, figures of land added."""
    return buurten.dissolve(
        [kolom, "water"],
        aggfunc={"gemeentenaam": "first", "inwoners": "sum", "vlag": "max"},
        as_index=False,
        sort=True,
    ).rename(columns={kolom: "code"})


# All of it


class Voorraad:
    """
    Answers that were made before, kept in a folder that goes away with the program.

    A page of the whole country takes seconds to make and tens of megabytes to hold.
    """

    def __init__(self) -> None:
        self._map = Path(tempfile.mkdtemp(prefix="naspelen-"))
        self._slot = threading.Lock()
        self._bekend: dict[tuple[object, ...], tuple[Antwoord, Path]] = {}
        weakref.finalize(self, shutil.rmtree, self._map, ignore_errors=True)

    def fetch(self, verzoek: Verzoek, maak: Callable[[], Antwoord]) -> Antwoord:
        """Answer what was answered before, or make it now; one at a time."""
        sleutel = (verzoek.host, verzoek.pad, *sorted(verzoek.zoek.items()))
        with self._slot:
            if sleutel not in self._bekend:
                antwoord = maak()
                pad = self._map / str(len(self._bekend))
                pad.write_bytes(antwoord.inhoud)
                self._bekend[sleutel] = (replace(antwoord, inhoud=b"", etag=antwoord.kenmerk), pad)
            antwoord, pad = self._bekend[sleutel]
        return replace(antwoord, inhoud=pad.read_bytes())


@dataclass(frozen=True, kw_only=True)
class Wereld:
    """
    Everything the publishers have.

    `paginagrootte` is the page of FEED and the most that API answers. `kaarten` are the official
    maps per year. `scores` are the rows of the Leefbaarometer: code, name, gemeente, year, scores.
    """

    tabellen: Mapping[str, Tabel]
    kaarten: Mapping[int, Kaart] = field(default_factory=dict)
    scores: Callable[[], Sequence[Rij]] = tuple
    paginagrootte: int = 10_000
    voorraad: Voorraad = field(init=False, repr=False, compare=False, default_factory=Voorraad)

    def tabel(self, nummer: str) -> Tabel | None:
        """Answer a table by its number, whatever the case of its letters."""
        return self.tabellen.get(nummer.upper())

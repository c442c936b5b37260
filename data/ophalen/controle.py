"""
`python -m data controleer-bronnen`: every address is asked for the least that shows its shape.

It is the first thing to run where there is internet, and after a publisher changed something. What
is otherwise than the importer expects is told per address; nothing is kept.
"""

import argparse
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeAlias
from urllib.parse import parse_qs, quote, urlsplit

import pandas as pd

from data import ses
from data.adressen import (
    CARTOMAP,
    GEGENERALISEERDE_JAREN,
    GEGENERALISEERDE_OMTREKKEN,
    KERNCIJFERS_TABELLEN,
    KERNCIJFERS_WERKMAPPEN,
    LEEFBAAROMETER_KLASSEJAREN,
    LEEFBAAROMETER_KLASSEN,
    LEEFBAAROMETER_SCORES,
    ODATA,
    OMTREKJAREN,
    OMTREKKEN_MET_DE_HAND,
    OMTREKKEN_NIET_BEVESTIGD,
    OMTREKKEN_PER_GEMEENTE,
    OMTREKKEN_VAN_NEDERLAND,
    OP_TE_HALEN,
    Tabeladres,
)
from data.bronnen import OMTREKKEN, TABELLEN
from data.errors import SocialeKaartError, one_line, shorten
from data.gebieden import gemeentecode_of
from data.ophalen.bladen import code_of
from data.ophalen.errors import BronMisluktError, NietGevondenError
from data.ophalen.odata import find_totaal
from data.ophalen.opdracht import EXIT_DEELS, SPIEGELVARIABELE, read_gemeente, read_spiegel
from data.ophalen.verbinding import Geduld, Verbinding
from data.ophalen.verwacht import missing_kolommen

OPDRACHT: Final = "controleer-bronnen"
_POGINGEN: Final = 2
_VOORBEELD: Final = "GM0772"
_VANAF: Final = "2024"
_IS_GELIJK: Final = re.compile(r"(\w+) eq '([^']*)'")
_GEBIED: Final = frozenset(("GeoDetail", "GeoDimension"))
_GRADEN: Final = 360
_VEILIG: Final = "'(),"

# What is seen in an answer: its shape in words, and what is otherwise than expected.
Gezien: TypeAlias = tuple[str, list[str]]
Kijk: TypeAlias = Callable[[Any], Gezien]


@dataclass(frozen=True, kw_only=True)
class Bevinding:
    """What one address answered; `is_weg` tells that the publisher has no such thing."""

    wat: str
    adres: str
    status: str
    omvang: int | None = None
    vorm: str = ""
    verschillen: tuple[str, ...] = ()
    is_weg: bool = False

    @property
    def regel(self) -> str:
        """Say it on one line."""
        bytes_ = "" if self.omvang is None else f"{self.omvang:,} bytes".replace(",", ".")
        oordeel = " en ".join(self.verschillen) or "zoals verwacht"
        delen = (self.wat, self.status, bytes_, self.vorm, oordeel, self.adres)
        return one_line(" | ".join(delen))


class _Vrager:
    """Asks one address after the other and makes a finding of whatever comes of it."""

    def __init__(self, verbinding: Verbinding) -> None:
        self._verbinding = verbinding
        self._nummer = 0

    def ask(self, wat: str, adres: str, kijk: Kijk) -> tuple[Bevinding, Any]:
        """Ask for a document and look at it; answer the document too, None where none came."""
        self._nummer += 1
        naam = f"{self._nummer}.json"
        try:
            document = self._verbinding.fetch_json(adres, naam)
        except BronMisluktError as fout:
            return _failed(wat, adres, fout), None
        omvang = (self._verbinding.map / naam).stat().st_size
        try:
            vorm, verschillen = kijk(document)
        except SocialeKaartError as fout:
            vorm, verschillen = "", [str(fout)]
        except (AttributeError, KeyError, TypeError, ValueError):
            # JSON of others can have any form, and one that is not foreseen stops no other
            vorm, verschillen = "", ["heeft een andere vorm"]
        bevinding = Bevinding(
            wat=wat,
            adres=adres,
            status="gekregen",
            omvang=omvang,
            vorm=vorm,
            verschillen=tuple(verschillen),
        )
        return bevinding, document

    def ask_head(self, wat: str, adres: str) -> Bevinding:
        """Ask what is said of a file: its kind and its size."""
        try:
            kop = self._verbinding.head(adres)
        except BronMisluktError as fout:
            return _failed(wat, adres, fout)
        is_pagina = "html" in kop.soort
        return Bevinding(
            wat=wat,
            adres=adres,
            status="gekregen",
            omvang=kop.omvang,
            vorm=shorten(kop.soort),
            verschillen=("dit is een webpagina en geen bestand",) if is_pagina else (),
        )


def _failed(wat: str, adres: str, fout: BronMisluktError) -> Bevinding:
    is_weg = isinstance(fout, NietGevondenError)
    return Bevinding(
        wat=wat, adres=adres, status=fout.reden, verschillen=("niet gekregen",), is_weg=is_weg
    )


def check_bronnen(verbinding: Verbinding, *, gemeente: str = _VOORBEELD) -> Iterator[Bevinding]:
    """Ask every address there is, of maps for one gemeente, and tell of each what came."""
    vrager = _Vrager(verbinding)
    tabellen = [*KERNCIJFERS_TABELLEN, *(t for groep in OP_TE_HALEN.values() for t in groep)]
    for tabel in tabellen:
        yield from _check_tabel(vrager, tabel)
    yield from _check_omtrekken(vrager, gemeente)
    yield from _check_landelijk(vrager)
    yield from _check_leefbaarometer(vrager)
    for jaar, adres in KERNCIJFERS_WERKMAPPEN.items():
        yield vrager.ask_head(f"{TABELLEN['kwb'].naam} {jaar}, werkmap", adres)


def _check_tabel(vrager: _Vrager, tabel: Tabeladres) -> Iterator[Bevinding]:
    jaar = "" if tabel.peiljaar is None else f" {tabel.peiljaar}"
    naam = f"{TABELLEN[tabel.bron].naam}{jaar} ({tabel.nummer})"

    def ask(deel: str, kijk: Kijk, vraag: str = "") -> tuple[Bevinding, Any]:
        adres = ODATA.format(host=tabel.host, nummer=tabel.nummer, deel=deel)
        return vrager.ask(f"{naam}, {deel}", f"{adres}{vraag}", kijk)

    yield ask("TableInfos", partial(_look_at_kenmerken, tabel))[0]
    bevinding, document = ask("DataProperties", partial(_look_at_eigenschappen, tabel))
    yield bevinding
    filter_ = tabel.filter.replace("{vanaf}", _VANAF)
    if "{totaal}" in filter_:
        bevinding, soorten = ask(filter_.split(" ", 1)[0], _look_at_soorten)
        yield bevinding
        filter_ = filter_.replace("{totaal}", find_totaal(_value(soorten)) or "")
    vraag = f"&$top=1&$filter={quote(filter_, safe=_VEILIG)}" if filter_ else "&$top=1"
    kijk = partial(_look_at_rij, _value(document), filter_)
    yield ask("TypedDataSet", kijk, vraag)[0]


def _value(document: object) -> list[dict[str, Any]]:
    """Answer the rows of a document of OData; none where it has another form."""
    waarde = document.get("value") if isinstance(document, dict) else None
    return [rij for rij in waarde if isinstance(rij, dict)] if isinstance(waarde, list) else []


def _look_at_kenmerken(tabel: Tabeladres, document: object) -> Gezien:
    rijen = _value(document)
    kenmerken = {} if not rijen else rijen[0]
    nummer, titel, periode, aantal, gewijzigd = (
        str(kenmerken.get(naam, "")).strip()
        for naam in ("Identifier", "Title", "Period", "RecordCount", "Modified")
    )
    verschillen = []
    if nummer.upper() != tabel.nummer:
        verschillen.append(f"noemt zich tabel '{shorten(nummer)}'")
    if tabel.peiljaar is not None and periode != str(tabel.peiljaar):
        verschillen.append(f"gaat over '{shorten(periode)}' en niet over {tabel.peiljaar}")
    if tabel.bron == ses.TABEL:
        ses.border_year(titel, tabel.grensjaar, bestand=tabel.nummer)
    vorm = f"'{shorten(titel)}', {shorten(aantal)} rijen, gewijzigd {gewijzigd[:10]}"
    return vorm, verschillen


def _look_at_eigenschappen(tabel: Tabeladres, document: object) -> Gezien:
    rijen = _value(document)
    onderwerpen = [rij for rij in rijen if rij.get("Type") == "Topic"]
    verschillen = []
    ruimte = [rij for rij in rijen if rij.get("Type") in _GEBIED]
    if not ruimte:
        verschillen.append("geen as met wijken en buurten")
    elif tabel.grensjaar is not None:
        kaartjaar = str(ruimte[0].get("MapYear") or tabel.grensjaar)
        if kaartjaar != str(tabel.grensjaar):
            verschillen.append(f"staat op de kaart van {shorten(kaartjaar)}")
    if ontbreekt := missing_kolommen(tabel, pd.DataFrame(rijen)):
        verschillen.append(f"zonder {', '.join(ontbreekt)}")
    return f"{len(onderwerpen)} onderwerpen", verschillen


def _look_at_soorten(document: object) -> Gezien:
    soorten = _value(document)
    verschillen = [] if find_totaal(soorten) is not None else ["geen soort die totaal heet"]
    return f"{len(soorten)} soorten", verschillen


def _look_at_rij(eigenschappen: list[dict[str, Any]], filter_: str, document: object) -> Gezien:
    rijen = _value(document)
    if len(rijen) != 1:
        return f"{len(rijen)} rijen", [f"1 rij gevraagd en {len(rijen)} gekregen"]
    # a group of topics has no key
    verwacht = [str(sleutel) for e in eigenschappen if (sleutel := e.get("Key"))]
    verschillen = []
    if ontbreekt := [sleutel for sleutel in verwacht if sleutel not in rijen[0]]:
        verschillen.append(f"zonder {', '.join(ontbreekt)}")
    for kolom, waarde in _IS_GELIJK.findall(filter_):
        if str(rijen[0].get(kolom)) != waarde:
            verschillen.append(f"let niet op het filter op {kolom}")
    return f"1 rij, {len(rijen[0])} kolommen", verschillen


def _check_omtrekken(vrager: _Vrager, gemeente: str) -> Iterator[Bevinding]:
    vormen = [(jaar, vorm) for jaar in OMTREKJAREN for vorm in OMTREKKEN_PER_GEMEENTE]
    vormen += [(jaar, GEGENERALISEERDE_OMTREKKEN) for jaar in GEGENERALISEERDE_JAREN]
    for jaar, vorm in vormen:
        adres = vorm.replace("{jaar}", str(jaar)).replace("{gemeente}", gemeente)
        een = adres.replace("{begin}", "0").replace("limit=1000", "limit=1")
        een = een.replace("count=1000", "count=1")
        wat = "gegeneraliseerd" if vorm == GEGENERALISEERDE_OMTREKKEN else f"{gemeente}"
        kijk = partial(_look_at_omtrek, gemeente)
        yield vrager.ask(f"{OMTREKKEN.naam} {jaar}, {wat}", een, kijk)[0]
    for jaar in OMTREKJAREN:
        adres = CARTOMAP.replace("{jaar}", str(jaar))
        yield vrager.ask_head(f"{OMTREKKEN.naam} {jaar}, vereenvoudigd", adres)
    adres = OMTREKKEN_MET_DE_HAND.replace("{jaar}", str(OMTREKJAREN[0]))
    yield vrager.ask_head(f"{OMTREKKEN.naam} {OMTREKJAREN[0]}, met de hand", adres)


def _check_landelijk(vrager: _Vrager) -> Iterator[Bevinding]:
    """Ask for all versions of each year; one of them is enough."""
    for jaar, adressen in OMTREKKEN_VAN_NEDERLAND.items():
        wat = f"{OMTREKKEN.naam} {jaar}, heel Nederland"
        bevindingen = [vrager.ask_head(wat, adres) for adres in adressen]
        is_er = any(not bevinding.verschillen for bevinding in bevindingen)
        waarom = "een andere versie is er wel" if is_er else "dit adres is nooit bevestigd"
        mag_weg = is_er or jaar in OMTREKKEN_NIET_BEVESTIGD
        for bevinding in bevindingen:
            if bevinding.is_weg and mag_weg:
                yield replace(bevinding, vorm=waarom, verschillen=())
            else:
                yield bevinding


def _features(document: object) -> list[dict[str, Any]]:
    gebieden = document.get("features") if isinstance(document, dict) else None
    if not isinstance(gebieden, list):
        return []
    return [gebied for gebied in gebieden if isinstance(gebied, dict)]


def _look_at_omtrek(gemeente: str, document: object) -> Gezien:
    gebieden = _features(document)
    if len(gebieden) != 1:
        return f"{len(gebieden)} gebieden", [f"1 gebied gevraagd en {len(gebieden)} gekregen"]
    kenmerken = dict(gebieden[0].get("properties") or {})
    code = code_of(gebieden[0])
    verschillen = []
    if code is None:
        verschillen.append("geen code van een buurt onder een bekende naam")
    elif gemeentecode_of(code) != gemeente:
        verschillen.append(f"let niet op het filter op {gemeente}: {shorten(code)}")
    punt = (gebieden[0].get("geometry") or {}).get("coordinates")
    while isinstance(punt, list) and punt and isinstance(punt[0], list):
        punt = punt[0]
    if not punt:
        verschillen.append("zonder omtrek")
    elif abs(punt[0]) <= _GRADEN:
        verschillen.append("in graden en niet in RD")
    return f"1 gebied, {len(kenmerken)} kenmerken", verschillen


def _check_leefbaarometer(vrager: _Vrager) -> Iterator[Bevinding]:
    naam = TABELLEN["leefbaarometer"].naam
    for adres in LEEFBAAROMETER_SCORES:
        yield vrager.ask_head(f"{naam}, scores", adres)
    for jaar in LEEFBAAROMETER_KLASSEJAREN:
        for vorm in LEEFBAAROMETER_KLASSEN:
            adres = f"{vorm.replace('{jaar2}', f'{jaar % 100:02d}')}&count=1"
            (namen,) = parse_qs(urlsplit(adres).query)["propertyName"]
            kijk = partial(_look_at_klassen, namen.split(","))
            yield vrager.ask(f"{naam}, klassen van {jaar}", adres, kijk)[0]


def _look_at_klassen(namen: Sequence[str], document: object) -> Gezien:
    gebieden = _features(document)
    if not gebieden:
        return "0 gebieden", ["geen gebied gekregen"]
    kenmerken = gebieden[0].get("properties") or {}
    ontbreekt = [naam for naam in namen if naam not in kenmerken]
    verschillen = [f"zonder {', '.join(ontbreekt)}"] if ontbreekt else []
    return f"{len(gebieden)} gebied, {len(kenmerken)} kenmerken", verschillen


def add_controleer(taken: "argparse._SubParsersAction[Any]") -> None:
    """Add the command to the others."""
    controleer = taken.add_parser(OPDRACHT, help="nagaan of de bronnen geven wat wordt verwacht")
    controleer.add_argument("--gemeente", type=read_gemeente, default=_VOORBEELD, metavar="CODE")
    controleer.add_argument("--spiegel", type=read_spiegel, metavar="URL")


def run_controleer(keuze: argparse.Namespace, *, geduld: Geduld | None = None) -> int:
    """Ask every address, say of each what came, and answer 0, or 1 where anything differs."""
    spiegel = keuze.spiegel or os.environ.get(SPIEGELVARIABELE, "")
    # a mirror is ours, and needs no rest between two requests
    geduld = geduld or Geduld(pauze_s=0.0 if spiegel else Geduld.pauze_s, pogingen=_POGINGEN)
    gevraagd, anders = 0, 0
    with (
        tempfile.TemporaryDirectory() as map_,
        Verbinding(Path(map_), spiegel=spiegel, geduld=geduld) as verbinding,
    ):
        for bevinding in check_bronnen(verbinding, gemeente=keuze.gemeente):
            gevraagd += 1
            anders += bool(bevinding.verschillen)
            sys.stdout.write(f"{bevinding.regel}\n")
            sys.stdout.flush()
    sys.stdout.write(
        f"{gevraagd} adressen gevraagd: {gevraagd - anders} zoals verwacht, {anders} anders.\n"
    )
    return EXIT_DEELS if anders else 0

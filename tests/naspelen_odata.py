"""OData v3 as CBS serves it: API and FEED, filters with their traps, pages, and Atom unasked."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote, urlencode
from xml.sax.saxutils import escape

import numpy as np

from tests.naspelen_wereld import GEWIJZIGD, Antwoord, Plekken, Rij, Tabel, Verzoek, Wereld, refuse

JSON: Final = "application/json;odata=minimalmetadata;streaming=true;charset=utf-8"
ATOM: Final = "application/atom+xml;type=feed;charset=utf-8"
_BREEDTE: Final = 8  # of a number in UntypedDataSet

Masker = np.ndarray[Any, np.dtype[np.bool_]]


class FilterError(ValueError):
    """A filter that OData refuses."""


# Filters


@dataclass(frozen=True)
class Veld:
    """A column that can be filtered: its values, and the axis of the table they lie along."""

    waarden: Sequence[str]
    as_: int = 0
    kent_volgorde: bool = True


_TEKEN: Final = re.compile(r"\s*(?:('(?:[^']|'')*')|([A-Za-z_][\w.]*)|(\d+)|([(),]))")
_VERGELIJK: Final[Mapping[str, Callable[[str, str], bool]]] = {
    "eq": lambda een, ander: een == ander,
    "ne": lambda een, ander: een != ander,
    "ge": lambda een, ander: een >= ander,
    "gt": lambda een, ander: een > ander,
    "le": lambda een, ander: een <= ander,
    "lt": lambda een, ander: een < ander,
}


def build_mask(tekst: str, velden: Mapping[str, Veld | None], *, vorm: tuple[int, ...]) -> Masker:
    """
    Work out a `$filter`: which rows it lets through.

    A column with None (a topic) is known and ignored, as CBS does.

    Raises
    ------
    FilterError
        If the filter cannot be read or names a column that is not there.
    """
    tekens, rest = [], tekst.strip()
    while rest:
        gevonden = _TEKEN.match(rest)
        if gevonden is None:
            raise FilterError(rest)
        tekens.append(gevonden[0].strip())
        rest = rest[gevonden.end() :].strip()
    lezer = _Lezer(tekens, velden, vorm)
    masker = lezer.either()
    if lezer.tekens:
        raise FilterError(lezer.tekens[0])
    return np.broadcast_to(masker, vorm)


@dataclass
class _Lezer:
    tekens: list[str]
    velden: Mapping[str, Veld | None]
    vorm: tuple[int, ...]

    def take(self, verwacht: str | None = None) -> str:
        if not self.tekens or (verwacht and self.tekens[0] != verwacht):
            raise FilterError(verwacht)
        return self.tekens.pop(0)

    def either(self) -> Masker:
        masker = self.both()
        while self.tekens[:1] == ["or"]:
            self.take()
            masker = masker | self.both()
        return masker

    def both(self) -> Masker:
        masker = self.term()
        while self.tekens[:1] == ["and"]:
            self.take()
            masker = masker & self.term()
        return masker

    def term(self) -> Masker:
        woord = self.take()
        if woord == "(":
            masker = self.either()
            self.take(")")
            return masker
        if woord == "not":
            return ~self.term()
        if woord not in {"startswith", "endswith", "substringof", "substring"}:
            return self.compare(woord, lambda waarde: waarde)
        self.take("(")
        een = self.take()
        self.take(",")
        ander = self.take()
        if woord == "substring":
            van = int(ander)
            lang = None
            if self.tekens[:1] == [","]:
                self.take()
                lang = int(self.take())
            self.take(")")
            tot = None if lang is None else van + lang
            return self.compare(een, lambda waarde: waarde[van:tot])
        self.take(")")
        if woord == "substringof":
            return self.leaf(ander, lambda waarde: _unquote(een) in waarde)
        toets = str.startswith if woord == "startswith" else str.endswith
        return self.leaf(een, lambda waarde: toets(waarde, _unquote(ander)))

    def compare(self, naam: str, deel: Callable[[str], str]) -> Masker:
        vergelijking = self.take()
        if vergelijking not in _VERGELIJK:
            raise FilterError(vergelijking)
        getal = self.take()
        waarde = _unquote(getal) if getal.startswith("'") else getal
        veld = self.velden.get(naam)
        if veld is not None and not veld.kent_volgorde and vergelijking not in {"eq", "ne"}:
            return np.ones((1,) * len(self.vorm), dtype=bool)
        return self.leaf(naam, lambda cel: _VERGELIJK[vergelijking](deel(cel), waarde))

    def leaf(self, naam: str, toets: Callable[[str], bool]) -> Masker:
        if naam not in self.velden:
            raise FilterError(naam)
        vorm = [1] * len(self.vorm)
        veld = self.velden[naam]
        if veld is None:
            return np.ones(vorm, dtype=bool)
        vorm[veld.as_] = self.vorm[veld.as_]
        return np.array([toets(waarde) for waarde in veld.waarden], dtype=bool).reshape(vorm)


def _unquote(tekst: str) -> str:
    if not tekst.startswith("'"):
        raise FilterError(tekst)
    return tekst[1:-1].replace("''", "'")


# Answers


def answer_odata(  # noqa: PLR0911 - each kind of address
    verzoek: Verzoek, wereld: Wereld
) -> Antwoord:
    """Answer a question to opendata.cbs.nl or dataderden.cbs.nl."""
    delen = [deel for deel in verzoek.pad.split("/") if deel]
    dienst = delen[0].lower() if delen else ""
    if dienst == "odatacatalog" and [deel.lower() for deel in delen[1:]] == ["tables"]:
        tabellen = [tabel for tabel in wereld.tabellen.values() if tabel.host == verzoek.host]
        rijen = [tabel.kenmerken for tabel in tabellen]
        return _listed(verzoek, rijen, "Tables", wereld=wereld, is_api=False)
    if dienst not in {"odataapi", "odatafeed"} or len(delen) < 3 or delen[1].lower() != "odata":
        return refuse(404, "Not Found")
    tabel = wereld.tabel(delen[2])
    if tabel is None or tabel.host != verzoek.host:
        return refuse(404, f"Table {delen[2]} not found")
    is_api = dienst == "odataapi"
    delen_van_tabel = {
        "TableInfos": [tabel.kenmerken],
        "DataProperties": tabel.eigenschappen,
        "CategoryGroups": [],
        **{dimensie.naam: dimensie.leden for dimensie in tabel.dimensies},
    }
    if len(delen) == 3:
        namen = [*delen_van_tabel, "TypedDataSet", "UntypedDataSet"]
        wortel = f"https://{verzoek.host}/{delen[0]}/odata/{tabel.nummer}"
        rijen = [{"name": naam, "url": f"{wortel}/{naam}"} for naam in namen]
        return _listed(verzoek, rijen, "", wereld=wereld, is_api=is_api, tabel=tabel)
    if delen[3] in {"TypedDataSet", "UntypedDataSet"}:
        return _figures(verzoek, tabel, delen[3], wereld=wereld, is_api=is_api)
    if delen[3] not in delen_van_tabel:
        return refuse(404, f"Resource not found for the segment '{delen[3]}'.")
    return _listed(
        verzoek, delen_van_tabel[delen[3]], delen[3], wereld=wereld, is_api=is_api, tabel=tabel
    )


def _figures(
    verzoek: Verzoek, tabel: Tabel, deel: str, *, wereld: Wereld, is_api: bool
) -> Antwoord:
    velden: dict[str, Veld | None] = {o.sleutel: None for o in tabel.onderwerpen}
    for nummer, dimensie in enumerate(tabel.dimensies):
        # ranges of areas are ignored, those of periods work
        volgorde = dimensie.soort != "GeoDetail"
        velden[dimensie.naam] = Veld(dimensie.sleutels, nummer, kent_volgorde=volgorde)
    velden["ID"] = None
    maak = tabel.rows if deel == "TypedDataSet" else lambda nummers: _untyped(tabel.rows(nummers))
    return _answer(
        verzoek,
        velden,
        maak,
        deel,
        vorm=tabel.vorm,
        grens=wereld.paginagrootte,
        is_api=is_api,
        tabel=tabel,
    )


def _listed(  # noqa: PLR0913 - what an answer depends on
    verzoek: Verzoek,
    rijen: Sequence[Rij],
    deel: str,
    *,
    wereld: Wereld,
    is_api: bool,
    tabel: Tabel | None = None,
) -> Antwoord:
    if orde := verzoek.los("$orderby"):
        naam, _, richting = orde.partition(" ")
        rijen = sorted(rijen, key=lambda rij: str(rij.get(naam)), reverse=richting == "desc")
    namen = {naam for rij in rijen for naam in rij}
    velden = {naam: Veld([str(rij.get(naam)) for rij in rijen]) for naam in namen}
    return _answer(
        verzoek,
        velden,
        lambda nummers: [rijen[nummer] for nummer in nummers.tolist()],
        deel,
        vorm=(len(rijen),),
        grens=wereld.paginagrootte,
        is_api=is_api,
        tabel=tabel,
    )


def _answer(  # noqa: PLR0911, PLR0913 - each refusal of OData in its order
    verzoek: Verzoek,
    velden: Mapping[str, Veld | None],
    maak: Callable[[Plekken], list[Rij]],
    deel: str,
    *,
    vorm: tuple[int, ...],
    grens: int,
    is_api: bool,
    tabel: Tabel | None,
) -> Antwoord:
    if verzoek.los("$format") != "json":
        soort = verzoek.los("$format")
        if soort not in {"", "atom"}:
            return _fault(415, "A supported MIME type could not be found.")
    try:
        masker = (
            build_mask(filter_, velden, vorm=vorm) if (filter_ := verzoek.los("$filter")) else None
        )
        gekozen = [naam.strip() for naam in verzoek.los("$select").split(",") if naam.strip()]
        if onbekend := [naam for naam in gekozen if naam not in velden]:
            return _fault(400, f"Could not find a property named '{onbekend[0]}'.")
        sla_over, hoogste = int(verzoek.los("$skip", "0")), int(verzoek.los("$top", "-1"))
    except ValueError as fout:
        return _fault(400, f"Syntax error in the query: {fout}")
    passend = np.arange(int(np.prod(vorm))) if masker is None else np.flatnonzero(masker)
    if is_api and sla_over:
        return _fault(500, "The query option $skip is not supported.")
    over = passend[sla_over:]
    over = over[:hoogste] if hoogste >= 0 else over
    if is_api and len(over) > grens:
        return _fault(
            500,
            f"The query returned more than the maximum of {grens} records. "
            "Use the ODataFeed or a filter to limit the result.",
        )
    rijen = maak(over[:grens])
    if gekozen:
        rijen = [{naam: rij[naam] for naam in gekozen if naam in rij} for rij in rijen]
    document: Rij = {"odata.metadata": _metadata(verzoek, deel, tabel), "value": rijen}
    if len(over) > grens:
        document["odata.nextLink"] = next_link(verzoek, sla_over + grens)
    gewijzigd = GEWIJZIGD if tabel is None else tabel.gewijzigd
    if verzoek.los("$format") != "json":
        return Antwoord(200, ATOM, _atom(document).encode(), gewijzigd)
    tekst = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return Antwoord(200, JSON, tekst.encode(), gewijzigd)


def next_link(verzoek: Verzoek, sla_over: int) -> str:
    """Answer the address of the next page at the publisher itself."""
    zoek = {naam: waarde for naam, waarde in verzoek.zoek.items() if naam.lower() != "$skip"}
    if hoogste := verzoek.los("$top"):
        eerder = int(verzoek.los("$skip", "0"))
        zoek["$top"] = str(int(hoogste) - (sla_over - eerder))
    zoek["$skip"] = str(sla_over)
    vraag = urlencode(zoek, quote_via=quote, safe="$'(),")
    return f"https://{verzoek.host}{quote(verzoek.pad)}?{vraag}"


def _metadata(verzoek: Verzoek, deel: str, tabel: Tabel | None) -> str:
    dienst = next(d for d in verzoek.pad.split("/") if d)
    nummer = "" if tabel is None else f"/{tabel.nummer}"
    soort = f"#Cbs.OData.WebAPI.{deel}" if deel else ""
    return f"https://{verzoek.host}/{dienst}/OData{nummer}/$metadata{soort}"


def _untyped(rijen: list[Rij]) -> list[Rij]:
    """Write numbers as padded text; a point stands for every kind of missing."""
    return [
        {
            naam: cel if naam == "ID" or isinstance(cel, str) else _written(cel)
            for naam, cel in rij.items()
        }
        for rij in rijen
    ]


def _written(cel: float | None) -> str:
    return ("." if cel is None else str(cel)).rjust(_BREEDTE)


def _fault(status: int, tekst: str) -> Antwoord:
    fout = {"odata.error": {"code": "", "message": {"lang": "nl-NL", "value": tekst}}}
    return Antwoord(status, JSON, json.dumps(fout).encode())


def _atom(document: Rij) -> str:
    rijen = "".join(
        "<entry><content type='application/xml'><m:properties>"
        + "".join(
            f"<d:{naam}>{escape(str(cel))}</d:{naam}>"
            for naam, cel in rij.items()
            if "." not in naam
        )
        + "</m:properties></content></entry>"
        for rij in document["value"]
    )
    return (
        "<?xml version='1.0' encoding='utf-8'?>"
        "<feed xmlns='http://www.w3.org/2005/Atom'"
        " xmlns:d='http://schemas.microsoft.com/ado/2007/08/dataservices'"
        " xmlns:m='http://schemas.microsoft.com/ado/2007/08/dataservices/metadata'>"
        f"{rijen}</feed>"
    )

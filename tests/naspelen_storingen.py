"""
What can go wrong at a publisher: a storing says at which questions, how often, and what.

`waar` is a pattern for "host/path?query", unquoted. Every storing takes `keren` (how many of the
questions it meets are disturbed; None for all) and `na` (how many go well first).
"""

import gzip
import json
import re
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler
from typing import Final, TypedDict, Unpack

from tests.naspelen_wereld import Antwoord, Rij, Verzoek, xml_error

_HTML: Final = "text/html; charset=utf-8"
_TEKSTEN: Final = re.compile(r"^(?:ID|Gemeentenaam|SoortRegio|Codering|Indelingswijziging|\D+$)")
_NUMMER: Final = re.compile(rb'"([A-Za-z]\w*?)_(\d+)"')


# How bytes are sent


@dataclass(frozen=True, kw_only=True)
class Verzending:
    """How an answer leaves: which part of it, how many bytes at a time, after which waits."""

    deel: float = 1.0
    per_keer: int = 0
    pauze_s: float = 0.0
    stilte_s: float = 0.0

    def send(
        self, behandelaar: BaseHTTPRequestHandler, antwoord: Antwoord, *, klaar: threading.Event
    ) -> None:
        """Send an answer; whoever hangs up first is let go."""
        if self.stilte_s and klaar.wait(self.stilte_s):
            return
        with suppress(ConnectionError, TimeoutError):
            behandelaar.send_response(antwoord.status)
            koppen = {
                "Content-Type": antwoord.soort,
                "Content-Length": str(len(antwoord.inhoud)),
                "ETag": antwoord.kenmerk,
                "Last-Modified": format_datetime(antwoord.gewijzigd, usegmt=True),
                **antwoord.koppen,
            }
            for naam, waarde in koppen.items():
                behandelaar.send_header(naam, waarde)
            behandelaar.end_headers()
            if behandelaar.command != "HEAD":
                self._send_body(behandelaar, antwoord.inhoud, klaar)

    def _send_body(
        self, behandelaar: BaseHTTPRequestHandler, inhoud: bytes, klaar: threading.Event
    ) -> None:
        inhoud = inhoud[: int(len(inhoud) * self.deel)]
        stap = self.per_keer or max(len(inhoud), 1)
        for vanaf in range(0, len(inhoud), stap):
            behandelaar.wfile.write(inhoud[vanaf : vanaf + stap])
            behandelaar.wfile.flush()
            if self.pauze_s and klaar.wait(self.pauze_s):
                break
        if self.deel < 1:
            behandelaar.close_connection = True


# A storing


def _same_question(verzoek: Verzoek) -> Verzoek:
    return verzoek


def _same_answer(_: Verzoek, antwoord: Antwoord) -> Antwoord:
    return antwoord


@dataclass(frozen=True, kw_only=True)
class Storing:
    """A disturbance: where, how often, and what it does to question, answer and sending."""

    waar: str
    keren: int | None = None
    na: int = 0
    verzoek: Callable[[Verzoek], Verzoek] = field(default=_same_question)
    antwoord: Callable[[Verzoek, Antwoord], Antwoord] = field(default=_same_answer)
    verzending: Verzending | None = None

    def hits(self, verzoek: Verzoek) -> bool:
        """Tell whether a question is meant."""
        zoek = "&".join(f"{naam}={waarde}" for naam, waarde in verzoek.zoek.items())
        adres = f"{verzoek.host}{verzoek.pad}" + (f"?{zoek}" if zoek else "")
        return re.search(self.waar, adres, re.IGNORECASE) is not None

    def happens(self, keer: int) -> bool:
        """Tell whether it happens this time, after `keer` earlier questions."""
        return keer >= self.na and (self.keren is None or keer < self.na + self.keren)


class Keren(TypedDict, total=False):
    """How often a storing happens, as in `Storing`."""

    keren: int | None
    na: int


# The server refuses, or something stands in its place


def status(waar: str, code: int, *, wacht_s: int | None = None, **keren: Unpack[Keren]) -> Storing:
    """Refuse with a status (429, 500, 503), with Retry-After where `wacht_s` is given."""
    koppen = {} if wacht_s is None else {"Retry-After": str(wacht_s)}
    weigering = Antwoord(code, _HTML, f"<h1>{code}</h1>".encode(), koppen=koppen)
    return _replaced(waar, weigering, **keren)


def drukte(waar: str, *, wacht_s: int = 1, **keren: Unpack[Keren]) -> Storing:
    """Refuse with 429 and how long to wait."""
    return status(waar, 429, wacht_s=wacht_s, **keren)


def omleiding(waar: str, naar: str, **keren: Unpack[Keren]) -> Storing:
    """Send on to another address, by 302; a path begins with the host, as on this server."""
    return _replaced(waar, Antwoord(302, _HTML, b"", koppen={"Location": naar}), **keren)


def xml_fout(waar: str, **keren: Unpack[Keren]) -> Storing:
    """Answer an error as XML, with status 200."""
    return _replaced(waar, xml_error("java.lang.NullPointerException"), **keren)


def inlogpagina(waar: str, **keren: Unpack[Keren]) -> Storing:
    """Answer the page of a hotel or a company that wants a password, with status 200."""
    inhoud = (
        b"<!DOCTYPE html><html><title>Inloggen</title><form><input type=password></form></html>"
    )
    return _replaced(waar, Antwoord(200, _HTML, inhoud), **keren)


def _replaced(waar: str, antwoord: Antwoord, **keren: Unpack[Keren]) -> Storing:
    return Storing(waar=waar, antwoord=lambda _verzoek, _eerder: antwoord, **keren)


# The line


def afbreking(waar: str, *, deel: float = 0.5, **keren: Unpack[Keren]) -> Storing:
    """Break the line after a part of the body."""
    return Storing(waar=waar, verzending=Verzending(deel=deel), **keren)


def druppels(
    waar: str, *, pauze_s: float = 1.0, per_keer: int = 1, **keren: Unpack[Keren]
) -> Storing:
    """Send a byte a second, or as slow as asked."""
    return Storing(waar=waar, verzending=Verzending(per_keer=per_keer, pauze_s=pauze_s), **keren)


def stilte(waar: str, *, seconden: float, **keren: Unpack[Keren]) -> Storing:
    """Say nothing at all for a while."""
    return Storing(waar=waar, verzending=Verzending(stilte_s=seconden), **keren)


def ingepakt(waar: str, **keren: Unpack[Keren]) -> Storing:
    """Send the body as gzip, as is fine, and says so."""

    def pack(_: Verzoek, antwoord: Antwoord) -> Antwoord:
        koppen = {**antwoord.koppen, "Content-Encoding": "gzip"}
        gzipped = gzip.compress(antwoord.inhoud, mtime=0)
        return replace(_with_body(antwoord, gzipped), koppen=koppen)

    return Storing(waar=waar, antwoord=pack, **keren)


def afgekapt(waar: str, *, deel: float = 0.5, **keren: Unpack[Keren]) -> Storing:
    """Send a part of the body as if it were the whole."""

    def cut(_: Verzoek, antwoord: Antwoord) -> Antwoord:
        return _with_body(antwoord, antwoord.inhoud[: int(len(antwoord.inhoud) * deel)])

    return Storing(waar=waar, antwoord=cut, **keren)


# The answer is well-formed, and is not what was asked


def genegeerd_filter(waar: str, **keren: Unpack[Keren]) -> Storing:
    """Pass over every filter: all of the table, or of the map, comes."""
    filters = {"$filter", "filter", "cql_filter", "gemeentecode", "gemeentenaam", "buurtcode"}

    def unfiltered(verzoek: Verzoek) -> Verzoek:
        zoek = {n: waarde for n, waarde in verzoek.zoek.items() if n.lower() not in filters}
        return replace(verzoek, zoek=zoek)

    return Storing(waar=waar, verzoek=unfiltered, **keren)


def andere_tabel(waar: str, nummer: str, **keren: Unpack[Keren]) -> Storing:
    """Answer with another table, under the number that was asked."""

    def moved(verzoek: Verzoek) -> Verzoek:
        return replace(verzoek, pad=re.sub(r"\d{5}ned", nummer, verzoek.pad, flags=re.IGNORECASE))

    return Storing(waar=waar, verzoek=moved, **keren)


def lege_lijst(waar: str, **keren: Unpack[Keren]) -> Storing:
    """Answer no rows and no features at all, with status 200."""

    def empty(document: Rij, _: Verzoek) -> Rij:
        over = {n: cel for n, cel in document.items() if n != "odata.nextLink"}
        return over | {naam: [] for naam in ("value", "features", "links") if naam in over}

    return _edited(waar, empty, **keren)


def leeg_jaar(waar: str, **keren: Unpack[Keren]) -> Storing:
    """Leave all topics empty: a year that is announced and not filled."""

    def emptied(rij: Rij) -> Rij:
        return {naam: cel if _TEKSTEN.match(naam) else None for naam, cel in rij.items()}

    return _edited_rows(waar, emptied, **keren)


def andere_eenheid(waar: str, onderwerp: str, eenheid: str, **keren: Unpack[Keren]) -> Storing:
    """Give a topic, by its key without number, another unit in the DataProperties."""

    def changed(rij: Rij) -> Rij:
        basis = re.sub(r"_\d+$", "", str(rij.get("Key", "")))
        return rij | {"Unit": eenheid} if basis == onderwerp else rij

    return _edited_rows(waar, changed, **keren)


def ander_aantal(waar: str, aantal: int, **keren: Unpack[Keren]) -> Storing:
    """Tell another RecordCount than there are rows."""
    return _edited_rows(
        waar, lambda rij: rij | {"RecordCount": aantal} if "RecordCount" in rij else rij, **keren
    )


def andere_nummers(waar: str, *, erbij: int, vanaf: int = 1, **keren: Unpack[Keren]) -> Storing:
    """Give all topics from `vanaf` on a number `erbij` higher, as a redesign of a table does."""

    def higher(gevonden: re.Match[bytes]) -> bytes:
        nummer = int(gevonden[2])
        return b'"%s_%d"' % (gevonden[1], nummer + erbij if nummer >= vanaf else nummer)

    def renumbered(_: Verzoek, antwoord: Antwoord) -> Antwoord:
        return _with_body(antwoord, _NUMMER.sub(higher, antwoord.inhoud))

    def lower(gevonden: re.Match[str]) -> str:
        nummer = int(gevonden[1])
        return f"_{nummer - erbij}" if nummer >= vanaf + erbij else f"_{nummer}"

    def asked(verzoek: Verzoek) -> Verzoek:
        zoek = {
            naam: re.sub(r"(?<=\w)_(\d+)\b", lower, waarde) if naam == "$select" else waarde
            for naam, waarde in verzoek.zoek.items()
        }
        return replace(verzoek, zoek=zoek)

    return Storing(waar=waar, verzoek=asked, antwoord=renumbered, **keren)


def andere_dimensie(
    waar: str, naam: str, *, oud: str = "WijkenEnBuurten", **keren: Unpack[Keren]
) -> Storing:
    """Call a dimension otherwise, everywhere in the table; its old name is not known any more."""

    def asked(verzoek: Verzoek) -> Verzoek:
        oude = "OnbekendeDimensie"
        zoek = {n: _swapped(waarde, oud, naam, oude) for n, waarde in verzoek.zoek.items()}
        return replace(verzoek, pad=_swapped(verzoek.pad, oud, naam, oude), zoek=zoek)

    def renamed(_: Verzoek, antwoord: Antwoord) -> Antwoord:
        inhoud = re.sub(rf"\b{oud}\b".encode(), naam.encode(), antwoord.inhoud)
        return _with_body(antwoord, inhoud)

    return Storing(waar=waar, verzoek=asked, antwoord=renamed, **keren)


def _swapped(tekst: str, oud: str, nieuw: str, onbekend: str) -> str:
    """Write the new name as the old one, and the old one as a name nobody knows."""
    tekst = re.sub(rf"\b{oud}\b", onbekend, tekst)
    return re.sub(rf"\b{nieuw}\b", oud, tekst)


# Pages


def dubbele_rijen(waar: str, *, aantal: int = 1, **keren: Unpack[Keren]) -> Storing:
    """Begin each next page with the last rows of this one."""

    def back(document: Rij, _: Verzoek) -> Rij:
        verder = document.get("odata.nextLink", "")
        nieuw = re.sub(r"(?<=skip=)\d+", lambda m: str(int(m[0]) - aantal), verder)
        return document | {"odata.nextLink": nieuw} if verder else document

    return _edited(waar, back, **keren)


def eindeloze_bladen(waar: str, **keren: Unpack[Keren]) -> Storing:
    """Let every page name itself as the next one."""

    def itself(document: Rij, verzoek: Verzoek) -> Rij:
        zoek = "&".join(f"{naam}={waarde}" for naam, waarde in verzoek.zoek.items())
        adres = f"https://{verzoek.host}{verzoek.pad}?{zoek}".replace(" ", "%20")
        if "features" in document:
            return document | {"links": [{"rel": "next", "href": adres}]}
        return document | {"odata.nextLink": adres}

    return _edited(waar, itself, **keren)


def _edited(waar: str, bewerk: Callable[[Rij, Verzoek], Rij], **keren: Unpack[Keren]) -> Storing:
    """Change the document of an answer; what is no JSON passes unchanged."""

    def edited(verzoek: Verzoek, antwoord: Antwoord) -> Antwoord:
        if antwoord.status != 200 or "json" not in antwoord.soort:
            return antwoord
        document = bewerk(json.loads(antwoord.inhoud), verzoek)
        return _with_body(antwoord, json.dumps(document, ensure_ascii=False).encode())

    return Storing(waar=waar, antwoord=edited, **keren)


def _edited_rows(waar: str, bewerk: Callable[[Rij], Rij], **keren: Unpack[Keren]) -> Storing:
    return _edited(
        waar,
        lambda document, _: (
            document | {"value": [bewerk(rij) for rij in document["value"]]}
            if "value" in document
            else document
        ),
        **keren,
    )


def _with_body(antwoord: Antwoord, inhoud: bytes) -> Antwoord:
    """Answer the same with another body, and so with another ETag."""
    return replace(antwoord, inhoud=inhoud, etag="")

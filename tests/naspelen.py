"""
The publishers, replayed on this machine, with all that can go wrong at them.

A question comes as `http://127.0.0.1:PORT/<host>/<path>?<query>`; links in the answers carry the
host of the publisher itself, as theirs do. `python -m tests.naspelen --poort 8899` serves a world
until it is stopped.
"""

import argparse
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from email.utils import parsedate_to_datetime
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

from tests.naspelen_bestanden import MAPPEN, answer_cartomap, answer_zip
from tests.naspelen_echt import build_eindhoven, build_land
from tests.naspelen_kaarten import answer_ogc, answer_wfs
from tests.naspelen_klein import build_klein
from tests.naspelen_leefbaarheid import answer_scores, answer_wfs_scores
from tests.naspelen_odata import answer_odata
from tests.naspelen_storingen import Storing, Verzending
from tests.naspelen_wereld import Antwoord, Verzoek, Wereld, refuse

__all__ = [
    "Gevraagd",
    "Naspeler",
    "Storing",
    "build_eindhoven",
    "build_klein",
    "build_land",
    "serve_bronnen",
]

Antwoorder = Callable[[Verzoek, Wereld], Antwoord]
_PER_HOST: Final[Mapping[str, Antwoorder]] = {
    "opendata.cbs.nl": answer_odata,
    "dataderden.cbs.nl": answer_odata,
    "api.pdok.nl": answer_ogc,
    "service.pdok.nl": answer_wfs,
    **dict.fromkeys(MAPPEN, answer_zip),
    "cartomap.github.io": answer_cartomap,
    "www.leefbaarometer.nl": answer_scores,
    "geo.leefbaarometer.nl": answer_wfs_scores,
}
_WERELDEN: Final[Mapping[str, Callable[[Path], Wereld]]] = {
    "eindhoven": build_eindhoven,
    "klein": lambda _: build_klein(),
    "land": partial(build_land, is_fijn=True),
}


def _answer_nothing(_: Verzoek, __: Wereld) -> Antwoord:
    return refuse(404, "Not Found")


class Gevraagd(NamedTuple):
    """A question that came in."""

    host: str
    pad: str
    zoek: dict[str, str]
    koppen: dict[str, str]


@dataclass
class Naspeler:
    """A running server: where it listens, what it was asked, and what went wrong in it."""

    wereld: Wereld
    storingen: Sequence[Storing]
    adres: str = ""
    fouten: list[BaseException] = field(default_factory=list)
    klaar: threading.Event = field(default_factory=threading.Event)
    _slot: threading.Lock = field(default_factory=threading.Lock)
    _gevraagd: list[Gevraagd] = field(default_factory=list)
    _geteld: dict[int, int] = field(default_factory=dict)

    @property
    def gevraagd(self) -> list[Gevraagd]:
        """Answer all questions so far, in the order in which they came."""
        with self._slot:
            return list(self._gevraagd)

    def note(self, verzoek: Verzoek) -> list[Storing]:
        """Write a question down, and answer which disturbances it meets."""
        vraag = Gevraagd(verzoek.host, verzoek.pad, dict(verzoek.zoek), dict(verzoek.koppen))
        with self._slot:
            self._gevraagd.append(vraag)
            geraakt = []
            for nummer, storing in enumerate(self.storingen):
                if storing.hits(verzoek):
                    keer = self._geteld.get(nummer, 0)
                    self._geteld[nummer] = keer + 1
                    if storing.happens(keer):
                        geraakt.append(storing)
            return geraakt

    def answer(self, verzoek: Verzoek) -> tuple[Antwoord, Verzending]:
        """Answer a question, disturbed or not, and how the answer is sent."""
        storingen = self.note(verzoek)
        for storing in storingen:
            verzoek = storing.verzoek(verzoek)
        antwoorder = _PER_HOST.get(verzoek.host, _answer_nothing)
        gevraagd = verzoek
        antwoord = self.wereld.voorraad.fetch(verzoek, lambda: antwoorder(gevraagd, self.wereld))
        verzending = Verzending()
        for storing in reversed(storingen):
            antwoord = storing.antwoord(verzoek, antwoord)
            verzending = storing.verzending or verzending
        return antwoord, verzending


class _Behandelaar(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # or every body waits until its head was heard
    naspeler: Naspeler

    def do_GET(self) -> None:
        delen = urlsplit(self.path)
        host, _, pad = unquote(delen.path).lstrip("/").partition("/")
        verzoek = Verzoek(
            self.command,
            host,
            f"/{pad}",
            dict(parse_qsl(delen.query, keep_blank_values=True)),
            {naam.lower(): waarde for naam, waarde in self.headers.items()},
        )
        antwoord, verzending = self.naspeler.answer(verzoek)
        if _is_known(verzoek, antwoord):
            antwoord = replace(antwoord, status=304, inhoud=b"", etag=antwoord.kenmerk)
        verzending.send(self, antwoord, klaar=self.naspeler.klaar)

    def do_HEAD(self) -> None:
        self.do_GET()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        """Say nothing: `gevraagd` holds it all."""


def _is_known(verzoek: Verzoek, antwoord: Antwoord) -> bool:
    if antwoord.status != 200:
        return False
    if kenmerk := verzoek.koppen.get("if-none-match"):
        return antwoord.kenmerk in kenmerk
    if sinds := verzoek.koppen.get("if-modified-since"):
        return antwoord.gewijzigd <= parsedate_to_datetime(sinds)
    return False


@contextmanager
def serve_bronnen(wereld: Wereld, storingen: Sequence[Storing] = ()) -> Iterator[Naspeler]:
    """Serve a world on a free port of this machine until the block ends."""
    with _serve(wereld, storingen, poort=0) as (naspeler, _):
        yield naspeler


@contextmanager
def _serve(
    wereld: Wereld, storingen: Sequence[Storing], *, poort: int
) -> Iterator[tuple[Naspeler, threading.Thread]]:
    naspeler = Naspeler(wereld, storingen)
    behandelaar = type("Behandelaar", (_Behandelaar,), {"naspeler": naspeler})
    server = _Server(("127.0.0.1", poort), behandelaar)
    server.naspeler = naspeler
    naspeler.adres = f"http://127.0.0.1:{server.server_port}"
    draad = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
    )
    draad.start()
    try:
        yield naspeler, draad
    finally:
        naspeler.klaar.set()
        server.shutdown()
        draad.join()
        server.hang_up()
        server.server_close()
    if naspeler.fouten:
        raise naspeler.fouten[0]


class _Server(ThreadingHTTPServer):
    daemon_threads = False  # whoever stops it waits until nobody is served any more
    naspeler: Naspeler

    def __init__(self, adres: tuple[str, int], behandelaar: type[BaseHTTPRequestHandler]) -> None:
        self.lijnen: set[socket.socket] = set()
        super().__init__(adres, behandelaar)

    def process_request(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as there
        """Remember the line, which a visitor may keep open."""
        self.lijnen.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:  # noqa: ANN401 - as there
        """Forget the line."""
        self.lijnen.discard(request)
        super().shutdown_request(request)

    def hang_up(self) -> None:
        """Close the lines that visitors keep open."""
        for lijn in list(self.lijnen):
            with suppress(OSError):
                lijn.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401, ARG002 - as there
        """Let go of a visitor that hung up; keep any other fault, which is one of ours."""
        fout = sys.exception()
        if fout is not None and not isinstance(fout, ConnectionError):
            self.naspeler.fouten.append(fout)


def main(argumenten: Sequence[str] | None = None) -> None:
    """Serve a world until it is stopped."""
    lezer = argparse.ArgumentParser(prog="python -m tests.naspelen")
    lezer.add_argument("--poort", type=int, default=8899)
    lezer.add_argument("--wereld", choices=sorted(_WERELDEN), default="eindhoven")
    keuze = lezer.parse_args(argumenten)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())  # the folder of answers goes away too
    echt = Path(os.environ.get("SOCIALE_KAART_ECHT", "../shared/echt"))
    with _serve(_WERELDEN[keuze.wereld](echt), (), poort=keuze.poort) as (naspeler, draad):
        sys.stdout.write(f"{naspeler.adres}\n")
        sys.stdout.flush()
        with suppress(KeyboardInterrupt):
            draad.join()


if __name__ == "__main__":
    main()

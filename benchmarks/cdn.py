"""
The scripts and styles that folium has a browser fetch from elsewhere, served on loopback.

They come from the npm packages those addresses serve, fetched once with `npm pack` into the cache
of the user and checked against the hash that stands here. So a page with folium's own addresses is
measured as it is, but without a third party and without the time of a network.
"""

import base64
import hashlib
import shutil
import subprocess
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Final, NamedTuple

import platformdirs

from benchmarks.errors import MetingError


class Pakket(NamedTuple):
    """A package of npm: name, version and the hash that npm gives of it."""

    naam: str
    versie: str
    sha512: str


_LEAFLET: Final = Pakket(
    "leaflet",
    "1.9.3",
    "iB2cR9vAkDOu5l3HAay2obcUHZ7xwUBBjph8+PGtmW/2lYhbLizWtG7nTeYht36WfOslixQF9D/uSIzhZgGMfQ==",
)
_MARKERS: Final = Pakket(
    "leaflet.awesome-markers",
    "2.0.5",
    "Ne/xDjkGyaujwNVVkv2tyXQUV0ZW7gZ0Mo0FuQY4jp2qWrvXi0hwDBvmZyF/8YOvybyMabTMM/mFWCTd1jZIQA==",
)
_BOOTSTRAP: Final = Pakket(
    "bootstrap",
    "5.2.2",
    "dEtzMTV71n6Fhmbg4fYJzQsw1N29hJKO1js5ackCgIpDcGid2ETMGC6zwSYw09v05Y+oRdQ9loC54zB1La3hHQ==",
)
_JQUERY: Final = Pakket(
    "jquery",
    "3.7.1",
    "m4avr8yL8kmFN8psrbFFFmB/If14iN5o9nw/NgnnM+kybDJpRsAynV2BsfpTYrTRysYUdADVD7CkUUizgkpLfg==",
)
_D3_V4: Final = Pakket(
    "d3",
    "4.13.0",
    "l8c4+0SldjVKLaE2WG++EQlqD7mh/dmQjvi2L2lKPadAVC+TbJC4ci7Uk9bRi+To0+ansgsS0iWfPjD7DBy+FQ==",
)
_D3_V3: Final = Pakket(
    "d3",
    "3.5.5",
    "JPx0wEFxcYVcCZXgUbsy8NzVzD3zKat1KLtdCeOHPsmrpFlc09nr2/5Ls9ey7mo8SV6cWew0piLrmPVybj9I8w==",
)
_FONTAWESOME: Final = Pakket(
    "@fortawesome/fontawesome-free",
    "6.2.0",
    "CNR7qRIfCwWHNN7FnKUniva94edPdyQzil/zCwk3v6k4R6rR2Fr8i4s3PM7n/lyfPA6Zfko9z5WDzFxG9SW1uQ==",
)
# By the end of the address. What npm does not have (two style sheets) is answered empty.
_BESTANDEN: Final[Mapping[str, tuple[Pakket, str]]] = {
    "leaflet@1.9.3/dist/leaflet.js": (_LEAFLET, "dist/leaflet.js"),
    "leaflet@1.9.3/dist/leaflet.css": (_LEAFLET, "dist/leaflet.css"),
    "leaflet.awesome-markers.js": (_MARKERS, "dist/leaflet.awesome-markers.js"),
    "leaflet.awesome-markers.css": (_MARKERS, "dist/leaflet.awesome-markers.css"),
    "bootstrap@5.2.2/dist/js/bootstrap.bundle.min.js": (
        _BOOTSTRAP,
        "dist/js/bootstrap.bundle.min.js",
    ),
    "bootstrap@5.2.2/dist/css/bootstrap.min.css": (_BOOTSTRAP, "dist/css/bootstrap.min.css"),
    "jquery-3.7.1.min.js": (_JQUERY, "dist/jquery.min.js"),
    "d3.v4.min.js": (_D3_V4, "build/d3.min.js"),
    "d3/3.5.5/d3.min.js": (_D3_V3, "d3.min.js"),
    "fontawesome-free@6.2.0/css/all.min.css": (_FONTAWESOME, "css/all.min.css"),
}
_SOORTEN: Final = {".js": "text/javascript", ".css": "text/css"}


@contextmanager
def serve_cdn() -> Iterator[str]:
    """Serve the files on a free port; answer the address that goes before their own."""
    inhoud = {einde: _read_file(*plek) for einde, plek in _BESTANDEN.items()}

    class Antwoord(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            pad = self.path.partition("?")[0]
            lijf = next((tekst for einde, tekst in inhoud.items() if pad.endswith(einde)), b"")
            self.send_response(200)
            self.send_header("Content-Type", _SOORTEN.get(Path(pad).suffix, "text/plain"))
            self.send_header("Content-Length", str(len(lijf)))
            # as the real ones: a frame that is made anew finds them in the cache of the browser
            self.send_header("Cache-Control", "public, max-age=31536000, immutable")
            self.send_header("Access-Control-Allow-Origin", "*")
            self.end_headers()
            self.wfile.write(lijf)

        def log_message(self, *_: object) -> None:
            """Say nothing: the terminal is for the figures."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Antwoord) as server:
        draad = Thread(target=server.serve_forever, daemon=True)
        draad.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            draad.join()


def _read_file(pakket: Pakket, pad: str) -> bytes:
    with tarfile.open(_fetch(pakket)) as archief:
        stroom = archief.extractfile(f"package/{pad}")
        if stroom is None:
            melding = f"{pakket.naam} {pakket.versie} heeft geen bestand {pad}."
            raise MetingError(melding)
        return stroom.read()


def _fetch(pakket: Pakket) -> Path:
    """Answer the archive of a package, from the cache or else from npm."""
    map_ = platformdirs.user_cache_path("sociale-kaart", appauthor=False) / "meten"
    doel = map_ / f"{pakket.naam.replace('/', '-').lstrip('@')}-{pakket.versie}.tgz"
    if doel.is_file() and _is_right(doel, pakket):
        return doel
    npm = shutil.which("npm")
    if npm is None:
        melding = (
            "Voor het meten van de andere pagina's is npm nodig, om te halen wat folium van "
            "elders laadt. Installeer Node.js en begin opnieuw."
        )
        raise MetingError(melding)
    map_.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=map_) as half:
        wat = f"{pakket.naam}@{pakket.versie}"
        opdracht = [npm, "pack", wat, "--silent", "--pack-destination", half]
        klaar = subprocess.run(  # noqa: S603 - our own command
            opdracht, check=False, capture_output=True, text=True, timeout=300
        )
        gevonden = list(Path(half).glob("*.tgz"))
        if klaar.returncode != 0 or len(gevonden) != 1:
            melding = f"npm kon {wat} niet halen: {klaar.stderr.strip()}"
            raise MetingError(melding)
        if not _is_right(gevonden[0], pakket):
            melding = f"Wat npm gaf voor {wat} is niet het pakket dat hier hoort."
            raise MetingError(melding)
        gevonden[0].replace(doel)
    return doel


def _is_right(archief: Path, pakket: Pakket) -> bool:
    som = hashlib.sha512(archief.read_bytes()).digest()
    return base64.b64encode(som).decode() == pakket.sha512

"""The servers that are measured: started on a free port of loopback, watched, and ended."""

import contextlib
import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import opzetten
from benchmarks.errors import MetingError
from benchmarks.stad import Stad
from data.opslag import OMGEVINGSVARIABELE

_GEDULD_S = 60


@dataclass(frozen=True, kw_only=True)
class Server:
    """A running server: where it answers, and its process."""

    adres: str
    programma: "subprocess.Popen[bytes]"

    def geheugen_mb(self) -> float | None:
        """Answer what the process holds in memory now; None where the system does not say."""
        try:
            staat = Path(f"/proc/{self.programma.pid}/status").read_text("ascii")
        except FileNotFoundError:
            return None
        gevonden = re.search(r"^VmRSS:\s+(\d+) kB", staat, re.MULTILINE)
        return int(gevonden[1]) / 1000 if gevonden else None


def end(programma: "subprocess.Popen[Any]") -> None:
    """End a program that we started, by force if it does not listen."""
    programma.terminate()
    try:
        programma.wait(timeout=10)
    except subprocess.TimeoutExpired:
        programma.kill()
        programma.wait()


@contextmanager
def serve_ons(stad: Stad) -> Iterator[Server]:
    """Run the app as a user starts it, on the store of a town."""
    opdracht = [sys.executable, "-m", "streamlit", "run", "app.py"]
    with _serve(opdracht, {OMGEVINGSVARIABELE: str(stad.opslag)}, plaats=opzetten.ROOT) as server:
        yield server


@contextmanager
def serve_folium(
    pagina: str, kaart: Path, stad: Stad, *, cdn: str, opties: Sequence[str] = ()
) -> Iterator[Server]:
    """Run one of the other pages, with the settings of Streamlit itself."""
    opdracht = [sys.executable, "-m", "benchmarks.paginas", pagina, cdn]
    opdracht += ["--server.address=127.0.0.1", "--server.fileWatcherType=none"]
    opdracht += ["--browser.gatherUsageStats=false", *opties]
    midden = " ".join(map(str, stad.midden))
    omgeving = {"METEN": f"{kaart}|{midden}|{stad.zoom}", "PYTHONPATH": str(opzetten.ROOT)}
    # in an empty folder: the settings of our app are not those of a naive page
    with (
        TemporaryDirectory() as leeg,
        _serve(opdracht, omgeving, plaats=Path(leeg)) as server,
    ):
        yield server


@contextmanager
def _serve(
    opdracht: Sequence[str], omgeving: Mapping[str, str], *, plaats: Path
) -> Iterator[Server]:
    with socket.socket() as vrij:
        vrij.bind(("127.0.0.1", 0))
        poort = vrij.getsockname()[1]
    with TemporaryDirectory() as map_:
        log = Path(map_) / "log.txt"
        with log.open("wb") as uitvoer:
            programma = subprocess.Popen(  # noqa: S603 - our own commands
                [*opdracht, f"--server.port={poort}", "--server.headless=true"],
                cwd=plaats,
                env=os.environ | omgeving,
                stdout=uitvoer,
                stderr=uitvoer,
            )
        try:
            server = Server(adres=f"http://127.0.0.1:{poort}", programma=programma)
            _wait_until_healthy(server, log)
            yield server
        finally:
            end(programma)


def _wait_until_healthy(server: Server, log: Path) -> None:
    einde = time.monotonic() + _GEDULD_S
    while time.monotonic() < einde and server.programma.poll() is None:
        lijn = http.client.HTTPConnection(server.adres.removeprefix("http://"), timeout=2)
        with contextlib.suppress(OSError), contextlib.closing(lijn):
            lijn.request("GET", "/_stcore/health")
            if lijn.getresponse().status == http.HTTPStatus.OK:
                return
        time.sleep(0.1)
    melding = f"De server kwam niet op: {log.read_text(errors='replace')[-2000:]}"
    raise MetingError(melding)

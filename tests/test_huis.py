"""Promises of the house: pinned packages, safe settings, no path of one machine in a file."""

import os
import re
import socket
import threading
import tomllib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from playwright.sync_api import Page
from streamlit import config as streamlit_config

import opzetten
from tests.conftest import Verkeer

ROOT = opzetten.ROOT
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
INSTELLINGEN = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))

MAXIMUM_BYTES = 2_000_000
# a path of one machine says nothing on another, and something about its owner
EIGEN_PADEN = re.compile(rb"(?<![\w.~-])/(?:home|root|tmp|Users|work)/\w|file:///\w")

VEILIG = {
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,  # they lead to a search engine and a chat service
    "client.toolbarMode": "minimal",
    "runner.postScriptGC": False,
    "server.address": "127.0.0.1",
    "server.enableAgentApi": False,
    "server.fileWatcherType": "none",
    "server.maxUploadSize": 1024,
    "server.showEmailPrompt": False,  # the question holds up the first start until it is answered
}


def project_files() -> Iterator[Path]:
    """List every file, without what git and the tools keep for themselves."""
    eigen = {".git", ".venv", "__pycache__", "htmlcov", ".idea", ".vscode"}
    for plaats, mappen, namen in os.walk(ROOT):
        mappen[:] = [naam for naam in mappen if naam not in eigen and not naam.endswith("_cache")]
        yield from (Path(plaats, naam) for naam in namen if not naam.startswith(".coverage"))


# Files


def test_no_file_names_a_path_of_one_machine() -> None:
    met_pad = {
        str(pad.relative_to(ROOT)): gevonden.group()
        for pad in project_files()
        if (gevonden := EIGEN_PADEN.search(pad.read_bytes()))
    }
    assert met_pad == {}


def test_no_file_is_too_large_for_the_repository() -> None:
    assert [pad for pad in project_files() if pad.stat().st_size > MAXIMUM_BYTES] == []


def test_licence_is_the_whole_text() -> None:
    tekst = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert tekst.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2\nEUPL © the European Union")
    assert re.findall(r"^(\d+)\.[A-Z]", tekst, re.MULTILINE) == [str(n) for n in range(1, 16)]
    assert tekst.rstrip().endswith("Appendix require the production of a new EUPL version.")


# Packages


def pins_of(pad: Path) -> dict[str, tuple[Requirement, int]]:
    """Read a compiled file: per package its pin and its number of hashes."""
    pins: dict[str, tuple[Requirement, int]] = {}
    for regel in pad.read_text(encoding="utf-8").replace("\\\n", " ").splitlines():
        if not regel.lstrip().startswith("#"):
            eis, *sommen = regel.split("--hash=sha256:")
            pin = Requirement(eis.strip())
            pins[canonicalize_name(pin.name)] = (pin, len(sommen))
    return pins


@pytest.mark.parametrize("pad", opzetten.EISEN_TEST, ids=lambda pad: pad.parent.name)
def test_every_package_is_pinned_and_hashed(pad: Path) -> None:
    for pin, sommen in pins_of(pad).values():
        assert [eis.operator for eis in pin.specifier] == ["=="], pin
        assert pin.url is None
        assert sommen > 0, pin


@pytest.mark.parametrize("pad", opzetten.EISEN_TEST, ids=lambda pad: pad.parent.name)
def test_compiled_file_names_no_index(pad: Path) -> None:
    assert re.findall(r"://|--(?!hash)[a-z-]+", pad.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("eisen", "pad"),
    [
        pytest.param(PROJECT["project"]["dependencies"], opzetten.EISEN_TEST[0], id="app"),
        pytest.param(PROJECT["dependency-groups"]["test"], opzetten.EISEN_TEST[1], id="tests"),
    ],
)
def test_pins_lie_within_the_ranges_of_the_project(eisen: list[str], pad: Path) -> None:
    pins = pins_of(pad)
    for eis in map(Requirement, eisen):
        pin, _ = pins[canonicalize_name(eis.name)]
        (versie,) = pin.specifier
        assert eis.specifier.contains(versie.version), f"{eis}: {pin}"


def test_app_and_tests_run_on_the_same_versions() -> None:
    app, tests = map(pins_of, opzetten.EISEN_TEST)
    assert {naam for naam in app.keys() & tests.keys() if app[naam] != tests[naam]} == set()


def test_oldest_python_is_the_same_everywhere() -> None:
    oudste = ".".join(map(str, opzetten.OUDSTE_PYTHON))
    assert PROJECT["project"]["requires-python"] == f">={oudste}"
    assert PROJECT["tool"]["mypy"]["python_version"] == oudste


# Settings


def test_settings_are_the_safe_ones() -> None:
    gezet = {
        optie: INSTELLINGEN[deel][naam] for optie in VEILIG for deel, naam in [optie.split(".")]
    }
    assert gezet == VEILIG


def test_streamlit_knows_every_setting() -> None:
    # a misspelt setting is passed over in silence, and leaves the unsafe default
    bekend = streamlit_config.get_config_options()
    gezet = {
        f"{deel}.{naam}"
        for deel in {optie.split(".")[0] for optie in VEILIG}
        for naam in INSTELLINGEN[deel]
    }
    assert gezet - bekend.keys() == set()


# The recorder of the browser tests


class _Pagina(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        inhoud = (
            b"<!doctype html><title>Proef</title><link rel=icon href='data:,'>"
            b"<img src='http://beeld.invalid/a.png'>"
            b"<script>new WebSocket('ws://lijn.invalid/')</script>"
        )
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(inhoud)))
        self.end_headers()
        self.wfile.write(inhoud)

    def log_message(self, *_: object) -> None:
        """Stay silent."""


GEHEUGEN = """async () => {
    const recht = await navigator.permissions.query({name: 'clipboard-read'});
    return [document.cookie, localStorage.length, recht.state];
}"""


@pytest.fixture(scope="module")
def adres() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Pagina) as server:
        draad = threading.Thread(target=server.serve_forever)
        draad.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        draad.join()


def test_recorder_sees_every_request_and_which_leave_the_machine(
    adres: str, pagina: Page, verkeer: Verkeer
) -> None:
    pagina.goto(adres)
    pagina.wait_for_load_state("networkidle")
    assert adres in verkeer.adressen
    assert sorted(verkeer.buiten()) == ["http://beeld.invalid/a.png", "ws://lijn.invalid/"]


@pytest.mark.parametrize("bezoek", [1, 2])
def test_page_remembers_no_earlier_visit(adres: str, pagina: Page, bezoek: int) -> None:
    pagina.goto(adres)
    assert pagina.evaluate(GEHEUGEN) == ["", 0, "prompt"]
    pagina.context.grant_permissions(["clipboard-read"])
    pagina.evaluate(f"() => {{ document.cookie = 'bezoek={bezoek}'; localStorage.bezoek = 1 }}")
    assert pagina.evaluate(GEHEUGEN) == [f"bezoek={bezoek}", 1, "granted"]


def test_recorder_begins_empty_for_every_test(verkeer: Verkeer) -> None:
    assert verkeer.adressen == []


def test_no_test_reaches_another_machine() -> None:
    # the guard warns before it raises, and here a warning is an error already
    with pytest.raises(UserWarning, match=r"with host \"192\.0\.2\.1\""):
        socket.create_connection(("192.0.2.1", 80), timeout=1)

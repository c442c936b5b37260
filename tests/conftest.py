"""
What every test may ask for: a store of its own, the real files, and a real browser.

A test that asks for `echt` or `browser` carries the mark of that name; nobody has to write it.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Request,
    WebSocket,
    expect,
    sync_playwright,
)

import opzetten
from data.aantekeningen import ADRESVARIABELE, BESTAND, forget_engines
from tests import bezoek, databank, proefstad
from tests.bezoek import GEGEVENSVARIABELE, WACHT_S

ECHTVARIABELE = "SOCIALE_KAART_ECHT"
ECHT_ERNAAST = opzetten.ROOT.parent / "shared" / "echt"

# The last list of features counts, so what Playwright leaves out is named again. The first two are
# the lists below the address bar: pages of the browser itself, which nobody sees here and which
# cost as much per visit as half of ours.
UITGESCHAKELD = (
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
)
BROWSEROPTIES = (
    "--disable-background-networking",
    "--disable-component-update",
    f"--disable-features={','.join(UITGESCHAKELD)}",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)


# Marks, and what is said when the real files are not there


@pytest.hookimpl(tryfirst=True)  # before `-m` chooses
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        for naam in {"browser", "echt"}.intersection(getattr(item, "fixturenames", ())):
            item.add_marker(naam)
    # files that drive a browser take longest: begun last, one worker ends long after the others
    lang = {item.path for item in items if "browser" in item.keywords}
    items.sort(key=lambda item: item.path not in lang)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Say below the closing line how many tests waited for the real files."""
    verslag = config.pluginmanager.get_plugin("terminalreporter")
    if verslag is None or os.environ.get(ECHTVARIABELE) or ECHT_ERNAAST.is_dir():
        return
    overgeslagen = [test for test in verslag.stats.get("skipped", []) if "echt" in test.keywords]
    verslag.write_line(
        f"{len(overgeslagen)} tests met de echte bestanden overgeslagen: "
        f"{ECHTVARIABELE} is niet gezet en ../shared/echt is er niet."
    )


# The store


@pytest.fixture(scope="session", autouse=True)
def _geen_gebruikersgegevens(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep fixtures that outlive one test away from the data of the user as well."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(GEGEVENSVARIABELE, str(tmp_path_factory.mktemp("gegevens")))
        patch.delenv(ADRESVARIABELE, raising=False)
        yield


@pytest.fixture(autouse=True)
def opslag(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Root of the store of this one test; the folder does not exist yet."""
    plaats = tmp_path / "gegevens"
    monkeypatch.setenv(GEGEVENSVARIABELE, str(plaats))
    return plaats


# What people add


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Address of a real PostgreSQL."""
    with databank.serve_postgres() as adres:
        yield adres


@pytest.fixture(params=["sqlite", "postgresql"])
def databank_adres(request: pytest.FixtureRequest, opslag: Path) -> Iterator[str]:
    """Address of an empty database: each test that asks for it runs on both."""
    if request.param == "sqlite":
        yield f"sqlite:///{(opslag / BESTAND).as_posix()}"
        return
    with databank.fresh_database(request.getfixturevalue("postgres")) as adres:
        yield adres
        forget_engines()


# The real files


@pytest.fixture(scope="session")
def echt() -> Path:
    """Folder of the real files; a folder that is named must be there, the usual one may miss."""
    genoemd = os.environ.get(ECHTVARIABELE)
    plaats = Path(genoemd) if genoemd else ECHT_ERNAAST
    if not plaats.is_dir():
        if genoemd:
            pytest.fail(f"{ECHTVARIABELE} wijst naar {genoemd}, maar die map is er niet.")
        pytest.skip(f"{ECHTVARIABELE} is niet gezet en ../shared/echt is er niet")
    return plaats.resolve()


# The browser


@dataclass(frozen=True)
class Verkeer:
    """Every address that the pages of a test asked for, web sockets included."""

    adressen: list[str]

    def buiten(self) -> list[str]:
        """Answer the addresses that do not lie on this machine."""
        binnen = {"127.0.0.1", "localhost", "::1"}
        return [
            adres
            for adres in self.adressen
            if (delen := urlsplit(adres)).scheme in {"http", "https", "ws", "wss"}
            and delen.hostname not in binnen
        ]


@pytest.fixture(scope="session")
def browser_pad() -> Path:
    """Path of the browser that `opzetten.py` found or installed."""
    pad = opzetten.find_browser()
    if pad is None:
        pytest.fail("Er is geen browser: `python opzetten.py test` installeert er een.")
    return pad


@pytest.fixture(scope="session")
def _opname() -> list[str]:
    return []


@pytest.fixture(scope="session")
def browser(browser_pad: Path, _opname: list[str]) -> Iterator[Browser]:
    """One browser for all tests; it blocks nothing, and records what all its pages ask for."""

    def record_request(verzoek: Request) -> None:
        _opname.append(verzoek.url)

    def record_socket(lijn: WebSocket) -> None:
        _opname.append(lijn.url)

    def record_page(pagina: Page) -> None:
        pagina.on("websocket", record_socket)

    def record_context(context: BrowserContext) -> None:
        context.on("request", record_request)
        context.on("page", record_page)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_pad, args=BROWSEROPTIES)
        browser.on("context", record_context)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def gegevens(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Store of two small gemeenten, for the tests of the screen."""
    return proefstad.make_opslag(tmp_path_factory.mktemp("proef") / "gegevens")


@pytest.fixture(scope="session")
def server(gegevens: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the app on that store."""
    with bezoek.serve(gegevens, tmp_path_factory.mktemp("server") / "log.txt") as adres:
        yield adres


@pytest.fixture(scope="session")
def stadserver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the app on an empty store: the made-up town that comes with it."""
    leeg = tmp_path_factory.mktemp("leeg")
    with bezoek.serve(leeg / "gegevens", leeg / "log.txt") as adres:
        yield adres


@pytest.fixture
def verkeer(_opname: list[str]) -> Verkeer:
    """Record of what the pages ask for during this test."""
    _opname.clear()
    return Verkeer(_opname)


@pytest.fixture(scope="session")
def _bezoeker(browser: Browser) -> Iterator[BrowserContext]:
    """One visitor for all tests: what a browser keeps for good is fetched and compiled once."""
    context = browser.new_context(locale="nl-NL", viewport={"width": 1280, "height": 800})
    # a first visit loads a lot, and the machine may be busy
    context.set_default_timeout(WACHT_S * 1000)
    yield context
    context.close()


@pytest.fixture
def pagina(_bezoeker: BrowserContext) -> Iterator[Page]:
    """Fresh page without memory of earlier visits, but for files that never change."""
    expect.set_options(timeout=WACHT_S * 1000)
    pagina = _bezoeker.new_page()
    yield pagina
    alles = {"origin": "*", "storageTypes": "all"}
    _bezoeker.new_cdp_session(pagina).send("Storage.clearDataForOrigin", alles)
    for open_ in _bezoeker.pages:
        open_.close()
    _bezoeker.clear_cookies()
    _bezoeker.clear_permissions()

"""
The whole road on real figures: files imported by the command, read in a real browser.

What the page says of a buurt is compared with a sum made straight from the source file.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Page, expect

import opzetten
from tests.bezoek import GEGEVENSVARIABELE, choose, open_kaart, read, serve
from tests.bronbestanden import RIVM_BESTANDEN
from tests.conftest import Verkeer

pytestmark = pytest.mark.ongemeten

WOENSEL_WEST = "BU07724210"
LUISTERVARIABELE = "SOCIALE_KAART_LUISTER"
# Every address a process connects to or looks up, written down by Python's own audit hook.
LUISTERAAR = f"""
import os, sys

def _luister(gebeurtenis, argumenten):
    if gebeurtenis in {{"socket.connect", "socket.sendto", "socket.getaddrinfo"}}:
        wie = argumenten[0] if gebeurtenis == "socket.getaddrinfo" else argumenten[1]
        with open(os.environ["{LUISTERVARIABELE}"], "a", encoding="utf-8") as stroom:
            stroom.write(f"{{wie!r}}\\n")

sys.addaudithook(_luister)
"""


@dataclass(frozen=True)
class Dienst:
    """A running app on real figures, and the record of what its process connects to."""

    adres: str
    gehoord: Path


def run_importeer(opslag: Path, *argumenten: str) -> None:
    klaar = subprocess.run(
        [sys.executable, "-m", "data", "importeer", *argumenten],
        cwd=opzetten.ROOT,
        env=os.environ | {GEGEVENSVARIABELE: str(opslag)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert klaar.returncode == 0, klaar.stderr


def make_luisteraar(map_: Path) -> Path:
    """Put the listener where Python loads it by itself, and answer where it writes."""
    (map_ / "sitecustomize.py").write_text(LUISTERAAR, encoding="utf-8")
    gehoord = map_ / "gehoord.txt"
    gehoord.touch()
    return gehoord


@pytest.fixture(scope="module")
def dienst(echt: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dienst]:
    """Import Eindhoven by the command and start the app on it."""
    opslag = tmp_path_factory.mktemp("eindhoven")
    run_importeer(opslag, str(echt / "kwb_2020_84799NED"))
    run_importeer(opslag, str(echt / "rivm_50090NED" / RIVM_BESTANDEN[2020]))
    kaart = echt / "eindhoven" / "eindhoven_buurten_codes_2019-2024.geojson"
    run_importeer(opslag, str(kaart), "--grensjaar", "2019-2024")
    luister = tmp_path_factory.mktemp("luister")
    gehoord = make_luisteraar(luister)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(luister))
        patch.setenv(LUISTERVARIABELE, str(gehoord))
        with serve(opslag, luister / "log.txt") as adres:
            yield Dienst(adres, gehoord)


def bijstand_from_source(echt: Path, gebiedscode: str) -> float:
    """Compute benefits per 1,000 inhabitants straight from the file of CBS."""
    bron = echt / "kwb_2020_84799NED"
    eigenschappen = pd.read_parquet(bron / "cbs.v3.84799NED_DataProperties.parquet")
    sleutels = {str(k).rsplit("_", 1)[0]: str(k) for k in eigenschappen["Key"] if k}
    cijfers = pd.read_parquet(bron / "cbs.v3.84799NED_TypedDataSet.parquet")
    rij = cijfers[cijfers["WijkenEnBuurten"].str.strip() == gebiedscode].iloc[0]
    uitkeringen = rij[sleutels["PersonenPerSoortUitkeringBijstand"]]
    return float(1000 * uitkeringen / rij[sleutels["AantalInwoners"]])


def outside_loopback(gehoord: Path) -> list[str]:
    """Answer what a process connected to or looked up outside this machine."""
    binnen = ("127.0.0.1", "localhost", "::1", "0.0.0.0", "None")  # noqa: S104 - to compare with
    regels = gehoord.read_text(encoding="utf-8").splitlines()
    return [regel for regel in regels if not any(adres in regel for adres in binnen)]


def test_woensel_west_reads_what_the_file_of_cbs_says(
    dienst: Dienst, echt: Path, pagina: Page, verkeer: Verkeer
) -> None:
    verwacht = bijstand_from_source(echt, WOENSEL_WEST)
    frame = open_kaart(pagina, f"{dienst.adres}/kaart", code=WOENSEL_WEST)
    eerst = read(frame, WOENSEL_WEST)["tekst"]
    choose(pagina, "Onderwerp", "Bijstand per 1.000 inwoners")
    expect(frame.get_by_text("Bijstand per 1.000 inwoners", exact=True)).to_be_visible()
    gelezen = read(frame, WOENSEL_WEST)
    assert gelezen["tekst"] != eerst

    vlak = frame.locator("#map_div").bounding_box()
    assert vlak is not None
    pagina.mouse.click(vlak["x"] + gelezen["punt"][0], vlak["y"] + gelezen["punt"][1])

    kaartje = pagina.locator(".st-key-sk-kaartje")
    expect(kaartje.get_by_role("heading", name="Woensel-West")).to_be_visible()
    expect(kaartje.locator(".sk-getal")).to_have_text(f"{round(verwacht)}per 1.000")
    assert verkeer.adressen
    assert verkeer.buiten() == []
    assert outside_loopback(dienst.gehoord) == []


def test_the_listener_hears_a_connection(tmp_path: Path) -> None:
    # else the promise above could not fail
    gehoord = make_luisteraar(tmp_path)
    code = "import socket\ntry: socket.getaddrinfo('voorbeeld.invalid', 80)\nexcept OSError: pass"
    subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONPATH": str(tmp_path), LUISTERVARIABELE: str(gehoord)},
        check=True,
    )
    assert "voorbeeld.invalid" in "".join(outside_loopback(gehoord))

"""Screen, paper, slide and numbers agree: same colour, class, value and counts for every buurt."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from layers.kaartbeeld import Staat
from layers.openen import (
    open_exact,
)
from layers.stand import build_stand
from tests import toestanden
from tests.bezoek import GEGEVENSVARIABELE, serve
from tests.vergelijken import differences, read_papier, read_scherm, read_teksten
from tests.vormen import check_vormen

pytestmark = pytest.mark.ongemeten

LINKS = toestanden.links()


@pytest.fixture(scope="module")
def opslagplaats(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return toestanden.make_opslag(tmp_path_factory.mktemp("toestanden") / "gegevens").pad


@pytest.fixture(scope="module")
def toestandenserver(opslagplaats: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serve(opslagplaats, tmp_path_factory.mktemp("server") / "log.txt") as adres:
        yield adres


@pytest.mark.parametrize("naam", LINKS)
def test_screen_and_paper_agree_on_every_buurt(
    naam: str,
    toestandenserver: str,
    opslagplaats: Path,
    pagina: Page,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(GEGEVENSVARIABELE, str(opslagplaats))
    geopend = open_exact(LINKS[naam])
    assert geopend.zin is None
    kaartbeeld = build_stand(geopend.keuze)
    scherm = read_scherm(pagina, f"{toestandenserver}{LINKS[naam]}", kaartbeeld)
    papier = read_papier(kaartbeeld)
    assert differences(scherm, papier) == []
    check_vormen(kaartbeeld, scherm, read_teksten(pagina, kaartbeeld))
    # the states that the link is about are there
    staten = {
        staat
        for staat, is_water in zip(kaartbeeld.moment.staten, kaartbeeld.water, strict=True)
        if not is_water
    }
    verwacht = {
        "alles bekend": {Staat.OK},
        "deels niet beschikbaar": {Staat.OK, Staat.NIET_BESCHIKBAAR},
        "onderdrukt": {Staat.OK, Staat.ONDERDRUKT},
        "alles ontbreekt": {Staat.NIET_BESCHIKBAAR},
        "grens gewijzigd": {Staat.OK, Staat.NIET_BESCHIKBAAR},
        "kleine aantallen": {Staat.OK, Staat.KLEIN_AANTAL},
        "deelgebied": {Staat.OK, Staat.ONDERDRUKT, Staat.BUITEN_SELECTIE},
    }.get(naam, staten)
    assert staten == verwacht
    if naam == "een klasse leeg":
        assert 0 in kaartbeeld.moment.tellingen[0].klassen

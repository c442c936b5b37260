"""Asking publishers for files: patience, mirrors, and what is made of a bad answer."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from data.ophalen.errors import (
    AntwoordGeweigerdError,
    BronMisluktError,
    GestoptError,
    NietGevondenError,
    OnbereikbaarError,
)
from data.ophalen.herkomst import read_herkomst
from data.ophalen.verbinding import POGINGEN, Geduld, Verbinding
from tests import naspelen_storingen as storing
from tests.naspelen import Naspeler, build_eindhoven, serve_bronnen
from tests.naspelen_wereld import Antwoord, Wereld

KENMERKEN = "https://opendata.cbs.nl/ODataFeed/odata/84799NED/TableInfos?$format=json"
SNEL = Geduld(pauze_s=0, herhaal_s=0.01, stil_s=0.25, traagste_bps=1000)
ALLES = "TableInfos"


@pytest.fixture(scope="module")
def wereld(echt: Path) -> Wereld:
    return build_eindhoven(echt)


@contextmanager
def verbonden(
    wereld: Wereld,
    map_: Path,
    *storingen: storing.Storing,
    geduld: Geduld = SNEL,
    stop: threading.Event | None = None,
) -> Iterator[tuple[Verbinding, Naspeler]]:
    with (
        serve_bronnen(wereld, storingen) as naspeler,
        Verbinding(map_, spiegel=naspeler.adres, geduld=geduld, stop=stop) as verbinding,
    ):
        yield verbinding, naspeler


def titel_of(document: dict[str, Sequence[dict[str, str]]]) -> str:
    return document["value"][0]["Title"]


@pytest.mark.parametrize(
    "fout",
    [
        storing.drukte(ALLES, wacht_s=0, keren=2),
        storing.status(ALLES, 503, keren=2),
        storing.status(ALLES, 500, keren=POGINGEN - 1),
        storing.xml_fout(ALLES, keren=1),
        storing.inlogpagina(ALLES, keren=1),
        storing.afbreking(ALLES, keren=2),
        storing.afgekapt(ALLES, keren=1),
        storing.stilte(ALLES, seconden=3, keren=1),
        storing.druppels(ALLES, pauze_s=0.05, keren=1),
        storing.omleiding(ALLES, "/opendata.cbs.nl/ODataApi/odata/84799NED/TableInfos", keren=1),
        storing.ingepakt(ALLES),
    ],
    ids=[
        "429",
        "503",
        "500, de laatste keer goed",
        "XML met status 200",
        "inlogpagina",
        "afgebroken",
        "afgekapt",
        "stil",
        "een byte per keer",
        "doorgestuurd",
        "gzip",
    ],
)
def test_what_passes_in_a_moment_is_asked_again(
    wereld: Wereld, tmp_path: Path, fout: storing.Storing
) -> None:
    with verbonden(wereld, tmp_path, fout) as (verbinding, naspeler):
        document = verbinding.fetch_json(KENMERKEN, "kenmerken.json")
    assert titel_of(document) == "Kerncijfers wijken en buurten 2020"
    assert (tmp_path / "kenmerken.json").is_file()
    assert len(naspeler.gevraagd) > 1 or fout.keren is None
    assert not list(tmp_path.glob("*.deel"))


@pytest.mark.parametrize(
    ("fout", "woorden"),
    [
        (storing.status(ALLES, 503), "antwoordt niet (foutcode 503)"),
        (storing.xml_fout(ALLES), "webpagina of foutmelding"),
        (storing.afbreking(ALLES), "breekt de verbinding af"),
        (storing.afgekapt(ALLES), "afgebroken of onleesbaar"),
        (storing.stilte(ALLES, seconden=3), "geeft geen antwoord"),
        (storing.druppels(ALLES, pauze_s=0.05), "zo traag"),
        (storing.omleiding(ALLES, "/opendata.cbs.nl/TableInfos"), "steeds door"),
        (storing.omleiding(ALLES, "mailto:iemand@example.nl"), "geen webadres"),
    ],
    ids=[
        "503",
        "XML",
        "afgebroken",
        "afgekapt",
        "stil",
        "traag",
        "in een kring",
        "geen web",
    ],
)
def test_what_does_not_pass_is_one_sentence_and_no_file(
    wereld: Wereld, tmp_path: Path, fout: storing.Storing, woorden: str
) -> None:
    with (
        verbonden(wereld, tmp_path, fout) as (verbinding, _),
        pytest.raises(BronMisluktError, match=r"^opendata\.cbs\.nl .*later opnieuw") as gezegd,
    ):
        verbinding.fetch_json(KENMERKEN, "kenmerken.json")
    assert woorden in str(gezegd.value)
    assert not any(tmp_path.iterdir())


def test_host_that_is_not_there_is_named(tmp_path: Path) -> None:
    with (
        Verbinding(tmp_path, spiegel="http://127.0.0.1:9", geduld=SNEL) as verbinding,
        pytest.raises(OnbereikbaarError, match=r"opendata\.cbs\.nl is niet te bereiken"),
    ):
        verbinding.fetch_json(KENMERKEN, "kenmerken.json")


def test_host_that_is_not_there_is_not_tried_by_the_next_question(tmp_path: Path) -> None:
    with Verbinding(tmp_path, spiegel="http://127.0.0.1:9", geduld=SNEL) as verbinding:
        with pytest.raises(OnbereikbaarError):
            verbinding.fetch_json(KENMERKEN, "kenmerken.json")
        # whoever tried it again would wait an hour before the repetition
        verbinding.geduld = replace(SNEL, herhaal_s=3600)
        with pytest.raises(OnbereikbaarError):
            verbinding.fetch_json(KENMERKEN, "kenmerken.json")


@pytest.mark.parametrize(
    ("code", "fout"), [(404, NietGevondenError), (403, AntwoordGeweigerdError)]
)
def test_refusal_is_not_repeated(
    wereld: Wereld, tmp_path: Path, code: int, fout: type[BronMisluktError]
) -> None:
    with verbonden(wereld, tmp_path, storing.status(ALLES, code)) as (verbinding, naspeler):
        with pytest.raises(fout):
            verbinding.fetch_json(KENMERKEN, "kenmerken.json")
        assert len(naspeler.gevraagd) == 1


def test_same_task_asks_once_and_a_later_one_only_whether_it_changed(
    wereld: Wereld, tmp_path: Path
) -> None:
    begin = datetime.now(UTC)
    with serve_bronnen(wereld) as naspeler:
        for _ in range(2):
            with Verbinding(tmp_path, begin=begin, spiegel=naspeler.adres) as verbinding:
                verbinding.fetch_json(KENMERKEN, "kenmerken.json")
        assert len(naspeler.gevraagd) == 1
        with Verbinding(tmp_path, spiegel=naspeler.adres) as verbinding:
            document = verbinding.fetch_json(KENMERKEN, "kenmerken.json")
            herkomst = read_herkomst(tmp_path / "kenmerken.json")
        assert naspeler.gevraagd[-1].koppen["if-none-match"]
    assert titel_of(document) == "Kerncijfers wijken en buurten 2020"
    assert herkomst is not None
    assert herkomst.adres == KENMERKEN


def test_file_that_somebody_spoiled_is_fetched_again(wereld: Wereld, tmp_path: Path) -> None:
    begin = datetime.now(UTC)
    with serve_bronnen(wereld) as naspeler:
        for _ in range(2):
            with Verbinding(tmp_path, begin=begin, spiegel=naspeler.adres) as verbinding:
                verbinding.fetch_json(KENMERKEN, "kenmerken.json")
            (tmp_path / "kenmerken.json").write_text("{")
        assert len(naspeler.gevraagd) == 2
    assert read_herkomst(tmp_path / "niets.json") is None


def test_who_stops_waits_for_nobody(wereld: Wereld, tmp_path: Path) -> None:
    stop = threading.Event()
    threading.Timer(0.1, stop.set).start()
    druppels = storing.druppels(ALLES, pauze_s=0.02)
    geduld = Geduld(pauze_s=0, herhaal_s=30, stil_s=30, traagste_bps=0)
    for fout in (druppels, storing.drukte(ALLES, wacht_s=30)):
        with (
            verbonden(wereld, tmp_path, fout, geduld=geduld, stop=stop) as (verbinding, _),
            pytest.raises(GestoptError, match="gestopt"),
        ):
            verbinding.fetch_json(KENMERKEN, "kenmerken.json")
    assert not list(tmp_path.glob("*.json*"))


def test_hosts_are_asked_no_more_often_than_promised(wereld: Wereld, tmp_path: Path) -> None:
    geduld = Geduld(pauze_s=0.3, herhaal_s=0.01)
    with verbonden(wereld, tmp_path, geduld=geduld) as (verbinding, _):
        begin = datetime.now(UTC)
        for nummer in range(3):
            verbinding.fetch_json(KENMERKEN, f"kenmerken-{nummer}.json")
        assert (datetime.now(UTC) - begin).total_seconds() >= 0.6


@pytest.mark.parametrize("vorm", ["seconden", "moment"])
def test_moment_to_come_back_is_honoured(wereld: Wereld, tmp_path: Path, vorm: str) -> None:
    waarde = "1"
    if vorm == "moment":
        waarde = format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True)
    druk = Antwoord(429, "text/html", b"", koppen={"Retry-After": waarde})
    fout = storing.Storing(waar=ALLES, keren=1, antwoord=lambda _, __: druk)
    with verbonden(wereld, tmp_path, fout) as (verbinding, _):
        begin = datetime.now(UTC)
        verbinding.fetch_json(KENMERKEN, "kenmerken.json")
        assert (datetime.now(UTC) - begin).total_seconds() >= 1


def test_archive_has_to_be_one(wereld: Wereld, tmp_path: Path) -> None:
    with (
        verbonden(wereld, tmp_path) as (verbinding, _),
        pytest.raises(BronMisluktError, match="ander soort bestand"),
    ):
        verbinding.fetch_zip(KENMERKEN, "kaart.zip")


def test_head_tells_size_and_kind_of_a_file(wereld: Wereld, tmp_path: Path) -> None:
    adres = "https://download.cbs.nl/regionale-kaarten/kwb-2024.xlsx"
    elders = "download.cbs.nl/regionale-kaarten/kwb-2023.xlsx"
    omleiding = storing.omleiding("kwb-2024", f"https://{elders}", keren=1)
    drukte = storing.drukte("kwb-2023", keren=1)
    with verbonden(wereld, tmp_path, omleiding, drukte) as (verbinding, naspeler):
        kop = verbinding.head(adres)
        assert (kop.soort, kop.omvang) == ("application/vnd.ms-excel", 4)
        # sent on, told to wait, and asked from the beginning
        assert [vraag.pad[-9:-5] for vraag in naspeler.gevraagd] == ["2024", "2023", "2024"]
        with pytest.raises(NietGevondenError):
            verbinding.head("https://download.cbs.nl/regionale-kaarten/kwb-2012.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_publisher_is_asked_itself_where_no_mirror_is_named(wereld: Wereld, tmp_path: Path) -> None:
    with (
        serve_bronnen(wereld) as naspeler,
        Verbinding(tmp_path, geduld=SNEL) as verbinding,
    ):
        rechtstreeks = KENMERKEN.replace("https:/", naspeler.adres)
        assert titel_of(verbinding.fetch_json(rechtstreeks, "kenmerken.json")).endswith("2020")

"""Answers of publishers that are wrong in a way of their own: one sentence, and nothing kept."""

import json
import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest

from data.adressen import KERNCIJFERS_TABELLEN
from data.bestanden import Invoerbestand, Soort
from data.errors import BestandAfgekeurdError, OpslagMisluktError
from data.gebieden import niveau_of
from data.jsonbestanden import read_json
from data.ophalen.bladen import fetch_kenmerken
from data.ophalen.errors import (
    AntwoordOnjuistError,
    BronMisluktError,
    NetwerkinstellingError,
    SpiegelOnjuistError,
)
from data.ophalen.gevraagd import Gevraagd
from data.ophalen.herkomst import Herkomst, read_herkomst, write_herkomst
from data.ophalen.odata import fetch_tabel, find_totaal
from data.ophalen.verbinding import Geduld, Verbinding
from data.ophalen.webadres import clean_spiegel, follow, next_page
from tests import naspelen_storingen as storing
from tests.naspelen import Naspeler, build_klein, serve_bronnen
from tests.naspelen_wereld import Antwoord, Rij

KLEIN: Final = build_klein()
SNEL: Final = Geduld(pauze_s=0, herhaal_s=0.01, stil_s=2, pogingen=2)
TABEL: Final = KERNCIJFERS_TABELLEN[-1]
GEMEENTE: Final = Gevraagd(gemeenten=("GM1234",))
OGC: Final = "https://api.pdok.nl/cbs/wijken-en-buurten-2025/ogc/v1/collections/buurten/items"
WFS: Final = (
    "https://service.pdok.nl/cbs/wijkenbuurten/2025/wfs/v1_0?service=WFS&version=2.0.0"
    "&request=GetFeature&typeNames=wijkenbuurten:buurten&outputFormat=application/json"
    "&srsName=EPSG:28992&count=2&startIndex={begin}"
)
INFO: Final = "https://opendata.cbs.nl/ODataFeed/odata/86165NED/TableInfos?$format=json"
RIJEN, EIGENSCHAPPEN, KENMERKEN, NAMEN = (
    f"86165NED/{deel}"
    for deel in ("TypedDataSet", "DataProperties", "TableInfos", "WijkenEnBuurten")
)
KAART: Final = "ogc/v1/collections|wijkenbuurten/2025"


@contextmanager
def verbonden(
    map_: Path, *storingen: storing.Storing, geduld: Geduld = SNEL, begin: datetime | None = None
) -> Iterator[tuple[Verbinding, Naspeler]]:
    with (
        serve_bronnen(KLEIN, storingen) as naspeler,
        Verbinding(map_, spiegel=naspeler.adres, geduld=geduld, begin=begin) as verbinding,
    ):
        yield verbinding, naspeler


def changed(waar: str, bewerk: Callable[[Rij], object]) -> storing.Storing:
    def edit(_: object, antwoord: Antwoord) -> Antwoord:
        inhoud = json.dumps(bewerk(json.loads(antwoord.inhoud))).encode()
        return replace(antwoord, inhoud=inhoud, etag="")

    return storing.Storing(waar=waar, antwoord=edit)


def raw(waar: str, bewerk: Callable[[bytes], bytes]) -> storing.Storing:
    return storing.Storing(
        waar=waar, antwoord=lambda _, a: replace(a, inhoud=bewerk(a.inhoud), etag="")
    )


def headed(waar: str, **koppen: str) -> storing.Storing:
    erbij = {naam.replace("_", "-"): waarde for naam, waarde in koppen.items()}
    return storing.Storing(
        waar=waar, antwoord=lambda _, a: replace(a, koppen={**a.koppen, **erbij})
    )


def rows(waar: str, bewerk: Callable[[Rij], object]) -> storing.Storing:
    return changed(waar, lambda d: {**d, "value": [bewerk(rij) for rij in d["value"]]})


def features(bewerk: Callable[[Rij], object]) -> storing.Storing:
    return changed(KAART, lambda d: {**d, "features": [bewerk(f) for f in d["features"]]})


def axis_named(naam: object) -> Callable[[Rij], Rij]:
    return lambda rij: {**rij, "Key": naam} if str(rij["Type"]).startswith("Geo") else rij


def linked(naar: object) -> storing.Storing:
    return changed(RIJEN, lambda d: {**d, "odata.nextLink": naar})


ANDERE_TABEL = "https://opendata.cbs.nl/ODataFeed/odata/85984NED/TypedDataSet?$format=json"


@pytest.mark.parametrize(
    ("fout", "woorden"),
    [
        (headed(RIJEN, Content_Encoding="gzip"), "onleesbaar antwoord"),
        (linked("http://[::1"), "verwijst voor het volgende blad naar iets anders"),
        (linked({"a": 1}), "verwijst voor het volgende blad naar iets anders"),
        (linked("file:/a/b"), "verwijst voor het volgende blad naar iets anders"),
        (linked(ANDERE_TABEL), "verwijst voor het volgende blad naar iets anders"),
        (storing.omleiding(RIJEN, "file:/a/b"), "geen webadres"),
        (storing.omleiding(RIJEN, "https://a.nl:99999/"), "geen webadres"),
        (storing.omleiding(RIJEN, "http://[::1"), "breekt de verbinding af"),
        (rows(EIGENSCHAPPEN, axis_named("../../../x")), "zonder kolom met wijken en buurten"),
        (rows(EIGENSCHAPPEN, lambda _: {"Type": [1]}), "zonder kolom met wijken en buurten"),
        (raw(RIJEN, lambda r: r[:-1] + b',"value":[]}'), "onleesbaar antwoord"),
        (raw(RIJEN, lambda r: r.decode().encode("utf-16")), "onleesbaar antwoord"),
        (raw(RIJEN, lambda _: b"[" * 200_000), "onleesbaar antwoord"),
        (
            raw(RIJEN, lambda r: r.replace(b"BU12340001", b"BU12340001x")),
            "'BU12340001x', dat geen code van een gebied is",
        ),
        (
            raw(RIJEN, lambda r: r.replace(b"BU1234", b"bu1234")),
            "'bu12340000', dat geen code van een gebied is",
        ),
    ],
)
def test_table_that_is_wrong_in_its_own_way_is_refused(
    tmp_path: Path, fout: storing.Storing, woorden: str
) -> None:
    with (
        verbonden(tmp_path / "map", fout) as (verbinding, _),
        pytest.raises(BronMisluktError) as gezegd,
    ):
        fetch_tabel(verbinding, TABEL, GEMEENTE)
    assert str(gezegd.value).startswith("opendata.cbs.nl ")
    assert woorden in str(gezegd.value)
    assert [pad.name for pad in tmp_path.iterdir()] == ["map"]
    assert not list(tmp_path.rglob("*.deel"))


@pytest.mark.parametrize(
    "fout",
    [
        rows(EIGENSCHAPPEN, lambda rij: {**rij, "MapYear": "9" * 5000}),
        rows(EIGENSCHAPPEN, lambda rij: {**rij, "MapYear": "²"}),
        rows(KENMERKEN, lambda rij: {**rij, "RecordCount": "²"}),
        rows(KENMERKEN, lambda rij: {**rij, "RecordCount": "9" * 5000}),
    ],
    ids=["lang kaartjaar", "kwadraat", "aantal met kwadraat", "lang aantal"],
)
def test_number_that_is_none_is_left_out(tmp_path: Path, fout: storing.Storing) -> None:
    with verbonden(tmp_path, fout) as (verbinding, _):
        delen = fetch_tabel(verbinding, TABEL, Gevraagd(gemeenten=()))
    assert delen.kaartjaar in {2025, None}
    assert delen.paden


def test_next_page_of_another_kind_of_address_is_the_same_page() -> None:
    hier = "https://opendata.cbs.nl/ODataFeed/odata/86165NED/TypedDataSet?$format=json"
    verder = "http://OPENDATA.cbs.nl/odatafeed/odata/86165NED/TypedDataSet?$skip=9"
    assert next_page(hier, verder, host="x").startswith("https://opendata.cbs.nl/odatafeed/")
    assert next_page(hier, "TypedDataSet?$skip=9", host="x").endswith(
        "86165NED/TypedDataSet?$skip=9"
    )
    assert not next_page(hier, None, host="x")


def test_table_that_names_areas_it_gives_no_figures_of_tells_which(tmp_path: Path) -> None:
    def without_east(document: Rij) -> Rij:
        over = [rij for rij in document["value"] if "BU12340001" not in rij["WijkenEnBuurten"]]
        return {**document, "value": over}

    with verbonden(tmp_path, changed(RIJEN, without_east)) as (verbinding, _):
        delen = fetch_tabel(verbinding, TABEL, GEMEENTE)
    zin = "Tabel 86165NED noemt 1 gebieden waarvan geen cijfers kwamen: BU12340001."
    assert delen.meldingen == (f"{zin} Haal ze later opnieuw op.",)


def test_total_is_the_one_that_is_called_so() -> None:
    soorten = [
        {"Key": "1", "Title": "Subtotaal jeugd"},
        {"Key": "T", "Title": " Totaal registraties overlast"},
    ]
    assert find_totaal(soorten) == "T"
    assert find_totaal(soorten[:1]) == "1"
    assert find_totaal([*soorten, {"Key": "U", "Title": "Totaal jeugd"}]) is None


# Maps


def with_other_outline(document: Rij) -> Rij:
    een, twee, *rest = document["features"]
    dubbel = {**een, "geometry": twee["geometry"]}
    return {**document, "features": [een, twee, dubbel, *rest]}


def fetch_kaart(
    verbinding: Verbinding, adres: str = f"{OGC}?f=json&gemeentecode=GM1234"
) -> list[Rij]:
    pad = fetch_kenmerken(verbinding, adres, GEMEENTE, naam="kaart", host="api.pdok.nl")
    assert pad is not None
    gebieden: list[Rij] = json.loads(pad.read_text(encoding="utf-8"))["features"]
    return gebieden


@pytest.mark.parametrize(
    ("fout", "woorden"),
    [
        (changed(KAART, lambda d: {**d, "features": [None]}), "in een andere vorm"),
        (features(lambda f: {**f, "properties": [1]}), "zonder codes van buurten"),
        (changed(KAART, lambda d: {**d, "links": {"rel": "next"}}), "in een andere vorm"),
        (changed(KAART, lambda d: {**d, "links": ["next"]}), "in een andere vorm"),
        (changed(KAART, lambda d: {**d, "links": [{"rel": "next"}]}), "naar iets anders"),
        (
            changed(KAART, lambda d: {**d, "links": [{"rel": "next", "href": "http://["}]}),
            "naar iets anders",
        ),
        (
            changed(
                KAART,
                lambda d: {**d, "links": [{"rel": "next", "href": OGC.replace("2025", "2024")}]},
            ),
            "naar iets anders",
        ),
        (changed(KAART, with_other_outline), "BU12340000 twee keer, en niet hetzelfde"),
        (
            changed(KAART, lambda d: {**d, "numberMatched": 9}),
            "gaf 7 gebieden op de kaart en belooft er 9",
        ),
    ],
)
def test_map_that_is_wrong_in_its_own_way_is_refused(
    tmp_path: Path, fout: storing.Storing, woorden: str
) -> None:
    with (
        verbonden(tmp_path, fout) as (verbinding, _),
        pytest.raises(AntwoordOnjuistError) as gezegd,
    ):
        fetch_kaart(verbinding)
    assert woorden in str(gezegd.value)
    assert not (tmp_path / "kaart.geojson").exists()


def test_same_area_twice_is_one_area(tmp_path: Path) -> None:
    fout = changed(KAART, lambda d: {**d, "features": [*d["features"], d["features"][0]]})
    with verbonden(tmp_path, fout) as (verbinding, _):
        assert len(fetch_kaart(verbinding)) == 7


def test_server_that_gives_fewer_at_a_time_than_asked_gives_all(tmp_path: Path) -> None:
    # two at a time, of a server that tells how many there are
    fout = changed(KAART, lambda d: {**d, "numberMatched": 11})
    with verbonden(tmp_path, fout) as (verbinding, naspeler):
        codes = {f["properties"]["buurtcode"] for f in fetch_kaart(verbinding, WFS)}
        assert len(naspeler.gevraagd) == 6
    assert len(codes) == 7


# The line


def test_answer_without_end_is_broken_off(tmp_path: Path) -> None:
    geduld = replace(SNEL, meeste_json=1024**2)
    bom = storing.Storing(
        waar=KENMERKEN, antwoord=lambda _, a: replace(a, inhoud=b" " * 4 * 1024**2, etag="")
    )
    with (
        verbonden(tmp_path, storing.ingepakt(KENMERKEN), bom, geduld=geduld) as (
            verbinding,
            server,
        ),
        pytest.raises(BronMisluktError, match="stuurt meer dan 1 MB, en dat is te veel"),
    ):
        verbinding.fetch_json(INFO, "info.json")
    assert len(server.gevraagd) == 1
    assert not any(tmp_path.iterdir())


def test_answer_that_takes_too_long_altogether_is_broken_off(tmp_path: Path) -> None:
    geduld = replace(SNEL, traagste_bps=0, langste_s=0.2, pogingen=1)
    traag = storing.druppels(KENMERKEN, pauze_s=0.05)
    with (
        verbonden(tmp_path, traag, geduld=geduld) as (verbinding, _),
        pytest.raises(BronMisluktError, match="zo traag"),
    ):
        verbinding.fetch_json(INFO, "info.json")


class _Drup(socketserver.BaseRequestHandler):
    """Answers a head without end, a line at a time."""

    def handle(self) -> None:
        self.request.recv(65536)
        with suppress(OSError):
            self.request.sendall(b"HTTP/1.1 200 OK\r\n")
            for nummer in range(200):
                self.request.sendall(b"X-%d: 1\r\n" % nummer)
                time.sleep(0.05)


def test_answer_of_which_the_head_does_not_end_is_broken_off(tmp_path: Path) -> None:
    geduld = replace(SNEL, stil_s=0.2, pogingen=1)
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Drup) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        adres = f"http://127.0.0.1:{server.server_address[1]}"
        with (
            Verbinding(tmp_path, spiegel=adres, geduld=geduld) as verbinding,
            pytest.raises(BronMisluktError, match="geeft geen antwoord"),
        ):
            verbinding.fetch_json(INFO, "info.json")
        server.shutdown()


def test_mark_of_a_publisher_that_cannot_be_sent_back_is_not(tmp_path: Path) -> None:
    for _ in range(2):
        with verbonden(tmp_path, headed(KENMERKEN, ETag='"\xe9"')) as (verbinding, naspeler):
            verbinding.fetch_json(INFO, "info.json")
    assert "If-None-Match" not in naspeler.gevraagd[-1].koppen


@pytest.mark.parametrize(
    "anders",
    [
        {"opgehaald_op": "2026-01-01"},
        {"opgehaald_op": "gisteren"},
        {"opgehaald_op": 5},
        {"etag": 5},
        {"adres": None},
    ],
)
def test_note_of_where_a_file_came_from_that_is_spoiled_is_none(
    tmp_path: Path, anders: dict[str, object]
) -> None:
    pad = tmp_path / "info.json"
    pad.write_bytes(b"{}")
    write_herkomst(pad, Herkomst(adres=INFO, opgehaald_op="", sha256=""))
    notitie = tmp_path / "info.json.herkomst"
    assert read_herkomst(pad) is not None
    notitie.write_text(json.dumps(json.loads(notitie.read_text()) | anders))
    assert read_herkomst(pad) is None


def test_file_of_a_clock_that_was_ahead_is_asked_for_again(tmp_path: Path) -> None:
    begin = datetime.now(UTC)
    with verbonden(tmp_path, begin=begin) as (verbinding, naspeler):
        verbinding.fetch_json(INFO, "info.json")
        notitie = tmp_path / "info.json.herkomst"
        straks = (begin + timedelta(days=900)).isoformat()
        notitie.write_text(json.dumps(json.loads(notitie.read_text()) | {"opgehaald_op": straks}))
        verbinding.fetch_json(INFO, "info.json")
        assert len(naspeler.gevraagd) == 2


def test_kept_answer_that_cannot_be_read_is_asked_for_again(tmp_path: Path) -> None:
    # as a program of before took it, which looked less well
    with verbonden(tmp_path) as (verbinding, naspeler):
        verbinding.fetch_json(INFO, "info.json")
        pad = tmp_path / "info.json"
        pad.write_bytes(b'{"a": 1, "a": 2}')
        herkomst = read_herkomst(pad)
        assert herkomst is not None
        som = "93437bd0c5f136d0b5354157ec771f77bca92a1687ccaca2877c486bb34d9c2b"
        write_herkomst(pad, replace(herkomst, sha256=som))
        assert "value" in verbinding.fetch_json(INFO, "info.json")
        assert len(naspeler.gevraagd) == 2


def test_disk_that_takes_nothing_is_told(tmp_path: Path) -> None:
    (tmp_path / "kwb").write_text("geen map")
    with (
        verbonden(tmp_path) as (verbinding, _),
        pytest.raises(OpslagMisluktError, match="is niet gelukt"),
    ):
        verbinding.fetch_json(INFO, "kwb/info.json")


@pytest.mark.parametrize(
    ("naam", "waarde"),
    [
        ("HTTPS_PROXY", "ftp://proxy.example.nl"),
        ("HTTPS_PROXY", "http://proxy.example.nl:poort"),
        ("all_proxy", "socks5://proxy.example.nl:1080"),
        ("SSL_CERT_FILE", "/er/is/niets"),
    ],
)
def test_settings_for_the_internet_that_cannot_be_used_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, naam: str, waarde: str
) -> None:
    monkeypatch.setenv(naam, waarde)
    with pytest.raises(NetwerkinstellingError) as gezegd:
        Verbinding(tmp_path)
    assert naam.upper() in str(gezegd.value)
    # it may hold a password
    assert waarde not in str(gezegd.value)


@pytest.mark.parametrize(
    "tekst",
    ["spiegel", "ftp://h", "http://", "http://[::1", "http://h:0", "http://h:99999", "http://h?x",
     "http://h#x", "http://a b", "file:/a", "http://h\n", "http://."],
)  # fmt: skip
def test_mirror_that_is_no_address_is_refused(tmp_path: Path, tekst: str) -> None:
    with pytest.raises(SpiegelOnjuistError, match="is geen adres, zoals https://"):
        Verbinding(tmp_path, spiegel=tekst)


def test_address_that_cannot_be_joined_is_none() -> None:
    with pytest.raises(BronMisluktError, match="geen webadres"):
        follow("https://a.nl/b", "http://[::1", spiegel="", host="a.nl")
    assert follow("https://a.nl/b", "../c", spiegel="", host="a.nl") == "https://a.nl/c"


def test_mirror_is_written_as_programs_write_it() -> None:
    assert clean_spiegel("HTTPS://Spiegel.example.nl:443/a/") == "https://spiegel.example.nl/a"


# What these rest on


@pytest.mark.parametrize("tekst", ['{"a": 1, "b": {"c": 2,\n"c": 3}}', '[{"c": 1,\n"c": 1}]'])
def test_json_that_says_a_thing_twice_is_refused(tmp_path: Path, tekst: str) -> None:
    pad = tmp_path / "twee.json"
    pad.write_text(tekst)
    with pytest.raises(
        BestandAfgekeurdError, match=r"twee\.json, regel 1: 'c' staat hier twee keer"
    ):
        read_json(Invoerbestand("twee.json", pad, Soort.JSON, ""))


def test_code_with_a_line_end_is_no_code() -> None:
    assert niveau_of("GM1234\n") is None
    assert niveau_of("BU12340001\n") is None

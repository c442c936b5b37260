"""Every source by itself, of a small world made by hand: each figure as its publisher gave it."""

import json
import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from data.ophalen.bladen import fetch_kenmerken
from data.ophalen.errors import BronMisluktError
from data.ophalen.gevraagd import Gevraagd
from data.ophalen.stand import Staat, Stand, opgehaald_in
from data.ophalen.taak import Weg, fetch_alles
from data.ophalen.verbinding import Geduld, Verbinding
from data.opslag import Opslag, grensjaren_met_omtrekken, peiljaren_of, read_omtrekken, read_tabel
from tests import naspelen_storingen as storing
from tests.naspelen import build_klein, serve_bronnen
from tests.naspelen_derden import health_figure, police_count, ses_figure
from tests.naspelen_leefbaarheid import class_of, scores
from tests.naspelen_wereld import Antwoord

SNEL = Geduld(pauze_s=0, herhaal_s=0.01, stil_s=5)
BUURT = "BU12340000"
MET_LETTERS = "BU1234AA01"
OGC = "https://api.pdok.nl/cbs/wijken-en-buurten-2025/ogc/v1/collections/buurten/items"
KLEIN = build_klein()


@contextmanager
def weg_langs(*storingen: storing.Storing) -> Iterator[Weg]:
    with serve_bronnen(KLEIN, storingen) as naspeler:
        yield Weg(spiegel=naspeler.adres, geduld=SNEL)


def fetch(
    opslag: Path, *bronnen: str, vanaf: int = 2020, storingen: Sequence[storing.Storing] = ()
) -> Stand:
    gevraagd = Gevraagd(gemeenten=("GM1234",), bronnen=bronnen, vanaf=vanaf)
    with weg_langs(*storingen) as weg:
        return fetch_alles(gevraagd, opslag=Opslag(opslag), weg=weg)


def states(stand: Stand) -> list[Staat]:
    return [stap.staat for stap in stand.stappen]


def column(opslag: Path, tabel: str, jaar: int, kolom: str) -> dict[tuple[int, str], float]:
    """Read a column as figures by border year and code."""
    gelezen = read_tabel(tabel, peiljaar=jaar, opslag=Opslag(opslag))[kolom]
    return {
        (int(grens), str(code)): float(waarde)
        for (grens, code), waarde in zip(gelezen.index.tolist(), gelezen, strict=True)
    }


@pytest.mark.parametrize("code", [BUURT, MET_LETTERS])
def test_health_comes_with_its_margins(opslag: Path, code: str) -> None:
    stand = fetch(opslag, "rivm")
    assert states(stand) == [Staat.KLAAR]
    assert peiljaren_of("rivm", opslag=Opslag(opslag)) == (2012, 2016, 2020, 2022, 2024)
    for marge, einde in (("MW00000", ""), ("MOG0095", "_laag"), ("MBG0095", "_hoog")):
        verwacht = health_figure("MoeiteMetRondkomen_32", code, 2022, marge=marge)
        kolom = f"moeite_met_rondkomen_pct{einde}"
        assert column(opslag, "rivm", 2022, kolom)[2024, code] == pytest.approx(verwacht)


def test_crimes_are_those_of_the_whole_and_none_is_no_zero(opslag: Path) -> None:
    stand = fetch(opslag, "kwb", "misdrijven", vanaf=2023)
    assert set(states(stand)) == {Staat.KLAAR}
    assert min(peiljaren_of("misdrijven", opslag=Opslag(opslag))) == 2023
    tabel = read_tabel("misdrijven", peiljaar=2024, opslag=Opslag(opslag))
    assert list(tabel.columns) == ["misdrijven_totaal"]
    for (_, code), aantal in column(opslag, "misdrijven", 2024, "misdrijven_totaal").items():
        verwacht = police_count("0.0.0", code, "2024JJ00")
        assert math.isnan(aantal) if verwacht is None else aantal == verwacht


def test_nuisance_is_added_up_over_the_months_of_a_whole_year(opslag: Path) -> None:
    stand = fetch(opslag, "kwb", "overlast", vanaf=2024)
    assert set(states(stand)) == {Staat.KLAAR}
    for (_, code), aantal in column(opslag, "overlast", 2024, "overlast_totaal").items():
        maanden = [police_count("T001099", code, f"2024MM{m:02d}") for m in range(1, 13)]
        if None in maanden:
            assert math.isnan(aantal)
        else:
            assert aantal == sum(m for m in maanden if m is not None)


def test_scores_of_ses_are_told_apart_by_their_group(opslag: Path) -> None:
    stand = fetch(opslag, "ses")
    assert states(stand) == [Staat.KLAAR]
    tabel = read_tabel("ses", peiljaar=2024, opslag=Opslag(opslag))
    verwacht = {ses_figure(f"GemiddeldeScore_{n}", BUURT, 2024) for n in (29, 31, 33, 35)}
    kolommen = [str(kolom) for kolom in tabel if "score" in str(kolom)]
    gelezen = {round(column(opslag, "ses", 2024, k)[2025, BUURT], 3) for k in kolommen}
    assert verwacht <= gelezen


def test_scores_and_classes_of_the_leefbaarometer_stand_beside_each_other(opslag: Path) -> None:
    stand = fetch(opslag, "leefbaarometer", vanaf=2022)
    assert states(stand) == [Staat.KLAAR] * 3
    for jaar in (2022, 2024):
        verwacht = scores(BUURT, jaar)
        afwijking = column(opslag, "leefbaarometer", jaar, "afw_score")[2024, BUURT]
        assert afwijking == pytest.approx(verwacht["afw"], abs=1e-6)
        klasse = column(opslag, "leefbaarometer", jaar, "lbm_klasse")[2024, BUURT]
        assert klasse == class_of(verwacht["afw"])


@pytest.mark.parametrize(
    ("fout", "woorden"),
    [
        (storing.status("leefbaarometer.nl/resources", 404), "heeft de scores niet op dit adres"),
        (storing.xml_fout("lbm3/ows|/wfs"), "webpagina of foutmelding"),
        (storing.lege_lijst("47024NED/Overlast"), "geen totaal"),
    ],
    ids=["scores weg", "klassen als XML", "geen totaal"],
)
def test_source_that_gives_something_else_is_told(
    opslag: Path, fout: storing.Storing, woorden: str
) -> None:
    stand = fetch(opslag, "leefbaarometer", "overlast", vanaf=2024, storingen=(fout,))
    mislukt = [stap for stap in stand.stappen if stap.staat is Staat.MISLUKT]
    assert len(mislukt) == 1
    assert woorden in mislukt[0].regels[0]


def test_classes_come_by_the_next_address_or_not_at_all(opslag: Path) -> None:
    weg = storing.status("lbm3/ows", 404)
    leeg = storing.lege_lijst("geo.leefbaarometer.nl")
    assert (
        states(fetch(opslag, "leefbaarometer", vanaf=2024, storingen=(weg,))) == [Staat.KLAAR] * 2
    )
    stand = fetch(opslag / "leeg", "leefbaarometer", vanaf=2024, storingen=(leeg,))
    assert states(stand) == [Staat.KLAAR, Staat.LEEG]


def test_classes_of_another_year_than_asked_are_refused(opslag: Path) -> None:
    andere = storing.Storing(
        waar="buurtscore22",
        antwoord=lambda _, a: replace(a, inhoud=a.inhoud.replace(b"2022", b"2019"), etag=""),
    )
    stand = fetch(opslag, "leefbaarometer", vanaf=2022, storingen=(andere,))
    assert states(stand) == [Staat.KLAAR, Staat.KLAAR, Staat.MISLUKT]
    assert "dit is de tabel van 2019 en niet van 2022" in stand.stappen[-1].regels[0]
    assert 2019 not in peiljaren_of("leefbaarometer", opslag=Opslag(opslag))


def test_archive_without_scores_is_told(opslag: Path) -> None:
    anders = storing.omleiding(
        "leefbaarometer.nl/resources",
        "/geodata.cbs.nl/files/Wijkenbuurtkaart/WijkBuurtkaart_2025_v1.zip",
    )
    stand = fetch(opslag, "leefbaarometer", vanaf=2025, storingen=(anders,))
    assert states(stand) == [Staat.MISLUKT]
    assert "archief zonder scores van buurten" in stand.stappen[0].regels[0]


def test_outlines_of_the_country_are_those_of_the_newest_file(opslag: Path) -> None:
    gevraagd = Gevraagd(gemeenten=(), bronnen=("omtrekken",))
    nieuwste = storing.status("WijkBuurtkaart_2025", 404)
    for fout, jaar in (((), 2025), ((nieuwste,), 2024)):
        plaats = Opslag(opslag / str(jaar))
        with weg_langs(*fout) as weg:
            stand = fetch_alles(gevraagd, opslag=plaats, weg=weg)
        assert states(stand) == [Staat.KLAAR] * 2, stand
        assert grensjaren_met_omtrekken(opslag=plaats) == (jaar,)
        codes = set(read_omtrekken(jaar, opslag=plaats)["gebiedscode"])
        assert {BUURT, MET_LETTERS, "BU12350007", "GM1234"} <= codes
        assert opgehaald_in(plaats).is_dir()


def test_no_outlines_of_the_country_anywhere_is_told(opslag: Path) -> None:
    gevraagd = Gevraagd(gemeenten=(), bronnen=("omtrekken",))
    with weg_langs(storing.status(r"\.zip", 404)) as weg:
        stand = fetch_alles(gevraagd, opslag=Opslag(opslag), weg=weg)
    assert states(stand) == [Staat.MISLUKT, Staat.KLAAR]
    assert "heeft geen buurtgrenzen van Nederland" in stand.stappen[0].regels[0]


def bewerkt(bewerk: Callable[[dict[str, Any]], object]) -> storing.Storing:
    def edit(_: object, antwoord: Antwoord) -> Antwoord:
        return replace(antwoord, inhoud=json.dumps(bewerk(json.loads(antwoord.inhoud))).encode())

    return storing.Storing(waar="ogc/v1/collections", antwoord=edit)


@pytest.mark.parametrize(
    ("fout", "woorden"),
    [
        (storing.eindeloze_bladen("ogc/v1/collections"), "houdt niet op met bladen"),
        (bewerkt(lambda _: []), "in een andere vorm"),
        (
            bewerkt(lambda d: {**d, "features": [{**f, "properties": {}} for f in d["features"]]}),
            "zonder codes van buurten",
        ),
    ],
    ids=["zonder einde", "andere vorm", "zonder codes"],
)
def test_map_that_is_no_map_is_refused(tmp_path: Path, fout: storing.Storing, woorden: str) -> None:
    klein = replace(KLEIN, paginagrootte=2)
    with (
        serve_bronnen(klein, (fout,)) as naspeler,
        Verbinding(tmp_path, spiegel=naspeler.adres, geduld=SNEL) as verbinding,
        pytest.raises(BronMisluktError) as gezegd,
    ):
        fetch_kenmerken(
            verbinding,
            f"{OGC}?f=json&limit=2&gemeentecode=GM1234",
            Gevraagd(gemeenten=("GM1234",)),
            naam="kaart",
            host="api.pdok.nl",
        )
    assert woorden in str(gezegd.value)


def test_map_comes_page_by_page_and_of_what_was_asked_alone(tmp_path: Path) -> None:
    genegeerd = storing.genegeerd_filter("ogc/v1/collections")
    with (
        serve_bronnen(KLEIN, (genegeerd,)) as naspeler,
        Verbinding(tmp_path, spiegel=naspeler.adres, geduld=SNEL) as verbinding,
    ):
        pad = fetch_kenmerken(
            verbinding,
            f"{OGC}?f=json&limit=2&gemeentecode=GM1234",
            Gevraagd(gemeenten=("GM1234",)),
            naam="kaart",
            host="api.pdok.nl",
        )
        assert len(naspeler.gevraagd) > 3
    assert pad is not None
    gebieden = json.loads(pad.read_text(encoding="utf-8"))["features"]
    codes = [gebied["properties"]["buurtcode"] for gebied in gebieden]
    assert codes == sorted(set(codes))
    assert {code[:6] for code in codes} == {"BU1234"}


def test_table_that_names_no_borders_stands_on_the_newest_that_fit(opslag: Path) -> None:
    def without_year(document: dict[str, Any]) -> dict[str, Any]:
        rijen = [{k: w for k, w in rij.items() if k != "MapYear"} for rij in document["value"]]
        return {**document, "value": rijen}

    zonder = replace(bewerkt(without_year), waar="47018NED/DataProperties")
    stand = fetch(opslag, "kwb", "misdrijven", vanaf=2023, storingen=(zonder,))
    assert set(states(stand)) == {Staat.KLAAR}
    cijfers = column(opslag, "misdrijven", 2024, "misdrijven_totaal")
    assert {grens for grens, _ in cijfers} == {2025}


def test_answer_that_is_not_what_the_importer_takes_is_told(opslag: Path) -> None:
    def with_minus(document: dict[str, Any]) -> dict[str, Any]:
        rijen = [{**rij, "GeregistreerdeMisdrijven_1": -3} for rij in document["value"]]
        return {**document, "value": rijen}

    fout = replace(bewerkt(with_minus), waar="47018NED/TypedDataSet")
    stand = fetch(opslag, "kwb", "misdrijven", vanaf=2025, storingen=(fout,))
    assert states(stand)[-1] is Staat.MISLUKT
    assert "negatief" in stand.stappen[-1].regels[0]
    assert peiljaren_of("misdrijven", opslag=Opslag(opslag)) == ()


def test_figure_and_margins_on_two_pages_stay_together(opslag: Path) -> None:
    klein = replace(KLEIN, paginagrootte=7)
    gevraagd = Gevraagd(gemeenten=(), bronnen=("kwb", "rivm", "overlast"), vanaf=2024)
    with serve_bronnen(klein) as naspeler:
        stand = fetch_alles(
            gevraagd, opslag=Opslag(opslag), weg=Weg(spiegel=naspeler.adres, geduld=SNEL)
        )
    assert set(states(stand)) == {Staat.KLAAR}
    for marge, einde in (("MW00000", ""), ("MOG0095", "_laag"), ("MBG0095", "_hoog")):
        cijfers = column(opslag, "rivm", 2022, f"moeite_met_rondkomen_pct{einde}")
        bekend = {code: w for (_, code), w in cijfers.items() if not math.isnan(w)}
        assert len(bekend) > 10
        for code, waarde in bekend.items():
            verwacht = health_figure("MoeiteMetRondkomen_32", code, 2022, marge=marge)
            assert waarde == pytest.approx(verwacht), code
    for (_, code), aantal in column(opslag, "overlast", 2024, "overlast_totaal").items():
        maanden = [police_count("T001099", code, f"2024MM{m:02d}") for m in range(1, 13)]
        heel = None not in maanden
        assert math.isnan(aantal) != heel
        assert not heel or aantal == sum(m for m in maanden if m is not None)

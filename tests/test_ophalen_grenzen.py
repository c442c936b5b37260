"""Codes of before: by generalised outlines, by the map of the country, or told that neither did."""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from data.grenzen import read_op_grens
from data.ophalen.gevraagd import Gevraagd
from data.ophalen.oudere_grenzen import find_gebroken
from data.ophalen.stand import Staat, Stand, read_stand
from data.ophalen.taak import Weg, fetch_alles
from data.ophalen.verbinding import Geduld
from data.opslag import Opslag, grensjaren_met_omtrekken, read_tabel
from tests import naspelen_storingen as storing
from tests.naspelen import build_eindhoven, build_klein, serve_bronnen
from tests.naspelen_wereld import Antwoord, Wereld

SNEL = Geduld(pauze_s=0, herhaal_s=0.01, stil_s=5)
EINDHOVEN = Gevraagd(gemeenten=("GM0772",), bronnen=("kwb", "omtrekken"), vanaf=2017)
GEEN_GEGENERALISEERDE = storing.status("gebiedsindelingen", 404)


@contextmanager
def weg_naar(wereld: Wereld, *storingen: storing.Storing) -> Iterator[Weg]:
    with serve_bronnen(wereld, storingen) as naspeler:
        yield Weg(spiegel=naspeler.adres, geduld=SNEL)


@pytest.fixture(scope="module")
def wereld(echt: Path) -> Wereld:
    return build_eindhoven(echt)


GRENZEN_ALLEEN = replace(EINDHOVEN, bronnen=("omtrekken",))


@pytest.fixture(scope="module")
def gebroken_opslag(wereld: Wereld, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Store with figures since 2018 and the newest outlines, of which the codes are not linked."""
    plaats = tmp_path_factory.mktemp("gebroken") / "gegevens"
    with weg_naar(wereld, GEEN_GEGENERALISEERDE) as weg:
        fetch_alles(replace(EINDHOVEN, vanaf=2018), opslag=Opslag(plaats), weg=weg)
    return plaats


@pytest.fixture
def gebroken(gebroken_opslag: Path, opslag: Path) -> Opslag:
    """Answer a copy of that store for this one test."""
    shutil.copytree(gebroken_opslag, opslag)
    return Opslag(opslag)


def inwoners(opslag: Opslag, jaar: int) -> pd.Series:
    tabel = read_op_grens(
        "kwb", peiljaar=jaar, grensjaar=2025, kolommen=("aantal_inwoners",), opslag=opslag
    )
    cijfers = tabel.cijfers["aantal_inwoners"]
    return cijfers[cijfers.index.str.startswith("BU")]


def regels(stand: Stand) -> str:
    (stap,) = (stap for stap in stand.stappen if stap.titel == "Codes van eerdere jaren")
    assert stap.staat is Staat.KLAAR
    return "\n".join(stap.regels)


@pytest.mark.parametrize("weg_langs", ["gegeneraliseerd", "landelijk"])
def test_every_buurt_of_eindhoven_has_an_unbroken_line(
    wereld: Wereld, echt: Path, opslag: Path, weg_langs: str
) -> None:
    plaats = Opslag(opslag)
    is_landelijk = weg_langs == "landelijk"
    gevraagd = replace(EINDHOVEN, met_landelijke_kaart=is_landelijk)
    with weg_naar(wereld, *([GEEN_GEGENERALISEERDE] if is_landelijk else [])) as weg:
        stand = fetch_alles(gevraagd, opslag=plaats, weg=weg)
    assert "116 buurten kregen in 2019 een andere code bij dezelfde grens" in regels(stand)
    assert grensjaren_met_omtrekken(opslag=plaats) == (2025,)
    # by another road: the list of old and new codes of the gemeente
    oversteek = pd.read_csv(echt / "eindhoven" / "eindhoven_code_crosswalk.csv", dtype=str)
    nieuw_oud = dict(
        zip(oversteek["cbs_code_2019plus"], oversteek["cbs_code_2018minus"], strict=True)
    )
    for jaar in (2017, 2018):
        tabel = read_tabel("kwb", peiljaar=jaar, opslag=plaats)["aantal_inwoners"].to_dict()
        verwacht = {nieuw: tabel[jaar, oud] for nieuw, oud in nieuw_oud.items()}
        gevonden = inwoners(plaats, jaar)
        assert len(gevonden) == 116
        assert gevonden.to_dict() == verwacht


def test_without_either_map_the_line_begins_later_and_it_says_what_to_do(
    gebroken: Opslag,
) -> None:
    stand = read_stand(gebroken)
    assert stand is not None
    assert "de landelijke kaart van 2018 nodig (ongeveer 105 MB)" in regels(stand)
    assert "kregen in 2019 een andere code, en een omtrek van 2018 ontbreekt" in regels(stand)
    assert inwoners(gebroken, 2018).empty
    assert len(inwoners(gebroken, 2019)) == 116
    assert find_gebroken(EINDHOVEN, opslag=gebroken) == [(2025, 2019, "GM0772")]
    elders = replace(EINDHOVEN, gemeenten=("GM0753",))
    assert find_gebroken(elders, opslag=gebroken) == []


@pytest.mark.parametrize(
    ("fout", "woorden"),
    [
        (storing.status("wijkbuurtkaart_2018", 404), "landelijke kaart van 2018 is niet gevonden"),
        (storing.afgekapt("wijkbuurtkaart_2018"), "afgebroken bestand"),
        (storing.inlogpagina("wijkbuurtkaart_2018"), "ander soort bestand"),
    ],
    ids=["niet gevonden", "afgekapt", "inlogpagina"],
)
def test_map_of_the_country_that_does_not_come_is_told(
    wereld: Wereld, gebroken: Opslag, fout: storing.Storing, woorden: str
) -> None:
    gevraagd = replace(GRENZEN_ALLEEN, met_landelijke_kaart=True)
    with weg_naar(wereld, GEEN_GEGENERALISEERDE, fout) as weg:
        stand = fetch_alles(gevraagd, opslag=gebroken, weg=weg)
    assert woorden in regels(stand)


def test_what_generalised_outlines_leave_open_the_map_of_the_country_closes(
    wereld: Wereld, gebroken: Opslag
) -> None:
    def keep_one(_: object, antwoord: Antwoord) -> Antwoord:
        document = json.loads(antwoord.inhoud)
        een = [f for f in document["features"] if f["properties"]["statcode"] == "BU07721111"]
        return replace(antwoord, inhoud=json.dumps({**document, "features": een}).encode())

    fout = storing.Storing(waar="gebiedsindelingen/2017", antwoord=keep_one)
    gevraagd = replace(GRENZEN_ALLEEN, met_landelijke_kaart=True)
    with weg_naar(wereld, fout) as weg:
        stand = fetch_alles(gevraagd, opslag=gebroken, weg=weg)
    assert "116 buurten kregen in 2019 een andere code bij dezelfde grens" in regels(stand)


def as_wijken(_: object, antwoord: Antwoord) -> Antwoord:
    document = json.loads(antwoord.inhoud)
    for gebied in document["features"]:
        gebied["properties"]["statcode"] = f"WK{gebied['properties']['statcode'][2:8]}"
    per_wijk = {g["properties"]["statcode"]: g for g in document["features"]}
    inhoud = json.dumps({**document, "features": list(per_wijk.values())})
    return replace(antwoord, inhoud=inhoud.encode())


def without_outline(_: object, antwoord: Antwoord) -> Antwoord:
    document = json.loads(antwoord.inhoud)
    gebieden = [{**gebied, "geometry": None} for gebied in document["features"]]
    return replace(antwoord, inhoud=json.dumps({**document, "features": gebieden}).encode())


@pytest.mark.parametrize(
    ("bewerk", "woorden"),
    [(as_wijken, "staan geen buurten"), (without_outline, "heeft geen omtrek")],
)
def test_generalised_outlines_of_no_use_are_told_and_the_other_road_is_tried(
    wereld: Wereld,
    gebroken: Opslag,
    bewerk: Callable[[object, Antwoord], Antwoord],
    woorden: str,
) -> None:
    fout = storing.Storing(waar="gebiedsindelingen/2017", antwoord=bewerk)
    with weg_naar(wereld, fout) as weg:
        stand = fetch_alles(GRENZEN_ALLEEN, opslag=gebroken, weg=weg)
    assert woorden in regels(stand)
    assert "de landelijke kaart van 2018 nodig" in regels(stand)
    assert stand.stappen[-1].staat is Staat.KLAAR


def test_change_of_code_before_any_outline_is_told(wereld: Wereld, opslag: Path) -> None:
    def with_flag(_: object, antwoord: Antwoord) -> Antwoord:
        document = json.loads(antwoord.inhoud)
        for rij in document["value"]:
            if rij["RegioS" if "RegioS" in rij else "WijkenEnBuurten"].startswith("BU"):
                rij.update({k: "2" for k in rij if k.startswith("Indelingswijziging")})
        return replace(antwoord, inhoud=json.dumps(document).encode())

    fout = storing.Storing(waar="83487NED/TypedDataSet", antwoord=with_flag)
    with weg_naar(wereld, fout) as weg:
        stand = fetch_alles(replace(EINDHOVEN, vanaf=2015), opslag=Opslag(opslag), weg=weg)
    assert "de landelijke kaart van 2015 nodig" in regels(stand)
    assert "kregen in 2016 een andere code, en een omtrek van 2015 ontbreekt" in regels(stand)


def test_no_generalised_outlines_of_a_gemeente_are_no_fault(
    wereld: Wereld, gebroken: Opslag
) -> None:
    with weg_naar(wereld, storing.lege_lijst("gebiedsindelingen/2017")) as weg:
        stand = fetch_alles(GRENZEN_ALLEEN, opslag=gebroken, weg=weg)
    assert regels(stand).startswith("Om codes van GM0772 van voor 2019 te herkennen")


def test_split_and_merge_are_told_and_not_joined(opslag: Path) -> None:
    gevraagd = Gevraagd(gemeenten=("GM1235",), bronnen=("kwb", "omtrekken"), vanaf=2018)
    plaats = Opslag(opslag)
    fout = storing.status("gebiedsindelingen", 404)
    with weg_naar(build_klein(), fout) as weg:
        stand = fetch_alles(gevraagd, opslag=plaats, weg=weg)
    # outlines of before are asked for here too, and a line that stays broken needs none
    assert "404" in regels(stand)
    assert "landelijke kaart" not in regels(stand)
    with weg_naar(build_klein()) as weg:
        stand = fetch_alles(gevraagd, opslag=plaats, weg=weg)
    assert "404" not in regels(stand)
    assert "in 2019 een andere grens; de lijn begint in 2019" in regels(stand)
    nu, toen = (set(inwoners(plaats, jaar).index) for jaar in (2019, 2018))
    assert toen < nu

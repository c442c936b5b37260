"""
The maps of change on real Eindhoven, RIVM 2012, 2016 and 2020, held against a second computation.

The figures are read from the publishers' files with nothing of the program, and put into classes
here with pandas alone.
"""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from data.__main__ import main as data_main
from data.opslag import Opslag
from layers.begrippen import Maat
from layers.buurtblad import build_buurtblad
from layers.indicatoren import INDICATOR_PER_SLEUTEL
from layers.kaartbeeld import Kaartbeeld
from layers.klassenbeheer import choose_grenzen
from layers.openen import open_exact
from layers.soorten import build_kaartbeeld
from tests.bezoek import GEGEVENSVARIABELE
from tests.bronbestanden import Gebied, expected, read_kwb_2020, read_rivm

pytestmark = pytest.mark.ongemeten

EINDHOVEN = "GM0772"
RONDKOMEN, EENZAAM = "MoeiteMetRondkomen", "Eenzaam"
BAND = 1.0
_ORDE = ["niet_beschikbaar", "onderdrukt", "klein_aantal", "ok"]


@pytest.fixture(scope="module")
def _winkel(echt: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    plaats = tmp_path_factory.mktemp("soorten")
    kaart = echt / "eindhoven" / "eindhoven_buurten_codes_2019-2024.geojson"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(GEGEVENSVARIABELE, str(plaats))
        bronnen = [str(echt / "odata_json"), str(echt / "rivm_50090NED")]
        assert data_main(["importeer", *bronnen]) == 0
        assert data_main(["importeer", str(kaart), "--grensjaar", "2019-2024"]) == 0
    return plaats


@pytest.fixture
def winkel(_winkel: Path, monkeypatch: pytest.MonkeyPatch) -> Opslag:
    monkeypatch.setenv(GEGEVENSVARIABELE, str(_winkel))
    return Opslag(_winkel)


@pytest.fixture(scope="module")
def bron(echt: Path) -> dict[int, pd.DataFrame]:
    """Answer per year state and value of both topics, for the buurten of Eindhoven."""
    bevolking = read_kwb_2020(echt).rijen
    per_jaar = {}
    for jaar in (2012, 2016, 2020):
        rijen = read_rivm(echt, jaar)
        kop_van = {
            naam: next(kop for kop in rijen["NL00"] if kop.startswith(naam))
            for naam in (RONDKOMEN, EENZAAM)
        }
        uitkomst = {}
        for code, rij in rijen.items():
            if not code.startswith("BU0772"):
                continue
            gebied = Gebied(
                inwoners=bevolking[code]["AantalInwoners_5"],
                huishoudens=bevolking[code]["HuishoudensTotaal_28"],
            )
            regel: dict[str, object] = {}
            for naam, kop in kop_van.items():
                staat, waarde = expected(gebied, teller=rij[kop], maal=1, is_gevuld=True)
                regel |= {f"{naam} staat": staat, naam: waarde}
            uitkomst[code] = regel
        per_jaar[jaar] = pd.DataFrame.from_dict(uitkomst, orient="index")
    return per_jaar


def change(bron: dict[int, pd.DataFrame], naam: str, van: int, tot: int) -> pd.Series:
    # published to one decimal: what binary numbers add is rounded away
    return (bron[tot][naam].astype(float) - bron[van][naam].astype(float)).round(6)


def state(bron: dict[int, pd.DataFrame], *delen: tuple[str, int]) -> pd.Series:
    rang = pd.concat([bron[j][f"{naam} staat"].map(_ORDE.index) for naam, j in delen], axis=1)
    return rang.min(axis=1).map(dict(enumerate(_ORDE)))


def side(verandering: pd.Series) -> pd.Series:
    kant = (verandering > BAND).astype(int) - (verandering < -BAND).astype(int)
    return kant.where(verandering.notna())


def shown(kaartbeeld: Kaartbeeld) -> pd.DataFrame:
    moment = kaartbeeld.moment
    return pd.DataFrame(
        {"klasse": moment.klassen, "staat": [str(s) for s in moment.staten]},
        index=list(kaartbeeld.gebieden),
    ).loc[[not is_water for is_water in kaartbeeld.water]]


def compare(kaartbeeld: Kaartbeeld, klasse: pd.Series, staat: pd.Series) -> None:
    """Hold class and state of every buurt, and the counts of the legend, against the second one."""
    gegeven = shown(kaartbeeld)
    assert sorted(gegeven.index) == sorted(klasse.index)
    assert len(gegeven) == 116
    verwacht = klasse.where(staat.isin(["ok", "klein_aantal"])).reindex(gegeven.index)
    assert gegeven["staat"].tolist() == staat.reindex(gegeven.index).tolist()
    pd.testing.assert_series_equal(
        gegeven["klasse"].astype(float), verwacht.astype(float), check_names=False
    )
    telling = kaartbeeld.moment.tellingen[0]
    ok = verwacht[staat.reindex(gegeven.index) == "ok"]
    assert list(telling.klassen) == [
        int((ok == nummer).sum()) for nummer in range(len(kaartbeeld.klassen))
    ]
    assert telling.klein_aantal == (staat == "klein_aantal").sum()
    assert telling.onderdrukt == (staat == "onderdrukt").sum()


PERIODEN = [(2012, 2016), (2012, 2020), (2016, 2020)]


@pytest.mark.parametrize(("van", "tot"), PERIODEN)
def test_change_of_every_buurt(
    winkel: Opslag, bron: dict[int, pd.DataFrame], van: int, tot: int
) -> None:
    link = f"/kaart?gebied={EINDHOVEN}&soort=verandering&indicator=moeite_rondkomen"
    kaartbeeld = build_kaartbeeld(open_exact(f"{link}&van={van}&tot={tot}").keuze)
    assert (kaartbeeld.moment.van, kaartbeeld.moment.tot) == (van, tot)
    verandering = change(bron, RONDKOMEN, van, tot)
    buiten = (
        choose_grenzen(
            INDICATOR_PER_SLEUTEL["moeite_rondkomen"], opslag=winkel, maat=Maat.VERANDERING
        )
        .grenzen[-1]
        .waarde
    )
    randen = [-float("inf"), -buiten, -BAND, BAND, buiten, float("inf")]
    klasse = pd.Series(2.0, index=verandering.index).where(verandering.notna())
    klasse[verandering < -BAND] = 1
    klasse[verandering <= randen[1]] = 0
    klasse[verandering > BAND] = 3
    klasse[verandering >= randen[4]] = 4
    compare(kaartbeeld, klasse, state(bron, (RONDKOMEN, van), (RONDKOMEN, tot)))
    waarden = dict(zip(kaartbeeld.gebieden, kaartbeeld.moment.waarden, strict=True))
    assert {c: w for c, w in waarden.items() if w is not None} == pytest.approx(
        {c: verandering[c] for c, w in waarden.items() if w is not None}, abs=1e-9
    )


@pytest.mark.usefixtures("winkel")
@pytest.mark.parametrize(("van", "tot"), PERIODEN)
def test_two_trends_of_every_buurt(bron: dict[int, pd.DataFrame], van: int, tot: int) -> None:
    link = (
        f"/kaart?gebied={EINDHOVEN}&soort=samen&indicator=moeite_rondkomen&van={van}&tot={tot}"
        f"&met=eenzaamheid"
    )
    kaartbeeld = build_kaartbeeld(open_exact(link).keuze)
    een, ander = (side(change(bron, naam, van, tot)) for naam in (RONDKOMEN, EENZAAM))
    klasse = pd.Series(3.0, index=een.index)
    klasse[(een == 1) & (ander == 1)] = 0
    klasse[(een == 1) & (ander != 1)] = 1
    klasse[(een != 1) & (ander == 1)] = 2
    delen = [(naam, jaar) for naam in (RONDKOMEN, EENZAAM) for jaar in (van, tot)]
    compare(kaartbeeld, klasse.where(een.notna() & ander.notna()), state(bron, *delen))


@pytest.mark.parametrize(("van", "tot"), PERIODEN)
def test_level_and_change_of_every_buurt(
    winkel: Opslag, bron: dict[int, pd.DataFrame], van: int, tot: int
) -> None:
    link = f"/kaart?gebied={EINDHOVEN}&soort=stand-verandering&indicator=moeite_rondkomen"
    kaartbeeld = build_kaartbeeld(open_exact(f"{link}&van={van}&tot={tot}").keuze)
    laag, hoog = (
        grens.waarde
        for grens in choose_grenzen(
            INDICATOR_PER_SLEUTEL["moeite_rondkomen"], opslag=winkel, maat=Maat.NIVEAU
        ).grenzen
    )
    begin = bron[van][RONDKOMEN].astype(float)
    niveau = (begin >= laag).astype(int) + (begin >= hoog).astype(int)
    klasse = niveau * 3 + side(change(bron, RONDKOMEN, van, tot)) + 1
    compare(kaartbeeld, klasse, state(bron, (RONDKOMEN, van), (RONDKOMEN, tot)))
    # terciles of all buurten of the country in all three years, rounded to readable numbers
    alles = pd.concat([bron[jaar][RONDKOMEN].astype(float) for jaar in bron])
    assert alles.min() < laag < hoog < alles.max()


@pytest.mark.usefixtures("winkel")
def test_page_of_every_buurt_reads_what_the_files_say(bron: dict[int, pd.DataFrame]) -> None:
    geopend = open_exact(f"/kaart?gebied={EINDHOVEN}&indicator=moeite_rondkomen&jaar=2020")
    ok = bron[2020][f"{RONDKOMEN} staat"].eq("ok")
    anderen = sorted(bron[2020][RONDKOMEN][ok].astype(float))
    verandering = change(bron, RONDKOMEN, 2012, 2020)
    staat = state(bron, (RONDKOMEN, 2012), (RONDKOMEN, 2020))
    gezien = 0
    for code, is_ok in zip(map(str, ok.index), ok, strict=True):
        blad = build_buurtblad(replace(geopend.keuze, buurt=code))
        rij = next(r for r in blad.rijen if r.indicator.sleutel == "moeite_rondkomen")
        assert rij.jaar == 2020
        assert (rij.profiel.staat == "ok") == is_ok
        if not is_ok:
            assert rij.verandering is None
            continue
        assert rij.waarde == pytest.approx(bron[2020][RONDKOMEN].astype(float)[code])
        zonder = list(anderen)
        zonder.remove(float(rij.waarde or 0))
        assert sorted(rij.anderen) == pytest.approx(zonder)
        if rij.verandering is not None and rij.verandering.van == 2012:
            gezien += 1
            assert staat[code] == "ok"
            assert rij.verandering.waarde == pytest.approx(float(verandering[code]))
    assert gezien == int(staat.eq("ok").sum())

"""
Real Eindhoven, RIVM 2012, 2016 and 2020: maps of change and homes, computed a second time.

The figures are read from the publishers' files with nothing of the program, and put into classes
here with pandas alone.
"""

import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from data.__main__ import main as data_main
from data.bezit import EIGEN, KOLOMMEN, Bezit, read_eigen_woningen, write_bezit
from data.bezitplaats import Plaatsing
from data.opslag import Opslag
from layers.begrippen import Maat
from layers.blootstelling import (
    Deel,
    Kerndelen,
    Meting,
    build_buurten,
    build_kerndelen,
    choose_metingen,
)
from layers.buurtblad import build_buurtblad
from layers.indicatoren import INDICATOR_PER_SLEUTEL
from layers.kaartbeeld import Kaartbeeld
from layers.klassenbeheer import choose_grenzen
from layers.ontwikkeling import Periode
from layers.openen import open_exact
from layers.soorten import build_kaartbeeld
from layers.toezichtblad import build_toezicht
from tests.bezoek import GEGEVENSVARIABELE
from tests.bronbestanden import Gebied, expected, read_kwb_2020, read_rivm
from tests.test_woorden import found_in, texts_in

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


# Own homes: a made-up corporation on the real outlines

ZAAD = 10500
COMPLEXEN, WONINGEN = 420, 10500
KAART = "eindhoven/eindhoven_buurten_codes_2019-2024.geojson"


def outlines(echt: Path) -> dict[str, shapely.Geometry]:
    """Read the outlines of the gemeente itself, in RD."""
    kaart = gpd.read_file(echt / KAART).to_crs("EPSG:28992")
    return dict(zip(kaart["statcode"], kaart.geometry.make_valid(), strict=True))


@pytest.fixture(scope="module")
def woningen(echt: Path, _winkel: Path) -> dict[str, int]:
    """Keep 420 complexes with a point each, and answer the homes by the buurt they were put in."""
    keuze = random.Random(ZAAD)  # noqa: S311 - a made-up corporation, no secret
    vlakken = outlines(echt)
    # many in few buurten, as a corporation has them, and in some buurten none
    buurten = sorted(keuze.sample(sorted(vlakken), 70))
    gewichten = [keuze.random() ** 2 for _ in buurten]
    waar = keuze.choices(buurten, gewichten, k=COMPLEXEN)
    aantallen = [1] * COMPLEXEN
    for plek in keuze.choices(range(COMPLEXEN), k=WONINGEN - COMPLEXEN):
        aantallen[plek] += 1
    rijen, som = [], dict.fromkeys(waar, 0)
    for nummer, (code, aantal) in enumerate(zip(waar, aantallen, strict=True)):
        som[code] += aantal
        x, y = spot(vlakken[code], keuze)
        # no code: only the point says where it stands
        rijen.append((f"complex {nummer}", 2024, None, aantal, x, y, Plaatsing.BUITEN))
    complexen = pd.DataFrame(rijen, columns=list(KOLOMMEN)).astype(KOLOMMEN)
    write_bezit(Bezit(EIGEN, date(2026, 1, 1), complexen), opslag=Opslag(_winkel))
    return som


def spot(vlak: shapely.Geometry, keuze: random.Random) -> tuple[float, float]:
    """Answer a spot in an outline, a metre from its edge at least."""
    binnen = shapely.buffer(vlak, -1)
    west, zuid, oost, noord = shapely.bounds(binnen)
    while True:
        x, y = keuze.uniform(west, oost), keuze.uniform(zuid, noord)
        if shapely.contains_xy(binnen, x, y):
            return x, y


def known(
    bron: dict[int, pd.DataFrame], naam: str, van: int, tot: int, codes: list[str]
) -> pd.DataFrame:
    """Answer first value and direction where both years may be told, with their uncertainty."""
    ok = state(bron, (naam, van), (naam, tot)).eq("ok")
    tabel = pd.DataFrame(
        {"begin": bron[van][naam].astype(float), "kant": side(change(bron, naam, van, tot))}
    )
    return tabel.where(ok).reindex(codes)


def work_out(
    bron: dict[int, pd.DataFrame],
    som: dict[str, int],
    namen: tuple[str, str],
    jaren: tuple[int, int],
    hoog: float,
) -> tuple[Kerndelen, list[str]]:
    """Work out the four parts, and the codes where concentration grows, most homes first."""
    codes = sorted(som)
    een, ander = (known(bron, naam, *jaren, codes) for naam in namen)
    groeit = een["kant"].eq(1) & een["begin"].ge(hoog)
    aantal = pd.Series(som).reindex(codes)

    def part(waar: pd.Series, bekend: pd.Series, gewicht: pd.Series) -> Deel:
        return Deel(
            float(gewicht[waar & bekend].sum()),
            float(gewicht[bekend].sum()),
            float(gewicht[~bekend].sum()),
        )

    niets = pd.Series(data=False, index=codes)
    een_bekend, ander_bekend = een["kant"].notna(), ander["kant"].notna()
    buurten = pd.Series(1, index=codes)
    delen = Kerndelen(
        concentratie=part(groeit, een_bekend, aantal),
        zwak=part(niets, niets, aantal),
        overlast_stijgt=part(ander["kant"].eq(1), ander_bekend, buurten),
        tegen_de_trend=part(
            een["kant"].eq(1) & ander["kant"].ne(1), een_bekend & ander_bekend, buurten
        ),
    )
    return delen, sorted(groeit.index[groeit], key=lambda code: (-som[code], code))


def high_of(indicator: str, winkel: Opslag) -> float:
    """Answer the bound of high: how it is made is tested elsewhere."""
    grenzen = choose_grenzen(
        INDICATOR_PER_SLEUTEL[indicator], opslag=winkel, maat=Maat.NIVEAU
    ).grenzen
    return grenzen[-1].waarde


def test_points_come_into_the_buurt_they_were_put_in(
    winkel: Opslag, woningen: dict[str, int]
) -> None:
    assert sum(woningen.values()) == WONINGEN
    for grensjaar in (2019, 2024):
        eigen = read_eigen_woningen(grensjaar, opslag=winkel)
        assert eigen is not None
        assert eigen.per_gebied.to_dict() == woningen
        assert eigen.elders == 0


@pytest.mark.parametrize("jaren", PERIODEN)
def test_parts_of_a_corporation_in_real_eindhoven(
    winkel: Opslag,
    bron: dict[int, pd.DataFrame],
    woningen: dict[str, int],
    jaren: tuple[int, int],
) -> None:
    # of three years RIVM has no other two: the one rises nearly everywhere, the other falls
    periode = Periode(*jaren)
    meting = Meting(inkomens="eenzaamheid", overlast="moeite_rondkomen", een=periode, ander=periode)
    codes = sorted(woningen)
    buurten = build_buurten(codes, meting, grensjaar=2024, opslag=winkel)
    hoog = high_of("eenzaamheid", winkel)
    verwacht, _ = work_out(bron, woningen, (EENZAAM, RONDKOMEN), jaren, hoog)
    assert build_kerndelen(buurten, pd.Series(woningen).reindex(codes)) == verwacht
    # the sum would prove nothing if nothing were known, or everything
    assert 0 < verwacht.concentratie.deel < verwacht.concentratie.geheel < WONINGEN
    assert 0 < verwacht.tegen_de_trend.deel < verwacht.tegen_de_trend.geheel < len(codes)


def test_page_of_a_corporation_in_real_eindhoven(
    winkel: Opslag, bron: dict[int, pd.DataFrame], woningen: dict[str, int]
) -> None:
    metingen = choose_metingen(EINDHOVEN)
    assert metingen.nu == Meting(inkomens="moeite_rondkomen", een=Periode(2016, 2020))
    assert metingen.eerder == Meting(inkomens="moeite_rondkomen", een=Periode(2012, 2016))
    toezicht = build_toezicht(EINDHOVEN)
    assert toezicht is not None
    assert {rij.code: rij.woningen for rij in toezicht.alle} == woningen
    hoog = high_of("moeite_rondkomen", winkel)
    (nu, codes), (eerder, _) = (
        work_out(bron, woningen, (RONDKOMEN, EENZAAM), jaren, hoog)
        for jaren in ((2016, 2020), (2012, 2016))
    )
    assert "geen twee jaren: moeite met rondkomen vervangt die" in toezicht.leeswijzer
    concentratie, *anders = toezicht.cijfers
    assert abs(float(concentratie.getal[:-1]) - (nu.concentratie.pct or 0)) <= 0.5
    vorige = concentratie.vorige.removeprefix("Vier jaar eerder (2012 tot 2016) ").removesuffix(
        "%."
    )
    assert abs(float(vorige) - (eerder.concentratie.pct or 0)) <= 0.5
    onbekend = f"{nu.concentratie.onbekend:,.0f}".replace(",", ".")
    assert concentratie.erbij == f"Van {onbekend} woningen is het niet bekend."
    # what there are no figures for is not said
    assert [(cijfer.getal, cijfer.vorige) for cijfer in anders] == [("", "")] * 3
    assert all(cijfer.erbij.startswith("Hiervoor zijn ") for cijfer in anders)
    assert toezicht.kaart is None
    # one sign is all there is
    assert [rij.code for rij in toezicht.aandacht.rijen] == codes[:10]
    assert toezicht.aandacht.totaal == len(codes)
    assert toezicht.aandacht.woningen == nu.concentratie.deel
    assert (toezicht.goed.totaal, toezicht.goed.rijen) == (0, ())
    staat = state(bron, (RONDKOMEN, 2016), (RONDKOMEN, 2020))
    for rij in toezicht.alle:
        assert (rij.inkomens.richting is None) == (staat[rij.code] != "ok")
    assert found_in(texts_in(toezicht)) == []

"""Maps counted in homes: in our own, or in those of all corporations; and who is told of them."""

import gc
import io
import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from components.__main__ import main
from components.kaartenboek import views_of
from components.pakket import pack
from components.uitvoer import Formaat, Wensen, make_kaart
from data.bezit import KOLOMMEN, Bezit, write_bezit
from data.bezitplaats import Plaatsing
from data.opslag import VOORBEELD, Opslag
from layers.__main__ import main as layers_main
from layers.bezit import Woningen, possible_tellingen, read_corporatiewoningen, without_eigen
from layers.ernaast import build_ernaast
from layers.kaartbeeld import Gewicht, Kaartbeeld, Kring, Staat, Telling
from layers.lijsten import build_lijsten
from layers.link import SOORTEN, Keuze, read_parameters, write_link, write_parameters
from layers.openen import open_link
from layers.soorten import build_kaartbeeld
from layers.toezichtblad import build_toezicht
from tests import proefstad
from tests.bezitrekenen import Winkel
from tests.bezitstad import GRENSJAAR, STAD, make_stad
from tests.bezoek import GEGEVENSVARIABELE

TOWN = "GM9901"
DAG = date(2026, 11, 26)
ORGANISATIE = "SOCIALE_KAART_ORGANISATIE"
ZIN = "Deze zin telt alle buurten; de aantallen hieronder alleen die met woningen van ons."
ZONDER_KLEUR = "zonder kleur: hier staan geen woningen van ons"


@pytest.fixture(scope="module")
def _winkel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    opslag = make_stad(tmp_path_factory.mktemp("stad") / "gegevens")
    rijen = [
        ("Merelhof", 2024, "BU09010301", 12, None, None, Plaatsing.CODE),
        ("Spechtblok", 2024, None, 1200, 90_000.0, 450_100.0, Plaatsing.BUITEN),
    ]
    complexen = pd.DataFrame(rijen, columns=list(KOLOMMEN)).astype(KOLOMMEN)
    write_bezit(Bezit("half-elders", date(2025, 1, 1), complexen), opslag=opslag)
    return opslag.pad


@pytest.fixture
def winkel(_winkel: Path, monkeypatch: pytest.MonkeyPatch) -> Winkel:
    """Choose the town under ordinary codes as the store of this test; it is only read."""
    monkeypatch.setenv(GEGEVENSVARIABELE, str(_winkel))
    return Winkel(_winkel, GRENSJAAR)


@pytest.fixture(scope="module")
def stad() -> Winkel:
    return Winkel(VOORBEELD.pad, GRENSJAAR)


def view(gebied: str, **velden: str) -> Keuze:
    vraag = {"gebied": gebied, "grens": "2024", "indicator": "laagste_inkomens", **velden}
    geopend = open_link(vraag)
    assert geopend is not None
    assert geopend.zin is None
    return geopend.keuze


def build(keuze: Keuze) -> Kaartbeeld:
    return build_kaartbeeld(keuze, jaren=(keuze.jaar,))


def homes_of(tel: str, winkel: Winkel) -> dict[str, float | None]:
    """Answer the homes of every buurt: of our own none is zero, of all corporations unknown."""
    eigen, alle = winkel.own_homes(), winkel.corporation_homes(2024)
    return {
        code: float(eigen.get(code, 0)) if tel == "eigen" else alle.get(code)
        for code in winkel.kaart
    }


def add_up(beeld: Kaartbeeld, homes: Mapping[str, float | None]) -> dict[object, float | None]:
    """Add up homes by class, or by state where that is told apart; None where none is known."""
    per_vak: dict[object, list[float | None]] = defaultdict(list)
    moment = beeld.moment
    for code, klasse, staat, is_water in zip(
        beeld.gebieden, moment.klassen, moment.staten, beeld.water, strict=True
    ):
        if not is_water:
            per_vak[klasse if staat is Staat.OK else staat].append(homes[code])
    return {
        vak: sum(w for w in waarden if w is not None)
        if any(w is not None for w in waarden)
        else None
        for vak, waarden in per_vak.items()
    }


def counts_of(telling: Telling, aantal: int) -> dict[object, float | None]:
    vakken = [
        *range(aantal),
        Staat.KLEIN_AANTAL,
        Staat.ONDERDRUKT,
        Staat.NIET_BESCHIKBAAR,
        Staat.BUITEN_SELECTIE,
    ]
    return dict(zip(vakken, telling.cellen, strict=False))


def check_counts(beeld: Kaartbeeld, homes: Mapping[str, float | None], nummer: int = 1) -> None:
    geteld = counts_of(beeld.moment.tellingen[nummer], len(beeld.klassen))
    verwacht = add_up(beeld, homes)
    assert geteld == {vak: verwacht.get(vak, 0) for vak in geteld}
    assert sum(filter(None, geteld.values())) > 0


# Counted


@pytest.mark.parametrize("tel", ["eigen", "corporatiewoningen"])
@pytest.mark.parametrize("soort", SOORTEN)
def test_legend_counts_homes_per_class(stad: Winkel, soort: str, tel: str) -> None:
    keuze = view(TOWN, soort=soort, tel=tel)
    assert (keuze.soort, keuze.tel) == (soort, tel)
    beeld, gewoon = build(keuze), build(replace(keuze, tel="buurten"))
    homes = homes_of(tel, stad)
    check_counts(beeld, homes)
    gewicht = beeld.moment.gewichten[1]
    woord = "woningen van ons" if tel == "eigen" else tel
    assert (gewicht.sleutel, gewicht.label, gewicht.jaar) == (tel, woord, 2024)
    # nothing else of the map is another
    assert beeld.moment.tellingen[0] == gewoon.moment.tellingen[0]
    anders = replace(
        beeld.moment, gewichten=gewoon.moment.gewichten, tellingen=gewoon.moment.tellingen
    )
    assert anders == gewoon.moment
    assert beeld.merken == gewoon.merken
    assert beeld.kring == (Kring.EIGEN if tel == "eigen" else gewoon.kring)


@pytest.mark.parametrize("tel", ["eigen", "corporatiewoningen"])
@pytest.mark.parametrize("soort", SOORTEN[1:])
def test_lists_run_from_many_homes_to_few(stad: Winkel, soort: str, tel: str) -> None:
    beeld = build(view(TOWN, soort=soort, tel=tel))
    homes, moment = homes_of(tel, stad), beeld.moment
    woord = "woningen van ons" if tel == "eigen" else tel
    for lijst in build_lijsten(beeld, meeste=60):
        klassen = [code % 10 for code in lijst.filter]
        hier = [
            (code, naam)
            for code, naam, klasse, staat in zip(
                beeld.gebieden, beeld.namen, moment.klassen, moment.staten, strict=True
            )
            if klasse in klassen and staat is Staat.OK
        ]
        hier.sort(key=lambda paar: (-(homes[paar[0]] or 0), paar[1]))
        assert [rij.code for rij in lijst.rijen] == [code for code, _ in hier][:60]
        som = f"{sum(homes[code] or 0 for code, _ in hier):,.0f}".replace(",", ".")
        assert lijst.onder.endswith(f", {som} {woord}")
        assert lijst.volgorde == (f"meeste {woord} eerst" if len(hier) > 1 else "")


def test_unknown_homes_are_no_zero(stad: Winkel) -> None:
    beeld = build(view(TOWN, indicator="inwoners", tel="corporatiewoningen", jaar="2024"))
    telling, buurten = beeld.moment.tellingen[1], beeld.moment.tellingen[0]
    # where few live no share is told, so nobody knows how many homes there are
    assert buurten.klein_aantal > 0
    geteld = counts_of(telling, len(beeld.klassen))
    assert geteld[Staat.KLEIN_AANTAL] is None
    eigen = build(view(TOWN, indicator="inwoners", tel="eigen", jaar="2024")).moment.tellingen[1]
    assert counts_of(eigen, len(beeld.klassen))[Staat.KLEIN_AANTAL] == 0
    alle = read_corporatiewoningen(GRENSJAAR, opslag=VOORBEELD)
    assert alle is not None
    klein = next(code for code in stad.kaart if code not in alle.per_gebied.index)
    assert alle.of([klein]).isna().all()
    leeg = Woningen(per_gebied=alle.per_gebied, jaar=2024, is_eigen=True)
    assert leeg.of([klein]).tolist() == [0.0]


@pytest.mark.parametrize("soort", SOORTEN)
def test_buurten_without_our_homes_are_left_out(stad: Winkel, soort: str) -> None:
    keuze = view(TOWN, soort=soort, bezit="ja", tel="eigen")
    assert keuze.alleen_eigen
    beeld, gewoon = build(keuze), build(replace(keuze, alleen_eigen=False, tel="buurten"))
    eigen, nieuw, oud = stad.own_homes(), beeld.moment, gewoon.moment
    for plek, code in enumerate(beeld.gebieden):
        is_hier = code in eigen
        assert nieuw.staten[plek] == (oud.staten[plek] if is_hier else Staat.BUITEN_SELECTIE)
        for veld in ("klassen", "waarden", "noemers", "marges", "tweede"):
            was, is_nu = getattr(oud, veld), getattr(nieuw, veld)
            assert len(is_nu) == len(was)
            assert not was or is_nu[plek] == (was[plek] if is_hier else None)
        for veld in ("onzeker", "gewijzigd"):
            was, is_nu = getattr(oud, veld), getattr(nieuw, veld)
            assert len(is_nu) == len(was)
            assert not was or is_nu[plek] == (is_hier and was[plek])
    check_counts(beeld, homes_of("eigen", stad))
    check_counts(beeld, dict.fromkeys(stad.kaart, 1.0), nummer=0)
    buiten = sum(
        code not in eigen and not is_water
        for code, is_water in zip(beeld.gebieden, beeld.water, strict=True)
    )
    assert nieuw.tellingen[0].buiten_selectie == buiten > 0
    assert nieuw.legendazin == f"{oud.legendazin} {ZIN}"
    assert beeld.merken == (*gewoon.merken, ZONDER_KLEUR)
    assert beeld.kring is Kring.EIGEN


def test_both_maps_beside_that_of_a_pair_are_counted_and_left_out_alike(stad: Winkel) -> None:
    keuze = view(TOWN, soort="samen", bezit="ja", tel="eigen", ernaast="ja")
    beeld, eigen = build(keuze), stad.own_homes()
    for deel in build_ernaast(keuze, beeld):
        check_counts(deel, homes_of("eigen", stad))
        getoond = {
            code
            for code, klasse in zip(deel.gebieden, deel.moment.klassen, strict=True)
            if klasse is not None
        }
        assert getoond <= set(eigen)
        assert getoond


def test_faded_map_counts_in_all_homes_where_nobody_chose_ours(stad: Winkel) -> None:
    beeld = build(view(TOWN, bezit="ja"))
    assert [g.sleutel for g in beeld.moment.gewichten] == ["buurten", "woningen"]
    voorraad = {code: stad.value("kwb", 2024, code, "woningvoorraad") for code in stad.kaart}
    check_counts(beeld, voorraad)


def test_every_year_of_a_map_is_counted_in_the_homes_of_now(winkel: Winkel) -> None:
    beeld = build_kaartbeeld(view(STAD, tel="eigen"))
    assert [moment.tot for moment in beeld.momenten] == [2017, 2018, 2023, 2024]
    for nummer in range(len(beeld.momenten)):
        check_counts(replace(beeld, gekozen=nummer), homes_of("eigen", winkel))


# What is not there


@pytest.mark.usefixtures("winkel")
def test_homes_elsewhere_are_told_on_the_map_and_on_the_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(ORGANISATIE, "half-elders")
    beeld = build(view(STAD, tel="eigen"))
    merk = "1.200 van onze woningen staan in geen buurt van deze grenzen"
    assert beeld.merken[-1] == merk
    toezicht = build_toezicht(STAD)
    assert toezicht is not None
    assert f"{merk}." in toezicht.uitleg
    assert toezicht.onder.startswith("12 woningen van ons in 1 buurt van Stad.")
    een = Woningen(per_gebied=pd.Series(dtype="int64"), jaar=2024, is_eigen=True, elders=1)
    assert een.merk == "1 van onze woningen staat in geen buurt van deze grenzen"
    assert replace(een, elders=0).merk == ""


@pytest.mark.usefixtures("winkel")
def test_without_own_homes_the_map_is_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ORGANISATIE, "een-ander")
    keuze = view(STAD, tel="eigen", bezit="ja")
    anders = replace(build(keuze), link="")
    assert anders == replace(build(without_eigen(keuze)), link="")


@pytest.mark.usefixtures("winkel")
def test_what_can_be_counted_in(monkeypatch: pytest.MonkeyPatch) -> None:
    alle = ("buurten", "corporatiewoningen", "eigen")
    assert possible_tellingen(TOWN, GRENSJAAR) == possible_tellingen(STAD, GRENSJAAR) == alle
    monkeypatch.setenv(ORGANISATIE, "een-ander")
    assert possible_tellingen(STAD, GRENSJAAR) == alle[:2]
    # the corporation of the town is there for every installation
    assert possible_tellingen(TOWN, GRENSJAAR) == alle


def test_without_shares_there_are_no_corporation_homes(opslag: Path) -> None:
    proefstad.make_opslag(opslag)
    assert possible_tellingen(proefstad.STAD, 2020) == ("buurten",)
    assert read_corporatiewoningen(2020, opslag=Opslag(opslag)) is None
    vraag = {"gebied": proefstad.STAD, "indicator": "bijstand", "tel": "corporatiewoningen"}
    geopend = open_link(vraag)
    assert geopend is not None
    gewoon = replace(geopend.keuze, tel="buurten")
    assert replace(build(geopend.keuze), link="") == replace(build(gewoon), link="")


# Links


@pytest.mark.parametrize("tel", ["buurten", "corporatiewoningen", "eigen"])
@pytest.mark.parametrize("bezit", [{}, {"bezit": "ja"}], ids=["alle", "alleen"])
def test_link_opens_what_it_was_written_of(tel: str, bezit: dict[str, str]) -> None:
    keuze = view(TOWN, tel=tel, **bezit)
    assert (keuze.tel, keuze.alleen_eigen) == (tel, bool(bezit))
    parameters = write_parameters(keuze)
    assert parameters.get("tel", "buurten") == tel
    assert parameters.get("bezit", "") == bezit.get("bezit", "")
    geopend = open_link(read_parameters(write_link(keuze)))
    assert geopend is not None
    assert (geopend.keuze, geopend.zin) == (keuze, None)


@pytest.mark.parametrize(
    ("vraag", "genoemd"),
    [({"tel": "onze"}, "tel 'onze'"), ({"bezit": "misschien"}, "bezit 'misschien'")],
)
def test_link_that_asks_for_something_else_says_so(vraag: dict[str, str], genoemd: str) -> None:
    geopend = open_link({"gebied": TOWN, **vraag})
    assert geopend is not None
    assert genoemd in (geopend.zin or "")
    assert geopend.keuze.tel == "buurten"


@pytest.mark.usefixtures("winkel")
def test_view_without_own_homes() -> None:
    keuze = view(STAD, tel="eigen", bezit="ja")
    assert without_eigen(keuze) == replace(keuze, tel="buurten", alleen_eigen=False)
    anders = replace(keuze, tel="corporatiewoningen")
    assert without_eigen(anders) == replace(anders, alleen_eigen=False)
    gewoon = replace(anders, alleen_eigen=False)
    assert without_eigen(gewoon) is gewoon
    # those of the town are invented
    stad = view(TOWN, tel="eigen", bezit="ja")
    assert without_eigen(stad) is stad


# Nobody else sees them


def own_weights() -> list[Gewicht]:
    """Answer every count of own homes that anything in this program still holds."""
    gc.collect()
    return [
        ding for ding in gc.get_objects() if isinstance(ding, Gewicht) and ding.sleutel == "eigen"
    ]


@pytest.mark.usefixtures("winkel")
def test_next_visitor_gets_nothing_of_ours() -> None:
    keuze = view(STAD, soort="samen", met="overlast")
    voor = build_kaartbeeld(keuze)
    ons = build_kaartbeeld(replace(keuze, tel="eigen", alleen_eigen=True))
    gepakt = pack(ons)
    na = build_kaartbeeld(keuze)
    assert na == voor
    assert na.momenten is voor.momenten
    assert na.kring is Kring.OPENBAAR
    assert "van ons" not in repr(na)
    assert "van ons" in repr(ons)
    assert pack(na) == pack(voor) != gepakt
    assert own_weights()
    del ons
    assert own_weights() == []


def make(formaat: Formaat, keuze: Keuze, **wensen: Any) -> bytes:  # noqa: ANN401 - fields of Wensen
    return make_kaart(keuze, Wensen(formaat=formaat, gemaakt_op=DAG, dpi=50, **wensen))


@pytest.mark.usefixtures("winkel")
@pytest.mark.parametrize("formaat", [Formaat.PNG, Formaat.CSV, Formaat.GEOJSON])
def test_file_without_the_tick_is_the_public_one(formaat: Formaat) -> None:
    keuze = view(STAD, tel="eigen", bezit="ja")
    openbaar = make(formaat, without_eigen(keuze), met_eigen=True)
    assert make(formaat, keuze) == openbaar
    assert make(formaat, keuze, met_eigen=True) != openbaar


def texts_of(ruw: bytes) -> str:
    boek = openpyxl.load_workbook(io.BytesIO(ruw))
    return "\n".join(
        str(cel)
        for blad in boek
        for rij in blad.iter_rows(values_only=True)
        for cel in rij
        if cel is not None
    )


@pytest.mark.usefixtures("winkel")
def test_workbook_and_drawing_count_our_homes_with_the_tick_alone() -> None:
    keuze = view(STAD, tel="eigen")
    beeld = build(keuze)
    aantallen = [f"{n:,}".replace(",", ".") for n in beeld.moment.tellingen[1].klassen]
    zonder, met = (make(Formaat.SVG, keuze, met_eigen=tik).decode() for tik in (False, True))
    assert "woningen van ons" not in zonder
    assert "woningen van ons" in met
    assert all(aantal in met for aantal in aantallen)
    assert not all(aantal in zonder for aantal in aantallen)
    kaal, vol = (texts_of(make(Formaat.XLSX, keuze, met_eigen=tik)) for tik in (False, True))
    assert "woningen van ons" not in kaal
    assert "woningen van ons" in vol
    assert all(str(aantal) in vol for aantal in beeld.moment.tellingen[1].klassen)


def test_command_line_asks_for_them_in_so_many_words(winkel: Winkel, tmp_path: Path) -> None:
    link = write_link(view(STAD, bezit="ja"))
    met, zonder = tmp_path / "met.csv", tmp_path / "zonder.csv"
    opdracht = ["afdruk", link, "--formaat", "csv", "--kaal", "--uit"]
    assert main([*opdracht, str(zonder)]) == 0
    assert main([*opdracht, str(met), "--met-eigen-bezit"]) == 0
    rijen = {
        pad: {regel.partition(",")[0] for regel in pad.read_text("utf-8").splitlines()[1:]}
        for pad in (met, zonder)
    }
    eigen = {code for code in winkel.own_homes() if code.startswith("BU0901")}
    assert rijen[met] == eigen < rijen[zonder]


@pytest.mark.usefixtures("winkel")
def test_a_book_and_a_document_of_a_map_leave_them_out(
    capsys: pytest.CaptureFixture[str],
) -> None:
    link = write_link(view(STAD, tel="eigen", bezit="ja"))
    (keuze,) = views_of([link])
    assert (keuze.tel, keuze.alleen_eigen) == ("buurten", False)
    assert layers_main(["kaartbeeld", link]) == 0
    tekst = capsys.readouterr().out
    assert json.loads(tekst)
    assert "van ons" not in tekst

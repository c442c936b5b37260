"""A deelgebied: which buurten it has, what its figure is as a whole, and how it is drawn."""

import json
from pathlib import Path

import pandas as pd
import pytest

from components.cijfers import write_cijfers
from components.tabel import build_tabel
from data.__main__ import main as data_main
from data.aantekeningen import (
    BESTAND,
    Deelgebied,
    DeelgebiedAfgekeurdError,
    save_deelgebied,
)
from data.opslag import VOORBEELD, read_tabel_met_geheim
from layers import aanbod
from layers.deelgebied import (
    build_bouwstenen,
    build_geheel,
    check_naam,
    list_gebieden,
    stadsdelen_of,
)
from layers.indicatoren import INDICATOR_PER_SLEUTEL
from layers.kaartbeeld import Kaartbeeld, Staat
from layers.lijsten import build_lijsten, codes_in_sight
from layers.link import write_link
from layers.openen import Geopend, open_exact, open_link
from layers.opmaak import format_getal
from layers.soorten import SOORTEN, build_kaartbeeld
from tests.bezoek import GEGEVENSVARIABELE
from tests.bronbestanden import read_kwb_2020
from tests.kleine_opslag import Cel, Omtrek, write_opslag
from tests.vergelijken import read_papier

STAD, KERN = "GM9901", "SD9901-kernstad"
EINDHOVEN, NOORD = "GM0772", "SD0772-woensel-noord"
BIJSTAND = "PersonenPerSoortUitkeringBijstand_83"
LEEFTIJDEN = ("k_15Tot25Jaar_9", "k_25Tot45Jaar_10", "k_45Tot65Jaar_11")
A, B, C = "BU07721110", "BU07721120", "BU07721210"


def opened(gebied: str, **gevraagd: str) -> Geopend:
    geopend = open_link({"gebied": gebied, **gevraagd})
    assert geopend is not None
    return geopend


def beeld(gebied: str, **gevraagd: str) -> Kaartbeeld:
    return build_kaartbeeld(opened(gebied, **gevraagd).keuze)


# Its figure as a whole


def rows(
    *rijen: tuple[float | None, float | None, float | None], status: str = "ok"
) -> pd.DataFrame:
    """Make buurten of value, part and whole."""
    tabel = pd.DataFrame(rijen, columns=["waarde", "teller", "noemer"], dtype="float64")
    tabel["status"] = tabel["waarde"].notna().map({True: "ok", False: status})
    return tabel


def test_counts_are_summed() -> None:
    bijstand = INDICATOR_PER_SLEUTEL["bijstand"]
    # 60 of 1.000 and 20 of 4.000: 80 of 5.000, and not halfway 60 and 5
    geheel = build_geheel(bijstand, rows((60, 60, 1000), (5, 20, 4000)))
    assert geheel.waarde == pytest.approx(16)
    assert (geheel.noemer, geheel.is_gewogen, geheel.mee, geheel.aantal) == (5000, False, 2, 2)
    assert geheel.explain("Noord") == "Het cijfer van Noord is opgeteld over alle 2 buurten."


def test_published_share_is_weighted_and_says_so() -> None:
    inkomens = INDICATOR_PER_SLEUTEL["laagste_inkomens"]
    geheel = build_geheel(inkomens, rows((50, None, 100), (20, None, 300), (None, None, 50)))
    assert geheel.waarde == pytest.approx(27.5)
    assert geheel.is_gewogen
    assert geheel.explain("Noord") == "Het cijfer van Noord is gewogen over 2 van de 3 buurten."


def test_without_a_whole_there_is_no_figure_and_a_sentence() -> None:
    geheel = build_geheel(INDICATOR_PER_SLEUTEL["eenzaamheid"], rows((50, None, None)))
    assert geheel.waarde is None
    assert geheel.explain("Noord") == (
        "Van Noord als geheel is er geen cijfer: van eenzaamheid geeft de bron geen aantallen per "
        "buurt om mee te wegen."
    )


def test_figure_of_fewer_than_half_of_the_buurten_is_no_figure() -> None:
    inkomens = INDICATOR_PER_SLEUTEL["laagste_inkomens"]
    half = build_geheel(inkomens, rows((50, None, 100), (None, None, None)))
    assert half.waarde == pytest.approx(50)
    minder = build_geheel(inkomens, rows((50, None, 100), (None, None, 1), (None, None, 1)))
    assert minder.waarde is None
    assert "(1 van de 3)" in minder.explain("Noord")
    niets = build_geheel(inkomens, rows((None, None, None)))
    assert niets.waarde is None


def test_whole_of_nobody_weighs_nothing() -> None:
    inkomens = INDICATOR_PER_SLEUTEL["laagste_inkomens"]
    geheel = build_geheel(inkomens, rows((50, None, 0), (20, None, 300)))
    assert geheel.waarde == pytest.approx(20)


def test_number_of_people_is_a_sum_only_where_all_are_known() -> None:
    inwoners = INDICATOR_PER_SLEUTEL["inwoners"]
    # where nobody lives there is no figure, and nothing is missed
    leeg = rows((500, None, None), (None, None, None), status="niet_beschikbaar")
    assert build_geheel(inwoners, leeg).waarde == 500
    geheim = rows((500, None, None), (None, None, None), status="onderdrukt")
    assert build_geheel(inwoners, geheim).waarde is None
    assert "niet van alle buurten" in build_geheel(inwoners, geheim).explain("Noord")
    assert build_geheel(inwoners, leeg[1:]).waarde is None


def test_figure_that_a_user_brought_is_called_weighted() -> None:
    geheel = build_geheel(INDICATOR_PER_SLEUTEL["lvb"], rows((40, 40, 100), (10, 10, 100)))
    assert geheel.waarde == pytest.approx(25)
    assert geheel.is_gewogen


# A small gemeente with a change that is missing somewhere


def people(bijstand: Cel) -> dict[str, Cel]:
    return {
        "aantal_inwoners": 2000.0,
        "huishoudens_totaal": 1000.0,
        "k_15_tot_25_jaar": 300.0,
        "k_25_tot_45_jaar": 500.0,
        "k_45_tot_65_jaar": 200.0,
        "personen_per_soort_uitkering_bijstand": bijstand,
    }


@pytest.fixture
def _dorp(opslag: Path) -> None:
    """Keep three buurten; of one the first year is secret, and in 2015 A lay elsewhere."""
    cijfers = {
        2016: {A: people(100.0), B: people("."), C: people(50.0)},
        2020: {A: people(150.0), B: people(600.0), C: people(40.0)},
    }
    vlakken = [Omtrek(code=code, van=2016, tot=2020) for code in (A, B, C)]
    oud = [Omtrek(code=A, van=2015, tot=2015)]
    write_opslag(
        opslag,
        {
            ("kwb", jaar): {(jaar, code): rij for code, rij in hier.items()}
            for jaar, hier in cijfers.items()
        },
        {2015: oud, 2016: vlakken, 2020: vlakken},
    )


@pytest.mark.usefixtures("_dorp")
def test_change_of_the_whole_is_that_of_the_buurten_known_in_both_years() -> None:
    gebied = f"{A},{B},{C}"
    verandering = beeld(gebied, grens="2020", indicator="bijstand", soort="verandering")
    # (150 + 40) / 2.000 less (100 + 50) / 2.000; B would have made it a jump
    deel = verandering.moment.referenties[0]
    assert deel.waarde == pytest.approx(95 - 75)
    assert "opgeteld over 2 van de 3 buurten" in verandering.moment.legendazin
    stand = beeld(gebied, grens="2020", indicator="bijstand", jaar="2020").moment
    assert stand.referenties[0].waarde == pytest.approx(790 / 3)


@pytest.mark.usefixtures("_dorp")
def test_set_of_areas_stays_on_its_borders_unless_they_are_the_same_places() -> None:
    # the figures of 2020 reach the borders of 2016, and A and B are the same there
    assert opened(f"{A},{B}", grens="2016", indicator="bijstand").keuze.grens == 2016
    assert opened(f"{A},{B}", indicator="bijstand").keuze.grens == 2020
    # in 2015 that code was another place: it stays there, and there are no figures of it
    ander = opened(A, grens="2015", indicator="bijstand")
    assert ander.keuze.grens == 2015
    assert Staat.NIET_BESCHIKBAAR in build_kaartbeeld(ander.keuze).moment.staten


def test_set_moves_to_borders_of_the_same_places_that_figures_reach(opslag: Path) -> None:
    vlakken = [Omtrek(code=code, van=2016, tot=2016) for code in (A, B)]
    later = [Omtrek(code=code, van=2016, tot=2020) for code in (A, B)]
    write_opslag(
        opslag,
        {("kwb", 2020): {(2020, code): people(60.0) for code in (A, B)}},
        {2016: vlakken, 2020: later},
    )
    geopend = opened(f"{A},{B}", grens="2016", indicator="bijstand")
    assert geopend.keuze.grens == 2020
    assert aanbod.is_op_kaart(A, geopend.keuze.gebied, 2020)


# Opening one


@pytest.mark.usefixtures("_dorp")
def test_what_is_not_there_is_named_and_the_rest_is_shown() -> None:
    geopend = opened(f"{A},BU07729999,onzin,GM0363", grens="2020", indicator="bijstand")
    assert geopend.keuze.gebied == A
    assert geopend.zin is not None
    assert "BU07729999, GM0363, onzin" in geopend.zin
    niets = opened("BU07729999,WK077299", grens="2020", indicator="bijstand")
    assert niets.keuze.gebied == EINDHOVEN
    assert niets.zin is not None
    elders = opened("BU03630000", indicator="bijstand")
    assert elders.keuze.gebied == EINDHOVEN


@pytest.mark.usefixtures("_dorp")
def test_wijk_stands_for_its_buurten_and_codes_in_any_order_are_one_area() -> None:
    keuze = opened(f"WK077211,{C},{C}", grens="2020", indicator="bijstand").keuze
    assert keuze.gebied == f"{C},WK077211"
    kaartbeeld = build_kaartbeeld(keuze)
    assert kaartbeeld.land == (True, True, True)
    assert open_exact(write_link(keuze)).keuze == keuze
    assert open_exact(f"/kaart?gebied=WK077211,{C}&grens=2020&indicator=bijstand").keuze.gebied == (
        keuze.gebied
    )


def test_two_gemeenten_are_drawn_among_all_that_there_are(opslag: Path) -> None:
    codes = (A, "BU07430000", "BU03630000")
    write_opslag(
        opslag,
        {("kwb", 2020): {(2020, code): people(60.0) for code in codes}},
        {2020: [Omtrek(code=code, van=2020, tot=2020) for code in codes]},
    )
    kaartbeeld = beeld("GM0772,GM0743", indicator="bijstand", grens="2020")
    assert kaartbeeld.gebieden == tuple(sorted(codes))
    assert sum(kaartbeeld.land) == 2
    assert kaartbeeld.gebiedsnaam == "dit deelgebied"
    assert [r.naam for r in kaartbeeld.moment.referenties] == ["dit deelgebied", "Nederland"]
    assert build_bouwstenen("NL00", 2020).gemeenten.keys() == {"GM0363", "GM0743", "GM0772"}
    assert build_bouwstenen("NL00", 2020).buurten == {}
    menu = [gebied.code for gebied in list_gebieden(opened("GM0743", grens="2020").keuze)]
    assert menu == ["NL00", "GM0363", "GM0743", "GM0772"]


# What they are called


def test_own_name_is_shown_where_somebody_gave_one() -> None:
    codes = tuple(
        sorted(aanbod.areas_on_map(STAD, 2024, opslag=aanbod.opslag_of(STAD))["gebiedscode"])
    )
    gebied = ",".join(codes[:3])
    assert opened(gebied, grens="2024").keuze.gebiedsnaam == "dit deelgebied van Veldermonde"
    save_deelgebied(Deelgebied(naam="Noord", grensjaar=2024, codes=codes[:3]))
    keuze = opened(gebied, grens="2024", indicator="laagste_inkomens").keuze
    assert keuze.gebiedsnaam == "Noord"
    moment = build_kaartbeeld(keuze).moment
    assert "Noord, 3 buurten" in moment.ondertitel
    assert moment.referenties[0].kort == "Noord"
    # on other borders the same codes may be other places
    assert opened(gebied, grens="2023").keuze.gebiedsnaam == "dit deelgebied van Veldermonde"
    assert "Noord" not in write_link(keuze)


def test_menu_lists_deelgebieden_behind_their_gemeente() -> None:
    save_deelgebied(Deelgebied(naam="Zuid", grensjaar=2024, codes=("WK990101",)))
    keuze = opened(STAD).keuze
    namen = [gebied.naam for gebied in list_gebieden(keuze)]
    assert namen[:2] == ["Veldermonde", "Zuid"]
    assert namen[2:] == [naam for _, naam in stadsdelen_of(STAD, keuze.grens)]
    assert {gebied.grensjaar for gebied in list_gebieden(keuze)} == {None, 2024}
    # one that came with a link stands behind its gemeente too
    onbekend = opened("WK990102", grens="2024").keuze
    assert list_gebieden(onbekend)[1].naam == "dit deelgebied van Veldermonde"


def test_map_does_without_names_that_cannot_be_read(opslag: Path) -> None:
    (opslag / BESTAND).parent.mkdir(parents=True)
    (opslag / BESTAND).write_bytes(b"geen database" * 100)
    assert opened("WK990101", grens="2024").keuze.gebiedsnaam == "dit deelgebied van Veldermonde"
    assert "Zuid" not in [gebied.naam for gebied in list_gebieden(opened(STAD).keuze)]


def test_parts_of_a_gemeente_are_named_with_their_wijk() -> None:
    bouwstenen = build_bouwstenen(STAD, 2024)
    assert bouwstenen.wijken["WK990101"] == "Oude Vestingkern"
    assert bouwstenen.buurten["BU99010101"] == "Lakenmarkt (Oude Vestingkern)"
    water = aanbod.areas_on_map(STAD, 2024, opslag=aanbod.opslag_of(STAD)).query("is_water")
    assert not bouwstenen.buurten.keys() & set(water["gebiedscode"])


# How it is drawn


@pytest.mark.parametrize("soort", [soort.sleutel for soort in SOORTEN])
def test_every_kind_keeps_what_lies_around_out_of_figures_counts_and_lists(soort: str) -> None:
    geheel, deel = (beeld(gebied, soort=soort, grens="2024") for gebied in (STAD, KERN))
    assert deel.gebieden == geheel.gebieden
    assert deel.omtrekken == geheel.omtrekken
    binnen = aanbod.buurten_in(KERN, 2024, opslag=aanbod.opslag_of(KERN)) or frozenset()
    assert 0 < len(binnen) < len(deel.gebieden)
    for groot, klein in zip(geheel.momenten, deel.momenten, strict=True):
        for plek, code in enumerate(deel.gebieden):
            if code in binnen:
                assert klein.staten[plek] is groot.staten[plek]
                assert (klein.klassen[plek], klein.waarden[plek]) == (
                    groot.klassen[plek],
                    groot.waarden[plek],
                )
            else:
                assert klein.staten[plek] is Staat.BUITEN_SELECTIE
                assert klein.klassen[plek] is klein.waarden[plek] is klein.noemers[plek] is None
                assert not klein.tweede or klein.tweede[plek] is None
                assert not klein.onzeker or not klein.onzeker[plek]
        telling = klein.tellingen[0]
        som = sum(telling.klassen) + telling.klein_aantal + telling.onderdrukt
        assert som + telling.niet_beschikbaar == sum(deel.land)
        assert telling.buiten_selectie == len(deel.gebieden) - len(binnen) - sum(deel.water)
    codes = {rij.code for lijst in build_lijsten(deel, meeste=500) for rij in lijst.rijen}
    assert codes <= binnen
    assert set(build_tabel(deel)["Code"]) == {
        code for code, is_land in zip(deel.gebieden, deel.land, strict=True) if is_land
    }
    assert write_cijfers(deel).count(b"\r\n") == 1 + sum(deel.land)


def test_filter_names_the_buurten_that_stay_in_sight() -> None:
    kaartbeeld = beeld(KERN, soort="samen")
    moment = kaartbeeld.moment
    hier = codes_in_sight(kaartbeeld, (0, 1))
    assert hier == tuple(
        code
        for code, klasse, staat in zip(
            kaartbeeld.gebieden, moment.klassen, moment.staten, strict=True
        )
        if klasse in {0, 1} and staat is Staat.OK
    )
    geheim = codes_in_sight(beeld(STAD, indicator="lvb", jaar="2024"), (8,))
    assert geheim
    assert not set(geheim) & set(codes_in_sight(beeld(STAD, indicator="lvb", jaar="2024"), (0, 1)))


def test_outside_is_a_line_alone_on_paper() -> None:
    kaartbeeld = beeld(KERN, indicator="laagste_inkomens", jaar="2024")
    papier = read_papier(kaartbeeld)
    for code, is_land, is_water in zip(
        kaartbeeld.gebieden, kaartbeeld.land, kaartbeeld.water, strict=True
    ):
        if not is_water:  # of which much falls off the sheet
            assert (papier.kleuren[code] == "geen") != is_land
    buiten = format_getal(kaartbeeld.moment.tellingen[0].buiten_selectie, decimalen=0)
    assert papier.tellingen["buiten de selectie"][0] == buiten


# Real figures


@pytest.fixture
def _eindhoven(echt: Path, opslag: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kaart = echt / "eindhoven" / "eindhoven_buurten_codes_2019-2024.geojson"
    monkeypatch.setenv(GEGEVENSVARIABELE, str(opslag))
    assert data_main(["importeer", str(echt / "odata_json")]) == 0
    assert data_main(["importeer", str(kaart), "--grensjaar", "2019-2024"]) == 0


@pytest.mark.usefixtures("_eindhoven")
def test_real_stadsdeel_is_the_sum_of_its_buurten(echt: Path) -> None:
    bestand = echt / "eindhoven" / "eindhoven_buurten_codes_2019-2024.geojson"
    vlakken = [vlak["properties"] for vlak in json.loads(bestand.read_text("utf-8"))["features"]]
    rijen = read_kwb_2020(echt).rijen
    per_stadsdeel: dict[str, list[str]] = {}
    for vlak in vlakken:
        per_stadsdeel.setdefault(vlak["stadsdeelna"], []).append(vlak["statcode"])
    delen = stadsdelen_of(EINDHOVEN, 2020)
    assert {naam for _, naam in delen} == {n.removeprefix("Stadsdeel ") for n in per_stadsdeel}
    for code, naam in delen:
        moment = beeld(code, indicator="bijstand", jaar="2020").moment
        tellers, noemers = [], []
        for buurt in per_stadsdeel[f"Stadsdeel {naam}"]:
            rij = rijen[buurt]
            getallen = [rij[kop] for kop in (BIJSTAND, *LEEFTIJDEN)]
            bekend = [float(getal) for getal in getallen if getal is not None]
            if len(bekend) == len(getallen) and rij["AantalInwoners_5"]:
                tellers.append(bekend[0])
                noemers.append(sum(bekend[1:]))
        hier = moment.referenties[0]
        assert hier.gebiedscode == code
        assert hier.waarde == pytest.approx(1000 * sum(tellers) / sum(noemers), rel=1e-12)


@pytest.mark.usefixtures("_eindhoven")
def test_all_real_buurten_together_come_to_the_figure_of_the_gemeente() -> None:
    gebied = ",".join(sorted({f"WK0772{nummer}" for nummer in wijken_of_eindhoven()}))
    moment = beeld(gebied, indicator="bijstand", jaar="2020", grens="2020").moment
    geheel, gemeente, _ = moment.referenties
    assert "opgeteld over" in moment.legendazin
    # the buurten are rounded to five, and a few are secret
    assert gemeente.waarde is not None
    assert geheel.waarde == pytest.approx(gemeente.waarde, rel=0.01)
    assert geheel.waarde != gemeente.waarde


def wijken_of_eindhoven() -> set[str]:
    gebieden = aanbod.areas_on_map(EINDHOVEN, 2020, opslag=aanbod.opslag_of(EINDHOVEN))
    return {code[6:8] for code in gebieden["gebiedscode"]}


def test_count_of_people_as_a_whole_changes_by_the_sums_of_the_same_buurten() -> None:
    kaartbeeld = beeld("WK990101,WK990102", soort="verandering", indicator="inwoners")
    codes = [code for code, hier in zip(kaartbeeld.gebieden, kaartbeeld.land, strict=True) if hier]
    tellingen = []
    for jaar in (kaartbeeld.moment.van, kaartbeeld.moment.tot):
        tabel = read_tabel_met_geheim(
            "kwb", peiljaar=jaar, opslag=VOORBEELD, kolommen=("aantal_inwoners",)
        )
        tellingen.append(tabel.cijfers["aantal_inwoners"].droplevel(0).reindex(codes))
    begin, eind = tellingen
    mee = begin.notna() & eind.notna()
    verwacht = 100 * (eind[mee].sum() / begin[mee].sum() - 1)
    assert kaartbeeld.moment.referenties[0].waarde == pytest.approx(verwacht)


def test_name_of_a_gemeente_or_stadsdeel_is_taken() -> None:
    keuze = opened(STAD).keuze
    for naam in ("Veldermonde", " kernstad "):
        deel = Deelgebied(naam=naam, grensjaar=2024, codes=("WK990101",))
        with pytest.raises(DeelgebiedAfgekeurdError, match="Er is al een gebied dat"):
            check_naam(deel, keuze)
    check_naam(Deelgebied(naam="Vesting", grensjaar=2024, codes=("WK990101",)), keuze)


def test_one_whole_gemeente_is_no_deelgebied() -> None:
    with pytest.raises(DeelgebiedAfgekeurdError, match="is een hele gemeente"):
        save_deelgebied(Deelgebied(naam="Ons gebied", grensjaar=2024, codes=("GM0772",)))

"""The forms in which the same figures come, and how one delivery lies over another."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from data.__main__ import main
from data.onderwerpen import unit_suffix
from data.opslag import (
    Opslag,
    peiljaren_of,
    read_gebieden,
    read_paspoort,
    read_tabel,
    read_tabel_met_geheim,
    standard_opslag,
)
from tests import bederven, maken
from tests.bederven import check_refusal, write

NUL, EEN, TWEE, DRIE = maken.BUURTEN
CORPORATIE = "in_bezit_woningcorporatie_pct"
LAAG_INKOMEN = "k_40_huishoudens_met_laagste_inkomen_pct"
BIJSTAND = "personen_per_soort_uitkering_bijstand"
STROOM = "gemiddeld_elektriciteitsverbruik_naar_woningtype_appartement_kwh"
GAS = "gemiddeld_aardgasverbruik_naar_woningtype_appartement_m3"

Importeer = Callable[..., str]
Lees = Callable[..., Any]  # a table; pandas cannot say what is in a cell


@pytest.fixture
def importeer(capsys: pytest.CaptureFixture[str]) -> Importeer:
    """Import by the real command, and answer what it says."""

    def run(*argumenten: object) -> str:
        code = main(["importeer", *map(str, argumenten)])
        uitvoer, fout = capsys.readouterr()
        assert (code, fout) == (0, "")
        return uitvoer

    return run


@pytest.fixture
def lees(opslag: Path) -> Lees:
    """Read a stored table of one year on the borders of one year, by code."""

    def tabel(naam: str, *, jaar: int = 2020, grens: int = 2020) -> Any:  # noqa: ANN401 - see Lees
        return read_tabel(naam, peiljaar=jaar, opslag=Opslag(opslag)).xs(grens)

    return tabel


def write_kwb(map_: Path, **opties: Any) -> Path:  # noqa: ANN401 - those of the maker
    return maken.write_odata(map_ / "kwb", maken.kwb_odata(**opties))


def write_lvb(map_: Path, *rijen: list[str], naam: str = "lvb.csv") -> Path:
    return write(map_ / naam, maken.to_csv(rijen or maken.lvb_rijen()))


def secret(opslag: Path, tabel: str = "kwb", *, jaar: int = 2020) -> Any:  # noqa: ANN401 - see Lees
    """Read which cells of a table are secret, by code."""
    return read_tabel_met_geheim(tabel, peiljaar=jaar, opslag=Opslag(opslag)).geheim.xs(2020)


def files_of(opslag: Path, tabel: str, jaar: int = 2020) -> list[str]:
    """Answer the files of which something is left in a table, by its passport."""
    paspoort = read_paspoort(tabel, peiljaar=jaar, opslag=Opslag(opslag))
    return [bestand["delen"][0]["naam"] for bestand in paspoort["bestanden"]]


# Kerncijfers


def check_kwb(cijfers: Any) -> None:  # noqa: ANN401 - see Lees
    """Promise the figures of two buurten, one of which has zeros and missing cells."""
    kolommen = ["aantal_inwoners", "k_0_tot_15_jaar", CORPORATIE, LAAG_INKOMEN, BIJSTAND]
    assert cijfers.loc[NUL, kolommen].tolist() == [1000, 200, 50, 45.5, 100]
    assert cijfers.loc[TWEE, kolommen].tolist() == [500, 100, 0, 30, 0]
    assert cijfers.loc[NUL, [STROOM, GAS]].tolist() == [2000, 1000]
    assert cijfers.loc[TWEE, [STROOM, GAS]].isna().all()
    assert cijfers.loc[maken.WIJK, "soort_regio"] == "Wijk"


@pytest.mark.parametrize(
    "maak",
    [
        pytest.param(write_kwb, id="odata"),
        pytest.param(
            lambda m: write(m / "kwb.csv", maken.statline_csv()), id="statline_with_semicolons"
        ),
        pytest.param(
            lambda m: write(
                m / "kwb.csv", maken.statline_csv().replace(",", " ").replace(";", ",")
            ),
            id="statline_with_commas",
        ),
        pytest.param(
            lambda m: maken.write_werkmap(m / "kwb.xlsx", maken.kort_rijen(), blad="KWB2020"),
            id="short_names",
        ),
    ],
)
def test_every_form_of_the_kerncijfers_gives_the_same_columns(
    maak: bederven.Maker, importeer: Importeer, tmp_path: Path, lees: Lees, opslag: Path
) -> None:
    importeer(maak(tmp_path))
    check_kwb(lees("kwb"))
    gebieden = read_gebieden(2020, opslag=Opslag(opslag))
    assert gebieden["naam"].reindex([NUL, maken.GEMEENTE]).tolist() == ["Noord", "Eindhoven"]
    assert gebieden.loc[NUL, "wijkcode"] == maken.WIJK


@pytest.mark.parametrize("vorm", ["short_names", "statline"])
def test_point_is_secret_and_zero_is_not(
    vorm: str, importeer: Importeer, tmp_path: Path, opslag: Path, lees: Lees
) -> None:
    if vorm == "statline":
        pad = write(tmp_path / "kwb.csv", maken.statline_csv())
    else:
        pad = maken.write_werkmap(tmp_path / "kwb.xlsx", maken.kort_rijen(), blad="KWB2020")
    verslag = importeer(pad)
    assert f"{pad.name}: 7 cellen zijn door de uitgever geheim gehouden.\n" in verslag
    assert secret(opslag).loc[DRIE, [CORPORATIE, "aantal_inwoners"]].tolist() == [True, False]
    assert pd.isna(lees("kwb").loc[DRIE, CORPORATIE])
    assert lees("kwb").loc[DRIE, "aantal_inwoners"] == 0


def write_parquet(map_: Path) -> Path:
    """Write the set as a dump in parquet, which names neither its table nor what a part is."""
    documenten: dict[str, Any] = maken.kwb_odata()
    del documenten["TableInfos.json"]
    (map_ / "kwb").mkdir()
    for naam, document in documenten.items():
        pad = map_ / "kwb" / naam.replace(".json", ".parquet")
        pad.write_bytes(maken.parquet_bytes(document["value"]))
    return map_ / "kwb"


def test_dump_in_parquet_is_put_together_by_its_columns(
    importeer: Importeer, tmp_path: Path, lees: Lees
) -> None:
    map_ = write_parquet(tmp_path)
    ander = maken.kwb_odata(start=70)["DataProperties.json"]["value"]
    (map_ / "Aparte.parquet").write_bytes(maken.parquet_bytes(ander))
    verslag = importeer(map_)
    check_kwb(lees("kwb"))
    assert "kwb/Aparte.parquet: overgeslagen, geen tabel of kaart.\n" in verslag


def test_set_without_names_levels_and_year_is_read_as_far_as_it_goes(
    importeer: Importeer, tmp_path: Path, lees: Lees
) -> None:
    documenten: dict[str, Any] = maken.kwb_odata()
    del documenten["TableInfos.json"], documenten["WijkenEnBuurten.json"]
    for document in documenten.values():
        del document["odata.metadata"]
    eigenschappen = documenten["DataProperties.json"]["value"]
    documenten["DataProperties.json"]["value"] = [
        rij | {"MapYear": None}
        for rij in eigenschappen
        if rij["Key"] not in {"Gemeentenaam_1", "SoortRegio_2"}
    ]
    pad = maken.write_odata(tmp_path / "kwb", documenten)
    importeer(pad, "--peiljaar", "2020", "--bron", "kwb")
    assert lees("kwb").loc[NUL, "aantal_inwoners"] == 1000


def test_workbook_without_names_takes_them_from_elsewhere(
    importeer: Importeer, tmp_path: Path, opslag: Path
) -> None:
    importeer(write_kwb(tmp_path))
    rijen = [[*rij[:2], *rij[3:]] for rij in maken.kort_rijen()]
    importeer(maken.write_werkmap(tmp_path / "kwb.xlsx", rijen, blad="KWB2020"))
    assert read_gebieden(2020, opslag=Opslag(opslag)).loc[NUL, "naam"] == "Noord"


def test_heading_without_a_unit_is_a_column_without_one(
    importeer: Importeer, tmp_path: Path, lees: Lees
) -> None:
    kop, *rijen = maken.statline_rijen()
    kop = [kolom.replace(" (%)", "") for kolom in kop]
    importeer(write(tmp_path / "kwb.csv", maken.statline_csv([kop, *rijen])))
    assert lees("kwb").loc[NUL, CORPORATIE.removesuffix("_pct")] == 50
    assert unit_suffix(None) == ""


def test_column_that_the_store_keeps_itself_is_left_out_and_told(
    importeer: Importeer, tmp_path: Path, lees: Lees
) -> None:
    kop, *rijen = maken.kort_rijen()
    eigen = ["grensjaar", "gebiedscode", "geheim", "a_rood\nblauw"]
    rijen = [[*kop, *eigen], *([*rij, 1, "x", 3, ""] for rij in rijen)]
    verslag = importeer(maken.write_werkmap(tmp_path / "kwb.xlsx", rijen, blad="KWB2020"))
    for kolom in eigen[:3]:
        assert f"kwb.xlsx: kolom '{kolom}' overgeslagen; die naam is al in gebruik.\n" in verslag
    assert "a_rood blauw" in verslag
    check_kwb(lees("kwb"))


def test_export_that_lost_its_signs_in_another_program(
    importeer: Importeer, tmp_path: Path, lees: Lees
) -> None:
    # R writes a point for every sign, and a first column of row numbers without a name
    kop, *rijen = maken.statline_rijen()
    for teken in "/() ;%³":
        kop = [kolom.replace(teken, ".") for kolom in kop]
    pad = write(
        tmp_path / "kwb.csv",
        maken.to_csv(
            [["", *kop], *([str(nummer), *rij] for nummer, rij in enumerate(rijen, start=1))],
            scheiding=",",
        ),
    )
    importeer(pad, "--peiljaar", "2020")
    check_kwb(lees("kwb"))


def test_ages_as_percentages_of_2013_have_a_column_of_their_own(
    importeer: Importeer, tmp_path: Path, lees: Lees, opslag: Path
) -> None:
    documenten = maken.kwb_odata(jaar=2013, nummer="82339NED", dimensie="RegioS")
    for rij in documenten["DataProperties.json"]["value"]:
        if rij["Key"].startswith("k_0Tot15Jaar"):
            rij["Unit"] = "%"
    for rij in documenten["TypedDataSet.json"]["value"]:
        rij["k_0Tot15Jaar_6"] = 20
    for rij in documenten["RegioS.json"]["value"]:
        del rij["DetailRegionCode"]
    importeer(maken.write_odata(tmp_path / "kwb", documenten))
    cijfers = lees("kwb", jaar=2013, grens=2013)
    assert cijfers.loc[NUL, "k_0_tot_15_jaar_pct"] == 20
    assert "k_0_tot_15_jaar" not in cijfers
    assert read_gebieden(2013, opslag=Opslag(opslag)).loc[NUL, "naam"] == "Noord"


def test_number_of_a_key_may_change_from_one_edition_to_the_next(
    importeer: Importeer, tmp_path: Path, lees: Lees
) -> None:
    importeer(write_kwb(tmp_path, start=5))
    importeer(write_kwb(tmp_path, start=35, jaar=2021, nummer="85039NED"))
    check_kwb(lees("kwb"))
    check_kwb(lees("kwb", jaar=2021, grens=2021))
    assert lees("kwb").columns.tolist() == lees("kwb", jaar=2021, grens=2021).columns.tolist()


def test_untyped_set_reads_like_the_typed_one(
    importeer: Importeer, tmp_path: Path, lees: Lees, opslag: Path
) -> None:
    documenten = maken.kwb_odata()
    for rij in documenten["TypedDataSet.json"]["value"]:
        for sleutel, cel in rij.items():
            if isinstance(cel, (int, float)) and sleutel != "ID":
                rij[sleutel] = f"{cel:8g}"
    importeer(maken.write_odata(tmp_path / "kwb", documenten))
    check_kwb(lees("kwb"))
    assert not secret(opslag).to_numpy().any()


# Health, scores and police


def test_health_knows_its_borders_by_the_number_of_the_table(
    importeer: Importeer, tmp_path: Path, opslag: Path, lees: Lees
) -> None:
    pad = maken.write_werkmap(
        tmp_path / "rivm.xlsx", maken.rivm_rijen(jaar=2012), blad=maken.RIVM_BLAD
    )
    importeer(pad)
    cijfers = lees("rivm", jaar=2012)
    assert cijfers.loc[[NUL, EEN, TWEE], "eenzaam_pct"].tolist() == [55.5, 45, 0]
    assert cijfers.loc["NL00", "eenzaam_pct"] == 47
    geheim = secret(opslag, "rivm", jaar=2012)
    assert geheim.loc[[EEN, TWEE], "roker_pct"].tolist() == [True, False]
    assert cijfers.loc[[EEN, TWEE], "roker_pct"].isna().all()


def test_health_as_odata(importeer: Importeer, tmp_path: Path, lees: Lees) -> None:
    kop, *rijen = maken.rivm_rijen()
    adres = "https://dataderden.cbs.nl/ODataApi/OData/50090NED/$metadata#x.TypedDataSet"
    waarde = [dict(zip(map(str, kop), rij, strict=True)) for rij in rijen]
    kenmerken = {"Identifier": "50090NED", "Title": "Gezondheid", "Period": "2012"}
    importeer(
        maken.write_odata(
            tmp_path / "rivm",
            {"a.json": {"odata.metadata": adres, "value": waarde}, "b.json": kenmerken},
        )
    )
    assert lees("rivm")["eenzaam_pct"][[NUL, EEN, TWEE]].tolist() == [55.5, 45, 0]


def test_margins_of_health_stand_beside_the_value(
    importeer: Importeer, tmp_path: Path, lees: Lees
) -> None:
    kop, _, _, rij, *_ = maken.rivm_rijen()
    rijen = [
        [*rij[:2], marge, *rij[3:8], cijfer, "."]
        for marge, cijfer in (("MW00000", "55.5"), ("MOG0095", "50,5"), ("MBG0095", "60.5"))
    ]
    ander = [*rij[:1], 19000, *rij[2:]]
    pad = maken.write_werkmap(tmp_path / "r.xlsx", [kop, *rijen, ander], blad=maken.RIVM_BLAD)
    verslag = importeer(pad)
    kolommen = ["eenzaam_pct", "eenzaam_pct_laag", "eenzaam_pct_hoog"]
    assert lees("rivm").loc[NUL, kolommen].tolist() == [55.5, 50.5, 60.5]
    assert "r.xlsx: 1 rijen van andere leeftijden overgeslagen.\n" in verslag
    assert "r.xlsx: hersteld: 1 decimale komma's.\n" in verslag


def test_scores_come_in_per_year(importeer: Importeer, tmp_path: Path, lees: Lees) -> None:
    importeer(write_kwb(tmp_path))
    importeer(bederven.lbm(list)(tmp_path))
    assert lees("leefbaarometer", jaar=2018)["onv_score"].to_dict() == {NUL: -0.3}
    assert lees("leefbaarometer", jaar=2020)["onv_score"].to_dict() == {NUL: -0.2, EEN: 0.1}


def test_scores_without_some_of_the_columns(
    importeer: Importeer, tmp_path: Path, lees: Lees
) -> None:
    rijen = [["wk_code", "jaar", "lbm", "onv"], [maken.WIJK, "2020", "4.1", "-0.2"]]
    pad = write(tmp_path / "lbm.csv", maken.to_csv(rijen))
    kaart = maken.write_json(tmp_path / "kaart.geojson", maken.geojson())
    assert "omtrek: " not in importeer(pad, kaart, "--grensjaar", "2020")
    assert lees("leefbaarometer").loc[maken.WIJK].to_dict() == {"lbm_score": 4.1, "onv_score": -0.2}


def months(code: str, soort: str, aantallen: list[Any]) -> list[tuple[Any, str, str, Any]]:
    return [(code, soort, f"2020MM{nr:02d}", n) for nr, n in enumerate(aantallen, start=1)]


def test_twelve_months_make_a_year_and_eleven_do_not(
    importeer: Importeer, tmp_path: Path, lees: Lees
) -> None:
    importeer(write_kwb(tmp_path))
    rijen = [
        *months(NUL, "0.0.0", [1] * 12),
        *months(EEN, "0.0.0", [1] * 11),
        *months(TWEE, "0.0.0", [0] * 12),
        *months(DRIE, "0.0.0", [1] * 11 + [None]),
    ]
    verslag = importeer(bederven.politie(*rijen)(tmp_path))
    cijfers = lees("misdrijven")["misdrijven_totaal"]
    assert cijfers[[NUL, TWEE]].tolist() == [12, 0]
    assert cijfers[[EEN, DRIE]].isna().all()
    assert "2 jaartotalen van 2020 ontbreken, omdat niet alle twaalf maanden er zijn" in verslag


def test_month_with_a_mark_makes_the_year_secret_and_a_missing_month_does_not(
    importeer: Importeer, tmp_path: Path
) -> None:
    importeer(write_kwb(tmp_path))
    rijen = [
        *months(NUL, "0.0.0", [1] * 12),
        *months(EEN, "0.0.0", [1] * 11),
        *months(TWEE, "0.0.0", [1] * 11 + ["."]),
    ]
    importeer(bederven.politie(*rijen)(tmp_path))
    tabel = read_tabel_met_geheim("misdrijven", peiljaar=2020, opslag=standard_opslag())
    geheim = tabel.geheim.droplevel("grensjaar")["misdrijven_totaal"]
    assert geheim[[NUL, EEN, TWEE]].tolist() == [False, False, True]


def test_months_that_are_all_there_need_no_word(
    importeer: Importeer, tmp_path: Path, lees: Lees
) -> None:
    importeer(write_kwb(tmp_path))
    verslag = importeer(bederven.politie(*months(NUL, "1.1.1", [2] * 12))(tmp_path))
    assert lees("misdrijven").loc[NUL, "misdrijven_1_1_1"] == 24
    assert "ontbreken" not in verslag


def test_published_year_goes_before_its_months(
    importeer: Importeer, tmp_path: Path, lees: Lees
) -> None:
    importeer(write_kwb(tmp_path))
    rijen = [(NUL, "1.1.1", "2020JJ00", 7), *months(NUL, "1.1.1", [1] * 12)]
    importeer(bederven.politie(*rijen, (EEN, "1.1.1", "2020JJ00", None))(tmp_path))
    cijfers = lees("misdrijven")["misdrijven_1_1_1"]
    assert cijfers[NUL] == 7
    assert pd.isna(cijfers[EEN])


def test_nuisance_has_a_table_of_its_own(importeer: Importeer, tmp_path: Path, lees: Lees) -> None:
    importeer(write_kwb(tmp_path))
    rij = {"ID": 0, "Overlast": "T001", "WijkenEnBuurten": NUL, "Perioden": "2020JJ00"}
    totaal = rij | {"ID": 1, "Overlast": "T001038"}
    rijen = [rij | {"GeregistreerdeOverlast_1": 3}, totaal | {"GeregistreerdeOverlast_1": 9}]
    importeer(maken.write_json(tmp_path / "overlast.json", {"value": rijen}))
    assert lees("overlast").loc[NUL].to_dict() == {"overlast_t001": 3, "overlast_totaal": 9}


# Files of a user, and on which borders they stand


def test_user_brings_values_with_or_without_the_counts(
    importeer: Importeer, tmp_path: Path, lees: Lees
) -> None:
    importeer(write_kwb(tmp_path))
    importeer(write_lvb(tmp_path), "--indicator", "lvb")
    assert lees("eigen_lvb").loc[NUL].to_dict() == {"waarde": 5, "noemer": 1000, "teller": 50}
    kaal = write_lvb(
        tmp_path, ["buurtcode", "lvb"], [EEN, "3,5"], ["BU07729999", "2"], naam="b.csv"
    )
    verslag = importeer(kaal, "--indicator", "lvb", "--peiljaar", "2021", "--grensjaar", "2020")
    cijfers = lees("eigen_lvb", jaar=2021)
    assert cijfers.loc[EEN, "waarde"] == 3.5
    assert cijfers[["noemer", "teller"]].isna().all().all()
    assert "b.csv (2021): 2 rijen hebben geen noemer" in verslag
    assert "van 1 daarvan zijn geen inwoners bekend" in verslag


def test_inflow_is_told_with_the_number_of_new_tenants(
    importeer: Importeer,
    tmp_path: Path,
    lees: Lees,
    opslag: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    importeer(write_kwb(tmp_path))
    kop = ["buurtcode", "peiljaar", "waarde", "noemer"]
    goed = write_lvb(tmp_path, kop, [NUL, "2020", "60", "80"], [EEN, "2020", "", ""], naam="g.csv")
    importeer(goed, "--indicator", "instroom", "--grensjaar", "2020")
    gelezen = lees("eigen_instroom").loc[NUL]
    assert (gelezen["waarde"], gelezen["noemer"]) == (60, 80)
    for rijen in ((kop, [NUL, "2020", "60", ""]), (kop[:3], [NUL, "2020", "60"])):
        zonder = write_lvb(tmp_path, *map(list, rijen), naam="z.csv")
        vraag = ["importeer", str(zonder), "--indicator", "instroom", "--grensjaar", "2020"]
        assert main(vraag) == 2
        check_refusal(
            capsys.readouterr().err,
            bestand="z.csv",
            plaats="rij 2",
            reden="bij instroom hoort in de kolom 'noemer' het aantal nieuwe huurders",
        )
    assert files_of(opslag, "eigen_instroom") == ["g.csv"]


def test_several_years_in_one_file(importeer: Importeer, tmp_path: Path, opslag: Path) -> None:
    kop, rij, *_ = maken.lvb_rijen()
    pad = write_lvb(tmp_path, kop, rij, [NUL, "2018", "4", "900", "36"])
    importeer(pad, "--indicator", "lvb", "--grensjaar", "2020")
    assert peiljaren_of("eigen_lvb", opslag=Opslag(opslag)) == (2018, 2020)


def fifty(map_: Path, *, jaar: int = 2020, nummer: str = "84799NED") -> Path:
    """Write Kerncijfers of fifty buurten."""
    documenten = maken.kwb_odata(jaar=jaar, nummer=nummer)
    rijen = documenten["TypedDataSet.json"]["value"]
    documenten["TypedDataSet.json"]["value"] = [
        rijen[3] | {"ID": nr, "WijkenEnBuurten": f"BU0772{nr:04d}"} for nr in range(50)
    ]
    return maken.write_odata(map_ / f"kwb{jaar}", documenten)


def lvb_of_fifty(map_: Path, *, onbekend: int) -> Path:
    """Write a user's file of fifty buurten of which some are not known."""
    codes = [f"BU0772{nr + onbekend:04d}" for nr in range(50)]
    return write_lvb(map_, ["buurtcode", "waarde"], *([code, "1"] for code in codes))


def test_border_year_is_that_of_the_table_with_the_same_codes(
    importeer: Importeer, tmp_path: Path
) -> None:
    importeer(fifty(tmp_path))
    pad = lvb_of_fifty(tmp_path, onbekend=1)
    assert "grenzen van 2020" in importeer(pad, "--indicator", "lvb", "--peiljaar", "2023")


@pytest.mark.parametrize(  # what the store knows, what it does not, and what is said
    ("jaren", "onbekend", "reden"),
    [
        pytest.param([2020], 2, "de codes passen bij geen tabel", id="too_few_codes_known"),
        pytest.param([2020, 2021], 0, "meer dan één jaar (2020, 2021)", id="two_years_fit"),
        pytest.param([], 0, "de codes passen bij geen tabel", id="empty_store"),
    ],
)
def test_border_year_is_asked_for_where_the_codes_do_not_tell(
    jaren: list[int], onbekend: int, reden: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for jaar in jaren:
        nummer = {2020: "84799NED", 2021: "85039NED"}[jaar]
        assert main(["importeer", str(fifty(tmp_path, jaar=jaar, nummer=nummer))]) == 0
    capsys.readouterr()
    pad = lvb_of_fifty(tmp_path, onbekend=onbekend)
    assert main(["importeer", str(pad), "--indicator", "lvb", "--peiljaar", "2023"]) == 2
    fout = capsys.readouterr().err
    check_refusal(fout, bestand="lvb.csv", plaats="", reden=reden)
    assert fout.endswith(
        "Geef het jaar van de buurtgrenzen mee, bijvoorbeeld `--grensjaar 2020`.\n"
    )


def test_range_of_border_years_is_searched_for_the_one_that_fits(
    importeer: Importeer, tmp_path: Path
) -> None:
    importeer(fifty(tmp_path), fifty(tmp_path, jaar=2021, nummer="85039NED"))
    opties = ("--indicator", "lvb", "--peiljaar", "2023", "--grensjaar")
    pad = lvb_of_fifty(tmp_path, onbekend=0)
    assert "grenzen van 2020" in importeer(pad, *opties, "2018-2020")
    assert "grenzen van 2024" in importeer(pad, *opties, "2022-2024")


# One delivery over another


def in_gemeente(code: str, map_: Path) -> Path:
    """Write Kerncijfers in which the gemeente has another code."""
    tekst = json.dumps(maken.kwb_odata()).replace("0772", code)
    return maken.write_odata(map_ / f"kwb{code}", json.loads(tekst))


def test_second_gemeente_leaves_the_first_in_place(
    importeer: Importeer, tmp_path: Path, lees: Lees, opslag: Path
) -> None:
    importeer(in_gemeente("0772", tmp_path))
    importeer(in_gemeente("0344", tmp_path))
    cijfers = lees("kwb")
    check_kwb(cijfers)
    assert cijfers.loc["BU03441110", "aantal_inwoners"] == 1000
    assert files_of(opslag, "kwb") == [f"kwb{code}/TypedDataSet.json" for code in ("0772", "0344")]


def test_newer_file_replaces_cells_and_the_older_leaves_the_passport(
    importeer: Importeer, tmp_path: Path, lees: Lees, opslag: Path
) -> None:
    importeer(write_lvb(tmp_path, naam="oud.csv"), "--indicator", "lvb", "--grensjaar", "2020")
    rijen = maken.lvb_rijen()
    rijen[1][2:] = ["6", "1000", "60"]
    importeer(write_lvb(tmp_path, *rijen, naam="nieuw.csv"), "--indicator", "lvb")
    assert lees("eigen_lvb")["waarde"].to_dict() == {NUL: 6, EEN: 2, TWEE: 0}
    assert files_of(opslag, "eigen_lvb") == ["nieuw.csv"]


def test_file_of_which_a_row_is_left_stays_in_the_passport(
    importeer: Importeer, tmp_path: Path, lees: Lees, opslag: Path
) -> None:
    importeer(write_lvb(tmp_path, naam="oud.csv"), "--indicator", "lvb", "--grensjaar", "2020")
    kop, rij, *_ = maken.lvb_rijen()
    deel = write_lvb(tmp_path, kop, [*rij[:2], "6", "1000", "60"], naam="deel.csv")
    importeer(deel, "--indicator", "lvb", "--grensjaar", "2020")
    assert lees("eigen_lvb")["waarde"].to_dict() == {NUL: 6, EEN: 2, TWEE: 0}
    assert files_of(opslag, "eigen_lvb") == ["oud.csv", "deel.csv"]


def test_figures_on_other_borders_stay_beside_the_first(
    importeer: Importeer, tmp_path: Path, lees: Lees, opslag: Path
) -> None:
    importeer(write_lvb(tmp_path, naam="a.csv"), "--indicator", "lvb", "--grensjaar", "2020")
    importeer(write_lvb(tmp_path, naam="b.csv"), "--indicator", "lvb", "--grensjaar", "2022")
    assert lees("eigen_lvb").loc[NUL, "waarde"] == lees("eigen_lvb", grens=2022).loc[NUL, "waarde"]
    assert files_of(opslag, "eigen_lvb") == ["a.csv", "b.csv"]


def test_second_import_changes_nothing_and_says_so(
    importeer: Importeer, tmp_path: Path, opslag: Path
) -> None:
    paden = [write_kwb(tmp_path), write_lvb(tmp_path)]
    paden.append(maken.write_json(tmp_path / "kaart.geojson", maken.geojson()))
    opties = ("--indicator", "lvb", "--grensjaar", "2020")
    assert "Er is niets veranderd" not in importeer(*paden, *opties)
    voor = bederven.snapshot(opslag)
    assert importeer(*paden, *opties).endswith(
        "Er is niets veranderd: deze gegevens waren er al.\n"
    )
    assert bederven.snapshot(opslag) == voor


def test_secret_that_becomes_known_is_a_change(
    importeer: Importeer, tmp_path: Path, opslag: Path
) -> None:
    for cel, geheim in ((".", True), ("", False)):
        rijen = maken.statline_rijen()
        rijen[3][9] = cel
        verslag = importeer(write(tmp_path / "kwb.csv", maken.statline_csv(rijen)))
        assert "Er is niets veranderd" not in verslag
        assert secret(opslag).loc[NUL, CORPORATIE] == geheim


# The command


def test_overview_tells_what_there_is(
    importeer: Importeer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["overzicht"]) == 0
    assert capsys.readouterr().out.startswith("Er zijn nog geen gegevens.")
    importeer(write_kwb(tmp_path))
    assert main(["overzicht"]) == 0
    assert capsys.readouterr().out.startswith("kwb 2020: 7 rijen, grenzen van 2020; Kerncijfers")
    assert main(["overzicht", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["bestanden"][0] == "kwb/TypedDataSet.json"


@pytest.mark.parametrize(
    ("argumenten", "zin"),
    [
        ("", "wat ontbreekt: taak."),
        ("weg", "taak: onbekend: 'weg'"),
        ("importeer", "wat ontbreekt: PAD."),
        ("importeer x --grensjaar 2024-2019", "--grensjaar: '2024-2019' loopt terug"),
        ("importeer x --grensjaar 0000-9999", "--grensjaar: '0000' is geen jaar"),
        ("importeer x --grensjaar 2019-", "--grensjaar: '' is geen jaar"),
        ("importeer x --peiljaar 20x0", "--peiljaar: '20x0' is geen jaar"),
        ("importeer x --peiljaar", "--peiljaar: hier hoort een waarde achter"),
        ("importeer x --bron cbs", "--bron: 'cbs' is geen bron; kies uit eigen,"),
        ("importeer x --snel", "wat niet bestaat: --snel."),
    ],
)
def test_wrong_command_is_answered_in_one_sentence(
    argumenten: str, zin: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as gestopt:
        main(argumenten.split())
    uitvoer, fout = capsys.readouterr()
    assert gestopt.value.code == 2
    assert uitvoer == ""
    assert fout.startswith(zin)
    assert fout.endswith("--help` voor wat er kan.\n")
    assert fout.count("\n") == 1

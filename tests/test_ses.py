"""The socio-economic scores of CBS: told apart by the groups they stand in, a table per year."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from data.__main__ import main
from data.opslag import Opslag, peiljaren_of, read_gebieden, read_paspoort, read_tabel
from layers.indicatoren import INDICATOR_PER_SLEUTEL
from layers.waarden import build_waarden, grensjaar_of
from tests import bederven, maken
from tests.bederven import Slecht

eerdere_opslag = bederven.eerdere_opslag
gevuld = bederven.gevuld

# a buurt of Epe: what a public program shows for 2024
EPE = "BU02320000"
CIJFERS_2024 = (0.118, 0.129, -0.028, 0.016, 27.3, 40.1, 32.6)
KOLOMMEN = [
    "ses_score",
    "ses_welvaart_score",
    "ses_opleiding_score",
    "ses_arbeidsverleden_score",
    "opleiding_laag_pct",
    "opleiding_middelbaar_pct",
    "opleiding_hoog_pct",
]
# base of the key, title, groups from large to small, unit, and the figure of one row
_ONDERWERPEN = (
    ("ParticuliereHuishoudens", "Particuliere huishoudens", (), "aantal"),
    ("GemiddeldePercentielgroep", "Gemiddelde", ("Financiële welvaart",), "Getal"),
    ("Waarde", "Waarde", ("Opleidingsniveau", "Laag"), "%"),
    ("Ondergrens95Interval", "Ondergrens", ("Opleidingsniveau", "Laag"), "%"),
    ("Waarde", "Waarde", ("Opleidingsniveau", "Middelbaar"), "%"),
    ("Ondergrens95Interval", "Ondergrens", ("Opleidingsniveau", "Middelbaar"), "%"),
    ("Waarde", "Waarde", ("Opleidingsniveau", "Hoog"), "%"),
    ("GemiddeldeScore", "Gemiddelde score", ("SES-WOA", "Totaalscore"), "Getal"),
    ("GemiddeldeScore", "Gemiddelde", ("SES-WOA", "Deelscore financiële welvaart"), "Getal"),
    ("GemiddeldeScore", "Gemiddelde", ("SES-WOA", "Deelscore opleidingsniveau"), "Getal"),
    ("GemiddeldeScore", "Gemiddelde", ("SES-WOA", "Deelscore arbeidsverleden"), "Getal"),
    ("Waarde", "Waarde", ("Spreiding", "Spreiding totaal"), "Getal"),
    ("Waarde", "Waarde", ("Spreiding", "Spreiding opleidingsniveau"), "Getal"),
)

Verander = Callable[[dict[str, dict[str, Any]]], object]


def _row(cijfers: tuple[float | None, ...]) -> list[float | None]:
    totaal, welvaart, opleiding, arbeid, laag, midden, hoog = cijfers
    return [
        *(700, 55.5, laag, 20.0, midden, 35.0, hoog),
        *(totaal, welvaart, opleiding, arbeid, 0.7, 0.3),
    ]


def ses_odata(
    *, nummer: str = "86296NED", indeling: int = 2025, start: int = 2, is_om: bool = False
) -> dict[str, dict[str, Any]]:
    """Answer the documents of a table; `start` numbers its first topic, `is_om` turns them over."""
    onderwerpen = list(enumerate(_ONDERWERPEN))[:: -1 if is_om else 1]
    sleutels = {
        plek: f"{onderwerp[0]}_{start + nr}" for nr, (plek, onderwerp) in enumerate(onderwerpen)
    }
    eigenschappen: list[dict[str, Any]] = [
        {"ID": 0, "ParentID": None, "Type": "GeoDetail", "Key": "WijkenEnBuurten", "Title": "W"},
        {"ID": 1, "ParentID": None, "Type": "TimeDimension", "Key": "Perioden", "Title": "P"},
        {"ID": 2, "ParentID": None, "Type": "Topic", "Key": "RegiocodeGemeenteWijkBuurt_1"}
        | {"Title": "Regiocode (gemeente, wijk, buurt)", "Unit": "code", "Datatype": "String"},
    ]
    groepen: dict[tuple[str, ...], int] = {}
    for plek, (_, titel, pad, eenheid) in onderwerpen:
        ouder = None
        for diepte in range(1, len(pad) + 1):
            if pad[:diepte] not in groepen:
                groepen[pad[:diepte]] = len(eigenschappen)
                eigenschappen.append(
                    {"ID": len(eigenschappen), "ParentID": ouder, "Type": "TopicGroup", "Key": ""}
                    | {"Title": pad[diepte - 1], "Unit": ""}
                )
            ouder = groepen[pad[:diepte]]
        eigenschappen.append(
            {"ID": len(eigenschappen), "ParentID": ouder, "Type": "Topic", "Key": sleutels[plek]}
            | {"Title": titel, "Unit": eenheid}
        )
    rijen: list[dict[str, Any]] = []
    for code, jaar, cijfers in (
        (EPE, 2024, CIJFERS_2024),
        (EPE, 2023, (0.1, *CIJFERS_2024[1:])),
        ("WK023200", 2024, (0.2, *CIJFERS_2024[1:])),
        ("BU02320001", 2024, (None,) * 7),
    ):
        vast = {"ID": len(rijen), "WijkenEnBuurten": code.ljust(10), "Perioden": f"{jaar}JJ00"}
        vast |= {"RegiocodeGemeenteWijkBuurt_1": code.ljust(10)}
        rijen.append(vast | {sleutels[n]: w for n, w in enumerate(_row(cijfers))})
    titel = f"Sociaal-economische status; scores per wijk en buurt, regio-indeling {indeling}"
    adres = f"https://opendata.cbs.nl/ODataApi/OData/{nummer}/$metadata#Cbs.OData.WebAPI."
    return {
        "TypedDataSet.json": {"odata.metadata": f"{adres}TypedDataSet", "value": rijen},
        "DataProperties.json": {"odata.metadata": adres, "value": eigenschappen},
        "WijkenEnBuurten.json": {"value": [{"Key": EPE.ljust(10), "Title": "Epe Centrum"}]},
        "Perioden.json": {"value": [{"Key": "2024JJ00", "Title": "2024*", "Status": "Voorlopig"}]},
        "TableInfos.json": {"Identifier": nummer, "Title": titel, "Period": "2014-2024"},
    }


def read_ses(opslag: Path, *, jaar: int = 2024, grens: int = 2025) -> Any:  # noqa: ANN401 - a table
    return read_tabel("ses", peiljaar=jaar, opslag=Opslag(opslag)).xs(grens)


@pytest.mark.parametrize(("start", "is_om"), [(2, False), (17, True)], ids=["one", "turned_over"])
def test_groups_tell_scores_and_shares_apart_and_numbers_do_not(
    opslag: Path, tmp_path: Path, start: int, *, is_om: bool
) -> None:
    map_ = maken.write_odata(tmp_path / "ses", ses_odata(start=start, is_om=is_om))
    assert main(["importeer", str(map_)]) == 0
    cijfers = read_ses(opslag)
    assert tuple(cijfers.loc[EPE, KOLOMMEN]) == CIJFERS_2024
    assert cijfers.loc["WK023200", "ses_score"] == 0.2
    # everything else is kept by the rule of the Kerncijfers
    assert cijfers.loc[EPE, "particuliere_huishoudens"] == 700
    assert cijfers.loc[EPE, "laag_ondergrens_95_interval_pct"] == 20
    assert cijfers.loc[EPE, ["spreiding_totaal_waarde"]].tolist() == [0.7]
    assert not [kolom for kolom in cijfers if "regiocode" in kolom]


def test_each_year_is_a_table_on_the_borders_of_the_edition(opslag: Path, tmp_path: Path) -> None:
    for nummer, indeling in (("86092NED", 2024), ("86296NED", 2025)):
        documenten = ses_odata(nummer=nummer, indeling=indeling)
        assert main(["importeer", str(maken.write_odata(tmp_path / nummer, documenten))]) == 0
    assert peiljaren_of("ses", opslag=Opslag(opslag)) == (2023, 2024)
    paspoort = read_paspoort("ses", peiljaar=2023, opslag=Opslag(opslag))
    assert paspoort["grensjaren"] == [2024, 2025]
    assert paspoort["bron"]["sleutel"] == "ses"
    assert read_ses(opslag, jaar=2023)["ses_score"].to_dict() == {EPE: 0.1}
    assert read_gebieden(2025, opslag=Opslag(opslag)).loc[EPE, "naam"] == "Epe Centrum"


def test_dump_without_a_number_stands_on_the_borders_that_are_asked(
    opslag: Path, tmp_path: Path
) -> None:
    documenten = ses_odata()
    for naam in ("TypedDataSet", "DataProperties"):
        pad = tmp_path / f"{naam}.parquet"
        pad.write_bytes(maken.parquet_bytes(documenten[f"{naam}.json"]["value"]))
    assert main(["importeer", str(tmp_path), "--grensjaar", "2025"]) == 0
    assert read_ses(opslag).loc[EPE, "ses_score"] == 0.118


def test_some_columns_are_enough_if_the_total_is_among_them(opslag: Path, tmp_path: Path) -> None:
    documenten = ses_odata()
    for rij in documenten["TypedDataSet.json"]["value"]:
        for sleutel in [s for s in rij if s.startswith(("Waarde", "Ondergrens"))]:
            del rij[sleutel]
    assert main(["importeer", str(maken.write_odata(tmp_path / "ses", documenten))]) == 0
    assert read_ses(opslag).loc[EPE, KOLOMMEN[:4]].tolist() == list(CIJFERS_2024[:4])


def test_indicator_is_the_total_score_weighed_by_households(opslag: Path, tmp_path: Path) -> None:
    main(["importeer", str(maken.write_odata(tmp_path / "ses", ses_odata()))])
    indicator = INDICATOR_PER_SLEUTEL["ses_woa"]
    grens = grensjaar_of(indicator, peiljaar=2024, opslag=Opslag(opslag))
    waarden = build_waarden(indicator, peiljaar=2024, grensjaar=grens, opslag=Opslag(opslag))
    kolommen = ["waarde", "noemer", "status"]
    assert list(waarden.tabel.loc[EPE, kolommen]) == [0.118, 700, "ok"]
    # of others in that column there is a figure
    assert waarden.tabel.loc["BU02320001", "status"] == "onderdrukt"


# What is refused


def spoilt(verander: Verander, **opties: Any) -> bederven.Maker:  # noqa: ANN401 - those of the maker
    def maak(map_: Path) -> Path:
        documenten = ses_odata(**opties)
        verander(documenten)
        return maken.write_odata(map_ / "ses", documenten)

    return maak


def rename(oud: str, nieuw: str) -> Verander:
    """Give the groups of one title another."""

    def verander(documenten: dict[str, dict[str, Any]]) -> None:
        for rij in documenten["DataProperties.json"]["value"]:
            if rij["Title"] == oud:
                rij["Title"] = nieuw

    return verander


SLECHT = {
    "borders_of_another_edition": Slecht(
        spoilt(lambda _: None, indeling=2024), "titel", "hoort bij de grenzen van 2025"
    ),
    "no_total": Slecht(
        spoilt(rename("Totaalscore", "Anders")),
        "kolom 'GemiddeldeScore'",
        "totaalscore per jaar is niet te vinden",
    ),
    "figures_of_another_table": Slecht(
        spoilt(
            lambda d: d["TypedDataSet.json"].update(
                value=[{"ID": 1, "WijkenEnBuurten": EPE, "AantalInwoners_5": 1000}]
            )
        ),
        "kolom 'GemiddeldeScore'",
        "totaalscore per jaar is niet te vinden",
    ),
    "two_totals": Slecht(
        spoilt(rename("Deelscore arbeidsverleden", "Totaalscore naar arbeid")),
        "kolom 'GemiddeldeScore_12'",
        "niet uit elkaar te houden",
    ),
    "no_whole_year": Slecht(
        spoilt(lambda d: d["TypedDataSet.json"]["value"][1].update(Perioden="2024KW01")),
        "rij 2, kolom 'Perioden'",
        "'2024KW01' is geen heel jaar",
    ),
    "share_above_100": Slecht(
        spoilt(lambda d: d["TypedDataSet.json"]["value"][0].update(Waarde_4=101)),
        "rij 1, kolom 'Waarde_4'",
        "meer dan 100 procent",
    ),
    "area_twice": Slecht(
        spoilt(lambda d: d["TypedDataSet.json"]["value"][1].update(Perioden="2024JJ00")),
        "rij 2, kolom 'WijkenEnBuurten'",
        "twee keer",
    ),
}


@bederven.each_of(SLECHT)
def test_bad_table_of_scores_is_refused(
    geval: Slecht, tmp_path: Path, gevuld: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    bederven.check_case(geval, map_=tmp_path, opslag=gevuld, capfd=capfd)

"""
Real renumberings, read a second time through the lists of old and new codes.

Eindhoven renumbered all of its 116 buurten between 2018 and 2019, and Amsterdam nearly all of its
own, while the borders stayed. Of the years without a real table the figures are made here.
"""

import csv
import math
from collections.abc import Mapping
from pathlib import Path

import geopandas as gpd
import pytest

from data.grenzen import read_gebieden_op_grens, read_op_grens
from data.herkennen import Vraag
from data.importeren import Verslag, import_bestanden
from data.levering import Bestand
from data.omnummering import record_omnummering
from data.opslag import Opslag, grensjaren_met_omtrekken
from data.opvolging import read_breuken, read_opvolging
from data.verslag import report_opvolging
from data.wijzigen import change_opslag
from layers.indicatoren import INDICATOR_PER_SLEUTEL
from layers.ontwikkeling import Periode, build_ontwikkeling
from tests import maken
from tests.bronbestanden import Cel, read_amsterdam_2017, read_kwb_2020

pytestmark = pytest.mark.ongemeten

NIEUWE_KAART = "eindhoven_buurten_codes_2019-2024.geojson"
OUDE_KAART = "eindhoven_buurten_codes_2014-2018.geojson"
INWONERS = "AantalInwoners_5"
INWONERS_2017 = "Bevolking.Aantal.inwoners..aantal."
DOOR = "een andere code bij dezelfde grens; de cijfers lopen door."


def import_(
    opslag: Opslag,
    *paden: Path,
    grensjaren: tuple[int, int] | None = None,
    peiljaar: int | None = None,
) -> Verslag:
    vraag = Vraag(grensjaren=grensjaren, peiljaar=peiljaar)
    return import_bestanden(list(paden), opslag=opslag, vraag=vraag)


def write_kwb(map_: Path, jaar: int, inwoners: Mapping[str, int], *, vlag: int = 1) -> Path:
    """Write `kwb-YYYY.xlsx` with nothing but inhabitants and the flag of the change."""
    kop = [*maken.kort_rijen()[0][:7], "a_inw"]
    rijen = [
        [code, code[2:], f"Buurt {code}", "Gemeente", "Buurt", code, vlag, aantal]
        for code, aantal in inwoners.items()
    ]
    return maken.write_werkmap(map_ / f"kwb-{jaar}.xlsx", [kop, *rijen], blad=f"KWB{jaar}")


def read_rows(pad: Path) -> list[dict[str, str]]:
    with pad.open(encoding="utf-8-sig", newline="") as stroom:
        return list(csv.DictReader(stroom))


def inhabitants(opslag: Opslag, jaar: int, grensjaar: int) -> dict[str, float]:
    tabel = read_op_grens(
        "kwb", peiljaar=jaar, grensjaar=grensjaar, kolommen=("aantal_inwoners",), opslag=opslag
    )
    cijfers = tabel.cijfers["aantal_inwoners"]
    return {str(c): w for c, w in cijfers.items() if str(c).startswith("BU")}


# Eindhoven


@pytest.fixture(scope="module")
def nieuw_van(echt: Path) -> dict[str, str]:
    """Answer the new code of each old one, as a list of the gemeente has it."""
    rijen = read_rows(echt / "eindhoven" / "eindhoven_code_crosswalk.csv")
    return {rij["cbs_code_2018minus"]: rij["cbs_code_2019plus"] for rij in rijen}


@pytest.fixture(scope="module")
def inwoners_2017(nieuw_van: dict[str, str]) -> dict[str, int]:
    """Make inhabitants of 2017 by the old codes: a number that no other buurt has."""
    return {code: 1000 + 5 * plek for plek, code in enumerate(sorted(nieuw_van))}


@pytest.fixture(scope="module")
def inwoners_2020(echt: Path) -> dict[str, Cel]:
    """Answer the inhabitants of 2020 by the new codes, straight from the file of CBS."""
    return {code: rij[INWONERS] for code, rij in read_kwb_2020(echt).rijen.items()}


@pytest.fixture(scope="module", params=["beide kaarten", "nieuwe kaart alleen"])
def eindhoven(
    request: pytest.FixtureRequest,
    echt: Path,
    inwoners_2017: dict[str, int],
    tmp_path_factory: pytest.TempPathFactory,
) -> Opslag:
    """Figures of 2017 and 2020; the old outlines are kept, or served for comparing alone."""
    map_ = tmp_path_factory.mktemp("eindhoven")
    opslag = Opslag(map_ / "gegevens")
    import_(opslag, echt / "odata_json", write_kwb(map_, 2017, inwoners_2017))
    kaarten = echt / "eindhoven"
    import_(opslag, kaarten / NIEUWE_KAART, grensjaren=(2019, 2024))
    if request.param == "beide kaarten":
        verslag = import_(opslag, kaarten / OUDE_KAART, grensjaren=(2014, 2018))
        assert f"Grenzen van 2018 en 2019: 116 buurten hebben {DOOR}" in verslag.regels
        return opslag
    oud, nieuw = (
        gpd.read_file(kaarten / naam).rename(columns={"statcode": "gebiedscode"})
        for naam in (OUDE_KAART, NIEUWE_KAART)
    )
    with change_opslag(opslag) as wijziging:
        paren = record_omnummering(
            wijziging, opslag, oud, nieuw, van=2017, tot=2019, bestanden=[Bestand(OUDE_KAART, "0")]
        )
    assert len(paren) == 116
    assert min(grensjaren_met_omtrekken(opslag=opslag)) == 2019
    return opslag


@pytest.mark.parametrize("grensjaar", [2020, 2024])
def test_every_renumbered_buurt_of_eindhoven_has_both_years(
    eindhoven: Opslag,
    nieuw_van: dict[str, str],
    inwoners_2017: dict[str, int],
    inwoners_2020: dict[str, Cel],
    grensjaar: int,
) -> None:
    # through the list of codes and the file of CBS, without the program
    toen = {nieuw_van[oud]: aantal for oud, aantal in inwoners_2017.items()}
    nu = {code: inwoners_2020[code] for code in nieuw_van.values()}
    assert len(toen) == len(nu) == 116
    assert inhabitants(eindhoven, 2017, grensjaar) == toen
    assert inhabitants(eindhoven, 2020, grensjaar) == nu
    # and as a change on the map
    tabel = build_ontwikkeling(
        INDICATOR_PER_SLEUTEL["inwoners"],
        Periode(2017, 2020),
        grensjaar=grensjaar,
        opslag=eindhoven,
    ).tabel
    tabel = tabel[tabel.index.isin(toen)]
    assert tabel["begin"].to_dict() == toen
    assert not tabel["gewijzigd"].any()


def test_lines_of_eindhoven_are_told(eindhoven: Opslag, nieuw_van: dict[str, str]) -> None:
    (regel,) = report_opvolging(2024, opslag=eindhoven)
    assert regel.startswith("Grenzen van 2024: 116 buurten kregen ")
    assert regel.endswith(DOOR)
    breuken = read_breuken(2024, opslag=eindhoven)
    assert not breuken.index.str.startswith("BU").any()
    opvolging = read_opvolging(2024, opslag=eindhoven)
    oud = opvolging[opvolging["code"].isin(nieuw_van)]
    assert dict(zip(oud["code"], oud["gebiedscode"], strict=True)) == nieuw_van


def test_figures_of_2020_reach_the_old_borders_of_eindhoven(
    eindhoven: Opslag, nieuw_van: dict[str, str], inwoners_2020: dict[str, Cel]
) -> None:
    met_kaart = 2018 in grensjaren_met_omtrekken(opslag=eindhoven)
    verwacht = {oud: inwoners_2020[nieuw] for oud, nieuw in nieuw_van.items()}
    assert inhabitants(eindhoven, 2020, 2017) == (verwacht if met_kaart else {})


def test_without_the_old_outlines_no_figure_of_2017_lands_anywhere(
    echt: Path, inwoners_2017: dict[str, int], tmp_path: Path
) -> None:
    opslag = Opslag(tmp_path / "gegevens")
    import_(opslag, write_kwb(tmp_path, 2017, inwoners_2017))
    import_(opslag, echt / "eindhoven" / NIEUWE_KAART, grensjaren=(2019, 2024))
    assert inhabitants(opslag, 2017, 2024) == {}
    assert set(read_breuken(2024, opslag=opslag)["reden"]) == {"onbekend"}


# Amsterdam


@pytest.fixture(scope="module")
def omgenummerd(echt: Path) -> dict[str, str]:
    """Answer the code of 2022 of each code of 2015."""
    rijen = read_rows(echt / "amsterdam" / "buurten_2015_2022_wkt.csv")
    return {rij["BUURTCODE_CBS_2015"]: rij["BUURTCODE_CBS_2022"] for rij in rijen}


@pytest.fixture(scope="module")
def amsterdam(
    echt: Path, omgenummerd: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Opslag:
    """Made figures of 2015 and 2022 and the real ones of 2017, each on the codes of its year."""
    map_ = tmp_path_factory.mktemp("amsterdam")
    opslag = Opslag(map_ / "gegevens")
    kaart = echt / "amsterdam" / "buurten_2015_2022_wkt.csv"
    import_(opslag, kaart, grensjaren=(2015, 2017))
    verslag = import_(opslag, kaart, grensjaren=(2022, 2022))
    assert f"Grenzen van 2017 en 2022: 439 buurten hebben {DOOR}" in verslag.regels
    toen = {oud: 500 + plek for plek, oud in enumerate(omgenummerd)}
    nu = {nieuw: 2000 + plek for plek, nieuw in enumerate(omgenummerd.values())}
    import_(opslag, write_kwb(map_, 2015, toen), write_kwb(map_, 2022, nu, vlag=2))
    import_(opslag, echt / "amsterdam" / "kwb_2017.csv", peiljaar=2017)
    return opslag


@pytest.mark.parametrize("grensjaar", [2015, 2022])
def test_every_renumbered_buurt_of_amsterdam_has_all_years(
    amsterdam: Opslag, echt: Path, omgenummerd: dict[str, str], grensjaar: int
) -> None:
    bron = read_amsterdam_2017(echt)
    gebied = {oud: nieuw if grensjaar == 2022 else oud for oud, nieuw in omgenummerd.items()}
    verwacht: dict[int, dict[str, Cel]] = {
        2015: {gebied[oud]: 500 + plek for plek, oud in enumerate(omgenummerd)},
        2017: {gebied[oud]: bron[oud][INWONERS_2017] for oud in omgenummerd},
        2022: {gebied[oud]: 2000 + plek for plek, oud in enumerate(omgenummerd)},
    }
    assert len(omgenummerd) == 439
    for jaar, cijfers in verwacht.items():
        gelezen = inhabitants(amsterdam, jaar, grensjaar)
        assert set(gelezen) == set(cijfers)
        assert {code: aantal for code, aantal in gelezen.items() if not math.isnan(aantal)} == {
            code: aantal for code, aantal in cijfers.items() if isinstance(aantal, (int, float))
        }
    wijken = read_gebieden_op_grens(grensjaar, opslag=amsterdam)["wijkcode"]
    assert all(wijken[code] == f"WK{code[2:8]}" for code in gebied.values())


def test_buurten_of_2017_without_an_outline_are_told_by_their_code(
    amsterdam: Opslag, echt: Path, omgenummerd: dict[str, str]
) -> None:
    zonder = sorted(
        code
        for code in read_amsterdam_2017(echt)
        if code.startswith("BU") and code not in omgenummerd
    )
    assert len(zonder) == 40
    assert report_opvolging(2022, opslag=amsterdam) == [
        f"Grenzen van 2022: 439 buurten kregen tussen 2017 en 2022 {DOOR}",
        "Grenzen van 2022: 40 buurten van 2017 hebben geen omtrek en zijn niet doorgetrokken: "
        + ", ".join(zonder)
        + ".",
    ]

"""Every indicator finds its columns in each table and year that has them, whatever their names."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd
import pytest

from data.bestanden import collect_bestanden
from data.cbs import clean_odata
from data.leefbaarometer import clean_leefbaarometer
from data.levering import Bestand, Levering
from data.onderwerpen import EENHEID_PER_KOLOM, name_from_short, unit_suffix
from data.politie import clean_politie
from data.rivm import clean_gezondheid
from data.ses import clean_ses
from data.werkmappen import read_workbook
from layers.begrippen import Indicator
from layers.indicatoren import INDICATOREN
from tests.naspelen import build_eindhoven
from tests.naspelen_wereld import Tabel, Wereld

BESTAND: Final = (Bestand("naspelen", "0"),)
KWB: Final = range(2013, 2026)
# until 2014 ages and kinds of households are percentages, and no count to divide with
AANTALLEN: Final = range(2015, 2026)
GEZONDHEID: Final = (2012, 2016, 2020, 2022, 2024)
# Table and years in which bronnen.md says that what an indicator is made of exists.
VERWACHT: Final[dict[str, tuple[str, Iterable[int]]]] = {
    "laagste_inkomens": ("kwb", KWB),
    "laag_inkomen": ("kwb", range(2013, 2024)),
    "armoede": ("kwb", (2024, 2025)),
    "bijstand": ("kwb", AANTALLEN),
    "bijstand_per_inwoner": ("kwb", KWB),
    "arbeidsongeschiktheid": ("kwb", AANTALLEN),
    "werkloosheid": ("kwb", AANTALLEN),
    "ses_woa": ("ses", range(2014, 2025)),
    "lvb": ("eigen_lvb", ()),
    "instroom": ("eigen_instroom", ()),
    "leefbaarheid": ("leefbaarometer", range(2014, 2025, 2)),
    "overlast_onveiligheid": ("leefbaarometer", range(2014, 2025, 2)),
    "overlast": ("overlast", (2024, 2025)),
    "misdrijven": ("misdrijven", range(2012, 2026)),
    "geluidhinder_buren": ("rivm", ()),
    "moeite_rondkomen": ("rivm", GEZONDHEID),
    "eenzaamheid": ("rivm", GEZONDHEID),
    "angst_depressie": ("rivm", GEZONDHEID),
    "corporatiewoningen": ("kwb", KWB),
    "woz": ("kwb", KWB),
    "inwoners": ("kwb", KWB),
    "eenpersoonshuishoudens": ("kwb", AANTALLEN),
    "jeugdzorg": ("kwb", range(2018, 2026)),
    "wmo": ("kwb", range(2018, 2026)),
}

Kolommen = dict[str, dict[int, set[str]]]


@pytest.fixture(scope="module")
def wereld(echt: Path) -> Wereld:
    return build_eindhoven(echt)


@pytest.fixture(scope="module")
def kolommen(wereld: Wereld) -> Kolommen:
    """Answer the columns that each table of the replay becomes, by name and year."""
    gevonden: Kolommen = {}
    for tabel in wereld.tabellen.values():
        for levering in clean(tabel):
            add(gevonden, levering)
    scores = pd.DataFrame(wereld.scores()).rename(columns={"code": "bu_code", "naam": "bu_naam"})
    buurten = scores[scores["bu_code"].str.startswith("BU")].drop(columns="gemeente")
    for levering in clean_leefbaarometer(
        buurten.astype("object"), grensjaar=2024, bestanden=BESTAND, meldingen=()
    ):
        add(gevonden, levering)
    return gevonden


def add(gevonden: Kolommen, levering: Levering) -> None:
    jaren = gevonden.setdefault(levering.tabel, {})
    jaren.setdefault(levering.peiljaar, set()).update(map(str, levering.cijfers.columns))


def clean(tabel: Tabel) -> list[Levering]:
    """Clean the country and one area of a table, as the importer does."""
    ruimte = next(n for n, d in enumerate(tabel.dimensies) if d.soort == "GeoDetail")
    nummers = np.arange(np.prod(tabel.vorm)).reshape(tabel.vorm).take([0, 1], axis=ruimte)
    ruw = pd.DataFrame(tabel.rows(nummers.ravel()))
    eigenschappen = pd.DataFrame(tabel.eigenschappen)
    if tabel.periode.isdecimal():
        jaar = int(tabel.periode)
        namen = pd.Series(dtype="object")
        return [clean_odata(ruw, eigenschappen, peiljaar=jaar, bestanden=BESTAND, namen=namen)]
    if "Marges" in ruw:
        return clean_gezondheid(ruw, grensjaar=2024, bestanden=BESTAND)
    if "GemiddeldeScore_29" in ruw:
        namen = pd.Series(dtype="object")
        return clean_ses(ruw, eigenschappen, grensjaar=2025, bestanden=BESTAND, namen=namen)
    soort = "overlast" if "Overlast" in ruw else "misdrijven"
    return clean_politie(ruw, tabel=soort, grensjaar=2025, bestanden=BESTAND)


def test_each_indicator_has_an_expectation() -> None:
    assert list(VERWACHT) == [indicator.sleutel for indicator in INDICATOREN]


@pytest.mark.parametrize("indicator", INDICATOREN, ids=lambda i: i.sleutel)
def test_columns_are_there_where_the_publisher_has_them(
    kolommen: Kolommen, indicator: Indicator
) -> None:
    eigen, jaren = VERWACHT[indicator.sleutel]
    assert indicator.formule.tabellen[0] == eigen
    for tabel in indicator.formule.tabellen:
        nodig = {kolom for naam, kolom in indicator.formule.nodig if naam == tabel}
        heeft = {jaar for jaar, die in kolommen.get(tabel, {}).items() if nodig <= die}
        # the inhabitants that a count of others is divided by are in every year
        assert heeft == set(jaren if tabel == eigen else KWB)


@pytest.mark.parametrize("indicator", INDICATOREN, ids=lambda i: i.sleutel)
def test_wholes_and_margins_are_there_with_the_value(
    kolommen: Kolommen, indicator: Indicator
) -> None:
    _, jaren = VERWACHT[indicator.sleutel]
    for tabel, kolom in indicator.formule.erbij:
        for jaar in jaren if tabel != "ses" else ():  # its households are not in the replay
            assert kolom in kolommen[tabel][jaar]


def test_health_of_before_has_the_same_columns(echt: Path, tmp_path: Path) -> None:
    pad = echt / "rivm_50090NED" / "RIVM_gezondheid2020_18+.xlsx"
    (bestand,) = collect_bestanden([pad], werkmap=tmp_path)
    ruw = read_workbook(bestand).cellen
    (levering,) = clean_gezondheid(ruw, grensjaar=2020, bestanden=BESTAND)
    rivm = [i for i in INDICATOREN if VERWACHT[i.sleutel][0] == "rivm"]
    nodig = {kolom for i in rivm for _, kolom in i.formule.nodig}
    assert nodig <= set(levering.cijfers.columns)
    assert "ervaren_gezondheid_goed_zeer_goed_pct" in levering.cijfers
    assert "ernstig_zeer_ernstig_eenzaam_pct" in levering.cijfers


def test_health_of_now_keeps_the_names_of_before(kolommen: Kolommen) -> None:
    assert {
        "ervaren_gezondheid_goed_zeer_goed_pct",
        "ernstig_zeer_ernstig_eenzaam_pct",
        "hoog_risico_op_angst_of_depressie_pct",
    } <= kolommen["rivm"][2024]


# The short names in kwb-YYYY.xlsx of the years before and after they changed.
KORT: Final = {
    2013: "a_inw a_15_24 a_25_44 a_45_64 a_hh a_1p_hh a_woning g_woz p_wcorpw p_hh_li p_hh_lkk "
    "a_soz_wb a_soz_ao a_soz_ww",
    2023: "a_inw a_15_24 a_25_44 a_45_64 a_hh a_1p_hh a_woning g_wozbag p_wcorpw p_hh_li p_hh_lkk "
    "a_soz_wb a_soz_ao a_soz_ww p_jz_tn p_wmo_t",
    2024: "a_inw a_15_24 a_25_44 a_45_64 a_hh a_1p_hh a_woning g_woz p_wcorpw p_hh_li p_ink_ar "
    "a_soz_wb a_soz_ao a_soz_ww p_jz_tn p_wmo_t",
}


def years_of_workbook(indicator: Indicator) -> Iterable[int]:
    """Answer the years of an indicator in workbooks, which count people of an age in every year."""
    _, jaren = VERWACHT[indicator.sleutel]
    return KWB if jaren is AANTALLEN else jaren


@pytest.mark.parametrize("jaar", KORT)
def test_workbook_gives_the_same_columns(jaar: int) -> None:
    kolommen = {str(name_from_short(kort)) for kort in KORT[jaar].split()}
    met_eenheid = {f"{kolom}{unit_suffix(EENHEID_PER_KOLOM[kolom])}" for kolom in kolommen}
    nodig = {
        kolom
        for indicator in INDICATOREN
        for tabel, kolom in indicator.formule.nodig
        if tabel == "kwb" and jaar in years_of_workbook(indicator)
    }
    assert nodig <= met_eenheid

"""What the tables of publishers are expected to hold: the columns that figures are made of."""

from collections.abc import Mapping
from typing import Final, NamedTuple

import pandas as pd

from data import ses
from data.adressen import Tabeladres
from data.cbs import EIGENSCHAPPEN, build_kolommen
from data.onderwerpen import name_from_key


class Nodig(NamedTuple):
    """A column that is needed, and the first and last year in which its publisher has it."""

    kolom: str
    van: int = 2013
    tot: int = 9999


NODIG: Final[Mapping[str, tuple[Nodig, ...]]] = {
    "kwb": (
        Nodig("indelingswijziging_wijken_en_buurten"),
        Nodig("aantal_inwoners"),
        # until 2014 these are percentages
        Nodig("k_15_tot_25_jaar", van=2015),
        Nodig("k_25_tot_45_jaar", van=2015),
        Nodig("k_45_tot_65_jaar", van=2015),
        Nodig("huishoudens_totaal"),
        Nodig("eenpersoonshuishoudens", van=2015),
        Nodig("woningvoorraad"),
        Nodig("gemiddelde_woz_waarde_van_woningen_x1000_euro"),
        Nodig("in_bezit_woningcorporatie_pct"),
        Nodig("k_40_huishoudens_met_laagste_inkomen_pct"),
        Nodig("huishoudens_met_een_laag_inkomen_pct", tot=2023),
        Nodig("personen_in_armoede_pct", van=2024),
        Nodig("personen_per_soort_uitkering_bijstand"),
        Nodig("personen_per_soort_uitkering_ao"),
        Nodig("personen_per_soort_uitkering_ww"),
        Nodig("percentage_jongeren_met_jeugdzorg_pct", van=2018),
        Nodig("wmo_clienten_relatief_per_duizend", van=2018),
    ),
    "ses": (Nodig("ses_score"),),
    "rivm": (
        Nodig("moeite_met_rondkomen_pct"),
        Nodig("eenzaam_pct"),
        Nodig("hoog_risico_op_angst_of_depressie_pct"),
    ),
    "misdrijven": (Nodig("geregistreerde_misdrijven"),),
    "overlast": (Nodig("geregistreerde_overlast"),),
}


def missing_kolommen(tabel: Tabeladres, eigenschappen: pd.DataFrame) -> list[str]:
    """
    List the columns that a table should become here and does not, by its DataProperties.

    Raises
    ------
    BestandAfgekeurdError
        If two of its topics would get one name.
    """
    eigenschappen = eigenschappen.reindex(columns=EIGENSCHAPPEN)
    heeft = _kolommen_of(tabel, eigenschappen)
    jaar = tabel.peiljaar
    return [
        nodig.kolom
        for nodig in NODIG[tabel.bron]
        if nodig.kolom not in heeft and (jaar is None or nodig.van <= jaar <= nodig.tot)
    ]


def _kolommen_of(tabel: Tabeladres, eigenschappen: pd.DataFrame) -> set[str]:
    if tabel.bron == ses.TABEL:
        kolommen = ses.name_columns(eigenschappen, bestand=tabel.nummer)
    else:
        kolommen = build_kolommen(eigenschappen, bestand=tabel.nummer)
    if tabel.bron == "rivm":  # all of it is per cent, whatever the unit says
        return {f"{name_from_key(kolom.vreemd)}_pct" for kolom in kolommen}
    return {kolom.naam for kolom in kolommen}

"""
Measurements of the fictional town beside the key figures, all on the newest borders.

Health (a model estimate with margins), Leefbaarometer, police registrations, and the figures
that a user would bring: LVB and new tenants.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from data.gebieden import LAND
from data.opslag import Tabel
from data.voorbeeld import cijfers_land
from data.voorbeeld.cijfers import Tellingen, with_grensjaar
from data.voorbeeld.cijfers_bevolking import LAATSTE_JAAR, Soort
from data.voorbeeld.cijfers_land import LBM_CONSTANTE, LBM_DIMENSIES
from data.voorbeeld.cijfers_verloop import Ontwikkeling

RIVM_JAREN = (2012, 2016, 2020, 2022, 2024)
LEEFBAAROMETER_JAREN = (2012, 2014, 2016, 2018, 2020, 2022, 2024)
LVB_JAREN = LEEFBAAROMETER_JAREN
INSTROOM_JAREN = LEEFBAAROMETER_JAREN
# upper bounds of the classes 1 to 8, on the sum of the dimensions; our own, as none are published
LBM_KLASSEGRENZEN = (-0.36, -0.29, -0.225, -0.155, -0.08, 0.0, 0.09, 0.19)
# of three buurten the registrations of one year were not delivered
MISDRIJVEN_ONTBREKEN = (2023, ("BU99010301", "BU99011204", "BU99011901"))

_MINSTENS_INWONERS = 50
# of the corporation homes, so many get other tenants in three years
_NIEUW_IN_DRIE_JAAR = 0.21
# half the 95% interval of a model estimate: a floor, and more where few people live
_MARGE_VLOER_PCT, _MARGE_SCHAAL_PCT = 1.6, 62.0
_MARGE_GEMEENTE_PCT, _MARGE_LAND_PCT = 0.8, 0.2


def _average_larger_areas(waarden: pd.DataFrame, gewicht: pd.Series) -> pd.DataFrame:
    """Put gemeente and wijken before the buurten as their weighted means."""
    gewicht = gewicht.where(waarden.notna().all(axis=1), 0)
    gewogen = waarden.fillna(0).mul(gewicht, axis=0)

    def average(sleutel: pd.Index) -> pd.DataFrame:
        som = gewicht.groupby(sleutel).sum()
        return gewogen.groupby(sleutel).sum().div(som.where(som > 0), axis=0)

    codes = waarden.index
    return pd.concat([average("GM" + codes.str[2:6]), average("WK" + codes.str[2:8]), waarden])


def build_rivm(
    tellingen: Tellingen, ontwikkeling: Ontwikkeling, rng: np.random.Generator
) -> dict[int, Tabel]:
    """Estimate health per year: five percentages of adults, each with its 95% bounds."""
    index = ontwikkeling.overlast.index
    eigen = {naam: rng.normal(0, 1, len(index)) for naam in cijfers_land.GEZONDHEID_PCT}
    tabellen = {}
    for peiljaar in RIVM_JAREN:
        telling = tellingen[peiljaar]
        inwoners = telling["aantal_inwoners"]
        arm = ontwikkeling.laagste_40[peiljaar].clip(6, 90) - 40
        overlast = ontwikkeling.overlast[peiljaar]
        alleen = telling["eenpersoonshuishoudens"] / telling["huishoudens_totaal"].where(
            telling["huishoudens_totaal"] > 0, 1
        )
        factoren = {
            "eenzaam": 1 + 0.0055 * arm + 0.14 * (alleen - 0.40) + 0.030 * eigen["eenzaam"],
            "hoog_risico_op_angst_of_depressie": np.exp(
                0.019 * arm + 0.08 * eigen["hoog_risico_op_angst_of_depressie"]
            ),
            "moeite_met_rondkomen": np.exp(0.027 * arm + 0.07 * eigen["moeite_met_rondkomen"]),
            "ernstige_geluidhinder_door_buren": np.exp(
                0.30 * overlast
                + 0.5 * (alleen - 0.40)
                + 0.07 * eigen["ernstige_geluidhinder_door_buren"]
            ),
            "ervaren_gezondheid_goed_zeer_goed": 1
            - 0.0042 * arm
            - 0.012 * eigen["ervaren_gezondheid_goed_zeer_goed"],
        }
        land = {
            naam: jaren[peiljaar]
            for naam, jaren in cijfers_land.GEZONDHEID_PCT.items()
            if peiljaar in jaren
        }
        waarden = pd.DataFrame({naam: land[naam] * factoren[naam] for naam in land}).clip(0.8, 96)
        tabellen[peiljaar] = _publish_rivm(waarden, inwoners=inwoners, land=land)
    return tabellen


def _publish_rivm(
    waarden: pd.DataFrame, *, inwoners: pd.Series, land: Mapping[str, float]
) -> Tabel:
    """Round, add margins, and keep secret what rests on a handful of people."""
    alle = _average_larger_areas(waarden, inwoners)
    mensen = inwoners.reindex(alle.index)
    per_wijk = inwoners.groupby("WK" + inwoners.index.str[2:8]).sum()
    mensen = mensen.fillna(per_wijk)
    marge = _MARGE_VLOER_PCT + _MARGE_SCHAAL_PCT / np.sqrt(mensen.clip(lower=1))
    marge = marge.fillna(_MARGE_GEMEENTE_PCT)
    alle = pd.concat([pd.DataFrame(land, index=[LAND]), alle])
    marge = pd.concat([pd.Series({LAND: _MARGE_LAND_PCT}), marge])
    geheim = (mensen < _MINSTENS_INWONERS).reindex(alle.index, fill_value=False)
    kolommen = {}
    for naam in alle:
        # a share near 0 or 100 is known better than one in the middle
        eigen_marge = marge * (0.35 + 1.3 * np.sqrt(alle[naam] / 100 * (1 - alle[naam] / 100)))
        kolommen[f"{naam}_pct"] = alle[naam].round(1)
        kolommen[f"{naam}_pct_laag"] = (alle[naam] - eigen_marge).clip(lower=0.1).round(1)
        kolommen[f"{naam}_pct_hoog"] = (alle[naam] + eigen_marge).clip(upper=99.9).round(1)
    tabel = pd.DataFrame(kolommen).mask(geheim, axis=0)
    verborgen = pd.DataFrame(dict.fromkeys(tabel, geheim), index=tabel.index)
    return with_grensjaar(tabel, verborgen, grensjaar=LAATSTE_JAAR)


def build_leefbaarometer(
    tellingen: Tellingen,
    ontwikkeling: Ontwikkeling,
    *,
    karakter: pd.DataFrame,
    afstand_km: pd.Series,
    rng: np.random.Generator,
) -> dict[int, Tabel]:
    """Score liveability per year: five dimensions, their sum, the total and its class."""
    index = karakter.index
    eigen = {naam: rng.normal(0, 1, len(index)) for naam in LBM_DIMENSIES}
    trend = {naam: rng.normal(0, 1, len(index)) for naam in LBM_DIMENSIES}
    is_groen = karakter["soort"].isin([Soort.VILLA, Soort.DORP, Soort.BUITEN])
    is_particulier = karakter["soort"] == Soort.PARTICULIER
    is_los = karakter["soort"].isin([Soort.KERN, Soort.PARTICULIER, Soort.CAMPUS])
    tabellen = {}
    for peiljaar in LEEFBAAROMETER_JAREN:
        later = (peiljaar - 2012) / 12
        bezit = ontwikkeling.corporatie[peiljaar] / 100
        begin = karakter["corporatie"] / 100
        scores = pd.DataFrame(
            {
                "fys": -0.012 + 0.030 * is_groen - 0.028 * is_particulier
                + 0.002 * later + 0.014 * eigen["fys"] + 0.003 * later * trend["fys"],
                "onv": 0.012 - 0.078 * ontwikkeling.overlast[peiljaar]
                + 0.008 * eigen["onv"],
                "soc": 0.028 - 0.075 * bezit - 0.045 * is_los + 0.022 * is_groen
                + later * (0.008 - 0.060 * begin) + 0.012 * eigen["soc"]
                + 0.005 * later * trend["soc"],
                "vrz": 0.115 - 0.042 * afstand_km
                + 0.003 * later + 0.018 * eigen["vrz"] + 0.003 * later * trend["vrz"],
                "won": 0.028 - 0.125 * bezit - 0.110 * is_particulier + 0.030 * is_groen
                + later * 0.006 + 0.015 * eigen["won"] + 0.004 * later * trend["won"],
            }
        )  # fmt: skip
        bewoond = tellingen[peiljaar]["aantal_inwoners"] > 0
        alle = _average_larger_areas(scores.where(bewoond), tellingen[peiljaar]["woningvoorraad"])
        land = {naam: reeks[peiljaar] for naam, reeks in cijfers_land.DIMENSIES.items()}
        tabellen[peiljaar] = _publish_leefbaarometer(
            pd.concat([pd.DataFrame(land, index=[LAND]), alle])
        )
    return tabellen


def _publish_leefbaarometer(scores: pd.DataFrame) -> Tabel:
    """Add total and class; `afw` is the sum of the dimensions as printed."""
    tabel = scores[list(LBM_DIMENSIES)].round(4).add_suffix("_score")
    som = tabel.sum(axis=1, skipna=False)
    klasse = 1 + np.searchsorted(LBM_KLASSEGRENZEN, som.to_numpy(), side="right")
    tabel = pd.concat(
        [pd.DataFrame({"lbm_score": LBM_CONSTANTE + som, "afw_score": som}), tabel], axis=1
    )
    tabel["lbm_klasse"] = np.where(som.isna(), np.nan, klasse)
    geheim = pd.DataFrame(data=False, index=tabel.index, columns=tabel.columns)
    return with_grensjaar(tabel, geheim, grensjaar=LAATSTE_JAAR)


def build_politie(
    tellingen: Tellingen, ontwikkeling: Ontwikkeling, rng: np.random.Generator
) -> tuple[dict[int, Tabel], dict[int, Tabel]]:
    """Count registered crimes and registered nuisance per year; larger areas are exact sums."""
    index = ontwikkeling.overlast.index
    eigen = {naam: rng.normal(0, 0.09, len(index)) for naam in ("misdrijven", "overlast")}
    misdrijven, overlast = {}, {}
    for peiljaar, telling in tellingen.items():
        mensen = telling["aantal_inwoners"]
        # who works, shops or goes out here is no inhabitant: business land counts too
        aanwezig = mensen + np.where(mensen < _MINSTENS_INWONERS, 260, 0)
        druk = ontwikkeling.overlast[peiljaar]
        totaal = _draw_counts(
            cijfers_land.MISDRIJVEN_PER_DUIZEND[peiljaar] / 1000
            * aanwezig * np.exp(0.48 * druk + eigen["misdrijven"]),
            rng,
        )  # fmt: skip
        kolommen = {"misdrijven_totaal": totaal}
        for code, deel in cijfers_land.MISDRIJFDELEN.items():
            kolommen[f"misdrijven_{code}"] = (
                totaal * deel * rng.lognormal(0, 0.2, len(index))
            ).round()
        misdrijven[peiljaar] = _publish_counts(
            pd.DataFrame(kolommen), _count_land_misdrijven(peiljaar)
        )
        gemeld = _draw_counts(
            cijfers_land.OVERLAST_PER_DUIZEND[peiljaar] / 1000
            * aanwezig * np.exp(0.60 * druk + eigen["overlast"]),
            rng,
        )  # fmt: skip
        land = {"overlast_totaal": _land_aantal(cijfers_land.OVERLAST_PER_DUIZEND, peiljaar)}
        overlast[peiljaar] = _publish_counts(pd.DataFrame({"overlast_totaal": gemeld}), land)
    jaar, codes = MISDRIJVEN_ONTBREKEN
    gat = misdrijven[jaar].cijfers.index.get_level_values("gebiedscode").isin(codes)
    misdrijven[jaar].cijfers.loc[gat] = np.nan
    return misdrijven, overlast


def _draw_counts(verwacht: pd.Series, rng: np.random.Generator) -> pd.Series:
    """Draw counts round what is expected, steadier than chance: the same places call each year."""
    stoot = 0.5 * rng.normal(0, 1, len(verwacht))
    aantal = verwacht.to_numpy(dtype=float) + stoot * np.sqrt(verwacht.to_numpy(dtype=float))
    return pd.Series(np.round(np.maximum(aantal, 0)), index=verwacht.index)


def _land_aantal(per_duizend: pd.Series, peiljaar: int) -> float:
    return round(float(per_duizend[peiljaar] * cijfers_land.INWONERS[peiljaar] / 1000))


def _count_land_misdrijven(peiljaar: int) -> dict[str, float]:
    totaal = _land_aantal(cijfers_land.MISDRIJVEN_PER_DUIZEND, peiljaar)
    delen = {
        f"misdrijven_{code}": float(round(totaal * deel))
        for code, deel in cijfers_land.MISDRIJFDELEN.items()
    }
    return {"misdrijven_totaal": totaal, **delen}


def _publish_counts(buurten: pd.DataFrame, land: Mapping[str, float]) -> Tabel:
    """Publish whole numbers, with exact sums for wijken and gemeente."""
    wijken = buurten.groupby("WK" + buurten.index.str[2:8]).sum()
    gemeente = buurten.groupby("GM" + buurten.index.str[2:6]).sum()
    tabel = pd.concat([pd.DataFrame(land, index=[LAND]), gemeente, wijken, buurten])
    geheim = pd.DataFrame(data=False, index=tabel.index, columns=tabel.columns)
    return with_grensjaar(tabel, geheim, grensjaar=LAATSTE_JAAR)


def build_lvb(tellingen: Tellingen, ontwikkeling: Ontwikkeling) -> dict[int, Tabel]:
    """
    Answer the LVB table as a user would bring it: raw, small cells included.

    What is too small to show is hidden later, by the rules for such figures.
    """
    tabellen = {}
    for peiljaar in LVB_JAREN:
        inwoners = tellingen[peiljaar]["aantal_inwoners"]
        tabellen[peiljaar] = _publish_brought(
            inwoners,
            (inwoners * ontwikkeling.lvb[peiljaar] / 100).round(),
            land=(float(round(cijfers_land.INWONERS[peiljaar])), cijfers_land.LVB_PCT[peiljaar]),
        )
    return tabellen


def build_instroom(
    tellingen: Tellingen, ontwikkeling: Ontwikkeling, rng: np.random.Generator
) -> dict[int, Tabel]:
    """
    Answer the new tenants of three years and how many of them are among the lowest incomes.

    In three years about a fifth of the corporation homes gets other tenants. Where more of the
    residents have a low income, more of the new ones have, and everywhere that share rises.
    """
    tabellen = {}
    eigen_pct = rng.normal(0, 4, len(ontwikkeling.laagste_40))
    for peiljaar in INSTROOM_JAREN:
        nieuw = (tellingen[peiljaar]["woningen_corporatie"] * _NIEUW_IN_DRIE_JAAR).round()
        land_pct = cijfers_land.INSTROOM_PCT[peiljaar]
        afstand = 0.6 * (ontwikkeling.laagste_40[peiljaar] - 40)
        aandeel = (land_pct + afstand + eigen_pct).clip(20, 85)
        tabellen[peiljaar] = _publish_brought(
            nieuw,
            (nieuw * aandeel / 100).round(),
            land=(cijfers_land.NIEUWE_HUURDERS, land_pct),
        )
    return tabellen


def _publish_brought(noemer: pd.Series, teller: pd.Series, *, land: tuple[float, float]) -> Tabel:
    """Publish a share with both counts; `land` is the whole and the percentage of the country."""
    aantallen = _publish_counts(
        pd.DataFrame({"noemer": noemer, "teller": teller}),
        {"noemer": land[0], "teller": float(round(land[0] * land[1] / 100))},
    ).cijfers
    waarde = 100 * aantallen["teller"] / aantallen["noemer"].where(aantallen["noemer"] > 0)
    waarden = pd.concat([waarde.round(1).rename("waarde"), aantallen], axis=1)
    geheim = pd.DataFrame(data=False, index=waarden.index, columns=waarden.columns)
    return Tabel(cijfers=waarden, geheim=geheim)

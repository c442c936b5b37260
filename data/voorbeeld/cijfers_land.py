"""
The country round the fictional town: plausible figures, invented, of no real year.

Not the mean of the town: a country has villages and rich suburbs, so a middle-sized town stands
somewhat worse on most of what is measured here.
"""

import numpy as np
import pandas as pd

from data.voorbeeld.cijfers_bevolking import HUISHOUDENS, LEEFTIJDEN, PEILJAREN, spread_counts

_LAND_KM2 = 33_640.0
# scores of the Leefbaarometer are distances to this fixed value
LBM_CONSTANTE = 4.1
LBM_DIMENSIES = ("fys", "onv", "soc", "vrz", "won")


def _through(**punten: float) -> pd.Series:
    """Draw a series through its values in some years: `_through(j2012=1.0, j2024=2.0)`."""
    jaren = [int(naam[1:]) for naam in punten]
    waarden = np.interp(PEILJAREN, jaren, list(punten.values()))
    return pd.Series(waarden, index=list(PEILJAREN))


# per 1.000 inhabitants; benefits of 2012 were counted otherwise (number of benefits, not persons)
BIJSTAND = _through(
    j2012=20.4, j2013=24.1, j2014=25.0, j2015=25.7, j2016=26.3, j2017=26.1, j2018=25.2,
    j2019=24.2, j2020=24.5, j2021=23.7, j2022=22.4, j2023=21.8, j2024=21.9,
)  # fmt: skip
AO = _through(j2012=45.6, j2018=43.9, j2024=42.2)
WW = _through(
    j2012=20.8, j2013=25.6, j2014=26.1, j2015=25.2, j2016=23.1, j2017=18.9, j2018=15.3,
    j2019=13.1, j2020=14.2, j2021=11.6, j2022=8.7, j2023=8.9, j2024=9.7,
)  # fmt: skip
AOW_PER_65_PLUS = _through(j2012=1.0, j2015=0.985, j2018=0.955, j2021=0.945, j2024=0.93)
JEUGDZORG_PCT = _through(j2012=9.0, j2018=10.1, j2020=9.9, j2024=11.3)
WMO_PER_DUIZEND = _through(j2012=58.0, j2018=62.3, j2024=70.8)
LAAG_INKOMEN_PCT = _through(j2012=10.1, j2013=10.4, j2018=7.9, j2020=6.9, j2023=5.8, j2024=5.7)
ARMOEDE_PCT = _through(j2012=4.0, j2024=3.2)
WOZ_X1000 = _through(
    j2012=233, j2014=212, j2015=207, j2017=218, j2019=250, j2021=292, j2022=318, j2023=367,
    j2024=381,
)  # fmt: skip
CORPORATIE_PCT = _through(j2012=31.4, j2018=29.6, j2024=28.4)
OVERIGE_VERHUUR_PCT = _through(j2012=11.2, j2018=12.6, j2024=14.1)
INWONERS = _through(j2012=16_718_340, j2018=17_196_510, j2021=17_489_200, j2024=17_952_880)
_PERSONEN_PER_HUISHOUDEN = _through(j2012=2.212, j2018=2.16, j2024=2.108)

OVERLAST_PER_DUIZEND = _through(
    j2012=27.6, j2015=28.0, j2018=27.3, j2019=29.4, j2020=36.9, j2021=35.1, j2022=31.0,
    j2023=29.6, j2024=28.8,
)  # fmt: skip
MISDRIJVEN_PER_DUIZEND = _through(
    j2012=68.4, j2015=57.2, j2018=46.1, j2020=45.6, j2021=42.3, j2022=44.7, j2024=44.9
)
# parts of the total: burglary, assault, vandalism; the rest is not told apart
MISDRIJFDELEN = {"1_1_1": 0.055, "1_4_5": 0.052, "2_2_1": 0.082}

# new tenants of corporation homes in three years, and how many of them have a lowest income
NIEUWE_HUURDERS = 480_000.0
INSTROOM_PCT = _through(j2012=46.0, j2018=52.0, j2024=55.0)
LVB_PCT = _through(j2012=15.8, j2018=16.1, j2024=16.4)
DIMENSIES = {
    "fys": _through(j2012=0.000, j2018=0.001, j2024=0.003),
    "onv": _through(j2012=0.000, j2018=0.007, j2020=0.009, j2024=0.006),
    "soc": _through(j2012=0.000, j2018=-0.003, j2024=-0.006),
    "vrz": _through(j2012=0.000, j2018=0.002, j2024=0.004),
    "won": _through(j2012=0.000, j2018=0.003, j2024=0.008),
}
GEZONDHEID_PCT = {
    "eenzaam": {2012: 38.9, 2016: 42.6, 2020: 46.8, 2022: 48.1, 2024: 46.2},
    "hoog_risico_op_angst_of_depressie": {2012: 5.4, 2016: 5.9, 2020: 7.0, 2022: 8.9, 2024: 8.5},
    "moeite_met_rondkomen": {2012: 20.7, 2016: 16.2, 2020: 13.6, 2022: 16.1, 2024: 14.4},
    "ernstige_geluidhinder_door_buren": {2020: 8.1, 2022: 8.8, 2024: 9.2},
    "ervaren_gezondheid_goed_zeer_goed": {
        2012: 75.8,
        2016: 75.3,
        2020: 77.9,
        2022: 75.2,
        2024: 74.4,
    },
}


def build_land(peiljaar: int) -> pd.Series:
    """Answer the counts of the country in one year, under the names that the buurten use."""
    inwoners = round(float(INWONERS[peiljaar]))
    huishoudens = round(inwoners / float(_PERSONEN_PER_HUISHOUDEN[peiljaar]))
    deel = (peiljaar - PEILJAREN[0]) / (PEILJAREN[-1] - PEILJAREN[0])
    leeftijd = np.array([[0.172, 0.123, 0.249, 0.284, 0.172 + 0.040 * deel]])
    soort = np.array([[0.372 + 0.028 * deel, 0.293, 0.335 - 0.028 * deel]])
    mannen = round(inwoners * 0.4962)
    woningen = round(huishoudens / 0.988)

    def per_duizend(reeks: pd.Series, aantal: int) -> int:
        return round(aantal * float(reeks[peiljaar]) / 1000)

    leeftijden = spread_counts(np.array([inwoners]), leeftijd)[0]
    jongeren = int(leeftijden[0] + 0.8 * leeftijden[1])
    return pd.Series(
        {
            "aantal_inwoners": inwoners,
            "mannen": mannen,
            "vrouwen": inwoners - mannen,
            **dict(zip(LEEFTIJDEN, leeftijden, strict=True)),
            "huishoudens_totaal": huishoudens,
            **dict(zip(HUISHOUDENS, spread_counts(np.array([huishoudens]), soort)[0], strict=True)),
            "woningvoorraad": woningen,
            "land_km2": _LAND_KM2,
            "woningen_corporatie": woningen * float(CORPORATIE_PCT[peiljaar]) / 100,
            "woningen_overige_verhuur": woningen * float(OVERIGE_VERHUUR_PCT[peiljaar]) / 100,
            "woz_som": woningen * float(WOZ_X1000[peiljaar]),
            "laagste_40": huishoudens * 0.40,
            "hoogste_20": huishoudens * 0.20,
            "laag_inkomen": huishoudens * float(LAAG_INKOMEN_PCT[peiljaar]) / 100,
            "in_armoede": inwoners * float(ARMOEDE_PCT[peiljaar]) / 100,
            "bijstand": per_duizend(BIJSTAND, inwoners),
            "ao": per_duizend(AO, inwoners),
            "ww": per_duizend(WW, inwoners),
            "aow": round(float(leeftijden[4]) * float(AOW_PER_65_PLUS[peiljaar])),
            "jongeren": jongeren,
            "jeugdzorg": round(jongeren * float(JEUGDZORG_PCT[peiljaar]) / 100),
            "wmo": per_duizend(WMO_PER_DUIZEND, inwoners),
        },
        dtype=float,
    )

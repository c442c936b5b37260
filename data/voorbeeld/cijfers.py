"""
The figures of the fictional town as a statistical office would publish them.

First exact counts per buurt, then the same counts summed over larger areas, and at last the habits
of the publisher: counts of wijken and buurten on multiples of 5, those of gemeente and land exact,
percentages on whole numbers or one decimal, and small ones kept secret.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.gebieden import LAND, Niveau, niveau_of
from data.opslag import SLEUTEL, Tabel
from data.voorbeeld import cijfers_land
from data.voorbeeld.cijfers_bevolking import HUISHOUDENS, LEEFTIJDEN
from data.voorbeeld.cijfers_verloop import Ontwikkeling

# one column of one year never came: the homes were valued, the figures not delivered
WOZ_ONTBREEKT_IN = 2019
EERSTE_JAAR_ZORG = 2018
# from this year on poverty takes the place of low income
EERSTE_JAAR_ARMOEDE = 2024
# until this year benefits were counted instead of persons
LAATSTE_JAAR_OUDE_TELLING = 2012

_MINSTENS_INWONERS_DICHTHEID = 10
_MINSTENS_WONINGEN = 20
_MINSTENS_HUISHOUDENS_INKOMEN = 100
_MINSTENS_HUISHOUDENS_INKOMEN_OUD = 70
_MINSTENS_HUISHOUDENS_UITKERING = 50
_MINSTENS_ZORG = 8
_INDELINGSWIJZIGING = "indelingswijziging_wijken_en_buurten"

Tellingen = Mapping[int, pd.DataFrame]


def build_tellingen(
    bevolking: Tellingen,
    ontwikkeling: Ontwikkeling,
    *,
    karakter: pd.DataFrame,
    rng: np.random.Generator,
) -> dict[int, pd.DataFrame]:
    """
    Count what shares and rates are made of, per peiljaar and buurt of the newest borders.

    What is a share elsewhere stands here as the number of homes, households or people, so that
    larger areas are sums; numbers of people are whole.
    """
    bezit = karakter["corporatie"] / 100
    ao = 0.70 + 0.95 * bezit + rng.normal(0, 0.09, len(karakter))
    ww = 0.88 + 0.40 * bezit + rng.normal(0, 0.08, len(karakter))
    wmo = 0.62 + 1.05 * bezit + rng.normal(0, 0.12, len(karakter))
    jeugd = 0.72 + 0.90 * bezit + rng.normal(0, 0.12, len(karakter))
    hoogste = rng.lognormal(0, 0.09, len(karakter))
    arm = rng.lognormal(0, 0.09, len(karakter))
    waarde = karakter["woz"] * rng.lognormal(0, 0.07, len(karakter))
    tellingen = {}
    for peiljaar, mensen in bevolking.items():
        inwoners, huizen = mensen["aantal_inwoners"], mensen["woningvoorraad"]
        huishoudens = mensen["huishoudens_totaal"]
        laagste = ontwikkeling.laagste_40[peiljaar].clip(6, 90)
        # low incomes bunch: twice the share of lowest incomes is four times the poverty
        armoede = arm * laagste**1.9 / 40**1.9
        jongeren = (mensen["k_0_tot_15_jaar"] + 0.8 * mensen["k_15_tot_25_jaar"]).round()
        ouderen = mensen["k_65_jaar_of_ouder"] / inwoners.where(inwoners > 0, 1)
        tellingen[peiljaar] = mensen.assign(
            woningen_corporatie=huizen * ontwikkeling.corporatie[peiljaar] / 100,
            woningen_overige_verhuur=huizen * ontwikkeling.overige_verhuur[peiljaar] / 100,
            woz_som=huizen
            * waarde
            * cijfers_land.WOZ_X1000[peiljaar]
            * np.exp(-0.0105 * (laagste - 40)),
            laagste_40=huishoudens * laagste / 100,
            hoogste_20=huishoudens
            * (20 * hoogste * np.exp(-0.038 * (laagste - 38))).clip(2, 62)
            / 100,
            laag_inkomen=huishoudens
            * (armoede * cijfers_land.LAAG_INKOMEN_PCT[peiljaar]).clip(0.6, 40)
            / 100,
            in_armoede=inwoners
            * (armoede * cijfers_land.ARMOEDE_PCT[peiljaar]).clip(0.3, 30)
            / 100,
            bijstand=_per_duizend(
                ontwikkeling.bijstand[peiljaar] * cijfers_land.BIJSTAND[peiljaar], inwoners
            ),
            ao=_per_duizend(ao * cijfers_land.AO[peiljaar], inwoners),
            ww=_per_duizend(ww * cijfers_land.WW[peiljaar], inwoners),
            aow=(mensen["k_65_jaar_of_ouder"] * cijfers_land.AOW_PER_65_PLUS[peiljaar]).round(),
            jongeren=jongeren,
            jeugdzorg=(jongeren * jeugd * cijfers_land.JEUGDZORG_PCT[peiljaar] / 100).round(),
            wmo=_per_duizend(
                wmo * (0.55 + 2.3 * ouderen) * cijfers_land.WMO_PER_DUIZEND[peiljaar], inwoners
            ),
        ).astype(float)
    return tellingen


def _per_duizend(tempo: pd.Series, inwoners: pd.Series) -> pd.Series:
    return (tempo * inwoners / 1000).round()


def sum_larger_areas(telling: pd.DataFrame, land: pd.Series) -> pd.DataFrame:
    """Put wijken and gemeente before the buurten as their sums, and the country before all."""
    buurten = telling.sort_index()
    wijken = buurten.groupby("WK" + buurten.index.str[2:8]).sum()
    gemeente = buurten.sum().to_frame("GM" + buurten.index[0][2:6]).T
    return pd.concat([land.to_frame(LAND).T[buurten.columns], gemeente, wijken, buurten])


def merge_buurten(telling: pd.DataFrame, vroeger: Mapping[str, str]) -> pd.DataFrame:
    """Put figures back on former borders: `vroeger` gives the former code of newer ones."""
    return telling.rename(index=vroeger).groupby(level=0).sum()


def publish_kwb(telling: pd.DataFrame, *, peiljaar: int, wijziging: Mapping[str, int]) -> Tabel:
    """
    Publish the key figures of one year.

    Parameters
    ----------
    telling
        Exact counts of country, gemeente, wijken and buurten.
    wijziging
        2 or 3 for areas whose code or border differs from the year before; others get 1.
    """
    niveaus = telling.index.map(niveau_of)
    is_klein = pd.Series(niveaus.isin([Niveau.WIJK, Niveau.BUURT]), index=telling.index)
    kolommen = _build_kolommen(peiljaar)
    waarden = pd.DataFrame({naam: kolom.bereken(telling) for naam, kolom in kolommen.items()})
    geheim = pd.DataFrame(
        {naam: is_klein & kolom.is_geheim(telling) for naam, kolom in kolommen.items()}
    )
    for naam, kolom in kolommen.items():
        if kolom.decimalen is None:
            waarden[naam] = waarden[naam].where(~is_klein, _round_to_5(waarden[naam]))
        else:
            waarden[naam] = waarden[naam].round(kolom.decimalen)
    waarden = waarden.mask(geheim)
    if peiljaar == WOZ_ONTBREEKT_IN:
        waarden[_WOZ], geheim[_WOZ] = np.nan, False
    if peiljaar == LAATSTE_JAAR_OUDE_TELLING:
        for naam in ("k_40_huishoudens_met_laagste_inkomen_pct", _HOOGSTE):
            waarden[naam] = waarden[naam].clip(5, 95)
    waarden[_INDELINGSWIJZIGING] = [
        float(wijziging.get(code, 1)) if klein else np.nan
        for code, klein in zip(telling.index, is_klein, strict=True)
    ]
    geheim[_INDELINGSWIJZIGING] = False
    return with_grensjaar(waarden, geheim, grensjaar=peiljaar)


def with_grensjaar(waarden: pd.DataFrame, geheim: pd.DataFrame, *, grensjaar: int) -> Tabel:
    """Key a table by border year and code."""
    sleutel = pd.MultiIndex.from_product([[grensjaar], list(waarden.index)], names=SLEUTEL)
    # adding 0 turns a negative zero, left by rounding, into plain zero
    return Tabel(
        cijfers=(waarden.astype(float) + 0.0).set_axis(sleutel),
        geheim=geheim.astype(bool).set_axis(sleutel),
    )


def _round_to_5(aantallen: pd.Series) -> pd.Series:
    return (aantallen / 5 + 0.5).floordiv(1) * 5


@dataclass(frozen=True, kw_only=True)
class _Kolom:
    """One column of the key figures; counts have no `decimalen`."""

    bereken: Callable[[pd.DataFrame], pd.Series]
    is_geheim: Callable[[pd.DataFrame], pd.Series]
    decimalen: int | None = None


_WOZ = "gemiddelde_woz_waarde_van_woningen_x1000_euro"
_HOOGSTE = "k_20_huishoudens_met_hoogste_inkomen_pct"


def _never(telling: pd.DataFrame) -> pd.Series:
    return pd.Series(data=False, index=telling.index)


def _fewer_than(kolom: str, minimum: int) -> Callable[[pd.DataFrame], pd.Series]:
    return lambda telling: telling[kolom] < minimum


def _aantal(kolom: str, is_geheim: Callable[[pd.DataFrame], pd.Series] = _never) -> _Kolom:
    return _Kolom(bereken=lambda telling: telling[kolom], is_geheim=is_geheim)


def _verhouding(
    teller: str,
    noemer: str,
    *,
    maal: float,
    decimalen: int,
    is_geheim: Callable[[pd.DataFrame], pd.Series],
) -> _Kolom:
    return _Kolom(
        bereken=lambda telling: maal * telling[teller] / telling[noemer].where(telling[noemer] > 0),
        is_geheim=is_geheim,
        decimalen=decimalen,
    )


def _huur_pct(telling: pd.DataFrame) -> pd.Series:
    """Sum the rounded parts, as the publisher does: the parts then add up on the page."""
    huizen = telling["woningvoorraad"].where(telling["woningvoorraad"] > 0)
    corporatie = (100 * telling["woningen_corporatie"] / huizen).round()
    return corporatie + (100 * telling["woningen_overige_verhuur"] / huizen).round()


def _build_kolommen(peiljaar: int) -> dict[str, _Kolom]:
    """Answer the columns of one year in their order."""
    weinig_huizen = _fewer_than("woningvoorraad", _MINSTENS_WONINGEN)
    oud = peiljaar <= LAATSTE_JAAR_OUDE_TELLING
    weinig_inkomens = _fewer_than(
        "huishoudens_totaal",
        _MINSTENS_HUISHOUDENS_INKOMEN_OUD if oud else _MINSTENS_HUISHOUDENS_INKOMEN,
    )
    weinig_uitkeringen = _fewer_than("huishoudens_totaal", _MINSTENS_HUISHOUDENS_UITKERING)

    def woningdeel(kolom: str) -> _Kolom:
        return _verhouding(kolom, "woningvoorraad", maal=100, decimalen=0, is_geheim=weinig_huizen)

    def inkomensdeel(kolom: str, noemer: str = "huishoudens_totaal") -> _Kolom:
        return _verhouding(kolom, noemer, maal=100, decimalen=1, is_geheim=weinig_inkomens)

    kolommen = {
        **{
            naam: _aantal(naam)
            for naam in (
                "aantal_inwoners", "mannen", "vrouwen", *LEEFTIJDEN, "huishoudens_totaal",
                *HUISHOUDENS,
            )
        },
        "gemiddelde_huishoudensgrootte": _verhouding(
            "aantal_inwoners", "huishoudens_totaal", maal=1, decimalen=1,
            is_geheim=_fewer_than("huishoudens_totaal", 5),
        ),
        "bevolkingsdichtheid_per_km2": _verhouding(
            "aantal_inwoners", "land_km2", maal=1, decimalen=0,
            is_geheim=_fewer_than("aantal_inwoners", _MINSTENS_INWONERS_DICHTHEID),
        ),
        "woningvoorraad": _aantal("woningvoorraad"),
        _WOZ: _verhouding(
            "woz_som", "woningvoorraad", maal=1, decimalen=0, is_geheim=weinig_huizen
        ),
        "koopwoningen_pct": _Kolom(
            bereken=lambda telling: 100 - _huur_pct(telling),
            is_geheim=weinig_huizen, decimalen=0,
        ),
        "huurwoningen_totaal_pct": _Kolom(
            bereken=_huur_pct, is_geheim=weinig_huizen, decimalen=0
        ),
        "in_bezit_woningcorporatie_pct": woningdeel("woningen_corporatie"),
        "in_bezit_overige_verhuurders_pct": woningdeel("woningen_overige_verhuur"),
        "k_40_huishoudens_met_laagste_inkomen_pct": inkomensdeel("laagste_40"),
        _HOOGSTE: inkomensdeel("hoogste_20"),
    }  # fmt: skip
    if LAATSTE_JAAR_OUDE_TELLING < peiljaar < EERSTE_JAAR_ARMOEDE:
        kolommen["huishoudens_met_een_laag_inkomen_pct"] = inkomensdeel("laag_inkomen")
    if peiljaar >= EERSTE_JAAR_ARMOEDE:
        kolommen["personen_in_armoede_pct"] = inkomensdeel("in_armoede", "aantal_inwoners")
    for soort in ("bijstand", "ao", "ww", "aow"):
        kolommen[f"personen_per_soort_uitkering_{soort}"] = _aantal(soort, weinig_uitkeringen)
    if peiljaar >= EERSTE_JAAR_ZORG:
        weinig_jeugd = _fewer_than("jeugdzorg", _MINSTENS_ZORG)
        weinig_wmo = _fewer_than("wmo", _MINSTENS_ZORG)
        kolommen["jongeren_met_jeugdzorg_in_natura"] = _aantal("jeugdzorg", weinig_jeugd)
        kolommen["percentage_jongeren_met_jeugdzorg_pct"] = _verhouding(
            "jeugdzorg", "jongeren", maal=100, decimalen=1, is_geheim=weinig_jeugd
        )
        kolommen["wmo_clienten"] = _aantal("wmo", weinig_wmo)
        kolommen["wmo_clienten_relatief_per_duizend"] = _verhouding(
            "wmo", "aantal_inwoners", maal=1000, decimalen=0, is_geheim=weinig_wmo
        )
    return kolommen

"""The findings of the report, and with which buurten and figures each is looked at."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from data.gebieden import LAND
from layers.buurten import shown_values
from layers.indicatoren import INDICATOR_PER_SLEUTEL
from layers.indicatoren_leefbaarometer import ZWAK
from layers.kaartbeeld import Opmaak
from layers.leefbaarheid import LEEFBAARHEID, class_of
from layers.ontwikkeling import Periode, change_between, unfavourable_sign
from layers.opmaak import format_met, opmaak_of_verandering
from layers.perioden import longest_period, periods_of
from layers.proef import NietTeZeggenError, Plek, Proef

_VEEL_PCT: Final = 50
_WEINIG_PCT: Final = 40
_CONCENTRATIE_PCT: Final = 80
_LVB_PCT: Final = 35
# What the findings need figures of.
ONDERWERPEN: Final = ("laagste_inkomens", LEEFBAARHEID, "overlast", "bijstand", "lvb")
# From one in ten on it is a part of the buurten, and no single one; our own choice.
_DEEL_PCT: Final = 10


@dataclass(frozen=True, kw_only=True)
class Bevinding:
    """A finding: what is said, its national number, where it stands, and how it is looked at."""

    bewering: str
    landelijk: str
    bron: str
    bouw: Callable[[Plek], Proef]


def _period(sleutel: str, plek: Plek) -> Periode:
    """Answer the longest period of an indicator here that no break divides."""
    periode = longest_period(periods_of(sleutel, plek.gebied))
    if periode is None:
        kort = INDICATOR_PER_SLEUTEL[sleutel].kort
        msg = f"Er zijn hier geen twee jaren met cijfers over {kort} om te vergelijken."
        raise NietTeZeggenError(msg)
    return periode


def _change(sleutel: str, plek: Plek) -> tuple[pd.Series, Periode]:
    indicator, periode = INDICATOR_PER_SLEUTEL[sleutel], _period(sleutel, plek)
    begin, eind = (plek.values(indicator, jaar) for jaar in (periode.van, periode.tot))
    return change_between(begin, eind, indicator), periode


def _many_and_few(aandeel: pd.Series) -> pd.Series:
    """Answer True for many corporation homes, False for few, and nothing between them."""
    groep = pd.Series(np.nan, index=aandeel.index, dtype=object)
    groep[aandeel > _VEEL_PCT] = True
    groep[aandeel <= _WEINIG_PCT] = False
    return groep


def _many_against_few(  # noqa: PLR0913 - figures, their place, and how they are told
    waarden: pd.Series,
    plek: Plek,
    periode: Periode,
    *,
    wat: str,
    verwacht: int,
    opmaak: Opmaak,
) -> Proef:
    """Set the buurten with many corporation homes against those with few."""

    def say(hier: float, daar: float | None) -> str:
        return (
            f"Meer dan {_VEEL_PCT}% corporatiewoningen: **{format_met(opmaak, hier)}**; "
            f"hoogstens {_WEINIG_PCT}%: **{format_met(opmaak, daar)}** "
            f"({wat}, {periode.van} tot {periode.tot})."
        )

    return Proef(
        waarden=waarden,
        gewichten=plek.weights(periode.van),
        groep=_many_and_few(plek.shares(periode.van)),
        verwacht=verwacht,
        zin=say,
        opmaak=opmaak,
    )


def _by_share(sleutel: str, *, verwacht: int) -> Callable[[Plek], Proef]:
    """Look whether an indicator develops otherwise where corporations own much."""
    indicator = INDICATOR_PER_SLEUTEL[sleutel]
    opmaak = opmaak_of_verandering(indicator)

    def build(plek: Plek) -> Proef:
        verandering, periode = _change(sleutel, plek)
        return _many_against_few(
            verandering, plek, periode, wat=indicator.kort, verwacht=verwacht, opmaak=opmaak
        )

    return build


def _gap_of_index(sleutel: str, *, verwacht: int) -> Callable[[Plek], Proef]:
    """Look whether the gap between many and few corporation homes grew, the country being 100."""
    indicator = INDICATOR_PER_SLEUTEL[sleutel]
    opmaak = Opmaak(decimalen=0, achter=" indexpunten", met_plus=True)

    def build(plek: Plek) -> Proef:
        periode = _period(sleutel, plek)
        indexen = []
        for jaar in (periode.van, periode.tot):
            alle = shown_values(indicator, jaar, grensjaar=plek.grensjaar, opslag=plek.opslag)
            land = alle.get(LAND)
            if land is None or pd.isna(land) or land <= 0:
                msg = f"Er is geen landelijk cijfer over {indicator.kort} om mee te vergelijken."
                raise NietTeZeggenError(msg)
            indexen.append(100 * alle.reindex(plek.codes()) / land)

        return _many_against_few(
            indexen[1] - indexen[0],
            plek,
            periode,
            wat=f"{indicator.kort}, Nederland = 100",
            verwacht=verwacht,
            opmaak=opmaak,
        )

    return build


def _concentrated(sleutel: str, *, verwacht: int) -> Callable[[Plek], Proef]:
    """Look at the buurten where corporations own 80% or more."""
    indicator = INDICATOR_PER_SLEUTEL[sleutel]
    opmaak = opmaak_of_verandering(indicator)

    def build(plek: Plek) -> Proef:
        verandering, periode = _change(sleutel, plek)
        hoog = plek.shares(periode.van) >= _CONCENTRATIE_PCT

        def say(hier: float, _daar: float | None) -> str:
            return (
                f"{_CONCENTRATIE_PCT}% of meer corporatiewoningen: **{format_met(opmaak, hier)}** "
                f"({indicator.kort}, {periode.van} tot {periode.tot}; lager is ongunstiger)."
            )

        return Proef(
            waarden=verandering[hoog],
            gewichten=plek.weights(periode.van)[hoog],
            groep=hoog[hoog],
            is_alleen=True,
            verwacht=verwacht,
            zin=say,
            opmaak=opmaak,
        )

    return build


def _by_class(*, is_eindjaar: bool, verwacht: int) -> Callable[[Plek], Proef]:
    """Look how the weakest buurten developed, by their class at the end or at the begin."""
    indicator = INDICATOR_PER_SLEUTEL[LEEFBAARHEID]
    opmaak = opmaak_of_verandering(indicator)

    def build(plek: Plek) -> Proef:
        verandering, periode = _change(LEEFBAARHEID, plek)
        jaar = periode.tot if is_eindjaar else periode.van
        klasse, _, namen = class_of(plek.gebied, jaar, grensjaar=plek.grensjaar, opslag=plek.opslag)
        klasse = klasse.reindex(plek.codes())
        laagste = ZWAK if namen[ZWAK] == "zwak" else 0
        zwak = (klasse <= laagste).where(klasse.notna())
        naam = "zwak of onvoldoende" if laagste else namen[0]

        def say(hier: float, daar: float | None) -> str:
            delen = [f"{naam.capitalize()} in {jaar}: **{format_met(opmaak, hier)}**"]
            if daar is not None:
                delen.append(f"de andere: **{format_met(opmaak, daar)}**")
            return f"{'; '.join(delen)} (leefbaarheid, {periode.van} tot {periode.tot})."

        if not is_eindjaar:
            zwak = zwak[zwak.eq(True)]  # noqa: FBT003 - the weak ones alone, against no change
        return Proef(
            waarden=verandering.reindex(zwak.index),
            gewichten=plek.weights(periode.van).reindex(zwak.index),
            groep=zwak,
            is_alleen=not is_eindjaar,
            verwacht=verwacht,
            zin=say,
            opmaak=opmaak,
        )

    return build


def _good_news(plek: Plek) -> Proef:
    """Look in which part of the buurten with more lowest incomes overlast does not rise."""
    inkomens, periode = _change("laagste_inkomens", plek)
    overlast, ander = _change("overlast", plek)
    band = INDICATOR_PER_SLEUTEL["laagste_inkomens"].neutrale_band
    grens = INDICATOR_PER_SLEUTEL["overlast"].neutrale_band
    kant = unfavourable_sign(INDICATOR_PER_SLEUTEL["overlast"])
    stijgt = inkomens[(inkomens > band) & overlast.notna()]
    niet = (kant * overlast.reindex(stijgt.index) <= grens).astype(float) * 100

    def say(hier: float, _daar: float | None) -> str:
        aantal = round(hier * len(stijgt) / 100)
        return (
            f"Van de {len(stijgt)} buurten waar het aandeel laagste inkomens steeg "
            f"({periode.van} tot {periode.tot}), steeg overlast in **{aantal}** niet "
            f"({ander.van} tot {ander.tot})."
        )

    return Proef(
        waarden=niet,
        gewichten=pd.Series(1.0, index=stijgt.index),
        groep=pd.Series(data=True, index=stijgt.index),
        verwacht=1,
        zin=say,
        opmaak=Opmaak(decimalen=0, achter="%"),
        nul=_DEEL_PCT,
        is_alleen=True,
    )


def _by_lvb(plek: Plek) -> Proef:
    """Look whether overlast develops less favourably where more than 35% have an LVB."""
    verandering, periode = _change("overlast", plek)
    jaren = periods_of("lvb", plek.gebied)
    if not jaren:
        msg = "Er zijn hier geen cijfers over LVB; die brengt een organisatie zelf in."
        raise NietTeZeggenError(msg)
    jaar = min((p.van for p in jaren), key=lambda een: abs(een - periode.van))
    aandeel = plek.values(INDICATOR_PER_SLEUTEL["lvb"], jaar)
    opmaak = opmaak_of_verandering(INDICATOR_PER_SLEUTEL["overlast"])

    def say(hier: float, daar: float | None) -> str:
        return (
            f"Meer dan {_LVB_PCT}% LVB: **{format_met(opmaak, hier)}**; minder: "
            f"**{format_met(opmaak, daar)}** (overlast, {periode.van} tot {periode.tot})."
        )

    return Proef(
        waarden=verandering,
        gewichten=plek.weights(periode.van),
        groep=(aandeel > _LVB_PCT).where(aandeel.notna()),
        verwacht=1,
        zin=say,
        opmaak=opmaak,
    )


def _dementia(_plek: Plek) -> Proef:
    msg = "Over dementie zijn er geen open cijfers per buurt."
    raise NietTeZeggenError(msg)


_HOOFDSTUK: Final = "Veerkracht 2020, hoofdstuk"
BEVINDINGEN: Final = (
    Bevinding(
        bewering="Waar veel corporatiewoningen staan, stijgt het aandeel laagste inkomens meer.",
        landelijk="Onder huurders van corporaties steeg het aandeel 20% laagste inkomens van 28% "
        "(1998) naar 42% (2018); dat is een andere maat dan hier.",
        bron=f"{_HOOFDSTUK} 2.3 en 2.7",
        bouw=_by_share("laagste_inkomens", verwacht=1),
    ),
    Bevinding(
        bewering="Waar veel corporatiewoningen staan, ontwikkelt de leefbaarheid zich minder "
        "gunstig.",
        landelijk="Vaak ongunstig boven 40 tot 50% corporatiewoningen.",
        bron=f"{_HOOFDSTUK} 2.7",
        bouw=_by_share(LEEFBAARHEID, verwacht=-1),
    ),
    Bevinding(
        bewering="Bij 80% of meer corporatiewoningen wordt overlast en onveiligheid ongunstiger.",
        landelijk="De dimensie ontwikkelde zich daar ongunstig.",
        bron=f"{_HOOFDSTUK} 2.7, figuur 13",
        bouw=_concentrated("overlast_onveiligheid", verwacht=-1),
    ),
    Bevinding(
        bewering="Het verschil in bijstand tussen veel en weinig corporatiewoningen wordt groter.",
        landelijk="In 2018 was het verschil 40 tot 60% groter dan in 2012.",
        bron=f"{_HOOFDSTUK} 2.7, figuur 9",
        bouw=_gap_of_index("bijstand", verwacht=1),
    ),
    Bevinding(
        bewering="Het verschil in dementie wordt juist kleiner.",
        landelijk="Het steeg sterker waar minder dan 45% van een corporatie is.",
        bron=f"{_HOOFDSTUK} 2.7, figuur 12",
        bouw=_dementia,
    ),
    Bevinding(
        bewering="Wie aan het eind zwak is, ontwikkelde zich minder gunstig dan de andere buurten.",
        landelijk="Vooral sinds 2012 lopen de klassen uit elkaar, ingedeeld naar 2018.",
        bron=f"{_HOOFDSTUK} 2.6, figuur 8",
        bouw=_by_class(is_eindjaar=True, verwacht=-1),
    ),
    Bevinding(
        bewering="Wie aan het begin zwak was, werd daarna beter.",
        landelijk="In Amsterdam ging het daarna beter waar het eerst minder goed ging.",
        bron="Veerkracht 2020, bijlage, voorbeeld 3",
        bouw=_by_class(is_eindjaar=False, verwacht=1),
    ),
    Bevinding(
        bewering="In een deel van de buurten met meer laagste inkomens stijgt overlast niet.",
        landelijk="In Eindhoven betekende een toename niet in elke wijk dat het er minder werd.",
        bron="Veerkracht 2020, bijlage, voorbeeld 2; een deel is hier meer dan een op de tien",
        bouw=_good_news,
    ),
    Bevinding(
        bewering="Waar meer dan 35% van de inwoners een LVB heeft, stijgt overlast meer.",
        landelijk="In de regio Amsterdam steeg overlast daar, en daalde zij elders.",
        bron="Veerkracht 2020, bijlage, voorbeeld 3",
        bouw=_by_lvb,
    ),
)

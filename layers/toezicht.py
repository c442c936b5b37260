"""
The rules and the words of the page for supervisors; each threshold with where it comes from.

What a rule holds for stands in `blootstelling.py`, the questions in `vragen.py`, and the page as a
whole in `toezichtblad.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import pandas as pd

from data.opslag import Opslag
from layers.begrippen import Eenheid, Indicator, Maat, Polariteit
from layers.blootstelling import (
    INKOMENS,
    Meting,
    is_concentratie,
    is_overlast_op,
    is_tegen_de_trend,
    is_zwak,
)
from layers.indicatoren import INDICATOR_PER_SLEUTEL
from layers.indicatoren_leefbaarometer import KLASSEN
from layers.klassen import NIVEAUS
from layers.klassenbeheer import choose_grenzen
from layers.opmaak import (
    format_band,
    format_getal,
    format_grens,
    format_met,
    join_words,
    opmaak_in_zin,
    opmaak_of,
    opmaak_of_verandering,
)
from layers.verandering import subject_of

# So many buurten a list tells of.
MEESTE: Final = 10
# Signs that have to come together before a buurt is on the list of attention: eigen keuze.
MINSTENS_SAMEN: Final = 2
RAPPORT: Final = "Veerkracht in het corporatiebezit, 2020"
EIGEN_KEUZE: Final = "een keuze van Sociale Kaart"
LANDELIJK: Final = (
    "Leefbaarheid landelijk: in 2018 stond 25% van de sociale huurwoningen in een gebied dat zwak "
    "of onvoldoende was (straal 200 m, eerdere versie: niet rechtstreeks vergelijkbaar)."
)
NIET_TE_ZIEN: Final = (
    "Deze cijfers zijn gemiddelden van een buurt: daarbinnen zijn de verschillen vaak groot.",
    "Ze laten niet zien wat bewoners en medewerkers ervaren, en ook niet wat er al gedaan wordt.",
)
VOLGORDE: Final = "De meeste woningen eerst: de volgorde zegt niets over de ernst."
ZWAKKE: Final = "een zwakke of onvoldoende leefbaarheid"
_HUISHOUDENS: Final = "huishoudens"


@dataclass(frozen=True, kw_only=True)
class Uitspraak:
    """What is said of one trend of a buurt: its direction (None: not known) and the words."""

    richting: int | None
    tekst: str


@dataclass(frozen=True, kw_only=True)
class Signaal:
    """One thing that asks for attention: where it holds, and where the rule comes from."""

    sleutel: str
    geldt: Callable[[pd.DataFrame], pd.Series]
    bron: str


AANDACHT: Final = (
    Signaal(sleutel="concentratie", geldt=is_concentratie, bron=f"{RAPPORT}, kaart 3"),
    Signaal(sleutel="overlast", geldt=is_overlast_op, bron=f"{RAPPORT}, kaart 2"),
    Signaal(sleutel="leefbaarheid", geldt=is_zwak, bron=f"{RAPPORT}, hoofdstuk 2"),
)


def asks_attention(buurten: pd.DataFrame, meting: Meting) -> pd.Series:
    """
    Tell where signs come together: two of the three, or all that there are figures for.

    One sign alone is none: lowest incomes rise in many buurten where nothing else does.
    """
    return count_signs(buurten) >= max(1, min(MINSTENS_SAMEN, _known_signs(meting)))


def count_signs(buurten: pd.DataFrame) -> pd.Series:
    """Answer how many of the signs hold in each buurt."""
    return sum(
        (signaal.geldt(buurten).fillna(value=False).astype(int) for signaal in AANDACHT),
        pd.Series(0, index=buurten.index),
    )


def _known_signs(meting: Meting) -> int:
    """Answer of how many signs there are figures."""
    return sum(wat is not None for wat in (meting.een, meting.ander, meting.klassejaar))


def goes_well(buurten: pd.DataFrame, aandacht: pd.Series) -> pd.Series:
    """
    Tell where it goes well: against the trend, or where nuisance falls.

    What asks for attention is not among them, so that a buurt stands in one list, nor where
    liveability is weak.
    """
    tegen = is_tegen_de_trend(buurten).fillna(value=False).astype(bool)
    daalt = buurten["overlast"].eq(-1).fillna(value=False).astype(bool)
    zwak = is_zwak(buurten).fillna(value=False).astype(bool)
    return (tegen | daalt) & ~aandacht & ~zwak


def count_buurten(aantal: int) -> str:
    """
    Write a number of buurten.

    >>> count_buurten(1), count_buurten(1200)
    ('1 buurt', '1.200 buurten')
    """
    return f"{format_getal(aantal, decimalen=0)} {'buurt' if aantal == 1 else 'buurten'}"


def count_woningen(aantal: int) -> str:
    """
    Write a number of homes.

    >>> count_woningen(1), count_woningen(1200)
    ('1 woning', '1.200 woningen')
    """
    return f"{format_getal(aantal, decimalen=0)} {'woning' if aantal == 1 else 'woningen'}"


# Trends in words


def name_of_trend(sleutel: str | None, *, anders: str) -> str:
    """Name a trend as what rises or falls."""
    return anders if sleutel is None else subject_of(INDICATOR_PER_SLEUTEL[sleutel])


def is_score(sleutel: str | None) -> bool:
    """Tell whether a trend is a score, of which higher is favourable."""
    return sleutel is not None and INDICATOR_PER_SLEUTEL[sleutel].polariteit is Polariteit.GUNSTIG


def does(sleutel: str | None, kant: int) -> str:
    """Say what a trend does, read from its unfavourable side."""
    if kant == 0:
        return "ongeveer gelijk"
    if is_score(sleutel):
        return "wordt ongunstiger" if kant > 0 else "wordt gunstiger"
    return "stijgt" if kant > 0 else "daalt"


def behind(sleutel: str | None, kant: int) -> str:
    """
    Say what a trend does as it stands behind "waar overlast".

    >>> behind("overlast", 1), behind("overlast_onveiligheid", 1)
    ('stijgt', 'ongunstiger wordt')
    """
    return " ".join(reversed(does(sleutel, kant).split(" ")))


def say_trend(sleutel: str | None, buurt: pd.Series, naam: str) -> Uitspraak:
    """Say level and direction of a trend of one buurt, with its change and sign."""
    if sleutel is None or pd.isna(buurt[naam]):
        return Uitspraak(richting=None, tekst="niet bekend")
    indicator = INDICATOR_PER_SLEUTEL[sleutel]
    richting, verschil = int(buurt[naam]), float(buurt[f"verandering_{naam}"])
    wat = does(sleutel, richting)
    if not richting and abs(verschil) > indicator.neutrale_band:
        wat = "geen zeker verschil"
    nu = format_met(opmaak_in_zin(indicator), float(buurt[f"eind_{naam}"]))
    erbij = format_met(opmaak_of_verandering(indicator), verschil)
    if indicator.eenheid is Eenheid.PER_DUIZEND:
        erbij += f" {indicator.noemer.removeprefix('alle ')}"
    hoog = f"{NIVEAUS[int(buurt['niveau'])]}, " if naam == "inkomens" else ""
    naar = f"{wat} naar {nu}" if richting and not is_score(sleutel) else f"{wat}, nu {nu}"
    return Uitspraak(richting=richting, tekst=f"{hoog}{naar} ({erbij})")


def say_sure(meting: Meting, buurt: pd.Series) -> str:
    """
    Say how many the figures of a buurt are about, and how sure the differences are.

    Of a trend whose uncertainty is not known that is said once, beside the lists.
    """
    delen = []
    if meting.inkomens is not None and not pd.isna(buurt["noemer_inkomens"]):
        noemer = INDICATOR_PER_SLEUTEL[meting.inkomens].noemer.removeprefix("alle ").split(",")[0]
        wie = _HUISHOUDENS if _HUISHOUDENS in noemer else noemer
        delen.append(f"{format_getal(buurt['noemer_inkomens'], decimalen=0)} {wie}")
    for sleutel, naam in ((meting.inkomens, "inkomens"), (meting.overlast, "overlast")):
        if sleutel is not None and not pd.isna(buurt[f"onzekerheid_{naam}"]):
            indicator = INDICATOR_PER_SLEUTEL[sleutel]
            decimalen = opmaak_of_verandering(indicator).decimalen
            marge = format_getal(float(buurt[f"onzekerheid_{naam}"]), decimalen=decimalen)
            delen.append(f"verschil in {indicator.kort} onzeker: \N{PLUS-MINUS SIGN}{marge}")
    return "; ".join(delen)


def say_reading(meting: Meting) -> str:
    """Say what one has to know before reading: about whom it is, and what the words stand for."""
    zinnen = ["De cijfers gaan over alle bewoners van een buurt, niet alleen over onze huurders."]
    if meting.inkomens is not None:
        indicator = INDICATOR_PER_SLEUTEL[meting.inkomens]
        if meting.inkomens != INKOMENS[0]:
            eerste = INDICATOR_PER_SLEUTEL[INKOMENS[0]].kort
            zinnen.append(f"Van {eerste} zijn hier geen twee jaren: {indicator.kort} vervangt die.")
        if land := _country(indicator).removeprefix(", "):
            zinnen.append(f"{capital(indicator.kort)}: {land} van alle huishoudens.")
    if meting.klassejaar is not None:
        zinnen.append("Onvoldoende is de laagste klasse van leefbaarheid, zwak de een na laagste.")
    return " ".join(zinnen)


def say_unknown(meting: Meting, buurten: pd.DataFrame) -> str:
    """Say of which trends nobody knows how sure they are; nothing where that is known."""
    namen = [
        INDICATOR_PER_SLEUTEL[sleutel].kort
        for sleutel, naam in ((meting.inkomens, "inkomens"), (meting.overlast, "overlast"))
        if sleutel is not None
        and buurten[naam].notna().any()
        and buurten[f"onzekerheid_{naam}"].isna().all()
    ]
    zinnen = [f"Van {join_words(namen)} is de onzekerheid niet bekend."] if namen else []
    if meting.klassejaar is not None:
        zinnen.append("Leefbaarheid is een schatting met een model.")
    return " ".join(zinnen)


def say_attention(meting: Meting) -> str:
    """Say when a buurt is on the list of attention."""
    tekens = []
    if meting.inkomens is not None:
        naam = name_of_trend(meting.inkomens, anders="")
        tekens.append(f"{naam} is hoog en stijgt")
    if meting.overlast is not None:
        naam = name_of_trend(meting.overlast, anders="")
        tekens.append(f"{naam} {does(meting.overlast, 1)}")
    if meting.klassejaar is not None:
        tekens.append("de leefbaarheid is zwak of onvoldoende")
    if len(tekens) > MINSTENS_SAMEN:
        return f"Minstens twee van deze drie: {'; '.join(tekens)}."
    return f"{capital(' en '.join(tekens))}." if tekens else ""


def say_good(meting: Meting) -> str:
    """Say when a buurt is on the list of what goes well."""
    if meting.overlast is None:
        return "Hiervoor zijn cijfers over overlast nodig; die zijn er niet."
    overlast = name_of_trend(meting.overlast, anders="")
    neer = behind(meting.overlast, -1)
    niet = "Wat in de andere lijst staat"
    if meting.klassejaar is not None:
        niet += " of een zwakke leefbaarheid heeft"
    if meting.inkomens is None:
        return f"Waar {overlast} {neer}. {niet}, staat hier niet."
    inkomens = name_of_trend(meting.inkomens, anders="")
    op = f" {behind(meting.overlast, 1)}" if is_score(meting.overlast) else ""
    return (
        f"Waar {inkomens} stijgt maar {overlast} niet{op}, of waar {overlast} {neer}. {niet}, "
        "staat hier niet."
    )


# What the words mean


def explain(meting: Meting, opslag: Opslag) -> tuple[str, ...]:
    """Say what the words mean, with their thresholds and where those come from."""
    zinnen = []
    for sleutel in (meting.inkomens, meting.overlast):
        if sleutel is not None:
            indicator = INDICATOR_PER_SLEUTEL[sleutel]
            zinnen.append(
                f"{capital(indicator.kort)}: {indicator.toelichting} {capital(does(sleutel, 1))}: "
                f"meer dan {format_band(indicator)} {indicator.verandereenheid.value}, en meer dan "
                f"de onzekerheid waar die bekend is ({EIGEN_KEUZE})."
            )
    if meting.inkomens is not None:
        indicator = INDICATOR_PER_SLEUTEL[meting.inkomens]
        grenzen = choose_grenzen(indicator, opslag=opslag, maat=Maat.NIVEAU).grenzen
        if grenzen:
            opmaak = opmaak_of(indicator)
            zinnen.append(
                f"Hoog: vanaf {format_grens(opmaak, grenzen[-1].waarde)}{opmaak.achter} aan het "
                f"begin van de periode{_country(indicator)}; ongeveer een derde van de buurten is "
                f"hoog ({EIGEN_KEUZE})."
            )
    if meting.klassejaar is not None:
        zinnen.append(
            "Zwakke of onvoldoende leefbaarheid: de laagste klassen van de Leefbaarometer in "
            f"{meting.klassejaar}. Van hoog naar laag zijn die: "
            f"{', '.join(naam for *_, naam in reversed(KLASSEN))} ({RAPPORT}, hoofdstuk 2)."
        )
    zinnen.append(
        "De vorige meting is geteld met de woningen van nu: alleen wat de buurten deden telt mee. "
        "Buurten met kleine aantallen staan in geen lijst."
    )
    return tuple(zinnen)


def _country(indicator: Indicator) -> str:
    """Answer what the whole of an indicator says of the country, behind its comma."""
    _, komma, rest = indicator.noemer.partition(", ")
    return f"{komma}{rest}" if rest.startswith("landelijk") else ""


def explain_corporatie(jaar: int) -> str:
    """Say how the homes of all corporations are counted."""
    return (
        "Corporatiewoningen: het aandeel maal alle woningen van de buurt, van alle corporaties "
        f"samen ({jaar}). CBS rondt het aandeel af, dus het zijn er ongeveer zoveel."
    )


def capital(tekst: str) -> str:
    """
    Begin with a capital.

    >>> capital("onze woningen")
    'Onze woningen'
    """
    return f"{tekst[:1].upper()}{tekst[1:]}"

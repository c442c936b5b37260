"""
Level and change at once: where is it high already, and rising.

The level is that of the first year: low, middle or high by two bounds that are kept. The change is
less, about equal or more. Of a score, of which higher is favourable, both are read from its
unfavourable side, so that the corner of concern is always above and at the right.
"""

from dataclasses import replace
from functools import lru_cache

import pandas as pd

from data.klassen import klassen_stempel
from data.opslag import Opslag, Vermelding, read_inhoud
from layers.aanbod import opslag_of
from layers.begrippen import Grens, Indicator, Maat, Polariteit
from layers.gewichten import to_optional
from layers.indicatoren import INDICATOR_PER_SLEUTEL
from layers.kaartbeeld import As, Kaartbeeld, Klasse, Moment, Reeks, Staat, Telling, Vierkant
from layers.klassen import NIVEAUS, build_reiken, classify
from layers.klassenbeheer import choose_grenzen, kept_as
from layers.link import Keuze, write_link
from layers.momenten import (
    SIGNAAL,
    count_moment,
    references,
    to_gewijzigd,
    to_klassen,
    to_staten,
)
from layers.ondergrond import begin_kaartbeeld, build_ondergrond, source_line, word_inwoners
from layers.ontwikkeling import (
    Ontwikkeling,
    direction,
    has_onzekerheid,
    unfavourable_sign,
)
from layers.opmaak import format_band, format_getal, opmaak_of, opmaak_of_verandering
from layers.paletten import STAND_VERANDERING, STAND_VERANDERING_NEUTRAAL
from layers.stand import measure_of
from layers.verandering import change_until, later_years, reach_of, subject_of, turn, verbs

RICHTINGEN = 3
# A class counts level and direction at once: 0 is low and falling, 8 high and rising.
HOOG_EN_STIJGEND = 8
HOOG_EN_DALEND = 6


def build_niveau_verandering(keuze: Keuze, *, jaren: tuple[int, ...] | None = None) -> Kaartbeeld:
    """
    Build the map of level and change a view asks for, to every later year or to some.

    Raises
    ------
    GegevensOntbrekenError
        If there are no figures of a year, or no outlines of the area on the borders asked for.
    """
    opslag = opslag_of(keuze.gebied)
    gevraagd = tuple(jaar for jaar in later_years(keuze) if jaren is None or jaar in jaren)
    kern = Keuze(
        gebied=keuze.gebied,
        gebiedsnaam=keuze.gebiedsnaam,
        grens=keuze.grens,
        indicator=keuze.indicator,
        jaar=0,
        van=keuze.van,
        klassen=keuze.klassen,
    )
    stempel = klassen_stempel(kept_as(keuze.indicator, Maat.NIVEAU), opslag=opslag)
    beeld = _build(kern, gevraagd, opslag, read_inhoud(opslag), stempel)
    return replace(beeld, link=write_link(keuze), gekozen=gevraagd.index(keuze.jaar))


@lru_cache(maxsize=32)
def _build(
    keuze: Keuze,
    jaren: tuple[int, ...],
    opslag: Opslag,
    inhoud: tuple[Vermelding, ...],
    stempel: int,
) -> Kaartbeeld:
    indicator = INDICATOR_PER_SLEUTEL[keuze.indicator]
    gekozen = choose_grenzen(indicator, opslag=opslag, versie=keuze.klassen, maat=Maat.NIVEAU)
    momenten = [_build_moment(keuze, jaar, opslag, inhoud, stempel) for jaar in jaren]
    is_bekend = any(has_onzekerheid(change_until(keuze, jaar)) for jaar in jaren)
    reik = reach_of(indicator, heeft_onzekerheid=is_bekend)
    return begin_kaartbeeld(
        build_ondergrond(keuze),
        [indicator],
        momenten,
        soort="stand-verandering",
        klassen=_classes(indicator),
        klassenversie=gekozen.versie,
        strook=None,
        opmaak=opmaak_of(indicator),
        woord=f"{indicator.kort} in {keuze.van}",
        tweede=Reeks(label="verandering", opmaak=opmaak_of_verandering(indicator)),
        vierkant=_square(indicator, gekozen.grenzen, keuze.van or 0),
        leeswijzer=f"Donkerder is hoger. Ongeveer gelijk is {reik}.",
        merken=[SIGNAAL],
    )


def classify_niveau_verandering(
    ontwikkeling: Ontwikkeling, grenzen: tuple[Grens, ...]
) -> pd.Series:
    """Answer the class of every area: three times its level, plus its direction."""
    begin = ontwikkeling.tabel["begin"]
    niveau = classify(begin, grenzen)
    richting = direction(ontwikkeling)
    if unfavourable_sign(ontwikkeling.indicator) < 0:
        niveau, richting = len(grenzen) - niveau, -richting
    # with fewer than two bounds there is no middle
    niveau = niveau * 2 if len(grenzen) == 1 else niveau
    return niveau * RICHTINGEN + richting + 1


@lru_cache(maxsize=128)
def _build_moment(
    keuze: Keuze, jaar: int, opslag: Opslag, _inhoud: tuple[Vermelding, ...], _stempel: int
) -> Moment:
    indicator = INDICATOR_PER_SLEUTEL[keuze.indicator]
    ondergrond = build_ondergrond(keuze)
    ontwikkeling = change_until(keuze, jaar)
    periode = ontwikkeling.periode
    grenzen = choose_grenzen(
        indicator, opslag=opslag, versie=keuze.klassen, maat=Maat.NIVEAU
    ).grenzen
    tabel, codes = ontwikkeling.tabel, list(ondergrond.codes)
    klasse = classify_niveau_verandering(ontwikkeling, grenzen)
    getoond = tabel["status"].isin([Staat.OK, Staat.KLEIN_AANTAL]) & klasse.notna()
    staten = to_staten(tabel["status"], ondergrond)
    velden = count_moment(
        ondergrond,
        to_klassen(klasse.where(getoond), codes),
        staten,
        jaar=jaar,
        aantal=len(NIVEAUS) * RICHTINGEN,
        gewijzigd=to_gewijzigd([tabel], staten, ondergrond),
    )
    return Moment(
        van=periode.van,
        tot=periode.tot,
        titel=_title(indicator),
        ondertitel=f"**{periode.van} tot {periode.tot}** · {measure_of(indicator)} · "
        f"{ondergrond.omvang}",
        legendazin=_sentence(velden["tellingen"][0], indicator, periode.van),
        bronregel=source_line(
            ondergrond,
            [(indicator.bron, f"{periode.van} en {periode.tot}")],
            inwoners=word_inwoners(ontwikkeling.inwoners_jaar, periode.tot),
        ),
        waarden=to_optional(tabel["begin"].where(getoond).reindex(codes)),
        noemers=to_optional(tabel["noemer"].reindex(codes)),
        marges=(None,) * len(codes),
        referenties=references(tabel["begin"], ondergrond),
        tweede=to_optional(tabel["verandering"].where(getoond).reindex(codes)),
        **velden,
    )


def _title(indicator: Indicator) -> str:
    kort = indicator.kort
    return f"{kort[0].upper()}{kort[1:]}: {_high(indicator)} en {_worse(indicator)}"


def _high(indicator: Indicator) -> str:
    return "ongunstig" if indicator.polariteit is Polariteit.GUNSTIG else "hoog"


def _worse(indicator: Indicator) -> str:
    return "ongunstiger" if indicator.polariteit is Polariteit.GUNSTIG else "stijgend"


def _classes(indicator: Indicator) -> tuple[Klasse, ...]:
    is_score = indicator.polariteit is Polariteit.GUNSTIG
    is_neutraal = indicator.polariteit is Polariteit.NEUTRAAL
    kleuren = STAND_VERANDERING_NEUTRAAL if is_neutraal else STAND_VERANDERING
    niveaus = ("gunstig", "midden", "ongunstig") if is_score else NIVEAUS
    daalt, stijgt = ("wordt gunstiger", "wordt ongunstiger") if is_score else ("daalt", "stijgt")
    return tuple(
        Klasse(
            label=f"{niveau}, {woord}",
            ondergrens=None,
            bovengrens=None,
            is_ondergrens_erbij=False,
            kleur=kleuren[rij][kolom],
            teken=teken,
            cel=(len(niveaus) - 1 - rij, kolom),
        )
        for rij, niveau in enumerate(niveaus)
        for kolom, (woord, teken) in enumerate(
            ((daalt, "▼"), ("blijft ongeveer gelijk", ""), (stijgt, "▲"))
        )
    )


def _square(indicator: Indicator, grenzen: tuple[Grens, ...], van: int) -> Vierkant:
    is_score = indicator.polariteit is Polariteit.GUNSTIG
    woorden = ("ongunstig", "midden", "gunstig") if is_score else NIVEAUS[::-1]
    reiken = build_reiken(grenzen, indicator)
    band = format_band(indicator)
    onder, boven = f"onder \N{MINUS SIGN}{band}", f"boven +{band}"
    gelijk = f"\N{MINUS SIGN}{band} tot +{band}"
    kolommen = ("gunstiger", "gelijk", "ongunstiger") if is_score else ("daalt", "gelijk", "stijgt")
    return Vierkant(
        rijen=As(
            label=f"stand in {van}",
            woorden=woorden,
            grenzen=reiken if is_score else reiken[::-1],
        ),
        kolommen=As(
            label=f"verandering, {indicator.verandereenheid.value}",
            woorden=kolommen,
            grenzen=(boven, gelijk, onder) if is_score else (onder, gelijk, boven),
        ),
        nadruk=(0, 2),
    )


def _sentence(telling: Telling, indicator: Indicator, van: int) -> str:
    slechter, beter = (
        format_getal(telling.klassen[plek], decimalen=0)
        for plek in (HOOG_EN_STIJGEND, HOOG_EN_DALEND)
    )
    minder, meer = verbs(indicator)
    if indicator.polariteit is Polariteit.GUNSTIG:
        minder, meer = meer, minder
    hoog, onderwerp = _high(indicator), subject_of(indicator)
    return (
        f"In **{slechter} buurten** was {onderwerp} in {van} al {hoog} **en** {turn(meer, 'dat')}. "
        f"In **{beter}** was het {hoog} en {turn(minder, 'het')}."
    )

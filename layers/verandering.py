"""The change map: where does one indicator change between two years."""

from dataclasses import replace
from functools import lru_cache

import pandas as pd

from data.klassen import klassen_stempel
from data.opslag import Opslag, Vermelding, read_inhoud
from layers.aanbod import opslag_of
from layers.begrippen import Eenheid, Indicator, Maat, Polariteit, Verandereenheid
from layers.gewichten import to_optional
from layers.indicatoren import INDICATOR_PER_SLEUTEL
from layers.kaartbeeld import Kaartbeeld, Moment, Referentie, Staat
from layers.klassen import build_veranderklassen, build_veranderstrook, classify
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
from layers.ondergrond import (
    Ondergrond,
    begin_kaartbeeld,
    build_ondergrond,
    source_line,
    word_inwoners,
)
from layers.ontwikkeling import (
    Ontwikkeling,
    Periode,
    build_ontwikkeling,
    direction,
    has_onzekerheid,
)
from layers.opmaak import format_band, format_getal, format_met, opmaak_of_verandering
from layers.perioden import periods_of

_GELIJK = 2


def build_verandering(keuze: Keuze, *, jaren: tuple[int, ...] | None = None) -> Kaartbeeld:
    """
    Build the change map a view asks for: from its first year to every later one, or to some.

    Raises
    ------
    GegevensOntbrekenError
        If there are no figures of a year, or no outlines of the area on the borders asked for.
    """
    opslag = opslag_of(keuze.gebied)
    tot = later_years(keuze)
    gevraagd = tuple(jaar for jaar in tot if jaren is None or jaar in jaren)
    kern = Keuze(
        gebied=keuze.gebied,
        gebiedsnaam=keuze.gebiedsnaam,
        grens=keuze.grens,
        indicator=keuze.indicator,
        jaar=0,
        van=keuze.van,
        klassen=keuze.klassen,
    )
    stempel = klassen_stempel(kept_as(keuze.indicator, Maat.VERANDERING), opslag=opslag)
    beeld = _build_verandering(kern, gevraagd, opslag, read_inhoud(opslag), stempel)
    return replace(beeld, link=write_link(keuze), gekozen=gevraagd.index(keuze.jaar))


def later_years(keuze: Keuze) -> tuple[int, ...]:
    """Answer the years that can be compared with the first year of a view, its own included."""
    jaren = {p.tot for p in periods_of(keuze.indicator, keuze.gebied) if p.van == keuze.van}
    return tuple(sorted(jaren | {keuze.jaar}))


@lru_cache(maxsize=32)
def _build_verandering(
    keuze: Keuze,
    jaren: tuple[int, ...],
    opslag: Opslag,
    inhoud: tuple[Vermelding, ...],
    stempel: int,
) -> Kaartbeeld:
    indicator = INDICATOR_PER_SLEUTEL[keuze.indicator]
    gekozen = choose_grenzen(indicator, opslag=opslag, versie=keuze.klassen, maat=Maat.VERANDERING)
    momenten = [_build_moment(keuze, jaar, opslag, inhoud, stempel) for jaar in jaren]
    merken = [SIGNAAL]
    is_bekend = any(has_onzekerheid(change_until(keuze, jaar)) for jaar in jaren)
    if not is_bekend:
        merken.append("onzekerheid niet bekend")
    return begin_kaartbeeld(
        build_ondergrond(keuze),
        [indicator],
        momenten,
        soort="verandering",
        klassen=build_veranderklassen(gekozen.grenzen, indicator),
        klassenversie=gekozen.versie,
        strook=build_veranderstrook(gekozen.grenzen),
        opmaak=opmaak_of_verandering(indicator),
        leeswijzer=f"Ongeveer gelijk is {reach_of(indicator, heeft_onzekerheid=is_bekend)}.",
        merken=merken,
    )


def change_until(keuze: Keuze, jaar: int) -> Ontwikkeling:
    """Answer the development of a view, from its first year until another."""
    return build_ontwikkeling(
        INDICATOR_PER_SLEUTEL[keuze.indicator],
        Periode(keuze.van or jaar, jaar),
        grensjaar=keuze.grens,
        opslag=opslag_of(keuze.gebied),
        gebied=keuze.gebied,
    )


@lru_cache(maxsize=128)
def _build_moment(
    keuze: Keuze, jaar: int, opslag: Opslag, _inhoud: tuple[Vermelding, ...], _stempel: int
) -> Moment:
    ondergrond = build_ondergrond(keuze)
    ontwikkeling = change_until(keuze, jaar)
    indicator, periode, tabel = ontwikkeling.indicator, ontwikkeling.periode, ontwikkeling.tabel
    grenzen = choose_grenzen(
        indicator, opslag=opslag, versie=keuze.klassen, maat=Maat.VERANDERING
    ).grenzen
    klasse = classify(tabel["verandering"], grenzen)
    # what lies outside the neutral band and yet within its own uncertainty is about equal
    onzeker = (klasse != _GELIJK) & direction(ontwikkeling).eq(0)
    klasse = klasse.mask(onzeker.fillna(value=False), _GELIJK)
    codes = ondergrond.codes
    staten = to_staten(tabel["status"], ondergrond)
    getoond = tabel["verandering"].where(tabel["status"].isin([Staat.OK, Staat.KLEIN_AANTAL]))
    return Moment(
        van=periode.van,
        tot=periode.tot,
        titel=f"{indicator.kort[0].upper()}{indicator.kort[1:]}: verandering",
        ondertitel=f"**{periode.van} tot {periode.tot}** · {measure_of(indicator)} · "
        f"{ondergrond.omvang}",
        legendazin=say_change(ontwikkeling, ondergrond, staten),
        bronregel=source_line(
            ondergrond,
            [(indicator.bron, f"{periode.van} en {periode.tot}")],
            inwoners=word_inwoners(ontwikkeling.inwoners_jaar, periode.tot),
        ),
        waarden=to_optional(getoond.reindex(list(codes))),
        noemers=to_optional(tabel["noemer"].reindex(list(codes))),
        marges=(None,) * len(codes),
        referenties=references(tabel["verandering"], ondergrond),
        onzeker=tuple(bool(w) for w in onzeker.reindex(list(codes)).fillna(value=False)),
        **count_moment(
            ondergrond,
            to_klassen(klasse.where(getoond.notna()), codes),
            staten,
            jaar=jaar,
            aantal=len(grenzen) + 1,
            gewijzigd=to_gewijzigd([tabel], staten, ondergrond),
        ),
    )


def measure_of(indicator: Indicator) -> str:
    """Say in what a change is told."""
    if indicator.verandereenheid is Verandereenheid.PER_DUIZEND:
        return f"verandering per 1.000 {indicator.noemer.removeprefix('alle ')}"
    return f"verandering in {indicator.verandereenheid.value}"


def verbs(indicator: Indicator) -> tuple[str, str]:
    """
    Answer how less and more of an indicator are said, with its name before them.

    A score is said to become less or more favourable; it never rises or falls.
    """
    if indicator.polariteit is Polariteit.GUNSTIG:
        return "wordt ongunstiger", "wordt gunstiger"
    return "daalt", "stijgt"


def subject_of(indicator: Indicator) -> str:
    """Name an indicator as what rises or falls: of a group of people, its share or number."""
    if not indicator.is_meervoud:
        return indicator.kort
    woord = "aandeel" if indicator.eenheid is Eenheid.PROCENT else "aantal"
    return f"het {woord} {indicator.kort}"


def say_change(
    ontwikkeling: Ontwikkeling, ondergrond: Ondergrond, staten: tuple[Staat, ...]
) -> str:
    """Say in how many buurten it rises and falls, and what it does as a whole."""
    indicator = ontwikkeling.indicator
    richting = direction(ontwikkeling).reindex(list(ondergrond.codes)).tolist()
    mee = [
        kant
        for kant, staat, is_water in zip(richting, staten, ondergrond.water, strict=True)
        if staat is Staat.OK and not is_water and not pd.isna(kant)
    ]
    minder, meer = verbs(indicator)
    stijgt, daalt = (format_getal(mee.count(kant), decimalen=0) for kant in (1, -1))
    totaal = format_getal(len(mee), decimalen=0)
    zin = (
        f"In **{stijgt} van de {totaal} buurten** met cijfers {turn(meer, subject_of(indicator))}; "
        f"in **{daalt}** {turn(minder, 'dat')}."
    )
    groter = references(ontwikkeling.tabel["verandering"], ondergrond)
    zin = f"{zin} {_say_whole(groter, indicator)}".rstrip()
    if ontwikkeling.geheel is None:
        return zin
    return f"{zin} {ontwikkeling.geheel.explain(ondergrond.naam)}"


def turn(werkwoorden: str, onderwerp: str) -> str:
    """Put the name behind its verb, as after 'in 12 buurten'."""
    eerste, _, rest = werkwoorden.partition(" ")
    return " ".join(filter(None, (eerste, onderwerp, rest)))


def _say_whole(referenties: tuple[Referentie, ...], indicator: Indicator) -> str:
    opmaak = opmaak_of_verandering(indicator)
    delen = [
        f"in {r.naam} **{format_met(opmaak, r.waarde)}**"
        for r in referenties
        if r.waarde is not None
    ]
    zin = "; ".join(delen)
    return f"{zin[0].upper()}{zin[1:]}." if zin else ""


def reach_of(indicator: Indicator, *, heeft_onzekerheid: bool) -> str:
    """Write which change counts as about equal."""
    band = format_band(indicator)
    reik = f"\N{MINUS SIGN}{band} tot en met +{band} {indicator.verandereenheid.value}"
    return f"{reik} of binnen de onzekerheid" if heeft_onzekerheid else reik

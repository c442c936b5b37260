"""
Two trends at once: where both rise, only one or neither, and where it goes well all the same.

Rising is a change above the neutral band and above its uncertainty. Of a score, of which higher is
favourable, becoming less favourable counts as rising.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import pandas as pd

from data.opslag import Opslag, Vermelding, read_inhoud
from layers.aanbod import opslag_of
from layers.begrippen import Indicator, Polariteit
from layers.gewichten import to_optional
from layers.indicatoren import INDICATOR_PER_SLEUTEL
from layers.kaartbeeld import As, Kaartbeeld, Klasse, Moment, Reeks, Staat, Vierkant
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
    unfavourable_sign,
    weakest,
)
from layers.opmaak import format_getal, opmaak_of_verandering
from layers.paletten import SAMEN
from layers.perioden import common_pairs, periods_of
from layers.verandering import reach_of, subject_of, turn, verbs

BEIDE, ALLEEN_EERSTE, ALLEEN_TWEEDE, GEEN = range(4)
# Against the trend: the four corners, and what lies about equal on either axis.
GOED, MEE_OMHOOG, MEE_OMLAAG, TEGEN, GELIJK = range(5)


@dataclass(frozen=True)
class Paar:
    """The changes of two indicators, on the same borders."""

    een: Ontwikkeling
    ander: Ontwikkeling

    @property
    def beide(self) -> tuple[Ontwikkeling, Ontwikkeling]:
        """Both, in order."""
        return self.een, self.ander


def build_samen(keuze: Keuze, *, jaren: tuple[int, ...] | None = None) -> Kaartbeeld:
    """
    Build the map of two trends a view asks for, with every later year that both have, or some.

    Raises
    ------
    GegevensOntbrekenError
        If there are no figures of a year, or no outlines of the area on the borders asked for.
    """
    return _build(keuze, jaren)


def build_tegen_de_trend(keuze: Keuze, *, jaren: tuple[int, ...] | None = None) -> Kaartbeeld:
    """
    Build the map of where it goes well against the trend: one rises, the other falls.

    Raises
    ------
    GegevensOntbrekenError
        If there are no figures of a year, or no outlines of the area on the borders asked for.
    """
    return _build(keuze, jaren)


def _build(keuze: Keuze, jaren: tuple[int, ...] | None) -> Kaartbeeld:
    opslag = opslag_of(keuze.gebied)
    perioden = later_pairs(keuze)
    gevraagd = tuple(paar for paar in perioden if jaren is None or paar[0].tot in jaren)
    kern = Keuze(
        gebied=keuze.gebied,
        gebiedsnaam=keuze.gebiedsnaam,
        grens=keuze.grens,
        indicator=keuze.indicator,
        jaar=0,
        soort=keuze.soort,
        met=keuze.met,
    )
    beeld = _build_samen(kern, gevraagd, opslag, read_inhoud(opslag))
    gekozen = [paar[0].tot for paar in gevraagd].index(keuze.jaar)
    return replace(beeld, link=write_link(keuze), gekozen=gekozen)


def later_pairs(keuze: Keuze) -> tuple[tuple[Periode, Periode], ...]:
    """Answer the periods of a map of two trends: its own, and those that begin in the same year."""
    van, tot = keuze.van or keuze.jaar, keuze.jaar
    eigen = Periode(van, tot), Periode(keuze.metvan or van, keuze.mettot or tot)
    anders = [
        paar
        for paar in common_pairs(
            periods_of(keuze.indicator, keuze.gebied), periods_of(keuze.met or "", keuze.gebied)
        )
        if paar[0].van == van and paar[0].tot != tot
    ]
    return tuple(sorted([*anders, eigen]))


@lru_cache(maxsize=32)
def _build_samen(
    keuze: Keuze,
    paren: tuple[tuple[Periode, Periode], ...],
    opslag: Opslag,
    inhoud: tuple[Vermelding, ...],
) -> Kaartbeeld:
    een, ander = _indicators(keuze)
    is_samen = keuze.soort == "samen"
    return begin_kaartbeeld(
        build_ondergrond(keuze),
        [een, ander],
        [_build_moment(keuze, paar, opslag, inhoud) for paar in paren],
        soort=keuze.soort,
        klassen=_samen_classes(een, ander) if is_samen else _tegen_classes(een, ander),
        klassenversie="",
        strook=None,
        opmaak=opmaak_of_verandering(een),
        tweede=Reeks(label=ander.kort, opmaak=opmaak_of_verandering(ander)),
        vierkant=_square(een, ander, is_samen=is_samen),
        leeswijzer=_reading(build_paar(keuze, paren[-1])),
        merken=[SIGNAAL],
    )


def _indicators(keuze: Keuze) -> tuple[Indicator, Indicator]:
    return INDICATOR_PER_SLEUTEL[keuze.indicator], INDICATOR_PER_SLEUTEL[keuze.met or ""]


def build_paar(keuze: Keuze, perioden: tuple[Periode, Periode]) -> Paar:
    """Compute both changes of a map of two trends."""
    een, ander = (
        build_ontwikkeling(
            indicator,
            periode,
            grensjaar=keuze.grens,
            opslag=opslag_of(keuze.gebied),
            gebied=keuze.gebied,
        )
        for indicator, periode in zip(_indicators(keuze), perioden, strict=True)
    )
    return Paar(een, ander)


def rising(ontwikkeling: Ontwikkeling) -> pd.Series:
    """Answer per area 1 where it rises (a score: becomes less favourable), 0, or -1."""
    return direction(ontwikkeling) * unfavourable_sign(ontwikkeling.indicator)


def classify_samen(paar: Paar) -> pd.Series:
    """Answer the class of every area: both rise, only the first, only the second, neither."""
    een, ander = (rising(deel) for deel in paar.beide)
    klasse = pd.Series(GEEN, index=een.index, dtype="Int64")
    klasse = klasse.mask(een.eq(1) & ander.eq(1), BEIDE)
    klasse = klasse.mask(een.eq(1) & ander.ne(1), ALLEEN_EERSTE)
    klasse = klasse.mask(een.ne(1) & ander.eq(1), ALLEEN_TWEEDE)
    return klasse.mask(een.isna() | ander.isna())


def classify_tegen(paar: Paar) -> pd.Series:
    """Answer the corner of every area; about equal where either change is."""
    een, ander = (rising(deel) for deel in paar.beide)
    klasse = pd.Series(GELIJK, index=een.index, dtype="Int64")
    for hoek, kant_een, kant_ander in (
        (GOED, 1, -1),
        (MEE_OMHOOG, 1, 1),
        (MEE_OMLAAG, -1, -1),
        (TEGEN, -1, 1),
    ):
        klasse = klasse.mask(een.eq(kant_een) & ander.eq(kant_ander), hoek)
    return klasse.mask(een.isna() | ander.isna())


@lru_cache(maxsize=128)
def _build_moment(
    keuze: Keuze,
    perioden: tuple[Periode, Periode],
    _opslag: Opslag,
    _inhoud: tuple[Vermelding, ...],
) -> Moment:
    ondergrond = build_ondergrond(keuze)
    paar = build_paar(keuze, perioden)
    is_samen = keuze.soort == "samen"
    klasse = classify_samen(paar) if is_samen else classify_tegen(paar)
    status = weakest(*(deel.tabel["status"] for deel in paar.beide))
    getoond = status.isin([Staat.OK, Staat.KLEIN_AANTAL]) & klasse.notna()
    codes = list(ondergrond.codes)
    staten = to_staten(status, ondergrond)
    klassen = to_klassen(klasse.where(getoond), codes)
    een, ander = paar.een.tabel["verandering"], paar.ander.tabel["verandering"]
    velden = count_moment(
        ondergrond,
        klassen,
        staten,
        jaar=perioden[0].tot,
        aantal=4 if is_samen else 5,
        gewijzigd=to_gewijzigd([deel.tabel for deel in paar.beide], staten, ondergrond),
    )
    return Moment(
        van=perioden[0].van,
        tot=perioden[0].tot,
        titel=_title(paar, is_samen=is_samen),
        ondertitel=f"{_say_periods(paar)} · verandering per buurt · {ondergrond.omvang}",
        legendazin=say_counts(
            [deel.indicator for deel in paar.beide],
            velden["tellingen"][0].klassen,
            is_samen=is_samen,
        ),
        bronregel=_sources(paar, ondergrond),
        waarden=to_optional(een.where(getoond).reindex(codes)),
        noemers=to_optional(paar.een.tabel["noemer"].reindex(codes)),
        marges=(None,) * len(codes),
        referenties=references(een, ondergrond),
        tweede=to_optional(ander.where(getoond).reindex(codes)),
        **velden,
    )


def _say_periods(paar: Paar) -> str:
    """Say the years of both, once where they are the same."""
    een, ander = (f"{deel.periode.van} tot {deel.periode.tot}" for deel in paar.beide)
    if een == ander:
        return f"**{een}**"
    return f"**{paar.een.indicator.kort} {een}, {paar.ander.indicator.kort} {ander}**"


def _title(paar: Paar, *, is_samen: bool) -> str:
    een, ander = (deel.indicator.kort for deel in paar.beide)
    titel = f"{een} en {ander}" if is_samen else f"tegen de trend in: {een} en {ander}"
    return f"{titel[0].upper()}{titel[1:]}"


def _sources(paar: Paar, ondergrond: Ondergrond) -> str:
    return source_line(
        ondergrond,
        [(deel.indicator.bron, f"{deel.periode.van} en {deel.periode.tot}") for deel in paar.beide],
        inwoners=word_inwoners(paar.een.inwoners_jaar, paar.een.periode.tot),
    )


def rises(indicator: Indicator) -> str:
    """Say that an indicator rises, as a clause: "overlast stijgt"."""
    return f"{_name(indicator)} {_rise_and_fall(indicator)[0]}"


def falls(indicator: Indicator) -> str:
    """Say that an indicator falls, as a clause: "overlast daalt"."""
    return f"{_name(indicator)} {_rise_and_fall(indicator)[1]}"


def _name(indicator: Indicator) -> str:
    """Name what rises or falls, without its article: not incomes rise, but their share."""
    return subject_of(indicator).removeprefix("het ")


def _rise_and_fall(indicator: Indicator) -> tuple[str, str]:
    """Answer the verbs; of a score, becoming less favourable is its rise."""
    minder, meer = verbs(indicator)
    return (minder, meer) if indicator.polariteit is Polariteit.GUNSTIG else (meer, minder)


def _samen_classes(een: Indicator, ander: Indicator) -> tuple[Klasse, ...]:
    zelfde = {een.polariteit, ander.polariteit}
    allebei = "beide stijgen" if Polariteit.GUNSTIG not in zelfde else "beide"
    geen = "geen van beide stijgt" if Polariteit.GUNSTIG not in zelfde else "geen van beide"
    labels = (allebei, f"alleen {rises(een)}", f"alleen {rises(ander)}", geen)
    # rising is up and to the right
    cellen = ((0, 1), (1, 1), (0, 0), (1, 0))
    tekens = ("▲", "", "", "")
    return tuple(map(_class, labels, SAMEN, cellen, tekens))


def _tegen_classes(een: Indicator, ander: Indicator) -> tuple[Klasse, ...]:
    labels = (
        f"{rises(een)}, {falls(ander)}",
        f"{rises(een)}, {rises(ander)}",
        f"{falls(een)}, {falls(ander)}",
        f"{falls(een)}, {rises(ander)}",
    )
    # good news has its own colour: the clear blue of "only the first rises"
    kleuren = (SAMEN[ALLEEN_EERSTE], SAMEN[BEIDE], SAMEN[GEEN], SAMEN[ALLEEN_TWEEDE])
    cellen = ((1, 1), (0, 1), (1, 0), (0, 0))
    tekens = ("■", "▲", "", "")
    hoeken = map(_class, labels, kleuren, cellen, tekens)
    return (*hoeken, _class("een van beide ongeveer gelijk", GELIJK_KLEUR))


GELIJK_KLEUR = "#B9B7B1"


def _class(label: str, kleur: str, cel: tuple[int, int] | None = None, teken: str = "") -> Klasse:
    return Klasse(
        label=label,
        ondergrens=None,
        bovengrens=None,
        is_ondergrens_erbij=False,
        kleur=kleur,
        teken=teken,
        cel=cel,
    )


def _square(een: Indicator, ander: Indicator, *, is_samen: bool) -> Vierkant:
    def words(indicator: Indicator) -> tuple[str, str]:
        omhoog, omlaag = _rise_and_fall(indicator)
        return omhoog, f"gelijk of {omlaag.removeprefix('wordt ')}" if is_samen else omlaag

    omhoog, omlaag = words(ander)
    rechts, links = words(een)
    rijen = As(label=ander.kort, woorden=(omhoog, omlaag))
    kolommen = As(label=een.kort, woorden=(links, rechts))
    if is_samen:
        return Vierkant(rijen=rijen, kolommen=kolommen)
    return Vierkant(
        rijen=replace(rijen, band=ander.neutrale_band, richting=unfavourable_sign(ander)),
        kolommen=replace(kolommen, band=een.neutrale_band, richting=unfavourable_sign(een)),
        nadruk=(1, 1),
        is_spreiding=True,
    )


def _reading(paar: Paar) -> str:
    reiken = {
        deel.indicator.kort: reach_of(deel.indicator, heeft_onzekerheid=has_onzekerheid(deel))
        for deel in paar.beide
    }
    een, *anders = dict.fromkeys(reiken.values())
    if anders:
        een = ", ".join(f"bij {kort} {reik}" for kort, reik in reiken.items())
    return f"Het getal is het aantal buurten. Ongeveer gelijk is {een}."


def say_counts(
    indicatoren: Sequence[Indicator], tellingen: Sequence[int], *, is_samen: bool
) -> str:
    """Say of two indicators in how many buurten they go together, from the count per class."""
    een, ander = indicatoren
    stijgt, ander_stijgt = (_turned(rises(i), i) for i in (een, ander))
    if is_samen:
        beide, eerste, tweede = (_count(n) for n in tellingen[:GEEN])
        if not any(tellingen[:GEEN]):
            return f"In **geen enkele buurt** {stijgt} of {ander_stijgt}."
        slot = f"In {eerste} {stijgt}, maar {ander.kort} niet."
        if not tellingen[BEIDE] and not tellingen[ALLEEN_EERSTE]:
            slot = f"In {tweede} {ander_stijgt}, maar {een.kort} niet."
        return f"In {beide} {stijgt} én {ander_stijgt}. {slot}"
    goed, mee, omlaag, tegen = (_count(n) for n in tellingen[:GELIJK])
    if not tellingen[GOED] and not tellingen[MEE_OMHOOG] and any(tellingen[:GELIJK]):
        daalt, ander_daalt = (_turned(falls(i), i) for i in (een, ander))
        return f"In {omlaag} {daalt} en {ander_daalt}. In {tegen} {daalt} en {ander_stijgt} toch."
    return (
        f"In {goed} {stijgt} en {_turned(falls(ander), ander)} toch. "
        f"In {mee} {stijgt} en {ander_stijgt}."
    )


def _count(aantal: int) -> str:
    if aantal == 0:
        return "**geen enkele buurt**"
    return f"**{format_getal(aantal, decimalen=0)} {'buurt' if aantal == 1 else 'buurten'}**"


def _turned(zin: str, indicator: Indicator) -> str:
    """Turn a clause around, as it stands behind 'in 12 buurten'."""
    return turn(zin.removeprefix(f"{_name(indicator)} "), subject_of(indicator))

"""
The kind of buurt: many people with LVB, with or without much nuisance, and the growth of a group.

Where the share of LVB is above its threshold, a buurt is *reactief* with nuisance at or above its
own threshold, and *preventief* below it. Darker is more increase of the group. It is a first
reading from the report Veerkracht, and no judgement of a buurt.
"""

from dataclasses import dataclass, replace
from functools import lru_cache

import pandas as pd

from data.klassen import klassen_stempel
from data.opslag import Opslag, Vermelding, read_inhoud
from layers.aanbod import opslag_of, peiljaren
from layers.begrippen import Indicator, Maat, Polariteit
from layers.gewichten import to_optional
from layers.indicatoren import INDICATOR_PER_SLEUTEL
from layers.kaartbeeld import As, Kaartbeeld, Klasse, Moment, Reeks, Staat, Vierkant
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
from layers.ontwikkeling import Periode, build_ontwikkeling, direction, weakest
from layers.opmaak import format_getal, format_grens, opmaak_of, opmaak_of_verandering
from layers.paletten import GEEN_SOORT, PREVENTIEF, REACTIEF
from layers.waarden import build_waarden

LVB = "lvb"
SCHADUWEN = 3
GEEN = 2 * SCHADUWEN
# of the report: more than 35% of the inhabitants
LVB_DREMPEL = 35.0


@dataclass(frozen=True)
class Drempels:
    """Above which share of LVB, and from which nuisance on."""

    lvb: float
    overlast: float


def thresholds_of(keuze: Keuze) -> Drempels:
    """Answer the thresholds of a view: as moved, else of the report, else where high begins."""
    gekozen = dict(keuze.drempels)
    met = INDICATOR_PER_SLEUTEL[keuze.met or ""]
    grenzen = choose_grenzen(met, opslag=opslag_of(keuze.gebied), maat=Maat.NIVEAU).grenzen
    is_score = met.polariteit is Polariteit.GUNSTIG
    eigen = (grenzen[0] if is_score else grenzen[-1]).waarde if grenzen else 0.0
    return Drempels(gekozen.get(LVB, LVB_DREMPEL), gekozen.get(met.sleutel, eigen))


def build_typologie(keuze: Keuze, *, jaren: tuple[int, ...] | None = None) -> Kaartbeeld:
    """
    Build the map of kinds of buurt a view asks for; of one period only.

    Raises
    ------
    GegevensOntbrekenError
        If there are no figures of a year, or no outlines of the area on the borders asked for.
    """
    del jaren  # one period: there is nothing to leave out
    opslag = opslag_of(keuze.gebied)
    drempels = thresholds_of(keuze)
    kern = replace(keuze, buurt=None, filter=(), uitsnede=None, tel="buurten", drempels=())
    stempel = klassen_stempel(kept_as(keuze.indicator, Maat.VERANDERING), opslag=opslag)
    beeld = _build(kern, drempels, opslag, read_inhoud(opslag), stempel)
    return replace(beeld, link=write_link(keuze))


def classify_typologie(
    lvb: pd.Series,
    overlast: pd.Series,
    toename: pd.Series,
    *,
    drempels: Drempels,
    is_score: bool = False,
) -> pd.Series:
    """
    Answer the class of every area; `toename` is 0, 1 or 2.

    Classes 0 to 2 are reactive and 3 to 5 preventive, each from little to much increase; 6 is
    neither. Above 35 means above: 35 itself is not. From its threshold on nuisance is much; of a
    score, of which lower is less favourable, up to it.
    """
    is_hoog = lvb > drempels.lvb
    is_last = overlast <= drempels.overlast if is_score else overlast >= drempels.overlast
    klasse = pd.Series(GEEN, index=lvb.index, dtype="Int64")
    klasse = klasse.mask(is_hoog & is_last, toename)
    klasse = klasse.mask(is_hoog & ~is_last, toename + SCHADUWEN)
    # without LVB above the threshold neither nuisance nor increase is needed to know the kind
    return klasse.mask(lvb.isna() | (is_hoog & (overlast.isna() | toename.isna())))


def shade_of(verandering: pd.Series, richting: pd.Series, buitenste: float) -> pd.Series:
    """Answer how much a group grew: 0 about equal or less, 1 more, 2 from the outer bound on."""
    schaduw = richting.eq(1).astype("Int64")
    schaduw = schaduw.mask(richting.eq(1) & (verandering >= buitenste), SCHADUWEN - 1)
    return schaduw.mask(richting.isna())


@lru_cache(maxsize=64)
def _build(
    keuze: Keuze,
    drempels: Drempels,
    opslag: Opslag,
    _inhoud: tuple[Vermelding, ...],
    _stempel: int,
) -> Kaartbeeld:
    groep, met, lvb = (INDICATOR_PER_SLEUTEL[s] for s in (keuze.indicator, keuze.met or "", LVB))
    ondergrond = build_ondergrond(keuze)
    codes = list(ondergrond.codes)
    periode = Periode(keuze.van or keuze.jaar, keuze.jaar)
    jaren = peiljaren(LVB, keuze.gebied)
    lvb_jaar = min(jaren, key=lambda jaar: (abs(jaar - keuze.jaar), -jaar))
    met_jaar = keuze.mettot or keuze.jaar
    groei = build_ontwikkeling(groep, periode, grensjaar=keuze.grens, opslag=opslag)
    standen = [
        build_waarden(i, peiljaar=jaar, grensjaar=keuze.grens, opslag=opslag).tabel.reindex(
            groei.tabel.index
        )
        for i, jaar in ((lvb, lvb_jaar), (met, met_jaar))
    ]
    gekozen = choose_grenzen(groep, opslag=opslag, versie=keuze.klassen, maat=Maat.VERANDERING)
    buitenste = gekozen.grenzen[-1].waarde
    klasse = classify_typologie(
        standen[0]["waarde"],
        standen[1]["waarde"],
        shade_of(groei.tabel["verandering"], direction(groei), buitenste),
        drempels=drempels,
        is_score=met.polariteit is Polariteit.GUNSTIG,
    )
    # a buurt that is neither needs its share of LVB alone
    status = weakest(
        standen[0]["status"].fillna(Staat.NIET_BESCHIKBAAR),
        standen[1]["status"].fillna(Staat.NIET_BESCHIKBAAR),
        groei.tabel["status"],
    )
    status = status.mask(klasse.eq(GEEN), standen[0]["status"])
    getoond = status.isin([Staat.OK, Staat.KLEIN_AANTAL]) & klasse.notna()
    staten = to_staten(status, ondergrond)
    velden = count_moment(
        ondergrond,
        to_klassen(klasse.where(getoond), codes),
        staten,
        jaar=keuze.jaar,
        aantal=GEEN + 1,
        gewijzigd=to_gewijzigd([groei.tabel], staten, ondergrond),
    )
    telling = velden["tellingen"][0].klassen
    regel = _rule(groep, met, drempels)
    moment = Moment(
        van=periode.van,
        tot=periode.tot,
        titel="Welk soort buurt is dit?",
        ondertitel=f"**LVB {lvb_jaar}, {met.kort} {met_jaar}, {groep.kort} {periode.van} tot "
        f"{periode.tot}** · {ondergrond.omvang}",
        legendazin=_sentence(telling, met),
        bronregel=source_line(
            ondergrond,
            [
                (lvb.bron, str(lvb_jaar)),
                (met.bron, str(met_jaar)),
                (groep.bron, f"{periode.van} en {periode.tot}"),
            ],
            inwoners=word_inwoners(groei.inwoners_jaar, periode.tot),
        ),
        waarden=to_optional(standen[0]["waarde"].where(getoond).reindex(codes)),
        noemers=to_optional(standen[0]["noemer"].reindex(codes)),
        marges=(None,) * len(codes),
        referenties=references(standen[0]["waarde"], ondergrond),
        tweede=to_optional(standen[1]["waarde"].where(getoond).reindex(codes)),
        **velden,
    )
    return begin_kaartbeeld(
        ondergrond,
        [groep, met, lvb],
        [moment],
        soort="soort-buurt",
        klassen=_classes(groep, met, buitenste),
        klassenversie=gekozen.versie,
        strook=None,
        opmaak=opmaak_of(lvb),
        woord=lvb.kort,
        tweede=Reeks(label=met.kort, opmaak=opmaak_of(met)),
        vierkant=_square(groep, met, buitenste),
        leeswijzer=regel,
        merken=[SIGNAAL],
    )


def _classes(groep: Indicator, met: Indicator, buitenste: float) -> tuple[Klasse, ...]:
    groei = _growth(groep, buitenste)
    soorten = (
        (f"reactief: veel LVB, veel {met.kort}", REACTIEF, 0, "■"),
        (f"preventief: veel LVB, minder {met.kort}", PREVENTIEF, 1, ""),
    )
    klassen = [
        Klasse(
            label=f"{naam}; {groep.kort} {woord}",
            ondergrens=None,
            bovengrens=None,
            is_ondergrens_erbij=False,
            kleur=kleur,
            teken=teken,
            cel=(rij, kolom),
        )
        for naam, kleuren, rij, teken in soorten
        for kolom, (kleur, woord) in enumerate(zip(kleuren, groei, strict=True))
    ]
    geen = Klasse(
        label="niet veel LVB",
        ondergrens=None,
        bovengrens=None,
        is_ondergrens_erbij=False,
        kleur=GEEN_SOORT,
    )
    return (*klassen, geen)


def _growth(groep: Indicator, buitenste: float) -> tuple[str, str, str]:
    grens = format_grens(opmaak_of_verandering(groep), buitenste)
    band = format_grens(opmaak_of_verandering(groep), groep.neutrale_band)
    return f"tot {band}", f"{band} tot {grens}", f"{grens} of meer"


def _square(groep: Indicator, met: Indicator, buitenste: float) -> Vierkant:
    return Vierkant(
        rijen=As(label=met.kort, woorden=("veel", "minder")),
        kolommen=As(
            label=f"verandering {groep.kort}, {groep.verandereenheid.value}",
            woorden=_growth(groep, buitenste),
        ),
    )


def _rule(groep: Indicator, met: Indicator, drempels: Drempels) -> str:
    """Say the rule in full, as it stands in the legend."""
    opmaak = opmaak_of(met)
    grens = f"{format_grens(opmaak, drempels.overlast)}{opmaak.achter}"
    lvb = format_grens(opmaak_of(INDICATOR_PER_SLEUTEL[LVB]), drempels.lvb)
    veel = f"{grens} of lager" if met.polariteit is Polariteit.GUNSTIG else f"{grens} of meer"
    return (
        f"LVB is een licht verstandelijke beperking; veel is meer dan {lvb}% van de inwoners. Veel "
        f"{met.kort} is {veel}: reactief; anders preventief. Donkerder is meer toename van "
        f"{groep.kort}."
    )


def _sentence(telling: tuple[int, ...], met: Indicator) -> str:
    reactief, preventief = (
        format_getal(sum(telling[begin : begin + SCHADUWEN]), decimalen=0)
        for begin in (0, SCHADUWEN)
    )
    return (
        f"In **{reactief} buurten** wonen veel mensen met LVB en is er veel {met.kort} (reactief). "
        f"In **{preventief}** wonen veel mensen met LVB en is er minder {met.kort} (preventief)."
    )

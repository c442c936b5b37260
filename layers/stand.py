"""The level map: one indicator, all its years, as a Kaartbeeld."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import pandas as pd

from data.errors import GegevensOntbrekenError
from data.klassen import klassen_stempel
from data.opslag import (
    Opslag,
    Vermelding,
    read_inhoud,
)
from layers.aanbod import filled_years, opslag_of
from layers.begrippen import Eenheid, Indicator
from layers.deelgebied import build_geheel, land_of
from layers.gewichten import build_gewichten, count_in, to_optional
from layers.indicatoren import INDICATOR_PER_SLEUTEL
from layers.kaartbeeld import (
    Kaartbeeld,
    Moment,
    Referentie,
)
from layers.klassen import build_klassen, build_strook, classify
from layers.klassenbeheer import choose_grenzen
from layers.link import Keuze, write_link
from layers.momenten import references, to_staten
from layers.ondergrond import begin_kaartbeeld, build_ondergrond, source_line, word_inwoners
from layers.opmaak import format_met, opmaak_in_zin, opmaak_of
from layers.perioden import say_break
from layers.waarden import build_waarden


def build_stand(keuze: Keuze, *, jaren: tuple[int, ...] | None = None) -> Kaartbeeld:
    """
    Build the level map a view asks for, with all years of its indicator or only some.

    Raises
    ------
    GegevensOntbrekenError
        If there are no figures of the year, or no outlines of the area on the borders asked for.
    """
    opslag = opslag_of(keuze.gebied)
    alle = filled_years(keuze.indicator, opslag=opslag)
    if keuze.jaar not in alle:
        raise GegevensOntbrekenError(wat=f"cijfer van '{keuze.indicator}'", jaar=keuze.jaar)
    gevraagd = tuple(j for j in alle if jaren is None or j in jaren)
    # what a visitor selects or filters is no part of what the map says
    kern = Keuze(
        gebied=keuze.gebied,
        gebiedsnaam=keuze.gebiedsnaam,
        grens=keuze.grens,
        indicator=keuze.indicator,
        jaar=keuze.jaar,
        niveau=keuze.niveau,
        klassen=keuze.klassen,
    )
    stempel = klassen_stempel(keuze.indicator, opslag=opslag)
    beeld = _build_stand(replace(kern, jaar=0), gevraagd, opslag, read_inhoud(opslag), stempel)
    return replace(beeld, link=write_link(keuze), gekozen=gevraagd.index(keuze.jaar))


@lru_cache(maxsize=64)
def _build_stand(
    keuze: Keuze,
    jaren: tuple[int, ...],
    opslag: Opslag,
    inhoud: tuple[Vermelding, ...],
    stempel: int,
) -> Kaartbeeld:
    indicator = INDICATOR_PER_SLEUTEL[keuze.indicator]
    ondergrond = build_ondergrond(keuze)
    klassenkeuze = choose_grenzen(indicator, opslag=opslag, versie=keuze.klassen)
    return begin_kaartbeeld(
        ondergrond,
        [indicator],
        [_build_moment(keuze, jaar, opslag, inhoud, stempel) for jaar in jaren],
        soort="stand",
        klassen=build_klassen(klassenkeuze.grenzen, indicator),
        klassenversie=klassenkeuze.versie,
        strook=build_strook(klassenkeuze.grenzen, indicator),
        opmaak=opmaak_of(indicator),
    )


# Of the country the chosen year is asked first and then all years, in which it stands again.
@lru_cache(maxsize=256)
def _build_moment(
    keuze: Keuze, peiljaar: int, opslag: Opslag, _inhoud: tuple[Vermelding, ...], _stempel: int
) -> Moment:
    indicator = INDICATOR_PER_SLEUTEL[keuze.indicator]
    ondergrond = build_ondergrond(keuze)
    codes = ondergrond.codes
    grenzen = choose_grenzen(indicator, opslag=opslag, versie=keuze.klassen).grenzen
    gewichten = build_gewichten(codes, jaar=peiljaar, grensjaar=keuze.grens, opslag=opslag)
    waarden = build_waarden(indicator, peiljaar=peiljaar, grensjaar=keuze.grens, opslag=opslag)
    tabel = waarden.tabel.reindex(list(codes))
    staten = to_staten(waarden.tabel["status"], ondergrond)
    klassen = tuple(
        None if klasse is pd.NA else klasse
        for klasse in classify(tabel["waarde"], grenzen).tolist()
    )
    cijfers, geheel = waarden.tabel["waarde"], None
    buurten = land_of(keuze.gebied, keuze.grens, opslag=opslag)
    # one wijk has a figure of the publisher, which is better than ours
    if buurten is not None and pd.isna(cijfers.get(keuze.gebied)):
        geheel = build_geheel(indicator, waarden.tabel.reindex(buurten))
        cijfers = cijfers.copy()
        cijfers[keuze.gebied] = geheel.waarde
    referenties = references(cijfers, ondergrond)
    return Moment(
        van=peiljaar,
        tot=peiljaar,
        titel=indicator.label,
        ondertitel=f"**{peiljaar}** · {measure_of(indicator)} · {ondergrond.omvang}",
        legendazin=_sentence(
            indicator,
            referenties,
            uitleg="" if geheel is None else geheel.explain(ondergrond.naam),
        ),
        bronregel=source_line(
            ondergrond,
            [(indicator.bron, str(peiljaar))],
            inwoners=word_inwoners(waarden.inwoners_jaar, peiljaar),
        ),
        klassen=klassen,
        staten=staten,
        waarden=to_optional(tabel["waarde"]),
        noemers=to_optional(tabel["noemer"]),
        marges=tuple(
            None if laag is None or hoog is None else (laag, hoog)
            for laag, hoog in zip(
                to_optional(tabel["marge_laag"]), to_optional(tabel["marge_hoog"]), strict=True
            )
        ),
        # the inhabitants of a buurt are not compared with those of the country
        referenties=() if indicator.eenheid is Eenheid.AANTAL else referenties,
        gewichten=gewichten,
        tellingen=tuple(
            count_in(gewicht, klassen, staten, ondergrond.water, aantal=len(grenzen) + 1)
            for gewicht in gewichten
        ),
        jaarmerken=say_break(indicator, peiljaar),
    )


def measure_of(indicator: Indicator) -> str:
    """Say what is measured, of which whole."""
    if indicator.eenheid is Eenheid.PROCENT:
        return f"% van {indicator.noemer}"
    if indicator.eenheid is Eenheid.PER_DUIZEND:
        return f"per 1.000 {indicator.noemer.removeprefix('alle ')}"
    return indicator.noemer


def _sentence(indicator: Indicator, referenties: Sequence[Referentie], *, uitleg: str) -> str:
    """Say what the figure is of the larger areas; the figures between **."""
    bekend = [(r.naam, r.waarde) for r in referenties if r.waarde is not None]
    if not bekend:
        return f"Per buurt, ten opzichte van: {indicator.noemer}. {uitleg}".rstrip()
    zin = fill_zin(indicator, *bekend[0])
    for ander, waarde in bekend[1:]:
        zin += f"; in {ander} **{format_met(opmaak_in_zin(indicator), waarde)}**"
    return f"{zin}. {uitleg}".rstrip()


def fill_zin(indicator: Indicator, gebied: str, waarde: float) -> str:
    """Fill the sentence of an indicator, without the full stop; figures between `**`."""
    return indicator.zin.format(
        gebied=f"**{gebied}**", waarde=f"**{format_met(opmaak_in_zin(indicator), waarde)}**"
    )


def build_zin(kaartbeeld: Kaartbeeld, gebiedscode: str) -> str:
    """Say the figure of one area as a sentence with its whole; figures between `**`."""
    plek = kaartbeeld.gebieden.index(gebiedscode)
    waarde = kaartbeeld.moment.waarden[plek]
    if waarde is None:
        return ""
    return (
        f"{fill_zin(INDICATOR_PER_SLEUTEL[kaartbeeld.indicator], kaartbeeld.namen[plek], waarde)}."
    )

"""The level map: one indicator, all its years, as a Kaartbeeld."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np
import pandas as pd

from data.bronnen import FICTIEF, OMTREKKEN
from data.errors import GegevensOntbrekenError
from data.gebieden import LAND, Niveau
from data.grenzen import read_gebieden_op_grens, read_op_grens
from data.klassen import klassen_stempel
from data.opslag import (
    VOORBEELD,
    Opslag,
    Vermelding,
    peiljaren_of,
    read_inhoud,
    weboutlines_of,
)
from data.weboutlines import GROF
from layers.aanbod import areas_on_map, filled_years, opslag_of
from layers.begrippen import Eenheid, Indicator
from layers.indicatoren import INDICATOR_PER_SLEUTEL
from layers.kaartbeeld import Gewicht, Kaartbeeld, Kring, Moment, Referentie, Staat, Telling
from layers.klassen import build_klassen, build_strook, classify
from layers.klassenbeheer import Klassenkeuze, choose_grenzen
from layers.link import Keuze, write_link
from layers.opmaak import format_getal, format_met, opmaak_in_zin, opmaak_of
from layers.waarden import Waarden, build_waarden

BUURTEN = "buurten"


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
    _inhoud: tuple[Vermelding, ...],
    _stempel: int,
) -> Kaartbeeld:
    indicator = INDICATOR_PER_SLEUTEL[keuze.indicator]
    gebieden = areas_on_map(keuze.gebied, keuze.grens, opslag=opslag)
    if gebieden.empty:
        raise GegevensOntbrekenError(wat=f"kaart van {keuze.gebied}", jaar=keuze.grens)
    codes = tuple(gebieden["gebiedscode"])
    water = tuple(bool(w) for w in gebieden["is_water"])
    klassenkeuze = choose_grenzen(indicator, opslag=opslag, versie=keuze.klassen)
    naam = name_of(keuze.gebied, keuze.grens, opslag=opslag)
    gewichten = (
        Gewicht(sleutel=BUURTEN, label=BUURTEN, jaar=None, waarden=(1.0,) * len(codes)),
        *build_gewichten(codes, jaar=jaren[-1], grensjaar=keuze.grens, opslag=opslag),
    )
    momenten = tuple(
        _build_moment(
            build_waarden(indicator, peiljaar=jaar, grensjaar=keuze.grens, opslag=opslag),
            klassenkeuze,
            gebied=keuze.gebied,
            naam=naam,
            codes=codes,
            water=water,
            gewichten=gewichten,
            opslag=opslag,
        )
        for jaar in jaren
    )
    namen = read_gebieden_op_grens(keuze.grens, opslag=opslag)["naam"].reindex(list(codes))
    doel = GROF if keuze.gebied == LAND else f"{keuze.gebied}-fijn"
    return Kaartbeeld(
        link="",
        soort="stand",
        indicator=keuze.indicator,
        gebied=keuze.gebied,
        gebiedsnaam=naam,
        grensjaar=keuze.grens,
        niveau=Niveau.BUURT,
        omtrekken=weboutlines_of(keuze.grens, opslag=opslag)[doel],
        gebieden=codes,
        namen=tuple(namen.fillna(pd.Series(codes, index=list(codes)))),
        water=water,
        klassen=build_klassen(klassenkeuze.grenzen, indicator),
        klassenversie=klassenkeuze.versie,
        strook=build_strook(klassenkeuze.grenzen, indicator),
        opmaak=opmaak_of(indicator),
        momenten=momenten,
        gekozen=len(momenten) - 1,
        gewichten=gewichten,
        merken=_marks(indicator, opslag, momenten),
        kring=Kring.EIGEN if indicator.is_door_gebruiker else Kring.OPENBAAR,
        is_gevoelig=indicator.is_gevoelig,
    )


def _build_moment(  # noqa: PLR0913 - a moment says it all
    waarden: Waarden,
    klassenkeuze: Klassenkeuze,
    *,
    gebied: str,
    naam: str,
    codes: tuple[str, ...],
    water: tuple[bool, ...],
    gewichten: tuple[Gewicht, ...],
    opslag: Opslag,
) -> Moment:
    indicator, peiljaar = waarden.indicator, waarden.peiljaar
    tabel = waarden.tabel.reindex(list(codes))
    staten = tuple(Staat(s) for s in tabel["status"].fillna(Staat.NIET_BESCHIKBAAR))
    klasse = classify(tabel["waarde"], klassenkeuze.grenzen)
    klassen = tuple(None if pd.isna(k) else int(k) for k in klasse)
    referenties = _references(waarden, gebied, naam)
    aantal = format_getal(len(codes) - sum(water), decimalen=0)
    return Moment(
        van=peiljaar,
        tot=peiljaar,
        titel=indicator.label,
        ondertitel=f"**{peiljaar}** · {_measure(indicator)} · {naam}, {aantal} buurten",
        legendazin=_sentence(indicator, referenties),
        bronregel=_source_line(waarden, opslag),
        klassen=klassen,
        staten=staten,
        waarden=_optional(tabel["waarde"]),
        noemers=_optional(tabel["noemer"]),
        marges=tuple(
            None if laag is None or hoog is None else (laag, hoog)
            for laag, hoog in zip(
                _optional(tabel["marge_laag"]), _optional(tabel["marge_hoog"]), strict=True
            )
        ),
        referenties=referenties,
        tellingen=tuple(
            count_in(gewicht, klassen, staten, water, aantal=len(klassenkeuze.grenzen) + 1)
            for gewicht in gewichten
        ),
    )


def _optional(kolom: pd.Series) -> tuple[float | None, ...]:
    return tuple(None if np.isnan(w) else w for w in kolom.astype("float64").tolist())


def count_in(
    gewicht: Gewicht,
    klassen: Sequence[int | None],
    staten: Sequence[Staat],
    water: Sequence[bool],
    *,
    aantal: int,
) -> Telling:
    """Count a weight per class and per state; small numbers apart, water not at all."""
    per_klasse = [0.0] * aantal
    per_staat = dict.fromkeys(Staat, 0.0)
    for klasse, staat, is_water, waarde in zip(
        klassen, staten, water, gewicht.waarden, strict=True
    ):
        if is_water or waarde is None:
            continue
        if staat is Staat.OK and klasse is not None:
            per_klasse[klasse] += waarde
        else:
            per_staat[staat] += waarde
    return Telling(
        gewicht=gewicht.sleutel,
        klassen=tuple(round(w) for w in per_klasse),
        klein_aantal=round(per_staat[Staat.KLEIN_AANTAL]),
        onderdrukt=round(per_staat[Staat.ONDERDRUKT]),
        niet_beschikbaar=round(per_staat[Staat.NIET_BESCHIKBAAR]),
    )


def build_gewichten(
    codes: Sequence[str], *, jaar: int, grensjaar: int, opslag: Opslag
) -> tuple[Gewicht, ...]:
    """
    Answer what can be counted beside buurten: dwellings, else households, else nothing.

    Of the year, else of the nearest year of which they are known on these borders.
    """
    jaren = sorted(peiljaren_of("kwb", opslag=opslag), key=lambda j: (abs(j - jaar), -j))
    for kolom, sleutel in (("woningvoorraad", "woningen"), ("huishoudens_totaal", "huishoudens")):
        for ander in jaren:
            waarden = (
                read_op_grens(
                    "kwb", peiljaar=ander, grensjaar=grensjaar, kolommen=(kolom,), opslag=opslag
                )
                .cijfers[kolom]
                .reindex(list(codes))
            )
            if waarden.notna().any():
                gewicht = Gewicht(
                    sleutel=sleutel, label=sleutel, jaar=ander, waarden=_optional(waarden)
                )
                return (gewicht,)
    return ()


def name_of(gebied: str, grensjaar: int, *, opslag: Opslag) -> str:
    """Answer the name of an area, or its code where it has none."""
    if gebied == LAND:
        return "Nederland"
    namen = read_gebieden_op_grens(grensjaar, opslag=opslag)["naam"].dropna()
    return str(namen.get(gebied, gebied))


def _references(waarden: Waarden, gebied: str, naam: str) -> tuple[Referentie, ...]:
    namen = {gebied: naam, LAND: "Nederland"}
    kolom = waarden.tabel["waarde"]
    return tuple(
        Referentie(
            gebiedscode=code,
            naam=groot,
            waarde=None if pd.isna(kolom.get(code)) else float(kolom[code]),
        )
        for code, groot in namen.items()
    )


def _measure(indicator: Indicator) -> str:
    """Say what is measured, of which whole."""
    if indicator.eenheid is Eenheid.PROCENT:
        return f"% van {indicator.noemer}"
    if indicator.eenheid is Eenheid.PER_DUIZEND:
        return f"per 1.000 {indicator.noemer.removeprefix('alle ')}"
    return indicator.noemer


def _sentence(indicator: Indicator, referenties: Sequence[Referentie]) -> str:
    """Say what the figure is of the area and the country; the figures between **."""
    bekend = [(r.naam, r.waarde) for r in referenties if r.waarde is not None]
    if not bekend:
        return f"Per buurt, ten opzichte van: {indicator.noemer}."
    zin = fill_zin(indicator, *bekend[0])
    for ander, waarde in bekend[1:]:
        zin += f"; in {ander} **{format_met(opmaak_in_zin(indicator), waarde)}**"
    return f"{zin}."


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


def _source_line(waarden: Waarden, opslag: Opslag) -> str:
    grens = f"grenzen van {waarden.grensjaar}"
    if opslag == VOORBEELD:
        return f"Bron: {FICTIEF.citaat}, {waarden.peiljaar}; {grens}."
    bron = waarden.indicator.bron
    regel = (
        f"Bron: {bron.citaat} {waarden.peiljaar} ({bron.licentie}); {grens}, {OMTREKKEN.citaat} "
        f"({OMTREKKEN.licentie})."
    )
    if waarden.inwoners_jaar is None:
        return f"{regel} Geen inwonertallen bekend: kleine aantallen zijn niet gemerkt."
    if waarden.inwoners_jaar != waarden.peiljaar:
        return f"{regel} Kleine aantallen naar de inwoners van {waarden.inwoners_jaar}."
    return regel


def _marks(indicator: Indicator, opslag: Opslag, momenten: Sequence[Moment]) -> tuple[str, ...]:
    merken = []
    if opslag == VOORBEELD:
        merken.append("fictieve gegevens")
    if indicator.is_modelschatting:
        merken.append("modelschatting")
    if any(Staat.KLEIN_AANTAL in moment.staten for moment in momenten):
        merken.append("kleine aantallen")
    return tuple(merken)

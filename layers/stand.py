"""The level map: one indicator, one year, as a Kaartbeeld."""

from collections.abc import Sequence
from functools import lru_cache

import pandas as pd

from data.bronnen import FICTIEF, OMTREKKEN
from data.errors import GegevensOntbrekenError
from data.gebieden import LAND, Niveau
from data.grenzen import read_gebieden_op_grens
from data.opslag import (
    VOORBEELD,
    Opslag,
    Vermelding,
    grensjaren_met_omtrekken,
    read_inhoud,
    read_omtrekken,
    weboutlines_of,
)
from data.weboutlines import GROF
from layers.aanbod import filled_years, opslag_of
from layers.begrippen import Eenheid, Grens, Indicator
from layers.indicatoren import INDICATOR_PER_SLEUTEL
from layers.kaartbeeld import Kaartbeeld, Moment, Referentie, Staat
from layers.klassen import build_grenzen, build_klassen, classify
from layers.opmaak import format_getal, format_in_zin, format_waarde
from layers.waarden import Waarden, build_waarden, grensjaar_of

_WOORDEN = {
    Staat.NIET_BESCHIKBAAR: "niet beschikbaar",
    Staat.ONDERDRUKT: "te klein om te tonen",
}


def build_stand(sleutel: str, peiljaar: int, gebied: str) -> Kaartbeeld:
    """
    Build the level map of the buurten of a gemeente, or of the whole country.

    Raises
    ------
    GegevensOntbrekenError
        If there are no figures of that year, or no outlines of the area.
    """
    opslag = opslag_of(gebied)
    return _build_stand(sleutel, peiljaar, gebied, opslag, read_inhoud(opslag))


@lru_cache(maxsize=64)
def _build_stand(
    sleutel: str, peiljaar: int, gebied: str, opslag: Opslag, _inhoud: tuple[Vermelding, ...]
) -> Kaartbeeld:
    indicator = INDICATOR_PER_SLEUTEL[sleutel]
    waarden = _on_newest_borders(indicator, peiljaar, gebied, opslag)
    omtrekken = _areas(gebied, waarden.grensjaar, opslag)
    codes = tuple(omtrekken["gebiedscode"])
    tabel = waarden.tabel.reindex(list(codes))
    tabel["status"] = tabel["status"].fillna(Staat.NIET_BESCHIKBAAR)
    grenzen = grenzen_of(indicator, opslag=opslag)
    klasse = classify(tabel["waarde"], grenzen)
    naam = _name(gebied, waarden.grensjaar, opslag)
    referenties = _references(waarden, gebied, naam)
    aantal = int((~omtrekken["is_water"]).sum())
    moment = Moment(
        van=peiljaar,
        tot=peiljaar,
        titel=indicator.label,
        ondertitel=f"**{peiljaar}** · {_measure(indicator)} · {naam}, "
        f"{format_getal(aantal, decimalen=0)} buurten",
        legendazin=_sentence(indicator, referenties),
        klassen=tuple(None if pd.isna(k) else int(k) for k in klasse),
        staten=tuple(Staat(s) for s in tabel["status"]),
        waarden=tuple(None if pd.isna(w) else float(w) for w in tabel["waarde"]),
        teksten=tuple(
            _WOORDEN.get(staat) or format_waarde(waarde, indicator)
            for waarde, staat in zip(tabel["waarde"], tabel["status"], strict=True)
        ),
        referenties=referenties,
    )
    doel = GROF if gebied == LAND else f"{gebied}-fijn"
    return Kaartbeeld(
        soort="stand",
        indicator=sleutel,
        gebied=gebied,
        gebiedsnaam=naam,
        grensjaar=waarden.grensjaar,
        niveau=Niveau.BUURT,
        omtrekken=weboutlines_of(waarden.grensjaar, opslag=opslag)[doel],
        gebieden=codes,
        namen=tuple(tabel["naam"].fillna(pd.Series(codes, index=list(codes)))),
        water=tuple(bool(w) for w in omtrekken["is_water"]),
        klassen=build_klassen(grenzen, indicator),
        momenten=(moment,),
        bronregel=_source_line(waarden, opslag),
        merken=_marks(indicator, opslag, moment),
    )


def _areas(gebied: str, grensjaar: int, opslag: Opslag) -> pd.DataFrame:
    """Answer the buurten of an area in the order of its outline file."""
    alle = pd.DataFrame(read_omtrekken(grensjaar, opslag=opslag).drop(columns="geometry"))
    hier = alle["niveau"] == Niveau.BUURT
    if gebied != LAND:
        hier &= alle["gemeentecode"] == gebied
    return alle[hier].sort_values("gebiedscode")


def _on_newest_borders(indicator: Indicator, peiljaar: int, gebied: str, opslag: Opslag) -> Waarden:
    """Compute on the newest borders with outlines of the area that these figures reach."""
    jaren = grensjaren_met_omtrekken(opslag=opslag)
    aantal = {j: n for j in jaren if (n := len(_areas(gebied, j, opslag)))}
    # outlines of a few gemeenten come after a map of the country, however new they are
    genoeg = max(aantal.values(), default=0) / 2 if gebied == LAND else 0
    met_kaart = sorted(aantal, key=lambda jaar: (aantal[jaar] > genoeg, jaar), reverse=True)
    if not met_kaart:
        raise GegevensOntbrekenError(wat=f"kaart van {gebied}", jaar=peiljaar)
    for grensjaar in met_kaart:
        waarden = build_waarden(indicator, peiljaar=peiljaar, grensjaar=grensjaar, opslag=opslag)
        hier = waarden.tabel.reindex(_areas(gebied, grensjaar, opslag)["gebiedscode"])
        if hier["status"].ne(Staat.NIET_BESCHIKBAAR).any():
            return waarden
    return build_waarden(indicator, peiljaar=peiljaar, grensjaar=met_kaart[0], opslag=opslag)


def grenzen_of(indicator: Indicator, *, opslag: Opslag) -> tuple[Grens, ...]:
    """Answer the class bounds: those of the registry, else over all years that are kept."""
    if indicator.grenzen:
        return indicator.grenzen
    return _computed_grenzen(indicator.sleutel, opslag, read_inhoud(opslag))


@lru_cache(maxsize=64)
def _computed_grenzen(
    sleutel: str, opslag: Opslag, _inhoud: tuple[Vermelding, ...]
) -> tuple[Grens, ...]:
    indicator = INDICATOR_PER_SLEUTEL[sleutel]
    alles: list[float] = []
    for jaar in filled_years(sleutel, opslag=opslag):
        tabel = build_waarden(
            indicator,
            peiljaar=jaar,
            grensjaar=grensjaar_of(indicator, peiljaar=jaar, opslag=opslag),
            opslag=opslag,
        ).tabel
        # small numbers say too little to draw a bound by
        mee = (tabel["niveau"] == Niveau.BUURT) & (tabel["status"] == Staat.OK)
        alles += tabel.loc[mee, "waarde"].tolist()
    return build_grenzen(alles)


def _name(gebied: str, grensjaar: int, opslag: Opslag) -> str:
    if gebied == LAND:
        return "Nederland"
    namen = read_gebieden_op_grens(grensjaar, opslag=opslag)["naam"].dropna()
    return str(namen.get(gebied, gebied))


def _references(waarden: Waarden, gebied: str, naam: str) -> tuple[Referentie, ...]:
    namen = {gebied: naam, LAND: "Nederland"}
    return tuple(
        Referentie(
            gebiedscode=code,
            naam=naam_,
            waarde=None
            if pd.isna(waarden.tabel["waarde"].get(code))
            else float(waarden.tabel["waarde"][code]),
        )
        for code, naam_ in namen.items()
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
    bekend = [r for r in referenties if r.waarde is not None]
    if not bekend:
        return f"Per buurt, ten opzichte van: {indicator.noemer}."
    eerste, *rest = bekend
    zin = _fill(indicator, eerste.naam, eerste.waarde or 0.0)
    for ander in rest:
        zin += f"; in {ander.naam} **{format_in_zin(ander.waarde or 0.0, indicator)}**"
    return f"{zin}."


def _fill(indicator: Indicator, gebied: str, waarde: float) -> str:
    return indicator.zin.format(
        gebied=f"**{gebied}**", waarde=f"**{format_in_zin(waarde, indicator)}**"
    )


def build_zin(kaartbeeld: Kaartbeeld, gebiedscode: str) -> str:
    """Say the figure of one area as a sentence with its whole; figures between `**`."""
    plek = kaartbeeld.gebieden.index(gebiedscode)
    waarde = kaartbeeld.momenten[-1].waarden[plek]
    if waarde is None:
        return ""
    indicator = INDICATOR_PER_SLEUTEL[kaartbeeld.indicator]
    return f"{_fill(indicator, kaartbeeld.namen[plek], waarde)}."


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


def _marks(indicator: Indicator, opslag: Opslag, moment: Moment) -> tuple[str, ...]:
    merken = []
    if opslag == VOORBEELD:
        merken.append("fictieve gegevens")
    if indicator.is_modelschatting:
        merken.append("modelschatting")
    if Staat.KLEIN_AANTAL in moment.staten:
        merken.append("kleine aantallen")
    return tuple(merken)

"""The charts of the page `trends`: buurten through the years, and the tipping point."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import pandas as pd

from data.gebieden import wijkcode_of
from layers.aanbod import opslag_of
from layers.begrippen import Eenheid
from layers.buurt import Profiel, build_profiel, only_ok, runs_of
from layers.grafiek import Band, Grafiek, Lijn, Stip, Streek
from layers.indicatoren import INDICATOR_PER_SLEUTEL
from layers.kaartbeeld import Kaartbeeld, Opmaak, Staat
from layers.kantelpunt import CORPORATIE, GRENZEN, Kantelpunt
from layers.kloof import MINSTENS
from layers.link import Keuze
from layers.momenten import SIGNAAL
from layers.ondergrond import KLEIN_MERK, build_ondergrond, source_line
from layers.opmaak import format_getal, format_met, opmaak_of
from layers.stand import measure_of
from layers.verandering import subject_of
from layers.waarden import build_waarden

MEESTE_BUURTEN: Final = 6
_AANDEEL: Final = INDICATOR_PER_SLEUTEL[CORPORATIE]
_INDEX: Final = Opmaak(decimalen=0)


def build_lijngrafiek(
    beeld: Kaartbeeld, buurten: Sequence[str], *, is_index: bool, in_vakken: bool = False
) -> Grafiek:
    """
    Draw buurten through the years beside their wijk, the gemeente and the country.

    The wijk is drawn where all buurten lie in the same one.

    Parameters
    ----------
    beeld
        The level map of the indicator with all its years.
    buurten
        Codes on that map, at most six.
    is_index
        Each line as 100 in the first year in which all lines have a figure.
    in_vakken
        Each buurt in a box of its own, on one scale.
    """
    indicator = INDICATOR_PER_SLEUTEL[beeld.indicator]
    profielen = [build_profiel(beeld, code) for code in buurten[:MEESTE_BUURTEN]]
    indicator_profiel = profielen[0] if profielen else build_profiel(beeld, _any_land(beeld))
    lijnen = [
        Lijn(
            naam=profiel.naam,
            stukken=tuple(
                tuple((float(c.jaar), c.waarde or 0.0) for c in stuk)
                for stuk in runs_of(only_ok(profiel.trend), profiel.breuken)
            ),
            nummer=nummer,
        )
        for nummer, profiel in enumerate(profielen)
    ]
    lijnen += _wijk_line(beeld, buurten, indicator_profiel)
    streken = (Streek.GROOT, Streek.LAND)
    for plek, referentie in enumerate(beeld.moment.referenties):
        trend = [
            replace(c, waarde=c.referenties[plek] if len(c.referenties) > plek else None)
            for c in indicator_profiel.trend
        ]
        stukken = tuple(
            tuple((float(c.jaar), c.waarde or 0.0) for c in stuk)
            for stuk in runs_of(trend, indicator_profiel.breuken)
        )
        lijnen.append(Lijn(naam=referentie.naam, stukken=stukken, streek=streken[min(plek, 1)]))
    jaren = [moment.tot for moment in beeld.momenten]
    basis = _base_year(lijnen, jaren) if is_index else None
    if basis is not None:
        lijnen = [_indexed(lijn, basis) for lijn in lijnen]
    opmaak = _INDEX if basis is not None else replace(beeld.opmaak, voor="")
    titel = beeld.moment.titel
    maat = f"{basis} = 100" if basis is not None else _measure(beeld)
    waar = beeld.gebiedsnaam
    return Grafiek(
        titel=f"{titel} door de jaren",
        ondertitel=f"**{jaren[0]} tot {jaren[-1]}** · {maat} · {waar}",
        zin=_say_lines(lijnen, opmaak),
        bron=source_line(
            build_ondergrond(_ground(beeld)), [(indicator.bron, f"{jaren[0]} tot {jaren[-1]}")]
        ),
        merken=beeld.merken,
        is_gevoelig=beeld.is_gevoelig,
        x_label="",
        x_merken=tuple((float(jaar), str(jaar)) for jaar in jaren),
        y_label=maat,
        opmaak=opmaak,
        met_nul=basis is None and beeld.opmaak.achter != " punten",
        in_vakken=in_vakken and len(profielen) > 1,
        lijnen=tuple(lijnen),
        koppen=("", *map(str, jaren)),
        rijen=tuple((lijn.naam, *_cells(lijn, jaren, opmaak)) for lijn in lijnen),
    )


def _wijk_line(beeld: Kaartbeeld, buurten: Sequence[str], profiel: Profiel) -> list[Lijn]:
    """Answer the line of the wijk that the buurten lie in; none where they lie in several."""
    wijken = {wijkcode_of(code) for code in buurten}
    if len(wijken) != 1:
        return []
    (wijk,) = wijken
    indicator, opslag = INDICATOR_PER_SLEUTEL[beeld.indicator], opslag_of(beeld.gebied)
    trend, naam = [], ""
    for cijfer in profiel.trend:
        tabel = build_waarden(
            indicator, peiljaar=cijfer.jaar, grensjaar=beeld.grensjaar, opslag=opslag
        ).tabel
        naam = str(tabel["naam"].get(wijk, naam))
        waarde = tabel["waarde"].where(tabel["status"].eq(Staat.OK)).get(wijk)
        waarde = None if waarde is None or pd.isna(waarde) else float(waarde)
        trend.append(replace(cijfer, waarde=waarde))
    stukken = tuple(
        tuple((float(c.jaar), c.waarde or 0.0) for c in stuk)
        for stuk in runs_of(trend, profiel.breuken)
    )
    return [Lijn(naam=f"wijk {naam}", stukken=stukken, streek=Streek.WIJK)] if stukken else []


def _ground(beeld: Kaartbeeld) -> Keuze:
    """Answer a view on the same borders, for what is told of its outlines."""
    return Keuze(
        gebied=beeld.gebied,
        gebiedsnaam=beeld.gebiedsnaam,
        grens=beeld.grensjaar,
        indicator=beeld.indicator,
        jaar=0,
    )


def _any_land(beeld: Kaartbeeld) -> str:
    return next(code for code, is_land in zip(beeld.gebieden, beeld.land, strict=True) if is_land)


def _measure(beeld: Kaartbeeld) -> str:
    return measure_of(INDICATOR_PER_SLEUTEL[beeld.indicator])


def _points(lijn: Lijn) -> dict[float, float]:
    return {x: y for stuk in lijn.stukken for x, y in stuk}


def _base_year(lijnen: Sequence[Lijn], jaren: Sequence[int]) -> int | None:
    """
    Answer the first year in which every line has a figure above zero; None where none is.

    Only since the last break: before it something else was measured.
    """
    punten = [dict(_last_run(lijn)) for lijn in lijnen]
    return next(
        (j for j in jaren if punten and all(p.get(float(j), 0.0) > 0 for p in punten)), None
    )


def _indexed(lijn: Lijn, basis: int) -> Lijn:
    stuk = _last_run(lijn)
    eerst = dict(stuk)[float(basis)]
    return replace(lijn, stukken=(tuple((x, 100 * y / eerst) for x, y in stuk),))


def _last_run(lijn: Lijn) -> tuple[tuple[float, float], ...]:
    return lijn.stukken[-1] if lijn.stukken else ()


def _cells(lijn: Lijn, jaren: Sequence[int], opmaak: Opmaak) -> list[str]:
    punten = _points(lijn)
    return [
        format_met(opmaak, punten[float(jaar)]) if float(jaar) in punten else "\N{EN DASH}"
        for jaar in jaren
    ]


def _say_lines(lijnen: Sequence[Lijn], opmaak: Opmaak) -> str:
    """Say of each line where its last piece begins and ends: never across a break."""
    delen = []
    for lijn in lijnen:
        punten = _last_run(lijn)
        if len(punten) > 1:
            (van, eerst), (tot, nu) = punten[0], punten[-1]
            delen.append(
                f"**{lijn.naam}** van {format_met(opmaak, eerst)} in {van:.0f} naar "
                f"{format_met(opmaak, nu)} in {tot:.0f}"
            )
    return f"{'; '.join(delen)}." if delen else "Er zijn geen twee jaren om te verbinden."


def build_kantelgrafiek(kantel: Kantelpunt, beeld: Kaartbeeld, *, gekozen: str | None) -> Grafiek:
    """
    Draw an indicator against the share of corporation homes: class means and every buurt.

    `beeld` is a level map of the same indicator and area, for what is told of both.
    """
    indicator = kantel.indicator
    opmaak = _INDEX if kantel.is_index else replace(opmaak_of(indicator), voor="")
    randen = [0.0, *(grens.waarde for grens in GRENZEN), 100.0]
    lijnen = []
    series = [(str(kantel.tot), "eind", Streek.GEWOON)]
    if kantel.van != kantel.tot:
        series.insert(0, (str(kantel.van), "begin", Streek.EERDER))
    for naam, veld, streek in series:
        for is_bleek in (False, True):
            stukken = tuple(
                ((randen[n], waarde), (randen[n + 1], waarde))
                for n, klasse in enumerate(kantel.klassen)
                if klasse.is_bleek is is_bleek and (waarde := getattr(klasse, veld)) is not None
            )
            if stukken:
                lijnen.append(
                    Lijn(
                        naam="" if is_bleek else naam,
                        stukken=stukken,
                        streek=Streek.BLEEK if is_bleek else streek,
                    )
                )
    if kantel.land[1] is not None:
        lijnen.append(
            Lijn(
                naam=f"Nederland {kantel.tot}",
                stukken=(((0.0, kantel.land[1]), (100.0, kantel.land[1])),),
                streek=Streek.LAND,
            )
        )
    onderwerp = subject_of(indicator).removeprefix("het ")
    maat = "Nederland = 100" if kantel.is_index else measure_of(indicator)
    jaren = " en ".join(naam for naam, _, _ in series)
    bronnen = [(indicator.bron, jaren), (_AANDEEL.bron, str(kantel.deeljaar))]
    return Grafiek(
        titel=f"{onderwerp[0].upper()}{onderwerp[1:]} naar het aandeel corporatiewoningen",
        ondertitel=f"**{jaren}** · {maat} · {beeld.gebiedsnaam}, "
        f"{_buurten(len(kantel.punten))}, ingedeeld naar hun aandeel in "
        f"{kantel.deeljaar}; gemiddelden gewogen naar huishoudens",
        zin=kantel.zin,
        bron=source_line(build_ondergrond(_ground(beeld)), bronnen),
        merken=(*(merk for merk in beeld.merken if merk != KLEIN_MERK), SIGNAAL),
        is_gevoelig=beeld.is_gevoelig,
        x_label=f"aandeel corporatiewoningen in {kantel.deeljaar}",
        x_merken=tuple((rand, f"{rand:.0f}%") for rand in randen),
        y_label=maat,
        opmaak=opmaak,
        met_nul=indicator.eenheid is not Eenheid.SCORE,
        lijnen=tuple(lijnen),
        stippen=tuple(
            Stip(x=p.aandeel, y=p.eind, naam=p.naam, is_gekozen=p.code == gekozen)
            for p in kantel.punten
        ),
        banden=(
            Band(van=40, tot=50, label="landelijk gemiddeld kantelt leefbaarheid hier"),
            Band(van=60, tot=60, label="en veiligheid hier"),
            Band(van=80, tot=80, label="tot hier ongunstiger naarmate er meer zijn"),
        ),
        koppen=(
            "aandeel corporatiewoningen",
            "buurten",
            "huishoudens",
            *(naam for naam, _, _ in series),
        ),
        rijen=tuple(
            (
                klasse.label,
                f"{klasse.buurten}{' (weinig)' if 0 < klasse.buurten < MINSTENS else ''}",
                format_getal(klasse.huishoudens, decimalen=0),
                *(_write(opmaak, getattr(klasse, veld)) for _, veld, _ in series),
            )
            for klasse in kantel.klassen
        ),
    )


def _buurten(aantal: int) -> str:
    return f"{format_getal(aantal, decimalen=0)} {'buurt' if aantal == 1 else 'buurten'}"


def _write(opmaak: Opmaak, waarde: float | None) -> str:
    return "\N{EN DASH}" if waarde is None else format_met(opmaak, waarde)

"""Liveability by class and by dimension as charts."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from layers.grafiek import Grafiek, Lijn, Stip, Streek
from layers.indicatoren import INDICATOR_PER_SLEUTEL
from layers.indicatoren_leefbaarometer import DIMENSIES
from layers.kaartbeeld import Opmaak
from layers.kantelpunt import CORPORATIE
from layers.kloof import MINSTE_BUURTEN
from layers.leefbaarheid import LEEFBAARHEID, Dimensieverloop, Klassenverloop, Verloop
from layers.link import Keuze
from layers.momenten import SIGNAAL
from layers.ondergrond import build_ondergrond, source_line
from layers.opmaak import format_getal, format_met, opmaak_of_verandering

_INDICATOR: Final = INDICATOR_PER_SLEUTEL[LEEFBAARHEID]
_DIMENSIE: Final = DIMENSIES[0]
_OPMAAK: Final = opmaak_of_verandering(_INDICATOR)
_AS: Final = Opmaak(decimalen=2, met_plus=True)
_STREEPJE: Final = "\N{EN DASH}"


def build_klassengrafiek(
    verloop: Klassenverloop, keuze: Keuze, *, merken: tuple[str, ...], gekozen: str | None
) -> Grafiek:
    """
    Draw a line per class: the difference of its mean with the first year, and every buurt as a dot.

    `keuze` is a view on the same borders; `gekozen` the name of the buurt that is chosen.
    """
    jaren = verloop.jaren
    soort = "eerste" if verloop.klassejaar == jaren[0] else "laatste"
    return Grafiek(
        titel=f"Leefbaarheid sinds {jaren[0]}, naar de klasse van {verloop.klassejaar}",
        ondertitel=f"**{jaren[0]} tot {jaren[-1]}** · verschil met {jaren[0]} in punten, hoger is "
        f"gunstiger · {keuze.gebiedsnaam}, ingedeeld naar het {soort} jaar ({verloop.indeling}); "
        "gemiddelden gewogen naar huishoudens",
        zin=_say_classes(verloop),
        bron=_source(keuze, jaren),
        merken=(*merken, SIGNAAL),
        x_merken=_ticks(jaren),
        opmaak=_AS,
        met_nul=True,
        lijnen=_lines(verloop.groepen, jaren),
        stippen=_dots(verloop.groepen, jaren, gekozen),
        koppen=("klasse", "buurten", "huishoudens", f"score {jaren[0]}", *map(str, jaren[1:])),
        rijen=_rows(verloop.groepen),
    )


def build_dimensiegrafiek(
    verloop: Dimensieverloop, keuze: Keuze, *, merken: tuple[str, ...]
) -> Grafiek:
    """Draw a line per dimension where corporations own much."""
    jaren = verloop.jaren
    buurten = format_getal(verloop.buurten, decimalen=0)
    woord = "buurt" if verloop.buurten == 1 else "buurten"
    bron = INDICATOR_PER_SLEUTEL[CORPORATIE].bron
    return Grafiek(
        titel=f"De dimensies van leefbaarheid bij {verloop.vanaf_pct}% of meer corporatiewoningen",
        ondertitel=f"**{jaren[0]} tot {jaren[-1]}** · verschil met {jaren[0]} in punten, hoger is "
        f"gunstiger · {keuze.gebiedsnaam}, {buurten} {woord} met {verloop.vanaf_pct}% of meer "
        f"corporatiewoningen in {verloop.aandeeljaar}; gemiddelden gewogen naar huishoudens",
        zin=_say_dimensions(verloop),
        bron=source_line(
            build_ondergrond(keuze),
            [(_INDICATOR.bron, _period(jaren)), (bron, str(verloop.aandeeljaar))],
        ),
        merken=(*merken, SIGNAAL),
        x_merken=_ticks(jaren),
        opmaak=_AS,
        met_nul=True,
        lijnen=_lines(verloop.dimensies, jaren),
        koppen=("dimensie", "buurten", "huishoudens", f"score {jaren[0]}", *map(str, jaren[1:])),
        rijen=_rows(verloop.dimensies),
    )


def _lines(verlopen: Sequence[Verloop], jaren: Sequence[int]) -> tuple[Lijn, ...]:
    return tuple(
        Lijn(
            naam=f"{verloop.naam} ({verloop.buurten})",
            stukken=(tuple(zip(map(float, jaren), verloop.verschillen, strict=True)),),
            streek=Streek.BLEEK if verloop.is_bleek else Streek.GEWOON,
            nummer=nummer,
        )
        for nummer, verloop in enumerate(verlopen)
    )


def _dots(
    verlopen: Sequence[Verloop], jaren: Sequence[int], gekozen: str | None
) -> tuple[Stip, ...]:
    return tuple(
        Stip(x=float(jaren[-1]), y=verschil, naam=naam, is_gekozen=naam == gekozen)
        for verloop in verlopen
        for naam, verschil in verloop.eind
    )


def _rows(verlopen: Sequence[Verloop]) -> tuple[tuple[str, ...], ...]:
    stand = replace(_OPMAAK, met_plus=False)
    return tuple(
        (
            verloop.naam,
            f"{verloop.buurten}{' (weinig)' if verloop.is_bleek else ''}",
            format_getal(verloop.huishoudens, decimalen=0),
            format_met(stand, verloop.niveau),
            *(format_met(_OPMAAK, verschil) for verschil in verloop.verschillen[1:]),
        )
        for verloop in verlopen
    )


def _ticks(jaren: Sequence[int]) -> tuple[tuple[float, str], ...]:
    return tuple((float(jaar), str(jaar)) for jaar in jaren)


def _period(jaren: Sequence[int]) -> str:
    return f"{jaren[0]} tot {jaren[-1]}"


def _source(keuze: Keuze, jaren: Sequence[int]) -> str:
    return source_line(build_ondergrond(keuze), [(_INDICATOR.bron, _period(jaren))])


def _say_classes(verloop: Klassenverloop) -> str:
    """Say what the lowest and the highest class did, and how many buurten are in neither."""
    # of few buurten a mean says little: the line is there, and the sentence is about the others
    groepen = [groep for groep in verloop.groepen if not groep.is_bleek] or verloop.groepen
    laag, hoog = groepen[0], groepen[-1]
    begin, eind = verloop.jaren[0], verloop.jaren[-1]
    delen = [
        (
            f"**{laag.naam.capitalize()}** in {verloop.klassejaar} ({laag.buurten}): "
            f"{format_met(_OPMAAK, laag.verschillen[-1])} tussen {begin} en {eind}"
        )
    ]
    if hoog is not laag:
        delen.append(
            f"**{hoog.naam}** ({hoog.buurten}): {format_met(_OPMAAK, hoog.verschillen[-1])}"
        )
    zin = f"{'; '.join(delen)}."
    if verloop.zonder:
        woord = "buurt doet" if verloop.zonder == 1 else "buurten doen"
        zin += f" {verloop.zonder} {woord} niet mee: niet van elk jaar is er een score."
    return zin


def _say_dimensions(verloop: Dimensieverloop) -> str:
    """Say which dimensions rose and which fell, each with its change."""
    delen = []
    for woord, kant in (("gunstiger werd", 1), ("ongunstiger", -1), ("ongeveer gelijk bleef", 0)):
        namen = [
            f"**{d.naam}** ({format_met(_OPMAAK, d.verschillen[-1])})"
            for d in verloop.dimensies
            if _side(d.verschillen[-1]) == kant
        ]
        if namen:
            delen.append(f"{woord} {', '.join(namen)}")
    zin = "; ".join(delen)
    zin = f"{zin[0].upper()}{zin[1:]}."
    if verloop.buurten < MINSTE_BUURTEN:
        zin += " Het zijn weinig buurten: dit gaat over hen, en is geen regel."
    return zin


def _side(verschil: float) -> int:
    """Answer 1 where a dimension became more favourable, -1 where less, 0 within the band."""
    if abs(verschil) <= _DIMENSIE.neutrale_band:
        return 0
    return 1 if verschil > 0 else -1

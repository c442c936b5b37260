"""A chart as a slide: lines, dots and bars of PowerPoint itself, with their numbers behind them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from components.afdruk_blad import (
    HAARLIJN,
    INKT,
    INKT_2,
    RAND,
    Blok,
    Maat,
    Opdracht,
    Vak,
    draw_blokken,
    height_of,
)
from components.afdruk_legenda import FICTIEF
from components.dag import format_dag
from components.dia_indeling import Teksten, begin_dia, end_dia, largest_fit
from components.dia_legenda import column_blokken, fictief_blok
from components.dia_lijnen import NAAM, look_of, put_lijnen
from components.dia_reeksen import put_staven
from components.dia_sjabloon import begin_presentatie, finish_presentatie
from components.dia_tabel import (
    MARGE,
    Cel,
    Randen,
    Rooster,
    put_rand,
    row_height,
    tabel_blok,
    word_width,
)
from components.dia_vorm import LINKS, RECHTS, REGELHOOGTE, Alinea, Dia
from components.grafiekblad import describe
from components.huisstijl import GEEN_STIJL, Huisstijl
from components.letters import VET
from layers.grafiek import Grafiek, Streek

if TYPE_CHECKING:
    from pptx.presentation import Presentation

_STAAF: Final = 20.0
_TABEL: Final = 16.0
_MEESTE_RIJEN: Final = 12
_MEESTE_KOLOMMEN: Final = 8
_HOOGSTE_STAAF: Final = 130.0
# boxes beside each other, and the room between them
_NAAST: Final = 3
_GOOT: Final = 24.0
# a sentence above a chart takes no more of its height than this
_MEESTE_ZIN: Final = 0.3


def write_grafiekdia(grafiek: Grafiek, *, gemaakt_op: date, stijl: Huisstijl = GEEN_STIJL) -> bytes:
    """
    Answer a chart as a presentation of one slide.

    Raises
    ------
    SjabloonAfgekeurdError
        If the template of the organisation cannot be used.
    """
    opdracht = Opdracht(maat=Maat.DIA, gemaakt_op=gemaakt_op, stijl=stijl)
    presentatie = begin_presentatie(opdracht)
    add_grafiekdia(presentatie, grafiek, opdracht)
    return finish_presentatie(presentatie, grafiek.titel, gemaakt_op)


def add_grafiekdia(presentatie: "Presentation", grafiek: Grafiek, opdracht: Opdracht) -> None:
    """Add a chart as a slide to a presentation that was begun for an order of the same style."""
    teksten = Teksten(
        titel=grafiek.titel,
        ondertitel=grafiek.ondertitel,
        bron=(grafiek.bron, f"Sociale Kaart · gemaakt op {format_dag(opdracht.gemaakt_op)}"),
    )
    opzet = begin_dia(presentatie, opdracht.stijl, teksten)
    dia = opzet.dia
    if opzet.heel is None or _has_few(grafiek):
        vak = opzet.kaart
        _put_column(dia, grafiek, opzet.legenda)
    else:
        vak = _put_sentence(dia, grafiek, opzet.heel)
    if grafiek.staven:
        _put_bars(dia, grafiek, vak)
    elif grafiek.in_vakken:
        _put_boxes(dia, grafiek, vak)
    elif grafiek.x_merken:
        put_lijnen(dia, grafiek, vak, alt=describe(grafiek))
    end_dia(opzet)


def _has_few(grafiek: Grafiek) -> bool:
    """Tell whether the numbers are few enough to stand on the slide."""
    rijen, kolommen = len(grafiek.rijen), len(grafiek.koppen)
    return 0 < rijen <= _MEESTE_RIJEN and 0 < kolommen <= _MEESTE_KOLOMMEN


def _put_column(dia: Dia, grafiek: Grafiek, vak: Vak) -> None:
    """Put what the chart says, its numbers where they are few, and its marks."""

    def make(factor: float) -> list[Blok]:
        delen: list[Blok] = []
        if _has_few(grafiek):
            rooster = _number_rooster(dia, grafiek, vak.breed, _TABEL * factor)
            alt = f"Cijfers: {grafiek.titel}"
            delen.append(tabel_blok(dia, rooster, naam="Cijfers", alt=alt))
        return column_blokken(
            dia, grafiek.zin, delen, grafiek.merken, breed=vak.breed, factor=factor
        )

    blokken = largest_fit(make, lambda blokken: height_of(blokken) <= vak.hoog)
    draw_blokken(blokken, vak.x, vak.y)


def _put_sentence(dia: Dia, grafiek: Grafiek, vak: Vak) -> Vak:
    """Put what the chart says over its whole width, with its marks; answer the room below."""
    merken = grafiek.merken
    breed, laagste = vak.breed, 0.0
    if FICTIEF in merken:
        blok, merk_breed = fictief_blok(dia, 1.0)
        blok.teken(vak.rechts - merk_breed, vak.y)
        breed -= merk_breed + 28
        laagste = blok.hoogte
    woorden = [merk for merk in merken if merk != FICTIEF]
    blokken = largest_fit(
        lambda factor: column_blokken(dia, grafiek.zin, [], woorden, breed=breed, factor=factor),
        lambda blokken: height_of(blokken) <= vak.hoog * _MEESTE_ZIN,
    )
    draw_blokken(blokken, vak.x, vak.y)
    hoog = max(height_of(blokken), laagste) + 18
    return Vak(vak.x, vak.y + hoog, vak.breed, vak.hoog - hoog)


def _number_rooster(dia: Dia, grafiek: Grafiek, breed: float, grootte: float) -> Rooster:
    """Lay out the numbers: words at the left, numbers at the right of their column."""
    rijen = [grafiek.koppen, *grafiek.rijen]
    alineas = [
        [
            Alinea(
                tekst=tekst,
                grootte=grootte,
                kleur=INKT if nummer else INKT_2,
                lijn=RECHTS if kolom else LINKS,
            )
            for kolom, tekst in enumerate(rij)
        ]
        for nummer, rij in enumerate(rijen)
    ]
    kolommen = list(zip(*alineas, strict=True))
    smal = [max(word_width(dia, a) for a in kolom) for kolom in kolommen]
    ruim = [
        max(smalst, *(dia.width_of(a.tekst, grootte) + 2 * MARGE for a in kolom))
        for kolom, smalst in zip(kolommen, smal, strict=True)
    ]
    breedtes = _share_width(smal, ruim, breed)
    cellen = tuple(tuple(Cel(alineas=(a,)) for a in rij) for rij in alineas)
    randen: Randen = {}
    for rij in range(len(rijen)):
        for kolom in range(len(breedtes)):
            put_rand(randen, (rij, kolom), "B", (RAND if rij == 0 else HAARLIJN, 1.2))
    return Rooster(
        breedtes=breedtes,
        hoogtes=tuple(max(row_height(dia, rij, breedtes), grootte * 1.7) for rij in cellen),
        cellen=cellen,
        randen=randen,
        met_kop=True,
    )


def _share_width(smal: Sequence[float], ruim: Sequence[float], breed: float) -> tuple[float, ...]:
    """
    Share a width over columns: as wide as they want, else as far as that goes.

    >>> _share_width([10, 10], [20, 60], 100), _share_width([10, 10], [20, 60], 50)
    ((40, 60), (15.0, 35.0))
    """
    if sum(ruim) <= breed:
        return (breed - sum(ruim[1:]), *ruim[1:])
    over = breed - sum(smal)
    if over <= 0:
        return tuple(s * breed / sum(smal) for s in smal)
    deel = over / (sum(ruim) - sum(smal))
    return tuple(s + (r - s) * deel for s, r in zip(smal, ruim, strict=True))


def _put_bars(dia: Dia, grafiek: Grafiek, vak: Vak) -> None:
    staven = grafiek.staven
    getal = max(dia.width_of(staaf.tekst, _STAAF, VET) for staaf in staven) + 24
    links = min(max(dia.width_of(s.label, _STAAF) for s in staven) + 24, vak.breed * 0.4)
    hoog = min(vak.hoog, len(staven) * _HOOGSTE_STAAF)
    om = Vak(vak.x, vak.y, vak.breed, hoog)
    put_staven(
        dia,
        om,
        Vak(om.x + links, om.y, max(om.breed - links - getal, om.breed * 0.2), om.hoog),
        [(staaf.label, staaf.waarde, staaf.tekst, staaf.is_open) for staaf in staven],
        tot=grafiek.staafmaat,
        grootte=_STAAF,
        naam="Grafiek",
        reeks=grafiek.titel,
        alt=describe(grafiek),
    )


def _put_boxes(dia: Dia, grafiek: Grafiek, ruimte: Vak) -> None:
    """Put each line of a buurt in a chart of its own with those of larger areas, on one scale."""
    eigen = [lijn for lijn in grafiek.lijnen if lijn.streek is Streek.GEWOON]
    anderen = tuple(lijn for lijn in grafiek.lijnen if lijn.streek is not Streek.GEWOON)
    naast = min(len(eigen), _NAAST if len(eigen) > 4 else 2)  # noqa: PLR2004 - four make a square
    rijen = -(-len(eigen) // naast)
    breed, hoog = (ruimte.breed + _GOOT) / naast, (ruimte.hoog + _GOOT) / rijen
    kop = NAAM * REGELHOOGTE
    for nummer, lijn in enumerate(eigen):
        x = ruimte.x + nummer % naast * breed
        y = ruimte.y + nummer // naast * hoog
        naam = Alinea(tekst=lijn.naam, grootte=NAAM, is_vet=True, kleur=look_of(lijn)[0])
        dia.put_tekst(Vak(x, y, breed - _GOOT, kop), [naam], naam=f"Naam {nummer + 1}")
        deel = replace(grafiek, lijnen=(*anderen, lijn))
        put_lijnen(
            dia,
            deel,
            Vak(x, y + kop + 2, breed - _GOOT, hoog - _GOOT - kop - 2),
            alt=f"{lijn.naam}. {describe(grafiek)}",
            zonder_naam=lijn,
            naam=f"Grafiek {nummer + 1}",
            bereik=grafiek.y_bereik,
        )

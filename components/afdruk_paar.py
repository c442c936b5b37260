"""Two years of one map on a sheet, beside each other under one title and with one legend."""

from dataclasses import replace
from typing import Final

import geopandas as gpd

from components.afdruk_blad import (
    INKT_2,
    Blad,
    Blok,
    Opdracht,
    Vak,
    space,
    text_blok,
)
from components.afdruk_kaart import draw_kaart, needed_height
from components.afdruk_legenda import Legenda, table_blokken
from components.afdruk_tekst import break_lines
from components.afdruk_vlakverdeling import RAND_ONDER, Delen, lay_out_below, lay_out_beside
from components.errors import NaastError
from components.legendarijen import Legendatabel, build_legendatabel
from components.letters import VET
from layers.kaartbeeld import Kaartbeeld
from layers.opmaak import join_words
from layers.perioden import years_beside

_GOOT: Final = 28.0
_JAAR: Final = 22.0
_ONDER_KAART: Final = 36.0
# of the usual column: two maps need the room
_KOLOMDEEL: Final = 0.86
_DEEL: Final = " · "


def pair_of(kaartbeeld: Kaartbeeld, naast: int | None) -> tuple[Kaartbeeld, Kaartbeeld] | None:
    """
    Answer a map and the same of another year, the older one first; None where none is asked.

    Raises
    ------
    NaastError
        If there is no map of that year that can be compared, or its legend is a square.
    """
    if naast is None:
        return None
    kan = years_beside(kaartbeeld)
    if naast not in kan:
        raise NaastError(naast, kan)
    jaren = [moment.tot for moment in kaartbeeld.momenten]
    ander = replace(kaartbeeld, gekozen=jaren.index(naast))
    een, twee = sorted((kaartbeeld, ander), key=lambda beeld: beeld.gekozen)
    return een, twee


def draw_paar(
    blad: Blad,
    paar: tuple[Kaartbeeld, Kaartbeeld],
    omtrekken: gpd.GeoDataFrame,
    opdracht: Opdracht,
) -> None:
    """Lay out title, both maps and the legend they share."""
    samen = _common(paar, opdracht)
    papier, tabel = blad.maat, _table(paar, opdracht)
    delen = Delen(
        uitleg=lambda legenda, _factor: _sentences(paar, legenda),
        tabel=lambda legenda: table_blokken(legenda, tabel),
        kolomdeel=_KOLOMDEEL,
    )
    if papier.kolom is not None:
        ruimte = lay_out_beside(blad, samen, opdracht, delen, kolom=papier.kolom)
    else:
        breed = (papier.breed - 2 * RAND_ONDER - _GOOT) / 2
        hoog = needed_height(samen, omtrekken, breed) + _JAAR + 50
        ruimte = lay_out_below(blad, samen, opdracht, delen, kaarthoogte=hoog)
    breed = (ruimte.breed - _GOOT) / 2
    for nummer, beeld in enumerate(paar):
        vak = Vak(ruimte.x + nummer * (breed + _GOOT), ruimte.y, breed, ruimte.hoog)
        blad.put_tekst(_year(beeld), vak.x, vak.y + _JAAR, grootte=_JAAR, letter=VET)
        # no higher than it needs: the year stays by its map
        nodig = needed_height(beeld, omtrekken, vak.breed) + _ONDER_KAART
        hoog = min(vak.hoog - _JAAR - 10, nodig)
        kaart = Vak(vak.x, vak.y + _JAAR + 10, vak.breed, hoog)
        draw_kaart(blad, beeld, omtrekken, kaart, opdracht)


def _year(beeld: Kaartbeeld) -> str:
    moment = beeld.moment
    return str(moment.tot) if moment.van == moment.tot else f"{moment.van} tot {moment.tot}"


def _common(paar: tuple[Kaartbeeld, Kaartbeeld], opdracht: Opdracht) -> Kaartbeeld:
    """Answer what both maps have in common, as a map: title, subtitle, source."""
    een, twee = paar
    gevraagd = twee if opdracht.naast == een.moment.tot else een
    moment = gevraagd.moment
    eigen, deel, rest = moment.ondertitel.partition(_DEEL)
    jaren = join_words([f"**{_year(een)}**", f"**{_year(twee)}**"])
    bron = een.moment.bronregel.replace(_year(een), f"{_year(een)} en {_year(twee)}", 1)
    if een.moment.bronregel.replace(_year(een), _year(twee), 1) != twee.moment.bronregel:
        bron = f"{een.moment.bronregel} {twee.moment.bronregel}"
    samen = replace(
        moment,
        ondertitel=f"{jaren}{_DEEL}{rest}" if deel else eigen,
        bronregel=bron,
    )
    momenten = tuple(samen if m is moment else m for m in gevraagd.momenten)
    return replace(gevraagd, momenten=momenten)


def _table(paar: tuple[Kaartbeeld, Kaartbeeld], opdracht: Opdracht) -> Legendatabel:
    """Answer the legend of both: buurten per class in either year."""
    een, twee = (
        build_legendatabel(beeld, gekozen=None, in_zicht=opdracht.filter) for beeld in paar
    )
    tellingen = [beeld.moment.tellingen[0] for beeld in paar]
    klassen = tuple(
        replace(rij, aantallen=(*rij.aantallen[:1], *ander.aantallen[:1]))
        for rij, ander in zip(een.klassen, twee.klassen, strict=True)
    )
    # a state that occurs in one year alone has a row all the same
    per_woord = [{rij.woord: rij for rij in tabel.niets} for tabel in (een, twee)]
    niets = []
    for woord in dict.fromkeys((*per_woord[0], *per_woord[1])):
        rijen = [deze.get(woord) for deze in per_woord]
        voorbeeld = next(rij for rij in rijen if rij is not None)
        aantallen = [rij.aantallen[0] if rij is not None and rij.aantallen else 0 for rij in rijen]
        niets.append(replace(voorbeeld, aantallen=tuple(aantallen) if voorbeeld.aantallen else ()))
    woord = f"{tellingen[0].gewicht} "
    return Legendatabel(
        koppen=(f"{woord}{paar[0].moment.tot}", str(paar[1].moment.tot)),
        klassen=klassen,
        niets=tuple(niets),
    )


def _sentences(paar: tuple[Kaartbeeld, Kaartbeeld], legenda: Legenda) -> list[Blok]:
    """Answer what either map says, each after its year."""
    blad, blokken = legenda.blad, list[Blok]()
    grootte = legenda.maat.zin * 0.88
    for beeld in paar:
        zin = f"**{_year(beeld)}**: {beeld.moment.legendazin}"
        regels = break_lines(zin, ruimte=legenda.ruimte, grootte=grootte)
        blokken += [text_blok(blad, regels, grootte=grootte, regelhoogte=1.36), space(8)]
    uitleg = break_lines(paar[1].leeswijzer, ruimte=legenda.ruimte, grootte=legenda.maat.klein)
    blokken.append(
        text_blok(blad, uitleg, grootte=legenda.maat.klein, regelhoogte=1.4, kleur=INKT_2)
    )
    return blokken

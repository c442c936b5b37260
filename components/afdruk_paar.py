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
    draw_blokken,
    height_of,
    space,
    text_blok,
)
from components.afdruk_kaart import draw_kaart, needed_height
from components.afdruk_kop import (
    LOGO_BELOW,
    LOGO_BESIDE,
    VERKLEININGEN,
    bron_blokken,
    fitting_bron,
    herkomst_blok,
    kop_blokken,
    put_logo,
    put_naam_en_merk,
)
from components.afdruk_legenda import (
    FICTIEF,
    Legenda,
    Lettermaat,
    fictief_blok,
    merken_blok,
    table_blokken,
)
from components.afdruk_tekst import break_lines
from components.errors import NaastError
from components.legendarijen import Legendatabel, build_legendatabel
from components.letters import VET
from layers.kaartbeeld import Kaartbeeld
from layers.opmaak import join_words

_GOOT: Final = 28.0
_JAAR: Final = 22.0
_RAND_BESIDE: Final = 48.0
_RAND_BELOW: Final = 60.0
_DEEL: Final = " · "


def pair_of(kaartbeeld: Kaartbeeld, naast: int | None) -> tuple[Kaartbeeld, Kaartbeeld] | None:
    """
    Answer a map and the same of another year, the older one first; None where none is asked.

    Raises
    ------
    NaastError
        If there is no map of that year, or its legend is a square.
    """
    if naast is None:
        return None
    jaren = [moment.tot for moment in kaartbeeld.momenten]
    if kaartbeeld.vierkant is not None or naast not in jaren or naast == kaartbeeld.moment.tot:
        kan = [] if kaartbeeld.vierkant else [j for j in jaren if j != kaartbeeld.moment.tot]
        raise NaastError(naast, kan)
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
    kop = _common(paar, opdracht)
    lay_out = _lay_out_below if blad.maat.kolom is None else _lay_out_beside
    ruimte = lay_out(blad, paar, kop, opdracht, omtrekken)
    breed = (ruimte.breed - _GOOT) / 2
    for nummer, beeld in enumerate(paar):
        vak = Vak(ruimte.x + nummer * (breed + _GOOT), ruimte.y, breed, ruimte.hoog)
        blad.put_tekst(_year(beeld), vak.x, vak.y + _JAAR, grootte=_JAAR, letter=VET)
        kaart = Vak(vak.x, vak.y + _JAAR + 10, vak.breed, vak.hoog - _JAAR - 10)
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
    bronnen = dict.fromkeys((een.moment.bronregel, twee.moment.bronregel))
    samen = replace(
        moment,
        ondertitel=f"{jaren}{_DEEL}{rest}" if deel else eigen,
        bronregel=" ".join(bronnen),
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


def _sentences(blad: Blad, paar: tuple[Kaartbeeld, Kaartbeeld], legenda: Legenda) -> list[Blok]:
    """Answer what either map says, each after its year."""
    blokken: list[Blok] = []
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


def _lay_out_beside(
    blad: Blad,
    paar: tuple[Kaartbeeld, Kaartbeeld],
    samen: Kaartbeeld,
    opdracht: Opdracht,
    _omtrekken: gpd.GeoDataFrame,
) -> Vak:
    """Lay out the legend at the right; answer the room of both maps."""
    rand, papier = _RAND_BESIDE, blad.maat
    kolom = (papier.kolom or 0.0) * 0.86
    breed = papier.breed - 2 * rand
    logo = put_logo(blad, opdracht.stijl, rand + breed, 30, LOGO_BESIDE)
    kop = kop_blokken(blad, samen, breed - logo, titel=papier.titel, onder=19, hoogste=150)
    draw_blokken(kop, rand, 34)
    boven = 34 + height_of(kop) + 22
    voet = herkomst_blok(blad, samen, opdracht, breed, 12.5)
    onder = papier.hoog - 26 - voet.hoogte
    voet.teken(rand, onder)
    x = papier.breed - rand - kolom
    bron = fitting_bron(blad, samen, kolom)
    bron_y = onder - 10 - height_of(bron)
    draw_blokken(bron, x, bron_y)
    for factor in VERKLEININGEN:
        legenda = Legenda(blad, samen, kolom, Lettermaat(20, 17, 15).scaled(factor), opdracht)
        blokken = [
            *_sentences(blad, paar, legenda),
            space(12 * factor),
            *table_blokken(legenda, _table(paar, opdracht)),
            *_marks(legenda, factor),
        ]
        if FICTIEF in samen.merken:
            blokken += [space(14 * factor), fictief_blok(blad, 16 * factor)[0]]
        if height_of(blokken) <= bron_y - 16 - boven:
            break
    draw_blokken(blokken, x, boven)
    return Vak(rand, boven - 6, x - 36 - rand, onder - 8 - boven + 6)


def _lay_out_below(
    blad: Blad,
    paar: tuple[Kaartbeeld, Kaartbeeld],
    samen: Kaartbeeld,
    opdracht: Opdracht,
    omtrekken: gpd.GeoDataFrame,
) -> Vak:
    """Lay out the legend in two columns below; answer the room of both maps."""
    rand, tussen, papier = _RAND_BELOW, 40.0, blad.maat
    breed = papier.breed - 2 * rand
    logo = put_logo(blad, opdracht.stijl, rand + breed, 36, LOGO_BELOW)
    boven = put_naam_en_merk(blad, samen, rand, breed - logo)
    kop = kop_blokken(blad, samen, breed, titel=papier.titel, onder=16.5, hoogste=210)
    draw_blokken(kop, rand, boven)
    boven += height_of(kop) + 16
    voet = [
        *bron_blokken(blad, samen, breed, 13),
        space(3),
        herkomst_blok(blad, samen, opdracht, breed, 12.5),
    ]
    onder = papier.hoog - 46 - height_of(voet)
    draw_blokken(voet, rand, onder)
    kolom = (breed - tussen) / 2
    kaart = needed_height(samen, omtrekken, (breed - _GOOT) / 2) + _JAAR + 50
    for factor in VERKLEININGEN:
        legenda = Legenda(blad, samen, kolom, Lettermaat(18, 15.5, 13.5).scaled(factor), opdracht)
        links = [*_sentences(blad, paar, legenda), *_marks(legenda, factor)]
        rechts = table_blokken(legenda, _table(paar, opdracht))
        hoog = max(height_of(links), height_of(rechts))
        if hoog <= (onder - boven - 50) * 0.5:
            break
    y = min(onder - 26 - hoog, boven + kaart + 24)
    draw_blokken(links, rand, y)
    draw_blokken(rechts, rand + kolom + tussen, y)
    return Vak(rand, boven, breed, y - 24 - boven)


def _marks(legenda: Legenda, factor: float) -> list[Blok]:
    merken = merken_blok(legenda)
    return [space(14 * factor), merken] if merken else []

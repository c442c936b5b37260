"""The legend on a slide: what the map says, its classes as tables, its marks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pptx.enum.text import PP_ALIGN

from components.afdruk_blad import (
    INKT,
    INKT_2,
    INKT_3,
    WIT,
    Blok,
    Opdracht,
    Vak,
    draw_blokken,
    height_of,
    space,
)
from components.afdruk_legenda import FICTIEF
from components.afdruk_stijl import (
    STIJL_WEG,
    Stijl,
    is_in_zicht,
    name_colour,
    stijl_of,
)
from components.dia_indeling import largest_fit
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
from components.dia_vorm import LINKS, MIDDEN, RECHTS, REGELHOOGTE, Alinea, Dia
from components.legendarijen import (
    Legendarij,
    Legendatabel,
    build_legendatabel,
    format_telling,
    marks_of,
    say_gekozen,
)
from components.letters import VET
from layers.kaartbeeld import As, Kaartbeeld, Klasse, Staat, Vierkant
from layers.opmaak import format_getal

_ZIN: Final = 21.0
_RIJ: Final = 18.5
_KLEIN: Final = 17.0
_TUSSEN: Final = 16.0
# in a square of this many columns there is room for words in the cells
_MET_WOORDEN: Final = 2
_KLEINSTE_WOORD: Final = 0.65
_LIJN: Final = (INKT_2, 1.2)
_NADRUK: Final = (INKT, 4.0)
_RING: Final = "\N{WHITE CIRCLE}"


@dataclass(frozen=True, kw_only=True)
class _Legenda:
    """What a legend is made from: the slide, the map, the order for it, its width, its letters."""

    dia: Dia
    kaartbeeld: Kaartbeeld
    opdracht: Opdracht
    breed: float
    factor: float

    @property
    def rij(self) -> float:
        """Size of the letters of a row."""
        return _RIJ * self.factor

    @property
    def klein(self) -> float:
        """Size of the small letters."""
        return _KLEIN * self.factor

    @property
    def plek(self) -> int | None:
        """Where the chosen area stands in the map."""
        gebieden, gekozen = self.kaartbeeld.gebieden, self.opdracht.gekozen
        return gebieden.index(gekozen) if gekozen in gebieden else None


def put_legenda(
    dia: Dia, kaartbeeld: Kaartbeeld, opdracht: Opdracht, vak: Vak, *, met_cellen: bool = False
) -> None:
    """
    Put the legend in a box, in the largest letters with which it fits.

    With `met_cellen` the cells of a square are rows as well.
    """

    def make(factor: float) -> list[Blok]:
        return _blokken(
            _Legenda(
                dia=dia, kaartbeeld=kaartbeeld, opdracht=opdracht, breed=vak.breed, factor=factor
            ),
            met_cellen=met_cellen,
        )

    blokken = largest_fit(make, lambda blokken: height_of(blokken) <= vak.hoog)
    draw_blokken(blokken, vak.x, vak.y)


def column_blokken(  # noqa: PLR0913 - a column has many parts
    dia: Dia, zin: str, delen: Sequence[Blok], merken: Sequence[str], *, breed: float, factor: float
) -> list[Blok]:
    """Answer a column: a sentence, what stands under it, and the marks of these figures."""
    blokken: list[Blok] = []
    if zin:
        alinea = Alinea(tekst=zin, grootte=_ZIN * factor)
        blokken.append(dia.text_blok([alinea], breed, naam="Zin"))
    blokken += delen
    woorden = [merk for merk in merken if merk != FICTIEF]
    if woorden:
        tekst = " · ".join(woorden)
        alinea = Alinea(
            tekst=f"{tekst[0].upper()}{tekst[1:]}", grootte=_KLEIN * factor, kleur=INKT_2
        )
        blokken.append(dia.text_blok([alinea], breed, naam="Merken"))
    if FICTIEF in merken:
        blokken.append(fictief_blok(dia, factor)[0])
    tussen = space(_TUSSEN * factor)
    return [deel for blok in blokken for deel in (blok, tussen)][:-1]


def _blokken(legenda: _Legenda, *, met_cellen: bool) -> list[Blok]:
    kaartbeeld, dia, breed = legenda.kaartbeeld, legenda.dia, legenda.breed
    tabel = build_legendatabel(
        kaartbeeld,
        gekozen=legenda.opdracht.gekozen,
        in_zicht=legenda.opdracht.filter,
        met_cellen=met_cellen,
    )
    klassen = tabel_blok(dia, _legend_rooster(legenda, tabel), naam="Legenda", alt=_say_rows(tabel))
    delen = [klassen]
    uitleg = []
    if kaartbeeld.leeswijzer:
        alinea = Alinea(tekst=kaartbeeld.leeswijzer, grootte=legenda.klein, kleur=INKT_2)
        uitleg.append(dia.text_blok([alinea], breed, naam="Leeswijzer"))
    if legenda.plek is not None:
        alinea = Alinea(tekst=say_gekozen(kaartbeeld, legenda.plek), grootte=legenda.rij)
        uitleg.append(dia.text_blok([alinea], breed, naam="Gekozen"))
    if kaartbeeld.vierkant is None:
        delen += uitleg
    else:
        vierkant = tabel_blok(
            dia,
            _square_rooster(legenda, kaartbeeld.vierkant),
            naam="Vierkant",
            alt=_say_square(kaartbeeld, kaartbeeld.vierkant),
        )
        delen = [vierkant, *uitleg, klassen]
    merken = marks_of(kaartbeeld, in_zicht=legenda.opdracht.filter)
    merken += [FICTIEF] if FICTIEF in kaartbeeld.merken else []
    return column_blokken(
        dia, kaartbeeld.moment.legendazin, delen, merken, breed=breed, factor=legenda.factor
    )


def fictief_blok(dia: Dia, factor: float) -> tuple[Blok, float]:
    """Answer the mark of figures that are made up, and how wide it is."""
    alinea = Alinea(tekst=FICTIEF.capitalize(), grootte=_KLEIN * factor, is_vet=True, lijn=MIDDEN)
    breed = dia.width_of(alinea.tekst, alinea.grootte, VET) + 24 * factor
    hoog = alinea.grootte * REGELHOOGTE + 14 * factor
    blok = Blok(hoog, lambda x, y: dia.put_merk(Vak(x, y, breed, hoog), alinea, naam="Merk"))
    return blok, breed


def _legend_rooster(legenda: _Legenda, tabel: Legendatabel) -> Rooster:
    """Lay out the classes from high to low and the kinds of nothing, with their counts."""
    dia, groot, klein = legenda.dia, legenda.rij, legenda.klein
    rijen = [*tabel.klassen, *tabel.niets]
    tellingen = [
        max(
            dia.width_of(kop, klein),
            *(
                dia.width_of(format_telling(rij.aantallen[n]), groot, VET)
                for rij in rijen
                if rij.aantallen
            ),
        )
        + 2 * MARGE
        for n, kop in enumerate(tabel.koppen)
    ]
    staal = groot * 1.9
    breedtes = (staal, legenda.breed - staal - sum(tellingen), *tellingen)
    kop = [
        Cel(),
        Cel(),
        *(
            Cel(alineas=(Alinea(tekst=kop, grootte=klein, kleur=INKT_2, lijn=RECHTS),))
            for kop in tabel.koppen
        ),
    ]
    cellen = [kop, *(_row_cells(rij, groot, len(tabel.koppen)) for rij in rijen)]
    hoogtes = [row_height(dia, kop, breedtes)]
    hoogtes += [max(row_height(dia, rij, breedtes), groot * 1.6) for rij in cellen[1:]]
    randen: Randen = {}
    for nummer in range(1, len(cellen)):
        put_rand(randen, (nummer, 0), "LRTB", _LIJN)
    return Rooster(
        breedtes=breedtes,
        hoogtes=tuple(hoogtes),
        cellen=tuple(map(tuple, cellen)),
        randen=randen,
        met_kop=True,
    )


def _row_cells(rij: Legendarij, grootte: float, kolommen: int) -> list[Cel]:
    is_leeg = bool(rij.aantallen) and not any(rij.aantallen)
    kleur = INKT_3 if (is_leeg or rij.is_weg) and not rij.is_nadruk else INKT

    def cel(tekst: str, *, is_rechts: bool = False) -> Cel:
        lijn = RECHTS if is_rechts else LINKS
        alinea = Alinea(tekst=tekst, grootte=grootte, is_vet=rij.is_nadruk, kleur=kleur, lijn=lijn)
        return Cel(alineas=(alinea,), marge=MARGE if is_rechts else 1.5 * MARGE)

    aantallen = [format_telling(aantal) for aantal in rij.aantallen] or [""] * kolommen
    return [
        _staal(STIJL_WEG if rij.is_weg else rij.stijl, grootte),
        cel(rij.woord),
        *(cel(aantal, is_rechts=True) for aantal in aantallen),
    ]


def _staal(stijl: Stijl, grootte: float) -> Cel:
    """Answer a cell that looks as the areas do, with their sign."""
    vulling = None if stijl.vulling == "none" else stijl.vulling
    teken = _RING if stijl.is_klein else stijl.teken
    kleur = name_colour(stijl.vulling) if vulling else INKT
    alinea = Alinea(tekst=teken, grootte=grootte * 0.7, kleur=kleur, lijn=MIDDEN)
    return Cel(alineas=(alinea,) if teken else (), vulling=vulling, patroon=stijl.patroon, marge=0)


def _square_rooster(legenda: _Legenda, vierkant: Vierkant) -> Rooster:
    """
    Lay out a square: rows from above, columns from the left, words and count beside the colour.

    No letter stands on a colour but a sign: in the light of a room it could not be read.
    """
    dia, klein = legenda.dia, legenda.klein
    aantal = len(vierkant.kolommen.woorden)
    rijen = len(vierkant.rijen.woorden)
    woorden = [_axis_cel(vierkant.rijen, n, klein, RECHTS) for n in range(rijen)]
    regels = [alinea for cel in woorden for alinea in cel.alineas]
    nodig = max(word_width(dia, alinea) for alinea in regels)
    ruim = max(dia.width_of(alinea.tekst, alinea.grootte) for alinea in regels) + 2.4 * MARGE
    links = min(max(nodig, min(ruim, legenda.breed * 0.25)), legenda.breed * 0.3)
    cel_breed = (legenda.breed - links) / aantal
    balk = cel_breed * (0.2 if aantal == _MET_WOORDEN else 0.36)
    breedtes = (links, *(balk, cel_breed - balk) * aantal)
    leeg = Cel()
    kop = Alinea(tekst=vierkant.rijen.label, grootte=klein, is_vet=True)
    voet = Alinea(tekst=vierkant.kolommen.label, grootte=klein, is_vet=True, lijn=MIDDEN)
    cellen = [[Cel(alineas=(kop,))] + [leeg] * 2 * aantal]
    cellen += [[woord] + [leeg] * 2 * aantal for woord in woorden]
    kolommen = [_axis_cel(vierkant.kolommen, n, klein, MIDDEN) for n in range(aantal)]
    cellen.append([leeg, *(deel for cel in kolommen for deel in (cel, leeg))])
    cellen.append([leeg, Cel(alineas=(voet,))] + [leeg] * (2 * aantal - 1))
    randen: Randen = {}
    telling = legenda.kaartbeeld.moment.tellingen[0]
    hier = None if legenda.plek is None else legenda.kaartbeeld.moment.klassen[legenda.plek]
    dik: list[tuple[int, int]] = []
    for nummer, klasse in enumerate(legenda.kaartbeeld.klassen):
        if klasse.cel is None:
            continue
        rij, kolom = klasse.cel[0] + 1, 1 + 2 * klasse.cel[1]
        is_weg = not is_in_zicht(nummer, Staat.OK, legenda.opdracht.filter)
        cellen[rij][kolom] = _staal(
            STIJL_WEG if is_weg else stijl_of(klasse, Staat.OK), klein * 1.3
        )
        cellen[rij][kolom + 1] = _count_cel(
            legenda,
            klasse if aantal == _MET_WOORDEN else None,
            telling.klassen[nummer],
            breedtes[kolom + 1],
        )
        for plek in (kolom, kolom + 1):
            put_rand(randen, (rij, plek), "LRTB", _LIJN)
        if klasse.cel == vierkant.nadruk or nummer == hier:
            dik.append((rij, kolom))
    for rij, kolom in dik:
        put_rand(randen, (rij, kolom), "LTB", _NADRUK)
        put_rand(randen, (rij, kolom + 1), "RTB", _NADRUK)
    samen = [(0, 0, 0, 2 * aantal), (len(cellen) - 1, 1, len(cellen) - 1, 2 * aantal)]
    samen += [(len(cellen) - 2, 1 + 2 * n, len(cellen) - 2, 2 + 2 * n) for n in range(aantal)]
    return Rooster(
        breedtes=breedtes,
        hoogtes=_square_heights(legenda, cellen, breedtes, samen),
        cellen=tuple(map(tuple, cellen)),
        randen=randen,
        samen=tuple(samen),
    )


def _square_heights(
    legenda: _Legenda,
    cellen: Sequence[Sequence[Cel]],
    breedtes: Sequence[float],
    samen: Sequence[tuple[int, int, int, int]],
) -> tuple[float, ...]:
    """Answer the heights of the rows: those of the square are equal."""
    hoogtes = []
    for nummer, rij in enumerate(cellen):
        maten = list(breedtes)
        for van_rij, van, _, tot in samen:
            if van_rij == nummer:
                maten[van] = sum(breedtes[van : tot + 1])
        hoogtes.append(row_height(legenda.dia, rij, maten))
    hoogste = max(*hoogtes[1:-2], legenda.klein * 3.2)
    return (hoogtes[0], *(hoogste for _ in hoogtes[1:-2]), *hoogtes[-2:])


def _axis_cel(as_: As, plek: int, grootte: float, lijn: PP_ALIGN) -> Cel:
    """Answer the word of a row or a column, and its reach under it."""
    alineas = [Alinea(tekst=as_.woorden[plek], grootte=grootte, lijn=lijn)]
    if as_.grenzen and as_.grenzen[plek]:
        alineas.append(
            Alinea(tekst=as_.grenzen[plek], grootte=grootte * 0.88, kleur=INKT_2, lijn=lijn)
        )
    return Cel(alineas=tuple(alineas))


def _count_cel(legenda: _Legenda, klasse: Klasse | None, aantal: int, breed: float) -> Cel:
    """Answer the count of a cell, on white, with the words of its class where there is room."""
    klein = legenda.klein
    getal = format_getal(aantal, decimalen=0)
    if klasse is None:
        cijfer = Alinea(tekst=getal, grootte=klein * 1.6, is_vet=True, lijn=MIDDEN)
        return Cel(alineas=(cijfer,), vulling=WIT)
    cijfer = Alinea(tekst=getal, grootte=klein * 2.2, is_vet=True)
    label = Alinea(tekst=f"{klasse.label[0].upper()}{klasse.label[1:]}", grootte=klein)
    past = min(1.0, max(breed / word_width(legenda.dia, label), _KLEINSTE_WOORD))
    woorden = Alinea(tekst=label.tekst, grootte=klein * past)
    return Cel(alineas=(cijfer, woorden), vulling=WIT)


def _say_rows(tabel: Legendatabel) -> str:
    """Write a legend in words."""
    delen = []
    for rij in (*tabel.klassen, *tabel.niets):
        aantallen = ", ".join(
            f"{format_telling(aantal)} {kop}"
            for aantal, kop in zip(rij.aantallen, tabel.koppen, strict=False)
        )
        delen.append(f"{rij.woord}: {aantallen}" if aantallen else rij.woord)
    return f"Legenda. {'; '.join(delen)}."


def _say_square(kaartbeeld: Kaartbeeld, vierkant: Vierkant) -> str:
    """Write a square in words."""
    telling = kaartbeeld.moment.tellingen[0]
    delen = [
        f"{klasse.label}: {format_getal(telling.klassen[nummer], decimalen=0)}"
        for nummer, klasse in enumerate(kaartbeeld.klassen)
        if klasse.cel is not None
    ]
    assen = f"{vierkant.rijen.label} en {vierkant.kolommen.label}"
    return f"Legenda van {assen}, in {telling.gewicht}. {'; '.join(delen)}."

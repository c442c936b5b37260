"""
The legend on paper: sentence, strip, classes with their counts, kinds of nothing, marks.

Each part is a block of a column; a page that is short of room asks for the same in smaller letters.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import shapely

from components.afdruk_blad import (
    INKT,
    INKT_2,
    INKT_3,
    WIT,
    Blad,
    Blok,
    Opdracht,
    Vak,
    baseline,
    space,
    text_blok,
)
from components.afdruk_stijl import (
    STIJL_WEG,
    Stijl,
    name_colour,
    put_patroon,
    put_teken,
)
from components.afdruk_strip import strip_blok
from components.afdruk_tekst import break_lines
from components.afdruk_vierkant import vierkant_blok
from components.legendarijen import (
    Legendarij,
    Legendatabel,
    build_legendatabel,
    format_telling,
    join_marks,
    marks_of,
    say_gekozen,
)
from components.letters import GEWOON, MIDDEL, VET, Letter, breedte
from layers.kaartbeeld import (
    Kaartbeeld,
    Staat,
    Vierkant,
)

FICTIEF: Final = "fictieve gegevens"


@dataclass(frozen=True)
class Lettermaat:
    """Sizes of a legend, in units of the sheet."""

    zin: float
    rij: float
    klein: float

    def scaled(self, factor: float) -> "Lettermaat":
        """Answer the same, smaller."""
        return Lettermaat(self.zin * factor, self.rij * factor, self.klein * factor)


@dataclass(frozen=True)
class Legenda:
    """What a legend is made from: the map, the order for it, and the room and letters it has."""

    blad: Blad
    kaartbeeld: Kaartbeeld
    ruimte: float
    maat: Lettermaat
    opdracht: Opdracht

    @property
    def plek(self) -> int | None:
        """Where the chosen area stands in the map."""
        gebieden, gekozen = self.kaartbeeld.gebieden, self.opdracht.gekozen
        return gebieden.index(gekozen) if gekozen in gebieden else None


def zin_blok(legenda: Legenda) -> Blok:
    """Answer what the map says, as a sentence."""
    grootte = legenda.maat.zin
    regels = break_lines(
        legenda.kaartbeeld.moment.legendazin,
        ruimte=legenda.ruimte,
        grootte=grootte,
        is_gelijk=True,
    )
    return text_blok(legenda.blad, regels, grootte=grootte, regelhoogte=1.36)


def verdeling_blokken(legenda: Legenda) -> list[Blok]:
    """Answer the strip with what its dots are, and the chosen area with its value."""
    blad, kaartbeeld, maat = legenda.blad, legenda.kaartbeeld, legenda.maat
    if kaartbeeld.vierkant is not None:
        return _square_blokken(legenda, kaartbeeld.vierkant)
    strip = strip_blok(
        blad, kaartbeeld, ruimte=legenda.ruimte, grootte=maat.klein, gekozen=legenda.plek
    )
    woorden = f"Van geen enkele {kaartbeeld.niveau.value} is een cijfer bekend."
    if strip:
        woorden = f"{kaartbeeld.leeswijzer} Elke stip is een {kaartbeeld.niveau.value}.".lstrip()
        if Staat.KLEIN_AANTAL in kaartbeeld.moment.staten:
            woorden += " Een open stip is een klein aantal."
        if strip.heeft_rand:
            woorden += " Een stip op de rand ligt verder weg."
    regels = break_lines(woorden, ruimte=legenda.ruimte, grootte=maat.klein)
    uitleg = text_blok(blad, regels, grootte=maat.klein, regelhoogte=1.4, kleur=INKT_2)
    blokken = [strip.blok, space(4), uitleg] if strip else [uitleg]
    if legenda.plek is not None:
        blokken += [space(4), _gekozen_blok(legenda, legenda.plek)]
    return blokken


def _square_blokken(legenda: Legenda, vierkant: Vierkant) -> list[Blok]:
    """Answer the square with how to read it, and the chosen area with both of its values."""
    blad, maat, plek = legenda.blad, legenda.maat, legenda.plek
    regels = break_lines(legenda.kaartbeeld.leeswijzer, ruimte=legenda.ruimte, grootte=maat.klein)
    blokken = [
        vierkant_blok(
            blad,
            legenda.kaartbeeld,
            vierkant,
            ruimte=legenda.ruimte,
            grootte=maat.klein,
            in_zicht=legenda.opdracht.filter,
            hier=None if plek is None else legenda.kaartbeeld.moment.klassen[plek],
        ),
        space(6),
        text_blok(blad, regels, grootte=maat.klein, regelhoogte=1.4, kleur=INKT_2),
    ]
    return blokken if plek is None else [*blokken, space(4), _gekozen_blok(legenda, plek)]


def _gekozen_blok(legenda: Legenda, plek: int) -> Blok:
    """Answer the chosen area with its value, behind the dot it has in the strip."""
    blad, kaartbeeld, grootte = legenda.blad, legenda.kaartbeeld, legenda.maat.rij
    cijfer = kaartbeeld.moment.waarden[plek] is not None
    inspring = grootte * 1.2
    regels = break_lines(
        say_gekozen(kaartbeeld, plek), ruimte=legenda.ruimte - inspring, grootte=grootte
    )
    tekst = text_blok(blad, regels, grootte=grootte, regelhoogte=1.4)

    def teken(x: float, y: float) -> None:
        midden = y + grootte * 0.7
        blad.put_stippen(
            shapely.get_coordinates(shapely.Point(x + grootte * 0.35, midden)),
            straal=grootte * 0.3,
            vulling=INKT if cijfer else WIT,
            lijn=INKT,
            dikte=1,
        )
        tekst.teken(x + inspring, y)

    return Blok(tekst.hoogte, teken)


def tabel_blokken(legenda: Legenda) -> list[Blok]:
    """Answer the classes from high to low and the kinds of nothing, with their counts."""
    tabel = build_legendatabel(
        legenda.kaartbeeld, gekozen=legenda.opdracht.gekozen, in_zicht=legenda.opdracht.filter
    )
    return table_blokken(legenda, tabel)


def table_blokken(legenda: Legenda, tabel: Legendatabel) -> list[Blok]:
    """Answer the rows of a legend under what they count."""
    klassen, niets, koppen = tabel.klassen, tabel.niets, tabel.koppen
    breedtes = _column_widths(legenda.maat, koppen, [*klassen, *niets])
    hoog = legenda.maat.rij * 1.7
    return [
        _kop_blok(legenda, koppen, breedtes),
        *(_rij_blok(legenda, rij, breedtes, hoog) for rij in klassen),
        space(legenda.maat.rij * 0.6 if klassen else 0),
        *(_rij_blok(legenda, rij, breedtes, hoog) for rij in niets),
    ]


def _column_widths(
    maat: Lettermaat, koppen: Sequence[str], rijen: Sequence[Legendarij]
) -> tuple[float, ...]:
    return tuple(
        max(
            breedte(kop, GEWOON) * maat.klein,
            *(
                breedte(format_telling(rij.aantallen[n]), VET) * maat.rij
                for rij in rijen
                if rij.aantallen
            ),
        )
        + maat.rij
        for n, kop in enumerate(koppen)
    )


def _kop_blok(legenda: Legenda, koppen: Sequence[str], breedtes: Sequence[float]) -> Blok:
    grootte = legenda.maat.klein
    hoog = grootte * 1.7

    def teken(x: float, y: float) -> None:
        rechts = x + legenda.ruimte
        for kop, breed in zip(reversed(koppen), reversed(breedtes), strict=True):
            legenda.blad.put_tekst(
                kop,
                rechts,
                baseline(y, hoog, grootte),
                grootte=grootte,
                kleur=INKT_2,
                lijn="right",
            )
            rechts -= breed

    return Blok(hoog, teken)


def _rij_blok(legenda: Legenda, rij: Legendarij, breedtes: Sequence[float], hoog: float) -> Blok:
    blad, grootte = legenda.blad, legenda.maat.rij
    staal_breed, staal_hoog = grootte * 1.6, grootte * 1.05
    letter: Letter = VET if rij.is_nadruk else GEWOON
    is_leeg = bool(rij.aantallen) and not any(rij.aantallen)
    kleur = INKT_3 if (is_leeg or rij.is_weg) and not rij.is_nadruk else INKT
    links = staal_breed + grootte * 0.7
    regels = break_lines(
        rij.woord, ruimte=legenda.ruimte - links - sum(breedtes), grootte=grootte, letter=letter
    )
    woord = text_blok(blad, regels, grootte=grootte, regelhoogte=1.2, kleur=kleur)
    hoog = max(hoog, woord.hoogte + grootte * 0.4)

    def teken(x: float, y: float) -> None:
        staal = Vak(x, y + (hoog - staal_hoog) / 2, staal_breed, staal_hoog)
        draw_staal(blad, staal, STIJL_WEG if rij.is_weg else rij.stijl)
        woord.teken(x + links, y + (hoog - woord.hoogte) / 2)
        rechts = x + legenda.ruimte
        for aantal, breed in zip(reversed(rij.aantallen), reversed(breedtes), strict=False):
            blad.put_tekst(
                format_telling(aantal),
                rechts,
                baseline(y, hoog, grootte),
                grootte=grootte,
                letter=letter,
                kleur=kleur,
                lijn="right",
            )
            rechts -= breed

    return Blok(hoog, teken)


def draw_staal(blad: Blad, vak: Vak, stijl: Stijl) -> None:
    """Draw a sample of how areas look."""
    blad.put_vlak(vak, vulling=stijl.vulling)
    if stijl.patroon:
        put_patroon(
            blad,
            [shapely.box(vak.x, vak.y, vak.rechts, vak.onder)],
            stijl.patroon,
            hoogte=6,
            vulling=stijl.vulling,
        )
    blad.put_vlak(vak, lijn=INKT_2, hoogte=7)
    if stijl.teken and not stijl.is_klein:
        zijde = vak.hoog * 0.55
        midden_x, midden_y = vak.x + vak.breed / 2, vak.y + vak.hoog / 2
        plek = Vak(midden_x - zijde / 2, midden_y - zijde / 2, zijde, zijde)
        put_teken(blad, stijl.teken, plek, name_colour(stijl.vulling))
    if stijl.is_klein:
        midden = shapely.Point(vak.x + vak.breed / 2, vak.y + vak.hoog / 2)
        blad.put_stippen(
            shapely.get_coordinates(midden),
            straal=2.6,
            vulling=WIT,
            lijn=INKT,
            dikte=1.2,
            hoogte=8,
        )


def merken_blok(legenda: Legenda) -> Blok | None:
    """Answer what must be known of these figures, and of which year the second count is."""
    woorden = marks_of(legenda.kaartbeeld, in_zicht=legenda.opdracht.filter)
    if not woorden:
        return None
    grootte = legenda.maat.klein
    regels = break_lines(join_marks(woorden), ruimte=legenda.ruimte, grootte=grootte, letter=MIDDEL)
    return text_blok(legenda.blad, regels, grootte=grootte, regelhoogte=1.4, kleur=INKT_2)


def fictief_blok(blad: Blad, grootte: float) -> tuple[Blok, float]:
    """Answer the mark of figures that are made up, and how wide it is."""
    woorden = FICTIEF.capitalize()
    breed = breedte(woorden, VET) * grootte + 24
    hoog = grootte * 1.3 + 14

    def teken(x: float, y: float) -> None:
        blad.put_vlak(Vak(x, y, breed, hoog), lijn=INKT, streep=(3, 2), dikte=1.2, straal=3)
        blad.put_tekst(
            woorden, x + 12, baseline(y, hoog, grootte), grootte=grootte, letter=VET, hoogte=21
        )

    return Blok(hoog, teken), breed

"""The legend of a map in a memo: its classes or its square as tables, and how they are read."""

import io
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import zip_longest
from typing import Final

from components.afdruk import paper_settings
from components.afdruk_blad import DPI, INKT, INKT_3, WIT, Blad, Opdracht, Papier, Vak
from components.afdruk_legenda import draw_staal
from components.afdruk_stijl import PANEEL, STIJL_WEG, Stijl, is_in_zicht, name_colour
from components.legendarijen import (
    Legendarij,
    build_legendatabel,
    counted_in,
    format_telling,
    join_marks,
    marks_of,
    say_gekozen,
)
from components.memo_blad import Memo
from components.memo_stijlen import TABEL, TEKST, TUSSEN
from components.memo_tabel import LEEG, STAAL_BREED, Cel, Tabel, fit_breedtes, put_tabel, text_width
from layers.kaartbeeld import As, Kaartbeeld, Staat, Vierkant

_STAAL: Final = Papier(breed=31, hoog=14, breed_inch=STAAL_BREED / 72)
_INSPRING: Final = 6.0
_TEKEN: Final = 8.0
# how narrow a part beside another can be
_SMALSTE_DEEL: Final = 160.0
_GOOT: Final = 20.0
_HOOGSTE_VAK: Final = 26.0
_NADRUK: Final = 2.25
_TUSSEN: Final = 2.0
_ASKOLOM: Final = 0.22
# in a square of this many columns there is room for all words in the cells
_MET_ALLE_WOORDEN: Final = 2


def put_legenda(memo: Memo, kaartbeeld: Kaartbeeld, opdracht: Opdracht) -> None:
    """Put the legend: what each colour is, how many are of it, and what has none."""
    tabel = build_legendatabel(kaartbeeld, gekozen=opdracht.gekozen, in_zicht=opdracht.filter)
    delen: list[tuple[str, Sequence[Legendarij]]]
    if kaartbeeld.vierkant is None:
        delen = [("Klasse", tabel.klassen), ("Overig", tabel.niets)]
        if memo.breed < 2 * _SMALSTE_DEEL:
            delen = [("Klasse", (*tabel.klassen, *tabel.niets))]
    else:
        put_tabel(memo, _build_vierkant(memo, kaartbeeld, kaartbeeld.vierkant, opdracht))
        memo.put_tekst("", TUSSEN)
        alle = (*tabel.klassen, *tabel.niets)
        hoog = -(-len(alle) // 2) if memo.breed >= 2 * _SMALSTE_DEEL else len(alle)
        delen = [("Overig", alle[n : n + hoog]) for n in range(0, len(alle), hoog)]
    put_tabel(memo, _build_rijen(memo, tabel.koppen, delen))
    merken = marks_of(kaartbeeld, in_zicht=opdracht.filter)
    zinnen = (
        kaartbeeld.leeswijzer,
        _outlined(kaartbeeld, opdracht.gekozen),
        f"**{join_marks(merken)}**" if merken else "",
    )
    put_uitleg(memo, " ".join(filter(None, zinnen)))


def put_uitleg(memo: Memo, uitleg: str) -> None:
    """Put what must be known to read a picture, where that is something."""
    if uitleg:
        memo.put_tekst(uitleg, TEKST)


def _outlined(kaartbeeld: Kaartbeeld, gekozen: str | None) -> str:
    """Say what the map shows of the chosen area; empty where none is."""
    if gekozen not in kaartbeeld.gebieden:
        return ""
    zin = say_gekozen(kaartbeeld, kaartbeeld.gebieden.index(gekozen))
    return f"Omlijnd op de kaart: {zin}".rstrip() + "."


def _build_rijen(
    memo: Memo, geteld: Sequence[str], delen: Sequence[tuple[str, Sequence[Legendarij]]]
) -> Tabel:
    """Lay out parts of a legend beside each other, in one table: no table lies in another."""
    breed = len(geteld) + 2
    koppen: list[Cel] = []
    for kop, _ in delen:
        koppen += [LEEG] if koppen else []
        koppen.append(Cel(regels=(kop,), links=0, kolommen=2))
        koppen += [Cel(regels=(telling,), is_rechts=True) for telling in geteld]
    rijen = []
    for legendarijen in zip_longest(*(rijen for _, rijen in delen)):
        rij: list[Cel] = []
        for deze in legendarijen:
            rij += [LEEG] if rij else []
            rij += (LEEG,) * breed if deze is None else _row(deze, len(geteld))
        rijen.append(tuple(rij))
    kolommen = len(delen) * (breed + 1) - 1
    woorden = range(1, kolommen, breed + 1)
    wit = dict.fromkeys(range(breed, kolommen, breed + 1), _GOOT)
    return Tabel(
        koppen=(tuple(koppen),),
        rijen=tuple(rijen),
        breedtes=fit_breedtes(memo, koppen, rijen, woorden, wit=wit),
        naam="Legenda",
        wit=tuple(wit),
    )


def _row(rij: Legendarij, kolommen: int) -> tuple[Cel, ...]:
    is_leeg = bool(rij.aantallen) and not any(rij.aantallen)
    kleur = INKT_3 if (is_leeg or rij.is_weg) and not rij.is_nadruk else None
    vet = "**" if rij.is_nadruk else ""
    aantallen = [format_telling(aantal) for aantal in rij.aantallen]
    aantallen += [""] * (kolommen - len(aantallen))
    return (
        _staal(rij),
        Cel(regels=(f"{vet}{rij.woord}{vet}",), kleur=kleur, links=_INSPRING),
        *(
            Cel(regels=(f"{vet}{aantal}{vet}" if aantal else "",), is_rechts=True, kleur=kleur)
            for aantal in aantallen
        ),
    )


def _staal(rij: Legendarij) -> Cel:
    """Answer the sample of a row: a class as the fill of its cell, a pattern as a picture."""
    if rij.klasse is None:
        stijl = STIJL_WEG if rij.is_weg else rij.stijl
        alt = f"Zo is {rij.woord.removeprefix('· ')} getekend"
        return Cel(beeld=_draw_staal(stijl), alt=alt, is_staal=True, links=0)
    vulling = PANEEL if rij.is_weg else rij.stijl.vulling
    return Cel(
        regels=(rij.stijl.teken,),
        vulling=vulling,
        kleur=name_colour(vulling),
        is_staal=True,
        links=_TEKEN,
    )


@lru_cache(maxsize=32)
def _draw_staal(stijl: Stijl) -> bytes:
    geheugen = io.BytesIO()
    with paper_settings():
        blad = Blad(_STAAL)
        draw_staal(blad, Vak(0.7, 0.7, _STAAL.breed - 1.4, _STAAL.hoog - 1.4), stijl)
        blad.figuur.savefig(geheugen, format="png", dpi=DPI, metadata={"Software": None})
    return geheugen.getvalue()


def _build_vierkant(
    memo: Memo, kaartbeeld: Kaartbeeld, vierkant: Vierkant, opdracht: Opdracht
) -> Tabel:
    """
    Lay out the square: a column for each word of its horizontal axis, a row for each other one.

    Each word says its axis as well, so that no cells need to be joined.
    """
    aantal = len(vierkant.kolommen.woorden)
    links = memo.breed * _ASKOLOM
    breed = (memo.breed - links) / aantal
    vakken = _vakken(memo, kaartbeeld, vierkant, breed, opdracht)
    geteld = " · ".join(gewicht.label for gewicht in counted_in(kaartbeeld))
    hoek = Cel(regels=(f"Aantal {geteld}",), links=0)
    ineen = [_as_cel(vierkant.kolommen, kolom) for kolom in range(aantal)]
    koppen: tuple[tuple[Cel, ...], ...] = ((hoek, *ineen),)
    if not all(_fits(memo, woord, breed) for woord in ineen):
        koppen = (
            (LEEG, Cel(regels=(vierkant.kolommen.label,), kolommen=aantal)),
            (hoek, *(Cel(regels=(_word(vierkant.kolommen, kolom),)) for kolom in range(aantal))),
        )
    rijen = [
        (
            _row_word(memo, vierkant.rijen, rij, links),
            *(vakken.get((rij, kolom), LEEG) for kolom in range(aantal)),
        )
        for rij in range(len(vierkant.rijen.woorden))
    ]
    return Tabel(
        koppen=koppen,
        rijen=tuple(rijen),
        breedtes=(links, *(breed,) * aantal),
        naam="Legenda",
        wit=range(aantal + 1),
        laagste_rij=_HOOGSTE_VAK,
    )


def _word(as_: As, nummer: int) -> str:
    grens = as_.grenzen[nummer] if as_.grenzen else ""
    return f"**{as_.woorden[nummer]}**{f' ({grens})' if grens else ''}"


def _as_cel(as_: As, nummer: int) -> Cel:
    """Answer a word of an axis behind what the axis is."""
    return Cel(regels=(f"{as_.label}: {_word(as_, nummer)}",), links=0)


def _row_word(memo: Memo, rijen: As, nummer: int, breed: float) -> Cel:
    ineen = _as_cel(rijen, nummer)
    if _fits(memo, ineen, breed):
        return ineen
    return Cel(regels=(f"{rijen.label}:", _word(rijen, nummer)), links=0)


def _fits(memo: Memo, inhoud: Cel, breed: float) -> bool:
    return text_width(inhoud, memo.maten[TABEL.naam].grootte) <= breed * memo.ruim


def _vakken(
    memo: Memo, kaartbeeld: Kaartbeeld, vierkant: Vierkant, breed: float, opdracht: Opdracht
) -> dict[tuple[int, int], Cel]:
    """Answer the cells of the square, by their row and column: counts and words in their colour."""
    moment = kaartbeeld.moment
    hier = None
    if opdracht.gekozen in kaartbeeld.gebieden:
        hier = moment.klassen[kaartbeeld.gebieden.index(opdracht.gekozen)]
    is_smal = len(vierkant.kolommen.woorden) > _MET_ALLE_WOORDEN
    vakken: dict[tuple[int, int], Cel] = {}
    for nummer, klasse in enumerate(kaartbeeld.klassen):
        if klasse.cel is None:
            continue
        vulling = klasse.kleur if is_in_zicht(nummer, Staat.OK, opdracht.filter) else PANEEL
        is_nadruk = klasse.cel == vierkant.nadruk or hier == nummer
        # behind a semicolon a label says the word of its column again
        label = klasse.label.partition(";")[0] if is_smal else klasse.label
        vakken[klasse.cel] = Cel(
            regels=(*_tellingen(kaartbeeld, nummer), f"{label[:1].upper()}{label[1:]}"),
            vulling=vulling,
            kleur=name_colour(vulling),
            rand=_NADRUK if is_nadruk else _TUSSEN,
            randkleur=INKT if is_nadruk else WIT,
        )
    ineen = {
        plek: replace(vak, regels=(" · ".join(vak.regels[:-1]), vak.regels[-1]))
        for plek, vak in vakken.items()
    }
    passen = all(_fits(memo, Cel(regels=vak.regels[:1]), breed) for vak in ineen.values())
    return ineen if passen else vakken


def _tellingen(kaartbeeld: Kaartbeeld, nummer: int) -> list[str]:
    """Write the counts of a class, the first of them bold and behind its sign."""
    per_sleutel = {telling.gewicht: telling for telling in kaartbeeld.moment.tellingen}
    paren = [
        (format_telling(per_sleutel[gewicht.sleutel].cellen[nummer]), gewicht.label)
        for gewicht in counted_in(kaartbeeld)
        if gewicht.sleutel in per_sleutel
    ]
    teken = kaartbeeld.klassen[nummer].teken
    regels = [f"{aantal} {woord}" for aantal, woord in paren[1:]]
    return [*(f"{teken} **{aantal}** {woord}".lstrip() for aantal, woord in paren[:1]), *regels]

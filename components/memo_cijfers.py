"""The numbers of a map in a memo: all areas where they are few, else those at both ends."""

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Final

from components.legendarijen import format_telling, name_of
from components.memo_blad import Memo
from components.memo_stijlen import KOP, TEKST
from components.memo_tabel import LEEG, Cel, Tabel, fit_breedtes, put_tabel
from layers.grafiek import Grafiek
from layers.kaartbeeld import STAATWOORDEN, Kaartbeeld, Opmaak, Staat
from layers.lijsten import Lijst, Rij, build_lijsten
from layers.opmaak import format_getal, format_met, join_words

UITERSTEN: Final = 6
MEESTE: Final = 2 * UITERSTEN
_GOOT: Final = 20.0
_MEER: Final = 24.0
_INSPRING: Final = 10.0
# more words above columns than this become hard to read beside each other
_MEESTE_KOLOMMEN: Final = 8
_Cellen = tuple[Cel, ...]


def put_cijfers(
    memo: Memo, *, kaartbeeld: Kaartbeeld, gekozen: str | None = None, met_kop: bool = False
) -> None:
    """
    Put the numbers: by value, or of a square the lists of the cell it is about and its opposite.

    Areas without a value are in no list: the legend counts them. What is uncertain or a small
    number stands in none that ranks.
    """
    kop = f"Cijfers per {kaartbeeld.niveau.value}"
    if kaartbeeld.vierkant and (lijsten := build_lijsten(kaartbeeld, meeste=UITERSTEN)):
        volgorde = next((lijst.volgorde for lijst in lijsten if lijst.volgorde), "")
        zin = ", ".join(filter(None, (f"hoogstens {UITERSTEN} per lijst", volgorde)))
        if met_kop:
            memo.put_tekst(f"{kop}: {zin}", KOP)
        else:
            _put_zin(memo, f"{zin[0].upper()}{zin[1:]}.")
        _put_lijsten(memo, kaartbeeld, lijsten, gekozen)
        return
    if met_kop:
        memo.put_tekst(kop, KOP)
    _put_waarden(memo, kaartbeeld, gekozen)


def _put_waarden(memo: Memo, kaartbeeld: Kaartbeeld, gekozen: str | None) -> None:
    """Put the areas by their value, and say how many there are."""
    plekken = _sorted_places(kaartbeeld)
    geteld = _count(kaartbeeld, len(plekken))
    zeker = [plek for plek in plekken if not _weakness(kaartbeeld, plek)]
    if not plekken:
        memo.put_tekst(f"Van geen enkele {kaartbeeld.niveau.value} is een cijfer bekend.", TEKST)
    elif len(plekken) <= MEESTE:
        _put_zin(memo, f"{geteld} met een cijfer, van hoog naar laag.")
        _put_een(memo, kaartbeeld, plekken, gekozen)
    elif len(zeker) > MEESTE:
        _put_zin(
            memo,
            f"Van {geteld} met een cijfer: de {UITERSTEN} hoogste en de {UITERSTEN} laagste, van "
            f"hoog naar laag.{_left_out(kaartbeeld, plekken)}",
        )
        _put_twee(memo, kaartbeeld, zeker, gekozen)
    elif zeker:
        zonder = _left_out(kaartbeeld, plekken)
        _put_zin(memo, f"Van {geteld} met een cijfer, van hoog naar laag.{zonder}")
        _put_een(memo, kaartbeeld, zeker, gekozen)
    else:
        memo.put_tekst(f"{geteld} met een cijfer, te onzeker voor een volgorde.", TEKST)


def _put_zin(memo: Memo, zin: str) -> None:
    """Put a sentence that stays with the table below it."""
    memo.put_tekst(zin, TEKST).paragraph_format.keep_with_next = True


def _sorted_places(kaartbeeld: Kaartbeeld) -> list[int]:
    """Answer where the areas with a value stand in a map, from the highest to the lowest."""
    land = kaartbeeld.land
    waarden = {
        plek: waarde
        for plek, waarde in enumerate(kaartbeeld.moment.waarden)
        if land[plek] and waarde is not None and not math.isnan(waarde)
    }
    return sorted(waarden, key=lambda plek: (-waarden[plek], kaartbeeld.namen[plek]))


def _weakness(kaartbeeld: Kaartbeeld, plek: int) -> str:
    """Say why a value should not be ranked; empty where it can."""
    moment = kaartbeeld.moment
    if moment.staten[plek] is not Staat.OK:
        return STAATWOORDEN[moment.staten[plek]]
    return "onzeker verschil" if moment.onzeker and moment.onzeker[plek] else ""


def _left_out(kaartbeeld: Kaartbeeld, plekken: Sequence[int]) -> str:
    redenen = [reden for plek in plekken if (reden := _weakness(kaartbeeld, plek))]
    if not redenen:
        return ""
    delen = [
        f"{format_getal(redenen.count(reden), decimalen=0)} met een {reden}"
        for reden in dict.fromkeys(redenen)
    ]
    return f" Zonder {join_words(delen)}."


def _count(kaartbeeld: Kaartbeeld, aantal: int) -> str:
    """Count areas in words: what many of them are called, the map says itself."""
    gewichten = kaartbeeld.moment.gewichten
    woord = kaartbeeld.niveau.value if aantal == 1 or not gewichten else gewichten[0].label
    return f"{format_getal(aantal, decimalen=0)} {woord}"


def _put_een(
    memo: Memo, kaartbeeld: Kaartbeeld, plekken: Sequence[int], gekozen: str | None
) -> None:
    """Put one list over the whole width."""
    redenen = [_weakness(kaartbeeld, plek) for plek in plekken]
    met_staat = any(redenen)
    koppen = _koppen(kaartbeeld, kaartbeeld.niveau.value.capitalize())
    rijen = [_row(kaartbeeld, plek, gekozen) for plek in plekken]
    if met_staat:
        koppen += (Cel(regels=("Toestand",)),)
        rijen = [(*rij, Cel(regels=(reden,))) for rij, reden in zip(rijen, redenen, strict=True)]
    breedtes = fit_breedtes(memo, koppen, rijen, {0, len(koppen) - 1})
    put_tabel(
        memo, Tabel(koppen=(koppen,), rijen=tuple(rijen), breedtes=breedtes, naam=_naam(kaartbeeld))
    )


def _put_twee(
    memo: Memo, kaartbeeld: Kaartbeeld, plekken: Sequence[int], gekozen: str | None
) -> None:
    """Put the highest beside the lowest."""
    halven = [
        [_row(kaartbeeld, plek, gekozen) for plek in deel]
        for deel in (plekken[:UITERSTEN], plekken[-UITERSTEN:])
    ]
    koppen = [_koppen(kaartbeeld, woord) for woord in ("Hoogste", "Laagste")]
    _put_halven(memo, koppen, halven, _naam(kaartbeeld))


def _put_lijsten(
    memo: Memo, kaartbeeld: Kaartbeeld, lijsten: Sequence[Lijst], gekozen: str | None
) -> None:
    """Put the lists of a square beside each other, under what they are and how many there are."""
    gewichten = kaartbeeld.moment.gewichten
    gewicht = gewichten[1] if len(gewichten) > 1 else None
    titels = [f"**{lijst.kop}** · {lijst.onder}" for lijst in lijsten]
    koppen = [
        (
            Cel(regels=(kaartbeeld.niveau.value.capitalize(),), links=0),
            *((Cel(regels=(gewicht.label,), is_rechts=True),) if gewicht else ()),
            *(Cel(regels=(kolom,), is_rechts=True) for kolom in lijst.kolommen),
        )
        for lijst in lijsten
    ]

    def row(rij: Rij) -> _Cellen:
        plek = kaartbeeld.gebieden.index(rij.code)
        telling: _Cellen = ()
        if gewicht:
            waarde = gewicht.waarden[plek]
            telling = (_getal(format_telling(None if waarde is None else round(waarde))),)
        return (_name(kaartbeeld, plek, gekozen), *telling, *map(_getal, rij.waarden))

    halven = [
        [row(rij) for rij in lijst.rijen] or [_nothing(kop)]
        for lijst, kop in zip(lijsten, koppen, strict=True)
    ]
    _put_halven(memo, koppen, halven, _naam(kaartbeeld), titels=titels)


def _nothing(kop: _Cellen) -> _Cellen:
    return (Cel(regels=("geen",), links=0), *(LEEG,) * (len(kop) - 1))


def _put_halven(
    memo: Memo,
    koppen: Sequence[_Cellen],
    halven: Sequence[Sequence[_Cellen]],
    naam: str,
    *,
    titels: Sequence[str] = (),
) -> None:
    """Put lists beside each other in one table: no table lies in another."""
    kop: list[Cel] = []
    boven: list[Cel] = []
    wit: list[int] = []
    rek: list[int] = []
    for cellen, titel in zip(koppen, titels or [""] * len(koppen), strict=True):
        if kop:
            wit.append(len(kop))
            kop.append(LEEG)
            boven.append(LEEG)
        # words may be wider than they need, numbers stay with their name
        rek += [len(kop) + plek for plek, woord in enumerate(cellen) if not woord.is_rechts]
        kop += cellen
        boven.append(Cel(regels=(titel,), links=0, kolommen=len(cellen)))
    rijen = []
    for delen in zip_longest(*halven):
        rij: list[Cel] = []
        for deel, cellen in zip(delen, koppen, strict=True):
            rij += [LEEG] if rij else []
            rij += deel or (LEEG,) * len(cellen)
        rijen.append(tuple(rij))
    breedtes = fit_breedtes(memo, kop, rijen, rek, wit=dict.fromkeys(wit, _GOOT))
    put_tabel(
        memo,
        Tabel(
            koppen=(tuple(boven), tuple(kop)) if titels else (tuple(kop),),
            rijen=tuple(rijen),
            breedtes=breedtes,
            naam=naam,
            wit=wit,
        ),
    )


def _koppen(kaartbeeld: Kaartbeeld, eerste: str) -> _Cellen:
    reeksen = [(kaartbeeld.woord, kaartbeeld.opmaak)]
    if kaartbeeld.tweede:
        reeksen.append((kaartbeeld.tweede.label, kaartbeeld.tweede.opmaak))
    return (
        Cel(regels=(f"**{eerste}**",), links=0),
        *(Cel(regels=(_kop(woord, opmaak),), is_rechts=True) for woord, opmaak in reeksen),
        Cel(regels=("Klasse",), links=_INSPRING),
    )


def _kop(woord: str, opmaak: Opmaak) -> str:
    """Say what is in a column, and its unit."""
    return ", ".join(filter(None, (woord, opmaak.achter.strip()))) or "cijfer"


def _row(kaartbeeld: Kaartbeeld, plek: int, gekozen: str | None) -> _Cellen:
    moment = kaartbeeld.moment
    klasse = moment.klassen[plek]
    waarden = [(kaartbeeld.opmaak, moment.waarden[plek])]
    if kaartbeeld.tweede:
        waarden.append((kaartbeeld.tweede.opmaak, moment.tweede[plek]))
    return (
        _name(kaartbeeld, plek, gekozen),
        # the unit stands above the column
        *(_getal(format_met(replace(opmaak, achter=""), waarde)) for opmaak, waarde in waarden),
        Cel(regels=("" if klasse is None else kaartbeeld.klassen[klasse].label,), links=_INSPRING),
    )


def _name(kaartbeeld: Kaartbeeld, plek: int, gekozen: str | None) -> Cel:
    naam = name_of(kaartbeeld, plek)
    is_gekozen = kaartbeeld.gebieden[plek] == gekozen
    return Cel(regels=(f"**{naam}**" if is_gekozen else naam,), links=0)


def _getal(tekst: str) -> Cel:
    return Cel(regels=(tekst,), is_rechts=True)


def _naam(kaartbeeld: Kaartbeeld) -> str:
    return f"Cijfers per {kaartbeeld.niveau.value}"


def put_grafiektabel(memo: Memo, *, grafiek: Grafiek, met_kop: bool = False) -> None:
    """Put the numbers of a chart; years go down where they do not fit beside each other."""
    if not grafiek.rijen:
        return
    if met_kop:
        memo.put_tekst("Cijfers", KOP)
    rijen = [grafiek.koppen, *grafiek.rijen]
    if len(grafiek.koppen) > _MEESTE_KOLOMMEN and len(rijen) < len(grafiek.koppen):
        rijen = list(zip(*rijen, strict=True))
    koppen, *cellen = [
        tuple(Cel(regels=(tekst,), is_rechts=plek > 0) for plek, tekst in enumerate(rij))
        for rij in rijen
    ]
    put_tabel(
        memo,
        Tabel(
            koppen=(koppen,),
            rijen=tuple(cellen),
            breedtes=fit_breedtes(memo, koppen, cellen, range(len(koppen)), meer=_MEER),
            naam=f"Cijfers bij de grafiek: {grafiek.titel}",
        ),
    )

"""The rows of a legend as plain data: for the pen of paper, and for tables that stay editable."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from components.afdruk_blad import INKT_2
from components.afdruk_stijl import STIJL_GEWIJZIGD, STIJL_WATER, Stijl, is_in_zicht, stijl_of
from layers.kaartbeeld import (
    GRENS_GEWIJZIGD,
    STAATWOORDEN,
    Gewicht,
    Kaartbeeld,
    Staat,
    Telling,
)
from layers.ondergrond import FICTIEF_MERK
from layers.opmaak import format_getal, format_met

_MEESTE_KOLOMMEN: Final = 2


@dataclass(frozen=True, kw_only=True)
class Legendarij:
    """
    A row: its word, how its areas look, and its counts (None where nothing is known).

    `klasse` is the number of its class, None for what has none. `is_nadruk`: the chosen area is of
    it; `is_weg`: a filter leaves it out of sight.
    """

    woord: str
    stijl: Stijl
    aantallen: tuple[int | None, ...]
    klasse: int | None = None
    is_nadruk: bool = False
    is_weg: bool = False


@dataclass(frozen=True, kw_only=True)
class Legendatabel:
    """
    What is counted, the rows of the classes from high to low, and those without a class.

    The classes of a square are its cells, and mostly no rows.
    """

    koppen: tuple[str, ...]
    klassen: tuple[Legendarij, ...]
    niets: tuple[Legendarij, ...]


def build_legendatabel(
    kaartbeeld: Kaartbeeld,
    *,
    gekozen: str | None = None,
    in_zicht: Sequence[int] = (),
    met_cellen: bool = False,
) -> Legendatabel:
    """
    Answer the rows of the legend of a map.

    `gekozen` is the code of the chosen area, `in_zicht` what a filter leaves (none: all). With
    `met_cellen` the cells of a square are rows as well, for what else they are counted in.
    """
    per_sleutel = {t.gewicht: t for t in kaartbeeld.moment.tellingen}
    gewichten = [g for g in counted_in(kaartbeeld) if g.sleutel in per_sleutel]
    tellingen = [per_sleutel[g.sleutel] for g in gewichten]
    plek = kaartbeeld.gebieden.index(gekozen) if gekozen in kaartbeeld.gebieden else None
    cellen = [n for n, klasse in enumerate(kaartbeeld.klassen) if klasse.cel is not None]
    nummers = [n for n in reversed(range(len(kaartbeeld.klassen))) if n not in cellen]
    nummers += cellen if met_cellen else []
    return Legendatabel(
        koppen=tuple(g.label for g in gewichten),
        klassen=tuple(_class_rows(kaartbeeld, nummers, tellingen, plek, in_zicht)),
        niets=tuple(_other_rows(kaartbeeld, tellingen, plek, in_zicht)),
    )


def counted_in(kaartbeeld: Kaartbeeld) -> tuple[Gewicht, ...]:
    """Answer what a legend on paper counts in."""
    return kaartbeeld.moment.gewichten[:_MEESTE_KOLOMMEN]


def counted_elsewhen(kaartbeeld: Kaartbeeld) -> list[Gewicht]:
    """Answer what is counted of another year than that of the map."""
    jaar = kaartbeeld.moment.tot
    return [g for g in counted_in(kaartbeeld) if g.jaar is not None and g.jaar != jaar]


def marks_of(kaartbeeld: Kaartbeeld, *, in_zicht: Sequence[int] = ()) -> list[str]:
    """Answer what must be known of these figures, without the mark of figures made up."""
    woorden = [merk for merk in kaartbeeld.merken if merk != FICTIEF_MERK]
    woorden += kaartbeeld.moment.jaarmerken
    if in_zicht:
        woorden.append("gefilterd: de andere klassen zijn grijs")
    return woorden + [f"{g.label} van {g.jaar}" for g in counted_elsewhen(kaartbeeld)]


def join_marks(woorden: Sequence[str]) -> str:
    """
    Write marks as one line that begins with a capital.

    >>> join_marks(["klein aantal", "schatting"])
    'Klein aantal · schatting'
    """
    zin = " \N{MIDDLE DOT} ".join(woorden)
    return f"{zin[:1].upper()}{zin[1:]}"


def say_gekozen(kaartbeeld: Kaartbeeld, plek: int) -> str:
    """Say the area at a place with its value, and its state where that is told."""
    moment = kaartbeeld.moment
    woord = STAATWOORDEN.get(moment.staten[plek], "")
    cijfer = format_met(kaartbeeld.opmaak, moment.waarden[plek])
    if cijfer and kaartbeeld.tweede:
        ander = format_met(kaartbeeld.tweede.opmaak, moment.tweede[plek])
        cijfer = f"{kaartbeeld.woord} {cijfer}; {kaartbeeld.tweede.label} {ander}"
    if cijfer:
        woord = f"**{cijfer}**{f' ({woord})' if woord else ''}"
    return f"**{name_of(kaartbeeld, plek)}** {woord}"


def name_of(kaartbeeld: Kaartbeeld, plek: int) -> str:
    """Answer what an area is called: its code where its name is blank."""
    return kaartbeeld.namen[plek].strip() or kaartbeeld.gebieden[plek]


def format_telling(aantal: int | None) -> str:
    """
    Write a count; a dash where nothing is known.

    >>> format_telling(1234), format_telling(0)
    ('1.234', '0')
    """
    return "\N{EN DASH}" if aantal is None else format_getal(aantal, decimalen=0)


def _class_rows(
    kaartbeeld: Kaartbeeld,
    nummers: Sequence[int],
    tellingen: Sequence[Telling],
    plek: int | None,
    in_zicht: Sequence[int],
) -> Iterator[Legendarij]:
    moment = kaartbeeld.moment
    hier = None
    if plek is not None and moment.staten[plek] is Staat.OK:
        hier = moment.klassen[plek]
    for nummer in nummers:
        klasse = kaartbeeld.klassen[nummer]
        yield Legendarij(
            woord=klasse.label,
            stijl=stijl_of(klasse, Staat.OK),
            aantallen=tuple(t.cellen[nummer] for t in tellingen),
            klasse=nummer,
            is_nadruk=nummer == hier,
            is_weg=not is_in_zicht(nummer, Staat.OK, in_zicht),
        )


def _other_rows(
    kaartbeeld: Kaartbeeld, tellingen: Sequence[Telling], plek: int | None, in_zicht: Sequence[int]
) -> Iterator[Legendarij]:
    hier = None if plek is None else kaartbeeld.moment.staten[plek]
    rijen = [
        (Staat.ONDERDRUKT, _cells(tellingen, -4)),
        (Staat.NIET_BESCHIKBAAR, _cells(tellingen, -3)),
    ]
    if any(t.klein_aantal for t in tellingen):
        # they have the pale colour of their own class: the sample shows what they share
        rijen.insert(0, (Staat.KLEIN_AANTAL, _cells(tellingen, -5)))
    if Staat.BUITEN_SELECTIE in kaartbeeld.moment.staten:
        rijen.append((Staat.BUITEN_SELECTIE, _cells(tellingen, -2)))
    for staat, aantallen in rijen:
        yield Legendarij(
            woord=STAATWOORDEN[staat],
            stijl=stijl_of(None, staat),
            aantallen=aantallen,
            is_nadruk=staat is hier,
            is_weg=not is_in_zicht(None, staat, in_zicht),
        )
        if staat is Staat.NIET_BESCHIKBAAR and any(kaartbeeld.moment.gewijzigd):
            yield Legendarij(
                woord=f"· {GRENS_GEWIJZIGD}",
                stijl=STIJL_GEWIJZIGD,
                aantallen=_cells(tellingen, -1),
                is_nadruk=plek is not None and kaartbeeld.moment.gewijzigd[plek],
            )
    if any(kaartbeeld.water):
        yield Legendarij(woord="water", stijl=replace(STIJL_WATER, lijn=INKT_2), aantallen=())


def _cells(tellingen: Sequence[Telling], plek: int) -> tuple[int | None, ...]:
    return tuple(telling.cellen[plek] for telling in tellingen)

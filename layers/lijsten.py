"""
The few buurten behind a class, and what a map says of one of them.

Lists run from many homes to few: they never rank buurten on differences smaller than the noise.
What goes well gets a list as long as what does not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from layers.kaartbeeld import Kaartbeeld, Staat
from layers.link import FILTERSTATEN, filter_code
from layers.niveau_verandering import HOOG_EN_DALEND, HOOG_EN_STIJGEND
from layers.opmaak import format_getal, format_kaal, format_met
from layers.samen import ALLEEN_EERSTE, BEIDE, GOED, MEE_OMHOOG
from layers.typologie import GEEN, SCHADUWEN

_BUITENSTE_OMHOOG: Final = 4
_BUITENSTE_OMLAAG: Final = 0
# Per kind of map the lists beside it, each of one or more classes.
_LIJSTEN: Final[dict[str, tuple[tuple[int, ...], ...]]] = {
    "verandering": ((_BUITENSTE_OMHOOG,), (_BUITENSTE_OMLAAG,)),
    "samen": ((BEIDE,), (ALLEEN_EERSTE,)),
    "stand-verandering": ((HOOG_EN_STIJGEND,), (HOOG_EN_DALEND,)),
    "soort-buurt": (tuple(range(SCHADUWEN)), tuple(range(SCHADUWEN, GEEN))),
    "tegen-de-trend": ((GOED,), (MEE_OMHOOG,)),
}
_SOORTNAMEN: Final = ("Reactief: veel LVB, veel {met}", "Preventief: veel LVB, minder {met}")
_GEWIJZIGD: Final = (
    "De grens van deze buurt is in deze periode veranderd. Wat ervoor en erna is geteld, is niet "
    "te vergelijken."
)


@dataclass(frozen=True)
class Rij:
    """One area of a list: its code, its name and its values as text."""

    code: str
    naam: str
    waarden: tuple[str, ...]


@dataclass(frozen=True)
class Lijst:
    """The areas of some classes: what they are, how many homes, in what order, and their filter."""

    kop: str
    onder: str
    volgorde: str
    kolommen: tuple[str, ...]
    rijen: tuple[Rij, ...]
    filter: tuple[int, ...]


def build_lijsten(kaartbeeld: Kaartbeeld, *, meeste: int) -> tuple[Lijst, ...]:
    """Answer the lists of a map, the areas with most homes first; none beside a level map."""
    return tuple(
        _build(kaartbeeld, klassen, nummer, meeste)
        for nummer, klassen in enumerate(_LIJSTEN.get(kaartbeeld.soort, ()))
    )


def _build(kaartbeeld: Kaartbeeld, klassen: tuple[int, ...], nummer: int, meeste: int) -> Lijst:
    moment = kaartbeeld.moment
    gewicht = moment.gewichten[1] if len(moment.gewichten) > 1 else moment.gewichten[0]
    hier = [
        plek
        for plek, (klasse, staat, is_water) in enumerate(
            zip(moment.klassen, moment.staten, kaartbeeld.water, strict=True)
        )
        if klasse in klassen and staat is Staat.OK and not is_water
    ]
    hier.sort(key=lambda plek: (-(gewicht.waarden[plek] or 0), kaartbeeld.namen[plek]))
    kop = kaartbeeld.klassen[klassen[0]].label
    if len(klassen) > 1:
        kop = _SOORTNAMEN[nummer].format(met=kaartbeeld.tweede.label if kaartbeeld.tweede else "")
    aantal = format_getal(len(hier), decimalen=0)
    onder = f"{aantal} {'buurt' if len(hier) == 1 else 'buurten'}"
    heeft_som = len(moment.gewichten) > 1
    if heeft_som:
        som = sum(gewicht.waarden[plek] or 0 for plek in hier)
        onder += f", {format_getal(som, decimalen=0)} {gewicht.label}"
    return Lijst(
        kop=f"{kop[0].upper()}{kop[1:]}",
        onder=onder,
        volgorde=f"meeste {gewicht.label} eerst" if heeft_som and len(hier) > 1 else "",
        kolommen=_columns(kaartbeeld),
        rijen=tuple(
            Rij(kaartbeeld.gebieden[plek], kaartbeeld.namen[plek], _numbers(kaartbeeld, plek))
            for plek in hier[:meeste]
        ),
        filter=tuple(filter_code(klasse) for klasse in klassen),
    )


def _columns(kaartbeeld: Kaartbeeld) -> tuple[str, ...]:
    eenheid = kaartbeeld.opmaak.achter.strip()
    if kaartbeeld.tweede is None:
        return (eenheid,)
    ander = kaartbeeld.tweede.opmaak.achter.strip()
    paren = ((kaartbeeld.woord, eenheid), (kaartbeeld.tweede.label, ander))
    return tuple(", ".join(filter(None, paar)) for paar in paren)


def _numbers(kaartbeeld: Kaartbeeld, plek: int) -> tuple[str, ...]:
    """Write the values of an area without their unit, which stands above the column."""
    reeksen = [(kaartbeeld.moment.waarden[plek], kaartbeeld.opmaak)]
    if kaartbeeld.tweede:
        reeksen.append((kaartbeeld.moment.tweede[plek], kaartbeeld.tweede.opmaak))
    return tuple(
        ""
        if waarde is None
        else f"{'+' if opmaak.met_plus and round(waarde, opmaak.decimalen) > 0 else ''}"
        f"{format_kaal(opmaak, waarde)}"
        for waarde, opmaak in reeksen
    )


def codes_in_sight(kaartbeeld: Kaartbeeld, filter_: Sequence[int]) -> tuple[str, ...]:
    """Answer the areas that a filter leaves in sight."""
    moment = kaartbeeld.moment
    staten = {staat: code for code, staat in FILTERSTATEN.items()}
    return tuple(
        gebied
        for gebied, klasse, staat, is_land in zip(
            kaartbeeld.gebieden, moment.klassen, moment.staten, kaartbeeld.land, strict=True
        )
        if is_land and staten.get(staat, None if klasse is None else filter_code(klasse)) in filter_
    )


def say_on_map(kaartbeeld: Kaartbeeld, plek: int) -> tuple[str, ...]:
    """Say what a map of change shows of one area: its class, and its values; empty for a level."""
    moment = kaartbeeld.moment
    klasse, waarde = moment.klassen[plek], moment.waarden[plek]
    if moment.gewijzigd and moment.gewijzigd[plek]:
        return "**Grens gewijzigd**", _GEWIJZIGD
    if kaartbeeld.soort not in _LIJSTEN or klasse is None or waarde is None:
        return ()
    label = kaartbeeld.klassen[klasse].label
    zinnen = [f"**{label[0].upper()}{label[1:]}**"]
    zinnen.append(f"{kaartbeeld.woord}: {format_met(kaartbeeld.opmaak, waarde)}")
    if kaartbeeld.tweede:
        ander = format_met(kaartbeeld.tweede.opmaak, moment.tweede[plek])
        zinnen.append(f"{kaartbeeld.tweede.label}: {ander}")
    if moment.onzeker and moment.onzeker[plek]:
        zinnen.append("Dit verschil ligt binnen de onzekerheid van de cijfers.")
    return _capitals(zinnen)


def _capitals(zinnen: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"{zin[:1].upper()}{zin[1:]}" for zin in zinnen)

"""What was promised of a switch, held against what was measured in the same run."""

from collections.abc import Mapping, Sequence
from typing import Final

from benchmarks.uitslag import GETUND, GROOT, KLEIN, NAIEF, ONS, Uitslag
from benchmarks.verslag import Doel, median, number

# How many times our page is to be as fast, or the others' messages as large.
_KEER_NAIEF: Final = 200
_KEER_GETUND: Final = 15
_KEER_NAIEF_KLEIN: Final = 3
_LANGZAMER_S: Final = 0.05
_BYTES_JAAR: Final = 500
_BYTES_ALLES: Final = 200
_JAARSTAP_MS: Final = {KLEIN: 50, GROOT: 200}
_HEAP_MB: Final = 100
_HEAPGROEI_MB: Final = 5
_LANG: Final = 200
_WARM_S: Final = 1.2


def build_doelen(
    uitslagen: Sequence[Uitslag], om_en_om: Mapping[str, Sequence[float]]
) -> list[Doel]:
    """Answer the goals that this run measured; `om_en_om` are the switches taken in turns."""
    per = {(u.pagina, u.aantal): u for u in uitslagen}
    ons, klein = per.get((ONS, GROOT)), per.get((ONS, KLEIN))
    doelen = [
        *_ratio(ons, per.get((NAIEF, GROOT)), keer=_KEER_NAIEF),
        *_ratio(ons, per.get((GETUND, GROOT)), keer=_KEER_GETUND),
        *_ratio(klein, per.get((NAIEF, KLEIN)), keer=_KEER_NAIEF_KLEIN),
        *_in_turns(om_en_om),
        *_bytes(ons, per.get((NAIEF, GROOT))),
    ]
    for aantal, grens_ms in _JAARSTAP_MS.items():
        uitslag = per.get((ONS, aantal))
        stap_ms = median(uitslag.jaarstap_ms) if uitslag else None
        if stap_ms is not None:
            zin = f"een jaarstap duurt bij {number(aantal)} buurten hoogstens {grens_ms} ms"
            doelen.append(Doel(zin, f"{number(stap_ms)} ms", stap_ms <= grens_ms))
    return doelen + _weight(ons)


def _ratio(ons: Uitslag | None, ander: Uitslag | None, *, keer: int) -> list[Doel]:
    if not (ons and ander and ons.wissel_s and ander.wissel_s):
        return []
    gemeten = ander.wissel_s / ons.wissel_s
    zin = (
        f"bij {number(ons.aantal)} buurten wisselt onze pagina minstens {keer} keer zo snel als "
        f"de pagina '{ander.pagina}'"
    )
    return [Doel(zin, f"{number(gemeten, 1)} keer", gemeten >= keer)]


def _in_turns(tijden: Mapping[str, Sequence[float]]) -> list[Doel]:
    ons, getuned = median(tijden.get(ONS, ())), median(tijden.get(GETUND, ()))
    if ons is None or getuned is None:
        return []
    zin = "om en om gewisseld is onze pagina hoogstens 0,05 s langzamer dan de getunede"
    return [Doel(zin, f"{number(ons - getuned, 3)} s", ons - getuned <= _LANGZAMER_S)]


def _bytes(ons: Uitslag | None, naief: Uitslag | None) -> list[Doel]:
    if not (ons and ons.berichten and naief and naief.bytes_per_wissel):
        return []
    return [
        Doel(
            f"{wat} is hoogstens 1/{keer} van wat de naïeve pagina stuurt",
            f"{number(bytes_)} bytes, 1/{number(naief.bytes_per_wissel / bytes_)}",
            naief.bytes_per_wissel / bytes_ >= keer,
        )
        for wat, bytes_, keer in (
            ("een wissel naar het gekozen jaar", ons.berichten.jaar, _BYTES_JAAR),
            ("een wissel met alle tien jaren", ons.berichten.alle_jaren, _BYTES_ALLES),
        )
    ]


def _weight(ons: Uitslag | None) -> list[Doel]:
    """Hold first map and heap at the largest number of buurten against their goals."""
    if ons is None:
        return []
    warm_s = median(ons.warm_s)
    eerste, *_, laatste = ons.heap_mb.values()
    doelen = [
        Doel(
            "de heap blijft bij 14.500 buurten onder 100 MB",
            f"{number(laatste)} MB",
            laatste <= _HEAP_MB,
        ),
    ]
    if _LANG in ons.heap_mb:
        groei_mb = laatste - eerste
        zin = f"de heap groeit niet over {_LANG} wissels"
        doelen.append(Doel(zin, f"{number(groei_mb, 1)} MB", groei_mb <= _HEAPGROEI_MB))
    if warm_s is not None:
        zin = "de eerste kaart staat er warm in hoogstens 1,2 s"
        doelen.append(Doel(zin, f"{number(warm_s, 2)} s", warm_s <= _WARM_S))
    return doelen

"""The page for supervisors as tests want it: that of the town, and what is hard to lay out."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from components.toezichtwoorden import (
    figure_of,
    say_apart,
    say_blind,
    say_homes,
    say_list,
    say_where,
    say_whose,
)
from layers.toezicht import VOLGORDE
from layers.toezichtblad import Buurtenlijst, Toezicht, build_toezicht

STAD: Final = "GM9901"
_LANG: Final = "Buitengebied 't Hooge-Veld en verspreide huizen langs het Zuidwesterkanaal"


def stad() -> Toezicht:
    toezicht = build_toezicht(STAD)
    assert toezicht is not None
    return toezicht


def poor(toezicht: Toezicht) -> Toezicht:
    """Answer a page with nothing to compare with: no map, no classes, no rows, no questions."""
    return replace(
        toezicht,
        peildatum=None,
        kaart=None,
        samenvatting="",
        leeswijzer="",
        buiten_lijsten="",
        vragen=(),
        merken=(),
        cijfers=tuple(
            replace(c, getal="", zin="", vorige="", erbij="Daar zijn geen cijfers over.", apart="")
            for c in toezicht.cijfers
        ),
        aandacht=_empty(toezicht.aandacht),
        goed=_empty(toezicht.goed),
    )


def bare(toezicht: Toezicht) -> Toezicht:
    """Answer a page that knows nothing of its buurten but their homes, and has no map."""

    def strip(lijst: Buurtenlijst) -> Buurtenlijst:
        onbekend = replace(lijst.rijen[0].overlast, richting=None, tekst="niet bekend")
        kaal = [
            replace(
                rij,
                ligging="",
                leefbaarheid="",
                zekerheid="",
                inkomens=onbekend,
                overlast=onbekend,
            )
            for rij in lijst.rijen
        ]
        return replace(lijst, rijen=tuple(kaal))

    return replace(
        toezicht, kaart=None, aandacht=strip(toezicht.aandacht), goed=strip(toezicht.goed)
    )


def long(toezicht: Toezicht) -> Toezicht:
    """Answer a page with names as long as a name may be, and ten rows in both lists."""

    def stretch(lijst: Buurtenlijst) -> Buurtenlijst:
        rijen = tuple(
            replace(
                rij,
                naam=f"{_LANG} {nummer}",
                ligging=f"{_LANG}, {_LANG}",
                woningen=123_456,
                zekerheid=f"{rij.zekerheid}; {rij.zekerheid}",
            )
            for nummer, rij in enumerate(lijst.rijen)
        )
        return replace(lijst, rijen=rijen)

    return replace(
        toezicht,
        gebiedsnaam=f"{_LANG} en {_LANG}",
        onder=f"123.456 woningen van ons in 1.234 buurten van {_LANG} en {_LANG}.",
        cijfers=tuple(
            replace(c, getal="12.345 van 12.345", vorige=f"{c.vorige} {c.zin}")
            for c in toezicht.cijfers
        ),
        aandacht=stretch(toezicht.aandacht),
        goed=stretch(toezicht.goed),
        alle=tuple(replace(rij, woningen=123_456) for rij in toezicht.alle),
        vragen=tuple(
            replace(v, tekst=f"In {_LANG}, {_LANG} en {v.tekst}") for v in toezicht.vragen
        ),
    )


def _empty(lijst: Buurtenlijst) -> Buurtenlijst:
    return replace(lijst, rijen=(), totaal=0, woningen=0)


def words_of(toezicht: Toezicht) -> Iterator[str]:
    """Answer every figure, name and word that a page says."""
    yield from (toezicht.gebiedsnaam, toezicht.woord, *toezicht.kort)
    yield from (say_whose(toezicht), toezicht.samenvatting, VOLGORDE, toezicht.buiten_lijsten)
    yield from (*toezicht.uitleg, *say_blind(toezicht), toezicht.bron)
    for cijfer in toezicht.cijfers:
        yield from (figure_of(cijfer), cijfer.waarvan, cijfer.zin, cijfer.vorige)
        yield cijfer.erbij
    yield from say_apart(toezicht)
    for lijst in (toezicht.aandacht, toezicht.goed):
        yield from (lijst.kop, say_list(lijst), lijst.bron)
        for rij in lijst.rijen:
            yield from (rij.naam, say_where(rij), say_homes(rij), rij.aandeel, rij.zekerheid)
            yield from (rij.inkomens.tekst, rij.overlast.tekst, rij.leefbaarheid)
    for vraag in toezicht.vragen:
        yield from (vraag.tekst, vraag.regel.bron)


def without_space(tekst: str) -> str:
    return "".join(tekst.split())

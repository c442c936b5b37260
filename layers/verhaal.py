"""
Does the national story hold here? Each finding of the report, on the buurten of one area.

An exploration and no test: a finding is set beside the difference that the buurten here show, with
how far that moves when buurten are drawn again and again from the same ones (`bootstrap`). Where it
could as well be nothing, where there are few buurten, or where the figures are not here, it cannot
be said; that is an answer of equal rank.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Final

import numpy as np
import pandas as pd

from data.errors import SocialeKaartError
from data.opslag import Opslag, Vermelding, read_inhoud
from layers.aanbod import opslag_of
from layers.bevindingen import BEVINDINGEN, ONDERWERPEN, Bevinding
from layers.indicatoren import INDICATOR_PER_SLEUTEL
from layers.kaartbeeld import Opmaak
from layers.kloof import MINSTE_BUURTEN, MINSTENS
from layers.link import Keuze
from layers.ondergrond import build_ondergrond, source_line
from layers.opmaak import format_getal, format_met
from layers.proef import Plek, bootstrap, side_means

_HEEL: Final = Opmaak(decimalen=0)


class Oordeel(StrEnum):
    """Whether a finding holds here."""

    JA = "ja"
    NEE = "nee"
    NIET_TE_ZEGGEN = "niet te zeggen"


@dataclass(frozen=True, kw_only=True)
class Uitkomst:
    """
    A finding beside the area: what the report says, and what the buurten here say.

    `verschil` with `laag` and `hoog` (95%) is None where there is nothing to compute; `nul` is what
    the figure was set against where that is another number than nothing, `is_alleen` tells that it
    was set against no other side; `buurten` are those that
    took part; `reden` says why nothing can be said.
    """

    bewering: str
    landelijk: str
    bron: str
    oordeel: Oordeel
    zin: str = ""
    buurten: int = 0
    verschil: float | None = None
    laag: float | None = None
    hoog: float | None = None
    opmaak: Opmaak = _HEEL
    nul: float = 0.0
    is_alleen: bool = False
    reden: str = ""


def build_verhaal(gebied: str, grensjaar: int) -> tuple[Uitkomst, ...]:
    """Answer every finding for an area, always all and in a fixed order."""
    opslag = opslag_of(gebied)
    return _build_verhaal(gebied, grensjaar, opslag, read_inhoud(opslag))


@lru_cache(maxsize=32)
def _build_verhaal(
    gebied: str, grensjaar: int, opslag: Opslag, _inhoud: tuple[Vermelding, ...]
) -> tuple[Uitkomst, ...]:
    plek = Plek(gebied, grensjaar, opslag)
    return tuple(judge(bevinding, plek) for bevinding in BEVINDINGEN)


def judge(bevinding: Bevinding, plek: Plek) -> Uitkomst:
    """Look at one finding; what is not there is said and not guessed."""
    niets = Uitkomst(
        bewering=bevinding.bewering,
        landelijk=bevinding.landelijk,
        bron=bevinding.bron,
        oordeel=Oordeel.NIET_TE_ZEGGEN,
    )
    try:
        proef = bevinding.bouw(plek)
    except SocialeKaartError as fout:
        return replace(niets, reden=str(fout))
    tabel = pd.DataFrame(
        {"waarde": proef.waarden, "gewicht": proef.gewichten, "groep": proef.groep}
    ).dropna()
    tabel = tabel[tabel["gewicht"] > 0]
    kant = tabel["groep"].astype(bool)
    if not kant.any() or (kant.all() and not proef.is_alleen):
        return replace(niets, reden="Er zijn hier geen buurten om dit mee te vergelijken.")
    hier, daar = side_means(tabel, np.ones((1, len(tabel))))
    verschil = float(hier[0] - (proef.nul if proef.is_alleen else daar[0]))
    laag, hoog = bootstrap(tabel, nul=proef.nul, is_alleen=proef.is_alleen)
    reden = _why_not(tabel, laag, hoog)
    klopt = Oordeel.JA if np.sign(verschil) == proef.verwacht else Oordeel.NEE
    return replace(
        niets,
        oordeel=Oordeel.NIET_TE_ZEGGEN if reden else klopt,
        zin=proef.zin(float(hier[0]), None if proef.is_alleen else float(daar[0])),
        buurten=len(tabel),
        verschil=verschil,
        laag=laag,
        hoog=hoog,
        opmaak=proef.opmaak,
        nul=proef.nul if proef.is_alleen else 0.0,
        is_alleen=proef.is_alleen,
        reden=reden,
    )


def _why_not(tabel: pd.DataFrame, laag: float, hoog: float) -> str:
    """Say why nothing can be said; nothing where it can."""
    aantal, hier = len(tabel), int(tabel["groep"].sum())
    if aantal < MINSTE_BUURTEN:
        woord = "buurt telt" if aantal == 1 else "buurten tellen"
        return f"Maar {aantal} {woord} mee; er zijn er minstens {MINSTE_BUURTEN} nodig."
    if min(hier, aantal - hier if hier < aantal else hier) < MINSTENS:
        return f"Een van beide groepen telt minder dan {MINSTENS} buurten."
    if laag <= 0 <= hoog:
        return "Het verschil kan ook toeval zijn."
    return ""


def source_of_verhaal(keuze: Keuze) -> str:
    """Write the sources of the figures that findings are looked at with."""
    bronnen = dict.fromkeys(INDICATOR_PER_SLEUTEL[sleutel].bron for sleutel in ONDERWERPEN)
    return source_line(build_ondergrond(keuze), [(bron, "alle jaren hier") for bron in bronnen])


def say_interval(uitkomst: Uitkomst) -> str:
    """Write the figure and its bounds; nothing where there is none."""
    if uitkomst.verschil is None or uitkomst.laag is None or uitkomst.hoog is None:
        return ""
    getallen = (uitkomst.verschil, uitkomst.laag, uitkomst.hoog)
    midden, van, tot = (format_met(uitkomst.opmaak, uitkomst.nul + w) for w in getallen)
    woord = "Verandering" if uitkomst.is_alleen else "Verschil"
    woord = "Aandeel" if uitkomst.nul else woord
    buurten = format_getal(uitkomst.buurten, decimalen=0)
    return f"{woord} {midden}, waarschijnlijk tussen {van} en {tot}; {buurten} buurten."

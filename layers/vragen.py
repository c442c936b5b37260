"""
Questions for the bestuurder that follow from the figures: asked, and never answered here.

Each rule is typed: when it is asked, from which threshold, and where that comes from.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from layers.blootstelling import Kerndelen
from layers.opmaak import format_getal, join_words
from layers.toezicht import EIGEN_KEUZE, RAPPORT, count_buurten

# More names than this are read by nobody.
_NAMEN: Final = 3


@dataclass(frozen=True, kw_only=True)
class Feiten:
    """
    What the questions follow from: the parts of both measurements, and names of buurten.

    `inkomens` and `overlast` name the trends, `stijgt_overlast` says that the second rises, and
    `wanneer` when the measurement before was.
    """

    woord: str
    inkomens: str
    overlast: str
    stijgt_overlast: str
    nu: Kerndelen
    eerder: Kerndelen | None
    wanneer: str
    aandacht: tuple[str, ...]
    alleen_overlast: tuple[str, ...]
    goed: tuple[str, ...]
    zwak: int
    onbekend: int


@dataclass(frozen=True, kw_only=True)
class Vraagregel:
    """
    When a question is asked, and its words.

    `maat` answers what the threshold is held against; None: not known, and not asked.
    """

    sleutel: str
    maat: Callable[[Feiten], float | None]
    drempel: float
    woorden: Callable[[Feiten], str]
    bron: str


@dataclass(frozen=True)
class Vraag:
    """A question, and the rule it follows from."""

    tekst: str
    regel: Vraagregel


def build_vragen(feiten: Feiten) -> tuple[Vraag, ...]:
    """Answer the questions whose threshold is reached, in the order of the rules."""
    vragen = []
    for regel in VRAAGREGELS:
        maat = regel.maat(feiten)
        if maat is not None and maat >= regel.drempel:
            vragen.append(Vraag(regel.woorden(feiten), regel))
    return tuple(vragen)


def _growth(feiten: Feiten) -> float | None:
    """Answer how many percentage points more homes lie where concentration grows."""
    eerder = None if feiten.eerder is None else feiten.eerder.concentratie.pct
    nu = feiten.nu.concentratie.pct
    return None if eerder is None or nu is None else nu - eerder


def _say_growth(feiten: Feiten) -> str:
    nu = format_getal(feiten.nu.concentratie.pct or 0, decimalen=0)
    eerder = format_getal(
        (feiten.eerder.concentratie.pct if feiten.eerder else None) or 0, decimalen=0
    )
    return (
        f"Van {feiten.woord} staat {nu}% in een buurt waar {feiten.inkomens} hoog is en stijgt; "
        f"{feiten.wanneer} was dat {eerder}%. Wat verwacht u de komende jaren?"
    )


def _some(namen: tuple[str, ...]) -> str:
    """
    Write the first names, and how many more there are.

    >>> _some(("Dorp", "Veld")), _some(("A", "B", "C", "D"))
    ('Dorp en Veld', 'A, B, C en nog 1 buurt')
    """
    if len(namen) <= _NAMEN:
        return join_words(namen)
    return f"{', '.join(namen[:_NAMEN])} en nog {count_buurten(len(namen) - _NAMEN)}"


VRAAGREGELS: Final = (
    Vraagregel(
        sleutel="beleid",
        maat=lambda feiten: len(feiten.aandacht),
        drempel=1,
        woorden=lambda feiten: (
            f"Werken ons portefeuillebeleid, huurbeleid en sociaal beleid mee of tegen waar het "
            f"samenkomt: {_some(feiten.aandacht)}?"
        ),
        bron=f"{RAPPORT}, voorbeeld Eindhoven",
    ),
    Vraagregel(sleutel="groei", maat=_growth, drempel=1, woorden=_say_growth, bron=EIGEN_KEUZE),
    Vraagregel(
        sleutel="voorkomen",
        maat=lambda feiten: len(feiten.alleen_overlast),
        drempel=1,
        woorden=lambda feiten: (
            f"In {_some(feiten.alleen_overlast)} {feiten.stijgt_overlast}, zonder de andere "
            "signalen. Zijn we er vroeg bij, en met wie?"
        ),
        bron=f"{RAPPORT}, hoofdstuk 4.8",
    ),
    Vraagregel(
        sleutel="leefbaarheid",
        maat=lambda feiten: feiten.zwak,
        drempel=1,
        woorden=lambda feiten: (
            f"In {count_buurten(feiten.zwak)} met {format_getal(feiten.nu.zwak.deel, decimalen=0)} "
            "woningen is de leefbaarheid zwak of onvoldoende. Wat spreken we daar af met gemeente, "
            "zorg en politie?"
        ),
        bron=f"{RAPPORT}, hoofdstuk 2 en 5",
    ),
    Vraagregel(
        sleutel="goed",
        maat=lambda feiten: len(feiten.goed),
        drempel=1,
        woorden=lambda feiten: (
            f"In {_some(feiten.goed)} stijgt {feiten.inkomens}, maar {feiten.overlast} niet. Wat "
            "doen we daar, en kan dat ook ergens anders?"
        ),
        bron=f"{RAPPORT}, hoofdstuk 4.8",
    ),
    Vraagregel(
        sleutel="onbekend",
        maat=lambda feiten: feiten.onbekend,
        drempel=1,
        woorden=lambda feiten: (
            f"Van {feiten.onbekend} {'buurt' if feiten.onbekend == 1 else 'buurten'} zijn er geen "
            "cijfers die verteld mogen worden. Hoe houden we die in het oog?"
        ),
        bron=EIGEN_KEUZE,
    ),
)

"""A step of fetching: what it is called, how it fetches, and what it hands to the importer."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from data.herkennen import Vraag
from data.ophalen.verbinding import Verbinding

# Tells how far a step is, in words.
Melder = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Pakket:
    """
    What a step brought in: files for the importer, what it is told, and what people are told.

    `is_gedaan`: the step did its work itself and leaves nothing to read in.
    """

    paden: tuple[Path, ...]
    vraag: Vraag = field(default_factory=Vraag)
    meldingen: tuple[str, ...] = ()
    is_gedaan: bool = False


@dataclass(frozen=True, kw_only=True)
class Stap:
    """A piece of the task that fails or succeeds by itself."""

    bron: str
    titel: str
    fetch: Callable[[Verbinding, Melder], Pakket]


def in_mb(meld: Melder) -> Callable[[int], None]:
    """Answer what tells bytes as megabytes."""
    return lambda aantal: meld(f"{aantal / 1e6:.0f} MB".replace(".", ","))

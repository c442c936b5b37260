"""Writing down what was measured: lines, tables, and goals with what came of them."""

import os
import platform
import statistics
import sys
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Doel:
    """A goal, the figure that was measured, and whether it was reached."""

    zin: str
    gemeten: str
    is_gehaald: bool


def say(regel: str = "") -> None:
    """Write one line at once, so that it can be followed while it runs."""
    sys.stdout.write(f"{regel}\n")
    sys.stdout.flush()


def say_table(kop: Sequence[str], rijen: Sequence[Sequence[str]]) -> None:
    """Write a table that reads in a terminal and in Markdown."""
    alles = [list(kop), *(list(rij) for rij in rijen)]
    breedtes = [max(len(rij[kolom]) for rij in alles) for kolom in range(len(kop))]
    regels = [
        "| " + " | ".join(cel.ljust(breed) for cel, breed in zip(rij, breedtes, strict=True)) + " |"
        for rij in alles
    ]
    regels.insert(1, "| " + " | ".join("-" * breed for breed in breedtes) + " |")
    say()
    for regel in regels:
        say(regel)
    say()


def say_doelen(doelen: Sequence[Doel]) -> int:
    """Write goals with their outcome; answer 1 if one was missed."""
    if not doelen:
        return 0
    rijen = [
        (doel.zin, doel.gemeten, "gehaald" if doel.is_gehaald else "NIET gehaald")
        for doel in doelen
    ]
    say_table(("doel", "gemeten", ""), rijen)
    return 0 if all(doel.is_gehaald for doel in doelen) else 1


def say_machine() -> None:
    """Say on what this was measured, and how busy that was with other things."""
    say(
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} kernen, "
        f"Python {platform.python_version()}; belasting bij het begin {busy()}."
    )


def busy() -> str:
    """Say how many programs wanted to run over the last minute, where the system knows."""
    if not hasattr(os, "getloadavg"):
        return "onbekend"
    return number(os.getloadavg()[0], 1)


def number(waarde: float | None, decimalen: int = 0) -> str:
    """
    Write a number as it is written in Dutch.

    >>> number(1234.5, 1), number(0.123, 2), number(None)
    ('1.234,5', '0,12', '-')
    """
    if waarde is None:
        return "-"
    return f"{waarde:,.{decimalen}f}".translate(str.maketrans(",.", ".,"))


def median(waarden: Sequence[float]) -> float | None:
    """Answer the middle of some figures; None of none."""
    return statistics.median(waarden) if waarden else None


def spread(waarden: Sequence[float], decimalen: int = 2) -> str:
    """
    Write a median with the least, the most and how many.

    >>> spread([0.2, 0.1, 0.4])
    '0,20 (0,10-0,40; 3)'
    """
    if not waarden:
        return "-"
    laag, hoog = number(min(waarden), decimalen), number(max(waarden), decimalen)
    return f"{number(median(waarden), decimalen)} ({laag}-{hoog}; {len(waarden)})"

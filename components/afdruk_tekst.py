"""Lines of text on paper: words between `**` bold, broken where they must be."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from components.letters import GEWOON, VET, Letter, breedte, clean_tekst

# After these a word too long for its line may be broken.
_BREEKPUNT: Final = re.compile(r"(?<=[-/&?,;·])")
_BALANS_STAPPEN: Final = 12


@dataclass(frozen=True)
class Stuk:
    """A piece of a line in one letter: where it begins, and whether a space stands before it."""

    tekst: str
    letter: Letter
    x: float
    heeft_spatie: bool


Regel = tuple[Stuk, ...]
# A word: mostly one piece, two where bold ends within it, as before a comma.
_Woord = tuple[tuple[str, Letter], ...]


def break_lines(  # noqa: PLR0913 - room, size, and a letter for plain and bold
    tekst: str,
    *,
    ruimte: float,
    grootte: float,
    letter: Letter = GEWOON,
    vet: Letter = VET,
    is_gelijk: bool = False,
) -> list[Regel]:
    """
    Break a text over lines no wider than `ruimte`, as even as it goes where `is_gelijk`.

    A single sign wider than the room is left on a line of its own.
    """
    ems = ruimte / grootte
    woorden = [deel for woord in _words(tekst, letter, vet) for deel in _fit(woord, ems)]
    regels = _fill(woorden, ems, letter)
    if is_gelijk and len(regels) > 1:
        # the narrowest column that needs no more lines
        smal, ruim = max(map(_width, woorden)), ems
        for _ in range(_BALANS_STAPPEN):
            midden = (smal + ruim) / 2
            if len(_fill(woorden, midden, letter)) > len(regels):
                smal = midden
            else:
                ruim = midden
        regels = _fill(woorden, ruim, letter)
    return [_place(regel, grootte, letter) for regel in regels]


def width_of(regel: Regel, grootte: float) -> float:
    """Answer how far a line reaches."""
    return regel[-1].x + breedte(regel[-1].tekst, regel[-1].letter) * grootte if regel else 0.0


def plain(tekst: str) -> str:
    """
    Answer a text without its marks for bold.

    >>> plain("In **Proefstad** is het **12%**.")
    'In Proefstad is het 12%.'
    """
    return clean_tekst(tekst.replace("**", ""))


def _words(tekst: str, letter: Letter, vet: Letter) -> Iterator[_Woord]:
    """
    Split a text into words.

    >>> [len(woord) for woord in _words("In **Oud Dorp**, nu", GEWOON, VET)]
    [1, 1, 2, 1]
    """
    woord: list[tuple[str, Letter]] = []
    for nummer, deel in enumerate(tekst.split("**")):
        stukken = re.split(r"(\s+)", deel)
        for stuk in stukken:
            if not stuk:
                continue
            if stuk.isspace():
                if woord:
                    yield tuple(woord)
                woord = []
            elif schoon := clean_tekst(stuk):
                woord.append((schoon, vet if nummer % 2 else letter))
    if woord:
        yield tuple(woord)


def _fit(woord: _Woord, ems: float) -> Iterator[_Woord]:
    """Cut a word that no line can hold: after a sign that allows it, else anywhere."""
    if _width(woord) <= ems:
        yield woord
        return
    rest: list[tuple[str, Letter]] = []
    for tekst, letter in woord:
        for deel in _BREEKPUNT.split(tekst):
            stukken = [deel] if breedte(deel, letter) <= ems else list(deel)
            for stuk in stukken:
                if rest and _width((*rest, (stuk, letter))) > ems:
                    yield tuple(rest)
                    rest = []
                if rest and rest[-1][1] == letter:
                    rest[-1] = (rest[-1][0] + stuk, letter)
                else:
                    rest.append((stuk, letter))
    yield tuple(rest)


def _width(woord: Sequence[tuple[str, Letter]]) -> float:
    return sum(breedte(tekst, letter) for tekst, letter in woord)


def _fill(woorden: Sequence[_Woord], ems: float, letter: Letter) -> list[list[_Woord]]:
    spatie = breedte(" ", letter)
    regels: list[list[_Woord]] = []
    stand = 0.0
    for woord in woorden:
        breed = _width(woord)
        if regels and stand + spatie + breed <= ems:
            regels[-1].append(woord)
            stand += spatie + breed
        else:
            regels.append([woord])
            stand = breed
    return regels


def _place(woorden: Sequence[_Woord], grootte: float, letter: Letter) -> Regel:
    """Join neighbours in the same letter, and say where each piece begins."""
    spatie = breedte(" ", letter)
    stukken: list[Stuk] = []
    stand = 0.0
    for nummer, woord in enumerate(woorden):
        for plek, (tekst, deze) in enumerate(woord):
            heeft_spatie = nummer > 0 and plek == 0
            if stukken and stukken[-1].letter == deze:
                vorige = stukken[-1]
                samen = f"{vorige.tekst}{' ' if heeft_spatie else ''}{tekst}"
                stukken[-1] = Stuk(samen, deze, vorige.x, vorige.heeft_spatie)
                stand = vorige.x / grootte + breedte(samen, deze)
            else:
                stand += spatie if heeft_spatie else 0
                stukken.append(Stuk(tekst, deze, stand * grootte, heeft_spatie))
                stand += breedte(tekst, deze)
    return tuple(stukken)

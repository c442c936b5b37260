"""Columns of tables in words: the subjects that are made of them, else the words of their name."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from data.gemeenten import NAAM_PER_CODE
from layers.indicatoren import INDICATOREN

_HOOGSTENS: Final = 4
# A name in a sentence; one with a point behind it is that of a file.
_NAAM: Final = re.compile(r"\b[a-z0-9]+(?:_[a-z0-9]+)+\b(?!\.\w)")
_GEMEENTE: Final = re.compile(r"\bGM\d{4}\b(?!-|\.\w)")


def _subjects() -> dict[str, dict[str, str]]:
    per_tabel: dict[str, dict[str, str]] = {}
    for indicator in INDICATOREN:
        # the first column is what an indicator is about; others are what it is divided by
        tabel, kolom = indicator.formule.nodig[0]
        per_tabel.setdefault(tabel, {}).setdefault(kolom, indicator.kort)
    return per_tabel


_ONDERWERPEN: Final[Mapping[str, Mapping[str, str]]] = _subjects()
_PER_KOLOM: Final = {
    kolom: kort for kolommen in _ONDERWERPEN.values() for kolom, kort in kolommen.items()
}


def name_kolom(tabel: str, kolom: str) -> str:
    """
    Name one column: its subject, else its name as words.

    >>> name_kolom("kwb", "sterfte_totaal")
    'sterfte totaal'
    """
    return _ONDERWERPEN.get(tabel, {}).get(kolom, kolom.replace("_", " "))


def name_kolommen(tabel: str, kolommen: Sequence[str]) -> str:
    """
    Name columns of a table in a sentence: the subjects that people know, and how many others.

    >>> name_kolommen("overlast", ["overlast_totaal", "overlast_ov001"])
    'overlast en 1 ander onderwerp'
    """
    bekend = _ONDERWERPEN.get(tabel, {})
    namen = list(dict.fromkeys(bekend[kolom] for kolom in kolommen if kolom in bekend))[:_HOOGSTENS]
    rest = sum(bekend.get(kolom) not in namen for kolom in kolommen)
    if not namen:
        return "1 onderwerp" if rest == 1 else f"{rest} onderwerpen"
    if rest:
        namen.append("1 ander onderwerp" if rest == 1 else f"{rest} andere onderwerpen")
    return " en ".join(filter(None, (", ".join(namen[:-1]), namen[-1])))


def in_words(regel: str) -> str:
    """
    Answer a line of a report with its columns and gemeenten in words.

    What comes before the colon is a file and keeps its name.

    >>> in_words("kwb_2020.xlsx: 1 kolom zonder één cijfer: sterfte_totaal.")
    'kwb_2020.xlsx: 1 kolom zonder één cijfer: sterfte totaal.'
    """
    kop, dubbelepunt, rest = regel.partition(": ")
    regel = kop + dubbelepunt + _NAAM.sub(_word, rest)
    return _GEMEENTE.sub(lambda code: NAAM_PER_CODE.get(code[0], code[0]), regel)


def _word(naam: re.Match[str]) -> str:
    return _PER_KOLOM.get(naam[0], naam[0].replace("_", " "))

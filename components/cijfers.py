"""The numbers of a map as CSV, as a Dutch spreadsheet opens it."""

import csv
import io
from typing import Final

from data.grenzen import read_gebieden_op_grens
from layers.aanbod import opslag_of
from layers.begrippen import Eenheid
from layers.indicatoren import INDICATOR_PER_SLEUTEL
from layers.kaartbeeld import Kaartbeeld, Moment, Opmaak
from layers.mogelijk import STAND

KOLOMMEN: Final = (
    "gebiedscode",
    "naam",
    "wijk",
    "waarde",
    "eenheid",
    "klasse",
    "status",
    "peiljaar",
    "grensjaar",
    "bron",
)
# Of a map of two variables, the other one.
_TWEEDE: Final = ("tweede", "tweede_waarde", "tweede_eenheid")
_DECIMALEN: Final = 6
# A cell that begins so is run as a formula by a spreadsheet.
_FORMULE: Final = ("=", "+", "-", "@", "\t", "\r")


def write_cijfers(kaartbeeld: Kaartbeeld) -> bytes:
    """
    Write the areas a map is about, without water and what lies around, with value, class and state.

    Semicolons, a decimal comma and a byte order mark: so a Dutch spreadsheet knows what it is.
    """
    tekst = io.StringIO(newline="")
    schrijver = csv.writer(tekst, delimiter=";", lineterminator="\r\n")
    tweede = kaartbeeld.tweede
    schrijver.writerow((*KOLOMMEN, *(_TWEEDE if tweede else ())))
    moment = kaartbeeld.moment
    wijken = _wijken(kaartbeeld)
    eenheid = unit_of(INDICATOR_PER_SLEUTEL[kaartbeeld.indicator].eenheid)
    if kaartbeeld.soort != STAND:
        eenheid = _written_unit(kaartbeeld.opmaak)
    land = kaartbeeld.land
    for plek, code in enumerate(kaartbeeld.gebieden):
        if not land[plek]:
            continue
        klasse = moment.klassen[plek]
        schrijver.writerow(
            (
                code,
                make_harmless(kaartbeeld.namen[plek]),
                make_harmless(wijken[plek]),
                write_getal(moment.waarden[plek]),
                make_harmless(eenheid),
                "" if klasse is None else make_harmless(kaartbeeld.klassen[klasse].label),
                moment.staten[plek].value,
                _period(moment),
                kaartbeeld.grensjaar,
                make_harmless(moment.bronregel.replace("**", "")),
                *(
                    (
                        make_harmless(tweede.label),
                        write_getal(moment.tweede[plek]),
                        make_harmless(_written_unit(tweede.opmaak)),
                    )
                    if tweede
                    else ()
                ),
            )
        )
    return tekst.getvalue().encode("utf-8-sig")


def write_getal(waarde: float | None) -> str:
    """
    Write a number for a spreadsheet: it stays a number, whatever its sign.

    >>> write_getal(-12.5), write_getal(0.1 + 0.2), write_getal(40.0), write_getal(None)
    ('-12,5', '0,3', '40', '')
    """
    if waarde is None:
        return ""
    tekst = f"{waarde:.{_DECIMALEN}f}".rstrip("0").rstrip(".").replace(".", ",")
    return "0" if tekst == "-0" else tekst


def make_harmless(cel: str) -> str:
    """
    Answer a text that no spreadsheet takes for a formula.

    >>> make_harmless("=1+1"), make_harmless(" @naam"), make_harmless("'t Hool")
    ("'=1+1", "'@naam", "'t Hool")
    """
    schoon = cel.strip(" ")
    return f"'{schoon}" if schoon.startswith(_FORMULE) else schoon


def unit_of(eenheid: Eenheid) -> str:
    """
    Answer a unit in words.

    >>> unit_of(Eenheid.PROCENT), unit_of(Eenheid.PER_DUIZEND), unit_of(Eenheid.AANTAL)
    ('%', 'per 1.000', 'aantal')
    """
    return eenheid.value.strip() or "aantal"


def _written_unit(opmaak: Opmaak) -> str:
    """Answer the unit of a value from how it is written."""
    return opmaak.achter.strip() or ("duizend euro" if opmaak.voor else "aantal")


def _wijken(kaartbeeld: Kaartbeeld) -> list[str]:
    """Answer of each area the name of its wijk, or nothing where that is not known."""
    gebieden = read_gebieden_op_grens(kaartbeeld.grensjaar, opslag=opslag_of(kaartbeeld.gebied))
    namen = gebieden["naam"].dropna().to_dict()
    codes = gebieden["wijkcode"].reindex(list(kaartbeeld.gebieden))
    return [str(namen.get(code, "")) for code in codes]


def _period(moment: Moment) -> str:
    return str(moment.tot) if moment.van == moment.tot else f"{moment.van}-{moment.tot}"

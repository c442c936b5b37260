"""The numbers of a map as CSV, as a Dutch spreadsheet opens it; and what all files say of them."""

import csv
import io
from typing import Final

from data.bronnen import FICTIEF, OMTREKKEN, Bron
from data.grenzen import read_gebieden_op_grens
from layers.aanbod import opslag_of
from layers.begrippen import Eenheid, Indicator
from layers.indicatoren import INDICATOR_PER_SLEUTEL
from layers.kaartbeeld import (
    GRENS_GEWIJZIGD,
    STAATWOORDEN,
    Kaartbeeld,
    Moment,
    Opmaak,
    Staat,
)
from layers.link import read_parameters
from layers.mogelijk import LVB, SOORT_BUURT, STAND
from layers.ondergrond import FICTIEF_MERK

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
TWEEDE: Final = ("tweede", "tweede_waarde", "tweede_eenheid")
_DECIMALEN: Final = 6
# A cell that begins so is run as a formula by a spreadsheet.
_FORMULE: Final = ("=", "+", "-", "@", "\t", "\r")


def write_cijfers(kaartbeeld: Kaartbeeld, *, is_kaal: bool = False) -> bytes:
    """
    Write the areas a map is about, without water and what lies around, with value, class and state.

    Semicolons, a decimal comma and a byte order mark: so a Dutch spreadsheet knows what it is.
    `is_kaal`: commas, a decimal point and no mark, as a program that computes expects it.
    """
    tekst = io.StringIO(newline="")
    schrijver = csv.writer(tekst, delimiter="," if is_kaal else ";", lineterminator="\r\n")
    komma = "." if is_kaal else ","
    tweede = kaartbeeld.tweede
    schrijver.writerow((*KOLOMMEN, *(TWEEDE if tweede else ())))
    moment = kaartbeeld.moment
    wijken = wijken_of(kaartbeeld)
    eenheid = value_unit(kaartbeeld)
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
                write_getal(moment.waarden[plek], komma=komma),
                make_harmless(eenheid),
                "" if klasse is None else make_harmless(kaartbeeld.klassen[klasse].label),
                moment.staten[plek].value,
                _period(moment),
                kaartbeeld.grensjaar,
                make_harmless(moment.bronregel.replace("**", "")),
                *(
                    (
                        make_harmless(tweede.label),
                        write_getal(moment.tweede[plek], komma=komma),
                        make_harmless(written_unit(tweede.opmaak)),
                    )
                    if tweede
                    else ()
                ),
            )
        )
    return tekst.getvalue().encode("utf-8" if is_kaal else "utf-8-sig")


def write_getal(waarde: float | None, *, komma: str = ",") -> str:
    """
    Write a number for a spreadsheet: it stays a number, whatever its sign.

    >>> write_getal(-12.5), write_getal(0.1 + 0.2), write_getal(40.0), write_getal(None)
    ('-12,5', '0,3', '40', '')
    """
    if waarde is None:
        return ""
    tekst = f"{waarde:.{_DECIMALEN}f}".rstrip("0").rstrip(".").replace(".", komma)
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


def written_unit(opmaak: Opmaak) -> str:
    """
    Answer the unit of a value from how it is written.

    >>> written_unit(Opmaak(decimalen=1, achter=" procentpunt")), written_unit(Opmaak(decimalen=0))
    ('procentpunt', 'aantal')
    """
    return opmaak.achter.strip() or ("duizend euro" if opmaak.voor else "aantal")


def value_unit(kaartbeeld: Kaartbeeld) -> str:
    """Answer the unit of the (first) value of a map, in words."""
    if kaartbeeld.soort == STAND:
        return unit_of(INDICATOR_PER_SLEUTEL[kaartbeeld.indicator].eenheid)
    return written_unit(kaartbeeld.opmaak)


def status_words(kaartbeeld: Kaartbeeld) -> tuple[str, ...]:
    """Answer of each area in plain words what may be said of it."""
    moment = kaartbeeld.moment
    gewijzigd = moment.gewijzigd or (False,) * len(moment.staten)
    woorden = {Staat.OK: Staat.OK.value, **STAATWOORDEN}
    return tuple(
        GRENS_GEWIJZIGD if is_gewijzigd else woorden[staat]
        for staat, is_gewijzigd in zip(moment.staten, gewijzigd, strict=True)
    )


def indicatoren_of(kaartbeeld: Kaartbeeld) -> tuple[Indicator, ...]:
    """Answer what a map is made from: its indicator, and those that it sets beside that."""
    sleutels = [kaartbeeld.indicator, read_parameters(kaartbeeld.link).get("met")]
    if kaartbeeld.soort == SOORT_BUURT:
        sleutels.append(LVB)
    return tuple(
        INDICATOR_PER_SLEUTEL[sleutel]
        for sleutel in dict.fromkeys(sleutels)
        if sleutel in INDICATOR_PER_SLEUTEL
    )


def bronnen_of(kaartbeeld: Kaartbeeld) -> tuple[Bron, ...]:
    """Answer the publishers whose licences count for a map: of its figures and of its outlines."""
    if FICTIEF_MERK in kaartbeeld.merken:
        return (FICTIEF,)
    return tuple(dict.fromkeys([*(i.bron for i in indicatoren_of(kaartbeeld)), OMTREKKEN]))


def write_licentie(bron: Bron) -> str:
    """
    Write under which licence a source may be used, and where that stands.

    >>> write_licentie(OMTREKKEN)[:54]
    'CBS/Kadaster, Wijk- en buurtkaart: CC BY 4.0 (https://'
    """
    waar = f" ({bron.licentie_url})" if bron.licentie_url else ""
    return f"{bron.citaat}: {bron.licentie}{waar}"


def wijken_of(kaartbeeld: Kaartbeeld) -> list[str]:
    """Answer of each area the name of its wijk, or nothing where that is not known."""
    gebieden = read_gebieden_op_grens(kaartbeeld.grensjaar, opslag=opslag_of(kaartbeeld.gebied))
    namen = gebieden["naam"].dropna().to_dict()
    codes = gebieden["wijkcode"].reindex(list(kaartbeeld.gebieden))
    return [str(namen.get(code, "")) for code in codes]


def _period(moment: Moment) -> str:
    return str(moment.tot) if moment.van == moment.tot else f"{moment.van}-{moment.tot}"

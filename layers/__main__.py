"""`python -m layers waarden`: the figures of an indicator, with the state of each."""

import argparse
import csv
import json
import math
import sys
from collections.abc import Sequence

from data.errors import SocialeKaartError
from data.gebieden import LAND, Niveau, niveau_of
from layers.aanbod import opslag_of
from layers.errors import GebiedOnbekendError, IndicatorOnbekendError
from layers.indicatoren import INDICATOR_PER_SLEUTEL
from layers.waarden import build_waarden, grensjaar_of

EXIT_ONBEKEND = 2
_KOLOMMEN = ["gebiedscode", "naam", "waarde", "status"]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m layers", description="Cijfers van Sociale Kaart"
    )
    taken = parser.add_subparsers(dest="taak", required=True)
    waarden = taken.add_parser("waarden", help="de cijfers van een indicator")
    waarden.add_argument("--indicator", required=True, metavar="SLEUTEL")
    waarden.add_argument("--peiljaar", required=True, type=int, metavar="J")
    waarden.add_argument("--gebied", default=LAND, metavar="CODE")
    waarden.add_argument("--niveau", default="buurt", choices=[n.value for n in Niveau])
    waarden.add_argument("--formaat", default="csv", choices=["csv", "json"])
    return parser


def build_rijen(
    *, sleutel: str, peiljaar: int, gebied: str, niveau: Niveau
) -> list[dict[str, str | float | None]]:
    """
    List the areas of one level with value and state, on the borders of the figures themselves.

    Raises
    ------
    IndicatorOnbekendError
        If there is no such indicator.
    GebiedOnbekendError
        If there is no such area on the borders of the figures.
    GegevensOntbrekenError
        If there are no figures of that year.
    """
    indicator = INDICATOR_PER_SLEUTEL.get(sleutel)
    if indicator is None:
        raise IndicatorOnbekendError(sleutel, bekend=tuple(INDICATOR_PER_SLEUTEL))
    opslag = opslag_of(gebied)
    grensjaar = grensjaar_of(indicator, peiljaar=peiljaar, opslag=opslag)
    tabel = build_waarden(indicator, peiljaar=peiljaar, grensjaar=grensjaar, opslag=opslag).tabel
    if gebied != LAND:
        tabel = tabel[tabel.index.str[2:].str.startswith(gebied[2:])]
        if niveau_of(gebied) is None or tabel.empty:
            raise GebiedOnbekendError(gebied, grensjaar=grensjaar)
    tabel = tabel[tabel["niveau"] == niveau]
    return [
        {
            "gebiedscode": code,
            "naam": naam,
            "waarde": None if math.isnan(waarde) else waarde,
            "status": str(status),
        }
        for code, naam, waarde, status in zip(
            tabel.index, tabel["naam"], tabel["waarde"], tabel["status"], strict=True
        )
    ]


def main(argumenten: Sequence[str] | None = None) -> int:
    """Run one task and answer the exit code: 0, or 2 with one sentence of what is wrong."""
    keuze = _parser().parse_args(argumenten)
    try:
        rijen = build_rijen(
            sleutel=keuze.indicator,
            peiljaar=keuze.peiljaar,
            gebied=keuze.gebied,
            niveau=Niveau(keuze.niveau),
        )
    except SocialeKaartError as fout:
        sys.stderr.write(f"{fout}\n")
        return EXIT_ONBEKEND
    if keuze.formaat == "json":
        sys.stdout.write(json.dumps(rijen, ensure_ascii=False, indent=1) + "\n")
    else:
        schrijver = csv.DictWriter(sys.stdout, _KOLOMMEN, lineterminator="\n")
        schrijver.writeheader()
        schrijver.writerows(rijen)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""`python -m layers`: figures, maps and class bounds of Sociale Kaart as text."""

import argparse
import csv
import json
import math
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from data.errors import SocialeKaartError
from data.gebieden import LAND, Niveau, niveau_of
from data.opdrachten import EXIT_AFGEKEURD, Ontleder
from data.opslag import Opslag, standard_opslag
from layers.aanbod import opslag_of
from layers.begrippen import Grens, Indicator
from layers.bezit import without_eigen
from layers.errors import GebiedOnbekendError, IndicatorOnbekendError, MapOntbreektError
from layers.indicatoren import INDICATOR_PER_SLEUTEL, INDICATOREN
from layers.kaartbeeld import Kaartbeeld, Moment
from layers.klassen import name_classes
from layers.klassenbeheer import Herziening, ensure_klassen, find_outgrown, revise_klassen
from layers.openen import (
    open_exact,
)
from layers.soorten import build_kaartbeeld
from layers.waarden import build_waarden, grensjaar_of

_KOLOMMEN = ["gebiedscode", "naam", "waarde", "status"]


def _parser() -> argparse.ArgumentParser:
    parser = Ontleder(
        prog="python -m layers", description="Cijfers en kaarten van Sociale Kaart als tekst"
    )
    taken = parser.add_subparsers(dest="taak", required=True)
    waarden = taken.add_parser("waarden", help="de cijfers van een indicator")
    waarden.add_argument("--indicator", required=True, metavar="SLEUTEL")
    waarden.add_argument("--peiljaar", required=True, type=int, metavar="J")
    waarden.add_argument("--gebied", default=LAND, metavar="CODE")
    waarden.add_argument("--niveau", default="buurt", choices=[n.value for n in Niveau])
    waarden.add_argument("--formaat", default="csv", choices=["csv", "json"])
    beeld = taken.add_parser("kaartbeeld", help="alles wat een kaart zegt, als JSON")
    beeld.add_argument("link", metavar="LINK")
    klassen = taken.add_parser("klassen", help="klassengrenzen vastleggen of herzien")
    klassen.add_argument("--herzien", action="store_true", help="nieuwe grenzen maken")
    klassen.add_argument("--indicator", metavar="SLEUTEL", help="alleen van dit onderwerp")
    klassen.add_argument("--opslag", type=Path, metavar="MAP", help="van een andere opslag")
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
    indicator = find_indicator(sleutel)
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


def find_indicator(sleutel: str) -> Indicator:
    """
    Answer the indicator of a key.

    Raises
    ------
    IndicatorOnbekendError
        If there is no such indicator.
    """
    indicator = INDICATOR_PER_SLEUTEL.get(sleutel)
    if indicator is None:
        raise IndicatorOnbekendError(sleutel, bekend=tuple(INDICATOR_PER_SLEUTEL))
    return indicator


def build_document(kaartbeeld: Kaartbeeld) -> dict[str, Any]:
    """Write a map for another program: what belongs to an area stands together, per year."""
    per_gebied = ("gebieden", "namen", "water", "momenten")
    leeg = replace(kaartbeeld, gebieden=(), namen=(), water=(), momenten=())
    vast = asdict(leeg)
    return {
        **{naam: waarde for naam, waarde in vast.items() if naam not in per_gebied},
        "gekozen": kaartbeeld.moment.tot,
        "momenten": [_build_moment(kaartbeeld, moment) for moment in kaartbeeld.momenten],
    }


def _build_moment(kaartbeeld: Kaartbeeld, moment: Moment) -> dict[str, Any]:
    gebieden = [
        {
            "gebiedscode": code,
            "naam": kaartbeeld.namen[plek],
            "is_water": kaartbeeld.water[plek],
            "klasse": moment.klassen[plek],
            "staat": moment.staten[plek].value,
            "waarde": moment.waarden[plek],
            "noemer": moment.noemers[plek],
            "marge": moment.marges[plek],
            **({"tweede": moment.tweede[plek]} if moment.tweede else {}),
            **({"onzeker": moment.onzeker[plek]} if moment.onzeker else {}),
            **{g.sleutel: g.waarden[plek] for g in moment.gewichten[1:]},
        }
        for plek, code in enumerate(kaartbeeld.gebieden)
    ]
    return {
        "van": moment.van,
        "tot": moment.tot,
        "titel": moment.titel,
        "ondertitel": moment.ondertitel,
        "legendazin": moment.legendazin,
        "bronregel": moment.bronregel,
        "gewichten": [
            {"sleutel": g.sleutel, "label": g.label, "jaar": g.jaar} for g in moment.gewichten
        ],
        "referenties": [asdict(r) for r in moment.referenties],
        "tellingen": [asdict(t) for t in moment.tellingen],
        "gebieden": gebieden,
    }


def report_klassen(*, opslag: Opslag, herzien: bool, sleutel: str | None) -> list[str]:
    """
    Make class bounds where there are none, or new ones on purpose, and say which.

    Raises
    ------
    IndicatorOnbekendError
        If there is no such indicator.
    OpslagBezetError, OpslagMisluktError
        If the store cannot be written.
    """
    if herzien:
        indicatoren = [find_indicator(sleutel)] if sleutel else list(INDICATOREN)
        herzieningen = revise_klassen(indicatoren, opslag=opslag)
        if not herzieningen:
            return ["De klassen blijven zoals ze zijn: nieuwe grenzen zouden dezelfde zijn."]
        return [
            f"{h.indicator.label}, {h.maat.value}: {_labels(h.oud, h)} wordt {_labels(h.nieuw, h)}."
            for h in herzieningen
        ]
    regels = []
    if gemaakt := ensure_klassen(opslag=opslag):
        regels.append(f"De klassen van {_count(gemaakt)} zijn vastgelegd.")
    if ontgroeid := find_outgrown(opslag=opslag):
        regels.append(
            f"De klassen van {_count(ontgroeid)} zijn gemaakt op enkele gemeenten, en de cijfers "
            "van heel Nederland zijn er nu. `python -m layers klassen --herzien` maakt nieuwe; "
            "de pagina Gegevens laat oud en nieuw eerst naast elkaar zien."
        )
    return regels


def _count(indicatoren: Sequence[Indicator]) -> str:
    return "1 onderwerp" if len(indicatoren) == 1 else f"{len(indicatoren)} onderwerpen"


def _labels(grenzen: tuple[Grens, ...], herziening: Herziening) -> str:
    return "; ".join(name_classes(grenzen, herziening.indicator, herziening.maat))


def main(argumenten: Sequence[str] | None = None) -> int:
    """Run one task and answer the exit code: 0, or 2 with one sentence of what is wrong."""
    keuze = _parser().parse_args(argumenten)
    try:
        _run(keuze)
        sys.stdout.flush()
    except SocialeKaartError as fout:
        sys.stderr.write(f"{fout}\n")
        return EXIT_AFGEKEURD
    except BrokenPipeError:
        # who reads has seen enough, as with `| head`; Python would say so once more at its end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _run(keuze: argparse.Namespace) -> None:
    if keuze.taak == "klassen":
        opslag = Opslag(keuze.opslag) if keuze.opslag else standard_opslag()
        if keuze.opslag and not keuze.opslag.is_dir():
            raise MapOntbreektError(str(keuze.opslag))
        if keuze.indicator:
            find_indicator(keuze.indicator)
        regels = report_klassen(opslag=opslag, herzien=keuze.herzien, sleutel=keuze.indicator)
        sys.stdout.writelines(f"{regel}\n" for regel in regels)
        return
    if keuze.taak == "kaartbeeld":
        geopend = open_exact(keuze.link)
        if geopend.zin:
            sys.stderr.write(f"{geopend.zin}\n")
        document = build_document(build_kaartbeeld(without_eigen(geopend.keuze)))
        sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=1) + "\n")
        return
    rijen = build_rijen(
        sleutel=keuze.indicator,
        peiljaar=keuze.peiljaar,
        gebied=keuze.gebied,
        niveau=Niveau(keuze.niveau),
    )
    if keuze.formaat == "json":
        sys.stdout.write(json.dumps(rijen, ensure_ascii=False, indent=1) + "\n")
    else:
        schrijver = csv.DictWriter(sys.stdout, _KOLOMMEN, lineterminator="\n")
        schrijver.writeheader()
        schrijver.writerows(rijen)


if __name__ == "__main__":
    sys.exit(main())

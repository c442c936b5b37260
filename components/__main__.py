"""`python -m components afdruk "LINK" --formaat pptx --uit BESTAND`: a map as a file."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from components.afdruk_blad import DPI, MAAT_PER_NAAM, Maat
from components.dag import today
from components.errors import BestandNietGeschrevenError, MaatError
from components.huisstijl import read_huisstijl, remove_huisstijl, write_huisstijl
from components.kaartenboek import Boek, find_buurten, make_boek, views_of
from components.toezichtbestand import FORMATEN, Toezichtwensen, make_toezicht
from components.uitvoer import MATEN_VAN, Formaat, Wensen, make_kaart
from components.wegschrijven import write_beside
from data.errors import SocialeKaartError
from data.opdrachten import EXIT_AFGEKEURD, Ontleder
from layers.openen import (
    open_exact,
)

# endings that say a file is of a kind which is not made here
_EINDEN: Final = frozenset(("jpg", "jpeg", "json", "xls", "doc", "ppt", "tif", "tiff", "shp"))
DPIS: Final = (150, DPI, 600)


def _parser() -> argparse.ArgumentParser:
    parser = Ontleder(prog="python -m components", description="Bestanden van Sociale Kaart")
    taken = parser.add_subparsers(dest="taak", required=True)
    afdruk = taken.add_parser("afdruk", help="een kaart als bestand")
    afdruk.set_defaults(doe=_afdruk)
    afdruk.add_argument("link", metavar="LINK")
    afdruk.add_argument("--formaat", required=True, choices=[f.value for f in Formaat])
    _add_uit(afdruk)
    afdruk.add_argument("--maat", choices=list(MAAT_PER_NAAM), help="van een vel, dia of memo")
    afdruk.add_argument("--titel", default="", help="een eigen titel, die zegt waar het om gaat")
    afdruk.add_argument("--dpi", type=int, default=DPI, choices=DPIS, help="punten per inch")
    afdruk.add_argument("--grijs", action="store_true", help="in grijzen, voor een zwarte printer")
    afdruk.add_argument(
        "--naast", type=int, metavar="JAAR", help="dezelfde kaart van dat jaar erbij"
    )
    afdruk.add_argument("--kaal", action="store_true", help="CSV met komma's en decimale punten")
    afdruk.add_argument(
        "--met-eigen-bezit", action="store_true", help="ook waar de link onze woningen telt"
    )
    toezicht = taken.add_parser("toezicht", help="het blad voor toezichthouders")
    toezicht.set_defaults(doe=_toezicht)
    toezicht.add_argument("gebied", metavar="GEBIED", help="zoals GM0772")
    toezicht.add_argument("uit", type=Path, metavar="BESTAND", help="eindigt op .pdf of .pptx")
    toezicht.add_argument(
        "--met-eigen-bezit", action="store_true", help="geteld in onze eigen woningen"
    )
    boek = taken.add_parser("kaartenboek", help="veel kaarten en buurten in één bestand")
    boek.set_defaults(doe=_kaartenboek)
    boek.add_argument("links", metavar="LINK", nargs="+")
    boek.add_argument("--buurt", action="append", default=[], metavar="CODE")
    boek.add_argument(
        "--alle-buurten", action="store_true", help="een blad per buurt van het gebied"
    )
    boek.add_argument("--titel", default="")
    boek.add_argument("--formaat", default=Formaat.PDF.value, choices=["pdf", "pptx"])
    _add_uit(boek)
    stijl = taken.add_parser("huisstijl", help="het logo, de kleur en de sjablonen van u")
    stijl.set_defaults(doe=_huisstijl)
    for naam, hulp in (("logo", "PNG of JPEG"), ("dia", ".pptx"), ("memo", ".docx")):
        stijl.add_argument(f"--{naam}", type=Path, metavar="BESTAND", help=hulp)
    stijl.add_argument("--kleur", metavar="#RRGGBB")
    stijl.add_argument("--weg", action="store_true", help="haal alles weg wat is ingesteld")
    return parser


def _add_uit(opdracht: argparse.ArgumentParser) -> None:
    opdracht.add_argument("--uit", required=True, type=Path, metavar="BESTAND")
    opdracht.add_argument(
        "--met-gevoelig", action="store_true", help="ook als de cijfers gevoelig zijn"
    )


def main(argumenten: Sequence[str] | None = None) -> int:
    """Run one task and answer the exit code: 0, or 2 with one sentence of what is wrong."""
    try:
        keuze = _parser().parse_args(argumenten)
        keuze.doe(keuze)
    except SocialeKaartError as fout:
        sys.stderr.write(f"{fout}\n")
        return EXIT_AFGEKEURD
    return 0


def _afdruk(keuze: argparse.Namespace) -> None:
    check_ending(keuze.uit, Formaat(keuze.formaat))
    geopend = open_exact(keuze.link)
    formaat = Formaat(keuze.formaat)
    wensen = Wensen(
        formaat=formaat,
        gemaakt_op=today(),
        maat=choose_maat(formaat, keuze.maat),
        titel=keuze.titel,
        dpi=keuze.dpi,
        is_grijs=keuze.grijs,
        is_kaal=keuze.kaal,
        naast=keuze.naast,
        met_gevoelig=keuze.met_gevoelig,
        met_eigen=keuze.met_eigen_bezit,
    )
    write_beside(keuze.uit, make_kaart(geopend.keuze, wensen, read_huisstijl()))
    if geopend.zin:
        sys.stderr.write(f"{geopend.zin}\n")


def _toezicht(keuze: argparse.Namespace) -> None:
    pad: Path = keuze.uit
    formaat = next((f for f in FORMATEN if pad.suffix.lower() == f".{f.value}"), None)
    if formaat is None:
        kan = " of ".join(f".{f.value}" for f in FORMATEN)
        raise BestandNietGeschrevenError(str(pad), f"de naam moet eindigen op {kan}")
    wensen = Toezichtwensen(
        gebied=keuze.gebied,
        formaat=formaat,
        gemaakt_op=today(),
        met_eigen=keuze.met_eigen_bezit,
    )
    write_beside(pad, make_toezicht(wensen, read_huisstijl()))


def choose_maat(formaat: Formaat, naam: str | None) -> Maat:
    """
    Answer the size that was named, or the usual one of a form.

    Raises
    ------
    MaatError
        If a form does not come in that size.
    """
    maten = MATEN_VAN.get(formaat, tuple(Maat))
    maat = maten[0] if naam is None else MAAT_PER_NAAM[naam]
    if maat not in maten:
        raise MaatError(formaat.value, maat.naam, [deze.naam for deze in maten])
    return maat


def _kaartenboek(keuze: argparse.Namespace) -> None:
    check_ending(keuze.uit, Formaat(keuze.formaat))
    weergaven = views_of(keuze.links)
    alle = find_buurten(weergaven[0])
    boek = Boek(
        weergaven=weergaven,
        buurten=alle if keuze.alle_buurten else tuple(keuze.buurt),
        titel=keuze.titel,
        formaat=Formaat(keuze.formaat),
        gemaakt_op=today(),
        met_gevoelig=keuze.met_gevoelig,
    )
    write_beside(keuze.uit, make_boek(boek, read_huisstijl(), meld=_tell))
    sys.stderr.write("\n")


def _tell(gedaan: int, totaal: int) -> None:
    sys.stderr.write(f"\rblad {gedaan} van {totaal}")
    sys.stderr.flush()


def _huisstijl(keuze: argparse.Namespace) -> None:
    if keuze.weg:
        remove_huisstijl()
    write_huisstijl(logo=keuze.logo, kleur=keuze.kleur, dia=keuze.dia, memo=keuze.memo)
    stijl = read_huisstijl()
    delen = {"logo": stijl.logo, "kleur": stijl.kleur, "dia": stijl.dia, "memo": stijl.memo}
    sys.stdout.writelines(
        f"{naam}: {'niet ingesteld' if deel is None else 'ingesteld'}\n"
        for naam, deel in delen.items()
    )


def check_ending(pad: Path, formaat: Formaat) -> None:
    """
    Refuse a name that promises another kind of file.

    Raises
    ------
    BestandNietGeschrevenError
        If the ending of the name is that of another format.
    """
    einde = pad.suffix.removeprefix(".").lower()
    if einde != formaat.value and (einde in _EINDEN or einde in {f.value for f in Formaat}):
        reden = f"de naam eindigt op .{einde} en het formaat is {formaat.value}; maak ze gelijk"
        raise BestandNietGeschrevenError(str(pad), reden)


if __name__ == "__main__":
    sys.exit(main())

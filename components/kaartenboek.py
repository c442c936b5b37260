"""
Many maps and sheets of buurten in one file: cover, contents, how to read it, and the sheets.

A sheet is drawn, written and forgotten, so that a book of a whole gemeente takes no more memory
than one of its sheets; the file grows where it has no name, and counts when it is whole.
"""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import IO, Final

from matplotlib.backends.backend_pdf import PdfPages

from components.afdruk import add_halos, paper_settings, read_vormen
from components.afdruk_blad import Blad, Maat, Opdracht
from components.afdruk_boek import (
    Inhoudsregel,
    draw_inhoud,
    draw_omslag,
    draw_werkwijze,
    put_nummer,
)
from components.afdruk_buurtblad import draw_buurtblad
from components.afdruk_indeling import build_blad
from components.afdruk_legenda import FICTIEF
from components.afdruk_pdf import Documenttekst, Sprong, finish_boek
from components.errors import BoekError, GevoeligError
from components.huisstijl import GEEN_STIJL, Huisstijl
from components.uitvoer import Formaat
from components.wachtrij import Melder
from data.errors import SocialeKaartError
from data.gebieden import FICTIEVE_GEMEENTEN, gemeentecode_of
from layers.aanbod import ligging
from layers.bezit import without_eigen
from layers.buurtblad import base_indicators, build_buurtblad
from layers.indicatoren import INDICATOR_PER_SLEUTEL
from layers.kaartbeeld import Kaartbeeld
from layers.link import Keuze
from layers.openen import open_exact
from layers.richtingen import build_bespreekpunten
from layers.soorten import build_kaartbeeld
from layers.vergelijkbaar import find_gelijken, possible_kenmerken

_MEESTE_BLADEN: Final = 700
_GELIJKEN: Final = 5


@dataclass(frozen=True, kw_only=True)
class Boek:
    """
    What goes into a book: views, each a sheet, and codes of buurten, each a sheet.

    The buurten are those of the first view, on its borders. `titel` may be empty.
    """

    weergaven: tuple[Keuze, ...]
    buurten: tuple[str, ...]
    gemaakt_op: date
    titel: str = ""
    formaat: Formaat = Formaat.PDF
    met_gevoelig: bool = False


def views_of(links: Sequence[str]) -> tuple[Keuze, ...]:
    """
    Answer the views that links name.

    Raises
    ------
    BoekError
        If one of them names no view; it says which.
    """
    weergaven = []
    for nummer, link in enumerate(links, start=1):
        try:
            # a book goes to others: it is counted in all homes
            weergaven.append(without_eigen(open_exact(link).keuze))
        except SocialeKaartError as fout:
            eerste = str(fout).split(". ")[0].rstrip(".")
            reden = (
                f"link {nummer} is niet te gebruiken ({eerste}). Kopieer hem opnieuw uit het "
                "venster Exporteren of uit de adresbalk van de kaart."
            )
            raise BoekError(reden) from fout
    # the same map twice is one sheet
    return tuple(dict.fromkeys(weergaven))


def find_buurten(weergave: Keuze) -> tuple[str, ...]:
    """Answer the codes of the buurten that a view is about, in the order of their names."""
    kaartbeeld = build_kaartbeeld(weergave)
    namen = sorted(
        (naam, code)
        for naam, code, is_land in zip(
            kaartbeeld.namen, kaartbeeld.gebieden, kaartbeeld.land, strict=True
        )
        if is_land
    )
    return tuple(code for _, code in namen)


def make_boek(boek: Boek, stijl: Huisstijl = GEEN_STIJL, *, meld: Melder | None = None) -> bytes:
    """
    Make a book; `meld` is told how many of how many sheets are done.

    Raises
    ------
    BoekError
        If it would have no sheets, or too many, or a buurt that is not on the map.
    GevoeligError
        If a map of it is sensitive and nobody asked for that.
    """
    totaal = len(boek.weergaven) + len(boek.buurten)
    check_boek(boek, totaal)
    meld = meld or (lambda _gedaan, _totaal: None)
    if boek.formaat is Formaat.PPTX:
        from components.kaartenboek_dia import make_diaboek  # noqa: PLC0415 - it needs this module

        return make_diaboek(boek, stijl, meld=meld)
    with tempfile.TemporaryFile() as ruw:
        tekst = _write_pages(boek, stijl, ruw, meld=meld)
        ruw.seek(0)
        return finish_boek(ruw, tekst)


def check_boek(boek: Boek, totaal: int) -> None:
    """
    Refuse a book that cannot be made, before anything is drawn.

    Raises
    ------
    BoekError
        If it would have no sheets, or too many, or a buurt that is not on the map.
    """
    if not boek.weergaven:
        reden = "kies minstens één kaart."
        raise BoekError(reden)
    if totaal > _MEESTE_BLADEN:
        reden = f"dit worden {totaal} bladen; meer dan {_MEESTE_BLADEN} gaat niet. Kies minder."
        raise BoekError(reden)
    op_kaart = set(find_buurten(boek.weergaven[0])) if boek.buurten else set()
    for code in boek.buurten:
        if code not in op_kaart:
            reden = f"buurt '{code}' staat niet op de eerste kaart. Kies een code ervan."
            raise BoekError(reden)


def order_for(boek: Boek, keuze: Keuze, stijl: Huisstijl) -> Opdracht:
    """Answer how a sheet of a book is drawn."""
    return Opdracht(
        maat=Maat.A4,
        gemaakt_op=boek.gemaakt_op,
        gekozen=keuze.buurt,
        filter=keuze.filter,
        stijl=stijl,
    )


def maps_of(boek: Boek) -> Iterator[tuple[Keuze, Kaartbeeld]]:
    """
    Answer the maps of a book.

    Raises
    ------
    GevoeligError
        If one is sensitive and nobody asked for that.
    """
    for keuze in boek.weergaven:
        kaartbeeld = build_kaartbeeld(keuze)
        is_vrij = boek.met_gevoelig or FICTIEF in kaartbeeld.merken
        if kaartbeeld.is_gevoelig and not is_vrij:
            raise GevoeligError(kaartbeeld.moment.titel)
        yield keuze, kaartbeeld


def holds_gevoelig(weergaven: Sequence[Keuze], buurten: Sequence[str]) -> tuple[bool, bool]:
    """Tell whether a map of a book is sensitive, and whether a sheet of a buurt can be."""
    kaart = any(
        beeld.is_gevoelig and FICTIEF not in beeld.merken
        for beeld in map(build_kaartbeeld, weergaven)
    )
    gemeenten = {gemeentecode_of(code) or "" for code in buurten}
    blad = any(
        INDICATOR_PER_SLEUTEL[sleutel].is_gevoelig
        for gemeente in gemeenten
        if not FICTIEVE_GEMEENTEN.match(gemeente)
        for sleutel in base_indicators(gemeente)
    )
    return kaart, blad


def title_of(boek: Boek, eerste: Kaartbeeld) -> str:
    """Answer the title of a book: its own, or that of the area."""
    return boek.titel.strip() or f"Sociale kaart van {eerste.gebiedsnaam}"


def _write_pages(boek: Boek, stijl: Huisstijl, ruw: IO[bytes], *, meld: Melder) -> Documenttekst:
    """Write the pages one by one; answer what the document says of itself."""
    totaal = len(boek.weergaven) + len(boek.buurten)
    kaarten = list(maps_of(boek))
    eerste = kaarten[0][1]
    titel = title_of(boek, eerste)
    regels = contents_of(boek, [beeld for _, beeld in kaarten])
    geen = dict.fromkeys(("Creator", "Producer", "CreationDate"))
    with paper_settings(), PdfPages(ruw, metadata=geen) as pdf:

        def write(blad: Blad) -> None:
            put_nummer(blad, pdf.get_pagecount() + 1)
            add_halos(blad)
            pdf.savefig(blad.figuur)

        voorop = order_for(boek, boek.weergaven[0], stijl)
        beelden = [beeld for _, beeld in kaarten]
        write(draw_omslag(titel, beelden, len(boek.buurten), voorop))
        inhoud = draw_inhoud(regels, voorop)
        for blad, _ in inhoud:
            write(blad)
        write(draw_werkwijze(beelden, voorop, met_buurten=bool(boek.buurten)))
        gedaan = 0
        for keuze, beeld in kaarten:
            opdracht = order_for(boek, keuze, stijl)
            write(build_blad(beeld, read_vormen(beeld), opdracht))
            gedaan += 1
            meld(gedaan, totaal)
        for code in boek.buurten:
            write(_buurt_page(boek, code, stijl))
            gedaan += 1
            meld(gedaan, totaal)
    voor = 2 + len(inhoud)
    return Documenttekst(
        titel=titel,
        onderwerp=f"{len(kaarten)} kaarten en {len(boek.buurten)} buurten.",
        bladwijzers=(
            ("Inhoud", 1),
            ("Werkwijze", 1 + len(inhoud)),
            *((regel.woord, voor + regel.nummer) for regel in regels),
        ),
        sprongen=tuple(
            Sprong(pagina=1 + plek, vak=vak, naar=voor + nummer)
            for plek, (_, vakken) in enumerate(inhoud)
            for nummer, vak in vakken
        ),
    )


def contents_of(boek: Boek, kaarten: Sequence[Kaartbeeld]) -> list[Inhoudsregel]:
    """Answer a line per sheet, in their order."""
    regels = [
        Inhoudsregel(
            nummer=nummer,
            woord=f"{beeld.moment.titel}, {_years(beeld)}",
            onder=beeld.gebiedsnaam,
        )
        for nummer, beeld in enumerate(kaarten)
    ]
    eerste = kaarten[0]
    plekken = {code: plek for plek, code in enumerate(eerste.gebieden)}
    waar = ligging(eerste)
    regels += [
        Inhoudsregel(
            nummer=len(kaarten) + nummer,
            woord=eerste.namen[plekken[code]],
            onder=waar[plekken[code]],
        )
        for nummer, code in enumerate(boek.buurten)
    ]
    return regels


def _years(beeld: Kaartbeeld) -> str:
    moment = beeld.moment
    return str(moment.tot) if moment.van == moment.tot else f"{moment.van} tot {moment.tot}"


def _buurt_page(boek: Boek, code: str, stijl: Huisstijl) -> Blad:
    keuze = replace(boek.weergaven[0], buurt=code)
    inhoud = build_buurtblad(keuze)
    gelijken = find_gelijken(
        keuze, inhoud.gemeente, possible_kenmerken(inhoud.gemeente), aantal=_GELIJKEN
    )
    blad = Blad(Maat.A4.papier)
    draw_buurtblad(
        blad,
        inhoud,
        build_bespreekpunten(inhoud),
        order_for(boek, keuze, stijl),
        lijkt_op=tuple(rij.naam for rij in gelijken.rijen),
        met_gevoelig=boek.met_gevoelig,
    )
    return blad

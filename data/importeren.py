"""
Import: files in, tables and outlines in the store, and a report of what happened.

All files of one call enter together or not at all.
"""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from data.bestanden import collect_bestanden
from data.bijwerking import Bijwerking, report_bijwerking
from data.bronnen import TABELLEN
from data.errors import BestandAfgekeurdError
from data.gebieden import gemeentecode_of
from data.grensjaar import codes_per_border_year, resolve_border_years
from data.herkennen import Herkend, Vraag, read_bestanden
from data.kaartopslag import put_omtrekken
from data.levering import Levering
from data.omtrekken import Omtrekkenlevering
from data.opslag import Opslag
from data.samenvoegen import Namen, collect_names, grouped, put_gebieden, put_tabel
from data.verslag import (
    report_joins,
    report_omnummeringen,
    report_omtrekken,
    report_tabel,
    report_zonder_omtrekken,
)
from data.wijzigen import change_opslag


@dataclass(frozen=True, kw_only=True)
class Leegte:
    """What a table of one year has no figure of: which of its columns."""

    tabel: str
    peiljaar: int
    kolommen: tuple[str, ...]
    is_geheel: bool


@dataclass(frozen=True, kw_only=True)
class Verslag:
    """
    What an import did, and whether it changed the store; `regels` is all of it in Dutch.

    `tabellen` came in with their year, `kaarten` with their border year, both of `gemeenten`.
    `terzijde` is of use to who brought the files by hand: what was left out, and which outlines
    are still to come. `wacht_op_akkoord`: figures that were kept would become others, and nobody
    agreed to that yet; nothing was changed.
    """

    kern: tuple[str, ...]
    terzijde: tuple[str, ...] = ()
    tabellen: tuple[tuple[str, int], ...] = ()
    kaarten: tuple[int, ...] = ()
    gemeenten: frozenset[str] = frozenset()
    leegtes: tuple[Leegte, ...] = ()
    bijwerkingen: tuple[Bijwerking, ...] = ()
    is_veranderd: bool = False
    wacht_op_akkoord: bool = False

    @property
    def regels(self) -> tuple[str, ...]:
        """Answer the whole report."""
        return (*self.kern, *self.terzijde)


def import_bestanden(
    paden: Sequence[Path],
    *,
    opslag: Opslag,
    vraag: Vraag,
    bron: str | None = None,
    is_akkoord: bool = True,
) -> Verslag:
    """
    Import files, folders and zips.

    Without `is_akkoord` nothing is changed where figures that are kept would become others; the
    report says which.

    Raises
    ------
    SocialeKaartError
        If a file is refused, the border year is not known, another import is running or the disk
        is full. The store is then as it was.
    """
    with change_opslag(opslag) as wijziging, tempfile.TemporaryDirectory() as werkmap:
        bestanden = collect_bestanden(paden, werkmap=Path(werkmap))
        bekend = codes_per_border_year(opslag)
        herkend = read_bestanden(bestanden, vraag=vraag, bekende_codes=bekend)
        _check_bron(herkend, bron)
        leveringen, omtrekken = resolve_border_years(herkend, vraag=vraag, bekend=bekend)
        regels: list[str] = []
        namen: Namen = {}
        bijwerkingen: list[Bijwerking] = []
        leegtes: list[Leegte] = []
        groepen = grouped(leveringen)
        for (tabel, peiljaar), groep in groepen.items():
            bijwerking = put_tabel(wijziging, opslag, tabel, peiljaar, groep)
            bijwerkingen += [bijwerking] if bijwerking is not None else []
            leegtes += _find_leegte(tabel, peiljaar, groep)
            for levering in groep:
                regels += report_tabel(levering)
                collect_names(namen, levering)
        kaarten = put_omtrekken(wijziging, opslag, omtrekken, vraag=vraag, namen=namen)
        for grensjaar, gebieden in namen.items():
            put_gebieden(wijziging, opslag, grensjaar, gebieden)
        regels += [regel for levering in omtrekken for regel in report_omtrekken(levering, vraag)]
        gevonden = {paar: paren for paar, (paren, _) in wijziging.omnummeringen.items()}
        regels += report_omnummeringen(gevonden)
        regels += report_joins(leveringen, kaarten=kaarten, opslag=opslag)
        regels += [regel for deel in bijwerkingen for regel in report_bijwerking(deel)]
        terzijde = report_zonder_omtrekken(leveringen, kaarten=kaarten, opslag=opslag)
        terzijde += [f"{naam}: overgeslagen, geen tabel of kaart." for naam in herkend.overgeslagen]
        wacht = not is_akkoord and any(deel.vraagt_akkoord for deel in bijwerkingen)
        if wacht:
            wijziging.drop()
        veranderd = wijziging.is_veranderd
        if not veranderd and not wacht:
            regels.append("Er is niets veranderd: deze gegevens waren er al.")
    return Verslag(
        kern=tuple(regels),
        terzijde=tuple(terzijde),
        tabellen=tuple(groepen),
        kaarten=tuple(kaarten),
        gemeenten=_gemeenten_in(leveringen, omtrekken),
        leegtes=tuple(leegtes),
        bijwerkingen=tuple(bijwerkingen),
        is_veranderd=veranderd,
        wacht_op_akkoord=wacht,
    )


def _find_leegte(tabel: str, peiljaar: int, groep: list[Levering]) -> list[Leegte]:
    """Answer what a table of one year has no figure of; nothing where it has all."""
    cijfers = [levering.cijfers for levering in groep]
    gevuld = {str(kolom) for deel in cijfers for kolom in deel if deel[kolom].notna().any()}
    leeg = [str(kolom) for deel in cijfers for kolom in deel if str(kolom) not in gevuld]
    kolommen = tuple(dict.fromkeys(leeg))
    if not kolommen:
        return []
    return [Leegte(tabel=tabel, peiljaar=peiljaar, kolommen=kolommen, is_geheel=not gevuld)]


def _gemeenten_in(leveringen: list[Levering], omtrekken: list[Omtrekkenlevering]) -> frozenset[str]:
    codes = [code for levering in leveringen for code in levering.cijfers.index]
    codes += [code for kaart in omtrekken for code in kaart.omtrekken["gebiedscode"]]
    return frozenset(gemeente for code in codes if (gemeente := gemeentecode_of(str(code))))


def _check_bron(herkend: Herkend, bron: str | None) -> None:
    if bron is None:
        return
    gevonden = [(TABELLEN[lv.tabel].sleutel, lv.bestanden[0].naam) for lv in herkend.leveringen]
    gevonden += [("omtrekken", levering.bestanden[0].naam) for levering in herkend.omtrekken]
    for sleutel, naam in gevonden:
        if sleutel != bron:
            raise BestandAfgekeurdError(
                naam,
                f"dit is een bestand van bron '{sleutel}' en niet van '{bron}'. Kies het goede "
                "bestand of laat `--bron` weg.",
                plaats="inhoud",
            )

"""Recognise foreign files by what is in them, and hand each to the module of its source."""

import mmap
import re
from collections.abc import Sequence
from dataclasses import dataclass

from data import cbs, invoer, leefbaarometer, rivm
from data.adressen import TABEL_PER_NUMMER
from data.bestanden import Invoerbestand, Soort, refuse_unreadable
from data.errors import BestandAfgekeurdError, OnbekendBestandError
from data.jsonbestanden import read_kenmerken
from data.kaartbestanden import read_kaartbestanden, read_wkt, wkt_column
from data.levering import Bestand, Levering, column_with
from data.odata import Document, Rol, build_leveringen, read_document
from data.omtrekken import Omtrekkenlevering, clean_omtrekken, drop_tweelingen
from data.tabelbestanden import Ruwetabel, read_csv
from data.werkmappen import read_workbook

# a text beside the files that count: what names no area at all is no table of areas
_GEBIED = re.compile(rb"(?:BU|WK|GM)[0-9]{4}|buurtcode|gebiedscode|(?:gwb|bu)_code", re.IGNORECASE)
_GEOJSON = re.compile(rb'"type"\s*:\s*"(?:FeatureCollection|Feature|Topology)"')


@dataclass(frozen=True, kw_only=True)
class Vraag:
    """
    What was said beside the files.

    `is_nieuwste_grens`: the publisher puts every year on its newest borders; where the codes fit
    more than one year, the newest it is.
    """

    peiljaar: int | None = None
    grensjaren: tuple[int, int] | None = None
    indicator: str | None = None
    is_nieuwste_grens: bool = False


@dataclass(frozen=True)
class Herkend:
    """What was found in the files, and the files that nothing was found in."""

    leveringen: tuple[Levering, ...]
    omtrekken: tuple[Omtrekkenlevering, ...]
    overgeslagen: tuple[str, ...]


def read_bestanden(
    bestanden: Sequence[Invoerbestand],
    *,
    vraag: Vraag,
    bekende_codes: dict[int, set[str]],
) -> Herkend:
    """
    Read and clean all files.

    Raises
    ------
    BestandAfgekeurdError
        If a file is broken, or nothing in it is recognised.
    """
    gelezen: list[Levering | Omtrekkenlevering | Document] = []
    overgeslagen = [bestand.naam for bestand in bestanden if bestand.soort is Soort.ONBEKEND]
    for bestand in bestanden:
        try:
            gelezen += _read_bestand(bestand, vraag=vraag, bekende_codes=bekende_codes)
        except OnbekendBestandError:
            if bestand.is_genoemd:
                raise
            overgeslagen.append(bestand.naam)
        except OSError as fout:
            refuse_unreadable(bestand.naam, fout)
        except MemoryError as fout:
            raise BestandAfgekeurdError(
                bestand.naam,
                "het bestand is te groot voor het geheugen van deze computer. Bewaar alleen de "
                "jaren en gebieden die nodig zijn.",
                plaats="inhoud",
            ) from fout
    leveringen = [deel for deel in gelezen if isinstance(deel, Levering)]
    omtrekken = drop_tweelingen([d for d in gelezen if isinstance(d, Omtrekkenlevering)])
    documenten = [deel for deel in gelezen if isinstance(deel, Document)]
    uit_odata, over = build_leveringen(documenten, peiljaar=vraag.peiljaar)
    leveringen += uit_odata
    for document in over:
        if len(bestanden) == 1 or document.rol is not Rol.OVERIG:
            _refuse_lone(document, alles_samen=bool(leveringen))
        overgeslagen.append(document.bestand.naam)
    if not leveringen and not omtrekken:
        raise _unknown(bestanden)
    return Herkend(tuple(leveringen), tuple(omtrekken), tuple(overgeslagen))


def _read_bestand(
    bestand: Invoerbestand, *, vraag: Vraag, bekende_codes: dict[int, set[str]]
) -> Sequence[Levering | Omtrekkenlevering | Document]:
    if bestand.soort in {Soort.ONBEKEND, Soort.BIJBESTAND}:
        return []
    if _is_map(bestand):
        if bestand.soort is Soort.JSON and _has_anywhere(leefbaarometer.KLASSE_IN_KAART, bestand):
            klassen = leefbaarometer.clean_klassen(
                read_kenmerken(bestand),
                grensjaar=None,
                bestanden=(Bestand(bestand.naam, bestand.sha256),),
            )
            for levering in klassen:
                _check_year(levering.peiljaar, vraag, bestand=bestand.naam, plaats="kolom 'year'")
            return klassen
        return _read_map(bestand, vraag=vraag, bekende_codes=bekende_codes)
    if bestand.soort in {Soort.JSON, Soort.PARQUET}:
        return [read_document(bestand)]
    if bestand.soort is Soort.TEKST and not (bestand.is_genoemd or _has(_GEBIED, bestand)):
        raise _unknown([bestand])
    tabel = read_csv(bestand) if bestand.soort is Soort.TEKST else read_workbook(bestand)
    kolom = wkt_column(tabel)
    if kolom is None:
        return _read_table(bestand, tabel, vraag=vraag)
    kaart = clean_omtrekken(
        read_wkt(bestand, tabel, kolom),
        bestand=bestand,
        gevraagd=vraag.grensjaren,
        bekende_codes=bekende_codes,
        meldingen=tabel.meldingen,
    )
    return [kaart]


def _refuse_lone(document: Document, *, alles_samen: bool) -> None:
    """Refuse a part of a table without its figures; beside a whole table it is only left over."""
    if alles_samen:
        return
    if document.rol is Rol.OVERIG:
        raise _unknown([document.bestand])
    raise BestandAfgekeurdError(
        document.bestand.naam,
        f"dit zijn alleen de {document.rol} van een tabel, zonder de cijfers zelf "
        "(TypedDataSet). Geef de bestanden van de tabel samen mee.",
        plaats="value",
    )


def _unknown(bestanden: Sequence[Invoerbestand]) -> OnbekendBestandError:
    naam = bestanden[0].naam
    plaats = "inhoud"
    if not any(bestand.is_genoemd for bestand in bestanden):
        naam = naam.split("/")[0]
        plaats = f"alle {len(bestanden)} bestanden"
    return OnbekendBestandError(
        naam,
        "hierin staat geen tabel of kaart die Sociale Kaart kent. Welke bestanden wel kunnen, "
        "staat in de README onder 'Eigen cijfers'.",
        plaats=plaats,
    )


def _is_map(bestand: Invoerbestand) -> bool:
    if bestand.soort in {Soort.GEOPACKAGE, Soort.SHAPEFILE}:
        return True
    return bestand.soort is Soort.JSON and _has(_GEOJSON, bestand)


def _has(vorm: re.Pattern[bytes], bestand: Invoerbestand) -> bool:
    with bestand.pad.open("rb") as stroom:
        return vorm.search(stroom.read(65536)) is not None


def _has_anywhere(vorm: re.Pattern[bytes], bestand: Invoerbestand) -> bool:
    """Search all of a file: the outline of a first area may be longer than any beginning."""
    with (
        bestand.pad.open("rb") as stroom,
        mmap.mmap(stroom.fileno(), 0, access=mmap.ACCESS_READ) as inhoud,
    ):
        return vorm.search(inhoud) is not None


def _read_map(
    bestand: Invoerbestand, *, vraag: Vraag, bekende_codes: dict[int, set[str]]
) -> list[Omtrekkenlevering]:
    return [
        clean_omtrekken(
            laag,
            bestand=bestand,
            gevraagd=vraag.grensjaren,
            bekende_codes=bekende_codes,
        )
        for laag in read_kaartbestanden(bestand)
    ]


def _read_table(bestand: Invoerbestand, tabel: Ruwetabel, *, vraag: Vraag) -> list[Levering]:
    kolommen = tabel.cellen.columns
    bron = (Bestand(bestand.naam, bestand.sha256),)
    if rivm.is_gezondheid(kolommen):
        return rivm.clean_gezondheid(
            tabel.cellen,
            grensjaar=_border_year_of_number(tabel),
            bestanden=bron,
            meldingen=tabel.meldingen,
        )
    if leefbaarometer.is_leefbaarometer(kolommen):
        return leefbaarometer.clean_leefbaarometer(
            tabel.cellen, grensjaar=None, bestanden=bron, meldingen=tabel.meldingen
        )
    if cbs.is_statline_export(kolommen) or cbs.is_short_workbook(kolommen):
        schoon = (
            cbs.clean_statline if cbs.is_statline_export(kolommen) else cbs.clean_short_workbook
        )
        jaar = _year_of_kwb(bestand, tabel, vraag)
        return [schoon(tabel.cellen, peiljaar=jaar, bestanden=bron, meldingen=tabel.meldingen)]
    if vraag.indicator is not None:
        invoer.check_indicator(vraag.indicator, bestand=bestand.naam)
        return invoer.clean_invoer(
            tabel.cellen,
            indicator=vraag.indicator,
            peiljaar=vraag.peiljaar,
            grensjaar=None,
            bestanden=bron,
            meldingen=tabel.meldingen,
        )
    if column_with(kolommen, "buurtcode", "gebiedscode") and column_with(kolommen, "waarde"):
        raise BestandAfgekeurdError(
            bestand.naam,
            "dit lijkt een tabel van uzelf. Geef mee waar de cijfers over gaan, zoals "
            "`--indicator lvb`.",
            plaats=tabel.plaats_kop,
        )
    raise OnbekendBestandError(
        bestand.naam,
        "hier staan geen kolomnamen die Sociale Kaart kent. Zet de kolomnamen in één rij bovenaan, "
        "of gebruik het bestand zoals de uitgever het geeft.",
        plaats=tabel.plaats_kop,
    )


def _border_year_of_number(tabel: Ruwetabel) -> int | None:
    bekend = TABEL_PER_NUMMER.get(tabel.tabelnummer or "")
    return bekend.grensjaar if bekend else None


def _year_of_kwb(bestand: Invoerbestand, tabel: Ruwetabel, vraag: Vraag) -> int:
    jaar = tabel.jaar or vraag.peiljaar
    if jaar is None:
        raise BestandAfgekeurdError(
            bestand.naam,
            "het bestand noemt geen jaar. Geef het mee, zoals `--peiljaar 2020`.",
            plaats="titel",
        )
    _check_year(jaar, vraag, bestand=bestand.naam, plaats="titel")
    return jaar


def _check_year(jaar: int, vraag: Vraag, *, bestand: str, plaats: str) -> None:
    if vraag.peiljaar not in {None, jaar}:
        raise BestandAfgekeurdError(
            bestand,
            f"dit is de tabel van {jaar} en niet van {vraag.peiljaar}. Kies het goede bestand of "
            "laat `--peiljaar` weg.",
            plaats=plaats,
        )

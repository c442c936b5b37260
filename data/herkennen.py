"""Recognise foreign files by what is in them, and hand each to the module of its source."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from data import cbs, invoer, leefbaarometer, rivm
from data.bestanden import Invoerbestand, Soort
from data.bronnen import CBS_TABELLEN
from data.errors import BestandAfgekeurdError
from data.levering import Bestand, Levering, column_with
from data.odata import Document, Rol, build_leveringen, read_document
from data.omtrekken import (
    Omtrekkenlevering,
    clean_omtrekken,
    read_kaartbestanden,
    read_wkt,
    wkt_column,
)
from data.tabelbestanden import Ruwetabel, read_csv, read_workbook

_GEOJSON = re.compile(rb'"type"\s*:\s*"(?:FeatureCollection|Feature|Topology)"')


@dataclass(frozen=True, kw_only=True)
class Vraag:
    """What the user said beside the files."""

    peiljaar: int | None = None
    grensjaren: tuple[int, int] | None = None
    indicator: str | None = None


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
    leveringen: list[Levering] = []
    omtrekken: list[Omtrekkenlevering] = []
    documenten: list[Document] = []
    overgeslagen: list[str] = []
    for bestand in bestanden:
        if bestand.soort is Soort.BIJBESTAND:
            continue
        if _is_map(bestand):
            omtrekken += _read_map(bestand, vraag=vraag, bekende_codes=bekende_codes)
        elif bestand.soort in {Soort.JSON, Soort.PARQUET}:
            documenten.append(read_document(bestand))
        else:
            lezen = read_csv if bestand.soort is Soort.TEKST else read_workbook
            tabel = lezen(bestand)
            if kolom := wkt_column(tabel):
                kaart = read_wkt(bestand, tabel, kolom)
                omtrekken.append(
                    clean_omtrekken(
                        kaart,
                        bestand=bestand,
                        grensjaar=vraag.grensjaren[1] if vraag.grensjaren else None,
                        bekende_codes=bekende_codes,
                        meldingen=tabel.meldingen,
                    )
                )
            else:
                leveringen += _read_table(bestand, tabel, vraag=vraag)
    uit_odata, over = build_leveringen(documenten, peiljaar=vraag.peiljaar)
    leveringen += uit_odata
    for document in over:
        if len(bestanden) == 1 or document.rol is not Rol.OVERIG:
            _refuse_lone(document, alles_samen=bool(leveringen))
        overgeslagen.append(document.bestand.naam)
    if not leveringen and not omtrekken:
        raise _unknown(bestanden[0].naam)
    return Herkend(tuple(leveringen), tuple(omtrekken), tuple(overgeslagen))


def _refuse_lone(document: Document, *, alles_samen: bool) -> None:
    """Refuse a part of a table without its figures; beside a whole table it is only left over."""
    if alles_samen:
        return
    if document.rol is Rol.OVERIG:
        raise _unknown(document.bestand.naam)
    raise BestandAfgekeurdError(
        document.bestand.naam,
        f"dit zijn alleen de {document.rol} van een tabel, zonder de cijfers zelf "
        "(TypedDataSet). Geef de bestanden van de tabel samen mee.",
    )


def _unknown(naam: str) -> BestandAfgekeurdError:
    return BestandAfgekeurdError(
        naam,
        "hierin staat geen tabel of kaart die Sociale Kaart kent. Welke bestanden wel kunnen, "
        "staat in de README onder 'Eigen cijfers'.",
        plaats="inhoud",
    )


def _is_map(bestand: Invoerbestand) -> bool:
    if bestand.soort in {Soort.GEOPACKAGE, Soort.SHAPEFILE}:
        return True
    if bestand.soort is not Soort.JSON:
        return False
    with bestand.pad.open("rb") as stroom:
        return bool(_GEOJSON.search(stroom.read(65536)))


def _read_map(
    bestand: Invoerbestand, *, vraag: Vraag, bekende_codes: dict[int, set[str]]
) -> list[Omtrekkenlevering]:
    return [
        clean_omtrekken(
            laag,
            bestand=bestand,
            grensjaar=vraag.grensjaren[1] if vraag.grensjaren else None,
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
            plaats="rij 1",
        )
    raise BestandAfgekeurdError(
        bestand.naam,
        "in de eerste rij staan geen kolomnamen die Sociale Kaart kent. Zet de kolomnamen in één "
        "rij bovenaan, of gebruik het bestand zoals de uitgever het geeft.",
        plaats="rij 1",
    )


def _border_year_of_number(tabel: Ruwetabel) -> int | None:
    bekend = CBS_TABELLEN.get(tabel.tabelnummer or "")
    return bekend.grensjaar if bekend else None


def _year_of_kwb(bestand: Invoerbestand, tabel: Ruwetabel, vraag: Vraag) -> int:
    jaar = tabel.jaar or vraag.peiljaar
    if jaar is None:
        raise BestandAfgekeurdError(
            bestand.naam, "het bestand noemt geen jaar. Geef het mee, zoals `--peiljaar 2020`."
        )
    if vraag.peiljaar not in {None, jaar}:
        raise BestandAfgekeurdError(
            bestand.naam,
            f"dit is de tabel van {jaar} en niet van {vraag.peiljaar}. Kies het goede bestand of "
            "laat `--peiljaar` weg.",
            plaats="titel",
        )
    return jaar

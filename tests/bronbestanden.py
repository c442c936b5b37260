"""
The publishers' files, read a second time with nothing of the program, to hold its figures against.

A cell is a number, a text, `None` for empty, or `GEHEIM` for the point that means secret.
"""

import csv
import html
import math
import re
import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyarrow.parquet as pq

GEHEIM = "."
RIVM_BESTANDEN = {
    2012: "2012_18+.xlsx",
    2016: "2016_18+.xlsx",
    2020: "RIVM_gezondheid2020_18+.xlsx",
}
_RIVM_GEEN_CIJFERS = 8  # ID, age, margin, area, period, and the area in three more ways

Cel = float | str | None
Rijen = dict[str, dict[str, Cel]]
Uitkomst = dict[str, tuple[str, float | None]]

_EINDEN = {
    "%": "_pct",
    "x 1 000 euro": "_x1000_euro",
    "per 1 000 inwoners": "_per_duizend",
    "km": "_km",
    "kWh": "_kwh",
    "m³": "_m3",
    "ha": "_ha",
    "per km²": "_per_km2",
    "aantal inwoners per km²": "_per_km2",
}
# keys that occur twice, by their number in the table of 2020
_HERHAALD = {
    **dict.fromkeys(range(48, 53), "gemiddeld_elektriciteitsverbruik_naar_woningtype_"),
    **dict.fromkeys(range(53, 55), "gemiddeld_elektriciteitsverbruik_naar_eigendom_"),
    **dict.fromkeys(range(56, 61), "gemiddeld_aardgasverbruik_naar_woningtype_"),
    **dict.fromkeys(range(61, 63), "gemiddeld_aardgasverbruik_naar_eigendom_"),
}


def words(sleutel: str) -> str:
    """Write the words of a key apart, without its number: `Wonen3Km_7` is `wonen_3_km`."""
    basis = sleutel.rsplit("_", 1)[0]
    return "_".join(re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", basis)).lower()


def _column(sleutel: str, eenheid: str) -> str:
    naam = _HERHAALD.get(int(sleutel.rsplit("_", 1)[1]), "") + words(sleutel)
    # CBS changed the title of this one topic later
    naam = naam.replace("gemiddelde_woningwaarde", "gemiddelde_woz_waarde_van_woningen")
    return naam + _EINDEN.get(eenheid, "")


@cache
def number(cel: str) -> Cel:
    """Read a cell of a text table as a number, but for the point and for nothing at all."""
    tekst = cel.strip()
    if tekst in {"", GEHEIM}:
        return tekst or None
    return float(tekst)


@dataclass(frozen=True)
class Kerncijfers:
    """A year of the Kerncijfers: rows by code, the column here of each key, and odd spellings."""

    rijen: Rijen
    kolommen: dict[str, str]
    met_spaties: set[tuple[str, str]]


def read_kwb_2020(echt: Path) -> Kerncijfers:
    """Read the parquet dump of 2020; `met_spaties` are the cells with a point behind blanks."""
    map_ = echt / "kwb_2020_84799NED"
    kolommen = {
        rij["Key"]: _column(rij["Key"], rij["Unit"])
        for rij in pq.read_table(map_ / "cbs.v3.84799NED_DataProperties.parquet").to_pylist()
        if rij["Type"] == "Topic"
    }
    rijen: Rijen = {}
    met_spaties = set()
    for rij in pq.read_table(map_ / "cbs.v3.84799NED_TypedDataSet.parquet").to_pylist():
        code = rij["WijkenEnBuurten"].strip()
        rijen[code] = {}
        for sleutel in kolommen:
            cel = rij[sleutel]
            if isinstance(cel, str):
                if cel != GEHEIM and cel.strip() == GEHEIM:
                    met_spaties.add((code, sleutel))
                cel = cel.strip()
                # the change of borders is a number kept as text; a postcode is not
                cel = float(cel) if sleutel.startswith("Indeling") and cel != GEHEIM else cel
            rijen[code][sleutel] = cel
    return Kerncijfers(rijen, kolommen, met_spaties)


def read_rivm(echt: Path, jaar: int) -> Rijen:
    """Answer the health figures of one year by code; the country is NL00 as everywhere."""
    kop, *regels = _sheet(echt / "rivm_50090NED" / RIVM_BESTANDEN[jaar])
    (plaats,) = (letter for letter, naam in kop.items() if naam == "WijkenEnBuurten")
    koppen = list(kop.items())[_RIVM_GEEN_CIJFERS:]
    return {
        regel[plaats].strip().replace("NL01", "NL00"): {
            naam: number(regel.get(letter, "")) for letter, naam in koppen
        }
        for regel in regels
    }


def _sheet(pad: Path) -> list[dict[str, str]]:
    """Read the rows of a workbook by column letter: a zip of XML, with each text kept once."""
    with zipfile.ZipFile(pad) as boek:
        gedeeld = boek.read("xl/sharedStrings.xml").decode("utf-8")
        blad = boek.read("xl/worksheets/sheet1.xml").decode("utf-8")
    teksten = [
        html.unescape("".join(re.findall(r"<t[^>]*>([^<]*)</t>", deel)))
        for deel in re.findall(r"<si>(.*?)</si>", gedeeld, re.DOTALL)
    ]
    cel = re.compile(r'<c r="([A-Z]+)[0-9]+"(?: s="[0-9]+")?( t="s")?><v>([^<]*)</v></c>')
    return [
        {letter: teksten[int(inhoud)] if is_tekst else inhoud for letter, is_tekst, inhoud in rij}
        for rij in map(cel.findall, re.findall(r"<row .*?</row>", blad))
    ]


def read_amsterdam_2017(echt: Path) -> Rijen:
    """Answer the figures of KWB 2017 of Amsterdam by code, under the headings of that file."""
    with (echt / "amsterdam" / "kwb_2017.csv").open(encoding="utf-8", newline="") as stroom:
        regels = list(csv.DictReader(stroom))
    tekst = {k for k in regels[0] if k.startswith("Regioaanduiding") or "postcode" in k}
    tekst -= {k for k in tekst if "Indelingswijziging" in k}
    cijfers = [k for k in regels[0] if k not in {"", "Wijken.en.buurten"}]
    return {
        regel["Regioaanduiding.Codering..code."].strip(): {
            kop: regel[kop].strip() if kop in tekst else number(regel[kop]) for kop in cijfers
        }
        for regel in regels
    }


@dataclass(frozen=True, kw_only=True)
class Gebied:
    """What decides the state of an area beside the figure itself."""

    inwoners: Cel
    huishoudens: Cel


def expected(
    gebied: Gebied, *, teller: Cel, noemers: tuple[Cel, ...] = (), maal: float, is_gevuld: bool
) -> tuple[str, float | None]:
    """
    Answer state and value by the rules for small numbers, in their order: the first that fits.

    Without `noemers` the figure is `teller` itself; `is_gevuld` tells whether anyone has a figure.
    """
    if gebied.inwoners == 0 or not is_gevuld:
        return "niet_beschikbaar", None
    getallen = [cel for cel in noemers if isinstance(cel, (int, float))]
    if not isinstance(teller, (int, float)) or len(getallen) < len(noemers):
        return "onderdrukt", None
    if noemers and sum(getallen) == 0:
        return "niet_beschikbaar", None
    waarde = maal * teller / sum(getallen) if noemers else float(teller)
    klein = _below(gebied.inwoners, 100) or _below(gebied.huishoudens, 50)
    return ("klein_aantal" if klein else "ok"), waarde


def _below(cel: Cel, grens: float) -> bool:
    return isinstance(cel, (int, float)) and cel < grens


def differences(gegeven: Uitkomst, verwacht: Uitkomst) -> list[str]:
    """List the areas of which the state differs, or the value by more than its last bits."""
    assert set(gegeven) == set(verwacht)
    return [
        f"{code}: {gegeven[code]} en niet {(staat, waarde)}"
        for code, (staat, waarde) in verwacht.items()
        if gegeven[code][0] != staat or not _close(gegeven[code][1], waarde)
    ]


def _close(een: float | None, ander: float | None) -> bool:
    if een is None or ander is None:
        return een is ander
    return math.isclose(een, ander, rel_tol=1e-13)

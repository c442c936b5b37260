"""
A list of complexes as a corporation brings it: Excel or CSV, with columns by name.

The foreign shape stops here. What is wrong with the file as a whole (a column, a cell that is not
what it must be, a list of tenants) refuses all of it; what is a matter of one row (a total, a
complex without homes, a code that is not known) is left for when rows are placed.
"""

import re
import tempfile
import unicodedata
import zipfile
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, NoReturn

import pandas as pd

from data.bestanden import Invoerbestand, Soort, collect_bestanden, refuse_unreadable
from data.bezitkolommen import Kolommen, choose_kolommen, find_rollen
from data.bezitpunten import clean_punten
from data.errors import BestandAfgekeurdError, shorten
from data.gebieden import Niveau, niveau_of
from data.getallen import LEEG, parse_getallen
from data.levering import check_rows
from data.persoonsgegevens import check_personen, check_vorm, text_of
from data.tabelbestanden import Ruwetabel, read_csv
from data.werkmappen import read_workbook

MAX_RIJEN: Final = 50_000
MAX_WONINGEN: Final = 10_000
_MAX_KOLOMMEN: Final = 60
_MAX_NAAM: Final = 80
# titles, a heading and a source below
_RAND: Final = 30
_BLOK: Final = 1 << 20

_TOTAAL: Final = re.compile(
    r"^(?:sub|eind)?(?:totaal|totalen)\b|\btotaal$|^(?:grand )?total$", re.IGNORECASE
)
_LETTERS: Final = re.compile(r"[^\W\d_]{2,}")
_DATUM: Final = re.compile(r"^(\d{1,2})[-/](\d{1,2})[-/](\d{4})$|^(\d{4})-(\d{2})-(\d{2})\b")


@dataclass(frozen=True, kw_only=True)
class Lijst:
    """
    A list of complexes, clean but not placed.

    `rijen` is indexed by the row in the file: complex, buurtcode (empty where none is given),
    aantal_woningen, x_m, y_m and is_totaal. `hersteld` counts mended cells by kind.
    """

    bestand: str
    rijen: pd.DataFrame
    peildatum: date | None
    hersteld: Counter[str]
    meldingen: tuple[str, ...]


def read_lijst(pad: Path) -> Lijst:
    """
    Read a list of complexes.

    Raises
    ------
    BestandAfgekeurdError
        If the file cannot be read, is too long, holds data of tenants, or a column or cell is not
        what it must be; names row and column, and repeats no text of a cell.
    """
    with tempfile.TemporaryDirectory() as werkmap:
        bestanden = collect_bestanden([pad], werkmap=Path(werkmap))
        bestand = bestanden[0]
        if len(bestanden) > 1 or bestand.soort not in {Soort.TEKST, Soort.WERKMAP}:
            raise BestandAfgekeurdError(
                pad.name,
                "hier hoort één lijst met complexen. Geef één Excel- of CSV-bestand.",
                plaats="inhoud",
            )
        try:
            _check_length(bestand)
            tabel = read_csv(bestand) if bestand.soort is Soort.TEKST else read_workbook(bestand)
        except OSError as fout:
            refuse_unreadable(bestand.naam, fout)
    return clean_lijst(tabel, bestand=bestand.naam)


def _check_length(bestand: Invoerbestand) -> None:
    """Refuse a list that is too long before its cells stand in memory."""
    if bestand.soort is Soort.TEKST:
        with bestand.pad.open("rb") as stroom:
            gevuld = sum(1 for regel in stroom if regel.strip(b" \t\r\n;,|\"'"))
        aantallen = {"": gevuld}
    elif zipfile.is_zipfile(bestand.pad):
        with zipfile.ZipFile(bestand.pad) as archief:
            aantallen = {
                deel: _count_rows(archief, deel)
                for deel in archief.namelist()
                if deel.startswith("xl/worksheets/")
            }
    else:
        return  # before 2007 no sheet could have many more
    for deel, aantal in aantallen.items():
        if aantal > MAX_RIJEN + _RAND:
            _refuse_length(bestand.naam, f"{deel}, rij {MAX_RIJEN + 1}".removeprefix(", "))


def _count_rows(archief: zipfile.ZipFile, deel: str) -> int:
    """Count the rows of a sheet in which a cell is filled."""
    aantal, rest = 0, b""
    with archief.open(deel) as stroom:
        while blok := stroom.read(_BLOK):
            *rijen, rest = (rest + blok).split(b"row>")
            aantal += sum(b"c>" in rij for rij in rijen)
            if aantal > MAX_RIJEN + _RAND:
                break
    return aantal


def _refuse_length(naam: str, plaats: str) -> NoReturn:
    raise BestandAfgekeurdError(
        naam,
        f"de lijst heeft meer dan {MAX_RIJEN // 1000}.000 rijen. Lever één rij per complex en "
        "buurt, niet één per woning of huurder.",
        plaats=plaats,
    )


def clean_lijst(tabel: Ruwetabel, *, bestand: str) -> Lijst:
    """
    Turn the cells of a foreign table into complexes.

    Raises
    ------
    BestandAfgekeurdError
        If it holds data of tenants, or a column or cell is not what it must be.
    """
    cellen = tabel.cellen
    check_rows(cellen, bestand=bestand)
    if len(cellen) > MAX_RIJEN:
        _refuse_length(bestand, f"rij {cellen.index[MAX_RIJEN]}")
    if len(cellen.columns) > _MAX_KOLOMMEN:
        raise BestandAfgekeurdError(
            bestand,
            f"de lijst heeft {len(cellen.columns)} kolommen. Bewaar alleen complex, buurtcode, "
            "aantal woningen en zo nodig de coördinaten.",
            plaats=tabel.plaats_kop,
        )
    rollen = find_rollen(cellen.columns)
    eigen = {kolom for gevonden in rollen.values() for kolom in gevonden}
    check_personen(cellen, eigen=eigen, bestand=bestand, plaats_kop=tabel.plaats_kop)
    kolommen = choose_kolommen(rollen, bestand=bestand, plaats_kop=tabel.plaats_kop)
    hersteld: Counter[str] = Counter()
    rijen = _clean_rijen(cellen, kolommen, bestand=bestand, hersteld=hersteld)
    echte = rijen[~rijen["is_totaal"]]
    _check_complete(echte, kolommen, bestand=bestand)
    check_vorm(
        cellen.loc[echte.index],
        echte["aantal_woningen"],
        echte["complex"],
        bestand=bestand,
        kolom=kolommen.aantal,
    )
    _check_unique(echte, kolommen, bestand=bestand)
    return Lijst(
        bestand=bestand,
        rijen=rijen.astype({"aantal_woningen": "Int64"}),
        peildatum=_clean_peildatum(cellen, kolommen.peildatum, bestand=bestand),
        hersteld=+hersteld,
        meldingen=tabel.meldingen,
    )


def _clean_rijen(
    cellen: pd.DataFrame, kolommen: Kolommen, *, bestand: str, hersteld: Counter[str]
) -> pd.DataFrame:
    """Read the columns of a list, each as what it must hold; totals are marked."""
    teksten = cellen[list(kolommen.complex)].map(text_of)
    codes = cellen[kolommen.code].map(text_of) if kolommen.code else None
    naast = teksten if codes is None else teksten.assign(**{str(kolommen.code): codes})
    is_totaal = naast.map(lambda tekst: bool(_TOTAAL.search(tekst))).any(axis=1)
    echte = cellen[~is_totaal]
    leeg = pd.DataFrame({"x_m": float("nan"), "y_m": float("nan")}, index=echte.index)
    punten = leeg
    if kolommen.punt is not None:
        for kolom in (kolommen.punt.oost, kolommen.punt.noord):
            _check_no_text(echte[kolom], bestand=bestand, kolom=kolom)
        punten = clean_punten(echte, kolommen.punt, bestand=bestand)
    rijen = pd.DataFrame(
        {
            "complex": _clean_complexen(echte, kolommen.complex, bestand=bestand),
            "buurtcode": _clean_codes(echte, kolommen.code, bestand=bestand, hersteld=hersteld),
            "aantal_woningen": _clean_aantal(echte[kolommen.aantal], kolommen.aantal, bestand),
            **punten,
        }
    ).reindex(cellen.index)
    zonder_naam = (rijen["complex"] == "") & (rijen["buurtcode"] == "") & rijen["x_m"].isna()
    opgeteld = rijen["aantal_woningen"].cumsum() - rijen["aantal_woningen"]
    is_som = zonder_naam & (rijen["aantal_woningen"] == opgeteld)
    return rijen.assign(is_totaal=is_totaal | is_som).fillna({"complex": "", "buurtcode": ""})


def _clean_complexen(cellen: pd.DataFrame, kolommen: tuple[str, ...], *, bestand: str) -> pd.Series:
    """Read the number and the name of each complex as one text."""
    for kolom in kolommen:
        for rij, cel in cellen[kolom].items():
            reden = None
            if isinstance(cel, (bool, date)):
                reden = "hier staat een datum of waar/onwaar. Geef de kolom de opmaak 'Tekst'"
            elif len(str(cel)) > _MAX_NAAM:
                reden = f"deze naam is langer dan {_MAX_NAAM} tekens. Kort hem in"
            elif any(unicodedata.category(teken)[0] == "C" for teken in str(cel).strip()):
                reden = "hier staat een teken dat niet in een naam hoort. Typ de naam opnieuw"
            if reden is not None:
                _refuse(f"{reden}.", rij, kolom, bestand=bestand)
    teksten = cellen[list(kolommen)].map(text_of).astype("str")
    samen = teksten[kolommen[0]]
    for kolom in kolommen[1:]:
        samen = samen + " " + teksten[kolom]
    return samen.str.split().str.join(" ")


def _clean_codes(
    cellen: pd.DataFrame, kolom: str | None, *, bestand: str, hersteld: Counter[str]
) -> pd.Series:
    """Read codes of buurten, without blanks and in capitals; empty stays empty."""
    if kolom is None:
        return pd.Series("", index=cellen.index, dtype="str")
    codes = cellen[kolom].map(text_of)
    codes = codes.mask(codes.str.lower().isin(LEEG), "")
    groot = codes.str.upper()
    hersteld["kleine letters in buurtcodes"] += int((groot != codes).sum())
    spaties = cellen[kolom].map(lambda cel: isinstance(cel, str) and cel != cel.strip())
    hersteld["spaties rond buurtcodes"] += int((spaties & (codes != "")).sum())
    for rij, code in groot[groot != ""].items():
        niveau = niveau_of(code)
        if niveau is Niveau.BUURT:
            continue
        if code.isdigit():
            reden = (
                "hier staat een getal en geen buurtcode. Zet de kolom op 'Tekst' en schrijf codes "
                "voluit, zoals BU07721110."
            )
        elif niveau is not None:
            reden = f"dit is de code van een {niveau}. Geef de code van de buurt, of een punt."
        else:
            reden = "dit is geen buurtcode. Schrijf die voluit, zoals BU07721110."
        _refuse(reden, rij, kolom, bestand=bestand)
    return groot.astype("str")


def _clean_aantal(cellen: pd.Series, kolom: str, bestand: str) -> pd.Series:
    """Read numbers of homes; missing stays missing."""
    _check_no_text(cellen, bestand=bestand, kolom=kolom)
    aantal = parse_getallen(cellen, bestand=bestand, kolom=kolom).waarden
    for fout, reden in (
        (aantal < 0, "is negatief"),
        (aantal % 1 > 0, "is geen heel getal"),
    ):
        if fout.any():
            rij = aantal.index[fout][0]
            zin = f"{aantal[rij]:.15g} {reden}. Vul het aantal woningen van het complex in."
            _refuse(zin, rij, kolom, bestand=bestand)
    return aantal


def _check_no_text(cellen: pd.Series, *, bestand: str, kolom: str) -> None:
    """Refuse words among numbers without repeating them: they may be of a tenant."""
    for rij, cel in cellen.items():
        is_woord = isinstance(cel, str) and cel.strip().lower() not in LEEG
        if is_woord and _LETTERS.search(cel):
            _refuse("hier staat tekst en geen getal. Verbeter de cel.", rij, kolom, bestand=bestand)


def _check_complete(rijen: pd.DataFrame, kolommen: Kolommen, *, bestand: str) -> None:
    """Refuse rows that are no total without a complex, or with no sensible number of homes."""
    te_veel = f"meer dan {MAX_WONINGEN} woningen in één complex kan niet. Verbeter het aantal."
    ontbreekt = "hier ontbreekt {}. Vul het in of verwijder de rij."
    for fout, kolom, zin in (
        (rijen["complex"] == "", kolommen.complex[0], ontbreekt.format("het complex")),
        (rijen["aantal_woningen"].isna(), kolommen.aantal, ontbreekt.format("het aantal woningen")),
        (rijen["aantal_woningen"] > MAX_WONINGEN, kolommen.aantal, te_veel),
    ):
        if fout.any():
            _refuse(zin, rijen.index[fout][0], kolom, bestand=bestand)


def _check_unique(rijen: pd.DataFrame, kolommen: Kolommen, *, bestand: str) -> None:
    """Refuse a complex that stands in one buurt, or on one point, twice."""
    punt = rijen["x_m"].astype("str") + " " + rijen["y_m"].astype("str")
    sleutel = pd.DataFrame(
        {
            "complex": rijen["complex"].str.casefold(),
            "plek": rijen["buurtcode"].where(rijen["buurtcode"] != "", punt),
        }
    )
    dubbel = sleutel.duplicated()
    if dubbel.any():
        rij = rijen.index[dubbel][0]
        eerder = rijen.index[(sleutel == sleutel.loc[rij]).all(axis=1)][0]
        zin = (
            f"hetzelfde complex staat ook op rij {eerder} in deze buurt. Tel de woningen bij "
            "elkaar op, of verwijder de dubbele rij."
        )
        _refuse(zin, rij, kolommen.complex[0], bestand=bestand)


def _clean_peildatum(cellen: pd.DataFrame, kolom: str | None, *, bestand: str) -> date | None:
    """Read the one day of which the list is, if it says so."""
    if kolom is None:
        return None
    dag = None
    for rij, cel in cellen[kolom].items():
        if text_of(cel).lower() in LEEG:
            continue
        gelezen = parse_dag(cel)
        if gelezen is None:
            zin = "hier staat geen datum. Schrijf de peildatum als 31-12-2024."
            _refuse(zin, rij, kolom, bestand=bestand)
        if dag not in {None, gelezen}:
            zin = "hier staat een andere peildatum dan erboven. Maak per peildatum één bestand."
            _refuse(zin, rij, kolom, bestand=bestand)
        dag = gelezen
    return dag


def parse_dag(cel: object) -> date | None:
    """
    Read a day, typed or as text; None where it is none.

    >>> parse_dag("31-12-2024"), parse_dag("2024-12-31"), parse_dag("31-13-2024")
    (datetime.date(2024, 12, 31), datetime.date(2024, 12, 31), None)
    """
    if isinstance(cel, date):
        return date(cel.year, cel.month, cel.day)
    gevonden = _DATUM.match(str(cel).strip())
    if gevonden is None:
        return None
    dag, maand, jaar, *iso = (int(deel or 0) for deel in gevonden.groups())
    if iso[0]:
        jaar, maand, dag = iso
    try:
        return date(jaar, maand, dag)
    except ValueError:
        return None


def _refuse(reden: str, rij: object, kolom: str, *, bestand: str) -> NoReturn:
    raise BestandAfgekeurdError(bestand, reden, plaats=f"rij {rij}, kolom '{shorten(kolom)}'")

"""
CBS Kerncijfers wijken en buurten: OData v3, StatLine export and `kwb-YYYY.xlsx`.

Every column of the table enters the store, under the official words with the unit as ending.
Keys carry a number that changes with each redesign, so it is never used; a key that occurs
twice is told apart by the group it stands in.
"""

import re
from collections import Counter
from dataclasses import dataclass

import pandas as pd

from data.errors import BestandAfgekeurdError, shorten
from data.gebieden import niveau_of
from data.getallen import parse_getallen
from data.levering import Bestand, Levering, check_codes, check_range, column_with
from data.onderwerpen import (
    EENHEID_PER_KOLOM,
    name_from_key,
    name_from_path,
    name_from_short,
    name_from_title,
    unit_suffix,
)

_TEKSTKOLOMMEN = {"gemeentenaam", "soort_regio", "codering", "meest_voorkomende_postcode"}
EIGENSCHAPPEN = ["ID", "ParentID", "Type", "Key", "Title", "Unit"]
_VAN_DE_OPSLAG = {"grensjaar", "gebiedscode", "geheim"}  # what the store itself keeps in a table
_NIVEAU_PER_SOORT = {"land": "land", "gemeente": "gemeente", "wijk": "wijk", "buurt": "buurt"}


@dataclass(frozen=True)
class Kolom:
    """A column of a foreign table: how it is named there and here, and its unit."""

    vreemd: str
    naam: str
    eenheid: str


def build_kolommen(eigenschappen: pd.DataFrame, *, bestand: str) -> list[Kolom]:
    """
    Name the topics of a table from its DataProperties: base of the key, parent group, unit.

    Raises
    ------
    BestandAfgekeurdError
        If two topics would get one name.
    """
    onderwerpen = eigenschappen[eigenschappen["Type"] == "Topic"]
    bases = [name_from_key(str(sleutel)) for sleutel in onderwerpen["Key"]]
    paden = group_titles(eigenschappen)
    namen = list(bases)
    for diepte in range(1, 1 + max(map(len, paden), default=0)):
        geteld = Counter(namen)
        namen = [
            name_from_title(" ".join([*pad[:diepte][::-1], basis])) if geteld[naam] > 1 else naam
            for naam, basis, pad in zip(namen, bases, paden, strict=True)
        ]
    eenheden = ["" if pd.isna(e) else str(e) for e in onderwerpen["Unit"]]
    kolommen = [
        Kolom(str(vreemd), f"{naam}{unit_suffix(eenheid)}", eenheid)
        for vreemd, naam, eenheid in zip(onderwerpen["Key"], namen, eenheden, strict=True)
    ]
    check_unique(kolommen, bestand=bestand)
    return kolommen


def group_titles(eigenschappen: pd.DataFrame) -> list[list[str]]:
    """Answer per topic the titles of the groups it stands in, the nearest first."""
    groepen = eigenschappen[eigenschappen["Type"] == "TopicGroup"]
    titels = {
        _number(nummer): (str(titel), _number(ouder))
        for nummer, titel, ouder in zip(
            groepen["ID"], groepen["Title"], groepen["ParentID"], strict=True
        )
    }
    onderwerpen = eigenschappen[eigenschappen["Type"] == "Topic"]
    return [_ancestors(_number(ouder), titels) for ouder in onderwerpen["ParentID"]]


def _number(nummer: object) -> int | None:
    """Read the number of a group, which parquet turns into a float and JSON may leave out."""
    tekst = str(nummer).removesuffix(".0")
    return int(tekst) if tekst.isdecimal() else None


def _ancestors(ouder: int | None, titels: dict[int | None, tuple[str, int | None]]) -> list[str]:
    """Answer the titles of the groups a topic stands in, the nearest first."""
    pad: list[str] = []
    while ouder is not None and ouder in titels:
        titel, ouder = titels[ouder]
        pad.append(titel)
        if len(pad) > len(titels):
            return []  # a group that stands in itself
    return pad


def check_unique(kolommen: list[Kolom], *, bestand: str) -> None:
    """
    Promise that no two columns have one name.

    Raises
    ------
    BestandAfgekeurdError
        If two have.
    """
    geteld = Counter(kolom.naam for kolom in kolommen)
    if dubbel := [kolom for kolom in kolommen if geteld[kolom.naam] > 1]:
        raise BestandAfgekeurdError(
            bestand,
            f"de onderwerpen '{shorten(dubbel[0].vreemd)}' en '{shorten(dubbel[1].vreemd)}' zijn "
            "niet uit elkaar te houden. Meld dit: de indeling van de CBS-tabel is veranderd.",
            plaats=f"kolom '{shorten(dubbel[1].vreemd)}'",
        )


def clean_odata(
    ruw: pd.DataFrame,
    eigenschappen: pd.DataFrame,
    *,
    peiljaar: int,
    bestanden: tuple[Bestand, ...],
    namen: pd.Series,
) -> Levering:
    """
    Clean a TypedDataSet of OData v3.

    Raises
    ------
    BestandAfgekeurdError
        If keys, codes or figures are not what the table promises.
    """
    naam = bestanden[0].naam
    # parts without a group or a unit leave those properties out altogether
    eigenschappen = eigenschappen.reindex(columns=EIGENSCHAPPEN)
    soorten = eigenschappen["Type"].isin({"GeoDetail", "GeoDimension"})
    gebied = str(next(iter(eigenschappen.loc[soorten, "Key"]), "WijkenEnBuurten"))
    kolommen = build_kolommen(eigenschappen, bestand=naam)
    ontbreekt = [k.vreemd for k in kolommen if k.vreemd not in ruw.columns]
    if gebied not in ruw.columns or ontbreekt:
        raise BestandAfgekeurdError(
            naam,
            "de cijfers en de DataProperties horen niet bij dezelfde tabel. Download ze samen.",
            plaats=f"kolom '{gebied if gebied not in ruw.columns else ontbreekt[0]}'",
        )
    return _clean(
        ruw, kolommen, codekolom=gebied, peiljaar=peiljaar, bestanden=bestanden, namen=namen
    )


def _clean(  # noqa: PLR0913 - one road for three forms of the same table
    ruw: pd.DataFrame,
    kolommen: list[Kolom],
    *,
    codekolom: str,
    peiljaar: int,
    bestanden: tuple[Bestand, ...],
    namen: pd.Series,
    meldingen: tuple[str, ...] = (),
) -> Levering:
    bestand = bestanden[0].naam
    codes = check_codes(ruw[codekolom], bestand=bestand, kolom=codekolom)
    hersteld: Counter[str] = Counter()
    if not codes.equals(ruw[codekolom]):
        hersteld["codes met spaties"] += int((codes != ruw[codekolom]).sum())
    waarden: dict[str, pd.Series] = {}
    geheim: dict[str, pd.Series] = {}
    for kolom in kolommen:
        cellen = ruw[kolom.vreemd]
        if kolom.naam in _VAN_DE_OPSLAG:
            meldingen = (
                *meldingen,
                f"{bestand}: kolom '{kolom.naam}' overgeslagen; die naam is al in gebruik.",
            )
            continue
        if kolom.naam in _TEKSTKOLOMMEN:
            waarden[kolom.naam] = cellen.map(_text).astype("str")
            geheim[kolom.naam] = pd.Series(data=False, index=cellen.index)
            continue
        getallen = parse_getallen(cellen, bestand=bestand, kolom=kolom.vreemd)
        check_range(getallen.waarden, bestand=bestand, kolom=kolom.vreemd, eenheid=kolom.eenheid)
        hersteld["decimale komma's"] += getallen.decimale_kommas
        waarden[kolom.naam] = getallen.waarden
        # "." in a code says that it does not apply, as the change of borders of a gemeente
        geheim[kolom.naam] = getallen.geheim & (kolom.eenheid != "code")
    cijfers = pd.DataFrame(waarden)
    _check_levels(codes, cijfers, bestand=bestand)
    return Levering(
        tabel="kwb",
        peiljaar=peiljaar,
        grensjaar=peiljaar,
        bestanden=bestanden,
        cijfers=cijfers.set_axis(pd.Index(codes, name="gebiedscode")),
        geheim=pd.DataFrame(geheim).set_axis(pd.Index(codes, name="gebiedscode")),
        namen=_with_gemeentenamen(namen, codes, cijfers),
        hersteld=+hersteld,
        meldingen=meldingen,
    )


def _text(cel: object) -> str | None:
    if isinstance(cel, float) and cel.is_integer():
        cel = int(cel)  # a postcode that a workbook keeps as a number
    tekst = str(cel).strip() if isinstance(cel, (str, int)) else ""
    return tekst if tekst not in {"", "."} else None


def _check_levels(codes: pd.Series, cijfers: pd.DataFrame, *, bestand: str) -> None:
    if "soort_regio" not in cijfers:
        return
    for rij, code, soort in zip(codes.index, codes, cijfers["soort_regio"], strict=True):
        verwacht = _NIVEAU_PER_SOORT.get(str(soort).lower())
        if verwacht is not None and verwacht != niveau_of(code):
            raise BestandAfgekeurdError(
                bestand,
                f"de code {code} hoort bij een {niveau_of(code)}, maar de rij heet "
                f"'{soort}'. Zijn rijen verschoven? Download de tabel opnieuw.",
                plaats=f"rij {rij}",
            )


def _with_gemeentenamen(namen: pd.Series, codes: pd.Series, cijfers: pd.DataFrame) -> pd.Series:
    """Add the names of land and gemeenten, which stand in the table itself."""
    if "gemeentenaam" not in cijfers:
        return namen
    groot = codes.str.startswith(("NL", "GM"))
    eigen = pd.Series(cijfers.loc[groot, "gemeentenaam"].to_numpy(), index=codes[groot])
    return namen.combine_first(eigen.dropna())


def is_statline_export(kolommen: pd.Index) -> bool:
    """Tell whether a CSV is an export of the Kerncijfers from StatLine."""
    vormen = [re.sub(r"[^a-z]", "", str(kolom).lower()) for kolom in kolommen]
    return "wijkenenbuurten" in vormen and any("coderingcode" in vorm for vorm in vormen)


def clean_statline(
    ruw: pd.DataFrame,
    *,
    peiljaar: int,
    bestanden: tuple[Bestand, ...],
    meldingen: tuple[str, ...],
) -> Levering:
    """
    Clean a StatLine export, also one whose headings lost their signs in another program.

    Raises
    ------
    BestandAfgekeurdError
        If codes or figures are not what the table promises.
    """
    naam_kolom = _column_like(ruw.columns, "wijkenenbuurten")
    codekolom = _column_like(ruw.columns, "coderingcode")
    kolommen = []
    for vreemd in ruw.columns:
        if vreemd in {"", naam_kolom}:
            continue
        pad, eenheid = split_unit(str(vreemd))
        naam = name_from_path(pad)
        for vast in _TEKSTKOLOMMEN:
            naam = vast if naam.endswith(vast) else naam
        kolommen.append(Kolom(str(vreemd), f"{naam}{unit_suffix(eenheid)}", eenheid))
    check_unique(kolommen, bestand=bestanden[0].naam)
    codes = ruw[codekolom].map(_text)
    namen = pd.Series(ruw[naam_kolom].map(_text).to_numpy(), index=codes)
    return _clean(
        ruw,
        kolommen,
        codekolom=codekolom,
        peiljaar=peiljaar,
        bestanden=bestanden,
        namen=namen[namen.index.notna()].dropna(),
        meldingen=meldingen,
    )


def _column_like(kolommen: pd.Index, vorm: str) -> str:
    return next(str(k) for k in kolommen if re.sub(r"[^a-z]", "", str(k).lower()).endswith(vorm))


# A heading ends with its unit between brackets; R turned brackets, blanks and signs into points.
_EENHEDEN_IN_PUNTEN = {
    "aantal": "aantal",
    "code": "code",
    "naam": "naam",
    "omschrijving": "omschrijving",
    "x.1.000.euro": "x 1 000 euro",
    "per.1.000.inwoners": "per 1 000 inwoners",
    "per.huishouden": "per huishouden",
    "aantal.inwoners.per.km.": "aantal inwoners per km²",
    "per.km.": "per km²",
    "km": "km",
    "ha": "ha",
    "kWh": "kWh",
    "m.": "m³",
}


def split_unit(kop: str) -> tuple[str, str]:
    """
    Split a heading into path and unit.

    >>> split_unit("Wonen/Woningvoorraad (aantal)")
    ('Wonen/Woningvoorraad', 'aantal')
    >>> split_unit("Wonen.Woningen.naar.eigendom.Koopwoningen....")
    ('Wonen.Woningen.naar.eigendom.Koopwoningen', '%')
    """
    if haakjes := re.match(r"^(.*\S)\s*\(([^()]*)\)$", kop):
        return haakjes[1], haakjes[2]
    if kop.endswith("...."):
        return kop.removesuffix("...."), "%"
    for vorm, eenheid in _EENHEDEN_IN_PUNTEN.items():
        if kop.endswith(f"..{vorm}."):
            return kop.removesuffix(f"..{vorm}."), eenheid
    return kop, ""


def is_short_workbook(kolommen: pd.Index) -> bool:
    """Tell whether a table has the short names of `kwb-YYYY.xlsx`."""
    namen = {str(kolom).strip().lower() for kolom in kolommen}
    return "a_inw" in namen and bool(namen & {"gwb_code_10", "gwb_code"})


def clean_short_workbook(
    ruw: pd.DataFrame,
    *,
    peiljaar: int,
    bestanden: tuple[Bestand, ...],
    meldingen: tuple[str, ...],
) -> Levering:
    """
    Clean `kwb-YYYY.xlsx`, with its short names in any case.

    Raises
    ------
    BestandAfgekeurdError
        If codes or figures are not what the table promises.
    """
    codekolom = column_with(ruw.columns, "gwb_code_10", "gwb_code") or ""
    vast = {"gm_naam": "gemeentenaam", "recs": "soort_regio"}
    overslaan = {"gwb_code_10", "gwb_code_8", "gwb_code", "regio"}
    kolommen = []
    for vreemd in ruw.columns:
        kort = str(vreemd).strip().lower()
        if not kort or kort in overslaan:
            continue
        naam = vast.get(kort) or name_from_short(kort) or kort
        # the postcode columns are text, and the heading of one column is broken in 2013 and 2014
        eenheid = EENHEID_PER_KOLOM.get(naam) or _unit_from_prefix(kort)
        kolommen.append(Kolom(str(vreemd), f"{naam}{unit_suffix(eenheid)}", eenheid))
    check_unique(kolommen, bestand=bestanden[0].naam)
    regio = column_with(ruw.columns, "regio")
    namen = pd.Series(dtype="object")
    if regio is not None:
        namen = pd.Series(ruw[regio].map(_text).to_numpy(), index=ruw[codekolom].map(_text))
    return _clean(
        ruw,
        kolommen,
        codekolom=codekolom,
        peiljaar=peiljaar,
        bestanden=bestanden,
        namen=namen[namen.index.notna()].dropna(),
        meldingen=meldingen,
    )


def _unit_from_prefix(kort: str) -> str:
    return {"a_": "aantal", "p_": "%"}.get(kort[:2], "")

"""
The numbers of a map or a chart as a workbook: what they are, what they mean, where they come from.

Codes and names are text, figures and years are numbers, and what is not known is an empty cell.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import compress
from typing import Final

from components.cijfers import (
    KOLOMMEN,
    TWEEDE,
    bronnen_of,
    indicatoren_of,
    status_words,
    value_unit,
    wijken_of,
    write_licentie,
    written_unit,
)
from components.dag import format_dag
from components.legendarijen import build_legendatabel, counted_in
from components.werkblad import Cel, Getal, Rij, Werkblad, write_bladen
from data.bronnen import FICTIEF
from layers.grafiek import Grafiek
from layers.indicatoren import INDICATOR_PER_SLEUTEL
from layers.kaartbeeld import (
    STAATWOORDEN,
    As,
    Gewicht,
    Kaartbeeld,
    Opmaak,
    Staat,
    Telling,
    Vierkant,
)
from layers.mogelijk import LVB, SOORT_BUURT
from layers.ondergrond import FICTIEF_MERK

GEMAAKT_MET: Final = "Sociale Kaart"
_HEEL: Final = "#,##0"
_JAAR: Final = "0"
_GRENS: Final = "General"
# How a legend begins the part of the row above it.
_DEEL: Final = "· "
_ONBEKEND: Final = "\N{EN DASH}"
# What may stand behind a number of a chart, beside its unit.
_ACHTER: Final = ("%", " (weinig)")
_GETAL: Final = re.compile(
    r"(?P<min>[-\u2212]?)(?P<heel>0|[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d*)(?:,(?P<deel>\d+))?",
    re.ASCII,
)
# More figures than a number of a workbook keeps apart.
_MEESTE_CIJFERS: Final = 15
_KLEIN: Final = "Waarde en klasse staan er; in de aantallen per klasse telt het niet mee."


def write_werkmap(kaartbeeld: Kaartbeeld, *, gemaakt_op: date) -> bytes:
    """Write the areas a map is about with value, class and state, what it says, and its sources."""
    rijen = _area_rows(kaartbeeld)
    bladen = (
        Werkblad(naam="cijfers", rijen=rijen, is_lijst=True),
        _explain(kaartbeeld, koppen=rijen[0]),
        Werkblad(naam="herkomst", rijen=_origin_rows(kaartbeeld, gemaakt_op)),
    )
    return write_bladen(bladen, titel=_plain(kaartbeeld.moment.titel), gemaakt_op=gemaakt_op)


def write_grafiekwerkmap(grafiek: Grafiek, *, gemaakt_op: date) -> bytes:
    """Write the numbers of a chart, what it says, and its source."""
    koppen = tuple(kop or "naam" for kop in grafiek.koppen)
    rijen = [
        (eerste, *(read_cel(cel, grafiek.opmaak) for cel in cellen))
        for eerste, *cellen in grafiek.rijen
    ]
    toelichting = (
        ("titel", _plain(grafiek.titel)),
        ("ondertitel", _plain(grafiek.ondertitel)),
        ("wat het zegt", _plain(grafiek.zin)),
        ("let op", ", ".join(grafiek.merken)),
    )
    licentie = write_licentie(FICTIEF) if FICTIEF_MERK in grafiek.merken else ""
    herkomst = (
        ("bron", _plain(grafiek.bron)),
        ("licentie", licentie),
        ("gemaakt op", format_dag(gemaakt_op)),
        ("gemaakt met", GEMAAKT_MET),
    )
    bladen = (
        Werkblad(naam="cijfers", rijen=[koppen, *rijen], is_lijst=True),
        Werkblad(naam="toelichting", rijen=_filled(toelichting)),
        Werkblad(naam="herkomst", rijen=_filled(herkomst)),
    )
    return write_bladen(bladen, titel=_plain(grafiek.titel), gemaakt_op=gemaakt_op)


def read_cel(cel: str, opmaak: Opmaak) -> Cel:
    """
    Read a cell of a chart: a number where it can be nothing else, empty where nothing is known.

    >>> read_cel("1.234", Opmaak(decimalen=0)), read_cel("45,4%", Opmaak(decimalen=1))
    (Getal(waarde=1234.0, vorm='#,##0'), Getal(waarde=45.4, vorm='0.0"%"'))
    >>> read_cel("ruim 300", Opmaak(decimalen=0)), read_cel("0-20%", Opmaak(decimalen=0))
    ('ruim 300', '0-20%')
    """
    if cel in {"", _ONBEKEND}:
        return None
    achter = next((a for a in (opmaak.achter, *_ACHTER) if a and cel.endswith(a)), "")
    kern = cel.removesuffix(achter)
    plus = "+" if kern.startswith("+") else ""
    voor = opmaak.voor if kern.removeprefix("+").startswith(opmaak.voor) else ""
    gevonden = _GETAL.fullmatch(kern.removeprefix("+").removeprefix(voor))
    if gevonden is None or (plus and gevonden["min"]):
        return cel
    heel, deel = gevonden["heel"].replace(".", ""), gevonden["deel"] or ""
    if len(heel + deel) > _MEESTE_CIJFERS:
        return cel
    waarde = float(f"{heel}.{deel or 0}") * (-1 if gevonden["min"] else 1)
    vorm = _HEEL if "." in gevonden["heel"] else "0"
    if deel:
        vorm += "." + "0" * len(deel)
    vorm = f"{_quoted(voor)}{vorm}{_quoted(achter)}"
    return Getal(waarde, f"+{vorm};-{vorm};{vorm}" if plus else vorm)


def _quoted(tekst: str) -> str:
    """Write a text as part of a number format: a bare percent sign would multiply."""
    return f'"{tekst}"' if tekst else ""


def _plain(tekst: str) -> str:
    """Answer a text without marks for bold; names in it stay as they are."""
    return tekst.replace("**", "")


def _filled(paren: Sequence[Rij]) -> list[Rij]:
    """Leave out what has nothing to say."""
    return [paar for paar in paren if paar[1]]


def _number(waarde: float | None, vorm: str) -> Cel:
    return None if waarde is None else Getal(float(waarde), vorm)


def _form_of(opmaak: Opmaak) -> str:
    """
    Answer how a spreadsheet shows values that a map writes so; their unit stands beside them.

    >>> _form_of(Opmaak(decimalen=1, achter="%")), _form_of(Opmaak(decimalen=0, met_plus=True))
    ('#,##0.0', '+#,##0;-#,##0;#,##0')
    """
    vorm = _HEEL + ("." + "0" * opmaak.decimalen if opmaak.decimalen else "")
    return f"+{vorm};-{vorm};{vorm}" if opmaak.met_plus else vorm


def _area_rows(kaartbeeld: Kaartbeeld) -> list[Rij]:
    """Answer the head, and a row for each area the map is about."""
    kolommen = dict(_columns(kaartbeeld))
    land = kaartbeeld.land
    return [tuple(kolommen), *zip(*(compress(k, land) for k in kolommen.values()), strict=True)]


def _columns(kaartbeeld: Kaartbeeld) -> Iterator[tuple[str, Sequence[Cel]]]:
    """Answer name and cells of each column, for all areas of the map."""
    moment, tweede = kaartbeeld.moment, kaartbeeld.tweede
    aantal = len(kaartbeeld.gebieden)
    vorm = _form_of(kaartbeeld.opmaak)
    cellen: dict[str, Sequence[Cel]] = {
        "gebiedscode": kaartbeeld.gebieden,
        "naam": kaartbeeld.namen,
        "wijk": wijken_of(kaartbeeld),
        "waarde": [_number(w, vorm) for w in moment.waarden],
        "eenheid": (value_unit(kaartbeeld),) * aantal,
        "klasse": [None if k is None else kaartbeeld.klassen[k].label for k in moment.klassen],
        "status": status_words(kaartbeeld),
        "peiljaar": (Getal(moment.tot, _JAAR),) * aantal,
        "grensjaar": (Getal(kaartbeeld.grensjaar, _JAAR),) * aantal,
        "bron": (_plain(moment.bronregel),) * aantal,
    }
    for kop in KOLOMMEN:
        if kop == "peiljaar" and moment.van != moment.tot:
            yield "van", (Getal(moment.van, _JAAR),) * aantal
            yield "tot", cellen[kop]
        else:
            yield kop, cellen[kop]
    if tweede:
        ander = _form_of(tweede.opmaak)
        yield TWEEDE[0], (tweede.label,) * aantal
        yield TWEEDE[1], [_number(w, ander) for w in moment.tweede]
        yield TWEEDE[2], (written_unit(tweede.opmaak),) * aantal
    # of an area without a value nothing is told that it could follow from
    is_getoond = [waarde is not None for waarde in moment.waarden]
    noemers = [n if weet else None for n, weet in zip(moment.noemers, is_getoond, strict=True)]
    marges = [m if weet else None for m, weet in zip(moment.marges, is_getoond, strict=True)]
    if any(noemer is not None for noemer in noemers):
        yield "noemer", [_number(noemer, _HEEL) for noemer in noemers]
    if any(marges):
        for plek, kop in enumerate(("marge_laag", "marge_hoog")):
            yield kop, [None if m is None else _number(m[plek], vorm) for m in marges]
    for gewicht in moment.gewichten:
        if gewicht.jaar is not None:  # else each area counts for one
            yield _weight_head(gewicht), [_number(w, _HEEL) for w in gewicht.waarden]
    if any(moment.onzeker):
        yield "binnen_onzekerheid", ["ja" if is_zo else None for is_zo in moment.onzeker]


def _weight_head(gewicht: Gewicht) -> str:
    """Name what is counted, with its year."""
    return gewicht.label if gewicht.jaar is None else f"{gewicht.label} {gewicht.jaar}"


def _explain(kaartbeeld: Kaartbeeld, *, koppen: Rij) -> Werkblad:
    """Answer what the map says, what its figures are, and its classes with their counts."""
    moment = kaartbeeld.moment
    rijen: list[Rij] = [
        *_filled(
            (
                ("titel", _plain(moment.titel)),
                ("ondertitel", _plain(moment.ondertitel)),
                ("wat het zegt", _plain(moment.legendazin)),
                ("leeswijzer", _plain(kaartbeeld.leeswijzer)),
                ("let op", ", ".join(kaartbeeld.merken)),
                *_definitions(kaartbeeld),
                *_column_notes(kaartbeeld, koppen),
            )
        ),
        (),
    ]
    return Werkblad(
        naam="toelichting",
        rijen=[*rijen, *_class_rows(kaartbeeld)],
        koprijen=(len(rijen),),
    )


def _definitions(kaartbeeld: Kaartbeeld) -> Iterator[Rij]:
    """Answer what each indicator is, of which whole, and what has to be known of it."""
    for indicator in indicatoren_of(kaartbeeld):
        yield "indicator", indicator.label
        yield "wat", indicator.toelichting
        yield "ten opzichte van", indicator.noemer
        yield "staat voor", indicator.proxy_voor
        yield "kanttekening", indicator.kanttekening


def _column_notes(kaartbeeld: Kaartbeeld, koppen: Rij) -> Iterator[Rij]:
    """Answer what stands in columns that do not speak for themselves."""
    moment, tweede = kaartbeeld.moment, kaartbeeld.tweede
    woord = _value_name(kaartbeeld.woord, kaartbeeld.opmaak)
    yield "waarde", f"{woord} ({value_unit(kaartbeeld)})"
    if tweede:
        ander = _value_name(tweede.label, tweede.opmaak)
        yield "tweede_waarde", f"{ander} ({written_unit(tweede.opmaak)})"
    if tweede and "van" in koppen:
        yield "van, tot", f"De jaren van de kaart: {_years_of(kaartbeeld)}."
    if "noemer" in koppen:
        is_soort = kaartbeeld.soort == SOORT_BUURT
        geheel = INDICATOR_PER_SLEUTEL[LVB if is_soort else kaartbeeld.indicator]
        jaar = "" if is_soort or moment.van == moment.tot else f", in {moment.tot}"
        yield "noemer", f"Het geheel van {geheel.kort}: {geheel.noemer}{jaar}."
    if "marge_laag" in koppen:
        yield "marge_laag, marge_hoog", "Met 95% zekerheid ligt de waarde hiertussen."
    if "binnen_onzekerheid" in koppen:
        yield "binnen_onzekerheid", "Het verschil ligt binnen de onzekerheid van de cijfers."
    if Staat.KLEIN_AANTAL in moment.staten:
        yield STAATWOORDEN[Staat.KLEIN_AANTAL], _KLEIN
    yield "lege cel", "Niet bekend, of te klein om te tonen; nooit nul."


def _value_name(woord: str, opmaak: Opmaak) -> str:
    """
    Name a value; of a change, what changes.

    >>> _value_name("overlast", Opmaak(decimalen=0, met_plus=True))
    'verandering van overlast'
    """
    is_gezegd = not opmaak.met_plus or woord.startswith("verandering")
    return woord if is_gezegd else f"verandering van {woord}"


def _class_rows(kaartbeeld: Kaartbeeld) -> Iterator[Rij]:
    """Answer the classes with bounds, or their place in the square, and how much lies in each."""
    tabel, vierkant = build_legendatabel(kaartbeeld), kaartbeeld.vierkant
    per_sleutel = {telling.gewicht: telling for telling in kaartbeeld.moment.tellingen}
    geteld = [g for g in counted_in(kaartbeeld) if g.sleutel in per_sleutel]
    assen = ("ondergrens", "bovengrens")
    if vierkant:
        assen = (vierkant.rijen.label, vierkant.kolommen.label)
    yield "nummer", "klasse", *assen, *map(_weight_head, geteld)
    if vierkant:
        yield from _cell_rows(kaartbeeld, vierkant, [per_sleutel[g.sleutel] for g in geteld])
    for regel in tabel.klassen:
        nummer = regel.klasse or 0
        klasse = kaartbeeld.klassen[nummer]
        grenzen = [_number(grens, _GRENS) for grens in (klasse.ondergrens, klasse.bovengrens)]
        yield Getal(nummer + 1, _JAAR), regel.woord, *grenzen, *_counts(regel.aantallen)
    for regel in tabel.niets:
        if regel.aantallen:  # water is no area of these figures
            is_deel = regel.woord.startswith(_DEEL)
            woord = f"waarvan {regel.woord.removeprefix(_DEEL)}" if is_deel else regel.woord
            yield None, woord, None, None, *_counts(regel.aantallen)


def _cell_rows(
    kaartbeeld: Kaartbeeld, vierkant: Vierkant, tellingen: Sequence[Telling]
) -> Iterator[Rij]:
    """Answer the classes of a square by row and column."""
    cellen = {k.cel: nummer for nummer, k in enumerate(kaartbeeld.klassen) if k.cel is not None}
    for (rij, kolom), nummer in sorted(cellen.items()):
        yield (
            Getal(nummer + 1, _JAAR),
            kaartbeeld.klassen[nummer].label,
            _step_of(vierkant.rijen, rij),
            _step_of(vierkant.kolommen, kolom),
            *_counts([telling.cellen[nummer] for telling in tellingen]),
        )


def _counts(aantallen: Sequence[int | None]) -> Iterator[Cel]:
    return (_number(aantal, _HEEL) for aantal in aantallen)


def _step_of(as_: As, plek: int) -> str:
    """Name a step of an axis, with its reach where that is known."""
    return f"{as_.woorden[plek]} ({as_.grenzen[plek]})" if as_.grenzen else as_.woorden[plek]


def _years_of(kaartbeeld: Kaartbeeld) -> str:
    """Say the years of a map; of two values each may have its own, as the subtitle says."""
    moment = kaartbeeld.moment
    if kaartbeeld.tweede:
        return _plain(moment.ondertitel).split(" · ")[0]
    return f"{moment.van} tot {moment.tot}"


def _origin_rows(kaartbeeld: Kaartbeeld, gemaakt_op: date) -> list[Rij]:
    """Answer where figures and outlines come from, and when and with what the file was made."""
    moment = kaartbeeld.moment
    peiljaar, is_periode = Getal(moment.tot, _JAAR), moment.van != moment.tot
    return _filled(
        (
            ("bron", _plain(moment.bronregel)),
            *(("licentie", write_licentie(bron)) for bron in bronnen_of(kaartbeeld)),
            ("gebied", f"{kaartbeeld.gebiedsnaam} ({kaartbeeld.gebied})"),
            ("periode", _years_of(kaartbeeld)) if is_periode else ("peiljaar", peiljaar),
            ("grenzen van", Getal(kaartbeeld.grensjaar, _JAAR)),
            ("klassenindeling", kaartbeeld.klassenversie),
            ("link", kaartbeeld.link),
            ("gemaakt op", format_dag(gemaakt_op)),
            ("gemaakt met", GEMAAKT_MET),
        )
    )

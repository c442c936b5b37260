"""
Where every figure comes from: of an indicator what it is and what there is, of a source its files.

All of it is written from the registry and the passports of a store; nothing is kept beside them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from functools import lru_cache
from typing import Any, Final

from data.bronnen import EIGEN_INDICATOREN, FICTIEF, OMTREKKEN, TABELLEN, Bron
from data.gebieden import Niveau
from data.opslag import (
    VOORBEELD,
    Opslag,
    Vermelding,
    read_inhoud,
    read_omtrekpaspoort,
    read_paspoort,
    read_tabel_met_geheim,
)
from layers.aanbod import filled_years
from layers.begrippen import Indicator
from layers.indicatoren import THEMAS, Thema
from layers.kaartbeeld import Staat
from layers.waarden import build_waarden, grensjaar_of

_KORTE_SOM: Final = 8
_DAG: Final = len("2026-11-26")


@dataclass(frozen=True, kw_only=True)
class Dekking:
    """
    How many of the buurten in its newest table have a figure of an indicator, and why others not.

    `grensjaar` is that of the borders it is counted on.
    """

    jaar: int
    grensjaar: int
    buurten: int
    met_cijfer: int
    te_klein: int
    niet_beschikbaar: int


@dataclass(frozen=True, kw_only=True)
class Beschrijving:
    """An indicator, the years with figures here, its cover, and what to mind, as sentences."""

    indicator: Indicator
    jaren: tuple[int, ...]
    dekking: Dekking | None
    let_op: tuple[str, ...]


@dataclass(frozen=True)
class Themalijst:
    """A subject and its indicators, in the order of the menu."""

    thema: Thema
    beschrijvingen: tuple[Beschrijving, ...]


@dataclass(frozen=True)
class Bronbestand:
    """A file by its name, and the first digits of its sha256."""

    naam: str
    som: str


@dataclass(frozen=True, kw_only=True)
class Herkomst:
    """
    Files that one or more years of a table came from: on which borders, when, what was mended.

    `grensjaar` is None where each year stands on its own borders. `ingelezen_op` is a day as
    "2026-11-26"; empty, and without files, where the program made the figures itself. `hersteld`
    counts mended cells by kind.
    """

    jaren: tuple[int, ...]
    grensjaar: int | None
    bestanden: tuple[Bronbestand, ...]
    ingelezen_op: str
    hersteld: Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class Bronlijst:
    """A table by a name for readers, its source as the passports have it, and its files."""

    naam: str
    bron: Bron
    herkomsten: tuple[Herkomst, ...]


@dataclass(frozen=True, kw_only=True)
class Bronnenlijst:
    """All subjects with their indicators, and all sources with their files."""

    is_fictief: bool
    themas: tuple[Themalijst, ...]
    bronnen: tuple[Bronlijst, ...]


def build_bronnenlijst(opslag: Opslag) -> Bronnenlijst:
    """Describe a store, or the fictional town while there is nothing in it."""
    bron = opslag if read_inhoud(opslag) else VOORBEELD
    return _build(bron, read_inhoud(bron))


@lru_cache(maxsize=4)
def _build(opslag: Opslag, inhoud: tuple[Vermelding, ...]) -> Bronnenlijst:
    return Bronnenlijst(
        is_fictief=opslag == VOORBEELD,
        themas=tuple(
            Themalijst(thema, tuple(_describe(i, opslag) for i in thema.indicatoren))
            for thema in THEMAS
        ),
        bronnen=_list_sources(opslag, inhoud),
    )


def _describe(indicator: Indicator, opslag: Opslag) -> Beschrijving:
    jaren = filled_years(indicator.sleutel, opslag=opslag)
    return Beschrijving(
        indicator=indicator,
        jaren=jaren,
        dekking=_count_cover(indicator, jaren[-1], opslag) if jaren else None,
        let_op=notes_of(indicator, jaren),
    )


def _count_cover(indicator: Indicator, jaar: int, opslag: Opslag) -> Dekking:
    """Count the buurten of the first table of an indicator by their state."""
    tabel = indicator.formule.tabellen[0]
    grensjaar = grensjaar_of(indicator, peiljaar=jaar, opslag=opslag)
    bewaard = read_tabel_met_geheim(tabel, peiljaar=jaar, opslag=opslag, kolommen=()).cijfers
    codes = bewaard.xs(grensjaar).index
    waarden = build_waarden(indicator, peiljaar=jaar, grensjaar=grensjaar, opslag=opslag).tabel
    hier = waarden[waarden["niveau"].eq(Niveau.BUURT) & waarden.index.isin(codes)]
    te_klein = int(hier["status"].eq(Staat.ONDERDRUKT).sum())
    niet = int(hier["status"].eq(Staat.NIET_BESCHIKBAAR).sum())
    return Dekking(
        jaar=jaar,
        grensjaar=grensjaar,
        buurten=len(hier),
        met_cijfer=len(hier) - te_klein - niet,
        te_klein=te_klein,
        niet_beschikbaar=niet,
    )


def notes_of(indicator: Indicator, jaren: Sequence[int]) -> tuple[str, ...]:
    """
    Say in sentences what to mind of an indicator that has figures of some years.

    >>> from layers.indicatoren import INDICATOR_PER_SLEUTEL
    >>> notes_of(INDICATOR_PER_SLEUTEL["wmo"], (2023, 2024))
    ('Gevoelig: het gaat alleen mee in een bestand als u daarom vraagt.',)
    """
    zinnen = [indicator.kanttekening] if indicator.kanttekening else []
    if indicator.is_modelschatting and "model" not in (indicator.kanttekening or ""):
        zinnen.append("Een schatting uit een model, geen telling per buurt.")
    if indicator.proxy_voor:
        zinnen.append(f"Staat hier in plaats van {indicator.proxy_voor}; dat is niet hetzelfde.")
    zinnen += [
        f"Vanaf {jaar} anders gemeten. {reden} Over die grens loopt geen lijn en geen verandering."
        for jaar, reden in sorted(indicator.breuken.items())
        if not jaren or jaren[0] < jaar  # where nothing is from before it, it parts nothing
    ]
    if indicator.is_gevoelig:
        zinnen.append("Gevoelig: het gaat alleen mee in een bestand als u daarom vraagt.")
    return tuple(zinnen)


def _list_sources(opslag: Opslag, inhoud: tuple[Vermelding, ...]) -> tuple[Bronlijst, ...]:
    """Gather the passports by table, figures first and outlines last."""
    lijsten = []
    for naam in (*TABELLEN, OMTREKKEN.sleutel):
        paspoorten = [
            (v.jaar, _read_passport(v, opslag))
            for v in sorted(inhoud, key=lambda v: -v.jaar)
            if v.naam == naam
        ]
        if paspoorten:
            bron = _read_bron(paspoorten[0][1]["bron"])
            wat = EIGEN_INDICATOREN.get(naam.removeprefix("eigen_"))
            herkomsten = [h for jaar, paspoort in paspoorten for h in _read_files(paspoort, jaar)]
            lijsten.append(
                Bronlijst(
                    naam=f"{bron.naam}: {wat}" if wat else bron.naam,
                    bron=bron,
                    herkomsten=_merge_years(herkomsten),
                )
            )
    return tuple(lijsten)


def _read_passport(vermelding: Vermelding, opslag: Opslag) -> dict[str, Any]:
    if vermelding.soort == "tabel":
        return read_paspoort(vermelding.naam, peiljaar=vermelding.jaar, opslag=opslag)
    paspoort = read_omtrekpaspoort(vermelding.jaar, opslag=opslag)
    if opslag == VOORBEELD:
        verzonnen = {**asdict(FICTIEF), "naam": f"{OMTREKKEN.naam} ({FICTIEF.naam})"}
        return {**paspoort, "bron": verzonnen}
    return paspoort


def _read_bron(velden: Mapping[str, str]) -> Bron:
    """Read a source as a passport has it, also one of a version with other fields."""
    return Bron(**{veld.name: velden.get(veld.name, "") for veld in fields(Bron)})


def _read_files(paspoort: Mapping[str, Any], jaar: int) -> list[Herkomst]:
    """Answer the files of one passport; one without files where the program made the figures."""
    zonder = [{"grensjaar": grensjaar} for grensjaar in paspoort.get("grensjaren", [jaar])]
    return [
        Herkomst(
            jaren=(jaar,),
            grensjaar=bestand.get("grensjaar", jaar),
            bestanden=tuple(
                Bronbestand(deel["naam"], deel["sha256"][:_KORTE_SOM])
                for deel in bestand.get("delen", [])
            ),
            ingelezen_op=bestand.get("geimporteerd_op", "")[:_DAG],
            hersteld=bestand.get("hersteld", {}),
        )
        for bestand in paspoort["bestanden"] or zonder
    ]


def _merge_years(herkomsten: Sequence[Herkomst]) -> tuple[Herkomst, ...]:
    """Lay years together that came from the same files, on the same borders or each on its own."""
    zelfde_grens = _merge(herkomsten, [herkomst.grensjaar for herkomst in herkomsten])
    eigen = [h.jaren == (h.grensjaar,) or h.grensjaar for h in zelfde_grens]
    return tuple(_merge(zelfde_grens, eigen))


def _merge(herkomsten: Sequence[Herkomst], grenzen: Sequence[object]) -> list[Herkomst]:
    samen: dict[tuple[object, ...], Herkomst] = {}
    for herkomst, grens in zip(herkomsten, grenzen, strict=True):
        sleutel = (grens, herkomst.bestanden, herkomst.ingelezen_op)
        eerder = samen.get(sleutel, herkomst)
        samen[sleutel] = replace(
            eerder,
            jaren=tuple(sorted({*eerder.jaren, *herkomst.jaren})),
            grensjaar=eerder.grensjaar if eerder.grensjaar == herkomst.grensjaar else None,
            # of a file with several years one passport tells, or all tell the same
            hersteld={**herkomst.hersteld, **eerder.hersteld},
        )
    return list(samen.values())

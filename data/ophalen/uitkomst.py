"""What came of a whole task: of which gemeenten nothing, and whether there was anything new."""

from collections.abc import Sequence

from data.gebieden import Niveau
from data.gemeenten import NAAM_PER_CODE
from data.ophalen.kaarten import title_of
from data.ophalen.stand import Staat, Stand
from data.opslag import Opslag, grensjaren_met_omtrekken, read_omtrekken

_GELUKT = frozenset((Staat.KLAAR, Staat.AKKOORD))


def name_gemeenten(codes: Sequence[str]) -> str:
    """
    Name gemeenten in a sentence; one that is not known by its code.

    >>> name_gemeenten(["GM0772", "GM0753", "GM9999"])
    'Eindhoven, Best en GM9999'
    """
    namen = [NAAM_PER_CODE.get(code, code) for code in codes]
    return " en ".join(filter(None, (", ".join(namen[:-1]), *namen[-1:])))


def find_nergens(stand: Stand) -> tuple[str, ...]:
    """List the gemeenten that were asked and that no step brought anything of."""
    gehad = {
        code for stap in stand.stappen if stap.staat in _GELUKT for code in stap.opbrengst.gemeenten
    }
    return tuple(code for code in stand.gevraagd.gemeenten if code not in gehad)


def is_iets_mislukt(stand: Stand) -> bool:
    """Tell whether something did not come of a gemeente of which other things did."""
    elders = {title_of(code) for code in find_nergens(stand)}
    return any(stap.staat is Staat.MISLUKT and stap.titel not in elders for stap in stand.stappen)


def is_niets_nieuws(stand: Stand) -> bool:
    """Tell whether all went well and the store is as it was."""
    return (
        stand.is_klaar
        and any(stap.staat is Staat.KLAAR for stap in stand.stappen)
        and all(
            stap.staat in {Staat.KLAAR, Staat.LEEG} and not stap.opbrengst.is_veranderd
            for stap in stand.stappen
        )
        and not find_nergens(stand)
    )


def find_zonder_grenzen(codes: Sequence[str], *, opslag: Opslag) -> tuple[str, ...]:
    """List the gemeenten of which no outlines of buurten are kept, of any border year."""
    bekend: set[str] = set()
    for jaar in grensjaren_met_omtrekken(opslag=opslag):
        kaart = read_omtrekken(jaar, opslag=opslag)
        bekend |= set(kaart.loc[kaart["niveau"] == Niveau.BUURT, "gemeentecode"])
    return tuple(code for code in codes if code not in bekend)

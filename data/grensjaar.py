"""On which borders a delivery stands: as the file says, as asked, or by matching codes."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from data.errors import BestandAfgekeurdError, GrensjaarGevraagdError
from data.gebieden import LAND
from data.herkennen import Herkend, Vraag
from data.levering import Levering
from data.omtrekken import Omtrekkenlevering
from data.opslag import Opslag, read_gebieden, read_inhoud, read_paspoort

# Two tables stand on the same borders when nearly all codes of one occur in the other.
_PASSEND: Final = 0.98


def codes_per_border_year(opslag: Opslag) -> dict[int, set[str]]:
    """Answer the codes of the stored tables, per border year."""
    jaren = set()
    for vermelding in read_inhoud(opslag):
        if vermelding.soort == "tabel":
            paspoort = read_paspoort(vermelding.naam, peiljaar=vermelding.jaar, opslag=opslag)
            jaren |= set(paspoort["grensjaren"])
    return {jaar: set(read_gebieden(jaar, opslag=opslag).index) for jaar in sorted(jaren)}


def resolve_border_years(
    herkend: Herkend, *, vraag: Vraag, bekend: dict[int, set[str]]
) -> tuple[list[Levering], list[Omtrekkenlevering]]:
    """Give every delivery its border year: from the file, as asked, or by matching codes."""
    bekend = {jaar: set(codes) for jaar, codes in bekend.items()}
    zeker = [lv for lv in herkend.leveringen if lv.grensjaar is not None]
    for levering in zeker:
        _check_border_year(levering.grensjaar, vraag, naam=levering.bestanden[0].naam)
        bekend.setdefault(levering.grensjaar or 0, set()).update(levering.cijfers.index)
    leveringen = [
        lv
        if lv.grensjaar is not None
        else replace(
            lv, grensjaar=_border_year(lv.bestanden[0].naam, lv.cijfers.index, vraag, bekend)
        )
        for lv in herkend.leveringen
    ]
    omtrekken = []
    for kaart in herkend.omtrekken:
        naam = kaart.bestanden[0].naam
        jaar = kaart.grensjaar
        if jaar is None:
            jaar = _border_year(naam, kaart.omtrekken["gebiedscode"], vraag, bekend)
        omtrekken.append(replace(kaart, grensjaar=jaar))
    return leveringen, omtrekken


def _check_border_year(grensjaar: int | None, vraag: Vraag, *, naam: str) -> None:
    if vraag.grensjaren is None or grensjaar is None:
        return
    van, tot = vraag.grensjaren
    if not van <= grensjaar <= tot:
        raise BestandAfgekeurdError(
            naam,
            f"de grenzen in dit bestand zijn van {grensjaar}, terwijl {van}"
            f"{'' if van == tot else f'-{tot}'} is gevraagd. Laat `--grensjaar` weg.",
            plaats="grensjaar",
        )


def _border_year(naam: str, codes: Iterable[str], vraag: Vraag, bekend: dict[int, set[str]]) -> int:
    van, tot = vraag.grensjaren or (0, 9999)
    if van == tot:
        return tot
    gezocht = {code for code in codes if code != LAND}
    passend = tuple(
        jaar
        for jaar, gekend in sorted(bekend.items())
        if van <= jaar <= tot and gezocht and len(gezocht & gekend) >= _PASSEND * len(gezocht)
    )
    if len(passend) == 1 or (passend and vraag.is_nieuwste_grens):
        return passend[-1]
    if vraag.grensjaren is not None:
        return tot
    raise GrensjaarGevraagdError(naam, kandidaten=passend)

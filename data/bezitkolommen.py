"""The columns of a list of complexes, by the names that corporations give them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from data.bezitpunten import Puntkolommen, Stelsel
from data.errors import BestandAfgekeurdError, shorten
from data.onderwerpen import plain

_GEVRAAGD: Final = (
    "De eerste rij bevat de kolomnamen: complex, buurtcode (of x en y) en aantal woningen."
)
# in their plain form: without capitals, blanks and signs
_NAMEN: Final[dict[str, tuple[str, ...]]] = {
    "complexnummer": ("complexnummer", "complexnr", "complexcode", "complexid"),
    "complex": (
        "complex", "complexnaam", "naamcomplex", "naamvanhetcomplex", "complexomschrijving",
    ),
    "buurtcode": (
        "buurtcode", "bucode", "cbsbuurtcode", "buurtcodecbs", "cbsbuurt", "gebiedscode",
        "gwbcode", "codebuurt",
    ),
    "aantal woningen": (
        "aantalwoningen", "woningen", "aantalvhe", "aantalvhes", "vhe", "vhes", "aantal",
        "aantaleenheden", "woningaantal", "aantalverhuureenheden",
    ),
    "peildatum": ("peildatum",),
    "x": ("x", "xrd", "rdx", "xcoordinaat", "xcoordinaatrd", "rdxcoordinaat", "xcoord", "xm"),
    "y": ("y", "yrd", "rdy", "ycoordinaat", "ycoordinaatrd", "rdycoordinaat", "ycoord", "ym"),
    "lon": ("lon", "lng", "long", "longitude", "lengtegraad", "oosterlengte"),
    "lat": ("lat", "latitude", "breedtegraad", "noorderbreedte"),
}  # fmt: skip
_PAREN: Final = (("x", "y", Stelsel.RD), ("lon", "lat", Stelsel.GRADEN))


@dataclass(frozen=True, kw_only=True)
class Kolommen:
    """Which columns of the file hold what; a complex may have a number and a name."""

    complex: tuple[str, ...]
    aantal: str
    code: str | None
    punt: Puntkolommen | None
    peildatum: str | None


def find_rollen(kolommen: Iterable[str]) -> dict[str, list[str]]:
    """Answer which columns bear a name of each role, in their own order."""
    rollen: dict[str, list[str]] = {rol: [] for rol in _NAMEN}
    for kolom in kolommen:
        for rol, namen in _NAMEN.items():
            if plain(kolom) in namen:
                rollen[rol].append(kolom)
    return rollen


def choose_kolommen(rollen: Mapping[str, list[str]], *, bestand: str, plaats_kop: str) -> Kolommen:
    """
    Promise that there is one column for each role, and all that a complex needs.

    Raises
    ------
    BestandAfgekeurdError
        If one is missing, or two could be meant.
    """
    if reden := next(_faults(rollen), None):
        raise BestandAfgekeurdError(bestand, reden, plaats=plaats_kop)
    per_rol = {rol: gevonden[0] for rol, gevonden in rollen.items() if gevonden}
    punten = [
        Puntkolommen(oost=per_rol[oost], noord=per_rol[noord], stelsel=stelsel)
        for oost, noord, stelsel in _PAREN
        if oost in per_rol
    ]
    return Kolommen(
        complex=tuple(per_rol[rol] for rol in ("complexnummer", "complex") if rol in per_rol),
        aantal=per_rol["aantal woningen"],
        code=per_rol.get("buurtcode"),
        punt=punten[0] if punten else None,
        peildatum=per_rol.get("peildatum"),
    )


def _faults(rollen: Mapping[str, list[str]]) -> Iterator[str]:
    """Tell what is wrong with the columns, from what says most to what says least."""
    for rol, gevonden in rollen.items():
        if len(gevonden) > 1:
            een, ander = (shorten(kolom) for kolom in gevonden[:2])
            yield (
                f"zowel '{een}' als '{ander}' kan de kolom '{rol}' zijn. Laat één van de twee "
                "staan."
            )
    if not rollen["complexnummer"] and not rollen["complex"]:
        yield f"de kolom 'complex' ontbreekt. {_GEVRAAGD}"
    if not rollen["aantal woningen"]:
        yield f"de kolom 'aantal woningen' ontbreekt. {_GEVRAAGD}"
    for paar in (tuple(paar[:2]) for paar in _PAREN):
        for er, niet in (paar, paar[::-1]):
            if rollen[er] and not rollen[niet]:
                yield f"naast de kolom '{er}' ontbreekt '{niet}'. Een punt heeft er twee."
    if all(rollen[oost] for oost, _, _ in _PAREN):
        yield "er staan zowel x en y als lon en lat. Laat één van de twee paren staan."
    if not any(rollen[rol] for rol in ("buurtcode", "x", "lon")):
        yield f"een kolom 'buurtcode', of 'x' en 'y', ontbreekt. {_GEVRAAGD}"

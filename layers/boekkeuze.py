"""Which maps a book can hold of an area: each kind that has figures, by name."""

from dataclasses import dataclass
from functools import lru_cache

from data.opslag import Vermelding, read_inhoud
from layers.aanbod import indicatoren_van, opslag_of
from layers.indicatoren import INDICATOR_PER_SLEUTEL
from layers.link import Keuze
from layers.mogelijk import STAND, possible_kinds
from layers.openen import open_link
from layers.soorten import SOORTEN

_VRAGEN = {soort.sleutel: soort.vraag for soort in SOORTEN}
# Of these there is a map for every subject; of the others the one that opens by itself.
_PER_ONDERWERP = (STAND, "verandering")


@dataclass(frozen=True, kw_only=True)
class Voorstel:
    """A map by its name, and the view that it is."""

    naam: str
    keuze: Keuze


def list_voorstellen(keuze: Keuze) -> list[Voorstel]:
    """
    List the maps of the area of a view: first that view itself, then what else there is.

    Level and change of every vulnerable group and base figure, and one map of each other question.
    """
    eerste = Voorstel(naam=f"Deze kaart: {_name(keuze)}", keuze=keuze)
    return [eerste, *_list(keuze.gebied, read_inhoud(opslag_of(keuze.gebied)))]


@lru_cache(maxsize=8)
def _list(gebied: str, _inhoud: tuple[Vermelding, ...]) -> tuple[Voorstel, ...]:
    basis = [
        s
        for s in indicatoren_van(gebied)
        if INDICATOR_PER_SLEUTEL[s].is_basis or INDICATOR_PER_SLEUTEL[s].is_kwetsbare_groep
    ]
    per_naam: dict[str, Voorstel] = {}
    for soort in possible_kinds(gebied):
        for indicator in basis if soort in _PER_ONDERWERP else [""]:
            gevraagd = {"gebied": gebied, "soort": soort} | (
                {"indicator": indicator} if indicator else {}
            )
            geopend = open_link(gevraagd)
            # what cannot be had opens as another map, which stands in the list already
            if geopend is not None and geopend.keuze.soort == soort:
                naam = _name(geopend.keuze)
                per_naam.setdefault(naam, Voorstel(naam=naam, keuze=geopend.keuze))
    return tuple(per_naam.values())


def _name(keuze: Keuze) -> str:
    woorden = [INDICATOR_PER_SLEUTEL[keuze.indicator].kort]
    if keuze.met:
        woorden.append(INDICATOR_PER_SLEUTEL[keuze.met].kort)
    jaren = str(keuze.jaar) if keuze.soort == STAND else f"{keuze.van}-{keuze.jaar}"
    return f"{_VRAGEN[keuze.soort]} {' en '.join(woorden)}, {jaren}"

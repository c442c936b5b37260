"""A gemeente for every state a map can be in, and the link that shows it."""

from pathlib import Path
from typing import Final

from data.opslag import Opslag
from tests.kleine_opslag import GEHEIM, Cel, Omtrek, write_opslag

INDICATOR: Final = "jeugdzorg"
KOLOM: Final = "percentage_jongeren_met_jeugdzorg_pct"
_MENSEN: Final[dict[str, Cel]] = {
    "aantal_inwoners": 2000.0,
    "huishoudens_totaal": 900.0,
    "woningvoorraad": 950.0,
}
# per state: how many buurten, and the border year of the link
_GEMEENTEN: Final = {
    "alles bekend": ("0811", 20, 2020),
    "deels niet beschikbaar": ("0812", 20, 2020),
    "onderdrukt": ("0813", 20, 2020),
    "alles ontbreekt": ("0814", 12, 2024),
    "een klasse leeg": ("0815", 20, 2020),
    "grens gewijzigd": ("0816", 20, 2024),
    "kleine aantallen": ("0817", 20, 2020),
    "5 buurten": ("0818", 5, 2020),
    "520 buurten": ("0819", 520, 2020),
}


def links() -> dict[str, str]:
    """Name the link of each state; the fictional town is one of them."""
    per_naam = {
        naam: f"/kaart?gebied=GM{gemeente}&grens={grens}&indicator={INDICATOR}&jaar=2020"
        for naam, (gemeente, _, grens) in _GEMEENTEN.items()
    }
    gemeente = _GEMEENTEN["onderdrukt"][0]
    deel = ",".join(f"BU{gemeente}{plek:04}" for plek in range(6))
    per_naam["deelgebied"] = per_naam["onderdrukt"].replace(
        f"gebied=GM{gemeente}", f"gebied={deel}"
    )
    per_naam["fictief"] = "/kaart?gebied=GM9901&grens=2024&indicator=bijstand&jaar=2020"
    return per_naam


def make_opslag(plaats: Path) -> Opslag:
    """Write the store."""
    cijfers: dict[tuple[int, str], dict[str, Cel]] = {(2020, "NL00"): {**_MENSEN, KOLOM: 20.0}}
    omtrekken: dict[int, list[Omtrek]] = {2020: [], 2024: []}
    for naam, (gemeente, aantal, grens) in _GEMEENTEN.items():
        cijfers[2020, f"GM{gemeente}"] = {**_MENSEN, KOLOM: 18.0}
        for plek in range(aantal):
            code = f"BU{gemeente}{plek:04}"
            if naam != "deels niet beschikbaar" or plek % 4:
                cijfers[2020, code] = _figures(naam, plek)
            if grens == 2024:
                # what held from 2019 on is reached by figures of 2020, what came in 2022 is not
                van = 2019 if naam == "grens gewijzigd" and plek % 2 else 2022
                omtrekken[2024].append(Omtrek(code=code, van=van, tot=2024))
            omtrekken[2020].append(Omtrek(code=code, van=2020, tot=2020))
    return write_opslag(plaats, {("kwb", 2020): cijfers}, omtrekken)


def _figures(naam: str, plek: int) -> dict[str, Cel]:
    waarde: Cel = float(plek % 41)
    mensen = dict(_MENSEN)
    if naam == "onderdrukt" and plek % 3 == 0:
        waarde = GEHEIM
    if naam == "een klasse leeg":
        waarde = 1.0 if plek % 2 else 39.0
    if naam == "kleine aantallen" and plek % 2:
        mensen["aantal_inwoners"] = 60.0
    return {**mensen, KOLOM: waarde}

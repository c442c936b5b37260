"""A small map of a gemeente on which one buurt stands out, as SVG."""

from functools import lru_cache
from typing import Final

import shapely

from data.gebieden import Niveau
from data.opslag import Opslag, Vermelding, read_inhoud, read_omtrekken

_ZIJDE: Final = 200.0
# Of the width of the map: what is smaller cannot be seen at this size.
_FIJNHEID: Final = 1 / 400


def build_minikaart(gemeente: str, gebiedscode: str, grensjaar: int, *, opslag: Opslag) -> str:
    """Draw the buurten of a gemeente as lines, and the one that is meant in ink."""
    paden, breed, hoog = _paths(gemeente, grensjaar, opslag, read_inhoud(opslag))
    lijnen = "".join(
        f'<path class="water" d="{pad}"/>' if is_water else f'<path d="{pad}"/>'
        for code, (pad, is_water) in paden.items()
        if code != gebiedscode
    )
    hier = f'<path class="hier" d="{paden[gebiedscode][0]}"/>' if gebiedscode in paden else ""
    return (
        f'<svg class="sk-minikaart" viewBox="-4 -4 {breed + 8:.0f} {hoog + 8:.0f}" role="img" '
        f'aria-label="Waar de buurt ligt in de gemeente">{lijnen}{hier}</svg>'
    )


@lru_cache(maxsize=16)
def _paths(
    gemeente: str, grensjaar: int, opslag: Opslag, _inhoud: tuple[Vermelding, ...]
) -> tuple[dict[str, tuple[str, bool]], float, float]:
    """Answer per buurt its path and whether it is water, and the size of all of it."""
    alle = read_omtrekken(grensjaar, opslag=opslag)
    hier = alle[(alle["niveau"] == Niveau.BUURT) & (alle["gemeentecode"] == gemeente)]
    west, zuid, oost, noord = hier.total_bounds
    schaal = _ZIJDE / max(oost - west, noord - zuid)
    vormen = shapely.coverage_simplify(
        hier.geometry.to_numpy(), tolerance=max(oost - west, noord - zuid) * _FIJNHEID
    )

    def path(vorm: shapely.Geometry) -> str:
        ringen = []
        for deel in shapely.get_parts(vorm):
            for ring in (deel.exterior, *deel.interiors):
                punten = shapely.get_coordinates(ring)
                ringen.append(
                    "M"
                    + "L".join(
                        f"{(x - west) * schaal:.1f} {(noord - y) * schaal:.1f}" for x, y in punten
                    )
                    + "Z"
                )
        return "".join(ringen)

    paden = {
        str(code): (path(vorm), bool(water))
        for code, vorm, water in zip(hier["gebiedscode"], vormen, hier["is_water"], strict=True)
    }
    return paden, (oost - west) * schaal, (noord - zuid) * schaal

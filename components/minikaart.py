"""Small maps of a gemeente as SVG: where one buurt lies, and a whole Kaartbeeld without names."""

from collections.abc import Mapping
from functools import lru_cache
from html import escape
from typing import Final

import shapely

from components.afdruk_stijl import STIP, STREEP, Patroon, styles_of
from data.gebieden import Niveau
from data.opslag import Opslag, Vermelding, read_inhoud, read_omtrekken
from layers.aanbod import opslag_of
from layers.gebied import kader_of
from layers.kaartbeeld import Kaartbeeld

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


def build_kaartje(kaartbeeld: Kaartbeeld, *, alt: str, nummers: Mapping[str, str]) -> str:
    """
    Draw the buurten of a map in their colours, hatched and dotted where there is no value.

    A Kaartbeeld of one gemeente: the look of every area is that of the large map. `nummers` are
    written in the areas of these codes.
    """
    paden, breed, hoog = _paths(
        kader_of(kaartbeeld.gebied),
        kaartbeeld.grensjaar,
        (opslag := opslag_of(kaartbeeld.gebied)),
        read_inhoud(opslag),
    )
    vlakken = []
    for code, naam, stijl in zip(
        kaartbeeld.gebieden, kaartbeeld.namen, styles_of(kaartbeeld, ()), strict=True
    ):
        vulling = stijl.vulling if stijl.patroon is None else f"url(#sk-{stijl.patroon.value})"
        vlakken.append(
            f'<path d="{paden[code][0]}" fill="{vulling}" stroke="{stijl.lijn}" '
            f'data-code="{code}"><title>{escape(naam)}</title></path>'
        )
    punten = _anchors(kaartbeeld, tuple(nummers))
    cijfers = "".join(
        f'<text x="{x:.1f}" y="{y:.1f}">{escape(nummers[code])}</text>'
        for code, (x, y) in punten.items()
    )
    return (
        f'<svg class="sk-kaartje" viewBox="-2 -2 {breed + 4:.0f} {hoog + 4:.0f}" role="img" '
        f'aria-label="{escape(alt)}"><defs>{_PATRONEN}</defs>{"".join(vlakken)}{cijfers}</svg>'
    )


def _anchors(kaartbeeld: Kaartbeeld, codes: tuple[str, ...]) -> dict[str, tuple[float, float]]:
    """Answer where a number stands within an area, in units of the drawing."""
    opslag = opslag_of(kaartbeeld.gebied)
    alle = read_omtrekken(kaartbeeld.grensjaar, opslag=opslag)
    gemeente = alle[
        (alle["niveau"] == Niveau.BUURT) & (alle["gemeentecode"] == kader_of(kaartbeeld.gebied))
    ]
    west, zuid, oost, noord = gemeente.total_bounds
    schaal = _ZIJDE / max(oost - west, noord - zuid)
    hier = gemeente[gemeente["gebiedscode"].isin(codes)]
    return {
        str(code): ((punt.x - west) * schaal, (noord - punt.y) * schaal)
        for code, punt in zip(
            hier["gebiedscode"], hier.geometry.representative_point(), strict=True
        )
    }


def _pattern(patroon: Patroon, inhoud: str, draai: int = 0) -> str:
    return (
        f'<pattern id="sk-{patroon.value}" width="4" height="4" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate({draai})"><rect width="4" height="4" fill="#fff"/>{inhoud}'
        "</pattern>"
    )


_LIJN: Final = f'<path d="M0 0H4" stroke="{STREEP}" stroke-width="1.2"/>'
# on a screen no map has the patterns that tell greys apart
_PATRONEN: Final = (
    _pattern(Patroon.STREEP, _LIJN, -45)
    + _pattern(Patroon.TERUG, _LIJN, 45)
    + _pattern(Patroon.STIP, f'<circle cx="2" cy="2" r="0.7" fill="{STIP}"/>')
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

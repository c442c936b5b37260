"""A level map as a test asks for it, and what it must read as, from the Kaartbeeld alone."""

from layers.aanbod import best_grensjaar
from layers.kaartbeeld import STAATWOORDEN, Kaartbeeld, Moment, Staat
from layers.link import Keuze
from layers.opmaak import format_met
from layers.stand import build_stand


def stand(indicator: str, jaar: int, gebied: str) -> Kaartbeeld:
    """Build the level map on the borders that the page would choose."""
    grens = best_grensjaar(((indicator, jaar),), gebied)
    return build_stand(Keuze(gebied=gebied, grens=grens, indicator=indicator, jaar=jaar))


def text_of(kaartbeeld: Kaartbeeld, moment: Moment, plek: int) -> str:
    """Answer what the map must say of one area."""
    if kaartbeeld.water[plek]:
        return "water"
    staat = moment.staten[plek]
    if staat in {Staat.NIET_BESCHIKBAAR, Staat.ONDERDRUKT}:
        return STAATWOORDEN[staat]
    tekst = format_met(kaartbeeld.opmaak, moment.waarden[plek])
    return f"{tekst} (klein aantal)" if staat is Staat.KLEIN_AANTAL else tekst

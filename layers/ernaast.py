"""The two single maps of a pair, to stand beside it: each the change map of one indicator."""

from dataclasses import replace

from layers.bezit import count_in_homes
from layers.kaartbeeld import Kaartbeeld
from layers.link import Keuze
from layers.samen import later_pairs
from layers.verandering import build_verandering


def build_ernaast(keuze: Keuze, kaartbeeld: Kaartbeeld) -> tuple[Kaartbeeld, Kaartbeeld]:
    """
    Build the change maps of both indicators of a pair, with a moment for each moment of its map.

    Raises
    ------
    GegevensOntbrekenError
        If there are no figures of a year, or no outlines of the area on the borders asked for.
    """
    ander_bij = {een.tot: ander for een, ander in later_pairs(keuze)}
    beelden = []
    for is_tweede in (False, True):
        delen = []
        for moment in kaartbeeld.momenten:
            periode = ander_bij[moment.tot]
            alleen = replace(
                keuze,
                soort="verandering",
                indicator=(keuze.met or "") if is_tweede else keuze.indicator,
                van=periode.van if is_tweede else moment.van,
                jaar=periode.tot if is_tweede else moment.tot,
                met=None,
                metvan=None,
                mettot=None,
                buurt=None,
                filter=(),
                klassen=None,
                ernaast=False,
            )
            deel = build_verandering(alleen, jaren=(alleen.jaar,))
            delen.append(count_in_homes(deel, alleen))
        momenten = tuple(deel.moment for deel in delen)
        gekozen = delen[kaartbeeld.gekozen]
        beelden.append(replace(gekozen, momenten=momenten, gekozen=kaartbeeld.gekozen))
    return beelden[0], beelden[1]

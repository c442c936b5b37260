"""How an area looks on paper: fill, line and pattern, by the same rules as on the screen."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

import numpy as np
import shapely
from matplotlib.patches import Polygon

from components.afdruk_blad import INKT, INKT_2, WIT, Blad, Vak
from layers.kaartbeeld import Kaartbeeld, Klasse, Staat
from layers.link import FILTERSTATEN, filter_code

PAPIER: Final = "#FBFAF8"
PANEEL: Final = "#F2F2EF"
WATER: Final = "#D3DEDC"
BUITEN: Final = "#9AA3AB"
STREEP: Final = "#8A949D"
STIP: Final = "#7F8A94"

# A dark line shows on fills at least this light, a white one on the others.
_LICHT_VOOR_LIJN: Final = 70
# White letters on fills darker than this, ink on the others.
_DONKER_VOOR_NAAM: Final = 57
_STREEP_AFSTAND: Final = 7.0
_REGEL_AFSTAND: Final = 6.0
_REGEL_DIKTE: Final = 0.9
_STREEP_DIKTE: Final = 1.2
_STIP_CEL: Final = 6.0
_STIP_STRAAL: Final = 0.85


class Patroon(Enum):
    """What is laid over white where there is no value, and over greys to tell them apart."""

    STREEP = "streep"
    TERUG = "terug"
    STIP = "stip"
    LIGGEND = "liggend"
    STAAND = "staand"


@dataclass(frozen=True)
class Stijl:
    """Fill and line of an area, pattern, sign, and whether it has the ring of a small number."""

    vulling: str
    lijn: str
    patroon: Patroon | None = None
    is_klein: bool = False
    teken: str = ""

    @property
    def heeft_merk(self) -> bool:
        """Tell whether something stands in the area beside its name."""
        return self.is_klein or bool(self.teken)


# what a filter leaves out of sight: the look of an area without any figure
STIJL_WEG: Final = Stijl(PANEEL, INKT_2)
STIJL_WATER: Final = Stijl(WATER, WATER)
STIJL_BUITEN: Final = Stijl("none", BUITEN)
STIJL_GEWIJZIGD: Final = Stijl(WIT, INKT_2, Patroon.TERUG)


def stijl_of(klasse: Klasse | None, staat: Staat, *, is_onzeker: bool = False) -> Stijl:
    """Answer how an area of a class or without one looks; an uncertain change is faded."""
    if staat is Staat.NIET_BESCHIKBAAR:
        return Stijl(WIT, INKT_2, Patroon.STREEP)
    if staat is Staat.BUITEN_SELECTIE:
        return STIJL_BUITEN
    if staat is Staat.ONDERDRUKT:
        return Stijl(WIT, INKT_2, Patroon.STIP)
    is_klein = staat is Staat.KLEIN_AANTAL
    if klasse is None:
        return Stijl(PANEEL, INKT_2, is_klein=is_klein)
    vulling = mix_half(klasse.kleur) if is_klein or is_onzeker else klasse.kleur
    lijn = INKT_2 if lightness(vulling) >= _LICHT_VOOR_LIJN else WIT
    patroon = Patroon(klasse.streping.value) if klasse.streping else None
    return Stijl(vulling, lijn, patroon, is_klein=is_klein, teken=klasse.teken)


def styles_of(kaartbeeld: Kaartbeeld, in_zicht: Sequence[int]) -> tuple[Stijl, ...]:
    """Answer how each area of a map looks; what a filter leaves out of sight is plain."""
    moment = kaartbeeld.moment
    stijlen = []
    geen = (False,) * len(kaartbeeld.water)
    onzeker, gewijzigd = moment.onzeker or geen, moment.gewijzigd or geen
    for klasse, staat, is_water, is_onzeker, is_gewijzigd in zip(
        moment.klassen, moment.staten, kaartbeeld.water, onzeker, gewijzigd, strict=True
    ):
        if is_water:
            stijlen.append(STIJL_WATER)
        elif is_gewijzigd and is_in_zicht(klasse, staat, in_zicht):
            stijlen.append(STIJL_GEWIJZIGD)
        elif staat is Staat.BUITEN_SELECTIE or is_in_zicht(klasse, staat, in_zicht):
            deze = None if klasse is None else kaartbeeld.klassen[klasse]
            stijlen.append(stijl_of(deze, staat, is_onzeker=is_onzeker))
        else:
            stijlen.append(STIJL_WEG)
    return tuple(stijlen)


def is_in_zicht(klasse: int | None, staat: Staat, in_zicht: Sequence[int]) -> bool:
    """
    Tell whether a filter leaves an area of this class and state in sight.

    >>> is_in_zicht(3, Staat.OK, (3, 9)), is_in_zicht(None, Staat.ONDERDRUKT, (3, 9))
    (True, False)
    """
    code = None if klasse is None else filter_code(klasse)
    cijfer = {deze: cijfer for cijfer, deze in FILTERSTATEN.items()}.get(staat, code)
    return not in_zicht or cijfer in in_zicht


def put_teken(blad: Blad, teken: str, vak: Vak, kleur: str, *, hoogte: int = 9) -> None:
    """Draw the sign of a class: the letters have none of them."""
    hoeken = {
        "▲": [(vak.x, vak.onder), (vak.x + vak.breed / 2, vak.y), (vak.rechts, vak.onder)],
        "▼": [(vak.x, vak.y), (vak.x + vak.breed / 2, vak.onder), (vak.rechts, vak.y)],
        "■": [
            (vak.x, vak.y),
            (vak.rechts, vak.y),
            (vak.rechts, vak.onder),
            (vak.x, vak.onder),
        ],
    }
    blad.put(Polygon(hoeken[teken], closed=True, facecolor=kleur, linewidth=0, zorder=hoogte))


def name_colour(vulling: str) -> str:
    """Answer the colour of a name on a fill."""
    return WIT if lightness(vulling) < _DONKER_VOOR_NAAM else INKT


def lightness(kleur: str) -> float:
    """
    Answer L* of CIELAB.

    >>> round(lightness("#FFFFFF")), round(lightness("#000000")), round(lightness("#777777"))
    (100, 0, 50)
    """
    rood, groen, blauw = (
        k / 12.92 if k <= 0.04045 else ((k + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB
        for k in (kanaal / 255 for kanaal in _channels(kleur))
    )
    y = 0.2126 * rood + 0.7152 * groen + 0.0722 * blauw
    return 116 * y ** (1 / 3) - 16 if y > 0.008856 else 903.3 * y  # noqa: PLR2004 - CIE


def mix_half(kleur: str) -> str:
    """
    Mix a colour half with the paper of the screen: mixed, so that nothing shines through.

    >>> mix_half("#4A205C")
    '#A38DAA'
    """
    paren = zip(_channels(kleur), _channels(PAPIER), strict=True)
    return "#" + "".join(f"{(een + ander + 1) // 2:02X}" for een, ander in paren)


def _channels(kleur: str) -> tuple[int, int, int]:
    return int(kleur[1:3], 16), int(kleur[3:5], 16), int(kleur[5:7], 16)


def put_patroon(
    blad: Blad, vlakken: Sequence[Any], patroon: Patroon, *, hoogte: int, vulling: str = WIT
) -> None:
    """
    Lay a pattern over polygons, in units of the sheet; it runs on from one into the next.

    `vulling` is what it is laid over: lines over a class are white on dark and ink on light.
    """
    if patroon in {Patroon.LIGGEND, Patroon.STAAND}:
        blad.put_lijnen(
            [lijn for vlak in vlakken for lijn in _rules(vlak, patroon)],
            kleur=PANEEL if name_colour(vulling) == WIT else INKT_2,
            dikte=blad.punten(_REGEL_DIKTE),
            hoogte=hoogte,
        )
    elif patroon in {Patroon.STREEP, Patroon.TERUG}:
        helling = 1 if patroon is Patroon.STREEP else -1
        blad.put_lijnen(
            [streep for vlak in vlakken for streep in _stripes(vlak, helling)],
            kleur=STREEP,
            dikte=blad.punten(_STREEP_DIKTE),
            hoogte=hoogte,
        )
    else:
        blad.put_stippen(
            np.concatenate([_dots(vlak) for vlak in vlakken]),
            straal=_STIP_STRAAL,
            vulling=STIP,
            hoogte=hoogte,
        )


def _stripes(
    vlak: Any,  # noqa: ANN401 - shapely types loosely
    helling: int,
) -> list[np.ndarray[Any, Any]]:
    west, boven, oost, onder = vlak.bounds
    stap = _STREEP_AFSTAND * np.sqrt(2)
    # along a stripe x + y stays the same, or x - y where it leans the other way
    hoeken = [x + helling * y for x in (west, oost) for y in (boven, onder)]
    som = np.arange(np.ceil(min(hoeken) / stap), np.floor(max(hoeken) / stap) + 1) * stap
    if not len(som):
        x, y = vlak.representative_point().coords[0]
        som = np.array([x + helling * y])
    lijnen = np.stack(
        [
            np.stack([som - helling * onder, np.full_like(som, onder)], axis=1),
            np.stack([som - helling * boven, np.full_like(som, boven)], axis=1),
        ],
        axis=1,
    )
    geknipt = shapely.intersection(shapely.linestrings(lijnen), vlak)
    delen = shapely.get_parts(shapely.get_parts(geknipt))
    return [shapely.get_coordinates(deel) for deel in delen if deel.length > 0]


def _rules(
    vlak: Any,  # noqa: ANN401 - shapely types loosely
    patroon: Patroon,
) -> list[np.ndarray[Any, Any]]:
    """Answer lines that lie or stand, on one grid for the whole sheet."""
    west, boven, oost, onder = vlak.bounds
    is_liggend = patroon is Patroon.LIGGEND
    van, tot = (boven, onder) if is_liggend else (west, oost)
    plaatsen = np.arange(np.ceil(van / _REGEL_AFSTAND), tot / _REGEL_AFSTAND) * _REGEL_AFSTAND
    if not len(plaatsen):
        plaatsen = np.array([(van + tot) / 2])
    eind = (west, oost) if is_liggend else (boven, onder)
    lijnen = [
        [(eind[0], plek), (eind[1], plek)] if is_liggend else [(plek, eind[0]), (plek, eind[1])]
        for plek in plaatsen
    ]
    geknipt = shapely.intersection(shapely.linestrings(lijnen), vlak)
    delen = shapely.get_parts(shapely.get_parts(geknipt))
    return [shapely.get_coordinates(deel) for deel in delen if deel.length > 0]


def _dots(vlak: Any) -> np.ndarray[Any, Any]:  # noqa: ANN401 - shapely types loosely
    west, boven, oost, onder = np.array(vlak.bounds) / _STIP_CEL
    x, y = np.meshgrid(np.arange(np.floor(west), oost + 1), np.arange(np.floor(boven), onder + 1))
    rooster = np.stack([x.ravel(), y.ravel()], axis=1)
    # two in a cell, so that they stand in slanted rows
    punten = np.concatenate([rooster + 0.25, rooster + 0.75]) * _STIP_CEL
    # only whole dots, so that they never lie on a line
    ruimte = vlak.buffer(-1.5 * _STIP_STRAAL)
    binnen = punten[shapely.contains_xy(ruimte, punten[:, 0], punten[:, 1])]
    return binnen if len(binnen) else shapely.get_coordinates(vlak.representative_point())

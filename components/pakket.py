"""Pack classes, states and values of all years of a Kaartbeeld for the frame of the map."""

import base64
import gzip
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Final

import numpy as np

from layers.kaartbeeld import Kaartbeeld, Kring, Moment, Staat

# One character per area; components/kaart_penseel.js reads them back.
_WATER: Final = "~"
_KLEIN_ZONDER_KLASSE: Final = "z"
_GEWIJZIGD: Final = "/"
_TEKENS: Final = {Staat.NIET_BESCHIKBAAR: "-", Staat.ONDERDRUKT: ".", Staat.BUITEN_SELECTIE: " "}
_GETAL: Final = np.dtype("<i4")
_BIJNA_HALF: Final = 0.4999


class _Inhoud:
    """Moments by which object they are: to hash all their values takes longer than to pack them."""

    def __init__(self, kaartbeeld: Kaartbeeld) -> None:
        self.momenten = kaartbeeld.momenten
        self.water = kaartbeeld.water
        self.decimalen = kaartbeeld.opmaak.decimalen
        self.tweede = kaartbeeld.tweede.opmaak.decimalen if kaartbeeld.tweede else None

    def __hash__(self) -> int:
        return id(self.momenten)

    def __eq__(self, ander: object) -> bool:
        return isinstance(ander, _Inhoud) and self.momenten is ander.momenten


def pack(kaartbeeld: Kaartbeeld) -> str:
    """
    Pack what depends on area and year, as base64 of gzip.

    First a byte per moment and area with class and state; then per moment the value of each area
    in units of the last decimal, as the difference with the moment before: the lowest byte of all
    areas, then the next. A second value per area follows in the same way.
    """
    inhoud = _Inhoud(kaartbeeld)
    # our own homes are kept for nobody
    return _pack.__wrapped__(inhoud) if kaartbeeld.kring is Kring.EIGEN else _pack(inhoud)


@lru_cache(maxsize=32)
def _pack(inhoud: _Inhoud) -> str:
    vakken = [build_vakken(moment, inhoud.water).encode("ascii") for moment in inhoud.momenten]
    lagen = _layers([m.waarden for m in inhoud.momenten], decimalen=inhoud.decimalen)
    if inhoud.tweede is not None:
        lagen += _layers([m.tweede for m in inhoud.momenten], decimalen=inhoud.tweede)
    # no time in the header: the same figures make the same message
    gepakt = gzip.compress(b"".join([*vakken, *lagen]), compresslevel=6, mtime=0)
    return base64.b64encode(gepakt).decode("ascii")


def _layers(reeksen: Sequence[Sequence[float | None]], *, decimalen: int) -> list[bytes]:
    vorige = np.zeros(len(reeksen[0]) if reeksen else 0, dtype=_GETAL)
    lagen = []
    for reeks in reeksen:
        waarden = _whole_numbers(reeks, vorige, decimalen=decimalen)
        verschil = (waarden - vorige).astype(_GETAL)
        lagen.append(verschil.view(np.uint8).reshape(-1, _GETAL.itemsize).T.tobytes())
        vorige = waarden
    return lagen


def _whole_numbers(
    reeks: Sequence[float | None], vorige: np.ndarray, *, decimalen: int
) -> np.ndarray:
    """Round as the text of a value is rounded; without a value the one before stays."""
    schaal = 10**decimalen
    waarden = np.array(reeks, dtype="float64")  # None becomes NaN
    is_leeg = np.isnan(waarden)
    geschaald = np.where(is_leeg, vorige, waarden * schaal)
    geheel = np.rint(geschaald)
    # near a half the last binary digit decides, and there only Python's own rounding is that of
    # the text
    for plek in np.flatnonzero(~is_leeg & (np.abs(geschaald - geheel) > _BIJNA_HALF)):
        geheel[plek] = round(round(float(waarden[plek]), decimalen) * schaal)
    return geheel.astype(_GETAL)


def build_vakken(moment: Moment, water: tuple[bool, ...]) -> str:
    """Write class and state of every area as one character each."""
    onzeker = moment.onzeker or (False,) * len(water)
    vakken = "".join(map(_vak, moment.klassen, moment.staten, water, onzeker))
    if not moment.gewijzigd:
        return vakken
    return "".join(
        _GEWIJZIGD if is_gewijzigd else vak
        for vak, is_gewijzigd in zip(vakken, moment.gewijzigd, strict=True)
    )


@cache
def _vak(klasse: int | None, staat: Staat, is_water: bool, is_onzeker: bool) -> str:  # noqa: FBT001
    """
    Write class and state of one area as one character.

    >>> _vak(3, Staat.OK, False, False), _vak(3, Staat.KLEIN_AANTAL, False, True)
    ('3', 'd')
    >>> _vak(3, Staat.OK, False, True)
    'D'
    >>> _vak(None, Staat.ONDERDRUKT, False, False), _vak(None, Staat.OK, True, False)
    ('.', '~')
    """
    if is_water:
        return _WATER
    if staat in _TEKENS:
        return _TEKENS[staat]
    if klasse is None:
        return _KLEIN_ZONDER_KLASSE
    if staat is Staat.KLEIN_AANTAL:
        return chr(ord("a") + klasse)
    return chr(ord("A" if is_onzeker else "0") + klasse)

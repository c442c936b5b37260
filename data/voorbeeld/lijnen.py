"""
Lines of a drawn town: smooth curves, and borders that wander as real ones do.

A border belongs to two neighbours. So it is drawn once, as an arc between two junctions, and the
areas are put together from the arcs afterwards: what both share is then the same to the metre.
"""

from collections.abc import Sequence
from enum import StrEnum

import numpy as np
import numpy.typing as npt
import shapely
from shapely import LineString, Polygon

Punten = npt.NDArray[np.float64]

# coarse enough to hide the noise of floats, fine enough to keep every junction apart
RASTER_M = 0.1
# below this a border is a street corner and stays as it is
KORTSTE_ARC_M = 90.0
# the part of a border that a jump aside takes at least
KORTSTE_SPRONG = 0.15


class Verloop(StrEnum):
    """How a border runs through the land."""

    GLAD = "glad"
    STRAAT = "straat"
    TRAP = "trap"
    BEEK = "beek"


def _draw_spline(hoek: Punten, stap_m: float) -> Punten:
    """Draw Catmull-Rom through all points but the first and the last, which only steer."""
    stukken = []
    for p0, p1, p2, p3 in zip(hoek, hoek[1:], hoek[2:], hoek[3:], strict=False):
        aantal = max(2, round(float(np.hypot(*(p2 - p1))) / stap_m))
        t = np.linspace(0, 1, aantal, endpoint=False)[:, None]
        recht = 2 * p1 + (p2 - p0) * t
        gebogen = (2 * p0 - 5 * p1 + 4 * p2 - p3) * t**2 + (3 * p1 - p0 - 3 * p2 + p3) * t**3
        stukken.append((recht + gebogen) / 2)
    return np.vstack([*stukken, hoek[-2:-1]])


def draw_kromme(punten: Punten, *, stap_m: float) -> LineString:
    """Draw a smooth curve through points, with a vertex about every `stap_m`."""
    hoek = np.vstack([2 * punten[0] - punten[1], punten, 2 * punten[-1] - punten[-2]])
    return LineString(_draw_spline(hoek, stap_m))


def draw_vlek(punten: Punten, *, stap_m: float) -> Polygon:
    """Draw a smooth ring through points: an island, a lake, a village."""
    hoek = np.vstack([punten[-1], punten, punten[0], punten[1]])
    return Polygon(_draw_spline(hoek, stap_m))


def draw_band(punten: Punten, *, breedten_m: Sequence[float], stap_m: float) -> Polygon:
    """Draw a river: a curve with a width at each of its points, smooth in between."""
    lijn = draw_kromme(punten, stap_m=stap_m)
    midden = shapely.get_coordinates(lijn)
    langs = np.r_[0, np.cumsum(np.hypot(*np.diff(midden, axis=0).T))]
    knopen = shapely.line_locate_point(lijn, shapely.points(punten))
    halve_breedte = np.interp(langs, knopen, np.asarray(breedten_m, dtype=float)) / 2
    oever, overkant = _shift(midden, halve_breedte), _shift(midden, -halve_breedte)
    return Polygon(np.vstack([oever, overkant[::-1]]))


def polygonize_lines(lijnen: Sequence[shapely.Geometry]) -> list[Polygon]:
    """Answer the areas that lines enclose; loose ends enclose nothing."""
    geknoopt = shapely.unary_union(np.asarray(lijnen), grid_size=RASTER_M)
    return list(shapely.get_parts(shapely.polygonize(shapely.get_parts(geknoopt))))


def node_arcs(lijnen: Sequence[shapely.Geometry]) -> list[LineString]:
    """Cut lines at every junction, without the loose ends; the arcs come in a fixed order."""
    randen = [vlak.boundary for vlak in polygonize_lines(lijnen)]
    samen = shapely.get_parts(shapely.line_merge(shapely.unary_union(randen)))
    return sorted(samen, key=lambda arc: tuple(arc.coords[0]) + tuple(arc.coords[-1]))


def _resample(arc: LineString, stap_m: float) -> Punten:
    """Put vertices at even distances along an arc; both ends stay where they are."""
    aantal = max(2, round(arc.length / stap_m) + 1)
    plaatsen = np.linspace(0, arc.length, aantal)
    return shapely.get_coordinates(shapely.line_interpolate_point(arc, plaatsen))


def _deviate_beek(aantal: int, rng: np.random.Generator) -> Punten:
    """Answer a fractal walk from 0 to 0 between -1 and 1, by halving again and again."""
    orde = max(1, int(np.ceil(np.log2(max(aantal - 1, 1)))))
    waarden = np.zeros(2**orde + 1)
    stap, uitslag = 2**orde, 1.0
    while stap > 1:
        half = stap // 2
        midden = (waarden[:-1:stap] + waarden[stap::stap]) / 2
        waarden[half::stap] = midden + rng.normal(0, uitslag, midden.size)
        stap, uitslag = half, uitslag * 0.52
    gekozen = np.interp(np.linspace(0, 1, aantal), np.linspace(0, 1, waarden.size), waarden)
    return np.asarray(gekozen / max(float(np.abs(gekozen).max()), 1e-9))


def _deviate_trap(aantal: int, rng: np.random.Generator) -> Punten:
    """Answer a border that jumps a street block aside once or twice."""
    waarden = np.zeros(aantal)
    for _ in range(int(rng.integers(1, 3))):
        begin, eind = np.sort(rng.uniform(0.12, 0.88, 2))
        if eind - begin > KORTSTE_SPRONG:
            binnen = slice(round(begin * (aantal - 1)), round(eind * (aantal - 1)) + 1)
            waarden[binnen] = rng.choice([-1.0, 1.0]) * rng.uniform(0.6, 1)
    waarden[[0, -1]] = 0
    return waarden


def _shift(punten: Punten, afwijking: Punten) -> Punten:
    """Move points sideways, at right angles to the course of their line."""
    richting = np.gradient(punten, axis=0)
    richting /= np.maximum(np.hypot(*richting.T), 1e-9)[:, None]
    zijwaarts = np.column_stack([-richting[:, 1], richting[:, 0]])
    return np.asarray(punten + zijwaarts * afwijking[:, None])


def _candidate(
    arc: LineString, verloop: Verloop, ruwheid: float, stap_m: float, rng: np.random.Generator
) -> LineString:
    """Draw one arc anew; `ruwheid` 0 gives the arc itself on whole metres."""
    if verloop is Verloop.GLAD or arc.length < KORTSTE_ARC_M or ruwheid == 0:
        punten = _resample(arc, max(stap_m, arc.length / 40)) if arc.length > stap_m else None
        vast = shapely.get_coordinates(arc) if punten is None else punten
        return _on_whole_metres(vast)
    punten = _resample(arc, stap_m)
    if verloop is Verloop.BEEK:
        uitslag = min(0.10 * arc.length, 140.0)
        afwijking = _deviate_beek(len(punten), rng)
    elif verloop is Verloop.TRAP:
        uitslag = min(0.10 * arc.length, 75.0)
        afwijking = _deviate_trap(len(punten), rng)
    else:
        uitslag = min(0.02 * arc.length, 22.0)
        afwijking = _deviate_beek(len(punten), rng)
    return _on_whole_metres(_shift(punten, afwijking * uitslag * ruwheid))


def _on_whole_metres(punten: Punten) -> LineString:
    """Round to metres and drop what falls together; keeps the stored outlines small."""
    rond = np.round(punten)
    anders = np.r_[True, (np.diff(rond, axis=0) != 0).any(axis=1)]
    return LineString(rond[anders])


def _fits(arc: LineString, andere: Sequence[LineString]) -> bool:
    """Tell whether an arc crosses neither itself nor another, and meets others at ends only."""
    uiteinden = shapely.MultiPoint([arc.coords[0], arc.coords[-1]])
    geraakt = shapely.intersection(arc, np.asarray(andere))
    return bool(
        arc.is_simple and (shapely.is_empty(geraakt) | shapely.covers(uiteinden, geraakt)).all()
    )


def wander(
    arcs: Sequence[LineString],
    verlopen: Sequence[Verloop],
    *,
    stappen_m: Sequence[float],
    rng: np.random.Generator,
) -> list[LineString]:
    """
    Let every arc wander in its own way, without touching another.

    An arc that would cross a neighbour is drawn again, ever less rough, and at last as it was.
    """
    getekend = [_on_whole_metres(shapely.get_coordinates(arc)) for arc in arcs]
    boom = shapely.STRtree([arc.buffer(160) for arc in arcs])
    for nummer, (arc, verloop, stap_m) in enumerate(zip(arcs, verlopen, stappen_m, strict=True)):
        buren = [getekend[buur] for buur in sorted(boom.query(arc)) if buur != nummer]
        kandidaten = (
            _candidate(arc, verloop, ruwheid, stap_m, rng) for ruwheid in (1.0, 0.7, 0.45, 0.25, 0)
        )
        getekend[nummer] = next(
            (kandidaat for kandidaat in kandidaten if _fits(kandidaat, buren)), getekend[nummer]
        )
    return getekend

"""The trend of one area as a small line chart: gaps stay gaps, and a break is not joined."""

from collections.abc import Sequence
from dataclasses import replace
from html import escape
from typing import Final

from layers.buurt import Jaarcijfer, Profiel, runs_of
from layers.kaartbeeld import Opmaak
from layers.opmaak import format_met

_BREED: Final = 276
_HOOG: Final = 132
_LINKS: Final = 34
_RECHTS: Final = 40
_TEKEN_PX: Final = 7.6
_BOVEN: Final = 20
_ONDER: Final = 22
_NAAM_PX: Final = 13
# from here on an axis needs no decimals
_TIENTAL: Final = 10


def build_trend(profiel: Profiel) -> str:
    """
    Write the trend as SVG, with both names on the lines; empty where there is one year or none.

    The larger area is the smallest there is: mostly the gemeente.
    """
    trend = profiel.trend
    waarden = [w for c in trend for w in (c.waarde, *c.referenties[:1]) if w is not None]
    if len(trend) < 2 or not waarden:  # noqa: PLR2004 - a line needs two points
        return ""
    kort = replace(profiel.opmaak, voor="", achter="")
    langste = max(len(format_met(kort, waarde)) for waarde in waarden)
    assen = _Assen(jaren=[c.jaar for c in trend], waarden=waarden, tekens=langste)
    delen = [_axis(assen, profiel.opmaak), _breaks(profiel, assen)]
    grote = [(c.jaar, c.referenties[0]) for c in trend if c.referenties]
    lijn = [(jaar, w) for jaar, w in grote if w is not None]
    if lijn and profiel.namen:
        delen += [_line(stuk, assen, "groot") for stuk in _reference_runs(profiel, lijn)]
    delen += [
        _line([(c.jaar, c.waarde or 0.0) for c in run], assen, "buurt")
        for run in runs_of(trend, profiel.breuken)
    ]
    delen += [_current(profiel, assen), _names(profiel, assen)]
    return (
        f'<svg class="sk-trend" viewBox="0 0 {_BREED} {_HOOG}" role="img" '
        f'aria-label="{escape(_spoken(profiel))}">{"".join(delen)}</svg>'
    )


class _Assen:
    """Where a year and a value lie on the drawing."""

    def __init__(self, *, jaren: Sequence[int], waarden: Sequence[float], tekens: int) -> None:
        self.rechts = max(_RECHTS, 10 + tekens * _TEKEN_PX)
        self.eerste, self.laatste = jaren[0], jaren[-1]
        laag, hoog = min(waarden), max(waarden)
        # zero means none, or as the country: from there a small step looks small
        self.laag = min(laag, 0.0)
        self.hoog = hoog if hoog > self.laag else self.laag + 1

    def x(self, jaar: int) -> float:
        deel = (jaar - self.eerste) / max(1, self.laatste - self.eerste)
        return _LINKS + 6 + deel * (_BREED - _LINKS - self.rechts - 6)

    def y(self, waarde: float) -> float:
        deel = (waarde - self.laag) / (self.hoog - self.laag)
        return _HOOG - _ONDER - deel * (_HOOG - _ONDER - _BOVEN)


def _axis(assen: _Assen, opmaak: Opmaak) -> str:
    decimalen = 0 if assen.hoog >= _TIENTAL else opmaak.decimalen
    achter = "%" if opmaak.achter == "%" else ""
    kort = replace(opmaak, decimalen=decimalen, voor="", achter=achter)
    delen = []
    for waarde in (assen.laag, assen.hoog):
        y = assen.y(waarde)
        delen.append(
            f'<path class="raster" d="M{_LINKS} {y:.1f}H{_BREED - assen.rechts + 6:.0f}"/>'
        )
        tekst = format_met(kort, waarde)
        delen.append(f'<text class="as" x="{_LINKS - 4}" y="{y + 4:.1f}" text-anchor="end">')
        delen.append(f"{escape(tekst)}</text>")
    for jaar in (assen.eerste, assen.laatste):
        x = assen.x(jaar)
        delen.append(f'<text class="as" x="{x:.1f}" y="{_HOOG - 4}" text-anchor="middle">')
        delen.append(f"{jaar}</text>")
    return "".join(delen)


def _breaks(profiel: Profiel, assen: _Assen) -> str:
    """Mark a break between the year before and the year it starts in."""
    delen = []
    jaren = [c.jaar for c in profiel.trend]
    for breuk in profiel.breuken:
        voor = [jaar for jaar in jaren if jaar < breuk.jaar]
        na = [jaar for jaar in jaren if jaar >= breuk.jaar]
        if voor and na:
            x = (assen.x(voor[-1]) + assen.x(na[0])) / 2
            delen.append(f'<path class="breuk" d="M{x:.1f} {_BOVEN - 8}V{_HOOG - _ONDER}"/>')
    return "".join(delen)


def _reference_runs(
    profiel: Profiel, lijn: list[tuple[int, float]]
) -> list[list[tuple[int, float]]]:
    stukken: list[list[tuple[int, float]]] = [[]]
    for jaar, waarde in lijn:
        if stukken[-1] and any(
            stukken[-1][-1][0] < breuk.jaar <= jaar for breuk in profiel.breuken
        ):
            stukken.append([])
        stukken[-1].append((jaar, waarde))
    return stukken


def _line(punten: list[tuple[int, float]], assen: _Assen, klasse: str) -> str:
    pad = "L".join(f"{assen.x(jaar):.1f} {assen.y(waarde):.1f}" for jaar, waarde in punten)
    stippen = "".join(
        f'<circle class="{klasse}" cx="{assen.x(j):.1f}" cy="{assen.y(w):.1f}" r="2.6"/>'
        for j, w in punten
    )
    return f'<path class="{klasse}" d="M{pad}"/>{stippen}'


def _current(profiel: Profiel, assen: _Assen) -> str:
    """Show the year of the card as the larger dot."""
    nu = _of_year(profiel)
    if nu is None or nu.waarde is None:
        return ""
    x, y = assen.x(nu.jaar), assen.y(nu.waarde)
    return f'<circle class="nu" cx="{x:.1f}" cy="{y:.1f}" r="5"/>'


def _of_year(profiel: Profiel) -> Jaarcijfer | None:
    return next((c for c in profiel.trend if c.jaar == profiel.jaar), None)


def _names(profiel: Profiel, assen: _Assen) -> str:
    """Write the values at the end of both lines, and their names above; they never overlap."""
    kort = replace(profiel.opmaak, voor="", achter="")
    laatste = [c for c in profiel.trend if c.waarde is not None][-1:]
    einden = [("buurt", laatste[0].jaar, laatste[0].waarde)] if laatste else []
    groot = [c for c in profiel.trend if c.referenties and c.referenties[0] is not None][-1:]
    if groot and profiel.namen:
        einden.append(("groot", groot[0].jaar, groot[0].referenties[0]))
    hoogten = [assen.y(w or 0.0) + 4 for _, _, w in einden]
    if len(hoogten) == 2 and abs(hoogten[0] - hoogten[1]) < _NAAM_PX:  # noqa: PLR2004 - both lines
        boven = 0 if hoogten[0] <= hoogten[1] else 1
        midden = sum(hoogten) / 2
        hoogten[boven], hoogten[1 - boven] = midden - _NAAM_PX / 2, midden + _NAAM_PX / 2
    return "".join(
        f'<text class="{klasse}" x="{assen.x(jaar) + 8:.1f}" y="{y:.1f}">'
        f"{escape(format_met(kort, waarde))}</text>"
        for (klasse, jaar, waarde), y in zip(einden, hoogten, strict=True)
    )


def _spoken(profiel: Profiel) -> str:
    cijfers = [f"{c.jaar} {c.tekst or 'geen cijfer'}" for c in profiel.trend]
    return f"Verloop van {profiel.naam}: {', '.join(cijfers)}"

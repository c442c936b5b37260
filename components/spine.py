"""One figure of a buurt among all buurten of its gemeente: a dot for each, on one line, as SVG."""

from collections.abc import Sequence
from html import escape
from typing import Final

from layers.buurt import Breuk, Jaarcijfer, only_ok, runs_of
from layers.buurtblad import Rij
from layers.kaartbeeld import Staat
from layers.opmaak import format_kaal, opmaak_of

_BREED: Final = 420.0
_HOOG: Final = 40.0
_MIDDEN: Final = 16.0
_STIP: Final = 4.4
_MEESTE_OP_ELKAAR: Final = 5
_VONK_BREED: Final = 96.0
_VONK_HOOG: Final = 32.0


def build_spine(rij: Rij) -> str:
    """Draw the other buurten, the middle half, the gemeente, the country and the buurt itself."""
    waarden = [*rij.anderen, *(w for w in (rij.waarde, rij.gemeente, rij.land) if w is not None)]
    if len(rij.anderen) < 2:  # noqa: PLR2004 - one dot is no comparison
        return ""
    laag, hoog = min(waarden), max(waarden)
    if laag == hoog:
        laag, hoog = laag - 1, hoog + 1

    def x(waarde: float) -> float:
        return 6 + (waarde - laag) / (hoog - laag) * (_BREED - 12)

    delen = []
    if rij.midden is not None:
        van, tot = map(x, rij.midden)
        delen.append(
            f'<rect class="band" x="{van:.1f}" y="6" width="{tot - van:.1f}" height="20"/>'
        )
    delen.append(f'<path class="lijn" d="M6 {_MIDDEN}H{_BREED - 6}"/>')
    delen.append(f'<path class="stippen" d="{_dots([x(w) for w in rij.anderen])}"/>')
    for waarde, klasse in ((rij.gemeente, "gemeente"), (rij.land, "land")):
        if waarde is not None:
            delen.append(f'<path class="{klasse}" d="M{x(waarde):.1f} 3V29"/>')
    if rij.waarde is not None and rij.profiel.staat is Staat.OK:
        delen.append(f'<circle class="hier" cx="{x(rij.waarde):.1f}" cy="{_MIDDEN}" r="6"/>')
    opmaak = opmaak_of(rij.indicator)
    einden = ((laag, 6, "start"), (hoog, _BREED - 6, "end"))
    delen += [
        f'<text x="{plek}" y="38" text-anchor="{kant}">{escape(format_kaal(opmaak, w))}</text>'
        for w, plek, kant in einden
    ]
    gezegd = escape(rij.profiel.plaats or rij.profiel.waarde)
    return (
        f'<svg class="sk-spine" viewBox="0 0 {_BREED:.0f} {_HOOG:.0f}" role="img" '
        f'aria-label="{gezegd}">{"".join(delen)}</svg>'
    )


def _dots(plekken: Sequence[float]) -> str:
    """Write dots around the line; where they would lie on each other they stand in a small row."""
    kolommen: dict[int, int] = {}
    delen = []
    r = _STIP / 2 - 0.3
    for plek in sorted(plekken):
        kolom = round(plek / _STIP)
        nummer = kolommen.get(kolom, 0)
        kolommen[kolom] = nummer + 1
        trede = min((nummer + 1) // 2, _MEESTE_OP_ELKAAR // 2)
        y = _MIDDEN + (trede if nummer % 2 else -trede) * _STIP
        delen.append(
            f"M{kolom * _STIP - r:.1f} {y:.1f}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0"
        )
    return "".join(delen)


def build_vonk(trend: Sequence[Jaarcijfer], breuken: Sequence[Breuk]) -> str:
    """Draw the years of a buurt in the size of a word; gaps and breaks stay open."""
    trend = only_ok(trend)
    bekend = [c for c in trend if c.waarde is not None]
    if len(bekend) < 2:  # noqa: PLR2004 - one year is no course
        return ""
    eerste, laatste = trend[0].jaar, trend[-1].jaar
    waarden = [c.waarde or 0.0 for c in bekend]
    laag, hoog = min(waarden), max(waarden)
    reik = hoog - laag or 1.0

    def place(cijfer: Jaarcijfer) -> str:
        x = 4 + (cijfer.jaar - eerste) / max(1, laatste - eerste) * (_VONK_BREED - 10)
        y = _VONK_HOOG - 5 - ((cijfer.waarde or 0.0) - laag) / reik * (_VONK_HOOG - 10)
        return f"{x:.1f} {y:.1f}"

    paden = "".join(
        f'<path d="M{"L".join(map(place, stuk))}"/>' for stuk in runs_of(trend, breuken)
    )
    x, y = place(bekend[-1]).split()
    van, tot = bekend[0].jaar, bekend[-1].jaar
    return (
        f'<svg class="sk-vonk" viewBox="0 0 {_VONK_BREED:.0f} {_VONK_HOOG:.0f}" role="img" '
        f'aria-label="Verloop {van} tot {tot}">{paden}<circle cx="{x}" cy="{y}" r="2.6"/></svg>'
    )

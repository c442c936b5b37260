"""Lines and dots on a slide as a chart of PowerPoint, with bands, names and axes in words."""

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from matplotlib.ticker import MaxNLocator
from pptx.enum.dml import MSO_LINE

from components.afdruk_blad import INKT, INKT_2, INKT_3, RAND, WIT, Vak
from components.dia_reeksen import Bijschrift, Reeks, Schaal, put_punten
from components.dia_vorm import REGELHOOGTE, Alinea, Dia
from components.grafiekblad import KLEUREN
from components.letters import MIDDEL
from layers.grafiek import Grafiek, Lijn, Streek
from layers.opmaak import format_kaal

NAAM: Final = 17.0
_AS: Final = 15.0
_STIP: Final = "#97A1A9"
_BLEEK: Final = "#A9B0B6"
_MEESTE_DECIMALEN: Final = 4
# names take no more of the width of a chart than this
_MEESTE_NAAM: Final = 0.4
_STREKEN: Final = {
    Streek.WIJK: (INKT_3, 2.2, MSO_LINE.ROUND_DOT),
    Streek.GROOT: (INKT_3, 2.4, None),
    Streek.LAND: (INKT_2, 1.8, MSO_LINE.DASH),
    Streek.EERDER: (INKT_2, 3.0, MSO_LINE.SQUARE_DOT),
    Streek.BLEEK: (_BLEEK, 2.4, None),
}


def put_lijnen(  # noqa: PLR0913 - alone on a slide, or one of many
    dia: Dia,
    grafiek: Grafiek,
    vak: Vak,
    *,
    alt: str,
    zonder_naam: Lijn | None = None,
    naam: str = "Grafiek",
    bereik: tuple[float, float] | None = None,
) -> None:
    """Put lines and dots with their axes, and the words of bands above them."""
    factor = grafiek.opmaak.factor
    merken = [m * factor for m in _ticks(*(bereik or grafiek.y_bereik))]
    y = Schaal(
        van=merken[0],
        tot=merken[-1],
        stap=merken[1] - merken[0],
        vorm=_number_format(grafiek, merken),
    )
    links = 24 + max(dia.width_of(_written(grafiek, m / factor, merken), _AS) for m in merken)
    namen = [lijn.naam for lijn in grafiek.lijnen if lijn.naam and lijn is not zonder_naam]
    rechts = min(
        max((dia.width_of(naam, NAAM, MIDDEL) for naam in namen), default=10) + 20,
        vak.breed * _MEESTE_NAAM,
    )
    om = _put_bands(dia, grafiek, vak, links, rechts)
    onder = 62 if grafiek.x_label else 34
    binnen = Vak(om.x + links, om.y + 10, om.breed - links - rechts, om.hoog - 10 - onder)
    x = _x_scale(dia, grafiek, binnen.breed)
    reeksen = [
        *_band_series(grafiek, y, binnen),
        *_dot_series(grafiek, factor),
        *_line_series(dia, grafiek, (om, binnen, y), rechts, zonder_naam),
        *_chosen_series(grafiek, factor),
    ]
    if x.vorm is None:
        reeksen.append(_word_series(grafiek, y))
    if reeksen:
        put_punten(dia, om, binnen, reeksen, (x, y), grootte=_AS, naam=naam, alt=alt)


def _ticks(laag: float, hoog: float) -> list[float]:
    """Answer readable places on the vertical axis, around all values."""
    plaatsen = MaxNLocator(nbins=6, steps=[1, 2, 2.5, 5, 10]).tick_values(laag, hoog)
    return [float(waarde) for waarde in plaatsen]


def _decimals(merken: Sequence[float]) -> int:
    """
    Answer how many decimals places on an axis need to be told apart from each other.

    >>> _decimals([0.0, 20.0]), _decimals([90.0, 92.5]), _decimals([0.0, 0.05])
    (0, 1, 2)
    """
    return next(
        (n for n in range(_MEESTE_DECIMALEN) if all(round(m, n) == round(m, 6) for m in merken)),
        _MEESTE_DECIMALEN,
    )


def _suffix(grafiek: Grafiek) -> str:
    return "%" if grafiek.opmaak.achter == "%" else ""


def _written(grafiek: Grafiek, waarde: float, merken: Sequence[float]) -> str:
    opmaak = replace(grafiek.opmaak, decimalen=_decimals(merken))
    return f"+{format_kaal(opmaak, waarde)}{_suffix(grafiek)}"


def _number_format(grafiek: Grafiek, merken: Sequence[float]) -> str:
    """Answer how a program writes the numbers of the vertical axis, in the language it has."""
    decimalen = _decimals(merken)
    achter = _suffix(grafiek)
    getal = f"#,##0{'.' if decimalen else ''}{'0' * decimalen}" + (f'"{achter}"' if achter else "")
    plus = "+" if grafiek.opmaak.met_plus else ""
    # a program may be a hair beside zero, and would write its sign
    grens = f"{abs(merken[1] - merken[0]) / 1000:.12f}"
    return f'[>{grens}]{plus}{getal};[<-{grens}]"\N{MINUS SIGN}"{getal};"0{achter}"'


def _x_scale(dia: Dia, grafiek: Grafiek, breed: float) -> Schaal:
    """Answer the horizontal axis; `vorm` None where its words are no numbers at even steps."""
    plaatsen = [x for x, _ in grafiek.x_merken]
    van, tot = grafiek.x_bereik
    if tot == van:
        van, tot = van - 1, tot + 1
    woord = grafiek.x_merken[0][1]
    achter = woord.removeprefix(f"{plaatsen[0]:.0f}")
    if achter not in {"", "%"} or any(
        tekst != f"{x:.0f}{achter}" or x != round(x) for x, tekst in grafiek.x_merken
    ):
        return Schaal(van=van, tot=tot, stap=tot - van, vorm=None, label=grafiek.x_label)
    stap = math.gcd(*(round(x - van) for x in (*plaatsen, tot))) or 1
    ruimte = max(dia.width_of(tekst, _AS) for _, tekst in grafiek.x_merken) + 12
    vaak = next(n for n in range(1, 1000) if (tot - van) / (stap * n) * ruimte <= breed)
    vorm = f'0"{achter}"' if achter else "0"
    return Schaal(van=van, tot=tot, stap=stap * vaak, vorm=vorm, label=grafiek.x_label)


def _put_bands(dia: Dia, grafiek: Grafiek, vak: Vak, links: float, rechts: float) -> Vak:
    """Put the words of bands above their place, each on the first line that is free there."""
    if not grafiek.banden:
        return vak
    van, tot = grafiek.x_bereik
    breed = vak.breed - links - rechts
    hoog = _AS * REGELHOOGTE
    vrij: list[float] = []
    gezet: list[tuple[int, float, float, str]] = []
    for band in reversed(grafiek.banden):
        lang = min(dia.width_of(band.label, _AS), vak.breed - links)
        x = vak.x + links + (band.van - van) / ((tot - van) or 1) * breed
        x = min(x, vak.rechts - lang)
        regel = next((n for n, grens in enumerate(vrij) if x + lang <= grens), len(vrij))
        vrij[regel : regel + 1] = [x - 10]
        gezet.append((regel, x, lang, band.label))
    for regel, x, lang, label in gezet:
        y = vak.y + (len(vrij) - 1 - regel) * hoog
        alinea = Alinea(tekst=label, grootte=_AS, kleur=INKT_2)
        dia.put_tekst(Vak(x, y, lang, hoog), [alinea], naam="Band")
    boven = len(vrij) * hoog + 4
    return Vak(vak.x, vak.y + boven, vak.breed, vak.hoog - boven)


def _band_series(grafiek: Grafiek, y: Schaal, binnen: Vak) -> list[Reeks]:
    """Answer bands as upright lines, as thick as they are wide; dashed where they have no width."""
    van, tot = grafiek.x_bereik
    reeksen = []
    for band in grafiek.banden:
        breed = (band.tot - band.van) / ((tot - van) or 1) * binnen.breed
        midden = (band.van + band.tot) / 2
        reeksen.append(
            Reeks(
                naam=band.label,
                punten=((midden, y.van), (midden, y.tot)),
                kleur=INKT if breed else RAND,
                dikte=breed or 1.4,
                streep=None if breed else MSO_LINE.DASH,
                is_band=bool(breed),
            )
        )
    return reeksen


def _dot_series(grafiek: Grafiek, factor: float) -> list[Reeks]:
    gewoon = [stip for stip in grafiek.stippen if not stip.is_gekozen]
    if not gewoon:
        return []
    return [
        Reeks(
            naam="buurten",
            punten=tuple((stip.x, stip.y * factor) for stip in gewoon),
            kleur=_STIP,
            merk=12,
            namen=tuple(stip.naam for stip in gewoon),
        )
    ]


def _chosen_series(grafiek: Grafiek, factor: float) -> list[Reeks]:
    return [
        Reeks(
            naam=stip.naam,
            punten=((stip.x, stip.y * factor),),
            kleur=INKT,
            merk=18,
            bijschriften=(
                # at the right edge the names of the lines stand
                Bijschrift(
                    punt=0,
                    grootte=NAAM,
                    is_vet=True,
                    kant="l" if stip.x == grafiek.x_bereik[1] else "r",
                    is_op_wit=True,
                ),
            ),
        )
        for stip in grafiek.stippen
        if stip.is_gekozen
    ]


def _line_series(
    dia: Dia,
    grafiek: Grafiek,
    plek: tuple[Vak, Vak, Schaal],
    rechts: float,
    zonder_naam: Lijn | None,
) -> list[Reeks]:
    """Answer the lines with their names at the right edge, apart from each other."""
    om, binnen, y = plek
    van, tot = grafiek.x_bereik
    factor = grafiek.opmaak.factor
    einden = {}
    for nummer, lijn in enumerate(grafiek.lijnen):
        if lijn.naam and lijn.stukken and lijn is not zonder_naam:
            waarde = lijn.stukken[-1][-1][1] * factor
            einden[nummer] = binnen.onder - (waarde - y.van) / (y.tot - y.van) * binnen.hoog
    hoogtes = _spread(einden, om)
    reeksen = []
    for nummer, lijn in enumerate(grafiek.lijnen):
        kleur, dikte, streep = look_of(lijn)
        punten = _points(lijn, factor)
        if not punten:
            continue
        bijschriften: tuple[Bijschrift, ...] = ()
        if nummer in einden:
            opzij = (tot - punten[-1][0]) / ((tot - van) or 1) * binnen.breed
            opzij += 8 if any(stip.x == tot for stip in grafiek.stippen) else 0
            bijschriften = (
                Bijschrift(
                    punt=len(punten) - 1,
                    grootte=NAAM,
                    kleur=kleur,
                    tekst=_fitting(dia, lijn.naam, rechts - 14),
                    dx=opzij / om.breed,
                    dy=(hoogtes[nummer] - einden[nummer]) / om.hoog,
                ),
            )
        met_merk = lijn.streek in {Streek.GEWOON, Streek.GROOT} and not grafiek.stippen
        reeksen.append(
            Reeks(
                naam=lijn.naam,
                punten=punten,
                kleur=kleur,
                dikte=dikte,
                streep=streep,
                merk=8 if met_merk else 0,
                los=() if met_merk else _lone(punten),
                bijschriften=bijschriften,
            )
        )
    return reeksen


def _lone(punten: Sequence[tuple[float, float | None]]) -> tuple[int, ...]:
    """
    Answer the places of points without a neighbour: no line reaches them.

    >>> _lone([(1, 5), (2, None), (2, 6), (3, 7)])
    (0,)
    """
    waarden = [None, *(y for _, y in punten), None]
    return tuple(
        plek
        for plek, (voor, hier, na) in enumerate(
            zip(waarden, waarden[1:], waarden[2:], strict=False)
        )
        if hier is not None and voor is None and na is None
    )


def _word_series(grafiek: Grafiek, y: Schaal) -> Reeks:
    """Answer the words of the horizontal axis as labels below it."""
    return Reeks(
        naam="as",
        punten=tuple((x, y.van) for x, _ in grafiek.x_merken),
        kleur=WIT,
        bijschriften=tuple(
            Bijschrift(punt=n, grootte=_AS, kleur=INKT_2, kant="b", tekst=woord)
            for n, (_, woord) in enumerate(grafiek.x_merken)
        ),
    )


def _points(lijn: Lijn, factor: float) -> tuple[tuple[float, float | None], ...]:
    """Answer the pieces of a line, with a point without value between them: a gap."""
    punten: list[tuple[float, float | None]] = []
    for stuk in lijn.stukken:
        if punten and stuk:
            punten.append((stuk[0][0], None))
        punten += [(x, y * factor) for x, y in stuk]
    return tuple(punten)


def _fitting(dia: Dia, naam: str, breed: float) -> str | None:
    """Answer a name that is cut to fit, or nothing where it fits as it is."""
    if dia.width_of(naam, NAAM, MIDDEL) <= breed:
        return None
    tekens = len(naam)
    while tekens > 1 and dia.width_of(f"{naam[:tekens]}…", NAAM, MIDDEL) > breed:
        tekens -= 1
    return f"{naam[:tekens].rstrip()}…"


def _spread(einden: dict[int, float], om: Vak) -> dict[int, float]:
    """
    Move names apart that would overlap, within the chart.

    >>> _spread({0: 10.0, 1: 12.0, 2: 90.0}, Vak(0, 0, 100, 100))[1] > 25
    True
    """
    stap = NAAM * REGELHOOGTE
    uit: dict[int, float] = {}
    vrij = om.y + stap / 2
    for nummer, y in sorted(einden.items(), key=lambda einde: einde[1]):
        uit[nummer] = max(y, vrij)
        vrij = uit[nummer] + stap
    # what was pushed out at the foot goes up again, and takes along what stands in its way
    grens = om.onder - stap / 2
    for nummer in sorted(uit, key=uit.__getitem__, reverse=True):
        uit[nummer] = min(uit[nummer], grens)
        grens = uit[nummer] - stap
    return uit


def look_of(lijn: Lijn) -> tuple[str, float, MSO_LINE | None]:
    """Answer colour, width and dashes of a line."""
    if lijn.streek is Streek.GEWOON:
        return KLEUREN[lijn.nummer % len(KLEUREN)], 3.2, None
    return _STREKEN[lijn.streek]

"""
Homes laid over what buurten do: the level and direction of each, and the parts that they add up to.

Everything is counted with the homes of today, also at the measurement before: what differs then is
what the buurten did, and never what was bought or sold.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import pandas as pd

from data.opslag import Opslag
from layers.aanbod import best_grensjaar, grensjaren, indicatoren_van, opslag_of, peiljaren
from layers.begrippen import Maat
from layers.buurten import list_buurten
from layers.indicatoren import INDICATOR_PER_SLEUTEL
from layers.indicatoren_leefbaarometer import ZWAK
from layers.kaartbeeld import Staat
from layers.klassenbeheer import choose_grenzen
from layers.leefbaarheid import LEEFBAARHEID, read_klassen
from layers.mogelijk import OVERLAST
from layers.niveau_verandering import RICHTINGEN, classify_niveau_verandering
from layers.ontwikkeling import Ontwikkeling, Periode, build_ontwikkeling, is_vergelijkbaar
from layers.perioden import common_pairs, periods_of
from layers.samen import rising

# What concentration is read from, as nearly as there are figures of it.
INKOMENS: Final = ("laagste_inkomens", "laag_inkomen", "bijstand", "moeite_rondkomen")
# As long as the report looks back, 2012 to 2018.
LENGTE_JAAR: Final = 6
HOOG: Final = 2
_GETALLEN: Final = ("eind", "verandering", "onzekerheid", "noemer")


@dataclass(frozen=True, kw_only=True)
class Meting:
    """
    What one measurement looks at: both trends with their periods, and the year of the classes.

    A part is None where there are no figures for it.
    """

    inkomens: str | None = None
    overlast: str | None = None
    een: Periode | None = None
    ander: Periode | None = None
    klassejaar: int | None = None


@dataclass(frozen=True)
class Deel:
    """A part of a whole, in homes or in buurten; `onbekend` lies outside both."""

    deel: float
    geheel: float
    onbekend: float

    @property
    def pct(self) -> float | None:
        """Answer the part in percent; None of nothing."""
        return 100 * self.deel / self.geheel if self.geheel else None


@dataclass(frozen=True, kw_only=True)
class Kerndelen:
    """The four parts of one measurement; the first two in homes, the others in buurten."""

    concentratie: Deel
    zwak: Deel
    overlast_stijgt: Deel
    tegen_de_trend: Deel


@dataclass(frozen=True, kw_only=True)
class Metingen:
    """The newest measurement and the one before it, on the borders that the newest reaches."""

    nu: Meting
    eerder: Meting | None
    grensjaar: int


_Paar = tuple[Periode, Periode | None]


def choose_metingen(gebied: str) -> Metingen:
    """
    Choose what to look at in an area.

    Both trends end as late as they can, about six years after they began; the measurement before
    has periods of the same length, and there may be none.
    """
    sleutels = indicatoren_van(gebied)
    inkomens = next((s for s in INKOMENS if s in sleutels and periods_of(s, gebied)), None)
    overlast, paren = _pairs(inkomens, [s for s in OVERLAST if s in sleutels], gebied)
    nu, eerder = _newest(paren)

    def measure(paar: _Paar | None) -> Meting:
        een, ander = paar or (None, None)
        if inkomens is None:
            een, ander = None, een
        return Meting(inkomens=inkomens, overlast=overlast, een=een, ander=ander)

    grensjaar = _borders(gebied, measure(nu))
    klasse, klasse_eerder = _last_two(_class_years(gebied, grensjaar))
    is_eerder = eerder is not None or klasse_eerder is not None
    return Metingen(
        nu=replace(measure(nu), klassejaar=klasse),
        eerder=replace(measure(eerder), klassejaar=klasse_eerder) if is_eerder else None,
        grensjaar=grensjaar,
    )


def _pairs(
    inkomens: str | None, overlasten: Sequence[str], gebied: str
) -> tuple[str | None, list[_Paar]]:
    """
    Answer which nuisance goes with the incomes, and the periods of both.

    Without incomes the periods of nuisance alone, without nuisance those of the incomes.
    """
    eigen = periods_of(inkomens, gebied) if inkomens else ()
    for sleutel in overlasten:
        van_ander = periods_of(sleutel, gebied)
        paren: Sequence[_Paar] = common_pairs(eigen, van_ander)
        if inkomens is None:
            paren = [(periode, None) for periode in van_ander]
        if paren:
            return sleutel, list(paren)
    return None, [(een, None) for een in eigen]


def _borders(gebied: str, meting: Meting) -> int:
    """Answer the newest borders that both trends reach, or the newest of all."""
    reeksen = tuple(
        (sleutel, jaar)
        for sleutel, periode in ((meting.inkomens, meting.een), (meting.overlast, meting.ander))
        if sleutel is not None and periode is not None
        for jaar in (periode.van, periode.tot)
    )
    return best_grensjaar(reeksen, gebied) if reeksen else grensjaren(gebied)[-1]


def _newest(paren: Sequence[_Paar]) -> tuple[_Paar | None, _Paar | None]:
    """Answer the pair that ends last, nearest to six years long, and the one before it."""

    def length(paar: _Paar) -> tuple[int, ...]:
        return tuple(periode.tot - periode.van for periode in paar if periode is not None)

    def before(paar: _Paar) -> _Paar | None:
        eerder = [p for p in paren if length(p) == length(paar) and p[0].tot < paar[0].tot]
        return max(eerder, key=lambda p: p[0].tot, default=None)

    laatste = max((paar[0].tot for paar in paren), default=None)
    nu = min(
        (paar for paar in paren if paar[0].tot == laatste),
        key=lambda p: (before(p) is None, abs(length(p)[0] - LENGTE_JAAR), length(p)[0]),
        default=None,
    )
    return nu, before(nu) if nu else None


def _last_two(jaren: Sequence[int]) -> tuple[int | None, int | None]:
    """Answer the last year, and the last before it that measured the same."""
    if not jaren:
        return None, None
    indicator = INDICATOR_PER_SLEUTEL[LEEFBAARHEID]
    eerder = [j for j in jaren[:-1] if is_vergelijkbaar(indicator, j, jaren[-1])]
    return jaren[-1], eerder[-1] if eerder else None


def _class_years(gebied: str, grensjaar: int) -> list[int]:
    """List the years of which the Leefbaarometer has classes of buurten of an area."""
    opslag = opslag_of(gebied)
    if LEEFBAARHEID not in indicatoren_van(gebied):
        return []
    codes = list_buurten(gebied, grensjaar, opslag=opslag)
    return [
        jaar
        for jaar in peiljaren(LEEFBAARHEID, gebied)
        if read_klassen(jaar, grensjaar=grensjaar, opslag=opslag).index.isin(codes).any()
    ]


def build_buurten(
    codes: Sequence[str], meting: Meting, *, grensjaar: int, opslag: Opslag
) -> pd.DataFrame:
    """
    Answer what some buurten do in a measurement. What a small number says is left out.

    Returns
    -------
    buurten
        Indexed by gebiedscode: niveau (0, 1, 2), inkomens and overlast (-1, 0, 1: falls, about
        equal, rises), klasse (the place in `KLASSEN`); of both trends eind_* (the last value),
        verandering_* in the unit of change, onzekerheid_* (half of its 95% interval) and noemer_*.
        Missing where not known.
    """
    tabel = pd.DataFrame(index=pd.Index(list(codes), name="gebiedscode"))
    for naam, sleutel, periode in (
        ("inkomens", meting.inkomens, meting.een),
        ("overlast", meting.overlast, meting.ander),
    ):
        if sleutel is None or periode is None:
            tabel = tabel.join(_unknown(naam, tabel.index))
        else:
            tabel = tabel.join(_trend(naam, sleutel, periode, grensjaar, opslag))
    if meting.klassejaar is None:
        return tabel.assign(klasse=pd.array([pd.NA] * len(tabel), dtype="Int64"))
    klasse = read_klassen(meting.klassejaar, grensjaar=grensjaar, opslag=opslag)
    return tabel.assign(klasse=klasse.reindex(tabel.index))


def _trend(
    naam: str, sleutel: str, periode: Periode, grensjaar: int, opslag: Opslag
) -> pd.DataFrame:
    """Answer the direction of a trend, and of the incomes the level as well."""
    ontwikkeling = build_ontwikkeling(
        INDICATOR_PER_SLEUTEL[sleutel], periode, grensjaar=grensjaar, opslag=opslag
    )
    bekend = ontwikkeling.tabel["status"].eq(Staat.OK)
    velden = {naam: rising(ontwikkeling)} | {
        f"{kolom}_{naam}": ontwikkeling.tabel[kolom] for kolom in _GETALLEN
    }
    if naam == "inkomens":
        velden["niveau"] = _level(ontwikkeling, opslag)
    return pd.DataFrame(velden)[bekend]


def _level(ontwikkeling: Ontwikkeling, opslag: Opslag) -> pd.Series:
    """Answer low, middle or high as the map of level and change has it."""
    grenzen = choose_grenzen(ontwikkeling.indicator, opslag=opslag, maat=Maat.NIVEAU).grenzen
    return classify_niveau_verandering(ontwikkeling, grenzen) // RICHTINGEN


def _unknown(naam: str, codes: pd.Index) -> pd.DataFrame:
    """Answer the columns of a trend of which there are no figures."""
    richtingen = [naam, *(("niveau",) if naam == "inkomens" else ())]
    soorten = dict.fromkeys(richtingen, "Int64")
    soorten |= dict.fromkeys((f"{kolom}_{naam}" for kolom in _GETALLEN), "float64")
    return pd.DataFrame(index=codes, columns=list(soorten)).astype(soorten)


def is_concentratie(buurten: pd.DataFrame) -> pd.Series:
    """Tell where lowest incomes were many already, and rise; missing where not known."""
    return buurten["niveau"].eq(HOOG) & buurten["inkomens"].eq(1)


def is_zwak(buurten: pd.DataFrame) -> pd.Series:
    """Tell where liveability is weak at most; missing where not known."""
    return buurten["klasse"].le(ZWAK)


def is_overlast_op(buurten: pd.DataFrame) -> pd.Series:
    """Tell where nuisance rises; missing where not known."""
    return buurten["overlast"].eq(1)


def is_tegen_de_trend(buurten: pd.DataFrame) -> pd.Series:
    """Tell where lowest incomes rise and nuisance does not; missing where either is not known."""
    onbekend = buurten["inkomens"].isna() | buurten["overlast"].isna()
    return (buurten["inkomens"].eq(1) & buurten["overlast"].ne(1)).mask(onbekend)


def build_kerndelen(buurten: pd.DataFrame, woningen: pd.Series) -> Kerndelen:
    """
    Add up what buurten do, with the homes in them; a buurt without homes takes no part.

    `woningen` is indexed as `buurten`.
    """
    hier = buurten[woningen > 0]
    aantal = woningen[woningen > 0]
    een = pd.Series(1.0, index=hier.index)
    return Kerndelen(
        concentratie=_part(is_concentratie(hier), aantal),
        zwak=_part(is_zwak(hier), aantal),
        overlast_stijgt=_part(is_overlast_op(hier), een),
        tegen_de_trend=_part(is_tegen_de_trend(hier), een),
    )


def _part(waar: pd.Series, gewicht: pd.Series) -> Deel:
    bekend = waar.notna()
    return Deel(
        deel=float(gewicht[bekend & waar.fillna(value=False)].sum()),
        geheel=float(gewicht[bekend].sum()),
        onbekend=float(gewicht[~bekend].sum()),
    )

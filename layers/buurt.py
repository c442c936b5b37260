"""What the card says of one area: its value, its place, its change and its years, in words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from data.gebieden import LAND
from layers.aanbod import opslag_of
from layers.begrippen import Eenheid, Indicator, Polariteit, Verandereenheid
from layers.indicatoren import INDICATOR_PER_SLEUTEL
from layers.kaartbeeld import Kaartbeeld, Moment, Opmaak, Staat
from layers.leefbaarheid import LEEFBAARHEID, say_klasse
from layers.opmaak import format_getal, format_kaal, format_met, opmaak_in_zin, opmaak_of

_PROCENT_DECIMALEN = 1


@dataclass(frozen=True, kw_only=True)
class Vergelijking:
    """A larger area beside the chosen one: its value, and the distance to it in words."""

    naam: str
    waarde: str
    verschil: str


@dataclass(frozen=True, kw_only=True)
class Jaarcijfer:
    """One year of the trend: the area and the larger areas; a state where there is no value."""

    jaar: int
    staat: Staat
    waarde: float | None
    tekst: str
    referenties: tuple[float | None, ...]
    referentieteksten: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Breuk:
    """From which year figures cannot be compared with those before, and why."""

    jaar: int
    reden: str


@dataclass(frozen=True, kw_only=True)
class Profiel:
    """
    The card of one area in one year, ready to be read; a text is empty where nothing can be said.

    `plaats` is its place among the areas of the map, `klasse` that of the source (of liveability
    alone), `verloop` its change since the first and the
    previous year that can be compared. `trend` has every year of the indicator, `namen` the larger
    areas in it.
    """

    gebiedscode: str
    naam: str
    jaar: int
    staat: Staat
    waarde: str
    plaats: str
    klasse: str
    verloop: tuple[str, ...]
    vergelijkingen: tuple[Vergelijking, ...]
    noemer: str
    marge: str
    namen: tuple[str, ...]
    trend: tuple[Jaarcijfer, ...]
    breuken: tuple[Breuk, ...]
    opmaak: Opmaak


def build_profiel(kaartbeeld: Kaartbeeld, gebiedscode: str) -> Profiel:
    """Say what a Kaartbeeld knows of one area in its chosen year."""
    plek = kaartbeeld.gebieden.index(gebiedscode)
    indicator = INDICATOR_PER_SLEUTEL[kaartbeeld.indicator]
    moment = kaartbeeld.moment
    waarde, noemer, marge = moment.waarden[plek], moment.noemers[plek], moment.marges[plek]
    is_ok = moment.staten[plek] is Staat.OK
    grote = [r for r in moment.referenties if r.waarde is not None]
    return Profiel(
        gebiedscode=gebiedscode,
        naam=kaartbeeld.namen[plek],
        jaar=moment.tot,
        staat=moment.staten[plek],
        waarde=format_met(kaartbeeld.opmaak, waarde),
        plaats=_place(kaartbeeld, plek) if is_ok else "",
        klasse=_class(kaartbeeld, gebiedscode) if is_ok else "",
        verloop=_course(kaartbeeld, plek, indicator) if is_ok else (),
        vergelijkingen=tuple(
            Vergelijking(
                naam=r.naam,
                waarde=format_met(kaartbeeld.opmaak, r.waarde),
                verschil=_distance(waarde, r.waarde, r.naam, indicator),
            )
            for r in grote
        ),
        noemer=""
        if noemer is None
        else f"{format_getal(noemer, decimalen=0)} {indicator.noemer.removeprefix('alle ')}",
        marge="" if marge is None else _between(marge, opmaak_in_zin(indicator)),
        namen=tuple("NL" if r.gebiedscode == LAND else r.naam for r in moment.referenties),
        trend=tuple(_year(kaartbeeld.opmaak, m, plek) for m in kaartbeeld.momenten),
        breuken=tuple(Breuk(jaar=jaar, reden=r) for jaar, r in sorted(indicator.breuken.items())),
        opmaak=kaartbeeld.opmaak,
    )


def _class(kaartbeeld: Kaartbeeld, gebiedscode: str) -> str:
    """Say the class that the source gives a buurt; of other figures it gives none."""
    if kaartbeeld.indicator != LEEFBAARHEID:
        return ""
    return say_klasse(
        gebiedscode,
        kaartbeeld.moment.tot,
        grensjaar=kaartbeeld.grensjaar,
        opslag=opslag_of(kaartbeeld.gebied),
    )


def _between(marge: tuple[float, float], opmaak: Opmaak) -> str:
    laag, hoog = (format_kaal(opmaak, w) for w in marge)
    return f"tussen {opmaak.voor}{laag} en {hoog}{opmaak.achter}"


def _year(opmaak: Opmaak, moment: Moment, plek: int) -> Jaarcijfer:
    referenties = tuple(r.waarde for r in moment.referenties)
    return Jaarcijfer(
        jaar=moment.tot,
        staat=moment.staten[plek],
        waarde=moment.waarden[plek],
        tekst=format_met(opmaak, moment.waarden[plek]),
        referenties=referenties,
        referentieteksten=tuple(format_met(opmaak, w) for w in referenties),
    )


def _place(kaartbeeld: Kaartbeeld, plek: int) -> str:
    """Say above or below how many others an area stands; values that read the same are equal."""
    moment, decimalen = kaartbeeld.moment, kaartbeeld.opmaak.decimalen
    hier = round(moment.waarden[plek] or 0.0, decimalen)
    anderen = [
        round(waarde, decimalen)
        for ander, (waarde, staat, is_water) in enumerate(
            zip(moment.waarden, moment.staten, kaartbeeld.water, strict=True)
        )
        if ander != plek and staat is Staat.OK and not is_water and waarde is not None
    ]
    if not anderen:
        return ""
    lager = sum(ander < hier for ander in anderen)
    hoger = sum(ander > hier for ander in anderen)
    if lager == hoger == 0:
        return "Gelijk aan alle andere buurten"
    boven, onder = ("Hoger", "Lager")
    if INDICATOR_PER_SLEUTEL[kaartbeeld.indicator].polariteit is Polariteit.GUNSTIG:
        # of a score a visitor does not know which end is the good one
        boven, onder = ("Gunstiger", "Ongunstiger")
    woord, aantal = (boven, lager) if lager >= hoger else (onder, hoger)
    totaal = format_getal(len(anderen), decimalen=0)
    if aantal == len(anderen):
        return f"{woord} dan alle {totaal} andere buurten"
    return f"{woord} dan {format_getal(aantal, decimalen=0)} van de {totaal} andere buurten"


def _course(kaartbeeld: Kaartbeeld, plek: int, indicator: Indicator) -> tuple[str, ...]:
    """Say the change since the first and the previous year, never across a break."""
    nu = kaartbeeld.moment
    begin = max((jaar for jaar in indicator.breuken if jaar <= nu.tot), default=0)
    eerder = [
        (moment.tot, moment.waarden[plek])
        for moment in kaartbeeld.momenten
        if begin <= moment.tot < nu.tot and moment.staten[plek] is Staat.OK
    ]
    zinnen = (
        _change(nu.waarden[plek], oud, jaar, indicator)
        for jaar, oud in dict.fromkeys([eerder[0], eerder[-1]] if eerder else [])
    )
    return tuple(zin for zin in zinnen if zin)


def _change(nieuw: float | None, oud: float | None, jaar: int, indicator: Indicator) -> str:
    """Say a change in the unit of change; nothing where it cannot be told."""
    is_procent = indicator.verandereenheid is Verandereenheid.PROCENT
    if nieuw is None or oud is None or (is_procent and oud == 0):
        return ""
    verschil = 100 * (nieuw - oud) / oud if is_procent else nieuw - oud
    decimalen = _PROCENT_DECIMALEN if is_procent else indicator.decimalen
    if round(verschil, decimalen) == 0:
        return f"ongewijzigd sinds {jaar}"
    plus = "+" if verschil > 0 else ""
    getal = f"{plus}{format_getal(verschil, decimalen=decimalen)}"
    return f"**{getal} {indicator.verandereenheid.value}** sinds {jaar}"


def _distance(waarde: float | None, groot: float | None, naam: str, indicator: Indicator) -> str:
    """Say how far above or below a larger area a value lies, in its own unit."""
    if waarde is None or groot is None:
        return ""
    verschil = round(waarde, indicator.decimalen) - round(groot, indicator.decimalen)
    if round(verschil, indicator.decimalen) == 0:
        return f"gelijk aan {naam}"
    woord = "boven" if verschil > 0 else "onder"
    return f"{_amount(abs(verschil), indicator)} {woord} {naam}"


def _amount(verschil: float, indicator: Indicator) -> str:
    opmaak = opmaak_of(indicator)
    if indicator.eenheid is Eenheid.PROCENT:
        return f"{format_kaal(opmaak, verschil)} procentpunt"
    return format_met(opmaak, verschil)


def only_ok(trend: Sequence[Jaarcijfer]) -> list[Jaarcijfer]:
    """Leave out years of a small number: chance would look like a course."""
    return [c if c.staat is Staat.OK else replace(c, waarde=None) for c in trend]


def runs_of(trend: Sequence[Jaarcijfer], breuken: Sequence[Breuk]) -> list[list[Jaarcijfer]]:
    """
    Cut a trend into the pieces that a line may join.

    A year without a value leaves a gap, and so does a break; how many years lie between two
    measurements makes none, for then nobody was measured.
    """
    stukken: list[list[Jaarcijfer]] = [[]]
    for cijfer in trend:
        is_breuk = stukken[-1] and any(
            stukken[-1][-1].jaar < breuk.jaar <= cijfer.jaar for breuk in breuken
        )
        if cijfer.waarde is None or is_breuk:
            stukken.append([])
        if cijfer.waarde is not None:
            stukken[-1].append(cijfer)
    return [stuk for stuk in stukken if stuk]

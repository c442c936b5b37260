"""
A view as text: the one form in which a link, a slide and an export name a map.

Names in links never change meaning. What a link opens is decided in `layers/openen.py`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qsl, quote, urlsplit

from data.gebieden import Niveau
from layers.indicatoren import INDICATOR_PER_SLEUTEL
from layers.kaartbeeld import Staat

PAGINA: Final = "kaart"
SOORTEN: Final = (
    "stand",
    "verandering",
    "samen",
    "stand-verandering",
    "soort-buurt",
    "tegen-de-trend",
)
# Kinds that set a second indicator beside the first.
MET_TWEE: Final = ("samen", "tegen-de-trend", "soort-buurt")
# In a filter numbers are classes; these stand for the states that have none of their own.
FILTERSTATEN: Final = {7: Staat.KLEIN_AANTAL, 8: Staat.ONDERDRUKT, 9: Staat.NIET_BESCHIKBAAR}
# A class with the number of a state is named this much higher.
FILTERSPRONG: Final = 10
# The value of a parameter that is either there or not.
JA: Final = "ja"
# our own homes: the word of a link, and no figure of them
EIGEN: Final = "eigen"
TELLINGEN: Final = ("buurten", "woningen", "huishoudens", "corporatiewoningen", EIGEN)
_MAX_LENGTE: Final = 4000
_UITSNEDE: Final = re.compile(r"^(-?\d{1,3}(?:\.\d+)?),(-?\d{1,3}(?:\.\d+)?),(\d{1,2}(?:\.\d+)?)$")
# Latitude and longitude of the country with some room beside it, and the zoom of its maps.
_BEREIK: Final = ((50.0, 54.5), (2.5, 8.0), (5.0, 18.0))
_FILTER: Final = re.compile(r"^\d{1,2}(?:,\d{1,2})*$")
_DREMPEL: Final = re.compile(r"^([a-z_]{1,40}):(-?\d{1,6}(?:\.\d{1,4})?)$")


@dataclass(frozen=True)
class Uitsnede:
    """The part of the map in sight: the middle in degrees, and the zoom of web maps."""

    breedtegraad: float
    lengtegraad: float
    zoom: float


@dataclass(frozen=True, kw_only=True)
class Keuze:
    """
    A view: what is shown of which area, on which borders, and what is chosen in it.

    `filter` holds the classes and states (`FILTERSTATEN`) that stay in sight (none: all); `tel`
    what the legend counts in. A map of change runs from `van` to `jaar`; `met` is a second
    indicator with its own years; `drempels` are thresholds that a visitor moved; `ernaast` shows
    both single maps beside that of a pair; `alleen_eigen` leaves buurten without homes of ours
    uncoloured. `gebiedsnaam` is what a deelgebied is called here; it does not travel in a link.
    """

    gebied: str
    grens: int
    indicator: str
    jaar: int
    van: int | None = None
    met: str | None = None
    metvan: int | None = None
    mettot: int | None = None
    drempels: tuple[tuple[str, float], ...] = ()
    niveau: Niveau = Niveau.BUURT
    soort: str = "stand"
    buurt: str | None = None
    filter: tuple[int, ...] = ()
    tel: str = "buurten"
    klassen: str | None = None
    uitsnede: Uitsnede | None = None
    ernaast: bool = False
    alleen_eigen: bool = False
    gebiedsnaam: str = ""


def write_link(keuze: Keuze) -> str:
    """
    Write a view as a link; indicator, year and borders always, the rest where it says something.

    >>> write_link(Keuze(gebied="GM0772", grens=2020, indicator="bijstand", jaar=2020))
    '/kaart?gebied=GM0772&grens=2020&niveau=buurt&soort=stand&indicator=bijstand&jaar=2020'
    """
    delen = write_parameters(keuze)
    return f"/{PAGINA}?" + "&".join(f"{naam}={quote(w, safe=',:')}" for naam, w in delen.items())


def write_parameters(keuze: Keuze) -> dict[str, str]:
    """Write a view as the parameters of an address, in their fixed order."""
    delen = {
        "gebied": keuze.gebied,
        "grens": str(keuze.grens),
        "niveau": keuze.niveau.value,
        "soort": keuze.soort,
        "indicator": keuze.indicator,
    }
    if keuze.van is None:
        delen["jaar"] = str(keuze.jaar)
    else:
        delen |= {"van": str(keuze.van), "tot": str(keuze.jaar)}
    if keuze.met is not None:
        delen["met"] = keuze.met
        delen |= {
            naam: str(jaar)
            for naam, jaar in (("metvan", keuze.metvan), ("mettot", keuze.mettot))
            if jaar is not None
        }
    return delen | _chosen_in(keuze)


def _chosen_in(keuze: Keuze) -> dict[str, str]:
    """Write what a visitor chose in a map, where that says something."""
    u = keuze.uitsnede
    gekozen = {
        "drempel": ",".join(f"{naam}:{waarde:g}" for naam, waarde in keuze.drempels),
        "buurt": keuze.buurt,
        "filter": ",".join(map(str, keuze.filter)),
        "tel": "" if keuze.tel == TELLINGEN[0] else keuze.tel,
        "klassen": keuze.klassen,
        "uitsnede": u and f"{u.breedtegraad:.5f},{u.lengtegraad:.5f},{u.zoom:.2f}",
        "ernaast": JA if keuze.ernaast else "",
        "bezit": JA if keuze.alleen_eigen else "",
    }
    return {naam: waarde for naam, waarde in gekozen.items() if waarde}


def read_parameters(link: str) -> dict[str, str]:
    """
    Take the parameters out of a link, whole or only its tail; of a repeated one the last.

    >>> read_parameters("/kaart?gebied=GM0772&jaar=2020")
    {'gebied': 'GM0772', 'jaar': '2020'}
    """
    tekst = link.strip()[:_MAX_LENGTE]
    try:
        vraag = urlsplit(tekst).query
    except ValueError:  # not a link at all
        return {}
    vraag = vraag or (tekst if "=" in tekst and "?" not in tekst else "")
    return clean_namen(dict(parse_qsl(vraag)))


def clean_namen(gevraagd: Mapping[str, str]) -> dict[str, str]:
    """
    Mend the names of parameters that came along through a page of HTML.

    >>> clean_namen({"gebied": "GM0772", "amp;jaar": "2020"})
    {'gebied': 'GM0772', 'jaar': '2020'}
    """
    return {naam.removeprefix("amp;"): waarde for naam, waarde in gevraagd.items()}


def read_velden(velden: dict[str, Any]) -> dict[str, Any]:
    """
    Read filter and uitsnede among fields of a view that come as text; the text "" takes them away.

    What cannot be read is left out.

    >>> read_velden({"jaar": 2020, "filter": "3,0", "uitsnede": ""})
    {'jaar': 2020, 'filter': (0, 3), 'uitsnede': None}
    """
    uit = dict(velden)
    for naam, lees in (("filter", read_filter), ("uitsnede", read_uitsnede)):
        if naam in uit:
            gemist: list[str] = []
            uit[naam] = lees(str(uit[naam]), gemist)
            if gemist:
                del uit[naam]
    return uit


def filter_code(klasse: int) -> int:
    """
    Name a class in a filter; numbers that stand for states are passed over.

    >>> [filter_code(klasse) for klasse in (0, 6, 7, 8)]
    [0, 6, 17, 18]
    """
    return klasse if klasse < min(FILTERSTATEN) else klasse + FILTERSPRONG


def read_drempels(tekst: str, gemist: list[str]) -> tuple[tuple[str, float], ...]:
    """
    Read thresholds by indicator; what cannot be read is named in `gemist`.

    >>> read_drempels("lvb:35,overlast:12.5", [])
    (('lvb', 35.0), ('overlast', 12.5))
    """
    drempels: dict[str, float] = {}
    for deel in filter(None, tekst.split(",")):
        gevonden = _DREMPEL.match(deel)
        if gevonden is None or gevonden[1] not in INDICATOR_PER_SLEUTEL:
            gemist.append(f"drempel {quoted(deel)}")
            continue
        drempels[gevonden[1]] = float(gevonden[2])
    return tuple(drempels.items())


def read_filter(tekst: str, gemist: list[str]) -> tuple[int, ...]:
    """Read classes and states; what cannot be read is named in `gemist`."""
    if not tekst:
        return ()
    if not _FILTER.match(tekst):
        gemist.append(f"filter {quoted(tekst)}")
        return ()
    return tuple(sorted({int(deel) for deel in tekst.split(",")}))


def read_uitsnede(tekst: str, gemist: list[str]) -> Uitsnede | None:
    """Read the part of the map in sight; what cannot be read is named in `gemist`."""
    if not tekst:
        return None
    gevonden = _UITSNEDE.match(tekst)
    if gevonden is None:
        gemist.append(f"uitsnede {quoted(tekst)}")
        return None
    uitsnede = Uitsnede(float(gevonden[1]), float(gevonden[2]), float(gevonden[3]))
    delen = (uitsnede.breedtegraad, uitsnede.lengtegraad, uitsnede.zoom)
    if not all(laag <= deel <= hoog for deel, (laag, hoog) in zip(delen, _BEREIK, strict=True)):
        gemist.append(f"uitsnede {quoted(tekst)}")
        return None
    return uitsnede


def quoted(tekst: str) -> str:
    """Quote what somebody typed, cut off where it is endless."""
    return f"'{tekst[:40]}'"

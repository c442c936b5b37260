"""
A view as text, and back: the one form in which a link, a slide and an export name a map.

Names in links never change meaning. What a link asks for and is not there, is replaced by the
nearest that is, with one sentence about it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qsl, quote, urlsplit

from data.gebieden import FICTIEVE_GEMEENTEN, Niveau, niveau_of
from layers import aanbod
from layers.errors import KaartOntbreektError
from layers.indicatoren import INDICATOR_PER_SLEUTEL
from layers.kaartbeeld import Staat
from layers.klassenbeheer import choose_grenzen

PAGINA: Final = "kaart"
SOORTEN: Final = ("stand",)
# In a filter digits are classes; these stand for the states that have none of their own.
FILTERSTATEN: Final = {7: Staat.KLEIN_AANTAL, 8: Staat.ONDERDRUKT, 9: Staat.NIET_BESCHIKBAAR}
TELLINGEN: Final = ("buurten", "woningen", "huishoudens")
_MAX_LENGTE: Final = 4000
_UITSNEDE: Final = re.compile(r"^(-?\d{1,3}(?:\.\d+)?),(-?\d{1,3}(?:\.\d+)?),(\d{1,2}(?:\.\d+)?)$")
_FILTER: Final = re.compile(r"^\d(?:,\d)*$")


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
    what the legend counts in.
    """

    gebied: str
    grens: int
    indicator: str
    jaar: int
    niveau: Niveau = Niveau.BUURT
    soort: str = "stand"
    buurt: str | None = None
    filter: tuple[int, ...] = ()
    tel: str = "buurten"
    klassen: str | None = None
    uitsnede: Uitsnede | None = None


@dataclass(frozen=True)
class Geopend:
    """The view a link opens, and a sentence where it is not the one that was asked for."""

    keuze: Keuze
    zin: str | None


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
        "jaar": str(keuze.jaar),
    }
    if keuze.buurt:
        delen["buurt"] = keuze.buurt
    if keuze.filter:
        delen["filter"] = ",".join(map(str, keuze.filter))
    if keuze.tel != TELLINGEN[0]:
        delen["tel"] = keuze.tel
    if keuze.klassen:
        delen["klassen"] = keuze.klassen
    if u := keuze.uitsnede:
        delen["uitsnede"] = f"{u.breedtegraad:.5f},{u.lengtegraad:.5f},{u.zoom:.2f}"
    return delen


def read_parameters(link: str) -> dict[str, str]:
    """
    Take the parameters out of a link, whole or only its tail; of a repeated one the last.

    >>> read_parameters("/kaart?gebied=GM0772&jaar=2020")
    {'gebied': 'GM0772', 'jaar': '2020'}
    """
    tekst = link.strip()[:_MAX_LENGTE]
    vraag = urlsplit(tekst).query or (tekst if "=" in tekst and "?" not in tekst else "")
    return dict(parse_qsl(vraag))


def open_link(gevraagd: dict[str, str]) -> Geopend | None:
    """
    Open the view that parameters ask for, or the nearest there is; None where there is no map.

    Returns
    -------
    geopend
        The view, and one sentence that names what was asked for and is not there.
    """
    gemist: list[str] = []
    is_fictief = bool(FICTIEVE_GEMEENTEN.match(gevraagd.get("gebied", "")))
    gebieden = [code for code, _, _ in aanbod.gebieden_met_kaart(voorbeeld=is_fictief)]
    gebieden = [code for code in gebieden if aanbod.indicatoren_van(code)]
    if not gebieden:
        return None
    gebied = _pick(gevraagd, "gebied", gebieden, gemist)
    indicator = _pick(gevraagd, "indicator", aanbod.indicatoren_van(gebied), gemist)
    jaren = aanbod.peiljaren(indicator, gebied)
    jaar = _nearest(gevraagd, "jaar", jaren, jaren[-1], gemist)
    grenzen = aanbod.grensjaren(gebied)
    grens = _nearest(
        gevraagd, "grens", grenzen, aanbod.best_grensjaar(indicator, jaar, gebied), gemist
    )
    buurt = gevraagd.get("buurt") or None
    if buurt and (
        niveau_of(buurt) is not Niveau.BUURT or not aanbod.is_op_kaart(buurt, gebied, grens)
    ):
        gemist.append(f"buurt {_quoted(buurt)}")
        buurt = None
    if buurt and "grens" in gevraagd and gevraagd["grens"] != str(grens):
        # a code alone is no key: on other borders it may name another place
        gemist.append(f"buurt {_quoted(buurt)} op de grenzen van {_quoted(gevraagd['grens'])}")
        buurt = None
    gevraagde_klassen = gevraagd.get("klassen") or None
    klassen = choose_grenzen(
        INDICATOR_PER_SLEUTEL[indicator], opslag=aanbod.opslag_of(gebied), versie=gevraagde_klassen
    )
    if gevraagde_klassen and klassen.is_onbekend:
        gemist.append(f"klassenindeling {_quoted(gevraagde_klassen)}")
    soort = _pick({"soort": "stand", **gevraagd}, "soort", SOORTEN, gemist)
    niveau = _pick({"niveau": "buurt", **gevraagd}, "niveau", (Niveau.BUURT.value,), gemist)
    tel = _pick({"tel": TELLINGEN[0], **gevraagd}, "tel", TELLINGEN, gemist)
    return Geopend(
        Keuze(
            gebied=gebied,
            grens=grens,
            indicator=indicator,
            jaar=jaar,
            niveau=Niveau(niveau),
            soort=soort,
            buurt=buurt,
            filter=_filter(gevraagd.get("filter", ""), gemist),
            tel=tel,
            # the version is written into every address, so that a link stays what it was
            klassen=klassen.versie,
            uitsnede=_uitsnede(gevraagd.get("uitsnede", ""), gemist),
        ),
        _sentence(gemist),
    )


def open_exact(link: str) -> Geopend:
    """
    Open the map that a link names, where the nearest will not do.

    On a screen the nearest map with one sentence is welcome; in a file another indicator or area
    than was asked for would be a trap.

    Raises
    ------
    KaartOntbreektError
        If there is no map of its area and indicator, or it names none.
    """
    gevraagd = read_parameters(link)
    genoemd = gevraagd.get("gebied"), gevraagd.get("indicator")
    geopend = open_link(gevraagd)
    if geopend is None or (geopend.keuze.gebied, geopend.keuze.indicator) != genoemd:
        raise KaartOntbreektError(*genoemd)
    return geopend


def read_velden(velden: dict[str, Any]) -> dict[str, Any]:
    """
    Read filter and uitsnede among fields of a view that come as text; the text "" takes them away.

    What cannot be read is left out.

    >>> read_velden({"jaar": 2020, "filter": "3,0", "uitsnede": ""})
    {'jaar': 2020, 'filter': (0, 3), 'uitsnede': None}
    """
    uit = dict(velden)
    for naam, lees in (("filter", _filter), ("uitsnede", _uitsnede)):
        if naam in uit:
            gemist: list[str] = []
            uit[naam] = lees(str(uit[naam]), gemist)
            if gemist:
                del uit[naam]
    return uit


def _pick(gevraagd: dict[str, str], naam: str, keuzes: Sequence[str], gemist: list[str]) -> str:
    waarde = gevraagd.get(naam)
    if waarde in keuzes:
        return str(waarde)
    if waarde is not None:
        gemist.append(f"{naam} {_quoted(waarde)}")
    return keuzes[0]


def _nearest(
    gevraagd: dict[str, str], naam: str, jaren: Sequence[int], anders: int, gemist: list[str]
) -> int:
    """Answer the year asked for, else the nearest there is, else `anders`."""
    tekst = gevraagd.get(naam)
    if tekst is None:
        return anders
    jaar = anders
    if re.fullmatch(r"\d{4}", tekst):
        jaar = min(jaren, key=lambda j: (abs(j - int(tekst)), -j))
    if tekst != str(jaar):
        gemist.append(f"{'grenzen van' if naam == 'grens' else naam} {_quoted(tekst)}")
    return jaar


def _filter(tekst: str, gemist: list[str]) -> tuple[int, ...]:
    if not tekst:
        return ()
    if not _FILTER.match(tekst):
        gemist.append(f"filter {_quoted(tekst)}")
        return ()
    return tuple(sorted({int(deel) for deel in tekst.split(",")}))


def _uitsnede(tekst: str, gemist: list[str]) -> Uitsnede | None:
    if not tekst:
        return None
    gevonden = _UITSNEDE.match(tekst)
    if gevonden is None:
        gemist.append(f"uitsnede {_quoted(tekst)}")
        return None
    return Uitsnede(float(gevonden[1]), float(gevonden[2]), float(gevonden[3]))


def _quoted(tekst: str) -> str:
    return f"'{tekst[:40]}'"


def _sentence(gemist: list[str]) -> str | None:
    if not gemist:
        return None
    return (
        f"Deze link vroeg om {' en '.join(gemist)}; dat is er niet. "
        "De kaart toont wat er het dichtst bij ligt."
    )

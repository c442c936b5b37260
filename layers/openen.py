"""
A link opens the view it names, or the nearest there is, with one sentence about what was missed.

The controls of the page come by the same road: a view that was changed in one field is opened
again, and everything that has to go along with it follows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from data.gebieden import FICTIEVE_GEMEENTEN, Niveau, niveau_of
from layers import aanbod
from layers.begrippen import Maat
from layers.deelgebied import name_deelgebied
from layers.errors import KaartOntbreektError
from layers.gebied import (
    gemeenten_of,
    is_deelgebied,
    is_stadsdeel,
    join_parts,
    kader_of,
    known_parts,
    parts_of,
)
from layers.gemist import Gemist, pick_nearest, pick_period, pick_value
from layers.indicatoren import INDICATOR_PER_SLEUTEL
from layers.klassenbeheer import choose_grenzen
from layers.link import (
    FILTERSTATEN,
    JA,
    SOORTEN,
    TELLINGEN,
    Keuze,
    clean_namen,
    filter_code,
    quoted,
    read_drempels,
    read_filter,
    read_parameters,
    read_uitsnede,
)
from layers.mogelijk import (
    LVB,
    MET_PAAR,
    OVERLAST,
    SAMEN,
    SOORT_BUURT,
    STAND,
    first_kind,
    possible_indicators,
    series_of,
)
from layers.perioden import (
    best_pair,
    common_pairs,
    longest_period,
    partner_period,
    periods_of,
    say_possible,
)

# Which bounds, of those that are kept, the classes of a kind follow.
MAAT_VAN: Final = {
    STAND: Maat.STAND,
    "verandering": Maat.VERANDERING,
    "stand-verandering": Maat.NIVEAU,
    SOORT_BUURT: Maat.VERANDERING,
}
# How many classes a kind has, where that does not hang on the bounds.
_AANTAL_KLASSEN: Final = {
    "verandering": 5,
    SAMEN: 4,
    "stand-verandering": 9,
    SOORT_BUURT: 7,
    "tegen-de-trend": 5,
}


@dataclass(frozen=True)
class Geopend:
    """
    The view a link opens, and a sentence where it is not the one that was asked for.

    `reden` is the part of it that is of use without a link: what figures a kind of map needs.
    """

    keuze: Keuze
    zin: str | None
    reden: str | None = None


def open_link(gevraagd: Mapping[str, str]) -> Geopend | None:
    """
    Open the view that parameters ask for, or the nearest there is; None where there is no map.

    Returns
    -------
    geopend
        The view, and one sentence that names what was asked for and is not there.
    """
    gemist = Gemist([], [])
    gevraagd = clean_namen(gevraagd)
    is_fictief = bool(FICTIEVE_GEMEENTEN.match(gevraagd.get("gebied", "")))
    gebieden = [code for code, _, _ in aanbod.gebieden_met_kaart(voorbeeld=is_fictief)]
    gebieden = [code for code in gebieden if aanbod.indicatoren_van(code)]
    if not gebieden:
        return None
    gebied = _gebied(gevraagd, gebieden, gemist)
    keuze = _open_kind(gevraagd, gebied, gemist)
    keuze = replace(
        keuze,
        niveau=Niveau(pick_value({"niveau": "buurt", **gevraagd}, "niveau", ("buurt",), gemist)),
        tel=pick_value({"tel": TELLINGEN[0], **gevraagd}, "tel", TELLINGEN, gemist),
        uitsnede=read_uitsnede(gevraagd.get("uitsnede", ""), gemist.delen),
    )
    grenzen = aanbod.grensjaren(gebied)
    grens = _borders(gevraagd, grenzen, best_grens(keuze), gemist)
    if is_deelgebied(gebied) and not is_stadsdeel(gebied):
        # its codes are of these borders; others only where they are the same places there
        grens = aanbod.reached_grensjaar(series_of(keuze), gebied, grens)
    keuze = replace(
        keuze,
        grens=grens,
        gebiedsnaam=name_deelgebied(gebied, grens) if is_deelgebied(gebied) else "",
        buurt=_buurt(gevraagd, gebied, grens, gemist),
    )
    ernaast = keuze.soort in MET_PAAR and "ernaast" in gevraagd
    if ernaast:
        pick_value(gevraagd, "ernaast", (JA,), gemist)
    if "bezit" in gevraagd:
        pick_value(gevraagd, "bezit", (JA,), gemist)
    keuze = replace(
        keuze,
        klassen=_klassen(gevraagd, keuze, gemist),
        ernaast=ernaast,
        alleen_eigen="bezit" in gevraagd,
    )
    keuze = replace(keuze, filter=_filter(gevraagd, keuze, gemist))
    return Geopend(keuze, gemist.sentence(), " ".join(gemist.zinnen) or None)


def _gebied(gevraagd: Mapping[str, str], gebieden: Sequence[str], gemist: Gemist) -> str:
    """Answer the area asked for; of a set of areas those that there is a map of."""
    gevraagde = gevraagd.get("gebied", "")
    goed = known_parts(gevraagde)
    if not goed or not is_deelgebied(gevraagde):
        return pick_value(gevraagd, "gebied", gebieden, gemist)
    gemeenten = [g for g in sorted(gemeenten_of(join_parts(goed))) if g in gebieden]
    delen = {code for code in goed if not gemeenten_of(code).isdisjoint(gemeenten)}
    grenzen = aanbod.grensjaren(kader_of(join_parts(delen))) if delen else []
    gevraagde_grens = gevraagd.get("grens", "")
    if gevraagde_grens in map(str, grenzen):
        grenzen = [int(gevraagde_grens)]
    per_grens = [{code for code in delen if aanbod.is_bekend(code, jaar)} for jaar in grenzen]
    bekend = max(reversed(per_grens), key=len, default=set())
    if weg := sorted(set(parts_of(gevraagde)) - bekend):
        gemist.delen.append(f"gebied {quoted(', '.join(weg))}")
    # nothing of it left: the gemeente that it lay in, if there is a map of that
    return join_parts(bekend) or next(iter(gemeenten), gebieden[0])


def _open_kind(gevraagd: Mapping[str, str], gebied: str, gemist: Gemist) -> Keuze:
    """Open kind, indicators and years; a kind that has no figures becomes the level."""
    sleutels = aanbod.indicatoren_van(gebied)
    eerste = STAND if {"indicator", "jaar"} & set(gevraagd) else first_kind(gebied)
    soort = pick_value({"soort": eerste, **gevraagd}, "soort", SOORTEN, gemist)
    indicator = pick_value(gevraagd, "indicator", sleutels, gemist)
    keuze = Keuze(gebied=gebied, grens=0, indicator=indicator, jaar=0, soort=soort)
    geopend = None
    if soort in MET_PAAR:
        geopend = _open_pair(gevraagd, keuze, gemist)
    elif soort == SOORT_BUURT:
        geopend = _open_soort_buurt(gevraagd, keuze, gemist)
    elif soort != STAND:
        geopend = _open_period(gevraagd, keuze, gemist)
    if geopend is not None:
        return geopend
    jaren = aanbod.peiljaren(indicator, gebied)
    gevraagd = {"jaar": gevraagd["tot"], **gevraagd} if "tot" in gevraagd else gevraagd
    jaar = pick_nearest(gevraagd, "jaar", jaren, jaren[-1], gemist)
    return replace(keuze, soort=STAND, jaar=jaar)


def _open_period(gevraagd: Mapping[str, str], keuze: Keuze, gemist: Gemist) -> Keuze | None:
    perioden = periods_of(keuze.indicator, keuze.gebied)
    beste = longest_period(perioden)
    if beste is None:
        kort = INDICATOR_PER_SLEUTEL[keuze.indicator].kort
        gemist.zinnen.append(
            f"Van {kort} zijn er hier geen twee jaren die te vergelijken zijn. De kaart toont de "
            "stand."
        )
        return None
    periode = pick_period(gevraagd, ("van", "tot"), perioden, beste, gemist)
    return replace(keuze, van=periode.van, jaar=periode.tot)


def _open_pair(gevraagd: Mapping[str, str], keuze: Keuze, gemist: Gemist) -> Keuze | None:
    """Open two indicators with the years of each; where they have none together, say which are."""
    gebied, indicator = keuze.gebied, keuze.indicator
    eigen = periods_of(indicator, gebied)
    anderen = [s for s in aanbod.indicatoren_van(gebied) if s != indicator]
    volgorde = sorted(anderen, key=lambda s: OVERLAST.index(s) if s in OVERLAST else 9)
    mogelijk = [s for s in volgorde if best_pair(eigen, periods_of(s, gebied))]
    met = gevraagd.get("met")
    if met is not None and met in anderen and met not in mogelijk:
        gemist.zinnen.append(say_possible(indicator, met, gebied))
        met = None
    elif met is not None:
        met = pick_value(gevraagd, "met", mogelijk or anderen, gemist) if anderen else None
    if not mogelijk:
        return None
    met = met or mogelijk[0]
    paren = dict(common_pairs(eigen, periods_of(met, gebied)))
    beste = best_pair(eigen, periods_of(met, gebied))
    assert beste is not None  # noqa: S101 - `mogelijk` holds only what has a pair
    periode = pick_period(gevraagd, ("van", "tot"), list(paren), beste[0], gemist)
    ander = paren[periode]
    if {"metvan", "mettot"} <= set(gevraagd):
        naast = [p for p in periods_of(met, gebied) if partner_period(periode, [p])]
        ander = pick_period(gevraagd, ("metvan", "mettot"), naast, ander, gemist)
    return replace(
        keuze, van=periode.van, jaar=periode.tot, met=met, metvan=ander.van, mettot=ander.tot
    )


def _open_soort_buurt(gevraagd: Mapping[str, str], keuze: Keuze, gemist: Gemist) -> Keuze | None:
    """Open the kind of buurt: the change of one group, beside levels of LVB and of nuisance."""
    gebied = keuze.gebied
    sleutels = aanbod.indicatoren_van(gebied)
    mogelijk = [s for s in OVERLAST if s in sleutels]
    if LVB not in sleutels or not mogelijk:
        ontbreekt = "LVB" if LVB not in sleutels else "overlast"
        gemist.zinnen.append(
            f"Voor het soort buurt zijn cijfers van {ontbreekt} nodig, en die zijn er hier niet. "
            "De pagina Gegevens zegt hoe ze erbij komen. De kaart toont de stand."
        )
        return None
    groepen = possible_indicators(SOORT_BUURT, gebied)
    if not groepen:
        gemist.zinnen.append(
            "Van geen kwetsbare groep zijn er hier twee jaren die te vergelijken zijn. De kaart "
            "toont de stand."
        )
        return None
    if keuze.indicator not in groepen:
        kort, ander = (INDICATOR_PER_SLEUTEL[s].kort for s in (keuze.indicator, groepen[0]))
        gemist.zinnen.append(
            f"Het soort buurt gaat over de verandering van een kwetsbare groep; {kort} is dat niet "
            f"of verandert hier niet. De kaart toont {ander}."
        )
        keuze = replace(keuze, indicator=groepen[0])
    geopend = _open_period(gevraagd, keuze, gemist)
    assert geopend is not None  # noqa: S101 - a group that is possible has a period
    met = pick_value({"met": mogelijk[0], **gevraagd}, "met", mogelijk, gemist)
    jaren = aanbod.peiljaren(met, gebied)
    mettot = min(jaren, key=lambda jaar: (abs(jaar - geopend.jaar), -jaar))
    drempels = read_drempels(gevraagd.get("drempel", ""), gemist.delen)
    return replace(
        geopend,
        met=met,
        mettot=pick_nearest(gevraagd, "mettot", jaren, mettot, gemist),
        drempels=tuple((naam, waarde) for naam, waarde in drempels if naam in {LVB, met}),
    )


def best_grens(keuze: Keuze) -> int:
    """Answer the newest borders with outlines that all figures of a view reach."""
    return aanbod.best_grensjaar(series_of(keuze), keuze.gebied)


def open_exact(link: str) -> Geopend:
    """
    Open the map that a link names, where the nearest will not do.

    On a screen the nearest map with one sentence is welcome; in a file another indicator, kind or
    area than was asked for would be a trap.

    Raises
    ------
    KaartOntbreektError
        If there is no map of its area and indicator, or it names none.
    """
    gevraagd = read_parameters(link)
    genoemd = gevraagd.get("gebied"), gevraagd.get("indicator")
    geopend = open_link(gevraagd)
    is_gevonden = geopend is not None and geopend.keuze.indicator == genoemd[1]
    is_gevonden &= geopend is not None and set(parts_of(geopend.keuze.gebied)) == set(
        parts_of(genoemd[0] or "")
    )
    if geopend is None or not is_gevonden:
        raise KaartOntbreektError(*genoemd)
    keuze = geopend.keuze
    if keuze.soort != gevraagd.get("soort", STAND) or gevraagd.get("met") not in {None, keuze.met}:
        raise KaartOntbreektError(*genoemd, reden=geopend.zin)
    return geopend


def _borders(
    gevraagd: Mapping[str, str], grenzen: Sequence[int], anders: int, gemist: Gemist
) -> int:
    """Answer the borders asked for where there are outlines of them, else those that fit best."""
    tekst = gevraagd.get("grens")
    if tekst is None or tekst in map(str, grenzen):
        return anders if tekst is None else int(tekst)
    gemist.delen.append(f"grenzen van {quoted(tekst)}")
    return anders


def _filter(gevraagd: Mapping[str, str], keuze: Keuze, gemist: Gemist) -> tuple[int, ...]:
    """Answer the classes and states in sight; those that this map does not have are left out."""
    gekozen = read_filter(gevraagd.get("filter", ""), gemist.delen)
    aantal = _AANTAL_KLASSEN.get(keuze.soort)
    if aantal is None:
        aantal = 1 + len(
            choose_grenzen(
                INDICATOR_PER_SLEUTEL[keuze.indicator],
                opslag=aanbod.opslag_of(keuze.gebied),
                versie=keuze.klassen,
            ).grenzen
        )
    kan = {filter_code(klasse) for klasse in range(aantal)} | set(FILTERSTATEN)
    if weg := [code for code in gekozen if code not in kan]:
        gemist.delen.append(f"filter {quoted(','.join(map(str, weg)))}")
    return tuple(code for code in gekozen if code in kan)


def _buurt(gevraagd: Mapping[str, str], gebied: str, grens: int, gemist: Gemist) -> str | None:
    buurt = gevraagd.get("buurt") or None
    if buurt is None:
        return None
    if niveau_of(buurt) is not Niveau.BUURT or not aanbod.is_op_kaart(buurt, gebied, grens):
        gemist.delen.append(f"buurt {quoted(buurt)}")
        return None
    if "grens" in gevraagd and gevraagd["grens"] != str(grens):
        # a code alone is no key: on other borders it may name another place
        gemist.delen.append(f"buurt {quoted(buurt)} op de grenzen van {quoted(gevraagd['grens'])}")
        return None
    return buurt


def _klassen(gevraagd: Mapping[str, str], keuze: Keuze, gemist: Gemist) -> str | None:
    """Name the class bounds in full, so that a link stays what it was."""
    versie = gevraagd.get("klassen") or None
    maat = MAAT_VAN.get(keuze.soort)
    if maat is None:
        return None
    klassen = choose_grenzen(
        INDICATOR_PER_SLEUTEL[keuze.indicator],
        opslag=aanbod.opslag_of(keuze.gebied),
        versie=versie,
        maat=maat,
    )
    if versie and klassen.is_onbekend:
        gemist.delen.append(f"klassenindeling {quoted(versie)}")
    return klassen.versie

"""What came of fetching, in words: of each source in one line, of each step, and of the whole."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import escape
from typing import Final

from components.kolomwoorden import in_words, name_kolommen
from data.bronnen import BRON_PER_SLEUTEL
from data.gebieden import LAND
from data.importeren import Leegte
from data.ophalen.gevraagd import Gevraagd
from data.ophalen.stand import ZONDER_LIJN, Staat, Stand, Stapstand
from data.ophalen.uitkomst import (
    find_nergens,
    find_zonder_grenzen,
    is_iets_mislukt,
    is_niets_nieuws,
    name_gemeenten,
)
from data.opslag import Opslag

_TEKENS: Final = {
    Staat.WACHT: ("", "wacht"),
    Staat.BEZIG: ("…", "bezig"),
    Staat.KLAAR: ("✓", "klaar"),
    Staat.LEEG: ("\N{EN DASH}", "geen cijfers"),
    Staat.AKKOORD: ("?", "wacht op uw akkoord"),
    Staat.MISLUKT: ("\N{MULTIPLICATION SIGN}", "mislukt"),
}
_BINNEN: Final = frozenset((Staat.KLAAR, Staat.LEEG))
_PER_MAAND: Final = frozenset(("misdrijven", "overlast"))
# "tabel 86165NED", which becomes "de tabel" where several are meant.
_TABELNUMMER: Final = re.compile(r"\btabel \d{5}\w+", re.IGNORECASE)
_MEESTE_LINKS: Final = 6


class Toon(StrEnum):
    """How a sentence sounds: the colour that it is shown in."""

    GOED = "goed"
    GEWOON = "gewoon"
    LET_OP = "let op"
    FOUT = "fout"


@dataclass(frozen=True)
class Uitkomst:
    """What came of a task, in a sentence or two."""

    toon: Toon
    zin: str


@dataclass(frozen=True, kw_only=True)
class Bronregel:
    """How far one source is: its steps together, and what has to be told of them."""

    naam: str
    staat: Staat
    tekst: str
    meldingen: tuple[str, ...]


def name_gevraagd(gevraagd: Gevraagd) -> str:
    """Name what was asked, within a sentence."""
    return name_gemeenten(gevraagd.gemeenten) or "heel Nederland"


def build_uitkomst(stand: Stand) -> Uitkomst:
    """Say what came of a task that does not run."""
    wat = name_gevraagd(stand.gevraagd)
    nergens = find_nergens(stand)
    gehad = [code for code in stand.gevraagd.gemeenten if code not in nergens]
    if not stand.is_klaar:
        zin = f"Het ophalen van {wat} is onderbroken. Wat binnen was, is bewaard."
        return Uitkomst(Toon.LET_OP, zin)
    if stand.is_zonder_lijn:
        return Uitkomst(Toon.FOUT, ZONDER_LIJN)
    if nergens and not gehad:
        return Uitkomst(Toon.LET_OP, f"Van {wat} kwam niets binnen. De reden staat hieronder.")
    return _build_gekomen(stand, name_gemeenten(gehad) or wat, nergens)


def _build_gekomen(stand: Stand, binnen: str, nergens: Sequence[str]) -> Uitkomst:
    """Say how much came of what was asked, where something did."""
    if is_niets_nieuws(stand):
        return Uitkomst(Toon.GEWOON, f"Niets nieuws van {binnen}: alles was er al.")
    erbij = f" Van {name_gemeenten(nergens)} kwam niets binnen." if nergens else ""
    if is_iets_mislukt(stand):
        zin = f"Van {binnen} kwam niet alles binnen. Wat ontbreekt, staat hieronder met de reden."
        return Uitkomst(Toon.LET_OP, zin + erbij)
    if any(stap.staat is Staat.AKKOORD for stap in stand.stappen):
        zin = f"De nieuwe cijfers van {binnen} zijn binnen; herziene cijfers wachten op u."
        return Uitkomst(Toon.GEWOON, zin + erbij)
    if any(_tell_gaps(stand)):
        erbij += " Wat een bron nog niet heeft, staat erbij."
    return Uitkomst(
        Toon.LET_OP if nergens else Toon.GOED, f"De cijfers van {binnen} zijn binnen.{erbij}"
    )


def _tell_gaps(stand: Stand) -> Iterator[str]:
    for bron in dict.fromkeys(stap.bron for stap in stand.stappen):
        yield from _tell_leegtes([stap for stap in stand.stappen if stap.bron == bron])


def build_kaartlinks(
    stand: Stand, gebieden: Sequence[tuple[str, str, bool]], opslag: Opslag
) -> str:
    """Write a link for every gemeente that was asked and has a map, else why it has none."""
    met_kaart = {code: naam for code, naam, is_fictief in gebieden if not is_fictief}
    gevraagd = stand.gevraagd.gemeenten or (LAND,)
    links = [
        f'<a href="kaart?gebied={code}" target="_self">Naar de kaart van '
        f"{escape(met_kaart[code])}</a>"
        for code in gevraagd
        if code in met_kaart
    ]
    nergens = find_nergens(stand)
    zonder = [code for code in gevraagd if code not in {*met_kaart, *nergens, LAND}]
    grenzen = find_zonder_grenzen(zonder, opslag=opslag)
    cijfers = [code for code in zonder if code not in grenzen]
    zinnen = []
    if grenzen:
        zinnen.append(
            f"De buurtgrenzen van {name_gemeenten(grenzen)} zijn nog niet binnen; daarom is er nog "
            "geen kaart."
        )
    if cijfers:
        zinnen.append(
            f"Van {name_gemeenten(cijfers)} zijn de cijfers van buurten nog niet binnen; daarom is "
            "er nog geen kaart."
        )
    delen = ["<br>".join(links[:_MEESTE_LINKS]), *map(escape, zinnen)]
    return "".join(f'<p class="sk-naarkaart">{deel}</p>' for deel in delen if deel)


def summarise(stand: Stand, *, is_bezig: bool = False) -> list[Bronregel]:
    """Put the steps of each source together in one line."""
    regels = []
    for bron in dict.fromkeys(stap.bron for stap in stand.stappen):
        stappen = [stap for stap in stand.stappen if stap.bron == bron]
        staat = _state_of(stappen, is_bezig=is_bezig)
        regels.append(
            Bronregel(
                naam=BRON_PER_SLEUTEL[bron].naam,
                staat=staat,
                tekst=_tell_state(stappen, staat, is_onderbroken=not (is_bezig or stand.is_klaar)),
                meldingen=(
                    *_join_same(
                        [
                            (stap.titel, in_words(stap.regels[0]))
                            for stap in stappen
                            if stap.staat is Staat.MISLUKT and stap.regels
                        ]
                    ),
                    *_tell_elsewhere(stappen, stand.gevraagd),
                    *_tell_leegtes(stappen),
                ),
            )
        )
    return regels


def _state_of(stappen: Sequence[Stapstand], *, is_bezig: bool) -> Staat:
    staten = [stap.staat for stap in stappen]
    if all(staat is Staat.LEEG for staat in staten):
        return Staat.LEEG
    eerst = (*([Staat.BEZIG] if is_bezig else []), Staat.MISLUKT, Staat.AKKOORD)
    anders = Staat.KLAAR if _BINNEN.issuperset(staten) else Staat.WACHT
    return next((staat for staat in eerst if staat in staten), anders)


def _tell_state(stappen: Sequence[Stapstand], staat: Staat, *, is_onderbroken: bool) -> str:
    klaar = sum(stap.staat in _BINNEN for stap in stappen)
    deel = f"{klaar} van {len(stappen)}"
    if staat is Staat.WACHT and is_onderbroken:
        return f"{deel} bewaard" if klaar else "nog niet"
    tekst = _TEKENS[staat][1]
    if len(stappen) > 1 and klaar and staat is not Staat.LEEG:
        tekst = f"{tekst}, {deel}"
    bezig = next((stap for stap in stappen if stap.staat is Staat.BEZIG), None)
    if bezig is None or staat is not Staat.BEZIG:
        return tekst
    return f"{tekst}: {bezig.titel}" + (f", {bezig.voortgang}" if bezig.voortgang else "")


def _join_same(meldingen: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """
    Tell what several steps say once, with how many say so; each may name its own table.

    >>> _join_same([("Jaar 1", "Tabel 86165NED is weg"), ("Jaar 2", "Tabel 85984NED is weg")])
    ('Jaar 1 en nog 1: de tabel is weg',)
    """
    per_zin: dict[str, list[tuple[str, str]]] = {}
    for titel, zin in meldingen:
        per_zin.setdefault(_TABELNUMMER.sub("de tabel", zin), []).append((titel, zin))
    return tuple(
        f"{zelfde[0][0]} en nog {len(zelfde) - 1}: {zin}"
        if len(zelfde) > 1
        else f"{zelfde[0][0]}: {zelfde[0][1]}"
        for zin, zelfde in per_zin.items()
    )


def _tell_elsewhere(stappen: Sequence[Stapstand], gevraagd: Gevraagd) -> Iterator[str]:
    """Say which gemeenten that were asked are not in what a source gave, and in how much of it."""
    # of outlines every gemeente has a step of its own
    gegeven = [s for s in stappen if s.staat in _BINNEN and s.bron != "omtrekken"]
    per_reeks: dict[tuple[str, ...], list[str]] = {}
    for code in gevraagd.gemeenten:
        zonder = tuple(stap.titel for stap in gegeven if code not in stap.opbrengst.gemeenten)
        if zonder:
            per_reeks.setdefault(zonder, []).append(code)
    for titels, codes in per_reeks.items():
        zin = f"geen buurten van {name_gemeenten(codes)}"
        if len(titels) == len(gegeven):
            yield zin
        else:
            rest = f" en nog {len(titels) - 1}" if len(titels) > 1 else ""
            yield f"{titels[0]}{rest}: {zin}"


def _tell_leegtes(stappen: Sequence[Stapstand]) -> Iterator[str]:
    """Say which years hold no figure at all, and of what the newest year has none yet."""
    nieuwste = max((jaar for stap in stappen for jaar in stap.opbrengst.jaren), default=0)
    for leegte in (leegte for stap in stappen for leegte in stap.opbrengst.leegtes):
        if leegte.is_geheel:
            yield f"{leegte.peiljaar}: {_why_empty(leegte)}"
        elif leegte.peiljaar == nieuwste:
            wat = name_kolommen(leegte.tabel, leegte.kolommen)
            yield f"{leegte.peiljaar}: nog geen cijfers over {wat}"


def _why_empty(leegte: Leegte) -> str:
    if leegte.tabel in _PER_MAAND:
        return "nog geen jaar compleet, dus geen cijfers"
    return "geen enkel cijfer"


def build_bronnen(regels: Sequence[Bronregel]) -> str:
    """Write how far each source is as a table."""
    rijen = "".join(
        f'<tr><th scope="row"><span aria-hidden="true">{_TEKENS[regel.staat][0]}</span> '
        f"{escape(regel.naam)}</th><td>{escape(regel.tekst)}"
        + "".join(f"<br>{escape(melding)}" for melding in regel.meldingen)
        + "</td></tr>"
        for regel in regels
    )
    return (
        '<div class="sk-tabel sk-ophalen"><table><caption>Per bron</caption><thead><tr>'
        f'<th scope="col">Bron</th><th scope="col">Stand</th></tr></thead><tbody>{rijen}</tbody>'
        "</table></div>"
    )


def build_stappen(stand: Stand) -> str:
    """Write what each step of a task said, with columns in words."""
    delen = "".join(
        f"<p><strong>{escape(stap.titel)}: {_word_of(stap)}</strong>"
        + "".join(f"<br>{escape(in_words(regel))}" for regel in stap.regels)
        + "</p>"
        for stap in stand.stappen
    )
    return f'<div class="sk-verslag">{delen}</div>'


def _word_of(stap: Stapstand) -> str:
    return "nog niet" if stap.staat in {Staat.WACHT, Staat.BEZIG} else _TEKENS[stap.staat][1]

"""
The step that links codes of before: where only the code of a buurt changed, its line goes on.

CBS publishes no list of such changes. Outlines of both years tell: generalised ones of the same
gemeente first, the file of the whole country where those do not suffice and somebody agreed to
its size. The outlines serve for comparing and are not kept as borders of that year.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import geopandas as gpd
import pandas as pd

from data.adressen import (
    GEGENERALISEERDE_JAREN,
    GEGENERALISEERDE_OMTREKKEN,
    OMTREKKEN_VAN_NEDERLAND_MB,
)
from data.bestanden import collect_bestanden
from data.errors import BestandAfgekeurdError
from data.gebieden import Niveau, gemeentecode_of
from data.herkennen import Vraag, read_bestanden
from data.levering import Bestand
from data.omnummering import record_omnummering
from data.ophalen.bladen import fetch_kenmerken
from data.ophalen.errors import BronMisluktError
from data.ophalen.gevraagd import Gevraagd
from data.ophalen.kaarten import fetch_landelijk
from data.ophalen.stap import Melder, Pakket, Stap
from data.ophalen.verbinding import Verbinding
from data.opslag import Opslag, grensjaren_met_omtrekken, read_omtrekken
from data.opvolging import Reden, read_breuken
from data.verslag import report_opvolging
from data.wijzigen import change_opslag

_HOST = urlsplit(GEGENERALISEERDE_OMTREKKEN).netloc


@dataclass(frozen=True)
class _Kaart:
    """Outlines of one gemeente on the borders of one year, and the files they came in."""

    omtrekken: gpd.GeoDataFrame
    bestanden: tuple[Bestand, ...]


def list_oudere_grenzen(gevraagd: Gevraagd, opslag: Opslag) -> Iterator[Stap]:
    """List the step; what there is to do follows from the figures that came before it."""
    yield Stap(
        bron="omtrekken",
        titel="Codes van eerdere jaren",
        fetch=partial(_link_codes, gevraagd, opslag),
    )


def find_gebroken(
    gevraagd: Gevraagd, *, opslag: Opslag, reden: Reden = Reden.OMTREK
) -> list[tuple[int, int, str]]:
    """
    List what old outlines are asked for: border year, year of the new codes, and gemeente.

    Those with another code are joined by them; of another border (`Reden.GRENS`) they only tell
    how much it moved. The newest break of a gemeente comes first: what lies before it shows when
    it is mended.
    """
    gevonden: dict[str, tuple[int, int]] = {}
    for grensjaar in sorted(grensjaren_met_omtrekken(opslag=opslag)):
        breuken = read_breuken(grensjaar, opslag=opslag)
        for code, jaar in breuken.loc[breuken["reden"] == reden, "jaar"].items():
            gemeente = gemeentecode_of(str(code))
            if gemeente is not None and gevraagd.has(gemeente):
                # of a gemeente the newest outlines count
                oud = gevonden.get(gemeente, (0, 0))
                gevonden[gemeente] = max(oud, (grensjaar, int(jaar)))
    return sorted((*jaren, gemeente) for gemeente, jaren in gevonden.items())


def _link_codes(gevraagd: Gevraagd, opslag: Opslag, verbinding: Verbinding, meld: Melder) -> Pakket:
    """Compare outlines of before with those of now until every line that can go on does."""
    meldingen: list[str] = []
    gehad: set[tuple[int, int, str]] = set()
    while nodig := [
        geval for geval in find_gebroken(gevraagd, opslag=opslag) if geval not in gehad
    ]:
        for geval in nodig:
            gehad.add(geval)
            meld(geval[2])
            meldingen += _link(geval, gevraagd, opslag, verbinding, meld)
    for geval in find_gebroken(gevraagd, opslag=opslag, reden=Reden.GRENS):
        meld(geval[2])
        meldingen += _compare_changed(geval, opslag, verbinding)
    for grensjaar in grensjaren_met_omtrekken(opslag=opslag):
        meldingen += report_opvolging(grensjaar, opslag=opslag)
    return Pakket(paden=(), meldingen=tuple(dict.fromkeys(meldingen)), is_gedaan=True)


def _link(
    geval: tuple[int, int, str],
    gevraagd: Gevraagd,
    opslag: Opslag,
    verbinding: Verbinding,
    meld: Melder,
) -> list[str]:
    """Try both roads for one gemeente; answer why neither led anywhere, where none did."""
    grensjaar, jaar, gemeente = geval
    meldingen: list[str] = []
    try:
        _by_generalised(jaar, gemeente, opslag, verbinding)
    except (BronMisluktError, BestandAfgekeurdError) as fout:
        meldingen.append(str(fout))
    if geval not in find_gebroken(gevraagd, opslag=opslag):
        return []
    if not gevraagd.met_landelijke_kaart:
        nodig = (
            f"Om codes van {gemeente} van voor {jaar} te herkennen is de landelijke kaart van "
            f"{jaar - 1} nodig (ongeveer {OMTREKKEN_VAN_NEDERLAND_MB} MB). Sta dat toe bij 'Meer "
            "keuzes', of met `--landelijke-kaart`."
        )
        return [*meldingen, nodig]
    try:
        pad = fetch_landelijk(verbinding, jaar - 1, meld)
        if pad is None:
            return [*meldingen, f"De landelijke kaart van {jaar - 1} is niet gevonden."]
        oud = _read_kaart(pad, jaar - 1, gemeente)
    except (BronMisluktError, BestandAfgekeurdError) as fout:
        return [*meldingen, str(fout)]
    nieuw = _of_gemeente(read_omtrekken(grensjaar, opslag=opslag), gemeente)
    _record(opslag, oud, _Kaart(nieuw, ()), van=jaar - 1, tot=grensjaar)
    return meldingen


def _compare_changed(
    geval: tuple[int, int, str], opslag: Opslag, verbinding: Verbinding
) -> list[str]:
    """
    Compare outlines around a change of borders: which areas kept theirs all the same.

    Generalised ones alone: the line stays broken, so nobody is asked for the map of the country.
    """
    _, jaar, gemeente = geval
    try:
        _by_generalised(jaar, gemeente, opslag, verbinding)
    except BronMisluktError as fout:
        return [str(fout)]
    return []


def _by_generalised(jaar: int, gemeente: str, opslag: Opslag, verbinding: Verbinding) -> None:
    """Compare generalised outlines from before and after a year, where there are both."""
    voor = [j for j in GEGENERALISEERDE_JAREN if j < jaar]
    na = [j for j in GEGENERALISEERDE_JAREN if j >= jaar]
    kaarten = []
    for grens in (*voor[-1:], *na[:1]):
        adres = GEGENERALISEERDE_OMTREKKEN.replace("{jaar}", str(grens))
        pad = fetch_kenmerken(
            verbinding,
            adres.replace("{gemeente}", gemeente),
            Gevraagd(gemeenten=(gemeente,)),
            naam=f"omtrekken/gegeneraliseerd-{grens}-{gemeente}",
            host=_HOST,
        )
        kaarten += [_read_kaart(pad, grens, gemeente)] if pad is not None else []
    if len(kaarten) == len(("voor", "na")):
        _record(opslag, *kaarten, van=voor[-1], tot=na[0])


def _record(opslag: Opslag, oud: _Kaart, nieuw: _Kaart, *, van: int, tot: int) -> None:
    """Keep which outlines of both years are the same."""
    with change_opslag(opslag) as wijziging:
        record_omnummering(
            wijziging,
            opslag,
            _with_wijken(oud.omtrekken),
            _with_wijken(nieuw.omtrekken),
            van=van,
            tot=tot,
            bestanden=(*oud.bestanden, *nieuw.bestanden),
        )


def _read_kaart(pad: Path, grensjaar: int, gemeente: str) -> _Kaart:
    """Read the buurten of one gemeente from a map file, as the importer would."""
    werkmap = pad.with_suffix(".uitgepakt")
    werkmap.mkdir(exist_ok=True)
    herkend = read_bestanden(
        collect_bestanden([pad], werkmap=werkmap),
        vraag=Vraag(grensjaren=(grensjaar, grensjaar)),
        bekende_codes={},
    )
    lagen = [
        levering
        for levering in herkend.omtrekken
        if (levering.omtrekken["niveau"] == Niveau.BUURT).any()
    ]
    if not lagen:
        raise BestandAfgekeurdError(
            pad.name,
            "op deze kaart staan geen buurten. Haal haar later opnieuw op.",
            plaats="kaart",
        )
    eigen = [_of_gemeente(levering.omtrekken, gemeente) for levering in lagen]
    omtrekken = gpd.GeoDataFrame(pd.concat(eigen, ignore_index=True))
    bestanden: Sequence[Bestand] = [b for levering in lagen for b in levering.bestanden]
    return _Kaart(omtrekken.drop_duplicates("gebiedscode"), tuple(bestanden))


def _of_gemeente(omtrekken: gpd.GeoDataFrame, gemeente: str) -> gpd.GeoDataFrame:
    hier = omtrekken["gemeentecode"].eq(gemeente) & omtrekken["niveau"].eq(Niveau.BUURT)
    return omtrekken.loc[hier, ["gebiedscode", "wijkcode", "geometry"]]


def _with_wijken(buurten: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Add the wijken that the buurten make up, for their codes change along."""
    wijken = buurten.dissolve("wijkcode", as_index=False)
    wijken["gebiedscode"] = wijken["wijkcode"]
    return gpd.GeoDataFrame(
        pd.concat([buurten, wijken], ignore_index=True)[["gebiedscode", "geometry"]],
        geometry="geometry",
        crs=buurten.crs,
    )

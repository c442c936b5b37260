"""Steps that fetch the Leefbaarometer: its scores of all years, and its classes per year."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Final
from urllib.parse import urlsplit

from data.adressen import (
    LEEFBAAROMETER_GRENSJAAR,
    LEEFBAAROMETER_KLASSEJAREN,
    LEEFBAAROMETER_KLASSEN,
    LEEFBAAROMETER_SCORES,
)
from data.archieven import unpack
from data.herkennen import Vraag
from data.ophalen.bladen import fetch_kenmerken
from data.ophalen.errors import (
    AntwoordGeweigerdError,
    AntwoordOnjuistError,
    BronMisluktError,
    NietGevondenError,
)
from data.ophalen.gevraagd import Gevraagd
from data.ophalen.stap import Melder, Pakket, Stap, in_mb
from data.ophalen.verbinding import Verbinding

_SCORES: Final = re.compile(
    r"scores (?:buurten|wijken|gemeenten)\b[^/]*\.(?:csv|xlsx)$", re.IGNORECASE
)
_HOST: Final = urlsplit(LEEFBAAROMETER_SCORES[0]).netloc
_GRENS: Final = Vraag(grensjaren=(LEEFBAAROMETER_GRENSJAAR, LEEFBAAROMETER_GRENSJAAR))


def list_leefbaarometer(gevraagd: Gevraagd) -> Iterator[Stap]:
    """List the file of scores, and the classes of every measurement."""
    yield Stap(bron="leefbaarometer", titel="Leefbaarometer, scores", fetch=_fetch_scores)
    for jaar in LEEFBAAROMETER_KLASSEJAREN:
        if jaar >= gevraagd.vanaf:
            yield Stap(
                bron="leefbaarometer",
                titel=f"Leefbaarometer, klassen van {jaar}",
                fetch=partial(_fetch_klassen, jaar),
            )


def _fetch_scores(verbinding: Verbinding, meld: Melder) -> Pakket:
    """Fetch the scores of all buurten, for their place in the country follows from all."""
    for nummer, adres in enumerate(LEEFBAAROMETER_SCORES):
        naam = f"leefbaarometer/scores-{nummer}.zip"
        try:
            pad = verbinding.fetch_zip(adres, naam, meld=in_mb(meld))
        except (NietGevondenError, AntwoordGeweigerdError):
            continue
        delen = unpack(pad, naam=pad.name, doel=pad.with_suffix(""), kies=_SCORES.search)
        paden = tuple(deel for _, deel in delen)
        if not paden:
            raise AntwoordOnjuistError(
                urlsplit(adres).netloc, "geeft een archief zonder scores van buurten"
            )
        return Pakket(paden=paden, vraag=_GRENS)
    raise NietGevondenError(_HOST, "heeft de scores niet op dit adres")


def _fetch_klassen(jaar: int, verbinding: Verbinding, meld: Melder) -> Pakket:
    """Fetch the classes of one year: of all buurten, which weigh little without their outlines."""
    fout: BronMisluktError | None = None
    for nummer, vorm in enumerate(LEEFBAAROMETER_KLASSEN):
        adres = vorm.replace("{jaar2}", f"{jaar % 100:02d}")
        try:
            pad = fetch_kenmerken(
                verbinding,
                adres,
                Gevraagd(gemeenten=()),
                naam=f"leefbaarometer/klassen-{jaar}-{nummer}",
                host=urlsplit(adres).netloc,
                meld=lambda gebieden: meld(f"{gebieden} gebieden"),
            )
        except BronMisluktError as dit:
            fout = dit
            continue
        vraag = replace(_GRENS, peiljaar=jaar)
        return Pakket(paden=(pad,) if pad is not None else (), vraag=vraag)
    assert fout is not None  # noqa: S101 - there is more than one address
    raise fout

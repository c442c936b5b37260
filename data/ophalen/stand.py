"""The account of a task of fetching: how far each of its steps is, in a file for all to see."""

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from data.gebieden import Niveau, niveau_of
from data.ophalen.gevraagd import BRONNEN, Gevraagd
from data.ophalen.opbrengst import Opbrengst, read_opbrengst
from data.opslag import Opslag
from data.wijzigen import tell_disk

MAP: Final = "opgehaald"
STANDBESTAND: Final = "stand.json"
ZONDER_LIJN: Final = (
    "De bronnen zijn niet te bereiken: deze computer heeft geen internet, of het wordt hier "
    "tegengehouden. Wat er al was, blijft werken."
)


class Staat(StrEnum):
    """How a step is."""

    WACHT = "wacht"
    BEZIG = "bezig"
    KLAAR = "klaar"
    LEEG = "leeg"
    AKKOORD = "akkoord"
    MISLUKT = "mislukt"


@dataclass(frozen=True, kw_only=True)
class Stapstand:
    """
    How far a step is, in words, and what it brought in.

    `is_onbereikbaar`: it failed because there was no line to the publisher.
    """

    bron: str
    titel: str
    staat: Staat = Staat.WACHT
    is_onbereikbaar: bool = False
    voortgang: str = ""
    regels: tuple[str, ...] = ()
    opbrengst: Opbrengst = field(default_factory=Opbrengst)


@dataclass(frozen=True, kw_only=True)
class Stand:
    """
    How far a task is. `is_klaar`: all of its steps have been done, well or not.

    `begin` is when it began, `hervat` when it last went on, with `eerder_gedaan` steps behind it.
    """

    gevraagd: Gevraagd
    begin: datetime
    stappen: tuple[Stapstand, ...]
    hervat: datetime
    eerder_gedaan: int = 0
    is_klaar: bool = False
    is_gestopt: bool = False

    @property
    def is_zonder_lijn(self) -> bool:
        """Tell whether nothing came in because no publisher could be reached."""
        mislukt = [stap for stap in self.stappen if stap.staat is Staat.MISLUKT]
        is_iets_binnen = any(s.staat is Staat.KLAAR and s.regels for s in self.stappen)
        return bool(mislukt) and not is_iets_binnen and all(s.is_onbereikbaar for s in mislukt)

    @property
    def gedaan(self) -> int:
        """Count the steps that are behind us."""
        return sum(stap.staat not in {Staat.WACHT, Staat.BEZIG} for stap in self.stappen)

    def over_s(self, nu: datetime) -> float | None:
        """Estimate the seconds it still takes, by what was done since it went on; None at first."""
        nieuw = self.gedaan - self.eerder_gedaan
        if nieuw <= 0 or self.is_klaar:
            return None
        per_stap = (nu - self.hervat).total_seconds() / nieuw
        return per_stap * (len(self.stappen) - self.gedaan)


def write_stand(stand: Stand, *, opslag: Opslag) -> None:
    """Keep how far a task is."""
    pad = opslag.pad / MAP / STANDBESTAND
    naast = pad.with_name(f"{STANDBESTAND}.{os.getpid()}")
    momenten = {"begin": stand.begin.isoformat(), "hervat": stand.hervat.isoformat()}
    tekst = json.dumps(asdict(stand) | momenten, ensure_ascii=False)
    try:
        with tell_disk(opslag):
            naast.write_text(tekst, encoding="utf-8")
            naast.replace(pad)
    finally:
        with suppress(OSError):  # it has its place, or nobody will ask for it
            naast.unlink()


def read_stand(opslag: Opslag) -> Stand | None:
    """Answer how far the last task is or came; None where there was none."""
    try:
        gelezen = json.loads((opslag.pad / MAP / STANDBESTAND).read_text(encoding="utf-8"))
        vraag = gelezen["gevraagd"]
        stand = Stand(
            gevraagd=Gevraagd(
                gemeenten=tuple(vraag["gemeenten"]),
                bronnen=tuple(vraag["bronnen"]),
                vanaf=int(vraag["vanaf"]),
                met_landelijke_kaart=bool(vraag["met_landelijke_kaart"]),
            ),
            begin=datetime.fromisoformat(gelezen["begin"]),
            hervat=datetime.fromisoformat(gelezen["hervat"]),
            eerder_gedaan=int(gelezen["eerder_gedaan"]),
            stappen=tuple(_read_stap(stap) for stap in gelezen["stappen"]),
            is_klaar=bool(gelezen["is_klaar"]),
            is_gestopt=bool(gelezen["is_gestopt"]),
        )
    except (OSError, AssertionError, LookupError, OverflowError, TypeError, ValueError):
        return None  # of another version, or never there: a task begins anew
    except RecursionError:
        return None
    return stand if _is_possible(stand) else None


def _is_possible(stand: Stand) -> bool:
    """Tell whether an account is one that was written here, and not only looks like it."""
    gemeenten = stand.gevraagd.gemeenten
    return (
        None not in {stand.begin.tzinfo, stand.hervat.tzinfo}
        and all(niveau_of(str(code)) is Niveau.GEMEENTE for code in gemeenten)
        and {stap.bron for stap in stand.stappen} <= set(BRONNEN)
        and bool(stand.stappen)
    )


def _read_stap(stap: dict[str, Any]) -> Stapstand:
    return Stapstand(
        bron=str(stap["bron"]),
        titel=str(stap["titel"]),
        staat=Staat(stap["staat"]),
        is_onbereikbaar=bool(stap["is_onbereikbaar"]),
        voortgang=str(stap["voortgang"]),
        regels=tuple(str(regel) for regel in stap["regels"]),
        opbrengst=read_opbrengst(stap["opbrengst"]),
    )


def opgehaald_in(opslag: Opslag) -> Path:
    """Answer where fetched files lie."""
    return opslag.pad / MAP

"""
One task of fetching, from the first request to the last figure in the store.

It tells how far it is in a file, so that a page can show it whatever happens to the program that
fetches. Every step succeeds or fails by itself; who stops it, or loses power, goes on later.
"""

import json
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from filelock import FileLock, Timeout

from data.errors import OpslagBezetError, SocialeKaartError
from data.importeren import Verslag, import_bestanden
from data.ophalen.errors import GestoptError, OnbereikbaarError, OphalenBezigError
from data.ophalen.gevraagd import Gevraagd
from data.ophalen.opbrengst import Opbrengst, build_opbrengst, read_opbrengst
from data.ophalen.stap import Stap
from data.ophalen.stappen import list_stappen
from data.ophalen.verbinding import Geduld, Verbinding
from data.opslag import Opslag, read_inhoud

MAP: Final = "opgehaald"
_STAND: Final = "stand.json"
_STOP: Final = "stop"
_SLOT: Final = ".slot"
# Pages look every second whether a task runs, and hold the lock for as long as that takes.
_SLOT_S: Final = 2.0
_VERTEL_S: Final = 0.3
# Between two looks at a store that somebody else changes.
_WACHT_S: Final = 0.5
# What was fetched longer ago is asked for again, also by a task that goes on.
_HOUDBAAR: Final = timedelta(hours=24)


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


Melder = Callable[[Stand], None]


@dataclass(frozen=True, kw_only=True)
class Weg:
    """By which road is asked: through a mirror of the organisation or not, and how patiently."""

    spiegel: str = ""
    geduld: Geduld | None = None


def fetch_alles(
    gevraagd: Gevraagd, *, opslag: Opslag, weg: Weg | None = None, meld: Melder = lambda _: None
) -> Stand:
    """
    Fetch and import what is asked; go on where a task for the same was broken off.

    Raises
    ------
    OphalenBezigError
        If another task is running.
    """
    with _locked(opslag):
        return _run(_begin(gevraagd, opslag), opslag, weg or Weg(), meld, is_akkoord=False)


def fetch_nogmaals(
    staat: Staat,
    *,
    opslag: Opslag,
    weg: Weg | None = None,
    is_akkoord: bool = False,
    meld: Melder = lambda _: None,
) -> Stand | None:
    """
    Do the steps of the last task that ended in `staat` once more; None where there was no task.

    What was fetched is not asked for again. With `is_akkoord` figures may become others.

    Raises
    ------
    OphalenBezigError
        If another task is running.
    """
    with _locked(opslag):
        stand = read_stand(opslag)
        if stand is None:
            return None
        return _run(_reopen(stand, {staat}), opslag, weg or Weg(), meld, is_akkoord=is_akkoord)


def _run(stand: Stand, opslag: Opslag, weg: Weg, meld: Melder, *, is_akkoord: bool) -> Stand:
    map_ = opslag.pad / MAP
    stopbestand = map_ / _STOP
    stopbestand.unlink(missing_ok=True)
    taak = _Taak(opslag, stand, meld, is_akkoord=is_akkoord)
    taak.tell()
    with Verbinding(
        map_, begin=stand.begin, spiegel=weg.spiegel, geduld=weg.geduld, stop=stopbestand.exists
    ) as verbinding:
        return taak.run(verbinding)


class _Taak:
    """Does the steps one by one and keeps the account of them."""

    def __init__(self, opslag: Opslag, stand: Stand, meld: Melder, *, is_akkoord: bool) -> None:
        self._opslag = opslag
        self._stand = stand
        self._meld = meld
        self._is_akkoord = is_akkoord
        self._verteld = 0.0

    def run(self, verbinding: Verbinding) -> Stand:
        """Do all steps that are not done yet."""
        for nummer, stap in enumerate(list_stappen(self._stand.gevraagd, opslag=self._opslag)):
            if self._stand.stappen[nummer].staat is not Staat.WACHT:
                continue
            try:
                self._do(nummer, stap, verbinding)
            except GestoptError:
                self._note(nummer, staat=Staat.WACHT, voortgang="")
                self._stand = replace(self._stand, is_gestopt=True)
                break
        else:
            self._stand = replace(self._stand, is_klaar=True)
        self.tell()
        return self._stand

    def _do(self, nummer: int, stap: Stap, verbinding: Verbinding) -> None:
        """Do a step; while somebody else changes the store, wait and do it again."""
        eind = time.monotonic() + verbinding.geduld.bezet_s
        while True:
            self._note(nummer, staat=Staat.BEZIG)
            try:
                self._try(nummer, stap, verbinding)
            except GestoptError:
                raise
            except SocialeKaartError as fout:
                # busy: such as class bounds still being made for a task that was killed
                if not isinstance(fout, OpslagBezetError) or time.monotonic() >= eind:
                    self._note(
                        nummer,
                        staat=Staat.MISLUKT,
                        is_onbereikbaar=isinstance(fout, OnbereikbaarError),
                        voortgang="",
                        regels=(str(fout),),
                    )
                    return
            else:
                return
            self._note(nummer, voortgang="wacht op een andere import")
            verbinding.wait(_WACHT_S)

    def _try(self, nummer: int, stap: Stap, verbinding: Verbinding) -> None:
        voor = read_inhoud(self._opslag)
        pakket = stap.fetch(verbinding, lambda tekst: self._note_progress(nummer, tekst))
        if not pakket.paden:
            staat = Staat.KLAAR if pakket.is_gedaan else Staat.LEEG
            opbrengst = Opbrengst(is_veranderd=read_inhoud(self._opslag) != voor)
            self._note(
                nummer, staat=staat, voortgang="", regels=pakket.meldingen, opbrengst=opbrengst
            )
            return
        self._note(nummer, voortgang="inlezen")
        verslag = import_bestanden(
            pakket.paden,
            opslag=self._opslag,
            vraag=pakket.vraag,
            bron=stap.bron,
            is_akkoord=self._is_akkoord,
        )
        opbrengst = build_opbrengst(verslag, self._stand.gevraagd)
        self._note(
            nummer,
            staat=_state_of(verslag, opbrengst, self._stand.gevraagd),
            voortgang="",
            regels=(*pakket.meldingen, *verslag.kern),
            opbrengst=opbrengst,
        )

    def _note(self, nummer: int, **anders: Any) -> None:  # noqa: ANN401 - fields of a Stapstand
        stappen = list(self._stand.stappen)
        stappen[nummer] = replace(stappen[nummer], **anders)
        self._stand = replace(self._stand, stappen=tuple(stappen))
        self.tell()

    def _note_progress(self, nummer: int, tekst: str) -> None:
        if time.monotonic() - self._verteld > _VERTEL_S:
            self._note(nummer, voortgang=tekst)

    def tell(self) -> None:
        """Write how far it is, and tell it to who listens."""
        write_stand(self._stand, opslag=self._opslag)
        self._meld(self._stand)
        self._verteld = time.monotonic()


def _state_of(verslag: Verslag, opbrengst: Opbrengst, gevraagd: Gevraagd) -> Staat:
    """Answer how a step ended: of other gemeenten, or without any figure, it brought none."""
    if verslag.wacht_op_akkoord:
        return Staat.AKKOORD
    is_ernaast = bool(gevraagd.gemeenten) and not opbrengst.gemeenten
    leeg = {(leegte.tabel, leegte.peiljaar) for leegte in verslag.leegtes if leegte.is_geheel}
    is_zonder = not verslag.kaarten and leeg.issuperset(verslag.tabellen)
    return Staat.LEEG if is_ernaast or is_zonder else Staat.KLAAR


def _begin(gevraagd: Gevraagd, opslag: Opslag) -> Stand:
    """Begin a task, or go on with the last one where it was for the same and was broken off."""
    eerder = read_stand(opslag)
    nu = datetime.now(UTC)
    if (
        eerder is not None
        and not eerder.is_klaar
        and eerder.gevraagd == gevraagd
        and nu - eerder.begin < _HOUDBAAR
    ):
        # what was half done is done again; what was fetched of it is still there
        return _reopen(eerder, {Staat.BEZIG, Staat.MISLUKT})
    stappen = tuple(
        Stapstand(bron=stap.bron, titel=stap.titel)
        for stap in list_stappen(gevraagd, opslag=opslag)
    )
    return Stand(gevraagd=gevraagd, begin=nu, hervat=nu, stappen=stappen)


def _reopen(stand: Stand, staten: set[Staat]) -> Stand:
    stappen = tuple(
        replace(stap, staat=Staat.WACHT, voortgang="") if stap.staat in staten else stap
        for stap in stand.stappen
    )
    weer = replace(
        stand, stappen=stappen, hervat=datetime.now(UTC), is_klaar=False, is_gestopt=False
    )
    return replace(weer, eerder_gedaan=weer.gedaan)


def stop_ophalen(opslag: Opslag) -> None:
    """Ask the task that runs to stop; it does so within a second."""
    map_ = opslag.pad / MAP
    map_.mkdir(parents=True, exist_ok=True)
    (map_ / _STOP).touch()


def is_bezig(opslag: Opslag) -> bool:
    """Tell whether a task runs."""
    try:
        with _locked(opslag, geduld_s=0):
            return False
    except OphalenBezigError:
        return True


@contextmanager
def _locked(opslag: Opslag, *, geduld_s: float = _SLOT_S) -> Iterator[None]:
    map_ = opslag.pad / MAP
    map_.mkdir(parents=True, exist_ok=True)
    slot = FileLock(map_ / _SLOT, timeout=geduld_s)
    try:
        slot.acquire()
    except Timeout as fout:
        raise OphalenBezigError from fout
    try:
        yield
    finally:
        slot.release()


def write_stand(stand: Stand, *, opslag: Opslag) -> None:
    """Keep how far a task is."""
    pad = opslag.pad / MAP / _STAND
    naast = pad.with_name(f"{_STAND}.{os.getpid()}")
    momenten = {"begin": stand.begin.isoformat(), "hervat": stand.hervat.isoformat()}
    tekst = json.dumps(asdict(stand) | momenten, ensure_ascii=False)
    naast.write_text(tekst, encoding="utf-8")
    naast.replace(pad)


def read_stand(opslag: Opslag) -> Stand | None:
    """Answer how far the last task is or came; None where there was none."""
    try:
        gelezen = json.loads((opslag.pad / MAP / _STAND).read_text(encoding="utf-8"))
        vraag = gelezen["gevraagd"]
        return Stand(
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
    except (OSError, ValueError, KeyError, TypeError, AssertionError):
        return None  # of another version, or never there: a task begins anew


def _read_stap(stap: dict[str, Any]) -> Stapstand:
    regels: Sequence[str] = stap["regels"]
    return Stapstand(
        bron=str(stap["bron"]),
        titel=str(stap["titel"]),
        staat=Staat(stap["staat"]),
        is_onbereikbaar=bool(stap["is_onbereikbaar"]),
        voortgang=str(stap["voortgang"]),
        regels=tuple(str(regel) for regel in regels),
        opbrengst=read_opbrengst(stap["opbrengst"]),
    )


def opgehaald_in(opslag: Opslag) -> Path:
    """Answer where fetched files lie."""
    return opslag.pad / MAP

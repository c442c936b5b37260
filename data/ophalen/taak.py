"""
One task of fetching, from the first request to the last figure in the store.

It tells how far it is in a file, so that a page can show it whatever happens to the program that
fetches. Every step succeeds or fails by itself; who stops it, or loses power, goes on later.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from filelock import FileLock, Timeout

from data.errors import (
    BestandAfgekeurdError,
    GrensjaarGevraagdError,
    OpslagBezetError,
    OpslagMisluktError,
    SocialeKaartError,
)
from data.importeren import Verslag, import_bestanden
from data.ophalen.errors import (
    AntwoordOnjuistError,
    GestoptError,
    OnbereikbaarError,
    OphalenBezigError,
)
from data.ophalen.gevraagd import Gevraagd
from data.ophalen.opbrengst import Opbrengst, build_opbrengst
from data.ophalen.stand import MAP, Staat, Stand, Stapstand, read_stand, write_stand
from data.ophalen.stap import Stap
from data.ophalen.stappen import list_stappen
from data.ophalen.verbinding import Geduld, Verbinding
from data.opslag import Opslag, read_inhoud
from data.wijzigen import disk_reason, tell_disk

_STOP: Final = "stop"
_SLOT: Final = ".slot"
# Pages look every second whether a task runs, and hold the lock for as long as that takes.
_SLOT_S: Final = 2.0
_VERTEL_S: Final = 0.3
# Between two looks at a store that somebody else changes.
_WACHT_S: Final = 0.5
# What was fetched longer ago is asked for again, also by a task that goes on.
_HOUDBAAR: Final = timedelta(hours=24)
# An answer that such an error is about is asked for anew by whoever tries again.
_ONBRUIKBAAR: Final = (AntwoordOnjuistError, BestandAfgekeurdError, GrensjaarGevraagdError)
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
        return _run(_begin(gevraagd, opslag), opslag, weg or Weg(), meld)


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

    What was fetched is not asked for again, except where it was of no use. With `is_akkoord`
    figures may become others in those steps, and in no other.

    Raises
    ------
    OphalenBezigError
        If another task is running.
    """
    with _locked(opslag):
        stand = read_stand(opslag)
        if stand is None:
            return None
        if not _is_of_now(stand, opslag):
            # which steps that agreement was about cannot be told any more
            return _run(_begin(stand.gevraagd, opslag), opslag, weg or Weg(), meld)
        akkoord = frozenset(
            n for n, stap in enumerate(stand.stappen) if is_akkoord and stap.staat is staat
        )
        return _run(_reopen(stand, {staat}), opslag, weg or Weg(), meld, akkoord=akkoord)


def _run(
    stand: Stand, opslag: Opslag, weg: Weg, meld: Melder, *, akkoord: frozenset[int] = frozenset()
) -> Stand:
    map_ = opslag.pad / MAP
    stopbestand = map_ / _STOP
    with tell_disk(opslag):
        stopbestand.unlink(missing_ok=True)
    with Verbinding(
        map_, begin=stand.begin, spiegel=weg.spiegel, geduld=weg.geduld, stop=stopbestand.exists
    ) as verbinding:
        taak = _Taak(opslag, stand, meld, akkoord=akkoord)
        taak.tell()
        return taak.run(verbinding)


class _Taak:
    """Does the steps one by one and keeps the account of them."""

    def __init__(
        self, opslag: Opslag, stand: Stand, meld: Melder, *, akkoord: frozenset[int]
    ) -> None:
        self._opslag = opslag
        self._stand = stand
        self._meld = meld
        self._akkoord = akkoord
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
            verbinding.begin_step()
            try:
                with tell_disk(self._opslag):
                    self._try(nummer, stap, verbinding)
            except GestoptError:
                raise
            except SocialeKaartError as fout:
                # busy: such as class bounds still being made for a task that was killed
                if isinstance(fout, _ONBRUIKBAAR):
                    verbinding.forget()
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
            is_akkoord=nummer in self._akkoord,
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
        and timedelta(0) <= nu - eerder.begin < _HOUDBAAR
        and _is_of_now(eerder, opslag)
    ):
        # what was half done is done again; what was fetched of it is still there
        return _reopen(eerder, {Staat.BEZIG, Staat.MISLUKT})
    stappen = tuple(Stapstand(bron=bron, titel=titel) for bron, titel in _titles(gevraagd, opslag))
    return Stand(gevraagd=gevraagd, begin=nu, hervat=nu, stappen=stappen)


def _titles(gevraagd: Gevraagd, opslag: Opslag) -> list[tuple[str, str]]:
    return [(stap.bron, stap.titel) for stap in list_stappen(gevraagd, opslag=opslag)]


def _is_of_now(stand: Stand, opslag: Opslag) -> bool:
    """Tell whether a task has the steps that this version of the program would give it."""
    heeft = [(stap.bron, stap.titel) for stap in stand.stappen]
    return heeft == _titles(stand.gevraagd, opslag)


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
    with tell_disk(opslag):
        map_.mkdir(parents=True, exist_ok=True)
        (map_ / _STOP).touch()


def is_bezig(opslag: Opslag) -> bool:
    """Tell whether a task runs; whoever only looks leaves nothing behind."""
    if not (opslag.pad / MAP).is_dir():
        return False
    try:
        with _locked(opslag, geduld_s=0):
            return False
    except OphalenBezigError:
        return True
    except OpslagMisluktError:
        return False  # nobody can write there, also no task


@contextmanager
def _locked(opslag: Opslag, *, geduld_s: float = _SLOT_S) -> Iterator[None]:
    map_ = opslag.pad / MAP
    slot = FileLock(map_ / _SLOT, timeout=geduld_s)
    try:
        map_.mkdir(parents=True, exist_ok=True)
        slot.acquire()
    except Timeout as fout:
        raise OphalenBezigError from fout
    except OSError as fout:
        raise OpslagMisluktError(str(opslag.pad), disk_reason(fout)) from fout
    try:
        yield
    finally:
        slot.release()

"""
A queue for work that takes seconds, in a process of its own, so that nobody's map waits for it.

The process lives as long as the app and gives way to it; it ends by itself when the app does, also
when that is killed. Who stops a piece of work ends its process, and the next piece gets a new one.
What is made lies in memory or in files without a name, so that nothing half-written stays.
"""

import os
import threading
from collections import deque
from collections.abc import Callable
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING, Any, Final

from components.errors import WerkGestoptError, WerkMisluktError
from data.errors import SocialeKaartError

if TYPE_CHECKING:
    from collections.abc import Iterator

# How much less it asks of the machine than what visitors wait for.
_NA: Final = 10
_KIJK_S: Final = 0.1

# Tells how many of how many parts are done.
Melder = Callable[[int, int], None]


@dataclass
class _Werker:
    """A process and the line to it."""

    proces: BaseProcess
    lijn: Connection


@dataclass
class Wachtrij:
    """Pieces of work one after the other, in the order in which they were asked."""

    _werker: _Werker | None = None
    _wachtend: deque[object] = field(default_factory=deque)
    _beurt: threading.Condition = field(default_factory=threading.Condition)

    def run(
        self,
        werk: Callable[..., Any],
        *args: Any,  # noqa: ANN401 - whatever the work takes
        bij_voortgang: Melder | None = None,
        stop: threading.Event | None = None,
    ) -> Any:  # noqa: ANN401 - whatever the work answers
        """
        Answer what a piece of work answers; its function lies at the top of a module.

        Where `bij_voortgang` is given, the work gets a `meld` that calls it.

        Raises
        ------
        WerkGestoptError
            If `stop` was set.
        WerkMisluktError
            If the work failed, with the sentence of what is wrong where it is one of ours.
        """
        stop = stop or threading.Event()
        with self._take_turn(stop):
            werker = self._running()
            try:
                werker.lijn.send((werk, args, bij_voortgang is not None))
                soort, inhoud = self._listen(werker, bij_voortgang, stop)
            except (EOFError, OSError) as fout:
                self.close()
                raise WerkMisluktError from fout
        if soort == _FOUT:
            raise WerkMisluktError(inhoud)
        return inhoud

    def close(self) -> None:
        """End the process, if there is one."""
        werker, self._werker = self._werker, None
        if werker is not None:
            werker.proces.kill()
            werker.proces.join()
            werker.lijn.close()

    def _listen(
        self, werker: _Werker, bij_voortgang: Melder | None, stop: threading.Event
    ) -> tuple[str, Any]:
        while True:
            if stop.is_set():
                self.close()
                raise WerkGestoptError
            if not wait([werker.lijn], timeout=_KIJK_S):
                continue
            soort, inhoud = werker.lijn.recv()
            if soort != _VOORTGANG:
                return soort, inhoud
            if bij_voortgang:
                bij_voortgang(*inhoud)

    @contextmanager
    def _take_turn(self, stop: threading.Event) -> "Iterator[None]":
        """Wait until all who came before are done."""
        ik = object()
        with self._beurt:
            self._wachtend.append(ik)
        try:
            with self._beurt:
                while self._wachtend[0] is not ik and not stop.is_set():
                    self._beurt.wait(timeout=_KIJK_S)
            if stop.is_set():
                raise WerkGestoptError
            yield
        finally:
            with self._beurt:
                self._wachtend.remove(ik)
                self._beurt.notify_all()

    def _running(self) -> _Werker:
        if self._werker is not None and not self._werker.proces.is_alive():
            self.close()
        if self._werker is None:
            # a new program: a copy of this one would hold its locks and its sockets
            ruimte = get_context("spawn")
            hier, daar = ruimte.Pipe()
            proces = ruimte.Process(target=work, args=(daar,), daemon=True)
            proces.start()
            daar.close()
            self._werker = _Werker(proces, hier)
        return self._werker


_KLAAR: Final = "klaar"
_FOUT: Final = "fout"
_VOORTGANG: Final = "voortgang"


def work(lijn: Connection) -> None:
    """Do what comes over the line, until it is closed; the other side runs this."""
    with suppress(AttributeError, OSError):  # Windows has no such number
        os.nice(_NA)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    while True:
        try:
            werk, args, met_voortgang = lijn.recv()
        except EOFError:
            return
        lijn.send(do(werk, args, lijn if met_voortgang else None))


def do(werk: Callable[..., Any], args: tuple[Any, ...], lijn: Connection | None) -> tuple[str, Any]:
    """Do one piece of work; answer what became of it."""
    extra = {}
    if lijn is not None:
        extra["meld"] = lambda gedaan, totaal: lijn.send((_VOORTGANG, (gedaan, totaal)))
    try:
        return _KLAAR, werk(*args, **extra)
    except SocialeKaartError as fout:
        return _FOUT, str(fout)
    except Exception:  # noqa: BLE001 - the next piece of work still has to be done
        return _FOUT, ""


def _end_with_parent() -> None:
    """End at once when the app is gone, whatever is being made."""
    ouder = parent_process()
    if ouder is not None:
        ouder.join()
    os._exit(1)

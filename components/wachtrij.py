"""
A queue for work that takes seconds, in a process of its own, so that nobody's map waits for it.

The process lives as long as the app and gives way to it; it ends by itself when the app does, also
when that is killed. Who stops a piece of work ends its process, and the next piece gets a new one.
What is made lies in memory or in files without a name, so that nothing half-written stays.
"""

import os
import pickle
import queue
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Final

from components.errors import WerkGestoptError, WerkMisluktError
from data.errors import SocialeKaartError

# How much less it asks of the machine than what visitors wait for.
_NA: Final = 10
_KIJK_S: Final = 0.1
_WORTEL: Final = str(Path(__file__).parents[1])
_PAD: Final = os.pathsep.join(filter(None, (_WORTEL, os.environ.get("PYTHONPATH"))))
_KLAAR, _FOUT, _VOORTGANG, _WEG = "klaar", "fout", "voortgang", "weg"

# Tells how many of how many parts are done.
Melder = Callable[[int, int], None]


class _Werker:
    """A process that does work, and what it answers."""

    def __init__(self) -> None:
        # a new program, and not one of multiprocessing: that would first run our page once more
        self._proces = subprocess.Popen(
            [sys.executable, "-m", "components.wachtrij"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # by name, for the folder we stand in has to stay: a store may be named from there
            env={**os.environ, "PYTHONPATH": _PAD},
        )
        self.antwoorden: queue.Queue[tuple[str, Any]] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def is_bezig(self) -> bool:
        """Tell whether it still lives."""
        return self._proces.poll() is None

    def ask(self, werk: Callable[..., Any], args: tuple[Any, ...], *, meldt: bool) -> None:
        """Give it a piece of work."""
        assert self._proces.stdin is not None  # noqa: S101 - it was asked for
        pickle.dump((werk, args, meldt), self._proces.stdin)
        self._proces.stdin.flush()

    def end(self) -> None:
        """End it, whatever it does."""
        self._proces.kill()
        self._proces.wait()
        for lijn in (self._proces.stdin, self._proces.stdout):
            with suppress(OSError):  # what was still to be sent has nowhere to go
                if lijn is not None:
                    lijn.close()

    def _listen(self) -> None:
        assert self._proces.stdout is not None  # noqa: S101 - it was asked for
        with suppress(EOFError, OSError, ValueError, pickle.UnpicklingError):
            while True:
                antwoord = pickle.load(self._proces.stdout)  # noqa: S301 - our own process wrote it
                self.antwoorden.put(antwoord)
        self.antwoorden.put((_WEG, None))


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
                werker.ask(werk, args, meldt=bij_voortgang is not None)
            except OSError as fout:
                self.close()
                raise WerkMisluktError from fout
            try:
                return self._wait(werker, bij_voortgang, stop)
            except WerkMisluktError:
                raise
            except BaseException:
                # what it still answers would be taken for the answer to the next question
                self.close()
                raise

    def close(self) -> None:
        """End the process, if there is one."""
        werker, self._werker = self._werker, None
        if werker is not None:
            werker.end()

    def _wait(self, werker: _Werker, bij_voortgang: Melder | None, stop: threading.Event) -> Any:  # noqa: ANN401 - whatever the work answers
        while True:
            if stop.is_set():
                self.close()
                raise WerkGestoptError
            try:
                soort, inhoud = werker.antwoorden.get(timeout=_KIJK_S)
            except queue.Empty:
                continue
            if soort == _VOORTGANG and bij_voortgang:
                bij_voortgang(*inhoud)
            elif soort == _KLAAR:
                return inhoud
            elif soort == _FOUT:
                raise WerkMisluktError(inhoud)
            else:
                self.close()
                raise WerkMisluktError

    @contextmanager
    def _take_turn(self, stop: threading.Event) -> Iterator[None]:
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
        if self._werker is not None and not self._werker.is_bezig:
            self.close()
        if self._werker is None:
            self._werker = _Werker()
        return self._werker


def work(binnen: IO[bytes], buiten: IO[bytes]) -> None:
    """Do what comes in until that ends, and answer it; the other side of a `_Werker`."""
    taken: queue.SimpleQueue[tuple[Callable[..., Any], tuple[Any, ...], bool]] = queue.SimpleQueue()
    threading.Thread(target=_take_in, args=(binnen, taken), daemon=True).start()

    def tell(soort: str, inhoud: object) -> None:
        pickle.dump((soort, inhoud), buiten)
        buiten.flush()

    while True:
        werk, args, meldt = taken.get()
        extra = {}
        if meldt:
            extra["meld"] = lambda gedaan, totaal: tell(_VOORTGANG, (gedaan, totaal))
        try:
            uitkomst = werk(*args, **extra)
        except SocialeKaartError as fout:
            tell(_FOUT, str(fout))
        except Exception:  # noqa: BLE001 - the next piece of work still has to be done
            tell(_FOUT, "")
        else:
            tell(_KLAAR, uitkomst)


def _take_in(binnen: IO[bytes], taken: "queue.SimpleQueue[Any]") -> None:
    """Read pieces of work; where the app is gone, end at once, whatever is being made."""
    try:
        while True:
            taken.put(pickle.load(binnen))  # noqa: S301 - the app itself wrote it
    finally:
        os._exit(0)


def main() -> None:
    """Be the process of a queue; what others print does not come between its answers."""
    with suppress(AttributeError, OSError):  # Windows has no such number
        os.nice(_NA)
    buiten = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    work(sys.stdin.buffer, buiten)


if __name__ == "__main__":
    main()

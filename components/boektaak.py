"""A book of maps in the making, for the page that shows how far it is."""

import threading
from dataclasses import dataclass, field

from components.huisstijl import read_huisstijl
from components.kaartenboek import Boek, make_boek, title_of
from components.wachtrij import Wachtrij
from data.errors import SocialeKaartError
from layers.soorten import build_kaartbeeld

# of its own: a book takes a minute, and a picture does not wait for it
_RIJ = Wachtrij()


@dataclass
class Boektaak:
    """
    A book that is asked: how far it is, and what became of it.

    One of `ruw` and `fout` is set when it is done; a book that was stopped has neither.
    """

    boek: Boek
    gedaan: int = 0
    totaal: int = 0
    ruw: bytes | None = None
    fout: SocialeKaartError | None = None
    _stop: threading.Event = field(default_factory=threading.Event)
    _draad: threading.Thread | None = None

    @property
    def titel(self) -> str:
        """What the book is called."""
        return title_of(self.boek, build_kaartbeeld(self.boek.weergaven[0]))

    @property
    def is_bezig(self) -> bool:
        """Tell whether it is still being made, or waiting for its turn."""
        return self._draad is not None and self._draad.is_alive()

    def start(self) -> None:
        """Begin, beside everything else."""
        self.totaal = len(self.boek.weergaven) + len(self.boek.buurten)
        self._draad = threading.Thread(target=self._make, daemon=True)
        self._draad.start()

    def stop(self) -> None:
        """End it and what it was making."""
        self._stop.set()
        if self._draad is not None:
            self._draad.join()

    def _make(self) -> None:
        try:
            self.ruw = _RIJ.run(
                make_boek, self.boek, read_huisstijl(), bij_voortgang=self._note, stop=self._stop
            )
        except SocialeKaartError as fout:
            self.fout = None if self._stop.is_set() else fout

    def _note(self, gedaan: int, totaal: int) -> None:
        self.gedaan, self.totaal = gedaan, totaal

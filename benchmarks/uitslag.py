"""What a measurement of one page at one number of buurten answers."""

from dataclasses import dataclass, field
from typing import Final

from benchmarks.berichten import Berichten
from benchmarks.meten import Wissel
from benchmarks.verslag import median

KLEIN: Final = 116
GROOT: Final = 14_500
ONS: Final = "onze pagina"
NAIEF: Final = "naïef"
GETUND: Final = "goed getuned"
GROF: Final = "goed getuned, grof"


@dataclass(kw_only=True)
class Uitslag:
    """
    What was measured of one page at one number of buurten.

    The first time a topic is shown our server computes it, for all visitors; the others keep
    nothing between switches, so that theirs are all in `wissels`.
    """

    pagina: str
    aantal: int
    koud_s: float = 0.0
    warm_s: list[float] = field(default_factory=list)
    ontvangen_eerst: int = 0
    wissels: list[Wissel] = field(default_factory=list)
    eerste_keer: list[Wissel] = field(default_factory=list)
    heap_mb: dict[int, float] = field(default_factory=dict)
    jaarstap_ms: list[float] = field(default_factory=list)
    berichten: Berichten | None = None
    server_mb: float | None = None

    @property
    def wissel_s(self) -> float | None:
        """Answer the median of the switches, to the last repaint."""
        return median([w.beeld_s for w in self.wissels])

    @property
    def bytes_per_wissel(self) -> float | None:
        """Answer the median of what a switch brings in."""
        return median([w.ontvangen for w in self.wissels])

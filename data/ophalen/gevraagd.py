"""What is asked: which gemeenten or the whole country, from which publishers, since when."""

from dataclasses import dataclass
from typing import Final

from data.adressen import KERNCIJFERS_TABELLEN
from data.gebieden import gemeentecode_of
from data.levering import EERSTE_JAAR

# The order in which sources are fetched: figures tell which outlines of before are needed.
BRONNEN: Final = ("kwb", "omtrekken", "leefbaarometer", "rivm", "misdrijven", "overlast", "ses")
VANAF: Final = 2013
# The newest year that any publisher is asked for.
NIEUWSTE: Final = max(tabel.peiljaar or 0 for tabel in KERNCIJFERS_TABELLEN)


@dataclass(frozen=True, kw_only=True)
class Gevraagd:
    """
    What is asked of the publishers.

    `gemeenten` are codes, sorted; none stands for the whole country. `met_landelijke_kaart` allows
    a file of outlines of the whole country, of which the size is told first.
    """

    gemeenten: tuple[str, ...]
    bronnen: tuple[str, ...] = BRONNEN
    vanaf: int = VANAF
    met_landelijke_kaart: bool = False

    def __post_init__(self) -> None:
        """Promise that it can be asked."""
        assert self.vanaf >= EERSTE_JAAR  # noqa: S101 - whoever reads a command sees to it
        assert set(self.bronnen) <= set(BRONNEN)  # noqa: S101 - the page and the command offer no other

    @property
    def is_land(self) -> bool:
        """Tell whether the whole country is asked."""
        return not self.gemeenten

    @property
    def naam(self) -> str:
        """Answer what is asked as part of a file name."""
        return "NL" if self.is_land else "-".join(self.gemeenten)[:60]

    def has(self, gebiedscode: str) -> bool:
        """
        Tell whether an area belongs to what is asked; the country always does.

        >>> Gevraagd(gemeenten=("GM0772",)).has("BU07721110")
        True
        """
        if gebiedscode.startswith("NL") or self.is_land:
            return True
        return gemeentecode_of(gebiedscode) in self.gemeenten

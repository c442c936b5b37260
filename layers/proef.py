"""What a finding is looked at with: buurten on two sides, and how sure their difference is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from data.errors import SocialeKaartError
from data.opslag import Opslag
from layers.begrippen import Indicator
from layers.buurten import households, list_buurten, shown_values
from layers.kaartbeeld import Opmaak
from layers.leefbaarheid import share_near

_TREKKINGEN: Final = 2000
_KEER: Final = 100
_ZAAD: Final = 20200122  # the day of the report; any fixed number gives the same verdict twice
_ZEKERHEID: Final = (2.5, 97.5)


class NietTeZeggenError(SocialeKaartError):
    """A finding cannot be looked at here; the text says why."""


@dataclass(frozen=True, kw_only=True)
class Proef:
    """
    What a finding is looked at with: buurten with a value, a weight and a side.

    The figure is the mean of the side `groep` minus that of the others; minus `nul` where it is
    not set against others (`is_alleen`). `verwacht` is the sign that the finding gives it. `zin`
    writes the figure of both sides.
    """

    waarden: pd.Series
    gewichten: pd.Series
    groep: pd.Series
    verwacht: int
    zin: Callable[[float, float | None], str]
    opmaak: Opmaak
    nul: float = 0.0
    is_alleen: bool = False


@dataclass(frozen=True)
class Plek:
    """Where a finding is looked at."""

    gebied: str
    grensjaar: int
    opslag: Opslag

    def codes(self) -> list[str]:
        """List its buurten."""
        return list_buurten(self.gebied, self.grensjaar, opslag=self.opslag)

    def values(self, indicator: Indicator, jaar: int) -> pd.Series:
        """Answer the values of its buurten that may be told."""
        return shown_values(indicator, jaar, grensjaar=self.grensjaar, opslag=self.opslag).reindex(
            self.codes()
        )

    def weights(self, jaar: int) -> pd.Series:
        """Answer the households of its buurten."""
        return households(jaar, grensjaar=self.grensjaar, opslag=self.opslag).reindex(self.codes())

    def shares(self, jaar: int) -> pd.Series:
        """Answer the share of corporation homes of its buurten, of the nearest year."""
        return share_near(self.gebied, jaar, grensjaar=self.grensjaar, opslag=self.opslag)[
            1
        ].reindex(self.codes())


def bootstrap(
    tabel: pd.DataFrame, *, nul: float = 0.0, is_alleen: bool = False
) -> tuple[float, float]:
    """
    Answer between which bounds the figure lies in 95 of 100 draws of the same number of buurten.

    Parameters
    ----------
    tabel
        Columns `waarde`, `gewicht` and `groep` (True: the side that is looked at).
    nul, is_alleen
        What the mean is set against, and whether it is set against that and no other side.
    """
    rng = np.random.default_rng(_ZAAD)
    aantal = len(tabel)
    uit = []
    for _ in range(_TREKKINGEN // _KEER):  # a hundred at once: the country has 14.000 buurten
        keren = rng.multinomial(aantal, np.full(aantal, 1 / aantal), size=_KEER).astype(float)
        hier, daar = side_means(tabel, keren)
        uit.append(hier - (nul if is_alleen else daar))
    laag, hoog = np.nanpercentile(np.concatenate(uit), _ZEKERHEID)
    return float(laag), float(hoog)


def side_means(tabel: pd.DataFrame, keren: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Answer the weighted mean of both sides for each row of how often a buurt was drawn."""
    uit = []
    waarde = tabel["waarde"].to_numpy(float)
    for kant in (tabel["groep"].astype(bool), ~tabel["groep"].astype(bool)):
        gewicht = tabel["gewicht"].to_numpy(float) * kant.to_numpy()
        noemer = keren @ gewicht
        teller = keren @ (gewicht * waarde)
        # in some draws a small side has no buurt at all
        uit.append(np.divide(teller, noemer, out=np.full(len(keren), np.nan), where=noemer > 0))
    return uit[0], uit[1]

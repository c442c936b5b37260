"""
The registry: one entry per indicator, in the module of its subject. Add yours there.

| subject | module |
|---|---|
| income and work | `indicatoren_inkomen.py` |
| what an organisation brings itself | `indicatoren_eigen.py` |
| liveability and safety | `indicatoren_leefbaarheid.py` |
| health, and what residents experience | `indicatoren_gezondheid.py` |
| homes and who lives in them | `indicatoren_wonen.py` |
| care | `indicatoren_zorg.py` |

The order here and there is the order of the menu. Years are not in an entry; they follow from the
store. Neutral bands without a source are our own choice.
"""

from dataclasses import dataclass
from typing import Final

from layers.begrippen import Indicator
from layers.indicatoren_eigen import EIGEN_CIJFERS
from layers.indicatoren_gezondheid import GEZONDHEID_EN_BELEVING
from layers.indicatoren_inkomen import INKOMEN
from layers.indicatoren_leefbaarheid import LEEFBAARHEID_EN_VEILIGHEID
from layers.indicatoren_wonen import WONEN
from layers.indicatoren_zorg import ZORG


@dataclass(frozen=True)
class Thema:
    """A subject: its key, its name for a visitor, and its indicators in the order of the menu."""

    sleutel: str
    naam: str
    indicatoren: tuple[Indicator, ...]


THEMAS: Final = (
    Thema("inkomen", "Inkomen en werk", INKOMEN),
    Thema("eigen", "Ingebracht door uw organisatie", EIGEN_CIJFERS),
    Thema("leefbaarheid", "Leefbaarheid en veiligheid", LEEFBAARHEID_EN_VEILIGHEID),
    Thema("gezondheid", "Gezondheid en beleving", GEZONDHEID_EN_BELEVING),
    Thema("wonen", "Wonen en bevolking", WONEN),
    Thema("zorg", "Zorg", ZORG),
)
INDICATOREN: Final = tuple(indicator for thema in THEMAS for indicator in thema.indicatoren)
INDICATOR_PER_SLEUTEL: Final = {indicator.sleutel: indicator for indicator in INDICATOREN}

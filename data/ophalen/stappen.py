"""All steps of a task, in the order in which they help each other."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Final

from data.ophalen.gevraagd import Gevraagd
from data.ophalen.kaarten import list_omtrekken
from data.ophalen.leefbaarheid import list_leefbaarometer
from data.ophalen.stap import Stap
from data.ophalen.tabellen import list_kerncijfers, list_tabellen

_MAKERS: Final[dict[str, Callable[[Gevraagd], Iterable[Stap]]]] = {
    "kwb": list_kerncijfers,
    "omtrekken": list_omtrekken,
    "leefbaarometer": list_leefbaarometer,
    **{bron: partial(list_tabellen, bron) for bron in ("rivm", "misdrijven", "overlast", "ses")},
}


def list_stappen(gevraagd: Gevraagd) -> list[Stap]:
    """List the steps of a task, in their order."""
    return [stap for bron in gevraagd.bronnen for stap in _MAKERS[bron](gevraagd)]

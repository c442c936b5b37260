"""All steps of a task, in the order in which they help each other."""

from data.ophalen.gevraagd import Gevraagd
from data.ophalen.kaarten import list_omtrekken
from data.ophalen.leefbaarheid import list_leefbaarometer
from data.ophalen.oudere_grenzen import list_oudere_grenzen
from data.ophalen.stap import Stap
from data.ophalen.tabellen import list_kerncijfers, list_tabellen
from data.opslag import Opslag


def list_stappen(gevraagd: Gevraagd, *, opslag: Opslag) -> list[Stap]:
    """List the steps of a task: figures and outlines first, for they tell what else is needed."""
    stappen: list[Stap] = []
    for bron in gevraagd.bronnen:
        if bron == "kwb":
            stappen += list_kerncijfers(gevraagd)
        elif bron == "omtrekken":
            stappen += [*list_omtrekken(gevraagd), *list_oudere_grenzen(gevraagd, opslag)]
        elif bron == "leefbaarometer":
            stappen += list_leefbaarometer(gevraagd)
        else:
            stappen += list_tabellen(bron, gevraagd)
    return stappen

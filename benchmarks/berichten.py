"""How many bytes a switch of topic sends: the year that is shown, and after it the other years."""

import asyncio
from dataclasses import dataclass
from statistics import median

from benchmarks.belasting import choose_topic
from benchmarks.processen import Server
from benchmarks.sessies import visit
from benchmarks.stad import LABELS, Stad


@dataclass(frozen=True, kw_only=True)
class Berichten:
    """
    Medians over all topics.

    `jaar` is all that a switch brings, with what Streamlit sends beside the map; `alle_jaren` the
    one message with classes, states and values of all years.
    """

    jaar: float
    alle_jaren: float


def measure(server: Server, stad: Stad) -> Berichten:
    """Switch through all topics without a browser."""
    return asyncio.run(_measure(server, stad))


async def _measure(server: Server, stad: Stad) -> Berichten:
    jaar, alle = [], []
    async with visit(server.adres, pagina="kaart", vraag={"gebied": stad.gebied}) as sessie:
        for nummer in (*range(1, len(LABELS)), 0):
            begin = sessie.ontvangen
            _, na_jaar = await choose_topic(sessie, stad, nummer)
            jaar.append(na_jaar - begin)
            alle.append(sessie.kaartbericht)
    return Berichten(jaar=median(jaar), alle_jaren=median(alle))

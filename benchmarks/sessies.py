"""Visitors without a browser: web sockets that speak to a Streamlit server as a browser does."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

_GEDULD_S: Final = 180


@dataclass(kw_only=True)
class Sessie:
    """
    One visitor on one page; `bediening` gives the id of every choice on it by its label.

    `kaart` is the frame of the map, `kaartbericht` the bytes of the last message it was sent.
    """

    lijn: ClientConnection
    pagina: str
    vraag: str
    bediening: dict[str, str] = field(default_factory=dict)
    gekozen: dict[str, str] = field(default_factory=dict)
    kaart: str = ""
    gezegd: dict[str, object] | None = None
    ontvangen: int = 0
    kaartbericht: int = 0

    async def choose(self, label: str, optie: str) -> float:
        """Choose an option of one control; answer the seconds until the page has run."""
        self.gekozen[self.bediening[label]] = optie
        return await self._run()

    async def press(self, label: str) -> float:
        """Press a button; answer the seconds until what it does is done."""
        return await self._run(knop=self.bediening[label])

    async def tell(self, antwoord: Mapping[str, object]) -> float:
        """Say what was done on the map, as its frame does; answer the seconds until it is done."""
        self.gezegd = {**antwoord, "t": time.time_ns() // 1_000_000}
        return await self._run()

    async def _run(self, *, knop: str | None = None) -> float:
        bericht = BackMsg()
        bericht.rerun_script.query_string = self.vraag
        bericht.rerun_script.page_name = self.pagina
        for sleutel, optie in self.gekozen.items():
            bericht.rerun_script.widget_states.widgets.add(id=sleutel, string_value=optie)
        if knop is not None:
            bericht.rerun_script.widget_states.widgets.add(id=knop, trigger_value=True)
        if self.gezegd is not None:
            bericht.rerun_script.widget_states.widgets.add(
                id=self.kaart, json_value=json.dumps(self.gezegd)
            )
        begin = time.perf_counter()
        await self.lijn.send(bericht.SerializeToString())
        async with asyncio.timeout(_GEDULD_S):
            while await self._take() != "script_finished":
                pass
        return time.perf_counter() - begin

    async def _take(self) -> str | None:
        ruw = await self.lijn.recv(decode=False)
        self.ontvangen += len(ruw)
        bericht = ForwardMsg.FromString(ruw)
        soort = bericht.WhichOneof("type")
        if soort == "page_info_changed":
            # the address that a browser would show, and send along from now on
            self.vraag = bericht.page_info_changed.query_string
        element = bericht.delta.new_element
        if element.HasField("selectbox"):
            self.bediening[element.selectbox.label] = element.selectbox.id
        if element.HasField("button"):
            self.bediening[element.button.label] = element.button.id
        if element.HasField("component_instance"):
            self.kaart, self.kaartbericht = element.component_instance.id, len(ruw)
        return soort


@asynccontextmanager
async def visit(adres: str, *, pagina: str, vraag: Mapping[str, str]) -> AsyncIterator[Sessie]:
    """Open a page and run it once."""
    stroom = adres.replace("http://", "ws://") + "/_stcore/stream"
    async with connect(
        stroom,
        subprotocols=["streamlit"],  # type: ignore[list-item]  # a NewType of str
        max_size=None,
        compression=None,
        open_timeout=_GEDULD_S,
        ping_interval=None,
    ) as lijn:
        tekst = "&".join(f"{naam}={waarde}" for naam, waarde in vraag.items())
        sessie = Sessie(lijn=lijn, pagina=pagina, vraag=tekst)
        await sessie._run()  # noqa: SLF001 - the first run of a visit
        yield sessie

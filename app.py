"""
Launcher of Sociale Kaart: the app and the files it serves beside it.

The shell lies in `pages/start.py`. With a main script beside the folder `pages/`, Streamlit shows
a first visitor of a deep link the bare page, without navigation and without the place for errors.
"""

import asyncio
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any, Final

import streamlit as st

from components.exporteren import warm_up as warm_up_bestanden
from components.meldingen import show_onverwacht
from components.routes import ROUTES
from data.errors import SocialeKaartError
from layers.openen import (
    open_link,
)
from layers.soorten import build_kaartbeeld

_BESTANDEN_NA_S: Final = 120.0


def warm_up() -> None:
    """Look up what there is and build the map that a first visitor sees, so that it is ready."""
    # what cannot be read is told to the visitor, on the page
    with suppress(SocialeKaartError):
        geopend = open_link({})
        if geopend is not None:
            build_kaartbeeld(geopend.keuze)


@asynccontextmanager
async def open_browser(_app: st.App) -> AsyncIterator[dict[str, Any] | None]:
    """
    Prepare the first map, and open the browser of whoever starts the app.

    `streamlit run` leaves the browser out for an `st.App`.
    """
    lus = asyncio.get_running_loop()
    lus.run_in_executor(None, warm_up)
    # later: the first map comes before the first file
    lus.call_later(_BESTANDEN_NA_S, lus.run_in_executor, None, warm_up_bestanden)
    if not st.get_option("server.headless"):
        adres = f"http://127.0.0.1:{st.get_option('server.port')}"
        # in a thread, for some browsers only answer when they are closed
        lus.call_later(0.5, lambda: lus.run_in_executor(None, webbrowser.open, adres))
    yield None


app = st.App(
    "pages/start.py", routes=ROUTES, lifespan=open_browser, on_script_error=show_onverwacht
)

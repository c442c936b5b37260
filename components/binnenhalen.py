"""Files by hand on the page Gegevens: where they are, and dropping them here."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit as st

from components.adreslijst import build_adressen
from components.inleesverslag import (
    VELDEN,
    build_herzien,
    name_fields,
    tell_bijwerking,
    tell_came,
    tell_refused,
)
from components.kolomwoorden import in_words
from data.bronnen import EIGEN_INDICATOREN
from data.errors import one_line
from data.importeren import Verslag
from data.inlezen import read_verslag
from data.opdrachten import EXIT_AFGEKEURD
from data.opslag import Opslag
from data.wijzigen import disk_reason

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

_WORTEL: Final = Path(__file__).parents[1]
_UITKOMST: Final = "binnenhalen_uitkomst"
_LANGSTE_STAM: Final = 150
_LANGSTE_SOORT: Final = 20
_REGEL: Final = "De bestanden zijn niet te lezen: {}."
_BESTANDEN: Final = "binnenhalen_bestanden"
# Another number is another, empty place to drop files.
_BEURT: Final = "binnenhalen_beurt"
_OPDRACHTEN: Final = """\
python -m data importeer PAD [PAD ...]
python -m data importeer eigen_cijfers.xlsx --indicator lvb --peiljaar 2024
python -m data overzicht
"""


@dataclass(frozen=True, kw_only=True)
class Uitkomst:
    """
    What the importer said of dropped files: its report, or the one sentence of what is wrong.

    `extra` is what was asked beside the files; `is_vraag`: a field has to be filled in.
    """

    aantal: int
    extra: tuple[str, ...] = ()
    verslag: Verslag | None = None
    fout: str = ""
    is_vraag: bool = False


def show_binnenhalen(opslag: Opslag) -> None:
    """Draw where files are to be had, and the place to drop them."""
    st.subheader("Bestanden inlezen")
    st.markdown(
        "Lukt ophalen niet, of heeft u eigen cijfers? Sleep de bestanden hierheen: tabellen "
        "(CSV, Excel, JSON, parquet), kaarten (GeoJSON, GeoPackage, shapefile) en zips worden "
        "herkend. Een bestand dat niet klopt wordt geweigerd en verandert niets."
    )
    uitkomst: Uitkomst | None = st.session_state.get(_UITKOMST)
    bestanden = st.file_uploader(
        "Bestanden",
        accept_multiple_files=True,
        key=f"{_BESTANDEN}_{st.session_state.get(_BEURT, 0)}",
        on_change=_forget,
    )
    with st.expander(
        "Als het bestand het zelf niet zegt", expanded=uitkomst is not None and uitkomst.is_vraag
    ):
        extra = _ask_extra()
    if st.button("Lees in", key="binnenhalen_lees", disabled=not bestanden):
        _read(bestanden, extra, opslag, is_akkoord=False)
    if uitkomst is not None:
        _show_uitkomst(uitkomst)
        if uitkomst.verslag is not None and uitkomst.verslag.wacht_op_akkoord:
            with st.container(horizontal=True):
                is_akkoord = st.button(
                    "Neem de nieuwe cijfers over", type="primary", key="binnenhalen_neem"
                )
                st.button("Laat alles zoals het was", key="binnenhalen_laat", on_click=_let_go)
            if is_akkoord:
                _read(bestanden, uitkomst.extra, opslag, is_akkoord=True)
    with st.expander("Waar de bestanden staan"):
        st.markdown(build_adressen())
        st.markdown(
            "Grote bestanden gaan sneller met een opdracht in de map van Sociale Kaart, met het "
            "pad erbij:"
        )
        st.code(_OPDRACHTEN, language=None)


def _ask_extra() -> tuple[str, ...]:
    """Draw the fields for what a file does not say, and answer them as a command has them."""
    links, rechts = st.columns(2)
    waarden = {
        "--peiljaar": links.text_input(
            VELDEN["peiljaar"], placeholder="2024", key="bin_peiljaar"
        ).strip(),
        "--grensjaar": rechts.text_input(
            VELDEN["grensjaar"], placeholder="2024", key="bin_grens"
        ).strip(),
        "--indicator": st.segmented_control(
            VELDEN["indicator"],
            list(EIGEN_INDICATOREN),
            format_func=EIGEN_INDICATOREN.__getitem__,
            key="bin_onderwerp",
        ),
    }
    return tuple(deel for naam, waarde in waarden.items() if waarde for deel in (naam, waarde))


def _read(
    bestanden: "Sequence[UploadedFile]",
    extra: tuple[str, ...],
    opslag: Opslag,
    *,
    is_akkoord: bool,
) -> None:
    """Read in what was dropped; what is done with, or cannot be used, leaves the place."""
    with st.spinner("De bestanden worden gelezen."):
        uitkomst = read_in(
            [(bestand.name, bestand.getvalue()) for bestand in bestanden],
            extra,
            opslag=opslag,
            is_akkoord=is_akkoord,
        )
    st.session_state[_UITKOMST] = uitkomst
    if not (uitkomst.is_vraag or (uitkomst.verslag and uitkomst.verslag.wacht_op_akkoord)):
        _clear()
    st.rerun()


def _clear() -> None:
    st.session_state[_BEURT] = st.session_state.get(_BEURT, 0) + 1


def _forget() -> None:
    st.session_state.pop(_UITKOMST, None)


def _let_go() -> None:
    _forget()
    _clear()


def _show_uitkomst(uitkomst: Uitkomst) -> None:
    verslag = uitkomst.verslag
    if verslag is None:
        st.error(f"{tell_refused(uitkomst.aantal)}  \n{uitkomst.fout}")
        return
    (st.warning if verslag.wacht_op_akkoord else st.success)(tell_came(verslag))
    zinnen = [zin for deel in verslag.bijwerkingen for zin in tell_bijwerking(deel)]
    if zinnen:
        st.markdown("\n".join(f"- {zin}" for zin in zinnen))
    grootste = [(deel, h) for deel in verslag.bijwerkingen for h in deel.grootste]
    if grootste:
        st.html(build_herzien(grootste))
    with st.expander("Verslag van het inlezen"):
        regels = "<br>".join(escape(in_words(regel)) for regel in verslag.regels)
        st.html(f'<div class="sk-verslag"><p>{regels}</p></div>')


def read_in(
    bestanden: Sequence[tuple[str, bytes]],
    extra: Sequence[str],
    *,
    opslag: Opslag,
    is_akkoord: bool,
) -> Uitkomst:
    """Hand dropped files to the importer, in a program of its own, and answer what it said."""
    uitkomst = Uitkomst(aantal=len(bestanden), extra=tuple(extra))
    vragen = [] if is_akkoord else ["--eerst-vragen"]
    try:
        with tempfile.TemporaryDirectory() as map_:
            paden: list[str] = []
            for naam, ruw in bestanden:
                pad = _place(Path(map_), naam)
                pad.write_bytes(ruw)
                paden.append(str(pad))
            opdracht = ["importeer", "--json", *vragen, *extra, "--", *paden]
            gedaan = subprocess.run(  # noqa: S603 - our own command, and no shell
                [sys.executable, "-m", "data", *opdracht],
                cwd=_WORTEL,
                env={
                    **os.environ,
                    "PYTHONIOENCODING": "utf-8",
                    "SOCIALE_KAART_GEGEVENS": str(opslag.pad.resolve()),
                },
                capture_output=True,
                encoding="utf-8",
                check=False,
            )
    except OSError as fout:
        return replace(uitkomst, fout=_REGEL.format(disk_reason(fout)))
    if gedaan.returncode == 0:
        return replace(uitkomst, verslag=read_verslag(gedaan.stdout))
    if gedaan.returncode != EXIT_AFGEKEURD:
        return replace(
            uitkomst, fout="Het inlezen brak af. De gegevens die er waren, staan er nog."
        )
    zin = gedaan.stderr.strip()
    op_pagina = name_fields(zin)
    return replace(uitkomst, fout=op_pagina, is_vraag=op_pagina != zin)


def _place(map_: Path, naam: str) -> Path:
    """Answer where a dropped file is laid: under its own name, as far as a disk can hold it."""
    # a browser gives a name without a folder, but not every client is a browser
    eigen = one_line(naam.replace("\\", "/")).rstrip("/").rsplit("/", 1)[-1].strip(" .")
    stam, punt, soort = eigen.rpartition(".")
    if not stam:
        stam, punt, soort = eigen or "bestand", "", ""
    staart = punt + soort[:_LANGSTE_SOORT]
    # signs may take four bytes, and a name of a file 255
    stam = stam.encode("utf-8")[:_LANGSTE_STAM].decode("utf-8", "ignore")
    # files that belong together lie in one folder; two of one name cannot
    plekken = (map_ / str(nummer) / f"{stam}{staart}" for nummer in count())
    plek = next(plek for plek in plekken if not plek.exists())
    plek.parent.mkdir(exist_ok=True)
    return plek

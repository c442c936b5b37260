"""Files by hand on the page Gegevens: where they are, and dropping them here."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final

import streamlit as st

from data.adressen import (
    KERNCIJFERS_WERKMAPPEN,
    LEEFBAAROMETER_SCORES,
    OMTREKJAREN,
    OMTREKKEN_MET_DE_HAND,
    OMTREKKEN_VAN_NEDERLAND,
)
from data.bronnen import EIGEN_INDICATOREN, LEEFBAAROMETER, MISDRIJVEN
from data.errors import one_line
from data.opdrachten import EXIT_AFGEKEURD
from data.opslag import Opslag
from data.wijzigen import disk_reason

_WORTEL: Final = Path(__file__).parents[1]
_UITKOMST: Final = "binnenhalen_uitkomst"
_LANGSTE_STAM: Final = 150
_LANGSTE_SOORT: Final = 20
_REGEL: Final = "De bestanden zijn niet te lezen: {}."
_OPDRACHTEN: Final = """\
python -m data importeer PAD [PAD ...]
python -m data importeer eigen_cijfers.xlsx --indicator lvb --peiljaar 2024
python -m data overzicht
"""


@dataclass(frozen=True, kw_only=True)
class Uitkomst:
    """What the importer said of dropped files: its report, or the one sentence of what is wrong."""

    regels: tuple[str, ...]
    is_gelukt: bool


def show_binnenhalen(opslag: Opslag) -> None:
    """Draw where files are to be had, and the place to drop them."""
    st.subheader("Bestanden inlezen")
    st.markdown(
        "Lukt ophalen niet, of heeft u eigen cijfers? Sleep de bestanden hierheen: tabellen "
        "(CSV, Excel, JSON), kaarten (GeoJSON, GeoPackage, shapefile) en zips worden herkend. Een "
        "bestand dat niet klopt wordt geweigerd en verandert niets."
    )
    bestanden = st.file_uploader(
        "Bestanden", accept_multiple_files=True, key="binnenhalen_bestanden"
    )
    with st.expander("Als het bestand het zelf niet zegt"):
        links, rechts = st.columns(2)
        peiljaar = links.text_input("Jaar van de cijfers", placeholder="2024", key="bin_peiljaar")
        grens = rechts.text_input("Jaar van de buurtgrenzen", placeholder="2024", key="bin_grens")
        onderwerp = st.segmented_control(
            "Onderwerp van eigen cijfers",
            list(EIGEN_INDICATOREN),
            format_func=EIGEN_INDICATOREN.__getitem__,
            key="bin_onderwerp",
        )
    if st.button("Lees in", key="binnenhalen_lees", disabled=not bestanden):
        extra = [
            deel
            for naam, waarde in (
                ("--peiljaar", peiljaar.strip()),
                ("--grensjaar", grens.strip()),
                ("--indicator", onderwerp or ""),
            )
            if waarde
            for deel in (naam, waarde)
        ]
        with st.spinner("De bestanden worden gelezen."):
            st.session_state[_UITKOMST] = read_in(
                [(bestand.name, bestand.getvalue()) for bestand in bestanden], extra, opslag=opslag
            )
        st.rerun()
    uitkomst: Uitkomst | None = st.session_state.get(_UITKOMST)
    if uitkomst is not None:
        (st.success if uitkomst.is_gelukt else st.error)("  \n".join(uitkomst.regels))
    with st.expander("Waar de bestanden staan"):
        st.markdown(build_adressen())
        st.markdown(
            "Grote bestanden gaan sneller met een opdracht in de map van Sociale Kaart, met het "
            "pad erbij:"
        )
        st.code(_OPDRACHTEN, language=None)


def read_in(
    bestanden: Sequence[tuple[str, bytes]], extra: Sequence[str], *, opslag: Opslag
) -> Uitkomst:
    """Hand dropped files to the importer, in a program of its own, and answer what it said."""
    try:
        with tempfile.TemporaryDirectory() as map_:
            paden: list[str] = []
            for naam, ruw in bestanden:
                pad = _place(Path(map_), naam)
                pad.write_bytes(ruw)
                paden.append(str(pad))
            gedaan = subprocess.run(  # noqa: S603 - our own command, and no shell
                [sys.executable, "-m", "data", "importeer", *extra, "--", *paden],
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
        return Uitkomst(regels=(_REGEL.format(disk_reason(fout)),), is_gelukt=False)
    is_gelukt = gedaan.returncode == 0
    tekst = gedaan.stdout if is_gelukt else gedaan.stderr
    regels = tuple(tekst.strip().splitlines())
    if gedaan.returncode not in {0, EXIT_AFGEKEURD}:
        regels = ("Het inlezen brak af. De gegevens die er waren, staan er nog.",)
    return Uitkomst(regels=regels, is_gelukt=is_gelukt)


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


def build_adressen() -> str:
    """Write the addresses of the official files."""
    kwb = ", ".join(f"[{jaar}]({adres})" for jaar, adres in KERNCIJFERS_WERKMAPPEN.items())
    jaar = OMTREKJAREN[0]
    grens = OMTREKKEN_MET_DE_HAND.replace("{jaar}", str(jaar))
    kaart = OMTREKKEN_VAN_NEDERLAND[jaar][-1]
    regels = (
        f"Kerncijfers wijken en buurten (Excel): {kwb}",
        f"Buurtgrenzen van {jaar}: [lijst van PDOK]({grens}), [zip van CBS]({kaart})",
        f"Leefbaarometer: [scores]({LEEFBAAROMETER_SCORES[0]}), [uitleg]({LEEFBAAROMETER.pagina})",
        f"Misdrijven en overlast: [open data van de politie]({MISDRIJVEN.pagina})",
    )
    return "\n".join(f"- {regel}" for regel in regels)

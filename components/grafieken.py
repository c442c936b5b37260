"""A chart on the page: the drawing, its numbers as a table, and both as files."""

import base64
import csv
import io
from datetime import date
from functools import partial
from html import escape

import streamlit as st

from components.cijfers import make_harmless
from components.dag import today
from components.exporteren import GEVOELIG, make_apart
from components.grafiekblad import describe, write_grafiek
from components.kopieren import show_kopieerknop
from components.uitvoer import MIME, Formaat, make_grafiek
from layers.grafiek import Grafiek
from layers.ondergrond import FICTIEF_MERK

_MEER = {
    Formaat.PPTX: "Dia (PowerPoint)",
    Formaat.DOCX: "Memo (Word)",
    Formaat.PDF: "PDF",
    Formaat.XLSX: "Cijfers (Excel)",
}
_SOORTEN = {"png": "image/png", "svg": "image/svg+xml", "csv": "text/csv"}


def show_bestanden(grafiek: Grafiek, *, sleutel: str, bestandsnaam: str) -> None:
    """Draw the buttons that save a chart which the page itself draws."""
    _show_files(grafiek, _svg(grafiek, today()), sleutel=sleutel, bestandsnaam=bestandsnaam)


def show_grafiek(grafiek: Grafiek, *, sleutel: str, bestandsnaam: str) -> None:
    """Draw a chart with its table and the buttons that save it; `sleutel` keeps charts apart."""
    svg = _svg(grafiek, today())
    beeld = base64.b64encode(svg).decode("ascii")
    st.markdown(
        f'<img class="sk-grafiek" alt="{escape(describe(grafiek))}" '
        f'src="data:image/svg+xml;base64,{beeld}">',
        unsafe_allow_html=True,
    )
    if ask_gevoelig(
        is_gevoelig=grafiek.is_gevoelig and FICTIEF_MERK not in grafiek.merken, sleutel=sleutel
    ):
        _show_files(grafiek, svg, sleutel=sleutel, bestandsnaam=bestandsnaam)
    with st.expander("Cijfers als tabel"):
        st.markdown(build_grafiektabel(grafiek), unsafe_allow_html=True)


def ask_gevoelig(*, is_gevoelig: bool, sleutel: str) -> bool:
    """Tell whether figures may leave as a file: of sensitive ones the visitor says so first."""
    return not is_gevoelig or st.checkbox(GEVOELIG, key=f"{sleutel}-gevoelig")


def _show_files(grafiek: Grafiek, svg: bytes, *, sleutel: str, bestandsnaam: str) -> None:
    with st.container(horizontal=True):
        st.download_button(
            "Bestand opslaan (PNG)",
            data=lambda: write_grafiek(grafiek, "png", today()),
            file_name=f"{bestandsnaam}.png",
            mime=_SOORTEN["png"],
            key=f"{sleutel}-png",
        )
        st.download_button(
            "SVG",
            data=svg,
            file_name=f"{bestandsnaam}.svg",
            mime=_SOORTEN["svg"],
            key=f"{sleutel}-svg",
        )
        st.download_button(
            "Cijfers (CSV)",
            data=write_tabel(grafiek),
            file_name=f"{bestandsnaam}.csv",
            mime=_SOORTEN["csv"],
            key=f"{sleutel}-csv",
        )
        with st.popover("Meer vormen"):
            for formaat, naam in _MEER.items():
                st.download_button(
                    naam,
                    data=partial(make_apart, make_grafiek, grafiek, formaat, today()),
                    file_name=f"{bestandsnaam}.{formaat.value}",
                    mime=MIME[formaat],
                    key=f"{sleutel}-{formaat.value}",
                )
            show_kopieerknop(
                describe(grafiek), woord="Kopieer een bijschrift", sleutel=f"grafiek-{sleutel}"
            )


@st.cache_data(max_entries=64, show_spinner=False)
def _svg(grafiek: Grafiek, gemaakt_op: date) -> bytes:
    return write_grafiek(grafiek, "svg", gemaakt_op)


def build_grafiektabel(grafiek: Grafiek) -> str:
    """Write the numbers of a chart as a table, a row per line or class."""
    koppen = "".join(f'<th scope="col">{escape(kop)}</th>' for kop in grafiek.koppen)
    rijen = "".join(
        f'<tr><th scope="row">{escape(eerste)}</th>'
        + "".join(f'<td class="sk-rechts">{escape(cel)}</td>' for cel in cellen)
        + "</tr>"
        for eerste, *cellen in grafiek.rijen
    )
    inhoud = (
        f'<div class="sk-tabel"><table><caption>{escape(grafiek.titel)}</caption><thead><tr>'
        f"{koppen}</tr></thead><tbody>{rijen}</tbody></table></div>"
    )
    return " ".join(inhoud.split())


def write_tabel(grafiek: Grafiek) -> bytes:
    """Answer the numbers of a chart as CSV for a Dutch spreadsheet, with what they are above."""
    tekst = io.StringIO()
    schrijver = csv.writer(tekst, delimiter=";", lineterminator="\r\n")
    for zin in (grafiek.titel, grafiek.ondertitel, grafiek.bron, *grafiek.merken):
        schrijver.writerow([make_harmless(zin.replace("**", ""))])
    schrijver.writerow([])
    for rij in (grafiek.koppen, *grafiek.rijen):
        schrijver.writerow([make_harmless(cel.replace("\N{MINUS SIGN}", "-")) for cel in rij])
    return tekst.getvalue().encode("utf-8-sig")

"""
Our own homes on the page Gegevens: bringing a list in, what is kept, and taking it away.

This is the only place of the app where a complex has a name.
"""

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path
from typing import Final

import streamlit as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from components.dag import format_dag, today
from data.bezit import Bezit, peildata_of, read_bezit, remove_bezit
from data.bezitinlezen import EERSTE_PEILDATUM, Bezitverslag, choose_grensjaar, import_bezit
from data.bezitplaats import GEPLAATST
from data.bezitsjabloon import build_sjabloon
from data.errors import BezitBeschadigdError, SocialeKaartError
from data.opslag import Opslag
from layers.opmaak import format_getal

_ZIN: Final = (
    "Met een lijst van uw complexen weet de app hoeveel van uw woningen in welke buurt staan. Wie "
    "deze app kan openen, ziet die aantallen per buurt. De namen van complexen staan alleen op "
    "deze pagina."
)
_UITKOMST: Final = "bezit_uitkomst"
_BEURT: Final = "bezit_beurt"
_VRAAGT: Final = "bezit_vraagt"
_MEESTE_MB: Final = 20
_MEESTE_RIJEN: Final = 500
_ALLES: Final = "alle peildata"


@dataclass(frozen=True, kw_only=True)
class Uitkomst:
    """What came of a list or a removal: a report, or one sentence."""

    verslag: Bezitverslag | None = None
    zin: str = ""
    is_gelukt: bool = True


def show_bezit(opslag: Opslag) -> None:
    """Draw what there is of own homes, and the place to bring them."""
    st.subheader("Onze woningen")
    st.markdown(_ZIN)
    try:
        choose_grensjaar(None, opslag=opslag)
    except SocialeKaartError:
        st.markdown(
            "Eerst zijn er buurten nodig: haal hierboven cijfers en grenzen op. Tot dan heeft de "
            "verzonnen stad een verzonnen corporatie."
        )
        return
    _show_inlezen(opslag)
    _show_uitkomst()
    _show_bewaard(opslag)


def _show_inlezen(opslag: Opslag) -> None:
    # a new key lets go of the file that was read
    beurt = st.session_state.get(_BEURT, 0)
    links, rechts = st.columns([2, 1], vertical_alignment="bottom")
    bestand = links.file_uploader(
        "Lijst met complexen (Excel of CSV)",
        key=f"bezit_bestand_{beurt}",
        max_upload_size=_MEESTE_MB,
    )
    peildatum = rechts.date_input(
        "Peildatum",
        value=None,
        min_value=EERSTE_PEILDATUM,
        max_value=today(),
        format="DD-MM-YYYY",
        key=f"bezit_peildatum_{beurt}",
        help="Leeg: de peildatum in het bestand, en anders vandaag.",
    )
    with st.container(horizontal=True):
        lees = st.button("Lees de woningen in", key="bezit_lees", disabled=bestand is None)
        st.download_button(
            "Leeg bestand om in te vullen",
            build_sjabloon(),
            file_name="onze-woningen.xlsx",
            key="bezit_sjabloon",
            on_click="ignore",
        )
    if lees and bestand is not None:
        with st.spinner("De lijst wordt gelezen."):
            st.session_state[_UITKOMST] = read_in(bestand, peildatum, opslag=opslag)
        st.session_state[_BEURT] = beurt + 1
        st.rerun()


def read_in(bestand: UploadedFile, peildatum: date | None, *, opslag: Opslag) -> Uitkomst:
    """Read a dropped list, and forget it: neither on disk nor in memory anything of it stays."""
    try:
        with tempfile.TemporaryDirectory() as map_:
            # a browser gives a name without a folder, but not every client is a browser
            pad = Path(map_, Path(bestand.name.replace("\\", "/")).name)
            pad.write_bytes(bestand.getvalue())
            verslag = import_bezit(pad, opslag=opslag, vandaag=today(), peildatum=peildatum)
    except SocialeKaartError as fout:
        return Uitkomst(zin=str(fout), is_gelukt=False)
    finally:
        _forget(bestand)
    return Uitkomst(verslag=verslag)


def _forget(bestand: UploadedFile) -> None:
    """Take a file out of the memory of the server, where it would lie as long as the visit."""
    loop = get_script_run_ctx()
    if loop is not None and isinstance(loop.uploaded_file_mgr, MemoryUploadedFileManager):
        loop.uploaded_file_mgr.remove_file(loop.session_id, bestand.file_id)


def _show_uitkomst() -> None:
    uitkomst: Uitkomst | None = st.session_state.get(_UITKOMST)
    if uitkomst is None:
        return
    verslag = uitkomst.verslag
    if verslag is None:
        (st.success if uitkomst.is_gelukt else st.error)(uitkomst.zin)
        return
    samen = (*verslag.regels[:2], *verslag.opmerkingen)
    st.success("  \n".join(samen))
    if verslag.gemeld:
        st.html(
            build_tabel(
                "Rijen die niet zijn geplaatst",
                ("Rij", "Waarom niet", "Woningen", "Bewaard"),
                (
                    (
                        str(melding.rij),
                        melding.reden[:1].upper() + melding.reden[1:],
                        _write_aantal(melding.woningen) if melding.is_bewaard else "\u2013",
                        "apart" if melding.is_bewaard else "nee",
                    )
                    for melding in verslag.gemeld
                ),
                getallen={0, 2},
            )
        )


def _show_bewaard(opslag: Opslag) -> None:
    dagen = peildata_of(opslag=opslag)
    if not dagen:
        return
    try:
        gelezen = [read_bezit(opslag=opslag, peildatum=dag) for dag in reversed(dagen)]
    except BezitBeschadigdError as fout:
        st.error(str(fout))
    else:
        _show_lijsten([bezit for bezit in gelezen if bezit is not None])
    _show_verwijderen(dagen, opslag=opslag)


def _show_lijsten(bewaard: Sequence[Bezit]) -> None:
    st.html(
        build_tabel(
            "Bewaarde woningen",
            ("Peildatum", "Complexen", "Woningen", "In een buurt", "Niet in een buurt"),
            (_count(bezit) for bezit in bewaard),
            getallen={1, 2, 3, 4},
        )
    )
    with st.expander(f"Complexen op {format_dag(bewaard[0].peildatum)}"):
        st.html(build_complexen(bewaard[0]))


def _count(bezit: Bezit) -> tuple[str, ...]:
    rijen = bezit.complexen
    is_geplaatst = rijen["plaatsing"].isin(GEPLAATST)
    return (
        format_dag(bezit.peildatum),
        _write_aantal(rijen["complex"].nunique()),
        *(
            _write_aantal(int(deel["aantal_woningen"].sum()))
            for deel in (rijen, rijen[is_geplaatst], rijen[~is_geplaatst])
        ),
    )


def _write_aantal(aantal: int) -> str:
    return format_getal(aantal, decimalen=0)


def build_complexen(bezit: Bezit) -> str:
    """Write the complexes of one day as a table, those without a buurt first."""
    rijen = bezit.complexen.sort_values(["buurtcode", "complex"], na_position="first")
    eerste = rijen.fillna({"buurtcode": "\u2013"}).head(_MEESTE_RIJEN)
    cellen = zip(
        eerste["complex"],
        eerste["buurtcode"],
        eerste["aantal_woningen"].map(_write_aantal),
        eerste["plaatsing"],
        strict=True,
    )
    tabel = build_tabel(
        "Complexen", ("Complex", "Buurtcode", "Woningen", "Geplaatst"), cellen, getallen={2}
    )
    over = len(rijen) - _MEESTE_RIJEN
    return tabel + (f"<p>En nog {_write_aantal(over)} rijen.</p>" if over > 0 else "")


def build_tabel(
    titel: str, koppen: Sequence[str], rijen: Iterable[Sequence[str]], *, getallen: set[int]
) -> str:
    """Write rows as a table; the columns of `getallen` are set to the right."""

    def cell(plek: int, tekst: str, *, is_kop: bool = False) -> str:
        soort = ' class="sk-rechts"' if plek in getallen else ""
        inhoud = escape(tekst)
        return f'<th scope="col"{soort}>{inhoud}</th>' if is_kop else f"<td{soort}>{inhoud}</td>"

    kop = "".join(cell(plek, tekst, is_kop=True) for plek, tekst in enumerate(koppen))
    lijf = "".join(
        f"<tr>{''.join(cell(plek, tekst) for plek, tekst in enumerate(rij))}</tr>" for rij in rijen
    )
    return (
        f'<div class="sk-tabel sk-loopt"><table><caption>{escape(titel)}</caption>'
        f"<thead><tr>{kop}</tr></thead><tbody>{lijf}</tbody></table></div>"
    )


def _show_verwijderen(dagen: Sequence[date], *, opslag: Opslag) -> None:
    """Offer removal in two steps: what, and whether it is meant."""
    namen = {format_dag(dag): dag for dag in reversed(dagen)}
    keuzen = list(namen) if len(namen) == 1 else [_ALLES, *namen]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        wat = keuzen[0]
        if len(keuzen) > 1:
            wat = st.selectbox("Verwijderen", keuzen, key="bezit_wat")
        if st.button("Verwijder onze woningen", key="bezit_verwijder"):
            st.session_state[_VRAAGT] = wat
    if st.session_state.get(_VRAAGT) != wat:
        return
    st.warning(
        f"De woningen van {wat} verdwijnen zonder spoor, ook uit de kaarten. Weet u het zeker?"
    )
    with st.container(horizontal=True):
        if st.button("Ja, verwijder ze", type="primary", key="bezit_ja"):
            remove_bezit(opslag=opslag, peildatum=namen.get(wat))
            st.session_state[_UITKOMST] = Uitkomst(zin=f"De woningen van {wat} zijn verwijderd.")
            del st.session_state[_VRAAGT]
            st.rerun()
        if st.button("Nee, bewaar ze", key="bezit_nee"):
            del st.session_state[_VRAAGT]
            st.rerun()

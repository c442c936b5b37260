"""Where the official files are to be had by hand, as a list with links."""

from collections.abc import Mapping

from data.adressen import (
    KERNCIJFERS_TABELLEN,
    KERNCIJFERS_WERKMAPPEN,
    LEEFBAAROMETER_SCORES,
    OMTREKJAREN,
    OMTREKKEN_MET_DE_HAND,
    OMTREKKEN_NIET_BEVESTIGD,
    OMTREKKEN_VAN_NEDERLAND,
    OP_TE_HALEN,
    SES_TABELLEN,
    TABELPAGINA,
    Tabeladres,
)
from data.bronnen import KERNCIJFERS, LEEFBAAROMETER, SES, TABELLEN


def build_adressen() -> str:
    """Write the addresses of the official files of every source."""
    tabellen = {
        tabel.peiljaar or 0: _page_of(tabel)
        for tabel in reversed(KERNCIJFERS_TABELLEN)
        if tabel.peiljaar not in KERNCIJFERS_WERKMAPPEN
    }
    lijsten = {jaar: OMTREKKEN_MET_DE_HAND.replace("{jaar}", str(jaar)) for jaar in OMTREKJAREN}
    kaarten = {jaar: adressen[-1] for jaar, adressen in OMTREKKEN_VAN_NEDERLAND.items()}
    twijfel = f"{OMTREKKEN_NIET_BEVESTIGD[0]} tot en met {OMTREKKEN_NIET_BEVESTIGD[-1]}"
    regels = (
        f"{KERNCIJFERS.naam} (Excel): {_links(KERNCIJFERS_WERKMAPPEN)}",
        f"{KERNCIJFERS.naam} van eerder (StatLine, als CSV): {_links(tabellen)}",
        f"Buurtgrenzen (lijsten van PDOK): {_links(lijsten)}",
        (
            f"Buurtgrenzen van heel Nederland (zip van CBS): {_links(kaarten)}. De adressen van "
            f"{twijfel} zijn niet beproefd"
        ),
        f"{SES.naam}: [StatLine, als CSV]({_page_of(SES_TABELLEN[-1])})",
        (
            f"{LEEFBAAROMETER.naam}: [scores]({LEEFBAAROMETER_SCORES[0]}), "
            f"[uitleg]({LEEFBAAROMETER.pagina})"
        ),
        *(
            f"{TABELLEN[tabel.bron].naam}: tabel {tabel.nummer}, te vinden bij "
            f"[{TABELLEN[tabel.bron].uitgever}]({TABELLEN[tabel.bron].pagina})"
            for bron in ("rivm", "misdrijven", "overlast")
            for tabel in OP_TE_HALEN[bron]
        ),
    )
    return "\n".join(f"- {regel}" for regel in regels)


def _page_of(tabel: Tabeladres) -> str:
    return TABELPAGINA.replace("{nummer}", tabel.nummer)


def _links(per_jaar: Mapping[int, str]) -> str:
    return ", ".join(f"[{jaar}]({adres})" for jaar, adres in per_jaar.items())

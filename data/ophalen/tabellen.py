"""Steps that fetch tables of OData: Kerncijfers, health, police and SES."""

from collections.abc import Iterator
from functools import partial
from typing import Final

from data.adressen import (
    GEZONDHEID_TABELLEN,
    MISDRIJVEN_TABELLEN,
    OVERLAST_TABELLEN,
    SES_TABELLEN,
    Tabeladres,
)
from data.bronnen import CBS_TABELLEN, TABELLEN
from data.herkennen import Vraag
from data.ophalen.gevraagd import Gevraagd
from data.ophalen.odata import Tabeldelen, fetch_tabel
from data.ophalen.stap import Melder, Pakket, Stap
from data.ophalen.verbinding import Verbinding

_TABELLEN: Final = {
    "rivm": GEZONDHEID_TABELLEN,
    "misdrijven": MISDRIJVEN_TABELLEN,
    "overlast": OVERLAST_TABELLEN,
    "ses": SES_TABELLEN,
}


def list_kerncijfers(gevraagd: Gevraagd) -> Iterator[Stap]:
    """List the years of the Kerncijfers, the newest first."""
    jaren = {
        tabel.peiljaar: nummer
        for nummer, tabel in CBS_TABELLEN.items()
        if tabel.tabel == "kwb" and tabel.peiljaar and tabel.peiljaar >= gevraagd.vanaf
    }
    for jaar in sorted(jaren, reverse=True):
        adres = Tabeladres(bron="kwb", nummer=jaren[jaar])
        yield Stap(
            bron="kwb",
            titel=f"Kerncijfers wijken en buurten {jaar}",
            fetch=partial(_fetch_odata, adres, gevraagd, peiljaar=jaar),
        )


def list_tabellen(bron: str, gevraagd: Gevraagd) -> Iterator[Stap]:
    """List the tables of a source that holds all years in one."""
    for adres in _TABELLEN[bron]:
        yield Stap(
            bron=bron, titel=TABELLEN[bron].naam, fetch=partial(_fetch_odata, adres, gevraagd)
        )


def _fetch_odata(
    adres: Tabeladres,
    gevraagd: Gevraagd,
    verbinding: Verbinding,
    meld: Melder,
    *,
    peiljaar: int | None = None,
) -> Pakket:
    def tell(rijen: int) -> None:
        meld(f"{rijen:,} rijen".replace(",", "."))

    delen = fetch_tabel(verbinding, adres, gevraagd, peiljaar=peiljaar, meld=tell)
    return Pakket(paden=delen.paden, vraag=_ask_of_table(adres, delen), meldingen=delen.meldingen)


def _ask_of_table(adres: Tabeladres, delen: Tabeldelen) -> Vraag:
    """Tell the importer on which borders a table stands, where its number does not say so."""
    if CBS_TABELLEN[adres.nummer].grensjaar is not None:
        return Vraag()
    if delen.kaartjaar is not None:
        return Vraag(grensjaren=(delen.kaartjaar, delen.kaartjaar))
    return Vraag(is_nieuwste_grens=True)

"""Steps that fetch tables of OData: Kerncijfers, health, police and SES."""

from collections.abc import Iterator
from functools import partial

from data.adressen import KERNCIJFERS_TABELLEN, OP_TE_HALEN, Tabeladres
from data.bronnen import TABELLEN
from data.herkennen import Vraag
from data.ophalen.gevraagd import Gevraagd
from data.ophalen.odata import Tabeldelen, fetch_tabel
from data.ophalen.stap import Melder, Pakket, Stap
from data.ophalen.verbinding import Verbinding


def list_kerncijfers(gevraagd: Gevraagd) -> Iterator[Stap]:
    """List the years of the Kerncijfers, the newest first."""
    for adres in reversed(KERNCIJFERS_TABELLEN):
        if adres.peiljaar is not None and adres.peiljaar >= gevraagd.vanaf:
            yield Stap(
                bron=adres.bron,
                titel=f"{TABELLEN[adres.bron].naam} {adres.peiljaar}",
                fetch=partial(_fetch_odata, adres, gevraagd),
            )


def list_tabellen(bron: str, gevraagd: Gevraagd) -> Iterator[Stap]:
    """List the tables of a source that holds all years in one."""
    for adres in OP_TE_HALEN[bron]:
        yield Stap(
            bron=bron, titel=TABELLEN[bron].naam, fetch=partial(_fetch_odata, adres, gevraagd)
        )


def _fetch_odata(
    adres: Tabeladres, gevraagd: Gevraagd, verbinding: Verbinding, meld: Melder
) -> Pakket:
    def tell(rijen: int) -> None:
        meld(f"{rijen:,} rijen".replace(",", "."))

    delen = fetch_tabel(verbinding, adres, gevraagd, meld=tell)
    return Pakket(paden=delen.paden, vraag=_ask_of_table(adres, delen), meldingen=delen.meldingen)


def _ask_of_table(adres: Tabeladres, delen: Tabeldelen) -> Vraag:
    """Tell the importer on which borders a table stands, where its number does not say so."""
    if adres.grensjaar is not None:
        return Vraag()
    if delen.kaartjaar is not None:
        return Vraag(grensjaren=(delen.kaartjaar, delen.kaartjaar))
    return Vraag(is_nieuwste_grens=True)

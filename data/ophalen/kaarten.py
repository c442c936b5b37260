"""Steps that fetch outlines: of a gemeente, or of the whole country."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from data.adressen import OMTREKJAREN, OMTREKKEN_PER_GEMEENTE, OMTREKKEN_VAN_NEDERLAND
from data.gemeenten import NAAM_PER_CODE
from data.herkennen import Vraag
from data.ophalen.bladen import fetch_kenmerken
from data.ophalen.errors import AntwoordGeweigerdError, BronMisluktError, NietGevondenError
from data.ophalen.gevraagd import Gevraagd
from data.ophalen.stap import Melder, Pakket, Stap, in_mb
from data.ophalen.verbinding import Verbinding

_HOST: Final = urlsplit(OMTREKKEN_PER_GEMEENTE[-1]).netloc


def list_omtrekken(gevraagd: Gevraagd) -> Iterator[Stap]:
    """List the outlines that are asked: of every gemeente by itself, or one file of all."""
    if gevraagd.is_land:
        yield Stap(
            bron="omtrekken",
            titel="Buurtgrenzen van Nederland",
            fetch=_fetch_omtrekken_land,
        )
        return
    for gemeente in gevraagd.gemeenten:
        yield Stap(
            bron="omtrekken",
            titel=title_of(gemeente),
            fetch=partial(_fetch_omtrekken, gemeente),
        )


def title_of(gemeente: str) -> str:
    """Name the step that fetches the outlines of one gemeente."""
    return f"Buurtgrenzen van {NAAM_PER_CODE.get(gemeente, gemeente)}"


def _fetch_omtrekken(gemeente: str, verbinding: Verbinding, meld: Melder) -> Pakket:
    """Fetch the outlines of one gemeente of the newest border year that any address has."""
    alleen = Gevraagd(gemeenten=(gemeente,))
    fout: BronMisluktError | None = None
    for jaar in OMTREKJAREN:
        for nummer, vorm in enumerate(OMTREKKEN_PER_GEMEENTE):
            adres = vorm.replace("{jaar}", str(jaar)).replace("{gemeente}", gemeente)
            naam = f"omtrekken/{jaar}-{gemeente}-{nummer}"
            try:
                pad = fetch_kenmerken(
                    verbinding,
                    adres,
                    alleen,
                    naam=naam,
                    host=urlsplit(adres).netloc,
                    meld=lambda gebieden: meld(f"{gebieden} gebieden"),
                )
            except (NietGevondenError, AntwoordGeweigerdError):
                continue
            except BronMisluktError as dit:
                fout = dit
                continue
            if pad is not None:
                meldingen = _tell_older(jaar, fout)
                return Pakket(
                    paden=(pad,), vraag=Vraag(grensjaren=(jaar, jaar)), meldingen=meldingen
                )
            break  # this year does not know the gemeente, whoever is asked
    if fout is not None:
        raise fout
    raise NietGevondenError(_HOST, f"heeft geen buurtgrenzen van {gemeente}")


def _tell_older(jaar: int, fout: BronMisluktError | None) -> tuple[str, ...]:
    """Say why outlines are not the newest, where those did not come."""
    if fout is None or jaar == OMTREKJAREN[0]:
        return ()
    return (f"Dit zijn de grenzen van {jaar}; nieuwere kwamen niet: {fout}",)


def _fetch_omtrekken_land(verbinding: Verbinding, meld: Melder) -> Pakket:
    """Fetch the newest file with the outlines of the whole country."""
    for jaar in sorted(OMTREKKEN_VAN_NEDERLAND, reverse=True):
        pad = fetch_landelijk(verbinding, jaar, meld)
        if pad is not None:
            return Pakket(paden=(pad,), vraag=Vraag(grensjaren=(jaar, jaar)))
    raise NietGevondenError(_HOST, "heeft geen buurtgrenzen van Nederland")


def fetch_landelijk(verbinding: Verbinding, jaar: int, meld: Melder) -> Path | None:
    """Fetch the outlines of the whole country of one year as a file; None where none is found."""
    for nummer, adres in enumerate(OMTREKKEN_VAN_NEDERLAND.get(jaar, ())):
        try:
            naam = f"landelijk/{jaar}-{nummer}.zip"
            return verbinding.fetch_zip(adres, naam, meld=in_mb(meld))
        except (NietGevondenError, AntwoordGeweigerdError):
            continue
    return None

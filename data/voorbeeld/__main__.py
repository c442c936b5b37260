"""`python -m data.voorbeeld`: make the fictional town again and put it where it is shipped."""

import shutil
import sys
from dataclasses import asdict

from data.bezit import write_bezit
from data.bronnen import FICTIEF, TABELLEN
from data.klassen import make_klassen
from data.opslag import (
    SLEUTEL,
    VOORBEELD,
    Opslag,
    Tabel,
)
from data.voorbeeld.bezit import build_bezit
from data.voorbeeld.maken import Stad, build_stad
from data.weboutlines import build_weboutlines
from data.wijzigen import (
    change_opslag,
)


def write_stad(stad: Stad, *, opslag: Opslag) -> None:
    """
    Write the town as a store, the same bytes for the same town.

    Raises
    ------
    OpslagMisluktError
        If the folder cannot be written.
    """
    with change_opslag(opslag) as wijziging:
        for (naam, peiljaar), cijfers in stad.tabellen.items():
            tabel = Tabel(cijfers.sort_index(), stad.geheim[naam, peiljaar].sort_index())
            grensjaren = cijfers.index.get_level_values(SLEUTEL[0]).unique()
            paspoort = {
                "tabel": naam,
                "peiljaar": peiljaar,
                "grensjaren": sorted(int(jaar) for jaar in grensjaren),
                "rijen": len(cijfers),
                "kolommen": len(cijfers.columns),
                # the name of the true source stays, so that the page looks as it would
                "bron": {**asdict(FICTIEF), "naam": f"{TABELLEN[naam].naam} ({FICTIEF.naam})"},
                "bestanden": [],
            }
            wijziging.put_tabel(naam, peiljaar, tabel, paspoort)
        for grensjaar, gebieden in stad.gebieden.items():
            tekst = gebieden.set_index("gebiedscode").astype("str")
            wijziging.put_gebieden(grensjaar, tekst)
        for grensjaar, omtrekken in stad.omtrekken.items():
            kaart = omtrekken.assign(is_afgeleid=False)
            wijziging.put_omtrekken(grensjaar, kaart, build_weboutlines(kaart))


def main() -> int:
    """Replace the shipped town."""
    shutil.rmtree(VOORBEELD.pad, ignore_errors=True)
    stad = build_stad()
    write_stad(stad, opslag=Opslag(VOORBEELD.pad))
    write_bezit(build_bezit(stad), opslag=Opslag(VOORBEELD.pad))
    sys.stdout.writelines(f"{regel}\n" for regel in make_klassen(VOORBEELD))
    (VOORBEELD.pad / ".slot").unlink(missing_ok=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

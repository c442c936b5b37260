"""What is in the store, as a table for people: one row per table and year."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, Final

import streamlit as st

_KOPPEN: Final = (
    "Bron",
    "Jaar",
    "Rijen",
    "Grenzen van",
    "Ingelezen op",
    "Bestand",
    "Licentie",
)
_GETALKOLOMMEN: Final = {1, 2, 3}


def show_overzicht(regels: Sequence[Mapping[str, Any]]) -> None:
    """Draw the contents of a store, newest year first within a source."""
    op_volgorde = sorted(regels, key=lambda r: (str(r["bron"]), str(r["naam"]), -int(r["jaar"])))
    koppen = "".join(
        f'<th scope="col"{_class(nummer)}>{kop}</th>' for nummer, kop in enumerate(_KOPPEN)
    )
    rijen = "".join(f"<tr>{_cells(regel)}</tr>" for regel in op_volgorde)
    st.html(
        '<div class="sk-tabel"><table><caption>Gegevens in de opslag</caption>'
        f"<thead><tr>{koppen}</tr></thead><tbody>{rijen}</tbody></table></div>"
    )


def _class(nummer: int) -> str:
    return ' class="sk-rechts"' if nummer in _GETALKOLOMMEN else ""


def _cells(regel: Mapping[str, Any]) -> str:
    cellen = (
        str(regel["bron"]),
        str(regel["jaar"]),
        f"{int(regel['rijen']):,}".replace(",", "."),
        _years(regel["grensjaren"]),
        _date(regel["geimporteerd_op"]),
        ", ".join(map(str, regel["bestanden"])) or "\u2013",
        str(regel["licentie"]),
    )
    return "".join(f"<td{_class(nummer)}>{escape(cel)}</td>" for nummer, cel in enumerate(cellen))


def _years(jaren: Sequence[int]) -> str:
    """
    Write years as people do.

    >>> _years([2020]), _years([2019, 2020, 2021]), _years([2012, 2016])
    ('2020', '2019\u20132021', '2012, 2016')
    """
    rij = sorted(jaren)
    is_reeks = len(rij) > 2 and rij[-1] - rij[0] == len(rij) - 1  # noqa: PLR2004 - "2019-2020" saves nothing
    return f"{rij[0]}\u2013{rij[-1]}" if is_reeks else ", ".join(map(str, rij))


def _date(moment: str | None) -> str:
    """
    Write the day of a moment as it stands in a passport.

    >>> _date("2026-11-03T08:30:00+00:00"), _date(None)
    ('3-11-2026', '\u2013')
    """
    if moment is None:
        return "\u2013"
    jaar, maand, dag = moment[:10].split("-")
    return f"{int(dag)}-{int(maand)}-{jaar}"

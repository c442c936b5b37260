"""What is in the store, for people: per source its years and gemeenten, and what it came from."""

from collections.abc import Collection, Mapping, Sequence
from html import escape
from typing import Any, Final

import streamlit as st

from data.gemeenten import NAAM_PER_CODE
from data.ophalen.uitkomst import name_gemeenten
from layers.aanbod import MINIMUM_LANDELIJK
from layers.opmaak import list_years

_KOPPEN: Final = (
    "Bron",
    "Jaar",
    "Rijen",
    "Grenzen van",
    "Ingelezen op",
    "Bestand",
    "Licentie",
)
_HOOGSTENS_GENOEMD: Final = 5
_GETALKOLOMMEN: Final = {1, 2, 3}


def show_overzicht(regels: Sequence[Mapping[str, Any]]) -> None:
    """Draw the contents of a store: per source, and folded up per year and file."""
    st.html(build_bronnen(regels))
    st.html(build_jaren(regels))


def build_bronnen(regels: Sequence[Mapping[str, Any]]) -> str:
    """Write per source which years and gemeenten are in."""
    per_bron: dict[str, list[Mapping[str, Any]]] = {}
    for regel in regels:
        per_bron.setdefault(str(regel["bron"]), []).append(regel)
    rijen = "".join(
        f'<tr><th scope="row">{escape(bron)}</th>'
        f"<td>{list_years(sorted({int(regel['jaar']) for regel in van}))}</td>"
        f"<td>{escape(name_all({code for regel in van for code in regel['gemeenten']}))}</td>"
        f"<td>{_date(max(filter(None, (r['geimporteerd_op'] for r in van)), default=None))}</td>"
        "</tr>"
        for bron, van in sorted(per_bron.items())
    )
    koppen = "".join(
        f'<th scope="col">{kop}</th>' for kop in ("Bron", "Jaren", "Gemeenten", "Ingelezen op")
    )
    return (
        '<div class="sk-tabel sk-ophalen"><table><caption>Wat er is, per bron</caption>'
        f"<thead><tr>{koppen}</tr></thead><tbody>{rijen}</tbody></table></div>"
    )


def name_all(codes: Collection[str]) -> str:
    """
    Name the gemeenten among codes, at most a few; all of the country by its name.

    >>> name_all({"GM0772", "GM0753", "NL00"}), name_all([])
    ('Best en Eindhoven', '\u2013')
    """
    gemeenten = sorted(
        (code for code in codes if code.startswith("GM")),
        key=lambda code: NAAM_PER_CODE.get(code, code),
    )
    if len(gemeenten) >= MINIMUM_LANDELIJK:
        return "heel Nederland"
    if len(gemeenten) > _HOOGSTENS_GENOEMD:
        genoemd = [NAAM_PER_CODE.get(code, code) for code in gemeenten[:_HOOGSTENS_GENOEMD]]
        return f"{', '.join(genoemd)} en nog {len(gemeenten) - len(genoemd)}"
    return name_gemeenten(gemeenten) or "\u2013"


def build_jaren(regels: Sequence[Mapping[str, Any]]) -> str:
    """Write every table with its files, newest year first within a source, to be unfolded."""
    op_volgorde = sorted(regels, key=lambda r: (str(r["bron"]), str(r["naam"]), -int(r["jaar"])))
    koppen = "".join(
        f'<th scope="col"{_class(nummer)}>{kop}</th>' for nummer, kop in enumerate(_KOPPEN)
    )
    rijen = "".join(f"<tr>{_cells(regel)}</tr>" for regel in op_volgorde)
    return (
        '<details class="sk-vouw"><summary>Per jaar en bestand</summary>'
        '<div class="sk-tabel"><table><caption>Gegevens in de opslag</caption>'
        f"<thead><tr>{koppen}</tr></thead><tbody>{rijen}</tbody></table></div></details>"
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

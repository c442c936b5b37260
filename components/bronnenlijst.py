"""The page Bronnen: every indicator explained, and every source with its files, as HTML."""

import re
from collections.abc import Iterable
from datetime import date
from html import escape

from components.dag import format_dag
from data.bronnen import FICTIEF, Bron
from layers.begrippen import Indicator
from layers.bronnenlijst import (
    Beschrijving,
    Bronlijst,
    Bronnenlijst,
    Dekking,
    Herkomst,
    Themalijst,
)
from layers.opmaak import format_getal, format_grens, list_years, opmaak_of
from layers.verandering import reach_of

_STREEP = "\N{EN DASH}"


def build_bronnenlijst(lijst: Bronnenlijst) -> str:
    """Write the list of what is on the page, all indicators by subject, and all files."""
    themas = "".join(_build_thema(thema, is_fictief=lijst.is_fictief) for thema in lijst.themas)
    return (
        f'<div class="sk-bronnen">{_build_wijzer(lijst)}<div class="sk-bronblad">{themas}'
        f"{_build_bestanden(lijst)}</div></div>"
    )


def _build_wijzer(lijst: Bronnenlijst) -> str:
    delen = "".join(
        f'<li><a href="#thema-{deel.thema.sleutel}">{escape(deel.thema.naam)}</a><ul>'
        + "".join(
            f'<li><a href="#bron-{b.indicator.sleutel}">{escape(_short(b.indicator))}</a></li>'
            for b in deel.beschrijvingen
        )
        + "</ul></li>"
        for deel in lijst.themas
    )
    return (
        f'<nav class="sk-wijzer" aria-label="Op deze pagina"><ul>{delen}'
        '<li><a href="#bestanden">Bestanden per bron</a></li></ul></nav>'
    )


def _short(indicator: Indicator) -> str:
    return f"{indicator.kort[0].upper()}{indicator.kort[1:]}"


def _build_thema(deel: Themalijst, *, is_fictief: bool) -> str:
    blokken = "".join(_build_indicator(b, is_fictief=is_fictief) for b in deel.beschrijvingen)
    return (
        f'<section id="thema-{deel.thema.sleutel}"><h2>{escape(deel.thema.naam)}</h2>{blokken}'
        "</section>"
    )


def _build_indicator(beschrijving: Beschrijving, *, is_fictief: bool) -> str:
    indicator = beschrijving.indicator
    regels = [
        ("Ten opzichte van", escape(indicator.noemer)),
        ("Ongeveer gelijk", f"een verandering van {reach_of(indicator, heeft_onzekerheid=False)}"),
        ("Jaren hier", _years(beschrijving)),
        ("Hoe volledig", _cover(beschrijving.dekking)),
        ("Let op", _enumerate(map(escape, beschrijving.let_op))),
        ("Uit onderzoek", _thresholds(indicator)),
        ("Bron", _source(indicator.bron, is_fictief=is_fictief)),
    ]
    tekst = "".join(f"<dt>{kop}</dt><dd>{inhoud}</dd>" for kop, inhoud in regels if inhoud)
    return (
        f'<article id="bron-{indicator.sleutel}" class="sk-bron">'
        f"<h3>{escape(indicator.label)}</h3>"
        f"<p>{escape(indicator.toelichting)}</p><dl>{tekst}</dl></article>"
    )


def _years(beschrijving: Beschrijving) -> str:
    if not beschrijving.jaren:
        return "nog geen cijfers"
    return list_years(beschrijving.jaren)


def _cover(dekking: Dekking | None) -> str:
    """Say how many buurten have a figure, and what the others are."""
    if dekking is None:
        return ""
    rest = [
        f"{format_getal(aantal, decimalen=0)} {woord}"
        for aantal, woord in (
            (dekking.te_klein, "te klein om te tonen"),
            (dekking.niet_beschikbaar, "niet beschikbaar"),
        )
        if aantal
    ]
    zin = (
        f"in {dekking.jaar} van <b>{format_getal(dekking.met_cijfer, decimalen=0)}</b> van de "
        f"{format_getal(dekking.buurten, decimalen=0)} buurten in de tabel"
    )
    if dekking.grensjaar != dekking.jaar:
        zin += f" (grenzen van {dekking.grensjaar})"
    return f"{zin}; {', '.join(rest)}" if rest else zin


def _enumerate(zinnen: Iterable[str]) -> str:
    """Write one sentence as it is, and more as a list; both are HTML already."""
    rij = list(zinnen)
    if len(rij) < 2:  # noqa: PLR2004 - one is no list
        return "".join(rij)
    return f"<ul>{''.join(f'<li>{zin}</li>' for zin in rij)}</ul>"


def _thresholds(indicator: Indicator) -> str:
    """Say what thresholds mean, and after them where they stand."""
    opmaak = opmaak_of(indicator)
    zinnen = [
        f"{format_grens(opmaak, d.waarde)}{opmaak.achter}: {escape(d.betekenis)}"
        for d in indicator.drempels
    ]
    bronnen = dict.fromkeys(escape(drempel.bron) for drempel in indicator.drempels)
    return f"{_enumerate(zinnen)}<small>{'; '.join(bronnen)}</small>" if zinnen else ""


def _source(bron: Bron, *, is_fictief: bool) -> str:
    naam = _link(bron.pagina, bron.citaat)
    if is_fictief:
        return f"fictief; in het echt: {naam}"
    return f"{naam}; licentie {_link(bron.licentie_url, bron.licentie)}"


def _link(adres: str, tekst: str) -> str:
    return f'<a href="{escape(adres)}">{escape(tekst)}</a>' if adres else escape(tekst)


def _build_bestanden(lijst: Bronnenlijst) -> str:
    blokken = "".join(map(_build_bron, lijst.bronnen))
    return (
        '<section id="bestanden"><h2>Bestanden per bron</h2><p>Met de eerste acht tekens van de '
        "sha256, waaraan precies dat bestand te herkennen is.</p>"
        f"{blokken}</section>"
    )


def _build_bron(lijst: Bronlijst) -> str:
    bron = lijst.bron
    wie = f"{_link(bron.pagina, bron.uitgever)}; licentie {_link(bron.licentie_url, bron.licentie)}"
    koppen = "".join(
        f'<th scope="col">{kop}</th>'
        for kop in ("Jaar", "Grenzen van", "Bestand", "Ingelezen op", "Hersteld")
    )
    rijen = "".join(
        _build_rij(h, is_fictief=bron.sleutel == FICTIEF.sleutel) for h in lijst.herkomsten
    )
    return (
        f'<article class="sk-bron"><h3>{escape(lijst.naam)}</h3><p>{wie}</p>'
        f'<div class="sk-bestanden" tabindex="0" role="region" aria-label="{escape(lijst.naam)}">'
        f"<table><caption>Bestanden van {escape(lijst.naam)}</caption>"
        f"<thead><tr>{koppen}</tr></thead><tbody>{rijen}</tbody></table></div></article>"
    )


def _build_rij(herkomst: Herkomst, *, is_fictief: bool) -> str:
    bestanden = "".join(
        f"<li>{_breakable(b.naam)} <code>{escape(b.som)}</code></li>" for b in herkomst.bestanden
    )
    zonder = "gemaakt door het programma" if is_fictief else _STREEP
    dag = herkomst.ingelezen_op
    hersteld = ", ".join(
        f"{format_getal(aantal, decimalen=0)} {wat}" for wat, aantal in herkomst.hersteld.items()
    )
    cellen = (
        list_years(herkomst.jaren),
        "het jaar zelf" if herkomst.grensjaar is None else str(herkomst.grensjaar),
        f"<ul>{bestanden}</ul>" if bestanden else zonder,
        format_dag(date.fromisoformat(dag)) if dag else _STREEP,
        escape(hersteld) or _STREEP,
    )
    eerste, *rest = cellen
    return f'<tr><th scope="row">{eerste}</th>{"".join(f"<td>{cel}</td>" for cel in rest)}</tr>'


def _breakable(naam: str) -> str:
    """Write the name of a file so that a long one breaks where its parts end."""
    return re.sub(r"([/_])", r"\1<wbr>", escape(naam))

"""What is known nationally, on the page: a question, its answer, its numbers, their place."""

from collections.abc import Sequence
from html import escape

from components.staven import build_staven
from components.tekst import bold
from layers.landelijk import (
    AANDACHTSGROEPEN_BRON,
    ONBEKEND,
    Aandachtsgroep,
    Feit,
    build_feitgrafiek,
    notes_of,
)


def build_feit(feit: Feit) -> str:
    """Write one fact; of one without numbers the direction alone."""
    delen = [
        f"<h2>{escape(feit.vraag)}</h2>",
        f'<p class="sk-zin">{bold(feit.zin)}</p>',
        build_staven(build_feitgrafiek(feit)) if feit.ankers else "",
        f'<p class="sk-noemer"><b>Gaat over</b> {escape(feit.noemer)}.</p>',
        *(f'<p class="sk-letop">{escape(zin)}</p>' for zin in notes_of(feit) if zin),
        f'<p class="licht">{escape(feit.bron)}, {escape(feit.plaats)}.</p>',
    ]
    return f'<div class="sk-feit">{"".join(delen)}</div>'


def build_aandachtsgroepen(groepen: Sequence[Aandachtsgroep]) -> str:
    """Write the groups with their size; of whom it is not known, that."""
    rijen = "".join(
        f'<tr><th scope="row">{escape(groep.naam)}</th>'
        + (
            f"<td>{escape(groep.omvang)}</td>"
            if groep.omvang is not None
            else f'<td class="sk-onbekend">{ONBEKEND}</td>'
        )
        + f"<td>{escape(groep.toelichting)}</td></tr>"
        for groep in groepen
    )
    return (
        '<div class="sk-feit"><h2>Hoe groot zijn de aandachtsgroepen?</h2>'
        '<table class="sk-groepen"><caption>Aandachtsgroepen in Nederland</caption><thead><tr>'
        '<th scope="col">groep</th><th scope="col">omvang</th><th scope="col">daarbij</th></tr>'
        f"</thead><tbody>{rijen}</tbody></table>"
        f'<p class="licht">{escape(AANDACHTSGROEPEN_BRON)}</p></div>'
    )

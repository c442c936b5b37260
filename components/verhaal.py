"""The findings of the report beside one area: what holds, what does not, what nobody can say."""

import csv
import io
from collections.abc import Sequence
from html import escape
from typing import Final

from components.cijfers import make_harmless
from components.tekst import bold
from layers.verhaal import Oordeel, Uitkomst, say_interval

_KLASSE: Final = {Oordeel.JA: "ja", Oordeel.NEE: "nee", Oordeel.NIET_TE_ZEGGEN: "onbekend"}
_TEKEN: Final = {Oordeel.JA: "✓", Oordeel.NEE: "✕", Oordeel.NIET_TE_ZEGGEN: "?"}
UITLEG: Final = (
    "Verkenning, geen toets. Een bevinding klopt hier (ja) of niet (nee) als het verschil tussen "
    "buurten dezelfde kant op blijft wijzen, wanneer steeds opnieuw even veel buurten uit deze "
    "buurten worden getrokken (95 van de 100 keer). Wijst het beide kanten op, of zijn er minder "
    "dan 20 buurten, dan is het niet te zeggen. Een samenhang is geen oorzaak."
)


def build_verhaal_html(uitkomsten: Sequence[Uitkomst], waar: str) -> str:
    """Write all findings in their order, each with its verdict in a word and a sign."""
    rijen = "".join(map(_row, uitkomsten))
    return (
        f'<table class="sk-verhaal"><caption>Het landelijke verhaal in {escape(waar)}</caption>'
        '<thead><tr><th scope="col">Wat het rapport vond</th><th scope="col">Klopt het hier?</th>'
        f'<th scope="col">Wat de buurten hier laten zien</th></tr></thead><tbody>{rijen}</tbody>'
        f'</table><p class="licht">{escape(UITLEG)}</p>'
    )


def _row(uitkomst: Uitkomst) -> str:
    hier = [
        f"<p>{bold(uitkomst.zin)}</p>" if uitkomst.zin else "",
        f"<p><b>{escape(uitkomst.reden)}</b></p>" if uitkomst.reden else "",
        f"<small>{escape(zin)}</small>" if (zin := say_interval(uitkomst)) else "",
    ]
    return (
        f'<tr><th scope="row">{escape(uitkomst.bewering)}'
        f"<small>{escape(uitkomst.landelijk)} {escape(uitkomst.bron)}.</small></th>"
        f'<td class="oordeel {_KLASSE[uitkomst.oordeel]}">'
        f"<i>{_TEKEN[uitkomst.oordeel]}</i> {uitkomst.oordeel}</td><td>{''.join(hier)}</td></tr>"
    )


def write_verhaal(uitkomsten: Sequence[Uitkomst], waar: str, bron: str) -> bytes:
    """Answer the findings as CSV for a Dutch spreadsheet."""
    tekst = io.StringIO()
    schrijver = csv.writer(tekst, delimiter=";", lineterminator="\r\n")
    for zin in (f"Het landelijke verhaal in {waar}", UITLEG, bron):
        schrijver.writerow([make_harmless(zin)])
    schrijver.writerow([])
    schrijver.writerow(["bevinding", "landelijk", "plaats", "oordeel", "hier", "reden", "verschil"])
    for u in uitkomsten:
        cellen = (u.bewering, u.landelijk, u.bron, u.oordeel, u.zin, u.reden, say_interval(u))
        schrijver.writerow(
            [make_harmless(str(c).replace("**", "").replace("\N{MINUS SIGN}", "-")) for c in cellen]
        )
    return tekst.getvalue().encode("utf-8-sig")

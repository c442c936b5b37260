"""
What matplotlib leaves to be done on an SVG.

Letters inside it, pieces of a line as one text, halos behind names, and what it says of itself.
"""

import base64
import copy
import re
from typing import Final
from xml.etree import ElementTree as ET

from components.afdruk_blad import HALO, REGEL
from components.letters import LETTERS, RESERVE

_SVG: Final = "http://www.w3.org/2000/svg"
_XLINK: Final = "http://www.w3.org/1999/xlink"
_XML: Final = "http://www.w3.org/XML/1998/namespace"
_TEKST: Final = f"{{{_SVG}}}text"
_GROEP: Final = f"{{{_SVG}}}g"


def finish_svg(ruw: bytes, *, titel: str, beschrijving: str, halo: float) -> bytes:
    """Answer an SVG that stands on its own; `halo` is how wide the edge around a name is."""
    ET.register_namespace("", _SVG)
    ET.register_namespace("xlink", _XLINK)
    wortel = ET.fromstring(ruw)  # noqa: S314 - written by matplotlib a moment ago
    for kind in list(wortel):
        if kind.tag == f"{{{_SVG}}}metadata":
            wortel.remove(kind)
    _join_lines(wortel)
    _add_halos(wortel, halo)
    for tekst in wortel.iter(_TEKST):
        stijl = tekst.get("style", "")
        tekst.set("style", stijl.replace(f"'{RESERVE}'", f"'{RESERVE}', sans-serif"))
    wortel.set("lang", "nl")
    wortel.set(f"{{{_XML}}}lang", "nl")
    wortel.set("role", "img")
    wortel.set("aria-labelledby", "titel beschrijving")
    for plek, (soort, naam, inhoud) in enumerate(
        (
            ("title", "titel", titel),
            ("desc", "beschrijving", beschrijving),
            ("style", "letters", _style(ruw.decode())),
        )
    ):
        element = ET.Element(f"{{{_SVG}}}{soort}", {"id": naam})
        element.text = inhoud
        wortel.insert(plek, element)
    return ET.tostring(wortel, encoding="utf-8", xml_declaration=True)


def _join_lines(wortel: ET.Element) -> None:
    """Make one text of the pieces of a line: found, copied and read as a whole."""
    eerste: dict[str, ET.Element] = {}
    for ouder in wortel.iter(_GROEP):
        for groep in list(ouder):
            soort, _, rest = groep.get("id", "").partition("-")
            if soort != REGEL:
                continue
            regel, _, heeft_spatie = rest.split("-")
            del groep.attrib["id"]
            tekst = next(groep.iter(_TEKST))
            if regel not in eerste:
                eerste[regel] = tekst
                continue
            begin = eerste[regel]
            stuk = ET.SubElement(begin, f"{{{_SVG}}}tspan", {"style": _weight(tekst)})
            stuk.text = tekst.text
            if heeft_spatie == "1":
                _append(begin, " ")
            ouder.remove(groep)


def _append(tekst: ET.Element, teken: str) -> None:
    """Add a sign before the last piece of a text."""
    stukken = list(tekst)
    if len(stukken) > 1:
        stukken[-2].tail = (stukken[-2].tail or "") + teken
    else:
        tekst.text = (tekst.text or "") + teken


def _weight(tekst: ET.Element) -> str:
    gewicht = re.search(r"font-weight: (\d+)", tekst.get("style", ""))
    return f"font-weight: {gewicht[1] if gewicht else 400}"


def _add_halos(wortel: ET.Element, halo: float) -> None:
    """Lay a copy with a thick edge behind a name: not all programs know `paint-order`."""
    for groep in wortel.iter(_GROEP):
        soort, _, rest = groep.get("id", "").partition("-")
        if soort != HALO:
            continue
        del groep.attrib["id"]
        kleur = rest.rpartition("-")[2]
        tekst = next(groep.iter(_TEKST))
        achter = copy.deepcopy(tekst)
        achter.set(
            "style",
            f"{tekst.get('style', '')}; fill: #{kleur}; stroke: #{kleur}; "
            f"stroke-width: {halo:.3g}; stroke-linejoin: round",
        )
        achter.set("aria-hidden", "true")
        groep.insert(list(groep).index(tekst), achter)


def _style(svg: str) -> str:
    """Answer the letters that are used, as the browser gets them, and tabular figures."""
    regels = ["text{font-variant-numeric:tabular-nums}"]
    for letter in LETTERS:
        if f"'{letter.familie}'" not in svg:
            continue
        inhoud = base64.b64encode(letter.bestand.read_bytes()).decode()
        regels.append(
            f"@font-face{{font-family:'{letter.familie}';font-weight:{letter.gewicht};"
            f"src:url(data:font/woff2;base64,{inhoud}) format('woff2')}}"
        )
    return "\n".join(regels)

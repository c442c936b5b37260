"""Reading one map from the screen and from paper, so that the two can be laid side by side."""

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from datetime import date

from playwright.sync_api import Frame, Page

from components.afdruk_blad import Maat, Opdracht
from components.afdruk_stijl import PANEEL
from components.uitvoer import Formaat, make_bestand
from layers.kaartbeeld import Kaartbeeld
from tests.bezoek import open_kaart

SVG = "{http://www.w3.org/2000/svg}"
_GETAL = re.compile(r"[\d.]+|\N{EN DASH}")


@dataclass(frozen=True)
class Gezien:
    """Colour or pattern per area, and the counts of each row of the legend."""

    kleuren: dict[str, str]
    tellingen: dict[str, tuple[str, ...]]


def read_scherm(pagina: Page, adres: str, kaartbeeld: Kaartbeeld) -> Gezien:
    """Open a map and read every area and every row of the legend."""
    frame = open_kaart(pagina, adres, code=kaartbeeld.gebieden[0])
    return Gezien(_screen_colours(frame, kaartbeeld), _screen_counts(frame))


def read_teksten(pagina: Page, kaartbeeld: Kaartbeeld) -> list[str]:
    """Answer what the open map says of each area, in its order, in the year that is chosen."""
    frame = pagina.frames[-1]
    teksten: list[str] = frame.evaluate(
        "codes => codes.map((code) => SocialeKaart.lees(code).tekst)", list(kaartbeeld.gebieden)
    )
    return teksten


def _screen_colours(frame: Frame, kaartbeeld: Kaartbeeld) -> dict[str, str]:
    gelezen = frame.evaluate(
        "codes => codes.map((code) => SocialeKaart.lees(code))", list(kaartbeeld.gebieden)
    )
    return {
        # outside the selection there is a line alone
        code: een["patroon"] or (een["vulling"].upper() if een["vulling"] else "geen")
        for code, een in zip(kaartbeeld.gebieden, gelezen, strict=True)
    }


def _screen_counts(frame: Frame) -> dict[str, tuple[str, ...]]:
    rijen = frame.locator(".legenda tbody tr").all()
    return {
        rij.locator("th").inner_text().strip(): tuple(rij.locator("td").all_inner_texts())
        for rij in rijen
    }


def read_papier(kaartbeeld: Kaartbeeld) -> Gezien:
    """Draw a map as SVG and read every area and every row of the legend from the file."""
    opdracht = Opdracht(maat=Maat.DIA, gemaakt_op=date(2026, 11, 26))
    ruw = make_bestand(kaartbeeld, Formaat.SVG, opdracht, met_gevoelig=True)
    wortel = ET.fromstring(ruw)  # noqa: S314 - our own
    return Gezien(_paper_colours(wortel, kaartbeeld), _paper_counts(wortel))


def _paper_colours(wortel: ET.Element, kaartbeeld: Kaartbeeld) -> dict[str, str]:
    groepen = {groep.get("id"): groep for groep in wortel.iter(f"{SVG}g")}
    kleuren = {}
    for code in kaartbeeld.gebieden:
        # what lies around may fall off the sheet
        paden = groepen[code].iter(f"{SVG}path") if code in groepen else ()
        stijlen = [pad.get("style", "") for pad in paden]
        gevonden = [g[1].upper() for s in stijlen if (g := re.search(r"fill: (#\w{6})", s))]
        kleuren[code] = gevonden[0] if gevonden else "geen"
    return kleuren


def _paper_counts(wortel: ET.Element) -> dict[str, tuple[str, ...]]:
    """Join texts that stand on one line: the words of a row, and the numbers at its right."""
    regels: dict[str, list[tuple[float, str]]] = {}
    for tekst in wortel.iter(f"{SVG}text"):
        if tekst.get("aria-hidden") != "true":
            plek = (float(tekst.get("x", "0")), "".join(tekst.itertext()))
            regels.setdefault(tekst.get("y", ""), []).append(plek)
    return {
        woorden: tuple(getallen)
        for regel in regels.values()
        for (_, woorden), *rest in [sorted(regel)]
        if (getallen := [tekst for _, tekst in rest]) and all(map(_GETAL.fullmatch, getallen))
    }


def differences(scherm: Gezien, papier: Gezien) -> list[str]:
    """List in what the two differ; a pattern on the screen is white with a pattern on paper."""
    anders = []
    for code, kleur in scherm.kleuren.items():
        verwacht = "#FFFFFF" if kleur in {"stip", "streep", "terug"} else kleur
        if papier.kleuren[code] != verwacht or verwacht == PANEEL:
            anders.append(f"{code}: scherm {kleur}, papier {papier.kleuren[code]}")
    for woorden, aantallen in scherm.tellingen.items():
        if woorden == "water":
            continue  # never counted
        if papier.tellingen.get(woorden) != aantallen:
            op_papier = papier.tellingen.get(woorden)
            anders.append(f"{woorden}: scherm {aantallen}, papier {op_papier}")
    return anders

"""Slides as a test reads them: what every file promises, and what must stand on it."""

import io
import itertools
import posixpath
import re
import zipfile
from datetime import date
from typing import Any, Final
from xml.etree import ElementTree as ET

import pptx
from PIL import Image
from pptx.enum.dml import MSO_FILL
from pptx.oxml.ns import qn
from pptx.presentation import Presentation

from components.afdruk import describe
from components.afdruk_blad import Maat, Opdracht
from components.dia_vorm import clean
from components.legendarijen import build_legendatabel, format_telling
from layers.grafiek import Band, Grafiek, Lijn, Staaf, Stip, Streek
from layers.kaartbeeld import Kaartbeeld, Opmaak, Vierkant

DAG: Final = date(2026, 11, 22)
VIJANDIG: Final = (
    "<b>&amp; \"'",
    '=HYPERLINK("http://kwaad.invalid")',
    "\u202egnp.exe",
    "شارع 12 \u05d0\u05d1",
    "huis \U0001f3e1\u200d\U0001f525",
    "a\x07b\x0bc\x00",
    "\ufffe\ud800x",
    "{{titel}} ${1+1} %s",
)


def opdracht_for(maat: Maat = Maat.DIA, **anders: Any) -> Opdracht:  # noqa: ANN401 - of an order
    velden: dict[str, Any] = {"maat": maat, "gemaakt_op": DAG, "dpi": 40}
    return Opdracht(**(velden | anders))


def png(breed: int = 40, hoog: int = 30, kleur: str = "#3366CC") -> bytes:
    geheugen = io.BytesIO()
    Image.new("RGB", (breed, hoog), kleur).save(geheugen, format="png")
    return geheugen.getvalue()


# What every file has to keep


def read(ruw: bytes) -> Presentation:
    """Open a file, and hold it to what every file promises."""
    check_package(ruw)
    presentatie = pptx.Presentation(io.BytesIO(ruw))
    for slide in presentatie.slides:
        nummers = [element.get("id") for element in slide.element.iter(qn("p:cNvPr"))]
        assert len(nummers) == len(set(nummers))
        assert not slide.has_notes_slide
        check_places(presentatie, slide)
    return presentatie


def check_package(ruw: bytes) -> None:
    """Hold a package to whole XML, relations that lead somewhere, and nothing beside it."""
    with zipfile.ZipFile(io.BytesIO(ruw)) as archief:
        namen = archief.namelist()
        assert len(namen) == len(set(namen))
        assert {lid.date_time for lid in archief.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        inhoud = {naam: archief.read(naam) for naam in namen}
    doelen = {"[Content_Types].xml"}
    for naam, deel in inhoud.items():
        if naam.endswith((".xml", ".rels")):
            ET.fromstring(deel)  # noqa: S314 - made here
        if not naam.endswith(".rels"):
            continue
        map_ = posixpath.dirname(posixpath.dirname(naam))
        doelen.add(naam)
        bron = posixpath.join(map_, posixpath.basename(naam).removesuffix(".rels"))
        genoemd = set(re.findall(rb'r:(?:id|embed|link|pict)="([^"]+)"', inhoud.get(bron, b"")))
        sleutels = set()
        for relatie in ET.fromstring(deel):  # noqa: S314 - made here
            sleutels.add(relatie.attrib["Id"].encode())
            if relatie.get("TargetMode") != "External":
                doel = posixpath.join("/", map_, relatie.attrib["Target"])
                doelen.add(posixpath.normpath(doel).removeprefix("/"))
        assert genoemd <= sleutels, bron
    assert doelen == set(namen)
    eigenschappen = ET.fromstring(inhoud["docProps/core.xml"])  # noqa: S314 - made here
    assert {kind.tag.partition("}")[2] for kind in eigenschappen} == {
        "title",
        "language",
        "created",
        "modified",
    }
    assert not [n for n in namen if re.search("app.xml|custom|notesSlide|comment|thumb|printer", n)]
    assert not [n for n, deel in inhoud.items() if re.search(rb"Canny|python-pptx", deel)]


def box(vorm: Any) -> tuple[int, int, int, int]:  # noqa: ANN401 - a shape of any kind
    return vorm.left, vorm.top, vorm.left + vorm.width, vorm.top + vorm.height


def check_places(presentatie: Presentation, slide: Any) -> None:  # noqa: ANN401 - untyped
    """Hold shapes to the slide, and apart from each other."""
    vormen = [(vorm.name, box(vorm)) for vorm in slide.shapes]
    for naam, (links, boven, rechts, onder) in vormen:
        assert min(links, boven) >= 0, naam
        assert rechts <= (presentatie.slide_width or 0) + 2, naam
        assert onder <= (presentatie.slide_height or 0) + 2, naam
    for (een, a), (ander, b) in itertools.combinations(vormen, 2):
        over_x = min(a[2], b[2]) - max(a[0], b[0])
        over_y = min(a[3], b[3]) - max(a[1], b[1])
        assert over_x <= 2 or over_y <= 2, f"{een} over {ander}"
    for vorm in slide.shapes:
        if vorm.has_table:
            assert sum(k.width for k in vorm.table.columns) == vorm.width
            assert sum(r.height for r in vorm.table.rows) == vorm.height


def one(presentatie: Presentation) -> dict[str, Any]:
    """Answer the shapes of the only slide by name."""
    (slide,) = presentatie.slides
    return {vorm.name: vorm for vorm in slide.shapes}


def text_of(vorm: Any) -> str:  # noqa: ANN401 - a shape of any kind
    return "\n".join(alinea.text for alinea in vorm.text_frame.paragraphs)


def alt_of(vorm: Any) -> str:  # noqa: ANN401 - a shape of any kind
    return next(vorm.element.iter(qn("p:cNvPr"))).get("descr", "")


def fill_of(cel: Any) -> str | None:  # noqa: ANN401 - a cell
    """Answer the colour of a cell, that behind a pattern where it has one."""
    if cel.fill.type == MSO_FILL.SOLID:
        return f"#{cel.fill.fore_color.rgb}"
    return f"#{cel.fill.back_color.rgb}" if cel.fill.type == MSO_FILL.PATTERNED else None


# Maps


def check_kaart(vormen: dict[str, Any], beeld: Kaartbeeld, opdracht: Opdracht) -> None:
    moment = beeld.moment
    assert text_of(vormen["Titel"]) == clean(moment.titel.replace("**", ""))
    assert text_of(vormen["Ondertitel"]) == clean(moment.ondertitel.replace("**", ""))
    assert text_of(vormen["Zin"]) == clean(moment.legendazin.replace("**", ""))
    bron, herkomst = text_of(vormen["Bron"]).split("\n")
    assert bron == clean(moment.bronregel)
    assert herkomst.endswith(f"gemaakt op 22 november 2026 · {beeld.link}")
    assert (f"klassen {beeld.klassenversie}" in herkomst) is bool(beeld.klassenversie)
    assert alt_of(vormen["Kaart"]) == clean(describe(beeld))
    assert ("Merk" in vormen) is ("fictieve gegevens" in beeld.merken)
    tabel = build_legendatabel(beeld, gekozen=opdracht.gekozen, in_zicht=opdracht.filter)
    rijen = [list(rij.cells) for rij in vormen["Legenda"].table.rows]
    assert [cel.text for cel in rijen[0]] == ["", "", *tabel.koppen]
    for cellen, rij in zip(rijen[1:], (*tabel.klassen, *tabel.niets), strict=True):
        assert cellen[1].text == rij.woord
        aantallen = [format_telling(aantal) for aantal in rij.aantallen] or ["", ""]
        assert [cel.text for cel in cellen[2:]] == aantallen[: len(tabel.koppen)]
        if rij.klasse is not None and not rij.is_weg:
            assert fill_of(cellen[0]) == beeld.klassen[rij.klasse].kleur
            assert cellen[0].text == beeld.klassen[rij.klasse].teken
        assert rij.woord in alt_of(vormen["Legenda"])
    if beeld.vierkant:
        check_square(vormen["Vierkant"], beeld, beeld.vierkant)


def check_square(vorm: Any, beeld: Kaartbeeld, vierkant: Vierkant) -> None:  # noqa: ANN401
    rijen = [list(rij.cells) for rij in vorm.table.rows]
    assert rijen[0][0].text == vierkant.rijen.label
    assert rijen[-1][1].text == vierkant.kolommen.label
    for nummer, woord in enumerate(vierkant.rijen.woorden):
        assert rijen[nummer + 1][0].text.split("\n")[0] == woord
    for nummer, woord in enumerate(vierkant.kolommen.woorden):
        assert rijen[-2][1 + 2 * nummer].text.split("\n")[0] == woord
    telling = beeld.moment.tellingen[0]
    for nummer, klasse in enumerate(beeld.klassen):
        if klasse.cel is None:
            continue
        kleur, aantal = rijen[klasse.cel[0] + 1][1 + 2 * klasse.cel[1] :][:2]
        assert fill_of(kleur) == klasse.kleur
        assert kleur.text == klasse.teken
        getal, *woorden = aantal.text.split("\n")
        assert getal == str(telling.klassen[nummer])
        if len(vierkant.kolommen.woorden) == 2:
            assert woorden[0].casefold() == klasse.label.casefold()
        # what is said of the class can be read on white
        assert fill_of(aantal) == "#FFFFFF"


# Charts to make slides of


def make_lijn(naam: str, *stukken: list[tuple[float, float]], **anders: Any) -> Lijn:  # noqa: ANN401
    return Lijn(naam=naam, stukken=tuple(map(tuple, stukken)), **anders)


JAREN: Final = tuple((float(jaar), str(jaar)) for jaar in range(2012, 2021))
LIJNEN: Final = Grafiek(
    titel="Laagste inkomens door de jaren",
    ondertitel="**2012 tot 2020** · % van huishoudens",
    zin="**Markt** van 45,2% naar 43,0%.",
    bron="Bron: een meting die niet bestaat.",
    merken=("fictieve gegevens", "modelschatting"),
    x_merken=JAREN,
    opmaak=Opmaak(decimalen=1, achter="%"),
    met_nul=True,
    lijnen=(
        make_lijn("Markt", [(2018, 40.0), (2019, 41.0)], nummer=1),
        make_lijn("Kolk", [(2012, 30.0)], [(2014, 31.0), (2015, 32.5)], nummer=7),
        make_lijn("wijk Oost", [(2012, 30.2), (2020, 41.1)], streek=Streek.WIJK),
        make_lijn("Proefstad", [(2012, 20.0), (2020, 41.0)], streek=Streek.GROOT),
        make_lijn("Nederland", [(2012, 40.0)], [(2013, 40), (2020, 40.9)], streek=Streek.LAND),
        make_lijn("weg", nummer=2),
    ),
)
STIPPEN: Final = Grafiek(
    titel="Inkomens naar corporatiewoningen",
    ondertitel="2020",
    zin="Meer is hoger.",
    bron="Bron: geen.",
    merken=(),
    x_label="aandeel corporatiewoningen",
    x_merken=tuple((float(x), f"{x}%") for x in (0, 20, 40, 50, 100)),
    opmaak=Opmaak(decimalen=1, achter="%", met_plus=True),
    lijnen=(
        make_lijn("2014", [(0, -5.0), (50, -5.0)], [(50, 3.0), (100, 3.0)], streek=Streek.EERDER),
        make_lijn("", [(0, 1.0), (20, 1.0)], streek=Streek.BLEEK),
    ),
    stippen=(
        Stip(x=10, y=-4.0, naam="Oost"),
        Stip(x=90, y=6.0, naam='=1+1"'),
        Stip(x=100, y=5.0, naam="Kolkzicht", is_gekozen=True),
    ),
    banden=(
        Band(van=40, tot=50, label="hier kantelt het"),
        Band(van=60, tot=60, label="en hier ook, met een lang verhaal"),
        Band(van=100, tot=100, label="einde"),
    ),
    koppen=("aandeel", "buurten", "2020"),
    rijen=(("0-20%", "10", "31,5%"), ("20-40%", "5", "40,0%")),
)
STAVEN: Final = Grafiek(
    titel="Uitstroom",
    ondertitel="heel Nederland",
    zin="Van **28%** naar **42%**.",
    bron="Bron: een rapport.",
    heel=100.0,
    staven=(
        Staaf(label="1998", waarde=28.0, tekst="28%"),
        Staaf(
            label="midden- en hoge inkomens <b>", waarde=42.0, tekst="minstens 42%", is_open=True
        ),
    ),
    koppen=("", "Uitstroom"),
    rijen=(("1998", "28%"), ("2018", "minstens 42%")),
)

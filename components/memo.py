"""A map, and a chart, as a memo that can be edited in Word: real styles, tables and headings."""

import io
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Final

from PIL import Image, ImageChops

from components.afdruk import describe, draw_los, paper_settings, read_vormen
from components.afdruk_blad import DPI, WIT, Maat, Opdracht, Papier
from components.afdruk_kaart import needed_height
from components.afdruk_legenda import FICTIEF
from components.dag import format_dag
from components.grafiekblad import describe as describe_grafiek
from components.grafiekblad import draw_grafiek
from components.huisstijl import GEEN_STIJL, Huisstijl
from components.legendarijen import join_marks, marks_of
from components.memo_blad import picture_size
from components.memo_cijfers import put_cijfers, put_grafiektabel
from components.memo_legenda import put_legenda, put_uitleg
from components.memo_opbouw import Beeld, Inhoud, make_memo
from layers.grafiek import Grafiek
from layers.kaartbeeld import Kaartbeeld, Moment

_NAAM: Final = "Sociale Kaart"
# names on the map are as large as on a sheet of A4
_PER_PUNT: Final = Maat.A4.papier.breed / (Maat.A4.papier.breed_inch * 72)
# a chart over the whole width of a lying page, with room for the white that is cut off
_GRAFIEK_INCH: Final = 10.8
_WITTE_RAND: Final = 0.006


def write_memo(kaartbeeld: Kaartbeeld, opdracht: Opdracht) -> bytes:
    """
    Write a map as a memo of A4: on one page where it fits, in the template of the organisation.

    Raises
    ------
    GegevensOntbrekenError
        If the outlines of its borders are no longer kept.
    SjabloonAfgekeurdError
        If the template cannot be used.
    """
    moment = kaartbeeld.moment
    inhoud = Inhoud(
        onderwerp=f"{_NAAM} · {kaartbeeld.gebiedsnaam}",
        titel=moment.titel,
        ondertitel=moment.ondertitel,
        zin=moment.legendazin,
        is_fictief=FICTIEF in kaartbeeld.merken,
        merken=join_marks(marks_of(kaartbeeld, in_zicht=opdracht.filter)),
        beeld=Beeld(
            hoogte=partial(_map_height, kaartbeeld),
            teken=partial(_draw_map, kaartbeeld, opdracht),
            bijschrift=f"Kaart: {moment.titel}, {kaartbeeld.gebiedsnaam}, {_period(moment)}",
            alt=describe(kaartbeeld),
        ),
        legenda=partial(put_legenda, kaartbeeld=kaartbeeld, opdracht=opdracht),
        heeft_legenda=True,
        tabel=partial(put_cijfers, kaartbeeld=kaartbeeld, gekozen=opdracht.gekozen),
        bron=f"{moment.bronregel} {_origin(kaartbeeld, opdracht.gemaakt_op)}",
    )
    return make_memo(
        inhoud,
        gemaakt_op=opdracht.gemaakt_op,
        stijl=opdracht.stijl,
        is_liggend=opdracht.maat is Maat.A4_LIGGEND,
    )


def write_grafiekmemo(
    grafiek: Grafiek, *, gemaakt_op: date, stijl: Huisstijl = GEEN_STIJL, dpi: int = DPI
) -> bytes:
    """
    Write a chart as a memo: on a page that lies, for the letters of a chart are those of a slide.

    A template keeps the page it has.

    Raises
    ------
    SjabloonAfgekeurdError
        If the template cannot be used.
    """
    png = _draw_grafiek(grafiek, gemaakt_op, dpi)
    breed_px, hoog_px = picture_size(png)
    merken = join_marks([merk for merk in grafiek.merken if merk != FICTIEF])
    inhoud = Inhoud(
        onderwerp=_NAAM,
        titel=grafiek.titel,
        ondertitel=grafiek.ondertitel,
        zin=grafiek.zin,
        is_fictief=FICTIEF in grafiek.merken,
        merken=merken,
        beeld=Beeld(
            hoogte=lambda breed: breed * hoog_px / breed_px,
            teken=lambda _breed, _hoog: png,
            bijschrift=f"Grafiek: {grafiek.titel}",
            alt=describe_grafiek(grafiek),
            houdt_vorm=True,
        ),
        legenda=partial(put_uitleg, uitleg=f"**{merken}**" if merken else ""),
        heeft_legenda=False,
        tabel=partial(put_grafiektabel, grafiek=grafiek),
        bron=f"{grafiek.bron} {_NAAM} · gemaakt op {format_dag(gemaakt_op)}",
    )
    return make_memo(inhoud, gemaakt_op=gemaakt_op, stijl=stijl, is_liggend=True, draai=False)


def _map_height(kaartbeeld: Kaartbeeld, breed: float) -> float:
    hoog = needed_height(kaartbeeld, read_vormen(kaartbeeld), breed * _PER_PUNT)
    return hoog / _PER_PUNT


def _draw_map(kaartbeeld: Kaartbeeld, opdracht: Opdracht, breed: float, hoog: float) -> bytes:
    papier = Papier(breed=breed * _PER_PUNT, hoog=hoog * _PER_PUNT, breed_inch=breed / 72)
    return draw_los(kaartbeeld, opdracht, papier)


def _period(moment: Moment) -> str:
    return str(moment.tot) if moment.van == moment.tot else f"{moment.van} tot {moment.tot}"


def _origin(kaartbeeld: Kaartbeeld, gemaakt_op: date) -> str:
    """Say where a memo came from: the years it is of, version of the classes, day, link."""
    moment = kaartbeeld.moment
    jaren = f"peiljaar {moment.tot}"
    if moment.van != moment.tot:
        jaren = f"peiljaren {moment.van} en {moment.tot}"
    delen = [_NAAM, jaren]
    if kaartbeeld.klassenversie:
        delen.append(f"klassen {kaartbeeld.klassenversie}")
    delen += [f"gemaakt op {format_dag(gemaakt_op)}", kaartbeeld.link]
    return " · ".join(delen)


def _draw_grafiek(grafiek: Grafiek, gemaakt_op: date, dpi: int) -> bytes:
    """Draw a chart without the texts that stand beside it in a memo, and without white around."""
    kaal = replace(grafiek, titel="", ondertitel="", zin="", bron="", merken=())
    ruw = io.BytesIO()
    with paper_settings():
        blad = draw_grafiek(kaal, gemaakt_op)
        punten = dpi * _GRAFIEK_INCH / blad.maat.breed_inch
        blad.figuur.savefig(ruw, format="png", dpi=punten, metadata={"Software": None})
    uit = io.BytesIO()
    with Image.open(ruw) as beeld:
        plat = beeld.convert("RGB")
    rand = round(plat.width * _WITTE_RAND)
    inkt = ImageChops.difference(plat, Image.new("RGB", plat.size, WIT)).getbbox()
    links, boven, rechts, onder = inkt or (0, 0, *plat.size)
    plat.crop(
        (
            max(links - rand, 0),
            max(boven - rand, 0),
            min(rechts + rand, plat.width),
            min(onder + rand, plat.height),
        )
    ).save(uit, "PNG")
    return uit.getvalue()

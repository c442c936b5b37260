"""
A map or a chart as a slide of PowerPoint that stays editable.

Title, legend and source line are text and tables of PowerPoint; the map itself is a sharp picture.
The same order gives the same bytes, and the file says nothing of who made it.
"""

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from components.afdruk import describe, draw_los
from components.afdruk_blad import Maat, Opdracht, Papier, Vak
from components.dag import format_dag
from components.dia_grafiek import add_grafiekdia, write_grafiekdia
from components.dia_indeling import Teksten, begin_dia, end_dia
from components.dia_legenda import put_legenda
from components.dia_sjabloon import begin_presentatie, finish_presentatie
from components.dia_vorm import Dia
from layers.kaartbeeld import Kaartbeeld

if TYPE_CHECKING:
    from pptx.presentation import Presentation

__all__ = [
    "add_grafiekdia",
    "add_kaartdia",
    "begin_presentatie",
    "finish_presentatie",
    "paper_of",
    "write_dia",
    "write_grafiekdia",
]

_EMU_PER_INCH: Final = 914400


def write_dia(kaartbeeld: Kaartbeeld, opdracht: Opdracht) -> bytes:
    """
    Answer a map as a presentation of one slide.

    Raises
    ------
    SjabloonAfgekeurdError
        If the template of the organisation cannot be used.
    GegevensOntbrekenError
        If the outlines of its borders are no longer kept.
    """
    presentatie = begin_presentatie(opdracht)
    add_kaartdia(presentatie, kaartbeeld, opdracht)
    return finish_presentatie(presentatie, kaartbeeld.moment.titel, opdracht.gemaakt_op)


def add_kaartdia(presentatie: "Presentation", kaartbeeld: Kaartbeeld, opdracht: Opdracht) -> None:
    """
    Add a map as a slide to a presentation that was begun for an order of the same style.

    Raises
    ------
    GegevensOntbrekenError
        If the outlines of its borders are no longer kept.
    """
    moment = kaartbeeld.moment
    teksten = Teksten(
        titel=moment.titel,
        ondertitel=moment.ondertitel,
        bron=(moment.bronregel, _say_herkomst(kaartbeeld, opdracht)),
    )
    opzet = begin_dia(presentatie, opdracht.stijl, teksten)
    beeld = draw_los(kaartbeeld, opdracht, paper_of(opzet.dia, opzet.kaart))
    opzet.dia.put_beeld(opzet.kaart, beeld, naam="Kaart", alt=describe(kaartbeeld))
    put_legenda(opzet.dia, kaartbeeld, opdracht, opzet.legenda)
    end_dia(opzet)


def paper_of(dia: Dia, vak: Vak) -> Papier:
    """Answer paper as large as the map is on the slide."""
    return replace(
        Maat.DIA.papier,
        breed=vak.breed,
        hoog=vak.hoog,
        breed_inch=vak.breed * dia.eenheid / _EMU_PER_INCH,
        kolom=None,
    )


def _say_herkomst(kaartbeeld: Kaartbeeld, opdracht: Opdracht) -> str:
    """Say where this slide came from: version of the classes, day, link."""
    delen = ["Sociale Kaart"]
    if kaartbeeld.klassenversie:
        delen.append(f"klassen {kaartbeeld.klassenversie}")
    delen += [f"gemaakt op {format_dag(opdracht.gemaakt_op)}", kaartbeeld.link]
    return " · ".join(delen)

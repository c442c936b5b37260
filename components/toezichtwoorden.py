"""What the page for supervisors says beside its figures, as plain words for paper and slide."""

from typing import Final

from components.dag import format_dag
from layers.begrippen import Polariteit
from layers.blootstelling import INKOMENS
from layers.indicatoren import INDICATOR_PER_SLEUTEL
from layers.opmaak import format_getal
from layers.paletten import STAND_VERANDERING, STAND_VERANDERING_NEUTRAAL
from layers.toezicht import Kerncijfer, count_buurten
from layers.toezichtblad import Buurtenlijst, Buurtregel, Toezicht

TITEL: Final = "Hoe staan we ervoor?"
VRAGEN: Final = "Vragen aan de bestuurder"
UITLEG: Final = "Wat de woorden betekenen"
NIET_ZIEN: Final = "Wat deze cijfers niet zien"
ZEKER: Final = "over hoeveel mensen het gaat, en hoe zeker het verschil is"
GEEN_BUURT: Final = "Geen enkele buurt."
GEEN_VRAGEN: Final = "Uit deze cijfers volgen geen vragen."
NIET_BEKEND: Final = "niet bekend"
# Of the directions of a trend, read from its unfavourable side.
TEKENS: Final = {
    -1: "\N{BLACK DOWN-POINTING TRIANGLE}",
    0: "=",
    1: "\N{BLACK UP-POINTING TRIANGLE}",
}


def say_whose(toezicht: Toezicht) -> str:
    """Say how many homes it is about, and whose they are."""
    if not toezicht.is_eigen:
        return f"{toezicht.onder} Geteld zijn de woningen van alle corporaties samen."
    if toezicht.peildatum is None:
        return toezicht.onder
    return f"{toezicht.onder} Onze woningen op {format_dag(toezicht.peildatum)}."


def figure_of(cijfer: Kerncijfer) -> str:
    """Answer the figure itself, or that there is none."""
    return cijfer.getal or "niet te zeggen"


def say_list(lijst: Buurtenlijst) -> str:
    """Say when a buurt is on a list, and how many of them it shows."""
    aantal = f"{count_buurten(lijst.totaal)}, {format_getal(lijst.woningen, decimalen=0)} woningen"
    if lijst.totaal > len(lijst.rijen):
        aantal += f"; hier de {len(lijst.rijen)} met de meeste"
    return f"{lijst.regel} {aantal}.".lstrip()


def say_homes(rij: Buurtregel) -> str:
    """Write the homes of a buurt, and their part of all."""
    return f"{format_getal(rij.woningen, decimalen=0)} ({rij.aandeel})"


def most_homes(toezicht: Toezicht) -> int:
    """Answer the homes of the buurt that has most, which a bar is measured against."""
    return max((rij.woningen for rij in toezicht.alle), default=1)


def colour_of(toezicht: Toezicht, rij: Buurtregel) -> str | None:
    """Answer the colour of level and change on their map; None where either is not known."""
    if rij.niveau is None or rij.inkomens.richting is None:
        return None
    return _palette(toezicht)[rij.niveau][rij.inkomens.richting + 1]


def _palette(toezicht: Toezicht) -> tuple[tuple[str, ...], ...]:
    soorten = {
        indicator.polariteit
        for indicator in map(INDICATOR_PER_SLEUTEL.__getitem__, INKOMENS)
        if indicator.kort == toezicht.kort[0]
    }
    return STAND_VERANDERING_NEUTRAAL if Polariteit.NEUTRAAL in soorten else STAND_VERANDERING

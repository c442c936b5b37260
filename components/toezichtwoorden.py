"""What the page for supervisors says beside its figures, as plain words for paper and slide."""

from typing import Final

from components.dag import format_dag
from layers.opmaak import format_getal
from layers.toezicht import AANDACHT, NIET_TE_ZIEN, Uitspraak, count_buurten, count_woningen
from layers.toezichtblad import Buurtenlijst, Buurtregel, Toezicht
from layers.toezichtcijfers import Kerncijfer

TITEL: Final = "Hoe staan we ervoor?"
VRAGEN: Final = "Vragen aan de bestuurder"
UITLEG: Final = "Wat de woorden betekenen"
NIET_ZIEN: Final = "Wat deze cijfers niet zien"
ZEKER: Final = "over hoeveel mensen het gaat, en hoe zeker het verschil is"
GEEN_VRAGEN: Final = "Uit deze cijfers volgen geen vragen."
NUMMERS: Final = "De nummers op de kaart zijn die van de eerste lijst, waar daar plaats voor is."
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


def say_empty(lijst: Buurtenlijst) -> str:
    """Say why a list has no row: no buurt is on it, or nobody can tell."""
    return "Geen enkele buurt." if lijst.is_bekend else "Niet te zeggen."


def say_list(lijst: Buurtenlijst) -> str:
    """Say when a buurt is on a list, and how many of them it shows."""
    if not lijst.is_bekend:
        return lijst.regel
    aantal = f"{count_buurten(lijst.totaal)}, {count_woningen(lijst.woningen)}"
    if lijst.totaal > len(lijst.rijen):
        aantal += f"; hier de {len(lijst.rijen)} met de meeste woningen"
    return f"{lijst.regel} {aantal}.".lstrip()


def name_row(rij: Buurtregel, nummer: int | None) -> str:
    """Answer the name of a buurt, behind the number it has on the map where it has one."""
    return rij.naam if nummer is None else f"{nummer}. {rij.naam}"


def say_where(rij: Buurtregel) -> str:
    """Say that all signs come together in a buurt where they do, and where it lies."""
    alle = "alle drie" if rij.signalen == len(AANDACHT) else ""
    return " \N{MIDDLE DOT} ".join(filter(None, (alle, rij.ligging)))


def say_apart(toezicht: Toezicht) -> tuple[str, ...]:
    """Say what stands apart from the figures: what cannot be compared, and how to read them."""
    apart = (*(cijfer.apart for cijfer in toezicht.cijfers), toezicht.leeswijzer)
    return tuple(filter(None, apart))


def say_homes(rij: Buurtregel) -> str:
    """Write the homes of a buurt."""
    return format_getal(rij.woningen, decimalen=0)


def sign_of(uitspraak: Uitspraak) -> str:
    """Answer the sign that stands before the words of a trend; none where it is not known."""
    return "" if uitspraak.richting is None else TEKENS[uitspraak.richting]


def say_blind(toezicht: Toezicht) -> tuple[str, ...]:
    """Say what the figures do not see, and how sure they are."""
    return tuple(filter(None, (*NIET_TE_ZIEN, toezicht.zekerheid)))


def most_homes(toezicht: Toezicht) -> int:
    """Answer the homes of the buurt that has most, which a bar is measured against."""
    return max((rij.woningen for rij in toezicht.alle), default=1)

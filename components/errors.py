"""Errors of making a file that a user reads as they stand."""

from data.errors import SocialeKaartError


class GevoeligError(SocialeKaartError):
    """Figures that are sensitive leave the program only when that is asked for."""

    def __init__(self, titel: str) -> None:
        super().__init__(
            f"'{titel}' is gevoelig en gaat niet vanzelf mee in een bestand. Vraag er zelf om met "
            "`--met-gevoelig` als u het bestand met zorg deelt."
        )


class BestandNietGeschrevenError(SocialeKaartError):
    """The file could not be written; what stood there is untouched."""

    def __init__(self, bestand: str, reden: str) -> None:
        super().__init__(f"{bestand} is niet geschreven: {reden}.")

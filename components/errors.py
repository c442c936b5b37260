"""Errors of making a file that a user reads as they stand."""

from collections.abc import Sequence

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


class BoekError(SocialeKaartError):
    """A book of maps cannot be made as it was asked."""

    def __init__(self, reden: str) -> None:
        super().__init__(f"Dit kaartenboek kan niet worden gemaakt: {reden}")


class NaastError(SocialeKaartError):
    """Beside this map no second one of that year can stand."""

    def __init__(self, jaar: int, kan: Sequence[int]) -> None:
        wat = (
            f"Kies uit {', '.join(map(str, kan))}."
            if kan
            else "Dat kan alleen bij een kaart van één onderwerp met meer dan één jaar."
        )
        super().__init__(f"Naast deze kaart past geen kaart van {jaar}. {wat}")


class MaatError(SocialeKaartError):
    """A form of file does not come in the size that was asked."""

    def __init__(self, formaat: str, maat: str, kan: Sequence[str]) -> None:
        super().__init__(
            f"De maat {maat} past niet bij {formaat}. Kies uit {' en '.join(kan)}, of laat "
            "`--maat` weg."
        )


class NaastVormError(SocialeKaartError):
    """A second map was asked in a form that has no room for it."""

    def __init__(self, formaat: str) -> None:
        super().__init__(
            f"Twee kaarten naast elkaar gaat niet als {formaat}. Kies png, pdf of svg, of laat "
            "`--naast` weg."
        )


class ToezichtOntbreektError(SocialeKaartError):
    """There are no homes in an area that the page for supervisors can count in."""

    def __init__(self, gebied: str, *, met_eigen: bool) -> None:
        of = "" if met_eigen else ", of vraag er zelf om met eigen bezit"
        super().__init__(
            f"Van gebied {gebied} zijn geen woningen van corporaties bekend, dus dit blad kan niet "
            f"worden gemaakt. Haal de kerncijfers op (`python -m data haal`){of}."
        )


class WerkMisluktError(SocialeKaartError):
    """What was made in another process could not be made; the sentence says why where we know."""

    def __init__(self, zin: str = "") -> None:
        super().__init__(
            zin
            or "Het bestand kon niet worden gemaakt. Probeer het opnieuw; blijft het misgaan, "
            "kies dan een kleiner gebied of een andere vorm."
        )


class WerkGestoptError(SocialeKaartError):
    """Somebody stopped it."""

    def __init__(self) -> None:
        super().__init__("Gestopt; er is geen bestand gemaakt.")


class HuisstijlAfgekeurdError(SocialeKaartError):
    """A logo, colour or template cannot be used; what was set before stays."""

    def __init__(self, wat: str, reden: str) -> None:
        super().__init__(f"{wat}: {reden}")


class SjabloonAfgekeurdError(SocialeKaartError):
    """A template of an organisation cannot be used."""

    def __init__(self, bestand: str, reden: str) -> None:
        super().__init__(f"Het sjabloon {bestand} kan niet worden gebruikt: {reden}.")

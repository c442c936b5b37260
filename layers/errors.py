"""Errors of the layers that a user reads as they stand."""

from data.errors import SocialeKaartError, shorten


class GebiedOnbekendError(SocialeKaartError):
    """There is no area of that code on these borders."""

    def __init__(self, gebiedscode: str, *, grensjaar: int) -> None:
        super().__init__(
            f"Gebied '{gebiedscode}' bestaat niet op de grenzen van {grensjaar}. Geef een code van "
            "het CBS, zoals GM0772, of laat `--gebied` weg voor heel Nederland."
        )


class IndicatorOnbekendError(SocialeKaartError):
    """There is no indicator of that name."""

    def __init__(self, sleutel: str, *, bekend: tuple[str, ...]) -> None:
        super().__init__(
            f"Indicator '{sleutel[:40]}' bestaat niet. Wel mogelijk: {', '.join(bekend)}."
        )


class NietVergelijkbaarError(SocialeKaartError):
    """Between two years it changed what an indicator measures."""

    def __init__(self, indicator: str, van: int, tot: int) -> None:
        super().__init__(
            f"De cijfers van {indicator} van {van} en {tot} zijn niet te vergelijken: ertussen "
            "veranderde wat er gemeten is. Kies andere jaren."
        )


class MapOntbreektError(SocialeKaartError):
    """There is no store where one was named."""

    def __init__(self, pad: str) -> None:
        super().__init__(
            f"De map '{shorten(pad)}' bestaat niet. Noem de map van een opslag, of laat `--opslag` "
            "weg voor die van deze installatie."
        )


class KaartOntbreektError(SocialeKaartError):
    """There is no map of what a link names: nothing at all, or not of this area and indicator."""

    def __init__(
        self, gebied: str | None, indicator: str | None, *, reden: str | None = None
    ) -> None:
        if reden:
            zin = f"Deze kaart is er niet zoals de link haar noemt. {reden}"
        elif gebied and indicator:
            zin = (
                f"Er is geen kaart van indicator '{indicator[:40]}' in gebied '{gebied[:40]}'. "
                "Kijk met `python -m data overzicht` welke gegevens er zijn."
            )
        else:
            zin = (
                "Deze link noemt geen kaart. Kopieer hem uit de adresbalk van de kaart, met alles "
                "achter het vraagteken."
            )
        super().__init__(zin)

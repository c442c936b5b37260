"""Errors of the layers that a user reads as they stand."""

from data.errors import SocialeKaartError


class IndicatorOnbekendError(SocialeKaartError):
    """There is no indicator of that name."""

    def __init__(self, sleutel: str, *, bekend: tuple[str, ...]) -> None:
        super().__init__(f"Indicator '{sleutel}' bestaat niet. Wel mogelijk: {', '.join(bekend)}.")

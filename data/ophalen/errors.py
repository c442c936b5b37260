"""What can go wrong between us and a publisher, in one Dutch sentence."""

from data.errors import SocialeKaartError, shorten


class BronMisluktError(SocialeKaartError):
    """A publisher does not give what was asked; what was kept is as it was."""

    def __init__(self, host: str, reden: str) -> None:
        self.reden = f"{host} {reden}"
        super().__init__(
            f"{self.reden}. Probeer het later opnieuw, of download het bestand met de hand en "
            "lees het hier in."
        )


class OnbereikbaarError(BronMisluktError):
    """There is no line to a publisher."""

    def __init__(self, host: str) -> None:
        super().__init__(host, "is niet te bereiken")


class NietGevondenError(BronMisluktError):
    """A publisher does not have what was asked."""


class AntwoordGeweigerdError(BronMisluktError):
    """A publisher refuses the request as it was put."""


class AntwoordOnjuistError(BronMisluktError):
    """A publisher answers well enough, but with something else than was asked."""


class SpiegelOnjuistError(SocialeKaartError):
    """What should be the address of a mirror is none."""

    def __init__(self, tekst: str) -> None:
        super().__init__(
            f"De spiegel '{shorten(tekst)}' is geen adres, zoals https://spiegel.example.nl. "
            "Verbeter het in SOCIALE_KAART_SPIEGEL of bij `--spiegel`, of laat het weg."
        )


class NetwerkinstellingError(SocialeKaartError):
    """How this machine reaches the internet is written down in a way that cannot be used."""

    def __init__(self, namen: tuple[str, ...]) -> None:
        welke = ", ".join(namen) or "de proxy van het systeem"
        super().__init__(
            f"De instellingen voor internet op deze computer zijn niet te gebruiken ({welke}). "
            "Verbeter ze of haal ze weg, en probeer het opnieuw."
        )


class GestoptError(SocialeKaartError):
    """Somebody stopped the task; what was in is kept."""

    def __init__(self) -> None:
        super().__init__("Het ophalen is gestopt. Wat al binnen was, is bewaard.")


class OphalenBezigError(SocialeKaartError):
    """Another task of fetching runs."""

    def __init__(self) -> None:
        super().__init__(
            "Er worden al gegevens opgehaald. Wacht tot dat klaar is, of stop het eerst."
        )

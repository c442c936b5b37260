"""The dimensions of the Leefbaarometer: indicators that stand in its own chart, and in no menu."""

from typing import Final

from data.bronnen import LEEFBAAROMETER
from layers.begrippen import Eenheid, Indicator, Polariteit, Verandereenheid
from layers.formules import published
from layers.indicatoren import INDICATOR_PER_SLEUTEL

# Classes 1 to 9 of the Leefbaarometer, joined as the report does: first, last, name.
KLASSEN: Final = (
    (1, 3, "onvoldoende"),
    (4, 4, "zwak"),
    (5, 5, "voldoende"),
    (6, 6, "ruim voldoende"),
    (7, 9, "goed tot uitstekend"),
)
# The last of `KLASSEN` that the report calls weak or insufficient.
ZWAK: Final = 1


def _dimension(sleutel: str, naam: str) -> Indicator:
    return Indicator(
        sleutel=f"leefbaarheid_{sleutel}",
        label=naam.capitalize(),
        kort=naam,
        zin=f"{{gebied}} scoort {{waarde}} op {naam} ten opzichte van Nederland",
        toelichting="Een dimensie van de Leefbaarometer 3.0: de bijdrage aan de afwijking van de "
        "leefbaarheid in heel Nederland.",
        noemer="afwijking van het landelijk gemiddelde",
        eenheid=Eenheid.SCORE,
        verandereenheid=Verandereenheid.PUNTEN,
        neutrale_band=0.01,
        decimalen=3,
        polariteit=Polariteit.GUNSTIG,
        bron=LEEFBAAROMETER,
        formule=published("leefbaarometer", f"{sleutel}_score"),
        is_modelschatting=True,
    )


DIMENSIES: Final = (
    INDICATOR_PER_SLEUTEL["overlast_onveiligheid"],
    _dimension("soc", "sociale samenhang"),
    _dimension("won", "woningvoorraad"),
    _dimension("fys", "fysieke omgeving"),
    _dimension("vrz", "voorzieningen"),
)

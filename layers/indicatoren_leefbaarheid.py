"""Indicators of liveability and safety."""

from typing import Final

from data.bronnen import LEEFBAAROMETER, MISDRIJVEN, OVERLAST
from layers.begrippen import Eenheid, Indicator, Polariteit, Verandereenheid
from layers.formules import INWONERS, published, ratio

LEEFBAARHEID_EN_VEILIGHEID: Final = (
    Indicator(
        sleutel="leefbaarheid",
        label="Leefbaarheid (Leefbaarometer)",
        kort="leefbaarheid",
        zin="{gebied} scoort {waarde} op leefbaarheid ten opzichte van Nederland; hoger is "
        "gunstiger",
        toelichting="De totaalscore van de Leefbaarometer 3.0: de som van vijf dimensies, als "
        "afwijking van heel Nederland. 0 is landelijk gemiddeld.",
        noemer="afwijking van het landelijk gemiddelde",
        eenheid=Eenheid.SCORE,
        verandereenheid=Verandereenheid.PUNTEN,
        neutrale_band=0.02,
        decimalen=3,
        polariteit=Polariteit.GUNSTIG,
        is_basis=True,
        bron=LEEFBAAROMETER,
        formule=published("leefbaarometer", "afw_score"),
        kanttekening="Scores van versie 2.0 en 3.0 zijn niet te vergelijken.",
        is_modelschatting=True,
    ),
    Indicator(
        sleutel="overlast_onveiligheid",
        label="Overlast en onveiligheid (Leefbaarometer)",
        kort="overlast en onveiligheid",
        zin="{gebied} scoort {waarde} op overlast en onveiligheid ten opzichte van Nederland; "
        "hoger is gunstiger",
        toelichting="De dimensie overlast en onveiligheid van de Leefbaarometer 3.0: de bijdrage "
        "aan de afwijking van de leefbaarheid in heel Nederland. 0 is landelijk gemiddeld.",
        noemer="afwijking van het landelijk gemiddelde",
        eenheid=Eenheid.SCORE,
        verandereenheid=Verandereenheid.PUNTEN,
        neutrale_band=0.01,
        decimalen=3,
        polariteit=Polariteit.GUNSTIG,
        is_basis=True,
        bron=LEEFBAAROMETER,
        formule=published("leefbaarometer", "onv_score"),
        kanttekening="Scores van versie 2.0 en 3.0 zijn niet te vergelijken.",
        is_modelschatting=True,
    ),
    Indicator(
        sleutel="overlast",
        label="Overlast per 1.000 inwoners (politie)",
        kort="overlast",
        zin="In {gebied} registreerde de politie {waarde} keer overlast per 1.000 inwoners",
        toelichting="Registraties van overlast door de politie in een jaar, gedeeld door de "
        "inwoners op 1 januari.",
        noemer="alle inwoners",
        eenheid=Eenheid.PER_DUIZEND,
        verandereenheid=Verandereenheid.PER_DUIZEND,
        neutrale_band=2.0,
        decimalen=0,
        polariteit=Polariteit.ONGUNSTIG,
        is_basis=True,
        bron=OVERLAST,
        formule=ratio(("overlast", "overlast_totaal"), INWONERS, maal=1000),
        kanttekening="Een registratie is geen beleving: niet alles wordt gemeld. De laatste twee "
        "jaren zijn voorlopig.",
    ),
    Indicator(
        sleutel="misdrijven",
        label="Misdrijven per 1.000 inwoners (politie)",
        kort="misdrijven",
        is_meervoud=True,
        zin="In {gebied} registreerde de politie {waarde} misdrijven per 1.000 inwoners",
        toelichting="Geregistreerde misdrijven in een jaar, gedeeld door de inwoners op 1 januari.",
        noemer="alle inwoners",
        eenheid=Eenheid.PER_DUIZEND,
        verandereenheid=Verandereenheid.PER_DUIZEND,
        neutrale_band=2.0,
        decimalen=0,
        polariteit=Polariteit.ONGUNSTIG,
        bron=MISDRIJVEN,
        formule=ratio(("misdrijven", "misdrijven_totaal"), INWONERS, maal=1000),
        kanttekening="Rond winkels en stations tellen ook misdrijven onder bezoekers mee. De "
        "laatste twee jaren zijn voorlopig.",
    ),
)

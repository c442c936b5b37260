"""Indicators of which a user brings the figures: no open source per buurt exists."""

from typing import Final

from data.bronnen import EIGEN
from layers.begrippen import (
    VEERKRACHT,
    Drempel,
    Eenheid,
    Grens,
    Indicator,
    Kant,
    Polariteit,
    Verandereenheid,
)
from layers.formules import brought_share

EIGEN_CIJFERS: Final = (
    Indicator(
        sleutel="lvb",
        label="Licht verstandelijke beperking (LVB)",
        kort="LVB",
        zin="In {gebied} heeft naar schatting {waarde} van de inwoners een licht verstandelijke "
        "beperking",
        toelichting="Mensen met een IQ tussen 50 en 85, volgens het bestand dat uw organisatie "
        "inbrengt. Landelijk gaat het om ongeveer 16% van de inwoners.",
        noemer="inwoners, of de noemer in het ingebrachte bestand",
        eenheid=Eenheid.PROCENT,
        verandereenheid=Verandereenheid.PROCENTPUNT,
        neutrale_band=1.0,
        decimalen=1,
        polariteit=Polariteit.NEUTRAAL,
        is_basis=True,
        bron=EIGEN,
        formule=brought_share("eigen_lvb"),
        kanttekening="Er is geen open bron per buurt. Groepen overlappen: tel ze niet op.",
        is_gevoelig=True,
        is_modelschatting=True,
        is_door_gebruiker=True,
        grenzen=(Grens(15), Grens(25), Grens(35, Kant.ONDER), Grens(45)),
        niveaugrenzen=(Grens(25), Grens(35, Kant.ONDER)),
        drempels=(
            Drempel(
                waarde=35,
                kant=Kant.ONDER,
                betekenis="boven 35% nam overlast bij een gelijk niveau verder toe, daaronder af "
                "(Amsterdamse regio)",
                bron=f"{VEERKRACHT}, regio Amsterdam",
            ),
        ),
    ),
    Indicator(
        sleutel="instroom",
        label="Instroom van laagste inkomens",
        kort="instroom van laagste inkomens",
        zin="In {gebied} hoorde {waarde} van de nieuwe huurders van een corporatie bij de 20% "
        "laagste inkomens",
        toelichting="Huishoudens die in het jaar of een van de twee jaren ervoor een "
        "corporatiewoning kregen en bij de 20% laagste inkomens van Nederland horen, volgens het "
        "bestand dat uw organisatie inbrengt.",
        noemer="nieuwe corporatiehuurders (drie jaar bij elkaar)",
        eenheid=Eenheid.PROCENT,
        verandereenheid=Verandereenheid.PROCENTPUNT,
        neutrale_band=2.0,
        decimalen=0,
        polariteit=Polariteit.NEUTRAAL,
        is_basis=True,
        bron=EIGEN,
        formule=brought_share("eigen_instroom"),
        kanttekening="Het gaat over nieuwe huurders van een corporatie, niet over alle "
        "huishoudens van een buurt.",
        is_door_gebruiker=True,
    ),
)

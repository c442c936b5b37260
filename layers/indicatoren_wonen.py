"""Indicators of homes and of who lives in them."""

from typing import Final

from data.bronnen import KERNCIJFERS
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
from layers.formules import HUISHOUDENS, WONINGEN, published, ratio

WONEN: Final = (
    Indicator(
        sleutel="corporatiewoningen",
        label="Corporatiewoningen",
        kort="corporatiewoningen",
        is_meervoud=True,
        zin="In {gebied} is {waarde} van alle woningen van een woningcorporatie",
        toelichting="Woningen met een woningcorporatie als eigenaar, van alle woningen (koop en "
        "huur samen). Dat is niet hetzelfde als sociale huur.",
        noemer="alle woningen",
        eenheid=Eenheid.PROCENT,
        verandereenheid=Verandereenheid.PROCENTPUNT,
        neutrale_band=1.0,
        decimalen=0,
        polariteit=Polariteit.NEUTRAAL,
        is_basis=True,
        bron=KERNCIJFERS,
        formule=published("kwb", "in_bezit_woningcorporatie_pct", noemer=WONINGEN),
        breuken={2009: "Het eigendom volgt sindsdien uit een nieuwe koppeling van registers."},
        grenzen=(
            Grens(40, Kant.ONDER),
            Grens(50, Kant.ONDER),
            Grens(60, Kant.ONDER),
            Grens(80, Kant.BOVEN),
        ),
        niveaugrenzen=(Grens(40, Kant.ONDER), Grens(60, Kant.ONDER)),
        drempels=(
            Drempel(
                waarde=40,
                kant=Kant.ONDER,
                betekenis="landelijk gemiddeld ligt het kantelpunt van leefbaarheid tussen 40 en "
                "50%",
                bron=VEERKRACHT,
            ),
            Drempel(
                waarde=60,
                kant=Kant.ONDER,
                betekenis="landelijk gemiddeld ligt het kantelpunt van veiligheid bij 60%",
                bron=VEERKRACHT,
            ),
            Drempel(
                waarde=80,
                kant=Kant.BOVEN,
                betekenis="tot zo'n 80% was de ontwikkeling ongunstiger naarmate er meer "
                "corporatiewoningen stonden, landelijk gemiddeld",
                bron=VEERKRACHT,
            ),
        ),
    ),
    Indicator(
        sleutel="woz",
        label="Gemiddelde WOZ-waarde",
        kort="WOZ-waarde",
        zin="In {gebied} is een woning gemiddeld {waarde} waard",
        toelichting="Gemiddelde WOZ-waarde van woningen op 1 januari van het jaar ervoor.",
        noemer="alle woningen met een WOZ-waarde",
        eenheid=Eenheid.DUIZEND_EURO,
        verandereenheid=Verandereenheid.PROCENT,
        neutrale_band=3.0,
        decimalen=0,
        polariteit=Polariteit.NEUTRAAL,
        is_basis=True,
        bron=KERNCIJFERS,
        formule=published("kwb", "gemiddelde_woz_waarde_van_woningen_x1000_euro", noemer=WONINGEN),
    ),
    Indicator(
        sleutel="inwoners",
        label="Inwoners",
        kort="inwoners",
        is_meervoud=True,
        zin="In {gebied} wonen {waarde} mensen",
        toelichting="Inwoners op 1 januari, per wijk en buurt afgerond op vijf.",
        noemer="geteld op 1 januari",
        eenheid=Eenheid.AANTAL,
        verandereenheid=Verandereenheid.PROCENT,
        neutrale_band=3.0,
        decimalen=0,
        polariteit=Polariteit.NEUTRAAL,
        bron=KERNCIJFERS,
        formule=published("kwb", "aantal_inwoners"),
    ),
    Indicator(
        sleutel="eenpersoonshuishoudens",
        label="Eenpersoonshuishoudens",
        kort="eenpersoonshuishoudens",
        is_meervoud=True,
        zin="In {gebied} bestaat {waarde} van de huishoudens uit één persoon",
        toelichting="Huishoudens van één persoon, gedeeld door alle particuliere huishoudens.",
        noemer="alle particuliere huishoudens",
        eenheid=Eenheid.PROCENT,
        verandereenheid=Verandereenheid.PROCENTPUNT,
        neutrale_band=1.0,
        decimalen=1,
        polariteit=Polariteit.NEUTRAAL,
        is_basis=True,
        bron=KERNCIJFERS,
        formule=ratio(("kwb", "eenpersoonshuishoudens"), HUISHOUDENS, maal=100),
        kanttekening="Aantallen zijn afgerond op vijf.",
    ),
)

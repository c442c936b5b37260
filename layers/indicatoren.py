"""
The registry: one entry per indicator. Add yours here.

The order is the order of the menu. Years are not in an entry; they follow from the store. Neutral
bands without a source are our own choice.
"""

from typing import Final

from data.bronnen import EIGEN, GEZONDHEID, KERNCIJFERS, LEEFBAAROMETER, MISDRIJVEN, OVERLAST
from layers.begrippen import (
    Drempel,
    Eenheid,
    Grens,
    Indicator,
    Kant,
    Kolomsleutel,
    Polariteit,
    Verandereenheid,
)
from layers.formules import brought_share, published, ratio

_INWONERS: Final = ("kwb", "aantal_inwoners")
_HUISHOUDENS: Final = ("kwb", "huishoudens_totaal")
_WONINGEN: Final = ("kwb", "woningvoorraad")
# CBS counts benefits up to the AOW age; the ages it publishes per buurt end at 65.
_LEEFTIJD_15_65: Final[tuple[Kolomsleutel, ...]] = (
    ("kwb", "k_15_tot_25_jaar"),
    ("kwb", "k_25_tot_45_jaar"),
    ("kwb", "k_45_tot_65_jaar"),
)
_MODEL = (
    "Een schatting uit een model op basis van enquête en registraties, geen telling per buurt. "
    "Kleine verschillen tussen buurten zeggen niets."
)
_VEERKRACHT = "Veerkracht in het corporatiebezit, de update (2020)"

INDICATOREN: Final = (
    Indicator(
        sleutel="laagste_inkomens",
        label="Laagste inkomens (40%)",
        zin="In {gebied} hoort {waarde} van de huishoudens bij de 40% laagste inkomens van "
        "Nederland",
        toelichting="Particuliere huishoudens met een besteedbaar inkomen in de onderste vier "
        "tienden van alle huishoudens in Nederland, van wie het hele jaar inkomen bekend is.",
        noemer="alle particuliere huishoudens met bekend inkomen, landelijk 40%",
        eenheid=Eenheid.PROCENT,
        verandereenheid=Verandereenheid.PROCENTPUNT,
        neutrale_band=1.0,
        decimalen=1,
        polariteit=Polariteit.NEUTRAAL,
        bron=KERNCIJFERS,
        formule=published("kwb", "k_40_huishoudens_met_laagste_inkomen_pct", noemer=_HUISHOUDENS),
        kanttekening="Het onderzoek Veerkracht gebruikt de 20% laagste inkomens; die zijn niet "
        "open beschikbaar per buurt.",
        proxy_voor="20% laagste inkomens (Veerkracht)",
    ),
    Indicator(
        sleutel="laag_inkomen",
        label="Huishoudens met een laag inkomen",
        zin="In {gebied} heeft {waarde} van de huishoudens een laag inkomen",
        toelichting="Huishoudens met een inkomen onder de lage-inkomensgrens: de koopkracht van "
        "de bijstand voor een alleenstaande in 1979, elk jaar aangepast aan de prijzen.",
        noemer="particuliere huishoudens zonder studenten, met inkomen over het hele jaar",
        eenheid=Eenheid.PROCENT,
        verandereenheid=Verandereenheid.PROCENTPUNT,
        neutrale_band=1.0,
        decimalen=1,
        polariteit=Polariteit.NEUTRAAL,
        bron=KERNCIJFERS,
        formule=published("kwb", "huishoudens_met_een_laag_inkomen_pct", noemer=_HUISHOUDENS),
        kanttekening="Na 2023 vervangen door de nieuwe maat voor armoede.",
    ),
    Indicator(
        sleutel="bijstand",
        label="Bijstand per 1.000 inwoners van 15 tot 65 jaar",
        zin="In {gebied} krijgen {waarde} van elke 1.000 inwoners van 15 tot 65 jaar bijstand",
        toelichting="Personen met een bijstandsuitkering tot de AOW-leeftijd, gedeeld door de "
        "inwoners van 15 tot 65 jaar.",
        noemer="inwoners van 15 tot 65 jaar",
        eenheid=Eenheid.PER_DUIZEND,
        verandereenheid=Verandereenheid.PER_DUIZEND,
        neutrale_band=2.0,
        decimalen=0,
        polariteit=Polariteit.NEUTRAAL,
        bron=KERNCIJFERS,
        formule=ratio(
            ("kwb", "personen_per_soort_uitkering_bijstand"), *_LEEFTIJD_15_65, maal=1000
        ),
        kanttekening="Aantallen zijn afgerond op vijf.",
        breuken={2013: "Tot en met 2012 telde het CBS uitkeringen, daarna personen."},
    ),
    Indicator(
        sleutel="bijstand_per_inwoner",
        label="Bijstand per 1.000 inwoners",
        zin="In {gebied} krijgen {waarde} van elke 1.000 inwoners bijstand",
        toelichting="Personen met een bijstandsuitkering tot de AOW-leeftijd, gedeeld door alle "
        "inwoners.",
        noemer="alle inwoners",
        eenheid=Eenheid.PER_DUIZEND,
        verandereenheid=Verandereenheid.PER_DUIZEND,
        neutrale_band=2.0,
        decimalen=0,
        polariteit=Polariteit.NEUTRAAL,
        bron=KERNCIJFERS,
        formule=ratio(("kwb", "personen_per_soort_uitkering_bijstand"), _INWONERS, maal=1000),
        kanttekening="Aantallen zijn afgerond op vijf.",
        breuken={2013: "Tot en met 2012 telde het CBS uitkeringen, daarna personen."},
    ),
    Indicator(
        sleutel="arbeidsongeschiktheid",
        label="Arbeidsongeschiktheid per 1.000 inwoners van 15 tot 65 jaar",
        zin="In {gebied} krijgen {waarde} van elke 1.000 inwoners van 15 tot 65 jaar een uitkering "
        "wegens arbeidsongeschiktheid",
        toelichting="Personen met een uitkering WAO, WIA, WAZ of Wajong, gedeeld door de inwoners "
        "van 15 tot 65 jaar.",
        noemer="inwoners van 15 tot 65 jaar",
        eenheid=Eenheid.PER_DUIZEND,
        verandereenheid=Verandereenheid.PER_DUIZEND,
        neutrale_band=2.0,
        decimalen=0,
        polariteit=Polariteit.NEUTRAAL,
        bron=KERNCIJFERS,
        formule=ratio(("kwb", "personen_per_soort_uitkering_ao"), *_LEEFTIJD_15_65, maal=1000),
        kanttekening="Aantallen zijn afgerond op vijf.",
    ),
    Indicator(
        sleutel="werkloosheid",
        label="WW per 1.000 inwoners van 15 tot 65 jaar",
        zin="In {gebied} krijgen {waarde} van elke 1.000 inwoners van 15 tot 65 jaar een "
        "WW-uitkering",
        toelichting="Personen met een WW-uitkering, gedeeld door de inwoners van 15 tot 65 jaar.",
        noemer="inwoners van 15 tot 65 jaar",
        eenheid=Eenheid.PER_DUIZEND,
        verandereenheid=Verandereenheid.PER_DUIZEND,
        neutrale_band=2.0,
        decimalen=0,
        polariteit=Polariteit.NEUTRAAL,
        bron=KERNCIJFERS,
        formule=ratio(("kwb", "personen_per_soort_uitkering_ww"), *_LEEFTIJD_15_65, maal=1000),
        kanttekening="Aantallen zijn afgerond op vijf.",
    ),
    Indicator(
        sleutel="lvb",
        label="Licht verstandelijke beperking (LVB)",
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
        bron=EIGEN,
        formule=brought_share("eigen_lvb"),
        kanttekening="Er is geen open bron per buurt. Groepen overlappen: tel ze niet op.",
        is_gevoelig=True,
        is_modelschatting=True,
        is_door_gebruiker=True,
        grenzen=(Grens(15), Grens(25), Grens(35, Kant.ONDER), Grens(45)),
        drempels=(
            Drempel(
                waarde=35,
                kant=Kant.ONDER,
                betekenis="boven 35% nam overlast bij een gelijk niveau verder toe, daaronder af "
                "(Amsterdamse regio)",
                bron=f"{_VEERKRACHT}, regio Amsterdam",
            ),
        ),
    ),
    Indicator(
        sleutel="overlast_onveiligheid",
        label="Overlast en onveiligheid (Leefbaarometer)",
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
        bron=LEEFBAAROMETER,
        formule=published("leefbaarometer", "onv_score"),
        kanttekening="Scores van versie 2.0 en 3.0 zijn niet te vergelijken.",
        is_modelschatting=True,
    ),
    Indicator(
        sleutel="overlast",
        label="Overlast per 1.000 inwoners (politie)",
        zin="In {gebied} registreerde de politie {waarde} keer overlast per 1.000 inwoners",
        toelichting="Registraties van overlast door de politie in een jaar, gedeeld door de "
        "inwoners op 1 januari.",
        noemer="alle inwoners",
        eenheid=Eenheid.PER_DUIZEND,
        verandereenheid=Verandereenheid.PER_DUIZEND,
        neutrale_band=2.0,
        decimalen=0,
        polariteit=Polariteit.ONGUNSTIG,
        bron=OVERLAST,
        formule=ratio(("overlast", "overlast_totaal"), _INWONERS, maal=1000),
        kanttekening="Een registratie is geen beleving: niet alles wordt gemeld. De laatste twee "
        "jaren zijn voorlopig.",
    ),
    Indicator(
        sleutel="misdrijven",
        label="Misdrijven per 1.000 inwoners (politie)",
        zin="In {gebied} registreerde de politie {waarde} misdrijven per 1.000 inwoners",
        toelichting="Geregistreerde misdrijven in een jaar, gedeeld door de inwoners op 1 januari.",
        noemer="alle inwoners",
        eenheid=Eenheid.PER_DUIZEND,
        verandereenheid=Verandereenheid.PER_DUIZEND,
        neutrale_band=2.0,
        decimalen=0,
        polariteit=Polariteit.ONGUNSTIG,
        bron=MISDRIJVEN,
        formule=ratio(("misdrijven", "misdrijven_totaal"), _INWONERS, maal=1000),
        kanttekening="Rond winkels en stations tellen ook misdrijven onder bezoekers mee. De "
        "laatste twee jaren zijn voorlopig.",
    ),
    Indicator(
        sleutel="geluidhinder_buren",
        label="Ernstige geluidhinder door buren",
        zin="In {gebied} heeft {waarde} van de volwassenen ernstige geluidhinder van buren",
        toelichting="Volwassenen (18+) die in de Gezondheidsmonitor ernstige hinder van geluid "
        "van buren melden.",
        noemer="volwassenen (18 jaar en ouder)",
        eenheid=Eenheid.PROCENT,
        verandereenheid=Verandereenheid.PROCENTPUNT,
        neutrale_band=1.0,
        decimalen=1,
        polariteit=Polariteit.ONGUNSTIG,
        bron=GEZONDHEID,
        formule=published("rivm", "ernstige_geluidhinder_door_buren_pct", heeft_marges=True),
        kanttekening=_MODEL,
        is_modelschatting=True,
        proxy_voor="ervaren overlast van directe buren",
    ),
    Indicator(
        sleutel="moeite_rondkomen",
        label="Moeite met rondkomen",
        zin="In {gebied} heeft {waarde} van de volwassenen moeite met rondkomen",
        toelichting="Volwassenen (18+) die het afgelopen jaar enige of grote moeite hadden om rond "
        "te komen.",
        noemer="volwassenen (18 jaar en ouder)",
        eenheid=Eenheid.PROCENT,
        verandereenheid=Verandereenheid.PROCENTPUNT,
        neutrale_band=1.0,
        decimalen=1,
        polariteit=Polariteit.ONGUNSTIG,
        bron=GEZONDHEID,
        formule=published("rivm", "moeite_met_rondkomen_pct", heeft_marges=True),
        kanttekening=_MODEL,
        is_modelschatting=True,
    ),
    Indicator(
        sleutel="eenzaamheid",
        label="Eenzaamheid",
        zin="In {gebied} is {waarde} van de volwassenen eenzaam",
        toelichting="Volwassenen (18+) die volgens een schaal van elf vragen matig tot zeer "
        "ernstig eenzaam zijn.",
        noemer="volwassenen (18 jaar en ouder)",
        eenheid=Eenheid.PROCENT,
        verandereenheid=Verandereenheid.PROCENTPUNT,
        neutrale_band=1.0,
        decimalen=1,
        polariteit=Polariteit.ONGUNSTIG,
        bron=GEZONDHEID,
        formule=published("rivm", "eenzaam_pct", heeft_marges=True),
        kanttekening=_MODEL,
        is_modelschatting=True,
    ),
    Indicator(
        sleutel="angst_depressie",
        label="Hoog risico op angst of depressie",
        zin="In {gebied} heeft {waarde} van de volwassenen een hoog risico op een angststoornis of "
        "depressie",
        toelichting="Volwassenen (18+) met een hoge uitkomst op een vragenlijst naar klachten van "
        "angst en somberheid.",
        noemer="volwassenen (18 jaar en ouder)",
        eenheid=Eenheid.PROCENT,
        verandereenheid=Verandereenheid.PROCENTPUNT,
        neutrale_band=1.0,
        decimalen=1,
        polariteit=Polariteit.ONGUNSTIG,
        bron=GEZONDHEID,
        formule=published("rivm", "hoog_risico_op_angst_of_depressie_pct", heeft_marges=True),
        kanttekening=_MODEL,
        is_modelschatting=True,
        proxy_voor="psychiatrische problematiek (WoonZorgwijzer)",
    ),
    Indicator(
        sleutel="corporatiewoningen",
        label="Corporatiewoningen",
        zin="In {gebied} is {waarde} van alle woningen van een woningcorporatie",
        toelichting="Woningen met een woningcorporatie als eigenaar, van alle woningen (koop en "
        "huur samen). Dat is niet hetzelfde als sociale huur.",
        noemer="alle woningen",
        eenheid=Eenheid.PROCENT,
        verandereenheid=Verandereenheid.PROCENTPUNT,
        neutrale_band=1.0,
        decimalen=0,
        polariteit=Polariteit.NEUTRAAL,
        bron=KERNCIJFERS,
        formule=published("kwb", "in_bezit_woningcorporatie_pct", noemer=_WONINGEN),
        grenzen=(
            Grens(40, Kant.ONDER),
            Grens(50, Kant.ONDER),
            Grens(60, Kant.ONDER),
            Grens(80, Kant.BOVEN),
        ),
        drempels=(
            Drempel(
                waarde=40,
                kant=Kant.ONDER,
                betekenis="landelijk gemiddeld ligt het kantelpunt van leefbaarheid tussen 40 en "
                "50%",
                bron=_VEERKRACHT,
            ),
            Drempel(
                waarde=60,
                kant=Kant.ONDER,
                betekenis="landelijk gemiddeld ligt het kantelpunt van veiligheid bij 60%",
                bron=_VEERKRACHT,
            ),
            Drempel(
                waarde=80,
                kant=Kant.BOVEN,
                betekenis="tot zo'n 80% was de ontwikkeling ongunstiger naarmate er meer "
                "corporatiewoningen stonden, landelijk gemiddeld",
                bron=_VEERKRACHT,
            ),
        ),
    ),
    Indicator(
        sleutel="woz",
        label="Gemiddelde WOZ-waarde",
        zin="In {gebied} is een woning gemiddeld {waarde} waard",
        toelichting="Gemiddelde WOZ-waarde van woningen op 1 januari van het jaar ervoor.",
        noemer="alle woningen met een WOZ-waarde",
        eenheid=Eenheid.DUIZEND_EURO,
        verandereenheid=Verandereenheid.PROCENT,
        neutrale_band=3.0,
        decimalen=0,
        polariteit=Polariteit.NEUTRAAL,
        bron=KERNCIJFERS,
        formule=published("kwb", "gemiddelde_woz_waarde_van_woningen_x1000_euro", noemer=_WONINGEN),
    ),
    Indicator(
        sleutel="inwoners",
        label="Inwoners",
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
        zin="In {gebied} bestaat {waarde} van de huishoudens uit één persoon",
        toelichting="Huishoudens van één persoon, gedeeld door alle particuliere huishoudens.",
        noemer="alle particuliere huishoudens",
        eenheid=Eenheid.PROCENT,
        verandereenheid=Verandereenheid.PROCENTPUNT,
        neutrale_band=1.0,
        decimalen=1,
        polariteit=Polariteit.NEUTRAAL,
        bron=KERNCIJFERS,
        formule=ratio(("kwb", "eenpersoonshuishoudens"), _HUISHOUDENS, maal=100),
        kanttekening="Aantallen zijn afgerond op vijf.",
    ),
    Indicator(
        sleutel="jeugdzorg",
        label="Jeugdzorg",
        zin="In {gebied} krijgt {waarde} van de jongeren jeugdzorg",
        toelichting="Jongeren tot 23 jaar met jeugdzorg in natura, van alle jongeren tot 23 jaar.",
        noemer="jongeren tot 23 jaar",
        eenheid=Eenheid.PROCENT,
        verandereenheid=Verandereenheid.PROCENTPUNT,
        neutrale_band=1.0,
        decimalen=1,
        polariteit=Polariteit.NEUTRAAL,
        bron=KERNCIJFERS,
        formule=published("kwb", "percentage_jongeren_met_jeugdzorg_pct"),
        is_gevoelig=True,
    ),
    Indicator(
        sleutel="wmo",
        label="Wmo per 1.000 inwoners",
        zin="In {gebied} krijgen {waarde} van elke 1.000 inwoners ondersteuning uit de Wmo",
        toelichting="Cliënten met een maatwerkvoorziening uit de Wet maatschappelijke "
        "ondersteuning, in gemeenten die cijfers leverden.",
        noemer="alle inwoners",
        eenheid=Eenheid.PER_DUIZEND,
        verandereenheid=Verandereenheid.PER_DUIZEND,
        neutrale_band=2.0,
        decimalen=0,
        polariteit=Polariteit.NEUTRAAL,
        bron=KERNCIJFERS,
        formule=published("kwb", "wmo_clienten_relatief_per_duizend", noemer=_INWONERS),
        is_gevoelig=True,
    ),
)
INDICATOR_PER_SLEUTEL: Final = {indicator.sleutel: indicator for indicator in INDICATOREN}

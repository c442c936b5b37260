"""Indicators of income and work."""

from typing import Final

from data.bronnen import KERNCIJFERS, SES
from layers.begrippen import Eenheid, Grens, Indicator, Kolomsleutel, Polariteit, Verandereenheid
from layers.formules import HUISHOUDENS, INWONERS, published, ratio

# CBS counts benefits up to the AOW age; the ages it publishes per buurt end at 65.
_LEEFTIJD_15_65: Final[tuple[Kolomsleutel, ...]] = (
    ("kwb", "k_15_tot_25_jaar"),
    ("kwb", "k_25_tot_45_jaar"),
    ("kwb", "k_45_tot_65_jaar"),
)

# CBS, Toelichting Kerncijfers wijken en buurten 2003-2012: a person may have more than one benefit.
_UITKERINGEN_TOT_2013: Final = {2013: "Tot en met 2012 telde het CBS uitkeringen, daarna personen."}

INKOMEN: Final = (
    Indicator(
        sleutel="laagste_inkomens",
        label="Laagste inkomens (40%)",
        kort="laagste inkomens",
        is_meervoud=True,
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
        is_kwetsbare_groep=True,
        is_basis=True,
        bron=KERNCIJFERS,
        formule=published("kwb", "k_40_huishoudens_met_laagste_inkomen_pct", noemer=HUISHOUDENS),
        kanttekening="Het onderzoek Veerkracht gebruikt de 20% laagste inkomens; die zijn niet "
        "open beschikbaar per buurt. Tot en met 2012 gaf het CBS een aandeel onder 5% als 5% en "
        "boven 95% als 95%.",
        proxy_voor="20% laagste inkomens (Veerkracht)",
        niveaugrenzen=(Grens(35), Grens(45)),
    ),
    Indicator(
        sleutel="laag_inkomen",
        label="Huishoudens met een laag inkomen",
        kort="huishoudens met een laag inkomen",
        is_meervoud=True,
        zin="In {gebied} heeft {waarde} van de huishoudens een laag inkomen",
        toelichting="Huishoudens met een inkomen onder de lage-inkomensgrens: de koopkracht van "
        "de bijstand voor een alleenstaande in 1979, elk jaar aangepast aan de prijzen.",
        noemer="particuliere huishoudens zonder studenten, met inkomen over het hele jaar",
        eenheid=Eenheid.PROCENT,
        verandereenheid=Verandereenheid.PROCENTPUNT,
        neutrale_band=1.0,
        decimalen=1,
        polariteit=Polariteit.NEUTRAAL,
        is_kwetsbare_groep=True,
        bron=KERNCIJFERS,
        formule=published("kwb", "huishoudens_met_een_laag_inkomen_pct", noemer=HUISHOUDENS),
        kanttekening="Tot en met 2023. Niet te vergelijken met personen in armoede, de maat van "
        "daarna.",
    ),
    Indicator(
        sleutel="armoede",
        label="Personen in armoede",
        kort="armoede",
        zin="In {gebied} leeft {waarde} van de inwoners in armoede",
        toelichting="Personen in een huishouden dat na de vaste lasten te weinig overhoudt voor "
        "wat minimaal nodig is, en te weinig vermogen heeft om dat aan te vullen. Het is de maat "
        "die CBS, SCP en Nibud samen maakten.",
        noemer="personen in particuliere huishoudens met bekend inkomen",
        eenheid=Eenheid.PROCENT,
        verandereenheid=Verandereenheid.PROCENTPUNT,
        neutrale_band=1.0,
        decimalen=1,
        polariteit=Polariteit.NEUTRAAL,
        is_kwetsbare_groep=True,
        bron=KERNCIJFERS,
        formule=published("kwb", "personen_in_armoede_pct", noemer=INWONERS),
        kanttekening="Vanaf 2024. Niet te vergelijken met huishoudens met een laag inkomen, de "
        "maat tot en met 2023.",
    ),
    Indicator(
        sleutel="bijstand",
        label="Bijstand per 1.000 inwoners van 15 tot 65 jaar",
        kort="bijstand",
        zin="In {gebied} krijgen {waarde} van elke 1.000 inwoners van 15 tot 65 jaar bijstand",
        toelichting="Personen met een bijstandsuitkering tot de AOW-leeftijd, gedeeld door de "
        "inwoners van 15 tot 65 jaar.",
        noemer="inwoners van 15 tot 65 jaar",
        eenheid=Eenheid.PER_DUIZEND,
        verandereenheid=Verandereenheid.PER_DUIZEND,
        neutrale_band=2.0,
        decimalen=0,
        polariteit=Polariteit.NEUTRAAL,
        is_kwetsbare_groep=True,
        is_basis=True,
        bron=KERNCIJFERS,
        formule=ratio(
            ("kwb", "personen_per_soort_uitkering_bijstand"), *_LEEFTIJD_15_65, maal=1000
        ),
        kanttekening="Aantallen zijn afgerond op vijf.",
        breuken=_UITKERINGEN_TOT_2013,
    ),
    Indicator(
        sleutel="bijstand_per_inwoner",
        label="Bijstand per 1.000 inwoners",
        kort="bijstand per inwoner",
        zin="In {gebied} krijgen {waarde} van elke 1.000 inwoners bijstand",
        toelichting="Personen met een bijstandsuitkering tot de AOW-leeftijd, gedeeld door alle "
        "inwoners.",
        noemer="alle inwoners",
        eenheid=Eenheid.PER_DUIZEND,
        verandereenheid=Verandereenheid.PER_DUIZEND,
        neutrale_band=2.0,
        decimalen=0,
        polariteit=Polariteit.NEUTRAAL,
        is_kwetsbare_groep=True,
        bron=KERNCIJFERS,
        formule=ratio(("kwb", "personen_per_soort_uitkering_bijstand"), INWONERS, maal=1000),
        kanttekening="Aantallen zijn afgerond op vijf.",
        breuken=_UITKERINGEN_TOT_2013,
    ),
    Indicator(
        sleutel="arbeidsongeschiktheid",
        label="Arbeidsongeschiktheid per 1.000 inwoners van 15 tot 65 jaar",
        kort="arbeidsongeschiktheid",
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
        is_kwetsbare_groep=True,
        bron=KERNCIJFERS,
        formule=ratio(("kwb", "personen_per_soort_uitkering_ao"), *_LEEFTIJD_15_65, maal=1000),
        kanttekening="Aantallen zijn afgerond op vijf.",
        breuken=_UITKERINGEN_TOT_2013,
    ),
    Indicator(
        sleutel="werkloosheid",
        label="WW per 1.000 inwoners van 15 tot 65 jaar",
        kort="WW",
        zin="In {gebied} krijgen {waarde} van elke 1.000 inwoners van 15 tot 65 jaar een "
        "WW-uitkering",
        toelichting="Personen met een WW-uitkering, gedeeld door de inwoners van 15 tot 65 jaar.",
        noemer="inwoners van 15 tot 65 jaar",
        eenheid=Eenheid.PER_DUIZEND,
        verandereenheid=Verandereenheid.PER_DUIZEND,
        neutrale_band=2.0,
        decimalen=0,
        polariteit=Polariteit.NEUTRAAL,
        is_kwetsbare_groep=True,
        bron=KERNCIJFERS,
        formule=ratio(("kwb", "personen_per_soort_uitkering_ww"), *_LEEFTIJD_15_65, maal=1000),
        kanttekening="Aantallen zijn afgerond op vijf.",
        breuken=_UITKERINGEN_TOT_2013,
    ),
    Indicator(
        sleutel="ses_woa",
        label="Sociaaleconomische score (SES-WOA)",
        kort="sociaaleconomische score",
        zin="{gebied} scoort {waarde} op welvaart, opleiding en werk; heel Nederland is ongeveer 0",
        toelichting="Score van het CBS voor de financiële welvaart, het opleidingsniveau en het "
        "recente arbeidsverleden van particuliere huishoudens. Hoger is meer welvaart, een hogere "
        "opleiding of langer aan het werk; 0 is ongeveer het gemiddelde van Nederland.",
        noemer="particuliere huishoudens met bekend inkomen",
        eenheid=Eenheid.SCORE,
        verandereenheid=Verandereenheid.PUNTEN,
        neutrale_band=0.05,
        decimalen=3,
        polariteit=Polariteit.NEUTRAAL,
        bron=SES,
        formule=published("ses", "ses_score", noemer=("ses", "particuliere_huishoudens")),
        kanttekening="De score gaat over de huishoudens, en zegt niet of het ergens prettig wonen "
        "is. Van een deel van de inwoners is het opleidingsniveau geschat. Het laatste jaar is "
        "voorlopig.",
    ),
)

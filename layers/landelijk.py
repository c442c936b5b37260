"""
What is known nationally: the figures that the report and the advice name in their text.

Only numbers that stand in the text, each with what it is a part of and where it stands; a year
without a number has none here. A figure about tenants of corporations never stands in one chart
with one about all households.
"""

from dataclasses import dataclass
from typing import Final

from layers.begrippen import VEERKRACHT
from layers.grafiek import Grafiek, Staaf
from layers.opmaak import format_getal

_THUIS: Final = "Een thuis voor iedereen (2021)"
OPEN_STAAF: Final = "Een open staaf is een grens, een benadering of een raming."
_HUURDERS: Final = "huishoudens in een corporatiewoning onder de liberalisatiegrens, heel Nederland"


@dataclass(frozen=True, kw_only=True)
class Anker:
    """
    A number of the text: its words and its value, which is a bound or an estimate where `is_open`.

    `tekst` is how the text writes it, where that says more than the value: "bijna 37%".
    """

    label: str
    waarde: float
    tekst: str = ""
    is_open: bool = False


@dataclass(frozen=True, kw_only=True)
class Feit:
    """
    One thing that is known nationally, as a question with its numbers.

    `noemer` is what each number is a part of, `is_huurders` tells that these are tenants only. A
    fact without `ankers` is one of which the text gives a direction and no numbers.
    """

    sleutel: str
    vraag: str
    titel: str
    zin: str
    noemer: str
    bron: str
    plaats: str
    eenheid: str = "%"
    ankers: tuple[Anker, ...] = ()
    is_huurders: bool = False
    let_op: str = ""


@dataclass(frozen=True, kw_only=True)
class Aandachtsgroep:
    """A group of the advice and its size; None where the advice says that it is not known."""

    naam: str
    omvang: str | None
    toelichting: str


FEITEN: Final = (
    Feit(
        sleutel="laagste-inkomens",
        vraag="Hoeveel huurders van corporaties horen bij de 20% laagste inkomens?",
        titel="Laagste inkomens (20%) onder huurders van corporaties",
        zin="Van **28%** in 1998 naar **42%** in 2018. Bijna 5 procentpunt daarvan kwam erbij "
        "tussen 2015 en 2018: sneller dan in de jaren ervoor.",
        noemer=_HUURDERS,
        bron=VEERKRACHT,
        plaats="figuur 1 en 5, hoofdstuk 2.1 en 2.3, vanaf bladzijde 2",
        ankers=(Anker(label="1998", waarde=28), Anker(label="2018", waarde=42)),
        is_huurders=True,
        let_op="Leg dit niet naast het aandeel in een buurt. Dat gaat over alle huishoudens, en "
        "daarvan hoort landelijk per definitie 20% bij de laagste 20%.",
    ),
    Feit(
        sleutel="stromen",
        vraag="Wie vertrekken er, en wie komen erbij?",
        titel="Uitstroom en instroom",
        zin="De laagste inkomens verlaten een corporatiewoning zelden, hogere inkomens wel. Onder "
        "wie erbij komt, daalt het aandeel hoger opgeleiden. De tekst van het rapport noemt hier "
        "geen cijfers bij.",
        noemer=_HUURDERS,
        bron=VEERKRACHT,
        plaats="figuur 2 en 3, hoofdstuk 2.2, vanaf bladzijde 3",
        is_huurders=True,
    ),
    Feit(
        sleutel="voorraad",
        vraag="Welk deel van de woningen is sociale huur?",
        titel="Sociale huurwoningen",
        zin="Van bijna **37%** in 1998 naar minder dan **25%** twintig jaar later. In minder "
        "woningen wonen dus meer mensen met een van de laagste inkomens.",
        noemer="alle woningen in Nederland",
        bron=VEERKRACHT,
        plaats="figuur 5, hoofdstuk 2.3, vanaf bladzijde 5",
        ankers=(
            Anker(label="1998", waarde=37, tekst="bijna 37%", is_open=True),
            Anker(label="2018", waarde=25, tekst="minder dan 25%", is_open=True),
        ),
    ),
    Feit(
        sleutel="waar",
        vraag="Waar wonen de laagste inkomens?",
        titel="Laagste inkomens in de sociale huur",
        zin="**Iets meer dan de helft** van alle huishoudens met een van de laagste inkomens huurt "
        "sociaal, en dat bleef door de jaren ongeveer gelijk.",
        noemer="alle huishoudens in Nederland bij de 20% laagste inkomens",
        bron=VEERKRACHT,
        plaats="figuur 4, hoofdstuk 2.3, vanaf bladzijde 5",
        ankers=(Anker(label="2018", waarde=50, tekst="iets meer dan de helft", is_open=True),),
        let_op="Dat klopt met de cijfers hierboven: 37% van de woningen maal 28% is 52% van de "
        "laagste 20%; 25% maal 42% is 53%.",
    ),
    Feit(
        sleutel="gezondheid",
        vraag="Hoe gezond voelen bewoners zich?",
        titel="Minder dan goede gezondheid, volgens bewoners zelf",
        zin="Van wie bij de laagste inkomens hoort, heeft **52%** in de sociale huur een minder "
        "dan goede gezondheid, en **33%** daarbuiten. Landelijk is het 25%, in 1998 ook.",
        noemer="bewoners van Nederland, in de genoemde groep",
        bron=VEERKRACHT,
        plaats="figuur 6, hoofdstuk 2.4, vanaf bladzijde 6",
        ankers=(
            Anker(label="Nederland, 1998", waarde=25),
            Anker(label="Nederland, 2018", waarde=25),
            Anker(label="midden- en hoge inkomens", waarde=17),
            Anker(label="laagste inkomens", waarde=45),
            Anker(label="laagste inkomens in sociale huur, 2018", waarde=52),
            Anker(label="laagste inkomens daarbuiten, 2018", waarde=33),
        ),
        let_op="In de sociale huur nam dit aandeel in twintig jaar toe; daarbuiten bleef het "
        "gelijk. Dat komt niet doordat er meer ouderen wonen: bij jongere nam het evenveel "
        "toe.",
    ),
    Feit(
        sleutel="uitkering",
        vraag="Hoeveel bewoners leven van een uitkering?",
        titel="Uitkering, zonder AOW en pensioen",
        zin="In de sociale huur rond **25%**, in gebieden met een zwakke leefbaarheid ruim "
        "**33%**, en buiten de sociale huur minder dan **5%**.",
        noemer="huishoudens in de genoemde woningen, alle uitkeringen behalve AOW en pensioen",
        bron=VEERKRACHT,
        plaats="hoofdstuk 2.4, vanaf bladzijde 6",
        ankers=(
            Anker(label="sociale huur", waarde=25, tekst="rond 25%", is_open=True),
            Anker(
                label="sociale huur in gebieden met een zwakke leefbaarheid",
                waarde=33,
                tekst="ruim 33%",
                is_open=True,
            ),
            Anker(label="buiten de sociale huur", waarde=5, tekst="minder dan 5%", is_open=True),
        ),
        let_op="Dit is meer dan bijstand alleen. Leg het niet naast de bijstand in een buurt.",
    ),
    Feit(
        sleutel="eenouder",
        vraag="Hoeveel eenoudergezinnen wonen er?",
        titel="Eenoudergezinnen",
        zin="In sociale huur in gebieden met een zwakke leefbaarheid bijna **19%**, buiten de "
        "sociale huur ongeveer **5%**.",
        noemer="huishoudens in de genoemde woningen",
        bron=VEERKRACHT,
        plaats="hoofdstuk 2.4, vanaf bladzijde 6",
        ankers=(
            Anker(
                label="sociale huur in gebieden met een zwakke leefbaarheid",
                waarde=19,
                tekst="bijna 19%",
                is_open=True,
            ),
            Anker(label="buiten de sociale huur", waarde=5, tekst="ongeveer 5%", is_open=True),
        ),
    ),
    Feit(
        sleutel="onveilig",
        vraag="Hoeveel bewoners voelen zich onveilig?",
        titel="Bang om in de eigen buurt te worden lastiggevallen of beroofd, 2018",
        zin="Van de bewoners van corporatiewoningen in gebieden met een zwakke leefbaarheid "
        "**20%**, tegen hoogstens **6%** in heel Nederland. Het verschil tussen alle "
        "corporatiewoningen en Nederland bleef ongeveer gelijk.",
        noemer="bewoners, in de genoemde groep",
        bron=VEERKRACHT,
        plaats="figuur 7, hoofdstuk 2.5, vanaf bladzijde 8",
        ankers=(
            Anker(label="corporatiewoningen in gebieden met een zwakke leefbaarheid", waarde=20),
            Anker(label="Nederland", waarde=6, tekst="niet meer dan 6%", is_open=True),
        ),
    ),
    Feit(
        sleutel="buren",
        vraag="Hoeveel bewoners hebben vaak overlast van directe buren?",
        titel="Vaak overlast van directe buren",
        zin="Landelijk **5 tot 6%**, al jaren. Bij sociale huurders in gebieden met een zwakke "
        "leefbaarheid was dat in 1998 bijna **twee** keer zoveel en in 2015 bijna **drie** keer. "
        "In 2018 is het niet meer gevraagd: of het doorging, is onbekend.",
        noemer="bewoners van sociale huurwoningen en van heel Nederland",
        bron=VEERKRACHT,
        plaats="hoofdstuk 2.5, vanaf bladzijde 8",
    ),
    Feit(
        sleutel="zwakke-gebieden",
        vraag="Hoeveel sociale huurwoningen staan in een gebied met zwakke leefbaarheid?",
        titel="Sociale huurwoningen in een gebied met een zwakke of onvoldoende leefbaarheid",
        zin="Van **meer dan een derde** in 1998 naar **25%** in 2018, vooral door sloop, nieuwbouw "
        "en mengen. In de gebieden die overbleven, namen de problemen toe.",
        noemer="alle sociale huurwoningen in Nederland; gebied: 200 meter rond de woning",
        bron=VEERKRACHT,
        plaats="hoofdstuk 2.6, vanaf bladzijde 9",
        ankers=(
            Anker(label="1998", waarde=100 / 3, tekst="meer dan een derde", is_open=True),
            Anker(label="2018", waarde=25),
        ),
        let_op="Gemeten met een eerdere versie van de Leefbaarometer: niet rechtstreeks te "
        "vergelijken met cijfers van nu.",
    ),
    Feit(
        sleutel="kantelpunt",
        vraag="Maakt het uit hoeveel corporatiewoningen er staan?",
        titel="Het aandeel corporatiewoningen in de directe woonomgeving",
        zin="Gemiddeld ging de leefbaarheid vaak achteruit waar meer dan **40 tot 50%** van de "
        "woningen van een corporatie is, en meer naarmate het er meer zijn (tot zo'n **80%**); "
        "voor veiligheid ligt het punt bij **60%**. De verschillen tussen gebieden met veel en met "
        "weinig corporatiewoningen waren in 2018 **40 tot 60%** groter dan in 2012, voor bijstand, "
        "psychiatrische problematiek en vluchtelingen. Voor dementie werden ze kleiner.",
        noemer="gebieden van 200 meter rond een woning, landelijk gemiddeld",
        bron=VEERKRACHT,
        plaats="figuur 9 tot en met 12, hoofdstuk 2.7, vanaf bladzijde 11",
        let_op="Een gemiddelde, geen grens per buurt. Hoe het hier zit, laat de pagina Trends "
        "zien.",
    ),
    Feit(
        sleutel="toewijzingen",
        vraag="Hoeveel sociale huurwoningen komen er vrij?",
        titel="Toewijzingen van sociale huurwoningen aan een nieuwe huurder",
        zin="Van **224.000** in 2015 naar **168.000** in 2019: gemiddeld 7% per jaar minder. "
        "Gaat dat zo door, dan zijn het er 156.000 in 2020 en 145.000 in 2021.",
        noemer="verhuringen door woningcorporaties in een jaar, heel Nederland",
        bron=_THUIS,
        plaats="hoofdstuk Rode draden, onder Aanbod",
        eenheid="",
        ankers=(
            Anker(label="2015", waarde=224_000),
            Anker(label="2019", waarde=168_000),
            Anker(label="2020, raming", waarde=156_000, is_open=True),
            Anker(label="2021, raming", waarde=145_000, is_open=True),
        ),
    ),
)

AANDACHTSGROEPEN: Final = (
    Aandachtsgroep(
        naam="Arbeidsmigranten", omvang="ruim 500.000", toelichting="naar verwachting stijgend"
    ),
    Aandachtsgroep(
        naam="Dak- en thuisloze mensen", omvang="ongeveer 36.000", toelichting="cijfer van het CBS"
    ),
    Aandachtsgroep(
        naam="Ouderen",
        omvang="1,4 miljoen 75-plussers (2020)",
        toelichting="naar 2,6 miljoen in 2040 en 2,9 miljoen in 2050",
    ),
    Aandachtsgroep(naam="Sociaal urgenten en dreigend daklozen", omvang=None, toelichting=""),
    Aandachtsgroep(
        naam="Medisch urgenten en rolstoelafhankelijken",
        omvang=None,
        toelichting="onder wie rond de 100.000 zorgbehoeftige 75-plussers",
    ),
    Aandachtsgroep(
        naam="Statushouders",
        omvang="ongeveer 11.000 per jaar",
        toelichting="instroom, wisselt per jaar",
    ),
    Aandachtsgroep(
        naam="Studenten",
        omvang="ruim 700.000 hoger onderwijs, ruim 500.000 mbo",
        toelichting="uitwonend: ongeveer de helft, en ongeveer 20%",
    ),
    Aandachtsgroep(
        naam="Uitstroom uit een instelling", omvang="duizenden", toelichting="zeer verschillend"
    ),
    Aandachtsgroep(
        naam="Woonwagenbewoners", omvang="60.000 tot 70.000", toelichting="een schatting"
    ),
)
AANDACHTSGROEPEN_BRON: Final = (
    f"{_THUIS}, samenvatting en hoofdstuk Rode draden. Groepen overlappen: tel ze niet op."
)
ONBEKEND: Final = "onbekend"


def build_feitgrafiek(feit: Feit) -> Grafiek:
    """Draw the numbers of a fact as bars: points in time stay apart, nothing lies between them."""
    return Grafiek(
        titel=feit.titel,
        ondertitel=feit.noemer,
        zin=feit.zin,
        bron=" ".join(filter(None, (*notes_of(feit), f"Bron: {feit.bron}, {feit.plaats}."))),
        staven=tuple(
            Staaf(label=a.label, waarde=a.waarde, tekst=write_anker(a, feit), is_open=a.is_open)
            for a in feit.ankers
        ),
        heel=100.0 if feit.eenheid == "%" else None,
        koppen=("", feit.titel),
        rijen=tuple((anker.label, write_anker(anker, feit)) for anker in feit.ankers),
    )


def notes_of(feit: Feit) -> tuple[str, ...]:
    """Answer what has to be known to read the numbers well."""
    return feit.let_op, OPEN_STAAF if any(anker.is_open for anker in feit.ankers) else ""


def write_anker(anker: Anker, feit: Feit) -> str:
    """Write a number as the text does."""
    return anker.tekst or f"{format_getal(anker.waarde, decimalen=0)}{feit.eenheid}"

"""
The seven directions of the report, as points to discuss for one buurt.

Always all seven in the order of the report, and no score: what speaks for discussing it, what asks
for caution, and what only people know. A signal names its value, its threshold and its source; a
figure that is not there makes it unknown, never absent.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from layers.begrippen import Indicator, Polariteit
from layers.buurtblad import Buurtblad, Rij
from layers.indicatoren import INDICATOR_PER_SLEUTEL
from layers.kaartbeeld import Staat
from layers.opmaak import format_getal, format_met, opmaak_of

RAPPORT: Final = "Veerkracht 2020"
EIGEN_KEUZE: Final = "eigen keuze"
# Nearer to the gemeente than this part of its value is no difference to talk about.
_DUIDELIJK: Final = 0.1


class Maat(StrEnum):
    """What a signal looks at."""

    MEER_DAN = "meer dan"
    STIJGT = "stijgt"
    ONGUNSTIGER_DAN_GEMEENTE = "ongunstiger dan de gemeente"
    LAGER_DAN_GEMEENTE = "lager dan de gemeente"
    HOOG_EN_STIJGT = "hoog en stijgt"
    STIJGT_EN_UITKOMST_DAALT = "stijgt, en overlast daalt"


@dataclass(frozen=True, kw_only=True)
class Signaal:
    """
    What speaks for discussing a direction.

    `drempel` is in the unit of the indicator. `bij_ongunstig`: it counts only beside an outcome
    that is unfavourable or becomes so (True), for a high share alone says nothing, or where none is
    (False); None: in either case.
    """

    indicator: str
    maat: Maat
    bron: str
    drempel: float | None = None
    bij_ongunstig: bool | None = None
    erbij: str = ""


@dataclass(frozen=True, kw_only=True)
class Richting:
    """One direction: what it is about, its signals, what asks for caution, and whom to ask."""

    nummer: int
    titel: str
    hoofdstuk: str
    signalen: tuple[Signaal, ...]
    onbekend: tuple[str, ...]
    voorzichtig: tuple[str, ...]
    vraag: tuple[str, ...]
    altijd: str = ""


@dataclass(frozen=True, kw_only=True)
class Bespreekpunt:
    """
    A direction for one buurt: what speaks for it here, and what is not known.

    `mist` are the figures a signal needs and that are not there; they stand in `onbekend` too,
    beside what no figure tells. `is_bekend`: some signal could be judged. `gevoelig` are those of
    `voor` that tell a sensitive figure.
    """

    richting: Richting
    voor: tuple[str, ...]
    onbekend: tuple[str, ...]
    mist: tuple[str, ...] = ()
    is_bekend: bool = True
    gevoelig: tuple[str, ...] = ()


_CORPORATIE: Final = "corporatiewoningen"
_INKOMENS: Final = "laagste_inkomens"
_OVERLAST: Final = "overlast"
_SCORE: Final = "overlast_onveiligheid"
_LVB: Final = "lvb"
_ZWAK: Final = (
    Signaal(indicator=_SCORE, maat=Maat.ONGUNSTIGER_DAN_GEMEENTE, bron=EIGEN_KEUZE),
    Signaal(indicator=_OVERLAST, maat=Maat.ONGUNSTIGER_DAN_GEMEENTE, bron=EIGEN_KEUZE),
)
_KANTELPUNT: Final = Signaal(
    indicator=_CORPORATIE,
    maat=Maat.MEER_DAN,
    drempel=40,
    bron=f"{RAPPORT}: landelijk kantelt het vaak tussen 40 en 50%",
    bij_ongunstig=True,
)
_CONCENTRATIE: Final = Signaal(
    indicator=_INKOMENS, maat=Maat.HOOG_EN_STIJGT, drempel=45, bron=f"{RAPPORT}, kaart 3"
)
_VEEL_LVB: Final = Signaal(
    indicator=_LVB, maat=Maat.MEER_DAN, drempel=35, bron=f"{RAPPORT}, hoofdstuk 5"
)
_MEER_OVERLAST: Final = Signaal(indicator=_OVERLAST, maat=Maat.STIJGT, bron=RAPPORT)

RICHTINGEN: Final = (
    Richting(
        nummer=1,
        titel="Woningen verbeteren waar de opgave het grootst is",
        hoofdstuk="4.2",
        signalen=_ZWAK,
        onbekend=("conditie en energielabel van onze complexen", "mutatiegraad"),
        voorzichtig=(
            "Meer kwaliteit kost geld en kan de huur verhogen.",
            "Het budget reikt niet overal: kies waar de nood het hoogst is.",
        ),
        vraag=("vastgoed: investeringsplan, conditie en rendement per complex",),
    ),
    Richting(
        nummer=2,
        titel="Mengen: middenhuur hier, of juist sociale huur erbij",
        hoofdstuk="4.3",
        signalen=(
            _KANTELPUNT,
            Signaal(
                indicator=_CORPORATIE,
                maat=Maat.MEER_DAN,
                drempel=60,
                bron=f"{RAPPORT}: landelijk kantelpunt voor veiligheid",
                bij_ongunstig=True,
            ),
            Signaal(
                indicator=_CORPORATIE,
                maat=Maat.LAGER_DAN_GEMEENTE,
                bron=EIGEN_KEUZE,
                bij_ongunstig=False,
                erbij="dan kan sociale huur erbij",
            ),
        ),
        onbekend=(),
        voorzichtig=(
            "Zonder vraag van middeninkomens lukt mengen niet.",
            "Wie er woont, wil ook binnen de eigen buurt verder kunnen.",
        ),
        vraag=("ontwikkeling en gemeente: grond, uitruil en de vraag naar woningen",),
    ),
    Richting(
        nummer=3,
        titel="Soepel omgaan met de WOZ-waarde in de huurprijs",
        hoofdstuk="4.4",
        signalen=(
            Signaal(indicator="woz", maat=Maat.LAGER_DAN_GEMEENTE, bron=EIGEN_KEUZE),
            Signaal(indicator=_INKOMENS, maat=Maat.STIJGT, bron=RAPPORT),
        ),
        onbekend=("aandeel goedkope huren",),
        voorzichtig=(
            "Overleg eerst met de huurders.",
            "Reken na wat het huurbeleid per buurt doet.",
        ),
        vraag=("verhuur: streefhuur per complex",),
    ),
    Richting(
        nummer=4,
        titel="Hogere huur voor een bredere doelgroep, en elders lager",
        hoofdstuk="4.5",
        signalen=(_CONCENTRATIE, _KANTELPUNT),
        onbekend=("vrije ruimte bij toewijzen", "ruimte tussen huur en maximale huur"),
        voorzichtig=(
            "De markt moet de hogere prijs toelaten.",
            "Minder goedkope woningen is minder kans voor lage inkomens.",
        ),
        vraag=("verhuur en financiën: maximale huur, slaagkans en afspraken met de gemeente",),
    ),
    Richting(
        nummer=5,
        titel="Sturen op wie er komt wonen",
        hoofdstuk="4.6",
        signalen=(
            _CONCENTRATIE,
            _VEEL_LVB,
            Signaal(indicator="instroom", maat=Maat.STIJGT, bron=f"{RAPPORT}, hoofdstuk 2"),
        ),
        onbekend=("aandeel kwetsbare groepen onder nieuwe huurders", "mutatiegraad"),
        voorzichtig=(
            "Begin met een gesprek; weigeren mag alleen met toestemming van de minister.",
            "Een hoger inkomen maakt een buurt niet vanzelf sterker.",
        ),
        vraag=("verhuur: wie er de laatste jaren kwam wonen, als totaal",),
    ),
    Richting(
        nummer=6,
        titel="Zorg en begeleiding regelen voor wie dat nodig heeft",
        hoofdstuk="4.7",
        signalen=(_VEEL_LVB, _MEER_OVERLAST, _ZWAK[0]),
        onbekend=("psychiatrische problematiek", "vluchtelingen en statushouders"),
        voorzichtig=(
            "Kijk naar de goede match, niet naar het aantal.",
            "Meer ouderen met dementie hangt landelijk niet samen met meer overlast.",
        ),
        vraag=("zorgpartijen en gemeente: plaatsingen, begeleiding en wijkteams",),
    ),
    Richting(
        nummer=7,
        titel="Samen in de buurt: sociaal beheer met andere partijen",
        hoofdstuk="4.8",
        signalen=(
            _MEER_OVERLAST,
            _VEEL_LVB,
            Signaal(
                indicator=_INKOMENS,
                maat=Maat.STIJGT_EN_UITKOMST_DAALT,
                bron=f"{RAPPORT}, hoofdstuk 4.8",
                erbij="wat gaat hier goed?",
            ),
        ),
        onbekend=(),
        voorzichtig=("Vaste gezichten doen ertoe: stoppen breekt af wat is opgebouwd.",),
        vraag=("iedereen die er werkt: wie, sinds wanneer, en wat zij zien",),
        altijd="Dit punt staat er altijd: de andere werken alleen samen hiermee.",
    ),
)


def build_bespreekpunten(blad: Buurtblad) -> tuple[Bespreekpunt, ...]:
    """Answer all seven directions for a buurt, in their fixed order."""
    rijen = {rij.indicator.sleutel: rij for rij in blad.rijen}
    return tuple(_discuss(richting, rijen) for richting in RICHTINGEN)


def _discuss(richting: Richting, rijen: Mapping[str, Rij]) -> Bespreekpunt:
    voor, mist, gevoelig = [], [], []
    for signaal in richting.signalen:
        rij = rijen.get(signaal.indicator)
        if rij is None or (naam := _missing(signaal, rij, rijen)):
            mist.append(_name_of(signaal) if rij is None else naam)
        elif signaal.bij_ongunstig not in {None, _outcome(rijen)}:
            continue
        elif _holds(signaal, rij, rijen):
            voor.append(_say(signaal, rij))
            if rij.indicator.is_gevoelig:
                gevoelig.append(voor[-1])
    return Bespreekpunt(
        richting=richting,
        voor=tuple(voor),
        onbekend=tuple(dict.fromkeys((*mist, *richting.onbekend))),
        mist=tuple(dict.fromkeys(mist)),
        is_bekend=len(mist) < len(richting.signalen),
        gevoelig=tuple(gevoelig),
    )


def _name_of(signaal: Signaal) -> str:
    return INDICATOR_PER_SLEUTEL[signaal.indicator].kort


def _missing(signaal: Signaal, rij: Rij, rijen: Mapping[str, Rij]) -> str:
    """Name the figure that is needed to decide and is not there; empty where all are."""
    naam = _name_of(signaal)
    ander = rijen.get(_OVERLAST)
    met_verloop = {Maat.STIJGT, Maat.HOOG_EN_STIJGT, Maat.STIJGT_EN_UITKOMST_DAALT}
    met_gemeente = {Maat.ONGUNSTIGER_DAN_GEMEENTE, Maat.LAGER_DAN_GEMEENTE}
    redenen = (
        (rij.profiel.staat is Staat.KLEIN_AANTAL, f"{naam} (klein aantal)"),
        (rij.profiel.staat is not Staat.OK, naam),
        (
            signaal.bij_ongunstig is not None and _outcome(rijen) is None,
            "hoe het hier met overlast gaat",
        ),
        (signaal.maat in met_verloop and rij.verandering is None, f"verandering van {naam}"),
        (signaal.maat in met_gemeente and rij.gemeente is None, f"{naam} van de gemeente"),
        (
            signaal.maat is Maat.STIJGT_EN_UITKOMST_DAALT
            and (ander is None or ander.verandering is None),
            "verandering van overlast",
        ),
    )
    return next((reden for mist, reden in redenen if mist), "")


def _holds(signaal: Signaal, rij: Rij, rijen: Mapping[str, Rij]) -> bool:
    waarde, richting = rij.waarde or 0.0, rij.verandering.richting if rij.verandering else 0
    match signaal.maat:
        case Maat.MEER_DAN:
            return waarde > (signaal.drempel or 0.0)
        case Maat.STIJGT:
            return richting > 0
        case Maat.HOOG_EN_STIJGT:
            return waarde >= (signaal.drempel or 0.0) and richting > 0
        case Maat.ONGUNSTIGER_DAN_GEMEENTE:
            return _is_worse(rij)
        case Maat.LAGER_DAN_GEMEENTE:
            return waarde < (rij.gemeente or 0.0) * (1 - _DUIDELIJK)
        case _:
            ander = rijen[_OVERLAST].verandering
            return richting > 0 and ander is not None and ander.richting < 0


def _outcome(rijen: Mapping[str, Rij]) -> bool | None:
    """
    Tell whether nuisance is unfavourable here or becomes so.

    False only where some figure of it can be laid beside the gemeente; else nothing is known.
    """
    bekend = [
        rij
        for sleutel in (_OVERLAST, _SCORE)
        if (rij := rijen.get(sleutel)) is not None and rij.profiel.staat is Staat.OK
    ]
    if any(_is_worse(rij) or _becomes_worse(rij) for rij in bekend):
        return True
    return False if any(rij.gemeente is not None for rij in bekend) else None


def _is_worse(rij: Rij) -> bool:
    """Tell whether a figure is clearly less favourable than that of the gemeente."""
    if rij.waarde is None or rij.gemeente is None:
        return False
    verschil = rij.waarde - rij.gemeente
    if rij.indicator.polariteit is Polariteit.GUNSTIG:
        return verschil < -rij.indicator.neutrale_band
    return verschil > abs(rij.gemeente) * _DUIDELIJK


def _becomes_worse(rij: Rij) -> bool:
    richting = rij.verandering.richting if rij.verandering else 0
    return richting < 0 if rij.indicator.polariteit is Polariteit.GUNSTIG else richting > 0


def _say(signaal: Signaal, rij: Rij) -> str:
    """Say a signal with its value, its threshold and its source."""
    naam = rij.indicator.kort
    waarde = format_met(opmaak_of(rij.indicator), rij.waarde)
    grens = "" if signaal.drempel is None else _threshold(rij.indicator, signaal.drempel)
    gemeente = format_met(opmaak_of(rij.indicator), rij.gemeente)
    delen = {
        Maat.MEER_DAN: f"{waarde}, meer dan {grens}",
        Maat.STIJGT: f"{_rose(rij)}",
        Maat.HOOG_EN_STIJGT: f"{waarde}, {grens} of meer, en {_rose(rij)}",
        Maat.ONGUNSTIGER_DAN_GEMEENTE: f"{waarde}, ongunstiger dan de gemeente ({gemeente})",
        Maat.LAGER_DAN_GEMEENTE: f"{waarde}, lager dan de gemeente ({gemeente})",
        Maat.STIJGT_EN_UITKOMST_DAALT: f"{_rose(rij)}, en overlast daalt",
    }
    zin = f"{naam[0].upper()}{naam[1:]}: {delen[signaal.maat]}"
    erbij = f"; {signaal.erbij}" if signaal.erbij else ""
    return f"{zin}{erbij}. Grens: {signaal.bron}."


def _rose(rij: Rij) -> str:
    v = rij.verandering
    return "" if v is None else f"gestegen ({v.tekst} sinds {v.van})"


def _threshold(indicator: Indicator, drempel: float) -> str:
    return f"{format_getal(drempel, decimalen=0)}{opmaak_of(indicator).achter}"

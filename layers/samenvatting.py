"""A summary of one buurt in plain Dutch, from templates: to copy, and without a verdict."""

from typing import Final

from layers.begrippen import Polariteit
from layers.buurtblad import Buurtblad, Rij, unit_of_change
from layers.kaartbeeld import STAATWOORDEN, Staat
from layers.opmaak import format_met, join_words, opmaak_of

# At the outer tenth a figure stands out, among at least this many others.
_UITERST: Final = 0.9
_MINSTENS_ANDEREN: Final = 10
# What figures cannot tell, beside every summary.
NIET_TE_ZIEN: Final = (
    "Deze cijfers laten niet zien: wat bewoners u zelf vertellen, wat er het laatste jaar "
    "gebeurde, wat er al gedaan wordt, en verschillen binnen de buurt."
)


def build_samenvatting(blad: Buurtblad, *, met_gevoelig: bool) -> tuple[str, ...]:
    """
    Answer the summary as sentences: where, then a sentence per base figure, then what misses.

    It is there to be copied, so what is sensitive is left out unless it is asked for.
    """
    rijen = [rij for rij in blad.rijen if met_gevoelig or not rij.indicator.is_gevoelig]
    waar = f" ({blad.ligging})" if blad.ligging else ""
    woningen = f" telt {blad.woningen}" if blad.woningen else ""
    zinnen = [f"{blad.naam}{waar} in {blad.gemeentenaam}{woningen}."]
    zinnen += [_sentence(rij, blad) for rij in rijen if rij.profiel.staat is Staat.OK]
    weg = [
        f"{rij.indicator.kort} ({STAATWOORDEN[rij.profiel.staat]})"
        for rij in rijen
        if rij.profiel.staat is not Staat.OK
    ]
    if weg:
        zinnen.append(f"Geen of geen vast cijfer: {', '.join(weg)}.")
    zinnen.append(NIET_TE_ZIEN)
    return tuple(zinnen)


def build_kopzin(blad: Buurtblad) -> str:
    """Say the figure of lowest incomes, or the first there is, as the opening of the page."""
    bekend = [rij for rij in blad.rijen if rij.profiel.staat is Staat.OK and rij.zin]
    eerste = next(
        (rij for rij in bekend if rij.indicator.is_kwetsbare_groep), bekend[0] if bekend else None
    )
    if eerste is None:
        return "Voor deze buurt is er nog geen cijfer dat verteld mag worden."
    zin = eerste.zin.removesuffix(".")
    if eerste.gemeente is not None:
        groot = format_met(opmaak_of(eerste.indicator), eerste.gemeente)
        zin += f"; in {blad.gemeentenaam} is dat **{groot}**"
    return f"{zin}. {_course(eerste, blad)}".rstrip()


def build_opvallend(blad: Buurtblad) -> str:
    """
    Say which figures lie at the outer tenth of the buurten of the gemeente, on either side.

    What is sensitive is left out: this stands on every printed sheet. Empty where there are few
    buurten to stand among.
    """
    rijen = [
        rij
        for rij in blad.rijen
        if not rij.indicator.is_gevoelig
        and rij.profiel.staat is Staat.OK
        and len(rij.anderen) >= _MINSTENS_ANDEREN
    ]
    if not rijen:
        return ""
    uiterst = [
        f"**{rij.indicator.kort}** ({rij.profiel.plaats[0].lower()}{rij.profiel.plaats[1:]})"
        for rij in rijen
        if _is_outer(rij)
    ]
    if not uiterst:
        return "Geen van de cijfers ligt bij de uiterste tien procent van de buurten hier."
    # the whole is the same for nearly all: told once it reads quicker
    zonder = [deel.replace(" andere buurten)", ")") for deel in uiterst]
    return f"Valt op naast de andere buurten: {join_words(zonder)}."


def _is_outer(rij: Rij) -> bool:
    """Tell whether nine in ten of the other buurten lie on one side of a figure."""
    if rij.waarde is None:
        return False
    lager = sum(ander < rij.waarde for ander in rij.anderen)
    hoger = sum(ander > rij.waarde for ander in rij.anderen)
    return max(lager, hoger) >= _UITERST * len(rij.anderen)


def _course(rij: Rij, blad: Buurtblad) -> str:
    verandering = rij.verandering
    if verandering is None:
        return ""
    eenheid = unit_of_change(rij.indicator)
    groot = ""
    if verandering.gemeente:
        groot = f", in {blad.gemeentenaam} {verandering.gemeente}"
    hoe = ""
    if verandering.richting == 0:
        hoe = " (binnen de onzekerheid)" if verandering.is_onzeker else " (ongeveer gelijk)"
    return (
        f"Sinds {verandering.van} veranderde het met **{verandering.tekst} {eenheid}**{hoe}{groot}."
    )


def _sentence(rij: Rij, blad: Buurtblad) -> str:
    """Say one figure: value, the gemeente, its place, and its change with how sure it is."""
    indicator = rij.indicator
    opmaak = opmaak_of(indicator)
    zin = f"{indicator.label}, {rij.jaar}: {format_met(opmaak, rij.waarde)}"
    if rij.gemeente is not None:
        zin += f" ({blad.gemeentenaam} {format_met(opmaak, rij.gemeente)})"
    if rij.profiel.plaats:
        zin += f", {rij.profiel.plaats[0].lower()}{rij.profiel.plaats[1:]}"
    if rij.verandering is None:
        return f"{zin}."
    v = rij.verandering
    if v.richting == 0:
        waarom = "binnen de onzekerheid" if v.is_onzeker else "ongeveer gelijk"
        return f"{zin}; sinds {v.van} {waarom} ({v.tekst} {unit_of_change(indicator)})."
    return f"{zin}; sinds {v.van} {_verb(rij)} ({v.tekst} {unit_of_change(indicator)})."


def _verb(rij: Rij) -> str:
    assert rij.verandering is not None  # noqa: S101 - only asked of a change
    is_meer = rij.verandering.richting > 0
    if rij.indicator.polariteit is Polariteit.GUNSTIG:
        return "gunstiger" if is_meer else "ongunstiger"
    return "gestegen" if is_meer else "gedaald"

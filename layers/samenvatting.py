"""A summary of one buurt in plain Dutch, from templates: to copy, and without a verdict."""

from typing import Final

from layers.begrippen import Polariteit
from layers.buurtblad import Buurtblad, Rij, unit_of_change
from layers.kaartbeeld import STAATWOORDEN, Staat
from layers.opmaak import format_met, opmaak_of

# What figures cannot tell, beside every summary.
NIET_TE_ZIEN: Final = (
    "Deze cijfers zien niet: wat bewoners u zelf vertellen, wat er het laatste jaar gebeurde, wat "
    "er al gedaan wordt, en verschillen binnen de buurt."
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
    return f"Sinds {verandering.van} is dat **{verandering.tekst} {eenheid}**{hoe}{groot}."


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

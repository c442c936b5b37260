"""What came of files that were dropped on the page Gegevens, in words."""

import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

from components.kolomwoorden import name_kolom, name_kolommen
from data.bijwerking import Bijwerking, Herziening
from data.bronnen import EIGEN_INDICATOREN, TABELLEN
from data.importeren import Verslag
from layers.opmaak import format_getal, list_years

# The fields of the page, by the option that they are in a command.
VELDEN: Final = {
    "peiljaar": "Jaar van de cijfers",
    "grensjaar": "Jaar van de buurtgrenzen",
    "indicator": "Onderwerp van eigen cijfers",
}
_OPTIE: Final = re.compile(rf"`--({'|'.join(VELDEN)})(?: ([^`]+))?`")
_DECIMALEN: Final = 2


def name_fields(zin: str) -> str:
    """
    Answer a sentence of the importer with the fields of the page in the place of its options.

    >>> name_fields("Geef het jaar mee, zoals `--grensjaar 2020`.")
    "Geef het jaar mee, zoals 2020 bij 'Jaar van de buurtgrenzen'."
    """
    return _OPTIE.sub(_name_field, zin)


def _name_field(optie: re.Match[str]) -> str:
    veld, voorbeeld = f"'{VELDEN[optie[1]]}'", optie[2]
    if not voorbeeld:
        return veld
    return f"{EIGEN_INDICATOREN.get(voorbeeld, voorbeeld)} bij {veld}"


def tell_refused(aantal: int) -> str:
    """Say of how many files none was read in."""
    return (
        "Het bestand is niet ingelezen."
        if aantal == 1
        else f"Geen van de {aantal} bestanden is ingelezen."
    )


def tell_came(verslag: Verslag) -> str:
    """Say which sources and years came in, or would."""
    per_bron: dict[str, list[int]] = {}
    for tabel, jaar in verslag.tabellen:
        onderwerp = EIGEN_INDICATOREN.get(tabel.removeprefix("eigen_"))
        naam = TABELLEN[tabel].naam + (f" ({onderwerp})" if onderwerp else "")
        per_bron.setdefault(naam, []).append(jaar)
    delen = [f"{naam} {list_years(sorted(set(jaren)))}" for naam, jaren in per_bron.items()]
    delen += [f"buurtgrenzen van {list_years(sorted(verslag.kaarten))}"] if verslag.kaarten else []
    wat = "; ".join(delen)
    if verslag.wacht_op_akkoord:
        return (
            f"Er is nog niets veranderd. Cijfers die er al stonden, worden anders: {wat}. De oude "
            "blijven staan tot u de nieuwe overneemt."
        )
    if not verslag.is_veranderd:
        return f"Niets nieuws: alles was er al ({wat})."
    return f"Ingelezen: {wat}."


def tell_bijwerking(bijwerking: Bijwerking) -> Iterator[str]:
    """Say what changes in a table of one year."""
    waar = f"{TABELLEN[bijwerking.tabel].naam} {bijwerking.peiljaar}"
    if bijwerking.gevuld:
        yield f"{waar}: nu ook cijfers over {name_kolommen(bijwerking.tabel, bijwerking.gevuld)}."
    if aantal := len(bijwerking.nieuwe_codes):
        yield f"{waar}: {_count(aantal, 'nieuw gebied', 'nieuwe gebieden')}."
    if aantal := len(bijwerking.verdwenen_codes):
        staan = _count(aantal, "gebied staat", "gebieden staan")
        yield f"{waar}: {staan} niet meer in de tabel; de eerdere cijfers blijven."
    if bijwerking.herzien:
        yield f"{waar}: {_count(bijwerking.herzien, 'cijfer wordt', 'cijfers worden')} een ander."
    if bijwerking.vervallen:
        yield f"{waar}: {_count(bijwerking.vervallen, 'cijfer vervalt', 'cijfers vervallen')}."


def build_herzien(grootste: Sequence[tuple[Bijwerking, Herziening]]) -> str:
    """Write the figures that change most as a table that can be unfolded."""
    rijen = "".join(
        f"<tr><td>{escape(h.gebiedscode)}</td>"
        f"<td>{escape(name_kolom(deel.tabel, h.kolom))}, {deel.peiljaar}</td>"
        f'<td class="sk-rechts">{_write(h.oud)}</td><td class="sk-rechts">{_write(h.nieuw)}</td>'
        "</tr>"
        for deel, h in grootste
    )
    return (
        '<details class="sk-vouw"><summary>Wat het meest verandert</summary><div class="sk-tabel">'
        "<table><caption>Wat het meest verandert</caption><thead><tr>"
        '<th scope="col">Gebied</th><th scope="col">Onderwerp</th>'
        '<th scope="col" class="sk-rechts">Was</th><th scope="col" class="sk-rechts">Wordt</th>'
        f"</tr></thead><tbody>{rijen}</tbody></table></div></details>"
    )


def _write(waarde: float | None) -> str:
    if waarde is None:
        return "leeg"
    nodig = next((n for n in range(_DECIMALEN) if waarde == round(waarde, n)), _DECIMALEN)
    return format_getal(waarde, decimalen=nodig)


def _count(aantal: int, een: str, meer: str) -> str:
    return f"{format_getal(aantal, decimalen=0)} {een if aantal == 1 else meer}"

"""The empty list of complexes that a corporation fills in, as a workbook."""

import io
from datetime import datetime
from typing import Final

import xlsxwriter  # type: ignore[import-untyped] # published without types

_KOP: Final = ("complex", "buurtcode", "aantal woningen", "x", "y")
# with codes of the fictional town: whoever leaves these rows in is told, and they do not count
_VOORBEELDEN: Final = (
    ("VOORBEELD (verwijder deze rij)", "BU99010101", 12, None, None),
    ("VOORBEELD MET PUNT (verwijder deze rij)", "BU99010203", 40, 44_500, 510_000),
)
_UITLEG: Final = (
    "Eén rij per complex. Ligt een complex in meer buurten, dan één rij per buurt.",
    "complex: naam of nummer, zoals u het zelf kent.",
    "buurtcode: de code van het CBS, zoals BU07721110. Leeg mag, als er een punt staat.",
    "aantal woningen: een heel getal, zonder punt of komma.",
    "x en y: een punt in Rijksdriehoek, in meters. Leeg mag, als er een buurtcode staat.",
    "In plaats van x en y mogen het lon en lat zijn, in graden.",
    "Staan er een code en een punt, dan telt de code.",
    "Geen namen, adressen of nummers van huurders. Zo'n bestand wordt geweigerd.",
    "Geen formules en geen samengevoegde cellen: plak cijfers als waarden.",
    "Wie de app kan openen, ziet hoeveel woningen er in elke buurt staan.",
    "Namen van complexen staan alleen op de pagina Gegevens.",
)
_BREEDTES: Final = (42, 14, 18, 10, 10)


def build_sjabloon() -> bytes:
    """Make the workbook: a sheet to fill in, and one that explains it."""
    uit = io.BytesIO()
    with xlsxwriter.Workbook(uit, {"in_memory": True, "strings_to_formulas": False}) as boek:
        boek.set_properties({"created": datetime(2026, 1, 1)})  # noqa: DTZ001 - Excel knows no zones
        vet, tekst = boek.add_format({"bold": True}), boek.add_format({"num_format": "@"})
        lopend = boek.add_format({"text_wrap": True, "valign": "top"})
        blad = boek.add_worksheet("Woningen")
        blad.freeze_panes(1, 0)
        for plek, (naam, breedte) in enumerate(zip(_KOP, _BREEDTES, strict=True)):
            # a code that Excel takes for a number loses what is in it
            blad.set_column(plek, plek, breedte, tekst if naam in _KOP[:2] else None)
            blad.write_string(0, plek, naam, vet)
        for nummer, rij in enumerate(_VOORBEELDEN, start=1):
            blad.write_row(nummer, 0, rij)
        uitleg = boek.add_worksheet("Uitleg")
        uitleg.set_column(0, 0, 90)
        for nummer, regel in enumerate(_UITLEG):
            uitleg.write_string(nummer, 0, regel, lopend)
    return uit.getvalue()

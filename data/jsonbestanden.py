"""JSON of others: read whole, or refused with the line where it goes wrong."""

import json
import re
from collections.abc import Callable
from typing import Any, Final, NoReturn, TypeAlias

from data.bestanden import Invoerbestand
from data.errors import BestandAfgekeurdError, shorten

MB: Final = 1024**2
# what looks at every object that is read, and answers what is kept of it
Kijk: TypeAlias = Callable[[list[tuple[str, object]]], dict[str, object]]
# Kerncijfers of the whole country take 60 MB, and in memory five times as much; of a map the
# coordinates are not kept.
_MAX_TABEL: Final = 300 * MB
_MAX_KAART: Final = 1024 * MB
# one half of a pair of UTF-16, which is no sign at all
_HALF_TEKEN = re.compile(r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
_LANG_GETAL = re.compile(r"(?<!\d)\d{4301}")  # the longest that Python turns into a number has 4300


def read_json(bestand: Invoerbestand) -> object:
    """
    Read a JSON file.

    Raises
    ------
    BestandAfgekeurdError
        If it is broken off, no UTF-8 or no JSON; names the line or the byte.
    """
    return _read(bestand, hoogstens=_MAX_TABEL)


def check_geojson(bestand: Invoerbestand) -> bool:
    """
    Promise that a GeoJSON is whole, and answer whether it states its projection.

    Raises
    ------
    BestandAfgekeurdError
        If it is broken off, no UTF-8 or no JSON, or leaves its projection to a web address.
    """
    heeft_crs = False

    def look(paren: list[tuple[str, object]]) -> dict[str, object]:
        nonlocal heeft_crs
        for sleutel, waarde in paren:
            if sleutel == "crs" and isinstance(waarde, dict):
                heeft_crs = True
                # whoever reads such a map asks that address for the projection
                if str(waarde.get("type")).lower().startswith(("link", "url")):
                    raise BestandAfgekeurdError(
                        bestand.naam,
                        "de projectie staat er niet in, maar een webadres waar die te halen is. "
                        "Bewaar de kaart opnieuw in RD (EPSG:28992).",
                        plaats="crs",
                    )
        # all the rest would fill the memory with coordinates
        return {sleutel: waarde for sleutel, waarde in paren if sleutel == "type"}

    _parse(_decode(bestand, hoogstens=_MAX_KAART), naam=bestand.naam, look=look)
    return heeft_crs


def read_kenmerken(bestand: Invoerbestand) -> dict[str, Any]:
    """
    Read a GeoJSON without its outlines, which take most of it.

    Raises
    ------
    BestandAfgekeurdError
        If it is broken off, no UTF-8 or no JSON; names the line or the byte.
    """

    def look(paren: list[tuple[str, object]]) -> dict[str, object]:
        return {sleutel: waarde for sleutel, waarde in paren if sleutel != "coordinates"}

    gelezen = _read(bestand, hoogstens=_MAX_KAART, look=look)
    return gelezen if isinstance(gelezen, dict) else {}


def _read(bestand: Invoerbestand, *, hoogstens: int, look: Kijk | None = None) -> object:
    tekst = _decode(bestand, hoogstens=hoogstens)
    gelezen = _parse(tekst, naam=bestand.naam, look=look)
    if _HALF_TEKEN.search(tekst):
        _check_signs(gelezen, tekst, naam=bestand.naam)
    return gelezen


def _decode(bestand: Invoerbestand, *, hoogstens: int) -> str:
    if bestand.pad.stat().st_size > hoogstens:
        raise BestandAfgekeurdError(
            bestand.naam,
            f"het bestand is groter dan {hoogstens // MB} MB. Download minder tegelijk, "
            "bijvoorbeeld één gemeente.",
            plaats=f"byte {hoogstens + 1}",
        )
    try:
        return bestand.pad.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as fout:
        raise BestandAfgekeurdError(
            bestand.naam,
            "hier staat een teken dat geen UTF-8 is. Download het bestand opnieuw.",
            plaats=f"byte {fout.start + 1}",
        ) from fout


def _parse(tekst: str, *, naam: str, look: Kijk | None = None) -> object:
    def keep(paren: list[tuple[str, object]]) -> dict[str, object]:
        gelezen = dict(paren)
        if len(gelezen) < len(paren):
            namen = [naam for naam, _ in paren]
            dubbel = next(naam for naam in namen if namen.count(naam) > 1)
            raise BestandAfgekeurdError(
                naam,
                f"'{shorten(dubbel)}' staat hier twee keer bij hetzelfde, en welke geldt is niet "
                "te zien. Download het bestand opnieuw.",
                plaats=_line_of(
                    re.compile(re.escape(json.dumps(dubbel, ensure_ascii=False))), tekst
                ),
            )
        return gelezen if look is None else look(paren)

    def refuse_constant(getal: str) -> NoReturn:
        raise BestandAfgekeurdError(
            naam,
            f"'{getal}' is geen getal in JSON. Download het bestand opnieuw.",
            plaats=_line_of(re.compile(rf"[:\[,]\s*{getal}\b"), tekst),
        )

    try:
        gelezen: object = json.loads(tekst, parse_constant=refuse_constant, object_pairs_hook=keep)
    except json.JSONDecodeError as fout:
        raise BestandAfgekeurdError(
            naam,
            "de JSON is hier afgebroken of beschadigd. Download het bestand opnieuw.",
            plaats=f"regel {fout.lineno}, teken {fout.colno}",
        ) from fout
    except RecursionError as fout:
        raise BestandAfgekeurdError(
            naam,
            "de JSON is veel te diep genest. Dit is geen tabel; download het bestand opnieuw.",
            plaats="regel 1",
        ) from fout
    except ValueError as fout:
        raise BestandAfgekeurdError(
            naam,
            "hier staat een getal van duizenden cijfers. Download het bestand opnieuw.",
            plaats=_line_of(_LANG_GETAL, tekst),
        ) from fout
    return gelezen


def _check_signs(gelezen: object, tekst: str, *, naam: str) -> None:
    try:
        json.dumps(gelezen, ensure_ascii=False).encode()
    except UnicodeEncodeError as fout:
        raise BestandAfgekeurdError(
            naam,
            "hier staat een half teken. Download het bestand opnieuw.",
            plaats=_line_of(_HALF_TEKEN, tekst),
        ) from fout


def _line_of(vorm: re.Pattern[str], tekst: str) -> str:
    gevonden = vorm.search(tekst)
    plek = gevonden.start() if gevonden else 0
    return f"regel {tekst.count(chr(10), 0, plek) + 1}"

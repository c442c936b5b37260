"""The four figures of the page for supervisors, each beside the measurement before."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from layers.blootstelling import Deel, Kerndelen, Meting, Metingen
from layers.opmaak import format_getal
from layers.toezicht import (
    LANDELIJK,
    ZWAKKE,
    behind,
    count_buurten,
    count_woningen,
    is_score,
    name_of_trend,
)

_GEEN_EERDERE: Final = "Er is geen eerdere meting om mee te vergelijken."
_ONTBREEKT: Final = {
    "concentratie": "Hiervoor zijn cijfers over lage inkomens van twee jaren nodig.",
    "zwak": "Hiervoor zijn de klassen van de Leefbaarometer nodig; die zijn er hier niet.",
    "overlast": "Hiervoor zijn cijfers over overlast van twee jaren nodig, zo mogelijk dezelfde "
    "als die over lage inkomens.",
    "goed": "Hiervoor zijn cijfers over lage inkomens en overlast van dezelfde jaren nodig.",
}
_ZELFDE_PUNT: Final = 0.5
_AANTALLEN: Final = {1: "Een", 2: "Twee", 3: "Drie", 4: "Vier"}


@dataclass(frozen=True, kw_only=True)
class Kerncijfer:
    """
    One of the four figures, ready to be read.

    `getal` is empty where it cannot be said, and `erbij` then says why. `vorige` is the measurement
    before; `apart` stands apart, because it was measured in another way.
    """

    sleutel: str
    getal: str
    waarvan: str
    zin: str
    vorige: str
    erbij: str = ""
    apart: str = ""
    is_goed: bool = False


def build_cijfers(
    metingen: Metingen, nu: Kerndelen, eerder: Kerndelen | None, *, woord: str
) -> tuple[Kerncijfer, ...]:
    """Write the four figures, each beside the measurement before."""
    meting = metingen.nu
    trend, klasse = say_before(metingen)
    inkomens = name_of_trend(meting.inkomens, anders="het aandeel lage inkomens")
    overlast = name_of_trend(meting.overlast, anders="overlast")

    def before(kies: Callable[[Kerndelen], Deel]) -> Deel | None:
        return None if eerder is None else kies(eerder)

    toen = before(lambda d: d.concentratie)
    concentratie = _share("concentratie", nu.concentratie, toen, trend, woord)
    zwak = _share("zwak", nu.zwak, before(lambda d: d.zwak), klasse, woord)
    stijgt = _number("overlast", nu.overlast_stijgt, before(lambda d: d.overlast_stijgt), trend)
    goed = _number("goed", nu.tegen_de_trend, before(lambda d: d.tegen_de_trend), trend)
    return (
        replace(concentratie, zin=f"in buurten waar {inkomens} al hoog is en stijgt"),
        replace(zwak, zin=f"in buurten met {ZWAKKE}", apart=LANDELIJK),
        replace(stijgt, zin=f"waar {overlast} {behind(meting.overlast, 1)}"),
        replace(
            goed,
            zin=f"waar {inkomens} stijgt, maar {overlast} niet {behind(meting.overlast, 1)}"
            if is_score(meting.overlast)
            else f"waar {inkomens} stijgt, maar {overlast} niet",
            is_goed=True,
        ),
    )


def _share(sleutel: str, nu: Deel, eerder: Deel | None, wanneer: str, woord: str) -> Kerncijfer:
    if nu.pct is None:
        return _unsaid(sleutel, f"van {woord}")
    vorige = _GEEN_EERDERE
    if eerder is not None and eerder.pct is not None:
        vorige = f"{wanneer} {format_getal(eerder.pct, decimalen=0)}%."
    erbij = ""
    if nu.onbekend:
        erbij = f"Van {count_woningen(int(nu.onbekend))} is het niet bekend."
    return Kerncijfer(
        sleutel=sleutel,
        getal=f"{format_getal(nu.pct, decimalen=0)}%",
        waarvan=f"van {woord} ({format_getal(nu.deel, decimalen=0)})",
        zin="",
        vorige=vorige,
        erbij=erbij,
    )


def _number(sleutel: str, nu: Deel, eerder: Deel | None, wanneer: str) -> Kerncijfer:
    if not nu.geheel:
        return _unsaid(sleutel, "buurten")
    deel, geheel = (format_getal(n, decimalen=0) for n in (nu.deel, nu.geheel))
    vorige = _GEEN_EERDERE
    if eerder is not None and eerder.geheel:
        was, van = (format_getal(n, decimalen=0) for n in (eerder.deel, eerder.geheel))
        vorige = f"{wanneer} {was}{'' if van == geheel else f' van {van}'}."
    erbij = ""
    if nu.onbekend:
        erbij = f"Van {count_buurten(int(nu.onbekend))} is het niet bekend."
    return Kerncijfer(
        sleutel=sleutel,
        getal=f"{deel} van {geheel}",
        waarvan="buurten",
        zin="",
        vorige=vorige,
        erbij=erbij,
    )


def _unsaid(sleutel: str, waarvan: str) -> Kerncijfer:
    return Kerncijfer(
        sleutel=sleutel, getal="", waarvan=waarvan, zin="", vorige="", erbij=_ONTBREEKT[sleutel]
    )


def say_since(nu: Kerndelen, eerder: Kerndelen | None, *, woord: str, meting: Meting) -> str:
    """Say in one sentence what became more and what less since the measurement before."""
    if eerder is None:
        return ""
    inkomens = name_of_trend(meting.inkomens, anders="het aandeel lage inkomens")
    overlast = name_of_trend(meting.overlast, anders="overlast")
    paren = (
        (
            nu.concentratie.pct,
            eerder.concentratie.pct,
            f"{woord} in buurten waar {inkomens} hoog is en stijgt",
        ),
        (nu.zwak.pct, eerder.zwak.pct, f"{woord} in buurten met {ZWAKKE}"),
        (
            nu.overlast_stijgt.pct,
            eerder.overlast_stijgt.pct,
            f"buurten waar {overlast} {behind(meting.overlast, 1)}",
        ),
    )
    delen = [
        f"{_more(een - ander)} {wat}"
        for een, ander, wat in paren
        if een is not None and ander is not None
    ]
    return f"Sinds de vorige meting: {'; '.join(delen)}." if delen else ""


def _more(verschil: float) -> str:
    """Say whether a part grew; less than half a percentage point is no difference."""
    if abs(verschil) < _ZELFDE_PUNT:
        return "evenveel"
    return "meer" if verschil > 0 else "minder"


def say_before(metingen: Metingen) -> tuple[str, str]:
    """Say when the measurement before the newest was: of the trends, and of the classes."""
    nu, eerder = metingen.nu, metingen.eerder
    if eerder is None:
        return "", ""
    trend = klasse = ""
    een, ander = (meting.een or meting.ander for meting in (nu, eerder))
    if een is not None and ander is not None:
        trend = _ago(een.tot - ander.tot, f"{ander.van} tot {ander.tot}")
    if nu.klassejaar is not None and eerder.klassejaar is not None:
        klasse = _ago(nu.klassejaar - eerder.klassejaar, str(eerder.klassejaar))
    return trend, klasse


def _ago(jaren: int, wanneer: str) -> str:
    return f"{_AANTALLEN.get(jaren, str(jaren))} jaar eerder ({wanneer})"

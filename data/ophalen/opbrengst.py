"""What a step of fetching brought, as it is kept in the account of a task."""

from dataclasses import dataclass
from typing import Any

from data.importeren import Leegte, Verslag
from data.ophalen.gevraagd import Gevraagd


@dataclass(frozen=True, kw_only=True)
class Opbrengst:
    """
    What a step brought: of which of the gemeenten that were asked, and tables of which years.

    `leegtes` tell of what there is no figure in them.
    `is_veranderd`: something in the store is other than it was before.
    """

    gemeenten: tuple[str, ...] = ()
    jaren: tuple[int, ...] = ()
    leegtes: tuple[Leegte, ...] = ()
    is_veranderd: bool = False


def build_opbrengst(verslag: Verslag, gevraagd: Gevraagd) -> Opbrengst:
    """Tell what of an import was asked."""
    return Opbrengst(
        gemeenten=tuple(code for code in gevraagd.gemeenten if code in verslag.gemeenten),
        jaren=tuple(sorted({jaar for _, jaar in verslag.tabellen})),
        leegtes=verslag.leegtes,
        is_veranderd=verslag.is_veranderd,
    )


def read_opbrengst(gelezen: dict[str, Any]) -> Opbrengst:
    """Read what a step brought, as the account has it."""
    return Opbrengst(
        gemeenten=tuple(gelezen["gemeenten"]),
        jaren=tuple(gelezen["jaren"]),
        leegtes=tuple(
            Leegte(**leegte | {"kolommen": tuple(leegte["kolommen"])})
            for leegte in gelezen["leegtes"]
        ),
        is_veranderd=bool(gelezen["is_veranderd"]),
    )

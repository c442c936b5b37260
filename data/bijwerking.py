"""What a new delivery changes in a table that is kept: told before it takes its place."""

from dataclasses import asdict, dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from data.opslag import Tabel

_GROOTSTE: Final = 10
_HOOGSTENS_GENOEMD: Final = 8


@dataclass(frozen=True, kw_only=True)
class Herziening:
    """A figure that the publisher changed."""

    gebiedscode: str
    kolom: str
    oud: float
    nieuw: float | None


@dataclass(frozen=True, kw_only=True)
class Bijwerking:
    """
    What a delivery changes in the table of one year.

    `herzien` and `vervallen` count figures that became another one or none; `grootste` are the
    largest of those, measured against what they were. `gevuld` are columns that had no figure.
    """

    tabel: str
    peiljaar: int
    nieuwe_codes: tuple[str, ...] = ()
    verdwenen_codes: tuple[str, ...] = ()
    herzien: int = 0
    vervallen: int = 0
    grootste: tuple[Herziening, ...] = ()
    gevuld: tuple[str, ...] = ()

    @property
    def vraagt_akkoord(self) -> bool:
        """Tell whether a figure that people may have used becomes another one, or goes."""
        return bool(self.herzien or self.vervallen or self.verdwenen_codes)


def compare_tabel(
    tabel: str, peiljaar: int, *, oud: Tabel, nieuw: Tabel, geleverd: pd.Index
) -> Bijwerking:
    """
    Compare a table as kept with what it becomes; `geleverd` are the keys of the delivery.

    Codes vanish where the delivery holds others of the same gemeente and border year.
    """
    voor, na = oud.cijfers, nieuw.cijfers
    samen = voor.index.intersection(na.index)
    kolommen = [k for k in voor.columns.intersection(na.columns) if _is_number(voor[k], na[k])]
    eerst = voor.loc[samen, kolommen].to_numpy(dtype="float64")
    dan = na.loc[samen, kolommen].to_numpy(dtype="float64")
    had = ~np.isnan(eerst)
    weg = had & np.isnan(dan)
    anders = had & ~np.isnan(dan) & (eerst != dan)
    gevuld = [
        str(kolom)
        for kolom in na.columns
        if na[kolom].notna().any() and (kolom not in voor or voor[kolom].isna().all())
    ]
    return Bijwerking(
        tabel=tabel,
        peiljaar=peiljaar,
        nieuwe_codes=_codes(na.index.difference(voor.index)),
        verdwenen_codes=_codes(_vanished(voor.index, geleverd)),
        herzien=int(anders.sum()),
        vervallen=int(weg.sum()),
        grootste=_largest(samen, kolommen, eerst, dan, anders | weg),
        gevuld=tuple(gevuld),
    )


def _is_number(voor: pd.Series, na: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(voor) and pd.api.types.is_numeric_dtype(na)


def _codes(sleutels: pd.Index) -> tuple[str, ...]:
    return tuple(sorted({str(code) for _, code in sleutels}))


def _vanished(voor: pd.Index, geleverd: pd.Index) -> pd.Index:
    """List keys that the delivery should hold, for it holds others of their gemeente."""
    # a code begins with its level and its gemeente: of each of those a delivery is whole
    delen = {(jaar, str(code)[:6]) for jaar, code in geleverd}
    kwijt = voor.difference(geleverd)
    return kwijt[[(jaar, str(code)[:6]) in delen for jaar, code in kwijt]]


def _largest(
    sleutels: pd.Index,
    kolommen: list[Any],
    eerst: np.ndarray,
    dan: np.ndarray,
    anders: np.ndarray,
) -> tuple[Herziening, ...]:
    rijen, plekken = np.nonzero(anders)
    oud, nieuw = eerst[rijen, plekken], dan[rijen, plekken]
    schaal = np.where(oud == 0, 1.0, np.abs(oud))
    # what went altogether counts as a change of its whole size
    mate = np.where(np.isnan(nieuw), 1.0, np.abs(nieuw - oud) / schaal)
    volgorde = np.lexsort((plekken, rijen, -mate))[:_GROOTSTE]
    return tuple(
        Herziening(
            gebiedscode=str(sleutels[rijen[n]][1]),
            kolom=str(kolommen[plekken[n]]),
            oud=float(oud[n]),
            nieuw=None if np.isnan(nieuw[n]) else float(nieuw[n]),
        )
        for n in volgorde
    )


def report_bijwerking(bijwerking: Bijwerking) -> list[str]:
    """Say in Dutch what changes; nothing where nothing does."""
    waar = f"{bijwerking.tabel} {bijwerking.peiljaar}"
    regels = []
    if bijwerking.gevuld:
        regels.append(f"{waar}: nu met cijfers: {_enumerate(bijwerking.gevuld)}.")
    if bijwerking.nieuwe_codes:
        regels.append(f"{waar}: nieuwe gebieden: {_enumerate(bijwerking.nieuwe_codes)}.")
    if bijwerking.verdwenen_codes:
        regels.append(
            f"{waar}: niet meer in de tabel: {_enumerate(bijwerking.verdwenen_codes)}; hun "
            "eerdere cijfers blijven staan."
        )
    if bijwerking.herzien or bijwerking.vervallen:
        zijn = "cijfer is" if bijwerking.herzien == 1 else "cijfers zijn"
        regels.append(
            f"{waar}: {_number(bijwerking.herzien)} {zijn} herzien en "
            f"{_number(bijwerking.vervallen)} vervallen."
        )
        regels += [
            f"{waar}: {h.gebiedscode}, {h.kolom}: {h.oud:g} wordt "
            f"{'leeg' if h.nieuw is None else f'{h.nieuw:g}'}."
            for h in bijwerking.grootste
        ]
    return regels


def passport_of(bijwerking: Bijwerking) -> dict[str, Any]:
    """Answer a change as it is kept in the passport of a table."""
    return {
        **asdict(bijwerking),
        "nieuwe_codes": len(bijwerking.nieuwe_codes),
        "verdwenen_codes": list(bijwerking.verdwenen_codes),
    }


def _enumerate(dingen: tuple[str, ...]) -> str:
    rest = len(dingen) - _HOOGSTENS_GENOEMD
    staart = f" en nog {_number(rest)}" if rest > 0 else ""
    return ", ".join(dingen[:_HOOGSTENS_GENOEMD]) + staart


def _number(aantal: int) -> str:
    return f"{aantal:,}".replace(",", ".")

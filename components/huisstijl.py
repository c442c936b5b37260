"""What an organisation puts on its sheets: its logo, its colour and its own templates."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final


@dataclass(frozen=True, kw_only=True)
class Huisstijl:
    """
    A house style; empty where an organisation set nothing.

    `logo` is a picture as PNG, `kleur` a colour as `#RRGGBB`; `dia` and `memo` are templates of
    PowerPoint and Word.
    """

    logo: bytes | None = None
    kleur: str | None = None
    dia: Path | None = None
    memo: Path | None = None


GEEN_STIJL: Final = Huisstijl()

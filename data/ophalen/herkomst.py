"""Where a fetched file came from, kept beside it under its own name with `.herkomst` behind it."""

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import file_digest
from pathlib import Path
from typing import Final

_HERKOMST: Final = ".herkomst"


@dataclass(frozen=True, kw_only=True)
class Herkomst:
    """Where a fetched file came from, when, and how to ask whether it changed since."""

    adres: str
    opgehaald_op: str
    sha256: str
    etag: str = ""
    gewijzigd: str = ""


def read_herkomst(pad: Path) -> Herkomst | None:
    """Answer where a file came from; None where it was not fetched, or is not there."""
    try:
        tekst = pad.with_name(f"{pad.name}{_HERKOMST}").read_text(encoding="utf-8")
        herkomst = Herkomst(**json.loads(tekst))
        heeft_moment = datetime.fromisoformat(herkomst.opgehaald_op).tzinfo is not None
    except (OSError, ValueError, TypeError, RecursionError):
        return None
    is_tekst = all(isinstance(deel, str) for deel in asdict(herkomst).values())
    return herkomst if heeft_moment and is_tekst and pad.is_file() else None


def write_herkomst(pad: Path, herkomst: Herkomst) -> None:
    """Keep where a file came from, as of now."""
    nu = datetime.now(UTC).isoformat(timespec="microseconds")
    tekst = json.dumps({**asdict(herkomst), "opgehaald_op": nu}, ensure_ascii=False)
    naast = pad.with_name(f"{pad.name}{_HERKOMST}.deel")
    naast.write_text(tekst, encoding="utf-8")
    naast.replace(pad.with_name(f"{pad.name}{_HERKOMST}"))


def forget_herkomst(pad: Path) -> None:
    """Forget where a file came from, so that it is fetched anew."""
    pad.with_name(f"{pad.name}{_HERKOMST}").unlink(missing_ok=True)


def is_whole(pad: Path, herkomst: Herkomst) -> bool:
    """Tell whether a file is still what was fetched."""
    with pad.open("rb") as stroom:
        return file_digest(stroom, "sha256").hexdigest() == herkomst.sha256

"""
Versions of class bounds, as kept in the store: `klassen/<indicator>.json`, only ever added to.

A link and an export name the version they were made with; an old one stays readable for ever.
"""

import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from data.errors import OpslagBeschadigdError, one_line
from data.opslag import (
    Opslag,
)
from data.wijzigen import (
    write_file,
)


@dataclass(frozen=True, kw_only=True)
class Klassenversie:
    """
    One version of the bounds of an indicator.

    `grenzen` are pairs of bound and side; `basis` says on which areas and years they were made.
    """

    versie: str
    grenzen: tuple[tuple[float, str], ...]
    basis: dict[str, Any]
    gemaakt_op: str


def read_klassenversies(indicator: str, *, opslag: Opslag) -> tuple[Klassenversie, ...]:
    """
    Answer all versions of an indicator, from old to new; none where none were made.

    Raises
    ------
    OpslagBeschadigdError
        If the file cannot be read back.
    """
    pad = _path(indicator, opslag)
    try:
        regels = json.loads(pad.read_text(encoding="utf-8"))
        return tuple(
            Klassenversie(
                versie=str(regel["versie"]),
                grenzen=tuple((float(grens), str(kant)) for grens, kant in regel["grenzen"]),
                basis=dict(regel["basis"]),
                gemaakt_op=str(regel["gemaakt_op"]),
            )
            for regel in regels
        )
    except FileNotFoundError:
        return ()
    except (ValueError, KeyError, TypeError, OSError) as fout:
        raise OpslagBeschadigdError(str(pad)) from fout


def append_klassenversie(indicator: str, versie: Klassenversie, *, opslag: Opslag) -> None:
    """
    Add a version behind the others.

    Raises
    ------
    OpslagMisluktError
        If the disk is full or the folder may not be written.
    """
    alle = [*read_klassenversies(indicator, opslag=opslag), versie]
    tekst = json.dumps([asdict(v) for v in alle], ensure_ascii=False, indent=1)
    write_file(_path(indicator, opslag), tekst.encode(), opslag=opslag)


def klassen_stempel(indicator: str, *, opslag: Opslag) -> int:
    """Answer what changes when a version is added, to know a cached map by."""
    try:
        return _path(indicator, opslag).stat().st_mtime_ns
    except FileNotFoundError:
        return 0


def _path(indicator: str, opslag: Opslag) -> Path:
    return opslag.pad / "klassen" / f"{indicator}.json"


def make_klassen(opslag: Opslag) -> list[str]:
    """
    Let the layers make and keep the class bounds that figures now allow; answer what they say.

    In a program of its own: `data` does not know `layers`. Where it does not succeed the figures
    are in all the same, and bounds are made when a map needs them.
    """
    opdracht = [sys.executable, "-m", "layers", "klassen", "--opslag", str(opslag.pad.resolve())]
    gedaan = subprocess.run(  # noqa: S603 - our own command, and no shell
        opdracht,
        cwd=Path(__file__).parent.parent,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if gedaan.returncode == 0:
        return gedaan.stdout.splitlines()
    reden = one_line(gedaan.stderr.strip().splitlines()[-1])
    zin = (
        "De cijfers staan erin, maar hun klassen zijn nog niet vastgelegd. Draai "
        f"`python -m layers klassen`. Wat er misging: {reden}"
    )
    return [zin]

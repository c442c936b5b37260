"""Writing a file whole, or not at all."""

import errno
import secrets
from contextlib import suppress
from pathlib import Path

from components.errors import BestandNietGeschrevenError


def write_beside(pad: Path, ruw: bytes) -> None:
    """
    Write a file beside its place and move it there, so that half a file never stands anywhere.

    Raises
    ------
    BestandNietGeschrevenError
        If that does not succeed; what stood there is untouched.
    """
    doel = pad.resolve()  # of a link the file that it points at
    naast = doel.parent / f".{secrets.token_hex(6)}"
    try:
        if doel.exists() and not doel.is_file() and not doel.is_dir():
            raise BestandNietGeschrevenError(str(pad), "dat is geen gewoon bestand; noem een ander")
        naast.write_bytes(ruw)
        naast.replace(doel)
    except OSError as fout:
        raise BestandNietGeschrevenError(str(pad), _reason(doel, fout)) from fout
    finally:
        with suppress(OSError):  # where it could not be written it cannot be taken away
            naast.unlink()


def _reason(pad: Path, fout: OSError) -> str:
    if fout.errno == errno.ENAMETOOLONG:
        return "die naam is te lang; kies een kortere"
    if fout.errno in {errno.ENOSPC, errno.EDQUOT}:
        return "de schijf is vol; maak ruimte of kies een andere map"
    if pad.is_dir():
        return "dat is een map; noem een bestand"
    if not pad.parent.is_dir():
        return "die map bestaat niet; maak hem eerst of kies een andere"
    if isinstance(fout, PermissionError):
        return "in deze map mag niet worden geschreven; kies een andere"
    return "het systeem laat dat hier niet toe; kies een andere map"

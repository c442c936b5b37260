"""
What people add: deelgebieden. Settings and saved things follow here.

It lies in one SQLite file in the store, or in PostgreSQL where `DATABASE_URL` names one, so that
several servers share it. Its tables are made and kept up to date by Alembic (`data/migraties`).
"""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from filelock import FileLock, Timeout
from sqlalchemy import (
    Connection,
    DateTime,
    Engine,
    ForeignKey,
    String,
    create_engine,
    event,
    make_url,
    select,
    text,
)
from sqlalchemy.exc import ArgumentError, IntegrityError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.pool import NullPool

from data.errors import SocialeKaartError, one_line, shorten
from data.gebieden import Niveau, niveau_of
from data.opslag import standard_opslag

ADRESVARIABELE: Final = "DATABASE_URL"
BESTAND: Final = "aantekeningen/aantekeningen.sqlite"
LANGSTE_NAAM: Final = 60
_MIGRATIES: Final = Path(__file__).parent / "migraties"
_WACHTTIJD_S: Final = 10
# Any number, as long as no other program takes the same one for its own lock.
_SLOT: Final = 7_220_541
# Databases on a server of which the tables are up to date, since this program started.
_BIJGEWERKT: Final[set[str]] = set()
_MOTOREN: Final[dict[str, Engine]] = {}
_DELEN: Final = (Niveau.GEMEENTE, Niveau.WIJK, Niveau.BUURT)


class Basis(DeclarativeBase):
    """The tables of what people add."""


class DeelgebiedRij(Basis):
    """A named set of areas, as kept."""

    __tablename__ = "deelgebied"

    sleutel: Mapped[str] = mapped_column(String(32), primary_key=True)
    naam: Mapped[str] = mapped_column(String(LANGSTE_NAAM))
    # the name as it is compared: two that differ in capitals alone would be taken for one another
    naam_gelijk: Mapped[str] = mapped_column(String(3 * LANGSTE_NAAM), unique=True)
    grensjaar: Mapped[int]
    versie: Mapped[int] = mapped_column()
    gewijzigd_op: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    delen: Mapped[list["DeelgebiedDeel"]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", order_by="DeelgebiedDeel.gebiedscode"
    )

    # whoever saves on top of a change they never saw is told, and nothing is lost
    __mapper_args__ = {"version_id_col": versie}  # noqa: RUF012 - the name SQLAlchemy reads


class DeelgebiedDeel(Basis):
    """One area of such a set."""

    __tablename__ = "deelgebied_deel"

    deelgebied: Mapped[str] = mapped_column(
        ForeignKey("deelgebied.sleutel", ondelete="CASCADE"), primary_key=True
    )
    gebiedscode: Mapped[str] = mapped_column(String(10), primary_key=True)


@dataclass(frozen=True, kw_only=True)
class Deelgebied:
    """
    A named set of gemeenten, wijken or buurten on the borders of one year.

    `sleutel` is empty and `versie` 0 until it is kept.
    """

    naam: str
    grensjaar: int
    codes: tuple[str, ...]
    sleutel: str = ""
    versie: int = 0


class AantekeningenOnbereikbaarError(SocialeKaartError):
    """What people added cannot be read or written at this moment."""

    def __init__(self, adres: str, reden: str) -> None:
        super().__init__(
            f"De aantekeningen in {adres} zijn niet te gebruiken: {reden}. Wat er al stond, staat "
            "er nog. De cijfers op de kaart hebben hier geen last van."
        )


class DeelgebiedAfgekeurdError(SocialeKaartError):
    """A deelgebied cannot be kept as it was given."""


class DeelgebiedVerouderdError(SocialeKaartError):
    """Somebody else changed or removed it in the meantime."""

    def __init__(self, naam: str) -> None:
        super().__init__(
            f"'{naam}' is intussen door iemand anders gewijzigd of verwijderd. Open het opnieuw en "
            "doe de wijziging dan."
        )


def standard_adres() -> str:
    """Answer where this installation keeps what people add, as an address of SQLAlchemy."""
    gekozen = os.environ.get(ADRESVARIABELE, "").strip()
    if gekozen:
        # the short form that many hosts still hand out
        return (
            f"postgresql://{gekozen.removeprefix('postgres://')}"
            if gekozen.startswith("postgres://")
            else gekozen
        )
    return f"sqlite:///{(standard_opslag().pad / BESTAND).as_posix()}"


def read_deelgebieden(adres: str | None = None) -> tuple[Deelgebied, ...]:
    """
    List the deelgebieden by name; none where nothing was ever added.

    Raises
    ------
    AantekeningenOnbereikbaarError
        If the database cannot be reached or read.
    """
    adres = adres or standard_adres()
    pad = _file_of(adres)
    if pad is not None and not pad.exists():
        return ()
    with _session(adres) as sessie:
        rijen = sessie.scalars(select(DeelgebiedRij).order_by(DeelgebiedRij.naam_gelijk)).all()
        return tuple(_to_deelgebied(rij) for rij in rijen)


def save_deelgebied(deelgebied: Deelgebied, adres: str | None = None) -> Deelgebied:
    """
    Keep a deelgebied, new or changed, and answer it as it is kept.

    Raises
    ------
    DeelgebiedAfgekeurdError
        If it has no name or no areas, or its name is taken.
    DeelgebiedVerouderdError
        If somebody else changed it in the meantime.
    AantekeningenOnbereikbaarError
        If the database cannot be reached or written.
    """
    schoon = clean_deelgebied(deelgebied)
    try:
        with _session(adres or standard_adres()) as sessie:
            rij = (
                _find(sessie, schoon) if schoon.sleutel else DeelgebiedRij(sleutel=uuid.uuid4().hex)
            )
            rij.naam = schoon.naam
            rij.naam_gelijk = schoon.naam.casefold()
            rij.grensjaar = schoon.grensjaar
            rij.gewijzigd_op = datetime.now(tz=UTC)
            er_al = {deel.gebiedscode: deel for deel in rij.delen}
            rij.delen = [er_al.get(c) or DeelgebiedDeel(gebiedscode=c) for c in schoon.codes]
            sessie.add(rij)
            sessie.flush()
            return _to_deelgebied(rij)
    except IntegrityError as fout:
        zin = f"Er is al een deelgebied met de naam '{schoon.naam}'. Kies een andere naam."
        raise DeelgebiedAfgekeurdError(zin) from fout


def remove_deelgebied(deelgebied: Deelgebied, adres: str | None = None) -> None:
    """
    Remove a deelgebied; links with its codes keep working.

    Raises
    ------
    DeelgebiedVerouderdError
        If somebody else changed or removed it in the meantime.
    AantekeningenOnbereikbaarError
        If the database cannot be reached or written.
    """
    with _session(adres or standard_adres()) as sessie:
        sessie.delete(_find(sessie, deelgebied))


def clean_deelgebied(deelgebied: Deelgebied) -> Deelgebied:
    """
    Mend the name and the order of the areas of a deelgebied.

    >>> clean_deelgebied(Deelgebied(naam=" Noord ", grensjaar=2020, codes=("WK077212",))).naam
    'Noord'

    Raises
    ------
    DeelgebiedAfgekeurdError
        If it has no name, a name that is too long, or no areas.
    """
    naam = " ".join(one_line(deelgebied.naam).split())
    if not naam:
        zin = "Een deelgebied heeft een naam nodig, zoals Noord. Vul er een in."
        raise DeelgebiedAfgekeurdError(zin)
    if len(naam) > LANGSTE_NAAM:
        zin = (
            f"De naam '{shorten(naam)}' is te lang voor de kaart. Gebruik hoogstens {LANGSTE_NAAM} "
            "tekens."
        )
        raise DeelgebiedAfgekeurdError(zin)
    codes = tuple(sorted(set(deelgebied.codes)))
    if not codes or any(niveau_of(code) not in _DELEN for code in codes):
        zin = f"Deelgebied '{naam}' heeft nog geen buurten. Kies er minstens een."
        raise DeelgebiedAfgekeurdError(zin)
    if len(codes) == 1 and niveau_of(codes[0]) is Niveau.GEMEENTE:
        zin = f"Deelgebied '{naam}' is een hele gemeente. Kies er meer, of kies er buurten van."
        raise DeelgebiedAfgekeurdError(zin)
    return replace(deelgebied, naam=naam, codes=codes)


def _find(sessie: Session, deelgebied: Deelgebied) -> DeelgebiedRij:
    rij = sessie.get(DeelgebiedRij, deelgebied.sleutel)
    if rij is None or rij.versie != deelgebied.versie:
        raise DeelgebiedVerouderdError(deelgebied.naam)
    return rij


def _to_deelgebied(rij: DeelgebiedRij) -> Deelgebied:
    return Deelgebied(
        naam=rij.naam,
        grensjaar=rij.grensjaar,
        codes=tuple(sorted(deel.gebiedscode for deel in rij.delen)),
        sleutel=rij.sleutel,
        versie=rij.versie,
    )


@contextmanager
def _session(adres: str) -> Iterator[Session]:
    """Open the database for one piece of work: all of it is kept, or nothing."""
    try:
        motor = _open(adres)
        with Session(motor, expire_on_commit=False) as sessie, sessie.begin():
            yield sessie
    except StaleDataError as fout:
        wat = "Dit deelgebied"
        raise DeelgebiedVerouderdError(wat) from fout
    except IntegrityError:
        raise  # the caller knows which name it was about
    except (SQLAlchemyError, CommandError, Timeout, OSError) as fout:
        raise AantekeningenOnbereikbaarError(_readable(adres), _reason(fout)) from fout


def _open(adres: str) -> Engine:
    """Open a database and bring its tables up to date; a file that was taken away is begun anew."""
    pad = _file_of(adres)
    if pad is not None and not pad.exists():
        pad.parent.mkdir(parents=True, exist_ok=True)
        pad.touch(mode=0o600)
    if adres not in _MOTOREN:
        _MOTOREN[adres] = _engine(adres)
    motor = _MOTOREN[adres]
    # a file may be replaced while the app runs; a server is asked once
    if pad is not None or adres not in _BIJGEWERKT:
        _migrate(motor)
        _BIJGEWERKT.add(adres)
    return motor


def _engine(adres: str) -> Engine:
    if _file_of(adres) is None:
        return create_engine(adres, pool_pre_ping=True)
    # a file is opened for each piece of work: nothing of one that was replaced is held
    motor = create_engine(adres, poolclass=NullPool, connect_args={"timeout": _WACHTTIJD_S})
    _make_transactional(motor)
    return motor


def forget_engines() -> None:
    """Forget every database; the next piece of work opens it again."""
    for motor in _MOTOREN.values():
        motor.dispose()
    _MOTOREN.clear()
    _BIJGEWERKT.clear()


def _make_transactional(motor: Engine) -> None:
    """Let SQLite begin a transaction before it changes tables, which its driver does not."""

    @event.listens_for(motor, "connect")
    def open_connection(verbinding: Any, _gegeven: object) -> None:  # noqa: ANN401 - of the driver
        verbinding.isolation_level = None
        verbinding.execute("PRAGMA foreign_keys=ON")

    @event.listens_for(motor, "begin")
    def begin(verbinding: Connection) -> None:
        verbinding.exec_driver_sql("BEGIN")


def _migrate(motor: Engine) -> None:
    """Bring the tables up to date; of several programs that start at once one does it."""
    opties = Config()
    opties.set_main_option("script_location", str(_MIGRATIES).replace("%", "%%"))
    with motor.connect() as verbinding:
        stand = MigrationContext.configure(verbinding).get_current_revision()
    if stand == ScriptDirectory.from_config(opties).get_current_head():
        return
    is_bestand = motor.dialect.name == "sqlite"
    slot = (
        FileLock(f"{motor.url.database}.slot", timeout=_WACHTTIJD_S)
        if is_bestand
        else nullcontext()
    )
    with slot, motor.begin() as verbinding:
        if not is_bestand:
            verbinding.execute(text("SELECT pg_advisory_xact_lock(:slot)"), {"slot": _SLOT})
        opties.attributes["verbinding"] = verbinding
        command.upgrade(opties, "head")


def _file_of(adres: str) -> Path | None:
    """Answer the file of an address of SQLite; None where it is another database."""
    return Path(adres.removeprefix("sqlite:///")) if adres.startswith("sqlite:///") else None


def _readable(adres: str) -> str:
    """Name a database without its password."""
    pad = _file_of(adres)
    if pad is not None:
        return str(pad)
    try:
        url = make_url(adres)
    except ArgumentError:
        return f"de omgevingsvariabele {ADRESVARIABELE}"
    return f"{url.host or 'deze computer'}/{url.database or ''}".rstrip("/")


def _reason(fout: Exception) -> str:
    """Say in plain words what stands in the way, and what to do."""
    if isinstance(fout, ArgumentError | NoSuchModuleError):
        return (
            f"{ADRESVARIABELE} is geen adres van een database. Schrijf het als "
            "postgresql://gebruiker:wachtwoord@server/naam"
        )
    if isinstance(fout, CommandError):
        return "ze zijn gemaakt met een nieuwere versie van Sociale Kaart. Start die versie"
    tekst = one_line(str(getattr(fout, "orig", fout))).strip()
    for teken, zin in _REDENEN.items():
        if teken in tekst.lower():
            return zin
    return f"{shorten(tekst, tekens=120)}. Probeer het opnieuw"


_REDENEN: Final = {
    "not a database": "het bestand is beschadigd. Zet een kopie terug, of zet het bestand opzij",
    "malformed": "het bestand is beschadigd. Zet een kopie terug, of zet het bestand opzij",
    "disk is full": "de schijf is vol. Maak ruimte en probeer het opnieuw",
    "no space left": "de schijf is vol. Maak ruimte en probeer het opnieuw",
    "readonly": "er mag niet in worden geschreven. Pas de rechten aan",
    "permission denied": "er mag niet in worden geschreven. Pas de rechten aan",
    "unable to open": "het bestand is niet te openen. Kijk of de map er is en leesbaar is",
    "is a directory": "er staat een map op de plaats van het bestand. Haal die weg",
    "locked": "een ander programma houdt ze vast. Probeer het zo opnieuw",
    "password authentication failed": "gebruiker of wachtwoord klopt niet. Kijk het adres na",
    "does not exist": "die database is er niet. Maak haar aan of kijk het adres na",
    "connection": "de server antwoordt niet. Kijk het adres na en of de server draait",
    "could not": "de server antwoordt niet. Kijk het adres na en of de server draait",
    "resolve": "de server is niet te vinden. Kijk het adres na",
}

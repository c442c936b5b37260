"""
Asking publishers for files: about one request a second, again where it fails for a moment.

What an answer holds is written beside its place and moved there, with where it came from; an
answer of this same task is not asked for twice, and a file that did not change is not sent again.
"""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any, Final, Self
from urllib.parse import urljoin, urlsplit

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt

from data.archieven import is_archief, list_members
from data.bestanden import Invoerbestand, Soort
from data.errors import BestandAfgekeurdError
from data.jsonbestanden import read_json
from data.ophalen.errors import (
    AntwoordGeweigerdError,
    BronMisluktError,
    GestoptError,
    NietGevondenError,
)

POGINGEN: Final = 5
_LANGSTE_WACHT_S: Final = 60.0
_OMLEIDINGEN: Final = 5
_NIET_GEWIJZIGD: Final = 304
_EVEN_NIET: Final = frozenset((408, 425, 429, 500, 502, 503, 504))
_WEG: Final = frozenset((404, 410))
_GEWEIGERD: Final = 400
_HERKOMST: Final = ".herkomst"
# Tells how many bytes of an answer are in.
Melder = Callable[[int], None]


@dataclass(frozen=True, kw_only=True)
class Geduld:
    """
    How long is waited.

    `pauze_s` between two requests to one host, `herhaal_s` before the first repetition and twice
    as long before each next one, `stil_s` for a host that says nothing; who sends less than
    `traagste_bps` bytes a second during `stil_s` is taken for one that does not answer. `bezet_s`
    for somebody else who changes the store.
    """

    pauze_s: float = 1.0
    herhaal_s: float = 2.0
    stil_s: float = 60.0
    traagste_bps: float = 500.0
    bezet_s: float = 120.0


@dataclass(frozen=True, kw_only=True)
class Herkomst:
    """Where a fetched file came from, when, and how to ask whether it changed since."""

    adres: str
    opgehaald_op: str
    sha256: str
    etag: str = ""
    gewijzigd: str = ""


class _EvenNietError(Exception):
    """An answer that may be another one in a moment; `na_s` where the host says when."""

    def __init__(self, reden: str, *, na_s: float = 0.0) -> None:
        super().__init__(reden)
        self.na_s = na_s


class Verbinding:
    """
    Asks publishers for files and keeps the answers below `map_`.

    With `spiegel` every request goes to `spiegel/<host>/<path>`, inside the organisation, and
    without a pause. `begin` is when this task began: what was fetched since is not asked again.
    """

    def __init__(
        self,
        map_: Path,
        *,
        begin: datetime | None = None,
        spiegel: str = "",
        geduld: Geduld | None = None,
        stop: threading.Event | Callable[[], bool] | None = None,
    ) -> None:
        self.map = map_
        self._begin = begin or datetime.now(UTC)
        self._spiegel = spiegel.rstrip("/")
        self.geduld = geduld or (Geduld(pauze_s=0) if spiegel else Geduld())
        self._stop = stop.is_set if isinstance(stop, threading.Event) else stop or (lambda: False)
        self._vorige: dict[str, float] = {}
        self.aantal_verzoeken = 0
        self._client = httpx.Client(
            timeout=httpx.Timeout(self.geduld.stil_s, connect=min(20.0, self.geduld.stil_s)),
            headers={"User-Agent": "SocialeKaart (open data per buurt)"},
            follow_redirects=False,
        )

    def __enter__(self) -> Self:
        """Answer itself; the line to the publishers is closed at the end."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the line to the publishers."""
        self._client.close()

    def fetch_json(self, adres: str, naam: str, *, meld: Melder | None = None) -> Any:  # noqa: ANN401 - any JSON
        """
        Fetch a document of JSON; it stays below the folder of this task as `naam`.

        Raises
        ------
        BronMisluktError
            If the publisher does not answer, or with something else.
        NietGevondenError
            If it has no such thing.
        GestoptError
            If the task was stopped.
        """

        def check(pad: Path) -> Any:  # noqa: ANN401 - any JSON
            begin = pad.read_bytes()[:200].lstrip(b"\xef\xbb\xbf \r\n\t")
            if begin.startswith(b"<"):
                msg = "gaf een webpagina of foutmelding in plaats van gegevens"
                raise _EvenNietError(msg)
            try:
                return read_json(Invoerbestand(naam, pad, Soort.JSON, ""))
            except BestandAfgekeurdError as fout:
                msg = "gaf een afgebroken of onleesbaar antwoord"
                raise _EvenNietError(msg) from fout

        return self._fetch(adres, naam, check=check, meld=meld)[1]

    def fetch_zip(self, adres: str, naam: str, *, meld: Melder | None = None) -> Path:
        """
        Fetch an archive; answer where it lies.

        Raises
        ------
        BronMisluktError
            If the publisher does not answer, or with something else.
        NietGevondenError
            If it has no such thing.
        GestoptError
            If the task was stopped.
        """

        def check(pad: Path) -> None:
            with pad.open("rb") as stroom:
                kop = stroom.read(4)
            if not is_archief(kop):
                msg = "gaf een ander soort bestand dan gevraagd"
                raise _EvenNietError(msg)
            try:
                list_members(pad, naam=naam)
            except BestandAfgekeurdError as fout:
                msg = "gaf een afgebroken bestand"
                raise _EvenNietError(msg) from fout

        return self._fetch(adres, naam, check=check, meld=meld)[0]

    def herkomst_of(self, pad: Path) -> Herkomst | None:
        """Answer where a fetched file came from; None where it was not fetched here."""
        return _read_herkomst(pad)

    def wait(self, seconden: float) -> None:
        """
        Wait, but not for who stops the task.

        Raises
        ------
        GestoptError
            If the task was stopped.
        """
        eind = time.monotonic() + seconden
        while (over := eind - time.monotonic()) > 0:
            self._check_stop()
            time.sleep(min(over, 0.2))

    def _fetch(
        self, adres: str, naam: str, *, check: Callable[[Path], Any], meld: Melder | None
    ) -> tuple[Path, Any]:
        pad = self.map / naam
        eerder = _read_herkomst(pad)
        if eerder is not None and (eerder.adres != adres or not _is_whole(pad, eerder)):
            eerder = None
        if eerder is not None and self._is_of_now(eerder):
            return pad, check(pad)
        poging = Retrying(
            stop=stop_after_attempt(POGINGEN),
            retry=retry_if_exception_type((_EvenNietError, httpx.TransportError)),
            wait=self._wait_before,
            sleep=self.wait,
            reraise=True,
        )
        try:
            return poging(self._fetch_once, adres, pad, eerder, check, meld)
        except _EvenNietError as fout:
            raise BronMisluktError(_host(adres), f"{fout}") from fout
        except (httpx.TransportError, httpx.InvalidURL) as fout:
            raise BronMisluktError(_host(adres), _reason(fout)) from fout

    def _fetch_once(
        self,
        adres: str,
        pad: Path,
        eerder: Herkomst | None,
        check: Callable[[Path], Any],
        meld: Melder | None,
    ) -> tuple[Path, Any]:
        koppen = {}
        if eerder is not None:
            koppen = {"If-None-Match": eerder.etag, "If-Modified-Since": eerder.gewijzigd}
            koppen = {naam: waarde for naam, waarde in koppen.items() if waarde}
        deel = pad.with_name(f"{pad.name}.deel")
        try:
            with self._answer(adres, koppen) as antwoord:
                if antwoord.status_code == _NIET_GEWIJZIGD and eerder is not None:
                    gelezen = check(pad)
                    self._note(pad, eerder)
                    return pad, gelezen
                som = self._save(antwoord, deel, meld)
            gelezen = check(deel)
            deel.replace(pad)
        except BaseException:
            deel.unlink(missing_ok=True)
            raise
        self._note(
            pad,
            Herkomst(
                adres=adres,
                opgehaald_op="",
                sha256=som,
                etag=antwoord.headers.get("ETag", ""),
                gewijzigd=antwoord.headers.get("Last-Modified", ""),
            ),
        )
        return pad, gelezen

    @contextmanager
    def _answer(self, adres: str, koppen: dict[str, str]) -> Iterator[httpx.Response]:
        """Ask, and follow where the host sends us, also when a mirror stands before it."""
        for _ in range(_OMLEIDINGEN):
            self._check_stop()
            self._keep_pace(_host(adres))
            with self._client.stream(
                "GET", self._through_mirror(adres), headers=koppen
            ) as antwoord:
                self.aantal_verzoeken += 1
                if antwoord.is_redirect and "Location" in antwoord.headers:
                    waarheen = urljoin(str(antwoord.url), antwoord.headers["Location"])
                    adres = self._without_mirror(waarheen)
                    continue
                _check_status(antwoord, _host(adres))
                yield antwoord
                return
        raise BronMisluktError(_host(adres), "stuurt steeds door naar een ander adres")

    def _save(self, antwoord: httpx.Response, deel: Path, meld: Melder | None) -> str:
        som = sha256()
        binnen = 0
        begin = time.monotonic()
        deel.parent.mkdir(parents=True, exist_ok=True)
        with deel.open("wb") as stroom:
            for blok in antwoord.iter_bytes():  # as they come, or a slow host would not be seen
                self._check_stop()
                stroom.write(blok)
                som.update(blok)
                binnen += len(blok)
                if meld is not None:
                    meld(binnen)
                duur = time.monotonic() - begin
                if duur > self.geduld.stil_s and binnen < duur * self.geduld.traagste_bps:
                    msg = "stuurt het antwoord zo traag dat het niet aankomt"
                    raise _EvenNietError(msg)
        return som.hexdigest()

    def _keep_pace(self, host: str) -> None:
        over = self._vorige.get(host, 0.0) + self.geduld.pauze_s - time.monotonic()
        self.wait(over)
        self._vorige[host] = time.monotonic()

    def _check_stop(self) -> None:
        if self._stop():
            raise GestoptError

    def _wait_before(self, stand: RetryCallState) -> float:
        fout = stand.outcome.exception() if stand.outcome else None
        gevraagd = fout.na_s if isinstance(fout, _EvenNietError) else 0.0
        eigen: float = self.geduld.herhaal_s * 2 ** (stand.attempt_number - 1)
        return min(max(gevraagd, eigen), _LANGSTE_WACHT_S)

    def _through_mirror(self, adres: str) -> str:
        if not self._spiegel:
            return adres
        delen = urlsplit(adres)
        vraag = f"?{delen.query}" if delen.query else ""
        return f"{self._spiegel}/{delen.netloc}{delen.path}{vraag}"

    def _without_mirror(self, adres: str) -> str:
        if self._spiegel and adres.startswith(f"{self._spiegel}/"):
            return f"https://{adres.removeprefix(f'{self._spiegel}/')}"
        return adres

    def _is_of_now(self, herkomst: Herkomst) -> bool:
        return datetime.fromisoformat(herkomst.opgehaald_op) >= self._begin

    def _note(self, pad: Path, herkomst: Herkomst) -> None:
        nu = datetime.now(UTC).isoformat(timespec="microseconds")
        tekst = json.dumps({**asdict(herkomst), "opgehaald_op": nu}, ensure_ascii=False)
        naast = pad.with_name(f"{pad.name}{_HERKOMST}.deel")
        naast.write_text(tekst, encoding="utf-8")
        naast.replace(pad.with_name(f"{pad.name}{_HERKOMST}"))


def _read_herkomst(pad: Path) -> Herkomst | None:
    try:
        tekst = pad.with_name(f"{pad.name}{_HERKOMST}").read_text(encoding="utf-8")
        herkomst = Herkomst(**json.loads(tekst))
    except (OSError, ValueError, TypeError):
        return None
    return herkomst if pad.is_file() else None


def _is_whole(pad: Path, herkomst: Herkomst) -> bool:
    """Tell whether a file is still what was fetched."""
    with pad.open("rb") as stroom:
        return file_digest(stroom, "sha256").hexdigest() == herkomst.sha256


def _check_status(antwoord: httpx.Response, host: str) -> None:
    status = antwoord.status_code
    if status in _EVEN_NIET:
        msg = f"antwoordt niet (foutcode {status})"
        raise _EvenNietError(msg, na_s=_retry_after(antwoord))
    if status in _WEG:
        raise NietGevondenError(host, f"heeft dit niet (foutcode {status})")
    if status >= _GEWEIGERD:
        raise AntwoordGeweigerdError(host, f"weigert het verzoek (foutcode {status})")


def _retry_after(antwoord: httpx.Response) -> float:
    """Read how long a host asks to wait: seconds, or a moment."""
    waarde = antwoord.headers.get("Retry-After", "")
    if waarde.isdecimal():
        return float(waarde)
    try:
        return (parsedate_to_datetime(waarde) - datetime.now(UTC)).total_seconds()
    except (TypeError, ValueError):
        return 0.0


def _host(adres: str) -> str:
    return urlsplit(adres).netloc


def _reason(fout: httpx.TransportError | httpx.InvalidURL) -> str:
    if isinstance(fout, (httpx.InvalidURL, httpx.UnsupportedProtocol)):
        return "stuurt door naar iets dat geen webadres is"
    if isinstance(fout, httpx.ConnectError):
        return "is niet te bereiken"
    if isinstance(fout, httpx.TimeoutException):
        return "geeft geen antwoord"
    return "breekt de verbinding af"

"""
Asking publishers for files: about one request a second, again where it fails for a moment.

What an answer holds is written beside its place and moved there, with where it came from; an
answer of this same task is not asked for twice, and a file that did not change is not sent again.
"""

import threading
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import wait
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, Self, TypeVar
from urllib.parse import urljoin, urlsplit

import httpx
from anyio import sleep
from anyio.from_thread import BlockingPortal, start_blocking_portal
from tenacity import RetryCallState, Retrying, retry_if_exception_type

from data.archieven import is_archief, list_members
from data.bestanden import Invoerbestand, Soort
from data.errors import BestandAfgekeurdError
from data.jsonbestanden import read_json
from data.ophalen.errors import (
    AntwoordGeweigerdError,
    BronMisluktError,
    GestoptError,
    NietGevondenError,
    OnbereikbaarError,
)
from data.ophalen.herkomst import Herkomst, is_whole, read_herkomst, write_herkomst

POGINGEN: Final = 5
_LANGSTE_WACHT_S: Final = 60.0
_OMLEIDINGEN: Final = 5
_KIJK_S: Final = 0.1
_GEEN_LIJN: Final = (httpx.ConnectError, httpx.ConnectTimeout)
_NIET_GEWIJZIGD: Final = 304
_EVEN_NIET: Final = frozenset((408, 425, 429, 500, 502, 503, 504))
_WEG: Final = frozenset((404, 410))
_GEWEIGERD: Final = 400
_T = TypeVar("_T")
# Tells how many bytes of an answer are in.
Melder = Callable[[int], None]


@dataclass(frozen=True, kw_only=True)
class Geduld:
    """
    How long is waited, and how often is asked.

    `pauze_s` between two requests to one host, `herhaal_s` before the first repetition and twice
    as long before each next one, `stil_s` for a host that says nothing; who sends less than
    `traagste_bps` bytes a second during `stil_s` is taken for one that does not answer. `bezet_s`
    for somebody else who changes the store.
    """

    pauze_s: float = 1.0
    herhaal_s: float = 2.0
    stil_s: float = 60.0
    traagste_bps: float = 500.0
    pogingen: int = POGINGEN
    bezet_s: float = 120.0


@dataclass(frozen=True, kw_only=True)
class Kop:
    """What a publisher says of a file without sending it: its kind, and its bytes if it tells."""

    soort: str
    omvang: int | None


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
        self._onbereikbaar: set[str] = set()
        self._stapel = ExitStack()
        self._portaal: BlockingPortal | None = None
        self._client = httpx.AsyncClient(
            timeout=httpx.Timeout(self.geduld.stil_s, connect=min(20.0, self.geduld.stil_s)),
            headers={"User-Agent": "SocialeKaart (open data per buurt)"},
            follow_redirects=False,
        )

    def __enter__(self) -> Self:
        """Open the line to the publishers, and answer itself."""
        # in a thread of its own, so that who stops the task need not wait for who says nothing
        self._portaal = self._stapel.enter_context(start_blocking_portal())
        self._stapel.callback(self._portaal.call, self._client.aclose)
        return self

    def __exit__(self, *_: object) -> None:
        """Close the line to the publishers."""
        self._stapel.close()

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

    def head(self, adres: str) -> Kop:
        """
        Ask what is said of a file, without the file itself.

        Raises
        ------
        BronMisluktError
            If the publisher does not answer.
        NietGevondenError
            If it has no such thing.
        GestoptError
            If the task was stopped.
        """

        def ask() -> Kop:
            antwoord, _ = self._run(self._ask, "HEAD", adres, {}, httpx.Response.aread)
            lengte = antwoord.headers.get("Content-Length", "")
            return Kop(
                soort=antwoord.headers.get("Content-Type", ""),
                omvang=int(lengte) if lengte.isdecimal() else None,
            )

        return self._persist(adres, ask)

    def wait(self, seconden: float) -> None:
        """
        Wait, but not for who stops the task.

        Raises
        ------
        GestoptError
            If the task was stopped.
        """
        self._run(sleep, seconden)

    def _fetch(
        self, adres: str, naam: str, *, check: Callable[[Path], Any], meld: Melder | None
    ) -> tuple[Path, Any]:
        pad = self.map / naam
        eerder = read_herkomst(pad)
        if eerder is not None and (eerder.adres != adres or not is_whole(pad, eerder)):
            eerder = None
        if eerder is not None and self._is_of_now(eerder):
            return pad, check(pad)
        return self._persist(adres, partial(self._fetch_once, adres, pad, eerder, check, meld))

    def _persist(self, adres: str, vraag: Callable[[], _T]) -> _T:
        """Ask, and again where it fails for a moment; not who was out of reach already."""
        if _host(adres) in self._onbereikbaar:
            raise OnbereikbaarError(_host(adres))
        poging = Retrying(
            stop=self._has_tried_enough,
            retry=retry_if_exception_type((_EvenNietError, httpx.TransportError)),
            wait=self._wait_before,
            sleep=self.wait,
            reraise=True,
        )
        try:
            return poging(vraag)
        except _EvenNietError as fout:
            raise BronMisluktError(_host(adres), f"{fout}") from fout
        except _GEEN_LIJN as fout:
            self._onbereikbaar.add(_host(adres))
            raise OnbereikbaarError(_host(adres)) from fout
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
        deel.parent.mkdir(parents=True, exist_ok=True)
        try:
            bewaar = partial(self._save, deel=deel, meld=meld)
            antwoord, som = self._run(self._ask, "GET", adres, koppen, bewaar)
            if antwoord.status_code == _NIET_GEWIJZIGD and eerder is not None:
                gelezen = check(pad)
                write_herkomst(pad, eerder)
                return pad, gelezen
            gelezen = check(deel)
            deel.replace(pad)
        finally:
            deel.unlink(missing_ok=True)
        write_herkomst(
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

    def _run(self, werk: Callable[..., Coroutine[None, None, _T]], *args: object) -> _T:
        """Do work of the line, until it is done or the task is stopped."""
        assert self._portaal is not None  # noqa: S101 - it was opened
        klaar = threading.Event()

        async def run() -> _T:
            try:
                return await werk(*args)
            finally:
                klaar.set()

        self._check_stop()
        belofte = self._portaal.start_task_soon(run)
        while not wait([belofte], timeout=_KIJK_S).done:
            if self._stop():
                belofte.cancel()
                klaar.wait(_KIJK_S * 50)
                raise GestoptError
        return belofte.result()

    async def _ask(
        self,
        methode: str,
        adres: str,
        koppen: dict[str, str],
        neem: Callable[[httpx.Response], Coroutine[None, None, _T]],
    ) -> tuple[httpx.Response, _T]:
        """Ask, follow where the host sends us, and take what comes."""
        for _ in range(_OMLEIDINGEN):
            await self._keep_pace(_host(adres))
            vraag = self._client.stream(methode, self._through_mirror(adres), headers=koppen)
            async with vraag as antwoord:
                self.aantal_verzoeken += 1
                if antwoord.is_redirect and "Location" in antwoord.headers:
                    waarheen = urljoin(str(antwoord.url), antwoord.headers["Location"])
                    adres = self._without_mirror(waarheen)
                    continue
                _check_status(antwoord, _host(adres))
                return antwoord, await neem(antwoord)
        raise BronMisluktError(_host(adres), "stuurt steeds door naar een ander adres")

    async def _save(self, antwoord: httpx.Response, *, deel: Path, meld: Melder | None) -> str:
        som = sha256()
        binnen = 0
        begin = time.monotonic()
        with deel.open("wb") as stroom:
            # as they come, or a slow host would not be seen
            async for blok in antwoord.aiter_bytes():
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

    async def _keep_pace(self, host: str) -> None:
        over = self._vorige.get(host, 0.0) + self.geduld.pauze_s - time.monotonic()
        await sleep(max(over, 0.0))
        self._vorige[host] = time.monotonic()

    def _check_stop(self) -> None:
        if self._stop():
            raise GestoptError

    def _has_tried_enough(self, stand: RetryCallState) -> bool:
        fout = stand.outcome.exception() if stand.outcome else None
        # without a line it helps little to go on, and a whole task would wait for it
        hoogstens = 2 if isinstance(fout, _GEEN_LIJN) else self.geduld.pogingen
        return stand.attempt_number >= min(hoogstens, self.geduld.pogingen)

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
    if isinstance(fout, httpx.TimeoutException):
        return "geeft geen antwoord"
    return "breekt de verbinding af"

"""
Asking publishers for files: about one request a second, again where it fails for a moment.

What an answer holds is written beside its place and moved there, with where it came from; an
answer of this same task is not asked for twice, and a file that did not change is not sent again.
"""

import os
import threading
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import wait
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, Self, TypeVar
from urllib.parse import urlsplit

import httpx
from anyio import fail_after, sleep
from anyio.from_thread import BlockingPortal, start_blocking_portal
from tenacity import RetryCallState, Retrying, retry_if_exception_type

from data.errors import OpslagMisluktError
from data.ophalen.antwoorden import (
    GEEN_ANTWOORD,
    EvenNietError,
    check_json,
    check_status,
    check_zip,
    reason_of,
)
from data.ophalen.errors import (
    BronMisluktError,
    GestoptError,
    NetwerkinstellingError,
    OnbereikbaarError,
    SpiegelOnjuistError,
)
from data.ophalen.herkomst import (
    Herkomst,
    forget_herkomst,
    is_whole,
    read_herkomst,
    write_herkomst,
)
from data.ophalen.webadres import GEEN_WEBADRES, clean_spiegel, follow, to_mirror
from data.wijzigen import disk_reason

POGINGEN: Final = 5
_LANGSTE_WACHT_S: Final = 60.0
_OMLEIDINGEN: Final = 5
_KIJK_S: Final = 0.1
_GEEN_LIJN: Final = (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError)
_NIET_GEWIJZIGD: Final = 304
# By these a machine says how it reaches the internet.
_INSTELLINGEN: Final = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE")
_T = TypeVar("_T")
# Tells how many bytes of an answer are in.
Melder = Callable[[int], None]


@dataclass(frozen=True, kw_only=True)
class Geduld:
    """
    How long is waited, how often is asked, and how much is taken.

    `pauze_s` between two requests to one host, `herhaal_s` before the first repetition and twice
    as long before each next one, `stil_s` for a host that says nothing; who sends less than
    `traagste_bps` bytes a second during `stil_s`, or one answer for longer than `langste_s`, is
    taken for one that does not answer. `bezet_s` for somebody else who changes the store. An
    answer of more than `meeste_json` or `meeste_zip` bytes has no end.
    """

    pauze_s: float = 1.0
    herhaal_s: float = 2.0
    stil_s: float = 60.0
    traagste_bps: float = 500.0
    langste_s: float = 3600.0
    pogingen: int = POGINGEN
    bezet_s: float = 120.0
    meeste_json: int = 300 * 1024**2
    meeste_zip: int = 1024**3


@dataclass(frozen=True, kw_only=True)
class Kop:
    """What a publisher says of a file without sending it: its kind, and its bytes if it tells."""

    soort: str
    omvang: int | None


@dataclass(frozen=True, kw_only=True)
class _Soort:
    """What is made of an answer when it is in, how large it may be, and who hears how far it is."""

    check: Callable[[Path], Any]
    hoogstens: int
    meld: Melder | None


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
        """
        Make it ready.

        Raises
        ------
        SpiegelOnjuistError
            If `spiegel` is no address.
        NetwerkinstellingError
            If the settings of this machine for the internet cannot be used.
        """
        self.map = map_
        self._begin = begin or datetime.now(UTC)
        adres = clean_spiegel(spiegel) if spiegel else ""
        if adres is None:
            raise SpiegelOnjuistError(spiegel)
        self._spiegel = adres
        self.geduld = geduld or (Geduld(pauze_s=0) if spiegel else Geduld())
        self._stop = stop.is_set if isinstance(stop, threading.Event) else stop or (lambda: False)
        self._vorige: dict[str, float] = {}
        self.aantal_verzoeken = 0
        self._onbereikbaar: set[str] = set()
        self._gegeven: list[Path] = []
        self._stapel = ExitStack()
        self._portaal: BlockingPortal | None = None
        stil_s = self.geduld.stil_s
        try:
            self._client = httpx.AsyncClient(
                timeout=httpx.Timeout(stil_s, connect=min(20.0, stil_s)),
                headers={"User-Agent": "SocialeKaart (open data per buurt)"},
                follow_redirects=False,
            )
        except (ValueError, ImportError, OSError, httpx.InvalidURL) as fout:
            namen = tuple(n for n in _INSTELLINGEN if os.environ.keys() & {n, n.lower()})
            raise NetwerkinstellingError(namen) from fout

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
        soort = _Soort(check=check_json, hoogstens=self.geduld.meeste_json, meld=meld)
        return self._fetch(adres, naam, soort)[1]

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
        soort = _Soort(check=check_zip, hoogstens=self.geduld.meeste_zip, meld=meld)
        return self._fetch(adres, naam, soort)[0]

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
            antwoord, _ = self._run(self._ask, "HEAD", adres, {}, _read_nothing)
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

    def begin_step(self) -> None:
        """Let `forget` go no further back than this."""
        self._gegeven.clear()

    def forget(self) -> None:
        """Ask anew, next time, for what was answered since the step began: it is of no use."""
        for pad in self._gegeven:
            forget_herkomst(pad)

    def _fetch(self, adres: str, naam: str, soort: _Soort) -> tuple[Path, Any]:
        pad = self.map / naam
        self._gegeven.append(pad)
        try:
            eerder = read_herkomst(pad)
            if eerder is not None and (eerder.adres != adres or not is_whole(pad, eerder)):
                eerder = None
            if eerder is not None and self._is_of_now(eerder):
                with suppress(EvenNietError):  # what was good enough for a program of before
                    return pad, soort.check(pad)
                eerder = None
            return self._persist(adres, partial(self._fetch_once, adres, pad, eerder, soort))
        except OSError as fout:
            raise OpslagMisluktError(str(self.map), disk_reason(fout)) from fout

    def _persist(self, adres: str, vraag: Callable[[], _T]) -> _T:
        """Ask, and again where it fails for a moment; not who was out of reach already."""
        if _host(adres) in self._onbereikbaar:
            raise OnbereikbaarError(_host(adres))
        poging = Retrying(
            stop=self._has_tried_enough,
            retry=retry_if_exception_type((EvenNietError, httpx.RequestError)),
            wait=self._wait_before,
            sleep=self.wait,
            reraise=True,
        )
        try:
            return poging(vraag)
        except EvenNietError as fout:
            raise BronMisluktError(_host(adres), f"{fout}") from fout
        except _GEEN_LIJN as fout:
            self._onbereikbaar.add(_host(adres))
            raise OnbereikbaarError(_host(adres)) from fout
        except httpx.RequestError as fout:
            raise BronMisluktError(_host(adres), reason_of(fout)) from fout

    def _fetch_once(
        self, adres: str, pad: Path, eerder: Herkomst | None, soort: _Soort
    ) -> tuple[Path, Any]:
        koppen = {}
        if eerder is not None:
            koppen = {"If-None-Match": eerder.etag, "If-Modified-Since": eerder.gewijzigd}
            # what cannot be sent back is not worth asking by
            koppen = {n: w for n, w in koppen.items() if w and w.isascii() and w.isprintable()}
        deel = pad.with_name(f"{pad.name}.deel")
        deel.parent.mkdir(parents=True, exist_ok=True)
        try:
            bewaar = partial(self._save, deel=deel, soort=soort)
            antwoord, som = self._run(self._ask, "GET", adres, koppen, bewaar)
            if antwoord.status_code == _NIET_GEWIJZIGD and eerder is not None:
                gelezen = soort.check(pad)
                write_herkomst(pad, eerder)
                return pad, gelezen
            gelezen = soort.check(deel)
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
        neem: Callable[[httpx.Response, str], Coroutine[None, None, _T]],
    ) -> tuple[httpx.Response, _T]:
        """Ask, follow where the host sends us, and take what comes."""
        for _ in range(_OMLEIDINGEN):
            await self._keep_pace(_host(adres))
            waar = to_mirror(adres, self._spiegel)
            vraag = self._client.build_request(methode, waar, headers=koppen)
            try:
                # each sign of a beginning starts the wait anew, so all of it has an end too
                with fail_after(2 * self.geduld.stil_s):
                    antwoord = await self._client.send(vraag, stream=True)
            except TimeoutError as fout:
                raise EvenNietError(GEEN_ANTWOORD) from fout
            except httpx.InvalidURL as fout:  # of where an answer sends us on to
                raise BronMisluktError(_host(adres), GEEN_WEBADRES) from fout
            try:
                self.aantal_verzoeken += 1
                if not (antwoord.is_redirect and "Location" in antwoord.headers):
                    check_status(antwoord, _host(adres))
                    return antwoord, await neem(antwoord, _host(adres))
                adres = follow(
                    waar, antwoord.headers["Location"], spiegel=self._spiegel, host=_host(adres)
                )
            finally:
                await antwoord.aclose()
        raise BronMisluktError(_host(adres), "stuurt steeds door naar een ander adres")

    async def _save(self, antwoord: httpx.Response, host: str, *, deel: Path, soort: _Soort) -> str:
        som = sha256()
        binnen = 0
        begin = time.monotonic()
        with deel.open("wb") as stroom:
            # as they come, or a slow host would not be seen
            async for blok in antwoord.aiter_bytes():
                stroom.write(blok)
                som.update(blok)
                binnen += len(blok)
                if soort.meld is not None:
                    soort.meld(binnen)
                duur = time.monotonic() - begin
                is_traag = duur > self.geduld.stil_s and binnen < duur * self.geduld.traagste_bps
                if is_traag or duur > self.geduld.langste_s:
                    msg = "stuurt het antwoord zo traag dat het niet aankomt"
                    raise EvenNietError(msg)
                if binnen > soort.hoogstens:
                    mb = soort.hoogstens // 1024**2
                    raise BronMisluktError(host, f"stuurt meer dan {mb} MB, en dat is te veel")
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
        gevraagd = fout.na_s if isinstance(fout, EvenNietError) else 0.0
        eigen: float = self.geduld.herhaal_s * 2 ** (stand.attempt_number - 1)
        return min(max(gevraagd, eigen), _LANGSTE_WACHT_S)

    def _is_of_now(self, herkomst: Herkomst) -> bool:
        # of a clock that was ahead it would be of now for years
        moment = datetime.fromisoformat(herkomst.opgehaald_op)
        return self._begin <= moment <= datetime.now(UTC)


async def _read_nothing(_: httpx.Response, __: str) -> None:
    """Take an answer that has no body."""


def _host(adres: str) -> str:
    return urlsplit(adres).netloc

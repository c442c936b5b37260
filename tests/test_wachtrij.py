"""The queue: work in a process of its own, one after the other, and nothing left behind."""

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from components.errors import GevoeligError, WerkGestoptError, WerkMisluktError
from components.wachtrij import Wachtrij

pytestmark = pytest.mark.ongemeten

WACHT_S = 20


def double(getal: int) -> int:
    return 2 * getal


def refuse(titel: str) -> None:
    raise GevoeligError(titel)


def fail() -> None:
    msg = "of our own making"
    raise RuntimeError(msg)


def own_id() -> int:
    return os.getpid()


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def sleep_for(seconden: float) -> None:
    time.sleep(seconden)


def count_to(totaal: int, *, meld: Callable[[int, int], None]) -> str:
    for nummer in range(totaal):
        meld(nummer + 1, totaal)
    return "klaar"


def note_turn(pad: str, wie: str) -> None:
    with Path(pad).open("a", encoding="utf-8") as bestand:
        bestand.write(wie)
        time.sleep(0.05)


def wait_until(klopt: Callable[[], bool]) -> None:
    eind = time.monotonic() + WACHT_S
    while not klopt():
        assert time.monotonic() < eind
        time.sleep(0.02)


def is_alive(pid: int) -> bool:
    try:
        tekst = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return False
    return tekst.rpartition(")")[2].split()[0] != "Z"


@pytest.fixture(scope="module")
def rij() -> Iterator[Wachtrij]:
    rij = Wachtrij()
    yield rij
    rij.close()


def test_work_is_done_in_another_process_that_stays(rij: Wachtrij) -> None:
    assert rij.run(double, 21) == 42
    een, ander = rij.run(own_id), rij.run(own_id)
    assert een == ander != os.getpid()


def test_it_gives_way_to_the_app(rij: Wachtrij) -> None:
    pid = rij.run(own_id)
    assert os.getpriority(os.PRIO_PROCESS, pid) >= 10


def test_what_is_wrong_comes_back_as_the_sentence_it_was(rij: Wachtrij) -> None:
    with pytest.raises(WerkMisluktError) as fout:
        rij.run(refuse, "LVB")
    assert str(fout.value) == str(GevoeligError("LVB"))
    with pytest.raises(WerkMisluktError, match="kon niet worden gemaakt"):
        rij.run(fail)
    assert rij.run(double, 1) == 2


def test_progress_is_told_on_the_way(rij: Wachtrij) -> None:
    gehoord: list[tuple[int, int]] = []
    antwoord = rij.run(count_to, 3, bij_voortgang=lambda n, m: gehoord.append((n, m)))
    assert antwoord == "klaar"
    assert gehoord == [(1, 3), (2, 3), (3, 3)]


def test_answer_of_work_that_was_left_goes_to_nobody(rij: Wachtrij) -> None:
    def refuse_news(_gedaan: int, _totaal: int) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        rij.run(count_to, 3, bij_voortgang=refuse_news)
    assert rij.run(double, 4) == 8
    assert rij.run(double, 5) == 10


def test_folder_it_stands_in_is_that_of_the_app(
    rij: Wachtrij, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rij.close()
    monkeypatch.chdir(tmp_path)
    assert rij.run(os.getcwd) == str(tmp_path)
    rij.close()


def test_process_that_dies_is_told_and_replaced(rij: Wachtrij) -> None:
    pid = rij.run(own_id)
    with pytest.raises(WerkMisluktError):
        rij.run(die)
    assert not is_alive(pid)
    assert rij.run(own_id) != pid


def test_stopping_ends_the_process_at_once(rij: Wachtrij) -> None:
    pid = rij.run(own_id)
    stop = threading.Event()
    threading.Timer(0.3, stop.set).start()
    begin = time.monotonic()
    with pytest.raises(WerkGestoptError):
        rij.run(sleep_for, 60, stop=stop)
    assert time.monotonic() - begin < 10
    assert not is_alive(pid)
    assert rij.run(double, 2) == 4


def test_turns_are_taken_in_the_order_of_asking(rij: Wachtrij, tmp_path: Path) -> None:
    pad = str(tmp_path / "volgorde")
    draden = []
    rij.run(double, 1)
    for wie in "abcdef":
        draad = threading.Thread(target=rij.run, args=(note_turn, pad, wie))
        draad.start()
        draden.append(draad)
        time.sleep(0.01)
    for draad in draden:
        draad.join()
    assert Path(pad).read_text(encoding="utf-8") == "abcdef"


def test_who_waits_can_leave_the_queue(rij: Wachtrij) -> None:
    bezig = threading.Thread(target=rij.run, args=(sleep_for, 1.0))
    bezig.start()
    wait_until(lambda: len(rij._wachtend) == 1)  # noqa: SLF001 - the turn of the other
    stop = threading.Event()
    stop.set()
    with pytest.raises(WerkGestoptError):
        rij.run(double, 1, stop=stop)
    bezig.join()
    assert rij.run(double, 3) == 6


def test_killed_app_leaves_no_process(tmp_path: Path) -> None:
    programma = textwrap.dedent(
        """
        import sys
        from components.wachtrij import Wachtrij
        from tests.test_wachtrij import own_id, sleep_for

        if __name__ == "__main__":
            rij = Wachtrij()
            print(rij.run(own_id), flush=True)
            rij.run(sleep_for, 60)
        """
    )
    pad = tmp_path / "app.py"
    pad.write_text(programma, encoding="utf-8")
    wortel = Path(__file__).parents[1]
    omgeving = {**os.environ, "PYTHONPATH": str(wortel)}
    with subprocess.Popen(
        [sys.executable, str(pad)], cwd=wortel, env=omgeving, stdout=subprocess.PIPE, text=True
    ) as app:
        assert app.stdout is not None
        pid = int(app.stdout.readline())
        assert is_alive(pid)
        app.kill()
        app.wait()
    wait_until(lambda: not is_alive(pid))

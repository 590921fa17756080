"""What reads a file in a process of its own gives what it gave before, and is replaced when it ends."""

from __future__ import annotations

import io
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import pytest
from tests.files import drawn

from cchc.errors import ReadError
from cchc.readers import confined, pdf, read_report, watchdog
from cchc.reading.budget import LIMITS, budget_of, seconds_left

PAGE = drawn.pdf(drawn.text(25, 246, "Bao cao thang 5 nam 2024"))


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    confined.end()
    yield
    confined.end()


def said(data: bytes = PAGE) -> list[str]:
    return [cell.text for row in pdf.read(data, "x.pdf").rows for cell in row.cells]


def test_one_helper_serves_all_files() -> None:
    said()
    first = confined._HELPERS[0].process.pid
    assert said() == said() == ["Bao cao thang 5 nam 2024"]
    assert [helper.process.pid for helper in confined._HELPERS] == [first]


def test_a_helper_that_is_gone_is_told_and_replaced() -> None:
    said()
    confined._HELPERS[0].process.kill()
    confined._HELPERS[0].process.wait()
    with pytest.raises(ReadError):
        said()
    assert said() == ["Bao cao thang 5 nam 2024"]


def test_a_helper_is_replaced_after_many_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined, "_MOST_FILES", 2)
    pids = set()
    for _ in range(5):
        said()
        pids.add(confined._HELPERS[0].process.pid)
    assert len(pids) == 3


def test_where_no_process_can_be_started_the_file_is_read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined, "_can_start", lambda: False)
    assert said() == ["Bao cao thang 5 nam 2024"]
    assert confined._HELPERS == []


def test_refusals_of_the_helper_are_refusals() -> None:
    with pytest.raises(ReadError, match="damaged") as error:
        pdf.read(b"%PDF-1.7\n%%EOF", "tệp.pdf")
    assert error.value.source == "tệp.pdf"


def test_a_file_that_is_read_as_several_forms_is_sent_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    ask = confined._Helper.ask

    def counted(helper: confined._Helper, task: str, data: bytes, source: str) -> tuple[bytes, bytes]:
        asked.append(task)
        return ask(helper, task, data, source)

    monkeypatch.setattr(confined._Helper, "ask", counted)
    with pytest.raises(ReadError, match="none of the known forms"):
        read_report(PAGE, name="x.pdf")
    assert asked == ["pdf"]
    assert said() == said() == ["Bao cao thang 5 nam 2024"]
    assert asked == ["pdf"] * 3


def test_threads_take_turns() -> None:
    found: list[list[str]] = []
    threads = [threading.Thread(target=lambda: found.append(said())) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [["Bao cao thang 5 nam 2024"]] * 6


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are not forked here")
def test_a_forked_process_has_a_helper_of_its_own() -> None:
    said()
    ours, theirs = os.pipe()
    child = os.fork()
    if not child:
        os.write(theirs, repr(said()).encode())
        confined.end()
        os._exit(0)
    os.close(theirs)
    os.waitpid(child, 0)
    assert os.read(ours, 1000).decode() == "['Bao cao thang 5 nam 2024']"
    os.close(ours)
    assert said() == ["Bao cao thang 5 nam 2024"]


def test_a_helper_that_was_taken_over_cannot_call_anything() -> None:
    with pytest.raises(pickle.UnpicklingError):
        confined._Careful(io.BytesIO(pickle.dumps(os.system))).load()
    with pytest.raises(pickle.UnpicklingError):
        confined._Careful(io.BytesIO(pickle.dumps(print))).load()


def test_every_limit_has_its_refusal() -> None:
    """The number in the refusal is the limit that was in force."""
    from cchc.reading.budget import Budget

    for what, (most, why) in LIMITS.items():
        budget = Budget("x")
        budget.charge(what, int(most))
        with pytest.raises(ReadError, match=f"{most:,}".replace(",", " ")) as error:
            budget.charge(what, 1)
        assert error.value.why == why


# --- systems that set no limits -----------------------------------------------------------------


def spin(data: bytes, source: str) -> str:
    """A task that takes all the time there is."""
    while data:
        pass
    return source


def grow(data: bytes, source: str) -> str:
    """A task that takes all the memory there is, and touches it."""
    kept = []
    while data:
        kept.append(bytearray(b"x") * 4_000_000)
    return source + str(len(kept))


def small(data: bytes, source: str) -> str:
    return f"{source} {len(data)}"


AS_ELSEWHERE = (
    "import sys; sys.path[:] = sys.argv[1:]; from cchc.readers import confined as c; c.TASKS = "
    "{name: ('tests.files.test_confined', name) for name in ('spin', 'grow', 'small')}; "
    "c._HAS_TIMER = %s; c._limit_memory = lambda: %s; c._MEMORY = 40_000_000; c.serve()"
)
"""The start of a helper as on such a system; its memory ends long before its time, however slow the machine."""


@pytest.mark.parametrize("limits", [(False, False), (True, False), (False, True)], ids=["Windows", "macOS", "no timer"])
def test_a_helper_watches_itself_where_the_system_does_not(
    limits: tuple[bool, bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Time and memory have an end everywhere, and the refusal says which it was."""
    monkeypatch.setattr(confined, "_START", AS_ELSEWHERE % limits)
    monkeypatch.setattr(confined, "_LONGEST_WAIT", 60.0)
    assert confined.confined("small", b"abc", "x") == "x 3"
    for task, why in (("spin", "too_much_time"), ("grow", "too_much_memory")):
        if task == "grow" and limits[1]:
            continue  # said of a system that only this test believes to set a limit
        with pytest.raises(ReadError) as error:
            confined.confined(task, b"abc", "x")
        assert error.value.why == why
        assert confined._HELPERS == []
    assert confined.confined("small", b"abcd", "y") == "y 4"


def test_a_large_process_has_helpers_as_watched_as_a_small_one() -> None:
    """What the process that starts a helper has had is none of what the helper takes."""
    large = bytearray(b"x") * 200_000_000
    ask = "from cchc.readers.watchdog import memory_taken; print(memory_taken())"
    answer = subprocess.run([sys.executable, "-c", ask], capture_output=True, check=True).stdout
    assert int(answer) < len(large) < watchdog.memory_taken()


def test_the_time_of_the_clock_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """A helper that waits for ever takes no time of the processor: the clock ends it, and it is time that it took."""
    monkeypatch.setattr(confined, "_START", AS_ELSEWHERE.replace("('spin'", "('wait', 'spin'") % (True, True))
    monkeypatch.setattr(confined, "_LONGEST_WAIT", 0.5)
    with pytest.raises(ReadError) as error:
        confined.confined("wait", b"abc", "x")
    assert error.value.why == "too_much_time"


def wait(data: bytes, source: str) -> str:
    threading.Event().wait()
    return source + str(data)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are not forked here")
def test_a_process_forked_while_a_file_is_read_can_read_too() -> None:
    """The lock that another thread held at the fork is not held for ever."""
    held, release = threading.Event(), threading.Event()

    def hold() -> None:
        with confined._LOCK:
            held.set()
            release.wait(30)

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait(30)
    child = os.fork()
    if not child:
        os._exit(0 if said() else 1)
    ended, status, tries = 0, 1, 0
    while not ended and tries < 600:
        time.sleep(0.05)
        (ended, status), tries = os.waitpid(child, os.WNOHANG), tries + 1
    if not ended:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    release.set()
    thread.join()
    assert (bool(ended), status) == (True, 0)


def test_what_the_helper_takes_is_charged_to_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """One file has one amount of time, whichever process works on it: what the helper took is not had again."""
    monkeypatch.setattr(confined, "_START", AS_ELSEWHERE.replace("('spin'", "('work', 'spin'") % (True, True))
    with budget_of("x"):
        before = seconds_left()
        took = float(confined.confined("work", b"abc", "x"))
        assert took > 0.3
        assert before - seconds_left() >= 0.9 * took
    monkeypatch.setattr(confined, "LIMITS", {**LIMITS, "seconds": (9.0, "too_much_time")})
    with budget_of("x"), pytest.raises(ReadError) as error:
        tuple(confined.confined("work", b"abc%d" % number, "x") for number in range(20))
    assert error.value.why == "too_much_time"


def work(data: bytes, source: str) -> str:
    started = time.process_time()
    while time.process_time() - started < 0.4:
        pass
    return str(time.process_time() - started)

"""What reads a file in a process of its own gives what it gave before, and is replaced when it ends."""

from __future__ import annotations

import io
import os
import pickle
import threading
from collections.abc import Iterator

import pytest
from tests.files import drawn

from cchc.errors import ReadError
from cchc.readers import confined, pdf
from cchc.reading.budget import LIMITS

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

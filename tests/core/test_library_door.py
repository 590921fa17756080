"""Whatever a user of the library calls lets out errors of the library only, a fault of the program with its cause."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import cchc
from cchc import CatalogueError, CchcError, ReadError, Report, UnforeseenError
from cchc.catalogue import Catalogue, lint_catalogue, load_catalogue
from cchc.evaluation import Evaluation
from cchc.readers import read_report
from cchc.serialize import from_dict, from_json, to_dict, to_json

ROOT = Path(__file__).resolve().parents[2]
TEXT = ROOT / "examples/phuong-2024-05.txt"
ODD = (ZeroDivisionError("x"), RecursionError(), KeyError("a"), TypeError("b"), ValueError("c"), UnicodeError("d"))
Patch = pytest.MonkeyPatch


def failing(error: BaseException) -> Callable[..., object]:
    def fails(*_: object, **__: object) -> object:
        raise error

    return fails


def evaluation() -> Evaluation:
    return load_catalogue("phuong-2024").evaluate(Report.from_values({"kh_cchc_nhiem_vu_giao": 20}))


WAYS: dict[str, tuple[str, Callable[[], object]]] = {
    "read": ("cchc.reading.open_rows", lambda: read_report(TEXT)),
    "read bytes": ("cchc.readers.formats.read_form", lambda: read_report(b"x", name="b.txt")),
    "load": ("cchc.catalogue.find_catalogue", lambda: load_catalogue("phuong-2024")),
    "lint": ("cchc.load.loader.read_draft", lambda: lint_catalogue("phuong-2024")),
    "evaluate a form": ("cchc.catalogue.computation_of_form", evaluation),
    "evaluate figures": ("cchc.catalogue.computation_of_figures", lambda: load_catalogue("phuong-2024").evaluate({})),
    "findings": ("cchc.judge.rule_findings.rule_findings", lambda: evaluation().findings),
    "explain": ("cchc.judge.explain.explain", lambda: evaluation().explain("kh_cchc_nhiem_vu_giao")),
    "to_dict": ("cchc.serialize.write", lambda: to_dict(Report.from_values({}))),
    "to_json": ("cchc.serialize.record_of", lambda: to_json(evaluation())),
    "from_dict": ("cchc.serialize.shape_of", lambda: from_dict({"schema": "cchc.report/1"})),
    "from_json": ("cchc.serialize.shape_of", lambda: from_json('{"schema": "cchc.report/1"}')),
}


@pytest.mark.parametrize("error", ODD, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("way", WAYS)
def test_a_fault_is_told_with_its_cause(way: str, error: Exception, monkeypatch: Patch) -> None:
    """What nobody foresaw is an UnforeseenError that says where, and carries the error itself."""
    place, call = WAYS[way]
    monkeypatch.setattr(place, failing(error))
    with pytest.raises(CchcError) as caught:
        call()
    if isinstance(caught.value, UnforeseenError):
        assert caught.value.__cause__ is error
        assert type(error).__name__ in str(caught.value)
    else:  # some are known for what they are: nesting, above all
        assert isinstance(error, RecursionError | ValueError | TypeError)


def test_a_file_is_named(monkeypatch: Patch) -> None:
    monkeypatch.setattr("cchc.reading.open_rows", failing(ZeroDivisionError()))
    with pytest.raises(UnforeseenError) as caught:
        read_report(TEXT)
    assert caught.value.source == str(TEXT)
    with pytest.raises(UnforeseenError) as caught:
        read_report(TEXT.read_bytes(), name="tháng 5.txt")
    assert caught.value.source == "tháng 5.txt"


@pytest.mark.parametrize("error", [MemoryError(), OSError(5, "Input/output error")])
def test_a_machine_that_fails_refuses_the_file(error: Exception, monkeypatch: Patch) -> None:
    """No memory and no disk are no fault of the program, and nothing but a ReadError either."""
    monkeypatch.setattr("cchc.reading.open_rows", failing(error))
    with pytest.raises(ReadError) as caught:
        read_report(TEXT)
    assert caught.value.__cause__ is error
    assert set(caught.value.messages) == {"vi", "en"}


def test_errors_of_the_library_and_interruptions_pass(monkeypatch: Patch) -> None:
    with pytest.raises(ReadError):
        read_report("không có.txt")
    with pytest.raises(CatalogueError):
        load_catalogue("không có")
    monkeypatch.setattr("cchc.reading.open_rows", failing(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        read_report(TEXT)


def test_the_error_is_public() -> None:
    assert cchc.UnforeseenError is UnforeseenError
    assert issubclass(UnforeseenError, CchcError)
    assert isinstance(load_catalogue("phuong-2024"), Catalogue)

"""Data that are not what their place asks for are refused, each with its path and a remedy."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc import (
    Calculation,
    Cell,
    DataError,
    Edition,
    Entry,
    Finding,
    Report,
    Reported,
    Severity,
    Value,
    Window,
    from_dict,
    from_json,
    to_dict,
)
from cchc.edition import Instance
from cchc.report import Claim
from cchc.value import Document

BLANK = {"state": "missing", "reason": "blank"}
CELL = {"text": "5", "column": "quantity"}

REFUSED: list[tuple[Any, Any, str]] = [
    (Cell, {"text": 5}, "$.text"),
    (Cell, {"text": None}, "$.text"),
    (Cell, {"column": "unit"}, "$.text"),
    (Cell, {"text": "5", "line": "12"}, "$.line"),
    (Cell, {"text": "5", "line": True}, "$.line"),
    (Cell, {"text": "5", "line": 12.0}, "$.line"),
    (Cell, {"text": "5", "row": 12}, "$.row"),
    (Cell, {"text": "5", "odd key": 12}, "$['odd key']"),
    (Window, {"start": "2024-05-14", "end": "14/5/2024"}, "$.end"),
    (Window, {"start": "20240514", "end": "2024-05-14"}, "$.start"),
    (Window, {"start": "2024-02-30", "end": "2024-05-14"}, "$.start"),
    (Window, {"start": "2024-05-14T00:00:00", "end": "2024-05-14"}, "$.start"),
    (Document, {"number": "62"}, "$.number"),
    (Reported, {"state": "reported", "kind": "count", "value": "5"}, "$.value"),
    (Reported, {"state": "reported", "kind": "count", "value": 5.0}, "$.value"),
    (Reported, {"state": "reported", "kind": "count", "value": True}, "$.value"),
    (Reported, {"state": "reported", "kind": "percentage", "value": 30}, "$.value"),
    (Reported, {"state": "reported", "kind": "percentage", "value": "30,00"}, "$.value"),
    (Reported, {"state": "reported", "kind": "percentage", "value": "3E1"}, "$.value"),
    (Reported, {"state": "reported", "kind": "percentage", "value": "NaN"}, "$.value"),
    (Reported, {"state": "reported", "kind": "percentage", "value": "٣٠"}, "$.value"),
    (Reported, {"state": "reported", "kind": "yes-no", "value": True}, "$.value"),
    (Reported, {"state": "reported", "kind": "heading", "value": "x"}, "$.value"),
    (Reported, {"state": "reported", "value": 5}, "$.kind"),
    (Reported, {"state": "reported", "kind": "count", "value": 5, "document": None}, "$.document"),
    (Reported, {"state": "reported", "kind": "document", "value": "62/KH-UBND"}, "$.document"),
    (
        Reported,
        {
            "state": "reported",
            "kind": "document",
            "value": "6/KH-UBND",
            "document": {"number": 62, "symbol": "KH-UBND"},
        },
        "$.value",
    ),
    (Reported, {"state": "missing", "reason": "blank"}, "$.state"),
    (Value, {"state": "reportd", "value": 5}, "$.state"),
    (Value, {"value": 5}, "$.state"),
    (Value, {"state": "missing", "reason": "lost"}, "$.reason"),
    (Value, {"state": "missing", "reason": "blank", "value": None}, "$.value"),
    (Value, [], "$"),
    (Entry, {"value": BLANK, "origin": "REPORTED"}, "$.origin"),
    (Entry, {"value": BLANK, "claims": {}}, "$.claims"),
    (Entry, {"value": BLANK, "cells": []}, "$.cells"),
    (Entry, {"value": BLANK, "errors": [CELL, {"text": 1}]}, "$.errors[1].text"),
    (Claim, {"numerator": 46, "denominator": 166, "cell": "46/166"}, "$.cell"),
    (Report, {"entries": {"a b": {"value": 5}}}, "$.entries['a b'].value"),
    (Report, {"schema": "cchc.report/2", "entries": {}}, "$.schema"),
    (Report, {"schema": "cchc.evaluation/1", "entries": {}}, "$.schema"),
    (None, {"entries": {}}, "$.schema"),
    (None, {"schema": ["cchc.report/1"], "entries": {}}, "$.schema"),
    (Edition, {"schema": "cchc.catalogue/1"}, "$.id"),
]


@pytest.mark.parametrize(("type_", "data", "path"), REFUSED)
def test_nothing_is_coerced(type_: Any, data: Any, path: str) -> None:
    """ "5" is not 5, True is not 1, 12.0 is no count, an unknown key is a mistake; the path says where."""
    with pytest.raises(DataError) as error:
        from_dict(data, type_)
    problems = (error.value, *error.value.others)
    assert path in {problem.path for problem in problems}
    assert all(problem.what for problem in problems)


def test_every_mistake_is_named_at_once() -> None:
    """Whoever mends data mends them once."""
    with pytest.raises(DataError) as error:
        from_dict({"entries": {"a": {"value": {"state": "lost"}, "origin": 1}}, "titel": "Báo cáo", "unit": 7}, Report)
    paths = [problem.path for problem in (error.value, *error.value.others)]
    assert sorted(paths) == ["$.entries.a.origin", "$.entries.a.value.state", "$.titel", "$.unit"]
    assert "did you mean title?" in str(error.value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[1]",
        "null",
        '{"text": "5", "line": NaN}',
        '{"text": "5", "line": Infinity}',
        '{"text": "5", "line": 1e3}',
        '{"text": "5", "text": "6"}',
        '{"text": "5"',
        '{"text": "5", "line": ' + "9" * 5000 + "}",
        "[" * 100_000,
        '{"text": ' * 100_000,
        b"\xff\xfe\x00",
        b'{"text": "\xff"}',
    ],
    ids=lambda text: repr(text[:12]),
)
def test_text_that_is_no_clean_json_is_refused(text: str | bytes) -> None:
    """No NaN, no float, no key twice, no other encoding, no endless nesting: a DataError each time."""
    with pytest.raises(DataError):
        from_json(text, Cell)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda parts: (
            st.lists(parts, max_size=3)
            | st.dictionaries(
                st.sampled_from(["state", "kind", "value", "entries", "schema", "cell", "text", "a"]), parts
            )
        ),
        max_leaves=8,
    ),
    st.sampled_from([None, Report, Entry, Value, Cell, Finding, Edition]),
)
def test_any_data_is_a_record_or_a_data_error(data: Any, type_: Any) -> None:
    """Never another exception, whatever a stranger sends."""
    with suppress(DataError):
        from_dict(data, type_)


@pytest.mark.parametrize(
    ("x", "path"),
    [
        (Reported(Decimal("NaN")), "$"),
        (Reported(Decimal("Infinity")), "$"),
        (Reported(0.5), "$"),  # type: ignore[arg-type]
        (Entry(Reported(1), cells={"quantity": Cell(0.1)}), "$"),  # type: ignore[arg-type]
        (Window(dt.datetime(2024, 5, 14, 12), dt.date(2024, 5, 14)), "$.start"),  # noqa: DTZ001
        (Report(entries={}, given={"a": {"b": 0.5}}), "$.given.a.b"),
        (Finding("CCHC-R001", Severity.ERROR, {"vi": {1, 2}}), "$.message.vi"),  # type: ignore[dict-item]
        (object(), "$"),
    ],
)
def test_what_json_cannot_hold_exactly_is_not_written(x: object, path: str) -> None:
    """No float, no NaN, no time of day: a DataError with the path."""
    with pytest.raises(DataError) as error:
        to_dict(x)
    assert error.value.path.startswith(path)


@pytest.mark.parametrize("depth", [300, 100_000])
def test_nesting_is_bounded(depth: int) -> None:
    """What is nested beyond all measure is refused, not followed into the depths."""
    tree: dict[str, Any] = {"name": "a"}
    parts: dict[str, Any] = {"value": BLANK}
    for _ in range(depth):
        tree, parts = {"op": "not", "args": [tree]}, {"id": "a", "parts": [parts]}
    with pytest.raises(DataError):
        from_dict({"rule": "R1", "bindings": {}, "check": tree}, Instance)
    with pytest.raises(DataError):
        from_dict(parts, Calculation)


def test_neither_writing_nor_reading_brings_a_library_along() -> None:
    """What is written and read needs attrs and the standard library alone, so that both start at once."""
    code = (
        "import sys; from cchc import Cell, to_json, from_json; from_json(to_json(Cell('5')), Cell); "
        "assert not {'cattrs', 'tomli', 'jsonschema'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)

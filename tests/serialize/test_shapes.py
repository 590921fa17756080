"""A shape is one description: what it writes its schema accepts and it reads back, for records still to come too."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from importlib import import_module
from typing import Annotated, Any

import jsonschema_rs
import pytest
from attrs import field
from hypothesis import given, settings
from tests.serialize.test_round_trips import EVERY

from cchc import Calculation, DataError, Edition, Finding, Rule, to_dict
from cchc.judge.computation import Provenance
from cchc.record import frozen
from cchc.serialize.drawing import Definitions, Schema, refer
from cchc.serialize.mismatch import MismatchError
from cchc.serialize.records import RECORDS
from cchc.serialize.shape import drawn, shape_of
from cchc.value import AtLeast, Cause, Cell, Missing, Reason, Undefined, Value


def schema_of(type_: Any, *, complete: bool = True) -> Schema:
    definitions = Definitions(complete=complete)
    return {**drawn(type_, definitions), "$defs": definitions.drawn}


VALIDATORS = {type_: jsonschema_rs.Draft202012Validator(schema_of(type_)) for type_ in EVERY if type_ is not Edition}


@pytest.mark.parametrize("type_", VALIDATORS, ids=lambda type_: getattr(type_, "__name__", "Value"))
def test_the_schema_of_a_type_accepts_what_is_written(type_: Any) -> None:
    """Every public record, drawn from the same shape that writes it, key by key."""

    @settings(max_examples=max(10, settings().max_examples // 4))
    @given(EVERY[type_])
    def held(value: Any) -> None:
        written = shape_of(type_).write(value)
        assert VALIDATORS[type_].is_valid(written)
        assert not VALIDATORS[type_].is_valid({**written, "no such key": 1})
        for key in written:
            without = {other: item for other, item in written.items() if other != key}
            assert VALIDATORS[type_].is_valid(without) == (key in OPTIONAL.get(type_, ())), key

    held()


OPTIONAL = {
    Cell: ("line", "sheet", "ref", "formula", "unseen"),
    Finding: ("cells", "candidates", "required"),
    Provenance: ("candidates",),
    Rule: ("label", "why", "amendment"),
}
"""Keys that are left out where there is nothing to say."""


@pytest.mark.parametrize("name", RECORDS)
def test_every_record_that_is_written_with_its_name_has_a_shape(name: str) -> None:
    """A program that meets one can ask for its schema, which is one; and the name is found at its home."""
    record = getattr(import_module(RECORDS[name]), name)
    assert record.__module__ == RECORDS[name]
    schema = schema_of(record)
    jsonschema_rs.meta.validate(schema)
    assert schema["$ref"] == f"#/$defs/{name}"


# --- records still to come -----------------------------------------------------------------


class Role(StrEnum):
    """What a row is among the others."""

    LEAF = "leaf"
    TOTAL = "total"


@frozen
class Line:
    """A row of a table."""

    key: str
    role: Role
    values: Mapping[str, Value]
    place: Annotated[int, AtLeast(1)] | None = field(default=None, metadata={"absent": True})


@frozen
class Table:
    """A table of an evaluation that has some."""

    columns: tuple[str, ...]
    rows: Mapping[str, Line] = field(metadata={"listed": "key"})
    total: Line | None = None
    as_of: dt.date | None = field(default=None, metadata={"json": "date"})
    share: Decimal = Decimal("1.0")
    kept_by_the_engine: object = field(default=None, metadata={"json": None})


LEAF = Line("Đất đai", Role.LEAF, {"tiep_nhan": Missing(Reason.BLANK)}, place=14)
TOTAL = Line("total", Role.TOTAL, {"ty_le": Undefined(Cause.ZERO_DENOMINATOR)})
TABLE = Table(("tiep_nhan", "ty_le"), {"Đất đai": LEAF}, TOTAL, dt.date(2026, 6, 30), Decimal("0.50"))
WRITTEN = {
    "columns": ["tiep_nhan", "ty_le"],
    "rows": [
        {
            "key": "Đất đai",
            "role": "leaf",
            "values": {"tiep_nhan": {"state": "missing", "reason": "blank"}},
            "place": 14,
        }
    ],
    "total": {
        "key": "total",
        "role": "total",
        "values": {"ty_le": {"state": "undefined", "cause": "zero_denominator", "input": None}},
    },
    "date": "2026-06-30",
    "share": "0.50",
}


def test_a_new_record_needs_its_fields_alone() -> None:
    """Annotations and metadata say how it is written, read and drawn; nothing is entered anywhere else."""
    assert to_dict(TABLE) == WRITTEN
    assert list(shape_of(Table).write(TABLE)) == ["columns", "rows", "total", "date", "share"]
    assert shape_of(Table).read(WRITTEN) == TABLE
    schema = schema_of(Table)
    assert schema["$ref"] == "#/$defs/Table"
    table, line = schema["$defs"]["Table"], schema["$defs"]["Line"]
    assert table["required"] == ["columns", "rows", "total", "date", "share"]
    assert table["properties"]["rows"] == {"type": "array", "items": refer("Line")}
    assert line["required"] == ["key", "role", "values"]
    assert line["properties"]["place"] == {"type": "integer", "minimum": 1}
    assert line["description"] == "A row of a table."
    assert jsonschema_rs.Draft202012Validator(schema).is_valid(WRITTEN)
    assert schema_of(Table, complete=False)["$defs"]["Table"]["required"] == ["columns", "rows"]


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        ({"columns": "tiep_nhan"}, {".columns": 'expected a list, got the text "tiep_nhan"'}),
        ({"columns": ["a", 1]}, {".columns[1]": "expected a text, got 1"}),
        ({"rows": [WRITTEN["rows"][0]] * 2}, {".rows[1]": "Đất đai stands here twice"}),
        ({"total": 5, "date": "30/6"}, {".total": "expected an object, got 5",
                                        ".date": 'expected a date such as "2024-05-14", got the text "30/6"'}),
        ({"rows": [{"key": "a", "role": "laef", "values": {"a b": {"state": "missing", "reason": "blank", "x": 1}}}]},
         {".rows[0].role": 'expected one of leaf, total, got the text "laef"',
          ".rows[0].values['a b'].x": "is no key of this object"}),
        ({"rows": [{}]}, {f".rows[0].{key}": "is missing" for key in ("key", "role", "values")}),
        ({"kept_by_the_engine": 1}, {".kept_by_the_engine": "is no key of this object"}),
    ],
)  # fmt: skip
def test_every_mistake_has_its_path(change: dict[str, Any], faults: dict[str, str]) -> None:
    """However deep it stands, and all of them at once."""
    with pytest.raises(MismatchError) as raised:
        shape_of(Table).read({**WRITTEN, **change})
    assert {fault.path: fault.what for fault in raised.value.faults} == faults


def test_what_cannot_be_written_is_told_in_time_and_place() -> None:
    """A float at the bottom of a deep calculation: its path, at once."""
    bad: Any = Calculation("x", {"vi": "x"}, Undefined(Cause.MISSING_INPUT), {"vi": 0.5})  # type: ignore[dict-item]
    for _ in range(40):
        bad = Calculation("x", {"vi": "x"}, Undefined(Cause.MISSING_INPUT), {"vi": "x"}, parts=(bad,))
    with pytest.raises(DataError) as raised:
        to_dict(bad)
    assert raised.value.path == "$" + ".parts[0]" * 40 + ".display.vi"


def test_a_type_without_a_shape_is_refused() -> None:
    """A programmer's slip is told by name."""
    with pytest.raises(DataError, match="set is no type that JSON is read as"):
        shape_of(set)

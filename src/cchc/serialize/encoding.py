"""Record to plain dict: every field of every record, in order, told apart by its own type."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from enum import Enum
from functools import cache, singledispatch
from types import NoneType
from typing import Any

from attrs import fields, has

from cchc.edition import Example, Rule
from cchc.errors import DataError
from cchc.formula.tree import Apply, Fact, Name, Number, Tree, Word
from cchc.formula.treejson import to_json as write_tree
from cchc.report import Report
from cchc.serialize.plain import kind_of, write_date, write_datum, write_decimal
from cchc.value import Cell, Document, Missing, Reported, Undefined

REPORT = "cchc.report/1"


@singledispatch
def encode(x: object) -> Any:
    """Plain JSON types for any record; DataError, with the path, for what JSON cannot hold."""
    if has(type(x)):
        return write_fields(x)
    hint = "rates are exact: give a Decimal" if isinstance(x, float) else None
    raise DataError(f"{type(x).__name__} {x!r:.40} has no JSON form", hint=hint)


@encode.register(type(None))
@encode.register(bool)
@encode.register(int)
@encode.register(str)
def _(x: object) -> Any:
    return x


@encode.register
def _(x: Enum) -> Any:
    return x.value


@encode.register
def _(x: Decimal) -> str:
    return write_decimal(x)


@encode.register
def _(x: dt.date) -> str:
    return write_date(x)


@encode.register(list)
@encode.register(tuple)
def _(x: Iterable[object]) -> list[Any]:
    return [encode_at(index, item) for index, item in enumerate(x)]


@encode.register(Mapping)
def _(x: Mapping[str, object]) -> dict[str, Any]:
    return {_key(key): encode_at(key, item) for key, item in x.items()}


def _key(key: object) -> str:
    if isinstance(key, str):
        return str(key)  # of an enum's member, its value
    raise DataError(f"{key!r:.40} cannot be a key", hint="keys are texts")


_ALWAYS = ("text", "column")
"""Keys of a cell that it always has; of its place, only those of its kind of file."""


@encode.register
def _(x: Cell) -> dict[str, Any]:
    written = write_fields(x)
    return {key: part for key, part in written.items() if part is not None or key in _ALWAYS}


@encode.register
def _(x: Reported) -> dict[str, Any]:
    written = {"state": x.state, "kind": kind_of(x.value), "value": write_datum(x.value)}
    return written | {"document": encode(x.value)} if isinstance(x.value, Document) else written


@encode.register(Missing)
@encode.register(Undefined)
def _(x: Missing | Undefined) -> dict[str, Any]:
    return {"state": x.state} | write_fields(x)


@encode.register(Number)
@encode.register(Name)
@encode.register(Word)
@encode.register(Apply)
@encode.register(Fact)
def _(x: Tree) -> Any:
    return write_tree(x)


@encode.register
def _(x: Report) -> dict[str, Any]:
    return {"schema": REPORT} | write_fields(x, given=encode_at("given", x.given, write_sample))


@encode.register
def _(x: Example) -> dict[str, Any]:
    return write_fields(x, figures=encode_at("figures", x.figures, write_sample))


@encode.register
def _(x: Rule) -> dict[str, Any]:
    return write_fields(x, **{name: encode_at(name, getattr(x, name), write_sample) for name in ("good", "bad")})


def write_sample(sample: object) -> Any:
    """What a form is filled with: TOML's own types as they are; decimals, dates and values marked."""
    match sample:
        case Decimal():
            return {"$decimal": encode(sample)}
        case dt.date():
            return {"$date": encode(sample)}
        case Reported() | Missing() | Undefined():
            return {"$value": encode(sample)}
        case Mapping():
            return {_key(key): encode_at(key, item, write_sample) for key, item in sample.items()}
        case list() | tuple():
            return [encode_at(index, item, write_sample) for index, item in enumerate(sample)]
        case _:
            return encode(sample)


def write_fields(record: object, **written: Any) -> dict[str, Any]:
    """The fields of a record by name; `written` are those that the caller has written already."""
    return {
        key: written[name] if name in written else encode_at(key, getattr(record, name))
        for name, key in keys_of(type(record)).items()
    }


def _keys_of(type_: Any) -> Mapping[str, str]:
    keys = {field.name: field.metadata.get("json", field.name) for field in fields(type_) if field.init}
    return {name: key for name, key in keys.items() if key is not None}


keys_of: Callable[[type], Mapping[str, str]] = cache(_keys_of)
"""The JSON key of each field of a record: its name, unless its metadata says another, or None: it is not written."""


def step(key: object) -> str:
    """One step of a JSON path: `.name`, or `["any text"]`."""
    return f".{key}" if isinstance(key, str) and key.isidentifier() else f"[{key!r}]"


def encode_at(key: object, x: object, write: Callable[[Any], Any] | None = None) -> Any:
    """Write a part that stands under `key` in the whole, so that an error can say so."""
    if type(x) in _ATOMS:
        return x
    try:
        return (write or _writer(type(x)))(x)
    except DataError as error:
        raise DataError(error.what, f"${step(key)}{error.path[1:]}", error.hint) from None


_ATOMS = frozenset({NoneType, bool, int, str})
_writer: Callable[[type], Callable[[Any], Any]] = cache(encode.dispatch)

"""How data stand in JSON: for each type one shape, by which it is written, read and drawn as a schema."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Protocol, Union, get_args, get_origin

from attrs import has

from cchc.errors import DataError, quoted
from cchc.serialize.drawing import Definitions, Schema
from cchc.serialize.mismatch import step
from cchc.serialize.plain import write_date, write_decimal


class JsonShape(Protocol):
    """One way for data to stand in JSON."""

    def write(self, x: Any, /) -> Any:
        """JSON's own types; raises DataError, with the path, for what JSON cannot hold."""

    def read(self, data: Any, /) -> Any:
        """What was written; raises MismatchError for anything else. Nothing is coerced."""

    def draw(self, definitions: Definitions, /) -> Schema:
        """The JSON Schema of what is written."""


SHAPES: dict[Any, JsonShape] = {}
"""The shapes that no annotation tells."""


def _shape_of(annotation: Any) -> JsonShape:
    from cchc.serialize.data import Bounded, ListOf, MappingOf, Member, Optional
    from cchc.serialize.objects import RecordShape

    if annotation in SHAPES:
        return SHAPES[annotation]
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return Bounded(shape_of(arguments[0]), arguments[1])
    if origin in (Union, UnionType):
        rest = tuple(argument for argument in arguments if argument is not NoneType)
        inner = shape_of(Union[rest])  # noqa: UP007 - of any number
        return Optional(inner) if len(rest) < len(arguments) else inner
    if origin is tuple:
        return ListOf(shape_of(arguments[0]))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return MappingOf(shape_of(arguments[0]), shape_of(arguments[1]))
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return Member(annotation)
    if has(annotation):
        return RecordShape(annotation)
    raise DataError(f"{getattr(annotation, '__name__', annotation)} is no type that JSON is read as")


shape_of: Callable[[Any], JsonShape] = cache(_shape_of)
"""The shape of whatever is annotated so; DataError for what has none."""


ATOMS = frozenset({NoneType, bool, int, str})


def write(x: object) -> Any:
    """Whatever it is, by its own type."""
    match x:
        case StrEnum():
            return x.value
        case str() | int() | None:
            return x
        case Decimal():
            return write_decimal(x)
        case dt.date():
            return write_date(x)
        case Mapping():
            return {write_key(key): write_under(key, item, write) for key, item in x.items()}
        case list() | tuple():
            return [write_under(index, item, write) for index, item in enumerate(x)]
        case _ if has(type(x)):
            return shape_of(type(x)).write(x)
        case _:
            hint = "rates are exact: give a Decimal" if isinstance(x, float) else None
            raise DataError(f"{type(x).__name__} {quoted(x)} has no JSON form", hint=hint)


def write_under(key: object, x: object, how: Callable[[Any], Any]) -> Any:
    """Write a part that stands under `key` in the whole, so that an error can say so."""
    try:
        return how(x)
    except DataError as error:
        raise under(key, error) from None


def under(key: object, error: DataError) -> DataError:
    """An error as it is told from one step further out."""
    return DataError(error.what, f"${step(key)}{error.path[1:]}", error.hint)


def write_key(key: object) -> str:
    """The key of a mapping; DataError for what is no text."""
    if type(key) is str:
        return key
    if isinstance(key, str):
        return str(key)  # of an enum's member, its value
    raise DataError(f"{quoted(key)} cannot be a key", hint="keys are texts")


def drawn(annotation: Any, definitions: Definitions) -> Schema:
    """The schema of whatever is annotated so."""
    return shape_of(annotation).draw(definitions)

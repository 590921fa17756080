"""The shapes of single data, and of several: numbers, texts, dates, words of closed lists, lists, mappings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any

from cchc.errors import DataError, did_you_mean
from cchc.record import frozen
from cchc.serialize.drawing import COUNT, TEXT, Definitions, Schema, nullable, sentence, whole
from cchc.serialize.mismatch import MOST_FAULTS, MismatchError, check, expected, is_object, mismatch
from cchc.serialize.plain import DATE, DECIMAL, read_date, read_decimal, write_date, write_decimal
from cchc.serialize.shape import ATOMS, JsonShape, under, write, write_key
from cchc.value import AtLeast


@frozen(eq=False)
class Exactly:
    """JSON's own type, and no other: True is an int to Python, but no count."""

    type_: type
    called: str
    schema: Schema

    def write(self, x: Any) -> Any:
        return write(x)

    def read(self, data: Any) -> Any:
        if type(data) is self.type_:
            return data
        raise expected(self.called, data)

    def draw(self, definitions: Definitions) -> Schema:
        return dict(self.schema)


@frozen(eq=False)
class Spelt:
    """A datum written as a text."""

    spell: Callable[[Any], str]
    parse: Callable[[object], Any]
    called: str
    schema: Schema

    def write(self, x: Any) -> Any:
        return write(x)

    def read(self, data: Any) -> Any:
        if (value := self.parse(data)) is not None:
            return value
        raise expected(self.called, data)

    def draw(self, definitions: Definitions) -> Schema:
        return dict(self.schema)


ATOMIC: Mapping[Any, JsonShape] = {
    str: Exactly(str, "a text", TEXT),
    bool: Exactly(bool, "true or false", {"type": "boolean"}),
    int: Exactly(int, "a whole number", COUNT),
    Decimal: Spelt(write_decimal, read_decimal, 'a decimal in a text such as "98.80"', whole(DECIMAL)),
    dt.date: Spelt(write_date, read_date, 'a date such as "2024-05-14"', whole(DATE) | {"format": "date"}),
}
"""The shapes of single data, by type."""


@frozen(eq=False)
class Member:
    """One of a closed list of words."""

    type_: type[StrEnum]

    @cached_property
    def members(self) -> Mapping[str, StrEnum]:
        return {member.value: member for member in self.type_}

    def write(self, x: Any) -> Any:
        return x.value if isinstance(x, self.type_) else write(x)

    def read(self, data: Any) -> Any:
        if isinstance(data, str) and data in self.members:
            return self.members[data]
        hint = did_you_mean(data, self.members)
        raise expected(f"one of {', '.join(self.members)}", data, hint)

    def draw(self, definitions: Definitions) -> Schema:
        drawn = {"enum": list(self.members), "description": sentence(self.type_)}
        return definitions.named(self.type_.__name__, lambda _: drawn)


@frozen(eq=False)
class Bounded:
    """A number of which a schema can say more than its type."""

    inner: JsonShape
    bound: AtLeast

    def write(self, x: Any) -> Any:
        return self.inner.write(x)

    def read(self, data: Any) -> Any:
        return self.inner.read(data)

    def draw(self, definitions: Definitions) -> Schema:
        return {**self.inner.draw(definitions), "minimum": self.bound.least}


@frozen(eq=False)
class Optional:
    """A datum, or null."""

    inner: JsonShape

    def write(self, x: Any) -> Any:
        return None if x is None else self.inner.write(x)

    def read(self, data: Any) -> Any:
        return None if data is None else self.inner.read(data)

    def draw(self, definitions: Definitions) -> Schema:
        return nullable(self.inner.draw(definitions))


@frozen(eq=False)
class ListOf:
    """Items in order."""

    item: JsonShape

    def write(self, x: Any) -> Any:
        if not isinstance(x, list | tuple):
            return write(x)
        how, written = self.item.write, []
        try:
            for item in x:
                written.append(item if type(item) in ATOMS else how(item))  # noqa: PERF401 - its length tells where
        except DataError as error:
            raise under(len(written), error) from None
        return written

    def read(self, data: Any) -> Any:
        if not isinstance(data, list):
            raise expected("a list", data)
        if not data:
            return ()
        items, faults = [], []
        for index, item in enumerate(data):
            try:
                items.append(self.item.read(item))
            except MismatchError as error:
                faults += error.under(index)
                if len(faults) >= MOST_FAULTS:
                    break
        check(faults)
        return tuple(items)

    def draw(self, definitions: Definitions) -> Schema:
        return {"type": "array", "items": self.item.draw(definitions)}


@frozen(eq=False)
class MappingOf:
    """Values by a text, or by one of a closed list of words."""

    key: JsonShape
    value: JsonShape

    def write(self, x: Any) -> Any:
        if not is_object(x):
            return write(x)
        how, written = self.value.write, {}
        for key, item in x.items():
            name = key if type(key) is str else write_key(key)
            try:
                written[name] = item if type(item) in ATOMS else how(item)
            except DataError as error:
                raise under(key, error) from None
        return written

    def read(self, data: Any) -> Any:
        if not is_object(data):
            raise expected("an object", data)
        found, faults = {}, []
        for key, item in data.items():
            try:
                found[self.key.read(key)] = self.value.read(item)
            except MismatchError as error:
                faults += error.under(key)
                if len(faults) >= MOST_FAULTS:
                    break
        check(faults)
        return found

    def draw(self, definitions: Definitions) -> Schema:
        return {"type": "object", "additionalProperties": self.value.draw(definitions)}


@frozen(eq=False)
class MappingAsList:
    """A mapping written as a list in its order, for JSON objects keep none; `own` tells the key of an item."""

    item: JsonShape
    own: Callable[[Any], str]

    def write(self, x: Any) -> Any:
        return ListOf(self.item).write(tuple(x.values()))

    def read(self, data: Any) -> Any:
        keyed: dict[str, Any] = {}
        for index, record in enumerate(ListOf(self.item).read(data)):
            key = self.own(record)
            if key in keyed:
                raise mismatch(f"{key} stands here twice", path=f"[{index}]")
            keyed[key] = record
        return keyed

    def draw(self, definitions: Definitions) -> Schema:
        return {"type": "array", "items": self.item.draw(definitions)}

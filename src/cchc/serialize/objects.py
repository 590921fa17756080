"""The shape of a record: an object whose keys are its fields.

Names are keys, in order, annotations are shapes. What a field's metadata may say besides: `json`,
another key, or None for a field that is not written; `absent`, that the key is left out where the
field is None; `listed`, that a mapping is written as a list, for each item tells its key by this
attribute.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from operator import attrgetter
from typing import Any, get_args, get_type_hints

from attrs import NOTHING, Attribute, fields

from cchc.errors import DataError, did_you_mean
from cchc.record import frozen
from cchc.serialize.data import MappingAsList, Optional
from cchc.serialize.drawing import Definitions, Draw, Schema, closed, sentence
from cchc.serialize.mismatch import MOST_FAULTS, Fault, MismatchError, check, expected, mismatch, step
from cchc.serialize.shape import ATOMS, JsonShape, shape_of, under, write


@frozen
class Field:
    """A field of a record as JSON has it; `absent`: the key is left out where it is None."""

    name: str
    key: str
    shape: JsonShape
    required: bool
    absent: bool


@frozen(eq=False)
class RecordShape:
    """An object with the fields of a record."""

    type_: type

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        hints = get_type_hints(self.type_, include_extras=True)
        return tuple(
            Field(
                each.name,
                each.metadata.get("json", each.name),
                _shape_of_field(each, hints[each.name]),
                each.default is NOTHING,
                each.metadata.get("absent", False),
            )
            for each in fields(self.type_)
            if each.init and each.metadata.get("json", each.name) is not None
        )

    @cached_property
    def _written(self) -> Callable[[object], dict[str, Any]]:
        """All fields in one generated function, as attrs generates its methods."""
        parts = [
            f"{field.key!r}: v if type(v := x.{field.name}) in atoms else write{place}(v)"
            for place, field in enumerate(self.fields)
        ]
        known = {f"write{place}": _placed(field.key, field.shape.write) for place, field in enumerate(self.fields)}
        made: dict[str, Any] = {}
        exec(f"def written(x):\n    return {{{', '.join(parts)}}}\n", {**known, "atoms": ATOMS}, made)  # noqa: S102
        written: Callable[[object], dict[str, Any]] = made["written"]
        return written

    @cached_property
    def _absent(self) -> tuple[str, ...]:
        return tuple(field.key for field in self.fields if field.absent)

    def write(self, x: Any) -> Any:
        if not isinstance(x, self.type_):
            return write(x)
        written = self._written(x)
        for key in self._absent:
            if written[key] is None:
                del written[key]
        return written

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The keys in order."""
        return tuple(field.key for field in self.fields)

    @cached_property
    def _readers(self) -> tuple[tuple[str, str, Callable[[Any], Any], bool], ...]:
        return tuple((field.key, field.name, field.shape.read, field.required) for field in self.fields)

    def read(self, data: Any, /, **given: Any) -> Any:
        """`given` are fields that have been read already."""
        if not isinstance(data, Mapping):
            raise expected("an object", data)
        found, faults = given, []
        for key, name, read, required in self._readers:
            if name in given:
                continue
            if key in data:
                try:
                    found[name] = read(data[key])
                except MismatchError as error:
                    faults += error.under(key)
            elif required:
                faults.append(Fault("is missing", None, step(key)))
        if not data.keys() <= self._known:
            faults += self._strangers(data)
        check(faults)
        try:
            return self.type_(**found)
        except (ValueError, TypeError) as error:  # the record's own validator
            raise mismatch(str(error)) from None

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self.keys)

    def _strangers(self, data: Mapping[Any, Any]) -> list[Fault]:
        strange = sorted(data.keys() - self._known, key=str)[:MOST_FAULTS]
        return [Fault("is no key of this object", did_you_mean(key, self.keys), step(key)) for key in strange]

    def draw(self, definitions: Definitions) -> Schema:
        return definitions.named(self.type_.__name__, definitions.special.get(self.type_, self.drawn))

    def drawn(self, definitions: Definitions, **known: Draw) -> Schema:
        """The object itself; `known` are fields of which more is known than their annotation tells."""
        properties = self.properties(definitions, **known)
        return closed(properties, self.required(definitions), description=sentence(self.type_))

    def properties(self, definitions: Definitions, **known: Draw) -> dict[str, Schema]:
        """The schema of each key."""
        return {
            field.key: known[field.name](definitions) if field.name in known else _drawn(field, definitions)
            for field in self.fields
        }

    def required(self, definitions: Definitions) -> list[str]:
        """The keys that must be there."""
        return [field.key for field in self.fields if (not field.absent if definitions.complete else field.required)]


@frozen(eq=False)
class Schemed:
    """A record that names its schema first; whoever reads it has looked at that."""

    schema: str
    record: RecordShape

    def write(self, x: Any) -> Any:
        return {"schema": self.schema} | self.record.write(x)

    def read(self, data: Any) -> Any:
        return self.record.read(data)

    def draw(self, definitions: Definitions) -> Schema:
        return self.drawn(definitions)

    def drawn(self, definitions: Definitions, **known: Draw) -> Schema:
        """The object itself; `known` as of a record."""
        inner = self.record.drawn(definitions, **known)
        inner["properties"] = {"schema": {"const": self.schema}, **inner["properties"]}
        inner["required"] = ["schema", *inner["required"]]
        return inner


def _placed(key: str, how: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """A way of writing that tells under which key it failed."""

    def written(x: Any) -> Any:
        try:
            return how(x)
        except DataError as error:
            raise under(key, error) from None

    return written


def _shape_of_field(field: Attribute[Any], annotation: Any) -> JsonShape:
    own = field.metadata.get("listed")
    return shape_of(annotation) if own is None else MappingAsList(shape_of(get_args(annotation)[1]), attrgetter(own))


def _drawn(field: Field, definitions: Definitions) -> Schema:
    """A key that is left out where there is nothing to say is never null."""
    shape = field.shape.inner if field.absent and isinstance(field.shape, Optional) else field.shape
    return shape.draw(definitions)

"""The shape of a record: an object whose keys are its fields.

Names are keys, in order, annotations are shapes. What a field's metadata may say besides: `json`,
another key, or None for a field that is not written; `absent`, that the key is left out where the
field is None; `listed`, that a mapping is written as a list, for each item tells its key by this
attribute.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property
from operator import attrgetter
from types import NoneType
from typing import Any, get_args, get_type_hints

from attrs import NOTHING, Attribute, fields

from cchc.errors import DataError, did_you_mean
from cchc.record import frozen
from cchc.serialize.data import Bounded, Exactly, ListOf, MappingAsList, Member, Optional
from cchc.serialize.drawing import Definitions, Draw, Schema, closed, sentence
from cchc.serialize.mismatch import MOST_FAULTS, Fault, MismatchError, check, expected, is_object, mismatch, step
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
    """An object with the fields of a record; those `apart` are written and read by whoever asks."""

    type_: type
    apart: tuple[str, ...] = ()

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
    def _own(self) -> tuple[Field, ...]:
        return tuple(field for field in self.fields if field.name not in self.apart)

    @cached_property
    def _written(self) -> Callable[[object], dict[str, Any]]:
        """All fields in one generated function, as attrs generates its methods."""
        parts, known = [], dict[str, Any](atoms=ATOMS)
        for place, field in enumerate(self._own):
            otherwise = f"{_at_once(field.shape, place)} write{place}(v)"
            parts.append(f"{field.key!r}: v if type(v := x.{field.name}) in atoms else{otherwise}")
            known |= {f"write{place}": _placed(field.key, field.shape.write), f"words{place}": _words(field.shape)}
        return _generated("written(x)", [f"return {{{', '.join(parts)}}}"], known)

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
        return tuple(field.key for field in self._own)

    @cached_property
    def _found(self) -> Callable[[Mapping[str, Any], list[Fault]], dict[str, Any]]:
        """All fields that are there, in one generated function; it adds what is wrong with them to the faults."""
        lines, known = ["found = {}"], dict[str, Any](MismatchError=MismatchError)
        for place, field in enumerate(self._own):
            lines += [
                f"if {field.key!r} in data:",
                f"    v = data[{field.key!r}]",
                f"    if type(v) in taken{place}: found[{field.name!r}] = v",
                "    else:",
                f"        try: found[{field.name!r}] = read{place}(v)",
                f"        except MismatchError as error: faults += error.under({field.key!r})",
                f"else: faults += missing{place}",
            ]
            missing = (Fault("is missing", None, step(field.key)),) if field.required else ()
            known |= {
                f"taken{place}": _taken(field.shape),
                f"read{place}": field.shape.read,
                f"missing{place}": missing,
            }
        return _generated("found(data, faults)", [*lines, "return found"], known)

    def read(self, data: Any, beside: frozenset[str] = frozenset(), /, **given: Any) -> Any:
        """`given` are the fields apart, read already; keys `beside` those of the record are another's."""
        if not is_object(data):
            raise expected("an object", data)
        faults: list[Fault] = []
        found = self._found(data, faults)
        if len(found) < len(data) and (strange := data.keys() - self._known - beside):
            faults += self._strangers(strange)
        check(faults)
        try:
            return self.type_(**found, **given)
        except (ValueError, TypeError) as error:  # the record's own validator
            raise mismatch(str(error)) from None

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self.keys)

    def _strangers(self, keys: Collection[Any]) -> list[Fault]:
        told = sorted(keys, key=str)[:MOST_FAULTS]
        return [Fault("is no key of this object", did_you_mean(key, self.keys), step(key)) for key in told]

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


def _generated(called: str, body: Sequence[str], known: dict[str, Any]) -> Callable[..., Any]:
    """A function of these lines, by its name and what it takes."""
    exec("\n    ".join([f"def {called}:", *body]), known)  # noqa: S102 - of names and keys of our own records
    function: Callable[..., Any] = known[called.partition("(")[0]]
    return function


def _taken(shape: JsonShape) -> frozenset[type]:
    """The types of data that are taken as they are: a text for a text, null where there may be none."""
    match shape:
        case Exactly(type_):
            return frozenset({type_})
        case Bounded(inner):
            return _taken(inner)
        case Optional(inner):
            return _taken(inner) | {NoneType}
        case _:
            return frozenset()


def _at_once(shape: JsonShape, place: int) -> str:
    """How what a field mostly has is written without a call: a word of its closed list, an empty list."""
    if isinstance(shape, ListOf):
        return " [] if v == () else"
    return f" words{place}[v] if v in words{place} else" if _words(shape) else ""


def _words(shape: JsonShape) -> Mapping[Any, str]:
    """The words of a closed list, by its members."""
    match shape:
        case Member(type_):
            return {member: member.value for member in type_}
        case Optional(inner):
            return _words(inner)
        case _:
            return {}


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

"""Plain dict to record, strictly: nothing is coerced, nothing unknown is let pass.

"5" is not 5, True is not 1, 12.7 is no integer; a key that a record has no field for is refused.
A key whose field has a default may be left out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from functools import partial
from operator import is_
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin

from attrs import has

from cchc.errors import DataError, FormulaError, did_you_mean
from cchc.formula.tree import Tree
from cchc.formula.treejson import from_json as read_tree
from cchc.serialize.encoding import keys_of, step
from cchc.serialize.plain import document_text, read_date, read_datum, read_decimal
from cchc.value import Datum, Document, Missing, Reported, Undefined, Value
from cchc.words import Text, Translated

if TYPE_CHECKING:
    from cattrs import Converter

Structure = Callable[[Any, Any], Any]

STATES: Mapping[str, type[Value]] = {kind.state: kind for kind in (Reported, Missing, Undefined)}


def decode(converter: Converter, data: object, type_: Any) -> Any:
    """A value of `type_`; DataError tells the first mistake, its `others` the rest."""
    from cattrs.errors import BaseValidationError

    try:
        return converter.structure(data, type_)
    except (BaseValidationError, MismatchError, RecursionError) as error:
        raise _told(error) from None


def strict_converter() -> Converter:
    """A converter that reads every record of the core by its annotations alone."""
    from cattrs import Converter

    made = Converter(forbid_extra_keys=True)
    made.register_structure_hook_factory(has, lambda type_: record_hook(type_, made))
    made.register_structure_hook_factory(_is_tuple, lambda type_: _tuple_hook(type_, made))
    made.register_structure_hook_factory(_is_mapping, lambda type_: _mapping_hook(type_, made))
    made.register_structure_hook_factory(partial(is_, Text), lambda _: _text_hook(made))
    for type_, structure in _EXACT.items():
        made.register_structure_hook(type_, structure)
    made.register_structure_hook_factory(partial(is_, object), lambda _: _sample_hook(made))
    for state in STATES.values():
        made.register_structure_hook_factory(partial(is_, state), lambda type_: _state(type_, made))
    made.register_structure_hook_factory(lambda type_: _members(type_) == _members(Value), lambda _: _value(made))
    made.register_structure_hook_func(lambda type_: _members(type_) == _members(Tree), _tree)
    return made


def record_hook(type_: Any, converter: Converter, **hooks: Structure) -> Structure:
    """Read a record field by field; `hooks` read the fields that their annotation does not tell how."""
    from cattrs.gen import make_dict_structure_fn, override

    overrides: dict[str, Any] = {
        name: override(rename=key if key != name else None, struct_hook=hooks.get(name))
        for name, key in keys_of(type_).items()
    }
    structure = make_dict_structure_fn(type_, converter, _cattrs_forbid_extra_keys=True, **overrides)
    return container(Mapping, "an object", structure)


def _tuple_hook(type_: Any, converter: Converter) -> Structure:
    from cattrs.cols import list_structure_factory

    as_list: Any = list.__class_getitem__(get_args(type_)[0])
    structure = list_structure_factory(as_list, converter)
    return container(list, "a list", lambda data, _: tuple(structure(data, as_list)))


def _mapping_hook(type_: Any, converter: Converter) -> Structure:
    from cattrs.cols import mapping_structure_factory

    as_dict: Any = dict.__class_getitem__(get_args(type_))
    return container(Mapping, "an object", mapping_structure_factory(as_dict, converter))


def _text_hook(converter: Converter) -> Structure:
    structure = _mapping_hook(Mapping[str, str], converter)
    return lambda data, _: Translated(structure(data, Mapping[str, str]))


def _is_tuple(type_: Any) -> bool:
    return get_origin(type_) is tuple


def _is_mapping(type_: Any) -> bool:
    return isinstance(get_origin(type_), type) and issubclass(get_origin(type_), Mapping)


def _members(type_: Any) -> frozenset[Any]:
    return frozenset(get_args(type_)) - {NoneType} if get_origin(type_) in (Union, UnionType) else frozenset()


def container(expected: type, called: str, structure: Structure) -> Structure:
    """Refuse another shape first: a text is a sequence and a list answers to keys, but neither is meant."""

    def strict(data: Any, type_: Any) -> Any:
        if not isinstance(data, expected):
            raise MismatchError(f"expected {called}, got {_named(data)}")
        return structure(data, type_)

    return strict


def _member(data: Any, type_: type[StrEnum]) -> StrEnum:
    members = {member.value: member for member in type_}
    if isinstance(data, str) and data in members:
        return members[data]
    raise MismatchError(
        f"expected one of {', '.join(members)}, got {_named(data)}", did_you_mean(str(data), map(str, members))
    )


def _exactly(type_: type, called: str) -> Structure:
    def structure(data: Any, _: Any) -> Any:
        # `type`, not `isinstance`: True is an int to Python, but no count.
        if type(data) is type_:
            return data
        raise MismatchError(f"expected {called}, got {_named(data)}")

    return structure


def _spelt(read: Callable[[object], Any], called: str) -> Structure:
    def structure(data: Any, _: Any) -> Any:
        if (value := read(data)) is not None:
            return value
        raise MismatchError(f"expected {called}, got {_named(data)}")

    return structure


def _sample_hook(converter: Converter) -> Structure:
    def structure(data: Any, type_: Any) -> Any:
        match data:
            case None | bool() | int() | str():
                return data
            case list():
                return [structure(item, type_) for item in data]
            case Mapping() if marks := MARKS.keys() & data.keys():
                (mark,) = marks if len(data) == 1 else ("",)
                if mark:
                    return converter.structure(data[mark], MARKS[mark])
            case Mapping():
                return {key: structure(item, type_) for key, item in data.items()}
        hint = """decimals are written {"$decimal": "98.80"}, dates {"$date": "2024-05-14"}"""
        raise MismatchError(f"expected what a form is filled with, got {_named(data)}", hint)

    return structure


MARKS: Mapping[str, Any] = {"$decimal": Decimal, "$date": dt.date, "$value": Value}

_EXACT: Mapping[type, Structure] = {
    str: _exactly(str, "a text"),
    bool: _exactly(bool, "true or false"),
    int: _exactly(int, "a whole number"),
    Decimal: _spelt(read_decimal, 'a decimal in a text such as "98.80"'),
    dt.date: _spelt(read_date, 'a date such as "2024-05-14"'),
    StrEnum: _member,
}


def _value(converter: Converter) -> Structure:
    def structure(data: Any, _: Any) -> Any:
        if not isinstance(data, Mapping):
            raise MismatchError(f"expected an object, got {_named(data)}")
        state = data.get("state")
        if not isinstance(state, str) or state not in STATES:
            raise MismatchError(
                f"expected one of {', '.join(STATES)}, got {_named(state)}",
                did_you_mean(str(state), map(str, STATES)),
                ".state",
            )
        return converter.structure(data, STATES[state])

    return structure


def _state(type_: type[Value], converter: Converter) -> Structure:
    structure = _reported(converter) if type_ is Reported else record_hook(type_, converter)

    def strict(data: Any, _: Any) -> Any:
        if isinstance(data, Mapping) and data.get("state") != type_.state:
            raise MismatchError(f"expected {type_.state}, got {_named(data.get('state'))}", None, ".state")
        rest = {key: item for key, item in data.items() if key != "state"} if isinstance(data, Mapping) else data
        return structure(rest, type_)

    return strict


def _reported(converter: Converter) -> Structure:
    def structure(data: Any, type_: Any) -> Reported:
        if not isinstance(data, Mapping):
            raise MismatchError(f"expected an object, got {_named(data)}")
        keys = ("kind", "value", "document") if data.get("kind") == "document" else ("kind", "value")
        for key in data:
            if key not in keys:
                raise MismatchError("is no key of a reported value", did_you_mean(str(key), map(str, keys)), step(key))
        for key in keys:
            if key not in data:
                raise MismatchError("is missing", None, step(key))
        return Reported(_datum(data, converter))

    return structure


def _datum(data: Mapping[str, Any], converter: Converter) -> Datum:
    kind, value = data["kind"], data["value"]
    if kind == "document":
        document: Document = converter.structure(data["document"], Document)
        if value != document_text(document):
            raise MismatchError(
                f"expected {_named(document_text(document))} as the document says, got {_named(value)}", None, ".value"
            )
        return document
    datum = read_datum(kind, value)
    if datum is None:
        hint = 'counts are whole numbers, rates decimals in a text, yes/no is "yes" or "no"'
        raise MismatchError(f"expected a value of kind {kind}, got {_named(value)}", hint, ".value")
    return datum


def _tree(data: Any, _: Any) -> Tree | None:
    if data is None:
        return None
    try:
        return read_tree(data)
    except DataError as error:
        raise MismatchError(error.what, error.hint, error.path[1:]) from None
    except FormulaError as error:
        raise MismatchError(error.what, error.hint) from None


class MismatchError(ValueError):
    """A datum that is not what its place asks for; `path` leads on from that place."""

    def __init__(self, what: str, hint: str | None = None, path: str = "") -> None:
        super().__init__(what, hint, path)
        self.what, self.hint, self.path = what, hint, path


def _told(error: Exception) -> DataError:
    try:
        first, *others = _problems(error, "$")
    except RecursionError:
        return DataError("is nested too deep")
    return DataError(first.what, first.path, first.hint, tuple(others))


def _problems(error: Exception, path: str) -> Iterator[DataError]:
    from cattrs.errors import BaseValidationError, ForbiddenExtraKeysError

    match error:
        case BaseValidationError():
            for inner in error.exceptions:
                yield from _problems(inner, path + _step_of(inner, error.cl))
        case ForbiddenExtraKeysError():
            known = keys_of(error.cl).values()
            for key in sorted(error.extra_fields, key=str):
                yield DataError("is no key of this object", path + step(key), did_you_mean(str(key), map(str, known)))
        case MismatchError():
            yield DataError(error.what, path + error.path, error.hint)
        case KeyError():
            yield DataError("is missing", path)
        case RecursionError():
            yield DataError("is nested too deep", path)
        case ValueError() | TypeError():  # a record's own validator
            yield DataError(str(error), path)
        case _:
            raise error


def _step_of(error: Exception, parent: type) -> str:
    """Where inside its parent an error stands, by the note that cattrs leaves on it."""
    from cattrs.errors import AttributeValidationNote, IterableValidationNote

    for note in getattr(error, "__notes__", ()):
        if isinstance(note, AttributeValidationNote):
            return step(keys_of(parent)[note.name])
        if isinstance(note, IterableValidationNote):
            return step(note.index)
    return ""


def _named(data: object) -> str:
    match data:
        case None:
            return "null"
        case bool():
            return str(data).lower()
        case str():
            return f'the text "{data:.40}"'
        case Mapping():
            return "an object"
        case list() | tuple():
            return "a list"
        case _:
            return f"{data!r:.40}"

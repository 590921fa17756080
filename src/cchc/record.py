"""The two decorators of records: attrs' `frozen` and `define`, with equality, hash and text that need no compiling.

attrs compiles these for each class anew, which for the many small records of this library is a
tenth of the time in which it is imported.

What a record makes when it is first read is a `functools.cached_property`: attrs gives it a slot
beside those of the fields, so that a pickle or a copy has the fields and makes the rest anew.
A mapping whose field has the metadata `kind` is kept as `Named`, names of that kind.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property, partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import attrs

__all__ = ["Named", "define", "field", "frozen"]

T = TypeVar("T")

if TYPE_CHECKING:
    from attrs import define, field, frozen  # what they are to whoever checks types
else:
    field = attrs.field

    def frozen(cls=None, /, **options):
        """As `attrs.frozen`, bare or with its options."""
        made = partial(_made, attrs.frozen, options)
        return made if cls is None else made(cls)

    def define(cls=None, /, **options):
        """As `attrs.define`, bare or with its options."""
        made = partial(_made, attrs.define, options)
        return made if cls is None else made(cls)


def _made(build: Any, options: Mapping[str, Any], cls: type[Any]) -> type[Any]:
    told = {name: item.__doc__ for name, item in vars(cls).items() if isinstance(item, cached_property)}
    record: type[Any] = build(field_transformer=_with_names, **{**options, "eq": False, "repr": False})(cls)
    _complete(record, options, is_frozen=build is attrs.frozen)
    if told and "__slots__" in vars(record):  # where Python looks for what is said of a slot
        record.__slots__ = {name: told.get(name) for name in record.__slots__}
    return record


def _with_names(_: type, fields: list[attrs.Attribute[Any]]) -> list[attrs.Attribute[Any]]:
    return [
        each.evolve(converter=partial(Named, each.metadata["kind"])) if "kind" in each.metadata else each
        for each in fields
    ]


def _complete(cls: type[Any], options: Mapping[str, Any], *, is_frozen: bool) -> None:
    """Add what attrs was told to leave out; what the class defines itself stays, as with attrs."""
    methods: list[Callable[..., Any]] = [_repr_pretty_]
    # Exceptions are told apart by identity, as with attrs: the same mistake made twice is two mistakes.
    if options.get("eq", True) and not issubclass(cls, BaseException):
        methods += _equality(cls, is_frozen=is_frozen)
    if options.get("repr", True):
        methods.append(_text(cls))
    for method in methods:
        if method.__name__ not in vars(cls):
            method.__qualname__ = f"{cls.__qualname__}.{method.__name__}"
            setattr(cls, method.__name__, method)


def _equality(cls: type[Any], *, is_frozen: bool) -> list[Callable[..., Any]]:
    names = [each.name for each in attrs.fields(cls) if each.eq]
    values: Callable[[object], object] = attrgetter(*names) if names else lambda _: ()

    def __eq__(self: object, other: object) -> bool:  # noqa: N807
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def __hash__(self: object) -> int:  # noqa: N807
        return hash((cls, values(self)))

    if is_frozen:
        return [__eq__, __hash__]
    if "__eq__" not in vars(cls):
        cls.__hash__ = None  # type: ignore[assignment] # what may change has no hash
    return [__eq__]


def _repr_pretty_(self: object, printer: Any, _: bool) -> None:
    """As `repr` has it, where hypothesis and IPython would spell out every field of every field."""
    printer.text(repr(self))


def _text(cls: type[Any]) -> Callable[..., Any]:
    shown = tuple(each.name for each in attrs.fields(cls) if each.repr)

    def __repr__(self: object) -> str:  # noqa: N807
        return f"{cls.__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in shown)})"

    return __repr__


class Named(dict[str, T]):
    """Things by name; only asking for one that is not there is told apart from a dict.

    `kind` is what the names are names of, in a word: "rule", "unit".
    """

    def __init__(self, kind: str, things: Mapping[str, T]) -> None:
        super().__init__(things)
        self.kind = kind

    def __missing__(self, name: object) -> NoReturn:
        from cchc.errors import unknown

        raise unknown(self.kind, name, self)

    def __reduce__(self) -> tuple[object, ...]:
        return Named, (self.kind, dict(self))

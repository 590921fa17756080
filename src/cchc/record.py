"""The one decorator of records: attrs' `frozen`, with equality, hash and text that need no compiling.

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

__all__ = ["Named", "frozen"]

T = TypeVar("T")

if TYPE_CHECKING:
    from attrs import frozen  # what it is to whoever checks types
else:

    def frozen(cls=None, /, **options):
        """As `attrs.frozen`, bare or with its options."""
        eq, text = options.pop("eq", True), options.pop("repr", True)

        def made(cls):
            told = {name: item.__doc__ for name, item in vars(cls).items() if isinstance(item, cached_property)}
            record = attrs.frozen(eq=False, repr=False, field_transformer=_with_names, **options)(cls)
            _completed(record, eq=eq, text=text)
            if told and "__slots__" in vars(record):  # where Python looks for what is said of a slot
                record.__slots__ = {name: told.get(name) for name in record.__slots__}
            return record

        return made if cls is None else made(cls)


def _with_names(_: type, fields: list[attrs.Attribute[Any]]) -> list[attrs.Attribute[Any]]:
    return [
        field.evolve(converter=partial(Named, field.metadata["kind"])) if "kind" in field.metadata else field
        for field in fields
    ]


def _completed(cls: type[Any], *, eq: bool, text: bool) -> None:
    """Add what attrs was told to leave out; what the class defines itself stays, as with attrs."""
    methods: list[Callable[..., Any]] = [_repr_pretty_]
    # Exceptions are told apart by identity, as with attrs: the same mistake made twice is two mistakes.
    if eq and not issubclass(cls, BaseException):
        methods += _equality(cls)
    if text:
        methods.append(_text(cls))
    for method in methods:
        if method.__name__ not in vars(cls):
            method.__qualname__ = f"{cls.__qualname__}.{method.__name__}"
            setattr(cls, method.__name__, method)


def _equality(cls: type[Any]) -> tuple[Callable[..., Any], Callable[..., Any]]:
    names = [field.name for field in attrs.fields(cls) if field.eq]
    values: Callable[[object], object] = attrgetter(*names) if names else lambda _: ()

    def __eq__(self: object, other: object) -> bool:  # noqa: N807
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def __hash__(self: object) -> int:  # noqa: N807
        return hash((cls, values(self)))

    return __eq__, __hash__


def _repr_pretty_(self: object, printer: Any, _: bool) -> None:
    """As `repr` has it, where hypothesis and IPython would spell out every field of every field."""
    printer.text(repr(self))


def _text(cls: type[Any]) -> Callable[..., Any]:
    shown = tuple(field.name for field in attrs.fields(cls) if field.repr)

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

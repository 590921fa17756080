"""Equality, hash and text of a frozen record by its fields, as attrs gives them.

attrs compiles these for each class anew; for the many small records of this library that was a
quarter of the time in which it is imported.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TypeVar

import attrs

T = TypeVar("T")


def record(cls: type[T]) -> type[T]:
    """Complete a class made by `@frozen(eq=False, repr=False)`."""
    fields = attrs.fields(cls)  # type: ignore[arg-type]
    shown = tuple(field.name for field in fields if field.repr)
    values = attrgetter(*(field.name for field in fields if field.eq))

    def __eq__(self: T, other: object) -> bool:  # noqa: N807
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def __hash__(self: T) -> int:  # noqa: N807
        return hash((cls, values(self)))

    def __repr__(self: T) -> str:  # noqa: N807
        return f"{cls.__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in shown)})"

    for method in (__eq__, __hash__, __repr__):
        method.__qualname__ = f"{cls.__qualname__}.{method.__name__}"
        setattr(cls, method.__name__, method)
    return cls

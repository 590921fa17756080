"""Things by name, as a dict that says which name is meant where one is not there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NoReturn, TypeVar

T = TypeVar("T")


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

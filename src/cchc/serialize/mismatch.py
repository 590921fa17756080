"""What is wrong with data that are read: each mistake with its path, all of them at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cchc.errors import LONGEST_QUOTED, DataError, quoted
from cchc.record import frozen

MOST_FAULTS = 100
"""Mistakes that are told of one text: whoever sends more has sent another kind of thing."""
_LONGEST_STEP = 60


@frozen
class Fault:
    """One mistake; `path` leads to it from where it was found."""

    what: str
    hint: str | None = None
    path: str = ""


class MismatchError(ValueError):
    """Data that are not what their place asks for."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(*faults)
        self.faults = faults

    def under(self, key: object) -> list[Fault]:
        """The same mistakes as they are told from one step further out."""
        return [Fault(fault.what, fault.hint, step(key) + fault.path) for fault in self.faults]

    def told(self) -> DataError:
        """As the error of the library: the first mistake, and the others."""
        first, *others = [DataError(fault.what, f"${fault.path}", fault.hint) for fault in self.faults]
        return DataError(first.what, first.path, first.hint, tuple(others))


def mismatch(what: str, hint: str | None = None, path: str = "") -> MismatchError:
    """The error of one mistake."""
    return MismatchError(Fault(what, hint, path))


def expected(what: str, data: object, hint: str | None = None, path: str = "") -> MismatchError:
    """The error of another datum than was expected."""
    return mismatch(f"expected {what}, got {named(data)}", hint, path)


def is_object(data: object) -> bool:
    """Whether data are an object; what JSON is read as is told without looking any further."""
    return type(data) is dict or isinstance(data, Mapping)


def check(faults: Sequence[Fault]) -> None:
    """Raises MismatchError if there are any; of very many, the first are told."""
    if faults:
        raise MismatchError(*faults[:MOST_FAULTS])


def step(key: object) -> str:
    """One step of a JSON path: `.name`, or `["any text"]`; a long name is cut short."""
    if isinstance(key, str) and len(key) > _LONGEST_STEP:
        return f"[{key[:_LONGEST_STEP]!r}…]"
    return f".{key}" if isinstance(key, str) and key.isidentifier() else f"[{key!r}]"


def named(data: object) -> str:
    """A datum as a mistake quotes it."""
    match data:
        case None:
            return "null"
        case bool():
            return str(data).lower()
        case str():
            return f'the text "{data[:LONGEST_QUOTED]}"'
        case _:
            return quoted(data)

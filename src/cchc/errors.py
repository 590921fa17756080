"""Every error that cchc raises: each says where, what and what next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from cchc.record import field, frozen

if TYPE_CHECKING:
    from cchc.words import Text

KeyPath = tuple[str | int, ...]
"""Keys from the outermost table down to a value; an int is a place in a list."""

_MANY_NAMES, _LONG_NAME = 2000, 100
"""Beyond so many known names, or letters, no likeness is sought: what a stranger sends may hold a million."""


def did_you_mean(name: object, known: Iterable[str]) -> str | None:
    """The hint for a name that is not known, or None if it is no name or nothing known is like it."""
    from difflib import get_close_matches

    names = list(known)
    if not isinstance(name, str) or len(names) > _MANY_NAMES or len(name) > _LONG_NAME:
        return None
    like = get_close_matches(name, names, n=1)
    return f"did you mean {like[0]}?" if like else None


LONGEST_QUOTED = 40
_LONG_PATH = 300
_LONG_NUMBER = 1_000
"""Bits of a number that nobody would read."""


def quoted(data: object) -> str:
    """A datum as Python writes it, cut short before it is written: it may hold a million others; a number that is
    exact as people write it."""
    match data:
        case str() | bytes():
            return repr(data[:LONGEST_QUOTED])[:LONGEST_QUOTED]
        case Mapping():
            return "an object"
        case list() | tuple() | set() | frozenset():
            return "a list"
        case int() if data.bit_length() > _LONG_NUMBER:
            return "a number without end"
        case Decimal():
            text = str(data)
            return text if len(text) <= LONGEST_QUOTED else f"{text[:LONGEST_QUOTED]}…"
        case _:
            return repr(data)[:LONGEST_QUOTED]


class CchcError(Exception):
    """The one root: catching it catches whatever cchc raises on purpose."""


@frozen
class Problem:
    """One mistake in a catalogue: which, at which keys of which file, and how to mend it.

    What is found of a definition once all files are read has the definition's address as `path`
    ("lines", id, key, …) and neither file nor line, until the loader looks up where it stands.
    """

    code: str
    what: str
    path: KeyPath = ()
    hint: str | None = None
    file: str | None = None
    line: int | None = None
    is_note: bool = False
    """Whether the catalogue is right as it stands, and only says less than it might."""

    @property
    def key(self) -> str | None:
        """The keys as an error shows them: "R1.good.giao"."""
        return ".".join(map(str, self.path)) or None

    def __str__(self) -> str:
        return self._placed(self.what, self.hint)

    def told(self, language: str) -> str:
        """The same in a language of the library; in English where it has no words for it in another."""
        from cchc.words.sentences import in_language

        return self._placed(
            in_language(self.what, language), None if self.hint is None else in_language(self.hint, language)
        )

    def _placed(self, what: str, hint: str | None) -> str:
        place = ":".join(str(part) for part in (self.file, self.line) if part is not None)
        text = f"{place}: " if place else ""
        text += f"{self.key}: " if self.path else ""
        text += what
        return f"{text} ({hint})" if hint else text


def _as_tuple(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(problems)


@frozen(str=False)
class CatalogueError(CchcError):
    """A catalogue that contradicts itself; `problems` lists every mistake, not the first."""

    problems: Sequence[Problem] = field(converter=_as_tuple)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)

    def told(self, language: str) -> str:
        """The same in a language of the library."""
        return "\n".join(problem.told(language) for problem in self.problems)


class CatalogueWarning(UserWarning):
    """A catalogue that somebody else has installed and that cannot be used; all others can."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem

    def told(self, language: str) -> str:
        """The same in a language of the library."""
        return self.problem.told(language)


@frozen(str=False)
class FormulaError(CchcError):
    """A text that is no formula; `start` and `end` are character offsets into `formula`.

    `code` is that of the finding: L004 unknown name, L006 unit or type clash, else L012.
    """

    what: str
    formula: str
    start: int = 0
    end: int = 0
    hint: str | None = None
    code: str = "CCHC-L012"

    def __str__(self) -> str:
        hint = f" ({self.hint})" if self.hint else ""
        line, start = self._faulty_line()
        width = max(1, min(self.end, start + len(line)) - self.start)
        caret = " " * (self.start - start) + "^" * width
        return f"{self.what}{hint}\n    {line}\n    {caret}"

    def _faulty_line(self) -> tuple[str, int]:
        start = self.formula.rfind("\n", 0, self.start) + 1
        return self.formula[start:].split("\n", 1)[0], start


@frozen(str=False)
class ReadError(CchcError):
    """A file that cannot be read or used as a report form; `messages` says so in every language.

    `why` is the name of the text that says so ("no_table"), `figures` what is filled in there.
    """

    what: str
    source: str | None = None
    hint: str | None = None
    messages: Mapping[str, str] = field(factory=dict, eq=False)
    why: str | None = None
    figures: Mapping[str, Text | str] = field(factory=dict, eq=False)

    def __str__(self) -> str:
        text = f"{self.source}: {self.what}" if self.source else self.what
        return f"{text}\n  {self.hint}" if self.hint else text


@frozen(str=False)
class DataError(CchcError):
    """A dict or JSON that is not what its schema says; `path` names the place inside it.

    `others` are the further mistakes that were found in the same data.
    """

    what: str
    path: str = "$"
    hint: str | None = None
    others: tuple[DataError, ...] = ()

    def __str__(self) -> str:
        path = self.path if len(self.path) <= _LONG_PATH else f"{self.path[:_LONG_PATH]}…"
        text = f"{path}: {self.what}"
        text = f"{text} ({self.hint})" if self.hint else text
        return "\n".join([text, *map(str, self.others)])


@frozen(str=False)
class UnknownNameError(DataError, KeyError):
    """An id, a code, a label or a language that is not there: a `KeyError` that says which is meant."""


def unknown(kind: str, name: object, known: Iterable[str], path: str = "$") -> UnknownNameError:
    """The refusal of a name; `kind` is what it should be a name of, `path` where it stands."""
    return UnknownNameError(f"no such {kind}", f"{path}.{name}", did_you_mean(name, known))


@frozen(str=False)
class MissingExtraError(CchcError):
    """A feature whose optional packages are not installed."""

    feature: str
    extra: str

    def __str__(self) -> str:
        return f"{self.feature} needs more packages: pip install 'cchc[{self.extra}]'"


@frozen(str=False)
class UnforeseenError(CchcError):
    """A fault of the program, met with one file or command: what, at which place of the code, and the traceback.

    It is what a bug report should quote; `source` is the file, which need not be to blame.
    """

    what: str
    where: str
    source: str | None = None
    details: str = field(default="", repr=False)

    def __str__(self) -> str:
        text = f"{self.what} at {self.where}: a fault of cchc, please report it"
        return f"{self.source}: {text}" if self.source else text

"""What tomli leaves to its caller: decimals held exactly, and where the keys of a text stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from attrs import Factory

from cchc.errors import KeyPath
from cchc.exact import MOST_DIGITS, decimal_of
from cchc.record import define
from cchc.text.markup import pattern

_HEADER = re.compile(r"^[ \t]*\[([^\[\]\n]+)\]", re.MULTILINE)
_ENTRY = re.compile(r"^[ \t]*(?:\[([^\[\]\n]+)\]|([\w-]+)[ \t]*=[ \t]*\{)", re.MULTILINE)
_PIECE = pattern(
    r"""(?P<blank>[ \t\r]+|\#[^\n]*)
      | (?P<text>\"{3}(?:\\.|[^\\])*?\"{3,5} | '{3}.*?'{3,5} | "(?:\\.|[^"\\\n])*" | '[^'\n]*')
      | (?P<word>[^\s\[\]{},=\#"'.]+)
      | (?P<mark>.)""",
    re.VERBOSE | re.DOTALL,
)


_DEEPEST = 100
"""Names of a key beyond these are left out: a parser may take a hundred thousand, and each ends a path of its own."""


def exact(text: str) -> Decimal:
    """A TOML decimal, held exactly; one beyond all bounds is not a number."""
    number = decimal_of(text.replace("_", ""))
    return Decimal("NaN") if number is None else number


def endless_numbers(data: object, path: KeyPath = ()) -> Iterator[KeyPath]:
    """Where whole numbers stand that are longer than any report's; a decimal of that kind is none (`exact`)."""
    match data:
        case dict():
            for key, value in data.items():
                yield from endless_numbers(value, (*path, key))
        case list():
            for place, value in enumerate(data):
                yield from endless_numbers(value, (*path, place))
        case int() if abs(data) >= 10**MOST_DIGITS:
            yield path


def header_lines(text: str) -> dict[str, int]:
    """The line of each table header, by name as written: cheap, and right unless a text hides one."""
    lines: dict[str, int] = {}
    line, position = 1, 0
    for match in _HEADER.finditer(text):
        start = match.start(1)
        line += text.count("\n", position, start)
        position = start
        lines.setdefault(match[1].strip(), line)
    return lines


def entry_lines(text: str) -> dict[str, int]:
    """The line of each table that is written on one line under a header, by both names: as cheap, and as right."""
    found: dict[str, int] = {}
    head, line, position = "", 1, 0
    for match in _ENTRY.finditer(text):
        line += text.count("\n", position, match.start())
        position = match.start()
        if match[1] is not None:
            head = match[1].strip()
        elif head:
            found.setdefault(f"{head}.{match[2]}", line)
    return found


def key_lines(text: str) -> dict[KeyPath, int]:
    """The line of every key, table and list item of a valid TOML text, by path."""
    scanner = _Scanner()
    line = 1
    for match in _PIECE().finditer(text):
        piece = match[0]
        if match.lastgroup != "blank":
            scanner.feed(match.lastgroup or "", piece, line)
        line += piece.count("\n")
    scanner.feed("mark", "\n", line)
    return scanner.found


@define(eq=False, repr=False)
class _Scanner:
    """One pass over the pieces; `open` holds the inline tables (index None) and lists being read."""

    found: dict[KeyPath, int] = Factory(dict)
    table: KeyPath = ()
    open: list[tuple[KeyPath, int | None]] = Factory(list)
    key: list[str] = Factory(list)
    value: KeyPath | None = None
    header: int = 0
    repeated: dict[KeyPath, int] = Factory(dict)

    def feed(self, group: str, piece: str, line: int) -> None:
        """Take one piece, in a header, a value or a key, as the place has it."""
        if self.header:
            self._in_header(group, piece, line)
        elif self.value is not None:
            self._in_value(piece, line)
        else:
            self._in_key(group, piece, line)

    def _in_header(self, group: str, piece: str, line: int) -> None:
        if piece == "[":
            self.header += 1
        elif piece == "\n":
            self._enter(line)
        elif group in ("word", "text"):
            self.key.append(_plain(piece))

    def _enter(self, line: int) -> None:
        path = self._resolved(tuple(self.key))
        if self.header > 1:
            self.repeated[path] = self.repeated.get(path, -1) + 1
            self.found.setdefault(path, line)
            path = (*path, self.repeated[path])
        self.table, self.key, self.header = path, [], 0
        for length in range(1, min(len(path), _DEEPEST) + 1):
            self.found.setdefault(path[:length], line)

    def _resolved(self, names: tuple[str, ...]) -> KeyPath:
        """A header's names with the place in the list put in after each repeated table."""
        path: KeyPath = ()
        for position, name in enumerate(names[:_DEEPEST]):
            path = (*path, name)
            if path in self.repeated and position < len(names) - 1:
                path = (*path, self.repeated[path])
        return path

    def _in_key(self, group: str, piece: str, line: int) -> None:
        if piece == "[" and not self.open and not self.key:
            self.header = 1
        elif piece == "=":
            self._assign(line)
        elif piece == "}":
            self._close()
        elif group in ("word", "text"):
            self.key.append(_plain(piece))
        elif piece == "\n" and not self.open:
            self.key.clear()

    def _assign(self, line: int) -> None:
        path: KeyPath = self.open[-1][0] if self.open else self.table
        for name in self.key[:_DEEPEST]:
            path = (*path, name)
            self.found.setdefault(path, line)
        self.value = path
        self.key.clear()

    def _in_value(self, piece: str, line: int) -> None:
        path = self.value or ()
        if self.open and self.open[-1][1] is not None and piece not in ",]\n":
            self.found[path] = line  # where the item itself begins, not the comma before it
        if piece == "{":
            self.open.append((path, None))
            self.value = None
        elif piece == "[":
            self.open.append((path, 0))
            self._item(line)
        elif piece in ("]", "}"):
            self._close()
        elif piece == "," and self.open:
            outer, index = self.open[-1]
            self.open[-1] = (outer, None if index is None else index + 1)
            self._item(line)
        elif piece == "\n" and not self.open:
            self.value = None

    def _item(self, line: int) -> None:
        outer, index = self.open[-1]
        self.value = None if index is None else (*outer, index)
        if self.value is not None:
            self.found.setdefault(self.value, line)

    def _close(self) -> None:
        self.key.clear()
        self.value = self.open.pop()[0] if self.open else None
        if self.value is None:
            self.value = ()


def _plain(piece: str) -> str:
    return piece[1:-1] if piece[0] in "\"'" else piece

"""One TOML file of a catalogue: its data, what of it could not be read, and the line of any key."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from stat import S_ISREG
from typing import Any, cast

import tomli
from attrs import Factory, evolve

from cchc.errors import KeyPath, Problem
from cchc.exact import MOST_DIGITS
from cchc.load.codes import MISSING_FIELD, SYNTAX, WRONG_VALUE
from cchc.load.folder import LARGEST_FILE
from cchc.load.former import spelt_before
from cchc.load.keys import endless_numbers, entry_lines, exact, header_lines, key_lines
from cchc.load.problems import Problems
from cchc.printable import in_unicode
from cchc.record import define

_LONG_NUMBER = re.compile(rf"[0-9a-fA-F_]{{{MOST_DIGITS // 2}}}")
"""What an endless number has in it, and few texts have."""
_ESCAPED = re.compile(r"(?:\\[uU][0-9a-fA-F]{4,8}){31}")
"""Letters by their numbers, as many as there may be marks on one letter."""
GUESS = "#?"
"""Begins a comment that says what a draft has guessed, as far as somebody has not taken it away."""
_LONGEST_GUESS = 240
"""Of what a draft says that it guessed: it says more than one thing of a line at times."""
_GUESSED = re.compile(r"\s#\?[ \t]*(\S.*)$", re.MULTILINE)


@define(eq=False, repr=False)
class Source:
    """A file as read.

    `lost` names the tables that had to be left out, `wounded` those of which a part was;
    `complete` says whether all else is there.
    """

    name: str
    problems: Problems
    text: str = ""
    data: dict[str, object] = Factory(dict)
    lost: set[str] = Factory(set)
    wounded: set[str] = Factory(set)
    complete: bool = True
    _headers: dict[str, int] | None = None
    _entries: dict[str, int] | None = None
    _keys: dict[KeyPath, int] | None = None

    def report(self, problem: Problem) -> None:
        """Note a mistake in this file, with the line of its key if it brings none."""
        line = self.line(problem.path) if problem.line is None else problem.line
        self.problems.add(evolve(problem, file=self.name, line=line))

    def line(self, path: KeyPath) -> int | None:
        """The line of a key, or of the nearest table or list around it."""
        if path and self._keys is None:
            self._keys = key_lines(self.text)
        while path and self._keys:
            for spelling in (path, spelt_before(path)):
                if spelling in self._keys:
                    return self._keys[spelling]
            path = path[:-1]
        return None

    @property
    def headers(self) -> Mapping[str, int]:
        """The lines of the file's table headers."""
        if self._headers is None:
            self._headers = header_lines(self.text)
        return self._headers

    @property
    def entries(self) -> Mapping[str, int]:
        """The lines of tables that are written on one line under a header."""
        if self._entries is None:
            self._entries = entry_lines(self.text)
        return self._entries


def read_source(path: Path, name: str, root: Path, problems: Problems) -> Source:
    """Read a file, whatever it holds; what cannot be read is a problem, not an exception."""
    source = Source(name, problems)
    text = _text(path, root, source)
    if text is None:
        source.complete = False
        return source
    source.text = text
    try:
        source.data = tomli.loads(text, parse_float=exact)
    except (ValueError, ArithmeticError, RecursionError):
        _recover(source)
    if _LONG_NUMBER.search(source.text):
        _bound(source)
    if _ESCAPED.search(source.text):
        source.data = _in_unicode(source.data)
    if GUESS in source.text:
        _note_guesses(source)
    return source


def _note_guesses(source: Source) -> None:
    """Tell what a draft has guessed and nobody has looked at."""
    for match in _GUESSED.finditer(source.text):
        line = source.text.count("\n", 0, match.start(1)) + 1
        what = f"a guess of the draft: {match[1][:_LONGEST_GUESS]}"
        source.report(Problem(MISSING_FIELD, what, hint="look at it, then take the mark away", line=line, is_note=True))


def _bound(source: Source) -> None:
    """Take endless numbers out of a file, and tell where they stood."""
    for path in list(endless_numbers(source.data)):
        source.report(Problem(WRONG_VALUE, f"a number may have {MOST_DIGITS} digits at most", path))
        *outer, last = path
        _at(source.data, outer)[last] = 0


def _in_unicode(data: Any) -> Any:
    """The same, its texts as they may be compared."""
    match data:
        case str():
            return in_unicode(data)
        case dict():
            return {key: _in_unicode(item) for key, item in data.items()}
        case list():
            return [_in_unicode(item) for item in data]
        case _:
            return data


def _at(data: object, path: Iterable[str | int]) -> Any:
    for key in path:
        data = cast(Any, data)[key]
    return data


def text_of(path: Path, root: Path) -> str:
    """What a file says, unread; "" where it cannot be had."""
    return _text(path, root, Source("", Problems())) or ""


def _recover(source: Source) -> None:
    """Take what can be read of a text with mistakes, and note them."""
    from cchc.load.recovery import parse

    parsed = parse(source.text)
    source.text, source.data, source.complete = parsed.text, parsed.data, parsed.complete
    source.lost, source.wounded = parsed.lost, parsed.wounded
    for fault in parsed.faults:
        source.report(fault)


def _text(path: Path, root: Path, source: Source) -> str | None:
    try:
        what, hint, data = _bytes(path, root)
    except (OSError, ValueError, RuntimeError) as error:  # RuntimeError: a loop of symbolic links
        what, hint, data = f"the file cannot be read: {_reason(error)}", None, b""
    if what is None:
        try:
            text = in_unicode(data.decode("utf-8-sig")).replace("\r\n", "\n")
            return unicodedata.normalize("NFC", text + "\n")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            what, hint = f"the file is not UTF-8 (line {line})", "save it as UTF-8 (Unicode, bảng mã UTF-8)"
    source.report(Problem(SYNTAX, what, hint=hint))
    return None


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _bytes(path: Path, root: Path) -> tuple[str | None, str | None, bytes]:
    """What is wrong with a file, what to do about it, and its bytes."""
    linked = path.is_symlink() or path.parent.is_symlink()
    if linked and not path.resolve().is_relative_to(root.resolve()):
        return "the file leads out of the catalogue's folder", "put the file itself there, not a link", b""
    try:
        status = path.stat()
    except FileNotFoundError:
        return "the file is missing", None, b""
    if not S_ISREG(status.st_mode):
        return "this is no file", None, b""
    if status.st_size > LARGEST_FILE:
        return f"the file is larger than {LARGEST_FILE:,} bytes", "split it", b""
    return None, None, path.read_bytes()

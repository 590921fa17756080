"""One TOML file of a catalogue: its data, what of it could not be read, and the line of any key."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from pathlib import Path

import tomli
from attrs import Factory, define

from cchc.errors import Problem
from cchc.lint.mistake import DUPLICATE, SYNTAX, Mistake
from cchc.lint.mistake import Path as KeyPath
from cchc.load.keys import header_lines, key_lines
from cchc.load.problems import Problems

LARGEST_FILE = 2_000_000
"""Bytes; a section of a form is a hundredth of this, and a stranger's file may be endless."""

_TRIES = 20
_BLOCK = re.compile(r"^\[[^\n]*$", re.MULTILINE)


@define(eq=False)
class Source:
    """A file as read; `lost` names the tables that had to be left out, `complete` says whether all else is there."""

    name: str
    problems: Problems
    text: str = ""
    data: dict[str, object] = Factory(dict)
    lost: set[str] = Factory(set)
    complete: bool = True
    _headers: dict[str, int] | None = None
    _keys: dict[KeyPath, int] | None = None

    def report(self, mistake: Mistake) -> None:
        """Note a mistake with the line of its key."""
        key = ".".join(str(part) for part in mistake.path) or None
        line = self.line(mistake.path)
        self.problems.add(Problem(mistake.what, self.name, line, key, mistake.hint, mistake.code))

    def line(self, path: KeyPath) -> int | None:
        """The line of a key, or of the nearest table or list around it."""
        if self._keys is None:
            self._keys = key_lines(self.text)
        while path:
            if path in self._keys:
                return self._keys[path]
            path = path[:-1]
        return None

    def table_line(self, id: str) -> int:
        """The line of a top-level table, found without reading the file key by key; 0 if unknown."""
        if self._headers is None:
            self._headers = header_lines(self.text)
        return self._headers.get(id, 0)


def read_source(path: Path, name: str, root: Path, problems: Problems) -> Source:
    """Read a file, whatever it holds; what cannot be read is a problem, not an exception."""
    source = Source(name, problems)
    text = _text(path, root, source)
    if text is None:
        source.complete = False
    else:
        source.text = text
        _parse(source)
    return source


def _text(path: Path, root: Path, source: Source) -> str | None:
    try:
        what, hint, data = _bytes(path, root)
    except (OSError, ValueError, RuntimeError) as error:  # RuntimeError: a loop of symbolic links
        what, hint, data = f"the file cannot be read: {_reason(error)}", None, b""
    if what is None:
        try:
            return unicodedata.normalize("NFC", data.decode("utf-8-sig").replace("\r\n", "\n") + "\n")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            what, hint = f"the file is not UTF-8 (line {line})", "save it as UTF-8 (Unicode, bảng mã UTF-8)"
    source.problems.add(Problem(what, source.name, hint=hint, code=SYNTAX))
    return None


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _bytes(path: Path, root: Path) -> tuple[str | None, str | None, bytes]:
    """What is wrong with a file, what to do about it, and its bytes."""
    if not path.resolve().is_relative_to(root.resolve()):
        return "the file leads out of the catalogue's folder", "put the file itself there, not a link", b""
    if not path.exists():
        return "the file is missing", None, b""
    if not path.is_file():
        return "this is no file", None, b""
    if path.stat().st_size > LARGEST_FILE:
        return f"the file is larger than {LARGEST_FILE:,} bytes", "split it", b""
    return None, None, path.read_bytes()


def exact(text: str) -> Decimal:
    """A TOML decimal, held exactly; one beyond all bounds is not a number."""
    try:
        return Decimal(text)
    except ArithmeticError:
        return Decimal("NaN")


def _parse(source: Source) -> None:
    """Parse, and where a table is faulty leave it out and parse again, so that its mistake hides no other."""
    text = source.text
    for _ in range(_TRIES):
        try:
            source.data = tomli.loads(text, parse_float=exact)
        except tomli.TOMLDecodeError as error:
            mended = _without_fault(source, text, error)
            if mended is None:
                break
            text = mended
        except (ValueError, ArithmeticError, RecursionError) as error:
            source.problems.add(Problem(f"this is not usable TOML: {error}", source.name, code=SYNTAX))
            break
        else:
            source.text = text
            return
    source.complete = False
    source.lost.update(header_lines(text))


def _without_fault(source: Source, text: str, error: tomli.TOMLDecodeError) -> str | None:
    """The text less the table that the parser stumbled over; None if the fault has no place."""
    what: str = getattr(error, "msg", str(error))
    endless = "end of document" in str(error)
    line: int | None = _unclosed_text(text) if endless else getattr(error, "lineno", None)
    start, end = _block_around(text, line or 1)
    name = _BLOCK.match(text, start)
    key = name[0].strip("[] \t\r") if name and line else None
    double = what.startswith(("Cannot declare", "Cannot overwrite"))
    hint = "a name may stand only once in its table" if double else None
    source.problems.add(Problem(what, source.name, line, key, hint, DUPLICATE if double else SYNTAX))
    if endless or line is None:
        return None
    if key is None:
        source.complete = False
    else:
        source.lost.add(key)
    return text[:start] + "\n" * text.count("\n", start, end) + text[end:]


def _unclosed_text(text: str) -> int | None:
    """The line of the last multi-line quotes, which are probably those never closed."""
    place = max(text.rfind('"' * 3), text.rfind("'" * 3))
    return text.count("\n", 0, place) + 1 if place >= 0 else None


def _block_around(text: str, line: int) -> tuple[int, int]:
    """From the header above a line to the next header."""
    start, place = 0, 0
    for _ in range(line):
        place = text.find("\n", place) + 1 or len(text)
    for header in _BLOCK.finditer(text):
        if header.start() >= place:
            return start, header.start()
        start = header.start()
    return start, len(text)

"""Texts of strangers before people or programs see them: the one place that says which characters may pass.

What a file, its name, a sheet or another's catalogue says may hold what a terminal obeys (escape sequences), what
turns the order of letters round (bidirectional overrides), what nobody sees (tags), what is no character at all, and
lines that a continuous-integration service takes for commands.
Source: Unicode 16, chapters 5.20, 23.2, 23.8 and 23.9; UTR #36; the workflow commands of GitHub, Azure and TeamCity.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import overload
from unicodedata import combining

MARK = "\N{REPLACEMENT CHARACTER}"
"""What stands where a character was taken out."""

_NO_CHARACTERS = "\ud800-\udfff\ufdd0-\ufdef" + "".join(
    f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17)
)
_BREAKS = "\u2028\u2029"
_TURNING = "\u202a-\u202e\u2066-\u2069"
_UNSEEN = "\ufff9-\ufffb\U000e0000-\U000e007f"
_CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f"

_IN_HTML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;", "\t": " "})
_MOST_MARKS, _LONG = 30, 300
_MARKS = re.compile(rf"[^\w\s\x00-\u02ff]{{{_MOST_MARKS + 1},}}")
"""What endless combining marks look like, and rows of dots, too."""
_JOINER = "\N{COMBINING GRAPHEME JOINER}"
_COMMAND = re.compile(r"^([^\S\n]*):(?=:)|#(?=#(?:\[|[A-Za-z]+\[))", re.MULTILINE)
"""A command at the beginning of a line ("::error …"), or anywhere in it ("##[error]", "##vso[…]", "##teamcity[…]")."""


@overload
def in_unicode(text: str) -> str: ...
@overload
def in_unicode(text: str | None) -> str | None: ...
def in_unicode(text: str | None) -> str | None:
    """A text without what is no character (lone surrogates, U+FFFE and its like), which no file format can keep.

    Of marks on one letter there may be thirty: to put more in their order takes the square of the time.
    Source: UAX #15, 13 (stream-safe text format).
    """
    if not isinstance(text, str) or text.isascii():
        return text
    if len(text) > _LONG and _MARKS.search(text):
        text = _MARKS.sub(lambda found: "".join(_parted(found[0])), text)
    # What is no character is not printable; and nearly every text of a form is.
    return text if text.isprintable() else _no_character().sub(MARK, text)


@cache
def _no_character() -> re.Pattern[str]:
    return re.compile(f"[{_NO_CHARACTERS}]")


def _parted(marks: str) -> Iterator[str]:
    """Marks with a joiner after so many."""
    many = 0
    for mark in marks:
        many = many + 1 if combining(mark) else 0
        if many > _MOST_MARKS:
            many = 1
            yield _JOINER
        yield mark


def printable(text: str) -> str:
    """A text of one or several lines that can be shown: with nothing in it that a terminal or a browser would obey."""
    return _each_line(text.replace("\r\n", "\n"), MARK)


def _each_line(text: str, instead: str | Callable[[re.Match[str]], str]) -> str:
    """A text with something else in place of what is forbidden: none of that is printable, and nearly every line is."""
    if text.isprintable():
        return text
    return "\n".join(line if line.isprintable() else _forbidden().sub(instead, line) for line in text.split("\n"))


@cache
def _forbidden() -> re.Pattern[str]:
    return re.compile(f"[{_NO_CHARACTERS}{_BREAKS}{_TURNING}{_UNSEEN}{_CONTROLS}]")


def inert(text: str) -> str:
    """A text no line of which a continuous-integration service obeys: a backslash goes into what would be a command."""
    return _COMMAND.sub(lambda found: f"{found[1] or ''}\\:" if found[0][-1] == ":" else "#\\", text)


def in_html(text: str) -> str:
    """A text as HTML and XML show it."""
    return printable(text).translate(_IN_HTML)


def escaped(json: str) -> str:
    """JSON that says the same, with nothing raw in it that a terminal would obey or that is no character."""
    told = _each_line(json, _escape)
    return told.replace("##", "#\\u0023") if "##" in json else told


def _escape(found: re.Match[str]) -> str:
    if found[0] < " ":  # between values: a line break or a tab of the layout
        return found[0]
    pairs = found[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{pairs[at] << 8 | pairs[at + 1]:04x}" for at in range(0, len(pairs), 2))

"""Text in columns: what a terminal shows of it, how wide it is, cut to fit."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Iterable, Sequence

import click

from cchc.cli.streams import is_terminal

FRAME = "bright_blue"
"""The colour of what stands around texts: the plain blue cannot be read on black."""
_PLAIN_WIDTH = 100
_WIDEST = 140
_FIRST_WIDE = "\u2e80"
_MARKS = frozenset(
    map(chr, (*range(0x300, 0x370), *range(0x1100, 0x1160), *range(0x1AB0, 0x1B00), *range(0x20D0, 0x2100)))
)
"""Below the first wide character, what may not take one place; no composed Vietnamese letter is among it."""


def page_width() -> int:
    """The terminal's width within reason; a fixed one where there is no terminal."""
    if not is_terminal(sys.stdout):
        return _PLAIN_WIDTH
    return max(60, min(_WIDEST, os.get_terminal_size(sys.stdout.fileno()).columns))


def visible(text: str) -> str:
    """A text on one line, with nothing in it that a terminal would obey."""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    if text.isprintable():
        return text
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)


def width(text: str) -> int:
    """How many places a plain text takes on a terminal."""
    if text.isascii() or (_MARKS.isdisjoint(text) and max(text) < _FIRST_WIDE):
        return len(text)
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return len(text) + wide - sum(unicodedata.combining(character) > 0 for character in text)


def clip(text: str, room: int) -> str:
    """A text cut to `room` places, with an ellipsis where it was cut."""
    if len(text) <= room and width(text) <= room:
        return text
    cut = text[:room]
    while cut and width(cut) >= room:
        cut = cut[:-1]
    return cut.rstrip() + "…"


def pad(text: str, room: int, *, right: bool = False) -> str:
    """A text, coloured or not, filled up with spaces; on its left if it is to end at the right."""
    space = " " * max(0, room - width(click.unstyle(text)))
    return space + text if right else text + space


def columns(rows: Sequence[Sequence[str]], *, right: frozenset[int] = frozenset(), gap: str = "  ") -> list[str]:
    """Rows of plain or coloured texts, aligned; `right` are the columns that end at the right."""
    widths = [max(width(click.unstyle(text)) for text in column) for column in zip(*rows, strict=True)]
    return [
        gap.join(pad(text, widths[place], right=place in right) for place, text in enumerate(row)).rstrip()
        for row in rows
    ]


def wrap(text: str, room: int, indent: str = "") -> str:
    """A text broken between words; lines after the first begin with `indent`."""
    lines, line = [], ""
    measure = len if width(text) == len(text) else width
    for word in text.split():
        if line and measure(line) + 1 + measure(word) > room:
            lines.append(line)
            line = indent + word
        else:
            line = f"{line} {word}" if line else word
    return "\n".join([*lines, line])


def laid_out(heading: str, rows: Iterable[tuple[str, str]]) -> str:
    """A heading, and under it what is known: names at the left, what each is beside it; a row that says nothing is
    left out."""
    shown = [(head, text) for head, text in rows if text]
    room = max((len(head) for head, _ in shown), default=0)
    indent = " " * (room + 4)
    lines = [click.style(heading, bold=True)]
    for head, text in shown:
        wrapped = "\n".join(wrap(line, page_width() - len(indent)) for line in text.split("\n"))
        lines.append(f"  {click.style(head.ljust(room), fg=FRAME)}  " + wrapped.replace("\n", f"\n{indent}"))
    return "\n".join(lines)

"""Standard input, output and error: what is said there is obeyed by nothing, and a stream may be closed or full."""

from __future__ import annotations

import errno
import io
import os
import re
import sys
from contextlib import suppress
from typing import BinaryIO, TextIO

import click

from cchc.printable import inert, printable

STDIO = "-"
"""Standard input where a report is read, standard output where one is written."""
_STYLE = re.compile(r"(\x1b\[(?:0|1|2|22|[39][0-7])m)")
"""The styles that this program uses; no other escape sequence leaves it."""


def prepare() -> None:
    """Vietnamese is written whatever the system's code page, a file name's odd bytes escaped.

    Where a stream is closed, its number is taken: the next file to be opened must not get it.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def finish() -> None:
    """Nothing is left to be written when the process ends; raises OSError if what was said went nowhere."""
    if sys.stdout is not None:
        sys.stdout.flush()


def give_up() -> None:
    """What could not be written to standard output has nowhere to go: the end of the process must not try again."""
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except (OSError, ValueError):
            with suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def say(text: str = "", *, is_error: bool = False, color: bool | None = None, is_inert: bool = True) -> None:
    """A text on standard output or error, with nothing in it that a terminal or a log would obey."""
    stream = sys.stderr if is_error else sys.stdout
    if stream is None:
        if is_error:
            return
        raise _closed("stdout")
    told = clean(text, is_plain=not _has_colours(stream, color), is_inert=is_inert)
    click.echo(told, file=stream, color=color)


def clean(text: str, *, is_plain: bool, is_inert: bool = True) -> str:
    """A text of any origin as it may be shown; `is_inert` says whether no line of it may be a command to a log."""
    pieces = _STYLE.split(text)
    if is_plain:
        shown = printable("".join(pieces[::2]))
    else:
        shown = "".join(piece if place % 2 else printable(piece) for place, piece in enumerate(pieces))
    shown = shown.replace("\t", " ")
    return inert(shown) if is_inert else shown


def raw(data: bytes) -> None:
    """The bytes of a file to standard output."""
    if sys.stdout is None:
        raise _closed("stdout")
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def standard_input() -> BinaryIO:
    """Raises OSError where it is closed."""
    if sys.stdin is None:
        raise _closed(STDIO)
    return sys.stdin.buffer


def _closed(name: str) -> OSError:
    return OSError(errno.EBADF, os.strerror(errno.EBADF), name)


def _has_colours(stream: TextIO, color: bool | None) -> bool:
    context = click.get_current_context(silent=True)
    chosen = color if color is not None or context is None else context.color
    return is_terminal(stream) if chosen is None else chosen


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person looks at it; a stream that is closed is none."""
    return stream is not None and stream.isatty()

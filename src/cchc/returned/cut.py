"""XML cut at its elements as it is written, so that what is not touched stays letter for letter.

Only for elements that hold none of their own name; each tag is looked at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from cchc.record import frozen
from cchc.returned.parts import NotKeptError

_ATTRIBUTES = r"""(?:[^<>"']|"[^"<]*"|'[^'<]*')*+"""


@frozen
class Cut:
    """An element: what stands in its tag behind the name, what it holds, and all of it with its tags."""

    attributes: str
    inside: str
    whole: str
    start: int
    end: int


def cuts(text: str, name: str) -> Iterator[Cut]:
    """The elements of that name, which may be a pattern for one with a prefix; raises NotKeptError where tags do not
    pair."""
    opened: re.Match[str] | None = None
    for tag in re.finditer(rf"<(/?)(?:{name})(?![\w:.-])({_ATTRIBUTES})>", text):
        is_closing, is_empty = bool(tag[1]), tag[2].endswith("/")
        if is_closing == (opened is None):
            raise NotKeptError("unusual")
        if is_empty:
            yield _cut(text, tag, tag)
        elif opened is None:
            opened = tag
        else:
            yield _cut(text, opened, tag)
            opened = None
    if opened is not None:
        raise NotKeptError("unusual")


def first_cut(text: str, name: str) -> Cut | None:
    """The first element of that name."""
    return next(cuts(text, name), None)


def recut(text: str, name: str, made: Callable[[Cut], str]) -> str:
    """The text with something else in the place of each element of that name."""
    pieces, end = [], 0
    for each in cuts(text, name):
        pieces += [text[end : each.start], made(each)]
        end = each.end
    return "".join([*pieces, text[end:]])


def _cut(text: str, opening: re.Match[str], closing: re.Match[str]) -> Cut:
    inside = text[opening.end() : closing.start()]
    attributes = opening[2].removesuffix("/").rstrip()
    return Cut(attributes, inside, text[opening.start() : closing.end()], opening.start(), closing.end())

"""Lists inside one text: "1/ … 2/ …", "a) … b) …", or lines that begin with a dash."""

from __future__ import annotations

import re

from cchc.text.markup import pattern, visible

_BULLET = pattern(r"(?m)^[ \t]*[-–—+•*▪●◦][ \t]*")
_ORDINAL = pattern(r"(?<![\w.,/:(])\(?([0-9]{1,2}|[a-zđ])(?:[/)](?![0-9/])|\.(?![0-9.])|[:/.)] ) ?", re.IGNORECASE)
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_LATIN = "abcdefghijklmnopqrstuvwxyz"


def list_items(text: str) -> list[str]:
    """The items of a list: "1/ … 2/ …", "a) … b) …", or lines that begin with a dash.

    Numbering must run from 1 (or a) without a gap; no list gives no items. What stands before
    the first item belongs to none.
    """
    seen = visible(text, lines=True).text
    return _numbered(seen) or _dashed(seen)


def ordinals(text: str) -> list[tuple[int, int]]:
    """The spans of a list's ordinals ("1/", "2/", …) in a visible text: the longest such run."""
    runs = [_run(text, style) for style in ("0", _LATIN, _LETTERS)]
    longest = max(runs, key=len)
    return longest if len(longest) > 1 else []


def _numbered(text: str) -> list[str]:
    markers = ordinals(text)
    ends = [*(start for start, _ in markers[1:]), len(text)]
    return [_item(text[begin:end]) for (_, begin), end in zip(markers, ends, strict=False)]


def _run(text: str, letters: str) -> list[tuple[int, int]]:
    """Start and end of each marker, in order, from the first of the numbering on."""
    run: list[tuple[int, int]] = []
    style = ""
    for marker in _ORDINAL().finditer(text):
        wanted = str(len(run) + 1) if letters == "0" else letters[len(run) : len(run) + 1]
        shape = marker[0].replace(marker[1], "").strip()
        if wanted and marker[1].lower().lstrip("0") == wanted and (not run or shape == style):
            style = shape
            run.append(marker.span())
    return run


def _dashed(text: str) -> list[str]:
    starts = list(_BULLET().finditer(text))
    ends = [bullet.start() for bullet in starts[1:]] + [len(text)]
    items = [_item(text[bullet.end() : end]) for bullet, end in zip(starts, ends, strict=False)]
    return items if len(items) > 1 else []


def _item(text: str) -> str:
    return " ".join(text.split()).rstrip(" ;,.")

"""Letters that stand higher, lower, or another way than the lines of a page: note marks, and what lies over the page.

A raised mark belongs to the text that it touches, however high it stands: run into the line above, or
alone on a line, it would read as a number of its own. Text that slants, and pale text far larger
than the rest, lies over the page to say that it is a draft or a copy; it is no part of any cell.
Lengths are points; y grows upwards.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

from cchc.readers.typeset import Letter

_SMALLER = 0.85
"""Of the size of the letters beside it: a mark is no larger."""
_HIGHEST, _LOWEST = 0.75, 0.4
"""Of the size of the letters beside it: so far over and under their line a mark stands."""
_TOUCHES = 0.35
"""… and so close to them."""
_LONGEST = 6
"""Letters of a mark."""
_LARGER = 1.5
"""Of the size of most letters of a page: pale text that is larger lies over it."""


def settle(letters: Sequence[Letter]) -> None:
    """Marks take the line of the letters that they touch."""
    if not letters:
        return
    common = _common(letters)
    marks = [letter for letter in letters if letter.size <= _SMALLER * common]
    if not marks or 2 * len(marks) > len(letters):
        return
    by_base = sorted((letter for letter in letters if letter.size > _SMALLER * common), key=lambda each: each.base)
    bases = [letter.base for letter in by_base]
    for run in _runs(marks):
        first, last = run[0], run[-1]
        near = by_base[
            bisect_left(bases, first.base - _HIGHEST * 3 * common) : bisect_right(bases, first.base + 3 * common)
        ]
        hosts = [host for host in near if _touches(host, first.left, last.right) and _carries(host, first)]
        if hosts:
            host = min(hosts, key=lambda host: abs(host.base - first.base))
            for letter in run:
                letter.line = host.base


def over(letters: Sequence[Letter], pale: AbstractSet[int]) -> list[Letter]:
    """The letters of pale pieces that are far larger than the rest."""
    if not pale or not letters:
        return []
    common = _common(letters)
    return [letter for letter in letters if letter.piece in pale and letter.size > _LARGER * common]


def said(letters: Iterable[Letter]) -> str:
    """Letters in the order in which they were drawn, as one text."""
    parts: list[str] = []
    last: Letter | None = None
    for letter in sorted(letters, key=lambda letter: letter.order):
        parts.append(" " * (last is not None and (letter.is_spaced or letter.piece != last.piece)) + letter.sign)
        last = letter
    return "".join(parts)


def _common(letters: Sequence[Letter]) -> float:
    return Counter(letter.size for letter in letters).most_common(1)[0][0]


def _runs(marks: Iterable[Letter]) -> list[list[Letter]]:
    """Marks that follow each other closely on one height; long ones are small text, and none."""
    runs: list[list[Letter]] = []
    for letter in sorted(marks, key=lambda mark: (round(mark.base, 1), mark.left)):
        last = runs[-1][-1] if runs else None
        if (
            last is not None
            and abs(last.base - letter.base) < 0.1
            and letter.left - last.right < _TOUCHES * letter.size
        ):
            runs[-1].append(letter)
        else:
            runs.append([letter])
    return [run for run in runs if len(run) <= _LONGEST]


def _touches(host: Letter, left: float, right: float) -> bool:
    reach = _TOUCHES * host.size
    return -reach < left - host.right < reach or -reach < host.left - right < reach


def _carries(host: Letter, mark: Letter) -> bool:
    """Whether a mark stands as high or low beside a letter as marks do."""
    return mark.size <= _SMALLER * host.size and -_LOWEST * host.size <= mark.base - host.base <= _HIGHEST * host.size

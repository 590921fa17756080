"""Words and figures whose letters are set apart, as titles and fields of forms are: "3 5 , 0 0" is 35,00.

Nothing but an even distance tells them from several words: it must hold over three letters, or be
the one that longer words of the page have, and the page must have no space there. Lengths are points.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from cchc.readers.typeset import SPACE, Line

_WIDEST = 0.5
"""Of a letter's size: what stands further apart are words."""
_EVEN = 0.02
"""… and how much distances differ that are meant as one."""
_FEWEST = 3
"""Letters that tell an even distance by themselves."""


def settle(lines: Iterable[Line]) -> None:
    """Letters that are set apart are told so."""
    runs = [run for line in lines for run in _runs(line) if len(run) > 1]
    long = [_distance(run) for run in runs if len(run) >= _FEWEST]
    known = [distance for distance in long if distance is not None]
    for run in runs if known else ():
        distance = _distance(run)
        if distance is not None and any(abs(distance - other) <= _EVEN for other in known):
            for letter in run:
                letter.spread = (distance + _EVEN) * letter.size


def _runs(line: Line) -> Iterator[Line]:
    """Letters that follow each other without a space."""
    run: Line = []
    for letter in line:
        is_apart = bool(run) and (letter.left - run[-1].right > _WIDEST * letter.size or letter.has_space)
        if is_apart:
            yield run
            run = []
        run.append(letter)
    yield run


def _distance(run: Line) -> float | None:
    """The distance between letters by their size, if they are all set apart evenly."""
    if run[1].left - run[0].right <= SPACE * run[1].size:
        return None
    gaps = [(letter.left - last.right) / letter.size for last, letter in pairwise(run)]
    return sum(gaps) / len(gaps) if max(gaps) - min(gaps) <= _EVEN else None

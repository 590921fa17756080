"""Letters at their places on a page, put together to lines and texts. Lengths are points; y grows upwards.

A word may be drawn in pieces and in any order (letters with marks often come from a second font),
so only where its letters stand tells how it reads.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

from cchc.readers.sight import Sight, Sighted
from cchc.record import define
from cchc.text.wrapped import LOOKED_AT, breaks_word

SPACE = 0.14
"""Of a letter's size: a gap wider than this is a space between words."""
_LENT = 0.07
"""… and between words of which the page says so, where one is drawn in several pieces, one wider than this."""
APART = 1.1
"""… and one wider than this keeps two texts of a line apart, as columns and signatures are."""
_SAME_LINE = 0.4
_STRUCK = 0.8
"""Of a line that strikes letters out: the part that they take up."""
_RAISED_BY, _SMALLER = 0.15, 0.85
_OFTEN = 3
"""Texts that begin at one edge, if it is the edge of a column."""
_BREAK = re.compile(r"(?<!\s)\s*\n\s*")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"})


@define
class Letter:
    """A letter: where it begins and ends, its base line, its size, and the piece of text that it was drawn with."""

    sign: str
    left: float
    right: float
    base: float
    size: float
    piece: int = 0
    order: int = 0
    """The how manieth letter of the page it is, in the order in which they were drawn."""
    is_spaced: bool = False
    """The page has a space between it and the letter drawn before it."""
    has_space: bool = False
    """… which is drawn, too, and not only a distance."""
    spread: float = 0.0
    """How far it stands from the letters of its own word, where these are set apart."""
    is_unseen: bool = False
    """A line runs through it, or it is drawn in the colour of the paper."""
    line: float | None = None
    """The base line of the text beside it that it is raised or lowered from."""

    @property
    def level(self) -> float:
        """The base line of the line of text that it is of."""
        return self.base if self.line is None else self.line

    def turned_back(self, turn: int) -> tuple[float, float]:
        """The place of a letter that runs another way, by quarter turns, where it stands on the page."""
        along, base = (self.left + self.right) / 2, self.base
        return {1: (-base, along), 2: (-along, -base), 3: (base, -along)}[turn]

    @property
    def middle(self) -> tuple[float, float]:
        """The place that decides which cell a letter belongs to."""
        return (self.left + self.right) / 2, self.level + 0.3 * self.size


Line = list[Letter]


def lines(letters: Iterable[Letter]) -> list[Line]:
    """Letters by lines, from the top, each from the left; raised and lowered ones stand with their line."""
    found: list[Line] = []
    base, size = 0.0, 0.0
    for letter in sorted(letters, key=lambda letter: (-letter.level, letter.left)):
        if found and base - letter.level <= _SAME_LINE * max(size, letter.size):
            found[-1].append(letter)
            if letter.size > size:
                base, size = letter.level, letter.size
        else:
            found.append([letter])
            base, size = letter.level, letter.size
    return [_in_order(line) for line in found]


def _in_order(line: Line) -> Line:
    """The letters of a line from the left, each mark behind the letter that it stands over."""
    line.sort(key=lambda letter: letter.left)
    if not any(map(_is_mark, line)):
        return line
    marks = [letter for letter in line if _is_mark(letter)]
    ordered = [letter for letter in line if not _is_mark(letter)]
    for mark in marks:
        place = min(
            range(len(ordered)),
            key=lambda place: _distance(ordered[place], (mark.left + mark.right) / 2),
            default=-1,
        )
        while place + 1 < len(ordered) and _is_mark(ordered[place + 1]):
            place += 1
        ordered.insert(place + 1, mark)
    return ordered


def _is_mark(letter: Letter) -> bool:
    return letter.sign > "\u02ff" and unicodedata.combining(letter.sign[0]) > 0


def _distance(letter: Letter, place: float) -> float:
    if _is_mark(letter):
        return float("inf")
    return 0.0 if letter.left <= place <= letter.right else min(abs(letter.left - place), abs(letter.right - place))


def strike(found: Iterable[Line], edges: Iterable[tuple[float, float, float, float]]) -> None:
    """Mark the letters that a line runs through; a table's own lines run beside letters, or far beyond them."""
    bars = sorted((y1, min(x1, x2), max(x1, x2)) for x1, y1, x2, y2 in edges if abs(y1 - y2) < 1 and abs(x1 - x2) > 2)
    heights = [bar[0] for bar in bars]
    for line in found if bars else ():
        size = max(letter.size for letter in line)
        base = next(letter.base for letter in line if letter.size == size)
        first, last = bisect_left(heights, base + 0.18 * size), bisect_right(heights, base + 0.5 * size)
        for _, left, right in bars[first:last]:
            through = [letter for letter in line if left - 0.5 <= letter.middle[0] <= right + 0.5]
            if through and through[-1].right - through[0].left >= _STRUCK * (right - left):
                for letter in through:
                    letter.is_unseen = True


def apart(line: Line, gap: float = APART) -> list[Line]:
    """The texts of a line that wide gaps keep apart."""
    parts: list[Line] = []
    for letter in line:
        last = parts[-1][-1] if parts else None
        if last is not None and letter.left - last.right <= gap * max(letter.size, last.size):
            parts[-1].append(letter)
        else:
            parts.append([letter])
    return parts


def text(found: Sequence[Line]) -> Sighted:
    """Lines under each other as one text, words that were broken at a hyphen or slash made whole."""
    whole = Sighted()
    for place, line in enumerate(found):
        written = _line(line)
        if place and written.pieces:
            whole.add("\n")
        whole.pieces += written.pieces
    return whole


def unwrapped(text: str) -> str:
    """The lines of a cell as one text: after a hyphen or a slash inside of a word it goes on without a space."""

    def join(match: re.Match[str]) -> str:
        start, end = match.span()
        goes_on = not match[0].startswith(" ") and breaks_word(
            text[max(0, start - LOOKED_AT) : start], text[end : end + 2]
        )
        return "" if goes_on else " "

    return unicodedata.normalize("NFC", _BREAK.sub(join, text).translate(_LIGATURES))


def _line(line: Line) -> Sighted:
    """A line as it is seen, and behind it what is not."""
    written = Sighted()
    seen = [letter for letter in line if not letter.is_unseen]
    size = max((letter.size for letter in seen), default=0.0)
    base = next((letter.base for letter in seen if letter.size == size), 0.0)
    hidden = Sighted()
    last: Letter | None = None
    is_apart = False
    for letter in line:
        # What is struck out fills its place: "12" and "7" around it are one figure.
        is_apart = is_apart or (last is not None and _is_apart(last, letter))
        last = letter
        into, sight = (hidden, Sight.UNSEEN) if letter.is_unseen else (written, _sight(letter, base, size))
        if is_apart and into.pieces:
            into.add(" ", Sight.UNSEEN if letter.is_unseen else Sight.PLAIN)
        into.add(letter.sign, sight)
        is_apart = is_apart and letter.is_unseen
    written.pieces += hidden.pieces
    return _joined(written)


def _is_apart(last: Letter, letter: Letter) -> bool:
    """Whether there is a space between two letters of a line."""
    if letter.spread and last.spread and not letter.has_space:
        return letter.left - last.right > letter.spread + SPACE * letter.size
    gap, size = letter.left - last.right, min(letter.size, last.size)
    if letter.is_spaced and letter.order == last.order + 1:
        # A letter that another font lends ("ế" in a bold word) reaches into the space behind it by what it is too wide.
        is_lent = letter.piece != last.piece and last.sign.isalpha() and letter.sign.isalpha()
        if letter.piece == last.piece or (is_lent and gap > _LENT * size):
            return True
    return gap > SPACE * size


def _sight(letter: Letter, base: float, size: float) -> Sight:
    if letter.size > _SMALLER * size or abs(letter.base - base) < _RAISED_BY * size:
        return Sight.PLAIN
    return Sight.RAISED if letter.base > base else Sight.LOWERED


def _joined(written: Sighted) -> Sighted:
    """Neighbours that are seen alike as one piece."""
    joined = Sighted()
    for text, sight in written.pieces:
        if joined.pieces and joined.pieces[-1][1] is sight:
            joined.pieces[-1] = (joined.pieces[-1][0] + text, sight)
        else:
            joined.add(text, sight)
    return joined


def by_columns(
    line: Line, walls: Sequence[float], edges: Mapping[int, int] | None = None
) -> Iterator[tuple[int, Line]]:
    """The letters of a line by the columns that walls part: a letter belongs to the one that holds its middle.

    A text that runs on over a wall, as a long one does into an empty cell, stays whole: with the
    column that holds most of it. `edges` are where texts of the table begin, rounded by `edge`, and
    how often. Columns count from 0, left of the first wall is -1.
    """
    places = [bisect_right(walls, (letter.left + letter.right) / 2) - 1 for letter in line]
    start = 0
    for place in range(1, len(line) + 1):
        if place < len(line) and _runs_on(line, places, place, walls, edges or {}):
            continue
        column = max(set(places[start:place]), key=places[start:place].count)
        yield column, line[start:place]
        start = place


def edge(letter: Letter) -> int:
    """Where a text begins, in half points."""
    return round(2 * letter.left)


def _runs_on(line: Line, places: Sequence[int], place: int, walls: Sequence[float], edges: Mapping[int, int]) -> bool:
    """Whether a letter is of one text with the letter before it."""
    before, after = line[place - 1], line[place]
    if places[place - 1] == places[place]:
        return True
    gap, size = after.left - before.right, max(before.size, after.size)
    wall = walls[places[place]] if places[place] > places[place - 1] else walls[places[place - 1]]
    if before.piece and before.piece == after.piece:
        if gap > SPACE * size and before.right <= wall <= after.left:
            # Some programs draw a whole row as one text: its cells begin where others of their columns do.
            often = sum(edges.get(edge(after) + shift, 0) for shift in (-1, 0, 1))
            return gap <= 0.6 * size and often < _OFTEN and not _is_figure(line[:place])
        return gap <= 0.6 * size
    # A word may be of two fonts; two texts that each reach their side of the wall are two.
    crosses = wall < before.right - 0.1 * size or wall > after.left + 0.1 * size
    return crosses and abs(gap) <= 0.03 * size


def _is_figure(line: Sequence[Letter]) -> bool:
    """Whether the text that a line ends with is a number: no number runs over into another cell."""
    last = line[-1]
    for letter in reversed(line):
        if last.left - letter.right > 0.6 * letter.size:
            return True
        if not (letter.sign.isdigit() or letter.sign in ".,%/-"):
            return False
        last = letter
    return True

"""Which row of a file is which line of the form: exact labels in order first, likeness for what is left.

Labels repeat on the form ("Ban hành Kế hoạch"), so a label alone names no line: its place among
its neighbours does. Order is kept where the file keeps it; what stands elsewhere is found last.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from cchc.reading.budget import charge
from cchc.reading.labels import LabelledLine, Labels, code_key, marker, paths_of
from cchc.reading.likeness import likeness
from cchc.record import frozen
from cchc.text.spelling import folded, key

_ALIKE = 0.72
"""Labels this alike, between the same neighbours, are one label with a slip of the pen."""
_ALIKE_BY_CODE = 0.4
"""Labels under the same printed number need only resemble each other."""
_ALIKE_ALONE = 0.55
"""… and so do those of the only row and the only line left between two that are certain."""
_ALIKE_ANYWHERE = 0.85
"""Out of its place a row must be nearly the line's own."""

_WORD = re.compile(r"[^\W_]+")


@frozen
class Placement:
    """The line that a row is, None if it is none; and how it came to be taken for it."""

    id: str | None = None
    alike: bool = False
    moved: bool = False
    twice: bool = False
    shared: bool = False
    """Of a row that comes again: whether other lines of the form have its label, so that it may be theirs."""
    by_place: bool = False
    """Whether only its marker, its unit and its neighbours tell the line."""


@frozen
class _Row:
    """A row by its matching key and, where it prints a number, its place on the form."""

    key: str
    path: str | None
    mark: str
    unit: str = ""


def match(rows: Sequence[tuple[str, str]], labels: Labels, units: Sequence[str] = ()) -> tuple[Placement, ...]:
    """The line of each row, given as (code, label) in the order of the file; `units` as their own column has them."""
    found = _Matching(_with_paths(rows, labels, units), labels)
    found.in_order()
    found.out_of_order()
    found.in_gaps()
    found.alike_anywhere()
    if units and len(found.placements) < len(rows):
        found.by_place()
    return tuple(found.placements.get(place, Placement()) for place in range(len(rows)))


def _with_paths(rows: Sequence[tuple[str, str]], labels: Labels, units: Sequence[str]) -> list[_Row]:
    """Rows with the paths that their numbers give."""
    paths = paths_of((code for code, _ in rows), is_lettered=labels.is_lettered)
    return [
        _Row(labels.key(label), path, marker(code_key(code)), units[place] if units else "")
        for place, ((code, label), path) in enumerate(zip(rows, paths, strict=True))
    ]


class _Matching:
    """The state of one matching: which rows and lines have found each other."""

    def __init__(self, rows: list[_Row], labels: Labels) -> None:
        self.rows = rows
        self.labels = labels
        self.placements: dict[int, Placement] = {}
        self.row_of: dict[int, int] = {}
        self.ordered: list[tuple[int, int]] = []
        self.parts = _in_parts([row.key for row in rows], [line.key for line in labels.lines])

    def join(self, row: int, line: int, *, alike: bool = False, moved: bool = False) -> None:
        self.placements[row] = Placement(self.labels.lines[line].id, alike=alike, moved=moved)
        self.row_of[line] = row

    def in_order(self) -> None:
        """Labels that are equal, in runs as long as the file keeps the form's order."""
        rows, lines = self.parts
        for start, line, length in _equal_runs(rows, lines):
            for step in range(length):
                if self.rows[start + step].key:
                    self.join(start + step, line + step)
                    self.ordered.append((start + step, line + step))

    def out_of_order(self) -> None:
        """Rows whose label is a line's to the letter, but out of its place, or once more."""
        for place, row in enumerate(self.rows):
            lines = self.labels.places.get(row.key, ()) if place not in self.placements else ()
            free = [line for line in lines if line not in self.row_of]
            if free:
                self.join(place, self._nearest(place, free), moved=True)
            elif lines:
                nearest = min(lines, key=lambda line: abs(self.row_of[line] - place))
                shared = len(lines) > 1
                self.placements[place] = Placement(self.labels.lines[nearest].id, twice=True, shared=shared)

    def _nearest(self, place: int, free: Sequence[int]) -> int:
        """Of lines with one label that of the row's own part of the form, or else the nearest to where it stands."""
        own = [line for line in free if self.parts[1][line] == self.parts[0][place]]
        row, line = max((pair for pair in self.ordered if pair[0] < place), default=(0, 0))
        return min(own or free, key=lambda each: abs(each - (line + place - row)))

    def in_gaps(self) -> None:
        """Rows and lines that stand between the same neighbours and resemble each other."""
        for rows, lines in self._gaps():
            scores = self._scores(rows, lines)
            chain = _best_chain(rows, lines, scores)
            taken = {line for _, line in chain}
            left = [line for line in lines if line not in taken]
            for row, line in chain:
                if any(self._may_as_well_be(self.rows[row], line, other) for other in left):
                    continue
                own, printed = self.rows[row].key, self.labels.lines[line].key
                self.join(row, line, alike=self.labels.neutral(own) != self.labels.neutral(printed))

    def alike_anywhere(self) -> None:
        """Rows out of their place whose label is nearly that of a line that is still free."""
        for place, row in enumerate(self.rows):
            if place in self.placements or not row.key:
                continue
            charge("steps", len(self.labels.lines))
            free = (line for line in range(len(self.labels.lines)) if line not in self.row_of)
            scored = [(likeness(row.key, self.labels.lines[line].key, least=_ALIKE_ANYWHERE), -line) for line in free]
            score, line = max(scored, default=(0.0, 0))
            if score >= _ALIKE_ANYWHERE:
                self.join(place, -line, alike=True, moved=True)

    def by_place(self) -> None:
        """A row that is left over where just one line is, between lines that are certain: its marker and unit agree."""
        ordered = sorted(self.row_of.items(), key=lambda pair: pair[1])
        ends = [(-1, -1), *((row, line) for line, row in ordered), (len(self.rows), len(self.labels.lines))]
        for (row, line), (next_row, next_line) in pairwise(ends):
            if next_row == row + 2 and next_line == line + 2 and row + 1 not in self.placements:
                own, printed = self.rows[row + 1], self.labels.lines[line + 1]
                if self._may_be(own, printed):
                    self.placements[row + 1] = Placement(printed.id, by_place=True)
                    self.row_of[line + 1] = row + 1

    @staticmethod
    def _may_be(row: _Row, line: LabelledLine) -> bool:
        """Whether a row may be a line whose label was left out, cut off, or worded otherwise."""
        if row.mark != line.mark or key(row.unit) != key(line.unit) or not line.unit:
            return False
        printed = folded(line.key) if row.key.isascii() else line.key
        words, others = (frozenset(_WORD.findall(each)) for each in (row.key, printed))
        return not words or printed.startswith(row.key.rstrip(".")) or 2 * len(words & others) >= len(words)

    def _may_as_well_be(self, row: _Row, line: int, other: int) -> bool:
        """Whether all that is left of a row's label is in that of another line, too, of which no row is left.

        Who cuts labels off, as rows that are too low do when they are printed, leaves the same end of several.
        """
        taken, free = self.labels.lines[line], self.labels.lines[other]
        if (row.path is not None and row.path == taken.path) or row.mark != free.mark:
            return False
        return row.key != taken.key and f" {row.key} " in f" {free.key} "

    def _gaps(self) -> Iterator[tuple[list[int], list[int]]]:
        """Free rows and free lines between pairs that keep the order."""
        row, line = 0, 0
        for next_row, next_line in [*self.ordered, (len(self.rows), len(self.labels.lines))]:
            rows = [place for place in range(row, next_row) if place not in self.placements]
            lines = [place for place in range(line, next_line) if place not in self.row_of]
            if rows and lines:
                yield rows, lines
            row, line = next_row + 1, next_line + 1

    def _scores(self, rows: list[int], lines: list[int]) -> dict[tuple[int, int], float]:
        """How well each row fits each line; pairs that do not fit are left out."""
        alone = len(rows) == len(lines) == 1
        scores: dict[tuple[int, int], float] = {}
        for line in lines:
            charge("steps", len(rows))
            for row in rows:
                score = self._score(self.rows[row], self.labels.lines[line], alone=alone)
                if score:
                    scores[row, line] = score
        return scores

    def _score(self, row: _Row, line: LabelledLine, *, alone: bool) -> float:
        same_number = row.path is not None and row.path == line.path
        printed = folded(line.key) if row.key.isascii() else line.key
        enough = _ALIKE_BY_CODE if same_number else _ALIKE_ALONE if alone and row.mark == line.mark else _ALIKE
        alike = likeness(row.key, printed, hurried=not (same_number or alone), least=enough)
        if same_number:
            return alike + 0.5 if alike >= enough else 0.0
        return alike + 0.01 * (row.mark == line.mark) if alike >= enough else 0.0


def _in_parts(rows: list[str], lines: list[str]) -> tuple[list[str], list[str]]:
    """The keys; those of labels that come again with the last before them that does not, if each row so has its line.

    So "Khiếu nại" stays under its own heading, whichever of the rows beside it changed their places.
    """
    if rows == lines:
        return rows, lines
    counted = Counter(lines)
    of_rows, of_lines = _with_last(rows, counted), _with_last(lines, counted)
    are_known = {each for each in of_rows if "\n" in each} <= set(of_lines)
    return (of_rows, of_lines) if are_known else (rows, lines)


def _with_last(keys: Sequence[str], counted: Mapping[str, int]) -> list[str]:
    found, last = [], ""
    for label in keys:
        times = counted.get(label, 0)
        found.append(f"{last}\n{label}" if times > 1 else label)
        last = label if times == 1 else last
    return found


def _equal_runs(rows: list[str], lines: list[str]) -> list[tuple[int, int, int]]:
    """Runs of equal keys: (first row, first line, length), in order."""
    if rows == lines:
        return [(0, 0, len(rows))]
    from difflib import SequenceMatcher

    blocks = SequenceMatcher(None, rows, lines, autojunk=False).get_matching_blocks()
    return _earliest([(block.a, block.b, block.size) for block in blocks], rows, lines)


def _earliest(runs: list[tuple[int, int, int]], rows: list[str], lines: list[str]) -> list[tuple[int, int, int]]:
    """The same lines in the earliest rows: where rows come again, a run goes on as far as it can before the next."""
    for place in range(len(runs) - 1):
        (row, line, size), (next_row, next_line, rest) = runs[place : place + 2]
        if line + size < next_line:
            continue
        more = 0
        while more < rest and row + size + more < next_row and rows[row + size + more] == lines[line + size + more]:
            more += 1
        runs[place], runs[place + 1] = (row, line, size + more), (next_row + more, next_line + more, rest - more)
    return runs


def _best_chain(rows: list[int], lines: list[int], scores: Mapping[tuple[int, int], float]) -> list[tuple[int, int]]:
    """The pairs of greatest total score that keep the order of rows and of lines."""
    if not scores:
        return []
    best: list[list[float]] = [[0.0] * (len(lines) + 1) for _ in range(len(rows) + 1)]
    for i, row in enumerate(rows):
        for j, line in enumerate(lines):
            score = scores.get((row, line))
            with_pair = best[i][j] + score if score else 0.0
            best[i + 1][j + 1] = max(best[i][j + 1], best[i + 1][j], with_pair)
    return _trace(best, rows, lines, scores)


def _trace(
    best: list[list[float]], rows: list[int], lines: list[int], scores: Mapping[tuple[int, int], float]
) -> list[tuple[int, int]]:
    chain: list[tuple[int, int]] = []
    i, j = len(rows), len(lines)
    while i and j:
        if best[i][j] == best[i - 1][j]:
            i -= 1
        elif best[i][j] == best[i][j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            chain.append((rows[i], lines[j]))
    assert all(pair in scores for pair in chain)
    return chain[::-1]

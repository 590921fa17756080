"""Paths and printed codes: a line's path is unique, its parent stands before it, and its code fits its place."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from attrs import Factory

from cchc.edition import Edition, Indicator
from cchc.errors import Problem
from cchc.formula.syntax import is_taken
from cchc.load.codes import DUPLICATE, UNKNOWN_NAME, WRONG_VALUE
from cchc.load.gaps import Gaps
from cchc.load.indicators import UNKNOWN_CODE
from cchc.load.lint.address import address
from cchc.load.numbering import Numbering
from cchc.record import define

RESERVED = frozenset(
    {
        "it", "first", "second", "previous", "period", "date", "office", "unit", "superior", "title", "observed",
        "expected", "diagnosis",
    }
)  # fmt: skip
"""Words with a meaning of their own in rules, their messages and their samples."""
_IN_ITS_PLACE = "only where one of them 'ended' may another stand in its place"


def problems(edition: Edition, gaps: Gaps) -> Iterator[Problem]:
    """Ids, paths and codes that cannot be."""
    yield from _ids(edition)
    yield from _beside_tables(edition)
    lost = any(id not in edition.everything for id in gaps.ids)
    places = _Places(gaps.ids, whole=not gaps.lines and not lost)
    for line in edition.indicators.values():
        yield from places.problems(line)


def _ids(edition: Edition) -> Iterator[Problem]:
    for id, line in edition.everything.items():
        if is_taken(id) or id in RESERVED:
            yield Problem(DUPLICATE, f"{id!r} has a meaning of its own in formulas and rules", address(line))
    for id in edition.auxiliaries.keys() & edition.indicators.keys():
        first = edition.indicators[id]
        what = f"the id {id!r} stands in {first.file}:{first.line} already"
        yield Problem(DUPLICATE, what, address(edition.auxiliaries[id]))


def _beside_tables(edition: Edition) -> Iterator[Problem]:
    """A list of lines beside a table, which nobody would read: a form has one or the other."""
    first = next(iter(edition.indicators.values()), None)
    if edition.tables and first is not None:
        what = "lines that the form prints stand beside a table, and a form of tables is read by its tables alone"
        hint = "write the list as a table: a row for each line, one column of figures"
        yield Problem(WRONG_VALUE, what, address(first), hint)


@define(eq=False, repr=False)
class _Places:
    """What has been seen of the form so far, line by line; once a line is lost, none is known to be missing."""

    broken: AbstractSet[str]
    whole: bool
    by_path: dict[str, Indicator] = Factory(dict)
    numbering: Numbering = Factory(Numbering)

    def problems(self, line: Indicator) -> Iterator[Problem]:
        """What is wrong with one line's place, given all lines before it."""
        expected = self.numbering.expected(line.code, line.path)
        if expected is None:
            yield from self._no_code(line)
        if not self.numbering.is_path(line.code, line.path):
            yield from self._no_path(line)
            return
        first = self.by_path.get(line.path, line)
        if first is not line and first.is_ended == line.is_ended:
            what = f"the path {line.path} belongs to {first.id!r} ({first.file}:{first.line}) already"
            yield Problem(DUPLICATE, what, (*address(line), "path"), _IN_ITS_PLACE)
            return
        self.by_path[line.path] = line if first.is_ended else first
        if self.whole and expected is not None and first is line:
            yield from self._misplaced(line, expected)
        self.numbering.add(line.code, line.path)

    def _misplaced(self, line: Indicator, expected: str) -> Iterator[Problem]:
        """A path that contradicts the code, or that has nothing to stand under."""
        over = line.path.rpartition(".")[0]
        if over and over not in self.by_path:
            yield Problem(UNKNOWN_NAME, f"no line before this one has the path {over}", (*address(line), "path"))
        if expected != line.path:
            what = f"the code {line.code!r} does not fit the path {line.path}"
            yield Problem(WRONG_VALUE, what, (*address(line), "path"), f"by its code and place: {expected}")

    def _no_path(self, line: Indicator) -> Iterator[Problem]:
        """What cannot be a path; where there is none, the code has been told."""
        self.whole = False
        if line.path:
            what, hint = f"{line.path[:40]!r} is no path", "a Roman numeral, then numbers: II.2.4.1"
            yield Problem(WRONG_VALUE, what, (*address(line), "path"), hint)

    def _no_code(self, line: Indicator) -> Iterator[Problem]:
        """A code of no known shape; one that could not be read has been told."""
        if line.code == UNKNOWN_CODE and line.id in self.broken:
            self.whole = False
            return
        what = f"{line.code[:40]!r} is no code of a line"
        yield Problem(WRONG_VALUE, what, (*address(line), "code"), 'such as "II", "A", "3.1", "3,1", "a", "-", "+", ""')

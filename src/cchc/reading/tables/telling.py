"""Which of a form's tables stands under a head that several have: by its rows, its headings, and what it is called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from cchc.edition.table import FormTable
from cchc.reading.budget import charge
from cchc.reading.labels import Labels
from cchc.reading.match import match
from cchc.reading.tables.head import FoundBy, Head, HeadFinder
from cchc.reading.tables.rows import BodyRow, Caption, caption_of, labels_of
from cchc.record import frozen
from cchc.report import Row

_MOST_ROWS = 60
"""Rows under a head that tell whose they are."""
_FARTHEST = 4
"""Rows over a head among which the name of its table may stand: a unit, a note, blank ones lie between."""
_TOLD = 0.5
"""Rows are a table's if so many of them are."""


@frozen
class Candidate:
    """A table that may stand at a place, and its head there."""

    finder: HeadFinder
    head: Head

    @property
    def table(self) -> FormTable:
        """The table that it would be."""
        return self.finder.table

    @property
    def named(self) -> tuple[float, float]:
        """How much of the table's columns the head tells, and how much of them by headings."""
        wanted = max(1, len(self.finder.headings.columns))
        headed = sum(self.head.by.get(place) is not FoundBy.NUMBER for place in self.head.columns)
        return len(self.head.columns) / wanted, headed / wanted


def candidates(finders: Mapping[str, HeadFinder], rows: Sequence[Row], place: int) -> list[Candidate]:
    """The tables whose heads stand at a place, in the form's order."""
    heads = ((finder, finder.at(rows, place)) for finder in finders.values())
    return [Candidate(finder, head) for finder, head in heads if head is not None]


@frozen
class _Rank:
    """How surely a table is the one: what comes first outweighs what follows."""

    has_rows: bool
    named: tuple[float, float]
    caption: Caption
    share: float

    @property
    def key(self) -> tuple[bool, tuple[float, float], Caption, float]:
        return self.has_rows, self.named, self.caption, self.share


@frozen(eq=False)
class Telling:
    """What tells tables with like heads apart. Of those that nothing tells apart the first of the form's is meant."""

    rows: Sequence[Row]
    place: int
    among: Sequence[Candidate]

    @property
    def likeliest(self) -> Candidate:
        """The one that is meant."""
        if len(self.among) == 1:
            return self.among[0]
        return max(self.among, key=lambda each: self._rank(each).key)

    def is_told(self, candidate: Candidate) -> bool:
        """Whether rows or name tell that it is this one, and no other."""
        own = self._rank(candidate)
        others = [self._rank(each) for each in self.among if each is not candidate]
        return all((own.has_rows, own.caption, own.share) > (it.has_rows, it.caption, it.share) for it in others)

    def _rank(self, candidate: Candidate) -> _Rank:
        found, share = self._told_by_rows(candidate)
        captions = (caption_of(row, candidate.table) for row in self._over)
        return _Rank(found, candidate.named, max(captions, default=Caption.NONE), share)

    @cached_property
    def _over(self) -> Sequence[Row]:
        """What stands over the head, up to the nearest row that is what some table of those is called."""
        tables = [each.table for each in self.among]
        for row in reversed(self.rows[max(0, self.place - _FARTHEST) : self.place]):
            if any(caption_of(row, table) is not Caption.NONE for table in tables):
                return [row]
        return []

    @cached_property
    def _block(self) -> Sequence[tuple[int, Row]]:
        """The rows under the head, up to the next head."""
        return list(self._under())

    def _under(self) -> Iterator[tuple[int, Row]]:
        start = max(each.head.end for each in self.among)
        for place in range(start, min(len(self.rows), start + _MOST_ROWS)):
            if any(each.finder.at(self.rows, place) is not None for each in self.among):
                return
            yield place, self.rows[place]

    def _told_by_rows(self, candidate: Candidate) -> tuple[bool, float]:
        """Whether most rows are the table's own, and how much of all rows, the form's and the file's, are in both."""
        printed = [row for row in candidate.table.rows.values() if any(row.label.values())]
        if not printed:
            return False, 0.0
        spellings = candidate.table.spellings
        lines = [
            (row.id, row.code, tuple(each for label in row.label.values() for each in spellings(label)))
            for row in printed
        ]
        charge("steps", len(self._block) * len(lines))
        own = labels_of(candidate.table)
        bodies = [BodyRow.of(row, place, candidate.head, own) for place, row in self._block]
        labelled = [body for body in bodies if body.label]
        filled = [body for body in labelled if any(True for _ in body.figures)]
        said = [(body.code, body.label) for body in filled or labelled]
        # Labels that are only alike tell little: "Total paid" is like "Total owed".
        placements = match(said, Labels.of_rows(lines))
        placed = {each.id for each in placements if each.id is not None and not each.alike and not each.by_place}
        return len(placed) >= max(1, _TOLD * len(said)), len(placed) / (len(said) + len(lines) - len(placed))

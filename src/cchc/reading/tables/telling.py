"""Which of a form's tables stands under a head that several have: by its rows, its headings, and what it is called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from cchc.edition.table import FormTable
from cchc.reading.budget import charge
from cchc.reading.labels import code_key
from cchc.reading.tables.head import FoundBy, Head, HeadFinder
from cchc.reading.tables.rows import BodyRow, Caption, caption_in, caption_of, labels_of
from cchc.record import define, field, frozen
from cchc.report import Row
from cchc.text.spelling import fold, key

_MOST_ROWS = 60
"""Rows under a head that tell whose they are."""
_FARTHEST = 4
"""Rows over a head among which the name of its table may stand: a unit, a note, blank ones lie between."""
_TOLD = 0.5
"""Rows are a table's if so many of them are."""


@frozen
class LikelyTable:
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


def candidates(finders: Mapping[str, HeadFinder], rows: Sequence[Row], place: int) -> list[LikelyTable]:
    """The tables whose heads stand at a place, in the form's order."""
    heads = ((finder, finder.at(rows, place)) for finder in finders.values())
    return [LikelyTable(finder, head) for finder, head in heads if head is not None]


@frozen
class _Rows:
    """The printed rows of a table: their labels, with and without diacritics, and codes that are no mere numbers."""

    labels: frozenset[str]
    bare: frozenset[str]
    codes: frozenset[str]
    count: int

    @classmethod
    def of(cls, table: FormTable) -> _Rows:
        labels, rows = labels_of(table), table.rows.values()
        codes = (code_key(row.code) for row in rows)
        telling = frozenset(code for code in codes if len(code) > 1 and not code.isdecimal())
        return cls(labels, frozenset(map(fold, labels)), telling, sum(any(row.label.values()) for row in rows))

    def knows(self, body: BodyRow) -> bool:
        """Whether a row is one of them. Labels that are only alike tell little: "Total paid" is like "Total owed"."""
        return key(body.label) in self.labels or fold(body.label) in self.bare or code_key(body.code) in self.codes


@define(eq=False)
class PrintedRows:
    """The rows that a form prints, table by table."""

    _known: dict[str, _Rows] = field(init=False, factory=dict)

    def of(self, table: FormTable) -> _Rows:
        """Those of a table."""
        if table.id not in self._known:
            self._known[table.id] = _Rows.of(table)
        return self._known[table.id]


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
class LikeTables:
    """What tells tables with like heads apart. Of those that nothing tells apart the first of the form's is meant."""

    rows: Sequence[Row]
    place: int
    among: Sequence[LikelyTable]
    printed: PrintedRows

    @property
    def likeliest(self) -> LikelyTable:
        """The one that is meant."""
        if len(self.among) == 1:
            return self.among[0]
        return max(self.among, key=lambda each: self._rank(each).key)

    def is_told(self, candidate: LikelyTable) -> bool:
        """Whether rows or name tell that it is this one, and no other."""
        own = self._rank(candidate)
        others = [self._rank(each) for each in self.among if each is not candidate]
        return all((own.has_rows, own.caption, own.share) > (it.has_rows, it.caption, it.share) for it in others)

    def _rank(self, candidate: LikelyTable) -> _Rank:
        found, share = self._told_by_rows(candidate)
        table = candidate.table
        over = max((caption_of(row, table) for row in self._over), default=Caption.NONE)
        return _Rank(found, candidate.named, over or caption_in(self._sheet, table), share)

    @cached_property
    def _over(self) -> Sequence[Row]:
        """What stands over the head, up to the nearest row that is what some table of those is called."""
        tables = [each.table for each in self.among]
        for row in reversed(self.rows[max(0, self.place - _FARTHEST) : self.place]):
            if any(caption_of(row, table) is not Caption.NONE for table in tables):
                return [row]
        return []

    @cached_property
    def _sheet(self) -> str:
        """The name of the sheet on which the head stands."""
        return next((cell.sheet for cell in self.rows[self.place].cells if cell.sheet), "")

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

    def _told_by_rows(self, candidate: LikelyTable) -> tuple[bool, float]:
        """Whether most rows are the table's own, and how much of all rows, the form's and the file's, are in both."""
        own = self.printed.of(candidate.table)
        if not own.labels:
            return False, 0.0
        charge("steps", len(self._block))
        bodies = [BodyRow.of(row, place, candidate.head, own.labels) for place, row in self._block]
        labelled = [body for body in bodies if body.label]
        filled = [body for body in labelled if any(True for _ in body.figures)]
        said = filled or labelled
        known = sum(map(own.knows, said))
        return known >= max(1, _TOLD * len(said)), known / max(1, len(said) + own.count - known)

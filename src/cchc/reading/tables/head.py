"""The head of a table: columns known by the whole path of their headings, confirmed by the numbers under them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from enum import StrEnum

from attrs import evolve

from cchc.edition import Edition
from cchc.edition.table import JOINED, FormTable, StubKind
from cchc.reading.announced import is_announcement
from cchc.reading.budget import charge
from cchc.reading.tables.headings import SAME, SURE, TableHeadings, heading_key
from cchc.reading.tables.number_row import NumberRow, pairs, renumbered
from cchc.reading.tables.standing import expected
from cchc.reading.tables.usual import is_short_for
from cchc.record import define, field, frozen
from cchc.report import Row
from cchc.text.spelling import seen

DEEPEST = 6
"""Headings one under another that a table may have."""
_ENOUGH = 0.5
"""A head names at least so much of the columns."""
_FEWEST = 2
"""Columns that a head names, if the form has as many."""
_SAMPLE = 12
"""Rows under a head that tell where their labels stand."""


class FoundBy(StrEnum):
    """How a column was found that its whole path, as the form prints it, does not tell."""

    ALIKE = "alike"
    NUMBER = "number"
    ORDER = "order"
    PLACE = "place"


@frozen
class Head:
    """Where a table's head stands among the rows of a file (`end` is the first row of the body), and its columns.

    `disagreeing` are places where the path of the headings and the printed number name two columns, `by` how columns
    were found that are not headed as the form heads them, `is_unsure` says that the row of numbers may be figures.
    """

    start: int
    end: int
    columns: Mapping[int, str]
    stub: Mapping[int, StubKind]
    numbers: int | None = None
    disagreeing: tuple[tuple[int, str, str], ...] = ()
    extra: Mapping[int, str] = field(factory=dict)
    by: Mapping[int, FoundBy] = field(factory=dict)
    headings: Mapping[int, str] = field(factory=dict)
    """What stands over each place, as it reads."""
    ended: Mapping[int, str] = field(factory=dict)
    """Of the places that are `extra` those of columns which earlier editions had."""
    expected: Mapping[int, str] = field(factory=dict)
    """Of the places that are `extra` the columns that the form has there, under the same headings."""
    is_unsure: bool = False

    @property
    def width(self) -> int:
        """How many places the table has."""
        return 1 + max((*self.columns, *self.stub, *self.extra), default=0)

    def name(self, place: int) -> str:
        """What stands at a place: the id of a column, what a stub column says, or a heading that the form has not."""
        return self.columns.get(place) or self.stub.get(place) or self.extra.get(place, "")

    def stands_at(self, rows: Sequence[Row], place: int) -> bool:
        """Whether the head stands at another place again, to the letter."""
        depth = self.end - self.start
        return place + depth <= len(rows) and all(
            _texts(rows[self.start + step]) == _texts(rows[place + step]) for step in range(depth)
        )


@define(eq=False)
class HeadFinder:
    """Finds the head of a table among the rows of a file.

    Below a head of the same printed table (`above`) the headings of a section may say no more than what changes: what
    they leave blank is as above, and whatever stands over the labels of rows names the section.
    """

    table: FormTable
    languages: Sequence[str] = ()
    above: Head | None = None
    headings: TableHeadings = field(init=False)
    numbers: NumberRow = field(init=False)
    _is_known: dict[str, bool] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        self.headings, self.numbers = TableHeadings(self.table, self.languages), NumberRow(self.table)

    @classmethod
    def of(cls, edition: Edition) -> Mapping[str, HeadFinder]:
        """One for each table of a form."""
        return {table.id: cls(table, edition.languages) for table in edition.tables.values()}

    def under(self, above: Head) -> HeadFinder:
        """The same, for a section below a head."""
        return evolve(self, above=above)

    def find(self, rows: Sequence[Row], start: int = 0, stop: int | None = None) -> Head | None:
        """The first head from a row on; None where there is none."""
        for place in range(start, len(rows) if stop is None else stop):
            head = self.at(rows, place)
            if head is not None:
                return head
        return None

    def at(self, rows: Sequence[Row], start: int) -> Head | None:
        """The head that begins at a row, as deep as it names the most columns; None where none does."""
        first = rows[start].cells
        if not self._may_begin(rows[start]):
            return None
        charge("steps", len(first))
        anchor = self._numbered_at(rows, start)
        depths = range(1, self._deepest(rows, start) + 1) if anchor is None else [anchor - start]
        whole = [self._of_rows(rows[start : start + depth], start, depth) for depth in depths]
        begun = [head for depth in reversed(depths) for head in self._begun(rows, start, depth)]
        placed = [self._in_place(self._in_order(head)) for head in (*whole, *begun)]
        best = max(placed, key=lambda head: len(head.columns) + len(head.stub) + len(head.expected))
        best = self._numbered(rows, self._with_labels(rows, best))
        if self.above is not None and not any(at in best.columns and seen(cell.text) for at, cell in enumerate(first)):
            return None  # it says nothing of its own
        wanted = len(self.headings.columns)
        # What stands where the form has a column is asked about, and tells as well whose table it is.
        known = len(best.columns) + len(best.expected)
        is_head = bool(best.columns) and known >= max(min(_FEWEST, wanted), _ENOUGH * wanted)
        return best if is_head else None

    def _may_begin(self, row: Row) -> bool:
        if self.above is not None and self._may_change(row, self.above):
            return True
        texts = [cell.text for cell in row.cells if any(map(str.isalpha, cell.text))]
        known = 0
        for place, text in enumerate(texts):
            if known + len(texts) - place < _FEWEST:
                return False
            known += self._heads(seen(text))
            if known >= _FEWEST:
                return True
        return False

    def _may_change(self, row: Row, above: Head) -> bool:
        """Whether a row says nothing where figures stand but headings of this section."""
        texts = [seen(cell.text) for at, cell in enumerate(row.cells) if at not in above.stub]
        said = [text for text in texts if text]
        return bool(said) and all(any(map(str.isalpha, text)) and self._knows(text) for text in said)

    def _knows(self, text: str) -> bool:
        found = self._is_known.get(text)
        if found is None:
            found = self._is_known[text] = self.headings.knows(heading_key(text))
        return found

    def _heads(self, text: str) -> bool:
        """Whether a text tells that headings begin: one that tells of the whole form ("Đơn vị tính: …") does not."""
        return self._knows(text) and (not is_announcement(text) or self.headings.prints(heading_key(text)))

    def _deepest(self, rows: Sequence[Row], start: int) -> int:
        depth, stub = 1, self._of_rows(rows[start : start + 1], start, 1).stub
        while depth < DEEPEST and start + depth < len(rows) and self._goes_on(rows[start + depth], stub):
            depth += 1
        return depth

    def _goes_on(self, row: Row, stub: Container[int]) -> bool:
        """Whether a row may be one of headings: it says something that is one, or only words and no row's name, and no
        figures."""
        texts = {at: seen(cell.text) for at, cell in enumerate(row.cells) if seen(cell.text)}
        if any(text.isdecimal() for text in texts.values()):
            return False
        is_nameless = len(texts) >= _FEWEST and not any(at in stub for at in texts)
        in_words = is_nameless and all(text[0].isalpha() and not any(map(str.isdigit, text)) for text in texts.values())
        return in_words or any(map(self._heads, texts.values()))

    def _numbered_at(self, rows: Sequence[Row], start: int) -> int | None:
        """Where the row of numbers stands under the headings that begin at a row."""
        first = self._of_rows(rows[start : start + 1], start, 1)
        for place in range(start + 1, min(start + 2 * DEEPEST, len(rows))):
            if self.numbers.read(rows[place], first.stub) is not None:
                return place
            label = [rows[place].cells[at].text for at in first.stub if at < len(rows[place].cells)]
            figures = [cell for cell in rows[place].cells if cell.text.strip().isdecimal()]
            if figures and any(map(seen, label)):
                return None
        return None

    def _begun(self, rows: Sequence[Row], start: int, depth: int) -> Iterator[Head]:
        """The head of a section that prints the upper headings alone: the lower ones are those of the head above."""
        if self.above is None:
            return
        last = self.above.end if self.above.numbers is None else self.above.numbers
        for lower in range(self.above.start + 1, last):
            yield self._of_rows([*rows[start : start + depth], *rows[lower:last]], start, depth)

    def _of_rows(self, over: Sequence[Row], start: int, depth: int) -> Head:
        """The head that ends after so many rows, with all headings that stand over its columns."""
        paths = list(paths_over(over))
        keys = [tuple(map(heading_key, path)) for path in paths]
        columns, scores = self._columns(keys)
        ended = {place: id for place, id in columns.items() if id in self.headings.ended}
        columns = {place: id for place, id in columns.items() if place not in ended}
        stub: dict[int, StubKind] = {}
        for place, path in enumerate(keys):
            kind = self.headings.stub_of(path) if path and place not in columns and place not in ended else None
            if kind is not None and (kind is StubKind.OTHER or kind not in stub.values()):
                stub[place] = kind
        shown = {place: JOINED.join(path) for place, path in enumerate(paths) if path}
        if self.above is not None:
            own = {at for row in over[:depth] for at, cell in enumerate(row.cells) if seen(cell.text)}
            self._take_over(self.above, own, shown, columns, scores, stub)
        extra = {place: text for place, text in shown.items() if place not in columns and place not in stub}
        by = {place: FoundBy.ALIKE for place in columns if scores[place] < SAME}
        return Head(start, start + depth, columns, stub, extra=extra, by=by, headings=shown, ended=ended)

    def _take_over(
        self,
        above: Head,
        own: Container[int],
        shown: dict[int, str],
        columns: dict[int, str],
        scores: dict[int, float],
        stub: dict[int, StubKind],
    ) -> None:
        """What a section's headings leave blank as it is above, and the columns that name rows where they are."""
        for place, kind in above.stub.items():
            if place not in columns and kind not in stub.values():
                stub[place] = kind
        for place, text in above.headings.items():
            if place in own or place in columns or place in stub:
                continue
            path = tuple(map(heading_key, text.split(JOINED)))
            lacking = {id: known for id, known in self.headings.columns.items() if id not in columns.values()}
            score, id = max(((self.headings.fits(path, known), id) for id, known in lacking.items()), default=(0, ""))
            if score >= SAME:
                columns[place], scores[place], shown[place] = id, score, text

    def _columns(self, paths: Sequence[tuple[str, ...]]) -> tuple[dict[int, str], dict[int, float]]:
        """The column at each place, by the likeness of whole paths; what may be two columns, or stands twice, is none.

        Columns that ended are among them, so that none of them is taken for one that is like it. Of places with a
        column's own path the first is that column; so are columns with one path, in their order.
        """
        fits = {path: self.headings.columns_of(path) for path in dict.fromkeys(paths)}
        columns: dict[int, str] = {}
        wanted: dict[str, list[tuple[float, int]]] = {}
        for place, path in enumerate(paths):
            ids, score = fits[path]
            if score == 1:
                free = next((id for id in ids if id not in columns.values()), None)
                if free is not None:
                    columns[place] = free
            elif len(ids) == 1:
                wanted.setdefault(ids[0], []).append((score, place))
        for id, places in wanted.items():
            best = max(score for score, _ in places)
            alike = [place for score, place in places if score == best]
            if len(alike) == 1 and id not in columns.values():
                columns[alike[0]] = id
        scores = {place: fits[paths[place]][1] for place in columns}
        return dict(sorted(columns.items())), scores

    def _in_order(self, head: Head) -> Head:
        """A head that has the form's last headings in the form's order, each of them, and not what stands over them."""
        places = [place for place in head.headings if place not in head.stub and place not in head.ended]
        own = list(self.headings.columns.items())
        if len(places) != len(own) or len(head.columns) == len(own):
            return head
        if any(head.columns.get(place, id) != id for place, (id, _) in zip(places, own, strict=True)):
            return head
        lasts = [heading_key(head.headings[place].rpartition(JOINED)[2]) for place in places]
        alike = (self.headings.likeness(last).get(path[-1], 0.0) for last, (_, path) in zip(lasts, own, strict=True))
        if min(alike) < SURE:
            return head
        columns = {place: id for place, (id, _) in zip(places, own, strict=True)}
        if any(JOINED in head.headings[place] for place in places if place not in head.columns):
            # What stands over them says otherwise, so that they are asked about.
            return evolve(head, expected={at: id for at, id in columns.items() if at not in head.columns})
        by = {place: FoundBy.ORDER for place in columns if place not in head.columns}
        extra = {place: text for place, text in head.extra.items() if place in head.ended}
        return evolve(head, columns=columns, extra=extra, by={**head.by, **by})

    def _in_place(self, head: Head) -> Head:
        """A head with those columns that are headed in short where the form has them, and with what is expected where
        others stand."""
        free = {at for at in head.extra if at in head.headings and at not in head.ended}
        if not free or not head.columns:
            return head
        beside = {at: text for at, text in head.headings.items() if at not in head.stub}
        paths = {at: tuple(map(heading_key, text.split(JOINED))) for at, text in beside.items()}
        in_group = expected(self.headings, paths, head.columns)
        short = {at: id for at, id in in_group.items() if at in free and self._is_short(paths[at][-1], id)}
        asked = {**in_group, **head.expected}
        return evolve(
            head,
            columns=dict(sorted({**head.columns, **short}.items())),
            extra={at: text for at, text in head.extra.items() if at not in short},
            by={**head.by, **dict.fromkeys(short, FoundBy.PLACE)},
            expected={at: id for at, id in asked.items() if at in free and at not in short},
        )

    def _is_short(self, name: str, id: str) -> bool:
        return any(is_short_for(name, spelling) for spelling in self.headings.columns[id][-1])

    def _with_labels(self, rows: Sequence[Row], head: Head) -> Head:
        """A head with the place of the rows' labels, where no heading tells: left of the figures, where words stand."""
        asked = any(stub.kind is StubKind.LABEL for stub in self.table.stub)
        if not asked or StubKind.LABEL in head.stub.values() or not head.columns:
            return head
        words: Counter[int] = Counter()
        for row in rows[head.end : head.end + _SAMPLE]:
            free = [at for at in range(min(*head.columns, len(row.cells))) if at not in head.stub]
            words.update(at for at in free if any(map(str.isalpha, row.cells[at].text)))
        if not words:
            return head
        place = words.most_common(1)[0][0]
        extra = {at: text for at, text in head.extra.items() if at != place}
        return evolve(head, stub=dict(sorted({**head.stub, place: StubKind.LABEL}.items())), extra=extra)

    def _numbered(self, rows: Sequence[Row], head: Head) -> Head:
        """The head with what the row of numbers under it says; blank rows between them say nothing."""
        at = head.end
        while at < len(rows) and at < head.end + DEEPEST and not any(seen(cell.text) for cell in rows[at].cells):
            at += 1
        numbers = self.numbers.read(rows[at], head.stub) if at < len(rows) else None
        if numbers is None:
            return head
        named = dict(pairs(numbers, self.numbers.columns))
        columns, by = dict(head.columns), dict(head.by)
        for place, id in named.items():
            is_free = place not in columns and place not in head.stub and place not in head.ended
            if is_free and id not in columns.values():
                columns[place], by[place] = id, FoundBy.NUMBER
        gone = {at: id for at, id in pairs(numbers, self.numbers.ended) if at not in columns and at not in head.stub}
        own = {id for place, id in named.items() if columns.get(place) == id}
        disagreeing = [
            (place, columns[place], id) for place, id in named.items() if place in columns and columns[place] != id
        ]
        if disagreeing and renumbered(tuple(self.headings.columns), head.columns, numbers) and not own:
            disagreeing = []
        return evolve(
            head,
            end=at + 1,
            columns=dict(sorted(columns.items())),
            numbers=at,
            disagreeing=tuple(disagreeing),
            extra={place: text for place, text in head.extra.items() if place not in columns},
            expected={place: id for place, id in head.expected.items() if place not in columns},
            by=by,
            ended={**gone, **head.ended},
            is_unsure=not self.table.stub and not self.numbers.is_told_from_figures(rows[at], head.stub),
        )


def _texts(row: Row) -> list[str]:
    return [cell.text for cell in row.cells]


def paths_over(rows: Sequence[Row]) -> Iterator[tuple[str, ...]]:
    """The headings over each place as they read, the uppermost first.

    A blank cell belongs to the heading on its left if the cell above does too, else to the one above it.
    """
    width = max(len(row.cells) for row in rows)
    above: list[int] = [-1] * width
    found: list[list[str]] = [[] for _ in range(width)]
    for row in rows:
        texts = [seen(cell.text) for cell in row.cells]
        texts += [""] * (width - len(texts))
        owners: list[int] = []
        for place, text in enumerate(texts):
            owner = place
            if not text and place and above[place] == above[place - 1] and (owners[-1] != -1):
                owner = owners[-1]
            elif not text:
                owner = -1
            owners.append(owner)
            if owner >= 0 and texts[owner]:
                found[place].append(texts[owner])
        above = [owner if owner >= 0 else -(place + 2) for place, owner in enumerate(owners)]
    for path in found:
        yield tuple(part for order, part in enumerate(path) if not order or part != path[order - 1])

"""Which row of a table is which row of the form, or of the office's own, and what stands under what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve

from cchc.edition.table import JOINED, TOTAL, ClosedRow, FormTable, OpenRows, Parents, RowRole, StubKind
from cchc.reading.labels import Labels
from cchc.reading.match import Placement, match
from cchc.reading.tables.asides import Asides
from cchc.reading.tables.levels import Levels, stacked
from cchc.reading.tables.rows import BodyRow, is_total, totals_of
from cchc.record import define, field, frozen


@frozen
class PlacedRow:
    """A row of the table and what it is: its key among all, its role, the row above it, the row of the form.

    `again` says that another row has the key already, `placement` how a row of the form's own was found.
    """

    body: BodyRow
    key: str
    role: RowRole
    parent: str | None = None
    id: str | None = None
    again: bool = False
    placement: Placement | None = None


@frozen
class Placed:
    """The rows of a table, and those among them that are none of the form's."""

    rows: tuple[PlacedRow, ...]
    strangers: tuple[BodyRow, ...]
    left: tuple[PlacedRow, ...] = ()
    """Rows of the table that say again what others say, and do not count."""


def placed(bodies: Sequence[BodyRow], table: FormTable) -> Placed:
    """Each row as what it is."""
    if not table.rows:
        rows, strangers = _Open(table).placed(bodies)
        return Placed(tuple(rows), tuple(strangers))
    rows, strangers = _Closed(table).placed(bodies)
    return Placed(tuple(_told_apart(rows)), tuple(strangers))


def _told_apart(rows: Sequence[PlacedRow]) -> Iterator[PlacedRow]:
    """Rows with keys of their own: one that is there already gets "#2"."""
    seen_keys: dict[str, int] = {}
    for row in rows:
        count = seen_keys[row.key] = seen_keys.get(row.key, 0) + 1
        yield row if count == 1 else evolve(row, key=f"{row.key}#{count}", again=True)


# --- rows that the office writes -------------------------------------------------------------------


@define(eq=False)
class _Open:
    """Rows by the shapes of their codes, and by their labels."""

    table: FormTable

    def placed(self, bodies: Sequence[BodyRow]) -> tuple[list[PlacedRow], list[BodyRow]]:
        totals = totals_of(self.table)
        named = [body for body in bodies if body.label or body.code or is_total(body, totals)]
        places = {body.place for body in named}
        strangers = [body for body in bodies if body.place not in places]
        depths = Levels.of(self.table).depths([body for body in named if not is_total(body, totals)])
        known = [depths.get(body.place) for body in named]
        return hung(self.table, named, stacked(known)), strangers


def hung(table: FormTable, bodies: Sequence[BodyRow], above: Sequence[int | None]) -> list[PlacedRow]:
    """The rows that an office writes, each under the one above it; what has a key already gets "#2"."""
    written, totals = table.open or OpenRows(), totals_of(table)
    over = RowRole.HEADING if written.parents is Parents.HEADING else RowRole.PARENT
    parents, keys, counted = set(above), dict[int, str](), Counter[str]()
    asides = Asides.among(table, [body for body in bodies if not is_total(body, totals)])
    placed: dict[int, PlacedRow] = {}
    # A row may stand below that under which it belongs: so those first that others stand under.
    for at in sorted(range(len(bodies)), key=lambda at: len(_over(at, above))):
        body, up = bodies[at], above[at]
        parent = None if up is None else keys[up]
        is_whole = is_total(body, totals)
        key = TOTAL if is_whole else _key(body, written, parent)
        counted[key] += 1
        keys[at] = key if counted[key] == 1 else f"{key}#{counted[key]}"
        alone = RowRole.HEADING if asides.has(body) else RowRole.LEAF
        role = RowRole.TOTAL if is_whole else over if at in parents else alone
        placed[at] = PlacedRow(body, keys[at], role, parent, again=counted[key] > 1)
    return [placed[at] for at in range(len(bodies))]


def _over(at: int, above: Sequence[int | None]) -> list[int]:
    """All rows over one, the nearest first."""
    found: list[int] = []
    up = above[at]
    while up is not None:
        found.append(up)
        up = above[up]
    return found


def _key(body: BodyRow, written: OpenRows, parent: str | None) -> str:
    name = body.code if written.key is StubKind.CODE and body.code else body.label or body.code
    name = " ".join(name.split())
    return name if parent is None else f"{parent}{JOINED}{name}"


# --- rows that the form prints -----------------------------------------------------------------------


@define(eq=False)
class _Closed:
    """The form's own rows, found as the lines of a form are: by label, code and place among the others."""

    table: FormTable
    _keys: Mapping[str, str] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._keys = self._named()

    def placed(self, bodies: Sequence[BodyRow]) -> tuple[list[PlacedRow], list[BodyRow]]:
        rows = self.table.rows
        if len(rows) == 1 and not any(next(iter(rows.values())).label.values()):
            return self._one(bodies, next(iter(rows.values())))
        lines = [
            (row.id, row.code, tuple(each for label in row.label.values() for each in self.table.spellings(label)))
            for row in rows.values()
        ]
        placements = match([(body.code, body.label) for body in bodies], Labels.of_rows(lines))
        placed, strangers, totals = [], [], totals_of(self.table)
        for body, placement in zip(bodies, placements, strict=True):
            if placement.id is not None:
                placed.append(self._row(body, rows[placement.id], placement))
            elif self.table.open is None or not (body.label or body.code):
                strangers.append(body)
            elif is_total(body, totals):
                placed.append(PlacedRow(body, TOTAL, RowRole.TOTAL))
            else:
                placed.append(self._of_office(body, self.table.open))
        return placed, strangers

    def _of_office(self, body: BodyRow, written: OpenRows) -> PlacedRow:
        """A row that the office adds to those of the form."""
        above = self.table.rows.get(written.under or "")
        parent = None if above is None else self.key(above)
        name = " ".join((body.label or body.code).split())
        return PlacedRow(body, name if parent is None else f"{parent}{JOINED}{name}", RowRole.LEAF, parent)

    def _one(self, bodies: Sequence[BodyRow], row: ClosedRow) -> tuple[list[PlacedRow], list[BodyRow]]:
        """The only row of a table, which has no name."""
        return [self._row(body, row) for body in bodies[:1]], list(bodies[1:])

    def _row(self, body: BodyRow, row: ClosedRow, placement: Placement | None = None) -> PlacedRow:
        return PlacedRow(body, self.key(row), row.role, self.parent(row), row.id, placement=placement)

    def key(self, row: ClosedRow) -> str:
        """What a printed row is called: by its label, under those above it where labels repeat, and by its code."""
        return self._keys[row.id]

    def _named(self) -> Mapping[str, str]:
        rows = self.table.rows.values()
        labels = {row.id: next(iter(row.label.values()), "") or row.id for row in rows}
        counted, keys = Counter(labels.values()), dict[str, str]()
        for row in rows:
            above = self._above(row, labels) if counted[labels[row.id]] > 1 else ()
            keys[row.id] = JOINED.join((*above, labels[row.id]))
        again = Counter(keys.values())
        return {
            row.id: keys[row.id] if again[keys[row.id]] == 1 else f"{keys[row.id]} ({row.code or row.id})"
            for row in rows
        }

    def _above(self, row: ClosedRow, labels: Mapping[str, str]) -> tuple[str, ...]:
        """The labels of the rows above one, as far as it takes to tell them apart."""
        if row.under is None:
            return ()
        above, counted = self.table.rows[row.under], Counter(labels.values())
        return (*(self._above(above, labels) if counted[labels[above.id]] > 1 else ()), labels[above.id])

    def parent(self, row: ClosedRow) -> str | None:
        return None if row.under is None else self.key(self.table.rows[row.under])

"""The rows of a table before anything is filled in: those that the form prints, and some that an office writes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cchc.edition.table import JOINED, TOTAL, ClosedRow, FigureColumn, FormTable, Parents, RowRole
from cchc.report import FilledRow


def printed_rows(table: FormTable) -> Iterator[FilledRow]:
    """The rows of the form, each under a key that tells it from all others."""
    for row in table.rows.values():
        under = None if row.under is None else _key(table, table.rows[row.under])
        yield FilledRow(_key(table, row), row.code, _label(row), row.role, {}, under, row.id)


def own_rows(table: FormTable, names: Iterable[str]) -> Iterator[FilledRow]:
    """Rows that an office calls so, and their total where there is one; where it may put rows under rows of its own,
    the others stand under the second."""
    written = table.open
    if written is None:
        return
    above, rest = None if written.under is None else _key(table, table.rows[written.under]), iter(names)
    if len(written.levels) > 1 and above is None:
        first, above = next(rest), next(rest)
        yield FilledRow(first, "", first, RowRole.LEAF, {})
        yield FilledRow(above, "", above, _PARENTS[written.parents], {})
    for name in rest:
        yield FilledRow(name if above is None else f"{above}{JOINED}{name}", "", name, RowRole.LEAF, {}, above)
    if written.total is not None:
        yield FilledRow(TOTAL, "", written.total, RowRole.TOTAL, {})


_PARENTS = {
    Parents.SUM: RowRole.PARENT,
    Parents.OPTIONAL: RowRole.PARENT,
    Parents.HEADING: RowRole.HEADING,
}


def figures_of(table: FormTable, row: FilledRow) -> tuple[FigureColumn, ...]:
    """The columns in which a row has a figure on the form."""
    definition = table.rows.get(row.id) if row.id is not None else None
    if row.role is RowRole.HEADING:
        return ()
    return tuple(each for each in table.of_row(row.id).printed if definition is None or definition.has(each.id))


def _key(table: FormTable, row: ClosedRow) -> str:
    """The label, under those of the rows above it."""
    return _label(row) if row.under is None else f"{_key(table, table.rows[row.under])}{JOINED}{_label(row)}"


def _label(row: ClosedRow) -> str:
    return next(iter(row.label.values()), "") or row.id

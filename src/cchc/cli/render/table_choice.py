"""Which figures of tables a person wants to see of a roll-up: columns, in all rows or in some."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cchc.batch.rollup.tables import RolledTable
from cchc.edition.table import TOTAL, FigureColumn, RowRole, TableFigure
from cchc.record import frozen
from cchc.report import FilledRow
from cchc.text.spelling import key


@frozen
class TableChoice:
    """Columns, and figures by their addresses ("b06[Đất đai].tiep_nhan"); without any, all."""

    columns: Sequence[FigureColumn] = ()
    figures: Sequence[TableFigure] = ()

    def columns_of(self, table: RolledTable) -> list[FigureColumn]:
        """The columns of a table that are asked for."""
        named = {each.id for each in self.columns} | {each.column.id for each in self.figures}
        return [each for each in table.table.columns.values() if not named or each.id in named]

    def rows_of(self, table: RolledTable) -> Iterator[FilledRow]:
        """The rows that are asked for: all, unless each figure names its own."""
        some = () if self.columns else [each for each in self.figures if each.table.id == table.table.id]
        return (row for row in table.rows if not some or any(is_row(row, each) for each in some))

    @property
    def first(self) -> FigureColumn | TableFigure | None:
        """What a picture is drawn of."""
        asked: list[FigureColumn | TableFigure] = [*self.figures, *self.columns]
        return asked[0] if asked else None


def is_row(row: FilledRow, figure: TableFigure) -> bool:
    """Whether a row is the one that an address means: by its id, its key, its code, its label, or as the total."""
    if figure.definition is not None:
        return row.id == figure.definition.id
    if figure.row == TOTAL and row.role is RowRole.TOTAL:
        return True
    return figure.row in (row.key, row.code) or key(figure.row) in (key(row.key), key(row.label))

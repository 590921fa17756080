"""A roll-up as a spreadsheet, one row a figure, numbers as numbers, and beside them what is to be known of them; and as
CSV."""

from __future__ import annotations

import io
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from cchc.edition import Indicator
from cchc.judge.display import SIGNS
from cchc.mark import MADE_OF_REPORTS
from cchc.printable import printable
from cchc.record import frozen
from cchc.serialize.table import harmless
from cchc.writers.xlsx_sheet import new_book
from cchc.writers.xlsx_style import (
    CENTRED,
    GRID,
    HEAD,
    LEFT,
    ONE_LINE,
    CellLooks,
    fitted,
    number_format,
    rate_format,
    set_up_page,
)

if TYPE_CHECKING:
    import polars as pl

_WIDTHS = (28, 14, 12, 52, 16, 11, 12, 56)
_VALUE, _HEADER = 4, 3


@frozen
class RolledLine:
    """A row: its texts as the table shows them, and the figure among them where it is one number."""

    texts: tuple[str, ...]
    number: Decimal | None
    indicator: Indicator


def workbook(title: str, lead: str, headings: Sequence[str], lines: Sequence[RolledLine]) -> bytes:
    """One sheet, its headings kept in sight."""
    stream = io.BytesIO()
    book = new_book(stream, title, MADE_OF_REPORTS)
    looks, sheet = CellLooks(book), book.add_worksheet()
    sheet.write_string(0, 0, title, looks.look(ONE_LINE, bold=True, font_size=14))
    sheet.write_string(1, 0, lead, looks.look(ONE_LINE))
    widths = (*_WIDTHS[: len(headings) - 1], _WIDTHS[-1])
    for column, (heading, width) in enumerate(zip(headings, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(_HEADER, column, heading, looks.look(GRID, **CENTRED, bold=True, bg_color=HEAD))
    sheet.set_row(_HEADER, fitted(headings, widths))
    for row, line in enumerate(lines, _HEADER + 1):
        sheet.set_row(row, fitted(line.texts, widths))
        for column, text in enumerate(line.texts):
            sheet.write_string(row, column, harmless(text), looks.look(GRID, **LEFT))
        if line.number is not None:
            shown = looks.look(GRID, **CENTRED, num_format=format_of(line.indicator))
            sheet.write_number(row, _VALUE, float(line.number), shown)
    sheet.freeze_panes(_HEADER + 1, 0)
    sheet.repeat_rows(_HEADER)
    set_up_page(sheet)
    book.close()
    return stream.getvalue()


def format_of(line: Indicator) -> str:
    """The number format of a line's figures, or of a column's."""
    if line.kind.is_rate:
        return rate_format(line.decimals, SIGNS[line.kind])
    return number_format(line.decimals)


def delimited(rows: pl.DataFrame) -> str:
    """A table for other programs, in which no name can run."""
    import polars as pl

    texts = pl.col(pl.String).map_elements(lambda text: harmless(printable(text)), return_dtype=pl.String)
    return rows.with_columns(texts).write_csv().rstrip("\n")

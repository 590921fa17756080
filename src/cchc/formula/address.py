"""Figures of tables in formulas: `table[row].column`, `table.column` of a table of one row, `count_rows(…)`.

In a tree each of these is a name: whoever knows the report's tables knows its figure, and nothing else need.
"""

from __future__ import annotations

import re

from cchc.record import frozen

_ID = r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*_?"
CELL = rf"{_ID}(?:\[{_ID}\])?\.{_ID}"
"""Regular expression of a cell's address, in the dialect that JSON Schema shares."""
COUNT_ROWS = "count_rows"
COUNT = rf"{COUNT_ROWS}\([^\r\n]+\)"
_CELL = re.compile(rf"({_ID})(?:\[({_ID})\])?\.({_ID})")
LONGEST = 400
"""Characters of a name that counts rows."""


@frozen
class CellAddress:
    """A cell by its table, the id of its row ("total" for the total; None in a table of one row), and its column."""

    table: str
    row: str | None
    column: str

    @property
    def name(self) -> str:
        """How formulas call it."""
        return f"{self.table}.{self.column}" if self.row is None else f"{self.table}[{self.row}].{self.column}"


def cell_of(name: str) -> CellAddress | None:
    """The cell that a name means; None for a name of another kind."""
    match = _CELL.fullmatch(name)
    return None if match is None else CellAddress(match[1], match[2], match[3])


def counted(name: str) -> str | None:
    """The condition by which a name counts rows; None for a name of another kind."""
    is_count = name.startswith(f"{COUNT_ROWS}(") and name.endswith(")")
    return name[len(COUNT_ROWS) + 1 : -1] if is_count else None


def is_address(name: str) -> bool:
    """Whether a name means a figure of tables."""
    return "." in name

"""What a figure of a table rests on: itself where it is printed, else the printed figures that it is computed from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cchc.edition.table import OverRows
from cchc.judge.tables.tabulation import At, FigureSource, Tabulation
from cchc.report import FilledRow


def printed_of(tabulation: Tabulation, at: At, *, surely: bool = False) -> Iterator[At]:
    """The printed figures that a figure rests on: itself, or those that it is computed from, `surely` only where a
    wrong one of them makes it wrong, too."""
    row = tabulation.filled.by_key[at.row]
    column = tabulation.column(row, at.column)
    source = tabulation.source(row, column)
    if source is FigureSource.GIVEN:
        return
    if tabulation.printed(row, at.column) is not None or source in (FigureSource.REPORTED, FigureSource.ABSENT):
        yield at
    elif source is FigureSource.ROWS:
        if surely and column.over_rows is OverRows.MEAN:
            return
        for each in _of_rows(tabulation, row, at.column):
            yield from printed_of(tabulation, each, surely=surely)
    else:
        engine = tabulation.engine_of(row)
        for part in engine.pins[at.column] if surely else engine.inputs[at.column]:
            yield from printed_of(tabulation, tabulation.at(row, part), surely=surely)
        for name in () if surely else engine.beyond[at.column]:
            for each in tabulation.elsewhere.places(name):
                yield from printed_of(tabulation.of(each), each)


def rests_on(tabulation: Tabulation, at: At) -> Iterator[At]:
    """The figures that a computed one is made of, be it printed or not."""
    row, column = tabulation.filled.by_key[at.row], tabulation.column_at(at)
    if tabulation.source(row, column) is FigureSource.ROWS:
        parts: Iterable[At] = _of_rows(tabulation, row, at.column)
    else:
        engine = tabulation.engine_of(row)
        own = (tabulation.at(row, part) for part in engine.inputs.get(at.column, ()))
        beyond = (each for name in engine.beyond.get(at.column, ()) for each in tabulation.elsewhere.places(name))
        parts = (*own, *beyond)
    for part in parts:
        yield from printed_of(tabulation.of(part), part)


def _of_rows(tabulation: Tabulation, row: FilledRow, column: str) -> Iterator[At]:
    parts = tabulation.parts(row, tabulation.table.columns[column])
    for each in parts.rows:
        yield tabulation.at(each, column)
        if parts.weight is not None:
            yield tabulation.at(each, parts.weight)

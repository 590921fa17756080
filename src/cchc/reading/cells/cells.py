"""From the cells of one line to its `Entry`: what the form says there, by what the line asks for.

Values are read by principle: what can be recovered in exactly one way is used and marked as
relocated; what cannot is offered as candidates and the value stays missing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from attrs import evolve

from cchc.edition import Edition, Indicator, IndicatorKind
from cchc.period import Period
from cchc.reading.cells import answers, numbers, rates
from cchc.reading.cells.content import EXPLANATION, QUANTITY, UNIT
from cchc.reading.cells.lexicon import Lexicon
from cchc.reading.cells.line import Line
from cchc.report import Entry
from cchc.text.dates import find_window
from cchc.value import Cell, Missing, Reason, Window

_READERS: Mapping[IndicatorKind, Callable[[Line], Entry]] = {
    IndicatorKind.COUNT: numbers.count,
    IndicatorKind.PERCENTAGE: rates.percentage,
    IndicatorKind.PER_MILLE: rates.percentage,
    IndicatorKind.NUMBER: numbers.count,
    IndicatorKind.SCORE: numbers.count,
    IndicatorKind.YES_NO: answers.yes_no,
    IndicatorKind.STATUS: answers.status,
    IndicatorKind.DOCUMENT: answers.document,
    IndicatorKind.DATE: answers.date,
    IndicatorKind.TEXT: answers.prose,
    IndicatorKind.HEADING: numbers.heading,
}


def read_cells(indicator: Indicator, cells: Mapping[str, Cell], edition: Edition) -> Entry:
    """The entry of one line from its cells by column; every non-empty cell is kept in it."""
    return read_line(indicator, cells, Lexicon.of(edition))[indicator.id]


def read_line(
    indicator: Indicator, cells: Mapping[str, Cell], lexicon: Lexicon, period: Period | None = None
) -> dict[str, Entry]:
    """The entries that one line makes: its own, and that of the second figure of a pair "a/b".

    `period` is the report's: a figure that is said to be of another month or year is not the line's.
    """
    filled = {column: cell for column, cell in cells.items() if cell.text.strip()}
    window = _window(filled)
    if _is_as_printed(indicator, filled):
        return {indicator.id: Entry(_BLANK, cells=filled, window=window)}
    line = Line.of(indicator, filled, lexicon, period)
    uncalculated = line.uncalculated()
    entry = uncalculated or _READERS[indicator.kind](line)
    entries = {indicator.id: entry if window is None else evolve(entry, window=window)}
    second = numbers.second_of_pair(line) if indicator.pair is not None and uncalculated is None else None
    if indicator.pair is not None and second is not None:
        entries[indicator.pair] = second
    return entries


_BLANK = Missing(Reason.BLANK)


def _is_as_printed(indicator: Indicator, cells: Mapping[str, Cell]) -> bool:
    """Whether a line has nothing but what the form itself prints on it."""
    if QUANTITY in cells or EXPLANATION in cells:
        return False
    return UNIT not in cells or cells[UNIT].text == indicator.printed_unit


def _window(cells: Mapping[str, Cell]) -> Window | None:
    """The dates that a line's own label declares for its figures."""
    label = cells.get("label")
    if label is None or not any(map(str.isdigit, label.text)):
        return None
    dates = find_window(label.text)
    return None if dates is None else Window(*dates)

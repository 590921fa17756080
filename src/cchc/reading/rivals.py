"""Columns of figures beside the form's own: which of them nobody can tell from it, and what they leave in doubt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from attrs import evolve

from cchc.edition import Edition, Indicator
from cchc.period import Period, PeriodKind
from cchc.reading.columns import Headings
from cchc.reading.layout import Layout
from cchc.reading.shares import is_of_shares
from cchc.reading.spans import QUANTITY, Figures, FigureTime, span_of, wanted
from cchc.record import frozen
from cchc.report import Entry
from cchc.text.number import parse_number
from cchc.text.spelling import seen
from cchc.value import Candidate, Cell, Missing, PrintedNumber, Reason, Reported, Wording


@frozen
class Rivals:
    """The columns that the form does not know, of the first head of a table, by what their headings say."""

    edition: Edition
    layout: Layout
    figures: Figures
    period: Period | None

    @cached_property
    def _others(self) -> Mapping[str, Cell | None]:
        """Each such column with its heading, if it has one."""
        headers, rows = self.layout.headers, self.layout.rows
        if not headers:
            return {}
        first = min(headers)
        last = first + 1 if first + 1 in headers else first
        found: dict[str, Cell | None] = {}
        for at, name in headers[last].extra.items():
            heads = (rows[place].cells[at] for place in (last, first) if at < len(rows[place].cells))
            found[name] = next((cell for cell in heads if seen(cell.text)), None)
        return found

    @cached_property
    def shares(self) -> Mapping[str, Cell]:
        """The columns that hold the rates, if the figures are parted so."""
        return {name: cell for name, cell in self._others.items() if cell is not None and is_of_shares(cell.text)}

    @cached_property
    def alike(self) -> tuple[str, ...]:
        """Those whose heading is the form's own again, or as strange as that of the figures taken by their place."""
        columns = self.layout.columns
        is_guessed = columns is not None and QUANTITY in columns.unfound
        named = Headings.of(self.edition)
        return tuple(
            name
            for name, cell in self._others.items()
            if cell is not None
            and name not in self.figures.spans
            and span_of(seen(cell.text)) is None
            and (is_guessed or named.column(cell.text) == QUANTITY)
        )

    def told_apart(self, line: Indicator, entry: Entry, cells: Mapping[str, Cell]) -> Entry:
        """The entry of a line, or one without a value where a column that is as good gives another figure."""
        if not isinstance(entry.value, Reported) or not line.kind.is_number or line.formula is not None:
            return entry
        if entry.cell is None or entry.printed is None or entry.cell.column != QUANTITY:
            return entry
        own = Candidate(entry.printed, entry.cell)
        if self._is_of_another_time(line):
            return _asked(entry, (own,), Wording.OTHER_PERIOD)
        others = tuple(
            Candidate(number, cells[name])
            for name in self.alike
            if (number := _number(cells.get(name))) is not None and number.value != entry.printed.value
        )
        return _asked(entry, (own, *others), Wording.SEVERAL) if others else entry

    def _is_of_another_time(self, line: Indicator) -> bool:
        """Whether the one column of figures is by its heading of a time that the line does not ask for."""
        if self.period is None or self.period.kind is not PeriodKind.MONTH or len(self.figures.spans) > 1:
            return False
        match self.figures.spans.get(QUANTITY):
            case FigureTime.OTHER:
                return True
            case FigureTime.CUMULATIVE:
                return wanted(line, self.edition) is FigureTime.MONTH
            case _:
                return False

    def untaken(self) -> Iterator[tuple[str, Cell | None]]:
        """The columns with figures that no line takes, each with its heading or else its first figure."""
        for name, heading in self._columns():
            if name in self.alike or (self.figures.is_double and name in self.figures.spans):
                continue
            rows = (row for row in self.layout.table if name not in self.shares or row.cells.get(QUANTITY) is not None)
            held = [cell for row in rows if _number(cell := row.cells.get(name)) is not None]
            if held:
                has_heading = heading is not None and bool(seen(heading.text))
                told = seen(heading.text) if heading is not None and name == QUANTITY else name
                yield told, heading if has_heading else held[0]

    def _columns(self) -> Iterator[tuple[str, Cell | None]]:
        """Those columns that the lines do not take their figures from; the form's own may be one of them."""
        if self.figures.is_plain:
            yield from self._others.items()
            return
        taken = {self.figures.column(span) for span in (FigureTime.MONTH, FigureTime.CUMULATIVE)}
        own = {QUANTITY: self.figures.headings.get(QUANTITY)}
        yield from ((name, cell) for name, cell in {**own, **self._others}.items() if name not in taken)


def _number(cell: Cell | None) -> PrintedNumber | None:
    return None if cell is None or not any(map(str.isdigit, cell.text)) else parse_number(cell.text)


def _asked(entry: Entry, candidates: tuple[Candidate, ...], wording: Wording) -> Entry:
    value = Missing(Reason.AMBIGUOUS)
    return evolve(entry, value=value, printed=None, candidates=candidates, wording=wording, against=None)

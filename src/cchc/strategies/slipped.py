"""Reports with one mistake of a clerk, and beside each the report that was meant."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from cchc.batch.samples.forms import ClerkSlip, HastyForm
from cchc.batch.samples.whole import entry_in
from cchc.catalogue import Catalogue
from cchc.edition.table import FigureColumn
from cchc.errors import MissingExtraError
from cchc.record import frozen
from cchc.report import Report
from cchc.strategies.building import evolved
from cchc.strategies.filled import figures, is_right, reports
from cchc.strategies.honest import honest_forms
from cchc.value import Reported

try:
    from hypothesis import assume, reject
    from hypothesis import strategies as st
    from hypothesis.strategies import SearchStrategy
except ImportError as error:  # pragma: no cover
    raise MissingExtraError("cchc.strategies", "hypothesis") from error

OF_TABLES = (ClerkSlip.BLANK, ClerkSlip.EXTRA_DIGIT, ClerkSlip.SWAPPED)
"""What goes wrong in a table's cells, whatever its columns are."""


@frozen
class Slipped:
    """A report with a mistake, the same without it, and the report of the month before."""

    slip: ClerkSlip
    report: Report
    meant: Report
    before: Report | None = None


def slipped(catalogue: Catalogue, slip: ClerkSlip | None = None) -> SearchStrategy[Slipped]:
    """Right forms of a catalogue on which one thing went wrong: of a kind, by default of any that the form allows.

    Of forms with tables that is a blank cell, a digit too many, or two figures of a row exchanged; raises ValueError
    for another slip. Where a form leaves no room for a slip, as it has no rates, hypothesis says that nothing is found.
    """
    if not catalogue.edition.tables:
        return _of_lines(catalogue, st.sampled_from(ClerkSlip) if slip is None else st.just(slip))
    if slip is not None and slip not in OF_TABLES:
        raise ValueError(f"{slip} happens on lines, and {catalogue.id} has tables")
    right = reports(catalogue, valid=True)
    return _of_tables(catalogue, right, st.sampled_from(OF_TABLES) if slip is None else st.just(slip))


@frozen
class _Drawn:
    """What a slip hangs on, as hypothesis draws it."""

    draw: st.DrawFn

    def integers(self, low: int, high: int, /) -> int:
        return self.draw(st.integers(low, high - 1))

    def random(self) -> float:
        return self.draw(st.integers(0, 9)) / 10


@st.composite
def _of_lines(draw: st.DrawFn, catalogue: Catalogue, slips: SearchStrategy[ClerkSlip]) -> Slipped:
    slip = draw(slips)
    form, stated = draw(honest_forms(catalogue, figures(catalogue, valid=True)))
    right, wrong = form.lines(stated), HastyForm(form, _Drawn(draw), {slip}).lines(stated, stated)
    assume(right != wrong)
    before = evolved(form, period=form.period.previous())
    made = (
        Report(entries={}, given={**lines, "period": own.period})
        for own, lines in ((form, wrong), (form, right), (before, before.lines(stated)))
    )
    report, meant, earlier = map(catalogue.settle, made)
    assume(is_right(catalogue, meant, earlier))
    return Slipped(slip, report, meant, earlier)


@st.composite
def _of_tables(
    draw: st.DrawFn, catalogue: Catalogue, right: SearchStrategy[Report], slips: SearchStrategy[ClerkSlip]
) -> Slipped:
    slip, meant = draw(slips), draw(right)
    cells = [cell for table in meant.tables for cell in _numbers(catalogue, meant, table)]
    cell = draw(st.sampled_from(cells)) if cells else reject()
    match slip:
        case ClerkSlip.BLANK:
            report = cell.says(meant, None)
        case ClerkSlip.EXTRA_DIGIT:
            assume(cell.number)
            unit = Fraction(1, 10**cell.column.asks.decimals)
            report = cell.says(meant, 10 * cell.number + draw(st.integers(0, 9)) * unit)
        case _:
            others = [each for each in cells if each.is_beside(cell) and each.number != cell.number]
            other = draw(st.sampled_from(others)) if others else reject()
            report = other.says(cell.says(meant, other.number), cell.number)
    return Slipped(slip, report, meant)


@frozen
class _Cell:
    """A cell of a table that holds a number."""

    table: str
    row: int
    column: FigureColumn
    number: Fraction

    def is_beside(self, other: _Cell) -> bool:
        """Whether it is in the same row, and its numbers could stand in the other."""
        alike = self.column.asks.measure.kind is other.column.asks.measure.kind
        return alike and (self.table, self.row) == (other.table, other.row)

    def says(self, report: Report, number: Fraction | None) -> Report:
        """The report with that number in this cell."""
        table = report.tables[self.table]
        rows = list(table.rows)
        entries = {**rows[self.row].entries, self.column.id: entry_in(self.column, number)}
        rows[self.row] = evolved(rows[self.row], entries=entries)
        told: Report = evolved(report, tables={**report.tables, self.table: evolved(table, rows=tuple(rows))})
        return told


def _numbers(catalogue: Catalogue, report: Report, table: str) -> Iterator[_Cell]:
    form = catalogue.edition.tables[table]
    for at, row in enumerate(report.tables[table].rows):
        columns = form.of_row(row.id).columns
        for id, entry in row.entries.items():
            number = entry.value.value if isinstance(entry.value, Reported) else None
            if columns[id].asks.kind.is_number and isinstance(number, int | Decimal):
                yield _Cell(table, at, columns[id], Fraction(number))

"""A whole form with any numbers in its cells: each line answered, three rows where the office writes them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from attrs import evolve

from cchc.batch.samples.honest import QUANTITY, Hand, HonestForm
from cchc.batch.samples.honest import Lines as Cells
from cchc.catalogue import Catalogue
from cchc.edition import Edition, Indicator, IndicatorKind
from cchc.edition.measure import Measure
from cchc.edition.table import FigureColumn, FormTable
from cchc.judge.report_computation import ReportComputation
from cchc.judge.tables.tabulation import FigureSource, Tabulation
from cchc.period import Period, PeriodKind
from cchc.reading.tables.printed_rows import figures_of, own_rows, printed_rows
from cchc.record import frozen
from cchc.report import Entry, FilledRow, FilledTable, Report
from cchc.value import Cell, Missing, PrintedNumber, Reason, Reported

_PASSES = 8
"""What is computed is computed from what is, so many times over."""
_MOST_YEARS = 50
"""How long after an edition comes into force its parameters are looked for."""
OPEN_ROWS = ("A", "B", "C", "D")
"""What the office calls the rows that it writes."""
Numbers = Mapping[str, Fraction | None]
"""What the cells of figures say, by id or address; None for a blank one."""


@frozen(eq=False, repr=False)
class WholeForm:
    """The form of a catalogue's edition in one of its periods, to be filled in with numbers."""

    catalogue: Catalogue
    period: Period

    @classmethod
    def of(cls, catalogue: Catalogue, period: Period | None = None) -> WholeForm:
        """The form in a period: by default the first one in which the edition is in force."""
        return cls(catalogue, period or _first(catalogue.edition))

    @cached_property
    def computation(self) -> ReportComputation:
        """The form with some figure in each cell."""
        return self.filled({})

    def filled(self, numbers: Numbers) -> ReportComputation:
        """The form as the engine judges it with other numbers in some of its cells."""
        return self.catalogue.evaluate(self.report(numbers)).computation

    def report(self, numbers: Numbers) -> Report:
        """The form with other numbers in some of its cells."""
        cells = {id: {**of_line, **self._written(id, numbers)} for id, of_line in self._cells.items()}
        report = self.catalogue.settle(Report(entries={}, given={**cells, "period": self.period}))
        tables = {table.id: _filled(table, numbers) for table in self.catalogue.edition.tables.values()}
        return evolve(report, edition=self.catalogue.edition.id, tables=tables)

    @cached_property
    def measures(self) -> Mapping[str, Measure]:
        """Every cell that holds a number, by the id or address of its figure, and how it is measured."""
        lines = {id: line.measure for id, line in self.catalogue.edition.indicators.items() if line.kind.is_number}
        columns = {address: column.asks.measure for address, _, _, column in _figures(self.computation)}
        return {**lines, **{id: measure for id, measure in columns.items() if measure.kind.is_number}}

    def honest(self, numbers: Numbers) -> Numbers:
        """The same numbers, but for those that the form computes, as it computes them."""
        for _ in range(_PASSES):
            computation = self.filled(numbers)
            computed = {**numbers, **dict(_computed(computation, self.measures))}
            if computed == numbers:
                break
            numbers = computed
        return numbers

    @cached_property
    def _cells(self) -> Cells:
        edition = self.catalogue.edition
        answers = {line.id: _answer(line) for line in edition.indicators.values() if line.formula is None}
        return HonestForm.of(self.catalogue, Hand(), self.period).lines(answers)

    def _written(self, id: str, numbers: Numbers) -> Mapping[str, str]:
        if id not in numbers:
            return {}
        return {QUANTITY: self.shown(numbers[id], self.catalogue.edition.everything[id].measure) or ""}

    def shown(self, number: Fraction | None, measure: Measure) -> str | None:
        """A number as it is written on the form; None for a blank."""
        return None if number is None else str(_decimal(number, measure)).replace(".", self.catalogue.edition.point)


def _computed(computation: ReportComputation, asked: Collection[str]) -> Iterator[tuple[str, Fraction | None]]:
    """What the form computes of those figures, as it prints it; None for nothing."""
    for line in computation.engine.edition.computed:
        if line.id in asked:
            yield line.id, _rounded(computation.exact(line.id), line.measure)
    for address, tabulation, row, column in _figures(computation):
        if address in asked and tabulation.source(row, column) is not FigureSource.REPORTED:
            yield address, _rounded(tabulation.computed(row, column.id), column.asks.measure)


def _figures(computation: ReportComputation) -> Iterator[tuple[str, Tabulation, FilledRow, FigureColumn]]:
    """The printed figures of tables by their addresses, each column as it is asked in the row."""
    for tabulation in computation.tables.values():
        for row in tabulation.filled.rows:
            for id in row.entries:
                yield tabulation.address(tabulation.at(row, id)), tabulation, row, tabulation.column(row, id)


def _rounded(number: Fraction | None, measure: Measure) -> Fraction | None:
    return None if number is None else Fraction(measure.typed(number))


def _first(edition: Edition) -> Period:
    """The first period of the calendar that lies in the edition's days, and in which all parameters are known."""
    return next(known_periods(edition), None) or next(_periods(edition))


def known_periods(edition: Edition) -> Iterator[Period]:
    """The periods of the calendar, as far as they are looked for, in which the edition's parameters are known."""
    values = [each for each in edition.parameters.values() if each.values]
    asked = (each for each in _periods(edition) if edition.holds_on(each.calendar_end))
    return (each for each in asked if all(parameter.on(each.calendar_end) is not None for parameter in values))


def _periods(edition: Edition) -> Iterator[Period]:
    kinds, calendar, start = edition.calendar.periods, edition.calendar, edition.in_force_from
    kind = PeriodKind.MONTH if not kinds or PeriodKind.MONTH in kinds else kinds[0]
    begin = (value.start.year for each in edition.parameters.values() for value in each.values if value.start)
    last = min(max((start.year, *begin)), start.year + _MOST_YEARS) + 2
    for year, number in ((year, number) for year in range(start.year, last + 1) for number in range(1, 13)):
        with suppress(ValueError):  # a number that no period of the kind has
            period = calendar.period(kind, year, number)
            if period.start >= start:
                yield period


def _answer(line: Indicator) -> object:
    """What an office answers on a line: each number one."""
    match line.kind:
        case IndicatorKind.YES_NO:
            return True
        case IndicatorKind.STATUS:
            return line.statuses[0] if line.statuses else None
        case kind if kind.is_number:
            return 10**line.decimals if kind.has_decimals else 1
        case _:
            return None


# --- tables -----------------------------------------------------------------------------------------


def _filled(table: FormTable, numbers: Numbers) -> FilledTable:
    rows = (*printed_rows(table), *own_rows(table, OPEN_ROWS))
    empty = FilledTable(table.id, rows, tuple(column.id for column in table.printed))

    def with_figures(row: FilledRow) -> FilledRow:
        name = f"{table.id}[{empty.name(row)}]"
        has = figures_of(table, row)
        return evolve(
            row, entries={each.id: entry_in(each, numbers.get(f"{name}.{each.id}", Fraction(0))) for each in has}
        )

    return evolve(empty, rows=tuple(map(with_figures, rows)))


def entry_in(column: FigureColumn, number: Fraction | None) -> Entry:
    """A cell of a column in which a number stands; None for a blank one."""
    measure = column.asks.measure
    if number is None or not measure.kind.is_number:
        return Entry(Missing(Reason.BLANK), cell=Cell("", column.id))
    shown = _decimal(number, measure)
    printed = PrintedNumber(shown, measure.decimals if measure.kind.has_decimals else 0, text=str(shown))
    return Entry(Reported(measure.typed(number)), cell=Cell(str(shown), column.id), printed=printed)


def _decimal(number: Fraction, measure: Measure) -> Decimal:
    """A number that is written with the decimals of its measure, exactly."""
    decimals = measure.decimals if measure.kind.has_decimals else 0
    return Decimal(int(number * 10**decimals)).scaleb(-decimals)

"""A figure of tables drawn: the offices' ranking, or its trend where there are several periods."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

import click

from cchc.batch.rollup.table import CoverageState
from cchc.batch.rollup.table_due import every_period
from cchc.batch.rollup.table_groups import RolledReport
from cchc.batch.rollup.table_office import RolledFigure
from cchc.cli.render.rollup_counts import MOST_BARS, broken_up, extremes, how_drawn
from cchc.cli.render.table import visible
from cchc.cli.render.table_choice import TableChoice, is_row
from cchc.cli.render.table_texts import FigureTexts
from cchc.cli.words import Words
from cchc.edition import IndicatorKind
from cchc.edition.table import FigureColumn, FormTable, RowRole, TableFigure
from cchc.errors import DataError
from cchc.period import Period
from cchc.record import frozen
from cchc.report import FilledRow
from cchc.value import Datum
from cchc.words import point_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_MOST_NAMED = 8
"""Rows that are named where one must be chosen."""


@frozen
class DrawnFigure:
    """A figure of one office and period, as a picture has it."""

    office: str
    period: Period
    figure: RolledFigure | None
    shown: str
    note: str

    @property
    def height(self) -> float | None:
        found = self.figure
        datum: Datum | None = None if found is None else found.value if found.value is not None else found.low
        return float(datum) if isinstance(datum, int | Decimal) else None

    @property
    def state(self) -> CoverageState:
        return CoverageState.UNKNOWN if self.figure is None else self.figure.state


@frozen
class TablePicture:
    """The reports of a form that have the table of a figure, and who did not report; and which figure that is."""

    reports: Sequence[RolledReport]
    table: FormTable
    column: FigureColumn
    figure: TableFigure | None
    words: Words

    @classmethod
    def of(cls, reports: Sequence[RolledReport], choice: TableChoice, words: Words) -> TablePicture:
        """Of what is asked for first, else of the first rate of the first table; of periods of one length."""
        first = choice.first
        for report in reports:
            for table in report.tables.values():
                columns = [each for each in choice.columns_of(table) if first is None or each.id == _column(first).id]
                if columns and (not isinstance(first, TableFigure) or first.table.id == table.table.id):
                    own = [each for each in reports if each.edition.id == report.edition.id]
                    own = [each for each in own if table.table.id in each.tables or not each.tables]
                    column = next((each for each in columns if each.asks.kind.is_rate), columns[0])
                    figure = first if isinstance(first, TableFigure) else None
                    return cls(own, table.table, column, figure, words).checked()
        raise DataError(words("rollup_nothing"))

    def checked(self) -> TablePicture:
        """Itself; raises click.UsageError for periods of several lengths."""
        if len({each.period.kind for each in self.reports}) > 1:
            raise click.UsageError(self.words("rollup_kinds"))
        return self

    def drawn(self) -> Figure:
        figures = [self._drawn(report) for report in self.reports]
        periods = every_period([each.period for each in figures])
        if all(each.height is None for each in figures):
            why = "; ".join(dict.fromkeys(each.note for each in figures if each.note))
            raise DataError(self.words("rollup_not_drawn", line=self._title(), why=why))
        return self._ranking(figures) if len(periods) == 1 else self._trend(figures, periods)

    def _title(self) -> str:
        found = next((each for report in self.reports if (each := self._row(report)) is not None), None)
        named = "" if self.figure is None else self.figure.row
        row = visible(named if found is None else found.label or found.key)
        label = visible(self.column.asks.label.get(self.words.language) or self.column.path)
        return broken_up(f"{label} – {row}" if row else label)

    def _row(self, report: RolledReport) -> FilledRow | None:
        """The row that is drawn: the one that is named, else the total, else the only one."""
        if self.table.id not in report.tables:
            return None
        table = report.tables[self.table.id]
        if self.figure is not None:
            return next((row for row in table.rows if is_row(row, self.figure)), None)
        rows = [row for row in table.rows if self.column.id in table.figures(row)]
        totals = [row for row in rows if row.role is RowRole.TOTAL]
        if not totals and len(rows) > 1:
            names = "; ".join(visible(row.label or row.key) for row in rows[:_MOST_NAMED])
            address = f"{self.table.id}[…].{self.column.id}"
            raise click.UsageError(self.words("rollup_which_row", address=address, rows=names))
        return next(iter((*totals, *rows)), None)

    def _drawn(self, report: RolledReport) -> DrawnFigure:
        office = self.words("rollup_nowhere") if report.office is None else visible(report.office)
        if self.table.id not in report.tables:
            asked = RolledFigure(None, 0, report.expected if self._is_flow else report.offices_expected)
            return DrawnFigure(office, report.period, asked, "", self.words("rollup_unreported"))
        row, table = self._row(report), report.tables[self.table.id]
        figure = None if row is None else table.figures(row).get(self.column.id)
        if row is None or figure is None:
            return DrawnFigure(office, report.period, None, "", self.words("rollup_reason", "not_listed"))
        texts = FigureTexts(report, table, self.words)
        note = "" if figure.reason is None else texts.why(figure.reason)
        return DrawnFigure(office, report.period, figure, texts.cell(row, self.column, figure), note)

    def _ranking(self, figures: Sequence[DrawnFigure]) -> Figure:
        from cchc.batch.pictures.pictures import Bar, are_dots, ranking

        ways = ("hollow", "crossed") if are_dots(len(figures)) else ("hatched", "pale")
        told = [self._when(figures[0].period), *self._coverage(figures, *ways)]
        if len(figures) > MOST_BARS:
            half = MOST_BARS // 2
            told.insert(1, self.words("rollup_extremes", highest=half, lowest=half, count=len(figures)))
            figures = extremes(figures, lambda each: each.height)
        bars = [Bar(each.office, each.height, each.shown, each.note, each.state) for each in figures]
        return ranking(bars, title=self._title(), subtitle="; ".join(told), highest=100.0 if self._is_share else None)

    def _trend(self, figures: Sequence[DrawnFigure], periods: Sequence[Period]) -> Figure:
        from cchc.batch.pictures.pictures import Scale, trend

        heights = {(each.office, each.period): each.height for each in figures}
        unit = self.reports[0].edition.units.get(self.column.asks.unit or "")
        measure = "" if unit is None else self.words.of(unit.label)
        return trend(
            {
                office: [heights.get((office, at)) for at in periods]
                for office in dict.fromkeys(each.office for each in figures)
            },
            [self._when(at) for at in periods],
            title=self._title(),
            subtitle="; ".join(self._coverage(figures, "hollow", "crossed")),
            scale=Scale(measure, self._is_share, point_of(self.words.language), is_whole=not self.column.asks.decimals),
            states={(each.office, periods.index(each.period)): each.state for each in figures},
        )

    @cached_property
    def _is_flow(self) -> bool:
        """Whether the figure needs every report, not those alone for the period whose figure stands."""
        for report in self.reports:
            row = self._row(report)
            figure = None if row is None else report.tables[self.table.id].figures(row).get(self.column.id)
            if figure is not None and report.expected != report.offices_expected:
                return figure.of == report.expected
        return True

    @property
    def _is_share(self) -> bool:
        return self.column.asks.kind is IndicatorKind.PERCENTAGE

    def _when(self, period: Period) -> str:
        return self.words("period", period.kind, number=period.number, year=period.years)

    def _coverage(self, figures: Sequence[DrawnFigure], partial: str, unknown: str) -> list[str]:
        """On how many of the reports that were to give it the figure rests, and how is drawn what lacks some."""
        states = {each.state for each in figures if each.height is not None}
        told = []
        if CoverageState.UNKNOWN not in states:
            known = [each.figure for each in figures if each.figure is not None]
            given, of = sum(each.given for each in known), sum(each.of for each in known)
            told.append(self.words("rollup_given", given=given, of=of))
        return [*told, *how_drawn(states, partial, unknown, self.words)]


def _column(asked: FigureColumn | TableFigure) -> FigureColumn:
    return asked.column if isinstance(asked, TableFigure) else asked

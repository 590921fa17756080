"""Rolled-up figures of a table as texts: with how many give what is not whole, and why there is none."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from cchc.batch.rollup.table import CoverageState
from cchc.batch.rollup.table_groups import RolledReport
from cchc.batch.rollup.table_office import RolledFigure
from cchc.batch.rollup.tables import RolledTable
from cchc.cli.render.rollup_counts import ABSENT
from cchc.cli.words import Words
from cchc.edition.table import FigureColumn
from cchc.judge.display import figure_text
from cchc.judge.tables.engine import TableEngine
from cchc.record import define
from cchc.report import FilledRow
from cchc.value import Cause, Datum


@define(eq=False, repr=False)
class FigureTexts:
    """The texts of one table of one office for one period."""

    report: RolledReport
    table: RolledTable
    words: Words

    @cached_property
    def _engine(self) -> TableEngine:
        return TableEngine(self.report.edition, self.table.table)

    def cell(self, row: FilledRow, column: FigureColumn, figure: RolledFigure | None) -> str:
        """A figure, or the bounds of it, with how many of how many give it where that is not all."""
        if figure is None:
            return ""
        if figure.value is None and figure.low is not None and figure.high is not None:
            return f"{self._number(row, column, figure.low)} – {self._number(row, column, figure.high)}"
        if figure.value is None:
            return ABSENT
        match figure.state:
            case CoverageState.COMPLETE:
                part = ""
            case CoverageState.PARTIAL:
                part = f" ({figure.given}/{figure.of})"
            case CoverageState.UNKNOWN:
                part = f" ({figure.given}/?)"
        return self._number(row, column, figure.value) + part

    def _number(self, row: FilledRow, column: FigureColumn, datum: Datum) -> str:
        exact = Fraction(datum) if isinstance(datum, int | Decimal) else None
        return figure_text(self._engine.of_row(row.id).rows.edition, column.id, exact, self.words.language)

    def why(self, reason: str) -> str:
        """Why there is no figure."""
        if reason in tuple(Cause):
            return self.report.edition.judging.say(self.words.language, "cause", reason)
        return self.words("rollup_reason", reason)

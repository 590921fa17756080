"""From reports of months to a row for each office and period: each amount by its own step."""

from __future__ import annotations

from typing import Any, assert_never

from cchc.batch.dialect import Dialect, Expr
from cchc.batch.rollup.amounts import SHIFT, Amount, Amounts
from cchc.batch.rollup.periods import LENGTHS, MONTH, OFFICE, YEAR, is_longer, moment, number_in_year
from cchc.batch.rollup.ways import MonthMark, Step
from cchc.batch.span import INT32, INT64
from cchc.period import PeriodKind
from cchc.record import frozen

PERIOD = "period"
LATEST, EARLIEST, REPORTS, MONTHS_GIVEN = "|latest", "|earliest", "reports", "|months"
_ROW, _SLOT = "|row", "|slot"


def window_name(heading: str) -> str:
    """The column of a heading's last window."""
    return f"{heading}|window"


@frozen
class Months:
    """Groups reports by office and period; `windows` are the headings whose dates the frame tells, by their columns."""

    kind: PeriodKind
    dialect: Dialect
    windows: dict[str, str]
    each: int
    """For how many months a report is."""
    in_memory: bool
    """Whether the reports are at hand in Polars."""

    def an_office(self, rows: Any, amounts: Amounts) -> Any:
        """Columns: the keys, the last month reported, how many reports and how many months, windows, amounts."""
        if not self.is_several:
            return self._each(rows, amounts.every)
        if self.finds_rows:
            return self._looked_up(rows, amounts.every)
        return self._grouped(rows, amounts.every)

    @property
    def is_several(self) -> bool:
        """Whether a period is longer than that of a report."""
        return is_longer(self.kind, self.each)

    @property
    def finds_rows(self) -> bool:
        """Whether an office's row has the places of its reports' rows, in columns named by `slots`."""
        return self.is_several and self.in_memory

    @property
    def slots(self) -> tuple[str, ...]:
        """The columns that tell where the report of each month of a period lies."""
        return tuple(f"{_SLOT}{place}" for place in range(LENGTHS[self.kind]))

    def _keys(self) -> list[Expr]:
        return [number_in_year(self.dialect, self.kind).alias(PERIOD), moment(self.dialect).alias(LATEST)]

    def _dated(self) -> list[Expr]:
        """Each window after its month, so that the greatest text is the last month's."""
        dialect = self.dialect
        month = (dialect.col(MONTH) + 10).cast(dialect.string)
        return [
            dialect.concat([month, dialect.col(column)], separator="|").alias(window_name(heading))
            for heading, column in self.windows.items()
        ]

    def _each(self, rows: Any, every: tuple[Amount, ...]) -> Any:
        """Of periods of single reports each is a row as it stands."""
        one = self.dialect.lit(1, dtype=self.dialect.integers[INT64])
        once = [one.alias(name) for name in (REPORTS, MONTHS_GIVEN)]
        once.append(moment(self.dialect).alias(EARLIEST))
        amounts = [
            (
                self.dialect.when(~amount.expr.is_null()).then(one) if amount.step is MonthMark.MONTHS else amount.expr
            ).alias(amount.name)
            for amount in every
        ]
        return rows.select(OFFICE, YEAR, *self._keys(), *once, *self._dated(), *amounts)

    def _grouped(self, rows: Any, every: tuple[Amount, ...]) -> Any:
        """In one group-by, for any engine: the greatest of `month * 2**56 + figure` is the last figure."""
        col = self.dialect.col
        month = col(MONTH).cast(self.dialect.integers[INT64]) * SHIFT
        dated = [self._with_month(amount, month).alias(amount.name) for amount in every]
        grouped = (
            rows.select(OFFICE, YEAR, *self._keys(), *self._dated(), *dated)
            .group_by(OFFICE, YEAR, PERIOD)
            .agg(
                col(LATEST).max().alias("|last"),
                col(LATEST).min().alias(EARLIEST),
                col(LATEST).count().alias(REPORTS),
                col(LATEST).n_unique().alias(MONTHS_GIVEN),
                *(col(heading).max().alias(heading) for heading in map(window_name, self.windows)),
                *(taken for amount in every for taken in self._taken(amount)),
            )
        )
        kept = [EARLIEST, REPORTS, MONTHS_GIVEN, *map(window_name, self.windows)]
        figures = [self._figure(amount) for amount in every]
        return grouped.select(OFFICE, YEAR, PERIOD, col("|last").alias(LATEST), *kept, *figures)

    def _with_month(self, amount: Amount, month: Expr) -> Expr:
        """What a report has, after its month where that is asked; the month alone of what is no more than noted."""
        match amount.step:
            case Step.FIRST | Step.LAST:
                return amount.expr + month
            case MonthMark.FIRST | MonthMark.LAST:
                place = (self.dialect.col(MONTH) - 1) % LENGTHS[self.kind]
                return self.dialect.when(~amount.expr.is_null()).then(place.cast(self.dialect.integers[INT32]))
            case Step.SUM | Step.LEAST | Step.GREATEST | MonthMark.MONTHS:
                return amount.expr
            case other:
                assert_never(other)

    def _taken(self, amount: Amount) -> list[Expr]:
        figure = self.dialect.col(amount.name)
        match amount.step:
            case Step.SUM:
                return [figure.sum().alias(amount.name), figure.count().alias(f"{amount.name}#")]
            case Step.FIRST | Step.LEAST | MonthMark.FIRST:
                return [figure.min().alias(amount.name)]
            case Step.LAST | Step.GREATEST | MonthMark.LAST:
                return [figure.max().alias(amount.name)]
            case MonthMark.MONTHS:
                return [figure.count().cast(self.dialect.integers[INT64]).alias(amount.name)]
            case other:
                assert_never(other)

    def _figure(self, amount: Amount) -> Expr:
        """The sum, null if no month gave a figure; or the figure of one month, less its month."""
        col, figure = self.dialect.col, self.dialect.col(amount.name)
        match amount.step:
            case Step.SUM:
                total = figure.cast(self.dialect.integers[INT64])
                return self.dialect.when(col(f"{amount.name}#") > 0).then(total).alias(amount.name)
            case Step.FIRST | Step.LAST:
                month = (figure + SHIFT // 2) // SHIFT
                return (figure - month * SHIFT).alias(amount.name)
            case Step.LEAST | Step.GREATEST | MonthMark():
                return figure
            case other:
                assert_never(other)

    def _looked_up(self, rows: Any, every: tuple[Amount, ...]) -> Any:
        """In memory, only the keys are grouped, to find the row of each month; figures are then looked up."""
        import polars as pl

        length = LENGTHS[self.kind]
        keys = rows.select(OFFICE, YEAR, *self._keys(), *self._dated(), (pl.col(MONTH) - 1).alias(_SLOT))
        slots = self.slots
        placed = keys.with_row_index(_ROW).with_columns(
            pl.when(pl.col(_SLOT) % length == place).then(_ROW).alias(slot) for place, slot in enumerate(slots)
        )
        grouped = placed.group_by(OFFICE, YEAR, PERIOD, maintain_order=True).agg(
            pl.col(LATEST).max().alias("|last"),
            pl.col(LATEST).min().alias(EARLIEST),
            pl.len().cast(pl.Int64).alias(REPORTS),
            pl.col(LATEST).n_unique().cast(pl.Int64).alias(MONTHS_GIVEN),
            pl.col(*slots, *map(window_name, self.windows)).max(),
        )
        found = [pl.lit(grouped[slot]) for slot in slots]
        added_up = [(amount, amount.step) for amount in every if isinstance(amount.step, Step)]
        figures = rows.select(_looked_up(step, amount.expr, found).alias(amount.name) for amount, step in added_up)
        return grouped.rename({"|last": LATEST}).hstack(figures)


def _looked_up(step: Step, figure: Any, slots: list[Any]) -> Any:
    import polars as pl

    months = [figure.gather(slot) for slot in slots]
    match step:
        case Step.SUM:
            given = pl.any_horizontal(figure.is_not_null().gather(slot) for slot in slots)
            return pl.when(given).then(pl.sum_horizontal(months))
        case Step.FIRST:
            return pl.coalesce(months)
        case Step.LAST:
            return pl.coalesce(reversed(months))
        case Step.LEAST:
            return pl.min_horizontal(months)
        case Step.GREATEST:
            return pl.max_horizontal(months)
        case other:
            assert_never(other)

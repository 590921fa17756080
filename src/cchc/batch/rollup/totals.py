"""From amounts an office to totals of offices: sums, bounds, counts, and formulas over sums."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import assert_never

from cchc.batch import codes
from cchc.batch.columns import FrameColumns, Quantity, column_of
from cchc.batch.dialect import Dialect, Expr
from cchc.batch.rollup.amounts import Amounts, aside_name, part_name, whole_name
from cchc.batch.rollup.eras import outside
from cchc.batch.rollup.ways import MonthMark, Step, Total, Treatment, Withheld
from cchc.batch.span import INT64, Span
from cchc.batch.whole import Arithmetic, BoundsError, Whole
from cchc.edition import Indicator
from cchc.edition.continuity import Continuity
from cchc.errors import DataError
from cchc.formula.tree import names_of
from cchc.record import frozen
from cchc.value import Cause, Reason

LARGEST_SUM = 2**46
"""A ratio of sums below this is exact in 64 bits; one of larger sums is refused."""

REPEATED = "reports_repeated"
CROSSED, APART = "|crossed", "|apart"
"""Whether months, and whether the last months of offices, lie on both sides of a break in the series."""


def differs_name(heading: str) -> str:
    """The column that says whether the windows under a heading differ."""
    return f"{heading}|differs"


def _spoilt_name(broken: str | None, heading: str | None) -> str:
    return f"|spoilt{broken or ''}|{heading or ''}"


@frozen
class Totals:
    """Aggregates of amounts, and what is made of them; `windows` names each figure's heading, if it has one."""

    amounts: Amounts
    dialect: Dialect
    windows: Mapping[str, str]
    series: Continuity = Continuity()

    def aggregates(self) -> Iterator[Expr]:
        """What is taken of each amount over the offices of a group."""
        col = self.dialect.col
        for amount in self.amounts.every:
            if isinstance(amount.step, MonthMark):
                continue
            if amount.added:
                yield col(amount.name).sum().alias(f"{amount.name}+")
            yield col(amount.name).count().alias(f"{amount.name}#")
        for line in self.amounts.lines:
            for column, extreme in self._extremes(line):
                yield (col(column).min() if extreme == "<" else col(column).max()).alias(f"{column}{extreme}")

    def _extremes(self, line: Indicator) -> tuple[tuple[str, str], ...]:
        """The amounts of which the least ("<") or the greatest (">") office's is wanted, in the order low, high."""
        match self.amounts.treatment(line):
            case Treatment(total=Total.UNION | Total.ITSELF):
                return ((line.id, ">"),)
            case Treatment(total=Total.RANGE):
                ends = self.amounts.ends(line)
                return ((ends[0][0], "<"), (ends[-1][0], ">"))
            case Treatment() | Withheld():
                return ()

    def columns(self, line: Indicator) -> Iterator[Expr]:
        """What is made of a figure."""
        col, id = self.dialect.col, line.id
        treatment = self.amounts.treatment(line)
        if isinstance(treatment, Withheld):
            yield from self._nothing(line, treatment.code)
            return
        match treatment.total:
            case Total.RECOMPUTED:
                yield from self._of_recomputed(line)
            case Total.UNION:
                yield from self._between(line, id, f"{id}>", f"{id}+", codes.UNION)
            case Total.RANGE:
                (low, least), (high, most) = self._extremes(line)
                yield from self._between(line, low, f"{low}{least}", f"{high}{most}", codes.NO_PARTS)
            case Total.BY_STATUS:
                for name in (f"{id}__{status}" for status in line.statuses):
                    yield self._unless_spoilt(line, self._some(name, col(f"{name}+"))).alias(name)
                yield from self._offices_and_code(line, f"{id}__{line.statuses[0]}", codes.REPORTED)
            case Total.SUM | Total.YES | Total.ITSELF:
                sole = ">" if treatment.total is Total.ITSELF else "+"
                yield self._unless_spoilt(line, self._some(id, col(f"{id}{sole}"))).alias(id)
                yield from self._offices_and_code(line, id, codes.REPORTED)
            case other:
                assert_never(other)

    def _nothing(self, line: Indicator, code: int) -> Iterator[Expr]:
        """A figure that is not given, and why."""
        dialect = self.dialect
        yield dialect.nothing(dialect.integers[INT64]).alias(line.id)
        given = dialect.col(f"{aside_name(line.id, 'given')}#")
        yield given.cast(dialect.integers[INT64]).alias(f"{line.id}__offices")
        yield self._small(code).alias(codes.code_column(line.id))

    def _between(self, line: Indicator, counted: str, low: str, high: str, code: int) -> Iterator[Expr]:
        """A figure of which only bounds are known."""
        for name, end in (("low", low), ("high", high)):
            value = self._some(counted, self.dialect.col(end))
            yield self._unless_spoilt(line, value).alias(f"{line.id}__{name}")
        yield from self._offices_and_code(line, counted, code)

    def _some(self, name: str, value: Expr) -> Expr:
        """Null where no office gave a figure: a sum of nothing is no zero."""
        return self.dialect.when(self.dialect.col(f"{name}#") > 0).then(value.cast(self.dialect.integers[INT64]))

    def _sum(self, name: str) -> Expr:
        """A sum, which some engines give in a wider type."""
        return self.dialect.col(f"{name}+").cast(self.dialect.integers[INT64])

    def _offices_and_code(self, line: Indicator, counted: str, code: int) -> Iterator[Expr]:
        offices = self.dialect.col(f"{counted}#").cast(self.dialect.integers[INT64])
        yield offices.alias(f"{line.id}__offices")
        given = self._when(
            offices > 0, self._small(code), self._lacking(line, self._small(codes.REASONS[Reason.BLANK]))
        )
        yield self._spoilt_code(line, given).alias(codes.code_column(line.id))

    # --- recomputed figures -----------------------------------------------------------------------

    def _of_recomputed(self, line: Indicator) -> Iterator[Expr]:
        """The formula over sums of the offices that give all of its parts; never a mean of rates."""
        col, id, dialect = self.dialect.col, line.id, self.dialect
        assert line.formula is not None
        steps = self.amounts.steps_of_parts(line.formula)
        if steps is None:
            yield from self._nothing(line, codes.NO_PARTS)
            return
        parts = [part_name(id, part) for part in steps]
        known = self._all(col(f"{part}#") > 0 for part in parts)
        largest, recomputed = self._recomputed(line)
        small = self._all(self._sum(part).abs() <= largest for part in parts)
        value = dialect.when(known & small).then(recomputed)
        yield self._unless_spoilt(line, value).alias(id)
        yield col(f"{parts[0]}#").cast(dialect.integers[INT64]).alias(f"{id}__offices")
        left_out = aside_name(id, "left_out")
        wanted = self._wanted
        named = {"whole": whole_name(line), "relocated": aside_name(id, "relocated"), "left_out": left_out}
        for name, column in named.items():
            if column in wanted:
                yield self._unless_spoilt(line, self._some(column, col(f"{column}+"))).alias(f"{id}__{name}")
        lacking = self._small(codes.CAUSES[Cause.MISSING_INPUT])
        zero = self._small(codes.CAUSES[Cause.ZERO_DENOMINATOR])
        if left_out in wanted:
            lacking = self._when((col(f"{left_out}#") > 0) & (col(f"{left_out}+") == 0), zero, lacking)
        computed = self._when(
            small, self._when(value.is_null(), zero, self._small(codes.REPORTED)), self._small(codes.TOO_LARGE)
        )
        lacking = self._lacking(line, lacking)
        yield self._spoilt_code(line, self._when(known, computed, lacking)).alias(codes.code_column(id))

    @cached_property
    def _wanted(self) -> frozenset[str]:
        """The names of all amounts."""
        return frozenset(amount.name for amount in self.amounts.every)

    def _recomputed(self, line: Indicator) -> tuple[int, Expr]:
        """The formula over sums, and the largest of these with which it is reckoned exactly."""
        for largest in (LARGEST_SUM, LARGEST_SUM >> 8, LARGEST_SUM >> 16):
            try:
                return largest, self._over_sums(line, largest)
            except BoundsError:
                continue
        raise DataError("sums of this figure may be too large to compute with exactly", f"$.{line.id}")

    def _over_sums(self, line: Indicator, largest: int) -> Expr:
        assert line.formula is not None
        span = Span(-largest, largest)
        sums = {
            part: Quantity(Whole(self._sum(part_name(line.id, part)), span, INT64), self.amounts.scale_of(part))
            for part in names_of(line.formula)
        }
        columns = FrameColumns(self.dialect, Arithmetic(self.dialect), sums)
        number = column_of(line.formula, columns)
        assert isinstance(number, Quantity)
        return columns.rounded(number, line.decimals).expr

    # --- what spoils a total ----------------------------------------------------------------------

    def spoilt(self) -> Iterator[Expr]:
        """For each way in which totals can be spoilt the code of what spoils a row's; null where nothing does."""
        col = self.dialect.col
        for broken, heading in dict.fromkeys(map(self._ways_spoilt, self.amounts.lines)):
            code = self.dialect.nothing(self.dialect.small)
            if broken is not None:
                code = self._when(col(broken), self._small(codes.BROKEN), code)
            if heading is not None:
                code = self._when(col(differs_name(heading)), self._small(codes.WINDOWS_DIFFER), code)
            code = self._when(col(REPEATED) > 0, self._small(codes.REPEATED), code)
            yield code.alias(_spoilt_name(broken, heading))

    def _ways_spoilt(self, line: Indicator) -> tuple[str | None, str | None]:
        return self._break_of(line), self.windows.get(line.id)

    def _spoilt(self, line: Indicator) -> Expr:
        return self.dialect.col(_spoilt_name(*self._ways_spoilt(line)))

    def _unless_spoilt(self, line: Indicator, value: Expr) -> Expr:
        return self.dialect.when(self._spoilt(line).is_null()).then(value)

    def _break_of(self, line: Indicator) -> str | None:
        """What tells that a line's figures stand on both sides of a break; None of one that goes on over it."""
        if not self.series.breaks or self.series.goes_on(line.id):
            return None
        return APART if set(self.amounts.steps_of(line) or ()) == {Step.LAST} else CROSSED

    def _spoilt_code(self, line: Indicator, code: Expr) -> Expr:
        return self.dialect.coalesce(self._spoilt(line), code)

    def _lacking(self, line: Indicator, code: Expr) -> Expr:
        """Why there is no figure: the line was not asked in any of the months, or what else there is to say."""
        col = self.dialect.col
        never = outside(self.dialect, self.series, line.id, col("|first"), col("|greatest"))
        if never is None:
            return code
        return self._when(never, self._small(codes.REASONS[Reason.NOT_APPLICABLE]), code)

    def _when(self, condition: Expr, then: Expr, otherwise: Expr) -> Expr:
        return self.dialect.when(condition).then(then).otherwise(otherwise)

    def _small(self, code: int) -> Expr:
        return self.dialect.lit(code, dtype=self.dialect.small)

    def _all(self, conditions: Iterator[Expr]) -> Expr:
        from cchc.batch.dialect import every

        return every(list(conditions))

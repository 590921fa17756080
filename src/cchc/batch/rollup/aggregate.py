"""Reports added up: over the months of a period, then over the offices above those that report.

Each figure goes its own way (`cchc.batch.rollup.ways`): flows are summed over months, of other
figures the first or the last stands; offices are summed where they may be, procedures that every
office has are given bounds, answers are counted; ratios are computed again from their added-up
parts; what must not be put together is not given, with the reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import evolve

from cchc.batch.codes import SUFFIX
from cchc.batch.dialect import Dialect, every, narwhals_dialect, own_dialect
from cchc.batch.evaluation import dialect_of, with_layers
from cchc.batch.frame import (
    arranged,
    beside,
    count_of,
    given_of,
    in_own_words,
    integers_of,
    is_eager,
    opened,
    restored,
    typed,
)
from cchc.batch.kept import Kept
from cchc.batch.plan import plan
from cchc.batch.rollup.amounts import LARGEST, Amounts
from cchc.batch.rollup.coverage import Coverage
from cchc.batch.rollup.eras import Pass, asked_at_times, one_below_the_other, passes, succeeded
from cchc.batch.rollup.groups import COUNTED, Groups
from cchc.batch.rollup.months import LATEST, PERIOD, Months
from cchc.batch.rollup.offices import FIRST, GROUP, LAST, any_moves, membership, of_reported
from cchc.batch.rollup.periods import (
    MONTHS,
    OFFICE,
    WINDOW,
    YEAR,
    is_longer,
    kinds_of,
    length_of_reports,
    refuse_wrong_months,
    require_keys,
    within,
)
from cchc.batch.rollup.totals import Totals
from cchc.batch.rollup.ways import Scope
from cchc.batch.slips import refuse_slips
from cchc.batch.span import INT32, INT64, Span
from cchc.catalogue import Catalogue
from cchc.edition import Edition
from cchc.edition.continuity import Continuity
from cchc.errors import DataError, unknown
from cchc.period import PeriodKind
from cchc.record import frozen

Frame = TypeVar("Frame")

_passes: Kept[tuple[Pass, ...]] = Kept()
_groups: Kept[Groups] = Kept(16)
"""Each takes more than a megabyte."""


def rollup(
    frame: Frame,
    catalogue: Catalogue,
    offices: Any = None,
    *,
    by: str = OFFICE,
    period: PeriodKind | str = "month",
    silent: bool = True,
) -> Frame:
    """One row for each office of level `by`, year and period, with each figure added up its own way.

    `frame` has a row a report: `office`, `year`, `month`, and figures as `evaluate` takes them, of months or of the
    form's shortest period; of longer ones (`months`) none is used, for they would be counted twice.
    `offices` is the tree of offices (`cchc.batch.rollup.offices`), a frame of the same engine; without it only
    by="office" can be asked. For a period, an office counts, and is expected, where it belonged in the last month that
    it reported, or if it did not, in its last month there; what belongs nowhere is in rows whose office is null.
    Without `silent`, what has no report at all has no rows: of the offices of a whole country these may be many.

    Columns: `period` (its number in the year); `offices_expected`, `offices_reported`,
    `reports_expected`, `reports`, `offices_late` (whose last report is not of the last month),
    `reports_repeated`, `reports_from` and `reports_to`, the first and the last month reported (202507); for each
    figure `<id>` and `<id>__offices`, how many offices gave it. Where several reports are put together, `<id>__months`
    is how many give it, of `reports_expected` (of a line that was not always asked, of `<id>__months_expected`), and
    `<id>__complete` whether all is there that it needs: of a flow the reports of all months and offices, of what
    stands at one end of a period those of that month; null where there is no figure, or nobody knows who was to
    report. Of an office without a tree all months of the period are expected. Of answers:
    how many say yes; of status words `<id>__<word>`. Of a union over several offices only `<id>__low`
    (the greatest one's) and `<id>__high` (the sum) are known, of a rate without parts the lowest and
    the highest.
    A ratio has `<id>` in units of its last decimal, and, where all of its denominator goes one way
    over the months, `<id>__whole`, the denominator, `<id>__relocated`, how much of that rests on cells
    read in another column, and `<id>__left_out`, what offices that lack a part would add to it.
    `<id>__code` says why there is no value (`cchc.batch.codes`). Of several editions see `cchc.batch.rollup.eras`.

    Raises DataError for columns of the wrong type, for a level or a period that is not known, and for
    figures too large to add up exactly.
    """
    _refuse_unknown(by, period, catalogue, has_tree=offices is not None)
    tree = None if offices is None else membership(opened(offices), by, catalogue.edition.calendar.closing_day)
    return _put_together(frame, catalogue, tree, by, PeriodKind(period), silent=silent)  # type: ignore[no-any-return]


def _refuse_unknown(by: str, period: str, catalogue: Catalogue, *, has_tree: bool) -> None:
    if period not in _OF_MONTHS:
        raise unknown("period", period, _OF_MONTHS)
    if not has_tree and by != OFFICE:
        raise DataError(
            f"which office belongs to which {by} is not known", "$.offices", "hand over the tree of offices"
        )
    kinds = kinds_of(length_of_reports(catalogue.edition))
    if period not in kinds:
        told = f"reports of a {kinds[0]} do not add up to a {period}"
        raise DataError(told, "$.period", f"ask for one of: {', '.join(kinds)}")


def _put_together(frame: Any, catalogue: Catalogue, members: Any, by: str, kind: PeriodKind, *, silent: bool) -> Any:
    given = opened(frame)
    rows = typed(arranged(given, integers_of(catalogue.whole)), catalogue.whole)
    dialect = own_dialect(rows.implementation)
    refuse_slips(given.collect_schema().names(), catalogue)
    require_keys(rows.collect_schema(), "a roll-up needs")
    refuse_wrong_months(rows, narwhals_dialect())
    moves = members is not None and any_moves(members)
    if members is not None and not silent:
        members = of_reported(members, rows)
    tree = None if members is None else beside(rows, members)
    in_memory, each = rows.implementation.is_polars() and is_eager(rows), length_of_reports(catalogue.edition)
    key = kind, id(dialect), id(catalogue.series)
    asked = _passes.of(catalogue, key, lambda: tuple(passes(catalogue, kind, dialect)))
    own, has_tree = in_own_words(rows), members is not None
    results = [
        _RollUp(one, catalogue.series, kind, by, dialect, has_tree, moves, each, in_memory).of(own, tree)
        for one in asked
    ]
    return restored(one_below_the_other(dialect, results), like=given)


_OF_MONTHS = tuple(kind for kind in PeriodKind if kind is not PeriodKind.SCHOOL_YEAR)
"""Periods of which the months of a frame tell which one they lie in."""


@frozen
class _RollUp:
    asked: Pass
    series: Continuity
    kind: PeriodKind
    by: str
    dialect: Dialect
    has_tree: bool
    moves: bool
    """Whether some office belongs elsewhere at another time."""
    each: int
    """For how many months a report is."""
    in_memory: bool
    """Whether the reports are at hand in Polars."""

    @property
    def edition(self) -> Edition:
        return self.asked.edition

    @property
    def breaking(self) -> Continuity:
        """The series as it may break within a period: a single month lies on one side of every break."""
        return self.series if self.is_several else evolve(self.series, breaks=())

    @property
    def is_several(self) -> bool:
        """Whether a period is longer than that of a report."""
        return is_longer(self.kind, self.each)

    def of(self, frame: Any, members: Any) -> Any:
        """Group by office and period, place each office in the tree, group by that, and make the figures."""
        rows = self._computed(succeeded(self._wanted(frame), self.edition, self.series, self.dialect))
        groups = _groups.of(self.asked, self._key(rows), lambda: self._said(rows))
        months, coverage, amounts = groups.months, groups.coverage, groups.totals.amounts
        if amounts.flags:
            rows = rows.with_columns(*amounts.flags)
        an_office = months.an_office(rows, amounts)
        placed = self._placed(an_office, members)
        grouped = groups.of(placed)
        if coverage.in_rows:
            grouped = coverage.counted(rows, placed, months.slots, grouped)
        result = groups.made(grouped)
        if members is not None:
            counts_at = an_office if self.moves and self.is_several else None
            result = self._with_expected(result, coverage.expected.by_group(rows, members, counts_at))
        return coverage.judged(result).rename({GROUP: self.by})

    def _key(self, rows: Any) -> tuple[object, ...]:
        """All that what is said of the rows depends on, besides what was asked."""
        return self.kind, self.by, id(self.dialect), self.in_memory, self.has_tree, tuple(rows.collect_schema())

    def _said(self, rows: Any) -> Groups:
        amounts, windows = self._amounts(rows), self._windows(rows)
        headings = {heading: f"{heading}{WINDOW}" for heading in sorted(set(windows.values()))}
        months = Months(self.kind, self.dialect, headings, self.each, self.in_memory)
        coverage = Coverage(amounts, self.dialect, self.kind, self.has_tree, self.each, months.finds_rows)
        return Groups(months, Totals(amounts, self.dialect, windows, self.breaking), coverage)

    def _wanted(self, frame: Any) -> Any:
        """The reports of months, or of the form's shortest periods, that fall in such a period."""
        schema, col = frame.collect_schema(), self.dialect.col
        wanted = [~col(YEAR).is_null(), within(self.dialect, self.kind)]
        if self.asked.wanted is not None:
            wanted.append(self.asked.wanted)
        if MONTHS in schema:
            wanted.append(col(MONTHS) == self.each)
        if is_eager(opened(frame)) and frame.select(every(wanted).all()).item():
            # A filter would copy every column.
            return frame
        return frame.filter(*wanted)

    def _computed(self, frame: Any) -> Any:
        rows = opened(frame)
        given = given_of(rows, self.edition)
        computed = with_layers(rows, plan(self.edition, given, dialect_of(rows), codes=False, rules=()))
        self._refuse_overflow(computed, given_of(computed, self.edition, all_burdened=True).spans)
        return in_own_words(computed)

    def _amounts(self, rows: Any) -> Amounts:
        schema = rows.collect_schema()
        present = frozenset(id for id in self.edition.figures if id in schema)
        codes = frozenset(name for name in schema if name.endswith(SUFFIX))
        scope = Scope(months=self.is_several, offices=self.by != OFFICE)
        asked = asked_at_times(self.series, self.edition)
        return Amounts(self.edition, scope, self.dialect, present, codes, self.asked.anew, asked)

    def _refuse_overflow(self, rows: Any, spans: Mapping[str, Span]) -> None:
        """Sums must fit 64 bits, however many reports there are; 32-bit figures always do."""
        wide = {id: span for id, span in spans.items() if span.width > INT32}
        if not wide:
            return
        count = count_of(rows)
        for id, span in wide.items():
            if span.size >= LARGEST or span.size * count >= 2**62:
                raise DataError(
                    "figures are too large to add up exactly", f"$.{id}", "look for one that cannot be true"
                )

    def _windows(self, rows: Any) -> dict[str, str]:
        """The nearest line, it or above it, whose windows the frame tells, for each figure that has one."""
        schema, found = rows.collect_schema(), {}
        for id in self.edition.figures:
            line: str | None = id
            while line is not None and f"{line}{WINDOW}" not in schema:
                line = self.edition.everything[line].parent
            if line is not None:
                found[id] = line
        return found

    # --- over offices ---------------------------------------------------------------------------------

    def _placed(self, an_office: Any, members: Any) -> Any:
        """Each office and period with the office of the wanted level above it."""
        col = self.dialect.col
        if members is None:
            return an_office.with_columns(col(OFFICE).alias(GROUP))
        joined = an_office.join(members, on=OFFICE, how="left")
        inside = (col(FIRST) <= col(LATEST)) & (col(LATEST) <= col(LAST))
        return joined.filter(inside | col(FIRST).is_null())

    def _with_expected(self, result: Any, expected: Any) -> Any:
        """A row for each group and period, reported or not, and for what belongs nowhere."""
        joined = _keyed(self.dialect, expected).join(
            _keyed(self.dialect, result), on=["|key", YEAR, PERIOD], how="full", suffix="|right"
        )
        dialect, col = self.dialect, self.dialect.col
        keys = [dialect.coalesce(col(name), col(f"{name}|right")).alias(name) for name in (GROUP, YEAR, PERIOD)]
        told = [name for name in expected.collect_schema() if name not in (GROUP, YEAR, PERIOD)]
        due = [col(name).cast(dialect.integers[INT64]) for name in told]
        counted = [col(name).fill_null(0).alias(name) for name in COUNTED]
        figures = [name for name in result.collect_schema() if name not in (GROUP, YEAR, PERIOD, *COUNTED)]
        return joined.select(*keys, *due, *counted, *figures)


def _keyed(dialect: Dialect, frame: Any) -> Any:
    """With a group key that is never null, for null joins nothing."""
    return frame.with_columns(dialect.col(GROUP).fill_null("").alias("|key"))

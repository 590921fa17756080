"""Reports of several editions put together.

A catalogue that was not asked for by its name has the lines of all editions of the form. Figures of a line that was
replaced stand under its successor's name; those of months on both sides of a break in the series are not put together,
unless the line goes on over it; what an edition reckons otherwise is so from its first month on, in a pass of its own,
and not put together with what was before. Where a line was not asked in any of the months, its code is 14.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cchc.batch.codes import code_column
from cchc.batch.dialect import Dialect, Expr, every, some
from cchc.batch.rollup.periods import LENGTHS, YEAR, moment, number_in_year
from cchc.catalogue import Catalogue
from cchc.edition import Edition
from cchc.edition.continuity import Continuity, eras, joined, otherwise
from cchc.period import PeriodKind
from cchc.record import frozen

_LONGEST = 12
"""Months of the longest period."""


@frozen
class Pass:
    """The periods (all, if nothing is `wanted`) that are added up by one edition, and the lines that change its sense
    within them, which are not."""

    edition: Edition
    wanted: Expr | None = None
    anew: frozenset[str] = frozenset()


def passes(catalogue: Catalogue, kind: PeriodKind, dialect: Dialect) -> Iterator[Pass]:
    """One, where all editions reckon alike; else one for each that does not, and one for each change within periods."""
    found = eras(catalogue.history)
    if len(found) == 1:
        yield Pass(catalogue.whole)
        return
    last = dialect.col(YEAR).cast(dialect.integers[32]) * 12 + number_in_year(dialect, kind) * LENGTHS[kind]
    first = last - (LENGTHS[kind] - 1)
    whole = [joined(edition, catalogue.history) for _, edition in found]
    starts = [start for start, _ in found[1:] if start is not None]
    for place, edition in enumerate(whole):
        inside = [first >= start for start in starts[place - 1 : place] if place]
        inside += [last < start for start in starts[place : place + 1]]
        yield Pass(edition, every(inside))
    for place, start in enumerate(starts, 1):
        later = [last < other for other in starts[place : place + 1]]
        near = [at for at in range(1, place + 1) if start - starts[at - 1] < _LONGEST]
        anew = frozenset[str]().union(*(otherwise(found[at - 1][1], found[at][1]) for at in near))
        yield Pass(whole[place], every([first < start, last >= start, *later]), anew)


def one_below_the_other(dialect: Dialect, results: list[Any]) -> Any:
    """The results of passes; what one of them has no column for is null there."""
    import narwhals as nw

    if len(results) == 1:
        return nw.from_native(results[0])
    col, nothing = dialect.col, dialect.nothing
    schemas = [result.collect_schema() for result in results]
    types = {name: type_ for schema in schemas for name, type_ in schema.items()}
    named = [
        result.select(*(col(name) if name in schema else nothing(types[name]).alias(name) for name in types))
        for result, schema in zip(results, schemas, strict=True)
    ]
    return nw.concat([nw.from_native(result) for result in named], how="vertical")


def succeeded(frame: Any, edition: Edition, series: Continuity, dialect: Dialect) -> Any:
    """The frame with the figures of lines that were replaced under the names of those that took their place, for the
    months before these."""
    present = frame.collect_schema()
    pairs = {new: old for new, old in series.succeeded.items() if old in present and _is_alike(edition, old, new)}
    if not pairs:
        return frame
    columns = [column for new, old in pairs.items() for column in _followed(dialect, present, series, old, new)]
    return frame.with_columns(*columns)


def _is_alike(edition: Edition, old: str, new: str) -> bool:
    """Whether one line's figures can stand in the other's column: given ones, measured alike."""
    if old not in edition.figures or new not in edition.figures:
        return False
    before, after = edition.figures[old], edition.figures[new]
    how = [(line.kind, line.unit, line.decimals, line.statuses, line.formula) for line in (before, after)]
    return how[0] == how[1] and before.formula is None


def _followed(dialect: Dialect, present: Mapping[str, Any], series: Continuity, old: str, new: str) -> Iterator[Expr]:
    until = series.lives[old].last_month
    for was, now in ((old, new), (code_column(old), code_column(new))):
        if was in present:
            later = dialect.col(now) if now in present else dialect.nothing(present[was])
            yield dialect.when(moment(dialect) <= until).then(dialect.col(was)).otherwise(later).alias(now)


@frozen
class AskedMonths:
    """The first and the last month in which a line is asked (None: as far as the form goes)."""

    first: int | None
    last: int | None

    def holds(self, month: Expr) -> Expr:
        """Whether it is asked in a month."""
        ends = [] if self.first is None else [month >= self.first]
        ends += [] if self.last is None else [month <= self.last]
        return every(ends)

    def within(self, dialect: Dialect, first: Expr, last: Expr) -> tuple[Expr, Expr]:
        """Those of the months from `first` to `last` in which it is asked; the last before the first, if in none."""
        if self.first is not None:
            first = dialect.when(first >= self.first).then(first).otherwise(self.first)
        if self.last is not None:
            last = dialect.when(last <= self.last).then(last).otherwise(self.last)
        return first, last


def asked_at_times(series: Continuity, edition: Edition) -> dict[str, AskedMonths]:
    """The lines that are not asked at all times; one whose predecessor's figures go on under its name, since that."""
    found = {}
    for id in edition.figures.keys() & series.lives.keys():
        oldest, last = id, series.lives[id].last_month
        while (before := series.succeeded.get(oldest)) is not None and _is_alike(edition, before, oldest):
            oldest = before
        first = series.lives[oldest].first_month if oldest in series.lives else None
        if (first, last) != (None, None):
            found[id] = AskedMonths(first, last)
    return found


def outside(dialect: Dialect, series: Continuity, id: str, first: Expr, last: Expr) -> Expr | None:
    """Whether the months from `first` to `last` all lie before a line was asked, or after; None if it always is."""
    life = series.lives.get(id)
    if life is None:
        return None
    ends = [] if life.first_month is None else [last < life.first_month]
    ends += [] if life.last_month is None else [first > life.last_month]
    return some(ends)

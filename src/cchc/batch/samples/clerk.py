"""Honest figures for every office and month, which keep to the catalogue's ties."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto
from functools import cached_property, reduce
from typing import TYPE_CHECKING, Any, assert_never

from cchc.batch.samples.ties import Ties, ties_of
from cchc.batch.schema import given_lines
from cchc.catalogue import Catalogue
from cchc.edition import Edition, Indicator, IndicatorKind
from cchc.edition.aggregation import Way
from cchc.record import frozen

if TYPE_CHECKING:
    import numpy as np

    Figures = np.ndarray[Any, np.dtype[Any]]
"""Figures by office (down) and month (across)."""

_LISTED = 160
"""About how long a list is that all offices share."""


class Course(Enum):
    """How a count goes through the year: it comes and passes, stays, or grows from January on."""

    PASSES = auto()
    STAYS = auto()
    GROWS = auto()


@frozen
class Clerk:
    """Fills in the counts of so many offices for so many months."""

    catalogue: Catalogue
    choose: np.random.Generator
    offices: int
    months: int
    per_year: int = 12

    @property
    def edition(self) -> Edition:
        return self.catalogue.edition

    @cached_property
    def ties(self) -> Ties:
        return ties_of(self.edition)

    @cached_property
    def sizes(self) -> Figures:
        """How much busier than others each office is."""
        return self.choose.lognormal(0, 0.5, (self.offices, 1))

    @cached_property
    def years_share(self) -> Figures:
        """How much of its year each month has seen."""
        import numpy as np

        return ((np.arange(self.months) % self.per_year + 1) / self.per_year).reshape(1, -1)

    def counts(self) -> dict[str, Figures]:
        """Every count that is given, in the order of the form."""
        lines = {line.id: line for line in given_lines(self.edition) if line.kind is IndicatorKind.COUNT}
        done: dict[str, Figures] = {}
        for id in self.ties.order(list(lines)):
            if id in lines:
                done[id] = self._drawn(lines[id], done)
        self._tie(done)
        return {id: done[id] for id in lines}

    def _drawn(self, line: Indicator, done: Mapping[str, Figures]) -> Figures:
        import numpy as np

        caps = [done[whole] for whole in self._wholes(line.id) if whole in done]
        for total, parts in self.ties.sums:
            if total == line.id and all(part in done for part in parts):
                return reduce(np.minimum, [reduce(np.add, [done[part] for part in parts]), *caps])
        return self._part(line, reduce(np.minimum, caps)) if caps else self._root(line)

    def _wholes(self, id: str) -> list[str]:
        shared = [whole for parts, whole in self.ties.shared if id in parts]
        return [*(whole for part, whole in self.ties.at_most if part == id), *shared]

    def _part(self, line: Indicator, whole: Figures) -> Figures:
        """A share of its whole: all of it where rules leave no choice, a fair part where several share it."""
        import numpy as np

        if any((whole_, line.id) in self.ties.at_most for whole_ in self._wholes(line.id)):
            return whole.copy()
        several = max((len(parts) for parts, _ in self.ties.shared if line.id in parts), default=1)
        share = self.choose.beta(8, 2, (self.offices, 1)) / several
        match _course(line):
            case Course.GROWS:
                grown = whole if _grows(whole) else whole * self.years_share
                return np.floor(grown * share).astype(np.int64)
            case Course.STAYS:
                return np.floor(whole * share).astype(np.int64)
            case Course.PASSES:
                passing = all(_course(self.edition.figures[id]) is Course.PASSES for id in self._wholes(line.id))
                few = share if passing else share / 20
                return self.choose.binomial(whole, np.broadcast_to(few, whole.shape)).astype(np.int64)
            case other:
                assert_never(other)

    def _root(self, line: Indicator) -> Figures:
        """A figure that nothing bounds: a list that all share, a stock, a flow, or what a flow adds up to."""
        import numpy as np

        shape, scale = (self.offices, self.months), 10 ** self.choose.uniform(0.3, 1.2)
        if line.over_offices is Way.UNION:
            return np.full(shape, _LISTED) + self.choose.integers(-2, 3, (self.offices, 1))
        match _course(line):
            case Course.STAYS:
                start = self.choose.poisson(scale * self.sizes * 2) + 1
                return start + np.cumsum(self.choose.random(shape) < 0.03, axis=1)
            case Course.PASSES:
                return self.choose.poisson(scale * self.sizes, shape)
            case Course.GROWS:
                return _added_up(self.choose.poisson(scale * self.sizes * 8, shape), self.per_year)
            case other:
                assert_never(other)

    def _tie(self, done: dict[str, Figures]) -> None:
        """Zero with zero, something with something, wherever a rule says so; then parts within wholes again."""
        import numpy as np

        for first, second in self.ties.some_with:
            if second in done and (cause := self._figure(first, done)) is not None:
                done[second] = np.where(cause > 0, np.maximum(done[second], 1), done[second])
        for first, second in self.ties.zero_with:
            if second in done and (cause := self._figure(first, done)) is not None:
                done[second] = np.where(cause == 0, 0, done[second])
        for part, whole in self.ties.at_most:
            if part in done and (limit := self._figure(whole, done)) is not None:
                done[part] = np.clip(done[part], 0, np.maximum(limit, 0))
        for first, second in self.ties.some_with:
            if first in done and second in done:
                done[first] = np.where(done[second] == 0, 0, done[first])

    def _figure(self, id: str, done: Mapping[str, Figures]) -> Figures | None:
        """A figure, computed by the edition's formula if need be; what has no value then is 0."""
        import polars as pl

        from cchc.batch.evaluation import evaluate

        if id in done:
            return done[id]
        if self.edition.figures[id].formula is None:
            return None
        computed = evaluate(pl.DataFrame({name: array.ravel() for name, array in done.items()}), self.catalogue)
        if id not in computed.columns:
            return None
        return computed[id].fill_null(0).to_numpy().reshape(self.offices, self.months)


def _course(line: Indicator) -> Course:
    match line.over_time:
        case Way.FLOW:
            return Course.PASSES
        case Way.CUMULATIVE:
            return Course.GROWS
        case Way.FIRST | Way.LAST | Way.REPORTED | Way.NONE:
            return Course.STAYS
        case Way.RECOMPUTE | Way.SUM | Way.MEAN | Way.UNION | Way.COUNT_ISSUED | Way.COUNT_YES | Way.COUNT_BY_STATUS:
            return Course.STAYS  # no way of a count that is given
        case other:
            assert_never(other)


def _grows(whole: Figures) -> bool:
    """Whether it is much the greater at the end of the year: then a share of it grows too."""
    return bool(whole.shape[1] > 1 and whole[:, min(11, whole.shape[1] - 1)].sum() > 1.5 * whole[:, 0].sum())


def _added_up(flow: Figures, per_year: int) -> Figures:
    """The sum since January, period by period."""
    import numpy as np

    return np.concatenate(
        [np.cumsum(flow[:, start : start + per_year], axis=1) for start in range(0, flow.shape[1], per_year)], axis=1
    )

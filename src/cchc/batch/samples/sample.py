"""Months of reports that look like real ones, mistakes included, from nothing but a catalogue.

What figures are like follows from the catalogue: a rule `part <= whole` makes one a share of the
other, `sum == part + part` a sum, `implies(a == 0, b == 0)` ties two; cumulative figures grow
through the year, stocks stay, flows come and go. Mistakes are then planted at set rates.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, assert_never

from cchc.batch.codes import REASONS, RELOCATED, REPORTED, code_column
from cchc.batch.frame import require
from cchc.batch.rollup.offices import FROM, LEVEL, PARENT, TO
from cchc.batch.rollup.periods import MONTH, OFFICE, YEAR
from cchc.batch.samples.clerk import Clerk
from cchc.batch.schema import SUPERIOR, given_lines
from cchc.catalogue import Catalogue
from cchc.edition import Edition, Indicator, IndicatorKind
from cchc.edition.aggregation import Way
from cchc.record import frozen
from cchc.value import Reason

if TYPE_CHECKING:
    import polars as pl

LEVELS = ("ward", "district", "province", "country")
_A_DOZEN = 12
_LOW_SCORE, _HIGH_SCORE = 5, 11
_MOST_IN_32 = 7
"""Decimals with which a hundred no longer fits 32 bits."""


@frozen
class Mistakes:
    """How often clerks err: of the first four the share of figures that it happens to, of the rest of reports."""

    blank: float = 0.02
    no_such: float = 0.05
    relocated: float = 0.01
    extra_digit: float = 0.0005
    swapped: float = 0.01
    fallen: float = 0.01
    repeated: float = 0.01
    not_filed: float = 0.03


NONE = Mistakes(0, 0, 0, 0, 0, 0, 0, 0)


@frozen
class Sample:
    """Reports, and the tree of the offices that filed them."""

    reports: pl.DataFrame
    offices: pl.DataFrame


def generate(
    catalogue: Catalogue,
    offices: int = 144,
    months: int = 12,
    *,
    first_year: int = 2024,
    seed: int = 2024,
    mistakes: Mistakes | None = None,
    per_year: int = 12,
) -> Sample:
    """Monthly reports of so many offices from January of `first_year`; the same seed gives the same ones.

    Every dozen offices have one superior, every dozen superiors one above them: the levels of the tree
    are called ward, district, province, country. Of a form for other periods a year has `per_year` of them.
    """
    require()
    import numpy as np

    choose = np.random.default_rng(seed)
    clerk = Clerk(catalogue, choose, offices, months, per_year)
    counts = clerk.counts()
    forgetful = _Forgetful(catalogue.edition, clerk, mistakes or Mistakes())
    return Sample(forgetful.frame(counts, first_year), _tree(catalogue.edition, offices))


@frozen
class _Forgetful:
    """Makes a frame of honest figures, with the mistakes that clerks make."""

    edition: Edition
    clerk: Clerk
    mistakes: Mistakes

    def frame(self, counts: dict[str, Any], first_year: int) -> pl.DataFrame:
        import polars as pl

        columns = self._keys(first_year)
        self._spoil(counts)
        for line in given_lines(self.edition):
            if line.kind in (IndicatorKind.DATE, IndicatorKind.TEXT):
                continue
            if line.kind is IndicatorKind.COUNT:
                columns |= self._count(line.id, counts[line.id].ravel(), worth=line.none)
            else:
                columns[line.id] = self._answer(line)
                columns[code_column(line.id)] = pl.repeat(REPORTED, self._reports, dtype=pl.Int8, eager=True)
        frame = pl.DataFrame(columns)
        return frame.filter(pl.Series(self._draw(self.mistakes.not_filed, self._reports, negate=True)))

    @property
    def _reports(self) -> int:
        return self.clerk.offices * self.clerk.months

    def _draw(self, rate: float, *shape: int, negate: bool = False) -> Any:
        drawn = self.clerk.choose.random(shape) < rate
        return ~drawn if negate else drawn

    def _keys(self, first_year: int) -> dict[str, Any]:
        import numpy as np
        import polars as pl

        offices, months = self.clerk.offices, self.clerk.months
        names, superiors = pl.Series(_names(self.edition, offices)), pl.Series(_superiors(self.edition, offices))
        places = pl.Series(np.repeat(np.arange(offices), months))
        month = np.tile(np.arange(months), offices)
        return {
            OFFICE: names.gather(places),
            YEAR: pl.Series(first_year + month // 12, dtype=pl.Int32),
            MONTH: pl.Series(month % 12 + 1, dtype=pl.Int32),
            SUPERIOR: superiors.gather(places),
        }

    def _spoil(self, counts: dict[str, Any]) -> None:
        """Mistakes between figures: a part for its whole, last month's again, less than last month."""
        shape = (self.clerk.offices, self.clerk.months)
        for part, whole in self.clerk.ties.at_most:
            if part in counts and whole in counts:
                swapped = self._draw(self.mistakes.swapped / 10, *shape)
                counts[part][swapped], counts[whole][swapped] = counts[whole][swapped], counts[part][swapped]
        for id, figures in counts.items():
            if self.edition.figures[id].over_time is Way.CUMULATIVE:
                figures[self._draw(self.mistakes.fallen / 10, *shape)] //= 2
            figures[self._draw(self.mistakes.extra_digit, *shape)] *= 10
        repeated = self._draw(self.mistakes.repeated, *shape)
        for figures in counts.values():
            before = figures[:, :-1]
            figures[:, 1:][repeated[:, 1:]] = before[repeated[:, 1:]]

    def _count(self, id: str, figures: Any, *, worth: int | None) -> dict[str, Any]:
        """A column and its codes: some cells blank, some in another column, "none" for some zeros."""
        import numpy as np
        import polars as pl

        codes = np.zeros(len(figures), dtype=np.int8)
        codes[self._draw(self.mistakes.relocated, len(figures))] = RELOCATED
        codes[(figures == 0) & self._draw(self.mistakes.no_such, len(figures))] = REASONS[Reason.NONE]
        blank = self._draw(self.mistakes.blank, len(figures))
        codes[blank] = REASONS[Reason.BLANK]
        if worth is None:
            blank |= codes == REASONS[Reason.NONE]
        column = pl.Series(figures, dtype=pl.Int32).set(pl.Series(blank), None)
        return {id: column, code_column(id): pl.Series(codes, dtype=pl.Int8)}

    def _answer(self, line: Indicator) -> Any:
        import numpy as np
        import polars as pl

        choose, offices, months = self.clerk.choose, self.clerk.offices, self.clerk.months
        match line.kind:
            case IndicatorKind.SCORE:
                return pl.Series(choose.integers(_LOW_SCORE, _HIGH_SCORE, self._reports) * 10**line.decimals)
            case IndicatorKind.PERCENTAGE | IndicatorKind.PER_MILLE | IndicatorKind.NUMBER:
                scaled = choose.integers(8000, 10001, self._reports) * 10**line.decimals // 100
                return pl.Series(scaled, dtype=pl.Int32 if line.decimals < _MOST_IN_32 else pl.Int64)
            case IndicatorKind.STATUS:
                drawn = pl.Series(np.repeat(choose.integers(0, len(line.statuses), offices), months))
                return pl.Series(line.statuses, dtype=pl.String).gather(drawn)
            case IndicatorKind.COUNT | IndicatorKind.DATE | IndicatorKind.TEXT | IndicatorKind.HEADING:
                raise AssertionError(line.kind)
            case IndicatorKind.YES_NO | IndicatorKind.DOCUMENT:
                since = choose.integers(-6, 12, (offices, 1)) <= np.arange(months)
                # Who counts the tasks of a plan has issued it.
                return pl.Series(since.ravel() | (line.kind is IndicatorKind.DOCUMENT))
            case other:
                assert_never(other)


def _names(edition: Edition, offices: int) -> list[str]:
    kind = next(iter(edition.level.offices), "office")
    return [f"{kind.capitalize()} {place + 1:05d}" for place in range(offices)]


def _superiors(edition: Edition, offices: int) -> list[str]:
    kind = next(iter(edition.level.superiors), "superior")
    return [f"{kind.capitalize()} {place // _A_DOZEN + 1:04d}" for place in range(offices)]


def _tree(edition: Edition, offices: int) -> pl.DataFrame:
    """Offices, their superiors, those above them, and the whole."""
    import polars as pl

    names, superiors = _names(edition, offices), _superiors(edition, offices)
    top = next(reversed(edition.level.superiors), "top").capitalize()
    above = [f"{top} {place // _A_DOZEN**2 + 1:03d}" for place in range(offices)]
    pairs: Mapping[int, dict[str, str | None]] = {
        0: dict(zip(names, superiors, strict=True)),
        1: dict(zip(superiors, above, strict=True)),
        2: dict.fromkeys(above, LEVELS[-1]),
        3: {LEVELS[-1]: None},
    }
    rows = [
        (office, LEVELS[level], parent, None, None) for level, tier in pairs.items() for office, parent in tier.items()
    ]
    schema = {OFFICE: pl.String, LEVEL: pl.String, PARENT: pl.String, FROM: pl.Date, TO: pl.Date}
    return pl.DataFrame(rows, schema=schema, orient="row")

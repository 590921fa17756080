"""What figures of several reports come to: sums with how many give them, and why there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction

from cchc.batch.rollup.ways import Step
from cchc.edition import Indicator
from cchc.edition.table import FigureColumn
from cchc.judge.tables.figures import number
from cchc.record import frozen
from cchc.report import FilledRow
from cchc.serialize.tables import RowRecord
from cchc.value import Cause, Missing, Reason, Reported, Value


@frozen
class GivenSum:
    """What the figures of some reports come to, how many of how many give it, and of how many offices these are."""

    exact: Fraction | None
    given: int
    of: int
    reason: str | None = None
    ends: tuple[Fraction, Fraction] | None = None
    is_unlisted: bool = False
    offices: int = 0


def _sum_of(numbers: Sequence[Fraction]) -> Fraction:
    return sum(numbers, Fraction(0))


WHOLES: Mapping[Step, Callable[[Sequence[Fraction]], Fraction]] = {
    Step.SUM: _sum_of,
    Step.LEAST: min,
    Step.GREATEST: max,
}


@frozen
class OfficeParts:
    """What an office gives of the parts of a formula, None unless it gives all, and out of how many of its reports."""

    sums: Mapping[str, Fraction] | None
    given: int
    of: int
    is_unlisted: bool


def rows_of(reports: Iterable[Mapping[str, RowRecord]]) -> tuple[FilledRow, ...]:
    """Every row that some report lists, in the order of the first that does; rows of a report are by their keys."""
    merged: list[RowRecord] = []
    for report in reports:
        places = {row.key: place for place, row in enumerate(merged)}
        at = 0
        for row in report.values():
            if row.key in places:
                at = max(at, places[row.key] + 1)
                continue
            merged.insert(at, row)
            places = {each.key: place for place, each in enumerate(merged)}
            at += 1
    return tuple(FilledRow(row.key, row.code, row.label, row.role, {}, row.parent, row.id) for row in merged)


def added(sums: Iterable[GivenSum]) -> GivenSum:
    """The figures of offices together: the sum of those that give it."""
    sums = list(sums)
    known = [each.exact for each in sums if each.exact is not None]
    reason = None if known else next((each.reason for each in sums if each.reason is not None), None)
    is_unlisted = all(each.is_unlisted for each in sums)
    given, of, offices = (sum(getattr(each, name) for each in sums) for name in ("given", "of", "offices"))
    exact = sum(known, Fraction(0)) if known else None
    return GivenSum(exact, given, of, reason, is_unlisted=is_unlisted, offices=offices)


def sum_of_rows(
    figures: Sequence[Fraction | None], weights: Sequence[Fraction | None] | None = None
) -> Fraction | None:
    """What rows come to, or of those with weights their mean; None where one is not known."""
    exact = [each for each in figures if each is not None]
    if not exact or len(exact) < len(figures):
        return None
    if weights is None:
        return _sum_of(exact)
    heavy = [each for each in weights if each is not None]
    if len(heavy) < len(weights) or not sum(heavy):
        return None
    return _sum_of([one * by for one, by in zip(exact, heavy, strict=True)]) / _sum_of(heavy)


def weighted(asks: Indicator, weight: Indicator, rows: Sequence[tuple[str | None, RowRecord]], of: int) -> GivenSum:
    """The mean of rows of those reports, each with its office, that give both figure and weight; what weighs nothing
    needs no figure."""
    pairs = [(office, number_in(asks, each), number_in(weight, each)) for office, each in rows]
    known = [(who, one or Fraction(0), by) for who, one, by in pairs if by is not None and (one is not None or not by)]
    heavy, offices = _sum_of([by for _, _, by in known]), len({who for who, _, _ in known})
    if not heavy:
        reason = (Cause.ZERO_DENOMINATOR if known else Reason.BLANK).value
        return GivenSum(None, len(known), of, reason, is_unlisted=not rows, offices=offices)
    return GivenSum(_sum_of([one * by for _, one, by in known]) / heavy, len(known), of, offices=offices)


def is_known(column: FigureColumn, row: RowRecord | None) -> bool:
    return number_in(column.asks, row) is not None


def number_in(asks: Indicator, row: RowRecord | None) -> Fraction | None:
    """The number that a row of a report has in a column; a word that may stand for a number here is that."""
    figure = None if row is None else row.values.get(asks.id)
    return None if figure is None else _worth(asks, figure.value)


def _worth(asks: Indicator, value: Value) -> Fraction | None:
    match value:
        case Reported(bool() as answer):
            return Fraction(int(answer))
        case Reported(found):
            return number(found)
        case Missing(Reason.NONE):
            return None if asks.none is None else Fraction(asks.none)
        case Missing(Reason.NOT_ARISEN):
            return None if asks.not_arisen is None else Fraction(asks.not_arisen)
        case _:
            return None

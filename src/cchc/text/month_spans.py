"""Spans of months that a text names ("January to March 2026", "tháng 1 đến tháng 3 năm 2026"): periods, or times that
are none, in which no single month and no year is meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from cchc.period import Period, PeriodKind
from cchc.record import frozen

MONTHS_OF = {PeriodKind.QUARTER: 3, PeriodKind.HALF_YEAR: 6, PeriodKind.NINE_MONTHS: 9, PeriodKind.YEAR: 12}
"""How many months the periods have that are longer than one."""
_LENGTHS = {PeriodKind.MONTH: 1, **MONTHS_OF}


@frozen
class MonthSpan:
    """Where a text names a span of months, or a period by its name, and the period that it is; None where it is none
    or its year lacks."""

    start: int
    end: int
    period: Period | None
    months: tuple[int, int] | None = None
    """The first and the last month, where their year lacks."""
    year: int | None = None
    """The year that stands beside them."""

    def in_year(self, year: int, closing_day: int, year_from: int | None) -> Period | None:
        """The period that the months are in a year that stands elsewhere."""
        return None if self.months is None else _period(*self.months, year, None, closing_day, year_from)


def spans_in(
    plain: str, wordings: Iterable[re.Pattern[str]], months: Mapping[str, int], closing_day: int, year_from: int | None
) -> Iterator[MonthSpan]:
    """The spans of months in a text, by patterns with the groups `first`, `last`, and for the years `from` and
    `year`."""
    for wording in wordings:
        for match in wording.finditer(plain):
            first, last = (months.get(match[name]) or int(match[name]) for name in ("first", "last"))
            began, year = (int(match[name]) if match[name] else None for name in ("from", "year"))
            found = _period(first, last, year or began, began, closing_day, year_from)
            is_bare = year is None and began is None
            yield MonthSpan(match.start(), match.end(), found, (first, last) if is_bare else None, year or began)


def _period(
    first: int, last: int, year: int | None, began: int | None, closing_day: int, year_from: int | None
) -> Period | None:
    """The period from a month (of the year `began`, if that is told) to one of a year; None where there is none."""
    if year is None:
        return None
    count = (last - first) % 12 + 1 if began is None else 12 * (year - began) + last - first + 1
    kind = next((kind for kind, months in _LENGTHS.items() if months == count), None)
    return None if kind is None else ending(kind, year, last, closing_day, year_from)


def first_told(
    times: Sequence[MonthSpan], plain: str, joined: re.Pattern[str], closing_day: int, year_from: int | None
) -> Period | None:
    """The period of the time that a text names first, of all that it names in their order.

    There is none where that time is no period, and where another of its kind is joined to it: "January to March and
    April to June". Months without a year are of that beside the next time, or of a year before.
    """
    if not times:
        return None
    first, later = times[0], times[1:]
    period = first.period
    bare = next((each for each in later if each.months is not None), None)
    if first.months is not None:
        year = next((each.year for each in later if each.year is not None), None)
        period = None if year is None else first.in_year(year, closing_day, year_from)
    elif bare is not None and period is not None and period.kind is PeriodKind.YEAR:
        return bare.in_year(period.year, closing_day, year_from)
    beside = next((each.period for each in later if joined.fullmatch(plain, first.end, each.start)), period)
    if period is None or beside is None:
        return None
    return period if beside == period or beside.kind is not period.kind else None


def without_spans(plain: str, spans: Iterable[MonthSpan]) -> str:
    """A text with a mark in the place of each span, everything else staying where it is."""
    for each in spans:
        plain = plain[: each.start] + ";" * (each.end - each.start) + plain[each.end :]
    return plain


def period_or_none(kind: PeriodKind, year: int, number: int, closing_day: int, year_from: int | None) -> Period | None:
    """A period; None for a number or a year that does not exist."""
    try:
        return Period.of(kind, year, number, closing_day, year_from)
    except ValueError:
        return None


def ending(kind: PeriodKind, year: int, month: int, closing_day: int, year_from: int | None) -> Period | None:
    """The period of a kind whose last month is this one."""
    last = period_or_none(PeriodKind.MONTH, year, month, closing_day, None)
    found = None if last is None else last.within(kind, year_from)
    return found if found is not None and last is not None and found.end == last.end else None

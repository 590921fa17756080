"""A report is late if it was made after the day by which it was due; of what says no day nothing is said."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.due import Due, Filing, Timeliness
from cchc.period import Period, PeriodKind

MAY = Period.of("month", 2024, 5)
"""It closes on the 14th."""


@pytest.mark.parametrize(
    ("text", "period", "due"),
    [
        ("20", MAY, "2024-05-20"),
        ("05", MAY, "2024-06-05"),
        ("14", MAY, "2024-05-14"),
        ("31", Period.of("month", 2024, 1, 0), "2024-01-31"),
        ("30", Period.of("month", 2024, 1, 0), "2024-02-29"),
        ("5", Period.of("year", 2024, 1, 0), "2025-01-05"),
        ("20/5/2024", MAY, "2024-05-20"),
        ("2024-05-20", MAY, "2024-05-20"),
        ("ngày 20 tháng 5 năm 2024", MAY, "2024-05-20"),
        ("20/5/2024", MAY.previous(), None),
        ("20/5/2024", Period.of("month", 2024, 6), None),
        ("10/7/2024", Period.of("quarter", 2024, 2), "2024-07-10"),
        ("10/7/2024", Period.of("quarter", 2024, 1), None),
    ],
)
def test_a_day_is_the_first_from_the_close_and_a_date_is_of_the_period_that_closed_last(
    text: str, period: Period, due: str | None
) -> None:
    meant = Due.of(text)
    assert meant is not None
    assert meant.on(period) == (None if due is None else dt.date.fromisoformat(due))


@pytest.mark.parametrize("text", ["0", "32", "", "x", "31/4/2024", "20/5", "5/2024", "1e1", "٥"])
def test_what_is_no_day_is_none(text: str) -> None:
    assert Due.of(text) is None


@pytest.mark.parametrize(
    ("dated", "state", "days"),
    [
        ("2024-05-20", Timeliness.IN_TIME, 0),
        ("2024-05-10", Timeliness.IN_TIME, 0),
        ("2024-05-23", Timeliness.LATE, 3),
        (None, Timeliness.UNKNOWN, 0),
        ("2023-05-23", Timeliness.UNKNOWN, 0),
    ],
)
def test_no_day_is_never_in_time(dated: str | None, state: Timeliness, days: int) -> None:
    """Nor is one before the period itself, which is a slip of the pen."""
    day = None if dated is None else dt.date.fromisoformat(dated)
    told = Filing.of(MAY, dt.date(2024, 5, 20), day)
    assert (told.state, told.days) == (state, days)


@given(
    st.sampled_from([kind for kind in PeriodKind if kind is not PeriodKind.SCHOOL_YEAR]),
    st.integers(1901, 2998),
    st.integers(0, 27),
    st.integers(1, 31),
)
def test_every_period_has_its_own_day(kind: PeriodKind, year: int, closing_day: int, day: int) -> None:
    """No earlier than it closes, no later than a month after; a date is of one period of each kind, a day on which
    another closes of that."""
    period = Period.of(kind, year, 1, closing_day)
    due = Due(day=day).on(period)
    assert due is not None
    assert 0 <= (due - period.end).days <= 31
    on = Due(date=due)
    last = Period.of("month", due.year, due.month, closing_day).end
    assert on.on(period) == (None if last == due != period.end and period.months == 1 else due)
    assert on.on(period.previous()) is None

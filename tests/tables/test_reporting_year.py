"""A reporting year may begin in another month than January: its halves end on 30 April and 31 October."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tables.small import catalogue_of, form, judged

from cchc import from_json, to_json
from cchc.batch.rollup.table_groups import roll_up_tables
from cchc.period import Period, PeriodKind

HEAD = """
title.vi = "Báo cáo thử"
languages = ["vi"]
in_force = { from = 2020-01-01 }
calendar = { closing_day = 0, periods = ["half_year", "year"], year_from = 11 }
"""
TABLE = """
[table.t]
kind = "count"
unit = "ho_so"
stub = [{ is = "label", heading = ["Nội dung"] }]
open = { key = "label", total = "Cộng" }
columns = [
    { id = "dau", heading = ["Kỳ trước chuyển sang"], over_time = "first" },
    { id = "moi", heading = ["Mới"] },
    { id = "cuoi", heading = ["Chuyển kỳ sau"], over_time = "last", formula = "dau + moi" },
]

[rules.R1]
each = { table = "t", rows = "leaf" }
check = "dau == previous(cuoi)"
"""
FIRST, SECOND = (dt.date(2023, 11, 1), dt.date(2024, 4, 30)), (dt.date(2024, 5, 1), dt.date(2024, 10, 31))


def lines(opening: int, new: int) -> list[str]:
    figures = f"{opening}|{new}|{opening + new}"
    return ["Nội dung|Kỳ trước chuyển sang|Mới|Chuyển kỳ sau", f"Khiếu nại|{figures}", f"Cộng|{figures}"]


@pytest.mark.parametrize(
    ("title", "days"),
    [
        ("6 THÁNG ĐẦU NĂM 2024", FIRST),
        ("(Từ ngày 01/11/2023 đến ngày 30/4/2024)", FIRST),
        ("6 tháng cuối năm 2024", SECOND),
        ("từ ngày 01/5/2024 đến ngày 31/10/2024", SECOND),
        ("NĂM 2024", (FIRST[0], SECOND[1])),
        ("quý I/2024", (dt.date(2023, 11, 1), dt.date(2024, 1, 31))),
        ("9 tháng đầu năm 2024", (dt.date(2023, 11, 1), dt.date(2024, 7, 31))),
        ("tháng 12 năm 2024", (dt.date(2024, 12, 1), dt.date(2024, 12, 31))),
    ],
)
def test_a_title_names_a_period_of_the_form_s_own_year(
    tmp_path: Path, title: str, days: tuple[dt.date, dt.date]
) -> None:
    period = catalogue_of(tmp_path, TABLE, HEAD).edition.calendar.period_in(title, "vi")
    assert period is not None
    assert (period.start, period.end) == days
    assert from_json(to_json(period)) == period


@pytest.mark.parametrize(
    ("title", "days"),
    [
        ("First half of 2024", FIRST),
        ("November to April 2024", FIRST),
        ("Half-year ended 30 April 2024", FIRST),
    ],
)
def test_in_english(tmp_path: Path, title: str, days: tuple[dt.date, dt.date]) -> None:
    period = catalogue_of(tmp_path, TABLE, HEAD).edition.calendar.period_in(title, "en")
    assert period is not None
    assert (period.start, period.end) == days


def test_opening_is_the_last_closing_over_the_end_of_april(tmp_path: Path) -> None:
    catalogue = catalogue_of(tmp_path, TABLE, HEAD)
    before = form(*lines(5, 10), period="6 THÁNG ĐẦU NĂM 2024")
    right = judged(catalogue, *lines(15, 3), period="6 THÁNG CUỐI NĂM 2024", before=before)
    assert list(right.findings) == []
    wrong = judged(catalogue, *lines(14, 3), period="6 THÁNG CUỐI NĂM 2024", before=before)
    assert [finding.rule for finding in wrong.findings] == ["R1"]
    after = judged(
        catalogue,
        *lines(18, 1),
        period="6 THÁNG ĐẦU NĂM 2025",
        before=form(*lines(15, 3), period="6 THÁNG CUỐI NĂM 2024"),
    )
    assert list(after.findings) == []


def test_parts_of_a_year_are_rolled_up_into_it() -> None:
    half, year = Period.of("half_year", 2024, 1, 0, 11), Period.of("year", 2024, 1, 0, 11)
    assert half.within(PeriodKind.YEAR, 11) == year
    assert Period.of("month", 2023, 12, 0).within(PeriodKind.HALF_YEAR, 11) == half
    assert Period.of("month", 2024, 11, 0).within(PeriodKind.YEAR, 11) == Period.of("year", 2025, 1, 0, 11)
    assert half.previous() == Period.of("half_year", 2023, 2, 0, 11)


@pytest.mark.parametrize("year_from", [None, *range(1, 13)])
def test_a_period_is_the_one_of_its_kind_that_it_lies_in(year_from: int | None) -> None:
    """Months are the same in any year; a school year is a part of no other, and no other of it."""
    for kind, most in (("month", 12), ("quarter", 4), ("half_year", 2), ("nine_months", 1), ("year", 1)):
        for number in range(1, most + 1):
            period = Period.of(kind, 2025, number, 14, year_from)
            assert period.within(PeriodKind(kind), year_from) == period
            assert period.within(PeriodKind.SCHOOL_YEAR, year_from) is None
            assert (period.within(PeriodKind.MONTH, year_from) == period) == (kind == "month")
    school_year = Period.of("school_year", 2025, 1, 0, 9)
    assert school_year.within(PeriodKind.SCHOOL_YEAR, year_from) == school_year
    assert school_year.within(PeriodKind.YEAR, year_from) is None


def test_a_part_of_a_year_lies_in_what_is_a_whole_number_of_it() -> None:
    """A quarter in a half and in nine months, the last one in a year only; a half in no nine months."""
    within = [
        (("quarter", 3), "half_year", "half_year 2/2025"),
        (("quarter", 3), "nine_months", "nine_months 1/2025"),
        (("quarter", 4), "nine_months", "None"),
        (("half_year", 1), "nine_months", "None"),
        (("nine_months", 1), "half_year", "None"),
        (("half_year", 2), "quarter", "None"),
        (("month", 12), "nine_months", "None"),
        (("month", 12), "year", "year 1/2025"),
    ]
    for (kind, number), wider, found in within:
        assert str(Period.of(kind, 2025, number, 0).within(PeriodKind(wider))) == found


def test_the_month_of_a_form_is_rolled_up_as_itself(tmp_path: Path) -> None:
    """A title's month, and the month whose report it is, whichever month the form's year begins in."""
    head = HEAD.replace('periods = ["half_year", "year"]', 'periods = ["month"]')
    catalogue = catalogue_of(tmp_path, TABLE, head)
    assert catalogue.edition.calendar.period_in("Month ended 31 March 2024", "en") == Period.of("month", 2024, 3, 0)
    evaluation = judged(catalogue, *lines(5, 10), period="THÁNG 3 NĂM 2024")
    (rolled,) = roll_up_tables([evaluation], catalogue, period="month")
    assert rolled.period == Period.of("month", 2024, 3, 0)


@given(
    st.sampled_from([("quarter", 4), ("half_year", 2), ("nine_months", 1), ("year", 1)]),
    st.integers(1950, 2900),
    st.integers(0, 27),
    st.integers(1, 12),
    st.data(),
)
def test_periods_of_any_year_follow_each_other(
    kind: tuple[str, int], year: int, day: int, first: int, data: st.DataObject
) -> None:
    """Each is known by its days, and begins on the day after the one before it has ended."""
    period = Period.of(kind[0], year, data.draw(st.integers(1, kind[1])), day, first)
    assert Period.between(period.start, period.end, year_from=first) == period
    assert period.first_month == (None if first == 1 else first)
    if kind[0] != "nine_months":
        assert period.previous().end + dt.timedelta(days=1) == period.start
    assert period.calendar_start <= period.calendar_end

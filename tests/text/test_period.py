"""Periods follow one another without gap or overlap, and people's words for them are understood."""

from __future__ import annotations

import datetime as dt
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.errors import DataError
from cchc.period import Period, PeriodKind, format_date
from cchc.serialize import from_dict
from cchc.text.dates import find_backward_window, find_dates, find_window, parse_date, parse_period
from cchc.text.periods import period_in

NUMBERS = {
    PeriodKind.MONTH: 12,
    PeriodKind.QUARTER: 4,
    PeriodKind.HALF_YEAR: 2,
    PeriodKind.NINE_MONTHS: 1,
    PeriodKind.YEAR: 1,
    PeriodKind.SCHOOL_YEAR: 1,
}


@st.composite
def periods(draw: st.DrawFn, closing_days: st.SearchStrategy[int]) -> Period:
    """Any period of a calendar that closes on one of these days."""
    kind = draw(st.sampled_from(PeriodKind))
    number = draw(st.integers(1, NUMBERS[kind]))
    first = draw(st.integers(1, 12)) if kind is PeriodKind.SCHOOL_YEAR else None
    return Period.of(kind, draw(st.integers(1901, 2999)), number, draw(closing_days), first)


@pytest.mark.parametrize(
    ("kind", "number", "start", "end"),
    [
        ("month", 1, "2023-12-15", "2024-01-14"),
        ("month", 5, "2024-04-15", "2024-05-14"),
        ("quarter", 1, "2023-12-15", "2024-03-14"),
        ("quarter", 4, "2024-09-15", "2024-12-14"),
        ("half_year", 1, "2023-12-15", "2024-06-14"),
        ("nine_months", 1, "2023-12-15", "2024-09-14"),
        ("year", 1, "2023-12-15", "2024-12-14"),
    ],
)
def test_periods_close_as_the_decree_says(kind: str, number: int, start: str, end: str) -> None:
    """Nghị định 09/2019/NĐ-CP closes on the 14th: months, quarters, halves, nine months and years."""
    period = Period.of(kind, 2024, number, 14)
    assert (period.start, period.end) == (dt.date.fromisoformat(start), dt.date.fromisoformat(end))


def test_a_calendar_without_closing_day_is_the_common_one() -> None:
    """Closing day 0 gives whole calendar months, leap years included."""
    february = Period.of("month", 2024, 2, 0)
    assert (february.start, february.end) == (dt.date(2024, 2, 1), dt.date(2024, 2, 29))
    assert (february.calendar_start, february.calendar_end) == (february.start, february.end)
    assert Period.of("month", 2024, 2, 14).calendar_end == dt.date(2024, 2, 29)


@given(periods(st.integers(0, 27)))
def test_a_period_follows_the_one_before(period: Period) -> None:
    """Between a period and the one before lies no day, and none is in both (nine months apart)."""
    before = period.previous()
    assert before.closing_day == period.closing_day
    if period.kind is not PeriodKind.NINE_MONTHS:
        assert before.end + dt.timedelta(days=1) == period.start
    assert before.end < period.start <= period.end


@given(periods(st.integers(0, 27)))
def test_the_months_of_a_period_fill_it(period: Period) -> None:
    """From the first day of its first month to the last of its last, one after the other, in either calendar."""
    length = {"month": 1, "quarter": 3, "half_year": 6, "nine_months": 9, "year": 12, "school_year": 12}[period.kind]
    last = period.number * length + (period.first_month or 1) - 1
    if period.year + (last - 1) // 12 > 2999:
        return
    months = [
        Period.of("month", period.year + (month - 1) // 12, (month - 1) % 12 + 1, period.closing_day)
        for month in range(last - length + 1, last + 1)
    ]
    assert (months[0].start, months[-1].end) == (period.start, period.end)
    assert (months[0].calendar_start, months[-1].calendar_end) == (period.calendar_start, period.calendar_end)
    assert all(month.previous() == before for before, month in pairwise(months))


@given(periods(st.integers(0, 27)))
def test_a_period_lies_where_its_months_lie(period: Period) -> None:
    """A period ends within its last calendar month, however early its calendar closes."""
    assert period.calendar_end.replace(day=1) <= period.end <= period.calendar_end
    assert period == period.in_year(period.year)
    assert period.in_year(period.year - 1).in_year(period.year) == period


@pytest.mark.parametrize(
    ("kind", "year", "number", "closing_day"),
    [("month", 2024, 13, 14), ("month", 2024, 0, 14), ("quarter", 2024, 5, 14), ("year", 2024, 2, 14),
     ("month", 1, 1, 14),
     ("month", 2024, 1, 28), ("month", 2024, 1, -1), ("week", 2024, 1, 14)],
)  # fmt: skip
def test_impossible_periods_are_refused(kind: str, year: int, number: int, closing_day: int) -> None:
    """There is no month 13, no year 1 and no calendar that closes on a day some months lack."""
    with pytest.raises(ValueError, match=r"\d|week"):
        Period.of(kind, year, number, closing_day)


@pytest.mark.parametrize("closing_day", [0, 1, 14, 27])
@pytest.mark.parametrize("known", [{}, {"first_month": 9}, {"year_from": 1}])
def test_a_period_is_known_by_its_days(closing_day: int, known: dict[str, int]) -> None:
    """Each of them, whatever else the form says of its years; nothing where no period has them, or no year."""
    for kind, most in NUMBERS.items():
        for number in range(1, most + 1) if kind is not PeriodKind.SCHOOL_YEAR else ():
            period = Period.of(kind, 2024, number, closing_day)
            assert Period.between(period.start, period.end, **known) == period
            assert Period.between(period.start, period.end + dt.timedelta(days=1), **known) is None
    for year in (1900, 2999):
        period = Period.of("month", year, 1, 0)
        assert Period.between(period.start, period.end, **known) == period
    assert Period.between(dt.date(3500, 1, 1), dt.date(3500, 1, 31), **known) is None
    assert Period.between(dt.date(1899, 12, 1), dt.date(1899, 12, 31), **known) is None


@given(st.integers(1901, 2998), st.integers(1, 12), st.integers(0, 27))
def test_a_school_year_is_known_by_its_days_where_its_first_month_is(year: int, month: int, closing_day: int) -> None:
    """It begins within its year, has twelve months, and is told from a year by the month that the form says."""
    period = Period.of("school_year", year, 1, closing_day, month)
    assert (period.first_month, period.closing_day, period.years) == (month, closing_day, f"{year}-{year + 1}")
    assert Period.between(period.start, period.end, month) == period
    assert Period.between(period.start, period.end, month % 12 + 1) != period
    assert period.calendar_start == dt.date(year, month, 1)
    assert period.previous().calendar_end + dt.timedelta(days=1) == period.calendar_start


@pytest.mark.parametrize(("kind", "first"), [("school_year", None), ("school_year", 13), ("year", 13)])
def test_a_school_year_needs_its_month_and_no_year_begins_in_a_thirteenth(kind: str, first: int | None) -> None:
    with pytest.raises(ValueError, match="cannot begin"):
        Period.of(kind, 2025, 1, 0, first)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("BÁO CÁO THỐNG KÊ GIÁO DỤC NĂM HỌC 2025-2026", "vi"), ("Năm học 2025 – 2026", "vi"),
        ("Kỳ báo cáo: cuối năm học 2025/2026", "vi"), ("năm học 2025-26", "vi"),
        ("từ ngày 01/9/2025 đến ngày 31/8/2026", "vi"),
        ("School return, school year 2025/26", "en"), ("2025-2026 academic year", "en"),
        ("Ano letivo de 2025/2026", "pt"),
    ],
)  # fmt: skip
def test_a_title_names_a_school_year(text: str, language: str) -> None:
    """Only on forms that say when one begins; on others it is no period, rather than the wrong one."""
    assert period_in(text, 0, language, 9) == Period.of("school_year", 2025, 1, 0, 9)
    assert period_in(text, 0, language) is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Học kỳ I năm học 2025-2026", "vi"), ("tháng 9 năm học 2025/2026", "vi"), ("năm học 2025-2027", "vi"),
        ("First term, school year 2025/26", "en"), ("2.º trimestre, ano letivo 2025/2026", "pt"),
    ],
)  # fmt: skip
def test_a_part_of_a_school_year_is_not_taken_for_it(text: str, language: str) -> None:
    """Nor is its month given a year of the calendar that it may not lie in."""
    assert period_in(text, 0, language, 9) is None


@pytest.mark.parametrize(
    ("text", "kind", "year", "number"),
    [
        ("BÁO CÁO CẢI CÁCH HÀNH CHÍNH THÁNG 5 NĂM 2024", "month", 2024, 5), ("tháng 05/2024", "month", 2024, 5),
        ("Tháng 5-2024", "month", 2024, 5), ("T5/2024", "month", 2024, 5), ("tháng 12, năm 2023", "month", 2023, 12),
        ("THÁNG NĂM NĂM 2024", "month", 2024, 5), ("tháng mười hai năm 2023", "month", 2023, 12),
        ("tháng giêng năm 2024", "month", 2024, 1),
        ("quý II năm 2024", "quarter", 2024, 2), ("Quý 2/2024", "quarter", 2024, 2),
        ("QUÝ IV/2024", "quarter", 2024, 4),
        ("quí I-2024", "quarter", 2024, 1), ("quý III năm 2024", "quarter", 2024, 3),
        ("6 tháng đầu năm 2024", "half_year", 2024, 1), ("06 tháng đầu năm 2024", "half_year", 2024, 1),
        ("sáu tháng đầu năm 2024", "half_year", 2024, 1), ("6 tháng cuối năm 2023", "half_year", 2023, 2),
        ("9 tháng năm 2024", "nine_months", 2024, 1), ("9 tháng đầu năm 2024", "nine_months", 2024, 1),
        ("năm 2024", "year", 2024, 1), ("Báo cáo năm 2024", "year", 2024, 1), ("12 tháng năm 2024", "year", 2024, 1),
        ("tháng 6 và 6 tháng đầu năm 2024", "month", 2024, 6),
        ("tháng 5 năm 2024 (từ tháng 1 đến tháng 3 năm 2024)", "month", 2024, 5),
        ("từ tháng 1 đến tháng 3 năm 2024, tháng 5 năm 2024", "quarter", 2024, 1),
    ],
)  # fmt: skip
def test_a_title_names_its_period(text: str, kind: str, year: int, number: int) -> None:
    """Months, quarters, halves, nine months and years are read in figures, Roman figures and words."""
    for form in ("NFC", "NFD"):
        assert parse_period(unicodedata.normalize(form, text), 14) == Period.of(kind, year, number, 14)


@pytest.mark.parametrize(
    "text",
    ["", "tháng 5", "tháng 13 năm 2024", "tháng 0 năm 2024", "quý V năm 2024", "tháng 5/24",
     "Hà Nội, ngày 14 tháng 5 năm 2024",
     "14/5/2024", "46/2024", "2024", "62/KH-UBND ngày 28/02/2024"],
)  # fmt: skip
def test_a_date_is_no_period(text: str) -> None:
    """A date, a month without a year and a month that does not exist name no period."""
    assert parse_period(text) is None


@given(periods(st.just(14)))
def test_a_written_period_is_read_back(period: Period) -> None:
    """Each kind of period comes back from the words for it."""
    halves = {1: "6 tháng đầu năm", 2: "6 tháng cuối năm"}
    if period.kind is PeriodKind.SCHOOL_YEAR and period.year == 2999:
        return
    words = {
        PeriodKind.MONTH: f"tháng {period.number} năm",
        PeriodKind.QUARTER: f"quý {('I', 'II', 'III', 'IV')[min(period.number, 4) - 1]} năm",
        PeriodKind.HALF_YEAR: halves[min(period.number, 2)],
        PeriodKind.NINE_MONTHS: "9 tháng đầu năm",
        PeriodKind.YEAR: "năm",
        PeriodKind.SCHOOL_YEAR: "năm học",
    }
    assert parse_period(f"BÁO CÁO {words[period.kind]} {period.years}", 14, period.first_month) == period


@pytest.mark.parametrize(
    "text",
    ["28/02/2024", "28/2/2024", "28-02-2024", "28.2.2024", "28 / 02 / 2024", "ngày 28/02/2024", "NGÀY 28/02/2024",
     "ngày 28 tháng 02 năm 2024", "28 tháng 2 năm 2024", "ngày 28 tháng 2, 2024", "ngày 28/2 năm 2024", "28/2/24",
     "2024-02-28",
     "2024-02-28 00:00:00", "ngày 28/02/2024.", "<b>28/02/2024</b>", "ngày\u00a028/02/2024"],
)  # fmt: skip
def test_a_date_has_many_spellings(text: str) -> None:
    """Padded or not, in figures or words, with whatever sign between: one date."""
    for form in ("NFC", "NFD"):
        assert parse_date(unicodedata.normalize(form, text)) == dt.date(2024, 2, 28)


@pytest.mark.parametrize(
    "text", ["", "31/02/2024", "0/1/2024", "1/13/2024", "15/3", "5", "28/02/2024 và", "năm 2024", "28/02/0000"]
)
def test_what_is_no_day_of_the_calendar_is_none(text: str) -> None:
    """A day that does not exist, a part of a date and a text with more in it are no date."""
    assert parse_date(text) is None


@given(st.dates(dt.date(1900, 1, 1), dt.date(2999, 12, 31)))
def test_a_written_date_is_read_back(date: dt.date) -> None:
    """The official spelling is read back, alone and within a sentence."""
    assert parse_date(format_date(date)) == date
    assert find_dates(f"Hà Nội, ngày {date.day} tháng {date.month} năm {date.year}") == [
        (date, (8, len(f"Hà Nội, ngày {date.day} tháng {date.month} năm {date.year}")))
    ]


def test_official_dates_are_padded_as_the_decree_says() -> None:
    """Nghị định 30/2020/NĐ-CP pads days below 10 and the months 1 and 2, no other month."""
    assert format_date(dt.date(2024, 2, 8)) == "08/02/2024"
    assert format_date(dt.date(2024, 3, 15)) == "15/3/2024"
    assert format_date(dt.date(2024, 11, 1)) == "01/11/2024"


def test_dates_are_found_where_they_stand() -> None:
    """Every date of a text comes with its place; one that does not exist is told as None."""
    text = "ngày 26/01/2024, 31/02/2024 và 62/2024/KH"
    assert [(date, text[slice(*span)]) for date, span in find_dates(text)] == [
        (dt.date(2024, 1, 26), "ngày 26/01/2024"),
        (None, "31/02/2024"),
    ]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Kết quả từ ngày 01 tháng 01 năm 2024 đến ngày 30 tháng 4 năm 2024 tại phường", "2024-01-01", "2024-04-30"),
        ("từ 15/12/2023 đến 14/5/2024", "2023-12-15", "2024-05-14"),
        ("từ ngày 01/01 đến ngày 30/4/2024", "2024-01-01", "2024-04-30"),
        ("Từ 15/12 đến 14/5/2024", "2023-12-15", "2024-05-14"),
        ("từ ngày 01/01/2024 đến ngày 30/4", "2024-01-01", "2024-04-30"),
        ("từ ngày 15/12/2023 đến 14/5", "2023-12-15", "2024-05-14"),
        ("từ ngày 01 tháng 01 đến hết ngày 30 tháng 4 năm 2024", "2024-01-01", "2024-04-30"),
        ("tính từ tháng 1 đến tháng 4 năm 2024", "2024-01-01", "2024-04-30"),
        ("từ tháng 12/2023 đến tháng 2/2024", "2023-12-01", "2024-02-29"),
        ("Số liệu (15/12/2023 - 14/5/2024)", "2023-12-15", "2024-05-14"),
        ("từ 15/4/2024 - 14/5/2024", "2024-04-15", "2024-05-14"),
        ("từ ngày 15/12 đến ngày 15/12/2024", "2024-12-15", "2024-12-15"),
        ("từ 15/12 đến hết tháng 12 năm 2024", "2024-12-15", "2024-12-31"),
        ("từ tháng 12 đến ngày 05/12/2024", "2024-12-01", "2024-12-05"),
        ("từ tháng 12 đến ngày 01/12/2024", "2024-12-01", "2024-12-01"),
    ],
)  # fmt: skip
def test_a_window_covers_both_its_days(text: str, start: str, end: str) -> None:
    """A window may give its year once, cross a new year, or name months."""
    for form in ("NFC", "NFD"):
        window = find_window(unicodedata.normalize(form, text))
        assert window == (dt.date.fromisoformat(start), dt.date.fromisoformat(end))


@pytest.mark.parametrize(
    "text",
    ["", "từ ngày 5/5/2024 đến 1/1/2024", "từ 31/2/2024 đến 1/3/2024", "từ 1/1 đến 30/4", "từ ngày … đến ngày …",
     "15/12/2023",
     "từ quận đến phường"],
)  # fmt: skip
def test_a_window_that_runs_backwards_is_none(text: str) -> None:
    """Days that do not exist, no year, or an end before the start give no window."""
    assert find_window(text) is None


@given(st.dates(dt.date(1900, 1, 1), dt.date(2999, 12, 31)), st.integers(0, 800))
def test_a_written_window_is_read_back(start: dt.date, days: int) -> None:
    """Any window of full dates comes back."""
    end = min(start + dt.timedelta(days=days), dt.date(2999, 12, 31))
    assert find_window(f"từ ngày {format_date(start)} đến ngày {format_date(end)}") == (start, end)


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("từ ngày 14/5/2024 đến ngày 01/01/2024", (dt.date(2024, 5, 14), dt.date(2024, 1, 1))),
        ("31/5/2024 - 01/5/2024", (dt.date(2024, 5, 31), dt.date(2024, 5, 1))),
        ("từ tháng 5 năm 2024 đến tháng 4 năm 2024", (dt.date(2024, 5, 1), dt.date(2024, 4, 30))),
        ("từ ngày 15/12 đến ngày 14/5/2024", None),
        ("từ ngày 14/5/2024 đến ngày 01/01/2024 (từ 01/01/2024 đến 14/5/2024)", None),
        ("từ ngày 14/5/2024 đến ngày 01/01/2024; từ 15/5/2024 đến 15/5/2024", None),
        ("từ ngày 32/5/2024 đến ngày 01/01/2024", None),
        ("không ghi ngày", None),
    ],
)
def test_a_window_runs_backwards_only_where_both_its_days_exist_and_no_other_runs_forwards(
    text: str, window: tuple[dt.date, dt.date] | None
) -> None:
    assert find_backward_window(text) == window
    assert window is None or find_window(text) is None


@given(periods(st.integers(0, 27)), st.integers(-10, 10), st.integers(-10, 10), st.integers(-1, 1), st.integers(-1, 14))
def test_a_period_has_the_days_that_it_has(period: Period, sooner: int, later: int, years: int, number: int) -> None:
    """However it is made, by JSON too: what has other days, or is of no year, is none."""
    start, end = period.start + dt.timedelta(sooner), period.end + dt.timedelta(later)
    year = period.year + years
    try:
        made = Period(period.kind, year, number, start, end)
    except ValueError:
        assert (start, end, year, number) != (period.start, period.end, period.year, period.number)
    else:
        assert made == Period.of(period.kind, year, number, made.closing_day)


@pytest.mark.parametrize(
    ("start", "end"), [("0001-01-01", "0001-01-31"), ("2024-04-15", "9999-12-31"), ("9999-12-01", "9999-12-31")]
)
def test_no_period_is_at_the_ends_of_time(start: str, end: str) -> None:
    data = {"kind": "month", "year": 2024, "number": 5, "start": start, "end": end}
    with pytest.raises(DataError, match=r"month 5/2024 is not from|closing day"):
        from_dict(data, Period)
    with pytest.raises(DataError, match="year 0 is not"):
        from_dict(data | {"year": 0}, Period)


@pytest.mark.parametrize(
    "title",
    [
        "THNG 5 NĂM 2024", "THÁSNố:G1255 NĂM 2024", "T H Á N G 5 NĂM 2024", "THÁNG      NĂM 2024", "THÁNG …… NĂM 2024",
        "THÁNG 4, 5 NĂM 2024", "THÁNG 4 VÀ 5 NĂM 2024", "THÁNG 4 VÀ THÁNG 5 NĂM 2024", "QUÝ I, II NĂM 2024",
    ],
)  # fmt: skip
def test_a_month_that_is_not_understood_is_no_whole_year(title: str) -> None:
    assert parse_period(f"BÁO CÁO CẢI CÁCH HÀNH CHÍNH {title}") is None


@pytest.mark.parametrize(
    ("title", "kind", "number"),
    [
        ("THÁNG: 5 NĂM: 2024", PeriodKind.MONTH, 5),
        ("THÁNG …5… NĂM …2024…", PeriodKind.MONTH, 5),
        ("THÁNG ...05... NĂM 2024", PeriodKind.MONTH, 5),
        ("THÁNG ___5___ NĂM 2024", PeriodKind.MONTH, 5),
        ("THÁNG (5) NĂM 2024", PeriodKind.MONTH, 5),
        ("THANG 5 NAM 2024", PeriodKind.MONTH, 5),
        ("THÁNG 5NĂM 2024", PeriodKind.MONTH, 5),
        ("QUÝ: II NĂM 2024", PeriodKind.QUARTER, 2),
        ("THÁNG 6, QUÝ II NĂM 2024", PeriodKind.MONTH, 6),
        ("THÁNG 4, NHIỆM VỤ THÁNG 5 NĂM 2024", PeriodKind.MONTH, 4),
        ("KẾ HOẠCH SỐ 5 NĂM 2024", PeriodKind.YEAR, 1),
        ("PHƯỜNG 12, NĂM 2024", PeriodKind.YEAR, 1),
    ],
)
def test_months_with_what_was_left_to_fill_them_in(title: str, kind: PeriodKind, number: int) -> None:
    period = parse_period(f"BÁO CÁO CẢI CÁCH HÀNH CHÍNH {title}")
    assert period is not None
    assert (period.kind, period.year, period.number) == (kind, 2024, number)

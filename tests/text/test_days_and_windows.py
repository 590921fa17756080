"""Days, stretches and windows of time are read in a form's own language and in English, or not at all."""

from __future__ import annotations

import datetime as dt
import unicodedata

import pytest

from cchc.period import Period
from cchc.text.dates import is_date_left_open
from cchc.text.periods import days_in, names_time, period_in, stretch_of, window_in

MAY_29 = dt.date(2025, 5, 29)


@pytest.mark.parametrize(
    ("text", "language", "days"),
    [
        ("29 May 2025", "en", [MAY_29]),
        ("May 29, 2025", "en", [MAY_29]),
        ("29th of May 2025", "en", [MAY_29]),
        ("2025-05-29", "en", [MAY_29]),
        ("29/5/2025", "en", [MAY_29]),
        ("29-May-25", "en", [MAY_29]),
        ("29 May 25", "en", [MAY_29]),
        ("29-May-25 and 3-May-25", "en", []),
        ("29 de maio de 2025", "pt", [MAY_29]),
        ("29 May 2025", "pt", [MAY_29]),
        ("29 de maio de 2025", "en", []),
        ("ngày 29/5/2025", "vi", [MAY_29]),
        ("ngày 29 tháng 5 năm 2025", "vi", [MAY_29]),
        ("29 May 2025", "vi", [MAY_29]),
        ("1 May 2025 and 3 June 2025", "en", [dt.date(2025, 5, 1), dt.date(2025, 6, 3)]),
        ("31 June 2025", "en", [None]),
        ("29 May", "en", []),
        ("5 hội nghị", "vi", []),
    ],
)
def test_days_are_named_in_figures_or_words(text: str, language: str, days: list[dt.date | None]) -> None:
    """One alone may have its year in two digits; one that the calendar does not have is told as None."""
    for form in ("NFC", "NFD"):
        assert days_in(unicodedata.normalize(form, text), language) == days


def test_a_text_full_of_days_is_looked_at_so_far() -> None:
    assert len(days_in("1 May 2025, " * 30, "en")) == 20


@pytest.mark.parametrize(
    ("text", "language", "period"),
    [
        ("5/2026", "vi", "month 5/2026"),
        (" 05.2026. ", "vi", "month 5/2026"),
        ("12 - 2026", "vi", "month 12/2026"),
        ("2026;", "vi", "year 1/2026"),
        ("quý II/2026", "vi", "quarter 2/2026"),
        ("tháng 5 năm 2026", "pt", "month 5/2026"),
        ("May 2026", "vi", "month 5/2026"),
        ("maio de 2026", "pt", "month 5/2026"),
        ("Q2 2026", "fr", "quarter 2/2026"),
        ("13/2026", "vi", "None"),
        ("29/5/2026", "vi", "None"),
        ("5 hồ sơ", "vi", "None"),
    ],
)
def test_a_stretch_stands_where_a_day_belongs(text: str, language: str, period: str) -> None:
    """In the common calendar, whatever the form's own."""
    found = stretch_of(text, language)
    assert str(found) == period
    assert found is None or found.closing_day == 0


@pytest.mark.parametrize(
    ("text", "language", "window"),
    [
        ("từ 15/12 đến 14/5/2024", "vi", ("2023-12-15", "2024-05-14")),
        ("từ 15/12 đến 14/5/2024", "en", ("2023-12-15", "2024-05-14")),
        ("15 December to 14 January 2026", "en", ("2025-12-15", "2026-01-14")),
        ("15 January to 14 February 2026", "en", ("2026-01-15", "2026-02-14")),
        ("1 January 2025 to 31 March 2026", "en", ("2025-01-01", "2026-03-31")),
        ("15 to 31 January 2026", "en", ("2026-01-15", "2026-01-31")),
        ("January 1 to March 31, 2026", "en", ("2026-01-01", "2026-03-31")),
        ("1 January 2026 to 1 January 2026", "en", ("2026-01-01", "2026-01-01")),
        ("de 1 de janeiro a 31 de março de 2026", "pt", ("2026-01-01", "2026-03-31")),
        ("1 January to 31 March 2026", "pt", ("2026-01-01", "2026-03-31")),
        ("30 February to 3 March 2026, 1 to 2 May 2026", "en", ("2026-05-01", "2026-05-02")),
        ("1 January to 31 March 2026", "vi", None),
        ("31 January 2026 to 1 January 2026", "en", None),
        ("31 June to 3 July 2026", "en", None),
        ("days", "en", None),
    ],
)
def test_a_window_has_a_first_and_a_last_day(text: str, language: str, window: tuple[str, str] | None) -> None:
    """The first may leave its year, or its month too, to the last; one that runs backwards is none."""
    found = window_in(text, language)
    assert found == (None if window is None else tuple(map(dt.date.fromisoformat, window)))


@pytest.mark.parametrize(
    ("text", "closing_day", "period"),
    [
        ("month ended 14 March 2026", 14, "month 3/2026"),
        ("month ended 31 March 2026", 14, "month 3/2026"),
        ("month ended 13 March 2026", 14, "None"),
        ("month ended 28 February 2026", 0, "month 2/2026"),
        ("month ended 28 February 2024", 0, "None"),
        ("quarter ended 30 April 2026", 0, "None"),
        ("quarter ended 30 February 2026", 0, "None"),
        ("quarter ended 30 April 2026; year ended 31 December 2026", 0, "year 1/2026"),
        ("quarter ended 30 February 2026; year ended 31 December 2026", 0, "year 1/2026"),
        ("half-year ended 30 June 2026", 0, "half_year 1/2026"),
        ("six months ended 30 June 2026", 0, "half_year 1/2026"),
        ("second half of 2026", 0, "half_year 2/2026"),
        ("2026 half 2", 0, "half_year 2/2026"),
        ("third half of 2026", 0, "None"),
        ("fourth quarter 2026", 0, "quarter 4/2026"),
        ("2026 Q4", 0, "quarter 4/2026"),
        ("2026/05", 0, "month 5/2026"),
        ("2026, March", 0, "month 3/2026"),
        ("2026-13", 0, "None"),
        ("nine months 2026", 0, "nine_months 1/2026"),
        ("year: 2026", 0, "year 1/2026"),
        ("1.2026 to 3.2026", 0, "quarter 1/2026"),
    ],
)
def test_a_period_is_named_or_ends(text: str, closing_day: int, period: str) -> None:
    """By the last day of its last month in either calendar."""
    found = period_in(text, closing_day, "en")
    assert str(found) == period
    assert found is None or found.closing_day == closing_day


def test_a_time_is_named_by_whatever_year_a_form_has() -> None:
    """A school year, a half of a year that begins in November, months without a year."""
    assert period_in("School year 2025/26", 0, "en", 9) == Period.of("school_year", 2025, 1, 0, 9)
    assert period_in("2025-2026 school year", 0, "en", 9) == Period.of("school_year", 2025, 1, 0, 9)
    assert names_time("School year 2025/26", 0, "en", 9)
    assert not names_time("School year 2025/26", 0, "en")
    assert period_in("quarter ended 30 April 2026", 0, "en", None, 11) == Period.of("quarter", 2026, 2, 0, 11)
    assert period_in("Year 2026, February to April", 0, "en", None, 11) == Period.of("quarter", 2026, 2, 0, 11)
    assert names_time("quarter ended 30 April 2026", 0, "en", None, 11)
    assert not names_time("quarter ended 30 April 2026", 0, "en")
    assert names_time("months: 1 to 3", 0, "en")
    assert names_time("1.º trimestre de 2026, 2.º trimestre de 2026", 0, "pt")
    assert not names_time("third half of 2026", 0, "en")
    assert not names_time("báo cáo của phường", 0)


def test_a_year_beside_a_school_year_is_the_period() -> None:
    """What a title names by itself goes before the school year that it speaks of as well."""
    assert period_in("Báo cáo năm 2026, năm học 2025-2026", 0, "vi", 9) == Period.of("year", 2026, 1, 0)
    assert period_in("Annual report 2026, school year 2025/26", 0, "en", 9) == Period.of("year", 2026, 1, 0)


def test_a_vietnamese_form_is_read_in_no_other_language() -> None:
    """Where a form is in another, titles in English are understood, too."""
    assert period_in("March 2026", 0, "vi") is None
    assert period_in("March 2026", 0, "pt") == Period.of("month", 2026, 3, 0)


def test_a_year_is_called_by_where_the_most_of_it_lies() -> None:
    """One that begins in June by the year of that June, one that begins in July by the next; as people write it."""
    assert Period.of("year", 2025, 1, 0, 6).calendar_start == dt.date(2025, 6, 1)
    assert Period.of("year", 2025, 1, 0, 7).calendar_start == dt.date(2024, 7, 1)
    assert [Period.of(kind, 2025, 1, 0, 9).years for kind in ("month", "year", "school_year")] == [
        "2025",
        "2025",
        "2025-2026",
    ]
    with pytest.raises(ValueError, match="year 3000 is not from 1900 to 2999"):
        Period.of("month", 3000, 1)


@pytest.mark.parametrize(
    ("text", "is_open"),
    [
        ("…, ngày    tháng 5 năm 2024", True),
        ("Hà Nội, ngày … tháng … năm 2024", True),
        (f"{'x' * 1000} ngày    tháng 5 năm 2024", True),
        ("ngày    tháng 5 năm 2024 và", False),
        (f"ngày    tháng 5 năm 2024{'x' * 500}", False),
        ("ngày 5 tháng 5 năm 2024", False),
    ],
)
def test_a_date_is_left_open_where_its_day_is_to_be_filled_in(text: str, is_open: bool) -> None:
    """At the end of a text, however long."""
    assert is_date_left_open(text) is is_open


@pytest.mark.parametrize(
    ("text", "language", "year_from", "period"),
    [
        ("từ tháng 11/2025 đến tháng 1/2026", "vi", 11, "quarter 1/2026"),
        ("từ tháng 11 đến tháng 1 năm 2026", "vi", 11, "quarter 1/2026"),
        ("từ tháng 2 đến tháng 4 năm 2026", "vi", 11, "quarter 2/2026"),
        ("tháng 2-4 năm 2026", "vi", 11, "quarter 2/2026"),
        ("từ tháng 2 đến tháng 4 năm 2026", "vi", None, "None"),
        ("từ tháng 2 đến tháng 4, nhiệm vụ năm 2026", "vi", 11, "quarter 2/2026"),
        ("năm 2026, từ tháng 2 đến tháng 4", "vi", 11, "quarter 2/2026"),
        ("năm 2026, từ tháng 2 đến tháng 4", "vi", None, "None"),
        ("tháng 1/2025 - tháng 3/2026", "vi", None, "None"),
        ("Nov 2025 to Jan 2026", "en", 11, "quarter 1/2026"),
        ("Feb to Apr 2026", "en", 11, "quarter 2/2026"),
        ("Year 2026, Feb to Apr", "en", 11, "quarter 2/2026"),
        ("Year 2026, Feb to Apr", "en", None, "None"),
        ("Annual report 2026: February to April", "en", 11, "quarter 2/2026"),
        ("Jan 2025 to Mar 2026", "en", None, "None"),
        ("01/2025 - 03/2026", "en", None, "None"),
    ],
)
def test_a_span_of_months_is_a_part_of_the_form_s_own_year(
    text: str, language: str, year_from: int | None, period: str
) -> None:
    """Whichever month that begins in; months of two years are no quarter of one."""
    assert str(period_in(text, 0, language, None, year_from)) == period
